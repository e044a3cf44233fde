//! One look at a text for all rules that go by its words and signs: listed terms, capitals, exclamation marks, markup.

use std::sync::OnceLock;

use crate::rules::{CALCULATIONS, DISCOURAGED, JARGON};

/// Which list a term is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// Words that patients do not use.
    Jargon,
    /// Words that ask for arithmetic.
    Calculation,
    /// Treatments that guidelines advise against.
    Discouraged,
}

/// A term and what to say or to know instead of it.
pub(crate) type Term = (&'static str, &'static str);

/// What a look at a text has found. Nothing is allocated for a text without terms.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The listed terms, in the order of the text.
    pub(crate) terms: Vec<Found>,
    /// How many exclamation marks there are.
    pub(crate) exclamations: u32,
    /// Whether two capitals stand side by side.
    pub(crate) capitals: bool,
    /// Whether a sign stands there that markup is made of.
    pub(crate) markup: bool,
    /// Whether a per cent sign stands there.
    pub(crate) per_cent: bool,
}

/// A listed term in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The list it is on.
    pub(crate) list: List,
    /// The term as listed, and what goes with it.
    pub(crate) term: Term,
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte behind its last.
    pub(crate) end: usize,
}

impl Scan {
    /// Looks at a text once.
    pub(crate) fn of(text: &str) -> Self {
        let index = index();
        let bytes = text.as_bytes();
        let mut scan = Self::default();
        let mut in_word = false;
        let mut upper = false;
        for (i, b) in bytes.iter().enumerate() {
            if b.is_ascii_alphabetic() {
                if !in_word {
                    index.find(bytes, i, &mut scan.terms);
                }
                let is_upper = b.is_ascii_uppercase();
                scan.capitals |= upper && is_upper;
                upper = is_upper;
                in_word = true;
                continue;
            }
            in_word = match b {
                // Dashes and curly quotes are not letters; accented letters are.
                0xe2 => false,
                0x80..=0xbf => in_word,
                0xc3..=0xff | b'0'..=b'9' => true,
                _ => false,
            };
            upper = false;
            match b {
                b'!' => scan.exclamations += 1,
                b'<' | b'*' | b'_' | b'[' | b'`' | b'#' | b'&' => scan.markup = true,
                b'%' => scan.per_cent = true,
                _ => {}
            }
        }
        scan
    }

    /// The terms of one list.
    pub(crate) fn terms(&self, list: List) -> impl Iterator<Item = &Found> {
        self.terms.iter().filter(move |found| found.list == list)
    }
}

/// All terms by their first two letters.
struct Index {
    buckets: Vec<Vec<(List, Term)>>,
}

const LETTERS: usize = 26;

impl Index {
    fn new() -> Self {
        let mut buckets = vec![Vec::new(); LETTERS * LETTERS];
        let lists =
            [(List::Jargon, JARGON), (List::Calculation, CALCULATIONS), (List::Discouraged, DISCOURAGED)];
        for (list, terms) in lists {
            for term in terms {
                let place = bucket(term.0.as_bytes(), 0).expect("a term starts with two letters: tested");
                buckets[place].push((list, *term));
            }
        }
        // The longest first: "bed rest" before "bed".
        for bucket in &mut buckets {
            bucket.sort_by_key(|(_, term)| std::cmp::Reverse(term.0.len()));
        }
        Self { buckets }
    }

    fn find(&self, text: &[u8], start: usize, found: &mut Vec<Found>) {
        let Some(place) = bucket(text, start) else { return };
        for (list, term) in &self.buckets[place] {
            if let Some(end) = matches_at(text, start, term.0.as_bytes()) {
                found.push(Found { list: *list, term: *term, start, end });
                return;
            }
        }
    }
}

fn bucket(text: &[u8], start: usize) -> Option<usize> {
    let letter = |at: usize| {
        let b = text.get(at)?.to_ascii_lowercase();
        b.is_ascii_lowercase().then(|| usize::from(b - b'a'))
    };
    Some(letter(start)? * LETTERS + letter(start + 1)?)
}

/// Where a term that starts here ends: behind its last letter, a plural s included, with no letter following.
fn matches_at(text: &[u8], start: usize, term: &[u8]) -> Option<usize> {
    let end = start + term.len();
    if !text.get(start..end)?.eq_ignore_ascii_case(term) {
        return None;
    }
    let is_letter =
        |at: usize| text.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || (*b >= 0xc3 && *b != 0xe2));
    match text.get(end) {
        Some(b's' | b'S') if !is_letter(end + 1) => Some(end + 1),
        _ if is_letter(end) => None,
        _ => Some(end),
    }
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(Index::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jargon(text: &str) -> Vec<&str> {
        Scan::of(text).terms(List::Jargon).map(|found| &text[found.start..found.end]).collect()
    }

    #[test]
    fn every_list_is_lower_case_starts_with_two_letters_and_says_what_instead() {
        for list in [JARGON, CALCULATIONS, DISCOURAGED] {
            for (term, instead) in list {
                assert!(bucket(term.as_bytes(), 0).is_some(), "{term}");
                assert!(term.bytes().all(|b| b.is_ascii_lowercase() || b == b' ' || b == b'-'), "{term}");
                assert!(!instead.is_empty(), "{term}");
            }
            let mut terms: Vec<_> = list.iter().map(|(term, _)| term).collect();
            assert!(terms.is_sorted(), "the list is in the order of the alphabet: {terms:?}");
            terms.dedup();
            assert_eq!(terms.len(), list.len(), "a term is listed twice");
        }
    }

    #[test]
    fn a_term_is_a_whole_word_in_any_case_and_in_the_plural() {
        assert_eq!(jargon("Lie PRONE. Analgesics help."), ["PRONE", "Analgesics"]);
        assert_eq!(jargon("Pronely, unprone, pronée and 4prone are none."), Vec::<&str>::new());
        assert_eq!(jargon("Keep a range of motion (prone)"), ["range of motion", "prone"]);
    }

    #[test]
    fn signs_are_counted() {
        let scan = Scan::of("Stop! NOW! <b>10 %</b>");
        assert_eq!((scan.exclamations, scan.capitals, scan.markup, scan.per_cent), (2, true, true, true));
        let scan = Scan::of("Stop. I can. A B");
        assert_eq!((scan.exclamations, scan.capitals, scan.markup, scan.per_cent), (0, false, false, false));
    }
}
