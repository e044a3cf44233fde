//! The JSON Schema of every kind and the types behind it hold each other: what one accepts the other accepts. So does
//! the walk that explains faults; a schema engine says what the schema means.
//! The schema alone makes the documents here, so a new field is tested without a word in this file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::OnceLock;

use jsonschema::{Draft, Validator};
use proptest::collection::{btree_map, vec};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use regimen_schema::json_schema::json_schema;
use regimen_schema::{Document, Kind};
use regimen_validator::fits_schema;
use serde_json::{Map, Value, json};

/// Stands for a piece of JSON text that a `Value` cannot hold, such as the number `1e400`.
const RAW: &str = "@@raw@@";

#[test]
fn schema_and_types_judge_every_fault_at_every_place_alike() {
    let (mut accepted, mut refused) = (0_u32, 0_u32);
    for kind in Kind::ALL {
        let schema = json_schema(kind, &[]);
        let mut seen = BTreeSet::new();
        // Each turn takes another branch of every `oneOf`, and another end of every range.
        for turn in 0..5 {
            let document = full(&schema, &schema, turn);
            judge(kind, &document.to_string(), Some(true));
            judge(kind, &escaped(&document), Some(true));
            for pointer in pointers(&document) {
                let here = document.pointer(&pointer).unwrap();
                if !seen.insert((pointer.clone(), form(here))) {
                    continue;
                }
                // Every text at every place would take minutes: once for each name of a key is enough.
                let key = pointer.rsplit('/').find(|s| s.parse::<usize>().is_err()).unwrap().to_owned();
                let many = seen.insert((key, form(here)));
                for change in changes(here, many) {
                    let mut changed = document.clone();
                    *changed.pointer_mut(&pointer).unwrap() = change.value;
                    let text = changed.to_string().replace(&format!("\"{RAW}\""), &change.raw);
                    *(if judge(kind, &text, None) { &mut accepted } else { &mut refused }) += 1;
                }
            }
        }
    }
    // Both answers are put to the test, or the agreement would be worth little.
    assert!(accepted > 1_000 && refused > 10_000, "{accepted} accepted, {refused} refused");
}

#[test]
fn whatever_the_schema_describes_is_accepted_by_both() {
    for kind in Kind::ALL {
        let schema = json_schema(kind, &[]);
        check(256, &documents(&schema, &schema), |document| {
            judge(kind, &document.to_string(), Some(true));
        });
    }
}

#[test]
fn schema_and_types_agree_on_documents_with_several_faults() {
    for kind in Kind::ALL {
        let schema = json_schema(kind, &[]);
        let faults = vec((any::<Index>(), any::<Index>()), 1..4);
        check(512, &(documents(&schema, &schema), faults), |(mut document, faults)| {
            let mut raw = String::from("null");
            for (place, what) in faults {
                let places: Vec<_> = pointers(&document).collect();
                let pointer = place.get(&places);
                let mut changes = changes(document.pointer(pointer).unwrap(), true);
                let change = changes.swap_remove(what.index(changes.len()));
                raw = if change.value == RAW { change.raw } else { raw };
                *document.pointer_mut(pointer).unwrap() = change.value;
            }
            judge(kind, &document.to_string().replace(&format!("\"{RAW}\""), &raw), None);
        });
    }
}

/// The documents that authors write are the best of all samples: each base document, changed at every place.
#[test]
fn schema_and_types_agree_around_every_base_document() {
    let memory = super::base::Memory::base();
    for kind in Kind::ALL {
        let text = memory.text(super::base::path_of(kind));
        judge(kind, text, Some(true));
        let document: Value = serde_json::from_str(text).unwrap();
        // Each is a bad document of every other kind.
        for other in Kind::ALL.into_iter().filter(|other| *other != kind) {
            judge(other, text, Some(false));
        }
        for pointer in pointers(&document) {
            let mut without = document.clone();
            remove(&mut without, &pointer);
            judge(kind, &without.to_string(), None);
        }
    }
}

/// What a value has in common with those that need not be tried at the same place again.
fn form(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Object(object) => object.keys().cloned().collect::<Vec<_>>().join(" "),
        Value::Array(_) => "a list".to_owned(),
        _ => "a text".to_owned(),
    }
}

