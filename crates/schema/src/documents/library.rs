//! The settings of a whole library.

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::figure::Person;
use crate::finding::Level;
use crate::id::{PackId, RuleId};
use crate::list::NonEmpty;
use crate::number::Whole;
use crate::strict::given;
use crate::text::{Colour, FilePath, KEBAB, Language, Link, PhoneNumber, Region, Text};

/// The settings of a whole library: what is printed on every sheet, and how strict the rules are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LibrarySettings {
    /// The schema of this kind of document. It gives hints in the editor.
    #[serde(
        rename = "$schema",
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<Text>,
    /// The library's name.
    pub title: Text,
    /// Who hands it out: printed at the foot of every sheet.
    pub publisher: Publisher,
    /// The language of the handouts' own words.
    pub language: Language,
    /// The paper on which handouts are printed.
    pub paper: Paper,
    /// The number to ring in an emergency, printed beside the red flags.
    pub emergency_number: PhoneNumber,
    /// The address below which the library is published, if it is.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub base_address: Option<Link>,
    /// The packs that belong to it, by their folders.
    pub packs: NonEmpty<PackId>,
    /// The numbers to ring elsewhere: `regimen export --region GB` prints the one of that region.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emergency_numbers: Vec<RegionalNumber>,
    /// How handouts look.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// How strict each rule is, where it differs from the rule's own level. Errors of safety rules cannot be lowered.
    #[serde(default, skip_serializing_if = "Levels::is_empty")]
    pub levels: Levels,
    /// The limits that rules hold to, where they differ from the rules' own.
    #[serde(default, skip_serializing_if = "Thresholds::is_default")]
    pub thresholds: Thresholds,
}

impl LibrarySettings {
    /// Who is drawn in the figures.
    pub fn person(&self) -> Person {
        self.theme.as_ref().and_then(|theme| theme.person).unwrap_or_default()
    }
}

/// Who hands out the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// The name of the clinic, department or project.
    pub name: Text,
    /// How to reach it: telephone, e-mail or both.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub contact: Option<Text>,
    /// Its address.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub address: Option<Text>,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// An emergency number that holds in a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionalNumber {
    /// The country, by its two letters.
    pub region: Region,
    /// The number to ring there.
    pub number: PhoneNumber,
}

/// How handouts look: on paper, on a screen, in each layout. Whatever is chosen here, red flags and the rules for
/// stopping stay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The clinic's logo, at the head of the first page.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
    /// Colours, where they differ from the built-in ones.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub colours: Option<Colours>,
    /// Fonts for the PDF, where the built-in ones are not enough. Files are TrueType or OpenType.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub fonts: Option<Fonts>,
    /// Lines at the head of the first page: where the clinic is, how to reach it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<Text>,
    /// The order of the sections, where it differs from the usual one. Sections that are not named come after those that are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub section_order: Vec<Section>,
    /// The layouts that are made when none is asked for; `full` and `large-print` if nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layouts: Vec<Layout>,
    /// Who is drawn in the figures.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// Templates of your own for parts of the web page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<PartTemplate>,
}

impl Theme {
    /// The built-in tint.
    pub const TINT: [u8; 3] = [0xea, 0xf3, 0xf2];
    /// The colour of text that matters less: it stands on the tint too.
    pub const SOFT: [u8; 3] = [0x41, 0x51, 0x57];
    /// The built-in accent.
    pub const ACCENT: [u8; 3] = [0x0a, 0x55, 0x5c];
    /// The built-in colour of warnings.
    pub const DANGER: [u8; 3] = [0x8f, 0x16, 0x16];
}

/// A clinic's logo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// The file, by its path from the library's folder: PNG or JPEG.
    pub file: FilePath,
    /// What it says, for those who cannot see it: most often the clinic's name.
    pub alt: Text,
}

/// The colours of handouts. Text must stand out: 4.5 to 1 at the least.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// Headings, bars and numbers.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub accent: Option<Colour>,
    /// The ground of what is to be found at a glance: a light colour.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub tint: Option<Colour>,
    /// What must not be overlooked: warnings.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub danger: Option<Colour>,
}

/// The fonts of the PDF.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fonts {
    /// The font of the text, by its path from the library's folder. It goes with `bold`.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub regular: Option<FilePath>,
    /// The font of headings and of what stands out.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub bold: Option<FilePath>,
    /// Fonts for scripts that the others do not have, as Arabic or Devanagari.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<FilePath>,
}

/// A template for a part of the web page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartTemplate {
    /// The section that it makes.
    pub section: Section,
    /// The file, by its path from the library's folder: a Handlebars template.
    pub file: FilePath,
}

/// A section of a handout that can be moved, or made by a template. Warnings cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// How often and how long, in one look.
    Glance,
    /// Whether the sheet is for the reader.
    About,
    /// How to exercise safely.
    Safety,
    /// The phases with their exercises.
    Exercises,
    /// Tips for each day.
    Advice,
    /// What the patient wants to reach.
    Goals,
    /// How to see whether it helps.
    Measures,
    /// The paper diary.
    Diary,
}

