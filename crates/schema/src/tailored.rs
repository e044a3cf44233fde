//! The program that comes of a prescription: its overrides applied to the program in the order in which they stand, with
//! the origin of every part. What judges a tailored program and what prints one start from here.
//!
//! - **add** puts the item at the end of each session that it names. **drop** takes the exercise out of them, also where
//!   it stands as an alternative. **swap** puts another exercise in its place; dose, reason, note and alternatives of the
//!   old one go with it. **dose** replaces the dose. **note** stands behind the note that is there.
//! - A session without an exercise left goes; a phase never does: what would take its last exercise away is not done, and
//!   is found in [`Tailored::emptied`].
//! - The reason of an override is the basis of a dose that it brings without one.

use std::collections::BTreeSet;

use crate::documents::prescription::{Override, Prescription};
use crate::documents::program::{Item, Phase, Program, Session};
use crate::dose::{Basis, Dose};
use crate::id::ExerciseId;
use crate::list::NonEmpty;
use crate::pointer::Pointer;
use crate::text::Text;

/// A program as one patient does it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tailored {
    /// The program that comes out.
    pub program: Program,
    /// Exercises that were left out or swapped, and stand nowhere in it any more. They are not to be offered in another
    /// place either.
    pub left_out: BTreeSet<ExerciseId>,
    /// What each override did, in their order.
    pub effects: Vec<Effect>,
    /// The overrides that would have left a phase without any exercise, each with the phase's place in the program.
    pub emptied: Vec<(usize, usize)>,
    phases: Vec<PhaseOrigin>,
}

/// What an override did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effect {
    /// The sessions that it changed: the phase's and the session's place in the program before.
    pub sessions: BTreeSet<(usize, usize)>,
    /// Whether a session has the title that it names, if it names one.
    pub finds_session: bool,
}

/// Where a part of a tailored program came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its place in the program; none if the prescription brought it.
    pub program: Option<Pointer>,
    /// The places in the prescription that made it what it is, the one to look at first in front.
    pub prescription: Vec<Pointer>,
    /// Whether an override changed this very part, and not only what is around it.
    pub is_changed: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct PhaseOrigin {
    /// The overrides that changed it, those too whose session is gone.
    changed_by: BTreeSet<usize>,
    sessions: Vec<SessionOrigin>,
}

#[derive(Debug, Clone, PartialEq)]
struct SessionOrigin {
    /// Its place in its phase before.
    index: usize,
    /// The overrides that changed it.
    changed_by: BTreeSet<usize>,
    items: Vec<ItemOrigin>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct ItemOrigin {
    /// Its place in its session before; none if it was added.
    index: Option<usize>,
    /// The override that brought the exercise.
    exercise: Option<usize>,
    /// Whether it brought it in another one's place.
    is_swapped: bool,
    dose: Option<usize>,
    note: Option<usize>,
    /// The place that each of its alternatives had before.
    alternatives: Vec<usize>,
}

/// Applies a prescription to its program.
pub fn apply(program: &Program, prescription: &Prescription) -> Tailored {
    let mut draft = Draft::of(program);
    let mut effects = Vec::new();
    for (i, part) in prescription.overrides.iter().enumerate() {
        effects.push(draft.apply(i, part));
    }
    let mut left_out: BTreeSet<ExerciseId> = prescription
        .overrides
        .iter()
        .filter_map(|part| match part {
            Override::Drop { exercise, .. } | Override::Swap { exercise, .. } => Some(exercise.clone()),
            Override::Add { .. } | Override::Dose { .. } | Override::Note { .. } => None,
        })
        .collect();
    for (item, _) in draft.phases.iter().flatten().flat_map(|session| &session.items) {
        left_out.remove(&item.exercise);
        for id in &item.alternatives {
            left_out.remove(id);
        }
    }
    let (phases, origins) = draft
        .phases
        .into_iter()
        .zip(&program.phases)
        .map(|(sessions, phase)| finish(sessions, phase))
        .unzip();
    let program = match NonEmpty::new(phases) {
        Some(phases) => Program { phases, ..program.clone() },
        None => program.clone(),
    };
    Tailored { program, left_out, effects, emptied: draft.emptied, phases: origins }
}

impl Tailored {
    /// The overrides that changed an item of the result, by its place there.
    pub fn changes_of_item(&self, phase: usize, session: usize, item: usize) -> BTreeSet<usize> {
        let sessions = self.phases.get(phase).map_or(&[][..], |phase| &phase.sessions);
        let item = sessions.get(session).and_then(|session| session.items.get(item));
        item.into_iter().flat_map(|item| [item.exercise, item.dose, item.note]).flatten().collect()
    }

