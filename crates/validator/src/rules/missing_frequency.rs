use regimen_schema::Level;

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-frequency",
    group: Group::Dose,
    level: Level::Error,
    page: include_str!("missing_frequency.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    for (at, session) in cx.sessions() {
        let Some(frequency) = &session.frequency else {
            let help = "add \"frequency\" with \"times_a_day\" and \"days_a_week\"";
            sink.report(cx.head(at.pointer()), "the session does not say how often it is done", help);
            continue;
        };
        let place = at.pointer() / "frequency";
        if frequency.times_a_day.is_none() {
            let message = "the session does not say how many times a day it is done";
            sink.report(cx.head(place.clone()), message, "add \"times_a_day\"");
        }
        if frequency.days_in_a_week().is_none() {
            let message = "the session does not say on how many days a week it is done";
            sink.report(cx.head(place), message, "add \"days_a_week\", or \"days\" with their names");
        }
    }
}
