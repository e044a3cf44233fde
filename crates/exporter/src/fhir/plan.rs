//! A program as a `PlanDefinition`: a phase is a group of actions, a session an action with a timing, what must be true to
//! go on a condition of the next phase, red flags are actions with what to do and where it stands.

use regimen_schema::Pointer;
use regimen_schema::documents::Condition as ConditionDocument;
use regimen_schema::documents::program::{Item, Phase, Program, Session};
use regimen_schema::documents::red_flag::{RedFlag, Urgency};
use regimen_schema::number::Range;

use super::build::{Build, codes, contacts, judged_by_people, text_only};
use super::extensions::{self, WEEKS, word};
use super::narrative::{Blocks, markdown};
use super::types::{
    Action, CodeableConcept, Coding, Condition, ContactDetail, GoalTarget, Identifier, Participant,
    PlanDefinition, PlanGoal, RelatedAction, Resource, UsageContext,
};
use super::{Version, computer_name, fhir_id};
use crate::content_hash::{content_hash, resolved};

/// The ids of actions, by which they are found again when a plan is read.
pub(super) mod ids {
    pub(crate) const BEFORE: &str = "before-you-start";
    pub(crate) const SEE_PROFESSIONAL: &str = "see-professional";
    pub(crate) const SCREENING: &str = "screening";
    pub(crate) const CAUTIONS: &str = "cautions";
    pub(crate) const PAIN_RULE: &str = "pain-rule";
    pub(crate) const STOP_RULES: &str = "stop-rules";
    pub(crate) const STOP_ALWAYS: &str = "stop-rules-always";
    pub(crate) const RED_FLAGS: &str = "red-flags";
    pub(crate) const PHASE: &str = "part-";
    pub(crate) const KEEP_GOING: &str = "keep-going";
    pub(crate) const ADVICE: &str = "daily-life";
    pub(crate) const DIARY: &str = "diary";
    pub(crate) const OUTCOMES: &str = "outcomes";
}

/// Our own code systems, below the library's address.
pub(super) mod systems {
    pub(crate) const EXERCISE: &str = "exercise";
    pub(crate) const CONDITION: &str = "condition";
    pub(crate) const CONCERN: &str = "concern";
    pub(crate) const RED_FLAG: &str = "red-flag";
    pub(crate) const ADVICE: &str = "advice";
    pub(crate) const USAGE: &str = "usage";
    pub(crate) const CONTENT_HASH: &str = "content-hash";
}

impl Build<'_, '_> {
    pub(super) fn plan_definition(&mut self) -> (String, Resource) {
        let d = &self.entry.document;
        let id = fhir_id(&d.id, "");
        let url = self.address("PlanDefinition", &id);
        let settings = &self.cx.library.settings;
        let hash = Identifier {
            system: self.address("NamingSystem", systems::CONTENT_HASH),
            value: content_hash(&resolved(&mut self.lookup, self.entry)),
        };
        let review = d.review.as_ref();
        let telecom = settings.publisher.contact.as_ref();
        let actions = self.actions(d);
        let plan = PlanDefinition {
            id,
            language: self.language(),
            text: Some(self.program_blocks(d).narrative(&self.language())),
            url: url.clone(),
            identifier: vec![hash],
            version: self.content_version(),
            name: computer_name(&d.id),
            title: d.title.to_string(),
            kind: Some(CodeableConcept {
                coding: vec![Coding {
                    system: "http://terminology.hl7.org/CodeSystem/plan-definition-type".into(),
                    code: "clinical-protocol".into(),
                    display: "Clinical Protocol".into(),
                }],
                ..CodeableConcept::default()
            }),
            status: self.status(),
            publisher: self.publisher(),
            contact: telecom
                .map(|name| ContactDetail { name: name.to_string(), extension: Vec::new() })
                .into_iter()
                .collect(),
            description: markdown(&d.for_whom),
            use_context: self.use_context(d),
            purpose: markdown(&d.purpose),
            usage: usage(d),
            copyright: self.copyright(),
            last_review_date: review.and_then(|r| r.reviewed_on).map(|on| on.to_string()).unwrap_or_default(),
            topic: topic(codes(&d.codes)),
            author: contacts(&d.authors),
            reviewer: contacts(review.map_or(&[], |r| &r.reviewed_by)),
            related_artifact: self.citations(&d.sources),
            goal: goals(d),
            action: actions,
            extension: Vec::new(),
        };
        (url, Resource::PlanDefinition(Box::new(plan)))
    }

