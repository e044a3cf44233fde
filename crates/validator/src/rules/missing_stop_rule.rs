use regimen_schema::{Level, Pointer};

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-stop-rule",
    group: Group::Safety,
    level: Level::Error,
    page: include_str!("missing_stop_rule.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    if cx.program.stop_rules.is_empty() {
        let help = "add \"stop_rules\": what the patient notices, and what to do and whom to tell then";
        sink.report(cx.head(Pointer::root()), "the program does not say when to stop and whom to tell", help);
    }
}
