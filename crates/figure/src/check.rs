//! What a solved pose shows to be wrong: joints, reach, floor, balance, limbs that run into each other.

mod back;
mod origin;
mod told;

use std::sync::LazyLock;

use regimen_schema::documents::Figure;
use regimen_schema::documents::figure::{
    AngleKey, AxialKey, Build, Limb as Part, PairedKey, Position, Side, Sided, Surface, Target,
};

pub use self::back::{Bend, bends};
use self::origin::{Chain, Origin};
use crate::body::{Body, FOREARM, SHANK, THIGH};
use crate::geometry::{Vec3, acos, asin, vec3};
use crate::pose::{self, Posed};
use crate::skeleton::{Pair, Skeleton, Spine, sign, spine_of};
use crate::solve::{Figurine, Memory, Miss, Solved, hip_angles, solve};
use crate::surface::{Flat, lowest, visit};

/// Something that is wrong with a figure, or that its author should know.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Where in the figure it was written, as a JSON Pointer from the figure: the cause, where one can be named.
    pub at: String,
    /// The frame that shows it.
    pub frame: String,
    /// Whether it is so on both sides; then the parts are named without one.
    pub both_sides: bool,
    /// What it is.
    pub kind: FaultKind,
}

/// What is wrong with a figure. Angles in degrees, lengths in centimetres. Parts and joints are named in words, targets
/// by the word of the format.
#[derive(Debug, Clone, PartialEq)]
pub enum FaultKind {
    /// A frame refers to one that is not there, or that comes later.
    NoSuchFrame(String),
    /// Two frames have the same name.
    SameName(String),
    /// A joint is bent farther than a picture may show.
    JointOutOfRange {
        /// The joint and direction, such as `left hip flexion`.
        joint: Sided<String>,
        /// How far it is bent.
        degrees: f64,
        /// The usual range.
        usual: f64,
        /// The most that a picture may show.
        limit: f64,
    },
    /// A joint is bent clearly farther than most people can.
    JointBeyondUsual {
        /// The joint and direction.
        joint: Sided<String>,
        /// How far it is bent.
        degrees: f64,
        /// The usual range.
        usual: f64,
    },
    /// A joint that the frame bends is bent otherwise by what the limb rests on.
    Overruled {
        /// The joint and direction.
        joint: Sided<String>,
        /// How far the frame bends it.
        stated: f64,
        /// How far it comes to be bent in that direction; less than nothing if in the other.
        degrees: f64,
    },
    /// A limb does not come to what it should touch.
    NotReached {
        /// The limb.
        limb: Sided<String>,
        /// What it should touch.
        target: Sided<String>,
        /// How much is missing, if that can be said.
        missing: Option<f64>,
    },
    /// The groups of supports never come to one height.
    Uneven,
    /// What should be touched is not among the props.
    NoSuchProp {
        /// The limb.
        limb: Sided<String>,
        /// What is not there.
        target: Sided<String>,
    },
    /// Nothing of the body touches the ground.
    Floating {
        /// How far it is above it.
        height: f64,
    },
    /// A part of the body is below the ground.
    ThroughFloor {
        /// The part.
        part: Sided<String>,
        /// How far.
        depth: f64,
    },
    /// The body's weight is not above what carries it.
    OutOfBalance,
    /// Two limbs run into each other.
    Overlap {
        /// The one.
        one: Sided<String>,
        /// The other.
        other: Sided<String>,
        /// How far.
        depth: f64,
    },
    /// A prop would have a size that no such thing has.
    PropSize {
        /// The prop.
        prop: &'static str,
        /// Its height.
        height: f64,
        /// The least and the most.
        bounds: (f64, f64),
    },
}

