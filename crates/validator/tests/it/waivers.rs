//! Rules that are set aside, at one place or for a whole library: exactly there, exactly as long, and never silently.

use regimen_schema::{Kind, Level};
use regimen_validator::rules::{ALL, Check, Group};
use serde_json::{Value, json};

use super::base::{Memory, TODAY, line, path_of};

/// The base library with the exercise in both of its program's phases that the program's condition cautions against,
/// and with waivers in the program.
fn with_conflicts(waivers: &Value) -> Memory {
    let mut memory = Memory::base();
    let path = path_of(Kind::Program);
    let mut program: Value = serde_json::from_str(memory.text(path)).unwrap();
    for phase in 0..2 {
        *program.pointer_mut(&format!("/phases/{phase}/sessions/0/items/0/exercise")).unwrap() =
            "forward-bend".into();
    }
    program["waivers"] = waivers.clone();
    memory.put(path, &serde_json::to_vec_pretty(&program).unwrap());
    memory
}

fn waiver(rule: &str, at: &str) -> Value {
    json!({ "rule": rule, "at": at, "reason": "sample", "by": { "role": "physiotherapist" } })
}

/// What is found about conflicts and waivers in the program, a line each without level and file.
fn found(waivers: &Value) -> Vec<String> {
    let about = ["movement-conflict", "unused-waiver", "expired-waiver", "unknown-rule"];
    let findings = with_conflicts(waivers).check().findings;
    let relevant = findings.iter().filter(|p| about.contains(&&*p.finding.rule));
    relevant.map(|p| line(p).replace(path_of(Kind::Program), "").replace("] ", "]")).collect()
}

const FIRST: &str = "/phases/0/sessions/0/items/0";
const SECOND: &str = "/phases/1/sessions/0/items/0";

fn conflict(at: &str) -> String {
    let bare = found(&json!([]));
    let found: Vec<_> = bare.iter().filter(|line| line.contains(at)).collect();
    assert_eq!((bare.len(), found.len()), (2, 1), "one conflict in each phase: {bare:#?}");
    found[0].clone()
}

fn unused(n: usize, rule: &str) -> String {
    format!("warning[unused-waiver] /waivers/{n}: the waiver for {rule} sets nothing aside")
}

#[test]
fn a_waiver_sets_its_rule_aside_at_its_place_and_below_only() {
    for at in [FIRST, "/phases/0/sessions/0", "/phases/0", &format!("{FIRST}/exercise")] {
        let conflict_at = conflict(FIRST);
        // A waiver for what is below the finding's own place does not reach up to it.
        let reaches = conflict_at.contains(&format!(" {FIRST}/exercise:")) || !at.ends_with("/exercise");
        let mut expected = vec![conflict(SECOND)];
        if !reaches {
            expected = vec![conflict_at, conflict(SECOND), unused(0, "movement-conflict")];
        }
        assert_eq!(found(&json!([waiver("movement-conflict", at)])), expected, "{at}");
    }
    assert_eq!(found(&json!([waiver("movement-conflict", "")])), Vec::<String>::new(), "the whole document");
    assert_eq!(found(&json!([waiver("movement-conflict", "/phases")])), Vec::<String>::new());
    let both = json!([waiver("movement-conflict", FIRST), waiver("movement-conflict", SECOND)]);
    assert_eq!(found(&both), Vec::<String>::new());
}

#[test]
fn a_waiver_beside_the_place_sets_nothing_aside() {
    // Namesakes, neighbours, what is not there, and places that only begin with the same letters.
    for at in [
        "/phases/00",
        "/phases/10",
        "/phase",
        "/phases/0/sessions/0/items/1",
        "/title",
        "/waivers",
        "/phases/0/",
    ] {
        assert_eq!(
            found(&json!([waiver("movement-conflict", at)])),
            [conflict(FIRST), conflict(SECOND), unused(0, "movement-conflict")],
            "{at}"
        );
    }
}

#[test]
fn a_waiver_for_another_rule_sets_nothing_aside() {
    assert_eq!(
        found(&json!([waiver("missing-stop-rule", "")])),
        [conflict(FIRST), conflict(SECOND), unused(0, "missing-stop-rule")]
    );
}

#[test]
fn the_second_of_two_waivers_for_one_place_is_unused() {
    let twice = json!([waiver("movement-conflict", "/phases/0"), waiver("movement-conflict", FIRST)]);
    assert_eq!(found(&twice), [conflict(SECOND), unused(1, "movement-conflict")]);
}

