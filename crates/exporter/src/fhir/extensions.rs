//! The extensions of our own: what FHIR has no element for. Each is defined once, here; from the definitions come the
//! `StructureDefinition`s that lie beside the bundles.

use regimen_schema::documents::Exercise;
use regimen_schema::documents::exercise::{Laterality, Variation};
use regimen_schema::documents::program::PainRule;
use regimen_schema::dose::{Basis, Dose, Frequency, Load, Tempo};
use regimen_schema::number::{self, Decimal, Whole};
use serde::Serialize;
use serde_json::Value;

use super::types::{
    Context, Differential, Element, ElementType, Extension, Number, Quantity, Range, StructureDefinition,
};
use super::{Blocks, Version, markdown};

/// What the addresses of our extensions begin with. The same for every library, so that receivers know them again.
const PREFIX: &str = "urn:regimen:v1:fhir:";

/// The address of an extension.
pub(super) fn address(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// An extension that is defined here.
struct Definition {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    /// The elements on which it may stand.
    on: &'static [&'static str],
    /// The value it has, where it has no parts.
    value: &'static [&'static str],
    parts: &'static [Part],
}

/// A part of an extension: an extension within it.
struct Part {
    name: &'static str,
    what: &'static str,
    /// How often: `0..1`, `1..1`, `0..*`.
    min: u32,
    max: &'static str,
    /// The types of its value; `Extension` where it is another of our extensions.
    types: &'static [&'static str],
}

const fn part(name: &'static str, what: &'static str, types: &'static [&'static str]) -> Part {
    Part { name, what, min: 0, max: "1", types }
}

const fn many(name: &'static str, what: &'static str, types: &'static [&'static str]) -> Part {
    Part { name, what, min: 0, max: "*", types }
}

const fn needed(name: &'static str, what: &'static str, types: &'static [&'static str]) -> Part {
    Part { name, what, min: 1, max: "1", types }
}

const COUNT: &[&str] = &["positiveInt", "Range"];
const LEVEL: &[&str] = &["integer", "Range"];
const MEASURE: &[&str] = &["Quantity", "Range"];
const ONE_MEASURE: &[&str] = &["Quantity"];
const CODE: &[&str] = &["code"];
const STRING: &[&str] = &["string"];

pub(super) const DOSAGE: &str = "exercise-dosage";
pub(super) const FREQUENCY: &str = "session-frequency";
pub(super) const EXERCISE: &str = "exercise";
pub(super) const VARIATION: &str = "exercise-variation";
pub(super) const PAIN_RULE: &str = "pain-rule";
pub(super) const AFFECTED_SIDE: &str = "affected-side";
pub(super) const ROLE: &str = "role";

const SOURCE: Part = many("source", "The id of a source that gives these figures.", STRING);
const EDITORIAL: Part =
    part("editorial", "Which figures are the editors' own, and why. For clinicians.", STRING);

