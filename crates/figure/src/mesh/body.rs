//! The body's parts as tubes of rings, and the clothes over them.

use regimen_schema::documents::figure::{Clothing, Hair, Person, Side};

use super::hand_and_foot::{bare_foot, hand, shoe};
use super::head::head;
use super::{Material, Mesh, Name, Section, cap};
use crate::body::{FOREARM, GIRDLE, Ring, SHANK, THIGH, UPPER_ARM, ring_at};
use crate::geometry::{Turn, Vec3, atan2, smooth, spaced, vec3};
use crate::skeleton::{Bone, Limb, Skeleton, sign};
use crate::surface::{BUTTOCK, buttock};

/// How far shorts reach down the thigh, and short sleeves down the arm.
const SHORTS: f64 = 20.0;
const SLEEVE: f64 = 15.5;

/// The whole person.
pub(crate) fn body(skeleton: &Skeleton<'_>, person: Person, shoes: bool) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.vertices.reserve(18_000);
    mesh.triangles.reserve(36_000);
    trunk(&mut mesh, skeleton, person);
    head(&mut mesh, &skeleton.head, person.hair);
    for side in Side::BOTH {
        leg(&mut mesh, skeleton, person, side);
        let foot = &skeleton.foot[side];
        let toes = skeleton.angles.limb(Limb::Toes, side);
        if shoes {
            shoe(&mut mesh, side, foot, toes);
        } else {
            bare_foot(&mut mesh, side, foot, toes);
        }
        arm(&mut mesh, skeleton, person, side);
        hand(&mut mesh, side, &skeleton.hand[side], skeleton.angles.limb(Limb::Fingers, side));
    }
    mesh.finish();
    mesh
}

fn trunk(mesh: &mut Mesh, skeleton: &Skeleton<'_>, person: Person) {
    let section = |rows: &[Ring], y: f64, grow: f64| {
        let [_, w, front, back, exponent] = ring_at(rows, y);
        let spine = skeleton.spine_at(y);
        let depth = (front - back) / 2.0;
        Section {
            middle: spine.point(vec3(0.0, 0.0, f64::midpoint(front, back))),
            x: spine.turn.x,
            z: spine.turn.z,
            width: w + grow,
            front: depth + grow,
            back: depth + grow,
            exponent,
            along: y,
        }
    };
    let body = skeleton.body;
    let pelvis = mesh.part(Name::Pelvis, None, Material::Trousers);
    let rings: Vec<_> = spaced(-10.5, 6.0, 1.4).map(|y| section(&body.trunk, y, 0.0)).collect();
    mesh.tube(pelvis, &rings, 40, |_, _| 1.0);

    let shirt = mesh.part_of_two(Name::Trunk, None, Material::Shirt, Material::Skin);
    let rings: Vec<_> =
        spaced(0.5, 55.5, 1.4).map(|y| section(&body.trunk, y, 0.35 + 0.75 * smooth(6.0, 0.0, y))).collect();
    let neckline = |i: usize, s: f64| {
        let front = s.max(0.0);
        53.6 - 2.6 * front * front.sqrt() + (-s).max(0.0) - rings[i].along
    };
    mesh.tube(shirt, &rings, 40, neckline);

    let scarf = person.hair == Hair::Headscarf;
    let neck = mesh.part(Name::Neck, None, if scarf { Material::Hair } else { Material::Skin });
    let grow = if scarf { 0.5 } else { 0.0 };
    let rings: Vec<_> = spaced(49.0, 66.0, 1.5).map(|y| section(&body.neck, y, grow)).collect();
    mesh.tube(neck, &rings, 24, |_, _| 1.0);
    if scarf {
        // A scarf lies over the shoulders.
        let cloth = mesh.part(Name::Neck, None, Material::Hair);
        let rings: Vec<_> = spaced(49.5, 58.0, 1.2)
            .map(|y| section(&body.neck, y, 0.7 + 3.6 * smooth(58.0, 49.5, y)))
            .collect();
        mesh.tube(cloth, &rings, 28, |_, _| 1.0);
    }
}

