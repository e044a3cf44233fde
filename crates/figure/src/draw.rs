//! A figure drawn: its frames side by side on one base line, numbered, with arrows and earlier frames as ghosts.

mod arrows;
mod face;
mod frame;
mod muscles;

use regimen_schema::documents::Figure;
use regimen_schema::documents::figure::{Person, Pin, Position, Prop, Side};

use crate::body::Body;
use crate::drawing::{Drawing, Fill, Frame, GRID, Ink, Segment, Shape, Stroke, Wash};
use crate::geometry::{Point, Vec3, point};
use crate::pose::{self, Posed};
use crate::raster::Bounds;
use crate::skeleton::Skeleton;
use crate::solve::{Figurine, Item, Memory, Solved, solve};
use face::disc;
use frame::{Stage, mat};

/// Who is drawn, and on which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The person.
    pub person: Person,
    /// Whether left and right are swapped: a figure is written once, for one side.
    pub mirrored: bool,
}

/// The space between two frames, in centimetres.
const GAP: f64 = 10.0;
/// What a badge with the frame's number takes at the top, and its radius.
const BADGE: (f64, f64) = (13.0, 5.0);

/// Draws a figure. Where it does not say a position itself, it starts from `start`.
pub fn draw(figure: &Figure, start: Position, options: Options) -> Drawing {
    let figurine = Figurine::new(Body::new(options.person.build));
    let frames = solved_frames(figure, start, options.mirrored, &figurine);
    let props: Vec<Vec<Prop>> = frames.iter().map(|(posed, _)| posed.pose.props.clone()).collect();
    let shoes = figure.shoes == Some(true);
    let mut stages: Vec<Stage<'_>> = frames
        .into_iter()
        .map(|(posed, solved)| {
            let pin = pin_point(&solved.skeleton, posed.pose.pin);
            Stage::new(posed, solved, pin, options.person, shoes)
        })
        .collect();
    lay_mats(&mut stages, &props);
    let seen: Vec<_> = stages.iter().map(Stage::see).collect();
    let turned = insets(&stages, &seen);
    let lines: Vec<_> = stages.iter().zip(&seen).map(|(stage, seen)| stage.arrows(seen, &stages)).collect();

    let bounds: Vec<Bounds> = seen
        .iter()
        .zip(&lines)
        .map(|(seen, lines)| {
            let mut bounds = seen.bounds;
            for p in lines.iter().flatten() {
                bounds.add(*p + point(-3.0, -3.0));
                bounds.add(*p + point(3.0, 3.0));
            }
            bounds
        })
        .collect();
    let top = bounds.iter().map(|b| b.min.y).fold(f64::INFINITY, f64::min);
    let bottom = bounds.iter().map(|b| b.max.y).fold(f64::NEG_INFINITY, f64::max);
    let several = stages.len() > 1;
    let head = if several { BADGE.0 } else { 1.0 };
    let mut shapes = Vec::new();
    let mut parts = Vec::new();
    let mut x = 0.0;
    for (i, (stage, bounds)) in stages.iter().zip(&bounds).enumerate() {
        let (left, first) = (x, shapes.len());
        let by = point(x - bounds.min.x, head - top);
        let ghost = stage.posed.ghost.map(|ghost| seen[ghost].body_outline().to_vec());
        shapes.extend(stage.shapes(&seen[i], ghost).into_iter().map(|shape| moved(shape, by)));
        for line in &lines[i] {
            let stroke = Some(Stroke { ink: Ink::Paper, width: 1.0, dashes: None });
            let path = arrows::outline(line);
            // The rim lies below the arrow, so it is drawn first.
            shapes.push(moved(Shape { path: path.clone(), fill: None, stroke }, by));
            let fill = Some(Fill { ink: Ink::Accent, wash: Wash::Solid });
            shapes.push(moved(Shape { path, fill, stroke: None }, by));
        }
        if several {
            shapes.extend(badge(i, point(x + bounds.width() / 2.0, BADGE.1 + 1.0)));
        }
        x += bounds.width() + GAP;
        if let Some(inset) = &turned[i] {
            let floor = head - top + seen[i].bounds.max.y;
            shapes.push(inset.rim(point(x, floor)));
            shapes.extend(inset.shapes(point(x + INSET_RIM, floor - INSET_RIM)));
            x += inset.width() + GAP;
        }
        parts.push(Frame { left, width: x - GAP - left, shapes: first..shapes.len() });
    }
    let height = bottom - top + head + 1.0;
    let mut drawing = Drawing { width: x - GAP, height, shapes, frames: parts };
    snap(&mut drawing);
    drawing
}

