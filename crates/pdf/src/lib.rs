//! The handout on paper: tagged PDF (PDF/UA-1 and PDF/A-3a) that a printer and a screen reader both understand. Pure:
//! the fonts are part of it or come in, the date comes in; same input, same bytes.
//!
//! The layout is its own: text in blocks, left-aligned, never hyphenated, because that is what clear print asks for.

mod desk;
mod flow;
mod marks;
mod sheet;
mod style;
mod text;
mod write;

use regimen_exporter::layout::Layout;
use regimen_exporter::view::Handout;
use regimen_exporter::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath, selected};
use regimen_schema::documents::Program;
use regimen_schema::documents::library::Paper;
use regimen_schema::library::Entry;
use regimen_schema::text::Date;
use regimen_schema::{Finding, Level, Location, Outcome};

use crate::desk::Desk;
use crate::flow::Area;
use crate::marks::{Mark, Page, Role, Tree};
use crate::sheet::Sheet;
use crate::style::{Look, Palette};
use crate::text::{Align, Fonts, Setter, Span};
use crate::write::{About, Faces};

/// The exporter.
#[derive(Debug, Clone, Copy)]
pub struct HandoutPdf;

impl Exporter for HandoutPdf {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "handout-pdf",
            summary: "patient handouts as tagged PDF, made for paper and for screen readers",
            for_patients: true,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let mut bundle = Bundle::default();
        let (programs, mut findings) = selected(cx);
        let mut press = Press::new();
        for program in programs {
            let (handout, found) = Handout::new(cx, program);
            for finding in found {
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
            for layout in Layout::ALL {
                let path = RelPath::new(format!("{}{}.pdf", cx.stem(&program.document), layout.ending()));
                match (path, press.sheet(&handout, layout, cx.paper, cx.date)) {
                    (Some(path), Ok(bytes)) => {
                        bundle.files.insert(path, bytes);
                    }
                    (_, result) => findings.push(unset(program, result.err())),
                }
            }
        }
        Outcome { value: Some(bundle), findings }
    }
}

fn unset(program: &Entry<Program>, reason: Option<Unset>) -> Finding {
    let at = Location::file(&program.file);
    match reason {
        Some(Unset::NoFont(missing)) => {
            let shown: Vec<String> =
                missing.iter().take(5).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            let message =
                format!("no font has the characters {}: the handout is not printed", shown.join(", "));
            Finding::new("missing-font", Level::Error, at, message)
                .help("replace the characters, or give the library a font that has them")
        }
        Some(Unset::Fault(reason)) => fault(at, &reason),
        None => fault(at, "its id is no file name"),
    }
}

/// Never seen in practice, since tests set every part: but no reason to bring the program down.
fn fault(at: Location, reason: &str) -> Finding {
    Finding::new("internal-pdf-error", Level::Error, at, format!("the handout could not be set: {reason}"))
        .help("this is a fault in regimen: please report it")
}

/// Why a sheet could not be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unset {
    /// No font has these characters: there would be empty boxes in their places.
    NoFont(Vec<char>),
    /// The format does not allow what was made: a fault of this program, in a line for its maintainers.
    Fault(String),
}

/// Sets one sheet after the other: fonts are read once.
pub struct Press {
    setter: Setter,
    faces: Option<Faces>,
}

impl Default for Press {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Press").finish_non_exhaustive()
    }
}

/// A millimetre in points.
const MM: f32 = 72.0 / 25.4;

/// The margin on each side.
const SIDE: f32 = 17.0 * MM;

impl Press {
    /// A press with the built-in fonts.
    pub fn new() -> Self {
        let fonts = Fonts::new(&[]);
        let faces = Faces::new(&fonts);
        Self { setter: Setter::new(fonts), faces }
    }

    /// A handout as PDF.
    pub fn sheet(
        &mut self,
        handout: &Handout,
        layout: Layout,
        paper: Paper,
        date: Date,
    ) -> Result<Vec<u8>, Unset> {
        let faces = self.faces.clone().ok_or_else(|| Unset::Fault("a font cannot be read".to_owned()))?;
        self.setter.forget_missing();
        let size = match paper {
            Paper::A4 => (210.0 * MM, 297.0 * MM),
            Paper::Letter => (612.0, 792.0),
        };
        let area = Area { left: SIDE, top: 14.0 * MM, height: size.1 - 33.0 * MM };
        let look = match layout {
            Layout::Full => Look::normal(Palette::COLOUR),
            Layout::LargePrint => Look::large(Palette::COLOUR),
        };
        let mut tree = Tree::default();
        let root = tree.add(Role::Section, None);
        let desk = Desk { setter: &mut self.setter, tree, look };
        let width = size.0 - 2.0 * SIDE;
        let mut sheet = Sheet { desk, handout, words: handout.words.0, root, width };
        let stretches = layout.parts(handout).into_iter().flat_map(|part| sheet.part(part)).collect();
        let Sheet { desk: Desk { tree, .. }, .. } = sheet;
        let mut pages = flow::pages(stretches, area);
        self.feet(&mut pages, handout, look, size);
        let right_to_left = handout.direction == "rtl";
        if right_to_left {
            for page in &mut pages {
                let marks = std::mem::take(&mut page.marks);
                page.marks = marks.into_iter().map(|m| m.mirrored(size.0)).collect();
            }
        }
        if !self.setter.missing().is_empty() {
            return Err(Unset::NoFont(self.setter.missing().iter().copied().collect()));
        }
        let small = |n: i8| u8::try_from(n).unwrap_or(1);
        let about = About {
            title: &handout.title,
            language: &handout.language,
            right_to_left,
            date: (u16::try_from(date.0.year()).unwrap_or(1), small(date.0.month()), small(date.0.day())),
            authors: handout.foot.authors.clone(),
            creator: &handout.foot.generator,
            id: &handout.foot.checksum,
        };
        write::document(&about, &faces, size, &pages, &tree).map_err(Unset::Fault)
    }

    /// Writes at the foot of every page what sheet it is, and the number of the page.
    fn feet(&mut self, pages: &mut [Page], handout: &Handout, look: Look, size: (f32, f32)) {
        let count = pages.len().to_string();
        let foot = &handout.foot;
        let says = [Some(&handout.title), foot.version.as_ref(), Some(&foot.checksum)];
        let says = says.into_iter().flatten().map(|s| &**s).collect::<Vec<_>>().join(" · ");
        let measure = size.0 - 2.0 * SIDE;
        let y = size.1 - 10.0 * MM;
        for (number, page) in (1..).zip(pages) {
            let number =
                handout.words.0.page.replace("{page}", &format!("{number}")).replace("{pages}", &count);
            let span = |text: &str| Span {
                text: text.to_owned(),
                size: look.body,
                ink: look.palette.soft,
                ..Span::default()
            };
            let room = measure - self.setter.width(&[span(&number)]) - look.body;
            let mut lines = self.setter.lines(&[span(&says)], room, 1.2, Align::Start);
            lines.truncate(1);
            lines.extend(self.setter.lines(&[span(&number)], measure, 1.2, Align::End));
            for line in lines {
                page.marks.push(Mark::Text { node: None, x: SIDE, y, measure, line: line.into() });
            }
        }
    }
}
