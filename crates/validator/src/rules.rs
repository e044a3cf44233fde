//! The rules. One rule is one `.rs` with one `.md` of the same stem, listed once in [`ALL`]; rules that the reading
//! of a file itself finds have their `.md` and are declared in [`structure`] and [`links`].
//!
//! The `.md` is the documentation, the `explain` text and the test: its bad examples give exactly the findings shown,
//! its good ones none.

use std::collections::BTreeMap;
use std::sync::Arc;

use regimen_figure::{Fault, FaultKind};
use regimen_schema::documents::exercise::Category;
use regimen_schema::documents::library::{LibrarySettings, RuleLevel, Thresholds};
use regimen_schema::documents::program::{Item, Phase, Program, Session};
use regimen_schema::dose::Dose;
use regimen_schema::id::{ConditionId, ExerciseId};
use regimen_schema::patient_text::{self, Role};
use regimen_schema::pointer::Way;
use regimen_schema::tailored::Tailored;
use regimen_schema::text::Date;
use regimen_schema::{Document, Finding, Level, Location, Pointer};

use crate::facts::{ExerciseFacts, Facts};
use crate::findings::Findings;
use crate::readability::Counts;
use crate::tailored;
use crate::terms::Scan;
use crate::walk;

pub mod links;
pub mod structure;

mod asks_to_calculate;
mod avoid_if_conflict;
mod bad_check_digit;
mod changed_since_review;
mod conflicting_dose;
mod contact_not_reached;
mod discouraged_advice;
mod effort_not_stated;
mod excluded_pair;
mod floating_figure;
mod hard_to_read;
mod hold_too_long;
mod jargon;
mod joint_out_of_range;
mod limbs_overlap;
mod long_sentence;
mod long_step;
mod low_contrast;
mod markup_in_text;
mod missing_alt_text;
mod missing_author;
mod missing_basis;
mod missing_caution;
mod missing_dose;
mod missing_equipment;
mod missing_frequency;
mod missing_illustration;
mod missing_licence;
mod missing_pain_rule;
mod missing_red_flags;
mod missing_screening;
mod missing_see_professional;
mod missing_side;
mod missing_source;
mod missing_start_rule;
mod missing_stop_rule;
mod movement_conflict;
mod movement_not_named;
mod no_exit_criterion;
mod no_step_back;
mod nothing_left;
mod out_of_balance;
mod override_without_effect;
mod overruled_angle;
mod prop_does_not_fit;
mod published_unreviewed;
mod range_reversed;
mod rest_not_stated;
mod retired_code;
mod review_overdue;
mod session_too_long;
mod shouting;
mod still_draft;
mod strength_dose_unusual;
mod through_floor;
mod too_many_exercises;
mod unknown_frame;
mod unspecific_code;
mod volume_jump;
mod wrong_system;

pub(crate) use asks_to_calculate::CALCULATIONS;
pub(crate) use discouraged_advice::DISCOURAGED;
pub(crate) use jargon::JARGON;

