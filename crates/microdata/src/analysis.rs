//! From sums to answers: the raw difference, what it is explained by, what is left, and which places stand
//! out when chance and the number of questions have been taken into account.
//!
//! What may be told of is decided in `protect`, and rare levels are put together in `fold`, before anything is
//! computed: nothing here looks at how few somebody is.

use crate::{Cells, Fault, Layout, Rules, fold, protect};
use stats::dist::{normal, student_t};
use stats::explained::oaxaca::{self, Decomposition, Errors, Model, Reference, Term, What};
use stats::mean::{self, Summary};
use stats::moments::{Clusters, Line, Moments};
use stats::multiple::{Adjustment, adjust};
use stats::proportion::Share;
use stats::shrink::normal::{Between, shrink};
use stats::{Estimate, two_proportions};

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
    /// What may be told.
    pub rules: Rules,
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
    /// What of the unexplained lies in the constant: with the parts' unexplained it adds up to the whole. How much of
    /// the whole it is depends on where each number has its zero. None where nothing was adjusted for.
    pub constant: Option<Estimate>,
    /// How many clusters stand behind the intervals; none where rows were taken as independent.
    pub clusters: Option<usize>,
    /// Whether they were drawn anew: there must be enough clusters, and draws.
    pub drawn: bool,
    /// Draws that could not be computed.
    pub failed: u32,
    /// Levels with so few that they were put together, by column.
    pub together: Vec<(String, Vec<String>)>,
    /// Columns that are the same for all who were compared, and so were left out.
    pub alike: Vec<String>,
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
/// [`Fault::TooFewToShow`], [`Fault::TooFewEvents`] and [`Fault::Giant`] where there are too few cases in all to tell anything;
/// [`Fault::FewClusters`] with fewer than two clusters; [`Fault::Numbers`] where cases are fewer than coefficients, or
/// for an impossible confidence.
pub fn analyse(cells: &Cells, asked: &Asked) -> Result<Analysis, Fault> {
    protect::whole(cells, &asked.rules)?;
    let folded = fold::folded(cells, asked.rules.least_cases)?;
    let cells = folded.cells.as_ref();
    let all = cells.all()?;
    let outcome = cells.layout.outcome_at();
    let clusters = if asked.clustered { cells.clusters()? } else { Vec::new() };
    if asked.clustered && clusters.len() < 2 {
        return Err(Fault::FewClusters { clusters: clusters.len() });
    }
    let drawn = asked.clustered && asked.repetitions >= LEAST_DRAWS && clusters.len() >= LEAST_CLUSTERS;
    let asked = &Asked { repetitions: if drawn { asked.repetitions } else { 0 }, ..*asked };
    let whole = whole(&all, cells, asked, &clusters)?;
    let raw = match &whole {
        Some(it) => it.gap,
        None => raw(&all, outcome, asked, is_share(cells))?.0,
    };
    let (parts, aliased) = match &whole {
        Some(it) => (
            protect::parts(parts(it, &cells.layout), cells, &folded.untold, asked.rules.least_cases)?,
            aliased(it, &cells.layout),
        ),
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
        constant: split.and_then(constant),
        clusters: asked.clustered.then_some(clusters.len()),
        drawn,
        failed: whole.as_ref().map_or(0, |it| it.failed),
        aliased,
        together: folded.together,
        alike: folded.alike,
        shown: shown(cells, asked)?,
        binary: is_share(cells),
    })
}

/// Fewer clusters than this say nothing by being drawn anew.
const LEAST_CLUSTERS: usize = 10;
/// Percentiles of fewer draws than this are chance themselves.
const LEAST_DRAWS: u32 = 200;
/// With fewer clusters than this, errors by clusters are too small (Cameron & Miller 2015, J Hum Res 50:317–372).
pub const FEW_CLUSTERS: usize = 40;

