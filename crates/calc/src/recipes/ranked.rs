//! Quantiles, and two groups by quantile, rank, sign or exact odds.

use super::strata::{CELLS, tables};
use crate::option::{CONFIDENCE, GROUP, GROUPS, N, REPS, SEED, VALUE, WEIGHT, X};
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use stats::quantile::QuantileType;
use stats::stratum::Stratum;
use stats::{
    brunner_munzel, exact_odds, odds_ratio, permutation, proportion::Share, quantile, quantile_gap, quantile_interval,
    rank_sum, sign,
};

type Lines = Result<Vec<Line>, Fault>;

const QUANTILE: Opt = Opt::may(
    "quantile",
    Takes::Text,
    "Vilka kvantiler, 0 till 1: 0.1,0.5,0.9; medianen om inget sägs",
    "Which quantiles, 0 to 1: 0.1,0.5,0.9; the median unless said",
);
const TYPE: Opt = Opt::may(
    "type",
    Takes::Choice(&["7", "1", "2", "3", "4", "5", "6", "8", "9"]),
    "Kvantilens typ enligt Hyndman och Fan",
    "Type of the quantile after Hyndman and Fan",
);
const TWO: &[Opt] = &[VALUE, GROUP, GROUPS, CONFIDENCE];
const SLEEP: &str = "--value 0.7,-1.6,-0.2,-1.2,-0.1,3.4,3.7,0.8,0.0,2.0,1.9,0.8,1.1,0.1,-0.1,4.4,5.5,1.6,4.6,3.4 --group a,a,a,a,a,a,a,a,a,a,b,b,b,b,b,b,b,b,b,b";
const SHARES: &[Opt] = &[
    X.optional(),
    N.optional().said(
        "Antal personer (kolumn eller tal); utan den är varje rad en person och x är 0 eller 1",
        "Persons (column or numbers); without it each row is a person and x is 0 or 1",
    ),
    GROUP.optional(),
    GROUPS,
    CELLS[0],
    CELLS[1],
    CELLS[2],
    CELLS[3],
    CONFIDENCE,
];

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "quantile",
        also: &["median", "quantiles", "percentile"],
        family: Family::OneGroup,
        sv: "Median och andra kvantiler (typ 1–9), med intervall; med vikter",
        en: "Median and other quantiles (types 1–9), with intervals; with weights",
        formula: "Hyndman & Fan's type; limits order statistics by the binomial distribution; with weights Woodruff",
        reference: "Hyndman & Fan 1996, Am Stat 50:361–365; Thompson 1936, Ann Math Stat 7:122–128; Woodruff 1952, JASA 47:635–646",
        options: &[
            VALUE,
            QUANTILE,
            TYPE,
            WEIGHT,
            GROUP.optional().said("Grupper som får var sitt svar (kolumn)", "Groups that each get an answer (column)"),
            CONFIDENCE,
        ],
        example: "--value 12,15,9,22,31,18,14,27,11,16 --quantile 0.25,0.5,0.75",
        csv: None,
        run: quantiles,
    },
    Recipe {
        key: "quantile-gap",
        also: &["median-difference", "price-bonett"],
        family: Family::TwoGroups,
        sv: "Skillnad mellan två gruppers kvantiler: Price–Bonett, eller bootstrap",
        en: "Difference of two groups' quantiles: Price–Bonett, or bootstrap",
        formula: "q₁(p) − q₂(p) ∓ z √(v₁ + v₂), v from order statistics; bootstrap: percentiles",
        reference: "Price & Bonett 2002, J Stat Comput Simul 72:119–124; Efron & Tibshirani 1993, ch. 13",
        options: &[
            VALUE,
            GROUP,
            GROUPS,
            QUANTILE,
            TYPE,
            Opt::may(
                "method",
                Takes::Choice(&["price-bonett", "bootstrap"]),
                "Intervallets metod",
                "Method of the interval",
            ),
            REPS,
            SEED,
            CONFIDENCE,
        ],
        example: SLEEP,
        csv: None,
        run: gaps,
    },
    Recipe {
        key: "rank-sum",
        also: &["mann-whitney", "wilcoxon", "hodges-lehmann"],
        family: Family::TwoGroups,
        sv: "Rangsummetest (Mann–Whitney) och Hodges–Lehmanns förskjutning",
        en: "Rank-sum test (Mann–Whitney) and the Hodges–Lehmann shift",
        formula: "U = Σ [x₁ > x₂] + ½[x₁ = x₂]; shift: the median of all x₁ − x₂; exact where possible",
        reference: "Wilcoxon 1945; Mann & Whitney 1947, Ann Math Stat 18:50–60; Hodges & Lehmann 1963, 34:598–611",
        options: TWO,
        example: SLEEP,
        csv: None,
        run: |sheet| {
            let groups = sheet.two_groups()?;
            let [first, second] = groups.split(&sheet.numbers("value")?);
            let it = rank_sum::rank_sum(&first, &second)?;
            let shift = rank_sum::shift(&first, &second, sheet.confidence()?)?;
            let what = groups.difference();
            let mut lines = vec![
                Line::of(&what).estimate(&shift),
                Line::of("rank sum").test(&it.normal).with("U", it.u).with("superiority", it.superiority),
            ];
            lines.extend(it.exact.map(|exact| Line::of("rank sum, exact").test(&exact).with("U", it.u)));
            Ok(lines)
        },
    },
    Recipe {
        key: "brunner-munzel",
        also: &["superiority"],
        family: Family::TwoGroups,
        sv: "Brunner–Munzel: chansen att ett värde i första gruppen är större än ett i andra",
        en: "Brunner–Munzel: the chance that a value of the first group exceeds one of the second",
        formula: "P(x₁ > x₂) + ½P(x₁ = x₂), t with Satterthwaite's degrees of freedom from placements",
        reference: "Brunner & Munzel 2000, Biom J 42:17–25",
        options: TWO,
        example: SLEEP,
        csv: None,
        run: |sheet| {
            let groups = sheet.two_groups()?;
            let [first, second] = groups.split(&sheet.numbers("value")?);
            let (it, test) = brunner_munzel::brunner_munzel(&first, &second, sheet.confidence()?)?;
            Ok(vec![Line::of(format!("{} > {}", groups.names[0], groups.names[1])).estimate(&it).test(&test)])
        },
    },
    Recipe {
        key: "fisher",
        also: &["odds-ratio-exact", "fisher-exact", "conditional-odds"],
        family: Family::TwoGroups,
        sv: "Exakt oddskvot (betingad) och Fishers test; flera skikt delar kvot",
        en: "Exact conditional odds ratio and Fisher's test; strata share the ratio",
        formula: "ψ̂ solves E(S; ψ) = s; P(S ≥ s; lower) = P(S ≤ s; upper) = α/2; p the sum of all outcomes no likelier",
        reference: "Fisher 1935; Mehta, Patel & Gray 1985, JASA 80:969–973",
        options: &[
            SHARES[0],
            SHARES[1],
            SHARES[2],
            SHARES[3],
            crate::option::STRATA.optional(),
            CELLS[0],
            CELLS[1],
            CELLS[2],
            CELLS[3],
            CONFIDENCE,
        ],
        example: "--a 3 --b 1 --c 1 --d 3",
        csv: None,
        run: |sheet| {
            let (names, tables) = tables(sheet)?;
            let strata: Vec<Stratum> = tables.into_iter().map(|it| it.1).collect();
            let it = exact_odds::exact(&strata, sheet.confidence()?)?;
            Ok(vec![Line::of(format!("{} / {}", names[0], names[1])).estimate(&it.estimate).test(&it.test)])
        },
    },
    Recipe {
        key: "odds-ratio-smoothed",
        also: &["independence-smoothed", "agresti-odds"],
        family: Family::TwoGroups,
        sv: "Oddskvot, utjämnad mot oberoende",
        en: "Odds ratio, independence-smoothed",
        formula: "as Woolf with nᵢ₊n₊ⱼ/n² added twice to each cell",
        reference: "Agresti 1999, Biometrics 55:597–602",
        options: SHARES,
        example: "--x 56,48 --n 70,80",
        csv: None,
        run: |sheet| {
            let (names, tables) = tables(sheet)?;
            let it = tables.first().map(|it| it.1).ok_or(Fault::NothingLeft)?;
            let share = |with: f64, without: f64| Share::new(with, with + without);
            let (first, second) = (share(it.women_with, it.women_without)?, share(it.men_with, it.men_without)?);
            let found = odds_ratio::independence_smoothed(first, second, sheet.confidence()?)?;
            Ok(vec![Line::of(format!("{} / {}", names[0], names[1])).estimate(&found)])
        },
    },
    Recipe {
        key: "paired-permutation",
        also: &["sign-flip", "paired"],
        family: Family::TwoGroups,
        sv: "Permutationstest i par: är skillnaderna i genomsnitt noll",
        en: "Paired permutation test: are the differences nought on average",
        formula: "share of sign changes with |mean| at least as large; drawn: (b + 1)/(B + 1)",
        reference: "Fisher 1935, The Design of Experiments, §21; Phipson & Smyth 2010",
        options: &[
            VALUE.said(
                "Skillnad i varje par, eller det första värdet (kolumn eller tal)",
                "Difference of each pair, or its first value (column or numbers)",
            ),
            Opt::may(
                "second",
                Takes::Numbers,
                "Det andra värdet i paret (kolumn eller tal)",
                "The second value of the pair (column or numbers)",
            ),
            REPS,
            SEED,
            CONFIDENCE,
        ],
        example: "--value 0.7,-1.6,-0.2,-1.2,-0.1,3.4,3.7,0.8,0.0,2.0 --second 1.9,0.8,1.1,0.1,-0.1,4.4,5.5,1.6,4.6,3.4",
        csv: None,
        run: |sheet| {
            let mut values = sheet.numbers("value")?;
            if let Some(second) = sheet.some_numbers("second")? {
                values.iter_mut().zip(second).for_each(|(first, second)| *first -= second);
            }
            let draws = u32::try_from(sheet.whole("reps")?).unwrap_or(u32::MAX);
            let it = permutation::paired(&values, sheet.confidence()?, draws, sheet.whole("seed")?)?;
            Ok(vec![Line::of("difference").estimate(&it.estimate).test(&it.test)])
        },
    },
    Recipe {
        key: "sign",
        also: &["sign-test"],
        family: Family::TwoGroups,
        sv: "Teckentest: så många upp, så många ned",
        en: "Sign test: so many up, so many down",
        formula: "share up of up + down, exact binomial; p of a share of one half",
        reference: "Dixon & Mood 1946, JASA 41:557–566; Conover 1999, Practical Nonparametric Statistics, 3.4",
        options: &[
            Opt::may("up", Takes::Number(None), "Antal upp", "How many up"),
            Opt::may("down", Takes::Number(None), "Antal ned", "How many down"),
            VALUE.optional().said(
                "Förändringar, i stället för --up och --down (kolumn eller tal)",
                "Changes, instead of --up and --down (column or numbers)",
            ),
            CONFIDENCE,
        ],
        example: "--up 14 --down 5",
        csv: None,
        run: |sheet| {
            let (up, down) = match sheet.some_numbers("value")? {
                Some(values) => {
                    let count = |keep: fn(&&f64) -> bool| values.iter().filter(keep).count() as f64;
                    (count(|it| **it > 0.0), count(|it| **it < 0.0))
                }
                None => (sheet.number("up")?, sheet.number("down")?),
            };
            let (it, test) = sign::sign(up, down, sheet.confidence()?)?;
            Ok(vec![Line::of("share up").estimate(&it).test(&test)])
        },
    },
];

