//! What the analysis of case data found, as sentences, tables and a picture in the reader's language.
//!
//! Everything here comes from `microdata`, after its disclosure control: nothing that is kept back there gets
//! this far. Nothing here reads a file but `room`, for the pages of a server that was pointed at cases.

mod numbers;
mod room;
mod tell;

use crate::Ask;
use crate::pictures::{both, tick};
use crate::view::Picture;
use charts::{IntervalRow, IntervalRows};
use i18n::{Arg, Lang, texts};
use microdata::{Analysis, Apart, Asked, Cells, Part, PlaceResult, Plan, Standing};
use numbers::Teller;
use serde::Serialize;

pub use numbers::{Estimated, reference_key};
pub use room::{CaseLink, CaseRoom, QUESTIONS, RoomFault};

/// More rows than this say nothing in a picture.
const MOST_DRAWN: usize = 24;

/// The answer for a reader.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CasesView {
    /// What was compared: `Beviljade timmar i månaden: kvinnor och män`.
    pub heading: String,
    /// The file or folder, by its last name only.
    pub file: String,
    /// The column of the outcome.
    pub outcome: String,
    /// The unit of levels.
    pub unit: String,
    /// The unit of differences.
    pub difference_unit: String,
    /// All numbers of a share are per cent here.
    pub share: bool,
    /// What was found, one thought a sentence.
    pub findings: Vec<String>,
    /// What "explained" means and what it does not.
    pub caution: String,
    /// What was found of places.
    pub places_found: Vec<String>,
    /// What is not shown, and which rows were not used.
    pub left_out: Vec<String>,
    /// How it was computed.
    pub how: Vec<String>,
    /// Cases of women and men.
    pub cases: [u64; 2],
    /// Mean of women and men.
    pub means: [f64; 2],
    /// The same as they are shown.
    pub means_shown: [String; 2],
    /// Women minus men.
    pub raw: Estimated,
    /// Of that: explained.
    pub explained: Option<Estimated>,
    /// Of that: not explained.
    pub unexplained: Option<Estimated>,
    /// Women minus men, had both been made up as all cases are.
    pub standardised: Option<Estimated>,
    /// The means that this is the difference of.
    pub standardised_means: Option<[f64; 2]>,
    /// What each variable explains.
    pub parts: Vec<PartRow>,
    /// What of the unexplained is in the constant: the parts' unexplained and this make the whole.
    pub constant: Option<Estimated>,
    /// How the constant is to be read; empty where there is none.
    pub constant_note: String,
    /// Columns that could not be told apart from others.
    pub aliased: Vec<String>,
    /// The places.
    pub places: Vec<PlaceRow>,
    /// What is common to the places.
    pub common: Option<Estimated>,
    /// The standard deviation between their true levels.
    pub between: Option<f64>,
    /// How many places are kept back for having too few cases.
    pub kept_back: usize,
    /// How many more, so that those cannot be worked out.
    pub kept_with: usize,
    /// Clusters behind the intervals.
    pub clusters: Option<usize>,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// Share of false alarms allowed among places that stand out.
    pub level: f64,
    /// Whose coefficients value the circumstances, by its name on the command line.
    pub reference: String,
    /// Rows taken, bad rows.
    pub rows: [u64; 2],
    /// The places, the most certain first.
    #[serde(skip)]
    pub picture: Option<Picture>,
}

/// What a variable explains.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartRow {
    /// The column.
    pub column: String,
    /// The level of a category.
    pub level: Option<String>,
    /// Both as they are shown.
    pub name: String,
    /// Women's mean, or share of the level.
    pub mean_women: Option<f64>,
    /// Men's.
    pub mean_men: Option<f64>,
    /// The two as they are shown; a dash where they are kept back or there are none.
    pub means_shown: [String; 2],
    /// Explained.
    pub explained: Estimated,
    /// Not explained.
    pub unexplained: Estimated,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceRow {
    /// As the file has it.
    pub place: String,
    /// As it is shown: the codebook's name of the code.
    pub name: String,
    /// Cases of women and men.
    pub cases: [u64; 2],
    /// Their means.
    pub means: [f64; 2],
    /// The means as they are shown.
    pub means_shown: [String; 2],
    /// Women minus men.
    pub raw: Estimated,
    /// Of that: explained.
    pub explained: Option<Estimated>,
    /// Not explained.
    pub unexplained: Option<Estimated>,
    /// Drawn towards what is common.
    pub shrunk: Option<Estimated>,
    /// Chance alone gives so large a difference with this probability.
    pub p: Option<f64>,
    /// Adjusted for the number of places.
    pub q: Option<f64>,
    /// `women-less`, `men-less`, `chance`.
    pub standing: Option<&'static str>,
    /// Adjusted probability of lying so far from the others.
    pub q_apart: Option<f64>,
    /// `below`, `above`, `as-others`.
    pub apart: Option<&'static str>,
    /// Both in words.
    pub verdict: String,
}

