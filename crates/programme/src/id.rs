//! Ids: UUID version 7 (RFC 9562), made from a time and randomness that the caller passes.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// A source of randomness. The program passes the operating system's, a test a seeded one.
pub trait Random {
    /// Fills `bytes`.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl<F: FnMut(&mut [u8])> Random for F {
    fn fill(&mut self, bytes: &mut [u8]) {
        self(bytes);
    }
}

/// A text that is no id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("\"{0}\" is not an id")]
pub struct BadId(pub String);

/// The id of any record: sorts by the time it was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 16]);

impl Id {
    /// An id made at `now`: milliseconds, then the microsecond within as twelve bits, then chance.
    pub fn new(now: Timestamp, random: &mut dyn Random) -> Self {
        let micros = now.as_microsecond().max(0) as u64;
        let mut bytes = [0; 16];
        random.fill(&mut bytes[8..]);
        bytes[..6].copy_from_slice(&(micros / 1000).to_be_bytes()[2..]);
        let fraction = (micros % 1000) * 4096 / 1000;
        bytes[6] = 0x70 | (fraction >> 8) as u8;
        bytes[7] = fraction as u8;
        bytes[8] = 0x80 | (bytes[8] & 0x3f);
        Self(bytes)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            if matches!(i, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = BadId;

    /// Only the form [`Id`] is written in: lower case with hyphens.
    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId(text.chars().take(40).collect());
        let hex = text.replace('-', "");
        if hex.len() != 32 || !hex.is_ascii() {
            return Err(bad());
        }
        let mut bytes = [0; 16];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).map_err(|_| bad())?;
        }
        let id = Self(bytes);
        if id.to_string() == text { Ok(id) } else { Err(bad()) }
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Ids that the compiler keeps apart.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Id);

        impl $name {
            /// A new one, made at `now`.
            pub fn new(now: Timestamp, random: &mut dyn Random) -> Self {
                Self(Id::new(now, random))
            }
        }
        impl From<Id> for $name {
            fn from(id: Id) -> Self {
                Self(id)
            }
        }
        impl From<$name> for Id {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// What somebody signs in to.
    AccountId
    /// An organisation.
    OrganisationId
    /// A person.
    PersonId
    /// What somebody does in an organisation.
    AssignmentId
    /// An attached file.
    DocumentId
    /// A group of a round.
    GroupId
    /// A round.
    RoundId
    /// An edition of a model.
    EditionId
    /// An application to a round.
    ApplicationId
    /// An organisation in a round.
    ParticipationId
    /// A conflict of interest.
    RecusalId
    /// A meeting.
    MeetingId
    /// Somebody's answers to which times suit.
    PollAnswerId
    /// Somebody's registration for a meeting.
    RegistrationId
    /// What somebody needs at a meeting.
    NeedsId
    /// The notes of a meeting.
    MinutesId
    /// A decision or a task from a meeting.
    PointId
    /// What somebody thought of a meeting.
    FeedbackId
    /// Something handed in before a meeting.
    HandInId
    /// What is done with a task of a step.
    StepWorkId
    /// Somebody's own self-assessment.
    AssessmentId
    /// What one of the staff answered, without a name.
    StaffAnswerId
    /// The team's joint self-assessment.
    JointAnswerId
    /// A friendly question about an answer.
    QueryId
    /// An idea.
    IdeaId
    /// An improvement.
    ImprovementId
    /// What was measured for an improvement.
    MeasurementId
    /// What lives on after a round.
    CheckInId
    /// A form filled in.
    FilledId
    /// What a round is to be held against.
    EvaluationPlanId
    /// A proposal of groups.
    FormingId
    /// What is asked of the groups of a round.
    FormingRulesId
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counting(seed: u8) -> impl FnMut(&mut [u8]) {
        move |bytes: &mut [u8]| bytes.fill(seed)
    }

    #[test]
    fn an_id_is_a_uuid_of_version_7() {
        let now = Timestamp::from_microsecond(1_645_557_742_000_500).unwrap();
        let id = Id::new(now, &mut counting(0xff));
        // The time of RFC 9562's example, half a millisecond later.
        assert_eq!(id.to_string(), "017f22e2-79b0-7800-bfff-ffffffffffff");
        assert_eq!(id.to_string().parse(), Ok(id));
        for bad in ["", "017F22E2-79B0-7800-BFFF-FFFFFFFFFFFF", "017f22e279b07800bfffffffffffffff", "å"] {
            assert!(bad.parse::<Id>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn ids_sort_by_time(a in 0_i64..4_000_000_000_000_000, later in 1_i64..1_000_000, x: u8, y: u8) {
            let at = |micros| Timestamp::from_microsecond(micros).unwrap();
            let (first, second) = (Id::new(at(a), &mut counting(x)), Id::new(at(a + later), &mut counting(y)));
            prop_assert!(first < second);
            prop_assert_eq!(first < second, first.to_string() < second.to_string());
        }
    }
}
