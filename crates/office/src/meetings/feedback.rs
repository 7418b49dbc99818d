//! What people thought of a meeting: plus, minus, interesting. Without names, by group, summed up.

use std::collections::BTreeMap;

use i18n::Lang;
use method::Model;
use programme::{Feedback, Meeting, MeetingId, MeetingState, Occasion, Registration, RoundId, permit::Action};
use storage::Stored;

use super::called::Gathering;
use crate::{
    Office, Trouble, Visitor,
    rounds::{lines, told},
};

/// A question of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The field's id.
    pub id: String,
    /// Its heading.
    pub name: String,
    /// The question.
    pub text: String,
}

/// What was answered to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question.
    pub question: Asking,
    /// The answers, in no order that tells who wrote them.
    pub texts: Vec<String>,
}

/// The feedback of a meeting, for who may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedbackSum {
    /// The meeting.
    pub meeting: MeetingId,
    /// What it is called.
    pub title: String,
    /// What its group is called; `None`: everybody in the round.
    pub group: Option<String>,
    /// Of a round's meeting: the one track it is for.
    pub track: Option<programme::Track>,
    /// When it was.
    pub when: Option<programme::Slot>,
    /// How many were called.
    pub called: usize,
    /// How many were there.
    pub attended: usize,
    /// How many answered.
    pub answered: usize,
    /// The answers, by question.
    pub answers: Vec<Answered>,
}

/// The page of a meeting's feedback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedbackView {
    /// The meeting.
    pub meeting: MeetingId,
    /// What it is called.
    pub title: String,
    /// What is asked.
    pub questions: Vec<Asking>,
    /// What the visitor has answered, by question.
    pub mine: BTreeMap<String, String>,
    /// Whether the visitor may answer now.
    pub may_answer: bool,
    /// Whether it is too early.
    pub early: bool,
    /// What everybody answered, where the visitor may read it.
    pub sum: Option<FeedbackSum>,
}

/// The feedback of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundFeedback {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub title: String,
    /// How many were called to the meetings that have been, all together.
    pub called: usize,
    /// How many were there.
    pub attended: usize,
    /// How many answered.
    pub answered: usize,
    /// Meeting by meeting.
    pub meetings: Vec<FeedbackSum>,
}

/// What is asked after a meeting: the model's form, or, where it has none for the step, the same three.
pub(crate) fn questions(model: &Model, occasion: &Occasion, lang: Lang) -> Vec<Asking> {
    if let (Some(form), Occasion::Step(step)) = (&model.feedback, occasion)
        && form.steps.iter().any(|known| known.as_str() == step)
    {
        let asking = |field: &method::FeedbackField| Asking {
            id: field.id.to_string(),
            name: told(&field.name, lang),
            text: told(&field.text, lang),
        };
        return form.fields.iter().map(asking).collect();
    }
    let three = [
        ("plus", "Plus", "Plus", "Vad var bra?", "What was good?"),
        ("minus", "Minus", "Minus", "Vad var mindre bra?", "What was less good?"),
        (
            "intressant",
            "Intressant",
            "Interesting",
            "Vad vill du tänka vidare på?",
            "What do you want to think more about?",
        ),
    ];
    three
        .into_iter()
        .map(|(id, name_sv, name_en, sv, en)| Asking {
            id: id.into(),
            name: lang.pick(name_sv, name_en).into(),
            text: lang.pick(sv, en).into(),
        })
        .collect()
}

impl Office {
    /// The page of a meeting's feedback: one's own answer, and everybody's for who may read them.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of.
    pub async fn feedback(&self, visitor: &Visitor, id: MeetingId, lang: Lang) -> Result<FeedbackView, Trouble> {
        let it = self.gathering(visitor, id).await?;
        let bound = self.bound(it.round.body.edition).await?;
        let questions = questions(&bound.model, &it.body().occasion, lang);
        let mine = self.feedback_by(id, visitor.person).await?.map(|there| there.body.answers).unwrap_or_default();
        let (action, object) = it.reading_feedback();
        let sum = if self.may(visitor, action, &object) {
            let given = self.store.pointing_at::<Feedback>("meeting", id).await?;
            let registered = self.registrations(id).await?;
            let called = self.called_to(&it, &bound).await?.len();
            Some(summed(&it, &questions, called, &registered, &given))
        } else {
            None
        };
        let rests = !has_feedback(it.body()) || it.kept().is_err();
        let early = !rests && !self.has_begun(it.body());
        Ok(FeedbackView {
            meeting: id,
            title: it.body().title.clone(),
            may_answer: !rests && !early && self.may(visitor, Action::JoinMeeting, &it.object),
            early,
            questions,
            mine,
            sum,
        })
    }