/// How far beyond the usual range an angle may go before it is told.
const LEEWAY: f64 = 5.0;
/// A joint that comes to rest so many degrees from what the frame says was meant otherwise (editorial).
const OVERRULED: f64 = 25.0;
/// How far a part may sink below the ground: soft parts give way.
const SINK: f64 = 2.5;
/// How far the body may be above it.
const FLOAT: f64 = 1.5;
/// Up to this height a part counts as touching the ground.
const TOUCH: f64 = 2.5;
/// How far the weight may be outside of what carries it.
const BALANCE: f64 = 3.0;
/// Limbs whose axes are closer than this share of their radii run into each other.
const CLOSE: f64 = 0.55;

/// Everything that is wrong with a figure. Where it does not say a position itself, it starts from `start`. What a frame
/// only takes over from the one it was changed from is told once, and so is what is the same on both sides.
pub fn check(figure: &Figure, start: Position) -> Vec<Fault> {
    static MEDIUM: LazyLock<Figurine> = LazyLock::new(|| Figurine::new(Body::new(Build::Medium)));
    let figurine = &*MEDIUM;
    let (frames, dangling) = pose::frames(figure, start);
    let mut faults: Vec<Fault> = dangling
        .into_iter()
        .map(|d| Fault {
            at: d.at,
            frame: String::new(),
            both_sides: false,
            kind: FaultKind::NoSuchFrame(d.id),
        })
        .collect();
    let mut memory = Memory::default();
    let mut shown: Vec<Vec<Fault>> = Vec::new();
    for (index, posed) in frames.iter().enumerate() {
        let solved = solve(&posed.pose, figurine, &mut memory);
        let origin = Origin { figure, frames: &frames, index };
        let mut check = Check { origin, posed, solved: &solved, figurine, faults: Vec::new() };
        if frames[..index].iter().any(|earlier| earlier.id == posed.id) {
            check.tell(format!("/frames/{index}/id"), FaultKind::SameName(posed.id.clone()));
        }
        check.misses();
        check.joints();
        check.overruled();
        check.ground();
        check.balance();
        check.overlaps();
        let found = told::on_both_sides(check.faults);
        let before = posed.base.map_or(&[][..], |base| &shown[base]);
        let is_new = |fault: &&Fault| !told::is_taken_over(fault, &origin.frame(), before);
        faults.extend(found.iter().filter(is_new).cloned());
        shown.push(found);
    }
    faults
}

