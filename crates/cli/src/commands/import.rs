//! `regimen import`: documents of another format become documents of this one. A format is a module here, an arm in
//! `read` and one in `ImportFormat`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::{Result, bail};
use regimen_exporter::app_json::DOCUMENTS;
use regimen_schema::text::Date;
use regimen_schema::{Document, Finding, Kind, Level, Library, Location, Pointer};
use regimen_validator::{Files as _, MAX_BYTES, Placed, ReadError, place, read_json};
use serde_json::{Value, json};

use super::{Misused, new, open};
use crate::args::{Global, Import, ImportFormat, PlainFormat};
use crate::disk::{LibraryFiles, file_or_folder_with};
use crate::report::human::{self, plural};
use crate::{End, clock, terminal};

mod fhir;
mod free_exercise_db;
mod json;

/// What a format is given.
struct Cx<'a> {
    /// The library that the documents go into.
    library: &'a Library,
    /// The pack that they go into.
    pack: &'a str,
    /// The file that is read, as findings name it.
    file: Arc<str>,
    today: Date,
}

impl Cx<'_> {
    /// The path of a document from the library's root.
    fn name(&self, kind: Kind, id: &str) -> String {
        let folder = kind.folder().unwrap_or_default();
        match kind {
            Kind::Prescription => format!("{folder}/{id}.json"),
            _ => format!("{}/{folder}/{id}.json", self.pack),
        }
    }
}

/// What a format makes of a file.
#[derive(Default)]
struct Imported {
    documents: Vec<New>,
    /// What stands in the way of the import, at its place in the file.
    findings: Vec<Finding>,
}

/// A document to write.
struct New {
    /// Its path from the library's root.
    name: String,
    kind: Kind,
    id: String,
    /// What it holds, without `$schema`.
    document: Value,
    /// What it lacks, or what was assumed, until a clinician has looked at it.
    gaps: Vec<Gap>,
}

/// Something that a document lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Gap {
    /// The key that it is about.
    key: &'static str,
    /// What is missing, in a few words.
    what: &'static str,
}

pub(super) fn run(global: &Global, args: &Import) -> Result<End> {
    let files = open(global.library.as_deref())?;
    let Some(library) = regimen_validator::read(&files) else {
        return Err(Misused("the library has errors: run `regimen check` first".to_owned()).into());
    };
    let pack = new::pack(&library, args.pack.as_deref())?;
    let path = match args.from {
        ImportFormat::Json => file_or_folder_with(&args.file, DOCUMENTS),
        ImportFormat::FreeExerciseDb | ImportFormat::Fhir => args.file.clone(),
    };
    let cx = Cx {
        library: &library,
        pack: &pack,
        file: files.name_anywhere(&path)?,
        today: clock::today(global.today),
    };
    let bytes = match files.read(&cx.file) {
        Ok(bytes) => bytes,
        Err(ReadError::TooLarge(bytes)) => {
            bail!("{} is {bytes} bytes long, {MAX_BYTES} are the most: split it", path.display())
        }
        Err(ReadError::Unreadable(why)) => bail!("{} cannot be read: {why}", path.display()),
    };
    let read = read_json(&cx.file, &bytes);
    let mut imported = match (&read.value, args.from) {
        (None, _) => Imported::default(),
        (Some(value), ImportFormat::FreeExerciseDb) => free_exercise_db::read(&cx, value),
        (Some(value), ImportFormat::Fhir) => fhir::read(&cx, value),
        (Some(value), ImportFormat::Json) => json::read(&cx, value),
    };
    imported.findings.splice(0..0, read.findings);
    refuse_what_does_not_fit(&cx, &mut imported);
    let placed = place(imported.findings, &files);
    let shown: Vec<&Placed> = placed.iter().collect();
    terminal::note(&human::findings(&shown, &files, human::Order::GravestLast))?;
    if shown.iter().any(|p| p.finding.level == Level::Error) {
        terminal::note("nothing was written: the errors come first\n")?;
        return Ok(End::Findings);
    }
    // What lies there, whatever it is, is somebody's work.
    if let Some(there) = imported.documents.iter().find(|new| files.exists(&new.name)) {
        return Err(Misused(format!("{} is there already: move it away", files.shown(&there.name))).into());
    }
    if !args.dry_run {
        for new in &imported.documents {
            write(&files, &library, new)?;
        }
    }
    match args.format {
        PlainFormat::Json => terminal::hand_over(&format!("{:#}\n", as_json(&imported.documents)))?,
        PlainFormat::Human => terminal::say(&as_text(&imported.documents, &pack, args.dry_run))?,
    }
    Ok(End::Clean)
}

/// Whatever a file holds, nothing is written that the library could not read again.
fn refuse_what_does_not_fit(cx: &Cx<'_>, imported: &mut Imported) {
    for new in &imported.documents {
        if let Err(error) = Document::read(new.kind, &new.document.to_string()) {
            let message = format!("the {} \"{}\" cannot be made of this: {error}", new.kind.noun(), new.id);
            let at = Location::value(&cx.file, Pointer::root());
            imported.findings.push(Finding::new("not-importable", Level::Error, at, message));
        }
    }
}

fn write(files: &LibraryFiles, library: &Library, new: &New) -> Result<()> {
    let mut document = json!({});
    if let Some(object) = document.as_object_mut() {
        let address = new::schema_address(library, &new.name, new.kind);
        object.extend(address.map(|address| ("$schema".to_owned(), address.into())));
        object.extend(new.document.as_object().cloned().unwrap_or_default());
    }
    new::write(files, &new.name, &document)
}

/// The documents that lack something, by what they lack.
fn by_gap(documents: &[New]) -> BTreeMap<Gap, Vec<&str>> {
    let mut by_gap: BTreeMap<Gap, Vec<&str>> = BTreeMap::new();
    for new in documents {
        for gap in &new.gaps {
            by_gap.entry(*gap).or_default().push(&new.id);
        }
    }
    by_gap
}

fn as_json(documents: &[New]) -> Value {
    let documents: Vec<_> = documents
        .iter()
        .map(|new| {
            let missing: Vec<_> =
                new.gaps.iter().map(|gap| json!({ "key": gap.key, "what": gap.what })).collect();
            json!({ "kind": new.kind, "id": new.id, "file": new.name, "missing": missing })
        })
        .collect();
    json!({ "version": 1, "documents": documents })
}

/// How many ids are named for each gap.
const NAMED: usize = 3;

fn as_text(documents: &[New], pack: &str, dry_run: bool) -> String {
    let mut text = String::new();
    let done = if dry_run { "would be written to" } else { "written to" };
    let count = plural(documents.len(), "document");
    let _ = writeln!(text, "{count} {done} {pack}/");
    let gaps = by_gap(documents);
    if gaps.is_empty() {
        return text;
    }
    let _ = writeln!(text, "\nbefore a patient may get them, a clinician has to look at:");
    let all = documents.iter().filter(|new| !new.gaps.is_empty()).count();
    let width = gaps.keys().map(|gap| gap.key.len()).max().unwrap_or_default();
    for (gap, ids) in gaps {
        let which = if ids.len() == all && all > 1 {
            "all".to_owned()
        } else if ids.len() <= NAMED {
            ids.join(", ")
        } else {
            format!("{} and {} more", ids[..NAMED].join(", "), ids.len() - NAMED)
        };
        let _ = writeln!(text, "  {:width$}  {}: {which}", gap.key, gap.what);
    }
    text
}
