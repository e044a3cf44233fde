//! Every word on a handout that is not content: one file per language.

use regimen_figure::Moment;
use regimen_schema::calendar::PhaseDays;
use regimen_schema::documents::advice::AdviceGroup;
use regimen_schema::documents::exercise::{Equipment, Exercise, StartPosition};
use regimen_schema::documents::prescription::Side;
use regimen_schema::documents::program::{Delivery, DiaryRecord, Scale, Setting, Supervision};
use regimen_schema::documents::red_flag::Urgency;
use regimen_schema::documents::review::Status;
use regimen_schema::dose::{Dose, Frequency};
use regimen_schema::number::{Range, Whole};
use regimen_schema::text::Date;
use regimen_schema::volume::Extent;
use serde::Serialize;

mod en;

/// The words of one language.
pub trait Wording: Sync {
    /// The language's code.
    fn language(&self) -> &'static str;
    /// Headings, labels and fixed sentences.
    fn labels(&self) -> &'static Labels;

    /// A dose as a patient is told it.
    fn dose(&self, dose: &Dose, exercise: &Exercise) -> DoseWords;
    /// How often, without a capital in front; none if nothing is said.
    fn frequency(&self, frequency: &Frequency) -> Option<String>;
    /// A span of time, without a capital in front.
    fn minutes(&self, minutes: Extent) -> String;
    /// A time added up over a day.
    fn minutes_a_day(&self, minutes: Extent) -> String;
    /// A number of weeks.
    fn weeks(&self, weeks: Range<Whole<1, 52>>) -> String;
    /// What a calendar holds of a range of times a day and days a week.
    fn calendar_holds(&self, times_a_day: usize, days_a_week: usize) -> String;
    /// A day of the calendar.
    fn date(&self, date: Date) -> String;
    /// From when to when a phase takes.
    fn days(&self, days: PhaseDays) -> String;
    /// A side of the body, without a capital in front.
    fn side(&self, side: Side) -> &'static str;
    /// Which side hurts, beside an exercise that is done on each.
    fn sore_side(&self, side: Side) -> &'static str;
    /// What differs from the program, and in which session if not in every one.
    fn changed(&self, changed: &Changed, session: Option<&str>) -> String;

    /// The name of an equipment; none for no equipment.
    fn equipment(&self, equipment: Equipment) -> Option<&'static str>;
    /// How an exercise starts.
    fn position(&self, position: StartPosition) -> &'static str;
    /// What a drawing of an exercise shows, for those who cannot see it.
    fn figure_alt(&self, title: &str, moments: &[Moment]) -> String;
    /// Where a program is done, and with whom.
    fn place(&self, setting: Option<Setting>, delivery: Option<Delivery>) -> Option<String>;
    /// What the supervision of a program asks of the patient.
    fn supervision(&self, supervision: Supervision) -> Option<&'static str>;
    /// The heading of a group of advice.
    fn advice_group(&self, group: AdviceGroup) -> &'static str;
    /// The heading and hint of a column of the diary.
    fn diary_record(&self, record: DiaryRecord) -> (&'static str, Option<&'static str>);
    /// How something is measured.
    fn scale(&self, scale: Scale) -> &'static str;
    /// How soon help is needed.
    fn urgency(&self, urgency: Urgency, emergency_number: &str) -> String;
    /// How far a review has come.
    fn status(&self, status: Status) -> &'static str;
    /// The big mark on a sheet that is not released, with what it means; none for a released one.
    fn mark(&self, status: Status) -> Option<(&'static str, &'static str)>;

    /// The heading of a phase among several.
    fn phase_of(&self, number: usize, count: usize) -> String;
    /// An exercise by its number on the sheet.
    fn exercise_number(&self, number: u32) -> String;
    /// Where the steps of an exercise stand that was described before.
    fn steps_above(&self, number: u32) -> String;
    /// Another exercise to do instead, with its number if it is on the sheet.
    fn instead(&self, title: &str, number: Option<u32>) -> String;
    /// A week of the diary.
    fn week(&self, number: u32) -> String;
    /// The one sentence that every sheet says about emergencies.
    fn call(&self, emergency_number: &str) -> String;
}

/// A dose as a patient is told it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoseWords {
    /// How much, in a few short sentences.
    pub sentences: Vec<String>,
    /// How slowly, against what, how hard: a sentence each.
    pub details: Vec<String>,
}

/// A difference from the program, with the titles of its exercises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// An exercise that the program does not hold.
    Added(String),
    /// An exercise that is not done.
    LeftOut(String),
    /// An exercise in another one's place.
    Swapped {
        /// The one that the program holds.
        old: String,
        /// The one that is done instead.
        new: String,
    },
    /// More or less of an exercise.
    Dose(String),
    /// A word to an exercise.
    Note(String),
}

