//! Parts that come to rest on the ground, each by the one angle that moves it.

use regimen_schema::documents::figure::{Limb as Part, Reach, Side, Sided, Surface, Target};

use super::{Memory, Miss, Solver, root_near};
use crate::body::{ANKLE, FOREARM, UPPER_ARM};
use crate::geometry::{Turn, Vec3, vec3};
use crate::pose::Orientation;
use crate::skeleton::{Limb, ReachedArm, Spine, sign};
use crate::surface::Flat;

impl Solver<'_, '_> {
    pub(super) fn rest(&mut self, memory: &Memory) {
        let contacts = self.pose.contacts.clone();
        for (&(part, side), reach) in &contacts {
            let to = reach.to.part;
            let height = reach.height_cm.map_or(0.0, |h| f64::from(h.get()));
            match (part, side) {
                (Part::Head, _) if to == Target::Floor => self.rest_head(height),
                (Part::Leg, Some(side)) => match to {
                    Target::Floor => self.rest_leg(side, height),
                    // The step is as high as the first frame has it.
                    Target::Step => {
                        if let Some(step) = memory.step {
                            self.rest_leg(side, step);
                        }
                    }
                    _ => {}
                },
                (Part::Knee, Some(side)) if to == Target::Floor => {
                    self.rest_by(part, side, Limb::HipFlexion, 70.0, 35, Surface::Knee, height);
                }
                (Part::Ankle, Some(side)) if to == Target::Floor => {
                    self.rest_by(part, side, Limb::HipRotation, 70.0, 35, Surface::Foot, height);
                }
                (Part::Shin | Part::Toes, Some(side)) if to == Target::Floor => {
                    self.rest_by(part, side, Limb::Knee, 60.0, 30, Surface::Foot, height);
                }
                (Part::Foot, Some(side)) if to == Target::Floor && self.lies_on_back_or_side() => {
                    self.plant_lying_foot(side, height);
                }
                (Part::Arm, Some(side)) if to == Target::Floor => self.rest_arm(side, reach, height),
                _ => {}
            }
        }
        self.plant_feet();
    }

    fn lies_on_back_or_side(&self) -> bool {
        matches!(self.pose.orientation, Orientation::Supine | Orientation::SideLeft | Orientation::SideRight)
    }

    fn rest_head(&mut self, height: f64) {
        let start = self.skeleton.angles.spine(Spine::Neck);
        let found = root_near(start, 60.0, 24, |neck| {
            *self.skeleton.angles.spine_mut(Spine::Neck) = neck;
            self.skeleton.bend_neck();
            self.skeleton.update();
            self.low_of(&[Sided::whole(Surface::Head)], Flat::default()) - height
        });
        if found.is_none() {
            self.misses.push(Miss::OffGround(Part::Head, None));
        }
        *self.skeleton.angles.spine_mut(Spine::Neck) = found.unwrap_or(0.0);
        self.skeleton.bend_neck();
        self.skeleton.update();
    }

    fn rest_leg(&mut self, side: Side, height: f64) {
        let joint = match self.pose.orientation {
            Orientation::SideLeft | Orientation::SideRight => Limb::HipAbduction,
            _ => Limb::HipFlexion,
        };
        self.rest_by(Part::Leg, side, joint, 60.0, 30, Surface::Leg, height);
    }

    /// Turns a joint of the leg until a part of the leg is at a height; leaves it alone if it never is.
    #[expect(clippy::too_many_arguments, reason = "one search, told by its parts at each of its five places")]
    fn rest_by(
        &mut self,
        part: Part,
        side: Side,
        joint: Limb,
        span: f64,
        steps: u32,
        surface: Surface,
        height: f64,
    ) {
        let start = self.skeleton.angles.limb(joint, side);
        let found = root_near(start, span, steps, |angle| {
            *self.skeleton.angles.limb_mut(joint, side) = angle;
            self.skeleton.update_leg(side);
            self.low_of(&[Sided { side: Some(side), part: surface }], Flat::default()) - height
        });
        if found.is_none() {
            self.misses.push(Miss::OffGround(part, Some(side)));
        }
        *self.skeleton.angles.limb_mut(joint, side) = found.unwrap_or(start);
        self.skeleton.update_leg(side);
    }

