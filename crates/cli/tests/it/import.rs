//! `regimen import`: what comes in checks as drafts, nothing is overwritten, and what cannot come in is named by its
//! place in the file.

use serde_json::{Value, json};

use super::sandbox::{Run, Sandbox, has_ending, workspace};

fn sample() -> String {
    workspace().join("crates/cli/tests/free-exercise-db.json").display().to_string()
}

fn import(sandbox: &Sandbox, file: &str) -> Run {
    sandbox.run(&["import", "free-exercise-db", file])
}

#[test]
fn imported_exercises_are_drafts_that_check() {
    let sandbox = Sandbox::base();
    import(&sandbox, &sample()).ends(0).says(&[
        "4 documents written to pack/",
        "a clinician has to look at",
        "there is none: all",
        "has no match here: strength is assumed: band-row-2",
    ]);
    let report = sandbox.run(&["check", "--format", "json"]).ends(0).stdout;
    let report: Value = serde_json::from_str(&report).unwrap();
    let mut drafts = 0;
    for finding in report["findings"].as_array().unwrap() {
        let (level, rule) = (finding["level"].as_str().unwrap(), finding["rule"].as_str().unwrap());
        // Gym equipment that the list does not name has to be asked for; all else may wait for the clinician.
        assert!(level == "hint" || (level, rule) == ("warning", "missing-equipment"), "{finding}");
        drafts += usize::from(rule == "still-draft");
    }
    assert_eq!(drafts, 3);
    let files: Vec<String> =
        sandbox.files("lib").into_keys().filter(|name| name.contains("band-row")).collect();
    assert_eq!(files, ["pack/exercises/band-row-2.json", "pack/exercises/band-row.json"]);
    let args: Vec<_> = files.iter().map(|name| format!("lib/{name}")).collect();
    sandbox.run(&["fmt", "--check", &args[0], &args[1]]).ends(0);
}

#[test]
fn what_has_no_key_here_stands_in_the_note_and_in_the_report() {
    let sandbox = Sandbox::base();
    let run = sandbox.run(&["import", "free-exercise-db", &sample(), "--format", "json"]).ends(0);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let row = report["documents"].as_array().unwrap().iter().find(|d| d["id"] == "band-row").unwrap();
    let missing: Vec<_> =
        row["missing"].as_array().unwrap().iter().map(|gap| gap["key"].as_str().unwrap()).collect();
    for key in ["dose", "laterality", "movements", "sources", "target_muscles"] {
        assert!(missing.contains(&key), "{key} is not in {missing:?}");
    }
    let row: Value = serde_json::from_str(&sandbox.read("lib/pack/exercises/band-row.json")).unwrap();
    let note = row["clinician_note"].as_str().unwrap();
    for word in ["force pull", "level intermediate", "mechanic compound", "lats, biceps"] {
        assert!(note.contains(word), "{word} is not in {note}");
    }
    assert_eq!(row["steps"].as_array().unwrap().len(), 2);
    assert_eq!(row["review"]["status"], "draft");
}

/// No program takes an imported exercise before somebody has said which way it bends the back.
#[test]
fn a_program_for_a_spine_cannot_hold_one_before_its_movements_are_known() {
    let sandbox = Sandbox::base();
    import(&sandbox, &sample()).ends(0);
    let program = sandbox.read("lib/pack/programs/home.json");
    sandbox.write("lib/pack/programs/home.json", program.replace("\"knee-hug\"", "\"wall-calf-stretch\""));
    sandbox.run(&["check"]).ends(1).says(&["movement-conflict", "missing-dose"]);
}

#[test]
fn a_second_import_touches_nothing() {
    let sandbox = Sandbox::base();
    import(&sandbox, &sample()).ends(0);
    sandbox.edit("lib/pack/exercises/band-row.json", "Band Row\",\n", "Row with a band\",\n");
    let before = sandbox.files("lib");
    import(&sandbox, &sample()).ends(0).says(&["0 documents written", "already: this one is left out"]);
    assert_eq!(sandbox.files("lib"), before);
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = Sandbox::base();
    let before = sandbox.files("lib");
    sandbox.run(&["import", "free-exercise-db", &sample(), "--dry-run"]).ends(0).says(&["would be written"]);
    assert_eq!(sandbox.files("lib"), before);
}

#[test]
fn one_exercise_alone_comes_in_too() {
    let sandbox = Sandbox::base();
    let list: Value = serde_json::from_str(&sandbox.read(&sample())).unwrap();
    sandbox.write("one.json", list[0].to_string());
    import(&sandbox, "one.json").ends(0).says(&["2 documents written"]);
}

#[test]
fn what_cannot_come_in_is_named_with_file_and_line_and_nothing_is_written() {
    let long = "x".repeat(2001);
    let cases = [
        ("not JSON", "[\n{\"name\": }]".to_owned(), "bad.json:2:10"),
        ("cut off", "[\n{\"name\": \"A\"".to_owned(), "bad.json:2"),
        ("a number", "7".to_owned(), "bad.json:1:1"),
        ("a text in the list", "[\n\"squat\"]".to_owned(), "bad.json:2:1"),
        ("no name", "[\n{\"force\": \"pull\"}]".to_owned(), "bad.json:2:1"),
        ("a name that is none", "[\n{\"name\": [1]}]".to_owned(), "bad.json:2:10"),
        ("steps that are none", "[\n{\"name\": \"A\",\n\"instructions\": [{}]}]".to_owned(), "bad.json:3:18"),
        ("steps in a text", "[\n{\"name\": \"A\",\n\"instructions\": \"B\"}]".to_owned(), "bad.json:3:17"),
        ("no letters", "[\n{\"name\": \"!!!\"}]".to_owned(), "bad.json:2:1"),
        ("a key twice", "[\n{\"name\": \"A\", \"name\": \"B\"}]".to_owned(), "bad.json:2:15"),
        ("too long", format!("[\n{{\"name\": \"A\", \"category\": \"{long}\"}}]"), "bad.json:2:27"),
        ("too deep", format!("{}1{}", "[".repeat(500), "]".repeat(500)), "bad.json:1"),
    ];
    let sandbox = Sandbox::base();
    let before = sandbox.files("lib");
    for (what, text, place) in cases {
        sandbox.write("bad.json", text);
        let run = import(&sandbox, "bad.json").ends(1);
        assert!(run.stderr.contains(place), "{what}: {place} is not in\n{}", run.stderr);
        assert_eq!(sandbox.files("lib"), before, "{what}");
    }
    sandbox.write("bad.json", b"\xff\xfe");
    import(&sandbox, "bad.json").ends(1).says(&["bad.json"]);
    import(&sandbox, "missing.json").ends(3).says(&["missing.json"]);
    import(&sandbox, ".").ends(3);
}

