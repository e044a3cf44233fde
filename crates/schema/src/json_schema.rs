//! The JSON Schemas of the documents, draft-07 (what editors' JSON services support best), with hints for editors.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::documents::{
    Advice, Condition, Exercise, Kind, LibrarySettings, Pack, Prescription, Program, RedFlag, Source,
};

/// The rules that an editor offers where a document names one: name and one-line summary. Other names stay allowed.
pub type KnownRules<'a> = &'a [(&'a str, &'a str)];

/// The JSON Schema of a kind.
pub fn json_schema(kind: Kind, rules: KnownRules<'_>) -> Value {
    let mut schema = match kind {
        Kind::Library => schema_of::<LibrarySettings>(),
        Kind::Pack => schema_of::<Pack>(),
        Kind::Exercise => schema_of::<Exercise>(),
        Kind::Condition => schema_of::<Condition>(),
        Kind::Program => schema_of::<Program>(),
        Kind::Advice => schema_of::<Advice>(),
        Kind::RedFlag => schema_of::<RedFlag>(),
        Kind::Source => schema_of::<Source>(),
        Kind::Prescription => schema_of::<Prescription>(),
    }
    .to_value();
    offer_rules(&mut schema, rules);
    add_snippets(&mut schema);
    let body = schema.as_object_mut().map(std::mem::take).unwrap_or_default();
    let mut out = Map::new();
    out.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    out.insert("$id".into(), json!(format!("urn:regimen:v1:{}", kind.name())));
    out.insert("title".into(), json!(capitalised(kind.noun())));
    out.extend(body.into_iter().filter(|(key, _)| !matches!(key.as_str(), "$schema" | "title")));
    Value::Object(out)
}

/// The schema of any type in the same dialect, for the frozen types of reports and bundles.
pub fn schema_of<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft07()
        .with_transform(RecursiveTransform(WithoutNull))
        .with_transform(EnumsWithDescriptions)
        .with_transform(DescribedTags)
        .with_transform(RecursiveTransform(WithoutMachineFormats))
        .with_transform(MarkdownDescriptions);
    settings.into_generator().into_root_schema_for::<T>()
}

fn capitalised(noun: &str) -> String {
    let mut chars = noun.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// An absent key is absent: no key may be `null`.
#[derive(Debug, Clone)]
struct WithoutNull;

impl Transform for WithoutNull {
    fn transform(&mut self, schema: &mut Schema) {
        let Some(object) = schema.as_object_mut() else { return };
        if let Some(Value::Array(types)) = object.get_mut("type") {
            types.retain(|t| t != "null");
            if let [one] = types.as_slice() {
                let one = one.clone();
                object.insert("type".into(), one);
            }
        }
        for word in ["anyOf", "oneOf"] {
            let Some(Value::Array(branches)) = object.get_mut(word) else { continue };
            branches.retain(|b| b.get("type") != Some(&json!("null")));
            if let [one] = branches.as_slice() {
                let one = one.clone();
                object.shift_remove(word);
                // Beside a `$ref` draft-07 reads nothing else, so the branch keeps a wrapper.
                if one.get("$ref").is_some() {
                    object.insert("allOf".into(), json!([one]));
                } else if let Value::Object(one) = one {
                    for (key, value) in one {
                        object.entry(key).or_insert(value);
                    }
                }
            }
        }
        if object.get("default").is_some_and(|d| d.is_null() || d == &json!([]) || d == &json!({})) {
            object.shift_remove("default");
        }
    }
}

/// `oneOf` of documented constants becomes an `enum` with `enumDescriptions`, which editors show and engines judge fast.
#[derive(Debug, Clone)]
struct EnumsWithDescriptions;

impl Transform for EnumsWithDescriptions {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        let Some(Value::Array(branches)) = object.get("oneOf") else { return };
        let constant = |b: &Value| {
            b.get("const").cloned().or_else(|| match b.get("enum")?.as_array()?.as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            })
        };
        let Some(values) = branches.iter().map(constant).collect::<Option<Vec<_>>>() else { return };
        let descriptions: Vec<_> =
            branches.iter().map(|b| b.get("description").cloned().unwrap_or_default()).collect();
        object.shift_remove("oneOf");
        object.insert("type".into(), json!("string"));
        object.insert("enum".into(), values.into());
        object.insert("enumDescriptions".into(), descriptions.into());
    }
}

