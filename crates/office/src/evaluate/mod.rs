//! The evaluation of a round, for its organiser: what was done, how the self-assessment moved, what has
//! become of key figures that were fixed before the round began, and what such numbers can show.
//!
//! Nothing here shows more than its owner has let be seen: what people do is counted and nothing else,
//! answers about what the round has led to are added up once their organisation says they are finished,
//! and self-assessments count where they are shown to the round. Everything is held against all who have
//! taken part, also those who left: leaving them out would make the rest look better. Where a number
//! cannot be told from chance the answer is "cannot tell", and no number here proves what the round has
//! caused.
//!
//! # Where things are
//! `counts` is what was done and what was answered, `levels` the self-assessment before and after, `plan`
//! the key figures that are fixed, `gaps` what became of them, `sheet` all of it as rows for a file, `paper` the
//! page as PDF.
//! The arithmetic lives in `stats` (`permutation`, `sign`, `multiple`, `detectable`); the key figures come
//! through the door [`KeyFigures`].

mod counts;
mod gaps;
mod levels;
mod paper;
mod plan;
mod sheet;

use std::{collections::BTreeMap, sync::Arc};

use i18n::Lang;
use jiff::{ToSpan as _, civil::Date};
use method::{Bound, EVALUATION, Form, Library};
use programme::{
    Capacity, Organisation, OrganisationId, Participation, Round, RoundId, RoundState, Track, YearsAround,
    permit::Action,
};
use storage::Stored;

use crate::{Office, Trouble, Visitor, rounds::object_of_round};

pub use counts::{DoneKind, DoneLine, Survey, SurveyAmount, SurveyLine};
pub use gaps::{EvaluationFigure, GapLine, GapSide, GapWhy, KeyFigureYear, KeyFigures};
pub use levels::{LevelLine, LevelsMoved};
pub use plan::PlannedFigures;
pub use sheet::evaluation_csv;

/// The risk of taking chance for a change, over all that are looked at together.
const RISK: f64 = 0.05;

/// The confidence of every interval.
const CONFIDENCE: f64 = 0.95;

/// The chance of seeing a difference as large as the smallest that is told to be seen.
const POWER: f64 = 0.8;

/// So long before a round is planned to end one is asked what it has led to.
const ASKED_MONTHS: i32 = 3;

/// What the numbers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvaluationVerdict {
    /// It has got better.
    Better,
    /// It has got worse.
    Worse,
    /// It cannot be told. What is said unless something else is shown.
    CannotTell,
}

impl EvaluationVerdict {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Better, Self::Worse, Self::CannotTell];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::CannotTell => "cannot-tell",
        }
    }
}

/// Somebody who takes or took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationPlace {
    /// Which.
    pub organisation: OrganisationId,
    /// What it is called.
    pub name: String,
    /// The last day, where it left before the round ended.
    pub left: Option<Date>,
}

/// The evaluation of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationView {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub state: RoundState,
    /// The day it began, or is to.
    pub began: Option<Date>,
    /// The day it ended; `None`: it has not.
    pub ended: Option<Date>,
    /// Everybody who has taken part to compare themselves, by name: what everything is counted out of.
    pub places: Vec<EvaluationPlace>,
    /// What was done.
    pub done: Vec<DoneLine>,
    /// What was answered about what the round has led to.
    pub survey: Survey,
    /// The self-assessment before and after.
    pub levels: LevelsMoved,
    /// The key figures that are fixed.
    pub plan: PlannedFigures,
    /// What became of them.
    pub gaps: Vec<GapLine>,
    /// Whether somebody prints.
    pub prints: bool,
}

/// A round and who took part in it, read once.
struct Scene {
    round: Stored<Round>,
    bound: Arc<Bound>,
    /// Those who compare themselves, by name.
    places: Vec<Seated>,
}

/// Somebody who took part to compare themselves.
struct Seated {
    id: OrganisationId,
    body: Organisation,
    track: Option<Track>,
    left: Option<Date>,
}

impl Scene {
    fn years(&self) -> Option<YearsAround> {
        self.round.body.years_around()
    }

    /// The names of those for whom something holds.
    fn names(&self, holds: impl Fn(&Seated) -> bool) -> Vec<String> {
        self.places.iter().filter(|it| holds(it)).map(|it| it.body.name.clone()).collect()
    }
}

