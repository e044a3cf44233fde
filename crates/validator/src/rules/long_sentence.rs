use regimen_schema::Level;
use regimen_schema::patient_text::{self, Role};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::readability::{Counts, sentences};

pub(super) static RULE: Rule = Rule {
    id: "long-sentence",
    group: Group::Language,
    level: Level::Warning,
    page: include_str!("long_sentence.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let limit = cx.thresholds.max_sentence_words();
    if cx.reading.longest_sentence <= limit {
        return;
    }
    patient_text::visit(cx.document, &mut |way, text, role| {
        if role == Role::Heading {
            return;
        }
        let words = sentences(text).map(|s| Counts::of_sentence(s).words).max().unwrap_or_default();
        if words > limit {
            let message = format!("a sentence is {words} words long, {limit} are the most");
            sink.report(cx.value(way.pointer()), message, "split it into two or three sentences");
        }
    });
}
