//! One hash over everything that a program says, so that a sheet of paper can be held against the library.

use std::collections::BTreeSet;

use regimen_schema::Library;
use regimen_schema::documents::LibrarySettings;
use regimen_schema::documents::exercise::{Exercise, Media};
use regimen_schema::documents::library::Layout;
use regimen_schema::documents::program::Program;
use regimen_schema::id::{ConditionId, ExerciseId, SourceId};
use regimen_schema::library::Entry;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::ExportCx;
use crate::lookup::Lookup;

/// How many letters of the hash are printed.
pub(crate) const PRINTED: usize = 12;

/// SHA-256, in hex: of a resolved program, or of a file that was made.
pub fn content_hash(content: &(impl AsRef<[u8]> + ?Sized)) -> String {
    hex(&Sha256::digest(content))
}

/// A hash over everything that handouts show, but for the day they are made on: the same hash, the same sheet. It knows what
/// all sheets of a run have in common: settings, packs, the files of the theme, names that a sheet may mention, and how
/// they are made.
#[derive(Debug, Clone)]
pub struct SheetHash(Sha256);

impl SheetHash {
    /// The hash of a run.
    pub fn new(cx: &ExportCx<'_>) -> Self {
        let library = cx.library;
        let mut hash = Self(Sha256::new());
        hash.add(json!(library.settings).to_string().as_bytes());
        for path in theme_files(&library.settings) {
            hash.add(library.media.get(path).map_or(&[], |bytes| bytes));
        }
        for pack in library.packs.values() {
            hash.add(json!(pack.document).to_string().as_bytes());
        }
        for exercise in library.exercises.values() {
            hash.add(exercise.document.id.as_bytes());
            hash.add(exercise.document.title.as_bytes());
        }
        for condition in library.conditions.values() {
            hash.add(json!(condition.document).to_string().as_bytes());
        }
        // What clinicians are shown tells what is overdue.
        let day = cx.layouts().contains(&Layout::Clinician).then_some(cx.date);
        let made = (cx.generator, regimen_figure::VERSION, cx.paper, cx.layouts(), cx.black_and_white, day);
        hash.add(format!("{made:?}").as_bytes());
        hash
    }

    /// The hash of a program's sheets in that run, in hex.
    pub fn of(&self, library: &Library, program: &Entry<Program>) -> String {
        let mut hash = self.clone();
        hash.add(program.file.as_bytes());
        hash.add(resolved(&mut Lookup::new(library, &program.file), program).as_bytes());
        hex(&hash.0.finalize())
    }

    fn add(&mut self, part: &[u8]) {
        // Its length first: two parts that are cut elsewhere are others.
        self.0.update(part.len().to_le_bytes());
        self.0.update(part);
    }
}

/// The files that the theme names, which no program leads to.
fn theme_files(settings: &LibrarySettings) -> Vec<&str> {
    let Some(theme) = &settings.theme else { return Vec::new() };
    let mut files: Vec<&str> = theme.templates.iter().map(|template| &*template.file).collect();
    files.extend(theme.logo.iter().map(|logo| &*logo.file));
    if let Some(fonts) = &theme.fonts {
        files.extend(fonts.regular.iter().chain(&fonts.bold).chain(&fonts.others).map(|file| &**file));
    }
    files
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
