//! The bundle for apps.

use regimen_exporter::app_json::json_schema;
use serde_json::{Value, json};

use crate::sample::{HOSTILE, export, library, library_with, poison, text};

const EXPORTER: &str = "json";

fn bundle() -> Value {
    serde_json::from_str(&text(&export(EXPORTER, &library()).0, "library.json")).unwrap()
}

#[test]
fn the_bundle_is_as_it_was_looked_at() {
    let bundle = text(&export(EXPORTER, &library()).0, "library.json");
    snapbox::assert_data_eq!(bundle, snapbox::file!["../golden/library.json": Text].raw());
}

#[test]
fn same_input_same_bytes() {
    assert_eq!(export(EXPORTER, &library()).0, export(EXPORTER, &library()).0);
}

#[test]
fn the_bundle_holds_to_its_schema() {
    let schema = json_schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    for library in [library(), library_with(poison)] {
        let bundle: Value =
            serde_json::from_str(&text(&export(EXPORTER, &library).0, "library.json")).unwrap();
        let faults: Vec<_> =
            validator.iter_errors(&bundle).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    let mut other = bundle();
    other["version"] = 2.into();
    assert!(!validator.is_valid(&other));
}

/// Every key is described for the developers who read it, and no key is ever null.
#[test]
fn the_schema_describes_every_key() {
    let schema = json_schema();
    let roots = schema["definitions"].as_object().unwrap().iter().map(|(name, d)| (name.as_str(), d));
    for (name, definition) in roots.chain([("the bundle", &schema)]) {
        let Some(properties) = definition["properties"].as_object() else { continue };
        for (key, property) in properties {
            assert!(property["description"].is_string(), "{name}.{key}");
        }
    }
    assert!(!bundle().to_string().contains("null"));
}

/// 20 ready + 3 × 2 × 30 + 3 × 5 to change sides + 2 × 10 between = 235 s for the hug.
/// 20 + 2 × 8 × 6 + 60 = 176 to 20 + 3 × 12 × 6 + 2 × 60 = 356 s for the row.
#[test]
fn every_figure_is_computed() {
    let bundle = bundle();
    let full = &bundle["programs"][1];
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
    let bundle = bundle();
    let waivers = bundle["programs"][1]["waivers"].as_array().unwrap();
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
    let bundle = bundle();
    assert_eq!(bundle["programs"][0]["id"], "bare");
    assert_eq!(bundle["programs"][0]["stop_rules"].as_array().unwrap().len(), 1);
    assert_eq!(bundle["programs"][0]["review"]["status"]["code"], "in-review");
}

#[test]
fn pictures_lie_beside_the_file() {
    let (bundle, _) = export(EXPORTER, &library());
    let files: Vec<_> = bundle.files.keys().map(|p| &**p).collect();
    assert_eq!(files, ["library.json", "media/demo/media/hug.png", "media/demo/media/lift.svg"]);
    let json = text(&bundle, "library.json");
    assert!(json.contains(r#""path": "media/demo/media/hug.png""#));
}

/// JSON carries any text as it is: escaping is for whoever shows it.
#[test]
fn texts_come_through_unchanged() {
    let json = text(&export(EXPORTER, &library_with(poison)).0, "library.json");
    let bundle: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(bundle["programs"][1]["title"], HOSTILE);
}
