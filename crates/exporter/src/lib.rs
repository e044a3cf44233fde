//! Turns a library into bundles of files: handouts for patients, JSON for apps. Pure: no disk, clock, environment,
//! network or terminal. Same input, same bytes.
//!
//! An exporter is one module and one line in [`ALL`].

use std::collections::BTreeSet;

use regimen_schema::documents::library::Layout;
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
pub mod sheet_source;
mod tailoring;
pub mod theme;
pub mod view;
pub mod wording;

pub use bundle::{Bundle, RelPath};
pub use content_hash::{SheetHash, content_hash};
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

/// Makes the rows of the reporting checklist for a program, on a day.
pub type Checklist = fn(&Library, &Entry<Program>, Date) -> Vec<view::ChecklistRow>;

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
    /// The layouts of a handout that are made; those that the theme names if there are none here.
    pub layouts: &'a [Layout],
    /// Whether handouts are made for a printer that has black only.
    pub black_and_white: bool,
    /// Makes the rows of the reporting checklist for a program, on a day.
    pub checklist: Option<Checklist>,
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
    /// Whether it takes long, and makes the files of a program out of that program alone: then programs can be made one
    /// by one, and what has not changed need not be made again.
    pub by_program: bool,
}

impl<'a> ExportCx<'a> {
    /// Everything of a library as it asks for it itself, made on a day by a generator.
    pub fn new(library: &'a Library, date: Date, generator: &'a str) -> Self {
        Self {
            library,
            programs: None,
            tailoring: None,
            date,
            generator,
            paper: library.settings.paper,
            figures: Figures::none(),
            layouts: &[],
            black_and_white: false,
            checklist: None,
        }
    }

    /// The layouts that are made: those asked for, or else those of the theme, or else the ordinary ones.
    pub fn layouts(&self) -> &'a [Layout] {
        let theme = self.library.settings.theme.as_ref().map_or(&[][..], |t| &t.layouts);
        let usual = &[Layout::Full, Layout::LargePrint];
        [self.layouts, theme].into_iter().find(|l| !l.is_empty()).unwrap_or(usual)
    }

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

/// Adds what was found to the findings, each once: programs share exercises, and what is wrong with those.
pub fn tell_once(findings: &mut Vec<Finding>, found: Vec<Finding>) {
    for finding in found {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
}
