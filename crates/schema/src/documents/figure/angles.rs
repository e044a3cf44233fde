//! Joint angles as clinicians name them, each direction its own key, with the ranges that a picture may show.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

use super::sided::Side;
use crate::number::Degrees;
use crate::strict::given;

/// An angle of both sides alike, or of each side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PerSide<T> {
    /// Both sides alike.
    Both(T),
    /// Each side, or only one.
    Each {
        /// The left side.
        left: Option<T>,
        /// The right side.
        right: Option<T>,
    },
}

impl<T: Copy> PerSide<T> {
    /// The angle of a side, if it is given.
    pub fn of(self, side: Side) -> Option<T> {
        match (self, side) {
            (Self::Both(angle), _) => Some(angle),
            (Self::Each { left, .. }, Side::Left) => left,
            (Self::Each { right, .. }, Side::Right) => right,
        }
    }
}

/// Declares the angles: their keys, what they are, the usual range and the limit for a picture, and the opposite.
///
/// "Usual" is the American Academy of Orthopaedic Surgeons, *Joint Motion: Method of Measuring and Recording* (1965),
/// as tabulated in Norkin and White, *Measurement of Joint Motion*, appendix A; for the split of the spine into lumbar
/// and thoracic part there is no such value, and for pelvis hike and finger flexion none was looked up: editorial.
/// "Limit" is editorial: end-range pictures need more than the usual range (Hemmerich et al. 2006: squatting knee
/// flexion 157 ± 6°; Apti et al. 2023: lumbar extension 40 ± 10°).
macro_rules! angles {
    (
        paired { $( $paired:ident $Paired:ident $doc:literal $usual:literal $limit:literal $($Opposite:ident)?; )* }
        axial { $( $axial:ident $Axial:ident $adoc:literal $ausual:literal $alimit:literal $AOpposite:ident; )* }
    ) => {
        /// The joint angles of a pose in degrees. A key says the direction, so no angle is negative.
        /// Writing one direction of a joint takes back an inherited angle of the opposite direction.
        #[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct Angles {
            $(
                #[doc = concat!($doc, " Usual range 0 to ", stringify!($usual), " degrees.")]
                #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
                pub $paired: Option<PerSide<Degrees<$limit>>>,
            )*
            $(
                #[doc = concat!($adoc, " Usual range 0 to ", stringify!($ausual), " degrees.")]
                #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
                pub $axial: Option<Degrees<$alimit>>,
            )*
        }

        /// A joint angle of the limbs: each side has its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum PairedKey { $( #[doc = $doc] $Paired, )* }

        /// A joint angle of the spine.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum AxialKey { $( #[doc = $adoc] $Axial, )* }

        impl PairedKey {
            /// Every key.
            pub const ALL: &'static [Self] = &[$( Self::$Paired, )*];

            /// Its name in the document.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$Paired => stringify!($paired), )* }
            }
            /// The usual range of motion in degrees.
            pub const fn usual(self) -> f64 {
                match self { $( Self::$Paired => $usual as f64, )* }
            }
            /// The most that a picture may show, in degrees.
            pub const fn limit(self) -> f64 {
                match self { $( Self::$Paired => $limit as f64, )* }
            }
            /// The opposite direction of the same joint.
            pub const fn opposite(self) -> Option<Self> {
                match self {
                    $( Self::$Paired => { let opposite: &[Self] = &[$( Self::$Opposite )?]; if let [one] = opposite { Some(*one) } else { None } } )*
                }
            }
        }

        impl AxialKey {
            /// Every key.
            pub const ALL: &'static [Self] = &[$( Self::$Axial, )*];

            /// Its name in the document.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$Axial => stringify!($axial), )* }
            }
            /// The usual range of motion in degrees.
            pub const fn usual(self) -> f64 {
                match self { $( Self::$Axial => $ausual as f64, )* }
            }
            /// The most that a picture may show, in degrees.
            pub const fn limit(self) -> f64 {
                match self { $( Self::$Axial => $alimit as f64, )* }
            }
            /// The opposite direction of the same joint.
            #[must_use]
            pub const fn opposite(self) -> Self {
                match self { $( Self::$Axial => Self::$AOpposite, )* }
            }
        }

        impl Angles {
            /// Whether an angle is written as an object with `left` and `right`.
            pub const fn is_by_side(&self, key: PairedKey) -> bool {
                match key { $( PairedKey::$Paired => matches!(self.$paired, Some(PerSide::Each { .. })), )* }
            }

            /// Every angle that is given, with its key and side.
            pub fn given(&self) -> Vec<(AngleKey, f64)> {
                let mut angles = Vec::new();
                $(
                    if let Some(angle) = self.$paired {
                        for side in Side::BOTH {
                            if let Some(degrees) = angle.of(side) {
                                angles.push((AngleKey::Paired(PairedKey::$Paired, side), degrees.get()));
                            }
                        }
                    }
                )*
                $(
                    if let Some(degrees) = self.$axial {
                        angles.push((AngleKey::Axial(AxialKey::$Axial), degrees.get()));
                    }
                )*
                angles
            }
        }
    };
}

