//! Judges the program that comes of a prescription by the rules of programs. A finding that the program has by itself is
//! not the prescription's; every other one points at the override that caused it.

use regimen_schema::documents::{Prescription, Program};
use regimen_schema::tailored::Tailored;
use regimen_schema::{Document, Finding, Kind, Level, Location, Part, Pointer, Spot};

use crate::findings::Findings;
use crate::readability::Counts;
use crate::rules::structure::TOO_MANY_FINDINGS;
use crate::rules::{Applied, DocumentCx};

/// Adds the findings that the overrides of a prescription cause.
pub(crate) fn judge(
    applied: &Applied,
    cx: &DocumentCx<'_>,
    prescription: &Prescription,
    tailored: &Tailored,
    findings: &mut Findings,
) {
    if prescription.overrides.is_empty() {
        return;
    }
    let Some(program) = cx.facts.program(&prescription.program) else { return };
    let before = of_program(applied, cx, program);
    let mut told: Vec<Finding> = Vec::new();
    for finding in of_program(applied, cx, &tailored.program) {
        // An override of every session is one cause, however many sessions there are.
        let caused = caused(finding, cx, prescription, tailored, &before);
        if let Some(caused) = caused.filter(|caused| !told.iter().any(|other| is_same(other, caused))) {
            findings.push(caused.clone());
            told.push(caused);
        }
    }
}

/// What the rules find in a program before waivers: those of the program speak of the program as it is.
fn of_program(applied: &Applied, cx: &DocumentCx<'_>, program: &Program) -> Vec<Finding> {
    let document = Document::Program(Box::new(program.clone()));
    let reading = Counts::of_document(&document);
    let cx = DocumentCx { document: &document, reading, tailored: None, ..*cx };
    let mut findings = Findings::default();
    applied.check_document(&cx, &mut findings);
    findings.into_told()
}

/// The finding at the override that caused it; none if the program has it already.
fn caused(
    mut finding: Finding,
    cx: &DocumentCx<'_>,
    prescription: &Prescription,
    tailored: &Tailored,
    before: &[Finding],
) -> Option<Finding> {
    let Spot::Node { pointer, part } = &finding.at.spot else { return None };
    let origin = tailored.origin(pointer);
    // Of a program with more findings than are told nobody knows which it has by itself. An error that is not told still
    // stops the sheet.
    let cut = before.iter().find(|other| other.rule == TOO_MANY_FINDINGS.id);
    if let Some(cut) = cut
        && (finding.rule == cut.rule || !origin.is_changed)
        && finding.level <= cut.level.max(Level::Warning)
    {
        return None;
    }
    let mut same = before.iter().filter(|other| {
        other.rule == finding.rule && origin.program.as_ref().is_some_and(|place| is_at(other, place))
    });
    let has_it = if origin.is_changed {
        same.any(|other| other.message == finding.message)
    } else {
        // Only its figures differ, and not by a change of this very part.
        same.next().is_some()
    };
    // The prescription's own words are judged as they stand there.
    let key = pointer.segments().last().unwrap_or_default();
    let is_own_text = origin.is_changed && matches!(key.as_str(), "note" | "why");
    if has_it || is_own_text {
        return None;
    }
    let mut places = origin.prescription.into_iter();
    let at = places.next()?;
    let part = if is_one_value(&at) { Part::Value } else { *part };
    let in_program = |place: Pointer| {
        let file = cx.facts.file(Kind::Program, &prescription.program)?;
        Some((Location::value(file, place), "this is what it changes".to_owned()))
    };
    let mut related: Vec<_> =
        origin.program.filter(|p| !p.is_empty()).and_then(in_program).into_iter().collect();
    related.extend(
        places.map(|place| (Location::value(cx.file, place), "this has a part in it too".to_owned())),
    );
    finding.at = Location { file: cx.file.clone(), spot: Spot::Node { pointer: at, part } };
    finding.related = related;
    // It would be a change of the program, which is right for others.
    finding.fix = None;
    Some(finding)
}

fn is_same(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && one.at == other.at && one.message == other.message
}

fn is_at(finding: &Finding, place: &Pointer) -> bool {
    matches!(&finding.at.spot, Spot::Node { pointer, .. } if pointer == place)
}

/// Whether a place of a prescription holds a text and not an object.
fn is_one_value(place: &Pointer) -> bool {
    place.segments().last().is_some_and(|key| matches!(key.as_str(), "with" | "note" | "exercise"))
}
