//! Inequality within and between groups, and composite indices.

use crate::option::{CONFIDENCE, GROUP, NAME, VALUE, WEIGHT};
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use indices::{Data, Definition, Measure, Node, compute};
use stats::inequality::{Amounts, Entropy, Spread, atkinson, ge2, gini, split, theil_l, theil_t};
use stats::{Estimate, Result};
use std::collections::BTreeSet;

type Lines = std::result::Result<Vec<Line>, Fault>;

const GROUPS_OF: Opt = GROUP.optional().said(
    "Grupper: hur mycket av ojämlikheten som ligger inom och mellan dem (kolumn)",
    "Groups: how much of the inequality lies within and between them (column)",
);
const OPTIONS: &[Opt] = &[VALUE, WEIGHT, GROUPS_OF, CONFIDENCE];
const AMOUNTS: &str = "--value 10,12,15,20,22,30,41,60 --group k,k,k,m,k,m,m,m";

/// An index of entropy, with its parts within and between groups.
macro_rules! entropy {
    ($key:literal, $also:expr, $sv:literal, $en:literal, $formula:literal, $reference:literal, $method:expr, $which:expr) => {
        Recipe {
            key: $key,
            also: $also,
            family: Family::Inequality,
            sv: $sv,
            en: $en,
            formula: $formula,
            reference: $reference,
            options: OPTIONS,
            example: AMOUNTS,
            csv: None,
            run: |sheet| entropy(sheet, $method, $which),
        }
    };
}

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "gini",
        also: &[],
        family: Family::Inequality,
        sv: "Gini: hur ojämnt något är fördelat",
        en: "Gini: how unevenly an amount is spread",
        formula: "Σ Σ wᵢwⱼ|xᵢ − xⱼ| / (2W²μ); errors linearised or by jackknife",
        reference: "Gini 1914; Davidson 2009, J Econometrics 150:30–40",
        options: &[
            VALUE,
            WEIGHT,
            GROUP.optional().said("Grupper som får var sitt svar (kolumn)", "Groups that each get an answer (column)"),
            Opt::may("errors", Takes::Choice(&["linearised", "jackknife"]), "Medelfel", "Errors"),
            CONFIDENCE,
        ],
        example: "--value 10,12,15,20,22,30,41,60",
        csv: None,
        run: |sheet| {
            let spread = if sheet.choice("errors")? == "jackknife" { Spread::Jackknife } else { Spread::Linearised };
            each(sheet, |amounts, confidence| gini(amounts, spread, confidence))
        },
    },
    entropy!(
        "theil",
        &["theil-t", "ge1"],
        "Theils T, inom och mellan grupper",
        "Theil's T, within and between groups",
        "Σ w (x/μ) ln(x/μ) / W; between groups: the same of their means",
        "Theil 1967; Shorrocks 1980, Econometrica 48:613–625",
        theil_t,
        Entropy::T
    ),
    entropy!(
        "theil-l",
        &["mld", "ge0", "mean-log-deviation"],
        "Theils L (genomsnittlig logaritmisk avvikelse), inom och mellan grupper",
        "Theil's L (mean log deviation), within and between groups",
        "Σ w ln(μ/x) / W; between groups: the same of their means",
        "Theil 1967; Shorrocks 1980, Econometrica 48:613–625",
        theil_l,
        Entropy::L
    ),
    entropy!(
        "ge2",
        &["half-cv2"],
        "Generaliserad entropi GE(2), inom och mellan grupper",
        "Generalised entropy GE(2), within and between groups",
        "Σ w ((x/μ)² − 1) / 2W",
        "Shorrocks 1980, Econometrica 48:613–625",
        ge2,
        Entropy::Two
    ),
    Recipe {
        key: "atkinson",
        also: &[],
        family: Family::Inequality,
        sv: "Atkinsons mått",
        en: "Atkinson's index",
        formula: "1 − (Σ w x^(1−ε)/W)^(1/(1−ε))/μ; ε = 1: 1 − geometric mean/μ",
        reference: "Atkinson 1970, J Econ Theory 2:244–263",
        options: &[
            VALUE,
            WEIGHT,
            GROUP.optional().said("Grupper som får var sitt svar (kolumn)", "Groups that each get an answer (column)"),
            Opt::may(
                "epsilon",
                Takes::Number(Some(1.0)),
                "Motvilja mot ojämlikhet, 1 om inget sägs",
                "Aversion to inequality, 1 unless said",
            ),
            CONFIDENCE,
        ],
        example: "--value 10,12,15,20,22,30,41,60 --epsilon 0.5",
        csv: None,
        run: |sheet| {
            let epsilon = sheet.number("epsilon")?;
            each(sheet, |amounts, confidence| atkinson(amounts, epsilon, confidence))
        },
    },
    Recipe {
        key: "index",
        also: &["composite-index", "gei", "gggi", "gii", "jamindex"],
        family: Family::Inequality,
        sv: "Ett sammansatt index efter sin definition, med samma index utan nivån bredvid",
        en: "A composite index by its definition, with the same index without the level beside it",
        formula: "as the definition says, part by part; measures and means are in docs/indices of each edition",
        reference: "EIGE 2013–2024; World Economic Forum 2023; UNDP 2010, 2014; SCB JämIndex; Statistics Norway 2008; gap only: Permanyer 2015",
        options: &[
            Opt::must(
                "definition",
                Takes::Text,
                "Utgåva: gei-2013-2024, gei-2025, gggi-2023, gii-2010, gdi-2014, jamindex-2009, ssb-2008, eller en egen fil",
                "Edition: gei-2013-2024, gei-2025, gggi-2023, gii-2010, gdi-2014, jamindex-2009, ssb-2008, or a file of your own",
            ),
            Opt::must(
                "indicator",
                Takes::Words,
                "Indikatorns namn i definitionen (kolumn)",
                "The indicator's name in the definition (column)",
            ),
            Opt::may("women", Takes::Numbers, "Värdet för kvinnor (kolumn)", "The value of women (column)"),
            Opt::may("men", Takes::Numbers, "Värdet för män (kolumn)", "The value of men (column)"),
            Opt::may("all", Takes::Numbers, "Värdet för alla (kolumn)", "The value of all (column)"),
            NAME.said("Ort eller land (kolumn)", "Place or country (column)"),
        ],
        example: "--definition ssb-2008 --indicator council,leaders,public,private,labour,income,part-time,higher-education,programmes --women 0.39,0.36,0.7,0.34,75.4,397500,34,31,0.48 --men 0.61,0.64,0.3,0.66,80.1,567400,14,26,0.52 --name riket",
        csv: None,
        run: composite,
    },
];

