//! What is said of the history in a reader's language, the same on a page and in a terminal: in a few
//! words, without links and without layout.

use crate::data::{Group, Pairing, Participant, Round, Source, Text, Track};
use crate::genealogy::{Certainty, Mentoring, Sort};
use crate::history::History;
use crate::story::{Did, Role};
use crate::when::When;
use i18n::{Arg, Lang, Numbers, texts};

/// The words in the reader's language.
#[must_use]
pub fn text(lang: Lang, text: &Text) -> String {
    lang.pick(text.sv.as_str(), text.en.as_str()).to_owned()
}

/// When a round was: from and to, as exact as is known.
#[must_use]
pub fn period(lang: Lang, round: &Round) -> String {
    span(lang, round.from, Some(round.until))
}

/// From one time to another; one where they are the same.
#[must_use]
pub fn span(lang: Lang, from: When, until: Option<When>) -> String {
    match until {
        Some(until) if until != from => {
            with(lang, "past-from-until", &[("from", &from.to_string()), ("until", &until.to_string())])
        }
        _ => from.to_string(),
    }
}

/// How many took part and mentored: "15 deltagare, 6 mentorer".
#[must_use]
pub fn counts(lang: Lang, round: &Round) -> String {
    let gone = round.participants().count() - round.stayed().count();
    // Where not even the kind is known there were others.
    let key = if round.track == Track::Unknown { "past-participants-known" } else { "past-participants" };
    let all = [(key, round.participants().count()), ("past-not-stayed", gone), ("past-mentors", round.mentors().len())];
    let said: Vec<String> = all.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| count(lang, key, n)).collect();
    said.join(", ")
}

/// What a round cost.
#[must_use]
pub fn fee(lang: Lang, round: &Round) -> String {
    let kronor = |sek: u32| Numbers::of(lang).count(usize::try_from(sek).unwrap_or(usize::MAX));
    match &round.fee {
        None => texts(lang).get("past-fee-unknown"),
        Some(fee) => match fee.ordinary {
            None => with(lang, "past-fee", &[("sek", &kronor(fee.sek))]),
            Some(ordinary) => {
                with(lang, "past-fee-ordinary", &[("sek", &kronor(fee.sek)), ("ordinary", &kronor(ordinary))])
            }
        },
    }
}

/// Who led a group, whose mentors are called `names`; or that it is not known.
#[must_use]
pub fn leaders(lang: Lang, group: &Group, names: &str) -> String {
    match (group.pairing, group.mentors.len()) {
        (Pairing::Known, 1) => with(lang, "past-group-mentor", &[("names", names)]),
        (Pairing::Known, _) => with(lang, "past-group-mentors", &[("names", names)]),
        (Pairing::NoneNamed, _) => texts(lang).get("past-none-named"),
        (Pairing::Unknown, _) => texts(lang).get("past-pairing-unknown"),
    }
}

/// What is remarked of a participant; empty: nothing.
#[must_use]
pub fn remarks(lang: Lang, history: &History, it: &Participant) -> String {
    let mut remarks = Vec::new();
    remarks.extend(it.joined_by.map(|date| with(lang, "past-joined", &[("date", &date.to_string())])));
    remarks.extend(it.gone_by.map(|date| with(lang, "past-gone", &[("date", &date.to_string())])));
    remarks.extend(it.replaced_by.as_ref().map(|by| with(lang, "past-replaced", &[("name", history.name(by))])));
    if it.inferred {
        remarks.push(texts(lang).get("past-inference"));
    }
    remarks.join(", ")
}

/// As what an organisation was in a group.
#[must_use]
pub fn role(lang: Lang, did: &Did<'_>) -> String {
    texts(lang).get(match did.role {
        Role::Participant(_) => "past-role-participant",
        Role::Mentor if did.group.pairing == Pairing::Unknown => "past-role-mentor-possible",
        Role::Mentor => "past-role-mentor",
        Role::Support => "past-role-support",
    })
}

/// In which round somebody mentored, and whether it was support or is not certain.
#[must_use]
pub fn mentoring(lang: Lang, it: &Mentoring<'_>) -> String {
    let mut remarks = vec![text(lang, &it.round.name)];
    if it.sort == Sort::Support {
        remarks.push(texts(lang).get("past-as-support"));
    }
    if it.certainty == Certainty::Possible {
        remarks.push(texts(lang).get("past-as-possible"));
    }
    remarks.join(", ")
}

/// A source in short: "SKL 2018-08".
#[must_use]
pub fn source(it: &Source) -> String {
    match it.version {
        Some(version) => format!("{} {version}", it.publisher),
        None => it.publisher.clone(),
    }
}

fn with(lang: Lang, key: &str, values: &[(&str, &str)]) -> String {
    let values: Vec<(&str, Arg<'_>)> = values.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
    texts(lang).with(key, &values)
}

fn count(lang: Lang, key: &str, n: usize) -> String {
    let shown = Numbers::of(lang).count(n);
    #[expect(clippy::cast_precision_loss, reason = "chooses the plural form")]
    let number = n as f64;
    texts(lang).with(key, &[("n", Arg::Number(number)), ("shown", Arg::Text(&shown))])
}
