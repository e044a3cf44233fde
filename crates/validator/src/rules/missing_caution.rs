use regimen_schema::documents::exercise::Movement;
use regimen_schema::dose::Dose;
use regimen_schema::{Document, Level};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "missing-caution",
    group: Group::Safety,
    level: Level::Warning,
    page: include_str!("missing_caution.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Document::Exercise(exercise) = cx.document else { return };
    if !exercise.cautions.is_empty() {
        return;
    }
    let why = if exercise.movements.contains(&Movement::EndRangeLumbarExtension) {
        "arches the lower back as far as it goes"
    } else if exercise.movements.contains(&Movement::LoadedLumbarFlexion) {
        "bends the lower back under load"
    } else if matches!(exercise.dose, Some(Dose::Repetitions { load: Some(_), .. })) {
        "moves a load"
    } else {
        return;
    };
    let help = "add \"cautions\": where to stop, and what must not hurt";
    sink.report(cx.head(), format!("the exercise {why} and names no caution"), help);
}
