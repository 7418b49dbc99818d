//! The handover pack: everything from which a successor can start, read as who takes it out may read it.
//!
//! It is put together when it is asked for and kept nowhere. Names and work contacts stand in it as far as
//! the reader may see them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use i18n::{Arg, Lang, texts};
use jiff::{ToSpan as _, civil::Date};
use method::Bound;
use programme::{
    Idea, Improvement, ImprovementId, ItemCode, Joint, JointAnswer, Measurement, Meeting, MeetingState, OrganisationId,
    Person, PersonId, Point, PointKind, RoundId, Visibility, Words,
    permit::{Action, Object},
};
use storage::Stored;

use super::ResultPlace;
use crate::{
    FormSaid, ImprovementStep, Office, PaperField, PaperSection, PersonLine, Trouble, Visitor,
    filled::{FormSeat, both_said, item_name, to_show, whose},
    meetings::{Gathering, in_order, slot_said},
    rounds::told,
    steps::{Item, Part},
};

/// So many days after their last day people stand in the pack.
const GONE: i64 = 365;
/// So many of the tasks that are done stand in the pack, for each step.
const LATEST: usize = 3;

/// What a successor needs, as a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverPaper {
    /// The language it is in.
    pub lang: Lang,
    /// Whose it is.
    pub sender: String,
    /// The heading.
    pub heading: String,
    /// In which round.
    pub about: String,
    /// The day it was made, ISO.
    pub date: String,
    /// Its sections.
    pub sections: Vec<PaperSection>,
}

/// A section of the pack, as its page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverLine {
    /// What it is called.
    pub name: String,
    /// How many things stand in it.
    pub count: usize,
}

/// The page of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverView {
    /// Where.
    pub place: ResultPlace,
    /// What the pack holds today.
    pub lines: Vec<HandoverLine>,
    /// Who has left lately: the role and the last day.
    pub left: Vec<(Words, Date)>,
    /// Whether the round has ended.
    pub ended: bool,
    /// Whether somebody prints.
    pub prints: bool,
}

/// The pack with what it hangs on.
struct Pack {
    place: ResultPlace,
    sections: Vec<PaperSection>,
    part: Part,
}

