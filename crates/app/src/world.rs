//! An opened snapshot with everything that is worked out from it once: the inputs of the scan,
//! the noise models, the national scan, and an index for search.

use crate::Situation;
use crate::curated::{Class, Curated, Direction, Lists};
use crate::moment::Moment;
use crate::rules::{Known, Rules};
use figures::{Area, AreaKind, Block, KeyFigure, Sex, Snapshot, Unit};
use findings::{AreaLevel, Country, FigureInput, Grid, Kind};
use i18n::fold;
use rayon::prelude::*;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many years behind the newest a figure may be and still take part in the scan. Four, because
/// elections come every fourth year.
pub const CURRENT_WITHIN: i16 = 4;

/// The field of similar municipalities used when none is named.
pub const OVERALL: &str = "övergripande";

/// A key figure split by sex that has values.
pub struct Figure {
    /// Index among the snapshot's blocks.
    pub block: usize,
    /// Words, direction, class: curated, or made by the rules.
    pub words: Curated,
    /// Whether `words` come from the curated list.
    pub curated: bool,
    /// Last year with values for both sexes.
    pub last_year: i16,
    /// The title without what makes variants of it (home municipality, where the school lies, who
    /// runs it): figures of one stem tell of nearly the same people.
    pub stem: String,
    /// First year with values for both sexes.
    pub first_year: i16,
    /// The year after which the source stopped, where its title says so.
    ended: Option<i16>,
    kind: Kind,
    /// Per how many inhabitants a rate is; NaN where the title does not tell.
    per: f64,
    /// Calendar years that one value is said to be made of.
    pooled: u16,
}

/// A curated key figure that the source gives for all together only.
pub struct TotalFigure {
    /// Index among the snapshot's blocks.
    pub block: usize,
    /// Its words.
    pub words: Curated,
    /// Last year with a value anywhere.
    pub last_year: i16,
}

/// Places on the country map: code, column, row.
pub type Places = Vec<(String, u16, u16)>;

/// An opened snapshot, ready to be asked.
pub struct World {
    /// The figures.
    pub snapshot: Snapshot,
    /// Curated lists.
    pub lists: Lists,
    /// Every key figure split by sex, by id.
    pub figures: Vec<Figure>,
    /// Every curated key figure that has a total only, by id.
    pub totals: Vec<TotalFigure>,
    /// Newest year of any figure.
    pub newest: i16,
    /// Invented municipalities?
    pub invented: bool,
    /// Folded names of the areas, for search.
    pub folded: Vec<String>,
    /// Grid positions of the municipalities on the country map, by code.
    pub tiles: Places,
    population: Vec<f64>,
    levels: Vec<AreaLevel>,
    now: OnceLock<Arc<Moment>>,
    past: Mutex<Vec<(i16, Place)>>,
    similar: OnceLock<Vec<Vec<u16>>>,
}

/// Where what was known as of a past year is kept once somebody has asked for it.
type Place = Arc<OnceLock<Arc<Moment>>>;

/// How many past years are remembered at once; each takes a few megabytes.
const PAST_KEPT: usize = 3;

impl Figure {
    /// Takes part in a scan as of `year`: has begun, has not ended, is not years behind.
    #[must_use]
    pub fn is_current(&self, year: i16) -> bool {
        self.first_year <= year
            && self.last_year + CURRENT_WITHIN >= year
            && self.ended.is_none_or(|ended| ended >= year)
    }
}

impl World {
    /// Gets a snapshot ready. Costs no arithmetic on the figures but one pass for the years.
    ///
    /// # Errors
    /// [`Situation::Ours`] when a list built into the program is not of its form,
    /// [`Situation::BadData`] when the snapshot's descriptions are damaged.
    pub fn new(snapshot: Snapshot, tiles: Places, invented: bool) -> Result<Self, Situation> {
        let lists = Lists::built_in().map_err(|what| Situation::Ours { what })?;
        let rules = Rules::built_in().map_err(|what| Situation::Ours { what })?;
        let found: Vec<Option<Figure>> = (0..snapshot.block_count())
            .into_par_iter()
            .map(|index| figure_of(&snapshot, index, &lists, &rules))
            .collect::<Result<_, Situation>>()?;
        let figures: Vec<Figure> = found.into_iter().flatten().collect();
        let totals = (0..snapshot.block_count()).filter_map(|index| total_of(&snapshot, index, &lists)).collect();
        let newest = figures.iter().map(|figure| figure.last_year).max().unwrap_or(0);
        let population = snapshot
            .areas()
            .iter()
            .map(|area| area.population.map_or(f64::NAN, |people| f64::from(people.total)))
            .collect();
        let levels = snapshot.areas().iter().map(level_of).collect();
        let folded = snapshot.areas().iter().map(|area| fold(&area.title)).collect();
        Ok(Self {
            snapshot,
            lists,
            figures,
            totals,
            newest,
            invented,
            folded,
            tiles,
            population,
            levels,
            now: OnceLock::new(),
            past: Mutex::new(Vec::new()),
            similar: OnceLock::new(),
        })
    }

