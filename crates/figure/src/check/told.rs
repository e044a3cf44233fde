//! What is told of the faults of a frame: each once.

use std::mem::discriminant;

use regimen_schema::documents::figure::Sided;

use super::{Fault, FaultKind};

/// Figures that differ by no more than this, in degrees or centimetres, are the same to a reader.
const SAME: f64 = 1.0;

/// Makes one of two faults that are the same on both sides.
pub(super) fn on_both_sides(faults: Vec<Fault>) -> Vec<Fault> {
    let mut told: Vec<Fault> = Vec::new();
    for fault in faults {
        let other = told.iter_mut().find(|other| {
            other.at == fault.at && other.kind != fault.kind && is_alike(&other.kind, &fault.kind)
        });
        match other {
            Some(other) => {
                other.both_sides = true;
                for name in names_mut(&mut other.kind).into_iter().flatten() {
                    name.side = None;
                }
            }
            None => told.push(fault),
        }
    }
    told
}

/// Whether a fault of a frame comes from the one before, and nothing in the frame itself is to blame.
pub(super) fn is_taken_over(fault: &Fault, frame: &str, before: &[Fault]) -> bool {
    let is_own = fault.at.strip_prefix(frame).is_some_and(|rest| rest.starts_with('/'));
    !is_own
        && before.iter().any(|other| {
            let sides = |fault: &Fault| names(&fault.kind).map(|name| name.and_then(|name| name.side));
            is_alike(&other.kind, &fault.kind) && sides(other) == sides(fault)
        })
}

/// Whether two faults are the same but for the sides.
fn is_alike(one: &FaultKind, other: &FaultKind) -> bool {
    let parts = |kind| names(kind).map(|name| name.map(|name| name.part));
    discriminant(one) == discriminant(other)
        && parts(one) == parts(other)
        && (figure(one) - figure(other)).abs() <= SAME
}

fn names(kind: &FaultKind) -> [Option<Sided<String>>; 2] {
    names_mut(&mut kind.clone()).map(Option::<&mut _>::cloned)
}

fn names_mut(kind: &mut FaultKind) -> [Option<&mut Sided<String>>; 2] {
    match kind {
        FaultKind::JointOutOfRange { joint: name, .. }
        | FaultKind::JointBeyondUsual { joint: name, .. }
        | FaultKind::Overruled { joint: name, .. }
        | FaultKind::ThroughFloor { part: name, .. } => [Some(name), None],
        FaultKind::NotReached { limb: one, target: other, .. }
        | FaultKind::NoSuchProp { limb: one, target: other }
        | FaultKind::Overlap { one, other, .. } => [Some(one), Some(other)],
        FaultKind::NoSuchFrame(_)
        | FaultKind::SameName(_)
        | FaultKind::Uneven
        | FaultKind::Floating { .. }
        | FaultKind::OutOfBalance
        | FaultKind::PropSize { .. } => [None, None],
    }
}

/// How far it goes, in degrees or centimetres.
fn figure(kind: &FaultKind) -> f64 {
    match *kind {
        FaultKind::JointOutOfRange { degrees, .. }
        | FaultKind::JointBeyondUsual { degrees, .. }
        | FaultKind::Overruled { degrees, .. } => degrees,
        FaultKind::NotReached { missing, .. } => missing.unwrap_or_default(),
        FaultKind::Floating { height } | FaultKind::PropSize { height, .. } => height,
        FaultKind::ThroughFloor { depth, .. } | FaultKind::Overlap { depth, .. } => depth,
        FaultKind::NoSuchFrame(_)
        | FaultKind::SameName(_)
        | FaultKind::Uneven
        | FaultKind::NoSuchProp { .. }
        | FaultKind::OutOfBalance => 0.0,
    }
}
