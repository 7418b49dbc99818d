//! Many tests at once: adjusted p-values by each procedure, families, trees, false alarms to expect.

use crate::option::{GROUP, LEVEL, NAME};
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use stats::families::{Node, chosen_families, tree};
use stats::multiple::{Adjustment, adjust, false_alarms};

type Lines = Result<Vec<Line>, Fault>;

const P: Opt = Opt::must("p", Takes::Numbers, "p-värden (kolumn eller tal)", "P-values (column or numbers)");
const PLAIN: &[Opt] = &[P, NAME, LEVEL];

const METHODS: &[&str] = &[
    "bh",
    "by",
    "holm",
    "hochberg",
    "hommel",
    "bonferroni",
    "two-stage",
    "two-stage-bh",
    "gbs",
    "fdr",
    "bky",
    "tsbky",
    "tsbh",
    "benjamini-hochberg",
    "benjamini-yekutieli",
];

/// A procedure under its own name.
macro_rules! procedure {
    ($key:literal, $also:expr, $sv:literal, $en:literal, $formula:literal, $reference:literal) => {
        Recipe {
            key: $key,
            also: $also,
            family: Family::ManyPlaces,
            sv: $sv,
            en: $en,
            formula: $formula,
            reference: $reference,
            options: PLAIN,
            example: "--p 0.0001,0.0004,0.0019,0.0095,0.0201,0.0278,0.0298,0.0344,0.0459,0.3240,0.4262,0.5719,0.6528,0.7590,1",
            csv: None,
            run: |sheet| adjusted(sheet, $key),
        }
    };
}

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "multiple",
        also: &["p-adjust", "adjust", "multiple-testing", "fdr"],
        family: Family::ManyPlaces,
        sv: "Många test på en gång: justerade p-värden och vilka som flaggas",
        en: "Many tests at once: adjusted p-values and which are flagged",
        formula: "bh: min over j ≥ i of m p(j)/j; by: times Σ 1/j; holm: max over j ≤ i of (m − j + 1)p(j); bonferroni: m p",
        reference: "Benjamini & Hochberg 1995, JRSS-B 57:289–300; Benjamini & Yekutieli 2001, Ann Stat 29:1165–1188; Holm 1979, Scand J Stat 6:65–70",
        options: &[P, Opt::may("method", Takes::Choice(METHODS), "Hur", "How"), NAME, LEVEL],
        example: "--p 0.01,0.02,0.03,0.04,0.5 --method bh",
        csv: None,
        run: |sheet| adjusted(sheet, sheet.choice("method")?),
    },
    procedure!(
        "bh",
        &["benjamini-hochberg"],
        "Benjamini–Hochberg: andelen falska larm bland dem som flaggas hålls nere",
        "Benjamini–Hochberg: holds the share of false alarms among the flagged",
        "min over j ≥ i of m p(j)/j",
        "Benjamini & Hochberg 1995, JRSS-B 57:289–300"
    ),
    procedure!(
        "by",
        &["benjamini-yekutieli"],
        "Benjamini–Yekutieli: som Benjamini–Hochberg, hur testen än hänger ihop",
        "Benjamini–Yekutieli: as Benjamini–Hochberg, whatever the dependence",
        "min over j ≥ i of m (Σ 1/k) p(j)/j",
        "Benjamini & Yekutieli 2001, Ann Stat 29:1165–1188"
    ),
    procedure!(
        "holm",
        &[],
        "Holm: risken för ett enda falskt larm hålls nere",
        "Holm: holds the chance of any false alarm",
        "max over j ≤ i of (m − j + 1) p(j)",
        "Holm 1979, Scand J Stat 6:65–70"
    ),
    procedure!(
        "hochberg",
        &[],
        "Hochberg: som Holm, uppifrån",
        "Hochberg: as Holm, stepping up",
        "min over j ≥ i of (m − j + 1) p(j)",
        "Hochberg 1988, Biometrika 75:800–802"
    ),
    procedure!(
        "hommel",
        &[],
        "Hommel: Simes test i alla delmängder",
        "Hommel: Simes's test in all subsets",
        "the largest Simes p-value of any subset with the test in it",
        "Hommel 1988, Biometrika 75:383–386"
    ),
    procedure!(
        "bonferroni",
        &[],
        "Bonferroni: varje p-värde gånger antalet test",
        "Bonferroni: each p-value times the number of tests",
        "m p",
        "Dunn 1961, JASA 56:52–64"
    ),
    procedure!(
        "two-stage",
        &["bky", "tsbky", "benjamini-krieger-yekutieli"],
        "Två steg: först hur många som troligen inte skiljer sig, sedan Benjamini–Hochberg",
        "Two-stage Benjamini–Krieger–Yekutieli: first how many are likely true nulls",
        "bh at q/(1 + q) counts the nulls m₀; then (1 + q) p m₀/i",
        "Benjamini, Krieger & Yekutieli 2006, Biometrika 93:491–507"
    ),
    procedure!(
        "two-stage-bh",
        &["tsbh"],
        "Två steg med första steget på nivån själv",
        "Two-stage with the first stage at the level itself",
        "bh at q counts the nulls m₀; then p m₀/i",
        "Benjamini, Krieger & Yekutieli 2006, Biometrika 93:491–507"
    ),
    procedure!(
        "gbs",
        &["step-down-fdr"],
        "Gavrilov–Benjamini–Sarkar: anpassad, nedifrån",
        "Gavrilov–Benjamini–Sarkar: adaptive step-down",
        "step-down with limits iq/(m + 1 − i(1 − q))",
        "Gavrilov, Benjamini & Sarkar 2009, Ann Stat 37:619–629"
    ),
    Recipe {
        key: "families",
        also: &["hierarchical", "benjamini-bogomolov"],
        family: Family::ManyPlaces,
        sv: "Familjer av test: först vilka familjer, sedan vad i dem",
        en: "Families of tests: first which families, then what in them",
        formula: "Simes p per family, bh over families at q; within the chosen bh at q × chosen/families",
        reference: "Benjamini & Bogomolov 2014, JRSS-B 76:297–318",
        options: &[
            P,
            GROUP.said("Familj, till exempel område (kolumn)", "Family, an area for instance (column)"),
            NAME,
            LEVEL,
        ],
        example: "--p 0.001,0.6,0.4,0.9,0.02,0.03 --group skola,skola,vård,vård,kultur,kultur",
        csv: None,
        run: families,
    },
    Recipe {
        key: "tree",
        also: &["yekutieli"],
        family: Family::ManyPlaces,
        sv: "Ett träd av frågor: de under en fråga prövas bara om den flaggas",
        en: "A tree of questions: those under one are tested only where it was flagged",
        formula: "bh at q among the questions under each flagged question",
        reference: "Yekutieli 2008, JASA 103:309–316",
        options: &[
            P,
            Opt::must(
                "name",
                Takes::Words,
                "Frågans namn (kolumn eller ord)",
                "Name of the question (column or words)",
            ),
            Opt::must(
                "parent",
                Takes::Words,
                "Namnet på frågan ovanför; tomt för dem överst (kolumn eller ord)",
                "Name of the question above; empty at the top (column or words)",
            ),
            LEVEL,
        ],
        example: "--p 0.01,0.2,0.02,0.0001 --name a,b,a1,b1 --parent \",,a,b\"",
        csv: None,
        run: branches,
    },
    Recipe {
        key: "false-alarms",
        also: &[],
        family: Family::ManyPlaces,
        sv: "Hur många falska larm som väntas när många test görs utan justering",
        en: "How many false alarms to expect of many unadjusted tests",
        formula: "m × level; chance of any 1 − (1 − level)^m",
        reference: "Benjamini & Hochberg 1995, JRSS-B 57:289–300, section 1",
        options: &[Opt::must("tests", Takes::Whole(None), "Antal test", "Number of tests"), LEVEL],
        example: "--tests 290",
        csv: None,
        run: |sheet| {
            let tests = usize::try_from(sheet.whole("tests")?).unwrap_or(usize::MAX);
            let it = false_alarms(tests, sheet.number("level")?)?;
            Ok(vec![Line::of("false alarms").with("expected", it.expected).with("any", it.any)])
        },
    },
];

const fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn adjusted(sheet: &Sheet<'_>, method: &str) -> Lines {
    let q = sheet.number("level")?;
    let how = match method {
        "by" | "benjamini-yekutieli" => Adjustment::BenjaminiYekutieli,
        "holm" => Adjustment::Holm,
        "hochberg" => Adjustment::Hochberg,
        "hommel" => Adjustment::Hommel,
        "bonferroni" => Adjustment::Bonferroni,
        "two-stage" | "bky" | "tsbky" => Adjustment::TwoStage { q },
        "two-stage-bh" | "tsbh" => Adjustment::TwoStagePlain { q },
        "gbs" => Adjustment::StepDown,
        _ => Adjustment::BenjaminiHochberg,
    };
    let (p, names) = (sheet.numbers("p")?, sheet.names()?);
    for (at, p) in p.iter().enumerate() {
        adjust(&[*p], Adjustment::Bonferroni).map_err(|error| Fault::from(error).at(sheet.row(at)))?;
    }
    let adjusted = adjust(&p, how)?;
    let one = |at: usize| {
        Line::of(&names[at])
            .with("p", p[at])
            .with("adjusted", adjusted[at])
            .text("flagged", yes_no(adjusted[at] <= q))
            .text("method", how.key())
    };
    Ok((0..p.len()).map(one).collect())
}

