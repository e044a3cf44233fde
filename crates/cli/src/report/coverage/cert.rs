//! The CERT table: which field answers which item, what it says, what is missing.
//!
//! An item *needs* some fields; others are named because they say more. With everything that it needs an item is
//! answered, with a part of it partly, with nothing of it missing. Nothing is judged by words: only by whether a field
//! is there and, where it is a choice, by what was chosen.

use std::collections::BTreeSet;

use regimen_schema::Kind;
use regimen_schema::documents::exercise::{Category, Equipment, Exercise};
use regimen_schema::documents::program::{Delivery, DiaryRecord, Item, Setting, Supervision};
use regimen_schema::dose::Dose;
use regimen_schema::library::Entry;
use regimen_schema::pointer::{Pointer, Way};

use super::gather::Cx;
use super::parts::has_picture;
use super::words::{minutes, person, plural, shorten, word};
use super::{Cert, CertItem, CertStatus, FieldUse, Gap, PhaseCoverage, Place};

/// An item of the checklist.
struct Question {
    item: &'static str,
    topic: &'static str,
    asks: &'static str,
    answer: fn(&Asked<'_>, &mut Answer),
}

const fn question(
    item: &'static str,
    topic: &'static str,
    asks: &'static str,
    answer: fn(&Asked<'_>, &mut Answer),
) -> Question {
    Question { item, topic, asks, answer }
}

/// The items in the checklist's order, in our own words.
static QUESTIONS: [Question; 19] = [
    question("1", "Equipment", "What is needed to exercise?", equipment),
    question("2", "Who delivers it", "Who delivers the program, and what qualifies them?", who_delivers),
    question("3", "Alone or in a group", "Is it done alone or in a group?", alone_or_group),
    question("4", "Supervision", "Is it supervised, and how?", supervision),
    question("5", "Adherence", "How is it measured and reported whether the exercises are done?", adherence),
    question("6", "Motivation", "What keeps the patient going?", motivation),
    question("7a", "When to progress", "By which rule does the patient move on to more?", when_to_progress),
    question(
        "7b",
        "How it progresses",
        "How does the program get harder, and how does it step back?",
        how_it_progresses,
    ),
    question(
        "8",
        "Exercises described",
        "Is each exercise described so that others can repeat it, with a picture?",
        described,
    ),
    question("9", "Part done at home", "What is done at home?", at_home),
    question("10", "Beyond exercise", "What comes with the exercises: education, advice?", beyond_exercise),
    question("11", "Adverse events", "How is harm noticed and dealt with?", adverse_events),
    question("12", "Setting", "Where is it done?", setting),
    question("13", "Dose", "How much of each exercise, how often, how long, how hard?", dose),
    question(
        "14a",
        "Generic or tailored",
        "Is it the same for everybody, or tailored to each patient?",
        generic_or_tailored,
    ),
    question("14b", "How it is tailored", "How is it fitted to a patient?", how_tailored),
    question(
        "15",
        "Starting level",
        "By which rule is the level chosen at which a patient starts?",
        starting_level,
    ),
    question(
        "16a",
        "Fidelity planned",
        "How is it measured whether the program is done as planned?",
        fidelity_planned,
    ),
    question("16b", "Fidelity reached", "To what extent was it done as planned?", fidelity_reached),
];

/// Who is asked: a program, with what its phases come to.
struct Asked<'a> {
    cx: &'a Cx<'a>,
    phases: &'a [PhaseCoverage],
}

/// What is found for an item.
#[derive(Debug, Default)]
struct Answer {
    says: Vec<String>,
    answered_by: Vec<FieldUse>,
    missing: Vec<Gap>,
    /// Whether anything that the item needs is there.
    any: bool,
    after_use: bool,
    limit: Option<&'static str>,
}

/// Where a field stands or belongs.
#[derive(Debug)]
struct At {
    kind: Kind,
    place: Place,
}

impl Asked<'_> {
    fn at(&self, way: &Way<'_>) -> At {
        let program = self.cx.entry;
        At { kind: Kind::Program, place: place(&program.document.id, &program.file, &way.pointer()) }
    }

    fn key(&self, key: &str) -> At {
        self.at(&Way::ROOT.key(key))
    }
}

fn place(id: &str, file: &str, pointer: &Pointer) -> Place {
    Place { id: id.to_owned(), file: file.to_owned(), pointer: pointer.to_string() }
}

