//! Effect of taking part: difference-in-differences for staggered starts, imputation, synthetic control
//! and synthetic difference-in-differences.

use crate::option::{CLUSTER, CONFIDENCE, SEED, VALUE, WEIGHT};
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use stats::effect::imputation::impute;
use stats::effect::staggered::{Against, By, Panel, effects};
use stats::effect::synthetic::{Form, Places, placebo, synthetic};
use stats::propensity::Kind;
use std::collections::BTreeMap;

type Lines = Result<Vec<Line>, Fault>;

const UNIT: Opt = Opt::must(
    "unit",
    Takes::Words,
    "Ort eller annan enhet som följs över tid (kolumn)",
    "Place or other unit followed over time (column)",
);
const YEAR: Opt = Opt::must("time", Takes::Numbers, "År (kolumn)", "Year (column)");
const COHORT: Opt = Opt::may(
    "cohort",
    Takes::Numbers,
    "Året enheten först var med; tomt eller 0 för dem som aldrig var det (kolumn)",
    "The year the unit first took part; empty or 0 for those that never did (column)",
);
const TREATED: Opt = Opt::may(
    "treated",
    Takes::Numbers,
    "1 de år enheten är med, annars 0, i stället för --cohort (kolumn)",
    "1 in the years the unit takes part, otherwise 0, instead of --cohort (column)",
);
const PANEL: &str = "unit,year,y,first\nA,2018,5,2020\nA,2019,6,2020\nA,2020,9,2020\nA,2021,11,2020\nB,2018,4,2021\nB,2019,5.5,2021\nB,2020,6,2021\nB,2021,9,2021\nC,2018,7,0\nC,2019,8,0\nC,2020,9.5,0\nC,2021,10,0\nD,2018,3,0\nD,2019,4,0\nD,2020,4.5,0\nD,2021,6,0\nE,2018,5.5,2020\nE,2019,6,2020\nE,2020,8,2020\nE,2021,11,2020\nF,2018,6.5,2021\nF,2019,7,2021\nF,2020,8,2021\nF,2021,11.5,2021\nG,2018,2,0\nG,2019,3.5,0\nG,2020,4,0\nG,2021,4.5,0\n";
const ONE_START: &str = "state,year,y,treated\nA,2015,9,0\nA,2016,9.5,0\nA,2017,10,0\nA,2018,13,1\nA,2019,14,1\nB,2015,8,0\nB,2016,8.6,0\nB,2017,9,0\nB,2018,9.4,0\nB,2019,10,0\nC,2015,10,0\nC,2016,10.2,0\nC,2017,11,0\nC,2018,11.5,0\nC,2019,11.6,0\nD,2015,6,0\nD,2016,7,0\nD,2017,7.2,0\nD,2018,7.4,0\nD,2019,8.1,0\nE,2015,12,0\nE,2016,12.3,0\nE,2017,12.5,0\nE,2018,13.4,0\nE,2019,13.6,0\n";
const SYNTHETIC: &[Opt] = &[
    VALUE,
    UNIT,
    YEAR,
    TREATED,
    COHORT,
    Opt::may("reps", Takes::Whole(Some(200)), "Antal dragningar för medelfelet", "Number of draws for the error"),
    SEED,
    CONFIDENCE,
];

