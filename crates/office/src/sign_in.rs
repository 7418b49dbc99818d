//! Signing in: with a password and a code, or with a passkey; and out.

use jiff::ToSpan;
use keys::{Code, CodeKey, Token, backup_code_hash};
use programme::{Account, AccountId, Email, Id};
use serde::{Deserialize, Serialize};
use storage::{NewCeremony, NewSession, Secret, Stored, token_hash};

use crate::{
    Office, Trouble, Visitor, limits,
    visitor::{LONGEST_DAYS, after},
};

/// Kinds of secrets of an account.
pub(crate) mod kind {
    pub(crate) const PASSWORD: &str = "password";
    pub(crate) const CODE: &str = "totp";
    pub(crate) const KEY: &str = "passkey";
    pub(crate) const BACKUP: &str = "backup";
}

/// Between password and code.
const HALF_WAY: &str = "half-way";
/// Between a key's question and its answer.
const KEY: &str = "key";

/// Who calls: for limits and for the list of sessions.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// The network address.
    pub address: String,
    /// The browser, in a few words.
    pub agent: String,
}

/// Signed in: the token for the cookie.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Goes into the cookie.
    pub token: Token,
    /// Who.
    pub account: AccountId,
}

/// A key for codes, and the last code that was taken.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Codes {
    pub(crate) key: String,
    pub(crate) last: Option<u64>,
}

impl Office {
    /// The first step: address and password. What comes back holds the place for the second, the code
    /// ([`Office::sign_in_code`]). Takes as long, and counts the same, whether there is
    /// such an account or not.
    ///
    /// # Errors
    /// [`Trouble::Wrong`], [`Trouble::TooMany`].
    pub async fn sign_in(&self, email: &str, password: &str, caller: &Caller) -> Result<Token, Trouble> {
        let email = Email::try_from(email.to_owned()).map_err(|_| Trouble::Wrong);
        let counted = email.as_ref().map_or_else(|_| "?".to_owned(), Email::folded);
        self.limit(limits::ADDRESS, &caller.address).await?;
        self.limit(limits::ACCOUNT, &counted).await?;
        let account = match &email {
            Ok(email) => self.open_account(email).await?,
            Err(_) => None,
        };
        let secrets = match &account {
            Some(account) => self.store.secrets(account.id).await?,
            None => Vec::new(),
        };
        let kept = of_kind(&secrets, kind::PASSWORD).map(|secret| secret.value.clone());
        let right = self.verify(password, kept).await?;
        let Some(account) = account.filter(|_| right && of_kind(&secrets, kind::CODE).is_some()) else {
            return Err(Trouble::Wrong);
        };
        let token = self.token();
        self.begin(&token, HALF_WAY, Some(account.id.into()), String::new(), 10).await?;
        Ok(token)
    }

    /// The second step: the code of the phone, or one of the codes kept on paper.
    ///
    /// # Errors
    /// [`Trouble::Spent`] when the first step is too long ago; [`Trouble::Wrong`];
    /// [`Trouble::TooMany`].
    pub async fn sign_in_code(&self, half_way: &str, code: &str, caller: &Caller) -> Result<SignedIn, Trouble> {
        self.limit(limits::ADDRESS, &caller.address).await?;
        let hash = token_hash(half_way);
        let ceremony = self.store.ceremony(&hash, HALF_WAY, self.now()).await?.ok_or(Trouble::Spent)?;
        let account: AccountId = ceremony.record.ok_or(Trouble::Spent)?.into();
        let stored = self.account(account).await?;
        self.limit(limits::ACCOUNT, &stored.body.email.folded()).await?;
        self.take_code(account, code).await?;
        let mut change = self.change(signing_in());
        change.use_ceremony(hash, HALF_WAY);
        let signed_in = self.session(&mut change, account, caller);
        self.store.write(&change).await.map_err(spent)?;
        self.forgive(limits::ACCOUNT, &stored.body.email.folded()).await?;
        Ok(signed_in)
    }

    /// Takes a code of the account, phone or paper, for good. Says whether it was one of paper.
    pub(crate) async fn take_code(&self, account: AccountId, code: &str) -> Result<bool, Trouble> {
        let secrets = self.store.secrets(account).await?;
        if let Some(secret) = of_kind(&secrets, kind::CODE) {
            let codes: Codes = serde_json::from_str(&secret.value).map_err(|e| Trouble::Ours(e.to_string()))?;
            let now = self.now();
            let seconds = now.as_second().unsigned_abs();
            if let Some(Code(step)) = CodeKey::kept(&codes.key).check(code, seconds, codes.last.map(Code)) {
                // Two who send the same code at once: one of them comes first here.
                let whom = format!("{}:{step}", secret.id);
                if self.store.count("code", &whom, jiff::Timestamp::UNIX_EPOCH).await? > 1 {
                    return Err(Trouble::Wrong);
                }
                let value = serde_json::to_string(&Codes { last: Some(step), ..codes })
                    .map_err(|e| Trouble::Ours(e.to_string()))?;
                self.store.secret_used(secret.id, &value, now).await?;
                return Ok(false);
            }
        }
        let hash = backup_code_hash(code);
        let Some(paper) = secrets.iter().find(|s| s.kind == kind::BACKUP && s.value == hash) else {
            return Err(Trouble::Wrong);
        };
        let mut change = self.change(signing_in());
        change.drop_secret(account, paper.id);
        match self.store.write(&change).await {
            Ok(_) => Ok(true),
            // Another was there first with the same code.
            Err(storage::Error::Gone { .. }) => Err(Trouble::Wrong),
            Err(other) => Err(other.into()),
        }
    }

