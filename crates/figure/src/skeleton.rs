//! The skeleton: joint angles in, joints and the directions of bones out.

use std::ops::{Index, IndexMut};

use regimen_schema::documents::figure::{AngleKey, AxialKey, PairedKey, Side};

use crate::body::{
    ANKLE, Body, FOREARM, GIRDLE, HIP, LUMBAR_END, LUMBAR_START, NECK_END, SHANK, THIGH, THORAX_END,
    UPPER_ARM,
};
use crate::geometry::{Turn, Vec3, acos, lerp, smooth, vec3};

/// One of each side.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Pair<T> {
    pub(crate) left: T,
    pub(crate) right: T,
}

impl<T> Index<Side> for Pair<T> {
    type Output = T;
    fn index(&self, side: Side) -> &T {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
}

impl<T> IndexMut<Side> for Pair<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Left => &mut self.left,
            Side::Right => &mut self.right,
        }
    }
}

/// +1 for the left, where +X is, and −1 for the right.
pub(crate) fn sign(side: Side) -> f64 {
    match side {
        Side::Left => 1.0,
        Side::Right => -1.0,
    }
}

/// A joint's degree of freedom: opposite clinical directions are its two signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limb {
    HipFlexion,
    HipAbduction,
    HipRotation,
    Knee,
    Ankle,
    Toes,
    ShoulderFlexion,
    ShoulderAbduction,
    ShoulderRotation,
    Elbow,
    Forearm,
    Wrist,
    Fingers,
}

/// A degree of freedom of the spine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spine {
    Lumbar,
    Thoracic,
    Rotation,
    SideBend,
    Hike,
    Neck,
    NeckRotation,
    NeckSideBend,
}

/// The joint angles of a pose, signed, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Angles {
    limbs: [Pair<f64>; 13],
    spine: [f64; 8],
}

impl Angles {
    pub(crate) fn limb(&self, joint: Limb, side: Side) -> f64 {
        self.limbs[joint as usize][side]
    }
    pub(crate) fn limb_mut(&mut self, joint: Limb, side: Side) -> &mut f64 {
        &mut self.limbs[joint as usize][side]
    }
    pub(crate) fn spine(&self, joint: Spine) -> f64 {
        self.spine[joint as usize]
    }
    pub(crate) fn spine_mut(&mut self, joint: Spine) -> &mut f64 {
        &mut self.spine[joint as usize]
    }

    /// Takes over an angle by its clinical key.
    pub(crate) fn set(&mut self, key: AngleKey, degrees: f64) {
        match key {
            AngleKey::Paired(key, side) => {
                let (joint, sign) = limb_of(key);
                *self.limb_mut(joint, side) = sign * degrees;
            }
            AngleKey::Axial(key) => {
                let (joint, sign) = spine_of(key);
                *self.spine_mut(joint) = sign * degrees;
            }
        }
    }

    pub(crate) fn towards(&self, to: &Self, t: f64) -> Self {
        let mut out = *self;
        for (a, b) in out.limbs.iter_mut().zip(&to.limbs) {
            a.left = lerp(a.left, b.left, t);
            a.right = lerp(a.right, b.right, t);
        }
        for (a, b) in out.spine.iter_mut().zip(&to.spine) {
            *a = lerp(*a, *b, t);
        }
        out
    }
}

/// The degree of freedom behind a clinical key, and its sign.
pub(crate) fn limb_of(key: PairedKey) -> (Limb, f64) {
    match key {
        PairedKey::HipFlexion => (Limb::HipFlexion, 1.0),
        PairedKey::HipExtension => (Limb::HipFlexion, -1.0),
        PairedKey::HipAbduction => (Limb::HipAbduction, 1.0),
        PairedKey::HipAdduction => (Limb::HipAbduction, -1.0),
        PairedKey::HipExternalRotation => (Limb::HipRotation, 1.0),
        PairedKey::HipInternalRotation => (Limb::HipRotation, -1.0),
        PairedKey::KneeFlexion => (Limb::Knee, 1.0),
        PairedKey::AnkleDorsiflexion => (Limb::Ankle, 1.0),
        PairedKey::AnklePlantarflexion => (Limb::Ankle, -1.0),
        PairedKey::ToeExtension => (Limb::Toes, 1.0),
        PairedKey::ShoulderFlexion => (Limb::ShoulderFlexion, 1.0),
        PairedKey::ShoulderExtension => (Limb::ShoulderFlexion, -1.0),
        PairedKey::ShoulderAbduction => (Limb::ShoulderAbduction, 1.0),
        PairedKey::ShoulderAdduction => (Limb::ShoulderAbduction, -1.0),
        PairedKey::ShoulderExternalRotation => (Limb::ShoulderRotation, 1.0),
        PairedKey::ShoulderInternalRotation => (Limb::ShoulderRotation, -1.0),
        PairedKey::ElbowFlexion => (Limb::Elbow, 1.0),
        PairedKey::ForearmSupination => (Limb::Forearm, 1.0),
        PairedKey::ForearmPronation => (Limb::Forearm, -1.0),
        PairedKey::WristFlexion => (Limb::Wrist, 1.0),
        PairedKey::WristExtension => (Limb::Wrist, -1.0),
        PairedKey::FingerFlexion => (Limb::Fingers, 1.0),
    }
}

