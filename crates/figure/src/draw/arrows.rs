//! Arrows: the path of a joint from one frame to the next, laid where it hides nothing.

use regimen_schema::documents::figure::{Joint, Side, Sided};

use crate::drawing::Segment;
use crate::geometry::{Point, Turn, Vec3, acos, lerp, point, sin_cos, vec3};
use crate::pose::PosedArrow;
use crate::raster::{Bounds, Lens};
use crate::skeleton::{Bone, Skeleton};
use crate::trace::curve::simplified;

/// What an arrow must not hide, and what it should stay near.
pub(super) trait Ground {
    /// Whether the body (1), a prop (less) or nothing (0) is at a point of the plane.
    fn weight(&self, at: Point) -> f64;
    /// What the frame takes up already.
    fn bounds(&self) -> Bounds;
}

/// Shorter than this, in centimetres, an arrow is not readable.
const SHORTEST: f64 = 13.0;
/// A turn of fewer degrees than this is not readable.
const SHORTEST_TURN: f64 = 75.0;
/// How long and how wide an arrow's head is.
const HEAD: (f64, f64) = (3.6, 2.0);

/// The line of an arrow in the plane of the picture, in centimetres; `None` if nothing moves.
pub(super) fn line(
    arrow: &PosedArrow,
    from: &Skeleton<'_>,
    to: &Skeleton<'_>,
    lens: &Lens,
    ground: &impl Ground,
) -> Option<Vec<Point>> {
    let path: Vec<Point> = path(arrow, from, to).into_iter().map(|at| lens.project(at)).collect();
    let pivots = [from, to].map(|s| lens.project(pivot(arrow.of, s)));
    let path = readable(cut(&path))?;
    if let Some((right, up)) = arrow.shift {
        return Some(path.into_iter().map(|p| p + point(right, -up)).collect());
    }
    let mut best: Option<(f64, Vec<Point>)> = None;
    for candidate in candidates(&path, pivots, arrow.turning) {
        let cost = cost(&candidate, &path, ground);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, candidate));
        }
    }
    best.map(|(_, line)| line)
}

/// The outline of an arrow along a line: a blade that widens, and a head.
pub(super) fn outline(line: &[Point]) -> Vec<Segment> {
    let mut along = vec![0.0];
    for pair in line.windows(2) {
        along.push(along[along.len() - 1] + pair[0].distance(pair[1]));
    }
    let total = along[along.len() - 1];
    let head = HEAD.0.min(total * 0.45);
    let at = |s: f64| {
        let s = s.clamp(0.0, total);
        let i = along.partition_point(|a| *a < s).clamp(1, along.len() - 1);
        let span = along[i] - along[i - 1];
        line[i - 1].towards(line[i], if span > 0.0 { (s - along[i - 1]) / span } else { 0.0 })
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for i in 0..=24 {
        let t = f64::from(i) / 24.0;
        let s = (total - head) * t;
        let direction = (at(s + 0.17) - at(s - 0.17)).unit();
        let off = point(-direction.y, direction.x) * lerp(0.28, 0.70, t);
        left.push(at(s) + off);
        right.push(at(s) - off);
    }
    let (neck, tip) = (at(total - head), at(total));
    let direction = (tip - neck).unit();
    let off = point(-direction.y, direction.x) * HEAD.1;
    let barb = neck - direction * (0.18 * head);
    let mut points = simplified(&left, 0.04);
    points.extend([barb + off, tip, barb - off]);
    right.reverse();
    points.extend(simplified(&right, 0.04));
    let mut path: Vec<Segment> = points.into_iter().map(Segment::Line).collect();
    if let Segment::Line(p) = path[0] {
        path[0] = Segment::Move(p);
    }
    path.push(Segment::Close);
    path
}

/// The way of a joint between two frames.
fn path(arrow: &PosedArrow, from: &Skeleton<'_>, to: &Skeleton<'_>) -> Vec<Vec3> {
    let steps = (0..=40).map(|i| f64::from(i) / 40.0);
    if arrow.turning {
        // A point well in front of the part goes round with it.
        let (a, b) = (bone(arrow.of, from), bone(arrow.of, to));
        let ahead = match arrow.of.part {
            Joint::Head => vec3(0.0, 4.0, 20.0),
            Joint::Pelvis => vec3(0.0, 2.0, 26.0),
            _ => vec3(0.0, -6.0, 27.0),
        };
        // A short turn is shown by an arc that comes from farther back: less is not read as a turn.
        let back = (SHORTEST_TURN / a.turn.angle_to(b.turn).max(1.0)).clamp(1.0, 6.0);
        return steps
            .map(|t| 1.0 - back * (1.0 - t))
            .map(|t| Bone { at: a.at.towards(b.at, t), turn: a.turn.towards(b.turn, t) }.point(ahead))
            .collect();
    }
    let reached = |skeleton: &Skeleton<'_>| {
        arrow.of.sides().iter().any(|side| match arrow.of.part {
            Joint::Hand | Joint::Elbow => skeleton.reached_arm[*side].is_some(),
            Joint::Foot | Joint::Knee => skeleton.reached_leg[*side].is_some(),
            _ => false,
        })
    };
    if reached(from) || reached(to) {
        // Limbs that reach have no angles to go between: their bones swing round instead.
        return steps.map(|t| swung(arrow.of, from, to, t)).collect();
    }
    steps
        .map(|t| {
            let root = Bone {
                at: from.root.at.towards(to.root.at, t),
                turn: from.root.turn.towards(to.root.turn, t),
            };
            let between = Skeleton::new(to.body, &from.angles.towards(&to.angles, t), root);
            bone(arrow.of, &between).at
        })
        .collect()
}

