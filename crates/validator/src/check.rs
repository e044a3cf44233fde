//! The order of work: read, judge, link, apply rules and waivers, place what was found.

mod identity;
mod recheck;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use regimen_schema::documents::Exercise;
use regimen_schema::documents::library::{LibrarySettings, Thresholds};
use regimen_schema::tailored;
use regimen_schema::text::Date;
use regimen_schema::{Document, Finding, Kind, Level, Library, Location, Pointer};

use identity::{check_is_only_library, check_name, check_schema, expected_id, missing_schema};
pub use identity::{kind_of, schema_address};
pub use recheck::Recheck;
use recheck::{Grounds, Memory, Since, digest};

use crate::facts::{Facts, Kept};
use crate::findings::Findings;
use crate::links;
use crate::placed::{Placed, place_all, place_in, sort};
use crate::readability::Counts;
use crate::rules::links::{DUPLICATE_ID, MISSING_FILE, UNKNOWN_REFERENCE};
use crate::rules::structure::{
    ID_DIFFERS_FROM_FILE_NAME, INVALID_JSON, SAFETY_RULE_LOWERED, TOO_LARGE, UNREADABLE_FILE, UNUSED_WAIVER,
    WRONG_SCHEMA,
};
use crate::rules::{self, Applied, DocumentCx};
use crate::spans::Node;
use crate::suggest::list;
use crate::{shape, syntax, waivers};

/// The files of a library. The validator asks for one at a time and lets it go again.
pub trait Files: Sync {
    /// The paths of all documents from the library's root, with slashes, sorted.
    fn documents(&self) -> &[Arc<str>];
    /// The bytes of a file, at most [`crate::MAX_BYTES`] of them.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;
    /// The size of a file in bytes; none if there is no such file.
    fn size(&self, path: &str) -> Option<u64>;
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// It is larger than a document may be: this many bytes.
    TooLarge(u64),
    /// Anything else, said in a few words.
    Unreadable(String),
}

/// What a check needs besides the files.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Today, for reviews and waivers.
    pub today: Date,
}

/// What a check found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// How many documents were looked at.
    pub documents: usize,
    /// What was found, by file and place.
    pub findings: Vec<Placed>,
}

impl Checked {
    /// How many findings of a level there are.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|f| f.finding.level == level).count()
    }
}

/// Checks a library. `progress` is told after each document.
pub fn check(files: &dyn Files, options: Options, progress: &(dyn Fn() + Sync)) -> Checked {
    let settings = settings(files);
    let findings = Checker::new(files, options, settings.as_ref(), progress, None).run().findings;
    Checked { documents: files.documents().len(), findings }
}

/// Checks a library and gives it out if it holds no error.
pub fn load(files: &dyn Files, options: Options, progress: &(dyn Fn() + Sync)) -> (Checked, Option<Library>) {
    let mut checked = check(files, options, progress);
    if checked.count(Level::Error) > 0 {
        return (checked, None);
    }
    let library = read(files);
    if library.is_none() {
        // The check was clean, so the files have changed since: say so, hand out nothing.
        let at = Location::file(&"library.json".into());
        let finding =
            Finding::new(UNREADABLE_FILE.id, Level::Error, at, "the files changed while they were read");
        checked.findings.append(&mut place_all(vec![finding.help("run it again")], files));
    }
    (checked, library)
}

fn settings(files: &dyn Files) -> Option<LibrarySettings> {
    let bytes = files.read("library.json").ok()?;
    match Document::read(Kind::Library, std::str::from_utf8(&bytes).ok()?).ok()? {
        Document::Library(settings) => Some(*settings),
        _ => None,
    }
}

/// Reads a library without a check; none if any document cannot be read. For work on a library that is being
/// written: what is handed out comes from [`load`].
pub fn read(files: &dyn Files) -> Option<Library> {
    let mut library = Library::new(settings(files)?);
    let mut media = Vec::new();
    links::visit_theme(&library.settings, &mut |_, file| media.push(file.to_string()));
    for file in files.documents() {
        let bytes = files.read(file).ok()?;
        let text = std::str::from_utf8(&bytes).ok()?;
        let document = Document::read(kind_of(file, text)?, text).ok()?;
        links::visit_media(&document, &mut |_, m| media.push(media_path(file, &m.file)));
        library.insert(file.clone(), document);
    }
    for path in media {
        let bytes = files.read(&path).ok()?;
        library.media.insert(path, bytes);
    }
    Some(library)
}

