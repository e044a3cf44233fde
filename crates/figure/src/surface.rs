//! The body's surface where it can bear weight, as points that move with the bones.

use regimen_schema::documents::figure::{Side, Sided, Surface};

use crate::body::{ANKLE, Body, FOOT, HEAD, Ring, THIGH, WRIST, ring_at};
use crate::geometry::{Turn, Vec3, lerp, signed_pow, sin_cos, spaced, vec3};
use crate::skeleton::{Bone, Limb, Pair, Skeleton, sign};

/// The surface points of a build, in the frames of the bones.
#[derive(Debug)]
pub(crate) struct Points {
    /// Rings round the spine, by height.
    trunk: Vec<(f64, Vec<Vec3>)>,
    buttocks: Vec<Vec3>,
    head: Vec<Vec3>,
    thigh: Vec<Vec3>,
    lower_thigh: Vec<Vec3>,
    knee: Vec<Vec3>,
    shin: Vec<Vec3>,
    upper_arm: Vec<Vec3>,
    shoulder: Vec<Vec3>,
    forearm: Vec<Vec3>,
    elbow: Vec<Vec3>,
    foot: Vec<Vec3>,
    heel: Vec<Vec3>,
    ball: Vec<Vec3>,
    hand: Vec<Vec3>,
}

/// The heights of the trunk's rings that each of its parts consists of.
const PELVIS: [f64; 5] = [-8.5, -5.0, -1.0, 3.0, 7.0];
const BELLY: [f64; 5] = [8.0, 12.0, 16.0, 20.0, 24.0];
const UPPER_TRUNK: [f64; 7] = [30.0, 34.0, 38.0, 42.0, 46.0, 49.0, 51.0];
const SHOULDERS: [f64; 4] = [43.0, 46.0, 49.0, 51.0];

/// The middle of a buttock, from the pelvis, and its half-widths.
pub(crate) fn buttock(side: Side) -> Vec3 {
    vec3(sign(side) * 7.6, -3.6, -4.6)
}
pub(crate) const BUTTOCK: Vec3 = vec3(8.2, 8.6, 7.6);

impl Points {
    pub(crate) fn new(body: &Body) -> Self {
        let heights = PELVIS.iter().chain(&BELLY).chain(&UPPER_TRUNK).chain(&SHOULDERS);
        let mut heights: Vec<f64> = heights.copied().collect();
        heights.sort_by(f64::total_cmp);
        heights.dedup();
        let trunk = heights.into_iter().map(|y| (y, trunk_ring(&body.trunk, y))).collect();
        let buttocks = Side::BOTH
            .into_iter()
            .flat_map(|side| {
                (0..12).flat_map(move |a| {
                    [-60.0, -30.0, 0.0, 30.0, 60.0].map(|b| {
                        let ((sa, ca), (sb, cb)) = (sin_cos(30.0 * f64::from(a)), sin_cos(b));
                        buttock(side) + vec3(BUTTOCK.x * ca * cb, BUTTOCK.y * sb, BUTTOCK.z * sa * cb)
                    })
                })
            })
            .collect();
        let knee = (0..18)
            .flat_map(|k| {
                let (s, c) = sin_cos(20.0 * f64::from(k));
                [vec3(0.0, 5.5 * s, 5.7 * c), vec3(5.3 * c, 5.5 * s, 0.0)]
            })
            .collect();
        let foot = |from: f64, to: f64| -> Vec<Vec3> {
            [-6.0, -4.4, -2.0, 1.0, 4.0, 7.0, 10.0, 13.0, 15.0]
                .into_iter()
                .filter(|z| (from..=to).contains(z))
                .flat_map(|z| {
                    let [_, w, top, sole, _] = ring_at(&FOOT, z);
                    let middle = lerp(sole, top, 0.5);
                    [vec3(0.0, sole, z), vec3(0.0, top, z), vec3(w, middle, z), vec3(-w, middle, z)]
                })
                .collect()
        };
        Self {
            trunk,
            buttocks,
            head: head_points(),
            thigh: limb(&body.thigh, spaced(6.0, THIGH, 4.0)),
            lower_thigh: limb(&body.thigh, [26.0, 30.0, 34.0]),
            knee,
            shin: limb(&body.shank, [2.0, 8.0, 14.0, 20.0, 26.0, 32.0]),
            upper_arm: limb(&body.upper_arm, [0.0, 6.0, 12.0, 18.0, 24.0, 30.0]),
            shoulder: limb(&body.upper_arm, [0.0, 5.0, 10.0]),
            forearm: limb(&body.forearm, [0.0, 5.0, 10.0, 15.0, 20.0, 25.0]),
            elbow: limb(&body.forearm, [0.0, 3.0]),
            foot: foot(-6.0, 15.0),
            heel: foot(-6.0, -2.0),
            ball: foot(13.0, 15.0),
            hand: [0.0, 5.0, 9.0, 17.0]
                .into_iter()
                .flat_map(|t| [-1.7, 1.7].into_iter().flat_map(move |x| [-3.0, 3.0].map(|z| vec3(x, -t, z))))
                .collect(),
        }
    }
}

