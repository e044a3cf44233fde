//! Reads programs and exercises back out of what this exporter wrote: standard elements for what FHIR has a place for, our
//! extensions for the rest. `fhir.md` says field by field what comes back.

use std::collections::BTreeSet;

use regimen_schema::Kind;
use serde_json::{Map, Value, json};

use super::build::SYSTEMS;
use super::extensions::{reading, word};
use super::narrative::from_markdown;
use super::plan::{ids, phase_id, systems};
use super::types::{
    Action, ActivityDefinition, CodeableConcept, Coding, Condition, ContactDetail, Number, OneOrMany,
    PlanDefinition, Quantity, Questionnaire, RelatedArtifact, Resource,
};

/// A document that was read: what it holds, without `$schema`. Whether it is a document of our format is for
/// [`Document::read`](regimen_schema::Document::read) to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// A program or an exercise.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// What it holds. Its review is a draft: nobody has signed off what was brought in.
    pub document: Value,
}

/// Reads a bundle in R4 or R5, or a single `PlanDefinition` or `ActivityDefinition`: exercises first, each once, then
/// programs. What it does not know it leaves; an error says what it is not.
pub fn read(resource: &Value) -> Result<Vec<Read>, String> {
    let root: Resource =
        serde_json::from_value(resource.clone()).map_err(|e| format!("it is no FHIR resource: {e}"))?;
    let resources = match root {
        Resource::Bundle(bundle) => bundle.entry.into_iter().filter_map(|entry| entry.resource).collect(),
        resource => vec![resource],
    };
    let mut documents = Vec::new();
    let mut exercises = BTreeSet::new();
    for resource in &resources {
        if let Resource::ActivityDefinition(activity) = resource
            && let Some(document) = exercise(activity)
            && exercises.insert(document.id.clone())
        {
            documents.push(document);
        }
    }
    let questionnaires: Vec<&Questionnaire> = resources
        .iter()
        .filter_map(|r| match r {
            Resource::Questionnaire(q) => Some(&**q),
            _ => None,
        })
        .collect();
    for resource in &resources {
        if let Resource::PlanDefinition(plan) = resource {
            documents.push(
                Plan { definition: plan, questionnaires: &questionnaires, is_r5: is_r5(&plan.action) }.read(),
            );
        }
    }
    if documents.is_empty() {
        return Err("it holds no program or exercise that regimen wrote".into());
    }
    Ok(documents)
}

fn exercise(d: &ActivityDefinition) -> Option<Read> {
    let id = d.code.as_ref().and_then(|code| own(&code.coding, systems::EXERCISE))?;
    let mut object = Map::new();
    object.insert("id".into(), json!(id));
    object.insert("title".into(), json!(d.title));
    reading::exercise(&d.extension, &mut object)?;
    object.insert("purpose".into(), json!(from_markdown(&d.description)));
    put(&mut object, "clinician_note", &from_markdown(&d.usage));
    put_list(&mut object, "sources", sources(&d.related_artifact));
    put_list(&mut object, "codes", codes(d.topic.iter().flat_map(|t| &t.coding)));
    object.insert("review".into(), json!({ "status": "draft" }));
    Some(Read { kind: Kind::Exercise, id: id.to_owned(), document: object.into() })
}

/// A plan while it is read.
struct Plan<'a> {
    definition: &'a PlanDefinition,
    questionnaires: &'a [&'a Questionnaire],
    is_r5: bool,
}

