//! A prescription as a `CarePlan`: a `ServiceRequest` for every exercise of the program that results, a `Goal` for every
//! goal. Who the patient is, the receiver knows: it is not in the prescription.

use regimen_schema::calendar::{PhaseDays, phase_days};
use regimen_schema::documents::review::Person;
use regimen_schema::documents::{Prescription, Program};

use super::build::{Build, dosage, text_only};
use super::narrative::Blocks;
use super::plan::targets;
use super::types::{
    Annotation, CarePlan, CarePlanActivity, CodeableReference, Goal, InstructionMarkdown, PatientInstruction,
    Period, Reference, Resource, ServiceRequest,
};
use super::{Version, extensions, fhir_id, markdown};
use crate::Tailoring;

impl Build<'_, '_> {
    /// The plan, then its requests, then its goals.
    pub(super) fn care_plan(&mut self, tailoring: &Tailoring<'_>) -> Vec<(String, Resource)> {
        let prescription = &tailoring.prescription.document;
        let program = &self.entry.document;
        let requests = self.service_requests(prescription);
        let goals = self.goals(prescription, program);
        let id = fhir_id(&prescription.id, "");
        let reference =
            |kind: &str, id: &str| Reference { reference: format!("{kind}/{id}"), ..Reference::default() };
        let activity = requests.iter().map(|request| {
            let reference = Some(reference("ServiceRequest", &request.id));
            match self.version {
                Version::R4 => CarePlanActivity { reference, ..CarePlanActivity::default() },
                Version::R5 => {
                    CarePlanActivity { planned_activity_reference: reference, ..CarePlanActivity::default() }
                }
            }
        });
        let activity = activity.collect();
        let mut blocks = Blocks::default();
        self.for_you_blocks(&mut blocks);
        blocks.extend(&self.program_blocks(program));
        let clinician = prescription.clinician.as_ref().map(by_name);
        let program_address = self.address("PlanDefinition", &fhir_id(&program.id, ""));
        let plan = CarePlan {
            language: self.language(),
            text: Some(blocks.narrative(&self.language())),
            extension: side(prescription),
            instantiates_uri: vec![program_address],
            status: self.request_status(true).into(),
            intent: "plan".into(),
            title: program.title.to_string(),
            description: program.purpose.to_string(),
            subject: Some(patient()),
            period: prescription
                .start_date
                .map(|start| Period { start: start.to_string(), ..Period::default() }),
            author: clinician.clone().filter(|_| self.version == Version::R4),
            contributor: clinician.into_iter().filter(|_| self.version == Version::R5).collect(),
            addresses: self.addresses(program),
            goal: goals.iter().map(|goal| reference("Goal", &goal.id)).collect(),
            activity,
            note: self.plan_notes(prescription),
            id: id.clone(),
        };
        let mut resources = vec![(self.address("CarePlan", &id), Resource::CarePlan(Box::new(plan)))];
        for request in requests {
            let address = self.address("ServiceRequest", &request.id);
            resources.push((address, Resource::ServiceRequest(Box::new(request))));
        }
        for goal in goals {
            resources.push((self.address("Goal", &goal.id), Resource::Goal(Box::new(goal))));
        }
        resources
    }

