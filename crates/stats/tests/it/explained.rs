//! Decompositions: published cases, and that rows, cells and clusters give the same digits.

use stats::explained::dasgupta::{Cell, cross_classified, factors, kitagawa};
use stats::explained::oaxaca::{Decomposition, Errors, Model, Reference, Term, What, decompose};
use stats::explained::reweight::{Draw, Statistic, reweight};
use stats::moments::{Clusters, Moments, Robust, line};
use stats::propensity::Sample;

use crate::published::{Row, close, rows};

/// The complete rows of the Chicago file: age, female, LTHS, some college, college, advanced, wage.
fn chicago(rows: &[Row]) -> [Vec<(Vec<f64>, f64)>; 2] {
    let of = |born: f64| {
        rows.iter()
            .filter(|r| r.get("foreign.born") == born)
            .filter_map(|r| {
                let columns = ["age", "female", "LTHS", "some.college", "college", "advanced.degree", "real.wage"];
                columns.iter().map(|c| r.number(c)).collect::<Option<Vec<f64>>>().map(|v| (v, 1.0))
            })
            .collect()
    };
    [of(0.0), of(1.0)]
}

fn moments(rows: &[(Vec<f64>, f64)]) -> Moments {
    let mut out = Moments::new(rows[0].0.len());
    for (row, weight) in rows {
        out.add(row, *weight).unwrap();
    }
    out
}

fn model() -> Model {
    Model { outcome: 6, terms: vec![Term::Number(0), Term::Number(1), Term::Category(vec![2, 3, 4, 5])] }
}

const NAMES: [&str; 6] = ["age", "female", "LTHS", "some.college", "college", "advanced.degree"];

#[test]
fn oaxaca_of_chicago() {
    let (Some(input), Some(expected)) = (rows("oaxaca_chicago_input.csv"), rows("oaxaca_chicago_expected.csv")) else {
        return;
    };
    let [first, second] = chicago(&input);
    let (a, b) = (moments(&first), moments(&second));
    let of = |reference| decompose(&a, &b, &model(), reference, Errors::Classical, 0.95).unwrap();
    let mut checked = 0;
    for row in &expected {
        let value = row.get("value");
        let block = row.text("block");
        if !matches!(block, "threefold" | "twofold") {
            continue;
        }
        let split: Decomposition = of(match row.number("group_weight").unwrap_or(0.0) {
            -1.0 => Reference::Neumark,
            -2.0 => Reference::Pooled,
            w if w > 0.43 && w < 0.44 => Reference::Cotton,
            w => Reference::Share(w),
        });
        let what = match row.text("term") {
            "overall" => What::All,
            "(Intercept)" => What::Constant,
            "(Base)" => What::Base(2),
            name => What::Column(NAMES.iter().position(|n| *n == name).unwrap()),
        };
        let found = std::iter::once(&split.all).chain(&split.details).find(|d| d.what == what).unwrap();
        let got = match row.text("stat") {
            "explained" => found.explained,
            "unexplained" => found.unexplained,
            "unexplainedA" => found.unexplained_women,
            "unexplainedB" => found.unexplained_men,
            "endowments" => found.endowments,
            "coefficients" => found.coefficients,
            _ => found.interaction,
        };
        let point = if row.number("group_weight") == Some(-2.0) {
            mixed(&a, &b, what, row.text("stat"), got.value)
        } else {
            got.value
        };
        let off = (point - value).abs();
        assert!(off < 2e-10, "{what:?} {} {}: {point} {value}", row.text("group_weight"), row.text("stat"));
        // Their errors are bootstrapped from rows with a seed not told; ours are analytic.
        if let Some(error) = row.number("vignette_bootstrap_se") {
            let own = (got.upper - got.lower) / 2.0 / 1.959_963_984_540_054;
            assert!((own / error - 1.0).abs() < 0.25, "{what:?} {}: {own} {error}", row.text("stat"));
        }
        checked += 1;
    }
    assert_eq!(checked, 27 + 6 * 36);
    assert_eq!(a.rows() + b.rows(), 666.0);
}

