//! Sizes and colours: one look for a sheet, whatever stands on it.

use regimen_exporter::theme::Colours;
use regimen_figure::Theme as FigureTheme;
use regimen_schema::documents::library::Theme;

use crate::MM;
use crate::marks::Rgb;

/// How a sheet looks. Lengths are in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// What is read: 12 points at least.
    pub(crate) body: f32,
    /// The sentence below the title, figures in tiles, doses.
    pub(crate) lead: f32,
    /// Titles by their level: sheet, part, group, exercise.
    pub(crate) headings: [f32; 4],
    /// The height of a line in font sizes.
    pub(crate) leading: f32,
    /// White space between paragraphs: half a line or so. All other distances follow from it.
    pub(crate) gap: f32,
    /// Whether things may stand side by side.
    pub(crate) side_by_side: bool,
    /// The most height of a picture that exists as a file.
    pub(crate) figure: f32,
    /// Points for a centimetre of the body in drawings, which are all of one scale.
    pub(crate) scale: f32,
    /// How much of that is enough, if frames need fewer rows then.
    pub(crate) least: f32,
    /// Whether the signs of an emergency run on in a paragraph: a list has more lines.
    pub(crate) signs_run_on: bool,
    pub(crate) palette: Palette,
}

impl Look {
    /// Clear print: 12 points.
    pub(crate) fn normal(palette: Palette) -> Self {
        Self {
            body: 12.0,
            lead: 13.5,
            headings: [25.0, 17.0, 14.0, 14.5],
            leading: 1.32,
            gap: 6.0,
            side_by_side: true,
            figure: 150.0,
            scale: 0.28 * MM,
            least: 0.85,
            signs_run_on: false,
            palette,
        }
    }

    /// Large print: 18 points, in one column.
    pub(crate) fn large(palette: Palette) -> Self {
        Self {
            body: 18.0,
            lead: 20.0,
            headings: [22.0, 22.0, 20.0, 20.0],
            leading: 1.32,
            gap: 9.0,
            side_by_side: false,
            figure: 230.0,
            scale: 0.4 * MM,
            least: 0.7,
            signs_run_on: false,
            palette,
        }
    }

    /// A card in the hand.
    pub(crate) fn card(palette: Palette) -> Self {
        Self {
            lead: 12.0,
            headings: [14.0, 14.0, 13.0, 13.0],
            leading: 1.25,
            gap: 4.5,
            side_by_side: false,
            figure: 95.0,
            scale: 0.24 * MM,
            signs_run_on: true,
            ..Self::normal(palette)
        }
    }

    /// A sheet that is to fit on one piece of paper: never below 12 points, with less and less around them.
    pub(crate) fn ever_tighter(palette: Palette) -> Vec<Self> {
        let tries = [
            (6.0, 1.3, 0.24, false),
            (6.0, 1.3, 0.2, false),
            (6.0, 1.3, 0.16, false),
            (5.0, 1.27, 0.14, false),
            (4.0, 1.24, 0.12, false),
            (3.2, 1.2, 0.1, false),
            (3.2, 1.2, 0.1, true),
        ];
        let look = |(gap, leading, scale, signs_run_on)| Self {
            signs_run_on,
            lead: 12.0,
            headings: [20.0, 14.0, 13.0, 12.0],
            leading,
            gap,
            figure: 170.0 * scale * MM,
            scale: scale * MM,
            ..Self::normal(palette)
        };
        tries.map(look).into()
    }
}

/// The colours of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    pub(crate) ink: Rgb,
    /// For what matters less.
    pub(crate) soft: Rgb,
    pub(crate) accent: Rgb,
    /// Behind text that is to be found at a glance.
    pub(crate) tint: Rgb,
    pub(crate) line: Rgb,
    pub(crate) danger: Rgb,
    pub(crate) danger_tint: Rgb,
    /// The colours of drawings.
    pub(crate) figures: FigureTheme,
}

impl Palette {
    /// The colours of a theme.
    pub(crate) fn of(colours: Colours, black_and_white: bool) -> Self {
        let rgb = |[r, g, b]: [u8; 3]| Rgb(r, g, b);
        let [ink, line] =
            if black_and_white { [[0; 3], [0x70; 3]] } else { [[0x14, 0x20, 0x24], [0x9f, 0xb1, 0xb3]] };
        Self {
            ink: rgb(ink),
            soft: rgb(if black_and_white { [0x33; 3] } else { Theme::SOFT }),
            accent: rgb(colours.accent),
            tint: rgb(colours.tint),
            line: rgb(line),
            danger: rgb(colours.danger),
            danger_tint: rgb(colours.danger_tint),
            figures: if black_and_white { FigureTheme::BlackAndWhite } else { FigureTheme::Colour },
        }
    }
}
