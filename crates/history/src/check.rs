//! What must hold of the facts. Everything wrong is told, not the first only.

use crate::data::{Disagreement, Event, Group, Kind, Organisation, Pairing, Participant, Round, Source, Text};
use crate::fault::{Fault, FaultKind};
use crate::history::History;
use crate::when::When;
use std::collections::BTreeSet;

/// No invitation goes out earlier than so many years before the round.
const YEARS_BEFORE: u16 = 1;

/// A time, for comparison: year, month, day.
type Day = (u16, u8, u8);

/// Faults under way.
pub(crate) struct Findings<'a> {
    file: &'a str,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(file: &'a str, faults: &'a mut Vec<Fault>) -> Self {
        Self { file, faults }
    }

    pub(crate) fn tell(&mut self, place: impl Into<String>, kind: FaultKind) {
        self.faults.push(Fault { file: self.file.to_owned(), place: place.into(), kind });
    }

    fn id(&mut self, place: &str, id: &str) {
        if !is_id(id) {
            self.tell(place, FaultKind::NoId { found: id.chars().take(60).collect() });
        }
    }

    fn text(&mut self, place: &str, text: &Text) {
        if text.sv.trim().is_empty() || text.en.trim().is_empty() {
            self.tell(place, FaultKind::Empty);
        }
    }

    fn texts<'t>(&mut self, place: &str, texts: impl IntoIterator<Item = &'t Text>) {
        for text in texts {
            self.text(place, text);
        }
    }

    fn ids_once<'t>(&mut self, place: &str, ids: impl Iterator<Item = &'t str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            self.id(place, id);
            if !seen.insert(id) {
                self.tell(place, FaultKind::Twice { id: id.to_owned() });
            }
        }
    }

    fn sources(&mut self, place: &str, sources: &[String], history: &History) {
        if sources.is_empty() {
            self.tell(place, FaultKind::Unsourced);
        }
        for id in sources.iter().filter(|id| history.source(id).is_none()) {
            self.tell(place, FaultKind::NoSource { id: id.clone() });
        }
    }

    fn organisation(&mut self, place: &str, id: &str, history: &History) {
        if history.organisation(id).is_none() {
            self.tell(place, FaultKind::NoOrganisation { id: id.to_owned() });
        }
    }

    /// What is inferred says so, in both languages, and what is not does not.
    fn inferred(&mut self, place: &str, inferred: bool, words: Option<&Text>) {
        let (sv, en) = words.map_or((false, false), |words| {
            (words.sv.to_lowercase().contains("vår slutsats"), words.en.to_lowercase().contains("our inference"))
        });
        if sv != inferred || en != inferred {
            self.tell(place, FaultKind::Inferred);
        }
    }
}

/// What ids look like: `modell-2023`.
fn is_id(text: &str) -> bool {
    let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 64 && text.split('-').all(word)
}

fn is_area(code: &str) -> bool {
    code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// The list of organisations.
pub(crate) fn organisations(all: &[Organisation], history: &History, out: &mut Findings<'_>) {
    out.ids_once("organisations", all.iter().map(|it| it.id.as_str()));
    for it in all {
        let place = format!("organisation {}", it.id);
        if it.name.trim().is_empty() {
            out.tell(&place, FaultKind::Empty);
        }
        let area = it.area.as_deref().map(is_area);
        let part = it.part_of.as_ref().map(|part| is_area(&part.area) && !part.name.trim().is_empty());
        let fits = match it.kind {
            Kind::Municipality | Kind::Region => (area, part) == (Some(true), None),
            Kind::CityDistrict => (area, part) == (None, Some(true)),
            Kind::Association => (area, part) == (None, None),
        };
        if !fits {
            out.tell(&place, FaultKind::Area);
        }
        let takes_part = |round: &Round| {
            round.group_of(&it.id).is_some()
                || round.mentors().contains(&it.id.as_str())
                || round.supporters().contains(&it.id.as_str())
        };
        if !history.rounds().any(takes_part) {
            out.tell(&place, FaultKind::Unused { id: it.id.clone() });
        }
    }
}

/// The list of sources.
pub(crate) fn sources(all: &[Source], history: &History, out: &mut Findings<'_>) {
    out.ids_once("sources", all.iter().map(|it| it.id.as_str()));
    for it in all {
        let place = format!("source {}", it.id);
        out.texts(&place, [&it.about].into_iter().chain(&it.note));
        if it.publisher.trim().is_empty() {
            out.tell(&place, FaultKind::Empty);
        }
        let good = match &it.address {
            Some(address) => is_address(address),
            None => it.note.is_some(),
        };
        if !good {
            out.tell(&place, FaultKind::Address);
        }
        let said = history.disagreements().iter().flat_map(|it| &it.says).any(|says| says.source == it.id);
        if !said && !history.rounds().any(|round| round.all_sources().contains(&it.id.as_str())) {
            out.tell(&place, FaultKind::Unused { id: it.id.clone() });
        }
    }
}

/// An address that can stand in a link and runs nothing.
fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |text: &str| !text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>".contains(c));
    host.is_some_and(|rest| rest.contains('.') && !rest.starts_with('/') && plain(rest))
}

