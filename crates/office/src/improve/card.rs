//! Cards written and led on: the problem, the small test, what came of it, what was decided.

use i18n::Lang;
use programme::{
    Assignment, Baseline, Direction, Field, Id, Idea, IdeaId, Improvement, ImprovementId, ImprovementState,
    Organisation, OrganisationId, Origin, Person, PersonId, Role, Round, RoundId, Rule, Spread, Visibility,
    permit::{Action, Object},
};
use serde_json::{Value, json};
use storage::{Change, Head, Stored};

use super::{CardIdea, CardView, ImprovementLine, broken, hidden, level, levels, measure, own, sentence, view};
use crate::{
    Office, Trouble, Visitor,
    rounds::{day, lines, written},
};

/// A card as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardForm {
    /// The problem for women and men, girls and boys, in one sentence.
    pub problem: String,
    /// How it was: the code of a key figure, or nothing.
    pub kpi: String,
    /// The code of its area; nothing: the organisation's own.
    pub area: String,
    /// Its year.
    pub year: String,
    /// How it was, in own words, where no key figure says it.
    pub baseline: String,
    /// Why it is so.
    pub cause: String,
    /// The idea it tries: one of the organisation's, or nothing.
    pub idea: String,
    /// An idea that is not written down yet.
    pub new_idea: String,
    /// The small test.
    pub test: String,
    /// Who sees to it, or nothing.
    pub owner: String,
    /// The first day of the test.
    pub starts: String,
    /// The last.
    pub ends: String,
    /// What is measured, and in what.
    pub unit: String,
    /// [`Direction::code`].
    pub good: String,
    /// What came of it; `None`: it was not asked.
    pub result: Option<String>,
    /// What was decided; `None`: it was not asked.
    pub decision: Option<String>,
}

impl CardForm {
    /// The form of a card as it stands.
    #[must_use]
    pub fn of(card: &Improvement) -> Self {
        let (mut kpi, mut area, mut year) = (String::new(), String::new(), String::new());
        let mut baseline = String::new();
        match &card.baseline {
            Some(Baseline::Figure { kpi: code, area: of, year: when }) => {
                (kpi, area, year) = (code.clone(), of.clone(), when.to_string());
            }
            Some(Baseline::Own { text }) => baseline = text.clone(),
            None => {}
        }
        let text = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            problem: card.problem.clone(),
            kpi,
            area,
            year,
            baseline,
            cause: card.cause.clone(),
            idea: text(card.idea.map(Id::from)),
            new_idea: String::new(),
            test: card.test.clone(),
            owner: text(card.owner.map(Id::from)),
            starts: day(card.starts),
            ends: day(card.ends),
            unit: card.unit.clone(),
            good: card.good.code().into(),
            result: Some(card.result.clone()),
            decision: Some(card.decision.clone()),
        }
    }
}

/// A step of a card to another state, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoveForm {
    /// [`ImprovementState::code`].
    pub to: String,
    /// What came of it; `None`: it was not asked.
    pub result: Option<String>,
    /// What was decided; `None`: it was not asked.
    pub decision: Option<String>,
}

impl Office {
    /// A card, for whoever (or nobody signed in) it is shown to.
    ///
    /// # Errors
    /// [`Trouble::Nothing`], or [`Trouble::SignIn`] for nobody, also for what the visitor may not know of.
    pub async fn improvement(
        &self,
        visitor: Option<&Visitor>,
        id: ImprovementId,
        lang: Lang,
    ) -> Result<CardView, Trouble> {
        let (card, object) = self.the_card(visitor, id).await?;
        let own_eyes = self.allow(visitor, Action::ReadPiece, &own(card.body.organisation)).is_ok();
        let may_write = self.allow(visitor, Action::WritePiece, &object).is_ok();
        let there = self.store.get::<Organisation>(card.body.organisation).await?;
        let there = there.map(|it| it.body).ok_or_else(|| hidden(visitor))?;
        let stored = self.measurements(id).await?;
        let lines: Vec<measure::MeasureLine> = stored.iter().map(|it| measure::MeasureLine::of(it, own_eyes)).collect();
        let idea = self.idea_of_card(visitor, card.body.idea, lang).await?;
        let owner = self.seen_to_by(visitor, &card.body).await?;
        let mut body = card.body.clone();
        if owner.is_none() {
            body.owner = None;
        }
        let round_title = match body.round {
            Some(round) => self.store.get::<Round>(round).await?.map(|it| it.body.title),
            None => None,
        };
        let takers = match visitor {
            Some(visitor) if !own_eyes => self.takers(visitor).await?,
            _ => Vec::new(),
        };
        Ok(CardView {
            id,
            version: card.version,
            place: there.name,
            area: there.area.map(String::from),
            round_title,
            readings: measure::read(&lines, body.starts, body.good),
            next: own_eyes.then(|| view::next_step(&body, lines.len(), self.today())).flatten(),
            lines,
            idea,
            owner,
            visibility: card.visibility,
            levels: levels(body.round),
            ideas: if may_write { self.ideas_to_try(body.organisation).await? } else { Vec::new() },
            people: if may_write { self.may_see_to(&body).await? } else { Vec::new() },
            own: own_eyes,
            may_write,
            may_move: self.allow(visitor, Action::MoveVisibility, &object).is_ok(),
            may_see_history: self.allow(visitor, Action::SeeHistory, &object).is_ok(),
            takers: takers.into_iter().filter(|it| it.organisation != body.organisation).collect(),
            body,
        })
    }

