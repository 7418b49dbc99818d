//! Many places at once: funnels with and without overdispersion, empirical Bayes, what could be seen.

use crate::option::{CONFIDENCE, N, NAME, VALUE, X};
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use stats::funnel::{self, Farthest, Overdispersion, Point, Standing, Widened};
use stats::proportion::Share;
use stats::rate::Events;
use stats::shrink::{Shrunk, counts, james_stein, normal};
use stats::{Estimate, detectable};

type Lines = Result<Vec<Line>, Fault>;

const OUTER: Opt = Opt::may(
    "outer",
    Takes::Number(Some(0.998)),
    "Yttre gränsernas konfidensgrad, 0,998 om inget sägs",
    "Confidence of the outer limits, 0.998 unless said",
);
const WIDEN: Opt = Opt::may(
    "overdispersion",
    Takes::Choice(&["none", "multiplicative", "additive"]),
    "Ska gränserna vidgas när orterna skiljer sig mer än slumpen",
    "Widen the limits where places differ by more than chance",
);
const TRIM: Opt = Opt::may(
    "trim",
    Takes::Number(None),
    "Andel i var ände som lämnas utanför när spridningen mäts, till exempel 0,1",
    "Share at either end left out when the spread is measured, 0.1 for instance",
);
const WINSORISE: Opt = Opt::may(
    "winsorise",
    Takes::Number(None),
    "Andel i var ände som dras in när spridningen mäts, till exempel 0,1",
    "Share at either end drawn in when the spread is measured, 0.1 for instance",
);
const TARGET: Opt = Opt::may(
    "target",
    Takes::Number(None),
    "Det gemensamma värdet i mitten; utan det räknas det ut ur alla",
    "The common value in the middle; computed from all unless said",
);
const EXPECTED: Opt =
    Opt::must("expected", Takes::Numbers, "Väntat antal (kolumn eller tal)", "Expected events (column or numbers)");
