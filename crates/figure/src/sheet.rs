//! Many drawings on one sheet, each at the same scale, for a look over a whole library.

use std::fmt::Write as _;

use regimen_schema::documents::figure::Person;

use crate::drawing::{Drawing, Ink};
use crate::svg::{Colours, hex, svg};
use crate::theme::{Rgb, Theme};

/// The width of a column, the space between, and the room for a name, in centimetres of the bodies' size.
const COLUMN: f64 = 460.0;
const GAP: f64 = 18.0;
const NAME: f64 = 14.0;
const COLUMNS: usize = 3;
/// Units a centimetre: enough for whole numbers.
const UNITS: f64 = 20.0;

/// Where each of many drawings stands on a sheet, in centimetres of the bodies' size.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The width of the whole.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The drawings, each below its name.
    pub places: Vec<Place<'a>>,
}

/// The place of a drawing, and of its name above it.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The name.
    pub name: &'a str,
    /// The drawing.
    pub drawing: &'a Drawing,
    /// The left edge of both.
    pub x: f64,
    /// The upper edge of the drawing.
    pub y: f64,
    /// What the drawing is shrunk to: wide ones shrink to the column.
    pub scale: f64,
    /// Where the letters of the name stand.
    pub base: f64,
}

impl<'a> Sheet<'a> {
    /// The size of the letters of names.
    pub const LETTERS: f64 = NAME * 0.62;

    /// Puts each drawing into the column that is shortest so far.
    pub fn new(drawings: &[(&'a str, &'a Drawing)]) -> Self {
        let mut bottoms = [GAP; COLUMNS];
        let place = |(name, drawing): &(&'a str, &'a Drawing)| {
            let column = (0..COLUMNS).min_by(|a, b| bottoms[*a].total_cmp(&bottoms[*b])).unwrap_or_default();
            let scale = (COLUMN / drawing.width).min(1.0);
            #[expect(clippy::cast_precision_loss, reason = "three columns")]
            let x = GAP + (COLUMN + GAP) * column as f64;
            let y = bottoms[column] + NAME;
            bottoms[column] = y + drawing.height * scale + GAP;
            Place { name, drawing, x, y, scale, base: y - NAME * 0.3 }
        };
        let places = drawings.iter().map(place).collect();
        #[expect(clippy::cast_precision_loss, reason = "three columns")]
        let width = GAP + (COLUMN + GAP) * COLUMNS as f64;
        Self { width, height: bottoms.into_iter().fold(0.0, f64::max), places }
    }

    /// What names are written in.
    pub fn ink(person: Person, theme: Theme) -> Rgb {
        match theme {
            Theme::Colour | Theme::BlackAndWhite => theme.colour(Ink::Line, person),
            Theme::Dark => theme.colour(Ink::Paper, person),
        }
    }

    /// The sheet as SVG.
    pub fn svg(&self, person: Person, theme: Theme) -> String {
        let mut body = String::new();
        let (ground, ink) = (hex(theme.ground()), hex(Self::ink(person, theme)));
        for Place { name, drawing, x, y, scale, base } in &self.places {
            let picture = svg(drawing, person, Colours::Plain(theme), name, name);
            let _ = write!(
                body,
                "<text x=\"{:.0}\" y=\"{:.0}\" font-family=\"Noto Sans, sans-serif\" font-size=\"{:.0}\" fill=\"{ink}\">{name}</text>{}",
                x * UNITS,
                base * UNITS,
                Self::LETTERS * UNITS,
                picture.replacen(
                    "<svg ",
                    &format!(
                        "<svg x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" ",
                        x * UNITS,
                        y * UNITS,
                        drawing.width * scale * UNITS,
                        drawing.height * scale * UNITS
                    ),
                    1
                ),
            );
        }
        let (width, height) = (self.width * UNITS, self.height * UNITS);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\">\
             <rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"{ground}\"/>{body}</svg>"
        )
    }
}
