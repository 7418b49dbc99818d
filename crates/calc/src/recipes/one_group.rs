//! One group: shares, rates, means, quantiles with intervals.

use crate::option::{CONFIDENCE, N, PER, VALUE, X};
use crate::{Family, Fault, Line, Recipe, Sheet};
use stats::mean::Summary;
use stats::proportion::{self, Share};
use stats::rate::{self, Events};
use stats::{Estimate, Result};

const SHARE: &[crate::Opt] = &[X, N, crate::option::NAME, CONFIDENCE];
const RATE: &[crate::Opt] = &[
    X,
    N.optional().said("Persontid eller befolkning (kolumn eller tal)", "Person-time or population (column or numbers)"),
    PER,
    crate::option::NAME,
    CONFIDENCE,
];

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "wilson",
        also: &["proportion", "share"],
        family: Family::OneGroup,
        sv: "En andel med Wilsons intervall",
        en: "A share with the Wilson interval",
        formula: "(2x + z² ∓ z √(z² + 4x(1 − x/n))) / (2(n + z²))",
        reference: "Wilson 1927, JASA 22:209–212; Newcombe 1998, Stat Med 17:857–872, method 3",
        options: SHARE,
        example: "--x 81 --n 263",
        csv: None,
        run: |sheet| shares(sheet, proportion::wilson),
    },
    Recipe {
        key: "clopper-pearson",
        also: &["exact-binomial"],
        family: Family::OneGroup,
        sv: "En andel med exakt binomialintervall",
        en: "A share with the exact binomial interval",
        formula: "P(X ≥ x | lower) = P(X ≤ x | upper) = α/2",
        reference: "Clopper & Pearson 1934, Biometrika 26:404–413",
        options: SHARE,
        example: "--x 81 --n 263",
        csv: None,
        run: |sheet| shares(sheet, proportion::clopper_pearson),
    },
    Recipe {
        key: "agresti-coull",
        also: &[],
        family: Family::OneGroup,
        sv: "En andel med Agresti–Coulls intervall",
        en: "A share with the Agresti–Coull interval",
        formula: "p̃ ∓ z √(p̃(1 − p̃)/ñ), ñ = n + z², p̃ = (x + z²/2)/ñ",
        reference: "Agresti & Coull 1998, Am Stat 52:119–126",
        options: SHARE,
        example: "--x 81 --n 263",
        csv: None,
        run: |sheet| shares(sheet, proportion::agresti_coull),
    },
    Recipe {
        key: "byar",
        also: &[],
        family: Family::OneGroup,
        sv: "Ett antal eller ett tal med Byars intervall",
        en: "A count or a rate with the Byar interval",
        formula: "x(1 − 1/(9x) − z/(3√x))³; upper with x + 1; divided by n, times per",
        reference: "Breslow & Day 1987, Statistical Methods in Cancer Research II, p. 69",
        options: RATE,
        example: "--x 65 --n 100 --per 100",
        csv: None,
        run: |sheet| rates(sheet, |it, per, confidence| over(rate::byar(it.count, confidence)?, it, per)),
    },
    Recipe {
        key: "exact-poisson",
        also: &["poisson", "garwood"],
        family: Family::OneGroup,
        sv: "Ett antal eller ett tal med exakt Poissonintervall",
        en: "A count or a rate with the exact Poisson interval",
        formula: "χ²(α/2; 2x)/2, χ²(1 − α/2; 2x + 2)/2; divided by n, times per",
        reference: "Garwood 1936, Biometrika 28:437–442",
        options: RATE,
        example: "--x 7 --n 1250 --per 100000",
        csv: None,
        run: |sheet| rates(sheet, |it, per, confidence| over(rate::exact(it.count, confidence)?, it, per)),
    },
    Recipe {
        key: "rate",
        also: &[],
        family: Family::OneGroup,
        sv: "Ett tal: exakt under tio händelser, annars Byar",
        en: "A rate: exact below ten events, Byar otherwise",
        formula: "x/n × per; limits exact (Garwood) below 10 events, else Byar",
        reference: "Public Health England, Technical Guide: Commonly used public health statistics (2018)",
        options: RATE,
        example: "--x 65 --n 10000 --per 100000",
        csv: None,
        run: |sheet| rates(sheet, rate::rate),
    },
    Recipe {
        key: "mean",
        also: &["student-t", "t"],
        family: Family::OneGroup,
        sv: "Ett medelvärde med Students t",
        en: "A mean with Student's t",
        formula: "x̄ ∓ t(n − 1) s/√n",
        reference: "Student 1908, Biometrika 6:1–25",
        options: &[VALUE, CONFIDENCE],
        example: "--value 0.7,-1.6,-0.2,-1.2,-0.1,3.4,3.7,0.8,0.0,2.0",
        csv: None,
        run: |sheet| {
            let values = Summary::of(&sheet.numbers("value")?)?;
            let estimate = stats::mean::mean(values, sheet.confidence()?)?;
            Ok(vec![Line::of("mean").estimate(&estimate).with("sd", values.variance().sqrt())])
        },
    },
];

fn shares(sheet: &Sheet<'_>, method: fn(Share, f64) -> Result<Estimate>) -> std::result::Result<Vec<Line>, Fault> {
    let (x, n, names) = (sheet.numbers("x")?, sheet.numbers("n")?, sheet.names()?);
    let confidence = sheet.confidence()?;
    let one = |at: usize| {
        let share = Share::new(x[at], n[at])?;
        Ok(Line::of(&names[at]).estimate(&method(share, confidence)?).with("x", x[at]))
    };
    (0..x.len()).map(|at| one(at).map_err(|fault: Fault| fault.at(sheet.row(at)))).collect()
}

fn rates(sheet: &Sheet<'_>, method: fn(Events, f64, f64) -> Result<Estimate>) -> std::result::Result<Vec<Line>, Fault> {
    let (x, names) = (sheet.numbers("x")?, sheet.names()?);
    let n = sheet.some_numbers("n")?.unwrap_or_else(|| vec![1.0; x.len()]);
    let (per, confidence) = (sheet.number("per")?, sheet.confidence()?);
    let one = |at: usize| {
        let events = Events::new(x[at], n[at])?;
        Ok(Line::of(&names[at]).estimate(&method(events, per, confidence)?).with("x", x[at]))
    };
    (0..x.len()).map(|at| one(at).map_err(|fault: Fault| fault.at(sheet.row(at)))).collect()
}

/// A count's interval as a rate's.
fn over(count: Estimate, events: Events, per: f64) -> Result<Estimate> {
    Ok(count.times(per / events.exposure))
}
