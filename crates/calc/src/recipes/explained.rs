//! Explained differences: Oaxaca–Blinder, logit (Yun, Fairlie), RIF, reweighting, propensity, and the
//! regressions behind them.

use super::model::{Design, Held, Rows, clusters, weights};
use crate::option::{CLUSTER, CONFIDENCE, GROUP, GROUPS, REPS, SEED, VALUE, WEIGHT};
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use stats::dist::{normal, student_t};
use stats::explained::oaxaca::{Decomposition, Errors, Model, Reference, Split, What, decompose};
use stats::explained::reweight::{Draw, Statistic, reweight, reweighted_line, rif};
use stats::explained::shares::{By, fairlie, yun};
use stats::linear::Symmetric;
use stats::moments::{Clusters, Moments, Robust, line};
use stats::propensity::{Kind, Over, Sample, difference};
use stats::{Estimate, logit};

type Lines = Result<Vec<Line>, Fault>;

const XS: Opt = Opt::may(
    "x",
    Takes::Columns,
    "Vad som ska förklara: kolumner med komma emellan; ord blir kategorier, i.kolumn tvingar",
    "What is to explain: columns with commas; words become categories, i.column forces it",
);
const ONES: Opt = VALUE.said("0 eller 1: beviljad eller inte (kolumn)", "0 or 1: granted or not (column)");
const REFERENCE: Opt = Opt::may(
    "reference",
    Takes::Text,
    "Vems koefficienter som gäller: men (andra gruppen), women (första), pooled, neumark, cotton, reimers, eller första gruppens andel: 0.5; men om inget sägs",
    "Whose coefficients count: men (second group), women (first), pooled, neumark, cotton, reimers, or the first group's share: 0.5; men unless said",
);
const SOME_REPS: Opt =
    Opt::may("reps", Takes::Whole(Some(200)), "Antal dragningar för intervallen", "Number of draws for the intervals");
const CATEGORIES: &str = "y,sex,age,edu\n12,K,30,a\n15,K,41,b\n11,K,25,a\n18,K,52,b\n14,K,38,a\n16,K,47,b\n13,K,33,a\n17,K,55,b\n15,M,31,a\n19,M,44,b\n14,M,28,a\n22,M,53,b\n16,M,36,a\n20,M,49,b\n15,M,29,b\n18,M,42,a\n";
const GRANTED: &str = "y,sex,age,alone\n1,K,80,1\n0,K,71,0\n1,K,85,1\n1,K,77,1\n1,K,90,0\n0,K,69,1\n0,K,82,1\n0,K,84,0\n1,K,73,0\n0,K,88,1\n1,K,70,1\n1,K,79,0\n1,M,79,0\n0,M,70,0\n1,M,74,1\n1,M,88,0\n0,M,73,1\n1,M,81,1\n0,M,76,0\n1,M,72,0\n0,M,85,1\n1,M,68,1\n0,M,83,0\n1,M,77,1\n";
const PROPENSITY: &[Opt] = &[
    VALUE,
    GROUP,
    GROUPS,
    XS,
    WEIGHT,
    CLUSTER,
    Opt::may(
        "over",
        Takes::Choice(&["all", "first"]),
        "Vilka det gäller: alla, eller första gruppen (ATT)",
        "Over whom: all (ATE), or the first group (ATT)",
    ),
    CONFIDENCE,
];
const LOGITS: &[Opt] = &[
    ONES,
    GROUP,
    GROUPS,
    XS,
    WEIGHT,
    CLUSTER,
    Opt::may(
        "reference",
        Takes::Choice(&["men", "women", "pooled"]),
        "Vems koefficienter som gäller: andra gruppen, första, eller alla",
        "Whose coefficients count: the second group, the first, or all",
    ),
    SOME_REPS,
    SEED,
    CONFIDENCE,
];
const DISTRIBUTION: &[Opt] = &[
    VALUE,
    GROUP,
    GROUPS,
    XS,
    WEIGHT,
    CLUSTER,
    Opt::may(
        "quantile",
        Takes::Text,
        "Vilka kvantiler, 0 till 1: 0.1,0.5,0.9; medianen om inget sägs",
        "Which quantiles, 0 to 1: 0.1,0.5,0.9; the median unless said",
    ),
    SOME_REPS,
    SEED,
    CONFIDENCE,
];