/// Sections of a limb, wider by what `grow` says.
fn limb<'a>(
    rows: &'a [Ring],
    bone: &'a Bone,
    at: impl Iterator<Item = f64> + 'a,
    grow: impl Fn(f64) -> f64 + 'a,
) -> impl Iterator<Item = Section> + 'a {
    at.map(move |t| {
        let [_, width, front, back, exponent] = ring_at(rows, t);
        Section {
            middle: bone.end(t),
            x: bone.turn.x,
            z: bone.turn.z,
            width,
            front,
            back,
            exponent,
            along: t,
        }
        .grown(grow(t))
    })
}

fn leg(mesh: &mut Mesh, skeleton: &Skeleton<'_>, person: Person, side: Side) {
    let some = Some(side);
    let (thigh, shank) = (&skeleton.thigh[side], &skeleton.shank[side]);
    let trousers = person.clothing != Clothing::Shorts;
    let skin = if trousers { Material::Trousers } else { Material::Skin };
    let cloth = if trousers { 0.5 } else { 0.0 };
    let body = skeleton.body;

    let part = mesh.part(Name::Buttock, some, Material::Trousers);
    let (first, middle) = (mesh.vertices.len(), skeleton.pelvis.point(buttock(side)));
    let pelvis = skeleton.pelvis.turn;
    mesh.ellipsoid(part, middle, pelvis, BUTTOCK, 12, 22);
    for vertex in &mut mesh.vertices[first..] {
        let from = vertex.at - middle;
        let (x, z) = (from.dot(pelvis.x), from.dot(pelvis.z));
        let length = (x * x + z * z).sqrt();
        vertex.round = if length > 0.0 { (x / length, z / length) } else { (0.0, 0.0) };
    }

    let part = mesh.part(Name::Thigh, some, skin);
    let mut rings: Vec<_> = limb(&body.thigh, thigh, spaced(0.0, THIGH, 2.0), |_| cloth).collect();
    rings.extend(cap(rings[rings.len() - 1], -thigh.turn.y, 4, THIGH + 1.0));
    mesh.tube(part, &rings, 28, |_, _| 1.0);

    let part = mesh.part(Name::Shorts, some, Material::Trousers);
    let flare = |t: f64| if trousers { 0.55 } else { 0.35 + 1.15 * smooth(4.0, SHORTS, t) };
    let tube: Vec<_> = limb(&body.thigh, thigh, spaced(0.0, SHORTS, 1.7), flare).collect();
    let mut rings = cap(tube[0], thigh.turn.y, 3, -4.0);
    rings.reverse();
    rings.extend(&tube);
    rings.push(hem(rings[rings.len() - 1], thigh.turn.y, 2.0));
    mesh.tube(part, &rings, 28, |_, _| 1.0);

    let part = mesh.part(Name::Shank, some, skin);
    let flare = |t: f64| if trousers { 0.5 + 1.6 * smooth(16.0, 38.0, t) } else { 0.0 };
    let length = if trousers { SHANK - 2.5 } else { SHANK };
    let tube: Vec<_> = limb(&body.shank, shank, spaced(0.0, length, 2.0), flare).collect();
    let mut rings = cap(tube[0], shank.turn.y, 4, -1.0);
    rings.reverse();
    rings.extend(&tube);
    let last = rings[rings.len() - 1];
    if trousers {
        rings.push(hem(last, shank.turn.y, 1.8));
    } else {
        rings.extend(cap(last, -shank.turn.y, 3, SHANK + 1.0));
    }
    mesh.tube(part, &rings, 24, |_, _| 1.0);
    if trousers {
        // The bare ankle below the hem.
        let part = mesh.part(Name::Shank, some, Material::Skin);
        let rings: Vec<_> = limb(&body.shank, shank, spaced(34.0, SHANK, 1.6), |_| 0.0).collect();
        mesh.tube(part, &rings, 20, |_, _| 1.0);
    }
}

/// A hem turns inwards, with a bevel that faces outwards: an open end would show the inside.
fn hem(last: Section, up: Vec3, by: f64) -> Section {
    Section { middle: last.middle - up * 0.35, exponent: 2.0, ..last.grown(-by) }
}