/// A round.
pub(crate) fn round(it: &Round, history: &History, out: &mut Findings<'_>) {
    let named = [&it.name, &it.short, &it.summary, &it.model.note];
    out.id("round", &it.id);
    out.texts("round", named.into_iter().chain(&it.unknown));
    out.sources("round", &it.sources, history);
    if !it.all_sources().iter().any(|id| history.source(id).is_some_and(|source| source.address.is_some())) {
        out.tell("round", FaultKind::NoAddress);
    }
    if it.until.last() < it.from.first() {
        out.tell("round", FaultKind::Backwards);
    }
    if let Some(model) = &it.model.id {
        out.id("model", model);
    }
    out.sources("model", &it.model.sources, history);
    out.inferred("model", it.model.inferred, Some(&it.model.note));
    out.ids_once("groups", it.groups.iter().map(|group| group.id.as_str()));
    if it.groups.is_empty() {
        out.tell("groups", FaultKind::TooFew { least: 1, found: 0 });
    }
    events(it, history, out);
    if let Some(fee) = &it.fee {
        out.sources("fee", &fee.sources, history);
        out.texts("fee", &fee.note);
    }
    for note in &it.notes {
        out.sources("note", &note.sources, history);
        out.text("note", &Text { sv: note.sv.clone(), en: note.en.clone() });
    }
    for group in &it.groups {
        self::group(it, group, history, out);
    }
    sides(it, history, out);
}

fn events(it: &Round, history: &History, out: &mut Findings<'_>) {
    for event in &it.events {
        let place = format!("event {}", event.date);
        out.text(&place, &event.what);
        out.sources(&place, &event.sources, history);
        if event.until.is_some_and(|until| until.last() < event.date.first()) {
            out.tell(&place, FaultKind::Backwards);
        }
        let earliest = earliest(it, event);
        for date in [Some(event.date), event.until].into_iter().flatten() {
            within(it, &place, date, earliest, out);
        }
    }
    if !it.events.is_sorted_by_key(|event| event.date.first()) {
        out.tell("events", FaultKind::Order);
    }
}

/// The first day an event can have.
fn earliest(it: &Round, event: &Event) -> Day {
    let (year, month, day) = it.from.first();
    (if event.kind.is_before() { year.saturating_sub(YEARS_BEFORE) } else { year }, month, day)
}

/// A time within the round: as far as its exactness lets one tell.
fn within(it: &Round, place: &str, date: When, earliest: Day, out: &mut Findings<'_>) {
    if date.last() < earliest || date.first() > it.until.last() {
        let (from, until) = (it.from.to_string(), it.until.to_string());
        out.tell(place, FaultKind::Outside { date: date.to_string(), from, until });
    }
}

