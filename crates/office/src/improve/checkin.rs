//! What lives on, one, two and three years after a round.

use std::collections::BTreeMap;

use i18n::Lang;
use jiff::civil::Date;
use programme::{
    CheckIn, Improvement, ImprovementId, ImprovementState, Lives, OrganisationId, Role, Round, RoundId, Visibility,
    due_checkins, permit::Action,
};
use storage::Stored;

use super::{level, levels, own};
use crate::{Office, Todo, TodoKind, TodoPlace, Trouble, Visitor, rounds::lines};

/// A check-in as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckInForm {
    /// How many months after the round.
    pub months: u16,
    /// The version that was read; nought: it has not been answered.
    pub version: i64,
    /// [`Lives::code`] by the id of the improvement.
    pub lives: BTreeMap<String, String>,
    /// What more there is to say.
    pub comment: String,
}

/// Whether a change lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivesLine {
    /// The improvement and its problem; `None`: not for the visitor to read.
    pub improvement: Option<(ImprovementId, String)>,
    /// Whether it does; `None`: not answered.
    pub lives: Option<Lives>,
}

/// A check-in whose day has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInAsked {
    /// How many months after the round.
    pub months: u16,
    /// When its day came.
    pub due: Date,
    /// When it was answered; `None`: it has not been, or that is not for the visitor to read.
    pub answered: Option<Date>,
    /// The version of the answer; nought: there is none.
    pub version: i64,
    /// The changes it is about.
    pub lines: Vec<LivesLine>,
    /// What more was said.
    pub comment: String,
    /// Who can see the answer.
    pub visibility: Visibility,
    /// Whether the visitor may show it to more, or withdraw it.
    pub may_move: bool,
}

/// The check-ins of an organisation after a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInView {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What that is called.
    pub place: String,
    /// When the round ended; `None`: it has not.
    pub ended: Option<Date>,
    /// Those whose day has come, the newest first.
    pub asked: Vec<CheckInAsked>,
    /// The day of the next: months and day; `None`: the round has not ended, or there is none left.
    pub next: Option<(u16, Date)>,
    /// Who can see any of the answers.
    pub visibility: Visibility,
    /// How far an answer can be shown, narrow to wide.
    pub levels: Vec<Visibility>,
    /// Whether the visitor may answer.
    pub may_answer: bool,
}

/// The check-ins after a round whose day has come.
pub(crate) fn due(round: &Round, today: Date) -> Vec<(u16, Date)> {
    round.ended_on().map(|ended| due_checkins(ended, today)).unwrap_or_default()
}

/// How many changes live, and how many do not, for a history.
pub(crate) fn lives_said(said: &serde_json::Map<String, serde_json::Value>, lang: Lang) -> String {
    let count = |lives: &Lives| said.values().filter(|it| it.as_str() == Some(lives.code())).count();
    let told = Lives::ALL.iter().map(|lives| (lives.title(), count(lives))).filter(|(_, n)| *n > 0);
    told.map(|(words, n)| format!("{}: {n}", lang.pick(words.sv, words.en))).collect::<Vec<_>>().join(", ")
}

/// Whether a card is a change one can ask of whether it lives: one that was tried and not dropped.
fn is_change(card: &Improvement) -> bool {
    !matches!(card.state, ImprovementState::Planned | ImprovementState::Dropped)
}

