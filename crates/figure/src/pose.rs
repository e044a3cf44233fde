//! A pose is a start position with the differences of the frames laid on top, as plain data. Left and right can be swapped.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regimen_schema::documents::exercise::Muscle;
use regimen_schema::documents::figure::{
    AngleKey, Angles, Arrow, AxialKey, Contacts, Facing, Figure, Foot, Frame, Joint, Limb, Loop, Pin, Place,
    Position, Prop, Reach, Side, Sided, Surface, Target, View, Whereabouts,
};
use regimen_schema::list::NonEmpty;
use regimen_schema::number::Signed;
use serde::Deserialize;

/// Everything that is known of a frame before it is solved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pose {
    pub(crate) orientation: Orientation,
    pub(crate) place: Place,
    pub(crate) angles: BTreeMap<AngleKey, f64>,
    pub(crate) contacts: BTreeMap<(Limb, Option<Side>), Reach>,
    pub(crate) props: Vec<Prop>,
    /// How many centimetres soft parts sink into what they rest on.
    pub(crate) sink: Vec<(Sided<Surface>, f64)>,
    pub(crate) pin: Pin,
    pub(crate) roll: f64,
    pub(crate) turn: f64,
}

/// How the body lies before it is tilted to rest on its supports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Orientation {
    Upright,
    Supine,
    Prone,
    SideLeft,
    SideRight,
}

/// A frame with its pose and what is drawn round it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Posed {
    pub(crate) id: String,
    pub(crate) pose: Pose,
    /// The index of the frame it was changed from; the first is changed from none.
    pub(crate) base: Option<usize>,
    pub(crate) view: Camera,
    pub(crate) highlight: Vec<Sided<Muscle>>,
    pub(crate) arrows: Vec<PosedArrow>,
    pub(crate) ghost: Option<usize>,
}

/// An arrow whose frame is found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PosedArrow {
    pub(crate) of: Sided<Joint>,
    pub(crate) turning: bool,
    pub(crate) since: usize,
    pub(crate) shift: Option<(f64, f64)>,
}

/// From where a frame is seen, in degrees: round the upright line (0 is the person's front, 90 the left), and from above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Camera {
    pub(crate) azimuth: f64,
    pub(crate) elevation: f64,
}

/// A reference within a figure that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dangling {
    /// The place in the figure, as a JSON Pointer.
    pub(crate) at: String,
    pub(crate) id: String,
}

/// Lays the frames of a figure on top of each other. References to frames that do not exist, or come later, are told.
pub(crate) fn frames(figure: &Figure, start: Position) -> (Vec<Posed>, Vec<Dangling>) {
    let start = figure.position.unwrap_or(start);
    let mut posed: Vec<Posed> = Vec::new();
    let mut dangling = Vec::new();
    for (i, frame) in figure.frames.iter().enumerate() {
        let mut find = |key: &str, id: &str| {
            let found = posed.iter().position(|p| p.id == id);
            if found.is_none() {
                dangling.push(Dangling { at: format!("/frames/{i}/{key}"), id: id.to_owned() });
            }
            found
        };
        let base = match (&frame.position, &frame.from) {
            (Some(_), _) => None,
            (None, Some(from)) => find("from", from).or(i.checked_sub(1)),
            (None, None) => i.checked_sub(1),
        };
        let ghost = frame.ghost.as_ref().and_then(|id| find("ghost", id));
        let arrows = frame
            .arrows
            .iter()
            .enumerate()
            .map(|(k, arrow)| {
                posed_arrow(arrow, base.or(i.checked_sub(1)).unwrap_or(i), |id| {
                    find(&format!("arrows/{k}/since"), id)
                })
            })
            .collect();
        let mut pose = match base {
            Some(base) => posed[base].pose.clone(),
            None => first_pose(figure, frame.position.unwrap_or(start)),
        };
        pose.change(frame);
        posed.push(Posed {
            id: frame.id.to_string(),
            pose,
            base,
            view: camera(frame.view.or(figure.view), frame.position.unwrap_or(start)),
            highlight: frame.highlight.clone(),
            arrows,
            ghost,
        });
    }
    (posed, dangling)
}

