//! The picture of an exercise as data: a start position, and what each frame changes of it.
//!
//! A pose is joint angles (its shape), contacts (what touches what) and a rule of placement (what bears the weight).
//! Authors write no coordinates: `regimen-figure` solves them. Lengths are centimetres, angles are degrees.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod angles;
mod contact;
mod person;
mod prop;
mod sided;

pub use angles::{AngleKey, Angles, AxialKey, PairedKey, PerSide};
pub use contact::{Contact, Contacts, Elbow, Fingers, Grip, Limb, Reach, Target};
pub use person::{Build, Clothing, ClothingColour, Hair, HairColour, Person, Skin};
pub use prop::{Loop, Prop, Rest, Whereabouts};
pub use sided::{Lateral, Side, Sided};

use super::exercise::{Muscle, StartPosition};
use crate::id::FrameId;
use crate::list::{Few, NonEmpty};
use crate::number::{Signed, Whole};
use crate::strict::given;
use crate::text::Text;

/// The picture of an exercise as data: one to four frames, drawn side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What sets this picture apart from the others of the exercise, in a few words to the patient.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["With your hands on a chair"]))]
    pub title: Option<Text>,
    /// The position from which the first frame starts. Left out, it is the exercise's start position.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// From where it is seen.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub view: Option<View>,
    /// What is needed in all frames. Left out, it is what the position brings, such as a mat.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub props: Option<Vec<Prop>>,
    /// What stays at the same place from frame to frame. Left out, it is what the position says.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub pin: Option<Pin>,
    /// Whether the person wears shoes.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub shoes: Option<bool>,
    /// The frames in the order of doing, most often the start and the end.
    pub frames: Few<Frame, 4>,
    /// What the picture shows, for those who cannot see it. Left out, it is made from the pose.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub alt: Option<Text>,
}

/// One moment of the exercise. Only what differs from the frame before is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Its name within the picture.
    pub id: FrameId,
    /// The earlier frame it is changed from. Left out, it is the frame before; for the first, the start position.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub from: Option<FrameId>,
    /// A position to start from anew, instead of an earlier frame.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The joint angles that differ.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub angles: Option<Angles>,
    /// What limbs and head touch: the floor, a prop, another part of the body.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Contacts>,
    /// How the body comes to rest, where the position's own rule does not fit.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// How far the whole body is rolled to the left (positive) or to the right, as when a lying person turns over.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub roll: Option<Signed<180>>,
    /// How far the whole body is turned to the left (positive) or to the right, about the upright line.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub turn: Option<Signed<180>>,
    /// What is needed from this frame on, in place of what was before.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub props: Option<Vec<Prop>>,
    /// What stays where it was in the other frames.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub pin: Option<Pin>,
    /// From where this frame is seen, if from elsewhere than the others.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub view: Option<View>,
    /// The muscles that work or are stretched, tinted in the picture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highlight: Vec<Sided<Muscle>>,
    /// Arrows that show the way from the frame it was changed from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arrows: Vec<Arrow>,
    /// The frame that is drawn behind this one as a dashed outline.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub ghost: Option<FrameId>,
}

/// A named position of the whole body, with what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Standing upright.
    Standing,
    /// Sitting on a chair, feet on the floor.
    Sitting,
    /// Sitting on the floor with straight legs.
    LongSitting,
    /// Sitting on the floor with crossed legs.
    CrossLegged,
    /// Lying on the back with straight legs.
    Supine,
    /// Lying on the back with bent knees and both feet on the floor.
    CrookLying,
    /// Lying face down.
    Prone,
    /// Lying face down, propped on the elbows.
    ProneOnElbows,
    /// Lying on the right side.
    SideLyingRight,
    /// Lying on the left side.
    SideLyingLeft,
    /// On hands and knees.
    Quadruped,
    /// Kneeling and sitting back on the heels, arms stretched forwards.
    ChildKneeling,
    /// Kneeling upright on both knees.
    TallKneeling,
    /// Kneeling on the left knee with the right foot in front.
    HalfKneeling,
    /// On the floor, the right leg bent in front, the left stretched out behind.
    Pigeon,
    /// On hands and toes, the body straight.
    Plank,
}

