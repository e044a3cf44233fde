//! Sessions, exercises and doses of the bundle for apps, with everything that is computed about them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::{Add, Mul};
use std::sync::Arc;

use regimen_figure::{Colours, Theme, describe, svg};
use regimen_schema::Kind;
use regimen_schema::documents::Exercise;
use regimen_schema::documents::exercise::{Category, Equipment, Variation};
use regimen_schema::documents::program::{Item, Session};
use regimen_schema::dose::{Basis, Dose, Frequency, Load};
use regimen_schema::id::ExerciseId;
use regimen_schema::library::Entry;
use regimen_schema::number::{Decimal, Range};
use regimen_schema::volume::{Extent, exercise_repetitions, exercise_seconds, times_a_day, times_a_week};

use super::build::{Build, coded, codes, owned, span, strings};
use super::types::{
    AppBasis, AppDose, AppExercise, AppFrequency, AppItem, AppPicture, AppRef, AppSession, AppTempo,
    AppVariation, AppVolume, DecimalSpan, Span,
};
use crate::RelPath;
use crate::figures::Order;
use crate::wording::Wording;

/// How much something comes to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Volume {
    seconds: Extent,
    on_feet: Extent,
    repetitions: Extent,
}

impl Volume {
    fn of(dose: &Dose, exercise: &Exercise) -> Self {
        let seconds = exercise_seconds(dose, exercise.laterality);
        Self {
            seconds,
            on_feet: if exercise.category == Category::Aerobic { seconds } else { Extent::default() },
            repetitions: exercise_repetitions(dose, exercise.laterality).unwrap_or_default(),
        }
    }

    pub(super) fn app(self, w: &dyn Wording) -> AppVolume {
        let minutes = self.seconds.in_minutes();
        AppVolume {
            seconds: extent(self.seconds),
            minutes: extent(minutes),
            on_feet_seconds: extent(self.on_feet),
            repetitions: extent(self.repetitions),
            phrase: w.minutes(minutes),
        }
    }
}

impl Add for Volume {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            seconds: self.seconds + other.seconds,
            on_feet: self.on_feet + other.on_feet,
            repetitions: self.repetitions + other.repetitions,
        }
    }
}

impl Mul<Extent> for Volume {
    type Output = Self;
    fn mul(self, times: Extent) -> Self {
        Self {
            seconds: self.seconds * times,
            on_feet: self.on_feet * times,
            repetitions: self.repetitions * times,
        }
    }
}

