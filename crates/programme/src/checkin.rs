//! What lives on, one, two and three years after a round.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{CheckInId, Field, Id, ImprovementId, OrganisationId, Problem, Record, RoundId, Rule, Words};

/// How many months after the end of a round one asks.
pub const CHECK_IN_MONTHS: [u16; 3] = [12, 24, 36];

/// Whether a change lives on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lives {
    /// It does.
    Yes,
    /// In part.
    Partly,
    /// It does not.
    No,
    /// Nobody knows. Better said than guessed.
    Unknown,
}

impl Lives {
    /// Every answer.
    pub const ALL: [Self; 4] = [Self::Yes, Self::Partly, Self::No, Self::Unknown];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    /// The answer of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Yes => Words::new("lever kvar", "lives on"),
            Self::Partly => Words::new("lever kvar till en del", "lives on in part"),
            Self::No => Words::new("lever inte kvar", "does not live on"),
            Self::Unknown => Words::new("vet inte", "do not know"),
        }
    }
}

/// Which changes live, some time after a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// The round.
    pub round: RoundId,
    /// Whose.
    pub organisation: OrganisationId,
    /// How many months after: one of [`CHECK_IN_MONTHS`].
    pub months: u16,
    /// When it was answered.
    pub on: Date,
    /// By improvement.
    pub lives: BTreeMap<ImprovementId, Lives>,
    /// What more there is to say.
    pub comment: String,
}

impl CheckIn {
    /// The key.
    pub fn key_of(round: RoundId, organisation: OrganisationId, months: u16) -> String {
        format!("{round}:{organisation}:{months}")
    }
}

/// The check-ins whose day has come, with that day: months after the round ended. Those that have been
/// answered are among them.
pub fn due_checkins(ended: Date, today: Date) -> Vec<(u16, Date)> {
    let day = |months: u16| ended.checked_add(i32::from(months).months()).ok().map(|day| (months, day));
    CHECK_IN_MONTHS.into_iter().filter_map(day).filter(|(_, day)| *day <= today).collect()
}

impl Record for CheckIn {
    type Id = CheckInId;
    const KIND: &'static str = "check_in";

    fn owner(&self, _: CheckInId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        self.months.to_string()
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.round, self.organisation, self.months)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organisation", Id::from(self.organisation)), ("round", self.round.into())];
        refs.extend(self.lives.keys().map(|id| ("improvement", (*id).into())));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        if !CHECK_IN_MONTHS.contains(&self.months) {
            return Err(Rule::Unwanted.of(Field("months")));
        }
        Rule::lines(Field("comment"), &self.comment, 5_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, kind};
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }

    #[test]
    fn it_is_kept_with_what_it_speaks_of() {
        let lives = Lives::ALL.into_iter().zip(3_u8..).map(|(it, n)| (id(n), it)).collect();
        let it = CheckIn {
            round: id(1),
            organisation: id(2),
            months: 24,
            on: date(2028, 5, 1),
            lives,
            comment: "Rutinen lever.".into(),
        };
        let facts = Facts::of(id(9), &it).unwrap();
        assert_eq!(facts.refs.iter().filter(|(field, _)| *field == "improvement").count(), 4);
        assert!(facts.body.contains(&format!("\"{}\":\"yes\"", id::<ImprovementId>(3))), "{}", facts.body);
        assert_eq!(kind("check_in").unwrap().read(id(9), &facts.body), Some(facts));
        assert_eq!(CheckIn { months: 18, ..it }.check().unwrap_err().field, "months");
        for it in Lives::ALL {
            assert_eq!(serde_json::to_string(&it).unwrap(), format!("\"{}\"", it.code()));
            assert_eq!(Lives::from_code(it.code()), Some(it));
        }
    }

    #[test]
    fn they_are_due_on_the_day() {
        let ended = date(2024, 2, 29);
        assert_eq!(due_checkins(ended, date(2025, 2, 27)), []);
        assert_eq!(due_checkins(ended, date(2025, 2, 28)), [(12, date(2025, 2, 28))]);
        assert_eq!(due_checkins(ended, date(2040, 1, 1)).len(), 3);
    }

    proptest! {
        #[test]
        fn none_goes_away_with_time(day in 0_i64..2_000, later in 0_i64..500) {
            let ended = date(2024, 1, 31);
            let at = |days: i64| due_checkins(ended, ended.checked_add(days.days()).unwrap());
            prop_assert!(at(day + later).starts_with(&at(day)));
        }
    }
}