/// A comparison put together of other places.
macro_rules! put_together {
    ($key:literal, $also:expr, $sv:literal, $en:literal, $formula:literal, $form:expr) => {
        Recipe {
            key: $key,
            also: $also,
            family: Family::Effects,
            sv: $sv,
            en: $en,
            formula: $formula,
            reference: "Abadie, Diamond & Hainmueller 2010, JASA 105:493–505; Arkhangelsky, Athey, Hirshberg, Imbens & Wager 2021, AER 111:4088–4118",
            options: SYNTHETIC,
            example: "--value y --unit state --time year --treated treated",
            csv: Some(ONE_START),
            run: |sheet| put_together(sheet, $form),
        }
    };
}

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "did",
        also: &["callaway-santanna", "att-gt", "difference-in-differences", "staggered"],
        family: Family::Effects,
        sv: "Verkan av att vara med när starterna skiljer sig (Callaway–Sant'Anna)",
        en: "Effect of taking part with staggered starts (Callaway–Sant'Anna)",
        formula: "ATT(g, t) = change since g − 1 against those compared with; averaged simply, by years since start, by start, by year",
        reference: "Callaway & Sant'Anna 2021, J Econometrics 225:200–230; Sant'Anna & Zhao 2020, 219:101–122",
        options: &[
            VALUE,
            UNIT,
            YEAR,
            COHORT,
            TREATED,
            Opt::may(
                "control",
                Takes::Choice(&["never", "notyet", "nevertreated", "notyettreated"]),
                "Med vilka de jämförs: de som aldrig är med, eller inte än",
                "Compared with whom: those that never take part, or not yet",
            ),
            Opt::may(
                "estimator",
                Takes::Choice(&["dr", "ipw", "reg", "drimp"]),
                "Hur det justeras för --covariates: dubbelt robust, vikter, regression",
                "How --covariates are adjusted for: doubly robust, weights, regression",
            ),
            Opt::may(
                "covariates",
                Takes::Columns,
                "Vad som är känt om enheten, från dess första år: kolumner",
                "What is known of the unit, from its first year: columns",
            ),
            WEIGHT,
            CLUSTER,
            Opt::may(
                "reps",
                Takes::Whole(Some(0)),
                "Dragningar för band som håller samtidigt, 999 är vanligt; 0: inga band",
                "Draws for bands that hold at once, 999 is usual; 0: no bands",
            ),
            SEED,
            CONFIDENCE,
        ],
        example: "--value y --unit unit --time year --cohort first --control notyet --estimator reg",
        csv: Some(PANEL),
        run: staggered,
    },
    Recipe {
        key: "did-imputation",
        also: &["borusyak", "bjs", "imputation"],
        family: Family::Effects,
        sv: "Verkan av att vara med, genom vad som annars skulle ha hänt (Borusyak–Jaravel–Spiess)",
        en: "Effect of taking part, by imputing what would have been (Borusyak–Jaravel–Spiess)",
        formula: "levels of units and years by least squares over the untouched; τ = y − both; the mean of τ",
        reference: "Borusyak, Jaravel & Spiess 2024, Rev Econ Stud 91:3253–3285",
        options: &[VALUE, UNIT, YEAR, COHORT, TREATED, WEIGHT, CLUSTER, CONFIDENCE],
        example: "--value y --unit unit --time year --cohort first",
        csv: Some(PANEL),
        run: |sheet| {
            let it = impute(&panel(sheet)?.panel, sheet.confidence()?)?;
            let mut all = Line::of("overall").estimate(&it.overall);
            if it.skipped > 0 {
                all = all.note(
                    format!("{} enheter och år har inget att jämföras med och är inte med.", it.skipped),
                    format!("{} units and years have nothing to be compared with and are left out.", it.skipped),
                );
            }
            let mut lines = vec![all];
            lines.extend(it.each.iter().map(|(years, it)| Line::of(format!("event {years}")).estimate(it)));
            Ok(lines)
        },
    },
    put_together!(
        "synthetic-did",
        &["sdid"],
        "Syntetisk skillnad i skillnader: jämförelsen satt samman av andra orter och år",
        "Synthetic difference-in-differences: a comparison put together of other places and years",
        "(ȳ treated − Σω others) after − Σλ before; ω, λ minimise the distance before with penalty ζ²Σω²",
        Form::Both
    ),
    put_together!(
        "synthetic-control",
        &["scm", "synth"],
        "Syntetisk kontroll: jämförelsen satt samman av andra orter",
        "Synthetic control: a comparison put together of other places",
        "ω ≥ 0, Σω = 1, minimise the distance of levels before; effect: mean of treated − Σω others after",
        Form::Control
    ),
    put_together!(
        "two-way-did",
        &["plain-did", "did-2x2"],
        "Enkel skillnad i skillnader, en start för alla",
        "Plain difference-in-differences, one start for all",
        "(ȳ treated after − before) − (ȳ others after − before)",
        Form::Plain
    ),
];

/// A panel with the names of its units.
struct Read {
    names: Vec<String>,
    panel: Panel,
    started: Vec<Option<f64>>,
}

fn whole(value: f64, sheet: &Sheet<'_>, at: usize) -> Result<i32, Fault> {
    if value.fract() == 0.0 && value.abs() < 1e9 {
        return Ok(value as i32);
    }
    Err(Fault::Own {
        sv: format!("Rad {}: {value} är inget helt år.", sheet.row(at)),
        en: format!("Row {}: {value} is not a whole year.", sheet.row(at)),
    })
}

