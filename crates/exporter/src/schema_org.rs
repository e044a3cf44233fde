//! What a web page says to machines: the program in the words of schema.org, as JSON-LD.
//!
//! schema.org has repetitions and rests but neither sets nor holds nor sides, so each dose stands there in words too
//! (`additionalVariable`). Stop rules and red flags are contraindications: whoever lifts the exercises out of the page
//! gets them along.

use regimen_schema::documents::Condition;
use regimen_schema::documents::program::{Item, Program};
use regimen_schema::documents::review::{Code, CodeSystem, Person};
use regimen_schema::dose::Dose;
use regimen_schema::library::Entry;
use regimen_schema::number::{Number, Range, Whole};
use regimen_schema::volume::{Extent, exercise_seconds};
use serde_json::{Map, Value, json};

use crate::ExportCx;
use crate::view::{self, Handout};

/// The JSON-LD of a program's page. It holds no `<`, `>` or `&`, so nothing in it ends a script element or opens one.
pub(crate) fn json_ld(cx: &ExportCx<'_>, entry: &Entry<Program>, handout: &Handout) -> String {
    let mut text = plan(cx, &entry.document, handout).to_string();
    for (raw, escaped) in [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026")] {
        text = text.replace(raw, escaped);
    }
    text
}

fn plan(cx: &ExportCx<'_>, program: &Program, handout: &Handout) -> Value {
    let conditions = program.conditions.iter().filter_map(|id| cx.library.conditions.get(id));
    let phases = handout.phases.iter().zip(&program.phases).map(|(h, d)| phase(cx, h, d));
    let items = handout.phases.iter().flat_map(|p| &p.sessions).flat_map(|s| &s.items);
    let exercises = items.chain(&handout.more_exercises).filter_map(how_to);
    let foot = &handout.foot;
    object([
        ("@context", json!("https://schema.org")),
        ("@type", json!(["ExercisePlan", "PhysicalTherapy"])),
        ("identifier", json!(handout.id)),
        ("name", json!(handout.title)),
        ("description", json!(handout.about.purpose)),
        ("inLanguage", json!(handout.language)),
        ("audience", json!({ "@type": "Patient", "audienceType": handout.about.for_whom })),
        ("about", conditions.map(|e| condition(&e.document)).collect()),
        ("contraindication", contraindications(handout)),
        ("creativeWorkStatus", json!(foot.status)),
        ("version", json!(foot.version)),
        ("license", json!(foot.licence)),
        ("author", program.authors.iter().map(author).collect()),
        ("publisher", json!({ "@type": "Organization", "name": foot.publisher })),
        ("citation", foot.sources.iter().map(citation).collect()),
        ("hasPart", phases.chain(exercises).collect()),
    ])
}

/// Somebody who is not named is a part played, not a person.
fn author(person: &Person) -> Value {
    match &person.name {
        Some(name) => json!({ "@type": "Person", "name": name, "jobTitle": person.role }),
        None => json!({ "@type": "Organization", "name": person.role }),
    }
}

/// For whom it is not, when to stop, and what must not wait.
fn contraindications(handout: &Handout) -> Value {
    let stops = handout.safety.stop_rules.iter().map(|r| format!("{} {}", r.when, r.then));
    let flags = handout.red_flags.iter().map(|f| {
        let signs = f.signs.join(" ");
        format!("{}: {signs} {}. {}", f.title, f.urgency, f.what_to_do)
    });
    let always = [handout.emergency.call.clone()];
    handout.about.not_for.iter().cloned().chain(stops).chain(flags).chain(always).map(Value::from).collect()
}

fn condition(d: &Condition) -> Value {
    object([
        ("@type", json!("MedicalCondition")),
        ("name", json!(d.title)),
        ("alternateName", json!(d.plain_name)),
        ("code", d.codes.iter().map(code).collect()),
    ])
}

fn code(code: &Code) -> Value {
    let system = match code.system {
        CodeSystem::Icd10Cm => "ICD-10-CM",
        CodeSystem::Icd10 => "ICD-10",
        CodeSystem::SnomedCt => "SNOMED CT",
        CodeSystem::Loinc => "LOINC",
    };
    object([
        ("@type", json!("MedicalCode")),
        ("codeValue", json!(code.code)),
        ("codingSystem", json!(system)),
        ("name", json!(code.display)),
    ])
}