    /// What it is for and where and how it is done, as data.
    fn use_context(&mut self, d: &Program) -> Vec<UsageContext> {
        let mut contexts = Vec::new();
        for id in &d.conditions {
            let Some(condition) = self.lookup.condition(id) else { continue };
            contexts.push(UsageContext {
                code: Some(Coding {
                    system: "http://terminology.hl7.org/CodeSystem/usage-context-type".into(),
                    code: "focus".into(),
                    display: "Clinical Focus".into(),
                }),
                value_codeable_concept: Some(self.condition(condition)),
            });
        }
        for id in &d.not_for {
            let Some(condition) = self.lookup.condition(id) else { continue };
            contexts.push(UsageContext {
                code: Some(self.own_code(systems::USAGE, "not-for", "Not for")),
                value_codeable_concept: Some(self.condition(condition)),
            });
        }
        let words = [
            ("setting", d.setting.map(word)),
            ("delivery", d.delivery.map(word)),
            ("supervision", d.supervision.map(word)),
        ];
        for (key, value) in words {
            let Some(value) = value else { continue };
            contexts.push(UsageContext {
                code: Some(self.own_code(systems::USAGE, key, key)),
                value_codeable_concept: Some(CodeableConcept {
                    coding: vec![self.own_code(systems::USAGE, &value, &value.replace('-', " "))],
                    text: value.replace('-', " "),
                }),
            });
        }
        contexts
    }

    pub(super) fn condition(&self, d: &ConditionDocument) -> CodeableConcept {
        let mut coding = codes(&d.codes);
        coding.push(self.own_code(systems::CONDITION, &d.id, &d.title));
        CodeableConcept { coding, text: d.title.to_string() }
    }

    fn actions(&mut self, d: &Program) -> Vec<Action> {
        let words = self.handout.words.0;
        let mut actions = Vec::new();
        let mut before = Vec::new();
        if let Some(text) = &d.see_professional {
            before.push(self.saying(ids::SEE_PROFESSIONAL, words.see_professional, text));
        }
        if !d.screening.is_empty() {
            before.push(self.screening(d));
        }
        if !d.cautions.is_empty() {
            let cautions = d.cautions.iter().enumerate();
            let cautions =
                cautions.map(|(i, text)| self.saying(&format!("{}-{}", ids::CAUTIONS, i + 1), "", text));
            before.push(group(ids::CAUTIONS, words.take_care, cautions.collect()));
        }
        if let Some(rule) = &d.pain_rule {
            let mut action = self.saying(ids::PAIN_RULE, words.pain_rule, &rule.text);
            action.extension = vec![extensions::pain_rule(rule)];
            action.documentation = self.citations(&rule.sources);
            before.push(action);
        }
        before.push(self.stop_rules());
        before.push(self.red_flags(d));
        actions.push(group(ids::BEFORE, words.safety, before));
        let mut phases: Vec<_> = (1..).zip(&d.phases).map(|(n, phase)| self.phase(n, d, phase)).collect();
        actions.append(&mut phases);
        actions.extend(self.keep_going(d));
        if !d.advice.is_empty() {
            actions.push(self.advice(d));
        }
        actions.extend(self.questionnaire_actions(d));
        actions
    }

    /// An action that is there for what it says.
    fn saying(&self, id: &str, title: &str, text: &str) -> Action {
        Action {
            id: id.into(),
            title: title.into(),
            description: self.prose(text),
            text_equivalent: self.prose(text),
            ..Action::default()
        }
    }

    fn screening(&self, d: &Program) -> Action {
        let screened = d.screening.iter().enumerate().map(|(i, s)| {
            let concern = word(s.concern);
            let plain = concern.replace('-', " ");
            let mut action = self.saying(
                &format!("{}-{}", ids::SCREENING, i + 1),
                &plain,
                s.ask.as_ref().map_or("", |ask| &**ask),
            );
            let coding = vec![self.own_code(systems::CONCERN, &concern, &plain)];
            action.code = Some(self.action_code(CodeableConcept { coding, text: plain }));
            action.participant = vec![Participant { kind: "practitioner".into() }];
            action
        });
        let mut action =
            group(ids::SCREENING, "For clinicians: rule out before it is handed out", screened.collect());
        action.participant = vec![Participant { kind: "practitioner".into() }];
        action
    }

