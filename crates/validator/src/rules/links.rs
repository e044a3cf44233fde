//! Rules about references between documents: found in `links` and `check`.

use regimen_schema::Level;

use super::{Check, Group, Rule};

/// A reference leads nowhere.
pub static UNKNOWN_REFERENCE: Rule = Rule {
    id: "unknown-reference",
    group: Group::Links,
    level: Level::Error,
    page: include_str!("unknown_reference.md"),
    check: Check::Reading,
};

/// Two documents of one kind have the same id.
pub static DUPLICATE_ID: Rule = Rule {
    id: "duplicate-id",
    group: Group::Links,
    level: Level::Error,
    page: include_str!("duplicate_id.md"),
    check: Check::Reading,
};

/// Easier and harder lead in a circle.
pub static CIRCULAR_REFERENCE: Rule = Rule {
    id: "circular-reference",
    group: Group::Links,
    level: Level::Error,
    page: include_str!("circular_reference.md"),
    check: Check::Reading,
};

/// A picture's file does not exist.
pub static MISSING_FILE: Rule = Rule {
    id: "missing-file",
    group: Group::Links,
    level: Level::Error,
    page: include_str!("missing_file.md"),
    check: Check::Reading,
};

/// Nothing refers to a document.
pub static UNUSED_DOCUMENT: Rule = Rule {
    id: "unused-document",
    group: Group::Links,
    level: Level::Hint,
    page: include_str!("unused_document.md"),
    check: Check::Reading,
};
