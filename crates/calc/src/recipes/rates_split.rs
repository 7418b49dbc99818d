//! A difference of rates split by composition and factors: Kitagawa and Das Gupta.

use crate::option::{GROUP, GROUPS, STRATA};
use crate::sheet::{Holds, TwoGroups};
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use stats::explained::dasgupta::{Cell, Factor, cross_classified, factors, kitagawa};
use std::collections::BTreeMap;

const SIZE: Opt = Opt::must(
    "n",
    Takes::Numbers,
    "Storlek: antal personer eller andel i skiktet (kolumn eller tal)",
    "Size: persons or share in the stratum (column or numbers)",
);
const RATE: Opt =
    Opt::may("rate", Takes::Numbers, "Talet i skiktet (kolumn eller tal)", "Rate in the stratum (column or numbers)");
const EVENTS: Opt = Opt::may(
    "x",
    Takes::Numbers,
    "Antal händelser, i stället för --rate (kolumn eller tal)",
    "Events, instead of --rate (column or numbers)",
);

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "kitagawa",
        also: &["rate-decomposition"],
        family: Family::Explained,
        sv: "Kitagawa: skillnaden mellan två tal, uppdelad på sammansättning och på talen inom skikt",
        en: "Kitagawa: the difference of two rates, split into composition and rates within strata",
        formula: "Σ(P₁ − P₂)(r₁ + r₂)/2 and Σ(r₁ − r₂)(P₁ + P₂)/2, P sizes as shares",
        reference: "Kitagawa 1955, JASA 50:1168–1194",
        options: &[SIZE, RATE, EVENTS, GROUP, GROUPS, STRATA],
        example: "--n 30,70,60,40 --rate 5,10,4,12 --group kvinnor,kvinnor,män,män --strata unga,äldre,unga,äldre",
        csv: None,
        run: |sheet| {
            let (groups, cells) = cells(sheet)?;
            let lonely = lonely(&groups, &cells);
            let (first, second): (Vec<_>, Vec<_>) = cells.into_values().unzip();
            let it = kitagawa(&first, &second)?;
            let whole = Line::of(groups.difference())
                .with("value", it.crude_first - it.crude_second)
                .with("first", it.crude_first)
                .with("second", it.crude_second);
            let whole = match lonely {
                Some((sv, en)) => whole.note(sv, en),
                None => whole,
            };
            Ok(vec![
                whole,
                Line::of("composition").with("value", it.composition),
                Line::of("rates").with("value", it.rates),
            ])
        },
    },
    Recipe {
        key: "dasgupta",
        also: &["das-gupta"],
        family: Family::Explained,
        sv: "Das Gupta: skillnaden mellan två tal, uppdelad på flera faktorer eller flera indelningar",
        en: "Das Gupta: the difference of two rates, split by several factors or several classifications",
        formula: "each factor's effect averaged over all orders of replacing the others; --factors: their product, or --formula of them; --strata with --n and --rate: composition by each classification, and rates",
        reference: "Das Gupta 1993, Standardization and Decomposition of Rates, US Census P23-186",
        options: &[
            Opt::may(
                "factors",
                Takes::Columns,
                "Faktorernas kolumner, en rad för var och en av de två grupperna (eller en rad per skikt, då summeras skikten)",
                "Columns of the factors, a row for each of the two groups (or a row a stratum: strata are added up)",
            ),
            Opt::may(
                "formula",
                Takes::Text,
                "Hur talet fås ur faktorerna, om det inte är produkten: a*b/(a+c)",
                "How the rate follows from the factors, where it is not their product: a*b/(a+c)",
            ),
            SIZE.optional(),
            RATE,
            EVENTS,
            Opt::may(
                "strata",
                Takes::Columns,
                "Kolumnerna som delar in: ålder,behov",
                "Columns that classify: age,need",
            ),
            GROUP,
            GROUPS,
        ],
        example: "--group kön --factors antal,timmar",
        csv: Some("kön,antal,timmar\nkvinnor,0.21,14.5\nmän,0.14,17.2\n"),
        run: |sheet| {
            let (groups, names, found) = if sheet.has("factors") { by_factors(sheet)? } else { classified(sheet)? };
            let one = |(name, it): (String, Factor)| {
                Line::of(name)
                    .with("value", it.effect)
                    .with("first", it.standardised_first)
                    .with("second", it.standardised_second)
            };
            let all = found.iter().map(|it| it.effect).sum();
            let mut lines = vec![Line::of(groups.difference()).with("value", all)];
            lines.extend(names.into_iter().zip(found).map(one));
            Ok(lines)
        },
    },
];

/// Size and rate in the first and second group, by stratum.
type Cells = BTreeMap<String, ((f64, f64), (f64, f64))>;

fn sizes(sheet: &Sheet<'_>) -> Result<(Vec<f64>, Vec<f64>), Fault> {
    let n = sheet.numbers("n")?;
    let rate = if sheet.has("rate") {
        sheet.numbers("rate")?
    } else if sheet.has("x") {
        sheet.numbers("x")?.iter().zip(&n).map(|(x, n)| if *n > 0.0 { x / n } else { 0.0 }).collect()
    } else {
        return Err(Fault::Needed { option: "rate" });
    };
    Ok((n, rate))
}

/// More strata than this are not named.
const MOST_NAMED: usize = 10;

