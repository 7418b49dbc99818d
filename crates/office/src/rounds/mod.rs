//! Rounds: made and led from state to state, applied to, judged; who takes part, in which groups.
//!
//! Here live the use cases of the year of a programme up to the meeting room; the meetings have a
//! folder of their own. What a round may do from each state and what an application must say stands
//! in `programme` and in the model (`method`): this folder only brings them together.

mod applications;
mod arrange;
mod conditions;
mod decision;
mod groups;
mod judging;
mod log;
mod taking_part;
mod view;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, PoisonError},
};

use i18n::Lang;
use jiff::civil::Date;
use method::Bound;
use programme::{
    Account, Assignment, Edition, EditionId, Group, GroupId, Organisation, OrganisationId, Participation, Person,
    PersonId, Role, Round, RoundId,
    permit::{Action, Object},
};
use storage::Stored;

use crate::{Office, Trouble, Visitor};

pub(crate) use applications::blank;
pub use applications::{
    AnswerForm, ApplicationForm, ApplicationLine, ApplicationView, ConditionView, PersonChoice, RoleView,
};
pub use arrange::{ModelChoice, RoundForm, Timing};
pub use conditions::{Lack, lacking};
pub use decision::{Paper, Press};
pub(crate) use groups::NewGroup;
pub use groups::{GroupForm, GroupView, MemberView, Misfit};
pub use judging::Judgement;
pub(crate) use judging::decision_letter;
pub use log::LogLine;
pub use taking_part::{Joining, Leaving, ParticipantLine, PromiseLine};
pub use view::{MyApplication, RoundLine, RoundView};

/// Somebody with a role in an organisation today, and how to write to them.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    /// The person.
    pub(crate) person: Stored<Person>,
    /// The account.
    pub(crate) account: Stored<Account>,
}

impl Office {
    /// A round that the visitor may know of: a draft is its organiser's alone.
    pub(crate) async fn the_round(&self, visitor: Option<&Visitor>, id: RoundId) -> Result<Stored<Round>, Trouble> {
        let hidden = || if visitor.is_none() { Trouble::SignIn } else { Trouble::Nothing };
        let round = self.store.get::<Round>(id).await?.ok_or_else(hidden)?;
        if !round.body.state.is_public() {
            self.allow(visitor, Action::ManageRound, &object_of_round(&round)).map_err(|_| hidden())?;
        }
        Ok(round)
    }

    /// A round that the visitor runs.
    pub(crate) async fn my_round(&self, visitor: &Visitor, id: RoundId) -> Result<Stored<Round>, Trouble> {
        let round = self.the_round(Some(visitor), id).await?;
        self.allow(Some(visitor), Action::ManageRound, &object_of_round(&round))?;
        Ok(round)
    }

    /// The model a round follows, as it was when the round was bound to it.
    pub(crate) async fn bound(&self, id: EditionId) -> Result<Arc<Bound>, Trouble> {
        if let Some(known) = self.bound.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(Arc::clone(known));
        }
        let edition = self.store.get::<Edition>(id).await?.ok_or(Trouble::ModelLost)?;
        let bound = Bound::read(&edition.body.text, &edition.body.fingerprint).ok_or(Trouble::ModelLost)?;
        let bound = Arc::new(bound);
        self.bound.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&bound));
        Ok(bound)
    }

    /// The groups of a round, by name.
    pub(crate) async fn groups_of(&self, round: RoundId) -> Result<Vec<Stored<Group>>, Trouble> {
        let mut groups = self.store.pointing_at::<Group>("round", round).await?;
        groups.sort_by(|a, b| i18n::compare_names(&a.body.name, &b.body.name));
        Ok(groups)
    }

    /// Who takes or took part in a round, in the order they came.
    pub(crate) async fn participations_of(&self, round: RoundId) -> Result<Vec<Stored<Participation>>, Trouble> {
        Ok(self.store.pointing_at::<Participation>("round", round).await?)
    }

    /// Every organisation by id.
    pub(crate) async fn every_organisation(&self) -> Result<BTreeMap<OrganisationId, Organisation>, Trouble> {
        Ok(self.store.list::<Organisation>().await?.into_iter().map(|it| (it.id, it.body)).collect())
    }

    /// Who holds one of these roles in an organisation today and can be written to, once each.
    pub(crate) async fn holders(&self, organisation: OrganisationId, roles: &[Role]) -> Result<Vec<Held>, Trouble> {
        let today = self.today();
        let mut held: Vec<Held> = Vec::new();
        for it in self.store.list_of::<Assignment>(organisation).await? {
            let known = held.iter().any(|other| other.person.id == it.body.person);
            if !known && it.body.holds(today) && roles.contains(&it.body.role) {
                held.extend(self.held(it.body.person).await?);
            }
        }
        Ok(held)
    }

    /// Somebody who can be written to: not erased, and with an account that is open.
    pub(crate) async fn held(&self, person: PersonId) -> Result<Option<Held>, Trouble> {
        let Some(account) = self.account_of(person).await?.filter(|it| !it.body.closed) else { return Ok(None) };
        Ok(self.store.get::<Person>(person).await?.map(|person| Held { person, account }))
    }

    /// Who holds anything in these organisations today and is not erased.
    pub(crate) async fn people_in(
        &self,
        organisations: Vec<OrganisationId>,
    ) -> Result<BTreeMap<OrganisationId, BTreeSet<PersonId>>, Trouble> {
        let today = self.today();
        let mut held = self.store.list_of_any::<Assignment>(organisations).await?;
        held.retain(|it| it.body.holds(today));
        let known = self.store.many::<Person>(held.iter().map(|it| it.body.person)).await?;
        let mut people: BTreeMap<OrganisationId, BTreeSet<PersonId>> = BTreeMap::new();
        for it in held {
            if known.contains_key(&it.body.person) {
                people.entry(it.body.organisation).or_default().insert(it.body.person);
            }
        }
        Ok(people)
    }

    /// A group, to be asked about.
    pub(crate) fn object_of_group(&self, id: GroupId, group: &Group) -> Object {
        Object { groups: [id].into(), rounds: [group.round].into(), ..Object::default() }
    }

    /// Refuses to change what rests.
    pub(crate) fn alive(&self, round: &Round) -> Result<(), Trouble> {
        if round.state.is_alive() { Ok(()) } else { Err(Trouble::RoundRests(round.state)) }
    }
}

/// A round, to be asked about.
pub(crate) fn object_of_round(round: &Stored<Round>) -> Object {
    Object { owners: [round.body.organiser].into(), rounds: [round.id].into(), ..Object::default() }
}

/// A text of the model in the reader's language.
pub(crate) fn told(text: &method::Text, lang: Lang) -> String {
    text.get(lang.pick(method::Lang::Sv, method::Lang::En)).to_owned()
}

/// A written line; nothing where it is empty.
pub(crate) fn written(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// A written text with the line breaks of a form made plain.
pub(crate) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// A written day.
pub(crate) fn day(text: &str) -> Result<Option<Date>, Trouble> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Trouble::NoDate(text.to_owned())),
    }
}
