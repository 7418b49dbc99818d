//! Who takes part: taken in, leaving, replacing each other, invoiced; and the promise to mentor.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan as _, civil::Date};
use programme::{
    Application, ApplicationId, ApplicationState, Capacity, Group, Invoice, Member, Organisation, OrganisationId,
    Participation, ParticipationId, Round, RoundId, RoundState, Track,
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
    /// Why it left.
    pub why: Option<String>,
    /// The name of whose place it took.
    pub replaces: Option<String>,
    /// The name of the group it is in today.
    pub group: Option<String>,
    /// The day it promised to mentor.
    pub promised: Option<Date>,
    /// The invoice.
    pub invoice: Option<Invoice>,
    /// The application it came by.
    pub application: Option<ApplicationId>,
    /// Whether it takes part today.
    pub today: bool,
}

/// An organisation that promised to mentor in an earlier round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseLine {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// The round it promised in.
    pub round: String,
    /// When.
    pub on: Date,
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

impl Office {
    /// Who takes or took part in a round, participants first.
    pub(crate) async fn participants(
        &self,
        participations: &[Stored<Participation>],
        groups: &[Stored<Group>],
        organisations: &BTreeMap<OrganisationId, Organisation>,
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
                why: it.body.why.clone(),
                replaces: it
                    .body
                    .replaces
                    .and_then(|old| participations.iter().find(|other| other.id == old))
                    .map(|old| name(old.body.organisation)),
                group: groups
                    .iter()
                    .find(|group| group.body.has(it.body.organisation, today))
                    .map(|group| group.body.name.clone()),
                promised: it.body.promised,
                invoice: it.body.invoice.clone(),
                application: it.body.application,
                today: it.body.holds(today),
            })
            .collect();
        lines.sort_by(|a, b| {
            b.today.cmp(&a.today).then(a.capacity.cmp(&b.capacity)).then_with(|| i18n::compare_names(&a.name, &b.name))
        });
        lines
    }

    /// Takes an organisation into a round: a mentor, somebody in the place of another.
    ///
    /// # Errors
    /// [`Trouble::AlreadyThere`], [`Trouble::NoTrack`], [`Trouble::RoundRests`].
    pub async fn take_in(&self, visitor: &Visitor, round: RoundId, form: &Joining) -> Result<(), Trouble> {
        let round = self.my_round(visitor, round).await?;
        self.alive(&round.body)?;
        let organisation: OrganisationId = form.organisation.parse().map_err(|_| Trouble::Missing("organisation"))?;
        let there = self.store.get::<Organisation>(organisation).await?.ok_or(Trouble::Missing("organisation"))?;
        let capacity = Capacity::from_code(&form.capacity).ok_or(Trouble::Missing("capacity"))?;
        let from = day(&form.from)?.unwrap_or_else(|| self.today());
        let known = self.participations_of(round.id).await?;
        let replaced = match form.replaces.trim() {
            "" => None,
            text => {
                let id: ParticipationId = text.parse().map_err(|_| Trouble::Missing("replaces"))?;
                Some(known.iter().find(|it| it.id == id).ok_or(Trouble::Missing("replaces"))?)
            }
        };
        let mut change = self.change(visitor.author());
        self.join(&mut change, &round, &there, (capacity, from), &known, replaced)?;
        if let Some(old) = replaced {
            self.take_place(&mut change, round.id, old, organisation, from).await?;
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Puts a participation into a change.
    pub(crate) fn join(
        &self,
        change: &mut Change,
        round: &Stored<Round>,
        there: &Stored<Organisation>,
        (capacity, from): (Capacity, Date),
        known: &[Stored<Participation>],
        replaced: Option<&Stored<Participation>>,
    ) -> Result<(), Trouble> {
        let track = Track::of(there.body.kind).ok_or(Trouble::NoTrack)?;
        if capacity == Capacity::Participant && !round.body.tracks.contains(&track) {
            return Err(Trouble::NoTrack);
        }
        let overlaps = |it: &&Stored<Participation>| {
            it.body.organisation == there.id && it.body.to.is_none_or(|last| from <= last)
        };
        if known.iter().any(|it| overlaps(&it)) {
            return Err(Trouble::AlreadyThere(there.body.name.clone()));
        }
        let joined = Participation {
            round: round.id,
            organisation: there.id,
            capacity,
            track: Some(track),
            administration: None,
            application: None,
            from,
            to: None,
            why: None,
            replaces: replaced.map(|it| it.id),
            promised: None,
            invoice: None,
        };
        change.insert(self.id(), &joined)?;
        Ok(())
    }

    /// The newcomer stands in the groups where the one who left stood, from its first day.
    async fn take_place(
        &self,
        change: &mut Change,
        round: RoundId,
        old: &Stored<Participation>,
        organisation: OrganisationId,
        from: Date,
    ) -> Result<(), Trouble> {
        let last = from.checked_sub(1.days()).unwrap_or(from);
        if old.body.to.is_none_or(|to| last < to) {
            let to = Some(last.max(old.body.from));
            change.update(old.id, old.version, &Participation { to, ..old.body.clone() })?;
        }
        for group in self.groups_of(round).await? {
            let mut body = group.body.clone();
            let was =
                body.members.iter().filter(|it| it.organisation == old.body.organisation).max_by_key(|it| it.from);
            let Some(capacity) = was.map(|it| it.capacity) else { continue };
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

    /// Notes that an organisation leaves the round: it stays in the history, with the day and why.
    ///
    /// # Errors
    /// [`Trouble::RoundRests`]; when it has left already.
    pub async fn leave(&self, visitor: &Visitor, id: ParticipationId, form: &Leaving) -> Result<RoundId, Trouble> {
        let found = self.store.get::<Participation>(id).await?.ok_or(Trouble::Nothing)?;
        let round = self.my_round(visitor, found.body.round).await?;
        self.alive(&round.body)?;
        if found.body.to.is_some() {
            return Err(Trouble::Nothing);
        }
        let last = day(&form.last)?.unwrap_or_else(|| self.today());
        let mut change = self.change(visitor.author());
        self.leave_all(&mut change, &round, found.body.organisation, last, written(&form.why)).await?;
        if let Some(application) = found.body.application
            && let Some(it) = self.store.get::<Application>(application).await?
            && it.body.state == ApplicationState::Admitted
        {
            change.update(
                it.id,
                it.version,
                &it.body.moved_to(ApplicationState::Withdrawn).map_err(storage::Error::from)?,
            )?;
        }
        self.store.write(&change).await?;
        Ok(round.id)
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

    /// Who promised in an earlier round of the same organiser to mentor, and whether they have since:
    /// those who have not stand first.
    pub(crate) async fn promises(
        &self,
        round: &Stored<Round>,
        organisations: &BTreeMap<OrganisationId, Organisation>,
    ) -> Result<Vec<PromiseLine>, Trouble> {
        let rounds = self.store.list_of::<Round>(round.body.organiser).await?;
        let title = |id: RoundId| rounds.iter().find(|it| it.id == id).map(|it| it.body.title.clone());
        // One line an organisation: the newest promise of a round it stayed in to the end.
        let all = self.store.list::<Participation>().await?;
        let mut newest: BTreeMap<OrganisationId, (RoundId, Date)> = BTreeMap::new();
        for it in &all {
            let ours = it.body.round != round.id && rounds.iter().any(|other| other.id == it.body.round);
            if let (true, Some(on), None) = (ours, it.body.promised, it.body.to) {
                let known = newest.entry(it.body.organisation).or_insert((it.body.round, on));
                if known.1 < on {
                    *known = (it.body.round, on);
                }
            }
        }
        let mut mentored: BTreeMap<OrganisationId, Vec<(RoundId, Date)>> = BTreeMap::new();
        for it in all.iter().filter(|it| it.body.capacity == Capacity::Mentor) {
            mentored.entry(it.body.organisation).or_default().push((it.body.round, it.body.from));
        }
        let mut found = Vec::new();
        for (organisation, (promised_in, on)) in newest {
            let Some(there) = organisations.get(&organisation) else { continue };
            let later = mentored.get(&organisation).into_iter().flatten().filter(|(_, from)| on <= *from);
            let kept: BTreeSet<RoundId> = later.map(|(round, _)| *round).collect();
            found.push(PromiseLine {
                organisation,
                name: there.name.clone(),
                round: title(promised_in).unwrap_or_default(),
                on,
                kept: kept.into_iter().filter_map(title).collect(),
            });
        }
        found.sort_by(|a, b| {
            a.kept.is_empty().cmp(&b.kept.is_empty()).reverse().then_with(|| i18n::compare_names(&a.name, &b.name))
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