    fn plant_lying_foot(&mut self, side: Side, height: f64) {
        let start = self.skeleton.angles.limb(Limb::HipFlexion, side);
        let found = root_near(start, 60.0, 30, |angle| {
            *self.skeleton.angles.limb_mut(Limb::HipFlexion, side) = angle;
            self.skeleton.update_leg(side);
            self.skeleton.foot[side].at.y - ANKLE - height
        });
        if found.is_none() {
            self.misses.push(Miss::OffGround(Part::Foot, Some(side)));
        }
        *self.skeleton.angles.limb_mut(Limb::HipFlexion, side) = found.unwrap_or(start);
        self.skeleton.update_leg(side);
    }

    fn rest_arm(&mut self, side: Side, reach: &Reach, height: f64) {
        let start = self.skeleton.angles.limb(Limb::ShoulderFlexion, side);
        let out_to_the_side = self.skeleton.angles.limb(Limb::ShoulderAbduction, side).abs() >= 60.0;
        let found = if out_to_the_side {
            None
        } else {
            root_near(start, 70.0, 35, |angle| {
                *self.skeleton.angles.limb_mut(Limb::ShoulderFlexion, side) = angle;
                self.skeleton.update_arm(side);
                self.low_of(&[Sided { side: Some(side), part: Surface::Arm }], Flat::default()) - height
            })
        };
        *self.skeleton.angles.limb_mut(Limb::ShoulderFlexion, side) = found.unwrap_or(start);
        self.skeleton.update_arm(side);
        if found.is_none() {
            self.drop_arm(side, reach, height);
        }
    }

    /// Drops a straight arm that is out to the side onto the ground.
    fn drop_arm(&mut self, side: Side, reach: &Reach, height: f64) {
        let palm_up = reach.hand.is_none() && reach.fingers.is_some();
        for _ in 0..3 {
            let shoulder = self.skeleton.upper_arm[side].at;
            let along = self.skeleton.hand[side].at - shoulder;
            let sine = (shoulder.y - height - 2.6) / (UPPER_ARM + FOREARM);
            if sine.abs() > 0.8 {
                self.misses.push(Miss::OffGround(Part::Arm, Some(side)));
                return;
            }
            let level = along.grounded().unit();
            let direction = level * (1.0 - sine * sine).sqrt() - Vec3::UP * sine;
            let upper = Turn::facing(-direction, self.skeleton.upper_arm[side].turn.z);
            let thumb = if palm_up { -1.0 } else { 1.0 };
            let hand = Turn::of_xy(vec3(0.0, sign(side) * thumb, 0.0), -level);
            self.skeleton.reached_arm[side] = Some(ReachedArm {
                upper,
                fore: upper,
                hand,
                direction: self.skeleton.thorax.turn.inverse().apply(direction),
            });
            self.skeleton.update_arm(side);
        }
    }

    /// Gives feet that stand flat a level frame, heading where the shank does.
    pub(super) fn plant_feet(&mut self) {
        for side in Side::BOTH {
            if !self.flat.foot[side] {
                continue;
            }
            let shank = self.skeleton.shank[side].turn;
            let mut forward = shank.z.grounded();
            if forward.length() < 0.25 {
                forward = -shank.y.grounded();
            }
            let z = forward.unit();
            let level = Turn { x: vec3(z.z, 0.0, -z.x), y: Vec3::UP, z };
            self.skeleton.planted[side] = Some(level.then(Turn::about_y(sign(side) * 6.0)));
            self.skeleton.update_leg(side);
        }
    }
}
