//! The coverage for people at a terminal: at most 100 columns, and everything that is missing in capitals, so that it
//! is found without colour.

use std::fmt::Write as _;

use super::words::{
    fields, frequency, gap_places, grade, minutes, on_feet, plural, repetitions, smog, span, status, word,
};
use super::{CertItem, Coverage, DocumentReview, ProgramCoverage, Reading, SourceUse};

/// The widest line.
const WIDTH: usize = 100;
/// How far the text of a table stands from the left.
const TEXT: usize = 42;

/// Writes the coverage.
pub(crate) fn text(coverage: &Coverage) -> String {
    let mut out = String::new();
    if coverage.programs.len() > 1 {
        overview(&mut out, coverage);
    }
    for program in &coverage.programs {
        if !out.is_empty() {
            out.push('\n');
        }
        write_program(&mut out, program);
    }
    if !coverage.programs.is_empty() {
        let list = &coverage.checklist;
        out.push('\n');
        paragraph(&mut out, 0, "", &format!("{}: {}, doi:{}.", list.name, list.citation, list.doi));
        paragraph(&mut out, 0, "", &format!("Reviews as of {}.", coverage.date));
    }
    out
}

fn overview(out: &mut String, coverage: &Coverage) {
    let programs = &coverage.programs;
    let first = programs.iter().map(|p| p.id.chars().count()).max().unwrap_or_default().clamp(7, 48);
    let _ = writeln!(
        out,
        "{:first$}  {:>8}  {:>6}  {:>7}  {:>5}  {:>7}",
        plural(programs.len(), "program"),
        "answered",
        "partly",
        "missing",
        "grade",
        "overdue"
    );
    for p in programs {
        let cert = &p.cert;
        let _ = writeln!(
            out,
            "{:first$}  {:>8}  {:>6}  {:>7}  {:>5}  {:>7}",
            p.id,
            cert.answered,
            none(cert.partly),
            none(cert.missing),
            grade(&p.reading.program),
            none(p.review.overdue)
        );
    }
}

/// A count; a dash for none, so that others stand out.
fn none(n: usize) -> String {
    if n == 0 { "–".to_owned() } else { n.to_string() }
}

fn write_program(out: &mut String, p: &ProgramCoverage) {
    let _ = writeln!(out, "{}", "-".repeat(WIDTH));
    paragraph(out, 0, "", &p.title);
    let conditions: Vec<_> = p.conditions.iter().map(|c| c.title.as_str()).collect();
    paragraph(out, 0, "", &format!("{}, for {}", p.file, conditions.join(", ")));

    let cert = &p.cert;
    heading(out, "Exercise reporting (CERT)");
    paragraph(
        out,
        2,
        "",
        &format!(
            "{} answered, {} partly, {} missing, {} known only after use",
            cert.answered, cert.partly, cert.missing, cert.after_use
        ),
    );
    out.push('\n');
    for item in &cert.items {
        write_item(out, item);
    }
    times(out, p);
    readings(out, p);
    exercises(out, p);
    reviews(out, p);
    sources(out, &p.sources);
    waivers(out, p);
}

fn write_item(out: &mut String, item: &CertItem) {
    let head = format!("  {:3}  {:22}  {:9}", item.item, item.topic, status(item.status));
    let mut lines: Vec<String> = Vec::new();
    if !item.says.is_empty() {
        lines.extend(wrap(&item.says, WIDTH - TEXT));
    }
    for gap in &item.missing {
        lines.extend(wrap_hanging("lacks ", &format!("{}: {}", gap.what, gap_places(gap).join(", "))));
    }
    if let Some(limit) = item.limit {
        lines.extend(wrap_hanging("note: ", limit));
    }
    let fields = fields(&item.answered_by);
    let fields: Vec<_> = fields.iter().map(|(kind, texts)| format!("{kind} {}", texts.join(", "))).collect();
    if !fields.is_empty() {
        lines.extend(wrap_hanging("in ", &fields.join("; ")));
    }
    for (i, line) in lines.iter().enumerate() {
        let left = if i == 0 { head.as_str() } else { "" };
        let _ = writeln!(out, "{left:TEXT$}{line}");
    }
}

fn wrap_hanging(lead: &str, text: &str) -> Vec<String> {
    let indent = lead.chars().count();
    let lines = wrap(text, WIDTH - TEXT - indent);
    let line = |(i, line): (usize, String)| {
        if i == 0 { format!("{lead}{line}") } else { format!("{}{line}", " ".repeat(indent)) }
    };
    lines.into_iter().enumerate().map(line).collect()
}

