//! Vectors and rotations. Centimetres and degrees; right-handed; +X is the person's left, +Y up, +Z forwards.
//!
//! Every transcendental function comes from `libm`, so that the same pose gives the same bytes on every machine.

use std::ops::{Add, Mul, Neg, Sub};

use serde::{Deserialize, Serialize};

/// A point or a direction in space.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Vec3 {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) z: f64,
}

pub(crate) const fn vec3(x: f64, y: f64, z: f64) -> Vec3 {
    Vec3 { x, y, z }
}

impl Vec3 {
    pub(crate) const ZERO: Self = vec3(0.0, 0.0, 0.0);
    pub(crate) const UP: Self = vec3(0.0, 1.0, 0.0);

    pub(crate) fn dot(self, b: Self) -> f64 {
        self.x * b.x + self.y * b.y + self.z * b.z
    }

    pub(crate) fn cross(self, b: Self) -> Self {
        vec3(self.y * b.z - self.z * b.y, self.z * b.x - self.x * b.z, self.x * b.y - self.y * b.x)
    }

    pub(crate) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// The direction; nothing has the direction nothing.
    pub(crate) fn unit(self) -> Self {
        let length = self.length();
        if length > 1e-9 { self * (1.0 / length) } else { Self::ZERO }
    }

    /// What is left without the share along a unit vector.
    pub(crate) fn without(self, along: Self) -> Self {
        self - along * self.dot(along)
    }

    /// The point on the ground below it.
    pub(crate) fn grounded(self) -> Self {
        vec3(self.x, 0.0, self.z)
    }

    pub(crate) fn towards(self, b: Self, t: f64) -> Self {
        vec3(lerp(self.x, b.x, t), lerp(self.y, b.y, t), lerp(self.z, b.z, t))
    }
}

impl Add for Vec3 {
    type Output = Self;
    fn add(self, b: Self) -> Self {
        vec3(self.x + b.x, self.y + b.y, self.z + b.z)
    }
}

impl Sub for Vec3 {
    type Output = Self;
    fn sub(self, b: Self) -> Self {
        vec3(self.x - b.x, self.y - b.y, self.z - b.z)
    }
}

impl Mul<f64> for Vec3 {
    type Output = Self;
    fn mul(self, s: f64) -> Self {
        vec3(self.x * s, self.y * s, self.z * s)
    }
}

impl Neg for Vec3 {
    type Output = Self;
    fn neg(self) -> Self {
        self * -1.0
    }
}

/// A rotation, by where it takes the three axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Turn {
    pub(crate) x: Vec3,
    pub(crate) y: Vec3,
    pub(crate) z: Vec3,
}

impl Turn {
    pub(crate) const NONE: Self =
        Self { x: vec3(1.0, 0.0, 0.0), y: vec3(0.0, 1.0, 0.0), z: vec3(0.0, 0.0, 1.0) };

    pub(crate) fn about_x(degrees: f64) -> Self {
        let (s, c) = sin_cos(degrees);
        Self { x: vec3(1.0, 0.0, 0.0), y: vec3(0.0, c, s), z: vec3(0.0, -s, c) }
    }

    pub(crate) fn about_y(degrees: f64) -> Self {
        let (s, c) = sin_cos(degrees);
        Self { x: vec3(c, 0.0, -s), y: vec3(0.0, 1.0, 0.0), z: vec3(s, 0.0, c) }
    }

    pub(crate) fn about_z(degrees: f64) -> Self {
        let (s, c) = sin_cos(degrees);
        Self { x: vec3(c, s, 0.0), y: vec3(-s, c, 0.0), z: vec3(0.0, 0.0, 1.0) }
    }

    pub(crate) fn about(axis: Vec3, degrees: f64) -> Self {
        let (s, c) = sin_cos(degrees);
        let Vec3 { x, y, z } = axis;
        let k = 1.0 - c;
        Self {
            x: vec3(c + x * x * k, y * x * k + z * s, z * x * k - y * s),
            y: vec3(x * y * k - z * s, c + y * y * k, z * y * k + x * s),
            z: vec3(x * z * k + y * s, y * z * k - x * s, c + z * z * k),
        }
    }

