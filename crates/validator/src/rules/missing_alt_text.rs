use regimen_schema::{Level, Location};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::links;

pub(super) static RULE: Rule = Rule {
    id: "missing-alt-text",
    group: Group::Access,
    level: Level::Error,
    page: include_str!("missing_alt_text.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    links::visit_media(cx.document, &mut |place, media| {
        if media.alt.is_none() {
            let message = format!("the picture \"{}\" has no text for those who cannot see it", media.file);
            sink.report(
                Location::head(cx.file, place),
                message,
                "add \"alt\": what the picture shows, in a sentence",
            );
        }
    });
}