fn times(out: &mut String, p: &ProgramCoverage) {
    heading(out, "Minutes, and repetitions a week");
    time_row(out, "", "how often", ["once", "a day", "a week", "on feet", "repetitions"].map(str::to_owned));
    for phase in &p.phases {
        let weeks = phase.weeks.map(|w| format!(" ({} weeks)", span(w))).unwrap_or_default();
        paragraph(out, 2, &format!("{}  ", phase.number), &format!("{}{weeks}", phase.title));
        for session in &phase.sessions {
            let week = session.week;
            let often = frequency(session.times_a_day, session.days_a_week);
            let once = minutes(session.each_time);
            let cells = [once, minutes(session.day), minutes(week), on_feet(week), repetitions(week)];
            time_row(out, &session.title, &often, cells);
        }
        if phase.sessions.len() > 1 {
            let week = phase.week;
            let cells =
                [String::new(), minutes(phase.fullest_day), minutes(week), on_feet(week), repetitions(week)];
            time_row(out, "fullest day; whole week", "", cells);
        }
    }
}

/// A row of the table of times: its label is wrapped within its column.
fn time_row(out: &mut String, label: &str, often: &str, cells: [String; 5]) {
    const LABEL: usize = 28;
    let [once, day, week, feet, repetitions] = cells;
    for (i, line) in wrap(label, LABEL).iter().enumerate() {
        let row = if i == 0 {
            format!("     {line:LABEL$}  {often:21}{once:>7}{day:>8}{week:>9}{feet:>8}{repetitions:>12}")
        } else {
            format!("     {line}")
        };
        let _ = writeln!(out, "{}", row.trim_end());
    }
}

fn readings(out: &mut String, p: &ProgramCoverage) {
    heading(out, &format!("Reading grade (Flesch-Kincaid; the limit is {})", p.reading.limit));
    let row = |out: &mut String, label: &str, reading: &Reading| {
        let above = if reading.above_limit { "  ABOVE THE LIMIT" } else { "" };
        let (grade, smog) = (grade(reading), smog(reading));
        let _ = writeln!(out, "  {label:36}{grade:>5}  SMOG {smog:>4}  {:>6} words{above}", reading.words);
    };
    row(out, "the program's own texts", &p.reading.program);
    row(out, "with everything that it hands out", &p.reading.everything);
}

fn exercises(out: &mut String, p: &ProgramCoverage) {
    heading(out, "Exercises");
    let first = p.exercises.iter().map(|e| e.id.chars().count()).max().unwrap_or_default().clamp(8, 40);
    let _ = writeln!(out, "  {:first$}  {:14}  {:8}  {:>5}  picture", "", "kind", "phases", "grade");
    for e in &p.exercises {
        let phases: Vec<_> = e.phases.iter().map(ToString::to_string).collect();
        let phases = if e.only_instead { "instead".to_owned() } else { phases.join(" ") };
        let above = if e.reading.above_limit { "  ABOVE THE LIMIT" } else { "" };
        let picture = if e.has_picture { "yes" } else { "NONE" };
        let (kind, grade) = (word(&e.category), grade(&e.reading));
        let row = format!("  {:first$}  {kind:14}  {phases:8}  {grade:>5}  {picture:7}{above}", e.id);
        let _ = writeln!(out, "{}", row.trim_end());
    }
    heading(out, "Exercises by movement");
    for m in &p.by_movement {
        let mut text = m.exercises.join(", ");
        if !m.favoured_by.is_empty() {
            let _ = write!(text, " (favoured with {})", m.favoured_by.join(", "));
        }
        if !m.cautioned_by.is_empty() {
            let _ = write!(text, " (CAUTION with {})", m.cautioned_by.join(", "));
        }
        paragraph(out, 2, &format!("{:28}", word(&m.movement)), &text);
    }
    heading(out, "Exercises by muscle");
    for m in &p.by_muscle {
        paragraph(out, 2, &format!("{:28}", word(&m.muscle)), &m.exercises.join(", "));
    }
    if !p.without_muscles.is_empty() {
        paragraph(out, 2, &format!("{:28}", "NONE NAMED"), &p.without_muscles.join(", "));
    }
}

fn reviews(out: &mut String, p: &ProgramCoverage) {
    heading(out, "Review");
    let review = &p.review;
    let next = review.next_due_on.map(|d| format!(", the next due on {d}")).unwrap_or_default();
    let overdue =
        if review.overdue == 0 { "none overdue".to_owned() } else { format!("{} OVERDUE", review.overdue) };
    let mut text = format!("{}: {overdue}{next}", plural(review.documents.len(), "document"));
    if review.unreviewed > 0 {
        let _ = write!(text, "; {} REVIEWED BY NOBODY YET", review.unreviewed);
    }
    if review.without_due_date > 0 {
        let _ = write!(text, "; {} WITHOUT A DUE DATE", review.without_due_date);
    }
    paragraph(out, 2, "", &text);
    for (label, documents) in review_groups(&review.documents) {
        let all = documents.len() == review.documents.len();
        let names = if all { "all of them".to_owned() } else { by_kind(&documents) };
        paragraph(out, 2, "", &format!("{label}: {names}"));
    }
}

