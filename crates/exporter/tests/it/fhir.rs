//! FHIR. What schema, invariants, bindings and references say was checked with HL7's own definitions and four engines
//! (ajv, Medplum, Lantana, fhirpath.js) in R4 and with the published types and invariants in R5: no fault.

use std::collections::BTreeSet;

use regimen_exporter::fhir::read;
use regimen_exporter::{ExportCx, Tailoring};
use regimen_schema::json_schema::json_schema;
use regimen_schema::library::Entry;
use regimen_schema::{Document, Finding, Kind, Library};
use serde_json::{Value, json};

use crate::sample::{HOSTILE, export, library, library_with, pack, poison, text};

const R4: &str = "fhir";
const R5: &str = "fhir-r5";

fn bundle(exporter: &str, library: &Library, file: &str) -> Value {
    serde_json::from_str(&text(&export(exporter, library).0, file)).unwrap()
}

/// The resources of a bundle.
fn resources(bundle: &Value) -> impl Iterator<Item = &Value> {
    bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"])
}

fn of_kind<'a>(bundle: &'a Value, kind: &'a str) -> impl Iterator<Item = &'a Value> {
    resources(bundle).filter(move |r| r["resourceType"] == kind)
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

#[test]
fn the_bundles_are_as_they_were_looked_at() {
    let (r4, _) = export(R4, &library());
    snapbox::assert_data_eq!(text(&r4, "full.json"), snapbox::file!["../golden/fhir/full.json": Text].raw());
    let extensions = text(&r4, "extensions.json");
    snapbox::assert_data_eq!(extensions, snapbox::file!["../golden/fhir/extensions.json": Text].raw());
}

#[test]
fn same_input_same_bytes() {
    for exporter in [R4, R5] {
        assert_eq!(export(exporter, &library()).0, export(exporter, &library()).0);
    }
}

/// Whoever shows only one of the resources shows this with it. The definitions of extensions are for machines.
#[test]
fn every_resource_says_when_to_stop_and_what_must_not_wait() {
    for exporter in [R4, R5] {
        let (files, _) = export(exporter, &library());
        let programs = files.files.keys().filter(|p| &***p != "extensions.json");
        for file in programs {
            let bundle = bundle(exporter, &library(), file);
            for resource in resources(&bundle) {
                let said = resource["text"]["div"].as_str().unwrap();
                let id = &resource["id"];
                let stop = if file.contains("bare") {
                    "Stop. Ask us before you go on."
                } else {
                    "Stop and tell us."
                };
                assert!(said.contains(stop) && said.contains("Call +44 112 now"), "{file} {id}");
                for sign in ["You cannot pee.", "You lose weight.", "You fell and it hurts badly."] {
                    assert!(file.contains("bare") || said.contains(sign), "{file} {id} {sign}");
                }
            }
        }
    }
}

/// Applied alone, a definition tells the patient the dose of its place, and when to stop.
#[test]
fn a_definition_applied_alone_tells_everything() {
    let bundle = bundle(R4, &library(), "full.json");
    let told: Vec<_> = of_kind(&bundle, "ActivityDefinition")
        .map(|a| {
            (a["id"].as_str().unwrap(), a["dynamicValue"][0]["expression"]["expression"].as_str().unwrap())
        })
        .collect();
    let ids: Vec<_> = told.iter().map(|(id, _)| *id).collect();
    assert_eq!(
        ids,
        ["full.1.1.1", "full.1.1.2", "full.1.2.1", "full.2.1.1", "full.2.1.2", "full.curl", "full.walk"]
    );
    assert!(told[0].1.contains("Hold for 30 seconds. Do this 3 times on each side."), "{}", told[0].1);
    assert!(told[3].1.contains("Hold for 1 minute. Do this 2 times on each side."));
    assert!(
        told.iter().all(|(_, text)| text.contains("Stop and tell us.") && text.contains("You cannot pee."))
    );
    // A literal of FHIRPath: it begins and ends with a quotation mark, and none stands in it unescaped.
    for (_, text) in told {
        let inner = text.strip_prefix('\'').unwrap().strip_suffix('\'').unwrap();
        assert!(!inner.replace("\\\\", "").replace("\\'", "").contains('\'') && !inner.contains('\n'));
    }
}

#[test]
fn ids_and_addresses_are_unique_and_references_lead_somewhere() {
    for exporter in [R4, R5] {
        let bundle = bundle(exporter, &library(), "full.json");
        let addresses: Vec<_> =
            bundle["entry"].as_array().unwrap().iter().map(|e| e["fullUrl"].as_str().unwrap()).collect();
        assert_eq!(addresses.iter().collect::<BTreeSet<_>>().len(), addresses.len());
        assert!(addresses.iter().all(|a| a.starts_with("https://example.org/fhir/")), "{addresses:?}");
        let mut canonicals = Vec::new();
        all(&bundle, "definitionCanonical", &mut canonicals);
        assert!(canonicals.len() > 8);
        assert!(canonicals.iter().all(|c| addresses.contains(&c.as_str().unwrap())), "{canonicals:?}");
    }
}

#[test]
fn what_timing_cannot_say_is_found_at_its_place() {
    let library = library_with(|document| {
        if document["id"] == "full" {
            let session = &mut document["phases"][0]["sessions"][1];
            session["frequency"] = json!({ "times_a_day": 2, "days_a_week": 3 });
            document["phases"][0]["sessions"][0]["frequency"] =
                json!({ "times_a_day": 1, "days_a_week": 7, "time_of_day": ["morning", "evening"] });
        }
    });
    let (_, findings) = export(R4, &library);
    let found = findings.iter().filter(|f| f.rule == "fhir-not-exact").map(place);
    let found: Vec<_> = found.collect();
    let session = |n: usize| format!("demo/programs/full.json /phases/0/sessions/{n}/frequency");
    assert_eq!(found, [session(0), session(1)]);
    let bundle = bundle(R4, &library, "full.json");
    let mut timings = Vec::new();
    all(&bundle, "timingTiming", &mut timings);
    assert_eq!(timings[0]["repeat"]["when"], Value::Null);
    assert_eq!(timings[1]["repeat"]["frequency"], 6);
    assert_eq!(timings[1]["repeat"]["periodUnit"], "wk");
    assert_eq!(timings[1]["code"]["text"], "2 times a day, 3 days a week");
}

fn place(finding: &Finding) -> String {
    match &finding.at.spot {
        regimen_schema::Spot::Node { pointer, .. } => format!("{} {pointer}", finding.at.file),
        _ => finding.at.file.to_string(),
    }
}

#[test]
fn without_an_address_of_its_own_a_library_is_told_so() {
    let library = library_with(|document| {
        document.as_object_mut().unwrap().shift_remove("base_address");
    });
    let (_, findings) = export(R4, &library);
    assert!(findings.iter().any(|f| f.rule == "fhir-example-address"));
    let bundle = bundle(R4, &library, "full.json");
    let address = &bundle["entry"][0]["fullUrl"];
    assert_eq!(address, "https://example.org/regimen/fhir/PlanDefinition/full");
    assert!(!export(R4, &crate::sample::library()).1.iter().any(|f| f.rule == "fhir-example-address"));
}

/// Whatever the texts say, the narratives have no other elements than with harmless ones.
#[test]
fn no_text_becomes_markup() {
    for exporter in [R4, R5] {
        let tags = |library: &Library| {
            let bundle = bundle(exporter, library, "full.json");
            let mut divs = Vec::new();
            all(&bundle, "div", &mut divs);
            let name =
                |tag: &str| tag.chars().take_while(|c| !c.is_whitespace() && *c != '>').collect::<String>();
            let tags = divs.iter().flat_map(|div| div.as_str().unwrap().split('<').skip(1).map(name));
            tags.collect::<BTreeSet<_>>()
        };
        assert_eq!(tags(&library()), tags(&library_with(poison)));
        let bundle = bundle(exporter, &library_with(poison), "full.json");
        assert_eq!(bundle["entry"][0]["resource"]["title"], HOSTILE);
        // Markdown is escaped too.
        assert!(bundle["entry"][0]["resource"]["purpose"].as_str().unwrap().contains(r"\<script"));
    }
}

/// The official schema of R4 refuses a no-break space in a text.
#[test]
fn strings_hold_plain_spaces_only() {
    let library = library_with(|document| {
        if document["id"] == "full" {
            document["title"] = "A\u{a0}full\u{2028}program\u{feff} of 5\u{202f}steps".into();
        }
    });
    let bundle = bundle(R4, &library, "full.json");
    assert_eq!(bundle["entry"][0]["resource"]["title"], "A full program  of 5 steps");
}

/// The two versions differ only where FHIR does.
#[test]
fn r5_uses_the_words_of_r5() {
    let r5 = bundle(R5, &library(), "full.json").to_string();
    let r4 = bundle(R4, &library(), "full.json").to_string();
    assert!(r4.contains("\"actionId\"") && !r4.contains("\"targetId\""));
    assert!(r5.contains("\"targetId\"") && !r5.contains("\"actionId\""));
    assert!(r5.contains("patientInstruction.instructionMarkdown"));
}

/// What `fhir.md` says is read back comes back equal, and nothing else does: in both versions, hostile texts and all.
#[test]
fn what_the_table_says_is_read_back_comes_back_equal() {
    for library in [library(), library_with(poison), library_with(everything)] {
        assert_eq!(comes_back(&library), 5, "plank is only named");
    }
}

/// All of the pack, too.
#[test]
fn the_pack_comes_back() {
    assert!(comes_back(&pack()) > 25);
}

/// Holds every program to what comes back of it; how many exercises did.
fn comes_back(library: &Library) -> usize {
    let mut exercises = BTreeSet::new();
    for exporter in [R4, R5] {
        let (files, _) = export(exporter, library);
        for (id, program) in &library.programs {
            let bundle = serde_json::from_str(&text(&files, &format!("{id}.json"))).unwrap();
            for read in read(&bundle).unwrap() {
                let document = Document::read(read.kind, &read.document.to_string()).unwrap();
                let (heading, was, is) = match document {
                    Document::Program(d) => ("## A program", json!(program.document), json!(d)),
                    Document::Exercise(d) => {
                        exercises.insert(read.id.clone());
                        ("## An exercise", json!(library.exercises[&d.id].document), json!(d))
                    }
                    other => panic!("{other:?}"),
                };
                for (field, comes_back) in rows(heading) {
                    let (was, is) = (was.get(&field), is.get(&field));
                    if comes_back {
                        assert_eq!(is, was, "{exporter} {} {field}", read.id);
                    } else {
                        let is_draft = is == Some(&json!({ "status": "draft" }));
                        assert!(is.is_none() || is_draft, "{exporter} {} {field}: {is:?}", read.id);
                    }
                }
            }
        }
    }
    exercises.len()
}

/// Fills in what the sample leaves out.
fn everything(document: &mut Value) {
    if document["id"] == "full" {
        document["phases"][1]["move_on_when"] = json!(["You like it."]);
        document["phases"][0]["sessions"][0]["items"][0]["dose"] = json!({ "kind": "time", "minutes": 5, "distance_km": 1.5, "pace": "brisk", "effort": 0, "basis": { "editorial": "- ours" } });
        document["clinician_note"] = json!("- 1. a *note* of one line");
    }
}

#[test]
fn what_is_no_fhir_is_said() {
    assert!(read(&json!({ "resourceType": "Patient" })).unwrap_err().contains("no program or exercise"));
    assert!(read(&json!({ "x": 1 })).unwrap_err().contains("no FHIR resource"));
    assert!(read(&json!([])).is_err() && read(&json!({ "resourceType": "Bundle", "entry": 3 })).is_err());
}

/// The fields of a table in `fhir.md`, and whether they are said to come back.
fn rows(heading: &str) -> Vec<(String, bool)> {
    let (_, section) = include_str!("../../src/fhir.md").split_once(heading).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("| `")?.split_once('`')?;
        let last = rest.trim_end_matches(" |").rsplit(" | ").next()?;
        Some((name.to_owned(), last == "yes" || last == "ids only"))
    });
    rows.collect()
}

