//! The incomplete gamma and beta functions, with both tails.
//!
//! Loader's saddle-point form keeps the leading factors right where differences of log-gammas lose
//! every digit (C. Loader 2000, *Fast and accurate computation of binomial probabilities*); the
//! rest is chosen by region after DiDonato & Morris 1992 (ACM TOMS 18:360–373, algorithm 708) and
//! Temme 1979 for enormous parameters.

const TWO_PI: f64 = std::f64::consts::TAU;
const LN_SQRT_2PI: f64 = 0.918_938_533_204_672_8;
/// Beyond this the uniform expansions of Temme are exact to double precision.
const HUGE: f64 = 1e10;
const EPS: f64 = 1e-17;

/// ln Γ(z+1) − [(z+½) ln z − z + ½ ln 2π]: the error of Stirling's formula.
fn stirling_error(z: f64) -> f64 {
    if z < 10.0 {
        return libm::lgamma(z + 1.0) - (z + 0.5) * libm::log(z) + z - LN_SQRT_2PI;
    }
    let r = 1.0 / z;
    let r2 = r * r;
    r * (1.0 / 12.0
        + r2 * (-1.0 / 360.0
            + r2 * (1.0 / 1260.0
                + r2 * (-1.0 / 1680.0 + r2 * (1.0 / 1188.0 + r2 * (-691.0 / 360_360.0 + r2 * (1.0 / 156.0)))))))
}

/// The deviance part x ln(x/m) + m − x, without cancellation near x = m.
fn deviance(x: f64, m: f64) -> f64 {
    deviance_by(x, m, x - m)
}

/// The same where the caller knows x − m better than the subtraction would.
fn deviance_by(x: f64, m: f64, difference: f64) -> f64 {
    if difference.abs() < 0.1 * (x + m) {
        let v = difference / (x + m);
        let mut sum = difference * v;
        let mut term = 2.0 * x * v;
        let v2 = v * v;
        let mut k = 3.0;
        loop {
            term *= v2;
            let next = sum + term / k;
            if next == sum || k > 1000.0 {
                return next;
            }
            sum = next;
            k += 2.0;
        }
    }
    if m <= 0.0 {
        return f64::INFINITY;
    }
    let ratio = x / m;
    let log_ratio = if ratio.is_finite() && ratio > 0.0 { libm::log(ratio) } else { libm::log(x) - libm::log(m) };
    x * log_ratio + m - x
}

/// xᵃ e⁻ˣ / Γ(a).
pub(super) fn gamma_factor(a: f64, x: f64) -> f64 {
    (a / TWO_PI).sqrt() * libm::exp(-stirling_error(a) - deviance(a, x))
}

/// The regularised incomplete gamma functions (P(a, x), Q(a, x)), a > 0, x ≥ 0.
pub(super) fn incomplete_gamma(a: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    if a > HUGE {
        return temme_gamma(a, x);
    }
    let factor = gamma_factor(a, x);
    if x < a + 1.0 {
        let mut term = 1.0;
        let mut sum = 1.0;
        let mut k = a;
        for _ in 0..20_000_000 {
            k += 1.0;
            term *= x / k;
            sum += term;
            if term < EPS * sum {
                break;
            }
        }
        let p = (factor * sum / a).min(1.0);
        (p, 1.0 - p)
    } else {
        let q = (factor * gamma_fraction(a, x)).min(1.0);
        (1.0 - q, q)
    }
}

/// Q(a, x) / [xᵃ e⁻ˣ / Γ(a)] by Legendre's continued fraction, modified Lentz.
fn gamma_fraction(a: f64, x: f64) -> f64 {
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / tiny;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..20_000_000 {
        let i = f64::from(i);
        let an = -i * (i - a);
        b += 2.0;
        d = an * d + b;
        if d.abs() < tiny {
            d = tiny;
        }
        c = b + an / c;
        if c.abs() < tiny {
            c = tiny;
        }
        d = 1.0 / d;
        let delta = d * c;
        h *= delta;
        if (delta - 1.0).abs() < 2e-16 {
            break;
        }
    }
    h
}

/// Temme's uniform expansion, first correction: DLMF 8.12.3–8.12.8.
fn temme_gamma(a: f64, x: f64) -> (f64, f64) {
    let mu = (x - a) / a;
    let half_eta2 = deviance(a, x) / a; // λ − 1 − ln λ
    let eta = (2.0 * half_eta2).sqrt().copysign(mu);
    let c0 = if eta.abs() < 1e-3 { -1.0 / 3.0 + eta / 12.0 - 2.0 * eta * eta / 135.0 } else { 1.0 / mu - 1.0 / eta };
    let r = libm::exp(-a * half_eta2) / (TWO_PI * a).sqrt() * c0;
    let z = eta * (0.5 * a).sqrt();
    if mu < 0.0 {
        let p = (0.5 * libm::erfc(-z) - r).clamp(0.0, 1.0);
        (p, 1.0 - p)
    } else {
        let q = (0.5 * libm::erfc(z) + r).clamp(0.0, 1.0);
        (1.0 - q, q)
    }
}

