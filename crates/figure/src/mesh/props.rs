//! Props as triangles.

use super::{Material, Mesh, Name, Section};
use crate::geometry::{Turn, Vec3, vec3};
use crate::solve::{Item, Kind, Solid};

/// The props of a frame; each is a part of its own.
pub(crate) fn props(items: &[Item]) -> Mesh {
    let mut mesh = Mesh::default();
    for (i, item) in (0_u16..).zip(items) {
        let material = match item.kind {
            Kind::Mat => Material::Mat,
            Kind::Light => Material::Light,
            Kind::Dark => Material::Dark,
            Kind::Wall => Material::Wall,
            Kind::Pillow => Material::Pillow,
            Kind::Ball => Material::Ball,
            Kind::Strap => Material::Strap,
        };
        let part = mesh.part(Name::Prop(i), None, material);
        match &item.solid {
            Solid::Box { middle, turn, half } => mesh.cuboid(part, *middle, *turn, *half),
            Solid::Slab { middle, turn, half } => mesh.slab(part, *middle, *turn, *half),
            Solid::Tube { points, radius } => {
                let rings: Vec<_> = directions(points)
                    .map(|(at, along)| {
                        let hint =
                            if along.z.abs() < 0.9 { vec3(0.13, 0.31, 0.94) } else { vec3(1.0, 0.0, 0.0) };
                        let frame = Turn::facing(-along, hint);
                        Section::round(at, frame.x, frame.z, *radius)
                    })
                    .collect();
                mesh.tube(part, &rings, 18, |_, _| 1.0);
            }
            Solid::Ribbon { points, width, thickness, across } => {
                let rings: Vec<_> = directions(points)
                    .map(|(at, along)| {
                        let x = across.without(along).unit();
                        Section {
                            middle: at,
                            x,
                            z: x.cross(-along),
                            width: *width,
                            front: *thickness,
                            back: *thickness,
                            exponent: 3.0,
                            along: 0.0,
                        }
                    })
                    .collect();
                mesh.tube(part, &rings, 10, |_, _| 1.0);
            }
            Solid::Sphere { middle, radius } => {
                mesh.ellipsoid(part, *middle, Turn::NONE, vec3(*radius, *radius, *radius), 24, 48);
            }
        }
    }
    mesh.finish();
    mesh
}

/// Each point with the direction of the line there.
fn directions(points: &[Vec3]) -> impl Iterator<Item = (Vec3, Vec3)> + '_ {
    let last = points.len() - 1;
    points
        .iter()
        .enumerate()
        .map(move |(i, at)| (*at, (points[(i + 1).min(last)] - points[i.saturating_sub(1)]).unit()))
}

impl Mesh {
    /// A box with rounded edges.
    fn slab(&mut self, part: u16, middle: Vec3, turn: Turn, half: Vec3) {
        let rings = [-1.0, -0.92, -0.75, -0.4, 0.0, 0.4, 0.75, 0.92, 1.0].map(|q: f64| {
            let q4 = q * q * q * q;
            let s = (1.0 - q4).sqrt().sqrt().max(0.45);
            let depth = half.z * (0.82 + 0.18 * s);
            Section {
                middle: middle + turn.y * (q * half.y),
                x: turn.x,
                z: turn.z,
                width: half.x * (0.86 + 0.14 * s),
                front: depth,
                back: depth,
                exponent: 5.0,
                along: 0.0,
            }
        });
        self.tube(part, &rings, 36, |_, _| 1.0);
    }

    fn cuboid(&mut self, part: u16, middle: Vec3, turn: Turn, half: Vec3) {
        let mut corners = [0; 8];
        for (i, corner) in (0_u8..).zip(&mut corners) {
            let end = |bit: u8| if i & bit == 0 { -1.0 } else { 1.0 };
            let at = middle + turn.apply(vec3(end(4) * half.x, end(2) * half.y, end(1) * half.z));
            *corner = self.vertex(at, 1.0, 0.0, (0.0, 0.0));
        }
        for face in [[0, 1, 3, 2], [4, 5, 7, 6], [0, 1, 5, 4], [2, 3, 7, 6], [0, 2, 6, 4], [1, 3, 7, 5]] {
            self.quad(face.map(|i: usize| corners[i]), part, middle);
        }
    }
}