/// Asserts that schema, types and explanations say the same, and what they say where it is known.
fn judge(kind: Kind, text: &str, expected: Option<bool>) -> bool {
    let value = serde_json::from_str::<Value>(text);
    let by_schema = value.is_ok_and(|value| engine(kind).is_valid(&value));
    let by_types = Document::read(kind, text);
    assert_eq!(
        by_schema,
        by_types.is_ok(),
        "{}: the schema says {by_schema}, the types say {:?}\n{text}",
        kind.name(),
        by_types.err().map_or_else(|| "yes".to_owned(), |e| format!("no: {e}"))
    );
    let explained = !fits_schema(kind, text);
    assert_eq!(!by_schema, explained, "{}: a fault is explained: {explained}\n{text}", kind.name());
    if let Some(expected) = expected {
        assert_eq!(by_schema, expected, "{}\n{text}", kind.name());
    }
    by_schema
}

/// An engine that knows JSON Schema and nothing of regimen.
fn engine(kind: Kind) -> &'static Validator {
    static ENGINES: [OnceLock<Validator>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
    ENGINES[kind as usize].get_or_init(|| {
        let options = jsonschema::options().with_draft(Draft::Draft7).should_validate_formats(true);
        options.build(&json_schema(kind, &[])).unwrap()
    })
}

fn check<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value)) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(strategy, |value| {
        test(value);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// A document with every key that a schema knows, taking the branch and the bound that `turn` says.
fn full(schema: &Value, root: &Value, turn: usize) -> Value {
    let schema = resolved(schema, root);
    if let Some(branches) = branches(schema) {
        return full(&branches[turn % branches.len()], root, turn / branches.len() + turn);
    }
    if let Some(only) = schema.get("const") {
        return only.clone();
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values[turn % values.len()].clone();
    }
    match schema["type"].as_str().unwrap_or_else(|| panic!("a schema without a type: {schema}")) {
        "object" => {
            let mut object = Map::new();
            for (key, property) in properties(schema) {
                object.insert(key.clone(), full(property, root, turn));
            }
            if let Some(open @ Value::Object(_)) = schema.get("additionalProperties") {
                object.insert("some-rule".to_owned(), full(open, root, turn));
            }
            Value::Object(object)
        }
        "array" => Value::Array(vec![full(&schema["items"], root, turn)]),
        "string" => {
            let samples = samples(schema);
            samples[turn % samples.len()].into()
        }
        "integer" | "number" => schema[["minimum", "maximum"][turn % 2]].clone(),
        "boolean" => turn.is_multiple_of(2).into(),
        other => panic!("no sample for the type {other}"),
    }
}

/// Documents that fit a schema, keys in any order.
fn documents(schema: &Value, root: &Value) -> BoxedStrategy<Value> {
    let schema = resolved(schema, root);
    if let Some(branches) = branches(schema) {
        let branches: Vec<_> = branches.iter().map(|branch| documents(branch, root)).collect();
        return proptest::strategy::Union::new(branches).boxed();
    }
    if let Some(only) = schema.get("const") {
        return Just(only.clone()).boxed();
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return select(values.clone()).boxed();
    }
    match schema["type"].as_str().unwrap_or_else(|| panic!("a schema without a type: {schema}")) {
        "object" => {
            if let Some(open @ Value::Object(_)) = schema.get("additionalProperties") {
                let names = select(vec!["a", "hold-too-long", "x1-2"]).prop_map(str::to_owned);
                return btree_map(names, documents(open, root), 0..3)
                    .prop_map(|map| map.into_iter().collect::<Map<_, _>>().into())
                    .boxed();
            }
            let required: Vec<_> =
                schema.get("required").and_then(Value::as_array).into_iter().flatten().collect();
            let needs_one = schema.get("minProperties").is_some();
            let keys: Vec<_> = properties(schema)
                .map(|(key, property)| {
                    let value = documents(property, root);
                    let always = needs_one || required.iter().any(|r| *r == key);
                    let value =
                        if always { value.prop_map(Some).boxed() } else { weighted(0.3, value).boxed() };
                    (Just(key.clone()), value)
                })
                .collect();
            keys.prop_shuffle()
                .prop_map(|keys| {
                    keys.into_iter().filter_map(|(k, v)| Some((k, v?))).collect::<Map<_, _>>().into()
                })
                .boxed()
        }
        "array" => {
            let least =
                schema.get("minItems").and_then(Value::as_u64).map_or(0, |n| usize::try_from(n).unwrap());
            vec(documents(&schema["items"], root), least..least + 2).prop_map(Value::Array).boxed()
        }
        "string" => select(samples(schema)).prop_map(Value::from).boxed(),
        "integer" => {
            let (least, most) = (schema["minimum"].as_i64().unwrap(), schema["maximum"].as_i64().unwrap());
            prop_oneof![Just(least), Just(most), least..=most].prop_map(Value::from).boxed()
        }
        "number" => {
            let (least, most) = (schema["minimum"].as_f64().unwrap(), schema["maximum"].as_f64().unwrap());
            prop_oneof![Just(least), Just(most), least..=most].prop_map(Value::from).boxed()
        }
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        other => panic!("no documents for the type {other}"),
    }
}

fn resolved<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return resolved(root.pointer(reference.strip_prefix('#').unwrap()).unwrap(), root);
    }
    match schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        None => schema,
        Some([only]) => resolved(only, root),
        Some(_) => panic!("an allOf with more than one part: {schema}"),
    }
}

