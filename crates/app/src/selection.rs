//! Some of an area's figures instead of all: by theme, by what differs, in an order of one's own.

use crate::view::{FindingView, MunicipalityView, ThemeView, VerdictCode};
use i18n::compare_names;
use std::cmp::Ordering;

/// Which figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Where women and men differ in a way that is hardly chance, here or against the group.
    #[default]
    Flagged,
    /// Every one, background too.
    All,
}

/// In what order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Larger than in the comparison group first, then other differences, then the rest.
    #[default]
    Verdict,
    /// The largest difference first, measured as the larger value over the smaller: the only size
    /// that figures of different units share.
    Size,
    /// By name.
    Name,
}

impl Which {
    /// All of them, in the order of choices.
    pub const ALL: [Self; 2] = [Self::Flagged, Self::All];

    /// The word used in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Flagged => "flagged",
            Self::All => "all",
        }
    }
}

impl Order {
    /// All of them, in the order of choices.
    pub const ALL: [Self; 3] = [Self::Verdict, Self::Size, Self::Name];

    /// The word used in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Size => "size",
            Self::Name => "name",
        }
    }
}

/// What the list of every figure shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The one theme, by id; every theme when none is named. [`BACKGROUND`] is one too.
    pub theme: Option<String>,
    /// Which of its figures.
    pub which: Which,
    /// In what order.
    pub order: Order,
}

/// The id of the figures that are background, as if they were a theme.
pub const BACKGROUND: &str = "background";

/// A theme with the figures that were chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// The theme, with how many of all its figures differ.
    pub theme: ThemeView,
    /// How many figures it has in all.
    pub of: usize,
}

/// The chosen figures by theme; a theme without any is left out.
#[must_use]
pub fn select(view: &MunicipalityView, selection: &Selection) -> Vec<Chosen> {
    let wanted = selection.theme.as_deref();
    let chosen = view.themes.iter().filter(|theme| wanted.is_none_or(|id| theme.theme.id == id)).map(|theme| {
        let mut findings: Vec<FindingView> = theme.findings.iter().filter(|it| fits(it, selection)).cloned().collect();
        sort(&mut findings, selection.order);
        Chosen { of: theme.findings.len(), theme: ThemeView { findings, ..theme.clone() } }
    });
    chosen.filter(|chosen| !chosen.theme.findings.is_empty()).collect()
}

/// The background figures of the selection: those of a list of everything, all of them asked for
/// alone, and those of a theme that has nothing else.
#[must_use]
pub fn background(view: &MunicipalityView, selection: &Selection) -> Vec<FindingView> {
    let all = selection.which == Which::All;
    let wanted = |finding: &&FindingView| match selection.theme.as_deref() {
        None => all,
        Some(BACKGROUND) => true,
        Some(id) => finding.theme.id == id && (all || view.themes.iter().all(|theme| theme.theme.id != id)),
    };
    let mut findings: Vec<FindingView> = view.background.iter().filter(wanted).cloned().collect();
    sort(&mut findings, selection.order);
    findings
}

/// How many figures the selection chooses from.
#[must_use]
pub fn in_all(view: &MunicipalityView, selection: &Selection) -> usize {
    match selection.theme.as_deref() {
        None => view.counts.split,
        Some(BACKGROUND) => view.background.len(),
        Some(id) => {
            let outcomes = view.themes.iter().flat_map(|theme| &theme.findings);
            outcomes.chain(&view.background).filter(|finding| finding.theme.id == id).count()
        }
    }
}

/// Where the difference is larger than in the group, or goes the other way, in every theme: the
/// furthest from the group first, in the group's standard errors (by p).
#[must_use]
pub fn larger(view: &MunicipalityView) -> Vec<FindingView> {
    let mut findings: Vec<FindingView> = view
        .themes
        .iter()
        .flat_map(|theme| &theme.findings)
        .filter(|it| matches!(it.verdict.code, VerdictCode::LargerThanPeers | VerdictCode::OtherWay))
        .cloned()
        .collect();
    let p = |finding: &FindingView| finding.peers.as_ref().and_then(|peers| peers.p).unwrap_or(1.0);
    findings.sort_by(|left, right| p(left).total_cmp(&p(right)).then_with(|| left.kpi.cmp(&right.kpi)));
    findings
}

fn fits(finding: &FindingView, selection: &Selection) -> bool {
    selection.which == Which::All || finding.flagged || finding.peers.as_ref().is_some_and(|peers| peers.flagged)
}

/// Sorts; [`Order::Verdict`] is the order the figures have.
fn sort(findings: &mut [FindingView], order: Order) {
    match order {
        Order::Verdict => {}
        Order::Size => findings.sort_by(by_size),
        Order::Name => findings.sort_by(|left, right| compare_names(&left.short, &right.short)),
    }
}

/// The larger value over the smaller, whichever sex has it; without two values of one sign there is
/// no such size, and it comes last.
fn size(women: Option<f64>, men: Option<f64>) -> f64 {
    match women.zip(men).map(|(women, men)| (women.max(men), women.min(men))) {
        Some((more, less)) if less >= 0.0 && more > 0.0 => more / less,
        _ => 0.0,
    }
}

fn by_size(left: &FindingView, right: &FindingView) -> Ordering {
    let size = |finding: &FindingView| size(finding.women.value, finding.men.value);
    size(right).total_cmp(&size(left)).then_with(|| left.kpi.cmp(&right.kpi))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn women_and_men_are_sorted_alike() {
        assert_eq!(size(Some(5.0), Some(2.0)), size(Some(2.0), Some(5.0)));
        assert_eq!((size(Some(5.0), Some(0.0)), size(Some(0.0), Some(5.0))), (f64::INFINITY, f64::INFINITY));
        assert_eq!((size(Some(0.0), Some(0.0)), size(Some(-1.0), Some(2.0)), size(None, Some(2.0))), (0.0, 0.0, 0.0));
    }
}
