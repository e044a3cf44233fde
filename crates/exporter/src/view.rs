//! The handout with every word and number final: what the HTML page and the PDF are both made from. Nothing here
//! knows about a page's markup or layout.

use std::borrow::Cow;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use regimen_figure::{Drawing, frame_svgs};
use regimen_schema::documents::Exercise;
use regimen_schema::documents::figure::Person;
use regimen_schema::documents::program::Program;
use regimen_schema::library::Entry;
use regimen_schema::text::Date;
use regimen_schema::{Finding, Level, Location, Pointer};
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::ExportCx;
use crate::layout::Layout;
use crate::lookup::Lookup;
use crate::sheet_source::SheetSource;
use crate::wording::{self, DoseWords, Labels};

mod build;
mod clinical;
mod exercises;
mod parts;
mod tailor;
mod web;

pub(crate) use build::{status, stop_rules};

/// One program as one patient reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Handout {
    /// The language, as its code.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Headings and labels in that language.
    pub words: Words,
    /// The program's id.
    pub id: String,
    /// The name of the program.
    pub title: String,
    /// The mark of a sheet that is not released.
    pub mark: Option<Mark>,
    /// What makes it the sheet of one patient.
    pub for_you: Option<ForYou>,
    /// What it is for, and for whom.
    pub about: About,
    /// How often and how long, in one look.
    pub glance: Glance,
    /// What must not wait, in short.
    pub emergency: Emergency,
    /// How to exercise safely.
    pub safety: Safety,
    /// The phases with their exercises.
    pub phases: Vec<Phase>,
    /// Exercises that may be done in place of others, and are part of no session.
    pub more_exercises: Vec<Item>,
    /// Advice for daily life, by group.
    pub advice: Vec<AdviceGroup>,
    /// What the patient wants to reach.
    pub goals: Vec<Goal>,
    /// How to see whether it helps.
    pub measures: Vec<Measure>,
    /// The paper diary.
    pub diary: Option<Diary>,
    /// The diary as a sheet of its own, which there is whether or not the program asks for one.
    pub diary_sheet: Diary,
    /// What clinicians ask.
    pub clinical: Clinical,
    /// Every warning sign, the most urgent first.
    pub red_flags: Vec<RedFlag>,
    /// A card for each exercise, in the layout that has them.
    pub cards: Vec<Card>,
    /// Who stands behind the sheet.
    pub foot: Foot,
    /// The program with every document that it leads to, as canonical JSON: the sheet's own source.
    #[serde(skip)]
    pub resolved: String,
}

/// An exercise on a card of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Its number on the sheet.
    pub number: u32,
    /// `Exercise 3`.
    pub label: String,
    /// Its name.
    pub title: String,
    /// How much, in each phase that differs from the one before.
    pub doses: Vec<CardDose>,
    /// Which side hurts.
    pub side: Option<&'static str>,
    /// What it looks like and how it is done.
    pub description: Box<Description>,
}

/// How much of an exercise, and in which phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardDose {
    /// The phase, where there are several.
    pub place: Option<String>,
    /// How much.
    pub dose: DoseWords,
}

/// The labels, compared by their language's one table.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(transparent)]
pub struct Words(pub &'static Labels);

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// A big mark: the sheet is not released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The mark itself.
    pub title: &'static str,
    /// What it means.
    pub text: &'static str,
}

/// What makes a sheet the sheet of one patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForYou {
    /// Whether there is anything to say beside the changes.
    pub has_facts: bool,
    /// How the clinic knows the sheet again.
    pub label: Option<String>,
    /// The side that hurts: `left`.
    pub side: Option<&'static str>,
    /// The day on which to start.
    pub start: Option<String>,
    /// How to take the days of the phases, where there are any.
    pub days: Option<&'static str>,
    /// Who tailored it.
    pub clinician: Option<String>,
    /// What differs from the program.
    pub changes: Vec<Change>,
}

/// A difference from the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What is different, in a sentence.
    pub what: String,
    /// Why.
    pub reason: String,
}

/// What a program is for, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// What it is for.
    pub purpose: String,
    /// Who it is for.
    pub for_whom: String,
    /// The conditions it is for, by their plain names.
    pub conditions: Vec<String>,
    /// The conditions it is not for, by their plain names.
    pub not_for: Vec<String>,
    /// Why a professional must be seen first.
    pub see_professional: Option<String>,
    /// Who must show or watch the exercises.
    pub supervision: Option<&'static str>,
}

/// How often and how long, in one look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Glance {
    /// Whether there is one phase with one session: then its figures stand alone.
    pub single: bool,
    /// Each phase with its sessions.
    pub phases: Vec<GlancePhase>,
    /// Where it is done, and with whom.
    pub place: Option<String>,
    /// The equipment, without capitals in front.
    pub equipment: Vec<&'static str>,
}

