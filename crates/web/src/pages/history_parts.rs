//! What the pages of the history share: names and sources as links, who mentored a group and who was
//! in it, in words.

use super::outline::Linked;
use crate::shell::Shell;
use ::history::{Disagreement, Group, History, Kind, Pairing, Participant, Round, Source, Text, Track, When, said};

/// Words of the history in the language of a page.
pub struct Past<'a> {
    /// The frame.
    pub shell: &'a Shell,
    /// The history.
    pub history: &'static History,
}

/// Names beside each other, each with a link and what is remarked of it.
#[derive(Clone, Default)]
pub struct Names(pub Vec<Name>);

/// A name with a link.
#[derive(Clone)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// What is remarked of it in a few words; empty: nothing.
    pub remark: String,
}

/// Who led a group, in words.
pub struct Leaders {
    /// Said instead of names, or after them: "Mentorn är inte känd", "någon av".
    pub words: String,
    /// Those it was, or may have been.
    pub names: Names,
}

/// A group, ready to be written.
pub struct GroupCard {
    /// Its heading.
    pub title: String,
    /// What it was about.
    pub theme: Option<String>,
    /// The mentors, with links.
    pub leaders: Leaders,
    /// Behind the mentors.
    pub support: Names,
    /// Who took part, each with a remark of its own.
    pub participants: Vec<(Name, Option<String>)>,
    /// A remark.
    pub note: Option<String>,
    /// Where we read it.
    pub sources: Vec<SourceLink>,
}

/// A source, in short.
#[derive(Clone)]
pub struct SourceLink {
    /// Publisher and date: "SKL 2018-08".
    pub text: String,
    /// Where it is; `None`: not known.
    pub href: Option<String>,
}

/// A source in full.
pub struct SourceRow {
    /// Publisher, and what it is about.
    pub text: String,
    /// Its address.
    pub href: Option<String>,
    /// The version of the page that was read.
    pub version: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// Something the sources disagree about, ready to be written.
pub struct DisagreementCard {
    /// Its anchor.
    pub id: String,
    /// The question.
    pub question: String,
    /// What each source says.
    pub says: Vec<(SourceLink, String)>,
    /// What we show.
    pub shown: String,
    /// Why.
    pub why: String,
    /// The rounds it is about.
    pub rounds: Names,
}

impl<'a> Past<'a> {
    /// For a page.
    pub fn new(shell: &'a Shell) -> Self {
        Self { shell, history: History::built_in() }
    }

    /// The words in the page's language.
    pub fn t(&self, text: &Text) -> String {
        said::text(self.shell.asked.lang, text)
    }

    /// The words of two languages in the page's.
    pub fn pick(&self, sv: &str, en: &str) -> String {
        self.shell.asked.lang.pick(sv, en).to_owned()
    }

    /// An organisation with a link to its page.
    pub fn organisation(&self, id: &str) -> Name {
        let text = self.history.name(id).to_owned();
        Name { text, href: self.shell.history_organisation(id), remark: String::new() }
    }

    /// Organisations with links.
    pub fn organisations<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Names {
        Names(ids.into_iter().map(|id| self.organisation(id)).collect())
    }

    /// A round with a link to its page.
    pub fn round(&self, round: &Round) -> Name {
        Name { text: self.t(&round.name), href: self.shell.history_round(&round.id), remark: String::new() }
    }

    /// When a round was: from and to, as exact as is known.
    pub fn period(&self, round: &Round) -> String {
        said::period(self.shell.asked.lang, round)
    }

    /// From one time to another; one where they are the same.
    pub fn span(&self, from: When, until: Option<When>) -> String {
        said::span(self.shell.asked.lang, from, until)
    }

    /// Whom a round was for.
    pub fn track(&self, track: Track) -> String {
        self.shell.s(match track {
            Track::Municipalities => "past-track-municipalities",
            Track::Regions => "past-track-regions",
            Track::Mixed => "past-track-mixed",
            Track::Unknown => "past-track-unknown",
        })
    }

    /// What kind of organisation.
    pub fn kind(&self, kind: Kind) -> String {
        self.shell.s(match kind {
            Kind::Municipality => "past-kind-municipality",
            Kind::Region => "past-kind-region",
            Kind::CityDistrict => "past-kind-city-district",
            Kind::Association => "past-kind-association",
        })
    }

