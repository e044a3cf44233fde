//! What others call from their own CI: the action, the hooks, the files that `init` writes, and the pages about them
//! are well-formed and call nothing that does not exist.

use std::collections::BTreeSet;

use regimen_schema::Kind;
use yaml_rust2::{Yaml, YamlLoader};

use super::sandbox::{Run, Sandbox, workspace};

#[expect(clippy::disallowed_methods, reason = "the project's own files are looked at")]
fn file(path: &str) -> String {
    std::fs::read_to_string(workspace().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn yaml(path: &str) -> Yaml {
    let documents = YamlLoader::load_from_str(&file(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let [document] = &documents[..] else { panic!("{path} holds {} documents", documents.len()) };
    document.clone()
}

fn text<'y>(yaml: &'y Yaml, key: &str) -> &'y str {
    yaml[key].as_str().unwrap_or_else(|| panic!("{key} is missing in {yaml:?}"))
}

fn keys(yaml: &Yaml) -> BTreeSet<&str> {
    yaml.as_hash().into_iter().flatten().filter_map(|(key, _)| key.as_str()).collect()
}

/// The words of a line of a shell, without the quotes around them.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match c {
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() => quote = Some(c),
            ' ' if quote.is_none() => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Asserts that `regimen` takes a line of a shell that calls it.
#[track_caller]
fn assert_is_taken(line: &str) {
    let line = line
        .split(['|', '>', '<', '#'])
        .next()
        .unwrap()
        .replace("$LIBRARY", "lib")
        .replace("$FAIL_ON", "hint");
    let words = words(&line);
    assert_eq!(words[0], "regimen", "{line}");
    let args: Vec<_> = words[1..].iter().map(String::as_str).chain(["--help"]).collect();
    let run = Run::of(Sandbox::empty().regimen(&args));
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{line}");
}

/// The calls of `regimen` in a page: lines of its examples, and what stands in backticks.
fn calls(page: &str) -> Vec<String> {
    let mut calls = Vec::new();
    let mut is_example = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_example = !is_example;
        } else if is_example {
            let at = line
                .find("regimen ")
                .filter(|at| line[..*at].trim().is_empty() || line[..*at].ends_with("run: "));
            calls.extend(at.map(|at| line[at..].to_owned()));
        } else {
            calls.extend(
                line.split('`').skip(1).step_by(2).filter(|s| s.starts_with("regimen ")).map(str::to_owned),
            );
        }
    }
    calls
}

#[test]
fn the_actions_steps_do_what_they_say() {
    let action = yaml("action.yml");
    assert_eq!(action["runs"]["using"].as_str(), Some("composite"));
    let inputs = keys(&action["inputs"]);
    let mut calls = 0;
    for step in action["runs"]["steps"].as_vec().unwrap() {
        assert_eq!(text(step, "shell"), "bash", "a composite step must name its shell");
        for (_, value) in step["env"].as_hash().into_iter().flatten() {
            let value = value.as_str().unwrap();
            let input = value.trim_start_matches("${{ inputs.").trim_end_matches(" }}");
            assert!(inputs.contains(input), "{value}");
        }
        assert!(!text(step, "run").contains("${{"), "an input must not be pasted into a shell's line");
        for line in text(step, "run").lines().filter(|line| line.starts_with("regimen")) {
            assert_is_taken(line);
            calls += 1;
        }
    }
    assert_eq!(calls, 2);
    for (_, input) in action["inputs"].as_hash().unwrap() {
        assert!(input["default"].as_str().is_some() && input["description"].as_str().is_some());
    }
    let install = text(&action["runs"]["steps"][0], "run");
    assert_eq!(install, "cargo install --locked --path \"$GITHUB_ACTION_PATH/crates/cli\"");
    assert!(file("crates/cli/Cargo.toml").contains("name = \"regimen\""));
}

/// The steps as a runner starts them, but for the installation.
#[cfg(unix)]
#[test]
fn the_actions_steps_run() {
    let action = yaml("action.yml");
    let run = |sandbox: &Sandbox, step: &Yaml| {
        let bin = snapbox::cmd::cargo_bin!("regimen").parent().unwrap().to_owned();
        let path = format!("{}:/usr/bin:/bin", bin.display());
        let env = step["env"].as_hash().into_iter().flatten().map(|(key, value)| {
            let input = value.as_str().unwrap().trim_start_matches("${{ inputs.").trim_end_matches(" }}");
            let given =
                if input == "library" { "lib" } else { action["inputs"][input]["default"].as_str().unwrap() };
            (key.as_str().unwrap(), given)
        });
        let mut command = std::process::Command::new("sh");
        command
            .args(["-e", "-c", text(step, "run")])
            .envs(env)
            .env("PATH", path)
            .current_dir(sandbox.path("."));
        Run::from(command.output().unwrap())
    };
    let steps = action["runs"]["steps"].as_vec().unwrap();
    let sandbox = Sandbox::base();
    sandbox.run(&["fmt", "--quiet"]).ends(0);
    for step in &steps[1..] {
        run(&sandbox, step).ends(0);
    }
    sandbox.edit("lib/pack/advice/lift.json", "  \"group\"", "\t\"zz\": 1, \"group\"");
    run(&sandbox, &steps[1]).ends(1).says(&["::error file=lib/pack/advice/lift.json,line="]);
    run(&sandbox, &steps[2]).ends(1).says(&["not formatted: lib/pack/advice/lift.json"]);
}

