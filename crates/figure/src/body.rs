//! The body's measures: bones, and the shape of the flesh round them in tables of rings.
//!
//! Stature 170 cm; the ratios of the segments follow Drillis and Contini (1966) and Winter, *Biomechanics and Motor
//! Control of Human Movement*. The rings were drawn by eye: editorial.

use crate::geometry::{lerp, smooth};
use regimen_schema::documents::figure::Build;

pub(crate) const THIGH: f64 = 41.6;
pub(crate) const SHANK: f64 = 41.8;
/// The ankle's centre above the sole.
pub(crate) const ANKLE: f64 = 6.8;
pub(crate) const UPPER_ARM: f64 = 30.0;
pub(crate) const FOREARM: f64 = 25.0;
/// The hip joints' distance from the middle.
pub(crate) const HIP: f64 = 8.6;
/// The wrist's centre above the surface on which a flat palm rests.
pub(crate) const WRIST: f64 = 1.9;

/// Where, from the hips upwards along the spine, its parts begin and end.
pub(crate) const LUMBAR_START: f64 = 8.0;
pub(crate) const LUMBAR_END: f64 = 25.5;
pub(crate) const THORAX_END: f64 = 53.0;
pub(crate) const NECK_END: f64 = 62.0;
/// Where the shoulder girdle sits.
pub(crate) const GIRDLE: f64 = 46.0;

/// A ring of a limb or the trunk: where along the bone, half-widths sideways, forwards and backwards, and the
/// exponent of its super-ellipse (2 is an ellipse, more is squarer). For the trunk, front and back are distances
/// from the spine.
pub(crate) type Ring = [f64; 5];

/// The shape of a body.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) trunk: Vec<Ring>,
    pub(crate) neck: Vec<Ring>,
    pub(crate) thigh: Vec<Ring>,
    pub(crate) shank: Vec<Ring>,
    pub(crate) upper_arm: Vec<Ring>,
    pub(crate) forearm: Vec<Ring>,
    /// The shoulder joint from the middle, upwards along the spine, and forwards.
    pub(crate) shoulder: [f64; 3],
}

impl Body {
    pub(crate) fn new(build: Build) -> Self {
        let plain = Self {
            trunk: TRUNK.to_vec(),
            neck: NECK.to_vec(),
            thigh: THIGH_RINGS.to_vec(),
            shank: SHANK_RINGS.to_vec(),
            upper_arm: UPPER_ARM_RINGS.to_vec(),
            forearm: FOREARM_RINGS.to_vec(),
            shoulder: [16.4, 45.0, -2.2],
        };
        match build {
            Build::Medium => plain,
            Build::Curved => plain.curved(),
            Build::Broad => plain.broad(),
        }
    }

    fn curved(mut self) -> Self {
        for [y, w, front, back, _] in &mut self.trunk {
            let bump = |middle: f64, width: f64| {
                let d = (*y - middle) / width;
                libm::exp(-d * d)
            };
            let (bust, waist, hip) = (2.4 * bump(36.5, 4.2), 1.5 * bump(19.0, 7.0), 0.9 * bump(-1.0, 6.0));
            *w += hip - waist - 1.2 * smooth(36.0, 48.0, *y);
            *front += bust - 0.5 * waist;
            *back += 0.5 * waist - 0.4 * hip;
        }
        for [y, w, ..] in &mut self.neck {
            *w *= if *y > 52.0 { 0.9 } else { 0.95 };
        }
        scale(&mut self.upper_arm, 0.88);
        scale(&mut self.forearm, 0.9);
        scale(&mut self.shank, 0.96);
        self.shoulder[0] -= 1.3;
        self
    }

    fn broad(mut self) -> Self {
        for [y, w, front, back, _] in &mut self.trunk {
            let bump = |middle: f64| {
                let d = (*y - middle) / 10.0;
                libm::exp(-d * d)
            };
            *w = *w * 1.12 + 2.0 * bump(13.0);
            *front = *front * 1.08 + 6.5 * bump(14.0);
            *back *= 1.1;
        }
        for [_, w, front, back, _] in &mut self.neck {
            *w *= 1.1;
            *front += 0.6;
            *back -= 0.5;
        }
        scale(&mut self.upper_arm, 1.14);
        scale(&mut self.forearm, 1.08);
        scale(&mut self.shank, 1.08);
        scale(&mut self.thigh, 1.10);
        self
    }
}

