//! The report as commands of a GitHub workflow: each finding becomes an annotation at its line.

use std::fmt::Write as _;

use regimen_schema::{Level, Spot};
use regimen_validator::Placed;

use crate::disk::LibraryFiles;

/// Writes an annotation a line.
pub(crate) fn report(shown: &[&Placed], files: &LibraryFiles) -> String {
    let mut out = String::new();
    for placed in shown {
        let finding = &placed.finding;
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Hint => "notice",
        };
        let _ = write!(out, "::{command} file={}", property(&files.shown(&finding.at.file)));
        if finding.at.spot != Spot::File {
            let place = placed.place;
            let _ = write!(out, ",line={},endLine={}", place.line, place.end_line);
            // GitHub shows columns only within one line.
            if place.line == place.end_line {
                let _ = write!(out, ",col={},endColumn={}", place.column_utf16, place.end_column_utf16);
            }
        }
        let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
        let _ = writeln!(
            out,
            ",title={}::{}",
            property(&finding.rule),
            data(&format!("{}{help}", finding.message))
        );
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
