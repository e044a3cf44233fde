//! The arithmetic of doses: how long and how many, from dose × frequency × sides. Authors never write these figures.
//!
//! ```text
//! bout     = repetitions × (movement + hold)            a set of repetitions
//!          = hold                                       a held position
//! exercise = ready + sets × sides × bout + sets × (sides − 1) × change + (sets − 1) × rest
//!          = minutes × 60                               an activity by the clock
//! session  = sum of its exercises
//! day      = session × times a day
//! week     = day × days a week
//! ```
//! `movement` is the tempo where one is given. What a dose leaves open has a default: see the constants. They are
//! editorial (no source gives them), chosen so that a sheet promises rather too much time than too little.

use std::iter::Sum;
use std::ops::{Add, Mul};

use crate::documents::exercise::{Category, Laterality};
use crate::dose::{Dose, Frequency};
use crate::number::{Number, Range, Whole};

/// Seconds of one repetition without its hold: two on the way out, two on the way back. Editorial.
pub const SECONDS_A_REPETITION: u32 = 4;
/// Seconds of rest between two sets of repetitions where the dose names none. Editorial.
pub const SECONDS_OF_REST: u32 = 30;
/// Seconds between two holds where the dose names no rest. Editorial.
pub const SECONDS_BETWEEN_HOLDS: u32 = 10;
/// Seconds to change sides. Editorial.
pub const SECONDS_TO_CHANGE_SIDES: u32 = 5;
/// Seconds to read the steps of an exercise and to get into its position. Editorial.
pub const SECONDS_TO_GET_READY: u32 = 20;

/// The least and the most of a computed figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
}

impl Extent {
    /// Exactly this.
    pub const fn exactly(n: u32) -> Self {
        Self { min: n, max: n }
    }

    /// Seconds as minutes, rounded up: nobody is promised less time than it takes.
    #[must_use]
    pub fn in_minutes(self) -> Self {
        Self { min: self.min.div_ceil(60), max: self.max.div_ceil(60) }
    }

    /// The middle, rounded down.
    pub fn middle(self) -> u32 {
        u32::midpoint(self.min, self.max)
    }
}

impl From<Range<u32>> for Extent {
    fn from(range: Range<u32>) -> Self {
        Self { min: range.min(), max: range.max() }
    }
}

impl<const MIN: u32, const MAX: u32> From<Range<Whole<MIN, MAX>>> for Extent
where
    Whole<MIN, MAX>: Number,
{
    fn from(range: Range<Whole<MIN, MAX>>) -> Self {
        range.map(Whole::get).into()
    }
}

impl Add for Extent {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { min: self.min.saturating_add(other.min), max: self.max.saturating_add(other.max) }
    }
}

impl Mul for Extent {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self { min: self.min.saturating_mul(other.min), max: self.max.saturating_mul(other.max) }
    }
}

impl Mul<u32> for Extent {
    type Output = Self;
    fn mul(self, factor: u32) -> Self {
        self * Self::exactly(factor)
    }
}

impl Sum for Extent {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::default(), Add::add)
    }
}

/// How long an exercise takes, in seconds, done once with its dose.
pub fn exercise_seconds(dose: &Dose, laterality: Laterality) -> Extent {
    let sides = laterality.sides();
    let bouts = |sets: Extent, bout: Extent, rest: Extent| {
        let rests = Extent { min: sets.min.saturating_sub(1), max: sets.max.saturating_sub(1) };
        Extent::exactly(SECONDS_TO_GET_READY)
            + sets * bout * sides
            + sets * ((sides - 1) * SECONDS_TO_CHANGE_SIDES)
            + rests * rest
    };
    match *dose {
        Dose::Repetitions { sets, repetitions, hold_seconds, rest_seconds, tempo, .. } => {
            let movement = tempo.map_or(SECONDS_A_REPETITION, |t| {
                t.out_seconds.get() + t.pause_seconds.get() + t.back_seconds.get()
            });
            let repetition =
                Extent::exactly(movement) + hold_seconds.map_or_else(Extent::default, Extent::from);
            let rest = rest_seconds.map_or(Extent::exactly(SECONDS_OF_REST), Extent::from);
            bouts(sets.into(), repetition * Extent::from(repetitions), rest)
        }
        Dose::Hold { sets, hold_seconds, rest_seconds, .. } => {
            let rest = rest_seconds.map_or(Extent::exactly(SECONDS_BETWEEN_HOLDS), Extent::from);
            bouts(sets.into(), hold_seconds.into(), rest)
        }
        Dose::Time { minutes, .. } => Extent::from(minutes) * 60,
    }
}

/// How many repetitions (or holds) an exercise comes to, done once with its dose; none for an activity by the clock.
pub fn exercise_repetitions(dose: &Dose, laterality: Laterality) -> Option<Extent> {
    match *dose {
        Dose::Repetitions { sets, repetitions, .. } => {
            Some(Extent::from(sets) * Extent::from(repetitions) * laterality.sides())
        }
        Dose::Hold { sets, .. } => Some(Extent::from(sets) * laterality.sides()),
        Dose::Time { .. } => None,
    }
}

