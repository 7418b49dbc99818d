//! An organisation's application to a round: saved and returned to, sent, completed, judged.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    ApplicationId, DocumentId, Field, Id, OrganisationId, PersonId, Problem, Record, RoundId, Rule, Track, Words,
};

/// Where an application is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationState {
    /// Being written; known to the applicant alone.
    Draft,
    /// Sent.
    Sent,
    /// Sent back to be completed.
    Returned,
    /// Withdrawn by the applicant.
    Withdrawn,
    /// Takes part.
    Admitted,
    /// Takes part if somebody leaves.
    Reserve,
    /// Does not take part this time.
    Declined,
}

impl ApplicationState {
    /// Every state.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Sent, Self::Returned, Self::Withdrawn, Self::Admitted, Self::Reserve, Self::Declined];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Admitted => "admitted",
            Self::Reserve => "reserve",
            Self::Declined => "declined",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Draft => Words::new("utkast", "draft"),
            Self::Sent => Words::new("inskickad", "sent"),
            Self::Returned => Words::new("ska kompletteras", "to be completed"),
            Self::Withdrawn => Words::new("återtagen", "withdrawn"),
            Self::Admitted => Words::new("antagen", "admitted"),
            Self::Reserve => Words::new("reserv", "on the reserve list"),
            Self::Declined => Words::new("inte antagen", "not admitted"),
        }
    }

    /// Where it may go from here. What is to be completed may be sent back once more, to another last
    /// day, and who was declined may be admitted or put on the reserve list after all.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Sent],
            Self::Sent => &[Self::Returned, Self::Withdrawn, Self::Admitted, Self::Reserve, Self::Declined],
            Self::Returned => &[Self::Sent, Self::Returned, Self::Withdrawn, Self::Declined],
            // Somebody who has changed their mind begins from what was written.
            Self::Withdrawn => &[Self::Sent],
            Self::Admitted => &[Self::Withdrawn],
            Self::Reserve => &[Self::Admitted, Self::Withdrawn, Self::Declined],
            Self::Declined => &[Self::Admitted, Self::Reserve],
        }
    }

    /// Whether the applicant may still write in it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned | Self::Withdrawn)
    }

    /// Whether the organiser sees it.
    pub fn is_sent(self) -> bool {
        self != Self::Draft
    }
}

/// What an applicant says to one condition of the model. Which fields a condition asks for stands in
/// the model; the others are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The box is ticked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
    /// The id of the choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// A day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// A diary number, a paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Kronor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
    /// The attached document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// The person named: who stands behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// Somebody named for a role of the model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    /// The role's id in the model.
    pub role: String,
    /// Who.
    pub person: PersonId,
}

/// Why it was sent back, and until when an answer is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// What is to be completed.
    pub reason: String,
    /// When it was sent back.
    pub on: Date,
    /// The last day to complete it.
    pub until: Date,
}

/// What was decided and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Admitted, on the reserve list, or declined.
    pub outcome: ApplicationState,
    /// The reasons, as the applicant reads them.
    pub reason: String,
    /// The place on the reserve list, from 1.
    pub place: Option<u16>,
    /// When.
    pub on: Date,
    /// By whom.
    pub by: PersonId,
    /// The letter that says so; `None`: it was not printed.
    #[serde(default)]
    pub letter: Option<DocumentId>,
}

/// That it was withdrawn, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Why, where somebody has said.
    pub why: Option<String>,
    /// When.
    pub on: Date,
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// To which round.
    pub round: RoundId,
    /// Whose.
    pub organisation: OrganisationId,
    /// In which track.
    pub track: Track,
    /// The one administration a region limits itself to; `None`: all of the organisation.
    pub administration: Option<String>,
    /// Where it is.
    pub state: ApplicationState,
    /// What is said to each condition, by its id in the model.
    pub answers: BTreeMap<String, Answer>,
    /// Who is named.
    pub team: Vec<Named>,
    /// What the invoice is to be marked with.
    pub invoice_reference: Option<String>,
    /// When it was last sent.
    pub sent: Option<Date>,
    /// Why it was sent back last.
    pub returned: Option<Return>,
    /// What was decided last.
    pub verdict: Option<Verdict>,
    /// That it was withdrawn, until it is sent again.
    #[serde(default)]
    pub withdrawn: Option<Withdrawal>,
}

impl Application {
    /// The key: an organisation applies once to a round, and a region once an administration.
    pub fn key_of(round: RoundId, organisation: OrganisationId, administration: Option<&str>) -> String {
        format!("{round}:{organisation}:{}", crate::fold(administration.unwrap_or_default()))
    }

    /// The application in another state.
    ///
    /// # Errors
    /// [`Rule::NotFromHere`].
    pub fn moved_to(&self, to: ApplicationState) -> Result<Self, Problem> {
        if self.state.next().contains(&to) {
            Ok(Self { state: to, ..self.clone() })
        } else {
            Err(Rule::NotFromHere.of(Field("state")))
        }
    }

    /// Whether the organisation has promised to mentor: the answer to that condition.
    pub fn promises(&self, condition: &str) -> bool {
        self.answers.get(condition).is_some_and(|answer| answer.confirmed)
    }
}

impl Record for Application {
    type Id = ApplicationId;
    const KIND: &'static str = "application";
    const FORMAT: i64 = 2;