/// Which feet and hands lie flat: their lowest point is the sole or the palm.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Flat {
    pub(crate) foot: Pair<bool>,
    pub(crate) hand: Pair<bool>,
}

/// The height of the lowest point of a part of the body.
pub(crate) fn lowest(skeleton: &Skeleton<'_>, points: &Points, part: Sided<Surface>, flat: Flat) -> f64 {
    let mut least = f64::INFINITY;
    visit(skeleton, points, part, flat, &mut |bone, points| {
        // Only the height matters: one row of the rotation.
        let row = vec3(bone.turn.x.y, bone.turn.y.y, bone.turn.z.y);
        let height = |p: &Vec3| bone.at.y + row.dot(*p);
        // Four at a time: the processor does not wait for each.
        let mut lanes = [f64::INFINITY; 4];
        let fours = points.chunks_exact(4);
        for p in fours.remainder() {
            least = least.min(height(p));
        }
        for four in fours {
            for (lane, p) in lanes.iter_mut().zip(four) {
                let height = height(p);
                *lane = if height < *lane { height } else { *lane };
            }
        }
        least = lanes.into_iter().fold(least, f64::min);
    });
    least
}

/// Hands every bone of a part of the body to `add`, with its points.
pub(crate) fn visit(
    skeleton: &Skeleton<'_>,
    points: &Points,
    part: Sided<Surface>,
    flat: Flat,
    add: &mut dyn FnMut(&Bone, &[Vec3]),
) {
    let trunk = |heights: &[f64], add: &mut dyn FnMut(&Bone, &[Vec3])| {
        for (y, ring) in points.trunk.iter().filter(|(y, _)| heights.contains(y)) {
            add(&skeleton.spine_at(*y), ring);
        }
    };
    match part.part {
        Surface::Head => add(&skeleton.head, &points.head),
        Surface::Chest | Surface::UpperBack => trunk(&UPPER_TRUNK, add),
        Surface::Shoulders => trunk(&SHOULDERS, add),
        Surface::Belly => trunk(&BELLY, add),
        Surface::Pelvis => {
            trunk(&PELVIS, add);
            add(&skeleton.pelvis, &points.buttocks);
        }
        _ => {}
    }
    for &side in part.sides() {
        let (thigh, shank, foot) = (&skeleton.thigh[side], &skeleton.shank[side], &skeleton.foot[side]);
        let (arm, fore, hand) = (&skeleton.upper_arm[side], &skeleton.forearm[side], &skeleton.hand[side]);
        let add_foot = |points: &[Vec3], with_toes: bool, add: &mut dyn FnMut(&Bone, &[Vec3])| {
            if flat.foot[side] {
                add(&Bone { at: foot.at, turn: Turn::NONE }, &[vec3(0.0, -ANKLE, 0.0)]);
            } else {
                add(foot, points);
                if with_toes {
                    add(foot, &toe_points(sign(side), skeleton.angles.limb(Limb::Toes, side)));
                }
            }
        };
        match part.part {
            Surface::Foot => add_foot(&points.foot, true, add),
            Surface::Heel => add_foot(&points.heel, false, add),
            Surface::Toes => add_foot(&points.ball, true, add),
            Surface::Leg => {
                add_foot(&points.foot, true, add);
                add(shank, &points.shin);
            }
            Surface::Thigh => add(thigh, &points.thigh),
            Surface::LowerThigh => add(thigh, &points.lower_thigh),
            Surface::Knee => {
                add(shank, &points.knee);
                add(&Bone { at: shank.at, turn: thigh.turn }, &points.knee);
            }
            Surface::Shin => add(shank, &points.shin),
            Surface::Forearm => add(fore, &points.forearm),
            Surface::Elbow => add(fore, &points.elbow),
            Surface::UpperArm => add(arm, &points.upper_arm),
            Surface::Shoulder => add(arm, &points.shoulder),
            Surface::Hand | Surface::Arm => {
                if flat.hand[side] {
                    add(&Bone { at: hand.at, turn: Turn::NONE }, &[vec3(0.0, -WRIST, 0.0)]);
                } else {
                    add(hand, &points.hand);
                }
                if part.part == Surface::Arm {
                    add(fore, &points.forearm);
                }
            }
            _ => {}
        }
    }
}

