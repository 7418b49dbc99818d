//! Claim, evidence, outcome: a friendly question where a high answer has little behind it, or where the
//! figures go the other way. It is the team's and its mentor's, and never a mark in public.

use std::{collections::BTreeMap, ops::RangeInclusive};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Field, Id, JointAnswer, OrganisationId, PersonId, Problem, QueryId, Record, RoundId, Rule, Words, evidence,
};

/// How the difference between women and men in a key figure has gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureRef {
    /// The key figure, by its code.
    pub kpi: String,
    /// The area, by its code.
    pub area: String,
    /// The first year.
    pub from_year: u16,
    /// The last.
    pub to_year: u16,
    /// Women less men in the first year, in the figure's unit.
    pub difference_then: f64,
    /// Women less men in the last year.
    pub difference_now: f64,
}

impl FigureRef {
    /// Whether the difference has grown, whichever way it goes. A difference that has changed sides and is
    /// as large as before has not.
    pub fn grew(&self) -> bool {
        self.difference_now.abs() > self.difference_then.abs()
    }

    fn check(&self) -> Result<(), Problem> {
        evidence::figure(&self.kpi, &self.area)?;
        if self.to_year <= self.from_year {
            return Err(Rule::EndsBeforeItBegins.of(Field("to_year")));
        }
        for (field, value) in [("difference_then", self.difference_then), ("difference_now", self.difference_now)] {
            if !value.is_finite() {
                return Err(Rule::Unprintable.of(Field(field)));
            }
        }
        Ok(())
    }
}

/// Why it is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// Nothing is given that shows it.
    LittleEvidence,
    /// The difference between women and men grows in figures that belong to the item.
    DifferenceGrows {
        /// Those figures.
        figures: Vec<FigureRef>,
    },
}

impl Reason {
    /// The stable name, as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LittleEvidence => "little_evidence",
            Self::DifferenceGrows { .. } => "difference_grows",
        }
    }

    /// The question, as people read it.
    pub const fn asks(&self) -> Words {
        match self {
            Self::LittleEvidence => Words::new(
                "Ni har satt en hög nivå. Vad i vardagen visar det?",
                "You have set a high level. What in daily life shows it?",
            ),
            Self::DifferenceGrows { .. } => Words::new(
                "Ni har satt en hög nivå, och i siffrorna växer skillnaden mellan kvinnor och män. Hur ser ni på det?",
                "You have set a high level, and in the figures the difference between women and men grows. How do you see it?",
            ),
        }
    }
}

/// What the team answers. It stays with the assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The answer.
    pub text: String,
    /// Who wrote it.
    pub person: PersonId,
    /// When.
    pub on: Date,
}

/// A friendly question about an item of the joint answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// The round.
    pub round: RoundId,
    /// Whose answer it is about.
    pub organisation: OrganisationId,
    /// The occasion: the step, by its id.
    pub step: String,
    /// The item ([`crate::ItemCode`]).
    pub item: String,
    /// Why.
    pub reason: Reason,
    /// The level that was agreed on when it was asked.
    pub level: u8,
    /// The answer.
    pub reply: Option<Reply>,
}

impl Query {
    /// The key.
    pub fn key_of(round: RoundId, organisation: OrganisationId, step: &str, item: &str) -> String {
        format!("{round}:{organisation}:{step}:{item}")
    }
}

