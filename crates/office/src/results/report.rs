//! The final report of one organisation: handed in, published, withdrawn.

use i18n::Lang;
use jiff::civil::Date;
use method::{Answers, Form};
use programme::{
    Evidence, Filled, Id, Idea, Improvement, JointAnswer, MOST_EVIDENCE, OrganisationId, RoundId, StepWork, StepWorkId,
    Visibility, WorkState, permit::Action,
};
use storage::Change;

use super::{MentoringView, ReportState, ResultPlace, closing};
use crate::{
    FormKey, FormView, Office, Trouble, Visitor,
    filled::{FormSeat, answers_of, hidden},
    improve::due_checkins,
    rounds::told,
};

/// A piece that a report shows something of to those who may see the piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPiece {
    /// Its id.
    pub id: Id,
    /// What it is and what it is about.
    pub name: String,
    /// Who can see it.
    pub visibility: Visibility,
}

/// The results of an organisation in a round.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportView {
    /// Where.
    pub place: ResultPlace,
    /// The report among the organisation's forms.
    pub key: FormKey,
    /// What the report is called in the model.
    pub name: String,
    /// The meeting at which results are told, as the model calls it.
    pub conference: String,
    /// The step that meeting is, by its id.
    pub step: String,
    /// How far the report has come. Others than the organisation know only of one that is handed in.
    pub state: ReportState,
    /// The report, once it is handed in.
    pub report: Option<FormView>,
    /// The version of the report; nought before anybody has written.
    pub version: i64,
    /// Who can see it.
    pub visibility: Visibility,
    /// What has to be answered before it is handed in, for who writes in it.
    pub missing: Vec<String>,
    /// What it shows something of, and to whom; for who may show it.
    pub pieces: Vec<ReportPiece>,
    /// What was promised and decided about mentoring, for the organisation and who runs the round.
    pub mentoring: Option<MentoringView>,
    /// Whether the visitor belongs to the organisation.
    pub own: bool,
    /// Whether the visitor may hand it in, publish it or withdraw it.
    pub may_move: bool,
    /// Whether it may still be handed in or published: the round is not archived.
    pub open: bool,
    /// Whether the round is archived: what was not handed in never was.
    pub archived: bool,
    /// Whether the visitor may take out what a successor needs.
    pub hands_over: bool,
    /// Whether a check-in after the round is due.
    pub checks_in: bool,
    /// Whether somebody prints.
    pub prints: bool,
}

/// A piece, to be shown along with the report.
struct Piece {
    id: Id,
    version: i64,
    name: String,
    visibility: Visibility,
}

