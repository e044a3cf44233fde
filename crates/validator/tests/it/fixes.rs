//! Fixes: each mends what was found and touches nothing else.

use std::collections::{BTreeMap, BTreeSet};

use regimen_schema::{Edit, Kind};
use regimen_validator::{Files as _, fix};
use serde_json::{Value, json};

use super::base::{Memory, line, path_of};
use super::format::leaves;

/// Applies every fix that a check offers, all of a file at once. Gives back the library and the rules mended.
fn mended(memory: &Memory) -> (Memory, BTreeSet<String>) {
    let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    let mut rules = BTreeSet::new();
    for finding in memory.check().findings.into_iter().map(|placed| placed.finding) {
        if let Some(fix) = finding.fix {
            edits.entry(finding.at.file.to_string()).or_default().push(fix.edit);
            rules.insert(finding.rule.into_owned());
        }
    }
    let mut after = memory.clone();
    for (file, edits) in &edits {
        let text = fix::apply(memory.text(file), &edits.iter().collect::<Vec<_>>());
        after.put(file, text.as_bytes());
    }
    (after, rules)
}

/// Asserts that the fixes mend these rules' findings, that no other finding comes or goes, and that no other character
/// changes but those that are named: what goes and what comes, in the files together.
#[track_caller]
fn assert_mends(memory: &Memory, rules: &[&str], goes: &[&str], comes: &[&str]) -> Memory {
    let (after, mends) = mended(memory);
    assert_eq!(mends.iter().map(String::as_str).collect::<Vec<_>>(), rules);
    let expected: Vec<_> =
        memory.check().findings.iter().filter(|p| p.finding.fix.is_none()).map(line).collect();
    assert_eq!(after.findings(), expected);
    let mut went = Vec::new();
    let mut came = Vec::new();
    for file in memory.documents() {
        let (before, now) = (leaves(memory.text(file)), leaves(after.text(file)));
        went.extend(missing(&before, &now));
        came.extend(missing(&now, &before));
    }
    assert_eq!((went, came), (sorted(goes), sorted(comes)));
    after
}

/// What stands in one list more often than in the other, sorted.
fn missing<'a>(from: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let mut other = other.to_vec();
    let mut missing = sorted(from);
    missing.retain(|leaf| other.iter().position(|o| o == leaf).map(|at| other.swap_remove(at)).is_none());
    missing
}

fn sorted<'a>(items: &[&'a str]) -> Vec<&'a str> {
    let mut items = items.to_vec();
    items.sort_unstable();
    items
}

/// The address of a kind's schema as the library's own address gives it.
fn address(memory: &Memory, kind: Kind) -> String {
    let library: Value = serde_json::from_str(memory.text("library.json")).unwrap();
    let base = library["$schema"].as_str().unwrap().trim_end_matches("library.schema.json");
    let depth = path_of(kind).matches('/').count();
    format!("\"{}{base}{}.schema.json\"", "../".repeat(depth), kind.name())
}

fn without_schema(memory: &mut Memory, kind: Kind) {
    memory.patch(kind, &json!({ "$schema": null }));
    assert!(!memory.text(path_of(kind)).contains("$schema"));
}

#[test]
fn a_missing_schema_is_named_as_seen_from_the_document() {
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Library) {
        let mut memory = Memory::base();
        without_schema(&mut memory, kind);
        let address = address(&memory, kind);
        let after = assert_mends(&memory, &["missing-schema"], &[], &["\"$schema\"", &address]);
        assert!(after.text(path_of(kind)).starts_with("{\n  \"$schema\": "), "as the first key");
    }
}

#[test]
fn a_library_without_a_schema_address_has_no_certain_one() {
    let mut memory = Memory::base();
    memory.patch(Kind::Library, &json!({ "$schema": null }));
    memory.patch(Kind::Source, &json!({ "$schema": null }));
    let findings = memory.check().findings;
    assert_eq!(findings.len(), 2, "{findings:#?}");
    assert!(findings.iter().all(|p| p.finding.rule == "missing-schema" && p.finding.fix.is_none()));
}

fn waiver(rule: &str, at: &str) -> Value {
    json!({ "rule": rule, "at": at, "reason": "tried", "by": { "role": "physiotherapist" } })
}

/// What goes with a waiver, besides its rule and place.
const WAIVER: &[&str] =
    &["\"rule\"", "\"at\"", "\"reason\"", "\"tried\"", "\"by\"", "\"role\"", "\"physiotherapist\""];