#[test]
fn the_hooks_call_what_exists_and_find_the_library() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_vec().unwrap();
    assert_eq!(
        hooks.iter().map(|hook| text(hook, "id")).collect::<Vec<_>>(),
        ["regimen-check", "regimen-fmt"]
    );
    let sandbox = Sandbox::empty();
    Run::of(sandbox.regimen(&["init", "--quiet"])).ends(0);
    for hook in hooks {
        assert_is_taken(text(hook, "entry"));
        assert_eq!(hook["pass_filenames"].as_bool(), Some(false));
        let words = words(text(hook, "entry"));
        let args: Vec<_> = words[1..].iter().map(String::as_str).collect();
        Run::of(sandbox.regimen(&args)).ends(0);
    }
    sandbox.write("our-pack/advice/sample-advice.json", "{");
    for hook in hooks {
        let words = words(text(hook, "entry"));
        let args: Vec<_> = words[1..].iter().map(String::as_str).collect();
        Run::of(sandbox.regimen(&args)).ends(1);
    }
}

#[test]
fn what_init_writes_calls_what_exists() {
    let workflow = yaml("crates/cli/src/templates/workflow.yml");
    let steps = workflow["jobs"]["check"]["steps"].as_vec().unwrap();
    let uses = steps.iter().find(|step| text(step, "uses").starts_with("regimen/")).unwrap();
    assert!(env!("CARGO_PKG_REPOSITORY").ends_with(text(uses, "uses").split('@').next().unwrap()));
    assert!(keys(&uses["with"]).is_subset(&keys(&yaml("action.yml")["inputs"])));

    let config = yaml("crates/cli/src/templates/pre-commit-config.yaml");
    let repo = &config["repos"][0];
    assert_eq!(text(repo, "repo"), env!("CARGO_PKG_REPOSITORY"));
    let hooks = yaml(".pre-commit-hooks.yaml");
    let known: Vec<_> = hooks.as_vec().unwrap().iter().map(|hook| text(hook, "id")).collect();
    for hook in repo["hooks"].as_vec().unwrap() {
        assert!(known.contains(&text(hook, "id")), "{hook:?}");
    }

    let editor: serde_json::Value =
        serde_json::from_str(&file("crates/cli/src/templates/vscode-settings.json")).unwrap();
    let urls: Vec<_> =
        editor["json.schemas"].as_array().unwrap().iter().map(|s| s["url"].as_str().unwrap()).collect();
    let expected: Vec<_> =
        Kind::ALL.iter().map(|kind| format!("./schemas/v1/{}.schema.json", kind.name())).collect();
    assert_eq!(BTreeSet::from_iter(urls), expected.iter().map(String::as_str).collect());
    for schema in editor["json.schemas"].as_array().unwrap() {
        let path = schema["fileMatch"][0].as_str().unwrap().trim_start_matches('/').replace('*', "x");
        let kind = Kind::from_path(&path).unwrap();
        assert_eq!(schema["url"].as_str().unwrap(), format!("./schemas/v1/{}.schema.json", kind.name()));
    }
}

#[test]
fn every_call_in_the_pages_is_taken() {
    for (page, least) in [("crates/cli/src/templates/README.md", 3), ("book/src/ci.md", 8)] {
        let calls = calls(&file(page));
        assert!(calls.len() >= least, "{page}: {calls:?}");
        for call in calls {
            assert_is_taken(&call);
        }
    }
}

#[test]
fn the_yaml_in_the_page_is_valid_and_calls_the_action_as_it_is() {
    let page = file("book/src/ci.md");
    let blocks: Vec<_> =
        page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() >= 3);
    let inputs = yaml("action.yml")["inputs"].clone();
    let hooks = file(".pre-commit-hooks.yaml");
    for block in blocks {
        YamlLoader::load_from_str(block).unwrap_or_else(|e| panic!("{e}\n{block}"));
        if let Some(call) = block.split("uses: regimen/regimen@").nth(1) {
            let with =
                call.split_once("with:").map_or("", |(_, with)| with.split("\n      -").next().unwrap());
            let given = with.lines().filter_map(|line| line.trim().split_once(':')).map(|(key, _)| key);
            for key in given {
                assert!(keys(&inputs).contains(key), "{key} is no input of the action");
            }
        }
        for id in block.lines().filter_map(|line| line.trim().strip_prefix("- id: ")) {
            assert!(hooks.contains(&format!("- id: {id}\n")), "{id}");
        }
    }
}
