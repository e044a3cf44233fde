//! Muscles as patches on the skin: for each part of the mesh a range along the bone, a direction, and how far round it
//! goes. The patch follows the body into any pose. Places and sizes are editorial, after common muscle charts.

use regimen_schema::documents::exercise::Muscle;
use regimen_schema::documents::figure::{Side, Sided};

use crate::geometry::acos;
use crate::mesh::{Mesh, Name};
use crate::skeleton::sign;

/// A patch on a part.
struct Patch {
    part: Name,
    /// From and to, along the bone.
    along: (f64, f64),
    /// Sideways (outwards) and forwards.
    direction: (f64, f64),
    /// How many degrees it goes round to either side; 180 and more is all round.
    half_angle: f64,
}

const fn patch(part: Name, from: f64, to: f64, sideways: f64, forwards: f64, half_angle: f64) -> Patch {
    Patch { part, along: (from, to), direction: (sideways, forwards), half_angle }
}

fn patches(muscle: Muscle) -> &'static [Patch] {
    match muscle {
        Muscle::Hamstrings => {
            const {
                &[
                    patch(Name::Thigh, 6.0, 39.0, 0.0, -1.0, 72.0),
                    patch(Name::Shorts, 6.0, 39.0, 0.0, -1.0, 72.0),
                ]
            }
        }
        Muscle::Quadriceps => {
            const {
                &[
                    patch(Name::Thigh, 8.0, 38.0, 0.0, 1.0, 75.0),
                    patch(Name::Shorts, 8.0, 38.0, 0.0, 1.0, 75.0),
                ]
            }
        }
        Muscle::Calf => const { &[patch(Name::Shank, 4.0, 27.0, 0.0, -1.0, 75.0)] },
        Muscle::Gluteals => {
            const {
                &[
                    patch(Name::Buttock, -1.0, 1.0, 0.7, -1.0, 105.0),
                    patch(Name::Pelvis, -12.0, 4.0, 0.75, -1.0, 45.0),
                    patch(Name::Shorts, -7.0, 5.0, 0.8, -1.0, 46.0),
                ]
            }
        }
        Muscle::Piriformis => {
            const {
                &[
                    patch(Name::Buttock, -1.0, 1.0, 0.8, -1.0, 62.0),
                    patch(Name::Pelvis, -8.0, 1.0, 0.8, -1.0, 28.0),
                    patch(Name::Shorts, -5.0, 3.0, 0.9, -1.0, 34.0),
                ]
            }
        }
        Muscle::HipFlexors => {
            const {
                &[
                    patch(Name::Pelvis, -9.0, 7.0, 0.6, 1.0, 50.0),
                    patch(Name::Thigh, -6.0, 13.0, 0.0, 1.0, 70.0),
                    patch(Name::Shorts, -6.0, 13.0, 0.0, 1.0, 70.0),
                ]
            }
        }
        Muscle::HipAdductors => {
            const {
                &[
                    patch(Name::Thigh, 2.0, 36.0, -1.0, 0.0, 55.0),
                    patch(Name::Shorts, 2.0, 36.0, -1.0, 0.0, 55.0),
                ]
            }
        }
        Muscle::HipAbductors => {
            const {
                &[
                    patch(Name::Trunk, -2.0, 8.0, 1.0, -0.1, 42.0),
                    patch(Name::Pelvis, -6.0, 10.0, 1.0, -0.1, 52.0),
                    patch(Name::Thigh, -6.0, 11.0, 1.0, -0.1, 60.0),
                    patch(Name::Shorts, -6.0, 11.0, 1.0, -0.1, 60.0),
                ]
            }
        }
        Muscle::LowerBack => {
            const {
                &[
                    patch(Name::Trunk, 5.0, 27.0, 0.0, -1.0, 62.0),
                    patch(Name::Pelvis, 3.0, 8.0, 0.0, -1.0, 62.0),
                ]
            }
        }
        Muscle::UpperBack => const { &[patch(Name::Trunk, 28.0, 50.0, 0.0, -1.0, 70.0)] },
        Muscle::Abdominals => {
            const {
                &[
                    patch(Name::Trunk, 3.0, 30.0, 0.0, 1.0, 60.0),
                    patch(Name::Pelvis, 0.0, 8.0, 0.0, 1.0, 60.0),
                ]
            }
        }
        Muscle::DeepAbdominals => {
            const {
                &[
                    patch(Name::Trunk, 3.0, 22.0, 0.0, 1.0, 105.0),
                    patch(Name::Pelvis, 0.0, 8.0, 0.0, 1.0, 80.0),
                ]
            }
        }
        Muscle::Obliques => const { &[patch(Name::Trunk, 6.0, 30.0, 1.0, 0.2, 55.0)] },
        Muscle::PelvicFloor => const { &[patch(Name::Pelvis, -13.0, -5.0, 0.0, 1.0, 180.0)] },
        Muscle::Chest => const { &[patch(Name::Trunk, 31.0, 47.0, 0.0, 1.0, 62.0)] },
        Muscle::Shoulders => {
            const {
                &[
                    patch(Name::Sleeve, -2.0, 12.0, 1.0, 0.2, 95.0),
                    patch(Name::UpperArm, -2.0, 12.0, 1.0, 0.2, 95.0),
                ]
            }
        }
        Muscle::Neck => const { &[patch(Name::Neck, 50.0, 64.0, 0.0, -1.0, 100.0)] },
    }
}

/// Marks the highlighted muscles in the mesh.
pub(crate) fn highlight(mesh: &mut Mesh, muscles: &[Sided<Muscle>]) {
    for muscle in muscles {
        for patch in patches(muscle.part) {
            mark(mesh, patch, muscle.side);
        }
    }
}

fn mark(mesh: &mut Mesh, patch: &Patch, side: Option<Side>) {
    let (x, z) = patch.direction;
    let length = (x * x + z * z).sqrt();
    let (from, to) = patch.along;
    for index in 0..mesh.parts.len() {
        let part = mesh.parts[index];
        if part.name != patch.part || matches!((part.side, side), (Some(a), Some(b)) if a != b) {
            continue;
        }
        // A part in the middle has the patch on the side that is meant, or on both.
        let signs: &[f64] = match part.side.or(side) {
            Some(Side::Left) => &[sign(Side::Left)],
            Some(Side::Right) => &[sign(Side::Right)],
            None if x == 0.0 => &[1.0],
            None => &[1.0, -1.0],
        };
        let first = part.first_vertex;
        let last = mesh.parts.get(index + 1).map_or(mesh.vertices.len(), |next| next.first_vertex);
        for vertex in &mut mesh.vertices[first..last] {
            let round = signs
                .iter()
                .map(|s| {
                    if patch.half_angle >= 180.0 {
                        return 1.0;
                    }
                    let (vx, vz) = vertex.round;
                    1.0 - acos((vx * s * x + vz * z) / length) / patch.half_angle
                })
                .fold(f64::NEG_INFINITY, f64::max);
            // Lens-shaped: 1 in the middle, 0 on the outline.
            let along = (vertex.along - f64::midpoint(from, to)) / ((to - from) / 2.0);
            let field = (1.0 - along * along - (1.0 - round) * (1.0 - round)).max(-1.0);
            vertex.muscle = vertex.muscle.max(field);
        }
    }
}