fn amounts(values: &[f64], weights: Option<&[f64]>) -> Result<Amounts> {
    match weights {
        Some(weights) => Amounts::weighted(values, weights),
        None => Amounts::new(values),
    }
}

/// The index of all, or of each group.
fn each(sheet: &Sheet<'_>, method: impl Fn(&Amounts, f64) -> Result<Estimate>) -> Lines {
    let (values, weights) = (sheet.numbers("value")?, sheet.some_numbers("weight")?);
    let confidence = sheet.confidence()?;
    let mut parts = vec![("all".to_owned(), (0..values.len()).collect::<Vec<usize>>())];
    if sheet.has("group") {
        parts.extend(sheet.groups("group")?);
    }
    let one = |(name, rows): (String, Vec<usize>)| {
        let pick = |of: &[f64]| -> Vec<f64> { rows.iter().map(|at| of[*at]).collect() };
        let it = amounts(&pick(&values), weights.as_deref().map(pick).as_deref())
            .and_then(|amounts| method(&amounts, confidence))
            .map_err(|error| Fault::from(error).part(&name))?;
        Ok(Line::of(name).estimate(&it))
    };
    parts.into_iter().map(one).collect()
}

fn entropy(sheet: &Sheet<'_>, method: fn(&Amounts, f64) -> Result<Estimate>, which: Entropy) -> Lines {
    let (values, weights) = (sheet.numbers("value")?, sheet.some_numbers("weight")?);
    let all = method(&amounts(&values, weights.as_deref())?, sheet.confidence()?)?;
    let mut lines = vec![Line::of("all").estimate(&all)];
    if !sheet.has("group") {
        return Ok(lines);
    }
    let groups = sheet.groups("group")?;
    let mut of = vec![0; values.len()];
    for (number, (_, rows)) in groups.iter().enumerate() {
        rows.iter().for_each(|at| of[*at] = number);
    }
    let ones = weights.unwrap_or_else(|| vec![1.0; values.len()]);
    let it = split(&values, &ones, &of, which)?;
    lines.push(Line::of("within").with("value", it.within));
    lines.push(Line::of("between").with("value", it.between));
    for ((name, _), part) in groups.iter().zip(&it.parts) {
        lines.push(
            Line::of(name)
                .with("value", part.index)
                .with("within", part.within)
                .with("between", part.between)
                .with("share-of-persons", part.persons)
                .with("share-of-amounts", part.amounts),
        );
    }
    Ok(lines)
}

static DEFINITIONS: &[(&str, &str)] = &[
    ("gei-2013-2024", include_str!("../../../../curated/indices/gei-2013-2024.toml")),
    ("gei-2025", include_str!("../../../../curated/indices/gei-2025.toml")),
    ("gggi-2023", include_str!("../../../../curated/indices/gggi-2023.toml")),
    ("gii-2010", include_str!("../../../../curated/indices/gii-2010.toml")),
    ("gdi-2014", include_str!("../../../../curated/indices/gdi-2014.toml")),
    ("jamindex-2009", include_str!("../../../../curated/indices/jamindex-2009.toml")),
    ("ssb-2008", include_str!("../../../../curated/indices/ssb-2008.toml")),
];

