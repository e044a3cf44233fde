//! Each rule fires on a copy of the real pack that is changed in one place, at that place, and no other rule does.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use regimen_schema::{Level, Spot};
use regimen_validator::Placed;
use regimen_validator::rules::ALL;
use serde_json::{Value, json};

use super::base::{Memory, line};
use super::pages::{NOT_SHOWN, replace};

#[test]
fn the_pack_holds_no_error() {
    let errors: Vec<_> =
        pack().check().findings.iter().filter(|f| f.finding.level == Level::Error).map(line).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn every_rule_fires_where_the_pack_is_changed_and_no_other_rule_does() {
    let pack = pack();
    let before: BTreeSet<_> = pack.check().findings.iter().map(place).collect();
    let mut wrong = String::new();
    for (rule, file, pointer, edits) in cases() {
        let mut changed = pack.clone();
        for edit in &edits {
            edit.apply(&mut changed);
        }
        let after: BTreeSet<_> = changed.check().findings.iter().map(place).collect();
        let new: Vec<_> = after.difference(&before).collect();
        let expected = (rule.to_owned(), file.to_owned(), pointer.to_owned());
        if new != [&expected] {
            let _ = writeln!(wrong, "{expected:?} expected, found {new:#?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_has_a_change() {
    let tried: BTreeSet<_> = cases().into_iter().map(|(rule, ..)| rule).collect();
    for rule in ALL.iter().filter(|rule| !NOT_SHOWN.iter().any(|(id, _)| *id == rule.id)) {
        assert!(tried.contains(rule.id), "{}: no change of the pack shows it", rule.id);
    }
}

/// Who refers to a document that cannot be read is not to blame, and what is computed without it is not told.
#[test]
fn a_broken_document_gives_findings_in_itself_alone() {
    let pack = pack();
    let before: BTreeSet<_> = pack.check().findings.iter().map(place).collect();
    for file in pack.paths().filter(|file| file.strip_suffix(".json").is_some()) {
        let mut broken = pack.clone();
        let text = broken.text(file).trim_end().strip_suffix('}').unwrap().to_owned();
        broken.put(file, text.as_bytes());
        let after: BTreeSet<_> = broken.check().findings.iter().map(place).collect();
        let new: Vec<_> = after.difference(&before).collect();
        assert_eq!(new, [&("invalid-json".to_owned(), file.to_owned(), "text".to_owned())]);
    }
}

/// A rule, the file and pointer at which it fires, and the change that makes it fire.
type Case = (&'static str, &'static str, &'static str, Vec<Edit>);

enum Edit {
    /// Puts a value at a pointer of a file, or takes it away if it is `null`.
    Set(&'static str, &'static str, Value),
    /// Changes the text of a file.
    Text(&'static str, &'static str, &'static str),
    /// Copies a file.
    Copy(&'static str, &'static str),
    /// Adds a file.
    File(&'static str, Value),
}

impl Edit {
    fn apply(&self, memory: &mut Memory) {
        match self {
            Self::Set(file, pointer, value) => {
                let mut document: Value = serde_json::from_str(memory.text(file)).unwrap();
                replace(&mut document, pointer, value.clone());
                memory.put(file, document.to_string().as_bytes());
            }
            Self::Text(file, from, to) => {
                let text = memory.text(file);
                assert!(text.contains(from), "{file} does not hold {from}");
                let changed = text.replacen(from, to, 1);
                memory.put(file, changed.as_bytes());
            }
            Self::Copy(from, to) => {
                let text = memory.text(from).to_owned();
                memory.put(to, text.as_bytes());
            }
            Self::File(file, value) => memory.put(file, value.to_string().as_bytes()),
        }
    }
}

const LIBRARY: &str = "library.json";
const ADVICE: &str = "sciatica/advice/lift-with-bent-knees.json";
const HERNIATION: &str = "sciatica/conditions/lumbar-disc-herniation.json";
const COBRA: &str = "sciatica/exercises/cobra.json";
const BRIDGE: &str = "sciatica/exercises/bridge.json";
const WARM_UP: &str = "sciatica/exercises/light-warm-up.json";
const PROGRAM: &str = "sciatica/programs/lumbar-disc-herniation.json";
const SOURCE: &str = "sciatica/sources/s2.json";
const PRESCRIPTION: &str = "prescriptions/sample.json";
const SCHEMA: &str = "../schemas/v1/prescription.schema.json";

/// The first item of the first session of the first phase.
const ITEM: &str = "/phases/0/sessions/0/items/0";

fn cases() -> Vec<Case> {
    let mut cases = structure_and_links();
    cases.extend(dose());
    cases.extend(safety());
    cases.extend(language());
    cases.extend(evidence_access_and_codes());
    cases.extend(figures());
    cases
}

fn structure_and_links() -> Vec<Case> {
    use Edit::{Copy, File, Set, Text};
    let waiver = |until: Option<&str>| {
        let by = json!({ "role": "physiotherapist" });
        let mut waiver = json!({ "rule": "jargon", "at": "/text", "reason": "A test.", "by": by });
        if let Some(until) = until {
            waiver["until"] = json!(until);
        }
        Set(ADVICE, "/waivers", json!([waiver]))
    };
    let prescription = |id: &str, overrides: Value| {
        let document = json!({
            "$schema": SCHEMA,
            "id": id,
            "program": "lumbar-disc-herniation",
            "affected_side": "left",
            "overrides": overrides
        });
        File(PRESCRIPTION, document)
    };
    let drop = json!([{ "kind": "drop", "exercise": "pigeon", "reason": "It hurts." }]);
    let new = "sciatica/advice/new.json";
    let twin = "sciatica/more/advice/lift-with-bent-knees.json";
    let media = json!({ "file": "media/none.png", "alt": "A box is lifted.", "licence": "CC-BY-4.0" });
    vec![
        ("invalid-json", ADVICE, "text", vec![Text(ADVICE, "\"group\"", "group")]),
        (
            "duplicate-key",
            ADVICE,
            "text",
            vec![Text(ADVICE, "\"group\":", "\"title\": \"Twice\", \"group\":")],
        ),
        ("wrong-schema", ADVICE, "/$schema", vec![Set(ADVICE, "/$schema", json!("v1/tip.schema.json"))]),
        ("missing-schema", ADVICE, "", vec![Set(ADVICE, "/$schema", Value::Null)]),
        ("unknown-key", ADVICE, "/tip", vec![Set(ADVICE, "/tip", json!("Lift."))]),
        ("missing-key", ADVICE, "", vec![Set(ADVICE, "/text", Value::Null)]),
        ("wrong-type", ADVICE, "/text", vec![Set(ADVICE, "/text", json!(3))]),
        ("not-allowed-value", ADVICE, "/group", vec![Set(ADVICE, "/group", json!("sleeping"))]),
        ("out-of-range", COBRA, "/steps", vec![Set(COBRA, "/steps", json!([]))]),
        ("id-differs-from-file-name", PRESCRIPTION, "/id", vec![prescription("other", json!([]))]),
        (
            "unknown-rule",
            LIBRARY,
            "/levels/no-rule",
            vec![Set(LIBRARY, "/levels", json!({ "no-rule": "hint" }))],
        ),
        (
            "safety-rule-lowered",
            LIBRARY,
            "/levels/missing-stop-rule",
            vec![Set(LIBRARY, "/levels", json!({ "missing-stop-rule": "off" }))],
        ),
        ("unused-waiver", ADVICE, "/waivers/0", vec![waiver(None)]),
        ("expired-waiver", ADVICE, "/waivers/0/until", vec![waiver(Some("2026-01-31"))]),
        ("unknown-reference", ADVICE, "/sources/0", vec![Set(ADVICE, "/sources/0", json!("nowhere"))]),
        ("duplicate-id", twin, "/id", vec![Copy(ADVICE, twin)]),
        (
            "circular-reference",
            "sciatica/exercises/sphinx.json",
            "/easier/0/exercise",
            vec![Set("sciatica/exercises/sphinx.json", "/easier", json!([{ "exercise": "cobra" }]))],
        ),
        ("missing-file", ADVICE, "/picture/file", vec![Set(ADVICE, "/picture", media)]),
        ("unused-document", new, "/id", vec![Copy(ADVICE, new), Set(new, "/id", json!("new"))]),
        (
            "override-without-effect",
            PRESCRIPTION,
            "/overrides/0/exercise",
            vec![prescription("sample", drop)],
        ),
        (
            "nothing-left",
            PRESCRIPTION,
            "/overrides/1",
            vec![File(
                PRESCRIPTION,
                json!({
                    "$schema": SCHEMA,
                    "id": "sample",
                    "program": "return-to-activity",
                    "affected_side": "left",
                    "overrides": [
                        { "kind": "drop", "exercise": "pelvic-tilt", "session": "Small moves", "reason": "It hurts." },
                        { "kind": "drop", "exercise": "walking", "session": "Short strolls", "reason": "It hurts." },
                    ]
                }),
            )],
        ),
    ]
}

fn dose() -> Vec<Case> {
    use Edit::{Copy, Set};
    let new = "sciatica/exercises/new.json";
    let last = "/phases/0/sessions/1/items/1";
    // An exercise of its own, so that no other program gets longer by it.
    let new_exercise = |from, dose: Value, category: &str| {
        vec![
            Copy(from, new),
            Set(new, "/id", json!("new")),
            Set(new, "/category", json!(category)),
            Set(new, "/dose", dose),
            Set(PROGRAM, "/phases/0/sessions/1/items/-", json!({ "exercise": "new" })),
        ]
    };
    let basis = json!({ "editorial": "A test." });
    let hold = |seconds: u32| json!({ "kind": "hold", "sets": 1, "hold_seconds": seconds, "basis": basis });
    let strength = |sets: u32, repetitions: u32| json!({ "kind": "repetitions", "sets": sets, "repetitions": repetitions, "effort": 6, "basis": basis });
    let walk = |minutes: u32| json!({ "kind": "time", "minutes": minutes, "distance_km": 1, "effort": 3, "basis": basis });
    let items = |count: usize| json!(vec![json!({ "exercise": "supported-bridge" }); count]);
    vec![
        ("missing-dose", PROGRAM, last, new_exercise(COBRA, Value::Null, "yoga")),
        (
            "missing-frequency",
            PROGRAM,
            "/phases/2/sessions/2",
            vec![Set(PROGRAM, "/phases/2/sessions/2/frequency", Value::Null)],
        ),
        (
            "range-reversed",
            PROGRAM,
            "/phases/0/weeks",
            vec![Set(PROGRAM, "/phases/0/weeks", json!({ "min": 3, "max": 2 }))],
        ),
        ("conflicting-dose", new, "/dose/distance_km", new_exercise(WARM_UP, walk(5), "aerobic")),
        ("hold-too-long", new, "/dose/hold_seconds", new_exercise(COBRA, hold(61), "stretch")),
        ("hold-too-long", new, "/dose/hold_seconds", new_exercise(COBRA, hold(31), "stabilisation")),
        ("strength-dose-unusual", new, "/dose/repetitions", new_exercise(COBRA, strength(1, 21), "strength")),
        ("strength-dose-unusual", new, "/dose/repetitions", new_exercise(COBRA, strength(1, 3), "strength")),
        ("rest-not-stated", new, "/dose", new_exercise(COBRA, strength(2, 8), "strength")),
        ("effort-not-stated", new, "/dose", new_exercise(COBRA, hold(20), "strength")),
        (
            "session-too-long",
            PROGRAM,
            "/phases/0/sessions/1/items",
            new_exercise(COBRA, json!({ "kind": "time", "minutes": 20, "basis": basis }), "mobility"),
        ),
        (
            "too-many-exercises",
            PROGRAM,
            "/phases/0/sessions/1/items",
            vec![Set(PROGRAM, "/phases/0/sessions/1/items", items(4))],
        ),
        (
            "volume-jump",
            PROGRAM,
            "/phases/1/sessions",
            vec![Set(PROGRAM, "/phases/1/sessions/0/frequency/times_a_day", json!(12))],
        ),
    ]
}

fn safety() -> Vec<Case> {
    use Edit::{File, Set};
    let bend = json!({ "exercise": "standing-forward-bend" });
    let without = |key: &'static str| vec![Set(PROGRAM, key, Value::Null)];
    let swap = json!([{ "kind": "swap", "exercise": "bridge", "with": "side-lying-leg-raise", "reason": "Easier." }]);
    vec![
        ("missing-red-flags", PROGRAM, "", without("/red_flags")),
        ("missing-red-flags", PROGRAM, "/red_flags", without("/red_flags/0")),
        ("missing-screening", PROGRAM, "", without("/screening")),
        ("missing-see-professional", PROGRAM, "", without("/see_professional")),
        ("missing-stop-rule", PROGRAM, "", without("/stop_rules")),
        ("missing-pain-rule", PROGRAM, "", without("/pain_rule")),
        (
            "missing-pain-rule",
            PROGRAM,
            "/pain_rule/settles_within_hours",
            vec![Set(PROGRAM, "/pain_rule/settles_within_hours", json!(25))],
        ),
        ("missing-start-rule", PROGRAM, "", without("/start_when")),
        (
            "movement-conflict",
            PROGRAM,
            "/phases/0/sessions/0/items/0/alternatives/0",
            vec![
                Set("sciatica/exercises/standing-forward-bend.json", "/avoid_if", Value::Null),
                Set(PROGRAM, "/phases/0/sessions/0/items/0/alternatives", json!(["standing-forward-bend"])),
            ],
        ),
        (
            "avoid-if-conflict",
            PROGRAM,
            "/phases/0/sessions/0/items/0/alternatives/0",
            vec![
                Set(
                    "sciatica/exercises/reclining-twist.json",
                    "/avoid_if",
                    json!(["lumbar-disc-herniation"]),
                ),
                Set(PROGRAM, "/phases/0/sessions/0/items/0/alternatives", json!(["reclining-twist"])),
            ],
        ),
        ("missing-caution", COBRA, "", vec![Set(COBRA, "/cautions", Value::Null)]),
        ("no-exit-criterion", PROGRAM, "/phases/1", without("/phases/1/move_on_when")),
        ("no-exit-criterion", PROGRAM, "/phases/2", without("/phases/2/keep_going")),
        ("no-step-back", PROGRAM, "/phases/1", without("/phases/1/step_back_when")),
        (
            "missing-side",
            PRESCRIPTION,
            "",
            vec![File(
                PRESCRIPTION,
                json!({
                    "$schema": SCHEMA, "id": "sample", "program": "lumbar-disc-herniation", "overrides": swap
                }),
            )],
        ),
        (
            "discouraged-advice",
            ADVICE,
            "/text",
            vec![Set(ADVICE, "/text", json!("Wear a lumbar belt. Bend your knees."))],
        ),
        // Both at once, as an item: what a program holds against its own condition.
        (
            "movement-conflict",
            PROGRAM,
            "/phases/0/sessions/0/items/0/exercise",
            vec![
                Set("sciatica/exercises/standing-forward-bend.json", "/avoid_if", Value::Null),
                Set(PROGRAM, ITEM, bend),
            ],
        ),
    ]
}

fn language() -> Vec<Case> {
    use Edit::Set;
    let says = |text: &str| vec![Set(ADVICE, "/text", json!(text))];
    let hard = "Consistent participation in appropriate physical activity considerably accelerates recovery.";
    let hard = vec![hard; 14].join(" ");
    let long = "Go close to the box and bend your knees and keep your back straight and take it with both hands and \
                hold it near to you and stand up again.";
    let step = |text: &str| vec![Set(COBRA, "/steps/0", json!(text))];
    vec![
        ("hard-to-read", ADVICE, "/text", vec![Set(ADVICE, "/text", json!(hard))]),
        ("long-sentence", ADVICE, "/text", says(long)),
        ("long-step", COBRA, "/steps/0", step("Lie face down, then turn your head.")),
        ("jargon", COBRA, "/steps/0", step("Lie prone.")),
        ("asks-to-calculate", ADVICE, "/text", says("Lift half as much as before.")),
        ("shouting", ADVICE, "/text", says("Do NOT bend your back.")),
        ("shouting", ADVICE, "/text", says("Bend your knees!!")),
        ("markup-in-text", ADVICE, "/text", says("Bend your <b>knees</b>.")),
        (
            "markup-in-text",
            SOURCE,
            "/citation",
            vec![Set(SOURCE, "/citation", json!("*Sciatica* exercises"))],
        ),
    ]
}

fn evidence_access_and_codes() -> Vec<Case> {
    use Edit::{File, Set};
    let picture = |key: &'static str| {
        let mut media =
            json!({ "file": "media/lift.png", "alt": "A box is lifted.", "licence": "CC-BY-4.0" });
        media.as_object_mut().unwrap().remove(key);
        vec![File("sciatica/media/lift.png", json!(0)), Set(ADVICE, "/picture", media)]
    };
    let review = |review: Value| vec![Set(ADVICE, "/review", review)];
    let codes = |codes: &[(&str, &str)]| {
        let codes: Vec<_> =
            codes.iter().map(|(system, code)| json!({ "system": system, "code": code })).collect();
        vec![Set(HERNIATION, "/codes", json!(codes))]
    };
    let changed = json!({
        "status": "in-review", "reviewed_on": "2026-11-01", "changes": [{ "on": "2026-11-02", "what": "Shorter." }]
    });
    vec![
        ("missing-source", ADVICE, "", vec![Set(ADVICE, "/sources", Value::Null)]),
        ("missing-basis", BRIDGE, "/dose", vec![Set(BRIDGE, "/dose/basis", Value::Null)]),
        ("missing-author", PROGRAM, "", vec![Set(PROGRAM, "/authors", Value::Null)]),
        (
            "low-contrast",
            "library.json",
            "/theme/colours/accent",
            vec![Set("library.json", "/theme", json!({ "colours": { "accent": "#999999" } }))],
        ),
        ("missing-licence", ADVICE, "/picture", picture("licence")),
        (
            "review-overdue",
            ADVICE,
            "/review/due_on",
            vec![Set(ADVICE, "/review/due_on", json!("2026-11-20"))],
        ),
        ("still-draft", ADVICE, "/review/status", vec![Set(ADVICE, "/review/status", json!("draft"))]),
        ("published-unreviewed", ADVICE, "/review", review(json!({ "status": "published" }))),
        ("changed-since-review", ADVICE, "/review/changes/0/on", review(changed)),
        ("missing-alt-text", ADVICE, "/picture", picture("alt")),
        ("missing-equipment", COBRA, "", vec![Set(COBRA, "/equipment", Value::Null)]),
        ("bad-check-digit", HERNIATION, "/codes/0/code", codes(&[("snomed-ct", "20021006")])),
        ("wrong-system", HERNIATION, "/codes/0/code", codes(&[("icd-10-cm", "20021007")])),
        ("retired-code", HERNIATION, "/codes/0/code", codes(&[("icd-10-cm", "M54.5")])),
        ("unspecific-code", HERNIATION, "/codes/0/code", codes(&[("icd-10-cm", "M51.37")])),
        (
            "excluded-pair",
            HERNIATION,
            "/codes/1/code",
            codes(&[("icd-10-cm", "M51.17"), ("icd-10-cm", "M54.41")]),
        ),
    ]
}

fn figures() -> Vec<Case> {
    use Edit::Set;
    let figure = |position: &str, frame: Value| {
        let mut frame = frame;
        frame["id"] = json!("start");
        vec![Set(BRIDGE, "/figures", json!([{ "position": position, "frames": [frame] }]))]
    };
    let frame = "/figures/0/frames/0";
    let place = "/figures/0/frames/0/place";
    let squat = json!({ "angles": { "hip_flexion": 95, "knee_flexion": 120 } });
    let low_seat = json!({ "angles": { "hip_flexion": 25, "knee_flexion": 25 } });
    let sunk_leg =
        json!({ "angles": { "hip_extension": { "right": 30 } }, "contacts": { "right_leg": "free" } });
    let lean = |degrees: u8, height: u8| {
        let place = json!({ "kind": "tilt", "degrees": degrees, "ground": ["foot"], "height_cm": height });
        json!({ "place": place })
    };
    vec![
        ("missing-illustration", BRIDGE, "", vec![Set(BRIDGE, "/figures", Value::Null)]),
        (
            "unknown-frame",
            BRIDGE,
            "/figures/0/frames/1/ghost",
            vec![Set(BRIDGE, "/figures/0/frames/1/ghost", json!("begin"))],
        ),
        ("joint-out-of-range", BRIDGE, "/figures/0/frames/0/angles", figure("standing", squat)),
        (
            "contact-not-reached",
            BRIDGE,
            "/figures/0/frames/0/contacts/hands",
            figure("standing", json!({ "contacts": { "hands": "toes" } })),
        ),
        ("floating-figure", BRIDGE, place, figure("standing", lean(0, 12))),
        (
            "through-floor",
            BRIDGE,
            "/figures/0/frames/0/angles/hip_extension/right",
            figure("supine", sunk_leg),
        ),
        ("out-of-balance", BRIDGE, place, figure("standing", lean(25, 0))),
        (
            "overruled-angle",
            BRIDGE,
            "/figures/0/frames/0/angles/hip_flexion/right",
            figure(
                "supine",
                json!({ "angles": { "hip_flexion": { "right": 90 }, "knee_flexion": { "right": 90 } } }),
            ),
        ),
        (
            "limbs-overlap",
            BRIDGE,
            "/figures/0/frames/0/angles/hip_adduction",
            figure("supine", json!({ "angles": { "hip_adduction": 20 } })),
        ),
        ("prop-does-not-fit", BRIDGE, frame, figure("sitting", low_seat)),
        (
            "movement-not-named",
            BRIDGE,
            "/figures/0/frames/0/angles/lumbar_extension",
            figure("prone", json!({ "angles": { "lumbar_extension": 20 } })),
        ),
    ]
}

/// A finding by its rule, its file and its place; all places in a text that is no JSON count as "text".
fn place(placed: &Placed) -> (String, String, String) {
    let finding = &placed.finding;
    let pointer = match &finding.at.spot {
        Spot::Node { pointer, .. } => pointer.to_string(),
        Spot::Bytes(_) | Spot::File => "text".to_owned(),
    };
    (finding.rule.to_string(), finding.at.file.to_string(), pointer)
}

/// The pack that the repository holds.
pub(crate) fn pack() -> Memory {
    let mut memory = Memory::empty();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs");
    add(&mut memory, &root, &root);
    memory
}

#[expect(clippy::disallowed_methods, reason = "the test reads the pack that it changes in memory")]
fn add(memory: &mut Memory, root: &Path, folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add(memory, root, &path);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            memory.put(&name, &std::fs::read(&path).unwrap());
        }
    }
}
