//! `regimen build` and `regimen export`

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use regimen_exporter::ical::Ical;
use regimen_exporter::{ExportCx, Exporter, Figures, Tailoring};
use regimen_schema::documents::Prescription;
use regimen_schema::id::ProgramId;
use regimen_schema::library::Entry;
use regimen_schema::{Finding, Level, Library};
use regimen_validator::{Files as _, Placed, place};

use super::{Misused, exporters, load, open};
use crate::args::{Export, Global, Output, PaperArg};
use crate::disk::{Extent, LibraryFiles, Ready, ReadyFiles, ready, write_bundles};
use crate::{End, batch, clock, drawings, report, terminal};

/// Checks, then writes what every exporter makes.
pub(super) fn run_all(global: &Global, output: &Output) -> Result<End> {
    let files = open(global.library.as_deref())?;
    let (checked, Some(mut library)) = load(global, &files)? else { return Ok(End::Findings) };
    ring_in(&mut library, output)?;
    if !global.quiet {
        let warnings: Vec<&Placed> =
            checked.findings.iter().filter(|p| p.finding.level == Level::Warning).collect();
        terminal::say(&report::human::findings(&warnings, &files, report::human::Order::GravestLast))?;
        let all: Vec<&Placed> = checked.findings.iter().collect();
        terminal::say(&report::human::summary(&checked, &all))?;
    }
    export(global, output, &files, &library, &exporters(), &Wanted::Everything)
}

/// Checks, then writes what one exporter makes of the programs that are named.
pub(super) fn run_one(global: &Global, args: &Export) -> Result<End> {
    let Some(exporter) = exporters().into_iter().find(|e| e.info().name == args.name) else {
        let names: Vec<_> = exporters().iter().map(|e| e.info().name).collect();
        let message = format!("there is no exporter {}: choose one of {}", args.name, names.join(", "));
        return Err(Misused(message).into());
    };
    let exporter: &dyn Exporter = match (args.alarms, exporter.info().name) {
        (false, _) => exporter,
        (true, "ical") => &Ical { alarms: true },
        (true, name) => return Err(Misused(format!("--alarms is for calendars: {name} makes none")).into()),
    };
    let mut files = open(global.library.as_deref())?;
    let Some(path) = &args.patient else {
        let (_, Some(mut library)) = load(global, &files)? else { return Ok(End::Findings) };
        ring_in(&mut library, &args.output)?;
        let programs = args.programs.iter().map(|id| known(&library, id)).collect::<Result<BTreeSet<_>>>()?;
        let wanted = if programs.is_empty() { Wanted::Everything } else { Wanted::Programs(programs) };
        return export(global, &args.output, &files, &library, &[exporter], &wanted);
    };
    if !exporter.info().for_patients {
        let names: Vec<_> =
            exporters().iter().map(|e| e.info()).filter(|i| i.for_patients).map(|i| i.name).collect();
        let message =
            format!("{} makes nothing for one patient: choose one of {}", args.name, names.join(", "));
        return Err(Misused(message).into());
    }
    let name = files.admit(path)?;
    let (_, Some(mut library)) = load(global, &files)? else { return Ok(End::Findings) };
    ring_in(&mut library, &args.output)?;
    let mut prescription = prescription(&library, &name, path)?.clone();
    if args.no_label {
        // Taken away here, so that no exporter can write it.
        prescription.document.label = None;
    }
    let tailoring = Tailoring::new(&library, &prescription).ok_or_else(|| not_one(path))?;
    export(global, &args.output, &files, &library, &[exporter], &Wanted::OnePatient(&tailoring))
}

/// The prescription that a file of the library holds.
pub(super) fn prescription<'l>(
    library: &'l Library,
    name: &str,
    path: &Path,
) -> Result<&'l Entry<Prescription>> {
    library.prescriptions.values().find(|entry| *entry.file == *name).ok_or_else(|| not_one(path).into())
}

/// What is said of a file that holds no prescription.
pub(super) fn not_one(path: &Path) -> Misused {
    Misused(format!("{} is no prescription: `regimen prescribe PROGRAM` writes one", path.display()))
}

