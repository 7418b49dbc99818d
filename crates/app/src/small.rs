//! A figure read with small numbers in mind: several years together, drawn towards what is common, the
//! smallest difference that could be seen, and every municipality in a funnel.
//!
//! Kolada does not say how many women and men stand behind a value. So no number is invented: chance is
//! measured by how much the difference jumps from year to year in municipalities of that size (`findings`),
//! and where the reader knows the numbers they are used.

use crate::Ask;
use crate::figure::teller_of;
use crate::finding::CONFIDENCE;
use crate::numbers::Teller;
use crate::peers::{Peers, area_ref};
use crate::pictures::{both, tick};
use crate::view::{Picture, SmallOwn, SmallRow, SmallView};
use crate::words::capital;
use crate::world::World;
use charts::{Funnel, FunnelDot, FunnelLimit, FunnelThis};
use figures::AreaKind;
use findings::{Kind, Model, Pooled};
use i18n::{Lang, Numbers};
use stats::detectable::{self, Towards};
use stats::funnel::{Farthest, Overdispersion, Point, Standing, Widened, overdispersion};
use stats::shrink::Shrunk;
use stats::shrink::normal::{Between, shrink};

/// So many of the latest years are taken together.
const YEARS: usize = 5;
/// The power behind "could be seen": four times in five.
const POWER: f64 = 0.8;
/// The outer limits of the funnel.
const OUTER: f64 = 0.998;
/// This share at either end is drawn in before the spread of all is measured (Spiegelhalter 2005).
const FARTHEST: f64 = 0.1;
/// A municipality with fewer inhabitants is read like this unasked.
pub const SMALL: u32 = 15_000;
/// So is one whose single year would be weighed less than what is common to all.
const TRUSTED: f64 = 0.5;
/// Fewer places tell nothing of each other.
const FEWEST: usize = 10;
/// From one point of a limit to the next: near enough to look smooth.
const STEP: f64 = 1.1;
/// Points of a limit at most, however far apart the errors.
const MOST_POINTS: usize = 120;

/// What there is to say of an area in this way.
pub enum Small {
    /// Nothing: no municipality, or too little is known.
    Nothing,
    /// Something, but it is not asked for and not called for.
    Offered,
    /// This.
    Shown(Box<SmallView>),
}

/// Everything it is made of.
struct Nation<'a> {
    world: &'a World,
    figure: usize,
    area: usize,
    /// Areas with what their latest years come to.
    places: Vec<(usize, Pooled)>,
    /// Which of them one's own is; `None`: it has no values in these years.
    own: Option<usize>,
    shrunk: Shrunk,
    spread: Overdispersion,
    ask: &'a Ask,
    teller: Teller<'a>,
    /// What its women and men are called.
    words: [&'a str; 2],
}

/// A municipality's figure with small numbers in mind, where that can be said.
#[must_use]
pub fn small(world: &World, model: &Model, figure: usize, area: usize, group: &Peers, ask: &Ask) -> Small {
    let municipality = world.snapshot.areas().get(area).is_some_and(|it| it.kind == AreaKind::Municipality);
    if !municipality || ask.print {
        return Small::Nothing;
    }
    let Some(nation) = Nation::of(world, model, figure, area, ask) else { return Small::Nothing };
    let unasked = nation.is_small();
    if !ask.small.unwrap_or(unasked) {
        return Small::Offered;
    }
    Small::Shown(Box::new(nation.view(group, unasked)))
}

impl<'a> Nation<'a> {
    fn of(world: &'a World, model: &Model, figure: usize, area: usize, ask: &'a Ask) -> Option<Self> {
        let input = world.input(&world.figures[figure], model.upto_year);
        // A number of people or cases is larger in a larger municipality: a funnel of such would say that.
        if input.kind == Kind::Count {
            return None;
        }
        let is_place = |index: usize| world.snapshot.areas()[index].kind == AreaKind::Municipality;
        let places: Vec<(usize, Pooled)> = (0..world.snapshot.areas().len())
            .filter(|index| is_place(*index))
            .filter_map(|index| Some((index, findings::pool(model, &input.grid, index, YEARS)?)))
            .collect();
        let own = places.iter().position(|it| it.0 == area);
        if places.len() < FEWEST {
            return None;
        }
        let values: Vec<f64> = places.iter().map(|it| it.1.difference).collect();
        let errors: Vec<f64> = places.iter().map(|it| it.1.error).collect();
        let shrunk = shrink(&values, &errors, Between::Reml, CONFIDENCE).ok()?;
        let points: Vec<Point> = places.iter().filter_map(|it| point(&it.1)).collect();
        let spread = overdispersion(&points, shrunk.common.value, Farthest::Winsorise(FARTHEST)).ok()?;
        let words = &world.figures[figure].words;
        let (lower, upper) = match own {
            Some(own) => shrunk.places.get(own).map(|it| (it.lower, it.upper))?,
            None => usual(&shrunk),
        };
        let teller = teller_of(world, figure, ask.lang).within(lower, upper);
        let words = [words.women(ask.lang), words.men(ask.lang)];
        Some(Self { world, figure, area, places, own, shrunk, spread, ask, teller, words })
    }

