//! Outlines of areas of pixels, as loops of curves.

use super::curve::{fitted, smoothed};
use crate::drawing::Segment;
use crate::geometry::{Point, point};

/// How areas are traced, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) sigma: f64,
    pub(crate) tolerance: f64,
    /// Loops shorter than this are specks.
    pub(crate) shortest: usize,
    /// Whether holes are left out.
    pub(crate) filled: bool,
    pub(crate) stride: usize,
}

/// The outline of the pixels for which `inside` says so.
pub(crate) fn outline(
    width: usize,
    height: usize,
    manner: Manner,
    inside: impl Fn(usize) -> bool,
) -> Vec<Segment> {
    let mut walls = Walls::new(width, height, inside);
    let mut out = Vec::new();
    while let Some(corners) = walls.next_loop() {
        if corners.len() < manner.shortest || (manner.filled && area(&corners) <= 0.0) {
            continue;
        }
        let middles: Vec<Point> =
            (0..corners.len()).map(|i| corners[i].towards(corners[(i + 1) % corners.len()], 0.5)).collect();
        let points = smoothed(&middles, manner.sigma, true);
        out.extend(fitted(&points, true, manner.tolerance, manner.stride));
    }
    out
}

fn area(corners: &[Point]) -> f64 {
    (0..corners.len()).map(|i| corners[i].cross(corners[(i + 1) % corners.len()])).sum()
}

/// The sides of pixels between inside and outside, each with a direction: inside is on the right hand.
struct Walls {
    /// For each corner of the grid, the ways that leave it: bit 0 right, 1 down, 2 left, 3 up.
    ways: Vec<u8>,
    columns: usize,
    next: usize,
}

const RIGHT: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const UP: u8 = 8;

impl Walls {
    fn new(width: usize, height: usize, inside: impl Fn(usize) -> bool) -> Self {
        let columns = width + 1;
        let mut ways = vec![0_u8; columns * (height + 1)];
        let mut above = vec![false; width];
        for y in 0..=height {
            let mut left = false;
            for (x, above) in above.iter_mut().enumerate() {
                let here = y < height && inside(y * width + x);
                let corner = y * columns + x;
                if here != *above {
                    if here {
                        ways[corner] |= RIGHT;
                    } else {
                        ways[corner + 1] |= LEFT;
                    }
                }
                if here != left && y < height {
                    if here {
                        ways[corner + columns] |= UP;
                    } else {
                        ways[corner] |= DOWN;
                    }
                }
                left = here;
                *above = here;
            }
            if left && y < height {
                ways[y * columns + width] |= DOWN;
            }
        }
        Self { ways, columns, next: 0 }
    }

    /// The corners of the next loop.
    fn next_loop(&mut self) -> Option<Vec<Point>> {
        while *self.ways.get(self.next)? == 0 {
            self.next += 1;
        }
        let start = self.next;
        let mut corners = Vec::new();
        let (mut at, mut came) = (start, 0);
        loop {
            #[expect(clippy::cast_precision_loss, reason = "pixels")]
            corners.push(point((at % self.columns) as f64, (at / self.columns) as f64));
            let ways = self.ways[at];
            // Where two loops touch, turning right keeps them apart.
            let way = if ways & right_of(came) != 0 { right_of(came) } else { ways & ways.wrapping_neg() };
            if way == 0 {
                return Some(corners);
            }
            self.ways[at] &= !way;
            at = match way {
                RIGHT => at + 1,
                DOWN => at + self.columns,
                LEFT => at - 1,
                _ => at - self.columns,
            };
            came = way;
            if at == start {
                return Some(corners);
            }
        }
    }
}

fn right_of(way: u8) -> u8 {
    match way {
        RIGHT => DOWN,
        DOWN => LEFT,
        LEFT => UP,
        UP => RIGHT,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_squares_that_touch_at_a_corner_are_two_loops_and_a_hole_is_one_more() {
        let picture = ["##....", "##....", "..####", "..#..#", "..####"];
        let at = |i: usize| picture[i / 6].as_bytes()[i % 6] == b'#';
        let mut walls = Walls::new(6, 5, at);
        let mut loops = Vec::new();
        while let Some(corners) = walls.next_loop() {
            loops.push((corners.len(), area(&corners) > 0.0));
        }
        loops.sort_unstable();
        assert_eq!(loops, [(6, false), (8, true), (14, true)]);
    }
}
