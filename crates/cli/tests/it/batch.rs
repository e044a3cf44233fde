//! Many sheets: what has not changed is not made again, and a run that was broken off goes on.

use std::collections::BTreeMap;

use super::sandbox::{Run, Sandbox};

const PROGRAM: &str = "lib/pack/programs/home.json";
const ALL: [&str; 6] = ["export", "handout-pdf", "--all", "--layout", "full", "--jobs=2"];
const KEPT: &str = "out/.regimen-kept/handout-pdf";

/// The base library with a second program, a copy of the first.
fn two_programs() -> Sandbox {
    let sandbox = Sandbox::base();
    let text = sandbox.read(PROGRAM).replace("\"id\": \"home\"", "\"id\": \"other\"");
    sandbox.write("lib/pack/programs/other.json", text);
    sandbox
}

fn sheets(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    sandbox.files("out/handout-pdf")
}

/// The notes on what was made, without what lies aside.
fn notes(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let mut files = sandbox.files(KEPT);
    files.retain(|name, _| !name.contains('.'));
    files
}

#[test]
fn a_sheet_is_made_again_only_if_something_on_it_has_changed() {
    let sandbox = two_programs();
    sandbox.run(&ALL).ends(0).says(&["2 files written to out/handout-pdf\n"]);
    let first = sheets(&sandbox);
    assert_eq!(notes(&sandbox).len(), 2);
    assert_eq!(sandbox.files(KEPT).len(), 2, "nothing lies aside any more");
    sandbox.run(&ALL).ends(0).says(&["0 files written to out/handout-pdf, 2 files as before\n"]);
    // A sheet that was made on another day is no other sheet.
    let tomorrow = [&ALL[..], &["--library", "lib", "--today", "2026-11-22"]].concat();
    Run::of(sandbox.regimen(&tomorrow)).ends(0).says(&["2 files as before"]);
    assert_eq!(sheets(&sandbox), first);

    let title = sandbox.read("lib/pack/programs/other.json");
    let title = title.split("\"title\": \"").nth(1).unwrap().split('"').next().unwrap();
    let (from, to) = (format!("\"title\": \"{title}\""), format!("\"title\": \"{title} too\""));
    sandbox.edit("lib/pack/programs/other.json", &from, &to);
    sandbox.run(&ALL).ends(0).says(&["1 file written to out/handout-pdf, 1 file as before\n"]);
    let second = sheets(&sandbox);
    assert_eq!(first["home.pdf"], second["home.pdf"]);
    assert_ne!(first["other.pdf"], second["other.pdf"]);
    assert_eq!(notes(&sandbox).len(), 2, "what was other.pdf is forgotten");

    // What all sheets have in common changes all of them, and so does the way they are made.
    sandbox.run(&[&ALL[..], &["--paper", "letter"]].concat()).ends(0).says(&["2 files written"]);
    sandbox.run(&[&ALL[..], &["--force", "--paper", "letter"]].concat()).ends(0).says(&["2 files written"]);
    sandbox.run(&[&ALL[..], &["--paper", "letter"]].concat()).ends(0).says(&["2 files as before"]);
}

/// Somebody may have changed or removed what was made.
#[test]
fn a_sheet_that_is_not_as_it_was_made_is_made_again() {
    let sandbox = two_programs();
    sandbox.run(&ALL).ends(0);
    let first = sheets(&sandbox);
    sandbox.write("out/handout-pdf/home.pdf", "not a sheet");
    sandbox.remove("out/handout-pdf/other.pdf");
    sandbox.run(&ALL).ends(0).says(&["2 files written to out/handout-pdf\n"]);
    assert_eq!(sheets(&sandbox), first);
    sandbox.write(&format!("{KEPT}/{}", notes(&sandbox).keys().next().unwrap()), "no note");
    sandbox.run(&ALL).ends(0).says(&["1 file written to out/handout-pdf, 1 file as before\n"]);
    assert_eq!(sheets(&sandbox), first);
}

/// A run that was broken off has laid sheets aside: they are taken as they are.
#[test]
fn a_run_that_was_broken_off_goes_on_where_it_was() {
    let sandbox = two_programs();
    sandbox.run(&ALL).ends(0);
    let first = sheets(&sandbox);
    let notes = notes(&sandbox);
    sandbox.remove_folder("out/handout-pdf");
    let note = |sheet: &str| {
        notes
            .iter()
            .find(|(_, note)| String::from_utf8_lossy(note).contains(sheet))
            .map(|(name, _)| name)
            .unwrap()
    };
    // One lies aside whole; of the other only a part was written.
    sandbox.write(&format!("{KEPT}/{}.0", note("home.pdf")), &first["home.pdf"]);
    sandbox.write(&format!("{KEPT}/{}.0", note("other.pdf")), &first["other.pdf"][..999]);
    sandbox.run(&ALL).ends(0).says(&["2 files written to out/handout-pdf\n"]);
    assert_eq!(sheets(&sandbox), first);
    assert_eq!(sandbox.files(KEPT).len(), 2, "nothing lies aside any more");
}

#[test]
fn the_number_of_cores_changes_no_byte() {
    let sandbox = two_programs();
    sandbox.run(&[&ALL[..5], &["--jobs=1"]].concat()).ends(0);
    let one = sheets(&sandbox);
    sandbox.run(&[&ALL[..5], &["--force", "--jobs=7"]].concat()).ends(0);
    assert_eq!(sheets(&sandbox), one);
    sandbox.run(&[&ALL[..5], &["--jobs=0"]].concat()).ends(2);
}
