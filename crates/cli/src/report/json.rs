//! The report for programs, version 1: types of its own, not our internals, with a committed schema.

use regimen_schema::json_schema::schema_of;
use regimen_schema::{Level, Spot};
use regimen_validator::{Checked, Place, Placed};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// What `regimen check --format json` writes.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Report<'a> {
    /// Always `regimen-report`.
    #[schemars(extend("const" = "regimen-report"))]
    format: &'static str,
    /// The version of this format.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// How many documents were looked at.
    documents: usize,
    /// How many findings of each level there are.
    counts: Counts,
    /// The findings, by file and place.
    findings: Vec<Finding<'a>>,
}

/// How many findings of each level there are.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Counts {
    /// Errors: nothing is handed out.
    error: usize,
    /// Warnings.
    warning: usize,
    /// Hints.
    hint: usize,
}

/// Something wrong in a document.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Finding<'a> {
    /// The rule's name; `regimen explain RULE` prints its page.
    rule: &'a str,
    /// How grave it is.
    level: Level,
    /// What is wrong, in one line.
    message: &'a str,
    /// What to do about it, in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    /// Where.
    at: At<'a>,
    /// Other places that have a part in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
}

/// Another place that has a part in a finding.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Related<'a> {
    /// What it has to do with it.
    message: &'a str,
    /// Where.
    at: At<'a>,
}

/// A place in a file.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct At<'a> {
    /// The file, by its path from the library's folder, with slashes.
    file: &'a str,
    /// The value, as a JSON Pointer, where the file is JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    /// Its first character.
    start: Point,
    /// The character behind its last.
    end: Point,
}

/// A character of a text.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Point {
    /// Its line, from 1.
    line: usize,
    /// Its column, from 1, in characters (Unicode scalar values).
    column: usize,
    /// Its first byte, from 0.
    byte: usize,
}

/// Writes the report of a check.
pub(crate) fn report(checked: &Checked, shown: &[&Placed]) -> serde_json::Result<String> {
    let count = |level| shown.iter().filter(|p| p.finding.level == level).count();
    let report = Report {
        format: "regimen-report",
        version: 1,
        documents: checked.documents,
        counts: Counts {
            error: count(Level::Error),
            warning: count(Level::Warning),
            hint: count(Level::Hint),
        },
        findings: shown.iter().map(|placed| finding(placed)).collect(),
    };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}

/// The JSON Schema of the report.
pub(crate) fn json_schema() -> Value {
    let mut schema = schema_of::<Report<'static>>().to_value();
    schema["$id"] = "urn:regimen:v1:report".into();
    schema["title"] = "Report".into();
    schema
}

fn finding(placed: &Placed) -> Finding<'_> {
    let finding = &placed.finding;
    Finding {
        rule: &finding.rule,
        level: finding.level,
        message: &finding.message,
        help: finding.help.as_deref(),
        at: at(&finding.at, placed.place),
        related: finding
            .related
            .iter()
            .zip(&placed.related)
            .map(|((location, message), place)| Related { message, at: at(location, *place) })
            .collect(),
    }
}

fn at(location: &regimen_schema::Location, place: Place) -> At<'_> {
    At {
        file: &location.file,
        pointer: match &location.spot {
            Spot::Node { pointer, .. } => Some(pointer),
            Spot::File | Spot::Bytes(_) => None,
        },
        start: Point { line: place.line, column: place.column, byte: place.start },
        end: Point { line: place.end_line, column: place.end_column, byte: place.end },
    }
}
