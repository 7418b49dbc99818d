//! The same on paper for the meeting, and as a table to save.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use i18n::Lang;
use programme::{Evidence, GroupId, RoundId};

use super::{BesideAsk, BesideView, LevelsAsk, LevelsLine, LevelsState, LevelsView};
use crate::{Office, Trouble, Visitor, csv};

/// Organisations side by side, as a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesidePaper {
    /// The language it is in.
    pub lang: Lang,
    /// The day it was made, ISO.
    pub date: String,
    /// What stands in it: nothing of what those of a team said for themselves.
    pub view: BesideView,
    /// What the key figures that are evidence and their areas are called, by their codes.
    pub figures: BTreeMap<(String, String), (String, String)>,
}

impl Office {
    /// Organisations of a group side by side as a PDF: its name, what it is, its bytes.
    ///
    /// # Errors
    /// As [`Office::beside`]; [`Trouble::Nothing`] also where nobody prints.
    pub async fn beside_file(
        &self,
        visitor: &Visitor,
        id: GroupId,
        ask: &BesideAsk,
        lang: Lang,
    ) -> Result<(String, String, Vec<u8>), Trouble> {
        let mut view = self.beside(visitor, id, ask, lang).await?;
        // A paper is laid on the table: that a team saw things differently is its own.
        for cell in view.sheets.iter_mut().flat_map(|it| &mut it.rows).flat_map(|it| &mut it.cells) {
            cell.differ = false;
        }
        as_asked(&mut view);
        let press = self.press.as_ref().map(Arc::clone).ok_or(Trouble::Nothing)?;
        let name = format!("{} {}.pdf", lang.pick("Sida vid sida", "Side by side"), view.group_name);
        let figures = self.named_figures(&view);
        let paper = BesidePaper { lang, date: self.today().to_string(), view, figures };
        let printing = tokio::task::spawn_blocking(move || press.print_beside(&paper));
        let bytes = printing.await.map_err(|why| Trouble::Ours(why.to_string()))?.map_err(Trouble::Ours)?;
        Ok((name.replace(['/', '\\'], "-"), "application/pdf".to_owned(), bytes))
    }

    /// What the key figures that are evidence are called, with their units, and where; as far as it is known.
    fn named_figures(&self, view: &BesideView) -> BTreeMap<(String, String), (String, String)> {
        let Some(door) = &self.figures else { return BTreeMap::new() };
        let cells = view.sheets.iter().flat_map(|it| &it.rows).flat_map(|it| &it.cells);
        let given = cells.flat_map(|it| &it.evidence).filter_map(|it| match &it.evidence {
            Evidence::Figure { kpi, area, .. } => Some((kpi.clone(), area.clone())),
            Evidence::Document { .. } | Evidence::Link { .. } | Evidence::Decision { .. } | Evidence::Form { .. } => {
                None
            }
        });
        let codes: BTreeSet<(String, String)> = given.collect();
        codes.into_iter().filter_map(|it| door.named(&it.0, &it.1).map(|names| (it, names))).collect()
    }

    /// Everybody in a round as a table (CSV): its name, what it is, its bytes.
    ///
    /// # Errors
    /// As [`Office::round_levels`].
    pub async fn round_levels_file(
        &self,
        visitor: &Visitor,
        round: RoundId,
        ask: &LevelsAsk,
        lang: Lang,
    ) -> Result<(String, String, Vec<u8>), Trouble> {
        let view = self.round_levels(visitor, round, ask, lang).await?;
        let name = format!("{} {}.csv", lang.pick("Självskattningar", "Self-assessments"), view.round_title);
        Ok((name.replace(['/', '\\'], "-"), "text/csv; charset=utf-8".to_owned(), levels(&view, lang).into_bytes()))
    }
}

/// Where something was chosen, a paper holds that alone: its items over time, and not how all is steered or
/// where women and men fare differently.
fn as_asked(view: &mut BesideView) {
    let chosen = view.apart || view.parts.iter().chain(&view.items).any(|it| it.chosen);
    if !chosen {
        return;
    }
    let items: BTreeSet<String> = view.sheets.iter().flat_map(|it| &it.rows).map(|it| it.item.id.clone()).collect();
    for column in &mut view.columns {
        column.forms.clear();
        column.differences.clear();
        if let Some(times) = &mut column.times {
            times.rows.retain(|row| items.contains(&row.item.id));
        }
    }
}

/// The table, with a head.
fn levels(view: &LevelsView, lang: Lang) -> String {
    let words = |sv: &str, en: &str| lang.pick(sv, en).to_owned();
    let mut head = vec![
        words("organisation", "organisation"),
        words("spår", "track"),
        words("grupp", "group"),
        words("läge", "state"),
        words("tillfälle", "occasion"),
        words("överens", "agreed"),
    ];
    for part in &view.parts {
        head.push(format!("{}: {part}", words("mellersta nivån", "middle level")));
        head.push(format!("{}: {part}", words("antal nivåer", "number of levels")));
    }
    head.extend([words("upp", "up"), words("ner", "down")]);
    head.extend(view.steps.iter().map(|step| format!("{}: {step}", words("mellersta nivån", "middle level"))));
    csv::table(std::iter::once(head).chain(view.lines.iter().map(|line| row(line, lang))))
}