impl Posed {
    /// The same frame with left and right swapped, seen so that the picture is the mirror image.
    pub(crate) fn mirrored(&self) -> Self {
        Self {
            id: self.id.clone(),
            pose: self.pose.mirrored(),
            base: self.base,
            view: Camera { azimuth: -self.view.azimuth, elevation: self.view.elevation },
            highlight: self.highlight.iter().map(|m| m.mirrored()).collect(),
            arrows: self
                .arrows
                .iter()
                .map(|a| PosedArrow { of: a.of.mirrored(), shift: a.shift.map(|(x, y)| (-x, y)), ..*a })
                .collect(),
            ghost: self.ghost,
        }
    }
}

impl Pose {
    /// Lays what a frame says on top.
    fn change(&mut self, frame: &Frame) {
        if let Some(angles) = &frame.angles {
            self.change_angles(angles);
        }
        if let Some(contacts) = &frame.contacts {
            self.change_contacts(contacts);
        }
        if let Some(place) = &frame.place {
            self.place = place.clone();
        }
        if let Some(props) = &frame.props {
            self.props.clone_from(props);
        }
        self.pin = frame.pin.unwrap_or(self.pin);
        self.roll = frame.roll.map_or(self.roll, Signed::get);
        self.turn = frame.turn.map_or(self.turn, Signed::get);
    }

    fn change_angles(&mut self, angles: &Angles) {
        for (key, degrees) in angles.given() {
            // Only the side that is given loses its opposite: a leg left alone keeps what it has.
            if let Some(opposite) = opposite(key) {
                self.angles.remove(&opposite);
            }
            self.angles.insert(key, degrees);
        }
    }

    fn change_contacts(&mut self, contacts: &Contacts) {
        for (_, limb, side, contact) in contacts.given() {
            let sides: Vec<_> = match (limb, side) {
                (Limb::Head, _) => vec![None],
                (_, Some(side)) => vec![Some(side)],
                (_, None) => Side::BOTH.map(Some).to_vec(),
            };
            for side in sides {
                self.contacts.retain(|(other, s), _| *s != side || !replaces(limb, *other));
                let mut reach = contact.reach();
                if reach.to.part == Target::Free {
                    continue;
                }
                if reach.to.side.is_none() && has_sides(reach.to.part) {
                    reach.to.side = side;
                }
                self.contacts.insert((limb, side), reach);
            }
        }
    }

    fn mirrored(&self) -> Self {
        let key = |key: &AngleKey| match *key {
            AngleKey::Paired(key, side) => AngleKey::Paired(key, side.other()),
            AngleKey::Axial(key) => AngleKey::Axial(mirrored_axial(key)),
        };
        let foot = |foot: Sided<Foot>| foot.mirrored();
        Self {
            orientation: match self.orientation {
                Orientation::SideLeft => Orientation::SideRight,
                Orientation::SideRight => Orientation::SideLeft,
                other => other,
            },
            place: mirrored_place(&self.place),
            angles: self.angles.iter().map(|(k, degrees)| (key(k), *degrees)).collect(),
            contacts: self
                .contacts
                .iter()
                .map(|((limb, side), reach)| {
                    ((*limb, side.map(Side::other)), Reach { to: reach.to.mirrored(), ..*reach })
                })
                .collect(),
            props: self
                .props
                .iter()
                .map(|prop| match *prop {
                    Prop::Step { under, heel } => Prop::Step { under: foot(under), heel },
                    Prop::Strap { around } => Prop::Strap { around: foot(around) },
                    Prop::Band { around: Loop::LeftFoot } => Prop::Band { around: Loop::RightFoot },
                    Prop::Band { around: Loop::RightFoot } => Prop::Band { around: Loop::LeftFoot },
                    Prop::Wall { at, distance_cm } => Prop::Wall { at: mirrored_where(at), distance_cm },
                    Prop::Chair { at, distance_cm, height_cm, turned_away } => {
                        Prop::Chair { at: at.map(mirrored_where), distance_cm, height_cm, turned_away }
                    }
                    other => other,
                })
                .collect(),
            sink: self.sink.iter().map(|(part, cm)| (part.mirrored(), *cm)).collect(),
            pin: match self.pin {
                Pin::LeftFoot => Pin::RightFoot,
                Pin::RightFoot => Pin::LeftFoot,
                Pin::LeftKnee => Pin::RightKnee,
                Pin::RightKnee => Pin::LeftKnee,
                other => other,
            },
            roll: -self.roll,
            turn: -self.turn,
        }
    }
}

