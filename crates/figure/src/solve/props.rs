//! Props fit the body, not the body the prop: seat height, thickness and place follow from the solved skeleton.

use regimen_schema::documents::figure::{
    Limb as Part, Loop, Prop, Reach, Rest, Side, Sided, Surface, Target, Whereabouts,
};
use regimen_schema::number::{Signed, Whole};

use super::reach::Spot;
use super::{Memory, Miss, Solver};
use crate::body::{ANKLE, SHANK, THIGH, ring_at};
use crate::geometry::{Turn, Vec3, sin_cos, vec3};
use crate::pose::{Orientation, Pose};
use crate::skeleton::{Bone, sign};
use crate::surface::Flat;

/// A solid with what it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    pub(crate) solid: Solid,
}

/// What a solid is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Mat,
    /// The lit faces of furniture.
    Light,
    /// Legs and edges of furniture.
    Dark,
    Wall,
    Pillow,
    Ball,
    Strap,
}

/// The shape of a prop.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Solid {
    /// A box by its middle, its axes and its half sizes.
    Box {
        middle: Vec3,
        turn: Turn,
        half: Vec3,
    },
    /// The same with rounded edges.
    Slab {
        middle: Vec3,
        turn: Turn,
        half: Vec3,
    },
    /// A round bar along points.
    Tube {
        points: Vec<Vec3>,
        radius: f64,
    },
    /// A flat strip along points, its width along `across`.
    Ribbon {
        points: Vec<Vec3>,
        width: f64,
        thickness: f64,
        across: Vec3,
    },
    Sphere {
        middle: Vec3,
        radius: f64,
    },
}

impl Solid {
    /// The same solid somewhere else.
    pub(crate) fn moved(&self, by: Vec3) -> Self {
        let mut moved = self.clone();
        match &mut moved {
            Self::Box { middle, .. } | Self::Slab { middle, .. } | Self::Sphere { middle, .. } => {
                *middle = *middle + by;
            }
            Self::Tube { points, .. } | Self::Ribbon { points, .. } => {
                for p in points {
                    *p = *p + by;
                }
            }
        }
        moved
    }

    /// The points of the ground on which it can bear weight.
    pub(crate) fn footprint(&self) -> Vec<Vec3> {
        match self {
            Self::Box { middle, turn, half } | Self::Slab { middle, turn, half } => [-1.0, 1.0]
                .into_iter()
                .flat_map(|a| [-1.0, 1.0].map(|b| *middle + turn.apply(vec3(a * half.x, 0.0, b * half.z))))
                .collect(),
            Self::Sphere { middle, .. } => vec![*middle],
            Self::Tube { .. } | Self::Ribbon { .. } => Vec::new(),
        }
    }
}

/// The fitted props, and where on them something can be touched.
#[derive(Debug, Default)]
pub(super) struct Props {
    pub(super) items: Vec<Item>,
    seat: Option<Seat>,
    wall: Option<Wall>,
    table: Option<(Vec3, Turn)>,
    ball: Option<(Vec3, f64)>,
    step: Option<Vec3>,
}

/// A chair: its middle on the floor, its axes (the back is at −Z), and the height of its seat.
#[derive(Debug, Clone, Copy)]
struct Seat {
    frame: Bone,
    top: f64,
    /// Whether the person sits on it, so that its left is the person's.
    sat_on: bool,
}

#[derive(Debug, Clone, Copy)]
struct Wall {
    /// A point of its face, on the floor.
    at: Vec3,
    /// From the face towards the person.
    out: Vec3,
    /// The person's left along the face.
    left: Vec3,
    /// The person's front along the face, where the wall is at a side.
    forward: Option<Vec3>,
}

/// Half the width and depth of a seat.
const SEAT: f64 = 21.0;
/// How far the top of a chair's back is above its seat.
const CHAIR_BACK: f64 = 42.0;

