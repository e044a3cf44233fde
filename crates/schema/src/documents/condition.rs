//! A condition: what it is in plain words, which movements help and which need care.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::exercise::Movement;
use super::review::{Code, Review, Waiver};
use crate::id::{ConditionId, RedFlagId, SourceId};
use crate::strict::given;
use crate::text::Text;

/// A condition that programs are for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The schema of this kind of document. It gives hints in the editor.
    #[serde(
        rename = "$schema",
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<Text>,
    /// The condition's id: the name of its file without `.json`.
    pub id: ConditionId,
    /// The name that clinicians use.
    #[schemars(extend("examples" = ["Lumbar disc herniation"]))]
    pub title: Text,
    /// The name that a patient understands.
    #[schemars(extend("examples" = ["slipped disc in the lower back"]))]
    pub plain_name: Text,
    /// The part of the body. Programs for the spine must carry the red flags of the spine.
    pub region: Region,
    /// What it is and what it feels like, each item a short paragraph to the patient.
    pub summary: crate::list::NonEmpty<Text>,
    /// What tends to help, in a sentence to the patient.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub what_helps: Option<Text>,
    /// What to take care with, in a sentence to the patient.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub what_needs_care: Option<Text>,
    /// Movements that are favoured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub favoured_movements: Vec<Movement>,
    /// Movements that are cautioned against. A program for this condition may hold none of them without a waiver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautioned_movements: Vec<Movement>,
    /// Red flags that must be ruled out before exercise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub red_flags: Vec<RedFlagId>,
    /// A word to clinicians: the reasoning behind what is favoured and cautioned. Not printed for patients.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub clinician_note: Option<Text>,
    /// Its codes in terminologies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// The sources it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
    /// How far its review has come.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// Rules that do not hold here, each with a reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
}

/// A part of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// Neck.
    CervicalSpine,
    /// Upper and middle back.
    ThoracicSpine,
    /// Lower back, with the nerves that leave it.
    LumbarSpine,
    /// Pelvis and the joints at its back.
    Pelvis,
    /// Hip and buttock.
    Hip,
    /// Knee.
    Knee,
    /// Ankle and foot.
    AnkleAndFoot,
    /// Shoulder.
    Shoulder,
    /// Elbow.
    Elbow,
    /// Wrist and hand.
    WristAndHand,
    /// The whole body.
    WholeBody,
}

impl Region {
    /// Whether the red flags of the spine belong to it.
    pub fn is_spine(self) -> bool {
        matches!(self, Self::CervicalSpine | Self::ThoracicSpine | Self::LumbarSpine)
    }
}
