//! `regimen check`

use anyhow::Result;
use regimen_validator::{Files as _, Options, Placed};

use super::{fix, is_wanted, open, watch};
use crate::args::{Check, Format, Global};
use crate::{End, clock, disk, report, terminal};

pub(super) fn run(global: &Global, args: &Check) -> Result<End> {
    if args.watch {
        return watch::run(global, args);
    }
    let mut files = open(global.library.as_deref())?;
    if let Some(path) = &args.stdin {
        files.overlay(path, disk::read_stdin()?)?;
    }
    let mut wanted = args.paths.iter().map(|path| files.existing(path)).collect::<Result<Vec<_>>>()?;
    if let (Some(path), true) = (&args.stdin, wanted.is_empty()) {
        wanted.push(files.name(path)?);
    }
    let options = Options { today: clock::today(global.today) };
    let look = || {
        let bar = terminal::progress("checking", files.documents().len(), global.quiet);
        let checked = regimen_validator::check(&files, options, &|| bar.inc(1));
        bar.finish_and_clear();
        checked
    };
    let mut checked = look();
    if args.fix {
        let changed = fix::run(&files, &checked, &wanted, args.dry_run)?;
        if !global.quiet {
            let what = if args.dry_run { "would change" } else { "changed" };
            terminal::note(&format!("{changed} documents {what}\n"))?;
        }
        if changed > 0 && !args.dry_run {
            checked = look();
        }
    }
    let shown: Vec<&Placed> =
        checked.findings.iter().filter(|p| is_wanted(&wanted, &p.finding.at.file)).collect();
    match args.format {
        Format::Json => terminal::say(&report::json::report(&checked, &shown)?)?,
        Format::Sarif => terminal::say(&report::sarif::report(&shown, &files)?)?,
        Format::Github => terminal::say(&report::github::report(&shown, &files))?,
        Format::Junit => terminal::say(&report::junit::report(&shown, &files, args.fail_on.level()))?,
        Format::Human => {
            terminal::say(&report::human::findings(&shown, &files, report::human::Order::GravestLast))?;
            if !global.quiet {
                terminal::say(&report::human::summary(&checked, &shown))?;
            }
        }
    }
    let fails = shown.iter().any(|p| p.finding.level >= args.fail_on.level());
    Ok(if fails { End::Findings } else { End::Clean })
}