const POWER: Opt = Opt::may("power", Takes::Number(Some(0.8)), "Styrka, 0,8 om inget sägs", "Power, 0.8 unless said");

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "funnel",
        also: &["funnel-share", "funnel-proportion"],
        family: Family::ManyPlaces,
        sv: "Trattdiagram för andelar, eller för värden med medelfel: gränser och vilka som sticker ut",
        en: "Funnel plot of shares, or of values with standard errors: limits and who stands out",
        formula: "exact binomial limits around Σx/Σn (or the target); values: target ∓ z se; φ = Σz²/I; multiplicative z√φ, additive √(se² + τ²)",
        reference: "Spiegelhalter 2005, Stat Med 24:1185–1202; Qual Saf Health Care 14:347–351",
        options: &[
            X.optional(),
            N.optional(),
            VALUE.optional().said(
                "Värden med medelfel, i stället för --x och --n (kolumn eller tal)",
                "Values with standard errors, instead of --x and --n (column or numbers)",
            ),
            super::SE.optional(),
            NAME,
            TARGET,
            Opt::may(
                "limits",
                Takes::Choice(&["exact", "normal"]),
                "Gränser för andelar: exakta, eller normalfördelningens",
                "Limits of shares: exact, or by the normal distribution",
            ),
            WIDEN,
            TRIM,
            WINSORISE,
            OUTER,
            CONFIDENCE,
        ],
        example: "--x 35,60,20,90,48 --n 50,75,40,100,80 --name A,B,C,D,E",
        csv: None,
        run: |sheet| if sheet.has("value") { of_values(sheet) } else { of_shares(sheet) },
    },
    Recipe {
        key: "funnel-ratio",
        also: &["funnel-smr", "shmi"],
        family: Family::ManyPlaces,
        sv: "Trattdiagram för observerat genom väntat",
        en: "Funnel plot of observed over expected",
        formula: "exact Poisson limits around 1 (or the target); overdispersion on the scale ln(O/E), error 1/√E, or √(O/E), error 1/(2√E)",
        reference: "Spiegelhalter 2005, Stat Med 24:1185–1202; Garwood 1936",
        options: &[
            X.said("Antal händelser (kolumn eller tal)", "Observed events (column or numbers)"),
            EXPECTED,
            NAME,
            Opt::may("scale", Takes::Choice(&["log", "root"]), "Skala för spridningen", "Scale of the spread"),
            WIDEN,
            TRIM,
            WINSORISE,
            OUTER,
            CONFIDENCE,
        ],
        example: "--x 100,150,180,80,120,225 --expected 108,112,165,95,100,220 --trim 0.1",
        csv: None,
        run: of_ratios,
    },
    Recipe {
        key: "empirical-bayes",
        also: &["shrink", "shrinkage", "eb"],
        family: Family::ManyPlaces,
        sv: "Empirisk Bayes: små orter dras mot det gemensamma",
        en: "Empirical Bayes: small places are drawn towards what is common",
        formula: "θᵢ = μ + (τ²/(τ² + sᵢ²))(yᵢ − μ); shares by beta-binomial moments, rates by gamma-Poisson",
        reference: "Morris 1983, JASA 78:47–55; Kleinman 1973, JASA 68:46–54; Clayton & Kaldor 1987, Biometrics 43:671–681",
        options: &[
            VALUE.optional(),
            super::SE.optional(),
            X.optional(),
            N.optional(),
            NAME,
            Opt::may(
                "kind",
                Takes::Choice(&["share", "rate"]),
                "Vad --x och --n är: andelar, eller händelser och persontid",
                "What --x and --n are: shares, or events and person-time",
            ),
            Opt::may(
                "method",
                Takes::Choice(&["dl", "reml"]),
                "Spridningen mellan orter: DerSimonian–Laird eller REML",
                "Variance between places: DerSimonian–Laird or REML",
            ),
            CONFIDENCE,
        ],
        example: "--x 18,17,16,15,14,14,13,12 --n 45,45,45,45,90,90,90,90",
        csv: None,
        run: bayes,
    },
    Recipe {
        key: "james-stein",
        also: &["efron-morris"],
        family: Family::ManyPlaces,
        sv: "James–Steins skattning: alla värden dras lika mycket mot sitt medelvärde",
        en: "James–Stein: all values drawn alike towards their mean",
        formula: "θᵢ = ȳ + c(yᵢ − ȳ), c = 1 − (k − 3)s²/Σ(y − ȳ)²; s² = p̄(1 − p̄)/n for shares",
        reference: "James & Stein 1961; Efron & Morris 1975, JASA 70:311–319; Morris 1983, JASA 78:47–55",
        options: &[
            VALUE.optional(),
            Opt::may(
                "se",
                Takes::Number(None),
                "Medelfelet, samma för alla (ett tal)",
                "The standard error, the same for all (one number)",
            ),
            X.optional(),
            N.optional().said("Antal personer, samma för alla", "Persons, the same for all"),
            NAME,
            CONFIDENCE,
        ],
        example: "--x 18,17,16,15,14,14,13,12 --n 45",
        csv: None,
        run: stein,
    },
    Recipe {
        key: "detectable",
        also: &["minimum-detectable", "mde", "power"],
        family: Family::ManyPlaces,
        sv: "Minsta skillnad som skulle ha synts",
        en: "Smallest difference that could have been seen",
        formula: "shares: z₁ √(p̄q̄(1/n₁ + 1/n₂)) + z₂ √(p₁q₁/n₁ + p₂q₂/n₂) = |p₁ − p₂|; error known: (z₁ + z₂) se; means: (t₁ + t₂) sd √(1/n₁ + 1/n₂)",
        reference: "Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, ch. 4; Bloom 1995, Evaluation Review 19:547–556",
        options: &[
            Opt::may(
                "share",
                Takes::Number(None),
                "Den ena gruppens andel, 0 till 1",
                "The share of one group, 0 to 1",
            ),
            N.optional().said("Antal personer i de två grupperna: 50,50", "Persons in the two groups: 50,50"),
            Opt::may("sd", Takes::Number(None), "Standardavvikelse inom grupperna", "Standard deviation within groups"),
            Opt::may("se", Takes::Number(None), "Skillnadens medelfel", "Standard error of the difference"),
            POWER,
            CONFIDENCE,
        ],
        example: "--share 0.8 --n 50,50",
        csv: None,
        run: smallest,
    },
];

