//! `regimen build` and `regimen export`: what is written, what is left alone, and never outside of the output's folder.

use std::collections::{BTreeMap, BTreeSet};

use regimen_schema::{Document, Kind};
use regimen_validator::kind_of;
use serde_json::Value;

use super::sandbox::{Run, Sandbox, TODAY, has_ending, workspace};

const ADVICE: &str = "lib/pack/advice/lift.json";
const PROGRAM: &str = "lib/pack/programs/home.json";
const NORMAL: &str = "handout-html/home.html";
const LARGE: &str = "handout-html/home.large-print.html";

/// A second program, a copy of the first.
fn add_program(sandbox: &Sandbox, id: &str) {
    let text = sandbox.read(PROGRAM).replace("\"id\": \"home\"", &format!("\"id\": \"{id}\""));
    sandbox.write(&format!("lib/pack/programs/{id}.json"), text);
}

#[test]
fn build_writes_what_every_exporter_makes() {
    let sandbox = Sandbox::base();
    let run = sandbox.run(&["build"]).ends(0);
    assert_eq!(run.stderr, "");
    assert!(
        run.stdout.starts_with("10 documents checked, nothing found\n2 files written to out/handout-html\n"),
        "{}",
        run.stdout
    );
    let files = sandbox.files("out");
    assert!(files[NORMAL].starts_with(b"<!DOCTYPE html>") || files[NORMAL].starts_with(b"<!doctype html>"));
    assert!(files.contains_key(LARGE));
    let json: Vec<_> =
        files.keys().filter(|name| name.starts_with("json/") && has_ending(name, "json")).collect();
    assert!(!json.is_empty(), "{:?}", files.keys());
    // Nothing unfinished is left behind, and nothing but what is kept stands beside the exporters' own folders.
    for name in files.keys().filter(|name| !is_kept(name)) {
        let folders = [
            "book/",
            "csv/",
            "fhir-r5/",
            "fhir/",
            "handout-html/",
            "handout-pdf/",
            "ical/",
            "json/",
            "markdown/",
        ];
        assert!(folders.iter().any(|f| name.starts_with(f)), "{name}");
    }
}

/// What is kept for the next run is no output.
fn is_kept(name: &str) -> bool {
    name.starts_with(".regimen-kept/")
}

#[test]
fn drawings_are_kept_for_the_next_run_and_forgotten_when_they_change() {
    let kept = |sandbox: &Sandbox| {
        let mut files = sandbox.files("out");
        files.retain(|name, _| is_kept(name) && name.contains("/drawings/"));
        files
    };
    let sandbox = Sandbox::base();
    sandbox.run(&["build"]).ends(0);
    let first = kept(&sandbox);
    assert_eq!(first.len(), 2);
    let page = sandbox.read(&format!("out/{NORMAL}"));

    // What is kept is what is taken: a page shows it, and a kept file that cannot be read is made anew.
    let (name, bytes) = first.iter().max_by_key(|(_, bytes)| bytes.len()).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let mut drawing: Value = serde_json::from_str(&text).unwrap();
    drawing["frames"][0]["width"] = Value::from(128.0);
    sandbox.write(&format!("out/{name}"), drawing.to_string());
    sandbox.run(&["build"]).ends(0);
    assert!(sandbox.read(&format!("out/{NORMAL}")).contains("viewBox=\"0 0 800 "), "taken from what is kept");
    sandbox.write(&format!("out/{name}"), "{");
    sandbox.run(&["build"]).ends(0);
    assert_eq!(sandbox.read(&format!("out/{NORMAL}")), page);
    assert_eq!(kept(&sandbox), first);

    sandbox.edit("lib/pack/exercises/knee-hug.json", "\"right\": 110", "\"right\": 100");
    sandbox.run(&["build"]).ends(0);
    let second = kept(&sandbox);
    assert_eq!(second.len(), 2);
    assert!(!second.contains_key(name));
}

