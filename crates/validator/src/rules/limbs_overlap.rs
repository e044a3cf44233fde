use regimen_figure::FaultKind;
use regimen_schema::Level;

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "limbs-overlap",
    group: Group::Figure,
    level: Level::Warning,
    page: include_str!("limbs_overlap.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    cx.figure_faults(sink, |kind| match kind {
        FaultKind::Overlap { one, other, depth } => Some((
            format!("the {one} and the {other} run {depth:.0} cm into each other"),
            "move one of them aside",
        )),
        _ => None,
    });
}
