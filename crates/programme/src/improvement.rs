//! Improvements: a problem, a cause, a small test, what was measured, what was decided.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Field, Id, IdeaId, ImprovementId, MeasurementId, OrganisationId, PersonId, Problem, Record, RoundId, Rule, Words,
    evidence,
};

/// The fewest people behind a number that is shown.
pub const MIN_MEASURED: u32 = 5;

/// How it was at the beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Baseline {
    /// A key figure says it.
    Figure {
        /// Its code in Kolada.
        kpi: String,
        /// The code of the area.
        area: String,
        /// The year.
        year: u16,
    },
    /// Own words, where there is no figure yet.
    Own {
        /// They.
        text: String,
    },
}

/// Where an improvement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImprovementState {
    /// Nothing is tried yet.
    Planned,
    /// It is tried.
    Testing,
    /// What came of it is known.
    Studied,
    /// It was decided to keep it.
    Secured,
    /// It was decided to drop it.
    Dropped,
}

impl ImprovementState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Planned, Self::Testing, Self::Studied, Self::Secured, Self::Dropped];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Testing => "testing",
            Self::Studied => "studied",
            Self::Secured => "secured",
            Self::Dropped => "dropped",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Planned => Words::new("planerad", "planned"),
            Self::Testing => Words::new("testas", "being tested"),
            Self::Studied => Words::new("studerad", "studied"),
            Self::Secured => Words::new("säkrad", "secured"),
            Self::Dropped => Words::new("avslutad utan att säkras", "dropped"),
        }
    }

    /// Where it may go from here: on, or back, which loses nothing: what was written stays written.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Planned => &[Self::Testing, Self::Dropped],
            Self::Testing => &[Self::Studied, Self::Planned, Self::Dropped],
            // Another test, of the same or changed.
            Self::Studied => &[Self::Secured, Self::Dropped, Self::Testing],
            // It did not hold after all.
            Self::Secured => &[Self::Studied],
            // Taken up again.
            Self::Dropped => &[Self::Planned],
        }
    }

    /// Whether somebody has to have decided for it to be there.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Secured | Self::Dropped)
    }
}

/// Which way is good for what is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// Neither is.
    Neither,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Self; 3] = [Self::More, Self::Less, Self::Neither];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::Neither => "neither",
        }
    }

    /// The direction of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::More => Words::new("högre är bättre", "higher is better"),
            Self::Less => Words::new("lägre är bättre", "lower is better"),
            Self::Neither => Words::new("ingen riktning är bättre", "neither way is better"),
        }
    }
}

/// Where else it is done since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// The unit, the administration.
    pub place: String,
    /// Since when.
    pub on: Date,
}

/// An improvement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Improvement {
    /// Whose.
    pub organisation: OrganisationId,
    /// In which round; `None`: outside any.
    pub round: Option<RoundId>,
    /// The problem for women and men, girls and boys, in one sentence.
    pub problem: String,
    /// How it was.
    pub baseline: Option<Baseline>,
    /// Why it is so.
    pub cause: String,
    /// The idea it tries.
    pub idea: Option<IdeaId>,
    /// The small test.
    pub test: String,
    /// Who sees to it.
    pub owner: Option<PersonId>,
    /// The first day of the test.
    pub starts: Option<Date>,
    /// The last.
    pub ends: Option<Date>,
    /// Where it is.
    pub state: ImprovementState,
    /// What came of it.
    pub result: String,
    /// What was decided, and by whom: "Nämnden beslutade att …".
    pub decision: String,
    /// Where it has spread.
    pub spread: Vec<Spread>,
    /// What is measured, and in what: "andel i procent".
    pub unit: String,
    /// Which way is good.
    pub good: Direction,
}

impl Improvement {
    /// A card with a problem and nothing else, planned.
    #[must_use]
    pub fn planned(organisation: OrganisationId, round: Option<RoundId>, problem: impl Into<String>) -> Self {
        Self {
            organisation,
            round,
            problem: problem.into(),
            baseline: None,
            cause: String::new(),
            idea: None,
            test: String::new(),
            owner: None,
            starts: None,
            ends: None,
            state: ImprovementState::Planned,
            result: String::new(),
            decision: String::new(),
            spread: Vec::new(),
            unit: String::new(),
            good: Direction::Neither,
        }
    }

