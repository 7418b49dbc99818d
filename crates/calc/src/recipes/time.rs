//! Over time: trends by rank, by season and with serial correlation, lines, shares, Fingertips, run charts.

use crate::option::{CONFIDENCE, LEVEL, N, TIME, VALUE, WEIGHT, X};
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use stats::Result;
use stats::proportion::Share;
use stats::run_chart::{self, Centre, Counted, Rules, Way};
use stats::trend::{self, Direction};
use stats::trend_serial::{self, Corrected, Lags};
use std::collections::BTreeMap;

type Lines = std::result::Result<Vec<Line>, Fault>;

const LAGS: Opt = Opt::may(
    "lags",
    Takes::Text,
    "Vilka autokorrelationer som räknas: significant, all, eller de första så många (ett tal)",
    "Which autocorrelations count: significant, all, or the first so many (a number)",
);
const SERIES: &[Opt] = &[VALUE, TIME];
const SERIAL: &[Opt] = &[VALUE, TIME, LAGS];
const YEARS: &str = "--value 62,64,63,67,66,70,71,69,74,75 --time 2014,2015,2016,2017,2018,2019,2020,2021,2022,2023";

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "mann-kendall",
        also: &["mk", "kendall-trend"],
        family: Family::Time,
        sv: "Mann–Kendalls test av en trend, med lika värden, exakt där det går",
        en: "Mann–Kendall test of a trend, with ties, exact where possible",
        formula: "S = Σ sign(xⱼ − xᵢ); Var S = (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5))/18; z = (S ∓ 1)/√Var S",
        reference: "Mann 1945, Econometrica 13:245–259; Kendall 1975, Rank Correlation Methods",
        options: SERIES,
        example: YEARS,
        csv: None,
        run: |sheet| {
            let it = trend::mann_kendall(&series(sheet)?.1)?;
            let mut lines = vec![
                Line::of("Mann-Kendall")
                    .with("S", it.s)
                    .with("variance", it.variance)
                    .with("tau", it.tau)
                    .test(&it.normal),
            ];
            lines.extend(it.exact.map(|exact| Line::of("Mann-Kendall, exact").with("S", it.s).test(&exact)));
            Ok(lines)
        },
    },
    Recipe {
        key: "sen",
        also: &["theil-sen", "sen-slope", "sens-slope"],
        family: Family::Time,
        sv: "Sens lutning: medianen av alla lutningar, med intervall",
        en: "Sen's slope: the median of all slopes, with interval",
        formula: "median of (xⱼ − xᵢ)/(tⱼ − tᵢ); limits the slopes ranked (N ∓ z√Var S)/2",
        reference: "Sen 1968, JASA 63:1379–1389; Gilbert 1987, Statistical Methods for Environmental Pollution Monitoring",
        options: &[VALUE, TIME, CONFIDENCE],
        example: YEARS,
        csv: None,
        run: |sheet| {
            let (times, values) = series(sheet)?;
            Ok(vec![Line::of("slope").estimate(&trend::sen_slope(&times, &values, sheet.confidence()?)?)])
        },
    },
    Recipe {
        key: "hamed-rao",
        also: &["mk-hamed-rao"],
        family: Family::Time,
        sv: "Mann–Kendall när åren hänger ihop, Hamed–Raos korrigering",
        en: "Mann–Kendall where years hang together, Hamed–Rao correction",
        formula: "Var S × (1 + 2/(n(n − 1)(n − 2)) Σ (n − k)(n − k − 1)(n − k − 2) ρₖ), ρₖ of ranks of the detrended",
        reference: "Hamed & Rao 1998, J Hydrol 204:182–196",
        options: SERIAL,
        example: YEARS,
        csv: None,
        run: |sheet| serial(sheet, trend_serial::hamed_rao),
    },
    Recipe {
        key: "yue-wang",
        also: &["mk-yue-wang"],
        family: Family::Time,
        sv: "Mann–Kendall när åren hänger ihop, Yue–Wangs korrigering",
        en: "Mann–Kendall where years hang together, Yue–Wang correction",
        formula: "Var S × (1 + 2 Σ (1 − k/n) ρₖ), ρₖ of the detrended",
        reference: "Yue & Wang 2004, Water Resour Manag 18:201–218",
        options: SERIAL,
        example: YEARS,
        csv: None,
        run: |sheet| serial(sheet, trend_serial::yue_wang),
    },
    Recipe {
        key: "seasonal-kendall",
        also: &["seasonal", "seasonal-mann-kendall"],
        family: Family::Time,
        sv: "Mann–Kendall inom årstider, med Sens lutning",
        en: "Mann–Kendall within seasons, with Sen's slope",
        formula: "Σ over seasons of S and Var S; with what seasons of the same year have in common: + Σ σ_gh",
        reference: "Hirsch, Slack & Smith 1982, Water Resour Res 18:107–121; Hirsch & Slack 1984, 20:727–732",
        options: &[
            VALUE.said(
                "Värden (kolumn eller tal); cellen får vara tom",
                "Values (column or numbers); cells may be empty",
            ),
            Opt::must("time", Takes::Numbers, "År (kolumn eller tal)", "Year (column or numbers)"),
            Opt::must(
                "season",
                Takes::Words,
                "Årstid, kvartal eller månad (kolumn eller ord)",
                "Season, quarter or month (column or words)",
            ),
            CONFIDENCE,
        ],
        example: "--value 5,7,6,8,6,9,8,9,7,10 --time 2019,2019,2020,2020,2021,2021,2022,2022,2023,2023 --season vår,höst,vår,höst,vår,höst,vår,höst,vår,höst",
        csv: None,
        run: by_season,
    },
    Recipe {
        key: "trend-line",
        also: &["linear-trend", "line"],
        family: Family::Time,
        sv: "En rak linje genom punkter, med vikter eller kända medelfel",
        en: "A straight line through points, with weights or known standard errors",
        formula: "b = Σw(t − t̄)y / Σw(t − t̄)²; w = 1/se² where errors are known",
        reference: "Draper & Smith 1998, Applied Regression Analysis, ch. 9",
        options: &[VALUE, TIME, super::SE.optional(), WEIGHT, CONFIDENCE],
        example: YEARS,
        csv: None,
        run: straight,
    },
    Recipe {
        key: "cochran-armitage",
        also: &["trend-in-proportions", "prop-trend-test", "chi-squared-trend"],
        family: Family::Time,
        sv: "Cochran–Armitages test av en trend i andelar",
        en: "Cochran–Armitage test of a trend in shares",
        formula: "χ² = b² Σn(s − s̄)²/(p̄(1 − p̄)), b = Σn(p − p̄)(s − s̄)/Σn(s − s̄)²",
        reference: "Cochran 1954, Biometrics 10:417–451; Armitage 1955, Biometrics 11:375–386",
        options: &[
            X,
            N,
            TIME,
            Opt::may(
                "score",
                Takes::Numbers,
                "Poäng för varje grupp, 1, 2, 3 … om varken poäng eller tid sägs (kolumn eller tal)",
                "Score of each group; 1, 2, 3 … where neither score nor time is said (column or numbers)",
            ),
            LEVEL,
        ],
        example: "--x 83,90,129,70 --n 86,93,136,82",
        csv: None,
        run: armitage,
    },
    Recipe {
        key: "fingertips",
        also: &["fingertips-trend"],
        family: Family::Time,
        sv: "Fingertips regel: en trend i de fem senaste punkterna",
        en: "The Fingertips rule: a trend in the last five points",
        formula: "shares: χ² for trend; else a line weighted 1/se², χ² of its slope; the last five points",
        reference: "Office for Health Improvement and Disparities, Fingertips, “Trend markers”",
        options: &[
            X.optional(),
            N.optional(),
            VALUE.optional(),
            super::SE.optional(),
            TIME,
            Opt::may("level", Takes::Number(Some(0.05)), "Nivå, 0,05 om inget sägs", "Level, 0.05 unless said"),
        ],
        example: "--x 40,44,50,57,61 --n 100 --time 2018,2019,2020,2021,2022",
        csv: None,
        run: fingertips,
    },
    Recipe {
        key: "run-chart",
        also: &["runs", "spc"],
        family: Family::Time,
        sv: "Seriediagram: har en mätning ändrats",
        en: "Run chart: has a measurement changed",
        formula: "median; shift, trend and runs (Perla); longest run round(log₂ n) + 3 and crossings qbinom(0.05, n − 1, 0.5) (Anhøj)",
        reference: "Perla, Provost & Murray 2011, BMJ Qual Saf 20:46–51; Anhøj & Olesen 2014, PLoS ONE 9(11):e113825",
        options: &[
            VALUE,
            TIME,
            Opt::may("rules", Takes::Choice(&["anhoej", "perla"]), "Vilka regler", "Which rules"),
            Opt::may(
                "target",
                Takes::Number(None),
                "Mittlinjen, om den är given; annars medianen",
                "The centre line, if given; the median otherwise",
            ),
            Opt::may(
                "baseline",
                Takes::Whole(None),
                "Medianen av bara de första så många punkterna",
                "The median of only the first so many points",
            ),
        ],
        example: "--value 5,7,6,8,5,6,9,10,11,10,12,11,10,12,11,13",
        csv: None,
        run: runs,
    },
];

