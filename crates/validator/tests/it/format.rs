//! The canonical layout loses nothing and is stable: whatever is laid out, by whichever schema.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use regimen_schema::Kind;
use regimen_schema::json_schema::json_schema;
use regimen_validator::{format, kind_of};
use serde_json::Value;

use super::base::{Memory, path_of};

/// The widest line that holds a whole list, in characters.
const WIDEST: usize = 100;

/// A JSON value in the characters that an author may write.
#[derive(Debug, Clone)]
enum Json {
    Leaf(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Writes it with white space from a supply that is gone through again and again.
    fn write(&self, out: &mut String, spaces: &mut impl Iterator<Item = &'static str>) {
        match self {
            Self::Leaf(text) => out.push_str(text),
            Self::List(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { "," });
                    out.extend(spaces.next());
                    item.write(out, spaces);
                    out.extend(spaces.next());
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (i, (key, value)) in members.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { "," });
                    out.extend(spaces.next());
                    out.push_str(key);
                    out.extend(spaces.next());
                    out.push(':');
                    out.extend(spaces.next());
                    value.write(out, spaces);
                    out.extend(spaces.next());
                }
                out.push('}');
            }
        }
    }
}

/// Numbers whose characters say more than their value.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-0.0",
    "1.0e1",
    "1E2",
    "1e+2",
    "1e-2",
    "0.10",
    "100.000",
    "12345678901234567890123456789012345678901234567890",
    "-9223372036854775809",
    "18446744073709551616",
    "1E308",
    "1e-400",
    "5E-324",
    "0.30000000000000000000000000000000004",
];

/// Pieces of texts, as they stand between the quotes.
const PIECES: &[&str] = &[
    "Lie down",
    ".",
    "!",
    " ",
    ", ",
    "é",
    "e\u{301}",
    "漢字",
    "😀",
    "👩\u{200d}⚕️",
    "\\ud83d\\ude00",
    "\\u00e9",
    "\\u0041",
    "\\/",
    "/",
    "~",
    "\\\\",
    "\\\"",
    "\\n",
    "\\u0000",
    "\u{7f}",
    "\u{9b}",
    "\u{2028}",
    "\u{feff}",
    "[1, 2]",
    "{}",
    ": ",
    "a fairly long stretch of plain words ",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..6).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        select(NUMBERS).prop_map(str::to_owned),
        any::<i64>().prop_map(|n| n.to_string()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?",
    ]
}

/// Any value; objects take some of their keys from `known`.
fn json(known: Vec<String>) -> impl Strategy<Value = Json> {
    let word = select(vec!["true", "false", "null"]).prop_map(str::to_owned);
    let leaf = prop_oneof![3 => text(), 3 => number(), 1 => word].prop_map(Json::Leaf);
    leaf.prop_recursive(5, 60, 8, move |inner| {
        let key = prop_oneof![3 => select(known.clone()), 1 => text()];
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Json::List),
            vec((key.clone(), inner), 0..8).prop_map(object),
            // Ranges are objects of numbers alone, and tags are one text.
            vec((key, number().prop_map(Json::Leaf)), 0..4).prop_map(object),
        ]
    })
}

/// An object without the keys that stand twice.
fn object(members: Vec<(String, Json)>) -> Json {
    let mut names = Vec::new();
    let is_new = |(key, _): &(String, Json)| {
        let name: String = serde_json::from_str(key).unwrap();
        let is_new = !names.contains(&name);
        names.push(name);
        is_new
    };
    Json::Object(members.into_iter().filter(is_new).collect())
}