fn in_exercise(entry: &Entry<Exercise>, way: &Way<'_>) -> At {
    At { kind: Kind::Exercise, place: place(&entry.document.id, &entry.file, &way.pointer()) }
}

impl Answer {
    fn say(&mut self, text: impl Into<String>) {
        self.says.push(text.into());
    }

    /// A field that the item needs. Whether it is there is given back.
    fn needs(&mut self, there: bool, at: At, what: &'static str) -> bool {
        if there {
            self.any = true;
            self.also(true, at);
            return true;
        }
        let field = pattern(&at.place.pointer);
        match self.missing.iter_mut().find(|g| g.what == what && g.kind == at.kind && g.field == field) {
            Some(gap) if gap.places.contains(&at.place) => {}
            Some(gap) => gap.places.push(at.place),
            None => self.missing.push(Gap { what, kind: at.kind, field, places: vec![at.place] }),
        }
        false
    }

    /// A field that says more.
    fn also(&mut self, there: bool, at: At) {
        if !there {
            return;
        }
        let field = pattern(&at.place.pointer);
        match self.answered_by.iter_mut().find(|f| f.kind == at.kind && f.field == field) {
            Some(known) if known.places.contains(&at.place) => {}
            Some(known) => known.places.push(at.place),
            None => self.answered_by.push(FieldUse { kind: at.kind, field, places: vec![at.place] }),
        }
    }

    fn status(&self) -> CertStatus {
        match (self.after_use, self.missing.is_empty(), self.any) {
            (true, ..) => CertStatus::AfterUse,
            (false, true, _) => CertStatus::Answered,
            (false, false, true) => CertStatus::Partly,
            (false, false, false) => CertStatus::Missing,
        }
    }
}

/// A place with `*` for every item of a list.
fn pattern(pointer: &str) -> String {
    let is_index = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let steps: Vec<_> = pointer.split('/').map(|s| if is_index(s) { "*" } else { s }).collect();
    steps.join("/")
}

/// The CERT table of a program.
pub(super) fn table(cx: &Cx<'_>, phases: &[PhaseCoverage]) -> Cert {
    let asked = Asked { cx, phases };
    let items: Vec<CertItem> = QUESTIONS.iter().map(|question| item(&asked, question)).collect();
    let count = |status| items.iter().filter(|item| item.status == status).count();
    Cert {
        answered: count(CertStatus::Answered),
        partly: count(CertStatus::Partly),
        missing: count(CertStatus::Missing),
        after_use: count(CertStatus::AfterUse),
        items,
    }
}

fn item(asked: &Asked<'_>, question: &Question) -> CertItem {
    let mut answer = Answer::default();
    (question.answer)(asked, &mut answer);
    CertItem {
        item: question.item,
        topic: question.topic,
        question: question.asks,
        status: answer.status(),
        says: answer.says.join("; "),
        answered_by: answer.answered_by,
        missing: answer.missing,
        limit: answer.limit,
    }
}

/// The longest quotation from a program.
const QUOTE: usize = 110;

fn quote(text: &str) -> String {
    format!("“{}”", shorten(text, QUOTE))
}

fn equipment(asked: &Asked<'_>, answer: &mut Answer) {
    let mut needed = BTreeSet::new();
    for used in &asked.cx.exercises {
        let at = in_exercise(used.entry, &Way::ROOT.key("equipment"));
        answer.needs(!used.exercise.equipment.is_empty(), at, "neither equipment nor “none”");
        needed.extend(used.exercise.equipment.iter().copied());
    }
    if !needed.is_empty() {
        needed.remove(&Equipment::None);
        let names: Vec<_> = needed.iter().map(word).collect();
        answer.say(if names.is_empty() { "nothing is needed".to_owned() } else { names.join(", ") });
    }
}

fn who_delivers(asked: &Asked<'_>, answer: &mut Answer) {
    let d = asked.cx.program;
    if answer.needs(!d.authors.is_empty(), asked.key("authors"), "who wrote it") {
        let authors: Vec<_> = d.authors.iter().map(person).collect();
        answer.say(format!("written by {}", authors.join("; ")));
    }
    if let Some(review) = d.review.as_ref().filter(|review| !review.reviewed_by.is_empty()) {
        answer.also(true, asked.at(&Way::ROOT.key("review").key("reviewed_by")));
        let reviewers: Vec<_> = review.reviewed_by.iter().map(person).collect();
        answer.say(format!("reviewed by {}", reviewers.join("; ")));
    }
    if answer.needs(
        d.see_professional.is_some(),
        asked.key("see_professional"),
        "which professional to see first",
    ) {
        answer.say(d.see_professional.as_deref().map(quote).unwrap_or_default());
    }
    answer.also(d.clinician_note.is_some(), asked.key("clinician_note"));
    answer.limit =
        Some("the training of those who deliver it has no field of its own: it belongs in clinician_note");
}