/// A name from elsewhere may hold anything: none of it leads out of the pack.
#[test]
fn a_hostile_id_stays_in_its_folder() {
    let sandbox = Sandbox::base();
    let outside =
        sandbox.files(".").into_keys().filter(|name| !name.starts_with("lib/pack/")).collect::<Vec<_>>();
    let entry =
        |id: &str| json!({ "id": id, "name": "A\u{1b}[31m\n\tname", "instructions": ["Do\u{0} it."] });
    let list = json!([entry("../../../evil"), entry("C:\\evil"), entry("a/b/c"), entry(&"x".repeat(500))]);
    sandbox.write("bad.json", list.to_string());
    import(&sandbox, "bad.json").ends(0);
    let mut after =
        sandbox.files(".").into_keys().filter(|name| !name.starts_with("lib/pack/")).collect::<Vec<_>>();
    after.retain(|name| name != "bad.json");
    assert_eq!(after, outside);
    for (name, bytes) in sandbox.files("lib/pack/exercises") {
        assert!(!bytes.contains(&0x1b), "{name}");
    }
    sandbox.run(&["check"]).ends(0);
}

/// What comes back of every field is the exporter's test; here it comes back into a library.
#[test]
fn a_program_comes_back_from_fhir() {
    for exporter in ["fhir", "fhir-r5"] {
        let sandbox = Sandbox::base();
        sandbox.run(&["export", exporter, "--quiet"]).ends(0);
        let names: Vec<_> = sandbox.files("lib").into_keys().collect();
        let program = sandbox.read("lib/pack/programs/home.json");
        let is_in_it = |name: &&String| {
            let id = name.rsplit('/').next().unwrap().trim_end_matches(".json");
            name.contains("/programs/")
                || (name.contains("/exercises/") && program.contains(&format!("\"{id}\"")))
        };
        let names = names.iter().filter(is_in_it);
        let before: Vec<_> = names.map(|name| (name, sandbox.read(&format!("lib/{name}")))).collect();
        let bundle = format!("out/{exporter}/home.json");
        let run = sandbox.run(&["import", "fhir", &bundle]).ends(2);
        assert!(run.stderr.contains("is there already: move it away"), "{}", run.stderr);
        for (name, _) in &before {
            sandbox.remove(&format!("lib/{name}"));
        }
        sandbox.run(&["import", "fhir", &bundle]).ends(0).says(&["a clinician signs it off"]);
        for (name, text) in &before {
            let imported = sandbox.read(&format!("lib/{name}"));
            assert_eq!(carried(&imported), carried(text), "{exporter} {name}");
        }
        sandbox.run(&["check"]).ends(0);
    }
}

/// There and back over the whole pack: every document as its authors wrote it, laid out as `fmt` does.
#[test]
fn the_pack_comes_back_from_json() {
    let sandbox = Sandbox::of(&workspace().join("programs"));
    sandbox.run(&["export", "json", "--quiet"]).ends(0);
    let before = sandbox.files("lib");
    let is_document = |name: &&String| {
        has_ending(name, "json") && !name.ends_with("library.json") && !name.ends_with("pack.json")
    };
    let names: Vec<_> = before.keys().filter(is_document).collect();
    assert!(names.len() > 60);
    for name in &names {
        sandbox.remove(&format!("lib/{name}"));
    }
    sandbox.run(&["import", "json", "out/json"]).ends(0).says(&["documents written to sciatica/"]);
    let address =
        |text: &str| text.lines().filter(|l| !l.contains("\"$schema\"")).collect::<Vec<_>>().join("\n");
    for name in names {
        let text = std::str::from_utf8(&before[name]).unwrap();
        assert_eq!(address(&sandbox.read(&format!("lib/{name}"))), address(text), "{name}");
    }
    sandbox.run(&["check", "--fail-on", "hint"]).ends(0);
    sandbox.run(&["import", "json", "out/json/index.json"]).ends(1);
}

/// A document without what is made anew, and without its figures, which FHIR does not carry.
fn carried(text: &str) -> Value {
    let mut document: Value = serde_json::from_str(text).unwrap();
    document
        .as_object_mut()
        .unwrap()
        .retain(|key, _| !["$schema", "review", "figures"].contains(&key.as_str()));
    document
}

#[test]
fn what_is_no_fhir_is_refused() {
    let sandbox = Sandbox::base();
    sandbox.write("patient.json", r#"{ "resourceType": "Patient" }"#);
    let run = sandbox.run(&["import", "fhir", "patient.json"]).ends(1);
    assert!(run.stderr.contains("it holds no program or exercise that regimen wrote"), "{}", run.stderr);
}
