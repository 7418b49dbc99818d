//! Who takes part: taken in, leaving, replacing each other, invoiced; and the promise to mentor.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan as _, civil::Date};
use programme::{
    Application, ApplicationId, ApplicationState, Capacity, Group, Invoice, Member, MentorAnswer, Mentoring,
    Organisation, OrganisationId, Participation, ParticipationId, Record as _, Recusal, Round, RoundId, RoundState,
    Track, Withdrawal,
};
use storage::{Change, Stored};

use super::{day, written};
use crate::{Office, Trouble, Visitor};

/// An organisation in a round, in a list.
#[derive(Debug, Clone)]
pub struct ParticipantLine {
    /// Its participation.
    pub id: ParticipationId,
    /// The version.
    pub version: i64,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// As what.
    pub capacity: Capacity,
    /// In which track.
    pub track: Option<Track>,
    /// The one administration, where a region has limited itself.
    pub administration: Option<String>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
    /// Why it left; for who runs the round or is in it.
    pub why: Option<String>,
    /// The name of whose place it took.
    pub replaces: Option<String>,
    /// The names of the groups it is in today: a mentor may lead and back several.
    pub groups: Vec<String>,
    /// The day it promised to mentor.
    pub promised: Option<Date>,
    /// What it decided about mentoring after the results; for who runs the round.
    pub mentoring: Option<Mentoring>,
    /// The invoice; for who runs the round.
    pub invoice: Option<Invoice>,
    /// The application it came by.
    pub application: Option<ApplicationId>,
    /// Whether it takes part today.
    pub today: bool,
}

/// An organisation that promised to mentor in an earlier round, or decided about it since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseLine {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// The round it promised in.
    pub round: String,
    /// When it promised; of one that had not, when it decided.
    pub on: Date,
    /// What it decided when it had its results.
    pub decided: Option<Mentoring>,
    /// The rounds it has mentored in since.
    pub kept: Vec<String>,
}

/// Somebody to take in, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joining {
    /// The organisation's id.
    pub organisation: String,
    /// [`Capacity::code`].
    pub capacity: String,
    /// The first day; empty: today.
    pub from: String,
    /// The participation whose place it takes, or nothing.
    pub replaces: String,
}

/// Somebody who leaves, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leaving {
    /// The last day; empty: today.
    pub last: String,
    /// Why.
    pub why: String,
}

/// How much of a round somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Insight {
    /// What everybody is told.
    Public,
    /// What is told to who takes part.
    Inside,
    /// Everything: who runs it.
    Runs,
}

impl Office {
    /// Who takes or took part in a round, participants first.
    pub(crate) fn participants(
        &self,
        participations: &[Stored<Participation>],
        groups: &[Stored<Group>],
        organisations: &BTreeMap<OrganisationId, Organisation>,
        insight: Insight,
    ) -> Vec<ParticipantLine> {
        let today = self.today();
        let name = |id: OrganisationId| organisations.get(&id).map(|it| it.name.clone()).unwrap_or_default();
        let mut lines: Vec<ParticipantLine> = participations
            .iter()
            .map(|it| ParticipantLine {
                id: it.id,
                version: it.version,
                organisation: it.body.organisation,
                name: name(it.body.organisation),
                capacity: it.body.capacity,
                track: it.body.track,
                administration: it.body.administration.clone(),
                from: it.body.from,
                to: it.body.to,
                why: it.body.why.clone().filter(|_| insight >= Insight::Inside),
                replaces: it
                    .body
                    .replaces
                    .and_then(|old| participations.iter().find(|other| other.id == old))
                    .map(|old| name(old.body.organisation)),
                groups: groups
                    .iter()
                    .filter(|group| group.body.has(it.body.organisation, today))
                    .map(|group| group.body.name.clone())
                    .collect(),
                promised: it.body.promised,
                mentoring: it.body.mentoring.clone().filter(|_| insight >= Insight::Runs),
                invoice: it.body.invoice.clone().filter(|_| insight >= Insight::Runs),
                application: it.body.application,
                today: it.body.holds(today),
            })
            .collect();
        lines.sort_by(|a, b| {
            b.today.cmp(&a.today).then(a.capacity.cmp(&b.capacity)).then_with(|| i18n::compare_names(&a.name, &b.name))
        });
        lines
    }

