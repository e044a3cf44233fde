//! English.

mod figure;

use std::fmt::Display;

use regimen_figure::Moment;
use regimen_schema::calendar::PhaseDays;
use regimen_schema::documents::advice::AdviceGroup;
use regimen_schema::documents::exercise::{Equipment, Exercise, Laterality, StartPosition};
use regimen_schema::documents::prescription::Side;
use regimen_schema::documents::program::{Delivery, DiaryRecord, Scale, Setting, Supervision};
use regimen_schema::documents::red_flag::Urgency;
use regimen_schema::documents::review::Status;
use regimen_schema::dose::{
    Dose, Effort, Frequency, Load, Pace, Resistance, Seconds, Tempo, TimeOfDay, Weekday,
};
use regimen_schema::number::{Decimal, Range, Whole};
use regimen_schema::text::Date;
use regimen_schema::volume::Extent;

use super::{Changed, DoseWords, Labels, Wording, capitalised};

/// English, in short words and short sentences.
#[derive(Debug, Clone, Copy)]
pub(super) struct English;

impl Wording for English {
    fn language(&self) -> &'static str {
        "en"
    }

    fn labels(&self) -> &'static Labels {
        &LABELS
    }

    fn dose(&self, dose: &Dose, exercise: &Exercise) -> DoseWords {
        let mut sentences = Vec::new();
        let mut details = Vec::new();
        let side = if exercise.laterality == Laterality::EachSide { " on each side" } else { "" };
        match *dose {
            Dose::Repetitions { sets, repetitions, hold_seconds, rest_seconds, tempo, load, .. } => {
                sentences.extend(hold_seconds.map(|hold| format!("Hold for {}.", seconds(hold))));
                sentences.push(format!("Do this {}{side}.", times(repetitions.map(Whole::get))));
                sentences.extend(rounds(sets.map(Whole::get), rest_seconds));
                details.extend(tempo.map(slowly));
                details.extend(load.map(against));
            }
            Dose::Hold { sets, hold_seconds, rest_seconds, .. } => {
                let hold = seconds(hold_seconds);
                if is_one(sets.map(Whole::get)) {
                    sentences.push(format!("Hold for {hold}{side}."));
                } else {
                    sentences.push(format!("Hold for {hold}."));
                    sentences.push(format!("Do this {}{side}.", times(sets.map(Whole::get))));
                    sentences
                        .extend(rest_seconds.map(|rest| format!("Rest for {} in between.", seconds(rest))));
                }
            }
            Dose::Time { minutes, pace, distance_km, .. } => {
                let verb =
                    if exercise.start_position == StartPosition::Walking { "Walk" } else { "Keep going" };
                let pace_words = pace.map(|pace| format!(" {}", at_pace(pace))).unwrap_or_default();
                let distance = distance_km.map(|km| format!(", {}", distance(km))).unwrap_or_default();
                let minutes = counted(minutes.map(Whole::get), "minute");
                sentences.push(format!("{verb} for {minutes}{pace_words}{distance}."));
                details.extend(pace.and_then(talking).map(str::to_owned));
            }
        }
        details.extend(dose.effort().map(how_hard));
        DoseWords { sentences, details }
    }

    fn frequency(&self, frequency: &Frequency) -> Option<String> {
        let times_a_day = frequency.times_a_day.map(|n| format!("{} a day", times(n.map(Whole::get))));
        let every_day = frequency.days.len() == 7;
        let days = match frequency.days_a_week {
            Some(n) if n.min().get() == 7 => Some("every day".to_owned()),
            Some(n) => Some(format!("{} a week", counted(n.map(Whole::get), "day"))),
            None if every_day => Some("every day".to_owned()),
            None if frequency.days.is_empty() => None,
            None => Some(format!("on {}", list(frequency.days.iter().map(|d| weekday(*d)), "and"))),
        };
        // Named days are part of the sentence, a number of days stands beside it.
        let named = frequency.days_a_week.is_none() && !every_day;
        let often = match (times_a_day, days) {
            (Some(times), Some(days)) if named => Some(format!("{times} {days}")),
            (Some(times), Some(days)) => Some(format!("{times}, {days}")),
            (one, other) => one.or(other),
        };
        // Once a day at two times of the day means at one of them.
        let choice =
            frequency.times_a_day.is_some_and(|n| (n.max().get() as usize) < frequency.time_of_day.len());
        let when = (!frequency.time_of_day.is_empty()).then(|| {
            list(frequency.time_of_day.iter().map(|t| time_of_day(*t)), if choice { "or" } else { "and" })
        });
        match (often, when) {
            (Some(often), Some(when)) => Some(format!("{often}, {when}")),
            (one, other) => one.or(other),
        }
    }

    fn minutes(&self, minutes: Extent) -> String {
        format!("about {}", counted(range(minutes), "minute"))
    }

    fn minutes_a_day(&self, minutes: Extent) -> String {
        format!("about {} a day", counted(range(minutes), "minute"))
    }

    fn weeks(&self, weeks: Range<Whole<1, 52>>) -> String {
        counted(weeks.map(Whole::get), "week")
    }

    fn calendar_holds(&self, times_a_day: usize, days_a_week: usize) -> String {
        let often = |n: usize| if n == 1 { "once".to_owned() } else { format!("{n} times") };
        let days = match days_a_week {
            1 => "one day a week".to_owned(),
            7 => "every day".to_owned(),
            n => format!("{n} days a week"),
        };
        format!(
            "This calendar holds it {} a day, {days}. You may do more, as it says above.",
            often(times_a_day)
        )
    }

    fn date(&self, date: Date) -> String {
        let month = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ][usize::from(date.0.month().unsigned_abs()).saturating_sub(1) % 12];
        format!("{} {month} {}", date.0.day(), date.0.year())
    }

    fn days(&self, days: PhaseDays) -> String {
        let between = |lead: &str, (earliest, latest): (Date, Date), exactly: &str| {
            let (from, to) = (earliest.0, latest.0);
            let last = self.date(latest);
            if from == to {
                return format!("{lead} {exactly}{last}");
            }
            // What both days share is said once.
            let first = self.date(earliest);
            let mut words: Vec<&str> = first.split(' ').collect();
            if from.year() == to.year() {
                words.pop();
                if from.month() == to.month() {
                    words.pop();
                }
            }
            format!("{lead} between {} and {last}", words.join(" "))
        };
        match (days.first, days.last) {
            ((first, latest), None) if first == latest => format!("From {} on.", self.date(first)),
            (first, None) => format!("{}.", between("Starts", first, "")),
            ((first, latest), Some((last, end))) if first == latest && last == end => {
                format!("From {} to {}.", self.date(first), self.date(last))
            }
            (first, Some(last)) => {
                format!("{}. {}.", between("Starts", first, "on "), between("Ends", last, "on "))
            }
        }
    }

    fn side(&self, side: Side) -> &'static str {
        match side {
            Side::Left => "left",
            Side::Right => "right",
            Side::Both => "both",
        }
    }

    fn sore_side(&self, side: Side) -> &'static str {
        match side {
            Side::Left => "Your sore side is the left one.",
            Side::Right => "Your sore side is the right one.",
            Side::Both => "Both of your sides are sore.",
        }
    }

    fn changed(&self, changed: &Changed, session: Option<&str>) -> String {
        let what = match changed {
            Changed::Added(new) => format!("“{new}” is new"),
            Changed::LeftOut(old) => format!("“{old}” is left out"),
            Changed::Swapped { old, new } => format!("“{new}” takes the place of “{old}”"),
            Changed::Dose(title) => format!("The amount of “{title}” is changed"),
            Changed::Note(title) => format!("There is a note on “{title}”"),
        };
        match session {
            Some(session) => format!("{what} in the session “{session}”."),
            None => format!("{what}."),
        }
    }

    fn equipment(&self, equipment: Equipment) -> Option<&'static str> {
        Some(match equipment {
            Equipment::None => return None,
            Equipment::Mat => "a mat, a rug or a blanket",
            Equipment::Bed => "a bed",
            Equipment::Chair => "a steady chair without wheels",
            Equipment::Step => "a stair or a low, steady step",
            Equipment::Wall => "a wall",
            Equipment::Table => "a table or worktop that does not move",
            Equipment::Pillow => "a pillow",
            Equipment::Cushion => "a cushion or a yoga block",
            Equipment::Towel => "a towel",
            Equipment::Strap => "a strap or a belt",
            Equipment::Band => "a stretchy exercise band",
            Equipment::Ball => "a ball",
            Equipment::Weight => "a weight",
            Equipment::FoamRoller => "a firm foam roll",
            Equipment::WalkingShoes => "comfortable walking shoes",
            Equipment::Bicycle => "a bicycle or an exercise bike",
            Equipment::Pool => "a pool with water up to your chest",
        })
    }

    fn figure_alt(&self, title: &str, moments: &[Moment]) -> String {
        figure::alt(title, moments)
    }

    fn position(&self, position: StartPosition) -> &'static str {
        match position {
            StartPosition::Standing => "Standing up",
            StartPosition::Sitting => "Sitting on a chair, feet on the floor",
            StartPosition::LongSitting => "Sitting on the floor, legs straight out",
            StartPosition::CrossLegged => "Sitting on the floor, legs crossed",
            StartPosition::Supine => "Lying on your back, legs straight",
            StartPosition::CrookLying => "Lying on your back, knees bent, feet flat",
            StartPosition::Prone => "Lying face down",
            StartPosition::ProneOnElbows => "Lying face down, propped on your elbows",
            StartPosition::SideLying => "Lying on your side",
            StartPosition::Quadruped => "On your hands and knees",
            StartPosition::ChildKneeling => "Kneeling, sitting back on your heels",
            StartPosition::TallKneeling => "Kneeling up on both knees",
            StartPosition::HalfKneeling => "Kneeling on one knee, other foot in front",
            StartPosition::Pigeon => "On the floor, one leg bent in front, one straight behind",
            StartPosition::Plank => "On your hands or forearms and your toes, body straight",
            StartPosition::Walking => "Standing up, ready to walk",
        }
    }

    fn place(&self, setting: Option<Setting>, delivery: Option<Delivery>) -> Option<String> {
        let place = setting.map(|s| match s {
            Setting::Home => "at home",
            Setting::Clinic => "at the clinic",
            Setting::ClinicAndHome => "at the clinic and at home",
            Setting::Gym => "at a gym or studio",
            Setting::Outdoors => "outdoors",
        });
        let company = delivery.map(|d| match d {
            Delivery::Individual => "on your own",
            Delivery::Group => "in a group",
            Delivery::IndividualOrGroup => "on your own or in a group",
        });
        let words: Vec<_> = place.into_iter().chain(company).collect();
        (!words.is_empty()).then(|| capitalised(&words.join(", ")))
    }

    fn supervision(&self, supervision: Supervision) -> Option<&'static str> {
        match supervision {
            Supervision::None => None,
            Supervision::TaughtFirst => {
                Some("Have a trained person show you each exercise before you do it at home.")
            }
            Supervision::RegularReview => {
                Some("Have a trained person show you each exercise first, and check it from time to time.")
            }
            Supervision::EverySession => Some("Do these exercises only while a trained person is with you."),
        }
    }

    fn advice_group(&self, group: AdviceGroup) -> &'static str {
        match group {
            AdviceGroup::Lifting => "Lifting and bending",
            AdviceGroup::Posture => "Sitting, standing and walking",
            AdviceGroup::Sleep => "Lying down and sleep",
            AdviceGroup::HeatAndCold => "Warmth and cold",
            AdviceGroup::Activity => "Being active",
        }
    }

    fn diary_record(&self, record: DiaryRecord) -> (&'static str, Option<&'static str>) {
        match record {
            DiaryRecord::Done => ("Done", None),
            DiaryRecord::LegPain => ("Leg pain", Some("0 to 10")),
            DiaryRecord::BackPain => ("Back pain", Some("0 to 10")),
            DiaryRecord::Effort => ("How hard it felt", Some("0 to 10")),
            DiaryRecord::WalkingMinutes => ("Minutes walked", None),
            DiaryRecord::Note => ("Notes", None),
        }
    }

    fn scale(&self, scale: Scale) -> &'static str {
        match scale {
            Scale::Pain0To10 => "0 is no pain, 10 is the worst pain",
            Scale::Activity0To10 => "0 is “I cannot do it”, 10 is “as well as before”",
            Scale::Minutes => "in minutes",
            Scale::Count => "how many",
        }
    }

    fn urgency(&self, urgency: Urgency, emergency_number: &str) -> String {
        match urgency {
            Urgency::Emergency => format!("Emergency: call {emergency_number} now"),
            Urgency::SameDay => "See a doctor today".to_owned(),
            Urgency::SeeSomeone => "See a doctor before you go on".to_owned(),
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Draft => "Draft, not checked",
            Status::InReview => "Being checked, not yet signed off",
            Status::Published => "Checked and signed off",
            Status::Retired => "No longer in use",
        }
    }

    fn mark(&self, status: Status) -> Option<(&'static str, &'static str)> {
        match status {
            Status::Draft => Some(("DRAFT", "This sheet is still being written. Do not use it yet.")),
            Status::InReview => Some((
                "Not yet signed off by a clinician",
                "Do not use this sheet until a clinician has checked it.",
            )),
            Status::Published => None,
            Status::Retired => Some(("No longer in use", "Do not use this sheet. Ask us for the new one.")),
        }
    }

    fn phase_of(&self, number: usize, count: usize) -> String {
        format!("Part {number} of {count}")
    }

    fn exercise_number(&self, number: u32) -> String {
        format!("Exercise {number}")
    }

    fn steps_above(&self, number: u32) -> String {
        format!("Steps: see exercise {number}.")
    }

    fn instead(&self, title: &str, number: Option<u32>) -> String {
        match number {
            Some(number) => format!("Do “{title}” instead (exercise {number})."),
            None => format!("Ask us about “{title}”."),
        }
    }

    fn week(&self, number: u32) -> String {
        format!("Week {number}")
    }

    fn call(&self, emergency_number: &str) -> String {
        format!("Call {emergency_number} now, or go to the nearest emergency department.")
    }
}

