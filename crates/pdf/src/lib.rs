//! The handout on paper: tagged PDF (PDF/UA-1 and PDF/A-3a) that a printer and a screen reader both understand. Pure:
//! the fonts are part of it or come in, the date comes in; same input, same bytes.
//!
//! The layout is its own: text in blocks, left-aligned, never hyphenated, because that is what clear print asks for.

mod cards;
mod desk;
mod figures;
mod flow;
mod marks;
mod pack;
mod read;
mod sheet;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod write;

pub use read::attached_source;
use regimen_exporter::layout::{self, Layout};
use regimen_exporter::view::Handout;
use regimen_exporter::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath, selected, tell_once, theme};
use regimen_schema::documents::Program;
use regimen_schema::documents::library::Paper;
use regimen_schema::library::Entry;
use regimen_schema::{Finding, Level, Library, Location, Outcome, Pointer};

use crate::desk::Desk;
use crate::figures::Prints;
use crate::flow::Area;
use crate::marks::{Mark, Page, Role, Tree};
use crate::sheet::Sheet;
use crate::style::{Look, Palette};
use crate::text::{Align, Fonts, Place, Setter, Span};
use crate::write::{About, Attached, Faces};

/// The exporter.
#[derive(Debug, Clone, Copy)]
pub struct HandoutPdf;

