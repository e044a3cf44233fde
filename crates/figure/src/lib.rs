//! Draws a patient in a pose that is data.
//!
//! A figure ([`regimen_schema::documents::Figure`]) is solved into a skeleton, checked, given a body, seen by a camera
//! without perspective, and traced into smooth curves. Pure: no disk, clock, environment. Same figure, same bytes.

#![expect(clippy::many_single_char_names, reason = "points and vectors are named as in the formulas")]

mod body;
mod check;
mod describe;
mod draw;
mod drawing;
mod geometry;
mod mesh;
mod pose;
mod raster;
mod sheet;
mod skeleton;
mod solve;
mod surface;
mod svg;
mod theme;
mod trace;

pub use check::{Bend, Fault, FaultKind, bends, check};
pub use describe::{Change, Moment, describe, worked_side};
pub use draw::{Options, draw};
pub use drawing::{Drawing, Fill, Frame, Ink, Point, Segment, Shape, Stroke, Wash};
pub use sheet::{Place, Sheet};
pub use svg::{Colours, frame_svgs, style_sheet, svg};
pub use theme::{Rgb, Theme};

/// The version of the renderer: a drawing that was kept is good as long as this is the same. Raised with every change
/// that a picture shows; the hashes of the gallery tell when.
pub const VERSION: u32 = 3;
