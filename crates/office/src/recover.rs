//! A forgotten password. The page answers the same to everybody; whether there is an account is found
//! out by a job, so that neither words nor time tell. The letter's link alone opens nothing: it takes a
//! code as well, from the phone or from paper.

use programme::{Account, Email};
use serde::{Deserialize, Serialize};
use storage::{Claim, NewJob, token_hash};

use crate::{
    Office, SignedIn, Trouble,
    enrol::INVITATION,
    letters, limits,
    sign_in::{Caller, kind, signing_in, spent},
};
use keys::Token;

/// The link of a letter.
pub(crate) const RECOVERY: &str = "recovery";
/// Minutes it holds.
const MINUTES: i64 = 60;
/// The job that looks for the account.
pub(crate) const JOB: &str = "recover";

#[derive(Serialize, Deserialize)]
struct Asked {
    email: String,
}

/// What the link and a code lead to.
#[derive(Debug, Clone)]
pub enum Recovered {
    /// Signed in with the new password.
    In(SignedIn),
    /// The code was of paper, so the phone may be lost: password and codes are set up anew, by this
    /// link.
    SetUp(Token),
}

impl Office {
    /// Somebody has forgotten a password. Says nothing.
    ///
    /// # Errors
    /// [`Trouble::NoEmail`], [`Trouble::TooMany`]: the same for everybody.
    pub async fn forgot(&self, email: &str, caller: &Caller) -> Result<(), Trouble> {
        let email = Email::try_from(email.to_owned()).map_err(|_| Trouble::NoEmail(email.to_owned()))?;
        self.limit(limits::ADDRESS, &caller.address).await?;
        self.limit(limits::RECOVERY, &email.folded()).await?;
        let mut change = self.change(signing_in());
        change.enqueue(NewJob::new(self.id(), JOB, &Asked { email: email.as_str().to_owned() })?);
        self.store.write(&change).await?;
        Ok(())
    }

    /// The job: a letter, if there is an account.
    pub(crate) async fn look_for_forgetful(&self, job: &Claim) -> Result<(), Trouble> {
        let asked: Asked = serde_json::from_str(&job.payload).map_err(|e| Trouble::Ours(e.to_string()))?;
        let mut change = self.change(signing_in());
        change.finish(job);
        if let Ok(email) = Email::try_from(asked.email)
            && let Some(account) = self.open_account(&email).await?
            && let Some(person) = self.store.get::<programme::Person>(account.body.person).await?
        {
            let letter = if self.can_sign_in(&account).await? {
                let token = self.token();
                change.void_ceremonies(account.id, RECOVERY);
                change.start_ceremony(self.ceremony(&token, RECOVERY, Some(account.id.into()), String::new(), MINUTES));
                let path = letters::path(person.body.language, letters::Page::Recovery, token.as_str());
                letters::recovery(&person.body, &account, &self.link(&path))
            } else {
                change.void_ceremonies(account.id, INVITATION);
                let link = self.invitation(&mut change, &account, person.body.language);
                letters::invitation_again(&person.body, &account, &link)
            };
            self.enqueue_letter(&mut change, account.body.person, &letter)?;
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Whether a link holds.
    ///
    /// # Errors
    /// [`Trouble::Spent`].
    pub async fn recovery_holds(&self, link: &str) -> Result<(), Trouble> {
        let there = self.store.ceremony(&token_hash(link), RECOVERY, self.now()).await?;
        there.map(|_| ()).ok_or(Trouble::Spent)
    }

    /// A new password, with the link and a code. Every other session ends.
    ///
    /// # Errors
    /// [`Trouble::Spent`], [`Trouble::Wrong`], [`Trouble::Weak`], [`Trouble::TooMany`].
    pub async fn recover(
        &self,
        link: &str,
        password: &str,
        again: &str,
        code: &str,
        caller: &Caller,
    ) -> Result<Recovered, Trouble> {
        self.limit(limits::ADDRESS, &caller.address).await?;
        let hash = token_hash(link);
        let ceremony = self.store.ceremony(&hash, RECOVERY, self.now()).await?.ok_or(Trouble::Spent)?;
        let account = self.store.get::<Account>(ceremony.record.ok_or(Trouble::Spent)?.into()).await?;
        let account = account.filter(|account| !account.body.closed).ok_or(Trouble::Spent)?;
        self.limit(limits::ACCOUNT, &account.body.email.folded()).await?;
        self.check_password(&account, password, again).await?;
        let hashed = self.hash(password).await?;
        let of_paper = self.take_code(account.id, code).await?;
        let mut change = self.change(signing_in());
        change.use_ceremony(hash, RECOVERY);
        if of_paper {
            let token = self.token();
            change.start_ceremony(self.ceremony(&token, INVITATION, Some(account.id.into()), String::new(), MINUTES));
            self.store.write(&change).await.map_err(spent)?;
            return Ok(Recovered::SetUp(token));
        }
        change.put_secret(self.secret(account.id, kind::PASSWORD, "", hashed, true));
        change.revoke_sessions(account.id, None);
        let signed_in = self.session(&mut change, account.id, caller);
        let letter = letters::changed_sign_in(self, &account).await?;
        self.enqueue_letter(&mut change, account.body.person, &letter)?;
        self.store.write(&change).await.map_err(spent)?;
        self.forgive(limits::ACCOUNT, &account.body.email.folded()).await?;
        Ok(Recovered::In(signed_in))
    }
}
