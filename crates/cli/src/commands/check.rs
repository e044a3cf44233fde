//! `regimen check`

use std::collections::BTreeSet;

use anyhow::Result;
use regimen_validator::{Files as _, Options, Placed};

use super::{fix, is_wanted, open, watch};
use crate::args::{Check, Format, Global};
use crate::{End, clock, disk, report, terminal};

/// How often `--fix` looks again for what it can mend: far more often than anything known needs.
const MOST_TURNS: usize = 5;

pub(super) fn run(global: &Global, args: &Check) -> Result<End> {
    if args.watch {
        return watch::run(global, args);
    }
    let mut files = open(global.library.as_deref())?;
    if let Some(path) = &args.stdin {
        files.overlay(path, disk::read_stdin()?)?;
    }
    let mut wanted = args.paths.iter().map(|path| files.admit(path)).collect::<Result<Vec<_>>>()?;
    if let (Some(path), true) = (&args.stdin, wanted.is_empty()) {
        wanted.push(files.name(path)?);
    }
    let options = Options { today: clock::today(global.today) };
    let look = || {
        let bar =
            terminal::progress("checking", files.documents().len(), terminal::EACH_IS_QUICK, global.quiet);
        let checked = regimen_validator::check(&files, options, &|| bar.inc(1));
        bar.finish_and_clear();
        checked
    };
    let mut checked = look();
    if args.fix {
        let mut changed = BTreeSet::new();
        // One thing mended can make another certain.
        for _ in 0..MOST_TURNS {
            let turn = fix::run(&files, &checked, &wanted, args.dry_run)?;
            let is_last = turn.is_empty() || args.dry_run;
            changed.extend(turn);
            if is_last {
                break;
            }
            checked = look();
        }
        if !global.quiet {
            let what = if args.dry_run { "would change" } else { "changed" };
            terminal::note(&format!("{} {what}\n", report::human::plural(changed.len(), "document")))?;
        }
    }
    let shown: Vec<&Placed> =
        checked.findings.iter().filter(|p| is_wanted(&wanted, &p.finding.at.file)).collect();
    match args.format {
        Format::Json => terminal::hand_over(&report::json::report(&checked, &shown)?)?,
        Format::Sarif => terminal::hand_over(&report::sarif::report(&shown, &files)?)?,
        Format::Github => terminal::say(&report::github::report(&shown, &files))?,
        Format::Junit => {
            let documents = files.documents().iter().filter(|name| is_wanted(&wanted, name));
            terminal::hand_over(&report::junit::report(documents, &shown, &files, args.fail_on.level()))?;
        }
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