fn branches(schema: &Value) -> Option<&Vec<Value>> {
    schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array)
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("properties").and_then(Value::as_object).into_iter().flatten()
}

/// Texts that fit a pattern. A new pattern needs samples of its own.
fn samples(schema: &Value) -> Vec<&'static str> {
    match schema["pattern"].as_str().unwrap_or_else(|| panic!("a text without a pattern: {schema}")) {
        r"^[^\u0000-\u0020]([^\u0000-\u001f]*[^\u0000-\u0020])?$" => {
            vec!["A plain text.", "é", "🏃", "<b>&amp;</b>", "\u{a0}x\u{2028}\u{feff}", "a\u{7f}", "\"\\/"]
        }
        "^[a-z0-9]+(-[a-z0-9]+)*$" => vec!["knee-hug", "s1", "0", "a-b-c-d"],
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            vec!["2026-11-21", "2024-02-29", "2000-02-29", "9999-12-31", "0001-01-01"]
        }
        "^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$" => {
            vec!["media/a.png", "-", "A..b/_"]
        }
        r"^(/([^/~\u0000-\u001f]|~0|~1)*)*$" => vec!["/phases/0", "", "/", "//", "/é~0~1", "/ "],
        "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$" => vec!["en", "en-GB", "sr-Latn", "sr-Latn-RS", "gsw"],
        "^[A-Z]{2}$" => vec!["GB", "ZZ"],
        "^#[0-9A-Fa-f]{6}$" => vec!["#0a555c", "#FFFFFF"],
        "^[+]?[0-9][0-9 ]*$" => vec!["112", "+44 999", "1  "],
        "^https?://[!-~]+$" => vec!["https://example.org/a?b=c#d", "http://~"],
        "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$" => {
            vec!["2024", "2024-08", "2024-02-31", "0000"]
        }
        r"^(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})$" => vec!["1.0.0", "99999.10.0"],
        pattern => panic!("no samples for the pattern {pattern}"),
    }
}

/// The pointer of every value of a document.
fn pointers(document: &Value) -> impl Iterator<Item = String> {
    let mut all = vec![String::new()];
    let mut next = 0;
    while next < all.len() {
        let here = all[next].clone();
        match document.pointer(&here).unwrap() {
            Value::Object(object) => {
                all.extend(
                    object.keys().map(|k| format!("{here}/{}", k.replace('~', "~0").replace('/', "~1"))),
                );
            }
            Value::Array(items) => all.extend((0..items.len()).map(|i| format!("{here}/{i}"))),
            _ => {}
        }
        next += 1;
    }
    all.into_iter()
}

fn remove(document: &mut Value, pointer: &str) {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return };
    match document.pointer_mut(parent).unwrap() {
        Value::Object(object) => drop(object.shift_remove(last)),
        Value::Array(items) => drop(items.remove(last.parse().unwrap())),
        _ => unreachable!(),
    }
}