/// xᵃ yᵇ / B(a, b) with y = 1 − x given by the caller, who knows it better than 1.0 - x.
pub(super) fn beta_factor(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    // The smaller of x and y is the one known to full relative precision.
    let off = if x <= y { a - n * x } else { n * y - b };
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance_by(a, n * x, off)
        - deviance_by(b, n * y, -off);
    (a * (b / (TWO_PI * n))).sqrt() * libm::exp(exponent)
}

/// The regularised incomplete beta function and its complement, (Iₓ(a, b), 1 − Iₓ(a, b)).
///
/// `y` must be 1 − x, to full precision where x is near 1.
pub(super) fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    if a < b && a < 1.0 {
        let (upper, lower) = incomplete_beta(b, a, y, x);
        return (lower, upper);
    }
    let from_lower = |p: f64| (p.clamp(0.0, 1.0), (1.0 - p).clamp(0.0, 1.0));
    let from_upper = |q: f64| ((1.0 - q).clamp(0.0, 1.0), q.clamp(0.0, 1.0));
    if b >= 1.0 {
        if a > HUGE && b > HUGE {
            return temme_beta(a, b, x, y);
        }
        let tail = if a.min(b) > 1e4 { beta_integral } else { beta_fraction };
        // Right of the mean the other tail is the small one.
        return if a * y >= b * x { from_lower(tail(a, b, x, y)) } else { from_upper(tail(b, a, y, x)) };
    }
    // From here on b < 1 and a ≥ b.
    if a >= 15.0 {
        if a * y <= 0.7 {
            return from_upper(beta_series(b, a, y, x));
        }
        if x > 0.7 {
            return from_lower(beta_large_a(a, b, x, y));
        }
        return from_lower(beta_series(a, b, x, y));
    }
    if x <= 0.7 { from_lower(beta_series(a, b, x, y)) } else { from_upper(beta_series(b, a, y, x)) }
}

/// Iₓ(a, b) by its power series in x: BPSER of algorithm 708.
fn beta_series(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let log_y = if x < 0.5 { libm::log1p(-x) } else { libm::log(y) };
    let lead = beta_factor(a, b, x, y) / (a * libm::exp(b * log_y));
    let mut sum = 0.0;
    let mut c = 1.0;
    for j in 1..10_000 {
        let j = f64::from(j);
        c *= (j - b) / j * x;
        let term = c / (a + j);
        sum += term;
        if term.abs() < EPS * (sum.abs() + 1.0 / a) {
            break;
        }
    }
    lead * (1.0 + a * sum)
}

/// Iₓ(a, b) for a, b ≥ 1 left of the mean by the continued fraction BFRAC of algorithm 708.
fn beta_fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let factor = beta_factor(a, b, x, y);
    if factor == 0.0 {
        return 0.0;
    }
    let tiny = 1e-300;
    let lambda = a * y - b * x;
    let coefficient_b = |m: f64| {
        let middle = if m > 0.0 { m * (b - m) * x / (a + 2.0 * m - 1.0) } else { 0.0 };
        m + middle + (a + m) * (lambda + 1.0 + m * (1.0 + y)) / (a + 2.0 * m + 1.0)
    };
    let mut f = coefficient_b(0.0);
    if f == 0.0 {
        f = tiny;
    }
    let mut c = f;
    let mut d = 0.0;
    for m in 1..20_000_000 {
        let m = f64::from(m);
        let half = (a + 2.0 * m - 1.0) / x;
        let am = (a + m - 1.0) / half * ((a + b + m - 1.0) / half) * m * (b - m);
        let bm = coefficient_b(m);
        d = bm + am * d;
        if d == 0.0 {
            d = tiny;
        }
        c = bm + am / c;
        if c == 0.0 {
            c = tiny;
        }
        d = 1.0 / d;
        let delta = c * d;
        f *= delta;
        if (delta - 1.0).abs() < 2e-16 {
            break;
        }
    }
    factor / f
}

