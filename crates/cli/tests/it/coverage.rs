//! `regimen report`: which field answers which item of the checklist, the computed figures, the three ways to write it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

const TODAY: &str = "2027-03-01";
const PROGRAM: &str = "pack/programs/ease.json";
const BEND: &str = "pack/exercises/bend.json";
const LIFT: &str = "pack/exercises/lift.json";

/// An item, what becomes of it, and the values that are taken out of the sample: file and place.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

#[test]
fn an_item_without_its_fields_is_missing() {
    let cases: &[Case<'_>] = &[
        ("1", "partly", &[(BEND, "/equipment")]),
        ("1", "missing", &[(BEND, "/equipment"), (LIFT, "/equipment")]),
        ("2", "partly", &[(PROGRAM, "/authors")]),
        ("2", "partly", &[(PROGRAM, "/see_professional")]),
        ("2", "missing", &[(PROGRAM, "/authors"), (PROGRAM, "/see_professional")]),
        ("3", "missing", &[(PROGRAM, "/delivery")]),
        ("4", "missing", &[(PROGRAM, "/supervision")]),
        ("5", "missing", &[(PROGRAM, "/diary")]),
        ("5", "missing", &[(PROGRAM, "/diary/records/0")]),
        ("6", "missing", &[(PROGRAM, "/goals")]),
        ("7a", "partly", &[(PROGRAM, "/phases/0/move_on_when")]),
        ("7a", "partly", &[(PROGRAM, "/phases/1/keep_going")]),
        ("7a", "missing", &[(PROGRAM, "/phases/0/move_on_when"), (PROGRAM, "/phases/1/keep_going")]),
        ("7b", "partly", &[(PROGRAM, "/phases/1/step_back_when")]),
        ("7b", "partly", &[(PROGRAM, "/phases/0/step_back_when"), (PROGRAM, "/phases/1/step_back_when")]),
        ("7b", "answered", &[(PROGRAM, "/phases/1")]),
        ("7b", "partly", &[(PROGRAM, "/phases/1"), (BEND, "/harder")]),
        (
            "7b",
            "missing",
            &[(PROGRAM, "/phases/1"), (BEND, "/harder"), (PROGRAM, "/phases/0/step_back_when")],
        ),
        ("8", "partly", &[(BEND, "/media")]),
        ("8", "partly", &[]),
        ("9", "missing", &[(PROGRAM, "/setting")]),
        ("10", "missing", &[(PROGRAM, "/advice")]),
        ("11", "partly", &[(PROGRAM, "/stop_rules")]),
        ("11", "partly", &[(PROGRAM, "/pain_rule")]),
        ("11", "partly", &[(PROGRAM, "/red_flags")]),
        ("11", "missing", &[(PROGRAM, "/stop_rules"), (PROGRAM, "/pain_rule"), (PROGRAM, "/red_flags")]),
        ("12", "missing", &[(PROGRAM, "/setting")]),
        ("13", "partly", &[(PROGRAM, "/phases/0/sessions/0/frequency")]),
        ("13", "partly", &[(PROGRAM, "/phases/1/sessions/1/frequency/days")]),
        ("13", "partly", &[(BEND, "/dose")]),
        ("13", "partly", &[(LIFT, "/dose/effort")]),
        ("14b", "missing", &[(PROGRAM, "/tailoring_notes")]),
        ("15", "missing", &[(PROGRAM, "/start_when")]),
        ("16a", "partly", &[(PROGRAM, "/diary")]),
        ("16a", "partly", &[(PROGRAM, "/supervision")]),
        ("16a", "missing", &[(PROGRAM, "/diary"), (PROGRAM, "/supervision")]),
    ];
    for (item, expected, without) in cases {
        let mut sample = Sample::new();
        for (file, pointer) in *without {
            sample.remove(file, pointer);
        }
        let report = sample.json();
        let found = cert(&report, item);
        assert_eq!(found["status"], *expected, "item {item} without {without:?}");
        // What is missing is said at the places that were emptied.
        if matches!(*expected, "partly" | "missing") {
            let at = places(&found["missing"]);
            let removed = without.iter().all(|(file, pointer)| {
                at.iter()
                    .any(|(f, p)| f == file && (p.starts_with(pointer) || pointer.starts_with(p.as_str())))
            });
            // A phase leaves no place behind, the dose of an exercise may stand in the program as well, and a picture's
            // file is missed where a figure would do.
            let elsewhere =
                without.iter().any(|(_, pointer)| matches!(*pointer, "/phases/1" | "/dose" | "/media"));
            assert!(removed || elsewhere, "item {item} without {without:?} points at {at:?}");
        }
        let answers = places(&found["answered_by"]);
        for (file, pointer) in answers {
            assert!(
                sample.documents[&file].pointer(&pointer).is_some(),
                "item {item} names {file} {pointer}"
            );
        }
    }
}

