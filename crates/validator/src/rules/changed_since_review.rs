use regimen_schema::{Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "changed-since-review",
    group: Group::Upkeep,
    level: Level::Warning,
    page: include_str!("changed_since_review.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(review) = cx.document.review() else { return };
    let Some(reviewed_on) = review.reviewed_on else { return };
    if let Some(i) = review.changes.iter().position(|change| change.on > reviewed_on) {
        let message =
            format!("the change of {} came after the review of {reviewed_on}", review.changes[i].on);
        let help = "have the change reviewed, then set \"reviewed_on\" to that day";
        sink.report(cx.value(Pointer::root() / "review" / "changes" / i / "on"), message, help);
    }
}
