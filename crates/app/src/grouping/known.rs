//! What the key figures know of organisations, to fill in what a file does not say.

use super::read::{Facts, Known};
use crate::world::OVERALL;
use crate::{App, RowsAsk};
use std::collections::BTreeMap;

/// Inhabitants.
const RESIDENTS: &str = "N01951";
/// In so many figures at least a theme must have been compared with similar municipalities to say anything.
const ENOUGH: usize = 3;

/// The figures of a snapshot, and how everybody stands by theme where that is asked for.
pub struct FromFigures<'a> {
    app: &'a App,
    /// By area, in each theme: 0 (larger differences than everywhere else) to 100.
    standing: BTreeMap<String, Vec<(String, u8)>>,
}

impl<'a> FromFigures<'a> {
    /// Inhabitants, type and similar municipalities; with `differences` also how everybody stands in each theme of
    /// the key figures, which takes a scan of the country.
    #[must_use]
    pub fn new(app: &'a App, differences: bool) -> Self {
        Self { app, standing: if differences { standing(app) } else { BTreeMap::new() } }
    }
}

impl Facts for FromFigures<'_> {
    fn of(&self, code: &str) -> Known {
        let world = &self.app.world;
        let Some((index, area)) = world.snapshot.areas().iter().enumerate().find(|(_, it)| it.id.as_str() == code)
        else {
            return Known::default();
        };
        let similar = world.similar_of(OVERALL, index).into_iter();
        let codes = similar.filter_map(|it| world.snapshot.areas().get(usize::from(it)));
        Known {
            size: residents(self.app, code),
            class: area.class_name.clone().or_else(|| area.class.clone()),
            similar: codes.map(|it| it.id.as_str().to_owned()).collect(),
            profile: self.standing.get(code).cloned().unwrap_or_default(),
        }
    }
}

fn residents(app: &App, code: &str) -> Option<u64> {
    let ask = RowsAsk { areas: vec![code.to_owned()], kpis: vec![RESIDENTS.to_owned()], ..RowsAsk::default() };
    // A figure that the snapshot does not have is no fault: then nothing is known.
    let row = app.rows(&ask).ok()?.pop()?;
    let both = row.women.zip(row.men).map(|(women, men)| women + men);
    let people = row.total.or(both).filter(|it| it.is_finite() && *it >= 0.0 && *it < 1e9)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    Some(people.round() as u64)
}

/// How everybody stands in each theme: of all who have been compared there, the share with at least as many
/// differences that are larger than among similar municipalities (those that are smaller count the other way), with
/// half of those who have as many.
fn standing(app: &App) -> BTreeMap<String, Vec<(String, u8)>> {
    let themes: BTreeMap<String, String> =
        app.figures(i18n::Lang::Sv).into_iter().map(|it| (it.kpi, it.theme)).collect();
    let mut sums: BTreeMap<&str, BTreeMap<String, (i64, usize)>> = BTreeMap::new();
    for row in app.rows(&RowsAsk::default()).unwrap_or_default() {
        let worse = match row.verdict {
            Some("larger-than-peers") => 1,
            Some("smaller-than-peers" | "learn-from-us") => -1,
            Some("as-peers") => 0,
            _ => continue,
        };
        let Some(theme) = themes.get(&row.kpi) else { continue };
        let sum = sums.entry(theme).or_default().entry(row.area).or_default();
        *sum = (sum.0 + worse, sum.1 + 1);
    }
    let mut standing: BTreeMap<String, Vec<(String, u8)>> = BTreeMap::new();
    for (theme, areas) in sums {
        let known: Vec<(&String, i64)> =
            areas.iter().filter(|(_, (_, n))| *n >= ENOUGH).map(|(area, (sum, _))| (area, *sum)).collect();
        for (area, own) in &known {
            let worse = known.iter().filter(|(_, sum)| sum > own).count();
            let same = known.iter().filter(|(_, sum)| sum == own).count();
            let score = (100 * (2 * worse + same)) / (2 * known.len());
            let score = u8::try_from(score.min(100)).unwrap_or(100);
            standing.entry((*area).clone()).or_default().push((theme.to_owned(), score));
        }
    }
    standing
}
