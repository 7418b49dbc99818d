//! Groups of a round: who is in them, from when to when, and who hosts in turn.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Capacity, Field, GroupId, Id, OrganisationId, Problem, Record, RoundId, Rule};

/// An organisation in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Which.
    pub organisation: OrganisationId,
    /// As what.
    pub capacity: Capacity,
    /// The first day.
    pub from: Date,
    /// The last day; `None`: to the end.
    pub to: Option<Date>,
}

impl Member {
    /// Whether it is in the group on that day.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The round.
    pub round: RoundId,
    /// Who runs the round.
    pub organiser: OrganisationId,
    /// What it is called.
    pub name: String,
    /// What it works on together.
    pub theme: Option<String>,
    /// Everybody who is or was in it.
    pub members: Vec<Member>,
    /// Who hosts, in turn.
    pub hosts: Vec<OrganisationId>,
}

impl Group {
    /// Who is in it on that day, as that.
    pub fn of(&self, capacity: Capacity, day: Date) -> impl Iterator<Item = OrganisationId> {
        self.members.iter().filter(move |it| it.capacity == capacity && it.holds(day)).map(|it| it.organisation)
    }

    /// Whether an organisation is in it on that day.
    pub fn has(&self, organisation: OrganisationId, day: Date) -> bool {
        self.members.iter().any(|it| it.organisation == organisation && it.holds(day))
    }

    /// Whose turn it is to host, when so many meetings have been hosted. Those who left are passed over.
    pub fn host_of(&self, turn: usize, day: Date) -> Option<OrganisationId> {
        let there: Vec<OrganisationId> = self.hosts.iter().copied().filter(|it| self.has(*it, day)).collect();
        (!there.is_empty()).then(|| there[turn % there.len()])
    }
}

impl Record for Group {
    type Id = GroupId;
    const KIND: &'static str = "group";
    const FORMAT: i64 = 2;

    fn owner(&self, _: GroupId) -> Option<OrganisationId> {
        Some(self.organiser)
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    /// A name is one group's in a round, and nobody compares itself in two groups of it.
    fn keys(&self) -> Vec<String> {
        let seated = |it: &&Member| it.capacity == Capacity::Participant && it.to.is_none();
        let mut keys = vec![format!("{}:{}", self.round, crate::fold(&self.name))];
        keys.extend(self.members.iter().filter(seated).map(|it| format!("{}:{}", self.round, it.organisation)));
        keys
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organiser", Id::from(self.organiser)), ("round", self.round.into())];
        refs.extend(self.members.iter().map(|member| ("member", member.organisation.into())));
        refs.extend(self.hosts.iter().map(|host| ("host", (*host).into())));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("name"), &self.name, 120)?;
        if let Some(theme) = &self.theme {
            Rule::text(Field("theme"), theme, 200)?;
        }
        for (index, one) in self.members.iter().enumerate() {
            if one.to.is_some_and(|last| last < one.from) {
                return Err(Rule::EndsBeforeItBegins.of(Field("to")));
            }
            let same = |other: &&Member| {
                other.organisation == one.organisation
                    && other.to.is_none_or(|last| one.from <= last)
                    && one.to.is_none_or(|last| other.from <= last)
            };
            if self.members[index + 1..].iter().any(|other| same(&other)) {
                return Err(Rule::Twice.of(Field("members")));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};

    #[test]
    fn hosting_goes_round_among_those_who_are_there() {
        let mut next = 0_u8;
        let mut id = || {
            next += 1;
            OrganisationId::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(next))
        };
        let (a, b, c) = (id(), id(), id());
        let day = date(2026, 3, 1);
        let member = |organisation, to| Member { organisation, capacity: Capacity::Participant, from: day, to };
        let mut group = Group {
            round: RoundId::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(0)),
            organiser: c,
            name: "Norr".into(),
            theme: None,
            members: vec![member(a, None), member(b, Some(date(2026, 5, 1))), member(c, None)],
            hosts: vec![b, a, c],
        };
        assert_eq!(
            (0..4).map(|turn| group.host_of(turn, day)).collect::<Vec<_>>(),
            [Some(b), Some(a), Some(c), Some(b)]
        );
        let later = date(2026, 6, 1);
        assert_eq!((0..3).map(|turn| group.host_of(turn, later)).collect::<Vec<_>>(), [Some(a), Some(c), Some(a)]);
        assert_eq!(group.check(), Ok(()));
        // Who sits there now as a participant sits in no other group; who has left, and mentors, may.
        group.members[2].capacity = Capacity::Mentor;
        assert_eq!(group.keys(), [format!("{}:norr", group.round), format!("{}:{a}", group.round)]);
        group.members.push(member(a, None));
        assert_eq!(group.check().unwrap_err().to_string(), "members holds the same one twice");
        group.members.clear();
        assert_eq!(group.host_of(0, day), None);
    }
}
