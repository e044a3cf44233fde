//! `regimen fmt`: what it writes, what it says, how it ends.

use snapbox::{assert_data_eq, str};

use super::sandbox::{Run, Sandbox};

const LIFT: &str = "lib/pack/advice/lift.json";
const GUIDE: &str = "lib/pack/sources/guide.json";

fn laid_out() -> Sandbox {
    let sandbox = Sandbox::base();
    sandbox.run(&["fmt", "--quiet"]).ends(0);
    sandbox
}

#[test]
fn what_is_not_laid_out_is_named_and_laid_out_once() {
    let sandbox = laid_out();
    let before = sandbox.files("lib");
    sandbox.edit(LIFT, "  \"group\"", "\t\"group\"");
    sandbox.edit(GUIDE, "\n}\n", "}");
    let spoilt = sandbox.files("lib");
    let run = sandbox.run(&["fmt", "--check"]).ends(1);
    assert_data_eq!(
        &run.stdout,
        str![[r"
not formatted: lib/pack/advice/lift.json
not formatted: lib/pack/sources/guide.json
`regimen fmt` lays them out

"]]
    );
    assert_eq!(sandbox.files("lib"), spoilt, "nothing is written");
    assert_eq!(sandbox.run(&["fmt", "--check", "--quiet"]).ends(1).stdout, run.stdout);
    let run = sandbox.run(&["fmt"]).ends(0);
    assert_eq!(run.stdout, "formatted lib/pack/advice/lift.json\nformatted lib/pack/sources/guide.json\n");
    assert_eq!(sandbox.files("lib"), before);
    for args in [&["fmt"][..], &["fmt", "--check"]] {
        let run = sandbox.run(args).ends(0);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    }
}

#[test]
fn only_what_is_named_is_laid_out() {
    let sandbox = laid_out();
    sandbox.edit(LIFT, "  \"group\"", "\t\"group\"");
    sandbox.edit(GUIDE, "\n}\n", "}");
    let run = sandbox.run(&["fmt", "lib/pack/sources"]).ends(0);
    assert_eq!(run.stdout, "formatted lib/pack/sources/guide.json\n");
    sandbox.run(&["fmt", "--check", GUIDE]).ends(0);
    sandbox.run(&["fmt", "--check", GUIDE, LIFT]).ends(1);
    sandbox
        .run(&["fmt", "--check", "lib/pack/nowhere.json"])
        .ends(3)
        .says(&["there is no lib/pack/nowhere.json"]);
    sandbox.run(&["fmt", "--check", "."]).ends(3).says(&["does not lie in the library"]);
}

#[test]
fn an_editors_unsaved_text_is_laid_out_and_no_file_is_written() {
    let sandbox = laid_out();
    let text = sandbox.read(LIFT);
    let before = sandbox.files("lib");
    let stdin = |path: &str, text: &str| {
        let args = ["fmt", "--library", "lib", "--stdin", path];
        Run::of(sandbox.regimen(&args).stdin(text.as_bytes().to_vec()))
    };
    for unsaved in [text.replace("\n  ", "\r\n\t"), text.replace('\n', ""), text.clone()] {
        // The file need not be there yet: its folder tells what it is.
        for path in [LIFT, "lib/pack/advice/new.json"] {
            assert_eq!(stdin(path, &unsaved).ends(0).stdout, text);
        }
    }
    // Characters that a terminal would take for its own are the author's.
    let odd = text.replace("Lift", "Li\u{7f}f\u{9b}31mt \u{202e}😀");
    assert_eq!(stdin(LIFT, &odd).ends(0).stdout, odd);
    for broken in ["", "{", "{\"id\": 1, \"id\": 2}"] {
        let run = stdin(LIFT, broken).ends(1);
        assert_eq!(run.stdout, "");
        assert_eq!(run.stderr, "left alone: lib/pack/advice/lift.json (`regimen check` says why)\n");
    }
    assert_eq!(sandbox.files("lib"), before);
    sandbox.run(&["fmt", "--stdin", LIFT, "--check"]).ends(2);
}

#[test]
fn a_broken_document_is_left_alone_and_named_and_the_others_are_laid_out() {
    for broken in
        [&b"{"[..], b"", b"\xff", b"\xef\xbb\xbf{}", b"{\"a\": 1, \"a\": 2}", b"// no\n{}", b"{\"a\": 1e999}"]
    {
        for args in [&["fmt"][..], &["fmt", "--check"]] {
            let sandbox = laid_out();
            sandbox.write(LIFT, broken);
            sandbox.edit(GUIDE, "\n}\n", "}");
            let run = sandbox.run(args).ends(1).says(&["lib/pack/sources/guide.json\n"]);
            assert_eq!(run.stderr, "left alone: lib/pack/advice/lift.json (`regimen check` says why)\n");
            assert_eq!(sandbox.files("lib")["pack/advice/lift.json"], broken);
        }
    }
}

#[test]
fn laying_out_changes_nothing_that_a_check_or_a_build_says() {
    let sandbox = Sandbox::base();
    sandbox.run(&["build", "--quiet"]).ends(0);
    let before = sandbox.files("out");
    sandbox.run(&["fmt"]).ends(0);
    sandbox.run(&["check"]).ends(0).says(&["nothing found"]);
    sandbox.run(&["build", "--quiet"]).ends(0);
    assert_eq!(sandbox.files("out"), before);
}
