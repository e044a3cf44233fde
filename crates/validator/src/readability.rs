//! How hard an English text is to read: the Flesch-Kincaid grade, the years of school that it asks for.
//!
//! ```text
//! grade = 0.39 × words ÷ sentences + 11.8 × syllables ÷ words − 15.59
//! ```
//! Source: Kincaid 1975, as given in PMC5849699. Headings are left out, as the method asks; every other text of a
//! document counts, each as one or more sentences of its own.

use std::cell::RefCell;

use regimen_schema::Document;
use regimen_schema::patient_text::{self, Role};

/// Fewer words than this give no grade: a single long word would decide it.
pub const LEAST_WORDS: u32 = 100;

/// The counts of some text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Sentences.
    pub sentences: u32,
    /// Words: runs of letters and digits, with hyphens and apostrophes inside.
    pub words: u32,
    /// Syllables, counted by [`syllables`].
    pub syllables: u32,
    /// The words of the longest sentence.
    pub longest_sentence: u32,
}

impl Counts {
    /// The counts of a text.
    pub fn of(text: &str) -> Self {
        Memo::with(|memo| Self::with_memo(text, memo))
    }

    /// The counts of every text of a document that a patient reads as sentences.
    pub fn of_document(document: &Document) -> Self {
        Memo::with(|memo| {
            let mut counts = Self::default();
            patient_text::visit(document, &mut |_, text, role| {
                if role != Role::Heading {
                    counts.add(Self::with_memo(text, memo));
                }
            });
            counts
        })
    }

    /// The counts of one sentence.
    pub fn of_sentence(sentence: &str) -> Self {
        Memo::with(|memo| Self::of_sentence_with_memo(sentence, memo))
    }

    fn with_memo(text: &str, memo: &mut Memo) -> Self {
        let mut counts = Self::default();
        for sentence in sentences(text) {
            counts.add(Self::of_sentence_with_memo(sentence, memo));
        }
        counts
    }

    fn of_sentence_with_memo(sentence: &str, memo: &mut Memo) -> Self {
        let mut counts = Self { sentences: 1, ..Self::default() };
        for word in words(sentence) {
            counts.words += 1;
            counts.syllables += memo.syllables(word);
        }
        counts.longest_sentence = counts.words;
        if counts.words == 0 { Self::default() } else { counts }
    }

    /// The Flesch-Kincaid grade; none without words.
    pub fn grade(&self) -> Option<f64> {
        if self.words == 0 {
            return None;
        }
        let [sentences, words, syllables] = [self.sentences, self.words, self.syllables].map(f64::from);
        Some(0.39 * words / sentences + 11.8 * syllables / words - 15.59)
    }

    fn add(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.words += other.words;
        self.syllables += other.syllables;
        self.longest_sentence = self.longest_sentence.max(other.longest_sentence);
    }
}

/// The syllables of words met before, one memory for each thread: a few hundred words make up most of any text, and
/// to look one up costs a fraction of counting it.
struct Memo {
    /// Each word in the place that its hash gives it, as a number whose last byte holds its syllables. A later word
    /// takes the place over.
    words: Vec<u128>,
}

impl Memo {
    /// Two to this power is how many words it remembers.
    const BITS: u32 = 14;
    /// Where the syllables are: behind the longest word.
    const SYLLABLES: usize = size_of::<u128>() - 1;

    fn with<T>(work: impl FnOnce(&mut Self) -> T) -> T {
        thread_local! {
            static MEMO: RefCell<Memo> = RefCell::new(Memo { words: vec![0; 1 << Memo::BITS] });
        }
        MEMO.with_borrow_mut(work)
    }

    fn syllables(&mut self, word: &str) -> u32 {
        let mut bytes = [0; size_of::<u128>()];
        let Some(place) = bytes[..Self::SYLLABLES].get_mut(..word.len()) else { return syllables(word) };
        place.copy_from_slice(word.as_bytes());
        let wanted = u128::from_le_bytes(bytes);
        let hash =
            wanted.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835) >> (u128::BITS - Self::BITS);
        let known = &mut self.words[usize::try_from(hash).unwrap_or_default()];
        let [.., count] = known.to_le_bytes();
        if *known ^ wanted == u128::from(count) << (8 * Self::SYLLABLES) {
            return count.into();
        }
        let count = syllables(word);
        bytes[Self::SYLLABLES] = u8::try_from(count).unwrap_or(u8::MAX);
        *known = u128::from_le_bytes(bytes);
        count
    }
}

/// The sentences of a text. Decimals and abbreviations do not end one; the end of the text does.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let end = sentence_end(rest);
            let (sentence, after) = rest.split_at(end);
            rest = after;
            let sentence = sentence.trim();
            if !sentence.is_empty() {
                return Some(sentence);
            }
        }
        None
    })
}

