use regimen_schema::documents::prescription::{Override, Prescription};
use regimen_schema::id::ExerciseId;
use regimen_schema::{Document, Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::facts::ProgramFacts;

pub(super) static RULE: Rule = Rule {
    id: "override-without-effect",
    group: Group::Links,
    level: Level::Error,
    page: include_str!("override_without_effect.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Document::Prescription(prescription) = cx.document else { return };
    let Some(program) = cx.facts.program(&prescription.program) else { return };
    for (i, part) in prescription.overrides.iter().enumerate() {
        let place = || Pointer::root() / "overrides" / i;
        if part.session().is_some_and(|title| !program.sessions.iter().any(|(known, _)| known == title)) {
            let message = format!("\"{}\" has no session with this title", prescription.program);
            sink.report(
                cx.value(place() / "session"),
                message,
                "write the title as it stands in the program",
            );
            continue;
        }
        if let Some(id) = changed(part).filter(|id| !is_held(prescription, program, part, id)) {
            let message = format!("\"{}\" does not hold \"{id}\" there", prescription.program);
            let help = "name an exercise of the program, or remove the override";
            sink.report(cx.value(place() / "exercise"), message, help);
        }
    }
}

/// The exercise that must be there for the override to change anything.
fn changed(part: &Override) -> Option<&ExerciseId> {
    match part {
        Override::Add { .. } => None,
        Override::Drop { exercise, .. }
        | Override::Swap { exercise, .. }
        | Override::Dose { exercise, .. }
        | Override::Note { exercise, .. } => Some(exercise),
    }
}

/// Whether the program holds the exercise where the override looks for it, or another override brings it in.
fn is_held(prescription: &Prescription, program: &ProgramFacts, part: &Override, id: &ExerciseId) -> bool {
    let in_program = program.sessions.iter().any(|(title, exercises)| {
        part.session().is_none_or(|session| session == title) && exercises.contains(id)
    });
    let brought_in = prescription.overrides.iter().any(|other| match other {
        Override::Add { item, .. } => item.exercise == *id,
        Override::Swap { with, .. } => with == id,
        Override::Drop { .. } | Override::Dose { .. } | Override::Note { .. } => false,
    });
    in_program || (brought_in && !matches!(part, Override::Drop { .. } | Override::Swap { .. }))
}