/// Headings, labels and fixed sentences.
#[derive(Debug, Clone, Copy, Serialize)]
#[expect(missing_docs, reason = "each is documented by its own words")]
pub struct Labels {
    pub skip: &'static str,
    pub kicker: &'static str,
    pub contents: &'static str,

    pub who_for: &'static str,
    pub made_for: &'static str,
    pub not_for: &'static str,
    pub not_for_then: &'static str,
    pub see_professional: &'static str,
    pub start_when: &'static str,

    pub for_you: &'static str,
    pub label: &'static str,
    pub sore_side: &'static str,
    pub start_on: &'static str,
    pub days_are_a_guide: &'static str,
    pub tailored_by: &'static str,
    pub changed: &'static str,
    pub changed_why: &'static str,

    pub calendar_weeks: &'static str,

    pub glance: &'static str,
    pub how_often: &'static str,
    pub how_long: &'static str,
    pub each_time: &'static str,
    pub how_many_weeks: &'static str,
    pub where_done: &'static str,
    pub what_you_need: &'static str,
    pub nothing_needed: &'static str,
    pub session: &'static str,

    pub emergency: &'static str,
    pub emergency_more: &'static str,

    pub safety: &'static str,
    pub pain_rule: &'static str,
    pub stop_when: &'static str,
    pub stop_notice: &'static str,
    pub stop_do: &'static str,
    pub stop_always_when: &'static str,
    pub stop_always_then: &'static str,
    pub take_care: &'static str,
    pub effort_scale: &'static str,

    pub do_this: &'static str,
    pub done: &'static str,
    pub start: &'static str,
    pub feel: &'static str,
    pub breathing: &'static str,
    pub careful: &'static str,
    pub note: &'static str,
    pub easier: &'static str,
    pub harder: &'static str,
    pub instead: &'static str,
    /// After the title of an exercise that goes on on another page.
    pub continued: &'static str,
    pub you_need: &'static str,
    pub more_exercises: &'static str,
    pub more_exercises_intro: &'static str,

    pub move_on: &'static str,
    pub move_on_all: &'static str,
    pub step_back: &'static str,
    pub keep_going: &'static str,

    pub advice: &'static str,
    pub goals: &'static str,
    pub goals_tell: &'static str,
    pub measures: &'static str,
    pub measures_intro: &'static str,
    pub measure_what: &'static str,
    pub measure_at: [&'static str; 3],

    pub diary: &'static str,
    pub diary_intro: &'static str,
    pub diary_tick: &'static str,
    pub diary_scale: &'static str,
    pub diary_effort: &'static str,
    pub diary_day: &'static str,
    pub diary_bring: &'static str,
    pub weekdays: [&'static str; 7],
    pub weekdays_short: [&'static str; 7],

    pub red_flags: &'static str,
    pub red_flags_intro: &'static str,
    pub red_flags_none: &'static str,

    pub web: &'static str,
    pub clinical: &'static str,
    pub clinical_conditions: &'static str,
    pub clinical_exercises: &'static str,
    pub screening: &'static str,
    pub tailoring_notes: &'static str,
    pub muscles: &'static str,
    pub movements: &'static str,
    pub avoid_if: &'static str,
    pub editorial: &'static str,
    pub codes: &'static str,
    pub cited: &'static str,
    pub waivers: &'static str,
    pub waived_rule: &'static str,
    pub waived_why: &'static str,
    pub waived_by: &'static str,
    pub waived_until: &'static str,
    pub checklist: &'static str,
    pub checklist_topic: &'static str,
    pub checklist_says: &'static str,
    pub checklist_lacks: &'static str,

    /// With `{page}` and `{pages}` in it.
    pub page: &'static str,
    pub about_sheet: &'static str,
    pub publisher: &'static str,
    pub questions: &'static str,
    pub written_by: &'static str,
    pub reviewed_by: &'static str,
    pub review: &'static str,
    pub reviewed_on: &'static str,
    pub review_due: &'static str,
    pub version: &'static str,
    pub licence: &'static str,
    pub pictures: &'static str,
    pub sources: &'static str,
    pub program: &'static str,
    pub checksum: &'static str,
    pub made: &'static str,
    pub made_with: &'static str,
}

/// The words for a language, and whether they are that language's own: English stands in for one that is not there.
pub fn for_language(language: &str) -> (&'static dyn Wording, bool) {
    let primary = language.split('-').next().unwrap_or_default();
    let own = ALL.iter().copied().find(|w| w.language() == primary);
    (own.unwrap_or(&en::English), own.is_some())
}

/// Whether a language is written from left to right or from right to left.
pub fn direction(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "ar" | "fa" | "he" | "ur" | "ps" | "yi" => "rtl",
        _ => "ltr",
    }
}

/// A text with a capital in front.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

static ALL: &[&dyn Wording] = &[&en::English];
