//! Smooth curves through chains of pixel corners.

use crate::drawing::Segment;
use crate::geometry::{Point, point, sin_cos};

/// The points evened out with a Gaussian, its width in points. Ends stay where they are.
pub(crate) fn smoothed(points: &[Point], sigma: f64, closed: bool) -> Vec<Point> {
    let n = points.len();
    if n < 4 {
        return points.to_vec();
    }
    #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
    let reach = (3.0 * sigma).max(1.0) as i64;
    let mut weights: Vec<f64> = (-reach..=reach)
        .map(|i| {
            #[expect(clippy::cast_precision_loss, reason = "a few pixels")]
            let d = i as f64 / sigma;
            libm::exp(-0.5 * d * d)
        })
        .collect();
    let sum: f64 = weights.iter().sum();
    for w in &mut weights {
        *w /= sum;
    }
    #[expect(clippy::cast_possible_wrap, reason = "chains are far shorter")]
    let count = n as i64;
    #[expect(
        clippy::cast_sign_loss,
        clippy::cast_possible_truncation,
        reason = "indices are brought into range"
    )]
    let at = |i: i64| -> Point {
        if closed {
            points[i.rem_euclid(count) as usize]
        } else if i < 0 {
            points[0] * 2.0 - points[(-i).min(count - 1) as usize]
        } else if i >= count {
            points[n - 1] * 2.0 - points[(2 * (count - 1) - i).max(0) as usize]
        } else {
            points[i as usize]
        }
    };
    (0..count)
        .map(|i| {
            let inner = i >= reach && i + reach < count;
            let mut sum = point(0.0, 0.0);
            if inner {
                #[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "in range")]
                let start = (i - reach) as usize;
                for (w, p) in weights.iter().zip(&points[start..]) {
                    sum = sum + *p * *w;
                }
            } else {
                for (k, w) in (-reach..=reach).zip(&weights) {
                    sum = sum + at(i + k) * *w;
                }
            }
            sum
        })
        .collect()
}

/// The fewest of the points that stay within a tolerance of all (Douglas and Peucker 1973).
pub(crate) fn simplified(points: &[Point], tolerance: f64) -> Vec<Point> {
    let n = points.len();
    if n < 3 {
        return points.to_vec();
    }
    let mut keep = vec![false; n];
    keep[0] = true;
    keep[n - 1] = true;
    let mut spans = vec![(0, n - 1)];
    while let Some((a, b)) = spans.pop() {
        if b - a < 2 {
            continue;
        }
        let along = points[b] - points[a];
        let length = along.length();
        let distance = |p: Point| {
            if length > 1e-9 { (p - points[a]).cross(along).abs() / length } else { p.distance(points[a]) }
        };
        let (mut worst, mut index) = (-1.0, a);
        for (i, p) in points.iter().enumerate().take(b).skip(a + 1) {
            let d = distance(*p);
            if d > worst {
                (worst, index) = (d, i);
            }
        }
        if worst > tolerance {
            keep[index] = true;
            spans.push((a, index));
            spans.push((index, b));
        }
    }
    points.iter().zip(keep).filter(|(_, keep)| *keep).map(|(p, _)| *p).collect()
}

/// A chain as curves that stay within a tolerance of it; sharp corners stay sharp.
pub(crate) fn fitted(points: &[Point], closed: bool, tolerance: f64, stride: usize) -> Vec<Segment> {
    if points.len() < 2 {
        return Vec::new();
    }
    let corners = corners(points, closed);
    let (chain, breaks): (Vec<Point>, Vec<usize>) = if closed {
        let first = corners.first().copied().unwrap_or(0);
        let mut chain: Vec<Point> = points[first..].iter().chain(&points[..=first]).copied().collect();
        if chain.len() < 2 {
            chain.push(chain[0]);
        }
        (chain, corners.iter().skip(1).map(|c| c - first).collect())
    } else {
        (points.to_vec(), corners)
    };
    let mut out = vec![Segment::Move(chain[0])];
    let mut from = 0;
    for to in breaks.into_iter().chain([chain.len() - 1]) {
        if to > from {
            let part = thinned(&chain[from..=to], stride);
            Fit { points: &part, tolerance, out: &mut out }.whole();
        }
        from = to;
    }
    if closed {
        out.push(Segment::Close);
    }
    out
}