/// `uint32` and its like are formats of Rust, not of JSON Schema: strict engines refuse them.
#[derive(Debug, Clone)]
struct WithoutMachineFormats;

impl Transform for WithoutMachineFormats {
    fn transform(&mut self, schema: &mut Schema) {
        let Some(object) = schema.as_object_mut() else { return };
        let is_number = object.get("type").is_some_and(|t| t == "integer" || t == "number");
        if is_number {
            object.shift_remove("format");
        }
    }
}

/// The tag of a variant says what the variant is, in hover and in completion.
#[derive(Debug, Clone)]
struct DescribedTags;

impl Transform for DescribedTags {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let description = schema.get("description").cloned();
        let Some(tag) = schema.pointer_mut("/properties/kind").and_then(Value::as_object_mut) else { return };
        let (Some(name), Some(description)) = (tag.get("const").cloned(), description) else { return };
        tag.insert("description".into(), description.clone());
        // Editors list the values of an `enum` with their descriptions, but not those of a `const`.
        tag.insert("enum".into(), json!([name]));
        tag.insert("enumDescriptions".into(), json!([description]));
    }
}

/// Editors show `markdownDescription` first: the description, with the first example below it.
#[derive(Debug, Clone)]
struct MarkdownDescriptions;

impl Transform for MarkdownDescriptions {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        let Some(Value::String(description)) = object.get("description") else { return };
        // Line breaks in a doc comment are the source's, not the reader's.
        let description = description.replace("\n\n", "\u{0}").replace('\n', " ").replace('\u{0}', "\n\n");
        let example = object.get("examples").and_then(|e| e.get(0)).map(|e| format!("\n\nExample: `{e}`"));
        let markdown = format!("{description}{}", example.unwrap_or_default());
        object.insert("description".into(), description.into());
        object.insert("markdownDescription".into(), markdown.into());
    }
}

/// Where a rule is named, editors offer those that exist.
fn offer_rules(schema: &mut Value, rules: KnownRules<'_>) {
    if rules.is_empty() {
        return;
    }
    let names: Vec<_> = rules.iter().map(|(name, _)| *name).collect();
    let summaries: Vec<_> = rules.iter().map(|(_, summary)| *summary).collect();
    if let Some(levels) = schema.pointer("/definitions/Levels").cloned() {
        let level = &levels["additionalProperties"];
        let offered: Map<_, _> = rules
            .iter()
            .map(|(name, summary)| {
                (
                    (*name).to_owned(),
                    json!({ "description": summary, "markdownDescription": summary, "allOf": [level] }),
                )
            })
            .collect();
        schema["definitions"]["Levels"]["properties"] = offered.into();
    }
    if let Some(rule) = schema.pointer_mut("/definitions/RuleId").and_then(Value::as_object_mut) {
        let described: Map<_, _> = rule
            .iter()
            .filter(|(k, _)| !matches!(k.as_str(), "description" | "markdownDescription" | "examples"))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        rule.retain(|k, _| matches!(k.as_str(), "description" | "markdownDescription" | "examples"));
        rule.insert("anyOf".into(), json!([{ "enum": names, "enumDescriptions": summaries }, described]));
    }
}

/// Snippets fill in a whole item, dose, phase, step. They stand in the schema of what they fill in.
fn add_snippets(schema: &mut Value) {
    for (name, snippets) in snippets() {
        if let Some(definition) =
            schema.pointer_mut(&format!("/definitions/{name}")).and_then(Value::as_object_mut)
        {
            definition.insert("defaultSnippets".into(), snippets);
        }
    }
}

