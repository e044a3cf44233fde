//! The documents as their authors wrote them, all in one file: the way there and the way back.

use std::collections::BTreeMap;
use std::sync::Arc;

use regimen_schema::Kind;
use regimen_schema::library::Entry;
use serde::Serialize;
use serde_json::{Value, json};

use super::types::AppDocuments;
use crate::ExportCx;

/// What the file says that it is.
const FORMAT: &str = "regimen-app-documents";

/// Every document of the library but the programs that are not wanted. Prescriptions are never among them: they are
/// nobody's but the patient's and the clinic's.
pub(super) fn all(cx: &ExportCx<'_>) -> AppDocuments {
    let library = cx.library;
    let mut documents = BTreeMap::new();
    documents.insert("library.json".to_owned(), json!(library.settings));
    add(&mut documents, library.packs.values());
    add(&mut documents, library.sources.values());
    add(&mut documents, library.red_flags.values());
    add(&mut documents, library.conditions.values());
    add(&mut documents, library.advice.values());
    add(&mut documents, library.exercises.values());
    let is_wanted = |entry: &&Entry<_>| {
        let program: &regimen_schema::documents::Program = &entry.document;
        cx.programs.is_none_or(|wanted| wanted.contains(&program.id))
    };
    add(&mut documents, library.programs.values().filter(is_wanted));
    AppDocuments { format: FORMAT, version: 1, generator: cx.generator.to_owned(), date: cx.date, documents }
}

fn add<'a, T: Serialize + 'a>(
    documents: &mut BTreeMap<String, Value>,
    entries: impl Iterator<Item = &'a Entry<T>>,
) {
    for entry in entries {
        let file: &Arc<str> = &entry.file;
        documents.insert(file.to_string(), json!(entry.document));
    }
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// Its path in the library that it came from.
    pub file: String,
    /// What it is.
    pub kind: Kind,
    /// What it holds, as it was written.
    pub document: Value,
}

/// Reads `documents.json`: the documents in the order of their paths. An error says what is wrong with it.
pub fn read(file: &Value) -> Result<Vec<Read>, String> {
    let format = file.get("format").and_then(Value::as_str).unwrap_or_default();
    if format != FORMAT {
        return Err(match format {
            "regimen-app-index" | "regimen-app-program" | "regimen-app-exercise" => {
                "it is made for apps: the documents as they were written are in documents.json beside it"
                    .into()
            }
            _ => "it is no documents.json of `regimen export json`".into(),
        });
    }
    if file.get("version") != Some(&json!(1)) {
        return Err("it is of another version than this regimen reads: 1".into());
    }
    let documents = file.get("documents").and_then(Value::as_object).ok_or("it holds no documents")?;
    documents
        .iter()
        .map(|(file, document)| match Kind::from_path(file) {
            Some(kind) => Ok(Read { file: file.clone(), kind, document: document.clone() }),
            None => Err(format!("{file} is no path of a document")),
        })
        .collect()
}