static LABELS: Labels = Labels {
    skip: "Skip to the exercises",
    kicker: "Your exercise sheet",
    contents: "On this sheet",

    who_for: "Is this sheet for you?",
    made_for: "It is made for people with:",
    not_for: "This sheet is not for you if you have:",
    not_for_then: "If you are not sure, ask before you start.",
    see_professional: "See someone first",
    start_when: "When to start",

    for_you: "Made for you",
    label: "For",
    sore_side: "Your sore side",
    start_on: "You start on",
    days_are_a_guide: "The days on this sheet are a guide. Move on only when the signs at the end of a part are true.",
    tailored_by: "Fitted to you by",
    changed: "Changed for you",
    changed_why: "Why:",

    calendar_weeks: "These days are a guide. You may move on earlier or later.",

    glance: "At a glance",
    how_often: "How often",
    how_long: "How long",
    each_time: "each time",
    how_many_weeks: "For how many weeks",
    where_done: "Where",
    what_you_need: "What you need",
    nothing_needed: "Nothing",
    session: "What to do",

    emergency: "Get help at once if you notice this",
    emergency_more: "All warning signs",

    safety: "How to exercise safely",
    pain_rule: "How much pain is all right",
    stop_when: "When to stop",
    stop_notice: "If this happens",
    stop_do: "Do this",
    stop_always_when: "An exercise hurts more than you can bear with ease, or you feel unwell.",
    stop_always_then: "Stop. Ask us before you go on.",
    take_care: "Take care",
    effort_scale: "“Out of 10 hard” means: 0 is no effort, 10 is all that you can do.",

    do_this: "How much",
    done: "Done",
    start: "Start",
    feel: "What you should feel",
    breathing: "Breathing",
    careful: "Take care",
    note: "Note",
    easier: "Make it easier",
    harder: "Make it harder",
    instead: "Or",
    continued: "(continued)",
    you_need: "You need",
    more_exercises: "Other exercises you can choose",
    more_exercises_intro: "Do one of these only in place of an exercise that names it.",

    move_on: "When to move on",
    move_on_all: "Move on when all of this is true:",
    step_back: "When to step back",
    keep_going: "How to keep going",

    advice: "Tips for each day",
    goals: "Your goals",
    goals_tell: "You can tell by this:",
    measures: "See if it helps",
    measures_intro: "Write down a number before you start, half way, and at the end.",
    measure_what: "What to look at",
    measure_at: ["Start", "Half way", "End"],

    diary: "Your diary",
    diary_intro: "Fill in one line a day.",
    diary_tick: "Tick a box each time you have done your exercises.",
    diary_scale: "For pain, write a number. 0 is no pain. 10 is the worst pain.",
    diary_effort: "For how hard it felt, write a number. 0 is no effort. 10 is all that you can do.",
    diary_day: "Day",
    diary_bring: "Bring this page to your next visit.",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    weekdays_short: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],

    red_flags: "Warning signs: when to get help",
    red_flags_intro: "Stop the exercises if you notice any of these signs. Do what it says beside them.",
    red_flags_none: "If you feel very ill, or something new and frightening happens, do not wait.",

    web: "This sheet on the web:",
    clinical: "For clinicians",
    clinical_conditions: "Conditions and codes",
    clinical_exercises: "The exercises: what they are for, and what they rest on",
    screening: "To rule out before the start",
    tailoring_notes: "How to fit it to a patient",
    muscles: "Muscles",
    movements: "Movements",
    avoid_if: "Not with",
    editorial: "Our own figures",
    codes: "Codes",
    cited: "Sources, by number",
    waivers: "Rules that were set aside",
    waived_rule: "Rule",
    waived_why: "Why it does not hold",
    waived_by: "Decided by",
    waived_until: "holds until",
    checklist: "Reporting checklist (CERT)",
    checklist_topic: "Item",
    checklist_says: "What the program says",
    checklist_lacks: "Missing:",

    page: "Page {page} of {pages}",
    about_sheet: "About this sheet",
    publisher: "From",
    questions: "Questions?",
    written_by: "Written by",
    reviewed_by: "Checked by",
    review: "Check by a clinician",
    reviewed_on: "checked on",
    review_due: "next check by",
    version: "Version",
    licence: "Licence",
    pictures: "Pictures",
    sources: "Where this comes from",
    program: "Program",
    checksum: "Fingerprint of the content",
    made: "Made on",
    made_with: "with",
};