struct Check<'a> {
    origin: Origin<'a>,
    posed: &'a Posed,
    solved: &'a Solved<'a>,
    figurine: &'a Figurine,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn tell(&mut self, at: String, kind: FaultKind) {
        self.faults.push(Fault { at, frame: self.posed.id.clone(), both_sides: false, kind });
    }

    fn misses(&mut self) {
        for miss in &self.solved.misses {
            let origin = &self.origin;
            let (at, kind) = match *miss {
                Miss::Uneven => (origin.place(), FaultKind::Uneven),
                Miss::ArmsTooShort => (
                    origin.place(),
                    FaultKind::NotReached {
                        limb: Sided { side: None, part: "straight arm".to_owned() },
                        target: target(Sided::whole(Target::Floor)),
                        missing: None,
                    },
                ),
                Miss::OffGround(part, side) => (
                    origin.contact(part, side),
                    FaultKind::NotReached {
                        limb: limb(part, side),
                        target: target(Sided::whole(Target::Floor)),
                        missing: None,
                    },
                ),
                Miss::OutOfReach(part, side, to, missing) => (
                    origin.contact(part, Some(side)),
                    FaultKind::NotReached {
                        limb: limb(part, Some(side)),
                        target: target(to),
                        missing: Some(missing),
                    },
                ),
                Miss::NoSuchProp(part, side, to) => (
                    origin.contact(part, Some(side)),
                    FaultKind::NoSuchProp { limb: limb(part, Some(side)), target: target(Sided::whole(to)) },
                ),
                Miss::SeatHeight(height) => {
                    (origin.frame(), FaultKind::PropSize { prop: "seat", height, bounds: (30.0, 60.0) })
                }
                Miss::StepHeight(height) => {
                    (origin.frame(), FaultKind::PropSize { prop: "step", height, bounds: (5.0, 70.0) })
                }
            };
            self.tell(at, kind);
        }
    }

    /// The angles of the solved skeleton, also of limbs that were posed by what they touch.
    fn joints(&mut self) {
        for (key, degrees) in solved_angles(&self.solved.skeleton) {
            let (joint, usual, limit) = (joint(key), key.usual(), key.limit());
            if degrees > limit + 1.0 {
                let kind = FaultKind::JointOutOfRange { joint, degrees, usual, limit };
                self.tell(self.origin.angle(key, degrees), kind);
            } else if degrees > usual + LEEWAY {
                let kind = FaultKind::JointBeyondUsual { joint, degrees, usual };
                self.tell(self.origin.angle(key, degrees), kind);
            }
        }
    }

    /// What the frame itself says of a leg, against what came of it. Of a leg the worst is told.
    fn overruled(&mut self) {
        let Some(angles) = &self.origin.figure.frames[self.origin.index].angles else { return };
        let solved = solved_angles(&self.solved.skeleton);
        let of = |key: PairedKey, side: Side| {
            let at = |key| solved.iter().find(|(k, _)| *k == AngleKey::Paired(key, side)).map(|(_, d)| *d);
            at(key).or_else(|| key.opposite().and_then(at).map(|degrees| -degrees))
        };
        // Where a foot reaches for something, what the frame says is where the search begins.
        for side in Side::BOTH.into_iter().filter(|s| self.solved.skeleton.reached_leg[*s].is_none()) {
            let stated = angles.given().into_iter().filter_map(|(key, stated)| match key {
                AngleKey::Paired(key @ (PairedKey::HipFlexion | PairedKey::KneeFlexion), s) if s == side => {
                    Some((key, stated, of(key, side)?))
                }
                _ => None,
            });
            let off = |(_, stated, degrees): &(PairedKey, f64, f64)| (stated - degrees).abs();
            let worst =
                stated.max_by(|a, b| off(a).total_cmp(&off(b))).filter(|worst| off(worst) > OVERRULED);
            if let Some((key, stated, degrees)) = worst {
                let key = AngleKey::Paired(key, side);
                let kind = FaultKind::Overruled { joint: joint(key), stated, degrees };
                self.tell(self.origin.angle(key, stated), kind);
            }
        }
    }

    fn ground(&mut self) {
        let bottom = |part| lowest(&self.solved.skeleton, &self.figurine.points, part, Flat::default());
        let mut least = f64::INFINITY;
        // Of a limb, what is deepest: the rest of it is carried along.
        let mut deepest: [Option<(Sided<Surface>, f64)>; 3] = [None; 3];
        for part in parts() {
            let height = bottom(part);
            least = least.min(height);
            let sinks = self.posed.pose.sink.iter().any(|(soft, _)| {
                // An upper arm goes down with its shoulder.
                let is_carried = soft.part == Surface::Shoulder && part.part == Surface::UpperArm;
                (soft.part == part.part || is_carried) && (soft.side.is_none() || soft.side == part.side)
            });
            // Buttocks and trunk give way, and what is said to sink sinks.
            let soft = part.side.is_none() && part.part != Surface::Head;
            if height < -SINK && !sinks && !soft {
                let limb = &mut deepest[part.side.map_or(2, |side| side as usize)];
                if limb.is_none_or(|(_, depth)| depth < -height) {
                    *limb = Some((part, -height));
                }
            }
        }
        for (part, depth) in deepest.into_iter().flatten() {
            let named = Sided { side: part.side, part: Sided::whole(part.part).to_string() };
            let at = self.origin.chain(&[Chain::of_surface(part)]);
            self.tell(at, FaultKind::ThroughFloor { part: named, depth });
        }
        if least > FLOAT && !self.hangs_on_a_prop() {
            self.tell(self.origin.place(), FaultKind::Floating { height: least });
        }
    }

    /// Whether something else than the ground can carry the body.
    fn hangs_on_a_prop(&self) -> bool {
        self.solved.items.iter().any(|item| !item.solid.footprint().is_empty())
    }

    fn balance(&mut self) {
        let mut support: Vec<Vec3> = Vec::new();
        for part in parts() {
            visit(
                &self.solved.skeleton,
                &self.figurine.points,
                part,
                Flat::default(),
                &mut |bone, points| {
                    support.extend(points.iter().map(|p| bone.point(*p)).filter(|p| p.y < TOUCH));
                },
            );
        }
        support.extend(self.solved.items.iter().flat_map(|item| item.solid.footprint()));
        let Some(first) = support.first().copied() else { return };
        let (mut least, mut most) = (first, first);
        for p in support {
            least = vec3(least.x.min(p.x), 0.0, least.z.min(p.z));
            most = vec3(most.x.max(p.x), 0.0, most.z.max(p.z));
        }
        let c = self.solved.skeleton.centre_of_mass();
        let inside = |value: f64, least: f64, most: f64| (least - BALANCE..=most + BALANCE).contains(&value);
        if !inside(c.x, least.x, most.x) || !inside(c.z, least.z, most.z) {
            self.tell(self.origin.place(), FaultKind::OutOfBalance);
        }
    }

    fn overlaps(&mut self) {
        let axes = axes(&self.solved.skeleton);
        for (i, a) in axes.iter().enumerate() {
            for b in &axes[i + 1..] {
                if a.meets(b) {
                    continue;
                }
                let distance = between(a.from, a.to, b.from, b.to);
                let radii = a.radius + b.radius;
                if distance < CLOSE * radii {
                    let kind = FaultKind::Overlap { one: a.name(), other: b.name(), depth: radii - distance };
                    self.tell(self.origin.chain(&[a.chain(), b.chain()]), kind);
                }
            }
        }
    }
}

