//! Findings: what is wrong, where, and what to do.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pointer::Pointer;

/// How grave a finding is. Later is graver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Worth knowing; never stops anything.
    Hint,
    /// Should be mended.
    Warning,
    /// Must be mended before anything is handed out.
    Error,
}

impl Level {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something wrong in a document: data, not a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, kebab-case, stable.
    pub rule: Cow<'static, str>,
    /// How grave it is.
    pub level: Level,
    /// What is wrong: one line, lower case, no blame, no full stop.
    pub message: String,
    /// Where.
    pub at: Location,
    /// What to do about it: one line.
    pub help: Option<String>,
    /// Other places that have a part in it, each with what it has to do with it.
    pub related: Vec<(Location, String)>,
    /// What mends it, where that is certain. Never a dose, never wording.
    pub fix: Option<Fix>,
}

/// A change of a document that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words: `remove the waiver`.
    pub what: String,
    /// The change.
    pub edit: Edit,
}

/// A change of one place of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Puts another JSON value in place of this one.
    Replace {
        /// The value that gives way.
        pointer: Pointer,
        /// The JSON text that takes its place.
        json: String,
    },
    /// Takes a key with its value, or an item of a list, away.
    Remove {
        /// The value that goes.
        pointer: Pointer,
    },
    /// Puts a key in front of all others of the document.
    Prepend {
        /// The key.
        key: &'static str,
        /// The JSON text of its value.
        json: String,
    },
}

impl Finding {
    /// A finding with the least it needs.
    pub fn new(
        rule: impl Into<Cow<'static, str>>,
        level: Level,
        at: Location,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.into(),
            level,
            message: message.into(),
            at,
            help: None,
            related: Vec::new(),
            fix: None,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what mends it for certain.
    #[must_use]
    pub fn fix(mut self, what: impl Into<String>, edit: Edit) -> Self {
        self.fix = Some(Fix { what: what.into(), edit });
        self
    }

    /// Names another place that has a part in it.
    #[must_use]
    pub fn related(mut self, at: Location, message: impl Into<String>) -> Self {
        self.related.push((at, message.into()));
        self
    }
}

/// A place in a file of the library. Files are named by their path from the library's root, with slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub file: Arc<str>,
    /// The place in it.
    pub spot: Spot,
}

impl Location {
    /// A value, by its pointer.
    pub fn value(file: &Arc<str>, pointer: Pointer) -> Self {
        Self { file: file.clone(), spot: Spot::Node { pointer, part: Part::Value } }
    }

    /// A key, by the pointer of its value.
    pub fn key(file: &Arc<str>, pointer: Pointer) -> Self {
        Self { file: file.clone(), spot: Spot::Node { pointer, part: Part::Key } }
    }

    /// The opening brace or bracket of a value, for what is missing in it.
    pub fn head(file: &Arc<str>, pointer: Pointer) -> Self {
        Self { file: file.clone(), spot: Spot::Node { pointer, part: Part::Head } }
    }

    /// A stretch of bytes, for a file that is not JSON.
    pub fn bytes(file: &Arc<str>, range: Range<usize>) -> Self {
        Self { file: file.clone(), spot: Spot::Bytes(range) }
    }

    /// The file as a whole.
    pub fn file(file: &Arc<str>) -> Self {
        Self { file: file.clone(), spot: Spot::File }
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// A stretch of bytes.
    Bytes(Range<usize>),
    /// A part of a JSON value.
    Node {
        /// The value.
        pointer: Pointer,
        /// What to underline.
        part: Part,
    },
}

/// What to underline at a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole value.
    Value,
    /// The key before it.
    Key,
    /// Its opening brace or bracket.
    Head,
}

/// What came out of a step, with what was found on the way. Without a value something stood in its way.
#[derive(Debug, Clone)]
pub struct Outcome<T> {
    /// The result, if there could be one.
    pub value: Option<T>,
    /// What was found.
    pub findings: Vec<Finding>,
}