    /// Takes an organisation into a round: a mentor, somebody in the place of another. Who has applied is
    /// decided on instead, and nobody takes in their own.
    ///
    /// # Errors
    /// [`Trouble::AlreadyThere`], [`Trouble::NoTrack`], [`Trouble::RoundRests`]; [`Trouble::Recused`] and
    /// [`Trouble::HasApplied`] for a participant; [`Trouble::OtherCapacity`] and [`Trouble::PlaceTaken`]
    /// in the place of another.
    pub async fn take_in(&self, visitor: &Visitor, round: RoundId, form: &Joining) -> Result<(), Trouble> {
        let round = self.my_round(visitor, round).await?;
        self.alive(&round.body)?;
        let organisation: OrganisationId = form.organisation.parse().map_err(|_| Trouble::Missing("organisation"))?;
        let there = self.store.get::<Organisation>(organisation).await?.ok_or(Trouble::Missing("organisation"))?;
        let capacity = Capacity::from_code(&form.capacity).ok_or(Trouble::Missing("capacity"))?;
        let from = day(&form.from)?.unwrap_or_else(|| self.today());
        if capacity == Capacity::Participant {
            self.may_take_in(visitor, &round, &there).await?;
        }
        let known = self.participations_of(round.id).await?;
        let joined = newcomer(round.id, &there, capacity, from)?;
        fits_in(&round.body, &there.body.name, &known, &joined)?;
        let replaced = whose_place(&known, &form.replaces, capacity)?;
        let mut change = self.change(visitor.author());
        self.seat(&mut change, joined, replaced).await?;
        self.write_seats(&change).await
    }

    /// Refuses to take in past an application that waits, and with a conflict of interest.
    async fn may_take_in(
        &self,
        visitor: &Visitor,
        round: &Stored<Round>,
        there: &Stored<Organisation>,
    ) -> Result<(), Trouble> {
        let declared = Recusal::key_of(round.id, visitor.person, there.id);
        if self.store.by_key::<Recusal>(&declared).await?.is_some()
            || self.close_to(visitor.person).await?.contains(&there.id)
        {
            return Err(Trouble::Recused);
        }
        let waits = |it: &Application| {
            matches!(it.state, ApplicationState::Sent | ApplicationState::Returned | ApplicationState::Reserve)
        };
        match self.application_of(round.id, there.id).await? {
            Some(it) if waits(&it.body) => Err(Trouble::HasApplied(there.body.name.clone())),
            _ => Ok(()),
        }
    }

    /// Puts a participation into a change, and the newcomer into the seat of whose place it takes.
    pub(crate) async fn seat(
        &self,
        change: &mut Change,
        joined: Participation,
        replaced: Option<&Stored<Participation>>,
    ) -> Result<(), Trouble> {
        let joined = Participation { replaces: replaced.map(|it| it.id), ..joined };
        change.insert(self.id(), &joined)?;
        match replaced {
            Some(old) => self.take_place(change, old, &joined).await,
            None => Ok(()),
        }
    }

    /// The newcomer stands in the groups where the one who left stood on its last day, from its own
    /// first day. Where that one had been moved from before, nobody's seat is free.
    async fn take_place(
        &self,
        change: &mut Change,
        old: &Stored<Participation>,
        joined: &Participation,
    ) -> Result<(), Trouble> {
        let Participation { organisation, from, .. } = *joined;
        let last = from.checked_sub(1.days()).unwrap_or(from);
        let left = old.body.to.filter(|to| *to <= last).unwrap_or_else(|| last.max(old.body.from));
        if old.body.to != Some(left) {
            change.update(old.id, old.version, &Participation { to: Some(left), ..old.body.clone() })?;
        }
        for group in self.groups_of(joined.round).await? {
            let mut body = group.body.clone();
            let seats = body.members.iter().filter(|it| it.organisation == old.body.organisation);
            let kept = seats.filter(|it| it.to.is_none_or(|to| left <= to)).max_by_key(|it| it.from);
            let Some(capacity) = kept.map(|it| it.capacity) else { continue };
            end_in_group(&mut body, old.body.organisation, last);
            body.members.push(Member { organisation, capacity, from, to: None });
            for host in &mut body.hosts {
                if *host == old.body.organisation {
                    *host = organisation;
                }
            }
            change.update(group.id, group.version, &body)?;
        }
        Ok(())
    }

