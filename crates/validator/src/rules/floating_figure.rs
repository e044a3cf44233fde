use regimen_figure::FaultKind;
use regimen_schema::Level;

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "floating-figure",
    group: Group::Figure,
    level: Level::Error,
    page: include_str!("floating_figure.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    cx.figure_faults(sink, |kind| match kind {
        FaultKind::Floating { height } => Some((
            format!("the body is {height:.0} cm above the ground"),
            "name in \"place\" what bears the weight",
        )),
        _ => None,
    });
}
