//! Figures on paper: drawings as paths, all of one scale, their frames in as few rows as there is room for; pictures
//! that exist as files beside each other below them.

use std::collections::BTreeMap;
use std::rc::Rc;

use regimen_exporter::view::{Drawn, Figure, Picture};
use regimen_figure::{Drawing, Frame, Point, Segment as Step, Shape, Theme};
use regimen_schema::documents::figure::Person;

use crate::desk::Desk;
use crate::flow::{self, Keep, Piece, after, f, with_next};
use crate::marks::{Mark, Node, Painted, Rgb, Role, Segment, Stroke};
use crate::write::Photo;

/// The units of paths in a centimetre of the body: coordinates are whole numbers, which take the least room in a file.
const UNITS: f32 = 10.0;
/// Between frames, in centimetres of the body.
const GAP: f32 = 10.0;
/// The drawings of an exercise's options show what differs: they are smaller than that of the exercise.
const OPTION: f32 = 0.8;

/// What was made of drawings for a sheet already: it is laid out in several looks, which differ in the drawings' scale.
#[derive(Debug, Default)]
pub(crate) struct Prints {
    /// By the place of a drawing in memory, while the sheet is made, and the frame.
    tops: BTreeMap<(usize, usize), f64>,
    /// Likewise, with where the paths begin.
    paths: BTreeMap<(usize, usize, u64), Rc<Vec<Painted>>>,
}

/// How much of a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The exercise and its options.
    All,
    /// The exercise alone.
    First,
}

/// What an exercise looks like, in a width: one piece, since no picture is apart from the others. It is as wide as it
/// needs to be, which is given beside it.
pub(crate) fn figure(
    desk: &mut Desk<'_>,
    section: Node,
    figure: &Figure,
    width: f32,
    extent: Extent,
) -> (f32, Vec<Piece>) {
    let most = if extent == Extent::First { 1 } else { usize::MAX };
    let mut blocks: Vec<(f32, Vec<Piece>)> = Vec::new();
    for (i, drawn) in figure.drawings.iter().take(most).enumerate() {
        let scale = desk.look.scale * if i == 0 { 1.0 } else { OPTION };
        blocks.push(drawing(desk, section, drawn, width, scale));
    }
    let photos: Vec<&Picture> = figure.pictures.iter().collect();
    blocks.extend(photographs(desk, section, &photos, width));
    let gutter = desk.look.body * 2.0;
    let across =
        blocks.iter().map(|(width, _)| width).sum::<f32>() + gutter * f(blocks.len().saturating_sub(1));
    let widest = blocks.iter().map(|(width, _)| *width).fold(0.0, f32::max);
    let gap = desk.look.gap;
    if blocks.is_empty() {
        return (0.0, Vec::new());
    }
    if across <= width {
        let mut x = 0.0;
        let mut parts = Vec::new();
        for (width, pieces) in blocks {
            parts.push((x, pieces));
            x += width + gutter;
        }
        return (across, vec![Piece { gap, ..flow::side_by_side(parts) }]);
    }
    let below = blocks.into_iter().flat_map(|(_, pieces)| after(gap, pieces)).collect();
    (widest, vec![Piece { gap, ..flow::merged(below) }])
}

/// A drawing with its title.
fn drawing(desk: &mut Desk<'_>, section: Node, drawn: &Drawn, width: f32, scale: f32) -> (f32, Vec<Piece>) {
    let drawing = &*drawn.drawing;
    let widths: Vec<f32> = drawing.frames.iter().map(|frame| narrow(frame.width)).collect();
    let (rows, widest) = rows(&widths, width / (scale * desk.look.least));
    let scale = scale.min(width / widest);
    let node = desk.node(Role::Figure(drawn.alt.clone()), section);
    let theme = desk.look.palette.figures;
    let mut pieces = Vec::new();
    let mut frames = drawing.frames.iter().enumerate();
    for (i, count) in rows.iter().enumerate() {
        let row: Vec<(usize, &Frame)> = frames.by_ref().take(*count).collect();
        // What is free above all frames of a row is not left free.
        let top = row
            .iter()
            .map(|(index, frame)| desk.prints.top(drawing, *index, frame))
            .fold(f64::INFINITY, f64::min)
            .clamp(0.0, drawing.height);
        let height = narrow(drawing.height - top) * scale;
        let mut x = 0.0;
        let mut marks = Vec::new();
        for (index, frame) in row {
            let width = narrow(frame.width) * scale;
            let print = || Rc::new(paths(drawing, frame, top, theme, drawn.person));
            let key = (place(drawing), index, top.to_bits());
            let paths = desk.prints.paths.entry(key).or_insert_with(print).clone();
            marks.push(Mark::Drawing { node, x, y: 0.0, width, height, scale: scale / UNITS, paths });
            x += width + GAP * scale;
        }
        let gap = if i == 0 { 0.0 } else { desk.look.gap * 0.6 };
        pieces.push(Piece { gap, height, marks, keep: Keep::Must, ..Piece::default() });
    }
    let mut across = widest * scale;
    if let Some(title) = &drawn.title {
        let soft = desk.body().ink(desk.look.palette.soft);
        // A title is no wider than its drawing, unless that is very narrow.
        across = across.max(width.min(desk.look.body * 14.0));
        let text = desk.paragraph(section, &[soft.span(title)], across, soft);
        pieces.extend(after(desk.look.gap * 0.3, text));
    }
    (across, with_next(pieces, Keep::No))
}

