//! Setting up how one signs in: by the link of an invitation, or signed in already. A password comes
//! with a key for codes, and both with codes to keep on paper; a passkey stands by itself.

use keys::{CodeKey, Token, backup_code, backup_code_hash};
use programme::{Account, AccountId, Language, Organisation, Person};
use serde::{Deserialize, Serialize};
use storage::{Change, NewSecret, Stored, token_hash};

use crate::{
    Office, SERVICE, SignedIn, Trouble, Visitor, letters, limits,
    sign_in::{Caller, Codes, kind, signing_in, spent},
};

/// An invitation.
pub(crate) const INVITATION: &str = "invitation";
/// Between password and first code.
const ENROL: &str = "enrol";
/// Between a new key's question and its answer.
const NEW_KEY: &str = "new-key";

/// Every kind of one-time door to an account.
pub(crate) const ONE_TIME: [&str; 4] = [INVITATION, ENROL, NEW_KEY, crate::recover::RECOVERY];

/// How many codes are kept on paper.
const ON_PAPER: usize = 8;

/// Minutes between the steps.
const MINUTES: i64 = 30;

/// What the page of an invitation shows.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The person invited.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Where, as what.
    pub roles: Vec<(String, programme::Role)>,
    /// The language they read.
    pub language: Language,
}

/// Half way: the key for codes, to be taken into the phone.
#[derive(Debug, Clone)]
pub struct Enrolling {
    /// Holds the place.
    pub token: Token,
    /// The key as people type it in.
    pub typed: String,
    /// The same as a picture (SVG).
    pub picture: String,
    /// The same as a link, for a phone.
    pub address: String,
}

/// Done: signed in, and codes to keep on paper (shown once).
#[derive(Debug, Clone)]
pub struct Enrolled {
    /// The session; `None` for who was signed in already.
    pub signed_in: Option<SignedIn>,
    /// The codes.
    pub paper: Vec<String>,
}

