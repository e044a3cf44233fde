//! Sizes and colours: one look for a sheet, whatever stands on it.

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
            palette,
        }
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
}

impl Palette {
    /// The built-in colours.
    pub(crate) const COLOUR: Self = Self {
        ink: Rgb(0x14, 0x20, 0x24),
        soft: Rgb(0x41, 0x51, 0x57),
        accent: Rgb(0x0a, 0x55, 0x5c),
        tint: Rgb(0xea, 0xf3, 0xf2),
        line: Rgb(0x9f, 0xb1, 0xb3),
        danger: Rgb(0x8f, 0x16, 0x16),
        danger_tint: Rgb(0xfd, 0xf3, 0xf1),
    };

    /// For printers and copiers that have black only: nothing is told by a colour.
    #[expect(dead_code, reason = "there is no way yet to ask for it")]
    pub(crate) const BLACK: Self = Self {
        ink: Rgb(0, 0, 0),
        soft: Rgb(0x33, 0x33, 0x33),
        accent: Rgb(0, 0, 0),
        tint: Rgb(0xf0, 0xf0, 0xf0),
        line: Rgb(0x80, 0x80, 0x80),
        danger: Rgb(0, 0, 0),
        danger_tint: Rgb(0xff, 0xff, 0xff),
    };
}
