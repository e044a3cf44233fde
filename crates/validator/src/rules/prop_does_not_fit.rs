use regimen_figure::FaultKind;
use regimen_schema::Level;

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "prop-does-not-fit",
    group: Group::Figure,
    level: Level::Warning,
    page: include_str!("prop_does_not_fit.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    cx.figure_faults(sink, |kind| match kind {
        FaultKind::PropSize { prop, height, bounds: (least, most) } => Some((
            format!("the {prop} would be {height:.0} cm high, they are {least:.0} to {most:.0}"),
            "change the pose: props are made to fit the body",
        )),
        _ => None,
    });
}