pub(crate) fn spine_of(key: AxialKey) -> (Spine, f64) {
    match key {
        AxialKey::LumbarFlexion => (Spine::Lumbar, 1.0),
        AxialKey::LumbarExtension => (Spine::Lumbar, -1.0),
        AxialKey::ThoracicFlexion => (Spine::Thoracic, 1.0),
        AxialKey::ThoracicExtension => (Spine::Thoracic, -1.0),
        AxialKey::TrunkRotationLeft => (Spine::Rotation, 1.0),
        AxialKey::TrunkRotationRight => (Spine::Rotation, -1.0),
        AxialKey::TrunkSideBendLeft => (Spine::SideBend, 1.0),
        AxialKey::TrunkSideBendRight => (Spine::SideBend, -1.0),
        AxialKey::PelvisHikeLeft => (Spine::Hike, 1.0),
        AxialKey::PelvisHikeRight => (Spine::Hike, -1.0),
        AxialKey::NeckFlexion => (Spine::Neck, 1.0),
        AxialKey::NeckExtension => (Spine::Neck, -1.0),
        AxialKey::NeckRotationLeft => (Spine::NeckRotation, 1.0),
        AxialKey::NeckRotationRight => (Spine::NeckRotation, -1.0),
        AxialKey::NeckSideBendLeft => (Spine::NeckSideBend, 1.0),
        AxialKey::NeckSideBendRight => (Spine::NeckSideBend, -1.0),
    }
}

/// The bones of an arm that reaches for something: their directions come from the target, not from angles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ReachedArm {
    pub(crate) upper: Turn,
    pub(crate) fore: Turn,
    pub(crate) hand: Turn,
    /// The direction of the upper arm in the thorax's frame: the shoulder girdle follows it.
    pub(crate) direction: Vec3,
}

/// The bones of a leg whose foot is laid on something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ReachedLeg {
    pub(crate) thigh: Turn,
    pub(crate) shank: Turn,
}

/// A joint and the direction of the bone that starts there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bone {
    pub(crate) at: Vec3,
    pub(crate) turn: Turn,
}

impl Default for Bone {
    fn default() -> Self {
        Self { at: Vec3::ZERO, turn: Turn::NONE }
    }
}

impl Bone {
    /// A point given in the bone's own frame.
    pub(crate) fn point(&self, local: Vec3) -> Vec3 {
        self.at + self.turn.apply(local)
    }

    /// The far end of a bone of a length: limbs run along −Y.
    pub(crate) fn end(&self, length: f64) -> Vec3 {
        self.at - self.turn.y * length
    }
}

/// A posed skeleton. `pelvis` is where it is and how it is turned; everything else follows.
#[derive(Debug, Clone)]
pub(crate) struct Skeleton<'b> {
    pub(crate) body: &'b Body,
    pub(crate) angles: Angles,
    /// Where the middle between the hips is, and how the whole is turned; a hiked pelvis is tilted against it.
    pub(crate) root: Bone,
    pub(crate) pelvis: Bone,
    pub(crate) waist: Bone,
    pub(crate) thorax: Bone,
    pub(crate) neck_base: Bone,
    pub(crate) head: Bone,
    pub(crate) upper_arm: Pair<Bone>,
    pub(crate) forearm: Pair<Bone>,
    pub(crate) hand: Pair<Bone>,
    pub(crate) thigh: Pair<Bone>,
    pub(crate) shank: Pair<Bone>,
    pub(crate) foot: Pair<Bone>,
    pub(crate) reached_arm: Pair<Option<ReachedArm>>,
    pub(crate) reached_leg: Pair<Option<ReachedLeg>>,
    /// The direction of a foot that stands flat.
    pub(crate) planted: Pair<Option<Turn>>,
    /// How far a shoulder has followed its reaching hand.
    pub(crate) stretch: Pair<Vec3>,
    spine: Vec<Bone>,
}

/// The spine's curve is followed in steps of this length.
const STEP: f64 = 0.5;