/// How long a session takes, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SessionSeconds {
    /// Walking and other aerobic time.
    pub on_feet: Extent,
    /// Everything else.
    pub exercising: Extent,
}

impl SessionSeconds {
    /// Both together.
    pub fn total(self) -> Extent {
        self.on_feet + self.exercising
    }

    /// Adds an exercise.
    pub fn add(&mut self, category: Category, dose: &Dose, laterality: Laterality) {
        let seconds = exercise_seconds(dose, laterality);
        match category {
            Category::Aerobic => self.on_feet = self.on_feet + seconds,
            _ => self.exercising = self.exercising + seconds,
        }
    }
}

/// How many times a day something is done, if its frequency says so.
pub fn times_a_day(frequency: &Frequency) -> Option<Extent> {
    frequency.times_a_day.map(Extent::from)
}

/// How many times a week something is done, if its frequency says so.
pub fn times_a_week(frequency: &Frequency) -> Option<Extent> {
    Some(times_a_day(frequency)? * Extent::from(frequency.days_in_a_week()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dose(json: &str) -> Dose {
        serde_json::from_str(json).unwrap()
    }

    fn frequency(json: &str) -> Frequency {
        serde_json::from_str(json).unwrap()
    }

    /// 20 ready + 1 set × 12 × (4 + 0) = 68.
    #[test]
    fn a_set_of_repetitions_without_hold() {
        let seconds = exercise_seconds(
            &dose(r#"{"kind":"repetitions","sets":1,"repetitions":12}"#),
            Laterality::BothSides,
        );
        assert_eq!(seconds, Extent::exactly(68));
    }

    /// Least: 20 + 2 × 5 × (4 + 5) + 1 × 30 = 140. Most: 20 + 3 × 10 × (4 + 10) + 2 × 30 = 500.
    #[test]
    fn ranges_are_carried_through_to_both_ends() {
        let swallow = dose(
            r#"{"kind":"repetitions","sets":{"min":2,"max":3},"repetitions":{"min":5,"max":10},"hold_seconds":{"min":5,"max":10}}"#,
        );
        assert_eq!(exercise_seconds(&swallow, Laterality::BothSides), Extent { min: 140, max: 500 });
        assert_eq!(exercise_repetitions(&swallow, Laterality::BothSides), Some(Extent { min: 10, max: 30 }));
    }

    /// 20 + 3 × 2 × 30 + 3 × 5 for changing sides + 2 × 10 between holds = 235.
    #[test]
    fn each_side_doubles_the_holds_and_adds_the_change() {
        let stretch = dose(r#"{"kind":"hold","sets":3,"hold_seconds":30}"#);
        assert_eq!(exercise_seconds(&stretch, Laterality::EachSide), Extent::exactly(235));
        assert_eq!(exercise_repetitions(&stretch, Laterality::EachSide), Some(Extent::exactly(6)));
    }

    /// 20 + 2 × 8 × (3 + 1 + 3) + 1 × 60 = 192.
    #[test]
    fn tempo_and_rest_replace_the_defaults() {
        let slow = dose(
            r#"{"kind":"repetitions","sets":2,"repetitions":8,"rest_seconds":60,"tempo":{"out_seconds":3,"pause_seconds":1,"back_seconds":3}}"#,
        );
        assert_eq!(exercise_seconds(&slow, Laterality::Unsided), Extent::exactly(192));
    }

    #[test]
    fn a_walk_takes_its_minutes_and_counts_as_time_on_the_feet() {
        let walk = dose(r#"{"kind":"time","minutes":{"min":10,"max":15}}"#);
        let mut session = SessionSeconds::default();
        session.add(Category::Aerobic, &walk, Laterality::Unsided);
        session.add(
            Category::Stretch,
            &dose(r#"{"kind":"hold","sets":1,"hold_seconds":30}"#),
            Laterality::Unsided,
        );
        assert_eq!(session.on_feet, Extent { min: 600, max: 900 });
        assert_eq!(session.total().in_minutes(), Extent { min: 11, max: 16 });
        assert_eq!(exercise_repetitions(&walk, Laterality::Unsided), None);
    }

    /// 2 to 3 times a day on 7 days: 14 to 21 times a week. Named days count by their number.
    #[test]
    fn a_week_is_times_a_day_on_its_days() {
        assert_eq!(
            times_a_week(&frequency(r#"{"times_a_day":{"min":2,"max":3},"days_a_week":7}"#)),
            Some(Extent { min: 14, max: 21 })
        );
        assert_eq!(
            times_a_week(&frequency(r#"{"times_a_day":1,"days":["monday","thursday"]}"#)),
            Some(Extent::exactly(2))
        );
        assert_eq!(times_a_week(&frequency(r#"{"times_a_day":1}"#)), None);
    }

    #[test]
    fn the_largest_dose_that_the_schema_allows_does_not_overflow() {
        let most = dose(
            r#"{"kind":"repetitions","sets":20,"repetitions":100,"hold_seconds":600,"rest_seconds":600}"#,
        );
        let week = exercise_seconds(&most, Laterality::EachSide) * 12 * 7 * 50;
        assert!(week.max > 0 && week.min <= week.max);
    }
}
