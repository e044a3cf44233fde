//! What is told of a figure, and where: at the cause that its author wrote, once.

use regimen_figure::{Fault, FaultKind, check};
use regimen_schema::documents::Figure;
use regimen_schema::documents::figure::Position;
use serde_json::{Value, json};

fn faults(start: Position, frames: &Value) -> Vec<Fault> {
    let figure: Figure = serde_json::from_value(json!({ "frames": frames })).unwrap();
    check(&figure, start)
        .into_iter()
        .filter(|fault| !matches!(fault.kind, FaultKind::JointBeyondUsual { .. }))
        .collect()
}

/// The places of the faults, each with the frame that shows it.
fn places(start: Position, frames: &Value) -> Vec<(String, String)> {
    faults(start, frames).into_iter().map(|fault| (fault.at, fault.frame)).collect()
}

#[track_caller]
fn is_at(start: Position, frames: &Value, expected: &[(&str, &str)]) {
    let found = places(start, frames);
    let found: Vec<_> = found.iter().map(|(at, frame)| (&**at, &**frame)).collect();
    assert_eq!(found, expected, "{frames}");
}

/// The feet stand flat by the start position, so the ankles bend as far as hips and knees make them.
const SQUAT: &str = r#"{ "hip_flexion": 95, "knee_flexion": 120 }"#;

fn squat() -> Value {
    serde_json::from_str(SQUAT).unwrap()
}

#[test]
fn a_joint_that_follows_points_at_what_bends_it() {
    let angles = json!([{ "id": "start", "angles": squat() }]);
    is_at(Position::Standing, &angles, &[("/frames/0/angles", "start")]);
    // The frame that first shows it, and not the one that it was changed from.
    let later = json!([{ "id": "start" }, { "id": "end", "angles": squat() }]);
    is_at(Position::Standing, &later, &[("/frames/1/angles", "end")]);
    // What the author says of the ankle is not what comes of it.
    let mut said = squat();
    said["ankle_dorsiflexion"] = json!(10);
    is_at(Position::Standing, &json!([{ "id": "start", "angles": said }]), &[("/frames/0/angles", "start")]);
    let planted = json!([{ "id": "start", "angles": squat(), "contacts": { "feet": "floor" } }]);
    is_at(Position::Standing, &planted, &[("/frames/0/contacts/feet", "start")]);
    let level = json!([{ "id": "start", "angles": squat(), "contacts": { "feet": "flat" } }]);
    is_at(Position::Standing, &level, &[("/frames/0/angles", "start")]);
}

#[test]
fn an_angle_that_is_one_sides_own_is_pointed_at_there() {
    let leg =
        |angles: Value| json!([{ "id": "start", "angles": angles, "contacts": { "right_leg": "free" } }]);
    let at = "/frames/0/angles/hip_extension/right";
    is_at(Position::Supine, &leg(json!({ "hip_extension": { "right": 30 } })), &[(at, "start")]);
    let both = json!([{ "id": "start", "angles": { "hip_extension": 30 }, "contacts": { "legs": "free" } }]);
    let found = faults(Position::Supine, &both);
    let [Fault { at, both_sides: true, kind: FaultKind::ThroughFloor { part, .. }, .. }] = &*found else {
        panic!("{found:?}");
    };
    assert_eq!((&**at, part.side), ("/frames/0/angles/hip_extension", None));
    // With two angles of the leg it is not told which is to blame, and an arm's is none of the leg's.
    let two =
        json!({ "hip_extension": { "right": 30 }, "knee_flexion": { "right": 5 }, "elbow_flexion": 20 });
    is_at(Position::Supine, &leg(two), &[("/frames/0/angles", "start")]);
    let other = json!({ "hip_extension": { "right": 30 }, "elbow_flexion": 20 });
    is_at(Position::Supine, &leg(other), &[("/frames/0/angles/hip_extension/right", "start")]);
}

#[test]
fn what_a_frame_takes_over_is_told_once() {
    let contacts = json!({ "hands": "toes" });
    let at = ("/frames/0/contacts/hands", "start");
    let frames = json!([
        { "id": "start", "contacts": contacts },
        { "id": "middle", "angles": { "neck_flexion": 10 } },
        { "id": "end", "angles": { "neck_flexion": 20 } },
    ]);
    is_at(Position::Standing, &frames, &[at]);
    let found = faults(Position::Standing, &frames);
    assert!(found[0].both_sides);
    // What it writes anew is its own fault, and so is what gets worse by it.
    let again = json!([{ "id": "start", "contacts": contacts }, { "id": "end", "contacts": contacts }]);
    is_at(Position::Standing, &again, &[at, ("/frames/1/contacts/hands", "end")]);
    let worse = json!([
        { "id": "start", "contacts": contacts },
        { "id": "end", "angles": { "lumbar_extension": 30 } },
    ]);
    is_at(Position::Standing, &worse, &[at, ("/frames/0/contacts/hands", "end")]);
    // A frame of its own takes nothing over.
    let apart = json!([
        { "id": "start", "contacts": { "hands": "toes" } },
        { "id": "end", "position": "standing" },
    ]);
    is_at(Position::Standing, &apart, &[at]);
}

#[test]
fn sides_that_differ_are_told_apart() {
    let frames = json!([{ "id": "start", "contacts": { "left_hand": "toes", "right_hand": "toes" } }]);
    is_at(
        Position::Standing,
        &frames,
        &[("/frames/0/contacts/left_hand", "start"), ("/frames/0/contacts/right_hand", "start")],
    );
    // The right hand is farther away, though one key names both.
    let frames = json!([{
        "id": "start",
        "angles": { "trunk_side_bend_left": 30 },
        "contacts": { "hands": "toes" }
    }]);
    let found = faults(Position::Standing, &frames);
    let sides: Vec<_> = found
        .iter()
        .filter_map(|fault| match &fault.kind {
            FaultKind::NotReached { limb, .. } => Some((limb.to_string(), fault.both_sides)),
            _ => None,
        })
        .collect();
    assert_eq!(sides, [("left hand".to_owned(), false), ("right hand".to_owned(), false)]);
}

#[test]
fn every_name_that_stands_twice_is_told() {
    let frames = json!([{ "id": "start" }, { "id": "start" }, { "id": "start" }]);
    is_at(Position::Standing, &frames, &[("/frames/1/id", "start"), ("/frames/2/id", "start")]);
}