fn families(sheet: &Sheet<'_>) -> Lines {
    let (p, names, q) = (sheet.numbers("p")?, sheet.names()?, sheet.number("level")?);
    let groups = sheet.groups("group")?;
    let lists: Vec<Vec<f64>> = groups.iter().map(|it| it.1.iter().map(|at| p[*at]).collect()).collect();
    let found = chosen_families(&lists, q)?;
    let mut lines: Vec<(usize, Line)> = Vec::with_capacity(p.len());
    for ((group, rows), family) in groups.iter().zip(&found) {
        for (within, at) in rows.iter().enumerate() {
            let line = Line::of(&names[*at])
                .text("family", group)
                .with("p", p[*at])
                .with("family-p", family.p)
                .with("family-adjusted", family.adjusted)
                .text("chosen", yes_no(family.chosen))
                .with("adjusted", family.within[within])
                .text("flagged", yes_no(family.flagged[within]));
            lines.push((*at, line));
        }
    }
    lines.sort_by_key(|it| it.0);
    Ok(lines.into_iter().map(|it| it.1).collect())
}

fn branches(sheet: &Sheet<'_>) -> Lines {
    let (p, names, q) = (sheet.numbers("p")?, sheet.words("name")?, sheet.number("level")?);
    let parents = sheet.words_or_empty("parent")?;
    let mut nodes = Vec::with_capacity(p.len());
    for (at, parent) in parents.iter().enumerate() {
        let parent = match parent {
            None => None,
            Some(parent) => Some(names.iter().position(|name| name == parent).ok_or_else(|| Fault::Own {
                sv: format!("Rad {}: ingen fråga heter ”{parent}”.", sheet.row(at)),
                en: format!("Row {}: no question is called “{parent}”.", sheet.row(at)),
            })?),
        };
        nodes.push(Node { parent, p: p[at] });
    }
    let flags = tree(&nodes, q)?;
    let one = |at: usize| Line::of(&names[at]).with("p", p[at]).text("flagged", yes_no(flags[at]));
    Ok((0..p.len()).map(one).collect())
}