impl Office {
    /// What the pack of an organisation in a round holds, for who may read its work.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of.
    pub async fn handover(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<HandoverView, Trouble> {
        let pack = self.pack(visitor, round, organisation, lang).await?;
        let today = self.today();
        let people = self.people(visitor, organisation).await?;
        let lately = today.saturating_sub(30.days());
        let left = people.iter().filter_map(|it| Some((it.role.title(), it.to?)));
        let lines = pack.sections.iter().map(|it| HandoverLine { name: it.heading.clone(), count: things(it) });
        Ok(HandoverView {
            place: pack.place,
            lines: lines.collect(),
            left: left.filter(|(_, to)| *to < today && lately <= *to).collect(),
            ended: !pack.part.round.body.state.is_alive(),
            prints: self.press.is_some(),
        })
    }

    /// The pack as PDF: its name, what it is, its bytes.
    ///
    /// # Errors
    /// As [`Office::handover`]; [`Trouble::Nothing`] also where nobody prints.
    pub async fn handover_file(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<(String, String, Vec<u8>), Trouble> {
        let pack = self.pack(visitor, round, organisation, lang).await?;
        let press = self.press.as_ref().map(Arc::clone).ok_or(Trouble::Nothing)?;
        let paper = HandoverPaper {
            lang,
            sender: pack.place.name,
            heading: lang.pick("Överlämning", "Handover").to_owned(),
            about: pack.place.round_title,
            date: self.today().to_string(),
            sections: pack.sections,
        };
        let name = format!("{} {} {}.pdf", paper.heading, paper.sender, paper.date);
        let printing = tokio::task::spawn_blocking(move || press.print_handover(&paper));
        let bytes = printing.await.map_err(|why| Trouble::Ours(why.to_string()))?.map_err(Trouble::Ours)?;
        Ok((name.replace(['/', '\\'], "-"), "application/pdf".to_owned(), bytes))
    }

    async fn pack(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<Pack, Trouble> {
        let part = self.part_to_read(visitor, round, organisation).await?;
        let seat = self.form_seat(Some(visitor), round, organisation).await?;
        let gatherings = self.meetings_of_part(visitor, &part).await?;
        // What it decided about mentoring, and why, is its own and its organiser's.
        let own = self.may(visitor, Action::ReadPiece, &seat.of(Visibility::Own));
        let sections = vec![
            self.where_we_are(visitor, &part, lang).await?,
            self.open_tasks(visitor, &part, lang).await?,
            self.who_is_who(visitor, organisation, lang).await?,
            to_come(&gatherings, self.today(), lang),
            self.points_of(visitor, &gatherings, organisation, lang).await?,
            self.assessed_now(visitor, &seat, lang).await?,
            self.under_way(visitor, &seat, lang).await?,
            self.thought_of(visitor, &seat, lang).await?,
            promised(Some(&part).filter(|_| own), lang),
            self.half_finished(visitor, &seat, lang).await?,
            self.filed(visitor, organisation, lang).await?,
        ];
        let place = ResultPlace {
            round,
            round_title: seat.round.body.title.clone(),
            organisation,
            name: seat.organisation.body.name.clone(),
        };
        Ok(Pack { place, sections, part })
    }

    /// The meetings of the round and of the organisation's group that the visitor may see, as they come.
    async fn meetings_of_part(&self, visitor: &Visitor, part: &Part) -> Result<Vec<Gathering>, Trouble> {
        let mut meetings = self.store.pointing_at::<Meeting>("round", part.round.id).await?;
        meetings.retain(|it| {
            let ours = it.body.group.is_none_or(|group| part.object.groups.contains(&group));
            ours && it.body.is_for(part.participation.track) && it.body.state != MeetingState::Cancelled
        });
        in_order(&mut meetings);
        let mut gatherings = self.gathered_all(meetings, &part.round).await?;
        gatherings.retain(|it| self.may(visitor, Action::SeeMeeting, &it.object));
        Ok(gatherings)
    }

    /// Every step, with its meeting and how far it has come.
    async fn where_we_are(&self, visitor: &Visitor, part: &Part, lang: Lang) -> Result<PaperSection, Trouble> {
        let view = self.steps(visitor, part.round.id, part.organisation(), lang).await?;
        let here = view.steps.iter().find(|it| it.here).map(|it| it.name.clone());
        let rows = view.steps.iter().map(|it| {
            let when = it.meeting.as_ref().and_then(|meeting| meeting.when).map(|slot| slot_said(&slot, lang));
            let done = format!("{}/{}", it.tally.settled(), it.tally.all());
            let late = if it.late > 0 { it.late.to_string() } else { String::new() };
            [it.name.clone(), when.unwrap_or_default(), done, late]
        });
        let heads = lang.pick(
            ["Steg", "Träff", "Klara uppgifter", "Sena uppgifter"],
            ["Step", "Meeting", "Tasks done", "Tasks late"],
        );
        let mut fields = Vec::new();
        fields.extend(here.map(|name| said(lang.pick("Här är ni", "You are here"), name)));
        fields.extend(table(lang.pick("Stegen", "The steps"), heads, rows.collect()));
        Ok(section(lang.pick("Var ni är", "Where you are"), fields, lang))
    }

    /// The tasks that are open up to the step at hand, and those with a day after it: step by step, by their
    /// last day. Then what is done of each step, in short.
    async fn open_tasks(&self, visitor: &Visitor, part: &Part, lang: Lang) -> Result<PaperSection, Trouble> {
        let here = part.at_hand().map(|step| step.id.clone());
        let mut open = Vec::new();
        let mut done = Vec::new();
        let mut ahead = false;
        for step in &part.bound.model.steps {
            let name = told(&step.name, lang);
            let items = part.items(step);
            done.extend(done_said(&name, &items, lang));
            let waits = items.iter().filter(|it| it.is_open() && (!ahead || it.due().is_some()));
            let mut tasks: Vec<(Option<Date>, String, Option<PersonId>)> = waits
                .map(|it| (it.due(), told(&it.task.text, lang), it.work.and_then(|work| work.body.owner)))
                .collect();
            tasks.sort_by_key(|(due, ..)| (due.is_none(), *due));
            open.push((name, tasks));
            ahead |= here.as_ref() == Some(&step.id);
        }
        let owners: BTreeSet<PersonId> =
            open.iter().flat_map(|(_, tasks)| tasks).filter_map(|(.., owner)| *owner).collect();
        let names = self.names_of(visitor, part, owners.into_iter()).await?;
        let heads = lang.pick(["Uppgift", "Senast", "Ansvarig"], ["Task", "Until", "Who sees to it"]);
        let mut fields = Vec::new();
        for (name, tasks) in open {
            let rows = tasks.into_iter().map(|(due, text, owner)| {
                let owner = owner.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
                [text, day(due), owner]
            });
            fields.extend(table(&name, heads, rows.collect()));
        }
        fields.extend((!done.is_empty()).then(|| PaperField {
            heading: lang.pick("Det som är klart", "What is done").to_owned(),
            said: Some(FormSaid::List(done)),
            source: String::new(),
        }));
        Ok(section(lang.pick("Det som ska göras", "What is to be done"), fields, lang))
    }

    /// The names of people of the organisation, as far as the visitor may see them.
    async fn names_of(
        &self,
        visitor: &Visitor,
        part: &Part,
        ids: impl Iterator<Item = PersonId>,
    ) -> Result<BTreeMap<PersonId, String>, Trouble> {
        let ids: BTreeSet<PersonId> = ids
            .filter(|id| {
                let object = Object { person: Some(*id), ..part.object.clone() };
                self.may(visitor, Action::SeeContact, &object)
            })
            .collect();
        Ok(self.store.many::<Person>(ids).await?.into_iter().map(|(id, it)| (id, it.body.name)).collect())
    }

    /// Who has which role, from when to when: also those who have left within a year.
    async fn who_is_who(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<PaperSection, Trouble> {
        let today = self.today();
        let since = today.saturating_sub(GONE.days());
        let mut people = self.people(visitor, organisation).await?;
        people.retain(|it| it.to.is_none_or(|to| since <= to));
        let (left, here): (Vec<PersonLine>, Vec<PersonLine>) =
            people.into_iter().partition(|it| it.to.is_some_and(|to| to < today));
        let row = |it: PersonLine| {
            let role = it.role.title();
            let name = it.name.unwrap_or_else(|| lang.pick("namnet visas inte", "name not shown").to_owned());
            let contact = it.contact.map(|contact| contact.email).unwrap_or_default();
            [name, lang.pick(role.sv, role.en).to_owned(), time_said(it.from, it.to, lang), contact]
        };
        let heads = lang.pick(["Namn", "Roll", "Tid", "E-post i arbetet"], ["Name", "Role", "Time", "Work e-mail"]);
        let mut fields = table(lang.pick("Personer", "People"), heads, here.into_iter().map(row).collect());
        let name = lang.pick("Har slutat", "Have left");
        fields.extend(table(name, heads, left.into_iter().map(row).collect()));
        Ok(section(lang.pick("Vem är vem", "Who is who"), fields, lang))
    }

    /// Decisions and open tasks of meetings that are for the organisation.
    async fn points_of(
        &self,
        visitor: &Visitor,
        gatherings: &[Gathering],
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<PaperSection, Trouble> {
        let mut points = self.store.pointing_at_any::<Point>("meeting", gatherings.iter().map(Gathering::id)).await?;
        let at = |it: &Stored<Point>| gatherings.iter().find(|gathering| gathering.id() == it.body.meeting);
        points.retain(|it| {
            let ours = it.body.organisation.is_none_or(|id| id == organisation);
            ours && at(it).is_some_and(|gathering| self.reads(Some(visitor), gathering, it.visibility))
        });
        let row = |it: &Stored<Point>| {
            let meeting = at(it).map(|gathering| gathering.body().title.clone()).unwrap_or_default();
            [it.body.text.clone(), meeting, day(it.body.by)]
        };
        let open = points.iter().filter(|it| it.body.is_open()).map(row).collect();
        let decided = points.iter().filter(|it| it.body.kind == PointKind::Decision).map(row).collect();
        let heads = lang.pick(["Vad", "Träff", "Senast"], ["What", "Meeting", "Until"]);
        let mut fields = table(lang.pick("Öppna uppgifter från träffar", "Open tasks from meetings"), heads, open);
        fields.extend(table(lang.pick("Beslut", "Decisions"), heads, decided));
        Ok(section(lang.pick("Det som är bestämt på träffar", "What meetings have settled"), fields, lang))
    }

    /// The latest joint answer the visitor may read, with its comments. Of committees that did not answer it,
    /// what they answered last.
    async fn assessed_now(&self, visitor: &Visitor, seat: &FormSeat, lang: Lang) -> Result<PaperSection, Trouble> {
        let mut fields = Vec::new();
        let mut told: BTreeSet<(String, String)> = BTreeSet::new();
        for (at, (joint, on)) in self.joint_agreed(Some(visitor), seat).await?.into_iter().rev().enumerate() {
            let newest = at == 0;
            let tells = |code: &str| committee(code).map_or(newest, |it| !told.contains(&it));
            let rows = by_instrument(&seat.bound, &joint).into_iter().filter(|(code, _)| tells(code));
            let rows = rows.map(|(code, answer)| {
                let level = answer.level.map(|level| level_said(&seat.bound, level, lang)).unwrap_or_default();
                [item_said(&seat.bound, code, lang), level, answer.comment.clone()]
            });
            let heads = lang.pick(["Punkt", "Nivå", "Kommentar"], ["Item", "Level", "Comment"]);
            let name = match (lang, newest) {
                (Lang::Sv, true) => format!("Det gemensamma svaret {on}"),
                (Lang::En, true) => format!("The joint answer of {on}"),
                (Lang::Sv, false) => format!("Nämnder och förvaltningar som inte svarade då, {on}"),
                (Lang::En, false) => format!("Committees and administrations that did not answer then, {on}"),
            };
            fields.extend(table(&name, heads, rows.collect()));
            told.extend(joint.answers.keys().filter_map(|code| committee(code)));
        }
        Ok(section(lang.pick("Självskattningen nu", "The self-assessment now"), fields, lang))
    }

    /// The cards of the round, with what each waits for, who sees to it and what was measured last.
    async fn under_way(&self, visitor: &Visitor, seat: &FormSeat, lang: Lang) -> Result<PaperSection, Trouble> {
        let mut cards = self.store.list_of::<Improvement>(seat.organisation.id).await?;
        cards.retain(|it| it.body.round == Some(seat.round.id));
        let bodies: BTreeMap<ImprovementId, Improvement> = cards.iter().map(|it| (it.id, it.body.clone())).collect();
        let lines = self.card_lines(Some(visitor), cards).await?;
        let mut measured =
            self.store.pointing_at_any::<Measurement>("improvement", lines.iter().map(|it| it.id)).await?;
        measured.sort_by_key(|it| it.body.on);
        let last = |id: ImprovementId| {
            let it = &measured.iter().rfind(|it| it.body.improvement == id)?.body;
            to_show(it).map(|both| format!("{}: {}", it.on, both_said(both, lang)))
        };
        let sees = |id: &PersonId| {
            let object = Object { person: Some(*id), ..seat.object.clone() };
            self.may(visitor, Action::SeeContact, &object)
        };
        let owners: BTreeSet<PersonId> = bodies.values().filter_map(|it| it.owner).filter(sees).collect();
        let names = self.store.many::<Person>(owners).await?;
        let fields = lines.iter().filter_map(|line| {
            let it = bodies.get(&line.id)?;
            let state = it.state.title();
            let mut facts = vec![[lang.pick("Läge", "State").to_owned(), lang.pick(state.sv, state.en).to_owned()]];
            let mut fact = |name: (&'static str, &'static str), text: String| {
                if !text.is_empty() {
                    facts.push([lang.pick(name.0, name.1).to_owned(), text]);
                }
            };
            fact(("Nästa steg", "Next step"), line.next.map(|step| step_said(step, lang)).unwrap_or_default());
            let owner = it.owner.and_then(|id| names.get(&id)).map(|it| it.body.name.clone());
            fact(("Ansvarig", "Who sees to it"), owner.unwrap_or_default());
            fact(("Testet", "The test"), it.test.clone());
            fact(("Första dagen", "First day"), day(it.starts));
            fact(("Sista dagen", "Last day"), day(it.ends));
            fact(("Senast mätt", "Last measured"), last(line.id).unwrap_or_default());
            fact(("Vad det blev", "What came of it"), it.result.clone());
            fact(("Beslut", "Decision"), it.decision.clone());
            let heads = lang.pick(["Vad", "Nu"], ["What", "Now"]);
            table(&it.problem, heads, facts).pop()
        });
        Ok(section(lang.pick("Förbättringar", "Improvements"), fields.collect(), lang))
    }

    /// The ideas of the round, with whose they were.
    async fn thought_of(&self, visitor: &Visitor, seat: &FormSeat, lang: Lang) -> Result<PaperSection, Trouble> {
        let mut ideas = self.store.list_of::<Idea>(seat.organisation.id).await?;
        ideas.retain(|it| {
            let reads = self.may(visitor, Action::ReadPiece, &seat.of(it.visibility));
            it.body.round == Some(seat.round.id) && reads
        });
        let places = if ideas.is_empty() { BTreeMap::new() } else { self.every_organisation().await? };
        let rows = ideas.iter().map(|it| {
            let seen = it.visibility.who();
            let from = whose(&it.body.origin, &places, lang);
            [it.body.text.clone(), from, lang.pick(seen.sv, seen.en).to_owned()]
        });
        let heads = lang.pick(["Idé", "Den kommer från", "Kan ses av"], ["Idea", "It comes from", "Can be seen by"]);
        let fields = table(lang.pick("Idéer", "Ideas"), heads, rows.collect());
        Ok(section(lang.pick("Idéer", "Ideas"), fields, lang))
    }

    /// The templates that are begun and not finished, with what they miss.
    async fn half_finished(&self, visitor: &Visitor, seat: &FormSeat, lang: Lang) -> Result<PaperSection, Trouble> {
        // Whom none is shown to gets no list at all.
        let lines = match self.forms(Some(visitor), seat.round.id, seat.organisation.id, lang).await {
            Ok(view) => view.lines,
            Err(Trouble::Nothing) => Vec::new(),
            Err(trouble) => return Err(trouble),
        };
        let state = |finished: Option<Date>, begun: bool| match (finished, begun) {
            (Some(day), _) => format!("{} {day}", lang.pick("färdig", "finished")),
            (None, true) => lang.pick("påbörjad", "begun").to_owned(),
            (None, false) => lang.pick("inte påbörjad", "not begun").to_owned(),
        };
        let rows = lines.into_iter().map(|it| {
            let lacks = if it.begun && it.finished.is_none() { it.lacks.join("; ") } else { String::new() };
            [it.name, state(it.finished, it.begun), lacks]
        });
        let heads = lang.pick(["Mall", "Läge", "Det som saknas"], ["Template", "State", "What is missing"]);
        let fields = table(lang.pick("Mallar", "Templates"), heads, rows.collect());
        Ok(section(lang.pick("Mallar", "Templates"), fields, lang))
    }

    /// The files the visitor may read, with where they are.
    async fn filed(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<PaperSection, Trouble> {
        let documents = self.documents(Some(visitor), organisation).await?;
        let rows = documents.into_iter().map(|it| {
            let seen = it.visibility.who();
            [it.name, crate::swedish(it.added).date().to_string(), lang.pick(seen.sv, seen.en).to_owned()]
        });
        let heads = lang.pick(["Fil", "Dag", "Kan ses av"], ["File", "Day", "Can be seen by"]);
        let name = lang.pick("På organisationens sida i Jämsides", "On the page of the organisation in Jämsides");
        let fields = table(name, heads, rows.collect());
        Ok(section(lang.pick("Dokument", "Documents"), fields, lang))
    }
}

/// Meetings whose day has not come or is not set.
fn to_come(gatherings: &[Gathering], today: Date, lang: Lang) -> PaperSection {
    let coming = gatherings.iter().map(Gathering::body).filter(|it| match it.state {
        MeetingState::Poll => true,
        MeetingState::Fixed => it.when.is_some_and(|slot| today <= slot.end.date()),
        MeetingState::Held | MeetingState::Cancelled => false,
    });
    let rows = coming.map(|it| {
        let set = it.when.filter(|_| it.state == MeetingState::Fixed);
        let state = it.state.title();
        let when = set.map_or_else(|| lang.pick(state.sv, state.en).to_owned(), |slot| slot_said(&slot, lang));
        [it.title.clone(), when, it.place.clone(), it.link.clone()]
    });
    let heads = lang.pick(["Träff", "När", "Plats", "Länk"], ["Meeting", "When", "Place", "Link"]);
    let fields = table(lang.pick("Träffar", "Meetings"), heads, rows.collect());
    section(lang.pick("Träffar som kommer", "Meetings to come"), fields, lang)
}

/// The answers in the order of the self-assessment: part by part, whoever answers it, item by item. What it
/// does not know comes last.
fn by_instrument<'a>(bound: &Bound, joint: &'a JointAnswer) -> Vec<(&'a str, &'a Joint)> {
    let instrument = bound.instrument.as_ref();
    let place = |code: &'a str| {
        let code = ItemCode::read(code);
        let part = instrument.and_then(|it| it.parts.iter().position(|part| Some(part.id.as_str()) == code.part));
        let item = instrument.and_then(|it| it.items.iter().position(|item| item.id.as_str() == code.item));
        (item.is_none(), part, code.of, item)
    };
    let mut all: Vec<(&str, &Joint)> = joint.answers.iter().map(|(code, answer)| (code.as_str(), answer)).collect();
    all.sort_by_key(|it| place(it.0));
    all
}

/// An item by its number and what it is called.
fn item_said(bound: &Bound, code: &str, lang: Lang) -> String {
    let item = bound.instrument.as_ref().and_then(|it| it.item(ItemCode::read(code).item));
    let name = item_name(bound, code, lang);
    item.map_or_else(|| name.clone(), |it| format!("{}. {name}", it.number))
}

/// A level and what it is called.
fn level_said(bound: &Bound, level: u8, lang: Lang) -> String {
    let mut levels = bound.instrument.iter().flat_map(|it| &it.scale.levels);
    let name = levels.find(|it| it.level == level).map(|it| told(&it.name, lang)).unwrap_or_default();
    format!("{level} {name}").trim_end().to_owned()
}

/// How much of a step is done, and what was done last; nothing where nothing is.
fn done_said(name: &str, items: &[Item<'_>], lang: Lang) -> Option<String> {
    let mut done: Vec<&Item<'_>> = items.iter().filter(|it| !it.is_open()).collect();
    let day = |it: &Item<'_>| it.work.and_then(|work| work.body.done).or(it.handed);
    done.sort_by_key(|&it| Reverse(day(it)));
    let count = done.len();
    // A task says what to do, and then how: the first sentence tells which it is.
    let which = |it: &&Item<'_>| {
        let text = told(&it.task.text, lang);
        text.split(". ").next().unwrap_or_default().trim_end_matches('.').to_owned()
    };
    let latest = done.iter().take(LATEST).map(which).collect::<Vec<_>>().join("; ");
    let lead = match (lang, count) {
        (_, 0) => return None,
        (Lang::Sv, 1) => "1 klar".to_owned(),
        (Lang::Sv, n) => format!("{n} klara"),
        (Lang::En, n) => format!("{n} done"),
    };
    let then = if count > LATEST { lang.pick(". Senast: ", ". Latest: ") } else { ": " };
    Some(format!("{name}, {lead}{then}{latest}."))
}

/// From when to when somebody has a role.
fn time_said(from: Date, to: Option<Date>, lang: Lang) -> String {
    match (lang, to) {
        (Lang::Sv, None) => format!("från {from}"),
        (Lang::Sv, Some(to)) => format!("{from} till och med {to}"),
        (Lang::En, None) => format!("since {from}"),
        (Lang::En, Some(to)) => format!("{from} up to and including {to}"),
    }
}

/// What the organisation has promised; `None`: not the reader's to know.
fn promised(part: Option<&Part>, lang: Lang) -> PaperSection {
    let it = part.map(|part| &part.participation);
    let mut fields = Vec::new();
    fields.extend(it.and_then(|it| it.promised).map(|on| {
        let name = lang.pick("Lovade i ansökan att bli mentor", "Promised in the application to mentor");
        said(name, on.to_string())
    }));
    fields.extend(it.and_then(|it| it.mentoring.as_ref()).map(|decided| {
        let answer = decided.answer.title();
        let parts = [
            lang.pick(answer.sv, answer.en).to_owned(),
            decided.on.to_string(),
            decided.reference.clone(),
            decided.why.clone(),
        ];
        let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        said(lang.pick("Beslut om att bli mentor", "Decision whether to mentor"), text)
    }));
    section(lang.pick("Löften", "Promises"), fields, lang)
}

/// The part and the committee that a key of the answers is of, where it is a committee's.
fn committee(code: &str) -> Option<(String, String)> {
    let code = ItemCode::read(code);
    Some((code.part?.to_owned(), code.of?.to_owned()))
}

/// A section; one that holds nothing says so.
fn section(heading: &str, fields: Vec<PaperField>, lang: Lang) -> PaperSection {
    let none = lang.pick("Här finns inget i dag.", "There is nothing here today.");
    let text = if fields.is_empty() { none.to_owned() } else { String::new() };
    PaperSection { heading: heading.to_owned(), text, slide: false, fields }
}

/// One thing said under a heading.
fn said(heading: &str, text: String) -> PaperField {
    PaperField { heading: heading.to_owned(), said: Some(FormSaid::Line(text)), source: String::new() }
}

/// A table under a heading; nothing where it has no rows.
fn table<const N: usize>(heading: &str, heads: [&str; N], rows: Vec<[String; N]>) -> Vec<PaperField> {
    if rows.is_empty() {
        return Vec::new();
    }
    let table = FormSaid::Table {
        heads: heads.map(str::to_owned).into(),
        rows: rows.into_iter().map(|row| row.map(FormSaid::Line).into()).collect(),
    };
    vec![PaperField { heading: heading.to_owned(), said: Some(table), source: String::new() }]
}

/// How many things stand in a section: rows, or else fields.
fn things(it: &PaperSection) -> usize {
    let of = |field: &PaperField| match &field.said {
        // A card is one thing, whatever is said of it.
        Some(FormSaid::Table { rows, heads }) if heads.len() > 2 => rows.len(),
        // What is done already waits for nobody.
        Some(FormSaid::List(_)) => 0,
        _ => 1,
    };
    it.fields.iter().map(of).sum()
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// What a card waits for, in words.
fn step_said(step: ImprovementStep, lang: Lang) -> String {
    let text = |key: &str| texts(lang).get(key);
    match step {
        ImprovementStep::DescribeTest => text("improvement-next-test"),
        ImprovementStep::SetOwner => text("improvement-next-owner"),
        ImprovementStep::SetDays => text("improvement-next-days"),
        ImprovementStep::Begins(day) => {
            texts(lang).with("improvement-next-begins", &[("day", Arg::Text(&day.to_string()))])
        }
        ImprovementStep::Begin => text("improvement-next-begin"),
        ImprovementStep::Measure => text("improvement-next-measure"),
        ImprovementStep::MeasureOn => text("improvement-next-measure-on"),
        ImprovementStep::WriteResult => text("improvement-next-result"),
        ImprovementStep::Decide => text("improvement-next-decide"),
        ImprovementStep::Spread => text("improvement-next-spread"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_counts_its_rows_and_says_when_there_are_none() {
        let row = |text: &str| [text.to_owned(), String::new(), String::new()];
        let fields = table("Uppgifter", ["Vad", "När", "Vem"], vec![row("Mät"), row("Möt")]);
        let full = section("Att göra", fields, Lang::Sv);
        assert_eq!((things(&full), full.text.as_str()), (2, ""));
        let card =
            table("Ett problem", ["Vad", "Nu"], vec![["Läge".into(), "testas".into()], ["Dag".into(), "x".into()]]);
        assert_eq!(things(&section("Förbättringar", card, Lang::Sv)), 1);
        let none = section("Idéer", table("Idéer", ["Idé"], Vec::new()), Lang::En);
        assert_eq!((things(&none), none.text.as_str()), (0, "There is nothing here today."));
        assert_eq!(things(&section("Löften", vec![said("Lovade", "2026-02-01".into())], Lang::Sv)), 1);
    }

    #[test]
    fn what_is_done_waits_for_nobody() {
        let done = PaperField {
            heading: "Klart".to_owned(),
            said: Some(FormSaid::List(vec!["Uppstart, 1 klar: Mät.".to_owned()])),
            source: String::new(),
        };
        let mut fields = table("Uppstart", ["Vad", "När", "Vem"], vec![["Möt".into(), String::new(), String::new()]]);
        fields.push(done);
        assert_eq!(things(&section("Att göra", fields, Lang::Sv)), 1);
    }

    #[test]
    fn answers_stand_as_they_are_asked() {
        let library = method::Library::built_in();
        let edition = library.edition("modell-2023").unwrap();
        let bound = Bound::read(&library.edition_text("modell-2023").unwrap(), &edition.fingerprint).unwrap();
        let instrument = bound.instrument.as_ref().unwrap();
        let [first, second, ..] = instrument.items.as_slice() else { panic!("{instrument:?}") };
        let [whole, each, ..] = instrument.parts.as_slice() else { panic!("{instrument:?}") };
        let in_order = [
            format!("{}/{}", whole.id, first.id),
            format!("{}/{}", whole.id, second.id),
            format!("{}/{}/Byggnadsnämnden", each.id, second.id),
            format!("{}/{}/Socialnämnden", each.id, first.id),
            "okant".to_owned(),
        ];
        let answer = Joint { level: Some(2), open: false, comment: String::new(), evidence: Vec::new() };
        let joint = JointAnswer {
            round: "017f22e2-79b0-7800-bfff-ffffffffffff".parse().unwrap(),
            organisation: "017f22e2-79b0-7800-bfff-fffffffffffe".parse().unwrap(),
            instrument: instrument.id.to_string(),
            fingerprint: String::new(),
            step: String::new(),
            answers: in_order.iter().rev().map(|code| (code.clone(), answer.clone())).collect(),
            agreed: None,
            agreed_by: Vec::new(),
            first_agreed: None,
        };
        let codes: Vec<&str> = by_instrument(&bound, &joint).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, in_order);
        let name = told(&second.name, Lang::Sv);
        assert_eq!(item_said(&bound, &in_order[2], Lang::Sv), format!("{}. {name} (Byggnadsnämnden)", second.number));
        assert_eq!(item_said(&bound, "okant", Lang::Sv), "okant");
        let level = &instrument.scale.levels[0];
        let said = format!("{} {}", level.level, told(&level.name, Lang::Sv));
        assert_eq!((level_said(&bound, level.level, Lang::Sv), level_said(&bound, 99, Lang::Sv)), (said, "99".into()));
    }

    #[test]
    fn somebodys_time_has_its_last_day() {
        let (from, to) = (jiff::civil::date(2024, 6, 5), jiff::civil::date(2026, 5, 5));
        assert_eq!(time_said(from, Some(to), Lang::Sv), "2024-06-05 till och med 2026-05-05");
        assert_eq!(time_said(from, None, Lang::En), "since 2024-06-05");
    }

    #[test]
    fn every_step_of_a_card_has_its_words() {
        for step in [ImprovementStep::DescribeTest, ImprovementStep::Begins(jiff::civil::date(2026, 9, 1))] {
            for lang in Lang::ALL {
                assert!(!step_said(step, lang).starts_with("improvement-next"), "{step:?}");
            }
        }
    }
}