#[test]
fn a_waiver_holds_through_its_last_day_and_no_longer() {
    let until = |day: &str| {
        let mut waiver = waiver("movement-conflict", "");
        waiver["until"] = day.into();
        found(&json!([waiver]))
    };
    assert_eq!(until(TODAY), Vec::<String>::new());
    assert_eq!(until("2026-11-22"), Vec::<String>::new());
    // Once it has ended its findings are back, and it is not called unused as well.
    assert_eq!(
        until("2026-11-20"),
        [
            conflict(FIRST),
            conflict(SECOND),
            "warning[expired-waiver] /waivers/0/until: the waiver ended on 2026-11-20".to_owned()
        ]
    );
}

#[test]
fn a_waiver_for_a_rule_that_does_not_exist_names_the_nearest() {
    let memory = with_conflicts(&json!([waiver("movement-conflicts", "")]));
    let findings = memory.check().findings;
    let unknown: Vec<_> = findings.iter().filter(|p| p.finding.rule == "unknown-rule").collect();
    assert_eq!(unknown.len(), 1);
    assert_eq!(
        line(unknown[0]),
        "warning[unknown-rule] pack/programs/home.json /waivers/0/rule: there is no rule \"movement-conflicts\""
    );
    assert_eq!(unknown[0].finding.help.as_deref(), Some("did you mean \"movement-conflict\"?"));
    assert_eq!(
        found(&json!([waiver("qqqqqqqq", "")])).len(),
        3,
        "it sets nothing aside and is not called unused"
    );
}

#[test]
fn what_keeps_a_document_from_being_read_or_linked_cannot_be_waived() {
    let mut memory = Memory::base();
    memory
        .patch(Kind::Program, &json!({ "advice": ["lifts"], "waivers": [waiver("unknown-reference", "")] }));
    let findings = memory.check().findings;
    let rules: Vec<_> =
        findings.iter().map(|p| &*p.finding.rule).filter(|r| *r != "unused-document").collect();
    assert_eq!(rules, ["unknown-reference", "unused-waiver"]);
    let waiver = findings.iter().find(|p| p.finding.rule == "unused-waiver").unwrap();
    assert_eq!(waiver.finding.message, "unknown-reference cannot be waived");
    assert_eq!(waiver.finding.help.as_deref(), Some("mend what it finds, and remove the waiver"));
    // Every such rule, though it finds nothing here.
    for rule in ALL.iter().filter(|rule| matches!(rule.check, Check::Reading)) {
        let found = found(&json!([self::waiver(rule.id, "")]));
        assert_eq!(found[2..], [format!("warning[unused-waiver] /waivers/0: {} cannot be waived", rule.id)]);
    }
}

#[test]
fn every_kind_of_document_that_has_waivers_heeds_them() {
    for kind in Kind::ALL {
        let mut memory = Memory::base();
        memory.patch(kind, &json!({ "review": { "due_on": "2026-11-01" } }));
        let overdue =
            |memory: &Memory| memory.findings().iter().filter(|l| l.contains("review-overdue")).count();
        if memory.findings().iter().any(|line| line.contains("unknown-key")) {
            continue; // It is not reviewed.
        }
        assert_eq!(overdue(&memory), 1, "{}", kind.name());
        memory.patch(kind, &json!({ "waivers": [waiver("review-overdue", "/review")] }));
        assert_eq!(memory.findings(), Vec::<String>::new(), "{}", kind.name());
    }
}

/// The level of every finding about conflicts, and what is found in library.json, with these levels set.
fn with_levels(levels: &Value) -> (Vec<Level>, Vec<String>) {
    let mut memory = with_conflicts(&json!([]));
    memory.patch(Kind::Library, &json!({ "levels": levels }));
    let findings = memory.check().findings;
    let of_rule = findings.iter().filter(|p| p.finding.rule == "movement-conflict");
    let of_library = findings.iter().filter(|p| &*p.finding.at.file == "library.json");
    (of_rule.map(|p| p.finding.level).collect(), of_library.map(line).collect())
}

