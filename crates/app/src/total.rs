//! Figures that the source gives for all together only: shown with what even would be and what the
//! group has, or as a pair of figures beside each other. No difference is tested: there is one
//! value, not one for women and one for men.

use crate::curated::{Curated, Design};
use crate::finding::{self, theme_ref};
use crate::numbers::Teller;
use crate::peers::{self, Peers, area_ref};
use crate::pictures;
use crate::view::{PairView, Shown, TotalFigureView, TotalNumbers, TotalRow, TotalView};
use crate::words;
use crate::world::{CURRENT_WITHIN, TotalFigure, World};
use crate::{Ask, Situation};
use charts::{StripDot, StripThis, Who};
use figures::{AreaKind, Block, Sex};
use i18n::{Lang, no_break};

/// The figures for all together in one area, women's before men's; a pair stands once.
#[must_use]
pub fn all(world: &World, area: usize, peers: &Peers, ask: &Ask) -> Vec<TotalView> {
    let newest = year_of(world, ask);
    let mut views: Vec<TotalView> = world
        .totals
        .iter()
        .filter(|total| total.words.pair_men != total.words.id)
        .filter_map(|total| {
            let one = One::of(world, total, area, peers, ask)?;
            (one.value.is_finite() && one.year + CURRENT_WITHIN >= newest).then(|| one.view())
        })
        .collect();
    let place = |view: &TotalView| world.lists.themes.iter().position(|theme| theme.id == view.theme.id);
    views.sort_by_key(place);
    views
}

/// The page of a figure for all together; `None` for any other figure.
///
/// # Errors
/// [`Situation::NoArea`], [`Situation::NoPeers`].
pub fn figure(world: &World, kpi: &str, asked: Option<&str>, ask: &Ask) -> Result<Option<TotalFigureView>, Situation> {
    let Some(total) = world.total(kpi) else { return Ok(None) };
    let focus = asked.map(|text| peers::find_area(world, text)).transpose()?;
    let area = focus.or_else(|| world.snapshot.area_index(figures::AreaId::NATION)).unwrap_or(0);
    let group = peers::resolve(world, area, ask.peers.as_deref())?;
    let one = One::of(world, total, area, &group, ask).ok_or(Situation::NoPage)?;
    Ok(Some(one.page(focus)))
}

/// What machines get of one figure, area and year.
#[must_use]
pub fn numbers(world: &World, total: &TotalFigure, area: usize, year: i16, peers: &Peers) -> Option<TotalNumbers> {
    let block = world.snapshot.block_at(total.block)?;
    let words = &total.words;
    let value = block.cell(area, year, Sex::Total).get();
    let (peers_n, mean) = mean(members(peers).filter_map(|member| block.cell(member, year, Sex::Total).get()));
    let pair = Pair::of(world, words).and_then(|pair| pair.values(area, year));
    Some(TotalNumbers {
        of: match words.total_of.as_str() {
            "women" => Some("women"),
            "men" => Some("men"),
            _ => None,
        },
        even: words.equal_at,
        distance: value.zip(words.equal_at).map(|(value, even)| value - even),
        peers_n,
        peers_mean: mean,
        pair_women: pair.map(|(women, _)| women),
        pair_men: pair.map(|(_, men)| men),
        pair_difference: pair.map(|(women, men)| women - men),
    })
}

fn year_of(world: &World, ask: &Ask) -> i16 {
    ask.year.and_then(|year| i16::try_from(year).ok()).unwrap_or(world.newest)
}

fn members(peers: &Peers) -> impl Iterator<Item = usize> {
    peers.members.iter().map(|member| usize::from(*member))
}

fn mean(values: impl Iterator<Item = f64>) -> (usize, Option<f64>) {
    let (n, sum) = values.fold((0_usize, 0.0), |(n, sum), value| (n + 1, sum + value));
    (n, (n > 0).then(|| sum / n as f64))
}

/// The two figures of a pair.
struct Pair<'a> {
    women: Block<'a>,
    men: Block<'a>,
}

impl<'a> Pair<'a> {
    fn of(world: &'a World, words: &Curated) -> Option<Self> {
        let block = |id: &str| world.total(id).and_then(|total| world.snapshot.block_at(total.block));
        Some(Self { women: block(&words.pair_women)?, men: block(&words.pair_men)? })
    }