#[test]
fn the_json_for_apps_fits_its_schemas() {
    let sandbox = Sandbox::base();
    sandbox.run(&["build", "--quiet"]).ends(0);
    for (schema, file) in [
        ("app-index", "index.json"),
        ("app-program", "programs/home.json"),
        ("app-exercise", "exercises/knee-hug.json"),
        ("app-documents", "documents.json"),
    ] {
        let schema: Value = serde_json::from_str(&sandbox.run(&["schema", schema]).ends(0).stdout).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let bundle: Value = serde_json::from_str(&sandbox.read(&format!("out/json/{file}"))).unwrap();
        let errors: Vec<_> =
            validator.iter_errors(&bundle).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{file}: {errors:#?}");
    }
}

#[test]
fn export_writes_one_exporters_files_of_the_named_programs_only() {
    let sandbox = Sandbox::base();
    add_program(&sandbox, "other");
    sandbox.run(&["export", "handout-html", "other"]).ends(0).says(&["2 files written to out/handout-html"]);
    let names = |sandbox: &Sandbox| -> BTreeSet<String> {
        sandbox.files("out").into_keys().filter(|name| !is_kept(name)).collect()
    };
    let written = ".regimen-written";
    let of = |id: &str| [format!("handout-html/{id}.html"), format!("handout-html/{id}.large-print.html")];
    let list = || [format!("handout-html/{written}")];
    assert_eq!(names(&sandbox), of("other").into_iter().chain(list()).collect());
    // The other program's sheet is added, and takes nothing away.
    sandbox.run(&["export", "handout-html", "home", "--quiet"]).ends(0);
    assert_eq!(names(&sandbox), of("other").into_iter().chain(of("home")).chain(list()).collect());
    let sheet = sandbox.files("out")[NORMAL].clone();
    // The same as a whole build makes of it.
    sandbox.run(&["build", "--quiet"]).ends(0);
    assert_eq!(sandbox.files("out")[NORMAL], sheet);
}

#[test]
fn paper_and_day_come_from_the_call() {
    let sandbox = Sandbox::base();
    let sheet = |args: &[&str]| {
        Run::of(
            sandbox.regimen(&[&["export", "handout-html", "--quiet", "--library", "lib"], args].concat()),
        )
        .ends(0);
        String::from_utf8(sandbox.files("out")[NORMAL].clone()).unwrap()
    };
    let a4 = sheet(&["--today", TODAY]);
    assert!(a4.contains("size: A4") && !a4.contains("size: letter"));
    let letter = sheet(&["--today", TODAY, "--paper", "letter"]);
    assert!(letter.contains("size: letter") && !letter.contains("size: A4"));
    let later = sheet(&["--today", "2027-01-02"]);
    assert!(a4.contains("21 November 2026") && later.contains("2 January 2027"));
    assert!(!later.contains("21 November 2026"));
}

#[test]
fn an_error_in_the_content_leaves_the_former_output_byte_for_byte() {
    let sandbox = Sandbox::base();
    sandbox.run(&["build"]).ends(0);
    let before = sandbox.files("out");
    sandbox.edit(PROGRAM, "Home program", "Another title");
    sandbox.edit(ADVICE, "\"lifting\"", "\"carrying\"");
    for args in
        [&["build"][..], &["export", "handout-html"], &["export", "json", "home"], &["build", "--quiet"]]
    {
        let run = sandbox.run(args).ends(1).says(&["\"carrying\" is not one of the values allowed here"]);
        let quiet = args.contains(&"--quiet");
        assert_eq!(run.stderr.contains("nothing was written: the errors come first"), !quiet, "{run:?}");
        assert_eq!(run.stdout.contains("documents checked"), !quiet, "{run:?}");
        assert_eq!(sandbox.files("out"), before, "{args:?}");
    }
    // Mended, the new title comes through.
    sandbox.edit(ADVICE, "\"carrying\"", "\"lifting\"");
    sandbox.run(&["build"]).ends(0);
    assert!(String::from_utf8_lossy(&sandbox.files("out")[NORMAL]).contains("Another title"));
}

#[test]
fn warnings_do_not_keep_anything_back() {
    let sandbox = Sandbox::base();
    sandbox.edit(ADVICE, "2027-05-31", "2026-11-01");
    sandbox.run(&["build"]).ends(0).says(&[
        "warning[review-overdue]",
        "0 errors, 1 warning",
        "files written",
    ]);
    assert!(sandbox.files("out").contains_key(NORMAL));
}

#[test]
fn what_an_earlier_build_wrote_goes_with_its_program_and_what_is_foreign_stays() {
    let sandbox = Sandbox::base();
    add_program(&sandbox, "other");
    sandbox.run(&["build"]).ends(0);
    let foreign = [
        "out/notes.txt",
        "out/handout-html/notes.html",
        "out/handout-html/old/other.html",
        "out/json/mine.json",
    ];
    for path in foreign {
        sandbox.write(path, "mine");
    }
    assert!(sandbox.files("out").contains_key("handout-html/other.html"));
    sandbox.remove("lib/pack/programs/other.json");
    // One exporter, one program: nothing is known of the rest, and nothing of it goes.
    sandbox.run(&["export", "handout-html", "home"]).ends(0);
    assert!(sandbox.files("out").contains_key("handout-html/other.html"));
    sandbox.run(&["build"]).ends(0);
    let after = sandbox.files("out");
    assert!(
        !after.contains_key("handout-html/other.html")
            && !after.contains_key("handout-html/other.large-print.html")
    );
    for path in foreign {
        assert_eq!(sandbox.read(path), "mine");
    }
    assert!(after.contains_key(NORMAL));
}

#[test]
fn a_list_of_written_files_that_somebody_forged_removes_nothing_elsewhere() {
    let sandbox = Sandbox::base();
    sandbox.run(&["build"]).ends(0);
    sandbox.write("precious.txt", "mine");
    sandbox.write("out/json/precious.json", "mine");
    let absolute = sandbox.path("precious.txt").display().to_string();
    let list = format!(
        "../../precious.txt\n../json/precious.json\n{absolute}\n\n.\n..\nhome.html/../../../precious.txt\n"
    );
    sandbox.write("out/handout-html/.regimen-written", list);
    sandbox.run(&["build"]).ends(0);
    assert_eq!(
        (sandbox.read("precious.txt").as_str(), sandbox.read("out/json/precious.json").as_str()),
        ("mine", "mine")
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    for (link, to, is_folder) in [
        ("out", "elsewhere", true),
        ("out/handout-html", "../elsewhere", true),
        ("out/json", "../elsewhere", true),
        ("out/handout-html/home.html", "../../elsewhere/home.html", false),
        ("out/handout-html/home.html", "../../elsewhere/nothing.html", false),
        ("out/handout-html/home.large-print.html", "../../elsewhere", true),
        ("out/handout-html/.regimen-written", "../../elsewhere/home.html", false),
    ] {
        let sandbox = Sandbox::base();
        sandbox.write("elsewhere/home.html", "mine");
        let parent = link.rsplit_once('/').map_or(".", |(parent, _)| parent);
        sandbox.folder(parent);
        sandbox.link(link, to);
        let elsewhere = sandbox.files("elsewhere");
        let out = if link == "out" { BTreeMap::new() } else { sandbox.files("out") };
        for args in [&["build"][..], &["build", "--out", "out/"], &["build", "--out", "./out/."]] {
            sandbox.run(args).ends(3).says(&[link, "is a link: remove it, or choose another --out"]);
            assert_eq!(sandbox.files("elsewhere"), elsewhere, "{link} → {to}");
            if link != "out" {
                let mut now = sandbox.files("out");
                now.retain(|name, _| !is_kept(name));
                assert_eq!(now, out, "{link} → {to}: nor anything beside it");
            }
        }
        assert!(is_folder || sandbox.path(link).symlink_metadata().unwrap().is_symlink());
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_through_a_link() {
    let sandbox = Sandbox::base();
    sandbox.run(&["build"]).ends(0);
    sandbox.write("elsewhere/old.html", "mine");
    sandbox.link("out/handout-html/media", "../../elsewhere");
    let list = sandbox.read("out/handout-html/.regimen-written") + "media/old.html\n";
    sandbox.write("out/handout-html/.regimen-written", list);
    sandbox.run(&["build"]).ends(0);
    assert_eq!(sandbox.read("elsewhere/old.html"), "mine");
}

#[test]
fn what_stands_in_the_way_of_one_file_leaves_all_others_as_they_were() {
    let output = |sandbox: &Sandbox| {
        let mut files = sandbox.files("out");
        files.retain(|name, _| !is_kept(name));
        files
    };
    for blocked in [LARGE, "json"] {
        let sandbox = Sandbox::base();
        sandbox.run(&["build"]).ends(0);
        sandbox.edit(PROGRAM, "Home program", "Another title");
        if blocked == LARGE {
            sandbox.remove(&format!("out/{LARGE}"));
            sandbox.write(&format!("out/{LARGE}/mine.txt"), "mine");
        } else {
            sandbox.remove_folder("out/json");
            sandbox.write("out/json", "mine");
        }
        let before = output(&sandbox);
        sandbox.run(&["build"]).ends(3).says(&[blocked, "remove it, or choose another --out"]);
        assert_eq!(output(&sandbox), before, "{blocked}");
    }
}

#[test]
fn an_output_that_cannot_be_written_is_told() {
    let sandbox = Sandbox::base();
    sandbox.write("taken", "a file");
    sandbox.run(&["build", "--out", "taken"]).ends(3).says(&["error: ", "taken"]);
    sandbox.run(&["build", "--out", "taken/below"]).ends(3).says(&["error: ", "taken"]);
    assert_eq!(sandbox.read("taken"), "a file");
}

#[test]
fn an_id_that_leads_out_of_the_folder_is_refused() {
    for id in [
        "../home",
        "../../etc/passwd",
        "/home",
        "home/../..",
        "a/b",
        "..",
        ".",
        "home\\\\up",
        "C:home",
        "home\\u0000",
    ] {
        let sandbox = Sandbox::base();
        sandbox.edit(PROGRAM, "\"id\": \"home\"", &format!("\"id\": \"{id}\""));
        let before = sandbox.files(".");
        sandbox.run(&["build"]).ends(1).says(&["is not written as it must be here"]);
        assert_eq!(sandbox.files("."), before, "{id}");
    }
    // So is a picture's path, and a pack's name in library.json.
    let sandbox = Sandbox::base();
    sandbox.write("secret.svg", "<svg/>");
    sandbox.edit(ADVICE, "\"group\":", "\"picture\": { \"file\": \"../../secret.svg\" }, \"group\":");
    sandbox.run(&["build"]).ends(1).says(
        &["is not written as it must be here", "/picture/file"].map(|s| s.trim_start_matches("/picture/")),
    );
    let sandbox = Sandbox::base();
    sandbox.edit("lib/library.json", "\"pack\"", "\"../pack\"");
    sandbox.run(&["build"]).ends(1).says(&["is not written as it must be here"]);
}

#[test]
fn the_same_library_gives_the_same_bytes() {
    let sandbox = Sandbox::of(&workspace().join("programs"));
    let build = |out: &str, threads: Option<&str>| {
        let args = ["build", "--quiet", "--library", "lib", "--today", TODAY, "--out", out];
        let mut command = sandbox.regimen(&args);
        if let Some(threads) = threads {
            command = command.env("RAYON_NUM_THREADS", threads);
        }
        Run::of(command).ends(0);
        sandbox.files(out)
    };
    let first = build("first", None);
    assert!(first.len() > 10);
    let same = |files: &BTreeMap<String, Vec<u8>>| {
        assert_eq!(files.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
        for (name, bytes) in files {
            assert!(first[name] == *bytes, "{name} differs");
        }
    };
    same(&build("second", None));
    same(&build("alone", Some("1")));
    same(&build("first", None)); // Over what is there.
    // Where the library lies has no part in it either.
    let elsewhere = Sandbox::empty();
    elsewhere.folder("deep/down");
    let elsewhere = Sandbox::of(&sandbox.path("lib"));
    Run::of(elsewhere.regimen(&[
        "build",
        "--quiet",
        "--library",
        "./lib/",
        "--today",
        TODAY,
        "--out",
        "out",
    ]))
    .ends(0);
    same(&elsewhere.files("out"));
}

/// What a text field of a document is set to. Plain text may hold anything; a page must show it and do nothing else.
fn markup(n: usize) -> String {
    format!("<img src=x onerror=alert({n})></style></script>&amp;\"'{{{{x}}}}")
}

/// Sets every text field of a library to markup of its own. Gives back the file and place of each.
fn with_markup_everywhere(sandbox: &Sandbox) -> Vec<(String, String)> {
    let mut places = Vec::new();
    let files = sandbox.files("lib");
    for (file, bytes) in files.iter().filter(|(file, _)| has_ending(file, "json")) {
        let mut text = String::from_utf8(bytes.clone()).unwrap();
        let kind = kind_of(file, &text).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        for pointer in texts(&document) {
            // Codes are held to their terminologies, and a session is named by its title elsewhere.
            let is_fixed = pointer == "/$schema" || pointer.ends_with("/code");
            if is_fixed || (kind == Kind::Prescription && pointer.ends_with("/session")) {
                continue;
            }
            let mut changed: Value = serde_json::from_str(&text).unwrap();
            *changed.pointer_mut(&pointer).unwrap() = markup(places.len()).into();
            // What is no plain text, such as an id or a date, does not take it.
            if Document::read(kind, &changed.to_string()).is_ok() {
                text = changed.to_string();
                places.push((file.clone(), pointer));
            }
        }
        sandbox.write(&format!("lib/{file}"), text);
    }
    places
}

fn texts(document: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut next = 0;
    while next < all.len() {
        let here = all[next].clone();
        match document.pointer(&here).unwrap() {
            Value::Object(object) => all.extend(object.keys().map(|key| format!("{here}/{key}"))),
            Value::Array(items) => all.extend((0..items.len()).map(|i| format!("{here}/{i}"))),
            _ => {}
        }
        next += 1;
    }
    all.retain(|pointer| document.pointer(pointer).unwrap().is_string());
    all
}

fn strings(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(out.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Value::Object(object) => object.values().for_each(|value| strings(value, out)),
        _ => {}
    }
}

#[test]
fn markup_in_any_text_is_shown_in_handouts_and_kept_in_json() {
    for library in [workspace().join("crates/validator/tests/base"), workspace().join("programs")] {
        let sandbox = Sandbox::of(&library);
        let places = with_markup_everywhere(&sandbox);
        assert!(places.len() > 50, "{places:#?}");
        sandbox.run(&["build", "--quiet"]).ends(0);

        let mut shown = BTreeSet::new();
        let pages = sandbox.files("out/handout-html");
        for (name, bytes) in pages.iter().filter(|(name, _)| has_ending(name, "html")) {
            let page = std::str::from_utf8(bytes).unwrap();
            // What machines read is JSON in a script, which only its own end can leave.
            let (before, rest) = page.split_once("<script ").unwrap_or((page, "</script>"));
            let (json, after) = rest.split_once("</script>").unwrap();
            assert!(!json.contains('&') && !json.contains("</"), "{name}: {json}");
            let page = &format!("{before}{after}");
            for raw in ["<img src=x", "onerror=alert(0)>", "</script>", "&amp;\"", "\"'{{x}}", "'{{x}}"] {
                assert!(!page.contains(raw), "{name}: {raw} got through");
            }
            assert_eq!(page.matches("</style>").count(), page.matches("<style>").count(), "{name}");
            for (n, place) in places.iter().enumerate() {
                let escaped = format!("&lt;img src=x onerror=alert({n})&gt;").replace('=', "&#x3D;");
                if page.contains(&escaped) || page.contains(&escaped.replace("&#x3D;", "=")) {
                    shown.insert(place);
                }
            }
        }
        // What patients read in a program, an exercise or a red flag is on its sheet.
        for place in &places {
            let (file, pointer) = place;
            let is_for_patients = [
                "/title",
                "/purpose",
                "/steps",
                "/signs",
                "/what_to_do",
                "/stop_rules",
                "/for_whom",
                "/phases",
            ];
            let is_read = ["programs/", "exercises/knee-hug", "red_flags/"].iter().any(|f| file.contains(f));
            if is_read
                && is_for_patients.iter().any(|p| pointer.starts_with(p))
                && !pointer.ends_with("/editorial")
            {
                assert!(shown.contains(place), "{file} {pointer} is on no sheet");
            }
        }

        let mut kept = BTreeSet::new();
        for (name, bytes) in sandbox.files("out/json").iter().filter(|(name, _)| has_ending(name, "json")) {
            strings(&serde_json::from_slice(bytes).unwrap_or_else(|e| panic!("{name}: {e}")), &mut kept);
        }
        let numbers = kept.iter().flat_map(|text| text.split("alert(").skip(1).map(move |rest| (text, rest)));
        let as_it_is: BTreeSet<usize> = numbers
            .filter_map(|(text, rest)| Some((text, rest.split(')').next()?.parse().ok()?)))
            .filter(|(text, n)| text.contains(&markup(*n)))
            .map(|(_, n)| n)
            .collect();
        for (n, place) in places.iter().enumerate().filter(|(_, place)| shown.contains(place)) {
            assert!(as_it_is.contains(&n), "{} {} is not in the JSON as it is written", place.0, place.1);
        }
    }
}
