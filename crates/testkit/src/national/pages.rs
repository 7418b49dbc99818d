//! Who looks, and at what: sessions, calendars, and the pages worth measuring.

use jiff::ToSpan as _;
use programme::{Id, Meeting, Role};
use serde_json::{Value, json};
use storage::{Error, NewSecret, NewSession, token_hash};

use super::{
    at,
    country::{Country, Somebody},
    gather::Gathering,
    rounds::Run,
    writer::{Kept, Writer},
};

/// A page: what it is, and its address.
type Page = (String, String);

/// Two or three organisations side by side, and everybody: `xtask` holds the one against the other.
const BESIDE: &str = "side by side, a group";
const LEVELS: &str = "self-assessments of everybody";

/// The rounds that are looked at.
pub(super) struct Rounds {
    pub(super) archived: Run,
    pub(super) running: Run,
    pub(super) open: Run,
}

/// Sessions for a few people, their calendars, and the pages of each and of nobody.
pub(super) async fn visitors(writer: &mut Writer<'_>, country: &Country, rounds: &Rounds) -> Result<Vec<Value>, Error> {
    let (today, running, open) = (writer.today, &rounds.running, &rounds.open);
    let find = |what: &dyn Fn(&Gathering) -> bool| running.gatherings.iter().find(|it| what(it));
    let start = find(&|it| it.wave == 0);
    // A group that has met twice and is to meet again, one that looks for a day, one that is late.
    let group = find(&|it| it.wave == 3 && it.is_to_come(today)).and_then(|it| it.group);
    let held = find(&|it| it.wave == 2 && it.group == group && it.is_held());
    let next = find(&|it| it.wave == 3 && it.group == group);
    let polled = find(&|it| it.wave == 3 && it.is_polled());
    let results = find(&|it| it.wave == 4);
    let (Some(group), Some(start), Some(held), Some(next), Some(polled), Some(results)) =
        (group, start, held, next, polled, results)
    else {
        return Ok(Vec::new());
    };
    let seats = &running.seating.groups[group];
    let mentor = country.places[seats.mentor].as_a(Role::Mentor);
    let strategist = country.places[seats.participants[0]].as_a(Role::Strategist);
    let polled_strategist = polled.called_as(Role::Strategist);
    let (Some(organiser), Some(operator)) = (country.organisers.first(), country.organisers.last()) else {
        return Ok(Vec::new());
    };
    let (Some(mentor), Some(strategist), Some(asked)) = (mentor, strategist, polled_strategist) else {
        return Ok(Vec::new());
    };
    let theirs = |somebody: &Somebody| {
        let mut pages = vec![page("a group", path("grupp", running.group(group)))];
        pages.push(page(BESIDE, path("sida-vid-sida", running.group(group))));
        pages.extend(meeting("a group's meeting that was", &held.meeting, true));
        pages.extend(meeting("a group's meeting to come", &next.meeting, true));
        pages.extend(meeting("everybody's meeting that was", &start.meeting, true));
        pages.push(page("a meeting as a calendar file", sub("traff", next.meeting.id, "kalender")));
        if somebody.role == Role::Mentor {
            pages.push(page("a group's new meeting", sub("grupp", running.group(group), "ny-traff")));
            pages.push(page("a meeting, to be changed", sub("traff", next.meeting.id, "andra")));
            pages.push(page("history of a meeting", path("historik", held.meeting.id)));
        }
        pages
    };
    let mut seen = Vec::new();
    for (who, somebody) in [
        ("organiser", organiser),
        ("mentor", mentor),
        ("strategist", strategist),
        ("strategist asked for a day", asked),
        ("operator", operator),
    ] {
        let (cookie, feed) = sign_in(writer, somebody).await?;
        let mut pages = everybodys(somebody, &feed, rounds);
        match who {
            "organiser" => {
                pages.extend(organisers(rounds, strategist));
                pages.extend(meeting("everybody's meeting that was", &start.meeting, true));
                pages.extend(meeting("everybody's meeting to come", &results.meeting, true));
                // The notes of a group are the group's.
                pages.extend(meeting("a group's meeting that was", &held.meeting, false));
                pages.extend(meeting("a group's meeting without a day", &polled.meeting, false));
            }
            "mentor" => pages.extend(theirs(somebody)),
            "strategist" => {
                pages.extend(theirs(somebody));
                let mine = running.applications.iter().find(|it| it.body.organisation == somebody.organisation);
                pages.push(page("own application, sent", of_round(open, somebody.organisation)));
                pages.push(page("own application, admitted", of_round(running, somebody.organisation)));
                pages.extend(mine.map(|it| page("history of an application", path("historik", it.id))));
                pages.push(page("history of one's organisation", path("historik", somebody.organisation)));
            }
            "operator" => pages.push(page("the operator's page", "/sv/drift".into())),
            _ => pages.extend(meeting("a group's meeting without a day", &polled.meeting, false)),
        }
        seen.push(told(who, Some(&cookie), &pages));
    }
    let mut pages = of_rounds(rounds);
    pages.push(page("sign-in", "/sv/logga-in".into()));
    seen.push(told("nobody signed in", None, &pages));
    Ok(seen)
}

