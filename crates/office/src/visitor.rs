//! Who is asking: the session behind a cookie, the person, the assignments held today.

use std::collections::BTreeSet;

use jiff::{Span, Timestamp, ToSpan};
use programme::{
    Account, AccountId, Assignment, Capacity, Group, GroupId, Id, Language, OrganisationId, Participation, Person,
    PersonId, Role, Round, RoundId,
    permit::{self, Action, Actor, Ground, Object, Standing},
};
use storage::{Author, Session, Stored, token_hash};

use crate::{Office, Trouble};

/// So long a session lasts without being used.
const IDLE_HOURS: i64 = 12;
/// So long at the most.
pub(crate) const LONGEST_DAYS: i64 = 14;
/// That it was used is noted this often.
const NOTED_MINUTES: i64 = 5;
/// So long after signing in may one change how one signs in.
const FRESH_MINUTES: i64 = 15;

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The account.
    pub account: AccountId,
    /// The person.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// The language they read.
    pub language: Language,
    /// What they are today.
    pub actor: Actor,
    /// The hash of the session's token.
    pub session: String,
    /// Whether they signed in so lately that they may change how they sign in.
    pub fresh: bool,
}

impl Visitor {
    /// The author of what they change.
    pub fn author(&self) -> Author {
        Author::Person(self.person)
    }

    /// Nobody: may do what everybody may.
    pub(crate) fn nobody() -> Self {
        let none = Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(0));
        Self {
            account: none.into(),
            person: none.into(),
            name: String::new(),
            language: Language::Sv,
            actor: Actor::default(),
            session: String::new(),
            fresh: false,
        }
    }

    /// Whether they hold a role today, anywhere.
    pub fn is(&self, role: Role) -> bool {
        self.actor.standings.iter().any(|standing| standing.role == role)
    }
}

impl Office {
    /// Who has this cookie; `None`: nobody, or not any more.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn visitor(&self, cookie: &str) -> Result<Option<Visitor>, Trouble> {
        let hash = token_hash(cookie);
        let now = self.now();
        let Some(session) = self.store.session(&hash).await?.filter(|session| holds(session, now)) else {
            return Ok(None);
        };
        let Some(account) = self.store.get::<Account>(session.record.into()).await?.filter(|a| !a.body.closed) else {
            return Ok(None);
        };
        let Some(person) = self.store.get::<Person>(account.body.person).await? else { return Ok(None) };
        if after(session.seen_at, NOTED_MINUTES.minutes()) < now
            && let Err(why) = self.store.session_seen(&hash, now).await
        {
            // A page can be read though nothing can be written.
            tracing::warn!(%why, "a session's use was not noted");
        }
        Ok(Some(Visitor {
            account: account.id,
            person: person.id,
            name: person.body.name,
            language: person.body.language,
            actor: self.actor(person.id).await?,
            session: hash,
            fresh: now < after(session.created_at, FRESH_MINUTES.minutes()),
        }))
    }

    /// What a person is today.
    pub(crate) async fn actor(&self, person: PersonId) -> Result<Actor, Trouble> {
        let today = self.today();
        let mut standings = Vec::new();
        for assignment in self.assignments_of(person).await? {
            if assignment.body.holds(today) {
                let organisation = assignment.body.organisation;
                let role = assignment.body.role;
                let (groups, rounds) = self.surrounding(organisation, Some(role)).await?;
                standings.push(Standing { organisation, role, groups, rounds });
            }
        }
        Ok(Actor { person: Some(person), standings })
    }

    /// The groups and rounds an organisation is in today, or runs. With a role: as far as it goes for
    /// who holds it. An organiser's reach is what their organisation runs, and nobody else has that; a
    /// mentor's are the groups their organisation mentors. Without a role, what is shared is shared with:
    /// rounds that are archived are over, and what an organisation shows its group is not for theirs.
    pub(crate) async fn surrounding(
        &self,
        organisation: OrganisationId,
        role: Option<Role>,
    ) -> Result<(BTreeSet<GroupId>, BTreeSet<RoundId>), Trouble> {
        let today = self.today();
        let (mut groups, mut rounds) = (BTreeSet::new(), BTreeSet::new());
        if role != Some(Role::Organiser) {
            for it in self.store.list_of::<Participation>(organisation).await? {
                if it.body.holds(today) {
                    rounds.insert(it.body.round);
                }
            }
            if role.is_none() {
                let known = self.store.many::<Round>(rounds.iter().copied()).await?;
                rounds.retain(|id| known.get(id).is_some_and(|it| !it.body.state.is_kept()));
            }
            // Groups are of rounds one is in: no use asking otherwise.
            if !rounds.is_empty() {
                for it in self.store.pointing_at::<Group>("member", organisation).await? {
                    let mut mine = it.body.members.iter().filter(|member| member.organisation == organisation);
                    let counts = |as_what: Capacity| role.is_none_or(|role| as_what.has_place_for(role));
                    let there = mine.any(|member| member.holds(today) && counts(member.capacity));
                    if there && rounds.contains(&it.body.round) {
                        groups.insert(it.id);
                    }
                }
            }
        }
        if role.is_none_or(|role| role == Role::Organiser) {
            rounds.extend(self.store.list_of::<Round>(organisation).await?.into_iter().map(|it| it.id));
        }
        Ok((groups, rounds))
    }

    /// What belongs to an organisation, to be asked about.
    pub(crate) async fn object_of(&self, organisation: OrganisationId) -> Result<Object, Trouble> {
        let (groups, rounds) = self.surrounding(organisation, None).await?;
        Ok(Object { owners: [organisation].into(), groups, rounds, ..Object::default() })
    }

    /// A person, to be asked about: theirs are the organisations where they hold an assignment.
    pub(crate) async fn object_of_person(&self, person: PersonId) -> Result<Object, Trouble> {
        let mut object = Object { person: Some(person), ..Object::default() };
        for assignment in self.assignments_of(person).await? {
            if assignment.body.holds(self.today()) {
                let near = self.object_of(assignment.body.organisation).await?;
                object.owners.extend(near.owners);
                object.groups.extend(near.groups);
                object.rounds.extend(near.rounds);
            }
        }
        Ok(object)
    }

    pub(crate) async fn assignments_of(&self, person: PersonId) -> Result<Vec<Stored<Assignment>>, Trouble> {
        Ok(self.store.pointing_at::<Assignment>("person", Id::from(person)).await?)
    }

    /// Whether a visitor (or nobody) may do something, by the one table there is.
    ///
    /// # Errors
    /// Why not.
    pub fn allow(&self, visitor: Option<&Visitor>, action: Action, object: &Object) -> Result<Ground, Trouble> {
        let nobody = Actor::default();
        let actor = visitor.map_or(&nobody, |visitor| &visitor.actor);
        Ok(permit::may(actor, action, object)?)
    }

    pub(crate) fn may(&self, visitor: &Visitor, action: Action, object: &Object) -> bool {
        permit::may(&visitor.actor, action, object).is_ok()
    }

    /// Refuses who signed in too long ago.
    pub(crate) fn freshly(&self, visitor: &Visitor) -> Result<(), Trouble> {
        if visitor.fresh { Ok(()) } else { Err(Trouble::Stale) }
    }
}

pub(crate) fn holds(session: &Session, now: Timestamp) -> bool {
    session.holds(now) && now < after(session.seen_at, IDLE_HOURS.hours())
}

/// A time later by hours or minutes.
pub(crate) fn after(time: Timestamp, span: Span) -> Timestamp {
    time.checked_add(span).unwrap_or(Timestamp::MAX)
}