/// Points along a path without gaps, some two pixels apart.
pub(crate) fn sampled(path: &[Segment]) -> Vec<Point> {
    const APART: f64 = 2.0;
    let mut points: Vec<Point> = Vec::new();
    for segment in path {
        match (*segment, points.last().copied()) {
            (Segment::Move(p) | Segment::Line(p), _) => points.push(p),
            (Segment::Cubic(a, b, c), Some(from)) => {
                let length = from.distance(a) + a.distance(b) + b.distance(c);
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels")]
                let steps = (length / APART).ceil().max(1.0) as u32;
                points.extend((1..=steps).map(|i| cubic(from, a, b, c, f64::from(i) / f64::from(steps))));
            }
            (Segment::Cubic(..) | Segment::Close, _) => {}
        }
    }
    points
}

/// Where a smoothed chain turns by more than 55 degrees within ten points.
fn corners(points: &[Point], closed: bool) -> Vec<usize> {
    const REACH: usize = 5;
    let n = points.len();
    if n <= 2 * REACH {
        return Vec::new();
    }
    let limit = sin_cos(55.0).1;
    let mut found: Vec<(f64, usize)> = Vec::new();
    for i in 0..n {
        if !closed && (i < REACH || i + REACH >= n) {
            continue;
        }
        let (a, b, c) = (points[(i + n - REACH) % n], points[i], points[(i + REACH) % n]);
        let (before, after) = (b - a, c - b);
        let lengths = before.length() * after.length();
        if lengths < 1e-9 {
            continue;
        }
        let cosine = before.dot(after) / lengths;
        if cosine < limit {
            found.push((cosine, i));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut kept: Vec<usize> = Vec::new();
    for (_, i) in found {
        let apart = |o: usize| {
            let d = i.abs_diff(o);
            d.min(n - d) > 2 * REACH
        };
        if kept.iter().all(|o| apart(*o)) {
            kept.push(i);
        }
    }
    kept.sort_unstable();
    kept
}

/// Every so-manieth point, both ends kept.
fn thinned(points: &[Point], stride: usize) -> Vec<Point> {
    let last = points.len() - 1;
    if points.len() < 4 * stride {
        return points.to_vec();
    }
    let mut kept: Vec<Point> = points[..last].iter().step_by(stride).copied().collect();
    let left = last - (kept.len() - 1) * stride;
    if left * 5 < stride * 3 && kept.len() > 2 {
        kept.pop();
    }
    kept.push(points[last]);
    kept
}

/// Least-squares fitting of cubic Bézier curves, after P. J. Schneider, *An Algorithm for Automatically Fitting Digitized
/// Curves* (Graphics Gems, 1990), from the description.
struct Fit<'a> {
    points: &'a [Point],
    tolerance: f64,
    out: &'a mut Vec<Segment>,
}

impl Fit<'_> {
    fn whole(&mut self) {
        let n = self.points.len();
        let k = 4.min(n - 1);
        let (start, end) = (self.tangent(0, k), self.tangent(n - 1, n - 1 - k));
        self.span(0, n - 1, start, end, 0);
    }

    fn tangent(&self, from: usize, to: usize) -> Point {
        (self.points[to] - self.points[from]).unit()
    }

    fn span(&mut self, from: usize, to: usize, start: Point, end: Point, depth: u32) {
        let points = &self.points[from..=to];
        let (first, last) = (points[0], points[points.len() - 1]);
        let n = points.len() - 1;
        if n < 3 || depth > 24 {
            let reach = first.distance(last) / 3.0;
            self.out.push(Segment::Cubic(first + start * reach, last + end * reach, last));
            return;
        }
        let mut lengths = vec![0.0];
        for pair in points.windows(2) {
            lengths.push(lengths[lengths.len() - 1] + pair[0].distance(pair[1]));
        }
        let total = if lengths[n] > 0.0 { lengths[n] } else { 1.0 };
        let mut u: Vec<f64> = lengths.into_iter().map(|l| l / total).collect();
        let (mut worst, mut split) = (f64::INFINITY, n / 2);
        for _ in 0..8 {
            let (c1, c2) = controls(points, &u, start, end, total);
            (worst, split) = (-1.0, n / 2);
            let mut next = u.clone();
            for (i, t) in u.iter().copied().enumerate() {
                let at = cubic(first, c1, c2, last, t);
                let off = at - points[i];
                let distance = off.dot(off);
                if distance > worst && i > 0 && i < n {
                    (worst, split) = (distance, i);
                }
                next[i] = newton(first, c1, c2, last, t, off);
            }
            if worst <= self.tolerance * self.tolerance {
                self.out.push(Segment::Cubic(c1, c2, last));
                return;
            }
            if worst > 36.0 * self.tolerance * self.tolerance {
                break;
            }
            u = next;
            u[0] = 0.0;
            u[n] = 1.0;
        }
        let _ = worst;
        let k = 4.min(split).min(n - split).max(1);
        let middle = (points[split - k] - points[split + k]).unit();
        self.span(from, from + split, start, middle, depth + 1);
        self.span(from + split, to, middle * -1.0, end, depth + 1);
    }
}