/// Where the first sentence ends: behind its mark.
fn sentence_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    for (i, b) in bytes.iter().enumerate() {
        if !matches!(b, b'.' | b'!' | b'?') {
            continue;
        }
        let next = bytes.get(i + 1);
        let closes = next.is_none_or(|n| matches!(n, b' ' | b'"' | b')' | b'\'' | 0x80..));
        if closes && !(*b == b'.' && is_abbreviation(&text[..i]) && next.is_some()) {
            return i + 1;
        }
    }
    text.len()
}

/// Whether a point behind this belongs to an abbreviation: `e.g`, `Dr`, or a single letter.
fn is_abbreviation(before: &str) -> bool {
    const KNOWN: [&str; 14] =
        ["dr", "mr", "mrs", "ms", "prof", "vs", "etc", "approx", "e.g", "i.e", "no", "fig", "min", "sec"];
    let word = before.rsplit([' ', '(']).next().unwrap_or_default();
    // "No." ends a sentence more often than it stands for "number": only before a digit is it none.
    let is = |k: &str| word.eq_ignore_ascii_case(k) && !matches!(k, "no" | "min" | "sec");
    KNOWN.iter().any(|k| is(k)) || (word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() && word != "I")
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (token, after) = split_token(rest);
            rest = after;
            let word = trim_signs(token);
            if !word.is_empty() {
                return Some(word);
            }
        }
        None
    })
}

/// What stands before the first space, slash, dash or ellipsis, and what behind it.
fn split_token(text: &str) -> (&str, &str) {
    for (i, b) in text.bytes().enumerate() {
        let length = match b {
            b' ' | b'/' => 1,
            0xe2 if text[i..].starts_with(['—', '…']) => '—'.len_utf8(),
            _ => continue,
        };
        return (&text[..i], &text[i + length..]);
    }
    (text, "")
}

/// A token without the signs around it.
fn trim_signs(token: &str) -> &str {
    let is_sign = |b: &u8| b.is_ascii() && !b.is_ascii_alphanumeric();
    let bytes = token.as_bytes();
    let start = bytes.iter().position(|b| !is_sign(b)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|b| !is_sign(b)).map_or(start, |last| last + 1);
    let word = &token[start..end];
    match word.as_bytes() {
        [first, .., last] if !first.is_ascii() || !last.is_ascii() => {
            word.trim_matches(|c: char| !c.is_alphanumeric())
        }
        _ => word,
    }
}

/// The syllables of an English word: groups of vowels, less the silent ones, plus those that two vowels side by side
/// make two of. A number counts as one.
pub fn syllables(word: &str) -> u32 {
    word.split('-').filter(|part| !part.is_empty()).map(syllables_of_part).sum::<u32>().max(1)
}

fn syllables_of_part(part: &str) -> u32 {
    let mut buffer = [0_u8; 32];
    let mut length = 0;
    for c in part.chars() {
        let letter = match c {
            'a'..='z' => c as u8,
            'A'..='Z' => (c as u8).to_ascii_lowercase(),
            'à'..='å' => b'a',
            'è'..='ë' => b'e',
            'ì'..='ï' => b'i',
            'ò'..='ö' => b'o',
            'ù'..='ü' => b'u',
            '\'' | '’' => break,
            _ => continue,
        };
        if length < buffer.len() {
            buffer[length] = letter;
            length += 1;
        }
    }
    let word = &buffer[..length];
    if word.is_empty() {
        return u32::from(!part.is_empty());
    }
    if let Ok(at) = IRREGULAR.binary_search_by(|(known, _)| known.as_bytes().cmp(word)) {
        return IRREGULAR[at].1;
    }
    let mut count = 0_u32;
    let mut previous_vowel = false;
    for (i, b) in word.iter().enumerate() {
        let vowel = is_vowel(*b)
            && !(*b == b'y' && (i == 0 || (previous_vowel && word.get(i + 1).is_some_and(|n| is_vowel(*n)))));
        if vowel && (!previous_vowel || is_hiatus(word, i)) {
            count += 1;
        }
        previous_vowel = vowel;
    }
    count.saturating_sub(silent_ending(word, count)).max(1)
}

