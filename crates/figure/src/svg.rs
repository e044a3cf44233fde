//! A drawing as SVG: no scripts, no fonts, no references out of the file.

use std::fmt::Write as _;

use regimen_schema::documents::figure::Person;

use crate::drawing::{Drawing, Frame, GRID, Ink, Segment, Shape, Wash};
use crate::geometry::Point;
use crate::theme::{Rgb, Theme};

/// How colours are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// Into the picture itself.
    Plain(Theme),
    /// As classes that [`style_sheet`] gives colours, so that a page has others on a dark screen and in print.
    Classes,
}

/// Writes a drawing. `alt` says what it shows, for those who cannot see it; `id` makes the ids of this picture unique
/// within its page.
pub fn svg(drawing: &Drawing, person: Person, colours: Colours, alt: &str, id: &str) -> String {
    let (width, height) = (units(drawing.width), units(drawing.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title\" stroke-linecap=\"round\" stroke-linejoin=\"round\" fill-rule=\"evenodd\">\
         <title id=\"{id}-title\">{}</title>",
        escaped(alt)
    );
    write_shapes(&mut out, &drawing.shapes, person, colours);
    out.push_str("</svg>");
    out
}

/// Each frame of a drawing as an SVG for a page, which says itself what they show together: their colours are those of
/// [`style_sheet`], and their sizes are in `em`, of which one is 15 cm of the body's size.
pub fn frame_svgs(drawing: &Drawing, person: Person) -> Vec<String> {
    const EM: f64 = 15.0;
    let frame = |frame: &Frame| {
        let (left, width, height) = (units(frame.left), units(frame.width), units(drawing.height));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{left} 0 {width} {height}\" width=\"{:.2}em\" \
             height=\"{:.2}em\" aria-hidden=\"true\" stroke-linecap=\"round\" stroke-linejoin=\"round\" \
             fill-rule=\"evenodd\">",
            frame.width / EM,
            drawing.height / EM
        );
        let shapes = drawing.shapes.get(frame.shapes.clone()).unwrap_or_default();
        write_shapes(&mut out, shapes, person, Colours::Classes);
        out.push_str("</svg>");
        out
    };
    drawing.frames.iter().map(frame).collect()
}

fn write_shapes(out: &mut String, shapes: &[Shape], person: Person, colours: Colours) {
    let mut previous: Option<&Shape> = None;
    for shape in shapes {
        // Shapes of the same inks that follow each other are one path.
        let same =
            previous.is_some_and(|p| p.fill == shape.fill && p.stroke == shape.stroke && p.fill.is_none());
        if same {
            out.truncate(out.len() - "\"/>".len());
        } else {
            let _ = write!(out, "<path{} d=\"", paint(shape, person, colours));
        }
        write_path(out, &shape.path);
        out.push_str("\"/>");
        previous = Some(shape);
    }
}

/// The rules that give the classes of [`Colours::Classes`] the colours of a theme, for pictures within `scope`.
pub fn style_sheet(theme: Theme, person: Person, scope: &str) -> String {
    Ink::ALL.iter().fold(String::new(), |mut out, ink| {
        let (name, colour) = (name(*ink), hex(theme.colour(*ink, person)));
        let _ = write!(out, "{scope} .f-{name}{{fill:{colour}}}{scope} .s-{name}{{stroke:{colour}}}");
        out
    }) + &[Wash::Tint, Wash::Shade].iter().fold(String::new(), |mut out, wash| {
        let _ = write!(out, "{scope} .{}{{fill-opacity:{}}}", wash_name(*wash), theme.strength(*wash));
        out
    })
}

