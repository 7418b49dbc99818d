//! Two groups: differences and ratios of shares, rates and means; women minus men, women over men.

use crate::option::{CONFIDENCE, GROUP, GROUPS, N, PER, REPS, SEED, VALUE, X};
use crate::sheet::TwoGroups;
use crate::{Family, Fault, Line, Opt, Recipe, Sheet};
use stats::mean::Summary;
use stats::proportion::Share;
use stats::rate::Events;
use stats::{Estimate, Result, Test, permutation, two_proportions as two, two_rates};

const CASES: Opt = N.optional().said(
    "Antal personer (kolumn eller tal); utan den är varje rad en person och x är 0 eller 1",
    "Persons (column or numbers); without it each row is a person and x is 0 or 1",
);
const SHARES: &[Opt] = &[X, CASES, GROUP.optional(), GROUPS, CONFIDENCE];
const RATES: &[Opt] = &[
    X,
    N.said("Persontid (kolumn eller tal)", "Person-time (column or numbers)"),
    GROUP.optional(),
    GROUPS,
    PER,
    CONFIDENCE,
];
const VALUES: &[Opt] = &[VALUE, GROUP, GROUPS, CONFIDENCE];

/// A method for two shares.
macro_rules! of_shares {
    ($key:literal, $also:expr, $sv:literal, $en:literal, $formula:literal, $reference:literal, $ratio:expr, $method:expr) => {
        Recipe {
            key: $key,
            also: $also,
            family: Family::TwoGroups,
            sv: $sv,
            en: $en,
            formula: $formula,
            reference: $reference,
            options: SHARES,
            example: "--x 56,48 --n 70,80",
            csv: None,
            run: |sheet| shares(sheet, $ratio, $method),
        }
    };
}

pub(super) static ALL: &[Recipe] = &[
    of_shares!(
        "newcombe",
        &["difference-of-proportions"],
        "Skillnad mellan två andelar, Newcombes intervall",
        "Difference of two shares, Newcombe interval",
        "d − √((p₁ − l₁)² + (u₂ − p₂)²), d + √((u₁ − p₁)² + (p₂ − l₂)²), l and u of Wilson",
        "Newcombe 1998, Stat Med 17:873–890, method 10",
        false,
        two::newcombe
    ),
    of_shares!(
        "miettinen-nurminen",
        &["mn"],
        "Skillnad mellan två andelar, Miettinen–Nurminens intervall",
        "Difference of two shares, Miettinen–Nurminen interval",
        "{D : (p₁ − p₂ − D)² / (V(D) N/(N − 1)) ≤ z²}, V at the constrained maximum of likelihood",
        "Miettinen & Nurminen 1985, Stat Med 4:213–226",
        false,
        two::miettinen_nurminen
    ),
    of_shares!(
        "mee",
        &[],
        "Skillnad mellan två andelar, Mees intervall",
        "Difference of two shares, Mee interval",
        "as Miettinen–Nurminen without N/(N − 1)",
        "Mee 1984, Biometrics 40:1175–1176",
        false,
        two::mee
    ),
    of_shares!(
        "agresti-caffo",
        &[],
        "Skillnad mellan två andelar, Agresti–Caffos intervall",
        "Difference of two shares, Agresti–Caffo interval",
        "Wald with one event and one non-event added to each group",
        "Agresti & Caffo 2000, Am Stat 54:280–288",
        false,
        two::agresti_caffo
    ),
    of_shares!(
        "katz",
        &["risk-ratio"],
        "Kvot mellan två andelar, Katz intervall",
        "Ratio of two shares, Katz log interval",
        "exp(ln(p₁/p₂) ∓ z √(1/x₁ − 1/n₁ + 1/x₂ − 1/n₂))",
        "Katz et al. 1978, Biometrics 34:469–474",
        true,
        two::katz
    ),
    of_shares!(
        "koopman",
        &[],
        "Kvot mellan två andelar, Koopmans intervall",
        "Ratio of two shares, Koopman score interval",
        "{R : score χ² at p₁ = R p₂ ≤ z²}",
        "Koopman 1984, Biometrics 40:513–517",
        true,
        two::koopman
    ),
    of_shares!(
        "adjusted-log",
        &["walter"],
        "Kvot mellan två andelar, justerat logaritmiskt intervall",
        "Ratio of two shares, adjusted log interval",
        "as Katz with a half added to counts and totals",
        "Walter 1975, Biometrika 62:371–374",
        true,
        two::adjusted_log
    ),
    of_shares!(
        "odds-ratio",
        &["woolf"],
        "Oddskvot, Woolfs intervall",
        "Odds ratio, Woolf interval",
        "exp(ln(ad/bc) ∓ z √(1/a + 1/b + 1/c + 1/d))",
        "Woolf 1955, Ann Hum Genet 19:251–253",
        true,
        two::odds_ratio_woolf
    ),
    of_shares!(
        "odds-ratio-gart",
        &["gart"],
        "Oddskvot, Garts intervall (en halv lagd till varje cell)",
        "Odds ratio, Gart interval (a half added to each cell)",
        "as Woolf with a half added to each cell",
        "Gart 1966, Biometrics 22:164–171",
        true,
        two::odds_ratio_gart
    ),
    Recipe {
        key: "two-rates",
        also: &["rate-difference", "rate-ratio"],
        family: Family::TwoGroups,
        sv: "Två tal: skillnad (MOVER), kvot (betingad), exakt kvot och test",
        en: "Two rates: difference (MOVER), ratio (conditional), exact ratio and test",
        formula: "x₁/n₁ − x₂/n₂; (x₁/n₁)/(x₂/n₂) with x₁ given x₁ + x₂ binomial",
        reference: "Li, Tang & Wong 2014, Biom J 56; Graham, Mengersen & Morton 2003, Stat Med 22:2071–2083; Przyborowski & Wilenski 1940",
        options: RATES,
        example: "--x 41,15 --n 28010,19017 --per 1000",
        csv: None,
        run: rates,
    },
    Recipe {
        key: "welch",
        also: &["t-test", "welch-t"],
        family: Family::TwoGroups,
        sv: "Skillnad mellan två medelvärden, Welchs t",
        en: "Difference of two means, Welch's t",
        formula: "x̄₁ − x̄₂ ∓ t(ν) √(s₁²/n₁ + s₂²/n₂), ν by Satterthwaite",
        reference: "Welch 1947, Biometrika 34:28–35",
        options: VALUES,
        example: "--value 0.7,-1.6,-0.2,-1.2,-0.1,1.9,0.8,1.1,0.1,-0.1 --group a,a,a,a,a,b,b,b,b,b",
        csv: None,
        run: |sheet| {
            let groups = sheet.two_groups()?;
            let [first, second] = groups.split(&sheet.numbers("value")?);
            let (first, second) = (Summary::of(&first)?, Summary::of(&second)?);
            let (estimate, test) = stats::mean::welch(first, second, sheet.confidence()?)?;
            Ok(vec![Line::of(groups.difference()).estimate(&estimate).test(&test)])
        },
    },
    Recipe {
        key: "permutation",
        also: &["permutation-test"],
        family: Family::TwoGroups,
        sv: "Permutationstest av två medelvärden: exakt där det går, annars med frö",
        en: "Permutation test of two means: exact where possible, seeded otherwise",
        formula: "share of divisions with |difference| at least as large; drawn: (b + 1)/(B + 1)",
        reference: "Pitman 1937, JRSS Suppl 4:119–130; Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9(1):39",
        options: &[VALUE, GROUP, GROUPS, REPS, SEED, CONFIDENCE],
        example: "--value 0.7,-1.6,-0.2,-1.2,-0.1,1.9,0.8,1.1,0.1,-0.1 --group a,a,a,a,a,b,b,b,b,b",
        csv: None,
        run: |sheet| {
            let groups = sheet.two_groups()?;
            let [first, second] = groups.split(&sheet.numbers("value")?);
            let draws = u32::try_from(sheet.whole("reps")?).unwrap_or(u32::MAX);
            let shift = permutation::two_means(&first, &second, sheet.confidence()?, draws, sheet.whole("seed")?)?;
            Ok(vec![Line::of(groups.difference()).estimate(&shift.estimate).test(&shift.test)])
        },
    },
];

