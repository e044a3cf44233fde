//! Reaching: two bones and a target (inverse kinematics), for crossed legs, hands and forearms.

use regimen_schema::documents::figure::{Elbow, Fingers, Grip, Limb as Part, Reach, Side, Sided, Target};
use regimen_schema::number::Signed;

use super::props::Props;
use super::{Miss, Solver};
use crate::body::{Body, FOREARM, Ring, SHANK, THIGH, UPPER_ARM, WRIST, ring_at};
use crate::geometry::{Turn, Vec3, asin, atan2, sin_cos, vec3};
use crate::skeleton::{Bone, Limb, ReachedArm, ReachedLeg, Skeleton, sign};

/// A place that can be touched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) at: Vec3,
    /// Away from what is touched.
    pub(super) out: Vec3,
    /// Along the limb or the edge that is touched.
    pub(super) along: Vec3,
}

impl Solver<'_, '_> {
    pub(super) fn reach(&mut self, props: &Props, heading: Vec3) {
        let contacts = self.pose.contacts.clone();
        // Legs first: hands may hold what a crossed leg brings them.
        for (&(part, side), reach) in &contacts {
            if let (Part::Foot, Some(side)) = (part, side)
                && !matches!(reach.to.part, Target::Floor | Target::Flat | Target::Step)
            {
                self.lay_foot(side, reach, props);
            }
        }
        for (&(part, side), reach) in &contacts {
            let Some(side) = side else { continue };
            match (part, reach.to.part) {
                (Part::Forearm, _) => self.prop_forearm(side, reach, heading),
                (Part::Hand, Target::Hanging) => self.hang_arm(side),
                (Part::Hand, Target::Flat) => {}
                (Part::Hand, _) => self.reach_hand(side, reach, props, heading),
                _ => {}
            }
        }
        for side in Side::BOTH {
            if self.flat.hand[side] {
                self.level_hand(side, heading);
            }
        }
    }

    /// Lays a foot on another part of the body: the outer ankle rests on it, the knee falls where the hip is easiest.
    fn lay_foot(&mut self, side: Side, reach: &Reach, props: &Props) {
        let Some(spot) = self.spot(Part::Foot, side, reach, props) else { return };
        let hip = self.skeleton.thigh[side].at;
        let ankle = spot.at + spot.out * 3.6;
        let pole = easiest_knee(&self.skeleton, side, hip, ankle);
        let bent = bend(hip, ankle, THIGH, SHANK, pole);
        if bent.short > 1.0 {
            self.misses.push(Miss::OutOfReach(Part::Foot, side, reach.to, bent.short));
        }
        let thigh = Turn::facing(hip - bent.middle, bent.out);
        let shank = Turn::of_xy(thigh.x, (bent.middle - bent.end).unit());
        self.skeleton.reached_leg[side] = Some(ReachedLeg { thigh, shank });
        self.skeleton.planted[side] = None;
        self.skeleton.update_leg(side);
    }

    fn hang_arm(&mut self, side: Side) {
        let chest = self.skeleton.thorax.turn;
        let down = -Vec3::UP;
        let upper = Turn::facing(Vec3::UP, chest.x.cross(Vec3::UP));
        let fore = upper.then(Turn::about_x(-6.0));
        let hand = fore.then(Turn::about_y(-20.0 * sign(side)));
        let direction = chest.inverse().apply(down);
        self.skeleton.reached_arm[side] = Some(ReachedArm { upper, fore, hand, direction });
        self.skeleton.update_arm(side);
    }

