//! `regimen check --fix`

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Result;
use regimen_schema::Edit;
use regimen_validator::{Checked, Files as _, fix, format, kind_of};

use super::is_wanted;
use crate::disk::LibraryFiles;
use crate::terminal;

/// Mends what the findings know how to mend and lays the wanted documents out. With `dry_run` the difference is
/// shown instead. Gives back the documents that changed.
pub(super) fn run(
    files: &LibraryFiles,
    checked: &Checked,
    wanted: &[Arc<str>],
    dry_run: bool,
) -> Result<BTreeSet<Arc<str>>> {
    let mut edits: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for placed in &checked.findings {
        if let Some(fix) = &placed.finding.fix {
            edits.entry(&placed.finding.at.file).or_default().push(&fix.edit);
        }
    }
    let mut changed = BTreeSet::new();
    for name in files.documents().iter().filter(|name| is_wanted(wanted, name)) {
        let Ok(Ok(before)) = files.read(name).map(String::from_utf8) else { continue };
        let mended = fix::apply(&before, edits.get(&**name).map_or(&[], Vec::as_slice));
        let after = kind_of(name, &mended).and_then(|kind| format(kind, &mended)).unwrap_or(mended);
        if after == before {
            continue;
        }
        changed.insert(name.clone());
        if dry_run {
            terminal::say(&difference(&files.shown(name), &before, &after))?;
        } else {
            files.write(name, &after)?;
        }
    }
    Ok(changed)
}

fn difference(name: &str, before: &str, after: &str) -> String {
    let mut options = diffy::DiffOptions::new();
    options.set_original_filename(name.to_owned()).set_modified_filename(name.to_owned());
    options.create_patch(before, after).to_string()
}
