//! One's own ways to sign in, and the sessions there are.

use jiff::Timestamp;
use programme::Id;
use storage::token_hash;

use crate::{
    Office, Trouble, Visitor, letters,
    sign_in::{kind, of_kind, signing_in},
    visitor::holds,
};

/// A passkey.
#[derive(Debug, Clone)]
pub struct KeyLine {
    /// Its id.
    pub id: Id,
    /// What its owner calls it.
    pub label: String,
    /// When it was made.
    pub made: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
}

/// A session.
#[derive(Debug, Clone)]
pub struct SessionLine {
    /// Its id: the hash of its token.
    pub id: String,
    /// The browser, in a few words.
    pub agent: String,
    /// When it began.
    pub begun: Timestamp,
    /// When it was last seen.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// How somebody signs in.
#[derive(Debug, Clone)]
pub struct Security {
    /// The address they sign in with.
    pub email: String,
    /// Whether there is a password, and when it was set.
    pub password: Option<Timestamp>,
    /// The passkeys.
    pub keys: Vec<KeyLine>,
    /// How many codes are left on paper.
    pub paper: usize,
    /// The sessions that hold, the newest first.
    pub sessions: Vec<SessionLine>,
    /// Whether anything may be changed without signing in again.
    pub fresh: bool,
}

impl Office {
    /// How the visitor signs in.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn security(&self, visitor: &Visitor) -> Result<Security, Trouble> {
        let account = self.account(visitor.account).await?;
        let secrets = self.store.secrets(visitor.account).await?;
        let now = self.now();
        let mut sessions: Vec<SessionLine> = self
            .store
            .sessions(visitor.account)
            .await?
            .into_iter()
            .filter(|session| holds(session, now))
            .map(|session| SessionLine {
                this: session.token_hash == visitor.session,
                id: session.token_hash,
                agent: session.agent,
                begun: session.created_at,
                seen: session.seen_at,
            })
            .collect();
        sessions.reverse();
        let keys = secrets.iter().filter(|secret| secret.kind == kind::KEY);
        Ok(Security {
            email: account.body.email.as_str().to_owned(),
            password: of_kind(&secrets, kind::PASSWORD).map(|secret| secret.created_at),
            keys: keys
                .map(|secret| KeyLine {
                    id: secret.id,
                    label: secret.label.clone(),
                    made: secret.created_at,
                    used: secret.used_at,
                })
                .collect(),
            paper: secrets.iter().filter(|secret| secret.kind == kind::BACKUP).count(),
            sessions,
            fresh: visitor.fresh,
        })
    }

    /// Takes a passkey away.
    ///
    /// # Errors
    /// [`Trouble::Stale`], [`Trouble::LastWay`].
    pub async fn drop_key(&self, visitor: &Visitor, key: Id) -> Result<(), Trouble> {
        self.freshly(visitor)?;
        let secrets = self.store.secrets(visitor.account).await?;
        let ways = secrets.iter().filter(|s| s.kind == kind::KEY || s.kind == kind::PASSWORD).count();
        if !secrets.iter().any(|s| s.id == key && s.kind == kind::KEY) {
            return Err(Trouble::Nothing);
        }
        if ways < 2 {
            return Err(Trouble::LastWay);
        }
        let account = self.account(visitor.account).await?;
        let mut change = self.change(signing_in());
        change.drop_secret(visitor.account, key);
        change.revoke_sessions(visitor.account, Some(visitor.session.clone()));
        let letter = letters::changed_sign_in(self, &account).await?;
        self.enqueue_letter(&mut change, visitor.person, &letter)?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// Ends one of the visitor's sessions.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] when it is not theirs.
    pub async fn end_session(&self, visitor: &Visitor, id: &str) -> Result<(), Trouble> {
        let sessions = self.store.sessions(visitor.account).await?;
        if !sessions.iter().any(|session| session.token_hash == id) {
            return Err(Trouble::Nothing);
        }
        Ok(self.store.revoke_session(id, self.now()).await?)
    }

    /// Ends every session of the visitor but this one.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn end_other_sessions(&self, visitor: &Visitor) -> Result<(), Trouble> {
        let mut change = self.change(signing_in());
        change.revoke_sessions(visitor.account, Some(visitor.session.clone()));
        self.store.write(&change).await?;
        Ok(())
    }

    /// A word that only a page made for this session knows: forms carry it.
    pub fn form_word(&self, cookie: &str) -> String {
        token_hash(&format!("form:{cookie}"))
    }
}