/// Every extension, in the order of its name.
static DEFINITIONS: &[Definition] = &[
    Definition {
        name: AFFECTED_SIDE,
        title: "Affected side",
        description: "The side of the body that hurts: left, right or both.",
        on: &["CarePlan", "ServiceRequest"],
        value: CODE,
        parts: &[],
    },
    Definition {
        name: EXERCISE,
        title: "Exercise",
        description: "What an exercise is, as data: what the narrative says in words, one text an element.",
        on: &["ActivityDefinition"],
        value: &[],
        parts: &[
            many("alias", "Another name.", STRING),
            needed(
                "category",
                "stretch, strength, stabilisation, mobility, nerve-glide, aerobic or yoga.",
                CODE,
            ),
            needed("startPosition", "The position in which it starts.", CODE),
            needed("laterality", "both-sides, each-side or unsided.", CODE),
            many("movement", "A movement that it holds.", CODE),
            many("step", "What to do, one action an element, in the order of doing.", STRING),
            part("feel", "What the patient should feel, and where.", STRING),
            part("breathing", "How to breathe.", STRING),
            many("caution", "What to take care of.", STRING),
            many("avoidIf", "The id of a condition with which it must not be done.", CODE),
            many("targetMuscle", "A muscle that works or is stretched.", CODE),
            many("equipment", "What is needed.", CODE),
            part("exercise-dosage", "How much, where a program says nothing else.", &["Extension"]),
            part("session-frequency", "How often, where the exercise is done alone.", &["Extension"]),
        ],
    },
    Definition {
        name: DOSAGE,
        title: "Exercise dosage",
        description: "How much of an exercise is done each time. FHIR has no element for sets, repetitions and holds: \
                      `Timing.repeat.count` counts occurrences of the whole, never repetitions. A figure is one number, or a \
                      Range from the least to the most. The same stands in words in the resource's narrative and in what the \
                      patient is told. Figures are for each side where `side` is each-side.",
        on: &["PlanDefinition.action", "ActivityDefinition", "ServiceRequest", "Extension"],
        value: &[],
        parts: &[
            needed(
                "kind",
                "repetitions (sets of repetitions), hold (a position that is held) or time (by the clock).",
                CODE,
            ),
            part("sets", "How many sets, or how many times a position is held.", COUNT),
            part("repetitions", "How many repetitions in each set.", COUNT),
            part("hold", "Seconds that the position is held, in each repetition or each set.", MEASURE),
            part("rest", "Seconds of rest between two sets or holds.", MEASURE),
            part("tempoOut", "Seconds of a repetition on the way out.", ONE_MEASURE),
            part("tempoPause", "Seconds of a repetition at the end position.", ONE_MEASURE),
            part("tempoBack", "Seconds of a repetition on the way back.", ONE_MEASURE),
            part("effort", "How hard it should feel, from 0 (no effort) to 10 (as hard as you can).", LEVEL),
            part("load", "The weight, in kilograms.", MEASURE),
            part("band", "How strong the elastic band is: light, medium or heavy.", CODE),
            part("time", "Minutes by the clock.", MEASURE),
            part("pace", "How fast: leisurely, comfortable or brisk.", CODE),
            part("distance", "Kilometres.", MEASURE),
            part("side", "both-sides, each-side (all of it is done on each side) or unsided.", CODE),
            SOURCE,
            EDITORIAL,
        ],
    },
    Definition {
        name: VARIATION,
        title: "Exercise variation",
        description: "An easier or harder way: in words, as another exercise, or both.",
        on: &["ActivityDefinition"],
        value: &[],
        parts: &[
            needed("direction", "easier or harder.", CODE),
            part("text", "What is done differently.", STRING),
            part("exercise", "The id of the exercise to do instead.", CODE),
        ],
    },
    Definition {
        name: PAIN_RULE,
        title: "Pain rule",
        description: "How much discomfort is acceptable while exercising, and how soon it must settle.",
        on: &["PlanDefinition.action"],
        value: &[],
        parts: &[
            needed("acceptablePain", "The most pain that is acceptable, from 0 to 10.", &["integer"]),
            needed("settlesWithin", "The hours within which it must be back to what it was.", ONE_MEASURE),
        ],
    },
    Definition {
        name: ROLE,
        title: "Role",
        description: "The profession or part played of somebody who is named.",
        on: &["ContactDetail"],
        value: STRING,
        parts: &[],
    },
    Definition {
        name: FREQUENCY,
        title: "Session frequency",
        description: "How often a session is done, exactly: Timing has no words for so many times a day on so many days a \
                      week, nor for one of several times of the day.",
        on: &["Timing", "Extension"],
        value: &[],
        parts: &[
            part("timesADay", "How many times on each of its days.", COUNT),
            part("daysAWeek", "On how many days of a week.", COUNT),
            many("day", "A day of the week on which it is done.", CODE),
            many("timeOfDay", "A time of the day at which it is done.", CODE),
            SOURCE,
            EDITORIAL,
        ],
    },
];

/// Every extension as FHIR defines it.
pub(super) fn definitions(version: Version) -> Vec<StructureDefinition> {
    DEFINITIONS.iter().map(|d| structure_definition(d, version)).collect()
}

