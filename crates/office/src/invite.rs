//! Inviting: a person, an account and an assignment at once, and the letter with the link.

use jiff::civil::Date;
use programme::{
    Account, Assignment, Email, Language, Organisation, OrganisationId, OrganisationKind, Person, PersonId, Role, fold,
    permit::{Action, Denial, Object},
};
use storage::{Author, Change, Stored};

use crate::{Office, Trouble, Visitor, enrol::INVITATION, letters, limits};

/// Minutes an invitation holds: fourteen days.
const MINUTES: i64 = 14 * 24 * 60;

/// Whom to invite, as what.
#[derive(Debug, Clone, Default)]
pub struct NewInvitation {
    /// First and last name.
    pub name: String,
    /// Work address.
    pub email: String,
    /// Title at work.
    pub title: String,
    /// As what: [`Role::code`].
    pub role: String,
    /// The language they read.
    pub language: Language,
    /// The first day; empty: today.
    pub from: String,
}

/// How the invitation reaches the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// By letter, to this address.
    Posted(String),
    /// No letters leave here: hand over this link.
    Link(String),
    /// The person can sign in already, and has got a role more.
    Known,
}

impl Office {
    /// Invites a person to an organisation.
    ///
    /// # Errors
    /// When the visitor may not give that role there, or something is missing.
    pub async fn invite(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
        new: &NewInvitation,
    ) -> Result<Handed, Trouble> {
        let role = role(&new.role)?;
        let object = Object { role: Some(role), ..self.object_of(organisation).await? };
        self.allow(Some(visitor), Action::InvitePerson, &object)?;
        self.limit(limits::INVITING, &visitor.person.to_string()).await?;
        let there = self.store.get::<Organisation>(organisation).await?.ok_or(Trouble::Nothing)?;
        let mut change = self.change(visitor.author());
        let (handed, _) = self.engage(&mut change, &there, new, &[role], Some(visitor)).await?;
        self.store.write(&change).await?;
        Ok(handed)
    }

    /// A new link for somebody who has not set up how to sign in.
    ///
    /// # Errors
    /// As [`Office::invite`]; [`Trouble::Nothing`] when the person has.
    pub async fn invite_again(
        &self,
        visitor: &Visitor,
        assignment: programme::AssignmentId,
    ) -> Result<Handed, Trouble> {
        let assignment = self.store.get::<Assignment>(assignment).await?.ok_or(Trouble::Nothing)?;
        let organisation = assignment.body.organisation;
        let object = Object { role: Some(assignment.body.role), ..self.object_of(organisation).await? };
        self.allow(Some(visitor), Action::InvitePerson, &object)?;
        self.limit(limits::INVITING, &visitor.person.to_string()).await?;
        let account = self.account_of(assignment.body.person).await?.ok_or(Trouble::Nothing)?;
        if !self.may_open(Some(visitor), account.body.person).await? {
            return Err(Trouble::Denied(Denial::NotGiven { role: assignment.body.role }));
        }
        if self.can_sign_in(&account).await? {
            return Err(Trouble::Nothing);
        }
        let person = self.store.get::<Person>(assignment.body.person).await?.ok_or(Trouble::Nothing)?;
        let there = self.store.get::<Organisation>(organisation).await?.ok_or(Trouble::Nothing)?;
        let mut change = self.change(visitor.author());
        change.void_ceremonies(account.id, INVITATION);
        let handed = self.hand(&mut change, &account, &person.body, &there.body.name, Some(&visitor.name))?;
        self.store.write(&change).await?;
        Ok(handed)
    }

    /// Makes a user from the command line: the first operator, or an organiser. Returns the link, and
    /// the organisation, which is made when there is none of that name.
    ///
    /// # Errors
    /// When something is missing or the storage fails.
    pub async fn create_user(
        &self,
        organisation: &str,
        new: &NewInvitation,
        roles: &[Role],
    ) -> Result<(Handed, OrganisationId), Trouble> {
        let mut change = self.change(Author::Operator);
        let folded = fold(organisation);
        let all = self.store.list::<Organisation>().await?;
        let there = match all.into_iter().find(|it| fold(&it.body.name) == folded) {
            Some(there) => there,
            None => self.insert_organiser(&mut change, organisation)?,
        };
        let (handed, known) = self.engage(&mut change, &there, new, roles, None).await?;
        self.store.write(&change).await?;
        // At the machine the link is always shown: it may be the one that sets up the mail.
        Ok((known.unwrap_or(handed), there.id))
    }

    fn insert_organiser(&self, change: &mut Change, name: &str) -> Result<Stored<Organisation>, Trouble> {
        let body =
            Organisation { kind: OrganisationKind::Organiser, name: name.trim().to_owned(), area: None, parent: None };
        let id: OrganisationId = self.id();
        change.insert(id, &body)?;
        let now = self.now();
        Ok(Stored { id, version: 1, visibility: Default::default(), created_at: now, changed_at: now, body })
    }