impl Office {
    /// The check-ins of an organisation after a round: for who belongs there, and, once they are answered,
    /// for those the answers are shown to.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for what the visitor may not know of.
    pub async fn check_ins(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
    ) -> Result<CheckInView, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        let own_eyes = self.may(visitor, Action::ReadPiece, &own(organisation));
        let circles = self.circles([round.id]).await?;
        let cards = self.changes_of(round.id, organisation).await?;
        let answers = self.answers_of(round.id, organisation).await?;
        let problems = self.problems_of_changes(visitor, &cards, &answers).await?;
        let today = self.today();
        let mut asked = Vec::new();
        for (months, due) in due(&round.body, today) {
            let answer = answers.iter().find(|it| it.body.months == months);
            let reads = answer.is_some_and(|it| {
                let object = circles.object(organisation, Some(round.id), it.visibility);
                self.may(visitor, Action::ReadPiece, &object)
            });
            if own_eyes || reads {
                // What it has not said, also that there are cards, is nobody else's.
                let there: &[Stored<Improvement>] = if own_eyes { &cards } else { &[] };
                let may_move = answer.is_some() && self.may(visitor, Action::MoveVisibility, &own(organisation));
                asked.push(CheckInAsked { may_move, ..one(months, due, answer, there, &problems) });
            }
        }
        let takes_part = circles.has(round.id, organisation);
        if asked.is_empty() && !(own_eyes && takes_part) {
            return Err(Trouble::Nothing);
        }
        asked.reverse();
        let ended = round.body.ended_on();
        let all = ended.map(|ended| due_checkins(ended, Date::MAX)).unwrap_or_default();
        Ok(CheckInView {
            round: round.id,
            place: self.place_name(organisation).await?,
            organisation,
            ended,
            next: all.into_iter().find(|(_, day)| today < *day),
            visibility: asked.iter().map(|it| it.visibility).max().unwrap_or_default(),
            levels: levels(Some(round.id)),
            may_answer: !asked.is_empty() && self.may(visitor, Action::WritePiece, &own(organisation)),
            asked,
            round_title: round.body.title,
        })
    }

    /// Answers a check-in, or corrects the answer; how far the answer is shown. From who may show it, it is
    /// shown to everybody in the round; from others it is the organisation's own until somebody shows it.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::Missing`] for a check-in whose day has not come, and for a
    /// change that is not answered or not the organisation's; a conflict when somebody else was there
    /// since.
    pub async fn answer_check_in(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        form: &CheckInForm,
    ) -> Result<Visibility, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        self.allow(Some(visitor), Action::WritePiece, &own(organisation))?;
        if !self.circles([round.id]).await?.has(round.id, organisation) {
            return Err(Trouble::NotTakingPart(self.place_name(organisation).await?));
        }
        if !due(&round.body, self.today()).iter().any(|(months, _)| *months == form.months) {
            return Err(Trouble::Missing("months"));
        }
        let mut lives = BTreeMap::new();
        for card in self.changes_of(round.id, organisation).await? {
            let said = form.lives.get(&card.id.to_string()).and_then(|code| Lives::from_code(code));
            lives.insert(card.id, said.ok_or(Trouble::Missing("lives"))?);
        }
        let there = self.store.by_key::<CheckIn>(&CheckIn::key_of(round.id, organisation, form.months)).await?;
        // What was said of a card that has been dropped since stays said, or is corrected.
        for (card, said) in there.iter().flat_map(|it| &it.body.lives) {
            let anew = form.lives.get(&card.to_string()).and_then(|code| Lives::from_code(code));
            lives.entry(*card).or_insert(anew.unwrap_or(*said));
        }
        let body = CheckIn {
            round: round.id,
            organisation,
            months: form.months,
            on: self.today(),
            lives,
            comment: lines(&form.comment),
        };
        let mut change = self.change(visitor.author());
        let shown = match there {
            // A version of nought is another than any there is: what both wrote is shown side by side.
            Some(there) => {
                change.update(there.id, form.version, &body)?;
                there.visibility
            }
            None => {
                let id = self.id();
                change.insert(id, &body)?;
                if self.may(visitor, Action::MoveVisibility, &own(organisation)) {
                    change.show(id, 1, Visibility::Round);
                    Visibility::Round
                } else {
                    Visibility::Own
                }
            }
        };
        match self.store.write(&change).await {
            // Somebody else was first by a moment: nothing is there to be shown beside it yet.
            Err(storage::Error::Taken { .. }) => Err(Trouble::Overtaken),
            other => Ok(other.map(|_| shown)?),
        }
    }

    /// Shows the answer to a check-in to more, or withdraws it, read at `version`.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for what the visitor may not know of; when the visitor may not show it; a
    /// conflict when somebody else was there since.
    pub async fn show_check_in(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        (months, version): (u16, i64),
        to: &str,
    ) -> Result<(), Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        let key = CheckIn::key_of(round.id, organisation, months);
        let there = self.store.by_key::<CheckIn>(&key).await?.ok_or(Trouble::Nothing)?;
        let object = self.circles([round.id]).await?.object(organisation, Some(round.id), there.visibility);
        self.allow(Some(visitor), Action::ReadPiece, &object).map_err(|_| Trouble::Nothing)?;
        self.allow(Some(visitor), Action::MoveVisibility, &object)?;
        let mut change = self.change(visitor.author());
        change.show(there.id, version, level(to, Some(round.id))?);
        self.store.write(&change).await?;
        Ok(())
    }

    /// Check-ins that wait for a strategist: the newest of each round their organisation compared itself
    /// in, while it is not answered.
    pub(crate) async fn check_in_todos(&self, todos: &mut Vec<Todo>, visitor: &Visitor) -> Result<(), Trouble> {
        let mut places: Vec<(RoundId, OrganisationId)> = visitor
            .actor
            .standings
            .iter()
            .filter(|it| it.role == Role::Strategist)
            .flat_map(|it| it.rounds.iter().map(|round| (*round, it.organisation)))
            .collect();
        places.sort_unstable();
        places.dedup();
        let ids: Vec<RoundId> = places.iter().map(|(round, _)| *round).collect();
        let rounds = self.store.many::<Round>(ids).await?;
        let newest = |id: &RoundId| due(&rounds.get(id)?.body, self.today()).pop();
        let waiting: Vec<(RoundId, OrganisationId, u16)> =
            places.iter().filter_map(|(id, place)| Some((*id, *place, newest(id)?.0))).collect();
        if waiting.is_empty() {
            return Ok(());
        }
        let circles = self.circles(waiting.iter().map(|(round, ..)| *round)).await?;
        for (round, organisation, months) in waiting {
            let key = CheckIn::key_of(round, organisation, months);
            if !circles.compares(round, organisation) || self.store.by_key::<CheckIn>(&key).await?.is_some() {
                continue;
            }
            let title = rounds.get(&round).map(|it| it.body.title.clone()).unwrap_or_default();
            todos.push(Todo {
                kind: TodoKind::CheckIn { title, months },
                until: None,
                organisation: Some(organisation),
                late: false,
                to: TodoPlace::CheckIn(round, organisation),
            });
        }
        Ok(())
    }

    /// The changes of an organisation in a round that one can ask about, the oldest first.
    async fn changes_of(
        &self,
        round: RoundId,
        organisation: OrganisationId,
    ) -> Result<Vec<Stored<Improvement>>, Trouble> {
        let mut cards = self.store.list_of::<Improvement>(organisation).await?;
        cards.retain(|it| it.body.round == Some(round) && is_change(&it.body));
        Ok(cards)
    }

    async fn answers_of(&self, round: RoundId, organisation: OrganisationId) -> Result<Vec<Stored<CheckIn>>, Trouble> {
        let mut answers = self.store.list_of::<CheckIn>(organisation).await?;
        answers.retain(|it| it.body.round == round);
        Ok(answers)
    }

    /// The problems of the cards that check-ins are about, as far as the visitor may read them.
    async fn problems_of_changes(
        &self,
        visitor: &Visitor,
        cards: &[Stored<Improvement>],
        answers: &[Stored<CheckIn>],
    ) -> Result<BTreeMap<ImprovementId, String>, Trouble> {
        let mut ids: Vec<ImprovementId> = cards.iter().map(|it| it.id).collect();
        ids.extend(answers.iter().flat_map(|it| it.body.lives.keys().copied()));
        let cards = self.store.many::<Improvement>(ids).await?.into_values().collect();
        let readable = self.readable_cards(Some(visitor), cards).await?;
        Ok(readable.into_iter().map(|it| (it.id, it.body.problem)).collect())
    }
}

