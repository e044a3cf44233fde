//! A program as a calendar: its phases as stretches of days, its sessions as events that come again. Times are those of
//! wherever the patient is, without a time zone.
//!
//! A calendar has to choose where a program leaves room, and says so in the event:
//! - A phase takes the most of its weeks: nobody is moved on by a date before the signs are there. One that does not say how
//!   long it takes gets a week, with a warning; the last one twelve.
//! - Of a range of times a day or days a week it holds the least: the rest is up to the patient.
//! - Days are spread over the week from the day on which the phase begins, unless they are named. Times are spread over the
//!   day, unless times of the day are named.

use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _, Property, Trigger};
use jiff::ToSpan as _;
use jiff::civil::{Date, Time, time};
use regimen_schema::documents::Program;
use regimen_schema::documents::program::{Phase, Session};
use regimen_schema::documents::review::Status;
use regimen_schema::dose::{Frequency, TimeOfDay, Weekday};
use regimen_schema::library::Entry;
use regimen_schema::number::Whole;
use regimen_schema::volume::SessionSeconds;
use regimen_schema::{Finding, Level, Location, Outcome, Pointer};
use sha2::{Digest as _, Sha256};

use crate::content_hash::hex;
use crate::view::{self, Handout};
use crate::wording::{self, Wording};
use crate::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath, selected, tell_once};

/// The exporter.
#[derive(Debug, Clone, Copy)]
pub struct Ical {
    /// Whether each session rings when it begins.
    pub alarms: bool,
}

/// The weeks of a phase that does not say how many it takes, if another one follows it.
const UNKNOWN_WEEKS: u32 = 1;
/// The weeks of a last phase that goes on for good.
const OPEN_WEEKS: u32 = 12;
/// The least minutes of an event: shorter ones cannot be seen in a calendar.
const LEAST_MINUTES: u32 = 5;

impl Exporter for Ical {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "ical",
            summary: "calendars: phases as stretches of days, sessions as events that come again",
            for_patients: true,
            by_program: false,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let mut bundle = Bundle::default();
        let (programs, mut findings) = selected(cx);
        for program in programs {
            let (handout, found) = Handout::new(cx, program);
            tell_once(&mut findings, found);
            let mut lost = Vec::new();
            let calendar = Maker::new(cx, program, &handout, self.alarms, &mut lost).calendar();
            tell_once(&mut findings, lost);
            if let Some(path) = RelPath::new(format!("{}.ics", cx.stem(&program.document))) {
                bundle.files.insert(path, folded(&calendar.to_string()).into_bytes());
            }
        }
        Outcome { value: Some(bundle), findings }
    }
}

