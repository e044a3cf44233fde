//! Text into lines of glyphs. The one place that names parley.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{
    Alignment, AlignmentOptions, FontContext, FontFamily, FontFamilyName, FontWeight, Layout, LayoutContext,
    Line as ParleyLine, LineHeight, OverflowWrap, PositionedLayoutItem, StyleProperty,
};

use crate::marks::Rgb;

/// The bytes of a font file.
pub(crate) type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The fonts of a sheet: a regular and a bold one, then those for scripts that these do not have.
#[derive(Debug, Clone)]
pub(crate) struct Fonts {
    faces: Vec<Blob<u8>>,
}

/// What a font is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The text.
    Regular,
    /// Headings, and what stands out.
    Bold,
    /// Scripts that the others do not have.
    Other,
}

/// The names of families, by which a text asks for all of them in order: enough for a library's handful of fonts.
static FAMILIES: [&str; 17] = [
    "sheet", "other1", "other2", "other3", "other4", "other5", "other6", "other7", "other8", "other9",
    "other10", "other11", "other12", "other13", "other14", "other15", "other16",
];

/// Read once, for all threads.
static BUILT_IN: LazyLock<[Blob<u8>; 2]> =
    LazyLock::new(|| [notosans::REGULAR_TTF, notosans::BOLD_TTF].map(|bytes| Blob::new(Arc::new(bytes))));

impl Default for Fonts {
    /// The built-in fonts.
    fn default() -> Self {
        Self { faces: BUILT_IN.to_vec() }
    }
}

impl Fonts {
    /// Takes a font in; says no if it is none.
    pub(crate) fn add(&mut self, place: Place, bytes: Vec<u8>) -> bool {
        let blob: Blob<u8> = Blob::new(Arc::new(bytes));
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        if collection.register_fonts(blob.clone(), None).is_empty() || self.faces.len() > FAMILIES.len() {
            return false;
        }
        match place {
            Place::Regular => self.faces[0] = blob,
            Place::Bold => self.faces[1] = blob,
            Place::Other => self.faces.push(blob),
        }
        true
    }

    /// The bytes of each face, in the order by which [`Run::face`] counts.
    pub(crate) fn faces(&self) -> impl Iterator<Item = FontBytes> + '_ {
        self.faces.iter().map(|blob| blob.clone().into_raw_parts().0)
    }

    fn families(&self) -> &'static [&'static str] {
        FAMILIES.get(..self.faces.len() - 1).unwrap_or(&FAMILIES)
    }

    fn face(&self, id: u64) -> usize {
        self.faces.iter().position(|blob| blob.id() == id).unwrap_or_default()
    }
}

/// A stretch of text that looks the same from end to end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) ink: Rgb,
    pub(crate) link: Option<Link>,
}

/// Where a stretch of text leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// To a place on the sheet.
    Place(String),
    /// To an address.
    Address(String),
}

/// On which side lines begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Align {
    #[default]
    Start,
    Centre,
    End,
}

/// A line of text.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) height: f32,
    /// From the top of the line.
    pub(crate) baseline: f32,
    /// Shared by the looks of a sheet that have the same lines.
    pub(crate) runs: Rc<[Run]>,
}

impl Line {
    /// The same line with more leading, in font sizes: half of it stands above the letters.
    fn led(&self, more: f32) -> Self {
        let more = more * self.runs.iter().map(|run| run.size).fold(0.0, f32::max);
        Self { height: self.height + more, baseline: self.baseline + more / 2.0, runs: self.runs.clone() }
    }
}

/// A stretch of a line in one face, size and colour.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Counts the faces of [`Fonts`].
    pub(crate) face: usize,
    pub(crate) size: f32,
    pub(crate) ink: Rgb,
    /// From the left edge of the measure.
    pub(crate) x: f32,
    pub(crate) advance: f32,
    pub(crate) text: String,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) link: Option<Link>,
}

/// A glyph, its distances in points.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    pub(crate) id: u32,
    pub(crate) advance: f32,
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// What it stands for in the text of its run.
    pub(crate) range: Range<usize>,
}