/// Puts rows of unit and year in order; every unit must have every year once.
fn panel(sheet: &Sheet<'_>) -> Result<Read, Fault> {
    let (values, times, units) = (sheet.numbers("value")?, sheet.numbers("time")?, sheet.groups("unit")?);
    let mut years: Vec<i32> =
        times.iter().enumerate().map(|(at, time)| whole(*time, sheet, at)).collect::<Result<_, _>>()?;
    let of_row = years.clone();
    years.sort_unstable();
    years.dedup();
    let starts = starts(sheet, &units, &of_row)?;
    let (weights, clusters) = (super::model::weights(sheet)?, super::model::clusters(sheet)?);
    let known = if sheet.has("covariates") { super::model::Design::of(sheet, "covariates")?.rows } else { Vec::new() };
    let mut read =
        Read { names: Vec::new(), panel: Panel { years: years.clone(), ..Panel::default() }, started: Vec::new() };
    for ((name, rows), start) in units.iter().zip(starts) {
        let mut own: BTreeMap<i32, usize> = BTreeMap::new();
        for at in rows {
            if let Some(other) = own.insert(of_row[*at], *at) {
                return Err(Fault::Own {
                    sv: format!("Rad {} och rad {}: båda är {name} {}.", sheet.row(other), sheet.row(*at), of_row[*at]),
                    en: format!(
                        "Row {} and row {}: both are {name} {}.",
                        sheet.row(other),
                        sheet.row(*at),
                        of_row[*at]
                    ),
                });
            }
        }
        if let Some(year) = years.iter().find(|year| !own.contains_key(year)) {
            return Err(Fault::Own {
                sv: format!("{name} saknar {year}. Alla enheter ska ha alla år; välj rader med --where."),
                en: format!("{name} lacks {year}. All units must have all years; choose rows with --where."),
            });
        }
        let first = own.values().next().copied().unwrap_or_default();
        read.names.push(name.clone());
        read.panel.outcomes.push(own.values().map(|at| values[*at]).collect());
        let year = start.map(|start| whole(start, sheet, first)).transpose()?;
        read.panel.started.push(year.filter(|year| years.last().is_some_and(|last| year <= last)));
        read.started.push(start);
        if !weights.is_empty() {
            read.panel.weights.push(weights[first]);
        }
        if !clusters.is_empty() {
            read.panel.clusters.push(clusters[first]);
        }
        if !known.is_empty() {
            read.panel.known.push(known[first].clone());
        }
    }
    Ok(read)
}

/// The year each unit first took part.
fn starts(sheet: &Sheet<'_>, units: &[(String, Vec<usize>)], years: &[i32]) -> Result<Vec<Option<f64>>, Fault> {
    if sheet.has("cohort") {
        let cohort = sheet.numbers_or_empty("cohort")?;
        let one = |(name, rows): &(String, Vec<usize>)| {
            let mut found = rows.iter().map(|at| cohort[*at].filter(|it| *it != 0.0));
            let first = found.next().flatten();
            match rows.iter().find(|at| cohort[**at].filter(|it| *it != 0.0) != first) {
                None => Ok(first),
                Some(at) => Err(Fault::Own {
                    sv: format!("Rad {}: {name} har två olika startår.", sheet.row(*at)),
                    en: format!("Row {}: {name} has two different starts.", sheet.row(*at)),
                }),
            }
        };
        return units.iter().map(one).collect();
    }
    if !sheet.has("treated") {
        return Err(Fault::Needed { option: "cohort" });
    }
    let treated = sheet.numbers("treated")?;
    // A unit is in from its first year with 1 on.
    let one = |(_, rows): &(String, Vec<usize>)| {
        rows.iter().filter(|at| treated[**at] > 0.0).map(|at| f64::from(years[*at])).reduce(f64::min)
    };
    Ok(units.iter().map(one).collect())
}