/// Every rule, in the order of the documentation.
pub static ALL: &[&Rule] = &[
    &structure::INVALID_JSON,
    &structure::TOO_LARGE,
    &structure::UNREADABLE_FILE,
    &structure::DUPLICATE_KEY,
    &structure::WRONG_SCHEMA,
    &structure::MISSING_SCHEMA,
    &structure::UNKNOWN_KEY,
    &structure::MISSING_KEY,
    &structure::WRONG_TYPE,
    &structure::NOT_ALLOWED_VALUE,
    &structure::OUT_OF_RANGE,
    &structure::ID_DIFFERS_FROM_FILE_NAME,
    &structure::UNKNOWN_RULE,
    &structure::SAFETY_RULE_LOWERED,
    &structure::UNUSED_WAIVER,
    &structure::EXPIRED_WAIVER,
    &structure::TOO_MANY_FINDINGS,
    &links::UNKNOWN_REFERENCE,
    &links::DUPLICATE_ID,
    &links::CIRCULAR_REFERENCE,
    &links::MISSING_FILE,
    &links::UNUSED_DOCUMENT,
    &override_without_effect::RULE,
    &missing_dose::RULE,
    &missing_frequency::RULE,
    &range_reversed::RULE,
    &conflicting_dose::RULE,
    &hold_too_long::RULE,
    &strength_dose_unusual::RULE,
    &rest_not_stated::RULE,
    &effort_not_stated::RULE,
    &session_too_long::RULE,
    &too_many_exercises::RULE,
    &volume_jump::RULE,
    &missing_red_flags::RULE,
    &missing_screening::RULE,
    &missing_see_professional::RULE,
    &missing_stop_rule::RULE,
    &missing_pain_rule::RULE,
    &missing_start_rule::RULE,
    &movement_conflict::RULE,
    &avoid_if_conflict::RULE,
    &missing_caution::RULE,
    &no_exit_criterion::RULE,
    &no_step_back::RULE,
    &nothing_left::RULE,
    &missing_side::RULE,
    &discouraged_advice::RULE,
    &hard_to_read::RULE,
    &long_sentence::RULE,
    &long_step::RULE,
    &jargon::RULE,
    &asks_to_calculate::RULE,
    &shouting::RULE,
    &markup_in_text::RULE,
    &missing_source::RULE,
    &missing_basis::RULE,
    &missing_author::RULE,
    &missing_licence::RULE,
    &review_overdue::RULE,
    &still_draft::RULE,
    &published_unreviewed::RULE,
    &changed_since_review::RULE,
    &low_contrast::RULE,
    &missing_alt_text::RULE,
    &missing_equipment::RULE,
    &missing_illustration::RULE,
    &unknown_frame::RULE,
    &joint_out_of_range::RULE,
    &contact_not_reached::RULE,
    &floating_figure::RULE,
    &through_floor::RULE,
    &out_of_balance::RULE,
    &overruled_angle::RULE,
    &movement_not_named::RULE,
    &limbs_overlap::RULE,
    &prop_does_not_fit::RULE,
    &bad_check_digit::RULE,
    &wrong_system::RULE,
    &retired_code::RULE,
    &unspecific_code::RULE,
    &excluded_pair::RULE,
];

/// A rule: what it is called, how grave its findings are, its page, and how it looks at a document.
#[derive(Debug)]
pub struct Rule {
    /// Its name, kebab-case: it names the problem.
    pub id: &'static str,
    /// What it is about.
    pub group: Group,
    /// The level of its findings, where the library says nothing else.
    pub level: Level,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// How it looks at a document.
    pub check: Check,
}

impl Rule {
    /// What it flags, in one line: the first paragraph of its page.
    pub fn summary(&self) -> &'static str {
        self.page.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default()
    }
}

/// The rule of this name.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The JSON itself.
    Structure,
    /// References between documents.
    Links,
    /// How much and how often.
    Dose,
    /// What could harm a patient. Its errors cannot be lowered, only waived.
    Safety,
    /// Whether a patient understands it.
    Language,
    /// What it rests on.
    Evidence,
    /// Whether it is kept up to date.
    Upkeep,
    /// Whether everybody can use it.
    Access,
    /// Whether its pictures can be drawn, and bodies can do what they show.
    Figure,
    /// Its codes in terminologies.
    Codes,
}

impl Group {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Links => "links",
            Self::Dose => "dose",
            Self::Safety => "safety",
            Self::Language => "language",
            Self::Evidence => "evidence",
            Self::Upkeep => "upkeep",
            Self::Access => "access",
            Self::Figure => "figure",
            Self::Codes => "codes",
        }
    }
}

/// How a rule looks at a document. The document is walked once for all rules of a way.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Found while files are read and linked; nothing to call.
    Reading,
    /// Looks at any document.
    Document(LookAtDocument),
    /// Looks at a program together with what it refers to.
    Program(LookAtProgram),
    /// Looks at each text of a document.
    Text(LookAtText),
    /// Looks at each dose of a document together with the exercise that it is for.
    Dose(LookAtDose),
    /// Looks at each exercise that a program puts before a patient.
    Choice(LookAtChoice),
}

/// How a rule looks at a document.
pub type LookAtDocument = fn(&DocumentCx<'_>, &mut Sink<'_>);
/// How a rule looks at a program.
pub type LookAtProgram = fn(&ProgramCx<'_>, &mut Sink<'_>);
/// How a rule looks at a text.
pub type LookAtText = fn(&TextCx<'_>, &mut Sink<'_>);
/// How a rule looks at a dose.
pub type LookAtDose = fn(&DoseCx<'_>, &mut Sink<'_>);
/// How a rule looks at an exercise that is put before a patient.
pub type LookAtChoice = fn(&ChoiceCx<'_>, &mut Sink<'_>);

