//! What limbs and head touch.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::sided::{Lateral, Side, Sided};
use crate::number::{Fraction, Signed, Whole};
use crate::strict::given;

/// Declares the parts that can touch something, by key: in the middle, one side, both sides.
macro_rules! contacts {
    ($( $(#[$doc:meta])* $key:ident => $Limb:ident $([$Side:ident])?; )*) => {
        /// What limbs and head touch. A contact of an arm or a leg takes the place of the other contacts of that arm or leg.
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct Contacts {
            $(
                $(#[$doc])*
                #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
                pub $key: Option<Contact>,
            )*
        }

        impl Contacts {
            /// Every contact that is given: its key, the limb with its side, and what it touches.
            /// A limb without a side is meant on both sides, the head has none.
            pub fn given(&self) -> impl Iterator<Item = (&'static str, Limb, Option<Side>, &Contact)> {
                [$( (stringify!($key), Limb::$Limb, None $(.or(Some(Side::$Side)))?, self.$key.as_ref()), )*]
                    .into_iter()
                    .filter_map(|(key, limb, side, contact)| Some((key, limb, side, contact?)))
            }
        }
    };
}

contacts! {
    /// The head.
    head => Head;
    /// Both legs: lower leg and foot.
    legs => Leg;
    /// The left leg: lower leg and foot.
    left_leg => Leg [Left];
    /// The right leg: lower leg and foot.
    right_leg => Leg [Right];
    /// Both feet.
    feet => Foot;
    /// The left foot.
    left_foot => Foot [Left];
    /// The right foot.
    right_foot => Foot [Right];
    /// Both shins.
    shins => Shin;
    /// The left shin.
    left_shin => Shin [Left];
    /// The right shin.
    right_shin => Shin [Right];
    /// The toes of both feet.
    toes => Toes;
    /// The toes of the left foot.
    left_toes => Toes [Left];
    /// The toes of the right foot.
    right_toes => Toes [Right];
    /// Both knees.
    knees => Knee;
    /// The left knee.
    left_knee => Knee [Left];
    /// The right knee.
    right_knee => Knee [Right];
    /// The left ankle.
    left_ankle => Ankle [Left];
    /// The right ankle.
    right_ankle => Ankle [Right];
    /// Both arms, lying down.
    arms => Arm;
    /// The left arm, lying down.
    left_arm => Arm [Left];
    /// The right arm, lying down.
    right_arm => Arm [Right];
    /// Both hands.
    hands => Hand;
    /// The left hand.
    left_hand => Hand [Left];
    /// The right hand.
    right_hand => Hand [Right];
    /// Both forearms, with the elbows below the shoulders.
    forearms => Forearm;
    /// The left forearm, with the elbow below the shoulder.
    left_forearm => Forearm [Left];
    /// The right forearm, with the elbow below the shoulder.
    right_forearm => Forearm [Right];
}

/// A part that can touch something, in the order in which contacts are solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limb {
    /// The head.
    Head,
    /// The knee.
    Knee,
    /// The ankle.
    Ankle,
    /// Lower leg and foot.
    Leg,
    /// The shin.
    Shin,
    /// The toes.
    Toes,
    /// The foot.
    Foot,
    /// The whole arm.
    Arm,
    /// The forearm.
    Forearm,
    /// The hand.
    Hand,
}

/// What a part touches: a word, or an object where more has to be said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Contact {
    /// Only what it touches.
    Plain(Sided<Target>),
    /// What it touches, and how.
    Reach(Reach),
}

impl Contact {
    /// What it touches, and how: a plain target says nothing more.
    pub fn reach(&self) -> Reach {
        match self {
            Self::Plain(to) => Reach::to(*to),
            Self::Reach(reach) => *reach,
        }
    }
}

/// What a part touches, and how.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reach {
    /// What it touches.
    pub to: Sided<Target>,
    /// Where along the limb that is touched: 0 is its upper end, 1 its lower end.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub at: Option<Fraction>,
    /// How the hand lies.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub hand: Option<Grip>,
    /// Where the fingers of a flat hand point.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub fingers: Option<Fingers>,
    /// Where the elbow points.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub elbow: Option<Elbow>,
    /// Whether the hands close round a limb from outside inwards.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub wrap_inwards: Option<bool>,
    /// How far forwards of the point below the shoulder, or of the middle of a seat.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub forward_cm: Option<Signed<80>>,
    /// How far out to the side of it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub out_cm: Option<Signed<60>>,
    /// How high on a wall, or how high the surface is on which the part rests.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub height_cm: Option<Whole<0, 220>>,
}