    /// Without a condition, as red flags are: whoever applies the plan must not leave out what no machine can decide.
    fn stop_rules(&self) -> Action {
        // The rule that holds always is not the program's own.
        let is_own = !self.entry.document.stop_rules.is_empty();
        let rules = self.handout.safety.stop_rules.iter().enumerate().map(|(i, rule)| {
            let id = if is_own { format!("{}-{}", ids::STOP_RULES, i + 1) } else { ids::STOP_ALWAYS.into() };
            let mut action = self.saying(&id, "", &rule.then);
            action.title.clone_from(&rule.when);
            action.text_equivalent = self.prose(&format!("{} {}", rule.when, rule.then));
            action
        });
        must(group(ids::STOP_RULES, self.handout.words.0.stop_when, rules.collect()))
    }

    fn red_flags(&mut self, d: &Program) -> Action {
        let words = self.handout.words.0;
        let flags: Vec<&RedFlag> = d.red_flags.iter().filter_map(|id| self.lookup.red_flag(id)).collect();
        let flags = flags.into_iter().map(|flag| self.red_flag(flag)).collect();
        let mut action = group(ids::RED_FLAGS, words.red_flags, flags);
        let text = format!("{} {}", words.red_flags_none, self.handout.emergency.call);
        action.description = self.prose(&text);
        action.text_equivalent = self.prose(&text);
        must(action)
    }

    fn red_flag(&mut self, d: &RedFlag) -> Action {
        let urgency = self.w.urgency(d.urgency, &self.cx.library.settings.emergency_number);
        let signs: Vec<_> = d.signs.iter().map(|s| &*s.text).collect();
        let signs = signs.join(" ");
        let priority = match d.urgency {
            Urgency::Emergency => "stat",
            Urgency::SameDay => "asap",
            Urgency::SeeSomeone => "urgent",
        };
        let coding = vec![
            self.own_code(systems::RED_FLAG, &d.id, &d.title),
            self.own_code(systems::CONCERN, &word(d.concern), &word(d.concern).replace('-', " ")),
        ];
        Action {
            id: format!("{}-{}", ids::RED_FLAGS, d.id),
            title: d.title.to_string(),
            description: self.prose(&d.what_to_do),
            text_equivalent: self.prose(&format!("{signs} {urgency}. {}", d.what_to_do)),
            priority: priority.into(),
            code: Some(self.action_code(CodeableConcept { coding, text: d.title.to_string() })),
            documentation: self.citations(&d.sources),
            ..Action::default()
        }
    }

    fn phase(&mut self, number: usize, program: &Program, d: &Phase) -> Action {
        let mut conditions = Vec::new();
        let mut related = Vec::new();
        if number == 1 {
            conditions.extend(program.start_when.iter().map(|when| condition("start", when)));
        } else if let Some(before) = program.phases.get(number - 2) {
            conditions.extend(before.move_on_when.iter().map(|when| condition("start", when)));
            related.push(self.after(&phase_id(number - 1)));
        }
        conditions.extend(d.step_back_when.iter().map(|when| condition("stop", when)));
        let sessions = d.sessions.iter().enumerate();
        let mut action = Action {
            prefix: number.to_string(),
            condition: conditions,
            related_action: related,
            ..group(
                &phase_id(number),
                &d.title,
                sessions.map(|(i, session)| self.session(number, i + 1, d, session)).collect(),
            )
        };
        match d.weeks {
            Some(Range::One(n)) => {
                action.timing_duration = Some(extensions::quantity(f64::from(n.get()), WEEKS));
            }
            Some(Range::Span { min, max }) => {
                action.timing_range =
                    Some(extensions::range(f64::from(min.get()), f64::from(max.get()), WEEKS));
            }
            None => {}
        }
        action
    }

    /// After the last phase: what it says of going on stands here, as it does on the next phase of others.
    fn keep_going(&self, d: &Program) -> Option<Action> {
        let last = d.phases.last()?;
        if last.keep_going.is_none() && last.move_on_when.is_empty() {
            return None;
        }
        let text = last.keep_going.as_ref().map_or("", |text| &**text);
        let mut action = self.saying(ids::KEEP_GOING, self.handout.words.0.keep_going, text);
        action.condition = last.move_on_when.iter().map(|when| condition("start", when)).collect();
        action.related_action = vec![self.after(&phase_id(d.phases.len()))];
        Some(action)
    }