    /// The improvement in another state. What that state asks for is written first.
    ///
    /// # Errors
    /// [`Rule::NotFromHere`] where the states know no such way; [`Rule::Missing`] where something is to be
    /// written first.
    pub fn moved_to(&self, to: ImprovementState) -> Result<Self, Problem> {
        if !self.state.next().contains(&to) {
            return Err(Rule::NotFromHere.of(Field("state")));
        }
        let moved = Self { state: to, ..self.clone() };
        moved.asked().map(|()| moved)
    }

    /// Whether it began from another measure than the one its measurements are in: then the two are never
    /// set beside each other, in a chart or as before and after. A key figure is of everybody in the area and
    /// of a year, in a unit of its own; what is measured is of those who are in the test. Own words say
    /// themselves what they count.
    pub const fn began_from_another_measure(&self) -> bool {
        matches!(self.baseline, Some(Baseline::Figure { .. }))
    }

    /// What its state asks for: a result where it is studied or secured, a decision where one was made.
    fn asked(&self) -> Result<(), Problem> {
        let written = |field, text: &str| match text.trim().is_empty() {
            true => Err(Rule::Missing.of(Field(field))),
            false => Ok(()),
        };
        if matches!(self.state, ImprovementState::Studied | ImprovementState::Secured) {
            written("result", &self.result)?;
        }
        if self.state.is_decided() { written("decision", &self.decision) } else { Ok(()) }
    }
}

impl Record for Improvement {
    type Id = ImprovementId;
    const KIND: &'static str = "improvement";

    fn owner(&self, _: ImprovementId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    /// Not the problem: the name is shown also where only a pointer to it may be.
    fn name(&self) -> String {
        "improvement".into()
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organisation", Id::from(self.organisation))];
        refs.extend(self.round.map(|id| ("round", id.into())));
        refs.extend(self.idea.map(|id| ("idea", id.into())));
        refs.extend(self.owner.map(|id| ("owner", id.into())));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("problem"), &self.problem, 500)?;
        match &self.baseline {
            Some(Baseline::Figure { kpi, area, .. }) => evidence::figure(kpi, area)?,
            Some(Baseline::Own { text }) if text.trim().is_empty() => return Err(Rule::Empty.of(Field("baseline"))),
            Some(Baseline::Own { text }) => Rule::lines(Field("baseline"), text, 2_000)?,
            None => {}
        }
        for (field, text) in
            [("cause", &self.cause), ("test", &self.test), ("result", &self.result), ("decision", &self.decision)]
        {
            Rule::lines(Field(field), text, 5_000)?;
        }
        Rule::line(Field("unit"), &self.unit, 100)?;
        if let (Some(starts), Some(ends)) = (self.starts, self.ends)
            && ends < starts
        {
            return Err(Rule::EndsBeforeItBegins.of(Field("ends")));
        }
        self.spread.iter().try_for_each(|it| Rule::text(Field("place"), &it.place, 200))?;
        self.asked()
    }
}

/// What was measured for an improvement on a day, by sex. Who may read it is who may read the improvement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    /// The improvement.
    pub improvement: ImprovementId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The day.
    pub on: Date,
    /// For women or girls, in the improvement's unit.
    pub women: Option<f64>,
    /// For men or boys.
    pub men: Option<f64>,
    /// How many women or girls are behind it; `None`: it is not about a number of people.
    pub women_n: Option<u32>,
    /// How many men or boys.
    pub men_n: Option<u32>,
    /// What is to be known about it.
    pub note: String,
}

/// Whether so few are behind a number that it tells of individuals. Where no number of people is given
/// (days, kronor) nothing is known to hide.
pub fn few(n: Option<u32>) -> bool {
    n.is_some_and(|n| n < MIN_MEASURED)
}