fn scale(rings: &mut [Ring], factor: f64) {
    for [_, w, front, back, _] in rings {
        *w *= factor;
        *front *= factor;
        *back *= factor;
    }
}

/// The ring of a table at `t`: a cubic curve through the rows; before the first and after the last, those.
pub(crate) fn ring_at<const N: usize>(rows: &[[f64; N]], t: f64) -> [f64; N] {
    let last = rows.len() - 1;
    if t <= rows[0][0] {
        return rows[0];
    }
    if t >= rows[last][0] {
        return rows[last];
    }
    let i = rows.partition_point(|row| row[0] < t) - 1;
    let (a, b) = (&rows[i], &rows[i + 1]);
    let (p, q) = (&rows[i.saturating_sub(1)], &rows[(i + 2).min(last)]);
    let h = b[0] - a[0];
    let u = (t - a[0]) / h;
    let (u2, u3) = (u * u, u * u * u);
    let (h00, h10, h01, h11) = (2.0 * u3 - 3.0 * u2 + 1.0, u3 - 2.0 * u2 + u, 3.0 * u2 - 2.0 * u3, u3 - u2);
    let mut out = [t; N];
    for k in 1..N {
        let at_a = (b[k] - p[k]) / (b[0] - p[0]);
        let at_b = (q[k] - a[k]) / (q[0] - a[0]);
        out[k] = h00 * a[k] + h10 * h * at_a + h01 * b[k] + h11 * h * at_b;
    }
    out
}

/// The front of the face at a height and a distance from the middle.
pub(crate) fn face_at(y: f64, x: f64) -> f64 {
    let [_, w, front, back, e] = ring_at(&HEAD, y);
    let q = (x.abs() / w).min(0.999);
    lerp(back, front, 0.5) + (front - back) / 2.0 * libm::pow(1.0 - libm::pow(q, e), 1.0 / e)
}

