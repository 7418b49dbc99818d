//! One key figure: over time, everyone, the tables, the definition.

use crate::finding::{self, Told, caveats, direction_sentence, estimate, owner, theme_ref};
use crate::moment::is_own;
use crate::numbers::Teller;
use crate::peers::{self, Peers, area_ref};
use crate::pictures::{self, OverTime};
use crate::small::{self, Small};
use crate::view::{AreaRow, FigureView, FindingView, Shown, YearRow};
use crate::words::{self, Limits};
use crate::world::World;
use crate::{Ask, Situation};
use charts::StripDot;
use figures::{AreaKind, Block, Sex};
use findings::Lesson;
use i18n::{Lang, fold, no_break};

/// How many to learn from stand on the page of a figure.
const MOST_LESSONS: usize = 9;

/// The index of a figure, or what it might have been.
///
/// # Errors
/// [`Situation::NoFigure`].
pub fn find_figure(world: &World, asked: &str) -> Result<usize, Situation> {
    world.figure_index(asked).ok_or_else(|| {
        let id = figures::KpiId::new(&asked.trim().to_ascii_uppercase()).ok();
        if let Some(known) = id.and_then(|id| world.snapshot.figure(&id)) {
            return Situation::NotBySex { kpi: known.kpi.id.to_string(), title: known.kpi.title.clone() };
        }
        let wanted = fold(asked);
        let mut suggestions: Vec<(usize, String, String)> = world
            .figures
            .iter()
            .map(|figure| {
                let id = figure.words.id.to_ascii_lowercase();
                let apart =
                    id.bytes().zip(wanted.bytes()).filter(|(a, b)| a != b).count() + id.len().abs_diff(wanted.len());
                (apart, figure.words.id.clone(), figure.words.short_sv.clone())
            })
            .filter(|(apart, ..)| *apart <= 2)
            .collect();
        suggestions.sort();
        Situation::NoFigure {
            asked: asked.to_owned(),
            suggestions: suggestions.into_iter().take(5).map(|(_, id, short)| (id, short)).collect(),
        }
    })
}

/// The page of one key figure.
///
/// # Errors
/// [`Situation::NoFigure`], [`Situation::NoArea`], [`Situation::NoPeers`].
pub fn figure(world: &World, kpi: &str, asked: Option<&str>, ask: &Ask) -> Result<FigureView, Situation> {
    let index = find_figure(world, kpi)?;
    let focus = asked.map(|text| peers::find_area(world, text)).transpose()?;
    let area = focus.or_else(|| world.snapshot.area_index(figures::AreaId::NATION)).unwrap_or(0);
    let group = peers::resolve(world, area, ask.peers.as_deref())?;
    let moment = world.moment(ask.year)?;
    let scanned = moment.area(world, area, &group.members);
    let found = scanned.rows.get(index).ok_or(Situation::NoPage)?;
    let block = world.block(&world.figures[index]).ok_or(Situation::NoPage)?;
    let mut lessons = moment.learn(world, index, area, group.partners());
    let closed = lessons.iter().copied().find(is_own);
    if closed.is_some() {
        // Who is an example to others need not learn how to close this difference.
        lessons.clear();
    }
    let told =
        Told { world, moment: &moment, figure: index, area, row: found, peers: &group, ask, single: true, closed };
    Page { told, block, group: &group, focus, lessons }.view()
}

struct Page<'a> {
    told: Told<'a>,
    block: Block<'a>,
    group: &'a Peers,
    focus: Option<usize>,
    lessons: Vec<Lesson>,
}