/// Every key that a schema knows anywhere, as JSON texts; some in other characters than usual.
fn known_keys(schema: &Value) -> Vec<String> {
    fn visit(schema: &Value, keys: &mut Vec<String>) {
        match schema {
            Value::Object(object) => {
                if let Some(Value::Object(properties)) = object.get("properties") {
                    keys.extend(properties.keys().map(|key| format!("\"{key}\"")));
                    keys.extend(
                        properties.keys().map(|key| format!("\"\\u{:04x}{}\"", key.as_bytes()[0], &key[1..])),
                    );
                }
                object.values().for_each(|value| visit(value, keys));
            }
            Value::Array(items) => items.iter().for_each(|item| visit(item, keys)),
            _ => {}
        }
    }
    let mut keys = Vec::new();
    visit(schema, &mut keys);
    keys
}

const SPACES: &[&str] = &["", "", " ", "\n", "\n\t", "  ", "\r\n", "\r\n    ", "\n\n\n"];

/// The texts, numbers and words of a document with its keys, in their own characters, in the document's order.
pub(crate) fn leaves(text: &str) -> Vec<&str> {
    tokens(text).into_iter().filter(|token| !"{}[]:,".contains(token)).collect()
}

/// The parts of a JSON text without the white space between them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start_matches([' ', '\t', '\r', '\n']);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => {
                let mut escaped = false;
                let end = rest[1..].find(|c| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                });
                end.unwrap() + 2
            }
            '{' | '}' | '[' | ']' | ':' | ',' => 1,
            _ => rest.find(|c| "{}[]:, \t\r\n".contains(c)).unwrap_or(rest.len()),
        };
        let (token, behind) = rest.split_at(length);
        tokens.push(token);
        rest = behind.trim_start_matches([' ', '\t', '\r', '\n']);
    }
    tokens
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items
}

/// Asserts everything that the layout of a text promises, and gives it back.
fn assert_lossless(kind: Kind, text: &str) -> String {
    let laid_out = format(kind, text).unwrap_or_else(|| panic!("not laid out: {text}"));
    let before: Value = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&laid_out).unwrap(), before, "the value\n{text}\n{laid_out}");
    assert_eq!(sorted(tokens(&laid_out)), sorted(tokens(text)), "the characters\n{text}\n{laid_out}");
    assert_eq!(format(kind, &laid_out).as_deref(), Some(&*laid_out), "once more changes nothing");
    assert!(laid_out.ends_with('\n') && !laid_out.ends_with("\n\n"), "{laid_out:?}");
    assert!(!laid_out.contains('\r') && !laid_out.contains('\t'), "{laid_out:?}");
    for line in laid_out.lines() {
        assert_eq!(line.trim_end_matches(' '), line, "spaces at the end of {line:?}");
        let parts = tokens(line);
        let closes = parts.iter().position(|token| ["]", "}"].contains(token)).unwrap_or(0);
        let holds_a_list =
            parts[..closes].iter().rposition(|t| ["[", "{"].contains(t)).is_some_and(|at| at + 1 < closes);
        assert!(!holds_a_list || line.chars().count() <= WIDEST, "too wide: {line}");
    }
    laid_out
}

/// Asserts that the keys that the schema knows come first, in its order, and the others as they were.
fn assert_ordered(kind: Kind, before: &str, laid_out: &str) {
    let schema = json_schema(kind, &[]);
    let known: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let keys = |text: &str| match serde_json::from_str(text).unwrap() {
        Value::Object(object) => object.keys().cloned().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let (before, after) = (keys(before), keys(laid_out));
    let expected = known.iter().filter(|key| before.contains(key)).copied();
    let expected: Vec<_> = expected.chain(before.iter().filter(|key| !known.contains(key))).collect();
    assert_eq!(after.iter().collect::<Vec<_>>(), expected, "{laid_out}");
}

#[test]
fn any_json_keeps_its_value_and_its_characters() {
    for kind in Kind::ALL {
        let known = known_keys(&json_schema(kind, &[]));
        let values = (json(known), vec(select(SPACES), 1..9));
        let config = ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() };
        let result = TestRunner::new(config).run(&values, |(value, spaces)| {
            let mut text = String::new();
            value.write(&mut text, &mut spaces.iter().copied().cycle());
            let laid_out = assert_lossless(kind, &text);
            assert_ordered(kind, &text, &laid_out);
            Ok(())
        });
        if let Err(error) = result {
            panic!("{}: {error}", kind.name());
        }
    }
}

