//! Which kind of line, if any, runs between two neighbouring pixels.

use regimen_schema::documents::figure::Side;

use super::{Grid, Line};
use crate::geometry::{Point, sin_cos};
use crate::mesh::{Limb, Material, Name, Part};
use crate::raster::{Face, Layers, NOTHING, Raster};
use crate::skeleton::Pair;

/// What lines need to know of the pose, beside the pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sight {
    /// The shoulders, in pixels: an arm that is raised gets no ring there.
    pub(crate) shoulder: Pair<Point>,
    /// Hands whose palm is seen edge-on: their fingers get no lines among themselves.
    pub(crate) hand_edge_on: Pair<bool>,
}

/// The depth in centimetres from which a jump is a line.
const JUMP: f64 = 0.9;
/// The same between an upper arm and the trunk near the shoulder, and how near that is.
const SHOULDER_JUMP: f64 = 3.2;
const NEAR_SHOULDER: f64 = 8.0;

/// The lines between all pixels.
pub(super) fn grid(raster: &Raster, layers: &Layers, sight: &Sight) -> Grid {
    let (width, height) = (raster.width, raster.height);
    let columns = width + 1;
    let mut grid =
        Grid { columns, right: vec![None; columns * (height + 1)], down: vec![None; columns * (height + 1)] };
    let classify = Classify {
        raster,
        layers,
        sight,
        cosine: sin_cos(64.0).1,
        limbs: raster.parts.iter().map(Part::limb).collect(),
        fine: raster.parts.iter().map(fine).collect(),
    };
    let differ = |p: usize, q: usize| raster.face[p] != raster.face[q] || layers.tone[p] != layers.tone[q];
    for y in 0..height {
        let row = y * width;
        for x in 0..width {
            let here = row + x;
            if x + 1 < width && differ(here, here + 1) {
                grid.down[y * columns + x + 1] = classify.between(here, here + 1, true);
            }
            if y + 1 < height && differ(here, here + width) {
                grid.right[(y + 1) * columns + x] = classify.between(here, here + width, false);
            }
        }
    }
    grid
}

struct Classify<'a> {
    raster: &'a Raster,
    layers: &'a Layers,
    sight: &'a Sight,
    cosine: f64,
    limbs: Vec<Limb>,
    fine: Vec<Option<Extremity>>,
}

/// A hand or a foot, whose fingers and toes are drawn finely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extremity {
    Hand(Side),
    Foot(Side),
}

fn fine(part: &Part) -> Option<Extremity> {
    let side = part.side?;
    match part.name {
        Name::Palm | Name::Finger(_) | Name::Thumb => Some(Extremity::Hand(side)),
        Name::Toe(_) => Some(Extremity::Foot(side)),
        _ => None,
    }
}

impl Classify<'_> {
    fn between(&self, p: usize, q: usize, beside: bool) -> Option<Line> {
        let line = self.plain(p, q, beside)?;
        let extremity = |pixel: usize| {
            let face = self.raster.faces.get(self.raster.face[pixel] as usize)?;
            self.fine[usize::from(face.part)]
        };
        match (line, extremity(p), extremity(q)) {
            (Line::Inner | Line::Outer | Line::Crease | Line::Weak, Some(a), Some(b)) if a == b => match a {
                Extremity::Hand(side) if self.sight.hand_edge_on[side] => None,
                _ if matches!(line, Line::Inner | Line::Outer) => Some(Line::Crease),
                _ => Some(line),
            },
            (Line::Inner | Line::Outer, Some(_), _) | (Line::Inner | Line::Outer, _, Some(_)) => {
                Some(Line::Fine)
            }
            _ => Some(line),
        }
    }

    fn plain(&self, p: usize, q: usize, beside: bool) -> Option<Line> {
        let (raster, tone) = (self.raster, &self.layers.tone);
        if raster.face[p] == raster.face[q] {
            return (raster.face[p] != NOTHING && tone[p] != tone[q]).then_some(Line::Material);
        }
        let (a, b) = match (raster.seen(p), raster.seen(q)) {
            (Some(a), Some(b)) => (a, b),
            (Some((_, part)), None) | (None, Some((_, part))) => {
                return Some(if part.is_body() {
                    Line::Outer
                } else if part.material == Material::Strap {
                    Line::Fine
                } else {
                    Line::Prop
                });
            }
            (None, None) => return None,
        };
        if a.1.is_body() != b.1.is_body() {
            return Some(Line::Outer);
        }
        // Each side is predicted by the other's plane, so that steep surfaces make no line.
        let (za, zb) = (raster.depth[p], raster.depth[q]);
        let (ga, gb) = if beside { (a.0.depth.x, b.0.depth.x) } else { (a.0.depth.y, b.0.depth.y) };
        let jump = (zb - (za + ga)).abs().min((za - (zb - gb)).abs());
        if a.1.is_body() { self.of_body(p, q, a, b, jump) } else { of_props(a, b, jump) }
    }

    fn of_body(&self, p: usize, q: usize, a: (&Face, &Part), b: (&Face, &Part), jump: f64) -> Option<Line> {
        let (la, lb) = (self.limbs[usize::from(a.0.part)], self.limbs[usize::from(b.0.part)]);
        let (ta, tb) = (self.layers.tone[p], self.layers.tone[q]);
        let near_shoulder = la != lb && jump < SHOULDER_JUMP && self.near_shoulder(p, la, lb);
        let limit = if near_shoulder { SHOULDER_JUMP } else { JUMP };
        if jump > limit {
            return (a.0.part != b.0.part || jump >= JUMP * 1.3).then_some(Line::Inner);
        }
        if near_shoulder {
            return Some(if ta == tb { Line::Weak } else { Line::Material });
        }
        let folded = a.0.normal.dot(b.0.normal) < self.cosine;
        if ta == tb {
            return (la != lb).then_some(if folded { Line::Crease } else { Line::Weak });
        }
        // Near and far tone of one limb meet without a line.
        let material = |tone: u8| self.layers.tones[usize::from(tone)].material;
        (material(ta) != material(tb) || la != lb).then_some(Line::Material)
    }

    fn near_shoulder(&self, pixel: usize, a: Limb, b: Limb) -> bool {
        let ((Limb::UpperArm(side), Limb::Trunk) | (Limb::Trunk, Limb::UpperArm(side))) = (a, b) else {
            return false;
        };
        #[expect(clippy::cast_precision_loss, reason = "pixels")]
        let at = Point { x: (pixel % self.raster.width) as f64, y: (pixel / self.raster.width) as f64 };
        at.distance(self.sight.shoulder[side]) < NEAR_SHOULDER * self.raster.scale
    }
}

fn of_props(a: (&Face, &Part), b: (&Face, &Part), jump: f64) -> Option<Line> {
    if a.0.part == b.0.part {
        // A ball and a roll are round: only boxes have edges.
        let round = matches!(a.1.material, Material::Ball);
        return (!round && a.0.normal.dot(b.0.normal) < 0.8).then_some(Line::PropCrease);
    }
    if a.1.material == Material::Strap || b.1.material == Material::Strap {
        return Some(Line::Fine);
    }
    Some(if jump > 0.5 { Line::Prop } else { Line::PropCrease })
}
