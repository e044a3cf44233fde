//! What is kept from one check to the next, and when it still holds.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher as _;
use std::sync::Arc;

use regimen_schema::Kind;
use regimen_schema::text::Date;

use super::{Checked, Checker, Files, Judged, Options, settings, wave_of};
use crate::facts::Facts;

/// Checks a library again and again: only documents that changed are judged anew, and those that depend on what
/// changed in them. What it finds is what [`check`](fn@super::check) finds.
#[derive(Debug, Default)]
pub struct Recheck {
    before: Option<(Date, Option<Vec<u8>>, Memory)>,
}

impl Recheck {
    /// Checks the library as it is now.
    pub fn check(&mut self, files: &dyn Files, options: Options) -> Checked {
        // Every result hangs on the day and on the settings.
        let settings_now = files.read("library.json").ok();
        let memory = match self.before.take() {
            Some((today, settings, memory)) if today == options.today && settings == settings_now => memory,
            _ => Memory::default(),
        };
        let settings = settings(files);
        let run = Checker::new(files, options, settings.as_ref(), &|| {}, Some(&memory)).run();
        self.before = Some((options.today, settings_now, Memory { judged: run.judged, facts: run.facts }));
        Checked { documents: files.documents().len(), findings: run.findings }
    }
}

/// What is kept from one check to the next.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) judged: BTreeMap<Arc<str>, Judged>,
    pub(super) facts: Facts,
}

/// What a result came from. While it is the same, so is the result.
#[derive(Debug, Default)]
pub(super) struct Grounds {
    /// Of the document's bytes.
    pub(super) digest: u64,
    pub(super) wave: usize,
    /// References to documents of earlier waves.
    pub(super) references: Vec<(Kind, Box<str>)>,
    /// Whether one of them leads nowhere: then all ids have a say, as the nearest is named.
    pub(super) has_gap: bool,
    /// The files that it names, each with its size.
    pub(super) media: Vec<(String, Option<u64>)>,
}

/// How what is known of other documents differs from what was known at the last check.
#[derive(Debug)]
pub(super) struct Since {
    pub(super) changed: BTreeSet<(Kind, Box<str>)>,
    /// Whether the same ids are known.
    pub(super) has_same_ids: bool,
}

impl Since {
    /// Compares what a wave may look at.
    pub(super) fn of(now: &Facts, before: &Facts, wave: usize) -> Self {
        let kinds = || Kind::ALL.into_iter().filter(|kind| wave_of(*kind) < wave);
        let changed = |kind| now.changed_since(before, kind).map(move |id| (kind, id.into()));
        Self {
            changed: kinds().flat_map(changed).collect(),
            has_same_ids: kinds().all(|kind| now.ids(kind).eq(before.ids(kind))),
        }
    }
}

impl Grounds {
    /// Whether nothing has changed on which a result hangs. Of prescriptions it is not known what they look at.
    pub(super) fn hold(&self, wave: usize, digest: u64, since: &Since, files: &dyn Files) -> bool {
        let depends = match wave {
            0 => false,
            1 => self.references.iter().any(|reference| since.changed.contains(reference)),
            _ => !since.changed.is_empty(),
        };
        (self.wave, self.digest) == (wave, digest)
            && !depends
            && (!self.has_gap || since.has_same_ids)
            && self.media.iter().all(|(path, size)| files.size(path) == *size)
    }
}

pub(super) fn digest(bytes: &[u8]) -> u64 {
    // The seed is the same in each run, as everything here.
    foldhash::quality::FixedState::default().hash_one(bytes)
}