/// Brings every point onto the grid: a drawing that is kept and read again is the same.
fn snap(drawing: &mut Drawing) {
    let to_grid = |x: f64| (x * GRID).round() / GRID;
    for segment in drawing.shapes.iter_mut().flat_map(|shape| &mut shape.path) {
        *segment = segment.map(|p| point(to_grid(p.x), to_grid(p.y)));
    }
    for frame in &mut drawing.frames {
        frame.left = to_grid(frame.left);
        frame.width = to_grid(frame.width);
    }
    drawing.width = to_grid(drawing.width);
    drawing.height = to_grid(drawing.height);
}

/// A small picture of a frame from the other side, for a muscle that faces away, with a rim that tells it from a frame.
struct Inset<'b> {
    stage: Stage<'b>,
    seen: frame::Seen,
}

/// How much smaller an inset is.
const INSET: f64 = 0.55;
/// The space between an inset and its rim.
const INSET_RIM: f64 = 3.0;

/// The insets of frames. What an earlier frame's shows is not shown again.
fn insets<'b>(stages: &[Stage<'b>], seen: &[frame::Seen]) -> Vec<Option<Inset<'b>>> {
    let mut shown: Vec<&[_]> = Vec::new();
    let inset = |(stage, seen): (&Stage<'b>, &frame::Seen)| {
        (stage.turned(seen, INSET)).map(|stage| Inset { seen: stage.see(), stage })
    };
    let pairs = stages.iter().zip(seen);
    pairs
        .map(|(stage, seen)| {
            let muscles = stage.posed.highlight.as_slice();
            if shown.contains(&muscles) {
                return None;
            }
            let inset = inset((stage, seen))?;
            // Nor what the other side does not show either.
            if inset.stage.share_of_muscles(&inset.seen) < frame::HIDDEN {
                return None;
            }
            shown.push(muscles);
            Some(inset)
        })
        .collect()
}

impl Inset<'_> {
    /// How wide it is with its rim.
    fn width(&self) -> f64 {
        self.seen.bounds.width() * INSET + 2.0 * INSET_RIM
    }

    /// The rim, with its lower left corner at a point.
    fn rim(&self, corner: Point) -> Shape {
        let height = self.seen.bounds.height() * INSET + 2.0 * INSET_RIM;
        let path = rounded(corner, point(corner.x + self.width(), corner.y - height));
        Shape { path, fill: None, stroke: Some(Stroke { ink: Ink::PropLine, width: 0.4, dashes: None }) }
    }

    /// Its shapes, standing on a point at their lower left.
    fn shapes(&self, corner: Point) -> impl Iterator<Item = Shape> {
        let origin = point(self.seen.bounds.min.x, self.seen.bounds.max.y);
        self.stage.shapes(&self.seen, None).into_iter().map(move |mut shape| {
            for segment in &mut shape.path {
                *segment = segment.map(|p| (p - origin) * INSET + corner);
            }
            if let Some(stroke) = &mut shape.stroke {
                // Thinner lines, but not so thin that they break up in print.
                stroke.width *= 0.75;
            }
            shape
        })
    }
}

/// The frames of a figure, each with its solved skeleton and props.
fn solved_frames<'b>(
    figure: &Figure,
    start: Position,
    mirrored: bool,
    figurine: &'b Figurine,
) -> Vec<(Posed, Solved<'b>)> {
    let (frames, _) = pose::frames(figure, start);
    let mut memory = Memory::default();
    frames
        .into_iter()
        .map(|posed| {
            let posed = if mirrored { posed.mirrored() } else { posed };
            let solved = solve(&posed.pose, figurine, &mut memory);
            (posed, solved)
        })
        .collect()
}