impl From<StartPosition> for Position {
    fn from(start: StartPosition) -> Self {
        match start {
            StartPosition::Standing | StartPosition::Walking => Self::Standing,
            StartPosition::Sitting => Self::Sitting,
            StartPosition::LongSitting => Self::LongSitting,
            StartPosition::CrossLegged => Self::CrossLegged,
            StartPosition::Supine => Self::Supine,
            StartPosition::CrookLying => Self::CrookLying,
            StartPosition::Prone => Self::Prone,
            StartPosition::ProneOnElbows => Self::ProneOnElbows,
            StartPosition::SideLying => Self::SideLyingRight,
            StartPosition::Quadruped => Self::Quadruped,
            StartPosition::ChildKneeling => Self::ChildKneeling,
            StartPosition::TallKneeling => Self::TallKneeling,
            StartPosition::HalfKneeling => Self::HalfKneeling,
            StartPosition::Pigeon => Self::Pigeon,
            StartPosition::Plank => Self::Plank,
        }
    }
}

/// From where the picture is seen. Directions are the person's own.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// The side of the person that is towards the viewer.
    pub from: Facing,
    /// How far the viewer then goes round, to the right as the viewer sees it when positive.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub turn: Option<Signed<90>>,
    /// How far from above: 0 is level, 90 is straight down. Most pictures need 8 to 14.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub elevation: Option<Whole<0, 90>>,
}

/// A side of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Facing {
    /// The person's right side.
    Right,
    /// The person's left side.
    Left,
    /// The person's front.
    Front,
    /// The person's back.
    Back,
}

/// What stays at the same place from frame to frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Pin {
    /// The pelvis.
    Pelvis,
    /// The middle between both feet.
    Feet,
    /// The middle between both knees.
    Knees,
    /// The middle between both hands.
    Hands,
    /// The left foot.
    LeftFoot,
    /// The right foot.
    RightFoot,
    /// The left knee.
    LeftKnee,
    /// The right knee.
    RightKnee,
}

/// How the body comes to rest: what bears the weight, and how the whole is tilted for it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Place {
    /// Two groups of body parts come to lie at one height.
    Level {
        /// The one group.
        parts: NonEmpty<Sided<Surface>>,
        /// The other group.
        with: NonEmpty<Sided<Surface>>,
        /// What then lies on the ground.
        ground: NonEmpty<Sided<Surface>>,
    },
    /// The body's weight comes to stand over the feet.
    Balance {
        /// The feet that bear it.
        feet: NonEmpty<Sided<Foot>>,
        /// How far it leans forwards of that (positive) or back.
        #[serde(skip_serializing_if = "Option::is_none")]
        lean: Option<Signed<60>>,
        /// What then lies on the ground. Left out, it is the feet that bear the weight.
        #[serde(skip_serializing_if = "Option::is_none")]
        ground: Option<NonEmpty<Sided<Surface>>>,
    },
    /// The thighs come to stand upright, as on hands and knees.
    UprightThighs {
        /// What then lies on the ground.
        ground: NonEmpty<Sided<Surface>>,
        /// Whether the hips settle so that straight arms just reach the ground.
        #[serde(skip_serializing_if = "Option::is_none")]
        straight_arms: Option<bool>,
    },
    /// The whole body is tilted by an angle.
    Tilt {
        /// How far it is tilted forwards (positive) or back.
        degrees: Signed<90>,
        /// What then lies on the ground.
        ground: NonEmpty<Sided<Surface>>,
        /// How many centimetres above the ground that is, as on a cushion.
        #[serde(skip_serializing_if = "Option::is_none")]
        height_cm: Option<Whole<0, 120>>,
    },
}

#[derive(Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceKeys {
    kind: Option<PlaceKind>,
    #[serde(default, deserialize_with = "given")]
    parts: Option<NonEmpty<Sided<Surface>>>,
    #[serde(default, deserialize_with = "given")]
    with: Option<NonEmpty<Sided<Surface>>>,
    #[serde(default, deserialize_with = "given")]
    ground: Option<NonEmpty<Sided<Surface>>>,
    #[serde(default, deserialize_with = "given")]
    feet: Option<NonEmpty<Sided<Foot>>>,
    #[serde(default, deserialize_with = "given")]
    lean: Option<Signed<60>>,
    #[serde(default, deserialize_with = "given")]
    straight_arms: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    degrees: Option<Signed<90>>,
    #[serde(default, deserialize_with = "given")]
    height_cm: Option<Whole<0, 120>>,
}