fn alone_or_group(asked: &Asked<'_>, answer: &mut Answer) {
    let delivery = asked.cx.program.delivery;
    answer.needs(delivery.is_some(), asked.key("delivery"), "whether it is done alone or in a group");
    if let Some(delivery) = delivery {
        answer.say(match delivery {
            Delivery::Individual => "alone",
            Delivery::Group => "in a group",
            Delivery::IndividualOrGroup => "alone or in a group",
        });
    }
}

fn supervision(asked: &Asked<'_>, answer: &mut Answer) {
    let supervision = asked.cx.program.supervision;
    answer.needs(supervision.is_some(), asked.key("supervision"), "how much a professional watches over it");
    if let Some(supervision) = supervision {
        answer.say(match supervision {
            Supervision::None => "no supervision after it is handed out",
            Supervision::TaughtFirst => "taught by a professional first, then done alone",
            Supervision::RegularReview => "taught first, then looked at again from time to time",
            Supervision::EverySession => "every session is watched over",
        });
    }
}

fn adherence(asked: &Asked<'_>, answer: &mut Answer) {
    diary(asked, answer);
    answer.limit = Some("how much was done is known only after use");
}

/// The diary with a tick for what was done; what else it records says more.
fn diary(asked: &Asked<'_>, answer: &mut Answer) {
    let records = Way::ROOT.key("diary");
    let records = records.key("records");
    let Some(diary) = &asked.cx.program.diary else {
        answer.needs(false, asked.key("diary"), "a diary of what was done");
        return;
    };
    let done = diary.records.contains(&DiaryRecord::Done);
    answer.needs(done, asked.at(&records), "a tick in the diary for each session done");
    let names: Vec<_> = diary.records.iter().map(word).collect();
    answer.say(format!("diary for {}: {}", plural(diary.weeks.get() as usize, "week"), names.join(", ")));
}

fn motivation(asked: &Asked<'_>, answer: &mut Answer) {
    let d = asked.cx.program;
    if answer.needs(!d.goals.is_empty(), asked.key("goals"), "goals of the patient's own") {
        let measured = d.goals.iter().filter(|goal| goal.measure.is_some()).count();
        answer.say(format!("{}, {measured} with a way to tell", plural(d.goals.len(), "goal")));
    }
    if !d.outcome_measures.is_empty() {
        answer.also(true, asked.key("outcome_measures"));
        answer.say(format!("{} to follow", plural(d.outcome_measures.len(), "measure")));
    }
    let (mut reasons, mut all) = (0, 0);
    items(asked, &mut |way, item| {
        all += 1;
        reasons += usize::from(item.why.is_some());
        answer.also(item.why.is_some(), asked.at(&way.key("why")));
    });
    if reasons > 0 {
        answer.say(format!("{reasons} of {} say why", plural(all, "item")));
    }
    let phases = Way::ROOT.key("phases");
    for (i, phase) in d.phases.iter().enumerate() {
        answer.also(phase.keep_going.is_some(), asked.at(&phases.index(i).key("keep_going")));
    }
}

fn when_to_progress(asked: &Asked<'_>, answer: &mut Answer) {
    let d = asked.cx.program;
    let phases = Way::ROOT.key("phases");
    let last = d.phases.len() - 1;
    let mut signs = Vec::new();
    for (i, phase) in d.phases.iter().enumerate() {
        let way = phases.index(i);
        let move_on = way.key("move_on_when");
        if i < last {
            answer.needs(
                !phase.move_on_when.is_empty(),
                asked.at(&move_on),
                "signs that it is time to move on",
            );
        } else {
            answer.needs(phase.keep_going.is_some(), asked.at(&way.key("keep_going")), "how to keep going");
            answer.also(!phase.move_on_when.is_empty(), asked.at(&move_on));
        }
        if !phase.move_on_when.is_empty() {
            signs.push(phase.move_on_when.len().to_string());
        }
    }
    if !signs.is_empty() {
        answer.say(format!("signs to move on, by phase: {}", signs.join(", ")));
    }
    if let Some(text) = d.phases.last().and_then(|phase| phase.keep_going.as_deref()) {
        answer.say(format!("at the end: {}", quote(text)));
    }
}

