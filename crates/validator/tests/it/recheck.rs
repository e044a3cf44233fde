//! A check that remembers finds what a check from nothing finds, whatever has been done to the library in between.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use regimen_validator::{Options, Recheck};
use serde_json::{Value, json};

use super::base::{Memory, today};
use super::mutations::pack;

/// One thing that an author does to a library between two checks.
#[derive(Debug, Clone)]
enum Edit {
    /// Puts the value of one place of a document at another.
    Move { file: Index, from: Index, to: Index },
    /// Puts a value at a place.
    Set { file: Index, at: Index, value: Value },
    /// Takes a value away.
    Take { file: Index, at: Index },
    /// Breaks the text.
    Break { file: Index, at: Index },
    /// Takes a file away.
    Delete { file: Index },
    /// Copies a document to another file, under its own id or another one.
    Copy { file: Index, id: bool },
    /// Puts back what was there at first.
    Undo { file: Index },
}

fn edit() -> impl Strategy<Value = Edit> {
    let index = any::<Index>;
    let values = select(vec![
        json!(2),
        json!({ "min": 3, "max": 1 }),
        json!("knee-hug"),
        json!("no-such-document"),
        json!("each-side"),
        json!("strength"),
        json!("Lie prone."),
        json!(["lumbar-flexion"]),
        json!([]),
        json!({ "kind": "hold", "sets": 3, "hold_seconds": 200 }),
        json!("media/other.svg"),
        json!("2020-01-01"),
    ]);
    prop_oneof![
        3 => (index(), index(), index()).prop_map(|(file, from, to)| Edit::Move { file, from, to }),
        4 => (index(), index(), values).prop_map(|(file, at, value)| Edit::Set { file, at, value }),
        3 => (index(), index()).prop_map(|(file, at)| Edit::Take { file, at }),
        1 => (index(), index()).prop_map(|(file, at)| Edit::Break { file, at }),
        1 => index().prop_map(|file| Edit::Delete { file }),
        1 => (index(), any::<bool>()).prop_map(|(file, id)| Edit::Copy { file, id }),
        3 => index().prop_map(|file| Edit::Undo { file }),
    ]
}

impl Edit {
    fn apply(&self, memory: &mut Memory, first: &Memory) {
        let names = |memory: &Memory| memory.paths().map(str::to_owned).collect::<Vec<_>>();
        let one_of = |file: &Index| file.get(&names(memory)).clone();
        let change = |memory: &mut Memory, file: &str, change: &dyn Fn(&mut Value, &[String])| {
            let Ok(mut document) = serde_json::from_slice::<Value>(memory.bytes(file)) else { return };
            let places = super::hostile::pointers(&document);
            change(&mut document, &places);
            memory.put(file, &serde_json::to_vec(&document).unwrap());
        };
        match self {
            Self::Move { file, from, to } => change(memory, &one_of(file), &|document, places| {
                let value = document.pointer(from.get::<String>(places)).unwrap().clone();
                *document.pointer_mut(to.get::<String>(places)).unwrap() = value;
            }),
            Self::Set { file, at, value } => change(memory, &one_of(file), &|document, places| {
                *document.pointer_mut(at.get::<String>(places)).unwrap() = value.clone();
            }),
            Self::Take { file, at } => change(memory, &one_of(file), &|document, places| {
                let Some((parent, last)) = at.get::<String>(places).rsplit_once('/') else { return };
                match document.pointer_mut(parent).unwrap() {
                    Value::Object(object) => drop(object.shift_remove(last)),
                    Value::Array(items) => drop(items.remove(last.parse().unwrap())),
                    _ => unreachable!(),
                }
            }),
            Self::Break { file, at } => {
                let file = one_of(file);
                let bytes = memory.bytes(&file);
                let length = at.index(bytes.len() + 1);
                let cut = bytes[..length].to_vec();
                memory.put(&file, &cut);
            }
            Self::Delete { file } => memory.remove(&one_of(file)),
            Self::Copy { file, id } => {
                let file = one_of(file);
                let copy = file.replace(".json", "-copy.json");
                let text = String::from_utf8_lossy(memory.bytes(&file)).into_owned();
                let name = file.rsplit('/').next().unwrap().trim_end_matches(".json").to_owned();
                let text = if *id {
                    text.replace(&format!("\"{name}\""), &format!("\"{name}-copy\""))
                } else {
                    text
                };
                memory.put(&copy, text.as_bytes());
            }
            Self::Undo { file } => {
                let file = file.get(&names(first)).clone();
                memory.put(&file, first.bytes(&file));
            }
        }
    }
}

