use regimen_schema::documents::review::CodeSystem;
use regimen_schema::{Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::walk;

pub(super) static RULE: Rule = Rule {
    id: "wrong-system",
    group: Group::Codes,
    level: Level::Error,
    page: include_str!("wrong_system.md"),
    check: Check::Document(check),
};

const SYSTEMS: [System; 4] = [
    System { of: CodeSystem::Icd10Cm, name: "ICD-10-CM", looks_like: "M54.31", fits: is_icd_10_cm },
    System { of: CodeSystem::Icd10, name: "ICD-10", looks_like: "M54.3", fits: is_icd_10 },
    System { of: CodeSystem::SnomedCt, name: "SNOMED CT", looks_like: "23056005", fits: is_snomed_concept },
    System { of: CodeSystem::Loinc, name: "LOINC", looks_like: "72514-3", fits: is_loinc },
];

struct System {
    of: CodeSystem,
    name: &'static str,
    looks_like: &'static str,
    fits: fn(&str) -> bool,
}

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (i, code) in walk::codes(cx.document).iter().enumerate() {
        let Some(system) = SYSTEMS.iter().find(|s| s.of == code.system && !(s.fits)(&code.code)) else {
            continue;
        };
        let message = format!("\"{}\" is not a code as {} writes it", code.code, system.name);
        let other = SYSTEMS.iter().find(|s| (s.fits)(&code.code));
        let help = match other {
            _ if code.system == CodeSystem::SnomedCt && is_digits(&code.code, 6, 18) => {
                "write the id of the concept: this is the id of a description or relationship".to_owned()
            }
            Some(other) => format!(
                "it looks like {}: set the system, or write a code like {}",
                other.name, system.looks_like
            ),
            None => format!("write a code like {}", system.looks_like),
        };
        sink.report(cx.value(Pointer::root() / "codes" / i / "code"), message, help);
    }
}

/// A letter, a digit, a digit or letter; behind a point up to four more.
fn is_icd_10_cm(code: &str) -> bool {
    is_icd(code, 4, u8::is_ascii_alphanumeric)
}

/// A letter and two digits; behind a point up to two more.
fn is_icd_10(code: &str) -> bool {
    is_icd(code, 2, u8::is_ascii_digit) && code.as_bytes()[2].is_ascii_digit()
}

fn is_icd(code: &str, most: usize, is_part: fn(&u8) -> bool) -> bool {
    let (category, rest) =
        code.split_once('.').map_or((code, None), |(category, rest)| (category, Some(rest)));
    let [letter, first, second] = category.as_bytes() else { return false };
    let upper = !code.bytes().any(|b| b.is_ascii_lowercase());
    upper
        && letter.is_ascii_uppercase()
        && first.is_ascii_digit()
        && second.is_ascii_alphanumeric()
        && rest.is_none_or(|rest| (1..=most).contains(&rest.len()) && rest.as_bytes().iter().all(is_part))
}

/// Six to eighteen digits without a zero in front, of which the two before the last say that it is a concept.
fn is_snomed_concept(code: &str) -> bool {
    let partition = code.len().checked_sub(3).and_then(|at| code.get(at..at + 2));
    is_digits(code, 6, 18) && matches!(partition, Some("00" | "10"))
}

/// One to seven digits, a hyphen, and the check digit.
fn is_loinc(code: &str) -> bool {
    code.split_once('-').is_some_and(|(number, check)| {
        is_digits(number, 1, 7) && check.len() == 1 && check.as_bytes()[0].is_ascii_digit()
    })
}

fn is_digits(code: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&code.len()) && !code.starts_with('0') && code.bytes().all(|b| b.is_ascii_digit())
}
