//! A whole library: every document by its id, with the file it came from.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::documents::{
    Advice, Condition, Document, Exercise, LibrarySettings, Pack, Prescription, Program, RedFlag, Source,
};
use crate::id::{AdviceId, ConditionId, ExerciseId, PackId, PrescriptionId, ProgramId, RedFlagId, SourceId};

/// Every document of a library. Whoever fills it sees to it that each reference resolves and each rule holds:
/// exporters rely on that.
#[derive(Debug, Clone, PartialEq)]
pub struct Library {
    /// What is printed on every sheet, and how strict the rules are.
    pub settings: LibrarySettings,
    /// Packs by id.
    pub packs: BTreeMap<PackId, Entry<Pack>>,
    /// Exercises by id.
    pub exercises: BTreeMap<ExerciseId, Entry<Exercise>>,
    /// Conditions by id.
    pub conditions: BTreeMap<ConditionId, Entry<Condition>>,
    /// Programs by id.
    pub programs: BTreeMap<ProgramId, Entry<Program>>,
    /// Advice by id.
    pub advice: BTreeMap<AdviceId, Entry<Advice>>,
    /// Red flags by id.
    pub red_flags: BTreeMap<RedFlagId, Entry<RedFlag>>,
    /// Sources by id.
    pub sources: BTreeMap<SourceId, Entry<Source>>,
    /// Prescriptions by id.
    pub prescriptions: BTreeMap<PrescriptionId, Entry<Prescription>>,
    /// The bytes of pictures, by their path from the library's root.
    pub media: BTreeMap<String, Vec<u8>>,
}

/// A document and the file it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<T> {
    /// The file, by its path from the library's root.
    pub file: Arc<str>,
    /// The document.
    pub document: T,
}

impl<T> Entry<T> {
    /// The pack that holds it, by the first folder of its path.
    pub fn pack(&self) -> &str {
        self.file.split_once('/').map_or("", |(pack, _)| pack)
    }
}

impl Library {
    /// An empty library.
    pub fn new(settings: LibrarySettings) -> Self {
        Self {
            settings,
            packs: BTreeMap::new(),
            exercises: BTreeMap::new(),
            conditions: BTreeMap::new(),
            programs: BTreeMap::new(),
            advice: BTreeMap::new(),
            red_flags: BTreeMap::new(),
            sources: BTreeMap::new(),
            prescriptions: BTreeMap::new(),
            media: BTreeMap::new(),
        }
    }

    /// Puts a document in its place.
    pub fn insert(&mut self, file: Arc<str>, document: Document) {
        match document {
            Document::Library(d) => self.settings = *d,
            Document::Pack(d) => drop(self.packs.insert(d.id.clone(), Entry { file, document: *d })),
            Document::Exercise(d) => drop(self.exercises.insert(d.id.clone(), Entry { file, document: *d })),
            Document::Condition(d) => {
                drop(self.conditions.insert(d.id.clone(), Entry { file, document: *d }));
            }
            Document::Program(d) => drop(self.programs.insert(d.id.clone(), Entry { file, document: *d })),
            Document::Advice(d) => drop(self.advice.insert(d.id.clone(), Entry { file, document: *d })),
            Document::RedFlag(d) => drop(self.red_flags.insert(d.id.clone(), Entry { file, document: *d })),
            Document::Source(d) => drop(self.sources.insert(d.id.clone(), Entry { file, document: *d })),
            Document::Prescription(d) => {
                drop(self.prescriptions.insert(d.id.clone(), Entry { file, document: *d }));
            }
        }
    }
}