fn first_pose(figure: &Figure, position: Position) -> Pose {
    let mut pose = start_pose(position);
    if let Some(props) = &figure.props {
        pose.props.clone_from(props);
    }
    pose.pin = figure.pin.unwrap_or(pose.pin);
    pose
}

fn posed_arrow(arrow: &Arrow, base: usize, mut find: impl FnMut(&str) -> Option<usize>) -> PosedArrow {
    PosedArrow {
        of: arrow.of,
        turning: arrow.turning.unwrap_or(false),
        since: arrow.since.as_ref().and_then(|id| find(id)).unwrap_or(base),
        shift: arrow.shift_cm.map(|s| (s.right.get(), s.up.get())),
    }
}

/// Where the viewer stands; without a word of the author's, where the position reads best.
fn camera(view: Option<View>, position: Position) -> Camera {
    let Some(view) = view else {
        let (azimuth, elevation) = match position {
            Position::Standing | Position::TallKneeling | Position::HalfKneeling => (-76.0, 8.0),
            Position::Sitting => (-60.0, 10.0),
            Position::CrossLegged => (30.0, 12.0),
            Position::LongSitting => (-76.0, 12.0),
            Position::Supine | Position::CrookLying => (-82.0, 12.0),
            Position::Prone | Position::ProneOnElbows | Position::Quadruped | Position::ChildKneeling => {
                (-98.0, 12.0)
            }
            Position::Plank => (-96.0, 10.0),
            Position::SideLyingRight => (-80.0, 14.0),
            Position::SideLyingLeft => (80.0, 14.0),
            Position::Pigeon => (-48.0, 18.0),
        };
        return Camera { azimuth, elevation };
    };
    let from = match view.from {
        Facing::Front => 0.0,
        Facing::Left => 90.0,
        Facing::Back => 180.0,
        Facing::Right => -90.0,
    };
    Camera {
        azimuth: from + view.turn.map_or(0.0, Signed::get),
        elevation: view.elevation.map_or(10.0, |e| f64::from(e.get())),
    }
}

fn opposite(key: AngleKey) -> Option<AngleKey> {
    match key {
        AngleKey::Paired(key, side) => Some(AngleKey::Paired(key.opposite()?, side)),
        AngleKey::Axial(key) => Some(AngleKey::Axial(key.opposite())),
    }
}

/// Whether a new contact of a limb takes the place of another limb's: an arm has one, a leg has one.
fn replaces(new: Limb, old: Limb) -> bool {
    let family = |limb| match limb {
        Limb::Arm | Limb::Hand | Limb::Forearm => 1,
        Limb::Leg | Limb::Foot | Limb::Shin | Limb::Toes => 2,
        _ => 0,
    };
    new == old || (family(new) != 0 && family(new) == family(old))
}

fn has_sides(target: Target) -> bool {
    regimen_schema::documents::figure::Lateral::has_sides(target)
}

fn mirrored_axial(key: AxialKey) -> AxialKey {
    // Flexion and extension are opposites too, but have no side.
    if key.name().ends_with("_left") || key.name().ends_with("_right") { key.opposite() } else { key }
}

fn mirrored_where(at: Whereabouts) -> Whereabouts {
    match at {
        Whereabouts::Left => Whereabouts::Right,
        Whereabouts::Right => Whereabouts::Left,
        other => other,
    }
}

fn mirrored_place(place: &Place) -> Place {
    let parts = |parts: &NonEmpty<Sided<Surface>>| {
        NonEmpty::new(parts.iter().map(|p| p.mirrored()).collect()).unwrap_or_else(|| parts.clone())
    };
    match place {
        Place::Level { parts: a, with, ground } => {
            Place::Level { parts: parts(a), with: parts(with), ground: parts(ground) }
        }
        Place::Balance { feet, lean, ground } => Place::Balance {
            feet: NonEmpty::new(feet.iter().map(|f| f.mirrored()).collect()).unwrap_or_else(|| feet.clone()),
            lean: *lean,
            ground: ground.as_ref().map(parts),
        },
        Place::UprightThighs { ground, straight_arms } => {
            Place::UprightThighs { ground: parts(ground), straight_arms: *straight_arms }
        }
        Place::Tilt { degrees, ground, height_cm } => {
            Place::Tilt { degrees: *degrees, ground: parts(ground), height_cm: *height_cm }
        }
    }
}

