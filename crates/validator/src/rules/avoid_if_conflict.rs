use regimen_schema::Level;

use super::{Check, ChoiceCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "avoid-if-conflict",
    group: Group::Safety,
    level: Level::Error,
    page: include_str!("avoid_if_conflict.md"),
    check: Check::Choice(check),
};

fn check(cx: &ChoiceCx<'_>, sink: &mut Sink<'_>) {
    for condition in cx.conditions.iter().filter(|condition| cx.exercise.avoid_if.contains(condition)) {
        let message =
            format!("\"{}\" must not be done with \"{condition}\", which the program is for", cx.id);
        sink.report(cx.at(), message, "choose another exercise, or waive this with the clinical reason");
    }
}
