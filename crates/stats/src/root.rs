//! A root between two points where the sign is known to change.

/// Finds where `f` changes sign between `inside` (f ≤ 0) and `outside` (f > 0).
///
/// Bisection helped by inverse quadratic interpolation (Chandrupatla 1997, Adv. Eng. Software
/// 28:145–149): at most 200 steps, never leaves the bracket. The value at `inside` is taken as
/// negative whatever rounding makes of it: score intervals touch zero at the estimate itself.
pub(crate) fn between(inside: f64, outside: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut a, mut b) = (outside, inside);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa.is_nan() || fa <= 0.0 {
        return outside;
    }
    if fb.is_nan() || fb >= 0.0 {
        fb = -fa;
    }
    let (mut c, mut fc) = (b, fb);
    let mut t = 0.5;
    for _ in 0..200 {
        let x = a + t * (b - a);
        let fx = f(x);
        if (fx > 0.0) == (fa > 0.0) {
            c = a;
            fc = fa;
        } else {
            c = b;
            fc = fb;
            b = a;
            fb = fa;
        }
        a = x;
        fa = fx;
        let (best, best_f) = if fa.abs() < fb.abs() { (a, fa) } else { (b, fb) };
        let width = (b - a).abs();
        let tolerance = 4.0 * f64::EPSILON * best.abs() + 1e-300;
        if best_f == 0.0 || width <= tolerance {
            return best;
        }
        let xi = (a - b) / (c - b);
        let phi = (fa - fb) / (fc - fb);
        t = if 1.0 - (1.0 - xi).sqrt() < phi && phi < xi.sqrt() {
            fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
        } else {
            0.5
        };
        let edge = 0.5 * tolerance / width;
        t = if t.is_nan() { 0.5 } else { t.clamp(edge.min(0.5), 1.0 - edge.min(0.5)) };
    }
    let _ = (c, fc);
    a
}
