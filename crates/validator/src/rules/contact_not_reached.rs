use regimen_figure::FaultKind;
use regimen_schema::Level;
use regimen_schema::documents::figure::Sided;

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "contact-not-reached",
    group: Group::Figure,
    level: Level::Error,
    page: include_str!("contact_not_reached.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    cx.figure_faults(sink, |kind| match kind {
        FaultKind::NotReached { limb, target, missing: Some(missing) } => Some((
            format!("the {limb} does not reach {}: {missing:.0} cm are missing", word(target)),
            "bend the joints that bring it nearer, or choose a target that is",
        )),
        FaultKind::NotReached { limb, target, missing: None } => Some((
            format!("the {limb} does not come to rest: {} is out of reach", word(target)),
            "change the angles so that it can, or take the contact back with \"free\"",
        )),
        FaultKind::NoSuchProp { limb, target } => Some((
            format!("the {limb} should touch {}, which is not among the props", word(target)),
            "add it to \"props\", or choose another target",
        )),
        FaultKind::Uneven => Some((
            "what should bear the weight never comes to one height".to_owned(),
            "change the angles, or name other parts in \"place\"",
        )),
        _ => None,
    });
}

/// A target as it is written in the document.
fn word(target: &Sided<String>) -> String {
    serde_json::to_string(target).unwrap_or_default()
}
