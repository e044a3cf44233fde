//! What every resource of a program has in common.

use regimen_schema::documents::review::{Code, CodeSystem, Person, Status};
use regimen_schema::documents::{Exercise, Program};
use regimen_schema::dose::Dose;
use regimen_schema::id::{ExerciseId, SourceId};
use regimen_schema::library::Entry;
use regimen_schema::text::Text;
use regimen_schema::{Finding, Level, Location, Pointer};

use super::narrative::{Blocks, markdown};
use super::types::{
    Attachment, CodeableConcept, Coding, ContactDetail, Expression, OneOrMany, RelatedArtifact,
};
use super::{Version, extensions, fhir_id};
use crate::ExportCx;
use crate::lookup::Lookup;
use crate::view::{self, Handout};
use crate::wording::{Wording, capitalised};

/// Builds the resources of one program.
pub(super) struct Build<'a, 'b> {
    pub(super) cx: &'b ExportCx<'a>,
    pub(super) version: Version,
    pub(super) base: String,
    pub(super) w: &'static dyn Wording,
    pub(super) lookup: Lookup<'a>,
    pub(super) handout: &'b Handout,
    pub(super) entry: &'b Entry<Program>,
    pub(super) findings: Vec<Finding>,
}

/// An exercise where a program puts it.
#[derive(Clone, Copy)]
pub(super) struct Placed<'d> {
    pub(super) exercise: &'d Exercise,
    pub(super) dose: Option<&'d Dose>,
    pub(super) frequency: Option<&'d regimen_schema::dose::Frequency>,
    pub(super) why: Option<&'d Text>,
    pub(super) note: Option<&'d Text>,
}

impl Build<'_, '_> {
    pub(super) fn language(&self) -> String {
        self.cx.library.settings.language.to_string()
    }

    pub(super) fn publisher(&self) -> String {
        self.cx.library.settings.publisher.name.to_string()
    }

    /// Only what a clinician has signed off is active.
    pub(super) fn status(&self) -> String {
        let status = match view::status(&self.entry.document) {
            Status::Draft | Status::InReview => "draft",
            Status::Published => "active",
            Status::Retired => "retired",
        };
        status.into()
    }

    fn pack(&self) -> Option<&regimen_schema::documents::Pack> {
        let packs = &self.cx.library.packs;
        packs.iter().find(|(id, _)| ***id == *self.entry.pack()).map(|(_, entry)| &entry.document)
    }

    pub(super) fn content_version(&self) -> String {
        self.pack().map_or_else(String::new, |pack| pack.version.to_string())
    }

    pub(super) fn copyright(&self) -> String {
        self.pack().map_or_else(String::new, |pack| markdown(&pack.licence))
    }

    /// The address of a resource.
    pub(super) fn address(&self, kind: &str, id: &str) -> String {
        format!("{}/{kind}/{id}", self.base)
    }

    /// The id of a resource that belongs to the program.
    pub(super) fn part_id(&self, suffix: &str) -> String {
        fhir_id(&self.entry.document.id, suffix)
    }

    /// A text that is Markdown in R5 and plain in R4.
    pub(super) fn prose(&self, text: &str) -> String {
        match self.version {
            Version::R4 => text.to_owned(),
            Version::R5 => markdown(text),
        }
    }

    /// A code of our own: the system is the library's, the code an id or a word of the format.
    pub(super) fn own_code(&self, system: &str, code: &str, display: &str) -> Coding {
        Coding {
            system: format!("{}/CodeSystem/{system}", self.base),
            code: code.into(),
            display: display.into(),
        }
    }

    /// One code in R5, a list of one in R4.
    pub(super) fn action_code(&self, concept: CodeableConcept) -> OneOrMany<CodeableConcept> {
        match self.version {
            Version::R4 => OneOrMany::Many(vec![concept]),
            Version::R5 => OneOrMany::One(concept),
        }
    }

    pub(super) fn citations(&mut self, ids: &[SourceId]) -> Vec<RelatedArtifact> {
        ids.iter()
            .filter_map(|id| self.lookup.source(id))
            .map(|d| {
                let link = d.link.as_ref().map(ToString::to_string);
                let link = link.or_else(|| {
                    d.doi.as_ref().map(|doi| format!("https://doi.org/{}", doi.replace(' ', "%20")))
                });
                RelatedArtifact {
                    kind: "citation".into(),
                    label: d.id.to_string(),
                    citation: markdown(&d.citation),
                    document: link.map(|url| Attachment { url, ..Attachment::default() }),
                    ..RelatedArtifact::default()
                }
            })
            .collect()
    }

