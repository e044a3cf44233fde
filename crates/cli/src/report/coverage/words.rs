//! Words that the renderers and the CERT table share.

use regimen_schema::documents::review::Person;
use serde::Serialize;

use super::{Amount, CertStatus, FieldUse, Gap, Reading, Span};

/// A value of a list in words: `hip-flexion` → `hip flexion`.
pub(super) fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().replace(['-', '_'], " ")
}

/// `1 phase`, `2 phases`.
pub(super) fn plural(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// The beginning of a text, cut between two words.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    let cut = cut.rfind(' ').map_or(cut, |at| &cut[..at]);
    format!("{}…", cut.trim_end_matches([' ', ',', ';', ':', '.']))
}

/// Somebody by name and role, or by role alone.
pub(super) fn person(person: &Person) -> String {
    person.name.as_ref().map_or_else(|| person.role.to_string(), |name| format!("{name}, {}", person.role))
}

/// `5` or `5–7`.
pub(super) fn span(span: Span) -> String {
    let Span { min, max } = span;
    if min == max { min.to_string() } else { format!("{min}–{max}") }
}

/// The minutes of an amount, or that they cannot be told.
pub(super) fn minutes(amount: Option<Amount>) -> String {
    amount.map_or_else(|| "?".to_owned(), |a| span(a.minutes))
}

/// The repetitions of an amount, or that they cannot be told.
pub(super) fn repetitions(amount: Option<Amount>) -> String {
    amount.map_or_else(|| "?".to_owned(), |a| span(a.repetitions))
}

/// The minutes on the feet of an amount; a dash where there are none.
pub(super) fn on_feet(amount: Option<Amount>) -> String {
    match amount {
        None => "?".to_owned(),
        Some(a) if a.minutes_on_feet.max == 0 => "–".to_owned(),
        Some(a) => span(a.minutes_on_feet),
    }
}

/// How often, as far as it is said: times a day, and days a week.
pub(super) fn frequency(times_a_day: Option<Span>, days_a_week: Option<Span>) -> String {
    let times = times_a_day.map_or_else(|| "?".to_owned(), span);
    let days = days_a_week.map_or_else(|| "?".to_owned(), span);
    format!("{times} × a day, {days} {}", if days == "1" { "day" } else { "days" })
}

/// A reading grade, or that there is none.
pub(super) fn grade(reading: &Reading) -> String {
    figure(reading.flesch_kincaid_grade)
}

/// A SMOG grade, or that there is none.
pub(super) fn smog(reading: &Reading) -> String {
    figure(reading.smog_grade)
}

fn figure(grade: Option<f64>) -> String {
    grade.map_or_else(|| "–".to_owned(), |grade| format!("{grade:.1}"))
}

/// A status so that it is found without colour.
pub(super) fn status(status: CertStatus) -> &'static str {
    match status {
        CertStatus::Answered => "answered",
        CertStatus::Partly => "PARTLY",
        CertStatus::Missing => "MISSING",
        CertStatus::AfterUse => "after use",
    }
}

/// Fields by their documents: `program` with `/goals`, `/phases/*/keep_going`; `exercise` with `/steps (9)`.
pub(super) fn fields(fields: &[FieldUse]) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for field in fields {
        let noun = field.kind.noun().to_owned();
        let text = match field.places.len() {
            1 => field.field.clone(),
            n => format!("{} ({n})", field.field),
        };
        match groups.iter_mut().find(|(kind, _)| *kind == noun) {
            Some((_, texts)) => texts.push(text),
            None => groups.push((noun, vec![text])),
        }
    }
    groups
}

/// Where a gap is: the places of a program, the ids of other documents.
pub(super) fn gap_places(gap: &Gap) -> Vec<&str> {
    let is_program = gap.kind == regimen_schema::Kind::Program;
    gap.places
        .iter()
        .map(|place| if is_program { place.pointer.as_str() } else { place.id.as_str() })
        .collect()
}