fn structure_definition(d: &Definition, version: Version) -> StructureDefinition {
    let mut text = Blocks::default();
    text.paragraph(d.description);
    text.list(d.parts.iter().map(|p| format!("{}: {}", p.name, p.what)).collect());
    let mut elements = vec![Element {
        id: "Extension".into(),
        path: "Extension".into(),
        short: d.title.into(),
        definition: markdown(d.description),
        min: Some(0),
        max: "*".into(),
        ..Element::default()
    }];
    for part in d.parts {
        elements.extend(part_elements(part));
    }
    if d.parts.is_empty() {
        elements.push(banned("Extension.extension"));
    }
    elements.push(fixed_url("Extension", address(d.name)));
    elements.push(if d.parts.is_empty() {
        value("Extension", d.value)
    } else {
        banned("Extension.value[x]")
    });
    StructureDefinition {
        id: d.name.into(),
        language: "en".into(),
        text: Some(text.narrative("en")),
        url: address(d.name),
        version: "1.0.0".into(),
        name: super::computer_name(d.name),
        title: d.title.into(),
        status: "active".into(),
        description: markdown(d.description),
        fhir_version: version.number().into(),
        kind: "complex-type".into(),
        is_abstract: Some(false),
        context: d.on.iter().map(|on| Context { kind: "element".into(), expression: (*on).into() }).collect(),
        of: "Extension".into(),
        base_definition: "http://hl7.org/fhir/StructureDefinition/Extension".into(),
        derivation: "constraint".into(),
        differential: Some(Differential { element: elements }),
    }
}

fn part_elements(part: &Part) -> Vec<Element> {
    let id = format!("Extension.extension:{}", part.name);
    let profile = if part.types == ["Extension"] { vec![address(part.name)] } else { Vec::new() };
    let is_ours = !profile.is_empty();
    let mut elements = vec![Element {
        id: id.clone(),
        path: "Extension.extension".into(),
        slice_name: part.name.into(),
        short: part.what.into(),
        min: Some(part.min),
        max: part.max.into(),
        types: vec![ElementType { code: "Extension".into(), profile }],
        ..Element::default()
    }];
    if !is_ours {
        elements.push(Element {
            id: format!("{id}.extension"),
            path: "Extension.extension.extension".into(),
            max: "0".into(),
            ..Element::default()
        });
        elements.push(fixed_url(&id, part.name.into()));
        elements.push(value(&id, part.types));
    }
    elements
}

fn fixed_url(id: &str, url: String) -> Element {
    Element {
        id: format!("{id}.url"),
        path: format!("{}.url", path(id)),
        fixed_uri: url,
        ..Element::default()
    }
}

fn value(id: &str, types: &[&str]) -> Element {
    let types = types.iter().map(|t| ElementType { code: (*t).into(), ..ElementType::default() }).collect();
    Element {
        id: format!("{id}.value[x]"),
        path: format!("{}.value[x]", path(id)),
        min: Some(1),
        types,
        ..Element::default()
    }
}

fn banned(id: &str) -> Element {
    Element { id: id.into(), path: id.into(), max: "0".into(), ..Element::default() }
}

/// An element's path is its id without the names of slices.
fn path(id: &str) -> String {
    id.split('.').map(|part| part.split(':').next().unwrap_or_default()).collect::<Vec<_>>().join(".")
}

// ---- writing

/// An extension with parts.
fn complex(name: &str, parts: Vec<Extension>) -> Extension {
    Extension { url: address(name), extension: parts, ..Extension::default() }
}

pub(super) fn role(role: &str) -> Extension {
    Extension { url: address(ROLE), value_string: Some(role.into()), ..Extension::default() }
}

pub(super) fn affected_side(side: impl Serialize) -> Extension {
    Extension { url: address(AFFECTED_SIDE), value_code: Some(word(side)), ..Extension::default() }
}

pub(super) fn pain_rule(rule: &PainRule) -> Extension {
    let pain = Extension { value_integer: Some(rule.acceptable_pain.get()), ..named("acceptablePain") };
    let hours = quantity(f64::from(rule.settles_within_hours.get()), HOURS);
    complex(PAIN_RULE, vec![pain, Extension { value_quantity: Some(hours), ..named("settlesWithin") }])
}

pub(super) fn variation(direction: &str, d: &Variation) -> Extension {
    let mut parts = vec![code("direction", direction)];
    parts.extend(d.text.as_ref().map(|text| string("text", text)));
    parts.extend(d.exercise.as_ref().map(|id| code("exercise", &**id)));
    complex(VARIATION, parts)
}

