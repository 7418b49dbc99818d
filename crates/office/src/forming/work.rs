//! Working on a proposal in the background: begun, told of, stopped, written down.
//!
//! The work itself is this process's alone: another process that reads the same data sees when it began and
//! how long it may go on, and when it is there.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use grouping::{Ask, Effort, Go, NoGroups, Outcome, Problem, Progress};
use jiff::Timestamp;
use programme::{Formed, Forming, FormingId, FormingState, Round, RoundId};
use storage::{Author, Change};

use super::{
    ask,
    proposal::Answer,
    reasons::{next_best, next_near},
    scene::Scene,
};
use crate::{Office, Surroundings, Trouble, Visitor};

/// So much work at most, whatever the time: an hour of a good machine. The organiser's seconds end it before.
const STEPS: u64 = 3_600_000_000;
/// So much work on the demonstration's proposal.
const STAGED_STEPS: u64 = 500_000;
/// So many are worked on at once.
const AT_ONCE: usize = 2;
/// The seed of the search: the same rules give the same groups.
const SEED: u64 = 2015;

/// What this process works on.
#[derive(Default)]
pub(crate) struct Bench(Mutex<BTreeMap<FormingId, Arc<Piece>>>);

/// A proposal that is being worked on.
#[derive(Default)]
pub(super) struct Piece {
    stop: AtomicBool,
    progress: Mutex<Option<Progress>>,
}

impl Piece {
    /// How far it has come.
    pub(super) fn progress(&self) -> Option<Progress> {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes how far it has come; whether it goes on.
    fn tell(&self, progress: &Progress, over: bool) -> Go {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(*progress);
        self.goes_on(over)
    }

    /// Whether it goes on.
    fn goes_on(&self, over: bool) -> Go {
        if over || self.stop.load(Ordering::Relaxed) { Go::Stop } else { Go::On }
    }
}

impl Bench {
    /// What is worked on here.
    pub(super) fn piece(&self, id: FormingId) -> Option<Arc<Piece>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn begin(&self, id: FormingId) -> Arc<Piece> {
        let piece = Arc::new(Piece::default());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&piece));
        piece
    }

    fn end(&self, id: FormingId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Whether as much is worked on as is good for the machine.
    fn is_busy(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len() >= AT_ONCE
    }
}

impl Office {
    /// Begins to work on a proposal for a round; it goes on after this has answered.
    ///
    /// # Errors
    /// When the visitor does not run the round or it rests; [`Trouble::CannotForm`] with what is in the way;
    /// [`Trouble::FormingBusy`] while enough others are being worked on here.
    pub async fn start_forming(self: &Arc<Self>, visitor: &Visitor, round: RoundId) -> Result<FormingId, Trouble> {
        let scene = self.scene(visitor, round).await?;
        self.alive(&scene.round.body)?;
        let asked = ask::ask(&scene)?;
        let problem = ask::problem(&asked)?;
        if self.bench.is_busy() {
            return Err(Trouble::FormingBusy);
        }
        let number = self.proposals_of(round).await?.first().map_or(0, |it| it.body.number) + 1;
        let id: FormingId = self.id();
        let started = self.now();
        let body = begun(&scene, &asked, number, started)?;
        let mut change = self.change(visitor.author());
        change.insert(id, &body)?;
        self.store.write(&change).await?;
        let piece = self.bench.begin(id);
        let (office, author) = (Arc::clone(self), visitor.author());
        tokio::spawn(async move {
            let around = Arc::clone(&office.around);
            let work = tokio::task::spawn_blocking(move || solved(&problem, &body, &piece, around.as_ref()));
            let done = work.await;
            // Whoever sees that it is done may begin the next.
            office.bench.end(id);
            match done {
                Ok(body) => office.finish_forming(id, author, body).await,
                Err(why) => tracing::error!(%why, "forming groups broke down"),
            }
        });
        Ok(id)
    }

