//! What the camera sees: for each pixel the nearest triangle, its material, and whether it is in shade or in a
//! highlighted muscle. The camera has no perspective.

use crate::geometry::{Point, Vec3, point, sin_cos};
use crate::mesh::{Material, Mesh, Part};
use crate::pose::Camera;

/// A camera: where right, up and towards the viewer point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lens {
    pub(crate) right: Vec3,
    pub(crate) up: Vec3,
    pub(crate) back: Vec3,
    pub(crate) elevation: f64,
}

impl Lens {
    pub(crate) fn new(camera: Camera) -> Self {
        let ((sa, ca), (se, ce)) = (sin_cos(camera.azimuth), sin_cos(camera.elevation));
        let back = Vec3 { x: sa * ce, y: se, z: ca * ce };
        let right = Vec3 { x: ca, y: 0.0, z: -sa };
        Self { right, up: back.cross(right), back, elevation: camera.elevation }
    }

    /// A point in the plane of the picture, in centimetres; y points down.
    pub(crate) fn project(&self, at: Vec3) -> Point {
        point(at.dot(self.right), -at.dot(self.up))
    }

    pub(crate) fn depth(&self, at: Vec3) -> f64 {
        at.dot(self.back)
    }
}

/// A rectangle in the plane of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) min: Point,
    pub(crate) max: Point,
}

impl Bounds {
    pub(crate) const NOTHING: Self =
        Self { min: point(f64::INFINITY, f64::INFINITY), max: point(f64::NEG_INFINITY, f64::NEG_INFINITY) };

    pub(crate) fn add(&mut self, p: Point) {
        self.min = point(self.min.x.min(p.x), self.min.y.min(p.y));
        self.max = point(self.max.x.max(p.x), self.max.y.max(p.y));
    }

    pub(crate) fn grown(self, by: f64) -> Self {
        Self { min: self.min - point(by, by), max: self.max + point(by, by) }
    }

    pub(crate) fn width(self) -> f64 {
        self.max.x - self.min.x
    }

    pub(crate) fn height(self) -> f64 {
        self.max.y - self.min.y
    }
}

/// A value that changes evenly over the plane of the picture.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Slope {
    at_origin: f64,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Slope {
    pub(crate) fn at(self, x: f64, y: f64) -> f64 {
        self.at_origin + self.x * x + self.y * y
    }
}

/// A triangle as the camera sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Face {
    pub(crate) part: u16,
    pub(crate) depth: Slope,
    pub(crate) normal: Vec3,
    pub(crate) material: Slope,
    pub(crate) light: Slope,
    pub(crate) muscle: Slope,
}

/// No triangle.
pub(crate) const NOTHING: u32 = u32::MAX;

/// The picture as pixels.
#[derive(Debug)]
pub(crate) struct Raster {
    pub(crate) scale: f64,
    pub(crate) origin: Point,
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) depth: Vec<f64>,
    /// The triangle of each pixel, or [`NOTHING`].
    pub(crate) face: Vec<u32>,
    pub(crate) faces: Vec<Face>,
    pub(crate) parts: Vec<Part>,
}