impl Page<'_> {
    fn view(&self) -> Result<FigureView, Situation> {
        let (world, lang, words) = (self.told.world, self.told.ask.lang, self.told.words());
        let area = world.snapshot.areas().get(self.told.area).ok_or(Situation::NoPage)?;
        let group_name = self.group.name(world, lang);
        let finding = self.finding(&area.title, &group_name);
        let model = &self.told.moment.models[self.told.figure];
        let carried: Vec<bool> = (0..self.block.years).map(|year| self.is_carried(&model.true_years, year)).collect();
        let what = OverTime {
            block: self.block,
            area: self.told.area,
            place: &area.title,
            group: &group_name,
            members: &self.group.members,
            carried: &carried,
            every: every(&model.true_years),
        };
        let field = world.lists.field_of(&words.id, &self.block.kpi.title, &words.theme);
        let fitting = field.map(|field| field.id.as_str());
        let year = self.year();
        let definition = world.snapshot.description(&self.block.kpi.id)?.unwrap_or("").replace("\\n", " ");
        let small = self.focus.map_or(Small::Nothing, |area| {
            small::small(world, model, self.told.figure, area, self.group, self.told.ask)
        });
        let small_offered = matches!(small, Small::Offered);
        Ok(FigureView {
            kpi: words.id.clone(),
            title: no_break(&self.block.kpi.title),
            short: words.short(lang).to_owned(),
            theme: theme_ref(world, &words.theme, lang),
            definition: no_break(definition.trim()),
            owner: owner(words, lang),
            direction: direction_sentence(words, lang),
            caveats: caveats(words, lang),
            over_time: Some(pictures::over_time(&self.told, &finding, &what)),
            everyone: self.everyone(&finding, &area.title, &group_name, year),
            years: self.years(&carried),
            areas: self.areas(year),
            unit: finding.unit.clone(),
            difference_unit: finding.difference_unit.clone(),
            women_word: finding.women_word.clone(),
            men_word: finding.men_word.clone(),
            share: words.unit == "percent" && is_share(&finding.women) && is_share(&finding.men),
            source: finding::source(world, Some(&words.id), lang),
            area: self.focus.and_then(|index| world.snapshot.areas().get(index)).map(area_ref),
            peers: self.focus.map(|_| self.group.view(world, lang)),
            choices: self.focus.map_or_else(Vec::new, |index| peers::choices(world, index, self.group, fitting, lang)),
            finding: Some(finding),
            small: if let Small::Shown(it) = small { Some(*it) } else { None },
            small_offered,
        })
    }

    /// Whether a year repeats an earlier measurement: it has values for both sexes, and is none of
    /// the true years. Years after the one looked at are not judged.
    fn is_carried(&self, true_years: &[usize], offset: usize) -> bool {
        let judged = i16::try_from(offset).is_ok_and(|offset| self.block.first_year + offset <= self.told.moment.year);
        let both = (0..self.block.area_count).any(|area| {
            let at = area * self.block.years + offset;
            self.block.women[at].is_finite() && self.block.men[at].is_finite()
        });
        judged && both && !true_years.contains(&offset)
    }

    /// The year of the finding; the newest with values where the area has none.
    fn year(&self) -> i16 {
        self.told.year()
    }

    fn finding(&self, place: &str, group: &str) -> FindingView {
        let mut view = self.told.view();
        view.year = i32::from(self.year());
        view.lessons = self.told.lessons(&self.lessons);
        view.lessons.truncate(MOST_LESSONS);
        view.picture = Some(pictures::dumbbell(
            &view,
            &self.told.words().unit,
            place,
            &words::capital(group),
            "now",
            self.told.ask,
        ));
        view
    }

    fn kind(&self) -> AreaKind {
        let year = self.year();
        peers::kind_among(self.told.world, self.focus, |area| self.block.row(area, year).difference().is_some())
    }

    fn everyone(&self, finding: &FindingView, place: &str, group: &str, year: i16) -> Option<crate::view::Picture> {
        let world = self.told.world;
        let own = self.focus;
        let kind = self.kind();
        let dots: Vec<StripDot> = world
            .snapshot
            .areas()
            .iter()
            .enumerate()
            .filter(|(index, area)| area.kind == kind && Some(*index) != own)
            .filter_map(|(index, area)| {
                let value = self.block.row(index, year).difference()?;
                let peer = u16::try_from(index).is_ok_and(|index| own.is_some() && self.group.members.contains(&index));
                Some(StripDot { value, name: area.title.clone(), peer })
            })
            .collect();
        (dots.len() > 2).then(|| pictures::everyone(&self.told, finding, dots, (place, kind), group))
    }

    fn years(&self, carried: &[bool]) -> Vec<YearRow> {
        let teller = self.told.teller();
        (0..self.block.years)
            .rev()
            .filter_map(|offset| {
                let year = self.block.first_year + i16::try_from(offset).ok()?;
                let row = self.block.row(self.told.area, year);
                let total = self.block.cell(self.told.area, year, Sex::Total);
                let nothing = row.women == figures::Cell::ABSENT
                    && row.men == figures::Cell::ABSENT
                    && total == figures::Cell::ABSENT;
                (!nothing).then(|| YearRow {
                    year: i32::from(year),
                    women: teller.cell(row.women),
                    men: teller.cell(row.men),
                    total: teller.cell(total),
                    difference: teller.difference(row.difference().unwrap_or(f64::NAN)),
                    peers_difference: teller.uncertain(self.group_difference(year)),
                    carried: carried.get(offset).copied().unwrap_or(false),
                })
            })
            .collect()
    }

    fn group_difference(&self, year: i16) -> f64 {
        let values: Vec<f64> = self
            .group
            .members
            .iter()
            .filter_map(|member| self.block.row(usize::from(*member), year).difference())
            .collect();
        if values.is_empty() { f64::NAN } else { values.iter().sum::<f64>() / values.len() as f64 }
    }

    fn areas(&self, year: i16) -> Vec<AreaRow> {
        let (world, teller) = (self.told.world, self.told.teller());
        let (model, input) =
            (&self.told.moment.models[self.told.figure], world.input(self.told.figure(), self.told.moment.year));
        let kind = self.kind();
        let mut rows: Vec<(f64, AreaRow)> = world
            .snapshot
            .areas()
            .iter()
            .enumerate()
            .filter(|(_, area)| area.kind == kind)
            .filter_map(|(index, area)| {
                let row = self.block.row(index, year);
                let difference = row.difference()?;
                let found = findings::judge(model, &input.grid, index);
                let relation = if Some(index) == self.focus {
                    "own"
                } else if u16::try_from(index).is_ok_and(|index| self.group.members.contains(&index)) {
                    "peer"
                } else {
                    "other"
                };
                Some((
                    difference,
                    AreaRow {
                        area: area_ref(area),
                        women: teller.cell(row.women),
                        men: teller.cell(row.men),
                        difference: teller.difference(difference),
                        estimate: if found.year == year {
                            let limits = Limits { low: found.low, high: found.high, covers: found.covers };
                            estimate(&teller.within(found.low, found.high), &found, &limits)
                        } else {
                            String::new()
                        },
                        relation: relation.to_owned(),
                    },
                ))
            })
            .collect();
        rows.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.area.code.cmp(&right.1.area.code)));
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// Whether a value can be a share of something.
fn is_share(shown: &Shown) -> bool {
    shown.value.is_some_and(|value| (0.0..=100.0).contains(&value))
}

/// The usual number of years between measurements: the smallest distance that covers most.
#[must_use]
pub fn every(true_years: &[usize]) -> u32 {
    let mut gaps: Vec<usize> = true_years.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).and_then(|gap| u32::try_from(*gap).ok()).unwrap_or(1).max(1)
}

/// A teller for a whole block, for lists that span areas.
#[must_use]
pub fn teller_of<'a>(world: &'a World, figure: usize, lang: Lang) -> Teller<'a> {
    let words = &world.figures[figure].words;
    let typical = world
        .block(&world.figures[figure])
        .and_then(|block| block.women.iter().rev().find(|value| value.is_finite()).copied())
        .unwrap_or(1.0);
    Teller::new(lang, words, typical)
}