/// A phase in one look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GlancePhase {
    /// Its number, from 1.
    pub number: usize,
    /// Its place among several.
    pub place: Option<String>,
    /// Its name.
    pub title: String,
    /// How many weeks it takes.
    pub weeks: Option<String>,
    /// From when to when, for a patient who has a day to start.
    pub days: Option<String>,
    /// A row for each session.
    pub rows: Vec<GlanceRow>,
}

/// A session in one look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GlanceRow {
    /// The session.
    pub session: String,
    /// How often.
    pub frequency: Option<String>,
    /// How long it takes each time; nothing is said of a session without doses.
    pub minutes: Option<String>,
}

/// What must not wait, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Emergency {
    /// What to do now, with the number.
    pub call: String,
    /// The number as it is dialled.
    pub dial: String,
    /// The signs of every emergency among the red flags.
    pub signs: Vec<String>,
}

/// How to exercise safely.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Safety {
    /// When to start.
    pub start_when: Option<String>,
    /// How much pain is acceptable.
    pub pain_rule: Option<String>,
    /// When to stop. Never empty: a program that names no rule gets the one that holds always.
    pub stop_rules: Vec<StopRule>,
    /// What to take care of.
    pub cautions: Vec<String>,
    /// What the figures of effort mean, where the sheet has any.
    pub effort_scale: Option<&'static str>,
}

/// When to stop, and what to do then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StopRule {
    /// What the patient notices.
    pub when: String,
    /// What to do.
    pub then: String,
}

/// A phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phase {
    /// Its number, from 1.
    pub number: usize,
    /// Its place among several.
    pub place: Option<String>,
    /// Its name.
    pub title: String,
    /// How many weeks it takes.
    pub weeks: Option<String>,
    /// From when to when, for a patient who has a day to start.
    pub days: Option<String>,
    /// What is done in it.
    pub sessions: Vec<Session>,
    /// When to go on to the next.
    pub move_on_when: Vec<String>,
    /// When to go back.
    pub step_back_when: Vec<String>,
    /// How to keep going after the last.
    pub keep_going: Option<String>,
}

/// What is done in one go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Session {
    /// Its name.
    pub title: String,
    /// How often.
    pub frequency: Option<String>,
    /// How long it takes each time; nothing is said of a session without doses.
    pub minutes: Option<String>,
    /// How long it takes in a day, where that is more.
    pub minutes_a_day: Option<String>,
    /// Its exercises.
    pub items: Vec<Item>,
}

/// An exercise at one place of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The exercise's id.
    pub id: String,
    /// Its number on the sheet: the same wherever it occurs.
    pub number: u32,
    /// `Exercise 3`.
    pub label: String,
    /// Its name.
    pub title: String,
    /// How much.
    pub dose: Option<DoseWords>,
    /// Which side hurts, where it is done on each side.
    pub side: Option<&'static str>,
    /// Why it differs from the program, a reason each.
    pub changed: Vec<String>,
    /// Why it is here, or what it is good for.
    pub reason: Option<String>,
    /// What to mind here.
    pub note: Option<String>,
    /// What may be done instead.
    pub alternatives: Vec<Link>,
    /// The exercise in full, where it occurs first.
    pub description: Option<Box<Description>>,
    /// Where it is described, where it occurs again.
    pub see: Option<String>,
}

/// An exercise in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Description {
    /// What it looks like.
    pub figure: Option<Figure>,
    /// The position in which it starts.
    pub start: &'static str,
    /// What it needs, in a list without a capital in front.
    pub equipment: Option<String>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Whether anything below is there.
    pub has_notes: bool,
    /// What the patient should feel.
    pub feel: Option<String>,
    /// How to breathe.
    pub breathing: Option<String>,
    /// What to take care of.
    pub cautions: Vec<String>,
    /// Ways to make it easier.
    pub easier: Vec<Variation>,
    /// Ways to make it harder.
    pub harder: Vec<Variation>,
}

/// What an exercise looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Its drawings, in order: first that of the exercise, then those of its options.
    pub drawings: Vec<Drawn>,
    /// Its pictures that exist as files, in order.
    pub pictures: Vec<Picture>,
}

/// A drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// What sets it apart from the others.
    pub title: Option<String>,
    /// What it shows.
    pub alt: String,
    /// Who is drawn.
    pub person: Person,
    /// Its shapes.
    pub drawing: Arc<Drawing>,
}