#[test]
fn an_unused_waiver_goes_wherever_it_stands_and_a_used_one_stays() {
    // The sample advice says a word of the trade: that is what the used waiver is for.
    let used = waiver("jargon", "/text");
    let unused = |rule: &str| waiver(rule, "/title");
    let lists = [
        vec![unused("shouting")],
        vec![unused("shouting"), used.clone()],
        vec![used.clone(), unused("shouting")],
        vec![unused("shouting"), unused("hard-to-read")],
        vec![unused("shouting"), unused("hard-to-read"), used.clone()],
        vec![used.clone(), unused("shouting"), unused("hard-to-read")],
        vec![unused("shouting"), used.clone(), unused("hard-to-read")],
        vec![unused("shouting"), unused("hard-to-read"), unused("long-sentence"), unused("long-step")],
    ];
    for waivers in lists {
        let mut memory = Memory::base();
        let keeps = waivers.contains(&used);
        memory.patch(Kind::Advice, &json!({ "waivers": waivers.clone() }));
        if keeps {
            memory.patch(
                Kind::Advice,
                &json!({ "text": "Flexion helps your back. Keep the load close to you." }),
            );
        }
        let names: Vec<_> = waivers.iter().filter(|w| **w != used).map(|w| w["rule"].to_string()).collect();
        let mut goes: Vec<&str> = if keeps { vec![] } else { vec!["\"waivers\""] };
        for name in &names {
            goes.extend(WAIVER);
            goes.extend([name.as_str(), "\"/title\""]);
        }
        let after = mended(&memory).0;
        assert_eq!(after.findings(), Vec::<String>::new(), "{names:?}");
        let changed: Value = serde_json::from_str(after.text(path_of(Kind::Advice))).unwrap();
        assert_eq!(changed.get("waivers"), keeps.then(|| json!([used])).as_ref(), "{names:?}");
        // Of the same words in several waivers the places are not told apart: they are counted.
        let count = |memory: &Memory| leaves(memory.text(path_of(Kind::Advice))).len();
        assert_eq!(count(&memory) - count(&after), goes.len(), "{names:?}");
    }
    let mut memory = Memory::base();
    memory.patch(Kind::Advice, &json!({ "waivers": [waiver("shouting", "/title")] }));
    let goes = [&["\"waivers\"", "\"shouting\"", "\"/title\""][..], WAIVER].concat();
    assert_mends(&memory, &["unused-waiver"], &goes, &[]);
}

#[test]
fn a_waiver_that_may_only_look_unused_stays() {
    let with_waiver = || {
        let mut memory = Memory::base();
        memory.patch(Kind::Program, &json!({ "waivers": [waiver("movement-conflict", "/phases/0")] }));
        memory
    };
    assert_eq!(mended(&with_waiver()).1.len(), 1, "in a whole library it is certain");
    // The rule had nothing to go by: the exercise cannot be read, is not there, or there are two of them.
    let mut unreadable = with_waiver();
    unreadable.put(path_of(Kind::Exercise), b"{");
    let mut unknown = with_waiver();
    unknown.patch(Kind::Condition, &json!({ "id": "other" }));
    let mut twice = with_waiver();
    let copy = twice.text(path_of(Kind::Exercise)).to_owned();
    twice.put("pack/exercises/copy.json", copy.as_bytes());
    for memory in [unreadable, unknown, twice] {
        let findings = memory.check().findings;
        let waiver = findings.iter().find(|p| p.finding.rule == "unused-waiver").unwrap();
        assert_eq!(waiver.finding.fix, None);
    }
}

#[test]
fn an_id_that_nothing_refers_to_becomes_the_name_of_its_file() {
    let mut memory = Memory::base();
    memory.patch(Kind::Prescription, &json!({ "id": "typo" }));
    assert_mends(&memory, &["id-differs-from-file-name"], &["\"typo\""], &["\"sample\""]);
    // The sample prescription refers to the program by the name of its file: then it leads there again.
    let mut memory = Memory::base();
    memory.patch(Kind::Program, &json!({ "id": "typo" }));
    assert_eq!(mended(&memory).0.findings(), Vec::<String>::new());
    // A pack's id is the name of its folder.
    let mut memory = Memory::base();
    memory.patch(Kind::Pack, &json!({ "id": "typo" }));
    assert_eq!(mended(&memory).0.findings(), Vec::<String>::new());
}

