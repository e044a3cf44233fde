//! `regimen fmt`

use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::Result;
use regimen_validator::{Files as _, format, kind_of};

use super::{is_wanted, open};
use crate::args::{Fmt, Global};
use crate::disk::{LibraryFiles, read_stdin};
use crate::{End, terminal};

pub(super) fn run(global: &Global, args: &Fmt) -> Result<End> {
    let mut files = open(global.library.as_deref())?;
    if let Some(path) = &args.stdin {
        files.overlay(path, read_stdin()?)?;
        let name = files.name(path)?;
        return Ok(match layout(&files, &name) {
            Some((_, formatted)) => {
                terminal::hand_over(&formatted)?;
                End::Clean
            }
            None => complain(&[name], &files)?,
        });
    }
    let wanted = args.paths.iter().map(|path| files.existing(path)).collect::<Result<Vec<_>>>()?;
    let mut changed = Vec::new();
    let mut broken = Vec::new();
    for name in files.documents().iter().filter(|name| is_wanted(&wanted, name)) {
        match layout(&files, name) {
            None => broken.push(name.clone()),
            Some((text, formatted)) if text == formatted => {}
            Some((_, formatted)) => {
                changed.push(name.clone());
                if !args.check {
                    files.write(name, &formatted)?;
                }
            }
        }
    }
    if !global.quiet || args.check {
        terminal::say(&told(&changed, &files, args.check))?;
    }
    if !broken.is_empty() {
        return complain(&broken, &files);
    }
    Ok(if args.check && !changed.is_empty() { End::Findings } else { End::Clean })
}

/// A document's text and its canonical layout; none if it cannot be laid out.
fn layout(files: &LibraryFiles, name: &str) -> Option<(String, String)> {
    let text = String::from_utf8(files.read(name).ok()?).ok()?;
    let formatted = format(kind_of(name, &text)?, &text)?;
    Some((text, formatted))
}

fn told(changed: &[Arc<str>], files: &LibraryFiles, only_check: bool) -> String {
    let mut text = String::new();
    for name in changed {
        let _ = writeln!(
            text,
            "{} {}",
            if only_check { "not formatted:" } else { "formatted" },
            files.shown(name)
        );
    }
    if only_check && !changed.is_empty() {
        text.push_str("`regimen fmt` lays them out\n");
    }
    text
}

fn complain(broken: &[Arc<str>], files: &LibraryFiles) -> Result<End> {
    for name in broken {
        terminal::note(&format!("left alone: {} (`regimen check` says why)\n", files.shown(name)))?;
    }
    Ok(End::Findings)
}
