use regimen_schema::{Level, Location};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::links;

pub(super) static RULE: Rule = Rule {
    id: "missing-licence",
    group: Group::Evidence,
    level: Level::Error,
    page: include_str!("missing_licence.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    links::visit_media(cx.document, &mut |place, media| {
        if media.licence.is_none() {
            let message = format!("the picture \"{}\" has no licence", media.file);
            let help =
                "add \"licence\", as CC-BY-4.0, and \"credit\"; take the picture out if nobody gave leave";
            sink.report(Location::head(cx.file, place), message, help);
        }
    });
}
