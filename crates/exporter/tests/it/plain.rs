//! Tables, summaries and calendars: the exporters without a layout.

use regimen_exporter::ical::Ical;
use regimen_exporter::{ExportCx, Exporter};
use regimen_schema::documents::library::Paper;
use serde_json::{Value, json};

use crate::sample::{export, export_for, library, library_with, poison, text};

fn tailored() -> Value {
    json!({
        "id": "sample",
        "program": "full",
        "label": "Bed 7",
        "affected_side": "left",
        "start_date": "2026-12-02",
        "overrides": [
            { "kind": "note", "exercise": "knee-hug", "note": "Mind your knee.", "reason": "It is sore." },
        ],
    })
}

#[test]
fn the_tables_are_as_they_were_looked_at() {
    let (bundle, _) = export("csv", &library());
    snapbox::assert_data_eq!(text(&bundle, "doses.csv"), snapbox::file!["../golden/doses.csv"].raw());
    snapbox::assert_data_eq!(text(&bundle, "exercises.csv"), snapbox::file!["../golden/exercises.csv"].raw());
}

#[test]
fn tables_open_in_a_spreadsheet_and_run_nothing() {
    let (bundle, _) = export("csv", &library_with(poison));
    for name in ["doses.csv", "exercises.csv"] {
        let table = text(&bundle, name);
        assert!(table.starts_with('\u{feff}') && table.ends_with("\r\n"), "{name}");
    }
    let formula = |value: &mut Value| {
        if value["title"].is_string() && value["steps"].is_array() {
            value["title"] = json!("=HYPERLINK(\"https://example.org\",\"Click\")");
        }
    };
    let (bundle, _) = export("csv", &library_with(formula));
    let table = text(&bundle, "exercises.csv");
    assert!(table.contains("\"'=HYPERLINK(") && !table.contains(",\"=HYPERLINK("));
}

#[test]
fn the_summary_is_as_it_was_looked_at() {
    let (bundle, _) = export_for("markdown", &library(), &tailored());
    let summary = text(&bundle, "prescriptions/sample.md");
    snapbox::assert_data_eq!(summary, snapbox::file!["../golden/summary.md"].raw());
}

#[test]
fn no_text_of_a_summary_is_markup() {
    let hostile = |value: &mut Value| {
        if value["steps"].is_array() {
            value["title"] = json!("# <b>*Now*</b> ![x](y)");
        }
    };
    let (bundle, _) = export("markdown", &library_with(hostile));
    let summary = text(&bundle, "full.md");
    assert!(summary.contains("- \\# \\<b>\\*Now\\*\\</b> \\!\\[x\\](y)."), "{summary}");
}

#[test]
fn the_calendar_is_as_it_was_looked_at() {
    let (bundle, findings) = export_for("ical", &library(), &tailored());
    let calendar = text(&bundle, "prescriptions/sample.ics");
    snapbox::assert_data_eq!(calendar, snapbox::file!["../golden/calendar.ics"].raw());
    let rules: Vec<_> = findings.iter().map(|f| (&*f.rule, &*f.at.file)).collect();
    assert!(rules.contains(&("calendar-frequency-missing", "demo/programs/full.json")), "{rules:?}");
}

/// Folded lines put together again.
fn lines(calendar: &str) -> Vec<String> {
    calendar.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

#[test]
fn whoever_sees_an_event_sees_when_to_stop_and_where_help_is() {
    let (bundle, _) = export_for("ical", &library(), &tailored());
    let lines = lines(&text(&bundle, "prescriptions/sample.ics"));
    let described: Vec<_> = lines.iter().filter(|line| line.starts_with("DESCRIPTION")).collect();
    let events = lines.iter().filter(|line| *line == "BEGIN:VEVENT").count();
    assert_eq!(described.len(), events);
    for text in described {
        for words in ["Your leg goes numb. Stop and tell us.", "You cannot pee.", "Call +44 112 now"] {
            assert!(text.contains(words), "{words} is not in {text}");
        }
    }
}

/// A calendar often shows the titles of its events and nothing else.
#[test]
fn the_calendar_of_a_draft_says_in_every_event_that_it_is_one() {
    let with_status = |status: &'static str| {
        let (bundle, _) = export(
            "ical",
            &library_with(move |value: &mut Value| {
                if value["phases"].is_array() {
                    value["review"] = json!({ "status": status });
                }
            }),
        );
        lines(&text(&bundle, "full.ics"))
    };
    let count = |lines: &[String], start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    let draft = with_status("draft");
    let events = count(&draft, "BEGIN:VEVENT");
    assert!(events > 1);
    assert_eq!(count(&draft, "SUMMARY:DRAFT: "), events);
    assert_eq!(count(&draft, "DESCRIPTION:DRAFT. This sheet is still being written."), events);
    assert_eq!(count(&draft, "X-WR-CALNAME:DRAFT: "), 1);
    let in_review = with_status("in-review");
    assert_eq!(count(&in_review, "DESCRIPTION:Not yet signed off by a clinician."), events);
    assert_eq!(count(&in_review, "SUMMARY:DRAFT"), 0);
}

/// What somebody subscribed to gives nothing of a patient away: no label, no reason, no name of a prescription.
#[test]
fn nothing_personal_is_in_a_calendar() {
    let (bundle, _) = export_for("ical", &library(), &tailored());
    let calendar = lines(&text(&bundle, "prescriptions/sample.ics")).join("\n");
    for word in ["Bed 7", "sore.", "Mind your knee", "sample"] {
        assert!(!calendar.contains(word), "{word}");
    }
}

#[test]
fn a_calendar_made_again_has_the_same_ids_whatever_the_day_to_start() {
    let uids = |prescription: &Value| {
        let (bundle, _) = export_for("ical", &library(), prescription);
        let mut uids = lines(&text(&bundle, "prescriptions/sample.ics"));
        uids.retain(|line| line.starts_with("UID:"));
        uids
    };
    let mut later = tailored();
    later["start_date"] = json!("2027-01-04");
    assert_eq!(uids(&tailored()), uids(&later));
    let mut distinct = uids(&tailored());
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), uids(&tailored()).len());
}

#[test]
fn alarms_ring_only_where_they_are_wanted_and_come_out_the_same() {
    let library = library();
    let cx = ExportCx {
        paper: Paper::A4,
        ..ExportCx::new(&library, "2026-11-21".parse().unwrap(), "regimen 0.1.0")
    };
    let calendar = |alarms: bool| text(&Ical { alarms }.export(&cx).value.unwrap(), "full.ics");
    assert!(!calendar(false).contains("VALARM"));
    let rings = calendar(true).matches("BEGIN:VALARM").count();
    assert_eq!(rings, calendar(true).matches("RRULE:").count());
    assert_eq!(calendar(true), calendar(true));
}

#[test]
fn without_a_day_to_start_the_calendar_begins_today_and_says_so() {
    let mut prescription = tailored();
    prescription.as_object_mut().unwrap().remove("start_date");
    let (bundle, findings) = export_for("ical", &library(), &prescription);
    assert!(text(&bundle, "prescriptions/sample.ics").contains("DTSTART;VALUE=DATE:20261121"));
    let said = findings.iter().find(|f| f.rule == "calendar-start-assumed").unwrap();
    assert_eq!(&*said.at.file, "../patients/sample.json");
}
