//! Groups, set by hand: participants, mentor, mentor support, theme, who hosts in turn.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::{ToSpan as _, civil::Date};
use method::Model;
use programme::{
    Capacity, Group, GroupId, Meeting, Member, Organisation, OrganisationId, Round, RoundId, permit::Action,
};
use storage::Stored;

use super::{
    RoundView,
    taking_part::{end_in_group, fits_in, newcomer},
    written,
};
use crate::{Office, Trouble, Visitor};

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// As what.
    pub capacity: Capacity,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
    /// Whether it is there today.
    pub today: bool,
}

/// Where a group is not as the model would have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit {
    /// Of what there are too few.
    pub capacity: Capacity,
    /// How many there are.
    pub there: usize,
    /// The fewest.
    pub least: u8,
}

/// A group.
#[derive(Debug, Clone)]
pub struct GroupView {
    /// Its id.
    pub id: GroupId,
    /// Its version.
    pub version: i64,
    /// The round.
    pub round: RoundId,
    /// What the round is called.
    pub round_title: String,
    /// What it is called.
    pub name: String,
    /// What it works on together.
    pub theme: Option<String>,
    /// Who is and was in it: mentors, supports, participants.
    pub members: Vec<MemberView>,
    /// Who hosts, in turn.
    pub hosts: Vec<String>,
    /// Where it is not as the model would have it.
    pub misfits: Vec<Misfit>,
    /// Whether the visitor may open its page.
    pub sees: bool,
    /// Whether the visitor may change it.
    pub may_manage: bool,
    /// Whether the visitor may plan its meetings.
    pub may_plan: bool,
    /// Whether the visitor may see how far everybody has come.
    pub may_see_progress: bool,
    /// Those who compare themselves in it today whose work the visitor may read.
    pub reads_work: BTreeSet<OrganisationId>,
}

/// A group, as a form has it: ids as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupForm {
    /// What it is called.
    pub name: String,
    /// What it works on together.
    pub theme: String,
    /// The participants.
    pub participants: Vec<String>,
    /// The mentors.
    pub mentors: Vec<String>,
    /// Those who back a new mentor.
    pub supports: Vec<String>,
}

/// A group to be made: who is wanted as what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NewGroup {
    /// What it is called.
    pub(crate) name: String,
    /// What it works on together; empty: nothing in particular.
    pub(crate) theme: String,
    /// Who, as what.
    pub(crate) wanted: Vec<(OrganisationId, Capacity)>,
}

impl Office {
    /// A group's page.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who is not in it and does not run the round.
    pub async fn group(&self, visitor: &Visitor, id: GroupId) -> Result<GroupView, Trouble> {
        let group = self.store.get::<Group>(id).await?.ok_or(Trouble::Nothing)?;
        let object = self.object_of_group(id, &group.body);
        self.allow(Some(visitor), Action::SeeMeeting, &object).map_err(|_| Trouble::Nothing)?;
        let round = self.the_round(Some(visitor), group.body.round).await?;
        let bound = self.bound(round.body.edition).await?;
        let organisations = self.every_organisation().await?;
        Ok(self.group_view(visitor, &round, &group, &bound.model, &organisations))
    }

    pub(crate) fn group_view(
        &self,
        visitor: &Visitor,
        round: &Stored<Round>,
        group: &Stored<Group>,
        model: &Model,
        organisations: &BTreeMap<OrganisationId, Organisation>,
    ) -> GroupView {
        let object = self.object_of_group(group.id, &group.body);
        let today = self.today();
        let name = |id: &OrganisationId| organisations.get(id).map(|it| it.name.clone()).unwrap_or_default();
        GroupView {
            id: group.id,
            version: group.version,
            round: round.id,
            round_title: round.body.title.clone(),
            name: group.body.name.clone(),
            theme: group.body.theme.clone(),
            members: self.members(&group.body, organisations),
            hosts: group.body.hosts.iter().filter(|it| group.body.has(**it, today)).map(name).collect(),
            misfits: misfits(model, &group.body, today),
            sees: self.may(visitor, Action::SeeMeeting, &object),
            may_manage: self.runs(Some(visitor), round) && round.body.state.is_alive(),
            may_plan: self.may(visitor, Action::PlanMeeting, &object) && round.body.state.is_alive(),
            may_see_progress: self.may(visitor, Action::SeeProgress, &object),
            reads_work: group
                .body
                .of(Capacity::Participant, today)
                .filter(|it| self.reads_work(visitor, round, *it, Some(group.id)))
                .collect(),
        }
    }

    /// Who is and was in a group: those of today first, mentors before participants.
    pub(crate) fn members(
        &self,
        group: &Group,
        organisations: &BTreeMap<OrganisationId, Organisation>,
    ) -> Vec<MemberView> {
        let today = self.today();
        let mut members: Vec<MemberView> = group
            .members
            .iter()
            .map(|it| MemberView {
                organisation: it.organisation,
                name: organisations.get(&it.organisation).map(|there| there.name.clone()).unwrap_or_default(),
                capacity: it.capacity,
                from: it.from,
                to: it.to,
                today: it.holds(today),
            })
            .collect();
        let rank = |it: &MemberView| match it.capacity {
            Capacity::Mentor => 0,
            Capacity::Support => 1,
            Capacity::Participant => 2,
        };
        members.sort_by(|a, b| {
            b.today.cmp(&a.today).then(rank(a).cmp(&rank(b))).then_with(|| i18n::compare_names(&a.name, &b.name))
        });
        members
    }