pub(super) fn exercise(d: &Exercise) -> Extension {
    let mut parts: Vec<_> = d.aliases.iter().map(|a| string("alias", a)).collect();
    parts.push(code("category", d.category));
    parts.push(code("startPosition", d.start_position));
    parts.push(code("laterality", d.laterality));
    parts.extend(d.movements.iter().map(|m| code("movement", m)));
    parts.extend(d.steps.iter().map(|s| string("step", &s.0)));
    parts.extend(d.feel.as_ref().map(|t| string("feel", t)));
    parts.extend(d.breathing.as_ref().map(|t| string("breathing", t)));
    parts.extend(d.cautions.iter().map(|t| string("caution", t)));
    parts.extend(d.avoid_if.iter().map(|id| code("avoidIf", &**id)));
    parts.extend(d.target_muscles.iter().map(|m| code("targetMuscle", m)));
    parts.extend(d.equipment.iter().map(|e| code("equipment", e)));
    parts.extend(d.dose.as_ref().map(|dose| dosage(dose, d.laterality)));
    parts.extend(d.frequency.as_ref().map(frequency));
    complex(EXERCISE, parts)
}

pub(super) fn dosage(dose: &Dose, laterality: Laterality) -> Extension {
    let mut parts = Vec::new();
    let kind = |kind| code("kind", kind);
    match dose {
        Dose::Repetitions { sets, repetitions, hold_seconds, rest_seconds, tempo, load, .. } => {
            parts.extend([kind("repetitions"), count("sets", *sets), count("repetitions", *repetitions)]);
            parts.extend(hold_seconds.map(|s| measure("hold", whole(s), SECONDS)));
            parts.extend(rest_seconds.map(|s| measure("rest", whole(s), SECONDS)));
            if let Some(Tempo { out_seconds, pause_seconds, back_seconds }) = tempo {
                let seconds = |n: u32| number::Range::One(f64::from(n));
                parts.push(measure("tempoOut", seconds(out_seconds.get()), SECONDS));
                parts.push(measure("tempoPause", seconds(pause_seconds.get()), SECONDS));
                parts.push(measure("tempoBack", seconds(back_seconds.get()), SECONDS));
            }
            parts.extend(dose.effort().map(level));
            parts.extend(load.map(|load| match load {
                Load::Weight { kilograms } => measure("load", kilograms.map(Decimal::get), KILOGRAMS),
                Load::Band { resistance } => code("band", resistance),
            }));
        }
        Dose::Hold { sets, hold_seconds, rest_seconds, .. } => {
            parts.extend([
                kind("hold"),
                count("sets", *sets),
                measure("hold", whole(*hold_seconds), SECONDS),
            ]);
            parts.extend(rest_seconds.map(|s| measure("rest", whole(s), SECONDS)));
            parts.extend(dose.effort().map(level));
        }
        Dose::Time { minutes, pace, distance_km, .. } => {
            parts.push(kind("time"));
            parts.extend(dose.effort().map(level));
            parts.push(measure("time", whole(*minutes), MINUTES));
            parts.extend(pace.map(|p| code("pace", p)));
            parts.extend(distance_km.map(|d| measure("distance", d.map(Decimal::get), KILOMETRES)));
        }
    }
    parts.push(code("side", laterality));
    parts.extend(dose.basis().into_iter().flat_map(basis));
    complex(DOSAGE, parts)
}

pub(super) fn frequency(d: &Frequency) -> Extension {
    let mut parts = Vec::new();
    parts.extend(d.times_a_day.map(|n| count("timesADay", n)));
    parts.extend(d.days_a_week.map(|n| count("daysAWeek", n)));
    parts.extend(d.days.iter().map(|day| code("day", day)));
    parts.extend(d.time_of_day.iter().map(|time| code("timeOfDay", time)));
    parts.extend(d.basis.iter().flat_map(basis));
    complex(FREQUENCY, parts)
}

fn basis(d: &Basis) -> impl Iterator<Item = Extension> {
    let editorial = d.editorial.as_ref().map(|text| string("editorial", text));
    d.sources.iter().map(|id| string("source", id)).chain(editorial)
}

/// A unit: its name for people, its code in UCUM.
pub(super) type Unit = (&'static str, &'static str);

pub(super) const SECONDS: Unit = ("s", "s");
pub(super) const MINUTES: Unit = ("min", "min");
pub(super) const HOURS: Unit = ("h", "h");
pub(super) const WEEKS: Unit = ("wk", "wk");
pub(super) const KILOGRAMS: Unit = ("kg", "kg");
pub(super) const KILOMETRES: Unit = ("km", "km");

