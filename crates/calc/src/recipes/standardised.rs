//! Standardised and stratified: direct and indirect standardisation, Mantel–Haenszel, slope index.

use super::strata::{CELLS, tables};
use crate::option::{CONFIDENCE, GROUP, GROUPS, N, NAME, PER, SEED, STRATA, VALUE, X};
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use stats::standard::direct::{self, Band, Standardised};
use stats::standard::slope_index::{self, Group, Scale, Settings};
use stats::standard::{indirect, mantel_haenszel as mh};
use stats::stratum::Stratum;
use stats::{Result, exact_odds};

type Lines = std::result::Result<Vec<Line>, Fault>;

const STD: Opt = Opt::must(
    "std",
    Takes::Numbers,
    "Standardbefolkning i samma skikt (kolumn eller tal)",
    "Standard population of the same stratum (column or numbers)",
);
const FREQ: Opt = Opt::may(
    "freq",
    Takes::Columns,
    "När en person kan ha flera händelser: kolumner med antal personer som har en, två, tre …: f1,f2,f3",
    "Where a person can have several events: columns of persons with one, two, three …: f1,f2,f3",
);
const ONLY_GROUP: Opt = GROUP.optional().said(
    "Kön, område eller annat som ska få var sitt tal (kolumn); är de två jämförs de",
    "Sex, area or other that each gets a rate (column); two are compared",
);
const DIRECT: &[Opt] = &[
    X.optional().said("Antal händelser i skiktet (kolumn eller tal)", "Events in the stratum (column or numbers)"),
    N.said("Befolkning i skiktet (kolumn eller tal)", "Population of the stratum (column or numbers)"),
    STD,
    ONLY_GROUP,
    GROUPS,
    FREQ,
    PER,
    CONFIDENCE,
];
const BANDS: &str = "--x 127,25,10,4 --n 636,558,470,390 --std 8000,7000,6000,5000 --per 10000";

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "standardise",
        also: &["dsr", "direct", "dobson", "direct-standardisation", "standardised-rate", "age-standardised"],
        family: Family::Standardised,
        sv: "Direkt standardiserat tal med Dobsons intervall",
        en: "Directly standardised rate with the Dobson interval",
        formula: "Σ w x/n / Σ w × per; DSR + √(Var/O) (limits of O − O), O = Σ x, Byar's limits (exact below ten)",
        reference: "Dobson et al. 1991, Stat Med 10:457–462",
        options: DIRECT,
        example: BANDS,
        csv: None,
        run: |sheet| standardised(sheet, direct::dobson),
    },
    Recipe {
        key: "fay-feuer",
        also: &["standardise-gamma", "direct-gamma"],
        family: Family::Standardised,
        sv: "Direkt standardiserat tal med Fay–Feuers gammaintervall",
        en: "Directly standardised rate with the Fay–Feuer gamma interval",
        formula: "lower v/2y χ²(α/2; 2y²/v); upper (v + m²)/2(y + m) χ²(1 − α/2; 2(y + m)²/(v + m²)), m the largest w/n",
        reference: "Fay & Feuer 1997, Stat Med 16:791–801",
        options: DIRECT,
        example: BANDS,
        csv: None,
        run: |sheet| standardised(sheet, direct::fay_feuer),
    },
    Recipe {
        key: "standardise-indirect",
        also: &["smr", "indirect", "isr", "sir", "indirect-standardisation"],
        family: Family::Standardised,
        sv: "Indirekt standardisering: observerat genom väntat (SMR) och tal",
        en: "Indirect standardisation: observed over expected (SMR) and rate",
        formula: "Σ x / Σ n r, r the reference's rates; Byar's limits of Σ x, exact below ten; times the reference's crude rate",
        reference: "Breslow & Day 1987, Statistical Methods in Cancer Research II, ch. 2",
        options: &[
            X.said("Antal händelser (kolumn eller tal)", "Observed events (column or numbers)"),
            N.optional()
                .said("Befolkning i skiktet (kolumn eller tal)", "Population of the stratum (column or numbers)"),
            Opt::may(
                "expected",
                Takes::Numbers,
                "Väntat antal, om det redan är räknat (kolumn eller tal): ett svar för varje rad",
                "Expected events, if known already (column or numbers): an answer for each row",
            ),
            Opt::may(
                "std-x",
                Takes::Numbers,
                "Referensens händelser i skiktet (kolumn eller tal)",
                "Events of the reference in the stratum (column or numbers)",
            ),
            Opt::may(
                "std-n",
                Takes::Numbers,
                "Referensens befolkning i skiktet (kolumn eller tal)",
                "Population of the reference in the stratum (column or numbers)",
            ),
            Opt::may(
                "rate",
                Takes::Numbers,
                "Referensens tal per person i skiktet, i stället för --std-x och --std-n (kolumn eller tal)",
                "Rate of the reference per person, instead of --std-x and --std-n (column or numbers)",
            ),
            ONLY_GROUP,
            NAME,
            PER,
            Opt::may(
                "interval",
                Takes::Choice(&["byar", "log"]),
                "Intervallets metod: Byar, eller på logaritmisk skala",
                "Method of the interval: Byar, or on the log scale",
            ),
            CONFIDENCE,
        ],
        example: "--x 45,201,320 --n 906897,3794573,10003544 --std-x 141,926,1253 --std-n 1784033,7065148,15658730",
        csv: None,
        run: indirectly,
    },
    Recipe {
        key: "mantel-haenszel",
        also: &["mh", "cmh", "cochran-mantel-haenszel", "breslow-day", "tarone"],
        family: Family::Standardised,
        sv: "Mantel–Haenszel: kvinnor och män inom skikt; odds, kvot, skillnad, test och om skikten liknar varandra",
        en: "Mantel–Haenszel: women and men within strata; odds, ratio, difference, tests, homogeneity",
        formula: "odds Σ(ad/N)/Σ(bc/N) (RBG); ratio Σ(a n₀/N)/Σ(c n₁/N); difference Σ(a n₀ − c n₁)/N / Σ n₁n₀/N; χ² = (|Σ(a − E)| − ½)²/ΣV; Breslow–Day Σ(a − A)²/V, less (Σ(a − A))²/ΣV (Tarone)",
        reference: "Mantel & Haenszel 1959; Robins, Breslow & Greenland 1986, Biometrics 42:311–323; Greenland & Robins 1985, 41:55–68; Sato 1989, 45:1323–1324; Tarone 1985, Biometrika 72:91–95",
        options: &[
            X.optional().said(
                "Antal med händelsen, eller 0 och 1 om varje rad är en person (kolumn eller tal)",
                "How many have the event, or 0 and 1 where each row is a person (column or numbers)",
            ),
            N.optional(),
            GROUP.optional(),
            GROUPS,
            STRATA.optional(),
            CELLS[0],
            CELLS[1],
            CELLS[2],
            CELLS[3],
            Opt::may(
                "variance",
                Takes::Choice(&["sato", "greenland-robins"]),
                "Varians för skillnaden",
                "Variance of the difference",
            ),
            CONFIDENCE,
        ],
        example: "--a 0,3,6,5,2 --b 6,3,0,1,0 --c 0,0,2,6,5 --d 5,6,4,0,0",
        csv: None,
        run: stratified,
    },
    Recipe {
        key: "slope-index",
        also: &["sii", "rii", "slope-index-of-inequality"],
        family: Family::Standardised,
        sv: "Lutningsindex: skillnad och kvot mellan högst och lägst längs en rangordning",
        en: "Slope index of inequality and relative index along a ranking",
        formula: "line of value on the middle of each group's share of the population, weighted; top − bottom and top / bottom; limits from seeded draws of the values",
        reference: "Low & Low 2004, Public Health 118:519–523; Kunst & Mackenbach 1995",
        options: &[
            VALUE.said(
                "Gruppens värde, lägst i ordningen först (kolumn eller tal)",
                "Value of the group, bottom of the ranking first (column or numbers)",
            ),
            N.said("Befolkning i gruppen (kolumn eller tal)", "Population of the group (column or numbers)"),
            Opt::may(
                "rank",
                Takes::Numbers,
                "Plats i ordningen, 1 är lägst; utan den gäller radernas ordning",
                "Place in the ranking, 1 is the bottom; without it the order of the rows",
            ),
            super::SE.optional(),
            Opt::may(
                "lower",
                Takes::Numbers,
                "Undre gräns för värdet, i stället för --se (kolumn eller tal)",
                "Lower limit of the value, instead of --se (column or numbers)",
            ),
            Opt::may(
                "upper",
                Takes::Numbers,
                "Övre gräns för värdet (kolumn eller tal)",
                "Upper limit of the value (column or numbers)",
            ),
            Opt::may("scale", Takes::Choice(&["value", "log", "logit"]), "Skala för värdena", "Scale of the values"),
            Opt::may(
                "line-on-scale",
                Takes::Flag,
                "Dra linjen på skalan och räkna tillbaka",
                "Draw the line on that scale and turn it back",
            ),
            Opt::may("reps", Takes::Whole(Some(10_000)), "Antal dragningar", "Number of draws"),
            SEED,
            CONFIDENCE,
        ],
        example: "--value 75.9,78.3,79.0,80.1,82.4 --n 7291,7997,6105,7666,5790 --se 1.6,1.6,1.8,1.5,1.8 --reps 2000",
        csv: None,
        run: slope,
    },
];