/// The parts whose height above the ground is looked at.
fn parts() -> impl Iterator<Item = Sided<Surface>> {
    let middle = [Surface::Head, Surface::UpperBack, Surface::Belly, Surface::Pelvis].map(Sided::whole);
    let sided = [
        Surface::Thigh,
        Surface::Knee,
        Surface::Shin,
        Surface::Foot,
        Surface::UpperArm,
        Surface::Forearm,
        Surface::Hand,
    ];
    let sided =
        Side::BOTH.into_iter().flat_map(move |side| sided.map(|part| Sided { side: Some(side), part }));
    middle.into_iter().chain(sided)
}

fn solved_angles(skeleton: &Skeleton<'_>) -> Vec<(AngleKey, f64)> {
    let mut angles = Vec::new();
    for key in AxialKey::ALL {
        let (joint, sign) = spine_of(*key);
        let degrees = sign * skeleton.angles.spine(joint);
        // A neck that was laid down by the solver is the position's, not the author's.
        if degrees > 0.0 && joint != Spine::Hike {
            angles.push((AngleKey::Axial(*key), degrees));
        }
    }
    for side in Side::BOTH {
        let s = sign(side);
        let mut signed = |value: f64, plus: PairedKey, minus: PairedKey| {
            angles.push((AngleKey::Paired(if value < 0.0 { minus } else { plus }, side), value.abs()));
        };
        let thigh = skeleton.thigh[side].turn;
        let [flexion, abduction, rotation] = hip_angles(skeleton.pelvis.turn.inverse().then(thigh), s);
        signed(flexion, PairedKey::HipFlexion, PairedKey::HipExtension);
        signed(abduction, PairedKey::HipAbduction, PairedKey::HipAdduction);
        signed(rotation, PairedKey::HipExternalRotation, PairedKey::HipInternalRotation);
        let shank = skeleton.shank[side].turn;
        signed(acos(thigh.y.dot(shank.y)), PairedKey::KneeFlexion, PairedKey::KneeFlexion);
        let foot = shank.inverse().then(skeleton.foot[side].turn);
        signed(asin(foot.z.y), PairedKey::AnkleDorsiflexion, PairedKey::AnklePlantarflexion);
        let (upper, fore) = (skeleton.upper_arm[side].turn, skeleton.forearm[side].turn);
        signed(acos(upper.y.dot(fore.y)), PairedKey::ElbowFlexion, PairedKey::ElbowFlexion);
    }
    angles
}