fn how_it_progresses(asked: &Asked<'_>, answer: &mut Answer) {
    let d = asked.cx.program;
    let harder: Vec<_> = asked.cx.exercises.iter().filter(|used| !used.exercise.harder.is_empty()).collect();
    let progresses = d.phases.len() > 1 || !harder.is_empty();
    answer.needs(progresses, asked.key("phases"), "a second phase, or a harder way of any exercise");
    if d.phases.len() > 1 {
        answer.say(plural(d.phases.len(), "phase"));
    }
    let phases = Way::ROOT.key("phases");
    let mut back = 0;
    for (i, phase) in d.phases.iter().enumerate() {
        let way = phases.index(i);
        let there = !phase.step_back_when.is_empty();
        back += usize::from(answer.needs(there, asked.at(&way.key("step_back_when")), "signs to step back"));
        answer.also(phase.weeks.is_some(), asked.at(&way.key("weeks")));
    }
    if back > 0 {
        answer.say(format!("{back} of {} with signs to step back", d.phases.len()));
    }
    for used in &harder {
        answer.also(true, in_exercise(used.entry, &Way::ROOT.key("harder")));
    }
    let easier: Vec<_> = asked.cx.exercises.iter().filter(|used| !used.exercise.easier.is_empty()).collect();
    for used in &easier {
        answer.also(true, in_exercise(used.entry, &Way::ROOT.key("easier")));
    }
    let all = asked.cx.exercises.len();
    answer.say(format!(
        "{} of {} can be made harder, {} easier",
        harder.len(),
        plural(all, "exercise"),
        easier.len()
    ));
}

fn described(asked: &Asked<'_>, answer: &mut Answer) {
    let mut pictures = 0;
    for used in &asked.cx.exercises {
        let d = used.exercise;
        let at = |key: &str| in_exercise(used.entry, &Way::ROOT.key(key));
        answer.needs(true, at("steps"), "steps");
        answer.also(true, at("start_position"));
        answer.also(d.feel.is_some(), at("feel"));
        answer.also(d.breathing.is_some(), at("breathing"));
        answer.also(!d.figures.is_empty(), at("figures"));
        answer.also(!d.media.is_empty(), at("media"));
        if has_picture(d) {
            pictures += 1;
        } else {
            answer.needs(false, at("figures"), "a picture");
        }
    }
    let all = asked.cx.exercises.len();
    answer
        .say(format!("{} with start position and steps; {pictures} with a picture", plural(all, "exercise")));
}

fn at_home(asked: &Asked<'_>, answer: &mut Answer) {
    let setting = asked.cx.program.setting;
    answer.needs(setting.is_some(), asked.key("setting"), "whether any of it is done at home");
    let Some(setting) = setting else { return };
    let (text, any) = match setting {
        Setting::Home => ("all of it is done at home", true),
        Setting::ClinicAndHome => ("partly at home, partly in a clinic", true),
        Setting::Clinic => ("nothing is done at home: all of it in a clinic", false),
        Setting::Gym => ("nothing is done at home: all of it in a gym or studio", false),
        Setting::Outdoors => ("done outdoors, by the patient", true),
    };
    answer.say(text);
    if setting == Setting::ClinicAndHome {
        answer.limit =
            Some("which session is done where has no field of its own: it belongs in the session's title");
    }
    if any {
        sessions(asked, &mut |way, session| {
            answer.also(session.frequency.is_some(), asked.at(&way.key("frequency")));
        });
    }
}

fn beyond_exercise(asked: &Asked<'_>, answer: &mut Answer) {
    let d = asked.cx.program;
    if answer.needs(!d.advice.is_empty(), asked.key("advice"), "advice for daily life") {
        let titles: Vec<_> = asked.cx.advice.iter().map(|e| e.document.title.to_string()).collect();
        answer.say(format!("advice: {}", shorten(&titles.join(", "), 160)));
    }
    for entry in &asked.cx.conditions {
        let c = &entry.document;
        let at = |key: &str| At {
            kind: Kind::Condition,
            place: place(&c.id, &entry.file, &(Pointer::root() / key)),
        };
        answer.also(true, at("summary"));
        answer.also(c.what_helps.is_some(), at("what_helps"));
        answer.also(c.what_needs_care.is_some(), at("what_needs_care"));
    }
    if !asked.cx.conditions.is_empty() {
        answer.say(format!("{} explained", plural(asked.cx.conditions.len(), "condition")));
    }
}

