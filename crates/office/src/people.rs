//! The people of an organisation: who, as what, from when to when.

use std::collections::BTreeMap;

use jiff::civil::Date;
use programme::{
    Account, Assignment, AssignmentId, OrganisationId, Person, PersonId, Role,
    permit::{Action, Denial, Object},
};

use storage::Stored;

use crate::{Office, Trouble, Visitor};

/// A person in an organisation.
#[derive(Debug, Clone)]
pub struct PersonLine {
    /// The assignment.
    pub id: AssignmentId,
    /// Its version.
    pub version: i64,
    /// The person.
    pub person: PersonId,
    /// The name; `None`: not for the visitor to see, or erased.
    pub name: Option<String>,
    /// Whether the name was erased.
    pub erased: bool,
    /// Title, address and telephone at work, where the visitor may see them.
    pub contact: Option<Contact>,
    /// As what.
    pub role: Role,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
    /// Whether it holds today.
    pub today: bool,
    /// Whether the person can sign in; `false`: invited.
    pub joined: bool,
    /// Whether it is the visitor.
    pub me: bool,
    /// Whether the visitor may end it.
    pub may_end: bool,
    /// Whether the visitor may see the assignment's history.
    pub may_see_history: bool,
    /// Whether the visitor may correct the person's data.
    pub may_correct: bool,
    /// Whether the visitor may send the invitation again.
    pub may_invite_again: bool,
}

/// Somebody's work contact.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Title.
    pub title: Option<String>,
    /// Address.
    pub email: String,
    /// Telephone.
    pub phone: Option<String>,
}

impl Office {
    pub(crate) async fn people(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
    ) -> Result<Vec<PersonLine>, Trouble> {
        let mut lines = Vec::new();
        let here = self.object_of(organisation).await?;
        let assignments = self.store.list_of::<Assignment>(organisation).await?;
        let ids = || assignments.iter().map(|it| it.body.person);
        let people = self.store.many::<Person>(ids()).await?;
        let accounts = self.store.pointing_at_any::<Account>("person", ids()).await?;
        let accounts: BTreeMap<PersonId, Stored<Account>> =
            accounts.into_iter().map(|it| (it.body.person, it)).collect();
        for assignment in assignments {
            let Assignment { person, role, from, to, .. } = assignment.body;
            let object = Object { person: Some(person), role: Some(role), ..here.clone() };
            let may_end =
                to.is_none_or(|last| self.today() <= last) && self.may(visitor, Action::EndAssignment, &object);
            let sees_contact = self.may(visitor, Action::SeeContact, &object);
            let sees_name = sees_contact || self.may(visitor, Action::EndAssignment, &object);
            let known = people.get(&person).map(|person| person.body.clone());
            let known_there = known.is_some();
            let account = accounts.get(&person);
            let joined = match account {
                Some(account) => self.can_sign_in(account).await?,
                None => false,
            };
            lines.push(PersonLine {
                id: assignment.id,
                version: assignment.version,
                person,
                erased: known.is_none(),
                name: known.as_ref().filter(|_| sees_name).map(|person| person.name.clone()),
                contact: known.filter(|_| sees_contact).map(|person| Contact {
                    title: person.title,
                    email: person.email.as_str().to_owned(),
                    phone: person.phone,
                }),
                role,
                from,
                to,
                today: assignment.body.holds(self.today()),
                joined,
                may_see_history: self.may(visitor, Action::SeeHistory, &object),
                may_correct: known_there && self.may(visitor, Action::EditPerson, &object),
                me: person == visitor.person,
                may_end,
                may_invite_again: account.is_some() && !joined && self.may(visitor, Action::InvitePerson, &object),
            });
        }

        lines.sort_by(|a, b| {
            let name = |line: &PersonLine| line.name.clone().unwrap_or_default();
            b.today.cmp(&a.today).then(a.role.cmp(&b.role)).then_with(|| i18n::compare_names(&name(a), &name(b)))
        });
        Ok(lines)
    }

    /// Ends an assignment after its last day.
    ///
    /// # Errors
    /// When the visitor may not, or the day lies before the first.
    pub async fn end_assignment(
        &self,
        visitor: &Visitor,
        id: AssignmentId,
        version: i64,
        last: &str,
    ) -> Result<OrganisationId, Trouble> {
        let assignment = self.store.get::<Assignment>(id).await?.ok_or(Trouble::Nothing)?;
        let organisation = assignment.body.organisation;
        let object = Object {
            person: Some(assignment.body.person),
            role: Some(assignment.body.role),
            ..self.object_of(organisation).await?
        };
        self.allow(Some(visitor), Action::EndAssignment, &object)?;
        let last = self.day(last)?.unwrap_or_else(|| self.today());
        // What has ended stays so, and nobody prolongs by ending: that is for who may invite.
        if assignment.body.to.is_some_and(|to| to < self.today() || to < last) {
            return Err(Trouble::Denied(Denial::NotGiven { role: assignment.body.role }));
        }
        let mut change = self.change(visitor.author());
        change.update(id, version, &Assignment { to: Some(last), ..assignment.body })?;
        self.store.write(&change).await?;
        Ok(organisation)
    }
}
