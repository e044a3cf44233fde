//! The kinds of documents, one type each, in the shape of their JSON: field names are the JSON's keys.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub mod advice;
pub mod condition;
pub mod exercise;
pub mod figure;
pub mod library;
pub mod pack;
pub mod prescription;
pub mod program;
pub mod red_flag;
pub mod review;
pub mod source;

pub use advice::Advice;
pub use condition::Condition;
pub use exercise::Exercise;
pub use figure::Figure;
pub use library::LibrarySettings;
pub use pack::Pack;
pub use prescription::Prescription;
pub use program::Program;
pub use red_flag::RedFlag;
pub use source::Source;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The settings of the whole library.
    Library,
    /// A folder of content that is shared and versioned as one.
    Pack,
    /// One exercise.
    Exercise,
    /// A condition that programs are for.
    Condition,
    /// A program of exercises.
    Program,
    /// Advice for daily life.
    Advice,
    /// Signs that need a doctor.
    RedFlag,
    /// A citation.
    Source,
    /// A program tailored to one patient.
    Prescription,
}

impl Kind {
    /// Every kind, in the order in which a library is read.
    pub const ALL: [Self; 9] = [
        Self::Library,
        Self::Pack,
        Self::Source,
        Self::RedFlag,
        Self::Condition,
        Self::Advice,
        Self::Exercise,
        Self::Program,
        Self::Prescription,
    ];

    /// Its name in schemas and messages: `red_flag`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Pack => "pack",
            Self::Exercise => "exercise",
            Self::Condition => "condition",
            Self::Program => "program",
            Self::Advice => "advice",
            Self::RedFlag => "red_flag",
            Self::Source => "source",
            Self::Prescription => "prescription",
        }
    }

    /// Its name in a sentence: `red flag`.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::RedFlag => "red flag",
            _ => self.name(),
        }
    }

    /// The folder of a pack that holds documents of this kind; none for `library.json` and `pack.json`.
    pub const fn folder(self) -> Option<&'static str> {
        match self {
            Self::Library | Self::Pack => None,
            Self::Exercise => Some("exercises"),
            Self::Condition => Some("conditions"),
            Self::Program => Some("programs"),
            Self::Advice => Some("advice"),
            Self::RedFlag => Some("red_flags"),
            Self::Source => Some("sources"),
            Self::Prescription => Some("prescriptions"),
        }
    }

    /// The kind that a `$schema` names by its last path segments, `…/v1/exercise.schema.json`.
    pub fn from_schema_address(address: &str) -> Option<Self> {
        let file = address.strip_suffix(".schema.json")?;
        let (folder, name) = file.rsplit_once('/')?;
        (folder == "v1" || folder.ends_with("/v1")).then_some(())?;
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind that a file has by its place: `library.json`, `pack.json`, or the name of its folder.
    pub fn from_path(path: &str) -> Option<Self> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        match file {
            "library.json" => Some(Self::Library),
            "pack.json" => Some(Self::Pack),
            _ => {
                let folder = folder.rsplit('/').next()?;
                Self::ALL.into_iter().find(|kind| kind.folder() == Some(folder))
            }
        }
    }
}

/// Any document.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// The settings of the whole library.
    Library(Box<LibrarySettings>),
    /// A folder of content.
    Pack(Box<Pack>),
    /// One exercise.
    Exercise(Box<Exercise>),
    /// A condition.
    Condition(Box<Condition>),
    /// A program.
    Program(Box<Program>),
    /// Advice for daily life.
    Advice(Box<Advice>),
    /// Signs that need a doctor.
    RedFlag(Box<RedFlag>),
    /// A citation.
    Source(Box<Source>),
    /// A program tailored to one patient.
    Prescription(Box<Prescription>),
}

impl Document {
    /// Reads a document of a known kind. The error is for the maintainers of this type: an author is shown
    /// findings instead.
    pub fn read(kind: Kind, text: &str) -> Result<Self, serde_json::Error> {
        use crate::strict::read;
        Ok(match kind {
            Kind::Library => Self::Library(read(text)?),
            Kind::Pack => Self::Pack(read(text)?),
            Kind::Exercise => Self::Exercise(read(text)?),
            Kind::Condition => Self::Condition(read(text)?),
            Kind::Program => Self::Program(read(text)?),
            Kind::Advice => Self::Advice(read(text)?),
            Kind::RedFlag => Self::RedFlag(read(text)?),
            Kind::Source => Self::Source(read(text)?),
            Kind::Prescription => Self::Prescription(read(text)?),
        })
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Library(_) => Kind::Library,
            Self::Pack(_) => Kind::Pack,
            Self::Exercise(_) => Kind::Exercise,
            Self::Condition(_) => Kind::Condition,
            Self::Program(_) => Kind::Program,
            Self::Advice(_) => Kind::Advice,
            Self::RedFlag(_) => Kind::RedFlag,
            Self::Source(_) => Kind::Source,
            Self::Prescription(_) => Kind::Prescription,
        }
    }

    /// Its id; the library itself has none.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Library(_) => None,
            Self::Pack(d) => Some(&d.id),
            Self::Exercise(d) => Some(&d.id),
            Self::Condition(d) => Some(&d.id),
            Self::Program(d) => Some(&d.id),
            Self::Advice(d) => Some(&d.id),
            Self::RedFlag(d) => Some(&d.id),
            Self::Source(d) => Some(&d.id),
            Self::Prescription(d) => Some(&d.id),
        }
    }

    /// The address of its schema, if it names one.
    pub fn schema(&self) -> Option<&str> {
        match self {
            Self::Library(d) => d.schema.as_deref(),
            Self::Pack(d) => d.schema.as_deref(),
            Self::Exercise(d) => d.schema.as_deref(),
            Self::Condition(d) => d.schema.as_deref(),
            Self::Program(d) => d.schema.as_deref(),
            Self::Advice(d) => d.schema.as_deref(),
            Self::RedFlag(d) => d.schema.as_deref(),
            Self::Source(d) => d.schema.as_deref(),
            Self::Prescription(d) => d.schema.as_deref(),
        }
    }

    /// The rules that its authors set aside in it, each with a reason.
    pub fn waivers(&self) -> &[review::Waiver] {
        match self {
            Self::Exercise(d) => &d.waivers,
            Self::Condition(d) => &d.waivers,
            Self::Program(d) => &d.waivers,
            Self::Advice(d) => &d.waivers,
            Self::RedFlag(d) => &d.waivers,
            Self::Prescription(d) => &d.waivers,
            Self::Library(_) | Self::Pack(_) | Self::Source(_) => &[],
        }
    }

    /// How far its review has come, where it is reviewed.
    pub fn review(&self) -> Option<&review::Review> {
        match self {
            Self::Exercise(d) => d.review.as_ref(),
            Self::Condition(d) => d.review.as_ref(),
            Self::Program(d) => d.review.as_ref(),
            Self::Advice(d) => d.review.as_ref(),
            Self::RedFlag(d) => d.review.as_ref(),
            Self::Library(_) | Self::Pack(_) | Self::Source(_) | Self::Prescription(_) => None,
        }
    }
}