/// With `frames` in place of its shapes: an SVG for each, for pages.
impl Serialize for Drawn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { title, alt, person, drawing } = self;
        let mut fields = serializer.serialize_struct("Drawn", 3)?;
        fields.serialize_field("title", title)?;
        fields.serialize_field("alt", alt)?;
        fields.serialize_field("frames", &frame_svgs(drawing, *person))?;
        fields.end()
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// `image/png`, `image/jpeg`, `image/webp` or `image/svg+xml`.
    pub media_type: &'static str,
    /// Its bytes; base64 where it is serialised.
    #[serde(serialize_with = "base64")]
    pub bytes: Vec<u8>,
    /// What it shows.
    pub alt: String,
}

/// An easier or harder way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variation {
    /// What is done differently.
    pub text: Option<String>,
    /// The exercise to do instead.
    pub link: Option<Link>,
}

/// Another exercise, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The exercise's id.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// Its number, if it is on this sheet.
    pub number: Option<u32>,
}

/// Advice of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdviceGroup {
    /// The group.
    pub title: &'static str,
    /// Its advice.
    pub items: Vec<Advice>,
}

/// One piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// In a few words.
    pub title: String,
    /// What to do and why.
    pub text: String,
    /// A picture.
    pub picture: Option<Picture>,
}

/// Something to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// The goal.
    pub text: String,
    /// How to tell that it is reached.
    pub measure: Option<String>,
}

/// A way to see whether it helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// What is measured.
    pub title: String,
    /// The scale.
    pub scale: &'static str,
    /// What to do.
    pub how: String,
}

/// The paper diary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diary {
    /// How to fill it in, a sentence each.
    pub how: Vec<&'static str>,
    /// Its columns.
    pub columns: Vec<DiaryColumn>,
    /// Its weeks, by name.
    pub weeks: Vec<String>,
}

/// A column of the diary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiaryColumn {
    /// Its heading.
    pub title: &'static str,
    /// How to fill it in.
    pub hint: Option<&'static str>,
    /// The boxes to tick in each cell; empty where something is written.
    pub boxes: Vec<u32>,
    /// Whether it needs room for words.
    pub wide: bool,
    /// Whether it needs room for many boxes.
    pub many: bool,
}

/// What clinicians ask of a program and patients do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clinical {
    /// The program's codes.
    pub codes: Vec<String>,
    /// The conditions by their clinical names.
    pub conditions: Vec<ClinicalCondition>,
    /// What to ask or look for before the program starts.
    pub screening: Vec<String>,
    /// A word to clinicians.
    pub note: Option<String>,
    /// How to fit it to a patient.
    pub tailoring: Vec<String>,
    /// The exercises, by their numbers on the sheet.
    pub exercises: Vec<ClinicalExercise>,
    /// The rules that were waived.
    pub waivers: Vec<ClinicalWaiver>,
    /// The reporting checklist (CERT).
    pub checklist: Vec<ChecklistRow>,
}

/// A condition with its codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClinicalCondition {
    /// Its clinical name.
    pub title: String,
    /// Its codes, with their systems and names.
    pub codes: Vec<String>,
}

/// An exercise as clinicians ask about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClinicalExercise {
    /// Its number on the sheet.
    pub number: u32,
    /// Its name.
    pub title: String,
    /// The muscles that it is for.
    pub muscles: String,
    /// The movements that it makes.
    pub movements: String,
    /// The conditions with which it is not done.
    pub avoid_if: Vec<String>,
    /// Which figures are the editors' own.
    pub editorial: String,
    /// A word to clinicians.
    pub note: Option<String>,
    /// Its codes.
    pub codes: Vec<String>,
    /// Its sources, by their numbers at the sheet's end.
    pub sources: Vec<usize>,
}

/// A rule that does not hold somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClinicalWaiver {
    /// The rule.
    pub rule: String,
    /// The title of the document.
    pub place: String,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: String,
    /// The last day on which it holds.
    pub until: Option<String>,
}

/// A row of the reporting checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChecklistRow {
    /// Its number: `7a`.
    pub item: String,
    /// What it is about.
    pub topic: String,
    /// What the program says to it.
    pub says: String,
    /// What is missing, if anything is.
    pub lacks: String,
}

/// Signs of a danger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RedFlag {
    /// The danger.
    pub title: String,
    /// How soon help is needed.
    pub urgency: String,
    /// Whether it is an emergency.
    pub emergency: bool,
    /// The signs.
    pub signs: Vec<String>,
    /// What to do.
    pub what_to_do: String,
}

