//! The layouts of a handout: what each of them contains, said once for every format.

pub use regimen_schema::documents::library::{Layout, Section};
use serde::Serialize;

use crate::view::Handout;

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
    /// What differs from the program for one patient.
    Changes,
    /// Whether the sheet is for the reader.
    About,
    /// How to exercise safely.
    Safety,
    /// Links to what there is: on a screen only.
    Contents,
    /// The phases with their exercises in full, and those that may be done in place of others.
    Exercises,
    /// The sessions with the names, pictures and doses of their exercises.
    Routine,
    /// A card for each exercise.
    Cards,
    /// Advice for daily life.
    Advice,
    /// What the patient wants to reach.
    Goals,
    /// How to see whether it helps.
    Measures,
    /// The paper diary.
    Diary,
    /// What clinicians ask: codes, sources, waivers, the reporting checklist.
    Clinical,
    /// When to stop, and every warning sign.
    Warnings,
    /// Who stands behind the sheet, with its sources.
    Foot,
}

/// The end of every sheet, in every layout, whatever the theme says.
const CLOSING: [Part; 2] = [Part::Warnings, Part::Foot];

/// What stands in a file's name between the program's id and the format; nothing for the ordinary sheet.
pub fn ending(layout: Layout) -> &'static str {
    match layout {
        Layout::Full => "",
        Layout::Compact => ".compact",
        Layout::LargePrint => ".large-print",
        Layout::Cards => ".cards",
        Layout::Diary => ".diary",
        Layout::Clinician => ".clinician",
    }
}

/// The parts of a handout in a layout, in order. Those of which it has nothing are left out, but never the closing
/// ones. `order` is the theme's: the sections that it names change places among themselves.
pub fn parts(layout: Layout, handout: &Handout, order: &[Section]) -> Vec<Part> {
    let has = |part: &Part| match part {
        Part::ForYou => handout.for_you.is_some(),
        Part::Changes => handout.for_you.as_ref().is_some_and(|you| !you.changes.is_empty()),
        Part::Advice => !handout.advice.is_empty(),
        Part::Goals => !handout.goals.is_empty(),
        Part::Measures => !handout.measures.is_empty(),
        Part::Diary => layout == Layout::Diary || handout.diary.is_some(),
        _ => true,
    };
    let mut parts: Vec<Part> = wanted(layout).iter().copied().filter(has).collect();
    let place = |part: Part| order.iter().position(|s| part_of(*s) == part).unwrap_or(order.len());
    let is_movable = |part: &Part| SECTIONS.iter().any(|s| part_of(*s) == *part);
    let mut moved: Vec<Part> = parts.iter().copied().filter(is_movable).collect();
    moved.sort_by_key(|part| place(*part));
    let mut moved = moved.into_iter();
    for part in parts.iter_mut().filter(|part| is_movable(part)) {
        *part = moved.next().unwrap_or(*part);
    }
    parts.extend(CLOSING);
    parts
}

const SECTIONS: [Section; 8] = [
    Section::Glance,
    Section::About,
    Section::Safety,
    Section::Exercises,
    Section::Advice,
    Section::Goals,
    Section::Measures,
    Section::Diary,
];

/// The part that a section is.
pub fn part_of(section: Section) -> Part {
    match section {
        Section::Glance => Part::Glance,
        Section::About => Part::About,
        Section::Safety => Part::Safety,
        Section::Exercises => Part::Exercises,
        Section::Advice => Part::Advice,
        Section::Goals => Part::Goals,
        Section::Measures => Part::Measures,
        Section::Diary => Part::Diary,
    }
}

fn wanted(layout: Layout) -> &'static [Part] {
    match layout {
        Layout::Full | Layout::LargePrint => &[
            Part::Head,
            Part::ForYou,
            Part::Glance,
            Part::Emergency,
            Part::Changes,
            Part::About,
            Part::Safety,
            Part::Contents,
            Part::Exercises,
            Part::Advice,
            Part::Goals,
            Part::Measures,
            Part::Diary,
        ],
        Layout::Compact => &[Part::Head, Part::ForYou, Part::Routine],
        Layout::Cards => &[Part::Cards],
        Layout::Diary => &[Part::Head, Part::ForYou, Part::Diary],
        Layout::Clinician => &[Part::Head, Part::ForYou, Part::Changes, Part::Clinical],
    }
}
