//! Rules at their edges: the last value that is fine and the first that is not, and words that look like what a rule
//! looks for and are none. Most cases are answers to a mutant of a rule that nothing else found (`MUTANTS.md`).

use regimen_schema::Level;
use regimen_schema::documents::figure::{AxialKey, PairedKey};
use regimen_validator::rules::by_id;
use serde_json::{Value, json};

use super::base::Memory;
use super::pages::library;

/// How many findings of a rule a change of the base library gives; the change is written as in the rules' pages.
fn count(rule: &str, change: &Value) -> usize {
    found(rule, change).len()
}

fn found(rule: &str, change: &Value) -> Vec<(Level, String, String)> {
    let memory: Memory = library(&["json", "bad"], &change.to_string());
    let findings = memory.check().findings.into_iter().map(|placed| placed.finding);
    // The prescription's sheet has the program's faults too.
    let own = findings.filter(|f| f.rule == *rule && !f.at.file.starts_with("prescriptions/"));
    own.map(|finding| (finding.level, finding.message, finding.help.unwrap_or_default())).collect()
}

/// Asserts how often a rule fires for each change.
#[track_caller]
fn fires(rule: &str, cases: &[(Value, usize)]) {
    for (change, times) in cases {
        assert_eq!(count(rule, change), *times, "{rule}: {change}");
    }
}

/// Asserts for which texts of an advice a rule fires, once each.
#[track_caller]
fn fires_for(rule: &str, texts: &[(&str, usize)]) {
    let advice = |text: &str| json!({ "advice": { "text": text } });
    fires(rule, &texts.iter().map(|(text, times)| (advice(text), *times)).collect::<Vec<_>>());
}

fn dose(category: &str, dose: &Value) -> Value {
    json!({ "exercise": { "category": category, "/dose": dose } })
}

#[test]
fn a_session_may_take_as_long_as_the_limit_says() {
    let minutes = |category, minutes| dose(category, &json!({ "kind": "time", "minutes": minutes }));
    // Both sessions of the program hold the exercise.
    fires(
        "session-too-long",
        &[
            (minutes("stretch", 20), 0),
            (minutes("stretch", 21), 2),
            (minutes("aerobic", 60), 0),
            (minutes("aerobic", 61), 2),
            (minutes("aerobic", 90), 2),
        ],
    );
}

#[test]
fn a_strength_dose_may_be_at_the_ends_of_its_range() {
    let of = |sets, repetitions| {
        dose("strength", &json!({ "kind": "repetitions", "sets": sets, "repetitions": repetitions }))
    };
    fires(
        "strength-dose-unusual",
        &[(of(4, 20), 0), (of(5, 20), 1), (of(4, 21), 1), (of(1, 4), 0), (of(1, 3), 1), (of(5, 3), 2)],
    );
}

/// Phases of one session, each with times a week and its items as doses of an exercise.
fn phases(phases: [(u32, Value); 2]) -> Value {
    let session = |(days, items): (u32, Value)| json!([{ "title": "Days", "frequency": { "times_a_day": 1, "days_a_week": days }, "items": items }]);
    let [first, second] = phases.map(session);
    json!({ "program": { "/phases/0/sessions": first, "/phases/1/sessions": second } })
}

#[test]
fn a_phase_may_rise_by_as_much_as_the_limit_says() {
    let walk = json!([{ "exercise": "knee-hug", "dose": { "kind": "time", "minutes": 10 } }]);
    fires(
        "volume-jump",
        &[
            (phases([(2, walk.clone()), (3, walk.clone())]), 0),
            (phases([(3, walk.clone()), (5, walk.clone())]), 1),
            (phases([(5, walk.clone()), (2, walk.clone())]), 0),
        ],
    );
    // An exercise of which nothing is known leaves the minutes unknown.
    let unknown = json!([
        { "exercise": "knee-hug", "dose": { "kind": "time", "minutes": 10 } },
        { "exercise": "no-such-exercise", "dose": { "kind": "time", "minutes": 10 } }
    ]);
    fires(
        "volume-jump",
        &[(phases([(2, unknown.clone()), (7, json!([{ "exercise": "no-such-exercise" }]))]), 0)],
    );
}

#[test]
fn an_exercise_that_stands_twice_in_a_phase_is_added_up_and_told_once() {
    let of = |repetitions: u32| {
        let hug = json!({ "exercise": "knee-hug", "dose": { "kind": "repetitions", "sets": 1, "repetitions": repetitions } });
        let walk = json!({ "exercise": "forward-bend", "dose": { "kind": "time", "minutes": 20 } });
        json!([hug, hug, walk])
    };
    // The minutes rise little, the repetitions of one exercise double.
    fires("volume-jump", &[(phases([(5, of(5)), (5, of(10))]), 1), (phases([(5, of(10)), (5, of(10))]), 0)]);
    // Counted once in repetitions and once in holds there is nothing to compare.
    let mixed = |repetitions: u32| {
        json!([
            { "exercise": "knee-hug", "dose": { "kind": "repetitions", "sets": 1, "repetitions": repetitions } },
            { "exercise": "knee-hug", "dose": { "kind": "hold", "sets": 1, "hold_seconds": 5 } },
            { "exercise": "forward-bend", "dose": { "kind": "time", "minutes": 20 } }
        ])
    };
    fires("volume-jump", &[(phases([(5, mixed(5)), (5, mixed(10))]), 0)]);
}

