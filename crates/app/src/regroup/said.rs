//! What is said of a round whose groups were formed anew, the same on a page and in a terminal: whole
//! sentences, without links and without layout.

use super::{Apart, Assumed, Recomputed, WhyApart, WhyNothing};
use crate::words::list;
use ::history::History;
use i18n::{Arg, Lang, Numbers, texts};

/// Kilometres with their unit: "2 820 km".
#[must_use]
pub fn km(lang: Lang, km: impl Into<f64>) -> String {
    texts(lang).with("again-km", &[("km", Arg::Text(&Numbers::of(lang).fixed(km.into(), 0)))])
}

/// A part of a whole in per cent, without the sign: "13".
#[must_use]
pub fn percent(lang: Lang, share: f64) -> String {
    Numbers::of(lang).fixed(share * 100.0, 0)
}

/// So many of so many: "12 av 15".
#[must_use]
pub fn of(lang: Lang, (some, all): (usize, usize)) -> String {
    let numbers = Numbers::of(lang);
    with(lang, "again-of", &[("some", &numbers.count(some)), ("all", &numbers.count(all))])
}

/// The finding: what the shortest ways would have come to beside what it was.
#[must_use]
pub fn headline(lang: Lang, it: &Recomputed) -> String {
    let best = km(lang, it.best.km);
    let (Some(was), Some(saved), Some(share)) = (&it.was, it.saved_km(), it.saved_share()) else {
        return with(lang, "again-headline-unknown", &[("best", &best)]);
    };
    let was = km(lang, was.km);
    if saved == 0 {
        return with(lang, "again-headline-same", &[("was", &was)]);
    }
    let (saved, percent) = (km(lang, saved), percent(lang, share));
    with(lang, "again-headline", &[("was", &was), ("best", &best), ("saved", &saved), ("percent", &percent)])
}

/// How far the two agree, in one or two sentences; empty where it is not known how it was.
#[must_use]
pub fn agreement(lang: Lang, it: &Recomputed) -> String {
    let Some(found) = it.agreement else { return String::new() };
    let mut sentences = Vec::new();
    if let Some((same, all)) = found.mentor {
        sentences.push(match same == all {
            true => with(lang, "again-mentor-all", &[("all", &number(lang, all))]),
            false => with(lang, "again-mentor", &[("same", &number(lang, same)), ("all", &number(lang, all))]),
        });
    }
    let (still, pairs) = found.pairs;
    sentences.push(match still == pairs {
        true => with(lang, "again-pairs-all", &[("all", &number(lang, pairs))]),
        false => with(lang, "again-pairs", &[("still", &number(lang, still)), ("all", &number(lang, pairs))]),
    });
    sentences.join(" ")
}

/// What drawing lots would have given; empty where it is not known how it was.
#[must_use]
pub fn lot(lang: Lang, it: &Recomputed) -> String {
    let (Some(by_lot), Some(share)) = (it.by_lot_km, it.of_what_could_be_saved()) else { return String::new() };
    let by_lot = km(lang, by_lot);
    if share < 0.0 {
        return with(lang, "again-lot-beyond", &[("lot", &by_lot)]);
    }
    with(lang, "again-lot", &[("lot", &by_lot), ("percent", &percent(lang, share))])
}

/// How groups could be shaped: "2 eller 3 deltagare i varje grupp".
#[must_use]
pub fn sizes(lang: Lang, it: &Recomputed) -> String {
    let (least, most) = it.sizes;
    if least == most {
        return with(lang, "again-size", &[("n", &number(lang, least))]);
    }
    with(lang, "again-sizes", &[("least", &number(lang, least)), ("most", &number(lang, most))])
}

/// Why a round has nothing to form.
#[must_use]
pub fn nothing(lang: Lang, why: WhyNothing) -> String {
    texts(lang).get(match why {
        WhyNothing::OneGroup => "again-nothing-one-group",
        WhyNothing::TooLittleKnown => "again-nothing-too-little",
    })
}

/// What is not counted, and why.
#[must_use]
pub fn apart(lang: Lang, it: &Apart) -> String {
    let (names, mentors) = (names(lang, &it.participants), names(lang, &it.mentors));
    match it.why {
        WhyApart::NoPlace => with(lang, "again-apart-no-place", &[("names", &names), ("mentors", &mentors)]),
        WhyApart::NoGroup => with(lang, "again-apart-no-group", &[("names", &names)]),
    }
}

/// What was taken for granted.
#[must_use]
pub fn assumed(lang: Lang, it: &Assumed) -> String {
    let name = |id: &str| History::built_in().name(id).to_owned();
    match it {
        Assumed::District { organisation, within } => {
            with(lang, "again-assumed-district", &[("name", &name(organisation)), ("within", within)])
        }
        Assumed::Regions => texts(lang).get("again-assumed-regions"),
        Assumed::Seat { first, last } => {
            with(lang, "again-assumed-seat", &[("first", &name(first)), ("last", &name(last))])
        }
        Assumed::LeftLater { organisation } => with(lang, "again-assumed-left", &[("name", &name(organisation))]),
        Assumed::Support { organisations } => {
            with(lang, "again-assumed-support", &[("names", &names(lang, organisations))])
        }
        Assumed::OneEach => texts(lang).get("again-assumed-one-each"),
    }
}

/// Names of organisations as a list in a sentence.
#[must_use]
pub fn names(lang: Lang, ids: &[&str]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| History::built_in().name(id)).collect();
    list(&names, &texts(lang).get("and"))
}

fn number(lang: Lang, n: usize) -> String {
    Numbers::of(lang).count(n)
}

fn with(lang: Lang, key: &str, values: &[(&str, &str)]) -> String {
    let values: Vec<(&str, Arg<'_>)> = values.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
    texts(lang).with(key, &values)
}