#[derive(PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PlaceKind {
    Level,
    Balance,
    UprightThighs,
    Tilt,
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let mut keys = PlaceKeys::deserialize(deserializer)?;
        let missing = D::Error::missing_field;
        let kind = keys.kind.take().ok_or_else(|| missing("kind"))?;
        let ground = keys.ground.take();
        let place = match kind {
            PlaceKind::Level => Self::Level {
                parts: keys.parts.take().ok_or_else(|| missing("parts"))?,
                with: keys.with.take().ok_or_else(|| missing("with"))?,
                ground: ground.ok_or_else(|| missing("ground"))?,
            },
            PlaceKind::Balance => Self::Balance {
                feet: keys.feet.take().ok_or_else(|| missing("feet"))?,
                lean: keys.lean.take(),
                ground,
            },
            PlaceKind::UprightThighs => Self::UprightThighs {
                ground: ground.ok_or_else(|| missing("ground"))?,
                straight_arms: keys.straight_arms.take(),
            },
            PlaceKind::Tilt => Self::Tilt {
                degrees: keys.degrees.take().ok_or_else(|| missing("degrees"))?,
                ground: ground.ok_or_else(|| missing("ground"))?,
                height_cm: keys.height_cm.take(),
            },
        };
        if keys == PlaceKeys::default() {
            Ok(place)
        } else {
            Err(D::Error::custom("a key that does not belong to this kind of placement"))
        }
    }
}

/// A foot, for what stands on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Foot {
    /// The foot.
    Foot,
}

/// A part of the body's surface that can bear weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Surface {
    /// The head.
    Head,
    /// The chest.
    Chest,
    /// The upper back.
    UpperBack,
    /// Both shoulders.
    Shoulders,
    /// The belly.
    Belly,
    /// The pelvis with the buttocks.
    Pelvis,
    /// The thigh.
    Thigh,
    /// The thigh just above the knee.
    LowerThigh,
    /// The knee.
    Knee,
    /// The shin.
    Shin,
    /// The foot.
    Foot,
    /// The heel.
    Heel,
    /// The ball of the foot with the toes.
    Toes,
    /// Lower leg and foot.
    Leg,
    /// The forearm.
    Forearm,
    /// The elbow.
    Elbow,
    /// The upper arm.
    UpperArm,
    /// The shoulder.
    Shoulder,
    /// The hand.
    Hand,
    /// Forearm and hand.
    Arm,
}

impl Lateral for Surface {
    fn has_sides(self) -> bool {
        !matches!(
            self,
            Self::Head | Self::Chest | Self::UpperBack | Self::Shoulders | Self::Belly | Self::Pelvis
        )
    }
}

impl Lateral for Foot {
    fn has_sides(self) -> bool {
        true
    }
}

impl Lateral for Muscle {
    fn has_sides(self) -> bool {
        true
    }
}

/// An arrow that shows a movement. Its path is computed from both frames, and it keeps clear of the body by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Arrow {
    /// The part of the body whose movement it shows.
    pub of: Sided<Joint>,
    /// Whether it shows how that part turns, instead of how it moves.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub turning: Option<bool>,
    /// The frame from which the movement starts. Left out, it is the frame that this one was changed from.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub since: Option<FrameId>,
    /// Where it stands instead of where it would by itself, in centimetres from the path.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub shift_cm: Option<Shift>,
}

/// A shift in the plane of the picture, in centimetres of the body's size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// To the right of the picture, or to the left when negative.
    pub right: Signed<60>,
    /// Upwards, or downwards when negative.
    pub up: Signed<60>,
}

/// A part of the body whose movement an arrow can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Joint {
    /// The head.
    Head,
    /// The chest.
    Chest,
    /// The waist.
    Waist,
    /// The pelvis.
    Pelvis,
    /// The foot.
    Foot,
    /// The knee.
    Knee,
    /// The hand.
    Hand,
    /// The elbow.
    Elbow,
    /// The shoulder.
    Shoulder,
}

impl Lateral for Joint {
    fn has_sides(self) -> bool {
        !matches!(self, Self::Head | Self::Chest | Self::Waist | Self::Pelvis)
    }
}
