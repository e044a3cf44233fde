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
        let text = text.as_bytes();
        let mut scan = Self::default();
        let (mut signs, mut letters_before, mut capitals_before) = (0, 0, 0);
        // Eight bytes at a time: words start where a letter stands behind something that is none.
        let (eights, rest) = text.as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        for (i, bytes) in eights.iter().chain([&last]).enumerate() {
            signs |= bytes.iter().fold(0, |signs, b| signs | SIGNS[usize::from(*b)]);
            let bytes = u64::from_le_bytes(*bytes);
            let capitals = between(bytes, b'A', b'Z');
            scan.capitals |= capitals & (capitals << 8 | capitals_before) != 0;
            capitals_before = capitals >> 56;
            let letters = capitals | between(bytes, b'a', b'z');
            let mut starts = letters & !(letters << 8 | letters_before);
            letters_before = letters >> 56;
            while starts != 0 {
                index.find(text, 8 * i + starts.trailing_zeros() as usize / 8, &mut scan.terms);
                starts &= starts - 1;
            }
        }
        scan.markup = signs & MARKUP != 0;
        scan.per_cent = signs & PER_CENT != 0;
        if signs & EXCLAMATION != 0 {
            scan.exclamations = text.iter().map(|b| u32::from(*b == b'!')).sum();
        }
        scan
    }

    /// The terms of one list.
    pub(crate) fn terms(&self, list: List) -> impl Iterator<Item = &Found> {
        self.terms.iter().filter(move |found| found.list == list)
    }
}

/// All terms by the hash of their first three letters.
struct Index {
    /// One bit for each hash with which a term starts: few words get so far as to be looked for.
    starts: [u64; HASHES / 64],
    /// By hash, the longest first: "bed rest" before "bed".
    terms: Vec<(u32, List, Term)>,
}

const HASH_BITS: u32 = 13;
const HASHES: usize = 1 << HASH_BITS;

impl Index {
    fn new() -> Self {
        let mut starts = [0; HASHES / 64];
        let mut all = Vec::new();
        let lists =
            [(List::Jargon, JARGON), (List::Calculation, CALCULATIONS), (List::Discouraged, DISCOURAGED)];
        for (list, terms) in lists {
            for term in terms {
                let hash = hash(term.0.as_bytes()).expect("a term has three letters: tested");
                starts[hash as usize / 64] |= 1 << (hash % 64);
                all.push((hash, list, *term));
            }
        }
        all.sort_by_key(|(hash, _, term)| (*hash, std::cmp::Reverse(term.0.len())));
        Self { starts, terms: all }
    }

    fn find(&self, text: &[u8], start: usize, found: &mut Vec<Found>) {
        let Some(hash) = hash(&text[start..]) else { return };
        if self.starts[hash as usize / 64] >> (hash % 64) & 1 == 0 || !starts_word(text, start) {
            return;
        }
        let first = self.terms.partition_point(|(other, ..)| *other < hash);
        for (_, list, term) in self.terms[first..].iter().take_while(|(other, ..)| *other == hash) {
            if let Some(end) = matches_at(text, start, term.0.as_bytes()) {
                found.push(Found { list: *list, term: *term, start, end });
                return;
            }
        }
    }
}

const MARKUP: u8 = 1;
const PER_CENT: u8 = 2;
const EXCLAMATION: u8 = 4;

/// What each byte is a sign of.
const SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    signs[b'!' as usize] = EXCLAMATION;
    signs[b'%' as usize] = PER_CENT;
    let (markup, mut i) = (b"<*_[`#&", 0);
    while i < markup.len() {
        signs[markup[i] as usize] = MARKUP;
        i += 1;
    }
    signs
};

/// The hash of the first three letters, small or capital.
fn hash(text: &[u8]) -> Option<u32> {
    let [a, b, c] = *text.first_chunk()?;
    let letters = u32::from_le_bytes([a, b, c, 0]) | 0x20_2020;
    Some(letters.wrapping_mul(0x9E37_79B1) >> (u32::BITS - HASH_BITS))
}

/// Of eight bytes, the highest bit of each that lies between two ASCII characters, both included.
fn between(bytes: u64, first: u8, last: u8) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES << 7;
    let low = bytes & !HIGH;
    let from_first = low + ONES * u64::from(0x80 - first);
    let behind_last = low + ONES * u64::from(0x7f - last);
    from_first & !behind_last & !bytes & HIGH
}

/// Whether no letter or digit stands before this byte.
fn starts_word(text: &[u8], at: usize) -> bool {
    // The byte that starts the character before.
    let before = text[..at].iter().rev().find(|b| !matches!(b, 0x80..=0xbf));
    // Dashes and curly quotes are not letters; accented letters are.
    !before.is_some_and(|b| b.is_ascii_alphanumeric() || (*b >= 0xc3 && *b != 0xe2))
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
    fn every_list_is_lower_case_has_three_letters_and_says_what_instead() {
        for list in [JARGON, CALCULATIONS, DISCOURAGED] {
            for (term, instead) in list {
                assert!(hash(term.as_bytes()).is_some(), "{term}");
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