/// Fits what does not hang on hands.
pub(super) fn fit(solver: &mut Solver<'_, '_>, heading: Vec3, memory: &mut Memory) -> Props {
    let left = Vec3::UP.cross(heading).unit();
    let axes = Turn { x: left, y: Vec3::UP, z: heading };
    let mut props = Props::default();
    for prop in &solver.pose.props {
        match *prop {
            Prop::Mat {}
            | Prop::Bed {}
            | Prop::Strap { .. }
            | Prop::Band { around: Loop::LeftFoot | Loop::RightFoot } => {}
            Prop::Band { around: Loop::Knees } => props.loop_round(solver, true),
            Prop::Band { around: Loop::Ankles } => props.loop_round(solver, false),
            Prop::Chair { at, distance_cm, height_cm, turned_away } => {
                props.chair(
                    solver,
                    axes,
                    at,
                    distance_cm.map(Whole::get),
                    height_cm.map(Whole::get),
                    turned_away,
                );
            }
            Prop::Step { under, heel } => {
                let side = under.side.unwrap_or(Side::Right);
                props.step(solver, axes, side, heel == Some(true), memory);
            }
            Prop::Wall { at, distance_cm } => props.wall(solver, axes, at, distance_cm.map(Whole::get)),
            Prop::Table { distance_cm, height_cm } => {
                props.table(solver, axes, f64::from(distance_cm.get()), f64::from(height_cm.get()));
            }
            Prop::Pillow { under } => props.cushion(solver, axes, under, 1.0),
            Prop::Cushion { under } => props.cushion(solver, axes, under, 0.8),
            Prop::TowelRoll { under } => props.roll(solver, axes, under),
            Prop::Ball { under, width_cm } => {
                props.ball(solver, under, width_cm.map(Whole::get), memory);
            }
        }
    }
    props
}

/// Fits what hangs on hands, once they are where they reach.
pub(super) fn fit_held(solver: &Solver<'_, '_>, props: &mut Props) {
    for to in [Target::Strap, Target::Band] {
        let Some(foot) = held_foot(solver.pose, to) else { continue };
        let hands: Vec<Side> = Side::BOTH
            .into_iter()
            .filter(|side| {
                solver.pose.contacts.get(&(Part::Hand, Some(*side))).is_some_and(|reach| reach.to.part == to)
            })
            .collect();
        for hand in &hands {
            props.strap(solver, foot, *hand, hands.len() > 1, to);
        }
    }
}

/// The foot round which the strap or the band goes.
pub(super) fn held_foot(pose: &Pose, to: Target) -> Option<Side> {
    pose.props.iter().find_map(|prop| match (*prop, to) {
        (Prop::Strap { around }, Target::Strap) => Some(around.side.unwrap_or(Side::Right)),
        (Prop::Band { around: Loop::LeftFoot }, Target::Band) => Some(Side::Left),
        (Prop::Band { around: Loop::RightFoot }, Target::Band) => Some(Side::Right),
        _ => None,
    })
}

impl Props {
    /// The place on a prop that a hand or foot of a side touches.
    pub(super) fn spot(&self, side: Side, reach: &Reach) -> Option<Spot> {
        let s = sign(side);
        let forward = reach.forward_cm.map(Signed::get);
        let out = reach.out_cm.map(Signed::get);
        let height = reach.height_cm.map(|h| f64::from(h.get()));
        match reach.to.part {
            Target::ChairSeat | Target::SeatSide | Target::ChairBack | Target::ChairBackSide => {
                let Seat { frame, top, sat_on } = self.seat?;
                // Facing the chair, the person's left is the chair's right.
                let s = if sat_on { s } else { -s };
                let on = |x, y, z, out: Vec3, along| Spot {
                    at: frame.point(vec3(x, y, z)),
                    out: frame.turn.apply(out),
                    along,
                };
                Some(match reach.to.part {
                    Target::ChairSeat => {
                        on(s * out.unwrap_or(8.0), top, forward.unwrap_or(14.0), Vec3::UP, frame.turn.x)
                    }
                    Target::SeatSide => {
                        on(s * (SEAT - 2.0), top, forward.unwrap_or(-4.0), Vec3::UP, frame.turn.z)
                    }
                    Target::ChairBack => {
                        on(s * out.unwrap_or(9.0), top + CHAIR_BACK + 0.5, 1.2 - SEAT, Vec3::UP, frame.turn.x)
                    }
                    _ => on(s * (SEAT - 2.0), top + 33.0, 1.2 - SEAT, vec3(s, 0.0, 0.0), Vec3::UP),
                })
            }
            Target::Wall => {
                let Wall { at, out: normal, left, forward: front } = self.wall?;
                let aside = match front {
                    Some(front) => front * forward.unwrap_or(0.0),
                    None => left * (s * out.unwrap_or(18.0)),
                };
                let at = at + Vec3::UP * height.unwrap_or(120.0) + aside;
                Some(Spot { at, out: normal, along: left })
            }
            Target::Table => {
                let (edge, axes) = self.table?;
                let at = edge + axes.z * forward.unwrap_or(8.0) + axes.x * (s * out.unwrap_or(18.0));
                Some(Spot { at, out: Vec3::UP, along: axes.x })
            }
            Target::Ball => {
                let (middle, radius) = self.ball?;
                Some(Spot { at: middle + Vec3::UP * radius, out: Vec3::UP, along: vec3(1.0, 0.0, 0.0) })
            }
            Target::Step => self.step.map(|at| Spot { at, out: Vec3::UP, along: vec3(1.0, 0.0, 0.0) }),
            _ => None,
        }
    }

