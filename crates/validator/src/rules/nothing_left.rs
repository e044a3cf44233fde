use regimen_schema::{Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "nothing-left",
    group: Group::Dose,
    level: Level::Error,
    page: include_str!("nothing_left.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(tailored) = cx.tailored else { return };
    for (i, phase) in &tailored.emptied {
        let title = tailored.program.phases.get(*phase).map_or("", |phase| &phase.title);
        let message = format!("nothing is left to do in the phase \"{title}\"");
        let help = "swap the exercise for another one, or add one first";
        sink.report(cx.value(Pointer::root() / "overrides" / *i), message, help);
    }
}