    /// The round whose groups the visitor is to set.
    ///
    /// # Errors
    /// When the visitor does not run it, or it rests.
    pub async fn round_to_group(&self, visitor: &Visitor, id: RoundId, lang: Lang) -> Result<RoundView, Trouble> {
        let round = self.my_round(visitor, id).await?;
        self.alive(&round.body)?;
        self.round(Some(visitor), id, lang).await
    }

    /// Makes a group, or sets an existing one anew. Who is not in the form any more leaves after
    /// yesterday; mentors who are not in the round yet come into it.
    ///
    /// # Errors
    /// [`Trouble::NotTakingPart`], [`Trouble::AlreadyThere`] in another group,
    /// [`Trouble::TooManyInGroup`], [`Trouble::RoundRests`].
    pub async fn set_group(
        &self,
        visitor: &Visitor,
        round: RoundId,
        known: Option<(GroupId, i64)>,
        form: &GroupForm,
    ) -> Result<GroupId, Trouble> {
        let round = self.my_round(visitor, round).await?;
        self.alive(&round.body)?;
        let bound = self.bound(round.body.edition).await?;
        let wanted = wanted(form)?;
        fits(&bound.model, &wanted)?;
        let groups = self.groups_of(round.id).await?;
        let mut change = self.change(visitor.author());
        let leaving = self.bring_in(&mut change, &round, &groups, known.map(|(id, _)| id), &wanted).await?;
        let old = known.and_then(|(id, _)| groups.iter().find(|it| it.id == id));
        if known.is_some() && old.is_none() {
            return Err(Trouble::Nothing);
        }
        let mut group = old.map_or_else(
            || Group {
                round: round.id,
                organiser: round.body.organiser,
                name: String::new(),
                theme: None,
                members: Vec::new(),
                hosts: Vec::new(),
            },
            |it| it.body.clone(),
        );
        group.name = form.name.trim().to_owned();
        group.theme = written(&form.theme);
        self.reseat(&mut group, &wanted, &leaving);
        let id = known.map_or_else(|| self.id(), |(id, _)| id);
        match known {
            Some((id, version)) => change.update(id, version, &group)?,
            None => change.insert(id, &group)?,
        }
        self.write_seats(&change).await?;
        Ok(id)
    }

    /// Puts new groups of a round into a change, all at once: who leads or backs several comes into the round
    /// once.
    ///
    /// # Errors
    /// As [`Office::set_group`].
    pub(crate) async fn set_groups(
        &self,
        change: &mut storage::Change,
        round: &Stored<Round>,
        new: &[NewGroup],
    ) -> Result<Vec<GroupId>, Trouble> {
        self.alive(&round.body)?;
        let bound = self.bound(round.body.edition).await?;
        let groups = self.groups_of(round.id).await?;
        let mut all: Vec<(OrganisationId, Capacity)> = Vec::new();
        for (organisation, capacity) in new.iter().flat_map(|it| &it.wanted) {
            match all.iter_mut().find(|(known, _)| known == organisation) {
                // Who leads one group and backs another is in the round as a mentor.
                Some((_, known)) => *known = (*known).min(*capacity),
                None => all.push((*organisation, *capacity)),
            }
        }
        let leaving = self.bring_in(change, round, &groups, None, &all).await?;
        let mut ids = Vec::new();
        for it in new {
            fits(&bound.model, &it.wanted)?;
            let mut group = Group {
                round: round.id,
                organiser: round.body.organiser,
                name: it.name.trim().to_owned(),
                theme: written(&it.theme),
                members: Vec::new(),
                hosts: Vec::new(),
            };
            self.reseat(&mut group, &it.wanted, &leaving);
            let id: GroupId = self.id();
            change.insert(id, &group)?;
            ids.push(id);
        }
        Ok(ids)
    }