/// The path of a pack's file from the library's root.
fn media_path(document: &str, file: &str) -> String {
    document.split_once('/').map_or_else(|| file.to_owned(), |(pack, _)| format!("{pack}/{file}"))
}

/// Programs refer to everything else, and prescriptions to programs: what is referred to is judged first.
fn wave_of(kind: Kind) -> usize {
    match kind {
        Kind::Program => 1,
        Kind::Prescription => 2,
        _ => 0,
    }
}

const WAVES: usize = 3;

/// How many documents a thread takes at the least: to hand them out one by one costs as much as a rule.
const AT_ONCE: usize = 64;

struct Checker<'a> {
    files: &'a dyn Files,
    today: Date,
    thresholds: Thresholds,
    applied: Applied,
    /// The address of the library's own schema, after which the others are named.
    schema: Option<&'a str>,
    progress: &'a (dyn Fn() + Sync),
    /// What is known from an earlier check, where results are to be remembered.
    memory: Option<&'a Memory>,
}

/// What a check leaves behind.
struct Run {
    findings: Vec<Placed>,
    facts: Facts,
    /// Filled only where results are to be remembered.
    judged: BTreeMap<Arc<str>, Judged>,
}

/// What came of one document.
#[derive(Debug, Clone, Default)]
struct Judged {
    findings: Vec<Placed>,
    kept: Option<Kept>,
    /// References to documents that were not yet known when this one was judged.
    open: Vec<(Kind, Box<str>)>,
    /// The wave it belongs to, if not this one.
    elsewhere: Option<usize>,
    /// Its kind and id, if its file is called otherwise.
    misnamed: Option<(Kind, Box<str>)>,
    /// What it came from, where results are to be remembered.
    grounds: Option<Arc<Grounds>>,
}

/// A document while it is judged.
struct Case<'c> {
    file: &'c Arc<str>,
    wave: usize,
    facts: &'c Facts,
    judged: Judged,
    findings: Findings,
    grounds: Grounds,
}

impl<'c> Case<'c> {
    fn new(file: &'c Arc<str>, wave: usize, facts: &'c Facts) -> Self {
        let grounds = Grounds { wave, ..Grounds::default() };
        Self { file, wave, facts, judged: Judged::default(), findings: Findings::default(), grounds }
    }
}

impl<'a> Checker<'a> {
    fn new(
        files: &'a dyn Files,
        options: Options,
        settings: Option<&'a LibrarySettings>,
        progress: &'a (dyn Fn() + Sync),
        memory: Option<&'a Memory>,
    ) -> Self {
        Self {
            files,
            today: options.today,
            thresholds: settings.map(|s| s.thresholds.clone()).unwrap_or_default(),
            applied: Applied::new(settings),
            schema: settings.and_then(|s| s.schema.as_deref()),
            progress,
            memory,
        }
    }

    fn run(&self) -> Run {
        let mut plan: Vec<_> =
            self.files.documents().iter().map(|file| Kind::from_path(file).map_or(0, wave_of)).collect();
        loop {
            // None: a document lay in a folder of another kind and was needed earlier. Once more, now that it is known.
            if let Some(run) = self.run_waves(&mut plan) {
                return run;
            }
        }
    }

