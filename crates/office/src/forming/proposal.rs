//! A proposal as its page shows it: how good, its groups, what is known of them as facts, what stands in the way.

use grouping::{
    Arrangement, Ask, Effort, Go, Outcome, Problem, Progress, Relations, Rules, Score, Wish,
    explain::{self, Care, Difference, NoNext, Relaxed, Standing},
};
use i18n::Lang;
use jiff::{Timestamp, civil::Date};
use programme::{Formed, Forming, FormingId, FormingState, OrganisationId, Round, RoundId};
use serde::{Deserialize, Serialize};
use storage::Stored;

use super::{
    ask, changes,
    reasons::{self, KeptNext, Reasons},
    relax,
};
use crate::{Office, Trouble, Visitor};

/// The effort that goes into finding what groups would cost with one thing relaxed.
const PRICE_STEPS: u64 = 300_000;

/// What was found, as the record keeps it beside the groups.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    /// No groups cost less than this.
    pub(super) bound: Option<i64>,
    /// Whether the work was stopped before it was done.
    pub(super) stopped: bool,
    /// The next best of each group that was found.
    pub(super) next: Vec<Result<KeptNext, NoNext>>,
    /// Where there are no groups: whether the rules can hold at all, and which contradict each other.
    pub(super) standing: Option<Standing>,
    /// What is enough to relax, with what groups would cost then.
    pub(super) relax: Vec<Relaxed>,
}

impl Answer {
    pub(super) fn found(outcome: &Outcome, next: Vec<Result<KeptNext, NoNext>>) -> Self {
        Self { bound: Some(outcome.bound), stopped: outcome.how.stopped, next, ..Self::default() }
    }

    /// Where there are no groups: why, and what each way out would cost, as far as `tell` lets it go on.
    pub(super) fn none(problem: &Problem, tell: &mut dyn FnMut(&Progress) -> Go) -> Self {
        let standing = explain::standing(problem, &Care::default());
        let effort = Effort { steps: PRICE_STEPS, seed: 1, gap: 0 };
        let relax = match &standing {
            Standing::Impossible(it) => explain::priced(problem, &it.relax, &effort, tell),
            Standing::Possible | Standing::Unknown => Vec::new(),
        };
        Self { standing: Some(standing), relax, ..Self::default() }
    }

    /// Whether it is proven that there are no groups.
    pub(super) fn is_impossible(&self) -> bool {
        matches!(self.standing, Some(Standing::Impossible(_)))
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

/// What a wish costs, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct CostLine {
    /// The wish.
    pub wish: Wish,
    /// What it costs.
    pub points: f64,
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
    /// What it costs, in points.
    pub score: f64,
}

/// Something that is enough to relax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelaxLine {
    /// What, and what groups would cost then.
    pub relaxed: Relaxed,
    /// Whether it can be done by a press of a button: [`Office::relax_forming`].
    pub here: bool,
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
    /// Its groups.
    pub groups: Vec<ProposedGroup>,
    /// Who has no group, by name.
    pub unplaced: Vec<(OrganisationId, String)>,
    /// What is known of the groups; `None`: there are none, or they are only compared.
    pub reasons: Option<Box<Reasons>>,
    /// What was asked.
    pub ask: Ask,
    /// Who could mentor.
    pub mentors: Vec<(OrganisationId, String)>,
    /// How many rules it breaks.
    pub breaches: usize,
    /// How many times it was changed by hand.
    pub steps: usize,
    /// How many rules were broken before the last change by hand, where there was one.
    pub broken_before: Option<usize>,
    /// Whether it is shown as it was before anything was changed by hand.
    pub first: bool,
    /// The round's other proposals that have groups, the newest first: id and number.
    pub others: Vec<(FormingId, u32)>,
    /// Whether letters are sent from here at all.
    pub posts: bool,
    /// Who gets a letter when it is published: name and organisation, in the Swedish order of organisations.
    pub told: Vec<(String, String)>,
    /// What has happened since.
    pub changes: Vec<String>,
    /// Where there are no groups: whether the rules can hold at all, and which contradict each other.
    pub standing: Option<Standing>,
    /// What is enough to relax.
    pub relax: Vec<RelaxLine>,
    /// Why it was published though it breaks rules.
    pub why: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
}

