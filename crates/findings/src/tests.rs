//! Tests of the whole on made-up countries.

use proptest::prelude::*;

use crate::*;

/// A small generator: the same country on every machine.
struct Chance(u64);

impl Chance {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        (z >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let u = self.uniform().max(1e-300);
        (-2.0 * libm::log(u)).sqrt() * libm::cos(std::f64::consts::TAU * self.uniform())
    }
}

struct Made {
    areas: usize,
    years: usize,
    women: Vec<Vec<f64>>,
    men: Vec<Vec<f64>>,
    population: Vec<f64>,
    level: Vec<AreaLevel>,
    peers: Vec<Vec<u16>>,
}

impl Made {
    /// Women and men exchangeable: no difference anywhere.
    fn null(seed: u64, figures: usize, areas: usize, years: usize, heavy: bool) -> Self {
        let mut c = Chance(seed);
        let population: Vec<f64> = (0..areas).map(|_| libm::exp(8.0 + 3.0 * c.uniform())).collect();
        let (mut women, mut men) = (Vec::new(), Vec::new());
        for _ in 0..figures {
            let size = 0.3 + 3.0 * c.uniform();
            let base = 10.0 + 80.0 * c.uniform();
            let (mut w, mut m) = (Vec::new(), Vec::new());
            for p in &population {
                let level = base + c.normal();
                let sd = size * (20_000.0 / p).sqrt();
                for _ in 0..years {
                    let mut draw = || {
                        let wild = if heavy && c.uniform() < 0.03 { 6.0 } else { 1.0 };
                        level + wild * sd * c.normal()
                    };
                    w.push(draw());
                    m.push(draw());
                }
            }
            women.push(w);
            men.push(m);
        }
        let peers = (0..areas).map(|a| (1..8).map(|k| ((a + k * 7) % areas) as u16).collect()).collect();
        Self { areas, years, women, men, population, level: vec![AreaLevel::Municipality; areas], peers }
    }

    fn country(&self) -> Country<'_> {
        Country { population: &self.population, level: &self.level }
    }

    fn figures(&self) -> Vec<FigureInput<'_>> {
        self.women.iter().zip(&self.men).map(|(w, m)| figure(self.areas, self.years, w, m)).collect()
    }
}

fn figure<'a>(areas: usize, years: usize, women: &'a [f64], men: &'a [f64]) -> FigureInput<'a> {
    FigureInput {
        grid: Grid { areas, years, first_year: 2000, women, men, total: &[] },
        kind: Kind::Share,
        direction: Direction::HighIsGood,
        class: Class::Outcome,
        per: f64::NAN,
        pooled: 1,
    }
}

#[test]
fn no_difference_no_flags() {
    for (years, heavy) in [(2, false), (3, true), (6, false), (12, true)] {
        let (mut scans, mut any, mut similar_any) = (0, 0, 0);
        for seed in 0..4 {
            let made = Made::null(seed * 977 + years as u64, 120, 60, years, heavy);
            let scan = scan_nation(&made.figures(), &made.country(), &made.peers, None);
            for tally in &scan.tallies {
                assert_eq!(tally.tested, 120);
                scans += 1;
                any += u32::from(tally.flagged > 0);
                similar_any += u32::from(tally.similar_flagged > 0);
            }
        }
        assert!(f64::from(any) <= 0.05 * f64::from(scans), "{years} {heavy}: {any} of {scans}");
        assert!(f64::from(similar_any) <= 0.05 * f64::from(scans), "{years} {heavy}: {similar_any} of {scans}");
    }
}

#[test]
fn a_planted_difference_is_found_and_little_else() {
    let mut made = Made::null(5, 60, 80, 8, false);
    for value in &mut made.women[3][7 * 8..8 * 8] {
        *value += 60.0;
    }
    let scan = scan_nation(&made.figures(), &made.country(), &made.peers, None);
    let row = scan.row(3, 7).unwrap();
    assert!(row.flagged && row.similar_flagged, "{row:?}");
    assert!(row.low > 0.0 && row.low < 60.0 && row.high > row.low);
    assert_eq!(row.percentile, 100.0);
    assert!(scan.tallies.iter().map(|t| t.flagged).sum::<u32>() <= 3);
    assert!((scan.tallies[7].expected_false - 0.05 * f64::from(scan.tallies[7].flagged)).abs() < 1e-12);
}

