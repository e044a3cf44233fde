//! Things that a figure uses. Their size is fitted to the solved body, so an author says only which and where.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

use super::Foot;
use super::sided::Sided;
use crate::number::Whole;
use crate::strict::given;

/// Something that the figure uses.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Prop {
    /// An exercise mat below the body.
    Mat {},
    /// A bed below the body.
    Bed {},
    /// A chair: under the body, or at a distance.
    Chair {
        /// Where it stands. Left out, the person sits on it.
        #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
        at: Option<Whereabouts>,
        /// How far its middle is from the feet.
        #[serde(skip_serializing_if = "Option::is_none")]
        distance_cm: Option<Whole<10, 150>>,
        /// How high the seat is. Left out under the body, it is fitted to the pose; elsewhere it is 45.
        #[serde(skip_serializing_if = "Option::is_none")]
        height_cm: Option<Whole<20, 80>>,
        /// Whether its back is towards the person.
        #[serde(skip_serializing_if = "Option::is_none")]
        turned_away: Option<bool>,
    },
    /// A step or a box below a foot.
    Step {
        /// The foot that is on it.
        under: Sided<Foot>,
        /// Whether only the heel rests on it.
        #[serde(skip_serializing_if = "Option::is_none")]
        heel: Option<bool>,
    },
    /// A wall.
    Wall {
        /// On which side of the person it is.
        #[serde(rename = "where")]
        at: Whereabouts,
        /// How far it is from the pelvis. Left out behind the person, it touches the back.
        #[serde(skip_serializing_if = "Option::is_none")]
        distance_cm: Option<Whole<5, 150>>,
    },
    /// A table or worktop in front.
    Table {
        /// How far its edge is from the pelvis.
        distance_cm: Whole<5, 150>,
        /// How high it is.
        height_cm: Whole<50, 120>,
    },
    /// A pillow.
    Pillow {
        /// What lies on it.
        under: Rest,
    },
    /// A firm cushion.
    Cushion {
        /// What lies on it.
        under: Rest,
    },
    /// A rolled-up towel.
    TowelRoll {
        /// What lies on it.
        under: Rest,
    },
    /// A ball.
    Ball {
        /// What lies on it, or what holds it.
        under: Rest,
        /// How wide it is. Left out, it is fitted to the pose.
        #[serde(skip_serializing_if = "Option::is_none")]
        width_cm: Option<Whole<10, 85>>,
    },
    /// A strap round the foot, held in the hands.
    Strap {
        /// The foot.
        around: Sided<Foot>,
    },
    /// An elastic band.
    Band {
        /// What it goes round.
        around: Loop,
    },
}

/// On which side of the person something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Whereabouts {
    /// Under the person.
    Under,
    /// In front of the person.
    Front,
    /// Behind the person.
    Behind,
    /// At the person's left side.
    Left,
    /// At the person's right side.
    Right,
}

/// What lies on a pillow, a cushion, a roll or a ball.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rest {
    /// The head.
    Head,
    /// The pelvis.
    Pelvis,
    /// The belly.
    Belly,
    /// The lower back.
    LowerBack,
    /// Both knees.
    Knees,
    /// Both ankles.
    Ankles,
    /// It is held between the knees.
    BetweenKnees,
}

/// What an elastic band goes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Loop {
    /// Both thighs, just above the knees.
    Knees,
    /// Both ankles.
    Ankles,
    /// The left foot, held in the hands.
    LeftFoot,
    /// The right foot, held in the hands.
    RightFoot,
}

#[derive(Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct PropKeys {
    kind: Option<PropKind>,
    #[serde(rename = "where", default, deserialize_with = "given")]
    at: Option<Whereabouts>,
    #[serde(default, deserialize_with = "given")]
    distance_cm: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    height_cm: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    width_cm: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    turned_away: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    under: Option<Word>,
    #[serde(default, deserialize_with = "given")]
    heel: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    around: Option<Word>,
}

/// A number whose bounds depend on the kind.
type Number = Whole<0, 1000>;

/// A word whose vocabulary depends on the kind.
#[derive(PartialEq, Deserialize)]
struct Word(String);

#[derive(PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PropKind {
    Mat,
    Bed,
    Chair,
    Step,
    Wall,
    Table,
    Pillow,
    Cushion,
    TowelRoll,
    Ball,
    Strap,
    Band,
}

impl<'de> Deserialize<'de> for Prop {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut keys = PropKeys::deserialize(deserializer)?;
        let missing = D::Error::missing_field;
        let prop = match keys.kind.take().ok_or_else(|| missing("kind"))? {
            PropKind::Mat => Self::Mat {},
            PropKind::Bed => Self::Bed {},
            PropKind::Chair => Self::Chair {
                at: keys.at.take(),
                distance_cm: bounded(keys.distance_cm.take())?,
                height_cm: bounded(keys.height_cm.take())?,
                turned_away: keys.turned_away.take(),
            },
            PropKind::Step => Self::Step { under: word(keys.under.take(), "under")?, heel: keys.heel.take() },
            PropKind::Wall => Self::Wall {
                at: keys.at.take().ok_or_else(|| missing("where"))?,
                distance_cm: bounded(keys.distance_cm.take())?,
            },
            PropKind::Table => Self::Table {
                distance_cm: bounded(keys.distance_cm.take())?.ok_or_else(|| missing("distance_cm"))?,
                height_cm: bounded(keys.height_cm.take())?.ok_or_else(|| missing("height_cm"))?,
            },
            PropKind::Pillow => Self::Pillow { under: word(keys.under.take(), "under")? },
            PropKind::Cushion => Self::Cushion { under: word(keys.under.take(), "under")? },
            PropKind::TowelRoll => Self::TowelRoll { under: word(keys.under.take(), "under")? },
            PropKind::Ball => Self::Ball {
                under: word(keys.under.take(), "under")?,
                width_cm: bounded(keys.width_cm.take())?,
            },
            PropKind::Strap => Self::Strap { around: word(keys.around.take(), "around")? },
            PropKind::Band => Self::Band { around: word(keys.around.take(), "around")? },
        };
        if keys == PropKeys::default() {
            Ok(prop)
        } else {
            Err(D::Error::custom("a key that does not belong to this kind of prop"))
        }
    }
}

fn bounded<const MIN: u32, const MAX: u32, E: Error>(
    number: Option<Number>,
) -> Result<Option<Whole<MIN, MAX>>, E> {
    let narrow = |n: Number| {
        Whole::new(n.get()).ok_or_else(|| E::custom(format_args!("a length between {MIN} and {MAX} is due")))
    };
    number.map(narrow).transpose()
}

fn word<T: for<'a> Deserialize<'a>, E: Error>(word: Option<Word>, key: &'static str) -> Result<T, E> {
    let Word(word) = word.ok_or_else(|| E::missing_field(key))?;
    T::deserialize(serde_json::Value::String(word)).map_err(E::custom)
}
