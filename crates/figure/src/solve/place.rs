//! Placement: the whole body is tilted and dropped until its supports carry it.

use regimen_schema::documents::figure::{Foot, Place, Side, Sided, Surface};
use regimen_schema::list::NonEmpty;

use super::{Miss, Solver, root_near};
use crate::body::{FOREARM, UPPER_ARM, WRIST};
use crate::geometry::Vec3;
use crate::skeleton::{Bone, Limb};

impl Solver<'_, '_> {
    pub(super) fn place(&mut self) {
        let (tilt, ground, height) = match &self.pose.place {
            Place::Level { parts, with, ground } => (self.level(parts, with), ground.to_vec(), 0.0),
            Place::Balance { feet, lean, ground } => {
                let lean = lean.map_or(0.0, regimen_schema::number::Signed::get);
                (self.balance(feet) + lean, ground.as_ref().map_or_else(|| soles(feet), |g| g.to_vec()), 0.0)
            }
            Place::UprightThighs { ground, straight_arms } => {
                (self.upright_thighs(ground, *straight_arms == Some(true)), ground.to_vec(), 0.0)
            }
            Place::Tilt { degrees, ground, height_cm } => {
                (degrees.get(), ground.to_vec(), height_cm.map_or(0.0, |h| f64::from(h.get())))
            }
        };
        self.tilt(tilt);
        let drop = self.low(&ground) - height;
        self.skeleton.place(Bone { at: Vec3::UP * -drop, turn: self.tilted(tilt) });
        self.plant_feet();
    }

    fn tilt(&mut self, degrees: f64) {
        let turn = self.tilted(degrees);
        self.skeleton.place(Bone { at: Vec3::ZERO, turn });
    }

    fn level(&mut self, parts: &[Sided<Surface>], with: &[Sided<Surface>]) -> f64 {
        let found = root_near(0.0, 75.0, 24, |tilt| {
            self.tilt(tilt);
            self.low(parts) - self.low(with)
        });
        found.unwrap_or_else(|| {
            self.misses.push(Miss::Uneven);
            0.0
        })
    }

    /// The tilt at which the centre of mass is over the middle of the feet, 4.5 cm before the ankles.
    fn balance(&mut self, feet: &[Sided<Foot>]) -> f64 {
        let sides: Vec<Side> = feet.iter().flat_map(|f| f.sides()).copied().collect();
        #[expect(clippy::cast_precision_loss, reason = "one or two feet")]
        let count = sides.len() as f64;
        // The tilt is about the line from right to left, which `turn` turns about the upright line.
        let forward = crate::geometry::Turn::about_y(self.pose.turn).z;
        // From the feet to the centre of mass.
        let mut above = |tilt| {
            self.tilt(tilt);
            let support = sides.iter().fold(Vec3::ZERO, |sum, side| sum + self.skeleton.foot[*side].at);
            self.skeleton.centre_of_mass() - support * (1.0 / count)
        };
        // Head down the weight can be over the feet too: the search starts where the body is above them.
        let upright = [0.0, 60.0, -60.0, 120.0, -120.0, 180.0].into_iter();
        let start = upright.map(|tilt| (above(tilt).y, tilt)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        let start = start.map_or(0.0, |(_, tilt)| tilt);
        root_near(start, 100.0, 24, |tilt| forward.dot(above(tilt)) - 4.5).unwrap_or(start)
    }

    fn upright_thighs(&mut self, ground: &[Sided<Surface>], straight_arms: bool) -> f64 {
        if straight_arms {
            let hips = Side::BOTH.map(|side| self.skeleton.angles.limb(Limb::HipFlexion, side));
            // Pelvic tilt is the free angle: cat and cow settle by themselves.
            let reach = UPPER_ARM + FOREARM + WRIST - 0.8;
            let found = root_near(0.0, 45.0, 15, |more| {
                self.flex_hips(hips, more);
                self.settle_thighs();
                let shoulders = Side::BOTH.map(|side| self.skeleton.upper_arm[side].at.y);
                f64::midpoint(shoulders[0], shoulders[1]) - self.low(ground) - reach
            });
            if found.is_none() {
                self.misses.push(Miss::ArmsTooShort);
            }
            self.flex_hips(hips, found.unwrap_or(0.0));
        }
        self.settle_thighs()
    }

    fn flex_hips(&mut self, hips: [f64; 2], more: f64) {
        for (side, hip) in Side::BOTH.into_iter().zip(hips) {
            *self.skeleton.angles.limb_mut(Limb::HipFlexion, side) = hip + more;
        }
    }

    fn settle_thighs(&mut self) -> f64 {
        let forward = crate::geometry::Turn::about_y(self.pose.turn).z;
        let found = root_near(0.0, 80.0, 24, |tilt| {
            self.tilt(tilt);
            let along = Side::BOTH.into_iter().fold(Vec3::ZERO, |sum, side| {
                sum + self.skeleton.shank[side].at - self.skeleton.thigh[side].at
            });
            forward.dot(along)
        });
        let tilt = found.unwrap_or(0.0);
        self.tilt(tilt);
        tilt
    }
}

fn soles(feet: &NonEmpty<Sided<Foot>>) -> Vec<Sided<Surface>> {
    feet.iter().map(|foot| Sided { side: foot.side, part: Surface::Foot }).collect()
}
