//! The report as SARIF 2.1.0, as GitHub's code scanning reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use regimen_schema::{Level, Location, Spot};
use regimen_validator::rules::{ALL, Rule};
use regimen_validator::{Files as _, Place, Placed};
use serde_json::{Value, json};

use crate::disk::LibraryFiles;

/// Writes the report of a check.
pub(crate) fn report(shown: &[&Placed], files: &LibraryFiles) -> serde_json::Result<String> {
    let index: BTreeMap<&str, usize> = ALL.iter().enumerate().map(|(i, rule)| (rule.id, i)).collect();
    let sarif = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "regimen",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "rules": ALL.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
                },
            },
            "columnKind": "utf16CodeUnits",
            "automationDetails": { "id": "regimen/check" },
            "results": shown.iter().map(|placed| result(placed, &index, files)).collect::<Vec<_>>(),
        }],
    });
    Ok(serde_json::to_string_pretty(&sarif)? + "\n")
}

fn descriptor(rule: &Rule) -> Value {
    let mut descriptor = json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.summary() },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.level) },
        "properties": { "tags": [rule.group.name()], "precision": "high", "problem.severity": severity(rule.level) },
    });
    // A name that is the id again would say nothing.
    if rule.id.contains('-') {
        descriptor["name"] = pascal(rule.id).into();
    }
    descriptor
}

fn result(placed: &Placed, index: &BTreeMap<&str, usize>, files: &LibraryFiles) -> Value {
    let finding = &placed.finding;
    let mut text = sentence(&finding.message);
    if let Some(help) = &finding.help {
        text = format!("{text} Help: {}", sentence(help));
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.level),
        "message": { "text": literal(&text) },
        "locations": [location(&finding.at, placed.place, files, None)],
        "partialFingerprints": { "place/v1": fingerprint(placed) },
    });
    if let Some(index) = index.get(&*finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().zip(&placed.related);
        let related: Vec<_> =
            related.map(|((at, message), place)| location(at, *place, files, Some(message))).collect();
        result["relatedLocations"] = related.into();
    }
    if let Some(fix) = fix(placed, files) {
        result["fixes"] = json!([fix]);
    }
    result
}

/// What mends a finding, as a change of its file's text.
fn fix(placed: &Placed, files: &LibraryFiles) -> Option<Value> {
    let fix = placed.finding.fix.as_ref()?;
    let file = &placed.finding.at.file;
    let text = String::from_utf8(files.read(file).ok()?).ok()?;
    let (range, new) = regimen_validator::fix::replacement(&text, &fix.edit)?;
    let place = Place::of(&text, range);
    let mut replacement = json!({
        "deletedRegion": {
            "startLine": place.line,
            "startColumn": place.column_utf16,
            "endLine": place.end_line,
            "endColumn": place.end_column_utf16,
        },
    });
    if !new.is_empty() {
        replacement["insertedContent"] = json!({ "text": new });
    }
    Some(json!({
        "description": { "text": literal(&sentence(&fix.what)) },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(&files.path(file)) },
            "replacements": [replacement],
        }],
    }))
}

/// A finding's line with a full stop, as SARIF asks for.
fn sentence(line: &str) -> String {
    let ends = line.ends_with(['.', '!', '?']);
    if ends { line.to_owned() } else { format!("{line}.") }
}

/// A text that SARIF's readers take as it is: braces would stand for arguments.
fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn location(at: &Location, place: Place, files: &LibraryFiles, message: Option<&str>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&files.path(&at.file)) } });
    if at.spot != Spot::File {
        // An empty region is none: it is widened by a character, as readers do.
        let end_column = if (place.end_line, place.end_column_utf16) == (place.line, place.column_utf16) {
            place.end_column_utf16 + 1
        } else {
            place.end_column_utf16
        };
        physical["region"] = json!({
            "startLine": place.line,
            "startColumn": place.column_utf16,
            "endLine": place.end_line,
            "endColumn": end_column,
        });
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(message) = message {
        location["message"] = json!({ "text": literal(message) });
    }
    location
}

/// What stays the same when lines move: rule, file and pointer.
fn fingerprint(placed: &Placed) -> String {
    let spot = match &placed.finding.at.spot {
        Spot::Node { pointer, .. } => pointer.to_string(),
        Spot::Bytes(range) => range.start.to_string(),
        Spot::File => String::new(),
    };
    format!("{}:{}:{spot}", placed.finding.rule, placed.finding.at.file)
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "note",
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "recommendation",
    }
}

/// `missing-stop-rule` → `MissingStopRule`.
fn pascal(id: &str) -> String {
    id.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for b in path.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(b));
            }
            _ => {
                let _ = write!(uri, "%{b:02X}");
            }
        }
    }
    uri
}
