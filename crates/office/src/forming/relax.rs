//! Taking a contradiction away: what is enough to relax, done to the rules of the round by a press of a button.

use grouping::{
    Rule,
    explain::{Demand, Relax, Standing},
};
use programme::{FormingId, FormingRules, OrganisationId, Pair, RoundId};

use super::{
    ask,
    proposal::{RelaxLine, Told, read},
    rules::{HARD, MOST_LONGEST},
    scene::Scene,
};
use crate::{Office, Trouble, Visitor};

/// A way out of a contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayOut {
    /// One of the things each of which is enough, counted from nought.
    One(usize),
    /// All that have to be let go of together.
    Together,
}

/// What is enough to relax, and which of it can be done here.
pub(super) fn lines(scene: &Scene, told: &Told) -> Vec<RelaxLine> {
    let line =
        |it: &grouping::explain::Relaxed| RelaxLine { here: relaxed(scene, &it.relax).is_some(), relaxed: it.clone() };
    told.answer.relax.iter().map(line).collect()
}

impl Office {
    /// Relaxes what a proposal that could not be made says is enough.
    ///
    /// # Errors
    /// When the visitor does not run the round or it rests; [`Trouble::Missing`] for what is not told, or is not
    /// the organiser's to change: the size of groups is the model's, and how much a mentor can take on its own.
    pub async fn relax_forming(&self, visitor: &Visitor, id: FormingId, way: WayOut) -> Result<RoundId, Trouble> {
        let (found, round) = self.the_proposal(visitor, id).await?;
        let mut scene = self.scene(visitor, round.id).await?;
        let answer = read(&found.body)?.answer;
        let all: Vec<Relax> = match (way, answer.standing) {
            (WayOut::One(nth), _) => answer.relax.into_iter().nth(nth).map(|it| it.relax).into_iter().collect(),
            (WayOut::Together, Some(Standing::Impossible(it))) => {
                it.together.into_iter().map(|demand| Relax::Drop { demand }).collect()
            }
            (WayOut::Together, _) => Vec::new(),
        };
        if all.is_empty() {
            return Err(Trouble::Missing("rule"));
        }
        for it in &all {
            scene.rules = relaxed(&scene, it).ok_or(Trouble::Missing("rule"))?;
        }
        let version = scene.saved.map_or(0, |(_, version)| version);
        self.write_rules(visitor, &scene, version, &scene.rules).await?;
        Ok(round.id)
    }
}

/// The rules with something relaxed; `None` where they do not decide it, or do not say it any more.
fn relaxed(scene: &Scene, relax: &Relax) -> Option<FormingRules> {
    let mut rules = scene.rules.clone();
    match relax {
        Relax::Off { rule } | Relax::Drop { demand: Demand::Rule { rule } } => {
            HARD.contains(rule).then(|| rules.off.insert(rule.key().to_owned()))?;
        }
        Relax::Longest { to, .. } => {
            rules.longest = Some(u16::try_from(*to).ok().filter(|it| *it <= MOST_LONGEST)?);
        }
        Relax::Drop { demand: Demand::Pair { rule, pair } } => {
            let pair = Pair::of(pair.0.parse().ok()?, pair.1.parse().ok()?);
            let pairs = match rule {
                Rule::Conflict => &mut rules.conflicts,
                Rule::Apart => &mut rules.apart,
                _ => &mut rules.together,
            };
            pairs.remove(&pair).then_some(())?;
        }
        Relax::Drop { demand: Demand::Lock { lock } } => rules.locked.retain(|it| ask::lock(scene, it) != *lock),
        Relax::Drop { demand: Demand::Place { party } } => {
            let id: OrganisationId = party.parse().ok()?;
            rules.wished.entry(id).or_default().out = true;
        }
        Relax::Drop { demand: Demand::Capacity { .. } } | Relax::Largest { .. } | Relax::Smallest { .. } => {
            return None;
        }
    }
    (rules != scene.rules).then_some(rules)
}
