//! Writes a library, the rules and the formats as chapters of an mdBook manual. Pure: chapters come in as text and go
//! out as text; whoever calls runs mdBook.
//!
//! A line of a chapter that holds nothing but a directive gives way to what it asks for: `{{#regimen program ID}}`,
//! `{{#regimen exercise ID}}`, `{{#regimen figure ID}}` in any book; `{{#regimen programs}}` and the others of
//! [`Listing`] for whole parts of a manual. Fenced code is left alone.

use std::collections::BTreeMap;

use regimen_exporter::{ExportCx, ExporterInfo, RelPath};
use regimen_schema::Finding;
use serde_json::Value;

mod directive;
mod exercise;
mod lists;
pub mod manual;
mod markdown;
mod places;
mod program;
mod reference;
mod schema;
mod timeline;

pub use directive::{Directive, Listing};
pub use markdown::{Page, text};

use places::Places;

/// What the manual tells of the toolkit itself.
#[derive(Debug)]
pub struct Toolkit {
    /// The commands, in Markdown.
    pub commands: String,
    /// The JSON Schema of each kind of document.
    pub schemas: Vec<(&'static str, Value)>,
    /// The exporters.
    pub exporters: Vec<&'static ExporterInfo>,
}

/// Where the pictures of the chapters lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pictures {
    /// In the chapters themselves, so that nothing has to lie beside them.
    Inside,
    /// In files of their own, in the folder `pictures` of the book's source.
    Beside,
}

/// A chapter as it comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded {
    /// Its text.
    pub text: String,
    /// The chapters that belong below it.
    pub below: Vec<Chapter>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Its name in the table of contents.
    pub title: String,
    /// Its path from the book's source, ending in `.md`.
    pub path: String,
    /// Its text, in Markdown.
    pub text: String,
}

/// A directive that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The chapter's path.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

/// Writes the chapters of a book.
#[derive(Debug)]
pub struct Book<'a> {
    cx: ExportCx<'a>,
    toolkit: &'a Toolkit,
    places: Places,
    kept: Pictures,
    pictures: BTreeMap<RelPath, Vec<u8>>,
    findings: Vec<Finding>,
}

impl<'a> Book<'a> {
    /// A book whose chapters have these paths and texts: they tell where everything will stand, for links.
    pub fn new<'c>(
        cx: &ExportCx<'a>,
        toolkit: &'a Toolkit,
        kept: Pictures,
        chapters: impl IntoIterator<Item = (&'c str, &'c str)>,
    ) -> Self {
        Self {
            cx: *cx,
            toolkit,
            places: Places::of(cx, chapters),
            kept,
            pictures: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// Puts what they ask for in the place of a chapter's directives.
    pub fn expand(&mut self, path: &str, text: &str) -> Result<Expanded, Vec<Fault>> {
        let mut out = String::with_capacity(text.len());
        let mut below = Vec::new();
        let mut faults = Vec::new();
        for (i, (line, directive)) in directive::lines(text).enumerate() {
            let written = match directive {
                None => {
                    out.push_str(line);
                    continue;
                }
                Some(Ok(directive)) => self.write(path, &directive, &mut below),
                Some(Err(message)) => Err(message),
            };
            match written {
                Ok(page) => out.push_str(&page),
                Err(message) => faults.push(Fault { path: path.to_owned(), line: i + 1, message }),
            }
        }
        if faults.is_empty() { Ok(Expanded { text: out, below }) } else { Err(faults) }
    }

    /// The pictures that lie beside the chapters, and what was found while they were written.
    pub fn finish(self) -> (BTreeMap<RelPath, Vec<u8>>, Vec<Finding>) {
        (self.pictures, self.findings)
    }

    fn write(
        &mut self,
        path: &str,
        directive: &Directive,
        below: &mut Vec<Chapter>,
    ) -> Result<String, String> {
        let mut page = Page::default();
        match directive {
            Directive::Program(id) => self.program(&mut page, path, id, 2)?,
            Directive::Exercise(id) => self.exercise(&mut page, path, id, 2)?,
            Directive::Figure(id) => self.figure(&mut page, path, id)?,
            Directive::Listing(listing) => self.listing(&mut page, path, *listing, below)?,
        }
        Ok(page.into_text())
    }

    fn listing(
        &mut self,
        page: &mut Page,
        path: &str,
        listing: Listing,
        below: &mut Vec<Chapter>,
    ) -> Result<(), String> {
        match listing {
            Listing::Programs => self.programs(page, path, below)?,
            Listing::Exercises => self.exercises(page, path, below)?,
            Listing::Conditions => self.conditions(page, path),
            Listing::Advice => self.advice(page, path),
            Listing::RedFlags => self.red_flags(page, path),
            Listing::Sources => self.sources(page, path),
            Listing::Reviews => self.reviews(page, path),
            Listing::Rules => reference::rules(page, path, below),
            Listing::Commands => page.raw(&self.toolkit.commands),
            Listing::Documents => schema::documents(page, path, &self.toolkit.schemas, below),
            Listing::Exporters => reference::exporters(page, &self.toolkit.exporters),
            Listing::Fhir => reference::fhir(page),
        }
        Ok(())
    }
}