    /// The elbow on the surface below the shoulder, the forearm flat ahead.
    fn prop_forearm(&mut self, side: Side, reach: &Reach, heading: Vec3) {
        let height = reach.height_cm.map_or(0.0, |h| f64::from(h.get()));
        let lateral = Vec3::UP.cross(heading).unit();
        let s = sign(side);
        for _ in 0..4 {
            let shoulder = self.skeleton.upper_arm[side].at;
            let drop = (shoulder.y - height - 3.6).clamp(-UPPER_ARM, UPPER_ARM);
            let ahead = (UPPER_ARM * UPPER_ARM - drop * drop).max(0.0).sqrt();
            let elbow = shoulder - Vec3::UP * drop + heading * ahead;
            // Forearms converge a little, and the wrist lies lower than the elbow.
            let level = (heading - lateral * (s * libm::tan(8_f64.to_radians()))).unit();
            let along = (level * (FOREARM * FOREARM - 1.7 * 1.7).sqrt() - Vec3::UP * 1.7).unit();
            let upper = Turn::facing(shoulder - elbow, heading);
            let fore = Turn::facing(-along, Vec3::UP);
            let hand = Turn::of_xy(vec3(0.0, s, 0.0), -level);
            let direction = self.skeleton.thorax.turn.inverse().apply((elbow - shoulder).unit());
            self.skeleton.reached_arm[side] = Some(ReachedArm { upper, fore, hand, direction });
            self.skeleton.update_arm(side);
        }
        let float = self.skeleton.upper_arm[side].at.y - height - 3.6 - UPPER_ARM;
        if float > 1.0 {
            self.misses.push(Miss::OutOfReach(Part::Forearm, side, reach.to, float));
        }
        *self.skeleton.angles.limb_mut(Limb::Fingers, side) = 6.0;
    }

    fn reach_hand(&mut self, side: Side, reach: &Reach, props: &Props, heading: Vec3) {
        let s = sign(side);
        let to = reach.to.part;
        let lateral = Vec3::UP.cross(heading).unit();
        let on_surface = matches!(
            to,
            Target::Floor
                | Target::ChairSeat
                | Target::SeatSide
                | Target::Wall
                | Target::Table
                | Target::Step
                | Target::Ball
        );
        let mut grip = reach.hand.unwrap_or(if on_surface { Grip::Flat } else { Grip::Grip });
        let mut curl = None;
        let spot = match to {
            Target::Floor => {
                let below = self.skeleton.upper_arm[side].at.grounded();
                let height = reach.height_cm.map_or(0.0, |h| f64::from(h.get()));
                let at = below
                    + Vec3::UP * height
                    + heading * reach.forward_cm.map_or(0.0, Signed::get)
                    + lateral * (s * reach.out_cm.map_or(0.0, Signed::get));
                Spot { at, out: Vec3::UP, along: lateral }
            }
            Target::Strap | Target::Band => {
                let Some(spot) = self.held(side, to, lateral) else {
                    self.misses.push(Miss::NoSuchProp(Part::Hand, side, to));
                    return;
                };
                grip = Grip::Grip;
                curl = Some(80.0);
                spot
            }
            _ => {
                let Some(spot) = self.spot(Part::Hand, side, reach, props) else { return };
                spot
            }
        };
        let chest = self.skeleton.thorax.turn;
        let pole = {
            let (x, y, z) = match reach.elbow {
                None => (s * 0.55, -0.75, -0.45),
                Some(Elbow::Out) => (s, -0.15, -0.2),
                Some(Elbow::Down) => (s * 0.15, -1.0, -0.1),
                Some(Elbow::Back) => (s * 0.1, -0.2, -1.0),
                Some(Elbow::Up) => (s * 0.2, 1.0, 0.0),
            };
            chest.x * x + chest.y * (y * 0.5) + chest.z * z + Vec3::UP * (y * 0.6)
        };
        let mut elbow = self.skeleton.forearm[side].at;
        let mut wrist = spot.at;
        let mut short = 0.0;
        for turn in 0..6 {
            let shoulder = self.skeleton.upper_arm[side].at;
            let fore = if turn == 0 { (spot.at - shoulder).unit() } else { (wrist - elbow).unit() };
            let fingers = self.fingers(side, reach, grip, spot, fore, heading, lateral);
            let palm = match grip {
                Grip::Fingertips => {
                    wrist = spot.at - fingers * 17.0;
                    let away = spot.out.without(fingers);
                    if away.length() > 0.1 { away.unit() } else { self.skeleton.forearm[side].turn.x * s }
                }
                Grip::Grip | Grip::Flat => {
                    wrist = spot.at + spot.out * WRIST - fingers * 6.0;
                    spot.out
                }
            };
            let far = (wrist - shoulder).length() - (UPPER_ARM + FOREARM) * 0.995;
            if far > 0.0 && turn > 0 {
                // The shoulder girdle follows the hand, by up to 6 cm.
                let mut stretch = self.skeleton.stretch[side] + (wrist - shoulder).unit() * (far + 0.5);
                if stretch.length() > 6.0 {
                    stretch = stretch.unit() * 6.0;
                }
                self.skeleton.stretch[side] = stretch;
                self.skeleton.update_arm(side);
            }
            let shoulder = self.skeleton.upper_arm[side].at;
            let bent = bend(shoulder, wrist, UPPER_ARM, FOREARM, pole);
            short = bent.short;
            let upper = Turn::facing(shoulder - bent.middle, -bent.out);
            let fore = Turn::of_xy(upper.x, (bent.middle - bent.end).unit());
            let back = -fingers;
            let hand = Turn::of_xy((palm * s).without(back).unit(), back);
            let direction = chest.inverse().apply((bent.middle - shoulder).unit());
            self.skeleton.reached_arm[side] = Some(ReachedArm { upper, fore, hand, direction });
            elbow = bent.middle;
            self.skeleton.update_arm(side);
        }
        if short > 1.0 {
            self.misses.push(Miss::OutOfReach(Part::Hand, side, reach.to, short));
        }
        *self.skeleton.angles.limb_mut(Limb::Fingers, side) = curl.unwrap_or(match grip {
            Grip::Grip => 52.0,
            Grip::Flat => 6.0,
            Grip::Fingertips => 12.0,
        });
    }