/// Sets text.
pub(crate) struct Setter {
    fonts: Fonts,
    font_cx: FontContext,
    layout_cx: LayoutContext<Brush>,
    layout: Layout<Brush>,
    /// Characters that no font has.
    missing: BTreeSet<char>,
    /// What was set for this sheet already, with the leading it had: a sheet is laid out in several looks, of which most have
    /// the same lines.
    known: BTreeMap<String, (f32, Vec<Line>)>,
    /// The widths that were measured for it.
    widths: BTreeMap<String, f32>,
}

/// Counts the spans of a text.
type Brush = u16;

impl Setter {
    pub(crate) fn new(fonts: Fonts) -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        for (i, blob) in fonts.faces.iter().enumerate() {
            let weight = match i {
                0 => Some(FontWeight::NORMAL),
                1 => Some(FontWeight::BOLD),
                _ => None,
            };
            let family = FAMILIES[i.saturating_sub(1)];
            let known_as =
                FontInfoOverride { family_name: Some(family), weight, ..FontInfoOverride::default() };
            collection.register_fonts(blob.clone(), Some(known_as));
        }
        Self {
            fonts,
            font_cx: FontContext { collection, source_cache: SourceCache::default() },
            layout_cx: LayoutContext::new(),
            layout: Layout::new(),
            missing: BTreeSet::new(),
            known: BTreeMap::new(),
            widths: BTreeMap::new(),
        }
    }

    /// The characters for which no font was found so far.
    pub(crate) fn missing(&self) -> &BTreeSet<char> {
        &self.missing
    }

    /// Forgets them, and all that was set: the next sheet has its own.
    pub(crate) fn begin(&mut self) {
        self.missing.clear();
        self.known.clear();
        self.widths.clear();
    }

    /// The lines of a text no wider than `width`. `leading` is the height of a line in font sizes.
    pub(crate) fn lines(&mut self, spans: &[Span], width: f32, leading: f32, align: Align) -> Vec<Line> {
        let key = key(spans, width, align);
        if let Some((before, lines)) = self.known.get(&key) {
            return lines.iter().map(|line| line.led(leading - before)).collect();
        }
        let lines = self.set(spans, width, leading, align);
        self.known.insert(key, (leading, lines.clone()));
        lines
    }

    fn set(&mut self, spans: &[Span], width: f32, leading: f32, align: Align) -> Vec<Line> {
        let text = self.shape(spans, leading);
        // A hair more than the measure: what just fits must not break for the sake of a rounding.
        self.layout.break_all_lines(Some(width + 0.01));
        let align = match align {
            Align::Start => Alignment::Start,
            Align::Centre => Alignment::Center,
            Align::End => Alignment::End,
        };
        self.layout.align(align, AlignmentOptions::default());
        let mut lines = Vec::with_capacity(self.layout.len());
        for line in self.layout.lines() {
            lines.push(set(&self.fonts, &mut self.missing, &line, spans, &text));
        }
        lines
    }

    /// The width of a text on one line.
    pub(crate) fn width(&mut self, spans: &[Span]) -> f32 {
        let key = key(spans, f32::INFINITY, Align::Start);
        if let Some(width) = self.widths.get(&key) {
            return *width;
        }
        self.shape(spans, 1.0);
        let width = self.layout.calculate_content_widths().max;
        self.widths.insert(key, width);
        width
    }

    fn shape(&mut self, spans: &[Span], leading: f32) -> String {
        let text: String = spans.iter().map(|s| &*s.text).collect();
        let families: Vec<_> = self.fonts.families().iter().map(|f| FontFamilyName::named(f)).collect();
        let mut builder = self.layout_cx.ranged_builder(&mut self.font_cx, &text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::from(&*families)));
        builder.push_default(LineHeight::FontSizeRelative(leading));
        // A word that is wider than its place would leave the sheet.
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        // The least height of a line is that of the text itself, not of a size that nothing is set in.
        let smallest = spans.iter().map(|s| s.size).fold(f32::MAX, f32::min);
        builder.push_default(StyleProperty::FontSize(smallest));
        let mut start = 0;
        for (i, span) in (0u16..).zip(spans) {
            let range = start..start + span.text.len();
            start = range.end;
            builder.push(StyleProperty::FontSize(span.size), range.clone());
            if span.bold {
                builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range.clone());
            }
            builder.push(StyleProperty::Brush(i), range);
        }
        builder.build_into(&mut self.layout, &text);
        text
    }
}

