use regimen_schema::documents::review::CodeSystem;
use regimen_schema::{Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::walk;

pub(super) static RULE: Rule = Rule {
    id: "bad-check-digit",
    group: Group::Codes,
    level: Level::Error,
    page: include_str!("bad_check_digit.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (i, code) in walk::codes(cx.document).iter().enumerate() {
        let (system, holds) = match code.system {
            CodeSystem::SnomedCt => ("SNOMED CT", verhoeff(&code.code)),
            CodeSystem::Loinc => ("LOINC", luhn(&code.code)),
            CodeSystem::Icd10 | CodeSystem::Icd10Cm => continue,
        };
        if !holds {
            let message = format!("the last digit of {system} code {} does not fit the others", code.code);
            let help = "copy the code again from the terminology: a digit is wrong, missing or swapped";
            sink.report(cx.value(Pointer::root() / "codes" / i / "code"), message, help);
        }
    }
}

/// Whether the last digit is right by Verhoeff, as SNOMED CT asks. What is no row of digits is another rule's.
fn verhoeff(code: &str) -> bool {
    /// Multiplication in the dihedral group of order ten.
    const D: [[u8; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    /// What happens to a digit by its place, counted from the right.
    const P: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    if !code.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    let digits = code.bytes().rev().map(|b| usize::from(b - b'0'));
    digits.enumerate().fold(0, |sum, (i, digit)| usize::from(D[sum][usize::from(P[i % 8][digit])])) == 0
}

/// Whether the digit behind the hyphen is right by Luhn, as LOINC asks.
fn luhn(code: &str) -> bool {
    let Some((number, check)) = code.split_once('-') else { return true };
    let (true, Ok(check)) = (number.bytes().all(|b| b.is_ascii_digit()), check.parse::<u32>()) else {
        return true;
    };
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let digit = u32::from(b - b'0') * if i % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    (sum + check).is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{luhn, verhoeff};

    /// 23056005 is sciatica, 22298006 myocardial infarction, 73211009 diabetes mellitus.
    #[test]
    fn real_concepts_fit_and_their_misspellings_do_not() {
        for right in ["23056005", "22298006", "73211009", "128196005"] {
            assert!(verhoeff(right), "{right}");
        }
        for wrong in ["23056006", "23065005", "2305600", "230560055"] {
            assert!(!verhoeff(wrong), "{wrong}");
        }
    }

    /// 2160-0 is creatinine, 718-7 haemoglobin, 4548-4 haemoglobin A1c.
    #[test]
    fn real_observations_fit_and_their_misspellings_do_not() {
        for right in ["2160-0", "718-7", "4548-4"] {
            assert!(luhn(right), "{right}");
        }
        for wrong in ["2160-1", "781-7", "4584-4"] {
            assert!(!luhn(wrong), "{wrong}");
        }
    }
}
