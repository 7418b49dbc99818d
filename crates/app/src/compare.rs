//! Two to four areas side by side.

use crate::curated::Class;
use crate::figure::{find_figure, teller_of};
use crate::finding::{self, Told, theme_ref};
use crate::moment::Moment;
use crate::peers::{self, Peers, area_ref};
use crate::pictures;
use crate::view::{CompareRow, CompareView, FindingView, Picture, ThemeRef};
use crate::words::{capital, list};
use crate::world::World;
use crate::{Ask, Situation};
use charts::Dumbbell;
use findings::{AreaScan, Row};
use i18n::Lang;

/// How many rows to bring to the meeting.
const TO_BRING: usize = 3;

/// Two to four areas side by side; every curated outcome when no figure is named.
///
/// # Errors
/// [`Situation::HowMany`], [`Situation::NoArea`], [`Situation::NoFigure`].
pub fn compare(world: &World, asked: &[String], mentor: Option<&str>, kpis: &[String], ask: &Ask) -> Result<CompareView, Situation> {
    let mut areas = Vec::new();
    for name in asked {
        let area = peers::find_area(world, name)?;
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    if !(2..=4).contains(&areas.len()) {
        return Err(Situation::HowMany { got: areas.len() });
    }
    let mentor = mentor.map(|name| peers::find_area(world, name)).transpose()?;
    let moment = world.moment(ask.year)?;
    let figures = chosen(world, kpis, moment.year)?;
    let groups = areas.iter().map(|area| peers::resolve(world, *area, None)).collect::<Result<Vec<Peers>, Situation>>()?;
    let scans = areas.iter().zip(&groups).map(|(area, group)| moment.area(world, *area, &group.members)).collect::<Vec<_>>();
    let side = Side { world, moment: &moment, areas: &areas, groups: &groups, scans: &scans, ask };
    let mut rows: Vec<(f64, CompareRow)> = figures.iter().filter_map(|figure| side.row(*figure)).collect();
    let mut order: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].0 > 0.0).collect();
    order.sort_by(|left, right| rows[*right].0.total_cmp(&rows[*left].0).then(left.cmp(right)));
    order.truncate(TO_BRING);
    let bring: Vec<CompareRow> = order.iter().map(|index| rows[*index].1.clone()).collect();
    let rest = rows.drain(..).map(|(_, row)| row).collect();
    let names: Vec<&str> = areas.iter().filter_map(|area| world.snapshot.areas().get(*area)).map(|area| area.title.as_str()).collect();
    Ok(CompareView {
        lead: lead(ask.lang, &names, figures.len(), bring.len()),
        areas: areas.iter().filter_map(|area| world.snapshot.areas().get(*area)).map(area_ref).collect(),
        mentor: mentor.and_then(|mentor| areas.iter().position(|area| *area == mentor)),
        bring,
        themes: side.by_theme(rest),
        source: finding::source(world, None, ask.lang),
    })
}

fn chosen(world: &World, kpis: &[String], year: i16) -> Result<Vec<usize>, Situation> {
    if kpis.is_empty() {
        let fits = |index: &usize| {
            let figure = &world.figures[*index];
            figure.curated && figure.is_current(year) && figure.words.class == Class::Outcome
        };
        return Ok((0..world.figures.len()).filter(fits).collect());
    }
    kpis.iter().map(|kpi| find_figure(world, kpi)).collect()
}

struct Side<'a> {
    world: &'a World,
    moment: &'a Moment,
    areas: &'a [usize],
    groups: &'a [Peers],
    scans: &'a [AreaScan],
    ask: &'a Ask,
}