    /// The direction of the fingers.
    #[expect(clippy::too_many_arguments, reason = "everything that a hand's direction hangs on")]
    fn fingers(
        &self,
        side: Side,
        reach: &Reach,
        grip: Grip,
        spot: Spot,
        fore: Vec3,
        heading: Vec3,
        lateral: Vec3,
    ) -> Vec3 {
        let s = sign(side);
        let tangent = fore.without(spot.out);
        let across = spot.along.cross(spot.out).unit();
        let chosen = reach.fingers.map(|fingers| match fingers {
            Fingers::Forward => heading,
            Fingers::Back => -heading,
            Fingers::In => lateral * -s,
            Fingers::Out => lateral * s,
            Fingers::Up => Vec3::UP,
        });
        match grip {
            Grip::Fingertips => (fore - spot.out * 0.6).unit(),
            Grip::Flat if chosen.is_some() || reach.to.part == Target::Floor => {
                let along = chosen.unwrap_or(heading).without(spot.out);
                if along.length() > 0.1 { along.unit() } else { across }
            }
            Grip::Flat => {
                if tangent.length() > 0.15 {
                    tangent.unit()
                } else {
                    across
                }
            }
            Grip::Grip => {
                let mut round = across;
                if round.dot(fore) < 0.0 {
                    round = -round;
                }
                if reach.wrap_inwards == Some(true) && round.dot(self.skeleton.thorax.turn.x * -s) < 0.0 {
                    round = -round;
                }
                let tangent = if tangent.length() > 0.15 { tangent.unit() } else { round };
                (round * 0.8 + tangent * 0.5).unit()
            }
        }
    }

    /// Where a hand holds the strap or the band that goes round a foot.
    fn held(&self, side: Side, to: Target, lateral: Vec3) -> Option<Spot> {
        let foot = super::props::held_foot(self.pose, to)?;
        let shoulder = self.skeleton.upper_arm[side].at;
        let sole = self.skeleton.foot[foot].point(vec3(0.0, -6.0, 9.0));
        let along = (sole - shoulder).unit();
        let s = sign(side);
        Some(Spot { at: shoulder + along * 40.0 - lateral * (s * 6.0), out: lateral * s, along })
    }

