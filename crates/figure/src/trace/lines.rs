//! The drawn lines: where neighbouring pixels differ in depth, material or direction, chained into strokes.
//!
//! After the geometric buffers of Saito and Takahashi, *Comprehensible Rendering of 3-D Shapes* (SIGGRAPH 1990): where
//! two parts run into each other the depth is continuous, so no line is drawn; where a limb passes in front of
//! something the depth jumps, so one appears, and it fades out where the limb joins the trunk.

mod chain;
mod classify;

use super::curve::{fitted, sampled, simplified, smoothed};
use crate::drawing::Segment;
use crate::geometry::{Point, point};
use crate::raster::{Layers, Raster};
use chain::{Chain, chains, settled};

pub(crate) use classify::Sight;

/// What kind of line runs between two pixels. Stronger kinds come later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Line {
    /// Two parts meet at an angle.
    Crease,
    /// Two materials meet.
    Material,
    /// The outline of a finger or a toe.
    Fine,
    /// A part passes in front of another.
    Inner,
    /// The body's outline.
    Outer,
    /// A prop's outline.
    Prop,
    /// An edge of a prop.
    PropCrease,
    /// Only drawn where it goes on from something stronger.
    Weak,
}

impl Line {
    /// Its width in centimetres of the body's size: a figure printed 8 cm long gets outlines of 0.7 points.
    pub(crate) fn width(self) -> f64 {
        match self {
            Self::Outer => 0.52,
            Self::Inner => 0.44,
            Self::Fine => 0.36,
            Self::Material | Self::Prop => 0.30,
            Self::Crease | Self::Weak => 0.24,
            Self::PropCrease => 0.22,
        }
    }

    pub(crate) fn is_prop(self) -> bool {
        matches!(self, Self::Prop | Self::PropCrease)
    }

    /// How strong it is, for telling which chain goes on as which.
    fn weight(self) -> f64 {
        match self {
            Self::Crease => 1.0,
            Self::Material => 2.0,
            Self::Fine => 2.5,
            Self::Inner => 3.0,
            Self::Outer => 4.0,
            Self::Prop => 5.0,
            Self::PropCrease => 6.0,
            Self::Weak => 9.0,
        }
    }
}

/// The lines between pixels, on the grid of their corners.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) columns: usize,
    /// The line from each corner to the next on the right.
    pub(crate) right: Vec<Option<Line>>,
    /// The line from each corner to the next below.
    pub(crate) down: Vec<Option<Line>>,
}

/// The lines of a picture, in pixels.
#[derive(Debug, Default)]
pub(crate) struct Strokes {
    /// Lines of one width each.
    pub(crate) even: Vec<(Line, Vec<Segment>)>,
    /// Outlines of lines that thin out at their free ends.
    pub(crate) tapered: Vec<Segment>,
}

/// How far a fitted curve may be from its line, in pixels: below what is seen at arm's length.
const TOLERANCE: f64 = 0.8;
/// The same for the edges of a line that thins out to less than a pixel.
const EDGE_TOLERANCE: f64 = 0.3;

/// How lines are traced, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// Pixels a centimetre.
    pub(crate) scale: f64,
    pub(crate) sigma: f64,
    pub(crate) stride: usize,
}

/// Traces the lines of a picture.
pub(crate) fn strokes(raster: &Raster, layers: &Layers, sight: &Sight, manner: Manner) -> Strokes {
    let grid = classify::grid(raster, layers, sight);
    let mut strokes = Strokes::default();
    for chain in chains(&grid, pixels(manner.scale, 1.0).max(4)) {
        strokes.add(&chain, &grid, manner);
    }
    strokes.even.sort_by_key(|(line, _)| (!line.is_prop(), *line));
    strokes
}

