//! FHIR R4 and R5: each program as a bundle of a `PlanDefinition` with an `ActivityDefinition` for every exercise in it, and
//! its diary as a `Questionnaire`; each prescription as a `CarePlan` with a `ServiceRequest` for every exercise and a
//! `Goal` for every goal. `fhir.md` beside this file says what becomes what, and what is not carried.
//!
//! FHIR has no element for the dose of an exercise. It is carried three times: as data in an extension of our own, as far
//! as it goes in `Timing`, and in words in every narrative and instruction, so that no receiver loses it. Stop rules and
//! red flags stand in every resource that a patient sees.

use std::collections::BTreeSet;

use regimen_schema::documents::Program;
use regimen_schema::library::Entry;
use regimen_schema::{Finding, Level, Location, Outcome, Pointer};

use crate::lookup::Lookup;
use crate::view::Handout;
use crate::wording;
use crate::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath, selected, tell_once};

mod activity;
mod build;
mod care_plan;
mod extensions;
mod narrative;
mod plan;
mod questionnaire;
mod read;
mod timing;
mod types;

/// What becomes what, field by field, in Markdown.
pub static MAPPING: &str = include_str!("fhir.md");

pub use read::{Read, read};

use build::Build;
use narrative::{Blocks, markdown, markdown_lines};
use types::{Bundle as FhirBundle, Resource};

/// The exporter, for one version of FHIR.
#[derive(Debug, Clone, Copy)]
pub struct Fhir(Version);

/// The exporter for R4.
pub static R4: Fhir = Fhir(Version::R4);
/// The exporter for R5.
pub static R5: Fhir = Fhir(Version::R5);

/// A version of FHIR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 4.0.1
    R4,
    /// 5.0.0
    R5,
}

impl Version {
    fn number(self) -> &'static str {
        match self {
            Self::R4 => "4.0.1",
            Self::R5 => "5.0.0",
        }
    }
}

/// The address that stands in for one where `library.json` names none. Nothing lies there.
pub const EXAMPLE_BASE: &str = "https://example.org/regimen";

/// The extensions' definitions, beside the bundles.
const DEFINITIONS: &str = "extensions.json";

impl Exporter for Fhir {
    fn info(&self) -> &'static ExporterInfo {
        match self.0 {
            Version::R4 => &ExporterInfo {
                name: "fhir",
                summary: "FHIR R4: programs as PlanDefinition, prescriptions as CarePlan",
                for_patients: true,
                by_program: false,
            },
            Version::R5 => &ExporterInfo {
                name: "fhir-r5",
                summary: "FHIR R5: the same, for receivers that are that far",
                for_patients: true,
                by_program: false,
            },
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let (programs, mut findings) = selected(cx);
        let mut bundle = Bundle::default();
        let mut write = |path: String, resources: Vec<(String, Resource)>, findings: &mut Vec<Finding>| {
            let text = serde_json::to_string_pretty(&collection(&path, cx, resources));
            match (RelPath::new(path), text) {
                (Some(path), Ok(text)) => {
                    bundle.files.insert(path, (plain_spaces(&text) + "\n").into_bytes());
                }
                (_, result) => findings.push(internal(result.err())),
            }
        };
        if cx.library.settings.base_address.is_none() {
            findings.push(no_base_address());
        }
        for entry in programs {
            let (resources, found) = resources(cx, self.0, entry);
            write(format!("{}.json", cx.stem(&entry.document)), resources, &mut findings);
            tell_once(&mut findings, found);
        }
        let base = base(cx);
        let definitions = extensions::definitions(self.0).into_iter().map(|d| {
            let address = format!("{base}/StructureDefinition/{}", d.id);
            (address, Resource::StructureDefinition(Box::new(d)))
        });
        write(DEFINITIONS.to_owned(), definitions.collect(), &mut findings);
        Outcome { value: Some(bundle), findings }
    }
}

/// The resources of a program or, for one patient, of the plan that a prescription makes of it; each with its address.
fn resources(
    cx: &ExportCx<'_>,
    version: Version,
    entry: &Entry<Program>,
) -> (Vec<(String, Resource)>, Vec<Finding>) {
    let (handout, _) = Handout::new(cx, entry);
    let (w, _) = wording::for_language(&cx.library.settings.language);
    let mut build = Build {
        cx,
        version,
        base: base(cx),
        w,
        lookup: Lookup::new(cx.library, &entry.file),
        handout: &handout,
        entry,
        findings: Vec::new(),
    };
    let resources = if let Some(tailoring) = cx.tailoring {
        build.care_plan(tailoring)
    } else {
        let mut resources = vec![build.plan_definition()];
        resources.extend(build.activity_definitions());
        resources.extend(build.questionnaires());
        resources
    };
    let mut findings = build.findings;
    findings.append(&mut build.lookup.into_findings());
    (resources, findings)
}

