//! The rules' pages are tests. A page holds `json,bad` blocks, each followed by a `findings` block, and `json,good`
//! blocks. A block is an object from kinds to JSON merge patches of the base library's documents
//! (`{"program": {"stop_rules": null}}`), where a key that starts with a slash is a JSON Pointer to the one value to
//! replace, or to remove if it is `null` (`{"program": {"/phases/0/weeks": 3}}`). With the word `raw` and a kind
//! (`json,bad,raw,exercise`) it is the text of that kind's whole file, with the word `file` and a path
//! (`json,bad,file,pack/exercises/other.json`) the text of a file beside those of the base library. A bad block gives
//! exactly the findings shown, each of them the rule's own; a good one none.
//!
//! `REGIMEN_UPDATE=1 cargo test -p regimen-validator pages` writes what is found into the pages: read the difference.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use regimen_schema::Kind;
use regimen_validator::Placed;
use regimen_validator::rules::{ALL, Group};
use serde_json::{Map, Value};

use super::base::{Memory, line, path_of};

/// Rules that no JSON example can show, each with the reason. `hostile.rs` tests them.
pub(crate) const NOT_SHOWN: [(&str, &str); 3] = [
    ("too-large", "an example would be megabytes long"),
    ("too-many-findings", "an example would have a thousand findings"),
    ("unreadable-file", "what keeps a file from being read lies on the disk, not in its text"),
];

#[test]
fn every_page_shows_what_its_rule_finds() {
    let update = wants_update();
    let mut wrong = String::new();
    for rule in ALL {
        let path = page_path(rule.id);
        let page = rule.page;
        let run = run(page);
        if NOT_SHOWN.iter().any(|(id, _)| *id == rule.id) {
            assert_eq!(
                (run.bad, run.good),
                (0, 0),
                "{}: it can be shown after all: take it off the list",
                rule.id
            );
            continue;
        }
        if run.bad == 0 || run.good == 0 {
            let _ = writeln!(wrong, "{}: the page needs a bad and a good example", rule.id);
        }
        for found in run.found.iter().filter(|found| !found.contains(&format!("[{}]", rule.id))) {
            let _ = writeln!(wrong, "{}: a bad example shows another rule's finding:\n{found}", rule.id);
        }
        for problem in &run.problems {
            let _ = writeln!(wrong, "{}: {problem}", rule.id);
        }
        if run.page != page {
            if update {
                write_page(&path, &run.page);
            } else {
                let _ = writeln!(wrong, "{}: found\n{}", rule.id, run.page);
            }
        }
    }
    assert!(wrong.is_empty(), "pages and findings differ (REGIMEN_UPDATE=1 rewrites them):\n{wrong}");
}

#[test]
fn every_page_says_what_why_and_by_which_source() {
    for rule in ALL {
        let page = rule.page;
        assert!(
            page.starts_with(&format!("# {}\n\n", rule.id)),
            "{}: the page starts with the rule's name",
            rule.id
        );
        assert!(rule.summary().starts_with("Flags "), "{}: the first paragraph says what it flags", rule.id);
        let mut sections = vec!["## Why"];
        if !NOT_SHOWN.iter().any(|(id, _)| *id == rule.id) {
            sections.extend(["## Bad", "## Good"]);
        }
        if !matches!(rule.group, Group::Structure | Group::Links) {
            sections.push("## Source");
        }
        for section in sections {
            assert!(
                page.contains(&format!("\n{section}\n")),
                "{}: the page has no section {section}",
                rule.id
            );
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test looks at which pages there are")]
fn every_page_and_every_rule_is_listed_once() {
    let mut ids: Vec<_> = ALL.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    let before = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), before, "a rule is listed twice");
    let mut pages = Vec::new();
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(rules_folder()).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().replace('_', "-");
        match path.extension().and_then(|e| e.to_str()) {
            Some("md") => pages.push(stem),
            Some("rs") if !matches!(stem.as_str(), "structure" | "links") => sources.push(stem),
            _ => {}
        }
    }
    pages.sort_unstable();
    assert_eq!(pages, ids, "the pages in the folder and the rules in ALL differ");
    for source in sources {
        assert!(ids.contains(&source.as_str()), "{source}.rs is not listed in ALL");
    }
}

struct Run {
    page: String,
    bad: usize,
    good: usize,
    found: Vec<String>,
    problems: Vec<String>,
}

