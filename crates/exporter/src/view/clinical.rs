//! What clinicians ask of a program and patients do not: codes, sources of doses, waivers, the reporting checklist.

use regimen_schema::documents::Exercise;
use regimen_schema::documents::program::Program;
use regimen_schema::documents::review::{Code, Waiver};
use regimen_schema::dose::Basis;
use regimen_schema::id::SourceId;
use regimen_schema::library::Entry;
use serde::Serialize;

use super::build::person;
use super::exercises::Numbered;
use super::parts::{self, owned, texts};
use super::{Clinical, ClinicalCondition, ClinicalExercise, ClinicalWaiver};
use crate::ExportCx;
use crate::lookup::Lookup;
use crate::wording::Wording;

/// The clinical part of a program's handout, whose exercises have these numbers.
pub(super) fn clinical(
    cx: &ExportCx<'_>,
    w: &dyn Wording,
    lookup: &mut Lookup<'_>,
    entry: &Entry<Program>,
    numbered: &[Numbered],
) -> Clinical {
    let program = &entry.document;
    let sources = parts::source_ids(lookup, program);
    let mut waivers = waived(w, &program.title, &program.waivers);
    let mut conditions = Vec::new();
    for id in &program.conditions {
        let Some(condition) = lookup.condition(id) else { continue };
        waivers.extend(waived(w, &condition.title, &condition.waivers));
        conditions
            .push(ClinicalCondition { title: condition.title.to_string(), codes: codes(&condition.codes) });
    }
    let mut exercises = Vec::new();
    for (number, id) in numbered {
        let Some(entry) = lookup.exercise(id) else { continue };
        let d = &entry.document;
        waivers.extend(waived(w, &d.title, &d.waivers));
        exercises.push(exercise(lookup, program, *number, d, &sources));
    }
    for id in &program.red_flags {
        let Some(flag) = lookup.red_flag(id) else { continue };
        waivers.extend(waived(w, &flag.title, &flag.waivers));
    }
    for id in &program.advice {
        let Some(advice) = lookup.advice(id) else { continue };
        waivers.extend(waived(w, &advice.document.title, &advice.document.waivers));
    }
    Clinical {
        codes: codes(&program.codes),
        conditions,
        screening: program
            .screening
            .iter()
            .map(|s| match &s.ask {
                Some(ask) => format!("{}: {ask}", named(&s.concern)),
                None => named(&s.concern),
            })
            .collect(),
        note: owned(program.clinician_note.as_ref()),
        tailoring: texts(&program.tailoring_notes),
        exercises,
        waivers,
        checklist: cx.checklist.map(|rows| rows(cx.library, entry, cx.date)).unwrap_or_default(),
    }
}

fn exercise(
    lookup: &mut Lookup<'_>,
    program: &Program,
    number: u32,
    d: &Exercise,
    sources: &[SourceId],
) -> ClinicalExercise {
    let items = program.phases.iter().flat_map(|p| p.sessions.iter()).flat_map(|s| s.items.iter());
    let mut bases: Vec<&Basis> = items
        .filter(|i| i.exercise == d.id)
        .filter_map(|i| i.dose.as_ref().or(d.dose.as_ref()).and_then(|dose| dose.basis()))
        .collect();
    if bases.is_empty() {
        bases.extend(d.dose.as_ref().and_then(|dose| dose.basis()));
    }
    let mut editorial: Vec<String> = Vec::new();
    let mut cited: Vec<usize> = Vec::new();
    for basis in &bases {
        let text = basis.editorial.as_ref().map(ToString::to_string);
        editorial.extend(text.filter(|t| !editorial.contains(t)));
    }
    for id in d.sources.iter().chain(bases.iter().flat_map(|b| b.sources.iter())) {
        let number = sources.iter().position(|s| s == id).map(|n| n + 1);
        cited.extend(number.filter(|n| !cited.contains(n)));
    }
    cited.sort_unstable();
    ClinicalExercise {
        number,
        title: d.title.to_string(),
        muscles: d.target_muscles.iter().map(named).collect::<Vec<_>>().join(", "),
        movements: d.movements.iter().map(named).collect::<Vec<_>>().join(", "),
        avoid_if: d
            .avoid_if
            .iter()
            .filter_map(|id| lookup.condition(id))
            .map(|c| c.title.to_string())
            .collect(),
        editorial: editorial.join(" "),
        note: owned(d.clinician_note.as_ref()),
        codes: codes(&d.codes),
        sources: cited,
    }
}

fn waived(w: &dyn Wording, title: &str, waivers: &[Waiver]) -> Vec<ClinicalWaiver> {
    let waiver = |waiver: &Waiver| ClinicalWaiver {
        rule: waiver.rule.to_string(),
        place: title.to_owned(),
        reason: waiver.reason.to_string(),
        by: person(&waiver.by),
        until: waiver.until.map(|d| w.date(d)),
    };
    waivers.iter().map(waiver).collect()
}

fn codes(codes: &[Code]) -> Vec<String> {
    let code = |code: &Code| {
        let system = named(&code.system).to_uppercase();
        match &code.display {
            Some(display) => format!("{system} {} {display}", code.code),
            None => format!("{system} {}", code.code),
        }
    };
    codes.iter().map(code).collect()
}

/// A value of a list in words: `hip-flexion` → `hip flexion`. Codes keep their hyphens.
fn named(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    let name = json.as_str().unwrap_or_default();
    if name.starts_with("icd") { name.to_owned() } else { name.replace('-', " ") }
}
