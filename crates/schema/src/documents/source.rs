//! Sources: what a figure or a statement rests on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::SourceId;
use crate::strict::given;
use crate::text::{Date, Link, PartialDate, Text};

/// A citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The schema of this kind of document. It gives hints in the editor.
    #[serde(
        rename = "$schema",
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<Text>,
    /// The source's id: the name of its file without `.json`.
    pub id: SourceId,
    /// The citation as it is printed.
    pub citation: Text,
    /// What kind of source it is.
    pub source_type: SourceType,
    /// When it was published, as exactly as is known.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Where it can be read.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Its digital object identifier.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["10.2519/jospt.2020.9971"]))]
    pub doi: Option<Text>,
    /// What it supports in this library, each item a statement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supports: Vec<Text>,
    /// The day on which somebody last read it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub read_on: Option<Date>,
}

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceType {
    /// A clinical guideline.
    Guideline,
    /// A systematic review or meta-analysis.
    SystematicReview,
    /// A randomised trial.
    Trial,
    /// Any other study.
    Study,
    /// A textbook.
    Textbook,
    /// An article that explains to patients.
    PatientArticle,
    /// A leaflet or card of a health service.
    Leaflet,
    /// A consensus of experts.
    Consensus,
    /// A standard or checklist for reports.
    Standard,
    /// A collection of data that makes no clinical claim, such as a list of exercises.
    Dataset,
}