impl PlaceRow {
    /// The difference that it is judged by: in the same situation, or else as it is.
    fn judged(&self) -> &Estimated {
        self.unexplained.as_ref().unwrap_or(&self.raw)
    }

    /// Does it say something that chance does not?
    #[must_use]
    pub fn certain(&self) -> bool {
        self.standing.is_some_and(|it| it != "chance")
    }
}

impl CasesView {
    /// The places, those first whose difference between women and men is least likely to be chance.
    #[must_use]
    pub fn most_certain(&self) -> Vec<&PlaceRow> {
        let mut rows: Vec<&PlaceRow> = self.places.iter().collect();
        let chance = |it: &PlaceRow| (!it.certain(), it.p.unwrap_or(1.0), -it.judged().in_errors(0.0, 0.0));
        rows.sort_by(|a, b| {
            let (x, y) = (chance(a), chance(b));
            x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)).then(x.2.total_cmp(&y.2))
        });
        rows
    }

    /// The places, those first that lie furthest from what is common to them, against how far chance and the usual
    /// spread take a place; by their sizes where nothing is common.
    #[must_use]
    pub fn furthest_away(&self) -> Vec<&PlaceRow> {
        let level = self.common.as_ref().map_or(0.0, |it| it.value);
        let between = self.between.unwrap_or(0.0);
        // Where no line could be fitted there is only a raw difference, which is none of what is common: last.
        let away = |it: &PlaceRow| {
            if self.common.is_some() && it.q_apart.is_none() { -1.0 } else { it.judged().in_errors(level, between) }
        };
        let mut rows: Vec<(f64, &PlaceRow)> = self.places.iter().map(|it| (away(it), it)).collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0));
        rows.into_iter().map(|(_, it)| it).collect()
    }
}

/// What the answer was made from.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// The name of the file, without the folder.
    pub file: &'a str,
    /// What was asked of the files.
    pub plan: &'a Plan,
    /// What they came to.
    pub cells: &'a Cells,
    /// What was asked of that.
    pub asked: &'a Asked,
    /// The answer.
    pub answer: &'a Analysis,
}

/// The view of an answer.
#[must_use]
pub fn cases(made: &Made<'_>, ask: &Ask) -> CasesView {
    let Made { plan, cells, asked, answer, .. } = *made;
    let teller = Teller::new(plan, answer, ask.lang);
    let lang = ask.lang;
    let told = cells.told(asked.rules.least_cases);
    let mut places: Vec<PlaceRow> = answer.shown.places.iter().map(|it| place(it, &teller)).collect();
    places.sort_by(|a, b| i18n::compare_names(&a.name, &b.name));
    let heading = texts(lang).with("cases-heading", &[("outcome", Arg::Text(&teller.outcome))]);
    let mut view = CasesView {
        heading: crate::words::capital(&heading),
        file: made.file.to_owned(),
        outcome: plan.outcome.clone(),
        unit: teller.unit.clone(),
        difference_unit: teller.difference_unit.clone(),
        share: answer.binary,
        findings: tell::findings(answer, &teller),
        caution: tell::caution(answer, &teller),
        places_found: Vec::new(),
        left_out: tell::left_out(made, &teller),
        how: tell::how(made, &teller),
        cases: answer.cases,
        means: answer.means.map(|it| it * teller.scale),
        means_shown: answer.means.map(|it| teller.level(it)),
        raw: teller.estimate(&answer.raw),
        explained: answer.explained.map(|it| teller.estimate(&it)),
        unexplained: answer.unexplained.map(|it| teller.estimate(&it)),
        standardised: answer.standardised.map(|it| teller.estimate(&it.difference)),
        standardised_means: answer.standardised.map(|it| it.means.map(|it| it * teller.scale)),
        parts: answer.parts.iter().map(|it| part(it, &teller)).collect(),
        constant: answer.constant.map(|it| teller.estimate(&it)),
        constant_note: tell::constant(answer, &teller),
        aliased: answer.aliased.clone(),
        common: answer.shown.common.map(|it| teller.estimate(&it.0)),
        between: answer.shown.common.map(|it| it.1.max(0.0).sqrt() * teller.scale),
        kept_back: answer.shown.kept_back,
        kept_with: answer.shown.kept_with,
        clusters: answer.clusters,
        confidence: asked.confidence,
        level: asked.level,
        reference: reference_key(asked.reference).to_owned(),
        rows: [told.rows, told.bad_rows],
        picture: None,
        places,
    };
    if plan.place.is_some() {
        view.places_found = tell::places(&view, answer.shown.uncomputed, &teller);
        view.picture = picture(&view, &teller, ask);
    }
    view
}

