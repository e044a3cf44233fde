//! What a figure shows, told in parts, for whoever puts it into words.

use regimen_schema::documents::Figure;
use regimen_schema::documents::figure::{
    AngleKey, AxialKey, Limb, PairedKey, Position, Reach, Side, Sided, Target,
};

use crate::pose::{self, Pose, Posed, start_pose};

/// A frame in parts: from where it starts, and what differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The position that it starts from, if it does not go on from the frame before.
    pub position: Option<Position>,
    /// What differs, the largest first.
    pub changes: Vec<Change>,
}

/// A difference from one frame, or from the start position, to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// A joint moves: farther in the direction of the key, or back from it.
    Joint {
        /// The direction; its side does not count.
        key: AngleKey,
        /// The side, where it is only one.
        side: Option<Side>,
        /// Whether it goes farther in that direction.
        farther: bool,
    },
    /// A limb touches something.
    Touch {
        /// The limb.
        limb: Limb,
        /// The side, where it is only one.
        side: Option<Side>,
        /// What it touches. Without a side it is the limb's own.
        target: Sided<Target>,
    },
}

/// The fewest degrees that are worth a word.
const LEAST: f64 = 15.0;
/// The most changes of a joint that are told of a frame.
const MOST: usize = 4;

/// What each frame of a figure shows. Where the figure does not say a position itself, it starts from `start`.
pub fn describe(figure: &Figure, start: Position, mirrored: bool) -> Vec<Moment> {
    let (frames, _) = pose::frames(figure, start);
    let frames: Vec<Posed> = if mirrored { frames.iter().map(Posed::mirrored).collect() } else { frames };
    let first = figure.position.unwrap_or(start);
    frames
        .iter()
        .enumerate()
        .map(|(i, posed)| {
            let position = match posed.base {
                Some(_) => None,
                None => Some(figure.frames[i].position.unwrap_or(first)),
            };
            let before = match (posed.base, position) {
                (Some(base), _) => frames[base].pose.clone(),
                (None, position) => start_pose(position.unwrap_or(first)),
            };
            let position = position.map(|p| if mirrored { other_side(p) } else { p });
            Moment { position, changes: changes(&before, &posed.pose) }
        })
        .collect()
}

/// The side on which a figure shows the exercise: that of its first highlight or arrow that has one, or else the one
/// whose joints move more. None where both do the same.
pub fn worked_side(figure: &Figure, start: Position) -> Option<Side> {
    let highlights = figure.frames.iter().flat_map(|frame| frame.highlight.iter().filter_map(|m| m.side));
    let arrows = figure.frames.iter().flat_map(|frame| frame.arrows.iter().filter_map(|a| a.of.side));
    highlights.chain(arrows).next().or_else(|| side_that_moves(figure, start))
}

fn side_that_moves(figure: &Figure, start: Position) -> Option<Side> {
    let (frames, _) = pose::frames(figure, start);
    let first = start_pose(figure.position.unwrap_or(start));
    let moved = |side: Side| -> f64 {
        let mut before = &first;
        let mut sum = 0.0;
        for posed in &frames {
            let after = &posed.pose;
            for key in PairedKey::ALL {
                let of = |pose: &Pose| pose.angles.get(&AngleKey::Paired(*key, side)).copied().unwrap_or(0.0);
                sum += (of(after) - of(before)).abs();
            }
            before = after;
        }
        sum
    };
    let (left, right) = (moved(Side::Left), moved(Side::Right));
    ((left - right).abs() >= LEAST).then_some(if left > right { Side::Left } else { Side::Right })
}

fn other_side(position: Position) -> Position {
    match position {
        Position::SideLyingLeft => Position::SideLyingRight,
        Position::SideLyingRight => Position::SideLyingLeft,
        other => other,
    }
}

fn changes(before: &Pose, after: &Pose) -> Vec<Change> {
    let mut joints: Vec<(f64, Change)> = Vec::new();
    let signed = |pose: &Pose, plus: AngleKey, minus: Option<AngleKey>| {
        let of = |key| pose.angles.get(&key).copied().unwrap_or(0.0);
        of(plus) - minus.map_or(0.0, of)
    };
    let mut compare = |plus: AngleKey, minus: Option<AngleKey>, side: Option<Side>| {
        let (from, to) = (signed(before, plus, minus), signed(after, plus, minus));
        let size = (to - from).abs();
        if size < LEAST {
            return;
        }
        // Where it ends tells the direction; ending at rest is going back.
        let key = if to < -0.5 || (to.abs() <= 0.5 && from < 0.0) { minus.unwrap_or(plus) } else { plus };
        let farther = to.abs() > from.abs() || to * from < 0.0;
        joints.push((size, Change::Joint { key, side, farther }));
    };
    for key in PairedKey::ALL {
        if !is_told(*key) {
            continue;
        }
        for side in Side::BOTH {
            let minus = key.opposite().map(|minus| AngleKey::Paired(minus, side));
            compare(AngleKey::Paired(*key, side), minus, Some(side));
        }
    }
    for key in [
        AxialKey::LumbarFlexion,
        AxialKey::ThoracicFlexion,
        AxialKey::TrunkRotationLeft,
        AxialKey::TrunkSideBendLeft,
        AxialKey::PelvisHikeLeft,
        AxialKey::NeckFlexion,
        AxialKey::NeckRotationLeft,
        AxialKey::NeckSideBendLeft,
    ] {
        compare(AngleKey::Axial(key), Some(AngleKey::Axial(key.opposite())), None);
    }
    joints.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut changes: Vec<Change> = Vec::new();
    for (_, change) in joints {
        if !joined(&mut changes, change) && changes.len() < MOST {
            changes.push(change);
        }
    }
    for ((limb, side), reach) in &after.contacts {
        if before.contacts.get(&(*limb, *side)).map(|r| r.to) != Some(reach.to)
            && is_worth_telling(*limb, reach)
        {
            let own = reach.to.side.is_some() && reach.to.side == *side;
            let target = if own { Sided { side: None, part: reach.to.part } } else { reach.to };
            let change = Change::Touch { limb: *limb, side: *side, target };
            if !joined(&mut changes, change) {
                changes.push(change);
            }
        }
    }
    changes
}

/// Joints whose movement a picture in words needs.
fn is_told(key: PairedKey) -> bool {
    matches!(
        key,
        PairedKey::HipFlexion
            | PairedKey::HipAbduction
            | PairedKey::HipExternalRotation
            | PairedKey::KneeFlexion
            | PairedKey::AnkleDorsiflexion
            | PairedKey::ShoulderFlexion
            | PairedKey::ShoulderAbduction
            | PairedKey::ElbowFlexion
    )
}

fn is_worth_telling(limb: Limb, reach: &Reach) -> bool {
    matches!(limb, Limb::Hand | Limb::Forearm | Limb::Foot) && reach.to.part != Target::Flat
}

/// Says the same of both sides at once.
fn joined(changes: &mut [Change], new: Change) -> bool {
    for old in changes {
        match (old, new) {
            (
                Change::Joint { key: AngleKey::Paired(a, _), side: side @ Some(_), farther },
                Change::Joint { key: AngleKey::Paired(b, _), side: Some(other), farther: also },
            ) if *a == b && *farther == also && *side != Some(other) => {
                *side = None;
                return true;
            }
            (
                Change::Touch { limb, side: side @ Some(_), target },
                Change::Touch { limb: also, side: Some(other), target: same },
            ) if *limb == also && *target == same && *side != Some(other) => {
                *side = None;
                return true;
            }
            _ => {}
        }
    }
    false
}
