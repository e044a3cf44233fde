use regimen_schema::documents::review::Status;
use regimen_schema::{Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "still-draft",
    group: Group::Upkeep,
    level: Level::Hint,
    page: include_str!("still_draft.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    if cx.document.review().is_some_and(|review| review.status == Status::Draft) {
        let message = format!(
            "the {} is a draft and is marked as one wherever it is handed out",
            cx.document.kind().noun()
        );
        let help = "fill it in, then set the status to \"in-review\"";
        sink.report(cx.value(Pointer::root() / "review" / "status"), message, help);
    }
}
