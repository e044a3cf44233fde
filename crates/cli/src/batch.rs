//! The files of programs that are made one by one, on several cores: each is laid aside as soon as it is made, so that
//! memory does not grow with their number and a run that was broken off goes on where it was. What would come out as it
//! is already is not made again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use regimen_exporter::figures::{Figures, Order};
use regimen_exporter::{Bundle, ExportCx, Exporter, RelPath, SheetHash, content_hash, selected, tell_once};
use regimen_figure::Drawing;
use regimen_schema::Finding;
use regimen_schema::documents::Program;
use regimen_schema::id::ExerciseId;
use regimen_schema::library::Entry;

use crate::disk::{Kept, Ready};
use crate::{drawings, terminal};

/// What was made.
pub(crate) struct Made {
    pub(crate) files: BTreeMap<RelPath, Ready>,
    pub(crate) findings: Vec<Finding>,
    /// Whether every program could be made.
    pub(crate) whole: bool,
    /// The hashes by which a later run knows the files again.
    pub(crate) hashes: BTreeSet<String>,
}

/// Makes the files of every program that is wanted. `out` is the folder that all exporters write into; with `force`,
/// everything is made anew.
pub(crate) fn make(exporter: &dyn Exporter, cx: &ExportCx<'_>, out: &Path, force: bool, quiet: bool) -> Made {
    let name = exporter.info().name;
    let (programs, mut findings) = selected(cx);
    let batch = Batch {
        exporter,
        cx,
        kept: Kept::below(out, name),
        drawings: Kept::below(out, drawings::KIND),
        at_hand: Mutex::default(),
        folder: out.join(name),
        hash: SheetHash::new(cx),
        force,
    };
    let bar = terminal::progress("setting", programs.len(), terminal::EACH_TAKES_LONG, quiet);
    let one = |program: &&Entry<Program>| {
        let made = batch.program(program);
        bar.inc(1);
        made
    };
    let all: Vec<One> = programs.par_iter().map(one).collect();
    bar.finish_and_clear();
    let mut made =
        Made { files: BTreeMap::new(), findings: Vec::new(), whole: true, hashes: BTreeSet::new() };
    for one in all {
        made.whole &= one.files.is_some();
        made.files.extend(one.files.into_iter().flatten());
        made.hashes.insert(one.hash);
        tell_once(&mut findings, one.findings);
    }
    Made { findings, ..made }
}

/// Forgets the files of programs that are no more, or are others.
pub(crate) fn forget_all_but(exporter: &dyn Exporter, out: &Path, hashes: BTreeSet<String>) {
    if let Some(kept) = Kept::below(out, exporter.info().name) {
        kept.forget_all_but(hashes.into_iter());
    }
}

/// So many drawings stay at hand: a fifth of a megabyte each.
const AT_HAND: usize = 100;

struct Batch<'a> {
    exporter: &'a dyn Exporter,
    cx: &'a ExportCx<'a>,
    kept: Option<Kept>,
    drawings: Option<Kept>,
    /// Drawings that other programs have needed, by exercise and figure.
    at_hand: Mutex<BTreeMap<(ExerciseId, usize), Arc<Drawing>>>,
    folder: PathBuf,
    hash: SheetHash,
    force: bool,
}

struct One {
    hash: String,
    files: Option<BTreeMap<RelPath, Ready>>,
    findings: Vec<Finding>,
}

impl Batch<'_> {
    fn program(&self, program: &Entry<Program>) -> One {
        let hash = self.hash.of(self.cx.library, program);
        if let Some(files) = self.as_it_was(&hash) {
            return One { hash, files: Some(files), findings: Vec::new() };
        }
        let wanted = BTreeSet::from([program.document.id.clone()]);
        let figures = self.figures(program);
        let figures = figures.as_ref().unwrap_or(self.cx.figures);
        let cx = ExportCx { programs: Some(&wanted), figures, ..*self.cx };
        let outcome = self.exporter.export(&cx);
        // What there is something to be said of is not known again, so that it is said again.
        let silent = outcome.findings.is_empty();
        let files = outcome.value.map(|bundle| self.laid_aside(&hash, bundle, silent));
        One { hash, files, findings: outcome.findings }
    }

    /// The files that an earlier run made, if they are there and nobody has changed them.
    fn as_it_was(&self, hash: &str) -> Option<BTreeMap<RelPath, Ready>> {
        let kept = self.kept.as_ref().filter(|_| !self.force)?;
        let note = String::from_utf8(kept.read(hash)?).ok()?;
        let file = |(i, line): (usize, &str)| {
            let (digest, path) = line.split_once(' ')?;
            let path = RelPath::new(path)?;
            let is_it = |bytes: Vec<u8>| content_hash(&bytes) == digest;
            if Kept::in_place(&self.folder, &path).is_some_and(is_it) {
                return Some((path, Ready::InPlace));
            }
            let aside = aside(hash, i);
            kept.read(&aside).filter(|bytes| content_hash(bytes) == digest)?;
            Some((path, Ready::Aside(kept.path(&aside))))
        };
        note.lines().enumerate().map(file).collect()
    }

    /// Lays files aside, where there is a place for that, and notes what they are.
    fn laid_aside(&self, hash: &str, bundle: Bundle, silent: bool) -> BTreeMap<RelPath, Ready> {
        let mut note = String::new();
        let mut files = BTreeMap::new();
        for (i, (path, bytes)) in bundle.files.into_iter().enumerate() {
            let _ = writeln!(note, "{} {path}", content_hash(&bytes));
            let aside = self.kept.as_ref().and_then(|kept| kept.write(&aside(hash, i), &bytes));
            files.insert(path, aside.map_or_else(|| Ready::Bytes(bytes), Ready::Aside));
        }
        if let Some(kept) = self.kept.as_ref().filter(|_| silent) {
            kept.write(hash, note.as_bytes());
        }
        files
    }

    /// The drawings of a program's exercises, where not all of the library's were made beforehand.
    fn figures(&self, program: &Entry<Program>) -> Option<Figures> {
        if !self.cx.figures.is_empty() {
            return None;
        }
        let library = self.cx.library;
        let items =
            program.document.phases.iter().flat_map(|p| p.sessions.iter()).flat_map(|s| s.items.iter());
        let ids: BTreeSet<_> =
            items.flat_map(|i| std::iter::once(&i.exercise).chain(&i.alternatives)).collect();
        let exercises = ids.into_iter().filter_map(|id| library.exercises.get(id));
        let person = library.settings.person();
        let mut figures = Figures::default();
        for order in exercises.flat_map(|entry| Order::of_exercise(&entry.document, person, None)) {
            figures.insert(&order, self.drawing(&order));
        }
        Some(figures)
    }

    /// A drawing, read or made once for many programs.
    fn drawing(&self, order: &Order<'_>) -> Arc<Drawing> {
        let key = (order.exercise.clone(), order.index);
        let at_hand = || self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(drawing) = at_hand().get(&key) {
            return drawing.clone();
        }
        let drawing = Arc::new(drawings::one(order, self.drawings.as_ref()));
        let mut at_hand = at_hand();
        // Memory must not grow with the library.
        if at_hand.len() >= AT_HAND {
            at_hand.clear();
        }
        at_hand.insert(key, drawing.clone());
        drawing
    }
}

fn aside(hash: &str, number: usize) -> String {
    format!("{hash}.{number}")
}
