//! The files for apps.

use std::collections::BTreeSet;

use regimen_exporter::app_json::{DOCUMENTS, INDEX, declarations, json_schemas, read};
use regimen_schema::documents::library::Paper;
use regimen_schema::id::ProgramId;
use regimen_schema::{Document, Library};
use serde_json::{Value, json};

use crate::sample::{HOSTILE, export, export_with, library, library_with, pack, poison, text};

const EXPORTER: &str = "json";

fn file(library: &Library, path: &str) -> Value {
    serde_json::from_str(&text(&export(EXPORTER, library).0, path)).unwrap()
}

fn program(id: &str) -> Value {
    file(&library(), &format!("programs/{id}.json"))["program"].clone()
}

#[test]
fn the_files_are_as_they_were_looked_at() {
    let (bundle, _) = export(EXPORTER, &library());
    for (path, golden) in [
        (INDEX, snapbox::file!["../golden/json/index.json": Text]),
        ("programs/full.json", snapbox::file!["../golden/json/full.json": Text]),
        ("exercises/knee-hug.json", snapbox::file!["../golden/json/knee-hug.json": Text]),
    ] {
        snapbox::assert_data_eq!(text(&bundle, path), golden.raw());
    }
}

#[test]
fn same_input_same_bytes() {
    assert_eq!(export(EXPORTER, &library()).0, export(EXPORTER, &library()).0);
}

/// Held to four engines, with faulty files too: ajv (strict), Hyperjump, Sourcemeta, Python's jsonschema agree.
#[test]
fn the_files_hold_to_their_schemas() {
    for library in [library(), library_with(poison)] {
        let (bundle, _) = export(EXPORTER, &library);
        for (name, schema) in json_schemas() {
            assert!(jsonschema::meta::is_valid(&schema));
            let validator = jsonschema::validator_for(&schema).unwrap();
            let folder = match name {
                "app-program" => "programs/",
                "app-exercise" => "exercises/",
                "app-documents" => DOCUMENTS,
                _ => INDEX,
            };
            let files: Vec<_> = bundle.files.iter().filter(|(path, _)| path.starts_with(folder)).collect();
            assert!(!files.is_empty(), "{name}");
            for (path, bytes) in files {
                let mut file: Value = serde_json::from_slice(bytes).unwrap();
                let faults: Vec<_> =
                    validator.iter_errors(&file).map(|e| format!("{}: {e}", e.instance_path())).collect();
                assert!(faults.is_empty(), "{path}: {faults:#?}");
                assert!(path.starts_with(DOCUMENTS) || !file.to_string().contains("null"), "{path}");
                file["version"] = 2.into();
                assert!(!validator.is_valid(&file), "{path}");
            }
        }
    }
}

/// Every key is described for the developers who read it, in the schemas and in the declarations.
#[test]
fn every_key_is_described() {
    for (file, schema) in json_schemas() {
        let roots =
            schema["definitions"].as_object().into_iter().flatten().map(|(name, d)| (name.as_str(), d));
        for (name, definition) in roots.chain([(file, &schema)]) {
            let Some(properties) = definition["properties"].as_object() else { continue };
            for (key, property) in properties {
                assert!(property["description"].is_string(), "{name}.{key}");
            }
        }
    }
    // One name, one meaning: an app's declarations are made of all four.
    let mut definitions = std::collections::BTreeMap::new();
    for (file, schema) in json_schemas() {
        for (name, definition) in schema["definitions"].as_object().into_iter().flatten() {
            let before = definitions.insert(name.clone(), definition.clone());
            assert!(before.is_none_or(|before| before == *definition), "{file}: {name}");
        }
    }
    // Compiled by tsc --strict, and every file held to it (`examples/app/check.mjs`).
    let declarations = declarations();
    for name in ["AppIndex", "AppProgramFile", "AppExerciseFile", "AppDocuments", "AppDose"] {
        assert!(declarations.contains(&format!("export interface {name} {{")), "{name}");
    }
    // Only the documents are of many kinds.
    assert_eq!(declarations.matches("unknown").count(), 1, "{declarations}");
}

