//! Puts one fault into a document, and says what must be reported of it.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::json_text::{JsonText, line_and_column};
use crate::verify::{Expected, Truth};
use crate::words::LONG_SENTENCE;

/// What kind of document is made faulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    Exercise,
    Program,
}

impl Document {
    /// The folder of its kind.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Exercise => "exercises",
            Self::Program => "programs",
        }
    }
}

/// A way to spoil a document.
struct Fault {
    name: &'static str,
    rule: &'static str,
    spoil: Spoil,
}

enum Spoil {
    /// Changes the document, and gives back what must be underlined; none if there is nothing to spoil in it.
    Value(fn(&mut Value) -> Option<Mark>),
    /// Changes its text, and gives back the byte that must be pointed at. Such a finding has no JSON Pointer.
    Text(fn(JsonText) -> Option<(Vec<u8>, usize)>),
}

/// What must be underlined.
enum Mark {
    /// A value, or the brace or bracket that opens it.
    Value(String),
    /// A key.
    Key(String),
}

impl Mark {
    #[expect(clippy::unnecessary_wraps, reason = "a fault ends in it")]
    fn value(pointer: impl Into<String>) -> Option<Self> {
        Some(Self::Value(pointer.into()))
    }
}

/// Puts a fault into a document: the `turn`-th one that fits it. Gives back its bytes and what must be reported.
pub(crate) fn inject(kind: Document, document: &Value, file: &str, turn: usize) -> Result<(Vec<u8>, Truth)> {
    let own = match kind {
        Document::Exercise => EXERCISE,
        Document::Program => PROGRAM,
    };
    let all: Vec<&Fault> = own.iter().chain(ANY).collect();
    (0..all.len())
        .map(|skip| all[(turn + skip) % all.len()])
        .find_map(|fault| {
            let (bytes, at, pointer) = fault.spoil.apply(document)?;
            let (line, column) = line_and_column(&bytes, at);
            let expected =
                Expected { file: file.to_owned(), rule: fault.rule.to_owned(), pointer, line, column };
            Some((bytes, Truth { fault: fault.name.to_owned(), expected }))
        })
        .with_context(|| format!("no fault fits {file}"))
}

impl Spoil {
    fn apply(&self, document: &Value) -> Option<(Vec<u8>, usize, Option<String>)> {
        match self {
            Self::Value(spoil) => {
                let mut document = document.clone();
                let mark = spoil(&mut document)?;
                let written = JsonText::of(&document);
                let (at, pointer) = match mark {
                    Mark::Value(pointer) => (written.places[&pointer].value, pointer),
                    Mark::Key(pointer) => (written.places[&pointer].key, pointer),
                };
                Some((written.text.into_bytes(), at, Some(pointer)))
            }
            Self::Text(spoil) => {
                let (bytes, at) = spoil(JsonText::of(document))?;
                Some((bytes, at, None))
            }
        }
    }
}

const EXERCISE: &[Fault] = &[
    value("missing key", "missing-key", |d| remove(d, "", "purpose")),
    value("misspelt key", "unknown-key", |d| rename(d, "breathing", "breathng")),
    value("wrong type", "wrong-type", |d| set(d, "/title", 12)),
    value("null", "wrong-type", |d| set(d, "/feel", Value::Null)),
    value("bad enum value", "not-allowed-value", |d| set(d, "/category", "strech")),
    value("bad kind of dose", "not-allowed-value", |d| set(d, "/dose/kind", "holds")),
    value("number too large", "out-of-range", |d| set(d, "/dose/sets", 99)),
    value("empty text", "out-of-range", |d| set(d, "/steps/0", "")),
    value("dangling source", "unknown-reference", |d| set(d, "/sources/0", "no-such-source")),
    value("dangling exercise", "unknown-reference", |d| set(d, "/easier/0/exercise", "no-such-exercise")),
    value("reversed range", "range-reversed", |d| {
        set(d, "/frequency/days_a_week", serde_json::json!({ "min": 6, "max": 3 }))
    }),
    value("overdue review", "review-overdue", |d| set(d, "/review/due_on", "2020-02-29")),
    value("angle as text", "wrong-type", |d| {
        let angle = first_angle(d)?;
        set(d, &angle, "90 degrees")
    }),
    value("angle too large", "out-of-range", |d| {
        let angle = first_angle(d)?;
        set(d, &angle, 500)
    }),
    // Found by the one who solves the figure, at a frame to which no other refers.
    value("frame of another's name", "unknown-frame", |d| {
        let figure = d.pointer("/figures/0")?.to_string();
        let [first, second] = [0, 1].map(|i| d.pointer(&format!("/figures/0/frames/{i}/id")).cloned());
        let (first, second) = (first?, second?);
        (figure.matches(&second.to_string()).count() == 1).then_some(())?;
        set(d, "/figures/0/frames/1/id", first)
    }),
];

