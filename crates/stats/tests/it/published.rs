//! Published inputs with expected results, read from ../shared/verification at run time.
//! Where the folder is absent each test says so and passes (the numbers in `worked` still stand),
//! unless JAMSIDES_REAL_DATA=required says that it must be there.

use std::io::Write as _;
use std::path::PathBuf;

use stats::multiple::{Adjustment, adjust, flagged};
use stats::odds_ratio::independence_smoothed;
use stats::permutation;
use stats::proportion::{Share, clopper_pearson, wilson};
use stats::rate::{Events, byar, rate};
use stats::two_proportions as two;
use stats::{mean, trend};

/// The rows of a file, by column name; `None` where the file is absent.
pub(crate) fn rows(name: &str) -> Option<Vec<Row>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/verification").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        let required = std::env::var("JAMSIDES_REAL_DATA").is_ok_and(|value| value == "required");
        assert!(!required, "JAMSIDES_REAL_DATA=required, but {} is absent", path.display());
        // Not println!, which the test runner keeps to itself where a test passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED: no published cases in ../shared/verification/{name}");
        return None;
    };
    let comment = |(i, line): &(usize, &str)| *i > 0 && line.starts_with("# source:");
    let kept = text.lines().enumerate().filter(|it| !it.1.is_empty() && !comment(it));
    let mut lines = kept.map(|it| it.1);
    let source = lines.next().unwrap_or_default();
    assert!(source.starts_with("# source:"), "{name} must begin with its source");
    println!("ran on published data: {name} ({})", &source[10..source.len().min(110)]);
    // A comma within quotation marks is part of the cell.
    let cells = |line: &str| -> Vec<String> {
        let mut quoted = false;
        let ends = |c: char| {
            quoted ^= c == '"';
            c == ',' && !quoted
        };
        line.split(ends).map(|cell| cell.trim_matches('"').to_owned()).collect()
    };
    let header = cells(lines.next().unwrap());
    Some(lines.map(|line| Row { header: header.clone(), cells: cells(line) }).collect())
}

pub(crate) struct Row {
    header: Vec<String>,
    cells: Vec<String>,
}

impl Row {
    pub(crate) fn text(&self, column: &str) -> &str {
        let place = self.header.iter().position(|h| h == column).unwrap();
        &self.cells[place]
    }
    pub(crate) fn number(&self, column: &str) -> Option<f64> {
        self.text(column).parse().ok()
    }
    pub(crate) fn get(&self, column: &str) -> f64 {
        self.number(column).unwrap()
    }
}

#[track_caller]
pub(crate) fn close(got: f64, expected: f64, relative: f64, what: &str) {
    let error = (got - expected).abs() / expected.abs().max(1e-12);
    assert!(error <= relative, "{what}: got {got}, expected {expected} (relative {error:e})");
}

#[test]
fn one_share() {
    let Some(rows) = rows("prop_single_newcombe1998.csv") else {
        return;
    };
    let mut checked = 0;
    for row in rows {
        let share = Share::new(row.get("x"), row.get("n")).unwrap();
        let e = match row.text("method") {
            "wilson" => wilson(share, row.get("conf")).unwrap(),
            "clopper" => clopper_pearson(share, row.get("conf")).unwrap(),
            // Wald's interval is not offered: it is 0 to 0 for nobody among twenty.
            "wald" => continue,
            other => panic!("unknown method {other}"),
        };
        for (got, full, printed) in [
            (e.lower, row.get("lower"), row.number("published_lower")),
            (e.upper, row.get("upper"), row.number("published_upper")),
        ] {
            assert!((got - full).abs() < 1e-12, "{got} {full}");
            if let Some(printed) = printed {
                assert!((got - printed).abs() < 5.001e-5, "{got} {printed}");
            }
        }
        checked += 1;
    }
    assert_eq!(checked, 8);
}