    /// A question for a passkey: the token that holds the place, and the question as JSON.
    ///
    /// # Errors
    /// When there are no passkeys at this address.
    pub async fn key_question(&self, caller: &Caller) -> Result<(Token, String), Trouble> {
        self.limit(limits::ADDRESS, &caller.address).await?;
        let challenge = self.keys()?.start()?;
        let token = self.token();
        self.begin(&token, KEY, None, challenge.state, 5).await?;
        Ok((token, challenge.question))
    }

    /// Signs in with a passkey's answer.
    ///
    /// # Errors
    /// [`Trouble::Spent`], [`Trouble::Wrong`], [`Trouble::Key`].
    pub async fn sign_in_key(&self, token: &str, answer: &str, caller: &Caller) -> Result<SignedIn, Trouble> {
        self.limit(limits::ADDRESS, &caller.address).await?;
        let ring = self.keys()?;
        // Used whatever the answer is: a question is answered once.
        let used = self.store.use_ceremony(&token_hash(token), KEY, self.now(), self.id()).await?;
        let state = used.ok_or(Trouble::Spent)?.state;
        let found = ring.who(answer)?;
        let account = self.store.get::<Account>(found.account.into()).await?.filter(|account| !account.body.closed);
        let account = account.ok_or(Trouble::Wrong)?;
        let secrets = self.store.secrets(account.id).await?;
        let is_it = |s: &&Secret| s.kind == kind::KEY && keys::Ring::key_id(&s.value).is_ok_and(|id| id == found.key);
        let key = secrets.iter().find(is_it).ok_or(Trouble::Wrong)?;
        let kept = ring.finish(&state, answer, &key.value)?;
        self.store.secret_used(key.id, &kept, self.now()).await?;
        let mut change = self.change(signing_in());
        let signed_in = self.session(&mut change, account.id, caller);
        self.store.write(&change).await?;
        Ok(signed_in)
    }

    /// Signs out.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn sign_out(&self, visitor: &Visitor) -> Result<(), Trouble> {
        Ok(self.store.revoke_session(&visitor.session, self.now()).await?)
    }

    /// Puts a new session into a change.
    pub(crate) fn session(&self, change: &mut storage::Change, account: AccountId, caller: &Caller) -> SignedIn {
        let (token, now) = (self.token(), self.now());
        change.start_session(NewSession {
            token_hash: token_hash(token.as_str()),
            record: account.into(),
            now,
            expires_at: after(now, (LONGEST_DAYS * 24).hours()),
            agent: caller.agent.clone(),
        });
        SignedIn { token, account }
    }

    /// Begins a one-time step that lasts some minutes.
    pub(crate) async fn begin(
        &self,
        token: &Token,
        kind: &'static str,
        record: Option<Id>,
        state: String,
        minutes: i64,
    ) -> Result<(), Trouble> {
        let ceremony = self.ceremony(token, kind, record, state, minutes);
        Ok(self.store.start_ceremony(&ceremony).await?)
    }

    pub(crate) fn ceremony(
        &self,
        token: &Token,
        kind: &'static str,
        record: Option<Id>,
        state: String,
        minutes: i64,
    ) -> NewCeremony {
        let now = self.now();
        let token_hash = token_hash(token.as_str());
        NewCeremony { token_hash, kind, record, state, now, expires_at: after(now, minutes.minutes()) }
    }

    /// The open account of an address.
    pub(crate) async fn open_account(&self, email: &Email) -> Result<Option<Stored<Account>>, Trouble> {
        let account = self.store.by_key::<Account>(&Account::key_of(email)).await?;
        Ok(account.filter(|account| !account.body.closed))
    }

    pub(crate) async fn account(&self, id: AccountId) -> Result<Stored<Account>, Trouble> {
        let account = self.store.get::<Account>(id).await?;
        account.filter(|account| !account.body.closed).ok_or(Trouble::Wrong)
    }

    pub(crate) fn keys(&self) -> Result<&keys::Ring, Trouble> {
        self.ring.as_ref().ok_or_else(|| keys::KeyError::Address(self.settings.address.to_string()).into())
    }

    /// Tries a password beside the pages, a few at a time.
    pub(crate) async fn verify(&self, password: &str, kept: Option<String>) -> Result<bool, Trouble> {
        let _place = self.hashing.acquire().await.map_err(|e| Trouble::Ours(e.to_string()))?;
        let password: String = password.chars().take(keys::MOST).collect();
        let work = move || keys::verify(&password, kept.as_deref());
        tokio::task::spawn_blocking(work).await.map_err(|e| Trouble::Ours(e.to_string()))
    }

    /// Makes the hash of a password, likewise.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, Trouble> {
        let _place = self.hashing.acquire().await.map_err(|e| Trouble::Ours(e.to_string()))?;
        let (password, mut chance) = (password.to_owned(), self.chance());
        let work = move || keys::hash(&password, &mut chance);
        tokio::task::spawn_blocking(work).await.map_err(|e| Trouble::Ours(e.to_string()))
    }
}

/// The secret of a kind there is one of.
pub(crate) fn of_kind<'a>(secrets: &'a [Secret], kind: &str) -> Option<&'a Secret> {
    secrets.iter().find(|secret| secret.kind == kind)
}

/// A token that was used is a link that was used.
pub(crate) fn spent(error: storage::Error) -> Trouble {
    match error {
        storage::Error::Used => Trouble::Spent,
        other => other.into(),
    }
}

/// Signing in is not something one did to the data, and is not what undoing undoes.
pub(crate) fn signing_in() -> storage::Author {
    storage::Author::System("sign-in".into())
}
