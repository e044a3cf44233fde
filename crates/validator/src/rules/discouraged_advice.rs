use regimen_schema::Level;

use super::{Check, Group, Rule, Sink, TextCx};
use crate::readability::words;
use crate::terms::{Found, List, Term};

pub(super) static RULE: Rule = Rule {
    id: "discouraged-advice",
    group: Group::Safety,
    level: Level::Warning,
    page: include_str!("discouraged_advice.md"),
    check: Check::Text(check),
};

/// Treatments of back and leg pain that guidelines advise against, each with what to know of it.
pub(crate) const DISCOURAGED: &[Term] = &[
    ("back belt", "a belt does not help a sore back, and trust in it takes trust in the back away"),
    ("back brace", "a brace does not help a sore back, and trust in it takes trust in the back away"),
    ("bed rest", "more than two days in bed make the back weaker and the pain last longer"),
    ("corset", "a corset does not help a sore back, and trust in it takes trust in the back away"),
    ("electrical stimulation", "electrotherapy does not help this pain"),
    ("electrotherapy", "electrotherapy does not help this pain"),
    ("foot orthotic", "orthotics do not help this pain"),
    ("interferential", "electrotherapy does not help this pain"),
    ("lie in bed", "more than two days in bed make the back weaker and the pain last longer"),
    ("lumbar belt", "a belt does not help a sore back, and trust in it takes trust in the back away"),
    ("lumbar brace", "a brace does not help a sore back, and trust in it takes trust in the back away"),
    ("rest in bed", "more than two days in bed make the back weaker and the pain last longer"),
    ("rocker sole", "rocker soles do not help this pain"),
    ("stay in bed", "more than two days in bed make the back weaker and the pain last longer"),
    ("support belt", "a belt does not help a sore back, and trust in it takes trust in the back away"),
    ("tens machine", "electrotherapy does not help this pain"),
    ("tens unit", "electrotherapy does not help this pain"),
    ("therapeutic ultrasound", "ultrasound treatment does not help this pain"),
    ("traction", "traction does not help this pain"),
    ("ultrasound therapy", "ultrasound treatment does not help this pain"),
    ("ultrasound treatment", "ultrasound treatment does not help this pain"),
];

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    if cx.role.is_none() {
        return;
    }
    for found in cx.scan.terms(List::Discouraged) {
        let (before, after) = sentence_around(cx.text, found);
        let is_rest = found.term.0.contains("bed");
        if turns_down(before, after) || (is_rest && is_short(before, after)) {
            continue;
        }
        let words = &cx.text[found.start..found.end];
        let message =
            format!("{} seems to be advised here, and guidelines advise against it", cx.quoted(words));
        let help = format!("take it out, or say that it is not needed: {}", found.term.1);
        sink.report(cx.at(), message, help);
    }
}

/// The sentence before and behind a term.
fn sentence_around<'t>(text: &'t str, found: &Found) -> (&'t str, &'t str) {
    let ends = ['.', '!', '?'];
    let (before, after) = (&text[..found.start], &text[found.end..]);
    (before.rsplit(ends).next().unwrap_or_default(), after.split(ends).next().unwrap_or_default())
}

/// Whether the words around a term turn it down or only compare with it: "better than bed rest", "rest in bed does
/// not help".
fn turns_down(before: &str, after: &str) -> bool {
    const BEFORE: [&str; 13] = [
        "against", "avoid", "don't", "don’t", "instead", "like", "never", "no", "not", "rather", "than",
        "unlike", "without",
    ];
    const AFTER: [&str; 6] = ["doesn't", "doesn’t", "harms", "never", "not", "weakens"];
    /// How many words behind the term still speak of it.
    const NEAR: usize = 3;
    let is_one = |word: &str, list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
    words(before).any(|word| is_one(word, &BEFORE))
        || words(after).take(NEAR).any(|word| is_one(word, &AFTER))
}

/// Whether a sentence about rest speaks of two days at the most.
fn is_short(before: &str, after: &str) -> bool {
    let mut days = words(before)
        .chain(words(after))
        .filter(|word| ["day", "days", "week", "weeks"].iter().any(|d| word.eq_ignore_ascii_case(d)));
    let says_days = days.next().is_some_and(|word| !word.to_ascii_lowercase().starts_with("week"));
    let is_more = |word: &str| {
        word.parse::<u32>().is_ok_and(|n| n > 2) || matches!(word, "three" | "four" | "five" | "several")
    };
    says_days && !words(before).chain(words(after)).any(is_more)
}