/// Who stands behind the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Foot {
    /// Who hands it out.
    pub publisher: String,
    /// How to reach them.
    pub contact: Option<String>,
    /// Their address.
    pub address: Option<String>,
    /// Lines for the head of the first page.
    pub contact_lines: Vec<String>,
    /// The logo.
    pub logo: Option<Picture>,
    /// Where the sheet is on the web.
    pub web: Option<Web>,
    /// The pack's name and version.
    pub version: Option<String>,
    /// The licence of the content.
    pub licence: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who reviewed it.
    pub reviewers: Vec<String>,
    /// How far the review has come.
    pub status: &'static str,
    /// The day of the last review.
    pub reviewed_on: Option<String>,
    /// The day by which it must be looked at again.
    pub review_due: Option<String>,
    /// The sources it rests on.
    pub sources: Vec<Source>,
    /// Who made the pictures.
    pub pictures: Vec<String>,
    /// The first letters of the content's hash.
    pub checksum: String,
    /// The day it was made.
    pub date: String,
    /// What made it.
    pub generator: String,
}

/// Where a sheet is on the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Web {
    /// The page's address.
    pub address: String,
    /// How many modules its QR code has on a side.
    pub size: usize,
    /// The dark modules as the path of an SVG.
    pub path: String,
    /// The QR code: rows of modules, dark ones are true, without the quiet zone around them.
    #[serde(skip)]
    pub code: Vec<Vec<bool>>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The citation.
    pub citation: String,
    /// Where it can be read.
    pub link: Option<String>,
}

impl Handout {
    /// The handout of a program, with what was found on the way.
    pub fn new(cx: &ExportCx<'_>, program: &Entry<Program>) -> (Self, Vec<Finding>) {
        let language = &*cx.library.settings.language;
        let (wording, own) = wording::for_language(language);
        let mut lookup = Lookup::new(cx.library, &program.file);
        let handout = build::handout(cx, wording, &mut lookup, program);
        let mut findings = lookup.into_findings();
        if !own {
            findings.push(no_wording(language));
        }
        (handout, findings)
    }
}

impl Item {
    /// An exercise by itself, in no program, with what was found on the way.
    pub fn alone(cx: &ExportCx<'_>, exercise: &Entry<Exercise>) -> (Self, Vec<Finding>) {
        let (wording, _) = wording::for_language(&cx.library.settings.language);
        let mut lookup = Lookup::new(cx.library, &exercise.file);
        let item = exercises::Exercises::of_no_program(cx, wording, &mut lookup).alone(exercise);
        (item, lookup.into_findings())
    }
}

impl Handout {
    /// The handout as a layout shows it: the diary's own sheet has a diary whatever the program says.
    pub fn in_layout(&self, layout: Layout) -> Cow<'_, Self> {
        match layout {
            Layout::Cards => Cow::Owned(Self { cards: self.cards_of_items(), ..self.clone() }),
            Layout::Diary => Cow::Owned(Self { diary: Some(self.diary_sheet.clone()), ..self.clone() }),
            _ => Cow::Borrowed(self),
        }
    }

    /// What the sheet was made from, as JSON: see [`SheetSource`].
    pub fn source(&self, layout: Layout, date: Date) -> String {
        SheetSource::write(self, layout, date)
    }

    /// A card for each exercise that is described, with its doses in all phases.
    fn cards_of_items(&self) -> Vec<Card> {
        let items: Vec<(Option<&String>, &Item)> = self
            .phases
            .iter()
            .flat_map(|p| p.sessions.iter().flat_map(|s| &s.items).map(move |i| (p.place.as_ref(), i)))
            .chain(self.more_exercises.iter().map(|i| (None, i)))
            .collect();
        let card = |item: &Item, description: &Description| {
            let mut doses: Vec<CardDose> = Vec::new();
            for (place, other) in items.iter().filter(|(_, other)| other.number == item.number) {
                let Some(dose) = &other.dose else { continue };
                if doses.last().is_none_or(|before| before.dose != *dose) {
                    doses.push(CardDose { place: place.cloned(), dose: dose.clone() });
                }
            }
            if let [only] = doses.as_mut_slice() {
                only.place = None;
            }
            Card {
                number: item.number,
                label: item.label.clone(),
                title: item.title.clone(),
                doses,
                side: item.side,
                description: Box::new(description.clone()),
            }
        };
        items.iter().filter_map(|(_, item)| Some(card(item, item.description.as_ref()?))).collect()
    }
}

fn no_wording(language: &str) -> Finding {
    let at = Location::value(&"library.json".into(), Pointer::root() / "language");
    Finding::new(
        "missing-wording",
        Level::Warning,
        at,
        format!("the handout's own words do not exist in `{language}`: they are printed in English"),
    )
    .help("choose a language that the handout has words for, or add a file to the exporter's wording")
}

fn base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}
