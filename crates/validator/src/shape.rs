//! Why a document does not fit its JSON Schema, flattened to what its author can act on. The one place that names
//! the schema engine. Runs only on documents that could not be read into their types.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use jsonschema::error::ValidationErrorKind as Broken;
use jsonschema::{Draft, ValidationError, Validator};
use regimen_schema::json_schema::json_schema;
use regimen_schema::{Finding, Kind, Level, Location, Pointer};
use serde_json::{Map, Value};

use crate::rules::structure::{MISSING_KEY, NOT_ALLOWED_VALUE, OUT_OF_RANGE, UNKNOWN_KEY, WRONG_TYPE};
use crate::suggest::{self, did_you_mean, list};

/// What keeps a value from being a document of its kind.
pub(crate) fn check(kind: Kind, file: &Arc<str>, value: &Value, findings: &mut Vec<Finding>) {
    let engine = engine(kind);
    let mut shape = Shape { kind, schema: &engine.schema, file, findings };
    // Nobody mends more at once; a file made to overwhelm has millions.
    let errors: Vec<_> = engine.validator.iter_errors(value).take(MOST).collect();
    shape.add_all(&errors);
}

/// The most faults of one document that are told at once.
const MOST: usize = 100;

/// Whether a value is a document of its kind, asked of the schema alone.
pub fn fits_schema(kind: Kind, value: &Value) -> bool {
    engine(kind).validator.is_valid(value)
}

struct Engine {
    schema: Value,
    validator: Validator,
}

fn engine(kind: Kind) -> &'static Engine {
    static ENGINES: [OnceLock<Engine>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
    ENGINES[kind as usize].get_or_init(|| {
        let schema = json_schema(kind, &[]);
        let validator = jsonschema::options()
            .with_draft(Draft::Draft7)
            .should_validate_formats(true)
            .build(&schema)
            .expect("our own schema compiles: tested for every kind");
        Engine { schema, validator }
    })
}

struct Shape<'a> {
    kind: Kind,
    schema: &'static Value,
    file: &'a Arc<str>,
    findings: &'a mut Vec<Finding>,
}

