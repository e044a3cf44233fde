//! The shape of the files for apps. Descriptions are written for the developers who read them.

use std::collections::BTreeMap;

use regimen_schema::documents::advice::AdviceGroup;
use regimen_schema::documents::condition::Region;
use regimen_schema::documents::exercise::{Category, Equipment, Laterality, Movement, Muscle, StartPosition};
use regimen_schema::documents::program::{Delivery, DiaryRecord, Scale, Setting, Supervision};
use regimen_schema::documents::red_flag::{Concern, Symptom, Urgency};
use regimen_schema::documents::review::{CodeSystem, Status};
use regimen_schema::documents::source::SourceType;
use regimen_schema::dose::{Pace, Resistance, TimeOfDay, Weekday};
use regimen_schema::text::{Date, PartialDate};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// Declares the types: every one is written and described, none is read.
macro_rules! types {
    ($($(#[$doc:meta])* $name:ident $(<$t:ident>)? { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
        $(#[$doc])*
        pub struct $name $(<$t>)? {
            $($(#[$field_doc])* pub $field: $type,)*
        }
    )*};
}

types! {
/// Where an app begins: what there is, with the path of each from this file.
AppIndex {
    /// What this file is.
    #[schemars(extend("const" = "regimen-app-index"))]
    format: &'static str,
    /// The version of this format. A reader should refuse one that it does not know.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The name and version of the program that wrote the file.
    generator: String,
    /// The day it was written.
    date: Date,
    /// The library as a whole.
    library: AppLibrary,
    /// The programs, in the order of their ids.
    programs: Vec<AppProgramEntry>,
    /// The exercises, in the order of their ids.
    exercises: Vec<AppExerciseEntry>,
    /// The path of the documents as their authors wrote them.
    documents: String,
}

/// A program in the index.
AppProgramEntry {
    /// The id.
    id: String,
    /// The path of its file from the index.
    path: String,
    /// The name in plain words.
    title: String,
    /// What it is for.
    purpose: String,
    /// Who it is for, in a sentence to the patient.
    for_whom: String,
    /// The conditions it is for.
    conditions: Vec<AppRef>,
    /// How far its review has come. Only `published` is signed off by a clinician: mark everything else.
    status: AppCoded<Status>,
    /// How many phases it has.
    phases: u32,
    /// SHA-256 of the content, in hex: fetch the file again only when it changes.
    content_hash: String,
}

/// An exercise in the index.
AppExerciseEntry {
    /// The id.
    id: String,
    /// The path of its file from the index.
    path: String,
    /// The name in plain words.
    title: String,
    /// What kind it is.
    category: Category,
    /// The position in which it starts.
    start_position: AppCoded<StartPosition>,
}

/// A program with everything that it needs: nothing in it has to be looked up in another file or computed. Absent keys
/// are absent, never null; lists are always there. Ids stay the same from version to version of the content.
AppProgramFile {
    /// What this file is.
    #[schemars(extend("const" = "regimen-app-program"))]
    format: &'static str,
    /// The version of this format. A reader should refuse one that it does not know.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The name and version of the program that wrote the file.
    generator: String,
    /// The day it was written.
    date: Date,
    /// The library as a whole.
    library: AppLibrary,
    /// The program.
    program: AppProgram,
}

/// An exercise by itself. Whoever shows it outside a program shows `stop_rules` and `emergency` with it.
AppExerciseFile {
    /// What this file is.
    #[schemars(extend("const" = "regimen-app-exercise"))]
    format: &'static str,
    /// The version of this format. A reader should refuse one that it does not know.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The name and version of the program that wrote the file.
    generator: String,
    /// The day it was written.
    date: Date,
    /// The exercise.
    exercise: AppExercise,
    /// The programs that hold it.
    programs: Vec<AppRef>,
    /// When to stop, whatever the exercise.
    stop_rules: Vec<AppStopRule>,
    /// What to do in an emergency, with the number to ring.
    emergency: String,
    /// The sources that are named by their ids.
    sources: Vec<AppSource>,
    /// Rules that were set aside in it, each with a reason. Show these to clinicians.
    waivers: Vec<AppWaiver>,
}

/// The documents as their authors wrote them: each fits the schema of its kind in `schemas/v1`. `regimen import json`
/// brings them into another library.
AppDocuments {
    /// What this file is.
    #[schemars(extend("const" = "regimen-app-documents"))]
    format: &'static str,
    /// The version of this format. A reader should refuse one that it does not know.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The name and version of the program that wrote the file.
    generator: String,
    /// The day it was written.
    date: Date,
    /// Documents by their path from the library's root.
    documents: BTreeMap<String, Value>,
}

/// The library as a whole.
AppLibrary {
    /// Its name.
    title: String,
    /// The language of all texts, as a code.
    language: String,
    /// The number to ring in an emergency. Show it beside red flags.
    emergency_number: String,
    /// Who hands it out.
    publisher: AppPublisher,
    /// The address below which it is published, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    base_address: Option<String>,
    /// The packs that the programs come from.
    packs: Vec<AppPack>,
}

/// Who hands out the library.
AppPublisher {
    /// The name.
    name: String,
    /// How to reach it.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

/// A pack: content that is versioned and licensed as one.
AppPack {
    /// The id.
    id: String,
    /// The version of the content.
    content_version: String,
    /// The name.
    title: String,
    /// What it holds and whom it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    /// The licence of the content, as an SPDX expression.
    licence: String,
    /// Who wrote it.
    authors: Vec<AppPerson>,
}

/// A program. Show `stop_rules`, `pain_rule` and `red_flags` wherever you show its exercises.
AppProgram {
    /// The id.
    id: String,
    /// The id of its pack.
    pack: String,
    /// The name in plain words.
    title: String,
    /// What it is for.
    purpose: String,
    /// Who it is for, in a sentence to the patient.
    for_whom: String,
    /// The conditions it is for.
    conditions: Vec<AppCondition>,
    /// The conditions it is not for.
    not_for: Vec<AppCondition>,
    /// What to take care of.
    cautions: Vec<String>,
    /// What the patient wants to reach.
    goals: Vec<AppGoal>,
    /// Where it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    setting: Option<Setting>,
    /// Whether it is done alone or with others.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<Delivery>,
    /// How much a professional watches over it.
    #[serde(skip_serializing_if = "Option::is_none")]
    supervision: Option<Supervision>,
    /// Why a professional must be seen first.
    #[serde(skip_serializing_if = "Option::is_none")]
    see_professional: Option<String>,
    /// What a professional rules out first. For clinicians: do not show it to patients.
    screening: Vec<AppScreening>,
    /// When to start.
    #[serde(skip_serializing_if = "Option::is_none")]
    start_when: Option<String>,
    /// How much discomfort is acceptable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pain_rule: Option<AppPainRule>,
    /// When to stop, and whom to tell.
    stop_rules: Vec<AppStopRule>,
    /// The warning signs, the most urgent first.
    red_flags: Vec<AppRedFlag>,
    /// The phases, in the order of doing.
    phases: Vec<AppPhase>,
    /// Every exercise in it, each once: those of its sessions and those that may be done instead.
    exercises: Vec<AppExercise>,
    /// Advice for daily life.
    advice: Vec<AppAdvice>,
    /// What the patient writes down.
    #[serde(skip_serializing_if = "Option::is_none")]
    diary: Option<AppDiary>,
    /// How to see whether it helps.
    outcome_measures: Vec<AppOutcomeMeasure>,
    /// Everything that its exercises need.
    equipment: Vec<AppCoded<Equipment>>,
    /// How a clinician fits it to a patient. For clinicians.
    tailoring_notes: Vec<String>,
    /// A word to clinicians.
    #[serde(skip_serializing_if = "Option::is_none")]
    clinician_note: Option<String>,
    /// Who wrote it.
    authors: Vec<AppPerson>,
    /// All sources that are named by their ids in this file.
    sources: Vec<AppSource>,
    /// The ids of those that the program as a whole rests on.
    source_ids: Vec<String>,
    /// Its codes in terminologies.
    codes: Vec<AppCode>,
    /// How far its review has come.
    review: AppReview,
    /// Rules that were set aside in it or in what it holds, each with a reason. Show these to clinicians.
    waivers: Vec<AppWaiver>,
    /// SHA-256 of the content, in hex. Changes whenever any text or figure of the program changes; the printed
    /// handout shows its first twelve letters.
    content_hash: String,
}

/// A value of a fixed list, with its name in the language of the library.
#[schemars(rename = "AppCoded{T}")]
AppCoded<T> {
    /// The value.
    code: T,
    /// Its name for patients.
    label: String,
}

/// The least and the most; equal where there is one figure.
Span {
    /// The least.
    min: u32,
    /// The most.
    max: u32,
}

/// The least and the most; equal where there is one figure.
DecimalSpan {
    /// The least.
    min: f64,
    /// The most.
    max: f64,
}

/// A condition.
AppCondition {
    /// The id.
    id: String,
    /// The name that clinicians use.
    title: String,
    /// The name that patients understand.
    plain_name: String,
    /// The part of the body.
    region: Region,
    /// What it is, a paragraph each.
    summary: Vec<String>,
    /// What tends to help.
    #[serde(skip_serializing_if = "Option::is_none")]
    what_helps: Option<String>,
    /// What to take care with.
    #[serde(skip_serializing_if = "Option::is_none")]
    what_needs_care: Option<String>,
    /// Movements that are favoured.
    favoured_movements: Vec<Movement>,
    /// Movements that are cautioned against.
    cautioned_movements: Vec<Movement>,
    /// Its codes in terminologies.
    codes: Vec<AppCode>,
    /// The ids of the sources it rests on.
    sources: Vec<String>,
}

/// Something to reach.
AppGoal {
    /// The goal.
    text: String,
    /// How the patient can tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<String>,
}

/// A danger that a professional rules out.
AppScreening {
    /// The danger.
    concern: Concern,
    /// What to ask or look for.
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<String>,
}

/// How much discomfort is acceptable, and how soon it must settle.
AppPainRule {
    /// The most pain while exercising, from 0 to 10.
    acceptable_pain: u32,
    /// The hours within which it must be back to what it was.
    settles_within_hours: u32,
    /// The rule in words.
    text: String,
    /// The ids of the sources it rests on.
    sources: Vec<String>,
}

/// When to stop, and what to do.
AppStopRule {
    /// What the patient notices.
    when: String,
    /// What to do then.
    then: String,
}

/// Signs of a danger.
AppRedFlag {
    /// The id.
    id: String,
    /// The danger in plain words.
    title: String,
    /// The danger.
    concern: Concern,
    /// The signs.
    signs: Vec<AppSign>,
    /// How soon help is needed.
    urgency: AppCoded<Urgency>,
    /// What to do now.
    what_to_do: String,
    /// The ids of the sources it rests on.
    sources: Vec<String>,
}

/// A sign.
AppSign {
    /// As the patient notices it.
    text: String,
    /// What it shows.
    shows: Vec<Symptom>,
}

/// A phase.
AppPhase {
    /// Its number, from 1.
    number: u32,
    /// Its name.
    title: String,
    /// How many weeks it usually takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    weeks: Option<Span>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    weeks_phrase: Option<String>,
    /// What is done in it.
    sessions: Vec<AppSession>,
    /// All sessions of a week together; absent if a session does not say how often.
    #[serde(skip_serializing_if = "Option::is_none")]
    a_week: Option<AppVolume>,
    /// When to go on to the next phase: all of these together.
    move_on_when: Vec<String>,
    /// When to step back, and what to do then.
    step_back_when: Vec<String>,
    /// In the last phase: how to keep going.
    #[serde(skip_serializing_if = "Option::is_none")]
    keep_going: Option<String>,
}

/// What is done in one go.
AppSession {
    /// Its name.
    title: String,
    /// How often.
    #[serde(skip_serializing_if = "Option::is_none")]
    frequency: Option<AppFrequency>,
    /// Its exercises, in the order of doing.
    items: Vec<AppItem>,
    /// Done once.
    each_time: AppVolume,
    /// On each of its days; absent if it does not say how often.
    #[serde(skip_serializing_if = "Option::is_none")]
    a_day: Option<AppVolume>,
    /// In a week; absent if it does not say how often.
    #[serde(skip_serializing_if = "Option::is_none")]
    a_week: Option<AppVolume>,
}

/// How much something comes to. Computed from dose, sides and frequency.
AppVolume {
    /// Seconds.
    seconds: Span,
    /// Minutes, each rounded up.
    minutes: Span,
    /// The part of the seconds that is walking or other time on the feet.
    on_feet_seconds: Span,
    /// Repetitions and holds, both sides counted; zero where all goes by the clock.
    repetitions: Span,
    /// The minutes in words.
    phrase: String,
}

/// How often.
AppFrequency {
    /// How many times on each day.
    #[serde(skip_serializing_if = "Option::is_none")]
    times_a_day: Option<Span>,
    /// On how many days of a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_a_week: Option<Span>,
    /// On which days, where it matters.
    days: Vec<Weekday>,
    /// At which times of the day, where it matters.
    time_of_day: Vec<TimeOfDay>,
    /// How many times a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    times_a_week: Option<Span>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    phrase: Option<String>,
    /// Where the figures come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<AppBasis>,
}

/// An exercise in a session.
AppItem {
    /// The exercise: it is described in the program's `exercises`.
    exercise: AppRef,
    /// How much here. This, not the exercise's own dose, is what the patient does.
    #[serde(skip_serializing_if = "Option::is_none")]
    dose: Option<AppDose>,
    /// Done once with this dose.
    each_time: AppVolume,
    /// Why it is here.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// What to mind here.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Exercises that may be done instead, each with its own dose.
    alternatives: Vec<AppRef>,
}

/// An exercise.
AppExercise {
    /// The id.
    id: String,
    /// The name in plain words.
    title: String,
    /// Other names.
    aliases: Vec<String>,
    /// What kind it is.
    category: Category,
    /// The position in which it starts.
    start_position: AppCoded<StartPosition>,
    /// Whether it is done on each side.
    laterality: Laterality,
    /// The movements it holds.
    movements: Vec<Movement>,
    /// What it is good for.
    purpose: String,
    /// What to do, in order.
    steps: Vec<String>,
    /// What the patient should feel.
    #[serde(skip_serializing_if = "Option::is_none")]
    feel: Option<String>,
    /// How to breathe.
    #[serde(skip_serializing_if = "Option::is_none")]
    breathing: Option<String>,
    /// Its own dose, where a program says nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    dose: Option<AppDose>,
    /// How often, where it is done alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    frequency: Option<AppFrequency>,
    /// Ways to make it easier.
    easier: Vec<AppVariation>,
    /// Ways to make it harder.
    harder: Vec<AppVariation>,
    /// What to take care of.
    cautions: Vec<String>,
    /// Ids and names of conditions with which it must not be done.
    avoid_if: Vec<AppRef>,
    /// The muscles that work or are stretched.
    target_muscles: Vec<Muscle>,
    /// What is needed; empty if nothing is.
    equipment: Vec<AppCoded<Equipment>>,
    /// Drawings of how it is done, as SVG: first that of the exercise, then those of its options.
    figures: Vec<AppPicture>,
    /// Photographs and drawings that exist as files.
    pictures: Vec<AppPicture>,
    /// A word to clinicians.
    #[serde(skip_serializing_if = "Option::is_none")]
    clinician_note: Option<String>,
    /// The ids of the sources it rests on.
    sources: Vec<String>,
    /// Its codes in terminologies.
    codes: Vec<AppCode>,
    /// How far its review has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<AppReview>,
}

/// How much, each time. `kind` tells which figures are there: `repetitions` has `sets` and `repetitions`, `hold` has `sets`
/// and `hold_seconds`, `time` has `minutes`. Figures of an exercise with `sides` 2 are for each side.
AppDose {
    /// `repetitions`, `hold` or `time`.
    #[schemars(extend("enum" = ["repetitions", "hold", "time"]))]
    kind: &'static str,
    /// How much, in a few short sentences to the patient.
    phrase: String,
    /// How slowly, against what, how hard: a sentence each.
    details: Vec<String>,
    /// How many times all of it is done: 2 if it is done on each side, otherwise 1.
    sides: u32,
    /// Sets, or how many times a position is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    sets: Option<Span>,
    /// Repetitions in each set.
    #[serde(skip_serializing_if = "Option::is_none")]
    repetitions: Option<Span>,
    /// Seconds of each hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    hold_seconds: Option<Span>,
    /// Seconds of rest between two sets or holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    rest_seconds: Option<Span>,
    /// How slowly a repetition is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    tempo: Option<AppTempo>,
    /// The weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    load_kilograms: Option<DecimalSpan>,
    /// How strong the band is.
    #[serde(skip_serializing_if = "Option::is_none")]
    band: Option<Resistance>,
    /// Minutes by the clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<Span>,
    /// How fast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pace: Option<Pace>,
    /// Kilometres to aim at.
    #[serde(skip_serializing_if = "Option::is_none")]
    distance_km: Option<DecimalSpan>,
    /// How hard it should feel, from 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    effort: Option<Span>,
    /// Where the figures come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<AppBasis>,
}

/// How slowly one repetition is done.
AppTempo {
    /// Seconds on the way out.
    out_seconds: u32,
    /// Seconds at the end position.
    pause_seconds: u32,
    /// Seconds on the way back.
    back_seconds: u32,
}

/// Where a figure comes from.
AppBasis {
    /// The ids of the sources that give it.
    sources: Vec<String>,
    /// What is the editors' own, and why. For clinicians.
    #[serde(skip_serializing_if = "Option::is_none")]
    editorial: Option<String>,
}

/// An easier or harder way.
AppVariation {
    /// What is done differently.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The exercise to do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    exercise: Option<AppRef>,
}

/// Something else in the library.
AppRef {
    /// The id.
    id: String,
    /// The name for patients.
    title: String,
}

/// A picture.
AppPicture {
    /// The path of its file from the index.
    path: String,
    /// Its media type.
    media_type: &'static str,
    /// What it shows, for those who cannot see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<String>,
    /// The licence under which it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<String>,
}

/// Advice for daily life.
AppAdvice {
    /// The id.
    id: String,
    /// In a few words.
    title: String,
    /// What to do and why.
    text: String,
    /// What it is about.
    group: AppCoded<AdviceGroup>,
    /// A picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<AppPicture>,
    /// The ids of the sources it rests on.
    sources: Vec<String>,
}

/// A diary.
AppDiary {
    /// For how many weeks.
    weeks: u32,
    /// What is written down each day.
    records: Vec<AppCoded<DiaryRecord>>,
}

/// A way to see whether it helps.
AppOutcomeMeasure {
    /// What is measured.
    title: String,
    /// The scale.
    scale: AppCoded<Scale>,
    /// What the patient does.
    how: String,
}

/// Somebody by their role, and by name where they have agreed to be named.
AppPerson {
    /// The profession or part played.
    role: String,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

/// A source.
AppSource {
    /// The id.
    id: String,
    /// The citation.
    citation: String,
    /// What kind of source it is.
    source_type: SourceType,
    /// When it was published: a year, a month or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<PartialDate>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// Its digital object identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    doi: Option<String>,
}

/// A code from a terminology.
AppCode {
    /// The terminology.
    system: CodeSystem,
    /// The code.
    code: String,
    /// The terminology's own name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<String>,
}

/// How far a review has come. Only `published` is signed off by a clinician: mark everything else.
AppReview {
    /// How far.
    status: AppCoded<Status>,
    /// Who has reviewed it.
    reviewed_by: Vec<AppPerson>,
    /// The day of the last review.
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed_on: Option<Date>,
    /// The day by which it must be looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_on: Option<Date>,
    /// What has changed, newest first.
    changes: Vec<AppChange>,
}

/// A change of the content.
AppChange {
    /// The day.
    on: Date,
    /// What is different.
    what: String,
}

/// A rule that was set aside, with the reason.
AppWaiver {
    /// The kind of document it stands in: `program`, `exercise`, `condition`, `red_flag` or `advice`.
    kind: &'static str,
    /// The id of that document.
    id: String,
    /// The rule.
    rule: String,
    /// The place in that document, as a JSON Pointer.
    at: String,
    /// Why the rule does not hold there.
    reason: String,
    /// Who decided this.
    by: AppPerson,
    /// The last day on which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
}
}