    /// The place that a session of the result had in its phase before.
    pub fn session_before(&self, phase: usize, session: usize) -> Option<usize> {
        Some(self.phases.get(phase)?.sessions.get(session)?.index)
    }

    /// Where a part of the result came from: the place that it had in the program, and the overrides that changed it; if
    /// none did, those that changed what is nearest around it.
    pub fn origin(&self, place: &Pointer) -> Origin {
        let segments: Vec<String> = place.segments().collect();
        let words: Vec<&str> = segments.iter().map(String::as_str).collect();
        let index = |i: usize| words.get(i).and_then(|word| word.parse::<usize>().ok());
        let until = |end: usize| overrides(self.phases[..end].iter().flat_map(|phase| &phase.changed_by));
        let everything = || until(self.phases.len());

        let ["phases", _, rest @ ..] = &words[..] else {
            return Origin { program: Some(place.clone()), prescription: everything(), is_changed: false };
        };
        let Some((p, phase)) = index(1).and_then(|p| Some((p, self.phases.get(p)?))) else {
            return Origin { program: Some(place.clone()), prescription: everything(), is_changed: false };
        };
        // What is said of a phase may follow from what came before it.
        let here = until(p + 1);
        let around = |own: Vec<Pointer>| if own.is_empty() { here.clone() } else { own };
        let found = match rest {
            ["sessions", _, rest @ ..] => {
                index(3).and_then(|s| phase.sessions.get(s)).map(|session| (session, rest))
            }
            _ => None,
        };
        let Some((session, rest)) = found else {
            let is_changed = matches!(rest, [] | ["sessions"]) && !here.is_empty();
            let around = if here.is_empty() { everything() } else { here };
            return Origin { program: Some(place.clone()), prescription: around, is_changed };
        };
        let base = Pointer::root() / "phases" / p / "sessions" / session.index;
        let changes = overrides(&session.changed_by);
        let found = match rest {
            ["items", _, rest @ ..] => index(5).and_then(|i| session.items.get(i)).map(|item| (item, rest)),
            _ => None,
        };
        let Some((item, rest)) = found else {
            // Its title and its frequency are the program's own.
            let is_changed = matches!(rest, [] | ["items"]) && !changes.is_empty();
            return Origin { program: Some(join(base, rest)), prescription: around(changes), is_changed };
        };
        let program = item.before(base / "items", rest);
        let own = item.places(rest);
        let is_changed = !own.is_empty();
        let prescription = if is_changed { own } else { around(changes) };
        Origin { program, prescription, is_changed }
    }
}

/// The places of overrides, the last one first: it is what made the fuller session of it.
fn overrides<'a>(indices: impl IntoIterator<Item = &'a usize>) -> Vec<Pointer> {
    let indices: BTreeSet<usize> = indices.into_iter().copied().collect();
    indices.into_iter().rev().map(|i| Pointer::root() / "overrides" / i).collect()
}

