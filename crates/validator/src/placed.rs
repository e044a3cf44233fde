//! Findings with their lines and columns, as reports need them.

use std::collections::BTreeMap;
use std::sync::Arc;

use regimen_schema::{Finding, Location};

use crate::check::Files;
use crate::spans::Spans;

/// A finding and the place in the text that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The finding.
    pub finding: Finding,
    /// Where it is.
    pub place: Place,
    /// Where the other places are that have a part in it, in the order of the finding's.
    pub related: Vec<Place>,
}

/// A stretch of a text. Lines and columns count from 1; columns count characters, or
/// UTF-16 code units where that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// The line of its first character.
    pub line: usize,
    /// The column of its first character.
    pub column: usize,
    /// The line of the character behind its last.
    pub end_line: usize,
    /// The column of the character behind its last.
    pub end_column: usize,
    /// The column of its first character, in UTF-16 code units, as SARIF and editors count.
    pub column_utf16: usize,
    /// The column of the character behind its last, in UTF-16 code units.
    pub end_column_utf16: usize,
}

/// Finds the places of findings, and sorts them by file and place, so that no order of rules or threads shows.
pub fn place_all(findings: Vec<Finding>, files: &dyn Files) -> Vec<Placed> {
    let mut by_file: BTreeMap<Arc<str>, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        by_file.entry(finding.at.file.clone()).or_default().push(finding);
    }
    let mut placed = Vec::new();
    for (file, findings) in by_file {
        let text = Opened::read(&file, files);
        let mut here: Vec<_> = findings
            .into_iter()
            .map(|finding| {
                let place = text.place(&finding.at);
                let related = finding.related.iter().map(|(at, _)| {
                    if at.file == file { text.place(at) } else { Opened::read(&at.file, files).place(at) }
                });
                Placed { place, related: related.collect(), finding }
            })
            .collect();
        here.sort_by(|a, b| {
            (a.place, &a.finding.rule, &a.finding.message).cmp(&(
                b.place,
                &b.finding.rule,
                &b.finding.message,
            ))
        });
        here.dedup_by(|a, b| a.place == b.place && a.finding == b.finding);
        placed.append(&mut here);
    }
    placed
}

struct Opened {
    text: String,
    spans: Spans,
    /// The first byte of each line.
    lines: Vec<usize>,
}

impl Opened {
    fn read(file: &str, files: &dyn Files) -> Self {
        // A file that cannot be read or is not UTF-8 still has lines to count.
        let bytes = files.read(file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { spans: Spans::of(&text), text, lines }
    }

    fn place(&self, at: &Location) -> Place {
        let range = self.spans.resolve(at);
        let (line, column, column_utf16) = self.line_and_columns(range.start);
        let (end_line, end_column, end_column_utf16) = self.line_and_columns(range.end);
        Place {
            start: range.start,
            end: range.end,
            line,
            column,
            end_line,
            end_column,
            column_utf16,
            end_column_utf16,
        }
    }

    /// The line of a byte, and its column in characters and in UTF-16 code units.
    fn line_and_columns(&self, byte: usize) -> (usize, usize, usize) {
        let mut byte = byte.min(self.text.len());
        // Bytes that are not UTF-8 are counted as the one character that stands for them.
        while !self.text.is_char_boundary(byte) {
            byte += 1;
        }
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.lines[line - 1];
        let before = self.text.get(start..byte).unwrap_or_default();
        (line, before.chars().count() + 1, before.encode_utf16().count() + 1)
    }
}