/// The key of an angle, with the side where there are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AngleKey {
    /// An angle of the limbs.
    Paired(PairedKey, Side),
    /// An angle of the spine.
    Axial(AxialKey),
}

impl AngleKey {
    /// Its name in the document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Paired(key, _) => key.name(),
            Self::Axial(key) => key.name(),
        }
    }

    /// The side, where there are two.
    pub fn side(self) -> Option<Side> {
        match self {
            Self::Paired(_, side) => Some(side),
            Self::Axial(_) => None,
        }
    }

    /// The usual range of motion in degrees.
    pub fn usual(self) -> f64 {
        match self {
            Self::Paired(key, _) => key.usual(),
            Self::Axial(key) => key.usual(),
        }
    }

    /// The most that a picture may show, in degrees.
    pub fn limit(self) -> f64 {
        match self {
            Self::Paired(key, _) => key.limit(),
            Self::Axial(key) => key.limit(),
        }
    }
}

angles! {
    paired {
        hip_flexion HipFlexion "Thigh forwards and up." 120 145 HipExtension;
        hip_extension HipExtension "Thigh backwards." 30 35 HipFlexion;
        hip_abduction HipAbduction "Thigh out to the side." 45 60 HipAdduction;
        hip_adduction HipAdduction "Thigh across the middle." 30 40 HipAbduction;
        hip_external_rotation HipExternalRotation "Thigh turned outwards." 45 95 HipInternalRotation;
        hip_internal_rotation HipInternalRotation "Thigh turned inwards." 45 60 HipExternalRotation;
        knee_flexion KneeFlexion "Knee bent." 135 165;
        ankle_dorsiflexion AnkleDorsiflexion "Foot drawn up." 20 35 AnklePlantarflexion;
        ankle_plantarflexion AnklePlantarflexion "Foot pointed." 50 75 AnkleDorsiflexion;
        toe_extension ToeExtension "Toes bent up." 70 90;
        shoulder_flexion ShoulderFlexion "Arm forwards and up." 180 190 ShoulderExtension;
        shoulder_extension ShoulderExtension "Arm backwards." 60 75 ShoulderFlexion;
        shoulder_abduction ShoulderAbduction "Arm out to the side and up." 180 185 ShoulderAdduction;
        shoulder_adduction ShoulderAdduction "Arm across the middle." 45 75 ShoulderAbduction;
        shoulder_external_rotation ShoulderExternalRotation "Upper arm turned outwards." 90 110 ShoulderInternalRotation;
        shoulder_internal_rotation ShoulderInternalRotation "Upper arm turned inwards." 70 95 ShoulderExternalRotation;
        elbow_flexion ElbowFlexion "Elbow bent." 150 160;
        forearm_supination ForearmSupination "Palm turned up." 80 95 ForearmPronation;
        forearm_pronation ForearmPronation "Palm turned down." 80 95 ForearmSupination;
        wrist_flexion WristFlexion "Hand bent towards the palm." 80 95 WristExtension;
        wrist_extension WristExtension "Hand bent back." 70 95 WristFlexion;
        finger_flexion FingerFlexion "Fingers curled." 90 110;
    }
    axial {
        lumbar_flexion LumbarFlexion "Lower back rounded." 60 75 LumbarExtension;
        lumbar_extension LumbarExtension "Lower back arched." 25 55 LumbarFlexion;
        thoracic_flexion ThoracicFlexion "Upper back rounded." 35 50 ThoracicExtension;
        thoracic_extension ThoracicExtension "Upper back arched." 20 35 ThoracicFlexion;
        trunk_rotation_left TrunkRotationLeft "Trunk turned to the left." 45 65 TrunkRotationRight;
        trunk_rotation_right TrunkRotationRight "Trunk turned to the right." 45 65 TrunkRotationLeft;
        trunk_side_bend_left TrunkSideBendLeft "Trunk bent to the left." 35 50 TrunkSideBendRight;
        trunk_side_bend_right TrunkSideBendRight "Trunk bent to the right." 35 50 TrunkSideBendLeft;
        pelvis_hike_left PelvisHikeLeft "Left side of the pelvis drawn up." 15 25 PelvisHikeRight;
        pelvis_hike_right PelvisHikeRight "Right side of the pelvis drawn up." 15 25 PelvisHikeLeft;
        neck_flexion NeckFlexion "Head bent forwards." 45 70 NeckExtension;
        neck_extension NeckExtension "Head bent back." 45 75 NeckFlexion;
        neck_rotation_left NeckRotationLeft "Head turned to the left." 60 85 NeckRotationRight;
        neck_rotation_right NeckRotationRight "Head turned to the right." 60 85 NeckRotationLeft;
        neck_side_bend_left NeckSideBendLeft "Head bent to the left." 45 55 NeckSideBendRight;
        neck_side_bend_right NeckSideBendRight "Head bent to the right." 45 55 NeckSideBendLeft;
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "T: Deserialize<'de>")]
struct Sides<T> {
    #[serde(default, deserialize_with = "given")]
    left: Option<T>,
    #[serde(default, deserialize_with = "given")]
    right: Option<T>,
}