#[test]
fn an_area_scan_says_what_the_national_scan_says() {
    let made = Made::null(9, 30, 40, 6, true);
    let figures = made.figures();
    let models = fit_all(&figures, &made.country(), None);
    let nation = scan_nation(&figures, &made.country(), &made.peers, None);
    let area = scan_area(&models, &figures, &made.country(), 11, &made.peers[11]);
    for (f, row) in area.rows.iter().enumerate() {
        assert_eq!(format!("{:?}", row.brief()), format!("{:?}", nation.row(f, 11).unwrap()));
    }
    assert_eq!(area.tally, nation.tallies[11]);
}

#[test]
fn a_value_carried_forward_is_no_observation() {
    let mut made = Made::null(2, 1, 50, 12, false);
    for values in [&mut made.women[0], &mut made.men[0]] {
        for area in values.chunks_exact_mut(12) {
            for year in 0..12 {
                area[year] = area[year - year % 4];
            }
        }
    }
    let figures = made.figures();
    let model = fit(&figures[0], &made.country(), 2011);
    assert_eq!(model.true_years, [0, 4, 8]);
    let finding = judge(&model, &figures[0].grid, 0);
    assert_eq!((finding.year, finding.years), (2008, 3));
    // Fitted on a year that only repeats: the same answer.
    assert_eq!(judge(&fit(&figures[0], &made.country(), 2009), &figures[0].grid, 0), finding);
    let replication = replicate(&figures, &made.country(), &made.peers, 2006, 2011);
    let predicted: Vec<i16> = replication.by_year.iter().filter(|(_, s)| s.predictions > 0).map(|(y, _)| *y).collect();
    assert_eq!(predicted, [2008]);
}

#[test]
fn moving_averages_are_recognised() {
    let raw = Made::null(3, 1, 120, 14, false);
    let smooth = |v: &[f64]| -> Vec<f64> {
        v.chunks_exact(14).flat_map(|a| a.windows(3).map(|w| (w[0] + w[1] + w[2]) / 3.0).collect::<Vec<_>>()).collect()
    };
    let (women, men) = (smooth(&raw.women[0]), smooth(&raw.men[0]));
    let input = figure(120, 12, &women, &men);
    let model = fit(&input, &raw.country(), 2011);
    assert_eq!(model.overlap, 3);
    let plain = fit(&raw.figures()[0], &raw.country(), 2013);
    assert_eq!(plain.overlap, 1);
    // Chance in a mean of three is a third of that in one value: the error must not shrink below.
    let hits = (0..120).filter(|&a| judge(&model, &input.grid, a).p < 0.05).count();
    assert!(hits <= 12, "{hits}");
}

#[test]
fn too_little_is_said_to_be_too_little() {
    let made = Made::null(4, 1, 40, 1, false);
    let figures = made.figures();
    let model = fit(&figures[0], &made.country(), 2000);
    let finding = judge(&model, &figures[0].grid, 0);
    assert_eq!(finding.covers, Covers::Nothing(Why::TooFewYears));
    assert!(finding.difference.is_finite() && finding.p.is_nan());
    let same = vec![5.0; 40 * 3];
    let input = figure(40, 3, &same, &same);
    // Everybody equal in every year: only the first is a true year.
    assert_eq!(judge(&fit(&input, &made.country(), 2002), &input.grid, 0).covers, Covers::Nothing(Why::TooFewYears));
    let few = Made::null(4, 1, 3, 4, false);
    let model = fit(&few.figures()[0], &few.country(), 2003);
    assert_eq!(judge(&model, &few.figures()[0].grid, 0).covers, Covers::Nothing(Why::TooFewAreas));
    assert_eq!(judge(&model, &few.figures()[0].grid, 99).covers, Covers::Nothing(Why::NoValue));
    let none = compare(&model, &few.figures()[0].grid, 0, &[], Weights::Equal, &few.population);
    assert_eq!(none.covers, Covers::Nothing(Why::NoPeers));
}

