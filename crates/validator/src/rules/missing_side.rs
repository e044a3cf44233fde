use regimen_schema::documents::exercise::Laterality;
use regimen_schema::documents::prescription::{Override, Prescription};
use regimen_schema::id::ExerciseId;
use regimen_schema::text::Text;
use regimen_schema::{Document, Level};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-side",
    group: Group::Safety,
    level: Level::Error,
    page: include_str!("missing_side.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Document::Prescription(prescription) = cx.document else { return };
    if prescription.affected_side.is_some() {
        return;
    }
    let Some(program) = cx.facts.program(&prescription.program) else { return };
    let kept = program
        .sessions
        .iter()
        .flat_map(|(title, exercises)| exercises.iter().filter(|id| !takes_away(prescription, title, id)));
    let added = prescription.overrides.iter().filter_map(|part| match part {
        Override::Add { item, .. } => Some(&item.exercise),
        Override::Swap { with, .. } => Some(with),
        Override::Drop { .. } | Override::Dose { .. } | Override::Note { .. } => None,
    });
    let sided = kept
        .chain(added)
        .find(|id| cx.facts.exercise(id).is_some_and(|exercise| exercise.laterality == Laterality::EachSide));
    if let Some(id) = sided {
        let message =
            format!("\"{id}\" is done on each side, and the prescription does not name the side that hurts");
        sink.report(cx.head(), message, "add \"affected_side\": \"left\", \"right\" or \"both\"");
    }
}

fn takes_away(prescription: &Prescription, title: &Text, id: &ExerciseId) -> bool {
    prescription.overrides.iter().any(|part| {
        matches!(part, Override::Drop { exercise, .. } | Override::Swap { exercise, .. } if exercise == id)
            && part.session().is_none_or(|session| session == title)
    })
}
