//! Asking which times suit: one's own answers, everybody's, the time that suits best.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use programme::{Meeting, MeetingId, MeetingState, PersonId, PollAnswer, Slot, Suits, permit::Action};
use storage::Stored;

use super::called::Called;
use crate::{Office, Trouble, Visitor};

/// What is known of a time that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedTime {
    /// The time.
    pub slot: Slot,
    /// What it is called in forms and answers.
    pub code: String,
    /// How many can.
    pub yes: usize,
    /// How many can if need be.
    pub maybe: usize,
    /// How many cannot.
    pub no: usize,
    /// Whether it suits best.
    pub best: bool,
}

/// Somebody's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Whether it is the visitor.
    pub me: bool,
    /// One for each time asked about; `None`: no answer.
    pub suits: Vec<Option<Suits>>,
}

/// What a time is called in forms and answers: its beginning.
pub(crate) fn code_of(start: DateTime) -> String {
    start.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// Whether somebody has said of every time whether it suits.
pub(crate) fn has_answered(meeting: &Meeting, answer: Option<&PollAnswer>) -> bool {
    answer.is_some_and(|it| meeting.asked.iter().all(|slot| it.suits.contains_key(&code_of(slot.start))))
}

/// The times with what was answered; the best is the one most can, then the one fewest cannot, then the
/// earliest. None is best before anybody has answered.
pub(crate) fn times(meeting: &Meeting, answers: &[Stored<PollAnswer>]) -> Vec<AskedTime> {
    let mut times: Vec<AskedTime> = meeting
        .asked
        .iter()
        .map(|slot| {
            let code = code_of(slot.start);
            let count = |what: Suits| answers.iter().filter(|it| it.body.suits.get(&code) == Some(&what)).count();
            let (yes, maybe, no) = (count(Suits::Yes), count(Suits::Maybe), count(Suits::No));
            AskedTime { slot: *slot, code, yes, maybe, no, best: false }
        })
        .collect();
    // Where two suit as many, neither suits most.
    let suits = |time: &AskedTime| (usize::MAX - time.yes, time.no);
    let best = times.iter().filter(|time| time.yes + time.maybe + time.no > 0).map(suits).min();
    let mut those: Vec<&mut AskedTime> = times.iter_mut().filter(|time| Some(suits(time)) == best).collect();
    if let [only] = those.as_mut_slice() {
        only.best = true;
    }
    times
}

/// Everybody's answers in the order they are called; those who answered without being called last.
pub(crate) fn table(
    meeting: &Meeting,
    answers: &[Stored<PollAnswer>],
    called: &[Called],
    others: &BTreeMap<PersonId, String>,
    me: PersonId,
) -> Vec<AnswerLine> {
    let line = |person: PersonId, name: &str| {
        let answer = answers.iter().find(|it| it.body.person == person);
        let suits = meeting.asked.iter().map(|slot| answer?.body.suits.get(&code_of(slot.start)).copied()).collect();
        AnswerLine { person, name: name.to_owned(), me: person == me, suits }
    };
    let mut lines: Vec<AnswerLine> = called.iter().map(|it| line(it.person, &it.name)).collect();
    for answer in answers {
        let person = answer.body.person;
        if !called.iter().any(|it| it.person == person)
            && let Some(name) = others.get(&person)
        {
            lines.push(line(person, name));
        }
    }
    lines
}

impl Office {
    /// Says which times suit the visitor: by the code of each time, `yes`, `maybe` or `no`. What is not
    /// mentioned is not answered.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::MeetingRests`] when no times are asked about;
    /// [`Trouble::RoundRests`].
    pub async fn answer_poll(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        answers: &[(String, String)],
    ) -> Result<(), Trouble> {
        let it = self.gathering(visitor, id).await?;
        self.allow(Some(visitor), Action::JoinMeeting, &it.object)?;
        self.alive(&it.round.body)?;
        if it.body().state != MeetingState::Poll {
            return Err(Trouble::MeetingRests(it.body().state));
        }
        let (organisation, _) = self.as_whom(visitor, Action::JoinMeeting, &it.object).ok_or(Trouble::Nothing)?;
        let mut suits = BTreeMap::new();
        for slot in &it.body().asked {
            let code = code_of(slot.start);
            if let Some((_, said)) = answers.iter().find(|(known, _)| *known == code)
                && let Some(said) = Suits::from_code(said)
            {
                suits.insert(code, said);
            }
        }
        if suits.is_empty() {
            return Err(Trouble::Missing("suits"));
        }
        let mut change = self.change(visitor.author());
        // Nobody answers about a day that was set meanwhile.
        change.only_if_still(id, it.meeting.version);
        match self.poll_answer(id, visitor.person).await? {
            // It stays the organisation's in whose name it was given first.
            Some(there) => change.update(there.id, there.version, &PollAnswer { suits, ..there.body })?,
            None => {
                let answer = PollAnswer { meeting: id, person: visitor.person, organisation, suits };
                change.insert(self.id(), &answer)?;
            }
        }
        self.store.write(&change).await?;
        Ok(())
    }

    pub(crate) async fn poll_answer(
        &self,
        meeting: MeetingId,
        person: PersonId,
    ) -> Result<Option<Stored<PollAnswer>>, Trouble> {
        Ok(self.store.by_key::<PollAnswer>(&PollAnswer::key_of(meeting, person)).await?)
    }

    pub(crate) async fn poll_answers(&self, meeting: MeetingId) -> Result<Vec<Stored<PollAnswer>>, Trouble> {
        Ok(self.store.pointing_at::<PollAnswer>("meeting", meeting).await?)
    }
}
