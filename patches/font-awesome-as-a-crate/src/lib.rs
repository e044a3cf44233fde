//! mdBook's renderer links every icon of Font Awesome, eight megabytes, whether a book shows one or not. The manual's
//! theme shows none, so `[patch.crates-io]` puts this in place of them. An icon that a chapter asks for is a dot here. Books
//! that are built by `mdbook` itself with our preprocessor have all of them.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// The family of an icon.
#[derive(Clone, Copy, Eq, PartialEq, Debug)]
pub enum Type {
    /// Logos.
    Brands,
    /// Outlines.
    Regular,
    /// Filled shapes.
    Solid,
}

/// No family has this name.
#[derive(Clone, Copy, Eq, PartialEq, Debug)]
pub struct TypeError;

/// There is no icon of this name.
#[derive(Clone, Copy, Eq, PartialEq, Debug)]
pub struct NameError;

impl Display for TypeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("no family of icons: write brands, regular or solid")
    }
}

impl Error for TypeError {}

impl Display for NameError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("there is no icon of this name")
    }
}

impl Error for NameError {}

impl FromStr for Type {
    type Err = TypeError;
    fn from_str(name: &str) -> Result<Self, TypeError> {
        match name {
            "brands" => Ok(Self::Brands),
            "regular" => Ok(Self::Regular),
            "solid" => Ok(Self::Solid),
            _ => Err(TypeError),
        }
    }
}

impl Display for Type {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Brands => "brands",
            Self::Regular => "regular",
            Self::Solid => "solid",
        })
    }
}

/// An icon as SVG: a dot, whatever its name.
pub fn svg(_: Type, _: &str) -> Result<&'static str, NameError> {
    Ok("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\"><circle cx=\"256\" cy=\"256\" r=\"160\"/></svg>")
}
