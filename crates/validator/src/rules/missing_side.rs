use regimen_schema::documents::exercise::Laterality;
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
    let (Document::Prescription(prescription), Some(tailored)) = (cx.document, cx.tailored) else { return };
    if prescription.affected_side.is_some() {
        return;
    }
    let mut items = tailored.program.phases.iter().flat_map(|p| &p.sessions).flat_map(|s| &s.items);
    let sided = items.find(|item| {
        cx.facts.exercise(&item.exercise).is_some_and(|exercise| exercise.laterality == Laterality::EachSide)
    });
    if let Some(item) = sided {
        let message = format!(
            "\"{}\" is done on each side, and the prescription does not name the side that hurts",
            item.exercise
        );
        sink.report(cx.head(), message, "add \"affected_side\": \"left\", \"right\" or \"both\"");
    }
}