pub(super) fn quantity(value: f64, (unit, code): Unit) -> Quantity {
    Quantity {
        value: Some(Number::new(value)),
        unit: unit.into(),
        system: "http://unitsofmeasure.org".into(),
        code: code.into(),
    }
}

pub(super) fn range(min: f64, max: f64, unit: Unit) -> Range {
    Range { low: Some(quantity(min, unit)), high: Some(quantity(max, unit)) }
}

fn named(name: &str) -> Extension {
    Extension { url: name.into(), ..Extension::default() }
}

fn code(name: &str, value: impl Serialize) -> Extension {
    Extension { value_code: Some(word(value)), ..named(name) }
}

fn string(name: &str, value: &str) -> Extension {
    Extension { value_string: Some(value.into()), ..named(name) }
}

fn count<const MIN: u32, const MAX: u32>(name: &str, figure: number::Range<Whole<MIN, MAX>>) -> Extension {
    match figure {
        number::Range::One(n) => Extension { value_positive_int: Some(n.get()), ..named(name) },
        number::Range::Span { min, max } => plain_range(name, min.get(), max.get()),
    }
}

fn level(figure: number::Range<Whole<0, 10>>) -> Extension {
    match figure {
        number::Range::One(n) => Extension { value_integer: Some(n.get()), ..named("effort") },
        number::Range::Span { min, max } => plain_range("effort", min.get(), max.get()),
    }
}

fn plain_range(name: &str, min: u32, max: u32) -> Extension {
    let plain = |n| Some(Quantity { value: Some(Number::Whole(n)), ..Quantity::default() });
    Extension { value_range: Some(Range { low: plain(min), high: plain(max) }), ..named(name) }
}

fn measure(name: &str, figure: number::Range<f64>, unit: Unit) -> Extension {
    match figure {
        number::Range::One(n) => Extension { value_quantity: Some(quantity(n, unit)), ..named(name) },
        number::Range::Span { min, max } => {
            Extension { value_range: Some(range(min, max, unit)), ..named(name) }
        }
    }
}

fn whole<const MIN: u32, const MAX: u32>(figure: number::Range<Whole<MIN, MAX>>) -> number::Range<f64> {
    figure.map(|n| f64::from(n.get()))
}

/// The word by which a value of a fixed list is written in our own JSON.
pub(super) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

// ---- reading

/// The extension of a name, if it is there.
pub(super) fn find<'a>(extensions: &'a [Extension], name: &str) -> Option<&'a Extension> {
    let address = address(name);
    extensions.iter().find(|e| e.url == address)
}

/// The JSON of our own format that an extension was made from: keys and values as an author writes them. What does not
/// belong is found out when the document is read.
pub(super) mod reading {
    use serde_json::{Map, Value, json};

    use super::{DOSAGE, EXERCISE, Extension, FREQUENCY, Number, Quantity, find};

    type Object = Map<String, Value>;

    fn parts<'a>(extension: &'a Extension, name: &'a str) -> impl Iterator<Item = &'a Extension> {
        extension.extension.iter().filter(move |e| e.url == name)
    }

    /// The value of an extension; figures without their unit, which the key of our format names.
    fn value(e: &Extension) -> Option<Value> {
        let number = |q: &Quantity| match q.value? {
            Number::Whole(n) => Some(json!(n)),
            Number::Decimal(n) => Some(json!(n)),
        };
        if let Some(text) = e.value_string.as_ref().or(e.value_code.as_ref()) {
            return Some(json!(text));
        }
        if let Some(n) = e.value_integer.or(e.value_positive_int) {
            return Some(json!(n));
        }
        if let Some(range) = &e.value_range {
            return Some(
                json!({ "min": number(range.low.as_ref()?)?, "max": number(range.high.as_ref()?)? }),
            );
        }
        number(e.value_quantity.as_ref()?)
    }

    fn put_one(object: &mut Object, key: &str, extension: &Extension, name: &str) {
        object.extend(parts(extension, name).find_map(value).map(|value| (key.to_owned(), value)));
    }

    fn put_all(object: &mut Object, key: &str, extension: &Extension, name: &str) {
        let values: Vec<_> = parts(extension, name).filter_map(value).collect();
        if !values.is_empty() {
            object.insert(key.into(), values.into());
        }
    }

