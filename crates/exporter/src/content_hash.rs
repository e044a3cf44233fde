//! One hash over everything that a program says, so that a sheet of paper can be held against the library.

use std::collections::BTreeSet;

use regimen_schema::documents::exercise::{Exercise, Media};
use regimen_schema::documents::program::Program;
use regimen_schema::id::{ConditionId, ExerciseId, SourceId};
use regimen_schema::library::Entry;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::lookup::Lookup;

/// How many letters of the hash are printed.
pub(crate) const PRINTED: usize = 12;

/// SHA-256, in hex, of a resolved program.
pub fn content_hash(resolved: &str) -> String {
    hex(&Sha256::digest(resolved))
}

/// The resolved program as canonical JSON: the program and every document that it leads to, each as it is written,
/// keys sorted, no white space, pictures by the hash of their bytes. Wording, layout and date have no part in it.
pub(crate) fn resolved(lookup: &mut Lookup<'_>, program: &Entry<Program>) -> String {
    let document = &program.document;
    let mut closure = Closure::default();
    closure.program(lookup, document);
    let settings = &lookup.library.settings;
    let mut content = Map::new();
    content.insert("emergency_number".into(), json!(settings.emergency_number));
    content.insert("language".into(), json!(settings.language));
    content.insert("program".into(), json!(document));
    content
        .insert("exercises".into(), all(&closure.exercises, |id| lookup.exercise(id).map(|e| &e.document)));
    content.insert("conditions".into(), all(&closure.conditions, |id| lookup.condition(id)));
    content.insert("red_flags".into(), all(&document.red_flags, |id| lookup.red_flag(id)));
    content.insert("advice".into(), all(&document.advice, |id| lookup.advice(id).map(|e| &e.document)));
    content.insert("sources".into(), all(&closure.sources, |id| lookup.source(id)));
    content.insert("pictures".into(), closure.pictures.into());
    let mut content = Value::Object(content);
    content.sort_all_objects();
    content.to_string()
}

/// Bytes as lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|d| char::from_digit(d.into(), 16)).collect()
}

/// What a program leads to.
#[derive(Debug, Default)]
struct Closure {
    exercises: BTreeSet<ExerciseId>,
    conditions: BTreeSet<ConditionId>,
    sources: BTreeSet<SourceId>,
    pictures: Map<String, Value>,
}

impl Closure {
    fn program(&mut self, lookup: &mut Lookup<'_>, program: &Program) {
        self.conditions.extend(program.conditions.iter().chain(&program.not_for).cloned());
        self.sources.extend(program.sources.iter().cloned());
        self.sources.extend(program.pain_rule.iter().flat_map(|r| r.sources.iter().cloned()));
        for session in program.phases.iter().flat_map(|p| p.sessions.iter()) {
            let basis = session.frequency.iter().filter_map(|f| f.basis.as_ref());
            self.sources.extend(basis.flat_map(|b| b.sources.iter().cloned()));
            for item in &session.items {
                let basis = item.dose.as_ref().and_then(|d| d.basis());
                self.sources.extend(basis.into_iter().flat_map(|b| b.sources.iter().cloned()));
                self.exercises.extend(item.alternatives.iter().cloned());
                self.exercises.insert(item.exercise.clone());
            }
        }
        for id in self.exercises.clone() {
            if let Some(entry) = lookup.exercise(&id) {
                self.exercise(lookup, entry);
            }
        }
        for id in &program.red_flags {
            self.sources.extend(lookup.red_flag(id).into_iter().flat_map(|d| d.sources.iter().cloned()));
        }
        for id in &program.advice {
            if let Some(entry) = lookup.advice(id) {
                self.sources.extend(entry.document.sources.iter().cloned());
                self.pictures(lookup, entry, entry.document.picture.as_slice());
            }
        }
    }

    fn exercise(&mut self, lookup: &mut Lookup<'_>, entry: &Entry<Exercise>) {
        let basis = entry.document.dose.as_ref().and_then(|d| d.basis());
        self.sources.extend(basis.into_iter().flat_map(|b| b.sources.iter().cloned()));
        self.sources.extend(entry.document.sources.iter().cloned());
        self.pictures(lookup, entry, &entry.document.media);
    }

    fn pictures<T>(&mut self, lookup: &mut Lookup<'_>, entry: &Entry<T>, media: &[Media]) {
        for media in media {
            if let Some(image) = lookup.image(&entry.file, entry.pack(), media) {
                self.pictures.insert(image.path.to_owned(), hex(&Sha256::digest(image.bytes)).into());
            }
        }
    }
}

fn all<'a, Id: 'a, T: Serialize + 'a>(
    ids: impl IntoIterator<Item = &'a Id>,
    find: impl FnMut(&Id) -> Option<&'a T>,
) -> Value {
    ids.into_iter().filter_map(find).map(|document| json!(document)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_has_two_letters_a_byte() {
        assert_eq!(hex(&[0x00, 0x0f, 0xa5, 0xff]), "000fa5ff");
    }
}