fn trunk_ring(trunk: &[Ring], y: f64) -> Vec<Vec3> {
    let [_, w, front, back, e] = ring_at(trunk, y);
    (0..16)
        .map(|k| {
            let (s, c) = sin_cos(22.5 * f64::from(k));
            let z = lerp(back, front, 0.5) + signed_pow(s, 2.0 / e) * (front - back) / 2.0;
            vec3(signed_pow(c, 2.0 / e) * w, 0.0, z)
        })
        .collect()
}

fn limb(rows: &[Ring], at: impl IntoIterator<Item = f64>) -> Vec<Vec3> {
    at.into_iter()
        .flat_map(|t| {
            let [_, w, front, back, _] = ring_at(rows, t);
            (0..12).map(move |k| {
                let (s, c) = sin_cos(30.0 * f64::from(k));
                vec3(c * w, -t, s * if s > 0.0 { front } else { back })
            })
        })
        .collect()
}

fn head_points() -> Vec<Vec3> {
    let mut points = vec![vec3(0.0, 2.2, 10.9)];
    for [y, w, front, back, _] in HEAD {
        for k in 0..12 {
            let (s, c) = sin_cos(30.0 * f64::from(k));
            // The hair stands off by a centimetre.
            let hair = if y > 0.0 && (s < 0.3 || y > 12.0) { 1.0 } else { 0.0 };
            points.push(vec3(
                c * (w + hair),
                y + if y > 16.0 { hair } else { 0.0 },
                lerp(back, front, 0.5) + s * ((front - back) / 2.0 + hair),
            ));
        }
    }
    points
}

/// The tips of the big and the little toe, bent up about the ball.
fn toe_points(sign: f64, extension: f64) -> Vec<Vec3> {
    let (bs, bc) = sin_cos(extension);
    [(-2.9, 1.45, 18.6), (4.0, 0.9, 15.2)]
        .into_iter()
        .flat_map(|(x, r, tip)| {
            let (y, z) = (r - 1.6, tip - r - 12.0);
            let middle = vec3(x * sign, -5.2 + y * bc + z * bs, 12.0 - y * bs + z * bc);
            (0..12).map(move |k| {
                let (s, c) = sin_cos(30.0 * f64::from(k));
                middle + vec3(0.0, r * s, r * c)
            })
        })
        .collect()
}