    fn put_basis(object: &mut Object, extension: &Extension) {
        let mut basis = Object::new();
        put_all(&mut basis, "sources", extension, "source");
        put_one(&mut basis, "editorial", extension, "editorial");
        if !basis.is_empty() {
            object.insert("basis".into(), basis.into());
        }
    }

    pub(crate) fn dose(extensions: &[Extension]) -> Option<Value> {
        let e = find(extensions, DOSAGE)?;
        let mut dose = Object::new();
        for (key, name) in [
            ("kind", "kind"),
            ("sets", "sets"),
            ("repetitions", "repetitions"),
            ("hold_seconds", "hold"),
            ("minutes", "time"),
            ("pace", "pace"),
            ("distance_km", "distance"),
            ("rest_seconds", "rest"),
        ] {
            put_one(&mut dose, key, e, name);
        }
        let mut tempo = Object::new();
        put_one(&mut tempo, "out_seconds", e, "tempoOut");
        put_one(&mut tempo, "pause_seconds", e, "tempoPause");
        put_one(&mut tempo, "back_seconds", e, "tempoBack");
        if !tempo.is_empty() {
            dose.insert("tempo".into(), tempo.into());
        }
        put_one(&mut dose, "effort", e, "effort");
        if let Some(kilograms) = parts(e, "load").find_map(value) {
            dose.insert("load".into(), json!({ "kind": "weight", "kilograms": kilograms }));
        } else if let Some(resistance) = parts(e, "band").find_map(value) {
            dose.insert("load".into(), json!({ "kind": "band", "resistance": resistance }));
        }
        put_basis(&mut dose, e);
        Some(dose.into())
    }

    pub(crate) fn frequency(extensions: &[Extension]) -> Option<Value> {
        let e = find(extensions, FREQUENCY)?;
        let mut frequency = Object::new();
        put_one(&mut frequency, "times_a_day", e, "timesADay");
        put_one(&mut frequency, "days_a_week", e, "daysAWeek");
        put_all(&mut frequency, "days", e, "day");
        put_all(&mut frequency, "time_of_day", e, "timeOfDay");
        put_basis(&mut frequency, e);
        Some(frequency.into())
    }

    /// What the extension says of an exercise; the rest stands in elements of FHIR's own.
    pub(crate) fn exercise(extensions: &[Extension], object: &mut Object) -> Option<()> {
        let e = find(extensions, EXERCISE)?;
        put_all(object, "aliases", e, "alias");
        for (key, name) in
            [("category", "category"), ("start_position", "startPosition"), ("laterality", "laterality")]
        {
            put_one(object, key, e, name);
        }
        put_all(object, "movements", e, "movement");
        put_all(object, "steps", e, "step");
        put_one(object, "feel", e, "feel");
        put_one(object, "breathing", e, "breathing");
        object.extend(dose(&e.extension).map(|dose| ("dose".into(), dose)));
        object.extend(frequency(&e.extension).map(|frequency| ("frequency".into(), frequency)));
        for direction in ["easier", "harder"] {
            let address = super::address(super::VARIATION);
            let variations: Vec<Value> = extensions
                .iter()
                .filter(|e| {
                    e.url == address && parts(e, "direction").find_map(value) == Some(json!(direction))
                })
                .map(|e| {
                    let mut variation = Object::new();
                    put_one(&mut variation, "text", e, "text");
                    put_one(&mut variation, "exercise", e, "exercise");
                    variation.into()
                })
                .collect();
            if !variations.is_empty() {
                object.insert(direction.into(), variations.into());
            }
        }
        put_all(object, "cautions", e, "caution");
        put_all(object, "avoid_if", e, "avoidIf");
        put_all(object, "target_muscles", e, "targetMuscle");
        put_all(object, "equipment", e, "equipment");
        Some(())
    }

    pub(crate) fn pain_rule(extensions: &[Extension]) -> Option<Object> {
        let e = find(extensions, super::PAIN_RULE)?;
        let mut rule = Object::new();
        put_one(&mut rule, "acceptable_pain", e, "acceptablePain");
        put_one(&mut rule, "settles_within_hours", e, "settlesWithin");
        Some(rule)
    }

    pub(crate) fn role(extensions: &[Extension]) -> Option<&str> {
        find(extensions, super::ROLE)?.value_string.as_deref()
    }
}
