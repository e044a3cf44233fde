//! `explain`, `list`, `schema` and the help: each says what it promises.

use serde_json::Value;

use super::sandbox::{Run, Sandbox};

#[test]
fn explain_prints_the_page_of_every_rule() {
    let sandbox = Sandbox::base();
    let rules = sandbox.run(&["list", "rules"]).ends(0).stdout;
    assert!(rules.lines().count() > 30, "{rules}");
    for line in rules.lines() {
        let mut words = line.split_whitespace();
        let (rule, level) = (words.next().unwrap(), words.next().unwrap());
        assert!(["error", "warning", "hint"].contains(&level), "{line}");
        let page = sandbox.run(&["explain", rule]).ends(0).stdout;
        assert!(page.starts_with(&format!("# {rule}\n")), "{page}");
        assert!(page.trim_end().ends_with(&format!("Level: {level}.")), "{page}");
        assert!(page.contains("## Why"), "{page}");
    }
}

#[test]
fn explain_and_schema_need_no_library() {
    let sandbox = Sandbox::empty();
    Run::of(sandbox.regimen(&["explain", "hold-too-long"])).ends(0);
    Run::of(sandbox.regimen(&["schema", "exercise"])).ends(0);
    Run::of(sandbox.regimen(&["list", "rules"])).ends(0);
    Run::of(sandbox.regimen(&["list", "exporters"])).ends(0);
    Run::of(sandbox.regimen(&["list"])).ends(3);
}

#[test]
fn list_names_what_there_is_in_the_library() {
    let sandbox = Sandbox::base();
    for (what, line) in [
        (&["list"][..], "home  Home program\n"),
        (&["list", "programs"], "home  Home program\n"),
        (&["list", "exercises"], "forward-bend  Forward bend\nknee-hug      Knee hug\n"),
        (&["list", "conditions"], "back-pain  Lumbar disc herniation\n"),
        (&["list", "advice"], "lift  Lift with bent knees\n"),
        (&["list", "red-flags"], "cauda-equina  Pressure on the nerves\n"),
        (&["list", "sources"], "guide  Sample guide\n"),
    ] {
        assert_eq!(sandbox.run(what).ends(0).stdout, line, "{what:?}");
    }
    let exporters = sandbox.run(&["list", "exporters"]).ends(0).stdout;
    assert!(exporters.contains("handout-html  ") && exporters.contains("json  "), "{exporters}");
    // A library with errors has nothing to list but them.
    sandbox.edit("lib/pack/advice/lift.json", "\"lifting\"", "\"carrying\"");
    sandbox.run(&["list"]).ends(1).says(&["\"carrying\" is not one of the values"]);
}

#[test]
fn schema_prints_each_schema_that_it_lists() {
    let sandbox = Sandbox::base();
    let names = sandbox.run(&["schema"]).ends(0).stdout;
    for kind in [
        "library",
        "pack",
        "exercise",
        "condition",
        "program",
        "advice",
        "red_flag",
        "source",
        "prescription",
        "report",
        "app-index",
        "app-program",
        "app-exercise",
        "app-documents",
    ] {
        assert!(names.lines().any(|name| name == kind), "{kind} is not in\n{names}");
    }
    for name in names.lines() {
        let text = sandbox.run(&["schema", name]).ends(0).stdout;
        let schema: Value = serde_json::from_str(&text).unwrap();
        assert!(
            schema["$id"].as_str().is_some_and(|id| id.starts_with("urn:regimen:")),
            "{name}: {}",
            schema["$id"]
        );
        jsonschema::draft7::meta::validate(&schema).unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}

#[test]
fn help_names_every_command_and_the_version_is_the_packages() {
    let sandbox = Sandbox::empty();
    let help = Run::of(sandbox.regimen(&["--help"])).ends(0).stdout;
    for command in ["check", "build", "export", "explain", "list", "schema"] {
        assert!(help.contains(&format!("\n  {command}")), "{help}");
        let own = Run::of(sandbox.regimen(&[command, "--help"])).ends(0).stdout;
        assert!(own.contains("--library") && own.contains("--quiet"), "{own}");
    }
    let version = Run::of(sandbox.regimen(&["--version"])).ends(0).stdout;
    assert_eq!(version, format!("regimen {}\n", env!("CARGO_PKG_VERSION")));
}
