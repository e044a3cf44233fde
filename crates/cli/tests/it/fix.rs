//! `regimen check --fix`: mends what is certain, in the files that were named, and touches nothing else.

use super::sandbox::{Run, Sandbox};

const SAMPLE: &str = "lib/prescriptions/sample.json";
const LIFT: &str = "lib/pack/advice/lift.json";

/// The base library, laid out, so that only what a test spoils changes.
fn laid_out() -> Sandbox {
    let sandbox = Sandbox::base();
    sandbox.run(&["fmt", "--quiet"]).ends(0);
    sandbox
}

/// A library with three things to mend in one file and one in another.
fn spoilt() -> Sandbox {
    let sandbox = laid_out();
    sandbox.edit(SAMPLE, "\"id\": \"sample\"", "\"id\": \"typo\"");
    let schema = sandbox.read(SAMPLE).lines().nth(1).unwrap().to_owned();
    sandbox.edit(SAMPLE, &format!("{schema}\n"), "");
    let waiver = r#""waivers": [{"rule":"shouting","at":"","reason":"x","by":{"role":"physiotherapist"}}]"#;
    sandbox.edit(SAMPLE, "\n}\n", &format!(",\n  {waiver}\n}}\n"));
    sandbox.edit(LIFT, "  \"group\"", "      \"group\"");
    sandbox
}

#[test]
fn everything_certain_is_mended_at_once_and_the_rest_is_as_it_was() {
    let sandbox = spoilt();
    let expected = laid_out();
    // The address that the library's own gives is the one that is put there.
    let run = sandbox.run(&["check", "--fix"]).ends(0).says(&["2 documents changed\n", "nothing found"]);
    assert!(run.stderr.contains("2 documents changed"), "{run:?}");
    let schema = |sandbox: &Sandbox| sandbox.read(SAMPLE).lines().nth(1).unwrap().to_owned();
    assert_eq!(schema(&sandbox), "  \"$schema\": \"../../../../schemas/v1/prescription.schema.json\",");
    sandbox.edit(SAMPLE, &schema(&sandbox), &schema(&expected));
    assert_eq!(sandbox.files("lib"), expected.files("lib"));
    sandbox.run(&["check", "--fix"]).ends(0).says(&["0 documents changed\n"]);
}

#[test]
fn one_thing_mended_makes_another_certain() {
    let sandbox = laid_out();
    // While the exercise's own name is not known, it cannot be told whether the waiver is of use.
    sandbox.edit(
        "lib/pack/exercises/forward-bend.json",
        "\"id\": \"forward-bend\"",
        "\"id\": \"forward-band\"",
    );
    let waiver = r#""waivers": [{"rule":"shouting","at":"","reason":"x","by":{"role":"physiotherapist"}}]"#;
    sandbox.edit(LIFT, "\n}\n", &format!(",\n  {waiver}\n}}\n"));
    sandbox.run(&["check"]).ends(1).says(&[
        "unknown-reference",
        "unused-waiver",
        "id-differs-from-file-name",
    ]);
    sandbox.run(&["check", "--fix"]).ends(0).says(&["2 documents changed\n", "nothing found"]);
    assert_eq!(sandbox.files("lib"), laid_out().files("lib"));
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let sandbox = spoilt();
    let before = sandbox.files("lib");
    let run = sandbox.run(&["check", "--fix", "--dry-run"]).ends(1);
    assert_eq!(sandbox.files("lib"), before);
    assert!(run.stderr.contains("2 documents would change"), "{run:?}");
    for line in [
        "--- lib/prescriptions/sample.json\n+++ lib/prescriptions/sample.json\n",
        "-  \"id\": \"typo\",\n",
        "+  \"id\": \"sample\",\n",
        "+  \"$schema\": \"../../../../schemas/v1/prescription.schema.json\",\n",
        "-  \"waivers\": [",
        "--- lib/pack/advice/lift.json\n",
        "-      \"group\": \"lifting\",\n+  \"group\": \"lifting\",\n",
    ] {
        assert!(run.stdout.contains(line), "{line:?} is not in\n{}", run.stdout);
    }
    sandbox.run(&["check", "--fix", "--dry-run", "--quiet"]).ends(1);
    sandbox.run(&["check", "--dry-run"]).ends(2);
    sandbox.run(&["check", "--fix", "--stdin", "lib/x.json"]).ends(2);
    // A difference before a report for machines would spoil it.
    sandbox.run(&["check", "--fix", "--dry-run", "--format", "json"]).ends(2);
    assert_eq!(sandbox.files("lib"), before);
}

