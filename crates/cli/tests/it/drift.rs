//! What is generated and committed is what the code writes.

use std::collections::BTreeMap;

use super::sandbox::{Sandbox, workspace};

#[test]
fn the_committed_schemas_are_those_that_the_code_writes() {
    let sandbox = Sandbox::empty();
    sandbox.regimen(&["schema", "--out", "schemas/v1"]).assert().success();
    let written = sandbox.files("schemas/v1");
    let committed = Sandbox::of(&workspace().join("schemas/v1")).files("lib");
    assert!(written.len() > 10, "{:?}", written.keys());
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    let differ: Vec<_> =
        written.iter().filter(|(name, text)| committed.get(*name).is_some_and(|c| c != *text)).collect();
    let differ: Vec<_> = differ.into_iter().map(|(name, _)| name).collect();
    assert!(
        names(&written) == names(&committed) && differ.is_empty(),
        "schemas/v1 is not what the code writes. Run `cargo run -- schema --out schemas/v1`, remove what is stray, and \
         commit.\nthere: {:?}\nwanted: {:?}\nof other content: {differ:?}",
        names(&committed),
        names(&written),
    );
}

/// The look over all pictures of the pack that `docs/` shows.
#[test]
fn the_committed_sheet_of_figures_is_the_packs() {
    let sandbox = Sandbox::of(&workspace().join("programs"));
    let args =
        ["figure", "--sheet", "--format", "png", "--width", "1400", "--library", "lib", "--out", "docs"];
    sandbox.regimen(&args).assert().success();
    let committed = Sandbox::of(&workspace().join("docs")).files("lib").remove("figures.png");
    assert!(
        committed.as_ref() == sandbox.files("docs").get("figures.png"),
        "docs/figures.png is not what the pack looks like. Run `cargo run -- figure --sheet --format png --width 1400 \
         --out docs`, look at it, and commit."
    );
}