struct Maker<'a> {
    cx: &'a ExportCx<'a>,
    w: &'static dyn Wording,
    entry: &'a Entry<Program>,
    handout: &'a Handout,
    alarms: bool,
    /// What the ids of all events begin with: the same whenever the calendar is made again.
    key: String,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Maker<'a> {
    fn new(
        cx: &'a ExportCx<'a>,
        entry: &'a Entry<Program>,
        handout: &'a Handout,
        alarms: bool,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        // A hash, so that nothing of a prescription's name is in it.
        let names = format!("{}\n{}", entry.document.id, cx.stem(&entry.document));
        let mut key = hex(&Sha256::digest(names));
        key.truncate(24);
        let (w, _) = wording::for_language(&cx.library.settings.language);
        Self { cx, w, entry, handout, alarms, key, findings }
    }

    fn calendar(&mut self) -> Calendar {
        let program = &self.entry.document;
        let mut calendar = Calendar::empty();
        calendar.append_property(("VERSION", "2.0"));
        calendar.append_property(("PRODID", "-//regimen//regimen//EN"));
        calendar.append_property(("CALSCALE", "GREGORIAN"));
        calendar.append_property(("METHOD", "PUBLISH"));
        calendar.append_property(Property::new("X-WR-CALNAME", escaped(&self.titled(&program.title))));
        let mut first = self.start();
        let count = program.phases.len();
        for (p, phase) in program.phases.iter().enumerate() {
            let weeks = self.weeks(p, phase, p + 1 == count);
            // Behind the end of the calendar there is nothing to plan.
            let Ok(behind) = first.checked_add(i64::from(weeks).weeks()) else { break };
            let Ok(last) = behind.checked_sub(1.day()) else { break };
            let shown = &self.handout.phases[p];
            calendar.push(self.phase(p, phase, shown, first, behind));
            for (s, session) in phase.sessions.iter().enumerate() {
                for event in self.session((p, s), session, &shown.sessions[s], first, last) {
                    calendar.push(event);
                }
            }
            first = behind;
        }
        calendar
    }

    /// The day on which it begins.
    fn start(&mut self) -> Date {
        let Some(tailoring) = self.cx.tailoring else { return self.cx.date.0 };
        if let Some(start) = tailoring.prescription.document.start_date {
            return start.0;
        }
        let at = Location::head(&tailoring.prescription.file, Pointer::root());
        let message =
            format!("the prescription names no day to start: the calendar begins on {}", self.cx.date);
        self.findings.push(
            Finding::new("calendar-start-assumed", Level::Warning, at, message).help("add \"start_date\""),
        );
        self.cx.date.0
    }

    fn weeks(&mut self, p: usize, phase: &Phase, is_last: bool) -> u32 {
        match phase.weeks {
            Some(weeks) => weeks.max().get(),
            None if is_last => OPEN_WEEKS,
            None => {
                let at = Location::head(&self.entry.file, Pointer::root() / "phases" / p);
                let message = "the phase does not say how many weeks it takes: the calendar gives it one";
                self.findings.push(
                    Finding::new("calendar-length-assumed", Level::Hint, at, message).help("add \"weeks\""),
                );
                UNKNOWN_WEEKS
            }
        }
    }

    fn event(&self, part: &str) -> Event {
        let mut event = Event::with_uid(&format!("{}-{part}@regimen", self.key));
        event.add_property("DTSTAMP", self.stamp());
        event
    }

    fn stamp(&self) -> String {
        format!("{}T000000Z", day(self.cx.date.0))
    }

    /// A title as it stands in a calendar, where often nothing else is seen: a draft says there that it is one.
    fn titled(&self, title: &str) -> String {
        let is_draft = view::status(&self.entry.document) == Status::Draft;
        match self.handout.mark.as_ref().filter(|_| is_draft) {
            Some(mark) => format!("{}: {title}", mark.title),
            None => title.to_owned(),
        }
    }

    /// That a sheet must not be used yet, or not any more.
    fn mark(&self) -> Option<String> {
        self.handout.mark.as_ref().map(|mark| format!("{}. {}", mark.title, mark.text))
    }

    /// A phase, as a stretch of days that takes nobody's time.
    fn phase(&self, p: usize, phase: &Phase, shown: &view::Phase, first: Date, behind: Date) -> Event {
        let words = self.w.labels();
        let mut text = Vec::from_iter(self.mark());
        text.extend(shown.weeks.clone());
        if phase.weeks.is_none_or(|weeks| weeks.min() < weeks.max()) {
            text.push(words.calendar_weeks.to_owned());
        }
        if !shown.move_on_when.is_empty() {
            text.push(words.move_on_all.to_owned());
            text.extend(shown.move_on_when.iter().map(|sign| format!("- {sign}")));
        }
        if !shown.step_back_when.is_empty() {
            text.push(format!("{}:", words.step_back));
            text.extend(shown.step_back_when.iter().map(|sign| format!("- {sign}")));
        }
        text.extend(shown.keep_going.clone());
        text.extend(self.safety());
        let mut event = self.event(&format!("p{}", p + 1));
        let title = match &shown.place {
            Some(place) => format!("{place}: {}", shown.title),
            None => shown.title.clone(),
        };
        event.summary(&self.titled(&title)).description(&text.join("\n"));
        event.append_property(on("DTSTART", first)).append_property(on("DTEND", behind));
        event.add_property("TRANSP", "TRANSPARENT");
        event.done()
    }

    /// A session, as an event for each time of the day at which it is done.
    fn session(
        &mut self,
        (p, s): (usize, usize),
        session: &Session,
        shown: &view::Session,
        first: Date,
        last: Date,
    ) -> Vec<Event> {
        let Some(frequency) = &session.frequency else {
            let at = Location::head(&self.entry.file, Pointer::root() / "phases" / p / "sessions" / s);
            let message = "the session does not say how often it is done: it is not in the calendar";
            self.findings.push(
                Finding::new("calendar-frequency-missing", Level::Warning, at, message)
                    .help("add \"frequency\""),
            );
            return Vec::new();
        };
        let days = days(frequency, first);
        let times = times(frequency);
        let Some(start) = first.series(1.day()).take(7).find(|date| days.contains(&weekday(*date))) else {
            return Vec::new();
        };
        let text = self.session_text(frequency, shown, times.len(), days.len());
        let minutes = self.minutes(session).max(LEAST_MINUTES);
        let rule = format!("{};UNTIL={}T235959", rhythm(&days), day(last));
        let events = times.into_iter().enumerate().map(|(n, at)| {
            let mut event = self.event(&format!("p{}-s{}-{}", p + 1, s + 1, n + 1));
            event.summary(&self.titled(&shown.title)).description(&text);
            event.add_property("DTSTART", format!("{}T{}", day(start), at.strftime("%H%M%S")));
            event.add_property("DURATION", format!("PT{minutes}M"));
            event.add_property("RRULE", &*rule);
            if let (true, Ok(trigger)) = (self.alarms, Trigger::try_from(&Property::new("TRIGGER", "PT0S"))) {
                let mut alarm = Alarm::display(&self.titled(&shown.title), trigger);
                // Else the crate makes both up, and no two calendars are the same.
                alarm.add_property(
                    "UID",
                    format!("{}-p{}-s{}-{}-alarm@regimen", self.key, p + 1, s + 1, n + 1),
                );
                alarm.add_property("DTSTAMP", self.stamp());
                event.alarm(alarm);
            }
            event.done()
        });
        events.collect()
    }

    fn session_text(
        &self,
        frequency: &Frequency,
        shown: &view::Session,
        times: usize,
        days: usize,
    ) -> String {
        let mut text = Vec::from_iter(self.mark());
        text.extend(shown.frequency.as_ref().map(|often| format!("{often}.")));
        let is_choice = |given: Option<(u32, u32)>| given.is_some_and(|(min, max)| min < max);
        let bounds = |min: u32, max: u32| (min, max);
        let times_given = frequency.times_a_day.map(|n| bounds(n.min().get(), n.max().get()));
        let days_given = frequency.days_in_a_week().map(|n| bounds(n.min(), n.max()));
        if is_choice(times_given) || is_choice(days_given) {
            text.push(self.w.calendar_holds(times, days));
        }
        for item in &shown.items {
            let dose = item.dose.as_ref().map(|dose| dose.sentences.join(" ")).unwrap_or_default();
            text.push(format!("- {}: {dose}", item.title).trim_end_matches([' ', ':']).to_owned());
        }
        text.extend(self.safety());
        text.join("\n")
    }

    /// When to stop and when to get help: whoever sees an event sees this.
    fn safety(&self) -> Vec<String> {
        let words = self.w.labels();
        let mut text = vec![String::new(), format!("{}:", words.stop_when)];
        text.extend(
            self.handout.safety.stop_rules.iter().map(|rule| format!("- {} {}", rule.when, rule.then)),
        );
        text.push(format!("{}:", words.emergency));
        text.extend(self.handout.emergency.signs.iter().map(|sign| format!("- {sign}")));
        text.push(self.handout.emergency.call.clone());
        text
    }

    /// The most minutes that a session takes.
    fn minutes(&self, session: &Session) -> u32 {
        let mut seconds = SessionSeconds::default();
        for item in &session.items {
            let Some(exercise) = self.cx.library.exercises.get(&item.exercise).map(|e| &e.document) else {
                continue;
            };
            if let Some(dose) = item.dose.as_ref().or(exercise.dose.as_ref()) {
                seconds.add(exercise.category, dose, exercise.laterality);
            }
        }
        seconds.total().in_minutes().max
    }
}

