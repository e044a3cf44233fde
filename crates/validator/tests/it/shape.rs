//! Documents that are JSON and yet none of theirs: one fault gives one finding, in words that its author can act on,
//! under the very text that is wrong.

use regimen_schema::{Kind, Level, Spot};
use serde_json::{Value, json};

use super::base::{Memory, path_of};

/// Takes a key away.
const GONE: &str = "\u{0}gone";

/// Changes the base document of a kind at some places, and gives what is found in the library, each finding as
/// `rule pointer «underlined text» message → help`.
fn found(kind: Kind, changes: &[(&str, Value)]) -> Vec<String> {
    let mut memory = Memory::base();
    let mut document: Value = serde_json::from_str(memory.text(path_of(kind))).unwrap();
    for (pointer, value) in changes {
        put(&mut document, pointer, value.clone());
    }
    memory.put(path_of(kind), &serde_json::to_vec(&document).unwrap());
    found_in(&memory, path_of(kind))
}

fn found_in(memory: &Memory, path: &str) -> Vec<String> {
    let shown = memory.check().findings.into_iter().map(|placed| {
        assert_eq!(&*placed.finding.at.file, path, "{:?}", placed.finding);
        assert_eq!(placed.finding.level.name(), "error", "{:?}", placed.finding);
        let Spot::Node { pointer, .. } = &placed.finding.at.spot else { panic!("{:?}", placed.finding) };
        let underlined = &memory.text(path)[placed.place.start..placed.place.end];
        let help = placed.finding.help.unwrap_or_default();
        format!("{} {} «{underlined}» {} → {help}", placed.finding.rule, &**pointer, placed.finding.message)
    });
    shown.collect()
}

/// Puts a value at a pointer; `-` behind the last item of a list adds one.
fn put(document: &mut Value, pointer: &str, value: Value) {
    let Some((parent, last)) = pointer.rsplit_once('/') else {
        *document = value;
        return;
    };
    match document.pointer_mut(parent).unwrap_or_else(|| panic!("there is no {parent}")) {
        Value::Object(object) if value == GONE => {
            assert!(object.shift_remove(last).is_some(), "there is no {pointer}");
        }
        Value::Object(object) => drop(object.insert(last.to_owned(), value)),
        Value::Array(items) if last == "-" => items.push(value),
        Value::Array(items) => items[last.parse::<usize>().unwrap()] = value,
        _ => panic!("{parent} holds nothing"),
    }
}

/// A kind's document with one change gives exactly one finding.
fn one(kind: Kind, pointer: &str, value: Value, expected: &str) {
    assert_eq!(found(kind, &[(pointer, value)]), [expected], "{} {pointer}", kind.name());
}