/// A difference between equals, by its kind.
macro_rules! between_equals {
    ($key:literal, $also:expr, $sv:literal, $en:literal, $formula:literal, $kind:expr) => {
        Recipe {
            key: $key,
            also: $also,
            family: Family::Explained,
            sv: $sv,
            en: $en,
            formula: $formula,
            reference: "Hirano, Imbens & Ridder 2003; Robins, Rotnitzky & Zhao 1994; Wooldridge 2007; Imbens & Wooldridge 2009, J Econ Lit 47:5–86",
            options: PROPENSITY,
            example: "--value y --group sex --x age",
            csv: Some(CATEGORIES),
            run: |sheet| equals(sheet, $kind),
        }
    };
}

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "oaxaca",
        also: &["oaxaca-blinder", "blinder-oaxaca", "kob", "decompose"],
        family: Family::Explained,
        sv: "Oaxaca–Blinder: hur mycket av skillnaden mellan två medelvärden som kan förklaras, och av vad",
        en: "Oaxaca–Blinder: how much of a difference of means is explained, and by what",
        formula: "ȳ₁ − ȳ₂ = (x̄₁ − x̄₂)′b* + x̄₁′(b₁ − b*) + x̄₂′(b* − b₂); threefold (x̄₁ − x̄₂)′b₂ + x̄₂′(b₁ − b₂) + (x̄₁ − x̄₂)′(b₁ − b₂)",
        reference: "Oaxaca 1973; Blinder 1973; Jann 2008, Stata J 8:453–479; categories normalised: Yun 2005, Econ Inquiry 43:766–772",
        options: &[
            VALUE,
            GROUP,
            GROUPS,
            XS,
            REFERENCE,
            Opt::may("threefold", Takes::Flag, "Tre delar i stället för två", "Three parts instead of two"),
            WEIGHT,
            CLUSTER,
            Opt::may(
                "errors",
                Takes::Choice(&["auto", "classical", "robust", "cluster", "bootstrap"]),
                "Medelfel: auto tar cluster när --cluster sägs, annars classical; bootstrap drar kluster (eller rader)",
                "Errors: auto takes cluster where --cluster is said, else classical; bootstrap draws clusters (or rows)",
            ),
            REPS,
            SEED,
            CONFIDENCE,
        ],
        example: "--value y --group sex --x age,edu --reference men",
        csv: Some(CATEGORIES),
        run: oaxaca,
    },
    Recipe {
        key: "yun",
        also: &["logit-decomposition", "oaxaca-logit", "logit-yun"],
        family: Family::Explained,
        sv: "Skillnaden mellan två andelar, uppdelad genom en logit (Yun)",
        en: "A difference of two shares, split through a logit (Yun)",
        formula: "F̄(X₁b*) − F̄(X₂b*) explained; a term's part (x̄₁ − x̄₂)b* over the sum of these",
        reference: "Yun 2004, Econ Lett 82:275–280; 2005, Econ Inquiry 43:766–772",
        options: LOGITS,
        example: "--value y --group sex --x age,alone --reference pooled --reps 50",
        csv: Some(GRANTED),
        run: |sheet| {
            let rows = Rows::read(sheet)?;
            let it = yun(&rows.sample, &rows.design.terms, by(sheet)?, draw(sheet)?, sheet.confidence()?)?;
            let mut lines = vec![
                Line::of(rows.groups.difference()).estimate(&it.gap),
                Line::of("explained").estimate(&it.explained),
                Line::of("unexplained").estimate(&it.unexplained),
            ];
            for (what, explained, unexplained) in &it.details {
                let name = rows.design.name(*what);
                lines.push(Line::of(format!("explained: {name}")).estimate(explained));
                lines.push(Line::of(format!("unexplained: {name}")).estimate(unexplained));
            }
            Ok(lines)
        },
    },
    Recipe {
        key: "fairlie",
        also: &["logit-fairlie"],
        family: Family::Explained,
        sv: "Vad varje omständighet förklarar av skillnaden mellan två andelar (Fairlie)",
        en: "What each circumstance explains of a difference of two shares (Fairlie)",
        formula: "mean change of F as the second group's circumstances are exchanged for the first's, term by term in random order",
        reference: "Fairlie 2005, J Econ Soc Meas 30:305–316; 2017",
        options: LOGITS,
        example: "--value y --group sex --x age,alone --reference pooled --reps 50",
        csv: Some(GRANTED),
        run: |sheet| {
            let rows = Rows::read(sheet)?;
            let it = fairlie(&rows.sample, &rows.design.terms, by(sheet)?, draw(sheet)?, sheet.confidence()?)?;
            let gap = Line::of(rows.groups.difference()).with("value", it.gap());
            let mut lines = vec![
                gap.with("first", it.means[0]).with("second", it.means[1]),
                Line::of("explained").estimate(&it.explained).note(
                    "Intervallen räknar med vilka som dras, inte med att koefficienterna själva är skattade. Jämför med yun.",
                    "The intervals reckon with who is drawn, not with the coefficients being estimates themselves. Compare with yun.",
                ),
                Line::of("unexplained").with("value", it.unexplained()),
            ];
            lines.extend(it.parts.iter().map(|(what, it)| Line::of(rows.design.name(*what)).estimate(it)));
            Ok(lines)
        },
    },
    Recipe {
        key: "rif",
        also: &["rif-oaxaca", "ffl", "unconditional-quantile"],
        family: Family::Explained,
        sv: "Skillnaden vid en kvantil, uppdelad med Oaxaca–Blinder på dess influensfunktion (RIF)",
        en: "The difference at a quantile, split by Oaxaca–Blinder on its influence function (RIF)",
        formula: "RIF = q + (p − 1{y ≤ q})/f(q) in each group; then as oaxaca at the second group's coefficients; with --reweight also the specification and reweighting errors",
        reference: "Firpo, Fortin & Lemieux 2009, Econometrica 77:953–973; 2018, Econometrics 6:28",
        options: &[
            VALUE,
            GROUP,
            GROUPS,
            XS,
            WEIGHT,
            CLUSTER,
            DISTRIBUTION[6],
            REFERENCE,
            Opt::may("reweight", Takes::Flag, "Väg också om (RIF med omvägning)", "Reweight too (reweighted RIF)"),
            SOME_REPS,
            SEED,
            CONFIDENCE,
        ],
        example: "--value y --group sex --x age --quantile 0.5",
        csv: Some(CATEGORIES),
        run: influence,
    },
    Recipe {
        key: "reweight",
        also: &["dfl", "dinardo-fortin-lemieux", "reweighting"],
        family: Family::Explained,
        sv: "Andra gruppen omvägd till den förstas sammansättning: medel, spridning, kvantiler och Gini",
        en: "The second group reweighted to the first's composition: mean, spread, quantiles and Gini",
        formula: "ω = e/(1 − e) × P(second)/P(first), e the logit chance of the first group; explained: reweighted − second",
        reference: "DiNardo, Fortin & Lemieux 1996, Econometrica 64:1001–1044; Fortin, Lemieux & Firpo 2011",
        options: DISTRIBUTION,
        example: "--value y --group sex --x age --quantile 0.25,0.5,0.75 --reps 50",
        csv: Some(CATEGORIES),
        run: reweighted,
    },
    between_equals!(
        "aipw",
        &["doubly-robust", "dr"],
        "Skillnaden mellan lika, dubbelt robust (AIPW)",
        "Difference between equals, doubly robust (AIPW)",
        "lines, and weights by the chance of each group on what they miss; as Stata's teffects aipw",
        Kind::DoublyRobustPlain
    ),
    between_equals!(
        "ipw",
        &["propensity", "inverse-probability"],
        "Skillnaden mellan lika, vägd med omvänd sannolikhet (IPW)",
        "Difference between equals, by inverse probability weights (IPW)",
        "means weighted by 1/e and 1/(1 − e), weights summing to 1 (Hájek), e by logit",
        Kind::Weighted
    ),
    between_equals!(
        "aipw-normalised",
        &["aipw-hajek"],
        "Skillnaden mellan lika, dubbelt robust med vikter som summerar till ett",
        "Difference between equals, doubly robust with weights that sum to one",
        "as aipw, weights summing to 1",
        Kind::DoublyRobust
    ),
    between_equals!(
        "ipwra",
        &[],
        "Skillnaden mellan lika, vägd regression (IPWRA)",
        "Difference between equals, weighted regression (IPWRA)",
        "a line a group, fitted with weights by the chance of each group",
        Kind::WeightedAdjusted
    ),
    between_equals!(
        "regression-adjustment",
        &["ra"],
        "Skillnaden mellan lika, en regression för varje grupp",
        "Difference between equals, a regression for each group",
        "a line a group, and what it says of the same persons",
        Kind::Adjusted
    ),
    Recipe {
        key: "ols",
        also: &["regression", "linear-regression", "lm"],
        family: Family::Explained,
        sv: "Linjär regression med klassiska, robusta eller klustrade medelfel",
        en: "Linear regression with classical, robust or clustered errors",
        formula: "b = (X′WX)⁻¹X′Wy; HC0–HC3; clusters with G/(G − 1) × (n − 1)/(n − k)",
        reference: "White 1980, Econometrica 48:817–838; MacKinnon & White 1985; Liang & Zeger 1986",
        options: &[
            VALUE,
            XS,
            WEIGHT,
            CLUSTER,
            Opt::may(
                "errors",
                Takes::Choice(&["auto", "classical", "hc1", "hc0", "hc2", "hc3", "robust", "cluster"]),
                "Medelfel: auto tar cluster när --cluster sägs, annars classical; robust är hc1",
                "Errors: auto takes cluster where --cluster is said, else classical; robust is hc1",
            ),
            CONFIDENCE,
        ],
        example: "--value y --x sex,age",
        csv: Some(CATEGORIES),
        run: ols,
    },
    Recipe {
        key: "logit",
        also: &["logistic", "logistic-regression"],
        family: Family::Explained,
        sv: "Logistisk regression",
        en: "Logistic regression",
        formula: "maximum likelihood of P(y = 1) = 1/(1 + exp(−x′b)); odds ratios exp(b)",
        reference: "McCullagh & Nelder 1989, Generalized Linear Models, ch. 4",
        options: &[ONES, XS, WEIGHT, CONFIDENCE],
        example: "--value y --x sex,age",
        csv: Some(GRANTED),
        run: logistic,
    },
];