    /// Says what the visitor thought of a meeting. Said again it takes the place of what was said; said
    /// with nothing in it, it is erased.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::MeetingRests`]; [`Trouble::NotBegun`].
    pub async fn give_feedback(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        answers: &BTreeMap<String, String>,
    ) -> Result<(), Trouble> {
        let it = self.gathering(visitor, id).await?;
        self.allow(Some(visitor), Action::JoinMeeting, &it.object)?;
        it.kept()?;
        if !has_feedback(it.body()) {
            return Err(Trouble::MeetingRests(it.body().state));
        }
        if !self.has_begun(it.body()) {
            return Err(Trouble::NotBegun);
        }
        let bound = self.bound(it.round.body.edition).await?;
        let mut kept = BTreeMap::new();
        for question in questions(&bound.model, &it.body().occasion, Lang::Sv) {
            let text = answers.get(&question.id).map(|text| lines(text)).unwrap_or_default();
            if !text.is_empty() {
                kept.insert(question.id, text);
            }
        }
        let there = self.feedback_by(id, visitor.person).await?;
        let mut change = self.change(visitor.author());
        match (there, kept.is_empty()) {
            (None, true) => return Err(Trouble::Missing("feedback")),
            (Some(there), true) => change.erase(there.id),
            (Some(there), false) => {
                change.update(there.id, there.version, &Feedback { answers: kept, ..there.body })?
            }
            (None, false) => {
                let group = it.group.as_ref().map(|group| group.id);
                change.insert(self.id(), &Feedback { meeting: id, group, person: visitor.person, answers: kept })?;
            }
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// The feedback of a round by meeting and group, and summed up: for who runs it.
    ///
    /// # Errors
    /// When the visitor does not run the round.
    pub async fn feedback_of_round(
        &self,
        visitor: &Visitor,
        round: RoundId,
        lang: Lang,
    ) -> Result<RoundFeedback, Trouble> {
        let round = self.my_round(visitor, round).await?;
        let bound = self.bound(round.body.edition).await?;
        let mut meetings = self.store.pointing_at::<Meeting>("round", round.id).await?;
        meetings.retain(|it| has_feedback(&it.body) && self.has_begun(&it.body));
        super::plan::in_order(&mut meetings);
        let mut given: BTreeMap<MeetingId, Vec<Stored<Feedback>>> = BTreeMap::new();
        for one in self.store.pointing_at_any::<Feedback>("meeting", meetings.iter().map(|it| it.id)).await? {
            given.entry(one.body.meeting).or_default().push(one);
        }
        let (gatherings, roll, registered) = self.rolled(meetings, &round).await?;
        let mut sums = Vec::new();
        for it in gatherings {
            let (action, object) = it.reading_feedback();
            if self.may(visitor, action, &object) {
                let questions = questions(&bound.model, &it.body().occasion, lang);
                let called = self.called_of(&roll, &it, &bound.model).len();
                let there = registered.get(&it.id()).map_or(&[][..], Vec::as_slice);
                let given = given.get(&it.id()).map_or(&[][..], Vec::as_slice);
                sums.push(summed(&it, &questions, called, there, given));
            }
        }
        let total = |count: fn(&FeedbackSum) -> usize| sums.iter().map(count).sum();
        Ok(RoundFeedback {
            round: round.id,
            title: round.body.title,
            called: total(|it| it.called),
            attended: total(|it| it.attended),
            answered: total(|it| it.answered),
            meetings: sums,
        })
    }

    pub(crate) async fn feedback_by(
        &self,
        meeting: MeetingId,
        person: programme::PersonId,
    ) -> Result<Option<Stored<Feedback>>, Trouble> {
        Ok(self.store.by_key::<Feedback>(&format!("{meeting}:{person}")).await?)
    }
}

/// What was answered, summed up without names.
fn summed(
    it: &Gathering,
    questions: &[Asking],
    called: usize,
    registered: &[Stored<Registration>],
    given: &[Stored<Feedback>],
) -> FeedbackSum {
    let answers = questions
        .iter()
        .map(|question| {
            let mut texts: Vec<String> =
                given.iter().filter_map(|one| one.body.answers.get(&question.id).cloned()).collect();
            // Any order does that is not the one they were written in.
            texts.sort_unstable();
            Answered { question: question.clone(), texts }
        })
        .collect();
    FeedbackSum {
        meeting: it.id(),
        title: it.body().title.clone(),
        group: it.group.as_ref().map(|group| group.body.name.clone()),
        track: it.body().track,
        when: it.body().when,
        called,
        attended: registered.iter().filter(|one| one.body.attended == Some(true)).count(),
        answered: given.len(),
        answers,
    }
}

/// Whether anything is asked after it.
pub(crate) fn has_feedback(meeting: &Meeting) -> bool {
    matches!(meeting.state, MeetingState::Fixed | MeetingState::Held)
}
