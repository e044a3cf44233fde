//! "Did you mean": the nearest known name to one that is unknown.

/// The name nearest to `name`, if one is near enough to be meant.
pub(crate) fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    const NEAR: f64 = 0.75;
    if name.len() > 80 {
        return None;
    }
    let same = |a: &str| a.to_ascii_lowercase().replace(['_', ' '], "-");
    let wanted = same(name);
    known
        .map(|k| {
            (
                strsim::normalized_damerau_levenshtein(&wanted, &same(k))
                    .max(strsim::jaro_winkler(&wanted, &same(k)) - 0.12),
                k,
            )
        })
        .filter(|(score, _)| *score >= NEAR)
        // The first of equals, so that the answer does not hang on the order of floats.
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, k)| k)
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
