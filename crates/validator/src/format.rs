//! The canonical layout of a document: keys in the order of the schema, two spaces a level, short lists of names on
//! one line, sentences on one each. Only the white space and the order of keys change: every text and number keeps its own characters.

use std::fmt::Write as _;

use regimen_schema::json_schema::json_schema;
use regimen_schema::{Kind, Location, Pointer};
use serde_json::{Map, Value};

use crate::spans::Spans;

/// The widest line, in characters, that a list is put on.
const WIDEST: usize = 100;

/// Lays a document out. None if the text is not JSON or holds a key twice: other findings say so.
pub fn format(kind: Kind, text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    let spans = Spans::of(text);
    if !spans.duplicates().is_empty() || !spans.holds(&Pointer::root()) {
        return None;
    }
    let schema = json_schema(kind, &[]);
    let mut layout = Layout { text, spans, root: &schema, out: String::with_capacity(text.len()) };
    layout.value(&value, &Pointer::root(), Some(&schema), 0, 0);
    layout.out.push('\n');
    Some(layout.out)
}

struct Layout<'a> {
    text: &'a str,
    spans: Spans,
    root: &'a Value,
    out: String,
}

impl<'a> Layout<'a> {
    /// Writes a value at an indent, with `before` characters standing before it on its line.
    fn value(
        &mut self,
        value: &Value,
        at: &Pointer,
        schema: Option<&'a Value>,
        indent: usize,
        before: usize,
    ) {
        match value {
            Value::Object(object) => self.object(object, at, schema, indent, before),
            Value::Array(items) => self.array(items, at, schema, indent, before),
            _ => {
                let leaf = self.leaf(at);
                self.out.push_str(&leaf);
            }
        }
    }

    fn object(
        &mut self,
        object: &Map<String, Value>,
        at: &Pointer,
        schema: Option<&'a Value>,
        indent: usize,
        before: usize,
    ) {
        let branch = schema.and_then(|schema| self.branch(schema, object));
        let keys = ordered(object, branch);
        let is_leaf = |value: &Value| !value.is_object() && !value.is_array();
        if keys.is_empty() {
            self.out.push_str("{}");
            return;
        }
        if object.values().all(Value::is_number) || (object.len() == 1 && object.values().all(is_leaf)) {
            let members: Vec<_> = keys
                .iter()
                .map(|key| format!("{}: {}", self.key(at, key), self.leaf(&(at.clone() / *key))))
                .collect();
            let line = format!("{{ {} }}", members.join(", "));
            if before + line.chars().count() < WIDEST {
                self.out.push_str(&line);
                return;
            }
        }
        self.out.push('{');
        for (i, key) in keys.iter().enumerate() {
            let place = at.clone() / *key;
            let name = self.key(at, key);
            let _ = write!(
                self.out,
                "{}\n{:indent$}{name}: ",
                if i == 0 { "" } else { "," },
                "",
                indent = indent + 2
            );
            let inner =
                branch.and_then(|b| b.get("properties")?.get(*key).or_else(|| b.get("additionalProperties")));
            self.value(&object[*key], &place, inner, indent + 2, indent + 2 + name.chars().count() + 2);
        }
        let _ = write!(self.out, "\n{:indent$}}}", "");
    }

    fn array(
        &mut self,
        items: &[Value],
        at: &Pointer,
        schema: Option<&'a Value>,
        indent: usize,
        before: usize,
    ) {
        if items.is_empty() {
            self.out.push_str("[]");
            return;
        }
        let is_short = |item: &Value| match item {
            // Names share a line; sentences have one each.
            Value::String(text) => items.len() == 1 || !text.ends_with(['.', '!', '?']),
            other => !other.is_object() && !other.is_array(),
        };
        if items.iter().all(is_short) {
            let leaves: Vec<_> = (0..items.len()).map(|i| self.leaf(&(at.clone() / i))).collect();
            let line = format!("[{}]", leaves.join(", "));
            if before + line.chars().count() < WIDEST {
                self.out.push_str(&line);
                return;
            }
        }
        let inner = schema.and_then(|schema| self.resolved(schema)).and_then(|s| s.get("items"));
        self.out.push('[');
        for (i, item) in items.iter().enumerate() {
            let _ =
                write!(self.out, "{}\n{:indent$}", if i == 0 { "" } else { "," }, "", indent = indent + 2);
            self.value(item, &(at.clone() / i), inner, indent + 2, indent + 2);
        }
        let _ = write!(self.out, "\n{:indent$}]", "");
    }

    /// The schema that an object means: behind references, and of several the one whose tag it carries.
    fn branch(&self, schema: &'a Value, object: &Map<String, Value>) -> Option<&'a Value> {
        let schema = self.resolved(schema)?;
        let Some(branches) = schema.get("oneOf").and_then(Value::as_array) else { return Some(schema) };
        let means = |branch: &&Value| match branch.pointer("/properties/kind/const") {
            Some(tag) => object.get("kind") == Some(tag),
            None => branch.get("properties").is_some(),
        };
        branches.iter().find(means)
    }

    fn resolved(&self, schema: &'a Value) -> Option<&'a Value> {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            return self.resolved(self.root.pointer(name.strip_prefix('#')?)?);
        }
        match schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
            Some([only]) => self.resolved(only),
            _ => Some(schema),
        }
    }

    /// A value without parts, in its own characters.
    fn leaf(&self, at: &Pointer) -> String {
        let file = "".into();
        self.text[self.spans.resolve(&Location::value(&file, at.clone()))].to_owned()
    }

    /// A key, in its own characters.
    fn key(&self, at: &Pointer, key: &str) -> String {
        let file = "".into();
        self.text[self.spans.resolve(&Location::key(&file, at.clone() / key))].to_owned()
    }
}

/// The keys of an object: those of the schema in its order, then the others in theirs.
fn ordered<'o>(object: &'o Map<String, Value>, schema: Option<&Value>) -> Vec<&'o str> {
    let known: Vec<_> = schema
        .and_then(|s| s.get("properties")?.as_object())
        .into_iter()
        .flat_map(|properties| properties.keys())
        .collect();
    let mut keys: Vec<_> = object.keys().map(String::as_str).collect();
    keys.sort_by_key(|key| known.iter().position(|k| k == key).unwrap_or(known.len()));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_follow_the_schema_and_short_lists_stay_on_one_line() {
        let text = r#"{"sources":["s1","s2"],"title":"A","id":"a","dose":{"sets":{"max":3,"min":2},"repetitions":1.0e1,"kind":"repetitions"},
            "steps":["Lie down.","Get \u0075p."],"zz":[]}"#;
        let expected = r#"{
  "id": "a",
  "title": "A",
  "steps": [
    "Lie down.",
    "Get \u0075p."
  ],
  "dose": {
    "kind": "repetitions",
    "sets": { "min": 2, "max": 3 },
    "repetitions": 1.0e1
  },
  "sources": ["s1", "s2"],
  "zz": []
}
"#;
        assert_eq!(format(Kind::Exercise, text).as_deref(), Some(expected));
        assert_eq!(format(Kind::Exercise, expected).as_deref(), Some(expected));
    }

    #[test]
    fn what_is_not_json_or_would_lose_a_key_is_left_alone() {
        assert_eq!(format(Kind::Exercise, "{"), None);
        assert_eq!(format(Kind::Exercise, r#"{"id":"a","id":"b"}"#), None);
    }
}
