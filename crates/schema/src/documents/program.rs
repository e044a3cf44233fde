//! A program: phases of sessions of exercises, with everything that makes it safe to do at home.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::red_flag::Concern;
use super::review::{Code, Person, Review, Waiver};
use crate::dose::{Dose, Frequency};
use crate::id::{AdviceId, ConditionId, ExerciseId, ProgramId, RedFlagId, SourceId};
use crate::list::NonEmpty;
use crate::number::{Range, Whole};
use crate::strict::given;
use crate::text::Text;

/// A program of exercises for one or more conditions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// The schema of this kind of document. It gives hints in the editor.
    #[serde(
        rename = "$schema",
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<Text>,
    /// The program's id: the name of its file without `.json`.
    pub id: ProgramId,
    /// The name of the program in plain words.
    #[schemars(extend("examples" = ["Daily home stretches"]))]
    pub title: Text,
    /// What the program is for, in one or two sentences to the patient.
    pub purpose: Text,
    /// Who it is for, in a sentence to the patient.
    #[schemars(extend("examples" = ["You have pain from your lower back down one leg."]))]
    pub for_whom: Text,
    /// The conditions it is for. Movements that they caution against may not occur in it without a waiver.
    pub conditions: NonEmpty<ConditionId>,
    /// Conditions that it is not for. Printed for the patient.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_for: Vec<ConditionId>,
    /// What to take care of in this program, each in a sentence to the patient.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<Text>,
    /// What the patient wants to be able to do, each with a way to tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
    /// Where it is done.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub setting: Option<Setting>,
    /// Whether it is done alone or with others.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// How much a professional watches over it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub supervision: Option<Supervision>,
    /// Why a professional must be seen first, in one or two sentences to the patient.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["Ask a physiotherapist or doctor to find the cause of your pain before you start."]))]
    pub see_professional: Option<Text>,
    /// What a professional must rule out before the program is handed out. Not printed for patients.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub screening: Vec<Screening>,
    /// When to start, in a sentence to the patient.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub start_when: Option<Text>,
    /// How much discomfort is acceptable and how soon it must settle.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub pain_rule: Option<PainRule>,
    /// When to stop, and whom to tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stop_rules: Vec<StopRule>,
    /// Red flags that the patient must know. Printed in every layout.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub red_flags: Vec<RedFlagId>,
    /// The phases, in the order of doing.
    pub phases: NonEmpty<Phase>,
    /// Advice for daily life that goes with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<AdviceId>,
    /// The paper diary that is printed with it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub diary: Option<Diary>,
    /// How patient and clinician see whether it helps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcome_measures: Vec<OutcomeMeasure>,
    /// How a clinician fits it to age, severity and tolerance. Not printed for patients.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tailoring_notes: Vec<Text>,
    /// A word to clinicians. Not printed for patients.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub clinician_note: Option<Text>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Person>,
    /// The sources it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
    /// Its codes in terminologies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// How far its review has come.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// Rules that do not hold here, each with a reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
}

/// Something the patient wants to be able to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The goal, in a sentence to the patient.
    pub text: Text,
    /// How the patient can tell that it is reached.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub measure: Option<Text>,
}

/// Where a program is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// At home.
    Home,
    /// In a clinic or practice.
    Clinic,
    /// Partly in a clinic, partly at home.
    ClinicAndHome,
    /// In a gym or studio.
    Gym,
    /// Outdoors.
    Outdoors,
}

/// Whether a program is done alone or with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// The patient alone.
    Individual,
    /// In a group.
    Group,
    /// Alone or in a group.
    IndividualOrGroup,
}

/// How much a professional watches over a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Supervision {
    /// None after it is handed out.
    None,
    /// The exercises are learned from a professional first.
    TaughtFirst,
    /// Taught first, then looked at again from time to time.
    RegularReview,
    /// Every session is watched over.
    EverySession,
}

/// A danger that a professional rules out before the program is handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Screening {
    /// The danger.
    pub concern: Concern,
    /// What to ask or look for. For clinicians.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub ask: Option<Text>,
}

/// How much discomfort is acceptable, and how soon it must settle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PainRule {
    /// The most pain that is acceptable while exercising, from 0 (none) to 10 (the worst).
    pub acceptable_pain: Whole<0, 10>,
    /// The hours within which it must be back to what it was before.
    pub settles_within_hours: Whole<1, 72>,
    /// The rule in one to three short sentences to the patient.
    pub text: Text,
    /// The sources it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// When to stop, and whom to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StopRule {
    /// What the patient notices, in a sentence.
    #[schemars(extend("examples" = ["Your leg pain gets worse or moves further down."]))]
    pub when: Text,
    /// What to do then and whom to tell, in a sentence to the patient.
    #[schemars(extend("examples" = ["Stop. Tell your physiotherapist before you go on."]))]
    pub then: Text,
}

/// A stage of a program, with the signs that it is time to move on or to step back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// The phase in a few words to the patient.
    #[schemars(extend("examples" = ["First two weeks: ease the pain"]))]
    pub title: Text,
    /// How many weeks it usually takes.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub weeks: Option<Range<Whole<1, 52>>>,
    /// What is done in this phase. One session, or more where they differ in how often they are done.
    pub sessions: NonEmpty<Session>,
    /// How the patient can tell that it is time for the next phase. All of these together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub move_on_when: Vec<Text>,
    /// How the patient can tell that it is too much, and what to do then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub step_back_when: Vec<Text>,
    /// In the last phase: how to keep going.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub keep_going: Option<Text>,
}

/// What is done in one go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// The session in a few words to the patient.
    #[schemars(extend("examples" = ["Morning stretches"]))]
    pub title: Text,
    /// How often it is done.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// The exercises, in the order of doing.
    pub items: NonEmpty<Item>,
}

/// An exercise in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The exercise, by its id.
    pub exercise: ExerciseId,
    /// How much, where it differs from the exercise's own dose.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub dose: Option<Dose>,
    /// Why this exercise is here, in a sentence to the patient.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// What to mind here, in a sentence to the patient.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Exercises that may be done instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<ExerciseId>,
}

/// The paper diary of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diary {
    /// For how many weeks it is printed.
    pub weeks: Whole<1, 12>,
    /// What is written down each day.
    pub records: NonEmpty<DiaryRecord>,
}

/// What is written down in a diary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DiaryRecord {
    /// A tick for each session that was done.
    Done,
    /// Leg pain, from 0 to 10.
    LegPain,
    /// Back pain, from 0 to 10.
    BackPain,
    /// How hard it felt, from 0 to 10.
    Effort,
    /// Minutes walked.
    WalkingMinutes,
    /// A few words.
    Note,
}

/// How patient and clinician see whether a program helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeMeasure {
    /// What is measured, in a few words to the patient.
    #[schemars(extend("examples" = ["Leg pain"]))]
    pub title: Text,
    /// How it is measured.
    pub scale: Scale,
    /// What the patient does to measure it, in one or two sentences.
    pub how: Text,
}

/// How something is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// A number from 0 (none) to 10 (the worst).
    #[serde(rename = "pain-0-to-10")]
    Pain0To10,
    /// An activity of the patient's own choice, from 0 (cannot do it) to 10 (as before).
    #[serde(rename = "activity-0-to-10")]
    Activity0To10,
    /// Minutes.
    Minutes,
    /// A count.
    Count,
}