    fn own(&self) -> Option<&Pooled> {
        self.own.map(|own| &self.places[own].1)
    }

    fn people(&self, area: usize) -> Option<u32> {
        self.world.snapshot.areas().get(area)?.population.map(|it| it.total)
    }

    /// Few inhabitants, or so much chance in a year that the others tell more of it than the year itself.
    fn is_small(&self) -> bool {
        let trusted = |own: &Pooled| self.shrunk.between / (self.shrunk.between + own.error_one * own.error_one);
        self.few() || self.own().is_some_and(|own| trusted(own) < TRUSTED)
    }

    fn few(&self) -> bool {
        self.people(self.area).is_some_and(|it| it < SMALL)
    }

    fn target(&self) -> f64 {
        self.shrunk.common.value
    }

    fn limits(&self, error: f64) -> Option<(stats::Estimate, stats::Estimate)> {
        let at = |confidence| self.spread.limits(self.target(), error, Widened::Additive, confidence).ok();
        Some((at(CONFIDENCE)?, at(OUTER)?))
    }

    fn standing(&self, pooled: &Pooled) -> Option<Standing> {
        let (inner, outer) = self.limits(pooled.error)?;
        Some(Standing::of(pooled.difference, &inner, &outer))
    }

    fn view(&self, group: &Peers, unasked: bool) -> SmallView {
        let rows = self.rows(group);
        let picture = self.picture(group);
        SmallView {
            unasked,
            sentences: self.sentences(unasked),
            base: self.base(),
            own: self.estimates(),
            outside: rows.iter().filter(|it| it.code.starts_with("far")).count(),
            years: self.years(),
            picture,
            places: rows,
        }
    }

    /// `2019–2023`.
    fn years(&self) -> String {
        let first = self.places.iter().map(|it| it.1.from).min().unwrap_or_default();
        let last = self.places.iter().map(|it| it.1.to).max().unwrap_or_default();
        self.own().map_or_else(|| years_of(first, last), span)
    }

