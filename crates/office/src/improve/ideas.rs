//! Ideas: written, taken home from others with where they came from, shown as far as their owner chooses.

use std::collections::{BTreeMap, BTreeSet};

use ::history::History;
use i18n::Lang;
use programme::{
    Field, Idea, IdeaId, Improvement, ImprovementId, ItemCode, OrganisationId, Origin, Round, RoundId, Rule,
    permit::Action,
};
use storage::Stored;

use super::{Circles, IdeaOrigin, IdeasView, Taker, broken, hidden, level, levels};
use crate::{
    Office, Trouble, Visitor,
    rounds::{lines, told, written},
};

/// An idea as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdeaForm {
    /// What.
    pub text: String,
    /// With whom it was seen: an organisation's id, or nothing.
    pub place: String,
    /// At which item of its self-assessment, or nothing.
    pub item: String,
    /// The earlier round it comes from: "umea:pilot-2015", or nothing.
    pub past: String,
}

/// Something of another organisation's that an idea can be taken home from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdeaSource {
    /// An idea.
    Idea(IdeaId),
    /// An improvement.
    Improvement(ImprovementId),
}

impl Office {
    /// The ideas of a round that the visitor (or nobody signed in) may read, and the families they stand
    /// in.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for a round of which the visitor may not know.
    pub async fn ideas(&self, visitor: Option<&Visitor>, round: RoundId, lang: Lang) -> Result<IdeasView, Trouble> {
        let round = self.the_round(visitor, round).await?;
        let here = self.store.pointing_at::<Idea>("round", round.id).await?;
        let (family, mut readable) = self.family_of(visitor, here).await?;
        readable.retain(|it| it.body.round == Some(round.id));
        let takers = match visitor {
            Some(visitor) => self.takers(visitor).await?,
            None => Vec::new(),
        };
        let mine: Vec<Taker> = takers.iter().filter(|it| it.round == round.id).cloned().collect();
        let mut lines = self.idea_lines(visitor, readable, lang).await?;
        let theirs = |id: OrganisationId| !mine.iter().any(|it| it.organisation == id);
        lines.sort_by(|a, b| {
            theirs(a.organisation)
                .cmp(&theirs(b.organisation))
                .then_with(|| i18n::compare_names(&a.place, &b.place))
                .then(a.id.cmp(&b.id))
        });
        let (mut places, mut items, mut past) = (Vec::new(), Vec::new(), Vec::new());
        if !mine.is_empty() {
            let circles = self.circles([round.id]).await?;
            places = self.places_seen_with(&circles, round.id, &mine).await?;
            items = self.items_to_choose(&round, lang).await?;
            past = earlier(lang);
        }
        Ok(IdeasView {
            round: round.id,
            lines,
            levels: levels(Some(round.id)),
            family,
            mine,
            takers,
            places,
            items,
            past,
            round_title: round.body.title,
        })
    }

    /// Writes an idea down for an organisation in a round, seen by it alone.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::NotTakingPart`]; [`Trouble::Missing`] where what it comes from
    /// is not to be found.
    pub async fn add_idea(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        form: &IdeaForm,
    ) -> Result<IdeaId, Trouble> {
        let (round, circles) = self.to_begin_improving(visitor, round, organisation).await?;
        let origin = self.idea_origin(&circles, &round, organisation, form).await?;
        let text = lines(&form.text);
        self.keep_idea(visitor, Idea { organisation, round: Some(round.id), text, origin, parent: None }).await
    }

    /// Takes an idea home: writes it down for an organisation in a round with whose it was. It is seen by
    /// that organisation alone, whatever the other shows. An empty text: the words of the other.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for what the visitor may not read; when the visitor may not write, or the
    /// organisation does not take part in the round.
    pub async fn take_home(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        from: IdeaSource,
        text: &str,
    ) -> Result<IdeaId, Trouble> {
        let (id, theirs, parent) = match from {
            IdeaSource::Idea(id) => {
                let idea = self.the_idea(visitor, id).await?.body;
                (idea.organisation, idea.text, Some(id))
            }
            IdeaSource::Improvement(id) => {
                let (card, _) = self.the_card(Some(visitor), id).await?;
                (card.body.organisation, in_words(&card.body), card.body.idea)
            }
        };
        let (round, _) = self.to_begin_improving(visitor, round, organisation).await?;
        let text = Some(lines(text)).filter(|text| !text.is_empty()).unwrap_or(theirs);
        let origin = Origin::Organisation { id, item: None };
        self.keep_idea(visitor, Idea { organisation, round: Some(round.id), text, origin, parent }).await
    }

