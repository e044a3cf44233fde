//! Ids: kebab-case names, one type per kind, so that a program cannot be asked for where an exercise is due.

use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::text::{KEBAB, is_kebab, pattern_string};

const MESSAGE: &str = "an id is lower-case letters and digits with single hyphens between the words";

pattern_string!(
    /// The id of an exercise, equal to its file's name.
    ExerciseId, KEBAB, MESSAGE, 64, "single-knee-to-chest", is_kebab
);
pattern_string!(
    /// The id of a condition, equal to its file's name.
    ConditionId, KEBAB, MESSAGE, 64, "lumbar-disc-herniation", is_kebab
);
pattern_string!(
    /// The id of a program, equal to its file's name.
    ProgramId, KEBAB, MESSAGE, 64, "daily-home-stretches", is_kebab
);
pattern_string!(
    /// The id of an advice, equal to its file's name.
    AdviceId, KEBAB, MESSAGE, 64, "lift-with-bent-knees", is_kebab
);
pattern_string!(
    /// The id of a red flag, equal to its file's name.
    RedFlagId, KEBAB, MESSAGE, 64, "cauda-equina", is_kebab
);
pattern_string!(
    /// The id of a source, equal to its file's name.
    SourceId, KEBAB, MESSAGE, 64, "s1", is_kebab
);
pattern_string!(
    /// The id of a pack, equal to its folder's name.
    PackId, KEBAB, MESSAGE, 64, "sciatica", is_kebab
);
pattern_string!(
    /// The id of a prescription, equal to its file's name. Name no patient in it.
    PrescriptionId, KEBAB, MESSAGE, 64, "sample-left-side", is_kebab
);
pattern_string!(
    /// The name of a frame within a figure.
    FrameId, KEBAB, MESSAGE, 64, "start", is_kebab
);
pattern_string!(
    /// The name of a rule, as findings show it.
    RuleId, KEBAB, MESSAGE, 64, "movement-conflict", is_kebab
);
