//! `regimen extract`

use crate::sandbox::Sandbox;

const SHEET: &str = "out/handout-pdf/home.pdf";

#[test]
fn a_sheet_gives_back_what_it_was_made_from() {
    let sandbox = Sandbox::base();
    sandbox.run(&["export", "handout-pdf", "home", "--quiet"]).ends(0);
    let run = sandbox.run(&["extract", SHEET]).ends(0);
    let source: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(source["program"], "home");
    let schema = sandbox.run(&["schema", "sheet"]).ends(0).stdout;
    let schema = serde_json::from_str(&schema).unwrap();
    assert!(jsonschema::is_valid(&schema, &source));
}

#[test]
fn a_sheet_is_held_against_the_library() {
    let sandbox = Sandbox::base();
    sandbox.run(&["export", "handout-pdf", "home", "--quiet"]).ends(0);
    let run = sandbox.run(&["extract", SHEET, "--compare"]).ends(0);
    assert!(run.stderr.contains("says of home what the library says today"), "{}", run.stderr);
    let program = "lib/pack/programs/home.json";
    let changed = sandbox.read(program).replacen("\"title\": \"", "\"title\": \"New: ", 1);
    sandbox.write(program, changed);
    let run = sandbox.run(&["extract", SHEET, "--compare"]).ends(1);
    assert!(run.stderr.contains("has moved on"), "{}", run.stderr);
}

#[test]
fn what_is_no_sheet_is_said() {
    let sandbox = Sandbox::base();
    sandbox.write("x.pdf", "nothing");
    let run = sandbox.run(&["extract", "x.pdf"]).ends(3);
    assert_eq!(run.stderr, "error: x.pdf: it is no PDF that can be read\n");
}
