//! What the figures know of an organisation, for the templates that fill themselves.

use app::view::{FigureRow, FindingView};
use app::{App, Ask, RowsAsk};
use i18n::{Lang, Numbers};
use method::{Answer, BySex, Given};
use office::{FiguresDoor, KnownFigures};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Inhabitants.
const RESIDENTS: &[&str] = &["N01951"];
/// Employees: all, or those with a monthly wage where that is what there is; of a municipality, of a region.
const EMPLOYEES: &[&str] = &["N00231", "N00053", "N60026"];
/// The share of women among the elected. How many they are no key figure says.
const ELECTED: &[&str] = &["N05814", "N65814"];

/// The figures of the newest snapshot.
pub struct FromFigures(pub Arc<App>);

impl FiguresDoor for FromFigures {
    fn known(&self, area: &str, lang: Lang) -> Result<KnownFigures, String> {
        let ask = Ask { lang, ..Ask::default() };
        let view = self.0.municipality(area, &ask).map_err(|why| format!("{why:?}"))?;
        let source = &view.source.unchanged;
        let rows: Vec<_> = view.findings.iter().map(row).collect();
        let differences = (!rows.is_empty()).then(|| Given {
            answer: Answer::Rows(rows),
            source: Some(format!("{source} {}", view.source.computed)),
            date: None,
        });
        Ok(KnownFigures {
            population: self.both(RESIDENTS, area, source, lang),
            elected: self.share_of_women(ELECTED, area, source, lang),
            employees: self.both(EMPLOYEES, area, source, lang),
            differences,
        })
    }

    fn by_sex(&self, kpi: &str, area: &str, year: u16) -> Option<BySex> {
        let row = self.newest(kpi, area, vec![i32::from(year)])?;
        (row.women.is_some() || row.men.is_some()).then_some(BySex { women: row.women, men: row.men })
    }

    fn named(&self, kpi: &str, area: &str) -> Option<(String, String)> {
        self.0.named(kpi, area)
    }

    fn source(&self, lang: Lang) -> String {
        if self.0.invented() {
            return lang.pick("Påhittade siffror", "Invented figures").to_owned();
        }
        lang.pick("Källa: Kolada", "Source: Kolada").to_owned()
    }
}

impl FromFigures {
    /// The row of a key figure; of the newest year where none is named.
    fn newest(&self, kpi: &str, area: &str, years: Vec<i32>) -> Option<FigureRow> {
        let ask = RowsAsk { areas: vec![area.to_owned()], kpis: vec![kpi.to_owned()], years, ..RowsAsk::default() };
        // A figure that the snapshot does not have is no fault: then nothing is known.
        self.0.rows(&ask).ok()?.pop()
    }

    /// The first of these that there is for women and men.
    fn both(&self, kpis: &[&str], area: &str, source: &str, lang: Lang) -> Option<Given> {
        kpis.iter().find_map(|kpi| {
            let row = self.newest(kpi, area, Vec::new())?;
            let both = BySex { women: Some(row.women?), men: Some(row.men?) };
            Some(given(Answer::BySex(both), &row, source, lang))
        })
    }

    /// The first of these that there is, as a share of women.
    fn share_of_women(&self, kpis: &[&str], area: &str, source: &str, lang: Lang) -> Option<Given> {
        kpis.iter().find_map(|kpi| {
            let row = self.newest(kpi, area, Vec::new())?;
            let share = Numbers::of(lang).fixed(row.total?, 1);
            let said = match lang {
                Lang::Sv => format!("{share} procent kvinnor"),
                Lang::En => format!("{share} per cent women"),
            };
            Some(given(Answer::Text(said), &row, source, lang))
        })
    }
}

fn given(answer: Answer, row: &FigureRow, source: &str, lang: Lang) -> Given {
    let figure = match lang {
        Lang::Sv => format!("Nyckeltal {}, {}.", row.kpi, row.year),
        Lang::En => format!("Key figure {}, {}.", row.kpi, row.year),
    };
    Given { answer, source: Some(format!("{figure} {source}")), date: None }
}

/// A finding in the columns of [`method::Origin::KeyDifferences`].
fn row(finding: &FindingView) -> BTreeMap<method::Id, Answer> {
    let text = |text: &str| Answer::Text(text.to_owned());
    let both = BySex { women: finding.women.value, men: finding.men.value };
    BTreeMap::from([
        ("figure".into(), text(&format!("{} ({})", finding.short, finding.unit))),
        ("value".into(), Answer::BySex(both)),
        ("difference".into(), text(&finding.difference.with_unit)),
        ("year".into(), text(&finding.year.to_string())),
        ("verdict".into(), text(&finding.verdict.text)),
        ("source".into(), text(&finding.source.unchanged)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::view::Level;
    use method::Origin;

    #[test]
    fn an_area_fills_its_form() {
        let app = Arc::new(App::demo(1).unwrap());
        let area = app.areas().into_iter().find(|it| it.level == Level::Municipality).unwrap().code;
        let door = FromFigures(Arc::clone(&app));
        for lang in Lang::ALL {
            let known = door.known(&area, lang).unwrap();
            let residents = known.population.unwrap();
            let Answer::BySex(BySex { women: Some(women), men: Some(men) }) = residents.answer else {
                panic!("{residents:?}")
            };
            assert!(women > 0.0 && men > 0.0);
            let source = residents.source.unwrap();
            assert!(source.contains("N01951"), "{source}");
            let rows = known.differences.map(|it| it.answer);
            if let Some(Answer::Rows(rows)) = rows {
                let columns = Origin::KeyDifferences.columns();
                assert!(
                    rows.iter().flat_map(BTreeMap::keys).all(|id| columns.iter().any(|(it, _)| *it == id.as_str()))
                );
            }
        }
        let row = app.rows(&RowsAsk { areas: vec![area.clone()], kpis: vec!["N01951".into()], ..RowsAsk::default() });
        let row = row.unwrap().pop().unwrap();
        let year = u16::try_from(row.year).unwrap();
        assert_eq!(door.by_sex("N01951", &area, year), Some(BySex { women: row.women, men: row.men }));
        assert_eq!(door.by_sex("N99999", &area, year), None);
        assert_eq!(door.named("N01951", &area), Some((row.title, row.area_name)));
        assert_eq!(door.named("N99999", &area), None);
        assert_eq!(door.source(Lang::Sv), "Påhittade siffror");
        assert!(door.known("9999", Lang::Sv).is_err());
    }
}
