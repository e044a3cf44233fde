//! Dose and frequency: how much of an exercise, and how often.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::id::SourceId;
use crate::number::{Decimal, Range, Whole};
use crate::strict::given;
use crate::text::Text;

/// A number of sets.
pub type Sets = Range<Whole<1, 20>>;
/// A number of repetitions in one set.
pub type Repetitions = Range<Whole<1, 100>>;
/// Seconds of a hold or a rest.
pub type Seconds = Range<Whole<1, 600>>;
/// Minutes of an activity.
pub type Minutes = Range<Whole<1, 240>>;
/// How hard it should feel, from 0 (no effort) to 10 (as hard as you can).
pub type Effort = Range<Whole<0, 10>>;

/// How much of an exercise is done each time. What follows from it (doubling for each side, total minutes)
/// is computed and never written.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Dose {
    /// Sets of repetitions: movements that are counted, each with or without a short hold.
    Repetitions {
        /// How many sets each time. One set: the repetitions are done once.
        sets: Sets,
        /// How many repetitions in each set, on each side where the exercise is done on each side.
        repetitions: Repetitions,
        /// How many seconds the end position is held in each repetition.
        #[serde(skip_serializing_if = "Option::is_none")]
        hold_seconds: Option<Seconds>,
        /// How many seconds of rest between two sets.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest_seconds: Option<Seconds>,
        /// How slowly each repetition is done. Not together with a hold.
        #[serde(skip_serializing_if = "Option::is_none")]
        tempo: Option<Tempo>,
        /// How hard it should feel, from 0 (no effort) to 10 (as hard as you can).
        #[serde(skip_serializing_if = "Option::is_none")]
        effort: Option<Effort>,
        /// What is moved against: a weight, a band. Leave it out for the body's own weight.
        #[serde(skip_serializing_if = "Option::is_none")]
        load: Option<Load>,
        /// Where these figures come from.
        #[serde(skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// A position that is held: a stretch, a plank.
    Hold {
        /// How many times the position is taken each time, on each side where the exercise is done on each side.
        sets: Sets,
        /// How many seconds the position is held.
        hold_seconds: Seconds,
        /// How many seconds of rest between two holds.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest_seconds: Option<Seconds>,
        /// How hard it should feel, from 0 (no effort) to 10 (as hard as you can).
        #[serde(skip_serializing_if = "Option::is_none")]
        effort: Option<Effort>,
        /// Where these figures come from.
        #[serde(skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// An activity that goes by the clock or by distance: walking, cycling.
    Time {
        /// How many minutes each time.
        minutes: Minutes,
        /// How fast.
        #[serde(skip_serializing_if = "Option::is_none")]
        pace: Option<Pace>,
        /// How many kilometres each time, where the distance is the aim. Needs a pace.
        #[serde(skip_serializing_if = "Option::is_none")]
        distance_km: Option<Range<Decimal>>,
        /// How hard it should feel, from 0 (no effort) to 10 (as hard as you can).
        #[serde(skip_serializing_if = "Option::is_none")]
        effort: Option<Effort>,
        /// Where these figures come from.
        #[serde(skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
}

impl Dose {
    /// Where the figures come from, if it is said.
    pub fn basis(&self) -> Option<&Basis> {
        match self {
            Self::Repetitions { basis, .. } | Self::Hold { basis, .. } | Self::Time { basis, .. } => {
                basis.as_ref()
            }
        }
    }

    /// How hard it should feel, if it is said.
    pub fn effort(&self) -> Option<Effort> {
        match self {
            Self::Repetitions { effort, .. } | Self::Hold { effort, .. } | Self::Time { effort, .. } => {
                *effort
            }
        }
    }

    /// The named fields whose least is above their most.
    pub fn reversed_ranges(&self) -> impl Iterator<Item = &'static str> {
        fn reversed<T: Copy + PartialOrd>(
            name: &'static str,
            range: Option<Range<T>>,
        ) -> Option<&'static str> {
            range.filter(Range::is_reversed).map(|_| name)
        }
        let fields = match *self {
            Self::Repetitions { sets, repetitions, hold_seconds, rest_seconds, effort, .. } => [
                reversed("sets", Some(sets)),
                reversed("repetitions", Some(repetitions)),
                reversed("hold_seconds", hold_seconds),
                reversed("rest_seconds", rest_seconds),
                reversed("effort", effort),
            ],
            Self::Hold { sets, hold_seconds, rest_seconds, effort, .. } => [
                reversed("sets", Some(sets)),
                reversed("hold_seconds", Some(hold_seconds)),
                reversed("rest_seconds", rest_seconds),
                reversed("effort", effort),
                None,
            ],
            Self::Time { minutes, distance_km, effort, .. } => [
                reversed("minutes", Some(minutes)),
                reversed("distance_km", distance_km),
                reversed("effort", effort),
                None,
                None,
            ],
        };
        fields.into_iter().flatten()
    }
}

/// Where a figure comes from: sources that give it, or the editors' own judgement, said in words. Both where a
/// source gives a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The sources that give these figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
    /// Which figures are the editors' own, and why. For clinicians.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub editorial: Option<Text>,
}

/// How slowly one repetition is done, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tempo {
    /// Seconds on the way out.
    pub out_seconds: Whole<1, 30>,
    /// Seconds at the end position.
    pub pause_seconds: Whole<0, 30>,
    /// Seconds on the way back.
    pub back_seconds: Whole<1, 30>,
}

