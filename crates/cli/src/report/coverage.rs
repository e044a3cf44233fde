//! What a program tells, and what it leaves open, version 1: the CERT table, times, reading grades, reviews, sources.
//!
//! [`coverage`] computes everything from a library and a date. The types are the JSON (`regimen schema coverage`), and
//! [`human`] and [`markdown`] write the same figures for people.

use std::collections::BTreeSet;

use regimen_exporter::view::ChecklistRow;
use regimen_schema::documents::Program;
use regimen_schema::documents::condition::Region;
use regimen_schema::documents::exercise::{Category, Movement, Muscle};
use regimen_schema::documents::review::Status;
use regimen_schema::documents::source::SourceType;
use regimen_schema::id::ProgramId;
use regimen_schema::json_schema::schema_of;
use regimen_schema::library::Entry;
use regimen_schema::text::{Date, PartialDate};
use regimen_schema::{Kind, Library};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

mod cert;
mod gather;
pub(crate) mod human;
pub(crate) mod markdown;
mod parts;
mod volume;
mod words;

/// What `regimen report --format json` writes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Coverage {
    /// Always `regimen-coverage`.
    #[schemars(extend("const" = "regimen-coverage"))]
    format: &'static str,
    /// The version of this format.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The day for which it was computed: reviews are overdue or not on this day.
    date: Date,
    /// The library's name.
    library: String,
    /// The language of the library's texts. Only English has reading grades.
    language: String,
    /// The checklist that `cert` follows.
    checklist: Checklist,
    /// The programs, by their ids.
    programs: Vec<ProgramCoverage>,
}

/// A checklist for reports of exercise programs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Checklist {
    /// Its name.
    name: &'static str,
    /// Where it was published.
    citation: &'static str,
    /// Its digital object identifier.
    doi: &'static str,
}

/// What one program tells, and what it leaves open.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProgramCoverage {
    /// The program's id.
    id: String,
    /// The program's name in plain words.
    title: String,
    /// The pack that holds it.
    pack: String,
    /// Its file, by its path from the library's folder.
    file: String,
    /// The conditions that it is for.
    conditions: Vec<ConditionName>,
    /// The CERT table.
    cert: Cert,
    /// How hard its texts are to read.
    reading: ProgramReading,
    /// What each phase comes to.
    phases: Vec<PhaseCoverage>,
    /// The exercises, in the order in which they first occur; those that are only done instead of others come last.
    exercises: Vec<ExerciseCoverage>,
    /// The exercises that hold each movement.
    by_movement: Vec<MovementUse>,
    /// The exercises that work or stretch each muscle.
    by_muscle: Vec<MuscleUse>,
    /// The exercises that name no muscle, by their ids.
    without_muscles: Vec<String>,
    /// How far the reviews of the program and of everything that it hands out have come.
    review: ReviewCoverage,
    /// The sources of the program and of everything that it hands out.
    sources: Vec<SourceUse>,
    /// The rules that are set aside in the program and in what it hands out.
    waivers: Vec<WaiverUse>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ConditionName {
    /// Its id.
    id: String,
    /// The name that clinicians use.
    title: String,
    /// The part of the body.
    region: Region,
}

/// The CERT table of a program.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Cert {
    /// How many items are answered.
    answered: usize,
    /// How many items are answered in part.
    partly: usize,
    /// How many items are missing.
    missing: usize,
    /// How many items can be told only once the program has been used.
    after_use: usize,
    /// The items in the checklist's order: 16, three of which have two parts.
    items: Vec<CertItem>,
}

/// An item of the checklist, and what the program says to it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CertItem {
    /// Its number: `1`, `7a`, `16b`.
    item: &'static str,
    /// What it is about, in a few words.
    topic: &'static str,
    /// What it asks.
    question: &'static str,
    /// Whether it is answered.
    status: CertStatus,
    /// What the program says to it, in short. Empty where it says nothing.
    says: String,
    /// The fields that answer it.
    answered_by: Vec<FieldUse>,
    /// What is missing, and where it belongs.
    missing: Vec<Gap>,
    /// What no program can say in this format, if that is part of the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'static str>,
}

/// Whether an item of the checklist is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum CertStatus {
    /// Everything that it asks for is there.
    Answered,
    /// Something that it asks for is there, something is missing.
    Partly,
    /// Nothing that it asks for is there.
    Missing,
    /// It asks for what came of the program: that is known only after use, and never stands in a program.
    AfterUse,
}

