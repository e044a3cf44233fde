//! References between documents: each must lead somewhere, each id may stand for one document only, and no exercise
//! may be easier than itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use regimen_schema::documents::LibrarySettings;
use regimen_schema::documents::exercise::{Media, Variation};
use regimen_schema::documents::prescription::Override;
use regimen_schema::documents::program::Item;
use regimen_schema::dose::{Basis, Dose, Frequency};
use regimen_schema::id::{ExerciseId, SourceId};
use regimen_schema::pointer::Way;
use regimen_schema::text::FilePath;
use regimen_schema::{Document, Finding, Kind, Level, Location, Pointer};

use crate::facts::Facts;
use crate::rules::links::{CIRCULAR_REFERENCE, DUPLICATE_ID, UNKNOWN_REFERENCE, UNUSED_DOCUMENT};

/// Visits every reference of a document to another one, in the order of the document.
pub fn visit(document: &Document, visit: &mut impl FnMut(&Way<'_>, Kind, &str)) {
    let root = Way::ROOT;
    match document {
        Document::Library(d) => each(&root, "packs", Kind::Pack, &d.packs, visit),
        Document::Exercise(d) => {
            dose(&root, d.dose.as_ref(), visit);
            frequency(&root, d.frequency.as_ref(), visit);
            variations(&root, "easier", &d.easier, visit);
            variations(&root, "harder", &d.harder, visit);
            each(&root, "avoid_if", Kind::Condition, &d.avoid_if, visit);
            each(&root, "sources", Kind::Source, &d.sources, visit);
        }
        Document::Condition(d) => {
            each(&root, "red_flags", Kind::RedFlag, &d.red_flags, visit);
            each(&root, "sources", Kind::Source, &d.sources, visit);
        }
        Document::Program(d) => {
            each(&root, "conditions", Kind::Condition, &d.conditions, visit);
            each(&root, "not_for", Kind::Condition, &d.not_for, visit);
            if let Some(rule) = &d.pain_rule {
                each(&root.key("pain_rule"), "sources", Kind::Source, &rule.sources, visit);
            }
            each(&root, "red_flags", Kind::RedFlag, &d.red_flags, visit);
            let phases = root.key("phases");
            for (p, phase) in d.phases.iter().enumerate() {
                let phase_way = phases.index(p);
                let sessions = phase_way.key("sessions");
                for (s, session) in phase.sessions.iter().enumerate() {
                    let session_way = sessions.index(s);
                    frequency(&session_way, session.frequency.as_ref(), visit);
                    let items = session_way.key("items");
                    for (i, part) in session.items.iter().enumerate() {
                        item(&items.index(i), part, visit);
                    }
                }
            }
            each(&root, "advice", Kind::Advice, &d.advice, visit);
            each(&root, "sources", Kind::Source, &d.sources, visit);
        }
        Document::Advice(d) => each(&root, "sources", Kind::Source, &d.sources, visit),
        Document::RedFlag(d) => each(&root, "sources", Kind::Source, &d.sources, visit),
        Document::Prescription(d) => {
            visit(&root.key("program"), Kind::Program, &d.program);
            let overrides = root.key("overrides");
            for (i, part) in d.overrides.iter().enumerate() {
                override_(&overrides.index(i), part, visit);
            }
        }
        Document::Pack(_) | Document::Source(_) => {}
    }
}

/// Visits every file that a document names.
pub fn visit_media<'d>(document: &'d Document, visit: &mut impl FnMut(Pointer, &'d Media)) {
    match document {
        Document::Exercise(d) => {
            for (i, media) in d.media.iter().enumerate() {
                visit(Pointer::root() / "media" / i, media);
            }
        }
        Document::Advice(d) => {
            if let Some(media) = &d.picture {
                visit(Pointer::root() / "picture", media);
            }
        }
        _ => {}
    }
}

/// Visits every file that a library's theme names, by its path from the library's folder.
pub fn visit_theme<'d>(settings: &'d LibrarySettings, visit: &mut impl FnMut(Pointer, &'d FilePath)) {
    let Some(theme) = &settings.theme else { return };
    let root = Pointer::root() / "theme";
    if let Some(logo) = &theme.logo {
        visit(root.clone() / "logo" / "file", &logo.file);
    }
    if let Some(fonts) = &theme.fonts {
        let root = root.clone() / "fonts";
        for (key, file) in [("regular", &fonts.regular), ("bold", &fonts.bold)] {
            if let Some(file) = file {
                visit(root.clone() / key, file);
            }
        }
        for (i, file) in fonts.others.iter().enumerate() {
            visit(root.clone() / "others" / i, file);
        }
    }
    for (i, template) in theme.templates.iter().enumerate() {
        visit(root.clone() / "templates" / i / "file", &template.file);
    }
}

/// Whether a text can be the id of a document: those of all kinds are written alike.
pub(crate) fn is_id(text: &str) -> bool {
    ExerciseId::new(text).is_some()
}

/// The finding for a reference that leads nowhere.
pub(crate) fn unknown(at: Location, kind: Kind, id: &str, facts: &Facts) -> Finding {
    let message = format!("there is no {} with the id \"{id}\"", kind.noun());
    let help = match (facts.similar(kind, id), kind.folder()) {
        (Some(near), _) => format!("did you mean \"{near}\"?"),
        (None, Some(folder)) => format!("write {folder}/{id}.json, or name one that exists"),
        (None, None) => format!("write {id}/pack.json, or name a pack that exists"),
    };
    Finding::new(UNKNOWN_REFERENCE.id, Level::Error, at, message).help(help)
}

/// The finding for an id that an earlier file has.
pub(crate) fn duplicate(file: &Arc<str>, first: &Arc<str>, kind: Kind, id: &str) -> Finding {
    let at = Location::value(file, Pointer::root() / "id");
    let message = format!("the id \"{id}\" belongs to another {} already", kind.noun());
    Finding::new(DUPLICATE_ID.id, Level::Error, at, message)
        .help("give one of the two another id, and its file the same name")
        .related(Location::value(first, Pointer::root() / "id"), "it has the id here")
}

/// The findings for documents that no other one refers to. Programs and prescriptions are what a library is for:
/// nothing needs to refer to them.
pub(crate) fn unused(facts: &Facts) -> Vec<Finding> {
    let kinds = [Kind::Pack, Kind::Exercise, Kind::Condition, Kind::Advice, Kind::RedFlag, Kind::Source];
    let mut findings = Vec::new();
    for kind in kinds {
        for (id, file) in facts.unused(kind) {
            let (message, help) = match kind {
                Kind::Pack => (
                    format!("the library does not name the pack \"{id}\""),
                    "add it to \"packs\" in library.json, or move its folder away".to_owned(),
                ),
                _ => (
                    format!("nothing refers to the {} \"{id}\"", kind.noun()),
                    "refer to it where it belongs, or delete it".to_owned(),
                ),
            };
            let at = Location::value(file, Pointer::root() / "id");
            findings.push(Finding::new(UNUSED_DOCUMENT.id, UNUSED_DOCUMENT.level, at, message).help(help));
        }
    }
    findings
}

/// The findings for exercises that are, over one or more steps, easier than themselves. Each circle is told once,
/// at its first exercise by id.
pub(crate) fn circles(facts: &Facts) -> Vec<Finding> {
    // An arrow leads from an exercise to one that is easier than it.
    let mut arrows: BTreeMap<&str, Vec<(&str, Arrow<'_>)>> = BTreeMap::new();
    for (id, exercise) in facts.exercises() {
        for (i, easier) in &exercise.easier {
            arrows.entry(id).or_default().push((easier, Arrow { told_by: id, key: "easier", index: *i }));
        }
        for (i, harder) in &exercise.harder {
            arrows.entry(harder).or_default().push((id, Arrow { told_by: id, key: "harder", index: *i }));
        }
    }
    let mut done = BTreeMap::new();
    let mut findings = Vec::new();
    for start in arrows.keys() {
        follow(start, &arrows, facts, &mut done, &mut findings);
    }
    findings
}

#[derive(Clone, Copy)]
struct Arrow<'a> {
    told_by: &'a str,
    key: &'static str,
    index: usize,
}

/// Depth first, without recursion: a chain may be as long as the library.
fn follow<'a>(
    start: &'a str,
    arrows: &BTreeMap<&'a str, Vec<(&'a str, Arrow<'a>)>>,
    facts: &Facts,
    done: &mut BTreeMap<&'a str, bool>,
    findings: &mut Vec<Finding>,
) {
    if done.contains_key(start) {
        return;
    }
    done.insert(start, false);
    let mut path = vec![(start, 0_usize)];
    while let Some((at, next)) = path.last_mut() {
        let (at, out) = (*at, arrows.get(*at).map_or(&[][..], Vec::as_slice));
        let Some((to, arrow)) = out.get(*next).copied() else {
            done.insert(at, true);
            path.pop();
            continue;
        };
        *next += 1;
        match done.get(to) {
            None => {
                done.insert(to, false);
                path.push((to, 0));
            }
            Some(false) => {
                let circle = path.iter().skip_while(|(id, _)| *id != to).map(|(id, _)| *id);
                let names: Vec<_> = circle.chain([to]).collect();
                findings.extend(circle_finding(&names, arrow, facts));
            }
            Some(true) => {}
        }
    }
}

