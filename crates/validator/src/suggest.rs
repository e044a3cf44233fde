//! "Did you mean": the nearest known name to one that is unknown.

/// The name nearest to `name`, if one is near enough to be meant.
pub(crate) fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > 80 {
        return None;
    }
    known
        .filter(|k| best_score(name, k) >= NEAR)
        .map(|k| (score(name, k), k))
        .filter(|(score, _)| *score >= NEAR)
        // The first of equals, so that the answer does not hang on the order of floats.
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, k)| k)
}

/// The key that is meant. Of keys whose first word several share, such as `hip_…` or `left_…`, the rest tells which one.
pub(crate) fn key<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let (first, rest) = name.split_once('_').unwrap_or((name, ""));
    let alike = with_first_word(first, known);
    match alike.as_slice() {
        [only] => Some(only),
        [_, _, ..] if !rest.is_empty() => {
            let rest_of = |known: &'n str| known.get(first.len() + 1..);
            let near = did_you_mean(rest, alike.iter().filter_map(|known| rest_of(known)));
            alike.into_iter().find(|known| near.is_some() && rest_of(known) == near)
        }
        _ => did_you_mean(name, known.iter().copied()),
    }
}

/// The keys that begin with a word.
pub(crate) fn with_first_word<'n>(word: &str, known: &[&'n str]) -> Vec<&'n str> {
    let has_it = |known: &&'n str| known.split_once('_').is_some_and(|(first, _)| first == word);
    known.iter().copied().filter(has_it).collect()
}

/// How near two names are, up to 1. Capitals and the sign between words make no difference.
fn score(name: &str, known: &str) -> f64 {
    let [a, b] = [name, known].map(|name| name.to_ascii_lowercase().replace(['_', ' '], "-"));
    strsim::normalized_damerau_levenshtein(&a, &b).max(strsim::jaro_winkler(&a, &b) - LESS_FOR_JARO)
}

/// The least score of a name that may be meant.
const NEAR: f64 = 0.75;
/// How much less a score of Jaro and Winkler counts.
const LESS_FOR_JARO: f64 = 0.12;

/// The most that two names can score, by the letters that they share in any order: a library holds thousands of names,
/// and to score one in full takes a microsecond.
fn best_score(wanted: &str, known: &str) -> f64 {
    // Of letters beyond ASCII the first byte stands for all: that can only raise the score.
    fn letters(name: &str) -> impl Iterator<Item = u8> {
        let bytes = name.bytes().filter(|b| !matches!(b, 0x80..=0xbf));
        bytes.map(|b| if matches!(b, b'_' | b' ') { b'-' } else { b.to_ascii_lowercase() })
    }
    let mut counts = [0_i32; 256];
    let (mut a, mut b) = (0, 0);
    for letter in letters(wanted) {
        counts[usize::from(letter)] += 1;
        a += 1;
    }
    let mut shared = 0;
    for letter in letters(known) {
        shared += i32::from(counts[usize::from(letter)] > 0);
        counts[usize::from(letter)] -= 1;
        b += 1;
    }
    let same_start = letters(wanted).zip(letters(known)).next().is_some_and(|(a, b)| a == b);
    highest_score(u32::try_from(shared).unwrap_or_default(), a, b, same_start)
}

/// The most that two names of these lengths can score that share so many letters.
fn highest_score(shared: u32, a: usize, b: usize, same_start: bool) -> f64 {
    if a == 0 || b == 0 {
        return 1.0;
    }
    let [a, b] = [a, b].map(|length| f64::from(u32::try_from(length).unwrap_or(u32::MAX)));
    let shared = f64::from(shared);
    let jaro = (shared / a + shared / b + 1.0) / 3.0;
    // What is the same at the start counts for four letters at the most.
    let winkler = if same_start { 0.4 * (1.0 - jaro) } else { 0.0 };
    (shared / a.max(b)).max(jaro + winkler - LESS_FOR_JARO)
}

/// Which letters and digits are in a name, a bit for each. With it most of thousands of names are told apart from one
/// that is looked for without a look at them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters(u64);

