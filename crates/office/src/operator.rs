//! What the operator sees and does: jobs and mail (not their content), accounts by address, the
//! storage. No content of the programme.

use jiff::Timestamp;
use programme::{
    Account, Email, Id, Person,
    permit::{Action, Object},
};
use storage::{Job, JobState, Report, Stored};

use crate::{Handed, Office, Trouble, Visitor, enrol::ONE_TIME, limits, sign_in::kind};

/// The most jobs shown of a state.
const MOST: i64 = 50;

/// The operator's page.
#[derive(Debug, Clone)]
pub struct OperatorView {
    /// Which database.
    pub database: String,
    /// How many jobs are in each state.
    pub counts: Vec<(JobState, i64)>,
    /// Jobs that were given up.
    pub dead: Vec<Job>,
    /// Jobs that wait or are under way.
    pub waiting: Vec<Job>,
    /// Whether letters leave.
    pub posts: bool,
    /// Whether passkeys can be used.
    pub keys: bool,
    /// The address people reach us by.
    pub address: String,
    /// The time.
    pub now: Timestamp,
}

/// What the operator may know of an account.
#[derive(Debug, Clone)]
pub struct AccountState {
    /// The address asked for.
    pub email: String,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether its owner has set up how to sign in.
    pub joined: bool,
    /// Its version.
    pub version: i64,
}

impl Office {
    /// The operator's page.
    ///
    /// # Errors
    /// When the visitor is no operator.
    pub async fn operator(&self, visitor: &Visitor) -> Result<OperatorView, Trouble> {
        self.allow(Some(visitor), Action::SeeJobs, &Object::default())?;
        let mut waiting = self.store.jobs(JobState::Running, MOST).await?;
        waiting.extend(self.store.jobs(JobState::Waiting, MOST).await?);
        Ok(OperatorView {
            database: self.store.database().to_owned(),
            counts: self.store.job_counts().await?,
            dead: self.store.jobs(JobState::Dead, MOST).await?,
            waiting,
            posts: self.settings.posts,
            keys: self.has_keys(),
            address: self.settings.address.to_string(),
            now: self.now(),
        })
    }

    /// Tries a job again that was given up.
    ///
    /// # Errors
    /// When the visitor is no operator.
    pub async fn retry_job(&self, visitor: &Visitor, job: Id) -> Result<(), Trouble> {
        self.allow(Some(visitor), Action::RetryJob, &Object::default())?;
        let mut change = self.change(visitor.author());
        change.retry_job(job);
        self.store.write(&change).await?;
        Ok(())
    }

    /// Looks at everything that is stored.
    ///
    /// # Errors
    /// When the visitor is no operator.
    pub async fn verify_storage(&self, visitor: &Visitor) -> Result<Report, Trouble> {
        self.allow(Some(visitor), Action::SeeStorage, &Object::default())?;
        Ok(self.store.verify().await?)
    }

    /// The state of the account of an address.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] when there is none.
    pub async fn account_state(&self, visitor: &Visitor, email: &str) -> Result<AccountState, Trouble> {
        let account = self.managed(visitor, email).await?;
        Ok(AccountState {
            email: account.body.email.as_str().to_owned(),
            closed: account.body.closed,
            joined: self.can_sign_in(&account).await?,
            version: account.version,
        })
    }

    /// Lets somebody who has tried too often try again.
    ///
    /// # Errors
    /// As [`Office::account_state`].
    pub async fn unlock_account(&self, visitor: &Visitor, email: &str) -> Result<(), Trouble> {
        let account = self.managed(visitor, email).await?;
        self.forgive(limits::ACCOUNT, &account.body.email.folded()).await?;
        self.forgive(limits::RECOVERY, &account.body.email.folded()).await
    }

    /// Closes an account, which ends its sessions, or opens it again.
    ///
    /// # Errors
    /// As [`Office::account_state`].
    pub async fn close_account(&self, visitor: &Visitor, email: &str, closed: bool) -> Result<(), Trouble> {
        self.freshly(visitor)?;
        let account = self.managed(visitor, email).await?;
        let mut change = self.change(visitor.author());
        change.update(account.id, account.version, &Account { closed, ..account.body })?;
        if closed {
            change.revoke_sessions(account.id, None);
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// For who has lost every way in: takes the old ones away and invites anew.
    ///
    /// # Errors
    /// As [`Office::account_state`].
    pub async fn start_over(&self, visitor: &Visitor, email: &str) -> Result<Handed, Trouble> {
        self.freshly(visitor)?;
        let account = self.managed(visitor, email).await?;
        if account.body.closed {
            return Err(Trouble::Nothing);
        }
        let person = self.store.get::<Person>(account.body.person).await?.ok_or(Trouble::Nothing)?;
        let mut change = self.change(visitor.author());
        for secret in self.store.secrets(account.id).await? {
            if [kind::PASSWORD, kind::CODE, kind::KEY, kind::BACKUP].contains(&secret.kind.as_str()) {
                change.drop_secret(account.id, secret.id);
            }
        }
        change.revoke_sessions(account.id, None);
        for kind in ONE_TIME {
            change.void_ceremonies(account.id, kind);
        }
        let link = self.invitation(&mut change, &account, person.body.language);
        let letter = crate::letters::started_over(&person.body, &account, &link);
        self.enqueue_letter(&mut change, person.id, &letter)?;
        self.store.write(&change).await?;
        Ok(if self.settings.posts { Handed::Posted(letter.to) } else { Handed::Link(link) })
    }

    async fn managed(&self, visitor: &Visitor, email: &str) -> Result<Stored<Account>, Trouble> {
        self.allow(Some(visitor), Action::ManageAccounts, &Object::default())?;
        let email = Email::try_from(email.to_owned()).map_err(|_| Trouble::NoEmail(email.to_owned()))?;
        self.store.by_key::<Account>(&Account::key_of(&email)).await?.ok_or(Trouble::Nothing)
    }
}
