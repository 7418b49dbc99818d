//! What has become of the differences between women and men in key figures, for the programme: the door
//! `office::Outcomes` over the open data.

use app::{App, RowsAsk};
use office::Outcomes;
use programme::FigureRef;
use std::sync::Arc;

/// A difference that grows, beyond what may be chance (`app::view::TrendNumbers`).
const GROWING: &str = "growing";

/// The open data, asked what has grown.
pub struct Grown(pub Arc<App>);

impl Outcomes for Grown {
    fn growing(&self, area: &str, kpis: &[String]) -> Vec<FigureRef> {
        kpis.iter().filter_map(|kpi| self.one(area, kpi)).collect()
    }
}

impl Grown {
    /// `None` also for a figure or an area that the data does not have: nothing is known of it.
    fn one(&self, area: &str, kpi: &str) -> Option<FigureRef> {
        let ask = RowsAsk {
            areas: vec![area.to_owned()],
            kpis: vec![kpi.to_owned()],
            every_year: true,
            ..RowsAsk::default()
        };
        let rows = self.0.rows(&ask).ok()?;
        let newest = rows.iter().find(|row| row.trend.as_ref().is_some_and(|it| it.code == GROWING))?;
        let first = newest.trend.as_ref()?.from;
        let then = rows.iter().find(|row| row.year == first)?.difference.as_ref()?.value;
        Some(FigureRef {
            kpi: newest.kpi.clone(),
            area: newest.area.clone(),
            from_year: u16::try_from(first).ok()?,
            to_year: u16::try_from(newest.year).ok()?,
            difference_then: then,
            difference_now: newest.difference.as_ref()?.value,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_grows_is_told() {
        let app = Arc::new(App::demo(1).unwrap());
        let area = app.areas().into_iter().find(|it| it.level == app::view::Level::Municipality).unwrap().code;
        let kpis: Vec<String> = app.figures(i18n::Lang::Sv).into_iter().map(|it| it.kpi).take(40).collect();
        for it in Grown(Arc::clone(&app)).growing(&area, &kpis) {
            assert_eq!(it.area, area);
            assert!(kpis.contains(&it.kpi) && it.from_year < it.to_year, "{it:?}");
            assert!(it.difference_then.is_finite() && it.difference_now.is_finite(), "{it:?}");
        }
        assert!(Grown(app).growing("9999", &["N99999".into()]).is_empty());
    }
}