/// Iₓ(a, b) for two large parameters left of the mean, where the continued fraction needs √a steps:
/// the density integrated in the log-odds by the tanh-sinh rule, always about 100 points.
fn beta_integral(a: f64, b: f64, x: f64, y: f64) -> f64 {
    const STEP: f64 = 1.0 / 16.0;
    let factor = beta_factor(a, b, x, y);
    if factor == 0.0 {
        return 0.0;
    }
    let n = a + b;
    let slope = a * y - b * x;
    let length = 120.0 / (slope + (slope * slope + 90.0 * n * x * y).sqrt());
    let density = |s: f64| libm::exp(-a * s - n * libm::log1p(x * libm::expm1(-s)));
    let mut sum = 0.0;
    for k in -52..=52 {
        let t = STEP * f64::from(k);
        let u = std::f64::consts::FRAC_PI_2 * libm::sinh(t);
        let near = 1.0 / (1.0 + libm::exp(-2.0 * u)); // share of the way, 0 to 1
        let far = 1.0 / (1.0 + libm::exp(2.0 * u));
        let weight = std::f64::consts::PI * libm::cosh(t) * near * far;
        sum += weight * density(length * near);
    }
    factor * sum * length * STEP
}

/// Iₓ(a, b) for large a and b < 1, x > 0.7: BGRAT of algorithm 708, an expansion in incomplete
/// gamma functions. With b = ½ this is Student's t with many degrees of freedom.
fn beta_large_a(a: f64, b: f64, x: f64, y: f64) -> f64 {
    const TERMS: usize = 30;
    let bm1 = b - 1.0;
    let t = a + 0.5 * bm1;
    let lx = if y < 0.35 { libm::log1p(-y) } else { libm::log(x) };
    let u = -t * lx;
    let h = gamma_factor(b, u);
    if h <= 0.0 {
        return 0.0;
    }
    // Γ(a+b) / (Γ(a) tᵇ), close to 1.
    let ratio = libm::exp((a - 0.5) * libm::log1p(b / a) - b + b * libm::log((a + b) / t) + gamma_ratio_error(a, b));
    let prefix = h * ratio;
    let q = if b == 0.5 { libm::erfc(u.sqrt()) } else { incomplete_gamma(b, u).1 };
    let mut j = q / h;
    let mut sum = j;
    let mut p = [0.0; TERMS];
    let mut inverse_factorial = [0.0; TERMS + 1]; // 1/(2k+1)!
    inverse_factorial[0] = 1.0;
    for k in 1..=TERMS {
        let k2 = 2.0 * k as f64;
        inverse_factorial[k] = inverse_factorial[k - 1] / (k2 * (k2 + 1.0));
    }
    p[0] = 1.0;
    let lx2 = 0.25 * lx * lx;
    let t4 = 4.0 * t * t;
    let mut lxp = 1.0;
    let mut b2n = b;
    for n in 1..TERMS {
        let mut pn = 0.0;
        for m in 1..n {
            pn += (m as f64 * b - n as f64) * p[n - m] * inverse_factorial[m];
        }
        p[n] = pn / n as f64 + bm1 * inverse_factorial[n];
        j = (b2n * (b2n + 1.0) * j + (u + b2n + 1.0) * lxp) / t4;
        lxp *= lx2;
        b2n += 2.0;
        let r = p[n] * j;
        sum += r;
        if r.abs() < EPS * sum.abs() {
            break;
        }
    }
    prefix * sum
}

/// s(a+b) − s(a), where s is Stirling's error of ln Γ(z) itself, s(z) = stirling_error(z).
fn gamma_ratio_error(a: f64, b: f64) -> f64 {
    stirling_error(a + b) - stirling_error(a)
}

/// Temme's uniform expansion for two enormous parameters: DLMF 8.18.9, first correction.
fn temme_beta(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    let n = a + b;
    let (x0, y0) = (a / n, b / n);
    // −½η² = x₀ ln(x/x₀) + y₀ ln(y/y₀)
    let half_eta2 = (deviance(a, n * x) + deviance(b, n * y)) / n;
    let offset = (b * x - a * y) / n; // x − x₀
    let eta = (2.0 * half_eta2).max(0.0).sqrt().copysign(offset);
    let root = (x0 * y0).sqrt();
    let c0 = if eta.abs() < 1e-4 {
        // 1/η − √(x₀y₀)/(x−x₀) → (1 − 2x₀)/(3√(x₀y₀)) as η → 0
        (1.0 - 2.0 * x0) / (3.0 * root)
    } else {
        1.0 / eta - root / offset
    };
    let r = libm::exp(-n * half_eta2) / (TWO_PI * n).sqrt() * c0;
    let z = eta * (0.5 * n).sqrt();
    if offset < 0.0 {
        let p = (0.5 * libm::erfc(-z) + r).clamp(0.0, 1.0);
        (p, 1.0 - p)
    } else {
        let q = (0.5 * libm::erfc(z) - r).clamp(0.0, 1.0);
        (1.0 - q, q)
    }
}
