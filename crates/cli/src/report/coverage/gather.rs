//! Everything that a program hands out, found once.

use std::sync::Arc;

use regimen_schema::documents::program::Item;
use regimen_schema::documents::review::{Review, Waiver};
use regimen_schema::documents::{Advice, Condition, Exercise, Program, RedFlag};
use regimen_schema::dose::Dose;
use regimen_schema::id::{ExerciseId, SourceId};
use regimen_schema::library::Entry;
use regimen_schema::{Document, Kind, Library};

/// A program with everything that it hands out.
#[derive(Debug)]
pub(super) struct Cx<'a> {
    pub(super) library: &'a Library,
    pub(super) entry: &'a Entry<Program>,
    pub(super) program: &'a Program,
    pub(super) conditions: Vec<&'a Entry<Condition>>,
    pub(super) exercises: Vec<Used<'a>>,
    pub(super) advice: Vec<&'a Entry<Advice>>,
    pub(super) red_flags: Vec<&'a Entry<RedFlag>>,
}

/// An exercise, and how the program comes to it.
#[derive(Debug)]
pub(super) struct Used<'a> {
    pub(super) entry: &'a Entry<Exercise>,
    pub(super) exercise: &'a Exercise,
    /// The phases that hold it, from 1; none if it is only done instead of another.
    pub(super) phases: Vec<u32>,
}

/// A document of a program, whatever its kind.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) kind: Kind,
    pub(super) id: &'a str,
    pub(super) file: &'a Arc<str>,
    pub(super) review: Option<&'a Review>,
    pub(super) waivers: &'a [Waiver],
    pub(super) sources: Vec<&'a SourceId>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(library: &'a Library, entry: &'a Entry<Program>) -> Self {
        let program = &entry.document;
        Self {
            library,
            entry,
            program,
            conditions: program.conditions.iter().filter_map(|id| library.conditions.get(id)).collect(),
            exercises: exercises(library, program),
            advice: program.advice.iter().filter_map(|id| library.advice.get(id)).collect(),
            red_flags: program.red_flags.iter().filter_map(|id| library.red_flags.get(id)).collect(),
        }
    }

    /// The exercise of an item.
    pub(super) fn exercise(&self, item: &Item) -> Option<&'a Entry<Exercise>> {
        self.library.exercises.get(&item.exercise)
    }

    /// The dose of an item: its own, or that of its exercise.
    pub(super) fn dose<'i>(&self, item: &'i Item) -> Option<&'i Dose>
    where
        'a: 'i,
    {
        item.dose.as_ref().or_else(|| self.exercise(item)?.document.dose.as_ref())
    }

    /// The program, then what it hands out.
    pub(super) fn parts(&self) -> Vec<Part<'a>> {
        let mut parts = vec![Part {
            kind: Kind::Program,
            id: &self.program.id,
            file: &self.entry.file,
            review: self.program.review.as_ref(),
            waivers: &self.program.waivers,
            sources: program_sources(self.program),
        }];
        macro_rules! part {
            ($kind:ident, $entry:expr, $sources:expr) => {
                parts.push(Part {
                    kind: Kind::$kind,
                    id: &$entry.document.id,
                    file: &$entry.file,
                    review: $entry.document.review.as_ref(),
                    waivers: &$entry.document.waivers,
                    sources: $sources,
                })
            };
        }
        for entry in &self.conditions {
            part!(Condition, entry, entry.document.sources.iter().collect());
        }
        for used in &self.exercises {
            part!(Exercise, used.entry, exercise_sources(used.exercise));
        }
        for entry in &self.advice {
            part!(Advice, entry, entry.document.sources.iter().collect());
        }
        for entry in &self.red_flags {
            part!(RedFlag, entry, entry.document.sources.iter().collect());
        }
        parts
    }

    /// The same documents as values of their own, for what looks at any kind of document.
    pub(super) fn documents(&self) -> Vec<Document> {
        let mut documents = vec![Document::Program(Box::new(self.program.clone()))];
        documents.extend(self.conditions.iter().map(|e| Document::Condition(Box::new(e.document.clone()))));
        documents.extend(self.exercises.iter().map(|u| Document::Exercise(Box::new(u.exercise.clone()))));
        documents.extend(self.advice.iter().map(|e| Document::Advice(Box::new(e.document.clone()))));
        documents.extend(self.red_flags.iter().map(|e| Document::RedFlag(Box::new(e.document.clone()))));
        documents
    }
}

/// The exercises in the order in which they first occur, then those that are only done instead of others.
fn exercises<'a>(library: &'a Library, program: &Program) -> Vec<Used<'a>> {
    let mut all: Vec<Used<'a>> = Vec::new();
    let mut add = |id: &ExerciseId, phase: Option<u32>| {
        let Some(entry) = library.exercises.get(id) else { return };
        let at = all.iter().position(|u| u.exercise.id == *id).unwrap_or_else(|| {
            all.push(Used { entry, exercise: &entry.document, phases: Vec::new() });
            all.len() - 1
        });
        if let Some(phase) = phase.filter(|phase| !all[at].phases.contains(phase)) {
            all[at].phases.push(phase);
        }
    };
    let items = || {
        (1..)
            .zip(&program.phases)
            .flat_map(|(n, phase)| phase.sessions.iter().flat_map(|s| &s.items).map(move |item| (n, item)))
    };
    items().for_each(|(n, item)| add(&item.exercise, Some(n)));
    items().flat_map(|(_, item)| &item.alternatives).for_each(|id| add(id, None));
    all
}

fn program_sources(d: &Program) -> Vec<&SourceId> {
    let mut sources: Vec<&SourceId> = d.sources.iter().collect();
    sources.extend(d.pain_rule.iter().flat_map(|rule| &rule.sources));
    for session in d.phases.iter().flat_map(|phase| &phase.sessions) {
        let frequency = session.frequency.iter().filter_map(|f| f.basis.as_ref());
        let doses = session.items.iter().filter_map(|item| item.dose.as_ref()?.basis());
        sources.extend(frequency.chain(doses).flat_map(|basis| &basis.sources));
    }
    sources
}

fn exercise_sources(d: &Exercise) -> Vec<&SourceId> {
    let mut sources: Vec<&SourceId> = d.sources.iter().collect();
    let dose = d.dose.iter().filter_map(Dose::basis);
    let frequency = d.frequency.iter().filter_map(|f| f.basis.as_ref());
    sources.extend(dose.chain(frequency).flat_map(|basis| &basis.sources));
    sources
}