#[test]
fn only_what_is_named_is_touched() {
    for (path, changes) in [(LIFT, LIFT), ("lib/prescriptions", SAMPLE)] {
        let sandbox = spoilt();
        let before = sandbox.files("lib");
        sandbox.run(&["check", "--fix", path]).ends(0).says(&["1 document changed\n"]);
        let after = sandbox.files("lib");
        let changed: Vec<_> = after.iter().filter(|(name, text)| before[*name] != **text).collect();
        assert_eq!(changed.len(), 1);
        assert_eq!(format!("lib/{}", changed[0].0), changes);
    }
}

#[test]
fn a_broken_document_is_left_alone_and_named() {
    let broken: [&[u8]; 5] =
        [b"{\"id\": \"lift\",\n}", b"{ \"id\": \"a\", \"id\": \"b\" }", b"\xff{}", b"\xef\xbb\xbf{}", b""];
    for bytes in broken {
        let sandbox = spoilt();
        sandbox.write(LIFT, bytes);
        let run = sandbox.run(&["check", "--fix"]).ends(1).says(&["lib/pack/advice/lift.json"]);
        // The waiver and the id are not certain while a document cannot be read; the schema is.
        assert!(run.stderr.contains("1 document changed"), "{run:?}");
        assert_eq!(sandbox.files("lib")["pack/advice/lift.json"], bytes);
        assert!(sandbox.read(SAMPLE).contains("\"typo\"") && sandbox.read(SAMPLE).contains("\"$schema\""));
    }
}

#[test]
fn reports_come_after_the_mending() {
    for format in ["json", "sarif", "github", "junit"] {
        let sandbox = spoilt();
        let run = sandbox.run(&["check", "--fix", "--format", format]).ends(0);
        assert!(
            !run.stdout.contains("typo") && !run.stdout.contains("documents changed"),
            "{format}: {}",
            run.stdout
        );
        if ["json", "sarif"].contains(&format) {
            serde_json::from_str::<serde_json::Value>(&run.stdout).unwrap();
        }
    }
}

#[test]
fn line_ends_of_another_system_are_laid_out_too() {
    let sandbox = spoilt();
    let text = sandbox.read(SAMPLE).replace('\n', "\r\n");
    sandbox.write(SAMPLE, text);
    sandbox.run(&["check", "--fix"]).ends(0).says(&["2 documents changed\n", "nothing found"]);
    let plain = spoilt();
    plain.run(&["check", "--fix"]).ends(0);
    assert_eq!(sandbox.files("lib"), plain.files("lib"));
}

#[cfg(unix)]
#[test]
fn a_file_stays_as_open_to_others_as_it_was_and_a_link_a_link() {
    use std::os::unix::fs::PermissionsExt as _;
    for mode in [0o600, 0o640, 0o644, 0o664, 0o755] {
        for args in [&["check", "--fix"][..], &["fmt"]] {
            let sandbox = spoilt();
            let path = sandbox.path(LIFT);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            let before = sandbox.read(LIFT);
            sandbox.run(args);
            assert_ne!(sandbox.read(LIFT), before);
            let now = path.metadata().unwrap().permissions().mode() & 0o7777;
            assert_eq!(now, mode, "{now:o} is not {mode:o}");
            assert_eq!(sandbox.files("lib").len(), spoilt().files("lib").len(), "nothing is left beside it");
        }
    }
    let sandbox = spoilt();
    sandbox.write("elsewhere.json", sandbox.read(LIFT));
    sandbox.remove(LIFT);
    sandbox.link(LIFT, "../../../elsewhere.json");
    sandbox.run(&["check", "--fix"]).ends(0);
    assert!(sandbox.path(LIFT).symlink_metadata().unwrap().is_symlink());
    assert!(sandbox.read("elsewhere.json").contains("\n  \"group\""));
}

#[test]
fn without_fix_nothing_is_written() {
    let sandbox = spoilt();
    let before = sandbox.files(".");
    for args in [&["check"][..], &["check", "--format", "sarif"], &["fmt", "--check"], &["list"]] {
        sandbox.run(args);
    }
    Run::of(sandbox.regimen(&["fmt", "--stdin", LIFT, "--library", "lib"]).stdin(sandbox.read(LIFT))).ends(0);
    assert_eq!(sandbox.files("."), before);
}
