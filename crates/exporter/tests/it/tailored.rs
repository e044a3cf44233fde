//! What is made for one patient.

use regimen_exporter::ALL;
use serde_json::{Value, json};

use crate::sample::{export, export_for, library, text};

const EXPORTER: &str = "handout-html";
const PAGE: &str = "prescriptions/sample.html";

fn prescription(overrides: &Value) -> Value {
    json!({
        "id": "sample",
        "program": "full",
        "label": "Bed 7",
        "affected_side": "left",
        "start_date": "2026-12-01",
        "clinician": { "role": "physiotherapist" },
        "overrides": overrides,
    })
}

fn everything() -> Value {
    let dose = json!({ "kind": "hold", "sets": 1, "hold_seconds": 10 });
    prescription(&json!([
        { "kind": "swap", "exercise": "row", "with": "plank", "session": "Morning moves", "reason": "You have no band." },
        { "kind": "dose", "exercise": "knee-hug", "dose": dose, "session": "Morning moves", "reason": "Less at first." },
        { "kind": "note", "exercise": "knee-hug", "note": "Mind your knee.", "reason": "It is sore." },
        { "kind": "drop", "exercise": "walk", "reason": "Your foot has to heal first." },
        { "kind": "add", "item": { "exercise": "curl" }, "session": "As it suits you", "reason": "You carry a child." },
    ]))
}

fn page(prescription: &Value) -> String {
    text(&export_for(EXPORTER, &library(), prescription).0, PAGE)
}

/// Without what stands before the exercises' own words.
fn main_of(page: &str) -> &str {
    page.split_once("<main ").unwrap().1
}

#[test]
fn the_tailored_page_is_as_it_was_looked_at() {
    let page = page(&everything());
    snapbox::assert_data_eq!(main_of(&page), snapbox::file!["../golden/tailored.html"].raw());
}

/// Nothing to tailor, nothing to see.
#[test]
fn a_prescription_that_changes_nothing_gives_the_programs_own_page() {
    let library = library();
    let own = text(&export(EXPORTER, &library).0, "full.large-print.html");
    let empty = json!({ "id": "sample", "program": "full" });
    let (bundle, _) = export_for(EXPORTER, &library, &empty);
    assert_eq!(text(&bundle, "prescriptions/sample.large-print.html"), own);
    let files: Vec<_> = bundle.files.keys().map(|path| &**path).collect();
    assert_eq!(files, [PAGE, "prescriptions/sample.large-print.html"]);
}

#[test]
fn every_exercise_for_each_side_names_the_sore_one() {
    for (side, words) in [
        ("left", "Your sore side is the left one."),
        ("right", "Your sore side is the right one."),
        ("both", "Both of your sides are sore."),
    ] {
        let mut prescription = prescription(&json!([]));
        prescription["affected_side"] = json!(side);
        let page = page(&prescription);
        // The knee hug twice; the curl is only offered in its place. Rows and walks have no sides.
        assert_eq!(page.matches(words).count(), 3, "{side}");
    }
}

#[test]
fn each_phase_has_its_days() {
    let page = page(&prescription(&json!([])));
    for days in [
        "Starts on 1 December 2026. Ends between 7 and 14 December 2026.",
        "Starts between 8 and 15 December 2026. Ends between 4 and 11 January 2027.",
    ] {
        assert_eq!(page.matches(days).count(), 2, "{days}");
    }
}

#[test]
fn what_is_taken_out_is_offered_nowhere() {
    let drop = json!({ "kind": "drop", "exercise": "walk", "reason": "Your foot has to heal first." });
    let before = page(&prescription(&json!([])));
    let after = page(&prescription(&json!([drop])));
    let instead = "“Walk” instead";
    assert!(before.contains(instead) && before.contains("Try it standing."));
    assert!(!after.contains(instead) && !after.contains("Try it standing."));
    assert!(after.contains("“Walk” is left out."));
}

/// Who holds the page in hand may read the label; who sees a list of files or a page's head may not.
#[test]
fn a_label_stands_on_the_sheet_and_nowhere_else() {
    let (bundle, findings) = export_for(EXPORTER, &library(), &everything());
    assert!(findings.iter().all(|finding| !format!("{finding:?}").contains("Bed 7")));
    for path in bundle.files.keys() {
        assert!(!path.contains("Bed"), "{path}");
        let page = text(&bundle, path);
        let (head, rest) = page.split_once("</head>").unwrap();
        assert!(!head.contains("Bed 7"));
        assert_eq!(rest.matches("Bed 7").count(), 1);
        assert!(!page.contains("ld+json"), "a patient's sheet is none for machines");
    }
}

#[test]
fn a_tailored_page_still_says_when_to_stop_and_where_help_is() {
    let page = page(&everything());
    for words in
        ["Your leg goes numb.", "Stop and tell us.", "You cannot pee.", "Call +44 112 now", "Pressed nerves"]
    {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn same_prescription_same_bytes() {
    for exporter in ALL.iter().filter(|e| e.info().for_patients) {
        let name = exporter.info().name;
        let make = || export_for(name, &library(), &everything()).0;
        assert_eq!(make(), make(), "{name}");
        assert!(!make().files.is_empty(), "{name}");
    }
}
