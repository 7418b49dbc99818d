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
type Page = (&'static str, String);

/// Sessions for three people, their calendars, and the pages of each and of nobody.
pub(super) async fn visitors(
    writer: &mut Writer<'_>,
    country: &Country,
    running: &Run,
    open: &Run,
) -> Result<Vec<Value>, Error> {
    let today = writer.today;
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
    let (Some(organiser), Some(mentor), Some(strategist), Some(asked)) =
        (country.organisers.first(), mentor, strategist, polled_strategist)
    else {
        return Ok(Vec::new());
    };
    let mut seen = Vec::new();
    for (who, somebody) in
        [("organiser", organiser), ("mentor", mentor), ("strategist", strategist), ("asked strategist", asked)]
    {
        let (cookie, feed) = sign_in(writer, somebody).await?;
        let mut pages = everybodys(somebody, &feed, running, open);
        match who {
            "organiser" => {
                pages.extend(organisers(running, open, strategist));
                pages.extend(meetings("all: the start, held", &start.meeting));
                pages.extend(meetings("all: the results, to come", &results.meeting));
                pages.extend(meetings("a group: held", &held.meeting));
                pages.extend(meetings("a group: a day is asked about", &polled.meeting));
            }
            "asked strategist" => pages.extend(meetings("a group: a day is asked about", &polled.meeting)),
            _ => {
                pages.push(("a group", path("grupp", running.group(group))));
                pages.extend(meetings("a group: held", &held.meeting));
                pages.extend(meetings("a group: to come", &next.meeting));
                pages.extend(meetings("all: the start, held", &start.meeting));
                pages.push(("a group's meeting as a calendar file", sub("traff", next.meeting.id, "kalender")));
            }
        }
        if who == "mentor" {
            pages.push(("a new meeting of a group", sub("grupp", running.group(group), "ny-traff")));
            pages.push(("a meeting, to be changed", sub("traff", next.meeting.id, "andra")));
            pages.push(("history of a meeting", path("historik", held.meeting.id)));
        }
        if who == "strategist" {
            let applied = open.applications.iter().find(|it| it.body.organisation == somebody.organisation);
            let old = running.applications.iter().find(|it| it.body.organisation == somebody.organisation);
            if let (Some(applied), Some(old)) = (applied, old) {
                pages.push(("own application", of_round(open, applied.body.organisation)));
                pages.push(("own application, admitted", of_round(running, old.body.organisation)));
                pages.push(("history of an application", path("historik", old.id)));
            }
            pages.push(("history of one's organisation", path("historik", somebody.organisation)));
        }
        seen.push(told(who, Some(&cookie), &pages));
    }
    let pages = [
        ("rounds", "/sv/omgangar".to_owned()),
        ("the round under way", path("omgang", running.id())),
        ("a round that is open", path("omgang", open.id())),
        ("sign-in", "/sv/logga-in".to_owned()),
    ];
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

/// What everybody has, whatever their role.
fn everybodys(who: &Somebody, feed: &str, running: &Run, open: &Run) -> Vec<Page> {
    vec![
        ("my pages", "/sv/mina-sidor".into()),
        ("rounds", "/sv/omgangar".into()),
        ("the round under way", path("omgang", running.id())),
        ("a round that is open", path("omgang", open.id())),
        ("organisations", "/sv/organisationer".into()),
        ("one's organisation", path("organisation", who.organisation)),
        ("how I sign in", "/sv/mina-sidor/inloggning".into()),
        ("my data", "/sv/mina-sidor/uppgifter".into()),
        ("my calendars", "/sv/mina-sidor/kalender".into()),
        ("my calendar, for other programs", feed.to_owned()),
    ]
}

fn organisers(running: &Run, open: &Run, somebody: &Somebody) -> Vec<Page> {
    vec![
        ("applications, waiting", sub("omgang", open.id(), "ansokningar")),
        ("applications, decided", sub("omgang", running.id(), "ansokningar")),
        ("an application, waiting", of_round(open, somebody.organisation)),
        ("an application, admitted", of_round(running, somebody.organisation)),
        ("progress", sub("omgang", running.id(), "laget")),
        ("attendance of the round", sub("omgang", running.id(), "narvaro")),
        ("feedback of the round", sub("omgang", running.id(), "aterkoppling")),
        ("a round, to be changed", sub("omgang", running.id(), "andra")),
        ("a new group", sub("omgang", running.id(), "ny-grupp")),
        ("a group, to be changed", sub("grupp", running.group(0), "andra")),
        ("a group", path("grupp", running.group(0))),
        ("a new meeting of everybody", sub("omgang", running.id(), "ny-traff")),
        ("an organisation", path("organisation", somebody.organisation)),
        ("somebody to be invited", sub("organisation", somebody.organisation, "bjud-in")),
        ("history of a round", path("historik", running.id())),
    ]
}

/// The pages of a meeting.
fn meetings(what: &'static str, meeting: &Kept<Meeting>) -> Vec<Page> {
    let id = meeting.id;
    let mut pages = vec![(what, path("traff", id))];
    if meeting.body.when.is_some() {
        pages.push(("its notes", sub("traff", id, "anteckningar")));
        pages.push(("its feedback", sub("traff", id, "aterkoppling")));
    }
    pages
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