    /// Begins a card in a round with no more than its problem, and perhaps the idea it tries.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::NotTakingPart`]; [`Trouble::RoundRests`] where the round is
    /// archived.
    pub async fn start_improvement(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        problem: &str,
        idea: &str,
    ) -> Result<ImprovementId, Trouble> {
        let (round, _) = self.to_begin_improving(visitor, round, organisation).await?;
        let card = Improvement {
            idea: self.own_idea(organisation, idea).await?,
            ..Improvement::planned(organisation, Some(round.id), sentence(problem))
        };
        let id = self.id();
        let mut change = self.change(visitor.author());
        change.insert(id, &card)?;
        self.store.write(&change).await?;
        Ok(id)
    }

    /// Writes a card, read at `version`. Gives the version it has then.
    ///
    /// # Errors
    /// When the visitor may not; what a field breaks; a conflict when somebody else was there since.
    pub async fn save_improvement(
        &self,
        visitor: &Visitor,
        id: ImprovementId,
        version: i64,
        form: &CardForm,
    ) -> Result<i64, Trouble> {
        let card = self.card_to_write(visitor, id).await?;
        let mut change = self.change(visitor.author());
        let body = self.written_card(&mut change, card.body.clone(), form).await?;
        change.update(id, version, &body)?;
        self.store.write(&change).await?;
        // What is the same as before is not saved anew.
        Ok(version + i64::from(body != card.body))
    }

