//! From sums to answers: the raw difference, what it is explained by, what is left, and which places stand
//! out when chance and the number of questions have been taken into account.
//!
//! Nothing about fewer than the codebook's least number of cases of either sex leaves this module: such places
//! are answered for together, and where a single small place could be worked out by subtraction another is
//! kept back with it.

use crate::{Cells, Fault, Layout};
use stats::Estimate;
use stats::dist::normal;
use stats::explained::oaxaca::{self, Decomposition, Errors, Reference, What};
use stats::mean::{self, Summary};
use stats::moments::{Clusters, Line, Moments};
use stats::multiple::{Adjustment, adjust};
use stats::shrink::normal::{Between, shrink};
use std::collections::{BTreeMap, BTreeSet};

/// How the answer is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// Confidence of the intervals, 0.95 for 95 %.
    pub confidence: f64,
    /// Whose coefficients value the circumstances.
    pub reference: Reference,
    /// The share of false alarms among places that stand out.
    pub level: f64,
    /// Do rows of a cluster belong together?
    pub clustered: bool,
    /// Draw clusters anew so many times for the intervals; 0 for formulas.
    pub repetitions: u32,
    /// Where chance comes from.
    pub seed: u64,
    /// Cases of each sex that a place needs to be shown.
    pub least_cases: u64,
}

/// What a variable explains.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The column of the file.
    pub column: String,
    /// The level, where the column is a category and this is one of its levels.
    pub level: Option<String>,
    /// Women's mean (share, for a level).
    pub mean_women: Option<f64>,
    /// Men's.
    pub mean_men: Option<f64>,
    /// What women and men differing in it explains.
    pub explained: Estimate,
    /// What its being worth more or less to women than to men makes.
    pub unexplained: Estimate,
}

/// How a place stands against the others' unexplained difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Women get less in the same situation, more clearly than chance can do.
    WomenLess,
    /// Men get less.
    MenLess,
    /// Cannot be told from chance.
    Chance,
}

/// How a place stands against the other places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// Its difference lies below the others': women get less, against men, than they do elsewhere.
    Below,
    /// Its difference lies above the others'.
    Above,
    /// As places usually are.
    AsOthers,
}

/// Means of women and men had both been made up as all cases together are.
///
/// Regression standardisation: each sex's own line is read at the mean circumstances of all cases (Lane &
/// Nelder 1982, Biometrics 38:613–621). The difference is the unexplained one of a decomposition whose
/// reference gives the women's coefficients the men's share of the weights, and has its interval from there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standardised {
    /// Women's and men's mean.
    pub means: [f64; 2],
    /// Women minus men.
    pub difference: Estimate,
}

/// A place that may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceResult {
    /// The place, as the file writes it.
    pub place: String,
    /// Cases of women and men.
    pub cases: [u64; 2],
    /// Mean outcome of women and men.
    pub means: [f64; 2],
    /// The raw difference.
    pub raw: Estimate,
    /// Explained by the adjusting variables; none where there are too few cases for a line of its own.
    pub explained: Option<Estimate>,
    /// Unexplained; as above.
    pub unexplained: Option<Estimate>,
    /// The unexplained difference (the raw where nothing was adjusted for) drawn towards what is common.
    pub shrunk: Option<Estimate>,
    /// Chance alone gives so large a difference with this probability.
    pub p: Option<f64>,
    /// The same, adjusted for the number of places.
    pub q: Option<f64>,
    /// What that comes to.
    pub standing: Option<Standing>,
    /// As `q`, for differing from the other places.
    pub q_apart: Option<f64>,
    /// What that comes to.
    pub apart: Option<Apart>,
}

/// What is shown of places.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Places that may be shown, in the order of their names.
    pub places: Vec<PlaceResult>,
    /// How many places are kept back, since they have too few cases.
    pub kept_back: usize,
    /// How many more are kept back so that those cannot be worked out by subtraction.
    pub kept_with: usize,
    /// How many could not be computed, for want of weight or variation.
    pub uncomputed: usize,
    /// What is common to the places, and the variance between their true levels.
    pub common: Option<(Estimate, f64)>,
}

