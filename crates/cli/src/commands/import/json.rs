//! `documents.json` of `export json`: the documents as they were written.

use regimen_exporter::app_json;
use regimen_schema::{Finding, Kind, Level, Location, Pointer};
use serde_json::Value;

use super::{Cx, Gap, Imported, New};

const REVIEW: Gap =
    Gap { key: "review", what: "another library's clinicians signed it off: let your own do so" };
const MEDIA: Gap =
    Gap { key: "media", what: "the pictures lie in media/ beside the file: copy them into the pack" };

/// Every document, each in a pack of its own name where the library has one. The settings of the library and of its packs
/// are not brought over: this library has its own.
pub(super) fn read(cx: &Cx<'_>, value: &Value) -> Imported {
    let mut imported = Imported::default();
    let documents = match app_json::read(value) {
        Ok(documents) => documents,
        Err(reason) => {
            let at = Location::value(&cx.file, Pointer::root());
            imported.findings.push(Finding::new("not-importable", Level::Error, at, reason));
            return imported;
        }
    };
    for app_json::Read { file, kind, mut document } in documents {
        if matches!(kind, Kind::Library | Kind::Pack | Kind::Prescription) {
            continue;
        }
        let id = document.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let pack = file.split('/').next().unwrap_or_default();
        let name = if cx.library.packs.contains_key(pack) {
            format!("{pack}/{}/{id}.json", kind.folder().unwrap_or_default())
        } else {
            cx.name(kind, &id)
        };
        let mut gaps = Vec::new();
        let is_published = document.pointer("/review/status").is_some_and(|status| status == "published");
        gaps.extend(is_published.then_some(REVIEW));
        let has_pictures = ["media", "picture"].iter().any(|key| document.get(key).is_some());
        gaps.extend(has_pictures.then_some(MEDIA));
        if let Some(object) = document.as_object_mut() {
            object.shift_remove("$schema");
        }
        imported.documents.push(New { name, kind, id, document, gaps });
    }
    imported
}
