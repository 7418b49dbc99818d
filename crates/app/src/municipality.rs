//! One municipality: what says most, what others can learn, everything by theme.

use crate::curated::{Class, Curated, Direction};
use crate::finding::{self, Told, theme_ref, weight};
use crate::links;
use crate::moment::{Moment, is_own};
use crate::peers::{self, Peers, area_ref};
use crate::pictures::{self, Standing};
use crate::total;
use crate::usual::worse_off;
use crate::view::{Counts, FindingView, MunicipalityView, StandingView, ThemeView, Verdict, VerdictCode};
use crate::words;
use crate::world::{CURRENT_WITHIN, World};
use crate::{Ask, Situation};
use findings::{AreaScan, Lesson};
use i18n::{Lang, Numbers, compare_names};

/// How many findings say most, and at most how many of them from one theme.
const MOST: usize = 6;
const MOST_OF_A_THEME: usize = 2;
/// How many to learn from stand under a finding.
const MOST_LESSONS: usize = 3;
/// How many things others can learn here are shown.
const MOST_TO_LEARN: usize = 3;
/// So far from what is usual the picture of level and difference reaches; what lies further out is
/// drawn at its edge.
const FURTHEST: f64 = 4.0;

/// The page of one municipality.
///
/// # Errors
/// [`Situation::NoArea`], [`Situation::NoPeers`], [`Situation::NoYear`].
pub fn municipality(world: &World, asked: &str, ask: &Ask) -> Result<MunicipalityView, Situation> {
    let area = peers::find_area(world, asked)?;
    let peers = peers::resolve(world, area, ask.peers.as_deref())?;
    let moment = world.moment(ask.year)?;
    let scanned = moment.area(world, area, &peers.members);
    let page = Page { world, moment: &moment, area, peers: &peers, scanned: &scanned, ask };
    page.view()
}

/// Only the findings that say most: what the start page shows of the nation.
///
/// # Errors
/// As [`municipality`].
pub fn says_most(world: &World, asked: &str, ask: &Ask) -> Result<Vec<FindingView>, Situation> {
    let area = peers::find_area(world, asked)?;
    let peers = peers::resolve(world, area, None)?;
    let moment = world.moment(ask.year)?;
    let scanned = moment.area(world, area, &peers.members);
    let page = Page { world, moment: &moment, area, peers: &peers, scanned: &scanned, ask };
    Ok(page.say_most(&page.shown()).iter().map(|figure| page.story(*figure)).collect())
}

struct Page<'a> {
    world: &'a World,
    moment: &'a Moment,
    area: usize,
    peers: &'a Peers,
    scanned: &'a AreaScan,
    ask: &'a Ask,
}