    /// Writes the words of an idea anew, read at `version`. Where it came from stays.
    ///
    /// # Errors
    /// When the visitor may not; a conflict when somebody else was there since.
    pub async fn edit_idea(&self, visitor: &Visitor, id: IdeaId, version: i64, text: &str) -> Result<(), Trouble> {
        let idea = self.idea_to(visitor, id, Action::WritePiece).await?;
        let mut change = self.change(visitor.author());
        change.update(id, version, &Idea { text: lines(text), ..idea.body })?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// Shows an idea to more, or withdraws it.
    ///
    /// # Errors
    /// When the visitor may not.
    pub async fn show_idea(&self, visitor: &Visitor, id: IdeaId, version: i64, to: &str) -> Result<(), Trouble> {
        let idea = self.idea_to(visitor, id, Action::MoveVisibility).await?;
        let to = level(to, idea.body.round)?;
        let mut change = self.change(visitor.author());
        change.show(id, version, to);
        self.store.write(&change).await?;
        Ok(())
    }

    /// Takes an idea away; undoing brings it back. Refused while a card tries it. What others have made from
    /// it stays, and begins a tree of its own.
    ///
    /// # Errors
    /// When the visitor may not, or something points at it.
    pub async fn remove_idea(&self, visitor: &Visitor, id: IdeaId, version: i64) -> Result<(), Trouble> {
        self.idea_to(visitor, id, Action::WritePiece).await?;
        let mut change = self.change(visitor.author());
        change.remove(id, version);
        self.store.write(&change).await?;
        Ok(())
    }

    async fn keep_idea(&self, visitor: &Visitor, idea: Idea) -> Result<IdeaId, Trouble> {
        let id = self.id();
        let mut change = self.change(visitor.author());
        change.insert(id, &idea)?;
        self.store.write(&change).await?;
        Ok(id)
    }

    /// An idea that the visitor may read.
    async fn the_idea(&self, visitor: &Visitor, id: IdeaId) -> Result<Stored<Idea>, Trouble> {
        self.idea_to(visitor, id, Action::ReadPiece).await
    }

    /// An idea with which the visitor may do something; that there is one is told only to who may read it.
    async fn idea_to(&self, visitor: &Visitor, id: IdeaId, action: Action) -> Result<Stored<Idea>, Trouble> {
        let nothing = || hidden(Some(visitor));
        let idea = self.store.get::<Idea>(id).await?.ok_or_else(nothing)?;
        let circles = self.circles(idea.body.round).await?;
        let object = circles.object(idea.body.organisation, idea.body.round, idea.visibility);
        self.allow(Some(visitor), Action::ReadPiece, &object).map_err(|_| nothing())?;
        self.allow(Some(visitor), action, &object)?;
        Ok(idea)
    }

    /// Whose an idea was, by a form: one's own, another's in the group, or an earlier round's.
    async fn idea_origin(
        &self,
        circles: &Circles,
        round: &Stored<Round>,
        organisation: OrganisationId,
        form: &IdeaForm,
    ) -> Result<Origin, Trouble> {
        let unwanted = |field| Err(broken(Rule::Unwanted.of(Field(field))));
        let item = written(&form.item);
        match (written(&form.place), written(&form.past)) {
            (Some(_), Some(_)) => unwanted("past"),
            (Some(place), None) => {
                let id: OrganisationId = place.parse().map_err(|_| Trouble::Missing("origin"))?;
                if !circles.others(round.id, organisation).contains(&id) {
                    return Err(Trouble::Missing("origin"));
                }
                if let Some(code) = &item {
                    let bound = self.bound(round.body.edition).await?;
                    let known =
                        bound.instrument.as_ref().is_some_and(|it| it.item(ItemCode::read(code).item).is_some());
                    if !known {
                        return Err(Trouble::Missing("item"));
                    }
                }
                Ok(Origin::Organisation { id, item })
            }
            (None, _) if item.is_some() => unwanted("item"),
            (None, Some(past)) => {
                let (organisation, round) = past.split_once(':').ok_or(Trouble::Missing("past"))?;
                let known = took_part(round).contains(&organisation);
                let origin = || Origin::History { organisation: organisation.into(), round: round.into() };
                if known { Ok(origin()) } else { Err(Trouble::Missing("past")) }
            }
            (None, None) => Ok(Origin::Own),
        }
    }

    /// The others in the groups of the visitor's organisations, by name.
    async fn places_seen_with(
        &self,
        circles: &Circles,
        round: RoundId,
        mine: &[Taker],
    ) -> Result<Vec<(OrganisationId, String)>, Trouble> {
        let others: BTreeSet<OrganisationId> =
            mine.iter().flat_map(|it| circles.others(round, it.organisation)).collect();
        let names = self.organisation_names(others.into_iter()).await?;
        let mut places: Vec<(OrganisationId, String)> = names.into_iter().collect();
        places.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
        Ok(places)
    }

    /// The items of a round's self-assessment: code and name, in order.
    async fn items_to_choose(&self, round: &Stored<Round>, lang: Lang) -> Result<Vec<(String, String)>, Trouble> {
        let bound = self.bound(round.body.edition).await?;
        let items = bound.instrument.iter().flat_map(|it| &it.items);
        Ok(items.map(|it| (it.id.to_string(), format!("{}. {}", it.number, told(&it.name, lang)))).collect())
    }

    /// Whose each idea was, in the order they are given.
    pub(super) async fn origins_of(&self, ideas: &[&Idea], lang: Lang) -> Result<Vec<IdeaOrigin>, Trouble> {
        let seen_with = |it: &&Idea| match &it.origin {
            Origin::Organisation { id, .. } => Some(*id),
            _ => None,
        };
        let places: Vec<OrganisationId> = ideas.iter().filter_map(seen_with).collect();
        let names = self.organisation_names(places.into_iter()).await?;
        let items = self.item_names(ideas, lang).await?;
        let history = History::built_in();
        let origin = |it: &&Idea| match &it.origin {
            Origin::Own => IdeaOrigin::Own,
            Origin::Organisation { id, item } => IdeaOrigin::Organisation {
                id: *id,
                place: names.get(id).cloned().unwrap_or_default(),
                item: item.as_ref().and_then(|code| items.get(&(it.round, code.clone())).cloned()),
            },
            Origin::History { organisation, round } => IdeaOrigin::History {
                place: history.name(organisation).to_owned(),
                round_title: history
                    .round(round)
                    .map_or_else(|| round.clone(), |it| ::history::said::text(lang, &it.name)),
                organisation: organisation.clone(),
                round: round.clone(),
            },
        };
        Ok(ideas.iter().map(origin).collect())
    }

    /// Whose an idea was, for a history.
    pub(crate) async fn origin_said(&self, origin: &serde_json::Value, lang: Lang) -> Result<String, Trouble> {
        Ok(match serde_json::from_value::<Origin>(origin.clone()) {
            Ok(Origin::Own) => lang.pick("egen", "own").to_owned(),
            Ok(Origin::Organisation { id, .. }) => self.place_name(id).await?,
            Ok(Origin::History { organisation, round }) => {
                let history = History::built_in();
                let title = history.round(&round).map(|it| ::history::said::text(lang, &it.name)).unwrap_or(round);
                format!("{}, {title}", history.name(&organisation))
            }
            Err(_) => String::new(),
        })
    }

    /// What the items are called at which ideas were seen, by the round of the idea and the item's code.
    async fn item_names(
        &self,
        ideas: &[&Idea],
        lang: Lang,
    ) -> Result<BTreeMap<(Option<RoundId>, String), String>, Trouble> {
        let mut codes: BTreeSet<(RoundId, &str)> = BTreeSet::new();
        for idea in ideas {
            if let (Origin::Organisation { item: Some(code), .. }, Some(round)) = (&idea.origin, idea.round) {
                codes.insert((round, code.as_str()));
            }
        }
        let ids: Vec<RoundId> = codes.iter().map(|(round, _)| *round).collect();
        let rounds = self.store.many::<Round>(ids).await?;
        let mut names = BTreeMap::new();
        for (round, code) in codes {
            let Some(there) = rounds.get(&round) else { continue };
            let bound = self.bound(there.body.edition).await?;
            let item = bound.instrument.as_ref().and_then(|it| it.item(ItemCode::read(code).item));
            if let Some(item) = item {
                names.insert((Some(round), code.to_owned()), told(&item.name, lang));
            }
        }
        Ok(names)
    }
}

/// What an improvement is in words, where nothing else is chosen: its test, or, where that is not
/// written or is longer than an idea, its problem.
fn in_words(card: &Improvement) -> String {
    const MOST: usize = 2_000;
    let fits = !card.test.trim().is_empty() && card.test.chars().count() <= MOST;
    if fits { card.test.clone() } else { card.problem.clone() }
}

/// Who took part in a real round, mentored in it or stood behind its mentors.
fn took_part(round: &str) -> Vec<&'static str> {
    let Some(round) = History::built_in().round(round) else { return Vec::new() };
    let mut all: Vec<&str> = round.participants().map(|it| it.organisation.as_str()).collect();
    all.extend(round.mentors());
    all.extend(round.supporters());
    all.sort_unstable();
    all.dedup();
    all
}

/// Who took part in the real rounds before this program: code and "name, round", round by round.
fn earlier(lang: Lang) -> Vec<(String, String)> {
    let history = History::built_in();
    let mut all = Vec::new();
    for round in history.rounds() {
        let title = ::history::said::text(lang, &round.name);
        let mut there: Vec<(String, String)> = took_part(&round.id)
            .into_iter()
            .map(|id| (format!("{id}:{}", round.id), format!("{}, {title}", history.name(id))))
            .collect();
        there.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
        all.extend(there);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_real_rounds_can_be_chosen() {
        let all = earlier(Lang::Sv);
        assert!(all.iter().any(|(code, text)| code == "umea:pilot-2015" && text.starts_with("Umeå, ")), "{all:?}");
        // Also who mentored, and never who was not there.
        assert!(took_part("kommuner-2019").contains(&"vannas"));
        assert!(took_part("pilot-2015").len() == 7 && !took_part("pilot-2015").contains(&"vannas"));
        assert!(took_part("finns-inte").is_empty());
        let codes: BTreeSet<&String> = all.iter().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), all.len());
    }
}
