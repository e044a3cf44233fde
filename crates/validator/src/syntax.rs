//! From bytes to a JSON value, or to a finding that names line and column. Runs only on files that could not be
//! read straight into their types.

use std::ops::Range;
use std::sync::Arc;

use regimen_schema::{Finding, Level, Location, Outcome};
use serde_json::Value;

use crate::findings::Findings;
use crate::rules::structure::{DUPLICATE_KEY, INVALID_JSON, TOO_LARGE};
use crate::shape::shorten;
use crate::spans::{Duplicate, Spans};

/// The largest document that is read, in bytes: hundreds of times a real one.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The text of a file's bytes.
pub(crate) fn decode<'b>(file: &Arc<str>, bytes: &'b [u8]) -> Result<&'b str, Box<Finding>> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        let at = Location::bytes(file, 0..3);
        let finding =
            Finding::new(INVALID_JSON.id, Level::Error, at, "the file starts with a byte order mark");
        return Err(Box::new(finding.help("save it as UTF-8 without a byte order mark (BOM)")));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        let at = Location::bytes(file, start..start + error.error_len().unwrap_or(1));
        let finding =
            Finding::new(INVALID_JSON.id, Level::Error, at, format!("byte {start} is not UTF-8 text"));
        Box::new(finding.help("save the file with the encoding UTF-8"))
    })
}

/// The finding for a file that is too large to be a document.
pub(crate) fn too_large(file: &Arc<str>, bytes: u64) -> Finding {
    let message = format!("the file is {bytes} bytes long, a document holds {MAX_BYTES} at the most");
    Finding::new(TOO_LARGE.id, Level::Error, Location::file(file), message)
        .help("split it into several documents, or move it out of the library if it is none")
}

/// The JSON value of a file that is none of the library's documents, or what stands in its way. Bytes that are not
/// UTF-8, broken JSON and duplicate keys are findings; there is no value while there is one.
pub fn read_json(file: &Arc<str>, bytes: &[u8]) -> Outcome<Value> {
    let mut findings = Findings::default();
    let value = match decode(file, bytes) {
        Ok(text) => parse(file, text, &mut findings).and_then(|_| serde_json::from_str(text).ok()),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    };
    let findings = findings.into_told();
    Outcome { value: value.filter(|_| findings.is_empty()), findings }
}

/// The values of a text, or what stands in the way of them. Duplicate keys are findings beside the values.
pub(crate) fn parse<'t>(file: &Arc<str>, text: &'t str, findings: &mut Findings) -> Option<Spans<'t>> {
    let spans = match Spans::of(text) {
        Ok(spans) => spans,
        Err(error) => {
            findings.push(explain(file, text, &error));
            return None;
        }
    };
    for Duplicate { first, again } in spans.duplicates() {
        findings.push_with(Level::Error, || {
            let key: String = serde_json::from_str(&text[again.clone()]).unwrap_or_default();
            let message = format!("the key \"{}\" stands twice in one object", shorten(&key));
            Finding::new(DUPLICATE_KEY.id, Level::Error, Location::bytes(file, again.clone()), message)
                .help("keep one of the two")
                .related(Location::bytes(file, first.clone()), "it stands here first")
        });
    }
    Some(spans)
}

/// What `serde_json` says of a line break inside a text.
const LINE_BREAK_IN_TEXT: &str = r"control character (\u0000-\u001F) found while parsing a string";