/// The point of the ground that stays where it is from frame to frame.
fn pin_point(skeleton: &Skeleton<'_>, pin: Pin) -> Vec3 {
    let both = |at: &dyn Fn(Side) -> Vec3| at(Side::Left).towards(at(Side::Right), 0.5);
    let at = match pin {
        Pin::Pelvis => skeleton.root.at,
        Pin::Feet => both(&|side| skeleton.foot[side].at),
        Pin::Knees => both(&|side| skeleton.shank[side].at),
        Pin::Hands => both(&|side| skeleton.hand[side].at),
        Pin::LeftFoot => skeleton.foot.left.at,
        Pin::RightFoot => skeleton.foot.right.at,
        Pin::LeftKnee => skeleton.shank.left.at,
        Pin::RightKnee => skeleton.shank.right.at,
    };
    at.grounded()
}

/// One mat for all frames that have one, so that it stays where it is.
fn lay_mats(stages: &mut [Stage<'_>], props: &[Vec<Prop>]) {
    let wants = |props: &[Prop]| {
        let bed = props.contains(&Prop::Bed {});
        (bed || props.contains(&Prop::Mat {})).then_some(bed)
    };
    let mut area = Bounds::NOTHING;
    for (stage, props) in stages.iter().zip(props) {
        if wants(props).is_some() {
            let covered = stage.mat();
            area.add(covered.min);
            area.add(covered.max);
        }
    }
    for (stage, props) in stages.iter_mut().zip(props) {
        if let Some(bed) = wants(props) {
            let items: Vec<Item> = mat(area, bed);
            stage.items.extend(items);
        }
    }
}

/// A rectangle between two corners, its corners rounded.
fn rounded(from: Point, to: Point) -> Vec<Segment> {
    const RADIUS: f64 = 4.0;
    let r = RADIUS.min((to.x - from.x).abs() / 2.0).min((to.y - from.y).abs() / 2.0);
    let corners = [from, point(to.x, from.y), to, point(from.x, to.y)];
    let near = |a: Point, b: Point| a + (b - a) * (r / a.distance(b).max(r));
    let mut path = vec![Segment::Move(near(from, corners[1]))];
    for i in 0..4 {
        let (here, next) = (corners[(i + 1) % 4], corners[(i + 2) % 4]);
        let (a, b) = (near(here, corners[i]), near(here, next));
        // A quarter of a circle, near enough: Bézier handles of 0.5523 radii.
        let handle = |p: Point| p + (here - p) * 0.5523;
        path.extend([Segment::Line(a), Segment::Cubic(handle(a), handle(b), b)]);
    }
    path.push(Segment::Close);
    path
}

/// The number of a frame on a disc. The digits are lines: no font has a say.
fn badge(index: usize, middle: Point) -> [Shape; 2] {
    let fill = Some(Fill { ink: Ink::Line, wash: Wash::Solid });
    let disc = Shape { path: disc(middle, BADGE.1), fill, stroke: None };
    let at = |x: f64, y: f64| middle + point(x, y);
    let digit = match index {
        0 => vec![Segment::Move(at(-1.3, -1.5)), Segment::Line(at(0.3, -2.6)), Segment::Line(at(0.3, 2.6))],
        1 => vec![
            Segment::Move(at(-1.6, -1.2)),
            Segment::Cubic(at(-1.5, -3.2), at(1.7, -3.2), at(1.6, -1.1)),
            Segment::Cubic(at(1.5, 0.3), at(-0.8, 1.3), at(-1.7, 2.5)),
            Segment::Line(at(1.8, 2.5)),
        ],
        2 => vec![
            Segment::Move(at(-1.6, -1.9)),
            Segment::Cubic(at(-0.8, -3.0), at(1.6, -2.9), at(1.5, -1.2)),
            Segment::Cubic(at(1.4, -0.1), at(0.4, -0.1), at(-0.4, -0.1)),
            Segment::Cubic(at(0.6, -0.1), at(1.8, 0.1), at(1.7, 1.3)),
            Segment::Cubic(at(1.6, 3.0), at(-1.0, 3.0), at(-1.8, 1.8)),
        ],
        _ => vec![
            Segment::Move(at(0.9, 2.6)),
            Segment::Line(at(0.9, -2.6)),
            Segment::Line(at(-1.9, 1.1)),
            Segment::Line(at(2.0, 1.1)),
        ],
    };
    let stroke = Some(Stroke { ink: Ink::Paper, width: 0.95, dashes: None });
    [disc, Shape { path: digit, fill: None, stroke }]
}

fn moved(mut shape: Shape, by: Point) -> Shape {
    for segment in &mut shape.path {
        *segment = segment.map(|p| p + by);
    }
    shape
}
