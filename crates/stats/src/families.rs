//! Many tests that come in families: every indicator of an area, every municipality of a region. First
//! which families have anything to tell, then what in them.

use crate::error::{self, Error, Input, Result, unit};
use crate::multiple::{Adjustment, adjust};

/// One family after the families were chosen.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Family {
    /// The p-value of the family as a whole: that nothing in it differs (Simes).
    pub p: f64,
    /// That p-value adjusted over the families (Benjamini–Hochberg).
    pub adjusted: f64,
    /// Whether the family is looked into.
    pub chosen: bool,
    /// The p-values within adjusted (Benjamini–Hochberg), and for how few families were chosen: those
    /// at or under the level are flagged. All 1 where the family is not chosen.
    pub within: Vec<f64>,
    /// Which of them are flagged.
    pub flagged: Vec<bool>,
}

/// Simes' p-value of a family: min over i of m p(i)/i; 1 for an empty one.
///
/// # Errors
/// A p-value that is not a number between 0 and 1.
///
/// Reference: Simes 1986, Biometrika 73:751–754.
pub fn simes(p: &[f64]) -> Result<f64> {
    Ok(adjust(p, Adjustment::BenjaminiHochberg)?.into_iter().fold(1.0, f64::min))
}

/// Benjamini and Bogomolov's procedure: families are chosen at false discovery rate `q`, and within
/// each chosen one tests are flagged at q × (chosen/families). That holds the expected average over
/// chosen families of the share of false flags at q.
///
/// # Errors
/// A p-value, or `q`, that is not a number between 0 and 1; no families.
///
/// Reference: Benjamini & Bogomolov 2014, JRSS-B 76:297–318.
///
/// ```
/// use stats::families::chosen_families;
/// let families = chosen_families(&[vec![0.001, 0.6], vec![0.4, 0.9], vec![0.02, 0.03]], 0.05)?;
/// // Simes: 0.002, 0.8 and 0.03; two of three are chosen, and within them 0.05 × 2/3 is the level.
/// assert_eq!(families.iter().map(|f| f.chosen).collect::<Vec<_>>(), [true, false, true]);
/// assert_eq!(families[0].flagged, [true, false]);
/// assert_eq!(families[2].flagged, [true, true]);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn chosen_families(families: &[Vec<f64>], q: f64) -> Result<Vec<Family>> {
    unit(Input::Share, q)?;
    error::at_least(1, families.len())?;
    let whole = families.iter().map(|f| simes(f)).collect::<Result<Vec<f64>>>()?;
    let adjusted = adjust(&whole, Adjustment::BenjaminiHochberg)?;
    let chosen = adjusted.iter().filter(|p| **p <= q).count() as f64;
    let share = chosen / families.len() as f64;
    let mut out = Vec::with_capacity(families.len());
    for ((family, p), adjusted) in families.iter().zip(whole).zip(adjusted) {
        let is_chosen = adjusted <= q;
        let within = if is_chosen {
            adjust(family, Adjustment::BenjaminiHochberg)?.into_iter().map(|v| (v / share).min(1.0)).collect()
        } else {
            vec![1.0; family.len()]
        };
        let flagged = within.iter().map(|v| is_chosen && *v <= q).collect();
        out.push(Family { p, adjusted, chosen: is_chosen, within, flagged });
    }
    Ok(out)
}

/// One question of a tree of questions: a subject, its indicators, their ages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    /// The place in the list of the question above; `None` at the top.
    pub parent: Option<usize>,
    /// Its own p-value.
    pub p: f64,
}

/// Yekutieli's tree: the questions under one are tested together (Benjamini–Hochberg at `q`), and only
/// where the one above was flagged. The false discovery rate of the whole tree is then at most about
/// 2 × 1.44 q, of the lowest level about as much; give half of what is wanted, or say so.
///
/// A parent must stand before its children in the list. Answers in the order of the list.
///
/// # Errors
/// A p-value, or `q`, that is not a number between 0 and 1; a parent that does not stand before.
///
/// Reference: Yekutieli 2008, JASA 103:309–316.
///
/// ```
/// use stats::families::{Node, tree};
/// let of = |parent, p| Node { parent, p };
/// let flags = tree(&[of(None, 0.01), of(None, 0.2), of(Some(0), 0.02), of(Some(1), 0.0001)], 0.05)?;
/// // The last is small, but under a question that was not flagged.
/// assert_eq!(flags, [true, false, true, false]);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn tree(nodes: &[Node], q: f64) -> Result<Vec<bool>> {
    unit(Input::Share, q)?;
    let mut under: Vec<Vec<usize>> = vec![Vec::new(); nodes.len() + 1];
    for (i, node) in nodes.iter().enumerate() {
        unit(Input::PValue, node.p)?;
        let place = match node.parent {
            None => 0,
            Some(parent) if parent < i => parent + 1,
            Some(parent) => return Err(Error::ParentAfter { parent, child: i }),
        };
        under[place].push(i);
    }
    let mut flags = vec![false; nodes.len()];
    for place in 0..under.len() {
        if place > 0 && !flags[place - 1] {
            continue;
        }
        let p: Vec<f64> = under[place].iter().map(|i| nodes[*i].p).collect();
        for (i, v) in under[place].iter().zip(adjust(&p, Adjustment::BenjaminiHochberg)?) {
            flags[*i] = v <= q;
        }
    }
    Ok(flags)
}
