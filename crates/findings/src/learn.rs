//! Whom to learn from, and whether others could learn here.

use crate::discover::{RATE, adjust};
use crate::model::Model;
use crate::truth::cell;
use crate::{AreaLevel, Circle, Country, Direction, FigureInput, Lesson, Reason};

/// True years looked back over when asking who has closed a difference.
const LOOK_BACK: usize = 15;
/// Values averaged for "what it was before".
const BEFORE: usize = 3;
/// True yearly values a closed difference must have stayed closed.
const STAYED: usize = 2;
/// Closed: what is left is at most this share of what was.
const LEFT: f64 = 0.5;
/// ... and what is left can either not be told from nothing, or is at most this share.
const NEARLY_GONE: f64 = 0.25;
/// The worse-off sex must itself have gained at least this share of the reduction.
const RAISED: f64 = 0.5;

/// Areas to learn from about one key figure: partners first, then similar areas, then the rest of
/// the country (areas of the same sort only), and last [`Circle::Own`] lessons, where others can
/// learn from this area.
///
/// [`Reason::SmallerDifference`]: the size of the lasting difference is smaller, the sex that is
/// worse off here is there at least as well off, and the other no worse off than here beyond
/// chance: a small difference at a low level is nothing to copy. [`Reason::Closed`]: the difference
/// has at least halved, beyond chance, has stayed so, and at least half of it came from the
/// worse-off sex gaining. Both by one-sided tests with false discoveries held at 5 % over all areas
/// tried.
///
/// Empty without a direction or a model: nothing is said about good and bad then.
#[must_use]
pub fn learn_from(
    model: &Model,
    input: &FigureInput<'_>,
    country: &Country<'_>,
    area: usize,
    partners: &[u16],
    similar: &[u16],
) -> Vec<Lesson> {
    let good = match input.direction {
        Direction::HighIsGood => 1.0,
        Direction::LowIsGood => -1.0,
        Direction::None => return Vec::new(),
    };
    let Some(own) = Side::of(model, input, area) else {
        return Vec::new();
    };
    if model.none.is_some() {
        return Vec::new();
    }
    let sort = |a: usize| country.level.get(a).copied().unwrap_or(AreaLevel::Municipality);
    let circle = |a: usize| {
        let has = |list: &[u16]| list.iter().any(|&p| usize::from(p) == a);
        if has(partners) {
            Circle::Partner
        } else if has(similar) {
            Circle::Similar
        } else {
            Circle::Country
        }
    };
    let women_worse = own.lasting * good < 0.0;
    let worse = |side: &Side| if women_worse { side.women } else { side.men };
    let better = |side: &Side| if women_worse { side.men } else { side.women };
    let mut lessons = Vec::new();
    let (mut p, mut p_closed) = (Vec::new(), Vec::new());
    for other in 0..model.areas() {
        if other == area || sort(other) != sort(area) {
            continue;
        }
        let Some(side) = Side::of(model, input, other) else {
            continue;
        };
        let behind = usize::from(model.latest[area]).saturating_sub(usize::from(model.latest[other]));
        if behind > 1 {
            continue;
        }
        let error = (model.compared_square(area) + model.compared_square(other)).sqrt();
        let less = own.lasting.abs() - side.lasting.abs();
        p.push(one_sided(model, less, error));
        let mut lesson = Lesson {
            area: other,
            circle: circle(other),
            reason: Reason::SmallerDifference,
            women: side.women,
            men: side.men,
            lasting: side.lasting,
            before: own.lasting,
            p: one_sided(model, less, error),
        };
        let as_good = worse(&side) * good >= worse(&own) * good && better(&side) * good >= better(&own) * good - error;
        let closing = closed(model, input, other, good);
        p_closed.push(closing.map_or(1.0, |(.., p)| p));
        let test = p.len() - 1;
        match closing {
            Some((since, before, p)) if side.lasting.abs() <= own.lasting.abs() => {
                lesson.reason = Reason::Closed { since };
                lesson.before = before;
                lesson.p = p;
                lessons.push((lesson, test));
            }
            _ if as_good => lessons.push((lesson, test)),
            _ => {}
        }
    }
    let found = |p: &[f64]| {
        let mut q = vec![f64::NAN; p.len()];
        adjust(p, &mut q, &mut Vec::new());
        q.into_iter().map(|q| q <= RATE).collect::<Vec<bool>>()
    };
    // One's own story is one test of the same family.
    let own_story = closed(model, input, area, good);
    p_closed.push(own_story.map_or(1.0, |(.., p)| p));
    let (smaller, has_closed) = (found(&p), found(&p_closed));
    let mut out: Vec<Lesson> = lessons
        .into_iter()
        .filter(|(lesson, test)| match lesson.reason {
            Reason::SmallerDifference => smaller[*test],
            Reason::Closed { .. } => has_closed[*test],
        })
        .map(|(lesson, _)| lesson)
        .collect();
    out.sort_by(|a, b| {
        a.circle.cmp(&b.circle).then(a.lasting.abs().total_cmp(&b.lasting.abs())).then(a.area.cmp(&b.area))
    });
    if let Some((since, before, p)) = own_story
        && has_closed.last() == Some(&true)
    {
        out.push(Lesson {
            area,
            circle: Circle::Own,
            reason: Reason::Closed { since },
            women: own.women,
            men: own.men,
            lasting: own.lasting,
            before,
            p,
        });
    }
    out
}