/// A document as rules see it.
#[derive(Debug, Clone, Copy)]
pub struct DocumentCx<'a> {
    /// Its file.
    pub file: &'a Arc<str>,
    /// The document.
    pub document: &'a Document,
    /// The counts of what a patient reads in it.
    pub reading: Counts,
    /// What it may refer to: for programs everything else, for prescriptions programs too.
    pub facts: &'a Facts,
    /// For an exercise: what is wrong with its figures, each with the place of the figure.
    pub figures: &'a [(usize, Fault)],
    /// For a prescription: the program that comes of it, if its program can be read.
    pub tailored: Option<&'a Tailored>,
    /// The limits that hold in its library.
    pub thresholds: &'a Thresholds,
    /// Today.
    pub today: Date,
}

/// A program as rules see it.
#[derive(Debug, Clone, Copy)]
pub struct ProgramCx<'a> {
    /// Its file.
    pub file: &'a Arc<str>,
    /// The program.
    pub program: &'a Program,
    /// What it refers to.
    pub facts: &'a Facts,
    /// The limits that hold in its library.
    pub thresholds: &'a Thresholds,
}

/// A text of a document as rules see it.
#[derive(Debug, Clone, Copy)]
pub struct TextCx<'a> {
    /// Its document.
    pub document: &'a DocumentCx<'a>,
    /// The text.
    pub text: &'a str,
    /// How a patient is meant to read it; none if it is for clinicians.
    pub role: Option<Role>,
    /// Its words and signs.
    pub(crate) scan: &'a Scan,
    /// Where it stands.
    way: &'a Way<'a>,
}

/// A dose as rules see it.
#[derive(Debug, Clone, Copy)]
pub struct DoseCx<'a> {
    /// Its document.
    pub document: &'a DocumentCx<'a>,
    /// The dose.
    pub dose: &'a Dose,
    /// What kind of exercise it is for; none if that is not known.
    pub category: Option<Category>,
    /// Where it stands.
    way: &'a Way<'a>,
}

/// An exercise that is put before a patient, as rules see it.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceCx<'a> {
    /// Its program.
    pub document: &'a DocumentCx<'a>,
    /// The exercise's id.
    pub id: &'a ExerciseId,
    /// What is known of the exercise.
    pub exercise: &'a ExerciseFacts,
    /// The conditions that the program is for.
    pub conditions: &'a [ConditionId],
    /// Where it stands.
    way: &'a Way<'a>,
}

impl TextCx<'_> {
    /// Words of the text in quotes. Those of a prescription are about a patient: they are not repeated.
    pub fn quoted(&self, words: &str) -> String {
        match self.document.document {
            Document::Prescription(_) => "\"…\"".to_owned(),
            _ => format!("\"{words}\""),
        }
    }

    /// Where the text stands.
    pub fn at(&self) -> Location {
        self.document.value(self.way.pointer())
    }
}

impl DoseCx<'_> {
    /// A value of the dose.
    pub fn value(&self, key: &str) -> Location {
        self.document.value(self.way.pointer() / key)
    }

    /// The head of the dose, for what is missing in it.
    pub fn head(&self) -> Location {
        Location::head(self.document.file, self.way.pointer())
    }
}

impl ChoiceCx<'_> {
    /// Where the exercise is named.
    pub fn at(&self) -> Location {
        self.document.value(self.way.pointer())
    }
}

