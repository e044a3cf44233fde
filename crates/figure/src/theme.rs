//! Themes: which colour an ink has on screen and in print.

use regimen_schema::documents::figure::{ClothingColour, HairColour, Person, Skin};

use crate::drawing::{Ink, Wash};

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// How a picture is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// In colour, on white.
    #[default]
    Colour,
    /// For printers without colour: greys, and muscles hatched.
    BlackAndWhite,
    /// In colour, on a dark screen.
    Dark,
}

impl Theme {
    /// The colour of an ink, for a person.
    pub fn colour(self, ink: Ink, person: Person) -> Rgb {
        match self {
            Self::Colour => colour(ink, person),
            Self::BlackAndWhite => grey(ink),
            Self::Dark => dark(ink, person),
        }
    }

    /// The ground that a picture of its own stands on.
    pub fn ground(self) -> Rgb {
        match self {
            Self::Colour | Self::BlackAndWhite => rgb(0x00ff_ffff),
            Self::Dark => rgb(0x0012_181b),
        }
    }

    /// How strongly an ink is laid on, from 0 to 1.
    pub fn strength(self, wash: Wash) -> f64 {
        match (wash, self) {
            (Wash::Solid, _) => 1.0,
            (Wash::Tint, Self::BlackAndWhite) => 0.12,
            (Wash::Tint, _) => 0.62,
            (Wash::Shade, Self::BlackAndWhite) => 0.10,
            (Wash::Shade, _) => 0.13,
        }
    }
}

const fn rgb(hex: u32) -> Rgb {
    let [_, r, g, b] = hex.to_be_bytes();
    Rgb(r, g, b)
}

fn colour(ink: Ink, person: Person) -> Rgb {
    rgb(match ink {
        Ink::Skin => skin(person.skin).0,
        Ink::SkinFar => skin(person.skin).1,
        Ink::Shirt => cloth(person.clothing_colour).0,
        Ink::Trousers => cloth(person.clothing_colour).1,
        Ink::Hair => hair(person),
        Ink::Shoe => 0x00f4_f4f2,
        Ink::ShoeFar => 0x00de_dede,
        Ink::ShoeSole | Ink::FurnitureDark => 0x00d3_c1a3,
        Ink::Mat => 0x00e3_ece0,
        Ink::Furniture => 0x00ea_dcc5,
        Ink::Wall => 0x00f5_f1ea,
        Ink::Pillow | Ink::Paper => 0x00ff_ffff,
        Ink::Ball => 0x00e9_c46a,
        Ink::Strap => 0x00c0_392b,
        Ink::Line => 0x001d_2630,
        Ink::PropLine => 0x008a_8577,
        Ink::Accent => 0x00d9_482b,
        Ink::Shadow => 0x00c5_ccd0,
        Ink::Shade => 0x0000_0000,
        Ink::Ghost => 0x009a_a4ab,
    })
}

fn grey(ink: Ink) -> Rgb {
    rgb(match ink {
        Ink::Skin | Ink::Pillow | Ink::Paper => 0x00ff_ffff,
        Ink::Wall => 0x00f8_f8f8,
        Ink::SkinFar | Ink::ShoeFar | Ink::FurnitureDark | Ink::ShoeSole => 0x00dc_dcdc,
        Ink::Shirt => 0x00cf_cfcf,
        Ink::Trousers => 0x007a_7a7a,
        Ink::Hair => 0x004a_4a4a,
        Ink::Shoe => 0x00f4_f4f4,
        Ink::Mat | Ink::Furniture => 0x00f1_f1f1,
        Ink::Ball => 0x00e4_e4e4,
        Ink::Strap => 0x0033_3333,
        Ink::Line | Ink::Accent | Ink::Shade => 0x0000_0000,
        Ink::PropLine => 0x0077_7777,
        Ink::Shadow => 0x00d9_d9d9,
        Ink::Ghost => 0x008d_8d8d,
    })
}

/// On a dark screen outlines cannot be darker than the ground: what would drown in it is lifted.
fn dark(ink: Ink, person: Person) -> Rgb {
    match ink {
        Ink::Trousers => lifted(colour(ink, person), 0.30),
        Ink::Hair => lifted(colour(ink, person), 0.22),
        Ink::Mat => rgb(0x003a_4a44),
        Ink::Furniture => rgb(0x008f_7f66),
        Ink::FurnitureDark => rgb(0x0074_6650),
        Ink::Wall => rgb(0x0054_4d42),
        Ink::PropLine => rgb(0x00b4_ad9c),
        Ink::Shadow => rgb(0x0024_2c31),
        Ink::Ghost => rgb(0x008f_9aa2),
        Ink::Accent => rgb(0x00ff_7a5c),
        Ink::Line => rgb(0x000b_1015),
        Ink::Paper => rgb(0x00f2_f5f7),
        other => colour(other, person),
    }
}

/// A colour mixed with white.
fn lifted(Rgb(r, g, b): Rgb, share: f64) -> Rgb {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
    let lift = |c: u8| (f64::from(c) + (255.0 - f64::from(c)) * share).round() as u8;
    Rgb(lift(r), lift(g), lift(b))
}

/// The tone of the nearer and of the farther limbs.
fn skin(skin: Skin) -> (u32, u32) {
    match skin {
        Skin::Light => (0x00f7_dcc6, 0x00df_bfa6),
        Skin::Tan => (0x00e8_bf98, 0x00cf_a47c),
        Skin::LightBrown => (0x00cb_9a70, 0x00b3_8259),
        Skin::Brown => (0x00a9_734c, 0x008f_5f3d),
        Skin::Dark => (0x0080_553a, 0x0069_452f),
    }
}

/// Shirt and trousers: the shirt is lighter, so that a print without colour still tells them apart.
fn cloth(colour: ClothingColour) -> (u32, u32) {
    match colour {
        ClothingColour::Blue => (0x009c_c3d5, 0x004d_6379),
        ClothingColour::Sand => (0x00f0_d9a8, 0x006b_4e3d),
        ClothingColour::Lilac => (0x00c6_b3d6, 0x005a_5a66),
        ClothingColour::Green => (0x00b7_d6b0, 0x0046_6350),
    }
}

fn hair(person: Person) -> u32 {
    use regimen_schema::documents::figure::Hair;
    if person.hair == Hair::Headscarf {
        return match person.clothing_colour {
            ClothingColour::Blue => 0x0033_4f66,
            ClothingColour::Sand => 0x0094_7352,
            ClothingColour::Lilac => 0x0076_6488,
            ClothingColour::Green => 0x0038_5a48,
        };
    }
    match person.hair_colour {
        HairColour::Black => 0x0029_2422,
        HairColour::Brown => 0x005b_4334,
        HairColour::Fair => 0x00d3_ae6c,
        HairColour::Red => 0x00a5_552f,
        HairColour::Grey => 0x00c9_c9c6,
    }
}
