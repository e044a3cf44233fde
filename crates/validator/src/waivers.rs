//! Waivers: rules that a document's authors set aside at one place, with a reason. One that sets nothing aside, or
//! whose last day is past, is itself a finding.

use std::sync::Arc;

use regimen_schema::documents::review::Waiver;
use regimen_schema::text::Date;
use regimen_schema::{Edit, Finding, Level, Location, Pointer, Spot};

use crate::findings::Findings;
use crate::rules::structure::{EXPIRED_WAIVER, UNKNOWN_RULE, UNUSED_WAIVER};
use crate::rules::{self, Check};
use crate::suggest;

/// Takes away the findings that waivers set aside, and adds those about the waivers.
pub(crate) fn apply(file: &Arc<str>, waivers: &[Waiver], today: Date, findings: &mut Findings) {
    if waivers.is_empty() {
        return;
    }
    let mut about_waivers = Vec::new();
    for (i, waiver) in waivers.iter().enumerate() {
        let place = Pointer::root() / "waivers" / i;
        let Some(rule) = rules::by_id(&waiver.rule) else {
            about_waivers.push(unknown_rule(Location::value(file, place / "rule"), &waiver.rule));
            continue;
        };
        if let Some(until) = waiver.until.filter(|until| *until < today) {
            let at = Location::value(file, place / "until");
            about_waivers.push(
                Finding::new(EXPIRED_WAIVER.id, Level::Warning, at, format!("the waiver ended on {until}"))
                    .help("look at the reason again: set a later day, or remove the waiver"),
            );
            continue;
        }
        if matches!(rule.check, Check::Reading) {
            let at = Location::value(file, place);
            about_waivers.push(
                Finding::new(UNUSED_WAIVER.id, Level::Warning, at, format!("{} cannot be waived", rule.id))
                    .help("mend what it finds, and remove the waiver"),
            );
            continue;
        }
        if findings.retain(|finding| !sets_aside(waiver, finding)) {
            let at = Location::value(file, place);
            let message = format!("the waiver for {} sets nothing aside", rule.id);
            about_waivers.push(
                Finding::new(UNUSED_WAIVER.id, Level::Warning, at, message)
                    .help("remove it, or point it at the place of the finding")
                    .fix("remove the waiver", Edit::Remove { pointer: Pointer::root() / "waivers" / i }),
            );
        }
    }
    for finding in about_waivers {
        findings.push(finding);
    }
}

/// The finding for a rule that does not exist.
pub(crate) fn unknown_rule(at: Location, id: &str) -> Finding {
    let help = suggest::rule(id).map_or_else(
        || "`regimen list rules` names every rule".to_owned(),
        |near| format!("did you mean \"{near}\"?"),
    );
    Finding::new(UNKNOWN_RULE.id, Level::Warning, at, format!("there is no rule \"{id}\"")).help(help)
}

fn sets_aside(waiver: &Waiver, finding: &Finding) -> bool {
    finding.rule == *waiver.rule
        && matches!(&finding.at.spot, Spot::Node { pointer, .. } if waiver.at.contains(pointer))
}