/// Times (1, 2, 3 … where there are none) and values, in the order of time.
fn series(sheet: &Sheet<'_>) -> std::result::Result<(Vec<f64>, Vec<f64>), Fault> {
    let values = sheet.numbers("value")?;
    let (times, order) = times(sheet, values.len())?;
    Ok((order.iter().map(|at| times[*at]).collect(), order.iter().map(|at| values[*at]).collect()))
}

/// Times in the order of the file, and the rows in the order of time; a time may come once only.
fn times(sheet: &Sheet<'_>, rows: usize) -> std::result::Result<(Vec<f64>, Vec<usize>), Fault> {
    let times = sheet.some_numbers("time")?;
    let times = times.unwrap_or_else(|| (1..=rows).map(|at| at as f64).collect());
    let mut order: Vec<usize> = (0..rows.min(times.len())).collect();
    order.sort_by(|a, b| times[*a].total_cmp(&times[*b]));
    match order.windows(2).find(|two| times[two[0]] == times[two[1]]) {
        Some(two) => Err(Fault::Own {
            sv: format!(
                "Rad {} och rad {} har samma tid ({}). Räkna för sig med --by, eller välj rader med --where.",
                sheet.row(two[0]),
                sheet.row(two[1]),
                times[two[0]]
            ),
            en: format!(
                "Row {} and row {} have the same time ({}). Compute separately with --by, or choose rows with --where.",
                sheet.row(two[0]),
                sheet.row(two[1]),
                times[two[0]]
            ),
        }),
        None => Ok((times, order)),
    }
}

