//! What one document needs to know of others. Documents are judged one at a time and let go, so that a library of
//! any size is checked in little memory; this is what stays of them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use regimen_schema::documents::condition::Region;
use regimen_schema::documents::exercise::{Category, Laterality, Movement, Variation};
use regimen_schema::documents::program::{Item, Program, Session};
use regimen_schema::documents::red_flag::{Concern, Symptom, Urgency};
use regimen_schema::dose::Dose;
use regimen_schema::id::{ConditionId, ExerciseId};
use regimen_schema::volume::SessionSeconds;
use regimen_schema::{Document, Kind};

use crate::links::is_id;
use crate::suggest::{Letters, did_you_mean};

/// By id, in the order of the files. Every reference is looked up several times, so a tree is too slow.
type ById<T> = IndexMap<Box<str>, T, RandomState>;

/// What is known of every document of a library.
#[derive(Debug, Default)]
pub struct Facts {
    known: [ById<Known>; Kind::ALL.len()],
    /// Ids that were referred to before their documents were known.
    awaited: [BTreeSet<Box<str>>; Kind::ALL.len()],
    /// Whether there are prescriptions, which alone ask for programs.
    keeps_programs: bool,
    /// Whether a document could not be read: what it refers to is not known then.
    incomplete: bool,
}

/// A document that exists, what stays of it, and whether another one refers to it.
#[derive(Debug)]
struct Known {
    file: Arc<str>,
    about: Arc<About>,
    /// Of its id, for who looks for a similar one.
    letters: Letters,
    /// Set while documents are judged side by side; read when all are.
    used: AtomicBool,
}

/// What programs need to know of an exercise.
#[derive(Debug, PartialEq)]
pub struct ExerciseFacts {
    /// What kind of exercise it is.
    pub category: Category,
    /// Whether it is done on each side.
    pub laterality: Laterality,
    /// The movements it holds.
    pub movements: Box<[Movement]>,
    /// Conditions with which it must not be done.
    pub avoid_if: Box<[ConditionId]>,
    /// Its own dose.
    pub dose: Option<Dose>,
    /// Exercises that it names as easier, each with its place in the list.
    pub easier: Box<[(usize, ExerciseId)]>,
    /// Exercises that it names as harder, each with its place in the list.
    pub harder: Box<[(usize, ExerciseId)]>,
}

/// What programs need to know of a condition.
#[derive(Debug, PartialEq)]
pub struct ConditionFacts {
    /// The part of the body.
    pub region: Region,
    /// The movements that it cautions against.
    pub cautioned_movements: Box<[Movement]>,
}

/// What programs need to know of a red flag.
#[derive(Debug, PartialEq)]
pub struct RedFlagFacts {
    /// The danger.
    pub concern: Concern,
    /// How soon help is needed.
    pub urgency: Urgency,
    /// What its signs show.
    pub shows: BTreeSet<Symptom>,
}

/// What stays of one document.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    kind: Kind,
    id: Box<str>,
    about: Arc<About>,
}

#[derive(Debug, PartialEq)]
enum About {
    /// Nothing, since it cannot be read.
    Unread,
    /// Nothing but its name.
    Name,
    Exercise(Box<ExerciseFacts>),
    Condition(ConditionFacts),
    RedFlag(RedFlagFacts),
    /// The whole of it: prescriptions are applied to it.
    Program(Box<Program>),
}

impl Kept {
    /// What stays of a document. The library's own settings have no id: they count as "library".
    pub(crate) fn of(document: &Document, facts: &Facts) -> Self {
        let about = match document {
            Document::Exercise(d) => About::Exercise(Box::new(ExerciseFacts {
                category: d.category,
                laterality: d.laterality,
                movements: (*d.movements).into(),
                avoid_if: d.avoid_if.clone().into(),
                dose: d.dose.clone(),
                easier: exercises_of(&d.easier),
                harder: exercises_of(&d.harder),
            })),
            Document::Condition(d) => About::Condition(ConditionFacts {
                region: d.region,
                cautioned_movements: d.cautioned_movements.clone().into(),
            }),
            Document::RedFlag(d) => About::RedFlag(RedFlagFacts {
                concern: d.concern,
                urgency: d.urgency,
                shows: d.signs.iter().flat_map(|s| s.shows.iter().copied()).collect(),
            }),
            Document::Program(d) if facts.keeps_programs => About::Program(d.clone()),
            _ => About::Name,
        };
        Self { kind: document.kind(), id: document.id().unwrap_or("library").into(), about: about.into() }
    }

    /// What is known of a document that cannot be read: that it is there. Who refers to it is not to blame.
    pub(crate) fn of_unreadable(kind: Kind, id: &str) -> Self {
        Self { kind, id: id.into(), about: About::Unread.into() }
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }
}

fn exercises_of(variations: &[Variation]) -> Box<[(usize, ExerciseId)]> {
    variations.iter().enumerate().filter_map(|(i, v)| Some((i, v.exercise.clone()?))).collect()
}

impl Facts {
    /// No facts yet. `keeps_programs` says whether programs are worth their memory: prescriptions alone ask for them.
    pub(crate) fn new(keeps_programs: bool) -> Self {
        Self { keeps_programs, ..Self::default() }
    }

    /// Whether programs are kept.
    pub(crate) fn keeps_programs(&self) -> bool {
        self.keeps_programs
    }

    /// Keeps what stays of a document. Gives back the file that had its id before, if any did.
    pub(crate) fn keep(&mut self, file: &Arc<str>, kept: Kept) -> Option<Arc<str>> {
        self.incomplete |= matches!(*kept.about, About::Unread);
        let known = &mut self.known[kept.kind as usize];
        if let Some(first) = known.get(&kept.id) {
            return Some(first.file.clone());
        }
        let used = self.awaited[kept.kind as usize].remove(&kept.id);
        let letters = Letters::of(&kept.id);
        known.insert(kept.id, Known { file: file.clone(), about: kept.about, letters, used: used.into() });
        None
    }

