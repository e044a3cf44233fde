//! `regimen init` and `regimen new`: what they write is a library that checks, is laid out, and builds at once.

use serde_json::Value;

use super::sandbox::{Run, Sandbox, TODAY, workspace};

const KINDS: &[&str] = &["source", "red-flag", "condition", "advice", "exercise", "program", "prescription"];

/// A run in the current folder, without naming the library.
fn here(sandbox: &Sandbox, args: &[&str]) -> Run {
    Run::of(sandbox.regimen(&[args, &["--today", TODAY]].concat()))
}

/// A new library in `lib`.
fn new_library() -> Sandbox {
    let sandbox = Sandbox::empty();
    here(&sandbox, &["init", "lib"]).ends(0).says(&["lib is a library now", "`regimen --library lib check`"]);
    sandbox
}

/// The findings of a library, each as level and rule.
fn findings(sandbox: &Sandbox) -> Vec<(String, String)> {
    let report = sandbox.run(&["check", "--format", "json"]).stdout;
    let report: Value = serde_json::from_str(&report).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    report["findings"].as_array().unwrap().iter().map(|f| (text(&f["level"]), text(&f["rule"]))).collect()
}

#[track_caller]
fn assert_only_drafts(sandbox: &Sandbox) {
    for (level, rule) in findings(sandbox) {
        assert_eq!((level.as_str(), rule.as_str()), ("hint", "still-draft"));
    }
}

/// Every document's `$schema` leads to the schema of its kind.
#[track_caller]
fn assert_schemas_lead_there(sandbox: &Sandbox, schemas: &str) {
    let mut documents = 0;
    for (file, bytes) in sandbox.files("lib") {
        if file.strip_suffix(".json").is_none() || file.ends_with(".schema.json") || file.starts_with('.') {
            continue;
        }
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        let address = document["$schema"].as_str().unwrap_or_else(|| panic!("{file} names no schema"));
        let folder = sandbox.path("lib").join(&file).parent().unwrap().to_owned();
        let schema = folder.join(address).canonicalize().unwrap_or_else(|e| panic!("{file}: {address}: {e}"));
        assert_eq!(schema.parent().unwrap(), sandbox.path(schemas).canonicalize().unwrap(), "{file}");
        let name = schema.file_name().unwrap().to_str().unwrap();
        assert!(name.ends_with(".schema.json"), "{file}: {name}");
        documents += 1;
    }
    assert!(documents >= 8, "{documents}");
}

#[test]
fn a_new_library_is_clean_laid_out_and_builds_drafts() {
    let sandbox = Sandbox::empty();
    let run = here(&sandbox, &["init"]).ends(0);
    assert_eq!(run.stderr, "");
    here(&sandbox, &["check"]).ends(0).says(&["8 documents checked: 0 errors, 0 warnings, "]);
    here(&sandbox, &["fmt", "--check"]).ends(0);
    here(&sandbox, &["build"]).ends(0);
    let sheets = sandbox.files("out/handout-html");
    let pages: Vec<_> = sheets.iter().filter(|(name, _)| name.strip_suffix(".html").is_some()).collect();
    assert!(pages.len() >= 2, "{:?}", sheets.keys());
    for (name, bytes) in pages {
        let page = std::str::from_utf8(bytes).unwrap();
        assert!(page.contains("DRAFT") && page.contains("Do not use it yet."), "{name}");
        assert!(page.contains("Our exercise library"), "{name}");
    }
    for (name, bytes) in sandbox.files("out/json").iter().filter(|(name, _)| name.contains("sample-program"))
    {
        let app: Value = serde_json::from_slice(bytes).unwrap();
        assert!(app.to_string().contains("\"draft\""), "{name}");
    }
    // What was built is none of the library's documents, and the whole is still clean.
    here(&sandbox, &["check"]).ends(0).says(&["8 documents checked"]);
    here(&sandbox, &["fmt", "--check"]).ends(0);
    here(&sandbox, &["check", "--fix"]).ends(0).says(&["0 documents changed"]);
}

#[test]
fn a_new_library_finds_only_drafts_and_its_schemas() {
    let sandbox = new_library();
    assert_eq!(findings(&sandbox).len(), 5, "{:?}", findings(&sandbox));
    assert_only_drafts(&sandbox);
    assert_schemas_lead_there(&sandbox, "lib/schemas/v1");
    let files = sandbox.files("lib");
    for file in [
        ".github/workflows/check.yml",
        ".pre-commit-config.yaml",
        ".vscode/settings.json",
        ".gitignore",
        "README.md",
    ] {
        assert!(files.contains_key(file), "{file}");
    }
    // The schemas are those that the code writes.
    Run::of(sandbox.regimen(&["schema", "--out", "schemas"])).ends(0);
    let mut written = sandbox.files("schemas");
    // Declarations are for those who write apps.
    assert!(written.remove("app.d.ts").is_some());
    assert!(written == sandbox.files("lib/schemas/v1"));
}