fn staggered(sheet: &Sheet<'_>) -> Lines {
    let panel = panel(sheet)?.panel;
    let kind = match sheet.choice("estimator")? {
        "ipw" => Kind::Weighted,
        "reg" => Kind::Adjusted,
        _ => Kind::DoublyRobust,
    };
    let against = match sheet.choice("control")? {
        "notyet" | "notyettreated" => Against::NotYet,
        _ => Against::Never,
    };
    let found = effects(&panel, kind, against, sheet.confidence()?)?;
    let draws = u32::try_from(sheet.whole("reps")?).unwrap_or(u32::MAX).min(1_000_000);
    let seed = sheet.whole("seed")?;
    let simple = found.together(By::Simple, 0, seed)?;
    let mut first = Line::of("overall").estimate(&simple.overall);
    if !found.skipped.is_empty() {
        let list: Vec<String> = found.skipped.iter().map(|(start, year)| format!("{start}/{year}")).collect();
        first = first.note(
            format!("Utan någon att jämföra med, och därför inte med: {} (start/år).", list.join(", ")),
            format!("Without anybody to compare with, and left out: {} (start/year).", list.join(", ")),
        );
    }
    let mut lines = vec![first];
    for (name, by) in [("event", By::SinceStart), ("start", By::Start), ("year", By::Year)] {
        let Ok(it) = found.together(by, draws, seed) else { continue };
        lines.push(Line::of(format!("overall, by {name}")).estimate(&it.overall).with_some("band", it.band));
        let bands = it.bands();
        for (at, (number, estimate)) in it.each.iter().enumerate() {
            let mut line = Line::of(format!("{name} {number}")).estimate(estimate);
            if let Some((lower, upper)) = bands.as_ref().and_then(|bands| bands.get(at)) {
                line = line.with("band-lower", *lower).with("band-upper", *upper);
            }
            lines.push(line);
        }
    }
    for cell in &found.cells {
        lines.push(Line::of(format!("att {} {}", cell.start, cell.year)).estimate(&cell.estimate));
    }
    if let Ok(test) = found.before() {
        lines.push(Line::of("before the starts").test(&test));
    }
    Ok(lines)
}

fn put_together(sheet: &Sheet<'_>, form: Form) -> Lines {
    let read = panel(sheet)?;
    let mut starts: Vec<f64> = read.started.iter().filter_map(|it| *it).collect();
    starts.sort_by(f64::total_cmp);
    starts.dedup();
    let [start] = starts.as_slice() else {
        let there: Vec<String> = starts.iter().map(f64::to_string).collect();
        return Err(Fault::Own {
            sv: format!(
                "Alla som är med ska börja samma år, men startåren är: {}. Ta did i stället.",
                there.join(", ")
            ),
            en: format!(
                "All that take part must start the same year, but the starts are: {}. Take did instead.",
                there.join(", ")
            ),
        });
    };
    let years = &read.panel.years;
    let before = years.iter().filter(|year| f64::from(**year) < *start).count();
    let pick = |treated: bool| -> (Vec<String>, Vec<Vec<f64>>) {
        let rows = read.names.iter().zip(&read.panel.outcomes).zip(&read.started);
        rows.filter(|it| it.1.is_some() == treated)
            .map(|((name, outcomes), _)| (name.clone(), outcomes.clone()))
            .unzip()
    };
    let ((names, others), (_, treated)) = (pick(false), pick(true));
    let places = Places { others, treated, before };
    let it = synthetic(&places, form)?;
    let draws = u32::try_from(sheet.whole("reps")?).unwrap_or(u32::MAX).min(100_000);
    let mut lines = Vec::new();
    match placebo(&places, form, sheet.confidence()?, draws, sheet.whole("seed")?) {
        Ok(chance) => {
            let line = Line::of("effect").estimate(&chance.estimate).with("se", chance.error).with("p", chance.p);
            lines.push(line.with("detectable", chance.detectable));
        }
        Err(error) => {
            let line = Line::of("effect").with("value", it.value);
            lines.push(line.note(
                format!("Inget intervall: {}", error.sentence(stats::Lang::Sv)),
                format!("No interval: {}", error.sentence(stats::Lang::En)),
            ));
        }
    }
    if form != Form::Plain {
        let used = names.iter().zip(&it.places).filter(|it| *it.1 != 0.0);
        lines.extend(used.map(|(name, weight)| Line::of(format!("weight: {name}")).with("value", *weight)));
    }
    if form == Form::Both {
        let used = years.iter().zip(&it.years).filter(|it| *it.1 != 0.0);
        lines.extend(used.map(|(year, weight)| Line::of(format!("weight: {year}")).with("value", *weight)));
    }
    let apart = years.iter().zip(&it.apart);
    lines.extend(apart.map(|(year, apart)| Line::of(format!("apart {year}")).with("value", *apart)));
    Ok(lines)
}
