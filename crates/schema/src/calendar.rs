//! The days on which the phases of a program begin and end, counted from the day on which a patient starts.

use crate::documents::program::Program;
use crate::text::Date;

/// The days of a phase. A phase of two to four weeks ends on one of many days, and the next begins on one of as many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseDays {
    /// Its first day, at the earliest and at the latest.
    pub first: (Date, Date),
    /// Its last day, at the earliest and at the latest; none if the phase does not say how many weeks it takes.
    pub last: Option<(Date, Date)>,
}

/// The days of each phase. The list ends with the first phase of unknown length: nobody can tell when the next begins.
pub fn phase_days(program: &Program, start: Date) -> Vec<PhaseDays> {
    let mut days = Vec::new();
    let mut next = Some((start, start));
    for phase in &program.phases {
        let Some(first) = next else { break };
        let last = phase.weeks.and_then(|weeks| {
            Some((after(first.0, weeks.min().get(), -1)?, after(first.1, weeks.max().get(), -1)?))
        });
        next = last.and_then(|(earliest, latest)| Some((after(earliest, 0, 1)?, after(latest, 0, 1)?)));
        days.push(PhaseDays { first, last });
    }
    days
}

/// A day so many days and weeks later; none behind the end of the calendar.
fn after(day: Date, weeks: u32, days: i32) -> Option<Date> {
    use jiff::ToSpan as _;
    let day = day.0.checked_add(days.days()).ok()?;
    day.checked_add(i64::from(weeks).weeks()).ok().map(Date)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn days(weeks: &[Option<serde_json::Value>], start: &str) -> Vec<String> {
        let phase = |weeks: &Option<serde_json::Value>| {
            let sessions = json!([{ "title": "Every day", "items": [{ "exercise": "bridge" }] }]);
            match weeks {
                Some(weeks) => json!({ "title": "Phase", "weeks": weeks, "sessions": sessions }),
                None => json!({ "title": "Phase", "sessions": sessions }),
            }
        };
        let program = json!({
            "id": "home",
            "title": "Home",
            "purpose": "It helps.",
            "for_whom": "You.",
            "conditions": ["sciatica"],
            "phases": weeks.iter().map(phase).collect::<Vec<_>>(),
        });
        let program: Program = serde_json::from_value(program).unwrap();
        let text = |(earliest, latest): (Date, Date)| {
            if earliest == latest { earliest.to_string() } else { format!("{earliest}..{latest}") }
        };
        phase_days(&program, start.parse().unwrap())
            .into_iter()
            .map(|days| format!("{} to {}", text(days.first), days.last.map_or_else(String::new, text)))
            .collect()
    }

    /// Two weeks from Tuesday 1 December end on Monday 14; the next two on 28.
    #[test]
    fn whole_weeks_follow_one_another() {
        let weeks = [Some(json!(2)), Some(json!(2))];
        assert_eq!(days(&weeks, "2026-12-01"), ["2026-12-01 to 2026-12-14", "2026-12-15 to 2026-12-28"]);
    }

    /// 2 to 4 weeks end between day 14 and day 28; one week more ends between day 21 and day 35.
    #[test]
    fn a_range_of_weeks_makes_a_range_of_days_that_grows() {
        let weeks = [Some(json!({ "min": 2, "max": 4 })), Some(json!(1))];
        assert_eq!(
            days(&weeks, "2026-12-01"),
            ["2026-12-01 to 2026-12-14..2026-12-28", "2026-12-15..2026-12-29 to 2026-12-21..2027-01-04"]
        );
    }

    #[test]
    fn behind_a_phase_of_unknown_length_nothing_is_known() {
        assert_eq!(
            days(&[Some(json!(1)), None, Some(json!(1))], "2028-02-26"),
            ["2028-02-26 to 2028-03-03", "2028-03-04 to "]
        );
    }

    #[test]
    fn behind_the_end_of_the_calendar_there_are_no_days() {
        assert_eq!(days(&[Some(json!(1)), Some(json!(1))], "9999-12-31"), ["9999-12-31 to "]);
    }
}