/// What the index names is there, and what a program names, the program holds.
#[test]
fn every_path_and_every_id_leads_somewhere() {
    let (bundle, _) = export(EXPORTER, &pack());
    let paths: BTreeSet<_> = bundle.files.keys().map(ToString::to_string).collect();
    let file = |path: &str| -> Value { serde_json::from_str(&text(&bundle, path)).unwrap() };
    let index = file(INDEX);
    let named: Vec<_> = ["programs", "exercises"]
        .iter()
        .flat_map(|key| index[key].as_array().unwrap())
        .map(|entry| entry["path"].as_str().unwrap().to_owned())
        .collect();
    assert!(named.len() > 35 && named.iter().all(|path| paths.contains(path)), "{named:?}");
    for path in named.iter().filter(|path| path.starts_with("programs/")) {
        let program = &file(path)["program"];
        let ids = |list: &Value| -> BTreeSet<String> {
            list.as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap().to_owned()).collect()
        };
        let exercises = ids(&program["exercises"]);
        assert_eq!(exercises.len(), program["exercises"].as_array().unwrap().len(), "{path}: each once");
        let sources = ids(&program["sources"]);
        let (mut items, mut cited) = (Vec::new(), BTreeSet::new());
        all(program, "items", &mut items);
        for item in items.iter().flat_map(|items| items.as_array().unwrap()) {
            let alternatives = item["alternatives"].as_array().unwrap();
            for exercise in [&item["exercise"]].into_iter().chain(alternatives) {
                assert!(exercises.contains(exercise["id"].as_str().unwrap()), "{path}: {exercise}");
            }
        }
        let mut lists = Vec::new();
        all(program, "sources", &mut lists);
        all(program, "source_ids", &mut lists);
        for id in lists.iter().flat_map(|list| list.as_array().unwrap()) {
            cited.extend(id.as_str().map(str::to_owned));
        }
        assert!(!cited.is_empty() && cited == sources, "{path}: {cited:?} {sources:?}");
    }
}

/// Every value under a key, however deep.
fn all<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get(key));
            object.values().for_each(|v| all(v, key, found));
        }
        Value::Array(items) => items.iter().for_each(|v| all(v, key, found)),
        _ => {}
    }
}

