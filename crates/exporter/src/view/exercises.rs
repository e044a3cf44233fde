//! The exercises of a handout: numbered once, described once, dosed wherever they occur.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regimen_figure::describe;
use regimen_schema::calendar::phase_days;
use regimen_schema::documents::Exercise;
use regimen_schema::documents::exercise::{Equipment, Laterality, Variation};
use regimen_schema::documents::figure::Person;
use regimen_schema::documents::program::{self, Program};
use regimen_schema::dose::Dose;
use regimen_schema::id::ExerciseId;
use regimen_schema::library::Entry;
use regimen_schema::volume::{SessionSeconds, times_a_day};

use super::parts::{self, owned, texts};
use super::{Description, Drawn, Figure, Item, Link, Phase, Session};
use crate::figures::{Figures, Order};
use crate::lookup::Lookup;
use crate::wording::{DoseWords, Wording, capitalised};
use crate::{ExportCx, Tailoring};

/// An exercise with its number on the sheet.
pub(super) type Numbered = (u32, ExerciseId);

/// Goes through the exercises of a program in the order of the sheet.
pub(super) struct Exercises<'a, 'l> {
    w: &'static dyn Wording,
    lookup: &'l mut Lookup<'a>,
    tailoring: Option<&'a Tailoring<'a>>,
    figures: &'a Figures,
    person: Person,
    /// The number of each exercise on the sheet.
    numbers: BTreeMap<ExerciseId, u32>,
    /// Those in no session, in the order of their numbers.
    extra: Vec<ExerciseId>,
    /// What was said where an exercise stood first: it is not said again.
    said: BTreeMap<ExerciseId, (Option<String>, Vec<Link>)>,
    equipment: BTreeSet<Equipment>,
    credits: Vec<String>,
    /// Whether any dose says how hard it should feel.
    pub(super) has_effort: bool,
}

impl<'a, 'l> Exercises<'a, 'l> {
    pub(super) fn new(
        cx: &ExportCx<'a>,
        w: &'static dyn Wording,
        lookup: &'l mut Lookup<'a>,
        program: &Program,
    ) -> Self {
        let mut numbers = BTreeMap::new();
        let mut next = 1;
        let mut number = |id: &ExerciseId| {
            let new = !numbers.contains_key(id);
            if new {
                numbers.insert(id.clone(), next);
                next += 1;
            }
            new
        };
        let items = || program.phases.iter().flat_map(|p| p.sessions.iter()).flat_map(|s| s.items.iter());
        for item in items() {
            number(&item.exercise);
        }
        let mut extra = Vec::new();
        for id in items().flat_map(|i| &i.alternatives) {
            if number(id) {
                extra.push(id.clone());
            }
        }
        Self { numbers, extra, ..Self::of_no_program(cx, w, lookup) }
    }

    /// Goes through no exercises at all.
    pub(super) fn of_no_program(
        cx: &ExportCx<'a>,
        w: &'static dyn Wording,
        lookup: &'l mut Lookup<'a>,
    ) -> Self {
        Self {
            w,
            lookup,
            tailoring: cx.tailoring,
            figures: cx.figures,
            person: cx.library.settings.person(),
            numbers: BTreeMap::new(),
            extra: Vec::new(),
            said: BTreeMap::new(),
            equipment: BTreeSet::new(),
            credits: Vec::new(),
            has_effort: false,
        }
    }

    pub(super) fn phases(&mut self, program: &Program) -> Vec<Phase> {
        let count = program.phases.len();
        let start = self.tailoring.and_then(|tailoring| tailoring.prescription.document.start_date);
        let days = start.map(|start| phase_days(program, start)).unwrap_or_default();
        let mut phases = Vec::new();
        for (i, phase) in program.phases.iter().enumerate() {
            phases.push(Phase {
                number: i + 1,
                place: (count > 1).then(|| self.w.phase_of(i + 1, count)),
                title: phase.title.to_string(),
                weeks: phase.weeks.map(|weeks| self.w.weeks(weeks)),
                days: days.get(i).map(|days| self.w.days(*days)),
                sessions: phase
                    .sessions
                    .iter()
                    .enumerate()
                    .map(|(s, session)| self.session((i, s), session))
                    .collect(),
                move_on_when: texts(&phase.move_on_when),
                step_back_when: texts(&phase.step_back_when),
                keep_going: owned(phase.keep_going.as_ref()),
            });
        }
        phases
    }

