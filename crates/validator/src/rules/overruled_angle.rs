use regimen_figure::FaultKind;
use regimen_schema::Level;

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "overruled-angle",
    group: Group::Figure,
    level: Level::Warning,
    page: include_str!("overruled_angle.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    cx.figure_faults(sink, |kind| match kind {
        FaultKind::Overruled { joint, stated, degrees } => Some((
            format!("{joint} comes to {degrees:.0} degrees in place of {stated:.0}: what the leg rests on bends it"),
            "set the contact of the leg or foot to \"free\", or leave the angle out",
        )),
        _ => None,
    });
}
