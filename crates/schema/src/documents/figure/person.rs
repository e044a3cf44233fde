//! Who is drawn: a clinic's patients should find themselves in the pictures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The person in the pictures. What is left out is drawn as in the samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Person {
    /// How the body is built.
    #[schemars(extend("default" = "medium"))]
    pub build: Build,
    /// The tone of the skin.
    #[schemars(extend("default" = "light"))]
    pub skin: Skin,
    /// How the hair is worn.
    #[schemars(extend("default" = "short"))]
    pub hair: Hair,
    /// The colour of the hair.
    #[schemars(extend("default" = "brown"))]
    pub hair_colour: HairColour,
    /// What is worn.
    #[schemars(extend("default" = "shorts"))]
    pub clothing: Clothing,
    /// The colour of the clothes.
    #[schemars(extend("default" = "blue"))]
    pub clothing_colour: ClothingColour,
}

/// How a body is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Build {
    /// Neither broad nor curved.
    #[default]
    Medium,
    /// Narrow shoulders, a waist, a bust.
    Curved,
    /// Broad, with a belly.
    Broad,
}

/// The tone of the skin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Skin {
    /// Light.
    #[default]
    Light,
    /// Olive or tanned.
    Tan,
    /// Light brown.
    LightBrown,
    /// Brown.
    Brown,
    /// Dark brown.
    Dark,
}

/// How the hair is worn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hair {
    /// Short.
    #[default]
    Short,
    /// To the chin.
    Bob,
    /// In a bun.
    Bun,
    /// Under a headscarf.
    Headscarf,
    /// Bald or shaved.
    Bald,
}

/// The colour of the hair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HairColour {
    /// Black.
    Black,
    /// Brown.
    #[default]
    Brown,
    /// Fair.
    Fair,
    /// Red.
    Red,
    /// Grey or white.
    Grey,
}

/// What is worn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Clothing {
    /// A shirt with short sleeves, and shorts: joints and limbs are seen best.
    #[default]
    Shorts,
    /// A shirt with short sleeves, and long trousers.
    Trousers,
    /// Long sleeves and long trousers.
    Covered,
}

/// The colour of the clothes. In print, the shirt is always the lighter part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClothingColour {
    /// Light blue and dark blue.
    #[default]
    Blue,
    /// Sand and brown.
    Sand,
    /// Lilac and grey.
    Lilac,
    /// Light green and dark green.
    Green,
}