    fn session(&mut self, phase: usize, number: usize, d_phase: &Phase, d: &Session) -> Action {
        let place = Pointer::root() / "phases" / (phase - 1) / "sessions" / (number - 1) / "frequency";
        let id = format!("{}-session-{number}", phase_id(phase));
        let items = (1..).zip(&d.items).filter_map(|(n, item)| self.item(&id, (phase, number, n), d, item));
        let items: Vec<_> = items.collect();
        Action {
            prefix: format!("{phase}.{number}"),
            timing_timing: self.timing(d.frequency.as_ref(), d_phase.weeks, None, Some(place)),
            ..group(&id, &d.title, items)
        }
    }

    fn item(
        &mut self,
        session: &str,
        place: (usize, usize, usize),
        d_session: &Session,
        d: &Item,
    ) -> Option<Action> {
        let placed = self.placed(d_session, d)?;
        let (phase, session_number, number) = place;
        let id = format!("{session}-item-{number}");
        let main = self.activity_address(&format!(".{phase}.{session_number}.{number}"));
        let note = d.note.as_ref().map(ToString::to_string);
        let text = format!("{} {}", self.dose_words(placed), note.unwrap_or_default());
        let text = text.trim();
        let mut action = Action {
            id: id.clone(),
            prefix: format!("{phase}.{session_number}.{number}"),
            title: placed.exercise.title.to_string(),
            description: d.note.as_ref().map_or_else(String::new, |note| self.prose(note)),
            text_equivalent: self.prose(text),
            code: Some(self.action_code(self.exercise_code(placed.exercise))),
            reason: d.why.iter().map(|why| text_only(&**why)).collect(),
            // The exercise's own dose stands in its ActivityDefinition: here is what differs from it.
            extension: d
                .dose
                .as_ref()
                .map(|dose| extensions::dosage(dose, placed.exercise.laterality))
                .into_iter()
                .collect(),
            ..Action::default()
        };
        if d.alternatives.is_empty() {
            action.definition_canonical = main;
        } else {
            let mut choices = vec![Action {
                id: format!("{id}-choice-1"),
                title: placed.exercise.title.to_string(),
                text_equivalent: self.prose(text),
                definition_canonical: main,
                ..Action::default()
            }];
            for (n, alternative) in (2..).zip(&d.alternatives) {
                let Some(entry) = self.lookup.exercise(alternative) else { continue };
                let placed = super::build::Placed {
                    exercise: &entry.document,
                    dose: entry.document.dose.as_ref(),
                    frequency: None,
                    why: None,
                    note: None,
                };
                choices.push(Action {
                    id: format!("{id}-choice-{n}"),
                    title: entry.document.title.to_string(),
                    text_equivalent: self.prose(&self.dose_words(placed)),
                    code: Some(self.action_code(self.exercise_code(&entry.document))),
                    definition_canonical: self.activity_address(&format!(".{alternative}")),
                    ..Action::default()
                });
            }
            action.grouping_behavior = "logical-group".into();
            action.selection_behavior = "exactly-one".into();
            action.action = choices;
        }
        Some(action)
    }

    fn advice(&mut self, d: &Program) -> Action {
        let mut advice = Vec::new();
        for id in &d.advice {
            let Some(entry) = self.lookup.advice(id) else { continue };
            let mut action =
                self.saying(&format!("{}-{id}", ids::ADVICE), &entry.document.title, &entry.document.text);
            let coding = vec![self.own_code(systems::ADVICE, id, &entry.document.title)];
            let concept =
                CodeableConcept { coding, text: self.w.advice_group(entry.document.group).to_owned() };
            action.code = Some(self.action_code(concept));
            action.documentation = self.citations(&entry.document.sources);
            advice.push(action);
        }
        group(ids::ADVICE, self.handout.words.0.advice, advice)
    }

    fn after(&self, id: &str) -> RelatedAction {
        let mut related = RelatedAction { relationship: "after-end".into(), ..RelatedAction::default() };
        match self.version {
            Version::R4 => related.action_id = id.into(),
            Version::R5 => related.target_id = id.into(),
        }
        related
    }

