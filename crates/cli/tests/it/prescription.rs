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

#[test]
fn a_stub_checks_clean_wherever_it_is_written() {
    let sandbox = Sandbox::base();
    sandbox.remove("lib/prescriptions/sample.json");
    sandbox.run(&["prescribe", "home", "--side", "left", "--start", "2026-12-01"]).ends(0).says(&[
        "wrote lib/prescriptions/home-left.json",
        "export handout-html --for lib/prescriptions/home-left.json",
    ]);
    sandbox.run(&["check"]).ends(0).says(&["10 documents checked, nothing found"]);
    sandbox.run(&["fmt", "--check", "lib/prescriptions/home-left.json"]).ends(0);
    sandbox.folder("patients/of today");
    sandbox.run(&["prescribe", "home", "--out", "patients/of today/no-7.json"]).ends(0);
    sandbox.run(&["check", "patients/of today/no-7.json"]).ends(0).says(&["nothing found"]);
    let stub = |path: &str| -> serde_json::Value { serde_json::from_str(&sandbox.read(path)).unwrap() };
    let address = |path: &str| stub(path)["$schema"].clone();
    assert_eq!(
        address("lib/prescriptions/home-left.json"),
        "../../../../schemas/v1/prescription.schema.json"
    );
    sandbox.run(&["prescribe", "home", "--out", "lib/here.json"]).ends(0);
    assert_eq!(address("lib/here.json"), "../../../schemas/v1/prescription.schema.json");
    let stub = stub("patients/of today/no-7.json");
    // From the library it is `../../../../schemas`: the same place as seen from two folders that lie beside it.
    assert_eq!(stub["$schema"], "../../../../schemas/v1/prescription.schema.json");
    assert_eq!((&stub["id"], &stub["program"]), (&"no-7".into(), &"home".into()));
    sandbox.run(&["export", "handout-html", "--for", "patients/of today/no-7.json"]).ends(0);
}

#[test]
fn a_stub_takes_nothing_away_unless_it_is_told_to() {
    let sandbox = with_patient();
    let prescribe =
        |more: &[&str]| sandbox.run(&[&["prescribe", "home", "--out", "patients/left.json"], more].concat());
    prescribe(&[]).ends(2).says(&["patients/left.json is there already", "--force"]);
    assert_eq!(sandbox.read("patients/left.json"), LEFT);
    prescribe(&["--force", "--side", "right"]).ends(0);
    assert!(sandbox.read("patients/left.json").contains("\"right\""));
    sandbox.folder("patients/folder.json");
    sandbox
        .run(&["prescribe", "home", "--out", "patients/folder.json", "--force"])
        .ends(2)
        .says(&["is no file"]);
    sandbox
        .run(&["prescribe", "home", "--out", "patients/sample.json"])
        .ends(2)
        .says(&["has the id sample already"]);
    sandbox.run(&["prescribe", "home", "--out", "patients/Mrs Example.json"]).ends(2).says(&["it is the id"]);
    sandbox.run(&["prescribe", "away"]).ends(2).says(&["there is no program away"]);
}

#[test]
fn a_side_is_asked_for_where_there_are_sides() {
    let sandbox = Sandbox::base();
    let knee_hug = sandbox.read("lib/pack/exercises/knee-hug.json");
    sandbox.write("lib/pack/exercises/knee-hug.json", knee_hug.replace("both-sides", "each-side"));
    sandbox.run(&["prescribe", "home"]).ends(2).says(&["knee-hug is done on each side", "--side"]);
    assert!(!sandbox.path("lib/prescriptions/home.json").exists());
    sandbox.run(&["prescribe", "home", "--side", "both"]).ends(0);
    sandbox.run(&["check"]).ends(0).says(&["11 documents checked, nothing found"]);
}

#[test]
fn a_diff_says_in_plain_words_what_differs() {
    let sandbox = with_patient();
    let said = sandbox.run(&["diff", "patients/left.json"]).ends(0).stdout;
    let expected = "left against home, side: left, from 2026-12-01

phase 1: First weeks
  Every day
    Knee hug: Do this 5 times. Before: Do this 10 to 15 times.
      why: Less at first.
    minutes: about 1 to 2 minutes before, about 1 minute now

phase 2: From then on
  Most days
    Knee hug: Do this 5 times. Before: Do this 10 to 15 times.
      why: Less at first.
    minutes: about 1 to 2 minutes before, about 1 minute now

2 changes
";
    assert_eq!(said, expected);
    let json = sandbox.run(&["diff", "patients/left.json", "--format", "json"]).ends(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["phases"][0]["sessions"][0]["changes"][0]["override"], 0);
    assert!(!format!("{said}{json}").contains("Bed 7"));
    sandbox.run(&["prescribe", "home", "--out", "patients/plain.json"]).ends(0);
    sandbox.run(&["diff", "patients/plain.json"]).ends(0).says(&["nothing differs from the program"]);
    sandbox.write("patients/left.json", LEFT.replace("knee-hug", "knee-hugs"));
    sandbox.run(&["diff", "patients/left.json"]).ends(1).says(&["--> patients/left.json:9:"]);
}

#[test]
fn a_calendar_begins_on_the_patients_day_and_rings_only_if_asked_to() {
    let sandbox = with_patient();
    let calendar = |more: &[&str]| {
        sandbox.run(&[&["export", "ical", "--for", "patients/left.json"], more].concat()).ends(0);
        sandbox.read("out/ical/prescriptions/left.ics")
    };
    let silent = calendar(&[]);
    assert!(silent.contains("DTSTART;VALUE=DATE:20261201\r\n") && !silent.contains("VALARM"));
    assert!(!silent.contains("Bed 7") && !silent.contains("Less at first"));
    assert!(calendar(&["--alarms"]).contains("BEGIN:VALARM\r\n"));
    sandbox.run(&["export", "handout-html", "--alarms"]).ends(2).says(&["--alarms is for calendars"]);
}