impl Side<'_> {
    /// One figure across the areas, and how much they differ from each other: the distance between
    /// the smallest and the largest difference in standard errors, where both are known.
    fn row(&self, figure: usize) -> Option<(f64, CompareRow)> {
        let (world, lang) = (self.world, self.ask.lang);
        let cells: Vec<Option<FindingView>> = (0..self.areas.len()).map(|position| self.cell(figure, position)).collect();
        let first = cells.iter().flatten().next()?.clone();
        let found: Vec<(usize, &Row)> = self
            .scans
            .iter()
            .enumerate()
            .filter_map(|(position, scan)| Some((position, scan.rows.get(figure)?)))
            .filter(|(_, row)| row.finding.lasting.is_finite() && row.finding.error > 0.0)
            .collect();
        let apart = apart(&found);
        let words = &world.figures[figure].words;
        let row = CompareRow {
            kpi: words.id.clone(),
            short: words.short(lang).to_owned(),
            theme: theme_ref(world, &words.theme, lang),
            unit: first.unit.clone(),
            difference_unit: first.difference_unit.clone(),
            women_word: first.women_word.clone(),
            men_word: first.men_word.clone(),
            sentence: self.sentence(figure, &found, apart),
            picture: Some(self.picture(&words.unit, &first, &cells)),
            cells,
        };
        Some((apart.map_or(0.0, |apart| if apart.real { apart.errors } else { 0.0 }), row))
    }

    fn cell(&self, figure: usize, position: usize) -> Option<FindingView> {
        let row = self.scans.get(position)?.rows.get(figure)?;
        if !row.finding.difference.is_finite() {
            return None;
        }
        let (area, peers) = (*self.areas.get(position)?, self.groups.get(position)?);
        Some(Told { world: self.world, moment: self.moment, figure, area, row, peers, ask: self.ask }.view())
    }

    fn name(&self, position: usize) -> &str {
        self.areas
            .get(position)
            .and_then(|area| self.world.snapshot.areas().get(*area))
            .map_or("", |area| area.title.as_str())
    }

    fn sentence(&self, figure: usize, found: &[(usize, &Row)], apart: Option<Apart>) -> String {
        let lang = self.ask.lang;
        let Some(apart) = apart else {
            return lang.pick("För få värden för att jämföra.", "Too few values to compare.").to_owned();
        };
        let teller = teller_of(self.world, figure, lang);
        let lasting = |position: usize| found.iter().find(|(at, _)| *at == position).map_or(f64::NAN, |(_, row)| row.finding.difference);
        let (small, large) = (self.name(apart.smallest), self.name(apart.largest));
        let (small_size, large_size) = (teller.size(lasting(apart.smallest)), teller.size(lasting(apart.largest)));
        match (lang, apart.real) {
            (Lang::Sv, true) => format!("Skillnaden är minst i {small} ({small_size}) och störst i {large} ({large_size}); det är knappast slump."),
            (Lang::En, true) => format!("The difference is smallest in {small} ({small_size}) and largest in {large} ({large_size}); that is hardly chance."),
            (Lang::Sv, false) => format!("Skillnaden är {small_size} i {small} och {large_size} i {large}, men olikheten mellan dem kan bero på slumpen."),
            (Lang::En, false) => format!("The difference is {small_size} in {small} and {large_size} in {large}, but what parts them may be due to chance."),
        }
    }

    fn picture(&self, unit: &str, first: &FindingView, cells: &[Option<FindingView>]) -> Picture {
        let lang = self.ask.lang;
        let rows = cells
            .iter()
            .enumerate()
            .map(|(position, cell)| match cell {
                Some(view) => pictures::dumbbell_row(self.name(position), view, &view.women, &view.men, true),
                None => charts::DumbbellRow {
                    name: self.name(position).to_owned(),
                    no_value: lang.pick("uppgift saknas", "missing").to_owned(),
                    ..charts::DumbbellRow::default()
                },
            })
            .collect();
        let desc = cells
            .iter()
            .enumerate()
            .filter_map(|(position, cell)| {
                let view = cell.as_ref()?;
                Some(format!("{}: {} {}, {} {}.", self.name(position), view.women_word, view.women.text, view.men_word, view.men.text))
            })
            .collect::<Vec<_>>()
            .join(" ");
        let chart = Dumbbell { title: first.short.clone(), desc, rows, from_zero: pictures::from_zero(unit), ..Dumbbell::default() };
        let id = format!("c-{}", first.kpi);
        let (wide, narrow) = pictures::both(&id, self.ask, |frame| charts::dumbbell(&chart, frame, &pictures::tick(lang)));
        Picture { title: first.short.clone(), wide, narrow, caption: format!("{}, {}", first.unit, first.year) }
    }

    fn by_theme(&self, rows: Vec<CompareRow>) -> Vec<(ThemeRef, Vec<CompareRow>)> {
        let mut themes: Vec<(ThemeRef, Vec<CompareRow>)> = self
            .world
            .lists
            .themes
            .iter()
            .map(|theme| (theme_ref(self.world, &theme.id, self.ask.lang), Vec::new()))
            .collect();
        for row in rows {
            if let Some((_, rows)) = themes.iter_mut().find(|(theme, _)| theme.id == row.theme.id) {
                rows.push(row);
            }
        }
        themes.retain(|(_, rows)| !rows.is_empty());
        themes
    }
}

/// How far apart the areas' differences are.
#[derive(Clone, Copy)]
struct Apart {
    smallest: usize,
    largest: usize,
    errors: f64,
    real: bool,
}

/// Compares the smallest and the largest difference (without sign). Real when their distance is
/// more than the 5 % point of the largest of all pairs (Bonferroni over the pairs).
fn apart(found: &[(usize, &Row)]) -> Option<Apart> {
    let size = |row: &Row| row.finding.lasting.abs();
    let smallest = found.iter().min_by(|a, b| size(a.1).total_cmp(&size(b.1)))?;
    let largest = found.iter().max_by(|a, b| size(a.1).total_cmp(&size(b.1)))?;
    if smallest.0 == largest.0 {
        return None;
    }
    let (left, right) = (&smallest.1.finding, &largest.1.finding);
    let errors = (left.lasting - right.lasting).abs() / (left.error * left.error + right.error * right.error).sqrt();
    let pairs = found.len() * (found.len() - 1) / 2;
    let real = errors > stats::dist::normal::quantile(1.0 - 0.025 / pairs as f64);
    Some(Apart { smallest: smallest.0, largest: largest.0, errors, real })
}

fn lead(lang: Lang, names: &[&str], figures: usize, bring: usize) -> String {
    let who = list(names, lang.pick("och", "and"));
    match (lang, bring) {
        (Lang::Sv, 0) => format!("{} sida vid sida i {figures} mått. I inget av dem går det att säga att skillnaden är en annan hos någon av dem.", capital(&who)),
        (Lang::En, 0) => format!("{who} side by side in {figures} figures. In none of them can one say that the difference is another in any of them."),
        (Lang::Sv, _) => format!("{} sida vid sida i {figures} mått. Här är de där skillnaden mellan kvinnor och män är mest olika: ta med dem till mötet.", capital(&who)),
        (Lang::En, _) => format!("{who} side by side in {figures} figures. Here are those where the difference between women and men is most unlike: bring them to the meeting."),
    }
}