#[test]
fn shares_of_phe() {
    let Some(rows) = rows("phe_proportion_expected.csv") else {
        return;
    };
    let mut checked = 0;
    for row in rows {
        let (Some(x), Some(n)) = (row.number("Numerator"), row.number("Denominator")) else {
            continue;
        };
        let per = row.get("multiplier");
        for (confidence, level) in [(0.95, "95_0"), (0.998, "99_8")] {
            let e = wilson(Share::new(x, n).unwrap(), confidence).unwrap().times(per);
            close(e.value, row.get("value"), 1e-13, "value");
            close(e.lower, row.get(&format!("lower{level}cl")), 1e-12, "lower");
            close(e.upper, row.get(&format!("upper{level}cl")), 1e-12, "upper");
            checked += 1;
        }
    }
    assert_eq!(checked, 32);
}

#[test]
fn byar_and_wilson_of_phe() {
    let Some(rows) = rows("phe_byars_wilson_expected.csv") else {
        return;
    };
    let mut checked = 0;
    for row in rows {
        let x = row.get("x");
        let percent: f64 = row.text("confidence").trim_end_matches('%').parse().unwrap();
        let e = match row.text("method") {
            "Byars" => byar(x, percent / 100.0).unwrap(),
            _ => wilson(Share::new(x, row.get("n")).unwrap(), percent / 100.0).unwrap(),
        };
        // The lower limit of one event at 99.8 % is left empty: Byar's formula gives less than 0.
        if let Some(lower) = row.number("lowercl") {
            close(e.lower, lower, 1e-12, "lower");
        }
        close(e.upper, row.get("uppercl"), 1e-12, "upper");
        checked += 1;
    }
    assert_eq!(checked, 13);
}

#[test]
fn rates_of_phe() {
    let Some(rows) = rows("phe_rate_expected.csv") else {
        return;
    };
    let mut checked = 0;
    for row in rows {
        let (Some(x), Some(n)) = (row.number("Numerator"), row.number("Denominator")) else {
            continue;
        };
        for (confidence, level) in [(0.95, "95_0"), (0.998, "99_8")] {
            let e = rate(Events::new(x, n).unwrap(), row.get("multiplier"), confidence).unwrap();
            let name = if row.text("method") == "Exact" { "exact-poisson" } else { "byar" };
            assert_eq!(e.method.key(), name);
            close(e.value, row.get("value"), 1e-13, "value");
            close(e.lower, row.get(&format!("lower{level}cl")), 1e-11, "lower");
            close(e.upper, row.get(&format!("upper{level}cl")), 1e-11, "upper");
            checked += 1;
        }
    }
    assert_eq!(checked, 34);
}

#[test]
fn two_shares() {
    let Some(rows) = rows("prop_two_sample.csv") else {
        return;
    };
    let mut checked = 0;
    for row in rows {
        let a = Share::new(row.get("x1"), row.get("n1")).unwrap();
        let b = Share::new(row.get("x2"), row.get("n2")).unwrap();
        let c = row.get("conf");
        let e = match row.text("method") {
            "newcombe" => two::newcombe(a, b, c),
            "mn" => two::miettinen_nurminen(a, b, c),
            "mee" => two::mee(a, b, c),
            "agresti-caffo" => two::agresti_caffo(a, b, c),
            "katz-log" => two::katz(a, b, c),
            "adjusted-log" => two::adjusted_log(a, b, c),
            "koopman-score" => two::koopman(a, b, c),
            "woolf-logit" => two::odds_ratio_woolf(a, b, c),
            "gart-logit" => two::odds_ratio_gart(a, b, c),
            "indep-smoothed-logit" => independence_smoothed(a, b, c),
            // Wald's interval is not offered: it leaves −1 to 1, and is a point where nobody has the property.
            "wald" => continue,
            other => panic!("unknown method {other}"),
        }
        .unwrap();
        let what = format!("{} {:?} {:?}", row.text("method"), a, b);
        close(e.lower, row.get("lower"), 2e-9, &what);
        close(e.upper, row.get("upper"), 2e-9, &what);
        checked += 1;
    }
    assert_eq!(checked, 21);
}

