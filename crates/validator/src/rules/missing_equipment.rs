use regimen_schema::documents::exercise::Equipment;
use regimen_schema::{Document, Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-equipment",
    group: Group::Access,
    level: Level::Warning,
    page: include_str!("missing_equipment.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Document::Exercise(exercise) = cx.document else { return };
    if exercise.equipment.is_empty() {
        let help = "add \"equipment\", or write \"none\" in it if nothing is needed";
        sink.report(cx.head(), "the exercise does not say what is needed for it", help);
    } else if exercise.equipment.len() > 1 && exercise.equipment.contains(&Equipment::None) {
        let message = "\"none\" stands beside what is needed";
        sink.report(
            cx.value(Pointer::root() / "equipment"),
            message,
            "take \"none\" out, or what stands beside it",
        );
    }
}
