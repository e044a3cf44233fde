//! Prescriptions from the clinician's side: written, judged, printed, compared.

use super::sandbox::Sandbox;

/// A prescription outside the library, with a label.
const LEFT: &str = r#"{
  "$schema": "https://example.org/v1/prescription.schema.json",
  "id": "left",
  "program": "home",
  "label": "Bed 7",
  "affected_side": "left",
  "start_date": "2026-12-01",
  "overrides": [
    { "kind": "dose", "exercise": "knee-hug", "dose": { "kind": "repetitions", "sets": 1, "repetitions": 5 }, "reason": "Less at first." }
  ]
}
"#;

/// The base library, with a prescription kept elsewhere.
fn with_patient() -> Sandbox {
    let sandbox = Sandbox::base();
    sandbox.write("patients/left.json", LEFT);
    sandbox
}

#[test]
fn a_sheet_is_printed_for_a_prescription_that_lies_anywhere() {
    let sandbox = with_patient();
    let before = sandbox.files("lib");
    sandbox
        .run(&["export", "handout-html", "--for", "patients/left.json"])
        .ends(0)
        .says(&["2 files written"]);
    let page = sandbox.read("out/handout-html/prescriptions/left.html");
    for words in ["Bed 7", "1 December 2026", "Changed for you", "Less at first.", "Do this 5 times."] {
        assert!(page.contains(words), "{words}");
    }
    sandbox.run(&["export", "handout-html", "--for", "lib/prescriptions/sample.json"]).ends(0);
    assert!(sandbox.read("out/handout-html/prescriptions/sample.html").contains("Do this 8 times."));
    assert_eq!(sandbox.files("lib"), before);
}

#[test]
fn one_flag_refuses_to_write_a_label_at_all() {
    let sandbox = with_patient();
    let run = sandbox.run(&["export", "handout-html", "--for", "patients/left.json", "--no-label"]).ends(0);
    for (name, bytes) in sandbox.files("out") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Bed 7"), "{name}");
    }
    assert!(!format!("{}{}", run.stdout, run.stderr).contains("Bed 7"));
}

/// A sheet that a patient was given is not cleared away when the library is built anew.
#[test]
fn a_build_leaves_the_patients_sheets_alone() {
    let sandbox = with_patient();
    sandbox.run(&["build", "--quiet"]).ends(0);
    sandbox.run(&["export", "handout-html", "--for", "patients/left.json"]).ends(0);
    sandbox.run(&["build", "--quiet"]).ends(0);
    let pages = sandbox.files("out/handout-html");
    assert!(
        pages.contains_key("prescriptions/left.html") && pages.contains_key("home.html"),
        "{:?}",
        pages.keys()
    );
    // Where the output lies in the library, nothing of it is taken for one of its documents.
    sandbox.run(&["export", "handout-html", "--for", "patients/left.json", "--out", "lib/out"]).ends(0);
    sandbox.run(&["check"]).ends(0).says(&["10 documents checked"]);
}

#[test]
fn what_cannot_be_printed_is_said_and_nothing_is_written() {
    let sandbox = with_patient();
    let export = |file: &str| sandbox.run(&["export", "handout-html", "--for", file]);
    export("patients/right.json").ends(3).says(&["there is no patients/right.json"]);
    export("lib/pack/programs/home.json").ends(2).says(&["is no prescription"]);
    sandbox
        .run(&["export", "json", "--for", "patients/left.json"])
        .ends(2)
        .says(&["json makes nothing for one"]);
    sandbox.run(&["export", "handout-html", "home", "--for", "patients/left.json"]).ends(2);
    sandbox.write("patients/left.json", LEFT.replace("knee-hug", "knee-hugs"));
    export("patients/left.json").ends(1).says(&["--> patients/left.json:9:", "nothing was written"]);
    sandbox.write("patients/left.json", LEFT.replace("\"home\"", "\"away\""));
    export("patients/left.json").ends(1).says(&["--> patients/left.json:4:", "there is no program"]);
    assert!(!sandbox.path("out").exists());
}
