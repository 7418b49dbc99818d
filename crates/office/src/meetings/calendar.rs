//! Calendars that other programs subscribe to (iCalendar, RFC 5545), by an address that is a secret.
//!
//! What is in them: title, time, place, link, agenda with times. Not who comes, not what anybody needs,
//! not who leads what. A meeting that is cancelled, or asked about anew, stays in the feed as cancelled
//! with a higher sequence, so that calendars take it away.

use i18n::Lang;
use icalendar::{Calendar, Component as _, Event, Parameter, Property};
use jiff::{Timestamp, tz::TimeZone};
use programme::{
    Account, AccountId, Group, GroupId, Id, Meeting, MeetingId, MeetingState, Person, Round,
    permit::{Action, Actor},
};
use storage::{NewSecret, Stored, token_hash};

use super::{
    letters::language,
    when::{slot_said, time_said},
};
use crate::{Office, Trouble, Visitor};

/// The kind of secret a feed's address is.
pub(crate) const SECRET: &str = "calendar";
/// How often calendars are asked to look again.
const REFRESH: &str = "PT4H";

/// A feed the visitor has, or can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLine {
    /// The group; `None`: everything the visitor is called to.
    pub group: Option<GroupId>,
    /// What the group is called.
    pub name: String,
    /// When its address was made; `None`: it has none.
    pub made: Option<Timestamp>,
}

