//! Words for parts of the body, with or without a side: `knee`, `left-knee`.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::{Value, json};

/// A side of the person, not of the viewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
}

impl Side {
    /// Both sides.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// Its name: `left`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// A vocabulary some of whose words can be said with a side.
pub trait Lateral: Copy {
    /// Whether there is one of it on either side.
    fn has_sides(self) -> bool;
}

/// A word of a vocabulary, with a side in front where one is meant. Without a side, a part that is on both sides
/// means both of them; as the target of a limb it means the limb's own side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sided<T> {
    /// The side, if one is meant.
    pub side: Option<Side>,
    /// The part itself.
    pub part: T,
}

impl<T: Lateral> Sided<T> {
    /// The part on both sides, or in the middle.
    pub const fn whole(part: T) -> Self {
        Self { side: None, part }
    }

    /// The sides that are meant: one or both; for a part in the middle, none.
    pub fn sides(self) -> &'static [Side] {
        match self.side {
            Some(Side::Left) => &[Side::Left],
            Some(Side::Right) => &[Side::Right],
            None if self.part.has_sides() => &Side::BOTH,
            None => &[],
        }
    }

    /// The same part on the other side.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self { side: self.side.map(Side::other), part: self.part }
    }
}

impl<T: Serialize> Serialize for Sided<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let word = serde_json::to_value(&self.part).map_err(ser::Error::custom)?;
        let word = word.as_str().unwrap_or_default();
        match self.side {
            Some(side) => serializer.collect_str(&format_args!("{}-{word}", side.name())),
            None => serializer.serialize_str(word),
        }
    }
}

impl<'de, T: Lateral + Deserialize<'de>> Deserialize<'de> for Sided<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let (side, word) = Side::BOTH
            .into_iter()
            .find_map(|side| Some((Some(side), text.strip_prefix(side.name())?.strip_prefix('-')?)))
            .unwrap_or((None, &text));
        let word: StrDeserializer<'_, D::Error> = word.into_deserializer();
        let part = T::deserialize(Owned(word))?;
        if side.is_some() && !part.has_sides() {
            return Err(de::Error::custom(format_args!("{text} has no sides: leave the side out")));
        }
        Ok(Self { side, part })
    }
}

/// A word that outlives nothing: the vocabulary's type may ask for any lifetime.
struct Owned<'a, E>(StrDeserializer<'a, E>);

impl<'de, E: de::Error> Deserializer<'de> for Owned<'_, E> {
    type Error = E;
    fn deserialize_any<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.0.deserialize_any(visitor)
    }
    fn deserialize_enum<V: de::Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        self.0.deserialize_enum(name, variants, visitor)
    }
    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<T: Lateral + JsonSchema + for<'de> Deserialize<'de>> JsonSchema for Sided<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Sided{}", T::schema_name()).into()
    }

    /// Made of the vocabulary's own schema: each word, then each that has sides with `left-` and `right-` in front.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let words = words::<T>(generator);
        let sided = Side::BOTH.into_iter().flat_map(|side| {
            words.iter().filter(|(part, ..)| part.has_sides()).map(move |(_, word, meaning)| {
                let meaning = meaning.trim_end_matches('.');
                json!({
                    "const": format!("{}-{word}", side.name()),
                    "description": format!("{meaning}, on the {} side.", side.name()),
                })
            })
        });
        let plain = words.iter().map(|(_, word, meaning)| json!({ "const": word, "description": meaning }));
        json_schema!({ "oneOf": plain.chain(sided).collect::<Vec<_>>() })
    }
}

/// The words of a vocabulary with what they mean.
fn words<T: JsonSchema + for<'de> Deserialize<'de>>(
    generator: &mut SchemaGenerator,
) -> Vec<(T, String, String)> {
    let schema = T::json_schema(generator);
    let branches = schema.get("oneOf").and_then(Value::as_array).cloned().unwrap_or_default();
    branches
        .iter()
        .filter_map(|branch| {
            let word = branch.get("const").or_else(|| branch.pointer("/enum/0"))?;
            let meaning = branch.get("description").and_then(Value::as_str).unwrap_or_default();
            Some((serde_json::from_value(word.clone()).ok()?, word.as_str()?.to_owned(), meaning.to_owned()))
        })
        .collect()
}

impl<T: Serialize> fmt::Display for Sided<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = serde_json::to_value(&self.part).map_err(|_| fmt::Error)?;
        let word = word.as_str().unwrap_or_default().replace('-', " ");
        match self.side {
            Some(side) => write!(f, "{} {word}", side.name()),
            None => f.write_str(&word),
        }
    }
}