#[test]
fn a_safety_rule_cannot_be_lowered_for_a_library() {
    let own = vec![Level::Error; 2];
    for level in ["off", "hint", "warning"] {
        let expected = "error[safety-rule-lowered] library.json /levels/movement-conflict: movement-conflict cannot be lowered for a whole library";
        assert_eq!(
            with_levels(&json!({ "movement-conflict": level })),
            (own.clone(), vec![expected.to_owned()]),
            "{level}"
        );
    }
    assert_eq!(with_levels(&json!({ "movement-conflict": "error" })), (own, Vec::new()));
}

#[test]
fn no_rule_that_must_hold_can_be_lowered_and_every_other_can() {
    for rule in ALL {
        for level in ["off", "hint", "warning"] {
            let (_, found) = with_levels(&json!({ rule.id: level }));
            let must_hold = matches!(rule.group, Group::Safety | Group::Structure | Group::Links);
            let fixed = rule.level == Level::Error && must_hold;
            assert_eq!(found.len(), usize::from(fixed), "{} {level}: {found:?}", rule.id);
        }
    }
}

/// What is found of one rule with a level set for it: the levels.
fn levels_of(memory: &mut Memory, rule: &str, level: Option<&str>) -> Vec<Level> {
    memory.patch(Kind::Library, &json!({ "levels": level.map(|level| json!({ rule: level })) }));
    let findings = memory.check().findings;
    findings.iter().filter(|p| p.finding.rule == *rule).map(|p| p.finding.level).collect()
}

#[test]
fn a_rule_is_raised_lowered_and_turned_off_for_a_library() {
    let mut long = Memory::base();
    long.patch(Kind::Advice, &json!({ "text": format!("Bend {} your knees.", "and bend ".repeat(20)) }));
    let mut overdue = Memory::base();
    overdue.patch(Kind::Program, &json!({ "review": { "due_on": "2026-11-01" } }));
    let mut unused = with_conflicts(&json!([waiver("missing-stop-rule", "")]));
    let mut expired = waiver("movement-conflict", "");
    expired["until"] = "2026-01-01".into();
    let mut expired = with_conflicts(&json!([expired]));
    let mut unknown = with_conflicts(&json!([waiver("qqqqqqqq", "")]));
    for (memory, rule) in [
        (&mut long, "long-sentence"),
        (&mut overdue, "review-overdue"),
        // Rules about waivers are found in another way and heed their levels all the same.
        (&mut unused, "unused-waiver"),
        (&mut expired, "expired-waiver"),
        (&mut unknown, "unknown-rule"),
    ] {
        assert_eq!(levels_of(memory, rule, None), [Level::Warning], "{rule}");
        assert_eq!(levels_of(memory, rule, Some("hint")), [Level::Hint], "{rule}");
        assert_eq!(levels_of(memory, rule, Some("warning")), [Level::Warning], "{rule}");
        assert_eq!(levels_of(memory, rule, Some("error")), [Level::Error], "{rule}");
        assert_eq!(levels_of(memory, rule, Some("off")), Vec::<Level>::new(), "{rule}");
    }
}

#[test]
fn a_level_for_a_rule_that_does_not_exist_is_told_at_its_key() {
    let mut memory = Memory::base();
    memory.patch(Kind::Library, &json!({ "levels": { "long-sentences": "off" } }));
    let [found] = memory.check().findings.try_into().unwrap();
    assert_eq!(
        line(&found),
        "warning[unknown-rule] library.json /levels/long-sentences: there is no rule \"long-sentences\""
    );
    assert_eq!(found.finding.help.as_deref(), Some("did you mean \"long-sentence\"?"));
    assert_eq!(&memory.text("library.json")[found.place.start..found.place.end], "\"long-sentences\"");
}

#[test]
fn thresholds_of_the_library_hold_in_place_of_the_rules_own() {
    let mut memory = Memory::base();
    memory.patch(
        Kind::Advice,
        &json!({ "text": "Bend your knees when you lift, and keep the load close to you." }),
    );
    assert_eq!(levels_of(&mut memory, "long-sentence", None).len(), 0);
    memory.patch(Kind::Library, &json!({ "thresholds": { "max_sentence_words": 12 } }));
    assert!(
        memory.findings().iter().any(|l| l.starts_with("warning[long-sentence] pack/advice/lift.json /text"))
    );
    // A library that cannot be read sets nothing.
    memory.put("library.json", b"{");
    assert!(!memory.findings().iter().any(|line| line.contains("long-sentence")));
}
