//! The canonical layout of a document: keys in the order of the schema, two spaces a level, short lists of names on
//! one line, sentences on one each. Only the white space and the order of keys change: every text and number keeps its own characters.

use std::fmt::Write as _;

use regimen_schema::Kind;
use regimen_schema::json_schema::json_schema;
use serde_json::Value;

use crate::spans::{Node, Spans, Type};

/// The widest line, in characters, that a list is put on.
const WIDEST: usize = 100;

/// Lays a document out. None if the text is not JSON or holds a key twice: other findings say so.
pub fn format(kind: Kind, text: &str) -> Option<String> {
    let spans = Spans::of(text).ok()?;
    if !spans.duplicates().is_empty() {
        return None;
    }
    let schema = json_schema(kind, &[]);
    let mut layout = Layout { root: &schema, out: String::with_capacity(text.len()) };
    layout.value(spans.root(), Some(&schema), 0, 0);
    layout.out.push('\n');
    Some(layout.out)
}

struct Layout<'a> {
    root: &'a Value,
    out: String,
}

impl<'a> Layout<'a> {
    /// Writes a value at an indent, with `before` characters standing before it on its line.
    fn value(&mut self, value: Node<'_>, schema: Option<&'a Value>, indent: usize, before: usize) {
        match value.kind() {
            Type::Object => self.object(value, schema, indent, before),
            Type::List => self.list(value, schema, indent, before),
            // In its own characters.
            _ => self.out.push_str(value.raw()),
        }
    }

    fn object(&mut self, object: Node<'_>, schema: Option<&'a Value>, indent: usize, before: usize) {
        let branch = schema.and_then(|schema| self.branch(schema, object));
        let members = ordered(object, branch);
        if members.is_empty() {
            self.out.push_str("{}");
            return;
        }
        let is_number = |member: &Node<'_>| member.kind() == Type::Number;
        if members.iter().all(is_number) || (members.len() == 1 && members.iter().all(is_leaf)) {
            let parts: Vec<_> =
                members.iter().map(|m| format!("{}: {}", m.raw_whole_key(), m.raw())).collect();
            let line = format!("{{ {} }}", parts.join(", "));
            if before + line.chars().count() < WIDEST {
                self.out.push_str(&line);
                return;
            }
        }
        self.out.push('{');
        for (i, member) in members.into_iter().enumerate() {
            let name = member.raw_whole_key();
            let _ = write!(
                self.out,
                "{}\n{:indent$}{name}: ",
                if i == 0 { "" } else { "," },
                "",
                indent = indent + 2
            );
            let inner = branch.and_then(|b| {
                b.get("properties")?.get(&*member.key()).or_else(|| b.get("additionalProperties"))
            });
            self.value(member, inner, indent + 2, indent + 2 + name.chars().count() + 2);
        }
        let _ = write!(self.out, "\n{:indent$}}}", "");
    }

    fn list(&mut self, list: Node<'_>, schema: Option<&'a Value>, indent: usize, before: usize) {
        let items: Vec<_> = list.items().collect();
        if items.is_empty() {
            self.out.push_str("[]");
            return;
        }
        let is_short = |item: &Node<'_>| match item.text() {
            // Names share a line; sentences have one each.
            Some(text) => items.len() == 1 || !text.ends_with(['.', '!', '?']),
            None => is_leaf(item),
        };
        if items.iter().all(is_short) {
            let leaves: Vec<_> = items.iter().map(|item| item.raw()).collect();
            let line = format!("[{}]", leaves.join(", "));
            if before + line.chars().count() < WIDEST {
                self.out.push_str(&line);
                return;
            }
        }
        let inner = schema.and_then(|schema| self.resolved(schema)).and_then(|s| s.get("items"));
        self.out.push('[');
        for (i, item) in items.into_iter().enumerate() {
            let _ =
                write!(self.out, "{}\n{:indent$}", if i == 0 { "" } else { "," }, "", indent = indent + 2);
            self.value(item, inner, indent + 2, indent + 2);
        }
        let _ = write!(self.out, "\n{:indent$}]", "");
    }

    /// The schema that an object means: behind references, and of several the one whose tag it carries.
    fn branch(&self, schema: &'a Value, object: Node<'_>) -> Option<&'a Value> {
        let schema = self.resolved(schema)?;
        let several = schema.get("oneOf").or_else(|| schema.get("anyOf"));
        let Some(branches) = several.and_then(Value::as_array) else { return Some(schema) };
        let kind = object.member("kind").and_then(Node::text);
        let means = |branch: &&Value| match branch.pointer("/properties/kind/const") {
            Some(tag) => tag.as_str() == kind.as_deref(),
            None => branch.get("properties").is_some(),
        };
        branches.iter().filter_map(|branch| self.resolved(branch)).find(means)
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
}

fn is_leaf(node: &Node<'_>) -> bool {
    !matches!(node.kind(), Type::Object | Type::List)
}

/// The members of an object: those of the schema in its order, then the others in theirs.
fn ordered<'o>(object: Node<'o>, schema: Option<&Value>) -> Vec<Node<'o>> {
    let known: Vec<_> = schema
        .and_then(|s| s.get("properties")?.as_object())
        .into_iter()
        .flat_map(|properties| properties.keys())
        .collect();
    let mut members: Vec<_> = object.members().collect();
    members
        .sort_by_cached_key(|member| known.iter().position(|key| member.has_key(key)).unwrap_or(known.len()));
    members
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
