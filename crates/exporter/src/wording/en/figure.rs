//! A figure in words, for those who cannot see it.

use regimen_figure::{Change, Moment};
use regimen_schema::documents::figure::{AngleKey, AxialKey, Limb, PairedKey, Position, Side, Sided, Target};

/// What a drawing shows, in a line a frame.
pub(super) fn alt(title: &str, moments: &[Moment]) -> String {
    let several = moments.len() > 1;
    let frames: Vec<String> = moments
        .iter()
        .enumerate()
        .map(|(i, moment)| {
            let mut parts: Vec<String> =
                moment.position.map(position).map(str::to_owned).into_iter().collect();
            parts.extend(moment.changes.iter().copied().map(change));
            let words = if parts.is_empty() { "the same position".to_owned() } else { parts.join(", ") };
            if several {
                format!("Picture {}: {words}.", i + 1)
            } else {
                format!("{}.", super::capitalised(&words))
            }
        })
        .collect();
    format!("Drawing of {title}. {}", frames.join(" "))
}

fn position(position: Position) -> &'static str {
    match position {
        Position::Standing => "standing",
        Position::Sitting => "sitting on a chair",
        Position::LongSitting => "sitting on the floor with straight legs",
        Position::CrossLegged => "sitting on the floor with crossed legs",
        Position::Supine => "lying on the back",
        Position::CrookLying => "lying on the back with bent knees, feet flat",
        Position::Prone => "lying face down",
        Position::ProneOnElbows => "lying face down, propped on the elbows",
        Position::SideLyingRight => "lying on the right side",
        Position::SideLyingLeft => "lying on the left side",
        Position::Quadruped => "on hands and knees",
        Position::ChildKneeling => "kneeling, sitting back on the heels",
        Position::TallKneeling => "kneeling upright",
        Position::HalfKneeling => "kneeling on one knee",
        Position::Pigeon => "one leg bent in front, the other straight behind",
        Position::Plank => "propped on hands and toes, body straight",
    }
}

fn change(change: Change) -> String {
    match change {
        Change::Joint { key: AngleKey::Paired(key, _), side, farther } => {
            let (part, parts, words) = limb(key, farther);
            format!("{} {words}", sided(side, part, parts))
        }
        Change::Joint { key: AngleKey::Axial(key), farther, .. } => spine(key, farther).to_owned(),
        Change::Touch { limb, side, target } => {
            let (part, parts) = match limb {
                Limb::Hand => ("hand", "hands"),
                Limb::Forearm => ("forearm", "forearms"),
                _ => ("foot", "feet"),
            };
            format!("{} {}", sided(side, part, parts), touched(target, side.is_none()))
        }
    }
}

fn sided(side: Option<Side>, part: &str, parts: &str) -> String {
    side.map_or_else(|| format!("both {parts}"), |side| format!("{} {part}", side.name()))
}

fn limb(key: PairedKey, farther: bool) -> (&'static str, &'static str, &'static str) {
    match (key, farther) {
        (PairedKey::HipFlexion, true) => ("hip", "hips", "bent"),
        (PairedKey::HipFlexion | PairedKey::HipExtension, false) => ("hip", "hips", "straightened"),
        (PairedKey::HipExtension, true) => ("leg", "legs", "taken back"),
        (PairedKey::HipAbduction, true) => ("leg", "legs", "out to the side"),
        (PairedKey::HipAdduction, true) => ("leg", "legs", "across the middle"),
        (PairedKey::HipAbduction | PairedKey::HipAdduction, false) => ("leg", "legs", "back in line"),
        (PairedKey::HipExternalRotation, true) => ("knee", "knees", "turned outwards"),
        (PairedKey::HipInternalRotation, true) => ("knee", "knees", "turned inwards"),
        (PairedKey::HipExternalRotation | PairedKey::HipInternalRotation, false) => {
            ("knee", "knees", "turned back")
        }
        (PairedKey::KneeFlexion, true) => ("knee", "knees", "bent"),
        (PairedKey::KneeFlexion, false) => ("knee", "knees", "straightened"),
        (PairedKey::AnkleDorsiflexion, true) => ("foot", "feet", "drawn up"),
        (PairedKey::AnklePlantarflexion, true) => ("foot", "feet", "pointed"),
        (PairedKey::AnkleDorsiflexion | PairedKey::AnklePlantarflexion, false) => ("foot", "feet", "relaxed"),
        (PairedKey::ShoulderFlexion, true) => ("arm", "arms", "raised to the front"),
        (PairedKey::ShoulderExtension, true) => ("arm", "arms", "taken back"),
        (PairedKey::ShoulderAbduction, true) => ("arm", "arms", "raised to the side"),
        (PairedKey::ElbowFlexion, true) => ("elbow", "elbows", "bent"),
        (PairedKey::ElbowFlexion, false) => ("elbow", "elbows", "straightened"),
        (_, false) => ("arm", "arms", "lowered"),
        (_, true) => ("arm", "arms", "turned"),
    }
}

