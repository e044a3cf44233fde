//! What a figure does with the back.

use regimen_schema::documents::Figure;
use regimen_schema::documents::figure::{AngleKey, AxialKey, Position};

use super::origin::Origin;
use crate::pose;

/// How far a figure takes the back in one direction, at the most.
#[derive(Debug, Clone, PartialEq)]
pub struct Bend {
    /// Where in the figure that was written, as a JSON Pointer from the figure; what brings it, where its position does.
    pub at: String,
    /// The direction.
    pub to: AxialKey,
    /// How far, in degrees.
    pub degrees: f64,
}

/// The bends of the back, the farthest of each direction. Where the figure does not say a position itself, it starts
/// from `start`.
pub fn bends(figure: &Figure, start: Position) -> Vec<Bend> {
    let (frames, _) = pose::frames(figure, start);
    let mut bends: Vec<Bend> = Vec::new();
    for (index, posed) in frames.iter().enumerate() {
        for (key, degrees) in &posed.pose.angles {
            let AngleKey::Axial(to) = *key else { continue };
            let known = bends.iter_mut().find(|bend| bend.to == to);
            if known.as_ref().is_some_and(|bend| bend.degrees >= *degrees) {
                continue;
            }
            let at = Origin { figure, frames: &frames, index }.angle(*key, *degrees);
            let bend = Bend { at, to, degrees: *degrees };
            match known {
                Some(known) => *known = bend,
                None => bends.push(bend),
            }
        }
    }
    bends
}
