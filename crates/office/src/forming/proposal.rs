//! A proposal as its page shows it: how good, group by group with reasons, what each organisation got, what the
//! last change by hand cost.

use grouping::{Arrangement, Ask, Effort, Go, Outcome, Problem, Rule, Score, Unit, Wish};
use i18n::Lang;
use jiff::{Timestamp, civil::Date};
use programme::{Formed, Forming, FormingId, FormingState, OrganisationId, Round, RoundId};
use serde::{Deserialize, Serialize};
use storage::Stored;

use super::{ask, changes, words, words::Teller};
use crate::{Office, Trouble, Visitor};

/// The effort that goes into finding out which rules contradict each other, for each question.
const CONTRADICTION_STEPS: u64 = 2_000_000;

/// What was found, as the record keeps it beside the groups.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    /// No groups cost less than this.
    pub(super) bound: Option<i64>,
    /// Whether the work was stopped before it was done.
    pub(super) stopped: bool,
    /// Rules that contradict each other, by their names.
    pub(super) contradiction: Vec<String>,
}

impl Answer {
    pub(super) fn found(outcome: &Outcome) -> Self {
        Self { bound: Some(outcome.bound), stopped: outcome.how.stopped, contradiction: Vec::new() }
    }
}

/// How good a proposal is known to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// Whether nothing better exists.
    pub proven: bool,
    /// How far it is from the best at most, in per cent; `None`: not known.
    pub gap: Option<f64>,
    /// How many rules it breaks.
    pub breaches: usize,
}

/// A proposal in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposalLine {
    /// Its id.
    pub id: FormingId,
    /// Which of the round, from 1.
    pub number: u32,
    /// When it was begun.
    pub started: Timestamp,
    /// Where it is.
    pub state: FormingState,
    /// Whether nobody works on it any more, though it says so.
    pub lost: bool,
    /// How many times it was changed by hand.
    pub steps: usize,
    /// How good it is, where it has groups.
    pub quality: Option<Quality>,
}

/// What a wish costs before and after a change, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct CostLine {
    /// The wish, by its name in `grouping`.
    pub wish: &'static str,
    /// Before; in a proposal by itself the same as after.
    pub before: f64,
    /// After.
    pub after: f64,
}

/// What the last change by hand cost.
#[derive(Debug, Clone, PartialEq)]
pub struct StepCost {
    /// In a sentence.
    pub said: String,
    /// By wish: those that have changed.
    pub lines: Vec<CostLine>,
}

/// A group of a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedGroup {
    /// Who compare themselves in it, by name.
    pub members: Vec<(OrganisationId, String)>,
    /// Who leads it.
    pub mentor: Option<(OrganisationId, String)>,
    /// Who backs the one who leads it.
    pub support: Option<String>,
    /// Themes they have in common, as they were written.
    pub themes: Vec<String>,
    /// The longest way between two who meet; empty: ways do not count.
    pub way: String,
    /// What it costs, in points.
    pub score: f64,
    /// The rules it breaks, in sentences.
    pub breaches: Vec<String>,
    /// Why these are together.
    pub why: Vec<String>,
    /// What was given up.
    pub given_up: Vec<String>,
    /// The next best, and what it costs.
    pub next: Option<String>,
}

/// How an organisation's wishes fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fared {
    /// Its name.
    pub name: String,
    /// In sentences.
    pub said: Vec<String>,
}

/// One of the rules that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContradictionLine {
    /// In a sentence.
    pub said: String,
    /// The rule that could be switched off, by its name.
    pub rule: Option<&'static str>,
}

/// A proposal.
#[derive(Debug, Clone)]
pub struct ProposalView {
    /// Its id.
    pub id: FormingId,
    /// Its version.
    pub version: i64,
    /// The round.
    pub round: RoundId,
    /// What the round is called.
    pub title: String,
    /// Which of the round, from 1.
    pub number: u32,
    /// Where it is.
    pub state: FormingState,
    /// Whether nobody works on it any more, though it says so.
    pub lost: bool,
    /// Whether the round does not rest, so that it can be changed.
    pub alive: bool,
    /// How long it may be worked on: seconds.
    pub seconds: u16,
    /// How long it has been worked on, at most `seconds`.
    pub elapsed: u64,
    /// The best so far, in points.
    pub best: Option<f64>,
    /// What it cannot be lower than, in points.
    pub bound: Option<f64>,
    /// How good it is.
    pub quality: Option<Quality>,
    /// What it costs, in points.
    pub score: f64,
    /// By wish.
    pub wishes: Vec<CostLine>,
    /// Who is worst off, and how.
    pub worst: Option<String>,
    /// The longest way of all.
    pub longest: Option<String>,
    /// Its groups.
    pub groups: Vec<ProposedGroup>,
    /// How each organisation's wishes fared.
    pub fared: Vec<Fared>,
    /// Who could mentor.
    pub mentors: Vec<(OrganisationId, String)>,
    /// How many rules it breaks.
    pub breaches: usize,
    /// How many times it was changed by hand.
    pub steps: usize,
    /// What the last change by hand cost.
    pub step: Option<StepCost>,
    /// What has happened since.
    pub changes: Vec<String>,
    /// The rules that contradict each other.
    pub contradiction: Vec<ContradictionLine>,
    /// Why it was published though it breaks rules.
    pub why: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
}

