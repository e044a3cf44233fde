//! `regimen check --watch`

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context as _, Result};
use notify::{RecursiveMode, Watcher as _};
use regimen_validator::{Options, Placed, Recheck};

use super::{is_wanted, open};
use crate::args::{Check, Global};
use crate::disk::find_library;
use crate::report::human::{self, Order};
use crate::{End, clock, terminal};

/// How long the disk must be quiet before the library is checked again: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(5);

/// Checks the library, and again after each change, until it is interrupted.
pub(super) fn run(global: &Global, args: &Check) -> Result<End> {
    let root = find_library(global.library.as_deref())?;
    let files = open(Some(&root))?;
    let wanted = args.paths.iter().map(|path| files.existing(path)).collect::<Result<Vec<_>>>()?;
    let (tell, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // A closed channel means that we are ending; then nobody waits for changes.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = tell.send(());
        }
    })
    .context("changes of files cannot be watched")?;
    watcher
        .watch(&root, RecursiveMode::Recursive)
        .with_context(|| format!("{} cannot be watched", root.display()))?;
    let mut recheck = Recheck::default();
    loop {
        terminal::redraw(&look(global, &root, &wanted, &mut recheck))?;
        if !wait(&changes) {
            return Ok(End::Clean);
        }
    }
}

/// Waits for a change and for the quiet after it. False if none can come any more.
fn wait(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    while changes.recv_timeout(QUIET).is_ok() {}
    true
}

fn look(global: &Global, root: &Path, wanted: &[Arc<str>], recheck: &mut Recheck) -> String {
    let files = match open(Some(root)) {
        Ok(files) => files,
        // An editor may be about to put it back.
        Err(error) => return format!("{error:#}\n"),
    };
    let checked = recheck.check(&files, Options { today: clock::today(global.today) });
    let shown: Vec<&Placed> =
        checked.findings.iter().filter(|p| is_wanted(wanted, &p.finding.at.file)).collect();
    let findings = human::findings(&shown, &files, Order::GravestFirst);
    format!("{}\n{findings}", human::summary(&checked, &shown))
}