    /// The file of the document with this id, if there is one.
    pub fn file(&self, kind: Kind, id: &str) -> Option<&Arc<str>> {
        self.known[kind as usize].get(id).map(|known| &known.file)
    }

    /// Notes that another document refers to this one. Gives back whether it is there.
    pub(crate) fn refer(&self, kind: Kind, id: &str) -> bool {
        let known = self.known[kind as usize].get(id);
        // Written once only: threads that write to one place again and again wait for each other.
        if let Some(known) = known.filter(|known| !known.used.load(Ordering::Relaxed)) {
            known.used.store(true, Ordering::Relaxed);
        }
        known.is_some()
    }

    /// Notes that another document refers to this one, which may come later. Gives back whether it is there already.
    pub(crate) fn refer_early(&mut self, kind: Kind, id: &str) -> bool {
        let known = self.refer(kind, id);
        if !known && !self.awaited[kind as usize].contains(id) {
            self.awaited[kind as usize].insert(id.into());
        }
        known
    }

    /// Whether a document is there and another one refers to it.
    pub(crate) fn is_referred(&self, kind: Kind, id: &str) -> bool {
        self.known[kind as usize].get(id).is_some_and(|known| known.used.load(Ordering::Relaxed))
    }

    /// Whether every document could be read, so that all references are known.
    pub(crate) fn are_complete(&self) -> bool {
        !self.incomplete
    }

    /// The documents of a kind that no other one refers to, each with its file.
    pub(crate) fn unused(&self, kind: Kind) -> impl Iterator<Item = (&str, &Arc<str>)> {
        let known = self.known[kind as usize].iter();
        known.filter(|(_, known)| !known.used.load(Ordering::Relaxed)).map(|(id, known)| (&**id, &known.file))
    }

    /// Every id of a kind, in the order of their files.
    pub fn ids(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.known[kind as usize].keys().map(AsRef::as_ref)
    }

    /// The id of a kind that is nearest to one that does not exist, if one is near enough to be meant.
    pub(crate) fn similar(&self, kind: Kind, id: &str) -> Option<&str> {
        let wanted = Letters::of(id);
        let known = self.known[kind as usize].iter();
        let near = known.filter(|(other, known)| wanted.may_be_near(id, known.letters, other));
        // A broken document may be known by the name of its file, which need not be an id.
        did_you_mean(id, near.map(|(id, _)| &**id).filter(|id| is_id(id)))
    }

    /// The documents of a kind that are known otherwise than before; those too that are known in one of the two only.
    /// Whether another one refers to them is no part of it.
    pub(crate) fn changed_since<'a>(&'a self, before: &'a Self, kind: Kind) -> impl Iterator<Item = &'a str> {
        let [now, before] = [self, before].map(|facts| &facts.known[kind as usize]);
        let is_same = |known: &Known, other: &Known| {
            Arc::ptr_eq(&known.about, &other.about) || known.about == other.about
        };
        let new = now.iter().filter(move |(id, known)| !before.get(*id).is_some_and(|b| is_same(known, b)));
        let gone = before.iter().filter(|(id, _)| !now.contains_key(*id));
        new.chain(gone).map(|(id, _)| &**id)
    }

    /// What is known of an exercise.
    pub fn exercise(&self, id: &str) -> Option<&ExerciseFacts> {
        match self.about(Kind::Exercise, id)? {
            About::Exercise(facts) => Some(&**facts),
            _ => None,
        }
    }

    /// Every exercise by its id.
    pub fn exercises(&self) -> impl Iterator<Item = (&str, &ExerciseFacts)> {
        self.known[Kind::Exercise as usize].iter().filter_map(|(id, known)| match &*known.about {
            About::Exercise(facts) => Some((&**id, &**facts)),
            _ => None,
        })
    }

    /// What is known of a condition.
    pub fn condition(&self, id: &str) -> Option<&ConditionFacts> {
        match self.about(Kind::Condition, id)? {
            About::Condition(facts) => Some(facts),
            _ => None,
        }
    }

    /// A program; none in a library without prescriptions.
    pub fn program(&self, id: &str) -> Option<&Program> {
        match self.about(Kind::Program, id)? {
            About::Program(program) => Some(program),
            _ => None,
        }
    }

    /// What is known of a red flag.
    pub fn red_flag(&self, id: &str) -> Option<&RedFlagFacts> {
        match self.about(Kind::RedFlag, id)? {
            About::RedFlag(facts) => Some(facts),
            _ => None,
        }
    }

    fn about(&self, kind: Kind, id: &str) -> Option<&About> {
        self.known[kind as usize].get(id).map(|known| &*known.about)
    }

    /// The dose that holds for an item: its own, or else its exercise's.
    pub fn dose<'a>(&'a self, item: &'a Item) -> Option<&'a Dose> {
        item.dose.as_ref().or_else(|| self.exercise(&item.exercise)?.dose.as_ref())
    }

    /// How long a session takes. Items without a dose or without a known exercise count nothing: other findings
    /// name them.
    pub fn session_seconds(&self, session: &Session) -> SessionSeconds {
        let mut seconds = SessionSeconds::default();
        for item in &session.items {
            let Some(exercise) = self.exercise(&item.exercise) else { continue };
            if let Some(dose) = item.dose.as_ref().or(exercise.dose.as_ref()) {
                seconds.add(exercise.category, dose, exercise.laterality);
            }
        }
        seconds
    }
}