/// `once`, `3 times`, `10 to 15 times`.
fn times(n: Range<u32>) -> String {
    if is_one(n) { "once".to_owned() } else { counted(n, "time") }
}

/// `1 week`, `2 weeks`, `2 to 4 weeks`.
fn counted(n: Range<u32>, noun: &str) -> String {
    if is_one(n) { format!("1 {noun}") } else { format!("{} {noun}s", to(n)) }
}

fn is_one(n: Range<u32>) -> bool {
    n.min() == 1 && n.max() == 1
}

/// `10`, `10 to 15`.
fn to<T: Display + Copy + PartialOrd>(n: Range<T>) -> String {
    if n.min() < n.max() { format!("{} to {}", n.min(), n.max()) } else { n.min().to_string() }
}

fn range(extent: Extent) -> Range<u32> {
    Range::Span { min: extent.min, max: extent.max }
}

/// Whole minutes are said as minutes.
fn seconds(seconds: Seconds) -> String {
    let seconds = seconds.map(Whole::get);
    if seconds.min().is_multiple_of(60) && seconds.max().is_multiple_of(60) {
        counted(seconds.map(|s| s / 60), "minute")
    } else {
        counted(seconds, "second")
    }
}

/// Nothing to say of one round.
fn rounds(sets: Range<u32>, rest: Option<Seconds>) -> Vec<String> {
    if is_one(sets) {
        return Vec::new();
    }
    let rounds = counted(sets, "round");
    let rest = rest.map(seconds);
    match (sets.min(), rest) {
        (1, None) => vec![format!("Do {rounds}, with a rest in between.")],
        (1, Some(rest)) => vec![format!("Do {rounds}, with a rest of {rest} in between.")],
        (_, None) => vec!["Rest.".to_owned(), format!("Do {rounds}.")],
        (_, Some(rest)) => vec![format!("Rest for {rest}."), format!("Do {rounds}.")],
    }
}

