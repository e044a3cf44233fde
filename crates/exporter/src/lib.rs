//! Turns a library into bundles of files: handouts for patients, JSON for apps. Pure: no disk, clock, environment,
//! network or terminal. Same input, same bytes.
//!
//! An exporter is one module and one line in [`ALL`].

use std::collections::BTreeSet;

use regimen_schema::documents::library::Paper;
use regimen_schema::documents::{Prescription, Program};
use regimen_schema::id::ProgramId;
use regimen_schema::library::Entry;
use regimen_schema::text::Date;
use regimen_schema::{Finding, Level, Library, Location, Outcome};

pub mod app_json;
mod bundle;
mod content_hash;
pub mod csv;
pub mod fhir;
pub mod figures;
pub mod handout_html;
pub mod ical;
pub mod layout;
mod lookup;
pub mod markdown;
mod schema_org;
mod tailoring;
pub mod view;
pub mod wording;

pub use bundle::{Bundle, RelPath};
pub use figures::Figures;
pub use tailoring::Tailoring;

/// Every exporter that is built in.
pub static ALL: &[&dyn Exporter] = &[
    &handout_html::HandoutHtml,
    &app_json::AppJson,
    &fhir::R4,
    &fhir::R5,
    &ical::Ical { alarms: false },
    &markdown::Markdown,
    &csv::Csv,
];

/// What an exporter is given.
#[derive(Debug, Clone, Copy)]
pub struct ExportCx<'a> {
    /// The library: every reference in it resolves, every rule holds.
    pub library: &'a Library,
    /// The programs that are wanted; none means all.
    pub programs: Option<&'a BTreeSet<ProgramId>>,
    /// The one patient whom it is for; then there is no program but the tailored one.
    pub tailoring: Option<&'a Tailoring<'a>>,
    /// The day that is printed on what is handed out.
    pub date: Date,
    /// The name and version of what makes it: `regimen 0.1.0`.
    pub generator: &'a str,
    /// The paper it is laid out for.
    pub paper: Paper,
    /// The drawings that were made beforehand; what is not among them is drawn when it is needed.
    pub figures: &'a Figures,
}

/// What an exporter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExporterInfo {
    /// Its name, kebab-case.
    pub name: &'static str,
    /// What it makes, in a line.
    pub summary: &'static str,
    /// Whether it makes something for one patient, out of a prescription.
    pub for_patients: bool,
}

impl<'a> ExportCx<'a> {
    /// The path of what is made of a program, without its ending: the program's id. What is made for a patient lies in a
    /// folder of its own and is called after the prescription, which names no patient.
    pub fn stem(&self, program: &Program) -> String {
        match self.tailoring {
            Some(tailoring) => format!("prescriptions/{}", tailoring.prescription.document.id),
            None => program.id.to_string(),
        }
    }

    /// What somebody's prescription says of this export, if it is for one patient.
    pub fn prescription(&self) -> Option<&'a Prescription> {
        self.tailoring.map(|tailoring| &tailoring.prescription.document)
    }
}

/// Turns a library into files.
pub trait Exporter: Sync {
    /// What it is.
    fn info(&self) -> &'static ExporterInfo;

    /// The files, with what was found while making them. Broken content is a finding.
    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle>;
}

/// The programs that are wanted, in the order of their ids, with a finding for each that does not exist.
pub fn selected<'a>(cx: &ExportCx<'a>) -> (Vec<&'a Entry<Program>>, Vec<Finding>) {
    if let Some(tailoring) = cx.tailoring {
        return (vec![&tailoring.program], Vec::new());
    }
    let all = &cx.library.programs;
    let Some(wanted) = cx.programs else { return (all.values().collect(), Vec::new()) };
    let missing = wanted.iter().filter(|id| !all.contains_key(*id)).map(|id| {
        let at = Location::file(&"library.json".into());
        Finding::new(
            "unknown-program",
            Level::Error,
            at,
            format!("there is no program `{id}` in the library"),
        )
        .help("`regimen list` shows the programs that there are")
    });
    (wanted.iter().filter_map(|id| all.get(id)).collect(), missing.collect())
}