/// Two proposals side by side.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The one.
    pub one: ProposalView,
    /// The other.
    pub other: ProposalView,
    /// What differs; `None`: their points do not mean the same.
    pub difference: Option<Difference>,
    /// Whether they stand on different rules, wishes or facts.
    pub other_rules: bool,
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

    /// Somebody, by the id `grouping` knows it by.
    fn named(&self, id: &str) -> Option<(OrganisationId, String)> {
        Some((id.parse().ok()?, self.problem.name(id).to_owned()))
    }

    /// Who could mentor, in the Swedish order.
    fn mentors(&self) -> Vec<(OrganisationId, String)> {
        let mut mentors: Vec<_> = self.problem.mentors().iter().filter_map(|it| self.named(&it.id)).collect();
        i18n::sort_names_by(&mut mentors, |it| &it.1);
        mentors
    }

    /// Groups with names, in the order of the proposal.
    fn groups(&self, groups: &[Formed], score: &Score) -> Vec<ProposedGroup> {
        let named = |id: OrganisationId| (id, self.problem.name(&id.to_string()).to_owned());
        let group = |(n, it): (usize, &Formed)| {
            let mut members: Vec<_> = it.members.iter().copied().map(named).collect();
            i18n::sort_names_by(&mut members, |it| &it.1);
            ProposedGroup {
                members,
                mentor: it.mentor.map(named),
                support: it.support.map(|id| named(id).1),
                // Points are far below 2^53.
                score: score.groups.get(n).map_or(0, |it| it.total) as f64,
            }
        };
        groups.iter().enumerate().map(group).collect()
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

    /// A proposal, with what is known of its groups.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who does not run its round.
    pub async fn proposal(&self, visitor: &Visitor, id: FormingId, lang: Lang) -> Result<ProposalView, Trouble> {
        let (found, _) = self.the_proposal(visitor, id).await?;
        let scene = self.scene(visitor, found.body.round).await?;
        let told = read(&found.body)?;
        let mut view = self.scored(&found, &scene.round, &told);
        view.relax = relax::lines(&scene, &told);
        view.standing.clone_from(&told.answer.standing);
        if view.groups.is_empty() {
            return Ok(view);
        }
        if found.body.state == FormingState::Done {
            view.changes = changes::since(&scene, &told.asked, found.body.groups(), lang);
            view.told = self.told_of_groups(found.body.groups()).await?;
        }
        let all = self.proposals_of(found.body.round).await?;
        let others = all.iter().filter(|it| it.id != id && !it.body.groups().is_empty());
        view.others = others.map(|it| (it.id, it.body.number)).collect();
        let before = before(&found.body);
        view.broken_before = before.map(|it| told.breaches(it));
        let before = before.map(|it| told.arrangement(it));
        let arrangement = told.arrangement(found.body.groups());
        // What was kept is of the groups as they were found.
        let next = found.body.steps.is_empty().then_some(told.answer.next);
        let asked = (told.asked, told.problem);
        let work = tokio::task::spawn_blocking(move || reasons::reasons(asked, arrangement, next, before.as_ref()));
        view.reasons = Some(Box::new(work.await.map_err(|why| Trouble::Ours(why.to_string()))?));
        Ok(view)
    }

    /// Two proposals of one round, and what differs between them where both stand on the same wishes and facts:
    /// otherwise their points do not mean the same. Rules allow and forbid, but cost nothing. With each whether it
    /// is to be as it was before anything was changed by hand.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who does not run their round, and where they are of two.
    pub async fn proposals_beside(
        &self,
        visitor: &Visitor,
        (one, other): ((FormingId, bool), (FormingId, bool)),
    ) -> Result<Beside, Trouble> {
        let (left, round) = self.version_of(visitor, one).await?;
        let (right, beside) = self.version_of(visitor, other).await?;
        if round.id != beside.id {
            return Err(Trouble::Nothing);
        }
        let (told, there) = (read(&left.body)?, read(&right.body)?);
        let groups = |found: &Stored<Forming>| told.arrangement(found.body.groups());
        let same = costs_alike(&told.asked, &there.asked);
        let difference = same.then(|| explain::compare(&told.problem, &groups(&left), &groups(&right)));
        let view = |found, told, first| ProposalView { first, ..self.scored(found, &round, told) };
        Ok(Beside {
            other_rules: told.asked != there.asked,
            one: view(&left, &told, one.1),
            other: view(&right, &there, other.1),
            difference,
        })
    }

    /// A proposal as it is, or as it was found.
    async fn version_of(
        &self,
        visitor: &Visitor,
        (id, first): (FormingId, bool),
    ) -> Result<(Stored<Forming>, Stored<Round>), Trouble> {
        let (mut found, round) = self.the_proposal(visitor, id).await?;
        if first {
            found.body.steps.clear();
        }
        Ok((found, round))
    }

    /// A proposal with its groups and what they cost.
    fn scored(&self, found: &Stored<Forming>, round: &Stored<Round>, told: &Told) -> ProposalView {
        let mut view = self.bare(found, round, &told.asked);
        view.mentors = told.mentors();
        view.bound = view.bound.or(told.answer.bound.map(|it| it as f64));
        let groups = found.body.groups();
        if groups.is_empty() {
            return view;
        }
        let arrangement = told.arrangement(groups);
        let score = grouping::score(&told.problem, &arrangement);
        let quality = told.quality(groups);
        view.breaches = quality.breaches;
        view.quality = Some(quality);
        view.score = score.total as f64;
        view.wishes = costs(&score);
        view.groups = told.groups(groups, &score);
        view.unplaced = arrangement.unplaced.iter().filter_map(|id| told.named(id)).collect();
        i18n::sort_names_by(&mut view.unplaced, |it| &it.1);
        view
    }

    /// What is known of a proposal without looking at its groups.
    fn bare(&self, found: &Stored<Forming>, round: &Stored<Round>, asked: &Ask) -> ProposalView {
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
            groups: Vec::new(),
            unplaced: Vec::new(),
            reasons: None,
            ask: asked.clone(),
            mentors: Vec::new(),
            breaches: 0,
            steps: found.body.steps.len(),
            broken_before: None,
            first: false,
            others: Vec::new(),
            posts: self.sends_letters(),
            told: Vec::new(),
            changes: Vec::new(),
            standing: None,
            relax: Vec::new(),
            why: found.body.why.clone(),
            published: found.body.published,
        }
    }
}

/// Whether points mean the same: all that is asked is alike but for the rules and what they are about.
fn costs_alike(one: &Ask, other: &Ask) -> bool {
    let bare = |ask: &Ask| {
        let (host_within, left_out) = (ask.rules.host_within, ask.rules.left_out);
        let relations = Relations {
            met: ask.relations.met.clone(),
            mentored: ask.relations.mentored.clone(),
            ..Relations::default()
        };
        Ask { rules: Rules { host_within, left_out, ..Rules::default() }, relations, ..ask.clone() }
    };
    bare(one) == bare(other)
}

/// What each wish costs.
fn costs(score: &Score) -> Vec<CostLine> {
    let points = |wish: Wish| score.wishes.get(&wish).copied().unwrap_or_default() as f64;
    Wish::ALL.into_iter().map(|wish| CostLine { wish, points: points(wish) }).collect()
}

/// The groups before the last change by hand.
fn before(forming: &Forming) -> Option<&[Formed]> {
    let (_, earlier) = forming.steps.split_last()?;
    Some(earlier.last().unwrap_or(&forming.found))
}
