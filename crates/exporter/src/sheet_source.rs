//! What a sheet of paper was made from, version 1: JSON that a PDF carries.

use regimen_schema::json_schema::schema_of;
use regimen_schema::text::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::content_hash;
use crate::layout::Layout;
use crate::view::Handout;

const FORMAT: &str = "regimen-sheet";
const VERSION: u32 = 1;

/// What a sheet was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetSource {
    /// Always `regimen-sheet`.
    #[schemars(extend("const" = "regimen-sheet"))]
    pub format: String,
    /// The version of this format.
    #[schemars(extend("const" = 1))]
    pub version: u32,
    /// The program's id.
    pub program: String,
    /// The pack's name and version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    /// SHA-256, in hex, of `content` as canonical JSON: keys sorted, no white space. Its first letters stand on the sheet.
    pub content_hash: String,
    /// The layout of the sheet.
    pub layout: Layout,
    /// The day it was made.
    pub date: Date,
    /// What made it.
    pub generator: String,
    /// The program and every document that it leads to.
    pub content: Value,
}

impl SheetSource {
    pub(crate) fn write(handout: &Handout, layout: Layout, date: Date) -> String {
        let source = Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: handout.id.clone(),
            pack: handout.foot.version.clone(),
            content_hash: content_hash(&handout.resolved),
            layout,
            date,
            generator: handout.foot.generator.clone(),
            content: Value::Null,
        };
        // The content is JSON already: it goes in as it stands, so that its hash can be taken from it again.
        let text = serde_json::to_string(&source).unwrap_or_default();
        match text.strip_suffix("null}") {
            Some(head) => format!("{head}{}}}", handout.resolved),
            None => text,
        }
    }

    /// Reads it back. The error says in a line why it is none.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut source: Self = serde_json::from_str(text).map_err(|e| e.to_string())?;
        if source.format != FORMAT || source.version != VERSION {
            return Err(format!("it is written in another format than {FORMAT} {VERSION}"));
        }
        source.content.sort_all_objects();
        if content_hash(&source.content.to_string()) != source.content_hash {
            return Err("its content is not what its hash says: it was changed".to_owned());
        }
        Ok(source)
    }
}

/// The JSON Schema of [`SheetSource`].
pub fn json_schema() -> Value {
    let body = schema_of::<SheetSource>().to_value();
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("$id".into(), json!("urn:regimen:v1:sheet"));
    schema.extend(
        body.as_object()
            .into_iter()
            .flatten()
            .filter(|(k, _)| *k != "$schema")
            .map(|(k, v)| (k.clone(), v.clone())),
    );
    Value::Object(schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_told() {
        let hash = content_hash(r#"{"a":1,"b":2}"#);
        let text = |content: &str| {
            format!(
                r#"{{"format":"regimen-sheet","version":1,"program":"p","content_hash":"{hash}","layout":"full","date":"2026-11-21","generator":"regimen 0.1.0","content":{content}}}"#
            )
        };
        assert_eq!(SheetSource::read(&text(r#"{"b":2,"a":1}"#)).map(|s| s.program), Ok("p".to_owned()));
        assert!(SheetSource::read(&text(r#"{"a":1,"b":3}"#)).is_err_and(|e| e.contains("changed")));
        assert!(SheetSource::read("{}").is_err() && SheetSource::read("").is_err());
    }
}
