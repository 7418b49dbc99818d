//! Two to four areas side by side.

use crate::curated::Class;
use crate::figure::{find_figure, teller_of};
use crate::finding::{self, Told, theme_ref};
use crate::moment::Moment;
use crate::municipality::{alarms_en, alarms_sv};
use crate::peers::{self, Peers, area_ref};
use crate::pictures;
use crate::view::{CompareRow, CompareView, FindingView, Picture, ThemeRef, VerdictCode};
use crate::words::{capital, list};
use crate::world::{CURRENT_WITHIN, World};
use crate::{Ask, Situation};
use charts::Dumbbell;
use findings::{AreaScan, Model, Row};
use i18n::Lang;
use stats::multiple::{self, Adjustment};
use std::cmp::Ordering;

/// How many rows to bring to the meeting.
const TO_BRING: usize = 3;

/// Two to four areas side by side, the mentor last; every curated outcome when no figure is named.
///
/// # Errors
/// [`Situation::HowMany`], [`Situation::NoArea`], [`Situation::NoFigure`].
pub fn compare(
    world: &World,
    asked: &[String],
    mentor: Option<&str>,
    kpis: &[String],
    ask: &Ask,
) -> Result<CompareView, Situation> {
    let (areas, mentor) = chosen_areas(world, asked, mentor)?;
    if !(2..=4).contains(&areas.len()) {
        return Err(Situation::HowMany { got: areas.len() });
    }
    let moment = world.moment(ask.year)?;
    let figures = chosen(world, kpis, moment.year)?;
    let groups =
        areas.iter().map(|area| peers::resolve(world, *area, None)).collect::<Result<Vec<Peers>, Situation>>()?;
    let scans =
        areas.iter().zip(&groups).map(|(area, group)| moment.area(world, *area, &group.members)).collect::<Vec<_>>();
    let side = Side { world, moment: &moment, areas: &areas, groups: &groups, scans: &scans, ask };
    let pairs: Vec<Option<Apart>> = figures.iter().map(|figure| side.apart(*figure)).collect();
    let real = real(&pairs);
    let found: Vec<Found> = figures
        .iter()
        .zip(pairs.iter().zip(&real))
        .filter_map(|(figure, (apart, real))| side.row(*figure, *apart, *real))
        .collect();
    let bring = side.bring(&found);
    let counts = Counts { tested: pairs.iter().flatten().count(), real: real.iter().filter(|real| **real).count() };
    let names: Vec<&str> =
        areas.iter().filter_map(|area| world.snapshot.areas().get(*area)).map(|area| area.title.as_str()).collect();
    let (lead, lead_false_alarms) = lead(ask.lang, &names, figures.len(), counts, bring.len());
    Ok(CompareView {
        lead,
        lead_false_alarms,
        areas: areas.iter().filter_map(|area| world.snapshot.areas().get(*area)).map(area_ref).collect(),
        mentor: mentor.map(|_| areas.len() - 1),
        bring,
        themes: side.by_theme(found.into_iter().map(|found| found.row).collect()),
        source: finding::source(world, None, ask.lang),
    })
}