    fn place(&self) -> &'a str {
        &self.world.snapshot.areas()[self.area].title
    }

    /// What it comes to, one thought a sentence.
    fn sentences(&self, unasked: bool) -> Vec<String> {
        let Some((at, own)) = self.own.zip(self.own()) else { return self.without() };
        let (lang, teller) = (self.ask.lang, &self.teller);
        let numbers = Numbers::of(lang);
        let mut said = Vec::new();
        if unasked {
            said.push(match (self.few(), lang) {
                (true, Lang::Sv) => format!(
                    "{} är en liten kommun. Då kan skillnaden hoppa från år till år utan att något har ändrats.",
                    self.place()
                ),
                (true, Lang::En) => format!(
                    "{} is a small municipality. The difference can then jump from year to year although nothing has changed.",
                    self.place()
                ),
                (false, Lang::Sv) => {
                    "Ett enda års skillnad säger mer om slumpen än om kommunen i det här måttet.".to_owned()
                }
                (false, Lang::En) => {
                    "In this figure, one year's difference says more of chance than of the municipality.".to_owned()
                }
            });
        }
        let estimate = &self.shrunk.places[at];
        let mean = teller.uncertain(own.difference).with_unit;
        let shrunk = teller.uncertain(estimate.value).with_unit;
        let range = teller.range(estimate.lower, estimate.upper);
        let kept = numbers.fixed(100.0 * self.shrunk.kept[at], 0);
        let years = numbers.count(usize::from(own.years));
        let span = self.years();
        let visible =
            |error: f64| detectable::known_error(error, CONFIDENCE, POWER).map(|it| teller.about(it).with_unit);
        match lang {
            Lang::Sv => {
                said.push(if own.years > 1 {
                    format!("Åren {span} tillsammans ({years} mätningar) är skillnaden i genomsnitt {mean}.")
                } else {
                    format!("Det finns bara en mätning att gå på, {span}: {mean}.")
                });
                said.push(format!(
                    "Vägs det ihop med hur det ser ut i alla kommuner är den troligaste skillnaden {shrunk} ({range}). Kommunens egna värden väger då {kept}\u{a0}procent."
                ));
            }
            Lang::En => {
                said.push(if own.years > 1 {
                    format!("Over {span} together ({years} measurements) the difference is {mean} on average.")
                } else {
                    format!("There is one measurement only, of {span}: {mean}.")
                });
                said.push(format!(
                    "Weighed together with how it looks in all municipalities, the likeliest difference is {shrunk} ({range}). The municipality's own values then weigh {kept}\u{a0}per cent."
                ));
            }
        }
        // The weighed number may lie on one side of zero though the municipality's own values do not.
        let passes = |lower: f64, upper: f64| lower <= 0.0 && upper >= 0.0;
        let half = half(own.error);
        if passes(own.difference - half, own.difference + half) && !passes(estimate.lower, estimate.upper) {
            said.push(match lang {
                Lang::Sv => "Det talet lånar från de andra kommunerna och säger vad som är att vänta. Det prövar inte om det finns en skillnad just här: till det räcker inte kommunens egna värden.".to_owned(),
                Lang::En => "That number borrows from the other municipalities and says what is to be expected. It does not test whether there is a difference here: the municipality's own values are not enough for that.".to_owned(),
            });
        }
        if let (Ok(one), Ok(all)) = (visible(own.error_one), visible(own.error)) {
            said.push(match (own.years > 1, lang) {
                (true, Lang::Sv) => format!(
                    "Med ett enda år kan man här se skillnader på minst omkring {one}; med åren tillsammans minst omkring {all}. Mindre skillnader kan finnas utan att synas."
                ),
                (true, Lang::En) => format!(
                    "With one year alone, differences of at least about {one} can be seen here; with the years together, at least about {all}. Smaller differences may exist without being seen."
                ),
                (false, Lang::Sv) => format!(
                    "Här kan man se skillnader på minst omkring {one}. Mindre skillnader kan finnas utan att synas."
                ),
                (false, Lang::En) => format!(
                    "Differences of at least about {one} can be seen here. Smaller differences may exist without being seen."
                ),
            });
        }
        said.extend(self.standing(own).map(|it| placed(it, lang).to_owned()));
        said
    }

    /// What can be said of a municipality without values of its own: how it usually is.
    fn without(&self) -> Vec<String> {
        let (lang, place, years) = (self.ask.lang, self.place(), self.years());
        let common = self.teller.uncertain(self.target()).with_unit;
        let (lower, upper) = usual(&self.shrunk);
        let range = self.teller.range(lower, upper);
        let count = Numbers::of(lang).count(self.places.len());
        let [women, men] = self.words;
        match lang {
            Lang::Sv => vec![
                format!("{place} har inga egna värden för både {women} och {men} åren {years}. Därför går det inte att säga något om skillnaden just här."),
                format!("I de {count} kommuner som har värden är skillnaden tillsammans {common}. I nitton kommuner av tjugo väntas den verkliga skillnaden ligga inom {range}. Det är vad som är vanligt, inte hur det är i {place}."),
                "Vet ni själva hur många det gäller kan ni räkna på era egna uppgifter: ”Förklara skillnaden” visar hur.".to_owned(),
            ],
            Lang::En => vec![
                format!("{place} has no values of its own for both {women} and {men} in {years}. So nothing can be said of the difference here."),
                format!("In the {count} municipalities that have values the difference is {common} taken together. In nineteen municipalities of twenty the true difference is expected to lie within {range}. That is what is usual, not how it is in {place}."),
                "If you know the numbers yourselves you can compute from your own data: “Explain the difference” shows how.".to_owned(),
            ],
        }
    }

    /// What chance is measured by, since nobody says how many stand behind the values.
    fn base(&self) -> String {
        let (lang, share) = (self.ask.lang, self.world.figures[self.figure].words.unit == "percent");
        let Some(own) = self.own() else {
            return lang
                .pick(
                    "Värdena kommer från de andra kommunerna. Slumpen är mätt på hur mycket skillnaden hoppar där från år till år.",
                    "The values are those of the other municipalities. Chance is measured by how much the difference jumps there from year to year.",
                )
                .to_owned();
        };
        let level = f64::midpoint(own.women, own.men) / 100.0;
        let towards = if level < 0.5 { Towards::Up } else { Towards::Down };
        let seen = self
            .ask
            .n
            .filter(|_| share && (0.0..=1.0).contains(&level))
            .map(|(women, men)| (women, men, detectable::shares(level, women, men, CONFIDENCE, POWER, towards)));
        if let Some((women, men, Ok(visible))) = seen {
            let count = |n: f64| Numbers::of(lang).fixed(n, 0);
            let [w, m] = self.words;
            let (women, men) = (count(women), count(men));
            return match (visible, lang) {
                (Some(size), Lang::Sv) => format!(
                    "Med {women} {w} och {men} {m} bakom ett års värden kan ett urval visa skillnader på minst omkring {}, räknat som om de vore ett urval. Tabellen och tratten mäter i stället slumpen på hur mycket skillnaden har hoppat från år till år, och kan därför säga något annat.",
                    self.teller.about(100.0 * size).with_unit
                ),
                (Some(size), Lang::En) => format!(
                    "With {women} {w} and {men} {m} behind one year's values, a sample can show differences of at least about {}, reckoned as if they were a sample. The table and the funnel instead measure chance by how much the difference has jumped from year to year, and so may say something else.",
                    self.teller.about(100.0 * size).with_unit
                ),
                (None, Lang::Sv) => format!(
                    "Med {women} {w} och {men} {m} bakom ett års värden kan ett urval inte visa någon skillnad alls."
                ),
                (None, Lang::En) => {
                    format!(
                        "With {women} {w} and {men} {m} behind one year's values, a sample can show no difference at all."
                    )
                }
            };
        }
        let told = lang.pick(
            "Källan säger inte hur många som ligger bakom värdena. Slumpen är därför mätt på hur mycket skillnaden hoppar från år till år, här och i kommuner av samma storlek.",
            "The source does not say how many people are behind the values. Chance is therefore measured by how much the difference jumps from year to year, here and in municipalities of the same size.",
        );
        let write = lang
            .pick("Vet ni antalen kan ni skriva in dem ovanför.", "If you know the numbers you can write them above.");
        if share { format!("{told} {write}") } else { told.to_owned() }
    }

    /// One year, the years together, weighed with all: each with its interval and what it can show.
    fn estimates(&self) -> Vec<SmallOwn> {
        let lang = self.ask.lang;
        let visible = |error: f64| {
            detectable::known_error(error, CONFIDENCE, POWER)
                .map_or_else(|_| String::new(), |it| self.teller.about(it).text)
        };
        let row = |name: &str, value: f64, (lower, upper): (f64, f64), visible: String| {
            let teller = self.teller.within(lower, upper);
            SmallOwn {
                name: name.to_owned(),
                value: teller.uncertain(value),
                lower,
                upper,
                range: teller.range(lower, upper),
                visible,
            }
        };
        let Some((at, own)) = self.own.zip(self.own()) else {
            let name = lang.pick("Vanligt i kommunerna", "Usual in municipalities");
            return vec![row(name, self.target(), usual(&self.shrunk), String::new())];
        };
        let estimate = &self.shrunk.places[at];
        let around = |value: f64, error: f64| {
            let half = half(error);
            (value - half, value + half)
        };
        let mut rows = Vec::new();
        if let Some(block) = self.world.block(&self.world.figures[self.figure])
            && own.years > 1
            && let Some(newest) = block.row(self.area, own.to).difference()
        {
            // With the numbers of people written in, another interval of this year stands on the page: that of a sample.
            let name = match (lang, self.ask.n.is_some()) {
                (Lang::Sv, false) => format!("Bara {}", own.to),
                (Lang::En, false) => format!("{} alone", own.to),
                (Lang::Sv, true) => format!("Bara {}, med slumpen från år till år", own.to),
                (Lang::En, true) => format!("{} alone, with chance from year to year", own.to),
            };
            rows.push(row(&name, newest, around(newest, own.error_one), visible(own.error_one)));
        }
        let name = match (own.years > 1, lang) {
            (true, Lang::Sv) => format!("{} tillsammans", self.years()),
            (true, Lang::En) => format!("{} together", self.years()),
            (false, Lang::Sv) => format!("Bara {}", self.years()),
            (false, Lang::En) => format!("{} alone", self.years()),
        };
        rows.push(row(&name, own.difference, around(own.difference, own.error), visible(own.error)));
        let name = lang.pick("Sammanvägd med alla kommuner", "Weighed with all municipalities");
        rows.push(row(name, estimate.value, (estimate.lower, estimate.upper), String::new()));
        rows
    }

    /// Every municipality, by difference.
    fn rows(&self, group: &Peers) -> Vec<SmallRow> {
        let areas = self.world.snapshot.areas();
        let numbers = Numbers::of(self.ask.lang);
        let mut rows: Vec<(f64, SmallRow)> = self
            .places
            .iter()
            .zip(&self.shrunk.places)
            .filter_map(|((index, pooled), estimate)| {
                let standing = self.standing(pooled)?;
                let teller = self.teller.within(-half(pooled.error), half(pooled.error));
                let row = SmallRow {
                    area: area_ref(&areas[*index]),
                    people: self
                        .people(*index)
                        .map_or_else(|| "–".to_owned(), |it| numbers.count(usize::try_from(it).unwrap_or(usize::MAX))),
                    years: span(pooled),
                    difference: teller.uncertain(pooled.difference),
                    margin: teller.about(half(pooled.error)).text,
                    shrunk: self.teller.uncertain(estimate.value),
                    code: code(standing).to_owned(),
                    standing: short(standing, self.ask.lang).to_owned(),
                    relation: relation(*index, self.area, group).to_owned(),
                };
                Some((pooled.difference, row))
            })
            .collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.area.code.cmp(&b.1.area.code)));
        rows.into_iter().map(|it| it.1).collect()
    }

    fn picture(&self, group: &Peers) -> Option<Picture> {
        let lang = self.ask.lang;
        let areas = self.world.snapshot.areas();
        let dots = self.places.iter().filter(|it| it.0 != self.area).map(|(index, pooled)| FunnelDot {
            margin: half(pooled.error),
            value: pooled.difference,
            name: areas[*index].title.clone(),
            peer: relation(*index, self.area, group) == "peer",
        });
        let errors = || self.places.iter().map(|it| it.1.error);
        let (least, most) = (errors().fold(f64::INFINITY, f64::min), errors().fold(0.0, f64::max));
        // Even steps on the logarithm, which is how margins are drawn.
        let errors = std::iter::successors(Some(least), |it| (*it < most).then_some((it * STEP).min(most)));
        let limits = errors.take(MOST_POINTS).filter_map(|error| {
            let (inner, outer) = self.limits(error)?;
            Some(FunnelLimit {
                margin: half(error),
                inner: (inner.lower, inner.upper),
                outer: (outer.lower, outer.upper),
            })
        });
        let far = self
            .places
            .iter()
            .filter(|it| matches!(self.standing(&it.1), Some(Standing::FarBelow | Standing::FarAbove)))
            .count();
        let own = self.own();
        let all = self.places.len();
        let standing = match own {
            Some(own) => Some(self.standing(own)?),
            None => None,
        };
        let title = match (standing, lang) {
            (None, Lang::Sv) => format!("Kommunerna som har värden; {} har inga", self.place()),
            (None, Lang::En) => format!("The municipalities with values; {} has none", self.place()),
            (Some(Standing::Within), Lang::Sv) => format!("{} ligger inom tratten", self.place()),
            (Some(Standing::Within), Lang::En) => format!("{} lies within the funnel", self.place()),
            (Some(Standing::Below | Standing::Above), Lang::Sv) => {
                format!("{} ligger mellan trattens gränser", self.place())
            }
            (Some(Standing::Below | Standing::Above), Lang::En) => {
                format!("{} lies between the limits of the funnel", self.place())
            }
            (_, Lang::Sv) => format!("{} ligger utanför tratten", self.place()),
            (_, Lang::En) => format!("{} lies outside the funnel", self.place()),
        };
        let unit = self.teller.difference_unit();
        let [women, men] = self.words;
        let caption = match lang {
            Lang::Sv => format!(
                "{} minus {men}, {unit}, i genomsnitt över upp till {YEARS} år. Säkra värden står till höger. Gränserna räknar med både slumpen och den vanliga spridningen mellan kommuner. {far} av {all} kommuner ligger utanför den yttre gränsen.",
                capital(women)
            ),
            Lang::En => format!(
                "{} minus {men}, {unit}, on average over up to {YEARS} years. Sure values stand to the right. The limits count with both chance and the usual spread between municipalities. {far} of {all} municipalities lie outside the outer limit.",
                capital(women)
            ),
        };
        let peers: String = if group.members.is_empty() { String::new() } else { group.name(self.world, lang) };
        let chart = Funnel {
            title: title.clone(),
            desc: caption.clone(),
            dots: dots.collect(),
            this: own.map(|own| FunnelThis {
                margin: half(own.error),
                value: own.difference,
                label: format!("{} {}", self.place(), self.teller.uncertain(own.difference).text),
            }),
            target: self.target(),
            limits: limits.collect(),
            value_label: format!("{women} minus {men}, {unit}"),
            margin_label: match lang {
                Lang::Sv => format!("felmarginal, ± {unit}: mindre slump till höger"),
                Lang::En => format!("margin of error, ± {unit}: less chance to the right"),
            },
            target_key: lang.pick("gemensamt för alla", "common to all").to_owned(),
            inner_key: lang
                .pick("95\u{a0}% av kommunerna väntas innanför", "95% of municipalities expected inside")
                .to_owned(),
            outer_key: lang.pick("99,8\u{a0}%", "99.8%").to_owned(),
            peer_key: peers,
            other_key: lang.pick("andra kommuner", "other municipalities").to_owned(),
        };
        let write = tick(lang);
        let (wide, narrow) = both("funnel", self.ask, |frame| charts::funnel(&chart, frame, &write, &write));
        Some(Picture { title, wide, narrow, caption })
    }
}