fn row(line: &LevelsLine, lang: Lang) -> Vec<String> {
    let level = |level: Option<u8>| level.map(|it| it.to_string()).unwrap_or_default();
    let shown = line.state == LevelsState::Shown;
    let mut cells = vec![
        line.name.clone(),
        line.track.map(|it| lang.pick(it.title().sv, it.title().en).to_owned()).unwrap_or_default(),
        line.group.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        state_said(line.state, lang).to_owned(),
        line.latest.as_ref().map(|(title, _)| title.clone()).unwrap_or_default(),
        line.latest.as_ref().map(|(_, day)| day.to_string()).unwrap_or_default(),
    ];
    for cell in &line.cells {
        cells.push(level(cell.level));
        cells.push(if shown { cell.known.to_string() } else { String::new() });
    }
    let (up, down) = line.moved.map(|(up, down)| (up.to_string(), down.to_string())).unwrap_or_default();
    cells.extend([up, down]);
    cells.extend(line.over.iter().map(|it| level(*it)));
    cells
}

const fn state_said(state: LevelsState, lang: Lang) -> &'static str {
    match (state, lang) {
        (LevelsState::Shown, Lang::Sv) => "visat",
        (LevelsState::Shown, Lang::En) => "shown",
        (LevelsState::Hidden, Lang::Sv) => "inte visat än",
        (LevelsState::Hidden, Lang::En) => "not shown yet",
        (LevelsState::Unanswered, Lang::Sv) => "inte svarat",
        (LevelsState::Unanswered, Lang::En) => "not answered",
    }
}

#[cfg(test)]
mod tests {
    use programme::Capacity;

    use super::*;
    use crate::{
        AssessItem, BesideChoice, BesideColumn, BesideDifference, BesideForm, BesideRow, BesideSheet, BesideState,
        BesideTimeRow, BesideTimes, SheetCode,
    };

    const ID: &str = "017f22e2-79b0-7800-bfff-ffffffffffff";

    fn item(id: &str) -> AssessItem {
        AssessItem {
            id: id.into(),
            code: format!("overgripande/{id}"),
            number: 1,
            name: id.into(),
            text: String::new(),
            note: String::new(),
            block: String::new(),
            levels: Vec::new(),
        }
    }

    fn column() -> BesideColumn {
        let form = BesideForm { form: "styrsystem".into(), name: "Styrning".into(), finished: true, said: Vec::new() };
        let difference = BesideDifference {
            figure: "Heltid".into(),
            women: "61".into(),
            men: "78".into(),
            difference: "−17".into(),
            year: "2024".into(),
            verdict: String::new(),
        };
        let rows = ["beslut", "statistik"].map(|id| BesideTimeRow { item: item(id), cells: Vec::new() });
        BesideColumn {
            organisation: ID.parse().unwrap(),
            name: "Kramfors kommun".into(),
            capacity: Capacity::Participant,
            own: true,
            state: BesideState::Unanswered,
            of: None,
            earlier: None,
            forms: vec![form],
            differences: vec![difference],
            source: String::new(),
            times: Some(BesideTimes { times: Vec::new(), rows: rows.into() }),
        }
    }

    /// One item of two stands in the table.
    fn view(apart: bool, chosen: bool) -> BesideView {
        BesideView {
            round: ID.parse().unwrap(),
            round_title: String::new(),
            group: ID.parse().unwrap(),
            group_name: "Norr".into(),
            instrument: String::new(),
            notes: Vec::new(),
            step: String::new(),
            title: String::new(),
            steps: vec![BesideChoice { id: "traff".into(), name: "Träff".into(), chosen: true }],
            parts: Vec::new(),
            items: vec![BesideChoice { id: "statistik".into(), name: "Statistik".into(), chosen }],
            apart,
            members: Vec::new(),
            columns: vec![column()],
            sheets: vec![BesideSheet {
                code: SheetCode { part: "overgripande".into(), of: None },
                name: String::new(),
                rows: vec![BesideRow { item: item("statistik"), apart: true, cells: Vec::new() }],
            }],
            mine: Vec::new(),
            taken: Default::default(),
            prints: true,
        }
    }

    #[test]
    fn a_paper_holds_what_was_chosen_alone() {
        for (apart, chosen, forms, differences, times) in [
            // That an occasion is shown is no choice of items.
            (false, false, 1, 1, vec!["beslut", "statistik"]),
            (true, false, 0, 0, vec!["statistik"]),
            (false, true, 0, 0, vec!["statistik"]),
        ] {
            let mut view = view(apart, chosen);
            as_asked(&mut view);
            let [column] = view.columns.as_slice() else { panic!("{view:?}") };
            assert_eq!((column.forms.len(), column.differences.len()), (forms, differences), "{apart} {chosen}");
            let rows = column.times.iter().flat_map(|it| &it.rows).map(|it| it.item.id.as_str());
            assert_eq!(rows.collect::<Vec<_>>(), times, "{apart} {chosen}");
        }
    }
}