fn adverse_events(asked: &Asked<'_>, answer: &mut Answer) {
    let d = asked.cx.program;
    if answer.needs(!d.stop_rules.is_empty(), asked.key("stop_rules"), "when to stop, and whom to tell") {
        answer.say(format!("{} to stop", plural(d.stop_rules.len(), "sign")));
    }
    answer.needs(d.pain_rule.is_some(), asked.key("pain_rule"), "how much discomfort is acceptable");
    if let Some(rule) = &d.pain_rule {
        let (pain, hours) = (rule.acceptable_pain, rule.settles_within_hours);
        answer.say(format!("pain up to {pain} of 10 that settles within {hours} hours"));
    }
    if answer.needs(!d.red_flags.is_empty(), asked.key("red_flags"), "signs that need a doctor") {
        answer.say(plural(d.red_flags.len(), "red flag"));
    }
    answer.also(!d.cautions.is_empty(), asked.key("cautions"));
    if let Some(diary) = &d.diary {
        let pain = diary.records.iter().any(|r| matches!(r, DiaryRecord::LegPain | DiaryRecord::BackPain));
        answer.also(pain, asked.at(&Way::ROOT.key("diary").key("records")));
    }
    answer.limit = Some("which events occurred, and how many, is known only after use");
}

fn setting(asked: &Asked<'_>, answer: &mut Answer) {
    let setting = asked.cx.program.setting;
    answer.needs(setting.is_some(), asked.key("setting"), "where it is done");
    if let Some(setting) = setting {
        answer.say(match setting {
            Setting::Home => "at home",
            Setting::Clinic => "in a clinic or practice",
            Setting::ClinicAndHome => "in a clinic and at home",
            Setting::Gym => "in a gym or studio",
            Setting::Outdoors => "outdoors",
        });
    }
}

fn dose(asked: &Asked<'_>, answer: &mut Answer) {
    let (mut with, mut all) = (0, 0);
    items(asked, &mut |way, item| {
        all += 1;
        let Some(entry) = asked.cx.exercise(item) else { return };
        let own = Way::ROOT.key("dose");
        let item_dose = way.key("dose");
        let at = |key: Option<&str>| match (&item.dose, key) {
            (Some(_), None) => asked.at(&item_dose),
            (Some(_), Some(key)) => asked.at(&item_dose.key(key)),
            (None, None) => in_exercise(entry, &own),
            (None, Some(key)) => in_exercise(entry, &own.key(key)),
        };
        let Some(dose) = asked.cx.dose(item) else {
            answer.needs(false, asked.at(&item_dose), "a dose, here or in the exercise");
            return;
        };
        with += 1;
        answer.needs(true, at(None), "a dose, here or in the exercise");
        if matches!(entry.document.category, Category::Strength | Category::Aerobic) {
            let key = how_hard(dose);
            answer.needs(key.is_some(), at(Some(key.unwrap_or("effort"))), "how hard it should feel");
        }
    });
    sessions(asked, &mut |way, session| {
        let way = way.key("frequency");
        let times = session.frequency.as_ref().is_some_and(|f| f.times_a_day.is_some());
        answer.needs(times, asked.at(&way.key("times_a_day")), "how many times a day");
        let named = session.frequency.as_ref().is_some_and(|f| !f.days.is_empty());
        let days = session.frequency.as_ref().is_some_and(|f| f.days_in_a_week().is_some());
        answer.needs(
            days,
            asked.at(&way.key(if named { "days" } else { "days_a_week" })),
            "on how many days a week",
        );
    });
    answer.say(format!("{with} of {} with a dose", plural(all, "item")));
    let day = |phase: &PhaseCoverage| minutes(phase.fullest_day);
    match asked.phases {
        [only] => answer.say(format!("{} minutes on the fullest day", day(only))),
        [first, .., last] => answer.say(format!(
            "{} minutes on the fullest day of the first phase, {} of the last",
            day(first),
            day(last)
        )),
        [] => {}
    }
}

/// The key that says how hard a dose should feel. The paces of the format are told apart by whether one can talk.
fn how_hard(dose: &Dose) -> Option<&'static str> {
    match dose {
        _ if dose.effort().is_some() => Some("effort"),
        Dose::Repetitions { load: Some(_), .. } => Some("load"),
        Dose::Time { pace: Some(_), .. } => Some("pace"),
        _ => None,
    }
}

