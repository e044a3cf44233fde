//! Red flags: signs that need a doctor, and what to do when they show.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::review::{Review, Waiver};
use crate::id::{RedFlagId, SourceId};
use crate::list::NonEmpty;
use crate::strict::given;
use crate::text::Text;

/// A group of signs that point at one danger, with what to do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RedFlag {
    /// The schema of this kind of document. It gives hints in the editor.
    #[serde(
        rename = "$schema",
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<Text>,
    /// The red flag's id: the name of its file without `.json`.
    pub id: RedFlagId,
    /// The danger in words that a patient understands.
    #[schemars(extend("examples" = ["Pressure on the nerves at the base of the spine"]))]
    pub title: Text,
    /// The danger that these signs point at.
    pub concern: Concern,
    /// The signs, each as the patient would notice it.
    pub signs: NonEmpty<Sign>,
    /// How soon help is needed.
    pub urgency: Urgency,
    /// What to do now, in one or two short sentences to the patient.
    pub what_to_do: Text,
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

/// A danger that must be ruled out before exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// Cauda equina syndrome: pressure on the nerves at the base of the spine.
    CaudaEquina,
    /// A broken bone.
    Fracture,
    /// Cancer.
    Cancer,
    /// An infection of the spine.
    Infection,
    /// Weakness that grows.
    ProgressiveWeakness,
    /// A trouble of a large blood vessel.
    Vascular,
    /// Something else.
    Other,
}

/// One sign, in the patient's words, and what it is a sign of in the rules' words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The sign as the patient would notice it.
    #[schemars(extend("examples" = ["You cannot feel the toilet paper when you wipe."]))]
    pub text: Text,
    /// What the sign shows, so that rules can tell whether any is missing, in every language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<Symptom>,
}

/// What a sign shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Symptom {
    /// Numbness between the legs, where a saddle would touch.
    SaddleNumbness,
    /// Trouble to hold or to pass water.
    Bladder,
    /// Trouble to hold stool, or no feeling when passing it.
    Bowel,
    /// Loss of sexual feeling or function.
    SexualFunction,
    /// Weakness in one or both legs.
    LegWeakness,
    /// Pain in both legs.
    PainInBothLegs,
    /// A fall, a blow or an accident.
    Injury,
    /// Weak bones or long use of steroids.
    WeakBones,
    /// Fever, shivering.
    Fever,
    /// Feeling ill.
    FeelingIll,
    /// Cancer now or in the past.
    CancerHistory,
    /// Losing weight without trying.
    WeightLoss,
    /// Pain at night or at rest that does not ease.
    UnrelentingPain,
    /// Something else.
    Other,
}

/// How soon help is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// At once: the emergency number or the nearest emergency department.
    Emergency,
    /// On the same day.
    SameDay,
    /// Soon, before going on with the program.
    SeeSomeone,
}