/// `fhir.md` says of every field what becomes of it, and of no other.
#[test]
fn the_table_has_a_row_for_every_field() {
    for (heading, kind) in [
        ("## A program", Kind::Program),
        ("## An exercise", Kind::Exercise),
        ("## A prescription", Kind::Prescription),
    ] {
        let named: Vec<_> = rows(heading).into_iter().map(|(name, _)| name).collect();
        let schema = json_schema(kind, &[]);
        let fields: Vec<_> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(named, fields, "{heading}");
    }
}

#[test]
fn the_page_names_every_extension() {
    let page = include_str!("../../src/fhir.md");
    let extensions = bundle(R4, &library(), "extensions.json");
    let names: Vec<_> = resources(&extensions).map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names.len(), 7);
    for name in names {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}

const PRESCRIPTION: &str = r#"{"id":"left-side","program":"full","label":"Bed 12","affected_side":"left","start_date":"2026-12-01",
 "clinician":{"role":"physiotherapist","name":"Sample Clinician"},
 "overrides":[{"kind":"dose","exercise":"row","dose":{"kind":"repetitions","sets":1,"repetitions":5},"reason":"You are new to it."},
  {"kind":"drop","exercise":"walk","reason":"Your foot is sore."}],
 "waivers":[{"rule":"volume-jump","at":"","reason":"It is meant so.","by":{"role":"physiotherapist"}}]}"#;

