//! A prescription is judged as the program that comes of it, and each finding points at the override that caused it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use regimen_schema::{Kind, Spot};
use serde_json::{Value, json};

use super::base::{Memory, line, path_of};
use super::pages::replace;

const FILE: &str = "prescriptions/sample.json";

/// The base library with these overrides in its prescription.
fn with(overrides: &Value) -> Memory {
    let mut memory = Memory::base();
    set(&mut memory, Kind::Prescription, "/overrides", overrides);
    memory
}

fn set(memory: &mut Memory, kind: Kind, pointer: &str, value: &Value) {
    let mut document: Value = serde_json::from_str(memory.text(path_of(kind))).unwrap();
    replace(&mut document, pointer, value.clone());
    memory.put(path_of(kind), document.to_string().as_bytes());
}

/// The rules that fire, each with its place in the prescription.
fn found(memory: &Memory) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for placed in memory.check().findings {
        assert_eq!(&*placed.finding.at.file, FILE, "{}", line(&placed));
        let Spot::Node { pointer, .. } = &placed.finding.at.spot else { panic!("{}", line(&placed)) };
        found.push((placed.finding.rule.to_string(), pointer.to_string()));
    }
    found
}

fn at(rule: &str, place: &str) -> (String, String) {
    (rule.to_owned(), place.to_owned())
}

fn dose(sets: u32, repetitions: u32, hold: u32) -> Value {
    json!({ "kind": "repetitions", "sets": sets, "repetitions": repetitions, "hold_seconds": hold })
}

#[test]
fn an_exercise_without_a_dose_is_found_where_it_was_swapped_in() {
    let mut memory = with(&json!([
        { "kind": "swap", "exercise": "knee-hug", "with": "rest", "reason": "It hurts." },
    ]));
    let mut rest: Value = serde_json::from_str(memory.text(path_of(Kind::Exercise))).unwrap();
    rest["id"] = json!("rest");
    rest.as_object_mut().unwrap().shift_remove("dose");
    memory.put("pack/exercises/rest.json", rest.to_string().as_bytes());
    assert_eq!(found(&memory), [at("missing-dose", "/overrides/0/with")]);
    // A dose behind it mends that; one before it would have nothing to change.
    let swap = json!({ "kind": "swap", "exercise": "knee-hug", "with": "rest", "reason": "It hurts." });
    let dose = json!({ "kind": "dose", "exercise": "rest", "dose": dose(1, 10, 5), "reason": "As before." });
    set(&mut memory, Kind::Prescription, "/overrides", &json!([swap, dose]));
    assert_eq!(found(&memory), []);
    set(&mut memory, Kind::Prescription, "/overrides", &json!([dose, swap]));
    assert_eq!(
        found(&memory),
        [at("override-without-effect", "/overrides/0/exercise"), at("missing-dose", "/overrides/1/with")]
    );
}

#[test]
fn a_long_session_points_at_the_last_override_and_names_the_others() {
    let add = json!({ "kind": "add", "item": { "exercise": "knee-hug", "dose": dose(2, 20, 12) }, "session": "Every day", "reason": "Once more." });
    let memory = with(&json!([add, add]));
    let findings = memory.check().findings;
    let placed = findings.iter().find(|p| p.finding.rule == "session-too-long").unwrap();
    assert!(matches!(&placed.finding.at.spot, Spot::Node { pointer, .. } if **pointer == *"/overrides/1"));
    let related: Vec<_> =
        placed.finding.related.iter().map(|(at, _)| (&*at.file, format!("{:?}", at.spot))).collect();
    assert_eq!(related.len(), 2);
    assert!(related[0].0 == "pack/programs/home.json" && related[0].1.contains("/phases/0/sessions/0/items"));
    assert!(related[1].0 == FILE && related[1].1.contains("/overrides/0"));
}

/// Less at first makes a jump of what follows: the phase after it was not touched.
#[test]
fn a_jump_that_a_smaller_dose_makes_points_at_it() {
    let less = json!({ "kind": "dose", "exercise": "knee-hug", "dose": dose(1, 5, 1), "session": "Every day", "reason": "Less at first." });
    assert_eq!(found(&with(&json!([less]))), [at("volume-jump", "/overrides/0")]);
}