    fn owner(&self, _: ApplicationId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    /// Holds nothing of what it says.
    fn name(&self) -> String {
        self.administration.clone().unwrap_or_else(|| self.track.code().into())
    }

    /// It applies once, and nobody else has its place on the reserve list.
    fn keys(&self) -> Vec<String> {
        let mut keys = vec![Self::key_of(self.round, self.organisation, self.administration.as_deref())];
        let place = self.verdict.as_ref().and_then(|verdict| verdict.place);
        if let (ApplicationState::Reserve, Some(place)) = (self.state, place) {
            keys.push(format!("{}:{}:place:{place}", self.round, self.track.code()));
        }
        keys
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organisation", Id::from(self.organisation)), ("round", self.round.into())];
        refs.extend(self.team.iter().map(|named| ("person", named.person.into())));
        for answer in self.answers.values() {
            refs.extend(answer.document.map(|id| ("document", id.into())));
            refs.extend(answer.person.map(|id| ("person", id.into())));
        }
        if let Some(verdict) = &self.verdict {
            refs.push(("judge", verdict.by.into()));
            refs.extend(verdict.letter.map(|id| ("letter", id.into())));
        }
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        if let Some(name) = &self.administration {
            Rule::text(Field("administration"), name, 200)?;
            if self.track != Track::Regions {
                return Err(Rule::Unwanted.of(Field("administration")));
            }
        }
        if let Some(reference) = &self.invoice_reference {
            Rule::text(Field("invoice_reference"), reference, 200)?;
        }
        for answer in self.answers.values() {
            if let Some(reference) = &answer.reference {
                Rule::text(Field("reference"), reference, 200)?;
            }
            Rule::lines(Field("text"), answer.text.as_deref().unwrap_or_default(), 5_000)?;
        }
        let mut named: Vec<&Named> = self.team.iter().collect();
        named.sort();
        if named.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Rule::Twice.of(Field("team")));
        }
        if let Some(returned) = &self.returned {
            Rule::lines(Field("reason"), &returned.reason, 5_000)?;
            if returned.until < returned.on {
                return Err(Rule::EndsBeforeItBegins.of(Field("until")));
            }
        }
        if let Some(verdict) = &self.verdict {
            Rule::lines(Field("reason"), &verdict.reason, 5_000)?;
        }
        let why = self.withdrawn.as_ref().and_then(|it| it.why.as_deref());
        Rule::lines(Field("why"), why.unwrap_or_default(), 2_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};

    fn application(state: ApplicationState, place: Option<u16>) -> Application {
        let mut zero = |bytes: &mut [u8]| bytes.fill(0);
        let now = Timestamp::UNIX_EPOCH;
        let verdict = Verdict {
            outcome: ApplicationState::Reserve,
            reason: "Platserna räckte inte.".into(),
            place,
            on: date(2026, 3, 1),
            by: PersonId::new(now, &mut zero),
            letter: None,
        };
        Application {
            round: RoundId::new(now, &mut zero),
            organisation: OrganisationId::new(now, &mut zero),
            track: Track::Regions,
            administration: None,
            state,
            answers: BTreeMap::new(),
            team: Vec::new(),
            invoice_reference: None,
            sent: None,
            returned: None,
            verdict: Some(verdict),
            withdrawn: None,
        }
    }

    #[test]
    fn a_place_on_the_reserve_list_is_one_applications_while_it_waits() {
        let places = |state, place| -> Vec<String> {
            let it = application(state, place);
            let round = it.round.to_string();
            let own = |key: &String| key.contains(":place:");
            it.keys().into_iter().filter(own).map(|key| key.replace(&round, "R")).collect()
        };
        assert_eq!(places(ApplicationState::Reserve, Some(3)), ["R:regions:place:3"]);
        assert_eq!(places(ApplicationState::Reserve, None), [""; 0]);
        for state in [ApplicationState::Admitted, ApplicationState::Withdrawn, ApplicationState::Declined] {
            assert_eq!(places(state, Some(3)), [""; 0], "{state:?}");
        }
    }

    #[test]
    fn what_was_kept_before_there_were_letters_and_reasons_is_read() {
        let it = application(ApplicationState::Reserve, Some(1));
        let mut old = serde_json::to_value(&it).unwrap();
        old.as_object_mut().unwrap().remove("withdrawn");
        old["verdict"].as_object_mut().unwrap().remove("letter");
        assert_eq!(serde_json::from_value::<Application>(old).unwrap(), it);
        let mut long = it;
        long.withdrawn = Some(Withdrawal { why: Some("x".repeat(2_001)), on: date(2026, 3, 1) });
        assert_eq!(long.check().unwrap_err().to_string(), "why is longer than 2000 signs");
    }

    #[test]
    fn every_state_leads_on_and_only_what_is_to_be_completed_to_itself() {
        for state in ApplicationState::ALL {
            assert_eq!(state.next().contains(&state), state == ApplicationState::Returned, "{state:?}");
            assert!(!state.next().is_empty(), "{state:?}");
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{}\"", state.code()));
        }
        // What is being judged cannot be written in at the same time.
        for state in ApplicationState::ALL {
            assert!(!(state.is_open() && state.next().contains(&ApplicationState::Admitted)), "{state:?}");
        }
    }
}