fn circle_finding(names: &[&str], arrow: Arrow<'_>, facts: &Facts) -> Option<Finding> {
    let file = facts.file(Kind::Exercise, arrow.told_by)?;
    let at = Location::value(file, Pointer::root() / arrow.key / arrow.index / "exercise");
    let message = format!("easier and harder lead in a circle: {}", names.join(" → "));
    Some(
        Finding::new(CIRCULAR_REFERENCE.id, Level::Error, at, message)
            .help("remove one of the references, so that each chain ends at the easiest exercise"),
    )
}

fn each<I: std::ops::Deref<Target = str>>(
    way: &Way<'_>,
    key: &str,
    kind: Kind,
    ids: &[I],
    visit: &mut impl FnMut(&Way<'_>, Kind, &str),
) {
    let way = way.key(key);
    for (i, id) in ids.iter().enumerate() {
        visit(&way.index(i), kind, id);
    }
}

fn dose(way: &Way<'_>, dose: Option<&Dose>, visit: &mut impl FnMut(&Way<'_>, Kind, &str)) {
    basis(&way.key("dose"), dose.and_then(Dose::basis), visit);
}

fn frequency(way: &Way<'_>, frequency: Option<&Frequency>, visit: &mut impl FnMut(&Way<'_>, Kind, &str)) {
    basis(&way.key("frequency"), frequency.and_then(|f| f.basis.as_ref()), visit);
}

