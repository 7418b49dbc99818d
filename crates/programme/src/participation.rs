//! Who takes part in a round, as what, from when to when. Those who left stay, with the day and why.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    ApplicationId, DocumentId, Field, Id, OrganisationId, ParticipationId, Problem, Record, Role, RoundId, Rule, Track,
    Words,
};

/// As what an organisation takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Compares itself and improves.
    Participant,
    /// Leads a group.
    Mentor,
    /// Backs a new mentor.
    Support,
}

impl Capacity {
    /// Every capacity.
    pub const ALL: [Self; 3] = [Self::Participant, Self::Mentor, Self::Support];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Mentor => "mentor",
            Self::Support => "support",
        }
    }

    /// The capacity of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Whether somebody with a role stands for an organisation that takes part in a group like this: a
    /// mentor does where the organisation mentors, and not where it compares itself with others.
    pub fn has_place_for(self, role: Role) -> bool {
        self != Self::Participant || !matches!(role, Role::Mentor | Role::MentorSupport)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Participant => Words::new("deltagare", "participant"),
            Self::Mentor => Words::new("mentor", "mentor"),
            Self::Support => Words::new("stöd till mentorn", "support for the mentor"),
        }
    }
}

/// The invoice of the fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// What it is marked with.
    pub reference: String,
    /// Kronor.
    pub amount: u32,
    /// When it was noted.
    pub on: Date,
}

/// What an organisation answers when it is asked to mentor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentorAnswer {
    /// It mentors in the next round.
    Yes,
    /// Not in the next round, but it wants to be asked again.
    Later,
    /// It does not.
    No,
}

impl MentorAnswer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Later, Self::No];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Later => "later",
            Self::No => "no",
        }
    }

    /// The answer of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Yes => Words::new("ja, i nästa omgång", "yes, in the next round"),
            Self::Later => Words::new("senare, fråga igen", "later, ask again"),
            Self::No => Words::new("nej", "no"),
        }
    }
}

/// The decision whether to mentor, taken after the results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentoring {
    /// What was decided.
    pub answer: MentorAnswer,
    /// When.
    pub on: Date,
    /// Where it stands: the reference of the decision.
    pub reference: String,
    /// Why, where it is no; a condition or when to ask again, where it is something else.
    pub why: String,
    /// The decision as a file.
    pub document: Option<DocumentId>,
}

/// An organisation in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participation {
    /// The round.
    pub round: RoundId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// As what.
    pub capacity: Capacity,
    /// In which track; `None` for mentors of any.
    pub track: Option<Track>,
    /// The one administration, where a region has limited itself.
    pub administration: Option<String>,
    /// The application it came by.
    pub application: Option<ApplicationId>,
    /// The first day.
    pub from: Date,
    /// The last day; `None`: to the end of the round.
    pub to: Option<Date>,
    /// Why it left.
    pub why: Option<String>,
    /// Whose place it took.
    pub replaces: Option<ParticipationId>,
    /// The day it promised to mentor others in a later round.
    pub promised: Option<Date>,
    /// The invoice of the fee.
    pub invoice: Option<Invoice>,
    /// What it decided about mentoring, once it had its results.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentoring: Option<Mentoring>,
}

impl Participation {
    /// The day it promised to mentor, or decided to. `None`: it has not, or has decided otherwise since.
    pub fn will_mentor(&self) -> Option<Date> {
        match &self.mentoring {
            Some(it) => (it.answer == MentorAnswer::Yes).then_some(it.on),
            None => self.promised,
        }
    }

    /// Whether it takes part on that day.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}

impl Record for Participation {
    type Id = ParticipationId;
    const KIND: &'static str = "participation";
    const FORMAT: i64 = 3;

    fn owner(&self, _: ParticipationId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        self.capacity.code().into()
    }