    /// The model a round followed: its name with a link, where it is known.
    pub fn model(&self, round: &Round) -> Linked {
        match &round.model.id {
            Some(id) => Linked::thing(self.shell, id),
            None => Linked::plain(self.shell.s("past-model-unknown")),
        }
    }

    /// How many took part and mentored: "15 deltagare, 6 mentorer".
    pub fn counts(&self, round: &Round) -> String {
        said::counts(self.shell.asked.lang, round)
    }

    /// A participant, with what is remarked of it in a few words.
    pub fn participant(&self, it: &Participant) -> Name {
        let remark = said::remarks(self.shell.asked.lang, self.history, it);
        Name { remark, ..self.organisation(&it.organisation) }
    }

    /// Who led a group.
    pub fn leaders(&self, group: &Group) -> Leaders {
        let names = self.organisations(group.mentors.iter().map(String::as_str));
        let words = match group.pairing {
            Pairing::Known => String::new(),
            Pairing::NoneNamed | Pairing::Unknown => said::leaders(self.shell.asked.lang, group, ""),
        };
        Leaders { words, names }
    }

    /// A group in full.
    pub fn group(&self, group: &Group) -> GroupCard {
        GroupCard {
            title: self.title(group),
            theme: group.theme.as_ref().map(|theme| self.shell.with("past-theme", "theme", self.t(theme))),
            leaders: self.leaders(group),
            support: self.organisations(group.support.iter().map(String::as_str)),
            participants: group
                .participant
                .iter()
                .map(|it| (self.participant(it), it.note.as_ref().map(|note| self.t(note))))
                .collect(),
            note: group.note.as_ref().map(|note| self.t(note)),
            sources: self.sources(&group.sources),
        }
    }

    /// The heading of a group: its mentors, or that they are not known.
    fn title(&self, group: &Group) -> String {
        let names: Vec<&str> = group.mentors.iter().map(|id| self.history.name(id)).collect();
        let listed = app::words::list(&names, &self.shell.s("and"));
        said::leaders(self.shell.asked.lang, group, &listed)
    }

    /// Sources in short, by id.
    pub fn sources(&self, ids: &[String]) -> Vec<SourceLink> {
        ids.iter().filter_map(|id| self.history.source(id)).map(|it| self.source(it)).collect()
    }

    /// A source in short.
    fn source(&self, it: &Source) -> SourceLink {
        SourceLink { text: said::source(it), href: it.address.clone() }
    }

    /// Sources in full, by id.
    pub fn source_rows<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Vec<SourceRow> {
        let row = |it: &Source| SourceRow {
            text: format!("{}: {}", it.publisher, self.t(&it.about)),
            href: it.address.clone(),
            version: it.version.map(|date| self.shell.with("past-source-read", "date", date.to_string())),
            note: it.note.as_ref().map(|note| self.t(note)),
        };
        ids.into_iter().filter_map(|id| self.history.source(id)).map(row).collect()
    }

    /// Something the sources disagree about.
    pub fn disagreement(&self, it: &Disagreement) -> DisagreementCard {
        let says = it
            .says
            .iter()
            .filter_map(|says| Some((self.source(self.history.source(&says.source)?), self.pick(&says.sv, &says.en))));
        let rounds = it.rounds.iter().filter_map(|id| self.history.round(id));
        DisagreementCard {
            id: it.id.clone(),
            question: self.t(&it.question),
            says: says.collect(),
            shown: self.t(&it.shown),
            why: self.t(&it.why),
            rounds: Names(rounds.map(|round| self.round(round)).collect()),
        }
    }
}

/// Ids and names like what was asked for, for a page that does not exist.
pub fn like(asked: &str) -> Vec<(bool, String)> {
    let history = History::built_in();
    let wanted = i18n::fold(asked);
    let alike = |id: &str, names: &[&str]| {
        wanted.chars().count() > 2
            && (id.contains(&wanted) || names.iter().any(|name| i18n::fold(name).contains(&wanted)))
    };
    let rounds =
        history.rounds().filter(|it| alike(&it.id, &[&it.name.sv, &it.name.en])).map(|it| (true, it.id.clone()));
    let organisations =
        history.organisations().iter().filter(|it| alike(&it.id, &[&it.name])).map(|it| (false, it.id.clone()));
    rounds.chain(organisations).take(6).collect()
}