/// The axis of a limb with the radius of its flesh.
struct Axis {
    limb: &'static str,
    side: Option<Side>,
    from: Vec3,
    to: Vec3,
    radius: f64,
}

impl Axis {
    fn name(&self) -> Sided<String> {
        Sided { side: self.side, part: self.limb.to_owned() }
    }

    fn chain(&self) -> Chain {
        match (self.side, self.limb) {
            (Some(side), "forearm") => Chain::Arm(side),
            (Some(side), _) => Chain::Leg(side),
            (None, _) => Chain::Trunk,
        }
    }

    /// Limbs that grow out of each other meet.
    fn meets(&self, other: &Self) -> bool {
        let pair =
            |a: &str, b: &str| (self.limb == a && other.limb == b) || (self.limb == b && other.limb == a);
        (self.side == other.side && pair("thigh", "shin")) || pair("trunk", "head") || pair("trunk", "thigh")
    }
}

fn axes(skeleton: &Skeleton<'_>) -> Vec<Axis> {
    let mut axes = Vec::new();
    let limb = |limb, pair: Pair<(Vec3, Vec3)>, radius| {
        Side::BOTH.map(|side| Axis { limb, side: Some(side), from: pair[side].0, to: pair[side].1, radius })
    };
    let span = |bones: &Pair<crate::skeleton::Bone>, length: f64, from: f64| Pair {
        left: (bones.left.end(length * from), bones.left.end(length)),
        right: (bones.right.end(length * from), bones.right.end(length)),
    };
    axes.extend(limb("thigh", span(&skeleton.thigh, THIGH, 0.45), 6.2));
    axes.extend(limb("shin", span(&skeleton.shank, SHANK, 0.1), 4.6));
    axes.extend(limb("forearm", span(&skeleton.forearm, FOREARM, 0.1), 3.0));
    axes.push(Axis {
        limb: "trunk",
        side: None,
        from: skeleton.spine_at(14.0).at,
        to: skeleton.spine_at(40.0).at,
        radius: 9.5,
    });
    let head = &skeleton.head;
    axes.push(Axis {
        limb: "head",
        side: None,
        from: head.point(vec3(0.0, 2.0, 0.0)),
        to: head.point(vec3(0.0, 10.0, 0.0)),
        radius: 7.5,
    });
    axes
}

/// The distance of two segments.
fn between(p: Vec3, q: Vec3, r: Vec3, s: Vec3) -> f64 {
    let (u, v, w) = (q - p, s - r, p - r);
    let (a, b, c, d, e) = (u.dot(u), u.dot(v), v.dot(v), u.dot(w), v.dot(w));
    let det = a * c - b * b;
    let along = if det > 1e-9 { ((b * e - c * d) / det).clamp(0.0, 1.0) } else { 0.0 };
    let other = if c > 1e-9 { ((b * along + e) / c).clamp(0.0, 1.0) } else { 0.0 };
    let along = if a > 1e-9 { ((b * other - d) / a).clamp(0.0, 1.0) } else { 0.0 };
    ((p + u * along) - (r + v * other)).length()
}

fn limb(part: Part, side: Option<Side>) -> Sided<String> {
    let name = match part {
        Part::Head => "head",
        Part::Leg => "leg",
        Part::Foot => "foot",
        Part::Shin => "shin",
        Part::Toes => "toes",
        Part::Knee => "knee",
        Part::Ankle => "ankle",
        Part::Arm => "arm",
        Part::Hand => "hand",
        Part::Forearm => "forearm",
    };
    Sided { side, part: name.to_owned() }
}

fn target(to: Sided<Target>) -> Sided<String> {
    let word = serde_json::to_value(to.part).unwrap_or_default();
    Sided { side: to.side, part: word.as_str().unwrap_or_default().to_owned() }
}

fn joint(key: AngleKey) -> Sided<String> {
    Sided { side: key.side(), part: key.name().replace('_', " ") }
}