/// Whether the outcome is only ever 0 or 1.
fn is_share(cells: &Cells) -> bool {
    protect::two(cells) == Some((0.0, 1.0))
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
        // By Student's t with one degree of freedom fewer than there are clusters.
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

/// The difference of two means of unequal variance (Welch), or of two shares (Newcombe's interval, Miettinen and
/// Nurminen's test of no difference). With weights the effective number of cases stands for the number (Kish 1965).
fn raw(sexes: &[Moments; 2], outcome: usize, asked: &Asked, share: bool) -> Result<(Estimate, Chance), Fault> {
    for it in sexes {
        if it.rows() < 2.0 {
            return Err(stats::Error::TooFew { needed: 2, got: usize::try_from(rows(it)).unwrap_or(0) }.into());
        }
    }
    if share {
        let one = |it: &Moments| {
            let effective = protect::effective(it);
            Share::new((it.mean(outcome) * effective).clamp(0.0, effective), effective)
        };
        return shares(one(&sexes[0])?, one(&sexes[1])?, asked.confidence);
    }
    let one = |it: &Moments| {
        let effective = protect::effective(it);
        let variance = it.cross().get(outcome, outcome) / it.weight() * effective / (effective - 1.0);
        Summary::from_sd(effective, it.mean(outcome), variance.max(0.0).sqrt())
    };
    let (estimate, test) = mean::welch(one(&sexes[0])?, one(&sexes[1])?, asked.confidence)?;
    let error = (estimate.value / test.statistic).abs();
    // No difference at all is no way to an error; the interval is.
    let half = (estimate.upper - estimate.lower) / 2.0;
    let error = if error.is_finite() {
        error
    } else {
        half / test
            .df
            .map_or_else(|| normal::critical(asked.confidence), |df| student_t::critical(asked.confidence, df))
    };
    Ok((estimate, Chance { value: estimate.value, error, p: test.p }))
}

/// Two shares. The error for drawing together is Agresti and Caffo's, which is never nought (2000, Am Stat 54:280–288).
fn shares(women: Share, men: Share, confidence: f64) -> Result<(Estimate, Chance), Fault> {
    let estimate = two_proportions::newcombe(women, men, confidence)?;
    let n = women.total + men.total;
    let pooled = (women.count + men.count) / n;
    let variance = pooled * (1.0 - pooled) * (1.0 / women.total + 1.0 / men.total) * n / (n - 1.0);
    let p = if variance > 0.0 { normal::two_sided(estimate.value / variance.sqrt()) } else { 1.0 };
    let added = |it: Share| {
        let share = (it.count + 1.0) / (it.total + 2.0);
        share * (1.0 - share) / (it.total + 2.0)
    };
    Ok((estimate, Chance { value: estimate.value, error: (added(women) + added(men)).sqrt(), p }))
}

/// What the two lines differ by where every number is zero.
fn constant(it: &Decomposition) -> Option<Estimate> {
    it.details.iter().find(|split| split.what == What::Constant).map(|split| split.unexplained)
}

/// What each variable explains. The constant is told by itself.
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

fn shown(cells: &Cells, asked: &Asked) -> Result<Shown, Fault> {
    let places = protect::places(cells)?;
    let kept = protect::kept(&places, &asked.rules, protect::two(cells));
    let model = cells.layout.model();
    let mut results: Vec<(PlaceResult, Chance)> = Vec::new();
    let mut uncomputed = 0;
    for name in &kept.shown {
        match place(name, &places[*name].sexes, cells, &model, asked) {
            Some(it) => results.push(it),
            None => uncomputed += 1,
        }
    }
    let common = judge(&mut results, asked)?;
    let places = results.into_iter().map(|(it, _)| it).collect();
    Ok(Shown { places, kept_back: kept.back, kept_with: kept.with, uncomputed, common })
}

/// What chance does to the difference that a place is judged by.
#[derive(Debug, Clone, Copy)]
struct Chance {
    value: f64,
    error: f64,
    p: f64,
}

/// With fewer rows than this beyond the coefficients, a line of one sex says nothing of chance.
const LEAST_DF: f64 = 5.0;

/// The degrees of freedom of the sex that has the fewer: the careful end of Welch's range (1947, Biometrika 34:28–35).
fn fewest_df(it: &Decomposition) -> f64 {
    it.line_women.df.min(it.line_men.df)
}

/// A place has few cases: its intervals are Student's in place of normal ones.
fn by_few(mut it: Decomposition) -> Decomposition {
    let df = fewest_df(&it);
    for own in [&mut it.all.explained, &mut it.all.unexplained] {
        let times = student_t::critical(own.confidence, df) / normal::critical(own.confidence);
        own.lower = own.value - times * (own.value - own.lower);
        own.upper = own.value + times * (own.upper - own.value);
    }
    it
}

/// None where its weights are nothing.
fn place(
    name: &str,
    sexes: &[Moments; 2],
    cells: &Cells,
    model: &Model,
    asked: &Asked,
) -> Option<(PlaceResult, Chance)> {
    let outcome = model.outcome;
    let here = model_of(model, sexes);
    let split = if here.terms.is_empty() {
        None
    } else {
        let split =
            oaxaca::decompose(&sexes[0], &sexes[1], &here, asked.reference, Errors::Classical, asked.confidence);
        // Where only one sex has a level, or there are as few cases as coefficients, there are no two lines to
        // compare; the place keeps its raw difference.
        let two_lines =
            |it: &Decomposition| it.aliased_women.is_empty() && it.aliased_men.is_empty() && fewest_df(it) >= LEAST_DF;
        split.ok().filter(two_lines).map(by_few)
    };
    let (raw, mut chance) = raw(sexes, outcome, asked, is_share(cells)).ok()?;
    if let Some(it) = &split {
        let left = it.all.unexplained;
        let df = fewest_df(it);
        let error = (left.upper - left.lower) / (2.0 * student_t::critical(left.confidence, df));
        chance = Chance { value: left.value, error, p: student_t::two_sided(left.value / error, df) };
    }
    let result = PlaceResult {
        place: name.to_owned(),
        cases: [rows(&sexes[0]), rows(&sexes[1])],
        means: [sexes[0].mean(outcome), sexes[1].mean(outcome)],
        raw,
        explained: split.as_ref().map(|it| it.all.explained),
        unexplained: split.as_ref().map(|it| it.all.unexplained),
        shrunk: None,
        p: None,
        q: None,
        standing: None,
        q_apart: None,
        apart: None,
    };
    Some((result, chance))
}

/// The model without what nobody in the place differs in: a number that is the same for all, a level that nobody
/// has. What is explained and what is left do not hang on which level is the base.
fn model_of(model: &Model, sexes: &[Moments; 2]) -> Model {
    let varies = |column: usize| sexes.iter().any(|it| it.cross().get(column, column) > 0.0);
    let there = |column: usize| sexes.iter().any(|it| it.mean(column) > 0.0);
    let base = |columns: &[usize]| {
        sexes.iter().any(|it| it.weight() > 0.0 && 1.0 - columns.iter().map(|at| it.mean(*at)).sum::<f64>() > 1e-9)
    };
    let term = |it: &Term| match it {
        Term::Number(column) => varies(*column).then_some(Term::Number(*column)),
        Term::Category(columns) => {
            let mut own: Vec<usize> = columns.iter().copied().filter(|at| there(*at)).collect();
            if !base(columns) && !own.is_empty() {
                own.remove(0);
            }
            (!own.is_empty()).then_some(Term::Category(own))
        }
    };
    Model { outcome: model.outcome, terms: model.terms.iter().filter_map(term).collect() }
}

/// Draws the places together and says which stand out, false discoveries held at the level asked for.
fn judge(places: &mut [(PlaceResult, Chance)], asked: &Asked) -> Result<Option<(Estimate, f64)>, Fault> {
    let adjusted = places.iter().any(|(it, _)| it.unexplained.is_some());
    let judged: Vec<(usize, Chance)> = places
        .iter()
        .enumerate()
        .filter(|(_, (it, _))| !adjusted || it.unexplained.is_some())
        .map(|(at, (_, chance))| (at, *chance))
        .filter(|(_, it)| it.error.is_finite() && it.error > 0.0 && it.p.is_finite())
        .collect();
    if judged.is_empty() {
        return Ok(None);
    }
    let values: Vec<f64> = judged.iter().map(|(_, it)| it.value).collect();
    let errors: Vec<f64> = judged.iter().map(|(_, it)| it.error).collect();
    let p: Vec<f64> = judged.iter().map(|(_, it)| it.p).collect();
    let q = adjust(&p, Adjustment::BenjaminiHochberg)?;
    let drawn = if judged.len() >= 4 { Some(shrink(&values, &errors, Between::Reml, asked.confidence)?) } else { None };
    let apart = drawn.as_ref().map(|it| apart(&values, &errors, it.common.value, it.between)).transpose()?;
    for (at, (place, it)) in judged.iter().enumerate() {
        let own = &mut places[*place].0;
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
