use regimen_schema::Level;

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "no-step-back",
    group: Group::Safety,
    level: Level::Warning,
    page: include_str!("no_step_back.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    for (place, phase) in cx.phases() {
        if phase.step_back_when.is_empty() {
            let help = "add \"step_back_when\": the sign, and what the patient does then";
            sink.report(cx.head(place), "the phase does not say when to step back", help);
        }
    }
}
