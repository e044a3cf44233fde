//! Drawings as pixels. The one place that names the rasterizer.

use regimen_figure::{Drawing, Rgb, Segment, Sheet, Theme};
use regimen_schema::documents::figure::Person;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, Stroke, StrokeDash, Transform,
};

/// A drawing as PNG, so many pixels wide; none if that is too large.
pub(crate) fn drawing(drawing: &Drawing, person: Person, theme: Theme, width: u32) -> Option<Vec<u8>> {
    let mut canvas = Canvas::new((drawing.width, drawing.height), width, theme.ground())?;
    canvas.draw(drawing, person, theme, canvas.scale);
    canvas.pixels.encode_png().ok()
}

/// A sheet of drawings as PNG, likewise.
pub(crate) fn sheet(sheet: &Sheet<'_>, person: Person, theme: Theme, width: u32) -> Option<Vec<u8>> {
    let mut canvas = Canvas::new((sheet.width, sheet.height), width, theme.ground())?;
    for place in &sheet.places {
        let scale = canvas.scale;
        canvas.write(place.name, scale.pre_translate(f(place.x), f(place.base)), Sheet::ink(person, theme));
        let there = scale.pre_translate(f(place.x), f(place.y)).pre_scale(f(place.scale), f(place.scale));
        canvas.draw(place.drawing, person, theme, there);
    }
    canvas.pixels.encode_png().ok()
}

struct Canvas {
    pixels: Pixmap,
    /// From centimetres of the body's size to pixels.
    scale: Transform,
}

impl Canvas {
    fn new(size: (f64, f64), width: u32, ground: Rgb) -> Option<Self> {
        let scale = f64::from(width) / size.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "pictures are a few thousand pixels high"
        )]
        let height = (size.1 * scale).ceil().clamp(1.0, 30_000.0) as u32;
        let mut pixels = Pixmap::new(width.max(1), height)?;
        pixels.fill(colour(ground, 1.0));
        Some(Self { pixels, scale: Transform::from_scale(f(scale), f(scale)) })
    }

    fn draw(&mut self, drawing: &Drawing, person: Person, theme: Theme, at: Transform) {
        for shape in &drawing.shapes {
            let mut path = PathBuilder::new();
            for step in &shape.path {
                match *step {
                    Segment::Move(p) => path.move_to(f(p.x), f(p.y)),
                    Segment::Line(p) => path.line_to(f(p.x), f(p.y)),
                    Segment::Cubic(a, b, c) => path.cubic_to(f(a.x), f(a.y), f(b.x), f(b.y), f(c.x), f(c.y)),
                    Segment::Close => path.close(),
                }
            }
            let Some(path) = path.finish() else { continue };
            if let Some(fill) = shape.fill {
                let paint = paint(theme.colour(fill.ink, person), theme.strength(fill.wash));
                self.pixels.fill_path(&path, &paint, FillRule::EvenOdd, at, None);
            }
            if let Some(stroke) = shape.stroke {
                let pen = Stroke {
                    width: f(stroke.width),
                    line_cap: LineCap::Round,
                    line_join: LineJoin::Round,
                    dash: stroke.dashes.and_then(|(dash, gap)| StrokeDash::new(vec![f(dash), f(gap)], 0.0)),
                    ..Stroke::default()
                };
                self.pixels.stroke_path(&path, &paint(theme.colour(stroke.ink, person), 1.0), &pen, at, None);
            }
        }
    }

    /// Writes a name, which is an id: letters that need no more than to stand beside each other.
    fn write(&mut self, name: &str, at: Transform, ink: Rgb) {
        let Ok(font) = FontRef::new(notosans::REGULAR_TTF) else { return };
        let size = Size::new(f(Sheet::LETTERS));
        let (letters, outlines) = (font.charmap(), font.outline_glyphs());
        let widths = font.glyph_metrics(size, LocationRef::default());
        let mut pen = Pen { path: PathBuilder::new(), x: 0.0 };
        for letter in name.chars() {
            let id = letters.map(letter).unwrap_or_default();
            let settings = DrawSettings::unhinted(size, LocationRef::default());
            let outline = outlines.get(id);
            if outline.is_some_and(|outline| outline.draw(settings, &mut pen).is_ok()) {
                pen.x += widths.advance_width(id).unwrap_or_default();
            }
        }
        if let Some(path) = pen.path.finish() {
            self.pixels.fill_path(&path, &paint(ink, 1.0), FillRule::Winding, at, None);
        }
    }
}

/// Draws the outline of a letter, whose y goes up.
struct Pen {
    path: PathBuilder,
    x: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, -y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, -y);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, -cy, self.x + x, -y);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.path.cubic_to(self.x + ax, -ay, self.x + bx, -by, self.x + x, -y);
    }
    fn close(&mut self) {
        self.path.close();
    }
}

fn paint(ink: Rgb, strength: f64) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour(ink, strength));
    paint
}

fn colour(Rgb(r, g, b): Rgb, strength: f64) -> Color {
    let mut colour = Color::from_rgba8(r, g, b, 255);
    colour.apply_opacity(f(strength));
    colour
}

/// Pixels need no more.
#[expect(clippy::cast_possible_truncation, reason = "pictures are a few metres wide")]
fn f(x: f64) -> f32 {
    x as f32
}
