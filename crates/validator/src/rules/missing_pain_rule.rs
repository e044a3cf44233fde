use regimen_schema::{Level, Pointer};

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-pain-rule",
    group: Group::Safety,
    level: Level::Warning,
    page: include_str!("missing_pain_rule.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    let Some(rule) = &cx.program.pain_rule else {
        let help =
            "add \"pain_rule\": the most pain that is acceptable, and the hours within which it settles";
        sink.report(
            cx.head(Pointer::root()),
            "the program does not say how much discomfort is acceptable",
            help,
        );
        return;
    };
    let limit = cx.thresholds.max_hours_to_settle();
    let hours = rule.settles_within_hours;
    if hours.get() > limit {
        let message = format!("the pain rule lets pain last for {hours} hours, {limit} are the most");
        let help = "ask for less exercise where pain lasts until the next day";
        sink.report(cx.value(Pointer::root() / "pain_rule" / "settles_within_hours"), message, help);
    }
}
