//! The sentences of an answer. Each says one thing; texts live in `locales/*/cases.ftl`.

use super::numbers::{Estimated, Teller, reference_key};
use super::{CasesView, Made, PlaceRow, lang_of};
use crate::words::{capital, list};
use i18n::{Arg, texts};
use microdata::Analysis;

/// A sentence of `cases.ftl`.
fn say(teller: &Teller<'_>, key: &str, values: &[(&str, &str)]) -> String {
    say_counted(teller, key, &[], values)
}

/// The same, in the singular or plural that these numbers ask for.
fn say_counted(teller: &Teller<'_>, key: &str, numbers: &[(&str, usize)], values: &[(&str, &str)]) -> String {
    let numbers = numbers.iter().map(|(name, n)| (*name, Arg::Number(*n as f64)));
    let values: Vec<(&str, Arg<'_>)> =
        values.iter().map(|(name, text)| (*name, Arg::Text(text))).chain(numbers).collect();
    texts(teller.lang).with(&format!("cases-{key}"), &values)
}

/// `less`, `more` or `chance`, for the key of a sentence.
fn way(it: &Estimated) -> &'static str {
    match it {
        it if it.may_be_nothing() => "chance",
        it if it.value < 0.0 => "less",
        _ => "more",
    }
}

/// The names of what was adjusted for: `age, need och alone`.
fn adjusted(answer: &Analysis, teller: &Teller<'_>) -> String {
    let names: Vec<String> = answer.layout.adjust.iter().map(|it| teller.label(&it.name)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    list(&names, teller.lang.pick("och", "and"))
}

/// Raw, explained, left.
pub(super) fn findings(answer: &Analysis, teller: &Teller<'_>) -> Vec<String> {
    let raw = teller.estimate(&answer.raw);
    let [women, men] = answer.means.map(|it| teller.level(it));
    let [n_women, n_men] = answer.cases.map(|it| teller.count(it));
    // What adds up is told with as many decimals.
    let place = [Some(&answer.raw), answer.explained.as_ref(), answer.unexplained.as_ref()];
    let place = place.into_iter().flatten().map(|it| teller.place_of(&teller.estimate(it))).max().unwrap_or(0);
    let difference = |it: &Estimated| {
        [
            ("size", teller.size(it, place)),
            ("signed", teller.signed(it, place)),
            ("interval", teller.interval(it, place)),
        ]
    };
    let with = |key: String, it: &Estimated, more: &[(&str, &str)]| {
        let own = difference(it);
        let mut values: Vec<(&str, &str)> = own.iter().map(|(name, text)| (*name, text.as_str())).collect();
        values.extend_from_slice(more);
        say(teller, &key, &values)
    };
    let outcome = capital(&teller.outcome);
    let mut told = vec![
        say(
            teller,
            "means",
            &[("outcome", &outcome), ("women", &women), ("men", &men), ("n-women", &n_women), ("n-men", &n_men)],
        ),
        with(format!("raw-{}", way(&raw)), &raw, &[]),
    ];
    let (Some(explained), Some(left)) = (&answer.explained, &answer.unexplained) else { return told };
    if answer.layout.adjust.is_empty() {
        return told;
    }
    let variables = adjusted(answer, teller);
    let (explained, left) = (teller.estimate(explained), teller.estimate(left));
    told.push(with(format!("explained-{}", way(&explained)), &explained, &[("variables", &variables)]));
    if answer.layout.adjust.len() > 1 {
        let whole = answer.parts.iter().filter(|it| it.level.is_none());
        let most = whole.max_by(|a, b| a.explained.value.abs().total_cmp(&b.explained.value.abs()));
        if let Some(most) = most {
            let (name, own) = (teller.label(&most.column), teller.estimate(&most.explained));
            // What may be nothing at all is not said to matter most.
            if !own.may_be_nothing() {
                told.push(with("explained-most".to_owned(), &own, &[("variable", &name)]));
            }
        }
    }
    told.push(with(format!("left-{}", way(&left)), &left, &[("variables", &variables)]));
    if raw.value * left.value < 0.0 && !raw.may_be_nothing() && !left.may_be_nothing() {
        told.push(say(teller, "turned", &[]));
    }
    if let Some(standard) = &answer.standardised {
        let [women, men] = standard.means.map(|it| teller.level(it));
        told.push(say(teller, "standardised", &[("women", &women), ("men", &men), ("variables", &variables)]));
    }
    told
}

/// Arithmetic, not acquittal. Nothing where nothing was explained.
pub(super) fn caution(answer: &Analysis, teller: &Teller<'_>) -> String {
    if answer.layout.adjust.is_empty() {
        return say(teller, "caution-raw", &[]);
    }
    say(teller, "caution", &[("variables", &adjusted(answer, teller))])
}

/// How the row of the constant is to be read. Nothing where nothing was explained.
pub(super) fn constant(answer: &Analysis, teller: &Teller<'_>) -> String {
    if answer.constant.is_none() {
        return String::new();
    }
    say(teller, "constant-note", &[("variables", &adjusted(answer, teller))])
}

/// Which places stand out, and how many cannot be told from chance.
pub(super) fn places(view: &CasesView, uncomputed: usize, teller: &Teller<'_>) -> Vec<String> {
    let count = |n: usize| i18n::Numbers::of(teller.lang).count(n);
    let standing = |code: &str| view.places.iter().filter(|it| it.standing == Some(code)).count();
    let (less, more, chance) = (standing("women-less"), standing("men-less"), standing("chance"));
    if less + more + chance == 0 {
        return vec![say(teller, "places-none", &[])];
    }
    let situation = if view.unexplained.is_some() { "places" } else { "places-raw" };
    let numbers =
        [("all", count(less + more + chance)), ("less", count(less)), ("more", count(more)), ("chance", count(chance))];
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let only = [(less, "less"), (more, "more"), (chance, "chance")].into_iter().find(|it| it.0 == 1);
    let mut told = vec![match only {
        Some((_, way)) if less + more + chance == 1 => say(teller, &format!("{situation}-one-{way}"), &[]),
        _ => say(teller, situation, &numbers),
    }];
    if less + more > 0 {
        told.push(say(teller, "false-alarms", &[("level", &teller.percent(view.level))]));
    }
    for (code, key) in [("below", "places-below"), ("above", "places-above")] {
        let mut those: Vec<&PlaceRow> = view.places.iter().filter(|it| it.apart == Some(code)).collect();
        those.sort_by(|a, b| a.q_apart.unwrap_or(1.0).total_cmp(&b.q_apart.unwrap_or(1.0)));
        if !those.is_empty() {
            let names: Vec<&str> = those.iter().take(12).map(|it| it.name.as_str()).collect();
            let mut names = list(&names, teller.lang.pick("och", "and"));
            if those.len() > 12 {
                names = say(teller, "and-more", &[("names", &names), ("more", &count(those.len() - 12))]);
            }
            told.push(say(teller, key, &[("names", &names), ("n", &count(those.len()))]));
        }
    }
    if view.common.is_some() && view.places.iter().all(|it| it.apart != Some("below") && it.apart != Some("above")) {
        told.push(say(teller, "places-alike", &[]));
    }
    let own = view.places.iter().filter(|it| it.unexplained.is_none()).count();
    if view.unexplained.is_some() && own > 0 {
        told.push(say_counted(teller, "places-without", &[("number", own)], &[("n", &count(own))]));
    }
    if uncomputed > 0 {
        told.push(say_counted(teller, "places-uncomputed", &[("number", uncomputed)], &[("n", &count(uncomputed))]));
    }
    told
}

/// What is kept back and why; which rows were not used; third sex and unknown.
pub(super) fn left_out(made: &Made<'_>, teller: &Teller<'_>) -> Vec<String> {
    let (cells, shown) = (made.cells, &made.answer.shown);
    let count = |n: u64| teller.count(n);
    let places = |n: usize| i18n::Numbers::of(teller.lang).count(n);
    let least = made.asked.rules.least_cases;
    let mut told = Vec::new();
    let values = [("kept", places(shown.kept_back)), ("with", places(shown.kept_with)), ("least", count(least))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let numbers = [("number", shown.kept_back), ("more", shown.kept_with)];
    match (made.plan.place.is_some(), shown.kept_back, shown.kept_with) {
        (false, ..) | (_, 0, _) => {}
        (_, _, 0) => told.push(say_counted(teller, "kept", &numbers, &values)),
        _ => told.push(say_counted(teller, "kept-with", &numbers, &values)),
    }
    let rows = cells.told(least);
    // Codes of sex that nobody knows are persons too: a handful is told of as a handful.
    let few = || say(teller, "few", &[("least", &count(least))]);
    if rows.bad.is_empty() {
        told.push(say(teller, "rows-good", &[("rows", &count(rows.rows))]));
    } else {
        let why: Vec<String> = rows
            .bad
            .iter()
            .map(|(why, n)| format!("{} ({})", why.words(lang_of(teller.lang)), n.map_or_else(few, count)))
            .collect();
        let why = why.join("; ");
        told.push(if rows.bad_rows == 0 {
            say(teller, "rows-bad-few", &[("rows", &count(rows.rows)), ("why", &why)])
        } else {
            say_counted(
                teller,
                "rows-bad",
                &[("number", usize::try_from(rows.bad_rows).unwrap_or(usize::MAX))],
                &[("rows", &count(rows.rows)), ("bad", &count(rows.bad_rows)), ("why", &why)],
            )
        });
    }
    for (n, key) in [(rows.other, "sex-other"), (rows.unknown, "sex-unknown")] {
        match n {
            None => {}
            Some(Some(n)) => told.push(say(teller, key, &[("n", &count(n))])),
            Some(None) => told.push(say(teller, &format!("{key}-few"), &[("least", &count(least))])),
        }
    }
    let conditions: Vec<String> =
        made.plan.conditions.iter().map(ToString::to_string).chain(made.plan.sql.iter().cloned()).collect();
    if !conditions.is_empty() {
        told.push(say(teller, "where", &[("conditions", &conditions.join(", "))]));
    }
    told
}

/// How it was computed.
pub(super) fn how(made: &Made<'_>, teller: &Teller<'_>) -> Vec<String> {
    let asked = made.asked;
    let percent = teller.percent(asked.confidence);
    let mut told = Vec::new();
    if !made.answer.layout.adjust.is_empty() {
        told.push(say(teller, "how-split", &[]));
        told.push(say(teller, &format!("how-reference-{}", reference_key(asked.reference)), &[]));
    }
    let count = |n: usize| i18n::Numbers::of(teller.lang).count(n);
    let drawn = usize::try_from(asked.repetitions).unwrap_or(0);
    told.push(match made.answer.clusters {
        None => say(teller, "how-rows", &[("confidence", &percent)]),
        Some(n) if !made.answer.drawn => {
            say_counted(teller, "how-clusters", &[("number", n)], &[("confidence", &percent), ("n", &count(n))])
        }
        Some(n) => {
            let (seed, groups, draws) = (asked.seed.to_string(), count(n), count(drawn));
            say_counted(
                teller,
                "how-drawn",
                &[("number", drawn)],
                &[("confidence", &percent), ("n", &groups), ("draws", &draws), ("seed", &seed)],
            )
        }
    });
    if drawn > 0 && !made.answer.drawn {
        told.push(say(teller, "how-not-drawn", &[]));
    }
    if made.answer.clusters.is_some_and(|n| n < microdata::FEW_CLUSTERS) {
        told.push(say(teller, "how-few-clusters", &[("least", &count(microdata::FEW_CLUSTERS))]));
    }
    let failed = usize::try_from(made.answer.failed).unwrap_or(usize::MAX);
    if failed > 0 {
        told.push(say_counted(teller, "how-failed", &[("number", failed)], &[("n", &count(failed))]));
    }
    for (column, levels) in &made.answer.together {
        let levels: Vec<String> = levels.iter().map(|level| teller.code(column, level)).collect();
        let values = [
            ("column", teller.label(column)),
            ("levels", levels.join(", ")),
            ("least", teller.count(asked.rules.least_cases)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        told.push(say(teller, "how-together", &values));
    }
    for column in &made.answer.alike {
        told.push(say(teller, "how-alike", &[("column", &teller.label(column))]));
    }
    if !made.answer.aliased.is_empty() {
        told.push(say(teller, "how-aliased", &[("columns", &made.answer.aliased.join(", "))]));
    }
    if made.plan.place.is_some() {
        if !made.answer.layout.adjust.is_empty() {
            told.push(say(teller, "how-places-split", &[]));
        }
        told.push(say(teller, "how-places", &[("level", &teller.percent(asked.level))]));
    }
    if made.plan.weight.is_some() {
        told.push(say(teller, "how-weight", &[]));
    }
    if teller.is_unnamed() {
        told.push(say(teller, "how-unnamed", &[]));
    }
    told
}