fn basis(way: &Way<'_>, basis: Option<&Basis>, visit: &mut impl FnMut(&Way<'_>, Kind, &str)) {
    let sources: &[SourceId] = basis.map_or(&[], |b| &b.sources);
    each(&way.key("basis"), "sources", Kind::Source, sources, visit);
}

fn variations(
    way: &Way<'_>,
    key: &str,
    variations: &[Variation],
    visit: &mut impl FnMut(&Way<'_>, Kind, &str),
) {
    let way = way.key(key);
    for (i, variation) in variations.iter().enumerate() {
        if let Some(id) = &variation.exercise {
            visit(&way.index(i).key("exercise"), Kind::Exercise, id);
        }
    }
}

fn item(way: &Way<'_>, item: &Item, visit: &mut impl FnMut(&Way<'_>, Kind, &str)) {
    visit(&way.key("exercise"), Kind::Exercise, &item.exercise);
    dose(way, item.dose.as_ref(), visit);
    each(way, "alternatives", Kind::Exercise, &item.alternatives, visit);
}

fn override_(way: &Way<'_>, part: &Override, visit: &mut impl FnMut(&Way<'_>, Kind, &str)) {
    let mut one = |key: &str, id: &ExerciseId| visit(&way.key(key), Kind::Exercise, id);
    match part {
        Override::Add { item: added, .. } => item(&way.key("item"), added, visit),
        Override::Drop { exercise, .. } | Override::Note { exercise, .. } => one("exercise", exercise),
        Override::Swap { exercise, with, .. } => {
            one("exercise", exercise);
            one("with", with);
        }
        Override::Dose { exercise, dose: changed, .. } => {
            one("exercise", exercise);
            dose(way, Some(changed), visit);
        }
    }
}
