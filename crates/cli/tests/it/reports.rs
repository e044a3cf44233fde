//! The reports for machines: places in the units that each format counts in, paths that lead there, fixes that fit.

use regimen_validator::kind_of;
use serde_json::Value;
use snapbox::{assert_data_eq, str};

use super::sandbox::{Run, Sandbox, TODAY};

const LIFT: &str = "lib/pack/advice/lift.json";
const SAMPLE: &str = "lib/prescriptions/sample.json";
const FORMATS: &[&str] = &["json", "sarif", "github", "junit"];

/// A library with one finding, behind an `é` and an emoji in its line.
fn with_finding() -> Sandbox {
    let sandbox = Sandbox::base();
    sandbox.edit(LIFT, "\"Lift with bent knees\",", "\"Lift é 😀\", \"zz\": 1,");
    sandbox
}

fn report(sandbox: &Sandbox, format: &str) -> String {
    sandbox.run(&["check", "--format", format]).stdout
}

fn sarif(sandbox: &Sandbox) -> Value {
    let log: Value = serde_json::from_str(&report(sandbox, "sarif")).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    log["runs"][0]["results"].clone()
}

#[test]
fn github_counts_in_utf16() {
    assert_data_eq!(
        report(&with_finding(), "github"),
        str![[r#"
::error file=lib/pack/advice/lift.json,line=4,endLine=4,col=25,endColumn=29,title=unknown-key::unknown key "zz"%0Ahelp: [..]

"#]]
    );
}

#[test]
fn junit_has_a_case_for_each_document() {
    assert_data_eq!(
        report(&with_finding(), "junit"),
        str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="10" failures="1" errors="0" time="0">
  <testsuite name="regimen check" tests="10" failures="1" errors="0" skipped="0" time="0">
    <testcase name="lib/library.json" classname="regimen" time="0"/>
    <testcase name="lib/pack/advice/lift.json" classname="regimen" time="0">
      <failure message="unknown key &quot;zz&quot;" type="unknown-key">lib/pack/advice/lift.json:4:24: error[unknown-key]: unknown key &quot;zz&quot;&#10;  help: [..]&#10;</failure>
    </testcase>
    <testcase name="lib/pack/conditions/back-pain.json" classname="regimen" time="0"/>
    <testcase name="lib/pack/exercises/forward-bend.json" classname="regimen" time="0"/>
    <testcase name="lib/pack/exercises/knee-hug.json" classname="regimen" time="0"/>
    <testcase name="lib/pack/pack.json" classname="regimen" time="0"/>
    <testcase name="lib/pack/programs/home.json" classname="regimen" time="0"/>
    <testcase name="lib/pack/red_flags/cauda-equina.json" classname="regimen" time="0"/>
    <testcase name="lib/pack/sources/guide.json" classname="regimen" time="0"/>
    <testcase name="lib/prescriptions/sample.json" classname="regimen" time="0"/>
  </testsuite>
</testsuites>

"#]]
    );
}

#[test]
fn sarif_counts_in_utf16() {
    let sandbox = with_finding();
    assert!(report(&sandbox, "sarif").contains("\"columnKind\": \"utf16CodeUnits\""));
    assert_data_eq!(
        format!("{:#}\n", sarif(&sandbox)),
        str![[r#"
[
  {
    "ruleId": "unknown-key",
    "level": "error",
    "message": {
      "text": "unknown key /"zz/". Help: [..]"
    },
    "locations": [
      {
        "physicalLocation": {
          "artifactLocation": {
            "uri": "lib/pack/advice/lift.json"
          },
          "region": {
            "startLine": 4,
            "startColumn": 25,
            "endLine": 4,
            "endColumn": 29
          }
        }
      }
    ],
    "partialFingerprints": {
      "place/v1": "unknown-key:pack/advice/lift.json:/zz"
    },
    "ruleIndex": 6
  }
]

"#]]
    );
}

#[test]
fn json_counts_in_characters_and_bytes() {
    let json: Value = serde_json::from_str(&report(&with_finding(), "json")).unwrap();
    let at = &json["findings"][0]["at"];
    assert_eq!((&at["start"]["line"], &at["start"]["column"]), (&4.into(), &24.into()));
    let text = with_finding().read(LIFT);
    let byte = |point: &str| usize::try_from(at[point]["byte"].as_u64().unwrap()).unwrap();
    assert_eq!(&text[byte("start")..byte("end")], "\"zz\"");
}

/// The text with a SARIF fix applied, as a reader does who knows of nothing but lines and UTF-16 columns.
fn fixed(text: &str, replacement: &Value) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let offset = |line: &str, column: &str| {
        let number =
            |key: &str| usize::try_from(replacement["deletedRegion"][key].as_u64().unwrap()).unwrap();
        let newlines = units.iter().enumerate().filter(|(_, unit)| **unit == u16::from(b'\n'));
        let line_start = newlines.map(|(at, _)| at + 1).nth(number(line).wrapping_sub(2)).unwrap_or(0);
        line_start + number(column) - 1
    };
    let (start, end) = (offset("startLine", "startColumn"), offset("endLine", "endColumn"));
    let new = replacement["insertedContent"]["text"].as_str().unwrap_or_default();
    let new: Vec<u16> = new.encode_utf16().collect();
    String::from_utf16(&[&units[..start], &new, &units[end..]].concat()).unwrap()
}

#[test]
fn sarif_fixes_mend_what_they_are_for() {
    let waiver = r#""waivers": [{"rule":"shouting","at":"","reason":"é😀","by":{"role":"physiotherapist"}}, {"rule":"jargon","at":"","reason":"x","by":{"role":"physiotherapist"}}]"#;
    for line_end in ["\n", "\r\n", " "] {
        let sandbox = Sandbox::base();
        // Everything behind the first line's characters of two and four bytes.
        sandbox.edit(SAMPLE, "\"program\"", "\"label\": \"é 😀\", \"program\"");
        sandbox.edit(SAMPLE, "\"id\": \"sample\"", &format!("{waiver}, \"id\": \"typo\""));
        let schema = sandbox.read(SAMPLE).lines().nth(1).unwrap().to_owned();
        sandbox.edit(SAMPLE, &format!("{schema}\n"), "");
        sandbox.write(SAMPLE, sandbox.read(SAMPLE).replace('\n', line_end));
        let before = sandbox.read(SAMPLE);
        let results = sarif(&sandbox);
        let mut rules: Vec<_> =
            results.as_array().unwrap().iter().map(|r| r["ruleId"].as_str().unwrap()).collect();
        rules.sort_unstable();
        assert_eq!(rules, ["id-differs-from-file-name", "missing-schema", "unused-waiver", "unused-waiver"]);
        for result in results.as_array().unwrap() {
            let fix = &result["fixes"][0];
            assert!(fix["description"]["text"].as_str().unwrap().ends_with('.'));
            let change = &fix["artifactChanges"][0];
            assert_eq!(
                change["artifactLocation"],
                result["locations"][0]["physicalLocation"]["artifactLocation"]
            );
            let mended = fixed(&before, &change["replacements"][0]);
            if line_end == "\r\n" {
                assert!(!mended.replace("\r\n", "").contains('\n'), "the line ends are mixed: {mended:?}");
            }
            sandbox.write(SAMPLE, &mended);
            assert_eq!(sarif(&sandbox).as_array().unwrap().len(), 3, "{result:#}\n{mended}");
            assert!(kind_of("prescriptions/sample.json", &mended).is_some());
            sandbox.write(SAMPLE, &before);
        }
    }
}

#[test]
fn findings_without_a_certain_fix_have_none() {
    for result in sarif(&with_finding()).as_array().unwrap() {
        assert_eq!(result.get("fixes"), None);
    }
}

#[test]
fn related_places_are_named_in_their_own_files() {
    let sandbox = Sandbox::base();
    sandbox.write("lib/pack/advice/copy é😀.json", sandbox.read(LIFT));
    let results = sarif(&sandbox);
    let duplicate = results.as_array().unwrap().iter().find(|r| r["ruleId"] == "duplicate-id").unwrap();
    let uri = |location: &Value| {
        location["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned()
    };
    let mut uris = [uri(&duplicate["locations"][0]), uri(&duplicate["relatedLocations"][0])];
    uris.sort();
    assert_eq!(uris, ["lib/pack/advice/copy%20%C3%A9%F0%9F%98%80.json", LIFT]);
    assert_eq!(duplicate["relatedLocations"][0]["message"]["text"].as_str().map(str::is_empty), Some(false));
}

#[test]
fn no_report_names_a_folder_of_the_machine() {
    let sandbox = with_finding();
    sandbox.write("lib/pack/exercises/broken.json", "{");
    sandbox.write("lib/pack/exercises/folder.json/x", "");
    sandbox.edit(SAMPLE, "\"id\": \"sample\"", "\"id\": \"typo\"");
    let lib = sandbox.path("lib").canonicalize().unwrap();
    let root = sandbox.path(".").canonicalize().unwrap().display().to_string();
    for format in FORMATS.iter().chain(&["human"]) {
        let args = ["check", "--format", format, "--today", TODAY, "--library", lib.to_str().unwrap()];
        let named = Run::of(sandbox.regimen(&args)).ends(1);
        let elsewhere = Run::of(sandbox.regimen(&args).current_dir("/")).ends(1);
        let inside = Run::of(sandbox.regimen(&args[..5]).current_dir(lib.join("pack"))).ends(1);
        assert!(!named.stdout.contains(&root), "{}", named.stdout);
        // Where it is started from has no part in the report but before the paths of the library.
        assert_eq!(named.stdout, report(&sandbox, format));
        assert!(!inside.stdout.contains(&root));
        // From the root every path goes through the library's folder, and is relative still.
        assert!(
            !elsewhere.stdout.contains(&format!("\"{root}"))
                && !elsewhere.stdout.contains(&format!("={root}"))
        );
    }
}

#[test]
fn nothing_found_is_a_whole_report_too() {
    let sandbox = Sandbox::base();
    assert_eq!(report(&sandbox, "github"), "");
    assert_eq!(sarif(&sandbox), Value::Array(Vec::new()));
    assert!(report(&sandbox, "junit").contains("<testsuites tests=\"10\" failures=\"0\""));
    let json: Value = serde_json::from_str(&report(&sandbox, "json")).unwrap();
    assert_eq!(json["findings"], Value::Array(Vec::new()));
}

#[test]
fn a_report_on_some_files_speaks_of_no_others() {
    let sandbox = with_finding();
    for format in FORMATS {
        let run = sandbox.run(&["check", "--format", format, "lib/pack/exercises"]).ends(0);
        // Whatever the format, the pages of the rules are not what the report says of this library.
        let said = run.stdout.split("\"results\":").last().unwrap();
        for other in ["lift.json", "library.json", "home.json"] {
            assert!(!said.contains(other), "{format}: {said}");
        }
    }
    let junit = sandbox.run(&["check", "--format", "junit", "lib/pack/exercises"]).ends(0).stdout;
    assert!(junit.contains("<testsuites tests=\"2\" failures=\"0\""), "{junit}");
}

#[test]
fn the_gate_says_what_fails_a_case() {
    let sandbox = Sandbox::base();
    sandbox.edit(LIFT, "2027-05-31", "2026-11-01");
    for (gate, failures) in [("error", 0), ("warning", 1), ("hint", 1)] {
        let run = sandbox.run(&["check", "--format", "junit", "--fail-on", gate]).ends(failures);
        assert!(
            run.stdout.contains(&format!("<testsuites tests=\"10\" failures=\"{failures}\"")),
            "{}",
            run.stdout
        );
        assert_eq!(run.stdout.contains("<system-out>"), failures == 0);
    }
}

#[cfg(unix)]
#[test]
fn odd_names_and_texts_leave_every_report_whole() {
    let sandbox = Sandbox::base();
    let name = "lib/pack/advice/a\nb\u{1}\u{1b}[31m%0A:,\"<&>\u{7f}\u{9b}.json";
    let text = sandbox
        .read(LIFT)
        .replace("\"lift\"", "\"other\"")
        .replace("\"group\"", "\"z{0}\\u0001\\n]]>\u{7f}\u{9b}<&%0A::\": 1, \"group\"");
    sandbox.write(name, text);
    let github = report(&sandbox, "github");
    assert!(
        github.lines().all(|line| line.starts_with("::error file=lib/pack/advice/")
            || line.starts_with("::notice file=lib/pack/advice/")),
        "{github}"
    );
    let results = sarif(&sandbox);
    let unknown = results.as_array().unwrap().iter().find(|r| r["ruleId"] == "unknown-key").unwrap();
    let uri = &unknown["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "lib/pack/advice/a%0Ab%01%1B%5B31m%250A%3A%2C%22%3C%26%3E%7F%C2%9B.json");
    // Braces would stand for an argument.
    assert!(unknown["message"]["text"].as_str().unwrap().contains("z{{0}}"), "{unknown:#}");
    let junit = report(&sandbox, "junit");
    assert!(junit.chars().all(|c| c == '\n' || !c.is_control()), "{junit:?}");
    assert!(!junit.contains("]]>") && junit.contains("]]&gt;"), "{junit}");
    serde_json::from_str::<Value>(&report(&sandbox, "json")).unwrap();
}