/// A proposal with its problem, ready to be scored.
pub(super) struct Told {
    pub(super) asked: Ask,
    pub(super) problem: Problem,
    pub(super) answer: Answer,
}

/// Reads what was asked and what was found.
///
/// # Errors
/// [`Trouble::Ours`] where it cannot be read any more.
pub(super) fn read(forming: &Forming) -> Result<Told, Trouble> {
    let asked: Ask = serde_json::from_str(&forming.problem).map_err(|why| Trouble::Ours(why.to_string()))?;
    let answer = if forming.answer.is_empty() {
        Answer::default()
    } else {
        serde_json::from_str(&forming.answer).map_err(|why| Trouble::Ours(why.to_string()))?
    };
    Ok(Told { problem: ask::problem(&asked)?, asked, answer })
}

impl Told {
    /// Groups as `grouping` speaks of them.
    pub(super) fn arrangement(&self, groups: &[Formed]) -> Arrangement {
        ask::arrangement(&self.asked, groups)
    }

    /// How many rules groups break.
    pub(super) fn breaches(&self, groups: &[Formed]) -> usize {
        grouping::check(&self.problem, &self.arrangement(groups)).len()
    }

    /// Whether somebody could mentor here.
    pub(super) fn has_mentor(&self, id: OrganisationId) -> bool {
        let id = id.to_string();
        self.problem.mentors().iter().any(|it| it.id == id)
    }

    fn quality(&self, groups: &[Formed]) -> Quality {
        let total = grouping::score(&self.problem, &self.arrangement(groups)).total;
        let breaches = self.breaches(groups);
        let gap = self.answer.bound.map(|bound| gap(total, bound));
        Quality { proven: breaches == 0 && self.answer.bound.is_some_and(|bound| total <= bound), gap, breaches }
    }
}

/// How far from the best at most, in per cent, rounded up: never said to be nearer than it is.
fn gap(total: i64, bound: i64) -> f64 {
    if total <= bound || total <= 0 {
        return 0.0;
    }
    // Points are far below 2^53.
    (1000.0 * (total - bound) as f64 / total as f64).ceil() / 10.0
}

/// Which rules contradict each other: each is left out for a try, and stays out where it still cannot be done.
/// What remains is irreducible: without any one of them there are groups (as far as the effort tells).
pub(super) fn contradiction(problem: &Problem) -> Answer {
    let effort = Effort { steps: CONTRADICTION_STEPS, seed: 1, gap: 1_000_000 };
    let mut asked = problem.ask().clone();
    let mut left = Vec::new();
    for rule in Rule::ALL {
        if !asked.rules.on(rule) {
            continue;
        }
        let mut without = asked.clone();
        without.rules.off.insert(rule);
        let still = Problem::new(without.clone())
            .is_ok_and(|it| grouping::possible(&it, &effort, &mut |_| Go::On) == Some(false));
        if still {
            asked = without;
        } else {
            left.push(rule.key().to_owned());
        }
    }
    Answer { contradiction: left, ..Answer::default() }
}

impl Office {
    /// A proposal and its round, for who forms the groups of that.
    pub(super) async fn the_proposal(
        &self,
        visitor: &Visitor,
        id: FormingId,
    ) -> Result<(Stored<Forming>, Stored<Round>), Trouble> {
        let found = self.store.get::<Forming>(id).await?.ok_or(Trouble::Nothing)?;
        // Who may not see it does not learn that it is there.
        let round = self.to_form(visitor, found.body.round).await.map_err(|_| Trouble::Nothing)?;
        Ok((found, round))
    }