    /// Puts a first proposal on the demonstration's stage, as if it had been made at that time: with little
    /// effort, and honest about what that leaves unknown.
    pub(crate) async fn stage_forming(
        &self,
        change: &mut Change,
        round: RoundId,
        started: Timestamp,
    ) -> Result<(), Trouble> {
        let round = self.store.get::<Round>(round).await?.ok_or(Trouble::Nothing)?;
        let scene = self.scene_of(round).await?;
        let asked = ask::ask(&scene)?;
        let problem = ask::problem(&asked)?;
        let body = begun(&scene, &asked, 1, started)?;
        let effort = Effort { steps: STAGED_STEPS, seed: SEED, gap: 0 };
        let body = match grouping::form(&problem, &effort, &mut |_| Go::On) {
            Ok(outcome) => found(&body, &outcome, Answer::found(&outcome, next_near(&problem, &outcome.arrangement))),
            Err(none) => not_found(&body, &problem, &none, &mut |_| Go::On),
        };
        change.insert(self.id::<FormingId>(), &body)?;
        Ok(())
    }

    /// Writes down what came of it, unless it was stopped from elsewhere meanwhile.
    async fn finish_forming(&self, id: FormingId, author: Author, body: Forming) {
        let mut change = self.change(author);
        let written = match change.update(id, 1, &body) {
            Ok(()) => self.store.write(&change).await.map(|_| ()),
            Err(why) => Err(why),
        };
        if let Err(why) = written {
            tracing::warn!(%why, "a proposal of groups was not saved");
        }
    }

    /// Ends the work on a proposal: the best groups so far are kept. Where another process works on it, or
    /// nobody any more, it is over without groups.
    ///
    /// # Errors
    /// When the visitor does not run the round; [`Trouble::NoProposal`] when it is not being worked on.
    pub async fn stop_forming(&self, visitor: &Visitor, id: FormingId) -> Result<(), Trouble> {
        let (found, _) = self.the_proposal(visitor, id).await?;
        if found.body.state != FormingState::Running {
            return Err(Trouble::NoProposal);
        }
        if let Some(piece) = self.bench.piece(id) {
            piece.stop.store(true, Ordering::Relaxed);
            return Ok(());
        }
        let body = Forming { state: FormingState::Stopped, ..found.body };
        self.write_forming(visitor, id, found.version, &body).await
    }
}

/// A proposal that has been begun.
fn begun(scene: &Scene, asked: &Ask, number: u32, started: Timestamp) -> Result<Forming, Trouble> {
    Ok(Forming {
        round: scene.round.id,
        organiser: scene.round.body.organiser,
        number,
        state: FormingState::Running,
        started,
        seconds: scene.rules.seconds,
        problem: serde_json::to_string(asked).map_err(|why| Trouble::Ours(why.to_string()))?,
        answer: String::new(),
        found: Vec::new(),
        steps: Vec::new(),
        why: None,
        published: None,
    })
}

/// The proposal with what came of the work. It runs for as long as the organiser said, by the clock; where there
/// is time left, each group's next best is looked for too.
fn solved(problem: &Problem, body: &Forming, piece: &Piece, around: &dyn Surroundings) -> Forming {
    let over = || is_over(body.started, around.now(), body.seconds);
    let effort = Effort { steps: STEPS, seed: SEED, gap: 0 };
    let mut aside = |_: &Progress| piece.goes_on(over());
    match grouping::form(problem, &effort, &mut |progress: &Progress| piece.tell(progress, over())) {
        Ok(outcome) => {
            let next = next_best(problem, &outcome, &mut aside);
            found(body, &outcome, Answer::found(&outcome, next))
        }
        Err(none) => not_found(body, problem, &none, &mut aside),
    }
}

/// The proposal with the groups that were found.
fn found(body: &Forming, outcome: &Outcome, answer: Answer) -> Forming {
    with_answer(body, FormingState::Done, ask::formed(&outcome.arrangement), &answer)
}

/// The proposal without groups: impossible where that is proven, by the search or by what the rules say.
fn not_found(body: &Forming, problem: &Problem, none: &NoGroups, tell: &mut dyn FnMut(&Progress) -> Go) -> Forming {
    let answer = Answer::none(problem, tell);
    let proven = matches!(none, NoGroups::Impossible { .. }) || answer.is_impossible();
    let state = if proven { FormingState::Impossible } else { FormingState::Stopped };
    with_answer(body, state, Vec::new(), &answer)
}

fn with_answer(body: &Forming, state: FormingState, found: Vec<Formed>, answer: &Answer) -> Forming {
    // Numbers and texts: always JSON.
    Forming { state, found, answer: serde_json::to_string(answer).unwrap_or_default(), ..body.clone() }
}

fn is_over(started: Timestamp, now: Timestamp, seconds: u16) -> bool {
    now.duration_since(started).as_secs() >= i64::from(seconds)
}
