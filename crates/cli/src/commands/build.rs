//! `regimen build` and `regimen export`

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::Result;
use regimen_exporter::{ALL, Bundle, ExportCx, Exporter};
use regimen_schema::id::ProgramId;
use regimen_schema::{Finding, Level, Library};
use regimen_validator::{Files as _, Placed, place};

use super::{Misused, load, open};
use crate::args::{Export, Global, Output, PaperArg};
use crate::disk::{LibraryFiles, write_bundles};
use crate::{End, clock, report, terminal};

/// Checks, then writes what every exporter makes.
pub(super) fn run_all(global: &Global, output: &Output) -> Result<End> {
    let files = open(global.library.as_deref())?;
    let (checked, Some(library)) = load(global, &files)? else { return Ok(End::Findings) };
    if !global.quiet {
        let warnings: Vec<&Placed> =
            checked.findings.iter().filter(|p| p.finding.level == Level::Warning).collect();
        terminal::say(&report::human::findings(&warnings, &files, report::human::Order::GravestLast))?;
        let all: Vec<&Placed> = checked.findings.iter().collect();
        terminal::say(&report::human::summary(&checked, &all))?;
    }
    export(global, output, &files, &library, ALL, None)
}

/// Checks, then writes what one exporter makes of the programs that are named.
pub(super) fn run_one(global: &Global, args: &Export) -> Result<End> {
    let Some(exporter) = ALL.iter().copied().find(|e| e.info().name == args.name) else {
        let names: Vec<_> = ALL.iter().map(|e| e.info().name).collect();
        let message = format!("there is no exporter {}: choose one of {}", args.name, names.join(", "));
        return Err(Misused(message).into());
    };
    let files = open(global.library.as_deref())?;
    let (_, Some(library)) = load(global, &files)? else { return Ok(End::Findings) };
    let programs = args.programs.iter().map(|id| known(&library, id)).collect::<Result<BTreeSet<_>>>()?;
    let programs = (!programs.is_empty()).then_some(&programs);
    export(global, &args.output, &files, &library, &[exporter], programs)
}

fn known(library: &Library, id: &str) -> Result<ProgramId> {
    let program = ProgramId::new(id).filter(|id| library.programs.contains_key(id));
    program.ok_or_else(|| {
        Misused(format!("there is no program {id}: `regimen list programs` names them")).into()
    })
}

fn export(
    global: &Global,
    output: &Output,
    files: &LibraryFiles,
    library: &Library,
    exporters: &[&dyn Exporter],
    programs: Option<&BTreeSet<ProgramId>>,
) -> Result<End> {
    let cx = ExportCx {
        library,
        programs,
        tailoring: None,
        date: clock::today(global.today),
        generator: concat!("regimen ", env!("CARGO_PKG_VERSION")),
        paper: output.paper.map_or(library.settings.paper, PaperArg::paper),
    };
    let bar = terminal::progress("exporting", exporters.len() * files.documents().len(), global.quiet);
    let mut findings: Vec<Finding> = Vec::new();
    let mut bundles: Vec<(&str, Bundle)> = Vec::new();
    for exporter in exporters {
        let mut outcome = exporter.export(&cx);
        findings.append(&mut outcome.findings);
        bundles.extend(outcome.value.map(|bundle| (exporter.info().name, bundle)));
        bar.inc(files.documents().len() as u64);
    }
    bar.finish_and_clear();
    let placed = place(findings, files);
    let shown: Vec<&Placed> = placed.iter().collect();
    terminal::say(&report::human::findings(&shown, files, report::human::Order::GravestLast))?;
    if shown.iter().any(|p| p.finding.level == Level::Error) || bundles.len() < exporters.len() {
        terminal::note("nothing was written: the errors come first\n")?;
        return Ok(End::Findings);
    }
    write_bundles(&output.out, &bundles, programs.is_none())?;
    if !global.quiet {
        terminal::say(&written(output, &bundles))?;
    }
    Ok(End::Clean)
}

fn written(output: &Output, bundles: &[(&str, Bundle)]) -> String {
    let mut text = String::new();
    for (name, bundle) in bundles {
        let count = bundle.files.len();
        let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
        let _ = writeln!(text, "{files} written to {}", output.out.join(name).display());
    }
    text
}