    fn push(&mut self, kind: Kind, solid: Solid) {
        self.items.push(Item { kind, solid });
    }

    fn chair(
        &mut self,
        solver: &mut Solver<'_, '_>,
        axes: Turn,
        at: Option<Whereabouts>,
        distance: Option<u32>,
        height: Option<u32>,
        turned_away: Option<bool>,
    ) {
        let skeleton = &solver.skeleton;
        let at = at.unwrap_or(Whereabouts::Under);
        let sat_on = at == Whereabouts::Under;
        let (middle, top) = if sat_on {
            let top = solver.low(&[Sided::whole(Surface::Pelvis)]);
            (skeleton.pelvis.at + axes.z * 7.5, top)
        } else {
            let feet = skeleton.foot.left.at.towards(skeleton.foot.right.at, 0.5);
            let away = f64::from(distance.unwrap_or(60));
            let direction = direction(axes, at);
            (feet + direction * away, height.map_or(45.0, f64::from))
        };
        if !(30.0..=60.0).contains(&top) {
            solver.misses.push(Miss::SeatHeight(top));
        }
        let turn = match (at, turned_away == Some(true)) {
            // The seat's front is where the person looks, or towards the person.
            (Whereabouts::Under, _) => axes,
            (_, false) => Turn::facing(Vec3::UP, -direction(axes, at)),
            (_, true) => Turn::facing(Vec3::UP, direction(axes, at)),
        };
        let frame = Bone { at: middle.grounded(), turn };
        let top = top.clamp(12.0, 90.0);
        let on = |x: f64, y: f64, z: f64| frame.point(vec3(x, y, z));
        self.push(
            Kind::Light,
            Solid::Slab { middle: on(0.0, top - 1.8, 0.0), turn, half: vec3(SEAT, 1.8, SEAT) },
        );
        let leg = SEAT - 2.2;
        for x in [-leg, leg] {
            let half = (top - 3.5) / 2.0;
            self.push(Kind::Dark, Solid::Box { middle: on(x, half, leg), turn, half: vec3(1.5, half, 1.5) });
            let half = f64::midpoint(top, CHAIR_BACK);
            self.push(
                Kind::Dark,
                Solid::Box { middle: on(x, half, 1.0 - SEAT), turn, half: vec3(1.5, half, 1.5) },
            );
        }
        self.push(
            Kind::Light,
            Solid::Slab { middle: on(0.0, top + 33.0, 1.2 - SEAT), turn, half: vec3(SEAT - 1.0, 9.5, 1.6) },
        );
        self.seat = Some(Seat { frame, top, sat_on });
    }