/// A way to lay a handout out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Everything, in 12 points.
    Full,
    /// One sheet for the door of the fridge: exercises and doses, rules for stopping, warnings.
    Compact,
    /// Everything, in 18 points and one column.
    LargePrint,
    /// A card for each exercise, four to a page, with marks to cut along.
    Cards,
    /// The diary: weeks, days, sessions, with pain and effort.
    Diary,
    /// For clinicians: sources, codes, waivers, the reporting checklist.
    Clinician,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Full, Self::Compact, Self::LargePrint, Self::Cards, Self::Diary, Self::Clinician];

    /// Its name, as it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Compact => "compact",
            Self::LargePrint => "large-print",
            Self::Cards => "cards",
            Self::Diary => "diary",
            Self::Clinician => "clinician",
        }
    }
}

/// The level of a rule in this library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleLevel {
    /// The rule is not applied.
    Off,
    /// Worth knowing; never stops anything.
    Hint,
    /// Should be mended; stops a check that asks for it.
    Warning,
    /// Must be mended before anything is handed out.
    Error,
}

impl RuleLevel {
    /// The level of its findings; none if the rule is off.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Off => None,
            Self::Hint => Some(Level::Hint),
            Self::Warning => Some(Level::Warning),
            Self::Error => Some(Level::Error),
        }
    }
}

/// Levels by rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Levels(pub BTreeMap<RuleId, RuleLevel>);

impl Levels {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LevelsVisitor;
        impl<'de> Visitor<'de> for LevelsVisitor {
            type Value = Levels;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object from rules to levels")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Levels, A::Error> {
                let mut levels = BTreeMap::new();
                while let Some((rule, level)) = map.next_entry::<RuleId, RuleLevel>()? {
                    // A map would keep the last of two: nothing is silently dropped.
                    if levels.insert(rule, level).is_some() {
                        return Err(de::Error::custom("a rule has two levels"));
                    }
                }
                Ok(Levels(levels))
            }
        }
        deserializer.deserialize_map(LevelsVisitor)
    }
}

impl JsonSchema for Levels {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Levels".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "propertyNames": { "pattern": KEBAB, "maxLength": 64 },
            "additionalProperties": generator.subschema_for::<RuleLevel>(),
        })
    }
}

/// Declares the thresholds once: key, type, default, description.
macro_rules! thresholds {
    ($($(#[$doc:meta])* $name:ident: Whole<$min:literal, $max:literal> = $default:literal,)*) => {
        /// The limits that rules hold to. Each has the default of its rule, which the rule's page gives a source for.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct Thresholds {
            $(
                $(#[$doc])*
                #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
                #[schemars(extend("default" = $default))]
                $name: Option<Whole<$min, $max>>,
            )*
        }

        impl Thresholds {
            $(
                $(#[$doc])*
                pub fn $name(&self) -> u32 {
                    self.$name.map_or($default, Whole::get)
                }
            )*
        }
    };
}

thresholds! {
    /// The most exercises in one session before a warning.
    max_exercises: Whole<1, 50> = 5,
    /// The most exercises in one session before a hint.
    recommended_exercises: Whole<1, 50> = 3,
    /// The most minutes of one session, walking and other time on the feet not counted.
    max_session_minutes: Whole<1, 240> = 20,
    /// The most minutes of one session, walking and other time on the feet counted.
    max_session_minutes_on_feet: Whole<1, 480> = 60,
    /// The reading grade above which a document is hard to read.
    max_reading_grade: Whole<1, 18> = 6,
    /// The reading grade above which a document is very hard to read.
    very_hard_reading_grade: Whole<1, 18> = 8,
    /// The most words of one sentence.
    max_sentence_words: Whole<5, 100> = 25,
    /// The most words of one step of an exercise.
    max_step_words: Whole<5, 100> = 20,
    /// The most seconds that a stretch is held.
    max_stretch_hold_seconds: Whole<1, 600> = 60,
    /// The most seconds that a position is held by muscle strength.
    max_strength_hold_seconds: Whole<1, 600> = 30,
    /// The most sets of a strength exercise.
    max_strength_sets: Whole<1, 20> = 4,
    /// The fewest repetitions in a set of a strength exercise.
    min_strength_repetitions: Whole<1, 100> = 4,
    /// The most repetitions in a set of a strength exercise.
    max_strength_repetitions: Whole<1, 100> = 20,
    /// By how many per cent the weekly minutes or repetitions may rise from one phase to the next.
    max_volume_rise_percent: Whole<1, 1000> = 50,
    /// The hours within which pain after the exercises must have settled.
    max_hours_to_settle: Whole<1, 72> = 24,
    /// The days after which an overdue review becomes an error.
    max_days_overdue: Whole<0, 3650> = 180,
}

impl Thresholds {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
