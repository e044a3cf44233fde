//! JSON as authors write it, with the place of each value: where a fault must be reported is known from the writing,
//! not asked of the code that is tested.

use std::collections::BTreeMap;

use serde_json::Value;

/// A list of plain values that is no longer than this stands on one line.
const SHORT_LIST: usize = 100;

/// A written document.
#[derive(Debug)]
pub(crate) struct JsonText {
    pub(crate) text: String,
    /// By JSON Pointer.
    pub(crate) places: BTreeMap<String, Place>,
}

/// Where a value stands, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The first byte of its key, or else its own.
    pub(crate) key: usize,
    /// Its first byte.
    pub(crate) value: usize,
    /// The byte behind its last.
    pub(crate) end: usize,
}

impl JsonText {
    /// Writes a document with an indentation of two.
    pub(crate) fn of(document: &Value) -> Self {
        let mut written = Self { text: String::new(), places: BTreeMap::new() };
        written.write(document, &mut String::new(), 0, 0);
        written.text.push('\n');
        written
    }

    fn write(&mut self, value: &Value, pointer: &mut String, key: usize, depth: usize) {
        let start = self.text.len();
        match value {
            Value::Object(object) if !object.is_empty() => {
                self.text.push('{');
                for (i, (name, value)) in object.iter().enumerate() {
                    self.new_line(i, depth + 1);
                    let key = self.text.len();
                    self.text.push_str(&Value::from(name.as_str()).to_string());
                    self.text.push_str(": ");
                    self.write_below(name, value, pointer, Some(key), depth);
                }
                self.new_line(0, depth);
                self.text.push('}');
            }
            Value::Array(list) if !list.is_empty() => {
                let short = list.iter().all(|v| !v.is_object() && !v.is_array())
                    && list.iter().map(|v| v.to_string().len() + 2).sum::<usize>() <= SHORT_LIST;
                self.text.push('[');
                for (i, value) in list.iter().enumerate() {
                    match (short, i) {
                        (true, 0) => {}
                        (true, _) => self.text.push_str(", "),
                        (false, _) => self.new_line(i, depth + 1),
                    }
                    self.write_below(&i.to_string(), value, pointer, None, depth);
                }
                if !short {
                    self.new_line(0, depth);
                }
                self.text.push(']');
            }
            other => self.text.push_str(&other.to_string()),
        }
        let place = Place { key, value: start, end: self.text.len() };
        self.places.insert(pointer.clone(), place);
    }

    fn write_below(
        &mut self,
        step: &str,
        value: &Value,
        pointer: &mut String,
        key: Option<usize>,
        depth: usize,
    ) {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(step);
        let key = key.unwrap_or(self.text.len());
        self.write(value, pointer, key, depth + 1);
        pointer.truncate(length);
    }

    fn new_line(&mut self, item: usize, depth: usize) {
        if item > 0 {
            self.text.push(',');
        }
        self.text.push('\n');
        for _ in 0..depth {
            self.text.push_str("  ");
        }
    }
}

/// The line and column of a byte, both from 1, the column in characters.
pub(crate) fn line_and_column(bytes: &[u8], at: usize) -> (usize, usize) {
    let lines = bytes[..at].split(|b| *b == b'\n');
    let last = lines.clone().next_back().unwrap_or_default();
    // Bytes that go on with a character do not count.
    let column = last.iter().filter(|b| **b & 0xC0 != 0x80).count() + 1;
    (lines.count(), column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_where_the_values_are() {
        let document = serde_json::json!({ "id": "é", "list": [1, 2], "deep": [{ "a": true }] });
        let written = JsonText::of(&document);
        assert_eq!(serde_json::from_str::<Value>(&written.text).unwrap(), document);
        let at = |pointer: &str| &written.text[written.places[pointer].value..written.places[pointer].end];
        assert_eq!(
            (at("/id"), at("/list"), at("/list/1"), at("/deep/0/a")),
            ("\"é\"", "[1, 2]", "2", "true")
        );
        assert!(written.text[written.places["/deep/0/a"].key..].starts_with("\"a\""));
        assert_eq!(line_and_column(written.text.as_bytes(), written.places["/list"].key), (3, 3));
    }
}
