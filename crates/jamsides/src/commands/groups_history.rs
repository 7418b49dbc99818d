//! `groups history`: the rounds that were, with their groups formed anew by distance. What is found is
//! worked out by `app::regroup`, in the words of the web's pages.

use super::Context;
use super::snapshot::json;
use crate::args::Format;
use crate::failure::Failure;
use crate::output::finding::{heading, paragraph};
use crate::output::table::{Side, Table, room};
use ::history::{History, Round};
use app::regroup::{self, Apart, Arrangement, Assumed, Outcome, Recomputed, WhyApart, WhyNothing, said};
use serde_json::{Value, json};

/// Does it, for a round or for all.
pub fn run(round: Option<&str>, context: &Context) -> Result<(), Failure> {
    let told = Told { context };
    match round {
        None => told.all(),
        Some(id) => match regroup::of(id) {
            Some(outcome) => told.round(outcome),
            None => Err(told.unknown(id)),
        },
    }
}

/// What is told in the reader's language.
struct Told<'a> {
    context: &'a Context,
}

impl Told<'_> {
    fn unknown(&self, id: &str) -> Failure {
        let rounds: Vec<&str> = regroup::all().iter().map(|it| it.round().id.as_str()).collect();
        let rounds = rounds.join(", ");
        crate::note(&self.context.say("cli-groups-history-unknown", &[("id", id), ("rounds", &rounds)]));
        Failure::Nothing
    }

    fn all(&self) -> Result<(), Failure> {
        let all: Vec<&Outcome> = regroup::all().iter().rev().collect();
        match self.context.format() {
            Format::Csv | Format::Xlsx => Err(bad_format()),
            Format::Json => {
                json(&json!({ "rounds": all.iter().map(|it| value(it)).collect::<Vec<_>>() }), self.context)
            }
            Format::Table => self.context.out.text(&self.overview(&all)),
        }
    }

    fn round(&self, outcome: &Outcome) -> Result<(), Failure> {
        match self.context.format() {
            Format::Csv | Format::Xlsx => Err(bad_format()),
            Format::Json => json(&value(outcome), self.context),
            Format::Table => self.context.out.text(&match outcome {
                Outcome::Formed(it) => self.formed(it),
                Outcome::Nothing { round, why } => {
                    heading(&self.title(round)) + &paragraph(&said::nothing(self.context.lang, *why))
                }
            }),
        }
    }

    fn overview(&self, all: &[&Outcome]) -> String {
        let lang = self.context.lang;
        let heads = [
            ("cli-col-method-id", Side::Left),
            ("again-col-was", Side::Right),
            ("again-col-best", Side::Right),
            ("again-col-lot", Side::Right),
            ("again-col-mentor", Side::Right),
            ("again-col-pairs", Side::Right),
        ];
        let mut table = Table::new(heads.map(|(key, side)| (self.s(key), side)));
        for it in all.iter().filter_map(|it| it.formed()) {
            let known = |text: Option<String>| text.unwrap_or_else(|| self.s("again-not-known"));
            table.row([
                it.round.id.clone(),
                known(it.was.as_ref().map(|was| said::km(lang, was.km))),
                said::km(lang, it.best.km),
                known(it.by_lot_km.map(|km| said::km(lang, km))),
                known(
                    it.agreement
                        .map(|it| it.mentor.map_or_else(|| self.s("again-no-mentors"), |of| said::of(lang, of))),
                ),
                known(it.agreement.map(|it| said::of(lang, it.pairs))),
            ]);
        }
        let mut text = table.text(room());
        for (round, why) in all.iter().filter_map(|it| match it {
            Outcome::Nothing { round, why } => Some((round, *why)),
            Outcome::Formed(_) => None,
        }) {
            text.push('\n');
            text += &paragraph(&format!("{}: {}", round.id, said::nothing(lang, why)));
        }
        text.push('\n');
        text + &paragraph(&self.s("again-caveat"))
    }

    fn formed(&self, it: &Recomputed) -> String {
        let lang = self.context.lang;
        let mut text = heading(&self.title(it.round));
        for sentence in [said::headline(lang, it), said::agreement(lang, it), said::lot(lang, it)] {
            if !sentence.is_empty() {
                text += &paragraph(&sentence);
            }
        }
        if let Some(was) = &it.was {
            text += &self.groups("again-col-was", was);
        }
        text += &self.groups("again-col-best", &it.best);
        text += &self.chapter("again-organisations");
        let mut table = Table::new([
            (self.s("again-col-organisation"), Side::Left),
            (self.s("again-col-was"), Side::Right),
            (self.s("again-col-best"), Side::Right),
        ]);
        for way in &it.journeys {
            let was = way.was.map_or_else(|| self.s("again-not-known"), |km| said::km(lang, km));
            table.row([name(way.organisation), was, said::km(lang, way.best)]);
        }
        text += &table.text(room());
        text += &self.chapter("again-facts");
        let groups = it.best.groups.len().to_string();
        let shape = [("groups", groups.as_str()), ("sizes", &said::sizes(lang, it))];
        text += &paragraph(&format!("• {}.", self.context.say("again-facts-shape-value", &shape)));
        let apart = it.apart.iter().map(|it| said::apart(lang, it));
        for line in apart.chain(it.assumed.iter().map(|it| said::assumed(lang, it))) {
            text += &paragraph(&format!("• {line}"));
        }
        text.push('\n');
        text + &paragraph(&self.s("again-caveat"))
    }

    fn groups(&self, key: &str, it: &Arrangement) -> String {
        let lang = self.context.lang;
        let mut text = self.chapter(key);
        let mut table = Table::new([
            (self.s("again-col-mentor-name"), Side::Left),
            (self.s("past-col-participants"), Side::Left),
            (self.s("again-col-way"), Side::Right),
        ]);
        for group in &it.groups {
            let mentor = group.mentor.map_or_else(|| "–".to_owned(), name);
            table.row([mentor, said::names(lang, &group.members), said::km(lang, group.km)]);
        }
        text += &table.text(room());
        text
    }

    fn title(&self, round: &Round) -> String {
        let name = self.context.lang.pick(round.name.sv.as_str(), round.name.en.as_str());
        self.context.say("again-round-title", &[("name", name)])
    }

    fn chapter(&self, key: &str) -> String {
        format!("\n{}", heading(&self.s(key)))
    }

    fn s(&self, key: &str) -> String {
        self.context.texts().get(key)
    }
}

