use regimen_schema::{Level, Pointer};

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-author",
    group: Group::Evidence,
    level: Level::Warning,
    page: include_str!("missing_author.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    if cx.program.authors.is_empty() {
        let help = "add \"authors\" with the role of each, and the name of those who agree to it";
        sink.report(cx.head(Pointer::root()), "the program does not say who wrote it", help);
    }
}