/// The days of a week on which a session is done, in the order of the week.
fn days(frequency: &Frequency, first: Date) -> Vec<Weekday> {
    let mut days = if frequency.days.is_empty() {
        let count = frequency.days_in_a_week().map_or(7, |days| days.min()).clamp(1, 7);
        let offsets = (0..count).map(|i| i * 7 / count);
        let day = |offset: u32| first.checked_add(i64::from(offset).days()).ok().map(weekday);
        offsets.filter_map(day).collect()
    } else {
        frequency.days.clone()
    };
    days.sort_unstable();
    days.dedup();
    days
}

/// How a session comes again.
fn rhythm(days: &[Weekday]) -> String {
    if days.len() == 7 {
        return "FREQ=DAILY".to_owned();
    }
    let names: Vec<_> = days.iter().map(|day| short(*day)).collect();
    format!("FREQ=WEEKLY;BYDAY={}", names.join(","))
}

/// The times of a day at which a session is done.
fn times(frequency: &Frequency) -> Vec<Time> {
    let mut named: Vec<Time> = frequency.time_of_day.iter().map(|at| clock(*at)).collect();
    named.sort_unstable();
    named.dedup();
    let (min, max) = frequency.times_a_day.map_or((1, 1), |times| (whole(times.min()), whole(times.max())));
    let count = named.len().clamp(min, max.max(min));
    named.truncate(count);
    if named.is_empty() {
        return spread(count);
    }
    // Each further one as far from the others as the day allows.
    while named.len() < count {
        let half_hours = (16..=40).map(|half| time(half / 2, half % 2 * 30, 0, 0));
        let nearest = |at: &Time| named.iter().map(|other| minutes_between(*other, *at)).min();
        let Some(at) = half_hours.rev().max_by_key(nearest) else { break };
        named.push(at);
    }
    named.sort_unstable();
    named
}