    /// The proposals of a round, the newest first.
    pub(super) async fn proposal_lines(&self, round: RoundId) -> Result<Vec<ProposalLine>, Trouble> {
        let now = self.now();
        let mut lines = Vec::new();
        for it in self.proposals_of(round).await? {
            let quality = match it.body.groups() {
                [] => None,
                groups => Some(read(&it.body)?.quality(groups)),
            };
            lines.push(ProposalLine {
                id: it.id,
                number: it.body.number,
                started: it.body.started,
                state: it.body.state,
                lost: it.body.is_lost(now),
                steps: it.body.steps.len(),
                quality,
            });
        }
        Ok(lines)
    }

    /// A proposal.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who does not run its round.
    pub async fn proposal(&self, visitor: &Visitor, id: FormingId, lang: Lang) -> Result<ProposalView, Trouble> {
        let (found, _) = self.the_proposal(visitor, id).await?;
        let scene = self.scene(visitor, found.body.round).await?;
        let told = read(&found.body)?;
        let mut view = self.bare(&found, &scene.round);
        let teller = Teller::new(&told, lang);
        view.mentors = teller.mentors();
        view.contradiction = teller.contradiction();
        view.bound = view.bound.or(told.answer.bound.map(|it| it as f64));
        let groups = found.body.groups();
        if groups.is_empty() {
            return Ok(view);
        }
        let arrangement = told.arrangement(groups);
        let score = grouping::score(&told.problem, &arrangement);
        let breaches = grouping::check(&told.problem, &arrangement);
        view.quality = Some(told.quality(groups));
        view.score = score.total as f64;
        view.wishes = costs(&score, &score);
        view.worst = teller.worst(&score);
        view.longest = teller.longest(&arrangement);
        view.groups = words::groups(&teller, groups, &arrangement, &score, &breaches);
        view.fared = teller.fared(&score, &arrangement);
        view.breaches = breaches.len();
        view.step = step(&teller, &told, &found.body, &score);
        if found.body.state == FormingState::Done {
            view.changes = changes::since(&scene, &told.asked, groups, lang);
        }
        Ok(view)
    }

    /// What is known of a proposal without looking at its groups.
    fn bare(&self, found: &Stored<Forming>, round: &Stored<Round>) -> ProposalView {
        let now = self.now();
        let elapsed = now.duration_since(found.body.started).as_secs().clamp(0, i64::from(found.body.seconds));
        let progress = self.bench.piece(found.id).and_then(|it| it.progress());
        ProposalView {
            id: found.id,
            version: found.version,
            round: round.id,
            title: round.body.title.clone(),
            number: found.body.number,
            state: found.body.state,
            lost: found.body.is_lost(now),
            alive: round.body.state.is_alive(),
            seconds: found.body.seconds,
            elapsed: elapsed.unsigned_abs(),
            best: progress.and_then(|it| it.best).map(|it| it as f64),
            bound: progress.map(|it| it.bound as f64),
            quality: None,
            score: 0.0,
            wishes: Vec::new(),
            worst: None,
            longest: None,
            groups: Vec::new(),
            fared: Vec::new(),
            mentors: Vec::new(),
            breaches: 0,
            steps: found.body.steps.len(),
            step: None,
            changes: Vec::new(),
            contradiction: Vec::new(),
            why: found.body.why.clone(),
            published: found.body.published,
        }
    }
}

/// What each wish costs in the one and in the other.
fn costs(before: &Score, after: &Score) -> Vec<CostLine> {
    let of = |score: &Score, wish: Wish| score.wishes.get(&wish).copied().unwrap_or_default() as f64;
    Wish::ALL
        .into_iter()
        .filter(|it| *it != Wish::Host)
        .map(|wish| CostLine { wish: wish.key(), before: of(before, wish), after: of(after, wish) })
        .collect()
}

/// What the last change by hand cost.
fn step(teller: &Teller<'_>, told: &Told, forming: &Forming, after: &Score) -> Option<StepCost> {
    let (_, earlier) = forming.steps.split_last()?;
    let before = earlier.last().unwrap_or(&forming.found);
    let was = grouping::score(&told.problem, &told.arrangement(before));
    let breaches = (told.breaches(before), told.breaches(forming.groups()));
    let mut lines = costs(&was, after);
    lines.retain(|it| it.before != it.after);
    Some(StepCost { said: teller.step(after.total - was.total, breaches), lines })
}

/// What ways are measured in here.
pub(super) fn unit(asked: &Ask) -> Unit {
    match &asked.travel {
        grouping::Travel::GreatCircle => Unit::Kilometres,
        grouping::Travel::Matrix { unit, .. } => *unit,
    }
}