fn farthest(sheet: &Sheet<'_>) -> Result<Farthest, Fault> {
    Ok(match (sheet.some_number("trim")?, sheet.some_number("winsorise")?) {
        (Some(share), _) => Farthest::Trim(share),
        (None, Some(share)) => Farthest::Winsorise(share),
        (None, None) => Farthest::Keep,
    })
}

fn widened(sheet: &Sheet<'_>) -> Result<Option<Widened>, Fault> {
    Ok(match sheet.choice("overdispersion")? {
        "multiplicative" => Some(Widened::Multiplicative),
        "additive" => Some(Widened::Additive),
        _ => None,
    })
}

const fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::FarBelow => "far below",
        Standing::Below => "below",
        Standing::Within => "within",
        Standing::Above => "above",
        Standing::FarAbove => "far above",
    }
}

fn placed(name: &str, value: f64, inner: &Estimate, outer: &Estimate) -> Line {
    Line::of(name)
        .estimate(&Estimate::new(value, inner.lower, inner.upper, inner.confidence, inner.method, inner.n))
        .with("target", inner.value)
        .with("outer-lower", outer.lower)
        .with("outer-upper", outer.upper)
        .text("standing", word(Standing::of(value, inner, outer)))
}

fn scattered(it: &Overdispersion) -> Line {
    Line::of("overdispersion").with("phi", it.phi).with("tau2", it.tau2).test(&it.test)
}

/// A share's worth of how sure the outer limits are.
fn outer(sheet: &Sheet<'_>) -> Result<f64, Fault> {
    let given = sheet.number("outer")?;
    Ok(if (50.0..100.0).contains(&given) { given / 100.0 } else { given })
}

/// The scatter beyond chance; a target computed from the places takes a degree of freedom.
fn measured(points: &[Point], target: f64, given: Option<f64>, farthest: Farthest) -> stats::Result<Overdispersion> {
    let it = funnel::overdispersion(points, target, farthest)?;
    Ok(if given.is_none() { it.of_estimated_target() } else { it })
}

/// No limit of a share lies outside 0 to 1, however much the places scatter.
fn within_shares(mut it: Estimate) -> Estimate {
    (it.lower, it.upper) = (it.lower.max(0.0), it.upper.min(1.0));
    it
}

fn of_shares(sheet: &Sheet<'_>) -> Lines {
    let (x, n, names) = (sheet.numbers("x")?, sheet.numbers("n")?, sheet.names()?);
    let at_row = |error: stats::Error, at: usize| Fault::from(error).at(sheet.row(at));
    let shares: Vec<Share> =
        (0..x.len()).map(|at| Share::new(x[at], n[at]).map_err(|error| at_row(error, at))).collect::<Result<_, _>>()?;
    let all = x.iter().sum::<f64>() / n.iter().sum::<f64>();
    let given = sheet.some_number("target")?;
    let target = given.unwrap_or(all);
    let (confidence, outer) = (sheet.confidence()?, outer(sheet)?);
    let limits = match sheet.choice("limits")? {
        "normal" => funnel::share_normal,
        _ => funnel::share_exact,
    };
    let points = shares.iter().map(|share| Point::of_share_at(*share, target)).collect::<Result<Vec<Point>, _>>();
    let spread = match &points {
        Ok(points) if points.len() > 1 => Some(measured(points, target, given, farthest(sheet)?)?),
        _ => None,
    };
    let how = widened(sheet)?;
    let one = |at: usize| {
        let (inner, wide) = match (how, &spread, &points) {
            (Some(how), Some(spread), Ok(points)) => (
                within_shares(spread.limits(target, points[at].error, how, confidence)?),
                within_shares(spread.limits(target, points[at].error, how, outer)?),
            ),
            _ => (limits(target, n[at], confidence)?, limits(target, n[at], outer)?),
        };
        Ok(placed(&names[at], shares[at].value(), &inner, &wide))
    };
    let mut lines: Vec<Line> =
        (0..x.len()).map(|at| one(at).map_err(|error| at_row(error, at))).collect::<Result<_, _>>()?;
    lines.extend(spread.as_ref().map(scattered));
    Ok(lines)
}