#[test]
fn two_days_of_rest_are_not_discouraged_and_three_are() {
    fires_for(
        "discouraged-advice",
        &[
            ("Rest in bed for 1 day.", 0),
            ("Rest in bed for 2 days.", 0),
            ("Rest in bed for 3 days.", 1),
            ("Stay in bed for three days.", 1),
            ("Stay in bed for several days.", 1),
            ("Rest in bed for a week.", 1),
            ("Rest in bed.", 1),
        ],
    );
}

#[test]
fn a_review_is_an_error_only_past_the_limit_of_days() {
    let due = |day: &str| found("review-overdue", &json!({ "advice": { "review": { "due_on": day } } }));
    let level = |day: &str| due(day).first().map(|(level, ..)| *level);
    assert_eq!(level("2026-11-21"), None);
    assert_eq!(level("2026-11-20"), Some(Level::Warning));
    // 180 days ago, and 181.
    assert_eq!(level("2026-05-25"), Some(Level::Warning));
    assert_eq!(level("2026-05-24"), Some(Level::Error));
}

fn words(count: usize, end: &str) -> String {
    format!("{} {end}", vec!["go"; count - 1].join(" "))
}

#[test]
fn sentences_and_steps_may_be_as_long_as_the_limit_says() {
    fires_for("long-sentence", &[(&words(25, "up."), 0), (&words(26, "up."), 1)]);
    // Of two sentences in one text the short one is none.
    fires_for("long-sentence", &[(&format!("Go. {}", words(26, "up.")), 1)]);
    // Beside a sentence that is too long one that is just short enough is left alone.
    let summary = [words(26, "up."), words(25, "up.")];
    fires("long-sentence", &[(json!({ "condition": { "summary": summary } }), 1)]);
    let step = |text: String| json!({ "exercise": { "steps": [text] } });
    fires("long-step", &[(step(words(20, "up.")), 0), (step(words(21, "up.")), 1)]);
}

#[test]
fn the_other_side_is_no_second_action() {
    let step = |text: &str| json!({ "exercise": { "steps": [text] } });
    fires(
        "long-step",
        &[
            (step("Lift one knee, then the other."), 0),
            (step("Lift one knee, then the foot."), 1),
            (step("Lift one knee, then lower it."), 1),
            (step("Then lift one knee."), 0),
            (step("Lift one knee."), 0),
        ],
    );
}

#[test]
fn a_term_is_explained_by_brackets_that_are_open_around_it_or_behind_it() {
    fires_for(
        "jargon",
        &[
            ("You have a pinched nerve (radiculopathy).", 0),
            ("You may (or may not) have a pinched nerve (radiculopathy).", 0),
            ("You may (or may not) have radiculopathy.", 1),
            ("You have radiculopathy (a pinched nerve).", 0),
            ("You have radiculopathy.", 1),
        ],
    );
}

#[test]
fn the_sentence_that_is_shown_is_cut_only_where_it_is_long() {
    let hard = "Consistent participation in appropriate physical activity considerably accelerates recovery.";
    let longer = "Consistent participation in appropriate physical activity considerably accelerates recovery after every individual deterioration of the condition.";
    for (sentence, end) in [(hard, "recovery.\""), (longer, "…\"")] {
        let text = [sentence; 12].join(" ");
        let change = json!({ "advice": { "text": text } });
        let [(_, _, help)] = found("hard-to-read", &change).try_into().unwrap();
        assert!(help.ends_with(end), "{help}");
    }
}

#[test]
fn markup_is_told_from_signs() {
    fires_for(
        "markup-in-text",
        &[
            ("Bend <b>slowly.", 1),
            ("Bend slowly.</b>", 1),
            ("Bend <b slowly.", 0),
            ("More than 3 > 2 and 1 <2 >0.", 0),
            ("Stay at a level < 4 > 2.", 0),
            ("Bend **slowly.", 1),
            ("Bend __slowly.", 1),
            ("Bend *slowly* and rest.", 1),
            ("Bend (*slowly*) and rest.", 1),
            ("*Slowly* bend.", 1),
            ("Bend _slowly_.", 1),
            ("Bend *slowly * and rest.", 0),
            ("Do 2 * 3 * 4.", 0),
            ("See a*b* and rest.", 0),
            ("Rest *) and go.", 0),
            ("Take this * and rest.", 0),
            ("Bend *slowly and rest.", 0),
            ("Press `enter`.", 1),
            ("See [here](page).", 1),
            ("See [1] and rest.", 0),
            ("Salt &amp; water.", 1),
            ("It is 20 &#176; warm.", 1),
            ("Salt & water; rest.", 0),
            ("Salt &x; water.", 0),
            ("Salt &; water.", 0),
            ("Salt &am-p; water.", 0),
            ("# Rest", 1),
            ("## Rest", 1),
            ("#1 is rest.", 0),
        ],
    );
}

