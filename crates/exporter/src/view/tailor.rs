//! What makes a sheet the sheet of one patient.

use regimen_schema::documents::prescription::Override;
use regimen_schema::id::ExerciseId;

use super::build::person;
use super::parts::owned;
use super::{Change, ForYou};
use crate::Tailoring;
use crate::lookup::Lookup;
use crate::wording::{Changed, Wording};

/// What the patient is told of the prescription.
pub(super) fn for_you(w: &dyn Wording, lookup: &mut Lookup<'_>, tailoring: &Tailoring<'_>) -> ForYou {
    let prescription = &tailoring.prescription.document;
    let mut changes = Vec::new();
    for part in &prescription.overrides {
        let mut title = |id: &ExerciseId| {
            lookup.exercise(id).map(|entry| entry.document.title.to_string()).unwrap_or_default()
        };
        let what = match part {
            Override::Add { item, .. } => Changed::Added(title(&item.exercise)),
            Override::Drop { exercise, .. } => Changed::LeftOut(title(exercise)),
            Override::Swap { exercise, with, .. } => {
                Changed::Swapped { old: title(exercise), new: title(with) }
            }
            Override::Dose { exercise, .. } => Changed::Dose(title(exercise)),
            Override::Note { exercise, .. } => Changed::Note(title(exercise)),
        };
        changes.push(Change {
            what: w.changed(&what, part.session().map(|session| &**session)),
            reason: part.reason().to_string(),
        });
    }
    let has_days = prescription.start_date.is_some();
    let p = prescription;
    ForYou {
        has_facts: p.label.is_some() || p.affected_side.is_some() || has_days || p.clinician.is_some(),
        label: owned(prescription.label.as_ref()),
        side: prescription.affected_side.map(|side| w.side(side)),
        start: prescription.start_date.map(|day| w.date(day)),
        days: has_days.then_some(w.labels().days_are_a_guide),
        clinician: prescription.clinician.as_ref().map(person),
        changes,
    }
}
