//! From a pose as data to a solved skeleton: placed on its supports, limbs laid where they rest, hands where they reach.

mod place;
mod props;
mod reach;
mod rest;
mod root;

use regimen_schema::documents::figure::{Limb as Part, Side, Sided, Surface, Target};

use crate::body::Body;
use crate::geometry::{Turn, Vec3, vec3};
use crate::pose::{Orientation, Pose};
use crate::skeleton::{Angles, Bone, Skeleton};
use crate::surface::{Flat, Points, lowest};

pub(crate) use props::{Item, Kind, Solid};
pub(crate) use reach::hip_angles;
use root::root_near;

/// A frame whose every joint and prop has its place.
#[derive(Debug, Clone)]
pub(crate) struct Solved<'b> {
    pub(crate) skeleton: Skeleton<'b>,
    pub(crate) items: Vec<Item>,
    pub(crate) misses: Vec<Miss>,
}

/// What could not be brought about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Miss {
    /// The two groups of supports never come to one height.
    Uneven,
    /// Straight arms do not reach the ground at any tilt of the pelvis.
    ArmsTooShort,
    /// A part does not come to rest on the ground.
    OffGround(Part, Option<Side>),
    /// A limb ends this many centimetres short of what it should touch.
    OutOfReach(Part, Side, Sided<Target>, f64),
    /// What should be touched is not there.
    NoSuchProp(Part, Side, Target),
    /// A seat would be this high, in centimetres.
    SeatHeight(f64),
    /// A step would be this high, in centimetres.
    StepHeight(f64),
}

/// What later frames take over from earlier ones: a prop keeps its size.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Memory {
    step: Option<f64>,
    ball: Option<f64>,
}

/// A body with the points of its surface.
#[derive(Debug)]
pub(crate) struct Figurine {
    pub(crate) body: Body,
    pub(crate) points: Points,
}

impl Figurine {
    pub(crate) fn new(body: Body) -> Self {
        Self { points: Points::new(&body), body }
    }
}

/// Solves one frame.
pub(crate) fn solve<'b>(pose: &Pose, figurine: &'b Figurine, memory: &mut Memory) -> Solved<'b> {
    let mut angles = Angles::default();
    for (key, degrees) in &pose.angles {
        angles.set(*key, *degrees);
    }
    let flat = flat(pose);
    let mut solver = Solver {
        pose,
        points: &figurine.points,
        skeleton: Skeleton::new(&figurine.body, &angles, Bone::default()),
        flat,
        misses: Vec::new(),
    };
    solver.place();
    solver.rest(memory);
    let heading = heading(pose, &solver.skeleton);
    let mut props = props::fit(&mut solver, heading, memory);
    solver.reach(&props, heading);
    props::fit_held(&solver, &mut props);
    Solved { skeleton: solver.skeleton, items: props.items, misses: solver.misses }
}

/// A frame on its way.
struct Solver<'p, 'b> {
    pose: &'p Pose,
    points: &'b Points,
    skeleton: Skeleton<'b>,
    flat: Flat,
    misses: Vec<Miss>,
}

impl Solver<'_, '_> {
    /// The lowest of some parts; soft parts may sink into what they rest on.
    fn low(&self, parts: &[Sided<Surface>]) -> f64 {
        self.low_of(parts, self.flat)
    }

    fn low_of(&self, parts: &[Sided<Surface>], flat: Flat) -> f64 {
        let mut least = f64::INFINITY;
        for part in parts {
            let mut take = |part: Sided<Surface>| {
                least = least.min(lowest(&self.skeleton, self.points, part, flat) + self.sink(part));
            };
            match part.sides() {
                [] => take(*part),
                sides => sides.iter().for_each(|side| take(Sided { side: Some(*side), part: part.part })),
            }
        }
        least
    }

    fn sink(&self, part: Sided<Surface>) -> f64 {
        let found =
            self.pose.sink.iter().find(|(other, _)| {
                other.part == part.part && (other.side.is_none() || other.side == part.side)
            });
        found.map_or(0.0, |(_, cm)| *cm)
    }

    /// How the body lies when tilted by an angle: forwards, about the line from right to left.
    fn tilted(&self, degrees: f64) -> Turn {
        let base = match self.pose.orientation {
            Orientation::Upright => Turn::NONE,
            Orientation::Supine => Turn::about_x(-90.0),
            Orientation::Prone => Turn::about_x(90.0),
            Orientation::SideLeft => Turn::about_z(-90.0).then(Turn::about_x(-90.0)),
            Orientation::SideRight => Turn::about_z(90.0).then(Turn::about_x(-90.0)),
        };
        Turn::about_y(self.pose.turn)
            .then(Turn::about_x(degrees))
            .then(Turn::about_z(self.pose.roll).then(base))
    }
}

/// Which feet stand flat, and which hands are only level.
fn flat(pose: &Pose) -> Flat {
    let mut flat = Flat::default();
    for ((limb, side), reach) in &pose.contacts {
        let Some(side) = *side else { continue };
        match (limb, reach.to.part) {
            (Part::Foot, Target::Floor | Target::Step | Target::Flat) => flat.foot[side] = true,
            (Part::Hand, Target::Flat) => flat.hand[side] = true,
            _ => {}
        }
    }
    flat
}

fn heading(pose: &Pose, skeleton: &Skeleton<'_>) -> Vec3 {
    let pelvis = skeleton.pelvis.turn;
    let towards = match pose.orientation {
        Orientation::Prone | Orientation::Supine => pelvis.y,
        Orientation::Upright if pelvis.z.y.abs() > 0.85 => pelvis.y,
        _ => pelvis.z,
    };
    let level = towards.grounded().unit();
    if level == Vec3::ZERO { vec3(0.0, 0.0, 1.0) } else { level }
}