    fn run_waves(&self, plan: &mut [usize]) -> Option<Run> {
        let documents = self.files.documents();
        let mut facts = Facts::new(plan.contains(&wave_of(Kind::Prescription)));
        // What was kept without programs is not what is kept with them.
        let memory = self.memory.filter(|memory| memory.facts.keeps_programs() == facts.keeps_programs());
        let mut remembered = BTreeMap::new();
        let mut placed = Vec::new();
        let mut findings = Vec::new();
        let mut open = Vec::new();
        let mut misnamed = Vec::new();
        let mut again = false;
        for wave in 0..WAVES {
            let turn: Vec<usize> = (0..documents.len()).filter(|i| plan[*i] == wave).collect();
            let recall = memory.map(|memory| (memory, Since::of(&facts, &memory.facts, wave)));
            let judged: Vec<_> = turn
                .par_iter()
                .with_min_len(AT_ONCE)
                .map(|i| self.judge(&documents[*i], wave, &facts, recall.as_ref()))
                .collect();
            for (i, mut judged) in turn.into_iter().zip(judged) {
                let file = &documents[i];
                if self.memory.is_some() {
                    remembered.insert(file.clone(), judged.clone());
                }
                placed.append(&mut judged.findings);
                if let Some(elsewhere) = judged.elsewhere {
                    let needs_programs = elsewhere == wave_of(Kind::Prescription);
                    again |= elsewhere < wave || (needs_programs && !facts.keeps_programs());
                    plan[i] = elsewhere;
                }
                misnamed.extend(judged.misnamed.map(|(kind, id)| (file, kind, id)));
                if let Some(kept) = judged.kept {
                    let (kind, id) = (kept.kind(), kept.id().to_owned());
                    // Of two libraries `check_is_only_library` tells.
                    if let Some(first) = facts.keep(file, kept).filter(|_| kind != Kind::Library) {
                        findings.push(links::duplicate(file, &first, kind, &id));
                    }
                }
                judged.open.retain(|(kind, id)| !facts.refer_early(*kind, id));
                if !judged.open.is_empty() {
                    open.push((file.clone(), judged.open));
                }
            }
        }
        if again {
            return None;
        }
        for (file, references) in open {
            // Most of them led to documents that came later; only what leads nowhere is worth reading a file again.
            if references.iter().any(|(kind, id)| facts.file(*kind, id).is_none()) {
                self.report_unknown(&file, &facts, &mut findings);
            }
        }
        findings.append(&mut links::circles(&facts));
        if facts.are_complete() {
            findings.append(&mut links::unused(&facts));
        }
        placed.append(&mut place_all(findings, self.files));
        drop_uncertain_fixes(&misnamed, &facts, &mut placed);
        placed.retain_mut(|placed| self.applied.set_level(&mut placed.finding));
        sort(&mut placed);
        Some(Run { findings: placed, facts, judged: remembered })
    }

    fn judge(
        &self,
        file: &Arc<str>,
        wave: usize,
        facts: &Facts,
        recall: Option<&(&Memory, Since)>,
    ) -> Judged {
        let read = self.files.read(file);
        if let (Some((memory, since)), Ok(bytes)) = (recall, &read)
            && let Some(judged) = memory.judged.get(file)
            && let Some(grounds) = &judged.grounds
            && grounds.hold(wave, digest(bytes), since, self.files)
        {
            for (kind, id) in &grounds.references {
                facts.refer(*kind, id);
            }
            return judged.clone();
        }
        let mut case = Case::new(file, wave, facts);
        let bytes = read.as_deref().unwrap_or_default();
        match &read {
            Ok(bytes) => match syntax::decode(file, bytes) {
                Ok(text) => self.judge_text(text, &mut case),
                Err(finding) => case.findings.push(*finding),
            },
            Err(error) => case.findings.push(unreadable(file, error)),
        }
        let Case { mut judged, findings, mut grounds, .. } = case;
        if judged.kept.is_none() && judged.elsewhere.is_none() {
            judged.kept = Kind::from_path(file)
                .and_then(|kind| Some(Kept::of_unreadable(kind, expected_id(file, kind)?)));
        }
        if judged.elsewhere.is_none() {
            (self.progress)();
        }
        if !findings.is_empty() {
            // Now that the text is at hand.
            let text = String::from_utf8_lossy(bytes);
            judged.findings = place_in(file, &text, findings.into_told(), self.files);
        }
        // A place in another file moves with every change of that.
        let is_elsewhere = |(at, _): &(Location, String)| at.file != *file;
        let is_alone = !judged.findings.iter().any(|p| p.finding.related.iter().any(is_elsewhere));
        if let (Some(_), Ok(bytes), true) = (self.memory, &read, is_alone) {
            grounds.digest = digest(bytes);
            judged.grounds = Some(grounds.into());
        }
        judged
    }

    fn judge_text(&self, text: &str, case: &mut Case<'_>) {
        let kind = kind_of(case.file, text);
        if let Some(elsewhere) = kind.map(wave_of).filter(|wave| *wave != case.wave) {
            case.judged.elsewhere = Some(elsewhere);
            return;
        }
        match kind.map(|kind| Document::read(kind, text)) {
            Some(Ok(document)) => {
                check_schema(case.file, text, document.kind(), &mut case.findings);
                self.judge_document(&document, case);
            }
            Some(Err(error)) => {
                explain(text, kind, case);
                if case.findings.is_empty() {
                    // The types refuse what the schema accepts: our own fault, and said so.
                    let message =
                        format!("regimen cannot read this document although it fits its schema: {error}");
                    let at = Location::file(case.file);
                    case.findings.push(
                        Finding::new(INVALID_JSON.id, Level::Error, at, message)
                            .help("this is a fault of regimen: please report it with the document"),
                    );
                }
            }
            None => explain(text, None, case),
        }
    }

