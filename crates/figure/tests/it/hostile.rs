//! Any figure that the schema accepts gives a picture or a finding, and never a number that is none.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use regimen_figure::{Colours, Options, Theme, check, draw, svg};
use regimen_schema::documents::Figure;
use regimen_schema::documents::figure::{AxialKey, PairedKey, Person, Position};
use serde_json::{Map, Value, json};

const POSITIONS: [&str; 16] = [
    "standing",
    "sitting",
    "long-sitting",
    "cross-legged",
    "supine",
    "crook-lying",
    "prone",
    "prone-on-elbows",
    "side-lying-right",
    "side-lying-left",
    "quadruped",
    "child-kneeling",
    "tall-kneeling",
    "half-kneeling",
    "pigeon",
    "plank",
];
const LIMBS: [&str; 12] = [
    "head",
    "legs",
    "left_leg",
    "feet",
    "right_foot",
    "left_knee",
    "toes",
    "right_shin",
    "arms",
    "hands",
    "left_hand",
    "forearms",
];
const TARGETS: [&str; 16] = [
    "free",
    "floor",
    "flat",
    "step",
    "hanging",
    "strap",
    "wall",
    "chair-seat",
    "belly",
    "back-of-head",
    "shin",
    "left-above-knee",
    "right-behind-thigh",
    "ball",
    "hip",
    "sole",
];

fn props() -> impl Strategy<Value = Vec<Value>> {
    let all = vec![
        json!({ "kind": "mat" }),
        json!({ "kind": "bed" }),
        json!({ "kind": "chair" }),
        json!({ "kind": "chair", "where": "front", "distance_cm": 40 }),
        json!({ "kind": "step", "under": "left-foot" }),
        json!({ "kind": "wall", "where": "behind" }),
        json!({ "kind": "table", "distance_cm": 20, "height_cm": 90 }),
        json!({ "kind": "pillow", "under": "between-knees" }),
        json!({ "kind": "cushion", "under": "lower-back" }),
        json!({ "kind": "towel-roll", "under": "ankles" }),
        json!({ "kind": "ball", "under": "belly" }),
        json!({ "kind": "strap", "around": "right-foot" }),
        json!({ "kind": "band", "around": "knees" }),
    ];
    vec(select(all), 0..3)
}

fn frame() -> impl Strategy<Value = Value> {
    let paired = vec(
        (select(PairedKey::ALL), 0.0..1.0, select(vec!["left", "right", "both"]))
            .prop_map(|(key, t, side)| (key.name(), t * key.limit(), side)),
        0..6,
    );
    let axial =
        vec((select(AxialKey::ALL), 0.0..1.0).prop_map(|(key, t)| (key.name(), t * key.limit())), 0..4);
    let contacts = vec((select(&LIMBS[..]), select(&TARGETS[..])), 0..4);
    let place = select(vec![
        json!({ "kind": "level", "parts": ["pelvis"], "with": ["foot"], "ground": ["left-hand"] }),
        json!({ "kind": "balance", "feet": ["left-foot"], "lean": -60 }),
        json!({ "kind": "upright-thighs", "ground": ["head"], "straight_arms": true }),
        json!({ "kind": "tilt", "degrees": 90, "ground": ["elbow"], "height_cm": 120 }),
    ]);
    let arrow = select(vec![
        json!({ "of": "knee" }),
        json!({ "of": "head", "turning": true }),
        json!({ "of": "left-hand" }),
    ]);
    let turns = (-180.0..180.0, -180.0..180.0);
    (
        paired,
        axial,
        contacts,
        weighted(0.3, place),
        weighted(0.3, props()),
        weighted(0.3, arrow),
        weighted(0.3, turns),
    )
        .prop_map(|(paired, axial, contacts, place, props, arrow, turns)| {
            let mut angles = Map::new();
            for (key, degrees, side) in paired {
                let value = if side == "both" { json!(degrees) } else { json!({ side: degrees }) };
                angles.insert(key.into(), value);
            }
            angles.extend(axial.into_iter().map(|(key, degrees)| (key.into(), json!(degrees))));
            let mut frame = json!({ "angles": angles, "highlight": ["gluteals", "neck", "left-calf"] });
            frame["contacts"] = contacts
                .into_iter()
                .map(|(limb, to)| (limb.to_owned(), json!(to)))
                .collect::<Map<_, _>>()
                .into();
            if let Some(place) = place {
                frame["place"] = place;
            }
            if let Some(props) = props {
                frame["props"] = props.into();
            }
            if let Some(arrow) = arrow {
                frame["arrows"] = json!([arrow]);
            }
            if let Some((roll, turn)) = turns {
                frame["roll"] = json!(roll);
                frame["turn"] = json!(turn);
            }
            frame
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_figure_gives_a_picture(
        position in select(&POSITIONS[..]),
        mut frames in vec(frame(), 1..3),
        azimuth in -90.0..90.0,
        elevation in 0_u32..=90,
        mirrored in any::<bool>(),
    ) {
        for (i, frame) in frames.iter_mut().enumerate() {
            frame["id"] = json!(format!("f{i}"));
        }
        let figure = json!({
            "position": position,
            "view": { "from": "front", "turn": azimuth, "elevation": elevation },
            "frames": frames,
        });
        let figure: Figure = serde_json::from_value(figure).unwrap();
        let _ = check(&figure, Position::Standing);
        let drawing = draw(&figure, Position::Standing, Options { mirrored, ..Options::default() });
        prop_assert!(drawing.width.is_finite() && drawing.height.is_finite());
        for segment in drawing.shapes.iter().flat_map(|shape| &shape.path) {
            for p in segment.points() {
                prop_assert!(p.x.is_finite() && p.y.is_finite());
            }
        }
        let text = svg(&drawing, Person::default(), Colours::Plain(Theme::BlackAndWhite), "", "f");
        prop_assert!(text.len() > 500);
    }
}