impl Office {
    /// The evaluation of a round.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for a round the visitor may not know of; [`Trouble::Denied`] for who does not run
    /// it.
    pub async fn evaluation(&self, visitor: &Visitor, round: RoundId, lang: Lang) -> Result<EvaluationView, Trouble> {
        let round = self.to_evaluate(visitor, round).await?;
        let scene = self.evaluated(round).await?;
        let place = |it: &Seated| EvaluationPlace { organisation: it.id, name: it.body.name.clone(), left: it.left };
        let (plan, figures) = self.planned(&scene.round, lang).await?;
        Ok(EvaluationView {
            done: self.done(&scene).await?,
            survey: self.surveyed(&scene, lang).await?,
            levels: self.levels_moved(&scene, lang).await?,
            gaps: self.gaps(&scene, figures).await?,
            plan,
            prints: self.press.is_some(),
            places: scene.places.iter().map(place).collect(),
            round: scene.round.id,
            state: scene.round.body.state,
            began: scene.round.body.began_on(),
            ended: scene.round.body.ended_on(),
            title: scene.round.body.title,
        })
    }

    /// A round that the visitor may evaluate.
    async fn to_evaluate(&self, visitor: &Visitor, round: RoundId) -> Result<Stored<Round>, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        self.allow(Some(visitor), Action::Evaluate, &object_of_round(&round))?;
        Ok(round)
    }

    async fn evaluated(&self, round: Stored<Round>) -> Result<Scene, Trouble> {
        let mut parts = self.participations_of(round.id).await?;
        parts.retain(|it| it.body.capacity == Capacity::Participant);
        let bodies = self.store.many::<Organisation>(parts.iter().map(|it| it.body.organisation)).await?;
        // Somebody who left and came back is there once, as it is now.
        let mut last: BTreeMap<OrganisationId, Participation> = BTreeMap::new();
        for it in parts {
            let newer = last.get(&it.body.organisation).is_none_or(|known| known.from <= it.body.from);
            if newer {
                last.insert(it.body.organisation, it.body);
            }
        }
        let ended = round.body.ended_on();
        let left = |it: &Participation| it.to.filter(|day| ended.is_none_or(|ended| *day < ended));
        let seated = |(id, it): (&OrganisationId, &Participation)| {
            let body = bodies.get(id)?.body.clone();
            Some(Seated { id: *id, track: it.track.or(Track::of(body.kind)), left: left(it), body })
        };
        let mut places: Vec<Seated> = last.iter().filter_map(seated).collect();
        places.sort_by(|a, b| i18n::compare_names(&a.body.name, &b.body.name));
        let bound = self.bound(round.body.edition).await?;
        Ok(Scene { round, bound, places })
    }
}

/// The form that asks what a round has led to, once it is asked: when the round has ended, and in the last
/// months before it is planned to. `None`: not yet, or the model has a form of its own by that name.
pub(crate) fn survey(bound: &Bound, round: &Round, today: Date) -> Option<&'static Form> {
    let near = |end: Date| end.checked_sub(ASKED_MONTHS.months()).is_ok_and(|from| from <= today);
    let asked = match round.state {
        RoundState::Closed | RoundState::Archived => true,
        RoundState::Running => round.calendar.ends.is_some_and(near),
        _ => false,
    };
    if asked && bound.form(EVALUATION).is_none() { Library::built_in().form(EVALUATION) } else { None }
}

/// A form of the model, or the one that asks what a round has led to.
pub(crate) fn known_form<'a>(bound: &'a Bound, id: &str) -> Option<&'a Form> {
    bound.form(id).or_else(|| Library::built_in().form(id).filter(|_| id == EVALUATION))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use programme::Id;

    #[test]
    fn one_is_asked_when_it_is_nearly_over() {
        let id = Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(1));
        let library = Library::built_in();
        let edition = library.edition("modell-2023").unwrap();
        let bound = Bound::read(&library.edition_text("modell-2023").unwrap(), &edition.fingerprint).unwrap();
        let mut round = Round { state: RoundState::Running, ..Round::draft(id.into(), id.into()) };
        let asked = |round: &Round, day| survey(&bound, round, day).map(|form| form.id.as_str());
        assert_eq!(asked(&round, date(2027, 1, 1)), None);
        round.calendar.ends = Some(date(2027, 6, 30));
        assert_eq!(asked(&round, date(2027, 3, 29)), None);
        assert_eq!(asked(&round, date(2027, 3, 30)), Some(EVALUATION));
        round.state = RoundState::Admission;
        assert_eq!(asked(&round, date(2027, 3, 30)), None);
        round.state = RoundState::Closed;
        assert_eq!(asked(&round, date(2027, 1, 1)), Some(EVALUATION));
        assert_eq!(known_form(&bound, EVALUATION).map(|form| form.id.as_str()), Some(EVALUATION));
        assert_eq!(known_form(&bound, "inget"), None);
    }
}