fn group(round: &Round, it: &Group, history: &History, out: &mut Findings<'_>) {
    let place = format!("group {}", it.id);
    out.sources(&place, &it.sources, history);
    out.texts(&place, it.theme.iter().chain(&it.note));
    out.inferred(&place, it.inferred, it.note.as_ref());
    for id in it.mentors.iter().chain(&it.support) {
        out.organisation(&place, id, history);
    }
    let fits = match (it.pairing, it.mentors.len()) {
        (Pairing::Known, mentors) => mentors > 0,
        (Pairing::NoneNamed, mentors) => mentors == 0 && it.note.is_some(),
        (Pairing::Unknown, mentors) => mentors != 1 && it.note.is_some(),
    };
    if !fits || (it.mentors.is_empty() && !it.support.is_empty()) {
        out.tell(&place, FaultKind::Pairing);
    }
    if it.participant.is_empty() {
        out.tell(&place, FaultKind::TooFew { least: 1, found: 0 });
    }
    for participant in &it.participant {
        self::participant(round, it, participant, history, out);
    }
}

fn participant(round: &Round, group: &Group, it: &Participant, history: &History, out: &mut Findings<'_>) {
    let place = format!("group {}, {}", group.id, it.organisation);
    out.organisation(&place, &it.organisation, history);
    out.texts(&place, &it.note);
    out.inferred(&place, it.inferred, it.note.as_ref());
    for date in [it.joined_by, it.gone_by].into_iter().flatten() {
        within(round, &place, date, round.from.first(), out);
    }
    if let (Some(joined), Some(gone)) = (it.joined_by, it.gone_by)
        && gone.last() < joined.first()
    {
        out.tell(&place, FaultKind::Backwards);
    }
    if it.replaced_by.is_some() && (it.gone_by.is_none() || !replacement_ends(group, it)) {
        out.tell(&place, FaultKind::Replacement { organisation: it.organisation.clone() });
    }
}

/// Whether the chain of those who came in each other's place leads to one who is there.
fn replacement_ends(group: &Group, first: &Participant) -> bool {
    let mut here = first;
    for _ in 0..group.participant.len() {
        let Some(next) = &here.replaced_by else { return true };
        match group.participant.iter().find(|it| it.organisation == *next) {
            Some(other) if other.joined_by.is_some() => here = other,
            _ => return false,
        }
    }
    here.replaced_by.is_none()
}

/// Nobody stands twice, or on both sides, and mentors have taken part before.
fn sides(it: &Round, history: &History, out: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for participant in it.participants() {
        if !seen.insert(participant.organisation.as_str()) {
            out.tell("groups", FaultKind::TwiceInRound { organisation: participant.organisation.clone() });
        }
    }
    for group in &it.groups {
        let place = format!("group {}", group.id);
        let mut leading = BTreeSet::new();
        for id in group.mentors.iter().chain(&group.support) {
            if !leading.insert(id) {
                out.tell(&place, FaultKind::TwiceInRound { organisation: id.clone() });
            }
            if seen.contains(id.as_str()) {
                out.tell(&place, FaultKind::BothSides { organisation: id.clone() });
            }
            let before = |round: &&Round| round.from.first() < it.from.first() && round.id != it.id;
            if !history.rounds().filter(before).any(|round| round.group_of(id).is_some()) {
                out.tell(&place, FaultKind::MentorTooSoon { organisation: id.clone() });
            }
        }
    }
}

/// What the sources disagree about.
pub(crate) fn disagreements(all: &[Disagreement], history: &History, out: &mut Findings<'_>) {
    out.ids_once("disagreements", all.iter().map(|it| it.id.as_str()));
    for it in all {
        let place = format!("disagreement {}", it.id);
        out.texts(&place, [&it.question, &it.shown, &it.why]);
        out.inferred(&place, it.inferred, Some(&it.why));
        if it.says.len() < 2 {
            out.tell(&place, FaultKind::TooFew { least: 2, found: it.says.len() });
        }
        for says in &it.says {
            out.sources(&place, std::slice::from_ref(&says.source), history);
            out.text(&place, &Text { sv: says.sv.clone(), en: says.en.clone() });
        }
        if it.rounds.is_empty() {
            out.tell(&place, FaultKind::TooFew { least: 1, found: 0 });
        }
        for id in it.rounds.iter().filter(|id| history.round(id).is_none()) {
            out.tell(&place, FaultKind::NoRound { id: id.clone() });
        }
        for id in &it.organisations {
            out.organisation(&place, id, history);
        }
    }
}