/// The bundle of a prescription.
fn care_plan(exporter: &str) -> Value {
    let Document::Prescription(document) = Document::read(Kind::Prescription, PRESCRIPTION).unwrap() else {
        unreachable!()
    };
    let library = library();
    let entry = Entry { file: "prescriptions/left-side.json".into(), document: *document };
    let tailoring = Tailoring::new(&library, &entry).unwrap();
    let cx = ExportCx {
        tailoring: Some(&tailoring),
        ..ExportCx::new(&library, "2026-11-21".parse().unwrap(), "regimen 0.1.0")
    };
    let exporter = regimen_exporter::ALL.iter().find(|e| e.info().name == exporter).unwrap();
    let bundle = exporter.export(&cx).value.unwrap();
    let files: Vec<_> = bundle.files.keys().map(|p| &**p).collect();
    assert_eq!(files, ["extensions.json", "prescriptions/left-side.json"]);
    serde_json::from_str(&text(&bundle, "prescriptions/left-side.json")).unwrap()
}

#[test]
fn a_prescription_is_the_plan_that_results() {
    let plan = format!("{:#}\n", care_plan(R4));
    snapbox::assert_data_eq!(plan, snapbox::file!["../golden/fhir/left-side.json": Text].raw());
    let r5 = format!("{:#}\n", care_plan(R5));
    snapbox::assert_data_eq!(r5, snapbox::file!["../golden/fhir/left-side.r5.json": Text].raw());
}

