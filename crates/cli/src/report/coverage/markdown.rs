//! The coverage as Markdown that GitHub renders: one table for each question.

use std::fmt::Write as _;

use super::human::{place, review_groups};
use super::words::{
    fields, frequency, gap_places, grade, minutes, on_feet, plural, repetitions, smog, span, status, word,
};
use super::{CertItem, CertStatus, Coverage, Gap, ProgramCoverage, Reading};

/// Writes the coverage.
pub(crate) fn text(coverage: &Coverage) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}: what the programs tell\n", escaped(&coverage.library));
    let list = &coverage.checklist;
    let _ = writeln!(
        out,
        "{}: {}, [doi:{}](https://doi.org/{}). Reviews as of {}.",
        list.name, list.citation, list.doi, list.doi, coverage.date
    );
    if coverage.programs.len() > 1 {
        overview(&mut out, coverage);
    }
    for program in &coverage.programs {
        write_program(&mut out, program);
    }
    out
}

fn overview(out: &mut String, coverage: &Coverage) {
    head(out, &["Program", "Answered", "Partly", "Missing", "Reading grade", "Reviews overdue"], 1);
    for p in &coverage.programs {
        let counts = [p.cert.answered, p.cert.partly, p.cert.missing].map(|n| n.to_string());
        let [answered, partly, missing] = counts;
        let overdue = if p.review.overdue > 0 { format!("**{}**", p.review.overdue) } else { "0".to_owned() };
        row(out, &[escaped(&p.title), answered, partly, missing, graded(&p.reading.program), overdue]);
    }
}

fn write_program(out: &mut String, p: &ProgramCoverage) {
    let _ = writeln!(out, "\n## {}\n", escaped(&p.title));
    let conditions: Vec<_> = p.conditions.iter().map(|c| escaped(&c.title)).collect();
    let _ = writeln!(out, "{}, for {}.", code(&p.file), conditions.join(", "));
    cert(out, p);
    times(out, p);
    exercises(out, p);
    movements(out, p);
    reviews(out, p);
    sources(out, p);
    waivers(out, p);
}

fn cert(out: &mut String, p: &ProgramCoverage) {
    let cert = &p.cert;
    let _ = writeln!(
        out,
        "\n### Exercise reporting (CERT)\n\n{} answered, {} partly, {} missing, {} known only after use.",
        cert.answered, cert.partly, cert.missing, cert.after_use
    );
    head(out, &["Item", "Topic", "Status", "What it says", "What is missing", "Fields"], 0);
    for item in &cert.items {
        let status = match item.status {
            CertStatus::Answered | CertStatus::AfterUse => status(item.status).to_owned(),
            CertStatus::Partly | CertStatus::Missing => format!("**{}**", status(item.status)),
        };
        row(
            out,
            &[item.item.to_owned(), item.topic.to_owned(), status, says(item), gaps(item), answered_by(item)],
        );
    }
}

fn says(item: &CertItem) -> String {
    let mut text = escaped(&item.says);
    if let Some(limit) = item.limit {
        let gap = if text.is_empty() { "" } else { "<br>" };
        let _ = write!(text, "{gap}*{}*", escaped(limit));
    }
    text
}

fn gaps(item: &CertItem) -> String {
    let gap = |gap: &Gap| {
        let places: Vec<_> = gap_places(gap).into_iter().map(code).collect();
        format!("{}: {}", escaped(gap.what), places.join(", "))
    };
    item.missing.iter().map(gap).collect::<Vec<_>>().join("<br>")
}

fn answered_by(item: &CertItem) -> String {
    let one = |text: &String| match text.split_once(' ') {
        Some((field, count)) => format!("{} {count}", code(field)),
        None => code(text),
    };
    let group = |(kind, texts): &(String, Vec<String>)| {
        format!("{kind} {}", texts.iter().map(one).collect::<Vec<_>>().join(", "))
    };
    fields(&item.answered_by).iter().map(group).collect::<Vec<_>>().join("<br>")
}

fn times(out: &mut String, p: &ProgramCoverage) {
    let _ = writeln!(
        out,
        "\n### Time and repetitions\n\nIn minutes; times on feet and repetitions are those of a week, and a phase\u{2019}s day is its fullest."
    );
    head(out, &["Phase and session", "How often", "Once", "A day", "A week", "On feet", "Repetitions"], 2);
    for phase in &p.phases {
        let weeks = phase.weeks.map(|w| format!("{} weeks", span(w))).unwrap_or_default();
        let title = format!("**{}. {}**", phase.number, escaped(&phase.title));
        let week = phase.week;
        let cells = [
            title,
            weeks,
            String::new(),
            minutes(phase.fullest_day),
            minutes(week),
            on_feet(week),
            repetitions(week),
        ];
        row(out, &cells);
        for session in &phase.sessions {
            let often = frequency(session.times_a_day, session.days_a_week);
            let week = session.week;
            row(
                out,
                &[
                    escaped(&session.title),
                    often,
                    minutes(session.each_time),
                    minutes(session.day),
                    minutes(week),
                    on_feet(week),
                    repetitions(week),
                ],
            );
        }
    }
}

