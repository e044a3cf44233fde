use regimen_schema::Level;
use regimen_schema::Pointer;
use regimen_schema::documents::red_flag::{Concern, Symptom, Urgency};

use super::{Check, Group, ProgramCx, Rule, Sink};
use crate::suggest::list;

pub(super) static RULE: Rule = Rule {
    id: "missing-red-flags",
    group: Group::Safety,
    level: Level::Error,
    page: include_str!("missing_red_flags.md"),
    check: Check::Program(check),
};

/// What a patient must be able to recognise, each with its name in the format.
const SIGNS: [(Symptom, &str); 5] = [
    (Symptom::SaddleNumbness, "saddle-numbness"),
    (Symptom::Bladder, "bladder"),
    (Symptom::Bowel, "bowel"),
    (Symptom::SexualFunction, "sexual-function"),
    (Symptom::LegWeakness, "leg-weakness"),
];

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    let program = cx.program;
    if !cx.is_for_spine() {
        return;
    }
    let place = || {
        if program.red_flags.is_empty() {
            cx.head(Pointer::root())
        } else {
            cx.value(Pointer::root() / "red_flags")
        }
    };
    // Of a red flag that is broken or not there another finding tells.
    if program.red_flags.iter().any(|id| cx.facts.red_flag(id).is_none()) {
        return;
    }
    let cauda_equina = program
        .red_flags
        .iter()
        .filter_map(|id| cx.facts.red_flag(id))
        .filter(|flag| flag.concern == Concern::CaudaEquina)
        .collect::<Vec<_>>();
    if cauda_equina.is_empty() {
        let message = "a program for the spine does not warn of cauda equina syndrome";
        sink.report(place(), message, "add a red flag with the concern \"cauda-equina\" to \"red_flags\"");
        return;
    }
    if !cauda_equina.iter().any(|flag| flag.urgency == Urgency::Emergency) {
        let message = "the red flag for cauda equina syndrome is not marked as an emergency";
        sink.report(place(), message, "set its \"urgency\" to \"emergency\"");
    }
    let missing = SIGNS.iter().filter(|(sign, _)| !cauda_equina.iter().any(|flag| flag.shows.contains(sign)));
    let missing: Vec<_> = missing.map(|(_, name)| *name).collect();
    if !missing.is_empty() {
        let names = list(missing.iter().copied(), "and");
        let message = format!("the red flag for cauda equina syndrome does not name {names}");
        sink.report(place(), message, "add a sign for each in the patient's words, with what it \"shows\"");
    }
}