impl Exporter for HandoutPdf {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "handout-pdf",
            summary: "patient handouts as tagged PDF, made for paper and for screen readers",
            for_patients: true,
            by_program: true,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let mut bundle = Bundle::default();
        let (programs, mut findings) = selected(cx);
        let mut press = match Press::new(cx.library) {
            Ok(press) => press,
            Err(finding) => return Outcome { value: None, findings: vec![*finding] },
        };
        for program in programs {
            let (handout, found) = Handout::new(cx, program);
            tell_once(&mut findings, found);
            for layout in cx.layouts() {
                let path =
                    RelPath::new(format!("{}{}.pdf", cx.stem(&program.document), layout::ending(*layout)));
                match (path, press.sheet(cx, &handout, *layout)) {
                    (Some(path), Ok((bytes, remark))) => {
                        bundle.files.insert(path, bytes);
                        findings.extend(remark.map(|remark| remark.finding(program)));
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

/// Something worth saying of a sheet that was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// A compact sheet has more than two sides: this many.
    TooLong(usize),
}

impl Remark {
    fn finding(self, program: &Entry<Program>) -> Finding {
        let Self::TooLong(pages) = self;
        let message = format!("the compact sheet has {pages} sides: it does not fit on one piece of paper");
        Finding::new("compact-too-long", Level::Warning, Location::file(&program.file), message)
            .help("hand out the full sheet, or make the program shorter")
    }
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
    prints: Prints,
    faces: Faces,
}

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Press").finish_non_exhaustive()
    }
}

/// The name of the file that a sheet carries.
pub const SOURCE: &str = "regimen-sheet.json";

/// A millimetre in points.
const MM: f32 = 72.0 / 25.4;

/// A compact sheet has two sides.
const SIDES: usize = 2;

fn page_size(paper: Paper) -> (f32, f32) {
    match paper {
        Paper::A4 => (210.0 * MM, 297.0 * MM),
        Paper::Letter => (612.0, 792.0),
    }
}

/// How a layout may look, the roomiest first.
fn looks(cx: &ExportCx<'_>, layout: Layout) -> Vec<Look> {
    let palette = Palette::of(theme::colours(cx), cx.black_and_white);
    match layout {
        Layout::LargePrint => Look::large(palette).tighter(),
        Layout::Compact => Look::ever_tighter(palette),
        Layout::Cards => Look::card(palette),
        Layout::Full | Layout::Diary | Layout::Clinician => Look::normal(palette).tighter(),
    }
}

/// A sheet is made tighter where that leaves so much less of its pages empty.
const WORTH_IT: f32 = 0.9;
/// Pages that end as empty as this, taken together, are as full as they get: a fifth of each.
const FULL_ENOUGH: f32 = 0.04;

/// How bad the empty ends of pages look: one that is half empty is worse than two that are by a quarter.
fn emptiness(pages: &[Page], height: f32) -> f32 {
    pages.iter().map(|page| (1.0 - page.end() / height).powi(2)).sum()
}

impl Press {
    /// A press with the fonts of a library. The error names the font that is none.
    pub fn new(library: &Library) -> Result<Self, Box<Finding>> {
        let theme = library.settings.theme.as_ref();
        let own = theme.and_then(|t| t.fonts.as_ref());
        let root = Pointer::root() / "theme" / "fonts";
        let mut files = Vec::new();
        if let Some(own) = own {
            files.extend(own.regular.iter().map(|f| (root.clone() / "regular", Place::Regular, f)));
            files.extend(own.bold.iter().map(|f| (root.clone() / "bold", Place::Bold, f)));
            files.extend(
                own.others.iter().enumerate().map(|(i, f)| (root.clone() / "others" / i, Place::Other, f)),
            );
        }
        let mut fonts = Fonts::default();
        for (pointer, place, file) in files {
            let bytes = library.media.get(&**file).cloned().unwrap_or_default();
            if !fonts.add(place, bytes) {
                let at = Location::value(&"library.json".into(), pointer);
                let finding =
                    Finding::new("unreadable-font", Level::Error, at, format!("`{file}` is no font"))
                        .help("name a TrueType or OpenType file (.ttf or .otf)");
                return Err(Box::new(finding));
            }
        }
        let faces = Faces::new(&fonts);
        Ok(Self { setter: Setter::new(fonts), prints: Prints::default(), faces })
    }

    /// A handout as PDF, with what is worth saying of it.
    pub fn sheet(
        &mut self,
        cx: &ExportCx<'_>,
        handout: &Handout,
        layout: Layout,
    ) -> Result<(Vec<u8>, Option<Remark>), Unset> {
        self.setter.begin();
        self.prints = Prints::default();
        let handout = &*handout.in_layout(layout);
        let (tree, mut pages) = self.laid_out(cx, handout, layout);
        let size = page_size(cx.paper);
        self.feet(&mut pages, handout, looks(cx, layout)[0], size);
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
        let date = cx.date.0;
        let small = |n: i8| u8::try_from(n).unwrap_or(1);
        let about = About {
            title: &handout.title,
            language: &handout.language,
            right_to_left,
            date: (u16::try_from(date.year()).unwrap_or(1), small(date.month()), small(date.day())),
            authors: handout.foot.authors.clone(),
            creator: cx.generator,
            id: &format!("{}-{}", handout.foot.checksum, layout.name()),
            source: Attached {
                name: SOURCE,
                description: "what this sheet was made from: give it to `regimen extract`",
                text: &handout.source(layout, cx.date),
            },
        };
        let bytes = write::document(&about, &self.faces, size, &pages, &tree).map_err(Unset::Fault)?;
        let too_long = layout == Layout::Compact && pages.len() > SIDES;
        Ok((bytes, too_long.then_some(Remark::TooLong(pages.len()))))
    }

    /// The pages in the look that suits them best.
    fn laid_out(&mut self, cx: &ExportCx<'_>, handout: &Handout, layout: Layout) -> (Tree, Vec<Page>) {
        let size = page_size(cx.paper);
        let looks = looks(cx, layout);
        let parts = layout::parts(layout, handout, theme::section_order(cx));
        let mut set = |looks: &[Look]| self.set(handout, layout, &parts, size, looks);
        let mut best = set(&looks);
        match layout {
            // Each card chooses for itself.
            Layout::Cards => {}
            Layout::Compact => {
                for i in 1..looks.len() {
                    if best.1.len() <= SIDES {
                        break;
                    }
                    let tighter = set(&looks[i..]);
                    // Nothing is made smaller in vain.
                    if tighter.1.len() < best.1.len() {
                        best = tighter;
                    }
                }
            }
            Layout::Full | Layout::LargePrint | Layout::Diary | Layout::Clinician => {
                if emptiness(&best.1, size.1) < FULL_ENOUGH * flow::f(best.1.len()) {
                    return best;
                }
                // What saves no page at its tightest only has emptier ones.
                let tightest = set(&looks[looks.len() - 1..]);
                let fewest = tightest.1.len();
                if fewest == best.1.len() {
                    return best;
                }
                let between = (1..looks.len() - 1).map(|i| set(&looks[i..]));
                for tighter in between.chain([tightest]) {
                    let is_better = emptiness(&tighter.1, size.1) < WORTH_IT * emptiness(&best.1, size.1);
                    let saves_all = tighter.1.len() == fewest;
                    if is_better {
                        best = tighter;
                    }
                    if saves_all {
                        break;
                    }
                }
            }
        }
        best
    }

    fn set(
        &mut self,
        handout: &Handout,
        layout: Layout,
        parts: &[layout::Part],
        size: (f32, f32),
        looks: &[Look],
    ) -> (Tree, Vec<Page>) {
        let mut tree = Tree::default();
        let root = tree.add(Role::Section, None);
        let (look, margins) = (looks[0], looks[0].margins);
        let desk = Desk { setter: &mut self.setter, prints: &mut self.prints, tree, look };
        let width = size.0 - 2.0 * margins.side;
        let mut sheet = Sheet { desk, handout, layout, words: handout.words.0, root, width };
        let pages = if layout == Layout::Cards {
            let grid = cards::Grid::of(size);
            sheet.width = grid.width();
            cards::pages(sheet.cards(grid.height(), looks), &grid, &look)
        } else {
            let height = size.1 - margins.top - margins.bottom;
            let area = Area { left: margins.side, top: margins.top, height };
            let stretches = parts.iter().flat_map(|part| sheet.part(*part)).collect();
            flow::pages(stretches, area)
        };
        (sheet.desk.tree, pages)
    }

    /// Writes at the foot of every page what sheet it is, and the number of the page.
    fn feet(&mut self, pages: &mut [Page], handout: &Handout, look: Look, size: (f32, f32)) {
        let count = pages.len().to_string();
        let foot = &handout.foot;
        let side = look.margins.side;
        let measure = size.0 - 2.0 * side;
        let y = size.1 - 10.0 * MM;
        let span = |text: &str| Span {
            text: text.to_owned(),
            size: look.body,
            ink: look.palette.soft,
            ..Span::default()
        };
        let (id, version) = (&handout.id, foot.version.as_deref().unwrap_or_default());
        let says = format!("{id} · {version} · {}", foot.checksum);
        for (number, page) in (1..).zip(pages) {
            let number =
                handout.words.0.page.replace("{page}", &format!("{number}")).replace("{pages}", &count);
            let room = measure - self.setter.width(&[span(&number)]) - look.body;
            let mut lines = self.setter.lines(&[span(&says)], room, 1.2, Align::Start);
            // What tells sheets apart must be there whole: the name of the pack can be spared, and that of the sheet.
            for says in [format!("{id} · {}", foot.checksum), foot.checksum.clone()] {
                if lines.len() > 1 {
                    lines = self.setter.lines(&[span(&says)], room, 1.2, Align::Start);
                }
            }
            lines.truncate(1);
            lines.extend(self.setter.lines(&[span(&number)], measure, 1.2, Align::End));
            for line in lines {
                page.marks.push(Mark::Text { node: None, x: side, y, measure, line: line.into() });
            }
        }
    }
}
