//! One file with every program resolved, for apps: exercises in place, every figure computed, every dose in words
//! beside its numbers. Its types are frozen: what is there keeps its name and meaning for as long as `version` is 1.

use regimen_schema::json_schema::schema_of;
use regimen_schema::{Finding, Level, Location, Outcome};
use serde_json::{Map, Value, json};

use crate::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath};

mod build;
mod exercise;
pub mod types;

/// The exporter.
#[derive(Debug, Clone, Copy)]
pub struct AppJson;

/// The file that it writes.
pub const FILE: &str = "library.json";

impl Exporter for AppJson {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "json",
            summary: "one file with every program resolved, and the pictures, for apps",
            for_patients: false,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let (app, pictures, mut findings) = build::bundle(cx);
        let mut bundle = Bundle::default();
        match (RelPath::new(FILE), serde_json::to_vec_pretty(&app)) {
            (Some(path), Ok(mut bytes)) => {
                bytes.push(b'\n');
                bundle.files.insert(path, bytes);
            }
            (_, result) => {
                let reason = result.err().map_or_else(String::new, |e| format!(": {e}"));
                let at = Location::file(&"library.json".into());
                let message = format!("the bundle for apps could not be written{reason}");
                findings.push(Finding::new("internal-json-error", Level::Error, at, message));
            }
        }
        for (path, bytes) in pictures {
            bundle.files.insert(path, bytes.to_vec());
        }
        Outcome { value: Some(bundle), findings }
    }
}

/// The JSON Schema of the file.
pub fn json_schema() -> Value {
    let body = schema_of::<types::AppBundle>().to_value();
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("$id".into(), json!("urn:regimen:v1:app"));
    schema.insert("title".into(), json!("Regimen bundle for apps"));
    let body = body.as_object().cloned().unwrap_or_default();
    schema.extend(body.into_iter().filter(|(key, _)| !matches!(key.as_str(), "$schema" | "title")));
    Value::Object(schema)
}
