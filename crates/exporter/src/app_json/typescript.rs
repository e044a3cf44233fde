//! Declarations for TypeScript, made of the JSON Schemas, so that the two cannot differ.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::json_schemas;

/// `app.d.ts`: a type for each file of the API, and those that they are made of, in the order of their names.
pub fn declarations() -> String {
    let mut out = String::from(
        "// What `regimen export json` writes. Made of the JSON Schemas beside it: change those, not this.\n\
         // Texts are plain text: escape them before you put them into HTML.\n",
    );
    let mut types: BTreeMap<String, Value> = BTreeMap::new();
    for (name, schema) in json_schemas() {
        for (name, definition) in schema["definitions"].as_object().into_iter().flatten() {
            types.insert(name.clone(), definition.clone());
        }
        let file = match name {
            "app-index" => "AppIndex",
            "app-program" => "AppProgramFile",
            "app-exercise" => "AppExerciseFile",
            _ => "AppDocuments",
        };
        types.insert(file.to_owned(), schema);
    }
    for (name, schema) in &types {
        out.push('\n');
        comment(&mut out, "", schema);
        match schema.get("properties").and_then(Value::as_object) {
            Some(properties) => {
                let _ = writeln!(out, "export interface {name} {{");
                members(&mut out, schema, properties);
                out.push_str("}\n");
            }
            None => {
                let _ = writeln!(out, "export type {name} = {};", expression(schema));
            }
        }
    }
    out
}

fn members(out: &mut String, schema: &Value, properties: &Map<String, Value>) {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (key, property) in properties {
        comment(out, "  ", property);
        let optional = if required.contains(&key.as_str()) { "" } else { "?" };
        let _ = writeln!(out, "  {key}{optional}: {};", expression(property));
    }
}

/// The type that a schema describes, as far as our own schemas go.
fn expression(schema: &Value) -> String {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return reference.trim_start_matches("#/definitions/").to_owned();
    }
    if let Some(Value::Array(all)) = schema.get("allOf") {
        return all.iter().map(expression).collect::<Vec<_>>().join(" & ");
    }
    if let Some(constant) = schema.get("const") {
        return constant.to_string();
    }
    if let Some(Value::Array(values)) = schema.get("enum") {
        return values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | ");
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => "string".into(),
        Some("integer" | "number") => "number".into(),
        Some("boolean") => "boolean".into(),
        Some("array") => format!("Array<{}>", expression(&schema["items"])),
        Some("object") => match schema.get("additionalProperties") {
            Some(value) if value.is_object() => format!("Record<string, {}>", expression(value)),
            _ => "Record<string, unknown>".into(),
        },
        _ => "unknown".into(),
    }
}

fn comment(out: &mut String, indent: &str, schema: &Value) {
    if let Some(text) = schema.get("description").and_then(Value::as_str) {
        let text = text.replace("*/", "* /").replace('\n', " ");
        let _ = writeln!(out, "{indent}/** {} */", text.trim());
    }
}
