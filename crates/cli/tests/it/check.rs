//! `regimen check`: what it says, how it ends, what it looks at.

use std::process::Stdio;

use serde_json::Value;
use snapbox::cmd::cargo_bin;
use snapbox::{assert_data_eq, str};

use super::sandbox::{Run, Sandbox, TODAY};

const EXERCISE: &str = "lib/pack/exercises/knee-hug.json";
const ADVICE: &str = "lib/pack/advice/lift.json";

/// A library with an error in an exercise.
fn with_error() -> Sandbox {
    let sandbox = Sandbox::base();
    sandbox.edit(EXERCISE, "\"stretch\"", "\"stretching\"");
    sandbox
}

/// A library with a warning in an advice.
fn with_warning() -> Sandbox {
    let sandbox = Sandbox::base();
    sandbox.edit(ADVICE, "2027-05-31", "2026-11-01");
    sandbox
}

#[test]
fn a_clean_library_ends_with_zero_and_one_line() {
    let run = Sandbox::base().run(&["check"]).ends(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("10 documents checked, nothing found\n", ""));
}

#[test]
fn errors_end_with_one_and_what_is_below_the_gate_does_not() {
    for (sandbox, code_of) in
        [(Sandbox::base(), [0, 0, 0, 0]), (with_warning(), [0, 0, 1, 1]), (with_error(), [1, 1, 1, 1])]
    {
        for (gate, code) in [None, Some("error"), Some("warning"), Some("hint")].into_iter().zip(code_of) {
            let args: Vec<_> = ["check"].into_iter().chain(gate.map(|_| "--fail-on")).chain(gate).collect();
            sandbox.run(&args).ends(code);
        }
    }
    // Hints.
    let sandbox = Sandbox::base();
    sandbox.edit(ADVICE, "\"$schema\": \"../../../schemas/v1/advice.schema.json\",", "");
    sandbox.run(&["check"]).ends(0).says(&["hint[missing-schema]", "0 errors, 0 warnings, 1 hint"]);
    sandbox.run(&["check", "--fail-on", "warning"]).ends(0);
    sandbox.run(&["check", "--fail-on", "hint"]).ends(1);
}

