use regimen_schema::{Level, Pointer};

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-start-rule",
    group: Group::Safety,
    level: Level::Hint,
    page: include_str!("missing_start_rule.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    if cx.program.start_when.is_none() {
        let help = "add \"start_when\": a sign that the patient can tell";
        sink.report(cx.head(Pointer::root()), "the program does not say when to start", help);
    }
}