/// Words that no rule here gets right, with their syllables; sorted.
const IRREGULAR: [(&str, u32); 34] = [
    ("area", 3),
    ("areas", 3),
    ("beautiful", 3),
    ("business", 2),
    ("comfortable", 4),
    ("create", 2),
    ("diet", 2),
    ("different", 3),
    ("evening", 2),
    ("every", 2),
    ("everyday", 3),
    ("everyone", 3),
    ("everything", 3),
    ("fluid", 2),
    ("fluids", 2),
    ("idea", 3),
    ("ideas", 3),
    ("medicine", 3),
    ("people", 2),
    ("quiet", 2),
    ("safely", 2),
    ("sciatica", 4),
    ("science", 2),
    ("sideways", 2),
    ("sometimes", 2),
    ("somewhere", 2),
    ("something", 2),
    ("someone", 2),
    ("therefore", 2),
    ("usual", 3),
    ("usually", 4),
    ("vertebrae", 3),
    ("walked", 1),
    ("whereas", 2),
];

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Whether the vowel at `i` starts a syllable of its own behind another vowel: li-on, do-ing, flu-id.
fn is_hiatus(word: &[u8], i: usize) -> bool {
    let before = i.checked_sub(2).map(|j| word[j]);
    let after = word.get(i + 1);
    match (word[i - 1], word[i]) {
        // -tion, -sion, -cian, -cious stay one; physi-o, medi-an, radi-us become two.
        (b'i', b'a' | b'o' | b'u') => {
            let soft = matches!(before, Some(b't' | b's' | b'c' | b'g' | b'x'));
            !(soft && matches!(after, Some(b'n' | b'l' | b'u' | b's')))
        }
        (b'e', b'o') => before.is_some() && !matches!(before, Some(b'g' | b'p')),
        (b'u', b'a') => !matches!(before, Some(b'q' | b'g')),
        (b'u', b'i' | b'o') if after == Some(&b't') => false,
        (b'o' | b'e' | b'y' | b'u' | b'a', b'i') => word[i..].starts_with(b"ing") && before.is_some(),
        _ => false,
    }
}

/// Syllables at the end that are written and not spoken: mak(e), mak(es), mov(ed).
fn silent_ending(word: &[u8], count: u32) -> u32 {
    let n = word.len();
    if count < 2 || n < 3 {
        return 0;
    }
    let at = |back: usize| word[n - back];
    let stem = |stem: &[u8]| -> bool {
        // A mute e behind a consonant inside a compound: careful, moment, sideways are left to the table.
        let k = stem.len();
        k >= 1 && !is_vowel(stem[k - 1])
    };
    match word {
        [.., b'l', b'e'] if n > 3 && !is_vowel(at(3)) => 0,
        [rest @ .., b'e'] if stem(rest) => 1,
        [rest @ .., b'l', b'e', b's'] if stem(rest) => 0,
        [rest @ .., b'e', b's'] if stem(rest) => {
            u32::from(!(matches!(rest, [.., b's' | b'x' | b'z' | b'c' | b'g'] | [.., b'c' | b's', b'h'])))
        }
        [rest @ .., b'e', b'd'] if stem(rest) => u32::from(!matches!(rest, [.., b't' | b'd'])),
        [rest @ .., b'e', b'l', b'y']
        | [rest @ .., b'e', b'f', b'u', b'l']
        | [rest @ .., b'e', b'm', b'e', b'n', b't']
            if stem(rest) && rest.len() > 1 =>
        {
            1
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_everyday_words() {
        let cases = [
            ("knee", 1),
            ("make", 1),
            ("makes", 1),
            ("moved", 1),
            ("lifted", 2),
            ("muscle", 2),
            ("muscles", 2),
            ("gentle", 2),
            ("slowly", 2),
            ("lying", 2),
            ("doing", 2),
            ("position", 3),
            ("physiotherapist", 6),
            ("exercise", 3),
            ("exercises", 4),
            ("breathe", 1),
            ("breathing", 2),
            ("the", 1),
            ("you", 1),
            ("25", 1),
            ("shoulder", 2),
            ("emergency", 4),
            ("hospital", 3),
            ("bladder", 2),
            ("sciatica", 4),
            ("movement", 2),
            ("safely", 2),
            ("careful", 2),
            ("stretches", 2),
            ("reaches", 2),
            ("minutes", 2),
            ("don't", 1),
            ("follow-up", 3),
        ];
        for (word, expected) in cases {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }

    #[test]
    fn decimals_and_abbreviations_do_not_end_a_sentence() {
        let text = "Walk 4.8 km a day, e.g. in the park. Ask Dr. Smith! Is it (still) sore?";
        assert_eq!(
            sentences(text).collect::<Vec<_>>(),
            ["Walk 4.8 km a day, e.g. in the park.", "Ask Dr. Smith!", "Is it (still) sore?"]
        );
    }

    #[test]
    fn the_grade_follows_the_formula() {
        // 2 sentences, 11 words, 13 syllables: 0.39 × 5.5 + 11.8 × 13 ÷ 11 − 15.59 = 0.50.
        let counts = Counts::of("Lie on your back. Draw one knee slowly to your chest.");
        assert_eq!(
            (counts.sentences, counts.words, counts.syllables, counts.longest_sentence),
            (2, 11, 12, 7)
        );
        assert!((counts.grade().unwrap() - (0.39 * 5.5 + 11.8 * 12.0 / 11.0 - 15.59)).abs() < 1e-9);
        assert_eq!(Counts::of("– …").grade(), None);
    }
}