impl ItemOrigin {
    /// The place that a part of the item had in the program, if no override brought it.
    fn before(&self, items: Pointer, rest: &[&str]) -> Option<Pointer> {
        let index = self.index.filter(|_| self.exercise.is_none())?;
        match rest {
            ["dose", ..] if self.dose.is_some() => None,
            ["note", ..] if self.note.is_some() => None,
            ["alternatives", n, ..] => {
                let before = n.parse().ok().and_then(|n: usize| self.alternatives.get(n))?;
                Some(items / index / "alternatives" / *before)
            }
            rest => Some(join(items / index, rest)),
        }
    }

    /// The places in the prescription that brought a part of the item.
    fn places(&self, rest: &[&str]) -> Vec<Pointer> {
        let at = |i: usize| Pointer::root() / "overrides" / i;
        // An item that was added stands there with all its keys, one that was swapped in with its id only.
        let of_exercise =
            self.exercise.map(|i| if self.is_swapped { at(i) / "with" } else { join(at(i) / "item", rest) });
        let own = match rest {
            ["dose", ..] => self.dose.map(|i| join(at(i), rest)),
            ["note", ..] => self.note.map(|i| join(at(i), rest)),
            [] if of_exercise.is_none() => {
                self.dose.map(|i| at(i) / "dose").or_else(|| self.note.map(|i| at(i) / "note"))
            }
            _ => None,
        };
        own.or(of_exercise).into_iter().collect()
    }
}

fn join(mut place: Pointer, rest: &[&str]) -> Pointer {
    for segment in rest {
        place = place / *segment;
    }
    place
}

/// The program while overrides are applied to it.
struct Draft {
    phases: Vec<Vec<DraftSession>>,
    emptied: Vec<(usize, usize)>,
}

struct DraftSession {
    session: Session,
    index: usize,
    changed_by: BTreeSet<usize>,
    items: Vec<(Item, ItemOrigin)>,
}

impl Draft {
    fn of(program: &Program) -> Self {
        let session = |(index, session): (usize, &Session)| DraftSession {
            session: session.clone(),
            index,
            changed_by: BTreeSet::new(),
            items: session
                .items
                .iter()
                .enumerate()
                .map(|(i, item)| {
                    let alternatives = (0..item.alternatives.len()).collect();
                    (item.clone(), ItemOrigin { index: Some(i), alternatives, ..ItemOrigin::default() })
                })
                .collect(),
        };
        let phase = |phase: &Phase| phase.sessions.iter().enumerate().map(session).collect();
        Self { phases: program.phases.iter().map(phase).collect(), emptied: Vec::new() }
    }

    fn apply(&mut self, i: usize, part: &Override) -> Effect {
        let mut effect = Effect { finds_session: part.session().is_none(), ..Effect::default() };
        for (p, sessions) in self.phases.iter_mut().enumerate() {
            for s in 0..sessions.len() {
                let is_meant = part.session().is_none_or(|title| sessions[s].session.title == *title);
                // A session that an earlier override emptied is no longer there.
                if !is_meant || sessions[s].items.is_empty() {
                    continue;
                }
                effect.finds_session = true;
                if let Override::Drop { exercise, .. } = part {
                    let stays = |session: &DraftSession| {
                        session.items.iter().any(|(item, _)| item.exercise != *exercise)
                    };
                    let others =
                        sessions.iter().enumerate().any(|(o, other)| o != s && !other.items.is_empty());
                    if !others && !stays(&sessions[s]) {
                        self.emptied.push((i, p));
                        effect.sessions.insert((p, sessions[s].index));
                        continue;
                    }
                }
                let session = &mut sessions[s];
                if change(session, i, part) {
                    session.changed_by.insert(i);
                    effect.sessions.insert((p, session.index));
                }
            }
        }
        effect
    }
}