/// What to say of strata where only one of the groups is: there is nothing to compare with in them.
fn lonely(groups: &TwoGroups, cells: &Cells) -> Option<(String, String)> {
    let alone: Vec<(String, String)> = cells
        .iter()
        .filter_map(|(name, (first, second))| match (first.0 > 0.0, second.0 > 0.0) {
            (true, false) => Some((name.clone(), groups.names[0].clone())),
            (false, true) => Some((name.clone(), groups.names[1].clone())),
            _ => None,
        })
        .collect();
    let (count, all) = (alone.len(), cells.len());
    if count == 0 {
        return None;
    }
    let named = |only: &str, more: &str| {
        let mut names: Vec<String> =
            alone.iter().take(MOST_NAMED).map(|(name, group)| format!("{name} ({only} {group})")).collect();
        if count > MOST_NAMED {
            names.push(format!("{} {more}", count - MOST_NAMED));
        }
        names.join(", ")
    };
    Some((
        format!(
            "I {count} av {all} skikt finns bara den ena gruppen: {}. Där finns inget tal att jämföra med. Den andra gruppen räknas som om den hade samma tal, så att hela skillnaden i dem hamnar i sammansättningen.",
            named("bara", "till")
        ),
        format!(
            "In {count} of {all} strata there is only one of the groups: {}. There is no rate to compare with there. The other group is taken to have the same rate, so that all of their difference counts as composition.",
            named("only", "more")
        ),
    ))
}

fn cells(sheet: &Sheet<'_>) -> Result<(TwoGroups, Cells), Fault> {
    let (n, rate) = sizes(sheet)?;
    let groups = sheet.two_groups()?;
    let mut found: BTreeMap<String, [Option<(f64, f64)>; 2]> = BTreeMap::new();
    for (at, stratum) in sheet.words("strata")?.into_iter().enumerate() {
        if let Some(group) = groups.of[at] {
            // Rows of the same stratum are put together: sizes added, rates weighed.
            let cell = found.entry(stratum).or_default();
            let (size, own) = cell[group].unwrap_or((0.0, 0.0));
            let all = size + n[at];
            let rate = if all > 0.0 { (size * own + n[at] * rate[at]) / all } else { rate[at] };
            cell[group] = Some((all, rate));
        }
    }
    let one = |(stratum, [first, second]): (String, [Option<(f64, f64)>; 2])| match (first, second) {
        (Some(first), Some(second)) => Some((stratum, (first, second))),
        // Who is not there counts with size 0, at the other's rate.
        (Some(first), None) => Some((stratum, (first, (0.0, first.1)))),
        (None, Some(second)) => Some((stratum, ((0.0, second.1), second))),
        (None, None) => None,
    };
    let cells = found.into_iter().filter_map(one).collect();
    Ok((groups, cells))
}

type Found = (TwoGroups, Vec<String>, Vec<Factor>);

fn by_factors(sheet: &Sheet<'_>) -> Result<Found, Fault> {
    let groups = sheet.two_groups()?;
    let variables = sheet.variables("factors")?;
    let names: Vec<String> = variables.iter().map(|it| it.name.clone()).collect();
    let columns = super::only_numbers(variables)?;
    let formula = sheet.text("formula").map(|text| super::formula::Formula::read(text, &names)).transpose()?;
    let rows =
        |which: usize| -> Vec<usize> { (0..groups.of.len()).filter(|at| groups.of[*at] == Some(which)).collect() };
    let (first, second) = (rows(0), rows(1));
    if first.len() != second.len() {
        return Err(Fault::Own {
            sv: format!("{} har {} rader men {} har {}.", groups.names[0], first.len(), groups.names[1], second.len()),
            en: format!("{} has {} rows but {} has {}.", groups.names[0], first.len(), groups.names[1], second.len()),
        });
    }
    let rate = |from_second: &[bool]| {
        let one = |(a, b): (&usize, &usize)| {
            let values: Vec<f64> =
                columns.iter().zip(from_second).map(|(column, second)| column[if *second { *b } else { *a }]).collect();
            match &formula {
                Some(formula) => formula.of(&values),
                None => values.iter().product(),
            }
        };
        first.iter().zip(&second).map(one).sum()
    };
    let found = factors(names.len(), rate)?;
    Ok((groups, names, found))
}

fn classified(sheet: &Sheet<'_>) -> Result<Found, Fault> {
    let (n, rate) = sizes(sheet)?;
    let groups = sheet.two_groups()?;
    let variables = sheet.variables("strata")?;
    let mut names: Vec<String> = variables.iter().map(|it| it.name.clone()).collect();
    let level = |holds: &Holds, at: usize| match holds {
        Holds::Numbers(values) => values[at].to_bits().to_string(),
        Holds::Levels(_, of) => of[at].to_string(),
    };
    let mut codes: Vec<BTreeMap<String, u32>> = vec![BTreeMap::new(); names.len()];
    let mut found: BTreeMap<Vec<u32>, [(f64, f64); 2]> = BTreeMap::new();
    for at in 0..n.len() {
        let Some(group) = groups.of[at] else { continue };
        let mut key = Vec::with_capacity(names.len());
        for (variable, codes) in variables.iter().zip(&mut codes) {
            let next = u32::try_from(codes.len()).unwrap_or(u32::MAX);
            key.push(*codes.entry(level(&variable.holds, at)).or_insert(next));
        }
        found.entry(key).or_default()[group] = (n[at], rate[at]);
    }
    let cells: Vec<Cell> = found.into_iter().map(|(levels, [first, second])| Cell { levels, first, second }).collect();
    let found = cross_classified(&cells)?;
    names.push("rates".to_owned());
    Ok((groups, names, found))
}
