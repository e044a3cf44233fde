use regimen_schema::Document;
use regimen_schema::Kind;

use super::*;

/// An exercise with the given sides and start, to be dosed.
fn exercise(laterality: &str, start_position: &str) -> Exercise {
    let json = format!(
        r#"{{"id":"e","title":"E","category":"strength","start_position":"{start_position}","laterality":"{laterality}",
        "movements":["neutral-spine"],"purpose":"P.","steps":["S."]}}"#
    );
    match Document::read(Kind::Exercise, &json) {
        Ok(Document::Exercise(exercise)) => *exercise,
        other => panic!("{other:?}"),
    }
}

/// Dose, sides (`1`: unsided, `2`: each side, `w`: walking), phrase, details.
const DOSES: &[(&str, char, &str, &[&str])] = &[
    (
        r#"{"kind":"repetitions","sets":1,"repetitions":{"min":10,"max":15}}"#,
        '1',
        "Do this 10 to 15 times.",
        &[],
    ),
    (r#"{"kind":"repetitions","sets":1,"repetitions":1}"#, '1', "Do this once.", &[]),
    (r#"{"kind":"repetitions","sets":1,"repetitions":2}"#, '2', "Do this 2 times on each side.", &[]),
    (
        r#"{"kind":"repetitions","sets":{"min":2,"max":3},"repetitions":{"min":5,"max":10},"hold_seconds":{"min":5,"max":10}}"#,
        '1',
        "Hold for 5 to 10 seconds. Do this 5 to 10 times. Rest. Do 2 to 3 rounds.",
        &[],
    ),
    (
        r#"{"kind":"repetitions","sets":2,"repetitions":8,"rest_seconds":{"min":60,"max":120}}"#,
        '2',
        "Do this 8 times on each side. Rest for 1 to 2 minutes. Do 2 rounds.",
        &[],
    ),
    (
        r#"{"kind":"repetitions","sets":{"min":1,"max":2},"repetitions":10}"#,
        '1',
        "Do this 10 times. Do 1 to 2 rounds, with a rest in between.",
        &[],
    ),
    (
        r#"{"kind":"repetitions","sets":{"min":1,"max":2},"repetitions":10,"rest_seconds":60}"#,
        '1',
        "Do this 10 times. Do 1 to 2 rounds, with a rest of 1 minute in between.",
        &[],
    ),
    (
        r#"{"kind":"repetitions","sets":1,"repetitions":8,"tempo":{"out_seconds":3,"pause_seconds":1,"back_seconds":3},"effort":{"min":4,"max":6}}"#,
        '1',
        "Do this 8 times.",
        &[
            "Go slowly: 3 seconds out, 1 second still, 3 seconds back.",
            "It should feel about 4 to 6 out of 10 hard.",
        ],
    ),
    (
        r#"{"kind":"repetitions","sets":1,"repetitions":8,"tempo":{"out_seconds":1,"pause_seconds":0,"back_seconds":2}}"#,
        '1',
        "Do this 8 times.",
        &["Go slowly: 1 second out, 2 seconds back."],
    ),
    (
        r#"{"kind":"repetitions","sets":1,"repetitions":8,"load":{"kind":"weight","kilograms":{"min":1,"max":2.5}},"effort":5}"#,
        '1',
        "Do this 8 times.",
        &[
            "Use a weight of 1 to 2.5 kilograms (about 2 to 6 pounds).",
            "It should feel about 5 out of 10 hard.",
        ],
    ),
    (
        r#"{"kind":"repetitions","sets":1,"repetitions":8,"load":{"kind":"weight","kilograms":0.5}}"#,
        '1',
        "Do this 8 times.",
        &["Use a weight of 0.5 kilogram (about 1 pound)."],
    ),
    (
        r#"{"kind":"repetitions","sets":1,"repetitions":8,"load":{"kind":"band","resistance":"light"}}"#,
        '1',
        "Do this 8 times.",
        &["Use a light band (most often yellow or red)."],
    ),
    (
        r#"{"kind":"hold","sets":3,"hold_seconds":30}"#,
        '2',
        "Hold for 30 seconds. Do this 3 times on each side.",
        &[],
    ),
    (r#"{"kind":"hold","sets":1,"hold_seconds":60}"#, '2', "Hold for 1 minute on each side.", &[]),
    (
        r#"{"kind":"hold","sets":1,"hold_seconds":{"min":15,"max":30}}"#,
        '1',
        "Hold for 15 to 30 seconds.",
        &[],
    ),
    (
        r#"{"kind":"hold","sets":{"min":2,"max":3},"hold_seconds":90,"rest_seconds":10}"#,
        '1',
        "Hold for 90 seconds. Do this 2 to 3 times. Rest for 10 seconds in between.",
        &[],
    ),
    (r#"{"kind":"time","minutes":10}"#, '1', "Keep going for 10 minutes.", &[]),
    (
        r#"{"kind":"time","minutes":1,"pace":"leisurely"}"#,
        '1',
        "Keep going for 1 minute at a slow, easy pace.",
        &[],
    ),
    (
        r#"{"kind":"time","minutes":{"min":10,"max":15},"pace":"comfortable"}"#,
        'w',
        "Walk for 10 to 15 minutes at your usual pace.",
        &["You can talk with ease."],
    ),
    (
        r#"{"kind":"time","minutes":{"min":45,"max":60},"pace":"brisk","distance_km":4.8,"effort":{"min":4,"max":6}}"#,
        'w',
        "Walk for 45 to 60 minutes at a brisk pace, up to 4.8 kilometres (3 miles).",
        &["You breathe faster, but you can still talk.", "It should feel about 4 to 6 out of 10 hard."],
    ),
    (
        r#"{"kind":"time","minutes":20,"pace":"brisk","distance_km":{"min":1.6,"max":2.4}}"#,
        'w',
        "Walk for 20 minutes at a brisk pace, 1.6 to 2.4 kilometres (1 to 1.5 miles).",
        &["You breathe faster, but you can still talk."],
    ),
];

const FREQUENCIES: &[(&str, Option<&str>)] = &[
    (r#"{"times_a_day":{"min":2,"max":3},"days_a_week":7}"#, Some("2 to 3 times a day, every day")),
    (r#"{"times_a_day":1,"days_a_week":5}"#, Some("once a day, 5 days a week")),
    (r#"{"times_a_day":2,"days_a_week":{"min":3,"max":5}}"#, Some("2 times a day, 3 to 5 days a week")),
    (r#"{"times_a_day":1,"days_a_week":1}"#, Some("once a day, 1 day a week")),
    (
        r#"{"times_a_day":1,"days":["monday","thursday"],"time_of_day":["morning"]}"#,
        Some("once a day on Monday and Thursday, in the morning"),
    ),
    (
        r#"{"times_a_day":1,"days":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]}"#,
        Some("once a day, every day"),
    ),
    (
        r#"{"times_a_day":2,"days_a_week":7,"time_of_day":["morning","bedtime"]}"#,
        Some("2 times a day, every day, in the morning and before you go to bed"),
    ),
    (
        r#"{"times_a_day":1,"days_a_week":7,"time_of_day":["afternoon","evening"]}"#,
        Some("once a day, every day, in the afternoon or in the evening"),
    ),
    (r#"{"days":["friday"]}"#, Some("on Friday")),
    (r#"{"days_a_week":3}"#, Some("3 days a week")),
    (r#"{"times_a_day":3}"#, Some("3 times a day")),
    (r#"{"time_of_day":["evening"]}"#, Some("in the evening")),
    ("{}", None),
];

#[test]
fn doses_read_as_a_patient_would_be_told() {
    for (json, sides, phrase, details) in DOSES {
        let exercise = match sides {
            '2' => exercise("each-side", "supine"),
            'w' => exercise("unsided", "walking"),
            _ => exercise("unsided", "supine"),
        };
        let words = English.dose(&serde_json::from_str(json).unwrap(), &exercise);
        assert_eq!(words.sentences.join(" "), *phrase, "{json}");
        assert_eq!(words.details, *details, "{json}");
    }
}

#[test]
fn frequencies_read_as_a_patient_would_be_told() {
    for (json, phrase) in FREQUENCIES {
        assert_eq!(English.frequency(&serde_json::from_str(json).unwrap()).as_deref(), *phrase, "{json}");
    }
}

#[test]
fn times_and_dates_are_plain() {
    assert_eq!(English.minutes(Extent { min: 6, max: 10 }), "about 6 to 10 minutes");
    assert_eq!(English.minutes(Extent::exactly(1)), "about 1 minute");
    assert_eq!(English.minutes_a_day(Extent { min: 12, max: 30 }), "about 12 to 30 minutes a day");
    assert_eq!(English.weeks(serde_json::from_str("1").unwrap()), "1 week");
    assert_eq!(English.weeks(serde_json::from_str(r#"{"min":2,"max":4}"#).unwrap()), "2 to 4 weeks");
    assert_eq!(English.date("2026-11-21".parse().unwrap()), "21 November 2026");
}

/// Flesch-Kincaid grade of every full sentence that a patient may read, by a rough count of syllables.
#[test]
fn the_words_are_at_grade_six_or_below() {
    let labels = serde_json::to_value(LABELS).unwrap();
    let labels = labels.as_object().unwrap().values().filter_map(|v| v.as_str()).map(str::to_owned);
    let doses =
        DOSES.iter().flat_map(|(_, _, phrase, details)| [*phrase].into_iter().chain(details.iter().copied()));
    let marks =
        [Status::Draft, Status::InReview, Status::Retired].into_iter().filter_map(|s| English.mark(s));
    let others = [
        English.call("112"),
        English.steps_above(3),
        English.instead("Bridge", Some(2)),
        English.instead("Bridge", None),
    ];
    let supervision = [Supervision::TaughtFirst, Supervision::RegularReview, Supervision::EverySession];
    let text: Vec<String> = labels
        .chain(doses.map(str::to_owned))
        .chain(marks.map(|(_, text)| text.to_owned()))
        .chain(others)
        .chain(supervision.into_iter().filter_map(|s| English.supervision(s)).map(str::to_owned))
        // The method leaves out headings and labels.
        .filter(|text| text.ends_with(['.', '?', ':']))
        .collect();
    let text = text.join(" ");
    let words: Vec<_> =
        text.split(|c: char| !c.is_alphanumeric() && c != '’').filter(|w| !w.is_empty()).collect();
    let sentences = text.split(['.', '?', ':']).filter(|s| s.trim().contains(' ')).count();
    let syllables: u32 = words.iter().map(|w| syllables(w)).sum();
    let count = f64::from(u32::try_from(words.len()).unwrap());
    let sentences = f64::from(u32::try_from(sentences).unwrap());
    let grade = 0.39 * count / sentences + 11.8 * f64::from(syllables) / count - 15.59;
    assert!(count > 300.0 && grade <= 6.0, "grade {grade:.1} over {count} words");
}

fn syllables(word: &str) -> u32 {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let mut before = false;
    for c in word.chars() {
        count += u32::from(vowel(c) && !before);
        before = vowel(c);
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    (count - u32::from(silent)).max(1)
}

#[test]
fn the_days_of_a_phase_say_what_is_not_known_yet() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let days = |first: (&str, &str), last: Option<(&str, &str)>| {
        let pair = |(a, b): (&str, &str)| (day(a), day(b));
        English.days(PhaseDays { first: pair(first), last: last.map(pair) })
    };
    let start = ("2026-12-01", "2026-12-01");
    assert_eq!(days(start, Some(("2026-12-14", "2026-12-14"))), "From 1 December 2026 to 14 December 2026.");
    assert_eq!(days(start, None), "From 1 December 2026 on.");
    assert_eq!(
        days(start, Some(("2026-12-07", "2026-12-14"))),
        "Starts on 1 December 2026. Ends between 7 and 14 December 2026."
    );
    assert_eq!(
        days(("2026-12-15", "2026-12-29"), Some(("2026-12-21", "2027-01-04"))),
        "Starts between 15 and 29 December 2026. Ends between 21 December 2026 and 4 January 2027."
    );
    assert_eq!(days(("2026-11-30", "2026-12-02"), None), "Starts between 30 November and 2 December 2026.");
}
