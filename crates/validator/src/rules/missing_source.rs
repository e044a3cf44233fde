use regimen_schema::{Document, Level};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-source",
    group: Group::Evidence,
    level: Level::Warning,
    page: include_str!("missing_source.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let sources = match cx.document {
        Document::Exercise(d) => &d.sources,
        Document::Condition(d) => &d.sources,
        Document::Advice(d) => &d.sources,
        Document::Program(d) => &d.sources,
        Document::RedFlag(d) => &d.sources,
        Document::Library(_) | Document::Pack(_) | Document::Source(_) | Document::Prescription(_) => return,
    };
    if sources.is_empty() {
        let message = format!("the {} names no source", cx.document.kind().noun());
        sink.report(cx.head(), message, "add \"sources\" with the ids of what it rests on");
    }
}