impl DocumentCx<'_> {
    /// Reports those faults of figures that a rule is about: it gives the message and what to do.
    fn figure_faults(
        &self,
        sink: &mut Sink<'_>,
        mut about: impl FnMut(&FaultKind) -> Option<(String, &'static str)>,
    ) {
        let Document::Exercise(exercise) = self.document else { return };
        for (index, fault) in self.figures {
            let Some((message, help)) = about(&fault.kind) else { continue };
            let figure = Pointer::root() / "figures" / *index;
            let at = fault.at.split('/').skip(1).fold(figure, |at, step| at / step);
            // A frame that shows what an earlier one says is named: nothing at the place tells of it.
            let written_in = fault.at.split('/').nth(2).and_then(|i| i.parse::<usize>().ok());
            let written_in = written_in.and_then(|i| exercise.figures[*index].frames.get(i));
            let is_here = written_in.is_none_or(|frame| fault.frame.is_empty() || *frame.id == *fault.frame);
            let frame = if is_here { String::new() } else { format!("in frame \"{}\", ", fault.frame) };
            let sides = if fault.both_sides { "on both sides " } else { "" };
            sink.report(self.value(at), format!("{frame}{sides}{message}"), help);
        }
    }

    /// A value of the document.
    pub fn value(&self, pointer: Pointer) -> Location {
        Location::value(self.file, pointer)
    }

    /// The head of the document, for what is missing in it.
    pub fn head(&self) -> Location {
        Location::head(self.file, Pointer::root())
    }
}

impl<'a> ProgramCx<'a> {
    /// A value of the program.
    pub fn value(&self, pointer: Pointer) -> Location {
        Location::value(self.file, pointer)
    }

    /// The head of a part of the program, for what is missing in it.
    pub fn head(&self, pointer: Pointer) -> Location {
        Location::head(self.file, pointer)
    }

    /// Whether one of its conditions is of the spine.
    pub fn is_for_spine(&self) -> bool {
        self.program.conditions.iter().any(|id| self.facts.condition(id).is_some_and(|c| c.region.is_spine()))
    }

    /// Its phases, each with its place.
    pub fn phases(&self) -> impl Iterator<Item = (Pointer, &'a Phase)> {
        let program = self.program;
        program.phases.iter().enumerate().map(|(i, phase)| (Pointer::root() / "phases" / i, phase))
    }

    /// Its sessions, each with its place.
    pub fn sessions(&self) -> impl Iterator<Item = (SessionAt, &'a Session)> {
        let program = self.program;
        program.phases.iter().enumerate().flat_map(|(p, phase)| {
            phase
                .sessions
                .iter()
                .enumerate()
                .map(move |(s, session)| (SessionAt { phase: p, session: s }, session))
        })
    }

    /// Its items, each with its place.
    pub fn items(&self) -> impl Iterator<Item = (ItemAt, &'a Item)> {
        self.sessions().flat_map(|(at, session)| {
            session.items.iter().enumerate().map(move |(i, item)| (ItemAt { session: at, item: i }, item))
        })
    }
}

/// The place of a session. It costs nothing until a finding needs its pointer.
#[derive(Debug, Clone, Copy)]
pub struct SessionAt {
    phase: usize,
    session: usize,
}

impl SessionAt {
    /// The place as a pointer.
    pub fn pointer(self) -> Pointer {
        Pointer::root() / "phases" / self.phase / "sessions" / self.session
    }
}

/// The place of an item.
#[derive(Debug, Clone, Copy)]
pub struct ItemAt {
    session: SessionAt,
    item: usize,
}

impl ItemAt {
    /// The place as a pointer.
    pub fn pointer(self) -> Pointer {
        self.session.pointer() / "items" / self.item
    }
}

/// Takes the findings of one rule at a time.
#[derive(Debug)]
pub struct Sink<'a> {
    rule: &'static Rule,
    /// The level that the library sets for all findings of the rule.
    set: Option<Level>,
    findings: &'a mut Findings,
}

impl Sink<'_> {
    /// Reports a finding at the rule's own level.
    pub fn report(
        &mut self,
        at: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Finding {
        self.report_at(self.rule.level, at, message, help)
    }

    /// Reports a finding at a level between hint and the rule's own, for rules with more than one threshold.
    pub fn report_at(
        &mut self,
        level: Level,
        at: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Finding {
        let level = self.set.unwrap_or(level);
        self.findings.push_with(level, || Finding::new(self.rule.id, level, at, message).help(help))
    }
}

/// The rules that a library applies, each with the level it sets, by the way in which they look at a document.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    document: Vec<On<LookAtDocument>>,
    program: Vec<On<LookAtProgram>>,
    text: Vec<On<LookAtText>>,
    dose: Vec<On<LookAtDose>>,
    choice: Vec<On<LookAtChoice>>,
    /// The levels that the library sets for rules that are found while files are read.
    reading: BTreeMap<&'static str, RuleLevel>,
}