impl<'b> Skeleton<'b> {
    pub(crate) fn new(body: &'b Body, angles: &Angles, root: Bone) -> Self {
        let mut skeleton = Self {
            body,
            angles: *angles,
            root,
            pelvis: root,
            waist: Bone::default(),
            thorax: Bone::default(),
            neck_base: Bone::default(),
            head: Bone::default(),
            upper_arm: Pair::default(),
            forearm: Pair::default(),
            hand: Pair::default(),
            thigh: Pair::default(),
            shank: Pair::default(),
            foot: Pair::default(),
            reached_arm: Pair::default(),
            reached_leg: Pair::default(),
            planted: Pair::default(),
            stretch: Pair::default(),
            spine: Vec::new(),
        };
        skeleton.bend_spine();
        skeleton.update();
        skeleton
    }

    /// Follows the spine's curvature once more, after one of its angles has changed.
    pub(crate) fn bend_spine(&mut self) {
        self.spine.clear();
        self.follow_spine(vec3(0.0, LUMBAR_START, 0.0));
    }

    /// As [`Self::bend_spine`], if only the neck has changed.
    pub(crate) fn bend_neck(&mut self) {
        let start = steps(THORAX_END - 1.0 - LUMBAR_START);
        let from = self.spine[start].at;
        self.spine.truncate(start);
        self.follow_spine(from);
    }

    fn follow_spine(&mut self, from: Vec3) {
        let mut at = from;
        for i in self.spine.len()..=steps(NECK_END - LUMBAR_START) {
            #[expect(clippy::cast_precision_loss, reason = "a small count")]
            let y = LUMBAR_START + STEP * i as f64;
            self.spine.push(Bone { at, turn: self.spine_turn(y) });
            at = at + self.spine_turn(y + STEP / 2.0).y * STEP;
        }
    }

    /// How the spine is turned at a height, in the root's frame.
    fn spine_turn(&self, y: f64) -> Turn {
        let share = |from: f64, to: f64| ((y - from) / (to - from)).clamp(0.0, 1.0);
        let lumbar = share(LUMBAR_START, LUMBAR_END);
        let thoracic = share(LUMBAR_END, THORAX_END - 6.0);
        let neck = share(THORAX_END - 1.0, NECK_END - 1.0);
        let a = |joint| self.angles.spine(joint);
        let flexion = a(Spine::Lumbar) * lumbar + a(Spine::Thoracic) * thoracic + a(Spine::Neck) * neck;
        // A hiked pelvis tilts against a trunk that stays: the lumbar spine takes it back.
        let bend = a(Spine::SideBend) * (0.55 * lumbar + 0.45 * thoracic) + a(Spine::NeckSideBend) * neck
            - a(Spine::Hike) * (1.0 - lumbar);
        let rotation = a(Spine::Rotation) * (0.25 * lumbar + 0.75 * thoracic) + a(Spine::NeckRotation) * neck;
        let mut turn = Turn::about_x(flexion);
        if bend != 0.0 {
            turn = turn.then(Turn::about_z(-bend));
        }
        if rotation != 0.0 {
            turn = turn.then(Turn::about_y(rotation));
        }
        turn
    }

    /// The spine at a height above the hips.
    pub(crate) fn spine_at(&self, y: f64) -> Bone {
        let local = if y <= LUMBAR_START {
            let tilt = self.spine[0].turn;
            Bone { at: tilt.y * y + (self.spine[0].at - tilt.y * LUMBAR_START), turn: tilt }
        } else if y > NECK_END {
            let top = self.spine[self.spine.len() - 1];
            Bone { at: top.at + top.turn.y * (y - NECK_END), turn: top.turn }
        } else {
            let i = steps(y - LUMBAR_START).min(self.spine.len() - 2);
            #[expect(clippy::cast_precision_loss, reason = "a small count")]
            let t = (y - LUMBAR_START) / STEP - i as f64;
            let (a, b) = (self.spine[i], self.spine[i + 1]);
            Bone { at: a.at.towards(b.at, t), turn: if t < 0.5 { a.turn } else { b.turn } }
        };
        Bone { at: self.root.point(local.at), turn: self.root.turn.then(local.turn) }
    }

    /// Puts the whole somewhere else.
    pub(crate) fn place(&mut self, root: Bone) {
        self.root = root;
        self.update();
    }

    /// Works out every joint once more.
    pub(crate) fn update(&mut self) {
        let tilt = self.spine[0].turn;
        self.pelvis = Bone {
            at: self.root.point(self.spine[0].at - tilt.y * LUMBAR_START),
            turn: self.root.turn.then(tilt),
        };
        self.waist = self.spine_at(19.0);
        self.thorax = self.spine_at(GIRDLE);
        self.neck_base = self.spine_at(THORAX_END);
        let top = self.spine_at(NECK_END);
        self.head = Bone { at: top.point(vec3(0.0, 0.8, 0.0)), turn: top.turn };
        for side in Side::BOTH {
            self.update_arm(side);
            self.update_leg(side);
        }
    }