/// Applies an override to a session. Gives back whether anything changed.
fn change(session: &mut DraftSession, i: usize, part: &Override) -> bool {
    let mut changed = false;
    match part {
        Override::Add { item, reason, .. } => {
            let mut item = (**item).clone();
            item.dose = item.dose.map(|dose| with_basis(dose, reason));
            session.items.push((item, ItemOrigin { exercise: Some(i), ..ItemOrigin::default() }));
            changed = true;
        }
        Override::Drop { exercise, .. } => {
            let before = session.items.len();
            session.items.retain(|(item, _)| item.exercise != *exercise);
            changed = session.items.len() < before;
            changed |= not_instead(session, exercise);
        }
        Override::Swap { exercise, with, .. } => {
            for (item, origin) in session.items.iter_mut().filter(|(item, _)| item.exercise == *exercise) {
                *item = Item {
                    exercise: with.clone(),
                    dose: None,
                    why: None,
                    note: None,
                    alternatives: Vec::new(),
                };
                *origin = ItemOrigin {
                    index: origin.index,
                    exercise: Some(i),
                    is_swapped: true,
                    ..ItemOrigin::default()
                };
                changed = true;
            }
            changed |= not_instead(session, exercise);
        }
        Override::Dose { exercise, dose, reason, .. } => {
            for (item, origin) in session.items.iter_mut().filter(|(item, _)| item.exercise == *exercise) {
                item.dose = Some(with_basis(dose.clone(), reason));
                origin.dose = Some(i);
                changed = true;
            }
        }
        Override::Note { exercise, note, .. } => {
            for (item, origin) in session.items.iter_mut().filter(|(item, _)| item.exercise == *exercise) {
                let both = item.note.as_ref().and_then(|before| Text::new(format!("{before} {note}")));
                item.note = Some(both.unwrap_or_else(|| note.clone()));
                origin.note = Some(i);
                changed = true;
            }
        }
    }
    changed
}

/// Takes an exercise away from among the alternatives. Gives back whether it stood there.
fn not_instead(session: &mut DraftSession, exercise: &ExerciseId) -> bool {
    let mut found = false;
    for (item, origin) in &mut session.items {
        while let Some(n) = item.alternatives.iter().position(|id| id == exercise) {
            item.alternatives.remove(n);
            // Those of an item that was added have no place in the program.
            if n < origin.alternatives.len() {
                origin.alternatives.remove(n);
            }
            found = true;
        }
    }
    found
}

/// The dose with the reason of its override as its basis, if it has none.
fn with_basis(mut dose: Dose, reason: &Text) -> Dose {
    let (Dose::Repetitions { basis, .. } | Dose::Hold { basis, .. } | Dose::Time { basis, .. }) = &mut dose;
    if basis.is_none() {
        *basis = Some(Basis { sources: Vec::new(), editorial: Some(reason.clone()) });
    }
    dose
}

