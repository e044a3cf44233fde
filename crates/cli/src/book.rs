//! The manual: mdBook, called within this process or calling us. The one place that names its crates.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use mdbook_driver::MDBook;
use mdbook_driver::book::{Book as MdBook, BookItem, Chapter, SectionNumber};
use mdbook_driver::config::Config;
use regimen_book::{Expanded, Pictures, Toolkit, manual};
use regimen_exporter::{Bundle, ExportCx, Exporter, ExporterInfo};
use regimen_schema::{Finding, Kind, Level, Location, Outcome};

use crate::args::{Asked, Global, Preprocessor};
use crate::{End, clock, commands, disk, drawings, schemas, terminal};

mod reference;

/// The exporter of the manual as a web site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Book;

impl Exporter for Book {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "book",
            summary: "the manual as a web site: the library, the author's guide, the reference",
            for_patients: false,
            by_program: false,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        match html(cx) {
            Ok((bundle, findings)) => Outcome { value: Some(bundle), findings },
            Err(error) => {
                let at = Location::file(&"library.json".into());
                let message = format!("the book could not be written: {error:#}");
                Outcome {
                    value: None,
                    findings: vec![Finding::new("book-not-written", Level::Error, at, message)],
                }
            }
        }
    }
}

/// What mdBook's own theme brings along and our pages do not use.
const UNUSED: [&str; 12] = [
    ".nojekyll",
    "ayu-highlight.css",
    "book.js",
    "clipboard.min.js",
    "css/",
    "fonts/",
    "highlight.",
    "mark.min.js",
    "searcher.js",
    "toc.",
    "tomorrow-night.css",
    "theme/fonts",
];

/// The manual as HTML.
fn html(cx: &ExportCx<'_>) -> Result<(Bundle, Vec<Finding>)> {
    let folder = disk::scratch()?;
    for (path, text) in manual::FILES {
        disk::write_file(&folder.path().join(path), text)?;
    }
    let mut config: Config = config_of_manual()?;
    config.book.title = Some(cx.library.settings.title.to_string());
    let mut book = MDBook::load_with_config(folder.path(), config)?;
    let toolkit = toolkit();
    let (pictures, findings) = expand(&mut book.book, cx, &toolkit, Pictures::Beside)?;
    for (path, bytes) in pictures {
        disk::write_bytes(&folder.path().join("src").join(&*path), &bytes)?;
    }
    book.build()?;
    let mut bundle = disk::read_bundle(&folder.path().join("book"))?;
    bundle.files.retain(|path, _| !UNUSED.iter().any(|unused| path.starts_with(unused)));
    Ok((bundle, findings))
}

fn config_of_manual() -> Result<Config> {
    let (_, text) =
        manual::FILES.iter().find(|(path, _)| *path == "book.toml").context("book.toml is gone")?;
    let mut config: Config = text.parse()?;
    // The preprocessor of the file is what runs here without a process of its own.
    config.set("preprocessor", std::collections::BTreeMap::<String, String>::new())?;
    Ok(config)
}

/// Does what mdBook asks a preprocessor for.
pub(crate) fn preprocess(args: &Preprocessor) -> Result<End> {
    if let Some(Asked::Supports { .. }) = args.asked {
        // What is written is Markdown, with pictures inside: good for all of them.
        return Ok(End::Clean);
    }
    let input = disk::read_stdin_whole()?;
    let (context, mut book) = mdbook_preprocessor::parse_input(&*input)?;
    let option = |key: &str| context.config.get::<String>(&format!("preprocessor.regimen.{key}"));
    let global = Global {
        library: Some(context.root.join(option("library")?.unwrap_or_else(|| "programs".to_owned()))),
        today: option("today")?
            .map(|day| day.parse().map_err(|error| anyhow::anyhow!("today in book.toml: {error}")))
            .transpose()?,
        quiet: true,
        ..Global::default()
    };
    let files = commands::open(global.library.as_deref())?;
    // What is said here is the book, so what is found goes to the other stream.
    let (checked, library) = regimen_validator::load(
        &files,
        regimen_validator::Options { today: clock::today(global.today) },
        &|| {},
    );
    let Some(library) = library else {
        let errors = checked.findings.iter().filter(|placed| placed.finding.level == Level::Error);
        let said = errors.map(|placed| {
            let file = files.shown(&placed.finding.at.file);
            format!("{file}:{}: {}", placed.place.line, placed.finding.message)
        });
        bail!("the library has errors\n{}", said.collect::<Vec<_>>().join("\n"));
    };
    let figures = drawings::draw(&library, None);
    let cx = ExportCx {
        figures: &figures,
        ..ExportCx::new(&library, clock::today(global.today), concat!("regimen ", env!("CARGO_PKG_VERSION")))
    };
    let toolkit = toolkit();
    expand(&mut book, &cx, &toolkit, Pictures::Inside)?;
    terminal::say(&serde_json::to_string(&book)?)?;
    Ok(End::Clean)
}

fn toolkit() -> Toolkit {
    let schemas = schemas::schemas();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    Toolkit {
        commands: reference::commands(),
        schemas: schemas.into_iter().filter(|(name, _)| kinds.contains(name)).collect(),
        exporters: commands::exporters().iter().map(|exporter| exporter.info()).collect(),
    }
}

type Written = (std::collections::BTreeMap<regimen_exporter::RelPath, Vec<u8>>, Vec<Finding>);

/// Puts what they ask for in the place of the directives of a book.
fn expand(book: &mut MdBook, cx: &ExportCx<'_>, toolkit: &Toolkit, pictures: Pictures) -> Result<Written> {
    let chapters: Vec<(String, String)> = book
        .chapters()
        .filter_map(|chapter| Some((slashed(chapter.path.as_deref()?), chapter.content.clone())))
        .collect();
    let chapters = chapters.iter().map(|(path, text)| (&**path, &**text));
    let mut writer = regimen_book::Book::new(cx, toolkit, pictures, chapters);
    let mut faults = Vec::new();
    book.for_each_chapter_mut(|chapter| {
        let Some(path) = chapter.path.as_deref().map(slashed) else { return };
        match writer.expand(&path, &chapter.content) {
            Ok(expanded) => fill(chapter, expanded),
            Err(found) => faults.extend(found),
        }
    });
    if !faults.is_empty() {
        let said: Vec<String> =
            faults.iter().map(|f| format!("{}:{}: {}", f.path, f.line, f.message)).collect();
        bail!("{}", said.join("\n"));
    }
    Ok(writer.finish())
}

fn fill(chapter: &mut Chapter, expanded: Expanded) {
    chapter.content = expanded.text;
    let mut parents = chapter.parent_names.clone();
    parents.push(chapter.name.clone());
    for below in expanded.below {
        let place = u32::try_from(chapter.sub_items.len() + 1).unwrap_or(u32::MAX);
        let mut own = Chapter::new(&below.title, below.text, below.path, parents.clone());
        own.number = chapter.number.as_ref().map(|number| {
            let mut number = number.to_vec();
            number.push(place);
            SectionNumber::new(number)
        });
        own.source_path = None;
        chapter.sub_items.push(BookItem::Chapter(own));
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
