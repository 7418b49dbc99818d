//! What a round is to be held against afterwards: key figures that its organiser fixes before it begins.
//! Whoever chooses them when the outcome is known will find what they look for.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{EvaluationPlanId, Field, Id, OrganisationId, Problem, Record, Round, RoundId, RoundState, Rule};

/// The most key figures of a round. With more of them less can be said of each.
pub const MOST_PLANNED: usize = 12;

/// The key figures a round is to be held against. For all of them the same is better: a smaller difference
/// between women and men, in whichever direction it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationPlan {
    /// The round.
    pub round: RoundId,
    /// Who runs it.
    pub organiser: OrganisationId,
    /// Their codes in Kolada, in the order they are shown.
    pub kpis: Vec<String>,
    /// The day they were fixed as they are.
    pub fixed: Date,
}

impl EvaluationPlan {
    /// The key.
    pub fn key_of(round: RoundId) -> String {
        round.to_string()
    }
}

impl Record for EvaluationPlan {
    type Id = EvaluationPlanId;
    const KIND: &'static str = "evaluation_plan";

    fn owner(&self, _: EvaluationPlanId) -> Option<OrganisationId> {
        Some(self.organiser)
    }

    fn name(&self) -> String {
        self.kpis.join(", ")
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.round)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("organiser", self.organiser.into()), ("round", self.round.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        if self.kpis.len() > MOST_PLANNED {
            return Err(Rule::Unwanted.of(Field("kpis")));
        }
        for kpi in &self.kpis {
            Rule::text(Field("kpis"), kpi, 20)?;
        }
        let each: BTreeSet<&String> = self.kpis.iter().collect();
        if each.len() < self.kpis.len() { Err(Rule::Twice.of(Field("kpis"))) } else { Ok(()) }
    }
}

/// The years around a round: the last whole one before it, and the first whole one after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearsAround {
    /// What was measured in this year or earlier was measured before.
    pub before: i16,
    /// What was measured in this year or later was measured after; `None`: the round has not ended.
    pub after: Option<i16>,
}

impl Round {
    /// Whether it has begun, also where it was led back since: then it is too late to choose what it is to
    /// be held against.
    pub fn has_begun(&self) -> bool {
        let on = matches!(self.state, RoundState::Running | RoundState::Closed | RoundState::Archived);
        on || self.moved.iter().any(|it| it.to == RoundState::Running)
    }

    /// The day it began: as it was, or as it was planned. The first, where it was led back.
    pub fn began_on(&self) -> Option<Date> {
        self.moved.iter().find(|it| it.to == RoundState::Running).map(|it| it.on).or(self.calendar.starts)
    }

    /// The day it ended, as it was and not as it was planned; `None`: it has not.
    pub fn ended_on(&self) -> Option<Date> {
        if !matches!(self.state, RoundState::Closed | RoundState::Archived) {
            return None;
        }
        self.moved.iter().rfind(|it| it.to == RoundState::Closed).map(|it| it.on).or(self.calendar.ends)
    }

    /// The years around it; `None`: nobody knows when it began. A year in which it began or ended belongs
    /// to neither side.
    pub fn years_around(&self) -> Option<YearsAround> {
        let before = self.began_on()?.year() - 1;
        Some(YearsAround { before, after: self.ended_on().map(|day| day.year() + 1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Calendar, Facts, Moved, kind};
    use jiff::{Timestamp, civil::date};

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }

    fn plan(kpis: &[&str]) -> EvaluationPlan {
        EvaluationPlan {
            round: id(1),
            organiser: id(2),
            kpis: kpis.iter().map(|it| (*it).to_owned()).collect(),
            fixed: date(2026, 1, 15),
        }
    }

    #[test]
    fn it_is_kept_once_for_a_round() {
        let it = plan(&["N00206", "N15505"]);
        let facts = Facts::of(id(9), &it).unwrap();
        assert_eq!(facts.keys, [EvaluationPlan::key_of(it.round)]);
        assert_eq!(facts.owner, Some(Id::from(it.organiser)));
        assert_eq!(kind("evaluation_plan").unwrap().read(id(9), &facts.body), Some(facts));
        assert_eq!(plan(&[]).check(), Ok(()));
        let many: Vec<String> = (0..=MOST_PLANNED).map(|n| format!("N{n:05}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for (bad, rule) in
            [(plan(&["N00206", "N00206"]), Rule::Twice), (plan(&[" "]), Rule::Empty), (plan(&many), Rule::Unwanted)]
        {
            let broken = bad.check().unwrap_err();
            assert_eq!((broken.field, broken.rule), ("kpis", rule));
        }
    }

    #[test]
    fn the_years_of_a_round_belong_to_neither_side() {
        let mut round = Round { state: RoundState::Admission, ..Round::draft(id(2), id(3)) };
        assert_eq!((round.has_begun(), round.years_around()), (false, None));
        round.calendar =
            Calendar { starts: Some(date(2019, 2, 7)), ends: Some(date(2020, 2, 5)), ..Calendar::default() };
        assert_eq!(round.years_around(), Some(YearsAround { before: 2018, after: None }));
        // Begun, and led back: it has begun all the same.
        round.moved.push(Moved { to: RoundState::Running, on: date(2020, 1, 9) });
        round.moved.push(Moved { to: RoundState::Admission, on: date(2020, 1, 10) });
        round.moved.push(Moved { to: RoundState::Running, on: date(2021, 1, 10) });
        assert!(round.has_begun());
        assert_eq!(round.began_on(), Some(date(2020, 1, 9)));
        round.state = RoundState::Closed;
        assert_eq!(round.years_around(), Some(YearsAround { before: 2019, after: Some(2021) }));
        round.moved.push(Moved { to: RoundState::Closed, on: date(2022, 11, 1) });
        assert_eq!(round.years_around(), Some(YearsAround { before: 2019, after: Some(2023) }));
    }
}
