//! The report for people: the author's own text, underlined. The one place that names the renderer.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Shown, Origin, Renderer, Snippet};
use regimen_schema::{Level, Spot};
use regimen_validator::{Checked, Files as _, Place, Placed};

use crate::disk::LibraryFiles;

/// The longest stretch of one line that is shown, in bytes.
const WIDEST: usize = 160;
/// How much of a longer line is shown before the place.
const BEFORE: usize = 40;

/// Which findings come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The gravest last, beside the prompt, where they are seen after a run.
    GravestLast,
    /// The gravest first, at the top of a screen.
    GravestFirst,
}

/// Writes the findings.
pub(crate) fn findings(checked: &[&Placed], files: &LibraryFiles, order: Order) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    let mut last: Option<(String, String)> = None;
    let mut levels = [Level::Hint, Level::Warning, Level::Error];
    if order == Order::GravestFirst {
        levels.reverse();
    }
    for level in levels {
        for placed in checked.iter().filter(|p| p.finding.level == level) {
            let file = placed.finding.at.file.to_string();
            if last.as_ref().is_none_or(|(name, _)| *name != file) {
                let text =
                    files.read(&file).map(|b| String::from_utf8_lossy(&b).into_owned()).unwrap_or_default();
                last = Some((file, text));
            }
            let text = last.as_ref().map_or("", |(_, text)| text.as_str());
            let _ = writeln!(out, "{}\n", renderer.render(&[group(placed, text, files)]));
        }
    }
    let explained = checked.iter().filter(|p| regimen_validator::rules::by_id(&p.finding.rule).is_some());
    if let Some(gravest) = explained.max_by_key(|p| p.finding.level) {
        let rule = &gravest.finding.rule;
        let _ =
            writeln!(out, "`regimen explain {rule}` tells why it matters and shows good and bad examples.\n");
    }
    out
}

/// The last line of a check.
pub(crate) fn summary(checked: &Checked, shown: &[&Placed]) -> String {
    let count = |level| shown.iter().filter(|p| p.finding.level == level).count();
    let documents = plural(checked.documents, "document");
    if shown.is_empty() {
        return format!("{documents} checked, nothing found\n");
    }
    format!(
        "{documents} checked: {}, {}, {}\n",
        plural(count(Level::Error), "error"),
        plural(count(Level::Warning), "warning"),
        plural(count(Level::Hint), "hint")
    )
}

pub(crate) fn plural(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn group<'a>(placed: &'a Placed, text: &'a str, files: &LibraryFiles) -> Group<'a> {
    let finding = &placed.finding;
    let title = shown(finding.level).primary_title(finding.message.as_str()).id(&*finding.rule);
    let place = placed.place;
    let file = files.shown(&finding.at.file);
    let mut group = if finding.at.spot == Spot::File {
        title.element(Origin::path(file))
    } else {
        let window = window(text, place);
        let snippet = Snippet::source(window.text)
            .line_start(place.line)
            .annotation(AnnotationKind::Primary.span(window.start..window.end));
        if window.is_cut {
            // The renderer would count columns from the cut.
            let origin = Origin::path(file).line(place.line).char_column(place.column);
            title.element(origin).element(snippet)
        } else {
            title.element(snippet.path(file))
        }
    };
    for ((at, message), place) in finding.related.iter().zip(&placed.related) {
        group = group.element(Shown::NOTE.message(format!(
            "{message}: {}:{}:{}",
            files.shown(&at.file),
            place.line,
            place.column
        )));
    }
    if let Some(help) = &finding.help {
        group = group.element(Shown::HELP.message(help.as_str()));
    }
    group
}

fn shown(level: Level) -> Shown<'static> {
    match level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Hint => Shown::INFO.with_name("hint"),
    }
}

struct Window<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    is_cut: bool,
}

/// The part of the first line of a place that is shown, with what to underline in it.
fn window(text: &str, place: Place) -> Window<'_> {
    let start = place.start.min(text.len());
    // No farther than is shown: a line may be as long as the file.
    let near = floor(text, start.saturating_sub(WIDEST));
    let line_start = text[near..floor(text, start)].rfind('\n').map_or(near, |at| near + at + 1);
    let far = floor(text, start + WIDEST);
    let line_end = text[floor(text, start)..far].find('\n').map_or(far, |at| floor(text, start) + at);
    let is_whole = line_start == 0 || text[..line_start].ends_with('\n');
    let is_short = is_whole && line_end - line_start <= WIDEST;
    let from = if is_short { line_start } else { floor(text, start.saturating_sub(BEFORE).max(line_start)) };
    let to = floor(text, (from + WIDEST).min(line_end));
    let mut end = place.end.clamp(start, to.max(start));
    // Bytes that are not UTF-8 are shown as one character that is longer than they are.
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Window {
        text: &text[from..to],
        start: start - from,
        end: (end - from).min(to - from),
        is_cut: from > line_start || !is_whole,
    }
}

/// The last character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
