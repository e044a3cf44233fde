//! What may lie on a disk under the name of a document: each is a finding, none hangs, and nothing is read that is
//! too large to be one.

use super::sandbox::{Run, Sandbox, workspace};

#[test]
fn a_folder_with_the_name_of_a_document_is_a_finding() {
    let sandbox = Sandbox::base();
    sandbox.write("lib/pack/exercises/x.json/y.json", "{");
    sandbox.run(&["check"]).ends(1).says(&[
        "error[unreadable-file]: the file cannot be read: it is a folder with the name of a document",
        "lib/pack/exercises/x.json",
        "11 documents checked: 1 error,",
    ]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_links_to_nothing_are_findings() {
    let sandbox = Sandbox::base();
    sandbox.link("lib/pack/loop", "..");
    sandbox.link("lib/pack/exercises/self.json", "self.json");
    sandbox.link("lib/pack/exercises/gone.json", "nowhere.json");
    let run = sandbox.run(&["check"]).ends(1);
    for name in ["pack/loop", "pack/exercises/self.json", "pack/exercises/gone.json"] {
        assert_eq!(run.stdout.matches(&format!("lib/{name}")).count(), 1, "{name}: {}", run.stdout);
    }
    assert_eq!(run.stdout.matches("error[unreadable-file]").count(), 3, "{}", run.stdout);
    run.says(&["it is a link that leads in a circle"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_document_is_that_document() {
    let sandbox = Sandbox::base();
    sandbox.write("shared/lift.json", sandbox.read("lib/pack/advice/lift.json"));
    sandbox.remove("lib/pack/advice/lift.json");
    sandbox.link("lib/pack/advice/lift.json", "../../../shared/lift.json");
    sandbox.run(&["check"]).ends(0);
}

#[cfg(unix)]
#[test]
fn a_pipe_with_the_name_of_a_document_is_not_waited_for() {
    let sandbox = Sandbox::base();
    let path = sandbox.path("lib/pack/exercises/pipe.json");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    sandbox.run(&["check"]).ends(1).says(&["it is not an ordinary file", "lib/pack/exercises/pipe.json"]);
}

#[test]
fn hundreds_of_megabytes_are_told_and_not_read() {
    let sandbox = Sandbox::base();
    // It takes no room on the disk; reading it would take 200 MB of memory and some time.
    sandbox.sparse("lib/pack/exercises/huge.json", "[[[[[[[[", 200 * 1024 * 1024);
    sandbox.run(&["check"]).ends(1).says(&[
        "error[too-large]: the file is 209715200 bytes long, a document holds 4194304 at the most",
        "lib/pack/exercises/huge.json",
    ]);
    sandbox.run(&["build"]).ends(1);
    assert!(!sandbox.path("out").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_huge_file_is_checked_in_little_memory() {
    let sandbox = Sandbox::base();
    sandbox.sparse("lib/pack/exercises/huge.json", "[[[[[[[[", 200 * 1024 * 1024);
    // 180 MB of address space hold the program with its threads, and not the file.
    let limited = format!(
        "ulimit -v 180000 && exec {} check --library lib --today 2026-11-21",
        snapbox::cmd::cargo_bin!("regimen").display()
    );
    let mut command = std::process::Command::new("sh");
    let output = command
        .args(["-c", &limited])
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(sandbox.path("."))
        .output()
        .unwrap();
    Run::from(output).ends(1).says(&["error[too-large]: the file is 209715200 bytes long"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_a_finding() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::base();
    let path = sandbox.path("lib/pack/advice/lift.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::OpenOptions::new().read(true).open(&path).is_ok() {
        return; // Root may read anything: nothing to see here.
    }
    sandbox.run(&["check"]).ends(1).says(&["the file cannot be read: reading it is not permitted"]);
}

#[test]
fn bytes_that_are_no_text_are_shown_without_panic() {
    for bytes in [
        &b"{\n  \"title\": \"Knie\xdfbung\", \"x\": 1\n}"[..],
        b"\xff\xfe{\0}\0",
        b"\xf0\x9f\x8f",
        b"{\"a\": \"\xed\xa0\x80\"}",
        b"\xef\xbb\xbf{}",
        b"\0\0\0\0",
        b"",
        b"\n\n\n",
        b"{\"a\": \"\r\n\"}",
        b"\"",
    ] {
        let sandbox = Sandbox::base();
        sandbox.write("lib/pack/advice/lift.json", bytes);
        for format in ["human", "json", "sarif", "github", "junit"] {
            let run = sandbox.run(&["check", "--format", format]).ends(1).says(&["invalid-json"]);
            assert!(!run.stdout.contains('\0'), "{format}: {bytes:?}");
        }
        // Far along a line that is cut for the screen.
        let far = [&b"{ \"a\": \""[..], &b"x".repeat(3_000), b"\xff", &b"y".repeat(3_000), b"\" }"].concat();
        sandbox.write("lib/pack/advice/lift.json", far);
        sandbox.run(&["check"]).ends(1).says(&["byte 3008 is not UTF-8 text", ":1:3009"]);
    }
}

#[test]
fn nothing_in_a_document_or_a_files_name_steers_the_terminal() {
    let sandbox = Sandbox::base();
    sandbox.edit("lib/pack/advice/lift.json", "\"lifting\"", "\"lift\x1b]0;owned\x07\\u001b[31m\"");
    sandbox.edit("lib/pack/exercises/knee-hug.json", "\"stretch\"", "\"\\u001b[31mstretch\\u009b\"");
    if cfg!(unix) {
        sandbox.write("lib/pack/exercises/\x1b[31m\nred.json", "{");
    }
    let run = sandbox.run(&["check", "--color", "never"]).ends(1);
    let steering: Vec<_> = run.stdout.chars().filter(|c| c.is_control() && *c != '\n').collect();
    assert!(steering.is_empty(), "{steering:?}: {}", run.stdout);
    let coloured = sandbox.run(&["check", "--color", "always"]).ends(1).stdout;
    assert!(!coloured.contains("\x1b]0;") && !coloured.contains("\x1b[31m"), "{coloured:?}");
}

#[test]
fn markup_and_commands_in_a_document_do_not_break_the_reports_for_machines() {
    let sandbox = Sandbox::base();
    sandbox.edit("lib/pack/advice/lift.json", "\"lifting\"", "\"]]>\\n::error::x%0A<a b='\\\"&\"");
    let github = sandbox.run(&["check", "--format", "github"]).ends(1).stdout;
    assert_eq!(github.lines().count(), 1, "one finding is one line: {github}");
    let junit = sandbox.run(&["check", "--format", "junit"]).ends(1).stdout;
    assert!(!junit.contains("<a b") && !junit.contains("]]>"), "{junit}");
    for format in ["json", "sarif"] {
        let text = sandbox.run(&["check", "--format", format]).ends(1).stdout;
        serde_json::from_str::<serde_json::Value>(&text).unwrap();
    }
}

#[test]
fn what_regimen_itself_wrote_into_the_library_is_none_of_its_documents() {
    let sandbox = Sandbox::base();
    Run::of(sandbox.regimen(&["build", "--library", "lib", "--out", "lib/out"])).ends(0);
    Run::of(sandbox.regimen(&["schema", "--out", "lib/schemas/v1"])).ends(0);
    sandbox.write("lib/node_modules/x/package.json", "{");
    sandbox.write("lib/target/x.json", "{");
    sandbox.write("lib/.vscode/settings.json", "// comments are fine here\n{}");
    sandbox.run(&["check"]).ends(0).says(&["10 documents checked, nothing found"]);
}

#[test]
fn a_library_inside_a_library_is_told() {
    let sandbox = Sandbox::base();
    sandbox.write("lib/pack/library.json", sandbox.read("lib/library.json"));
    sandbox
        .run(&["check"])
        .ends(1)
        .says(&["there is another library inside this one", "this is the library: lib/library.json:1:1"]);
}

#[test]
fn the_projects_own_content_is_clean() {
    let sandbox = Sandbox::of(&workspace().join("programs"));
    sandbox.run(&["check", "--fail-on", "error"]).ends(0);
}
