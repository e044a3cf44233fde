//! Lines between pixels joined into chains, through crossings where they go on straight.

use super::{Grid, Line};
use crate::geometry::{Point, point};

/// A run of steps along the grid.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// The corners it runs through. A closed chain ends with the one it starts from.
    pub(super) nodes: Vec<usize>,
    /// What runs from each corner to the next.
    pub(super) lines: Vec<Line>,
    pub(super) closed: bool,
}

/// Every line of a grid. `reach` is how many steps are looked at to tell in which direction a line leaves a crossing.
pub(super) fn chains(grid: &Grid, reach: usize) -> Vec<Chain> {
    let pieces = pieces(grid);
    joined(&pieces, grid, reach)
}

impl Grid {
    /// What leaves a corner: to the right, down, left, up.
    fn ways(&self, node: usize) -> [Option<(usize, Line)>; 4] {
        let columns = self.columns;
        let to = |line: Option<Line>, other: usize| Some((other, line?));
        [
            to(self.right[node], node + 1),
            to(self.down[node], node + columns),
            node.checked_sub(1).and_then(|left| to(self.right[left], left)),
            node.checked_sub(columns).and_then(|up| to(self.down[up], up)),
        ]
    }

    pub(super) fn degree(&self, node: usize) -> usize {
        self.ways(node).iter().flatten().count()
    }
}

/// Which steps have been taken.
struct Taken {
    right: Vec<bool>,
    down: Vec<bool>,
}

impl Taken {
    /// Takes the step between two corners; false if it was taken before.
    fn take(&mut self, a: usize, b: usize) -> bool {
        let (low, high) = (a.min(b), a.max(b));
        let step = if high == low + 1 { &mut self.right[low] } else { &mut self.down[low] };
        !std::mem::replace(step, true)
    }
}

/// Chains from crossing to crossing, then loops without one.
fn pieces(grid: &Grid) -> Vec<Chain> {
    let size = grid.right.len();
    let mut taken = Taken { right: vec![false; size], down: vec![false; size] };
    let mut pieces = Vec::new();
    let lined: Vec<usize> = (0..size).filter(|n| grid.degree(*n) > 0).collect();
    for crossings in [true, false] {
        for &node in &lined {
            if crossings && grid.degree(node) == 2 {
                continue;
            }
            for (next, line) in grid.ways(node).into_iter().flatten() {
                if taken.take(node, next) {
                    pieces.push(walk(grid, &mut taken, node, next, line));
                }
            }
        }
    }
    pieces
}

fn walk(grid: &Grid, taken: &mut Taken, from: usize, to: usize, line: Line) -> Chain {
    let mut chain = Chain { nodes: vec![from, to], lines: vec![line], closed: false };
    let mut at = to;
    while at != from && grid.degree(at) == 2 {
        let Some((next, line)) = grid.ways(at).into_iter().flatten().find(|(next, _)| taken.take(at, *next))
        else {
            break;
        };
        chain.nodes.push(next);
        chain.lines.push(line);
        at = next;
    }
    chain
}

/// One end of a piece: its index, and whether it is the last corner.
type End = (usize, bool);

fn joined(pieces: &[Chain], grid: &Grid, reach: usize) -> Vec<Chain> {
    let links = links(pieces, grid, reach);
    let mut seen = vec![false; pieces.len()];
    let mut out = Vec::new();
    let mut follow = |start: End, seen: &mut Vec<bool>| {
        let mut chain = Chain { nodes: Vec::new(), lines: Vec::new(), closed: false };
        let mut end = Some(start);
        while let Some((i, from_last)) = end {
            seen[i] = true;
            let piece = &pieces[i];
            let skip = usize::from(!chain.nodes.is_empty());
            if from_last {
                chain.nodes.extend(piece.nodes.iter().rev().skip(skip));
                chain.lines.extend(piece.lines.iter().rev());
            } else {
                chain.nodes.extend(piece.nodes.iter().skip(skip));
                chain.lines.extend(&piece.lines);
            }
            end = links[2 * i + usize::from(!from_last)].filter(|(next, _)| !seen[*next]);
        }
        chain.closed = chain.nodes[0] == chain.nodes[chain.nodes.len() - 1];
        out.push(chain);
    };
    // Those with a free end first, then rings.
    for i in 0..pieces.len() {
        for from_last in [false, true] {
            if !seen[i] && links[2 * i + usize::from(from_last)].is_none() {
                follow((i, from_last), &mut seen);
            }
        }
    }
    for i in 0..pieces.len() {
        if !seen[i] {
            follow((i, false), &mut seen);
        }
    }
    out
}