#[test]
fn adjusted_p_values() {
    let Some(rows) = rows("multiple_testing_bh1995.csv") else {
        return;
    };
    let p: Vec<f64> = rows.iter().map(|r| r.get("p")).collect();
    for (column, how) in [
        ("BH", Adjustment::BenjaminiHochberg),
        ("BY", Adjustment::BenjaminiYekutieli),
        ("holm", Adjustment::Holm),
        ("hochberg", Adjustment::Hochberg),
        ("bonferroni", Adjustment::Bonferroni),
        ("hommel", Adjustment::Hommel),
    ] {
        for (got, row) in adjust(&p, how).unwrap().iter().zip(&rows) {
            close(*got, row.get(column), 1e-13, column);
        }
    }
    assert_eq!(flagged(&p, Adjustment::BenjaminiHochberg, 0.05).unwrap(), 4);
    assert_eq!(flagged(&p, Adjustment::Bonferroni, 0.05).unwrap(), 3);
    assert_eq!(flagged(&p, Adjustment::Hochberg, 0.05).unwrap(), 3);

    let Some(rows) = self::rows("multiple_testing_two_stage.csv") else {
        return;
    };
    for row in &rows {
        let q = row.get("alpha");
        let how = match row.text("method") {
            "fdr_tsbky" => Adjustment::TwoStage { q },
            "fdr_tsbh" => Adjustment::TwoStagePlain { q },
            "fdr_gbs" => Adjustment::StepDown,
            "simes-hochberg" => Adjustment::Hochberg,
            other => panic!("unknown method {other}"),
        };
        let expected: Vec<f64> = row.text("adjusted_p").split(';').map(|v| v.parse().unwrap()).collect();
        for (got, expected) in adjust(&p, how).unwrap().iter().zip(expected) {
            close(*got, expected, 1e-13, row.text("method"));
        }
        assert_eq!(flagged(&p, how, 0.05).unwrap(), row.get("n_rejected") as usize);
    }
    assert_eq!(rows.len(), 4);
}

#[test]
fn trend_in_shares() {
    let Some(rows) = rows("trend_proportions_expected.csv") else {
        return;
    };
    for row in rows {
        let list = |column: &str| -> Vec<f64> { row.text(column).split(';').map(|v| v.parse().unwrap()).collect() };
        let shares: Vec<Share> = list("x").into_iter().zip(list("n")).map(|(x, n)| Share::new(x, n).unwrap()).collect();
        let t = trend::cochran_armitage(&list("scores"), &shares).unwrap();
        close(t.trend.statistic, row.get("trend_chi2"), 1e-12, "trend");
        close(t.trend.p, row.get("trend_p"), 1e-11, "trend p");
        close(t.homogeneity.statistic, row.get("homogeneity_chi2"), 1e-12, "homogeneity");
        close(t.homogeneity.p, row.get("homogeneity_p"), 1e-11, "homogeneity p");
    }
}

#[test]
fn sleep() {
    let Some(rows) = rows("welch_sleep_expected.csv") else {
        return;
    };
    let expected = |what: &str| rows.iter().find(|r| r.text("quantity") == what).unwrap().get("value");
    let one = mean::Summary::of(&[0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]).unwrap();
    let two = mean::Summary::of(&[1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]).unwrap();
    let (e, t) = mean::welch(one, two, 0.95).unwrap();
    close(t.statistic, expected("welch_t"), 1e-13, "t");
    close(t.df.unwrap(), expected("welch_df"), 1e-13, "df");
    close(t.p, expected("welch_p"), 1e-12, "p");
    close(e.lower, expected("welch_lower"), 1e-12, "lower");
    close(e.upper, expected("welch_upper"), 1e-12, "upper");
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let dealt = permutation::two_means(&first, &second, 0.95, permutation::DRAWS, 1).unwrap();
    close(dealt.test.p, expected("exact_permutation_p_two_sided"), 1e-12, "permutation p");
    assert_eq!(dealt.arrangements as f64, expected("n_permutations"));
    close(one.mean, expected("mean1"), 1e-14, "mean 1");
    close(two.mean, expected("mean2"), 1e-14, "mean 2");
}