/// The control points of the best curve for points at parameters `u`.
fn controls(points: &[Point], u: &[f64], start: Point, end: Point, length: f64) -> (Point, Point) {
    let (first, last) = (points[0], points[points.len() - 1]);
    let (mut c00, mut c01, mut c11, mut x0, mut x1) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (p, t) in points.iter().zip(u) {
        let m = 1.0 - t;
        let (b0, b1, b2, b3) = (m * m * m, 3.0 * t * m * m, 3.0 * t * t * m, t * t * t);
        let (a1, a2) = (start * b1, end * b2);
        c00 += a1.dot(a1);
        c01 += a1.dot(a2);
        c11 += a2.dot(a2);
        let rest = *p - (first * (b0 + b1) + last * (b2 + b3));
        x0 += a1.dot(rest);
        x1 += a2.dot(rest);
    }
    let det = c00 * c11 - c01 * c01;
    let chord = first.distance(last);
    let (mut left, mut right) = (chord / 3.0, chord / 3.0);
    if det.abs() > 1e-9 {
        let (l, r) = ((x0 * c11 - x1 * c01) / det, (c00 * x1 - c01 * x0) / det);
        if l >= 1e-3 * chord && r >= 1e-3 * chord && l <= 3.0 * length && r <= 3.0 * length {
            (left, right) = (l, r);
        }
    }
    (first + start * left, last + end * right)
}

fn cubic(a: Point, b: Point, c: Point, d: Point, t: f64) -> Point {
    let m = 1.0 - t;
    a * (m * m * m) + b * (3.0 * t * m * m) + c * (3.0 * t * t * m) + d * (t * t * t)
}

/// A better parameter for a point that lies `off` the curve.
fn newton(a: Point, b: Point, c: Point, d: Point, t: f64, off: Point) -> f64 {
    let m = 1.0 - t;
    let first = ((b - a) * (m * m) + (c - b) * (2.0 * m * t) + (d - c) * (t * t)) * 3.0;
    let second = ((c - b * 2.0 + a) * m + (d - c * 2.0 + b) * t) * 6.0;
    let slope = first.dot(first) + off.dot(second);
    if slope.abs() > 1e-9 { (t - off.dot(first) / slope).clamp(0.0, 1.0) } else { t }
}
