//! Plain text and the other small values that documents are made of.

use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de};

/// The longest text that a document may hold in one field, in characters.
pub const MAX_TEXT: usize = 2_000;

/// Plain text: at least one character, no line breaks or control characters, no space at either end,
/// at most [`MAX_TEXT`] characters. Paragraphs are items of a list, markup is printed as it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Text(String);

impl Text {
    /// Takes a text over if it is one.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        is_text(&text).then_some(Self(text))
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[expect(
    clippy::needless_bitwise_bool,
    reason = "without an early end the compiler takes many bytes at a time"
)]
fn is_text(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    *first > b' '
        && *last > b' '
        && !bytes.iter().fold(false, |found, b| found | (*b < b' '))
        && (bytes.len() <= MAX_TEXT || text.chars().count() <= MAX_TEXT)
}

/// Declares a string type that a pattern defines, with the check by hand that the property tests hold to it.
macro_rules! pattern_string {
    ($(#[$doc:meta])* $name:ident, $pattern:expr, $message:expr, $max:expr, $example:expr, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        pub struct $name(String);

        impl $name {
            /// Takes a string over if it fits the pattern.
            pub fn new(text: impl Into<String>) -> Option<Self> {
                let text = text.into();
                let check: fn(&str) -> bool = $check;
                // The schema counts characters: most of these types hold ASCII only, a pointer may not.
                let fits = text.len() <= $max || text.chars().count() <= $max;
                (fits && check(&text)).then_some(Self(text))
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::new(text).ok_or_else(|| de::Error::custom($message))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": "string",
                    "maxLength": $max,
                    "pattern": $pattern,
                    "patternErrorMessage": $message,
                    "examples": [$example],
                })
            }
        }
    };
}

pub(crate) use pattern_string;

/// A lower-case name with single hyphens between its words: `single-knee-to-chest`.
pub(crate) fn is_kebab(text: &str) -> bool {
    let mut before = b'-';
    for b in text.bytes() {
        let fits = b.is_ascii_lowercase() || b.is_ascii_digit() || (b == b'-' && before != b'-');
        if !fits {
            return false;
        }
        before = b;
    }
    before != b'-'
}

pub(crate) const KEBAB: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

pattern_string!(
    /// The address of a web page.
    Link,
    "^https?://[!-~]+$",
    "a link starts with https:// and holds no spaces",
    500,
    "https://www.nice.org.uk/guidance/ng59",
    |s| {
        s.strip_prefix("https://")
            .or_else(|| s.strip_prefix("http://"))
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| (b'!'..=b'~').contains(&b)))
    }
);

pattern_string!(
    /// A year, a month or a day: `2024`, `2024-08`, `2024-08-23`.
    PartialDate,
    "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    "a year, month or day is written 2024, 2024-08 or 2024-08-23",
    10,
    "2024-08-23",
    |s| {
        let in_range = |part: Option<&str>, low: u8, high: u8| {
            part.is_none_or(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit())
                && p.parse::<u8>().is_ok_and(|n| (low..=high).contains(&n)))
        };
        let mut parts = s.split('-');
        parts.next().is_some_and(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))
            && in_range(parts.next(), 1, 12)
            && in_range(parts.next(), 1, 31)
            && parts.next().is_none()
    }
);

pattern_string!(
    /// A version: three numbers with points between them.
    Version,
    "^(0|[1-9][0-9]{0,4})\\.(0|[1-9][0-9]{0,4})\\.(0|[1-9][0-9]{0,4})$",
    "a version is three numbers with points between them, as 1.0.0",
    17,
    "1.0.0",
    |s| {
        let number = |p: &str| {
            (1..=5).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()) && (p == "0" || !p.starts_with('0'))
        };
        s.split('.').count() == 3 && s.split('.').all(number)
    }
);

pattern_string!(
    /// A language by its code: `en`, `en-GB`, `ar`.
    Language,
    "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$",
    "a language is written as its code: en, en-GB, ar",
    11,
    "en",
    |s| {
        let mut parts = s.split('-').peekable();
        let lower = |p: &str| p.bytes().all(|b| b.is_ascii_lowercase());
        let first = parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && lower(p));
        let _script = parts.next_if(|p| p.len() == 4 && p.as_bytes()[0].is_ascii_uppercase() && p.is_char_boundary(1) && lower(&p[1..]));
        let _region = parts.next_if(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase()));
        first && parts.next().is_none()
    }
);

