use regimen_schema::documents::review::Status;
use regimen_schema::{Document, Level};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-illustration",
    group: Group::Access,
    level: Level::Warning,
    page: include_str!("missing_illustration.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Document::Exercise(exercise) = cx.document else { return };
    // A draft is still being made.
    if exercise.review.as_ref().is_some_and(|review| review.status == Status::Draft) {
        return;
    }
    if exercise.figures.is_empty() && exercise.media.is_empty() {
        let help =
            "add \"figures\" with a start position and what changes, or \"media\" with a picture's file";
        sink.report(cx.head(), "the exercise has no picture", help);
    }
}
