//! A picture as shapes, in centimetres of the body's size. It knows inks, not colours: a theme gives them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use crate::geometry::Point;

/// Steps a centimetre of the grid on which every point lies: 1.6 mm of the body's size, a pixel of what was traced. Where
/// a person is printed 8 cm high, that is 0.08 mm.
pub(crate) const GRID: f64 = 6.25;

/// A finished picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// Its width, in centimetres of the body's size (a standing person is about 170 high).
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What is drawn, the farthest first.
    pub shapes: Vec<Shape>,
    /// Its frames, from left to right: where there is no room for all of them side by side, they may be taken apart.
    pub frames: Vec<Frame>,
}

/// A part of a drawing that can stand by itself: as high as the drawing, all frames on one base line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Where it begins.
    pub left: f64,
    /// Its width.
    pub width: f64,
    /// Its shapes among those of the drawing.
    pub shapes: Range<usize>,
}

/// No number of a drawing is none (property-tested), so equality holds for each with itself.
impl Eq for Drawing {}

/// Something that is filled, stroked, or both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Its outline. Fills follow the even-odd rule.
    pub path: Vec<Segment>,
    /// What it is filled with.
    pub fill: Option<Fill>,
    /// What its line is drawn with.
    pub stroke: Option<Stroke>,
}

/// A step of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Segment {
    /// Starts anew at a point.
    Move(Point),
    /// A straight line to a point.
    Line(Point),
    /// A cubic Bézier curve with two control points to a point.
    Cubic(Point, Point, Point),
    /// Back to where it started.
    Close,
}

impl Segment {
    /// The same step after `f` has moved its points.
    #[must_use]
    pub fn map(self, f: impl Fn(Point) -> Point) -> Self {
        match self {
            Self::Move(p) => Self::Move(f(p)),
            Self::Line(p) => Self::Line(f(p)),
            Self::Cubic(a, b, c) => Self::Cubic(f(a), f(b), f(c)),
            Self::Close => Self::Close,
        }
    }

    /// Its points.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        let points = match *self {
            Self::Move(p) | Self::Line(p) => [Some(p), None, None],
            Self::Cubic(a, b, c) => [Some(a), Some(b), Some(c)],
            Self::Close => [None; 3],
        };
        points.into_iter().flatten()
    }
}

/// What an area is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fill {
    /// The ink.
    pub ink: Ink,
    /// How it is laid on.
    pub wash: Wash,
}

/// How an ink is laid on. How strong a wash is, the theme says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wash {
    /// Fully.
    Solid,
    /// As a tint over what is below, for muscles.
    Tint,
    /// As a light shade over what is below.
    Shade,
}

/// What a line is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// The ink.
    pub ink: Ink,
    /// The width in centimetres of the body's size. Ends and corners are round.
    pub width: f64,
    /// Dashes and the gaps between them.
    pub dashes: Option<(f64, f64)>,
}

/// What something is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ink {
    /// Skin.
    Skin,
    /// Skin of the farther limbs.
    SkinFar,
    /// The shirt.
    Shirt,
    /// Shorts or trousers.
    Trousers,
    /// The hair, or the scarf over it.
    Hair,
    /// Shoes.
    Shoe,
    /// The farther shoe.
    ShoeFar,
    /// The soles of shoes.
    ShoeSole,
    /// A mat.
    Mat,
    /// The lit faces of furniture.
    Furniture,
    /// Legs and edges of furniture.
    FurnitureDark,
    /// A wall.
    Wall,
    /// Pillows and cushions.
    Pillow,
    /// A ball.
    Ball,
    /// A strap or a band.
    Strap,
    /// The body's outlines.
    Line,
    /// The outlines of props.
    PropLine,
    /// Arrows and muscles.
    Accent,
    /// The shadow on the ground.
    Shadow,
    /// The shade on the body.
    Shade,
    /// The dashed outline of an earlier frame.
    Ghost,
    /// The rim round arrows, and what is written on badges.
    Paper,
}

impl Ink {
    /// Every ink.
    pub const ALL: [Self; 22] = [
        Self::Skin,
        Self::SkinFar,
        Self::Shirt,
        Self::Trousers,
        Self::Hair,
        Self::Shoe,
        Self::ShoeFar,
        Self::ShoeSole,
        Self::Mat,
        Self::Furniture,
        Self::FurnitureDark,
        Self::Wall,
        Self::Pillow,
        Self::Ball,
        Self::Strap,
        Self::Line,
        Self::PropLine,
        Self::Accent,
        Self::Shadow,
        Self::Shade,
        Self::Ghost,
        Self::Paper,
    ];
}