/// The whole answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// What the numbers of a row were.
    pub layout: Layout,
    /// Cases of women and men.
    pub cases: [u64; 2],
    /// Mean outcome of women and men.
    pub means: [f64; 2],
    /// The raw difference, women minus men.
    pub raw: Estimate,
    /// What of it is explained; none where nothing was adjusted for.
    pub explained: Option<Estimate>,
    /// What is left.
    pub unexplained: Option<Estimate>,
    /// The means made comparable; none where nothing was adjusted for.
    pub standardised: Option<Standardised>,
    /// What each variable explains, in the order asked for, a category before its levels.
    pub parts: Vec<Part>,
    /// How many clusters stand behind the intervals; none where rows were taken as independent.
    pub clusters: Option<usize>,
    /// Draws that could not be computed.
    pub failed: u32,
    /// Columns that could not be told apart from others and were left out, by name.
    pub aliased: Vec<String>,
    /// The places.
    pub shown: Shown,
    /// True where the outcome is only ever 0 or 1, so that means are shares.
    pub binary: bool,
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of rows")]
fn rows(it: &Moments) -> u64 {
    it.rows() as u64
}

/// Makes the answer.
///
/// # Errors
/// [`Fault::TooFewToShow`] where there are too few cases in all to tell anything; [`Fault::Numbers`] where they
/// are fewer than coefficients, or an impossible confidence.
pub fn analyse(cells: &Cells, asked: &Asked) -> Result<Analysis, Fault> {
    let all = cells.all()?;
    let [women, men] = [rows(&all[0]), rows(&all[1])];
    if women.min(men) < asked.least_cases {
        return Err(Fault::TooFewToShow { least: asked.least_cases });
    }
    let outcome = cells.layout.outcome_at();
    let clusters = if asked.clustered { cells.clusters()? } else { Vec::new() };
    let whole = whole(&all, cells, asked, &clusters)?;
    let raw = match &whole {
        Some(it) => it.gap,
        None => raw(&all, outcome, asked)?,
    };
    let (parts, aliased) = match &whole {
        Some(it) => (protected(parts(it, &cells.layout), &all, asked.least_cases), aliased(it, &cells.layout)),
        None => (Vec::new(), Vec::new()),
    };
    // Without adjusting variables the decomposition stands for its errors only.
    let split = whole.as_ref().filter(|_| !cells.layout.adjust.is_empty());
    Ok(Analysis {
        layout: cells.layout.clone(),
        cases: [rows(&all[0]), rows(&all[1])],
        means: [all[0].mean(outcome), all[1].mean(outcome)],
        raw,
        explained: split.map(|it| it.all.explained),
        unexplained: split.map(|it| it.all.unexplained),
        standardised: split.map(|it| standardised(it, &all, cells, asked, &clusters)).transpose()?,
        parts,
        clusters: asked.clustered.then_some(clusters.len()),
        failed: whole.as_ref().map_or(0, |it| it.failed),
        aliased,
        shown: shown(cells, asked)?,
        binary: all.iter().all(|it| is_binary(it, outcome)),
    })
}

/// A column of 0 and 1 has Σw(x − x̄)² = W x̄(1 − x̄), and no other column between 0 and 1 has.
fn is_binary(cell: &Moments, outcome: usize) -> bool {
    let (share, weight) = (cell.mean(outcome), cell.weight());
    let expected = weight * share * (1.0 - share);
    (0.0..=1.0).contains(&share) && (cell.cross().get(outcome, outcome) - expected).abs() <= 1e-6 * weight.max(1.0)
}

/// All places together. Without adjusting variables the decomposition has nothing but the constant and is the
/// raw difference, with the errors asked for.
fn whole(
    all: &[Moments; 2],
    cells: &Cells,
    asked: &Asked,
    clusters: &[[Moments; 2]],
) -> Result<Option<Decomposition>, Fault> {
    if cells.layout.adjust.is_empty() && !asked.clustered {
        return Ok(None);
    }
    decomposed(all, cells, asked, clusters, asked.reference).map(Some)
}