impl Letters {
    pub(crate) fn of(name: &str) -> Self {
        let bit = |b: u8| match b.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => letter - b'a',
            digit @ b'0'..=b'9' => digit - b'0' + 26,
            b'-' | b'_' | b' ' => 36,
            other => 37 + other % 27,
        };
        Self(name.bytes().fold(0, |letters, b| letters | 1 << bit(b)))
    }

    /// Whether another name could be near enough to be meant, by its letters alone. Never wrong where it says no.
    pub(crate) fn may_be_near(self, wanted: &str, known: Self, known_name: &str) -> bool {
        if !wanted.is_ascii() || !known_name.is_ascii() {
            return true;
        }
        let least_of = |length: usize, here: Self, there: Self| {
            let only_here = (here.0 & !there.0).count_ones();
            u32::try_from(length).unwrap_or(u32::MAX).saturating_sub(only_here)
        };
        let shared = least_of(wanted.len(), self, known).min(least_of(known_name.len(), known, self));
        highest_score(shared, wanted.len(), known_name.len(), true) >= NEAR
    }
}

/// The rule whose name is nearest to `name`, if one is near enough to be meant.
pub fn rule(name: &str) -> Option<&'static str> {
    did_you_mean(name, crate::rules::ALL.iter().map(|rule| rule.id))
}

/// Names in a sentence: `"a", "b" or "c"`; the first twenty where there are more.
pub(crate) fn list<'n>(names: impl Iterator<Item = &'n str>, last: &str) -> String {
    const MOST: usize = 20;
    let mut names: Vec<_> = names.map(|n| format!("\"{n}\"")).collect();
    if names.len() > MOST {
        names.truncate(MOST);
        return names.join(", ") + " …";
    }
    match names.pop() {
        None => "nothing".to_owned(),
        Some(only) if names.is_empty() => only,
        Some(end) => format!("{} {last} {end}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_name_that_is_near_is_passed_over(
            name in "[a-cA-C1é_ -]{0,9}",
            at in any::<proptest::sample::Index>(),
            gone in 0..3_usize,
            new in "[a-c1é_-]{0,3}",
        ) {
            // The same name with a slip in it.
            let mut letters: Vec<char> = name.chars().collect();
            let at = at.index(letters.len() + 1);
            letters.splice(at..(at + gone).min(letters.len()), new.chars());
            let known: String = letters.into_iter().collect();
            if score(&name, &known) >= NEAR {
                prop_assert!(best_score(&name, &known) >= NEAR, "{name} {known}");
                prop_assert!(Letters::of(&name).may_be_near(&name, Letters::of(&known), &known), "{name} {known}");
            }
        }
    }

    #[test]
    fn the_first_word_of_a_key_says_which_keys_may_be_meant() {
        let known =
            ["hip_extension", "hip_flexion", "knee_flexion", "left_hand", "left_knee", "rest_seconds"];
        let near = |name| key(name, &known);
        assert_eq!(near("hip_flexon"), Some("hip_flexion"));
        assert_eq!(near("rest_minutes"), Some("rest_seconds"));
        assert_eq!(near("rest"), Some("rest_seconds"));
        assert_eq!(near("left_finger"), None);
        assert_eq!(near("hip_bend"), None);
        assert_eq!(near("knee_flexoin"), Some("knee_flexion"));
        assert_eq!(near("kne_flexion"), Some("knee_flexion"));
        assert_eq!(with_first_word("left", &known), ["left_hand", "left_knee"]);
    }

    #[test]
    fn a_slip_of_the_finger_is_understood_and_another_word_is_not() {
        let known = ["repetitions", "sets", "hold_seconds", "rest_seconds"];
        let near = |name| did_you_mean(name, known.into_iter());
        assert_eq!(near("repitions"), Some("repetitions"));
        assert_eq!(near("holdSeconds"), Some("hold_seconds"));
        assert_eq!(near("hold-seconds"), Some("hold_seconds"));
        assert_eq!(near("set"), Some("sets"));
        assert_eq!(near("colour"), None);
    }
}