/// What is moved against.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Load {
    /// A weight that is lifted or worn.
    Weight {
        /// Its kilograms.
        kilograms: Range<Decimal>,
    },
    /// An elastic band.
    Band {
        /// How strong the band is.
        resistance: Resistance,
    },
}

/// How strong an elastic band is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Resistance {
    /// Gives way easily: most often yellow or red.
    Light,
    /// Resists: most often green or blue.
    Medium,
    /// Resists strongly: most often black or silver.
    Heavy,
}

/// How fast an activity is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// A stroll, slower than usual.
    Leisurely,
    /// The usual pace. Talking is easy.
    Comfortable,
    /// Faster than usual. Breath comes faster, talking is still possible.
    Brisk,
}

/// How often a session or an exercise is done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Frequency {
    /// How many times on each of its days.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub times_a_day: Option<Range<Whole<1, 12>>>,
    /// On how many days of a week. Seven means every day.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub days_a_week: Option<Range<Whole<1, 7>>>,
    /// On which days, where it matters. Instead of days a week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
    /// At which times of the day, where it matters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_of_day: Vec<TimeOfDay>,
    /// Where these figures come from.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

impl Frequency {
    /// The days a week: as given, or the number of named days.
    pub fn days_in_a_week(&self) -> Option<Range<u32>> {
        match (self.days_a_week, u32::try_from(self.days.len())) {
            (Some(days), _) => Some(days.map(Whole::get)),
            (None, Ok(n)) if n > 0 => Some(Range::One(n)),
            _ => None,
        }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// A time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TimeOfDay {
    /// Before noon.
    Morning,
    /// Around noon.
    Midday,
    /// Between noon and evening.
    Afternoon,
    /// After the day's work.
    Evening,
    /// Just before sleep.
    Bedtime,
}

/// Every key that some dose has: read flat, since serde's own reading of tagged enums copies the whole object first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DoseKeys {
    kind: DoseKind,
    #[serde(default, deserialize_with = "given")]
    sets: Option<Sets>,
    #[serde(default, deserialize_with = "given")]
    repetitions: Option<Repetitions>,
    #[serde(default, deserialize_with = "given")]
    hold_seconds: Option<Seconds>,
    #[serde(default, deserialize_with = "given")]
    rest_seconds: Option<Seconds>,
    #[serde(default, deserialize_with = "given")]
    tempo: Option<Tempo>,
    #[serde(default, deserialize_with = "given")]
    minutes: Option<Minutes>,
    #[serde(default, deserialize_with = "given")]
    pace: Option<Pace>,
    #[serde(default, deserialize_with = "given")]
    distance_km: Option<Range<Decimal>>,
    #[serde(default, deserialize_with = "given")]
    effort: Option<Effort>,
    #[serde(default, deserialize_with = "given")]
    load: Option<Load>,
    #[serde(default, deserialize_with = "given")]
    basis: Option<Basis>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DoseKind {
    Repetitions,
    Hold,
    Time,
}

impl<'de> Deserialize<'de> for Dose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stray = || de::Error::custom("a key that does not belong to this kind of dose");
        Ok(match DoseKeys::deserialize(deserializer)? {
            DoseKeys {
                kind: DoseKind::Repetitions,
                sets,
                repetitions,
                hold_seconds,
                rest_seconds,
                tempo,
                effort,
                load,
                basis,
                minutes: None,
                pace: None,
                distance_km: None,
            } => Self::Repetitions {
                sets: sets.ok_or_else(|| de::Error::missing_field("sets"))?,
                repetitions: repetitions.ok_or_else(|| de::Error::missing_field("repetitions"))?,
                hold_seconds,
                rest_seconds,
                tempo,
                effort,
                load,
                basis,
            },
            DoseKeys {
                kind: DoseKind::Hold,
                sets,
                hold_seconds,
                rest_seconds,
                effort,
                basis,
                repetitions: None,
                tempo: None,
                load: None,
                minutes: None,
                pace: None,
                distance_km: None,
            } => Self::Hold {
                sets: sets.ok_or_else(|| de::Error::missing_field("sets"))?,
                hold_seconds: hold_seconds.ok_or_else(|| de::Error::missing_field("hold_seconds"))?,
                rest_seconds,
                effort,
                basis,
            },
            DoseKeys {
                kind: DoseKind::Time,
                minutes,
                pace,
                distance_km,
                effort,
                basis,
                sets: None,
                repetitions: None,
                hold_seconds: None,
                rest_seconds: None,
                tempo: None,
                load: None,
            } => Self::Time {
                minutes: minutes.ok_or_else(|| de::Error::missing_field("minutes"))?,
                pace,
                distance_km,
                effort,
                basis,
            },
            _ => return Err(stray()),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoadKeys {
    kind: LoadKind,
    #[serde(default, deserialize_with = "given")]
    kilograms: Option<Range<Decimal>>,
    #[serde(default, deserialize_with = "given")]
    resistance: Option<Resistance>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LoadKind {
    Weight,
    Band,
}

impl<'de> Deserialize<'de> for Load {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match LoadKeys::deserialize(deserializer)? {
            LoadKeys { kind: LoadKind::Weight, kilograms: Some(kilograms), resistance: None } => {
                Ok(Self::Weight { kilograms })
            }
            LoadKeys { kind: LoadKind::Band, resistance: Some(resistance), kilograms: None } => {
                Ok(Self::Band { resistance })
            }
            _ => Err(de::Error::custom("a weight has kilograms, a band has a resistance")),
        }
    }
}