#[test]
fn the_weighted_and_the_plain_mean_are_different_things() {
    let mut made = Made::null(6, 1, 40, 5, false);
    made.population[1] = 1000.0;
    made.population[2] = 3000.0;
    let figures = made.figures();
    let model = fit(&figures[0], &made.country(), 2004);
    let grid = &figures[0].grid;
    let d = |a: usize| grid.women[a * 5 + 4] - grid.men[a * 5 + 4];
    let plain = compare(&model, grid, 0, &[1, 2, 0, 900], Weights::Equal, &made.population);
    let weighted = compare(&model, grid, 0, &[1, 2], Weights::Population, &made.population);
    assert_eq!((plain.n, weighted.n), (2, 2));
    assert!((plain.peer_difference - (d(1) + d(2)) / 2.0).abs() < 1e-12);
    assert!((weighted.peer_difference - (d(1) + 3.0 * d(2)) / 4.0).abs() < 1e-12);
}

#[test]
fn who_moved_and_whom_to_learn_from() {
    let mut made = Made::null(8, 1, 60, 12, false);
    made.population.fill(30_000.0);
    let mut c = Chance(1);
    for area in 0..60 {
        for year in 0..12 {
            let at = area * 12 + year;
            let t = year as f64;
            // Women 20 points behind everywhere ...
            made.women[0][at] = 60.0 + 0.5 * c.normal();
            made.men[0][at] = 80.0 + 0.5 * c.normal();
            // ... but area 1 raised women, area 2 lowered men, area 3 never had a difference.
            match area {
                1 => made.women[0][at] += if year >= 5 { 20.0 } else { 4.0 * t },
                2 => made.men[0][at] -= if year >= 5 { 20.0 } else { 4.0 * t },
                3 => made.women[0][at] += 20.0,
                4 => made.women[0][at] += 2.0 * (t - 5.0),
                5 => made.men[0][at] -= 2.0 * (t - 5.0),
                _ => {}
            }
        }
    }
    let figures = made.figures();
    let model = fit(&figures[0], &made.country(), 2011);
    let t = trend(&model, &figures[0].grid, 4, Direction::HighIsGood);
    assert_eq!((t.course, t.mover, t.n), (Course::Closing, Mover::WorseOffGained, 10));
    let t = trend(&model, &figures[0].grid, 5, Direction::HighIsGood);
    assert_eq!((t.course, t.mover), (Course::Closing, Mover::BetterOffLost));
    assert_eq!(trend(&model, &figures[0].grid, 5, Direction::None).mover, Mover::Unknown);
    let lessons = learn_from(&model, &figures[0], &made.country(), 0, &[3, 9], &[1, 2]);
    let of = |a: usize| lessons.iter().find(|l| l.area == a);
    assert_eq!(of(3).map(|l| (l.circle, l.reason)), Some((Circle::Partner, Reason::SmallerDifference)));
    assert_eq!(of(1).map(|l| l.circle), Some(Circle::Similar));
    assert!(matches!(of(1).map(|l| l.reason), Some(Reason::Closed { since: 2003..=2005 })));
    // Levelling down is no example: there women are no better off, and nobody was raised.
    assert!(!matches!(of(2).map(|l| l.reason), Some(Reason::Closed { .. })));
    assert!(of(9).is_none() && lessons[0].circle == Circle::Partner);
    let own = learn_from(&model, &figures[0], &made.country(), 1, &[], &[]);
    assert!(own.iter().any(|l| l.circle == Circle::Own && l.area == 1));
    let neutral = FigureInput { direction: Direction::None, ..figures[0] };
    assert!(learn_from(&model, &neutral, &made.country(), 0, &[], &[]).is_empty());
}

