//! Chance: xoshiro256++ (Blackman and Vigna 2019) seeded by splitmix64 (Steele, Lea and Flood 2014).

/// A stream of random numbers.
pub(crate) struct Rng([u64; 4]);

impl Rng {
    /// A stream of its own for each seed and each list of names, so that a new figure or place does
    /// not change the others.
    pub(crate) fn new(seed: u64, names: &[&str]) -> Self {
        let mut state = seed;
        for name in names {
            for byte in name.bytes() {
                state = mix(state ^ u64::from(byte));
            }
            state = mix(state);
        }
        Rng([0; 4].map(|_: u64| {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            mix(state)
        }))
    }

    fn next(&mut self) -> u64 {
        let [a, b, c, d] = self.0;
        let out = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c2, d2) = (c ^ a, d ^ b);
        self.0 = [a ^ d2, b ^ c2, c2 ^ (b << 17), d2.rotate_left(45)];
        out
    }

    /// Between 0 and 1, never either.
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0
    }

    /// Standard normal.
    pub(crate) fn normal(&mut self) -> f64 {
        normal_quantile(self.unit())
    }

    /// How many of `n` succeed, each with chance `p`; by the normal curve when both sides are many.
    pub(crate) fn binomial(&mut self, n: u32, p: f64) -> u32 {
        let spread = f64::from(n) * p * (1.0 - p);
        if n <= 200 || spread < 25.0 {
            return (0..n).map(|_| u32::from(self.unit() < p)).sum();
        }
        let value = (f64::from(n) * p + spread.sqrt() * self.normal()).round();
        value.clamp(0.0, f64::from(n)) as u32
    }
}

fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The standard normal quantile by Acklam's rational approximation (relative error below 1.2e-9).
fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] =
        [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416, 1.0];
    const TAIL: f64 = 0.02425;
    let poly = |terms: &[f64], x: f64| terms.iter().fold(0.0, |sum, term| sum * x + term);
    if p < TAIL {
        let q = (-2.0 * libm::log(p)).sqrt();
        return poly(&C, q) / poly(&D, q);
    }
    if p > 1.0 - TAIL {
        return -normal_quantile(1.0 - p);
    }
    let q = p - 0.5;
    q * poly(&A, q * q) / poly(&B, q * q)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_the_published_ones() {
        for (p, z) in [(0.5, 0.0), (0.975, 1.959_963_985), (0.001, -3.090_232_306), (0.9999, 3.719_016_485)] {
            assert!((normal_quantile(p) - z).abs() < 1e-8, "{p}");
        }
    }

    #[test]
    fn moments_are_right() {
        let mut rng = Rng::new(7, &["moments"]);
        let n = 40_000;
        let draws: Vec<f64> = (0..n).map(|_| rng.normal()).collect();
        let mean = draws.iter().sum::<f64>() / f64::from(n);
        let square = draws.iter().map(|x| x * x).sum::<f64>() / f64::from(n);
        assert!(mean.abs() < 0.02 && (square - 1.0).abs() < 0.03, "{mean} {square}");
        for (n, p) in [(40, 0.8), (900, 0.3)] {
            let draws: Vec<f64> = (0..20_000).map(|_| f64::from(rng.binomial(n, p))).collect();
            let mean = draws.iter().sum::<f64>() / 20_000.0;
            let var = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 20_000.0;
            let true_var = f64::from(n) * p * (1.0 - p);
            assert!((mean - f64::from(n) * p).abs() < 0.1 * true_var.sqrt());
            assert!((var / true_var - 1.0).abs() < 0.05, "{var} {true_var}");
        }
    }

    #[test]
    fn names_give_streams_of_their_own() {
        let first = |names: &[&str]| Rng::new(1, names).next();
        assert_ne!(first(&["a", "b"]), first(&["ab"]));
        assert_ne!(first(&["a"]), first(&["b"]));
        assert_eq!(first(&["a"]), first(&["a"]));
    }
}