/// The joint of a part; of a part without a side, the middle between both.
fn bone(of: Sided<Joint>, skeleton: &Skeleton<'_>) -> Bone {
    let one = |side: Side| match of.part {
        Joint::Head => skeleton.head,
        Joint::Chest => skeleton.thorax,
        Joint::Waist => skeleton.waist,
        Joint::Pelvis => skeleton.pelvis,
        Joint::Foot => skeleton.foot[side],
        Joint::Knee => skeleton.shank[side],
        Joint::Hand => skeleton.hand[side],
        Joint::Elbow => skeleton.forearm[side],
        Joint::Shoulder => skeleton.upper_arm[side],
    };
    if let Some(side) = of.side {
        return one(side);
    }
    let (left, right) = (one(Side::Left), one(Side::Right));
    Bone { at: left.at.towards(right.at, 0.5), turn: left.turn }
}

/// The joint about which a part swings.
fn pivot(of: Sided<Joint>, skeleton: &Skeleton<'_>) -> Vec3 {
    let one = |side: Side| match of.part {
        Joint::Foot | Joint::Knee => skeleton.thigh[side].at,
        Joint::Hand | Joint::Elbow => skeleton.upper_arm[side].at,
        Joint::Pelvis => skeleton.thorax.at,
        Joint::Head | Joint::Chest | Joint::Waist | Joint::Shoulder => skeleton.pelvis.at,
    };
    match of.side {
        Some(side) => one(side),
        None => one(Side::Left).towards(one(Side::Right), 0.5),
    }
}

/// A joint between two frames, by swinging each bone that leads to it.
fn swung(of: Sided<Joint>, from: &Skeleton<'_>, to: &Skeleton<'_>, t: f64) -> Vec3 {
    let chain = |skeleton: &Skeleton<'_>, side: Side| match of.part {
        Joint::Foot => vec![skeleton.thigh[side].at, skeleton.shank[side].at, skeleton.foot[side].at],
        Joint::Knee => vec![skeleton.thigh[side].at, skeleton.shank[side].at],
        Joint::Hand => vec![skeleton.upper_arm[side].at, skeleton.forearm[side].at, skeleton.hand[side].at],
        _ => vec![skeleton.upper_arm[side].at, skeleton.forearm[side].at],
    };
    let sides = of.sides();
    let mut sum = Vec3::ZERO;
    for side in sides {
        let (a, b) = (chain(from, *side), chain(to, *side));
        let mut at = a[0].towards(b[0], t);
        for i in 1..a.len() {
            at = at + slerp(a[i] - a[i - 1], b[i] - b[i - 1], t);
        }
        sum = sum + at;
    }
    #[expect(clippy::cast_precision_loss, reason = "one or two sides")]
    let count = sides.len().max(1) as f64;
    sum * (1.0 / count)
}

