//! `regimen check --watch`: it looks again whenever something changes, and goes on whatever that is.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use snapbox::cmd::cargo_bin;

use super::sandbox::{Sandbox, TODAY};

/// How long anything may take on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_mins(1);

const ADVICE: &str = "lib/pack/advice/lift.json";

/// A running watch, which ends with the test.
struct Watch {
    child: Child,
    said: Receiver<String>,
}

impl Watch {
    fn start(sandbox: &Sandbox, args: &[&str]) -> Self {
        let mut child = Command::new(cargo_bin!("regimen"))
            .args(["check", "--watch", "--library", "lib", "--today", TODAY])
            .args(args)
            .current_dir(sandbox.path("."))
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let (tell, said) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = stdout.read(&mut bytes) {
                if tell.send(String::from_utf8_lossy(&bytes[..length]).into_owned()).is_err() {
                    break;
                }
            }
        });
        Self { child, said }
    }

    /// Waits until all of these words have been said, in this order, since the last time.
    #[track_caller]
    fn says(&self, words: &[&str]) {
        let mut text = String::new();
        let are_said =
            |text: &str| words.iter().try_fold(text, |rest, word| Some(rest.split_once(word)?.1)).is_some();
        while !are_said(&text) {
            let Ok(more) = self.said.recv_timeout(PATIENCE) else { panic!("{words:?} is not in\n{text}") };
            text += &more;
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_changes_is_checked_again_with_errors_first() {
    let sandbox = Sandbox::base();
    let watch = Watch::start(&sandbox, &[]);
    watch.says(&["10 documents checked, nothing found\n"]);
    let text = sandbox.read(ADVICE);
    let broken = text
        .replace("\"lifting\"", "\"carrying\"")
        .replace("\"due_on\"", "\"changes\": [], \"zz\": 1, \"due_on\"");
    sandbox.write(ADVICE, broken);
    watch.says(&[
        "10 documents checked: 2 errors",
        "error[not-allowed-value]: \"carrying\"",
        "regimen explain",
    ]);
    sandbox.write(ADVICE, &text);
    watch.says(&["10 documents checked, nothing found\n"]);
    // Another document, in a folder that was not there before.
    sandbox.write("lib/pack/more/advice/other.json", text.replace("\"lift\"", "\"other\""));
    watch.says(&["11 documents checked: 0 errors, 0 warnings, 1 hint\n", "hint[unused-document]"]);
    sandbox.write("lib/pack/more/advice/other.json", "{");
    watch.says(&["11 documents checked: 1 error", "error[invalid-json]"]);
    sandbox.remove("lib/pack/more/advice/other.json");
    watch.says(&["10 documents checked, nothing found\n"]);
}

#[test]
fn a_library_that_goes_and_comes_back_does_not_end_the_watch() {
    let sandbox = Sandbox::base();
    let watch = Watch::start(&sandbox, &[]);
    watch.says(&["nothing found\n"]);
    let text = sandbox.read("lib/library.json");
    sandbox.remove("lib/library.json");
    watch.says(&["lib holds no library.json"]);
    sandbox.write("lib/library.json", text);
    watch.says(&["10 documents checked, nothing found\n"]);
}

#[test]
fn only_what_is_named_is_shown() {
    let sandbox = Sandbox::base();
    sandbox.edit(ADVICE, "\"lifting\"", "\"carrying\"");
    let watch = Watch::start(&sandbox, &["lib/pack/exercises"]);
    watch.says(&["10 documents checked, nothing found\n"]);
    sandbox.edit("lib/pack/exercises/knee-hug.json", "\"stretch\"", "\"stretching\"");
    watch.says(&["10 documents checked: 1 error", "\"stretching\" is not one of"]);
}

#[test]
fn what_does_not_go_with_a_watch_is_told_at_once() {
    let sandbox = Sandbox::base();
    sandbox.run(&["check", "--watch", "lib/nowhere.json"]).ends(3).says(&["there is no lib/nowhere.json"]);
    for args in [&["--fix"][..], &["--format", "json"], &["--stdin", ADVICE]] {
        sandbox.run(&[&["check", "--watch"], args].concat()).ends(2).says(&["cannot be used with"]);
    }
}