    /// The areas, for `findings`.
    #[must_use]
    pub fn country(&self) -> Country<'_> {
        Country { population: &self.population, level: &self.levels }
    }

    /// The values of a figure, where it has any.
    #[must_use]
    pub fn block(&self, figure: &Figure) -> Option<Block<'_>> {
        self.snapshot.block_at(figure.block)
    }

    /// The input of a figure for `findings`, as of a year. The grid is empty where the snapshot
    /// lost it.
    #[must_use]
    pub fn input(&self, figure: &Figure, year: i16) -> FigureInput<'_> {
        let empty = Grid { areas: 0, years: 0, first_year: 0, women: &[], men: &[], total: &[] };
        let grid = self.block(figure).map_or(empty, |block| Grid {
            areas: block.area_count,
            years: block.years,
            first_year: block.first_year,
            women: block.women,
            men: block.men,
            total: block.total,
        });
        FigureInput {
            grid,
            kind: figure.kind,
            direction: direction_of(figure.words.direction),
            class: if figure.words.class == Class::Background || !figure.is_current(year) {
                findings::Class::Background
            } else {
                findings::Class::Outcome
            },
            per: figure.per,
            pooled: figure.pooled,
        }
    }

    /// The input of a figure by its own class, whether current or not: for looking back, where what
    /// has ended since was still current.
    #[must_use]
    pub fn input_always(&self, figure: &Figure) -> FigureInput<'_> {
        self.input(figure, figure.last_year)
    }

    /// The inputs of every figure, in the order of [`World::figures`].
    #[must_use]
    pub fn inputs(&self, year: i16) -> Vec<FigureInput<'_>> {
        self.figures.iter().map(|figure| self.input(figure, year)).collect()
    }

    /// The index of a figure by its id, any case.
    #[must_use]
    pub fn figure_index(&self, id: &str) -> Option<usize> {
        let id = id.trim().to_ascii_uppercase();
        self.figures.binary_search_by(|figure| figure.words.id.as_str().cmp(&id)).ok()
    }

    /// A figure that has a total only, by its id, any case.
    #[must_use]
    pub fn total(&self, id: &str) -> Option<&TotalFigure> {
        let id = id.trim().to_ascii_uppercase();
        self.totals.binary_search_by(|total| total.words.id.as_str().cmp(&id)).ok().and_then(|at| self.totals.get(at))
    }

    /// What is known now, as of the newest year; worked out once.
    #[must_use]
    pub fn now(&self) -> &Arc<Moment> {
        self.now.get_or_init(|| Arc::new(Moment::of(self, self.newest)))
    }

    /// What was known as of a year; the newest when none is named.
    ///
    /// # Errors
    /// [`Situation::NoYear`] for a year without figures, or the first one, which has no past.
    pub fn moment(&self, year: Option<i32>) -> Result<Arc<Moment>, Situation> {
        let Some(asked) = year.filter(|year| *year != i32::from(self.newest)) else {
            return Ok(Arc::clone(self.now()));
        };
        let oldest = self.figures.iter().map(|figure| figure.first_year).min().unwrap_or(0);
        let year = i16::try_from(asked).ok().filter(|year| *year > oldest && *year < self.newest);
        let year = year.ok_or_else(|| Situation::NoYear {
            year: asked,
            years: (oldest + 1..=self.newest).rev().map(i32::from).collect(),
        })?;
        // The lock is held for finding the place only: who asks for another year does not wait for
        // this one to be worked out.
        let place = {
            let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
            match past.iter().find(|(known, _)| *known == year) {
                Some((_, place)) => Arc::clone(place),
                None => {
                    let place = Place::default();
                    past.insert(0, (year, Arc::clone(&place)));
                    past.truncate(PAST_KEPT);
                    place
                }
            }
        };
        Ok(Arc::clone(place.get_or_init(|| Arc::new(Moment::of(self, year)))))
    }

    /// The similar municipalities overall of every area, as area indices. Regions are compared
    /// with the other regions; the nation with nobody.
    #[must_use]
    pub fn similar_overall(&self) -> &[Vec<u16>] {
        self.similar
            .get_or_init(|| (0..self.snapshot.areas().len()).map(|area| self.similar_of(OVERALL, area)).collect())
    }

    /// The similar municipalities of an area in a field, as area indices.
    #[must_use]
    pub fn similar_of(&self, field: &str, area: usize) -> Vec<u16> {
        let Some(found) = self.snapshot.areas().get(area) else { return Vec::new() };
        match found.kind {
            AreaKind::Nation => Vec::new(),
            AreaKind::Region => self.others(area, |other| other.kind == AreaKind::Region),
            AreaKind::Municipality => self.indices(self.snapshot.similar(field, found.id)),
        }
    }

    /// Indices of all areas but one that fulfil a condition.
    #[must_use]
    pub fn others(&self, area: usize, fits: impl Fn(&Area) -> bool) -> Vec<u16> {
        (0u16..)
            .zip(self.snapshot.areas())
            .filter(|(index, other)| usize::from(*index) != area && fits(other))
            .map(|(index, _)| index)
            .collect()
    }

    /// Codes to area indices; codes without an area are left out.
    #[must_use]
    pub fn indices(&self, codes: &[figures::AreaId]) -> Vec<u16> {
        codes
            .iter()
            .filter_map(|code| self.snapshot.area_index(*code))
            .filter_map(|index| u16::try_from(index).ok())
            .collect()
    }
}

