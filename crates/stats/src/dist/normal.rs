//! The normal distribution with mean 0 and standard deviation 1.

/// √(2π).
const SQRT_2PI: f64 = 2.506_628_274_631_000_5;

/// The density at `x`.
#[must_use]
pub fn pdf(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / SQRT_2PI
}

/// P(Z ≤ x).
///
/// ```
/// assert!((stats::dist::normal::cdf(1.959963984540054) - 0.975).abs() < 1e-15);
/// ```
#[must_use]
pub fn cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// P(Z > x).
#[must_use]
pub fn sf(x: f64) -> f64 {
    0.5 * libm::erfc(x * std::f64::consts::FRAC_1_SQRT_2)
}

/// P(|Z| > |z|): the two-sided p-value of a normal test statistic.
#[must_use]
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() * std::f64::consts::FRAC_1_SQRT_2)
}

/// The value that a share `p` of the distribution lies under; −∞ at 0, +∞ at 1.
///
/// Rational approximations of Wichura (1988), algorithm AS 241 PPND16, about 16 digits,
/// Applied Statistics 37:477–484.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return central(q);
    }
    if q < 0.0 { -tail(p) } else { tail(1.0 - p) }
}

/// The value that a share `q` of the distribution lies above.
#[must_use]
pub fn isf(q: f64) -> f64 {
    -quantile(q)
}

/// The multiplier of a two-sided interval: 1.96 at 0.95.
#[must_use]
pub fn critical(confidence: f64) -> f64 {
    isf(0.5 * (1.0 - confidence))
}

fn central(q: f64) -> f64 {
    let r = 0.180_625 - q * q;
    let num = horner(
        r,
        &[
            2.509_080_928_730_122_7e3,
            3.343_057_558_358_813e4,
            6.726_577_092_700_87e4,
            4.592_195_393_154_987e4,
            1.373_169_376_550_946_2e4,
            1.971_590_950_306_551_3e3,
            1.331_416_678_917_843_8e2,
            3.387_132_872_796_366_5,
        ],
    );
    let den = horner(
        r,
        &[
            5.226_495_278_852_545e3,
            2.872_908_573_572_194_3e4,
            3.930_789_580_009_271e4,
            2.121_379_430_158_659_7e4,
            5.394_196_021_424_751e3,
            6.871_870_074_920_579e2,
            4.231_333_070_160_091e1,
            1.0,
        ],
    );
    q * num / den
}

/// The quantile with upper tail `p` below 0.075.
fn tail(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::INFINITY;
    }
    let r = (-libm::log(p)).sqrt();
    if r <= 5.0 {
        let r = r - 1.6;
        let num = horner(
            r,
            &[
                7.745_450_142_783_414e-4,
                2.272_384_498_926_918_4e-2,
                2.417_807_251_774_506e-1,
                1.270_458_252_452_368_4,
                3.647_848_324_763_204_5,
                5.769_497_221_460_691,
                4.630_337_846_156_546,
                1.423_437_110_749_683_5,
            ],
        );
        let den = horner(
            r,
            &[
                1.050_750_071_644_416_9e-9,
                5.475_938_084_995_345e-4,
                1.519_866_656_361_645_7e-2,
                1.481_039_764_274_800_8e-1,
                6.897_673_349_851e-1,
                1.676_384_830_183_803_8,
                2.053_191_626_637_759,
                1.0,
            ],
        );
        num / den
    } else {
        let r = r - 5.0;
        let num = horner(
            r,
            &[
                2.010_334_399_292_288_1e-7,
                2.711_555_568_743_487_6e-5,
                1.242_660_947_388_078_4e-3,
                2.653_218_952_657_612_4e-2,
                2.965_605_718_285_048_7e-1,
                1.784_826_539_917_291_3,
                5.463_784_911_164_114,
                6.657_904_643_501_103,
            ],
        );
        let den = horner(
            r,
            &[
                2.044_263_103_389_939_8e-15,
                1.421_511_758_316_446e-7,
                1.846_318_317_510_054_8e-5,
                7.868_691_311_456_133e-4,
                1.487_536_129_085_061_5e-2,
                1.369_298_809_227_358e-1,
                5.998_322_065_558_88e-1,
                1.0,
            ],
        );
        num / den
    }
}

fn horner(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}
