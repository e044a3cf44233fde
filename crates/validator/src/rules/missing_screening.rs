use regimen_schema::documents::red_flag::Concern;
use regimen_schema::{Level, Pointer};

use super::{Check, Group, ProgramCx, Rule, Sink};
use crate::suggest::list;

pub(super) static RULE: Rule = Rule {
    id: "missing-screening",
    group: Group::Safety,
    level: Level::Warning,
    page: include_str!("missing_screening.md"),
    check: Check::Program(check),
};

/// What a professional rules out, each with its name in the format.
const CONCERNS: [(Concern, &str); 3] =
    [(Concern::Fracture, "fracture"), (Concern::Cancer, "cancer"), (Concern::Infection, "infection")];

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    if !cx.is_for_spine() {
        return;
    }
    let screening = &cx.program.screening;
    let is_missing = |concern| !screening.iter().any(|part| part.concern == concern);
    if !CONCERNS.iter().any(|(concern, _)| is_missing(*concern)) {
        return;
    }
    let names =
        list(CONCERNS.iter().filter(|(concern, _)| is_missing(*concern)).map(|(_, name)| *name), "and");
    let message = format!("a program for the spine does not name {names} for a professional to rule out");
    let help = "add each to \"screening\" as a \"concern\", with what to \"ask\"";
    let root = Pointer::root();
    sink.report(
        if screening.is_empty() { cx.head(root) } else { cx.value(root / "screening") },
        message,
        help,
    );
}