    /// Puts person, account and assignments into a change. Returns how the invitation reaches the
    /// person, and the bare link where there is one.
    async fn engage(
        &self,
        change: &mut Change,
        there: &Stored<Organisation>,
        new: &NewInvitation,
        roles: &[Role],
        by: Option<&Visitor>,
    ) -> Result<(Handed, Option<Handed>), Trouble> {
        let email = Email::try_from(new.email.clone()).map_err(|_| Trouble::NoEmail(new.email.clone()))?;
        let from = self.day(&new.from)?.unwrap_or_else(|| self.today());
        let known = self.store.by_key::<Account>(&Account::key_of(&email)).await?;
        let may_open = match &known {
            Some(account) => self.may_open(by, account.body.person).await?,
            None => true,
        };
        let (account, person) = match known {
            Some(account) => {
                let person = self.store.get::<Person>(account.body.person).await?.ok_or(Trouble::Nothing)?;
                // A role for somebody else than was meant is worse than asking once more.
                if fold(&person.body.name) != fold(&new.name) {
                    return Err(Trouble::OtherName);
                }
                (account, person.body)
            }
            None => self.insert_person(change, new, email)?,
        };
        let by = by.map(|visitor| visitor.name.as_str());
        for role in roles {
            let assignment =
                Assignment { person: account.body.person, organisation: there.id, role: *role, from, to: None };
            change.insert(self.id(), &assignment)?;
        }
        if self.can_sign_in(&account).await? {
            let letter = letters::new_role(self, &person, &account, &there.body.name, roles, by);
            self.enqueue_letter(change, account.body.person, &letter)?;
            return Ok((Handed::Known, None));
        }
        if !may_open {
            return Ok((Handed::Known, None));
        }
        change.void_ceremonies(account.id, INVITATION);
        let link = self.invitation(change, &account, person.language);
        let letter = letters::invitation(self, &person, &account, &there.body.name, &link, by);
        self.enqueue_letter(change, account.body.person, &letter)?;
        let shown = Handed::Link(link);
        Ok((if self.settings.posts { Handed::Posted(letter.to) } else { shown.clone() }, Some(shown)))
    }

    /// Whether a visitor may hold in hand what opens somebody's account: only who may give every role
    /// that comes with it. At the machine one may.
    pub(crate) async fn may_open(&self, by: Option<&Visitor>, person: PersonId) -> Result<bool, Trouble> {
        let Some(visitor) = by else { return Ok(true) };
        let today = self.today();
        for it in self.assignments_of(person).await? {
            if it.body.to.is_some_and(|last| last < today) {
                continue;
            }
            let object = Object { role: Some(it.body.role), ..self.object_of(it.body.organisation).await? };
            if !self.may(visitor, Action::InvitePerson, &object) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn insert_person(
        &self,
        change: &mut Change,
        new: &NewInvitation,
        email: Email,
    ) -> Result<(Stored<Account>, Person), Trouble> {
        let title = new.title.trim();
        let person = Person {
            name: new.name.trim().to_owned(),
            email: email.clone(),
            phone: None,
            title: (!title.is_empty()).then(|| title.to_owned()),
            language: new.language,
        };
        let (id, now): (PersonId, _) = (self.id(), self.now());
        change.insert(id, &person)?;
        let body = Account { person: id, email, closed: false };
        let account = Stored {
            id: self.id(),
            version: 1,
            visibility: Default::default(),
            created_at: now,
            changed_at: now,
            body,
        };
        change.insert(account.id, &account.body)?;
        Ok((account, person))
    }

    fn hand(
        &self,
        change: &mut Change,
        account: &Stored<Account>,
        person: &Person,
        organisation: &str,
        by: Option<&str>,
    ) -> Result<Handed, Trouble> {
        let link = self.invitation(change, account, person.language);
        let letter = letters::invitation(self, person, account, organisation, &link, by);
        self.enqueue_letter(change, account.body.person, &letter)?;
        Ok(if self.settings.posts { Handed::Posted(letter.to) } else { Handed::Link(link) })
    }

    /// Puts a new link into a change.
    pub(crate) fn invitation(&self, change: &mut Change, account: &Stored<Account>, language: Language) -> String {
        let token = self.token();
        change.start_ceremony(self.ceremony(&token, INVITATION, Some(account.id.into()), String::new(), MINUTES));
        self.link(&letters::path(language, letters::Page::Invitation, token.as_str()))
    }

    /// A day as people write it; `None` when nothing is written.
    pub(crate) fn day(&self, text: &str) -> Result<Option<Date>, Trouble> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| Trouble::NoDate(text.to_owned()))
    }

    pub(crate) async fn account_of(&self, person: PersonId) -> Result<Option<Stored<Account>>, Trouble> {
        Ok(self.store.by_key::<Account>(&Account::key_of_person(person)).await?)
    }

    /// Whether an account has a way in.
    pub(crate) async fn can_sign_in(&self, account: &Stored<Account>) -> Result<bool, Trouble> {
        use crate::sign_in::kind;
        let secrets = self.store.secrets(account.id).await?;
        Ok(secrets.iter().any(|secret| secret.kind == kind::PASSWORD || secret.kind == kind::KEY))
    }
}

/// A role by its code.
pub(crate) fn role(code: &str) -> Result<Role, Trouble> {
    Role::ALL.into_iter().find(|role| role.code() == code).ok_or(Trouble::Missing("role"))
}