/// The questions that an agreed answer raises: one for an item whose level lies above the middle of the
/// scale, where nothing is given that shows it, or where the difference between women and men has grown in
/// its figures (`figures` by item; those where it has not are left out). Where both are so the figures are
/// asked about, since they say more.
///
/// None for a draft, for a level in the middle or below, for what is not known; and none for an item that
/// has been `asked` about at that occasion, answered or not.
pub fn queries<'a>(
    joint: &JointAnswer,
    scale: &RangeInclusive<u8>,
    figures: &BTreeMap<String, Vec<FigureRef>>,
    asked: impl IntoIterator<Item = &'a Query>,
) -> Vec<Query> {
    if joint.agreed.is_none() {
        return Vec::new();
    }
    let JointAnswer { round, organisation, step, .. } = joint;
    let same = |it: &&Query| (it.round, it.organisation, &it.step) == (*round, *organisation, step);
    let before: Vec<&str> = asked.into_iter().filter(same).map(|it| it.item.as_str()).collect();
    let twice_the_middle = u16::from(*scale.start()) + u16::from(*scale.end());
    let mut raised = Vec::new();
    for (item, answer) in &joint.answers {
        let Some(level) = answer.level else { continue };
        if 2 * u16::from(level) <= twice_the_middle || before.contains(&item.as_str()) {
            continue;
        }
        let all = figures.get(item).map_or(&[][..], Vec::as_slice);
        let growing: Vec<FigureRef> = all.iter().filter(|it| it.grew()).cloned().collect();
        let reason = match (growing.is_empty(), answer.evidence.is_empty()) {
            (false, _) => Reason::DifferenceGrows { figures: growing },
            (true, true) => Reason::LittleEvidence,
            (true, false) => continue,
        };
        let (step, item) = (step.clone(), item.clone());
        raised.push(Query { round: *round, organisation: *organisation, step, item, reason, level, reply: None });
    }
    raised
}

impl Record for Query {
    type Id = QueryId;
    const KIND: &'static str = "query";