/// The way there and the way back, over the whole pack: byte for byte what the authors wrote, but for layout.
#[test]
fn the_documents_come_back_as_they_were_written() {
    for library in [library(), pack(), library_with(poison)] {
        let documents = read(&file(&library, DOCUMENTS)).unwrap();
        let mut back = Library::new(library.settings.clone());
        for document in &documents {
            let text = document.document.to_string();
            back.insert((*document.file).into(), Document::read(document.kind, &text).unwrap());
        }
        back.media = library.media.clone();
        back.prescriptions = library.prescriptions.clone();
        assert_eq!(back, library);
        // Fields stand in the order in which authors write them.
        let first = |d: &Value| d.as_object().unwrap().keys().next().cloned();
        assert!(
            documents
                .iter()
                .all(|d| ["$schema", "id", "title"].contains(&first(&d.document).unwrap().as_str()))
        );
    }
    for (value, words) in [
        (file(&library(), INDEX), "documents.json beside it"),
        (json!({}), "no documents.json"),
        (json!({ "format": "regimen-app-documents", "version": 2 }), "another version"),
        (json!({ "format": "regimen-app-documents", "version": 1 }), "no documents"),
        (
            json!({ "format": "regimen-app-documents", "version": 1, "documents": { "x/y.json": {} } }),
            "x/y.json",
        ),
    ] {
        let error = read(&value).unwrap_err();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn of_a_few_programs_only_what_is_in_them_is_written() {
    let wanted: BTreeSet<_> = [ProgramId::new("bare").unwrap()].into();
    let (bundle, _) = export_with(EXPORTER, &library(), Some(&wanted), "regimen 0.1.0", Paper::A4);
    let files: Vec<_> = bundle.files.keys().map(|p| &**p).collect();
    assert_eq!(files, ["documents.json", "exercises/rest.json", "index.json", "programs/bare.json"]);
    let documents: Value = serde_json::from_str(&text(&bundle, DOCUMENTS)).unwrap();
    let is_there = |file: &str| documents["documents"].get(file).is_some();
    assert!(is_there("demo/programs/bare.json") && !is_there("demo/programs/full.json"));
}

/// An exercise that is shown by itself brings along when to stop and what to do in an emergency.
#[test]
fn an_exercise_by_itself_says_when_to_stop() {
    let file = file(&library(), "exercises/rest.json");
    assert_eq!(file["stop_rules"].as_array().unwrap().len(), 1);
    assert!(file["emergency"].as_str().unwrap().contains("Call +44 112 now"));
    assert_eq!(file["programs"], json!([{ "id": "bare", "title": "Bare program" }]));
}

/// 20 ready + 3 × 2 × 30 + 3 × 5 to change sides + 2 × 10 between = 235 s for the hug.
/// 20 + 2 × 8 × 6 + 60 = 176 to 20 + 3 × 12 × 6 + 2 × 60 = 356 s for the row.
#[test]
fn every_figure_is_computed() {
    let full = program("full");
    let session = &full["phases"][0]["sessions"][0];
    assert_eq!(session["items"][0]["each_time"]["seconds"], json!({"min": 235, "max": 235}));
    assert_eq!(session["items"][0]["each_time"]["repetitions"], json!({"min": 6, "max": 6}));
    assert_eq!(session["items"][1]["each_time"]["seconds"], json!({"min": 176, "max": 356}));
    assert_eq!(session["each_time"]["seconds"], json!({"min": 411, "max": 591}));
    assert_eq!(session["each_time"]["phrase"], "about 7 to 10 minutes");
    assert_eq!(session["a_day"]["seconds"], json!({"min": 822, "max": 1773}));
    assert_eq!(session["a_week"]["seconds"], json!({"min": 5754, "max": 12411}));
    assert_eq!(session["frequency"]["times_a_week"], json!({"min": 14, "max": 21}));
    let walk = &full["phases"][0]["sessions"][1];
    assert_eq!(walk["a_week"]["on_feet_seconds"], json!({"min": 1200, "max": 1800}));
    assert_eq!(full["phases"][0]["a_week"]["seconds"], json!({"min": 6954, "max": 14211}));
    // Nobody said how often: nothing is made up.
    assert!(
        full["phases"][1].get("a_week").is_none() && full["phases"][1]["sessions"][0].get("a_day").is_none()
    );
}

#[test]
fn what_was_set_aside_is_shown_with_its_reason() {
    let full = program("full");
    let waivers = full["waivers"].as_array().unwrap();
    let rules: Vec<_> =
        waivers.iter().map(|w| (w["kind"].as_str().unwrap(), w["rule"].as_str().unwrap())).collect();
    assert_eq!(
        rules,
        [("program", "movement-conflict"), ("condition", "missing-source"), ("exercise", "hold-too-long")]
    );
    assert!(waivers.iter().all(|w| w["reason"].is_string() && w["by"]["role"].is_string()));
}

#[test]
fn a_program_without_a_rule_to_stop_gets_the_one_that_holds_always() {
    let bare = program("bare");
    assert_eq!(bare["stop_rules"].as_array().unwrap().len(), 1);
    assert_eq!(bare["review"]["status"]["code"], "in-review");
}

#[test]
fn pictures_lie_where_their_paths_say() {
    let (bundle, _) = export(EXPORTER, &library());
    let files: Vec<_> = bundle.files.keys().map(|p| &**p).filter(|p| p.starts_with("media/")).collect();
    assert_eq!(files, ["media/demo/media/hug.png", "media/demo/media/lift.svg"]);
    assert!(text(&bundle, "programs/full.json").contains(r#""path": "media/demo/media/hug.png""#));
}

/// A drawing is a file of its own: what it shows is said in it and beside its path.
#[test]
fn drawings_lie_where_their_paths_say() {
    let library = library_with(|document| {
        if document["id"] == "plank" {
            let frames = json!([{ "id": "start" }]);
            document["figures"] = json!([{ "frames": frames }, { "title": "On your knees", "alt": "A <b> & c", "frames": frames }]);
        }
    });
    let (bundle, _) = export(EXPORTER, &library);
    let exercise: Value = serde_json::from_str(&text(&bundle, "exercises/plank.json")).unwrap();
    let figures = exercise["exercise"]["figures"].as_array().unwrap();
    let paths: Vec<_> = figures.iter().map(|f| f["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["figures/plank.svg", "figures/plank.2.svg"]);
    assert!(!figures[0]["alt"].as_str().unwrap().is_empty());
    assert_eq!(figures[1]["alt"], "A <b> & c");
    for path in paths {
        let svg = text(&bundle, path);
        assert!(svg.starts_with("<svg xmlns=") && svg.contains("<path") && !svg.contains("class="), "{path}");
    }
    assert!(text(&bundle, "figures/plank.2.svg").contains("A &lt;b&gt; &amp; c</title>"));
}

/// JSON carries any text as it is: escaping is for whoever shows it.
#[test]
fn texts_come_through_unchanged() {
    let file = file(&library_with(poison), "programs/full.json");
    assert_eq!(file["program"]["title"], HOSTILE);
}