/// The rows of each group; all of them where there is no group.
fn parts(sheet: &Sheet<'_>) -> std::result::Result<Vec<(String, Vec<usize>)>, Fault> {
    if !sheet.has("group") {
        return Ok(vec![("all".to_owned(), (0..sheet.len()).collect())]);
    }
    let groups = sheet.groups("group")?;
    if groups.len() != 2 && !sheet.has("groups") {
        return Ok(groups);
    }
    let two = sheet.two_groups()?;
    let rows = |which: usize| (0..two.of.len()).filter(|at| two.of[*at] == Some(which)).collect();
    let [first, second] = two.names.clone();
    Ok(vec![(first, rows(0)), (second, rows(1))])
}

fn standardised(sheet: &Sheet<'_>, method: fn(&[Band], f64, f64) -> Result<Standardised>) -> Lines {
    let (n, std) = (sheet.numbers("n")?, sheet.numbers("std")?);
    let at_row = |error: stats::Error, at: usize| Fault::from(error).at(sheet.row(at));
    let bands: Vec<Band> = if sheet.has("freq") {
        let columns = super::only_numbers(sheet.variables("freq")?)?;
        let one = |at: usize| {
            let persons: Vec<f64> = columns.iter().map(|column| column[at]).collect();
            Band::with_frequencies(&persons, n[at], std[at]).map_err(|error| at_row(error, at))
        };
        (0..n.len()).map(one).collect::<std::result::Result<_, _>>()?
    } else {
        let x = sheet.numbers("x")?;
        let one = |at: usize| Band::new(x[at], n[at], std[at]).map_err(|error| at_row(error, at));
        (0..n.len()).map(one).collect::<std::result::Result<_, _>>()?
    };
    let (per, confidence) = (sheet.number("per")?, sheet.confidence()?);
    let mut lines = Vec::new();
    let mut found = Vec::new();
    for (name, rows) in parts(sheet)? {
        let own: Vec<Band> = rows.iter().map(|at| bands[*at]).collect();
        let rate = method(&own, per, confidence).map_err(|error| Fault::from(error).part(&name))?;
        let mut line =
            Line::of(&name).estimate(&rate.estimate).with("crude", rate.crude).with("variance", rate.variance);
        if rate.few {
            line =
                line.note("Färre än tio händelser: talet är osäkert.", "Fewer than ten events: the rate is uncertain.");
        }
        lines.push(line);
        found.push((name, rate));
    }
    if let [(first, a), (second, b)] = found.as_slice() {
        lines.push(Line::of(format!("{first} - {second}")).estimate(&direct::difference(a, b)?));
        // Without events among the second group there is no ratio.
        if let Ok(ratio) = direct::ratio(a, b) {
            lines.push(Line::of(format!("{first} / {second}")).estimate(&ratio));
        }
    }
    Ok(lines)
}