impl Office {
    /// The feeds the visitor has, or can have: one's own first, then one for each group.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn feeds(&self, visitor: &Visitor) -> Result<Vec<FeedLine>, Trouble> {
        let secrets = self.store.secrets(visitor.account).await?;
        let made =
            |label: &str| secrets.iter().find(|it| it.kind == SECRET && it.label == label).map(|it| it.created_at);
        let mut lines = vec![FeedLine { group: None, name: String::new(), made: made("") }];
        let mut groups = Vec::new();
        for group in self.my_groups(&visitor.actor).await? {
            groups.push(FeedLine { group: Some(group.id), made: made(&group.id.to_string()), name: group.body.name });
        }
        groups.sort_by(|a, b| i18n::compare_names(&a.name, &b.name));
        lines.extend(groups);
        Ok(lines)
    }

    /// Makes the address of a feed; one made before leads nowhere any more. It is shown this once.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for a group the visitor does not see the meetings of.
    pub async fn open_feed(&self, visitor: &Visitor, group: Option<GroupId>, lang: Lang) -> Result<String, Trouble> {
        if let Some(id) = group {
            let there = self.my_groups(&visitor.actor).await?;
            there.iter().find(|it| it.id == id).ok_or(Trouble::Nothing)?;
        }
        let label = group.map(|id| id.to_string()).unwrap_or_default();
        let known = self.feed_secret(visitor, &label).await?;
        let token = self.token();
        let mut change = self.change(visitor.author());
        change.put_secret(NewSecret {
            id: known.unwrap_or_else(|| self.id()),
            record: visitor.account.into(),
            kind: SECRET,
            label,
            value: token_hash(token.as_str()),
            only_one: false,
        });
        self.store.write(&change).await?;
        let folder = lang.pick("/sv/kalender/", "/en/calendar/");
        Ok(self.link(&format!("{folder}{}.{}.ics", visitor.account, token.as_str())))
    }

    /// Ends a feed: its address leads nowhere any more.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] when there is none.
    pub async fn close_feed(&self, visitor: &Visitor, group: Option<GroupId>) -> Result<(), Trouble> {
        let label = group.map(|id| id.to_string()).unwrap_or_default();
        let secret = self.feed_secret(visitor, &label).await?.ok_or(Trouble::Nothing)?;
        let mut change = self.change(visitor.author());
        change.drop_secret(visitor.account, secret);
        self.store.write(&change).await?;
        Ok(())
    }

    async fn feed_secret(&self, visitor: &Visitor, label: &str) -> Result<Option<Id>, Trouble> {
        let secrets = self.store.secrets(visitor.account).await?;
        Ok(secrets.into_iter().find(|it| it.kind == SECRET && it.label == label).map(|it| it.id))
    }

    /// The calendar behind an address: `<account>.<token>.ics`. To whoever has the address, as far as its
    /// owner sees meetings today.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for an address that leads nowhere, a closed account, or one without any role
    /// today.
    pub async fn feed(&self, address: &str, lang: Lang) -> Result<String, Trouble> {
        let (account, label) = self.feed_owner(address).await?.ok_or(Trouble::Nothing)?;
        let person = self.store.get::<Person>(account.body.person).await?.ok_or(Trouble::Nothing)?;
        let actor = self.actor(person.id).await?;
        if actor.standings.is_empty() {
            return Err(Trouble::Nothing);
        }
        let (name, meetings) = if label.is_empty() {
            ("Jämsides".to_owned(), self.called_meetings(&actor).await?)
        } else {
            let groups = self.my_groups(&actor).await?;
            let group = groups.into_iter().find(|it| it.id.to_string() == label).ok_or(Trouble::Nothing)?;
            let meetings = self.meetings_in(group.body.round, Some(group.id)).await?;
            (format!("Jämsides: {}", group.body.name), meetings)
        };
        Ok(self.written(&name, &meetings, lang))
    }

    /// A meeting as a calendar file.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of, and where no day was ever set.
    pub async fn meeting_file(&self, visitor: &Visitor, id: MeetingId, lang: Lang) -> Result<String, Trouble> {
        let it = self.gathering(visitor, id).await?;
        if it.body().when.is_none() {
            return Err(Trouble::Nothing);
        }
        let name = it.body().title.clone();
        Ok(self.written(&name, &[it.meeting], lang))
    }

    /// Whose feed it is, and the label of its secret.
    async fn feed_owner(&self, address: &str) -> Result<Option<(Stored<Account>, String)>, Trouble> {
        let Some((account, token)) = address.strip_suffix(".ics").and_then(|rest| rest.split_once('.')) else {
            return Ok(None);
        };
        let Ok(account) = account.parse::<AccountId>() else { return Ok(None) };
        let hash = token_hash(token);
        let secrets = self.store.secrets(account).await?;
        let Some(secret) = secrets.into_iter().find(|it| it.kind == SECRET && it.value == hash) else {
            return Ok(None);
        };
        let there = self.store.get::<Account>(account).await?.filter(|it| !it.body.closed);
        Ok(there.map(|account| (account, secret.label)))
    }

    /// The groups whose meetings somebody sees by being in them, in rounds that are not archived.
    pub(crate) async fn my_groups(&self, actor: &Actor) -> Result<Vec<Stored<Group>>, Trouble> {
        let ids = actor.standings.iter().flat_map(|it| it.groups.iter().copied());
        let sees = |group: &Stored<Group>| {
            programme::permit::may(actor, Action::SeeMeeting, &self.object_of_group(group.id, &group.body)).is_ok()
        };
        let mut groups: Vec<Stored<Group>> = self.store.many::<Group>(ids).await?.into_values().collect();
        let rounds = self.store.many::<Round>(groups.iter().map(|it| it.body.round)).await?;
        let kept = |it: &Stored<Group>| rounds.get(&it.body.round).is_some_and(|it| !it.body.state.is_kept());
        groups.retain(|it| kept(it) && sees(it));
        Ok(groups)
    }

    /// Every meeting somebody is called to, in every round they are in today that is not archived, and
    /// for an organiser those held for everybody; in the order they come.
    pub(crate) async fn called_meetings(&self, actor: &Actor) -> Result<Vec<Stored<Meeting>>, Trouble> {
        let mut meetings: Vec<Stored<Meeting>> = Vec::new();
        let rounds = self.store.many::<Round>(actor.standings.iter().flat_map(|it| it.rounds.iter().copied())).await?;
        for (id, round) in rounds {
            if round.body.state.is_kept() {
                continue;
            }
            let bound = self.bound(round.body.edition).await?;
            let mut near = self.store.pointing_at::<Meeting>("round", id).await?;
            let in_group = |group: GroupId| actor.standings.iter().any(|standing| standing.groups.contains(&group));
            near.retain(|it| it.body.group.is_none_or(in_group));
            let called = self.gathered_all(near, &round).await?.into_iter();
            meetings.extend(called.filter(|it| self.is_called(actor, it, &bound.model)).map(|it| it.meeting));
        }
        super::plan::in_order(&mut meetings);
        Ok(meetings)
    }

    fn written(&self, name: &str, meetings: &[Stored<Meeting>], lang: Lang) -> String {
        let mut calendar = Calendar::empty();
        let mut property = |key: &str, value: &str| {
            calendar.append_property(Property::new(key, value));
        };
        property("VERSION", "2.0");
        property("PRODID", "-//Jamsides//Jamsides//SV");
        property("CALSCALE", "GREGORIAN");
        property("METHOD", "PUBLISH");
        property("X-WR-CALNAME", name);
        property("X-WR-TIMEZONE", "Europe/Stockholm");
        property("X-PUBLISHED-TTL", REFRESH);
        let mut refresh = Property::new("REFRESH-INTERVAL", REFRESH);
        calendar.append_property(refresh.append_parameter(Parameter::new("VALUE", "DURATION")).done());
        let host = self.settings.address.host_str().unwrap_or("localhost").to_owned();
        for meeting in meetings {
            if let Some(event) = self.event(meeting, &host, lang) {
                calendar.push(event);
            }
        }
        calendar.to_string()
    }

    /// A meeting as an event; `None`: no day was ever set.
    fn event(&self, meeting: &Stored<Meeting>, host: &str, lang: Lang) -> Option<Event> {
        let body = &meeting.body;
        let (start, end) = body.when?.instants();
        let address = self.meeting_address(language(lang), meeting.id);
        let holds = matches!(body.state, MeetingState::Fixed | MeetingState::Held);
        let mut event = Event::new();
        event.add_property("UID", format!("{}@{host}", meeting.id));
        event.add_property("SEQUENCE", body.sequence.to_string());
        event.add_property("DTSTAMP", utc(meeting.changed_at));
        event.add_property("CREATED", utc(meeting.created_at));
        event.add_property("LAST-MODIFIED", utc(meeting.changed_at));
        event.add_property("DTSTART", utc(start));
        event.add_property("DTEND", utc(end));
        event.add_property("SUMMARY", plain(&body.title));
        event.add_property("STATUS", if holds { "CONFIRMED" } else { "CANCELLED" });
        let place = if body.place.is_empty() { &body.link } else { &body.place };
        if !place.is_empty() {
            event.add_property("LOCATION", plain(place));
        }
        event.add_property("URL", address.clone());
        event.add_property("DESCRIPTION", description(body, &address, lang));
        Some(event)
    }
}

