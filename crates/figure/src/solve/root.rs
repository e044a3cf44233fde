//! One angle is found at a time: the one nearest to the author's at which a measure is zero.

/// The root of `f` nearest to `start`, no farther than `span` away, looked for in `steps` on either side.
/// `None` if `f` has the same sign all along.
pub(super) fn root_near(start: f64, span: f64, steps: u32, mut f: impl FnMut(f64) -> f64) -> Option<f64> {
    let step = span / f64::from(steps);
    let at_start = f(start);
    if at_start == 0.0 {
        return Some(start);
    }
    let (mut up, mut down) = (at_start, at_start);
    for i in 0..steps {
        let (near, far) = (step * f64::from(i), step * f64::from(i + 1));
        let (next_up, next_down) = (f(start + far), f(start - far));
        let mut best: Option<f64> = None;
        for (a, fa, b, fb) in
            [(start + near, up, start + far, next_up), (start - near, down, start - far, next_down)]
        {
            if fa * fb <= 0.0 {
                let root = narrow(a, fa, b, fb, &mut f);
                if best.is_none_or(|best| (root - start).abs() < (best - start).abs()) {
                    best = Some(root);
                }
            }
        }
        if best.is_some() {
            return best;
        }
        (up, down) = (next_up, next_down);
    }
    None
}

/// The root between `a` and `b`, whose values differ in sign: false position in the Illinois form, to a
/// ten-thousandth of a degree.
fn narrow(mut a: f64, mut fa: f64, mut b: f64, mut fb: f64, f: &mut impl FnMut(f64) -> f64) -> f64 {
    let mut side = 0;
    for _ in 0..60 {
        if (b - a).abs() < 1e-4 || (fa - fb).abs() < f64::MIN_POSITIVE {
            break;
        }
        let c = (fa * b - fb * a) / (fa - fb);
        let fc = f(c);
        if fc.abs() < 1e-7 {
            return c;
        }
        if fc * fb > 0.0 {
            (b, fb) = (c, fc);
            if side == -1 {
                fa /= 2.0;
            }
            side = -1;
        } else {
            (a, fa) = (c, fc);
            if side == 1 {
                fb /= 2.0;
            }
            side = 1;
        }
    }
    f64::midpoint(a, b)
}

#[cfg(test)]
mod tests {
    use super::root_near;

    #[test]
    fn the_nearest_root_wins() {
        let f = |x: f64| (x - 1.0) * (x + 3.0) * (x - 40.0);
        assert!((root_near(-0.5, 60.0, 24, f).unwrap() - 1.0).abs() < 1e-3);
        assert!((root_near(-2.5, 60.0, 24, f).unwrap() + 3.0).abs() < 1e-3);
        assert_eq!(root_near(0.0, 60.0, 24, |x| x * x + 1.0), None);
    }
}