fn paint(shape: &Shape, person: Person, colours: Colours) -> String {
    let mut out = String::new();
    let mut classes = Vec::new();
    match (shape.fill, colours) {
        (None, _) => out += " fill=\"none\"",
        (Some(fill), Colours::Plain(theme)) => {
            let _ = write!(out, " fill=\"{}\"", hex(theme.colour(fill.ink, person)));
            let strength = theme.strength(fill.wash);
            if strength < 1.0 {
                let _ = write!(out, " fill-opacity=\"{strength}\"");
            }
        }
        (Some(fill), Colours::Classes) => {
            classes.push(format!("f-{}", name(fill.ink)));
            if fill.wash != Wash::Solid {
                classes.push(wash_name(fill.wash).to_owned());
            }
        }
    }
    if let Some(stroke) = shape.stroke {
        match colours {
            Colours::Plain(theme) => {
                let _ = write!(out, " stroke=\"{}\"", hex(theme.colour(stroke.ink, person)));
            }
            Colours::Classes => classes.push(format!("s-{}", name(stroke.ink))),
        }
        let _ = write!(out, " stroke-width=\"{}\"", tenths(stroke.width * GRID));
        if let Some((dash, gap)) = stroke.dashes {
            let _ = write!(out, " stroke-dasharray=\"{} {}\"", units(dash), units(gap));
        }
    }
    if !classes.is_empty() {
        let _ = write!(out, " class=\"{}\"", classes.join(" "));
    }
    out
}

fn wash_name(wash: Wash) -> &'static str {
    match wash {
        Wash::Solid => "solid",
        Wash::Tint => "tint",
        Wash::Shade => "wash",
    }
}

fn name(ink: Ink) -> &'static str {
    match ink {
        Ink::Skin => "skin",
        Ink::SkinFar => "skin-far",
        Ink::Shirt => "shirt",
        Ink::Trousers => "trousers",
        Ink::Hair => "hair",
        Ink::Shoe => "shoe",
        Ink::ShoeFar => "shoe-far",
        Ink::ShoeSole => "shoe-sole",
        Ink::Mat => "mat",
        Ink::Furniture => "furniture",
        Ink::FurnitureDark => "furniture-dark",
        Ink::Wall => "wall",
        Ink::Pillow => "pillow",
        Ink::Ball => "ball",
        Ink::Strap => "strap",
        Ink::Line => "line",
        Ink::PropLine => "prop-line",
        Ink::Accent => "accent",
        Ink::Shadow => "shadow",
        Ink::Shade => "shade",
        Ink::Ghost => "ghost",
        Ink::Paper => "paper",
    }
}

/// The steps of a path in whole units, each from the one before: a third of the length of absolute decimals.
fn write_path(out: &mut String, path: &[Segment]) {
    let mut at = (0, 0);
    let mut start = (0, 0);
    let mut command = ' ';
    for segment in path {
        match *segment {
            Segment::Move(p) => {
                let to = whole(p);
                out.push('M');
                numbers(out, &[to.0, to.1]);
                (at, start, command) = (to, to, 'M');
            }
            Segment::Line(p) => {
                let to = whole(p);
                if to == at {
                    continue;
                }
                switch(out, &mut command, 'l');
                numbers(out, &[to.0 - at.0, to.1 - at.1]);
                at = to;
            }
            Segment::Cubic(a, b, c) => {
                let (a, b, to) = (whole(a), whole(b), whole(c));
                switch(out, &mut command, 'c');
                let from = |p: (i64, i64)| [p.0 - at.0, p.1 - at.1];
                let ([ax, ay], [bx, by], [cx, cy]) = (from(a), from(b), from(to));
                numbers(out, &[ax, ay, bx, by, cx, cy]);
                at = to;
            }
            Segment::Close => {
                out.push('z');
                (at, command) = (start, 'z');
            }
        }
    }
}

/// Writes a command unless it is the one before. Numbers after it need no space.
fn switch(out: &mut String, command: &mut char, to: char) {
    if *command == to {
        out.push(' ');
    } else {
        out.push(to);
        *command = to;
    }
}

fn numbers(out: &mut String, numbers: &[i64]) {
    for (i, n) in numbers.iter().enumerate() {
        if i > 0 && *n >= 0 {
            out.push(' ');
        }
        let _ = write!(out, "{n}");
    }
}

fn whole(p: Point) -> (i64, i64) {
    (units(p.x), units(p.y))
}

#[expect(clippy::cast_possible_truncation, reason = "pictures are a few metres wide")]
fn units(centimetres: f64) -> i64 {
    (centimetres * GRID).round() as i64
}

/// A number with at most one decimal.
fn tenths(number: f64) -> String {
    format!("{number:.1}").trim_end_matches(".0").to_owned()
}

pub(crate) fn hex(Rgb(r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escaped(text: &str) -> String {
    [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&#39;")]
        .into_iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
