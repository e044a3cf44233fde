//! What a library's theme comes to: colours and order, with the built-in ones where it says nothing.

use regimen_schema::documents::library::{Section, Theme};
use regimen_schema::text::contrast;

use crate::ExportCx;

/// The colours of a handout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// Headings, bars and numbers.
    pub accent: [u8; 3],
    /// The ground of what is to be found at a glance.
    pub tint: [u8; 3],
    /// Warnings.
    pub danger: [u8; 3],
    /// The ground of warnings.
    pub danger_tint: [u8; 3],
}

impl Colours {
    /// The built-in colours.
    pub const BUILT_IN: Self = Self {
        accent: Theme::ACCENT,
        tint: Theme::TINT,
        danger: Theme::DANGER,
        danger_tint: [0xfd, 0xf3, 0xf1],
    };

    /// For printers and copiers that have black only: nothing is told by a colour.
    pub const BLACK: Self = Self { accent: [0; 3], tint: [0xf0; 3], danger: [0; 3], danger_tint: [0xff; 3] };
}

/// The colours that handouts are made in.
pub fn colours(cx: &ExportCx<'_>) -> Colours {
    if cx.black_and_white {
        return Colours::BLACK;
    }
    let built_in = Colours::BUILT_IN;
    let Some(own) = cx.library.settings.theme.as_ref().and_then(|t| t.colours.as_ref()) else {
        return built_in;
    };
    let own_or = |own: &Option<_>, built_in| own.as_ref().map_or(built_in, regimen_schema::text::Colour::rgb);
    Colours {
        accent: own_or(&own.accent, built_in.accent),
        tint: own_or(&own.tint, built_in.tint),
        danger: own_or(&own.danger, built_in.danger),
        ..built_in
    }
}

/// The order of sections that the theme asks for.
pub fn section_order<'a>(cx: &ExportCx<'a>) -> &'a [Section] {
    cx.library.settings.theme.as_ref().map_or(&[], |t| &t.section_order)
}

/// A colour that stands out from a dark screen as text must, in the same hue: mixed with white until it does.
pub(crate) fn on_dark(colour: [u8; 3]) -> [u8; 3] {
    const SCREEN: [u8; 3] = [0x1d, 0x32, 0x35];
    const ENOUGH: f64 = 5.0;
    let mix = |part: u16| {
        colour.map(|c| {
            let c = u16::from(c);
            u8::try_from(c + (255 - c) * part / 16).unwrap_or(255)
        })
    };
    (0..=16).map(mix).find(|c| contrast(*c, SCREEN) >= ENOUGH).unwrap_or([255; 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_read_on_a_dark_screen() {
        for colour in [[0; 3], [0x0a, 0x55, 0x5c], [0x8f, 0x16, 0x16], [255; 3]] {
            assert!(contrast(on_dark(colour), [0x1d, 0x32, 0x35]) >= 4.5, "{colour:?}");
        }
    }
}
