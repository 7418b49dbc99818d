//! Results and afterwards: the final report handed in and published, the results of a round with a booklet
//! for its conference, the decision whether to mentor, and the pack by which a successor can start.
//!
//! The report is a form of the model ([`programme::Filled`]), written in `filled/`; here it is handed in,
//! shown to everybody and withdrawn. Handing in shows it to the round and its organiser, publishing to
//! everybody: each is an act of its owner, and what the report shows of cards, ideas and the
//! self-assessment is shown along with it only where its owner says so. Nothing here is a record of its
//! own; which form it is and at which meeting the results are told stands in the model.
//!
//! # Where things are
//! `report` is one organisation's, `round` everybody's, `booklet` what is printed of them, `mentor` the
//! decision, `handover` the pack, `todo` what waits for somebody. What lives on afterwards is asked in
//! `improve/checkin.rs`.

mod booklet;
mod handover;
mod mentor;
mod report;
mod round;
mod todo;

use jiff::civil::Date;
use method::{Bound, Form, Model, Step, StepKind, Task};
use programme::{Capacity, Filled, OrganisationId, Participation, RoundId, Visibility};
use storage::Stored;

use crate::{Office, Trouble, steps::tasks_of};

pub use booklet::{BookletChapter, BookletPaper};
pub use handover::{HandoverLine, HandoverPaper, HandoverView};
pub use mentor::{MentoringForm, MentoringView};
pub use report::{ReportPiece, ReportView};
pub use round::{Conference, ResultDecision, ResultLine, ResultPlace, ResultsView};

/// Where a model ends: the meeting at which results are told, and the form they are told in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Closing<'a> {
    /// The last meeting of the model.
    pub(crate) step: &'a Step,
    /// The form that is filled in for it.
    pub(crate) form: &'a Form,
}

impl<'a> Closing<'a> {
    /// The task by which the report is sent in; `None`: nobody who takes part is asked to.
    fn task(&self, model: &'a Model) -> Option<&'a Task> {
        let fills = |task: &&Task| {
            let material = task.fills.as_ref().and_then(|id| model.material(id.as_str()));
            material.and_then(|it| it.form.as_ref()) == Some(&self.form.id)
        };
        tasks_of(model, self.step).filter(fills).last()
    }
}

/// Where a model ends; `None`: nothing is reported in it.
pub(crate) fn closing(bound: &Bound) -> Option<Closing<'_>> {
    let model = &bound.model;
    let step = model.steps.iter().rfind(|step| step.kind == StepKind::Meeting)?;
    let materials = step.tasks.iter().filter_map(|task| model.material(task.fills.as_ref()?.as_str()));
    let form = materials.filter_map(|it| bound.form(it.form.as_ref()?.as_str())).next_back()?;
    Some(Closing { step, form })
}

/// How far a final report has come. The day is when it was finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportState {
    /// Nobody has written in it.
    Unwritten,
    /// It is being written.
    Draft,
    /// It is finished and shown to nobody but the organisation, or its group.
    Finished(Date),
    /// It is handed in: everybody in the round and its organiser may read it.
    HandedIn(Date),
    /// Everybody may read it.
    Published(Date),
}

impl ReportState {
    /// How far this one has come; `None`: nobody has written.
    pub(crate) fn of(report: Option<&Stored<Filled>>) -> Self {
        let Some(it) = report else { return Self::Unwritten };
        match (it.body.finished, it.visibility) {
            (None, _) => Self::Draft,
            (Some(day), Visibility::Own | Visibility::Group) => Self::Finished(day),
            (Some(day), Visibility::Round) => Self::HandedIn(day),
            (Some(day), Visibility::Public) => Self::Published(day),
        }
    }

    /// The day it was finished, of one that is handed in or published.
    pub const fn handed_in(self) -> Option<Date> {
        match self {
            Self::HandedIn(day) | Self::Published(day) => Some(day),
            Self::Unwritten | Self::Draft | Self::Finished(_) => None,
        }
    }
}

impl Office {
    /// How an organisation takes or took part in a round to compare itself, last.
    pub(crate) async fn part_that_compares(
        &self,
        round: RoundId,
        organisation: OrganisationId,
    ) -> Result<Option<Stored<Participation>>, Trouble> {
        let mut all = self.store.list_of::<Participation>(organisation).await?;
        all.retain(|it| it.body.round == round && it.body.capacity == Capacity::Participant);
        Ok(all.into_iter().max_by_key(|it| it.body.from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use method::Library;
    use programme::{FilledId, Id};

    #[test]
    fn every_model_ends_with_a_report() {
        let library = Library::built_in();
        for id in ["modell-2017", "modell-2018", "modell-2019", "modell-2021", "modell-2023"] {
            let edition = library.edition(id).unwrap();
            let bound = Bound::read(&library.edition_text(id).unwrap(), &edition.fingerprint).unwrap();
            let closing = closing(&bound).unwrap();
            assert_eq!((closing.step.id.as_str(), closing.form.id.as_str()), ("resultat", "slutrapport"), "{id}");
            assert_eq!(closing.task(&bound.model).map(|task| task.id.as_str()), Some("slutrapport"), "{id}");
            // Without its forms, as models were before there were any.
            assert!(super::closing(&Bound { forms: Vec::new(), ..bound }).is_none());
        }
    }

    #[test]
    fn a_report_is_handed_in_when_it_is_finished_and_shown() {
        let id = Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(1));
        let day = date(2027, 5, 3);
        for (finished, visibility, expected) in [
            (None, Visibility::Public, ReportState::Draft),
            (Some(day), Visibility::Group, ReportState::Finished(day)),
            (Some(day), Visibility::Round, ReportState::HandedIn(day)),
            (Some(day), Visibility::Public, ReportState::Published(day)),
        ] {
            let body = Filled {
                round: id.into(),
                organisation: id.into(),
                form: "slutrapport".into(),
                answers: std::collections::BTreeMap::new(),
                finished,
            };
            let there = stored(id.into(), body, visibility);
            assert_eq!(ReportState::of(Some(&there)), expected);
            let handed = expected.handed_in().is_some();
            assert_eq!(handed, finished.is_some() && visibility >= Visibility::Round);
        }
        assert_eq!(ReportState::of(None), ReportState::Unwritten);
    }

    fn stored(id: FilledId, body: Filled, visibility: Visibility) -> Stored<Filled> {
        Stored {
            id,
            version: 1,
            visibility,
            created_at: Timestamp::UNIX_EPOCH,
            changed_at: Timestamp::UNIX_EPOCH,
            body,
        }
    }
}