fn indirectly(sheet: &Sheet<'_>) -> Lines {
    let x = sheet.numbers("x")?;
    let (per, confidence) = (sheet.number("per")?, sheet.confidence()?);
    let ratio = match sheet.choice("interval")? {
        "log" => indirect::ratio_log,
        _ => indirect::ratio,
    };
    if sheet.has("expected") {
        let (expected, names) = (sheet.numbers("expected")?, sheet.names()?);
        let (names, sums): (Vec<String>, Vec<(f64, f64)>) = if sheet.has("group") {
            let sum = |rows: &[usize]| rows.iter().fold((0.0, 0.0), |(o, e), at| (o + x[*at], e + expected[*at]));
            parts(sheet)?.into_iter().map(|(name, rows)| (name, sum(&rows))).unzip()
        } else {
            (names, x.iter().copied().zip(expected).collect())
        };
        let one = |at: usize| {
            let (observed, expected) = sums[at];
            let fault = |error: stats::Error| match sheet.has("group") {
                true => Fault::from(error).part(&names[at]),
                false => Fault::from(error).at(sheet.row(at)),
            };
            let it = ratio(observed, expected, confidence).map_err(fault)?;
            Ok(Line::of(&names[at]).estimate(&it).with("observed", observed).with("expected", expected))
        };
        return (0..names.len()).map(one).collect();
    }
    let n = sheet.numbers("n")?;
    let (rates, crude) = reference(sheet)?;
    let mut lines = Vec::new();
    for (name, rows) in parts(sheet)? {
        let pick = |from: &[f64]| -> Vec<f64> { rows.iter().map(|at| from[*at]).collect() };
        let fault = |error: stats::Error| Fault::from(error).part(&name);
        let observed: f64 = pick(&x).iter().sum();
        let expected = indirect::expected(&pick(&n), &pick(&rates)).map_err(fault)?;
        let it = ratio(observed, expected, confidence).map_err(fault)?;
        lines.push(Line::of(&name).estimate(&it).with("observed", observed).with("expected", expected));
        if let Some(crude) = crude {
            let rate = indirect::rate(it, crude * per).map_err(fault)?;
            let own = observed / pick(&n).iter().sum::<f64>() * per;
            lines.push(Line::of(format!("{name}: rate")).estimate(&rate).with("crude", own));
        }
    }
    Ok(lines)
}

