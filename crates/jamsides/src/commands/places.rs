//! Where organisations lie and what they are like, for forming groups: the door `office::Places` over the open
//! data and the map.

use app::view::Level;
use app::{App, RowsAsk};
use i18n::Lang;
use office::{PlaceFacts, Places};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A figure that says how it is for people, and not only how many they are (`app::view::KnownFigure`).
const OUTCOME: &str = "outcome";

/// How strong areas are, by area and theme.
type Profiles = BTreeMap<String, BTreeMap<String, u8>>;

/// The map and the open data.
pub struct OnMap {
    app: Arc<App>,
    profiles: OnceLock<Profiles>,
}

impl OnMap {
    /// Over the open data.
    pub fn new(app: Arc<App>) -> Self {
        Self { app, profiles: OnceLock::new() }
    }
}

impl Places for OnMap {
    fn facts(&self, area: &str) -> Option<PlaceFacts> {
        let it = self.app.lies(area)?;
        // One pass over the newest figures of everybody, the first time somebody asks.
        let profiles = self.profiles.get_or_init(|| profiles(&self.app));
        let profile = profiles.get(area).cloned().unwrap_or_default();
        Some(PlaceFacts { lat: it.lat, lon: it.lon, people: it.people, class: it.class, profile })
    }

    fn similar(&self, area: &str) -> Vec<String> {
        self.app.lies(area).map(|it| it.similar).unwrap_or_default()
    }
}

/// How strong each municipality is in each theme: how many of the others have a larger difference between women
/// and men, in per cent, on average over the theme's key figures. 100: the smallest difference in all of them.
fn profiles(app: &App) -> Profiles {
    let themes: BTreeMap<String, String> =
        app.figures(Lang::Sv).into_iter().filter(|it| it.class == OUTCOME).map(|it| (it.kpi, it.theme)).collect();
    let areas: Vec<String> =
        app.areas().into_iter().filter(|it| it.level == Level::Municipality).map(|it| it.code).collect();
    if themes.is_empty() || areas.is_empty() {
        // Asked for none, the rows would be those of all.
        return Profiles::new();
    }
    let ask = RowsAsk { areas, kpis: themes.keys().cloned().collect(), ..RowsAsk::default() };
    let mut differences: BTreeMap<String, BTreeMap<String, (i32, f64)>> = BTreeMap::new();
    for row in app.rows(&ask).unwrap_or_default() {
        let (Some(women), Some(men)) = (row.women, row.men) else { continue };
        let known = differences.entry(row.kpi).or_default().entry(row.area).or_insert((row.year, 0.0));
        if known.0 <= row.year {
            *known = (row.year, (women - men).abs());
        }
    }
    let mut shares: BTreeMap<(String, String), (f64, f64)> = BTreeMap::new();
    for (kpi, of) in &differences {
        let Some(theme) = themes.get(kpi) else { continue };
        for (area, (_, mine)) in of {
            if let Some(share) = behind(*mine, of.values().map(|(_, other)| *other)) {
                let sum = shares.entry((area.clone(), theme.clone())).or_default();
                *sum = (sum.0 + share, sum.1 + 1.0);
            }
        }
    }
    let mut profiles = Profiles::new();
    for ((area, theme), (sum, n)) in shares {
        // 0 to 100, so that it fits.
        profiles.entry(area).or_default().insert(theme, (sum / n).round().clamp(0.0, 100.0) as u8);
    }
    profiles
}

/// How many of all have a larger difference, in per cent; those with the same count half. `None`: of one alone.
fn behind(mine: f64, all: impl Iterator<Item = f64>) -> Option<f64> {
    // One of those with the same is itself.
    let (mut larger, mut same, mut n) = (0.0, -1.0, -1.0);
    for other in all {
        n += 1.0;
        if other > mine {
            larger += 1.0;
        } else if other >= mine {
            same += 1.0;
        }
    }
    (n > 0.0).then(|| 100.0 * (larger + same / 2.0) / n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_map_knows_comes_through_the_door() {
        let app = Arc::new(App::demo(1).unwrap());
        let door = OnMap::new(Arc::clone(&app));
        let (facts, lies) = (door.facts("9104").unwrap(), app.lies("9104").unwrap());
        assert_eq!((facts.lat, facts.lon, facts.people, facts.class), (lies.lat, lies.lon, lies.people, lies.class));
        assert_eq!(door.similar("9104"), lies.similar);
        assert_eq!(door.facts("finns inte"), None);
        // Somebody is strong and somebody weak in every theme, and on average everybody is in the middle.
        let profiles = profiles(&app);
        assert_eq!(profiles.len(), 60);
        let mut of: BTreeMap<&String, Vec<f64>> = BTreeMap::new();
        for (theme, score) in profiles.values().flatten() {
            of.entry(theme).or_default().push(f64::from(*score));
        }
        for (theme, scores) in of {
            let mean = scores.iter().sum::<f64>() / scores.len() as f64;
            assert!((45.0..55.0).contains(&mean), "{theme} {mean}");
            assert!(scores.iter().any(|it| *it > 55.0) && scores.iter().any(|it| *it < 45.0), "{theme} {scores:?}");
        }
    }

    #[test]
    fn those_with_the_same_count_half() {
        let all = [1.0, 2.0, 2.0, 5.0, 9.0];
        let of = |mine| behind(mine, all.into_iter()).unwrap();
        assert_eq!((of(1.0), of(2.0), of(9.0)), (100.0, 62.5, 0.0));
        assert_eq!(behind(1.0, [1.0].into_iter()), None);
    }
}