fn decomposed(
    all: &[Moments; 2],
    cells: &Cells,
    asked: &Asked,
    clusters: &[[Moments; 2]],
    reference: Reference,
) -> Result<Decomposition, Fault> {
    let model = cells.layout.model();
    let with = |errors: Errors<'_>| oaxaca::decompose(&all[0], &all[1], &model, reference, errors, asked.confidence);
    Ok(if !asked.clustered {
        with(Errors::Classical)?
    } else if asked.repetitions == 0 {
        with(Errors::Clustered(clusters))?
    } else {
        let drawn: Vec<Vec<Moments>> = clusters.iter().map(|it| it.to_vec()).collect();
        let drawn = Clusters::new(&drawn)?;
        with(Errors::Drawn { clusters: &drawn, seed: asked.seed, repetitions: asked.repetitions })?
    })
}

/// Both sexes' lines at the circumstances of all.
fn standardised(
    whole: &Decomposition,
    all: &[Moments; 2],
    cells: &Cells,
    asked: &Asked,
    clusters: &[[Moments; 2]],
) -> Result<Standardised, Fault> {
    let weight = all[0].weight() + all[1].weight();
    let men = all[1].weight() / weight;
    let split = decomposed(all, cells, asked, clusters, Reference::Share(men))?;
    let at_all = |line: &Line| {
        let moved = line.on.iter().zip(&line.slopes).map(|(column, slope)| {
            let [w, m] = [all[0].mean(*column), all[1].mean(*column)];
            slope * ((1.0 - men) * w + men * m)
        });
        line.intercept + moved.sum::<f64>()
    };
    Ok(Standardised { means: [at_all(&whole.line_women), at_all(&whole.line_men)], difference: split.all.unexplained })
}

/// The difference of two means of unequal variance. With weights the effective number of cases stands for the
/// number (Kish 1965).
fn raw(sexes: &[Moments; 2], outcome: usize, asked: &Asked) -> Result<Estimate, Fault> {
    let one = |it: &Moments| {
        let effective = it.weight() * it.weight() / it.weight_squares();
        let variance = it.cross().get(outcome, outcome) / it.weight() * effective / (effective - 1.0);
        Summary::from_sd(effective, it.mean(outcome), variance.max(0.0).sqrt())
    };
    for it in sexes {
        if it.rows() < 2.0 {
            return Err(stats::Error::TooFew { needed: 2, got: usize::try_from(rows(it)).unwrap_or(0) }.into());
        }
    }
    Ok(mean::welch(one(&sexes[0])?, one(&sexes[1])?, asked.confidence)?.0)
}

/// What each variable explains. The constant is in the unexplained as a whole.
fn parts(it: &Decomposition, layout: &Layout) -> Vec<Part> {
    let of = |what: What| -> Option<(String, Option<String>)> {
        match what {
            What::Column(column) => {
                let own = layout.adjust.iter().find(|it| (it.first..it.first + it.width()).contains(&column))?;
                let level = (!own.levels.is_empty()).then(|| own.levels.get(column - own.first + 1).cloned()).flatten();
                Some((own.name.clone(), level))
            }
            What::Base(term) => {
                let own = layout.adjust.get(term)?;
                Some((own.name.clone(), own.levels.first().cloned()))
            }
            What::Category(term) => Some((layout.adjust.get(term)?.name.clone(), None)),
            What::Constant | What::All => None,
        }
    };
    let mut parts: Vec<Part> = it
        .details
        .iter()
        .filter_map(|split| {
            let (column, level) = of(split.what)?;
            Some(Part {
                column,
                level,
                mean_women: split.mean_women,
                mean_men: split.mean_men,
                explained: split.explained,
                unexplained: split.unexplained,
            })
        })
        .collect();
    let order = |part: &Part| {
        let own = layout.adjust.iter().position(|it| it.name == part.column).unwrap_or(usize::MAX);
        let level =
            part.level.as_ref().and_then(|level| layout.adjust.get(own)?.levels.iter().position(|it| it == level));
        (own, level.map_or(0, |at| at + 1))
    };
    parts.sort_by_key(order);
    parts
}

