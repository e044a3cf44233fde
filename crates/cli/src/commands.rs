//! The commands, one module each.

mod build;
mod check;
mod diff;
mod explain;
mod extract;
mod figure;
mod fix;
mod fmt;
mod import;
mod init;
mod list;
mod new;
mod prescribe;
mod report;
mod schema;
mod watch;

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use regimen_exporter::Exporter;
use regimen_schema::Level;
use regimen_validator::{Checked, Library, Options, Placed};

use crate::args::{Args, Command, Global};
use crate::disk::{LibraryFiles, find_library};
use crate::report::human;
use crate::{End, clock, terminal};

/// A call whose words are off, where clap cannot know it.
#[derive(Debug)]
pub(crate) struct Misused(pub(crate) String);

impl std::fmt::Display for Misused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misused {}

/// Every exporter: those of the exporter crate, and the one whose weight gives it a crate of its own.
pub(crate) fn exporters() -> Vec<&'static dyn Exporter> {
    let mut all = regimen_exporter::ALL.to_vec();
    all.insert(1, &regimen_pdf::HandoutPdf);
    all.push(&crate::book::Book);
    all
}

/// Runs what was called for.
pub(crate) fn run(args: &Args) -> Result<End> {
    let global = &args.global;
    match &args.command {
        Command::Check(check) => check::run(global, check),
        Command::Fmt(fmt) => fmt::run(global, fmt),
        Command::Init(init) => init::run(global, init),
        Command::New(new) => new::run(global, new),
        Command::Build(build) => build::run_all(global, &build.output),
        Command::Export(export) => build::run_one(global, export),
        Command::Prescribe(prescribe) => prescribe::run(global, prescribe),
        Command::Diff(diff) => diff::run(global, diff),
        Command::Import(import) => import::run(global, import),
        Command::Figure(figure) => figure::run(global, figure),
        Command::Report(report) => report::run(global, report),
        Command::Extract { file, out, compare } => extract::run(global, file, out.as_deref(), *compare),
        Command::Explain { rule } => explain::run(rule),
        Command::List { what } => list::run(global, *what),
        Command::Schema { name, out } => schema::run(name.as_deref(), out.as_deref()),
    }
}

/// Whether a file is one of those that were named, or lies in one of the folders; any is if none was named.
fn is_wanted(wanted: &[Arc<str>], file: &str) -> bool {
    wanted.is_empty()
        || wanted.iter().any(|w| {
            file.strip_prefix(&**w)
                .is_some_and(|rest| w.is_empty() || rest.is_empty() || rest.starts_with('/'))
        })
}

pub(crate) fn open(library: Option<&Path>) -> Result<LibraryFiles> {
    Ok(LibraryFiles::collect(find_library(library)?))
}

/// Checks a library and gives it out if no error stands in the way; else the findings have been reported.
pub(crate) fn load(global: &Global, files: &LibraryFiles) -> Result<(Checked, Option<Library>)> {
    use regimen_validator::Files as _;
    let bar = terminal::progress("checking", files.documents().len(), terminal::EACH_IS_QUICK, global.quiet);
    let options = Options { today: clock::today(global.today) };
    let (checked, library) = regimen_validator::load(files, options, &|| bar.inc(1));
    bar.finish_and_clear();
    if library.is_none() {
        let errors: Vec<&Placed> =
            checked.findings.iter().filter(|p| p.finding.level == Level::Error).collect();
        terminal::say(&human::findings(&errors, files, human::Order::GravestLast))?;
        if !global.quiet {
            terminal::say(&human::summary(&checked, &errors))?;
            terminal::note("nothing was written: the errors come first\n")?;
        }
    }
    Ok((checked, library))
}
