//! The key figures of everybody, before and after a round, for the programme: the door
//! `office::KeyFigures` over the open data.

use app::view::{KnownFigure, Level};
use app::{App, Ask, RowsAsk};
use i18n::{Lang, compare_names};
use office::{EvaluationFigure, KeyFigureYear, KeyFigures};
use programme::Track;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A figure that says how it is for people, and not only how many they are (`app::view::KnownFigure`).
const OUTCOME: &str = "outcome";

/// The open data, asked about everybody.
pub struct Everybody(pub Arc<App>);

impl KeyFigures for Everybody {
    fn known(&self, lang: Lang) -> Vec<EvaluationFigure> {
        let outcomes = self.0.figures(lang).into_iter().filter(|it| it.class == OUTCOME);
        let mut known: Vec<EvaluationFigure> = outcomes.map(|it| figure(&self.0, it, lang)).collect();
        known.sort_by(|a, b| compare_names(&a.name, &b.name));
        known
    }

    fn years(&self, kpis: &[String], of: Track) -> Vec<KeyFigureYear> {
        let level = match of {
            Track::Municipalities => Level::Municipality,
            Track::Regions => Level::Region,
        };
        let here = self.0.areas().into_iter().filter(|it| it.level == level);
        let areas: Vec<String> = here.map(|it| it.code).collect();
        // A figure that the data does not have any more is no fault: then nothing is known of it.
        let there: BTreeSet<String> = self.0.figures(Lang::Sv).into_iter().map(|it| it.kpi).collect();
        let kpis: Vec<String> = kpis.iter().filter(|kpi| there.contains(*kpi)).cloned().collect();
        if areas.is_empty() || kpis.is_empty() {
            // Asked for none, the rows would be those of all.
            return Vec::new();
        }
        let ask = RowsAsk { areas, kpis, every_year: true, ..RowsAsk::default() };
        let rows = self.0.rows(&ask).unwrap_or_default();
        let year = |row: app::view::FigureRow| {
            let year = i16::try_from(row.year).ok()?;
            Some(KeyFigureYear { kpi: row.kpi, area: row.area, year, women: row.women?, men: row.men? })
        };
        rows.into_iter().filter_map(year).collect()
    }

    fn similar(&self, area: &str) -> Vec<String> {
        let Ok(view) = self.0.municipality(area, &Ask::default()) else { return Vec::new() };
        // Regions are compared with all others: that is the comparison there is already.
        if view.area.level != Level::Municipality {
            return Vec::new();
        }
        view.peers.members.into_iter().map(|it| it.code).collect()
    }
}

fn figure(app: &App, it: KnownFigure, lang: Lang) -> EvaluationFigure {
    let high_is_good = match it.direction {
        "high" => Some(true),
        "low" => Some(false),
        _ => None,
    };
    let theme = app.theme(&it.theme, lang).name;
    EvaluationFigure { kpi: it.kpi, name: it.name, title: it.title, theme, high_is_good }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_years_and_some_are_alike() {
        let app = Arc::new(App::demo(1).unwrap());
        let door = Everybody(Arc::clone(&app));
        let known = door.known(Lang::Sv);
        assert!(!known.is_empty());
        assert!(known.windows(2).all(|pair| compare_names(&pair[0].name, &pair[1].name).is_le()));
        let municipalities: BTreeSet<String> =
            app.areas().into_iter().filter(|it| it.level == Level::Municipality).map(|it| it.code).collect();
        let mut kpis: Vec<String> = known.iter().take(20).map(|it| it.kpi.clone()).collect();
        let sound = door.years(&kpis, Track::Municipalities);
        // One that is not known takes nothing from the others.
        kpis.push("N99999".into());
        let all = door.years(&kpis, Track::Municipalities);
        assert_eq!(all, sound);
        assert!(!all.is_empty());
        assert!(all.iter().all(|it| municipalities.contains(&it.area) && it.women.is_finite() && it.men.is_finite()));
        let years: BTreeSet<i16> = all.iter().map(|it| it.year).collect();
        assert!(years.len() > 1, "{years:?}");
        let area = municipalities.first().unwrap();
        let similar = door.similar(area);
        assert!(!similar.contains(area) && similar.iter().all(|it| municipalities.contains(it)), "{similar:?}");
        assert_eq!(door.years(&kpis[kpis.len() - 1..], Track::Municipalities), []);
        assert_eq!(door.similar("finns inte"), Vec::<String>::new());
    }
}