#[test]
fn title_and_pack_are_taken() {
    let sandbox = Sandbox::empty();
    here(&sandbox, &["init", "a/b/lib", "--pack", "knees", "--title", "Clinic “Übung” & 😀", "--quiet"])
        .ends(0);
    let lib = sandbox.files("a/b/lib");
    let text = |file: &str| std::str::from_utf8(&lib[file]).unwrap();
    assert!(
        text("README.md").starts_with("# Clinic “Übung” & 😀\n") && text("README.md").contains("`knees/`")
    );
    assert!(!text("README.md").contains("{{"));
    assert!(text("library.json").contains("\"title\": \"Clinic “Übung” & 😀\""));
    assert!(lib.contains_key("knees/programs/sample-program.json"));
    here(&sandbox, &["check", "--library", "a/b/lib"]).ends(0).says(&["0 errors, 0 warnings"]);
}

#[test]
fn a_library_is_not_started_twice_nor_under_a_name_that_cannot_be() {
    let sandbox = new_library();
    let before = sandbox.files(".");
    here(&sandbox, &["init", "lib"]).ends(2).says(&["lib is a library already"]);
    for pack in ["", "Our Pack", "a_b", "../up", "-a", "ä", "schemas", "prescriptions", "out", "target"] {
        here(&sandbox, &["init", "other", &format!("--pack={pack}")]).ends(2);
    }
    for title in ["", " ", "two\nlines", " x"] {
        here(&sandbox, &["init", "other", "--title", title]).ends(2).says(&["choose another --title"]);
    }
    assert_eq!(sandbox.files("."), before, "nothing is written");
}

#[test]
fn what_is_there_already_is_somebodys_work() {
    let sandbox = Sandbox::empty();
    let mine = [
        ".github/workflows/check.yml",
        ".pre-commit-config.yaml",
        ".vscode/settings.json",
        ".gitignore",
        "README.md",
        "notes.txt",
        "our-pack/exercises/sample-exercise.json",
        "our-pack/pack.json",
    ];
    for file in mine {
        sandbox.write(file, "mine");
    }
    here(&sandbox, &["init"]).ends(0);
    for file in mine {
        assert_eq!(sandbox.read(file), "mine", "{file}");
    }
    assert!(sandbox.path("library.json").is_file());
}

#[test]
fn every_kind_of_draft_is_clean_and_laid_out() {
    let sandbox = new_library();
    for kind in KINDS {
        let run = sandbox.run(&["new", kind, "heel-slide"]).ends(0).says(&["wrote lib/"]);
        assert!(run.stdout.ends_with("heel-slide.json: a draft to fill in\n"), "{run:?}");
        let errors: Vec<_> = findings(&sandbox).into_iter().filter(|(level, _)| level != "hint").collect();
        assert_eq!(errors, [], "{kind}");
    }
    // Nothing refers yet to what is new; else they are drafts.
    let odd: Vec<_> = findings(&sandbox).into_iter().filter(|(_, rule)| rule != "still-draft").collect();
    assert!(odd.iter().all(|(_, rule)| rule == "unused-document"), "{odd:?}");
    sandbox.run(&["fmt", "--check"]).ends(0);
    assert_schemas_lead_there(&sandbox, "lib/schemas/v1");
    sandbox.run(&["build"]).ends(0);
    assert!(sandbox.read("out/handout-html/heel-slide.html").contains("DRAFT"));
    let title = |file: &str| {
        let document: Value = serde_json::from_str(&sandbox.read(file)).unwrap();
        document["title"].as_str().unwrap().to_owned()
    };
    assert_eq!(title("lib/our-pack/exercises/heel-slide.json"), "Heel slide");
    sandbox.run(&["new", "exercise", "other", "--title", "Übung “A” 😀"]).ends(0);
    assert_eq!(title("lib/our-pack/exercises/other.json"), "Übung “A” 😀");
}