    fn step(&mut self, solver: &mut Solver<'_, '_>, axes: Turn, side: Side, heel: bool, memory: &mut Memory) {
        let ankle = solver.skeleton.foot[side].at;
        let top = *memory.step.get_or_insert_with(|| {
            if heel {
                solver.low_of(&[Sided { side: Some(side), part: Surface::Heel }], Flat::default())
            } else {
                ankle.y - ANKLE
            }
        });
        if !(5.0..=70.0).contains(&top) {
            solver.misses.push(Miss::StepHeight(top));
        }
        let top = top.clamp(2.0, 100.0);
        let forward = if heel { -2.0 } else { 7.0 };
        let middle = vec3(ankle.x, top / 2.0, ankle.z) + axes.z * forward - axes.x * (sign(side) * 5.0);
        self.step = Some(middle + Vec3::UP * (top / 2.0));
        self.push(Kind::Light, Solid::Box { middle, turn: axes, half: vec3(22.0, top / 2.0, 18.0) });
    }

    fn wall(&mut self, solver: &Solver<'_, '_>, axes: Turn, at: Whereabouts, distance: Option<u32>) {
        let skeleton = &solver.skeleton;
        let towards = direction(axes, at);
        let pelvis = skeleton.pelvis.at;
        let distance = distance.map_or_else(
            || {
                // Touching: as far as the trunk reaches on that side.
                let reach = [0.0, 10.0, 20.0, 30.0, 38.0, 44.0].map(|y| {
                    let spine = skeleton.spine_at(y);
                    let [_, w, front, back, _] = ring_at(&skeleton.body.trunk, y);
                    [vec3(0.0, 0.0, back), vec3(0.0, 0.0, front), vec3(w, 0.0, 0.0), vec3(-w, 0.0, 0.0)]
                        .map(|p| towards.dot(spine.point(p) - pelvis))
                        .into_iter()
                        .fold(f64::NEG_INFINITY, f64::max)
                });
                let buttocks = towards.dot(skeleton.pelvis.turn.apply(vec3(0.0, -3.6, -11.8)));
                reach.into_iter().fold(buttocks, f64::max)
            },
            f64::from,
        );
        let face = pelvis.grounded() + towards * distance;
        let turn = Turn::facing(Vec3::UP, towards);
        self.push(
            Kind::Wall,
            Solid::Box { middle: face + Vec3::UP * 90.0 + towards * 3.0, turn, half: vec3(48.0, 90.0, 3.0) },
        );
        self.wall = Some(Wall {
            at: face,
            out: -towards,
            left: if at == Whereabouts::Behind { -turn.x } else { turn.x },
            forward: matches!(at, Whereabouts::Left | Whereabouts::Right).then_some(axes.z),
        });
    }

    fn table(&mut self, solver: &Solver<'_, '_>, axes: Turn, distance: f64, height: f64) {
        let edge = solver.skeleton.pelvis.at.grounded() + axes.z * distance + Vec3::UP * height;
        let middle = edge + axes.z * 30.0;
        self.push(
            Kind::Light,
            Solid::Slab { middle: middle - Vec3::UP * 1.8, turn: axes, half: vec3(48.0, 1.8, 30.0) },
        );
        for (x, z) in [(-44.0, -26.0), (44.0, -26.0), (-44.0, 26.0), (44.0, 26.0)] {
            let half = (height - 3.6) / 2.0;
            let foot = (middle + axes.apply(vec3(x, 0.0, z))).grounded();
            self.push(
                Kind::Dark,
                Solid::Box { middle: foot + Vec3::UP * half, turn: axes, half: vec3(2.0, half, 2.0) },
            );
        }
        self.table = Some((edge, axes));
    }