    /// Sees to it that everybody wanted takes part and stands in no other group as a participant. Gives the
    /// last days of those who are about to leave the round.
    async fn bring_in(
        &self,
        change: &mut storage::Change,
        round: &Stored<Round>,
        groups: &[Stored<Group>],
        this: Option<GroupId>,
        wanted: &[(OrganisationId, Capacity)],
    ) -> Result<BTreeMap<OrganisationId, Date>, Trouble> {
        let today = self.today();
        let mut leaving = BTreeMap::new();
        let known = self.participations_of(round.id).await?;
        for (organisation, capacity) in wanted {
            let there = self.store.get::<Organisation>(*organisation).await?.ok_or(Trouble::Missing("organisation"))?;
            let taking_part = known.iter().find(|it| it.body.organisation == *organisation && it.body.holds(today));
            match (taking_part, capacity) {
                (Some(it), _)
                    if (it.body.capacity == Capacity::Participant) == (*capacity == Capacity::Participant) =>
                {
                    leaving.extend(it.body.to.map(|last| (*organisation, last)));
                }
                (Some(_), _) => return Err(Trouble::AlreadyThere(there.body.name)),
                (None, Capacity::Participant) => return Err(Trouble::NotTakingPart(there.body.name)),
                (None, _) => {
                    let joined = newcomer(round.id, &there, *capacity, today)?;
                    fits_in(&round.body, &there.body.name, &known, &joined)?;
                    self.seat(change, joined, None).await?;
                }
            }
            let elsewhere = groups.iter().any(|group| {
                Some(group.id) != this && group.body.of(Capacity::Participant, today).any(|it| it == *organisation)
            });
            if *capacity == Capacity::Participant && elsewhere {
                return Err(Trouble::AlreadyThere(there.body.name));
            }
        }
        Ok(leaving)
    }

    /// Seats who is wanted from today until they leave the round, and ends the time of who is not wanted.
    fn reseat(
        &self,
        group: &mut Group,
        wanted: &[(OrganisationId, Capacity)],
        leaving: &BTreeMap<OrganisationId, Date>,
    ) {
        let today = self.today();
        let yesterday = today.checked_sub(1.days()).unwrap_or(today);
        let there: Vec<Member> = group.members.iter().filter(|it| it.holds(today)).cloned().collect();
        for member in &there {
            if wanted.contains(&(member.organisation, member.capacity)) {
                continue;
            }
            if member.from == today {
                // Put in by mistake today: it was never there.
                group.members.retain(|it| it != member);
            } else {
                end_in_group(group, member.organisation, yesterday);
            }
        }
        for (organisation, capacity) in wanted {
            if !group.members.iter().any(|it| it.organisation == *organisation && it.holds(today)) {
                let to = leaving.get(organisation).copied();
                group.members.push(Member { organisation: *organisation, capacity: *capacity, from: today, to });
            }
        }
        // Everybody hosts in turn: who was there keeps their turn, the new come last, supports do not host.
        let hosting =
            |it: &OrganisationId| wanted.iter().any(|(id, capacity)| id == it && *capacity != Capacity::Support);
        group.hosts.retain(hosting);
        for (organisation, _) in wanted {
            if hosting(organisation) && !group.hosts.contains(organisation) {
                group.hosts.push(*organisation);
            }
        }
    }

    /// Takes a group away that has no meetings, neither held nor planned.
    ///
    /// # Errors
    /// [`Trouble::GroupHasMet`].
    pub async fn remove_group(&self, visitor: &Visitor, id: GroupId, version: i64) -> Result<RoundId, Trouble> {
        let group = self.store.get::<Group>(id).await?.ok_or(Trouble::Nothing)?;
        let round = self.my_round(visitor, group.body.round).await?;
        self.alive(&round.body)?;
        if !self.store.pointing_at::<Meeting>("group", id).await?.is_empty() {
            return Err(Trouble::GroupHasMet);
        }
        let mut change = self.change(visitor.author());
        change.remove(id, version);
        self.store.write(&change).await?;
        Ok(round.id)
    }
}

/// Who is wanted as what, each once.
fn wanted(form: &GroupForm) -> Result<Vec<(OrganisationId, Capacity)>, Trouble> {
    let mut wanted: Vec<(OrganisationId, Capacity)> = Vec::new();
    let parts = [
        (&form.participants, Capacity::Participant),
        (&form.mentors, Capacity::Mentor),
        (&form.supports, Capacity::Support),
    ];
    for (ids, capacity) in parts {
        for text in ids.iter().filter(|text| !text.trim().is_empty()) {
            let id = text.trim().parse().map_err(|_| Trouble::Missing("organisation"))?;
            if wanted.iter().any(|(known, _)| *known == id) {
                return Err(storage::Error::from(programme::Rule::Twice.of(programme::Field("members"))).into());
            }
            wanted.push((id, capacity));
        }
    }
    Ok(wanted)
}

/// Refuses more than the model lets a group have.
fn fits(model: &Model, wanted: &[(OrganisationId, Capacity)]) -> Result<(), Trouble> {
    let shape = &model.group;
    let support = u8::from(shape.supporting_mentor);
    let most = [
        (Capacity::Participant, shape.participants_max),
        (Capacity::Mentor, shape.mentors_max),
        (Capacity::Support, support),
    ];
    for (capacity, most) in most {
        let there = wanted.iter().filter(|(_, it)| *it == capacity).count();
        if there > usize::from(most) {
            return Err(Trouble::TooManyInGroup { capacity, most });
        }
    }
    Ok(())
}

/// Of what there are too few on a day.
fn misfits(model: &Model, group: &Group, day: Date) -> Vec<Misfit> {
    let least = [(Capacity::Participant, model.group.participants_min), (Capacity::Mentor, model.group.mentors_min)];
    least
        .into_iter()
        .map(|(capacity, least)| Misfit { capacity, there: group.of(capacity, day).count(), least })
        .filter(|it| it.there < usize::from(it.least))
        .collect()
}
