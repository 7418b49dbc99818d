//! Personal data: seen, corrected, taken out, erased. By the person, or by an organiser who is asked to.

use programme::{
    Account, Assignment, Email, Language, Organisation, Person, PersonId,
    permit::{Action, Denial, Object, Scope},
};
use serde::Serialize;
use serde_json::{Value, json};
use storage::Stored;

use crate::{Office, Trouble, Visitor, enrol::ONE_TIME, letters};

/// One's own data, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MyData {
    /// The version that was read.
    pub version: i64,
    /// First and last name.
    pub name: String,
    /// Title at work.
    pub title: String,
    /// Work address, which one also signs in with.
    pub email: String,
    /// Work telephone.
    pub phone: String,
    /// `sv` or `en`.
    pub language: String,
}

impl Office {
    /// A person's data, to be corrected: the visitor's own, or another's for who may.
    ///
    /// # Errors
    /// When the visitor may not, or there is no such person.
    pub async fn person_data(&self, visitor: &Visitor, person: PersonId) -> Result<MyData, Trouble> {
        self.allow(Some(visitor), Action::EditPerson, &self.object_of_person(person).await?)?;
        let person = self.person(person).await?;
        Ok(MyData {
            version: person.version,
            name: person.body.name,
            title: person.body.title.unwrap_or_default(),
            email: person.body.email.as_str().to_owned(),
            phone: person.body.phone.unwrap_or_default(),
            language: match person.body.language {
                Language::Sv => "sv".into(),
                Language::En => "en".into(),
            },
        })
    }

    /// Corrects it. A new address is also the one to sign in with; the old one is told.
    ///
    /// # Errors
    /// [`Trouble::Stale`] for a new address; a conflict when it was changed since.
    pub async fn correct(&self, visitor: &Visitor, person: PersonId, new: &MyData) -> Result<(), Trouble> {
        self.allow(Some(visitor), Action::EditPerson, &self.object_of_person(person).await?)?;
        let old = self.person(person).await?.body;
        let email = Email::try_from(new.email.clone()).map_err(|_| Trouble::NoEmail(new.email.clone()))?;
        let written = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let corrected = Person {
            name: new.name.trim().to_owned(),
            email: email.clone(),
            phone: written(&new.phone),
            title: written(&new.title),
            language: if new.language == "en" { Language::En } else { Language::Sv },
        };
        let mut change = self.change(visitor.author());
        change.update(person, new.version, &corrected)?;
        if let Some(account) = self.account_of(person).await?
            && email.folded() != account.body.email.folded()
        {
            self.freshly(visitor)?;
            if person != visitor.person && !self.may_open(Some(visitor), person).await? {
                return Err(Trouble::Denied(Denial::TooFar { reaches: Scope::Self_ }));
            }
            // What was sent to the old address opens nothing any more.
            for kind in ONE_TIME {
                change.void_ceremonies(account.id, kind);
            }
            let letter = letters::changed_address(&old, &account.body.email, &email);
            self.enqueue_letter(&mut change, person, &letter)?;
            change.update(account.id, account.version, &Account { email, ..account.body })?;
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Everything that is kept about the visitor, as JSON.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn take_out_my_data(&self, visitor: &Visitor) -> Result<Value, Trouble> {
        self.allow(Some(visitor), Action::ExportPerson, &mine(visitor))?;
        let person = self.person(visitor.person).await?;
        let account = self.account(visitor.account).await?;
        let mut assignments = Vec::new();
        let mut kept = vec![programme::Id::from(visitor.person), visitor.account.into()];
        for assignment in self.assignments_of(visitor.person).await? {
            kept.push(assignment.id.into());
            let there = self.store.get::<Organisation>(assignment.body.organisation).await?;
            let Assignment { role, from, to, .. } = assignment.body;
            assignments
                .push(json!({ "organisation": there.map(|it| it.body.name), "role": role, "from": from, "to": to }));
        }
        let security = self.security(visitor).await?;
        let sessions = self.store.sessions(visitor.account).await?;
        let mut history = Vec::new();
        for id in kept {
            for entry in self.store.history(id).await? {
                let after: Option<Value> = entry.after.as_deref().and_then(|body| serde_json::from_str(body).ok());
                history.push(json!({ "at": entry.at, "by": entry.author.to_string(), "action": entry.action.code(), "after": after }));
            }
        }
        Ok(json!({
            "made_at": self.now(),
            "person": person.body,
            "account": { "email": account.body.email, "made_at": account.created_at },
            "assignments": assignments,
            "said_and_named": self.naming(visitor.person).await?,
            "password_set_at": security.password,
            "codes_on_paper": security.paper,
            "passkeys": security.keys.iter().map(|key| json!({ "name": key.label, "made_at": key.made, "used_at": key.used })).collect::<Vec<_>>(),
            "sessions": sessions.iter().map(|it| json!({ "browser": it.agent, "begun_at": it.created_at, "seen_at": it.seen_at, "ended_at": it.revoked_at })).collect::<Vec<_>>(),
            "history": history,
        }))
    }

    /// Erases a person's data for good, and with it the account; assignments end today. `name` is
    /// written by hand, so that nobody does it by mistake.
    ///
    /// # Errors
    /// [`Trouble::Stale`]; [`Trouble::Missing`] when the name is another.
    pub async fn erase(&self, visitor: &Visitor, person: PersonId, name: &str) -> Result<(), Trouble> {
        self.allow(Some(visitor), Action::ErasePerson, &self.object_of_person(person).await?)?;
        self.freshly(visitor)?;
        if programme::fold(name) != programme::fold(&self.person(person).await?.body.name) {
            return Err(Trouble::Missing("your_name"));
        }
        let today = self.today();
        let mut change = self.change(visitor.author());
        for assignment in self.assignments_of(person).await? {
            if assignment.body.to.is_none_or(|last| today < last) {
                let to = Some(today.max(assignment.body.from));
                change.update(assignment.id, assignment.version, &Assignment { to, ..assignment.body })?;
            }
        }
        if let Some(account) = self.account_of(person).await? {
            change.revoke_sessions(account.id, None);
            change.erase(account.id);
        }
        self.erase_said(&mut change, person).await?;
        change.erase(person);
        self.store.write(&change).await?;
        Ok(())
    }

    async fn person(&self, id: PersonId) -> Result<Stored<Person>, Trouble> {
        self.store.get::<Person>(id).await?.ok_or(Trouble::Nothing)
    }
}

fn mine(visitor: &Visitor) -> Object {
    Object { person: Some(visitor.person), ..Object::default() }
}
