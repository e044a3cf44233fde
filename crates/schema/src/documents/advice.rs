//! Advice for daily life.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::exercise::Media;
use super::review::{Review, Waiver};
use crate::id::{AdviceId, SourceId};
use crate::strict::given;
use crate::text::Text;

/// One piece of advice for daily life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// The schema of this kind of document. It gives hints in the editor.
    #[serde(
        rename = "$schema",
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<Text>,
    /// The advice's id: the name of its file without `.json`.
    pub id: AdviceId,
    /// The advice in a few words.
    #[schemars(extend("examples" = ["Lift with bent knees"]))]
    pub title: Text,
    /// What to do and why, in one to three short sentences to the patient.
    pub text: Text,
    /// What it is about.
    pub group: AdviceGroup,
    /// A picture, if there is one.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub picture: Option<Media>,
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

/// What an advice is about. Handouts group by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AdviceGroup {
    /// Lifting, carrying, bending.
    Lifting,
    /// Sitting, standing, walking.
    Posture,
    /// Lying and sleeping.
    Sleep,
    /// Warmth and cold.
    HeatAndCold,
    /// Being active, warming up.
    Activity,
}
