//! Hands with curling fingers, feet with bending toes, and shoes.

use regimen_schema::documents::figure::Side;

use super::{Material, Mesh, Name, Section};
use crate::body::{FOOT, ring_at};
use crate::geometry::{Turn, Vec3, lerp, sin_cos, smooth, spaced, vec3};
use crate::skeleton::{Bone, sign};

/// The ball of the foot, about which the toes bend: height and distance from the ankle.
const BALL: (f64, f64) = (-5.2, 12.0);

/// The foot as a bent tube.
struct Foot<'a> {
    bone: &'a Bone,
    sign: f64,
    toes: f64,
}

impl Foot<'_> {
    fn bent(&self, v: Vec3) -> Vec3 {
        if self.toes == 0.0 || v.z <= BALL.1 - 2.0 {
            return v;
        }
        let (s, c) = sin_cos(self.toes * smooth(BALL.1 - 2.0, BALL.1 + 2.5, v.z));
        let (y, z) = (v.y - BALL.0, v.z - BALL.1);
        vec3(v.x, BALL.0 + y * c + z * s, BALL.1 - y * s + z * c)
    }

    /// The cross-section at a distance forwards of the ankle, `x` towards the outer side.
    fn section(&self, z: f64, width: f64, (sole, top): (f64, f64), exponent: f64, x: f64) -> Section {
        let height = f64::midpoint(top, sole);
        let middle = self.bent(vec3(x * self.sign, height, z));
        let above = self.bent(vec3(x * self.sign, height + 0.5, z));
        let half = (top - sole) / 2.0;
        Section {
            middle: self.bone.point(middle),
            x: self.bone.turn.x,
            z: self.bone.turn.apply((above - middle).unit()),
            width,
            front: half,
            back: half,
            exponent,
            along: 0.0,
        }
    }
}

/// Where the foot's rings lie: closer together at the heel.
fn foot_rings() -> impl Iterator<Item = f64> {
    [-6.4, -6.1, -5.6, -4.8, -3.8].into_iter().chain(spaced(-2.6, 16.5, 1.3))
}

pub(super) fn bare_foot(mesh: &mut Mesh, side: Side, bone: &Bone, toes: f64) {
    let foot = Foot { bone, sign: sign(side), toes };
    let part = mesh.part(Name::Foot, Some(side), Material::Skin);
    let rings: Vec<_> = foot_rings()
        .map(|z| {
            let [_, w, top, sole, e] = ring_at(&FOOT, z);
            foot.section(z, w, (sole, top), e, 0.0)
        })
        .collect();
    mesh.tube(part, &rings, 22, |_, _| 1.0);
    // The big toe is on the inner side.
    let toes = [
        (-2.9, 1.45, 14.0, 18.6),
        (-0.8, 1.05, 14.0, 18.2),
        (1.0, 1.0, 14.0, 17.4),
        (2.6, 0.95, 13.5, 16.4),
        (4.0, 0.9, 12.5, 15.2),
    ];
    for (k, (x, r, from, to)) in (0_u8..).zip(toes) {
        let part = mesh.part(Name::Toe(k), Some(side), Material::Skin);
        let rings = [(0.0, 1.0), (0.35, 1.0), (0.7, 1.02), (0.9, 0.8), (1.0, 0.35)].map(|(q, thick)| {
            let (radius, height) = (r * thick, r * 1.02 - 6.8);
            foot.section(lerp(from, to, q), radius, (height - radius, height + radius), 2.0, x)
        });
        mesh.tube(part, &rings, 12, |_, _| 1.0);
    }
    let part = mesh.part(Name::AnkleBall, Some(side), Material::Skin);
    mesh.ellipsoid(part, bone.at, bone.turn, vec3(3.5, 3.4, 3.7), 8, 16);
}

