//! `regimen figure`: pictures of exercises as files.

use crate::sandbox::{Sandbox, workspace};

#[test]
fn every_picture_of_a_library_is_written_as_svg() {
    let sandbox = Sandbox::base();
    sandbox.run(&["figure"]).ends(0).says(&["2 pictures written to figures"]);
    let files = sandbox.files("figures");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["forward-bend.svg", "knee-hug.svg"]);
    for (name, bytes) in &files {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(text.starts_with("<svg ") && text.contains("<title"), "{name}");
    }
}

#[test]
fn the_same_bytes_come_out_on_any_number_of_threads() {
    let sandbox = Sandbox::of(&workspace().join("programs"));
    let drawn = |threads: &str| {
        let out = format!("figures-{threads}");
        let ids = ["bridge", "cat-cow", "cobra", "seated-twist"];
        let args = [&["figure"], &ids[..], &["--out", &out]].concat();
        let args = [&args[..], &["--library", "lib"]].concat();
        sandbox.regimen(&args).env("RAYON_NUM_THREADS", threads).assert().success();
        sandbox.files(&out)
    };
    let one = drawn("1");
    assert_eq!(one.len(), 4);
    assert_eq!(one, drawn("2"));
    assert_eq!(one, drawn("7"));
}

#[test]
fn the_other_side_is_the_mirror_image() {
    let sandbox = Sandbox::base();
    sandbox.run(&["figure", "knee-hug", "--side", "right", "--out", "right"]).ends(0);
    sandbox.run(&["figure", "knee-hug", "--side", "left", "--out", "left"]).ends(0);
    sandbox.run(&["figure", "knee-hug", "--out", "plain"]).ends(0);
    let [right, left, plain] =
        ["right", "left", "plain"].map(|out| sandbox.read(&format!("{out}/knee-hug.svg")));
    assert_eq!(right, plain, "it is written for the right side");
    assert_ne!(left, right);
    assert!(right.contains("right hip") && left.contains("left hip"), "the words say which");
}

#[test]
fn a_sheet_and_pixels_come_in_every_theme() {
    let sandbox = Sandbox::base();
    for theme in ["colour", "black-and-white", "dark"] {
        let out = format!("sheet-{theme}");
        let args =
            ["figure", "--sheet", "--format", "png", "--width", "300", "--theme", theme, "--out", &out];
        sandbox.run(&args).ends(0);
        assert!(sandbox.files(&out)["figures.png"].starts_with(b"\x89PNG"), "{theme}");
    }
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let sandbox = Sandbox::base();
    let run = sandbox.run(&["figure", "knee-huge"]).ends(2);
    assert!(run.stderr.contains("there is no exercise knee-huge"), "{}", run.stderr);
    sandbox.edit("lib/pack/exercises/knee-hug.json", "\"right\": 110", "\"right\": 1100");
    sandbox.run(&["figure"]).ends(1).says(&["1100 is above the most"]);
    assert!(!sandbox.path("figures").exists(), "nothing is written of a library that is at fault");
}

/// A joint that is bent farther than most people can is no fault: the author is told and the picture is drawn.
#[test]
fn what_goes_beyond_the_usual_is_said() {
    let sandbox = Sandbox::base();
    sandbox.edit("lib/pack/exercises/knee-hug.json", "\"right\": 110", "\"right\": 140");
    sandbox
        .run(&["figure", "knee-hug"])
        .ends(0)
        .says(&["right hip flexion comes to 140 degrees, 1", "are usual"]);
}
