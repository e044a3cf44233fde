//! Bundles that `export fhir` wrote. What comes back is said field by field in the exporter's `fhir.md`.

use regimen_exporter::fhir;
use regimen_schema::{Finding, Kind, Level, Location, Pointer};
use serde_json::Value;

use super::{Cx, Gap, Imported, New};

const REVIEW: Gap = Gap { key: "review", what: "what was brought in is a draft: a clinician signs it off" };
const WAIVERS: Gap = Gap { key: "waivers", what: "not carried: `regimen check` says which are needed" };
const REFERENCES: Gap = Gap {
    key: "conditions",
    what: "conditions, red flags, advice and sources come by their ids only: the library has to hold them",
};

/// Programs and exercises.
pub(super) fn read(cx: &Cx<'_>, value: &Value) -> Imported {
    let mut imported = Imported::default();
    match fhir::read(value) {
        Ok(documents) => {
            for fhir::Read { kind, id, document } in documents {
                let mut gaps = vec![REVIEW, WAIVERS];
                if kind == Kind::Program {
                    gaps.push(REFERENCES);
                }
                imported.documents.push(New { name: cx.name(kind, &id), kind, id, document, gaps });
            }
        }
        Err(reason) => {
            let at = Location::value(&cx.file, Pointer::root());
            let finding = Finding::new("not-importable", Level::Error, at, reason);
            imported.findings.push(finding.help("import what `regimen export fhir` wrote"));
        }
    }
    imported
}
