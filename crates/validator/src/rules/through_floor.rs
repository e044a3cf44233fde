use regimen_figure::FaultKind;
use regimen_schema::Level;

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "through-floor",
    group: Group::Figure,
    level: Level::Error,
    page: include_str!("through_floor.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    cx.figure_faults(sink, |kind| match kind {
        FaultKind::ThroughFloor { part, depth } => Some((
            format!("the {part} is {depth:.0} cm below the ground"),
            "change an angle so that it stays above the ground, or let the limb rest: give it the contact \"floor\"",
        )),
        _ => None,
    });
}