/// A field of the format that answers an item, with each place where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FieldUse {
    /// The kind of document that holds it.
    kind: Kind,
    /// The field, as a JSON Pointer with `*` for every item of a list: `/phases/*/move_on_when`.
    field: String,
    /// Where it stands.
    places: Vec<Place>,
}

/// Something that an item asks for and that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Gap {
    /// What is missing, in a few words.
    what: &'static str,
    /// The kind of document that it belongs in.
    kind: Kind,
    /// The field that would hold it, as a JSON Pointer with `*` for every item of a list.
    field: String,
    /// Where it belongs.
    places: Vec<Place>,
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Place {
    /// The document's id.
    id: String,
    /// Its file, by its path from the library's folder.
    file: String,
    /// The value, as a JSON Pointer.
    pointer: String,
}

/// How hard the texts of a program are to read.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProgramReading {
    /// The grade above which this library calls a document hard to read.
    limit: u32,
    /// The program's own texts.
    program: Reading,
    /// Everything that a patient reads in it: the program, its exercises, conditions, advice and red flags.
    everything: Reading,
}

/// How hard some text is to read. Headings are left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reading {
    /// Its words.
    words: u32,
    /// Its sentences.
    sentences: u32,
    /// The words of its longest sentence.
    longest_sentence: u32,
    /// The Flesch-Kincaid grade, the years of school that it asks for. None for a text of fewer than 100 words, and
    /// none in other languages than English.
    #[serde(skip_serializing_if = "Option::is_none")]
    flesch_kincaid_grade: Option<f64>,
    /// The SMOG grade, which goes by words of three syllables or more and lies about two higher. None for a text of
    /// fewer than thirty sentences besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    smog_grade: Option<f64>,
    /// Whether the grade is above the library's limit.
    above_limit: bool,
}

/// What a phase comes to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PhaseCoverage {
    /// Its number, from 1.
    number: u32,
    /// Its title.
    title: String,
    /// How many weeks it usually takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    weeks: Option<Span>,
    /// Its sessions.
    sessions: Vec<SessionCoverage>,
    /// The fullest day: every session that may fall on it. A session with named days counts on those alone. None where
    /// a session does not say how often it is done, or a dose is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    fullest_day: Option<Amount>,
    /// A week. None where a session does not say how often it is done, or a dose is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    week: Option<Amount>,
}

/// What a session comes to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SessionCoverage {
    /// Its title.
    title: String,
    /// Its exercises, by their ids, in the order of doing.
    exercises: Vec<String>,
    /// How many times it is done on each of its days.
    #[serde(skip_serializing_if = "Option::is_none")]
    times_a_day: Option<Span>,
    /// On how many days a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_a_week: Option<Span>,
    /// The session done once. None where a dose is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    each_time: Option<Amount>,
    /// A day on which it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<Amount>,
    /// A week.
    #[serde(skip_serializing_if = "Option::is_none")]
    week: Option<Amount>,
}

/// How much something comes to, at the least and at the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Amount {
    /// Minutes, rounded up.
    minutes: Span,
    /// The part of them that is walking or other aerobic exercise.
    minutes_on_feet: Span,
    /// Repetitions and holds, both sides counted. Exercises by the clock have none.
    repetitions: Span,
}

/// The least and the most of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Span {
    /// The least.
    min: u32,
    /// The most.
    max: u32,
}

/// An exercise of a program.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ExerciseCoverage {
    /// Its id.
    id: String,
    /// Its name in plain words.
    title: String,
    /// Its file, by its path from the library's folder.
    file: String,
    /// What kind of exercise it is.
    category: Category,
    /// Whether it is only done instead of another.
    only_instead: bool,
    /// The phases that hold it, by their numbers; none if it is only done instead of another.
    phases: Vec<u32>,
    /// The movements that it holds.
    movements: Vec<Movement>,
    /// The muscles that work or are stretched.
    muscles: Vec<Muscle>,
    /// Whether it has a picture.
    has_picture: bool,
    /// How hard its texts are to read.
    reading: Reading,
}

