//! What pages of improvements and ideas show, to whom.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::civil::Date;
use programme::{
    GroupId, Idea, IdeaId, Improvement, ImprovementId, ImprovementState, Measurement, OrganisationId, Participation,
    PersonId, Role, Round, RoundId, Visibility, permit::Action,
};
use storage::Stored;

use super::{IdeaBranch, MeasureLine, RunReading, own};
use crate::{Office, Trouble, Visitor};

/// What a card waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImprovementStep {
    /// The small test is to be described.
    DescribeTest,
    /// Somebody is to see to it.
    SetOwner,
    /// The first day of the test is to be set.
    SetDays,
    /// The test begins on a day to come.
    Begins(Date),
    /// The test is to begin.
    Begin,
    /// Nothing is measured yet.
    Measure,
    /// It goes on: more is to be measured.
    MeasureOn,
    /// The test is over: what came of it is to be written.
    WriteResult,
    /// To be kept or dropped.
    Decide,
    /// It is kept: where else could it be done?
    Spread,
}

/// What a card waits for; `None`: it is as it should be.
pub(crate) fn next_step(card: &Improvement, measured: usize, today: Date) -> Option<ImprovementStep> {
    use ImprovementStep as Step;
    Some(match card.state {
        ImprovementState::Planned if card.test.trim().is_empty() => Step::DescribeTest,
        ImprovementState::Planned if card.owner.is_none() => Step::SetOwner,
        ImprovementState::Planned => match card.starts {
            None => Step::SetDays,
            Some(day) if today < day => Step::Begins(day),
            Some(_) => Step::Begin,
        },
        ImprovementState::Testing if card.ends.is_some_and(|last| last < today) => Step::WriteResult,
        ImprovementState::Testing if measured == 0 => Step::Measure,
        ImprovementState::Testing => Step::MeasureOn,
        ImprovementState::Studied => Step::Decide,
        ImprovementState::Secured if card.spread.is_empty() => Step::Spread,
        ImprovementState::Secured | ImprovementState::Dropped => return None,
    })
}

/// A card in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImprovementLine {
    /// Its id.
    pub id: ImprovementId,
    /// Whose.
    pub organisation: OrganisationId,
    /// What that is called.
    pub place: String,
    /// The problem.
    pub problem: String,
    /// Where it is.
    pub state: ImprovementState,
    /// What it waits for; for its own organisation alone.
    pub next: Option<ImprovementStep>,
    /// Who can see it.
    pub visibility: Visibility,
}

/// The cards of an organisation in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImprovementsView {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What that is called.
    pub place: String,
    /// The cards the visitor may read, the oldest first.
    pub lines: Vec<ImprovementLine>,
    /// Whether the visitor belongs there.
    pub own: bool,
    /// Whether the visitor may begin one.
    pub may_start: bool,
    /// Ideas a new one can try; for who may begin one.
    pub ideas: Vec<(IdeaId, String)>,
    /// Whether a check-in after the round is due or has been answered.
    pub checks_in: bool,
}

/// Where an organisation's cards of a round are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImprovementPlace {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What that is called.
    pub place: String,
    /// How many the visitor may read.
    pub count: usize,
}

/// The idea a card tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardIdea {
    /// The visitor may read it.
    Shown {
        /// Its id.
        id: IdeaId,
        /// The idea.
        text: String,
        /// Whose it was.
        origin: IdeaOrigin,
        /// In which round it was written.
        round: Option<RoundId>,
        /// Who can see it.
        visibility: Visibility,
    },
    /// There is one, and it is not shown to the visitor.
    Hidden,
}