/// Takes away the means of levels that tell of fewer cases than may be told of. Where one level alone would be
/// kept back, another goes with it, since shares add up to one.
fn protected(mut parts: Vec<Part>, all: &[Moments; 2], least: u64) -> Vec<Part> {
    #[allow(clippy::cast_precision_loss, reason = "a small number of cases")]
    let least = least as f64;
    let cases = |part: &Part| {
        let of = |mean: Option<f64>, it: &Moments| mean.map_or(f64::INFINITY, |mean| mean * it.rows());
        // Nobody at all in a level is no person to protect, but tells of those who are there: counted as few.
        of(part.mean_women, &all[0]).min(of(part.mean_men, &all[1]))
    };
    let names: BTreeSet<String> = parts.iter().filter(|it| it.level.is_some()).map(|it| it.column.clone()).collect();
    for name in names {
        let mut levels: Vec<&mut Part> =
            parts.iter_mut().filter(|it| it.column == name && it.level.is_some()).collect();
        levels.sort_by(|a, b| cases(a).total_cmp(&cases(b)));
        let few = levels.iter().filter(|it| cases(it) < least).count();
        let hidden = if few == 1 { 2 } else { few };
        for part in levels.into_iter().take(hidden) {
            (part.mean_women, part.mean_men) = (None, None);
        }
    }
    // A number that is only ever 0 or 1 is a category of two levels.
    for part in parts.iter_mut().filter(|it| it.level.is_none()) {
        let few = |mean: Option<f64>, it: &Moments| {
            mean.is_some_and(|mean| (0.0..=1.0).contains(&mean) && mean.min(1.0 - mean) * it.rows() < least)
        };
        if few(part.mean_women, &all[0]) || few(part.mean_men, &all[1]) {
            (part.mean_women, part.mean_men) = (None, None);
        }
    }
    parts
}

fn aliased(it: &Decomposition, layout: &Layout) -> Vec<String> {
    let mut columns: Vec<usize> = it.aliased_women.iter().chain(&it.aliased_men).copied().collect();
    columns.sort_unstable();
    columns.dedup();
    let name = |column: usize| {
        let own = layout.adjust.iter().find(|it| (it.first..it.first + it.width()).contains(&column))?;
        let level = own.levels.get(column - own.first + 1);
        Some(level.map_or_else(|| own.name.clone(), |level| format!("{} = {level}", own.name)))
    };
    columns.into_iter().filter_map(name).collect()
}

/// Which places may be shown: enough cases of each sex, and where one small place alone would be kept back, the
/// next smallest with it, so that it cannot be worked out from all together.
fn may_be_shown(places: &BTreeMap<String, [Moments; 2]>, least: u64) -> (Vec<&String>, usize, usize) {
    let smaller = |it: &[Moments; 2]| rows(&it[0]).min(rows(&it[1]));
    let cases = |it: &[Moments; 2]| rows(&it[0]) + rows(&it[1]);
    let (small, mut large): (Vec<_>, Vec<_>) = places.iter().partition(|(_, it)| smaller(it) < least);
    let hidden: [u64; 2] = std::array::from_fn(|sex| small.iter().map(|(_, it)| rows(&it[sex])).sum());
    // Several small places hide each other only if together they are as many as one place must be.
    let exposed = !small.is_empty() && (small.len() == 1 || hidden.iter().any(|cases| *cases < least));
    let mut with = 0;
    if exposed && !large.is_empty() {
        large.sort_by_key(|(name, it)| (cases(it), (*name).clone()));
        large.remove(0);
        with = 1;
    }
    let mut names: Vec<&String> = large.into_iter().map(|(name, _)| name).collect();
    names.sort();
    (names, small.len(), with)
}

fn shown(cells: &Cells, asked: &Asked) -> Result<Shown, Fault> {
    let places = cells.places()?;
    let (names, kept_back, kept_with) = may_be_shown(&places, asked.least_cases.max(2));
    let mut results: Vec<PlaceResult> =
        names.iter().filter_map(|name| place(name, &places[*name], cells, asked)).collect();
    let uncomputed = names.len() - results.len();
    let common = judge(&mut results, asked)?;
    Ok(Shown { places: results, kept_back, kept_with, uncomputed, common })
}