/// A figure from each start position, with the joint that most exercises move from there.
fn figure_snippets() -> Value {
    let positions = [
        ("standing", "lumbar_flexion", 30, "head"),
        ("sitting", "trunk_rotation_right", 30, "chest"),
        ("long-sitting", "hip_flexion", 105, "head"),
        ("cross-legged", "trunk_side_bend_right", 20, "head"),
        ("supine", "hip_flexion", 90, "right-knee"),
        ("crook-lying", "hip_flexion", 90, "right-knee"),
        ("prone", "lumbar_extension", 15, "head"),
        ("prone-on-elbows", "lumbar_extension", 20, "head"),
        ("side-lying-right", "hip_abduction", 30, "left-foot"),
        ("side-lying-left", "hip_abduction", 30, "right-foot"),
        ("quadruped", "thoracic_flexion", 30, "chest"),
        ("child-kneeling", "lumbar_flexion", 20, "pelvis"),
        ("tall-kneeling", "shoulder_flexion", 120, "right-hand"),
        ("half-kneeling", "hip_flexion", 100, "pelvis"),
        ("pigeon", "hip_flexion", 110, "head"),
        ("plank", "hip_extension", 15, "right-foot"),
    ];
    let snippets = positions.map(|(position, joint, degrees, moving)| {
        let degrees = if moving.starts_with("right-") || moving.starts_with("left-") {
            let side = moving.split('-').next().unwrap_or_default();
            json!({ side: format!("^${{2:{degrees}}}") })
        } else {
            json!(format!("^${{2:{degrees}}}"))
        };
        let end = json!({
            "id": "end",
            "angles": { (format!("${{1:{joint}}}")): degrees },
            "arrows": [{ "of": format!("${{3:{moving}}}") }],
        });
        let description = format!("A picture in two frames that starts {}", position.replace('-', " "));
        json!({
            "label": position,
            "description": description,
            "markdownDescription": description,
            "body": { "position": position, "frames": [{ "id": "start" }, end] },
        })
    });
    json!(snippets)
}