    /// The whole program in words.
    pub(super) fn program_blocks(&mut self, d: &Program) -> Blocks {
        let handout = self.handout;
        let words = handout.words.0;
        let mut blocks = Blocks::default();
        blocks.heading(&*handout.title);
        blocks.paragraph(&*handout.about.purpose);
        blocks.paragraph(&*handout.about.for_whom);
        for (label, names) in
            [(words.made_for, &handout.about.conditions), (words.not_for, &handout.about.not_for)]
        {
            if !names.is_empty() {
                blocks.paragraph(label);
                blocks.list(names.clone());
            }
        }
        blocks.labelled(words.see_professional, handout.about.see_professional.as_deref());
        blocks.labelled(words.start_when, handout.safety.start_when.as_deref());
        blocks.labelled(words.where_done, handout.glance.place.as_deref());
        for caution in &handout.safety.cautions {
            blocks.labelled(words.take_care, Some(caution));
        }
        for (shown, phase) in handout.phases.iter().zip(&d.phases) {
            let weeks = shown.weeks.as_ref().map(|w| format!(" ({w})")).unwrap_or_default();
            blocks.heading(format!("{}. {}{weeks}", shown.number, shown.title));
            for session in &phase.sessions {
                let often = session.frequency.as_ref().and_then(|f| self.w.frequency(f));
                let often = often.map(|f| format!(": {f}")).unwrap_or_default();
                blocks.paragraph(format!("{}{often}", session.title));
                let mut items = Vec::new();
                for item in &session.items {
                    let Some(placed) = self.placed(session, item) else { continue };
                    let note = item.note.as_ref().map(|n| format!(" {n}")).unwrap_or_default();
                    items.push(format!("{}. {}{note}", placed.exercise.title, self.dose_words(placed)));
                }
                blocks.steps(items);
            }
            for (label, list) in
                [(words.move_on, &shown.move_on_when), (words.step_back, &shown.step_back_when)]
            {
                if !list.is_empty() {
                    blocks.paragraph(label);
                    blocks.list(list.clone());
                }
            }
            blocks.labelled(words.keep_going, shown.keep_going.as_deref());
        }
        blocks.extend(&self.safety_blocks());
        for group in &handout.advice {
            blocks.heading(group.title);
            blocks.list(group.items.iter().map(|a| format!("{}: {}", a.title, a.text)).collect());
        }
        let waived: Vec<_> =
            d.waivers.iter().map(|w| format!("{} ({}): {}", w.rule, w.by.role, w.reason)).collect();
        if !waived.is_empty() {
            blocks.heading("For clinicians: rules that were set aside");
            blocks.list(waived);
        }
        blocks
    }
}

/// For clinicians: the note first, then a line for each way to fit it to the patient.
fn usage(d: &Program) -> String {
    let note = d.clinician_note.iter().map(|note| markdown(note));
    let tailoring: Vec<_> = d.tailoring_notes.iter().map(|t| format!("- {}", markdown(t))).collect();
    let tailoring = (!tailoring.is_empty()).then(|| tailoring.join("\n"));
    note.chain(tailoring).collect::<Vec<_>>().join("\n\n")
}

fn topic(coding: Vec<Coding>) -> Vec<CodeableConcept> {
    let one = |coding| CodeableConcept { coding: vec![coding], ..CodeableConcept::default() };
    coding.into_iter().map(one).collect()
}

fn goals(d: &Program) -> Vec<PlanGoal> {
    let goal = |(n, goal): (usize, &regimen_schema::documents::program::Goal)| PlanGoal {
        id: format!("goal-{n}"),
        description: Some(text_only(&*goal.text)),
        target: targets(goal),
    };
    (1..).zip(&d.goals).map(goal).collect()
}

pub(super) fn targets(goal: &regimen_schema::documents::program::Goal) -> Vec<GoalTarget> {
    goal.measure.iter().map(|m| GoalTarget { measure: Some(text_only(&**m)) }).collect()
}

fn group(id: &str, title: &str, action: Vec<Action>) -> Action {
    Action {
        id: id.into(),
        title: title.into(),
        grouping_behavior: "logical-group".into(),
        selection_behavior: if action.is_empty() { "any" } else { "all" }.into(),
        action,
        ..Action::default()
    }
}

fn must(action: Action) -> Action {
    Action { required_behavior: "must".into(), ..action }
}

fn condition(kind: &str, text: &str) -> Condition {
    Condition { kind: kind.into(), expression: Some(judged_by_people(text)) }
}

pub(super) fn phase_id(number: usize) -> String {
    format!("{}{number}", ids::PHASE)
}