fn part(it: &Part, teller: &Teller<'_>) -> PartRow {
    let column = teller.label(&it.column);
    let name = match &it.level {
        Some(level) => format!("{column}: {}", teller.code(&it.column, level)),
        None => column,
    };
    let level = it.level.is_some();
    PartRow {
        column: it.column.clone(),
        level: it.level.clone(),
        name,
        mean_women: it.mean_women,
        mean_men: it.mean_men,
        means_shown: [it.mean_women, it.mean_men].map(|mean| teller.circumstance(mean, level)),
        explained: teller.estimate(&it.explained),
        unexplained: teller.estimate(&it.unexplained),
    }
}

fn place(it: &PlaceResult, teller: &Teller<'_>) -> PlaceRow {
    let standing = it.standing.map(|it| match it {
        Standing::WomenLess => "women-less",
        Standing::MenLess => "men-less",
        Standing::Chance => "chance",
    });
    let apart = it.apart.map(|it| match it {
        Apart::Below => "below",
        Apart::Above => "above",
        Apart::AsOthers => "as-others",
    });
    let words = texts(teller.lang);
    let mut verdict = standing.map_or_else(String::new, |it| words.get(&format!("cases-standing-{it}")));
    if let Some(apart) = apart.filter(|it| *it != "as-others") {
        verdict = format!("{verdict}; {}", words.get(&format!("cases-apart-{apart}")));
    }
    PlaceRow {
        place: it.place.clone(),
        name: teller.place(&it.place),
        cases: it.cases,
        means: it.means.map(|it| it * teller.scale),
        means_shown: it.means.map(|it| teller.number(it)),
        raw: teller.estimate(&it.raw),
        explained: it.explained.map(|it| teller.estimate(&it)),
        unexplained: it.unexplained.map(|it| teller.estimate(&it)),
        shrunk: it.shrunk.map(|it| teller.estimate(&it)),
        p: it.p,
        q: it.q,
        standing,
        q_apart: it.q_apart,
        apart,
        verdict,
    }
}

/// The places that lie furthest from what is common, with their intervals.
fn picture(view: &CasesView, teller: &Teller<'_>, ask: &Ask) -> Option<Picture> {
    let words = texts(ask.lang);
    let mut rows: Vec<(&PlaceRow, &Estimated)> = view.furthest_away().into_iter().map(|it| (it, it.judged())).collect();
    if rows.len() < 3 {
        return None;
    }
    rows.truncate(MOST_DRAWN);
    rows.sort_by(|a, b| a.1.value.total_cmp(&b.1.value));
    let title = words.get(if view.unexplained.is_some() { "cases-picture-left" } else { "cases-picture-raw" });
    let numbers = i18n::Numbers::of(ask.lang);
    let caption = words.with(
        "cases-picture-caption",
        &[
            ("unit", Arg::Text(&teller.difference_unit)),
            ("shown", Arg::Text(&numbers.count(rows.len()))),
            ("all", Arg::Text(&numbers.count(view.places.len()))),
            ("confidence", Arg::Text(&teller.percent(view.confidence))),
        ],
    );
    let chart = IntervalRows {
        title: title.clone(),
        desc: caption.clone(),
        rows: rows
            .into_iter()
            .map(|(place, it)| IntervalRow {
                name: place.name.clone(),
                value: Some(it.value),
                interval: Some((it.lower, it.upper)),
                label: it.short.clone(),
                certain: place.certain(),
            })
            .collect(),
        zero: words.get("cases-picture-zero"),
        ends: (words.get("cases-picture-men"), words.get("cases-picture-women")),
        key: (words.get("cases-picture-certain"), words.get("cases-picture-chance")),
    };
    let (wide, narrow) = both("cases", ask, |frame| charts::interval_rows(&chart, frame, &tick(ask.lang)));
    Some(Picture { title, wide, narrow, caption })
}

