//! A pack: a folder of content that is shared and versioned as one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::review::Person;
use crate::id::PackId;
use crate::list::NonEmpty;
use crate::strict::given;
use crate::text::{Language, Link, Text, Version};

/// A folder of content that is shared and versioned as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The schema of this kind of document. It gives hints in the editor.
    #[serde(
        rename = "$schema",
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<Text>,
    /// The pack's id: the name of its folder.
    pub id: PackId,
    /// The version of the pack's content.
    pub version: Version,
    /// The pack's name.
    pub title: Text,
    /// What it holds and whom it is for.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
    /// The licence of its content, as an SPDX expression.
    #[schemars(extend("examples" = ["CC-BY-4.0"]))]
    pub licence: Text,
    /// Who wrote it.
    pub authors: NonEmpty<Person>,
    /// The languages of its texts, the original one first.
    pub languages: NonEmpty<Language>,
    /// Where it is kept.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}