fn of_values(sheet: &Sheet<'_>) -> Lines {
    let (values, se, names) = (sheet.numbers("value")?, sheet.numbers("se")?, sheet.names()?);
    let points: Vec<Point> = (0..values.len())
        .map(|at| Point::new(values[at], se[at]).map_err(|error| Fault::from(error).at(sheet.row(at))))
        .collect::<Result<_, _>>()?;
    let weight: f64 = points.iter().map(|it| 1.0 / (it.error * it.error)).sum();
    let all = points.iter().map(|it| it.value / (it.error * it.error)).sum::<f64>() / weight;
    let given = sheet.some_number("target")?;
    let target = given.unwrap_or(all);
    let spread = measured(&points, target, given, farthest(sheet)?)?;
    let (confidence, outer, how) = (sheet.confidence()?, outer(sheet)?, widened(sheet)?);
    let mut lines = Vec::new();
    for (point, name) in points.iter().zip(&names) {
        let limits = |confidence: f64| match how {
            Some(how) => spread.limits(target, point.error, how, confidence),
            None => stats::mean::known_error(target, point.error, None, confidence, 1.0).map(|it| it.0),
        };
        lines.push(placed(name, point.value, &limits(confidence)?, &limits(outer)?));
    }
    lines.push(scattered(&spread));
    Ok(lines)
}

fn of_ratios(sheet: &Sheet<'_>) -> Lines {
    let (x, expected, names) = (sheet.numbers("x")?, sheet.numbers("expected")?, sheet.names()?);
    let at_row = |error: stats::Error, at: usize| Fault::from(error).at(sheet.row(at));
    let root = sheet.choice("scale")? == "root";
    let (target, back): (f64, fn(f64) -> f64) =
        if root { (1.0, |v| if v > 0.0 { v * v } else { 0.0 }) } else { (0.0, libm::exp) };
    let of = if root { Point::of_ratio_root } else { Point::of_ratio_log };
    let points: Result<Vec<Point>, Fault> =
        (0..x.len()).map(|at| of(x[at], expected[at]).map_err(|error| at_row(error, at))).collect();
    let how = widened(sheet)?;
    let points = match (points, how) {
        (Ok(points), _) => Some(points),
        // On the log scale a place without events has no point; the exact limits need none.
        (Err(_), None) => None,
        (Err(fault), Some(_)) => return Err(fault),
    };
    let spread = match &points {
        Some(points) if points.len() > 1 => Some(funnel::overdispersion(points, target, farthest(sheet)?)?),
        _ => None,
    };
    let (confidence, outer) = (sheet.confidence()?, outer(sheet)?);
    let one = |at: usize| {
        let limits = |confidence: f64| match (how, &spread, &points) {
            (Some(how), Some(spread), Some(points)) => {
                let it = spread.limits(target, points[at].error, how, confidence)?;
                Ok(Estimate::new(1.0, back(it.lower), back(it.upper), it.confidence, it.method, it.n))
            }
            _ => funnel::ratio_exact(expected[at], confidence),
        };
        let (inner, wide) = (limits(confidence)?, limits(outer)?);
        Ok(placed(&names[at], x[at] / expected[at], &inner, &wide))
    };
    let mut lines: Vec<Line> =
        (0..x.len()).map(|at| one(at).map_err(|error| at_row(error, at))).collect::<Result<_, _>>()?;
    lines.extend(spread.as_ref().map(scattered));
    Ok(lines)
}

fn shrunk(it: &Shrunk, names: &[String], own: &[f64]) -> Vec<Line> {
    let mut lines = vec![Line::of("common").estimate(&it.common).with("between", it.between)];
    for (at, place) in it.places.iter().enumerate() {
        lines.push(Line::of(&names[at]).estimate(place).with("own", own[at]).with("kept", it.kept[at]));
    }
    lines
}