/// A card with everything its page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct CardView {
    /// Its id.
    pub id: ImprovementId,
    /// Its version.
    pub version: i64,
    /// What is written. Its owner is there only for who may see whose name it is.
    pub body: Improvement,
    /// What its organisation is called.
    pub place: String,
    /// The code of that organisation's area, where it has one.
    pub area: Option<String>,
    /// What its round is called.
    pub round_title: Option<String>,
    /// The idea it tries.
    pub idea: Option<CardIdea>,
    /// Who sees to it, where the visitor may see that name.
    pub owner: Option<String>,
    /// What was measured, the oldest first, as the visitor may see it.
    pub lines: Vec<MeasureLine>,
    /// What a run chart of that says, by sex: computed from what the visitor may see and nothing else.
    pub readings: Vec<RunReading>,
    /// What it waits for; for its own organisation alone.
    pub next: Option<ImprovementStep>,
    /// Who can see it.
    pub visibility: Visibility,
    /// How far it can be shown, narrow to wide.
    pub levels: Vec<Visibility>,
    /// Ideas it can try; for who may write in it.
    pub ideas: Vec<(IdeaId, String)>,
    /// Who can see to it; for who may write in it.
    pub people: Vec<(PersonId, String)>,
    /// Whether the visitor belongs to its organisation.
    pub own: bool,
    /// Whether the visitor may write in it.
    pub may_write: bool,
    /// Whether the visitor may show it to more, or withdraw it.
    pub may_move: bool,
    /// Whether the visitor may see its history.
    pub may_see_history: bool,
    /// For whom the visitor could take its idea home.
    pub takers: Vec<Taker>,
}

/// An organisation of the visitor in a round, for which they may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taker {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What that is called.
    pub place: String,
}

/// Whose an idea was, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdeaOrigin {
    /// The organisation's own.
    Own,
    /// Seen with another organisation.
    Organisation {
        /// Which.
        id: OrganisationId,
        /// What it is called.
        place: String,
        /// At which item of its self-assessment.
        item: Option<String>,
    },
    /// From a round that was before this program.
    History {
        /// The organisation's id in the history.
        organisation: String,
        /// What it is called.
        place: String,
        /// The round's id in the history.
        round: String,
        /// What that is called.
        round_title: String,
    },
}

/// An idea in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdeaLine {
    /// Its id.
    pub id: IdeaId,
    /// Its version.
    pub version: i64,
    /// Whose.
    pub organisation: OrganisationId,
    /// What that is called.
    pub place: String,
    /// What.
    pub text: String,
    /// Whose it was.
    pub origin: IdeaOrigin,
    /// Who can see it.
    pub visibility: Visibility,
    /// Cards that try it and that the visitor may read: id, problem, state.
    pub cards: Vec<(ImprovementId, String, ImprovementState)>,
    /// Whether the visitor may change it or take it away.
    pub may_write: bool,
    /// Whether the visitor may show it to more, or withdraw it.
    pub may_move: bool,
    /// Whether the visitor may see its history.
    pub may_see_history: bool,
}

/// The ideas of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdeasView {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The ideas the visitor may read: the visitor's own organisations' first.
    pub lines: Vec<IdeaLine>,
    /// How far one can be shown, narrow to wide.
    pub levels: Vec<Visibility>,
    /// The family trees that any of them stands in, across organisations and rounds; none of a single idea.
    pub family: Vec<IdeaBranch>,
    /// For whom the visitor may write ideas in this round.
    pub mine: Vec<Taker>,
    /// For whom the visitor could take an idea home, in this round or another.
    pub takers: Vec<Taker>,
    /// With whom an idea can have been seen: the others in the groups; for who may write ideas.
    pub places: Vec<(OrganisationId, String)>,
    /// The items of the self-assessment at which: code and name; for who may write ideas.
    pub items: Vec<(String, String)>,
    /// Who took part in earlier rounds: code and "name, round"; for who may write ideas.
    pub past: Vec<(String, String)>,
}