impl Office {
    /// The results of an organisation in a round, as far as the visitor (or nobody signed in) may see them.
    ///
    /// # Errors
    /// [`Trouble::Nothing`], or [`Trouble::SignIn`] for nobody, also for what the visitor may not know of
    /// and where the model has no report.
    pub async fn report(
        &self,
        visitor: Option<&Visitor>,
        round: RoundId,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<ReportView, Trouble> {
        let seat = self.form_seat(visitor, round, organisation).await?;
        let part = self.part_that_compares(round, organisation).await?.ok_or_else(|| hidden(visitor))?;
        let closing = closing(&seat.bound).ok_or_else(|| hidden(visitor))?;
        let form = seat.form(closing.form.id.as_str())?;
        let there = self.filled_in(&seat, &form).await?;
        let state = ReportState::of(there.as_ref());
        let visibility = there.as_ref().map(|it| it.visibility).unwrap_or_default();
        let may = |action, visibility| self.allow(visitor, action, &seat.of(visibility)).is_ok();
        let own = may(Action::ReadPiece, Visibility::Own);
        let runs = self.runs(visitor, &seat.round);
        let reads = state.handed_in().is_some() && may(Action::ReadPiece, visibility);
        if !own && !runs && !reads {
            return Err(hidden(visitor));
        }
        let key = FormKey { round, organisation, form: form.id.to_string() };
        let report = if reads { Some(self.form(visitor, &key, lang).await?) } else { None };
        let answers = there.as_ref().map(|it| answers_of(&it.body)).unwrap_or_default();
        let may_move = may(Action::MoveVisibility, Visibility::Own);
        let pieces = if may_move { self.pieces_of_report(&seat, lang).await? } else { Vec::new() };
        let mentoring = match visitor {
            Some(visitor) if own || runs => Some(self.mentoring_of(visitor, &seat.round, &part).await?),
            _ => None,
        };
        Ok(ReportView {
            place: ResultPlace {
                round,
                round_title: seat.round.body.title.clone(),
                organisation,
                name: seat.organisation.body.name.clone(),
            },
            key,
            name: told(&form.name, lang),
            conference: told(&closing.step.name, lang),
            step: closing.step.id.to_string(),
            state: if own || reads { state } else { ReportState::Unwritten },
            report,
            version: there.as_ref().filter(|_| own || reads).map_or(0, |it| it.version),
            visibility: if own || reads { visibility } else { Visibility::default() },
            missing: if own { missing(&form, &answers, lang) } else { Vec::new() },
            pieces: pieces
                .into_iter()
                .map(|Piece { id, name, visibility, .. }| ReportPiece { id, name, visibility })
                .collect(),
            mentoring,
            own,
            may_move,
            open: !seat.round.body.state.is_kept() && seat.there,
            archived: seat.round.body.state.is_kept(),
            hands_over: visitor.is_some() && may(Action::ReadWork, Visibility::Own),
            checks_in: own && !due_checkins(&seat.round.body, self.today()).is_empty(),
            prints: self.press.is_some(),
        })
    }

    /// Hands the final report in, read at `version`: everybody in the round and its organiser may read it.
    /// The task that asks for it is done by that. Of `also`, the pieces it shows something of, those that are
    /// seen by fewer are shown as far.
    ///
    /// # Errors
    /// [`Trouble::FormLacks`] with what is missing; when the visitor may not write or show; a conflict when
    /// somebody else was there since.
    pub async fn hand_in_report(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        version: i64,
        also: &[String],
    ) -> Result<(), Trouble> {
        self.settle_report(visitor, (round, organisation), version, Visibility::Round, also).await
    }

    /// Publishes the final report, read at `version`: everybody may read it, without an account. Of `also`,
    /// the pieces it shows something of, those that are seen by fewer are shown as far.
    ///
    /// # Errors
    /// As [`Office::hand_in_report`].
    pub async fn publish_report(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        version: i64,
        also: &[String],
    ) -> Result<(), Trouble> {
        self.settle_report(visitor, (round, organisation), version, Visibility::Public, also).await
    }

    /// Withdraws a published report: the round and its organiser still have it. Of `also`, the pieces that
    /// everybody sees are withdrawn as well.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] where none is published; when the visitor may not withdraw; a conflict when
    /// somebody else was there since.
    pub async fn withdraw_report(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        version: i64,
        also: &[String],
    ) -> Result<(), Trouble> {
        let seat = self.form_seat(Some(visitor), round, organisation).await?;
        let closing = closing(&seat.bound).ok_or(Trouble::Nothing)?;
        let form = seat.form(closing.form.id.as_str())?;
        let there = self.filled_in(&seat, &form).await?.ok_or(Trouble::Nothing)?;
        if there.visibility != Visibility::Public {
            return Err(Trouble::Nothing);
        }
        self.allow(Some(visitor), Action::MoveVisibility, &seat.of(there.visibility))?;
        let mut change = self.change(visitor.author());
        change.show(there.id, version, Visibility::Round);
        self.move_pieces(&mut change, &seat, Visibility::Round, also, |piece| Visibility::Round < piece).await?;
        self.store.write(&change).await?;
        Ok(())
    }

    async fn settle_report(
        &self,
        visitor: &Visitor,
        (round, organisation): (RoundId, OrganisationId),
        version: i64,
        to: Visibility,
        also: &[String],
    ) -> Result<(), Trouble> {
        let seat = self.form_seat(Some(visitor), round, organisation).await?;
        let form = closing(&seat.bound).ok_or(Trouble::Nothing)?.form.id.to_string();
        let writing = self.to_fill(visitor, &FormKey { round, organisation, form }).await?;
        self.allow(Some(visitor), Action::MoveVisibility, &writing.seat.of(Visibility::Own))?;
        let answers = writing.there.as_ref().map(|it| answers_of(&it.body)).unwrap_or_default();
        let missing = method::missing(&writing.form, &answers);
        if !missing.is_empty() {
            return Err(Trouble::FormLacks(missing));
        }
        let there = writing.there.ok_or(Trouble::Nothing)?;
        let mut change = self.change(visitor.author());
        let mut read = version;
        if there.body.finished.is_none() {
            change.update(there.id, read, &Filled { finished: Some(self.today()), ..there.body })?;
            read += 1;
        }
        // What is shown to more than that is withdrawn by an act of its own.
        if there.visibility < to {
            change.show(there.id, read, to);
        }
        self.tick_report(&mut change, &writing.seat, &writing.form, true).await?;
        self.move_pieces(&mut change, &writing.seat, to, also, |piece| piece < to).await?;
        self.write_ticking(&change).await
    }

    /// Puts into a change what handing a form in, or taking it up again, says of the task that asks for the
    /// final report; of another form, nothing. Handed in, the task is done, with the report as what shows it,
    /// unless somebody has said how far it has come. Taken up again, it is under way. In a
    /// round that is over nothing is said any more.
    pub(crate) async fn tick_report(
        &self,
        change: &mut Change,
        seat: &FormSeat,
        form: &Form,
        handed_in: bool,
    ) -> Result<(), Trouble> {
        let Some(closing) = closing(&seat.bound).filter(|it| it.form.id == form.id) else { return Ok(()) };
        let Some(task) = closing.task(&seat.bound.model) else { return Ok(()) };
        if seat.round.body.state.is_kept() {
            return Ok(());
        }
        let (round, organisation) = (seat.round.id, seat.organisation.id);
        let key = StepWork::key_of(round, organisation, closing.step.id.as_str(), task.id.as_str());
        let report = Evidence::Form { form: form.id.to_string() };
        match (self.store.by_key::<StepWork>(&key).await?, handed_in) {
            (None, true) => {
                let new = StepWork::untouched(round, organisation, closing.step.id.as_str(), task.id.as_str());
                let body = StepWork { state: WorkState::Done, done: Some(self.today()), evidence: vec![report], ..new };
                change.insert(self.id::<StepWorkId>(), &body)?;
            }
            (Some(there), true) if waits(&there.body) => {
                let mut body = StepWork { state: WorkState::Done, done: Some(self.today()), ..there.body };
                body.evidence.retain(|it| *it != report);
                body.evidence.push(report);
                change.update(there.id, there.version, &body)?;
            }
            (Some(there), false) if there.body.state == WorkState::Done && there.body.evidence.contains(&report) => {
                let mut body = StepWork { state: WorkState::UnderWay, done: None, ..there.body };
                body.evidence.retain(|it| *it != report);
                change.update(there.id, there.version, &body)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Saves a change that may tick the task. Where somebody notes at that moment how the task stands, it is
    /// [`Trouble::Overtaken`]: their note is not what the visitor was writing on.
    pub(crate) async fn write_ticking(&self, change: &Change) -> Result<(), Trouble> {
        match self.store.write(change).await {
            Err(storage::Error::Taken { .. }) => Err(Trouble::Overtaken),
            Err(storage::Error::Conflict(both)) if both.kind == <StepWork as programme::Record>::KIND => {
                Err(Trouble::Overtaken)
            }
            other => Ok(other.map(drop)?),
        }
    }

    /// Shows the chosen pieces so far, of those that are to be moved.
    async fn move_pieces(
        &self,
        change: &mut Change,
        seat: &FormSeat,
        to: Visibility,
        chosen: &[String],
        moves: impl Fn(Visibility) -> bool,
    ) -> Result<(), Trouble> {
        if chosen.is_empty() {
            return Ok(());
        }
        // The names are not needed here.
        for piece in self.pieces_of_report(seat, Lang::Sv).await? {
            if moves(piece.visibility) && chosen.contains(&piece.id.to_string()) {
                change.show(piece.id, piece.version, to);
            }
        }
        Ok(())
    }

    /// What a report shows something of: the joint answers that are agreed on, the cards and the ideas of
    /// the round.
    async fn pieces_of_report(&self, seat: &FormSeat, lang: Lang) -> Result<Vec<Piece>, Trouble> {
        let (round, organisation) = (seat.round.id, seat.organisation.id);
        let named = |sv: &str, en: &str, what: &str| format!("{}: {what}", lang.pick(sv, en));
        let mut pieces = Vec::new();
        let mut joint = self.store.list_of::<JointAnswer>(organisation).await?;
        joint.retain(|it| it.body.round == round && it.body.agreed.is_some());
        for it in joint {
            let step = seat.bound.model.step(&it.body.step).map(|step| told(&step.name, lang));
            let what = step.unwrap_or_else(|| day_of(it.body.agreed));
            let name = named("Självskattning", "Self-assessment", &what);
            pieces.push(Piece { id: it.id.into(), version: it.version, name, visibility: it.visibility });
        }
        for it in self.store.list_of::<Improvement>(organisation).await? {
            if it.body.round == Some(round) {
                let name = named("Förbättring", "Improvement", &it.body.problem);
                pieces.push(Piece { id: it.id.into(), version: it.version, name, visibility: it.visibility });
            }
        }
        for it in self.store.list_of::<Idea>(organisation).await? {
            if it.body.round == Some(round) {
                let name = named("Idé", "Idea", &it.body.text);
                pieces.push(Piece { id: it.id.into(), version: it.version, name, visibility: it.visibility });
            }
        }
        Ok(pieces)
    }
}

/// Whether nobody has said how far a task has come, and one more piece of evidence fits beside it.
fn waits(work: &StepWork) -> bool {
    matches!(work.state, WorkState::Untouched | WorkState::UnderWay) && work.evidence.len() < MOST_EVIDENCE
}

fn day_of(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// What has to be answered and is not, in words.
fn missing(form: &Form, answers: &Answers, lang: Lang) -> Vec<String> {
    method::missing(form, answers).iter().map(|it| told(&it.name, lang)).collect()
}