fn bad_format() -> Failure {
    Failure::Bad("cli-bad-format", "table, json".to_owned())
}

fn name(id: &str) -> String {
    History::built_in().name(id).to_owned()
}

/// A round for machines. Names are ids of `jamsides history`.
fn value(outcome: &Outcome) -> Value {
    let it = match outcome {
        Outcome::Nothing { round, why } => {
            let why = match why {
                WhyNothing::OneGroup => "one-group",
                WhyNothing::TooLittleKnown => "too-little-known",
            };
            return json!({ "round": round.id, "formed": false, "why": why });
        }
        Outcome::Formed(it) => it,
    };
    let of = |(some, all): (usize, usize)| json!({ "same": some, "of": all });
    json!({
        "round": it.round.id,
        "formed": true,
        "sizes": { "least": it.sizes.0, "most": it.sizes.1 },
        "as_it_was": it.was.as_ref().map(arrangement),
        "shortest": arrangement(&it.best),
        "saved_km": it.saved_km(),
        "by_lot_km": it.by_lot_km,
        "agreement": it.agreement.map(|it| json!({
            "mentor": it.mentor.map(of),
            "pairs": of(it.pairs),
            "groups": of(it.groups),
        })),
        "organisations": it.journeys.iter().map(|it| json!({
            "organisation": it.organisation,
            "as_it_was_km": it.was,
            "shortest_km": it.best,
        })).collect::<Vec<_>>(),
        "not_counted": it.apart.iter().map(apart).collect::<Vec<_>>(),
        "assumed": it.assumed.iter().map(assumed).collect::<Vec<_>>(),
    })
}

fn arrangement(it: &Arrangement) -> Value {
    let group = |it: &regroup::Sitting| json!({ "mentor": it.mentor, "participants": it.members, "km": it.km });
    json!({ "km": it.km, "groups": it.groups.iter().map(group).collect::<Vec<_>>() })
}

fn apart(it: &Apart) -> Value {
    let why = match it.why {
        WhyApart::NoPlace => "no-place",
        WhyApart::NoGroup => "no-group",
    };
    json!({ "participants": it.participants, "mentors": it.mentors, "why": why })
}

fn assumed(it: &Assumed) -> Value {
    match it {
        Assumed::District { organisation, within } => {
            json!({ "what": "district", "organisation": organisation, "within": within })
        }
        Assumed::Regions => json!({ "what": "regions" }),
        Assumed::Seat { first, last } => json!({ "what": "seat", "first": first, "last": last }),
        Assumed::LeftLater { organisation } => json!({ "what": "left-later", "organisation": organisation }),
        Assumed::Support { organisations } => json!({ "what": "support", "organisations": organisations }),
        Assumed::OneEach => json!({ "what": "one-each" }),
    }
}
