//! Which texts of a document a patient reads, and how each is meant to be read.

use crate::documents::exercise::Variation;
use crate::documents::prescription::Override;
use crate::documents::program::{Item, Phase, Session};
use crate::documents::{Advice, Condition, Document, Exercise, Prescription, Program, RedFlag};
use crate::pointer::Way;
use crate::text::Text;

/// How a text is meant to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A name or heading: left out of reading scores, as the method asks.
    Heading,
    /// One or more sentences.
    Prose,
    /// One step of an exercise.
    Step,
}

/// Visits every text that a patient reads, in the order of the document. Texts for clinicians are left out.
pub fn visit<'d>(document: &'d Document, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    match document {
        Document::Exercise(d) => exercise(d, visit),
        Document::Condition(d) => condition(d, visit),
        Document::Program(d) => program(d, visit),
        Document::Advice(d) => advice(d, visit),
        Document::RedFlag(d) => red_flag(d, visit),
        Document::Prescription(d) => prescription(d, visit),
        Document::Library(_) | Document::Pack(_) | Document::Source(_) => {}
    }
}

fn one<'d>(key: &str, text: &'d Text, role: Role, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    visit(&Way::ROOT.key(key), text, role);
}

fn prose<'d>(key: &str, text: Option<&'d Text>, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    if let Some(text) = text {
        one(key, text, Role::Prose, visit);
    }
}

fn list<'d>(key: &str, texts: &'d [Text], visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    let way = Way::ROOT.key(key);
    for (i, text) in texts.iter().enumerate() {
        visit(&way.index(i), text, Role::Prose);
    }
}

fn exercise<'d>(d: &'d Exercise, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    one("title", &d.title, Role::Heading, visit);
    prose("purpose", Some(&d.purpose), visit);
    let steps = Way::ROOT.key("steps");
    for (i, step) in d.steps.iter().enumerate() {
        visit(&steps.index(i), &step.0, Role::Step);
    }
    prose("feel", d.feel.as_ref(), visit);
    prose("breathing", d.breathing.as_ref(), visit);
    variations("easier", &d.easier, visit);
    variations("harder", &d.harder, visit);
    list("cautions", &d.cautions, visit);
}

fn variations<'d>(key: &str, variations: &'d [Variation], visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    let way = Way::ROOT.key(key);
    for (i, variation) in variations.iter().enumerate() {
        if let Some(text) = &variation.text {
            visit(&way.index(i).key("text"), text, Role::Prose);
        }
    }
}

fn condition<'d>(d: &'d Condition, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    one("plain_name", &d.plain_name, Role::Heading, visit);
    list("summary", &d.summary, visit);
    prose("what_helps", d.what_helps.as_ref(), visit);
    prose("what_needs_care", d.what_needs_care.as_ref(), visit);
}

fn advice<'d>(d: &'d Advice, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    one("title", &d.title, Role::Heading, visit);
    prose("text", Some(&d.text), visit);
}

fn red_flag<'d>(d: &'d RedFlag, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    one("title", &d.title, Role::Heading, visit);
    let signs = Way::ROOT.key("signs");
    for (i, sign) in d.signs.iter().enumerate() {
        visit(&signs.index(i).key("text"), &sign.text, Role::Prose);
    }
    prose("what_to_do", Some(&d.what_to_do), visit);
}

fn program<'d>(d: &'d Program, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    one("title", &d.title, Role::Heading, visit);
    prose("purpose", Some(&d.purpose), visit);
    prose("for_whom", Some(&d.for_whom), visit);
    list("cautions", &d.cautions, visit);
    let goals = Way::ROOT.key("goals");
    for (i, goal) in d.goals.iter().enumerate() {
        let way = goals.index(i);
        visit(&way.key("text"), &goal.text, Role::Prose);
        if let Some(measure) = &goal.measure {
            visit(&way.key("measure"), measure, Role::Prose);
        }
    }
    prose("see_professional", d.see_professional.as_ref(), visit);
    prose("start_when", d.start_when.as_ref(), visit);
    if let Some(rule) = &d.pain_rule {
        visit(&Way::ROOT.key("pain_rule").key("text"), &rule.text, Role::Prose);
    }
    let stop_rules = Way::ROOT.key("stop_rules");
    for (i, rule) in d.stop_rules.iter().enumerate() {
        let way = stop_rules.index(i);
        visit(&way.key("when"), &rule.when, Role::Prose);
        visit(&way.key("then"), &rule.then, Role::Prose);
    }
    let phases = Way::ROOT.key("phases");
    for (i, part) in d.phases.iter().enumerate() {
        phase(&phases.index(i), part, visit);
    }
    let measures = Way::ROOT.key("outcome_measures");
    for (i, measure) in d.outcome_measures.iter().enumerate() {
        let way = measures.index(i);
        visit(&way.key("title"), &measure.title, Role::Heading);
        visit(&way.key("how"), &measure.how, Role::Prose);
    }
}

fn prescription<'d>(d: &'d Prescription, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    let overrides = Way::ROOT.key("overrides");
    for (i, part) in d.overrides.iter().enumerate() {
        let way = overrides.index(i);
        match part {
            Override::Add { item: added, .. } => item(&way.key("item"), added, visit),
            Override::Note { note, .. } => visit(&way.key("note"), note, Role::Prose),
            Override::Drop { .. } | Override::Swap { .. } | Override::Dose { .. } => {}
        }
        visit(&way.key("reason"), part.reason(), Role::Prose);
    }
}

fn phase<'d>(way: &Way<'_>, d: &'d Phase, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    visit(&way.key("title"), &d.title, Role::Heading);
    let sessions = way.key("sessions");
    for (i, part) in d.sessions.iter().enumerate() {
        session(&sessions.index(i), part, visit);
    }
    for (key, texts) in [("move_on_when", &d.move_on_when), ("step_back_when", &d.step_back_when)] {
        let way = way.key(key);
        for (i, text) in texts.iter().enumerate() {
            visit(&way.index(i), text, Role::Prose);
        }
    }
    if let Some(text) = &d.keep_going {
        visit(&way.key("keep_going"), text, Role::Prose);
    }
}

fn session<'d>(way: &Way<'_>, d: &'d Session, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    visit(&way.key("title"), &d.title, Role::Heading);
    let items = way.key("items");
    for (i, part) in d.items.iter().enumerate() {
        item(&items.index(i), part, visit);
    }
}

fn item<'d>(way: &Way<'_>, d: &'d Item, visit: &mut impl FnMut(&Way<'_>, &'d Text, Role)) {
    for (key, text) in [("why", &d.why), ("note", &d.note)] {
        if let Some(text) = text {
            visit(&way.key(key), text, Role::Prose);
        }
    }
}