#[test]
fn short_forms_and_one_exclamation_mark_are_not_loud() {
    fires_for(
        "shouting",
        &[
            ("Stop!", 0),
            ("Stop! Rest!", 1),
            ("Bend SLOW.", 1),
            ("Do NOT bend.", 1),
            ("As NICE says.", 0),
            ("Ask for an MRI.", 0),
        ],
    );
}

#[test]
fn a_code_is_written_as_its_system_writes_it() {
    let code =
        |system: &str, code: &str| json!({ "condition": { "codes": [{ "system": system, "code": code }] } });
    let icd = |text: &str, times| (code("icd-10-cm", text), times);
    fires(
        "wrong-system",
        &[
            icd("M54", 0),
            icd("M54.41", 0),
            icd("S32.000A", 0),
            icd("C7A.00", 0),
            icd("m54.41", 1),
            icd("154.41", 1),
            icd("MA4.41", 1),
            icd("M5-.41", 1),
            icd("M54.", 1),
            icd("M54.12345", 1),
            icd("M54.4-", 1),
            icd("M544.1", 1),
            (code("loinc", "4548-4"), 0),
            (code("loinc", "4548"), 1),
            (code("loinc", "4548-44"), 1),
            (code("loinc", "4548-x"), 1),
            (code("loinc", "12345678-4"), 1),
            (code("loinc", "x-4"), 1),
            (code("icd-10", "M54.4"), 0),
            (code("icd-10", "M54.412"), 1),
            (code("icd-10", "C7A.0"), 1),
        ],
    );
}

#[test]
fn check_digits_are_computed() {
    let code =
        |system: &str, code: &str| json!({ "condition": { "codes": [{ "system": system, "code": code }] } });
    fires(
        "bad-check-digit",
        &[
            (code("loinc", "4548-4"), 0),
            (code("loinc", "718-7"), 0),
            (code("loinc", "2160-0"), 0),
            (code("loinc", "4584-4"), 1),
            (code("snomed-ct", "23056005"), 0),
            (code("snomed-ct", "23056004"), 1),
        ],
    );
}

/// Who reviews the limits reads them on the page.
#[test]
fn the_page_of_joints_names_the_limits_that_hold() {
    let paired = PairedKey::ALL.iter().map(|key| (key.name(), key.usual(), key.limit()));
    let axial = AxialKey::ALL.iter().map(|key| (key.name(), key.usual(), key.limit()));
    let row = |(name, usual, limit): (&str, f64, f64)| {
        format!("| {} | {usual} | {limit} |", name.replace('_', " "))
    };
    let rows: Vec<_> = paired.chain(axial).map(row).collect();
    let page = by_id("joint-out-of-range").unwrap().page;
    assert!(page.contains(&rows.join("\n")), "the table should be:\n{}", rows.join("\n"));
}

/// What a later frame makes worse is told at its cause, and so has to name the frame.
#[test]
fn a_frame_that_shows_what_an_earlier_one_says_is_named() {
    let frames = |last: Value| {
        let first = json!({ "id": "start", "contacts": { "hands": "toes" } });
        json!({ "exercise": { "figures": [{ "position": "standing", "frames": [first, last] }] } })
    };
    let messages =
        |last| found("contact-not-reached", &frames(last)).into_iter().map(|(_, message, _)| message);
    let worse: Vec<_> = messages(json!({ "id": "end", "angles": { "lumbar_extension": 30 } })).collect();
    assert_eq!(worse.len(), 2, "{worse:?}");
    assert!(worse[1].starts_with("on both sides the hand does not reach \"toes\": "), "{worse:?}");
    assert!(worse[0].starts_with("in frame \"end\", on both sides the hand"), "{worse:?}");
    assert_eq!(messages(json!({ "id": "end" })).count(), 1);
}

/// The accent is text on the tint too; the colour of warnings is not.
#[test]
fn the_accent_must_stand_out_from_the_tint_as_well() {
    let colours = |accent: &str, danger: &str| json!({ "library": { "theme": { "colours": { "accent": accent, "danger": danger, "tint": "#d0d0d0" } } } });
    fires("low-contrast", &[(colours("#0a7a7a", "#8f1616"), 1), (colours("#0a555c", "#0a7a7a"), 0)]);
}
