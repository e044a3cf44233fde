//! A small library in memory, complete and without findings, that tests change in one place.

use std::collections::BTreeMap;
use std::sync::Arc;

use regimen_schema::Kind;
use regimen_schema::text::Date;
use regimen_validator::{Checked, Files, Options, Placed, ReadError, check};
use serde_json::Value;

/// The day on which all tests run.
pub(crate) const TODAY: &str = "2026-11-21";

/// Files in memory.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    names: Vec<Arc<str>>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// No files at all.
    pub(crate) fn empty() -> Self {
        Self { names: Vec::new(), files: BTreeMap::new() }
    }

    /// The library of `tests/base`.
    pub(crate) fn base() -> Self {
        let mut memory = Self::empty();
        for (path, text) in BASE {
            memory.put(path, text.as_bytes());
        }
        memory
    }

    /// Puts a file in place of the one that is there, if any.
    pub(crate) fn put(&mut self, path: &str, bytes: &[u8]) {
        self.files.insert(path.to_owned(), bytes.to_vec());
        self.names = self
            .files
            .keys()
            .filter(|p| p.strip_suffix(".json").is_some())
            .map(|p| p.as_str().into())
            .collect();
    }

    /// Takes a file away.
    pub(crate) fn remove(&mut self, path: &str) {
        self.files.remove(path);
        self.names.retain(|name| &**name != path);
    }

    /// The paths of all files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub(crate) fn bytes(&self, path: &str) -> &[u8] {
        &self.files[path]
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        std::str::from_utf8(&self.files[path]).unwrap()
    }

    /// Changes the base document of a kind by a JSON merge patch (RFC 7396).
    pub(crate) fn patch(&mut self, kind: Kind, patch: &Value) {
        let path = path_of(kind);
        let mut document: Value = serde_json::from_slice(&self.files[path]).unwrap();
        merge(&mut document, patch);
        self.put(path, &serde_json::to_vec_pretty(&document).unwrap());
    }

    pub(crate) fn check(&self) -> Checked {
        check(self, Options { today: today() }, &|| {})
    }

    /// What a check finds, a line each.
    pub(crate) fn findings(&self) -> Vec<String> {
        self.check().findings.iter().map(line).collect()
    }
}

pub(crate) fn today() -> Date {
    TODAY.parse().unwrap()
}

/// The base document's file of a kind.
pub(crate) fn path_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Library => "library.json",
        Kind::Pack => "pack/pack.json",
        Kind::Exercise => "pack/exercises/knee-hug.json",
        Kind::Condition => "pack/conditions/back-pain.json",
        Kind::Program => "pack/programs/home.json",
        Kind::Advice => "pack/advice/lift.json",
        Kind::RedFlag => "pack/red_flags/cauda-equina.json",
        Kind::Source => "pack/sources/guide.json",
        Kind::Prescription => "prescriptions/sample.json",
    }
}

/// A finding as pages and tests show it: level, rule, file, place, message.
pub(crate) fn line(placed: &Placed) -> String {
    let Placed { finding, place, .. } = placed;
    let spot = match &finding.at.spot {
        regimen_schema::Spot::Node { pointer, .. } => pointer.to_string(),
        _ => format!("{}:{}", place.line, place.column),
    };
    let file = &finding.at.file;
    format!("{}[{}] {file} {spot}: {}", finding.level.name(), finding.rule, finding.message)
}

fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let target = target.as_object_mut().unwrap();
    for (key, value) in patch {
        if value.is_null() {
            target.shift_remove(key);
        } else {
            merge(target.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

impl Files for Memory {
    fn documents(&self) -> &[Arc<str>] {
        &self.names
    }
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let bytes = self.files.get(path).ok_or_else(|| ReadError::Unreadable("no such file".into()))?;
        let length = bytes.len() as u64;
        if length > regimen_validator::MAX_BYTES {
            Err(ReadError::TooLarge(length))
        } else {
            Ok(bytes.clone())
        }
    }
    fn size(&self, path: &str) -> Option<u64> {
        Some(self.files.get(path)?.len() as u64)
    }
}

const BASE: [(&str, &str); 11] = [
    ("library.json", include_str!("../base/library.json")),
    ("pack/pack.json", include_str!("../base/pack/pack.json")),
    ("pack/exercises/knee-hug.json", include_str!("../base/pack/exercises/knee-hug.json")),
    ("pack/exercises/forward-bend.json", include_str!("../base/pack/exercises/forward-bend.json")),
    ("pack/media/knee-hug.svg", include_str!("../base/pack/media/knee-hug.svg")),
    ("pack/conditions/back-pain.json", include_str!("../base/pack/conditions/back-pain.json")),
    ("pack/programs/home.json", include_str!("../base/pack/programs/home.json")),
    ("pack/advice/lift.json", include_str!("../base/pack/advice/lift.json")),
    ("pack/red_flags/cauda-equina.json", include_str!("../base/pack/red_flags/cauda-equina.json")),
    ("pack/sources/guide.json", include_str!("../base/pack/sources/guide.json")),
    ("prescriptions/sample.json", include_str!("../base/prescriptions/sample.json")),
];

#[test]
fn the_base_library_is_clean() {
    assert_eq!(Memory::base().findings(), Vec::<String>::new());
}