/// Turns the keys of every object around.
fn backwards(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            object.iter().rev().map(|(key, value)| (key.clone(), backwards(value))).collect()
        }
        Value::Array(items) => items.iter().map(backwards).collect(),
        leaf => leaf.clone(),
    }
}

#[test]
fn whatever_the_order_of_keys_the_layout_is_one() {
    let memory = Memory::base();
    for kind in Kind::ALL {
        let text = memory.text(path_of(kind));
        let laid_out = assert_lossless(kind, text);
        let value: Value = serde_json::from_str(text).unwrap();
        let turned = backwards(&value).to_string();
        assert_ne!(turned, value.to_string());
        assert_eq!(assert_lossless(kind, &turned), laid_out);
        assert_eq!(assert_lossless(kind, &laid_out.replace('\n', "\r\n")), laid_out);
        assert_eq!(assert_lossless(kind, &laid_out.replace('\n', " ")), laid_out);
    }
}

#[test]
fn keys_that_no_schema_knows_stay_behind_in_their_order() {
    let laid_out = assert_lossless(Kind::Source, r#"{"zz":1,"citation":"A","aa":[],"id":"a","mm":{}}"#);
    assert_eq!(
        laid_out,
        "{\n  \"id\": \"a\",\n  \"citation\": \"A\",\n  \"zz\": 1,\n  \"aa\": [],\n  \"mm\": {}\n}\n"
    );
}

#[test]
fn a_list_takes_a_line_up_to_its_last_column() {
    for (length, is_one_line) in [(85, true), (86, false)] {
        // `  "sources": ["…"]` and perhaps a comma.
        let text = format!(r#"{{"sources":["{}"],"zz":1}}"#, "é".repeat(length - 3));
        let laid_out = assert_lossless(Kind::Source, &text);
        let widest = laid_out.lines().map(|line| line.chars().count()).max().unwrap();
        assert_eq!(laid_out.contains("[\""), is_one_line, "{laid_out}");
        assert!(!is_one_line || widest == WIDEST, "{widest}: {laid_out}");
    }
}

#[test]
fn what_is_empty_stays_on_its_line_however_deep() {
    let deep = format!("{}[{{}}, []]{}", "[".repeat(60), "]".repeat(60));
    let laid_out = assert_lossless(Kind::Source, &deep);
    assert!(laid_out.contains(" {},\n") && laid_out.contains(" []\n"), "{laid_out}");
}

#[test]
fn what_would_lose_something_is_not_laid_out() {
    let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
    for text in [
        "",
        " ",
        "{",
        "{} {}",
        "{'a': 1}",
        "{\"a\": 1,}",
        "// no\n{}",
        "\u{feff}{}",
        "1E400",
        r#"{"a":1,"\u0061":2}"#,
        "[\"\\ud800\"]",
        "[\"\n\"]",
        &deep,
    ] {
        assert_eq!(format(Kind::Source, text), None, "{text:?}");
    }
}

#[expect(clippy::disallowed_methods, reason = "the project's own content is looked at")]
#[test]
fn the_projects_own_content_is_laid_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs");
    let mut folders = vec![root.clone()];
    let mut documents = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "json") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                let text = std::fs::read_to_string(&path).unwrap();
                let kind = kind_of(&name, &text).unwrap();
                assert_eq!(assert_lossless(kind, &text), text, "{name}: `regimen fmt` lays it out");
                let turned = backwards(&serde_json::from_str(&text).unwrap()).to_string();
                assert_eq!(format(kind, &turned).unwrap(), text, "{name}: its keys turned around");
                documents += 1;
            }
        }
    }
    assert!(documents > 50, "{documents} documents");
}
