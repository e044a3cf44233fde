use regimen_schema::documents::prescription::Override;
use regimen_schema::id::ExerciseId;
use regimen_schema::{Document, Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "override-without-effect",
    group: Group::Links,
    level: Level::Error,
    page: include_str!("override_without_effect.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let (Document::Prescription(prescription), Some(tailored)) = (cx.document, cx.tailored) else { return };
    for (i, (part, effect)) in prescription.overrides.iter().zip(&tailored.effects).enumerate() {
        let place = || Pointer::root() / "overrides" / i;
        if !effect.finds_session {
            let message = format!("\"{}\" has no session with this title", prescription.program);
            let help = "write the title as it stands in the program";
            sink.report(cx.value(place() / "session"), message, help);
        } else if effect.sessions.is_empty()
            && let Some(id) = changed(part)
        {
            let message = format!("\"{}\" does not hold \"{id}\" there", prescription.program);
            let help = if comes_later(&prescription.overrides[i + 1..], id) {
                "put it behind the override that brings the exercise in: they are applied in their order"
            } else {
                "name an exercise of the program, or remove the override"
            };
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

fn comes_later(later: &[Override], id: &ExerciseId) -> bool {
    later.iter().any(|part| match part {
        Override::Add { item, .. } => item.exercise == *id,
        Override::Swap { with, .. } => with == id,
        Override::Drop { .. } | Override::Dose { .. } | Override::Note { .. } => false,
    })
}