#[test]
fn an_unknown_key_is_underlined_and_what_was_meant_is_named() {
    let e = Kind::Exercise;
    one(
        e,
        "/caution",
        json!(["Slowly."]),
        r#"unknown-key /caution «"caution"» unknown key "caution" → did you mean "cautions"?"#,
    );
    one(
        e,
        "/targetMuscles",
        json!([]),
        r#"unknown-key /targetMuscles «"targetMuscles"» unknown key "targetMuscles" → did you mean "target_muscles"?"#,
    );
    one(
        e,
        "/dose/colour",
        json!(1),
        r#"unknown-key /dose/colour «"colour"» unknown key "colour" → the keys here are "basis", "effort", "hold_seconds", "kind", "load", "repetitions", "rest_seconds", "sets" and "tempo""#,
    );
    one(
        Kind::Program,
        "/phases/0/sessions/0/items/0/notes",
        json!("Slowly."),
        r#"unknown-key /phases/0/sessions/0/items/0/notes «"notes"» unknown key "notes" → did you mean "note"?"#,
    );
    let [known] = found(e, &[("/zzzzzzzz", json!(1))]).try_into().unwrap();
    assert!(
        known.ends_with(r#""review", "sources" …"#) || known.ends_with(" …"),
        "a long list ends: {known}"
    );
}

#[test]
fn keys_that_only_a_program_writes_are_underlined_like_any_other() {
    let keys = r#"the keys here are "editorial" and "sources""#;
    for (key, pointer, shown) in [
        ("__proto__", "/dose/basis/__proto__", "__proto__"),
        ("a/b~c", "/dose/basis/a~1b~0c", "a/b~c"),
        ("", "/dose/basis/", ""),
        ("Ünïcode 🏃", "/dose/basis/Ünïcode 🏃", "Ünïcode 🏃"),
    ] {
        let mut memory = Memory::base();
        let path = path_of(Kind::Exercise);
        let with = memory.text(path).replace(r#""basis": {"#, &format!(r#""basis": {{ "{key}": 1,"#));
        memory.put(path, with.as_bytes());
        let expected = format!("unknown-key {pointer} «\"{key}\"» unknown key \"{shown}\" → {keys}");
        assert_eq!(found_in(&memory, path), [expected]);
    }
    // A key longer than a pointer may be, and one with a line break in it, still show where they stand.
    let long = "k".repeat(1_500);
    let line = found(Kind::Exercise, &[(&format!("/dose/{long}"), json!(1))]).remove(0);
    assert!(
        line.starts_with(&format!(
            "unknown-key /dose/{long} «\"{long}\"» unknown key \"{}…\" →",
            "k".repeat(40)
        )),
        "{line}"
    );
    let line = found(Kind::Exercise, &[("/dose/a\nb", json!(1))]).remove(0);
    assert!(line.starts_with("unknown-key /dose/a\nb «\"a\\nb\"» unknown key \"a b\" →"), "{line}");
}

#[test]
fn a_missing_key_is_named_with_what_belongs_there() {
    one(
        Kind::Exercise,
        "/steps",
        json!(GONE),
        r#"missing-key  «{» "steps" is missing → add "steps": what to do, one action a step, in the order of doing"#,
    );
    one(
        Kind::Program,
        "/phases/1/sessions/0/items/0/exercise",
        json!(GONE),
        r#"missing-key /phases/1/sessions/0/items/0 «{» "exercise" is missing → add "exercise": the exercise, by its id"#,
    );
    one(
        Kind::RedFlag,
        "/what_to_do",
        json!(GONE),
        r#"missing-key  «{» "what_to_do" is missing → add "what_to_do": what to do now, in one or two short sentences to the patient"#,
    );
}

#[test]
fn a_misspelt_key_is_not_reported_as_missing_too() {
    assert_eq!(
        found(Kind::Exercise, &[("/steps", json!(GONE)), ("/step", json!(["Lie down."]))]),
        [r#"unknown-key /step «"step"» unknown key "step" → did you mean "steps"?"#]
    );
    // Two keys of which one is misspelt and another really missing are two faults.
    assert_eq!(
        found(
            Kind::Exercise,
            &[("/steps", json!(GONE)), ("/step", json!(["Lie down."])), ("/purpose", json!(GONE))]
        ),
        [
            r#"missing-key  «{» "purpose" is missing → add "purpose": what it is good for, in a sentence to the patient"#,
            r#"unknown-key /step «"step"» unknown key "step" → did you mean "steps"?"#,
        ]
    );
}

#[test]
fn a_wrong_type_says_what_is_expected_and_what_was_found() {
    let e = Kind::Exercise;
    let text = "a text in double quotes";
    one(
        e,
        "/title",
        json!(3),
        &format!("wrong-type /title «3» expected {text}, found a number → write {text}"),
    );
    one(
        e,
        "/title",
        json!(["x"]),
        &format!("wrong-type /title «[\"x\"]» expected {text}, found a list → write {text}"),
    );
    one(
        e,
        "/title",
        json!({ "en": "x" }),
        &format!("wrong-type /title «{{\"en\":\"x\"}}» expected {text}, found an object → write {text}"),
    );
    one(
        e,
        "/title",
        json!(true),
        &format!("wrong-type /title «true» expected {text}, found true or false → write {text}"),
    );
    one(
        e,
        "/category",
        json!(3.5),
        &format!("wrong-type /category «3.5» expected {text}, found a number with a fraction → write {text}"),
    );
    one(
        e,
        "/category",
        json!({ "stretch": null }),
        &format!(
            "wrong-type /category «{{\"stretch\":null}}» expected {text}, found an object → write {text}"
        ),
    );
    one(
        e,
        "/steps",
        json!("Lie down."),
        r#"wrong-type /steps «"Lie down."» expected a list [ … ], found a text → write a list [ … ]"#,
    );
    one(
        e,
        "/steps",
        json!({ "0": "Lie down." }),
        r#"wrong-type /steps «{"0":"Lie down."}» expected a list [ … ], found an object → write a list [ … ]"#,
    );
    one(
        e,
        "/review",
        json!("draft"),
        r#"wrong-type /review «"draft"» expected an object { … }, found a text → write an object { … }"#,
    );
    one(
        e,
        "/review",
        json!(["draft"]),
        r#"wrong-type /review «["draft"]» expected an object { … }, found a list → write an object { … }"#,
    );
    one(
        e,
        "/steps/1",
        json!(["x"]),
        &format!("wrong-type /steps/1 «[\"x\"]» expected {text}, found a list → write {text}"),
    );
    let p = Kind::Program;
    one(
        p,
        "/pain_rule/acceptable_pain",
        json!("4"),
        r#"wrong-type /pain_rule/acceptable_pain «"4"» expected a whole number, found a text → write 4: a number stands without quotes, and the key says the unit"#,
    );
    one(
        p,
        "/pain_rule/acceptable_pain",
        json!(4.5),
        "wrong-type /pain_rule/acceptable_pain «4.5» expected a whole number, found a number with a fraction → write a whole number",
    );
    // Out of bounds and with a fraction is one fault: the number is no whole one.
    one(
        p,
        "/diary/weeks",
        json!(12.5),
        "wrong-type /diary/weeks «12.5» expected a whole number, found a number with a fraction → write a whole number",
    );
}

#[test]
fn null_is_never_a_value() {
    let leave_out = "where there is nothing to say, leave the key out";
    let e = Kind::Exercise;
    one(
        e,
        "/title",
        Value::Null,
        &format!(
            "wrong-type /title «null» expected a text in double quotes, found null → write a text in double quotes; {leave_out}"
        ),
    );
    one(
        e,
        "/category",
        Value::Null,
        &format!(
            "wrong-type /category «null» expected a text in double quotes, found null → write a text in double quotes; {leave_out}"
        ),
    );
    one(
        e,
        "/harder",
        Value::Null,
        &format!(
            "wrong-type /harder «null» expected a list [ … ], found null → write a list [ … ]; {leave_out}"
        ),
    );
    one(
        e,
        "/dose",
        Value::Null,
        &format!(
            "wrong-type /dose «null» expected an object {{ … }}, found null → write an object {{ … }}; {leave_out}"
        ),
    );
    one(
        e,
        "/review/due_on",
        Value::Null,
        &format!(
            "wrong-type /review/due_on «null» expected a text in double quotes, found null → write a text in double quotes; {leave_out}"
        ),
    );
    one(
        e,
        "/dose/sets",
        Value::Null,
        r#"wrong-type /dose/sets «null» expected a whole number, or an object with min and max, found null → write a whole number, or { "min": 2, "max": 3 }"#,
    );
}

#[test]
fn a_whole_document_of_the_wrong_type_is_one_finding() {
    for (text, is) in [
        ("[]", "a list"),
        ("\"stretch\"", "a text"),
        ("3", "a number"),
        ("true", "true or false"),
        ("[{}]", "a list"),
    ] {
        let mut memory = Memory::base();
        let path = path_of(Kind::Exercise);
        memory.put(path, text.as_bytes());
        let expected =
            format!("wrong-type  «{text}» expected an object {{ … }}, found {is} → write an object {{ … }}");
        assert_eq!(found_in(&memory, path), [expected]);
    }
}

#[test]
fn a_value_off_the_list_is_named_with_the_nearest_or_with_all() {
    one(
        Kind::Exercise,
        "/movements/0",
        json!("lumbar-flexing"),
        r#"not-allowed-value /movements/0 «"lumbar-flexing"» "lumbar-flexing" is not one of the values allowed here → did you mean "lumbar-flexion"?"#,
    );
    one(
        Kind::Exercise,
        "/category",
        json!("Stretch"),
        r#"not-allowed-value /category «"Stretch"» "Stretch" is not one of the values allowed here → did you mean "stretch"?"#,
    );
    one(
        Kind::RedFlag,
        "/urgency",
        json!("now"),
        r#"not-allowed-value /urgency «"now"» "now" is not one of the values allowed here → write "emergency", "same-day" or "see-someone""#,
    );
    one(
        Kind::Library,
        "/paper",
        json!(""),
        r#"not-allowed-value /paper «""» "" is not one of the values allowed here → write "a4" or "letter""#,
    );
}

#[test]
fn only_the_meant_kind_of_dose_is_judged() {
    let dose = |dose: Value| found(Kind::Exercise, &[("/dose", dose)]);
    assert_eq!(
        dose(json!({ "kind": "hold", "sets": 3, "repetitions": 10 })),
        [
            r#"missing-key /dose «{» "hold_seconds" is missing → add "hold_seconds": how many seconds the position is held"#,
            r#"unknown-key /dose/repetitions «"repetitions"» unknown key "repetitions" → the keys here are "basis", "effort", "hold_seconds", "kind", "rest_seconds" and "sets""#,
        ]
    );
    assert_eq!(
        dose(json!({ "kind": "time", "minutes": 0 })),
        ["out-of-range /dose/minutes «0» 0 is below the least that is allowed, 1 → write 1 or more"]
    );
    // The tag decides wherever it stands.
    assert_eq!(
        dose(json!({ "minutes": 900, "kind": "time" })),
        ["out-of-range /dose/minutes «900» 900 is above the most that is allowed, 240 → write 240 or less"]
    );
    // A branch inside a branch.
    assert_eq!(
        dose(
            json!({ "kind": "repetitions", "sets": 1, "repetitions": 8, "load": { "kind": "band", "resistance": "strong" } })
        ),
        [
            r#"not-allowed-value /dose/load/resistance «"strong"» "strong" is not one of the values allowed here → write "light", "medium" or "heavy""#
        ]
    );
    assert_eq!(
        dose(
            json!({ "kind": "repetitions", "sets": 1, "repetitions": 8, "load": { "kind": "weight", "resistance": "light" } })
        ),
        [
            r#"missing-key /dose/load «{» "kilograms" is missing → add "kilograms": its kilograms"#,
            r#"unknown-key /dose/load/resistance «"resistance"» unknown key "resistance" → the keys here are "kilograms" and "kind""#,
        ]
    );
}

#[test]
fn a_dose_without_a_kind_or_of_no_kind_is_one_finding() {
    let dose = |dose: Value| found(Kind::Exercise, &[("/dose", dose)]);
    let kinds = r#""repetitions", "hold" or "time""#;
    assert_eq!(
        dose(json!({ "sets": 3, "repetitions": 10 })),
        [format!(
            "missing-key /dose «{{» \"kind\" is missing → add \"kind\" with {kinds}: it says which keys follow"
        )]
    );
    assert_eq!(
        dose(json!({})),
        [format!(
            "missing-key /dose «{{» \"kind\" is missing → add \"kind\" with {kinds}: it says which keys follow"
        )]
    );
    assert_eq!(
        dose(json!({ "knd": "hold", "sets": 3 })),
        [r#"unknown-key /dose/knd «"knd"» unknown key "knd" → did you mean "kind"?"#]
    );
    assert_eq!(
        dose(json!({ "kind": "repetition", "sets": 3 })),
        [
            r#"not-allowed-value /dose/kind «"repetition"» "repetition" is no kind that exists here → did you mean "repetitions"?"#
        ]
    );
    assert_eq!(
        dose(json!({ "kind": "walk", "sets": 3 })),
        [format!(
            "not-allowed-value /dose/kind «\"walk\"» \"walk\" is no kind that exists here → write {kinds}"
        )]
    );
    for (kind, text, shown) in [
        (json!(1), "1", "1"),
        (Value::Null, "null", "null"),
        (json!(["hold"]), "[\"hold\"]", "a list"),
        (json!({ "hold": {} }), "{\"hold\":{}}", "an object"),
    ] {
        assert_eq!(
            dose(json!({ "kind": kind, "sets": 3 })),
            [format!(
                "not-allowed-value /dose/kind «{text}» {shown} is no kind that exists here → write {kinds}"
            )]
        );
    }
    assert_eq!(
        dose(json!("3 x 10")),
        ["wrong-type /dose «\"3 x 10\"» expected an object { … }, found a text → write an object { … }"]
    );
    assert_eq!(
        dose(json!(["hold"])),
        ["wrong-type /dose «[\"hold\"]» expected an object { … }, found a list → write an object { … }"]
    );
}

#[test]
fn an_override_of_no_kind_names_every_kind_even_if_its_other_keys_are_wrong_too() {
    one(
        Kind::Prescription,
        "/overrides/0",
        json!({ "kind": "remove", "exercise": "Knee Hug", "reason": " ", "dose": { "kind": "x" } }),
        r#"not-allowed-value /overrides/0/kind «"remove"» this text is no kind that exists here → write "add", "drop", "swap", "dose" or "note""#,
    );
}

#[test]
fn a_figure_is_told_what_fits_where() {
    let frame = |value: Value| found(Kind::Exercise, &[("/figures/0/frames/0", value)]);
    assert_eq!(
        frame(json!({ "id": "start", "angles": { "knee_flexion": "90" } })),
        [
            r#"wrong-type /figures/0/frames/0/angles/knee_flexion «"90"» expected a number, or an object with left or right, found a text → write 90: a number stands without quotes, and the key says the unit"#
        ]
    );
    assert_eq!(
        frame(json!({ "id": "start", "angles": { "knee_flexion": { "left": 900 } } })),
        [
            "out-of-range /figures/0/frames/0/angles/knee_flexion/left «900» 900 is above the most that is allowed, 165 → write 165 or less"
        ]
    );
    assert_eq!(
        frame(json!({ "id": "start", "contacts": { "hands": "tose" } })),
        [
            r#"not-allowed-value /figures/0/frames/0/contacts/hands «"tose"» "tose" is not one of the values allowed here → did you mean "toes"?"#
        ]
    );
    let frames = vec![json!({ "id": "start" }); 5];
    let found = found(Kind::Exercise, &[("/figures/0/frames", json!(frames))]);
    assert_eq!(
        found
            .iter()
            .map(|f| format!("{} {}", f.split(" «").next().unwrap(), f.split("» ").nth(1).unwrap()))
            .collect::<Vec<_>>(),
        ["out-of-range /figures/0/frames the list holds 5 items, 4 are allowed → keep 4 or fewer"]
    );
}

#[test]
fn a_range_is_a_number_or_both_ends() {
    let sets = |sets: Value| found(Kind::Exercise, &[("/dose/sets", sets)]);
    assert_eq!(
        sets(json!({ "min": 2 })),
        [r#"missing-key /dose/sets «{» "max" is missing → add "max": the most"#]
    );
    assert_eq!(
        sets(json!({})),
        [
            r#"missing-key /dose/sets «{» "max" is missing → add "max": the most"#,
            r#"missing-key /dose/sets «{» "min" is missing → add "min": the least"#,
        ]
    );
    assert_eq!(
        sets(json!({ "min": 2, "maxi": 3 })),
        [r#"unknown-key /dose/sets/maxi «"maxi"» unknown key "maxi" → did you mean "max"?"#]
    );
    assert_eq!(
        sets(json!({ "min": 2, "max": "3" })),
        [
            r#"wrong-type /dose/sets/max «"3"» expected a whole number, found a text → write 3: a number stands without quotes, and the key says the unit"#
        ]
    );
    assert_eq!(
        sets(json!({ "min": 0, "max": 21 })),
        [
            "out-of-range /dose/sets/min «0» 0 is below the least that is allowed, 1 → write 1 or more",
            "out-of-range /dose/sets/max «21» 21 is above the most that is allowed, 20 → write 20 or less",
        ]
    );
    let expected = "expected a whole number, or an object with min and max";
    let help = r#"write a whole number, or { "min": 2, "max": 3 }"#;
    assert_eq!(
        sets(json!("2-3")),
        [format!(
            "wrong-type /dose/sets «\"2-3\"» {expected}, found a text → write {{ \"min\": 2, \"max\": 3 }}: a number stands without quotes, and the key says the unit"
        )]
    );
    assert_eq!(
        sets(json!([2, 3])),
        [format!("wrong-type /dose/sets «[2,3]» {expected}, found a list → {help}")]
    );
    assert_eq!(
        sets(json!(2.5)),
        [format!("wrong-type /dose/sets «2.5» {expected}, found a number with a fraction → {help}")]
    );
    assert_eq!(
        sets(json!(0)),
        ["out-of-range /dose/sets «0» 0 is below the least that is allowed, 1 → write 1 or more"]
    );
    assert_eq!(
        sets(json!(4_000_000_000_u64)),
        [
            "out-of-range /dose/sets «4000000000» 4000000000 is above the most that is allowed, 20 → write 20 or less"
        ]
    );
    assert_eq!(
        found(Kind::Exercise, &[("/dose", json!({ "kind": "time", "minutes": 5, "distance_km": "2" }))]),
        [
            r#"wrong-type /dose/distance_km «"2"» expected a number, or an object with min and max, found a text → write 2: a number stands without quotes, and the key says the unit"#
        ]
    );
}

#[test]
fn what_is_too_long_too_short_or_empty_is_told_once() {
    let e = Kind::Exercise;
    let long = "é".repeat(2_001);
    one(
        e,
        "/purpose",
        json!(long),
        &format!(
            "out-of-range /purpose «\"{long}\"» the text is 2001 characters long, 2000 are allowed → say it in fewer words"
        ),
    );
    one(
        e,
        "/purpose",
        json!(""),
        r#"out-of-range /purpose «""» the text is empty → write it, or leave the key out"#,
    );
    one(e, "/steps", json!([]), "out-of-range /steps «[]» the list is empty → add an item");
    one(
        Kind::Program,
        "/phases/0/sessions",
        json!([]),
        "out-of-range /phases/0/sessions «[]» the list is empty → add an item",
    );
    one(
        e,
        "/harder/0",
        json!({}),
        r#"missing-key /harder/0 «{» the object is empty → add "text" or "exercise""#,
    );
    let id = "a".repeat(65);
    one(
        Kind::Program,
        "/conditions/0",
        json!(id),
        &format!(
            "out-of-range /conditions/0 «\"{id}\"» the text is 65 characters long, 64 are allowed → say it in fewer words"
        ),
    );
}

#[test]
fn a_text_that_is_not_written_as_it_must_be_shows_how() {
    let id = r#"an id is lower-case letters and digits with single hyphens between the words, for example "single-knee-to-chest""#;
    for bad in ["Knee-hug", "knee--hug", "knee_hug", "../knee-hug", "knee-hug.json"] {
        one(
            Kind::Program,
            "/phases/0/sessions/0/items/0/exercise",
            json!(bad),
            &format!(
                "not-allowed-value /phases/0/sessions/0/items/0/exercise «\"{bad}\"» \"{bad}\" is not written as it must be here → {id}"
            ),
        );
    }
    one(
        Kind::Exercise,
        "/title",
        json!("Knee hug "),
        r#"not-allowed-value /title «"Knee hug "» "Knee hug " is not written as it must be here → a text holds at least one word, no line break, and no space at either end"#,
    );
    one(
        Kind::Exercise,
        "/title",
        json!("Knee\nhug"),
        r#"not-allowed-value /title «"Knee\nhug"» "Knee hug" is not written as it must be here → a text holds at least one word, no line break, and no space at either end"#,
    );
    one(
        Kind::Pack,
        "/version",
        json!("1.0"),
        r#"not-allowed-value /version «"1.0"» "1.0" is not written as it must be here → a version is three numbers with points between them, as 1.0.0, for example "1.0.0""#,
    );
    one(
        Kind::Library,
        "/emergency_number",
        json!("nine-nine-nine"),
        r#"not-allowed-value /emergency_number «"nine-nine-nine"» "nine-nine-nine" is not written as it must be here → a telephone number holds digits and spaces only, with + in front where it is needed, for example "112""#,
    );
}

#[test]
fn a_date_is_wrong_in_its_writing_or_in_the_calendar_but_never_in_both() {
    let e = Kind::Exercise;
    let written = r#"a date is written year-month-day, as 2026-11-21, for example "2026-11-21""#;
    for bad in ["31 May 2027", "2027-5-31", "", "2027-05-31T00:00:00Z"] {
        one(
            e,
            "/review/due_on",
            json!(bad),
            &format!(
                "not-allowed-value /review/due_on «\"{bad}\"» \"{bad}\" is not written as it must be here → {written}"
            ),
        );
    }
    for bad in ["2027-02-30", "2027-02-29", "2027-13-01", "2027-00-10"] {
        one(
            e,
            "/review/due_on",
            json!(bad),
            &format!(
                "not-allowed-value /review/due_on «\"{bad}\"» \"{bad}\" is no date that exists → write a day that the calendar has"
            ),
        );
    }
    assert_eq!(found(e, &[("/review/due_on", json!("2028-02-29"))]), Vec::<String>::new());
}

#[test]
fn a_level_for_something_that_is_no_rule_name_is_told_at_its_key() {
    one(
        Kind::Library,
        "/levels",
        json!({ "Session_Too_Long": "off" }),
        r#"unknown-key /levels/Session_Too_Long «"Session_Too_Long"» "Session_Too_Long" is not a key that is allowed here → did you mean "session-too-long"?"#,
    );
    one(
        Kind::Library,
        "/levels",
        json!({ "!": "off" }),
        r#"unknown-key /levels/! «"!"» "!" is not a key that is allowed here → write the rule's name: lower-case words with hyphens between them"#,
    );
}

#[test]
fn a_schema_may_be_missing_where_the_folder_tells_the_kind() {
    for kind in Kind::ALL {
        let mut memory = Memory::base();
        let mut document: Value = serde_json::from_str(memory.text(path_of(kind))).unwrap();
        put(&mut document, "/$schema", json!(GONE));
        memory.put(path_of(kind), &serde_json::to_vec(&document).unwrap());
        let rules: Vec<_> =
            memory.check().findings.into_iter().map(|p| (p.finding.level, p.finding.rule)).collect();
        assert_eq!(rules, [(Level::Hint, "missing-schema".into())], "{}", kind.name());
    }
}

#[test]
fn a_document_whose_kind_cannot_be_told_says_how_to_tell_it() {
    let unknown = "it cannot be told what kind of document this is";
    one(
        Kind::Exercise,
        "/$schema",
        json!("../schemas/v1/excercise.schema.json"),
        &format!(
            "wrong-schema /$schema «\"../schemas/v1/excercise.schema.json\"» {unknown} → end \"$schema\" with v1/exercise.schema.json"
        ),
    );
    // Another version is another format.
    one(
        Kind::Program,
        "/$schema",
        json!("../schemas/v2/program.schema.json"),
        &format!(
            "wrong-schema /$schema «\"../schemas/v2/program.schema.json\"» {unknown} → end \"$schema\" with v1/program.schema.json"
        ),
    );
    let kinds = r#"KIND is "library", "pack", "source", "red_flag", "condition", "advice", "exercise", "program" or "prescription""#;
    let mut memory = Memory::base();
    memory.put("pack/notes.json", br#"{ "id": "notes" }"#);
    assert_eq!(
        found_in(&memory, "pack/notes.json"),
        [format!("wrong-schema  «{{» {unknown} → end \"$schema\" with v1/KIND.schema.json; {kinds}")]
    );
    memory.put("pack/notes.json", b"[1]");
    assert_eq!(
        found_in(&memory, "pack/notes.json"),
        [format!("wrong-schema  «[» {unknown} → end \"$schema\" with v1/KIND.schema.json; {kinds}")]
    );
}

#[test]
fn a_schema_that_was_copied_from_another_kind_is_the_only_fault() {
    one(
        Kind::Exercise,
        "/$schema",
        json!("../schemas/v1/program.schema.json"),
        r#"wrong-schema /$schema «"../schemas/v1/program.schema.json"» the "$schema" says program, but this is a document of the kind exercise → end "$schema" with v1/exercise.schema.json"#,
    );
    one(
        Kind::Library,
        "/$schema",
        json!("../schemas/v1/red_flag.schema.json"),
        r#"wrong-schema /$schema «"../schemas/v1/red_flag.schema.json"» the "$schema" says red flag, but this is a document of the kind library → end "$schema" with v1/library.schema.json"#,
    );
    one(
        Kind::Library,
        "/$schema",
        json!("https://example.org/something.json"),
        r#"wrong-schema /$schema «"https://example.org/something.json"» the "$schema" says no kind that exists, but this is a document of the kind library → end "$schema" with v1/library.schema.json"#,
    );
}

#[test]
fn the_schema_decides_wherever_it_stands_in_the_document() {
    // A condition in the exercises' folder, its `$schema` last, or written with escapes.
    let mut memory = Memory::base();
    let condition: Value = serde_json::from_str(memory.text(path_of(Kind::Condition))).unwrap();
    let mut other = condition.as_object().unwrap().clone();
    let schema = other.shift_remove("$schema").unwrap();
    other.insert("id".into(), json!("other"));
    other.insert("$schema".into(), schema);
    let text = serde_json::to_string(&other).unwrap();
    let mut program: Value = serde_json::from_str(memory.text(path_of(Kind::Program))).unwrap();
    put(&mut program, "/not_for", json!(["other"]));
    memory.put(path_of(Kind::Program), &serde_json::to_vec(&program).unwrap());
    for text in [text.clone(), text.replace("$schema", "\\u0024schema"), text.replace("/v1/", "\\/v1\\/")] {
        memory.put("pack/exercises/other.json", text.as_bytes());
        assert_eq!(memory.findings(), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_a_prescription_says_is_never_repeated_in_a_message() {
    let secret = "Mrs Example";
    let (long, spaced) = (format!("{secret}{}", "x".repeat(2_000)), format!(" {secret}"));
    let everywhere = [
        ("/label", json!(long)),
        ("/label", json!(spaced)),
        ("/label", json!({ "name": secret })),
        ("/affected_side", json!(secret)),
        ("/affected_side", json!([secret])),
        ("/start_date", json!(secret)),
        ("/clinician", json!(secret)),
        ("/clinician", json!({ "role": { "is": secret } })),
        ("/overrides", json!(secret)),
        ("/overrides/0", json!({ "kind": secret })),
        ("/overrides/0", json!({ "kind": { "of": secret } })),
        ("/overrides/0", json!({ "kind": "note", "exercise": secret, "note": secret, "reason": spaced })),
        ("/overrides/0/dose", json!({ "kind": secret })),
        ("/overrides/0/dose/basis/editorial", json!(spaced)),
        ("/overrides/0/dose/sets", json!(secret)),
        ("/program", json!(secret)),
        ("/id", json!(secret)),
        ("/$schema", json!(secret)),
    ];
    for (pointer, value) in everywhere {
        let mut memory = Memory::base();
        let path = path_of(Kind::Prescription);
        let mut document: Value = serde_json::from_str(memory.text(path)).unwrap();
        put(&mut document, pointer, value.clone());
        memory.put(path, &serde_json::to_vec(&document).unwrap());
        let found = memory.check().findings;
        assert!(!found.is_empty(), "{pointer}: {value} is no fault");
        for placed in found {
            let said = format!("{} {:?}", placed.finding.message, placed.finding.help);
            assert!(!said.contains("Example"), "{pointer}: {value}: {said}");
        }
    }
}

#[test]
fn faults_in_several_places_are_told_in_the_order_of_the_text() {
    let rules: Vec<_> = found(
        Kind::Program,
        &[
            ("/title", json!(3)),
            ("/setting", json!("moon")),
            ("/phases/0/weeks", json!({ "min": 0, "max": 4 })),
            (
                "/phases/1/sessions/0/items/0/dose",
                json!({ "kind": "hold", "sets": 1, "hold_seconds": 1_000 }),
            ),
            ("/review/status", json!("done")),
            ("/zzz", json!(1)),
        ],
    )
    .iter()
    .map(|line| line.split(" «").next().unwrap().to_owned())
    .collect();
    assert_eq!(
        rules,
        [
            "wrong-type /title",
            "not-allowed-value /setting",
            "out-of-range /phases/0/weeks/min",
            "out-of-range /phases/1/sessions/0/items/0/dose/hold_seconds",
            "not-allowed-value /review/status",
            "unknown-key /zzz",
        ]
    );
}

#[test]
fn a_document_with_a_great_many_faults_tells_the_first_thousand_and_how_many_more_there_are() {
    let many: Vec<_> = (0..5_000).map(|n| json!(n)).collect();
    let cautions = found(Kind::Exercise, &[("/cautions", json!(many))]);
    assert_eq!(cautions.len(), 1_001);
    assert!(cautions[999].starts_with("wrong-type /cautions/999 «999»"), "{}", cautions[999]);
    assert_eq!(
        cautions[1_000],
        "too-many-findings /cautions/1000 «1000» 4000 more findings from here on are not shown → mend the others first, or make the document anew"
    );
    let keys: serde_json::Map<_, _> = (0..5_000).map(|n| (format!("key {n}"), json!(n))).collect();
    let keys = found(Kind::Exercise, &[("/review", json!(keys))]);
    assert_eq!(keys.len(), 1_001);
    assert!(keys[1_000].contains("«\"key 1000\"» 4001 more findings"), "and a missing key: {}", keys[1_000]);
}

#[test]
fn what_is_not_shown_is_as_grave_as_the_gravest_of_it() {
    // Two thousand warnings and, behind them, an error.
    let mut memory = Memory::base();
    let mut document: Value = serde_json::from_str(memory.text(path_of(Kind::Program))).unwrap();
    let note: Vec<_> = (0..2_000).map(|_| json!("Lie prone.")).collect();
    put(&mut document, "/goals", json!(note.iter().map(|text| json!({ "text": text })).collect::<Vec<_>>()));
    let warnings = |memory: &Memory| {
        let found = memory.check().findings;
        let count = |level| found.iter().filter(|p| p.finding.level == level).count();
        (count(Level::Error), count(Level::Warning))
    };
    memory.put(path_of(Kind::Program), &serde_json::to_vec(&document).unwrap());
    assert_eq!(warnings(&memory), (0, 1_001));
    put(
        &mut document,
        "/phases/0/sessions/0/items/0/dose",
        json!({ "kind": "hold", "sets": { "min": 3, "max": 2 }, "hold_seconds": 20 }),
    );
    memory.put(path_of(Kind::Program), &serde_json::to_vec(&document).unwrap());
    assert_eq!(warnings(&memory), (1, 1_000), "the error is not shown, and yet nothing is handed out");
}

#[test]
fn a_number_in_quotes_is_told_without_them() {
    let e = Kind::Exercise;
    let range = "expected a whole number, or an object with min and max, found a text";
    let bare = "a number stands without quotes, and the key says the unit";
    let dose = |key: &str, text: &str, help: &str| {
        let at = format!("/dose/{key}");
        one(e, &at, json!(text), &format!("wrong-type {at} «\"{text}\"» {range} → {help}"));
    };
    dose("hold_seconds", "3 s", &format!("write 3: {bare}"));
    dose("repetitions", "8-10", &format!("write {{ \"min\": 8, \"max\": 10 }}: {bare}"));
    dose("repetitions", "8 to 10 times", &format!("write {{ \"min\": 8, \"max\": 10 }}: {bare}"));
    dose("repetitions", "8–10", &format!("write {{ \"min\": 8, \"max\": 10 }}: {bare}"));
    let words = "write a whole number, or { \"min\": 2, \"max\": 3 }";
    dose("repetitions", "ten", words);
    dose("repetitions", "2 sets of 10", words);
    dose("repetitions", "2-3 sets of 10", words);
    one(
        e,
        "/figures/0/frames/1/angles/hip_flexion",
        json!("90 degrees"),
        &format!(
            "wrong-type /figures/0/frames/1/angles/hip_flexion «\"90 degrees\"» expected a number, or an object with left or right, found a text → write 90: {bare}"
        ),
    );
    // What a prescription says of a patient is not repeated.
    let dose = json!([{
        "kind": "dose", "exercise": "knee-hug", "reason": "Sore.",
        "dose": { "kind": "hold", "sets": "3 sets", "hold_seconds": 10 }
    }]);
    let found = found(Kind::Prescription, &[("/overrides", dose)]);
    assert!(found.len() == 1 && found[0].ends_with(&format!("→ {words}")), "{found:?}");
}

#[test]
fn a_negative_angle_is_told_by_the_key_of_the_other_way() {
    let angle = |key: &str, value: Value, at: &str, other: &str| {
        one(
            Kind::Exercise,
            &format!("/figures/0/frames/1/angles/{key}"),
            value,
            &format!(
                "out-of-range /figures/0/frames/1/angles/{at} «-20» -20 is below the least that is allowed, 0 → write 0 or more{other}"
            ),
        );
    };
    angle("hip_flexion", json!(-20), "hip_flexion", "; the other way is \"hip_extension\"");
    let right = json!({ "right": -20 });
    angle("hip_flexion", right, "hip_flexion/right", "; the other way is \"hip_extension\"");
    angle(
        "neck_rotation_left",
        json!(-20),
        "neck_rotation_left",
        "; the other way is \"neck_rotation_right\"",
    );
    // A straight knee bends one way only.
    angle("knee_flexion", json!(-20), "knee_flexion", "");
}

#[test]
fn a_key_of_a_large_family_is_told_with_its_family() {
    let e = Kind::Exercise;
    one(
        e,
        "/dose/rest_minutes",
        json!(1),
        "unknown-key /dose/rest_minutes «\"rest_minutes\"» unknown key \"rest_minutes\" → did you mean \"rest_seconds\"?",
    );
    one(
        e,
        "/figures/0/frames/1/angles/knee_bend",
        json!(1),
        "unknown-key /figures/0/frames/1/angles/knee_bend «\"knee_bend\"» unknown key \"knee_bend\" → did you mean \"knee_flexion\"?",
    );
    one(
        e,
        "/figures/0/frames/1/angles/ankle_bend",
        json!(1),
        "unknown-key /figures/0/frames/1/angles/ankle_bend «\"ankle_bend\"» unknown key \"ankle_bend\" → the keys here that begin so are \"ankle_dorsiflexion\" and \"ankle_plantarflexion\"",
    );
}

#[test]
fn the_quotes_of_a_word_processor_are_told_where_they_stand() {
    for (from, to, at) in [
        ("\"Knee hug\"", "“Knee hug”", "“"),
        ("\"Knee hug\"", "\"Knee hug”", "”"),
        ("\"title\"", "“title”", "“"),
        ("\"Knee hug\"", "‘Knee hug’", "‘"),
        ("\"lower-back\"", "\"lower-back”", "”"),
    ] {
        let mut memory = Memory::base();
        let path = path_of(Kind::Exercise);
        let text = memory.text(path).replacen(from, to, 1);
        memory.put(path, text.as_bytes());
        let findings = memory.check().findings;
        let first = findings.iter().find(|f| f.finding.rule == "invalid-json").unwrap();
        assert_eq!(first.finding.message, "a curly quote stands where a straight one belongs", "{to}");
        assert_eq!(&text[first.place.start..first.place.end], at, "{to}");
        assert_eq!(first.place.start, text.find(to).unwrap() + to.find(at).unwrap(), "{to}");
    }
    // A line break in a text that quotes somebody is that and nothing else.
    let mut memory = Memory::base();
    let path = path_of(Kind::Exercise);
    let text = memory.text(path).replacen("\"Knee hug\"", "\"The “hug” of\nthe knee\"", 1);
    memory.put(path, text.as_bytes());
    let findings = memory.check().findings;
    assert!(findings[0].finding.message.starts_with("a line break"), "{}", findings[0].finding.message);
}