fn slowly(tempo: Tempo) -> String {
    let part = |n: u32, words: &str| format!("{} {words}", counted(Range::One(n), "second"));
    let pause = tempo.pause_seconds.get();
    let middle = if pause == 0 { String::new() } else { format!(" {},", part(pause, "still")) };
    format!(
        "Go slowly: {},{middle} {}.",
        part(tempo.out_seconds.get(), "out"),
        part(tempo.back_seconds.get(), "back")
    )
}

fn against(load: Load) -> String {
    match load {
        Load::Weight { kilograms } => {
            let pounds = kilograms.map(|kg| (kg.get() * 2.204_62).round().max(1.0));
            let unit = |n: f64, one: &str| if n > 1.0 { format!("{one}s") } else { one.to_owned() };
            format!(
                "Use a weight of {} {} (about {} {}).",
                to(kilograms),
                unit(kilograms.max().get(), "kilogram"),
                to(pounds),
                unit(pounds.max(), "pound")
            )
        }
        Load::Band { resistance } => match resistance {
            Resistance::Light => "Use a light band (most often yellow or red).",
            Resistance::Medium => "Use a medium band (most often green or blue).",
            Resistance::Heavy => "Use a strong band (most often black or silver).",
        }
        .to_owned(),
    }
}

fn at_pace(pace: Pace) -> &'static str {
    match pace {
        Pace::Leisurely => "at a slow, easy pace",
        Pace::Comfortable => "at your usual pace",
        Pace::Brisk => "at a brisk pace",
    }
}

