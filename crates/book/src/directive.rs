//! What a chapter asks for.

/// What a line of a chapter asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// A whole program.
    Program(String),
    /// An exercise in full.
    Exercise(String),
    /// The figures of an exercise.
    Figure(String),
    /// A whole part of a manual.
    Listing(Listing),
}

/// A whole part of a manual. Where each thing gets a page of its own, the pages become chapters below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Every program, with a page each.
    Programs,
    /// Every exercise, with a page each.
    Exercises,
    /// Every condition.
    Conditions,
    /// All advice for daily life.
    Advice,
    /// Every red flag.
    RedFlags,
    /// Every source, with what rests on it.
    Sources,
    /// How far each review has come, and when it is due.
    Reviews,
    /// Every rule of the check, with a page for each group.
    Rules,
    /// The commands of the toolkit.
    Commands,
    /// The kinds of documents, with a page each for their keys.
    Documents,
    /// The exporters.
    Exporters,
    /// What becomes what in FHIR.
    Fhir,
}

impl Listing {
    /// Each with its name in a directive.
    pub const ALL: [(&'static str, Self); 12] = [
        ("programs", Self::Programs),
        ("exercises", Self::Exercises),
        ("conditions", Self::Conditions),
        ("advice", Self::Advice),
        ("red-flags", Self::RedFlags),
        ("sources", Self::Sources),
        ("reviews", Self::Reviews),
        ("rules", Self::Rules),
        ("commands", Self::Commands),
        ("documents", Self::Documents),
        ("exporters", Self::Exporters),
        ("fhir", Self::Fhir),
    ];
}

/// The lines of a chapter, each with its end, and with the directive where it is one.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (&str, Option<Result<Directive, String>>)> {
    lines_with_code(text).map(|(line, is_code)| (line, if is_code { None } else { read(line.trim()) }))
}

/// The lines of a text, each with its end, and whether it belongs to fenced code.
pub(crate) fn lines_with_code(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut fence: Option<(char, usize)> = None;
    text.split_inclusive('\n').map(move |line| {
        let trimmed = line.trim();
        let first = trimmed.chars().next().unwrap_or(' ');
        let length = trimmed.chars().take_while(|c| *c == first).count();
        let is_fence = matches!(first, '`' | '~') && length >= 3;
        let inside = fence.is_some();
        match fence {
            Some((with, opened))
                if is_fence && first == with && length >= opened && length == trimmed.len() =>
            {
                fence = None;
            }
            None if is_fence => fence = Some((first, length)),
            _ => {}
        }
        (line, inside || is_fence)
    })
}

fn read(line: &str) -> Option<Result<Directive, String>> {
    let words = line.strip_prefix("{{#regimen")?.strip_suffix("}}")?;
    let words: Vec<&str> = words.split_whitespace().collect();
    let listing = |name| Listing::ALL.iter().find(|(known, _)| *known == name).map(|(_, listing)| *listing);
    Some(match words[..] {
        ["program", id] => Ok(Directive::Program(id.to_owned())),
        ["exercise", id] => Ok(Directive::Exercise(id.to_owned())),
        ["figure", id] => Ok(Directive::Figure(id.to_owned())),
        [name] if listing(name).is_some() => {
            listing(name).map(Directive::Listing).ok_or_else(|| "nothing is asked for".to_owned())
        }
        _ => {
            let names: Vec<&str> = Listing::ALL.iter().map(|(name, _)| *name).collect();
            Err(format!(
                "`{line}` asks for nothing that there is: write `program`, `exercise` or `figure` with an id, or one of {}",
                names.join(", ")
            ))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directive_stands_alone_on_its_line_and_outside_of_code() {
        let text = "{{#regimen figure bridge}}\nSee `{{#regimen figure bridge}}`.\n```md\n{{#regimen programs}}\n```\n  {{#regimen programs}}  \n";
        let found: Vec<_> = lines(text).filter_map(|(_, directive)| directive).collect();
        assert_eq!(
            found,
            [Ok(Directive::Figure("bridge".into())), Ok(Directive::Listing(Listing::Programs))]
        );
        assert_eq!(lines(text).map(|(line, _)| line).collect::<String>(), text);
    }

    #[test]
    fn what_is_asked_for_wrongly_is_told() {
        for line in
            ["{{#regimen}}", "{{#regimen program}}", "{{#regimen recipes}}", "{{#regimen figure a b}}"]
        {
            let found = lines(line).next().and_then(|(_, directive)| directive);
            assert!(matches!(&found, Some(Err(why)) if why.contains("red-flags")), "{line}: {found:?}");
        }
    }
}