#[test]
fn what_the_program_has_by_itself_is_not_told_again() {
    let mut memory = with(&json!([
        { "kind": "note", "exercise": "knee-hug", "note": "Go slowly.", "reason": "It is sore." },
        { "kind": "add", "item": { "exercise": "knee-hug" }, "reason": "Once more." },
    ]));
    // A conflict that the program's authors waived, a hint that they live with.
    set(&mut memory, Kind::Program, "/phases/0/sessions/0/items/-", &json!({ "exercise": "forward-bend" }));
    let waiver = json!({ "rule": "movement-conflict", "at": "/phases/0/sessions/0/items/1", "reason": "Taught.", "by": { "role": "editor" } });
    set(&mut memory, Kind::Program, "/waivers", &json!([waiver]));
    assert_eq!(found(&memory), []);
    // The same exercise where they did not waive it is the clinician's own decision.
    let add = json!({ "kind": "add", "item": { "exercise": "forward-bend" }, "session": "Most days", "reason": "You can." });
    set(&mut memory, Kind::Prescription, "/overrides/1", &add);
    assert_eq!(found(&memory), [at("movement-conflict", "/overrides/1/item/exercise")]);
    let waiver = json!({ "rule": "movement-conflict", "at": "/overrides/1", "reason": "Needed at work.", "by": { "role": "physiotherapist" } });
    set(&mut memory, Kind::Prescription, "/waivers", &json!([waiver]));
    assert_eq!(found(&memory), []);
}

#[test]
fn a_faulty_dose_is_found_key_by_key() {
    let reversed = json!({ "kind": "repetitions", "sets": 1, "repetitions": { "min": 9, "max": 8 } });
    let add = json!({ "kind": "add", "item": { "exercise": "knee-hug", "dose": reversed }, "reason": "Once more." });
    let change = json!({ "kind": "dose", "exercise": "knee-hug", "dose": reversed, "reason": "Less." });
    assert_eq!(found(&with(&json!([add]))), [at("range-reversed", "/overrides/0/item/dose/repetitions")]);
    assert_eq!(found(&with(&json!([change]))), [at("range-reversed", "/overrides/0/dose/repetitions")]);
}

/// What a clinician writes about a patient is judged as what a patient reads, and never repeated in a finding.
#[test]
fn reasons_and_notes_are_judged_and_not_repeated() {
    let secret = "BOTCHED by Mrs Example: more than lumbar traction, 25 percent! Now! Now!";
    let memory = with(&json!([
        { "kind": "note", "exercise": "knee-hug", "note": secret, "reason": secret },
        { "kind": "add", "item": { "exercise": "knee-hug", "why": secret, "note": secret }, "reason": secret },
    ]));
    let places: BTreeSet<_> = found(&memory).into_iter().map(|(_, place)| place).collect();
    for place in
        ["/overrides/0/note", "/overrides/0/reason", "/overrides/1/item/why", "/overrides/1/item/note"]
    {
        assert!(places.contains(place), "{place} is not in {places:?}");
    }
    for placed in memory.check().findings {
        let said =
            format!("{} {:?} {:?}", placed.finding.message, placed.finding.help, placed.finding.related);
        for word in ["BOTCHED", "Example", "lumbar traction"] {
            assert!(!said.contains(word), "{said}");
        }
    }
}

fn an_override() -> impl Strategy<Value = Value> {
    let exercise = prop::sample::select(vec!["knee-hug", "forward-bend", "no-such-exercise"]);
    let session = prop::sample::select(vec![None, Some("Every day"), Some("Most days"), Some("Never")]);
    let kind = prop::sample::select(vec!["add", "drop", "swap", "dose", "note"]);
    let figures = (1..6_u32, 1..40_u32, 1..90_u32);
    (kind, exercise.clone(), exercise, session, figures).prop_map(|(kind, one, other, session, (sets, times, hold))| {
        let mut part = match kind {
            "add" => json!({ "kind": kind, "item": { "exercise": one, "dose": dose(sets, times, hold), "alternatives": [other] } }),
            "swap" => json!({ "kind": kind, "exercise": one, "with": other }),
            "dose" => json!({ "kind": kind, "exercise": one, "dose": dose(sets, times, hold) }),
            "note" => json!({ "kind": kind, "exercise": one, "note": "Mind the BIG cat." }),
            _ => json!({ "kind": kind, "exercise": one }),
        };
        part["reason"] = json!("It is so.");
        if let Some(session) = session {
            part["session"] = json!(session);
        }
        part
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever a prescription does to a good program, its findings lie in its own file, at places that it holds.
    #[test]
    fn findings_point_into_the_prescription(overrides in prop::collection::vec(an_override(), 0..6)) {
        let memory = with(&json!(overrides));
        let document: Value = serde_json::from_str(memory.text(FILE)).unwrap();
        for (rule, place) in found(&memory) {
            // What is missing is found at what should hold it.
            prop_assert!(document.pointer(&place).is_some(), "{rule} at {place} of {document:#}");
        }
        if overrides.is_empty() {
            prop_assert_eq!(found(&memory), []);
        }
    }
}
