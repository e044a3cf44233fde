//! Turns a library into bundles of files: handouts for patients, JSON for apps. Pure: no disk, clock, environment,
//! network or terminal. Same input, same bytes.
//!
//! An exporter is one module and one line in [`ALL`].

use std::collections::BTreeSet;

use regimen_schema::documents::Program;
use regimen_schema::documents::library::Paper;
use regimen_schema::id::ProgramId;
use regimen_schema::library::Entry;
use regimen_schema::text::Date;
use regimen_schema::{Finding, Level, Library, Location, Outcome};

pub mod app_json;
mod bundle;
mod content_hash;
pub mod handout_html;
mod lookup;
mod schema_org;
pub mod view;
pub mod wording;

pub use bundle::{Bundle, RelPath};

/// Every exporter that is built in.
pub static ALL: &[&dyn Exporter] = &[&handout_html::HandoutHtml, &app_json::AppJson];

/// What an exporter is given.
#[derive(Debug, Clone, Copy)]
pub struct ExportCx<'a> {
    /// The library: every reference in it resolves, every rule holds.
    pub library: &'a Library,
    /// The programs that are wanted; none means all.
    pub programs: Option<&'a BTreeSet<ProgramId>>,
    /// The day that is printed on what is handed out.
    pub date: Date,
    /// The name and version of what makes it: `regimen 0.1.0`.
    pub generator: &'a str,
    /// The paper it is laid out for.
    pub paper: Paper,
}

/// What an exporter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExporterInfo {
    /// Its name, kebab-case.
    pub name: &'static str,
    /// What it makes, in a line.
    pub summary: &'static str,
}

/// Turns a library into files.
pub trait Exporter: Sync {
    /// What it is.
    fn info(&self) -> &'static ExporterInfo;

    /// The files, with what was found while making them. Broken content is a finding.
    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle>;
}

/// The programs that are wanted, in the order of their ids, with a finding for each that does not exist.
fn selected<'a>(cx: &ExportCx<'a>) -> (Vec<&'a Entry<Program>>, Vec<Finding>) {
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
