//! A program as a short text for the text field of a health record: what is done, how much, when to stop. No steps, no
//! pictures. It reads well as plain text, and as Markdown where that is shown.

use std::fmt::Write as _;

use regimen_schema::Outcome;

use crate::view::{Handout, Item, Phase, Session};
use crate::wording::capitalised;
use crate::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath, selected, tell_once};

/// The exporter.
#[derive(Debug, Clone, Copy)]
pub struct Markdown;

impl Exporter for Markdown {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "markdown",
            summary: "short summaries of programs for the text field of a health record",
            for_patients: true,
            by_program: false,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let mut bundle = Bundle::default();
        let (programs, mut findings) = selected(cx);
        for program in programs {
            let (handout, found) = Handout::new(cx, program);
            tell_once(&mut findings, found);
            if let Some(path) = RelPath::new(format!("{}.md", cx.stem(&program.document))) {
                bundle.files.insert(path, summary(&handout).into_bytes());
            }
        }
        Outcome { value: Some(bundle), findings }
    }
}

fn summary(h: &Handout) -> String {
    let words = h.words.0;
    let mut text = Page::default();
    text.heading(1, &h.title);
    if let Some(mark) = &h.mark {
        text.line(&format!("{}. {}", mark.title, mark.text));
    }
    text.line(&h.about.purpose);
    if let Some(you) = &h.for_you {
        text.heading(2, words.for_you);
        let facts = [
            (words.label, you.label.as_deref()),
            (words.sore_side, you.side),
            (words.start_on, you.start.as_deref()),
            (words.tailored_by, you.clinician.as_deref()),
        ];
        for (label, value) in facts {
            if let Some(value) = value {
                text.item(&format!("{label}: {value}"));
            }
        }
        for change in &you.changes {
            text.item(&format!("{} {} {}", change.what, words.changed_why, change.reason));
        }
    }
    text.heading(2, words.who_for);
    text.line(&h.about.for_whom);
    text.list(words.made_for, &h.about.conditions);
    text.list(words.not_for, &h.about.not_for);
    for phase in &h.phases {
        phase_summary(&mut text, phase, h);
    }
    if !h.more_exercises.is_empty() {
        text.heading(2, words.more_exercises);
        text.line(words.more_exercises_intro);
        for item in &h.more_exercises {
            exercise(&mut text, item, h);
        }
    }
    text.heading(2, words.safety);
    for fact in [&h.about.see_professional, &h.safety.start_when, &h.safety.pain_rule].into_iter().flatten() {
        text.item(fact);
    }
    for caution in &h.safety.cautions {
        text.item(caution);
    }
    text.heading(2, words.stop_when);
    for rule in &h.safety.stop_rules {
        text.item(&format!("{} {}", rule.when, rule.then));
    }
    text.heading(2, words.red_flags);
    for flag in &h.red_flags {
        text.item(&format!(
            "{} ({}): {} {}",
            flag.title,
            flag.urgency,
            flag.signs.join(" "),
            flag.what_to_do
        ));
    }
    text.item(&format!("{} {}", words.red_flags_none, h.emergency.call));
    text.heading(2, words.about_sheet);
    let foot = &h.foot;
    let facts = [
        (words.publisher, Some(foot.publisher.as_str())),
        (words.review, Some(foot.status)),
        (words.review_due, foot.review_due.as_deref()),
        (words.version, foot.version.as_deref()),
        (words.program, Some(h.id.as_str())),
        (words.checksum, Some(foot.checksum.as_str())),
        (words.made, Some(foot.date.as_str())),
    ];
    for (label, value) in facts {
        if let Some(value) = value {
            text.item(&format!("{}: {value}", capitalised(label)));
        }
    }
    text.0
}

fn phase_summary(text: &mut Page, phase: &Phase, h: &Handout) {
    let words = h.words.0;
    let mut title = phase.title.clone();
    if let Some(place) = &phase.place {
        title = format!("{place}: {title}");
    }
    if let Some(weeks) = &phase.weeks {
        title = format!("{title} ({weeks})");
    }
    text.heading(2, &title);
    if let Some(days) = &phase.days {
        text.line(days);
    }
    for session in &phase.sessions {
        session_summary(text, session, h);
    }
    text.list(words.move_on_all, &phase.move_on_when);
    text.list(&format!("{}:", words.step_back), &phase.step_back_when);
    if let Some(on) = &phase.keep_going {
        text.list(&format!("{}:", words.keep_going), std::slice::from_ref(on));
    }
}

fn session_summary(text: &mut Page, session: &Session, h: &Handout) {
    let minutes = session.minutes.as_ref().map(|minutes| format!("{minutes} {}", h.words.0.each_time));
    let how: Vec<String> = session.frequency.iter().cloned().chain(minutes).collect();
    text.heading(3, &session.title);
    if !how.is_empty() {
        text.line(&format!("{}.", how.join(". ")));
    }
    for item in &session.items {
        exercise(text, item, h);
    }
}

fn exercise(text: &mut Page, item: &Item, h: &Handout) {
    let mut said = vec![format!("{}.", item.title)];
    if let Some(dose) = &item.dose {
        said.extend(dose.sentences.iter().chain(&dose.details).cloned());
    }
    said.extend(item.side.map(str::to_owned));
    said.extend(item.note.iter().map(|note| format!("{}: {note}", h.words.0.note)));
    said.extend(item.alternatives.iter().map(|link| format!("{}: {}", h.words.0.instead, link.text)));
    text.item(&said.join(" "));
}

/// The text while it is written. Whatever a text holds stays a text.
#[derive(Default)]
struct Page(String);

impl Page {
    fn heading(&mut self, level: usize, text: &str) {
        self.gap();
        let _ = writeln!(self.0, "{} {}\n", "#".repeat(level), plain(text));
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.0, "{}\n", plain(text));
    }

    fn item(&mut self, text: &str) {
        let _ = writeln!(self.0, "- {}", plain(text));
    }

    fn list(&mut self, lead: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.gap();
        self.line(lead);
        for item in items {
            self.item(item);
        }
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }
}

/// A text without anything that Markdown would take for markup, as far as that can be told without making it ugly.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for (i, c) in text.char_indices() {
        let starts_block = i == 0 && matches!(c, '#' | '-' | '+' | '>' | '=' | '|' | '~');
        if starts_block
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '!') && needs(c, &text[i..])
        {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// An exclamation mark means something only in front of a bracket, which is escaped itself.
fn needs(c: char, rest: &str) -> bool {
    c != '!' || rest.starts_with("![")
}