    fn level_hand(&mut self, side: Side, heading: Vec3) {
        let hand = Turn::of_xy(vec3(0.0, sign(side), 0.0), -heading);
        let (upper, fore) = (self.skeleton.upper_arm[side].turn, self.skeleton.forearm[side].turn);
        let direction = self.skeleton.thorax.turn.inverse().apply(-upper.y);
        self.skeleton.reached_arm[side] = Some(ReachedArm { upper, fore, hand, direction });
        *self.skeleton.angles.limb_mut(Limb::Fingers, side) = 6.0;
        self.skeleton.update_arm(side);
    }

    /// A place on the body or on a prop.
    fn spot(&mut self, part: Part, side: Side, reach: &Reach, props: &Props) -> Option<Spot> {
        let found = body_spot(&self.skeleton, reach.to, side, reach).or_else(|| props.spot(side, reach));
        if found.is_none() {
            self.misses.push(Miss::NoSuchProp(part, side, reach.to.part));
        }
        found
    }
}

/// A place on the body: how far along which bone, and on which side of it.
fn body_spot(skeleton: &Skeleton<'_>, to: Sided<Target>, own: Side, reach: &Reach) -> Option<Spot> {
    let side = to.side.unwrap_or(own);
    let s = sign(side);
    let body: &Body = skeleton.body;
    let limb = |bone: &Bone, rows: &[Ring], length: f64, along: f64, (x, z): (f64, f64)| {
        let along = reach.at.map_or(along, regimen_schema::number::Fraction::get);
        let out = vec3(x * s, 0.0, z).unit();
        let [_, w, front, back, _] = ring_at(rows, along * length);
        let depth = if out.z > 0.0 { front } else { back };
        let radius = 1.0 / ((out.x / w) * (out.x / w) + (out.z / depth) * (out.z / depth)).sqrt();
        let direction = bone.turn.apply(out);
        Spot { at: bone.end(along * length) + direction * radius, out: direction, along: bone.turn.y }
    };
    let thigh = |along, out| limb(&skeleton.thigh[side], &body.thigh, THIGH, along, out);
    let shin = |along, out| limb(&skeleton.shank[side], &body.shank, SHANK, along, out);
    let foot = &skeleton.foot[side];
    let on = |bone: &Bone, at: Vec3, out: Vec3, along: Vec3| Spot {
        at: bone.point(at),
        out: bone.turn.apply(out).unit(),
        along,
    };
    Some(match to.part {
        Target::Shin => shin(0.30, (0.0, 1.0)),
        Target::Knee => shin(0.06, (0.0, 1.0)),
        Target::LowerShin => shin(0.72, (0.0, 1.0)),
        Target::FrontAnkle => shin(0.93, (0.0, 1.0)),
        Target::OuterShin => shin(0.3, (1.0, 0.0)),
        Target::Calf => shin(0.4, (0.0, -1.0)),
        Target::BehindKnee => thigh(0.86, (0.0, -1.0)),
        Target::BehindThigh => thigh(0.68, (0.0, -1.0)),
        Target::FrontThigh => thigh(0.6, (0.0, 1.0)),
        Target::AboveKnee => thigh(0.88, (0.0, 1.0)),
        Target::OuterThigh => thigh(0.75, (1.0, 0.15)),
        Target::InnerThigh => thigh(0.75, (-1.0, 0.0)),
        Target::OuterKnee => thigh(0.98, (1.0, 0.1)),
        Target::InnerKnee => thigh(0.98, (-1.0, 0.0)),
        Target::UpperArm => limb(&skeleton.upper_arm[side], &body.upper_arm, UPPER_ARM, 0.6, (1.0, 0.2)),
        Target::Forearm => limb(&skeleton.forearm[side], &body.forearm, FOREARM, 0.6, (0.0, 1.0)),
        Target::Toes => on(foot, vec3(0.0, -5.6, 17.0), vec3(0.0, 0.2, 1.0), foot.turn.x),
        Target::Sole => on(foot, vec3(0.0, -6.8, 8.0), vec3(0.0, -1.0, 0.0), foot.turn.x),
        Target::Foot => on(foot, vec3(0.0, -1.2, 8.0), vec3(0.0, 1.0, 0.35), foot.turn.x),
        Target::BackOfHead => {
            let s = sign(own);
            on(&skeleton.head, vec3(2.5 * s, 5.0, -10.6), vec3(0.25 * s, 0.0, -1.0), skeleton.head.turn.x)
        }
        Target::Hip => {
            let pelvis = &skeleton.pelvis;
            on(pelvis, vec3(s * 16.8, 4.0, 1.0), vec3(s, 0.0, 0.15), pelvis.turn.y)
        }
        Target::Chest => on(
            &skeleton.thorax,
            vec3(4.0 * sign(own), -8.0, 11.0),
            vec3(0.0, 0.0, 1.0),
            skeleton.thorax.turn.x,
        ),
        Target::Belly => {
            let spine = skeleton.spine_at(14.0);
            on(&spine, vec3(5.0 * sign(own), 0.0, 10.6), vec3(0.0, 0.0, 1.0), spine.turn.x)
        }
        Target::LowerBack => {
            let spine = skeleton.spine_at(13.0);
            on(&spine, vec3(6.0 * sign(own), 0.0, -8.0), vec3(0.0, 0.0, -1.0), spine.turn.x)
        }
        _ => return None,
    })
}