const PROGRAM: &[Fault] = &[
    value("missing key", "missing-key", |d| remove(d, "/stop_rules/0", "then")),
    value("misspelt key", "unknown-key", |d| rename(d, "goals", "gaols")),
    value("wrong type", "wrong-type", |d| set(d, "/phases/0/sessions/0/items/0/why", true)),
    value("null", "wrong-type", |d| set(d, "/diary", Value::Null)),
    value("bad enum value", "not-allowed-value", |d| set(d, "/setting", "hme")),
    value("number too large", "out-of-range", |d| set(d, "/pain_rule/acceptable_pain", 11)),
    value("empty text", "out-of-range", |d| set(d, "/phases/0/title", "")),
    value("dangling advice", "unknown-reference", |d| set(d, "/advice/0", "no-such-advice")),
    value("dangling exercise", "unknown-reference", |d| {
        let item = last_item(d)?;
        set(d, &format!("{item}/exercise"), "no-such-exercise")
    }),
    value("reversed range", "range-reversed", |d| {
        set(d, "/phases/0/weeks", serde_json::json!({ "min": 4, "max": 2 }))
    }),
    value("no stop rule", "missing-stop-rule", |d| remove(d, "", "stop_rules")),
    value("no professional", "missing-see-professional", |d| remove(d, "", "see_professional")),
    value("no frequency", "missing-frequency", |d| {
        let session = last_session(d)?;
        remove(d, &session, "frequency")
    }),
    value("no exit criterion", "no-exit-criterion", |d| {
        d.pointer("/phases/1")?;
        remove(d, "/phases/0", "move_on_when")
    }),
    value("no red flag", "missing-red-flags", |d| {
        let flags = d["red_flags"].as_array_mut()?;
        let before = flags.len();
        flags.retain(|flag| flag != "cauda-equina");
        (flags.len() < before && !flags.is_empty()).then_some(())?;
        Mark::value("/red_flags")
    }),
    value("another id", "id-differs-from-file-name", |d| {
        let id = format!("{}-renamed", d["id"].as_str()?);
        set(d, "/id", id)
    }),
    value("long sentence", "long-sentence", |d| set(d, "/goals/0/text", LONG_SENTENCE)),
    value("overdue review", "review-overdue", |d| set(d, "/review/due_on", "2020-02-29")),
];

const ANY: &[Fault] = &[
    text("duplicate key", "duplicate-key", |written| {
        let place = written.places["/title"];
        let line = format!("{},\n  ", &written.text[place.key..place.end]);
        let mut text = written.text;
        text.insert_str(place.key, &line);
        Some((text.into_bytes(), place.key + line.len()))
    }),
    text("trailing comma", "invalid-json", |written| {
        let text = written.text.strip_suffix("\n}\n")?.to_owned() + ",\n}\n";
        let at = text.len() - 4;
        Some((text.into_bytes(), at))
    }),
    text("missing comma", "invalid-json", |written| {
        let (before, after) = (written.places["/id"].end, written.places["/title"].key);
        let mut text = written.text;
        text.remove(before);
        Some((text.into_bytes(), after - 1))
    }),
    text("not UTF-8", "invalid-json", |written| {
        let at = written.places["/title"].value + 3;
        let mut bytes = written.text.into_bytes();
        bytes[at] = 0xFF;
        Some((bytes, at))
    }),
    text("cut short", "invalid-json", |written| {
        let text = written.text.strip_suffix("\n}\n")?;
        Some((text.as_bytes().to_vec(), text.len() - 1))
    }),
];

const fn value(name: &'static str, rule: &'static str, spoil: fn(&mut Value) -> Option<Mark>) -> Fault {
    Fault { name, rule, spoil: Spoil::Value(spoil) }
}

const fn text(
    name: &'static str,
    rule: &'static str,
    spoil: fn(JsonText) -> Option<(Vec<u8>, usize)>,
) -> Fault {
    Fault { name, rule, spoil: Spoil::Text(spoil) }
}

/// Replaces a value that is there.
fn set(document: &mut Value, pointer: &str, to: impl Into<Value>) -> Option<Mark> {
    *document.pointer_mut(pointer)? = to.into();
    Mark::value(pointer)
}

/// Takes a key out of an object. What is missing is shown at the brace that opens it.
fn remove(document: &mut Value, pointer: &str, key: &str) -> Option<Mark> {
    document.pointer_mut(pointer)?.as_object_mut()?.shift_remove(key)?;
    Mark::value(pointer)
}

/// Writes a key of the document another way.
fn rename(document: &mut Value, key: &str, to: &str) -> Option<Mark> {
    let object = document.as_object_mut()?;
    let value = object.shift_remove(key)?;
    object.insert(to.to_owned(), value);
    Some(Mark::Key(format!("/{to}")))
}

/// The first angle of a figure's frames that is the same on both sides.
fn first_angle(exercise: &Value) -> Option<String> {
    let frames = exercise.pointer("/figures/0/frames")?.as_array()?;
    frames.iter().enumerate().find_map(|(i, frame)| {
        let (key, _) = frame.get("angles")?.as_object()?.iter().find(|(_, angle)| angle.is_number())?;
        Some(format!("/figures/0/frames/{i}/angles/{key}"))
    })
}

fn last(document: &Value, list: &str) -> Option<String> {
    let count = document.pointer(list)?.as_array()?.len();
    Some(format!("{list}/{}", count.checked_sub(1)?))
}

fn last_session(program: &Value) -> Option<String> {
    last(program, &format!("{}/sessions", last(program, "/phases")?))
}

fn last_item(program: &Value) -> Option<String> {
    last(program, &format!("{}/items", last_session(program)?))
}