/// The areas named, each once; the mentor is one of them, named twice or not, and stands last
/// wherever it was written.
fn chosen_areas(
    world: &World,
    asked: &[String],
    mentor: Option<&str>,
) -> Result<(Vec<usize>, Option<usize>), Situation> {
    let mentor = mentor.map(|name| peers::find_area(world, name)).transpose()?;
    let mut areas = Vec::new();
    for name in asked {
        let area = peers::find_area(world, name)?;
        if !areas.contains(&area) && Some(area) != mentor {
            areas.push(area);
        }
    }
    areas.extend(mentor);
    Ok((areas, mentor))
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
    /// The two areas furthest apart in a figure.
    fn apart(&self, figure: usize) -> Option<Apart> {
        let found: Vec<(usize, &Row)> = self
            .scans
            .iter()
            .enumerate()
            .filter_map(|(position, scan)| Some((position, scan.rows.get(figure)?)))
            .filter(|(_, row)| row.finding.lasting.is_finite() && row.finding.error > 0.0 && self.is_fresh(row))
            .collect();
        apart(self.moment.models.get(figure)?, &found)
    }

    /// Whether a row is of a year that can stand beside the others'.
    fn is_fresh(&self, row: &Row) -> bool {
        row.finding.year + CURRENT_WITHIN >= self.moment.year
    }

    /// One figure across the areas.
    fn row(&self, figure: usize, apart: Option<Apart>, real: bool) -> Option<Found> {
        let (world, lang) = (self.world, self.ask.lang);
        let cells: Vec<Option<FindingView>> =
            (0..self.areas.len()).map(|position| self.cell(figure, position)).collect();
        let first = cells.iter().flatten().next()?.clone();
        let words = &world.figures[figure].words;
        let row = CompareRow {
            kpi: words.id.clone(),
            short: words.short(lang).to_owned(),
            theme: theme_ref(world, &words.theme, lang),
            unit: first.unit.clone(),
            difference_unit: first.difference_unit.clone(),
            women_word: first.women_word.clone(),
            men_word: first.men_word.clone(),
            sentence: self.sentence(figure, apart, real),
            picture: Some(self.picture(&words.unit, &first, &cells)),
            cells,
        };
        let reason = self.reason(figure, &row, apart.filter(|_| real));
        Some(Found { figure, row, reason })
    }

    /// Why a figure is worth the meeting's time, and how much; none where nothing is real.
    fn reason(&self, figure: usize, row: &CompareRow, apart: Option<Apart>) -> Option<Reason> {
        if let Some(apart) = apart {
            return Some(Reason::Apart { errors: apart.errors });
        }
        let spread = Some(self.moment.usual.get(figure)?.spread).filter(|spread| *spread > 0.0)?;
        let lasting = |position: usize| self.scans.get(position)?.rows.get(figure).map(|row| row.finding.lasting);
        let real = |finding: &FindingView| finding.flagged;
        let larger = |finding: &FindingView| finding.verdict.code == VerdictCode::LargerThanPeers;
        let sizes: Vec<(usize, f64, &FindingView)> = row
            .cells
            .iter()
            .enumerate()
            .filter_map(|(position, cell)| Some((position, lasting(position)?.abs(), cell.as_ref()?)))
            .filter(|(_, size, _)| size.is_finite())
            .collect();
        let largest = |fits: &dyn Fn(&FindingView) -> bool| {
            sizes.iter().filter(|(.., cell)| fits(cell)).max_by(|a, b| a.1.total_cmp(&b.1)).copied()
        };
        if let Some((at, size, _)) = largest(&larger) {
            return Some(Reason::Larger { at, spreads: size / spread });
        }
        let (at, size, _) = largest(&real)?;
        let (least, smallest, _) = sizes.iter().min_by(|a, b| a.1.total_cmp(&b.1)).copied()?;
        Some(Reason::Learn { at, least, spreads: (size - smallest) / spread })
    }

    /// Three to bring to the meeting: by reason and weight, from different themes as far as there
    /// are any, and never the same story twice while there is another.
    fn bring(&self, found: &[Found]) -> Vec<CompareRow> {
        let mut order: Vec<(Reason, &Found)> = found.iter().filter_map(|found| Some((found.reason?, found))).collect();
        order.sort_by(|left, right| left.0.before(&right.0).then(left.1.figure.cmp(&right.1.figure)));
        let mut chosen: Vec<(Reason, &Found)> = Vec::new();
        let new_theme = |chosen: &[(Reason, &Found)], one: &Found| {
            chosen.iter().all(|(_, other)| other.row.theme != one.row.theme) && self.is_new_story(chosen, one)
        };
        let new_story = |chosen: &[(Reason, &Found)], one: &Found| self.is_new_story(chosen, one);
        let new_figure =
            |chosen: &[(Reason, &Found)], one: &Found| chosen.iter().all(|(_, other)| other.figure != one.figure);
        for fits in [&new_theme as &dyn Fn(&[(Reason, &Found)], &Found) -> bool, &new_story, &new_figure] {
            for one in &order {
                if chosen.len() < TO_BRING && fits(&chosen, one.1) {
                    chosen.push(*one);
                }
            }
        }
        chosen.sort_by(|left, right| left.0.before(&right.0).then(left.1.figure.cmp(&right.1.figure)));
        chosen
            .into_iter()
            .map(|(reason, found)| {
                let sentence = format!("{} {}", self.why(reason, &found.row), found.row.sentence);
                CompareRow { sentence, ..found.row.clone() }
            })
            .collect()
    }

    fn is_new_story(&self, chosen: &[(Reason, &Found)], one: &Found) -> bool {
        let figures = &self.world.figures;
        chosen.iter().all(|(_, other)| {
            figures[other.figure].stem != figures[one.figure].stem
                && figures[other.figure].words.more_sv != figures[one.figure].words.more_sv
        })
    }

    /// The reason in words.
    fn why(&self, reason: Reason, row: &CompareRow) -> String {
        let lang = self.ask.lang;
        let (women, men) = (&row.women_word, &row.men_word);
        match (reason, lang) {
            (Reason::Apart { .. }, _) => {
                lang.pick("Valt för att ni är mest olika här.", "Chosen because you are most unlike here.").to_owned()
            }
            (Reason::Larger { at, .. }, Lang::Sv) => {
                format!("Valt för att skillnaden i {} är större än i liknande kommuner.", self.name(at))
            }
            (Reason::Larger { at, .. }, Lang::En) => {
                format!("Chosen because the difference in {} is larger than in similar municipalities.", self.name(at))
            }
            (Reason::Learn { at, least, .. }, Lang::Sv) => format!(
                "Valt för att {women} och {men} skiljer sig åt i {} på ett sätt som knappast är slump.{}",
                self.name(at),
                if at == least {
                    String::new()
                } else {
                    format!(" Minst är skillnaden i {}: där kan det finnas något att lära.", self.name(least))
                }
            ),
            (Reason::Learn { at, least, .. }, Lang::En) => format!(
                "Chosen because {women} and {men} differ in {} in a way that is hardly chance.{}",
                self.name(at),
                if at == least {
                    String::new()
                } else {
                    format!(
                        " The difference is smallest in {}: there may be something to learn there.",
                        self.name(least)
                    )
                }
            ),
        }
    }

    fn cell(&self, figure: usize, position: usize) -> Option<FindingView> {
        let row = self.scans.get(position)?.rows.get(figure)?;
        if !row.finding.difference.is_finite() || !self.is_fresh(row) {
            return None;
        }
        let (area, peers) = (*self.areas.get(position)?, self.groups.get(position)?);
        Some(
            Told {
                world: self.world,
                moment: self.moment,
                figure,
                area,
                row,
                peers,
                ask: self.ask,
                single: false,
                closed: None,
            }
            .view(),
        )
    }

    fn name(&self, position: usize) -> &str {
        self.areas
            .get(position)
            .and_then(|area| self.world.snapshot.areas().get(*area))
            .map_or("", |area| area.title.as_str())
    }

    fn sentence(&self, figure: usize, apart: Option<Apart>, real: bool) -> String {
        let lang = self.ask.lang;
        let Some(apart) = apart else {
            return lang.pick("För få värden för att jämföra.", "Too few values to compare.").to_owned();
        };
        let teller = teller_of(self.world, figure, lang);
        let told = |position: usize| {
            let found = &self.scans[position].rows[figure].finding;
            (self.name(position), teller.within(found.low, found.high).uncertain(found.lasting).text)
        };
        let ((low, low_text), (high, high_text)) = (told(apart.lowest), told(apart.highest));
        let unit = teller.difference_unit();
        match (lang, real) {
            (Lang::Sv, true) => format!(
                "Bestående skillnad (kvinnor minus män): från {low_text} i {low} till {high_text} {unit} i {high}. Att de skiljer sig åt är knappast slump."
            ),
            (Lang::En, true) => format!(
                "Lasting difference (women minus men): from {low_text} in {low} to {high_text} {unit} in {high}. That they differ is hardly chance."
            ),
            (Lang::Sv, false) => format!(
                "Bestående skillnad (kvinnor minus män): från {low_text} i {low} till {high_text} {unit} i {high}, men att de skiljer sig åt kan bero på slumpen."
            ),
            (Lang::En, false) => format!(
                "Lasting difference (women minus men): from {low_text} in {low} to {high_text} {unit} in {high}, but that they differ may be due to chance."
            ),
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
                Some(format!(
                    "{}: {} {}, {} {}.",
                    self.name(position),
                    view.women_word,
                    view.women.text,
                    view.men_word,
                    view.men.text
                ))
            })
            .collect::<Vec<_>>()
            .join(" ");
        let chart = Dumbbell {
            title: first.short.clone(),
            desc,
            rows,
            from_zero: pictures::from_zero(unit),
            ..Dumbbell::default()
        };
        let id = format!("c-{}", first.kpi);
        let (wide, narrow) =
            pictures::both(&id, self.ask, |frame| charts::dumbbell(&chart, frame, &pictures::tick(lang)));
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

/// Which of the pairs hold when so many figures are looked at (Benjamini–Hochberg at 5 %).
fn real(pairs: &[Option<Apart>]) -> Vec<bool> {
    let tested: Vec<f64> = pairs.iter().flatten().map(|apart| apart.p).collect();
    let adjusted = multiple::adjust(&tested, Adjustment::BenjaminiHochberg).unwrap_or_default();
    let mut adjusted = adjusted.into_iter();
    pairs.iter().map(|pair| pair.is_some() && adjusted.next().is_some_and(|q| q <= 0.05)).collect()
}

/// The two areas whose lasting differences lie furthest apart, and how surely they do.
#[derive(Clone, Copy)]
struct Apart {
    lowest: usize,
    highest: usize,
    /// Distance in standard errors.
    errors: f64,
    /// Two-sided p, times the number of pairs it was chosen from (Bonferroni).
    p: f64,
}

/// Compares the lowest and the highest lasting difference, sign and all.
fn apart(model: &Model, found: &[(usize, &Row)]) -> Option<Apart> {
    let lowest = found.iter().min_by(|a, b| a.1.finding.lasting.total_cmp(&b.1.finding.lasting))?;
    let highest = found.iter().max_by(|a, b| a.1.finding.lasting.total_cmp(&b.1.finding.lasting))?;
    if lowest.0 == highest.0 {
        return None;
    }
    let (low, high) = (&lowest.1.finding, &highest.1.finding);
    let error = (low.error * low.error + high.error * high.error).sqrt();
    let pairs = found.len() * (found.len() - 1) / 2;
    let p = (model.p(high.lasting - low.lasting, error) * pairs as f64).min(1.0);
    Some(Apart { lowest: lowest.0, highest: highest.0, errors: (high.lasting - low.lasting) / error, p })
}

/// A figure of the comparison, and why to bring it to the meeting, where there is a reason.
struct Found {
    figure: usize,
    row: CompareRow,
    reason: Option<Reason>,
}

/// Why a figure is worth the meeting's time; the first kind comes first.
#[derive(Clone, Copy)]
enum Reason {
    /// The areas differ from each other in a way that is hardly chance.
    Apart {
        /// How far, in standard errors.
        errors: f64,
    },
    /// One of them has a larger difference than its like.
    Larger {
        /// Position of that area.
        at: usize,
        /// Its size, in the country's spreads.
        spreads: f64,
    },
    /// Women and men differ in one of them in a way that is hardly chance, and less in another.
    Learn {
        /// Position of the area with the largest difference.
        at: usize,
        /// Position of the area with the smallest.
        least: usize,
        /// How much larger, in the country's spreads.
        spreads: f64,
    },
}

impl Reason {
    /// Kind, then weight.
    fn before(&self, other: &Self) -> Ordering {
        let rank = |one: &Self| match *one {
            Self::Apart { errors } => (0, errors),
            Self::Larger { spreads, .. } => (1, spreads),
            Self::Learn { spreads, .. } => (2, spreads),
        };
        let ((kind, weight), (others, other)) = (rank(self), rank(other));
        kind.cmp(&others).then(other.total_cmp(&weight))
    }
}

/// How many figures were tested between the areas, and in how many they differ.
#[derive(Clone, Copy)]
struct Counts {
    tested: usize,
    real: usize,
}

/// The first sentences, and the one about many tests.
fn lead(lang: Lang, names: &[&str], figures: usize, counts: Counts, bring: usize) -> (String, String) {
    let who = list(names, lang.pick("och", "and"));
    let Counts { tested, real } = counts;
    // The control holds the share of false alarms at 5 per cent; never promise less than a whole one.
    let falsely = real.div_ceil(20);
    let meeting = match (lang, bring) {
        (_, 0) => "",
        (Lang::Sv, _) => " Först står det som är värt att ta med till mötet, sedan allt efter tema.",
        (Lang::En, _) => " First what is worth bringing to the meeting, then everything by theme.",
    };
    match lang {
        Lang::Sv => (
            format!("{} sida vid sida i {figures} mått.{meeting}", capital(&who)),
            match real {
                0 => format!(
                    "I inget av de {tested} mått som gick att pröva kan vi säga att skillnaden mellan kvinnor och män är en annan hos någon av dem."
                ),
                1 => format!(
                    "I ett av {tested} prövade mått är skillnaden mellan kvinnor och män en annan hos någon av dem, på ett sätt som knappast är slump. Det kan ändå vara ett falskt larm."
                ),
                _ => format!(
                    "I {real} av {tested} prövade mått är skillnaden mellan kvinnor och män en annan hos någon av dem, på ett sätt som knappast är slump. Vi räknar med högst {} bland de {real}.",
                    alarms_sv(falsely)
                ),
            },
        ),
        Lang::En => (
            format!("{who} side by side in {figures} figures.{meeting}"),
            match real {
                0 => format!(
                    "In none of the {tested} figures that could be tested can we say that the difference between women and men is another in any of them."
                ),
                1 => format!(
                    "In one of {tested} figures tested, the difference between women and men is another in one of them, in a way that is hardly chance. It may still be a false alarm."
                ),
                _ => format!(
                    "In {real} of {tested} figures tested, the difference between women and men is another in one of them, in a way that is hardly chance. We expect at most {} among the {real}.",
                    alarms_en(falsely)
                ),
            },
        ),
    }
}