fn snippets() -> [(&'static str, Value); 9] {
    let dose_repetitions = json!({ "kind": "repetitions", "sets": "^${1:1}", "repetitions": "^${2:10}", "basis": { "editorial": "${3:usual range in practice}" } });
    let dose_hold = json!({ "kind": "hold", "sets": "^${1:3}", "hold_seconds": "^${2:30}", "basis": { "editorial": "${3:usual range in practice}" } });
    let dose_time = json!({ "kind": "time", "minutes": "^${1:10}", "pace": "${2|leisurely,comfortable,brisk|}", "basis": { "editorial": "${3:usual range in practice}" } });
    let item = json!({ "exercise": "${1:exercise-id}", "why": "${2:It eases your lower back.}" });
    let session = json!({
        "title": "${1:Every day}",
        "frequency": { "times_a_day": "^${2:1}", "days_a_week": "^${3:7}" },
        "items": [{ "exercise": "${4:exercise-id}" }],
    });
    let phase = json!({
        "title": "${1:First two weeks}",
        "weeks": "^${2:2}",
        "sessions": [{
            "title": "${3:Every day}",
            "frequency": { "times_a_day": "^${4:1}", "days_a_week": "^${5:7}" },
            "items": [{ "exercise": "${6:exercise-id}" }],
        }],
        "move_on_when": ["${7:You can do all exercises with no more pain than before.}"],
        "step_back_when": ["${8:Your leg hurts more on the next day. Rest for a day, then do fewer.}"],
    });
    let stop_rule =
        json!({ "when": "${1:Your leg pain gets worse.}", "then": "${2:Stop. Tell your physiotherapist.}" });
    let waiver = json!({ "rule": "${1:rule}", "at": "${2:/phases/0}", "reason": "${3:why it does not hold here}", "by": { "role": "${4:physiotherapist}" } });
    let snippet = |label: &str, description: &str, body: &Value| json!({ "label": label, "description": description, "markdownDescription": description, "body": body });
    [
        (
            "Dose",
            json!([
                snippet("repetitions", "A dose in sets of repetitions", &dose_repetitions),
                snippet("hold", "A dose as a held position", &dose_hold),
                snippet("time", "A dose by the clock", &dose_time),
            ]),
        ),
        ("Figure", figure_snippets()),
        ("Item", json!([snippet("exercise", "An exercise in a session", &item)])),
        ("Session", json!([snippet("session", "A session with its frequency", &session)])),
        (
            "Phase",
            json!([snippet("phase", "A phase with a session and the signs to move on or step back", &phase)]),
        ),
        (
            "Step",
            json!([snippet(
                "step",
                "One action in one short sentence",
                &json!("${1:Draw one knee slowly towards your chest.}")
            )]),
        ),
        ("StopRule", json!([snippet("stop rule", "When to stop, and whom to tell", &stop_rule)])),
        ("Waiver", json!([snippet("waiver", "Sets a rule aside at one place, with the reason", &waiver)])),
        (
            "Variation",
            json!([
                snippet(
                    "in words",
                    "What is done differently",
                    &json!({ "text": "${1:Bend the other knee.}" })
                ),
                snippet(
                    "another exercise",
                    "An exercise to do instead",
                    &json!({ "exercise": "${1:exercise-id}" })
                )
            ]),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an author is shown while typing: each key says what it is, each value of a list what it means.
    #[test]
    fn every_key_and_every_listed_value_is_described() {
        for kind in Kind::ALL {
            assert_described(&json_schema(kind, &[("sample-rule", "Flags nothing.")]), kind.name());
        }
    }

    #[test]
    fn no_key_may_be_null() {
        for kind in Kind::ALL {
            let text = json_schema(kind, &[]).to_string();
            assert!(!text.contains("\"null\""), "{}", kind.name());
        }
    }

    #[test]
    fn each_snippet_stands_in_a_schema_that_exists() {
        let all: Vec<_> = Kind::ALL.into_iter().map(|kind| json_schema(kind, &[])).collect();
        for (name, _) in snippets() {
            let place = format!("/definitions/{name}/defaultSnippets");
            assert!(all.iter().any(|schema| schema.pointer(&place).is_some()), "{name}");
        }
    }

    #[test]
    fn rules_are_offered_and_others_stay_allowed() {
        let schema = json_schema(Kind::Program, &[("sample-rule", "Flags nothing.")]);
        let branches = &schema["definitions"]["RuleId"]["anyOf"];
        assert_eq!(branches[0]["enum"], json!(["sample-rule"]));
        assert!(branches[1]["pattern"].is_string());
    }

    fn assert_described(schema: &Value, at: &str) {
        match schema {
            Value::Object(object) => {
                if let Some(Value::Object(properties)) = object.get("properties") {
                    for (key, property) in properties {
                        let described = property
                            .get("markdownDescription")
                            .and_then(Value::as_str)
                            .is_some_and(|d| !d.is_empty());
                        assert!(described, "{at}: the key {key} has no description");
                    }
                }
                if let Some(Value::Array(values)) = object.get("enum") {
                    let descriptions = object.get("enumDescriptions").and_then(Value::as_array);
                    let given = descriptions
                        .into_iter()
                        .flatten()
                        .filter(|d| d.as_str().is_some_and(|d| !d.is_empty()));
                    assert_eq!(given.count(), values.len(), "{at}: values without a description: {values:?}");
                }
                for (key, value) in object {
                    assert_described(value, &format!("{at}/{key}"));
                }
            }
            Value::Array(items) => items.iter().for_each(|item| assert_described(item, at)),
            _ => {}
        }
    }
}