/// Frames in as few rows as can be, none wider than `most`; a single frame may be. How many frames each row has, and
/// the width of the widest. Rows are as even as can be.
fn rows(widths: &[f32], most: f32) -> (Vec<usize>, f32) {
    let filled = |capacity: f32| {
        let mut rows: Vec<usize> = Vec::new();
        let mut x = f32::INFINITY;
        for width in widths {
            if x + GAP + width > capacity + 0.01 {
                rows.push(0);
                x = -GAP;
            }
            x += GAP + width;
            if let Some(last) = rows.last_mut() {
                *last += 1;
            }
        }
        rows
    };
    // A row is as wide as some frames that follow each other.
    let mut capacities: Vec<f32> = Vec::new();
    for first in 0..widths.len() {
        let mut sum = -GAP;
        for width in &widths[first..] {
            sum += GAP + width;
            capacities.push(sum);
        }
    }
    let widest = widths.iter().copied().fold(1.0, f32::max);
    capacities.retain(|capacity| *capacity >= widest - 0.01);
    capacities.sort_by(f32::total_cmp);
    let fit = |capacity: &&f32| **capacity <= most;
    let largest = capacities.iter().rfind(fit).copied().unwrap_or(widest);
    let count = filled(largest).len();
    let even =
        capacities.iter().copied().find(|capacity| filled(*capacity).len() <= count).unwrap_or(largest);
    (filled(even), even)
}

/// How far from the top a frame begins.
fn top(drawing: &Drawing, frame: &Frame) -> f64 {
    let points = shapes(drawing, frame).iter().flat_map(|shape| &shape.path).flat_map(Step::points);
    // Lines are drawn to both sides of their points.
    points.map(|p| p.y - 1.0).fold(f64::INFINITY, f64::min)
}

impl Prints {
    fn top(&mut self, drawing: &Drawing, index: usize, frame: &Frame) -> f64 {
        *self.tops.entry((place(drawing), index)).or_insert_with(|| top(drawing, frame))
    }
}

fn place(drawing: &Drawing) -> usize {
    std::ptr::from_ref(drawing).addr()
}

fn shapes<'a>(drawing: &'a Drawing, frame: &Frame) -> &'a [Shape] {
    drawing.shapes.get(frame.shapes.clone()).unwrap_or_default()
}

/// The shapes of a frame in the colours of a theme, from its upper left corner.
fn paths(drawing: &Drawing, frame: &Frame, top: f64, theme: Theme, person: Person) -> Vec<Painted> {
    let at = |p: Point| ((narrow(p.x - frame.left) * UNITS).round(), (narrow(p.y - top) * UNITS).round());
    let ink = |ink| {
        let regimen_figure::Rgb(r, g, b) = theme.colour(ink, person);
        Rgb(r, g, b)
    };
    let mut paths: Vec<Painted> = Vec::new();
    for shape in shapes(drawing, frame) {
        let path = shape.path.iter().map(|step| match *step {
            Step::Move(p) => Segment::Move(at(p).0, at(p).1),
            Step::Line(p) => Segment::Line(at(p).0, at(p).1),
            Step::Cubic(a, b, c) => Segment::Cubic(at(a).0, at(a).1, at(b).0, at(b).1, at(c).0, at(c).1),
            Step::Close => Segment::Close,
        });
        let fill = shape.fill.map(|fill| (ink(fill.ink), narrow(theme.strength(fill.wash))));
        let stroke = shape.stroke.map(|stroke| Stroke {
            ink: ink(stroke.ink),
            width: narrow(stroke.width) * UNITS,
            dashes: stroke.dashes.map(|(dash, gap)| [dash, gap].map(|length| narrow(length) * UNITS)),
        });
        match paths.last_mut() {
            // Lines of one ink that follow each other are one path.
            Some(before) if fill.is_none() && before.fill.is_none() && before.stroke == stroke => {
                before.path.extend(path);
            }
            _ => paths.push(Painted { path: path.collect(), fill, stroke }),
        }
    }
    paths
}

/// Pictures beside each other, as high as the look allows.
fn photographs(
    desk: &mut Desk<'_>,
    section: Node,
    pictures: &[&Picture],
    width: f32,
) -> Option<(f32, Vec<Piece>)> {
    let photos: Vec<(&Picture, Photo)> =
        pictures.iter().filter_map(|p| Some((*p, Photo::new(p.media_type, &p.bytes)?))).collect();
    let gutter = desk.look.body * 0.7;
    let count = f(photos.len());
    let each = (width - gutter * (count - 1.0)) / count.max(1.0);
    let mut row = Piece::default();
    let mut x = 0.0;
    for (picture, photo) in photos {
        let node = desk.node(Role::Figure(picture.alt.clone()), section);
        let across = each.min(desk.look.figure / photo.shape);
        let height = across * photo.shape;
        row.marks.push(Mark::Photo { node, x, y: 0.0, width: across, height, photo: photo.into() });
        row.height = row.height.max(height);
        x += across + gutter;
    }
    (!row.marks.is_empty()).then(|| (x - gutter, vec![row]))
}

/// Lengths on paper need no more.
#[expect(clippy::cast_possible_truncation, reason = "pictures are a few metres wide")]
fn narrow(x: f64) -> f32 {
    x as f32
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn frames_stand_in_as_few_rows_as_there_is_room_for_and_rows_are_even() {
        assert_eq!(rows(&[100.0, 100.0], 300.0), (vec![2], 210.0));
        assert_eq!(rows(&[100.0; 4], 330.0), (vec![2, 2], 210.0));
        assert_eq!(rows(&[60.0, 100.0, 100.0], 250.0), (vec![2, 1], 170.0));
        assert_eq!(rows(&[100.0, 60.0, 100.0], 150.0), (vec![1, 1, 1], 100.0));
    }

    /// It is made smaller then.
    #[test]
    fn a_frame_wider_than_its_place_stands_alone() {
        assert_eq!(rows(&[500.0, 100.0], 300.0), (vec![1, 1], 500.0));
    }
}