impl Strokes {
    fn add(&mut self, chain: &Chain, grid: &Grid, manner: Manner) {
        let scale = manner.scale;
        #[expect(clippy::cast_precision_loss, reason = "pixels")]
        let length = |n: usize| n as f64;
        let strong = chain.lines.iter().filter(|line| **line != Line::Weak).count();
        let free = [chain.nodes[0], chain.nodes[chain.nodes.len() - 1]].map(|n| grid.degree(n) == 1);
        if length(chain.lines.len()) < 0.8 * scale
            || strong == 0
            || (length(strong) < 4.5 * scale && !chain.closed && free == [true, true])
        {
            return;
        }
        let points = middles(chain, grid.columns);
        if chain.lines.iter().max().is_some_and(|line| line.is_prop()) {
            self.add_prop(chain, &points);
            return;
        }
        let points = smoothed(&points, manner.sigma, chain.closed);
        let lines = settled(&chain.lines, chain.closed, pixels(scale, 0.6).max(3), pixels(scale, 2.0));
        let one = lines.iter().all(|line| *line == lines[0]);
        if let (true, Some(line)) = (one, lines[0])
            && (chain.closed || free == [false, false])
        {
            let path = fitted(&points, chain.closed, TOLERANCE, manner.stride);
            self.of(line).extend(path);
            return;
        }
        let mut from = 0;
        while from < lines.len() {
            let to = (from..lines.len()).find(|i| lines[*i] != lines[from]).unwrap_or(lines.len());
            if let Some(line) = lines[from] {
                let last = to == lines.len();
                let part: Vec<Point> = if chain.closed && last {
                    points[from..].iter().chain(&points[..1]).copied().collect()
                } else if chain.closed {
                    points[from..=to].to_vec()
                } else {
                    points[from..(to + 2).min(points.len())].to_vec()
                };
                let start = if from == 0 { !chain.closed && free[0] } else { lines[from - 1].is_none() };
                let end = if last { !chain.closed && free[1] } else { lines[to].is_none() };
                if part.len() > 2 {
                    if start || end {
                        let width = line.width() * scale;
                        self.tapered.extend(tapered(&part, width, (start, end), 2.2 * scale, manner.stride));
                    } else {
                        let path = fitted(&part, false, TOLERANCE, manner.stride);
                        self.of(line).extend(path);
                    }
                }
            }
            from = to;
        }
    }

    /// The edges of furniture are straight.
    fn add_prop(&mut self, chain: &Chain, points: &[Point]) {
        let mut points = smoothed(points, 0.8, chain.closed);
        if chain.closed {
            points.push(points[0]);
        }
        let count = |line: Line| chain.lines.iter().filter(|l| **l == line).count();
        let line = if count(Line::PropCrease) > count(Line::Prop) { Line::PropCrease } else { Line::Prop };
        let kept = simplified(&points, 0.95);
        let path =
            kept.iter().enumerate().map(|(i, p)| if i == 0 { Segment::Move(*p) } else { Segment::Line(*p) });
        self.of(line).extend(path);
    }

    fn of(&mut self, line: Line) -> &mut Vec<Segment> {
        let index = self.even.iter().position(|(other, _)| *other == line).unwrap_or_else(|| {
            self.even.push((line, Vec::new()));
            self.even.len() - 1
        });
        &mut self.even[index].1
    }
}

/// The middles of a chain's steps: a calmer line than the corners. Open ends stay.
fn middles(chain: &Chain, columns: usize) -> Vec<Point> {
    #[expect(clippy::cast_precision_loss, reason = "pixels")]
    let at = |node: usize| point((node % columns) as f64, (node / columns) as f64);
    let steps = chain.nodes.windows(2).map(|pair| at(pair[0]).towards(at(pair[1]), 0.5));
    if chain.closed {
        steps.collect()
    } else {
        let (first, last) = (chain.nodes[0], chain.nodes[chain.nodes.len() - 1]);
        [at(first)].into_iter().chain(steps).chain([at(last)]).collect()
    }
}

/// The outline of a line whose free ends thin out to a quarter over a length.
fn tapered(
    points: &[Point],
    width: f64,
    (start, end): (bool, bool),
    over: f64,
    stride: usize,
) -> Vec<Segment> {
    // Both edges follow the fitted line, so that they are as calm as it is.
    let middle = sampled(&fitted(points, false, TOLERANCE, stride));
    let n = middle.len();
    if n < 2 {
        return Vec::new();
    }
    let mut along = vec![0.0];
    for pair in middle.windows(2) {
        along.push(along[along.len() - 1] + pair[0].distance(pair[1]));
    }
    let total = along[n - 1];
    let over = over.min(total * 0.6).max(1e-6);
    let thin = |distance: f64| 0.25 + 0.75 * libm::pow((distance / over).min(1.0), 0.8);
    let (mut left, mut right) = (Vec::with_capacity(n), Vec::with_capacity(n));
    for i in 0..n {
        let direction = (middle[(i + 1).min(n - 1)] - middle[i.saturating_sub(1)]).unit();
        let mut k: f64 = 1.0;
        if start {
            k = k.min(thin(along[i]));
        }
        if end {
            k = k.min(thin(total - along[i]));
        }
        let off = point(-direction.y, direction.x) * (width * k / 2.0);
        left.push(middle[i] + off);
        right.push(middle[i] - off);
    }
    right.reverse();
    let mut path = fitted(&left, false, EDGE_TOLERANCE, 1);
    for segment in fitted(&right, false, EDGE_TOLERANCE, 1) {
        path.push(if let Segment::Move(p) = segment { Segment::Line(p) } else { segment });
    }
    path.push(Segment::Close);
    path
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels")]
fn pixels(scale: f64, centimetres: f64) -> usize {
    (scale * centimetres).round() as usize
}