impl Raster {
    /// An empty picture of a part of the plane, at so many pixels a centimetre.
    pub(crate) fn new(bounds: Bounds, scale: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounds are clamped by the caller"
        )]
        let pixels = |length: f64| (length * scale).ceil() as usize + 1;
        let (width, height) = (pixels(bounds.width()), pixels(bounds.height()));
        Self {
            scale,
            origin: bounds.min,
            width,
            height,
            depth: vec![f64::NEG_INFINITY; width * height],
            face: vec![NOTHING; width * height],
            faces: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The pixel coordinates of a point of the plane.
    pub(crate) fn pixel(&self, p: Point) -> Point {
        (p - self.origin) * self.scale
    }

    /// The point of the plane of pixel coordinates.
    pub(crate) fn plane(&self, p: Point) -> Point {
        p * (1.0 / self.scale) + self.origin
    }

    /// Draws a mesh over what is there.
    pub(crate) fn draw(&mut self, mesh: &Mesh, lens: &Lens) {
        #[expect(clippy::cast_possible_truncation, reason = "a picture has some dozens of parts")]
        let first_part = self.parts.len() as u16;
        self.parts.extend(&mesh.parts);
        let light = (lens.up * 0.80 + lens.back * 0.45 - lens.right * 0.30).unit();
        let seen: Vec<(Point, f64, f64)> = mesh
            .vertices
            .iter()
            .map(|v| (self.pixel(lens.project(v.at)), lens.depth(v.at), v.normal.dot(light)))
            .collect();
        for triangle in &mesh.triangles {
            let corners = triangle.corners.map(|i| i as usize);
            let [a, b, c] = corners.map(|i| seen[i].0);
            let (ab, ac) = (b - a, c - a);
            // Seen from behind, or edge-on.
            if ab.cross(ac) >= -1e-9 {
                continue;
            }
            let inverse = 1.0 / ab.cross(ac);
            let slope = |values: [f64; 3]| {
                let (d1, d2) = (values[1] - values[0], values[2] - values[0]);
                let x = (d1 * ac.y - d2 * ab.y) * inverse;
                let y = (ab.x * d2 - ac.x * d1) * inverse;
                Slope { at_origin: values[0] - x * a.x - y * a.y, x, y }
            };
            let depth = slope(corners.map(|i| seen[i].1));
            #[expect(clippy::cast_possible_truncation, reason = "some ten thousand triangles")]
            let index = self.faces.len() as u32;
            let mut drawn = false;
            each_row([a, b, c], self.width, self.height, |row, from, to| {
                drawn = true;
                let start = row * self.width;
                #[expect(clippy::cast_precision_loss, reason = "pixels")]
                let mut z = depth.at(from as f64 + 0.5, row as f64 + 0.5);
                let depths = &mut self.depth[start + from..start + to];
                let faces = &mut self.face[start + from..start + to];
                for (d, f) in depths.iter_mut().zip(faces) {
                    if z > *d {
                        *d = z;
                        *f = index;
                    }
                    z += depth.x;
                }
            });
            if drawn {
                let [va, vb, vc] = corners.map(|i| &mesh.vertices[i]);
                self.faces.push(Face {
                    part: first_part + triangle.part,
                    depth,
                    normal: (vb.at - va.at).cross(vc.at - va.at).unit(),
                    material: slope([va.material, vb.material, vc.material]),
                    light: slope(corners.map(|i| seen[i].2)),
                    muscle: slope([va.muscle, vb.muscle, vc.muscle]),
                });
            }
        }
    }

    /// The triangle of a pixel and the part it belongs to.
    pub(crate) fn seen(&self, pixel: usize) -> Option<(&Face, &Part)> {
        let face = self.faces.get(self.face[pixel] as usize)?;
        Some((face, &self.parts[usize::from(face.part)]))
    }
}

/// The pixels whose middle lies in a triangle, row by row.
pub(crate) fn each_row(
    corners: [Point; 3],
    width: usize,
    height: usize,
    mut run: impl FnMut(usize, usize, usize),
) {
    let [a, b, c] = corners;
    let row = |y: f64, most: usize| {
        #[expect(clippy::cast_precision_loss, reason = "pixels")]
        let most_f = most as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let pixel = (y - 0.5).ceil().clamp(0.0, most_f) as usize;
        pixel
    };
    let from = row(a.y.min(b.y).min(c.y), height);
    let to = row(a.y.max(b.y).max(c.y), height);
    for y in from..to {
        #[expect(clippy::cast_precision_loss, reason = "pixels")]
        let middle = y as f64 + 0.5;
        let (mut left, mut right) = (f64::INFINITY, f64::NEG_INFINITY);
        for (p, q) in [(a, b), (b, c), (c, a)] {
            if (p.y <= middle) != (q.y <= middle) {
                let x = p.x + (middle - p.y) / (q.y - p.y) * (q.x - p.x);
                left = left.min(x);
                right = right.max(x);
            }
        }
        if right < left {
            continue;
        }
        let (first, last) = (row(left, width), row(right, width));
        if first < last {
            run(y, first, last);
        }
    }
}

/// What a pixel is drawn as: a material, and whether it belongs to the farther limb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tone {
    pub(crate) material: Material,
    pub(crate) far: bool,
}

/// The picture's pixels, told apart by what they are drawn as.
#[derive(Debug)]
pub(crate) struct Layers {
    /// Every tone that occurs; a pixel holds its index, or [`Layers::EMPTY`].
    pub(crate) tones: Vec<Tone>,
    pub(crate) tone: Vec<u8>,
    pub(crate) shade: Vec<bool>,
    pub(crate) muscle: Vec<bool>,
}