    /// An organisation takes part once at a time.
    fn keys(&self) -> Vec<String> {
        let Self { round, organisation, from, .. } = self;
        let administration = crate::fold(self.administration.as_deref().unwrap_or_default());
        let mut keys = vec![format!("{round}:{organisation}:{}:{from}:{administration}", self.capacity.code())];
        if self.to.is_none() {
            keys.push(format!("{round}:{organisation}:now"));
        }
        keys
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organisation", Id::from(self.organisation)), ("round", self.round.into())];
        refs.extend(self.application.map(|id| ("application", id.into())));
        refs.extend(self.replaces.map(|id| ("replaces", id.into())));
        refs.extend(self.mentoring.as_ref().and_then(|it| it.document).map(|id| ("document", id.into())));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        if self.to.is_some_and(|last| last < self.from) {
            return Err(Rule::EndsBeforeItBegins.of(Field("to")));
        }
        Rule::lines(Field("why"), self.why.as_deref().unwrap_or_default(), 2_000)?;
        if let Some(it) = &self.mentoring {
            Rule::line(Field("reference"), &it.reference, 200)?;
            Rule::lines(Field("why"), &it.why, 2_000)?;
            if it.answer == MentorAnswer::No && it.why.trim().is_empty() {
                return Err(Rule::Missing.of(Field("why")));
            }
        }
        self.invoice.as_ref().map_or(Ok(()), |it| Rule::text(Field("reference"), &it.reference, 200))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};

    #[test]
    fn an_organisation_takes_part_once_at_a_time() {
        let mut zero = |bytes: &mut [u8]| bytes.fill(0);
        let (round, organisation) =
            (RoundId::new(Timestamp::UNIX_EPOCH, &mut zero), OrganisationId::new(Timestamp::UNIX_EPOCH, &mut zero));
        let mut it = Participation {
            round,
            organisation,
            capacity: Capacity::Mentor,
            track: None,
            administration: None,
            application: None,
            from: date(2026, 3, 1),
            to: None,
            why: None,
            replaces: None,
            promised: None,
            invoice: None,
            mentoring: None,
        };
        let once = format!("{round}:{organisation}:mentor:2026-03-01:");
        assert_eq!(it.keys(), [once.clone(), format!("{round}:{organisation}:now")]);
        it.to = Some(date(2026, 4, 1));
        assert_eq!(it.keys(), [once]);
    }

    #[test]
    fn what_was_decided_goes_before_what_was_promised() {
        let mut zero = |bytes: &mut [u8]| bytes.fill(0);
        let (round, organisation) =
            (RoundId::new(Timestamp::UNIX_EPOCH, &mut zero), OrganisationId::new(Timestamp::UNIX_EPOCH, &mut zero));
        let decided = |answer, why: &str| {
            let on = date(2027, 5, 3);
            Some(Mentoring { answer, on, reference: "KS § 12".into(), why: why.into(), document: None })
        };
        let body = serde_json::json!({
            "round": round, "organisation": organisation, "capacity": "participant", "track": null,
            "administration": null, "application": null, "from": "2026-03-01", "to": null, "why": null,
            "replaces": null, "promised": "2026-02-01", "invoice": null,
        });
        // As it was written before there were decisions.
        let before: Participation = serde_json::from_value(body).unwrap();
        assert_eq!((before.mentoring.as_ref(), before.will_mentor()), (None, Some(date(2026, 2, 1))));
        for (mentoring, will, fits) in [
            (decided(MentorAnswer::Yes, ""), Some(date(2027, 5, 3)), true),
            (decided(MentorAnswer::Later, ""), None, true),
            (decided(MentorAnswer::No, "Ingen tid"), None, true),
            (decided(MentorAnswer::No, " "), None, false),
        ] {
            let it = Participation { mentoring, ..before.clone() };
            assert_eq!((it.will_mentor(), it.check().is_ok()), (will, fits), "{it:?}");
        }
        for answer in MentorAnswer::ALL {
            assert_eq!(MentorAnswer::from_code(answer.code()), Some(answer));
        }
    }
}
