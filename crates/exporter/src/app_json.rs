//! The library as a static API for apps: an index, a file for each program and each exercise, and the pictures. Lay the
//! folder on any web server and fetch. Nothing in it has to be looked up elsewhere or computed; every dose stands in words
//! beside its numbers. The documents as their authors wrote them are there too, so that nothing is lost on the way
//! (`regimen import json` brings them back).
//!
//! Its types are frozen: what is there keeps its name and meaning for as long as `version` is 1. The schemas and the
//! declarations for TypeScript that are made of them are committed in `schemas/v1`.

use regimen_schema::json_schema::schema_of;
use regimen_schema::{Finding, Level, Location, Outcome};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath};

mod build;
mod documents;
mod exercise;
pub mod types;
mod typescript;

pub use documents::{Read, read};
pub use typescript::declarations;

/// The exporter.
#[derive(Debug, Clone, Copy)]
pub struct AppJson;

/// Where an app begins.
pub const INDEX: &str = "index.json";
/// The documents as they were written.
pub const DOCUMENTS: &str = "documents.json";

impl Exporter for AppJson {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "json",
            summary: "a static API for apps: an index, a file for each program and exercise, the pictures",
            for_patients: false,
            by_program: false,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let (api, mut findings) = build::api(cx);
        let mut bundle = Bundle::default();
        let mut write = |path: String, bytes: serde_json::Result<Vec<u8>>| match (RelPath::new(path), bytes) {
            (Some(path), Ok(mut bytes)) => {
                bytes.push(b'\n');
                bundle.files.insert(path, bytes);
            }
            (_, result) => {
                let reason = result.err().map_or_else(String::new, |e| format!(": {e}"));
                let at = Location::file(&"library.json".into());
                let message = format!("a file for apps could not be written{reason}");
                findings.push(Finding::new("internal-json-error", Level::Error, at, message));
            }
        };
        write(INDEX.into(), serde_json::to_vec_pretty(&api.index));
        for file in &api.programs {
            write(format!("programs/{}.json", file.program.id), serde_json::to_vec_pretty(file));
        }
        for file in &api.exercises {
            write(format!("exercises/{}.json", file.exercise.id), serde_json::to_vec_pretty(file));
        }
        write(DOCUMENTS.into(), serde_json::to_vec_pretty(&documents::all(cx)));
        for (path, bytes) in api.pictures {
            bundle.files.insert(path, bytes.into_owned());
        }
        Outcome { value: Some(bundle), findings }
    }
}

/// The JSON Schemas of the files, by name.
pub fn json_schemas() -> [(&'static str, Value); 4] {
    [
        ("app-index", json_schema::<types::AppIndex>("app-index", "Regimen index for apps")),
        ("app-program", json_schema::<types::AppProgramFile>("app-program", "Regimen program for apps")),
        ("app-exercise", json_schema::<types::AppExerciseFile>("app-exercise", "Regimen exercise for apps")),
        ("app-documents", json_schema::<types::AppDocuments>("app-documents", "Regimen documents for apps")),
    ]
}

fn json_schema<T: JsonSchema + Serialize>(name: &str, title: &str) -> Value {
    let body = schema_of::<T>().to_value();
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("$id".into(), json!(format!("urn:regimen:v1:{name}")));
    schema.insert("title".into(), json!(title));
    let body = body.as_object().cloned().unwrap_or_default();
    schema.extend(body.into_iter().filter(|(key, _)| !matches!(key.as_str(), "$schema" | "title")));
    Value::Object(schema)
}