/// None where its weights are nothing.
fn place(name: &str, sexes: &[Moments; 2], cells: &Cells, asked: &Asked) -> Option<PlaceResult> {
    let outcome = cells.layout.outcome_at();
    let model = cells.layout.model();
    let split = if model.terms.is_empty() {
        None
    } else {
        let split =
            oaxaca::decompose(&sexes[0], &sexes[1], &model, asked.reference, Errors::Classical, asked.confidence);
        // A place with as few cases as coefficients has no lines of its own; it keeps its raw difference.
        split.ok().filter(|it| it.aliased_women.is_empty() && it.aliased_men.is_empty())
    };
    Some(PlaceResult {
        place: name.to_owned(),
        cases: [rows(&sexes[0]), rows(&sexes[1])],
        means: [sexes[0].mean(outcome), sexes[1].mean(outcome)],
        raw: raw(sexes, outcome, asked).ok()?,
        explained: split.as_ref().map(|it| it.all.explained),
        unexplained: split.as_ref().map(|it| it.all.unexplained),
        shrunk: None,
        p: None,
        q: None,
        standing: None,
        q_apart: None,
        apart: None,
    })
}

/// The standard error that an interval was made with.
fn error_of(it: &Estimate) -> f64 {
    (it.upper - it.lower) / (2.0 * normal::critical(it.confidence))
}

/// Draws the places together and says which stand out, false discoveries held at the level asked for.
fn judge(places: &mut [PlaceResult], asked: &Asked) -> Result<Option<(Estimate, f64)>, Fault> {
    let adjusted = places.iter().any(|it| it.unexplained.is_some());
    let of = |it: &PlaceResult| if adjusted { it.unexplained } else { Some(it.raw) };
    let judged: Vec<(usize, Estimate)> = places
        .iter()
        .enumerate()
        .filter_map(|(at, it)| Some((at, of(it)?)))
        .filter(|(_, it)| error_of(it).is_finite() && error_of(it) > 0.0)
        .collect();
    if judged.is_empty() {
        return Ok(None);
    }
    let values: Vec<f64> = judged.iter().map(|(_, it)| it.value).collect();
    let errors: Vec<f64> = judged.iter().map(|(_, it)| error_of(it)).collect();
    let p: Vec<f64> = values.iter().zip(&errors).map(|(value, error)| normal::two_sided(value / error)).collect();
    let q = adjust(&p, Adjustment::BenjaminiHochberg)?;
    let drawn = if judged.len() >= 4 { Some(shrink(&values, &errors, Between::Reml, asked.confidence)?) } else { None };
    let apart = drawn.as_ref().map(|it| apart(&values, &errors, it.common.value, it.between)).transpose()?;
    for (at, (place, it)) in judged.iter().enumerate() {
        let own = &mut places[*place];
        own.p = Some(p[at]);
        own.q = Some(q[at]);
        own.shrunk = drawn.as_ref().map(|it| it.places[at]);
        own.standing = Some(if q[at] > asked.level {
            Standing::Chance
        } else if it.value < 0.0 {
            Standing::WomenLess
        } else {
            Standing::MenLess
        });
        own.q_apart = apart.as_ref().map(|it| it[at].1);
        own.apart = apart.as_ref().map(|it| match it[at] {
            (_, q) if q > asked.level => Apart::AsOthers,
            (away, _) if away < 0.0 => Apart::Below,
            _ => Apart::Above,
        });
    }
    Ok(drawn.map(|it| (it.common, it.between)))
}

/// How far each place lies from what is common, and how often chance and the usual variation between places
/// take one so far, adjusted for the number of places (an additive funnel: Spiegelhalter 2005, Stat Med
/// 24:1185–1202).
fn apart(values: &[f64], errors: &[f64], common: f64, between: f64) -> Result<Vec<(f64, f64)>, Fault> {
    let away: Vec<f64> = values.iter().map(|it| it - common).collect();
    let p: Vec<f64> = away
        .iter()
        .zip(errors)
        .map(|(away, error)| normal::two_sided(away / (error * error + between).sqrt()))
        .collect();
    Ok(away.into_iter().zip(adjust(&p, Adjustment::BenjaminiHochberg)?).collect())
}
