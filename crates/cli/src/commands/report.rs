//! `regimen report`

use std::collections::BTreeSet;

use anyhow::Result;
use regimen_schema::Level;
use regimen_schema::id::ProgramId;
use regimen_validator::{Files as _, Library, Options};

use super::{Misused, open};
use crate::args::{Global, Report, ReportFormat};
use crate::report::coverage::{self, coverage};
use crate::{End, clock, terminal};

pub(super) fn run(global: &Global, args: &Report) -> Result<End> {
    let files = open(global.library.as_deref())?;
    let today = clock::today(global.today);
    let bar = terminal::progress("checking", files.documents().len(), terminal::EACH_IS_QUICK, global.quiet);
    let (checked, library) = regimen_validator::load(&files, Options { today }, &|| bar.inc(1));
    bar.finish_and_clear();
    // What is missing is asked above all while a library is being written: errors do not stop the report.
    let is_clean = library.is_some();
    let Some(library) = library.or_else(|| regimen_validator::read(&files)) else {
        terminal::note(&format!("no report: {}\n", errors(checked.count(Level::Error))))?;
        return Ok(End::Findings);
    };
    let wanted = args.programs.iter().map(|id| known(&library, id)).collect::<Result<BTreeSet<_>>>()?;
    let coverage = coverage(&library, today, &wanted);
    terminal::say(&match args.format {
        ReportFormat::Human => coverage::human::text(&coverage),
        ReportFormat::Json => coverage::json(&coverage)?,
        ReportFormat::Markdown => coverage::markdown::text(&coverage),
    })?;
    if is_clean {
        return Ok(End::Clean);
    }
    terminal::note(&format!("nothing can be handed out: {}\n", errors(checked.count(Level::Error))))?;
    Ok(End::Findings)
}

fn errors(count: usize) -> String {
    let errors = if count == 1 { "1 error stands".to_owned() } else { format!("{count} errors stand") };
    format!("{errors} in the way, `regimen check` shows what")
}

fn known(library: &Library, id: &str) -> Result<ProgramId> {
    let program = ProgramId::new(id).filter(|id| library.programs.contains_key(id));
    program.ok_or_else(|| {
        Misused(format!("there is no program {id}: `regimen list programs` names them")).into()
    })
}
