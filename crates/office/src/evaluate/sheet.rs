//! The evaluation as rows, for a spreadsheet: one number a row, as it is and not as people read it.

use i18n::Lang;

use super::{EvaluationView, GapLine, GapSide, LevelLine, Survey};
use crate::csv;

/// The columns.
const HEAD: [&str; 5] = ["part", "id", "name", "measure", "value"];

/// The evaluation as CSV (RFC 4180, UTF-8). Names are in the reader's language, everything else is the same
/// in both. Who has not answered is there by name.
pub fn evaluation_csv(view: &EvaluationView, lang: Lang) -> String {
    let mut rows = Rows(vec![HEAD.map(str::to_owned).into()]);
    rows.add("round", "", &view.title, "participants", view.places.len());
    for it in &view.places {
        if let Some(day) = it.left {
            rows.add("round", "", &it.name, "left", day);
        }
    }
    for it in &view.done {
        rows.add("done", it.kind.code(), "", "organisations", it.by);
        rows.add("done", it.kind.code(), "", "of", it.of);
        rows.add("done", it.kind.code(), "", "number", it.number);
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
    view.gaps.iter().for_each(|it| gap(&mut rows, it, lang));
    csv::table(rows.0)
}

/// Rows of as many cells as there are columns.
struct Rows(Vec<Vec<String>>);

impl Rows {
    fn add(&mut self, part: &str, id: impl ToString, name: &str, measure: &str, value: impl ToString) {
        self.0.push(vec![part.to_owned(), id.to_string(), name.to_owned(), measure.to_owned(), value.to_string()]);
    }
}

fn survey(rows: &mut Rows, survey: &Survey) {
    rows.add("survey", "", "", "answered", survey.answered.len());
    rows.add("survey", "", "", "of", survey.of);
    for name in &survey.silent {
        rows.add("survey", "", name, "not-answered", 1);
    }
    for (at, line) in survey.lines.iter().enumerate() {
        let id = at + 1;
        for (text, count) in &line.chosen {
            rows.add("survey", id, &line.name, text, count);
        }
        rows.add("survey", id, &line.name, "answered", line.answered);
        for it in &line.amounts {
            rows.add("survey", id, &it.question, "given", it.given);
            if let Some(all) = it.all {
                rows.add("survey", id, &it.question, "sum", all);
            }
            if let Some((women, men)) = it.by_sex {
                rows.add("survey", id, &it.question, "women", women);
                rows.add("survey", id, &it.question, "men", men);
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
    add("told", line.told.code().to_owned());
}

fn gap(rows: &mut Rows, line: &GapLine, lang: Lang) {
    let track = line.track.title();
    let name = format!("{} ({})", line.figure.name, lang.pick(track.sv, track.en));
    let mut add = |measure: &str, value: String| rows.add("key-figures", &line.figure.kpi, &name, measure, value);
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
        add("method", it.test.method.key().to_owned());
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
    add("told", line.told.code().to_owned());
    add("why", line.why.code().to_owned());
}