/// A place on the funnel; `None` where its error is none.
fn point(it: &Pooled) -> Option<Point> {
    Point::new(it.difference, it.error).ok()
}

/// Half the width of the 95 % interval.
fn half(error: f64) -> f64 {
    stats::dist::normal::critical(CONFIDENCE) * error
}

fn span(it: &Pooled) -> String {
    years_of(it.from, it.to)
}

fn years_of(from: i16, to: i16) -> String {
    if from == to { to.to_string() } else { format!("{from}–{to}") }
}

/// Where the true difference of a municipality usually lies: what is common, the spread between places, and how
/// surely the common is known.
fn usual(shrunk: &Shrunk) -> (f64, f64) {
    let (common, critical) = (&shrunk.common, stats::dist::normal::critical(CONFIDENCE));
    let error = 0.5 * (common.upper - common.lower) / critical;
    let half = critical * (shrunk.between + error * error).sqrt();
    (common.value - half, common.value + half)
}

fn relation(index: usize, own: usize, group: &Peers) -> &'static str {
    if index == own {
        "own"
    } else if u16::try_from(index).is_ok_and(|it| group.members.contains(&it)) {
        "peer"
    } else {
        "other"
    }
}

/// The stable word of a standing.
const fn code(it: Standing) -> &'static str {
    match it {
        Standing::FarBelow => "far-below",
        Standing::Below => "below",
        Standing::Within => "within",
        Standing::Above => "above",
        Standing::FarAbove => "far-above",
    }
}

