//! What a file is: its kind, its id, its schema.

use std::borrow::Cow;
use std::sync::Arc;

use regimen_schema::id::ExerciseId;
use regimen_schema::{Document, Edit, Finding, Kind, Level, Location, Pointer};

use crate::findings::Findings;
use crate::rules::links::DUPLICATE_ID;
use crate::rules::structure::{ID_DIFFERS_FROM_FILE_NAME, MISSING_SCHEMA, WRONG_SCHEMA};

/// The address of a kind's schema as seen from a file, where `of_library` is the one in `library.json`.
pub fn schema_address(of_library: &str, file: &str, kind: Kind) -> Option<String> {
    let base = of_library.strip_suffix("library.schema.json")?;
    let up = if base.contains("://") { String::new() } else { "../".repeat(file.matches('/').count()) };
    Some(format!("{up}{base}{}.schema.json", kind.name()))
}

/// What kind of document a text is: by its `$schema`, or else by its place. Where the two differ the text itself
/// decides: a `$schema` that was copied along from a document of another kind makes it none of that kind.
pub fn kind_of(file: &str, text: &str) -> Option<Kind> {
    if file == "library.json" {
        return Some(Kind::Library);
    }
    let placed = Kind::from_path(file);
    let Some(address) = named_schema(text) else { return placed };
    let named = Kind::from_schema_address(&address)?;
    let copied = |placed: &Kind| {
        *placed != named && Document::read(named, text).is_err() && Document::read(*placed, text).is_ok()
    };
    Some(placed.filter(copied).unwrap_or(named))
}

/// The `$schema` of a text. It is the first key in every document that is written as it should be, and is found
/// there without reading on.
fn named_schema(text: &str) -> Option<Cow<'_, str>> {
    if let Some(address) = first_key_schema(text) {
        return Some(address.into());
    }
    if !text.contains("$schema") && !text.contains("\\u0024") {
        return None;
    }
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    Some(value.get("$schema")?.as_str()?.to_owned().into())
}

/// The `$schema` of a text, if it is the first key.
fn first_key_schema(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix('{')?.trim_start().strip_prefix("\"$schema\"")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let address = &rest[..rest.find('"')?];
    (!address.contains('\\')).then_some(address)
}

/// A `$schema` of another kind gives wrong hints in the editor.
pub(super) fn check_schema(file: &Arc<str>, text: &str, kind: Kind, findings: &mut Findings) {
    let Some(address) = named_schema(text) else { return };
    let named = Kind::from_schema_address(&address);
    if named == Some(kind) {
        return;
    }
    let says = named.map_or("no kind that exists", Kind::noun);
    let at = Location::value(file, Pointer::root() / "$schema");
    let message = format!("the \"$schema\" says {says}, but this is a document of the kind {}", kind.noun());
    findings.push(
        Finding::new(WRONG_SCHEMA.id, Level::Error, at, message)
            .help(format!("end \"$schema\" with v1/{}.schema.json", kind.name())),
    );
}

pub(super) fn missing_schema(file: &Arc<str>, kind: Kind, of_library: Option<&str>) -> Finding {
    let message = "the document does not name its schema, so editors cannot give hints";
    let address = of_library.and_then(|base| schema_address(base, file, kind));
    let help = format!(
        "add \"$schema\" as the first key: \"{}\"",
        address.as_deref().unwrap_or("…/v1/KIND.schema.json")
    );
    let finding =
        Finding::new(MISSING_SCHEMA.id, MISSING_SCHEMA.level, Location::head(file, Pointer::root()), message)
            .help(help);
    match address {
        Some(address) => {
            finding.fix("add the schema", Edit::Prepend { key: "$schema", json: format!("\"{address}\"") })
        }
        None => finding,
    }
}

/// Whether the id and the file's name differ.
pub(super) fn check_name(file: &Arc<str>, document: &Document, findings: &mut Findings) -> bool {
    let Some(id) = document.id() else { return false };
    let Some(expected) = expected_id(file, document.kind()).filter(|expected| id != *expected) else {
        return false;
    };
    let what = if document.kind() == Kind::Pack { "folder" } else { "file" };
    let place = Pointer::root() / "id";
    let message = format!("the id is \"{id}\", the {what} is called \"{expected}\"");
    let finding = Finding::new(
        ID_DIFFERS_FROM_FILE_NAME.id,
        Level::Error,
        Location::value(file, place.clone()),
        message,
    )
    .help(format!("make them the same: change the id, or rename the {what}"));
    findings.push(match ExerciseId::new(expected) {
        Some(name) => finding
            .fix("take the name as the id", Edit::Replace { pointer: place, json: format!("\"{name}\"") }),
        None => finding,
    });
    true
}

/// The id that a document has by its place: the name of its file, or a pack's folder. None for a pack without one.
pub(super) fn expected_id(file: &str, kind: Kind) -> Option<&str> {
    let mut path = file.rsplit('/');
    let name = path.next().and_then(|name| name.strip_suffix(".json"));
    if kind == Kind::Pack { path.next() } else { name }
}

/// Settings lie at the root: those of a library inside a library would take their place.
pub(super) fn check_is_only_library(file: &Arc<str>, findings: &mut Findings) {
    if &**file == "library.json" {
        return;
    }
    let root = Pointer::root();
    findings.push(
        Finding::new(
            DUPLICATE_ID.id,
            Level::Error,
            Location::head(file, root.clone()),
            "there is another library inside this one",
        )
        .help("move its packs into this library and delete the file, or move it out")
        .related(Location::head(&"library.json".into(), root), "this is the library"),
    );
}
