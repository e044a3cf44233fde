//! The layouts of a handout: what each of them contains, said once for every format.

use serde::Serialize;

use crate::view::Handout;

/// A way to lay a handout out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Everything, in 12 points.
    Full,
    /// Everything, in 18 points and one column.
    LargePrint,
}

/// A part of a handout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The title, what the sheet is for, and the mark of one that is not released.
    Head,
    /// What makes it the sheet of one patient.
    ForYou,
    /// How often and how long, in one look.
    Glance,
    /// What must not wait, in short.
    Emergency,
    /// Whether the sheet is for the reader.
    About,
    /// How to exercise safely.
    Safety,
    /// The phases with their exercises in full, and those that may be done in place of others.
    Exercises,
    /// Advice for daily life.
    Advice,
    /// What the patient wants to reach.
    Goals,
    /// How to see whether it helps.
    Measures,
    /// The paper diary.
    Diary,
    /// When to stop, and every warning sign.
    Warnings,
    /// Who stands behind the sheet.
    Foot,
}

/// The end of every sheet, in every layout.
const CLOSING: [Part; 2] = [Part::Warnings, Part::Foot];

impl Layout {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Full, Self::LargePrint];

    /// Its name, as it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::LargePrint => "large-print",
        }
    }

    /// What stands in a file's name between the program's id and the format; nothing for the ordinary sheet.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Full => "",
            Self::LargePrint => ".large-print",
        }
    }

    /// The parts of a handout in this layout, in order. Those of which it has nothing are left out, but never the
    /// closing ones.
    pub fn parts(self, handout: &Handout) -> Vec<Part> {
        let has = |part: &Part| match part {
            Part::ForYou => handout.for_you.is_some(),
            Part::Advice => !handout.advice.is_empty(),
            Part::Goals => !handout.goals.is_empty(),
            Part::Measures => !handout.measures.is_empty(),
            Part::Diary => handout.diary.is_some(),
            _ => true,
        };
        let mut parts: Vec<Part> = self.wanted().iter().copied().filter(has).collect();
        parts.extend(CLOSING);
        parts
    }

    fn wanted(self) -> &'static [Part] {
        match self {
            Self::Full | Self::LargePrint => &[
                Part::Head,
                Part::ForYou,
                Part::Glance,
                Part::Emergency,
                Part::About,
                Part::Safety,
                Part::Exercises,
                Part::Advice,
                Part::Goals,
                Part::Measures,
                Part::Diary,
            ],
        }
    }
}