fn arm(mesh: &mut Mesh, skeleton: &Skeleton<'_>, person: Person, side: Side) {
    let some = Some(side);
    let s = sign(side);
    let (upper, fore) = (&skeleton.upper_arm[side], &skeleton.forearm[side]);
    let long = person.clothing == Clothing::Covered;
    let body = skeleton.body;

    let part = mesh.part(Name::Girdle, some, Material::Shirt);
    let start = skeleton.thorax.point(vec3(s * 5.0, 49.9 - GIRDLE, -3.0));
    let axis = (upper.at - start).unit();
    let frame = Turn::facing(-axis, skeleton.thorax.turn.z);
    let mut rings: Vec<_> = [(0.0, 3.6), (0.3, 4.2), (0.6, 4.8), (0.85, 5.2), (1.0, 5.3)]
        .map(|(q, r)| Section::round(start.towards(upper.at, q), frame.x, frame.z, r))
        .to_vec();
    rings.extend(cap(rings[rings.len() - 1], axis, 4, 0.0));
    mesh.tube(part, &rings, 24, |_, _| 1.0);

    let part = mesh.part(Name::UpperArm, some, if long { Material::Shirt } else { Material::Skin });
    let sleeve = if long { 0.5 } else { 0.0 };
    let mut rings: Vec<_> = limb(&body.upper_arm, upper, spaced(0.0, UPPER_ARM, 2.0), |_| sleeve).collect();
    rings.extend(cap(rings[rings.len() - 1], -upper.turn.y, 4, UPPER_ARM));
    mesh.tube(part, &rings, 22, |_, _| 1.0);

    let part = mesh.part(Name::Sleeve, some, Material::Shirt);
    let flare = |t: f64| if long { 0.6 } else { 0.35 + smooth(3.0, SLEEVE, t) };
    let tube: Vec<_> = limb(&body.upper_arm, upper, spaced(0.0, SLEEVE, 1.6), flare).collect();
    let mut rings = cap(tube[0], upper.turn.y, 3, 0.0);
    rings.reverse();
    rings.extend(&tube);
    rings.push(hem(rings[rings.len() - 1], upper.turn.y, 1.8));
    mesh.tube(part, &rings, 24, |_, _| 1.0);

    // The hand's turn about the forearm is spread along it.
    let part = mesh.part(Name::Forearm, some, if long { Material::Shirt } else { Material::Skin });
    let across = skeleton.hand[side].turn.x.without(fore.turn.y);
    let across = if across.length() > 0.05 { across.unit() } else { fore.turn.x };
    let twist = atan2(across.dot(-fore.turn.z), across.dot(fore.turn.x));
    let section = |t: f64, twist: f64, grow: f64| {
        let [_, width, front, back, exponent] = ring_at(&body.forearm, t);
        let turn = fore.turn.then(Turn::about_y(twist));
        Section { middle: fore.end(t), x: turn.x, z: turn.z, width, front, back, exponent, along: t }
            .grown(grow)
    };
    let (length, cuff) = if long { (FOREARM - 2.0, 0.5) } else { (FOREARM, 0.0) };
    let tube: Vec<_> = spaced(0.0, length, 2.0)
        .map(|t| section(t, twist * smooth(4.0, FOREARM, t), cuff + cuff * smooth(10.0, FOREARM, t)))
        .collect();
    let mut rings = cap(tube[0], fore.turn.y, 4, 0.0);
    rings.reverse();
    rings.extend(&tube);
    let last = rings[rings.len() - 1];
    if long {
        rings.push(hem(last, fore.turn.y, 1.2));
    } else {
        rings.extend(cap(last, -fore.turn.y, 3, FOREARM));
    }
    mesh.tube(part, &rings, 20, |_, _| 1.0);
    if long {
        let part = mesh.part(Name::Forearm, some, Material::Skin);
        let rings: Vec<_> = spaced(19.0, FOREARM, 1.5).map(|t| section(t, twist, 0.0)).collect();
        mesh.tube(part, &rings, 18, |_, _| 1.0);
    }
}