fn serial(sheet: &Sheet<'_>, method: fn(&[f64], Lags) -> Result<Corrected>) -> Lines {
    let lags = match sheet.text("lags").map(str::trim) {
        None | Some("significant") => Lags::Significant,
        Some("all") => Lags::All,
        Some(_) => Lags::First(usize::try_from(sheet.whole("lags")?).unwrap_or(usize::MAX)),
    };
    let it = method(&series(sheet)?.1, lags)?;
    let line = Line::of("Mann-Kendall").with("S", it.s).with("variance", it.variance).with("factor", it.factor);
    Ok(vec![line.test(&it.test)])
}

fn by_season(sheet: &Sheet<'_>) -> Lines {
    let (values, times, seasons) = (sheet.numbers_or_empty("value")?, sheet.numbers("time")?, sheet.groups("season")?);
    let mut years: Vec<f64> = times.clone();
    years.sort_by(f64::total_cmp);
    years.dedup();
    let mut table = vec![vec![None; seasons.len()]; years.len()];
    let mut taken: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (season, (name, rows)) in seasons.iter().enumerate() {
        for at in rows {
            let year = years.iter().position(|year| *year == times[*at]).unwrap_or(0);
            if let Some(other) = taken.insert((year, season), *at) {
                return Err(Fault::Own {
                    sv: format!("Rad {} och rad {}: båda är {} {name}.", sheet.row(other), sheet.row(*at), times[*at]),
                    en: format!("Row {} and row {}: both are {} {name}.", sheet.row(other), sheet.row(*at), times[*at]),
                });
            }
            table[year][season] = values[*at];
        }
    }
    let (it, confidence) = (trend_serial::seasonal(&table)?, sheet.confidence()?);
    Ok(vec![
        Line::of("seasons independent").with("S", it.s).with("variance", it.variance).test(&it.independent),
        Line::of("seasons hang together").with("S", it.s).with("variance", it.serial_variance).test(&it.serial),
        Line::of("slope").estimate(&trend_serial::seasonal_slope(&table, false, confidence)?),
        Line::of("slope, seasons hang together").estimate(&trend_serial::seasonal_slope(&table, true, confidence)?),
    ])
}

fn straight(sheet: &Sheet<'_>) -> Lines {
    let values = sheet.numbers("value")?;
    let times = sheet.some_numbers("time")?.unwrap_or_else(|| (1..=values.len()).map(|at| at as f64).collect());
    let confidence = sheet.confidence()?;
    let it = if sheet.has("se") {
        trend::line_known_errors(&times, &values, &sheet.numbers("se")?, confidence)?
    } else {
        let weights = sheet.some_numbers("weight")?.unwrap_or_else(|| vec![1.0; values.len()]);
        trend::line(&times, &values, &weights, confidence)?
    };
    let line = Line::of("slope").estimate(&it.slope).with("se", it.error).test(&it.test);
    Ok(vec![line.with("intercept", it.intercept).with("lack-of-fit", it.lack_of_fit)])
}

