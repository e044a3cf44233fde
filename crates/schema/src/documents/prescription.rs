//! A prescription: a program tailored to one patient. It lives outside the packs.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::program::Item;
use super::review::{Person, Waiver};
use crate::dose::Dose;
use crate::id::{ExerciseId, PrescriptionId, ProgramId};
use crate::strict::given;
use crate::text::{Date, Text};

/// A program tailored to one patient. Nothing personal is needed in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prescription {
    /// The schema of this kind of document. It gives hints in the editor.
    #[serde(
        rename = "$schema",
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    pub schema: Option<Text>,
    /// The prescription's id: the name of its file without `.json`. Name no patient in it.
    pub id: PrescriptionId,
    /// The program that is tailored.
    pub program: ProgramId,
    /// How the clinic knows the sheet again. Leave it out unless it must be printed.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The side that hurts.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub affected_side: Option<Side>,
    /// The day on which the patient starts.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Date>,
    /// Who tailored it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub clinician: Option<Person>,
    /// What differs from the program, each with a reason. Applied in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// Rules that do not hold for this patient, each with a reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
}

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The patient's left side.
    Left,
    /// The patient's right side.
    Right,
    /// Both sides.
    Both,
}

/// One difference from the program.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Override {
    /// Adds an exercise at the end of a session.
    Add {
        /// The exercise with its dose.
        item: Box<Item>,
        /// The session, by its title; every session if none is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        session: Option<Text>,
        /// Why, in a sentence to the patient: it is printed.
        reason: Text,
    },
    /// Leaves an exercise out.
    Drop {
        /// The exercise of the program.
        exercise: ExerciseId,
        /// The session, by its title; every session if none is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        session: Option<Text>,
        /// Why, in a sentence to the patient: it is printed.
        reason: Text,
    },
    /// Puts another exercise in an exercise's place.
    Swap {
        /// The exercise of the program.
        exercise: ExerciseId,
        /// The exercise to do instead.
        with: ExerciseId,
        /// The session, by its title; every session if none is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        session: Option<Text>,
        /// Why, in a sentence to the patient: it is printed.
        reason: Text,
    },
    /// Changes how much of an exercise is done.
    Dose {
        /// The exercise of the program.
        exercise: ExerciseId,
        /// The dose that holds instead.
        dose: Dose,
        /// The session, by its title; every session if none is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        session: Option<Text>,
        /// Why, in a sentence to the patient: it is printed.
        reason: Text,
    },
    /// Adds a word to an exercise.
    Note {
        /// The exercise of the program.
        exercise: ExerciseId,
        /// What to mind, in a sentence to the patient.
        note: Text,
        /// The session, by its title; every session if none is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        session: Option<Text>,
        /// Why, in a sentence to the patient: it is printed.
        reason: Text,
    },
}

impl Override {
    /// Why the patient's program differs here.
    pub fn reason(&self) -> &Text {
        match self {
            Self::Add { reason, .. }
            | Self::Drop { reason, .. }
            | Self::Swap { reason, .. }
            | Self::Dose { reason, .. }
            | Self::Note { reason, .. } => reason,
        }
    }

    /// The session that it is about, by its title; none if it is about every one.
    pub fn session(&self) -> Option<&Text> {
        match self {
            Self::Add { session, .. }
            | Self::Drop { session, .. }
            | Self::Swap { session, .. }
            | Self::Dose { session, .. }
            | Self::Note { session, .. } => session.as_ref(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverrideKeys {
    kind: OverrideKind,
    #[serde(default, deserialize_with = "given")]
    item: Option<Box<Item>>,
    #[serde(default, deserialize_with = "given")]
    exercise: Option<ExerciseId>,
    #[serde(default, deserialize_with = "given")]
    with: Option<ExerciseId>,
    #[serde(default, deserialize_with = "given")]
    dose: Option<Dose>,
    #[serde(default, deserialize_with = "given")]
    note: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    session: Option<Text>,
    reason: Text,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OverrideKind {
    Add,
    Drop,
    Swap,
    Dose,
    Note,
}

impl<'de> Deserialize<'de> for Override {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use OverrideKind as K;
        let OverrideKeys { kind, item, exercise, with, dose, note, session, reason } =
            OverrideKeys::deserialize(deserializer)?;
        match (kind, item, exercise, with, dose, note) {
            (K::Add, Some(item), None, None, None, None) => Ok(Self::Add { item, session, reason }),
            (K::Drop, None, Some(exercise), None, None, None) => Ok(Self::Drop { exercise, session, reason }),
            (K::Swap, None, Some(exercise), Some(with), None, None) => {
                Ok(Self::Swap { exercise, with, session, reason })
            }
            (K::Dose, None, Some(exercise), None, Some(dose), None) => {
                Ok(Self::Dose { exercise, dose, session, reason })
            }
            (K::Note, None, Some(exercise), None, None, Some(note)) => {
                Ok(Self::Note { exercise, note, session, reason })
            }
            _ => Err(de::Error::custom("the keys do not belong to this kind of override")),
        }
    }
}