/// So many times, spread over the day.
fn spread(count: usize) -> Vec<Time> {
    match count {
        0 | 1 => vec![time(9, 0, 0, 0)],
        2 => vec![time(9, 0, 0, 0), time(18, 0, 0, 0)],
        3 => vec![time(9, 0, 0, 0), time(13, 30, 0, 0), time(18, 0, 0, 0)],
        count => {
            let minutes = (0..count).map(|i| 8 * 60 + i * 12 * 60 / (count - 1));
            let at = |minute: usize| {
                let part = |n: usize| i8::try_from(n).unwrap_or_default();
                time(part(minute / 60), part(minute % 60), 0, 0)
            };
            minutes.map(at).collect()
        }
    }
}

fn minutes_between(one: Time, other: Time) -> i64 {
    let minute = |at: Time| i64::from(at.hour()) * 60 + i64::from(at.minute());
    (minute(one) - minute(other)).abs()
}

fn whole<const MIN: u32, const MAX: u32>(number: Whole<MIN, MAX>) -> usize {
    number.get() as usize
}

fn clock(at: TimeOfDay) -> Time {
    match at {
        TimeOfDay::Morning => time(8, 0, 0, 0),
        TimeOfDay::Midday => time(12, 30, 0, 0),
        TimeOfDay::Afternoon => time(15, 30, 0, 0),
        TimeOfDay::Evening => time(18, 30, 0, 0),
        TimeOfDay::Bedtime => time(21, 30, 0, 0),
    }
}

fn weekday(date: Date) -> Weekday {
    match date.weekday() {
        jiff::civil::Weekday::Monday => Weekday::Monday,
        jiff::civil::Weekday::Tuesday => Weekday::Tuesday,
        jiff::civil::Weekday::Wednesday => Weekday::Wednesday,
        jiff::civil::Weekday::Thursday => Weekday::Thursday,
        jiff::civil::Weekday::Friday => Weekday::Friday,
        jiff::civil::Weekday::Saturday => Weekday::Saturday,
        jiff::civil::Weekday::Sunday => Weekday::Sunday,
    }
}

