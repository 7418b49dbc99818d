//! The page of an organisation's occasions: when they are, who has answered, what is agreed on and shown.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::civil::Date;
use programme::{
    Capacity, Group, GroupId, JointAnswer, MeetingId, OrganisationId, PersonId, RoundId, Slot, Visibility,
    permit::{Action, Object},
    sees_others,
};
use storage::Stored;

use super::{
    AssessPlace, StatusView, Waits, object_of, occasions, since::statuses, until, view::place_of, wait::waits,
};
use crate::{Office, Trouble, Visitor, rounds::told};

/// An occasion in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessLine {
    /// The step, by its id.
    pub step: String,
    /// What the model calls it.
    pub title: String,
    /// The meeting it is made before, once that has a day.
    pub meeting: Option<(MeetingId, Slot)>,
    /// The last day to answer.
    pub until: Option<Date>,
    /// Whether the visitor has begun; for the team alone.
    pub begun: bool,
    /// When the visitor handed in; for the team alone.
    pub handed: Option<Date>,
    /// How many of the team have handed in, and how many they are; for the team alone.
    pub of_team: Option<(usize, usize)>,
    /// Who is waited for, as long as own answers can be handed in; for the team alone.
    pub waits: Option<Waits>,
    /// When the joint answer was agreed on, where the visitor may read it.
    pub agreed: Option<Date>,
    /// Who can see the joint answer; `None`: there is none the visitor may read.
    pub joint: Option<Visibility>,
    /// Whether the staff can answer now; for the team alone.
    pub staff_open: bool,
    /// How many questions there are and how many are unanswered, for who reads them.
    pub questions: Option<(usize, usize)>,
}

/// The page of an organisation's occasions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentsView {
    /// Where the page belongs.
    pub place: AssessPlace,
    /// The occasions, in the order of the model.
    pub lines: Vec<AssessLine>,
    /// Whether the visitor is of the team.
    pub of_team: bool,
    /// Whether anything is answered now.
    pub open: bool,
    /// What the model's status rules say of the newest joint answer; for the team alone.
    pub statuses: Vec<StatusView>,
}

impl Office {
    /// The occasions of an organisation in a round, for its team, for its mentors, and for those to whom a
    /// joint answer is shown.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for everybody else.
    pub async fn assessments(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<AssessmentsView, Trouble> {
        let seat = self.seat_of(round, organisation).await?;
        seat.instrument()?;
        let of_team = self.may(visitor, Action::Assess, &seat.object);
        let reads_work = self.may(visitor, Action::ReadWork, &seat.object);
        let mut joints: BTreeMap<String, Stored<JointAnswer>> = BTreeMap::new();
        for it in self.store.list_of::<JointAnswer>(organisation).await? {
            let object = Object { visibility: it.visibility, ..seat.object.clone() };
            if it.body.round == round && self.may(visitor, Action::ReadPiece, &object) {
                joints.insert(it.body.step.clone(), it);
            }
        }
        if !of_team && !reads_work && joints.is_empty() {
            return Err(Trouble::Nothing);
        }
        let days = self.days_of(&seat).await?;
        let (assessed, team) = if of_team {
            (self.assessed(&seat).await?, self.team(organisation).await?)
        } else {
            (BTreeMap::new(), Vec::new())
        };
        let staff_open = self.staff_open(&seat).await?;
        let asked = if reads_work { self.queries_of(&seat, None).await? } else { Vec::new() };
        let steps = occasions(&seat.bound.model);
        let mut lines = Vec::new();
        for step in &steps {
            let id = step.id.as_str();
            let meeting = days.get(id).copied();
            let answers = assessed.get(id).map_or(&[][..], Vec::as_slice);
            let mine = answers.iter().find(|it| it.person == visitor.person);
            let handed: Vec<PersonId> = answers.iter().filter(|it| it.handed.is_some()).map(|it| it.person).collect();
            let joint = joints.get(id);
            let late = joint.is_some_and(|it| it.body.was_agreed());
            let sees = sees_others(answers, visitor.person, late);
            let here = || asked.iter().filter(|it| it.body.step == id);
            lines.push(AssessLine {
                step: id.to_owned(),
                title: told(&step.name, lang),
                meeting,
                until: meeting.map(|(_, slot)| until(&seat, step, slot.day())),
                begun: mine.is_some(),
                handed: mine.and_then(|it| it.handed),
                of_team: of_team.then(|| (team.iter().filter(|it| handed.contains(&it.person)).count(), team.len())),
                waits: waits(&team, &handed, sees).filter(|_| of_team && !late),
                agreed: joint.and_then(|it| it.body.agreed),
                joint: joint.map(|it| it.visibility),
                staff_open: of_team && staff_open.contains(id),
                questions: reads_work.then(|| (here().count(), here().filter(|it| it.body.reply.is_none()).count())),
            });
        }
        let newest = steps.iter().rev().filter_map(|it| joints.get(it.id.as_str())).find(|it| it.body.agreed.is_some());
        let statuses = match newest.filter(|_| of_team) {
            Some(joint) => statuses(&seat, &joint.body.levels(), self.completed(organisation).await?, lang)?,
            None => Vec::new(),
        };
        let place = place_of(&seat, None, lang)?;
        Ok(AssessmentsView { place, lines, of_team, open: self.at_work(&seat).is_ok(), statuses })
    }

    /// Whose occasions of a round the visitor can look at, by name: of a group's participants, or of those
    /// the visitor belongs to.
    ///
    /// # Errors
    /// When the visitor may not know of the round.
    pub async fn assessed_in(
        &self,
        visitor: &Visitor,
        round: RoundId,
        group: Option<GroupId>,
    ) -> Result<Vec<(OrganisationId, String)>, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        if self.bound(round.body.edition).await?.instrument.is_none() {
            return Ok(Vec::new());
        }
        let today = self.today();
        let groups = self.groups_of(round.id).await?;
        let own = |id: OrganisationId| visitor.actor.standings.iter().any(|it| it.organisation == id);
        let mut there: BTreeMap<OrganisationId, Object> = BTreeMap::new();
        for it in self.participations_of(round.id).await? {
            let organisation = it.body.organisation;
            let compares = |it: &&Stored<Group>| it.body.of(Capacity::Participant, today).any(|id| id == organisation);
            let within: BTreeSet<GroupId> = groups.iter().filter(compares).map(|it| it.id).collect();
            let asked = group.map_or_else(|| own(organisation), |id| within.contains(&id));
            if asked && it.body.capacity == Capacity::Participant && it.body.holds(today) {
                there.insert(organisation, object_of(organisation, &round, &within));
            }
        }
        let reads =
            |object: &Object| self.may(visitor, Action::Assess, object) || self.may(visitor, Action::ReadWork, object);
        let mut found: BTreeSet<OrganisationId> =
            there.iter().filter(|(_, object)| reads(object)).map(|(id, _)| *id).collect();
        // Of the others, those who have shown the visitor an answer.
        let others = there.keys().copied().filter(|id| !found.contains(id));
        let shown = self.store.pointing_at_any::<JointAnswer>("organisation", others.collect::<Vec<_>>()).await?;
        for it in shown.iter().filter(|it| it.body.round == round.id) {
            let piece =
                there.get(&it.body.organisation).map(|there| Object { visibility: it.visibility, ..there.clone() });
            if piece.is_some_and(|piece| self.may(visitor, Action::ReadPiece, &piece)) {
                found.insert(it.body.organisation);
            }
        }
        let names = self.organisation_names(found.into_iter()).await?;
        let mut named: Vec<(OrganisationId, String)> = names.into_iter().collect();
        named.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
        Ok(named)
    }
}