    fn owner(&self, _: QueryId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        self.step.clone()
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.round, self.organisation, &self.step, &self.item)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organisation", Id::from(self.organisation)), ("round", self.round.into())];
        refs.extend(self.reply.as_ref().map(|it| ("person", it.person.into())));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("step"), &self.step, 100)?;
        Rule::text(Field("item"), &self.item, 400)?;
        if let Reason::DifferenceGrows { figures } = &self.reason {
            if figures.is_empty() {
                return Err(Rule::Missing.of(Field("figures")));
            }
            figures.iter().try_for_each(FigureRef::check)?;
        }
        let Some(reply) = &self.reply else { return Ok(()) };
        if reply.text.trim().is_empty() {
            return Err(Rule::Empty.of(Field("reply")));
        }
        Rule::lines(Field("reply"), &reply.text, 5_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Evidence, Facts, Joint, kind};
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }
    fn figure(then: f64, now: f64) -> FigureRef {
        FigureRef {
            kpi: "N15428".into(),
            area: "2282".into(),
            from_year: 2019,
            to_year: 2024,
            difference_then: then,
            difference_now: now,
        }
    }
    fn joint(answers: &[(&str, Option<u8>, bool)]) -> JointAnswer {
        let answer = |(item, level, shown): &(&str, Option<u8>, bool)| {
            let evidence = if *shown { vec![Evidence::Document { id: id(7) }] } else { Vec::new() };
            ((*item).to_owned(), Joint { level: *level, open: false, comment: String::new(), evidence })
        };
        JointAnswer {
            round: id(1),
            organisation: id(2),
            instrument: "sjalvskattning-2023".into(),
            fingerprint: "ab".repeat(32),
            step: "traff-styrning".into(),
            answers: answers.iter().map(answer).collect(),
            agreed: Some(date(2026, 5, 2)),
            agreed_by: vec![id(3)],
            first_agreed: None,
        }
    }

    #[test]
    fn a_high_answer_with_little_behind_it_is_asked_about() {
        let answers = joint(&[
            ("bevisad", Some(4), true),
            ("halvvags", Some(2), false),
            ("hog", Some(3), false),
            ("okand", None, false),
            ("vaxer", Some(4), true),
            ("vaxer-lagt", Some(1), false),
        ]);
        let growing = vec![figure(2.0, -5.5), figure(5.0, 1.0)];
        let figures: BTreeMap<String, Vec<FigureRef>> =
            ["vaxer", "vaxer-lagt"].map(|item| (item.to_owned(), growing.clone())).into();
        let raised = queries(&answers, &(1..=4), &figures, []);
        let said: Vec<_> = raised.iter().map(|it| (it.item.as_str(), it.reason.code(), it.level)).collect();
        assert_eq!(said, [("hog", "little_evidence", 3), ("vaxer", "difference_grows", 4)]);
        // Only the figures where it grew are attached.
        assert_eq!(raised[1].reason, Reason::DifferenceGrows { figures: vec![growing[0].clone()] });
        // Never twice; never of a draft.
        assert_eq!(queries(&answers, &(1..=4), &figures, &raised), []);
        let draft = JointAnswer { agreed: None, agreed_by: Vec::new(), ..answers.clone() };
        assert_eq!(queries(&draft, &(1..=4), &figures, []), []);
        // At the next occasion it may be asked again.
        let next = JointAnswer { step: "traff-resultat".into(), ..answers };
        assert_eq!(queries(&next, &(1..=4), &figures, &raised).len(), 2);
    }

    #[test]
    fn it_is_kept_with_its_figures_and_answer() {
        // A difference that has no short decimal form comes back as it was.
        let reason = Reason::DifferenceGrows { figures: vec![figure(0.1 + 0.2, 41.3 - 38.9)] };
        let asked = Query {
            round: id(1),
            organisation: id(2),
            step: "traff-styrning".into(),
            item: "namnd/mal/Socialnämnden".into(),
            reason,
            level: 4,
            reply: Some(Reply { text: "Vi ser det.".into(), person: id(3), on: date(2026, 6, 1) }),
        };
        let facts = Facts::of(id(9), &asked).unwrap();
        assert!(facts.refs.iter().any(|(field, _)| *field == "person"));
        assert_eq!(kind("query").unwrap().read(id(9), &facts.body), Some(facts));
        for (bad, field) in [
            (Query { reason: Reason::DifferenceGrows { figures: Vec::new() }, ..asked.clone() }, "figures"),
            (
                Query { reason: Reason::DifferenceGrows { figures: vec![figure(1.0, f64::NAN)] }, ..asked.clone() },
                "difference_now",
            ),
            (
                Query { reply: Some(Reply { text: " ".into(), person: id(3), on: date(2026, 6, 1) }), ..asked.clone() },
                "reply",
            ),
        ] {
            assert_eq!(bad.check().unwrap_err().field, field);
        }
    }

    proptest! {
        #[test]
        fn only_high_answers_and_never_twice(
            given in proptest::collection::btree_map("[a-h]", (proptest::option::of(0_u8..7), any::<bool>()), 0..8),
            lowest in 0_u8..2, more in 1_u8..6,
            then in -9.0_f64..9.0, now in -9.0_f64..9.0,
        ) {
            let highest = lowest + more;
            let answers: Vec<_> = given.iter().map(|(item, (level, shown))| (item.as_str(), *level, *shown)).collect();
            let answers = joint(&answers);
            let figures: BTreeMap<String, Vec<FigureRef>> =
                given.keys().map(|item| (item.clone(), vec![figure(then, now)])).collect();
            let raised = queries(&answers, &(lowest..=highest), &figures, []);
            for query in &raised {
                let answer = &answers.answers[&query.item];
                prop_assert_eq!(answer.level, Some(query.level));
                prop_assert!(query.level - lowest > highest.saturating_sub(query.level));
                match &query.reason {
                    Reason::LittleEvidence => prop_assert!(answer.evidence.is_empty()),
                    Reason::DifferenceGrows { figures } => prop_assert!(figures.iter().all(FigureRef::grew)),
                }
                prop_assert_eq!(query.check(), Ok(()));
            }
            let mut keys: Vec<String> = raised.iter().flat_map(Record::keys).collect();
            keys.dedup();
            prop_assert_eq!(keys.len(), raised.len());
            prop_assert_eq!(queries(&answers, &(lowest..=highest), &figures, &raised), vec![]);
        }
    }
}