/// A rule that is applied.
#[derive(Debug, Clone, Copy)]
struct On<F> {
    rule: &'static Rule,
    set: Option<Level>,
    check: F,
}

impl<F> On<F> {
    fn sink<'a>(&self, findings: &'a mut Findings) -> Sink<'a> {
        Sink { rule: self.rule, set: self.set, findings }
    }
}

impl Applied {
    pub(crate) fn new(settings: Option<&LibrarySettings>) -> Self {
        let levels = settings.map(|s| &s.levels.0);
        let mut applied = Self::default();
        for rule in ALL.iter().copied() {
            let level = levels.and_then(|l| l.get(rule.id)).copied().filter(|_| !rule.is_fixed());
            let set = level.and_then(RuleLevel::level);
            if let (Check::Reading, Some(level)) = (rule.check, level) {
                applied.reading.insert(rule.id, level);
            }
            if level == Some(RuleLevel::Off) {
                continue;
            }
            match rule.check {
                Check::Reading => {}
                Check::Document(check) => applied.document.push(On { rule, set, check }),
                Check::Program(check) => applied.program.push(On { rule, set, check }),
                Check::Text(check) => applied.text.push(On { rule, set, check }),
                Check::Dose(check) => applied.dose.push(On { rule, set, check }),
                Check::Choice(check) => applied.choice.push(On { rule, set, check }),
            }
        }
        applied
    }

    /// Applies every rule that looks at documents.
    pub(crate) fn check_document(&self, cx: &DocumentCx<'_>, findings: &mut Findings) {
        for on in &self.document {
            (on.check)(cx, &mut on.sink(findings));
        }
        if let Document::Program(program) = cx.document {
            let cx = ProgramCx { file: cx.file, program, facts: cx.facts, thresholds: cx.thresholds };
            for on in &self.program {
                (on.check)(&cx, &mut on.sink(findings));
            }
        }
        self.check_texts(cx, findings);
        walk::doses(cx.document, &mut |way, dose, exercise| {
            let category = match (exercise, cx.document) {
                (Some(id), _) => cx.facts.exercise(id).map(|exercise| exercise.category),
                (None, Document::Exercise(exercise)) => Some(exercise.category),
                _ => None,
            };
            let cx = DoseCx { document: cx, dose, category, way };
            for on in &self.dose {
                (on.check)(&cx, &mut on.sink(findings));
            }
        });
        if let Document::Program(program) = cx.document {
            self.check_choices(cx, program, findings);
        }
        if let (Document::Prescription(prescription), Some(tailored)) = (cx.document, cx.tailored) {
            tailored::judge(self, cx, prescription, tailored, findings);
        }
    }

    fn check_choices(&self, cx: &DocumentCx<'_>, program: &Program, findings: &mut Findings) {
        let conditions = &*program.conditions;
        walk::choices(program, &mut |way, id| {
            let Some(exercise) = cx.facts.exercise(id) else { return };
            let cx = ChoiceCx { document: cx, id, exercise, conditions, way };
            for on in &self.choice {
                (on.check)(&cx, &mut on.sink(findings));
            }
        });
    }

    fn check_texts(&self, cx: &DocumentCx<'_>, findings: &mut Findings) {
        let mut check = |way: &Way<'_>, text: &str, role| {
            let scan = Scan::of(text);
            let cx = TextCx { document: cx, text, role, scan: &scan, way };
            for on in &self.text {
                (on.check)(&cx, &mut on.sink(findings));
            }
        };
        patient_text::visit(cx.document, &mut |way, text, role| check(way, text, Some(role)));
        walk::clinicians_texts(cx.document, &mut |way, text| check(way, text, None));
    }

    /// Gives a finding of a rule that is found while files are read the level that the library sets. False if it sets
    /// the rule off.
    pub(crate) fn set_level(&self, finding: &mut Finding) -> bool {
        let Some(level) = self.reading.get(&*finding.rule) else { return true };
        finding.level = level.level().unwrap_or(finding.level);
        level.level().is_some()
    }
}

impl Rule {
    /// Whether its level cannot be changed: errors of safety rules, and what makes a document unreadable or unlinked.
    pub fn is_fixed(&self) -> bool {
        self.level == Level::Error && matches!(self.group, Group::Safety | Group::Structure | Group::Links)
    }
}
