//! Views to charts: which marks, which words, which axis. Drawing itself is `charts`.

use crate::Ask;
use crate::finding::Told;
use crate::numbers::Teller;
use crate::view::{FindingView, Picture, Shown};
use charts::{
    Dumbbell, DumbbellRow, Frame, IntervalRow, IntervalRows, Lines, QuarterDot, QuarterThis, Quarters, Series, Strip,
    StripDot, StripThis, Svg, Theme, Value, Who, Width, YearPoint,
};
use figures::{AreaKind, Block};
use i18n::{Lang, Numbers};

/// A number on an axis: as few decimals as it needs, at most two.
pub(crate) fn tick(lang: Lang) -> impl Fn(f64) -> String {
    let numbers = Numbers::of(lang);
    move |value: f64| {
        let decimals = (0..2).find(|d| is_whole(value * 10f64.powi(*d))).unwrap_or(2);
        numbers.fixed(value, usize::try_from(decimals).unwrap_or(0))
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

/// Page or paper.
pub(crate) const fn theme(ask: &Ask) -> Theme {
    if ask.print { Theme::Print } else { Theme::Page }
}

/// Both forms of a chart; paper needs the wide one only.
pub(crate) fn both(id: &str, ask: &Ask, draw: impl Fn(&Frame<'_>) -> Svg) -> (Svg, Option<Svg>) {
    let frame = |width| Frame { id, theme: theme(ask), width };
    let narrow = (!ask.print).then(|| draw(&frame(Width::Narrow)));
    (draw(&frame(Width::Wide)), narrow)
}

fn value(shown: &Shown) -> Option<Value> {
    shown.value.map(|value| Value { value, label: shown.text.clone(), interval: None })
}

/// Why a row has no marks.
fn no_value(women: &Shown, men: &Shown, view: &FindingView) -> String {
    match (women.value, men.value) {
        (Some(_), Some(_)) => String::new(),
        (None, Some(_)) => format!("{}: {}", view.women_word, women.text),
        (Some(_), None) => format!("{}: {}", view.men_word, men.text),
        (None, None) => women.text.clone(),
    }
}

/// One row of a dumbbell: a place with its women's and men's values.
pub(crate) fn dumbbell_row(name: &str, view: &FindingView, women: &Shown, men: &Shown, strong: bool) -> DumbbellRow {
    DumbbellRow {
        name: name.to_owned(),
        women: value(women),
        men: value(men),
        strong,
        no_value: no_value(women, men, view),
    }
}

/// Whether an axis of levels begins at zero. Amounts, counts, rates and shares do, so that a small
/// difference looks small; points and indices have no zero that means anything.
pub(crate) fn from_zero(unit: &str) -> bool {
    !matches!(unit, "points" | "index" | "other")
}

/// The same for a line over time, where the course is the story: shares may begin higher up.
fn time_from_zero(unit: &str) -> bool {
    from_zero(unit) && unit != "percent"
}

/// Women and men here and in the comparison group.
pub(crate) fn dumbbell(view: &FindingView, unit: &str, place: &str, group: &str, id: &str, ask: &Ask) -> Picture {
    let mut rows = vec![dumbbell_row(place, view, &view.women, &view.men, true)];
    if let Some(peers) = &view.peers {
        rows.push(dumbbell_row(group, view, &peers.women, &peers.men, false));
    }
    let desc = rows
        .iter()
        .map(|row| {
            let text = |value: &Option<Value>| {
                value.as_ref().map_or_else(|| row.no_value.clone(), |value| value.label.clone())
            };
            format!("{}: {} {}, {} {}.", row.name, view.women_word, text(&row.women), view.men_word, text(&row.men))
        })
        .collect::<Vec<_>>()
        .join(" ");
    let chart =
        Dumbbell { title: view.headline.clone(), desc, rows, from_zero: from_zero(unit), ..Dumbbell::default() };
    let (wide, narrow) = both(id, ask, |frame| charts::dumbbell(&chart, frame, &tick(ask.lang)));
    Picture { title: view.headline.clone(), wide, narrow, caption: format!("{}, {}", view.unit, view.year) }
}

/// What a chart over time is made of besides the finding.
pub(crate) struct OverTime<'a> {
    /// The figure's values.
    pub block: Block<'a>,
    /// Position of the area in focus.
    pub area: usize,
    /// Name of the area in focus.
    pub place: &'a str,
    /// Name of the comparison group.
    pub group: &'a str,
    /// The comparison group.
    pub members: &'a [u16],
    /// For each year of the block: does the value repeat an earlier one and measure nothing?
    pub carried: &'a [bool],
    /// Usual number of years between measurements.
    pub every: u32,
}

/// Women and men over the years, here and in the comparison group.
pub(crate) fn over_time(told: &Told<'_>, view: &FindingView, what: &OverTime<'_>) -> Picture {
    let (teller, lang) = (told.teller(), told.ask.lang);
    let own = |women: bool| -> Vec<YearPoint> {
        let values = if women { what.block.women } else { what.block.men };
        what.block
            .series(what.area)
            .zip(0i32..)
            .map(|(at, offset)| point(what, offset, values.get(at).copied()))
            .collect()
    };
    let group = |women: bool| -> Vec<YearPoint> {
        let values = if women { what.block.women } else { what.block.men };
        (0i32..)
            .take(what.block.years)
            .map(|offset| {
                let year = usize::try_from(offset).unwrap_or(0);
                let (mut sum, mut n) = (0.0, 0u32);
                for member in what.members {
                    let at = usize::from(*member) * what.block.years + year;
                    if let (Some(women), Some(men)) = (what.block.women.get(at), what.block.men.get(at))
                        && women.is_finite()
                        && men.is_finite()
                    {
                        sum += values[at];
                        n += 1;
                    }
                }
                point(what, offset, (n > 0).then(|| sum / f64::from(n)))
            })
            .collect()
    };
    let mut series = vec![
        line(&teller, Who::Women, true, &view.women_word, what.place, own(true)),
        line(&teller, Who::Men, true, &view.men_word, what.place, own(false)),
    ];
    if !what.members.is_empty() {
        series.push(line(&teller, Who::Women, false, &view.women_word, what.group, group(true)));
        series.push(line(&teller, Who::Men, false, &view.men_word, what.group, group(false)));
    }
    series.retain(|line| line.points.iter().any(|point| point.value.is_some()));
    let desc = series.iter().map(|line| ends(&teller, line)).collect::<Vec<_>>().join(" ");
    let title = match lang {
        Lang::Sv => format!("{}: {} och {} år för år", view.short, view.women_word, view.men_word),
        Lang::En => format!("{}: {} and {} year by year", view.short, view.women_word, view.men_word),
    };
    let chart = Lines {
        title: title.clone(),
        desc,
        series,
        from_zero: time_from_zero(&told.words().unit),
        unit: view.unit.clone(),
        every: what.every,
    };
    let (wide, narrow) = both("time", told.ask, |frame| charts::lines(&chart, frame, &tick(lang)));
    Picture { title, wide, narrow, caption: line_key(view, what, lang) }
}

/// How the lines are told apart; the unit stands over the axis.
fn line_key(view: &FindingView, what: &OverTime<'_>, lang: Lang) -> String {
    let (women, men) = (&view.women_word, &view.men_word);
    let mut key = match lang {
        Lang::Sv => format!("Hel linje: {women}. Streckad linje: {men}."),
        Lang::En => format!("Solid line: {women}. Dashed line: {men}."),
    };
    if !what.members.is_empty() {
        key.push_str(&match lang {
            Lang::Sv => format!(" Tunnare linjer: medel av {}.", what.group),
            Lang::En => format!(" Thinner lines: the mean of {}.", what.group),
        });
    }
    if what.carried.contains(&true) {
        key.push_str(lang.pick(
            " Ihåliga märken: ett tidigare värde som inte mätts på nytt.",
            " Hollow marks: an earlier value, not measured anew.",
        ));
    }
    key
}

fn point(what: &OverTime<'_>, offset: i32, value: Option<f64>) -> YearPoint {
    let carried = usize::try_from(offset).ok().and_then(|at| what.carried.get(at)).copied().unwrap_or(false);
    YearPoint {
        year: i32::from(what.block.first_year) + offset,
        value: value.filter(|value| value.is_finite()),
        carried,
        interval: None,
    }
}

fn line(teller: &Teller<'_>, who: Who, strong: bool, word: &str, place: &str, points: Vec<YearPoint>) -> Series {
    let last =
        points.iter().rev().find_map(|point| point.value).map_or_else(String::new, |value| teller.level(value).text);
    Series { who, strong, label: format!("{}, {place} {last}", crate::words::capital(word)), short: last, points }
}

/// First and last value of a line in words.
fn ends(teller: &Teller<'_>, line: &Series) -> String {
    let values: Vec<(i32, f64)> = line.points.iter().filter_map(|point| Some((point.year, point.value?))).collect();
    let name = line.label.rsplit_once(' ').map_or(line.label.as_str(), |(name, _)| name);
    match (values.first(), values.last()) {
        (Some((from, first)), Some((to, last))) if from != to => {
            format!("{name}: {} {from}, {} {to}.", teller.level(*first).text, teller.level(*last).text)
        }
        (Some((year, only)), _) => format!("{name}: {} {year}.", teller.level(*only).text),
        _ => String::new(),
    }
}

/// What areas of a kind are called.
struct Kinds {
    one: &'static str,
    many: &'static str,
}

impl Kinds {
    fn of(kind: AreaKind, lang: Lang) -> Self {
        let (one, many) = match kind {
            AreaKind::Region => lang.pick(("region", "regioner"), ("region", "regions")),
            AreaKind::Municipality | AreaKind::Nation => {
                lang.pick(("kommun", "kommuner"), ("municipality", "municipalities"))
            }
        };
        Self { one, many }
    }
}

/// Every municipality (or region) as a dot on the axis of differences.
pub(crate) fn everyone(
    told: &Told<'_>,
    view: &FindingView,
    dots: Vec<StripDot>,
    (place, level): (&str, AreaKind),
    group: &str,
) -> Picture {
    let lang = told.ask.lang;
    let teller = told.teller();
    let this = view.difference.value.map(|value| StripThis {
        value,
        label: format!("{place} {}", teller.difference(value).text),
        interval: view.interval.as_ref().map(|interval| (interval.lower, interval.upper)),
    });
    let kind = Kinds::of(level, lang);
    let title = match lang {
        Lang::Sv => format!("Skillnaden i alla {} {}", kind.many, view.year),
        Lang::En => format!("The difference in every {} {}", kind.one, view.year),
    };
    let higher = |word: &str| match lang {
        Lang::Sv => format!("högre för {word}"),
        Lang::En => format!("higher for {word}"),
    };
    // This place is one of them, unless it is the whole country.
    let own = this.as_ref().map(|this| this.value).filter(|_| told.kind() == Some(level));
    let all: Vec<f64> = dots.iter().map(|dot| dot.value).chain(own).collect();
    let count = |keep: fn(f64) -> bool| all.iter().filter(|value| keep(**value)).count();
    let desc = match lang {
        Lang::Sv => format!(
            "Av {} {} med värden är värdet högre för {} i {} och högre för {} i {}.",
            all.len(),
            kind.many,
            view.women_word,
            count(|d| d > 0.0),
            view.men_word,
            count(|d| d < 0.0)
        ),
        Lang::En => format!(
            "Of {} {} with values, the value is higher for {} in {} and higher for {} in {}.",
            all.len(),
            kind.many,
            view.women_word,
            count(|d| d > 0.0),
            view.men_word,
            count(|d| d < 0.0)
        ),
    };
    let has_peers = dots.iter().any(|dot| dot.peer);
    let chart = Strip {
        title: title.clone(),
        desc: desc.clone(),
        dots,
        this,
        zero: lang.pick("ingen skillnad", "no difference").to_owned(),
        ends: (higher(&view.men_word), higher(&view.women_word)),
        peer_key: if has_peers { group.to_owned() } else { String::new() },
        other_key: format!("{} {}", lang.pick("andra", "other"), kind.many),
        interval_key: view.estimate_head.clone(),
    };
    let (wide, narrow) = both("everyone", told.ask, |frame| charts::strip(&chart, frame, &tick(lang)));
    let caption = match lang {
        Lang::Sv => format!(
            "{} minus {}, {}. {desc}",
            crate::words::capital(&view.women_word),
            view.men_word,
            view.difference_unit
        ),
        Lang::En => format!(
            "{} minus {}, {}. {desc}",
            crate::words::capital(&view.women_word),
            view.men_word,
            view.difference_unit
        ),
    };
    Picture { title, wide, narrow, caption }
}

/// A line of a figure for all together, or of one of a pair.
pub(crate) fn total_line(
    teller: &Teller<'_>,
    who: Who,
    strong: bool,
    name: String,
    (first_year, years): (i16, usize),
    carried: &[bool],
    value: &dyn Fn(i16) -> Option<f64>,
) -> Series {
    let points: Vec<YearPoint> = (first_year..)
        .zip(0..years)
        .map(|(year, at)| YearPoint {
            year: i32::from(year),
            value: value(year),
            carried: carried.get(at).copied().unwrap_or(false),
            interval: None,
        })
        .collect();
    let last = points.iter().rev().find_map(|point| point.value);
    let last = last.map_or_else(String::new, |value| teller.level(value).text);
    Series { who, strong, label: format!("{name} {last}"), short: last, points }
}

/// A figure for all together over the years.
pub(crate) fn total_over_time(
    teller: &Teller<'_>,
    title: String,
    unit: &str,
    mut series: Vec<Series>,
    ask: &Ask,
) -> Picture {
    series.retain(|line| line.points.iter().any(|point| point.value.is_some()));
    let measured = series.first().map_or(&[][..], |line| line.points.as_slice());
    let years: Vec<usize> =
        (0..measured.len()).filter(|at| measured[*at].value.is_some() && !measured[*at].carried).collect();
    let chart = Lines {
        title: title.clone(),
        desc: series.iter().map(|line| ends(teller, line)).collect::<Vec<_>>().join(" "),
        series,
        // A life is not counted from zero: years would lie on one line at the top.
        from_zero: time_from_zero(&teller.words.unit) && teller.words.unit != "years",
        unit: unit.to_owned(),
        every: crate::figure::every(&years),
    };
    let (wide, narrow) = both("time", ask, |frame| charts::lines(&chart, frame, &tick(ask.lang)));
    Picture { title, wide, narrow, caption: unit.to_owned() }
}

/// Every municipality as a dot: the value of a figure for all together, or the difference of a
/// pair. The marks stand at their distance from `even`; the axis says the values.
pub(crate) fn total_everyone(
    ask: &Ask,
    view: &crate::view::TotalView,
    dots: Vec<StripDot>,
    this: Option<StripThis>,
    zero: String,
    even: f64,
    (group, level): (&str, AreaKind),
) -> Picture {
    let lang = ask.lang;
    let kind = Kinds::of(level, lang);
    let title = match (&view.pair, lang) {
        (Some(_), Lang::Sv) => format!("Skillnaden i alla {} {}", kind.many, view.year),
        (Some(_), Lang::En) => format!("The difference in every {} {}", kind.one, view.year),
        (None, Lang::Sv) => format!("{}: alla {} {}", view.short, kind.many, view.year),
        (None, Lang::En) => format!("{}: every {} {}", view.short, kind.one, view.year),
    };
    let has_peers = dots.iter().any(|dot| dot.peer);
    let chart = Strip {
        title: title.clone(),
        desc: view.headline.clone(),
        dots,
        this,
        zero,
        peer_key: if has_peers { group.to_owned() } else { String::new() },
        other_key: format!("{} {}", lang.pick("andra", "other"), kind.many),
        ..Strip::default()
    };
    let write = tick(lang);
    let (wide, narrow) = both("everyone", ask, |frame| charts::strip(&chart, frame, &|value| write(value + even)));
    let caption = match &view.pair {
        Some(pair) => format!("{} minus {}, {}", crate::words::capital(&pair.women_word), pair.men_word, view.unit),
        None => view.unit.clone(),
    };
    Picture { title, wide, narrow, caption }
}

/// One figure as a point of level against difference, both in units that let figures share a chart.
pub(crate) struct Standing {
    /// Kolada's id.
    pub kpi: String,
    /// Its place among the figures.
    pub figure: usize,
    /// Its short name.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// The difference in units of what is usual, however large.
    pub times: f64,
    /// Difference in the country's spreads; larger is a larger difference.
    pub difference: f64,
    /// Level of the worse-off in the country's spreads; higher is better.
    pub level: f64,
}

/// Where the picture of level against difference is cut: the difference of the median municipality,
/// and its level.
const USUAL: (f64, f64) = (1.0, 0.0);

impl Standing {
    /// The quarter it lies in: upper left, upper right, lower left, lower right.
    pub(crate) fn quarter(&self) -> usize {
        usize::from(self.level < USUAL.1) * 2 + usize::from(self.difference >= USUAL.0)
    }

    /// How far it lies from what is usual, for the order in which labels get room.
    fn distance(&self) -> f64 {
        (self.difference - USUAL.0).abs() + (self.level - USUAL.1).abs()
    }
}

/// The names of the quarters, in the order of [`Standing::quarter`].
pub(crate) fn quarter_names(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::Sv => ["jämnt på bra nivå", "ojämnt på bra nivå", "jämnt på låg nivå", "ojämnt på låg nivå"],
        Lang::En => ["even at a good level", "uneven at a good level", "even at a low level", "uneven at a low level"],
    }
}

/// How many figures of each quarter want a label: most of those uneven at a low level.
const LABELS: [usize; 4] = [1, 2, 0, 6];

/// The dots of the picture; those that want a label first, uneven at a low level before the others.
fn quarter_dots(standings: &[Standing]) -> Vec<QuarterDot> {
    let mut order: Vec<&Standing> = standings.iter().collect();
    order.sort_by(|left, right| {
        right
            .quarter()
            .cmp(&left.quarter())
            .then(right.distance().total_cmp(&left.distance()))
            .then(left.kpi.cmp(&right.kpi))
    });
    let mut given = [0; 4];
    order
        .into_iter()
        .map(|one| {
            let quarter = one.quarter();
            let wants = given.get(quarter) < LABELS.get(quarter);
            if let Some(given) = given.get_mut(quarter) {
                *given += 1;
            }
            QuarterDot {
                difference: one.difference,
                level: one.level,
                name: one.name.clone(),
                label: if wants { one.name.clone() } else { String::new() },
                href: Some(one.href.clone()),
                peer: false,
            }
        })
        .collect()
}

/// Level against difference for the figures of one area: which are even and good, which are not.
pub(crate) fn quarters(place: &str, standings: &[Standing], ask: &Ask) -> Option<Picture> {
    if standings.len() < 4 {
        return None;
    }
    let lang = ask.lang;
    let worst = standings.iter().filter(|one| one.quarter() == 3).count();
    let title = match lang {
        Lang::Sv => format!("{place}: nivå och skillnad i {} mått", standings.len()),
        Lang::En => format!("{place}: level and difference in {} figures", standings.len()),
    };
    let desc = match lang {
        Lang::Sv => format!(
            "{worst} av {} mått har både större skillnad än vanligt och sämre nivå än vanligt. Varje prick är ett mått och leder till det; alla står i tabellen.",
            standings.len()
        ),
        Lang::En => format!(
            "{worst} of {} figures have both a larger difference and a worse level than usual. Each dot is a figure and leads to it; all of them stand in the table.",
            standings.len()
        ),
    };
    let chart = Quarters {
        title: title.clone(),
        desc: desc.clone(),
        dots: quarter_dots(standings),
        this: None::<QuarterThis>,
        split_difference: USUAL.0,
        split_level: USUAL.1,
        names: quarter_names(lang).map(str::to_owned),
        difference_label: lang
            .pick(
                "skillnadens storlek, 1 = som i mittenkommunen",
                "size of the difference, 1 = as in the median municipality",
            )
            .to_owned(),
        level_label: lang
            .pick(
                "nivå för dem som har det sämre, 0 = mittenkommunen",
                "level of those worse off, 0 = the median municipality",
            )
            .to_owned(),
        peer_key: String::new(),
        other_key: lang.pick("ett mått", "one figure").to_owned(),
    };
    let write = tick(lang);
    let (wide, narrow) = both("quarters", ask, |frame| charts::quarters(&chart, frame, &write, &write));
    Some(Picture { title, wide, narrow, caption: desc })
}

/// Differences with intervals for the figures of one area that share a unit.
pub(crate) fn intervals(place: &str, findings: &[&FindingView], ask: &Ask) -> Option<Picture> {
    if findings.len() < 3 {
        return None;
    }
    let lang = ask.lang;
    let rows = findings
        .iter()
        .map(|view| IntervalRow {
            name: view.short.clone(),
            value: view.lasting.value,
            interval: view.interval.as_ref().map(|interval| (interval.lower, interval.upper)),
            label: view.lasting.text.clone(),
            certain: view.flagged,
        })
        .collect();
    let certain = findings.iter().filter(|view| view.flagged).count();
    let title = match lang {
        Lang::Sv => format!("{place}: {certain} av {} skillnader är knappast slump", findings.len()),
        Lang::En => format!("{place}: {certain} of {} differences are hardly chance", findings.len()),
    };
    let unit = findings.first().map_or("", |view| view.difference_unit.as_str());
    let caption = match lang {
        Lang::Sv => format!(
            "Bestående skillnad, kvinnor minus män, {unit}, med 95 procents intervall. Ihåliga märken kan bero på slumpen när så många mått prövas, även om intervallet inte når noll."
        ),
        Lang::En => format!(
            "Lasting difference, women minus men, {unit}, with 95 per cent intervals. Hollow marks may be due to chance when so many figures are tested, even where the interval does not reach zero."
        ),
    };
    let chart = IntervalRows {
        title: title.clone(),
        desc: caption.clone(),
        rows,
        zero: lang.pick("ingen skillnad", "no difference").to_owned(),
        ends: (
            lang.pick("högre för män", "higher for men").to_owned(),
            lang.pick("högre för kvinnor", "higher for women").to_owned(),
        ),
        key: (
            lang.pick("knappast slump", "hardly chance").to_owned(),
            lang.pick("kan bero på slumpen", "may be chance").to_owned(),
        ),
    };
    let (wide, narrow) = both("intervals", ask, |frame| charts::interval_rows(&chart, frame, &tick(lang)));
    Some(Picture { title, wide, narrow, caption })
}