fn holds(first: &Memory, turns: &[Vec<Edit>]) {
    let mut memory = first.clone();
    let mut recheck = Recheck::default();
    let options = Options { today: today() };
    assert_eq!(recheck.check(&memory, options).findings, memory.check().findings);
    for edits in turns {
        for edit in edits {
            edit.apply(&mut memory, first);
        }
        let (again, anew) = (recheck.check(&memory, options), memory.check());
        assert_eq!(again.documents, anew.documents);
        assert_eq!(again.findings, anew.findings, "after {edits:?}");
    }
}

fn turns() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    proptest::collection::vec(proptest::collection::vec(edit(), 1..4), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_to_a_small_library_is_found(turns in turns()) {
        holds(&Memory::base(), &turns);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_to_the_pack_is_found(turns in turns()) {
        holds(&pack(), &turns);
    }
}

#[test]
fn another_day_is_another_check() {
    let mut memory = Memory::base();
    let review = json!({ "review": { "status": "in-review", "due_on": "2026-11-25" } });
    memory.patch(regimen_schema::Kind::Advice, &review);
    let mut recheck = Recheck::default();
    assert_eq!(recheck.check(&memory, Options { today: today() }).findings, []);
    let later = Options { today: "2026-11-26".parse().unwrap() };
    let found: Vec<_> = recheck.check(&memory, later).findings.into_iter().map(|p| p.finding.rule).collect();
    assert_eq!(found, ["review-overdue"]);
}

#[test]
fn a_new_document_may_be_what_an_older_one_meant() {
    let mut memory = Memory::base();
    let mut recheck = Recheck::default();
    let program = json!({ "advice": ["lift", "sit-straight-at-work"] });
    memory.patch(regimen_schema::Kind::Program, &program);
    let helps = |recheck: &mut Recheck, memory: &Memory| {
        let found = recheck.check(memory, Options { today: today() }).findings;
        found
            .into_iter()
            .filter(|p| p.finding.level.name() == "error")
            .map(|p| p.finding.help.unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        helps(&mut recheck, &memory),
        ["write advice/sit-straight-at-work.json, or name one that exists"]
    );
    let advice = memory.text("pack/advice/lift.json").replace("\"lift\"", "\"sit-straight-at-works\"");
    memory.put("pack/advice/sit-straight-at-works.json", advice.as_bytes());
    assert_eq!(helps(&mut recheck, &memory), ["did you mean \"sit-straight-at-works\"?"]);
}

#[test]
fn a_picture_that_goes_is_missed_though_no_document_changed() {
    let mut memory = Memory::base();
    let mut recheck = Recheck::default();
    let mut rules = |memory: &Memory| {
        let found = recheck.check(memory, Options { today: today() }).findings;
        found.into_iter().map(|p| p.finding.rule.into_owned()).collect::<Vec<_>>()
    };
    let picture = json!({ "file": "media/lift.png", "alt": "A box is lifted.", "licence": "CC-BY-4.0" });
    memory.patch(regimen_schema::Kind::Advice, &json!({ "picture": picture }));
    memory.put("pack/media/lift.png", b"");
    assert_eq!(rules(&memory), Vec::<String>::new());
    memory.remove("pack/media/lift.png");
    assert_eq!(rules(&memory), ["missing-file"]);
}

#[test]
fn a_place_in_another_document_moves_with_it() {
    let mut memory = Memory::base();
    let mut recheck = Recheck::default();
    let options = Options { today: today() };
    // The prescription makes a session too long, and the finding shows where the session stands.
    let dose = json!({ "kind": "time", "minutes": 90, "basis": { "editorial": "sample" } });
    let change = json!([{ "kind": "dose", "exercise": "knee-hug", "dose": dose, "reason": "More." }]);
    memory.patch(regimen_schema::Kind::Prescription, &json!({ "overrides": change }));
    let found = recheck.check(&memory, options).findings;
    assert!(found.iter().any(|p| p.related.iter().any(|place| place.line > 1)), "{found:#?}");
    let path = "pack/programs/home.json";
    let on_one_line = serde_json::from_str::<Value>(memory.text(path)).unwrap().to_string();
    memory.put(path, on_one_line.as_bytes());
    assert_eq!(recheck.check(&memory, options).findings, memory.check().findings);
}