impl Plan<'_> {
    fn read(&self) -> Read {
        let d = self.definition;
        let mut object = Map::new();
        object.insert("id".into(), json!(d.id));
        object.insert("title".into(), json!(d.title));
        object.insert("purpose".into(), json!(from_markdown(&d.purpose)));
        object.insert("for_whom".into(), json!(from_markdown(&d.description)));
        put_list(&mut object, "conditions", self.contexts("focus", systems::CONDITION));
        put_list(&mut object, "not_for", self.contexts("not-for", systems::CONDITION));
        let said = |group: &str| -> Vec<Value> {
            self.children(group).iter().map(|a| json!(self.prose(&a.description))).collect()
        };
        put_list(&mut object, "cautions", said(ids::CAUTIONS));
        let goals = d.goal.iter().map(|goal| {
            let mut out = Map::new();
            put(&mut out, "text", goal.description.as_ref().map_or("", |d| &d.text));
            let measure = goal.target.first().and_then(|t| t.measure.as_ref());
            put(&mut out, "measure", measure.map_or("", |m| &m.text));
            out.into()
        });
        put_list(&mut object, "goals", goals.collect());
        for key in ["setting", "delivery", "supervision"] {
            let values = self.contexts(key, systems::USAGE);
            object.extend(values.into_iter().next().map(|value| (key.to_owned(), value)));
        }
        let see = self.action(ids::SEE_PROFESSIONAL).map(|a| self.prose(&a.description));
        put(&mut object, "see_professional", &see.unwrap_or_default());
        let screening = self.children(ids::SCREENING).iter().map(|a| {
            let mut out = Map::new();
            put(&mut out, "concern", own_action(a, systems::CONCERN).unwrap_or_default());
            put(&mut out, "ask", &self.prose(&a.description));
            out.into()
        });
        put_list(&mut object, "screening", screening.collect());
        let first = self.action(&phase_id(1)).map(|a| conditions(a, "start"));
        object.extend(first.and_then(|when| when.into_iter().next()).map(|when| ("start_when".into(), when)));
        object.extend(self.pain_rule().map(|rule| ("pain_rule".into(), rule)));
        let stops = self.children(ids::STOP_RULES).iter().filter(|a| a.id != ids::STOP_ALWAYS);
        let stops = stops.map(|a| json!({ "when": a.title, "then": self.prose(&a.description) }));
        put_list(&mut object, "stop_rules", stops.collect());
        put_list(&mut object, "red_flags", self.own_children(ids::RED_FLAGS, systems::RED_FLAG));
        put_list(&mut object, "phases", self.phases());
        put_list(&mut object, "advice", self.own_children(ids::ADVICE, systems::ADVICE));
        object.extend(self.diary().map(|diary| ("diary".into(), diary)));
        put_list(&mut object, "outcome_measures", self.outcome_measures());
        self.usage(&mut object);
        put_list(&mut object, "authors", d.author.iter().map(person).collect());
        put_list(&mut object, "sources", sources(&d.related_artifact));
        put_list(&mut object, "codes", codes(d.topic.iter().flat_map(|t| &t.coding)));
        object.insert("review".into(), json!({ "status": "draft" }));
        Read { kind: Kind::Program, id: d.id.clone(), document: object.into() }
    }

    fn prose(&self, text: &str) -> String {
        if self.is_r5 { from_markdown(text) } else { text.to_owned() }
    }

    fn contexts(&self, code: &str, system: &str) -> Vec<Value> {
        let contexts =
            self.definition.use_context.iter().filter(|c| c.code.as_ref().is_some_and(|c| c.code == code));
        let coding = contexts.filter_map(|c| c.value_codeable_concept.as_ref());
        coding.filter_map(|concept| own(&concept.coding, system)).map(Value::from).collect()
    }

    fn action(&self, id: &str) -> Option<&Action> {
        fn find<'a>(actions: &'a [Action], id: &str) -> Option<&'a Action> {
            actions.iter().find_map(|a| if a.id == id { Some(a) } else { find(&a.action, id) })
        }
        find(&self.definition.action, id)
    }

    fn children(&self, id: &str) -> &[Action] {
        self.action(id).map_or(&[], |a| &a.action)
    }

    fn own_children(&self, id: &str, system: &str) -> Vec<Value> {
        self.children(id).iter().filter_map(|a| own_action(a, system)).map(Value::from).collect()
    }

    fn pain_rule(&self) -> Option<Value> {
        let action = self.action(ids::PAIN_RULE)?;
        let mut rule = reading::pain_rule(&action.extension)?;
        put(&mut rule, "text", &self.prose(&action.description));
        put_list(&mut rule, "sources", sources(&action.documentation));
        Some(rule.into())
    }

    fn phases(&self) -> Vec<Value> {
        let mut phases = Vec::new();
        for number in 1.. {
            let Some(action) = self.action(&phase_id(number)) else { break };
            let mut phase = Map::new();
            phase.insert("title".into(), json!(action.title));
            let weeks = match (&action.timing_duration, &action.timing_range) {
                (Some(one), _) => figure(one),
                (None, Some(range)) => {
                    match (range.low.as_ref().and_then(figure), range.high.as_ref().and_then(figure)) {
                        (Some(min), Some(max)) => Some(json!({ "min": min, "max": max })),
                        _ => None,
                    }
                }
                (None, None) => None,
            };
            phase.extend(weeks.map(|weeks| ("weeks".into(), weeks)));
            put_list(&mut phase, "sessions", action.action.iter().map(|a| self.session(a)).collect());
            let next = self.action(&phase_id(number + 1)).or_else(|| self.action(ids::KEEP_GOING));
            put_list(&mut phase, "move_on_when", next.map(|a| conditions(a, "start")).unwrap_or_default());
            put_list(&mut phase, "step_back_when", conditions(action, "stop"));
            phases.push(phase);
        }
        let keep = self.action(ids::KEEP_GOING).map(|a| self.prose(&a.description));
        if let (Some(last), Some(text)) = (phases.last_mut(), keep) {
            put(last, "keep_going", &text);
        }
        phases.into_iter().map(Value::from).collect()
    }

    fn session(&self, d: &Action) -> Value {
        let mut session = Map::new();
        session.insert("title".into(), json!(d.title));
        let frequency = d.timing_timing.as_ref().and_then(|timing| reading::frequency(&timing.extension));
        session.extend(frequency.map(|frequency| ("frequency".into(), frequency)));
        put_list(&mut session, "items", d.action.iter().map(|a| self.item(a)).collect());
        session.into()
    }

    fn item(&self, d: &Action) -> Value {
        let mut item = Map::new();
        put(&mut item, "exercise", own_action(d, systems::EXERCISE).unwrap_or_default());
        item.extend(reading::dose(&d.extension).map(|dose| ("dose".into(), dose)));
        put(&mut item, "why", d.reason.first().map_or("", |r| &r.text));
        put(&mut item, "note", &self.prose(&d.description));
        // The first of a choice is the exercise itself.
        let others = d.action.iter().skip(1).filter_map(|a| own_action(a, systems::EXERCISE));
        put_list(&mut item, "alternatives", others.map(Value::from).collect());
        item.into()
    }

    fn questionnaire(&self, id: &str) -> Option<(&Action, &Questionnaire)> {
        let action = self.action(id)?;
        let questionnaire = self.questionnaires.iter().find(|q| q.url == action.definition_canonical)?;
        Some((action, questionnaire))
    }

    fn diary(&self) -> Option<Value> {
        let (action, questionnaire) = self.questionnaire(ids::DIARY)?;
        let bounds = action.timing_timing.as_ref()?.repeat.as_ref()?.bounds_duration.as_ref()?;
        let records = questionnaire.item.iter().filter(|q| q.kind != "display");
        let records: Vec<_> = records.map(|q| json!(q.link_id)).collect();
        Some(json!({ "weeks": figure(bounds)?, "records": records }))
    }

    fn outcome_measures(&self) -> Vec<Value> {
        let Some((_, questionnaire)) = self.questionnaire(ids::OUTCOMES) else { return Vec::new() };
        let measures = questionnaire.item.iter().filter(|q| q.kind != "display").map(|q| {
            let mut measure = Map::new();
            put(&mut measure, "title", &q.text);
            put(&mut measure, "scale", own(&q.code, super::questionnaire::SCALE).unwrap_or_default());
            put(&mut measure, "how", q.item.first().map_or("", |how| &how.text));
            measure.into()
        });
        measures.collect()
    }

    /// The note for clinicians, and the lines behind it.
    fn usage(&self, object: &mut Map<String, Value>) {
        let (mut note, mut tailoring) = (Vec::new(), Vec::new());
        for line in self.definition.usage.lines().filter(|line| !line.is_empty()) {
            match line.strip_prefix("- ") {
                Some(line) => tailoring.push(json!(from_markdown(line))),
                None => note.push(from_markdown(line)),
            }
        }
        put_list(object, "tailoring_notes", tailoring);
        put(object, "clinician_note", &note.join(" "));
    }
}