/// What may stand in a value's place: a value, and the text that it stands for if it is [`RAW`].
struct Change {
    value: Value,
    raw: String,
}

/// Everything that an author, an editor or a program could put in a value's place, right and wrong; `many` texts
/// where one stands, or a few.
fn changes(here: &Value, many: bool) -> Vec<Change> {
    let mut values = vec![
        Value::Null,
        json!(true),
        json!([]),
        json!({}),
        json!([here]),
        json!({ "x": here }),
        json!({ "kind": here }),
        json!({ "min": here, "max": here }),
        json!([here, here]),
        json!(""),
        json!("x"),
        json!(2),
        json!(here.to_string()),
    ];
    let mut raw: Vec<String> = Vec::new();
    match here {
        Value::Number(number) => {
            let n = number.as_f64().unwrap();
            values.extend([
                json!(n + 1.0),
                json!(n - 1.0),
                json!(n + 0.5),
                json!(-n),
                json!(n + 1e-9),
                json!(n * 1e9),
            ]);
            values.extend([
                json!({ "min": n }),
                json!({ "max": n }),
                json!({ "min": n, "max": n, "step": 1 }),
            ]);
            values.extend([json!({ "max": n, "min": n + 1.0 }), json!({ "min": n, "max": null })]);
            raw.extend(
                ["-0", "-0.0", "0.0", "3.0", "3.5", "30e-1", "0.3E+1", "1e30", "-1e30", "1e400", "1e-400"]
                    .map(str::to_owned),
            );
            raw.extend(
                ["18446744073709551615", "18446744073709551616", "4294967297", "-9223372036854775809"]
                    .map(str::to_owned),
            );
            raw.extend([
                format!("1{}", "0".repeat(400)),
                format!("{n}e0"),
                "03".to_owned(),
                "3.".to_owned(),
                "NaN".to_owned(),
            ]);
        }
        Value::String(text) if !many => {
            values.extend([
                json!(" "),
                json!("Éa"),
                json!("a\n"),
                json!({ text: null }),
                json!(text.to_uppercase()),
            ]);
        }
        Value::String(text) => {
            values.extend(STRINGS.iter().map(|s| json!(s)));
            values.extend(
                [1, 20, 64, 200, 500, 1_000, 2_000]
                    .iter()
                    .flat_map(|n| [json!("a".repeat(*n)), json!("a".repeat(n + 1))]),
            );
            values.extend(["é", "🏃"].iter().flat_map(|c| [json!(c.repeat(2_000)), json!(c.repeat(2_001))]));
            values.extend(["/é", "/🏃"].iter().flat_map(|c| [json!(c.repeat(500)), json!(c.repeat(501))]));
            values.extend(["x", " ", "\u{a0}", "\n", "\0", "-", "é", "🏃"].iter().flat_map(|c| {
                [json!(format!("{text}{c}")), json!(format!("{c}{text}")), json!(format!("{text}{c}{text}"))]
            }));
            values.extend([
                json!(text.to_uppercase()),
                json!({ text: null }),
                json!({ text: {} }),
                json!({ text: "" }),
            ]);
            raw.extend(
                [r#""\ud800""#, r#""\udc00\ud800""#, r#""\ud83c\udfc3""#, r#""\u0000""#, r#""a\/b""#]
                    .map(str::to_owned),
            );
        }
        Value::Array(items) => {
            let with = |item: Value| Value::Array(items.iter().cloned().chain([item]).collect());
            values.extend([
                with(Value::Null),
                with(json!("x")),
                with(json!({})),
                with(json!(1)),
                with(json!([])),
            ]);
            values.extend(items.first().map(|item| with(item.clone())));
            values.extend(items.first().map(|item| json!({ "0": item })));
        }
        Value::Object(object) => {
            values.push(object.values().cloned().collect());
            values.push(object.iter().map(|(k, v)| json!([k, v])).collect());
            values.push(Value::Object(object.clone().into_iter().rev().collect()));
            let (long, too_long) = ("a".repeat(64), "a".repeat(65));
            for key in
                ["x", "", "kind", "$schema", "__proto__", "a/b", "é", "Title", "some--rule", &long, &too_long]
            {
                // Where keys are chosen freely, the value of another one fits.
                for value in [json!("x"), Value::Null].iter().chain(object.values().next()) {
                    let mut more = object.clone();
                    more.entry(key).or_insert(value.clone());
                    values.push(Value::Object(more));
                }
            }
            for key in object.keys() {
                let mut less = object.clone();
                let value = less.shift_remove(key).unwrap();
                values.push(Value::Object(less.clone()));
                less.insert(key.to_uppercase(), value);
                values.push(Value::Object(less));
            }
        }
        Value::Bool(_) | Value::Null => {}
    }
    let values = values.into_iter().map(|value| Change { value, raw: String::new() });
    values.chain(raw.into_iter().map(|raw| Change { value: RAW.into(), raw })).collect()
}

/// Texts at the edges of the patterns: ids, dates, versions, languages, paths, telephone numbers, links, pointers.
const STRINGS: &[&str] = &[
    " ",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{85}",
    "\u{7f}",
    "\t",
    "a\tb",
    "a\u{1f}b",
    "a\u{7f}b",
    "a\u{2028}b",
    "Knee-hug",
    "knee--hug",
    "-knee",
    "knee-",
    "knee_hug",
    "knee hug",
    "ß",
    "kné",
    "٣",
    "a\n",
    "\na",
    "2026-02-30",
    "2026-02-28",
    "2023-02-29",
    "2024-02-29",
    "1900-02-29",
    "2000-02-29",
    "0000-01-01",
    "0000-02-29",
    "9999-12-31",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "2026-01-00",
    "2026-1-1",
    "20260101",
    "2026-01-01T00:00:00Z",
    "-2026-01-01",
    "+2026-01-01",
    "２０２６-01-01",
    "2026/01/01",
    "02026-1-01",
    "2024",
    "2024-08",
    "2024-13",
    "2024-00",
    "2024-8",
    "2024-08-00",
    "2024-08-32",
    "2024-02-31",
    "20244",
    "2024-",
    "2024-08-01-",
    "1.0",
    "1.0.0",
    "01.0.0",
    "0.0.0",
    "1.0.0-rc",
    "100000.0.0",
    "1..0",
    "1.0.0.",
    ".1.0.0",
    "en",
    "EN",
    "e",
    "engl",
    "en-GB",
    "en-gb",
    "en-",
    "en-G",
    "en-Latn",
    "en-Latn-GB",
    "en-GB-Latn",
    "en-latn",
    "en-LATN",
    "en-Éatn",
    "en-GB-x",
    "https://",
    "https://a",
    "http://a",
    "HTTPS://a",
    "ftp://a",
    "https://a b",
    "https://é",
    "https:/a",
    "javascript:alert(1)",
    "xhttps://a",
    "..",
    "../a",
    "a/../b",
    "/a",
    "a//b",
    "a/",
    "a/.b",
    ".a",
    "a\\b",
    "a:b",
    "a/b.png",
    "a..b",
    "A_b-c.D/0",
    "é.png",
    "112",
    "+",
    "+1",
    "1 ",
    " 1",
    "++1",
    "+ 1",
    "1-1",
    "1\u{a0}1",
    "(1)",
    "/",
    "//",
    "/a",
    "a",
    "/a~",
    "/~",
    "/~0",
    "/~1",
    "/~2",
    "/~00",
    "/a~0b/~1",
    "/é",
    "/\u{1f}",
    "~",
    "#/a",
    "/a b",
    "stretch",
    "none",
    "null",
    "true",
    "0",
    "1e3",
    "repetitions",
    "constructor",
];

/// A document with every letter and digit of its texts and keys as an escape: the same document to JSON.
fn escaped(document: &Value) -> String {
    let mut text = String::new();
    let (mut inside, mut skip) = (false, false);
    for c in document.to_string().chars() {
        match c {
            _ if skip => skip = false,
            '"' => inside = !inside,
            '\\' => skip = true,
            c if inside && c.is_ascii_alphanumeric() => {
                write!(text, "\\u{:04x}", u32::from(c)).unwrap();
                continue;
            }
            _ => {}
        }
        text.push(c);
    }
    text
}
