//! What sessions and phases come to.

use std::ops::{Add, Mul};

use regimen_schema::documents::exercise::{Category, Exercise};
use regimen_schema::documents::program::{Phase, Session};
use regimen_schema::dose::{Dose, Frequency, Weekday};
use regimen_schema::number::{Range, Whole};
use regimen_schema::volume::{Extent, exercise_repetitions, exercise_seconds, times_a_day, times_a_week};

use super::gather::Cx;
use super::{Amount, PhaseCoverage, SessionCoverage, Span};

#[derive(Debug, Clone, Copy, Default)]
struct Volume {
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

    fn amount(self) -> Amount {
        Amount {
            minutes: self.seconds.in_minutes().into(),
            minutes_on_feet: self.on_feet.in_minutes().into(),
            repetitions: self.repetitions.into(),
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

impl From<Extent> for Span {
    fn from(extent: Extent) -> Self {
        Self { min: extent.min, max: extent.max }
    }
}

impl<const MIN: u32, const MAX: u32> From<Range<Whole<MIN, MAX>>> for Span {
    fn from(range: Range<Whole<MIN, MAX>>) -> Self {
        Self { min: range.min().get(), max: range.max().get() }
    }
}

/// What each phase comes to.
pub(super) fn phases(cx: &Cx<'_>) -> Vec<PhaseCoverage> {
    (1..).zip(&cx.program.phases).map(|(number, d)| phase(cx, number, d)).collect()
}

fn phase(cx: &Cx<'_>, number: u32, d: &Phase) -> PhaseCoverage {
    let parts: Vec<_> = d.sessions.iter().map(|part| session(cx, part)).collect();
    let week = parts.iter().try_fold(Volume::default(), |sum, (_, _, week)| Some(sum + (*week)?));
    let days: Option<Vec<_>> = parts.iter().map(|(_, day, _)| *day).collect();
    PhaseCoverage {
        number,
        title: d.title.to_string(),
        weeks: d.weeks.map(Span::from),
        fullest_day: days.map(|days| fullest_day(d, &days).amount()),
        week: week.map(Volume::amount),
        sessions: parts.into_iter().map(|(session, ..)| session).collect(),
    }
}

/// The day that holds the most. A session with named days counts on those alone, any other on each.
fn fullest_day(d: &Phase, volumes: &[Volume]) -> Volume {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let of = |day: Weekday| {
        let falls_on = |session: &Session| {
            session.frequency.as_ref().is_none_or(|f| f.days.is_empty() || f.days.contains(&day))
        };
        let all = d.sessions.iter().zip(volumes);
        all.filter(|(session, _)| falls_on(session)).fold(Volume::default(), |sum, (_, volume)| sum + *volume)
    };
    let week = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday].map(of);
    week.into_iter().max_by_key(|v| (v.seconds.max, v.seconds.min)).unwrap_or_default()
}

/// A session, and what it comes to in a day and in a week.
fn session(cx: &Cx<'_>, d: &Session) -> (SessionCoverage, Option<Volume>, Option<Volume>) {
    let each_time = d.items.iter().try_fold(Volume::default(), |sum, item| {
        Some(sum + Volume::of(cx.dose(item)?, &cx.exercise(item)?.document))
    });
    let frequency = d.frequency.as_ref();
    let day = each_time.zip(frequency.and_then(times_a_day)).map(|(v, times)| v * times);
    let week = each_time.zip(frequency.and_then(times_a_week)).map(|(v, times)| v * times);
    let session = SessionCoverage {
        title: d.title.to_string(),
        exercises: d.items.iter().map(|item| item.exercise.to_string()).collect(),
        times_a_day: frequency.and_then(|f| f.times_a_day).map(Span::from),
        days_a_week: frequency.and_then(Frequency::days_in_a_week).map(|days| Extent::from(days).into()),
        each_time: each_time.map(Volume::amount),
        day: day.map(Volume::amount),
        week: week.map(Volume::amount),
    };
    (session, day, week)
}