/// Takes the emergency number of the region that is asked for in place of the library's.
fn ring_in(library: &mut Library, output: &Output) -> Result<()> {
    let Some(region) = &output.region else { return Ok(()) };
    let settings = &mut library.settings;
    let number = settings.emergency_numbers.iter().find(|n| *n.region == **region).map(|n| n.number.clone());
    settings.emergency_number = number.ok_or_else(|| {
        Misused(format!("library.json has no emergency number for {region}: add it to `emergency_numbers`"))
    })?;
    Ok(())
}

/// What is to be exported.
enum Wanted<'a> {
    Everything,
    Programs(BTreeSet<ProgramId>),
    OnePatient(&'a Tailoring<'a>),
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
    wanted: &Wanted<'_>,
) -> Result<End> {
    if let Some(jobs) = output.jobs {
        // A pool that cannot be had is no reason to write nothing: then all cores work.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
    }
    let (programs, tailoring, extent) = match wanted {
        Wanted::Everything => (None, None, Extent::All),
        Wanted::Programs(programs) => (Some(programs), None, Extent::Some),
        Wanted::OnePatient(tailoring) => (None, Some(*tailoring), Extent::OnePatient),
    };
    let one_patient = matches!(wanted, Wanted::OnePatient(_));
    let is_batch = |exporter: &dyn Exporter| exporter.info().by_program && !one_patient;
    // Where every program draws its own, none is drawn that is not wanted.
    let figures = if exporters.iter().all(|exporter| is_batch(*exporter)) {
        Figures::default()
    } else {
        drawings::draw(library, Some(&output.out))
    };
    let layouts = output.layouts();
    let cx = ExportCx {
        programs,
        tailoring,
        paper: output.paper.map_or(library.settings.paper, PaperArg::paper),
        figures: &figures,
        layouts: &layouts,
        black_and_white: output.black_and_white,
        checklist: Some(report::coverage::checklist),
        ..ExportCx::new(library, clock::today(global.today), concat!("regimen ", env!("CARGO_PKG_VERSION")))
    };
    let bar = terminal::progress(
        "exporting",
        exporters.len() * files.documents().len(),
        terminal::EACH_IS_QUICK,
        global.quiet,
    );
    let mut findings: Vec<Finding> = Vec::new();
    let mut bundles: Vec<(&str, ReadyFiles)> = Vec::new();
    let mut known = Vec::new();
    for exporter in exporters {
        let (made, found) = if is_batch(*exporter) {
            let made = batch::make(*exporter, &cx, &output.out, output.force, global.quiet);
            known.push((*exporter, made.hashes));
            (made.whole.then_some(made.files), made.findings)
        } else {
            let outcome = exporter.export(&cx);
            (outcome.value.map(ready), outcome.findings)
        };
        for finding in found {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        bundles.extend(made.map(|files| (exporter.info().name, files)));
        bar.inc(files.documents().len() as u64);
    }
    bar.finish_and_clear();
    // What a mapping cannot say is for whoever asks for that mapping.
    let least = if exporters.len() > 1 { Level::Warning } else { Level::Hint };
    let placed = place(findings, files);
    let shown: Vec<&Placed> = placed.iter().filter(|p| p.finding.level >= least).collect();
    terminal::say(&report::human::findings(&shown, files, report::human::Order::GravestLast))?;
    if shown.iter().any(|p| p.finding.level == Level::Error) || bundles.len() < exporters.len() {
        terminal::note("nothing was written: the errors come first\n")?;
        return Ok(End::Findings);
    }
    write_bundles(&output.out, &bundles, extent)?;
    if extent == Extent::All {
        for (exporter, hashes) in known {
            batch::forget_all_but(exporter, &output.out, hashes);
        }
    }
    if !global.quiet {
        terminal::say(&written(output, &bundles))?;
    }
    Ok(End::Clean)
}

fn written(output: &Output, bundles: &[(&str, ReadyFiles)]) -> String {
    let mut text = String::new();
    let files = |count| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    for (name, bundle) in bundles {
        let unchanged = bundle.values().filter(|ready| matches!(ready, Ready::InPlace)).count();
        let _ = write!(
            text,
            "{} written to {}",
            files(bundle.len() - unchanged),
            output.out.join(name).display()
        );
        if unchanged > 0 {
            let _ = write!(text, ", {} as before", files(unchanged));
        }
        text.push('\n');
    }
    text
}
