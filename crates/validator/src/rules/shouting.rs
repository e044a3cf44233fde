use regimen_schema::Level;

use super::{Check, Group, Rule, Sink, TextCx};
use crate::readability::words;

pub(super) static RULE: Rule = Rule {
    id: "shouting",
    group: Group::Language,
    level: Level::Warning,
    page: include_str!("shouting.md"),
    check: Check::Text(check),
};

/// Short forms that are written in capitals.
const SHORT_FORMS: [&str; 12] =
    ["ACSM", "CERT", "COPD", "HIIT", "IFOMPT", "NICE", "PEMAT", "PRICE", "RICE", "ROM", "SNOMED", "TENS"];

/// Words of fewer than four letters that are loud in capitals. Others may be short forms: MRI, GP, NHS.
const LOUD: [&str; 24] = [
    "ALL", "AND", "ANY", "ARE", "ASK", "BUT", "CAN", "DAY", "DO", "END", "FOR", "GO", "IF", "IS", "NO",
    "NOT", "NOW", "OFF", "ONE", "OR", "OUT", "THE", "TWO", "YOU",
];

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    if cx.role.is_none() {
        return;
    }
    if cx.scan.capitals
        && let Some(word) = words(cx.text).find(|word| is_loud(word))
    {
        let message = format!("{} stands in capitals", cx.quoted(word));
        sink.report(cx.at(), message, "write it in small letters; put what matters first in the sentence");
    }
    if cx.scan.exclamations > 1 {
        let message = format!("the text holds {} exclamation marks", cx.scan.exclamations);
        sink.report(cx.at(), message, "end the sentences with a full stop");
    }
}

fn is_loud(word: &str) -> bool {
    let letters = word.bytes().all(|b| b.is_ascii_uppercase());
    letters && if word.len() < 4 { LOUD.contains(&word) } else { !SHORT_FORMS.contains(&word) }
}