fn kind(sheet: &Sheet<'_>) -> Result<QuantileType, Fault> {
    Ok(match sheet.choice("type")? {
        "1" => QuantileType::T1,
        "2" => QuantileType::T2,
        "3" => QuantileType::T3,
        "4" => QuantileType::T4,
        "5" => QuantileType::T5,
        "6" => QuantileType::T6,
        "8" => QuantileType::T8,
        "9" => QuantileType::T9,
        _ => QuantileType::T7,
    })
}

fn probabilities(sheet: &Sheet<'_>) -> Result<Vec<f64>, Fault> {
    if sheet.has("quantile") { sheet.list("quantile") } else { Ok(vec![0.5]) }
}

fn quantiles(sheet: &Sheet<'_>) -> Lines {
    let (values, weights) = (sheet.numbers("value")?, sheet.some_numbers("weight")?);
    let (kind, confidence) = (kind(sheet)?, sheet.confidence()?);
    let parts =
        if sheet.has("group") { sheet.groups("group")? } else { vec![(String::new(), (0..values.len()).collect())] };
    let mut lines = Vec::new();
    for (name, rows) in parts {
        let own: Vec<f64> = rows.iter().map(|at| values[*at]).collect();
        for p in probabilities(sheet)? {
            let what = if name.is_empty() { format!("{p}") } else { format!("{name}: {p}") };
            let it = match &weights {
                Some(weights) => {
                    let weights: Vec<f64> = rows.iter().map(|at| weights[*at]).collect();
                    quantile_interval::weighted(&own, &weights, p, confidence)
                }
                None => quantile_interval::quantile(&own, p, kind, confidence),
            };
            lines.push(match it {
                Ok(it) => Line::of(what).estimate(&it),
                // One value has a quantile, but no interval.
                Err(stats::Error::TooFew { .. }) if weights.is_none() && own.len() == 1 => {
                    Line::of(what).with("value", quantile::quantile(&own, p, kind)?).with("n", 1.0)
                }
                Err(error) if name.is_empty() => return Err(error.into()),
                Err(error) => return Err(Fault::from(error).part(&name)),
            });
        }
    }
    Ok(lines)
}

fn gaps(sheet: &Sheet<'_>) -> Lines {
    let groups = sheet.two_groups()?;
    let [first, second] = groups.split(&sheet.numbers("value")?);
    let (kind, confidence) = (kind(sheet)?, sheet.confidence()?);
    let bootstrap = sheet.choice("method")? == "bootstrap";
    let draws = u32::try_from(sheet.whole("reps")?).unwrap_or(u32::MAX).min(1_000_000);
    let seed = sheet.whole("seed")?;
    let one = |p: f64| {
        let it = if bootstrap {
            quantile_gap::bootstrap(&first, &second, p, kind, confidence, (draws, seed))?
        } else {
            quantile_gap::price_bonett(&first, &second, p, kind, confidence)?
        };
        let own = |values: &[f64]| quantile::quantile(values, p, kind);
        let line = Line::of(groups.difference()).with("quantile", p).estimate(&it);
        Ok(line.with("first", own(&first)?).with("second", own(&second)?))
    };
    probabilities(sheet)?.into_iter().map(one).collect()
}