#[test]
fn a_request_carries_the_dose_of_the_patient_and_when_to_stop() {
    for exporter in [R4, R5] {
        let bundle = care_plan(exporter);
        let requests: Vec<_> = of_kind(&bundle, "ServiceRequest").collect();
        let ids: Vec<_> = requests.iter().map(|r| r["id"].as_str().unwrap()).collect();
        // The walk was left out, and its session with it.
        assert_eq!(ids, ["left-side.1.1.1", "left-side.1.1.2", "left-side.2.1.1", "left-side.2.1.2"]);
        let states: Vec<_> = requests.iter().map(|r| r["status"].as_str().unwrap()).collect();
        assert_eq!(states, ["active", "active", "on-hold", "on-hold"]);
        for request in &requests {
            let told = request["patientInstruction"].to_string();
            for words in ["Stop and tell us.", "You cannot pee.", "Call +44 112 now", "Part "] {
                assert!(
                    told.contains(words) || told.contains(&words.replace('+', "\\\\+")),
                    "{words}: {told}"
                );
            }
            assert!(!told.contains("Your foot is sore."));
        }
        assert!(requests[1]["patientInstruction"].to_string().contains("Do this 5 times."));
        let dosage = &requests[1]["extension"][0];
        assert_eq!(dosage["url"], "urn:regimen:v1:fhir:exercise-dosage");
        assert_eq!(dosage["extension"][2], json!({ "url": "repetitions", "valuePositiveInt": 5 }));
        assert!(!bundle.to_string().contains("Bed 12"), "the label stays in the clinic");
        for resource in resources(&bundle) {
            let said = resource["text"]["div"].as_str().unwrap();
            assert!(
                said.contains("You cannot pee.") && said.contains("Stop and tell us."),
                "{}",
                resource["id"]
            );
        }
    }
}
