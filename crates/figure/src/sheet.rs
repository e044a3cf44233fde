//! Many drawings on one sheet, each at the same scale, for a look over a whole library.

use std::fmt::Write as _;

use regimen_schema::documents::figure::Person;

use crate::drawing::{Drawing, Ink};
use crate::svg::{Colours, hex, svg};
use crate::theme::Theme;

/// The width of a column, the space between, and the room for a name, in centimetres of the bodies' size.
const COLUMN: f64 = 460.0;
const GAP: f64 = 18.0;
const NAME: f64 = 14.0;
const COLUMNS: usize = 3;
/// As in single pictures, so that the numbers stay whole.
const UNITS: f64 = 20.0;

/// A contact sheet as SVG: each drawing below its name. Wide ones shrink to the column.
pub fn sheet(drawings: &[(&str, &Drawing)], person: Person, theme: Theme) -> String {
    let mut bottoms = [GAP; COLUMNS];
    let mut body = String::new();
    let ground = hex(theme.ground());
    let ink = hex(match theme {
        Theme::Colour | Theme::BlackAndWhite => theme.colour(Ink::Line, person),
        Theme::Dark => theme.colour(Ink::Paper, person),
    });
    for (name, drawing) in drawings {
        let column = (0..COLUMNS).min_by(|a, b| bottoms[*a].total_cmp(&bottoms[*b])).unwrap_or_default();
        let scale = (COLUMN / drawing.width).min(1.0);
        #[expect(clippy::cast_precision_loss, reason = "three columns")]
        let x = GAP + (COLUMN + GAP) * column as f64;
        let y = bottoms[column];
        let picture = svg(drawing, person, Colours::Plain(theme), name, name);
        let _ = write!(
            body,
            "<text x=\"{:.0}\" y=\"{:.0}\" font-family=\"Noto Sans, sans-serif\" font-size=\"{:.0}\" fill=\"{ink}\">{name}</text>{}",
            x * UNITS,
            (y + NAME * 0.7) * UNITS,
            NAME * 0.62 * UNITS,
            picture.replacen(
                "<svg ",
                &format!(
                    "<svg x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" ",
                    x * UNITS,
                    (y + NAME) * UNITS,
                    drawing.width * scale * UNITS,
                    drawing.height * scale * UNITS
                ),
                1
            ),
        );
        bottoms[column] += NAME + drawing.height * scale + GAP;
    }
    #[expect(clippy::cast_precision_loss, reason = "three columns")]
    let width = (GAP + (COLUMN + GAP) * COLUMNS as f64) * UNITS;
    let height = bottoms.into_iter().fold(0.0, f64::max) * UNITS;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\">\
         <rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"{ground}\"/>{body}</svg>"
    )
}
