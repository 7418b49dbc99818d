//! Coverage: how often the intervals hold the truth. Exact where the tables can be counted out,
//! by seeded simulation where not.

use stats::proportion::{Share, wilson};
use stats::two_proportions::{mee, miettinen_nurminen, newcombe};
use stats::{Estimate, mean};

/// SplitMix64 (Steele, Lea & Flood 2014): small, seeded, the same everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
    pub(crate) fn binomial(&mut self, n: u32, p: f64) -> f64 {
        f64::from((0..n).filter(|_| self.unit() < p).count() as u32)
    }
    /// Normal by inversion.
    pub(crate) fn normal(&mut self) -> f64 {
        stats::dist::normal::quantile(self.unit().max(1e-18))
    }
}

#[test]
fn differences_of_shares_hold_their_level() {
    type Method = fn(Share, Share, f64) -> stats::Result<Estimate>;
    let methods: [(&str, Method); 3] = [("newcombe", newcombe), ("mn", miettinen_nurminen), ("mee", mee)];
    let mut random = Random(2022);
    let mut sums = [0.0; 3];
    let mut scenarios = 0.0;
    for (n1, n2) in [(15, 20), (40, 40), (30, 120), (400, 350)] {
        for (p1, p2) in [(0.5, 0.5), (0.8, 0.6), (0.15, 0.1), (0.95, 0.85)] {
            let mut held = [0u32; 3];
            let rounds = 3000;
            for _ in 0..rounds {
                let w = Share::new(random.binomial(n1, p1), f64::from(n1)).unwrap();
                let m = Share::new(random.binomial(n2, p2), f64::from(n2)).unwrap();
                for (held, (_, method)) in held.iter_mut().zip(methods) {
                    let e = method(w, m, 0.95).unwrap();
                    *held += u32::from(e.lower <= p1 - p2 && p1 - p2 <= e.upper);
                }
            }
            for ((sum, held), (name, _)) in sums.iter_mut().zip(held).zip(methods) {
                let share = f64::from(held) / f64::from(rounds);
                // Four Monte Carlo errors and the known ripple of small tables.
                assert!(share > 0.925 && share < 0.99, "{name} {n1} {n2} {p1} {p2}: {share}");
                *sum += share;
            }
            scenarios += 1.0;
        }
    }
    for (sum, (name, _)) in sums.iter().zip(methods) {
        let average = sum / scenarios;
        println!("{name}: 95 % intervals held in {:.2} % of simulated tables", 100.0 * average);
        assert!((0.943..0.965).contains(&average), "{name} {average}");
    }
}

#[test]
fn wilson_holds_its_level_on_average() {
    // Exactly, by counting out the binomial: over shares 0.02 to 0.98.
    for n in [10.0_f64, 40.0, 200.0] {
        let mut total = 0.0;
        let mut worst = 1.0_f64;
        for step in 1..=97 {
            let p = f64::from(step) / 100.0 + 0.0051;
            let mut held = 0.0;
            let mut chance = (1.0 - p).powi(n as i32);
            for x in 0..=(n as u32) {
                let x = f64::from(x);
                let e = wilson(Share::new(x, n).unwrap(), 0.95).unwrap();
                if e.lower <= p && p <= e.upper {
                    held += chance;
                }
                chance *= (n - x) / (x + 1.0) * p / (1.0 - p);
            }
            total += held;
            worst = worst.min(held);
        }
        println!("wilson, n {n}: {:.2} % on average, worst {:.2} %", total / 0.97, 100.0 * worst);
        assert!((0.945..0.962).contains(&(total / 97.0)) && worst > 0.83);
    }
}

#[test]
fn welch_holds_its_level() {
    let mut random = Random(7);
    let mut held = 0u32;
    for _ in 0..4000 {
        let a: Vec<f64> = (0..6).map(|_| random.normal()).collect();
        let b: Vec<f64> = (0..25).map(|_| 1.0 + 3.0 * random.normal()).collect();
        let (e, _) = mean::welch(mean::Summary::of(&a).unwrap(), mean::Summary::of(&b).unwrap(), 0.95).unwrap();
        held += u32::from(e.lower <= -1.0 && -1.0 <= e.upper);
    }
    let share = f64::from(held) / 4000.0;
    println!("welch: held in {:.2} %", 100.0 * share);
    assert!((0.94..0.96).contains(&share), "{share}");
}