/// With the group as a column of its own, R's oaxaca 0.1.5 normalises the groups' coefficients but not the
/// reference's, so that its details hang on the level left out (the explained part of that level is exactly 0).
/// Ours are normalised throughout. Its figures are put together here from both kinds; totals are the same.
fn mixed(a: &Moments, b: &Moments, what: What, stat: &str, plain: f64) -> f64 {
    if !matches!(what, What::Constant | What::Base(_) | What::Column(2..)) {
        return plain;
    }
    let raw = Model { outcome: 6, terms: (0..6).map(Term::Number).collect() };
    let split = |model: &Model, reference| {
        let d = decompose(a, b, model, reference, Errors::Classical, 0.95).unwrap();
        d.details.iter().find(|s| s.what == what).cloned()
    };
    // Coefficients: what a share of the mean is worth.
    let side = split(&model(), Reference::Men).unwrap();
    let (x_a, x_b) = (side.mean_women.unwrap(), side.mean_men.unwrap());
    let all = split(&model(), Reference::Share(0.0)).unwrap().unexplained_women.value / x_a;
    // c_A − c_B = all; the raw reference against the groups' raw coefficients, and theirs against the normalised.
    let unnormalised = split(&raw, Reference::Pooled);
    let (raw_reference, normal_a) = match (what, &unnormalised) {
        (What::Base(_), _) => (0.0, split(&model(), Reference::Women).unwrap().explained.value / (x_a - x_b)),
        (What::Constant, Some(found)) => {
            let shift = found.unexplained_women.value;
            let line = line(a, 6, &[0, 1, 2, 3, 4, 5]).unwrap();
            let own = line.intercept + line.slopes[2..].iter().sum::<f64>() / 5.0;
            (line.intercept - shift, own)
        }
        (_, Some(found)) => (
            found.explained.value / (x_a - x_b),
            split(&model(), Reference::Women).unwrap().explained.value / (x_a - x_b),
        ),
        (_, None) => panic!("no such column"),
    };
    match stat {
        "explained" => (x_a - x_b) * raw_reference,
        "unexplainedA" => x_a * (normal_a - raw_reference),
        "unexplainedB" => x_b * (raw_reference - (normal_a - all)),
        _ => x_a * (normal_a - raw_reference) + x_b * (raw_reference - (normal_a - all)),
    }
}

#[test]
fn rows_cells_and_clusters_agree() {
    let Some(input) = rows("oaxaca_chicago_input.csv") else {
        return;
    };
    let groups = chicago(&input);
    let whole = [moments(&groups[0]), moments(&groups[1])];
    // Thirty clusters; some have nobody of one group.
    let cells: Vec<[Moments; 2]> = (0..30)
        .map(|c| {
            [0, 1].map(|g: usize| {
                let mut cell = Moments::new(7);
                for (row, weight) in groups[g].iter().enumerate().filter(|(i, _)| i * 7 % 30 == c).map(|it| it.1) {
                    cell.add(row, *weight).unwrap();
                }
                cell
            })
        })
        .collect();
    let merged = [0, 1].map(|g: usize| Moments::merged(cells.iter().map(|c| &c[g])).unwrap().unwrap());
    let by = |m: &[Moments; 2], errors| decompose(&m[0], &m[1], &model(), Reference::Neumark, errors, 0.95).unwrap();
    let (one, two) = (by(&whole, Errors::Clustered(&cells)), by(&merged, Errors::Clustered(&cells)));
    for (a, b) in one.details.iter().zip(&two.details) {
        for (a, b) in [(a.explained, b.explained), (a.unexplained, b.unexplained), (a.interaction, b.interaction)] {
            assert!((a.value - b.value).abs() < 1e-11 && (a.upper - b.upper).abs() < 1e-10, "{a:?} {b:?}");
        }
    }
    // Every row its own cluster: HC1 but for the factor of the clusters' number.
    let rows = &groups[0];
    let fit = line(&whole[0], 6, &[0, 1, 2, 3, 4, 5]).unwrap();
    let single: Vec<Moments> = rows.iter().map(|r| moments(std::slice::from_ref(r))).collect();
    let (clustered, hc1) = (fit.clustered(&single).unwrap(), fit.robust(rows, Robust::Hc1).unwrap());
    for i in 0..7 {
        close(clustered.get(i, i), hc1.get(i, i), 1e-9, "HC1");
    }
    // Drawn clusters: near the clustered errors, and the same digits from any share of the repetitions.
    let listed: Vec<Vec<Moments>> = cells.iter().map(|c| c.to_vec()).collect();
    let clusters = Clusters::new(&listed).unwrap();
    let drawn = by(&whole, Errors::Drawn { clusters: &clusters, seed: 5, repetitions: 400 });
    let width = |e: stats::Estimate| e.upper - e.lower;
    let ratio = width(drawn.all.unexplained) / width(one.all.unexplained);
    assert!((0.7..1.3).contains(&ratio), "{ratio}");
    assert_eq!(clusters.draw(5, 17).unwrap(), Clusters::new(&listed).unwrap().draw(5, 17).unwrap());
    let same = clusters.weighted(&[1.0; 30]).unwrap();
    assert!((same[0].mean(6) - whole[0].mean(6)).abs() < 1e-12);
}