fn generic_or_tailored(asked: &Asked<'_>, answer: &mut Answer) {
    // A program is always written for a condition and never for one patient: a prescription tailors it.
    let d = asked.cx.program;
    answer.needs(true, asked.key("conditions"), "the conditions it is for");
    answer.needs(true, asked.key("for_whom"), "whom it is for");
    let names: Vec<_> = asked.cx.conditions.iter().map(|e| e.document.title.to_string()).collect();
    answer.say(format!("generic for {}", names.join(", ")));
    answer.also(!d.not_for.is_empty(), asked.key("not_for"));
    if !d.tailoring_notes.is_empty() {
        answer.also(true, asked.key("tailoring_notes"));
        answer.say("to be tailored by a clinician");
    }
}

fn how_tailored(asked: &Asked<'_>, answer: &mut Answer) {
    let d = asked.cx.program;
    let there = !d.tailoring_notes.is_empty();
    if answer.needs(
        there,
        asked.key("tailoring_notes"),
        "how a clinician fits it to age, severity and tolerance",
    ) {
        answer.say(format!("{} for clinicians", plural(d.tailoring_notes.len(), "note")));
    }
    let mut choices = 0;
    items(asked, &mut |way, item| {
        choices += usize::from(!item.alternatives.is_empty());
        answer.also(!item.alternatives.is_empty(), asked.at(&way.key("alternatives")));
    });
    if choices > 0 {
        answer.say(format!("{} with exercises to do instead", plural(choices, "item")));
    }
}

fn starting_level(asked: &Asked<'_>, answer: &mut Answer) {
    let d = asked.cx.program;
    if answer.needs(d.start_when.is_some(), asked.key("start_when"), "when to start") {
        answer.say(d.start_when.as_deref().map(quote).unwrap_or_default());
    }
    answer.also(!d.screening.is_empty(), asked.key("screening"));
    if !d.screening.is_empty() {
        answer.say(format!("{} to rule out first", plural(d.screening.len(), "danger")));
    }
}

fn fidelity_planned(asked: &Asked<'_>, answer: &mut Answer) {
    diary(asked, answer);
    let supervision = asked.cx.program.supervision;
    let again = matches!(supervision, Some(Supervision::RegularReview | Supervision::EverySession));
    let what = "a professional who looks again at how it is done";
    if answer.needs(again, asked.key("supervision"), what) {
        answer.say(if supervision == Some(Supervision::EverySession) {
            "every session is watched over"
        } else {
            "a professional looks at it again from time to time"
        });
    }
    answer.also(!asked.cx.program.outcome_measures.is_empty(), asked.key("outcome_measures"));
}

fn fidelity_reached(_: &Asked<'_>, answer: &mut Answer) {
    answer.after_use = true;
    answer.limit = Some("to what extent it was done as planned is known only after use: no field holds it");
}

fn items(asked: &Asked<'_>, visit: &mut impl FnMut(&Way<'_>, &Item)) {
    sessions(asked, &mut |way, session| {
        let items = way.key("items");
        for (i, item) in session.items.iter().enumerate() {
            visit(&items.index(i), item);
        }
    });
}

fn sessions(
    asked: &Asked<'_>,
    visit: &mut impl FnMut(&Way<'_>, &regimen_schema::documents::program::Session),
) {
    let phases = Way::ROOT.key("phases");
    for (p, phase) in asked.cx.program.phases.iter().enumerate() {
        let way = phases.index(p);
        let sessions = way.key("sessions");
        for (s, session) in phase.sessions.iter().enumerate() {
            visit(&sessions.index(s), session);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_become_stars_and_keys_stay() {
        assert_eq!(pattern("/phases/0/sessions/12/items/3/dose"), "/phases/*/sessions/*/items/*/dose");
        assert_eq!(pattern("/goals"), "/goals");
        assert_eq!(pattern(""), "");
    }

    #[test]
    fn the_checklist_has_sixteen_items_three_of_them_in_two_parts() {
        let mut numbers: Vec<_> = QUESTIONS.iter().map(|q| q.item.trim_end_matches(['a', 'b'])).collect();
        assert_eq!(numbers.len(), 19);
        numbers.dedup();
        assert_eq!(numbers, (1..=16).map(|n| n.to_string()).collect::<Vec<_>>());
    }
}