impl Shape<'_> {
    /// Reports the faults of one value, each once: what follows from another fault is left out.
    fn add_all(&mut self, errors: &[ValidationError<'_>]) {
        let places = |wanted: fn(&Broken) -> bool| -> BTreeSet<&str> {
            errors.iter().filter(|e| wanted(e.kind())).map(|e| e.instance_path().as_str()).collect()
        };
        let mistyped = places(|broken| matches!(broken, Broken::Type { .. }));
        let misspelt = places(|broken| matches!(broken, Broken::Pattern { .. }));
        let empty = places(|broken| matches!(broken, Broken::MinLength { .. }));
        // A key that is spelt wrongly is not missing too.
        let mut meant = BTreeSet::new();
        for error in errors {
            if let Broken::AdditionalProperties { unexpected } = error.kind() {
                let known = self.keys_beside(error);
                let near =
                    unexpected.iter().take(MOST).filter_map(|key| did_you_mean(key, known.iter().copied()));
                meant.extend(near.map(|near| (error.instance_path().as_str().to_owned(), near.to_owned())));
            }
        }
        for error in errors {
            let place = error.instance_path().as_str();
            let follows = match error.kind() {
                Broken::Type { .. } => false,
                Broken::Format { .. } => misspelt.contains(place),
                Broken::Pattern { .. } => empty.contains(place),
                Broken::Required { property } => {
                    meant.contains(&(place.to_owned(), property.as_str().unwrap_or_default().to_owned()))
                }
                _ => mistyped.contains(place),
            };
            if !follows {
                self.add(error);
            }
        }
    }

    fn add(&mut self, error: &ValidationError<'_>) {
        let at = place_of(error);
        let value = error.instance();
        match error.kind() {
            Broken::OneOfNotValid { context } | Broken::AnyOf { context } => {
                self.add_branches(&at, value, context, &self.kinds(error));
            }
            Broken::AdditionalProperties { unexpected } => {
                let known = self.keys_beside(error);
                for key in unexpected.iter().take(MOST) {
                    self.unknown_key(at.clone() / key.as_str(), key, known.iter().copied());
                }
            }
            Broken::Required { property } => {
                let key = property.as_str().unwrap_or_default();
                let help = self
                    .schema_of(error)
                    .and_then(|s| s.pointer(&format!("/properties/{key}/description")))
                    .and_then(Value::as_str)
                    .map_or_else(
                        || format!("add \"{key}\""),
                        |d| format!("add \"{key}\": {}", lower_first(d)),
                    );
                self.push(
                    MISSING_KEY.id,
                    Location::head(self.file, at),
                    format!("\"{key}\" is missing"),
                    help,
                );
            }
            Broken::MinProperties { .. } => {
                let known =
                    self.schema_of(error).and_then(|s| s.get("properties")).and_then(Value::as_object);
                let keys = list(known.into_iter().flat_map(|k| k.keys().map(String::as_str)), "or");
                self.push(
                    MISSING_KEY.id,
                    Location::head(self.file, at),
                    "the object is empty",
                    format!("add {keys}"),
                );
            }
            Broken::Type { .. } => {
                let expected = self.schema_of(error).map_or("another type", expected);
                let message = format!("expected {expected}, found {}", found(value));
                let help = if value.is_null() {
                    format!("write {expected}; where there is nothing to say, leave the key out")
                } else {
                    format!("write {expected}")
                };
                self.push(WRONG_TYPE.id, Location::value(self.file, at), message, help);
            }
            Broken::Enum { options } => {
                let options: Vec<_> =
                    options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let message = format!("{} is not one of the values allowed here", self.shown(value));
                let help = value.as_str().and_then(|v| did_you_mean(v, options.iter().copied())).map_or_else(
                    || format!("write {}", list(options.iter().copied(), "or")),
                    |near| format!("did you mean \"{near}\"?"),
                );
                self.push(NOT_ALLOWED_VALUE.id, Location::value(self.file, at), message, help);
            }
            Broken::Constant { expected_value } => {
                let message = format!("{} is not allowed here", self.shown(value));
                self.push(
                    NOT_ALLOWED_VALUE.id,
                    Location::value(self.file, at),
                    message,
                    format!("write {expected_value}"),
                );
            }
            Broken::Pattern { .. } => {
                let schema = self.schema_of(error);
                let help = schema
                    .and_then(|s| s.get("patternErrorMessage"))
                    .and_then(Value::as_str)
                    .unwrap_or("write it as its description says")
                    .to_owned();
                let example = schema
                    .and_then(|s| s.pointer("/examples/0"))
                    .map_or_else(String::new, |e| format!(", for example {e}"));
                let message = format!("{} is not written as it must be here", self.shown(value));
                self.push(NOT_ALLOWED_VALUE.id, Location::value(self.file, at), message, help + &example);
            }
            Broken::Format { format } => {
                let message = format!("{} is no {format} that exists", self.shown(value));
                self.push(
                    NOT_ALLOWED_VALUE.id,
                    Location::value(self.file, at),
                    message,
                    "write a day that the calendar has",
                );
            }
            Broken::PropertyNames { error } => {
                let key = error.instance().as_str().unwrap_or_default().to_owned();
                let message = format!("\"{}\" is not a key that is allowed here", shorten(&key));
                // Rules are the only keys that a document chooses.
                let help = suggest::rule(&key).map_or_else(
                    || "write the rule's name: lower-case words with hyphens between them".to_owned(),
                    |near| format!("did you mean \"{near}\"?"),
                );
                self.push(UNKNOWN_KEY.id, Location::key(self.file, at / key.as_str()), message, help);
            }
            Broken::Minimum { limit } => {
                let message = format!("{value} is below the least that is allowed, {limit}");
                self.push(
                    OUT_OF_RANGE.id,
                    Location::value(self.file, at),
                    message,
                    format!("write {limit} or more"),
                );
            }
            Broken::Maximum { limit } => {
                let message = format!("{value} is above the most that is allowed, {limit}");
                self.push(
                    OUT_OF_RANGE.id,
                    Location::value(self.file, at),
                    message,
                    format!("write {limit} or less"),
                );
            }
            Broken::MaxLength { limit } => {
                let length = value.as_str().map_or(0, |v| v.chars().count());
                let message = format!("the text is {length} characters long, {limit} are allowed");
                self.push(OUT_OF_RANGE.id, Location::value(self.file, at), message, "say it in fewer words");
            }
            Broken::MinLength { .. } => {
                self.push(
                    OUT_OF_RANGE.id,
                    Location::value(self.file, at),
                    "the text is empty",
                    "write it, or leave the key out",
                );
            }
            Broken::MinItems { limit } => {
                let message = if limit == &1 {
                    "the list is empty".to_owned()
                } else {
                    format!("the list holds fewer than {limit} items")
                };
                self.push(OUT_OF_RANGE.id, Location::value(self.file, at), message, "add an item");
            }
            other => {
                let message = format!("this does not fit the schema ({})", other.keyword());
                self.push(
                    WRONG_TYPE.id,
                    Location::value(self.file, at),
                    message,
                    "compare it with the description of this key",
                );
            }
        }
    }

    /// Of several shapes that a value may have, the author meant one: the one whose tag it carries, or else the one
    /// whose type it has.
    fn add_branches(
        &mut self,
        at: &Pointer,
        value: &Value,
        branches: &[Vec<ValidationError<'static>>],
        kinds: &[&str],
    ) {
        let tag = at.clone() / "kind";
        if let (false, Value::Object(object)) = (kinds.is_empty(), value) {
            let Some(kind) = object.get("kind") else {
                return self.missing_tag(at, object, kinds);
            };
            let wrong_tag = |e: &ValidationError<'_>| e.instance_path().as_str() == &*tag;
            if let Some(meant) = branches.iter().find(|b| !b.iter().any(wrong_tag)) {
                return self.add_all(meant);
            }
            let message = format!("{} is no kind that exists here", self.shown(kind));
            let help = kind.as_str().and_then(|k| did_you_mean(k, kinds.iter().copied())).map_or_else(
                || format!("write {}", list(kinds.iter().copied(), "or")),
                |near| format!("did you mean \"{near}\"?"),
            );
            return self.push(NOT_ALLOWED_VALUE.id, Location::value(self.file, tag), message, help);
        }
        let wrong_type = |e: &&ValidationError<'static>| {
            e.instance_path().as_str() == &**at && matches!(e.kind(), Broken::Type { .. })
        };
        if let Some(meant) = branches.iter().find(|b| !b.iter().any(|e| wrong_type(&e))) {
            return self.add_all(meant);
        }
        let mut types: Vec<_> = branches
            .iter()
            .flatten()
            .filter(wrong_type)
            .filter_map(|e| self.schema_of(e))
            .map(expected)
            .collect();
        types.dedup();
        let at = Location::value(self.file, at.clone());
        if let [only] = types.as_slice() {
            let message = format!("expected {only}, found {}", found(value));
            return self.push(WRONG_TYPE.id, at, message, format!("write {only}"));
        }
        let number = types.iter().find(|t| t.ends_with("number")).unwrap_or(&"a number");
        let message = format!("expected {number}, or an object with min and max, found {}", found(value));
        self.push(WRONG_TYPE.id, at, message, format!("write {number}, or {{ \"min\": 2, \"max\": 3 }}"));
    }

    /// The tags of the branches of which none fits, if they have tags.
    fn kinds(&self, error: &ValidationError<'_>) -> Vec<&'static str> {
        let branches = self.schema.pointer(error.schema_path().as_str()).and_then(Value::as_array);
        branches.into_iter().flatten().filter_map(|b| b.pointer("/properties/kind/const")?.as_str()).collect()
    }

    fn missing_tag(&mut self, at: &Pointer, object: &Map<String, Value>, kinds: &[&str]) {
        if let Some(key) = object.keys().find(|key| did_you_mean(key, ["kind"].into_iter()).is_some()) {
            return self.unknown_key(at.clone() / key.as_str(), key, ["kind"].into_iter());
        }
        let help =
            format!("add \"kind\" with {}: it says which keys follow", list(kinds.iter().copied(), "or"));
        self.push(MISSING_KEY.id, Location::head(self.file, at.clone()), "\"kind\" is missing", help);
    }

    fn unknown_key<'k>(&mut self, at: Pointer, key: &str, known: impl Iterator<Item = &'k str> + Clone) {
        let help = match did_you_mean(key, known.clone()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("the keys here are {}", list(known, "and")),
        };
        let message = format!("unknown key \"{}\"", shorten(key));
        self.push(UNKNOWN_KEY.id, Location::key(self.file, at), message, help);
    }

    /// The keys that may stand where an error is, sorted.
    fn keys_beside(&self, error: &ValidationError<'_>) -> BTreeSet<&'static str> {
        let properties = self.schema_of(error).and_then(|s| s.get("properties")).and_then(Value::as_object);
        properties.into_iter().flat_map(|p| p.keys().map(String::as_str)).collect()
    }

    /// The schema that holds the broken keyword.
    fn schema_of(&self, error: &ValidationError<'_>) -> Option<&'static Value> {
        let path = error.schema_path().as_str();
        self.schema.pointer(&path[..path.rfind('/')?])
    }

    /// A value as a message may show it: short, and not at all where it may be about a patient.
    fn shown(&self, value: &Value) -> String {
        match value {
            Value::String(_) if self.kind == Kind::Prescription => "this text".to_owned(),
            Value::String(text) => format!("\"{}\"", shorten(text)),
            Value::Array(_) | Value::Object(_) => found(value).to_owned(),
            other => other.to_string(),
        }
    }

    fn push(
        &mut self,
        rule: &'static str,
        at: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings.push(Finding::new(rule, Level::Error, at, message).help(help));
    }
}

/// The place of an error. Not every key of a broken document makes a pointer that could be written in one.
fn place_of(error: &ValidationError<'_>) -> Pointer {
    let segments = error.instance_path().as_str().split('/').skip(1);
    segments.fold(Pointer::root(), |at, segment| at / segment.replace("~1", "/").replace("~0", "~").as_str())
}

fn expected(schema: &Value) -> &'static str {
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => "an object { … }",
        Some("array") => "a list [ … ]",
        Some("string") => "a text in double quotes",
        Some("integer") => "a whole number",
        Some("number") => "a number",
        Some("boolean") => "true or false",
        _ => "another type",
    }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(n) if n.as_f64().is_some_and(|n| n.fract() != 0.0) => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn shorten(text: &str) -> String {
    const MOST: usize = 40;
    let clean: String = text.chars().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(MOST).is_some() { clean + "…" } else { clean }
}

fn lower_first(text: &str) -> String {
    let first_sentence = text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.');
    let mut chars = first_sentence.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