    fn judge_document(&self, document: &Document, case: &mut Case<'_>) {
        let Case { file, wave, facts, judged, findings, grounds } = case;
        let (file, wave, facts) = (*file, *wave, *facts);
        let tailored = match document {
            Document::Prescription(p) => facts.program(&p.program).map(|program| tailored::apply(program, p)),
            _ => None,
        };
        let figures = match document {
            Document::Exercise(exercise) => figure_faults(exercise),
            _ => Vec::new(),
        };
        let cx = DocumentCx {
            file,
            document,
            reading: Counts::of_document(document),
            facts,
            figures: &figures,
            tailored: tailored.as_ref(),
            thresholds: &self.thresholds,
            today: self.today,
        };
        if check_name(file, document, findings) {
            judged.misnamed = document.id().map(|id| (document.kind(), id.into()));
        }
        if document.schema().is_none() {
            findings.push(missing_schema(file, document.kind(), self.schema));
        }
        if let Document::Library(settings) = document {
            check_is_only_library(file, findings);
            check_levels(file, settings, findings);
            links::visit_theme(settings, &mut |place, path| {
                let size = self.files.size(path);
                let at = Location::value(file, place);
                if let Some(finding) = check_file(at, path, size, "the library's folder") {
                    findings.push(finding);
                }
                grounds.media.push((path.to_string(), size));
            });
        }
        links::visit(document, &mut |way, kind, id| {
            if wave_of(kind) >= wave {
                judged.open.push((kind, id.into()));
                return;
            }
            if self.memory.is_some() {
                grounds.references.push((kind, id.into()));
            }
            if !facts.refer(kind, id) {
                grounds.has_gap = true;
                findings.push_with(Level::Error, || {
                    links::unknown(Location::value(file, way.pointer()), kind, id, facts)
                });
            }
        });
        links::visit_media(document, &mut |place, media| {
            let path = media_path(file, &media.file);
            let size = self.files.size(&path);
            let at = Location::value(file, place / "file");
            if let Some(finding) = check_file(at, &media.file, size, "the pack's folder") {
                findings.push(finding);
            }
            grounds.media.push((path, size));
        });
        self.applied.check_document(&cx, findings);
        waivers::apply(file, document.waivers(), self.today, findings);
        judged.kept = Some(Kept::of(document, facts));
    }

    /// Reads a document once more to point at its references that lead nowhere.
    fn report_unknown(&self, file: &Arc<str>, facts: &Facts, findings: &mut Vec<Finding>) {
        let mut unknown = Findings::default();
        let Ok(bytes) = self.files.read(file) else { return };
        let Ok(text) = std::str::from_utf8(&bytes) else { return };
        let Some(Ok(document)) = kind_of(file, text).map(|kind| Document::read(kind, text)) else { return };
        let wave = wave_of(document.kind());
        links::visit(&document, &mut |way, kind, id| {
            if wave_of(kind) >= wave && facts.file(kind, id).is_none() {
                unknown.push_with(Level::Error, || {
                    links::unknown(Location::value(file, way.pointer()), kind, id, facts)
                });
            }
        });
        findings.append(&mut unknown.into_told());
    }
}

/// What is wrong with a file that a document names, of which this is the size: it is not there, or too large.
fn check_file(at: Location, named: &str, size: Option<u64>, from: &str) -> Option<Finding> {
    match size {
        None => Some(
            Finding::new(MISSING_FILE.id, Level::Error, at, format!("there is no file \"{named}\""))
                .help(format!("put the file there; the path starts at {from}")),
        ),
        Some(bytes) if bytes > syntax::MAX_BYTES => {
            let message = format!("the file is {bytes} bytes large, {} are the most", syntax::MAX_BYTES);
            Some(
                Finding::new(TOO_LARGE.id, Level::Error, at, message)
                    .help("save a picture with fewer pixels: 1600 a side are enough for paper"),
            )
        }
        Some(_) => None,
    }
}