pattern_string!(
    /// A file inside the library, by its path from the document's pack: `media/bridge.png`. Slashes only, no `..`.
    FilePath,
    "^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$",
    "a path is written with slashes from the pack's folder, as media/bridge.png; letters, digits, - _ . only",
    200,
    "media/bridge.png",
    |s| {
        s.split('/').all(|p| {
            !p.is_empty()
                && !p.starts_with('.')
                && p.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        })
    }
);

pattern_string!(
    /// A number to ring in an emergency, as it is dialled.
    PhoneNumber,
    "^[+]?[0-9][0-9 ]*$",
    "a telephone number holds digits and spaces only, with + in front where it is needed",
    20,
    "112",
    |s| {
        let s = s.strip_prefix('+').unwrap_or(s);
        s.bytes().next().is_some_and(|b| b.is_ascii_digit()) && s.bytes().all(|b| b.is_ascii_digit() || b == b' ')
    }
);

pattern_string!(
    /// A country by its two letters: `GB`, `DE`.
    Region,
    "^[A-Z]{2}$",
    "a country is written as its two letters: GB, DE",
    2,
    "GB",
    |s| s.len() == 2 && s.bytes().all(|b| b.is_ascii_uppercase())
);

pattern_string!(
    /// A colour: `#` and six digits of hex, two each for red, green and blue.
    Colour,
    "^#[0-9A-Fa-f]{6}$",
    "a colour is written as #0a555c: two digits of hex each for red, green and blue",
    7,
    "#0a555c",
    |s| s.strip_prefix('#').is_some_and(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))
);

impl Colour {
    /// Red, green and blue.
    pub fn rgb(&self) -> [u8; 3] {
        let pair = |at: usize| u8::from_str_radix(&self.0[at..at + 2], 16).unwrap_or_default();
        [pair(1), pair(3), pair(5)]
    }
}

/// How much two colours stand out from each other: 1 for the same, 21 for black and white (WCAG 2, "contrast ratio").
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let channel = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let light = |[r, g, b]: [u8; 3]| 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    let (one, other) = (light(one) + 0.05, light(other) + 0.05);
    f64::max(one, other) / f64::min(one, other)
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(text).ok_or_else(|| de::Error::custom("not a plain text"))
    }
}

impl JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "minLength": 1,
            "maxLength": MAX_TEXT,
            "pattern": "^[^\\u0000-\\u0020]([^\\u0000-\\u001f]*[^\\u0000-\\u0020])?$",
            "patternErrorMessage": "a text holds at least one word, no line break, and no space at either end",
        })
    }
}

/// A calendar day, written year-month-day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Date(pub jiff::civil::Date);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Date {
    type Err = &'static str;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        const MESSAGE: &str = "a date is written year-month-day, as 2026-11-21";
        let shaped = s.len() == 10
            && s.bytes()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if shaped { s.parse().map(Self).map_err(|_| MESSAGE) } else { Err(MESSAGE) }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "patternErrorMessage": "a date is written year-month-day, as 2026-11-21",
            "examples": ["2026-11-21"],
        })
    }
}

#[cfg(test)]
mod contrast_tests {
    use super::*;

    #[test]
    fn black_on_white_stands_out_most() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([9, 8, 7], [9, 8, 7]) - 1.0).abs() < 1e-9);
        // The grey that WCAG names as the lightest for text on white.
        assert!(contrast([0x76; 3], [255; 3]) >= 4.5 && contrast([0x77; 3], [255; 3]) < 4.5);
    }

    #[test]
    fn a_colour_is_read_by_its_pairs() {
        assert_eq!(Colour::new("#0a55Fc").map(|c| c.rgb()), Some([0x0a, 0x55, 0xfc]));
        assert!(Colour::new("#0a55f").is_none() && Colour::new("0a555c1").is_none());
    }
}
