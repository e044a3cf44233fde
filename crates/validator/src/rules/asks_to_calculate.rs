use regimen_schema::Level;

use super::{Check, Group, Rule, Sink, TextCx};
use crate::readability::words;
use crate::terms::{Found, List, Term};

pub(super) static RULE: Rule = Rule {
    id: "asks-to-calculate",
    group: Group::Language,
    level: Level::Warning,
    page: include_str!("asks_to_calculate.md"),
    check: Check::Text(check),
};

/// Words that ask for arithmetic, each with what to write instead.
pub(crate) const CALCULATIONS: &[Term] = &[
    ("divide", "the number that comes out"),
    ("double the", "the number itself"),
    ("half as many", "the number itself"),
    ("half as much", "the number itself"),
    ("half of", "the number itself"),
    ("half the distance", "the distance itself"),
    ("half the dose", "the number itself"),
    ("half the number", "the number itself"),
    ("half the repetitions", "the number itself"),
    ("half the sets", "the number itself"),
    ("half the time", "the minutes themselves"),
    ("half your", "the number itself"),
    ("multiply", "the number that comes out"),
    ("per cent", "the number itself"),
    ("percent", "the number itself"),
    ("percentage", "the number itself"),
    ("quarter of", "the number itself"),
    ("subtract", "the number that comes out"),
    ("third of", "the number itself"),
    ("three times as", "the number itself"),
    ("twice as long", "the minutes themselves"),
    ("twice as many", "the number itself"),
    ("twice as much", "the number itself"),
    ("twice the", "the number itself"),
];

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    if cx.role.is_none() {
        return;
    }
    let mut terms = cx.scan.terms(List::Calculation).filter(|found| !is_part_of_body(cx.text, found));
    if let Some(found) = terms.next() {
        let (words, instead) = (&cx.text[found.start..found.end], found.term.1);
        sink.report(
            cx.at(),
            format!("{} asks the reader to calculate", cx.quoted(words)),
            format!("write {instead}"),
        );
    } else if cx.scan.per_cent {
        sink.report(cx.at(), "a figure in per cent asks the reader to calculate", "write the number itself");
    }
}

/// Whether the term names a place and no number: "the lower half of your back".
fn is_part_of_body(text: &str, found: &Found) -> bool {
    let before = words(&text[..found.start]).last().unwrap_or_default();
    ["upper", "lower", "top", "bottom", "front", "back", "other", "left", "right"]
        .iter()
        .any(|word| before.eq_ignore_ascii_case(word))
}