/// A start position as its data says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct StartPose {
    extends: Option<Position>,
    orient: Option<Orientation>,
    place: Option<Place>,
    pin: Option<Pin>,
    angles: Option<Angles>,
    contacts: Option<Contacts>,
    props: Option<Vec<Prop>>,
    sink: Option<BTreeMap<Sided<Surface>, f64>>,
}

/// The start positions, written for one side.
static POSITIONS: LazyLock<BTreeMap<Position, StartPose>> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the program, and a test reads every position"
    )]
    serde_json::from_str(include_str!("positions.json")).expect("positions.json fits its types")
});

/// The pose of a start position.
pub(crate) fn start_pose(position: Position) -> Pose {
    if position == Position::SideLyingLeft {
        return start_pose(Position::SideLyingRight).mirrored();
    }
    let start = &POSITIONS[&position];
    let mut pose = start.extends.map_or_else(
        || Pose {
            orientation: Orientation::Upright,
            place: Place::Tilt {
                degrees: Signed::new(0.0).unwrap_or_else(|| unreachable!("0 is within the bounds")),
                ground: NonEmpty::new(vec![Sided::whole(Surface::Pelvis)])
                    .unwrap_or_else(|| unreachable!("one part is a part")),
                height_cm: None,
            },
            angles: BTreeMap::new(),
            contacts: BTreeMap::new(),
            props: Vec::new(),
            sink: Vec::new(),
            pin: Pin::Pelvis,
            roll: 0.0,
            turn: 0.0,
        },
        start_pose,
    );
    pose.orientation = start.orient.unwrap_or(pose.orientation);
    if let Some(place) = &start.place {
        pose.place = place.clone();
    }
    pose.pin = start.pin.unwrap_or(pose.pin);
    if let Some(angles) = &start.angles {
        pose.change_angles(angles);
    }
    if let Some(contacts) = &start.contacts {
        pose.change_contacts(contacts);
    }
    if let Some(props) = &start.props {
        pose.props.clone_from(props);
    }
    if let Some(sink) = &start.sink {
        pose.sink = sink.iter().map(|(part, cm)| (*part, *cm)).collect();
    }
    pose
}

#[cfg(test)]
mod tests {
    use regimen_schema::documents::figure::Contact;

    use super::*;

    const ALL: [Position; 16] = [
        Position::Standing,
        Position::Sitting,
        Position::LongSitting,
        Position::CrossLegged,
        Position::Supine,
        Position::CrookLying,
        Position::Prone,
        Position::ProneOnElbows,
        Position::SideLyingRight,
        Position::SideLyingLeft,
        Position::Quadruped,
        Position::ChildKneeling,
        Position::TallKneeling,
        Position::HalfKneeling,
        Position::Pigeon,
        Position::Plank,
    ];

    #[test]
    fn every_position_has_a_pose_and_its_mirror_image_mirrors_back() {
        for position in ALL {
            let pose = start_pose(position);
            assert_eq!(pose.mirrored().mirrored(), pose, "{position:?}");
        }
    }

    #[test]
    fn an_angle_of_one_side_leaves_the_other_side_alone() {
        let mut pose = start_pose(Position::CrookLying);
        let angles = serde_json::from_str(r#"{"hip_extension": {"left": 10}}"#).unwrap();
        pose.change_angles(&angles);
        let flexion = |side| {
            pose.angles.get(&AngleKey::Paired(regimen_schema::documents::figure::PairedKey::HipFlexion, side))
        };
        assert_eq!(flexion(Side::Left), None);
        assert_eq!(flexion(Side::Right), Some(&50.0));
    }

    #[test]
    fn a_plain_contact_is_one_of_reach() {
        let plain: Contact = serde_json::from_str(r#""left-shin""#).unwrap();
        let full: Contact = serde_json::from_str(r#"{"to": "left-shin"}"#).unwrap();
        assert_eq!(plain.reach(), full.reach());
    }
}
