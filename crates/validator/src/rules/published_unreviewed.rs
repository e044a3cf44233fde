use regimen_schema::documents::review::Status;
use regimen_schema::{Level, Location, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "published-unreviewed",
    group: Group::Upkeep,
    level: Level::Error,
    page: include_str!("published_unreviewed.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(review) = cx.document.review().filter(|review| review.status == Status::Published) else {
        return;
    };
    let head = Location::head(cx.file, Pointer::root() / "review");
    if review.reviewed_by.is_empty() {
        let help = "add \"reviewed_by\" with the clinician's role, or set the status back to \"in-review\"";
        sink.report(head, "the document is published and nobody has reviewed it", help);
    } else if review.reviewed_on.is_none() {
        let help = "add \"reviewed_on\" with the day of the review";
        sink.report(head, "the document is published and does not say when it was reviewed", help);
    }
}
