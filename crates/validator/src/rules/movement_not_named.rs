use regimen_figure::bends;
use regimen_schema::documents::exercise::Movement;
use regimen_schema::documents::figure::AxialKey;
use regimen_schema::{Document, Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "movement-not-named",
    group: Group::Figure,
    level: Level::Error,
    page: include_str!("movement_not_named.md"),
    check: Check::Document(check),
};

/// In degrees: less is how a back moves along with the limbs.
const BEND: f64 = 15.0;
/// In degrees: an arch beyond the usual 25 by more than the leeway of a picture.
const END_RANGE: f64 = 35.0;

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Document::Exercise(exercise) = cx.document else { return };
    for (index, figure) in exercise.figures.iter().enumerate() {
        for bend in bends(figure, exercise.start_position.into()) {
            let Some((movement, name, shows)) = shown(bend.to, bend.degrees) else { continue };
            if exercise.movements.iter().any(|named| named.includes(movement)) {
                continue;
            }
            let figure = Pointer::root() / "figures" / index;
            let at = bend.at.split('/').skip(1).fold(figure, |at, step| at / step);
            let message = format!(
                "the figure shows the {shows} by {:.0} degrees, but \"movements\" does not name {name}",
                bend.degrees
            );
            let help = "add the movement, so that no program has it for a condition that cautions against it; or show less";
            sink.report(cx.value(at), message, help);
        }
    }
}

/// The movement that an angle of the back is, its name in the format, and how it looks.
fn shown(to: AxialKey, degrees: f64) -> Option<(Movement, &'static str, &'static str)> {
    if degrees < BEND {
        return None;
    }
    Some(match to {
        AxialKey::LumbarFlexion => (Movement::LumbarFlexion, "lumbar-flexion", "lower back rounded"),
        AxialKey::LumbarExtension if degrees >= END_RANGE => {
            (Movement::EndRangeLumbarExtension, "end-range-lumbar-extension", "lower back arched")
        }
        AxialKey::LumbarExtension => (Movement::LumbarExtension, "lumbar-extension", "lower back arched"),
        AxialKey::TrunkRotationLeft | AxialKey::TrunkRotationRight => {
            (Movement::LumbarRotation, "lumbar-rotation", "trunk turned")
        }
        AxialKey::TrunkSideBendLeft | AxialKey::TrunkSideBendRight => {
            (Movement::LumbarSideBending, "lumbar-side-bending", "trunk bent to the side")
        }
        _ => return None,
    })
}
