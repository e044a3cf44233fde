//! Bounded numbers, and ranges of them.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Unexpected, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A whole number between `MIN` and `MAX`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Whole<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Whole<MIN, MAX> {
    /// Takes a number over if it lies within the bounds.
    pub fn new(number: u32) -> Option<Self> {
        (MIN..=MAX).contains(&number).then_some(Self(number))
    }

    /// The number itself.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl<const MIN: u32, const MAX: u32> fmt::Display for Whole<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MIN: u32, const MAX: u32> Number for Whole<MIN, MAX> {
    fn from_u64(number: u64) -> Option<Self> {
        u32::try_from(number).ok().and_then(Self::new)
    }
    /// `3.0` is a whole number, in JSON Schema as here.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are checked first")]
    fn from_f64(number: f64) -> Option<Self> {
        (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number))
            .then_some(number as u64)
            .and_then(Self::from_u64)
    }
}

impl<const MIN: u32, const MAX: u32> JsonSchema for Whole<MIN, MAX> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Whole{MIN}To{MAX}").into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": MIN, "maximum": MAX })
    }
}

/// A number with a fraction, from 0.1 to 500.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Decimal(f64);

impl Decimal {
    const MIN: f64 = 0.1;
    const MAX: f64 = 500.0;

    /// Takes a number over if it lies within the bounds.
    pub fn new(number: f64) -> Option<Self> {
        (Self::MIN..=Self::MAX).contains(&number).then_some(Self(number))
    }

    /// The number itself.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        as_written(self.0, serializer)
    }
}

impl Number for Decimal {
    #[expect(clippy::cast_precision_loss, reason = "what is large enough to lose precision is out of bounds")]
    fn from_u64(number: u64) -> Option<Self> {
        Self::new(number as f64)
    }
    fn from_f64(number: f64) -> Option<Self> {
        Self::new(number)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": Self::MIN, "maximum": Self::MAX })
    }
}

/// Degrees of an angle that its key gives the direction of: from 0 to `MAX`, with a fraction where it helps.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Degrees<const MAX: u32>(f64);

/// Degrees or centimetres with a sign, from `-MAX` to `MAX`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Signed<const MAX: u32>(f64);

/// A part of a whole, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Fraction(f64);

/// Without a fraction where there is none: authors write `8`, not `8.0`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the bounds of every number here are far within those of i64"
)]
fn as_written<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if number.fract() == 0.0 {
        serializer.serialize_i64(number as i64)
    } else {
        serializer.serialize_f64(number)
    }
}

/// Declares what the three above share: the bounds, and JSON.
macro_rules! bounded {
    ($([$($generics:tt)*] $type:ty, $name:expr, $min:expr, $max:expr;)*) => {$(
        impl<$($generics)*> $type {
            /// Takes a number over if it lies within the bounds.
            pub fn new(number: f64) -> Option<Self> {
                ($min..=$max).contains(&number).then_some(Self(number))
            }

            /// The number itself.
            pub fn get(self) -> f64 {
                self.0
            }
        }

        impl<$($generics)*> Number for $type {
            #[expect(clippy::cast_precision_loss, reason = "what is large enough to lose precision is out of bounds")]
            fn from_u64(number: u64) -> Option<Self> {
                Self::new(number as f64)
            }
            fn from_f64(number: f64) -> Option<Self> {
                Self::new(number)
            }
        }

        impl<$($generics)*> Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                as_written(self.0, serializer)
            }
        }

        impl<'de, $($generics)*> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(NumberVisitor(PhantomData))
            }
        }

        impl<$($generics)*> JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "number", "minimum": $min, "maximum": $max })
            }
        }
    )*};
}

bounded! {
    [const MAX: u32] Degrees<MAX>, format!("Degrees{MAX}"), 0.0, f64::from(MAX);
    [const MAX: u32] Signed<MAX>, format!("Signed{MAX}"), -f64::from(MAX), f64::from(MAX);
    [] Fraction, "Fraction", 0.0, 1.0;
}

/// One number, or the least and the most: `10` or `{ "min": 10, "max": 15 }`. Written as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range<T> {
    /// Exactly this.
    One(T),
    /// From `min` to `max`, both included.
    Span {
        /// The least.
        min: T,
        /// The most.
        max: T,
    },
}

impl<T: Copy + PartialOrd> Range<T> {
    /// The least.
    pub fn min(&self) -> T {
        match self {
            Self::One(n) | Self::Span { min: n, .. } => *n,
        }
    }

    /// The most.
    pub fn max(&self) -> T {
        match self {
            Self::One(n) | Self::Span { max: n, .. } => *n,
        }
    }

    /// Whether the least is above the most.
    pub fn is_reversed(&self) -> bool {
        self.min() > self.max()
    }

    /// The range of what `f` makes of both ends.
    pub fn map<U>(self, f: impl Fn(T) -> U) -> Range<U> {
        match self {
            Self::One(n) => Range::One(f(n)),
            Self::Span { min, max } => Range::Span { min: f(min), max: f(max) },
        }
    }
}

impl<T: fmt::Display> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(n) => n.fmt(f),
            Self::Span { min, max } => write!(f, "{min}–{max}"),
        }
    }
}

impl<T: Serialize> Serialize for Range<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(n) => n.serialize(serializer),
            Self::Span { min, max } => {
                let mut span = serializer.serialize_struct("Range", 2)?;
                span.serialize_field("min", min)?;
                span.serialize_field("max", max)?;
                span.end()
            }
        }
    }
}

/// What a JSON number can become.
pub trait Number: Copy + PartialOrd {
    /// The value of a number without sign and fraction, if it lies within the bounds.
    fn from_u64(number: u64) -> Option<Self>;
    /// The value of any other number, if it lies within the bounds.
    fn from_f64(number: f64) -> Option<Self>;
}

impl<'de, const MIN: u32, const MAX: u32> Deserialize<'de> for Whole<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor(PhantomData))
    }
}

impl<'de, T: Number + Deserialize<'de>> Deserialize<'de> for Range<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RangeVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Range<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("RangeOf{}", T::schema_name()).into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        // The branches have no description of their own: editors show the key's.
        let one = T::json_schema(generator);
        let mut min = T::json_schema(generator);
        min.insert("description".into(), "The least.".into());
        let mut max = T::json_schema(generator);
        max.insert("description".into(), "The most.".into());
        json_schema!({
            "oneOf": [
                one,
                {
                    "type": "object",
                    "properties": { "min": min, "max": max },
                    "required": ["min", "max"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

struct NumberVisitor<T>(PhantomData<T>);

impl<T: Number> Visitor<'_> for NumberVisitor<T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number within its bounds")
    }
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        T::from_u64(number).ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
    }
    #[expect(clippy::cast_precision_loss, reason = "what is large enough to lose precision is out of bounds")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        T::from_f64(number as f64).ok_or_else(|| E::invalid_value(Unexpected::Signed(number), &self))
    }
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        T::from_f64(number).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

struct RangeVisitor<T>(PhantomData<T>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends<T> {
    min: T,
    max: T,
}

impl<'de, T: Number + Deserialize<'de>> Visitor<'de> for RangeVisitor<T> {
    type Value = Range<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or an object with min and max")
    }
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        NumberVisitor(PhantomData).visit_u64(number).map(Range::One)
    }
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        NumberVisitor(PhantomData).visit_i64(number).map(Range::One)
    }
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        NumberVisitor(PhantomData).visit_f64(number).map(Range::One)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let Ends { min, max } = Ends::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Range::Span { min, max })
    }
}