impl Measurement {
    /// The key.
    pub fn key_of(improvement: ImprovementId, on: Date) -> String {
        format!("{improvement}:{on}")
    }

    /// The values as others than the own organisation may see them, for women and for men: without those
    /// with few behind them.
    pub fn to_show(&self) -> (Option<f64>, Option<f64>) {
        (self.women.filter(|_| !few(self.women_n)), self.men.filter(|_| !few(self.men_n)))
    }
}

impl Record for Measurement {
    type Id = MeasurementId;
    const KIND: &'static str = "measurement";

    fn owner(&self, _: MeasurementId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        self.on.to_string()
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.improvement, self.on)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("improvement", self.improvement.into()), ("organisation", self.organisation.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        if self.women.is_none() && self.men.is_none() {
            return Err(Rule::Missing.of(Field("women")));
        }
        for (field, value, field_n, n) in
            [("women", self.women, "women_n", self.women_n), ("men", self.men, "men_n", self.men_n)]
        {
            match value {
                Some(value) if !value.is_finite() => return Err(Rule::Unprintable.of(Field(field))),
                None if n.is_some() => return Err(Rule::Unwanted.of(Field(field_n))),
                _ => {}
            }
        }
        Rule::lines(Field("note"), &self.note, 1_000)
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
    fn improvement() -> Improvement {
        Improvement {
            organisation: id(1),
            round: Some(id(2)),
            problem: "Kvinnor får färre timmar hemtjänst än män med samma behov.".into(),
            baseline: Some(Baseline::Figure { kpi: "N21011".into(), area: "2282".into(), year: 2025 }),
            cause: String::new(),
            idea: Some(id(3)),
            test: "Två handläggare prövar en mall.".into(),
            owner: Some(id(4)),
            starts: Some(date(2026, 9, 1)),
            ends: Some(date(2026, 10, 31)),
            state: ImprovementState::Planned,
            result: String::new(),
            decision: String::new(),
            spread: Vec::new(),
            unit: "timmar i månaden".into(),
            good: Direction::Neither,
        }
    }
    fn measured(women: Option<f64>, men: Option<f64>) -> Measurement {
        let n = |value: Option<f64>| value.map(|_| 12);
        Measurement {
            improvement: id(5),
            organisation: id(1),
            on: date(2026, 9, 14),
            women,
            men,
            women_n: n(women),
            men_n: n(men),
            note: String::new(),
        }
    }

    #[test]
    fn a_key_figure_is_another_measure_than_what_is_measured() {
        let of = |baseline| Improvement { baseline, ..improvement() }.began_from_another_measure();
        assert!(improvement().began_from_another_measure());
        assert!(!of(Some(Baseline::Own { text: "Kvinnor väntade 21 dagar.".into() })) && !of(None));
    }

    #[test]
    fn the_states_ask_for_what_they_say() {
        use ImprovementState::{Dropped, Planned, Secured, Studied, Testing};
        for state in ImprovementState::ALL {
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{}\"", state.code()));
            assert_eq!(ImprovementState::from_code(state.code()), Some(state));
            assert!(!state.next().contains(&state) && !state.next().is_empty(), "{state:?}");
        }
        let tested = improvement().moved_to(Testing).unwrap();
        assert_eq!(tested.moved_to(Studied).unwrap_err().to_string(), "result is missing");
        assert_eq!(tested.moved_to(Secured).unwrap_err().to_string(), "state does not lead there from here");
        assert_eq!(tested.moved_to(Dropped).unwrap_err().to_string(), "decision is missing");
        let studied = Improvement { result: "Skillnaden halverades.".into(), ..tested }.moved_to(Studied).unwrap();
        assert_eq!(studied.moved_to(Secured).unwrap_err().field, "decision");
        let decided = Improvement { decision: "Nämnden beslutade om mallen.".into(), ..studied };
        let secured = decided.moved_to(Secured).unwrap();
        assert_eq!(secured.check(), Ok(()));
        // Back and back again, with everything that was written.
        let back = secured.moved_to(Studied).unwrap().moved_to(Dropped).unwrap().moved_to(Planned).unwrap();
        assert_eq!(back, Improvement { state: Planned, ..secured.clone() });
        // Nor can it be written there without.
        assert_eq!(Improvement { decision: " ".into(), ..secured }.check().unwrap_err().field, "decision");
    }

    #[test]
    fn what_is_wrong_with_a_card() {
        let good = improvement();
        let facts = Facts::of(id(9), &good).unwrap();
        assert_eq!(facts.name, "improvement");
        assert_eq!(kind("improvement").unwrap().read(id(9), &facts.body), Some(facts));
        let figure = |kpi: &str| Some(Baseline::Figure { kpi: kpi.into(), area: "2282".into(), year: 2025 });
        for (bad, field) in [
            (Improvement { problem: String::new(), ..good.clone() }, "problem"),
            (Improvement { problem: "Två\nrader".into(), ..good.clone() }, "problem"),
            (Improvement { baseline: figure("21011"), ..good.clone() }, "kpi"),
            (Improvement { baseline: Some(Baseline::Own { text: " ".into() }), ..good.clone() }, "baseline"),
            (Improvement { ends: Some(date(2026, 8, 31)), ..good.clone() }, "ends"),
            (
                Improvement { spread: vec![Spread { place: String::new(), on: date(2027, 1, 1) }], ..good.clone() },
                "place",
            ),
        ] {
            assert_eq!(bad.check().unwrap_err().field, field);
        }
        for it in Direction::ALL {
            assert_eq!(serde_json::to_string(&it).unwrap(), format!("\"{}\"", it.code()));
            assert_eq!(Direction::from_code(it.code()), Some(it));
        }
    }

    #[test]
    fn a_measurement_says_something_of_somebody() {
        for (it, right) in [
            (measured(Some(31.5), Some(36.0)), true),
            (measured(Some(31.5), None), true),
            (measured(None, Some(0.0)), true),
            (measured(None, None), false),
            (measured(Some(f64::NAN), Some(1.0)), false),
            (measured(Some(1.0), Some(f64::INFINITY)), false),
            (Measurement { men_n: Some(7), ..measured(Some(1.0), None) }, false),
        ] {
            assert_eq!(it.check().is_ok(), right, "{it:?}");
        }
    }

    #[test]
    fn few_are_not_shown() {
        assert_eq!([None, Some(0), Some(4), Some(5)].map(few), [false, true, true, false]);
        let both = measured(Some(31.5), Some(36.0));
        assert_eq!(both.to_show(), (Some(31.5), Some(36.0)));
        assert_eq!(Measurement { women_n: Some(4), ..both.clone() }.to_show(), (None, Some(36.0)));
        assert_eq!(Measurement { men_n: None, ..both }.to_show(), (Some(31.5), Some(36.0)));
    }

    proptest! {
        /// Whatever is tried, nothing that was written is lost, and what is decided says so.
        #[test]
        fn no_sequence_loses_anything(tries in proptest::collection::vec((0_usize..5, any::<bool>()), 0..40)) {
            let mut it = improvement();
            for (index, writes) in tries {
                if writes {
                    it.result = "Det gick.".into();
                    it.decision = "Vi behåller det.".into();
                }
                let to = ImprovementState::ALL[index];
                if let Ok(moved) = it.moved_to(to) {
                    prop_assert!(it.state.next().contains(&to));
                    prop_assert_eq!(&Improvement { state: it.state, ..moved.clone() }, &it);
                    it = moved;
                }
                prop_assert_eq!(it.check(), Ok(()));
                prop_assert!(!it.state.is_decided() || !it.decision.is_empty());
            }
        }

        /// The number that was measured is the number that is kept, to the last digit.
        #[test]
        fn numbers_come_back(women in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
            let facts = Facts::of(id(9), &measured(Some(women), None)).unwrap();
            let read: Measurement = serde_json::from_str(&facts.body).unwrap();
            prop_assert_eq!(read.women.map(f64::to_bits), Some(women.to_bits()));
            prop_assert_eq!(kind("measurement").unwrap().read(id(9), &facts.body), Some(facts));
        }
    }
}
