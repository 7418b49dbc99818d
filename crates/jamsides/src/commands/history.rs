//! `history`: the rounds since 2015. What is known and what is not is said by the crate `history`, in
//! the words of the web's pages.

use super::Context;
use super::snapshot::json;
use crate::args::{Format, History as Asked};
use crate::failure::Failure;
use crate::output::csv;
use crate::output::finding::{heading, paragraph};
use crate::output::table::{Side, Table, room};
use ::history::{
    Did, Disagreement, Group, History, Mentoring, Organisation, Pairing, Participant, Role, Round, Story, Text, When,
    said,
};
use i18n::fold;
use serde_json::{Value, json};

/// Does it.
pub fn run(asked: &Asked, context: &Context) -> Result<(), Failure> {
    let told = Told { context, history: History::built_in() };
    match asked.what.as_deref() {
        None => told.all(),
        Some(what) => match (told.history.round(what), told.organisation(what)) {
            (Some(round), _) => told.round(round),
            (None, Some(story)) => told.story(&story),
            (None, None) => Err(told.unknown(what)),
        },
    }
}

/// What is told in the reader's language.
struct Told<'a> {
    context: &'a Context,
    history: &'static History,
}

impl Told<'_> {
    /// The organisation with this id, name or code in Kolada.
    fn organisation(&self, what: &str) -> Option<Story<'static>> {
        let wanted = fold(what);
        let all = self.history.organisations().iter();
        let is = |it: &&Organisation| it.id == what || fold(&it.name) == wanted || it.area.as_deref() == Some(what);
        let found = all.clone().find(is);
        // "Blekinge" is enough for Region Blekinge, where no municipality has the name.
        let region = || all.clone().find(|it| fold(&it.name) == format!("{} {wanted}", fold("Region")));
        self.history.story(&found.or_else(region)?.id)
    }

    fn unknown(&self, what: &str) -> Failure {
        let wanted = fold(what);
        let near = |name: &str| wanted.chars().count() > 2 && fold(name).contains(&wanted);
        let rounds = self.history.rounds().filter(|it| near(&it.id) || near(&it.name.sv)).map(|it| it.id.clone());
        let organisations = self.history.organisations().iter().filter(|it| near(&it.name)).map(|it| it.name.clone());
        let text = match rounds.chain(organisations).next() {
            Some(it) => self.context.say("cli-history-unknown-likeliest", &[("id", what), ("likeliest", &it)]),
            None => self.context.say("cli-history-unknown", &[("id", what)]),
        };
        crate::note(&text);
        Failure::Nothing
    }

    fn all(&self) -> Result<(), Failure> {
        let rounds: Vec<&Round> = self.history.rounds().rev().collect();
        match self.context.format() {
            Format::Csv => self.csv(&rounds, |_| true),
            Format::Xlsx => Err(bad_format()),
            Format::Json => json(
                &json!({
                    "rounds": rounds,
                    "organisations": self.history.organisations(),
                    "mentoring": self.mentoring(&self.history.genealogy().edges),
                    "disagreements": self.history.disagreements(),
                    "sources": self.sources(rounds.iter().flat_map(|round| round.all_sources())),
                }),
                self.context,
            ),
            Format::Table => {
                let heads = ["cli-col-method-id", "past-col-round", "past-col-when", "past-facts-who"];
                let mut table = Table::new(heads.map(|key| (self.s(key), Side::Left)));
                for round in rounds {
                    table.row([round.id.clone(), self.t(&round.name), self.period(round), self.counts(round)]);
                }
                self.context.out.text(&table.text(room()))
            }
        }
    }

    fn round(&self, round: &Round) -> Result<(), Failure> {
        match self.context.format() {
            Format::Csv => self.csv(&[round], |_| true),
            Format::Xlsx => Err(bad_format()),
            Format::Json => {
                let about: Vec<&Disagreement> = self.about(round).collect();
                let said = about.iter().flat_map(|it| it.says.iter().map(|says| says.source.as_str()));
                let sources = self.sources(round.all_sources().into_iter().chain(said));
                json(&json!({ "round": round, "disagreements": about, "sources": sources }), self.context)
            }
            Format::Table => self.context.out.text(&self.round_text(round)),
        }
    }

    fn about<'r>(&self, round: &'r Round) -> impl Iterator<Item = &'static Disagreement> + use<'r> {
        self.history.disagreements().iter().filter(|it| it.rounds.contains(&round.id))
    }

    fn round_text(&self, round: &Round) -> String {
        let mut text = heading(&self.t(&round.name));
        text += &paragraph(&self.t(&round.summary));
        text.push('\n');
        text += &self.fact("past-facts-period", &self.period(round));
        text += &self.fact("past-facts-who", &self.counts(round));
        let model = round.model.id.clone().unwrap_or_else(|| self.s("past-model-unknown"));
        text += &self.fact("past-facts-model", &format!("{model}. {}", self.t(&round.model.note)));
        text += &self.fact("past-facts-fee", &said::fee(self.context.lang, round));
        if let Some(note) = round.fee.as_ref().and_then(|fee| fee.note.as_ref()) {
            text += &paragraph(&self.t(note));
        }
        text += &self.chapter("past-events");
        for event in &round.events {
            let when = said::span(self.context.lang, event.date, event.until);
            text += &paragraph(&format!("{when}: {} [{}]", self.t(&event.what), self.short(&event.sources)));
        }
        text += &self.chapter("past-groups");
        for group in &round.groups {
            text += &self.group(group);
        }
        if !round.notes.is_empty() {
            text += &self.chapter("past-more");
            for note in &round.notes {
                let words = self.context.lang.pick(&note.sv, &note.en);
                text += &paragraph(&format!("{words} [{}]", self.short(&note.sources)));
            }
        }
        text += &self.disagreements(&self.about(round).collect::<Vec<_>>());
        if !round.unknown.is_empty() {
            text += &self.chapter("past-unknown");
            for line in &round.unknown {
                text += &paragraph(&format!("• {}", self.t(line)));
            }
        }
        let said = self.about(round).flat_map(|it| it.says.iter().map(|says| says.source.as_str()));
        text + &self.source_list(round.all_sources().into_iter().chain(said))
    }

    fn group(&self, group: &Group) -> String {
        let mentors = self.list(group.mentors.iter().map(String::as_str));
        let mut leads = said::leaders(self.context.lang, group, &mentors);
        if group.pairing == Pairing::Unknown && !group.mentors.is_empty() {
            leads = format!("{leads}: {}", self.context.say("past-possible", &[("names", &mentors)]));
        }
        let theme = group.theme.as_ref().map(|theme| self.context.say("past-theme", &[("theme", &self.t(theme))]));
        let support = (!group.support.is_empty()).then(|| {
            let names = self.list(group.support.iter().map(String::as_str));
            self.context.say("past-supported", &[("names", &names)])
        });
        let lead: Vec<String> = [Some(leads), theme, support].into_iter().flatten().map(|it| ended(&it)).collect();
        let mut text = paragraph(&format!("{} [{}]", lead.join(" "), self.short(&group.sources)));
        if let Some(note) = &group.note {
            text += &paragraph(&format!("  {}", self.t(note)));
        }
        for it in &group.participant {
            text += &paragraph(&format!("  • {}", self.participant(it)));
        }
        text.push('\n');
        text
    }

    /// A participant with what is remarked of it.
    fn participant(&self, it: &Participant) -> String {
        let remarks = said::remarks(self.context.lang, self.history, it);
        let name = self.history.name(&it.organisation);
        if remarks.is_empty() { name.to_owned() } else { format!("{name} ({remarks})") }
    }

    fn story(&self, story: &Story<'static>) -> Result<(), Failure> {
        match self.context.format() {
            Format::Csv => {
                let rounds: Vec<&Round> = self.history.rounds().rev().collect();
                self.csv(&rounds, |id| id == story.organisation.id)
            }
            Format::Xlsx => Err(bad_format()),
            Format::Json => {
                let did: Vec<Value> = story.did.iter().map(did).collect();
                let inspired: Vec<&str> = story.inspired.iter().map(|it| it.id.as_str()).collect();
                json(
                    &json!({
                        "organisation": story.organisation,
                        "generation": story.generation,
                        "did": did,
                        "mentors": self.mentoring(&story.mentors),
                        "mentored": self.mentoring(&story.mentored),
                        "inspired": inspired,
                        "disagreements": story.disagreements,
                        "sources": self.sources(story.sources()),
                    }),
                    self.context,
                )
            }
            Format::Table => self.context.out.text(&self.story_text(story)),
        }
    }

    fn story_text(&self, story: &Story<'static>) -> String {
        let name = story.organisation.name.as_str();
        let mut text = heading(name);
        let heads = ["past-col-round", "past-col-when", "past-col-role", "past-col-with"];
        let mut table = Table::new(heads.map(|key| (self.s(key), Side::Left)));
        for did in &story.did {
            let with: Vec<&str> =
                did.with(&story.organisation.id).map(|it| self.history.name(&it.organisation)).collect();
            let role = said::role(self.context.lang, did);
            table.row([self.t(&did.round.name), self.period(did.round), role, with.join(", ")]);
        }
        text += &table.text(room());
        for did in &story.did {
            if let Some(note) = did.note() {
                text += &paragraph(&format!("{}: {}", self.t(&did.round.name), self.t(note)));
            }
        }
        text += &self.named("past-its-mentors", name, &story.mentors, |it| it.mentor, "past-its-mentors-none");
        text += &self.named("past-mentored", name, &story.mentored, |it| it.participant, "past-mentored-none");
        if !story.inspired.is_empty() {
            text.push('\n');
            text += &heading(&self.context.say("past-inspired", &[("name", name)]));
            text += &paragraph(&self.list(story.inspired.iter().map(|it| it.id.as_str())));
        }
        text += &self.disagreements(&story.disagreements);
        text + &self.source_list(story.sources())
    }

    fn named<'m>(
        &self,
        title: &str,
        name: &str,
        all: &[Mentoring<'m>],
        who: fn(&Mentoring<'m>) -> &'m str,
        none: &str,
    ) -> String {
        let mut text = format!("\n{}", heading(&self.context.say(title, &[("name", name)])));
        if all.is_empty() {
            return text + &paragraph(&self.s(none));
        }
        for it in all {
            let remarks = said::mentoring(self.context.lang, it);
            text += &paragraph(&format!("• {} ({remarks})", self.history.name(who(it))));
        }
        text
    }

    fn disagreements(&self, all: &[&Disagreement]) -> String {
        let mut text = String::new();
        if !all.is_empty() {
            text += &self.chapter("past-disagreements");
        }
        for it in all {
            text += &paragraph(&self.t(&it.question));
            for says in &it.says {
                let words = self.context.lang.pick(&says.sv, &says.en);
                text += &paragraph(&format!("  • {}: {words}", self.short(std::slice::from_ref(&says.source))));
            }
            text += &paragraph(&format!("  {}: {}", self.s("past-shown"), self.t(&it.shown)));
            text += &paragraph(&format!("  {}: {}", self.s("past-why"), self.t(&it.why)));
            text.push('\n');
        }
        text
    }

    /// A row for each organisation in each group that `wanted` holds for.
    fn csv(&self, rounds: &[&Round], wanted: impl Fn(&str) -> bool) -> Result<(), Failure> {
        const HEAD: [&str; 13] = [
            "round",
            "from",
            "until",
            "group",
            "organisation",
            "name",
            "area",
            "role",
            "certainty",
            "joined_by",
            "gone_by",
            "replaced_by",
            "sources",
        ];
        let mut rows = Vec::new();
        for round in rounds {
            for group in &round.groups {
                let leading = if group.pairing == Pairing::Known { "known" } else { "possible" };
                let mentors = group.mentors.iter().map(|id| (id, "mentor", leading, None));
                let support = group.support.iter().map(|id| (id, "support", leading, None));
                let participants = group.participant.iter().map(|it| {
                    (&it.organisation, "participant", if it.inferred { "possible" } else { "known" }, Some(it))
                });
                for (id, role, certainty, it) in mentors.chain(support).chain(participants).filter(|it| wanted(it.0)) {
                    let date = |when: Option<When>| when.map(|when| when.to_string()).unwrap_or_default();
                    let area = self.history.organisation(id).and_then(|it| it.area.clone()).unwrap_or_default();
                    rows.push(vec![
                        round.id.clone(),
                        round.from.to_string(),
                        round.until.to_string(),
                        group.id.clone(),
                        id.clone(),
                        self.history.name(id).to_owned(),
                        area,
                        role.to_owned(),
                        certainty.to_owned(),
                        date(it.and_then(|it| it.joined_by)),
                        date(it.and_then(|it| it.gone_by)),
                        it.and_then(|it| it.replaced_by.clone()).unwrap_or_default(),
                        group.sources.join(" "),
                    ]);
                }
            }
        }
        self.context.out.text(&csv::table(&HEAD, rows.into_iter()))
    }

    fn mentoring(&self, all: &[Mentoring<'_>]) -> Vec<Value> {
        let one = |it: &Mentoring<'_>| {
            json!({
                "mentor": it.mentor,
                "participant": it.participant,
                "round": it.round.id,
                "sort": it.sort,
                "certainty": it.certainty,
            })
        };
        all.iter().map(one).collect()
    }

    fn sources<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Vec<&'static ::history::Source> {
        once(ids).into_iter().filter_map(|id| self.history.source(id)).collect()
    }

    fn source_list<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> String {
        let mut text = self.chapter("past-sources");
        for it in self.sources(ids) {
            let about = format!("{}: {}", it.publisher, self.t(&it.about));
            let read = it.version.map(|date| self.context.say("past-source-read", &[("date", &date.to_string())]));
            let line: Vec<String> = std::iter::once(about).chain(read).collect();
            text += &paragraph(&format!("• {}.", line.join(", ")));
            // Addresses are not broken: they are to be copied.
            match (&it.address, &it.note) {
                (Some(address), _) => text += &format!("  {address}\n"),
                (None, Some(note)) => text += &paragraph(&format!("  {}", self.t(note))),
                (None, None) => {}
            }
        }
        text
    }

    /// Sources in short: "SKL 2018-08, Luleå".
    fn short(&self, ids: &[String]) -> String {
        let all: Vec<String> = ids.iter().filter_map(|id| self.history.source(id)).map(said::source).collect();
        all.join(", ")
    }

    fn fact(&self, key: &str, value: &str) -> String {
        paragraph(&format!("{}: {value}", self.s(key)))
    }

    fn chapter(&self, key: &str) -> String {
        format!("\n{}", heading(&self.s(key)))
    }

    fn counts(&self, round: &Round) -> String {
        said::counts(self.context.lang, round)
    }

    fn period(&self, round: &Round) -> String {
        said::period(self.context.lang, round)
    }

    fn list<'i>(&self, ids: impl Iterator<Item = &'i str>) -> String {
        let names: Vec<&str> = ids.map(|id| self.history.name(id)).collect();
        app::words::list(&names, &self.s("and"))
    }

    fn s(&self, key: &str) -> String {
        self.context.texts().get(key)
    }

    fn t(&self, text: &Text) -> String {
        said::text(self.context.lang, text)
    }
}

fn bad_format() -> Failure {
    Failure::Bad("cli-bad-format", "table, json, csv".to_owned())
}

/// With a full stop at its end.
fn ended(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

fn did(it: &Did<'_>) -> Value {
    let (role, participant) = match it.role {
        Role::Participant(participant) => ("participant", Some(participant)),
        Role::Mentor => ("mentor", None),
        Role::Support => ("support", None),
    };
    json!({ "round": it.round.id, "group": it.group, "role": role, "participant": participant })
}

/// Each once, in the order of the first.
fn once<'i>(ids: impl IntoIterator<Item = &'i str>) -> Vec<&'i str> {
    let mut found = Vec::new();
    for id in ids {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}