impl<'a> Build<'a, '_> {
    /// A session, and what it comes to in a week.
    pub(super) fn session(
        &mut self,
        d: &Session,
        equipment: &mut BTreeSet<Equipment>,
    ) -> (AppSession, Option<Volume>) {
        let mut each_time = Volume::default();
        let mut items = Vec::new();
        for item in &d.items {
            let Some(entry) = self.lookup.exercise(&item.exercise) else { continue };
            let (item, volume) = self.item(entry, item, equipment);
            each_time = each_time + volume;
            items.push(item);
        }
        let frequency = d.frequency.as_ref();
        let a_day = frequency.and_then(times_a_day).map(|times| each_time * times);
        let a_week = frequency.and_then(times_a_week).map(|times| each_time * times);
        let session = AppSession {
            title: d.title.to_string(),
            frequency: frequency.map(|f| self.frequency(f)),
            items,
            each_time: each_time.app(self.w),
            a_day: a_day.map(|v| v.app(self.w)),
            a_week: a_week.map(|v| v.app(self.w)),
        };
        (session, a_week)
    }

    fn item(
        &mut self,
        entry: &'a Entry<Exercise>,
        d: &Item,
        equipment: &mut BTreeSet<Equipment>,
    ) -> (AppItem, Volume) {
        let exercise = &entry.document;
        let dose = d.dose.as_ref().or(exercise.dose.as_ref());
        let volume = dose.map(|dose| Volume::of(dose, exercise)).unwrap_or_default();
        let mut alternatives = Vec::new();
        equipment.extend(exercise.equipment.iter().copied());
        for id in &d.alternatives {
            let Some(entry) = self.lookup.exercise(id) else { continue };
            equipment.extend(entry.document.equipment.iter().copied());
            alternatives.push(self.include(entry));
        }
        let item = AppItem {
            exercise: self.include(entry),
            dose: dose.map(|dose| self.dose(dose, exercise)),
            each_time: volume.app(self.w),
            why: owned(d.why.as_ref()),
            note: owned(d.note.as_ref()),
            alternatives,
        };
        (item, volume)
    }

    /// Names an exercise, and sees to it that the program describes it.
    fn include(&mut self, entry: &'a Entry<Exercise>) -> AppRef {
        let d = &entry.document;
        if !self.exercises.iter().any(|e| *e.id == *d.id) {
            let exercise = self.exercise(entry);
            self.exercises.push(exercise);
        }
        AppRef { id: d.id.to_string(), title: d.title.to_string() }
    }

    pub(super) fn exercise(&mut self, entry: &'a Entry<Exercise>) -> AppExercise {
        let d = &entry.document;
        self.waive(Kind::Exercise, &d.id, &d.waivers);
        AppExercise {
            id: d.id.to_string(),
            title: d.title.to_string(),
            aliases: strings(&d.aliases),
            category: d.category,
            start_position: coded(d.start_position, self.w.position(d.start_position)),
            laterality: d.laterality,
            movements: d.movements.to_vec(),
            purpose: d.purpose.to_string(),
            steps: d.steps.iter().map(|s| s.0.to_string()).collect(),
            feel: owned(d.feel.as_ref()),
            breathing: owned(d.breathing.as_ref()),
            dose: d.dose.as_ref().map(|dose| self.dose(dose, d)),
            frequency: d.frequency.as_ref().map(|f| self.frequency(f)),
            easier: d.easier.iter().map(|v| self.variation(v)).collect(),
            harder: d.harder.iter().map(|v| self.variation(v)).collect(),
            cautions: strings(&d.cautions),
            avoid_if: d
                .avoid_if
                .iter()
                .filter_map(|id| self.lookup.condition(id))
                .map(|c| AppRef { id: c.id.to_string(), title: c.plain_name.to_string() })
                .collect(),
            target_muscles: d.target_muscles.clone(),
            equipment: self.equipment(d.equipment.iter().copied()),
            figures: self.drawings(d),
            pictures: d.media.iter().filter_map(|m| self.picture(entry, m)).collect(),
            clinician_note: owned(d.clinician_note.as_ref()),
            sources: self.sources(&d.sources),
            codes: codes(&d.codes),
            review: d.review.as_ref().map(|r| self.review(Some(r), r.status)),
        }
    }

    /// The drawings of an exercise, each put beside the files as an SVG of its own, in its colours.
    fn drawings(&mut self, d: &Exercise) -> Vec<AppPicture> {
        let mut pictures = Vec::new();
        for (figure, order) in d.figures.iter().zip(Order::of_exercise(d, self.drawn, None)) {
            let drawing = self.figures.get(&d.id, order.index, false);
            let drawing = drawing.map_or_else(|| Arc::new(order.draw()), Arc::clone);
            let alt = figure.alt.as_ref().map_or_else(
                || self.w.figure_alt(&d.title, &describe(figure, d.start_position.into(), false)),
                ToString::to_string,
            );
            let number = if order.index == 0 { String::new() } else { format!(".{}", order.index + 1) };
            let Some(path) = RelPath::new(format!("figures/{}{number}.svg", d.id)) else { continue };
            let colours = Colours::Plain(Theme::Colour);
            let svg = svg(&drawing, self.drawn, colours, &alt, "figure") + "\n";
            pictures.push(AppPicture {
                path: path.to_string(),
                media_type: "image/svg+xml",
                alt: Some(alt),
                licence: None,
                credit: None,
            });
            self.pictures.insert(path, Cow::Owned(svg.into_bytes()));
        }
        pictures
    }

    fn variation(&mut self, d: &Variation) -> AppVariation {
        let mut named = |id: &ExerciseId| {
            let exercise = &self.lookup.exercise(id)?.document;
            Some(AppRef { id: exercise.id.to_string(), title: exercise.title.to_string() })
        };
        AppVariation { text: owned(d.text.as_ref()), exercise: d.exercise.as_ref().and_then(&mut named) }
    }

    fn dose(&mut self, dose: &Dose, exercise: &Exercise) -> AppDose {
        let words = self.w.dose(dose, exercise);
        let mut app = AppDose {
            kind: "",
            phrase: words.sentences.join(" "),
            details: words.details,
            sides: exercise.laterality.sides(),
            sets: None,
            repetitions: None,
            hold_seconds: None,
            rest_seconds: None,
            tempo: None,
            load_kilograms: None,
            band: None,
            minutes: None,
            pace: None,
            distance_km: None,
            effort: dose.effort().map(span),
            basis: dose.basis().map(|b| self.basis(b)),
        };
        match *dose {
            Dose::Repetitions { sets, repetitions, hold_seconds, rest_seconds, tempo, load, .. } => {
                app.kind = "repetitions";
                app.sets = Some(span(sets));
                app.repetitions = Some(span(repetitions));
                app.hold_seconds = hold_seconds.map(span);
                app.rest_seconds = rest_seconds.map(span);
                app.tempo = tempo.map(|t| AppTempo {
                    out_seconds: t.out_seconds.get(),
                    pause_seconds: t.pause_seconds.get(),
                    back_seconds: t.back_seconds.get(),
                });
                match load {
                    Some(Load::Weight { kilograms }) => app.load_kilograms = Some(decimals(kilograms)),
                    Some(Load::Band { resistance }) => app.band = Some(resistance),
                    None => {}
                }
            }
            Dose::Hold { sets, hold_seconds, rest_seconds, .. } => {
                app.kind = "hold";
                app.sets = Some(span(sets));
                app.hold_seconds = Some(span(hold_seconds));
                app.rest_seconds = rest_seconds.map(span);
            }
            Dose::Time { minutes, pace, distance_km, .. } => {
                app.kind = "time";
                app.minutes = Some(span(minutes));
                app.pace = pace;
                app.distance_km = distance_km.map(decimals);
            }
        }
        app
    }

    fn frequency(&mut self, d: &Frequency) -> AppFrequency {
        AppFrequency {
            times_a_day: d.times_a_day.map(span),
            days_a_week: d.days_in_a_week().map(|days| extent(days.into())),
            days: d.days.clone(),
            time_of_day: d.time_of_day.clone(),
            times_a_week: times_a_week(d).map(extent),
            phrase: self.w.frequency(d),
            basis: d.basis.as_ref().map(|b| self.basis(b)),
        }
    }

    fn basis(&mut self, d: &Basis) -> AppBasis {
        AppBasis { sources: self.sources(&d.sources), editorial: owned(d.editorial.as_ref()) }
    }
}

fn extent(extent: Extent) -> Span {
    Span { min: extent.min, max: extent.max }
}

fn decimals(range: Range<Decimal>) -> DecimalSpan {
    DecimalSpan { min: range.min().get(), max: range.max().get() }
}