/// Runs a page's examples and writes the page again with what was found.
fn run(page: &str) -> Run {
    let mut run = Run { page: String::new(), bad: 0, good: 0, found: Vec::new(), problems: Vec::new() };
    let mut lines = page.lines().peekable();
    while let Some(text) = lines.next() {
        let _ = writeln!(run.page, "{text}");
        let Some(info) = text.strip_prefix("```json,") else { continue };
        let mut block = String::new();
        for text in lines.by_ref() {
            let _ = writeln!(run.page, "{text}");
            if text == "```" {
                break;
            }
            let _ = writeln!(block, "{text}");
        }
        let words: Vec<_> = info.split(',').collect();
        let found: Vec<_> = library(&words, &block).check().findings.iter().map(shown).collect();
        match words[0] {
            "good" => {
                run.good += 1;
                if !found.is_empty() {
                    run.problems.push(format!("a good example has findings: {found:#?}\n{block}"));
                }
            }
            "bad" => {
                run.bad += 1;
                if found.is_empty() {
                    run.problems.push(format!("a bad example has no findings\n{block}"));
                }
                // What stands there gives way to what was found.
                while lines.next_if(|l| l.is_empty()).is_some() {}
                if lines.next_if_eq(&"```findings").is_some() {
                    while lines.next().is_some_and(|l| l != "```") {}
                }
                let _ = writeln!(run.page, "\n```findings\n{}\n```", found.join("\n"));
                if lines.peek().is_some_and(|l| !l.is_empty()) {
                    let _ = writeln!(run.page);
                }
                run.found.extend(found);
            }
            other => panic!("a block is good or bad, not {other}"),
        }
    }
    run
}

/// A finding as a page shows it: level, rule, file, place and message; below it what to do, and other places.
fn shown(placed: &Placed) -> String {
    let finding = &placed.finding;
    let mut shown = line(placed).replacen(" : ", " (whole document): ", 1);
    if let Some(help) = &finding.help {
        let _ = write!(shown, "\n  help: {help}");
    }
    for ((at, message), place) in finding.related.iter().zip(&placed.related) {
        let _ = write!(shown, "\n  see {}:{}:{}: {message}", at.file, place.line, place.column);
    }
    shown
}

pub(crate) fn library(words: &[&str], block: &str) -> Memory {
    let mut memory = Memory::base();
    if let [_, "raw", kind] = words {
        memory.put(path_of(kind_named(kind)), block.trim_end_matches('\n').as_bytes());
        return memory;
    }
    if let [_, "file", path] = words {
        memory.put(path, block.as_bytes());
        return memory;
    }
    let patches: Map<String, Value> = serde_json::from_str(block).unwrap_or_else(|e| panic!("{e}\n{block}"));
    for (kind, patch) in patches {
        let kind = kind_named(&kind);
        let (pointers, keys): (Map<_, _>, Map<_, _>) =
            patch.as_object().unwrap().clone().into_iter().partition(|(key, _)| key.starts_with('/'));
        memory.patch(kind, &Value::Object(keys));
        let mut document: Value = serde_json::from_str(memory.text(path_of(kind))).unwrap();
        for (pointer, value) in pointers {
            replace(&mut document, &pointer, value);
        }
        memory.put(path_of(kind), &serde_json::to_vec_pretty(&document).unwrap());
    }
    memory
}

/// Puts a value at a pointer, or takes away what is there if the value is `null`.
pub(crate) fn replace(document: &mut Value, pointer: &str, value: Value) {
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap_or_else(|| panic!("there is no {parent}")) {
        Value::Object(object) if value.is_null() => drop(object.shift_remove(last)),
        Value::Object(object) => drop(object.insert(last.to_owned(), value)),
        Value::Array(items) if value.is_null() => drop(items.remove(last.parse().unwrap())),
        Value::Array(items) if last == "-" => items.push(value),
        Value::Array(items) => items[last.parse::<usize>().unwrap()] = value,
        _ => panic!("{parent} is neither object nor list"),
    }
}

fn kind_named(name: &str) -> Kind {
    Kind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or_else(|| panic!("no kind {name}"))
}

fn rules_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")
}

fn page_path(id: &str) -> PathBuf {
    rules_folder().join(id.replace('-', "_") + ".md")
}

#[expect(clippy::disallowed_methods, reason = "a test's own switch")]
fn wants_update() -> bool {
    std::env::var_os("REGIMEN_UPDATE").is_some()
}

#[expect(clippy::disallowed_methods, reason = "the test rewrites the pages it was asked to")]
fn write_page(path: &Path, page: &str) {
    std::fs::write(path, page).unwrap();
}