/// For each end of each piece (first, last) the end that it goes on into.
fn links(pieces: &[Chain], grid: &Grid, reach: usize) -> Vec<Option<End>> {
    let mut ends: Vec<(usize, End)> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        let (first, last) = (piece.nodes[0], piece.nodes[piece.nodes.len() - 1]);
        if first == last && grid.degree(first) == 2 {
            continue;
        }
        ends.push((first, (i, false)));
        ends.push((last, (i, true)));
    }
    ends.sort_unstable();
    let mut links = vec![None; 2 * pieces.len()];
    for group in ends.chunk_by(|a, b| a.0 == b.0) {
        let leaving: Vec<(End, Point, Line)> = group
            .iter()
            .map(|&(node, end)| {
                let piece = &pieces[end.0];
                let n = piece.nodes.len();
                let k = reach.min(n - 1);
                let (away, line) = if end.1 {
                    (piece.nodes[n - 1 - k], piece.lines[n - 2])
                } else {
                    (piece.nodes[k], piece.lines[0])
                };
                (end, (at(away, grid.columns) - at(node, grid.columns)).unit(), line)
            })
            .collect();
        let mut pairs = Vec::new();
        for x in 0..leaving.len() {
            for y in x + 1..leaving.len() {
                let ((a, da, la), (b, db, lb)) = (leaving[x], leaving[y]);
                if a.0 != b.0 && la.is_prop() == lb.is_prop() {
                    pairs.push((da.dot(db) + 0.15 * (la.weight() - lb.weight()).abs(), x, y));
                }
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut done = vec![false; leaving.len()];
        for (bend, x, y) in pairs {
            // Straight on is −1; more than 41 degrees off is another line.
            if bend > -0.75 {
                break;
            }
            if done[x] || done[y] {
                continue;
            }
            (done[x], done[y]) = (true, true);
            let (a, b) = (leaving[x].0, leaving[y].0);
            links[2 * a.0 + usize::from(a.1)] = Some(b);
            links[2 * b.0 + usize::from(b.1)] = Some(a);
        }
    }
    links
}

fn at(node: usize, columns: usize) -> Point {
    #[expect(clippy::cast_precision_loss, reason = "pixels")]
    let at = point((node % columns) as f64, (node / columns) as f64);
    at
}

/// What is drawn along a chain: weak runs are kept only beside something stronger, and up to a length; short runs
/// become what is beside them. `None` is drawn not at all.
pub(super) fn settled(
    lines: &[Line],
    closed: bool,
    shortest: usize,
    longest_gap: usize,
) -> Vec<Option<Line>> {
    let mut out: Vec<Option<Line>> = lines.iter().map(|line| Some(*line)).collect();
    let n = out.len();
    let strong = |line: Option<Line>| line.filter(|l| *l != Line::Weak);
    let mut i = 0;
    while i < n {
        if out[i] != Some(Line::Weak) {
            i += 1;
            continue;
        }
        let to = (i..n).find(|k| out[*k] != Some(Line::Weak)).unwrap_or(n);
        let before = if i > 0 {
            out[i - 1]
        } else if closed {
            strong(out[n - 1])
        } else {
            None
        };
        let after = if to < n {
            out[to]
        } else if closed {
            strong(out[0])
        } else {
            None
        };
        let value = match (before, after) {
            (Some(a), Some(b)) => {
                (to - i <= 4 * longest_gap).then(|| a.min(Line::Inner).max(b.min(Line::Inner)))
            }
            (a, b) => a.or(b).filter(|_| to - i <= longest_gap).map(|l| l.min(Line::Inner)),
        };
        out[i..to].fill(value);
        i = to;
    }
    let mut runs: Vec<(Option<Line>, usize)> = Vec::new();
    for line in out {
        match runs.last_mut() {
            Some((last, count)) if *last == line => *count += 1,
            _ => runs.push((line, 1)),
        }
    }
    for _ in 0..3 {
        for q in 0..runs.len() {
            if runs[q].1 >= shortest || runs.len() < 2 {
                continue;
            }
            let last = runs.len() - 1;
            let before = if q > 0 { Some(runs[q - 1].0) } else { closed.then(|| runs[last].0) };
            let after = if q < last { Some(runs[q + 1].0) } else { closed.then(|| runs[0].0) };
            let (Some(before), Some(after)) = (before.or(after), after.or(before)) else { continue };
            runs[q].0 = before.max(after);
        }
        let mut merged: Vec<(Option<Line>, usize)> = Vec::new();
        for (line, count) in runs {
            match merged.last_mut() {
                Some((last, total)) if *last == line => *total += count,
                _ => merged.push((line, count)),
            }
        }
        runs = merged;
    }
    runs.into_iter().flat_map(|(line, count)| std::iter::repeat_n(line, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_run_lives_between_strong_ones_and_dies_alone() {
        let mut lines = vec![Line::Inner; 10];
        lines.extend([Line::Weak; 5]);
        lines.extend([Line::Outer; 10]);
        assert!(settled(&lines, false, 3, 12).iter().all(Option::is_some));
        let mut lines = vec![Line::Inner; 10];
        lines.extend([Line::Weak; 40]);
        assert_eq!(settled(&lines, false, 3, 12).iter().flatten().count(), 10);
    }

    #[test]
    fn a_short_run_becomes_its_neighbours() {
        let mut lines = vec![Line::Inner; 10];
        lines.push(Line::Crease);
        lines.extend([Line::Inner; 10]);
        assert!(settled(&lines, false, 3, 12).iter().all(|line| *line == Some(Line::Inner)));
    }
}
