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
    /// Whether the warnings begin on a side of their own.
    pub(crate) warnings_apart: bool,
    pub(crate) margins: Margins,
    pub(crate) palette: Palette,
}

/// What stays white around a page, at each side, above and below; the foot stands in what is below.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Margins {
    pub(crate) side: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
}

impl Margins {
    const ORDINARY: Self = Self { side: 15.0 * MM, top: 13.0 * MM, bottom: 18.0 * MM };
    /// Every printer reaches as far.
    const NARROW: Self = Self { side: 12.0 * MM, top: 9.0 * MM, bottom: 15.5 * MM };
}

impl Look {
    /// The same with less and less around the text, and smaller drawings.
    pub(crate) fn tighter(self) -> Vec<Self> {
        let look = |(share, leading, drawn): (f32, f32, f32)| Self {
            gap: self.gap * share,
            leading: self.leading.min(leading),
            scale: self.scale * drawn,
            ..self
        };
        [(1.0, 1.32, 1.0), (0.9, 1.28, 0.88), (0.8, 1.28, 0.76)].map(look).into()
    }

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
            least: 0.78,
            signs_run_on: false,
            warnings_apart: false,
            margins: Margins::ORDINARY,
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
            warnings_apart: false,
            margins: Margins::ORDINARY,
            palette,
        }
    }

    /// A card in the hand: its text takes ever less room, but is never below 12 points.
    pub(crate) fn card(palette: Palette) -> Vec<Self> {
        let tries =
            [(4.5, 1.25, 0.24), (4.5, 1.25, 0.2), (4.0, 1.22, 0.17), (3.5, 1.2, 0.14), (3.0, 1.18, 0.11)];
        let look = |(gap, leading, scale)| Self {
            lead: 12.0,
            headings: [14.0, 14.0, 13.0, 13.0],
            leading,
            gap,
            side_by_side: false,
            figure: 400.0 * scale,
            scale: scale * MM,
            signs_run_on: true,
            ..Self::normal(palette)
        };
        tries.map(look).into()
    }

    /// A sheet that is to fit on one piece of paper: never below 12 points, with less and less around them. What is
    /// done stands in front and the warnings on the back, if there is room for it.
    pub(crate) fn ever_tighter(palette: Palette) -> Vec<Self> {
        let tries = [
            (6.0, 1.3, 0.24, false, true),
            (5.0, 1.27, 0.2, false, true),
            (4.0, 1.24, 0.18, false, true),
            (3.2, 1.22, 0.15, false, true),
            (5.0, 1.27, 0.2, false, false),
            (4.0, 1.24, 0.16, false, false),
            (4.0, 1.24, 0.16, true, false),
            (3.2, 1.2, 0.14, false, false),
            (3.2, 1.2, 0.14, true, false),
            (3.2, 1.2, 0.12, true, false),
            (3.0, 1.18, 0.1, true, false),
        ];
        let look = |(gap, leading, scale, signs_run_on, warnings_apart)| Self {
            signs_run_on,
            warnings_apart,
            lead: 12.0,
            headings: [20.0, 14.0, 13.0, 12.0],
            leading,
            gap,
            figure: 170.0 * scale * MM,
            scale: scale * MM,
            margins: Margins::NARROW,
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