    /// Saves a change that seats somebody. Where a colleague seated the same one at the same time, that is
    /// told, and not that two records are alike.
    pub(crate) async fn write_seats(&self, change: &Change) -> Result<(), Trouble> {
        let Err(why) = self.store.write(change).await else { return Ok(()) };
        let storage::Error::Taken { kind, key, .. } = &why else { return Err(why.into()) };
        if *kind == Application::KIND {
            // Somebody else got that place on the reserve list.
            return Err(Trouble::Overtaken);
        }
        if let Some(organisation) = seated(key)
            && let Some(there) = self.store.get::<Organisation>(organisation).await?
        {
            return Err(Trouble::AlreadyThere(there.body.name));
        }
        Err(why.into())
    }

    /// Notes that an organisation leaves the round: it stays in the history, with the day and why. Noted
    /// again, the day is another, as long as nobody has taken the place.
    ///
    /// # Errors
    /// [`Trouble::RoundRests`]; [`Trouble::PlaceTaken`]; [`Trouble::AlreadyThere`] when it has come back
    /// before that day.
    pub async fn leave(&self, visitor: &Visitor, id: ParticipationId, form: &Leaving) -> Result<RoundId, Trouble> {
        let found = self.store.get::<Participation>(id).await?.ok_or(Trouble::Nothing)?;
        let round = self.my_round(visitor, found.body.round).await?;
        self.alive(&round.body)?;
        let last = day(&form.last)?.unwrap_or_else(|| self.today());
        let why = written(&form.why);
        let mut change = self.change(visitor.author());
        if let Some(old) = found.body.to {
            self.leave_another_day(&mut change, &found, (old, last), why).await?;
        } else {
            self.leave_all(&mut change, &round, found.body.organisation, last, why.clone()).await?;
            self.take_back(&mut change, found.body.application, why).await?;
        }
        self.store.write(&change).await?;
        Ok(round.id)
    }

    /// The application of somebody who leaves is withdrawn by that.
    async fn take_back(
        &self,
        change: &mut Change,
        application: Option<ApplicationId>,
        why: Option<String>,
    ) -> Result<(), Trouble> {
        let Some(application) = application else { return Ok(()) };
        let Some(it) = self.store.get::<Application>(application).await? else { return Ok(()) };
        if it.body.state == ApplicationState::Admitted {
            let mut gone = it.body.moved_to(ApplicationState::Withdrawn).map_err(storage::Error::from)?;
            gone.withdrawn = Some(Withdrawal { why, on: self.today() });
            change.update(it.id, it.version, &gone)?;
        }
        Ok(())
    }

    /// Somebody who has left did so on another day, in the round and in the groups where it was the same.
    async fn leave_another_day(
        &self,
        change: &mut Change,
        found: &Stored<Participation>,
        (old, last): (Date, Date),
        why: Option<String>,
    ) -> Result<(), Trouble> {
        let it = &found.body;
        let known = self.participations_of(it.round).await?;
        if is_taken(&known, found.id) {
            return Err(Trouble::PlaceTaken);
        }
        let to = last.max(it.from);
        let back = |other: &Stored<Participation>| {
            let there = other.body.from <= to && other.body.to.is_none_or(|end| it.from <= end);
            other.id != found.id && other.body.organisation == it.organisation && there
        };
        if known.iter().any(back) {
            let there = self.store.get::<Organisation>(it.organisation).await?.ok_or(Trouble::Nothing)?;
            return Err(Trouble::AlreadyThere(there.body.name));
        }
        let why = why.or_else(|| it.why.clone());
        change.update(found.id, found.version, &Participation { to: Some(to), why, ..it.clone() })?;
        for group in self.groups_of(it.round).await? {
            let mut body = group.body.clone();
            for member in &mut body.members {
                if member.organisation == it.organisation && member.to == Some(old) {
                    member.to = Some(last.max(member.from));
                }
            }
            if body != group.body {
                change.update(group.id, group.version, &body)?;
            }
        }
        Ok(())
    }