/// A key figure split by sex; `None` for one that is not.
fn figure_of(snapshot: &Snapshot, index: usize, lists: &Lists, rules: &Rules) -> Result<Option<Figure>, Situation> {
    let Some(block) = snapshot.block_at(index) else { return Ok(None) };
    let Some((first_year, last_year)) = years_by_sex(&block) else { return Ok(None) };
    let curated = lists.figure(block.kpi.id.as_str());
    let description = snapshot.description(&block.kpi.id)?.unwrap_or("");
    let known = Known::of(block.kpi, description);
    let words = curated.cloned().unwrap_or_else(|| rules.words(&known));
    Ok(Some(Figure {
        per: known.per().map_or(f64::NAN, f64::from),
        pooled: known.pooled_years(&words),
        block: index,
        curated: curated.is_some(),
        kind: kind_of(block.kpi),
        stem: rules.stem(&block.kpi.title),
        words,
        first_year,
        last_year,
        ended: block.kpi.ended(),
    }))
}

/// A curated figure without values by sex; one that has them after all is a figure like others.
fn total_of(snapshot: &Snapshot, index: usize, lists: &Lists) -> Option<TotalFigure> {
    let block = snapshot.block_at(index)?;
    let words = lists.figure(block.kpi.id.as_str()).filter(|words| words.total_only)?.clone();
    if years_by_sex(&block).is_some() {
        return None;
    }
    let has = |year: &i16| (0..block.area_count).any(|area| block.cell(area, *year, Sex::Total).get().is_some());
    let last_year = (block.first_year..=block.last_year()).rev().find(has)?;
    Some(TotalFigure { block: index, words, last_year })
}

/// First and last year in which some area has a value for both women and men.
fn years_by_sex(block: &Block<'_>) -> Option<(i16, i16)> {
    let has_both = |year: &usize| {
        (0..block.area_count).any(|area| {
            let at = area * block.years + year;
            block.women[at].is_finite() && block.men[at].is_finite()
        })
    };
    let calendar = |year: usize| i16::try_from(year).ok().map(|year| block.first_year + year);
    let first = (0..block.years).find(has_both)?;
    let last = (0..block.years).rev().find(has_both)?;
    Some((calendar(first)?, calendar(last)?))
}

fn kind_of(figure: &KeyFigure) -> Kind {
    match figure.unit() {
        Unit::Share => Kind::Share,
        Unit::Rate => Kind::Rate,
        Unit::Amount => Kind::Amount,
        Unit::Count => Kind::Count,
        Unit::Score => Kind::Score,
        Unit::Other => Kind::Other,
    }
}

fn level_of(area: &Area) -> AreaLevel {
    match area.kind {
        AreaKind::Municipality => AreaLevel::Municipality,
        AreaKind::Region => AreaLevel::Region,
        AreaKind::Nation => AreaLevel::Nation,
    }
}

const fn direction_of(direction: Direction) -> findings::Direction {
    match direction {
        Direction::High => findings::Direction::HighIsGood,
        Direction::Low => findings::Direction::LowIsGood,
        Direction::None => findings::Direction::None,
    }
}