/// The reference's rates, and its crude rate where its events and population are known.
fn reference(sheet: &Sheet<'_>) -> std::result::Result<(Vec<f64>, Option<f64>), Fault> {
    if sheet.has("rate") {
        return Ok((sheet.numbers("rate")?, None));
    }
    let (events, persons) = (sheet.numbers("std-x")?, sheet.numbers("std-n")?);
    for (at, persons) in persons.iter().enumerate() {
        if *persons <= 0.0 {
            return Err(Fault::from(stats::Error::Zero { what: stats::Input::Total }).at(sheet.row(at)));
        }
    }
    let rates = events.iter().zip(&persons).map(|(x, n)| x / n).collect();
    // Strata of several groups stand there once a group: the crude rate is that of the first group's rows.
    let rows = parts(sheet)?.into_iter().next().map(|part| part.1).unwrap_or_default();
    let sum = |of: &[f64]| rows.iter().map(|at| of[*at]).sum::<f64>();
    Ok((rates, Some(sum(&events) / sum(&persons))))
}

fn stratified(sheet: &Sheet<'_>) -> Lines {
    let (names, tables) = tables(sheet)?;
    let strata: Vec<Stratum> = tables.into_iter().map(|it| it.1).collect();
    let confidence = sheet.confidence()?;
    let variance = match sheet.choice("variance")? {
        "sato" => mh::Variance::Sato,
        _ => mh::Variance::GreenlandRobins,
    };
    let [first, second] = &names;
    let (difference, ratio) = (format!("{first} - {second}"), format!("{first} / {second}"));
    let mut lines = Vec::new();
    // Each by itself: where one has no answer (an empty margin), the others still do.
    let mut last = None;
    let mut add = |it: std::result::Result<Line, stats::Error>| match it {
        Ok(line) => lines.push(line),
        Err(error) => last = Some(error),
    };
    add(mh::odds_ratio(&strata, confidence).map(|it| Line::of("odds ratio").estimate(&it).text("compared", &ratio)));
    add(mh::risk_ratio(&strata, confidence).map(|it| Line::of("risk ratio").estimate(&it).text("compared", &ratio)));
    add(mh::difference(&strata, variance, confidence)
        .map(|it| Line::of("risk difference").estimate(&it).text("compared", &difference)));
    add(mh::test(&strata, false).map(|it| Line::of("test").test(&it)));
    add(mh::test(&strata, true).map(|it| Line::of("test with continuity correction").test(&it)));
    match mh::homogeneity(&strata) {
        Ok(it) => {
            add(Ok(Line::of("Breslow-Day").test(&it.breslow_day)));
            add(Ok(Line::of("Breslow-Day-Tarone").test(&it.tarone)));
        }
        Err(error) => add(Err(error)),
    }
    // Counted out only where that is quick; with many persons the two hardly differ.
    if let Ok(it) = exact_odds::exact(&strata, confidence) {
        add(Ok(Line::of("odds ratio, exact").estimate(&it.estimate).test(&it.test).text("compared", &ratio)));
    }
    match (lines.is_empty(), last) {
        (true, Some(error)) => Err(error.into()),
        _ => Ok(lines),
    }
}