fn draw(sheet: &Sheet<'_>) -> Result<Draw, Fault> {
    let repetitions = u32::try_from(sheet.whole("reps")?).unwrap_or(u32::MAX).min(1_000_000);
    Ok(Draw { repetitions, seed: sheet.whole("seed")? })
}

fn by(sheet: &Sheet<'_>) -> Result<By, Fault> {
    Ok(match sheet.choice("reference")? {
        "women" => By::Women,
        "pooled" => By::Pooled,
        _ => By::Men,
    })
}

fn reference(sheet: &Sheet<'_>, rows: &Rows) -> Result<Reference, Fault> {
    let Some(text) = sheet.text("reference").map(str::trim) else { return Ok(Reference::Men) };
    let [first, second] = &rows.groups.names;
    Ok(match text {
        "men" | "second" | "b" | "B" => Reference::Men,
        "women" | "first" | "a" | "A" => Reference::Women,
        "pooled" | "jann" | "fortin" => Reference::Pooled,
        "neumark" | "omega" => Reference::Neumark,
        "cotton" => Reference::Cotton,
        "reimers" => Reference::Share(0.5),
        text if text == first => Reference::Women,
        text if text == second => Reference::Men,
        _ => Reference::Share(sheet.number("reference").map_err(|_| Fault::BadOption {
            option: "reference".to_owned(),
            text: text.to_owned(),
            takes: (
                format!("men, women, {first}, {second}, pooled, neumark, cotton, reimers eller en andel"),
                format!("men, women, {first}, {second}, pooled, neumark, cotton, reimers or a share"),
            ),
        })?),
    })
}