pub(super) fn shoe(mesh: &mut Mesh, side: Side, bone: &Bone, toes: f64) {
    let foot = Foot { bone, sign: sign(side), toes };
    let part = mesh.part(Name::Shoe, Some(side), Material::Shoe);
    let mut rings: Vec<_> = foot_rings()
        .map(|z| {
            let [_, w, top, sole, e] = ring_at(&FOOT, z);
            foot.section(z * 1.04 - 0.1, w + 0.5, (sole.min(-6.5) - 0.3, top + 0.4), e.max(2.5), 0.0)
        })
        .collect();
    let [_, w, top, sole, _] = ring_at(&FOOT, 16.5);
    for (z, k) in [(17.9, 0.86), (18.9, 0.62), (19.4, 0.3)] {
        let middle = f64::midpoint(top, sole);
        let upper = middle + (top + 0.4 - middle) * libm::pow(k, 0.6);
        rings.push(foot.section(z, (w + 0.5) * k, (-6.8 + (1.0 - k) * 1.2, upper), 2.5, 0.0));
    }
    mesh.tube(part, &rings, 26, |_, _| 1.0);
    let part = mesh.part(Name::Shoe, Some(side), Material::Shoe);
    let rings = [(-2.0, 4.2), (0.0, 4.1), (1.6, 4.0), (2.4, 3.9)].map(|(y, r)| Section {
        front: r + 0.5,
        back: r + 0.4,
        ..Section::round(bone.point(vec3(0.0, y, -0.3)), bone.turn.x, bone.turn.z, r)
    });
    mesh.tube(part, &rings, 20, |_, _| 1.0);
    let part = mesh.part(Name::Shoe, Some(side), Material::ShoeSole);
    let rings: Vec<_> = [-6.9, -6.4, -5.2, -3.0]
        .into_iter()
        .chain(spaced(-1.0, 17.0, 2.0))
        .map(|z| (z, 1.0))
        .chain([(18.4, 0.8), (19.4, 0.5), (19.8, 0.25)])
        .map(|(z, k)| {
            let [_, w, ..] = ring_at(&FOOT, z.clamp(-6.2, 16.5));
            foot.section(z, (w + 0.75) * k, (-6.9, -5.9), 4.0, 0.0)
        })
        .collect();
    mesh.tube(part, &rings, 20, |_, _| 1.0);
}

/// The palm faces −X on the left hand, the thumb is at +Z, the fingers run along −Y.
pub(super) fn hand(mesh: &mut Mesh, side: Side, bone: &Bone, curl: f64) {
    let s = sign(side);
    let turn = bone.turn;
    let part = mesh.part(Name::Palm, Some(side), Material::Skin);
    let palm = [
        [-1.0, 1.9, 2.7, 2.6],
        [2.0, 1.8, 3.1, 2.9],
        [5.0, 1.7, 3.9, 3.5],
        [8.0, 1.5, 4.1, 3.7],
        [9.3, 1.2, 3.7, 3.3],
    ];
    let rings: Vec<_> = spaced(-1.0, 9.3, 1.4)
        .map(|t| {
            let [_, width, front, back] = ring_at(&palm, t);
            Section { middle: bone.end(t), x: turn.x, z: turn.z, width, front, back, exponent: 2.5, along: t }
        })
        .collect();
    mesh.tube(part, &rings, 18, |_, _| 1.0);

    let fingers = [
        (2.9, 8.6, 7.6, 1.0, 1.5),
        (0.97, 8.9, 8.4, 1.02, 0.4),
        (-0.97, 8.6, 7.8, 0.99, -0.8),
        (-2.75, 8.0, 6.2, 0.92, -2.5),
    ];
    for (k, (z, from, length, r, spread)) in (0_u8..).zip(fingers) {
        let part = mesh.part(Name::Finger(k), Some(side), Material::Skin);
        let mut at = vec3(0.0, -from, z);
        let rings: Vec<_> = (0..=9)
            .map(|i| {
                let q = f64::from(i) / 9.0;
                let bend =
                    0.75 * smooth(0.0, 0.25, q) + 0.85 * smooth(0.35, 0.65, q) + 0.3 * smooth(0.7, 0.9, q);
                let local =
                    Turn::about_x(-spread * (1.0 - curl / 120.0)).then(Turn::about_z(-s * curl * bend));
                let tip = if q < 0.85 {
                    1.0
                } else if q < 0.97 {
                    0.85
                } else {
                    0.45
                };
                let section =
                    Section::round(bone.point(at), turn.apply(local.x), turn.apply(local.z), r * tip);
                at = at - local.y * (length / 9.0);
                section
            })
            .collect();
        mesh.tube(part, &rings, 10, |_, _| 1.0);
    }

    let part = mesh.part(Name::Thumb, Some(side), Material::Skin);
    let mut at = vec3(-s * 0.5, -2.6, 2.2);
    let rings: Vec<_> = (0..8)
        .map(|i| {
            let q = f64::from(i) / 7.0;
            let (sin, cos) = sin_cos(40.0 - 18.0 * q - curl * 0.15);
            let direction = Turn::about_z(-s * (1.0 + curl * 0.6)).apply(vec3(0.0, -cos, sin));
            let radius = lerp(1.5, 1.05, q) * if q < 0.9 { 1.0 } else { 0.55 };
            let frame = Turn::facing(direction, vec3(0.0, 0.0, 1.0));
            let section = Section::round(bone.point(at), turn.apply(frame.x), turn.apply(frame.z), radius);
            at = at + direction * (7.6 / 7.0);
            section
        })
        .collect();
    mesh.tube(part, &rings, 12, |_, _| 1.0);
}