    /// Nothing that a clinician has not signed off is a request. What is for a later phase waits.
    fn request_status(&self, is_now: bool) -> &'static str {
        match (self.status().as_str(), is_now) {
            ("draft", _) => "draft",
            ("retired", _) => "revoked",
            (_, true) => "active",
            (_, false) => "on-hold",
        }
    }

    fn service_requests(&mut self, prescription: &Prescription) -> Vec<ServiceRequest> {
        let program = &self.entry.document;
        let plan = Reference {
            reference: format!("CarePlan/{}", fhir_id(&prescription.id, "")),
            ..Reference::default()
        };
        let days = prescription.start_date.map(|start| phase_days(program, start)).unwrap_or_default();
        let mut requests = Vec::new();
        for (p, phase) in program.phases.iter().enumerate() {
            for (s, session) in phase.sessions.iter().enumerate() {
                for (i, item) in session.items.iter().enumerate() {
                    let Some(placed) = self.placed(session, item) else { continue };
                    let shown = self.handout.phases.get(p).and_then(|p| p.sessions.get(s)?.items.get(i));
                    let (sore, changed) =
                        shown.map_or((None, &[][..]), |item| (item.side, &item.changed[..]));
                    let mut blocks = self.exercise_blocks(placed);
                    for alternative in &item.alternatives {
                        let Some(other) = self.lookup.exercise(alternative) else { continue };
                        let words = self.handout.words.0;
                        blocks.labelled(words.instead, Some(&other.document.title));
                    }
                    if let Some(sore) = sore {
                        blocks.paragraph(sore);
                    }
                    for reason in changed {
                        blocks.labelled(self.handout.words.0.for_you, Some(reason));
                    }
                    self.phase_blocks(&mut blocks, p);
                    blocks.extend(&self.safety_blocks());
                    let mut timing = self.timing(placed.frequency, phase.weeks, placed.dose, None);
                    if let (Some(days), Some(repeat)) =
                        (days.get(p), timing.as_mut().and_then(|t| t.repeat.as_mut()))
                    {
                        repeat.bounds_duration = None;
                        repeat.bounds_range = None;
                        repeat.bounds_period = Some(period(*days));
                    }
                    let mut extension = dosage(placed);
                    extension.extend(side(prescription));
                    let mut request = ServiceRequest {
                        id: fhir_id(&prescription.id, &format!(".{}.{}.{}", p + 1, s + 1, i + 1)),
                        language: self.language(),
                        text: Some(blocks.narrative(&self.language())),
                        extension,
                        instantiates_uri: Vec::new(),
                        based_on: vec![plan.clone()],
                        status: self.request_status(p == 0).into(),
                        intent: "plan".into(),
                        subject: Some(patient()),
                        occurrence_timing: timing,
                        requester: prescription.clinician.as_ref().map(by_name),
                        note: changed.iter().map(|reason| Annotation { text: markdown(reason) }).collect(),
                        ..ServiceRequest::default()
                    };
                    let code = self.exercise_code(placed.exercise);
                    let why = item.why.as_ref().map(|why| text_only(&**why));
                    let told = blocks.plain();
                    match self.version {
                        Version::R4 => {
                            request.code = Some(CodeableReference {
                                coding: code.coding,
                                text: code.text,
                                ..CodeableReference::default()
                            });
                            request.reason_code = why.into_iter().collect();
                            request.patient_instruction = Some(PatientInstruction::Text(told));
                        }
                        Version::R5 => {
                            let concept =
                                |c| CodeableReference { concept: Some(c), ..CodeableReference::default() };
                            request.code = Some(concept(code));
                            request.reason = why.into_iter().map(concept).collect();
                            let instruction_markdown = super::markdown_lines(&told);
                            request.patient_instruction =
                                Some(PatientInstruction::List(vec![InstructionMarkdown {
                                    instruction_markdown,
                                }]));
                        }
                    }
                    requests.push(request);
                }
            }
        }
        requests
    }

    /// Which phase it is for, and when that begins and ends: a request alone would seem to hold from now on.
    fn phase_blocks(&self, blocks: &mut Blocks, p: usize) {
        let words = self.handout.words.0;
        let Some(phase) = self.handout.phases.get(p) else { return };
        let place = phase.place.iter().chain([&phase.title]);
        blocks.heading(place.cloned().collect::<Vec<_>>().join(": "));
        for text in phase.days.iter().chain(&phase.weeks) {
            blocks.paragraph(text);
        }
        let before = p.checked_sub(1).and_then(|p| self.handout.phases.get(p));
        for when in before.map_or(&[][..], |p| &p.move_on_when) {
            blocks.labelled(words.start_when, Some(when));
        }
        for when in &phase.step_back_when {
            blocks.labelled(words.step_back, Some(when));
        }
    }

    fn for_you_blocks(&self, blocks: &mut Blocks) {
        let words = self.handout.words.0;
        let Some(you) = &self.handout.for_you else { return };
        blocks.heading(words.for_you);
        blocks.labelled(words.sore_side, you.side);
        blocks.labelled(words.start_when, you.start.as_deref());
        blocks.list(you.changes.iter().map(|c| format!("{} {}", c.what, c.reason)).collect());
    }

    fn plan_notes(&self, prescription: &Prescription) -> Vec<Annotation> {
        let changes = self.handout.for_you.iter().flat_map(|you| &you.changes);
        let changes = changes.map(|c| format!("{} {}", c.what, c.reason));
        let waivers =
            prescription.waivers.iter().map(|w| format!("{} ({}): {}", w.rule, w.by.role, w.reason));
        changes.chain(waivers).map(|text| Annotation { text: markdown(&text) }).collect()
    }

    fn goals(&self, prescription: &Prescription, program: &Program) -> Vec<Goal> {
        let goals = program.goals.iter().enumerate().map(|(n, goal)| {
            let words = self.handout.words.0;
            let mut blocks = Blocks::default();
            blocks.paragraph(&*goal.text);
            blocks.labelled(words.goals_tell.trim_end_matches(':'), goal.measure.as_deref());
            blocks.extend(&self.safety_blocks());
            Goal {
                id: fhir_id(&prescription.id, &format!(".goal-{}", n + 1)),
                language: self.language(),
                text: Some(blocks.narrative(&self.language())),
                lifecycle_status: "proposed".into(),
                description: Some(text_only(&*goal.text)),
                subject: Some(patient()),
                target: targets(goal),
            }
        });
        goals.collect()
    }

    fn addresses(&mut self, program: &Program) -> Vec<CodeableReference> {
        let mut conditions = Vec::new();
        for id in &program.conditions {
            let Some(condition) = self.lookup.condition(id) else { continue };
            conditions.push(match self.version {
                Version::R4 => {
                    CodeableReference { display: condition.title.to_string(), ..CodeableReference::default() }
                }
                Version::R5 => CodeableReference {
                    concept: Some(self.condition(condition)),
                    ..CodeableReference::default()
                },
            });
        }
        conditions
    }
}

/// Whoever it is: nothing about them is known here.
fn patient() -> Reference {
    Reference { kind: "Patient".into(), display: "Patient".into(), ..Reference::default() }
}

fn by_name(person: &Person) -> Reference {
    let display = person
        .name
        .as_ref()
        .map_or_else(|| person.role.to_string(), |name| format!("{name}, {}", person.role));
    Reference { display, ..Reference::default() }
}

fn side(prescription: &Prescription) -> Vec<super::types::Extension> {
    prescription.affected_side.map(extensions::affected_side).into_iter().collect()
}

/// From the earliest first day to the latest last one.
fn period(days: PhaseDays) -> Period {
    Period {
        start: days.first.0.to_string(),
        end: days.last.map(|(_, latest)| latest.to_string()).unwrap_or_default(),
    }
}
