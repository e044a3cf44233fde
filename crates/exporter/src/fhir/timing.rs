//! How often, as far as FHIR's `Timing` can say it.

use regimen_schema::Pointer;
use regimen_schema::dose::{Dose, Frequency, TimeOfDay, Weekday};
use regimen_schema::number::{Range, Whole};
use regimen_schema::volume::Extent;

use super::build::{Build, text_only};
use super::extensions::{self, WEEKS};
use super::types::{Repeat, Timing};

impl Build<'_, '_> {
    /// How often a session is done, for so many weeks; with a dose, how long an activity by the clock lasts. What is not
    /// exact is found at `at`, if that is given: once is enough.
    pub(super) fn timing(
        &mut self,
        frequency: Option<&Frequency>,
        weeks: Option<Range<Whole<1, 52>>>,
        dose: Option<&Dose>,
        at: Option<Pointer>,
    ) -> Option<Timing> {
        let mut repeat = Repeat::default();
        match weeks {
            Some(Range::One(n)) => {
                repeat.bounds_duration = Some(extensions::quantity(f64::from(n.get()), WEEKS));
            }
            Some(Range::Span { min, max }) => {
                repeat.bounds_range =
                    Some(extensions::range(f64::from(min.get()), f64::from(max.get()), WEEKS));
            }
            None => {}
        }
        if let Some(Dose::Time { minutes, .. }) = dose {
            repeat.duration = Some(minutes.min().get());
            repeat.duration_max = more(Extent::from(*minutes));
            repeat.duration_unit = "min".into();
        }
        if let Some(frequency) = frequency {
            let lost = often(&mut repeat, frequency);
            if let (Some(at), Some((message, help))) = (at, lost) {
                self.lost(at, message, help);
            }
        }
        let words = frequency.and_then(|f| self.w.frequency(f));
        let timing = Timing {
            extension: frequency.map(extensions::frequency).into_iter().collect(),
            repeat: (repeat != Repeat::default()).then_some(repeat),
            code: words.map(text_only),
        };
        (timing != Timing::default()).then_some(timing)
    }
}

/// Fills in how often; gives out what could not be said exactly, and what stands in for it.
fn often(repeat: &mut Repeat, d: &Frequency) -> Option<(&'static str, &'static str)> {
    let times = d.times_a_day.map(Extent::from);
    let days = d.days_in_a_week().map(Extent::from);
    let mut lost = None;
    let mut every = |times: Extent, unit: &str| {
        repeat.frequency = Some(times.min);
        repeat.frequency_max = more(times);
        repeat.period = Some(1);
        repeat.period_unit = unit.into();
    };
    match (times, days) {
        (_, Some(_)) if !d.days.is_empty() && d.days_a_week.is_none() => {
            every(times.unwrap_or(Extent::exactly(1)), "d");
            repeat.day_of_week = d.days.iter().map(|day| weekday(*day).to_owned()).collect();
        }
        (None, Some(Extent { min: 7, .. })) => every(Extent::exactly(1), "d"),
        (Some(times), None | Some(Extent { min: 7, .. })) => every(times, "d"),
        (None | Some(Extent { max: 1, .. }), Some(days)) => every(days, "wk"),
        (Some(times), Some(days)) => {
            every(times * days, "wk");
            lost = Some((
                "FHIR's Timing cannot say so many times a day on so many days a week",
                "it is sent as so many times a week; the words and our extension say the rest",
            ));
        }
        (None, None) => {}
    }
    // With several, FHIR means each of them.
    let is_choice = times.is_some_and(|t| (t.max as usize) < d.time_of_day.len());
    if is_choice {
        lost = Some((
            "FHIR's Timing cannot say one of several times of the day",
            "it is sent without them; the words and our extension say the rest",
        ));
    } else {
        repeat.when = d.time_of_day.iter().map(|time| event(*time).to_owned()).collect();
    }
    lost
}

fn more(extent: Extent) -> Option<u32> {
    (extent.max > extent.min).then_some(extent.max)
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}

fn event(time: TimeOfDay) -> &'static str {
    match time {
        TimeOfDay::Morning => "MORN",
        TimeOfDay::Midday => "NOON",
        TimeOfDay::Afternoon => "AFT",
        TimeOfDay::Evening => "EVE",
        TimeOfDay::Bedtime => "HS",
    }
}
