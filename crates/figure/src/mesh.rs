//! The body and the props as triangles, with what each vertex needs to be drawn: normal, material, muscle.

mod body;
mod hand_and_foot;
mod head;
mod props;

use regimen_schema::documents::figure::Side;

use crate::geometry::{Turn, Vec3, signed_pow, sin_cos};

pub(crate) use body::body;
pub(crate) use props::props;

/// A surface of triangles.
#[derive(Debug, Default, Clone)]
pub(crate) struct Mesh {
    pub(crate) vertices: Vec<Vertex>,
    pub(crate) triangles: Vec<Triangle>,
    pub(crate) parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Vertex {
    pub(crate) at: Vec3,
    pub(crate) normal: Vec3,
    /// Above zero the part's first material, below its second: the zero line is a neckline or a hairline.
    pub(crate) material: f64,
    /// Where on the part it lies, for the muscles: along the bone, and the direction round it (sideways, forwards).
    pub(crate) along: f64,
    pub(crate) round: (f64, f64),
    /// Above zero inside a highlighted muscle.
    pub(crate) muscle: f64,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Triangle {
    pub(crate) corners: [u32; 3],
    pub(crate) part: u16,
}

/// A tube or a lump of the body, or a prop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Part {
    pub(crate) name: Name,
    pub(crate) side: Option<Side>,
    pub(crate) material: Material,
    pub(crate) second: Material,
    pub(crate) first_vertex: usize,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    Pelvis,
    Trunk,
    Neck,
    Girdle,
    Buttock,
    Head,
    Bun,
    Nose,
    Ear,
    Thigh,
    Shorts,
    Shank,
    Foot,
    Toe(u8),
    AnkleBall,
    Shoe,
    UpperArm,
    Sleeve,
    Forearm,
    Palm,
    Finger(u8),
    Thumb,
    Prop(u16),
}

/// Parts of one limb run into each other without a line; where two limbs meet there may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Limb {
    Trunk,
    Head,
    Thigh(Side),
    Shank(Side),
    Foot(Side),
    Toe(Side, u8),
    UpperArm(Side),
    Forearm(Side),
    Hand(Side),
    Finger(Side, u8),
    Thumb(Side),
    Prop(u16),
}

/// What a surface is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Material {
    Skin,
    Shirt,
    Trousers,
    Hair,
    Shoe,
    ShoeSole,
    Mat,
    Light,
    Dark,
    Wall,
    Pillow,
    Ball,
    Strap,
}

impl Part {
    pub(crate) fn is_body(&self) -> bool {
        !matches!(self.name, Name::Prop(_))
    }

    pub(crate) fn limb(&self) -> Limb {
        let side = self.side.unwrap_or(Side::Left);
        match self.name {
            Name::Pelvis | Name::Trunk | Name::Neck | Name::Girdle | Name::Buttock => Limb::Trunk,
            Name::Head | Name::Bun | Name::Nose | Name::Ear => Limb::Head,
            Name::Thigh | Name::Shorts => Limb::Thigh(side),
            Name::Shank => Limb::Shank(side),
            Name::Foot | Name::AnkleBall | Name::Shoe => Limb::Foot(side),
            Name::Toe(k) => Limb::Toe(side, k),
            Name::UpperArm | Name::Sleeve => Limb::UpperArm(side),
            Name::Forearm => Limb::Forearm(side),
            Name::Palm => Limb::Hand(side),
            Name::Finger(k) => Limb::Finger(side, k),
            Name::Thumb => Limb::Thumb(side),
            Name::Prop(i) => Limb::Prop(i),
        }
    }
}

/// A cross-section: its middle, two axes, half-widths to either side, to the front and the back, and the exponent of
/// the super-ellipse.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Section {
    pub(crate) middle: Vec3,
    pub(crate) x: Vec3,
    pub(crate) z: Vec3,
    pub(crate) width: f64,
    pub(crate) front: f64,
    pub(crate) back: f64,
    pub(crate) exponent: f64,
    /// Where along the bone it lies.
    pub(crate) along: f64,
}

impl Section {
    pub(crate) fn round(middle: Vec3, x: Vec3, z: Vec3, radius: f64) -> Self {
        Self { middle, x, z, width: radius, front: radius, back: radius, exponent: 2.0, along: 0.0 }
    }

    fn scaled(self, factor: f64) -> Self {
        Self { width: self.width * factor, front: self.front * factor, back: self.back * factor, ..self }
    }

    fn grown(self, by: f64) -> Self {
        Self { width: self.width + by, front: self.front + by, back: self.back + by, ..self }
    }
}

impl Mesh {
    /// Starts a part of one material.
    pub(crate) fn part(&mut self, name: Name, side: Option<Side>, material: Material) -> u16 {
        self.part_of_two(name, side, material, material)
    }

    fn part_of_two(&mut self, name: Name, side: Option<Side>, material: Material, second: Material) -> u16 {
        let first_vertex = self.vertices.len();
        self.parts.push(Part { name, side, material, second, first_vertex });
        #[expect(clippy::cast_possible_truncation, reason = "a figure has some dozens of parts")]
        let index = (self.parts.len() - 1) as u16;
        index
    }

    fn vertex(&mut self, at: Vec3, material: f64, along: f64, round: (f64, f64)) -> u32 {
        self.vertices.push(Vertex { at, normal: Vec3::ZERO, material, along, round, muscle: -1.0 });
        #[expect(clippy::cast_possible_truncation, reason = "a figure has some ten thousand vertices")]
        let index = (self.vertices.len() - 1) as u32;
        index
    }