fn shares(sheet: &Sheet<'_>) -> std::result::Result<Vec<Share>, Fault> {
    let (x, n) = (sheet.numbers("x")?, sheet.numbers("n")?);
    let one = |at: usize| Share::new(x[at], n[at]).map_err(|error| Fault::from(error).at(sheet.row(at)));
    (0..x.len()).map(one).collect()
}

fn armitage(sheet: &Sheet<'_>) -> Lines {
    let shares = shares(sheet)?;
    let scores = match sheet.some_numbers("score")? {
        Some(scores) => scores,
        None => sheet.some_numbers("time")?.unwrap_or_else(|| (1..=shares.len()).map(|at| at as f64).collect()),
    };
    let it = trend::cochran_armitage(&scores, &shares)?;
    let direction = trend::direction(it.slope, it.trend.p, sheet.number("level")?);
    Ok(vec![
        Line::of("trend").with("slope", it.slope).test(&it.trend).text("direction", way(direction)),
        Line::of("homogeneity").test(&it.homogeneity),
    ])
}

const fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Rising => "rising",
        Direction::Falling => "falling",
        Direction::NoChange => "no change",
    }
}

fn fingertips(sheet: &Sheet<'_>) -> Lines {
    let level = sheet.number("level")?;
    if sheet.has("x") {
        let shares = shares(sheet)?;
        let (times, order) = times(sheet, shares.len())?;
        let (times, shares): (Vec<f64>, Vec<Share>) = order.iter().map(|at| (times[*at], shares[*at])).unzip();
        let (direction, it) = trend::fingertips_shares(&times, &shares, level)?;
        let line = Line::of("trend").text("direction", way(direction)).with("slope", it.slope);
        return Ok(vec![line.test(&it.trend)]);
    }
    let (values, se) = (sheet.numbers("value")?, sheet.numbers("se")?);
    let (times, order) = times(sheet, values.len())?;
    let pick = |of: &[f64]| -> Vec<f64> { order.iter().map(|at| of[*at]).collect() };
    let (direction, it) = trend::fingertips(&pick(&times), &pick(&values), &pick(&se), level)?;
    let line = Line::of("trend").text("direction", way(direction)).estimate(&it.slope);
    Ok(vec![line.test(&it.test)])
}

fn runs(sheet: &Sheet<'_>) -> Lines {
    let (times, values) = series(sheet)?;
    let centre = match (sheet.some_number("target")?, sheet.has("baseline")) {
        (Some(target), _) => Centre::Given(target),
        (None, true) => Centre::First(usize::try_from(sheet.whole("baseline")?).unwrap_or(usize::MAX)),
        (None, false) => Centre::All,
    };
    let rules = if sheet.choice("rules")? == "perla" { Rules::Perla } else { Rules::Anhoej };
    let it = run_chart::read(&values, centre, rules)?;
    let mut line = Line::of("run chart")
        .with("median", it.median)
        .with("n", it.n as f64)
        .with("useful", it.useful as f64)
        .with("longest-run", it.longest_run as f64)
        .with_some("longest-allowed", it.longest_allowed.map(|it| it as f64))
        .with("runs", it.runs as f64)
        .with("crossings", it.crossings as f64)
        .text("method", it.method.key());
    line = match &it.verdict {
        Ok(verdict) => {
            let counted = if verdict.counted == Counted::Runs { "runs" } else { "crossings" };
            line.text("counted", counted)
                .with("fewest-by-chance", verdict.lower as f64)
                .with_some("most-by-chance", verdict.upper.map(|it| it as f64))
        }
        Err(error) => line.note(error.sentence(stats::Lang::Sv), error.sentence(stats::Lang::En)),
    };
    let mut lines = vec![line.text("change", if it.signals_change() { "yes" } else { "no" })];
    for signal in &it.signals {
        let mut line = Line::of(signal.kind.key()).with("count", signal.count as f64);
        if let Some(way) = signal.way {
            line = line.text("way", if way == Way::Up { "up" } else { "down" });
        }
        if let (Some(first), Some(last)) = (signal.points.first(), signal.points.last()) {
            line = line.with("from", times[*first]).with("to", times[*last]);
        }
        lines.push(line);
    }
    Ok(lines)
}
