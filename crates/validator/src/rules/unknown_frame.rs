use regimen_figure::FaultKind;
use regimen_schema::Level;

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "unknown-frame",
    group: Group::Figure,
    level: Level::Error,
    page: include_str!("unknown_frame.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    cx.figure_faults(sink, |kind| match kind {
        FaultKind::NoSuchFrame(id) => Some((
            format!("there is no earlier frame \"{id}\" in this figure"),
            "name a frame that stands before this one",
        )),
        FaultKind::SameName(id) => {
            Some((format!("two frames are called \"{id}\""), "give each frame a name of its own"))
        }
        _ => None,
    });
}