fn spine(key: AxialKey, farther: bool) -> &'static str {
    match (key, farther) {
        (AxialKey::LumbarFlexion, true) => "lower back rounded",
        (AxialKey::LumbarExtension, true) => "lower back arched",
        (AxialKey::LumbarFlexion | AxialKey::LumbarExtension, false) => "lower back straight",
        (AxialKey::ThoracicFlexion, true) => "upper back rounded",
        (AxialKey::ThoracicExtension, true) => "upper back arched",
        (AxialKey::ThoracicFlexion | AxialKey::ThoracicExtension, false) => "upper back straight",
        (AxialKey::TrunkRotationLeft, true) => "trunk turned to the left",
        (AxialKey::TrunkRotationRight, true) => "trunk turned to the right",
        (AxialKey::TrunkRotationLeft | AxialKey::TrunkRotationRight, false) => "trunk turned back",
        (AxialKey::TrunkSideBendLeft, true) => "trunk bent to the left",
        (AxialKey::TrunkSideBendRight, true) => "trunk bent to the right",
        (AxialKey::TrunkSideBendLeft | AxialKey::TrunkSideBendRight, false) => "trunk upright",
        (AxialKey::PelvisHikeLeft, true) => "left side of the pelvis drawn up",
        (AxialKey::PelvisHikeRight, true) => "right side of the pelvis drawn up",
        (AxialKey::PelvisHikeLeft | AxialKey::PelvisHikeRight, false) => "pelvis level",
        (AxialKey::NeckFlexion, true) => "head bent forwards",
        (AxialKey::NeckExtension, true) => "head bent back",
        (AxialKey::NeckRotationLeft, true) => "head turned to the left",
        (AxialKey::NeckRotationRight, true) => "head turned to the right",
        (AxialKey::NeckSideBendLeft, true) => "head bent to the left",
        (AxialKey::NeckSideBendRight, true) => "head bent to the right",
        (_, false) => "head straight",
    }
}

/// Where a limb is. On its own side the part stands alone, in the plural if both limbs are meant.
fn touched(target: Sided<Target>, both: bool) -> String {
    let side = target.side.map(|side| format!("{} ", side.name())).unwrap_or_default();
    let on = |one: &str, many: &str| {
        format!("on the {side}{}", if both && target.side.is_none() { many } else { one })
    };
    match target.part {
        Target::Free | Target::Flat => "free".to_owned(),
        Target::Floor => "on the floor".to_owned(),
        Target::Step => "on the step".to_owned(),
        Target::Hanging => "hanging down".to_owned(),
        Target::Strap => "holding the strap".to_owned(),
        Target::Band => "holding the band".to_owned(),
        Target::Wall => "against the wall".to_owned(),
        Target::ChairSeat => "on the seat of the chair".to_owned(),
        Target::SeatSide => "at the side of the seat".to_owned(),
        Target::ChairBack => "on the back of the chair".to_owned(),
        Target::ChairBackSide => "at the side of the chair's back".to_owned(),
        Target::Ball => "on the ball".to_owned(),
        Target::Table => "on the table".to_owned(),
        Target::BackOfHead => "behind the head".to_owned(),
        Target::Chest => "on the chest".to_owned(),
        Target::Belly => "on the belly".to_owned(),
        Target::LowerBack => "on the lower back".to_owned(),
        Target::Hip => on("hip", "hips"),
        Target::FrontThigh | Target::OuterThigh | Target::InnerThigh => on("thigh", "thighs"),
        Target::AboveKnee => {
            format!("just above the {side}{}", if both && target.side.is_none() { "knees" } else { "knee" })
        }
        Target::BehindThigh => {
            format!("behind the {side}{}", if both && target.side.is_none() { "thighs" } else { "thigh" })
        }
        Target::BehindKnee => {
            format!("behind the {side}{}", if both && target.side.is_none() { "knees" } else { "knee" })
        }
        Target::Knee | Target::OuterKnee | Target::InnerKnee => on("knee", "knees"),
        Target::Shin | Target::OuterShin | Target::LowerShin => on("shin", "shins"),
        Target::Calf => on("calf", "calves"),
        Target::FrontAnkle => on("ankle", "ankles"),
        Target::Foot | Target::Sole | Target::Toes => on("foot", "feet"),
        Target::UpperArm => on("upper arm", "upper arms"),
        Target::Forearm => on("forearm", "forearms"),
    }
}