    /// A pillow or a cushion fills the gap between the ground and what lies on it.
    fn cushion(&mut self, solver: &Solver<'_, '_>, axes: Turn, under: Rest, size: f64) {
        let skeleton = &solver.skeleton;
        let whole = |part| solver.low(&[Sided::whole(part)]);
        let (middle, top, half) = match under {
            Rest::Head => {
                let lying_along = matches!(solver.pose.orientation, Orientation::Supine | Orientation::Prone);
                let (x, z) = if lying_along { (24.0, 15.0) } else { (15.0, 24.0) };
                (skeleton.head.point(vec3(0.0, 5.0, 0.0)), whole(Surface::Head) + 2.0, (x * size, z * size))
            }
            Rest::Pelvis => (skeleton.pelvis.at - axes.z * 4.0, whole(Surface::Pelvis) + 2.5, (22.0, 17.0)),
            Rest::Belly => (skeleton.spine_at(14.0).at, whole(Surface::Belly) + 2.0, (22.0, 13.0)),
            Rest::LowerBack => (skeleton.spine_at(12.0).at, skeleton.spine_at(12.0).at.y - 8.0, (20.0, 9.0)),
            Rest::Knees => (
                between(skeleton.shank.left.at, skeleton.shank.right.at),
                whole(Surface::Knee) + 2.0,
                (24.0, 12.0),
            ),
            Rest::Ankles => {
                let ankles = between(skeleton.foot.left.at, skeleton.foot.right.at);
                (ankles, whole(Surface::Shin).min(ankles.y - 3.0) + 1.0, (22.0, 10.0))
            }
            Rest::BetweenKnees => {
                let (a, b) = (skeleton.shank.left.at, skeleton.shank.right.at);
                let across = (a - b).unit();
                let half = ((a - b).length() / 2.0 - 4.6).max(2.0);
                let turn = Turn::facing(skeleton.thigh.left.turn.y, across);
                self.push(
                    Kind::Pillow,
                    Solid::Slab {
                        middle: between(a, b),
                        turn: Turn { x: turn.z, y: turn.x, z: turn.y },
                        half: vec3(half, 11.0, 15.0),
                    },
                );
                return;
            }
        };
        let half_height = (top / 2.0).max(1.5);
        let (x, z) = half;
        self.push(
            Kind::Pillow,
            Solid::Slab {
                middle: middle.grounded() + Vec3::UP * half_height,
                turn: axes,
                half: vec3(x, half_height, z),
            },
        );
    }

    fn roll(&mut self, solver: &Solver<'_, '_>, axes: Turn, under: Rest) {
        let skeleton = &solver.skeleton;
        let whole = |part| solver.low(&[Sided::whole(part)]);
        let (middle, top, half) = match under {
            Rest::Head => (skeleton.neck_base.at, whole(Surface::Head) + 3.0, 16.0),
            Rest::Pelvis => (skeleton.pelvis.at, whole(Surface::Pelvis) + 1.5, 20.0),
            Rest::Belly => (skeleton.spine_at(14.0).at, whole(Surface::Belly) + 1.5, 20.0),
            Rest::LowerBack => (skeleton.spine_at(13.0).at, skeleton.spine_at(13.0).at.y - 7.0, 18.0),
            Rest::Knees | Rest::BetweenKnees => {
                (between(skeleton.shank.left.at, skeleton.shank.right.at), whole(Surface::Knee) + 1.5, 22.0)
            }
            Rest::Ankles => {
                let ankles = between(skeleton.foot.left.at, skeleton.foot.right.at);
                (ankles, ankles.y - 3.5, 20.0)
            }
        };
        let radius = (top / 2.0).clamp(2.0, 14.0);
        let points = (-2..=2)
            .map(|i| middle.grounded() + Vec3::UP * radius + axes.x * (half * f64::from(i) / 2.0))
            .collect();
        self.push(Kind::Pillow, Solid::Tube { points, radius });
    }