    /// An organisation's time in a round and its groups ends after a day.
    pub(crate) async fn leave_all(
        &self,
        change: &mut Change,
        round: &Stored<Round>,
        organisation: OrganisationId,
        last: Date,
        why: Option<String>,
    ) -> Result<(), Trouble> {
        for it in self.participations_of(round.id).await? {
            if it.body.organisation == organisation && it.body.to.is_none() {
                let to = Some(last.max(it.body.from));
                change.update(it.id, it.version, &Participation { to, why: why.clone(), ..it.body })?;
            }
        }
        for group in self.groups_of(round.id).await? {
            let mut body = group.body.clone();
            if end_in_group(&mut body, organisation, last) {
                change.update(group.id, group.version, &body)?;
            }
        }
        Ok(())
    }

    /// Notes the invoice of the fee.
    ///
    /// # Errors
    /// When the visitor does not run the round, or a reference or an amount is missing.
    pub async fn note_invoice(
        &self,
        visitor: &Visitor,
        id: ParticipationId,
        version: i64,
        reference: &str,
        amount: &str,
    ) -> Result<RoundId, Trouble> {
        let found = self.store.get::<Participation>(id).await?.ok_or(Trouble::Nothing)?;
        let round = self.my_round(visitor, found.body.round).await?;
        if round.body.state == RoundState::Archived {
            return Err(Trouble::RoundRests(round.body.state));
        }
        let amount = amount.trim().parse().map_err(|_| Trouble::NoNumber(amount.to_owned()))?;
        let invoice = Some(Invoice { reference: reference.trim().to_owned(), amount, on: self.today() });
        let mut change = self.change(visitor.author());
        change.update(id, version, &Participation { invoice, ..found.body })?;
        self.store.write(&change).await?;
        Ok(round.id)
    }

    /// Who promised in an earlier round of the same organiser to mentor, or decided about it when they had
    /// their results, and whether they have since: those who have not stand first, and among them those who
    /// will before those who will not.
    pub(crate) async fn promises(
        &self,
        round: &Stored<Round>,
        organisations: &BTreeMap<OrganisationId, Organisation>,
    ) -> Result<Vec<PromiseLine>, Trouble> {
        let rounds = self.store.list_of::<Round>(round.body.organiser).await?;
        let title = |id: RoundId| rounds.iter().find(|it| it.id == id).map(|it| it.body.title.clone());
        // One line an organisation: the newest promise of a round it stayed in to the end.
        let all = self.store.list::<Participation>().await?;
        let mut newest: BTreeMap<OrganisationId, (&Participation, Date)> = BTreeMap::new();
        for it in &all {
            let ours = it.body.round != round.id && rounds.iter().any(|other| other.id == it.body.round);
            let said = it.body.promised.or(it.body.mentoring.as_ref().map(|decided| decided.on));
            if let (true, Some(on), None) = (ours, said, it.body.to) {
                let known = newest.entry(it.body.organisation).or_insert((&it.body, on));
                if known.1 < on {
                    *known = (&it.body, on);
                }
            }
        }
        let mut mentored: BTreeMap<OrganisationId, Vec<(RoundId, Date)>> = BTreeMap::new();
        for it in all.iter().filter(|it| it.body.capacity == Capacity::Mentor) {
            mentored.entry(it.body.organisation).or_default().push((it.body.round, it.body.from));
        }
        let mut found = Vec::new();
        for (organisation, (part, on)) in newest {
            let Some(there) = organisations.get(&organisation) else { continue };
            let later = mentored.get(&organisation).into_iter().flatten().filter(|(_, from)| on <= *from);
            let kept: BTreeSet<RoundId> = later.map(|(round, _)| *round).collect();
            found.push(PromiseLine {
                organisation,
                name: there.name.clone(),
                round: title(part.round).unwrap_or_default(),
                on,
                decided: part.mentoring.clone(),
                kept: kept.into_iter().filter_map(title).collect(),
            });
        }
        found.sort_by(|a, b| {
            let answer = |it: &PromiseLine| it.decided.as_ref().map_or(MentorAnswer::Yes, |decided| decided.answer);
            let order = a.kept.is_empty().cmp(&b.kept.is_empty()).reverse();
            order.then(answer(a).cmp(&answer(b))).then_with(|| i18n::compare_names(&a.name, &b.name))
        });
        Ok(found)
    }
}