#[test]
fn the_report_underlines_the_authors_own_text() {
    let sandbox = with_error();
    sandbox.edit(ADVICE, "2027-05-31", "2026-11-01");
    let run = sandbox.run(&["check"]).ends(1);
    assert_data_eq!(
        run.stdout,
        str![[r#"
warning[review-overdue]: the review was due on 2026-11-01, 20 days ago
  --> lib/pack/advice/lift.json:12:15
   |
12 |     "due_on": "2026-11-01"
   |               ^^^^^^^^^^^^
   |
   = help: have it reviewed, then set "reviewed_on" and a new "due_on"

error[not-allowed-value]: "stretching" is not one of the values allowed here
 --> lib/pack/exercises/knee-hug.json:5:15
  |
5 |   "category": "stretching",
  |               ^^^^^^^^^^^^
  |
  = help: did you mean "stretch"?

`regimen explain not-allowed-value` tells why it matters and shows good and bad examples.

10 documents checked: 1 error, 1 warning, 0 hints

"#]]
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn the_report_names_the_other_place_that_has_a_part_in_it() {
    let sandbox = Sandbox::base();
    sandbox.edit(ADVICE, "\"group\":", "\"id\": \"lift\", \"group\":");
    assert_data_eq!(
        sandbox.run(&["check", "--quiet"]).ends(1).stdout,
        str![[r#"
error[duplicate-key]: the key "id" stands twice in one object
 --> lib/pack/advice/lift.json:6:3
  |
6 |   "id": "lift", "group": "lifting",
  |   ^^^^
  |
  = note: it stands here first: lib/pack/advice/lift.json:3:3
  = help: keep one of the two

`regimen explain duplicate-key` tells why it matters and shows good and bad examples.


"#]]
    );
}

#[test]
fn characters_of_several_bytes_are_underlined_as_they_stand() {
    let sandbox = Sandbox::base();
    sandbox.edit(EXERCISE, "\"Knee hug\",", "\"Knie-Übung 🏃 für zu Hause\", \"categorie\": 1,");
    assert_data_eq!(
        sandbox.run(&["check"]).ends(1).stdout,
        str![[r#"
error[unknown-key]: unknown key "categorie"
 --> lib/pack/exercises/knee-hug.json:4:41
  |
4 |   "title": "Knie-Übung 🏃 für zu Hause", "categorie": 1,
  |                                          ^^^^^^^^^^^
  |
  = help: did you mean "category"?

`regimen explain unknown-key` tells why it matters and shows good and bad examples.

10 documents checked: 1 error, 0 warnings, 0 hints

"#]]
    );
}

#[test]
fn a_line_of_thousands_of_columns_is_shown_around_the_place() {
    let sandbox = Sandbox::base();
    let long = format!(
        "\"aliases\": [\"{}\"], \"title\": \"Knee hug \", \"clinician_note\": \"{}\",",
        "é".repeat(1_900),
        "x".repeat(1_900)
    );
    sandbox.edit(EXERCISE, "\"title\": \"Knee hug\",", &long);
    let run = sandbox.run(&["check"]).ends(1);
    assert!(run.stdout.contains(" lib/pack/exercises/knee-hug.json:4:1929\n"), "{}", run.stdout);
    assert!(run.stdout.contains("\"title\": \"Knee hug \", \"clinician"), "{}", run.stdout);
    assert!(run.stdout.lines().all(|line| line.chars().count() < 200), "{}", run.stdout);
    // The marks stand right below the text.
    let lines: Vec<_> = run.stdout.lines().collect();
    let marks = lines.iter().position(|line| line.contains("^^^")).unwrap();
    let column = |line: &str, what: &str| line[..line.find(what).unwrap()].chars().count();
    assert_eq!(column(lines[marks], "^"), column(lines[marks - 1], "\"Knee hug \""), "{}", run.stdout);
    assert_eq!(lines[marks].matches('^').count(), "\"Knee hug \"".len());
}

#[test]
fn a_place_that_is_longer_than_the_screen_is_shown_from_its_start() {
    let sandbox = Sandbox::base();
    sandbox.edit(EXERCISE, "\"Knee hug\"", &format!("\"{}\"", "🏃".repeat(5_000)));
    let run = sandbox
        .run(&["check"])
        .ends(1)
        .says(&["the text is 5000 characters long, 2000 are allowed", ":4:12"]);
    assert!(run.stdout.lines().all(|line| line.chars().count() < 400), "{}", run.stdout);
}

#[test]
fn quiet_says_findings_and_nothing_else() {
    let run = Sandbox::base().run(&["check", "--quiet"]).ends(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    let run = with_error().run(&["check", "-q"]).ends(1).says(&["error[not-allowed-value]"]);
    assert!(!run.stdout.contains("documents checked"), "{}", run.stdout);
}

#[test]
fn colour_is_written_when_asked_for_and_never_into_a_pipe_by_itself() {
    let sandbox = with_error();
    let has_colour = |args: &[&str]| sandbox.run(args).ends(1).stdout.contains('\x1b');
    assert!(has_colour(&["check", "--color", "always"]));
    assert!(!has_colour(&["check", "--color", "never"]));
    assert!(!has_colour(&["check", "--color", "auto"]));
    assert!(!has_colour(&["check"]));
    // Without its colours it is the same report.
    let coloured = sandbox.run(&["check", "--color", "always"]).stdout;
    let mut plain = String::new();
    for (i, part) in coloured.split("\x1b[").enumerate() {
        plain.push_str(if i == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(plain, sandbox.run(&["check"]).stdout);
}

/// The report for programs, held to the schema that `regimen schema report` prints.
fn report(sandbox: &Sandbox, args: &[&str], code: i32) -> Value {
    let args: Vec<_> = ["check", "--format", "json"].iter().chain(args).copied().collect();
    let report: Value = serde_json::from_str(&sandbox.run(&args).ends(code).stdout).unwrap();
    let schema: Value = serde_json::from_str(&sandbox.run(&["schema", "report"]).ends(0).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> =
        validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    report
}

#[test]
fn the_report_for_programs_says_the_same_and_fits_its_schema() {
    let clean = report(&Sandbox::base(), &[], 0);
    assert_eq!(clean["documents"], 10);
    assert_eq!(clean["findings"], Value::Array(Vec::new()));

    let sandbox = with_error();
    sandbox.edit(ADVICE, "\"group\":", "\"id\": \"lift\", \"group\":");
    sandbox.edit("lib/pack/sources/guide.json", "Sample guide", "Sample\u{0}guide");
    sandbox.edit("lib/pack/conditions/back-pain.json", "2027-05-31", "2026-11-01");
    sandbox.write("lib/pack/exercises/bytes.json", b"{\n\"\xff");
    sandbox.folder("lib/pack/exercises/folder.json");
    let report = report(&sandbox, &["--quiet"], 1);
    assert_eq!(report["counts"], serde_json::json!({ "error": 5, "warning": 1, "hint": 0 }));
    let finding =
        |rule: &str| report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == rule).unwrap();
    let value = finding("not-allowed-value");
    assert_eq!(value["at"]["file"], "pack/exercises/knee-hug.json");
    assert_eq!(value["at"]["pointer"], "/category");
    let start = value["at"]["start"]["byte"].as_u64().unwrap();
    let end = value["at"]["end"]["byte"].as_u64().unwrap();
    let range = usize::try_from(start).unwrap()..usize::try_from(end).unwrap();
    assert_eq!(&sandbox.read(EXERCISE)[range], "\"stretching\"");
    assert_eq!((&value["at"]["start"]["line"], &value["at"]["start"]["column"]), (&5.into(), &15.into()));
    assert_eq!((&value["level"], &value["help"]), (&"error".into(), &"did you mean \"stretch\"?".into()));
    assert_eq!(finding("duplicate-key")["related"][0]["at"]["start"]["line"], 3);
    assert_eq!(finding("unreadable-file")["at"]["file"], "pack/exercises/folder.json");
}

#[test]
fn the_gate_holds_for_the_report_for_programs_too() {
    report(&with_warning(), &["--fail-on", "warning"], 1);
    report(&with_warning(), &[], 0);
}

#[test]
fn an_unsaved_text_stands_in_for_its_file() {
    let sandbox = Sandbox::base();
    let on_stdin = |sandbox: &Sandbox, text: &str, file: &str, more: &[&str]| {
        let args: Vec<_> = ["check", "--stdin", file, "--library", "lib", "--today", TODAY]
            .iter()
            .chain(more)
            .copied()
            .collect();
        Run::of(sandbox.regimen(&args).stdin(text))
    };
    let good = sandbox.read(EXERCISE);
    let bad = good.replace("\"stretch\"", "\"stretching\"");
    on_stdin(&sandbox, &bad, EXERCISE, &[]).ends(1).says(&["knee-hug.json:5:15", "\"stretching\""]);
    // Only the file itself is reported on, unless others are named.
    sandbox.edit(ADVICE, "\"lifting\"", "\"carrying\"");
    on_stdin(&sandbox, &good, EXERCISE, &[]).ends(0).says(&["10 documents checked, nothing found"]);
    on_stdin(&sandbox, &good, EXERCISE, &[ADVICE]).ends(1).says(&["\"carrying\""]);
    // A new file, not yet saved, is one more document and known to others.
    let new = good.replace("\"knee-hug\"", "\"knee-hold\"").replace("\"forward-bend\"", "\"knee-holds\"");
    on_stdin(&sandbox, &new, "lib/pack/exercises/knee-hold.json", &[])
        .ends(1)
        .says(&["did you mean \"knee-hold\"?", "11 documents checked"]);
    // What is on the disk counts for nothing then.
    sandbox.write(EXERCISE, "{");
    on_stdin(&sandbox, &good, EXERCISE, &[]).ends(0);
    assert_eq!(sandbox.read(EXERCISE), "{");
    // Too much is too much from there too.
    on_stdin(&sandbox, &"[".repeat(5_000_000), EXERCISE, &[]).ends(1).says(&["error[too-large]"]);
    on_stdin(&sandbox, &good, "elsewhere.json", &[]).ends(3).says(&["does not lie in the library"]);
    on_stdin(&sandbox, &good, "lib/no/such/folder.json", &[])
        .ends(3)
        .says(&["there is no lib/no/such/folder.json"]);
}

#[test]
fn only_the_named_files_and_folders_are_reported_on() {
    let sandbox = with_error();
    sandbox.edit(ADVICE, "\"lifting\"", "\"carrying\"");
    let absolute = sandbox.path(ADVICE);
    for (paths, finds) in [
        (vec![], "2 errors"),
        (vec!["lib"], "2 errors"),
        (vec!["lib/"], "2 errors"),
        (vec!["lib/pack"], "2 errors"),
        (vec!["lib/pack/advice", "lib/pack/exercises"], "2 errors"),
        (vec!["lib/pack/advice/"], "1 error"),
        (vec!["./lib/pack/../pack/advice"], "1 error"),
        (vec![absolute.to_str().unwrap()], "1 error"),
        (vec![EXERCISE], "1 error"),
        (vec!["lib/pack/programs"], "nothing found"),
        (vec!["lib/pack/media"], "nothing found"),
    ] {
        let args: Vec<_> = ["check"].into_iter().chain(paths.iter().copied()).collect();
        let code = i32::from(finds != "nothing found");
        sandbox.run(&args).ends(code).says(&[
            &format!("10 documents checked: {finds},").replace(": nothing found,", ", nothing found")
        ]);
    }
    // A namesake is not meant.
    sandbox.folder("lib/pack/adv");
    sandbox.run(&["check", "lib/pack/adv"]).ends(0).says(&["nothing found"]);
}

#[test]
fn a_path_that_is_not_there_is_no_clean_check() {
    let sandbox = with_error();
    sandbox
        .run(&["check", "lib/pack/exercises/knee-hugs.json"])
        .ends(3)
        .says(&["there is no lib/pack/exercises/knee-hugs.json"]);
    sandbox.run(&["check", "lib/packs/exercises"]).ends(3).says(&["there is no lib/packs/exercises"]);
    sandbox.run(&["check", "."]).ends(3).says(&["does not lie in the library"]);
}

#[test]
fn the_library_is_found_from_here_upwards_and_in_programs() {
    let sandbox = Sandbox::base();
    let here = |folder: &str| {
        Run::of(sandbox.regimen(&["check", "--today", TODAY]).current_dir(sandbox.path(folder)))
    };
    here("lib").ends(0);
    here("lib/pack/exercises").ends(0).says(&["10 documents"]);
    here(".").ends(3).says(&["no library.json here, above or in programs/"]);
    // From inside, paths are those of the folder one stands in.
    let inside =
        sandbox.regimen(&["check", "advice", "--today", TODAY]).current_dir(sandbox.path("lib/pack"));
    Run::of(inside).ends(0);

    let project = Sandbox::empty();
    project.write("programs/library.json", sandbox.read("lib/library.json").replace("\"pack\"", "\"none\""));
    let run = Run::of(project.regimen(&["check"])).ends(1);
    assert!(run.stdout.contains("programs/library.json:"), "{}", run.stdout);
}

#[test]
fn a_call_that_is_not_understood_ends_with_two() {
    let sandbox = Sandbox::base();
    for args in [
        &["chekc"][..],
        &["check", "--colour"],
        &["check", "--format", "xml"],
        &["check", "--fail-on", "never"],
        &["check", "--today", "2026-02-30"],
        &["list", "nothing"],
        &[],
    ] {
        let run = Run::of(sandbox.regimen(args)).ends(2);
        assert!(!run.stderr.is_empty(), "{args:?}");
    }
    sandbox
        .run(&["explain", "long-sentences"])
        .ends(2)
        .says(&["there is no rule long-sentences", "did you mean long-sentence?"]);
    sandbox.run(&["explain", "qqqqqqqq"]).ends(2).says(&["`regimen list rules` names every rule"]);
    sandbox.run(&["export", "handouts"]).ends(2).says(&[
        "there is no exporter handouts",
        "handout-html",
        "json",
    ]);
    sandbox.run(&["export", "json", "homes"]).ends(2).says(&["there is no program homes"]);
    sandbox.run(&["export", "json", "../home"]).ends(2).says(&["there is no program ../home"]);
    sandbox.run(&["schema", "exercises"]).ends(2).says(&["there is no schema exercises", "exercise"]);
}

#[test]
fn a_world_that_does_not_play_along_ends_with_three() {
    let sandbox = Sandbox::base();
    Run::of(sandbox.regimen(&["check", "--library", "nowhere"]))
        .ends(3)
        .says(&["nowhere holds no library.json"]);
    Run::of(sandbox.regimen(&["check", "--library", "lib/pack"]))
        .ends(3)
        .says(&["lib/pack holds no library.json"]);
    sandbox.remove("lib/library.json");
    Run::of(sandbox.regimen(&["check", "--library", "lib"])).ends(3).says(&["lib holds no library.json"]);
    sandbox.folder("lib/library.json");
    Run::of(sandbox.regimen(&["check", "--library", "lib"])).ends(3).says(&["lib holds no library.json"]);
}

/// A run whose reader has gone away before it says a word.
fn without_reader(sandbox: &Sandbox, args: &[&str]) -> Run {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = std::process::Command::new(cargo_bin!("regimen"));
    command.args(args).args(["--library", "lib", "--today", TODAY]).current_dir(sandbox.path("."));
    Run::from(
        command
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap(),
    )
}

#[test]
fn a_reader_that_goes_away_changes_nothing_about_the_end() {
    for (args, code) in [
        (&["check"][..], 1),
        (&["check", "--format", "json"], 1),
        (&["explain", "hold-too-long"], 0),
        (&["list", "rules"], 0),
        (&["schema", "exercise"], 0),
    ] {
        let run = without_reader(&with_error(), args).ends(code);
        assert_eq!(run.stderr, "", "{args:?}");
    }
    let sandbox = with_warning();
    without_reader(&sandbox, &["check"]).ends(0);
    without_reader(&sandbox, &["build"]).ends(0);
    assert!(sandbox.files("out").contains_key("handout-html/home.html"), "it was written all the same");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    let sandbox = Sandbox::base();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = std::process::Command::new(cargo_bin!("regimen"));
    command.args(["check", "--library", "lib", "--today", TODAY]).current_dir(sandbox.path(".")).stdout(full);
    Run::from(command.output().unwrap()).ends(3).says(&["error: "]);
}

/// A clinic keeps its prescriptions where its patients' papers are, and not beside the exercises.
#[test]
fn a_file_outside_the_library_is_checked_as_one_of_its_documents() {
    let sandbox = Sandbox::base();
    let text = sandbox.read("lib/prescriptions/sample.json").replace("\"sample\",", "\"outside\",");
    sandbox.write("patients/outside.json", &text);
    sandbox.run(&["check", "patients/outside.json"]).ends(0).says(&["11 documents checked, nothing found"]);
    sandbox
        .write("patients/outside.json", text.replace("\"exercise\": \"knee-hug\"", "\"exercise\": \"knee\""));
    sandbox
        .run(&["check", "patients/outside.json"])
        .ends(1)
        .says(&["--> patients/outside.json:10:", "there is no exercise with the id \"knee\""]);
    // The library by itself has nothing to do with it.
    sandbox.run(&["check"]).ends(0).says(&["10 documents checked"]);
}