/// The exercises that hold a movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MovementUse {
    /// The movement.
    movement: Movement,
    /// The exercises, by their ids, in the order of `exercises`.
    exercises: Vec<String>,
    /// The conditions of the program that favour it, by their ids.
    favoured_by: Vec<String>,
    /// The conditions of the program that caution against it, or against a plainer form of it, by their ids.
    cautioned_by: Vec<String>,
}

/// The exercises that work or stretch a muscle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MuscleUse {
    /// The muscle or group of muscles.
    muscle: Muscle,
    /// The exercises, by their ids, in the order of `exercises`.
    exercises: Vec<String>,
}

/// How far reviews have come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReviewCoverage {
    /// How many documents are overdue.
    overdue: usize,
    /// How many documents nobody has reviewed yet.
    unreviewed: usize,
    /// How many documents do not say when they are due.
    without_due_date: usize,
    /// The earliest day on which a document is due that is not overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_due_on: Option<Date>,
    /// The program, then its conditions, exercises, advice and red flags.
    documents: Vec<DocumentReview>,
}

/// How far the review of a document has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DocumentReview {
    /// What the document is.
    kind: Kind,
    /// Its id.
    id: String,
    /// Its file, by its path from the library's folder.
    file: String,
    /// How far it has come. None if the document says nothing of a review.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    /// Who has reviewed it: the role, or the name with the role.
    reviewed_by: Vec<String>,
    /// The day of the last review.
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed_on: Option<Date>,
    /// The day by which it must be looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_on: Option<Date>,
    /// The days that are left until then; below 0 when it is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_left: Option<i32>,
    /// Whether that day has passed.
    overdue: bool,
}

/// A source, and what rests on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SourceUse {
    /// Its id.
    id: String,
    /// The citation as it is printed.
    citation: String,
    /// What kind of source it is.
    source_type: SourceType,
    /// When it was published, as exactly as is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<PartialDate>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// Its digital object identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    doi: Option<String>,
    /// The documents that name it.
    cited_by: Vec<DocumentName>,
}

/// A document by its kind and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DocumentName {
    /// What the document is.
    kind: Kind,
    /// Its id.
    id: String,
}

/// A rule that is set aside at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WaiverUse {
    /// The kind of document that sets it aside.
    kind: Kind,
    /// The document's id.
    id: String,
    /// The rule.
    rule: String,
    /// The place in the document, as a JSON Pointer.
    at: String,
    /// Why.
    reason: String,
    /// Who decided it: the role, or the name with the role.
    by: String,
    /// The last day on which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Whether that day has passed.
    expired: bool,
}

/// What the programs of a library tell and leave open; all of them if none is named. Same library and date, same
/// figures. A reference that leads nowhere is passed over: `regimen check` names it.
pub(crate) fn coverage(library: &Library, today: Date, wanted: &BTreeSet<ProgramId>) -> Coverage {
    let programs = library.programs.iter().filter(|(id, _)| wanted.is_empty() || wanted.contains(*id));
    Coverage {
        format: "regimen-coverage",
        version: 1,
        date: today,
        library: library.settings.title.to_string(),
        language: library.settings.language.to_string(),
        checklist: Checklist {
            name: "Consensus on Exercise Reporting Template (CERT)",
            citation: "Slade SC, Dionne CE, Underwood M, Buchbinder R. Br J Sports Med 2016;50:1428–1437",
            doi: "10.1136/bjsports-2016-096651",
        },
        programs: programs.map(|(_, program)| parts::program(library, program, today)).collect(),
    }
}

/// The CERT table of a program, as the clinicians' handout prints it.
pub(crate) fn checklist(library: &Library, program: &Entry<Program>, today: Date) -> Vec<ChecklistRow> {
    let row = |item: CertItem| ChecklistRow {
        item: item.item.to_owned(),
        topic: item.topic.to_owned(),
        says: item.says,
        lacks: item.missing.iter().map(|gap| gap.what).collect::<Vec<_>>().join("; "),
    };
    parts::program(library, program, today).cert.items.into_iter().map(row).collect()
}

/// The figures as JSON.
pub(crate) fn json(coverage: &Coverage) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(coverage)? + "\n")
}

/// The JSON Schema of the figures.
pub(crate) fn json_schema() -> Value {
    let mut schema = schema_of::<Coverage>().to_value();
    schema["$id"] = "urn:regimen:v1:coverage".into();
    schema["title"] = "Coverage".into();
    schema
}