    fn ball(&mut self, solver: &Solver<'_, '_>, under: Rest, width: Option<u32>, memory: &mut Memory) {
        let skeleton = &solver.skeleton;
        let whole = |part| solver.low(&[Sided::whole(part)]);
        let (middle, gap) = match under {
            Rest::Head => (skeleton.head.point(vec3(0.0, 5.0, 0.0)), whole(Surface::Head)),
            Rest::Pelvis => (skeleton.pelvis.at, whole(Surface::Pelvis)),
            Rest::Belly => (skeleton.spine_at(14.0).at, whole(Surface::Belly)),
            Rest::LowerBack => (skeleton.spine_at(13.0).at, skeleton.spine_at(13.0).at.y - 7.5),
            Rest::Knees => (between(skeleton.shank.left.at, skeleton.shank.right.at), whole(Surface::Shin)),
            Rest::Ankles => {
                let calves = between(skeleton.shank.left.end(30.0), skeleton.shank.right.end(30.0));
                (calves, whole(Surface::Leg))
            }
            Rest::BetweenKnees => {
                let (a, b) = (skeleton.shank.left.at, skeleton.shank.right.at);
                (between(a, b), (a - b).length() - 9.6)
            }
        };
        let width = *memory.ball.get_or_insert_with(|| width.map_or(gap, f64::from).clamp(6.0, 85.0));
        let radius = width / 2.0;
        let at = if under == Rest::BetweenKnees { middle } else { middle.grounded() + Vec3::UP * radius };
        self.ball = Some((at, radius));
        self.push(Kind::Ball, Solid::Sphere { middle: at, radius });
    }

    /// A band round both legs: over the outer side of each, and across between them.
    fn loop_round(&mut self, solver: &Solver<'_, '_>, knees: bool) {
        let skeleton = &solver.skeleton;
        let around = |side: Side| {
            let (bone, rows, along) = if knees {
                (&skeleton.thigh[side], &skeleton.body.thigh, THIGH * 0.86)
            } else {
                (&skeleton.shank[side], &skeleton.body.shank, SHANK * 0.88)
            };
            let [_, w, front, back, _] = ring_at(rows, along);
            let middle = bone.end(along);
            // From front over the outside to the back, a little off the skin.
            let points: Vec<Vec3> = (-6..=6)
                .map(|i| {
                    let (s, c) = sin_cos(15.0 * f64::from(i));
                    let depth = if s < 0.0 { front } else { back };
                    middle + bone.turn.apply(vec3(sign(side) * c * (w + 0.4), 0.0, -s * (depth + 0.4)))
                })
                .collect();
            (points, bone.turn.y)
        };
        let (left, along) = around(Side::Left);
        let (right, _) = around(Side::Right);
        let mut points = left;
        points.extend(right.into_iter().rev());
        points.push(points[0]);
        self.push(Kind::Strap, Solid::Ribbon { points, width: 1.8, thickness: 0.35, across: along });
    }

    fn strap(&mut self, solver: &Solver<'_, '_>, foot: Side, hand: Side, two: bool, to: Target) {
        let skeleton = &solver.skeleton;
        let foot = skeleton.foot[foot];
        let sole = foot.point(vec3(0.0, -7.4, 9.5));
        let s = sign(hand);
        let grip = skeleton.hand[hand].point(vec3(-s * 1.6, -9.0, 0.0));
        let along = (sole - grip).unit();
        let edge = if two { s } else { 0.6 };
        let top = foot.point(vec3(edge * 5.1, -3.0, 9.0));
        let tail = grip - along * 3.0;
        let mut points: Vec<Vec3> = (0..=14).map(|i| tail.towards(top, f64::from(i) / 14.0)).collect();
        points.push(foot.point(vec3(edge * 4.9, -6.9, 9.5)));
        points.push(foot.point(vec3(edge * 3.6, -7.5, 9.6)));
        points.push(sole);
        let width = if to == Target::Band { 2.2 } else { 1.5 };
        self.push(Kind::Strap, Solid::Ribbon { points, width, thickness: 0.35, across: foot.turn.z });
        // The loose end hangs from the hand.
        let points = vec![
            grip - Vec3::UP * 0.2,
            grip - Vec3::UP * 4.0 - along * 2.2,
            grip - Vec3::UP * 9.0 - along * 2.9,
        ];
        self.push(
            Kind::Strap,
            Solid::Ribbon { points, width: width - 0.1, thickness: 0.3, across: foot.turn.x },
        );
    }
}

fn direction(axes: Turn, at: Whereabouts) -> Vec3 {
    match at {
        Whereabouts::Front | Whereabouts::Under => axes.z,
        Whereabouts::Behind => -axes.z,
        Whereabouts::Left => axes.x,
        Whereabouts::Right => -axes.x,
    }
}

fn between(a: Vec3, b: Vec3) -> Vec3 {
    a.towards(b, 0.5)
}