    /// The exercise with its dose in words, and everything that a patient needs to do it.
    pub(super) fn exercise_blocks(&mut self, placed: Placed<'_>) -> Blocks {
        let words = self.handout.words.0;
        let d = placed.exercise;
        let mut blocks = Blocks::default();
        blocks.heading(&*d.title);
        blocks.paragraph(&**placed.why.unwrap_or(&d.purpose));
        let dose = self.dose_words(placed);
        blocks.labelled(words.do_this, (!dose.is_empty()).then_some(dose.as_str()));
        let often = placed.frequency.and_then(|f| self.w.frequency(f)).map(|f| capitalised(&f));
        blocks.labelled(words.how_often, often.as_deref());
        blocks.labelled(words.start, Some(self.w.position(d.start_position)));
        let equipment: Vec<_> = d.equipment.iter().filter_map(|e| self.w.equipment(*e)).collect();
        blocks.labelled(words.you_need, (!equipment.is_empty()).then(|| equipment.join("; ")).as_deref());
        blocks.steps(d.steps.iter().map(|s| s.0.to_string()).collect());
        blocks.labelled(words.feel, d.feel.as_deref());
        blocks.labelled(words.breathing, d.breathing.as_deref());
        blocks.labelled(words.note, placed.note.map(|n| &**n));
        for caution in &d.cautions {
            blocks.labelled(words.careful, Some(caution));
        }
        // What was taken out of the program for this patient does not come back as another way of something else.
        let tailored = self.cx.tailoring.map(|tailoring| &tailoring.tailored);
        let is_left_out = |id: &ExerciseId| tailored.is_some_and(|tailored| tailored.left_out.contains(id));
        for (label, variations) in [(words.easier, &d.easier), (words.harder, &d.harder)] {
            for v in variations.iter().filter(|v| !v.exercise.as_ref().is_some_and(is_left_out)) {
                let other = v.exercise.as_ref().and_then(|id| self.lookup.exercise(id));
                let other = other.map(|e| self.w.instead(&e.document.title, None));
                let text: Vec<_> = v.text.iter().map(|t| &**t).chain(other.as_deref()).collect();
                blocks.labelled(label, Some(&text.join(" ")));
            }
        }
        blocks
    }

    /// The dose as a patient is told it.
    pub(super) fn dose_words(&self, placed: Placed<'_>) -> String {
        let words = placed.dose.map(|dose| self.w.dose(dose, placed.exercise));
        let sentences = words.iter().flat_map(|w| w.sentences.iter().chain(&w.details));
        sentences.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The mark of what is not released, the pain rule, when to stop, every red flag with what to do. In every resource
    /// that a patient sees.
    pub(super) fn safety_blocks(&self) -> Blocks {
        let handout = self.handout;
        let words = handout.words.0;
        let mut blocks = Blocks::default();
        if let Some(mark) = &handout.mark {
            blocks.paragraph(format!("{}. {}", mark.title, mark.text));
        }
        blocks.labelled(words.pain_rule, handout.safety.pain_rule.as_deref());
        blocks.heading(words.stop_when);
        blocks.list(handout.safety.stop_rules.iter().map(|r| format!("{} {}", r.when, r.then)).collect());
        blocks.heading(words.red_flags);
        for flag in &handout.red_flags {
            blocks.paragraph(format!("{}. {}", flag.title, flag.urgency));
            blocks.list(flag.signs.clone());
            blocks.paragraph(&*flag.what_to_do);
        }
        blocks.paragraph(format!("{} {}", words.red_flags_none, handout.emergency.call));
        blocks
    }

    /// Something that FHIR cannot say, at its place in the program.
    pub(super) fn lost(&mut self, pointer: Pointer, message: &str, help: &str) {
        let at = Location::value(&self.entry.file, pointer);
        self.findings.push(Finding::new("fhir-not-exact", Level::Hint, at, message).help(help));
    }

    /// Pictures are not carried; it is said once a program.
    pub(super) fn pictures_lost(&mut self, id: &ExerciseId) {
        let Some(entry) = self.lookup.exercise(id) else { return };
        if entry.document.media.is_empty() {
            return;
        }
        let at = Location::key(&entry.file, Pointer::root() / "media");
        let finding =
            Finding::new("fhir-without-pictures", Level::Hint, at, "the pictures are not carried to FHIR")
                .help("the steps in words are; the sheet and the JSON for apps have both");
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// The dose as data, where there is one.
pub(super) fn dosage(placed: Placed<'_>) -> Vec<super::types::Extension> {
    placed.dose.map(|dose| extensions::dosage(dose, placed.exercise.laterality)).into_iter().collect()
}

pub(super) fn text_only(text: impl Into<String>) -> CodeableConcept {
    CodeableConcept { text: text.into(), ..CodeableConcept::default() }
}

pub(super) fn codes(codes: &[Code]) -> Vec<Coding> {
    let coding = |c: &Code| Coding {
        system: system(c.system).into(),
        code: c.code.to_string(),
        display: c.display.as_ref().map(ToString::to_string).unwrap_or_default(),
    };
    codes.iter().map(coding).collect()
}

/// The addresses by which FHIR knows terminologies, with our own names for them.
pub(super) const SYSTEMS: [(CodeSystem, &str); 4] = [
    (CodeSystem::Icd10Cm, "http://hl7.org/fhir/sid/icd-10-cm"),
    (CodeSystem::Icd10, "http://hl7.org/fhir/sid/icd-10"),
    (CodeSystem::SnomedCt, "http://snomed.info/sct"),
    (CodeSystem::Loinc, "http://loinc.org"),
];

fn system(system: CodeSystem) -> &'static str {
    SYSTEMS.iter().find(|(s, _)| *s == system).map_or("", |(_, address)| address)
}

/// What people judge, not machines: an expression that is never decided, with the words beside it.
pub(super) fn judged_by_people(text: &str) -> Expression {
    Expression { description: text.into(), language: "text/fhirpath".into(), expression: "{}".into() }
}

pub(super) fn contacts(people: &[Person]) -> Vec<ContactDetail> {
    let contact = |p: &Person| match &p.name {
        Some(name) => ContactDetail { name: name.to_string(), extension: vec![extensions::role(&p.role)] },
        None => ContactDetail { name: p.role.to_string(), extension: Vec::new() },
    };
    people.iter().map(contact).collect()
}