impl Page<'_> {
    fn view(&self) -> Result<MunicipalityView, Situation> {
        let (world, lang) = (self.world, self.ask.lang);
        let area = world.snapshot.areas().get(self.area).ok_or(Situation::NoPage)?;
        let shown = self.shown();
        let chosen = self.say_most(&shown);
        let teachers = self.teachers(&shown);
        let counts = self.counts(&shown);
        let findings: Vec<FindingView> = chosen.iter().map(|figure| self.story(*figure)).collect();
        let learn_from_us = teachers.iter().map(|(figure, lesson)| self.lesson_of_ours(*figure, *lesson)).collect();
        let (outcomes, background): (Vec<usize>, Vec<usize>) =
            shown.iter().partition(|figure| world.figures[**figure].words.class == Class::Outcome);
        let plain: Vec<FindingView> = outcomes.iter().map(|figure| self.plain(*figure)).collect();
        let intervals = self.interval_picture(&outcomes, &plain, &area.title);
        let (lead, lead_false_alarms) = lead(lang, &counts);
        let standings = self.standings(&outcomes, &area_ref(area).code);
        Ok(MunicipalityView {
            county: area.county.and_then(|county| world.snapshot.area(county)).map(area_ref),
            facts: self.facts(),
            area: area_ref(area),
            year: i32::from(self.moment.year),
            peers: self.peers.view(world, lang),
            choices: peers::choices(world, self.area, self.peers, None, lang),
            counts,
            lead,
            lead_false_alarms,
            findings,
            learn_from_us,
            quarters: pictures::quarters(&area.title, &standings, self.ask),
            standings: self.standing_rows(standings),
            intervals,
            themes: self.by_theme(plain),
            background: background.iter().map(|figure| self.plain(*figure)).collect(),
            totals: total::all(world, self.area, self.peers, self.ask),
            source: finding::source(world, None, lang),
            invented: world.invented,
        })
    }

    /// Figures that have values for both sexes here, and are not years behind.
    fn shown(&self) -> Vec<usize> {
        (0..self.world.figures.len())
            .filter(|index| {
                let row = &self.scanned.rows[*index];
                self.world.figures[*index].is_current(self.moment.year)
                    && row.finding.difference.is_finite()
                    && row.finding.year + CURRENT_WITHIN >= self.moment.year
            })
            .collect()
    }

    fn told(&self, figure: usize) -> Told<'_> {
        Told {
            world: self.world,
            moment: self.moment,
            figure,
            area: self.area,
            row: &self.scanned.rows[figure],
            peers: self.peers,
            ask: self.ask,
            single: false,
            closed: None,
        }
    }

    fn plain(&self, figure: usize) -> FindingView {
        self.told(figure).view()
    }

    /// A finding with its picture and whom to learn from.
    fn story(&self, figure: usize) -> FindingView {
        let told = self.told(figure);
        let mut view = told.view();
        let mut lessons = self.moment.learn(self.world, figure, self.area, self.peers.partners());
        lessons.retain(|lesson| !is_own(lesson));
        lessons.truncate(MOST_LESSONS);
        view.lessons = told.lessons(&lessons);
        self.draw(&mut view, told.words());
        view
    }

    fn draw(&self, view: &mut FindingView, words: &Curated) {
        let place = self.world.snapshot.areas().get(self.area).map_or("", |area| area.title.as_str());
        let group = words::capital(&self.peers.name(self.world, self.ask.lang));
        view.picture = Some(pictures::dumbbell(view, &words.unit, place, &group, &format!("d-{}", view.kpi), self.ask));
    }

    /// A finding others can learn from.
    fn lesson_of_ours(&self, figure: usize, lesson: Lesson) -> FindingView {
        let told = Told { closed: Some(lesson), ..self.told(figure) };
        let lang = self.ask.lang;
        let mut view = told.view();
        view.verdict =
            Verdict { code: VerdictCode::LearnFromUs, text: finding::verdict_text(VerdictCode::LearnFromUs, "", lang) };
        view.sentences.push(lang.pick("Andra kan lära av er.", "Others can learn from you.").to_owned());
        self.draw(&mut view, told.words());
        view
    }

    /// The findings that say most, a few of each theme.
    fn say_most(&self, shown: &[usize]) -> Vec<usize> {
        let usual = &self.moment.usual;
        let mut weighed: Vec<(f64, usize)> = shown
            .iter()
            .map(|figure| {
                (weight(&self.world.figures[*figure], &self.scanned.rows[*figure], usual[*figure].spread), *figure)
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        weighed.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        let mut chosen: Vec<usize> = Vec::new();
        for (_, figure) in weighed {
            let theme = &self.world.figures[figure].words.theme;
            let of_theme = chosen.iter().filter(|other| self.world.figures[**other].words.theme == *theme).count();
            let told = chosen.iter().any(|other| self.same_story(*other, figure));
            if of_theme < MOST_OF_A_THEME && !told {
                chosen.push(figure);
            }
            if chosen.len() == MOST {
                break;
            }
        }
        chosen
    }

    /// Whether two figures tell of nearly the same people in the same words.
    fn same_story(&self, one: usize, other: usize) -> bool {
        let figures = &self.world.figures;
        figures[one].words.more_sv == figures[other].words.more_sv || figures[one].stem == figures[other].stem
    }

    /// What others can learn here, best first.
    fn teachers(&self, shown: &[usize]) -> Vec<(usize, Lesson)> {
        let usual = &self.moment.usual;
        let mut found: Vec<(f64, usize, Lesson)> = self
            .moment
            .examples(self.world, self.area)
            .iter()
            .filter(|(figure, _)| shown.contains(figure))
            .map(|(figure, lesson)| {
                let gain = (lesson.before.abs() - lesson.lasting.abs()) / usual[*figure].spread.max(f64::MIN_POSITIVE);
                (gain, *figure, *lesson)
            })
            .collect();
        found.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        found.into_iter().take(MOST_TO_LEARN).map(|(_, figure, lesson)| (figure, lesson)).collect()
    }

    fn counts(&self, shown: &[usize]) -> Counts {
        let rows = || shown.iter().map(|figure| &self.scanned.rows[*figure]);
        let tally = &self.scanned.tally;
        let background =
            shown.iter().filter(|figure| self.world.figures[**figure].words.class == Class::Background).count();
        let tested = rows().filter(|row| row.q.is_finite()).count();
        Counts {
            split: shown.len(),
            tested,
            differ: rows().filter(|row| row.flagged).count(),
            expected_false: tally.expected_false,
            differ_from_peers: rows().filter(|row| row.similar_flagged).count(),
            expected_false_peers: tally.similar_expected_false,
            background,
            untested: shown.len() - tested - background,
        }
    }

    fn facts(&self) -> Vec<String> {
        let lang = self.ask.lang;
        let Some(area) = self.world.snapshot.areas().get(self.area) else { return Vec::new() };
        let numbers = Numbers::of(lang);
        let mut facts = Vec::new();
        if let Some(people) = area.population {
            let (total, women, men) = (people.total, people.women, people.men);
            let number = |n: u32| numbers.fixed(f64::from(n), 0);
            facts.push(match lang {
                Lang::Sv => format!(
                    "{} invånare {}: {} kvinnor och {} män",
                    number(total),
                    people.year,
                    number(women),
                    number(men)
                ),
                Lang::En => format!(
                    "{} inhabitants {}: {} women and {} men",
                    number(total),
                    people.year,
                    number(women),
                    number(men)
                ),
            });
        }
        if let Some(class) = &area.class_name {
            facts.push(class.clone());
        }
        facts
    }

    fn by_theme(&self, findings: Vec<FindingView>) -> Vec<ThemeView> {
        let mut themes: Vec<ThemeView> = self
            .world
            .lists
            .themes
            .iter()
            .map(|theme| ThemeView {
                theme: theme_ref(self.world, &theme.id, self.ask.lang),
                differ: 0,
                findings: Vec::new(),
            })
            .collect();
        for finding in findings {
            if let Some(theme) = themes.iter_mut().find(|theme| theme.theme.id == finding.theme.id) {
                theme.differ += usize::from(finding.flagged);
                theme.findings.push(finding);
            }
        }
        themes.retain(|theme| !theme.findings.is_empty());
        for theme in &mut themes {
            theme.findings.sort_by(|left, right| {
                order(left).cmp(&order(right)).then_with(|| compare_names(&left.short, &right.short))
            });
        }
        themes
    }

    fn standings(&self, outcomes: &[usize], code: &str) -> Vec<Standing> {
        let usual = &self.moment.usual;
        outcomes
            .iter()
            .filter_map(|index| {
                let (figure, row, usual) = (&self.world.figures[*index], &self.scanned.rows[*index], &usual[*index]);
                let level = worse_off(figure, row.finding.women, row.finding.men)?;
                if !(usual.size > 0.0 && usual.level_spread > 0.0) {
                    return None;
                }
                let times = row.finding.lasting.abs() / usual.size;
                let standing = Standing {
                    kpi: figure.words.id.clone(),
                    figure: *index,
                    name: figure.words.short(self.ask.lang).to_owned(),
                    href: links::figure(&figure.words.id, code, self.ask),
                    times,
                    difference: times.min(FURTHEST),
                    level: ((level - usual.level) / usual.level_spread).clamp(-FURTHEST, FURTHEST),
                };
                (standing.difference.is_finite() && standing.level.is_finite()).then_some(standing)
            })
            .collect()
    }

    /// The same as a table: uneven at a low level first, the largest difference first.
    fn standing_rows(&self, mut standings: Vec<Standing>) -> Vec<StandingView> {
        standings.sort_by(|left, right| {
            let rank = |one: &Standing| one.quarter();
            rank(right).cmp(&rank(left)).then(right.times.total_cmp(&left.times)).then_with(|| left.kpi.cmp(&right.kpi))
        });
        standings.into_iter().map(|standing| self.standing_row(standing)).collect()
    }

    fn standing_row(&self, standing: Standing) -> StandingView {
        let (told, lang) = (self.told(standing.figure), self.ask.lang);
        let (teller, words, finding) = (told.teller(), told.words(), &told.row.finding);
        let women = match words.direction {
            Direction::Low => finding.women >= finding.men,
            Direction::High | Direction::None => finding.women <= finding.men,
        };
        let (who, level) = if women { (words.women(lang), finding.women) } else { (words.men(lang), finding.men) };
        let name = pictures::quarter_names(lang)[standing.quarter()];
        StandingView {
            quarter: name.to_owned(),
            who: who.to_owned(),
            level: teller.level(level),
            difference: teller.difference(finding.lasting),
            times: Numbers::of(lang).fixed(standing.times, 1),
            kpi: standing.kpi,
            short: standing.name,
        }
    }

    /// Lasting differences in percentage points of the curated figures, largest first.
    fn interval_picture(&self, outcomes: &[usize], plain: &[FindingView], place: &str) -> Option<crate::view::Picture> {
        let mut picked: Vec<&FindingView> = outcomes
            .iter()
            .zip(plain)
            .filter(|(figure, view)| {
                let words = &self.world.figures[**figure];
                words.curated && words.words.unit == "percent" && view.interval.is_some()
            })
            .map(|(_, view)| view)
            .collect();
        picked.sort_by(|left, right| {
            right
                .lasting
                .value
                .unwrap_or(0.0)
                .total_cmp(&left.lasting.value.unwrap_or(0.0))
                .then_with(|| left.kpi.cmp(&right.kpi))
        });
        pictures::intervals(place, &picked, self.ask)
    }
}

/// Larger than at others first, then other differences, then what may be chance.
fn order(finding: &FindingView) -> u8 {
    match finding.verdict.code {
        VerdictCode::LargerThanPeers | VerdictCode::OtherWay => 0,
        VerdictCode::SmallerThanPeers => 1,
        VerdictCode::AsPeers | VerdictCode::Differs | VerdictCode::LearnFromUs => 2,
        VerdictCode::CannotTell | VerdictCode::NotTested => 3,
        VerdictCode::Background => 4,
    }
}

/// The first sentence, and the one about false alarms.
fn lead(lang: Lang, counts: &Counts) -> (String, String) {
    let numbers = Numbers::of(lang);
    let (tested, differ) = (numbers.count(counts.tested), numbers.count(counts.differ));
    let falsely = rounded_up(counts.expected_false);
    let more = against_peers(lang, counts.differ_from_peers);
    match lang {
        Lang::Sv => (
            format!(
                "Av {tested} prövade mått skiljer sig kvinnor och män åt i {differ} på ett sätt som knappast är slump. {more}"
            ),
            if counts.differ == 0 {
                "Det betyder inte att allt är jämnt: i en liten kommun döljer slumpen mycket.".to_owned()
            } else {
                format!("Vi räknar med högst {} bland de {differ}.", alarms_sv(falsely))
            },
        ),
        Lang::En => (
            format!(
                "Of {tested} figures tested, women and men differ in {differ} in a way that is hardly chance. {more}"
            ),
            if counts.differ == 0 {
                "That does not mean that everything is even: in a small municipality chance hides much.".to_owned()
            } else {
                format!("We expect at most {} among the {differ}.", alarms_en(falsely))
            },
        ),
    }
}

/// In how many figures the difference is larger or smaller than in the comparison group.
fn against_peers(lang: Lang, n: usize) -> String {
    let shown = Numbers::of(lang).count(n);
    match (lang, n) {
        (Lang::Sv, 0) => {
            "I inget mått går det att säga att skillnaden är större eller mindre än i jämförelsegruppen.".to_owned()
        }
        (Lang::En, 0) => {
            "In no figure can one say that the difference is larger or smaller than in the comparison group.".to_owned()
        }
        (Lang::Sv, 1) => "I ett mått är skillnaden tydligt större eller mindre än i jämförelsegruppen.".to_owned(),
        (Lang::En, 1) => {
            "In one figure the difference is clearly larger or smaller than in the comparison group.".to_owned()
        }
        (Lang::Sv, _) => format!("I {shown} mått är skillnaden tydligt större eller mindre än i jämförelsegruppen."),
        (Lang::En, _) => {
            format!("In {shown} figures the difference is clearly larger or smaller than in the comparison group.")
        }
    }
}

fn rounded_up(expected: f64) -> usize {
    // At most a few hundred: no figure is lost.
    expected.max(0.0).ceil() as usize
}

/// `3 falska larm`.
#[must_use]
pub fn alarms_sv(n: usize) -> String {
    if n == 1 { "ett falskt larm".to_owned() } else { format!("{n} falska larm") }
}

/// `3 false alarms`.
#[must_use]
pub fn alarms_en(n: usize) -> String {
    if n == 1 { "one false alarm".to_owned() } else { format!("{n} false alarms") }
}