    pub(crate) fn update_arm(&mut self, side: Side) {
        let s = sign(side);
        let a = |joint| self.angles.limb(joint, side);
        let chest = self.thorax.turn;
        let (upper, fore, hand, direction) = if let Some(arm) = self.reached_arm[side] {
            (arm.upper, arm.fore, arm.hand, arm.direction)
        } else {
            let shoulder = Turn::about_x(-a(Limb::ShoulderFlexion))
                .then(Turn::about_z(s * a(Limb::ShoulderAbduction)))
                .then(Turn::about_y(s * a(Limb::ShoulderRotation)));
            let upper = chest.then(shoulder);
            let fore = upper.then(Turn::about_x(-a(Limb::Elbow)));
            let hand =
                fore.then(Turn::about_y(s * a(Limb::Forearm))).then(Turn::about_z(-s * a(Limb::Wrist)));
            (upper, fore, hand, -shoulder.y)
        };
        let shoulder = self.shoulder_at(side, direction);
        self.upper_arm[side] = Bone { at: shoulder, turn: upper };
        self.forearm[side] = Bone { at: self.upper_arm[side].end(UPPER_ARM), turn: fore };
        self.hand[side] = Bone { at: self.forearm[side].end(FOREARM), turn: hand };
    }

    pub(crate) fn update_leg(&mut self, side: Side) {
        let s = sign(side);
        let a = |joint| self.angles.limb(joint, side);
        let (thigh, shank) = if let Some(leg) = self.reached_leg[side] {
            (leg.thigh, leg.shank)
        } else {
            // Flexion, abduction, rotation: the order of Grood and Suntay (1983) and of the ISB.
            let thigh = self
                .pelvis
                .turn
                .then(Turn::about_x(-a(Limb::HipFlexion)))
                .then(Turn::about_z(s * a(Limb::HipAbduction)))
                .then(Turn::about_y(s * a(Limb::HipRotation)));
            (thigh, thigh.then(Turn::about_x(a(Limb::Knee))))
        };
        let hip = self.pelvis.point(vec3(s * HIP, 0.0, 0.0));
        self.thigh[side] = Bone { at: hip, turn: thigh };
        self.shank[side] = Bone { at: self.thigh[side].end(THIGH), turn: shank };
        let foot = self.planted[side]
            .unwrap_or_else(|| shank.then(Turn::about_x(-a(Limb::Ankle))).then(Turn::about_y(s * 6.0)));
        self.foot[side] = Bone { at: self.shank[side].end(SHANK), turn: foot };
    }

    /// The shoulder joint: the girdle follows the upper arm, whose direction is in the thorax's frame.
    fn shoulder_at(&self, side: Side, direction: Vec3) -> Vec3 {
        let s = sign(side);
        let elevation = acos(-direction.y);
        let up = 5.0 * smooth(50.0, 180.0, elevation);
        let inwards = 3.2 * smooth(70.0, 180.0, elevation) + 1.8 * (-s * direction.x).max(0.0);
        let forwards =
            3.2 * direction.z.max(0.0) * smooth(20.0, 90.0, elevation) - 1.5 * (-direction.z).max(0.0);
        let [x, y, z] = self.body.shoulder;
        self.thorax.point(vec3(s * (x - inwards), y - GIRDLE + up, z + forwards)) + self.stretch[side]
    }

    /// The centre of mass, from the masses of the segments after Winter.
    pub(crate) fn centre_of_mass(&self) -> Vec3 {
        let mut sum = Vec3::ZERO;
        let mut mass = 0.0;
        let mut put = |at: Vec3, share: f64| {
            sum = sum + at * share;
            mass += share;
        };
        put(self.head.point(vec3(0.0, 6.0, 0.0)), 0.081);
        for (y, share) in [(0.0, 0.14), (12.0, 0.12), (26.0, 0.1), (40.0, 0.137)] {
            put(self.spine_at(y).at, share);
        }
        for side in Side::BOTH {
            put(self.upper_arm[side].end(UPPER_ARM * 0.44), 0.028);
            put(self.forearm[side].end(FOREARM * 0.6), 0.022);
            put(self.thigh[side].end(THIGH * 0.43), 0.10);
            put(self.shank[side].end(SHANK * 0.43), 0.0465);
            put(self.foot[side].point(vec3(0.0, 2.8 - ANKLE, 5.0)), 0.0145);
        }
        sum * (1.0 / mass)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "heights are positive and small")]
fn steps(length: f64) -> usize {
    (length / STEP) as usize
}
