//! Findings with their lines and columns, as reports need them.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use regimen_schema::{Finding, Location, Spot};

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

impl Place {
    /// The place of a stretch of bytes in a text.
    pub fn of(text: &str, range: Range<usize>) -> Self {
        Lines::of(text).place(text, range)
    }
}

/// Finds the places of findings, and sorts them by file and place, so that no order of rules or threads shows.
pub fn place_all(findings: Vec<Finding>, files: &dyn Files) -> Vec<Placed> {
    let mut by_file: BTreeMap<Arc<str>, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        by_file.entry(finding.at.file.clone()).or_default().push(finding);
    }
    let mut placed = Vec::new();
    for (file, findings) in by_file {
        // A file that cannot be read or is not UTF-8 still has lines to count.
        let bytes = files.read(&file).unwrap_or_default();
        placed.append(&mut place_in(&file, &String::from_utf8_lossy(&bytes), findings, files));
    }
    sort(&mut placed);
    placed
}

/// Finds the places of findings in a text that is at hand.
pub(crate) fn place_in(file: &str, text: &str, findings: Vec<Finding>, files: &dyn Files) -> Vec<Placed> {
    let text = Mapped::of(text);
    let placed = findings.into_iter().map(|finding| {
        let place = text.place(&finding.at);
        let related = finding.related.iter().map(|(at, _)| {
            if &*at.file == file {
                return text.place(at);
            }
            let bytes = files.read(&at.file).unwrap_or_default();
            Mapped::of(&String::from_utf8_lossy(&bytes)).place(at)
        });
        Placed { place, related: related.collect(), finding }
    });
    placed.collect()
}

/// Puts findings in the order of files and places, each once.
pub(crate) fn sort(placed: &mut Vec<Placed>) {
    let key = |p: &Placed| (p.finding.at.file.clone(), p.place);
    placed.sort_by(|a, b| {
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.finding.rule, &a.finding.message).cmp(&(&b.finding.rule, &b.finding.message)))
    });
    placed.dedup_by(|a, b| a.place == b.place && a.finding == b.finding);
}

/// A text in which places are found.
struct Mapped<'t> {
    text: &'t str,
    /// Made when a place asks for it. Of a text that is not JSON there is nothing to map.
    spans: OnceCell<Option<Spans<'t>>>,
    lines: Lines,
}

impl<'t> Mapped<'t> {
    fn of(text: &'t str) -> Self {
        Self { spans: OnceCell::new(), lines: Lines::of(text), text }
    }

    fn place(&self, at: &Location) -> Place {
        let range = match &at.spot {
            Spot::File => 0..0,
            Spot::Bytes(range) => range.start.min(self.text.len())..range.end.min(self.text.len()),
            Spot::Node { pointer, part } => {
                let spans = self.spans.get_or_init(|| Spans::of(self.text).ok());
                spans.as_ref().map_or(0..0, |spans| spans.resolve(pointer, *part))
            }
        };
        self.lines.place(self.text, range)
    }
}

/// Where the lines of a text begin, and how many characters stand before each part of it: a column far along a line
/// is not counted from the line's start, as a hostile line is as long as the file and holds a finding in each corner.
struct Lines {
    /// The first byte of each line.
    starts: Vec<usize>,
    /// What stands before each block of bytes.
    blocks: Vec<Count>,
}

/// How many bytes a block holds.
const BLOCK: usize = 1024;

/// A number of characters, and of UTF-16 code units.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    chars: usize,
    utf16: usize,
}

impl Count {
    fn and(self, bytes: &[u8]) -> Self {
        let chars = bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count();
        // Only characters of four bytes take two units.
        let pairs = bytes.iter().filter(|b| **b >= 0xF0).count();
        Self { chars: self.chars + chars, utf16: self.utf16 + chars + pairs }
    }
}

impl Lines {
    fn of(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut blocks = vec![Count::default()];
        for block in text.as_bytes().chunks_exact(BLOCK) {
            let before = blocks.last().copied().unwrap_or_default();
            blocks.push(before.and(block));
        }
        Self { starts, blocks }
    }

    fn place(&self, text: &str, range: Range<usize>) -> Place {
        let (line, column, column_utf16) = self.line_and_columns(text, range.start);
        let (end_line, end_column, end_column_utf16) = self.line_and_columns(text, range.end);
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
    fn line_and_columns(&self, text: &str, byte: usize) -> (usize, usize, usize) {
        let mut byte = byte.min(text.len());
        // Bytes that are not UTF-8 are counted as the one character that stands for them.
        while !text.is_char_boundary(byte) {
            byte += 1;
        }
        let line = self.starts.partition_point(|start| *start <= byte);
        let [start, end] = [self.starts[line - 1], byte].map(|at| self.before(text, at));
        (line, end.chars - start.chars + 1, end.utf16 - start.utf16 + 1)
    }

    /// What stands before a byte.
    fn before(&self, text: &str, byte: usize) -> Count {
        self.blocks[byte / BLOCK].and(&text.as_bytes()[byte / BLOCK * BLOCK..byte])
    }
}