    /// Leads a card on to another state, or back. What was written with the step is kept with it.
    ///
    /// # Errors
    /// When the visitor may not, the states know no such way, or the state asks for a text that is not
    /// written; a conflict when somebody else was there since.
    pub async fn move_improvement(
        &self,
        visitor: &Visitor,
        id: ImprovementId,
        version: i64,
        form: &MoveForm,
    ) -> Result<(), Trouble> {
        let mut body = self.card_to_write(visitor, id).await?.body;
        let to = ImprovementState::from_code(&form.to).ok_or(Trouble::Missing("state"))?;
        came_of_it(&mut body, form.result.as_deref(), form.decision.as_deref());
        if to == ImprovementState::Testing {
            // Whoever begins without a day set begins today: the measurements before are the baseline.
            body.starts = Some(body.starts.unwrap_or_else(|| self.today()));
        }
        let body = body.moved_to(to).map_err(broken)?;
        let mut change = self.change(visitor.author());
        change.update(id, version, &body)?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// Notes where else it is done since; `on` empty: today.
    ///
    /// # Errors
    /// When the visitor may not, or the place is not written.
    pub async fn add_spread(
        &self,
        visitor: &Visitor,
        id: ImprovementId,
        version: i64,
        place: &str,
        on: &str,
    ) -> Result<(), Trouble> {
        let mut body = self.card_to_write(visitor, id).await?.body;
        let on = day(on)?.unwrap_or_else(|| self.today());
        body.spread.push(Spread { place: sentence(place), on });
        body.spread.sort_by_key(|it| it.on);
        let mut change = self.change(visitor.author());
        change.update(id, version, &body)?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// Takes away a place it was said to have spread to, by its place in the list.
    ///
    /// # Errors
    /// When the visitor may not; a conflict when somebody else was there since.
    pub async fn remove_spread(
        &self,
        visitor: &Visitor,
        id: ImprovementId,
        version: i64,
        at: usize,
    ) -> Result<(), Trouble> {
        let mut body = self.card_to_write(visitor, id).await?.body;
        if at >= body.spread.len() {
            return Err(Trouble::Nothing);
        }
        body.spread.remove(at);
        let mut change = self.change(visitor.author());
        change.update(id, version, &body)?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// Shows a card, with what is measured for it, to more, or withdraws it. Its idea is shown by itself.
    ///
    /// # Errors
    /// When the visitor may not.
    pub async fn show_improvement(
        &self,
        visitor: &Visitor,
        id: ImprovementId,
        version: i64,
        to: &str,
    ) -> Result<(), Trouble> {
        let (card, object) = self.the_card(Some(visitor), id).await?;
        self.allow(Some(visitor), Action::MoveVisibility, &object)?;
        let to = level(to, card.body.round)?;
        let mut change = self.change(visitor.author());
        change.show(id, version, to);
        self.store.write(&change).await?;
        Ok(())
    }

    /// A card that the visitor (or nobody) may read, and as what it is asked about.
    pub(super) async fn the_card(
        &self,
        visitor: Option<&Visitor>,
        id: ImprovementId,
    ) -> Result<(Stored<Improvement>, Object), Trouble> {
        let card = self.store.get::<Improvement>(id).await?.ok_or_else(|| hidden(visitor))?;
        let circles = self.circles(card.body.round).await?;
        let object = circles.object(card.body.organisation, card.body.round, card.visibility);
        self.allow(visitor, Action::ReadPiece, &object).map_err(|_| hidden(visitor))?;
        Ok((card, object))
    }

    /// A card that the visitor may write in.
    pub(super) async fn card_to_write(
        &self,
        visitor: &Visitor,
        id: ImprovementId,
    ) -> Result<Stored<Improvement>, Trouble> {
        let (card, object) = self.the_card(Some(visitor), id).await?;
        self.allow(Some(visitor), Action::WritePiece, &object)?;
        Ok(card)
    }

    /// The card with what the form says; an idea that is new is made in the same change.
    async fn written_card(
        &self,
        change: &mut Change,
        old: Improvement,
        form: &CardForm,
    ) -> Result<Improvement, Trouble> {
        let organisation = old.organisation;
        let idea = match (written(&form.idea), written(&form.new_idea)) {
            (Some(_), Some(_)) => return Err(broken(Rule::Unwanted.of(Field("new_idea")))),
            (_, Some(text)) => {
                let id = self.id();
                let body =
                    Idea { organisation, round: old.round, text: lines(&text), origin: Origin::Own, parent: None };
                change.insert(id, &body)?;
                Some(id)
            }
            _ => self.own_idea(organisation, &form.idea).await?,
        };
        let mut card = Improvement {
            problem: sentence(&form.problem),
            baseline: self.written_baseline(organisation, form).await?,
            cause: lines(&form.cause),
            idea,
            test: lines(&form.test),
            owner: self.chosen_owner(&old, &form.owner).await?,
            starts: day(&form.starts)?,
            ends: day(&form.ends)?,
            unit: sentence(&form.unit),
            good: Direction::from_code(&form.good).ok_or(Trouble::Missing("good"))?,
            ..old
        };
        came_of_it(&mut card, form.result.as_deref(), form.decision.as_deref());
        Ok(card)
    }

    /// How it was: by a key figure or in own words, not both.
    async fn written_baseline(
        &self,
        organisation: OrganisationId,
        form: &CardForm,
    ) -> Result<Option<Baseline>, Trouble> {
        let text = lines(&form.baseline);
        let Some(kpi) = written(&form.kpi) else {
            return Ok((!text.is_empty()).then_some(Baseline::Own { text }));
        };
        if !text.is_empty() {
            return Err(broken(Rule::Unwanted.of(Field("baseline"))));
        }
        let area = match written(&form.area) {
            Some(area) => area,
            None => {
                let place = self.store.get::<Organisation>(organisation).await?;
                place.and_then(|it| it.body.area).map(String::from).ok_or(Trouble::Missing("area"))?
            }
        };
        let year = written(&form.year).ok_or(Trouble::Missing("year"))?;
        let known = |year: &u16| (1970..=2100).contains(year);
        let year = year.parse().ok().filter(known).ok_or(Trouble::NoNumber(year))?;
        Ok(Some(Baseline::Figure { kpi: kpi.to_uppercase(), area, year }))
    }

    /// One of an organisation's ideas; nothing where nothing is chosen.
    async fn own_idea(&self, organisation: OrganisationId, id: &str) -> Result<Option<IdeaId>, Trouble> {
        let Some(id) = written(id) else { return Ok(None) };
        let id: IdeaId = id.parse().map_err(|_| Trouble::Missing("idea"))?;
        let there = self.store.get::<Idea>(id).await?.filter(|it| it.body.organisation == organisation);
        there.map(|it| Some(it.id)).ok_or(Trouble::Missing("idea"))
    }

    /// Who sees to it: somebody of the organisation today, or who did before.
    async fn chosen_owner(&self, old: &Improvement, id: &str) -> Result<Option<PersonId>, Trouble> {
        let Some(id) = written(id) else { return Ok(None) };
        let id: PersonId = id.parse().map_err(|_| Trouble::Missing("owner"))?;
        let known = old.owner == Some(id) || self.may_see_to(old).await?.iter().any(|(there, _)| *there == id);
        if known { Ok(Some(id)) } else { Err(Trouble::Missing("owner")) }
    }

    /// Who can see to it: those of the organisation today, and who does now; by name.
    async fn may_see_to(&self, card: &Improvement) -> Result<Vec<(PersonId, String)>, Trouble> {
        let today = self.today();
        let held = self.store.list_of::<Assignment>(card.organisation).await?;
        let works = |it: &&Stored<Assignment>| it.body.holds(today) && it.body.role != Role::Operator;
        let mut ids: Vec<PersonId> = held.iter().filter(works).map(|it| it.body.person).collect();
        ids.extend(card.owner);
        let people = self.store.many::<Person>(ids).await?;
        let mut people: Vec<(PersonId, String)> = people.into_iter().map(|(id, it)| (id, it.body.name)).collect();
        people.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
        Ok(people)
    }

    /// The name of who sees to a card, for who may see that person's contact.
    async fn seen_to_by(&self, visitor: Option<&Visitor>, card: &Improvement) -> Result<Option<String>, Trouble> {
        let Some(person) = card.owner else { return Ok(None) };
        let object = Object { person: Some(person), ..self.object_of(card.organisation).await? };
        if self.allow(visitor, Action::SeeContact, &object).is_err() {
            return Ok(None);
        }
        Ok(self.store.get::<Person>(person).await?.map(|it| it.body.name))
    }

    /// The idea a card tries, as far as the visitor may read it.
    async fn idea_of_card(
        &self,
        visitor: Option<&Visitor>,
        id: Option<IdeaId>,
        lang: Lang,
    ) -> Result<Option<CardIdea>, Trouble> {
        let Some(id) = id else { return Ok(None) };
        let Some(idea) = self.store.get::<Idea>(id).await? else { return Ok(None) };
        let object =
            self.circles(idea.body.round).await?.object(idea.body.organisation, idea.body.round, idea.visibility);
        if self.allow(visitor, Action::ReadPiece, &object).is_err() {
            return Ok(Some(CardIdea::Hidden));
        }
        let origin = self.origins_of(&[&idea.body], lang).await?.pop();
        let Idea { text, round, .. } = idea.body;
        Ok(origin.map(|origin| CardIdea::Shown { id, text, origin, round, visibility: idea.visibility }))
    }

    /// An organisation's ideas, for a card to try: the newest first, shortened.
    pub(super) async fn ideas_to_try(&self, organisation: OrganisationId) -> Result<Vec<(IdeaId, String)>, Trouble> {
        let mut ideas: Vec<(IdeaId, String)> = self
            .store
            .list_of::<Idea>(organisation)
            .await?
            .into_iter()
            .map(|it| (it.id, short(&it.body.text)))
            .collect();
        ideas.reverse();
        Ok(ideas)
    }

    /// That somebody sees to a card, for their own data: when it was made, and which.
    pub(crate) async fn sees_to(&self, head: &Head) -> Result<Option<(jiff::Timestamp, Value)>, Trouble> {
        let Some(it) = self.store.get::<Improvement>(head.id.into()).await? else { return Ok(None) };
        let place = self.place_name(it.body.organisation).await?;
        let says = json!({ "organisation": place, "round": it.body.round, "sees_to": it.body.problem });
        Ok(Some((it.created_at, says)))
    }

    /// The cards of a round that are shown to the visitor (or to nobody signed in) by their owners' act:
    /// to everybody in the round, or to all. By organisation.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn shown_improvements(
        &self,
        visitor: Option<&Visitor>,
        round: RoundId,
    ) -> Result<Vec<ImprovementLine>, Trouble> {
        let round = self.the_round(visitor, round).await?;
        let mut cards = self.store.pointing_at::<Improvement>("round", round.id).await?;
        cards.retain(|it| it.visibility >= Visibility::Round);
        self.card_lines(visitor, cards).await
    }
}

/// Keeps what was written of what came of it and what was decided, where that was asked.
fn came_of_it(card: &mut Improvement, result: Option<&str>, decision: Option<&str>) {
    if let Some(text) = result {
        card.result = lines(text);
    }
    if let Some(text) = decision {
        card.decision = lines(text);
    }
}

/// The beginning of a text, on one line.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 90;
    let line = sentence(text);
    if line.chars().count() <= MOST {
        return line;
    }
    let cut: String = line.chars().take(MOST - 1).collect();
    format!("{}…", cut.trim_end())
}