/// The address below which our resources lie: no slash at its end.
fn base(cx: &ExportCx<'_>) -> String {
    let base = cx.library.settings.base_address.as_ref().map_or(EXAMPLE_BASE, |link| &**link);
    format!("{}/fhir", base.trim_end_matches('/'))
}

fn collection(path: &str, cx: &ExportCx<'_>, resources: Vec<(String, Resource)>) -> Resource {
    let entry = |(full_url, resource)| types::Entry { full_url, resource: Some(resource) };
    Resource::Bundle(Box::new(FhirBundle {
        id: fhir_id(path.trim_end_matches(".json"), ""),
        language: cx.library.settings.language.to_string(),
        kind: "collection".into(),
        entry: resources.into_iter().map(entry).collect(),
        ..FhirBundle::default()
    }))
}

/// An id in FHIR: at most 64 letters, of which `suffix` is never cut. What is cut is told apart by its hash.
fn fhir_id(id: &str, suffix: &str) -> String {
    use sha2::{Digest as _, Sha256};
    const MOST: usize = 64;
    let whole = format!("{}{suffix}", id.replace(['/', '_'], "."));
    if whole.len() <= MOST {
        return whole;
    }
    let hash = crate::content_hash::hex(&Sha256::digest(&whole));
    // Ids are ASCII.
    format!("{}.{}{}", &id[..MOST - 9 - suffix.len().min(30)], &hash[..8], &suffix[..suffix.len().min(30)])
}

/// A name that programs can use: `DailyHomeStretches`.
fn computer_name(id: &str) -> String {
    let words = id.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let mut name: String = words.map(wording::capitalised).collect();
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        name.insert(0, 'N');
    }
    if name.len() < 2 {
        name.push('_');
    }
    name
}

/// FHIR's strings know no spaces but the plain one: no-break and typographic ones, and separators of lines, become it.
fn plain_spaces(json: &str) -> String {
    let plain = |c: char| {
        let is_space = c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r');
        if is_space || c == '\u{feff}' { ' ' } else { c }
    };
    json.chars().map(plain).collect()
}

fn no_base_address() -> Finding {
    let at = Location::head(&"library.json".into(), Pointer::root());
    Finding::new("fhir-example-address", Level::Hint, at, "the FHIR resources carry addresses of example.org")
        .help("name the address below which the library is published as `base_address` before a server takes them")
}

fn internal(error: Option<serde_json::Error>) -> Finding {
    let reason = error.map_or_else(|| "its id is no file name".to_owned(), |e| e.to_string());
    let at = Location::file(&"library.json".into());
    Finding::new("internal-fhir-error", Level::Error, at, format!("a bundle could not be written: {reason}"))
        .help("this is a fault in regimen: please report it")
}

/// The exercises that may be done in place of others, each once, in the order in which the program names them.
fn alternatives(program: &Program) -> Vec<&regimen_schema::id::ExerciseId> {
    let items = program.phases.iter().flat_map(|p| &p.sessions).flat_map(|s| &s.items);
    let mut seen = BTreeSet::new();
    items.flat_map(|i| &i.alternatives).filter(|id| seen.insert((*id).clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_fit_and_stay_apart() {
        assert_eq!(fhir_id("short-one", ".1.2.3"), "short-one.1.2.3");
        let long = "a".repeat(64);
        let ids: Vec<_> = [".1.1.1", ".1.1.2"].iter().map(|suffix| fhir_id(&long, suffix)).collect();
        assert!(ids.iter().all(|id| id.len() <= 64) && ids[0] != ids[1], "{ids:?}");
        let alternatives: Vec<_> =
            ["x", "y"].map(|end| fhir_id(&long, &format!(".{}{end}", "b".repeat(63)))).into();
        assert!(alternatives.iter().all(|id| id.len() <= 64) && alternatives[0] != alternatives[1]);
    }

    #[test]
    fn names_are_what_programs_can_use() {
        assert_eq!(computer_name("daily-home-stretches.1.2"), "DailyHomeStretches12");
        assert_eq!(computer_name("3-days"), "N3Days");
        assert_eq!(computer_name("a"), "A_");
    }
}
