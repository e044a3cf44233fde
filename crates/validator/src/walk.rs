//! Ways through a document that several rules go: each dose, each frequency, each code, each choice of an exercise,
//! each text. Walking costs nothing; only a finding makes a pointer.

use regimen_schema::Document;
use regimen_schema::documents::program::{Item, Program};
use regimen_schema::documents::review::{Code, Review, Waiver};
use regimen_schema::dose::{Dose, Frequency};
use regimen_schema::id::ExerciseId;
use regimen_schema::pointer::Way;

/// Visits every dose, with the exercise that it is for; none where it is the document's own. Those of a prescription are
/// judged in the program that comes of it.
pub(crate) fn doses<'d>(
    document: &'d Document,
    visit: &mut impl FnMut(&Way<'_>, &'d Dose, Option<&'d ExerciseId>),
) {
    match document {
        Document::Exercise(d) => {
            if let Some(dose) = &d.dose {
                visit(&Way::ROOT.key("dose"), dose, None);
            }
        }
        Document::Program(d) => items(d, &mut |way, item| {
            if let Some(dose) = &item.dose {
                visit(&way.key("dose"), dose, Some(&item.exercise));
            }
        }),
        _ => {}
    }
}

/// Visits every frequency.
pub(crate) fn frequencies<'d>(document: &'d Document, visit: &mut impl FnMut(&Way<'_>, &'d Frequency)) {
    match document {
        Document::Exercise(d) => {
            if let Some(frequency) = &d.frequency {
                visit(&Way::ROOT.key("frequency"), frequency);
            }
        }
        Document::Program(d) => {
            let phases = Way::ROOT.key("phases");
            for (p, phase) in d.phases.iter().enumerate() {
                let way = phases.index(p);
                let sessions = way.key("sessions");
                for (s, session) in phase.sessions.iter().enumerate() {
                    if let Some(frequency) = &session.frequency {
                        visit(&sessions.index(s).key("frequency"), frequency);
                    }
                }
            }
        }
        _ => {}
    }
}

/// Visits every exercise that a program puts before a patient: items and their alternatives.
pub(crate) fn choices<'d>(program: &'d Program, visit: &mut impl FnMut(&Way<'_>, &'d ExerciseId)) {
    items(program, &mut |way, item| item_choices(way, item, visit));
}

fn item_choices<'d>(way: &Way<'_>, item: &'d Item, visit: &mut impl FnMut(&Way<'_>, &'d ExerciseId)) {
    visit(&way.key("exercise"), &item.exercise);
    let alternatives = way.key("alternatives");
    for (i, id) in item.alternatives.iter().enumerate() {
        visit(&alternatives.index(i), id);
    }
}

fn items<'d>(program: &'d Program, visit: &mut impl FnMut(&Way<'_>, &'d Item)) {
    let phases = Way::ROOT.key("phases");
    for (p, phase) in program.phases.iter().enumerate() {
        let way = phases.index(p);
        let sessions = way.key("sessions");
        for (s, session) in phase.sessions.iter().enumerate() {
            let way = sessions.index(s);
            let items = way.key("items");
            for (i, item) in session.items.iter().enumerate() {
                visit(&items.index(i), item);
            }
        }
    }
}

/// The codes of a document.
pub(crate) fn codes(document: &Document) -> &[Code] {
    match document {
        Document::Exercise(d) => &d.codes,
        Document::Condition(d) => &d.codes,
        Document::Program(d) => &d.codes,
        _ => &[],
    }
}

/// Visits every text that is printed for clinicians or beside a citation, and not for patients to follow.
pub(crate) fn clinicians_texts<'d>(document: &'d Document, visit: &mut impl FnMut(&Way<'_>, &'d str)) {
    let root = Way::ROOT;
    let mut one = |key: &str, text: Option<&'d str>| {
        if let Some(text) = text {
            visit(&root.key(key), text);
        }
    };
    match document {
        Document::Exercise(d) => one("clinician_note", d.clinician_note.as_deref()),
        Document::Condition(d) => {
            one("title", Some(&d.title));
            one("clinician_note", d.clinician_note.as_deref());
        }
        Document::Source(d) => {
            one("citation", Some(&d.citation));
            let supports = root.key("supports");
            for (i, text) in d.supports.iter().enumerate() {
                visit(&supports.index(i), text);
            }
        }
        Document::Program(d) => {
            one("clinician_note", d.clinician_note.as_deref());
            let screening = root.key("screening");
            for (i, part) in d.screening.iter().enumerate() {
                if let Some(ask) = &part.ask {
                    visit(&screening.index(i).key("ask"), ask);
                }
            }
            let notes = root.key("tailoring_notes");
            for (i, text) in d.tailoring_notes.iter().enumerate() {
                visit(&notes.index(i), text);
            }
        }
        Document::Library(_)
        | Document::Pack(_)
        | Document::Advice(_)
        | Document::RedFlag(_)
        | Document::Prescription(_) => {}
    }
    waiver_reasons(document.waivers(), visit);
    changes(document.review(), visit);
}

fn waiver_reasons<'d>(waivers: &'d [Waiver], visit: &mut impl FnMut(&Way<'_>, &'d str)) {
    let way = Way::ROOT.key("waivers");
    for (i, waiver) in waivers.iter().enumerate() {
        visit(&way.index(i).key("reason"), &waiver.reason);
    }
}

fn changes<'d>(review: Option<&'d Review>, visit: &mut impl FnMut(&Way<'_>, &'d str)) {
    let way = Way::ROOT.key("review");
    let way = way.key("changes");
    for (i, change) in review.iter().flat_map(|review| &review.changes).enumerate() {
        visit(&way.index(i).key("what"), &change.what);
    }
}