/// Five-year means of Poisson rates: neighbours share four years, and hardly move.
#[test]
fn a_pooled_rate_is_known_by_moving_less_than_its_cases_could() {
    let (areas, years) = (80, 10);
    let mut dice = Chance(41);
    let population: Vec<f64> = (0..areas).map(|a| 4000.0 + 500.0 * a as f64).collect();
    let mut sex = || -> Vec<f64> {
        let mut out = Vec::new();
        for &people in &population {
            let single: Vec<f64> =
                (0..years + 4).map(|_| 300.0 + dice.normal() * (300.0 * 100_000.0 / (0.5 * people)).sqrt()).collect();
            out.extend(single.windows(5).map(|five| five.iter().sum::<f64>() / 5.0));
        }
        out
    };
    let (women, men) = (sex(), sex());
    let level = vec![AreaLevel::Municipality; areas];
    let country = Country { population: &population, level: &level };
    let plain = FigureInput { kind: Kind::Rate, ..figure(areas, years, &women, &men) };
    let last = 2000 + years as i16 - 1;
    let flags = |input: FigureInput<'_>| {
        let model = fit(&input, &country, last);
        let p = (0..areas).filter(|&area| judge(&model, &input.grid, area).p <= 0.05).count();
        (model.overlap, p)
    };
    let (unknown, fooled) = flags(plain);
    let (seen, kept) = flags(FigureInput { per: 100_000.0, ..plain });
    let (told, also) = flags(FigureInput { pooled: 5, ..plain });
    assert_eq!((unknown, seen, told), (1, 5, 5));
    assert!(fooled > 20 && kept <= 8 && also <= 8, "{fooled} {kept} {also}");
}

#[test]
fn background_is_listed_and_never_flagged() {
    let mut made = Made::null(5, 2, 60, 8, false);
    for value in &mut made.women[1] {
        *value += 50.0;
    }
    let mut figures = made.figures();
    figures[1].class = Class::Background;
    let scan = scan_nation(&figures, &made.country(), &made.peers, None);
    let row = scan.row(1, 0).unwrap();
    assert!(row.p < 0.001 && row.q.is_nan() && !row.flagged);
    assert_eq!(scan.tallies[0].tested, 1);
}