impl Reach {
    /// A contact of which nothing more is said.
    pub const fn to(to: Sided<Target>) -> Self {
        Self {
            to,
            at: None,
            hand: None,
            fingers: None,
            elbow: None,
            wrap_inwards: None,
            forward_cm: None,
            out_cm: None,
            height_cm: None,
        }
    }
}

/// What can be touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Nothing any more: takes back what the frame before had.
    Free,
    /// The floor, or what lies on it.
    Floor,
    /// Level with the floor, wherever the solved pose has it.
    Flat,
    /// The step.
    Step,
    /// Hanging straight down.
    Hanging,
    /// The strap.
    Strap,
    /// The elastic band.
    Band,
    /// The wall.
    Wall,
    /// The seat of the chair.
    ChairSeat,
    /// The side of the seat.
    SeatSide,
    /// The top of the chair's back.
    ChairBack,
    /// The side of the chair's back.
    ChairBackSide,
    /// The ball.
    Ball,
    /// The table.
    Table,
    /// The back of the head.
    BackOfHead,
    /// The chest.
    Chest,
    /// The belly.
    Belly,
    /// The lower back.
    LowerBack,
    /// The hip bone.
    Hip,
    /// The front of the thigh.
    FrontThigh,
    /// The thigh just above the knee.
    AboveKnee,
    /// The outer side of the thigh.
    OuterThigh,
    /// The inner side of the thigh.
    InnerThigh,
    /// The back of the thigh.
    BehindThigh,
    /// The hollow of the knee.
    BehindKnee,
    /// The front of the knee.
    Knee,
    /// The outer side of the knee.
    OuterKnee,
    /// The inner side of the knee.
    InnerKnee,
    /// The shin.
    Shin,
    /// The outer side of the shin.
    OuterShin,
    /// The lower part of the shin.
    LowerShin,
    /// The calf.
    Calf,
    /// The front of the ankle.
    FrontAnkle,
    /// The upper side of the foot.
    Foot,
    /// The sole of the foot.
    Sole,
    /// The toes.
    Toes,
    /// The upper arm.
    UpperArm,
    /// The forearm.
    Forearm,
}

impl Lateral for Target {
    fn has_sides(self) -> bool {
        self >= Self::Hip
    }
}

/// How a hand lies on what it touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grip {
    /// The fingers close round it.
    Grip,
    /// The palm lies flat.
    Flat,
    /// Only the fingertips touch.
    Fingertips,
}

/// Where the fingers of a flat hand point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fingers {
    /// Forwards.
    Forward,
    /// Backwards.
    Back,
    /// Towards the middle.
    In,
    /// Away from the middle.
    Out,
    /// Upwards, on a wall.
    Up,
}

/// Where an elbow points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Elbow {
    /// Out to the side.
    Out,
    /// Down.
    Down,
    /// Backwards.
    Back,
    /// Up.
    Up,
}

impl<'de> Deserialize<'de> for Contact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContactVisitor)
    }
}

struct ContactVisitor;

impl<'de> Visitor<'de> for ContactVisitor {
    type Value = Contact;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what is touched, or an object with to")
    }
    fn visit_str<E: de::Error>(self, word: &str) -> Result<Contact, E> {
        let word: StrDeserializer<'_, E> = word.into_deserializer();
        Sided::deserialize(word).map(Contact::Plain)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Contact, A::Error> {
        Reach::deserialize(MapAccessDeserializer::new(map)).map(Contact::Reach)
    }
}

impl JsonSchema for Contact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Contact".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let target = generator.subschema_for::<Sided<Target>>();
        let reach = generator.subschema_for::<Reach>();
        json_schema!({ "anyOf": [target, reach] })
    }
}