impl Office {
    /// The cards of an organisation in a round, as far as they are shown to the visitor.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] where none is, and the visitor does not belong there.
    pub async fn improvements(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
    ) -> Result<ImprovementsView, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        let own_eyes = self.may(visitor, Action::ReadPiece, &own(organisation));
        let mut cards = self.store.list_of::<Improvement>(organisation).await?;
        cards.retain(|it| it.body.round == Some(round.id));
        let lines = self.card_lines(Some(visitor), cards).await?;
        let takes_part = self.takes_or_took_part(round.id, organisation).await?;
        if lines.is_empty() && !(own_eyes && takes_part) {
            return Err(Trouble::Nothing);
        }
        let may_write = self.may(visitor, Action::WritePiece, &own(organisation));
        let there = self.circles([round.id]).await?.has(round.id, organisation);
        let may_start = may_write && there && !round.body.state.is_kept();
        Ok(ImprovementsView {
            round: round.id,
            place: self.place_name(organisation).await?,
            organisation,
            lines,
            own: own_eyes,
            may_start,
            ideas: if may_start { self.ideas_to_try(organisation).await? } else { Vec::new() },
            checks_in: !super::checkin::due(&round.body, self.today()).is_empty(),
            round_title: round.body.title,
        })
    }

    /// Where an organisation's cards are: the rounds it takes or took part in, for who belongs there; for
    /// others those with a card that is shown to them.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn improvement_places(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
    ) -> Result<Vec<ImprovementPlace>, Trouble> {
        let place = self.place_name(organisation).await?;
        let mut counts: BTreeMap<RoundId, usize> = BTreeMap::new();
        if self.may(visitor, Action::ReadPiece, &own(organisation)) {
            for it in self.store.list_of::<Participation>(organisation).await? {
                counts.insert(it.body.round, 0);
            }
        }
        let cards = self.readable_cards(Some(visitor), self.store.list_of::<Improvement>(organisation).await?).await?;
        for round in cards.iter().filter_map(|it| it.body.round) {
            *counts.entry(round).or_default() += 1;
        }
        let rounds = self.store.many::<Round>(counts.keys().copied()).await?;
        let mut places = Vec::new();
        for (id, count) in counts {
            if let Some(round) = rounds.get(&id).filter(|it| it.body.state.is_public()) {
                let round_title = round.body.title.clone();
                places.push(ImprovementPlace { round: id, round_title, organisation, place: place.clone(), count });
            }
        }
        Ok(places)
    }

    /// Where the visitor's organisations work with improvements today.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn my_improvements(&self, visitor: &Visitor) -> Result<Vec<Taker>, Trouble> {
        self.standing_in(visitor, Action::ReadPiece).await
    }

    /// Who in a group has cards that the visitor may read, and how many: those there today, by name.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who may not see the group.
    pub async fn improvements_in_group(
        &self,
        visitor: &Visitor,
        group: GroupId,
    ) -> Result<Vec<ImprovementPlace>, Trouble> {
        let group = self.store.get::<programme::Group>(group).await?.ok_or(Trouble::Nothing)?;
        let object = self.object_of_group(group.id, &group.body);
        self.allow(Some(visitor), Action::SeeMeeting, &object).map_err(|_| Trouble::Nothing)?;
        let today = self.today();
        let round = self.the_round(Some(visitor), group.body.round).await?;
        let mut cards = self.store.pointing_at::<Improvement>("round", round.id).await?;
        cards.retain(|it| group.body.has(it.body.organisation, today));
        let mut counts: BTreeMap<OrganisationId, usize> = BTreeMap::new();
        for card in self.readable_cards(Some(visitor), cards).await? {
            *counts.entry(card.body.organisation).or_default() += 1;
        }
        let names = self.organisation_names(counts.keys().copied()).await?;
        let place = |(organisation, count): (OrganisationId, usize)| ImprovementPlace {
            round: round.id,
            round_title: round.body.title.clone(),
            organisation,
            place: names.get(&organisation).cloned().unwrap_or_default(),
            count,
        };
        let mut places: Vec<ImprovementPlace> = counts.into_iter().map(place).collect();
        places.sort_by(|a, b| i18n::compare_names(&a.place, &b.place));
        Ok(places)
    }

    /// The visitor's organisations in rounds that are not archived, for which they may write.
    pub(super) async fn takers(&self, visitor: &Visitor) -> Result<Vec<Taker>, Trouble> {
        self.standing_in(visitor, Action::WritePiece).await
    }

    /// The visitor's organisations in the rounds they take part in, where they may do something with what
    /// is their organisation's own.
    async fn standing_in(&self, visitor: &Visitor, action: Action) -> Result<Vec<Taker>, Trouble> {
        let mut found: BTreeSet<(RoundId, OrganisationId)> = BTreeSet::new();
        for standing in &visitor.actor.standings {
            // An organiser's rounds are those they run, not those their organisation works in.
            if standing.role != Role::Organiser && self.may(visitor, action, &own(standing.organisation)) {
                found.extend(standing.rounds.iter().map(|round| (*round, standing.organisation)));
            }
        }
        let rounds = self.store.many::<Round>(found.iter().map(|(round, _)| *round)).await?;
        let names = self.organisation_names(found.iter().map(|(_, place)| *place)).await?;
        let mut takers = Vec::new();
        for (round, organisation) in found {
            if let Some(there) = rounds.get(&round).filter(|it| !it.body.state.is_kept()) {
                let place = names.get(&organisation).cloned().unwrap_or_default();
                takers.push(Taker { round, round_title: there.body.title.clone(), organisation, place });
            }
        }
        Ok(takers)
    }

    /// The cards among these that the visitor (or nobody) may read.
    pub(crate) async fn readable_cards(
        &self,
        visitor: Option<&Visitor>,
        mut cards: Vec<Stored<Improvement>>,
    ) -> Result<Vec<Stored<Improvement>>, Trouble> {
        let rounds: Vec<RoundId> = cards.iter().filter_map(|it| it.body.round).collect();
        let circles = self.circles(rounds).await?;
        cards.retain(|it| {
            let object = circles.object(it.body.organisation, it.body.round, it.visibility);
            self.allow(visitor, Action::ReadPiece, &object).is_ok()
        });
        Ok(cards)
    }

    /// The lines of the cards among these that the visitor (or nobody) may read: by organisation, the
    /// oldest first.
    pub(crate) async fn card_lines(
        &self,
        visitor: Option<&Visitor>,
        cards: Vec<Stored<Improvement>>,
    ) -> Result<Vec<ImprovementLine>, Trouble> {
        let cards = self.readable_cards(visitor, cards).await?;
        let names = self.organisation_names(cards.iter().map(|it| it.body.organisation)).await?;
        let ids: Vec<ImprovementId> = cards.iter().map(|it| it.id).collect();
        let mut measured: BTreeMap<ImprovementId, usize> = BTreeMap::new();
        for it in self.store.pointing_at_any::<Measurement>("improvement", ids).await? {
            *measured.entry(it.body.improvement).or_default() += 1;
        }
        let mut lines: Vec<ImprovementLine> = cards
            .into_iter()
            .map(|it| {
                let own_eyes = self.allow(visitor, Action::ReadPiece, &own(it.body.organisation)).is_ok();
                let measured = measured.get(&it.id).copied().unwrap_or_default();
                ImprovementLine {
                    id: it.id,
                    organisation: it.body.organisation,
                    place: names.get(&it.body.organisation).cloned().unwrap_or_default(),
                    next: own_eyes.then(|| next_step(&it.body, measured, self.today())).flatten(),
                    state: it.body.state,
                    visibility: it.visibility,
                    problem: it.body.problem,
                }
            })
            .collect();
        lines.sort_by(|a, b| i18n::compare_names(&a.place, &b.place).then(a.id.cmp(&b.id)));
        Ok(lines)
    }

    /// Whether an organisation takes part in a round, or did.
    async fn takes_or_took_part(&self, round: RoundId, organisation: OrganisationId) -> Result<bool, Trouble> {
        let parts = self.store.list_of::<Participation>(organisation).await?;
        Ok(parts.iter().any(|it| it.body.round == round))
    }

    /// The lines of ideas, in the order they are given.
    pub(crate) async fn idea_lines(
        &self,
        visitor: Option<&Visitor>,
        ideas: Vec<Stored<Idea>>,
        lang: Lang,
    ) -> Result<Vec<IdeaLine>, Trouble> {
        let names = self.organisation_names(ideas.iter().map(|it| it.body.organisation)).await?;
        let bodies: Vec<&Idea> = ideas.iter().map(|it| &it.body).collect();
        let origins = self.origins_of(&bodies, lang).await?;
        let ids: Vec<IdeaId> = ideas.iter().map(|it| it.id).collect();
        let mut cards: BTreeMap<IdeaId, Vec<(ImprovementId, String, ImprovementState)>> = BTreeMap::new();
        let trying = self.store.pointing_at_any::<Improvement>("idea", ids).await?;
        for it in self.readable_cards(visitor, trying).await? {
            if let Some(idea) = it.body.idea {
                cards.entry(idea).or_default().push((it.id, it.body.problem, it.body.state));
            }
        }
        let line = |(it, origin): (Stored<Idea>, IdeaOrigin)| {
            let may = |action| self.allow(visitor, action, &own(it.body.organisation)).is_ok();
            IdeaLine {
                id: it.id,
                version: it.version,
                organisation: it.body.organisation,
                place: names.get(&it.body.organisation).cloned().unwrap_or_default(),
                origin,
                visibility: it.visibility,
                cards: cards.get(&it.id).cloned().unwrap_or_default(),
                may_write: may(Action::WritePiece),
                may_move: may(Action::MoveVisibility),
                may_see_history: may(Action::SeeHistory),
                text: it.body.text,
            }
        };
        Ok(ideas.into_iter().zip(origins).map(line).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use programme::{Direction, Id, Spread};

    fn card(state: ImprovementState) -> Improvement {
        let id = |n: u8| Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n));
        Improvement {
            organisation: id(1).into(),
            round: None,
            problem: "Problem".into(),
            baseline: None,
            cause: String::new(),
            idea: None,
            test: "Test".into(),
            owner: Some(id(2).into()),
            starts: Some(date(2026, 9, 1)),
            ends: Some(date(2026, 10, 31)),
            state,
            result: "Resultat".into(),
            decision: "Beslut".into(),
            spread: Vec::new(),
            unit: String::new(),
            good: Direction::Less,
        }
    }

    #[test]
    fn one_thing_is_next() {
        use ImprovementState::{Dropped, Planned, Secured, Studied, Testing};
        let next = |card: &Improvement, measured, month, day| next_step(card, measured, date(2026, month, day));
        let planned = card(Planned);
        assert_eq!(next(&planned, 0, 8, 1), Some(ImprovementStep::Begins(date(2026, 9, 1))));
        assert_eq!(next(&planned, 0, 9, 1), Some(ImprovementStep::Begin));
        let undated = Improvement { starts: None, ends: None, ..planned.clone() };
        assert_eq!(next(&undated, 0, 8, 1), Some(ImprovementStep::SetDays));
        let nobodys = Improvement { owner: None, ..undated };
        assert_eq!(next(&nobodys, 0, 8, 1), Some(ImprovementStep::SetOwner));
        let bare = Improvement { test: " ".into(), ..nobodys };
        assert_eq!(next(&bare, 0, 8, 1), Some(ImprovementStep::DescribeTest));
        let testing = card(Testing);
        assert_eq!(next(&testing, 0, 9, 5), Some(ImprovementStep::Measure));
        assert_eq!(next(&testing, 1, 10, 31), Some(ImprovementStep::MeasureOn));
        assert_eq!(next(&testing, 1, 11, 1), Some(ImprovementStep::WriteResult));
        assert_eq!(next(&card(Studied), 1, 11, 1), Some(ImprovementStep::Decide));
        let secured = card(Secured);
        assert_eq!(next(&secured, 1, 11, 1), Some(ImprovementStep::Spread));
        let spread = vec![Spread { place: "Skolan".into(), on: date(2026, 12, 1) }];
        assert_eq!(next(&Improvement { spread, ..secured }, 1, 12, 1), None);
        assert_eq!(next(&card(Dropped), 1, 12, 1), None);
    }
}