fn short(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn on(key: &str, date: Date) -> Property {
    Property::new(key, day(date)).add_parameter("VALUE", "DATE").done()
}

/// The lines folded anew, 75 bytes each at the most: the crate folds one byte too late where a character of several bytes
/// stands at the edge.
fn folded(calendar: &str) -> String {
    const MOST: usize = 75;
    let mut folded = String::with_capacity(calendar.len() + 256);
    for line in calendar.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > MOST {
                folded.push_str("\r\n ");
                length = 1;
            }
            folded.push(c);
            length += c.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}

/// A text as a property holds it; the crate does this for the properties that it knows to be texts.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frequency(json: &str) -> Frequency {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn times_are_the_least_of_a_range_and_spread_over_the_day() {
        for (json, clocks) in [
            (r#"{"times_a_day":1}"#, "09:00"),
            (r#"{"times_a_day":{"min":2,"max":3}}"#, "09:00 18:00"),
            (r#"{"times_a_day":3}"#, "09:00 13:30 18:00"),
            (r#"{"times_a_day":5}"#, "08:00 11:00 14:00 17:00 20:00"),
            // Once a day in the afternoon or in the evening: at the first of them.
            (r#"{"times_a_day":1,"time_of_day":["evening","afternoon"]}"#, "15:30"),
            (r#"{"times_a_day":{"min":1,"max":3},"time_of_day":["morning","bedtime"]}"#, "08:00 21:30"),
            (r#"{"times_a_day":3,"time_of_day":["morning"]}"#, "08:00 14:00 20:00"),
            (r#"{"time_of_day":["midday"]}"#, "12:30"),
            (r#"{"times_a_day":2,"time_of_day":["morning","evening"]}"#, "08:00 18:30"),
        ] {
            let clocks_found: Vec<_> =
                times(&frequency(json)).iter().map(|t| t.strftime("%H:%M").to_string()).collect();
            assert_eq!(clocks_found.join(" "), clocks, "{json}");
        }
    }

    #[test]
    fn no_line_is_longer_than_75_bytes_and_none_is_cut_in_a_character() {
        for shift in 0..8 {
            let text = format!("SUMMARY:{}{}", "a".repeat(shift), "é’".repeat(100));
            let folded = folded(&format!("{text}\r\n"));
            assert!(folded.split("\r\n").all(|line| line.len() <= 75), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), format!("{text}\r\n"));
        }
    }

    #[test]
    fn twelve_times_a_day_fit_without_falling_together() {
        let all = times(&frequency(
            r#"{"times_a_day":12,"time_of_day":["morning","midday","afternoon","evening","bedtime"]}"#,
        ));
        assert_eq!(all.len(), 12);
        assert!(all.windows(2).all(|pair| minutes_between(pair[0], pair[1]) >= 30), "{all:?}");
    }

    /// From a Wednesday on: three days are Wednesday, Friday and Sunday.
    #[test]
    fn days_are_spread_from_the_first_one_unless_they_are_named() {
        let first: Date = "2026-12-02".parse().unwrap();
        let found = |json: &str| rhythm(&days(&frequency(json), first));
        assert_eq!(found(r#"{"days_a_week":7}"#), "FREQ=DAILY");
        assert_eq!(found(r#"{"days_a_week":1}"#), "FREQ=WEEKLY;BYDAY=WE");
        assert_eq!(found(r#"{"days_a_week":{"min":3,"max":4}}"#), "FREQ=WEEKLY;BYDAY=WE,FR,SU");
        assert_eq!(found(r#"{"days_a_week":5}"#), "FREQ=WEEKLY;BYDAY=MO,WE,TH,FR,SU");
        assert_eq!(found(r#"{"days":["thursday","monday"]}"#), "FREQ=WEEKLY;BYDAY=MO,TH");
    }
}