/// Agenda with times, link and page.
fn description(meeting: &Meeting, address: &str, lang: Lang) -> String {
    let mut parts = Vec::new();
    match meeting.state {
        MeetingState::Cancelled => {
            parts.push(lang.pick("Träffen är inställd.", "The meeting is cancelled.").to_owned())
        }
        MeetingState::Poll => {
            parts.push(lang.pick("Träffen får en ny tid.", "The meeting will have a new time.").to_owned());
        }
        MeetingState::Fixed | MeetingState::Held => {
            let points = meeting.schedule();
            if !points.is_empty() {
                let lines = points.iter().map(|(at, item)| format!("{} {}", time_said(*at), plain(&item.title)));
                let head = lang.pick("Dagordning", "Agenda").to_owned();
                parts.push([head].into_iter().chain(lines).collect::<Vec<_>>().join("\n"));
            }
            if !meeting.link.is_empty() {
                parts.push(format!("{}: {}", lang.pick("På distans", "Remotely"), plain(&meeting.link)));
            }
            if let Some(slot) = meeting.when {
                // Where the calendar's own clock is another than Sweden's, the Swedish time stands here.
                parts.push(format!("{}: {}", lang.pick("Svensk tid", "Swedish time"), slot_said(&slot, lang)));
            }
        }
    }
    parts.push(format!("{}: {address}", lang.pick("Träffens sida", "The page of the meeting")));
    parts.join("\n\n")
}

/// A time in UTC as calendars write it (RFC 5545, 3.3.5, form 2).
fn utc(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Without control characters: they have no way to be written in a calendar.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}
