//! The face: eyes, brows and mouth as curves on the head, where they are seen.

use crate::body::face_at;
use crate::drawing::{Fill, Ink, Segment, Shape, Stroke, Wash};
use crate::geometry::{Point, point, sin_cos, vec3};
use crate::raster::{Lens, Raster};
use crate::skeleton::Bone;

/// The marks of a face, in the plane of the picture.
pub(super) fn face(raster: &Raster, lens: &Lens, head: &Bone, eyes_closed: bool) -> Vec<Shape> {
    let marks = Marks { raster, lens, head };
    let mut path = Vec::new();
    let mut pupils = Vec::new();
    for side in [1.0, -1.0] {
        if eyes_closed {
            marks.curve(&mut path, |t| (side * (2.0 + 2.6 * t), 4.8 - 0.55 * arch(t)));
        } else {
            marks.curve(&mut path, |t| (side * (1.9 + 2.8 * t), 4.9 + 0.65 * arch(t)));
            pupils.extend(marks.seen(side * 3.25, 4.75, 0.3).map(|p| disc(p, 0.52)));
        }
        marks.curve(&mut path, |t| (side * (1.6 + 3.3 * t), 6.9 + 0.7 * arch(t * 0.9)));
    }
    marks.curve(&mut path, |t| (-2.1 + 4.2 * t, -2.3 - 0.45 * arch(t)));
    let mut shapes = Vec::new();
    if !path.is_empty() {
        let stroke = Some(Stroke { ink: Ink::Line, width: 0.3, dashes: None });
        shapes.push(Shape { path, fill: None, stroke });
    }
    if !pupils.is_empty() {
        let fill = Some(Fill { ink: Ink::Line, wash: Wash::Solid });
        shapes.push(Shape { path: pupils.into_iter().flatten().collect(), fill, stroke: None });
    }
    shapes
}

/// A half wave from 0 to 1.
fn arch(t: f64) -> f64 {
    sin_cos(180.0 * t).0
}

/// A disc as four curves.
pub(super) fn disc(middle: Point, radius: f64) -> Vec<Segment> {
    let k = radius * 0.552_28;
    let r = radius;
    let at = |x: f64, y: f64| middle + point(x, y);
    vec![
        Segment::Move(at(r, 0.0)),
        Segment::Cubic(at(r, k), at(k, r), at(0.0, r)),
        Segment::Cubic(at(-k, r), at(-r, k), at(-r, 0.0)),
        Segment::Cubic(at(-r, -k), at(-k, -r), at(0.0, -r)),
        Segment::Cubic(at(k, -r), at(r, -k), at(r, 0.0)),
        Segment::Close,
    ]
}

struct Marks<'a> {
    raster: &'a Raster,
    lens: &'a Lens,
    head: &'a Bone,
}

impl Marks<'_> {
    fn curve(&self, path: &mut Vec<Segment>, at: impl Fn(f64) -> (f64, f64)) {
        let mut run = Vec::new();
        for i in 0..9 {
            let (x, y) = at(f64::from(i) / 8.0);
            match self.seen(x, y, 0.2) {
                Some(p) => run.push(p),
                None => end(&mut run, path),
            }
        }
        end(&mut run, path);
    }

    /// Where a place on the face is in the picture, if it faces the viewer by that much and nothing hides it.
    fn seen(&self, x: f64, y: f64, facing: f64) -> Option<Point> {
        let slope = (face_at(y, x + 0.2) - face_at(y, x - 0.2)) / 0.4;
        let normal = self.head.turn.apply(vec3(-slope, 0.0, 1.0).unit());
        if normal.dot(self.lens.back) < facing {
            return None;
        }
        let at = self.head.point(vec3(x, y, face_at(y, x) + 0.12));
        let p = self.lens.project(at);
        let pixel = self.raster.pixel(p);
        if pixel.x < 0.0 || pixel.y < 0.0 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative")]
        let (column, row) = (pixel.x as usize, pixel.y as usize);
        if column >= self.raster.width || row >= self.raster.height {
            return None;
        }
        (self.lens.depth(at) > self.raster.depth[row * self.raster.width + column] - 0.35).then_some(p)
    }
}

fn end(run: &mut Vec<Point>, path: &mut Vec<Segment>) {
    if run.len() > 2 {
        let steps = run.iter().enumerate();
        path.extend(steps.map(|(i, p)| if i == 0 { Segment::Move(*p) } else { Segment::Line(*p) }));
    }
    run.clear();
}