fn slope(sheet: &Sheet<'_>) -> Lines {
    let (value, n) = (sheet.numbers("value")?, sheet.numbers("n")?);
    let scale = match sheet.choice("scale")? {
        "log" => Scale::Log,
        "logit" => Scale::Logit,
        _ => Scale::Value,
    };
    let confidence = sheet.confidence()?;
    let mut order: Vec<usize> = (0..value.len()).collect();
    if let Some(rank) = sheet.some_numbers("rank")? {
        order.sort_by(|a, b| rank[*a].total_cmp(&rank[*b]));
    }
    let group: Box<dyn Fn(usize) -> Result<Group>> = if sheet.has("se") {
        let se = sheet.numbers("se")?;
        let (value, n) = (value, n);
        Box::new(move |at| Ok(Group { population: n[at], value: value[at], error: se[at] }))
    } else if sheet.has("lower") {
        let (lower, upper) = (sheet.numbers("lower")?, sheet.numbers("upper")?);
        Box::new(move |at| Group::from_limits(n[at], value[at], (lower[at], upper[at]), confidence, scale))
    } else {
        return Err(Fault::Needed { option: "se" });
    };
    let groups = order.into_iter().map(|at| group(at).map_err(|error| Fault::from(error).at(sheet.row(at))));
    let groups: Vec<Group> = groups.collect::<std::result::Result<_, _>>()?;
    let settings = Settings {
        scale,
        line_on_scale: sheet.flag("line-on-scale"),
        confidence,
        draws: u32::try_from(sheet.whole("reps")?).unwrap_or(u32::MAX).min(1_000_000),
        seed: sheet.whole("seed")?,
    };
    let it = slope_index::inequality(&groups, settings)?;
    let mut lines = vec![Line::of("slope index").estimate(&it.slope).with("bottom", it.bottom)];
    lines.extend(it.relative.map(|it| Line::of("relative index").estimate(&it)));
    Ok(lines)
}