    /// An exercise by itself.
    pub(super) fn alone(&mut self, entry: &'a Entry<Exercise>) -> Item {
        self.occurrence(&entry.document.id, entry, entry.document.dose.as_ref(), None)
    }

    /// The exercises that are in no session, but may be done in place of one.
    pub(super) fn more(&mut self) -> Vec<Item> {
        std::mem::take(&mut self.extra)
            .iter()
            .filter_map(|id| {
                let entry = self.lookup.exercise(id)?;
                Some(self.occurrence(id, entry, entry.document.dose.as_ref(), None))
            })
            .collect()
    }

    /// Everything that the sheet's exercises need.
    pub(super) fn equipment(&self) -> Vec<&'static str> {
        self.equipment.iter().filter_map(|e| self.w.equipment(*e)).collect()
    }

    /// The exercises by their numbers.
    pub(super) fn numbered(&self) -> Vec<Numbered> {
        let mut all: Vec<_> = self.numbers.iter().map(|(id, number)| (*number, id.clone())).collect();
        all.sort_unstable();
        all
    }

    pub(super) fn into_credits(self) -> Vec<String> {
        self.credits
    }

    fn session(&mut self, (phase, at): (usize, usize), session: &program::Session) -> Session {
        let mut seconds = SessionSeconds::default();
        let mut items = Vec::new();
        for (i, item) in session.items.iter().enumerate() {
            let Some(entry) = self.lookup.exercise(&item.exercise) else { continue };
            let exercise = &entry.document;
            let dose = item.dose.as_ref().or(exercise.dose.as_ref());
            if let Some(dose) = dose {
                seconds.add(exercise.category, dose, exercise.laterality);
            }
            let mut shown = self.occurrence(&item.exercise, entry, dose, Some(item));
            shown.changed = self.reasons(phase, at, i);
            items.push(shown);
        }
        let frequency = session.frequency.as_ref();
        let often = frequency.and_then(times_a_day).filter(|times| times.max > 1);
        let total = seconds.total();
        Session {
            title: session.title.to_string(),
            frequency: frequency.and_then(|f| self.w.frequency(f)).map(|f| capitalised(&f)),
            minutes: (total.max > 0).then(|| capitalised(&self.w.minutes(total.in_minutes()))),
            minutes_a_day: often
                .filter(|_| total.max > 0)
                .map(|times| capitalised(&self.w.minutes_a_day((total * times).in_minutes()))),
            items,
        }
    }

    fn occurrence(
        &mut self,
        id: &ExerciseId,
        entry: &'a Entry<Exercise>,
        dose: Option<&Dose>,
        item: Option<&program::Item>,
    ) -> Item {
        let exercise = &entry.document;
        let number = self.numbers.get(id).copied().unwrap_or_default();
        let why = item.and_then(|i| i.why.as_ref()).unwrap_or(&exercise.purpose);
        let mut reason = Some(why.to_string());
        let mut alternatives: Vec<_> =
            item.map_or(&[][..], |i| &i.alternatives).iter().filter_map(|id| self.link(id)).collect();
        let before = self.said.insert(id.clone(), (reason.clone(), alternatives.clone()));
        let again = before.is_some();
        if let Some((reason_before, alternatives_before)) = before {
            if reason == reason_before {
                reason = None;
            }
            if alternatives == alternatives_before {
                alternatives.clear();
            }
        }
        Item {
            id: id.to_string(),
            number,
            label: self.w.exercise_number(number),
            title: exercise.title.to_string(),
            dose: dose.map(|dose| self.dose(dose, exercise)),
            side: self.side(exercise),
            changed: Vec::new(),
            reason,
            note: item.and_then(|i| owned(i.note.as_ref())),
            alternatives,
            description: (!again).then(|| Box::new(self.description(entry))),
            see: again.then(|| self.w.steps_above(number)),
        }
    }

    /// The reasons for which an item differs from the program.
    fn reasons(&self, phase: usize, session: usize, item: usize) -> Vec<String> {
        let Some(tailoring) = self.tailoring else { return Vec::new() };
        let overrides = &tailoring.prescription.document.overrides;
        let changes = tailoring.tailored.changes_of_item(phase, session, item);
        changes.into_iter().filter_map(|i| overrides.get(i)).map(|part| part.reason().to_string()).collect()
    }

    /// Which side hurts, where that matters.
    fn side(&self, exercise: &Exercise) -> Option<&'static str> {
        let side = self.tailoring?.prescription.document.affected_side?;
        (exercise.laterality == Laterality::EachSide).then(|| self.w.sore_side(side))
    }

    fn dose(&mut self, dose: &Dose, exercise: &Exercise) -> DoseWords {
        self.has_effort |= dose.effort().is_some();
        self.w.dose(dose, exercise)
    }

    fn description(&mut self, entry: &'a Entry<Exercise>) -> Description {
        let d = &entry.document;
        self.equipment.extend(d.equipment.iter().copied());
        let pictures: Vec<_> = d
            .media
            .iter()
            .filter_map(|m| parts::picture(self.lookup, &entry.file, entry.pack(), m, &mut self.credits))
            .collect();
        let drawings = self.drawings(entry);
        let equipment: Vec<_> = d.equipment.iter().filter_map(|e| self.w.equipment(*e)).collect();
        let (easier, harder) = (self.variations(&d.easier), self.variations(&d.harder));
        Description {
            figure: (!(drawings.is_empty() && pictures.is_empty())).then_some(Figure { drawings, pictures }),
            start: self.w.position(d.start_position),
            equipment: (!equipment.is_empty()).then(|| equipment.join("; ")),
            steps: d.steps.iter().map(|s| s.0.to_string()).collect(),
            has_notes: d.feel.is_some()
                || d.breathing.is_some()
                || !(d.cautions.is_empty() && easier.is_empty() && harder.is_empty()),
            feel: owned(d.feel.as_ref()),
            breathing: owned(d.breathing.as_ref()),
            cautions: texts(&d.cautions),
            easier,
            harder,
        }
    }

    /// The drawings of an exercise, on the side that hurts where that matters.
    fn drawings(&self, entry: &Entry<Exercise>) -> Vec<Drawn> {
        let exercise = &entry.document;
        let start = exercise.start_position.into();
        let sore = self.tailoring.and_then(|tailoring| tailoring.prescription.document.affected_side);
        let drawn = |(index, order): (usize, Order<'_>)| {
            let figure = &exercise.figures[index];
            let drawing = self
                .figures
                .get(order.exercise, index, order.mirrored)
                .map_or_else(|| Arc::new(order.draw()), Arc::clone);
            let alt = figure.alt.as_ref().map_or_else(
                || self.w.figure_alt(&exercise.title, &describe(figure, start, order.mirrored)),
                ToString::to_string,
            );
            Drawn { title: owned(figure.title.as_ref()), alt, person: self.person, drawing }
        };
        Order::of_exercise(exercise, self.person, sore).into_iter().enumerate().map(drawn).collect()
    }

    fn variations(&mut self, variations: &[Variation]) -> Vec<super::Variation> {
        // What was taken out of the program for this patient does not come back as a harder way of something else.
        let tailored = self.tailoring.map(|tailoring| &tailoring.tailored);
        let is_left_out = |id: &ExerciseId| tailored.is_some_and(|tailored| tailored.left_out.contains(id));
        variations
            .iter()
            .filter(|v| !v.exercise.as_ref().is_some_and(is_left_out))
            .map(|v| super::Variation {
                text: owned(v.text.as_ref()),
                link: v.exercise.as_ref().and_then(|id| self.link(id)),
            })
            .filter(|v| v.text.is_some() || v.link.is_some())
            .collect()
    }

    fn link(&mut self, id: &ExerciseId) -> Option<Link> {
        let title = &self.lookup.exercise(id)?.document.title;
        let number = self.numbers.get(id).copied();
        Some(Link { id: id.to_string(), text: self.w.instead(title, number), number })
    }
}