/// Two bones bent so that they end at a target.
struct Bent {
    middle: Vec3,
    end: Vec3,
    /// Where the middle joint points.
    out: Vec3,
    /// How many centimetres the target is out of reach.
    short: f64,
}

fn bend(from: Vec3, to: Vec3, upper: f64, lower: f64, pole: Vec3) -> Bent {
    let along = to - from;
    let most = (upper + lower) * 0.9995;
    let least = (upper - lower).abs() + 6.0;
    let distance = along.length();
    let length = distance.clamp(least, most);
    let mut u = along.unit();
    if u == Vec3::ZERO {
        u = -Vec3::UP;
    }
    let x = (upper * upper - lower * lower + length * length) / (2.0 * length);
    let h = (upper * upper - x * x).max(0.0).sqrt();
    let mut out = pole.without(u);
    if out.length() < 1e-6 {
        out = vec3(0.3, 1.0, 0.2).without(u);
    }
    let out = out.unit();
    Bent { middle: from + u * x + out * h, end: from + u * length, out, short: (distance - most).max(0.0) }
}

/// Where the knee points if the foot is fixed: of 72 directions, the one that strains the hip least.
/// Comfortable ranges in degrees, and how fast it becomes uncomfortable, are editorial.
fn easiest_knee(skeleton: &Skeleton<'_>, side: Side, hip: Vec3, ankle: Vec3) -> Vec3 {
    let s = sign(side);
    let pelvis = skeleton.pelvis.turn;
    let u = (ankle - hip).unit();
    let a = pelvis.x.without(u).unit();
    let b = u.cross(a);
    let strain = |value: f64, limit: f64, width: f64| {
        let over = ((value - limit) / width).max(0.0);
        over * over
    };
    let mut best = (f64::INFINITY, a);
    for i in 0..72 {
        let (sin, cos) = sin_cos(5.0 * f64::from(i));
        let pole = a * cos + b * sin;
        let bent = bend(hip, ankle, THIGH, SHANK, pole);
        let thigh = pelvis.inverse().then(Turn::facing(hip - bent.middle, bent.out));
        let [flexion, abduction, rotation] = hip_angles(thigh, s);
        let cost = strain(flexion, 105.0, 12.0)
            + strain(-flexion, 5.0, 10.0)
            + strain(abduction, 40.0, 12.0)
            + strain(-abduction, 10.0, 10.0)
            + strain(rotation, 50.0, 18.0)
            + strain(-rotation, 20.0, 15.0);
        if cost < best.0 {
            best = (cost, pole);
        }
    }
    best.1
}

/// Flexion, abduction and external rotation of a thigh in the pelvis's frame.
pub(crate) fn hip_angles(thigh: Turn, sign: f64) -> [f64; 3] {
    let y = thigh.y;
    [-atan2(y.z, y.y), -sign * asin(y.x), sign * atan2(thigh.z.x, thigh.x.x)]
}