/// Rows of one group with the outcome last, and the weight of each.
fn of_group(sample: &Sample, outcomes: &[f64], first: bool) -> Vec<(Vec<f64>, f64)> {
    let mut rows = Vec::new();
    for (at, outcome) in outcomes.iter().enumerate() {
        if sample.first[at] == first {
            let mut row = sample.rows[at].clone();
            row.push(*outcome);
            rows.push((row, sample.weights.get(at).copied().unwrap_or(1.0)));
        }
    }
    rows
}

fn moments(rows: &[(Vec<f64>, f64)], width: usize) -> Result<Moments, Fault> {
    let mut it = Moments::new(width);
    for (row, weight) in rows {
        it.add(row, *weight)?;
    }
    Ok(it)
}

/// The moments of each cluster, first and second group.
fn by_cluster(sample: &Sample, outcomes: &[f64], width: usize, of: &[u32]) -> Result<Vec<[Moments; 2]>, Fault> {
    let count = of.iter().max().map_or(0, |it| *it as usize + 1);
    let mut cells = vec![[Moments::new(width), Moments::new(width)]; count];
    for (at, outcome) in outcomes.iter().enumerate() {
        let mut row = sample.rows[at].clone();
        row.push(*outcome);
        let weight = sample.weights.get(at).copied().unwrap_or(1.0);
        cells[of[at] as usize][usize::from(!sample.first[at])].add(&row, weight)?;
    }
    // A cluster whose rows are all in neither group is none.
    Ok(cells.into_iter().filter(|it| it[0].rows() + it[1].rows() > 0.0).collect())
}

