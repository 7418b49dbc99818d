//! The evaluation as rows, for a spreadsheet: one number a row, as it is and not rounded for people. Heads,
//! what is measured and what is said of it stand in the reader's language, as on the page; the last column
//! is the same in both.

use i18n::{Lang, texts};

use super::{EvaluationView, GapLine, GapSide, LevelLine, Survey};
use crate::csv;

/// The columns.
const HEAD: [&str; 6] = ["part", "id", "name", "measure", "value", "code"];

/// The evaluation as CSV (RFC 4180, UTF-8), in the reader's language; numbers have a decimal point in both.
/// The code in the last column (part, measure and, where the value is one of a few, which) stays the same. Who
/// has not answered is there by name.
pub fn evaluation_csv(view: &EvaluationView, lang: Lang) -> String {
    let mut rows = Rows::new(lang);
    rows.add("round", "", &view.title, "participants", view.places.len());
    for it in &view.places {
        if let Some(day) = it.left {
            rows.add("round", "", &it.name, "left", day);
        }
    }
    for it in &view.done {
        let name = texts(lang).get(&format!("done-{}", it.kind.code()));
        rows.add("done", it.kind.code(), &name, "organisations", it.by);
        rows.add("done", it.kind.code(), &name, "of", it.of);
        rows.add("done", it.kind.code(), &name, "number", it.number);
    }
    survey(&mut rows, &view.survey);
    if view.levels.occasions.is_some() {
        rows.add("self-assessment", "", "", "shown", view.levels.shown.len());
        rows.add("self-assessment", "", "", "of", view.levels.of);
        for name in &view.levels.silent {
            rows.add("self-assessment", "", name, "not-answered-or-not-shown", 1);
        }
        view.levels.lines.iter().for_each(|it| level(&mut rows, it));
    }
    if let Some(day) = view.plan.fixed {
        rows.add("key-figures", "", "", "fixed", day);
    }
    view.gaps.iter().for_each(|it| gap(&mut rows, it));
    csv::table(rows.rows)
}

/// Rows of as many cells as there are columns.
struct Rows {
    lang: Lang,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn new(lang: Lang) -> Self {
        Self { lang, rows: vec![HEAD.map(|it| texts(lang).get(&format!("evaluation-csv-head-{it}"))).into()] }
    }

    /// A number, a day or a name.
    fn add(&mut self, part: &str, id: impl ToString, name: &str, measure: &str, value: impl ToString) {
        let said = texts(self.lang).get(&format!("evaluation-csv-{measure}"));
        self.push([part, id.to_string().as_str(), name, said.as_str(), value.to_string().as_str()], measure);
    }

    /// One of a few values: what it is called, and its code.
    fn chose(&mut self, part: &str, id: impl ToString, name: &str, measure: &str, (value, code): (&str, &str)) {
        let said = texts(self.lang).get(&format!("evaluation-csv-{measure}"));
        let code = format!("{measure}/{code}");
        self.push([part, id.to_string().as_str(), name, said.as_str(), value], &code);
    }

    /// What it says, and why, as the page has it.
    fn told(&self, what: &str, code: &str) -> String {
        texts(self.lang).get(&format!("{what}-{code}"))
    }

    fn push(&mut self, [part, id, name, measure, value]: [&str; 5], code: &str) {
        let said = texts(self.lang).get(&format!("evaluation-csv-part-{part}"));
        let cells = [said.as_str(), id, name, measure, value].map(str::to_owned);
        self.rows.push(cells.into_iter().chain([format!("{part}/{code}")]).collect());
    }
}

fn survey(rows: &mut Rows, survey: &Survey) {
    rows.add("survey", "", "", "answered", survey.answered.len());
    rows.add("survey", "", "", "of", survey.of);
    for name in &survey.silent {
        rows.add("survey", "", name, "not-answered", 1);
    }
    for (at, line) in survey.lines.iter().enumerate() {
        let id = (at + 1).to_string();
        for (text, count) in &line.chosen {
            // What can be chosen is said by the form itself, in the reader's language.
            rows.push(["survey", &id, &line.name, text, &count.to_string()], "chosen");
        }
        rows.add("survey", &id, &line.name, "answered", line.answered);
        for it in &line.amounts {
            rows.add("survey", &id, &it.question, "given", it.given);
            if let Some(all) = it.all {
                rows.add("survey", &id, &it.question, "sum", all);
            }
            if let Some((women, men)) = it.by_sex {
                rows.add("survey", &id, &it.question, "women", women);
                rows.add("survey", &id, &it.question, "men", men);
            }
        }
    }
}

fn level(rows: &mut Rows, line: &LevelLine) {
    let mut add = |measure: &str, value: String| rows.add("self-assessment", line.number, &line.name, measure, value);
    for (measure, count) in [("up", line.up), ("same", line.same), ("down", line.down), ("not-comparable", line.apart)]
    {
        add(measure, count.to_string());
    }
    if let Some((share, test)) = &line.moved {
        add("share-up", share.value.to_string());
        add("share-up-lower", share.lower.to_string());
        add("share-up-upper", share.upper.to_string());
        add("p", test.p.to_string());
    }
    if let Some(p) = line.p {
        add("p-adjusted", p.to_string());
    }
    let told = rows.told("told", line.told.code());
    rows.chose("self-assessment", line.number, &line.name, "told", (&told, line.told.code()));
}

fn gap(rows: &mut Rows, line: &GapLine) {
    let track = line.track.title();
    let name = format!("{} ({})", line.figure.name, rows.lang.pick(track.sv, track.en));
    let kpi = &line.figure.kpi;
    let mut add = |measure: &str, value: String| rows.add("key-figures", kpi, &name, measure, value);
    if let Some((first, last)) = line.years {
        add("year-before", first.to_string());
        add("year-after", last.to_string());
    }
    for (who, side) in [("took-part", &line.ours), ("others", &line.others)] {
        let GapSide { n, before, after, women, men } = side;
        add(&format!("{who}-n"), n.to_string());
        for (measure, value) in [("before", before), ("after", after), ("women-change", women), ("men-change", men)] {
            if *n > 0 {
                add(&format!("{who}-{measure}"), value.to_string());
            }
        }
    }
    for name in &line.without {
        add("without-values", name.clone());
    }
    if let Some(it) = &line.shift {
        add("change-difference", it.estimate.value.to_string());
        add("change-difference-lower", it.estimate.lower.to_string());
        add("change-difference-upper", it.estimate.upper.to_string());
        add("p", it.test.p.to_string());
    }
    if let Some(p) = line.p {
        add("p-adjusted", p.to_string());
    }
    if let Some((n, it)) = &line.matched {
        add("matched-n", n.to_string());
        add("matched-difference", it.estimate.value.to_string());
        add("matched-lower", it.estimate.lower.to_string());
        add("matched-upper", it.estimate.upper.to_string());
        add("matched-p", it.test.p.to_string());
    }
    if let Some(smallest) = line.smallest {
        add("smallest-visible", smallest.to_string());
    }
    if let Some(it) = &line.shift {
        let (method, lang) = (it.test.method, rows.lang.pick(stats::Lang::Sv, stats::Lang::En));
        rows.chose("key-figures", kpi, &name, "method", (method.name(lang), method.key()));
    }
    let (told, why) = (rows.told("told", line.told.code()), rows.told("why", line.why.code()));
    rows.chose("key-figures", kpi, &name, "told", (&told, line.told.code()));
    rows.chose("key-figures", kpi, &name, "why", (&why, line.why.code()));
}