fn slerp(a: Vec3, b: Vec3, t: f64) -> Vec3 {
    let (la, lb) = (a.length(), b.length());
    let angle = acos(a.dot(b) / (la * lb));
    if !(0.01..179.9).contains(&angle) {
        return a.towards(b, t);
    }
    let axis = a.cross(b).unit();
    Turn::about(axis, angle * t).apply(a.unit()) * lerp(la, lb, t)
}

/// The path without its ends: an arrow starts after the part has left and ends before it has come.
fn cut(path: &[Point]) -> Vec<Point> {
    let n = path.len() - 1;
    path[n / 10..=n - n / 12].to_vec()
}

/// A path long enough to be read as an arrow; `None` if nothing moves.
fn readable(path: Vec<Point>) -> Option<Vec<Point>> {
    let length: f64 = path.windows(2).map(|p| p[0].distance(p[1])).sum();
    if length < 0.5 {
        return None;
    }
    if length >= SHORTEST {
        return Some(path);
    }
    let (first, last) = (path[0], path[path.len() - 1]);
    let direction = (last - first).unit();
    let middle = first.towards(last, 0.5);
    Some((0..=8).map(|i| middle + direction * (SHORTEST * (f64::from(i) / 8.0 - 0.5))).collect())
}

/// Where an arrow may be laid: pushed away from the joint about which the part swings, or moved aside as a whole.
fn candidates(path: &[Point], pivots: [Point; 2], turning: bool) -> Vec<Vec<Point>> {
    let n = path.len() - 1;
    let mut all = Vec::new();
    if turning {
        all.push(path.to_vec());
    }
    for step in 1..16 {
        let push = 2.0 * f64::from(step) + 2.0;
        #[expect(clippy::cast_precision_loss, reason = "some dozens of points")]
        let pushed = path.iter().enumerate().map(|(i, p)| {
            let pivot = pivots[0].towards(pivots[1], i as f64 / n as f64);
            *p + (*p - pivot).unit() * push
        });
        all.push(pushed.collect());
    }
    for radius in [5.0, 8.0, 11.0, 14.0, 18.0, 22.0, 27.0] {
        for k in 0..16 {
            let (s, c) = sin_cos(22.5 * f64::from(k));
            let by = point(c * radius, s * radius);
            all.push(path.iter().map(|p| *p + by).collect());
        }
    }
    all
}

fn cost(candidate: &[Point], path: &[Point], ground: &impl Ground) -> f64 {
    let bounds = ground.bounds();
    let mut hidden = 0.0;
    let mut outside: f64 = 0.0;
    let last = candidate.len() - 1;
    for (i, pair) in candidate.windows(2).enumerate() {
        let length = pair[0].distance(pair[1]);
        // The head is wider than the blade.
        let reach = if i + 6 >= last { 2.6 } else { 1.5 };
        let at = pair[1];
        let around = [(0.0, 0.0), (reach, 0.0), (-reach, 0.0), (0.0, reach), (0.0, -reach)];
        let weight = around.into_iter().map(|(x, y)| ground.weight(at + point(x, y))).fold(0.0, f64::max);
        hidden += weight * length;
        let over = [bounds.min.x - at.x, at.x - bounds.max.x, bounds.min.y - at.y, at.y - bounds.max.y];
        outside = over.into_iter().fold(outside, f64::max);
    }
    let moved: f64 = candidate.iter().zip(path).map(|(a, b)| a.distance(*b)).sum();
    #[expect(clippy::cast_precision_loss, reason = "some dozens of points")]
    let moved = moved / candidate.len() as f64;
    hidden * 3.0 + moved * 0.5 + outside * 0.35
}