fn finish(sessions: Vec<DraftSession>, phase: &Phase) -> (Phase, PhaseOrigin) {
    let mut kept = Vec::new();
    let mut origin = PhaseOrigin { changed_by: BTreeSet::new(), sessions: Vec::new() };
    for DraftSession { session, index, changed_by, items } in sessions {
        origin.changed_by.extend(&changed_by);
        let (items, item_origins): (Vec<_>, Vec<_>) = items.into_iter().unzip();
        if let Some(items) = NonEmpty::new(items) {
            kept.push(Session { items, ..session });
            origin.sessions.push(SessionOrigin { index, changed_by, items: item_origins });
        }
    }
    match NonEmpty::new(kept) {
        Some(sessions) => (Phase { sessions, ..phase.clone() }, origin),
        None => (phase.clone(), origin),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// Two phases: a morning of two exercises and a walk; then the same morning alone.
    fn program() -> Program {
        let morning = json!({
            "title": "Morning",
            "frequency": { "times_a_day": 1, "days_a_week": 7 },
            "items": [
                { "exercise": "bridge", "dose": { "kind": "hold", "sets": 1, "hold_seconds": 10 }, "note": "Slowly.",
                  "why": "It helps.", "alternatives": ["plank", "cobra"] },
                { "exercise": "cobra" },
            ],
        });
        let walk = json!({ "title": "Walk", "items": [{ "exercise": "walking" }] });
        from(json!({
            "id": "home",
            "title": "Home",
            "purpose": "It helps.",
            "for_whom": "You.",
            "conditions": ["sciatica"],
            "phases": [
                { "title": "First", "weeks": 2, "sessions": [morning, walk] },
                { "title": "Then", "sessions": [morning] },
            ],
        }))
    }

    fn from<T: serde::de::DeserializeOwned>(value: Value) -> T {
        serde_json::from_value(value).unwrap()
    }

    fn tailored(overrides: &Value) -> Tailored {
        let prescription = json!({ "id": "sample", "program": "home", "overrides": overrides });
        apply(&program(), &from(prescription))
    }

    /// Phases of sessions of exercises.
    fn exercises(tailored: &Tailored) -> Vec<Vec<Vec<String>>> {
        let session = |s: &Session| s.items.iter().map(|item| item.exercise.to_string()).collect();
        tailored.program.phases.iter().map(|p| p.sessions.iter().map(session).collect()).collect()
    }

    fn origin(tailored: &Tailored, place: &str) -> (Option<String>, Vec<String>, bool) {
        let origin = tailored.origin(&Pointer::new(place).unwrap());
        let text = |pointer: Pointer| pointer.to_string();
        (origin.program.map(text), origin.prescription.into_iter().map(text).collect(), origin.is_changed)
    }

    #[test]
    fn nothing_to_change_gives_the_program_itself() {
        let tailored = tailored(&json!([]));
        assert_eq!(tailored.program, program());
        assert!(tailored.left_out.is_empty());
        assert_eq!(
            origin(&tailored, "/phases/0/sessions/1/items/0/dose"),
            (Some("/phases/0/sessions/1/items/0/dose".to_owned()), vec![], false)
        );
    }

    #[test]
    fn an_exercise_is_left_out_everywhere_and_offered_nowhere() {
        let tailored = tailored(&json!([{ "kind": "drop", "exercise": "cobra", "reason": "It hurts." }]));
        assert_eq!(exercises(&tailored), [vec![vec!["bridge"], vec!["walking"]], vec![vec!["bridge"]]]);
        assert_eq!(tailored.program.phases[0].sessions[0].items[0].alternatives.len(), 1);
        assert!(tailored.left_out.iter().any(|id| **id == *"cobra"));
        assert_eq!(tailored.effects[0].sessions, BTreeSet::from([(0, 0), (1, 0)]));
    }

    #[test]
    fn a_named_session_is_the_only_one_that_changes() {
        let part = json!({ "kind": "add", "item": { "exercise": "cobra" }, "session": "Walk", "reason": "To warm up." });
        let tailored = tailored(&json!([part]));
        let morning = vec!["bridge", "cobra"];
        assert_eq!(exercises(&tailored), [vec![morning.clone(), vec!["walking", "cobra"]], vec![morning]]);
    }

    #[test]
    fn a_swap_takes_what_was_said_of_the_old_exercise_along() {
        let part =
            json!({ "kind": "swap", "exercise": "bridge", "with": "bird-dog", "reason": "It is easier." });
        let tailored = tailored(&json!([part]));
        let item = &tailored.program.phases[1].sessions[0].items[0];
        assert_eq!((&*item.exercise, &item.dose, &item.why, &item.note), ("bird-dog", &None, &None, &None));
        assert!(item.alternatives.is_empty());
    }

    #[test]
    fn a_note_stands_behind_the_one_that_is_there_and_a_dose_has_its_reason_for_a_basis() {
        let dose = json!({ "kind": "hold", "sets": 1, "hold_seconds": 5 });
        let tailored = tailored(&json!([
            { "kind": "note", "exercise": "bridge", "note": "Mind your knee.", "reason": "It is sore." },
            { "kind": "dose", "exercise": "bridge", "dose": dose, "reason": "Less at first." },
        ]));
        let item = &tailored.program.phases[0].sessions[0].items[0];
        assert_eq!(item.note.as_deref(), Some("Slowly. Mind your knee."));
        let basis = item.dose.as_ref().and_then(Dose::basis).and_then(|basis| basis.editorial.as_deref());
        assert_eq!(basis, Some("Less at first."));
    }

    #[test]
    fn overrides_are_applied_in_their_order() {
        let dose = json!({ "kind": "hold", "sets": 1, "hold_seconds": 5 });
        let swap = json!({ "kind": "swap", "exercise": "bridge", "with": "bird-dog", "reason": "r" });
        let dose = json!({ "kind": "dose", "exercise": "bird-dog", "dose": dose, "reason": "r" });
        let after = tailored(&json!([swap, dose]));
        assert!(after.program.phases[0].sessions[0].items[0].dose.is_some());
        let before = tailored(&json!([dose, swap]));
        assert!(before.effects[0].sessions.is_empty() && before.effects[0].finds_session);
    }

    #[test]
    fn a_session_without_exercises_goes_and_a_phase_stays() {
        let walk = json!({ "kind": "drop", "exercise": "walking", "reason": "Not yet." });
        let bridge = json!({ "kind": "drop", "exercise": "bridge", "reason": "It hurts." });
        let cobra = json!({ "kind": "drop", "exercise": "cobra", "reason": "It hurts." });
        let some = tailored(&json!([walk]));
        assert_eq!(exercises(&some)[0].len(), 1);
        assert!(some.emptied.is_empty());
        // The walk is all that is left of the first phase; of the second nothing would be.
        let tailored = tailored(&json!([bridge, cobra]));
        assert_eq!(exercises(&tailored), [vec![vec!["walking"]], vec![vec!["cobra"]]]);
        assert_eq!(tailored.emptied, [(1, 1)]);
    }

    #[test]
    fn every_part_tells_where_it_came_from() {
        let dose = json!({ "kind": "hold", "sets": 1, "hold_seconds": 5 });
        let tailored = tailored(&json!([
            { "kind": "drop", "exercise": "bridge", "session": "Morning", "reason": "r" },
            { "kind": "dose", "exercise": "cobra", "dose": dose, "reason": "r" },
            { "kind": "add", "item": { "exercise": "plank", "dose": dose }, "session": "Walk", "reason": "r" },
            { "kind": "swap", "exercise": "walking", "with": "cycling", "reason": "r" },
        ]));
        assert_eq!(
            exercises(&tailored),
            [vec![vec!["cobra"], vec!["cycling", "plank"]], vec![vec!["cobra"]]]
        );
        let own = |place: &str| vec![place.to_owned()];
        for (place, program, prescription, is_changed) in [
            // An exercise that has moved up keeps its place in the program.
            (
                "/phases/0/sessions/0/items/0/exercise",
                Some("/phases/0/sessions/0/items/1/exercise"),
                vec!["/overrides/1".to_owned(), "/overrides/0".to_owned()],
                false,
            ),
            ("/phases/0/sessions/0/items/0/dose/sets", None, own("/overrides/1/dose/sets"), true),
            ("/phases/0/sessions/1/items/0", None, own("/overrides/3/with"), true),
            ("/phases/0/sessions/1/items/0/exercise", None, own("/overrides/3/with"), true),
            ("/phases/0/sessions/1/items/1/dose/sets", None, own("/overrides/2/item/dose/sets"), true),
            (
                "/phases/0/sessions/1/items",
                Some("/phases/0/sessions/1/items"),
                vec!["/overrides/3".to_owned(), "/overrides/2".to_owned()],
                true,
            ),
            (
                "/phases/0/title",
                Some("/phases/0/title"),
                (0..4).rev().map(|i| format!("/overrides/{i}")).collect(),
                false,
            ),
        ] {
            let found = origin(&tailored, place);
            assert_eq!(found, (program.map(str::to_owned), prescription, is_changed), "{place}");
        }
    }
}