impl<T: Serialize> Serialize for PerSide<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        match self {
            Self::Both(angle) => angle.serialize(serializer),
            Self::Each { left, right } => {
                let mut map = serializer.serialize_map(None)?;
                for (side, angle) in [("left", left), ("right", right)] {
                    if let Some(angle) = angle {
                        map.serialize_entry(side, angle)?;
                    }
                }
                map.end()
            }
        }
    }
}

impl<'de, const MAX: u32> Deserialize<'de> for PerSide<Degrees<MAX>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PerSideVisitor)
    }
}

struct PerSideVisitor<const MAX: u32>;

impl<'de, const MAX: u32> Visitor<'de> for PerSideVisitor<MAX> {
    type Value = PerSide<Degrees<MAX>>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of degrees, or an object with left and right")
    }
    #[expect(clippy::cast_precision_loss, reason = "what is large enough to lose precision is out of bounds")]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }
    #[expect(clippy::cast_precision_loss, reason = "what is large enough to lose precision is out of bounds")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        Degrees::new(number)
            .map(PerSide::Both)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Float(number), &self))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let Sides { left, right } = Sides::deserialize(MapAccessDeserializer::new(map))?;
        if left.is_none() && right.is_none() {
            return Err(de::Error::custom("an angle of each side needs a left or a right"));
        }
        Ok(PerSide::Each { left, right })
    }
}

impl<const MAX: u32> JsonSchema for PerSide<Degrees<MAX>> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Degrees{MAX}PerSide").into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = Degrees::<MAX>::json_schema(generator);
        let side = |description: &str| {
            let mut schema = one.clone();
            schema.insert("description".into(), description.into());
            schema
        };
        json_schema!({
            "oneOf": [
                one,
                {
                    "type": "object",
                    "properties": { "left": side("The left side."), "right": side("The right side.") },
                    "minProperties": 1,
                    "additionalProperties": false,
                },
            ],
        })
    }
}
