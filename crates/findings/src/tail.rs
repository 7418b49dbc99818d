//! Tails and quantiles of Student's t for even degrees of freedom, by finite algebra.
//!
//! For even ν the two-sided tail is a polynomial in cos² θ = ν/(ν+t²) (Abramowitz & Stegun
//! 26.7.4), so that the same p-value can be written in any query language. Far out, the remainder
//! of the same series is summed instead, so that nothing cancels.

/// Degrees of freedom the calibration chooses from: ν, t at 97.5 %, t at 99.9 %.
pub(crate) const TABLE: [(u32, f64, f64); 9] = [
    (2, 4.302_652_729_749_464, 22.327_124_770_119_873),
    (4, 2.776_445_105_197_793, 7.173_182_219_782_308),
    (6, 2.446_911_851_144_969, 5.207_626_238_725_373),
    (8, 2.306_004_135_204_167, 4.500_790_933_723_724),
    (10, 2.228_138_851_986_274, 4.143_700_494_046_589),
    (14, 2.144_786_687_917_804, 3.787_390_237_523_345_7),
    (20, 2.085_963_447_265_864, 3.551_808_343_203_334),
    (30, 2.042_272_456_301_238, 3.385_184_866_829_304_5),
    (60, 2.000_297_822_014_260_4, 3.231_709_126_024_36),
];

/// (2k − 1) / 2k, the factor from one coefficient of the series to the next.
const STEP: [f64; 128] = {
    let mut out = [0.0; 128];
    let mut k = 0;
    while k < 128 {
        out[k] = (2.0 * k as f64 + 1.0) / (2.0 * k as f64 + 2.0);
        k += 1;
    }
    out
};

/// Below this tail (roughly) the remainder is summed instead of subtracting from one.
const FAR: f64 = 1e-6;

/// Two-sided tail P(|T| > |t|) for an even ν up to 60. NaN in, NaN out.
#[inline]
#[must_use]
pub(crate) fn two_sided(t: f64, nu: u32) -> f64 {
    if t.is_nan() {
        return f64::NAN;
    }
    let nu_f = f64::from(nu);
    let t2 = t * t;
    if t2.is_infinite() {
        return 0.0;
    }
    let all = nu_f + t2;
    let cos2 = nu_f / all;
    let sin = (t2 / all).sqrt();
    let half = (nu / 2) as usize;
    let mut coefficient = 1.0;
    let mut sum = 0.0;
    for step in &STEP[..half.min(30)] {
        sum += coefficient;
        coefficient *= cos2 * step;
    }
    if coefficient > FAR {
        return (1.0 - sin * sum).clamp(0.0, 1.0);
    }
    let mut sum = 0.0;
    for step in &STEP[half.min(30)..] {
        sum += coefficient;
        if coefficient < sum * 1e-14 {
            break;
        }
        coefficient *= cos2 * step;
    }
    (sin * sum).clamp(0.0, 1.0)
}

/// The row of [`TABLE`] whose tail is the lightest that is still at least as heavy as `ratio` =
/// (99.8 % multiplier) / (95 % multiplier).
#[must_use]
pub(crate) fn choose(ratio: f64) -> (u32, f64, f64) {
    let mut best = TABLE[1];
    for row in &TABLE[1..] {
        if row.2 / row.1 >= ratio {
            best = *row;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_match_the_tabulated_quantiles() {
        for (nu, q95, q998) in TABLE {
            assert!((two_sided(q95, nu) - 0.05).abs() < 1e-12, "{nu}");
            assert!((two_sided(q998, nu) - 0.002).abs() < 1e-12, "{nu}");
        }
        assert!((two_sided(0.0, 4) - 1.0).abs() < 1e-15);
        assert!(two_sided(1e6, 4) > 0.0);
        assert!(two_sided(f64::NAN, 4).is_nan());
        assert_eq!(two_sided(f64::INFINITY, 4), 0.0);
    }

    #[test]
    fn the_same_as_the_statistics_say() {
        for (nu, ..) in TABLE {
            for t in [0.01, 0.5, 1.0, 2.5, 7.0, 40.0, 900.0] {
                let (ours, theirs) = (two_sided(t, nu), 2.0 * stats::dist::student_t::sf(t, f64::from(nu)));
                assert!((ours / theirs - 1.0).abs() < 1e-8, "{nu} {t}: {ours} {theirs}");
            }
        }
    }

    #[test]
    fn no_jump_where_the_two_ways_meet() {
        for nu in [2_u32, 4, 8, 30, 60] {
            let mut t = 0.0;
            let mut before = 1.0;
            while t < 2000.0 {
                let p = two_sided(t, nu);
                assert!(p <= before && (p > 0.0 || t > 100.0), "{nu} {t} {p} {before}");
                before = p;
                t += 0.001 + t * 1e-3;
            }
        }
    }
}
