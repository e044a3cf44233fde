use regimen_schema::Level;

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "no-exit-criterion",
    group: Group::Safety,
    level: Level::Error,
    page: include_str!("no_exit_criterion.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    let last = cx.program.phases.len() - 1;
    for (i, (place, phase)) in cx.phases().enumerate() {
        let says = if i == last { phase.keep_going.is_some() } else { !phase.move_on_when.is_empty() };
        if says {
            continue;
        }
        let (message, help) = if i == last {
            (
                "the last phase does not say how to keep going",
                "add \"keep_going\": what the patient does from then on",
            )
        } else {
            (
                "the phase does not say when to move on",
                "add \"move_on_when\": signs that the patient can tell",
            )
        };
        sink.report(cx.head(place), message, help);
    }
}