#[test]
fn with_all_its_fields_every_item_is_answered() {
    let mut sample = Sample::new();
    // A drawn figure is a picture as a file is.
    sample.documents.get_mut(LIFT).unwrap()["figures"] = json!([{ "frames": [{ "id": "start" }] }]);
    let report = sample.json();
    assert_eq!(places(&cert(&report, "8")["answered_by"]).len(), 8, "both pictures are named");
    assert!(report["programs"][0]["exercises"].as_array().unwrap().iter().all(|e| e["has_picture"] == true));
    let cert = &report["programs"][0]["cert"];
    let open: Vec<_> =
        items(cert).filter(|item| item["status"] != "answered").map(|item| &item["item"]).collect();
    assert_eq!(open, ["16b"], "what came of a program is known only after use");
    assert_eq!(cert["answered"], 18);
    assert_eq!(items(cert).count(), 19);
}

/// Each item by the fields that answer it: kind, field, number of places.
#[test]
fn each_item_names_the_fields_that_answer_it() {
    let report = Sample::new().json();
    let mut table = String::new();
    for item in items(&report["programs"][0]["cert"]) {
        let fields = item["answered_by"].as_array().unwrap().iter().map(|field| {
            let count = field["places"].as_array().unwrap().len();
            format!("{} {} {count}", text(&field["kind"]), text(&field["field"]))
        });
        let fields: Vec<_> = fields.collect();
        table += &[text(&item["item"]), ": ", &fields.join(", "), "\n"].concat();
    }
    snapbox::assert_data_eq!(
        table,
        snapbox::str![[r"
1: exercise /equipment 2
2: program /authors 1, program /review/reviewed_by 1, program /see_professional 1
3: program /delivery 1
4: program /supervision 1
5: program /diary/records 1
6: program /goals 1, program /outcome_measures 1, program /phases/*/sessions/*/items/*/why 1, program /phases/*/keep_going 1
7a: program /phases/*/move_on_when 1, program /phases/*/keep_going 1
7b: program /phases 1, program /phases/*/step_back_when 2, program /phases/*/weeks 2, exercise /harder 1, exercise /easier 2
8: exercise /steps 2, exercise /start_position 2, exercise /feel 1, exercise /breathing 1, exercise /media 1
9: program /setting 1, program /phases/*/sessions/*/frequency 3
10: program /advice 1, condition /summary 1, condition /what_helps 1
11: program /stop_rules 1, program /pain_rule 1, program /red_flags 1, program /cautions 1, program /diary/records 1
12: program /setting 1
13: exercise /dose 2, exercise /dose/effort 1, program /phases/*/sessions/*/frequency/times_a_day 3, program /phases/*/sessions/*/frequency/days_a_week 2, program /phases/*/sessions/*/frequency/days 1
14a: program /conditions 1, program /for_whom 1, program /tailoring_notes 1
14b: program /tailoring_notes 1, program /phases/*/sessions/*/items/*/alternatives 1
15: program /start_when 1
16a: program /diary/records 1, program /supervision 1, program /outcome_measures 1
16b: 

"]]
    );
}

/// Bend: 20 + 2 × 10 × 4 + 30 = 130 s. Lift, on each side: 20 + 3 × 2 × 20 + 3 × 5 + 2 × 10 = 175 s.
#[test]
fn minutes_and_repetitions_follow_from_doses_sides_and_frequencies() {
    let report = Sample::new().json();
    let phases = &report["programs"][0]["phases"];
    let one = &phases[0];
    // Twice a day on each of 7 days: 130 s × 14 = 1820 s.
    assert_eq!(one["sessions"][0]["each_time"]["minutes"], json!({ "min": 3, "max": 3 }));
    assert_eq!(one["fullest_day"]["minutes"], json!({ "min": 5, "max": 5 }));
    assert_eq!(one["week"]["minutes"], json!({ "min": 31, "max": 31 }));
    assert_eq!(one["week"]["repetitions"], json!({ "min": 280, "max": 280 }));
    let two = &phases[1];
    // 305 s on each of 7 days, and 175 s on Monday and Thursday alone: 305 × 7 + 175 × 2 = 2485 s.
    assert_eq!(two["week"]["minutes"], json!({ "min": 42, "max": 42 }));
    assert_eq!(
        two["week"]["repetitions"],
        json!({ "min": 20 * 7 + 6 * 7 + 6 * 2, "max": 20 * 7 + 6 * 7 + 6 * 2 })
    );
    assert_eq!(two["fullest_day"]["minutes"], json!({ "min": 8, "max": 8 }));
}

#[test]
fn sessions_on_different_days_do_not_add_up_to_a_day() {
    let mut sample = Sample::new();
    let sessions = sample.documents.get_mut(PROGRAM).unwrap().pointer_mut("/phases/1/sessions").unwrap();
    sessions[0]["frequency"] = json!({ "times_a_day": 1, "days": ["tuesday"], "basis": basis() });
    let report = sample.json();
    assert_eq!(report["programs"][0]["phases"][1]["fullest_day"]["minutes"], json!({ "min": 6, "max": 6 }));
}

#[test]
fn a_figure_that_cannot_be_told_is_left_out() {
    let mut sample = Sample::new();
    sample.remove(BEND, "/dose");
    let report = sample.json();
    let phase = &report["programs"][0]["phases"][0];
    assert_eq!((phase.get("week"), phase["sessions"][0].get("each_time")), (None, None));
    let (_, human, _) = sample.run(&["report"]);
    assert!(human.contains("       ?"), "{human}");
}

/// The formula asks for enough words, and for English.
#[test]
fn texts_have_a_reading_grade_where_it_can_be_told() {
    let grades = |sample: &Sample| {
        let reading = sample.json()["programs"][0]["reading"].clone();
        ["program", "everything"].map(|of| reading[of]["flesch_kincaid_grade"].is_number())
    };
    assert_eq!(grades(&Sample::new()), [false, true], "the program's own texts are short");
    assert_eq!(grades(&Sample::german()), [false, false]);
    let mut hard = Sample::new();
    hard.documents.get_mut("library.json").unwrap()["thresholds"] = json!({ "max_reading_grade": 1 });
    let long = "Physiotherapeutic rehabilitation necessitates considerable individualised determination. "
        .repeat(20);
    hard.documents.get_mut(BEND).unwrap()["purpose"] = json!(long.trim());
    let report = hard.json();
    let program = &report["programs"][0];
    assert_eq!(program["exercises"][0]["reading"]["above_limit"], true);
    assert_eq!(program["reading"]["everything"]["above_limit"], true);
    assert_eq!(program["reading"]["program"]["above_limit"], false);
    let (_, out, _) = hard.run(&["report"]);
    assert!(
        out.lines().any(|line| line.trim_start().starts_with("bend ") && line.ends_with("ABOVE THE LIMIT")),
        "{out}"
    );
}

#[test]
fn reviews_are_overdue_the_day_after_they_were_due() {
    let sample = Sample::new();
    let overdue = |today: &str| {
        let (_, out, _) = sample.run(&["report", "--format", "json", "--today", today]);
        let report: Value = serde_json::from_str(&out).unwrap();
        let documents = report["programs"][0]["review"]["documents"].as_array().unwrap().clone();
        let late = documents.into_iter().filter(|d| d["overdue"] == true);
        late.map(|d| format!("{} {} {}", text(&d["kind"]), text(&d["id"]), d["days_left"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(overdue("2027-02-10"), Vec::<String>::new());
    assert_eq!(overdue("2027-02-11"), ["exercise lift -1"]);
    assert_eq!(overdue(TODAY), ["exercise lift -19"]);
}

#[test]
fn the_markdown_of_a_program() {
    let (code, out, note) = Sample::german().run(&["report", "ease", "--format", "markdown"]);
    assert_eq!((code, note.as_str()), (Some(0), ""));
    snapbox::assert_data_eq!(out, snapbox::file!["../golden/coverage.md"].raw());
}

#[test]
fn the_page_of_a_program_for_people() {
    let (code, out, note) = Sample::german().run(&["report", "ease"]);
    assert_eq!((code, note.as_str()), (Some(0), ""));
    snapbox::assert_data_eq!(out, snapbox::file!["../golden/coverage.txt"].raw());
}

#[test]
fn errors_do_not_stop_the_report_and_are_told() {
    let mut sample = Sample::new();
    sample.remove(PROGRAM, "/stop_rules");
    let (code, out, note) = sample.run(&["report"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("lacks when to stop, and whom to tell: /stop_rules"), "{out}");
    assert_eq!(note, "nothing can be handed out: 1 error stands in the way, `regimen check` shows what\n");
}

#[test]
fn a_library_that_cannot_be_read_gives_no_report() {
    let mut sample = Sample::new();
    sample.remove(BEND, "/title");
    let (code, out, note) = sample.run(&["report"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(note.starts_with("no report: "), "{note}");
}

#[test]
fn a_program_that_is_not_there_is_a_wrong_call() {
    let (code, out, note) = Sample::new().run(&["report", "eas"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(note.contains("there is no program eas"), "{note}");
}

#[test]
fn the_json_fits_its_schema_and_the_committed_schema_is_this_one() {
    let (_, schema, _) = run(&sample_pack(), &["schema", "coverage"]);
    assert_eq!(
        read(&root().join("schemas/v1/coverage.schema.json")),
        schema,
        "run `regimen schema --out schemas/v1`"
    );
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let sample = Sample::new().write();
    for library in [sample.path(), &sample_pack()] {
        let (_, out, _) = run(library, &["report", "--format", "json", "--today", TODAY]);
        let report: Value = serde_json::from_str(&out).unwrap();
        let errors: Vec<_> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    assert_described(&schema, "");
}

/// The report of the whole sample pack: within 100 columns, without a space at any end, the same each time.
#[test]
fn the_pages_of_the_pack_fit_a_terminal_and_are_the_same_each_time() {
    let call = ["report", "--today", TODAY];
    let (_, out, _) = run(&sample_pack(), &call);
    for line in out.lines() {
        assert!(line.chars().count() <= 100 && line.trim_end() == line, "{line:?}");
    }
    assert_eq!(out, run(&sample_pack(), &call).1);
}

/// A row of a table has as many cells as its head.
#[test]
fn the_tables_of_the_pack_are_whole() {
    let (_, out, _) = run(&sample_pack(), &["report", "--format", "markdown", "--today", TODAY]);
    let mut columns = None;
    for line in out.lines() {
        let cells = line.replace("\\|", "").matches('|').count();
        match columns {
            Some(n) if line.starts_with('|') => assert_eq!(cells, n, "{line}"),
            _ => columns = line.starts_with('|').then_some(cells),
        }
    }
    assert!(out.matches("\n## ").count() >= 3);
}

fn assert_described(schema: &Value, at: &str) {
    match schema {
        Value::Object(object) => {
            for (key, property) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
                assert!(property["description"].is_string(), "{at}: {key} has no description");
            }
            if object.contains_key("properties") {
                assert_eq!(object.get("additionalProperties"), Some(&json!(false)), "{at} takes other keys");
            }
            object.iter().for_each(|(key, value)| assert_described(value, &format!("{at}/{key}")));
        }
        Value::Array(items) => items.iter().for_each(|item| assert_described(item, at)),
        _ => {}
    }
}

/// A small library, document by document.
struct Sample {
    documents: BTreeMap<String, Value>,
}

impl Sample {
    fn new() -> Self {
        let documents = [
            (
                "library.json",
                json!({
                    "title": "A | small library", "publisher": { "name": "Nobody" }, "language": "en", "paper": "a4",
                    "emergency_number": "112", "packs": ["pack"],
                }),
            ),
            (
                "pack/pack.json",
                json!({
                    "id": "pack", "version": "1.0.0", "title": "Pack", "licence": "CC0-1.0",
                    "authors": [{ "role": "editor" }], "languages": ["en"],
                }),
            ),
            (
                "pack/sources/guide.json",
                json!({
                    "id": "guide", "citation": "A guide to [knees]", "source_type": "guideline", "doi": "10.1000/1",
                }),
            ),
            (
                "pack/sources/trial.json",
                json!({
                    "id": "trial", "citation": "A trial", "source_type": "trial", "link": "https://example.org/a_b",
                }),
            ),
            (
                "pack/conditions/stiff-knee.json",
                json!({
                    "id": "stiff-knee", "title": "Stiff knee", "plain_name": "stiff knee", "region": "knee",
                    "summary": ["Your knee is stiff."], "what_helps": "Moving it helps.",
                    "favoured_movements": ["knee-flexion"], "cautioned_movements": ["hip-adduction"],
                    "red_flags": ["infection"], "sources": ["guide"], "review": review("2028-01-31"),
                }),
            ),
            (
                "pack/red_flags/infection.json",
                json!({
                    "id": "infection", "title": "Infection", "concern": "infection",
                    "signs": [{ "text": "Your knee is hot and red.", "shows": ["fever"] }],
                    "urgency": "same-day", "what_to_do": "Call your doctor today.", "sources": ["guide"],
                    "review": review("2028-01-31"),
                }),
            ),
            (
                "pack/advice/warmth.json",
                json!({
                    "id": "warmth", "title": "Keep it warm", "text": "Keep your knee warm.", "group": "heat-and-cold",
                    "sources": ["guide"], "review": review("2028-01-31"),
                }),
            ),
            (
                BEND,
                json!({
                    "id": "bend", "title": "Bend your knee", "category": "mobility", "start_position": "sitting",
                    "laterality": "both-sides", "movements": ["knee-flexion"], "purpose": "It loosens your knee.",
                    "steps": ["Sit on a chair.", "Slide your foot back."], "feel": "You feel a mild pull.",
                    "breathing": "Breathe out as you bend.",
                    "dose": { "kind": "repetitions", "sets": 2, "repetitions": 10, "basis": basis() },
                    "easier": [{ "text": "Use a towel." }], "harder": [{ "text": "Pull with your hands." }],
                    "cautions": ["Do not force it."], "target_muscles": ["quadriceps"], "equipment": ["chair", "towel"],
                    "media": [{ "file": "media/bend.svg", "alt": "Somebody bends a knee.", "licence": "CC0-1.0" }],
                    "sources": ["guide"], "review": review("2028-01-31"),
                }),
            ),
            (
                LIFT,
                json!({
                    "id": "lift", "title": "Lift your *leg*", "category": "strength", "start_position": "side-lying",
                    "laterality": "each-side", "movements": ["hip-abduction", "neutral-spine"],
                    "purpose": "It makes your hip strong.", "steps": ["Lie on your side.", "Lift the upper leg."],
                    "dose": { "kind": "hold", "sets": 3, "hold_seconds": 20, "rest_seconds": 10, "effort": 5, "basis": basis() },
                    "easier": [{ "text": "Bend your knee." }], "equipment": ["none"], "cautions": ["Keep your hips still."],
                    "sources": ["trial"], "review": review("2027-02-10"),
                }),
            ),
            (PROGRAM, program()),
        ];
        Self {
            documents: documents.into_iter().map(|(file, document)| (file.to_owned(), document)).collect(),
        }
    }

    /// The same in a language that has no reading grade: the pages do not hang on how syllables are counted.
    fn german() -> Self {
        let mut sample = Self::new();
        sample.documents.get_mut("library.json").unwrap()["language"] = json!("de");
        sample
    }

    /// Takes a value out of a document.
    fn remove(&mut self, file: &str, pointer: &str) {
        let (parent, last) = pointer.rsplit_once('/').unwrap();
        let parent = self.documents.get_mut(file).unwrap().pointer_mut(parent).unwrap();
        match parent {
            Value::Object(object) => drop(object.shift_remove(last).unwrap()),
            Value::Array(items) => drop(items.remove(last.parse().unwrap())),
            _ => panic!("{pointer} has no parent"),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the test writes a library of its own")]
    fn write(&self) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let media = dir.path().join("pack/media");
        std::fs::create_dir_all(&media).unwrap();
        std::fs::write(media.join("bend.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
        for (file, document) in &self.documents {
            let path = dir.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, document.to_string()).unwrap();
        }
        dir
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let dir = self.write();
        let today: &[&str] = if args.contains(&"--today") { &[] } else { &["--today", TODAY] };
        run(dir.path(), &[args, today].concat())
    }

    fn json(&self) -> Value {
        let (_, out, note) = self.run(&["report", "--format", "json"]);
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{note}"))
    }
}

fn program() -> Value {
    json!({
        "id": "ease", "title": "Ease your knee", "purpose": "It loosens your knee.",
        "for_whom": "You have a stiff knee.", "conditions": ["stiff-knee"], "cautions": ["Go slowly."],
        "goals": [{ "text": "You want to climb stairs.", "measure": "You climb one floor." }],
        "setting": "clinic-and-home", "delivery": "individual", "supervision": "regular-review",
        "see_professional": "See a physiotherapist first.", "start_when": "Start when the swelling is gone.",
        "pain_rule": {
            "acceptable_pain": 3, "settles_within_hours": 24, "text": "A mild ache is fine.", "sources": ["guide"],
        },
        "stop_rules": [{ "when": "It hurts more.", "then": "Stop. Tell your physiotherapist." }],
        "red_flags": ["infection"],
        "phases": [
            {
                "title": "Loosen", "weeks": { "min": 1, "max": 2 },
                "sessions": [{
                    "title": "Morning and evening",
                    "frequency": { "times_a_day": 2, "days_a_week": 7, "basis": basis() },
                    "items": [{ "exercise": "bend", "why": "It loosens." }],
                }],
                "move_on_when": ["It bends with ease."], "step_back_when": ["It swells: rest for a day."],
            },
            {
                "title": "Get strong", "weeks": 4,
                "sessions": [
                    {
                        "title": "Each day",
                        "frequency": { "times_a_day": 1, "days_a_week": 7, "basis": basis() },
                        "items": [{ "exercise": "bend", "alternatives": ["lift"] }, { "exercise": "lift" }],
                    },
                    {
                        "title": "Once more",
                        "frequency": { "times_a_day": 1, "days": ["monday", "thursday"], "basis": basis() },
                        "items": [{ "exercise": "lift" }],
                    },
                ],
                "step_back_when": ["It swells: go back."], "keep_going": "Do it twice a week.",
            },
        ],
        "advice": ["warmth"],
        "diary": { "weeks": 4, "records": ["done", "leg-pain"] },
        "outcome_measures": [{ "title": "Stairs", "scale": "count", "how": "Count the floors that you climb." }],
        "tailoring_notes": ["Older adults: fewer sets."],
        "authors": [{ "role": "physiotherapist", "name": "A. Nyone" }],
        "sources": ["guide"], "review": review("2028-01-31"),
        "waivers": [{
            "rule": "volume-jump", "at": "/phases/1", "reason": "The second phase adds a | new exercise.",
            "by": { "role": "physiotherapist" },
        }],
    })
}

fn basis() -> Value {
    json!({ "editorial": "The editors' own figures." })
}

fn review(due_on: &str) -> Value {
    json!({
        "status": "published", "reviewed_by": [{ "role": "physiatrist" }], "reviewed_on": "2026-12-01", "due_on": due_on,
    })
}

fn cert<'r>(report: &'r Value, item: &str) -> &'r Value {
    items(&report["programs"][0]["cert"]).find(|found| found["item"] == item).unwrap()
}

fn items(cert: &Value) -> impl Iterator<Item = &Value> {
    cert["items"].as_array().unwrap().iter()
}

/// The places of fields or gaps: file and pointer.
fn places(fields: &Value) -> Vec<(String, String)> {
    let places = fields.as_array().unwrap().iter().flat_map(|field| field["places"].as_array().unwrap());
    places.map(|place| (text(&place["file"]).to_owned(), text(&place["pointer"]).to_owned())).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn run(library: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_regimen"));
    let Output { status, stdout, stderr } =
        command.arg("--library").arg(library).args(args).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sample_pack() -> PathBuf {
    root().join("programs")
}

#[expect(clippy::disallowed_methods, reason = "the test compares with what is committed")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