/// Documents by their kinds: `program a; exercise b, c`.
fn by_kind(documents: &[&DocumentReview]) -> String {
    let mut text = String::new();
    let mut last = None;
    for document in documents {
        let gap = if last.is_none() { "" } else { "; " };
        let _ = match last {
            Some(kind) if kind == document.kind => write!(text, ", {}", document.id),
            _ => write!(text, "{gap}{} {}", document.kind.noun(), document.id),
        };
        last = Some(document.kind);
    }
    text
}

/// Documents whose reviews have come equally far, by what is said of them.
pub(super) fn review_groups(documents: &[DocumentReview]) -> Vec<(String, Vec<&DocumentReview>)> {
    let mut groups: Vec<(String, Vec<&DocumentReview>)> = Vec::new();
    for document in documents {
        let label = review_label(document);
        match groups.iter_mut().find(|(known, _)| *known == label) {
            Some((_, group)) => group.push(document),
            None => groups.push((label, vec![document])),
        }
    }
    // What is overdue comes first.
    groups.sort_by_key(|(_, group)| !group[0].overdue);
    groups
}

fn review_label(d: &DocumentReview) -> String {
    let mut label = d.status.map_or_else(|| "NO REVIEW".to_owned(), |s| word(&s));
    if !d.reviewed_by.is_empty() {
        let _ = write!(label, ", by {}", d.reviewed_by.join("; "));
    }
    if let Some(on) = d.reviewed_on {
        let _ = write!(label, " on {on}");
    }
    match (d.due_on, d.days_left) {
        (Some(due), Some(left)) if d.overdue => {
            let days = plural(left.unsigned_abs() as usize, "day");
            let _ = write!(label, ", OVERDUE since {due}, {days}");
        }
        (Some(due), _) => {
            let _ = write!(label, ", due on {due}");
        }
        (None, _) => label += ", NO DUE DATE",
    }
    label
}

fn sources(out: &mut String, sources: &[SourceUse]) {
    heading(out, "Sources");
    if sources.is_empty() {
        let _ = writeln!(out, "  NONE");
    }
    for source in sources {
        let count = plural(source.cited_by.len(), "document");
        paragraph(
            out,
            2,
            &format!("{:18}", source.id),
            &format!("{} ({}, {count})", source.citation, word(&source.source_type)),
        );
    }
}

fn waivers(out: &mut String, p: &ProgramCoverage) {
    if p.waivers.is_empty() {
        return;
    }
    heading(out, "Rules set aside");
    for w in &p.waivers {
        let until = match w.until {
            Some(until) if w.expired => format!(", EXPIRED on {until}"),
            Some(until) => format!(", until {until}"),
            None => String::new(),
        };
        let text = format!("{} {} at {}: {} ({}{until})", w.kind.noun(), w.id, place(&w.at), w.reason, w.by);
        paragraph(out, 2, &format!("{:24}", w.rule), &text);
    }
}

/// A place in words where it is the whole document.
pub(super) fn place(pointer: &str) -> &str {
    if pointer.is_empty() { "the whole document" } else { pointer }
}

fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n{text}");
}

/// A paragraph behind a lead, at an indent: the lines below stand under the text if the lead is short enough.
fn paragraph(out: &mut String, indent: usize, lead: &str, text: &str) {
    let lead_width = lead.chars().count();
    if lead_width <= TEXT {
        let hang = indent + lead_width;
        for (i, line) in wrap(text, WIDTH - hang).iter().enumerate() {
            let left = if i == 0 { lead } else { "" };
            let _ = writeln!(out, "{:indent$}{left:lead_width$}{line}", "");
        }
        return;
    }
    for (i, line) in wrap(&format!("{lead}{text}"), WIDTH - indent - 2).iter().enumerate() {
        let indent = if i == 0 { indent } else { indent + 2 };
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
}

/// Lines of at most `width` characters. A word that is longer is broken: nothing leaves the page. Spaces in front
/// are kept, and stand in front of each line.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let indent = text.len() - text.trim_start().len();
    let width = width.saturating_sub(indent).max(8);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        if used > 0 && used + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        while word.len() > width {
            let rest = word.split_off(width);
            lines.push(word.into_iter().collect());
            word = rest;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        used += word.len();
        line.extend(word);
    }
    if used > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines.into_iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_within_those_that_are_too_long() {
        assert_eq!(wrap("one two three", 9), ["one two", "three"]);
        assert_eq!(wrap("a /a/pointer/without/end b", 10), ["a", "/a/pointer", "/without/e", "nd b"]);
        assert_eq!(wrap("  one two three four", 11), ["  one two", "  three", "  four"]);
        assert_eq!(wrap("", 10), [""]);
    }
}
