use regimen_figure::FaultKind;
use regimen_schema::Level;

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "joint-out-of-range",
    group: Group::Figure,
    level: Level::Error,
    page: include_str!("joint_out_of_range.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    cx.figure_faults(sink, |kind| match kind {
        FaultKind::JointOutOfRange { joint, degrees, usual, limit } => Some((
            format!(
                "{joint} comes to {degrees:.0} degrees: {usual:.0} are usual, {limit:.0} the most that a picture may show"
            ),
            "change the angles of this limb, or what it touches, so that this joint bends less",
        )),
        _ => None,
    });
}
