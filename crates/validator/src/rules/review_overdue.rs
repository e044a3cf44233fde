use regimen_schema::{Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "review-overdue",
    group: Group::Upkeep,
    level: Level::Warning,
    page: include_str!("review_overdue.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(due) = cx.document.review().and_then(|review| review.due_on) else { return };
    if due >= cx.today {
        return;
    }
    let days = (cx.today.0 - due.0).get_days();
    let too_late = u32::try_from(days).is_ok_and(|days| days > cx.thresholds.max_days_overdue());
    let level = if too_late { Level::Error } else { Level::Warning };
    let ago = if days == 1 { "a day ago".to_owned() } else { format!("{days} days ago") };
    let message = format!("the review was due on {due}, {ago}");
    let help = "have it reviewed, then set \"reviewed_on\" and a new \"due_on\"";
    sink.report_at(level, cx.value(Pointer::root() / "review" / "due_on"), message, help);
}