/// The answer as a flat table: all together, parts, the constant, places. Numbers only, for machines.
#[must_use]
pub fn flat(view: &CasesView) -> (Vec<&'static str>, Vec<Vec<Flat>>) {
    let head = vec![
        "kind",
        "name",
        "level",
        "women_n",
        "men_n",
        "women_mean",
        "men_mean",
        "raw",
        "raw_lower",
        "raw_upper",
        "explained",
        "explained_lower",
        "explained_upper",
        "unexplained",
        "unexplained_lower",
        "unexplained_upper",
        "shrunk",
        "shrunk_lower",
        "shrunk_upper",
        "p",
        "q",
        "standing",
        "q_apart",
        "apart",
    ];
    let three = |it: Option<&Estimated>| {
        [it.map(|it| it.value), it.map(|it| it.lower), it.map(|it| it.upper)].map(Flat::Number)
    };
    let word = |it: &str| Flat::Word(it.to_owned());
    let none = || Flat::Number(None);
    #[expect(clippy::cast_precision_loss, reason = "counts of cases")]
    let count = |it: u64| Flat::Number(Some(it as f64));
    let mut rows = Vec::new();
    let mut all = vec![word("all"), word(""), word(""), count(view.cases[0]), count(view.cases[1])];
    all.extend(view.means.map(|it| Flat::Number(Some(it))));
    all.extend(
        [Some(&view.raw), view.explained.as_ref(), view.unexplained.as_ref(), view.common.as_ref()]
            .into_iter()
            .flat_map(three),
    );
    all.extend([none(), none(), word(""), none(), word("")]);
    rows.push(all);
    for it in &view.parts {
        let mut row = vec![word("part"), word(&it.column), word(it.level.as_deref().unwrap_or("")), none(), none()];
        row.extend([it.mean_women, it.mean_men].map(Flat::Number));
        row.extend([None, Some(&it.explained), Some(&it.unexplained), None].into_iter().flat_map(three));
        row.extend([none(), none(), word(""), none(), word("")]);
        rows.push(row);
    }
    if let Some(it) = &view.constant {
        let mut row = vec![word("constant"), word(""), word(""), none(), none(), none(), none()];
        row.extend([None, None, Some(it), None].into_iter().flat_map(three));
        row.extend([none(), none(), word(""), none(), word("")]);
        rows.push(row);
    }
    for it in &view.places {
        let mut row = vec![word("place"), word(&it.place), word(""), count(it.cases[0]), count(it.cases[1])];
        row.extend(it.means.map(|it| Flat::Number(Some(it))));
        row.extend(
            [Some(&it.raw), it.explained.as_ref(), it.unexplained.as_ref(), it.shrunk.as_ref()]
                .into_iter()
                .flat_map(three),
        );
        row.extend([
            Flat::Number(it.p),
            Flat::Number(it.q),
            word(it.standing.unwrap_or("")),
            Flat::Number(it.q_apart),
            word(it.apart.unwrap_or("")),
        ]);
        rows.push(row);
    }
    (head, rows)
}

/// A cell of [`flat`].
#[derive(Debug, Clone, PartialEq)]
pub enum Flat {
    /// A number, or nothing.
    Number(Option<f64>),
    /// A word.
    Word(String),
}

/// The languages as `stats` calls them.
pub(crate) const fn lang_of(lang: Lang) -> stats::Lang {
    match lang {
        Lang::Sv => stats::Lang::Sv,
        Lang::En => stats::Lang::En,
    }
}

/// What `microdata` says went wrong, in the reader's language.
#[must_use]
pub fn fault(fault: &microdata::Fault, lang: Lang) -> String {
    fault.sentence(lang_of(lang))
}
