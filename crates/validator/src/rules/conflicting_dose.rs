use regimen_schema::Level;
use regimen_schema::dose::Dose;

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::walk;

pub(super) static RULE: Rule = Rule {
    id: "conflicting-dose",
    group: Group::Dose,
    level: Level::Error,
    page: include_str!("conflicting_dose.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    walk::doses(cx.document, &mut |way, dose, _| match dose {
        Dose::Repetitions { hold_seconds: Some(_), tempo: Some(_), .. } => {
            let message = "the dose gives both a hold and a tempo for one repetition";
            let help = "keep one of the two: a tempo has its hold in \"pause_seconds\"";
            sink.report(cx.value(way.pointer() / "tempo"), message, help);
        }
        Dose::Time { distance_km: Some(_), pace: None, .. } => {
            let message = "the dose gives a distance and no pace";
            sink.report(
                cx.value(way.pointer() / "distance_km"),
                message,
                "add \"pace\", or leave the distance out",
            );
        }
        _ => {}
    });
    walk::frequencies(cx.document, &mut |way, frequency| {
        if frequency.days_a_week.is_some() && !frequency.days.is_empty() {
            let message = "the frequency gives both a number of days and their names";
            sink.report(cx.value(way.pointer() / "days_a_week"), message, "keep one of the two");
        }
    });
}