#[test]
fn exchanged_groups_change_sign() {
    let Some(input) = rows("oaxaca_chicago_input.csv") else {
        return;
    };
    let [first, second] = chicago(&input);
    let (a, b) = (moments(&first), moments(&second));
    for (there, back) in [(Reference::Women, Reference::Men), (Reference::Neumark, Reference::Neumark)] {
        let one = decompose(&a, &b, &model(), there, Errors::Classical, 0.9).unwrap();
        let other = decompose(&b, &a, &model(), back, Errors::Classical, 0.9).unwrap();
        assert!((one.all.explained.value + other.all.explained.value).abs() < 1e-10);
        assert!((one.all.explained.lower + other.all.explained.upper).abs() < 1e-9);
    }
    // Another level left out: the same answer.
    let again = |rows: &[(Vec<f64>, f64)]| -> Vec<(Vec<f64>, f64)> {
        rows.iter()
            .map(|(r, w)| {
                let high_school = 1.0 - r[2] - r[3] - r[4] - r[5];
                (vec![r[0], r[1], high_school, r[3], r[4], r[5], r[6]], *w)
            })
            .collect()
    };
    let one = decompose(&a, &b, &model(), Reference::Pooled, Errors::Classical, 0.9).unwrap();
    let (a, b) = (moments(&again(&first)), moments(&again(&second)));
    let other = decompose(&a, &b, &model(), Reference::Pooled, Errors::Classical, 0.9).unwrap();
    let of = |d: &Decomposition, what| *d.details.iter().find(|s| s.what == what).map(|s| &s.unexplained).unwrap();
    for (x, y) in
        [(What::Base(2), What::Column(2)), (What::Column(4), What::Column(4)), (What::Constant, What::Constant)]
    {
        let (x, y) = (of(&one, x), of(&other, y));
        assert!((x.value - y.value).abs() < 1e-10 && (x.upper - y.upper).abs() < 1e-9, "{x:?} {y:?}");
    }
}

#[test]
fn headship() {
    let (Some(input), Some(expected)) =
        (rows("kitagawa_dasgupta_eg5_1_input.csv"), rows("kitagawa_dasgupta_eg5_1_expected.csv"))
    else {
        return;
    };
    let of = |pop: &str| -> Vec<(f64, f64)> {
        input.iter().filter(|r| r.text("pop") == pop).map(|r| (r.get("size"), r.get("rate"))).collect()
    };
    let (before, after) = (of("1970"), of("1985"));
    let split = kitagawa(&after, &before).unwrap();
    let cells: Vec<Cell> = after
        .iter()
        .zip(&before)
        .enumerate()
        .map(|(i, (a, b))| Cell { levels: vec![i as u32], first: *a, second: *b })
        .collect();
    let general = cross_classified(&cells).unwrap();
    let mut checked = 0;
    for row in &expected {
        let (first, second, effect) = match row.text("factor") {
            "age_structure" => (general[0].standardised_second, general[0].standardised_first, split.composition),
            "rate" => (general[1].standardised_second, general[1].standardised_first, split.rates),
            "crude" => (split.crude_second, split.crude_first, split.composition + split.rates),
            _ => continue,
        };
        for (got, column) in [(first, "std_rate_pop1"), (second, "std_rate_pop2"), (effect, "effect")] {
            assert!((got - row.get(column)).abs() < 5.001e-5, "{column}: {got}");
        }
        checked += 1;
    }
    assert_eq!(checked, 3);
    assert!((general[0].effect - split.composition).abs() < 1e-12);
}