/// Ends an organisation's time in a group; whether there was any to end.
pub(crate) fn end_in_group(group: &mut Group, organisation: OrganisationId, last: Date) -> bool {
    let before = group.members.clone();
    for member in &mut group.members {
        if member.organisation == organisation && member.to.is_none_or(|to| last < to) {
            member.to = Some(last.max(member.from));
        }
    }
    before != group.members
}

/// A participation that begins: of an organisation of which nothing else is known.
pub(crate) fn newcomer(
    round: RoundId,
    there: &Stored<Organisation>,
    capacity: Capacity,
    from: Date,
) -> Result<Participation, Trouble> {
    let track = Track::of(there.body.kind).ok_or(Trouble::NoTrack)?;
    Ok(Participation {
        round,
        organisation: there.id,
        capacity,
        track: Some(track),
        administration: None,
        application: None,
        from,
        to: None,
        why: None,
        replaces: None,
        promised: None,
        invoice: None,
        mentoring: None,
    })
}

/// Refuses who is there already at that time, and participants the round is not for. Whose application
/// was taken in is in the right track.
pub(crate) fn fits_in(
    round: &Round,
    name: &str,
    known: &[Stored<Participation>],
    joined: &Participation,
) -> Result<(), Trouble> {
    let in_track = joined.track.is_some_and(|track| round.tracks.contains(&track));
    if joined.capacity == Capacity::Participant && joined.application.is_none() && !in_track {
        return Err(Trouble::NoTrack);
    }
    let overlaps = |it: &Stored<Participation>| {
        it.body.organisation == joined.organisation && it.body.to.is_none_or(|last| joined.from <= last)
    };
    if known.iter().any(overlaps) { Err(Trouble::AlreadyThere(name.to_owned())) } else { Ok(()) }
}

/// Whose place is taken; `None`: nobody's. It is taken once, and as what they were.
pub(crate) fn whose_place<'a>(
    known: &'a [Stored<Participation>],
    written: &str,
    capacity: Capacity,
) -> Result<Option<&'a Stored<Participation>>, Trouble> {
    if written.trim().is_empty() {
        return Ok(None);
    }
    let id: ParticipationId = written.trim().parse().map_err(|_| Trouble::Missing("replaces"))?;
    let old = known.iter().find(|it| it.id == id).ok_or(Trouble::Missing("replaces"))?;
    if old.body.capacity != capacity {
        return Err(Trouble::OtherCapacity(old.body.capacity));
    }
    if is_taken(known, id) {
        return Err(Trouble::PlaceTaken);
    }
    Ok(Some(old))
}

/// Whether somebody came in that one's place.
fn is_taken(known: &[Stored<Participation>], id: ParticipationId) -> bool {
    known.iter().any(|it| it.body.replaces == Some(id))
}

/// Those who have left and whose place nobody has taken, by name.
pub(crate) fn left(
    known: &[Stored<Participation>],
    name: impl Fn(OrganisationId) -> String,
) -> Vec<(ParticipationId, String)> {
    let free = |it: &&Stored<Participation>| it.body.to.is_some() && !is_taken(known, it.id);
    let mut places: Vec<(ParticipationId, String)> =
        known.iter().filter(free).map(|it| (it.id, name(it.body.organisation))).collect();
    places.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
    places
}

/// The organisation in a key of a seat: `round:organisation`, and what follows.
fn seated(key: &str) -> Option<OrganisationId> {
    key.split(':').nth(1)?.parse().ok()
}
