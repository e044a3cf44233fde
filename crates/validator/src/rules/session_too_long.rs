use regimen_schema::Level;

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "session-too-long",
    group: Group::Dose,
    level: Level::Warning,
    page: include_str!("session_too_long.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    let limit = cx.thresholds.max_session_minutes();
    let limit_on_feet = cx.thresholds.max_session_minutes_on_feet();
    for (at, session) in cx.sessions() {
        let seconds = cx.facts.session_seconds(session);
        let exercising = seconds.exercising.in_minutes().max;
        let total = seconds.total().in_minutes().max;
        if exercising > limit {
            let message = format!("the session takes up to {exercising} minutes, {limit} are the most");
            let help = "take an exercise out, lower a dose, or split it into two sessions";
            sink.report(cx.value(at.pointer() / "items"), message, help);
        } else if total > limit_on_feet {
            let message = format!(
                "the session takes up to {total} minutes with the walking, {limit_on_feet} are the most"
            );
            sink.report(cx.value(at.pointer() / "items"), message, "shorten the walk, or split it into two");
        }
    }
}