/// Which errors, and a decomposition of these outcomes with them.
fn decomposed(sheet: &Sheet<'_>, rows: &Rows, outcomes: &[f64], errors: &str) -> Result<Decomposition, Fault> {
    let sample = &rows.sample;
    let width = rows.design.names.len() + 1;
    let model = Model { outcome: width - 1, terms: rows.design.terms.clone() };
    let (first, second) = (of_group(sample, outcomes, true), of_group(sample, outcomes, false));
    let (a, b) = (moments(&first, width)?, moments(&second, width)?);
    let (reference, confidence) = (reference(sheet, rows)?, sheet.confidence()?);
    let split = |errors: Errors<'_>| Ok(decompose(&a, &b, &model, reference, errors, confidence)?);
    match errors {
        "robust" => split(Errors::Robust(&Held(&first), &Held(&second))),
        "cluster" => {
            if sample.clusters.is_empty() {
                return Err(Fault::Needed { option: "cluster" });
            }
            split(Errors::Clustered(&by_cluster(sample, outcomes, width, &sample.clusters)?))
        }
        "bootstrap" => {
            // Without clusters each row is one.
            let own: Vec<u32> = (0..sample.rows.len()).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect();
            let of = if sample.clusters.is_empty() { &own } else { &sample.clusters };
            let cells: Vec<Vec<Moments>> =
                by_cluster(sample, outcomes, width, of)?.into_iter().map(Vec::from).collect();
            let Draw { repetitions, seed } = draw(sheet)?;
            split(Errors::Drawn { clusters: &Clusters::new(&cells)?, seed, repetitions })
        }
        _ => split(Errors::Classical),
    }
}

fn oaxaca(sheet: &Sheet<'_>) -> Lines {
    let rows = Rows::read(sheet)?;
    let errors = match sheet.choice("errors")? {
        "auto" if sheet.has("cluster") => "cluster",
        other => other,
    };
    let it = decomposed(sheet, &rows, &rows.sample.outcomes, errors)?;
    Ok(told(&rows, &it, sheet.flag("threefold")))
}

fn told(rows: &Rows, it: &Decomposition, threefold: bool) -> Vec<Line> {
    let of = |what: &str, name: &str, estimate: &Estimate, split: &Split| {
        let line = Line::of(if name == "all" { what.to_owned() } else { format!("{what}: {name}") });
        line.estimate(estimate).with_some("first", split.mean_women).with_some("second", split.mean_men)
    };
    let mut gap =
        Line::of(rows.groups.difference()).estimate(&it.gap).with("first", it.mean_women).with("second", it.mean_men);
    let aliased = |columns: &[usize]| -> Vec<String> {
        columns.iter().map(|column| rows.design.name(What::Column(*column))).collect()
    };
    for (name, columns) in [(&rows.groups.names[0], &it.aliased_women), (&rows.groups.names[1], &it.aliased_men)] {
        if !columns.is_empty() {
            let columns = aliased(columns).join(", ");
            gap = gap.note(
                format!("{name}: {columns} har ingen egen koefficient (varierar inte, eller följer av andra)."),
                format!("{name}: {columns} has no coefficient of its own (no variation, or a sum of others)."),
            );
        }
    }
    if it.failed > 0 {
        gap = gap.note(
            format!("{} dragningar gick inte att räkna på.", it.failed),
            format!("{} draws could not be computed.", it.failed),
        );
    }
    let mut lines = vec![gap];
    let splits = || std::iter::once(&it.all).chain(&it.details);
    let mut add = |what: &str, pick: fn(&Split) -> &Estimate| {
        lines.extend(splits().map(|split| of(what, &rows.design.name(split.what), pick(split), split)));
    };
    if threefold {
        add("endowments", |it| &it.endowments);
        add("coefficients", |it| &it.coefficients);
        add("interaction", |it| &it.interaction);
    } else {
        add("explained", |it| &it.explained);
        add("unexplained", |it| &it.unexplained);
        add("unexplained, first group", |it| &it.unexplained_women);
        add("unexplained, second group", |it| &it.unexplained_men);
    }
    lines
}