#[test]
fn drafts_find_their_schemas_wherever_a_library_keeps_them() {
    // The project's own lie beside the library, not in it.
    let sandbox = Sandbox::of(&workspace().join("programs"));
    sandbox.write("schemas/v1/.keep", "");
    for (name, bytes) in Sandbox::of(&workspace().join("schemas")).files("lib") {
        sandbox.write(&format!("schemas/{name}"), bytes);
    }
    for kind in KINDS {
        sandbox.run(&["new", kind, "brand-new", "--quiet"]).ends(0);
    }
    assert_schemas_lead_there(&sandbox, "schemas/v1");
    // Its exercises are done on a side, and nobody but the clinician knows which: that is never made up.
    let errors: Vec<_> = findings(&sandbox).into_iter().filter(|(level, _)| level == "error").collect();
    assert!(errors.iter().all(|(_, rule)| rule == "missing-side"), "{errors:?}");
    assert!(!sandbox.read("lib/prescriptions/brand-new.json").contains("affected_side"));
    // Where the schemas are named by an address of the web, so are those of new documents.
    let sandbox = new_library();
    sandbox.edit("lib/library.json", "schemas/v1/library", "https://example.org/v1/library");
    sandbox.run(&["new", "exercise", "heel-slide"]).ends(0);
    let document = sandbox.read("lib/our-pack/exercises/heel-slide.json");
    assert!(document.contains("\"$schema\": \"https://example.org/v1/exercise.schema.json\""), "{document}");
}

#[test]
fn what_cannot_be_new_is_refused_and_nothing_is_written() {
    let sandbox = new_library();
    let before = sandbox.files("lib");
    let refused = |args: &[&str], word: &str| {
        sandbox.run(&[&["new"], args].concat()).ends(2).says(&[word]);
        assert_eq!(sandbox.files("lib"), before, "{args:?}");
    };
    refused(&["exercise", "sample-exercise"], "lib/our-pack/exercises/sample-exercise.json is there already");
    for id in [
        "",
        "Heel",
        "heel slide",
        "heel_slide",
        "../heel",
        "heel/slide",
        "heel--slide",
        "heel.json",
        &"a".repeat(65),
    ] {
        refused(&["exercise", id], "is no id");
    }
    refused(&["exercise", "heel-slide", "--pack", "other"], "there is no pack other: choose one of our-pack");
    refused(&["exercise", "heel-slide", "--title", ""], "choose another --title");
    refused(&["pack", "heel-slide"], "invalid value");
    refused(&["library", "heel-slide"], "invalid value");
}

#[test]
fn an_id_belongs_to_one_document_of_all_packs() {
    let sandbox = new_library();
    sandbox.edit("lib/library.json", "[\"our-pack\"]", "[\"our-pack\", \"other\"]");
    let pack = sandbox.read("lib/our-pack/pack.json").replace("\"our-pack\"", "\"other\"");
    sandbox.write("lib/other/pack.json", pack);
    sandbox
        .run(&["new", "exercise", "heel-slide"])
        .ends(2)
        .says(&["name the pack with --pack: our-pack, other"]);
    sandbox
        .run(&["new", "exercise", "heel-slide", "--pack", "other"])
        .ends(0)
        .says(&["lib/other/exercises/heel-slide.json"]);
    let run = sandbox.run(&["new", "exercise", "sample-exercise", "--pack", "other"]).ends(2);
    run.says(&["lib/our-pack/exercises/sample-exercise.json is there already"]);
    // Another kind may have the name.
    sandbox.run(&["new", "advice", "sample-exercise", "--pack", "other"]).ends(0);
    assert!(findings(&sandbox).iter().all(|(level, _)| level == "hint"));
}

#[test]
fn what_a_draft_needs_is_asked_for_by_name() {
    let sandbox = new_library();
    for (name, _) in sandbox.files("lib/our-pack") {
        if name != "pack.json" {
            sandbox.remove(&format!("lib/our-pack/{name}"));
        }
    }
    sandbox
        .run(&["new", "prescription", "x"])
        .ends(2)
        .says(&["there is no program yet: `regimen new program ID` first"]);
    sandbox
        .run(&["new", "program", "x"])
        .ends(2)
        .says(&["there is no condition yet: `regimen new condition ID` first"]);
    sandbox.run(&["new", "condition", "x"]).ends(0);
    sandbox
        .run(&["new", "program", "x"])
        .ends(2)
        .says(&["there is no exercise yet: `regimen new exercise ID` first"]);
    sandbox.run(&["new", "exercise", "x"]).ends(0);
    sandbox.run(&["new", "program", "x"]).ends(0);
    sandbox.run(&["new", "prescription", "x"]).ends(0);
    // What is still missing is told, never made up.
    let odd: Vec<_> =
        findings(&sandbox).into_iter().filter(|(level, _)| level == "error").map(|(_, rule)| rule).collect();
    assert!(odd.iter().all(|rule| rule == "missing-red-flags"), "{odd:?}");
    // A library that cannot be read takes nothing new.
    sandbox.write("lib/our-pack/exercises/y.json", "{");
    sandbox
        .run(&["new", "exercise", "z"])
        .ends(2)
        .says(&["the library has errors: run `regimen check` first"]);
}
