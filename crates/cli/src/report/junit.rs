//! The report as `JUnit` XML: a test case for each document, which fails where the check would.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use regimen_schema::Level;
use regimen_validator::Placed;

use crate::disk::LibraryFiles;

/// Writes the report of a check of these documents. Findings at or above the gate fail their document; the others are noted with it.
pub(crate) fn report<'a>(
    documents: impl Iterator<Item = &'a Arc<str>>,
    shown: &[&'a Placed],
    files: &LibraryFiles,
    gate: Level,
) -> String {
    let mut by_file: BTreeMap<&str, Vec<&Placed>> = documents.map(|file| (&**file, Vec::new())).collect();
    for placed in shown {
        by_file.entry(&placed.finding.at.file).or_default().push(placed);
    }
    let failed = by_file.values().filter(|found| found.iter().any(|p| p.finding.level >= gate)).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts = format!("tests=\"{}\" failures=\"{failed}\" errors=\"0\"", by_file.len());
    let _ = writeln!(out, "<testsuites {counts} time=\"0\">");
    let _ = writeln!(out, "  <testsuite name=\"regimen check\" {counts} skipped=\"0\" time=\"0\">");
    for (file, found) in by_file {
        let name = escape(&files.shown(file));
        let _ = write!(out, "    <testcase name=\"{name}\" classname=\"regimen\" time=\"0\"");
        if found.is_empty() {
            out.push_str("/>\n");
            continue;
        }
        out.push_str(">\n");
        let (fails, notes): (Vec<&Placed>, Vec<&Placed>) =
            found.into_iter().partition(|p| p.finding.level >= gate);
        if let Some(first) = fails.first() {
            let message = escape(&first.finding.message);
            let kind = escape(&first.finding.rule);
            let _ = writeln!(
                out,
                "      <failure message=\"{message}\" type=\"{kind}\">{}</failure>",
                escape(&lines(&fails, files))
            );
        }
        if !notes.is_empty() {
            let _ = writeln!(out, "      <system-out>{}</system-out>", escape(&lines(&notes, files)));
        }
        out.push_str("    </testcase>\n");
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn lines(found: &[&Placed], files: &LibraryFiles) -> String {
    let mut out = String::new();
    for Placed { finding, place, .. } in found {
        let file = files.shown(&finding.at.file);
        let _ = writeln!(
            out,
            "{file}:{}:{}: {}[{}]: {}",
            place.line,
            place.column,
            finding.level.name(),
            finding.rule,
            finding.message
        );
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    out
}

/// Text as XML 1.0 holds it. Characters that it cannot hold give way to a mark.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
