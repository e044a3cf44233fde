//! Each exercise where a program puts it as an `ActivityDefinition`: with the dose of that place, so that whoever applies
//! it alone gets the right one. Applied, it tells the patient everything in `patientInstruction`.

use regimen_schema::documents::Exercise;
use regimen_schema::documents::program::{Item, Session};
use regimen_schema::number::{Range, Whole};

use super::build::{Build, Placed, codes, dosage};
use super::extensions;
use super::narrative::{Blocks, markdown};
use super::plan::systems;
use super::types::{ActivityDefinition, CodeableConcept, Coding, DynamicValue, Expression, Resource};
use super::{Version, alternatives, computer_name};

impl<'a> Build<'a, '_> {
    /// One for each item, then one for each exercise that may be done instead.
    pub(super) fn activity_definitions(&mut self) -> Vec<(String, Resource)> {
        let d = &self.entry.document;
        let mut resources = Vec::new();
        for (p, phase) in (1..).zip(&d.phases) {
            for (s, session) in (1..).zip(&phase.sessions) {
                for (i, item) in (1..).zip(&session.items) {
                    let (p, s, i): (usize, usize, usize) = (p, s, i);
                    let Some(placed) = self.placed(session, item) else { continue };
                    resources.push(self.activity(&format!(".{p}.{s}.{i}"), placed, phase.weeks));
                }
            }
        }
        for id in alternatives(d) {
            let Some(entry) = self.lookup.exercise(id) else { continue };
            let exercise = &entry.document;
            let placed =
                Placed { exercise, dose: exercise.dose.as_ref(), frequency: None, why: None, note: None };
            resources.push(self.activity(&format!(".{id}"), placed, None));
        }
        resources
    }

    /// An item with the dose that holds there.
    pub(super) fn placed<'d>(&mut self, session: &'d Session, item: &'d Item) -> Option<Placed<'d>>
    where
        'a: 'd,
    {
        let exercise: &'d Exercise = &self.lookup.exercise(&item.exercise)?.document;
        Some(Placed {
            exercise,
            dose: item.dose.as_ref().or(exercise.dose.as_ref()),
            frequency: session.frequency.as_ref(),
            why: item.why.as_ref(),
            note: item.note.as_ref(),
        })
    }

    pub(super) fn activity_address(&self, suffix: &str) -> String {
        self.address("ActivityDefinition", &self.part_id(suffix))
    }

    /// Exercise therapy, and which exercise it is.
    pub(super) fn exercise_code(&self, exercise: &Exercise) -> CodeableConcept {
        let therapy = Coding {
            system: "http://snomed.info/sct".into(),
            code: "229065009".into(),
            display: "Exercise therapy".into(),
        };
        let coding = vec![therapy, self.own_code(systems::EXERCISE, &exercise.id, &exercise.title)];
        CodeableConcept { coding, text: exercise.title.to_string() }
    }

    fn activity(
        &mut self,
        suffix: &str,
        placed: Placed<'_>,
        weeks: Option<Range<Whole<1, 52>>>,
    ) -> (String, Resource) {
        let exercise = placed.exercise;
        let id = self.part_id(suffix);
        let url = self.address("ActivityDefinition", &id);
        let blocks = self.patient_blocks(placed);
        let mut extension = dosage(placed);
        extension.push(extensions::exercise(exercise));
        extension.extend(exercise.easier.iter().map(|v| extensions::variation("easier", v)));
        extension.extend(exercise.harder.iter().map(|v| extensions::variation("harder", v)));
        let topic = codes(&exercise.codes);
        self.pictures_lost(&exercise.id);
        let activity = ActivityDefinition {
            language: self.language(),
            text: Some(blocks.narrative(&self.language())),
            extension,
            url: url.clone(),
            version: self.content_version(),
            name: computer_name(&id),
            title: exercise.title.to_string(),
            status: self.status(),
            publisher: self.publisher(),
            description: markdown(&exercise.purpose),
            usage: exercise.clinician_note.as_ref().map_or_else(String::new, |note| markdown(note)),
            copyright: self.copyright(),
            topic: (!topic.is_empty())
                .then(|| CodeableConcept { coding: topic, ..CodeableConcept::default() })
                .into_iter()
                .collect(),
            related_artifact: self.citations(&exercise.sources),
            kind: "ServiceRequest".into(),
            code: Some(self.exercise_code(exercise)),
            intent: "plan".into(),
            timing_timing: self.timing(placed.frequency, weeks, placed.dose, None),
            dynamic_value: vec![self.instruction(&blocks)],
            id,
        };
        (url, Resource::ActivityDefinition(Box::new(activity)))
    }

    /// The exercise, and when to stop.
    pub(super) fn patient_blocks(&mut self, placed: Placed<'_>) -> Blocks {
        let mut blocks = self.exercise_blocks(placed);
        blocks.extend(&self.safety_blocks());
        blocks
    }

    /// Fills in what the patient is told when the definition is applied.
    fn instruction(&self, blocks: &Blocks) -> DynamicValue {
        let (path, text) = match self.version {
            Version::R4 => ("patientInstruction", blocks.plain()),
            Version::R5 => ("patientInstruction.instructionMarkdown", super::markdown_lines(&blocks.plain())),
        };
        DynamicValue {
            path: path.into(),
            expression: Some(Expression {
                description: self.handout.words.0.do_this.into(),
                language: "text/fhirpath".into(),
                expression: fhirpath(&text),
            }),
        }
    }
}

/// A text as a literal of `FHIRPath`.
fn fhirpath(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n");
    format!("'{text}'")
}