#[test]
fn intervals_hold_what_they_promise() {
    // With 3 % of values six times as wild, the far tail rests on a handful of errors: 99 % is asked.
    for (heavy, least) in [(false, 0.995), (true, 0.99)] {
        let made = Made::null(77, 40, 100, 12, heavy);
        let s = replicate(&made.figures(), &made.country(), &made.peers, 2006, 2011).all;
        let (within, far) = (s.within_95 as f64 / s.predictions as f64, s.within_998 as f64 / s.predictions as f64);
        assert!((0.94..=0.97).contains(&within) && far >= least, "{within} {far}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let made = Made::null(12, 25, 50, 7, true);
    let figures = made.figures();
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        format!("{:?}", pool.install(|| scan_nation(&figures, &made.country(), &made.peers, None)))
    };
    assert_eq!(run(1), run(4));
}

fn arbitrary() -> impl Strategy<Value = (usize, usize, Vec<f64>, Vec<f64>)> {
    (6_usize..14, 2_usize..8).prop_flat_map(|(areas, years)| {
        let value = prop_oneof![
            8 => -1e4..1e4_f64,
            1 => Just(f64::NAN),
            1 => Just(0.0),
            1 => prop_oneof![Just(f64::INFINITY), Just(1e300), Just(-1e300), Just(100.0)],
        ];
        let n = areas * years;
        (Just(areas), Just(years), prop::collection::vec(value.clone(), n), prop::collection::vec(value, n))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn anything_goes_in_without_panic((areas, years, women, men) in arbitrary()) {
        let input = figure(areas, years, &women, &men);
        let population: Vec<f64> = (0..areas).map(|a| if a == 2 { f64::NAN } else { 1000.0 * a as f64 }).collect();
        let level = vec![AreaLevel::Municipality; areas];
        let country = Country { population: &population, level: &level };
        let peers = vec![vec![0, 1, 2, 77]; areas];
        let scan = scan_nation(&[input], &country, &peers, None);
        for row in scan.rows.iter().flatten() {
            prop_assert!(row.p.is_nan() || (0.0..=1.0).contains(&row.p));
            prop_assert!(row.trend_p.is_nan() || (0.0..=1.0).contains(&row.trend_p));
        }
        let model = fit(&input, &country, 2100);
        let _ = learn_from(&model, &input, &country, 0, &[1], &[2, 99]);
        let _ = replicate(&[input], &country, &peers, 1990, 2010);
        let _ = fit(&input, &country, 1900);
    }

    #[test]
    fn women_and_men_swapped_turns_every_sign(seed in 0_u64..1000) {
        let made = Made::null(seed, 1, 30, 6, true);
        let (a, b) = (figure(30, 6, &made.women[0], &made.men[0]), figure(30, 6, &made.men[0], &made.women[0]));
        let (ma, mb) = (fit(&a, &made.country(), 2005), fit(&b, &made.country(), 2005));
        for area in 0..30 {
            let (x, y) = (judge(&ma, &a.grid, area), judge(&mb, &b.grid, area));
            prop_assert_eq!(x.lasting, -y.lasting);
            prop_assert_eq!((x.low, x.high, x.p, x.error), (-y.high, -y.low, y.p, y.error));
            let (x, y) = (trend(&ma, &a.grid, area, Direction::None), trend(&mb, &b.grid, area, Direction::None));
            prop_assert_eq!((x.slope, x.p), (-y.slope, y.p));
        }
    }

    #[test]
    fn the_order_of_areas_is_irrelevant(seed in 0_u64..1000, turn in 1_usize..29) {
        let made = Made::null(seed, 1, 30, 6, true);
        let mut women = made.women[0].clone();
        let mut men = made.men[0].clone();
        let mut population = made.population.clone();
        women.rotate_left(turn * 6);
        men.rotate_left(turn * 6);
        population.rotate_left(turn);
        let (a, b) = (figure(30, 6, &made.women[0], &made.men[0]), figure(30, 6, &women, &men));
        let turned = Country { population: &population, level: &made.level };
        let (ma, mb) = (fit(&a, &made.country(), 2005), fit(&b, &turned, 2005));
        for area in 0..30 {
            let (x, y) = (judge(&ma, &a.grid, (area + turn) % 30), judge(&mb, &b.grid, area));
            prop_assert!((x.p - y.p).abs() < 1e-9 && (x.lasting - y.lasting).abs() < 1e-9);
        }
    }

    #[test]
    fn the_unit_is_irrelevant(seed in 0_u64..1000, power in -3_i32..6) {
        // A power of two: no rounding.
        let factor = libm::ldexp(1.0, power);
        let made = Made::null(seed, 1, 30, 6, true);
        let scale = |v: &[f64]| v.iter().map(|x| x * factor).collect::<Vec<f64>>();
        let (women, men) = (scale(&made.women[0]), scale(&made.men[0]));
        let mut a = figure(30, 6, &made.women[0], &made.men[0]);
        let mut b = figure(30, 6, &women, &men);
        a.kind = Kind::Amount;
        b.kind = Kind::Amount;
        let (ma, mb) = (fit(&a, &made.country(), 2005), fit(&b, &made.country(), 2005));
        for area in 0..30 {
            let (x, y) = (judge(&ma, &a.grid, area), judge(&mb, &b.grid, area));
            prop_assert!((x.p - y.p).abs() < 1e-6, "{} {}", x.p, y.p);
            prop_assert!((x.lasting * factor - y.lasting).abs() < 1e-9 * factor.max(1.0));
        }
    }
}