    /// Women's and men's values, where both are known.
    fn values(&self, area: usize, year: i16) -> Option<(f64, f64)> {
        let of = |block: &Block<'_>| block.cell(area, year, Sex::Total).get();
        of(&self.women).zip(of(&self.men))
    }

    /// Means of the values of those who have both.
    fn means(&self, areas: impl Iterator<Item = usize> + Clone, year: i16) -> Option<(f64, f64)> {
        let both = areas.filter_map(|area| self.values(area, year));
        let (_, women) = mean(both.clone().map(|(women, _)| women));
        let (_, men) = mean(both.map(|(_, men)| men));
        women.zip(men)
    }
}

/// One figure in one area and its newest year.
struct One<'a> {
    world: &'a World,
    words: &'a Curated,
    block: Block<'a>,
    pair: Option<Pair<'a>>,
    area: usize,
    peers: &'a Peers,
    ask: &'a Ask,
    year: i16,
    value: f64,
}

impl<'a> One<'a> {
    fn of(world: &'a World, total: &'a TotalFigure, area: usize, peers: &'a Peers, ask: &'a Ask) -> Option<Self> {
        let block = world.snapshot.block_at(total.block)?;
        let newest = year_of(world, ask).min(block.last_year());
        let words = &total.words;
        let pair = Pair::of(world, words);
        let known = |year: &i16| match &pair {
            Some(pair) => pair.values(area, *year).is_some(),
            None => block.cell(area, *year, Sex::Total).get().is_some(),
        };
        let year = (block.first_year..=newest).rev().find(known).unwrap_or(total.last_year.min(newest));
        let value = block.cell(area, year, Sex::Total).get().unwrap_or(f64::NAN);
        Some(Self { world, words, block, pair, area, peers, ask, year, value })
    }