#[test]
fn an_id_that_may_be_meant_is_left_to_its_author() {
    let fixes = |memory: &Memory| {
        let findings = memory.check().findings;
        let found = findings.iter().filter(|p| p.finding.rule == "id-differs-from-file-name");
        let fixes: Vec<_> = found.map(|p| p.finding.fix.clone()).collect();
        assert!(!fixes.is_empty(), "{findings:#?}");
        fixes.into_iter().flatten().count()
    };
    // Something refers to it.
    let mut memory = Memory::base();
    memory.patch(Kind::Program, &json!({ "id": "renamed" }));
    memory.patch(Kind::Prescription, &json!({ "program": "renamed" }));
    assert_eq!(fixes(&memory), 0);
    // What refers to it may not be readable.
    let mut memory = Memory::base();
    memory.patch(Kind::Program, &json!({ "id": "renamed" }));
    assert_eq!(fixes(&memory), 1);
    memory.put(path_of(Kind::Prescription), b"{");
    assert_eq!(fixes(&memory), 0);
    // Another document has the name already, or would get it too.
    let mut memory = Memory::base();
    let other = memory.text(path_of(Kind::Prescription)).replace("\"sample\"", "\"typo\"");
    memory.put("pack/prescriptions/sample.json", other.as_bytes());
    assert_eq!(fixes(&memory), 0, "another has it");
    let another = memory.text(path_of(Kind::Prescription)).replace("\"sample\"", "\"slip\"");
    memory.put(path_of(Kind::Prescription), another.as_bytes());
    assert_eq!(fixes(&memory), 0, "both would get it");
    // The name of the file is no id.
    let mut memory = Memory::base();
    let copy = memory.text(path_of(Kind::Prescription)).replace("\"sample\"", "\"typo\"");
    memory.put("prescriptions/Not an id.json", copy.as_bytes());
    assert_eq!(fixes(&memory), 0);
}

#[test]
fn several_fixes_of_one_file_do_not_hinder_each_other() {
    let mut memory = Memory::base();
    without_schema(&mut memory, Kind::Prescription);
    memory.patch(
        Kind::Prescription,
        &json!({ "id": "typo", "waivers": [waiver("shouting", ""), waiver("jargon", "")] }),
    );
    let goes =
        [&["\"typo\"", "\"waivers\"", "\"shouting\"", "\"jargon\"", "\"\"", "\"\""][..], WAIVER, WAIVER]
            .concat();
    let address = address(&memory, Kind::Prescription);
    let rules = ["id-differs-from-file-name", "missing-schema", "unused-waiver"];
    assert_mends(&memory, &rules, &goes, &["\"$schema\"", &address, "\"sample\""]);
}

#[test]
fn a_file_of_another_system_keeps_its_line_ends() {
    let mut memory = Memory::base();
    without_schema(&mut memory, Kind::Prescription);
    memory.patch(
        Kind::Prescription,
        &json!({ "id": "typo", "waivers": [waiver("shouting", ""), waiver("jargon", "")] }),
    );
    let plain = mended(&memory).0.text(path_of(Kind::Prescription)).to_owned();
    let text = memory.text(path_of(Kind::Prescription)).replace('\n', "\r\n");
    memory.put(path_of(Kind::Prescription), text.as_bytes());
    let (after, rules) = mended(&memory);
    assert_eq!(rules.len(), 3);
    assert_eq!(after.findings(), Vec::<String>::new());
    assert_eq!(after.text(path_of(Kind::Prescription)), plain.replace('\n', "\r\n"));
}

/// Every place of every base document, taken away or filled with something odd: whatever is found, no fix reaches for
/// anything but the id, the schema and the waivers.
#[test]
fn no_fix_touches_a_dose_or_wording() {
    let base = Memory::base();
    let mut fixes = 0;
    for kind in Kind::ALL {
        let path = path_of(kind);
        let document: Value = serde_json::from_str(base.text(path)).unwrap();
        for pointer in pointers(&document) {
            for odd in [Some(json!("typo")), Some(json!(99)), Some(json!([])), None] {
                let mut changed = document.clone();
                let (parent, key) = pointer.rsplit_once('/').unwrap();
                match (odd, changed.pointer_mut(parent).unwrap()) {
                    (Some(odd), _) => *changed.pointer_mut(&pointer).unwrap() = odd,
                    (None, Value::Object(object)) => drop(object.shift_remove(key)),
                    (None, Value::Array(items)) => drop(items.remove(key.parse().unwrap())),
                    (None, _) => {}
                }
                let mut memory = base.clone();
                memory.put(path, changed.to_string().as_bytes());
                for placed in memory.check().findings {
                    let Some(fix) = placed.finding.fix else { continue };
                    fixes += 1;
                    let is_harmless = match &fix.edit {
                        Edit::Replace { pointer, json } => **pointer == *"/id" && json.starts_with('"'),
                        Edit::Remove { pointer } => pointer.starts_with("/waivers"),
                        Edit::Prepend { key, .. } => *key == "$schema",
                    };
                    assert!(is_harmless, "{path}{pointer}: {fix:?}");
                }
            }
        }
    }
    assert!(fixes > 5, "{fixes}");
}

fn pointers(document: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut next = 0;
    while next < all.len() {
        let here = all[next].clone();
        match document.pointer(&here).unwrap() {
            Value::Object(object) => all.extend(object.keys().map(|key| format!("{here}/{key}"))),
            Value::Array(items) => all.extend((0..items.len()).map(|i| format!("{here}/{i}"))),
            _ => {}
        }
        next += 1;
    }
    all.split_off(1)
}