#[test]
fn factors_add_up() {
    let (first, second) = ([2.0, 3.0, 4.0, 0.5, 7.0], [1.0, 3.5, 5.0, 0.25, 6.0]);
    let at = |from: &[bool]| {
        let v: Vec<f64> = (0..5).map(|i| if from[i] { second[i] } else { first[i] }).collect();
        v[0] * v[1] / v[2] + v[3] * v[4] * v[0]
    };
    let split = factors(5, at).unwrap();
    let sum: f64 = split.iter().map(|f| f.effect).sum();
    close(sum, at(&[false; 5]) - at(&[true; 5]), 1e-12, "sum");
    assert!(factors(13, at).is_err());
}

/// Union, education and experience with their two-way interactions, as dummies.
fn wages(input: &[Row]) -> Sample {
    let schools = ["Elementary", "HS dropout", "High School", "Some College", "College", "Post-graduate"];
    let years = ["0-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", ">=40"];
    let mut sample = Sample::default();
    for row in input {
        let union = f64::from(u8::from(row.text("union") == "yes"));
        let school: Vec<f64> = schools[1..].iter().map(|s| f64::from(u8::from(row.text("education") == *s))).collect();
        let year: Vec<f64> = years[1..].iter().map(|s| f64::from(u8::from(row.text("experience") == *s))).collect();
        assert!(schools.contains(&row.text("education")), "{}", row.text("education"));
        assert!(years.contains(&row.text("experience")), "{}", row.text("experience"));
        let mut x = vec![union];
        x.extend(&school);
        x.extend(&year);
        x.extend(school.iter().chain(&year).map(|v| v * union));
        x.extend(school.iter().flat_map(|s| year.iter().map(move |y| s * y)));
        sample.rows.push(x);
        sample.outcomes.push(libm::log(row.get("wage")));
        sample.first.push(row.text("year") == "2003-2005");
        sample.weights.push(row.get("weights"));
    }
    sample
}

#[test]
fn mens_wages() {
    let (Some(input), Some(expected)) = (rows("men8305_input.csv"), rows("men8305_dfl_expected.csv")) else {
        return;
    };
    let sample = wages(&input);
    let statistic = |row: &Row| match (row.text("kind"), row.text("at")) {
        ("quantile", p) => Statistic::Quantile(p.parse().unwrap()),
        (_, "Mean") => Statistic::Mean,
        (_, "Variance") => Statistic::Variance,
        (_, "Interquantile range p90-p10") => Statistic::Range(0.9, 0.1),
        (_, "Interquantile range p90-p50") => Statistic::Range(0.9, 0.5),
        (_, "Interquantile range p50-p10") => Statistic::Range(0.5, 0.1),
        _ => Statistic::Gini,
    };
    let wanted: Vec<Statistic> = expected.iter().map(statistic).filter(|s| *s != Statistic::Gini).collect();
    let draw = Draw { repetitions: 2, seed: 1 };
    let mut found = reweight(&sample, &wanted, draw, 0.95).unwrap();
    let mut plain = sample.clone();
    plain.outcomes.iter_mut().for_each(|y| *y = libm::exp(*y));
    found.extend(reweight(&plain, &[Statistic::Gini], draw, 0.95).unwrap());
    let mut checked = 0;
    for row in &expected {
        let own = found.iter().find(|f| f.statistic == statistic(row)).unwrap();
        let got = match row.text("effect") {
            "Observed difference" => own.gap.value,
            "Composition effect" => own.explained.value,
            _ => own.unexplained.value,
        };
        // Theirs stops the logit's search at 10⁻⁸. Their Gini integrates Lorenz's curve numerically, to about 10⁻⁵;
        // ours is the exact area.
        let room = if own.statistic == Statistic::Gini { 3e-6 } else { 3e-9 };
        let value = row.get("value");
        assert!((got - value).abs() < room, "{:?} {}: {got} {value}", own.statistic, row.text("effect"));
        checked += 1;
    }
    assert_eq!(checked, 45);
}