fn bayes(sheet: &Sheet<'_>) -> Lines {
    let (names, confidence) = (sheet.names()?, sheet.confidence()?);
    if sheet.has("value") {
        let (values, se) = (sheet.numbers("value")?, sheet.numbers("se")?);
        let how = match sheet.choice("method")? {
            "reml" => normal::Between::Reml,
            _ => normal::Between::DerSimonianLaird,
        };
        return Ok(shrunk(&normal::shrink(&values, &se, how, confidence)?, &names, &values));
    }
    let (x, n) = (sheet.numbers("x")?, sheet.numbers("n")?);
    let at_row = |error: stats::Error, at: usize| Fault::from(error).at(sheet.row(at));
    let it = if sheet.choice("kind")? == "rate" {
        let events: Result<Vec<Events>, Fault> =
            (0..x.len()).map(|at| Events::new(x[at], n[at]).map_err(|error| at_row(error, at))).collect();
        counts::rates(&events?, confidence)?
    } else {
        let shares: Result<Vec<Share>, Fault> =
            (0..x.len()).map(|at| Share::new(x[at], n[at]).map_err(|error| at_row(error, at))).collect();
        counts::shares(&shares?, confidence)?
    };
    let own: Vec<f64> = x.iter().zip(&n).map(|(x, n)| x / n).collect();
    Ok(shrunk(&it, &names, &own))
}

fn stein(sheet: &Sheet<'_>) -> Lines {
    let (names, confidence) = (sheet.names()?, sheet.confidence()?);
    let (values, se) = if sheet.has("value") {
        (sheet.numbers("value")?, sheet.number("se")?)
    } else {
        let (x, n) = (sheet.numbers("x")?, sheet.numbers("n")?);
        let Some(first) = n.first().copied().filter(|first| n.iter().all(|it| it == first)) else {
            return Err(Fault::Own {
                sv: "--n ska vara samma för alla. Ta empirical-bayes när orterna är olika stora.".to_owned(),
                en: "--n must be the same for all. Take empirical-bayes where places differ in size.".to_owned(),
            });
        };
        for at in 0..x.len() {
            Share::new(x[at], n[at]).map_err(|error| Fault::from(error).at(sheet.row(at)))?;
        }
        let mean = x.iter().sum::<f64>() / n.iter().sum::<f64>();
        (x.iter().map(|x| x / first).collect(), (mean * (1.0 - mean) / first).sqrt())
    };
    Ok(shrunk(&james_stein::james_stein(&values, se, confidence)?, &names, &values))
}

fn smallest(sheet: &Sheet<'_>) -> Lines {
    let (confidence, power) = (sheet.confidence()?, sheet.number("power")?);
    let line = |what: &str, value: f64| {
        Line::of(what).with("value", value).with("confidence", confidence).with("power", power)
    };
    if let Some(se) = sheet.some_number("se")? {
        return Ok(vec![line("difference", detectable::known_error(se, confidence, power)?)]);
    }
    let n = sheet.numbers("n")?;
    let (n1, n2) = match n.as_slice() {
        [both] => (*both, *both),
        [n1, n2] => (*n1, *n2),
        more => {
            return Err(Fault::Groups {
                column: sheet.text("n").unwrap_or_default().to_owned(),
                needed: 2,
                there: more.iter().take(10).map(f64::to_string).collect(),
                part: None,
            });
        }
    };
    if let Some(sd) = sheet.some_number("sd")? {
        let of = |n: f64| stats::mean::Summary::from_sd(n, 0.0, sd);
        return Ok(vec![line("difference", detectable::means(of(n1)?, of(n2)?, confidence, power)?)]);
    }
    let share = sheet.number("share")?;
    let mut lines = Vec::new();
    for (what, towards) in [("down", detectable::Towards::Down), ("up", detectable::Towards::Up)] {
        lines.push(match detectable::shares(share, n1, n2, confidence, power, towards)? {
            Some(value) => line(what, value),
            None => Line::of(what).with("confidence", confidence).with("power", power).note(
                "Inte ens den största möjliga skillnaden skulle ha synts.",
                "Not even the largest possible difference could have been seen.",
            ),
        });
    }
    Ok(lines)
}