/// A check-in with what was answered: of the changes there are, and of those that were.
fn one(
    months: u16,
    due: Date,
    answer: Option<&Stored<CheckIn>>,
    cards: &[Stored<Improvement>],
    problems: &BTreeMap<ImprovementId, String>,
) -> CheckInAsked {
    let mut lives: BTreeMap<ImprovementId, Option<Lives>> = cards.iter().map(|it| (it.id, None)).collect();
    lives.extend(answer.iter().flat_map(|it| &it.body.lives).map(|(id, said)| (*id, Some(*said))));
    let line = |(id, lives): (ImprovementId, Option<Lives>)| LivesLine {
        improvement: problems.get(&id).map(|problem| (id, problem.clone())),
        lives,
    };
    CheckInAsked {
        months,
        due,
        answered: answer.map(|it| it.body.on),
        version: answer.map_or(0, |it| it.version),
        lines: lives.into_iter().map(line).collect(),
        comment: answer.map(|it| it.body.comment.clone()).unwrap_or_default(),
        visibility: answer.map(|it| it.visibility).unwrap_or_default(),
        may_move: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use programme::{CHECK_IN_MONTHS, Id, Moved, RoundState};

    #[test]
    fn one_asks_from_when_a_round_was_closed() {
        let id = Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(1));
        let mut round = Round {
            state: RoundState::Running,
            calendar: programme::Calendar { ends: Some(date(2026, 12, 1)), ..programme::Calendar::default() },
            moved: vec![Moved { to: RoundState::Closed, on: date(2026, 11, 1) }],
            ..Round::draft(id.into(), id.into())
        };
        // Opened again since: it has not ended.
        assert_eq!(due(&round, date(2040, 1, 1)), []);
        round.state = RoundState::Archived;
        assert_eq!(due(&round, date(2027, 10, 31)), []);
        assert_eq!(due(&round, date(2027, 11, 1)), [(12, date(2027, 11, 1))]);
        assert_eq!(due(&round, date(2040, 1, 1)).len(), CHECK_IN_MONTHS.len());
        round.moved.clear();
        assert_eq!(due(&round, date(2027, 12, 1)), [(12, date(2027, 12, 1))]);
    }
}
