use regimen_schema::Level;
use regimen_schema::documents::exercise::Movement;

use super::{Check, ChoiceCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "movement-conflict",
    group: Group::Safety,
    level: Level::Error,
    page: include_str!("movement_conflict.md"),
    check: Check::Choice(check),
};

fn check(cx: &ChoiceCx<'_>, sink: &mut Sink<'_>) {
    for condition in cx.conditions {
        let Some(facts) = cx.document.facts.condition(condition) else { continue };
        let conflict =
            cx.exercise.movements.iter().find(|movement| {
                facts.cautioned_movements.iter().any(|cautioned| movement.includes(*cautioned))
            });
        if let Some(movement) = conflict {
            let message =
                format!("\"{}\" holds {}, which \"{condition}\" cautions against", cx.id, name(*movement));
            sink.report(cx.at(), message, "choose another exercise, or waive this with the clinical reason");
        }
    }
}

/// The movement's name in the format.
fn name(movement: Movement) -> String {
    serde_json::to_value(movement).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