    /// A skin over cross-sections, closed at both ends. `material` gives the field of a point from its section's
    /// index and the direction round it.
    pub(crate) fn tube(
        &mut self,
        part: u16,
        sections: &[Section],
        segments: usize,
        material: impl Fn(usize, f64) -> f64,
    ) {
        let circle: Vec<(f64, f64)> = (0..segments)
            .map(|k| {
                #[expect(clippy::cast_precision_loss, reason = "small counts")]
                let (s, c) = sin_cos(360.0 * k as f64 / segments as f64);
                (c, s)
            })
            .collect();
        let Some(first) = self.rings(sections, &circle, &material) else { return };
        #[expect(clippy::cast_possible_truncation, reason = "small counts")]
        let n = segments as u32;
        for i in 0..sections.len() - 1 {
            let inside = sections[i].middle.towards(sections[i + 1].middle, 0.5);
            #[expect(clippy::cast_possible_truncation, reason = "small counts")]
            let (a, b) = (first + i as u32 * n, first + (i as u32 + 1) * n);
            for k in 0..n {
                let next = (k + 1) % n;
                self.quad([a + k, a + next, b + next, b + k], part, inside);
            }
        }
        let last = sections.len() - 1;
        for (end, inner) in [(0, 1.min(last)), (last, last.saturating_sub(1))] {
            let middle = sections[end].middle;
            let tip = self.vertex(middle, material(end, 0.0), sections[end].along, (0.0, 0.0));
            let mut inside = sections[inner].middle;
            if (inside - middle).length() < 1e-6 {
                inside = middle + sections[end].x.cross(sections[end].z);
            }
            #[expect(clippy::cast_possible_truncation, reason = "small counts")]
            let ring = first + end as u32 * n;
            for k in 0..n {
                self.triangle([ring + k, ring + (k + 1) % n, tip], part, inside);
            }
        }
    }

    fn rings(
        &mut self,
        sections: &[Section],
        circle: &[(f64, f64)],
        material: &impl Fn(usize, f64) -> f64,
    ) -> Option<u32> {
        let mut first = None;
        for (i, section) in sections.iter().enumerate() {
            for &(c, s) in circle {
                let round = (section.exponent - 2.0).abs() < 1e-9;
                let (mut x, mut z) = if round {
                    (c, s)
                } else {
                    (signed_pow(c, 2.0 / section.exponent), signed_pow(s, 2.0 / section.exponent))
                };
                x *= section.width;
                z *= if z > 0.0 { section.front } else { section.back };
                let at = section.middle + section.x * x + section.z * z;
                let index = self.vertex(at, material(i, s), section.along, (c, s));
                first.get_or_insert(index);
            }
        }
        first
    }

    /// An ellipsoid by its middle, axes and half-widths.
    pub(crate) fn ellipsoid(
        &mut self,
        part: u16,
        middle: Vec3,
        turn: Turn,
        half: Vec3,
        rings: u32,
        segments: usize,
    ) {
        let section = |height: f64, radius: f64| Section {
            middle: middle + turn.y * (height * half.y),
            x: turn.x,
            z: turn.z,
            width: half.x * radius,
            front: half.z * radius,
            back: half.z * radius,
            exponent: 2.0,
            along: 0.0,
        };
        let mut sections = vec![section(0.999, 0.04)];
        sections.extend((1..rings).map(|i| {
            let (s, c) = sin_cos(180.0 * f64::from(i) / f64::from(rings));
            section(c, s)
        }));
        sections.push(section(-0.999, 0.04));
        self.tube(part, &sections, segments, |_, _| 1.0);
    }

    fn quad(&mut self, [a, b, c, d]: [u32; 4], part: u16, inside: Vec3) {
        let at = |i: u32| self.vertices[i as usize].at;
        let normal = (at(c) - at(a)).cross(at(d) - at(b));
        let middle = (at(a) + at(b) + at(c) + at(d)) * 0.25;
        let (b, d) = if normal.dot(middle - inside) < 0.0 { (d, b) } else { (b, d) };
        self.triangles.push(Triangle { corners: [a, b, c], part });
        self.triangles.push(Triangle { corners: [a, c, d], part });
    }

    fn triangle(&mut self, [a, b, c]: [u32; 3], part: u16, inside: Vec3) {
        let at = |i: u32| self.vertices[i as usize].at;
        let normal = (at(b) - at(a)).cross(at(c) - at(a));
        let middle = (at(a) + at(b) + at(c)) * (1.0 / 3.0);
        let corners = if normal.dot(middle - inside) < 0.0 { [a, c, b] } else { [a, b, c] };
        self.triangles.push(Triangle { corners, part });
    }

    /// Gives every vertex the mean normal of its triangles.
    pub(crate) fn finish(&mut self) {
        for triangle in &self.triangles {
            let [a, b, c] = triangle.corners.map(|i| self.vertices[i as usize].at);
            let normal = (b - a).cross(c - a);
            for i in triangle.corners {
                let vertex = &mut self.vertices[i as usize];
                vertex.normal = vertex.normal + normal;
            }
        }
        for vertex in &mut self.vertices {
            vertex.normal = vertex.normal.unit();
        }
    }
}

/// Rings that close an end roundly, shrinking along an axis, the nearest first; all are said to lie at `along`.
fn cap(ring: Section, axis: Vec3, rings: u32, along: f64) -> Vec<Section> {
    let radius = (2.0 * ring.width + ring.front + ring.back) / 4.0;
    (1..=rings)
        .map(|i| {
            let (s, c) = sin_cos(90.0 * f64::from(i) / (f64::from(rings) + 0.35));
            Section { middle: ring.middle + axis * (radius * s), along, ..ring.scaled(c) }
        })
        .collect()
}