/// Says in plain words what `serde_json` did not like, and points at it.
fn explain(file: &Arc<str>, text: &str, error: &serde_json::Error) -> Finding {
    let at = offset(text, error.line(), error.column());
    let raw = error.to_string();
    let raw = raw.split(" at line ").next().unwrap_or_default();
    let (message, help, range) = if text.trim().is_empty() {
        ("the file is empty", "write a document in it, or delete it", 0..0)
    } else if raw.starts_with("EOF") {
        let end = text.trim_end().len();
        ("the file ends too early", "close every text, list and object that was opened", last_char(text, end))
    } else {
        let here = &text[at.clone()];
        let bent = bent_quote(text, at.start, raw);
        let (message, help) = match raw {
            _ if bent.is_some() => (
                "a curly quote stands where a straight one belongs",
                "write straight quotes, as in \"text\": word processors bend them",
            ),
            // Not while a text is read: a slash is a character like any other there.
            "expected value"
            | "key must be a string"
            | "expected `:`"
            | "expected `,` or `}`"
            | "expected `,` or `]`"
            | "trailing characters"
                if here == "/" =>
            {
                ("a comment stands in the file", "remove it: JSON has no comments")
            }
            "trailing comma" => ("a comma stands before a closing bracket", "remove the comma"),
            "key must be a string" | "expected value"
                if here == "," && !text[..at.start].trim_end().ends_with(':') =>
            {
                ("a comma stands where nothing is listed", "remove the comma")
            }
            "key must be a string" => ("a key is not in double quotes", "put the key in double quotes"),
            "expected `:`" => ("a colon is missing after a key", "write a colon between key and value"),
            "expected `,` or `}`" => (
                "a comma is missing between two keys of an object",
                "write a comma after the value before it",
            ),
            "expected `,` or `]`" => {
                ("a comma is missing between two items of a list", "write a comma after the item before it")
            }
            "expected value" | "expected ident" => (
                "a value is missing or not in double quotes",
                "put a text in double quotes; write numbers, true and false without",
            ),
            "trailing characters" => (
                "something follows the end of the document",
                "remove it, or put the commas and brackets right before it",
            ),
            "number out of range" => ("the number is too large", "write a number that a person could mean"),
            "invalid number" => {
                ("this is not a number as JSON writes it", "write digits, with one point at the most")
            }
            "recursion limit exceeded" => {
                ("lists and objects are nested too deeply", "a document nests fewer than 20 of them")
            }
            "invalid escape" => (
                "a backslash is followed by a letter that has no meaning",
                "write \\\\ for a backslash itself",
            ),
            "lone leading surrogate in hex escape"
            | "unexpected end of hex escape"
            | "invalid unicode code point" => {
                ("a character is written as half of its escape", "write the character itself")
            }
            LINE_BREAK_IN_TEXT => {
                ("a line break, tab or control character stands inside a text", "write the text on one line")
            }
            _ => ("this is not JSON", "look for a missing quote, comma or bracket just before this place"),
        };
        let range = match raw {
            "trailing comma" => comma_before(text, at),
            "number out of range" | "invalid number" => whole_number(text, at),
            _ => bent.unwrap_or(at),
        };
        (message, help, range)
    };
    Finding::new(INVALID_JSON.id, Level::Error, Location::bytes(file, range), message).help(help)
}

/// The quote of a word processor that keeps a text from being read: where a key or a value should begin, or at the end
/// of a text that was opened with a straight one and so goes on behind the end of its line.
fn bent_quote(text: &str, at: usize, raw: &str) -> Option<Range<usize>> {
    let is_bent = |c: char| matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’');
    let first = text[at..].chars().next()?;
    if raw != LINE_BREAK_IN_TEXT {
        return is_bent(first).then(|| at..at + first.len_utf8());
    }
    let line = &text[text[..at].rfind('\n').map_or(0, |i| i + 1)..at];
    let opened = at - line.len() + line.rfind('"')?;
    // What closes a text has nothing but a comma or a bracket after it.
    let (i, quote) = text[opened..at].char_indices().rfind(|(_, c)| is_bent(*c))?;
    let after = &text[opened + i + quote.len_utf8()..at];
    let is_last = after.trim_end().chars().all(|c| matches!(c, ',' | ']' | '}' | ' '));
    is_last.then(|| opened + i..opened + i + quote.len_utf8())
}

/// The comma that stands before a closing bracket.
fn comma_before(text: &str, at: Range<usize>) -> Range<usize> {
    let before = text[..at.start].trim_end();
    if before.ends_with(',') { before.len() - 1..before.len() } else { at }
}

/// The whole number of which a character is part, or which ends right before it.
fn whole_number(text: &str, at: Range<usize>) -> Range<usize> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    let start = text[..at.start].trim_end_matches(is_part).len();
    let end = text.len() - text[at.start..].trim_start_matches(is_part).len();
    if start < end { start..end } else { at }
}

/// The character at a line and column (both from 1, the column in bytes) as `serde_json` counts them. Column 0 is the
/// line break before the line.
fn offset(text: &str, line: usize, column: usize) -> Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = if column == 0 { start.saturating_sub(1) } else { start + column - 1 }.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    if length == 0 { last_char(text, text.len()) } else { at..at + length }
}

fn last_char(text: &str, end: usize) -> Range<usize> {
    let start = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    start..end
}