fn phase(cx: &ExportCx<'_>, handout: &view::Phase, d: &regimen_schema::documents::program::Phase) -> Value {
    let sessions = handout.sessions.iter().zip(&d.sessions).map(|(h, d)| {
        let items = h.items.iter().zip(&d.items).map(|(h, d)| item(cx, h, d));
        object([
            ("@type", json!("ExercisePlan")),
            ("name", json!(h.title)),
            ("activityFrequency", json!(h.frequency)),
            ("hasPart", items.collect()),
        ])
    });
    object([
        ("@type", json!("ExercisePlan")),
        ("name", json!(handout.title)),
        ("position", json!(handout.number)),
        ("additionalVariable", json!(handout.weeks)),
        ("hasPart", sessions.collect()),
    ])
}

fn item(cx: &ExportCx<'_>, handout: &view::Item, d: &Item) -> Value {
    let mut plan = vec![
        ("@type", json!("ExercisePlan")),
        ("name", json!(handout.title)),
        ("workExample", json!({ "@id": anchor(handout.number) })),
        ("description", json!(handout.reason)),
    ];
    let exercise = cx.library.exercises.get(&d.exercise).map(|e| &e.document);
    if let (Some(words), Some(exercise)) = (&handout.dose, exercise) {
        let words: Vec<_> = words.sentences.iter().chain(&words.details).map(String::as_str).collect();
        plan.push(("additionalVariable", json!(words.join(" "))));
        if let Some(dose) = d.dose.as_ref().or(exercise.dose.as_ref()) {
            let seconds = exercise_seconds(dose, exercise.laterality);
            plan.push(("activityDuration", quantity(seconds, Some("SEC"))));
            plan.extend(dose.effort().map(|e| ("intensity", json!(format!("{e}/10")))));
            match dose {
                Dose::Repetitions { repetitions, rest_seconds, .. } => {
                    plan.push(("repetitions", whole(*repetitions, None)));
                    plan.extend(rest_seconds.map(|r| ("restPeriods", whole(r, Some("SEC")))));
                }
                Dose::Hold { sets, rest_seconds, .. } => {
                    plan.push(("repetitions", whole(*sets, None)));
                    plan.extend(rest_seconds.map(|r| ("restPeriods", whole(r, Some("SEC")))));
                }
                Dose::Time { .. } => {}
            }
        }
    }
    object(plan)
}

fn how_to(item: &view::Item) -> Option<Value> {
    let description = item.description.as_deref()?;
    let steps = (1..).zip(&description.steps).map(|(n, text)| {
        let n: u32 = n;
        json!({ "@type": "HowToStep", "position": n, "text": text })
    });
    let tools = description.equipment.iter().map(|e| json!({ "@type": "HowToTool", "name": e }));
    Some(object([
        ("@type", json!("HowTo")),
        ("@id", json!(anchor(item.number))),
        ("name", json!(item.title)),
        ("description", json!(item.reason)),
        ("tool", tools.collect()),
        ("step", steps.collect()),
    ]))
}

fn citation(source: &view::Source) -> Value {
    object([("@type", json!("CreativeWork")), ("name", json!(source.citation)), ("url", json!(source.link))])
}

/// Where the page itself describes the exercise.
fn anchor(number: u32) -> String {
    format!("#exercise-{number}")
}

fn whole<const MIN: u32, const MAX: u32>(range: Range<Whole<MIN, MAX>>, unit: Option<&str>) -> Value
where
    Whole<MIN, MAX>: Number,
{
    quantity(range.into(), unit)
}

/// `unit` is a code of UN/CEFACT, as schema.org asks for.
fn quantity(extent: Extent, unit: Option<&str>) -> Value {
    object([
        ("@type", json!("QuantitativeValue")),
        ("minValue", json!(extent.min)),
        ("maxValue", json!(extent.max)),
        ("unitCode", json!(unit)),
    ])
}

/// What is there: nothing is `null`, and no list is empty.
fn object<'a>(pairs: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let given =
        |(_, value): &(&str, Value)| !value.is_null() && value.as_array().is_none_or(|a| !a.is_empty());
    let pairs = pairs.into_iter().filter(given).map(|(key, value)| (key.to_owned(), value));
    Value::Object(pairs.collect::<Map<_, _>>())
}