fn probabilities(sheet: &Sheet<'_>) -> Result<Vec<f64>, Fault> {
    if sheet.has("quantile") { sheet.list("quantile") } else { Ok(vec![0.5]) }
}

fn influence(sheet: &Sheet<'_>) -> Lines {
    let rows = Rows::read(sheet)?;
    let sample = &rows.sample;
    let mut lines = Vec::new();
    for p in probabilities(sheet)? {
        if sheet.flag("reweight") {
            let it = reweighted_line(sample, Some(p), draw(sheet)?, sheet.confidence()?)?;
            let parts = [
                (rows.groups.difference(), it.gap),
                ("explained".to_owned(), it.explained),
                ("specification".to_owned(), it.specification),
                ("unexplained".to_owned(), it.unexplained),
                ("reweighting".to_owned(), it.reweighting),
            ];
            lines.extend(parts.iter().map(|(what, it)| Line::of(what).with("quantile", p).estimate(it)));
            continue;
        }
        // Each group's own influence function, put back in the order of the rows.
        let mut outcomes = sample.outcomes.clone();
        for first in [true, false] {
            let own: Vec<usize> = (0..outcomes.len()).filter(|at| sample.first[*at] == first).collect();
            let values: Vec<f64> = own.iter().map(|at| sample.outcomes[*at]).collect();
            let weights: Vec<f64> = own.iter().map(|at| sample.weights.get(*at).copied().unwrap_or(1.0)).collect();
            for (at, value) in own.iter().zip(rif(&values, &weights, p)?) {
                outcomes[*at] = value;
            }
        }
        let errors = if sheet.has("cluster") { "cluster" } else { "robust" };
        let it = decomposed(sheet, &rows, &outcomes, errors)?;
        lines.extend(told(&rows, &it, false).into_iter().map(|line| line.with("quantile", p)));
    }
    Ok(lines)
}

fn reweighted(sheet: &Sheet<'_>) -> Lines {
    let rows = Rows::read(sheet)?;
    let mut statistics = vec![Statistic::Mean, Statistic::Variance];
    statistics.extend(probabilities(sheet)?.into_iter().map(Statistic::Quantile));
    if rows.sample.outcomes.iter().all(|it| *it >= 0.0) && rows.sample.outcomes.iter().any(|it| *it > 0.0) {
        statistics.push(Statistic::Gini);
    }
    let mut lines = Vec::new();
    for it in reweight(&rows.sample, &statistics, draw(sheet)?, sheet.confidence()?)? {
        let name = match it.statistic {
            Statistic::Mean => "mean".to_owned(),
            Statistic::Variance => "variance".to_owned(),
            Statistic::Quantile(p) => format!("quantile {p}"),
            Statistic::Range(high, low) => format!("range {low}-{high}"),
            Statistic::Gini => "gini".to_owned(),
        };
        let gap = Line::of(format!("{name}: {}", rows.groups.difference())).estimate(&it.gap);
        lines.push(gap.with("first", it.women).with("second", it.men).with("reweighted", it.men_as_women));
        lines.push(Line::of(format!("{name}: explained")).estimate(&it.explained));
        lines.push(Line::of(format!("{name}: unexplained")).estimate(&it.unexplained));
    }
    Ok(lines)
}

fn equals(sheet: &Sheet<'_>, kind: Kind) -> Lines {
    let rows = Rows::read(sheet)?;
    let over = if sheet.choice("over")? == "first" { Over::First } else { Over::All };
    let it = difference(&rows.sample, kind, over, sheet.confidence()?)?;
    Ok(vec![Line::of(rows.groups.difference()).estimate(&it)])
}

