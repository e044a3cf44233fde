//! Rules about the JSON itself: found in `syntax`, `shape`, `check` and `waivers`.

use regimen_schema::Level;

use super::{Check, Group, Rule};

/// The file is not JSON.
pub static INVALID_JSON: Rule = Rule {
    id: "invalid-json",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("invalid_json.md"),
    check: Check::Reading,
};

/// The file is too large to be a document.
pub static TOO_LARGE: Rule = Rule {
    id: "too-large",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("too_large.md"),
    check: Check::Reading,
};

/// The file cannot be read.
pub static UNREADABLE_FILE: Rule = Rule {
    id: "unreadable-file",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("unreadable_file.md"),
    check: Check::Reading,
};

/// A key stands twice in one object.
pub static DUPLICATE_KEY: Rule = Rule {
    id: "duplicate-key",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("duplicate_key.md"),
    check: Check::Reading,
};

/// What kind of document it is cannot be told.
pub static WRONG_SCHEMA: Rule = Rule {
    id: "wrong-schema",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("wrong_schema.md"),
    check: Check::Reading,
};

/// A key that the format does not have.
pub static UNKNOWN_KEY: Rule = Rule {
    id: "unknown-key",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("unknown_key.md"),
    check: Check::Reading,
};

/// A key that must be there is not.
pub static MISSING_KEY: Rule = Rule {
    id: "missing-key",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("missing_key.md"),
    check: Check::Reading,
};

/// A number where a text is due, and the like.
pub static WRONG_TYPE: Rule = Rule {
    id: "wrong-type",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("wrong_type.md"),
    check: Check::Reading,
};

/// A value that is not on its list, or not written as it must be.
pub static NOT_ALLOWED_VALUE: Rule = Rule {
    id: "not-allowed-value",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("not_allowed_value.md"),
    check: Check::Reading,
};

/// A number, text or list beyond its bounds.
pub static OUT_OF_RANGE: Rule = Rule {
    id: "out-of-range",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("out_of_range.md"),
    check: Check::Reading,
};

/// The id and the name of the file differ.
pub static ID_DIFFERS_FROM_FILE_NAME: Rule = Rule {
    id: "id-differs-from-file-name",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("id_differs_from_file_name.md"),
    check: Check::Reading,
};

/// A level or waiver names a rule that does not exist.
pub static UNKNOWN_RULE: Rule = Rule {
    id: "unknown-rule",
    group: Group::Structure,
    level: Level::Warning,
    page: include_str!("unknown_rule.md"),
    check: Check::Reading,
};

/// The library tries to lower a rule that cannot be lowered.
pub static SAFETY_RULE_LOWERED: Rule = Rule {
    id: "safety-rule-lowered",
    group: Group::Structure,
    level: Level::Error,
    page: include_str!("safety_rule_lowered.md"),
    check: Check::Reading,
};

/// A waiver that sets nothing aside.
pub static UNUSED_WAIVER: Rule = Rule {
    id: "unused-waiver",
    group: Group::Structure,
    level: Level::Warning,
    page: include_str!("unused_waiver.md"),
    check: Check::Reading,
};

/// A waiver whose last day is past.
pub static EXPIRED_WAIVER: Rule = Rule {
    id: "expired-waiver",
    group: Group::Structure,
    level: Level::Warning,
    page: include_str!("expired_waiver.md"),
    check: Check::Reading,
};

/// The document does not name its schema.
pub static MISSING_SCHEMA: Rule = Rule {
    id: "missing-schema",
    group: Group::Structure,
    level: Level::Hint,
    page: include_str!("missing_schema.md"),
    check: Check::Reading,
};

/// More was found in the document than is shown.
pub static TOO_MANY_FINDINGS: Rule = Rule {
    id: "too-many-findings",
    group: Group::Structure,
    // Not lower: what is not shown may be an error. A finding of it is as grave as the gravest of those.
    level: Level::Error,
    page: include_str!("too_many_findings.md"),
    check: Check::Reading,
};
