//! The schemas as editors get them: with the rules' names where a document names one.

use regimen_schema::Kind;
use regimen_schema::json_schema::json_schema;
use regimen_validator::rules::ALL;
use serde_json::Value;

use crate::report;

/// Every schema by its name: the kinds of documents, the reports, the JSON for apps.
pub(crate) fn schemas() -> Vec<(&'static str, Value)> {
    let rules: Vec<_> = ALL.iter().map(|rule| (rule.id, rule.summary())).collect();
    let mut schemas: Vec<_> =
        Kind::ALL.into_iter().map(|kind| (kind.name(), json_schema(kind, &rules))).collect();
    schemas.push(("report", report::json::json_schema()));
    schemas.push(("coverage", report::coverage::json_schema()));
    schemas.extend(regimen_exporter::app_json::json_schemas());
    schemas.push(("sheet", regimen_exporter::sheet_source::json_schema()));
    schemas
}

/// A schema as a file holds it.
pub(crate) fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// The name of the file with declarations for TypeScript.
pub(crate) const DECLARATIONS: &str = "app.d.ts";
