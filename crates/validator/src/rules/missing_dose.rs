use regimen_schema::Level;

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-dose",
    group: Group::Dose,
    level: Level::Error,
    page: include_str!("missing_dose.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    for (at, item) in cx.items() {
        let known = cx.facts.exercise(&item.exercise).is_some();
        if known && cx.facts.dose(item).is_none() {
            let message = format!("\"{}\" has no dose, here or in the exercise itself", item.exercise);
            sink.report(
                cx.head(at.pointer()),
                message,
                "add \"dose\": how many sets, repetitions, seconds or minutes",
            );
        }
    }
}