fn exercises(out: &mut String, p: &ProgramCoverage) {
    let _ = writeln!(
        out,
        "\n### Reading grades and pictures\n\nThe grade is Flesch-Kincaid’s; its limit is {}.",
        p.reading.limit
    );
    head(out, &["Text", "Kind", "Phases", "Picture", "Words", "Grade", "SMOG"], 4);
    let whole = |out: &mut String, label: &str, reading: &Reading| {
        let [kind, phases, picture] = [const { String::new() }; 3];
        let (words, grade, smog) = (reading.words.to_string(), graded(reading), smog(reading));
        row(out, &[label.to_owned(), kind, phases, picture, words, grade, smog]);
    };
    whole(out, "the program’s own texts", &p.reading.program);
    whole(out, "with everything that it hands out", &p.reading.everything);
    for e in &p.exercises {
        let phases: Vec<_> = e.phases.iter().map(ToString::to_string).collect();
        let phases = if e.only_instead { "instead".to_owned() } else { phases.join(", ") };
        let picture = if e.has_picture { "yes" } else { "**NONE**" }.to_owned();
        row(
            out,
            &[
                escaped(&e.title),
                word(&e.category),
                phases,
                picture,
                e.reading.words.to_string(),
                graded(&e.reading),
                smog(&e.reading),
            ],
        );
    }
}

fn movements(out: &mut String, p: &ProgramCoverage) {
    let _ = writeln!(out, "\n### Exercises by movement");
    head(out, &["Movement", "Exercises", "Favoured with", "Cautioned with"], 0);
    let codes = |ids: &[String]| ids.iter().map(|id| code(id)).collect::<Vec<_>>().join(", ");
    for m in &p.by_movement {
        let cautioned =
            if m.cautioned_by.is_empty() { String::new() } else { format!("**{}**", codes(&m.cautioned_by)) };
        row(out, &[word(&m.movement), codes(&m.exercises), codes(&m.favoured_by), cautioned]);
    }
    let _ = writeln!(out, "\n### Exercises by muscle");
    head(out, &["Muscle", "Exercises"], 0);
    for m in &p.by_muscle {
        row(out, &[word(&m.muscle), codes(&m.exercises)]);
    }
    if !p.without_muscles.is_empty() {
        row(out, &["**NONE NAMED**".to_owned(), codes(&p.without_muscles)]);
    }
}

fn reviews(out: &mut String, p: &ProgramCoverage) {
    let review = &p.review;
    let _ = writeln!(
        out,
        "\n### Review\n\n{}: {} overdue, {} reviewed by nobody yet, {} without a due date.",
        plural(review.documents.len(), "document"),
        review.overdue,
        review.unreviewed,
        review.without_due_date
    );
    head(out, &["Review", "Documents"], 0);
    for (label, documents) in review_groups(&review.documents) {
        let label = if documents[0].overdue { format!("**{}**", escaped(&label)) } else { escaped(&label) };
        let names: Vec<_> = documents.iter().map(|d| format!("{} {}", d.kind.noun(), code(&d.id))).collect();
        row(out, &[label, names.join(", ")]);
    }
}

fn sources(out: &mut String, p: &ProgramCoverage) {
    let _ = writeln!(out, "\n### Sources");
    if p.sources.is_empty() {
        let _ = writeln!(out, "\n**NONE**");
        return;
    }
    head(out, &["Source", "Citation", "Kind", "Named by"], 0);
    for source in &p.sources {
        let citation = escaped(&source.citation);
        let citation = match (&source.link, &source.doi) {
            (Some(link), _) => format!("[{citation}](<{link}>)"),
            (None, Some(doi)) => format!("[{citation}](<https://doi.org/{doi}>)"),
            (None, None) => citation,
        };
        let count = plural(source.cited_by.len(), "document");
        row(out, &[code(&source.id), citation, word(&source.source_type), count]);
    }
}

fn waivers(out: &mut String, p: &ProgramCoverage) {
    if p.waivers.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### Rules set aside");
    head(out, &["Rule", "Where", "Why", "By", "Until"], 0);
    for w in &p.waivers {
        let until = match w.until {
            Some(until) if w.expired => format!("**EXPIRED on {until}**"),
            Some(until) => until.to_string(),
            None => String::new(),
        };
        let at = format!("{} {} at {}", w.kind.noun(), code(&w.id), code(place(&w.at)));
        row(out, &[code(&w.rule), at, escaped(&w.reason), escaped(&w.by), until]);
    }
}

fn graded(reading: &Reading) -> String {
    if reading.above_limit { format!("**{} ABOVE**", grade(reading)) } else { grade(reading) }
}

/// The head of a table. Columns from `numbers` on hold figures; with 0 none does.
fn head(out: &mut String, titles: &[&str], numbers: usize) {
    let _ = writeln!(out, "\n| {} |", titles.join(" | "));
    let rule = |i: usize| if numbers > 0 && i >= numbers { "--:" } else { "---" };
    let rules: Vec<_> = (0..titles.len()).map(rule).collect();
    let _ = writeln!(out, "| {} |", rules.join(" | "));
}

fn row(out: &mut String, cells: &[String]) {
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// A name or pointer as code. Neither holds backticks; a bar would end the cell.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('|', "\\|"))
}

/// A text that shows as it stands.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_cell_or_becomes_markup() {
        assert_eq!(escaped("a|b *c* <br> [d](e) _f_"), "a\\|b \\*c\\* \\<br\\> \\[d\\](e) \\_f\\_");
        assert_eq!(code("/a|b"), "`/a\\|b`");
    }
}
