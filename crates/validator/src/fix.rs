//! Fixes as changes of text, so that nothing but the place itself is touched.

use std::cmp::Reverse;
use std::ops::Range;

use regimen_schema::{Edit, Part, Pointer};

use crate::spans::Spans;

/// The bytes that an edit replaces in a text, and what it puts there. None if the place is not there.
pub fn replacement(text: &str, edit: &Edit) -> Option<(Range<usize>, String)> {
    let spans = Spans::of(text).ok()?;
    match edit {
        Edit::Replace { pointer, json } => Some((range(&spans, pointer, Part::Value)?, json.clone())),
        Edit::Remove { pointer } => Some((removal(text, &spans, pointer)?, String::new())),
        Edit::Prepend { key, json } => {
            let head = range(&spans, &Pointer::root(), Part::Head)?;
            if !text[head.clone()].starts_with('{') || spans.at(&(Pointer::root() / *key)).is_some() {
                return None;
            }
            let is_empty = text[head.end..].trim_start().starts_with('}');
            let comma = if is_empty { "" } else { "," };
            let line = if text.contains("\r\n") { "\r\n" } else { "\n" };
            Some((head.end..head.end, format!("{line}  \"{key}\": {json}{comma}")))
        }
    }
}

/// A text with edits applied. Of several for one place the first holds.
pub fn apply(text: &str, edits: &[&Edit]) -> String {
    if edits.is_empty() {
        return text.to_owned();
    }
    // Of a text that is not JSON nothing is known that could be mended.
    let Ok(spans) = Spans::of(text) else { return text.to_owned() };
    let place = |edit: &Edit| match edit {
        Edit::Replace { pointer, .. } | Edit::Remove { pointer } => pointer.clone(),
        Edit::Prepend { key, .. } => Pointer::root() / *key,
    };
    let mut edits: Vec<_> = edits
        .iter()
        .map(|edit| {
            let place = place(edit);
            (range(&spans, &place, Part::Value).map_or(0, |range| range.start), place, *edit)
        })
        .collect();
    // From back to front, so that what is still to be changed keeps its place and its number in a list.
    edits.sort_by_key(|(start, ..)| Reverse(*start));
    edits.dedup_by(|later, earlier| later.1 == earlier.1);
    let mut out = text.to_owned();
    for (.., edit) in edits {
        if let Some((range, new)) = replacement(&out, edit) {
            out.replace_range(range, &new);
        }
    }
    out
}

fn range(spans: &Spans<'_>, pointer: &Pointer, part: Part) -> Option<Range<usize>> {
    spans.at(pointer).map(|node| node.part(part))
}

/// The bytes of a member or item with the comma that goes with it: the one behind it, or at the end the one before.
/// A member's list goes with its last item.
fn removal(text: &str, spans: &Spans<'_>, pointer: &Pointer) -> Option<Range<usize>> {
    let list = pointer.parent().filter(|list| is_member_with_one_item(text, spans, list));
    let pointer = list.as_ref().filter(|_| spans.at(pointer).is_some()).unwrap_or(pointer);
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

fn is_member_with_one_item(text: &str, spans: &Spans<'_>, list: &Pointer) -> bool {
    let starts = |part, with| range(spans, list, part).is_some_and(|range| text[range].starts_with(with));
    starts(Part::Key, '"') && starts(Part::Value, '[') && spans.at(&(list.clone() / 1_usize)).is_none()
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
        assert_eq!(without("/b/0/c"), r#"{ "a": [1, 2, 3], "b": [{}] }"#);
        assert_eq!(without("/b/0"), r#"{ "a": [1, 2, 3] }"#);
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
    fn what_is_not_there_is_not_removed_nor_put_there_twice() {
        let first = Edit::Prepend { key: "$schema", json: "\"x\"".into() };
        for text in ["[1]", "\"a\"", "{", "", r#"{ "\u0024schema": 1 }"#] {
            assert_eq!(apply(text, &[&first, &Edit::Remove { pointer: at("/a/0") }]), text);
        }
    }

    #[test]
    fn several_items_of_a_list_go_at_once() {
        let text = r#"{"a": [1, 2, 3], "b": 4}"#;
        let without = |items: &[&str]| {
            let edits: Vec<_> = items.iter().map(|item| Edit::Remove { pointer: at(item) }).collect();
            apply(text, &edits.iter().collect::<Vec<_>>())
        };
        assert_eq!(without(&["/a/0", "/a/1"]), r#"{"a": [3], "b": 4}"#);
        assert_eq!(without(&["/a/0", "/a/2"]), r#"{"a": [2], "b": 4}"#);
        assert_eq!(without(&["/a/1", "/a/2"]), r#"{"a": [1], "b": 4}"#);
        assert_eq!(without(&["/a/2", "/a/2"]), r#"{"a": [1, 2], "b": 4}"#);
        assert_eq!(without(&["/a/0", "/a/1", "/a/2"]), r#"{"b": 4}"#);
    }

    #[test]
    fn edits_of_one_place_are_not_mixed() {
        let text = r#"{"a": [1, 2]}"#;
        let whole = Edit::Remove { pointer: at("/a") };
        let part = Edit::Remove { pointer: at("/a/0") };
        let other = Edit::Replace { pointer: at("/a/0"), json: "3".into() };
        assert_eq!(apply(text, &[&part, &whole]), "{}");
        assert_eq!(apply(text, &[&whole, &part]), "{}");
        assert_eq!(apply(text, &[&part, &other]), r#"{"a": [2]}"#);
        assert_eq!(apply(text, &[&other, &part]), r#"{"a": [3, 2]}"#);
    }
}