/// Where a place stands, in a cell of a table.
const fn short(it: Standing, lang: Lang) -> &'static str {
    match it {
        Standing::FarBelow => lang.pick("under tratten", "below the funnel"),
        Standing::Below => lang.pick("mellan gränserna, nedtill", "between the limits, low"),
        Standing::Within => lang.pick("inom tratten", "within the funnel"),
        Standing::Above => lang.pick("mellan gränserna, upptill", "between the limits, high"),
        Standing::FarAbove => lang.pick("över tratten", "above the funnel"),
    }
}

/// Where one's own place stands, in a sentence.
const fn placed(it: Standing, lang: Lang) -> &'static str {
    match it {
        Standing::Within => lang.pick(
            "Kommunen ligger inom tratten: den skiljer sig inte från de andra mer än slumpen och den vanliga spridningen gör.",
            "The municipality lies within the funnel: it does not differ from the others more than chance and the usual spread do.",
        ),
        Standing::Below | Standing::Above => lang.pick(
            "Kommunen ligger utanför den inre gränsen men innanför den yttre. Så ligger omkring en kommun av tjugo av en slump.",
            "The municipality lies outside the inner limit but inside the outer. By chance, about one municipality in twenty does.",
        ),
        Standing::FarBelow | Standing::FarAbove => lang.pick(
            "Kommunen ligger utanför tratten: den skiljer sig från de andra mer än slumpen och den vanliga spridningen gör.",
            "The municipality lies outside the funnel: it differs from the others more than chance and the usual spread do.",
        ),
    }
}
