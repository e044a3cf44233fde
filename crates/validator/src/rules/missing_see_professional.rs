use regimen_schema::{Level, Pointer};

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-see-professional",
    group: Group::Safety,
    level: Level::Error,
    page: include_str!("missing_see_professional.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    if cx.program.see_professional.is_none() {
        let help = "add \"see_professional\": who finds the cause of the pain, and that this comes first";
        let message = "the program does not tell the patient to have the cause found first";
        sink.report(cx.head(Pointer::root()), message, help);
    }
}