    /// The rotation whose second axis is `y` and whose third is as near to `z` as that allows.
    pub(crate) fn facing(y: Vec3, z: Vec3) -> Self {
        let y = y.unit();
        let mut forward = z.without(y);
        if forward.length() < 1e-6 {
            forward = vec3(0.3, 0.2, 1.0).without(y);
        }
        let z = forward.unit();
        Self { x: y.cross(z), y, z }
    }

    /// The rotation with these first and second axes, which stand at right angles.
    pub(crate) fn of_xy(x: Vec3, y: Vec3) -> Self {
        Self { x, y, z: x.cross(y) }
    }

    pub(crate) fn apply(self, v: Vec3) -> Vec3 {
        self.x * v.x + self.y * v.y + self.z * v.z
    }

    pub(crate) fn then(self, inner: Self) -> Self {
        Self { x: self.apply(inner.x), y: self.apply(inner.y), z: self.apply(inner.z) }
    }

    pub(crate) fn inverse(self) -> Self {
        Self {
            x: vec3(self.x.x, self.y.x, self.z.x),
            y: vec3(self.x.y, self.y.y, self.z.y),
            z: vec3(self.x.z, self.y.z, self.z.z),
        }
    }

    /// The degrees between two rotations.
    pub(crate) fn angle_to(self, to: Self) -> f64 {
        let m = to.then(self.inverse());
        acos((m.x.x + m.y.y + m.z.z - 1.0) / 2.0)
    }

    /// The rotation a part `t` of the way to `to`, about the one axis that connects them.
    pub(crate) fn towards(self, to: Self, t: f64) -> Self {
        let m = to.then(self.inverse());
        let angle = self.angle_to(to);
        let axis = vec3(m.y.z - m.z.y, m.z.x - m.x.z, m.x.y - m.y.x);
        if angle < 0.01 || axis.length() < 1e-6 {
            return if t > 0.5 { to } else { self };
        }
        Self::about(axis.unit(), angle * t).then(self)
    }
}

/// A point in the plane of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

pub(crate) const fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Point {
    pub(crate) fn distance(self, b: Self) -> f64 {
        (self - b).length()
    }
    pub(crate) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }
    pub(crate) fn dot(self, b: Self) -> f64 {
        self.x * b.x + self.y * b.y
    }
    pub(crate) fn cross(self, b: Self) -> f64 {
        self.x * b.y - self.y * b.x
    }
    /// The direction; nothing has the direction right.
    pub(crate) fn unit(self) -> Self {
        let length = self.length();
        if length > 1e-12 { self * (1.0 / length) } else { point(1.0, 0.0) }
    }
    pub(crate) fn towards(self, b: Self, t: f64) -> Self {
        point(lerp(self.x, b.x, t), lerp(self.y, b.y, t))
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, b: Self) -> Self {
        point(self.x + b.x, self.y + b.y)
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, b: Self) -> Self {
        point(self.x - b.x, self.y - b.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, s: f64) -> Self {
        point(self.x * s, self.y * s)
    }
}

pub(crate) fn lerp(a: f64, b: f64, t: f64) -> f64 {
    a + (b - a) * t
}

/// 0 below `a`, 1 above `b`, and an even curve between.
pub(crate) fn smooth(a: f64, b: f64, x: f64) -> f64 {
    let t = ((x - a) / (b - a)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

pub(crate) fn sin_cos(degrees: f64) -> (f64, f64) {
    libm::sincos(degrees.to_radians())
}

pub(crate) fn acos(cosine: f64) -> f64 {
    libm::acos(cosine.clamp(-1.0, 1.0)).to_degrees()
}

pub(crate) fn asin(sine: f64) -> f64 {
    libm::asin(sine.clamp(-1.0, 1.0)).to_degrees()
}

pub(crate) fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x).to_degrees()
}

/// `|x|` to a power, with the sign of `x`.
pub(crate) fn signed_pow(x: f64, power: f64) -> f64 {
    libm::copysign(libm::pow(x.abs(), power), x)
}

/// Evenly spaced numbers from `a` to `b`, about `step` apart, both ends included.
pub(crate) fn spaced(a: f64, b: f64, step: f64) -> impl Iterator<Item = f64> + Clone {
    let n = ((b - a) / step).round().max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
    let count = n as u32;
    (0..=count).map(move |i| a + (b - a) * f64::from(i) / n)
}