/// Which numbers an indicator needs, in the reader's language.
fn needs(node: &Node, lang: stats::Lang) -> String {
    let what = match (&node.measure, node.parts.is_empty()) {
        (Some(Measure::BirthBurden { .. }), _) => lang.pick("alla", "all"),
        _ => lang.pick("kvinnor och män", "women and men"),
    };
    format!("{} ({what})", node.id)
}

/// The indicators of each edition and what each needs: a paragraph an edition.
pub(crate) fn indicators(lang: stats::Lang) -> Vec<String> {
    let one = |(edition, text): &(&str, &str)| {
        let definition = Definition::read(text).ok().filter(|it| it.computable)?;
        let own: Vec<String> = definition.indicators().into_iter().map(|it| needs(it, lang)).collect();
        let head = lang.pick("Indikatorer i", "Indicators of");
        Some(format!("{head} {edition}:\n  {}", own.join(", ")))
    };
    DEFINITIONS.iter().filter_map(one).collect()
}

/// Indicators that a place lacks, with what each needs and the names that the definition does not have.
fn complete(definition: &Definition, indicators: &[String], places: &[String]) -> std::result::Result<(), Fault> {
    if !definition.computable {
        return Ok(());
    }
    let nodes = definition.indicators();
    let there: BTreeSet<(&String, &String)> = places.iter().zip(indicators).collect();
    let unknown: BTreeSet<&str> =
        indicators.iter().filter(|it| nodes.iter().all(|node| node.id != **it)).map(String::as_str).collect();
    let unknown: Vec<&str> = unknown.into_iter().collect();
    for place in places.iter().collect::<BTreeSet<&String>>() {
        let list = |lang| {
            let missing = nodes.iter().filter(|node| !there.contains(&(place, &node.id)));
            missing.map(|it| needs(it, lang)).collect::<Vec<String>>().join(", ")
        };
        let (sv, en) = (list(stats::Lang::Sv), list(stats::Lang::En));
        if sv.is_empty() {
            continue;
        }
        let (also_sv, also_en) = match unknown.as_slice() {
            [] => (String::new(), String::new()),
            names => {
                let names = names.join(", ");
                (format!(" Indexet har inget som heter {names}."), format!(" The index has nothing called {names}."))
            }
        };
        return Err(Fault::Own {
            sv: format!("{}: det saknas {sv}.{also_sv}", crate::Answer::word("what", place, stats::Lang::Sv)),
            en: format!("{place}: missing are {en}.{also_en}"),
        });
    }
    Ok(())
}

fn told(error: &indices::Error) -> Fault {
    Fault::Own { sv: error.sentence(stats::Lang::Sv), en: error.sentence(stats::Lang::En) }
}

fn composite(sheet: &Sheet<'_>) -> Lines {
    let wanted = sheet.text("definition").ok_or(Fault::Needed { option: "definition" })?;
    let text = match DEFINITIONS.iter().find(|it| it.0 == wanted) {
        Some((_, text)) => (*text).to_owned(),
        None => std::fs::read_to_string(wanted).map_err(|why| Fault::unreadable(wanted, &why))?,
    };
    let definition = Definition::read(&text).map_err(|error| told(&error))?;
    let indicators = sheet.words("indicator")?;
    let places = sheet.some_words("name")?.unwrap_or_else(|| vec!["all".to_owned(); indicators.len()]);
    complete(&definition, &indicators, &places)?;
    let column = |option: &'static str| -> std::result::Result<Vec<Option<f64>>, Fault> {
        if sheet.has(option) { sheet.numbers_or_empty(option) } else { Ok(vec![None; indicators.len()]) }
    };
    let (women, men, all) = (column("women")?, column("men")?, column("all")?);
    let mut data = Data::new(&definition.edition);
    for at in 0..indicators.len() {
        match (women[at], men[at], all[at]) {
            (Some(women), Some(men), all) => data.set(&places[at], &indicators[at], women, men, all),
            (_, _, Some(all)) => data.set_all(&places[at], &indicators[at], all),
            _ => {
                return Err(Fault::Own {
                    sv: format!("Rad {}: varken kvinnor och män eller alla har ett värde.", sheet.row(at)),
                    en: format!("Row {}: neither women and men nor all have a value.", sheet.row(at)),
                });
            }
        }
    }
    let scores = compute(&definition, &data).map_err(|error| told(&error))?;
    let mut lines = Vec::new();
    for (place, nodes) in &scores.by_place {
        for (node, score) in nodes {
            let line = Line::of(node).text("place", place).with("value", score.value);
            lines.push(line.with_some("gap-only", score.gap_only).text("edition", &scores.edition));
        }
    }
    Ok(lines)
}
