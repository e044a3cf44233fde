//! `regimen extract`

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use regimen_exporter::ExportCx;
use regimen_exporter::sheet_source::SheetSource;
use regimen_exporter::view::Handout;
use regimen_schema::Library;
use regimen_schema::id::ProgramId;

use super::open;
use crate::args::Global;
use crate::disk::{read_sheet, write_file};
use crate::{End, clock, terminal};

/// Gives back what a sheet was made from, and tells what the library says of it today.
pub(super) fn run(global: &Global, file: &Path, out: Option<&Path>, compare: bool) -> Result<End> {
    let named = file.display();
    let text = regimen_pdf::attached_source(read_sheet(file)?).map_err(|why| anyhow!("{named}: {why}"))?;
    let source = SheetSource::read(&text).map_err(|why| anyhow!("{named}: {why}"))?;
    match out {
        Some(path) => write_file(path, &(text + "\n"))?,
        None if !compare => terminal::hand_over(&(text + "\n"))?,
        None => {}
    }
    let now = match open(global.library.as_deref()) {
        Ok(files) => regimen_validator::read(&files).map(|library| standing(global, &library, &source)),
        Err(error) if compare => return Err(error),
        Err(_) => None,
    };
    if compare && now.is_none() {
        return Err(anyhow!("the library cannot be read")).context("`regimen check` tells why");
    }
    if let Some(now) = now.filter(|_| compare || !global.quiet) {
        terminal::note(&format!("{}\n", now.text(&source)))?;
        if compare && now != Standing::Same {
            return Ok(End::Findings);
        }
    }
    Ok(End::Clean)
}

/// What a library says today of a sheet that was made then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Same,
    MovedOn,
    Gone,
}

impl Standing {
    fn text(self, source: &SheetSource) -> String {
        let SheetSource { program, date, .. } = source;
        match self {
            Self::Same => format!("the sheet of {date} says of {program} what the library says today"),
            Self::MovedOn => {
                format!("the library has moved on since {date}: {program} says something else today")
            }
            Self::Gone => format!("the library has no program {program} any more"),
        }
    }
}

fn standing(global: &Global, library: &Library, source: &SheetSource) -> Standing {
    let program = ProgramId::new(&*source.program).and_then(|id| library.programs.get(&id));
    let Some(program) = program else { return Standing::Gone };
    let cx = ExportCx::new(library, clock::today(global.today), "regimen");
    let (handout, _) = Handout::new(&cx, program);
    if regimen_exporter::content_hash(&handout.resolved) == source.content_hash {
        Standing::Same
    } else {
        Standing::MovedOn
    }
}
