//! Who stands behind a document: authors, review, waivers, codes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::RuleId;
use crate::pointer::Pointer;
use crate::strict::given;
use crate::text::{Date, Text};

/// How far the review of a document has come, and when it is due again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// How far it has come.
    pub status: Status,
    /// Who has reviewed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewed_by: Vec<Person>,
    /// The day of the last review.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<Date>,
    /// The day by which it must be looked at again.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// What has changed, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// How far a document has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written. Marked as a draft in everything that is handed out.
    Draft,
    /// Written and waiting for a clinician's review.
    InReview,
    /// Reviewed by a clinician and released.
    Published,
    /// No longer in use.
    Retired,
}

/// Somebody by their role, and by name where they have agreed to be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "role": "physiotherapist" }]))]
pub struct Person {
    /// The profession or part played: physiotherapist, physiatrist, editor.
    pub role: Text,
    /// The name, if the person has agreed to be named.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
}

/// A change worth knowing for those who use the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The day of the change.
    pub on: Date,
    /// What is different, in a sentence.
    pub what: Text,
}

/// A rule that is set aside at one place, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule, by the name that its finding shows.
    pub rule: RuleId,
    /// The place, as a JSON Pointer in this document: `/phases/0/sessions/0/items/2`. Everything below it is meant too.
    pub at: Pointer,
    /// Why the rule does not hold here. Printed for clinicians.
    pub reason: Text,
    /// Who decided this.
    pub by: Person,
    /// The last day on which it holds; without one it holds until it is removed.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A code from a terminology.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The terminology.
    pub system: CodeSystem,
    /// The code itself, as the terminology writes it.
    pub code: Text,
    /// The terminology's own name for it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub display: Option<Text>,
}

/// A terminology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CodeSystem {
    /// ICD-10-CM: diagnoses, as used in the United States.
    #[serde(rename = "icd-10-cm")]
    Icd10Cm,
    /// ICD-10 of the World Health Organization.
    #[serde(rename = "icd-10")]
    Icd10,
    /// SNOMED CT.
    SnomedCt,
    /// LOINC: observations and questionnaires.
    Loinc,
}