    fn teller(&self) -> Teller<'a> {
        Teller::new(self.ask.lang, self.words, if self.value.is_finite() { self.value } else { 1.0 })
    }

    fn total(&self, area: usize, year: i16) -> Option<f64> {
        self.block.cell(area, year, Sex::Total).get()
    }

    fn peers_mean(&self, year: i16) -> (usize, Option<f64>) {
        mean(members(self.peers).filter_map(|member| self.total(member, year)))
    }

    fn view(&self) -> TotalView {
        let (words, lang, teller) = (self.words, self.ask.lang, self.teller());
        let value = teller.cell(self.block.cell(self.area, self.year, Sex::Total));
        let (peers_n, mean) = self.peers_mean(self.year);
        let peers = mean.map(|mean| teller.level(mean));
        let pair = self.pair_view(&teller);
        let even = words.equal_at.map(|even| teller.exact(even));
        let headline = self.headline(&value, even.as_ref(), pair.as_ref());
        TotalView {
            kpi: words.id.clone(),
            title: no_break(&self.block.kpi.title),
            short: words.short(lang).to_owned(),
            theme: theme_ref(self.world, &words.theme, lang),
            year: i32::from(self.year),
            unit: teller.head(),
            sentences: self.sentences(&headline, &value, even.as_ref(), peers.as_ref(), pair.as_ref()),
            headline,
            distance: words
                .equal_at
                .filter(|_| self.value.is_finite())
                .map(|even| teller.difference(self.value - even)),
            value,
            even,
            peers,
            peers_n,
            untested: untested(lang, pair.is_some()).to_owned(),
            pair,
        }
    }

    fn pair_view(&self, teller: &Teller<'_>) -> Option<PairView> {
        let (pair, words, lang) = (self.pair.as_ref()?, self.words, self.ask.lang);
        let (women, men) = pair.values(self.area, self.year)?;
        let (peers_women, peers_men) =
            pair.means(members(self.peers).collect::<Vec<_>>().into_iter(), self.year).unwrap_or((f64::NAN, f64::NAN));
        let short = |id: &str| self.world.total(id).map_or("", |total| total.words.short(lang)).to_owned();
        Some(PairView {
            women_short: short(&words.pair_women),
            men_short: short(&words.pair_men),
            women_kpi: words.pair_women.clone(),
            men_kpi: words.pair_men.clone(),
            women_word: words.women(lang).to_owned(),
            men_word: words.men(lang).to_owned(),
            women: teller.level(women),
            men: teller.level(men),
            difference: teller.difference(women - men),
            peers_women: teller.level(peers_women),
            peers_men: teller.level(peers_men),
            peers_difference: teller.difference(peers_women - peers_men),
        })
    }

    /// Who has more, where that can be said of one value; as equal as shown is equal. Nothing is
    /// claimed about chance.
    fn headline(&self, value: &Shown, even: Option<&Shown>, pair: Option<&PairView>) -> String {
        let (words, lang) = (self.words, self.ask.lang);
        let who = |same: bool, more: bool| match (same, more) {
            (true, _) => words.same(lang),
            (false, true) => words.more(lang),
            (false, false) => words.fewer(lang),
        };
        match (pair, even) {
            _ if !self.value.is_finite() => format!("{}: {}.", words.short(lang), value.text),
            (Some(pair), _) => who(pair.women.text == pair.men.text, pair.women.value > pair.men.value).to_owned(),
            (None, Some(even)) => {
                let above = value.value > even.value;
                let same = value.text == self.teller().level(even.value.unwrap_or(f64::NAN)).text;
                who(same, if words.total_of == "men" { !above } else { above }).to_owned()
            }
            (None, None) => words::level_total(words, lang, &value.with_unit),
        }
    }

    fn sentences(
        &self,
        headline: &str,
        value: &Shown,
        even: Option<&Shown>,
        peers: Option<&Shown>,
        pair: Option<&PairView>,
    ) -> Vec<String> {
        let (words, lang) = (self.words, self.ask.lang);
        let mut told = Vec::new();
        if self.value.is_finite() {
            told.push(words::level_total(words, lang, &value.with_unit));
            told.retain(|sentence| sentence != headline);
        }
        if words.design == Design::Pooled {
            told.push(finding::pooled(lang).to_owned());
        }
        let group = self.peers.name(self.world, lang);
        if let Some(pair) = pair {
            let each = |word: &str, value: &Shown| format!("{}: {}.", words::capital(word), value.with_unit);
            let (women, men) = (each(&pair.women_word, &pair.women), each(&pair.men_word, &pair.men));
            let (own, mean) = self.pair_sizes(pair);
            told.push(match lang {
                Lang::Sv => format!("{women} {men} Skillnaden är {own}."),
                Lang::En => format!("{women} {men} The difference is {own}."),
            });
            told.extend(mean.map(|mean| match lang {
                Lang::Sv => format!("I {group} är skillnaden i snitt {mean}."),
                Lang::En => format!("In {group} the difference is on average {mean}."),
            }));
            return told;
        }
        told.extend(even.map(|even| match lang {
            Lang::Sv => format!("Jämnt vore {}.", even.with_unit),
            Lang::En => format!("Even would be {}.", even.with_unit),
        }));
        told.extend(peers.map(|mean| match lang {
            Lang::Sv => format!("I {group} är det i snitt {}.", mean.with_unit),
            Lang::En => format!("In {group} it is on average {}.", mean.with_unit),
        }));
        told
    }

    /// The difference of a pair here and in the group: without sign where both go the same way.
    fn pair_sizes(&self, pair: &PairView) -> (String, Option<String>) {
        let teller = self.teller();
        let (own, mean) = (pair.difference.value.unwrap_or(f64::NAN), pair.peers_difference.value);
        match mean {
            Some(mean) if own * mean < 0.0 => {
                (teller.difference(own).with_unit, Some(teller.difference(mean).with_unit))
            }
            _ => (teller.size(own), mean.map(|mean| teller.size(mean))),
        }
    }

    fn page(&self, focus: Option<usize>) -> TotalFigureView {
        let (world, lang, words) = (self.world, self.ask.lang, self.words);
        let place = world.snapshot.areas().get(self.area).map_or("", |area| area.title.as_str());
        let total = self.view();
        let field = world.lists.field_of(&words.id, &self.block.kpi.title, &words.theme).map(|field| field.id.as_str());
        let definition =
            world.snapshot.description(&self.block.kpi.id).ok().flatten().unwrap_or("").replace("\\n", " ");
        let carried = self.carried();
        let value = lang.pick("Värde", "Value").to_owned();
        let mut area_heads = vec![value];
        if self.pair.is_some() {
            let difference = lang.pick("Skillnad", "Difference").to_owned();
            area_heads = vec![words::capital(words.women(lang)), words::capital(words.men(lang)), difference];
        }
        let mut year_heads = area_heads.clone();
        year_heads.push(if self.pair.is_some() {
            lang.pick("Skillnad i gruppen", "Difference in the group").to_owned()
        } else {
            lang.pick("Gruppen, medel", "The group, mean").to_owned()
        });
        TotalFigureView {
            definition: no_break(definition.trim()),
            owner: finding::owner(words, lang),
            direction: finding::direction_sentence(words, lang),
            caveats: finding::caveats(words, lang),
            area: focus.and_then(|index| world.snapshot.areas().get(index)).map(area_ref),
            peers: focus.map(|_| self.peers.view(world, lang)),
            choices: focus.map_or_else(Vec::new, |index| peers::choices(world, index, self.peers, field, lang)),
            over_time: Some(self.over_time(&total, place, &carried)),
            everyone: self.everyone(&total, place, focus),
            years: self.years(&carried),
            year_heads,
            areas: self.areas(focus),
            area_heads,
            source: finding::source(world, Some(&words.id), lang),
            total,
        }
    }

    /// Which years of the block repeat the one before: election values until the next election.
    fn carried(&self) -> Vec<bool> {
        (0i16..)
            .take(self.block.years)
            .map(|offset| {
                let year = self.block.first_year + offset;
                let pairs = (0..self.block.area_count)
                    .filter_map(|area| self.total(area, year).zip(self.total(area, year - 1)));
                let (n, same) = pairs.fold((0, 0), |(n, same), (now, before)| (n + 1, same + u32::from(now == before)));
                self.words.design == Design::Election && n > 0 && n == same
            })
            .collect()
    }

    /// The kind of areas this one stands among.
    fn kind(&self, focus: Option<usize>) -> AreaKind {
        peers::kind_among(self.world, focus, |area| self.point(area, self.year).is_some())
    }

    /// What the page is about in an area and year: the value, or the difference of the pair.
    fn point(&self, area: usize, year: i16) -> Option<f64> {
        match &self.pair {
            Some(pair) => pair.values(area, year).map(|(women, men)| women - men),
            None => self.total(area, year),
        }
    }

    fn over_time(&self, total: &TotalView, place: &str, carried: &[bool]) -> crate::view::Picture {
        let (lang, teller) = (self.ask.lang, self.teller());
        let group = self.peers.name(self.world, lang);
        let of = |block: Block<'a>| move |year: i16| block.cell(self.area, year, Sex::Total).get();
        let mean_of = |block: Block<'a>| {
            move |year: i16| mean(members(self.peers).filter_map(|area| block.cell(area, year, Sex::Total).get())).1
        };
        let whole = (self.block.first_year, self.block.years);
        let line = |who: Who, strong: bool, name: String, value: &dyn Fn(i16) -> Option<f64>| {
            pictures::total_line(&teller, who, strong, name, whole, carried, value)
        };
        let series = match &self.pair {
            Some(pair) => {
                let (women, men) = (words::capital(self.words.women(lang)), words::capital(self.words.men(lang)));
                vec![
                    line(Who::Women, true, format!("{women}, {place}"), &of(pair.women)),
                    line(Who::Men, true, format!("{men}, {place}"), &of(pair.men)),
                    line(Who::Women, false, format!("{women}, {group}"), &mean_of(pair.women)),
                    line(Who::Men, false, format!("{men}, {group}"), &mean_of(pair.men)),
                ]
            }
            None => vec![
                line(Who::Total, true, place.to_owned(), &of(self.block)),
                line(Who::Total, false, words::capital(&group), &mean_of(self.block)),
            ],
        };
        let title = match (&total.pair, lang) {
            (Some(pair), Lang::Sv) => {
                format!("{} och {} år för år", words::capital(&pair.women_word), pair.men_word)
            }
            (Some(pair), Lang::En) => {
                format!("{} and {} year by year", words::capital(&pair.women_word), pair.men_word)
            }
            (None, Lang::Sv) => format!("{} år för år", total.short),
            (None, Lang::En) => format!("{} year by year", total.short),
        };
        pictures::total_over_time(&teller, title, &total.unit, series, self.ask)
    }

    fn everyone(&self, total: &TotalView, place: &str, focus: Option<usize>) -> Option<crate::view::Picture> {
        let (lang, teller) = (self.ask.lang, self.teller());
        // The axis of a strip is distance from its middle: from even, where that is known.
        let even = if self.pair.is_some() { 0.0 } else { self.words.equal_at.unwrap_or(0.0) };
        let areas = self.world.snapshot.areas();
        let kind = self.kind(focus);
        let dots: Vec<StripDot> = areas
            .iter()
            .enumerate()
            .filter(|(index, area)| area.kind == kind && Some(*index) != focus)
            .filter_map(|(index, area)| {
                let peer = focus.is_some() && members(self.peers).any(|member| member == index);
                Some(StripDot { value: self.point(index, self.year)? - even, name: area.title.clone(), peer })
            })
            .collect();
        if dots.len() < 3 {
            return None;
        }
        let this = self.point(self.area, self.year).map(|value| {
            let text = if self.pair.is_some() { teller.difference(value).text } else { teller.level(value).text };
            StripThis { value: value - even, label: format!("{place} {text}"), interval: None }
        });
        let zero = match (self.pair.is_some(), self.words.equal_at) {
            (true, _) => lang.pick("ingen skillnad", "no difference").to_owned(),
            (false, Some(even)) => format!("{} {}", lang.pick("jämnt:", "even:"), teller.exact(even).with_unit),
            (false, None) => String::new(),
        };
        let group = self.peers.name(self.world, lang);
        Some(pictures::total_everyone(self.ask, total, dots, this, zero, even, (&group, kind)))
    }

    fn cells(&self, area: usize, year: i16) -> Vec<Shown> {
        let teller = self.teller();
        match &self.pair {
            Some(pair) => {
                let (women, men) = (pair.women.cell(area, year, Sex::Total), pair.men.cell(area, year, Sex::Total));
                let difference = women.get().zip(men.get()).map_or(f64::NAN, |(women, men)| women - men);
                vec![teller.cell(women), teller.cell(men), teller.difference(difference)]
            }
            None => vec![teller.cell(self.block.cell(area, year, Sex::Total))],
        }
    }

    fn years(&self, carried: &[bool]) -> Vec<TotalRow> {
        let teller = self.teller();
        (self.block.first_year..=self.block.last_year())
            .rev()
            .filter(|year| self.block.cell(self.area, *year, Sex::Total) != figures::Cell::ABSENT)
            .map(|year| {
                let mut cells = self.cells(self.area, year);
                let group =
                    mean(members(self.peers).filter_map(|member| self.point(member, year))).1.unwrap_or(f64::NAN);
                cells.push(if self.pair.is_some() { teller.difference(group) } else { teller.level(group) });
                let at = usize::try_from(year - self.block.first_year).unwrap_or(0);
                let relation = if carried.get(at) == Some(&true) { "carried" } else { "own" };
                TotalRow { name: year.to_string(), area: None, cells, relation: relation.to_owned() }
            })
            .collect()
    }

    fn areas(&self, focus: Option<usize>) -> Vec<TotalRow> {
        let kind = self.kind(focus);
        let mut rows: Vec<(f64, TotalRow)> = self
            .world
            .snapshot
            .areas()
            .iter()
            .enumerate()
            .filter(|(_, area)| area.kind == kind)
            .filter_map(|(index, area)| {
                let value = self.point(index, self.year)?;
                let relation = if Some(index) == focus {
                    "own"
                } else if members(self.peers).any(|member| member == index) {
                    "peer"
                } else {
                    "other"
                };
                let row = TotalRow {
                    name: area.title.clone(),
                    area: Some(area_ref(area)),
                    cells: self.cells(index, self.year),
                    relation: relation.to_owned(),
                };
                Some((value, row))
            })
            .collect();
        // The sort is stable: areas of one value stay in the order of their codes.
        rows.sort_by(|left, right| right.0.total_cmp(&left.0));
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// Why no difference is tested.
const fn untested(lang: Lang, pair: bool) -> &'static str {
    if pair {
        lang.pick(
            "Källan har kvinnors och mäns värden som två olika mått. Vi visar dem bredvid varandra, men prövar inte om skillnaden kan bero på slumpen.",
            "The source has women's and men's values as two different figures. We show them beside each other, but do not test whether the difference may be due to chance.",
        )
    } else {
        lang.pick(
            "Källan har ett enda värde, inte ett för kvinnor och ett för män. Därför finns ingen skillnad att pröva mot slumpen.",
            "The source has one value, not one for women and one for men. So there is no difference to test against chance.",
        )
    }
}
