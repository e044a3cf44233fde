//! The head: a profile of rings with the hair as a raised part of the same surface, nose and ears.

use regimen_schema::documents::figure::{Hair, Side};

use super::{Material, Mesh, Name, Section};
use crate::body::{HEAD, face_at, ring_at};
use crate::geometry::{Turn, lerp, signed_pow, sin_cos, smooth, spaced, vec3};
use crate::skeleton::{Bone, sign};

const SEGMENTS: u32 = 40;

pub(super) fn head(mesh: &mut Mesh, bone: &Bone, hair: Hair) {
    skull(mesh, bone, hair);
    if hair == Hair::Bun {
        let part = mesh.part(Name::Bun, None, Material::Hair);
        mesh.ellipsoid(part, bone.point(vec3(0.0, 13.2, -11.2)), bone.turn, vec3(4.0, 3.8, 3.6), 10, 18);
    }
    let part = mesh.part(Name::Nose, None, Material::Skin);
    let rings = [
        (6.4, 8.6, 0.55),
        (5.4, 9.1, 0.7),
        (4.2, 9.8, 0.85),
        (3.0, 10.5, 1.05),
        (2.2, 10.9, 1.25),
        (1.5, 10.7, 1.3),
        (0.9, 9.7, 1.1),
    ]
    .map(|(y, tip, width)| {
        let z = face_at(y, 0.0) - 1.0;
        Section {
            front: tip - z,
            back: 0.3,
            ..Section::round(bone.point(vec3(0.0, y, z)), bone.turn.x, bone.turn.z, width)
        }
    });
    mesh.tube(part, &rings, 12, |_, _| 1.0);
    if matches!(hair, Hair::Bob | Hair::Headscarf) {
        return;
    }
    for side in Side::BOTH {
        let part = mesh.part(Name::Ear, Some(side), Material::Skin);
        let turn = bone.turn.then(Turn::about_y(sign(side) * -22.0)).then(Turn::about_x(-12.0));
        mesh.ellipsoid(
            part,
            bone.point(vec3(sign(side) * 7.5, 3.4, -1.2)),
            turn,
            vec3(0.9, 2.9, 1.75),
            8,
            14,
        );
    }
}

fn skull(mesh: &mut Mesh, bone: &Bone, hair: Hair) {
    let part = mesh.part_of_two(Name::Head, None, Material::Skin, Material::Hair);
    let mut rows = Vec::new();
    for y in spaced(-6.0, 17.7, 0.8) {
        let [_, width, front, back, exponent] = ring_at(&HEAD, y);
        let (middle, depth) = (f64::midpoint(front, back), (front - back) / 2.0);
        let mut first = None;
        for k in 0..SEGMENTS {
            let (s, c) = sin_cos(360.0 * f64::from(k) / f64::from(SEGMENTS));
            let x = signed_pow(c, 2.0 / exponent) * width;
            let z = signed_pow(s, 2.0 / exponent) * depth + middle;
            let field = hairline(hair, y, z);
            let out =
                vec3(x / width.max(0.1), 0.45 * smooth(10.0, 17.0, y), (z - middle) / depth.max(0.1)).unit();
            let t = thickness(hair, y, z) * smooth(0.0, 1.6, -field);
            let at = vec3(x + out.x * t, y + out.y * t * 1.2, z + out.z * t);
            let index = mesh.vertex(bone.point(at), field, 0.0, (c, s));
            first.get_or_insert(index);
        }
        rows.push((first.unwrap_or_default(), bone.point(vec3(0.0, y, middle))));
    }
    for pair in rows.windows(2) {
        let ((a, from), (b, to)) = (pair[0], pair[1]);
        let inside = from.towards(to, 0.5);
        for k in 0..SEGMENTS {
            let next = (k + 1) % SEGMENTS;
            mesh.quad([a + k, a + next, b + next, b + k], part, inside);
        }
    }
    let crown = if hair == Hair::Bald { 17.9 } else { 18.7 };
    let last = rows.len() - 1;
    for (row, inner, y, tip) in [(0, 1, -6.0, -6.15), (last, last - 1, 17.7, crown)] {
        let [_, _, front, back, _] = ring_at(&HEAD, y);
        let middle = f64::midpoint(front, back);
        let field = if row == 0 { 1.0 } else { hairline(hair, y, middle) };
        let tip = mesh.vertex(bone.point(vec3(0.0, tip, middle)), field, 0.0, (0.0, 0.0));
        let ring = rows[row].0;
        for k in 0..SEGMENTS {
            mesh.triangle([ring + k, ring + (k + 1) % SEGMENTS, tip], part, rows[inner].1);
        }
    }
}

/// Above zero skin, below hair: the hairline as a limit of depth for each height.
fn hairline(hair: Hair, y: f64, z: f64) -> f64 {
    match hair {
        Hair::Bald => return 1.0,
        Hair::Headscarf => {
            // The cloth frames the face and goes on below the chin.
            let frame = if y > 10.5 { 20.0 } else { lerp(3.4, 6.4, smooth(2.0, 10.5, y)) };
            return if y < -4.6 { -0.5 } else { z - frame };
        }
        _ => {}
    }
    let bob = hair == Hair::Bob;
    if y < if bob { -5.0 } else { -1.6 } {
        return (-1.6 - y).max(0.05);
    }
    let limit = if y > 11.8 {
        20.0
    } else if y > 9.0 {
        let t = (y - 9.0) / 2.8;
        lerp(3.2, 9.4, t * t)
    } else if y > 3.5 {
        lerp(1.4, 3.2, smooth(3.5, 9.0, y))
    } else if bob {
        lerp(0.6, -2.4, smooth(3.5, -3.0, y))
    } else if y > 0.2 {
        lerp(-3.6, 1.4, smooth(1.2, 3.5, y))
    } else {
        -3.6
    };
    if bob {
        return z - limit;
    }
    let (dy, dz) = ((y - 3.3) / 3.6, (z + 1.0) / 2.5);
    let ear = 1.0 - dy * dy - dz * dz;
    (z - limit).max(ear * 1.5)
}

/// How far the hair stands off the skull.
fn thickness(hair: Hair, y: f64, z: f64) -> f64 {
    let plain = 0.45 + 0.95 * smooth(6.0, 13.0, y) + 0.35 * smooth(0.0, 8.0, -z) * smooth(2.0, 6.0, y);
    match hair {
        Hair::Bob => plain + 1.5 * smooth(6.0, -2.0, y),
        Hair::Headscarf => 0.9 + 0.5 * smooth(6.0, -2.0, y),
        _ => plain,
    }
}