/// Takes away the fixes that are not certain once the whole library is known.
fn drop_uncertain_fixes(misnamed: &[(&Arc<str>, Kind, Box<str>)], facts: &Facts, placed: &mut [Placed]) {
    let mut names: BTreeMap<_, usize> = BTreeMap::new();
    for (file, kind, _) in misnamed {
        *names.entry((*kind, expected_id(file, *kind))).or_default() += 1;
    }
    let is_certain = |(file, kind, id): &(&Arc<str>, Kind, Box<str>)| {
        // Whoever refers to the id means it. A name that another document has or would get is none for this one.
        let name = expected_id(file, *kind);
        let is_free =
            name.is_some_and(|name| facts.file(*kind, name).is_none()) && names[&(*kind, name)] == 1;
        facts.are_complete() && is_free && !facts.is_referred(*kind, id)
    };
    // What cannot be read, or is not the document that was meant, may be all that a waived rule had to go by.
    let is_gap = |rule: &str| rule == UNKNOWN_REFERENCE.id || rule == DUPLICATE_ID.id;
    let is_whole = facts.are_complete() && !placed.iter().any(|p| is_gap(&p.finding.rule));
    for finding in placed.iter_mut().map(|p| &mut p.finding).filter(|f| f.fix.is_some()) {
        let keep = if finding.rule == UNUSED_WAIVER.id {
            is_whole
        } else if finding.rule == ID_DIFFERS_FROM_FILE_NAME.id {
            misnamed.iter().any(|m| *m.0 == finding.at.file && is_certain(m))
        } else {
            true
        };
        if !keep {
            finding.fix = None;
        }
    }
}

fn unreadable(file: &Arc<str>, error: &ReadError) -> Finding {
    match error {
        ReadError::TooLarge(bytes) => syntax::too_large(file, *bytes),
        ReadError::Unreadable(why) => Finding::new(
            UNREADABLE_FILE.id,
            Level::Error,
            Location::file(file),
            format!("the file cannot be read: {why}"),
        )
        .help("remove it from the library, or see to it that it can be read"),
    }
}

/// Reads a faulty document again, for its findings.
fn explain(text: &str, kind: Option<Kind>, case: &mut Case<'_>) {
    let file = case.file;
    let Some(spans) = syntax::parse(file, text, &mut case.findings) else { return };
    let Some(kind) = kind else {
        let at = match spans.root().member("$schema") {
            Some(_) => Location::value(file, Pointer::root() / "$schema"),
            None => Location::head(file, Pointer::root()),
        };
        let help = Kind::from_path(file).map_or_else(
            || {
                let kinds = list(Kind::ALL.iter().map(|k| k.name()), "or");
                format!("end \"$schema\" with v1/KIND.schema.json; KIND is {kinds}")
            },
            |kind| format!("end \"$schema\" with v1/{}.schema.json", kind.name()),
        );
        case.findings.push(
            Finding::new(
                WRONG_SCHEMA.id,
                Level::Error,
                at,
                "it cannot be told what kind of document this is",
            )
            .help(help),
        );
        return;
    };
    shape::check(kind, file, &spans, &mut case.findings);
    // An id that is none itself does not tell what others call the document: its file's name does.
    if let Some(id) = spans.root().member("id").and_then(Node::text).filter(|id| links::is_id(id)) {
        case.judged.kept = Some(Kept::of_unreadable(kind, &id));
    }
}

fn check_levels(file: &Arc<str>, settings: &LibrarySettings, findings: &mut Findings) {
    for (id, level) in &settings.levels.0 {
        let place = Pointer::root() / "levels" / &**id;
        match rules::by_id(id) {
            None => findings.push(waivers::unknown_rule(Location::key(file, place), id)),
            Some(rule) if rule.is_fixed() && level.level() != Some(Level::Error) => findings.push(
                Finding::new(
                    SAFETY_RULE_LOWERED.id,
                    Level::Error,
                    Location::value(file, place),
                    format!("{id} cannot be lowered for a whole library"),
                )
                .help("remove this level; where the rule does not hold, waive it in the document with the reason"),
            ),
            Some(_) => {}
        }
    }
}

/// What is wrong with the figures of an exercise, each with the place of the figure.
fn figure_faults(exercise: &Exercise) -> Vec<(usize, regimen_figure::Fault)> {
    let start = exercise.start_position.into();
    let of = |(i, figure)| regimen_figure::check(figure, start).into_iter().map(move |fault| (i, fault));
    exercise.figures.iter().enumerate().flat_map(of).collect()
}
