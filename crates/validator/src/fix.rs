//! Fixes as changes of text, so that nothing but the place itself is touched.

use std::ops::Range;

use regimen_schema::{Edit, Location, Part, Pointer, Spot};

use crate::spans::Spans;

/// The bytes that an edit replaces in a text, and what it puts there. None if the place is not there.
pub fn replacement(text: &str, edit: &Edit) -> Option<(Range<usize>, String)> {
    let spans = Spans::of(text);
    match edit {
        Edit::Replace { pointer, json } => Some((range(&spans, pointer, Part::Value)?, json.clone())),
        Edit::Remove { pointer } => Some((removal(text, &spans, pointer)?, String::new())),
        Edit::Prepend { key, json } => {
            let head = range(&spans, &Pointer::root(), Part::Head)?;
            let is_empty = text[head.end..].trim_start().starts_with('}');
            let comma = if is_empty { "" } else { "," };
            Some((head.end..head.end, format!("\n  \"{key}\": {json}{comma}")))
        }
    }
}

/// A text with edits applied, as many as do not touch each other; the rest waits for another turn.
pub fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut changes: Vec<_> = edits.iter().filter_map(|edit| replacement(text, edit)).collect();
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in changes {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

fn range(spans: &Spans, pointer: &Pointer, part: Part) -> Option<Range<usize>> {
    let at = Location { file: "".into(), spot: Spot::Node { pointer: pointer.clone(), part } };
    spans.holds(pointer).then(|| spans.resolve(&at))
}

/// The bytes of a member or item with the comma that goes with it: the one behind it, or at the end the one before.
fn removal(text: &str, spans: &Spans, pointer: &Pointer) -> Option<Range<usize>> {
    let start = range(spans, pointer, Part::Key)?.start;
    let end = range(spans, pointer, Part::Value)?.end;
    let behind = text[end..].trim_start();
    if behind.starts_with(',') {
        let comma = text.len() - behind.len() + 1;
        let next = text.len() - text[comma..].trim_start().len();
        return Some(start..next);
    }
    let before = text[..start].trim_end();
    let first = before.strip_suffix(',').map_or(start, |before| before.trim_end().len());
    Some(first..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(pointer: &str) -> Pointer {
        Pointer::new(pointer).unwrap()
    }

    #[test]
    fn an_item_goes_with_its_comma_wherever_it_stands() {
        let text = r#"{ "a": [1, 2, 3], "b": [{"c": 1}] }"#;
        let without = |pointer| apply(text, &[&Edit::Remove { pointer: at(pointer) }]);
        assert_eq!(without("/a/0"), r#"{ "a": [2, 3], "b": [{"c": 1}] }"#);
        assert_eq!(without("/a/1"), r#"{ "a": [1, 3], "b": [{"c": 1}] }"#);
        assert_eq!(without("/a/2"), r#"{ "a": [1, 2], "b": [{"c": 1}] }"#);
        assert_eq!(without("/b/0"), r#"{ "a": [1, 2, 3], "b": [] }"#);
        assert_eq!(without("/b"), r#"{ "a": [1, 2, 3] }"#);
        assert_eq!(without("/c"), text);
    }

    #[test]
    fn a_value_is_replaced_and_a_key_put_first() {
        let id = Edit::Replace { pointer: at("/id"), json: "\"b\"".into() };
        let first = Edit::Prepend { key: "$schema", json: "\"x\"".into() };
        assert_eq!(apply(r#"{"id": "a"}"#, &[&id, &first]), "{\n  \"$schema\": \"x\",\"id\": \"b\"}");
        assert_eq!(apply("{}", &[&first]), "{\n  \"$schema\": \"x\"}");
    }

    #[test]
    fn edits_of_one_place_are_not_mixed() {
        let text = r#"{"a": [1, 2]}"#;
        let whole = Edit::Remove { pointer: at("/a") };
        let part = Edit::Remove { pointer: at("/a/0") };
        assert_eq!(apply(text, &[&part, &whole]), "{}");
    }
}