impl Layers {
    pub(crate) const EMPTY: u8 = u8::MAX;

    /// `is_far` says which parts belong to the limb that is farther away.
    pub(crate) fn new(raster: &Raster, is_far: impl Fn(&Part) -> bool) -> Self {
        let mut tones: Vec<Tone> = Vec::new();
        let mut index = |tone: Tone| {
            let found = tones.iter().position(|t| *t == tone).unwrap_or_else(|| {
                tones.push(tone);
                tones.len() - 1
            });
            #[expect(clippy::cast_possible_truncation, reason = "there are two dozen tones at most")]
            let found = found as u8;
            found
        };
        // Two tones a part, its shade's threshold (the head is round: less of it is in shade), and whether it is body.
        let of_part: Vec<(u8, u8, f64, bool)> = raster
            .parts
            .iter()
            .map(|part| {
                let far = is_far(part);
                let tone = |material: Material| Tone { material, far: far && darkens(material) };
                let threshold = if part.limb() == crate::mesh::Limb::Head { -0.22 } else { 0.02 };
                (index(tone(part.material)), index(tone(part.second)), threshold, part.is_body())
            })
            .collect();
        let size = raster.face.len();
        let mut layers = Self {
            tones,
            tone: vec![Self::EMPTY; size],
            shade: vec![false; size],
            muscle: vec![false; size],
        };
        for y in 0..raster.height {
            #[expect(clippy::cast_precision_loss, reason = "pixels")]
            let middle = y as f64 + 0.5;
            let row = y * raster.width;
            for x in 0..raster.width {
                let pixel = row + x;
                let Some(face) = raster.faces.get(raster.face[pixel] as usize) else { continue };
                let (first, second, threshold, is_body) = of_part[usize::from(face.part)];
                #[expect(clippy::cast_precision_loss, reason = "pixels")]
                let (x, y) = (x as f64 + 0.5, middle);
                layers.tone[pixel] =
                    if first == second || face.material.at(x, y) > 0.0 { first } else { second };
                if is_body {
                    layers.shade[pixel] = face.light.at(x, y) < threshold;
                    layers.muscle[pixel] = face.muscle.at(x, y) > 0.0;
                }
            }
        }
        drop_slivers(&mut layers.muscle, raster.width);
        layers
    }
}

/// Leaves out areas of a tenth of the largest or less: what shows of a muscle through a gap draws the eye to the wrong place.
fn drop_slivers(mask: &mut [bool], width: usize) {
    const SHARE: usize = 10;
    let mut reached = vec![false; mask.len()];
    let mut areas: Vec<Vec<usize>> = Vec::new();
    for start in 0..mask.len() {
        if !mask[start] || reached[start] {
            continue;
        }
        reached[start] = true;
        let mut area = vec![start];
        let mut next = 0;
        while let Some(&pixel) = area.get(next) {
            next += 1;
            let column = pixel % width;
            let left = (column > 0).then(|| pixel - 1);
            let right = (column + 1 < width).then_some(pixel + 1);
            for near in [left, right, pixel.checked_sub(width), Some(pixel + width)].into_iter().flatten() {
                if mask.get(near) == Some(&true) && !reached[near] {
                    reached[near] = true;
                    area.push(near);
                }
            }
        }
        areas.push(area);
    }
    let largest = areas.iter().map(Vec::len).max().unwrap_or(0);
    for pixel in areas.into_iter().filter(|area| area.len() * SHARE <= largest).flatten() {
        mask[pixel] = false;
    }
}

/// Skin of the farther limb is a tone darker. Cloth keeps its tone, or a seam would show.
fn darkens(material: Material) -> bool {
    matches!(material, Material::Skin | Material::Shoe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sliver_goes_and_what_is_not_far_smaller_stays() {
        let picture = ["####..#", "####...", "####.##", "........"];
        let mut mask: Vec<bool> =
            picture.iter().flat_map(|row| row[..7].bytes()).map(|b| b == b'#').collect();
        drop_slivers(&mut mask, 7);
        let rows: Vec<usize> = mask.chunks(7).map(|row| row.iter().filter(|m| **m).count()).collect();
        assert_eq!(rows, [4, 4, 6, 0]);
    }
}