fn told(who: &str, cookie: Option<&str>, pages: &[Page]) -> Value {
    let pages: Vec<Value> = pages.iter().map(|(what, path)| json!({ "what": what, "path": path })).collect();
    json!({ "who": who, "cookie": cookie, "pages": pages })
}

/// A session and a calendar of one's own; the cookie's value and the calendar's address.
async fn sign_in(writer: &mut Writer<'_>, who: &Somebody) -> Result<(String, String), Error> {
    // Late today: it holds from now on, unused, until tomorrow noon.
    let now = at(writer.today, 23);
    let mut pen = writer.pen(storage::Author::Person(who.person), writer.today, 20);
    let cookie = format!("{}{}", pen.id::<Id>(), pen.id::<Id>()).replace('-', "");
    let token = format!("{}{}", pen.id::<Id>(), pen.id::<Id>()).replace('-', "");
    pen.change.start_session(NewSession {
        token_hash: token_hash(&cookie),
        record: who.account.into(),
        now,
        expires_at: now.saturating_add(240.hours()).unwrap_or(now),
        agent: "bench".into(),
    });
    let secret = NewSecret {
        id: pen.id(),
        record: who.account.into(),
        kind: "calendar",
        label: String::new(),
        value: token_hash(&token),
        only_one: false,
    };
    pen.change.put_secret(secret);
    writer.store.write(&pen.change).await?;
    Ok((cookie, format!("/sv/kalender/{}.{token}.ics", who.account)))
}

/// What everybody sees of rounds, in their own way.
fn of_rounds(rounds: &Rounds) -> Vec<Page> {
    vec![
        page("rounds", "/sv/omgangar".into()),
        page("the round under way", path("omgang", rounds.running.id())),
        page("the round that is open", path("omgang", rounds.open.id())),
        page("an archived round", path("omgang", rounds.archived.id())),
    ]
}

/// What everybody has who is signed in, whatever their role.
fn everybodys(who: &Somebody, feed: &str, rounds: &Rounds) -> Vec<Page> {
    let mut pages = vec![page("my pages", "/sv/mina-sidor".into())];
    pages.extend(of_rounds(rounds));
    pages.extend([
        page("organisations", "/sv/organisationer".into()),
        page("one's organisation", path("organisation", who.organisation)),
        page("how I sign in", "/sv/mina-sidor/inloggning".into()),
        page("my data", "/sv/mina-sidor/uppgifter".into()),
        page("my calendars", "/sv/mina-sidor/kalender".into()),
        page("my calendar, for other programs", feed.to_owned()),
    ]);
    pages
}

fn organisers(rounds: &Rounds, somebody: &Somebody) -> Vec<Page> {
    let Rounds { running, open, archived } = rounds;
    vec![
        page("applications, waiting", sub("omgang", open.id(), "ansokningar")),
        page("applications, decided", sub("omgang", running.id(), "ansokningar")),
        page("an application, waiting", of_round(open, somebody.organisation)),
        page("an application, admitted", of_round(running, somebody.organisation)),
        page("progress", sub("omgang", running.id(), "laget")),
        page(LEVELS, path("skattningar", running.id())),
        page("a group side by side", path("sida-vid-sida", running.group(0))),
        page("attendance of the round", sub("omgang", running.id(), "narvaro")),
        page("feedback of the round", sub("omgang", running.id(), "aterkoppling")),
        page("attendance of an archived round", sub("omgang", archived.id(), "narvaro")),
        page("a new round", "/sv/omgangar/ny".into()),
        page("a round, to be changed", sub("omgang", running.id(), "andra")),
        page("a new group", sub("omgang", running.id(), "ny-grupp")),
        page("a group, to be changed", sub("grupp", running.group(0), "andra")),
        page("a group", path("grupp", running.group(0))),
        page("everybody's new meeting", sub("omgang", running.id(), "ny-traff")),
        page("a new organisation", "/sv/organisationer/ny".into()),
        page("an organisation", path("organisation", somebody.organisation)),
        page("an organisation, to be changed", sub("organisation", somebody.organisation, "andra")),
        page("somebody to be invited", sub("organisation", somebody.organisation, "bjud-in")),
        page("somebody's data, to be corrected", path("person", somebody.person)),
        page("history of a round", path("historik", running.id())),
    ]
}

/// The pages of a meeting.
fn meeting(what: &str, meeting: &Kept<Meeting>, with_notes: bool) -> Vec<Page> {
    let id = meeting.id;
    let mut pages = vec![page(what, path("traff", id))];
    if meeting.body.when.is_some() {
        if with_notes {
            pages.push(page(&format!("{what}: notes"), sub("traff", id, "anteckningar")));
        }
        pages.push(page(&format!("{what}: feedback"), sub("traff", id, "aterkoppling")));
    }
    pages
}

fn page(what: &str, path: String) -> Page {
    (what.to_owned(), path)
}

fn path(what: &str, id: impl Into<Id>) -> String {
    format!("/sv/{what}/{}", id.into())
}

fn sub(what: &str, id: impl Into<Id>, more: &str) -> String {
    format!("{}/{more}", path(what, id))
}

fn of_round(run: &Run, organisation: programme::OrganisationId) -> String {
    format!("/sv/ansokan/{}_{organisation}", run.id())
}