struct Side {
    women: f64,
    men: f64,
    lasting: f64,
}

impl Side {
    fn of(model: &Model, input: &FigureInput<'_>, area: usize) -> Option<Self> {
        let latest = usize::from(*model.latest.get(area)?);
        if *model.years.get(area)? == 0 {
            return None;
        }
        let (women, men) = cell(&input.grid, area, *model.true_years.get(latest)?)?;
        Some(Self { women, men, lasting: *model.lasting.get(area)? })
    }
}

fn one_sided(model: &Model, estimate: f64, error: f64) -> f64 {
    let p = 0.5 * model.p(estimate, error);
    if estimate > 0.0 { p } else { 1.0 - p }
}

/// Whether an area has closed its difference by raising the worse-off sex: since when, what the
/// difference was before, and the one-sided p-value of "not smaller than before".
fn closed(model: &Model, input: &FigureInput<'_>, area: usize, good: f64) -> Option<(i16, f64, f64)> {
    let n = model.true_years.len();
    let mut place = [0_usize; LOOK_BACK];
    let mut women = [0.0_f64; LOOK_BACK];
    let mut men = [0.0_f64; LOOK_BACK];
    let mut k = 0;
    for j in n.saturating_sub(LOOK_BACK)..n {
        if let Some((w, m)) = cell(&input.grid, area, model.true_years[j]) {
            place[k] = j;
            women[k] = w;
            men[k] = m;
            k += 1;
        }
    }
    if k < BEFORE + STAYED {
        return None;
    }
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (women_before, men_before) = (mean(&women[..BEFORE]), mean(&men[..BEFORE]));
    let before = women_before - men_before;
    let mut start = k;
    while start > BEFORE && (women[start - 1] - men[start - 1]).abs() <= LEFT * before.abs() {
        start -= 1;
    }
    if k - start < STAYED {
        return None;
    }
    let (women_after, men_after) = (mean(&women[start..k]), mean(&men[start..k]));
    let reduction = before.abs() - (women_after - men_after).abs();
    let gain = if before * good < 0.0 { women_after - women_before } else { men_after - men_before } * good;
    if gain < RAISED * reduction {
        return None;
    }
    let lasting = model.lasting[area];
    if lasting.abs() > NEARLY_GONE * before.abs() && model.p(lasting, model.error_square(area).sqrt()) <= RATE {
        return None;
    }
    let error = (2.0 * model.error_square(area)).sqrt();
    // Before must itself have been a difference beyond chance.
    let p = one_sided(model, reduction, error).max(model.p(before, model.error_square(area).sqrt()));
    (p <= RATE).then(|| (model.calendar(place[start]), before, p))
}