/// What the lines of a text hang on, but for their leading.
fn key(spans: &[Span], width: f32, align: Align) -> String {
    let mut key = format!("{:x} {align:?}", width.to_bits());
    for Span { text, size, bold, ink, link } in spans {
        let _ = write!(key, "\0{text}\0{:x} {bold} {ink:?} {link:?}", size.to_bits());
    }
    key
}

fn set(
    fonts: &Fonts,
    missing: &mut BTreeSet<char>,
    line: &ParleyLine<'_, Brush>,
    spans: &[Span],
    text: &str,
) -> Line {
    let metrics = line.metrics();
    let top = metrics.block_min_coord;
    let mut runs = Vec::new();
    for item in line.items() {
        let PositionedLayoutItem::GlyphRun(run) = item else { continue };
        let span = &spans[usize::from(run.style().brush)];
        let size = run.run().font_size();
        let mut glyphs: Vec<Glyph> = Vec::new();
        // The clusters of the whole run, of which this glyph run may be a part: a part of one look.
        let (mut first, mut last) = (usize::MAX, 0);
        for cluster in run.run().visual_clusters().filter(|c| c.style_index() == run.style_index()) {
            let range = cluster.text_range();
            first = first.min(range.start);
            last = last.max(range.end);
            let mut any = false;
            for glyph in cluster.glyphs() {
                if glyph.id == 0 {
                    missing.extend(text.get(range.clone()).into_iter().flat_map(str::chars));
                }
                any = true;
                glyphs.push(Glyph {
                    id: glyph.id,
                    advance: glyph.advance,
                    x: glyph.x,
                    y: glyph.y,
                    range: range.clone(),
                });
            }
            if let Some(before) = glyphs.last_mut().filter(|_| !any) {
                // A ligature's later clusters have no glyph of their own: the first one's stands for all.
                before.range = before.range.start.min(range.start)..before.range.end.max(range.end);
            }
        }
        if glyphs.is_empty() {
            continue;
        }
        for glyph in &mut glyphs {
            glyph.range = glyph.range.start - first..glyph.range.end - first;
        }
        runs.push(Run {
            face: fonts.face(run.run().font().data.id()),
            size,
            ink: span.ink,
            x: run.offset(),
            advance: run.advance(),
            text: text.get(first..last).unwrap_or_default().to_owned(),
            glyphs,
            link: span.link.clone(),
        });
    }
    Line { height: metrics.line_height, baseline: metrics.baseline - top, runs: runs.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: f32) -> Vec<Line> {
        let span = Span { text: text.to_owned(), size: 12.0, ..Span::default() };
        Setter::new(Fonts::default()).lines(&[span], width, 1.3, Align::Start)
    }

    fn read(lines: &[Line]) -> String {
        lines
            .iter()
            .flat_map(|l| &*l.runs)
            .flat_map(|r| r.glyphs.iter().map(|g| &r.text[g.range.clone()]))
            .collect()
    }

    /// A ligature is one glyph for several letters: each letter is copied out once, none is lost.
    #[test]
    fn what_is_set_can_be_read_back() {
        for text in [
            "Lie flat on the floor, off the bed.",
            "affluent waffle, fjord, office",
            "naïve café, e\u{301}te\u{301}",
        ] {
            assert_eq!(read(&set(text, 1000.0)), text);
            assert_eq!(read(&set(text, 90.0)), text);
        }
    }

    #[test]
    fn no_line_is_wider_than_its_measure() {
        let lines = set("Draw one knee towards your chest, and let it go again without haste.", 120.0);
        assert!(lines.len() > 2);
        for line in &lines {
            let visible: f32 = line
                .runs
                .iter()
                .flat_map(|r| {
                    r.glyphs.iter().map(|g| {
                        if r.text[g.range.clone()].trim().is_empty() { 0.0 } else { r.x + r.advance }
                    })
                })
                .fold(0.0, f32::max);
            // The blank at its end hangs over.
            assert!(visible < 120.0 + 4.0, "{visible}");
        }
    }

    #[test]
    fn a_word_wider_than_its_place_is_broken_rather_than_cut() {
        let lines = set("https://example.org/a-very-long-address-without-any-blank-in-it", 100.0);
        assert!(lines.len() > 1);
    }

    #[test]
    fn the_height_of_a_line_follows_its_size() {
        let lines = set("One", 100.0);
        assert!((lines[0].height - 12.0 * 1.3).abs() < 0.01, "{}", lines[0].height);
    }

    /// Looks of a sheet differ in their leading most of all: what was set once is not set again for that.
    #[test]
    fn what_was_set_before_is_the_same_with_another_leading() {
        let spans = [("Lie down, ", 12.0, false), ("slowly", 14.5, true)].map(|(text, size, bold)| Span {
            text: text.repeat(9),
            size,
            bold,
            ..Span::default()
        });
        let mut setter = Setter::new(Fonts::default());
        setter.lines(&spans, 150.0, 1.32, Align::Start);
        let again = setter.lines(&spans, 150.0, 1.2, Align::Start);
        let anew = Setter::new(Fonts::default()).lines(&spans, 150.0, 1.2, Align::Start);
        assert_eq!(again.len(), anew.len());
        for (again, anew) in again.iter().zip(&anew) {
            assert!((again.height - anew.height).abs() < 0.001, "{} {}", again.height, anew.height);
            assert!((again.baseline - anew.baseline).abs() < 0.001, "{} {}", again.baseline, anew.baseline);
        }
        assert_eq!(read(&again), read(&anew));
    }

    /// The glyphs of a text set with a font for its script, from left to right, and what they stand for.
    fn glyphs(font: &[u8], text: &str) -> Vec<(u32, String)> {
        let mut fonts = Fonts::default();
        assert!(fonts.add(Place::Other, font.to_vec()));
        let mut setter = Setter::new(fonts);
        let span = Span { text: text.to_owned(), size: 12.0, ..Span::default() };
        let lines = setter.lines(&[span], 1000.0, 1.3, Align::Start);
        assert!(setter.missing().is_empty(), "{:?}", setter.missing());
        let run = |run: &Run| -> Vec<_> {
            run.glyphs.iter().map(|g| (g.id, run.text[g.range.clone()].to_owned())).collect()
        };
        lines.iter().flat_map(|line| &*line.runs).flat_map(run).collect()
    }

    const ARABIC: &[u8] = include_bytes!("../tests/fonts/arabic.ttf");
    const DEVANAGARI: &[u8] = include_bytes!("../tests/fonts/devanagari.ttf");

    /// A letter has a form for each place in its word, and the first one stands on the right.
    #[test]
    fn arabic_is_joined_and_runs_from_the_right() {
        let word = glyphs(ARABIC, "ببب");
        let forms: BTreeSet<u32> = word.iter().map(|(id, _)| *id).collect();
        assert!(forms.len() >= 3, "{word:?}");
        let said: Vec<String> = glyphs(ARABIC, "لظهرك").into_iter().map(|(_, said)| said).collect();
        assert_eq!(said.first().map(String::as_str), Some("ك"), "{said:?}");
        assert_eq!(said.last().map(String::as_str), Some("ل"), "{said:?}");
    }

    /// A vowel that is written before its consonant stands there, and consonants that meet become one.
    #[test]
    fn devanagari_is_reordered_and_joined() {
        let nominal = glyphs(DEVANAGARI, "क")[0].0;
        let syllable = glyphs(DEVANAGARI, "कि");
        assert_eq!(
            syllable.iter().position(|(id, _)| *id == nominal),
            Some(syllable.len() - 1),
            "{syllable:?}"
        );
        assert!(syllable.len() == 2);
        let joined = glyphs(DEVANAGARI, "क्ष");
        assert_eq!(joined.len(), 1, "{joined:?}");
    }
}
