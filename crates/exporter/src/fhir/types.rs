//! The parts of FHIR that are written and read here, under FHIR's own names. R4 and R5 differ in few places: there a type
//! has the fields of both, and `Version` says which are filled.

#![expect(clippy::struct_field_names, reason = "the names are FHIR's")]

use serde::{Deserialize, Serialize};

/// What FHIR forbids to write: empty strings, empty lists, `null`.
trait Absent {
    fn is_absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for String {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// Declares types whose keys are FHIR's: absent where nothing is in them, ignored where they are unknown.
macro_rules! types {
    ($($(#[$doc:meta])* $name:ident { $($(#[$meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        pub(super) struct $name {
            $($(#[$meta])* #[serde(skip_serializing_if = "Absent::is_absent")] pub(super) $field: $type,)*
        }
    )*};
}

/// A resource, by its `resourceType`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "resourceType")]
pub(super) enum Resource {
    ActivityDefinition(Box<ActivityDefinition>),
    Bundle(Box<Bundle>),
    CarePlan(Box<CarePlan>),
    Goal(Box<Goal>),
    PlanDefinition(Box<PlanDefinition>),
    Questionnaire(Box<Questionnaire>),
    ServiceRequest(Box<ServiceRequest>),
    StructureDefinition(Box<StructureDefinition>),
    #[serde(other)]
    Other,
}

/// A list in one version, a single value in the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany<T> {
    Many(Vec<T>),
    One(T),
}

impl<T> OneOrMany<T> {
    pub(super) fn first(&self) -> Option<&T> {
        match self {
            Self::Many(list) => list.first(),
            Self::One(one) => Some(one),
        }
    }
}

/// What the patient is told: one text in R4, a list of them in R5.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum PatientInstruction {
    Text(String),
    List(Vec<InstructionMarkdown>),
}

types! {
Bundle {
    id: String,
    language: String,
    identifier: Option<Identifier>,
    #[serde(rename = "type")]
    kind: String,
    entry: Vec<Entry>,
}

Entry {
    full_url: String,
    resource: Option<Resource>,
}

PlanDefinition {
    id: String,
    language: String,
    text: Option<Narrative>,
    extension: Vec<Extension>,
    url: String,
    identifier: Vec<Identifier>,
    version: String,
    name: String,
    title: String,
    #[serde(rename = "type")]
    kind: Option<CodeableConcept>,
    status: String,
    publisher: String,
    contact: Vec<ContactDetail>,
    description: String,
    use_context: Vec<UsageContext>,
    purpose: String,
    usage: String,
    copyright: String,
    last_review_date: String,
    topic: Vec<CodeableConcept>,
    author: Vec<ContactDetail>,
    reviewer: Vec<ContactDetail>,
    related_artifact: Vec<RelatedArtifact>,
    goal: Vec<PlanGoal>,
    action: Vec<Action>,
}

PlanGoal {
    id: String,
    description: Option<CodeableConcept>,
    target: Vec<GoalTarget>,
}

GoalTarget {
    measure: Option<CodeableConcept>,
}

Action {
    id: String,
    extension: Vec<Extension>,
    prefix: String,
    title: String,
    description: String,
    text_equivalent: String,
    priority: String,
    code: Option<OneOrMany<CodeableConcept>>,
    reason: Vec<CodeableConcept>,
    documentation: Vec<RelatedArtifact>,
    condition: Vec<Condition>,
    related_action: Vec<RelatedAction>,
    timing_duration: Option<Quantity>,
    timing_range: Option<Range>,
    timing_timing: Option<Timing>,
    participant: Vec<Participant>,
    grouping_behavior: String,
    selection_behavior: String,
    required_behavior: String,
    definition_canonical: String,
    action: Vec<Action>,
}

Condition {
    kind: String,
    expression: Option<Expression>,
}

Expression {
    description: String,
    language: String,
    expression: String,
}

/// `action_id` in R4, `target_id` in R5.
RelatedAction {
    action_id: String,
    target_id: String,
    relationship: String,
}

Participant {
    #[serde(rename = "type")]
    kind: String,
}

ActivityDefinition {
    id: String,
    language: String,
    text: Option<Narrative>,
    extension: Vec<Extension>,
    url: String,
    version: String,
    name: String,
    title: String,
    status: String,
    publisher: String,
    description: String,
    usage: String,
    copyright: String,
    topic: Vec<CodeableConcept>,
    related_artifact: Vec<RelatedArtifact>,
    kind: String,
    code: Option<CodeableConcept>,
    intent: String,
    timing_timing: Option<Timing>,
    dynamic_value: Vec<DynamicValue>,
}

DynamicValue {
    path: String,
    expression: Option<Expression>,
}

Questionnaire {
    id: String,
    language: String,
    text: Option<Narrative>,
    url: String,
    version: String,
    name: String,
    title: String,
    status: String,
    subject_type: Vec<String>,
    publisher: String,
    description: String,
    copyright: String,
    item: Vec<QuestionnaireItem>,
}

QuestionnaireItem {
    extension: Vec<Extension>,
    link_id: String,
    code: Vec<Coding>,
    text: String,
    #[serde(rename = "type")]
    kind: String,
    item: Vec<QuestionnaireItem>,
}

CarePlan {
    id: String,
    language: String,
    text: Option<Narrative>,
    extension: Vec<Extension>,
    instantiates_uri: Vec<String>,
    status: String,
    intent: String,
    title: String,
    description: String,
    subject: Option<Reference>,
    period: Option<Period>,
    author: Option<Reference>,
    contributor: Vec<Reference>,
    addresses: Vec<CodeableReference>,
    goal: Vec<Reference>,
    activity: Vec<CarePlanActivity>,
    note: Vec<Annotation>,
}

/// `reference` in R4, `planned_activity_reference` in R5.
CarePlanActivity {
    reference: Option<Reference>,
    planned_activity_reference: Option<Reference>,
}

ServiceRequest {
    id: String,
    language: String,
    text: Option<Narrative>,
    extension: Vec<Extension>,
    instantiates_uri: Vec<String>,
    based_on: Vec<Reference>,
    status: String,
    intent: String,
    code: Option<CodeableReference>,
    subject: Option<Reference>,
    occurrence_timing: Option<Timing>,
    requester: Option<Reference>,
    reason_code: Vec<CodeableConcept>,
    reason: Vec<CodeableReference>,
    note: Vec<Annotation>,
    patient_instruction: Option<PatientInstruction>,
}

InstructionMarkdown {
    instruction_markdown: String,
}

Goal {
    id: String,
    language: String,
    text: Option<Narrative>,
    lifecycle_status: String,
    description: Option<CodeableConcept>,
    subject: Option<Reference>,
    target: Vec<GoalTarget>,
}

StructureDefinition {
    id: String,
    language: String,
    text: Option<Narrative>,
    url: String,
    version: String,
    name: String,
    title: String,
    status: String,
    description: String,
    fhir_version: String,
    kind: String,
    #[serde(rename = "abstract")]
    is_abstract: Option<bool>,
    context: Vec<Context>,
    #[serde(rename = "type")]
    of: String,
    base_definition: String,
    derivation: String,
    differential: Option<Differential>,
}

Context {
    #[serde(rename = "type")]
    kind: String,
    expression: String,
}

Differential {
    element: Vec<Element>,
}

Element {
    id: String,
    path: String,
    slice_name: String,
    short: String,
    definition: String,
    min: Option<u32>,
    max: String,
    #[serde(rename = "type")]
    types: Vec<ElementType>,
    fixed_uri: String,
}

ElementType {
    code: String,
    profile: Vec<String>,
}

Narrative {
    status: String,
    div: String,
}

Extension {
    extension: Vec<Extension>,
    url: String,
    value_code: Option<String>,
    value_integer: Option<u32>,
    value_positive_int: Option<u32>,
    value_quantity: Option<Quantity>,
    value_range: Option<Range>,
    value_string: Option<String>,
}

Identifier {
    system: String,
    value: String,
}

Coding {
    system: String,
    code: String,
    display: String,
}

CodeableConcept {
    coding: Vec<Coding>,
    text: String,
}

/// A concept itself in R4 (or a reference, by its `display`), a concept in an envelope in R5.
CodeableReference {
    coding: Vec<Coding>,
    text: String,
    display: String,
    concept: Option<CodeableConcept>,
}

Reference {
    reference: String,
    #[serde(rename = "type")]
    kind: String,
    display: String,
}

ContactDetail {
    extension: Vec<Extension>,
    name: String,
}

UsageContext {
    code: Option<Coding>,
    value_codeable_concept: Option<CodeableConcept>,
}

RelatedArtifact {
    #[serde(rename = "type")]
    kind: String,
    label: String,
    display: String,
    citation: String,
    document: Option<Attachment>,
}

Attachment {
    content_type: String,
    data: String,
    url: String,
    title: String,
}

Annotation {
    text: String,
}

Period {
    start: String,
    end: String,
}

Quantity {
    value: Option<Number>,
    unit: String,
    system: String,
    code: String,
}

Range {
    low: Option<Quantity>,
    high: Option<Quantity>,
}

Timing {
    extension: Vec<Extension>,
    repeat: Option<Repeat>,
    code: Option<CodeableConcept>,
}

Repeat {
    bounds_period: Option<Period>,
    bounds_duration: Option<Quantity>,
    bounds_range: Option<Range>,
    duration: Option<u32>,
    duration_max: Option<u32>,
    duration_unit: String,
    frequency: Option<u32>,
    frequency_max: Option<u32>,
    period: Option<u32>,
    period_unit: String,
    day_of_week: Vec<String>,
    when: Vec<String>,
}
}

/// A decimal that is written as whole as it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Number {
    Whole(u32),
    Decimal(f64),
}

impl Number {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are checked first")]
    pub(super) fn new(number: f64) -> Self {
        let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
        if is_whole { Self::Whole(number as u32) } else { Self::Decimal(number) }
    }
}
