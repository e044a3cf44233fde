//! "Did you mean": the nearest known name to one that is unknown.

/// The name nearest to `name`, if one is near enough to be meant.
pub(crate) fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > 80 {
        return None;
    }
    let same = |a: &str| a.to_ascii_lowercase().replace(['_', ' '], "-");
    let wanted = same(name);
    known
        .filter(|k| best_score(&wanted, k) >= NEAR)
        .map(|k| {
            let k_same = same(k);
            let score = strsim::normalized_damerau_levenshtein(&wanted, &k_same)
                .max(strsim::jaro_winkler(&wanted, &k_same) - LESS_FOR_JARO);
            (score, k)
        })
        .filter(|(score, _)| *score >= NEAR)
        // The first of equals, so that the answer does not hang on the order of floats.
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, k)| k)
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
    if a == 0 || b == 0 {
        return 1.0;
    }
    let same_start = letters(wanted).zip(letters(known)).take(4).take_while(|(a, b)| a == b).count();
    let [a, b, shared] = [a, b, shared].map(f64::from);
    let jaro = (shared / a + shared / b + 1.0) / 3.0;
    let winkler = if same_start == 0 { 0.0 } else { 0.4 * (1.0 - jaro) };
    (shared / a.max(b)).max(jaro + winkler - LESS_FOR_JARO)
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
    use super::*;

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