/// Whether actions have one code each, as in R5.
fn is_r5(actions: &[Action]) -> bool {
    actions.iter().any(|a| matches!(a.code, Some(OneOrMany::One(_))) || is_r5(&a.action))
}

fn conditions(action: &Action, kind: &str) -> Vec<Value> {
    let of_kind = action.condition.iter().filter(|c| c.kind == kind);
    let text = |c: &Condition| c.expression.as_ref().map(|e| json!(e.description));
    of_kind.filter_map(text).collect()
}

/// The code of our own system, wherever the library is published.
fn own<'a>(coding: &'a [Coding], system: &str) -> Option<&'a str> {
    let ending = format!("/CodeSystem/{system}");
    coding.iter().find(|c| c.system.ends_with(&ending)).map(|c| &*c.code)
}

fn own_action<'a>(action: &'a Action, system: &str) -> Option<&'a str> {
    let concept: &CodeableConcept = action.code.as_ref()?.first()?;
    own(&concept.coding, system)
}

fn codes<'a>(coding: impl Iterator<Item = &'a Coding>) -> Vec<Value> {
    let code = |c: &Coding| {
        let (system, _) = SYSTEMS.iter().find(|(_, address)| *address == c.system)?;
        let mut code = Map::new();
        code.insert("system".into(), json!(word(system)));
        code.insert("code".into(), json!(c.code));
        put(&mut code, "display", &c.display);
        Some(code.into())
    };
    coding.filter_map(code).collect()
}

fn sources(artifacts: &[RelatedArtifact]) -> Vec<Value> {
    artifacts.iter().filter(|a| a.kind == "citation" && !a.label.is_empty()).map(|a| json!(a.label)).collect()
}

fn person(contact: &ContactDetail) -> Value {
    match reading::role(&contact.extension) {
        Some(role) => json!({ "role": role, "name": contact.name }),
        None => json!({ "role": contact.name }),
    }
}

fn figure(quantity: &Quantity) -> Option<Value> {
    match quantity.value? {
        Number::Whole(n) => Some(json!(n)),
        Number::Decimal(n) => Some(json!(n)),
    }
}

fn put(object: &mut Map<String, Value>, key: &str, text: &str) {
    if !text.is_empty() {
        object.insert(key.into(), json!(text));
    }
}

fn put_list(object: &mut Map<String, Value>, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        object.insert(key.into(), list.into());
    }
}