/// Sums of events and persons of each group; the row that is to blame where one cannot be.
fn added(sheet: &Sheet<'_>) -> std::result::Result<(TwoGroups, [f64; 2], [f64; 2]), Fault> {
    let groups = sheet.two_groups()?;
    let x = sheet.numbers("x")?;
    let n = sheet.some_numbers("n")?.unwrap_or_else(|| vec![1.0; x.len()]);
    let (mut events, mut persons) = ([0.0; 2], [0.0; 2]);
    for (at, group) in groups.of.iter().enumerate() {
        if let Some(group) = *group {
            Events::new(x[at], n[at]).map_err(|error| Fault::from(error).at(sheet.row(at)))?;
            events[group] += x[at];
            persons[group] += n[at];
        }
    }
    Ok((groups, events, persons))
}

fn shares(
    sheet: &Sheet<'_>,
    ratio: bool,
    method: fn(Share, Share, f64) -> Result<Estimate>,
) -> std::result::Result<Vec<Line>, Fault> {
    let (groups, x, n) = added(sheet)?;
    let share = |at: usize| Share::new(x[at], n[at]).map_err(|error| Fault::from(error).part(&groups.names[at]));
    let (first, second) = (share(0)?, share(1)?);
    let estimate = method(first, second, sheet.confidence()?)?;
    let what = if ratio { groups.ratio() } else { groups.difference() };
    let test = two::score_test(first, second);
    Ok(vec![Line::of(what).estimate(&estimate).test(&test).with("first", first.value()).with("second", second.value())])
}

fn rates(sheet: &Sheet<'_>) -> std::result::Result<Vec<Line>, Fault> {
    let (groups, x, n) = added(sheet)?;
    let rate = |at: usize| Events::new(x[at], n[at]).map_err(|error| Fault::from(error).part(&groups.names[at]));
    let (first, second) = (rate(0)?, rate(1)?);
    let (per, confidence) = (sheet.number("per")?, sheet.confidence()?);
    let test: Test = two_rates::score_test(first, second);
    let mut lines = vec![
        Line::of(groups.difference()).estimate(&two_rates::difference(first, second, per, confidence)?).test(&test),
    ];
    // Where nobody in either has the event there is a difference but no ratio.
    if x[0] + x[1] > 0.0 {
        lines.push(Line::of(groups.ratio()).estimate(&two_rates::ratio(first, second, confidence)?));
        lines.push(Line::of(groups.ratio()).estimate(&two_rates::ratio_exact(first, second, confidence)?));
    }
    Ok(lines)
}