const TRUNK: [Ring; 19] = [
    [-10.5, 4.0, 1.0, -4.0, 2.0],
    [-8.5, 10.0, 5.0, -8.0, 2.0],
    [-5.0, 14.4, 8.0, -11.0, 2.1],
    [-1.0, 16.4, 9.4, -11.9, 2.2],
    [3.0, 16.5, 10.2, -11.2, 2.3],
    [7.0, 15.7, 10.6, -9.8, 2.3],
    [11.0, 14.6, 10.4, -8.5, 2.3],
    [15.0, 13.7, 10.0, -7.6, 2.3],
    [19.0, 13.3, 9.7, -7.2, 2.3],
    [24.0, 13.7, 9.9, -7.7, 2.3],
    [29.0, 14.7, 10.5, -8.8, 2.3],
    [34.0, 15.8, 11.0, -10.0, 2.3],
    [39.0, 16.4, 10.8, -10.8, 2.3],
    [43.0, 16.2, 9.4, -11.0, 2.3],
    [46.5, 15.0, 7.2, -10.6, 2.2],
    [49.5, 12.4, 5.0, -9.6, 2.1],
    [52.0, 9.0, 3.6, -8.5, 2.0],
    [54.0, 6.6, 2.8, -7.5, 2.0],
    [55.5, 4.8, 2.0, -6.2, 2.0],
];
const NECK: [Ring; 6] = [
    [49.0, 8.0, 2.0, -6.8, 2.0],
    [52.5, 6.6, 3.0, -7.4, 2.0],
    [55.0, 5.7, 3.3, -7.0, 2.0],
    [57.5, 5.3, 3.7, -6.6, 2.0],
    [61.0, 5.3, 4.4, -6.2, 2.0],
    [66.0, 5.2, 4.4, -6.6, 2.0],
];
/// The head's profile, upwards from the top of the neck.
pub(crate) const HEAD: [Ring; 14] = [
    [-6.0, 1.6, 6.6, 3.8, 2.0],
    [-5.3, 3.4, 8.0, 1.6, 2.0],
    [-4.0, 4.7, 8.7, -1.6, 2.0],
    [-2.0, 5.9, 8.8, -4.4, 2.05],
    [0.0, 6.6, 8.7, -6.4, 2.1],
    [2.0, 6.95, 8.6, -8.0, 2.1],
    [4.5, 7.2, 8.4, -9.2, 2.15],
    [6.5, 7.4, 8.8, -9.8, 2.15],
    [9.0, 7.4, 8.8, -9.9, 2.15],
    [11.5, 7.1, 8.2, -9.5, 2.1],
    [14.0, 6.2, 6.9, -8.4, 2.05],
    [16.0, 4.7, 4.9, -6.5, 2.0],
    [17.2, 2.9, 2.6, -3.9, 2.0],
    [17.7, 0.6, 0.3, -1.3, 2.0],
];
const THIGH_RINGS: [Ring; 8] = [
    [-5.0, 6.6, 6.6, 7.4, 2.0],
    [0.0, 8.0, 8.3, 9.2, 2.0],
    [6.0, 8.4, 8.7, 9.0, 2.0],
    [14.0, 8.0, 8.5, 8.2, 2.0],
    [22.0, 7.2, 7.8, 7.3, 2.0],
    [30.0, 6.3, 6.9, 6.3, 2.0],
    [36.0, 5.7, 6.2, 5.7, 2.0],
    [41.6, 5.4, 5.9, 5.0, 2.0],
];
const SHANK_RINGS: [Ring; 9] = [
    [0.0, 5.3, 5.7, 5.0, 2.0],
    [4.0, 5.1, 5.0, 5.5, 2.0],
    [9.0, 5.3, 4.5, 6.6, 2.0],
    [14.0, 5.3, 4.3, 6.9, 2.0],
    [20.0, 4.7, 4.0, 6.0, 2.0],
    [27.0, 3.7, 3.6, 4.5, 2.0],
    [34.0, 3.1, 3.3, 3.6, 2.0],
    [39.0, 3.1, 3.3, 3.6, 2.0],
    [41.8, 3.3, 3.3, 3.8, 2.0],
];
const UPPER_ARM_RINGS: [Ring; 7] = [
    [-3.0, 4.4, 4.6, 4.6, 2.0],
    [0.0, 5.0, 5.3, 5.3, 2.0],
    [5.0, 5.1, 5.4, 5.3, 2.0],
    [11.0, 4.7, 5.1, 4.9, 2.0],
    [18.0, 4.2, 4.8, 4.4, 2.0],
    [25.0, 3.8, 4.1, 4.0, 2.0],
    [30.0, 3.7, 3.6, 3.9, 2.0],
];
/// Here the width is towards the palm, front is the thumb's side, back the little finger's.
const FOREARM_RINGS: [Ring; 6] = [
    [0.0, 3.7, 3.6, 3.8, 2.0],
    [4.0, 3.9, 4.1, 4.1, 2.0],
    [9.0, 3.7, 4.0, 3.9, 2.0],
    [15.0, 3.1, 3.4, 3.3, 2.0],
    [21.0, 2.3, 2.8, 2.7, 2.0],
    [25.0, 2.0, 2.8, 2.7, 2.0],
];
/// The foot from heel to ball: forwards of the ankle, half-width, upper side, sole (both from the ankle), exponent.
pub(crate) const FOOT: [Ring; 11] = [
    [-6.4, 1.0, -3.4, -5.2, 2.0],
    [-5.8, 2.3, -1.6, -6.3, 2.1],
    [-4.4, 3.1, 0.6, -6.8, 2.3],
    [-2.0, 3.5, 2.6, -6.8, 2.4],
    [1.0, 3.6, 2.8, -6.7, 2.4],
    [4.0, 3.7, 1.3, -6.5, 2.4],
    [7.0, 4.0, -0.6, -6.4, 2.4],
    [10.0, 4.4, -2.2, -6.6, 2.4],
    [13.0, 4.7, -3.5, -6.8, 2.3],
    [15.0, 4.6, -4.1, -6.8, 2.2],
    [16.5, 4.0, -4.5, -6.7, 2.1],
];