fn ols(sheet: &Sheet<'_>) -> Lines {
    let values = sheet.numbers("value")?;
    let design = Design::of(sheet, "x")?;
    let (weights, clusters) = (weights(sheet)?, clusters(sheet)?);
    let width = design.names.len() + 1;
    let weight = |at: usize| weights.get(at).copied().unwrap_or(1.0);
    let rows: Vec<(Vec<f64>, f64)> = (0..values.len())
        .map(|at| (design.rows[at].iter().copied().chain([values[at]]).collect(), weight(at)))
        .collect();
    let fit = line(&moments(&rows, width)?, width - 1, &(0..width - 1).collect::<Vec<usize>>())?;
    let fit = fit.refined(&Held(&rows))?;
    let errors = match sheet.choice("errors")? {
        "auto" if sheet.has("cluster") => "cluster",
        other => other,
    };
    let robust = |kind: Robust| fit.robust(&Held(&rows), kind);
    let mut df = fit.df;
    let covariance = match errors {
        "hc0" => robust(Robust::Hc0)?,
        "hc1" | "robust" => robust(Robust::Hc1)?,
        "hc2" => robust(Robust::Hc2)?,
        "hc3" => robust(Robust::Hc3)?,
        "cluster" => {
            if clusters.is_empty() {
                return Err(Fault::Needed { option: "cluster" });
            }
            let count = clusters.iter().max().map_or(0, |it| *it as usize + 1);
            let mut cells = vec![Moments::new(width); count];
            for ((row, weight), cluster) in rows.iter().zip(&clusters) {
                cells[*cluster as usize].add(row, *weight)?;
            }
            df = count as f64 - 1.0;
            fit.clustered(&cells)?
        }
        _ => fit.classical(),
    };
    let names = std::iter::once("constant".to_owned()).chain(design.names.iter().cloned());
    let confidence = sheet.confidence()?;
    let critical = student_t::critical(confidence, df);
    let mut lines = Vec::new();
    for ((name, value), at) in names.zip(fit.coefficients()).zip(0..) {
        lines.push(coefficient(name, value, &covariance, at, (critical, confidence), &fit.aliased, |t| {
            student_t::two_sided(t, df)
        }));
    }
    lines.push(Line::of("fit").with("r2", fit.r_squared).with("n", fit.rows).with("df", fit.df));
    Ok(lines)
}

/// A coefficient of a fitted model; place 0 is the constant.
fn coefficient(
    name: String,
    value: f64,
    covariance: &Symmetric,
    at: usize,
    (critical, confidence): (f64, f64),
    aliased: &[usize],
    p: impl Fn(f64) -> f64,
) -> Line {
    let error = covariance.get(at, at).max(0.0).sqrt();
    if at > 0 && aliased.contains(&(at - 1)) {
        return Line::of(name).note(
            "Ingen egen koefficient: varierar inte, eller följer av andra.",
            "No coefficient of its own: no variation, or a sum of others.",
        );
    }
    let line = Line::of(name)
        .with("value", value)
        .with("lower", value - critical * error)
        .with("upper", value + critical * error)
        .with("confidence", confidence)
        .with("se", error);
    if error > 0.0 { line.with("statistic", value / error).with("p", p(value / error)) } else { line }
}

fn logistic(sheet: &Sheet<'_>) -> Lines {
    let values = sheet.numbers("value")?;
    let design = Design::of(sheet, "x")?;
    let weights = sheet.some_numbers("weight")?;
    let fit = logit::fit(&design.rows, &values, weights.as_deref())?;
    let confidence = sheet.confidence()?;
    let critical = normal::critical(confidence);
    let names = std::iter::once("constant".to_owned()).chain(design.names.iter().cloned());
    let mut lines = Vec::new();
    for ((name, value), at) in names.zip(&fit.coefficients).zip(0..) {
        let line =
            coefficient(name, *value, &fit.covariance, at, (critical, confidence), &fit.aliased, normal::two_sided);
        lines.push(if at > 0 { line.with("odds-ratio", libm::exp(*value)) } else { line });
    }
    lines.push(Line::of("fit").with("log-likelihood", fit.log_likelihood).with("n", values.len() as f64));
    Ok(lines)
}
