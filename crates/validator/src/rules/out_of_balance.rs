use regimen_figure::FaultKind;
use regimen_schema::Level;

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "out-of-balance",
    group: Group::Figure,
    level: Level::Warning,
    page: include_str!("out_of_balance.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    cx.figure_faults(sink, |kind| match kind {
        FaultKind::OutOfBalance => Some((
            "the body would fall: its weight is not above what carries it".to_owned(),
            "change the lean or the angles, or add what the patient holds on to",
        )),
        _ => None,
    });
}
