//! An exercise: what is done, how it should feel, how much of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::Figure;
use super::review::{Code, Review, Waiver};
use crate::dose::{Dose, Frequency};
use crate::id::{ConditionId, ExerciseId, SourceId};
use crate::list::NonEmpty;
use crate::strict::given;
use crate::text::{FilePath, Text};

/// One exercise, written for the patient who does it at home.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The schema of this kind of document. It gives hints in the editor.
    #[serde(
        rename = "$schema",
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<Text>,
    /// The exercise's id: the name of its file without `.json`.
    pub id: ExerciseId,
    /// The name of the exercise in plain words.
    #[schemars(extend("examples" = ["Single knee to chest"]))]
    pub title: Text,
    /// Other names under which clinicians and patients know it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Text>,
    /// What kind of exercise it is.
    pub category: Category,
    /// The position in which it starts.
    pub start_position: StartPosition,
    /// Whether it is done on each side in turn. This doubles its time and repetitions.
    pub laterality: Laterality,
    /// The movements it holds. Conditions caution against some of them, so name each one that occurs.
    pub movements: NonEmpty<Movement>,
    /// What it is good for, in a sentence to the patient.
    #[schemars(extend("examples" = ["It eases a stiff lower back."]))]
    pub purpose: Text,
    /// What to do, one action a step, in the order of doing.
    pub steps: NonEmpty<Step>,
    /// What the patient should feel, and where.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["You feel a gentle pull in your lower back. It does not hurt."]))]
    pub feel: Option<Text>,
    /// How to breathe.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub breathing: Option<Text>,
    /// How much, where a program says nothing else.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub dose: Option<Dose>,
    /// How often, where the exercise is used alone. In a program its session says how often.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// Ways to make it easier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub easier: Vec<Variation>,
    /// Ways to make it harder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub harder: Vec<Variation>,
    /// What to take care of, each in a sentence to the patient.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<Text>,
    /// Conditions with which it must not be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub avoid_if: Vec<ConditionId>,
    /// The muscles that work or are stretched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target_muscles: Vec<Muscle>,
    /// What is needed. Write `none` if nothing is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equipment: Vec<Equipment>,
    /// The pictures as data, drawn by the toolkit. The first is the picture of the exercise, others show options.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// Photographs or drawings that exist as files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// A word to clinicians: where sources differ, what to watch. Not printed for patients.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub clinician_note: Option<Text>,
    /// The sources it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
    /// Its codes in terminologies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// How far its review has come.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// Rules that do not hold here, each with a reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
}

/// One action, in one short sentence to the patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("examples" = ["Draw one knee slowly towards your chest."]))]
pub struct Step(pub Text);

/// What kind of exercise it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Lengthens a muscle and holds it there.
    Stretch,
    /// Makes a muscle stronger.
    Strength,
    /// Trains deep muscles to hold the spine or a joint steady.
    Stabilisation,
    /// Moves a joint through its range.
    Mobility,
    /// Lets a nerve slide in its bed.
    NerveGlide,
    /// Trains heart, lungs and stamina.
    Aerobic,
    /// A yoga pose or a flow of them.
    Yoga,
}

/// The position in which an exercise starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StartPosition {
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
    /// Lying on one side.
    SideLying,
    /// On hands and knees.
    Quadruped,
    /// Kneeling and sitting back on the heels.
    ChildKneeling,
    /// Kneeling upright on both knees.
    TallKneeling,
    /// Kneeling on one knee with the other foot in front.
    HalfKneeling,
    /// On the floor, one leg bent in front, the other stretched out behind.
    Pigeon,
    /// On forearms or hands and toes, the body straight.
    Plank,
    /// Walking.
    Walking,
}

/// Whether an exercise has sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Laterality {
    /// Both limbs move at once.
    BothSides,
    /// It is done on one side, then repeated on the other.
    EachSide,
    /// It has no sides.
    Unsided,
}

impl Laterality {
    /// How many times the dose is done: once for each side.
    pub fn sides(self) -> u32 {
        if self == Self::EachSide { 2 } else { 1 }
    }
}