/// Whose way in is set up.
#[derive(Debug, Clone, Copy)]
pub enum Way<'a> {
    /// Who has the link of an invitation.
    Link(&'a str),
    /// Who is signed in, and was lately.
    In(&'a Visitor),
}

/// What stands between password and first code.
#[derive(Serialize, Deserialize)]
struct Half {
    password: String,
    key: String,
    link: Option<String>,
}

impl Office {
    /// Whom a link invites.
    ///
    /// # Errors
    /// [`Trouble::Spent`].
    pub async fn invited(&self, link: &str) -> Result<Invited, Trouble> {
        let account = self.behind(Way::Link(link)).await?;
        let person = self.store.get::<Person>(account.body.person).await?.ok_or(Trouble::Spent)?;
        let mut roles = Vec::new();
        for assignment in self.assignments_of(person.id).await? {
            if assignment.body.to.is_none_or(|last| self.today() <= last)
                && let Some(organisation) = self.store.get::<Organisation>(assignment.body.organisation).await?
            {
                roles.push((organisation.body.name, assignment.body.role));
            }
        }
        Ok(Invited {
            name: person.body.name,
            email: account.body.email.as_str().to_owned(),
            roles,
            language: person.body.language,
        })
    }

    /// First step with a password: whether it is good enough, and a new key for codes.
    ///
    /// # Errors
    /// [`Trouble::Weak`], [`Trouble::Unlike`], [`Trouble::Spent`], [`Trouble::Stale`].
    pub async fn enrol_password(
        &self,
        way: Way<'_>,
        password: &str,
        again: &str,
        caller: &Caller,
    ) -> Result<Enrolling, Trouble> {
        self.limit(limits::ADDRESS, &caller.address).await?;
        let account = self.behind(way).await?;
        self.check_password(&account, password, again).await?;
        let key = CodeKey::new(&mut self.chance());
        let half = Half {
            password: self.hash(password).await?,
            key: key.as_str().to_owned(),
            link: link_of(way).map(token_hash),
        };
        let token = self.token();
        let state = serde_json::to_string(&half).map_err(|e| Trouble::Ours(e.to_string()))?;
        self.begin(&token, ENROL, Some(account.id.into()), state, MINUTES).await?;
        self.enrolling(token, &key, &account)
    }

    /// The same step shown again, after a code that was wrong.
    ///
    /// # Errors
    /// [`Trouble::Spent`].
    pub async fn enrol_again(&self, token: &str) -> Result<Enrolling, Trouble> {
        let (account, half) = self.half(token).await?;
        self.enrolling(Token::kept(token), &CodeKey::kept(&half.key), &account)
    }

    fn enrolling(&self, token: Token, key: &CodeKey, account: &Stored<Account>) -> Result<Enrolling, Trouble> {
        let name = account.body.email.as_str();
        let (picture, address) = (key.picture(SERVICE, name), key.address(SERVICE, name));
        let (Some(picture), Some(address)) = (picture, address) else {
            return Err(Trouble::Ours("the key for codes cannot be shown".into()));
        };
        Ok(Enrolling { token, typed: key.grouped(), picture, address })
    }

    /// Second step: the first code. Password and codes are kept from now on, and what was before is
    /// gone; other sessions end.
    ///
    /// # Errors
    /// [`Trouble::WrongCode`], [`Trouble::Spent`].
    pub async fn enrol_code(
        &self,
        way: Way<'_>,
        token: &str,
        code: &str,
        caller: &Caller,
    ) -> Result<Enrolled, Trouble> {
        self.limit(limits::ADDRESS, &caller.address).await?;
        let (account, half) = self.half(token).await?;
        if self.behind(way).await?.id != account.id || half.link != link_of(way).map(token_hash) {
            return Err(Trouble::Spent);
        }
        self.limit(limits::ACCOUNT, &account.body.email.folded()).await?;
        let seconds = self.now().as_second().unsigned_abs();
        let step = CodeKey::kept(&half.key).check(code, seconds, None).ok_or(Trouble::WrongCode)?;
        let mut change = self.change(signing_in());
        change.use_ceremony(token_hash(token), ENROL);
        let codes = Codes { key: half.key, last: Some(step.0) };
        let codes = serde_json::to_string(&codes).map_err(|e| Trouble::Ours(e.to_string()))?;
        change.put_secret(self.secret(account.id, kind::PASSWORD, "", half.password, true));
        change.put_secret(self.secret(account.id, kind::CODE, "", codes, true));
        let enrolled = self.finish_enrolling(&mut change, way, &account, caller).await?;
        self.store.write(&change).await.map_err(spent)?;
        Ok(enrolled)
    }

    /// A question for a new passkey.
    ///
    /// # Errors
    /// [`Trouble::Spent`], [`Trouble::Stale`], [`Trouble::Key`].
    pub async fn new_key_question(&self, way: Way<'_>, caller: &Caller) -> Result<(Token, String), Trouble> {
        self.limit(limits::ADDRESS, &caller.address).await?;
        let ring = self.keys()?;
        let account = self.behind(way).await?;
        let person = self.store.get::<Person>(account.body.person).await?.ok_or(Trouble::Spent)?;
        let kept: Vec<String> = self
            .store
            .secrets(account.id)
            .await?
            .into_iter()
            .filter(|secret| secret.kind == kind::KEY)
            .map(|secret| secret.value)
            .collect();
        let challenge = ring.start_new(account.id.into(), account.body.email.as_str(), &person.body.name, &kept)?;
        let token = self.token();
        self.begin(&token, NEW_KEY, Some(account.id.into()), challenge.state, 5).await?;
        Ok((token, challenge.question))
    }

    /// Keeps a new passkey under a name its owner knows it by.
    ///
    /// # Errors
    /// [`Trouble::Spent`], [`Trouble::Key`].
    pub async fn new_key(
        &self,
        way: Way<'_>,
        token: &str,
        answer: &str,
        label: &str,
        caller: &Caller,
    ) -> Result<Enrolled, Trouble> {
        self.limit(limits::ADDRESS, &caller.address).await?;
        let ring = self.keys()?;
        let account = self.behind(way).await?;
        let used = self.store.use_ceremony(&token_hash(token), NEW_KEY, self.now(), self.id()).await?;
        let used = used.filter(|used| used.record == Some(account.id.into())).ok_or(Trouble::Spent)?;
        let key = ring.finish_new(&used.state, answer)?;
        let label: String = label.trim().chars().filter(|c| !c.is_control()).take(60).collect();
        let mut change = self.change(signing_in());
        change.put_secret(self.secret(account.id, kind::KEY, &label, key, false));
        if link_of(way).is_some() {
            // By a link one begins anew: a lost phone's codes and the password go.
            for old in self.store.secrets(account.id).await? {
                if [kind::PASSWORD, kind::CODE].contains(&old.kind.as_str()) {
                    change.drop_secret(account.id, old.id);
                }
            }
        }
        let enrolled = self.finish_enrolling(&mut change, way, &account, caller).await?;
        self.store.write(&change).await.map_err(spent)?;
        Ok(enrolled)
    }

    /// New codes for paper in place of the old ones.
    ///
    /// # Errors
    /// [`Trouble::Stale`].
    pub async fn new_paper(&self, visitor: &Visitor) -> Result<Vec<String>, Trouble> {
        self.freshly(visitor)?;
        let mut change = self.change(signing_in());
        let paper = self.put_paper(&mut change, visitor.account);
        self.store.write(&change).await?;
        Ok(paper)
    }

    /// What every way ends with: who came by a link is signed in and the link is used; who has no
    /// codes on paper gets some; the owner is told by letter.
    async fn finish_enrolling(
        &self,
        change: &mut Change,
        way: Way<'_>,
        account: &Stored<Account>,
        caller: &Caller,
    ) -> Result<Enrolled, Trouble> {
        let has_paper = self.store.secrets(account.id).await?.iter().any(|secret| secret.kind == kind::BACKUP);
        match way {
            Way::Link(link) => {
                // Who set up anew after a loss is told, as any change is told.
                if self.can_sign_in(account).await? {
                    let letter = letters::changed_sign_in(self, account).await?;
                    self.enqueue_letter(change, account.body.person, &letter)?;
                }
                change.use_ceremony(token_hash(link), INVITATION);
                change.void_ceremonies(account.id, INVITATION);
                change.revoke_sessions(account.id, None);
                let paper = self.put_paper(change, account.id);
                Ok(Enrolled { signed_in: Some(self.session(change, account.id, caller)), paper })
            }
            Way::In(visitor) => {
                change.revoke_sessions(account.id, Some(visitor.session.clone()));
                let letter = letters::changed_sign_in(self, account).await?;
                self.enqueue_letter(change, account.body.person, &letter)?;
                let paper = if has_paper { Vec::new() } else { self.put_paper(change, account.id) };
                Ok(Enrolled { signed_in: None, paper })
            }
        }
    }

    fn put_paper(&self, change: &mut Change, account: AccountId) -> Vec<String> {
        let mut paper = Vec::new();
        for i in 0..ON_PAPER {
            let code = backup_code(&mut self.chance());
            // The first takes away the old ones.
            change.put_secret(self.secret(account, kind::BACKUP, "", backup_code_hash(&code), i == 0));
            paper.push(code);
        }
        paper
    }

    /// Refuses a new password that is not good enough.
    pub(crate) async fn check_password(
        &self,
        account: &Stored<Account>,
        password: &str,
        again: &str,
    ) -> Result<(), Trouble> {
        if password != again {
            return Err(Trouble::Unlike);
        }
        let person = self.store.get::<Person>(account.body.person).await?.ok_or(Trouble::Spent)?;
        let email = account.body.email.as_str();
        let words: Vec<&str> = person.body.name.split_whitespace().chain(email.split(['@', '.', '-', '_'])).collect();
        keys::check_new(password, &words).map_err(Trouble::Weak)
    }

    /// Whose way in it is.
    async fn behind(&self, way: Way<'_>) -> Result<Stored<Account>, Trouble> {
        let account = match way {
            Way::Link(link) => {
                let ceremony = self.store.ceremony(&token_hash(link), INVITATION, self.now()).await?;
                ceremony.and_then(|it| it.record).ok_or(Trouble::Spent)?.into()
            }
            Way::In(visitor) => {
                self.freshly(visitor)?;
                visitor.account
            }
        };
        self.account(account)
            .await
            .map_err(|trouble| if matches!(trouble, Trouble::Wrong) { Trouble::Spent } else { trouble })
    }

    async fn half(&self, token: &str) -> Result<(Stored<Account>, Half), Trouble> {
        let ceremony = self.store.ceremony(&token_hash(token), ENROL, self.now()).await?.ok_or(Trouble::Spent)?;
        let half = serde_json::from_str(&ceremony.state).map_err(|e| Trouble::Ours(e.to_string()))?;
        let account = self.account(ceremony.record.ok_or(Trouble::Spent)?.into()).await?;
        Ok((account, half))
    }

    pub(crate) fn secret(
        &self,
        account: AccountId,
        kind: &'static str,
        label: &str,
        value: String,
        only_one: bool,
    ) -> NewSecret {
        NewSecret { id: self.id(), record: account.into(), kind, label: label.to_owned(), value, only_one }
    }
}

fn link_of<'a>(way: Way<'a>) -> Option<&'a str> {
    match way {
        Way::Link(link) => Some(link),
        Way::In(_) => None,
    }
}
