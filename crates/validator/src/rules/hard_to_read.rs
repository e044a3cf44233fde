use regimen_schema::patient_text::{self, Role};
use regimen_schema::{Document, Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::plain_words::hard_words;
use crate::readability::{Counts, LEAST_WORDS, sentences};

pub(super) static RULE: Rule = Rule {
    id: "hard-to-read",
    group: Group::Language,
    level: Level::Warning,
    page: include_str!("hard_to_read.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(grade) = cx.reading.grade().filter(|_| cx.reading.words >= LEAST_WORDS) else { return };
    let limit = cx.thresholds.max_reading_grade();
    if grade <= f64::from(limit) {
        return;
    }
    let Some((place, sentence)) = hardest_sentence(cx) else { return };
    let very = if grade > f64::from(cx.thresholds.very_hard_reading_grade()) { "far " } else { "" };
    let message = format!(
        "the text reads at grade {grade:.1}, {very}above grade {limit}; this sentence is the hardest"
    );
    // A prescription's words are about a patient: they are not repeated.
    let help = match cx.document {
        Document::Prescription(_) => "split it or use shorter words".to_owned(),
        _ => format!("{}: \"{}\"", advice(&sentence), shorten(&sentence)),
    };
    sink.report(cx.value(place), message, help);
}

/// What makes the sentence easier: plain words for its long ones, as far as they are known.
fn advice(sentence: &str) -> String {
    const MOST: usize = 5;
    let hard = hard_words(sentence);
    let known = hard.iter().filter_map(|(word, plain)| Some(format!("\"{}\" for \"{word}\"", (*plain)?)));
    let known: Vec<_> = known.take(MOST).collect();
    match known.as_slice() {
        [] if hard.is_empty() => "split it".to_owned(),
        [] => "split it, or use shorter words".to_owned(),
        known => format!("split it, or write {}", known.join(", ")),
    }
}

fn hardest_sentence(cx: &DocumentCx<'_>) -> Option<(Pointer, String)> {
    // Below this length one long word decides the grade of a sentence.
    const LEAST_WORDS_OF_SENTENCE: u32 = 8;
    let mut hardest: Option<(f64, Pointer, String)> = None;
    patient_text::visit(cx.document, &mut |way, text, role| {
        if role == Role::Heading {
            return;
        }
        for sentence in sentences(text) {
            let counts = Counts::of_sentence(sentence);
            let Some(grade) = counts.grade().filter(|_| counts.words >= LEAST_WORDS_OF_SENTENCE) else {
                continue;
            };
            if hardest.as_ref().is_none_or(|(most, ..)| grade > *most) {
                hardest = Some((grade, way.pointer(), sentence.to_owned()));
            }
        }
    });
    hardest.map(|(_, place, sentence)| (place, sentence))
}

fn shorten(sentence: &str) -> String {
    const MOST: usize = 120;
    let short: String = sentence.chars().take(MOST).collect();
    if short.len() < sentence.len() { short + "…" } else { short }
}