/// A movement as clinicians name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Movement {
    /// Rounding the lower back without the trunk's weight on it, as when drawing the knees up while lying.
    LumbarFlexion,
    /// Bending the lower back forwards under the weight of the trunk or more, as in a standing forward bend.
    LoadedLumbarFlexion,
    /// Arching the lower back.
    LumbarExtension,
    /// Arching the lower back as far as it goes, or holding it arched against gravity.
    EndRangeLumbarExtension,
    /// Turning the trunk against the pelvis.
    LumbarRotation,
    /// Bending the trunk to the side.
    LumbarSideBending,
    /// The spine is held still while the limbs or the trunk muscles work.
    NeutralSpine,
    /// Tilting the pelvis without moving the trunk.
    PelvicTilt,
    /// Bringing the thigh towards the trunk, or the trunk towards the thigh.
    HipFlexion,
    /// Taking the thigh back, or straightening a bent hip.
    HipExtension,
    /// Taking the leg out to the side.
    HipAbduction,
    /// Taking the leg across the middle.
    HipAdduction,
    /// Turning the thigh inwards or outwards.
    HipRotation,
    /// Bending the knee.
    KneeFlexion,
    /// Straightening the knee.
    KneeExtension,
    /// Moving the foot up or down.
    AnkleMovement,
    /// Lifting the arms.
    ShoulderFlexion,
    /// Sliding a nerve: one end is let loose while the other is drawn.
    NerveGlide,
    /// Walking.
    Gait,
}

impl Movement {
    /// Whether doing this movement is also doing `other`: a loaded or end-range form contains the plain one.
    pub fn includes(self, other: Self) -> bool {
        self == other
            || matches!(
                (self, other),
                (Self::LoadedLumbarFlexion, Self::LumbarFlexion)
                    | (Self::EndRangeLumbarExtension, Self::LumbarExtension)
            )
    }
}

/// An easier or harder way: in words, as another exercise, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct Variation {
    /// What is done differently, in a sentence to the patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The exercise to do instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<ExerciseId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariationKeys {
    #[serde(default, deserialize_with = "given")]
    text: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    exercise: Option<ExerciseId>,
}

impl<'de> Deserialize<'de> for Variation {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let VariationKeys { text, exercise } = VariationKeys::deserialize(deserializer)?;
        if text.is_none() && exercise.is_none() {
            return Err(serde::de::Error::custom("a variation needs a text or an exercise"));
        }
        Ok(Self { text, exercise })
    }
}

/// A muscle or group of muscles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Muscle {
    /// Back of the thigh.
    Hamstrings,
    /// Front of the thigh.
    Quadriceps,
    /// Back of the lower leg.
    Calf,
    /// Buttock.
    Gluteals,
    /// The small muscle deep in the buttock, beside the sciatic nerve.
    Piriformis,
    /// Front of the hip.
    HipFlexors,
    /// Inner side of the thigh.
    HipAdductors,
    /// Outer side of the hip.
    HipAbductors,
    /// Lower back, along the spine.
    LowerBack,
    /// Upper back, along the spine and between the shoulder blades.
    UpperBack,
    /// Front of the belly.
    Abdominals,
    /// The innermost layer of the belly, like a corset.
    DeepAbdominals,
    /// Sides of the belly.
    Obliques,
    /// Floor of the pelvis.
    PelvicFloor,
    /// Chest.
    Chest,
    /// Shoulder.
    Shoulders,
    /// Neck.
    Neck,
}

/// Something that an exercise needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Equipment {
    /// Nothing at all.
    None,
    /// An exercise mat, a carpet or a folded blanket.
    Mat,
    /// A bed.
    Bed,
    /// A steady chair without wheels.
    Chair,
    /// A stair or a low, steady step.
    Step,
    /// A wall.
    Wall,
    /// A table or worktop that does not move.
    Table,
    /// A pillow.
    Pillow,
    /// A cushion or a yoga block.
    Cushion,
    /// A towel, flat or rolled up.
    Towel,
    /// A strap or a belt.
    Strap,
    /// An elastic band.
    Band,
    /// A ball.
    Ball,
    /// A weight.
    Weight,
    /// A firm roll of foam.
    FoamRoller,
    /// Comfortable shoes for walking.
    WalkingShoes,
    /// A bicycle, on the road or standing.
    Bicycle,
    /// A pool with water to the chest.
    Pool,
}

/// A picture that exists as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// The file, by its path from the pack's folder. PNG, JPEG, WebP or SVG.
    pub file: FilePath,
    /// What the picture shows, for those who cannot see it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub alt: Option<Text>,
    /// The licence under which it may be used.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub licence: Option<Text>,
    /// Who made it, or where it comes from.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub credit: Option<Text>,
}
