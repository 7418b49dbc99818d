//! The key figures a round is to be held against: fixed by its organiser before it begins, and never after.

use std::collections::BTreeSet;

use i18n::Lang;
use jiff::civil::Date;
use programme::{EvaluationPlan, MOST_PLANNED, Round, RoundId, permit::Action};
use storage::Stored;

use super::EvaluationFigure;
use crate::{
    Office, Trouble, Visitor,
    rounds::object_of_round,
    workspace::{Todo, TodoKind, TodoPlace},
};

/// The key figures that are fixed, and what may be done about them.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedFigures {
    /// The version, for who changes them; nought: none have been fixed.
    pub version: i64,
    /// They, in order; what the figures do not know any more is called by its code.
    pub figures: Vec<EvaluationFigure>,
    /// The day they were fixed as they are.
    pub fixed: Option<Date>,
    /// Whether the round has begun, so that nothing can be changed.
    pub late: bool,
    /// What can be chosen, while it can; empty where nobody knows the figures.
    pub choices: Vec<EvaluationFigure>,
    /// The most that may be.
    pub most: usize,
}

impl Office {
    /// Fixes the key figures a round is to be held against, read at `version` (nought: none were fixed).
    ///
    /// # Errors
    /// When the visitor does not run the round; [`Trouble::FiguresStay`] once it has begun, also where it was
    /// led back since; [`Trouble::Missing`] for a figure nobody knows, and for more than [`MOST_PLANNED`]; a
    /// conflict when somebody else was there since.
    pub async fn fix_figures(
        &self,
        visitor: &Visitor,
        round: RoundId,
        version: i64,
        kpis: &[String],
    ) -> Result<(), Trouble> {
        let round = self.to_evaluate(visitor, round).await?;
        if round.body.has_begun() {
            return Err(Trouble::FiguresStay);
        }
        let known = self.known_figures(Lang::Sv).await?;
        let mut chosen: Vec<String> = Vec::new();
        for kpi in kpis {
            if !known.iter().any(|it| it.kpi == *kpi) {
                return Err(Trouble::Missing("kpis"));
            }
            if !chosen.contains(kpi) {
                chosen.push(kpi.clone());
            }
        }
        if chosen.len() > MOST_PLANNED {
            return Err(Trouble::Missing("kpis"));
        }
        let body =
            EvaluationPlan { round: round.id, organiser: round.body.organiser, kpis: chosen, fixed: self.today() };
        let mut change = self.change(visitor.author());
        match self.plan_of(round.id).await? {
            Some(there) => change.update(there.id, version, &body)?,
            None => change.insert(self.id(), &body)?,
        }
        // If it begins meanwhile, this is not saved.
        change.only_if_still(round.id, round.version);
        self.store.write(&change).await?;
        Ok(())
    }

    /// The rounds the visitor runs whose key figures can still be chosen and are not: when a round has begun it
    /// is too late.
    pub(crate) async fn figure_todos(&self, todos: &mut Vec<Todo>, visitor: &Visitor) -> Result<(), Trouble> {
        if self.everybody.is_none() {
            return Ok(());
        }
        let ids: BTreeSet<RoundId> = visitor.actor.standings.iter().flat_map(|it| it.rounds.iter().copied()).collect();
        let mut rounds = self.store.many::<Round>(ids).await?;
        rounds.retain(|_, it| !it.body.has_begun() && self.may(visitor, Action::Evaluate, &object_of_round(it)));
        let fixed = self.store.pointing_at_any::<EvaluationPlan>("round", rounds.keys().copied()).await?;
        for (id, round) in rounds {
            if !fixed.iter().any(|it| it.body.round == id) {
                let until = round.body.calendar.starts;
                todos.push(Todo {
                    kind: TodoKind::FixFigures { title: round.body.title },
                    until,
                    organisation: None,
                    late: until.is_some_and(|day| day < self.today()),
                    to: TodoPlace::Evaluation(id),
                });
            }
        }
        Ok(())
    }

    /// What is fixed for a round, and the codes in order.
    pub(super) async fn planned(
        &self,
        round: &Stored<Round>,
        lang: Lang,
    ) -> Result<(PlannedFigures, Vec<EvaluationFigure>), Trouble> {
        let there = self.plan_of(round.id).await?;
        let late = round.body.has_begun();
        let known = if there.is_some() || !late { self.known_figures(lang).await? } else { Vec::new() };
        let named = |kpi: &String| {
            known.iter().find(|it| it.kpi == *kpi).cloned().unwrap_or_else(|| EvaluationFigure::unknown(kpi))
        };
        let kpis = there.as_ref().map(|it| it.body.kpis.as_slice()).unwrap_or_default();
        let figures: Vec<EvaluationFigure> = kpis.iter().map(named).collect();
        let plan = PlannedFigures {
            version: there.as_ref().map_or(0, |it| it.version),
            figures: figures.clone(),
            fixed: there.as_ref().map(|it| it.body.fixed),
            late,
            choices: if late { Vec::new() } else { known },
            most: MOST_PLANNED,
        };
        Ok((plan, figures))
    }

    async fn plan_of(&self, round: RoundId) -> Result<Option<Stored<EvaluationPlan>>, Trouble> {
        Ok(self.store.by_key::<EvaluationPlan>(&EvaluationPlan::key_of(round)).await?)
    }
}