fn talking(pace: Pace) -> Option<&'static str> {
    match pace {
        Pace::Leisurely => None,
        Pace::Comfortable => Some("You can talk with ease."),
        Pace::Brisk => Some("You breathe faster, but you can still talk."),
    }
}

/// One figure is an aim that need not be reached, two are from the one to the other.
fn distance(km: Range<Decimal>) -> String {
    let miles = km.map(|km| (km.get() * 6.213_71).round() / 10.0);
    let unit = |n: f64, one: &str| if n > 1.0 { format!("{one}s") } else { one.to_owned() };
    let (km_unit, mile_unit) = (unit(km.max().get(), "kilometre"), unit(miles.max(), "mile"));
    let lead = if km.min() < km.max() { "" } else { "up to " };
    format!("{lead}{} {km_unit} ({} {mile_unit})", to(km), to(miles))
}

fn how_hard(effort: Effort) -> String {
    let effort = effort.map(Whole::get);
    format!("It should feel about {} out of 10 hard.", to(effort))
}

/// `a`, `a and b`, `a, b and c`.
fn list(words: impl Iterator<Item = &'static str>, last_but_one: &str) -> String {
    let words: Vec<_> = words.collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} {last_but_one} {last}", most.join(", ")),
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn time_of_day(time: TimeOfDay) -> &'static str {
    match time {
        TimeOfDay::Morning => "in the morning",
        TimeOfDay::Midday => "around noon",
        TimeOfDay::Afternoon => "in the afternoon",
        TimeOfDay::Evening => "in the evening",
        TimeOfDay::Bedtime => "before you go to bed",
    }
}

#[cfg(test)]
mod tests;
