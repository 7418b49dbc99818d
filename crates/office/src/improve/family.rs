//! The family trees of ideas, across organisations and rounds, as far as the visitor may see them.

use std::collections::{BTreeMap, BTreeSet};

use programme::{
    Family, Idea, IdeaId, Improvement, ImprovementState, OrganisationId, Origin, Round, RoundId, family, permit::Action,
};
use storage::Stored;

use super::card::short;
use crate::{Office, Trouble, Visitor};

/// So many generations in either direction a family is followed: enough for a century of rounds.
const GENERATIONS: usize = 40;

/// An idea in a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyIdea {
    /// Its id.
    pub id: IdeaId,
    /// The beginning of what it says.
    pub text: String,
    /// Whose.
    pub organisation: OrganisationId,
    /// What that is called.
    pub place: String,
    /// In which round it was written.
    pub round: Option<RoundId>,
    /// What that is called.
    pub round_title: String,
    /// Where it began, for one from a round before this program: organisation and round by their ids in
    /// the history.
    pub before: Option<(String, String)>,
    /// Whether every card that tries it, as far as the visitor sees, was dropped.
    pub gone: bool,
}

/// An idea with those made from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdeaBranch {
    /// The idea; `None`: one that is not shown to the visitor, between others that are.
    pub idea: Option<FamilyIdea>,
    /// Those made from it that are shown to the visitor, or that lead to such. How many others there are is
    /// for those whose they are.
    pub under: Vec<IdeaBranch>,
}

impl Office {
    /// The family trees in which any of these ideas stands, and all ideas of theirs that the visitor (or
    /// nobody) may read.
    pub(super) async fn family_of(
        &self,
        visitor: Option<&Visitor>,
        here: Vec<Stored<Idea>>,
    ) -> Result<(Vec<IdeaBranch>, Vec<Stored<Idea>>), Trouble> {
        let all = self.kin_of(here).await?;
        let rounds: BTreeSet<RoundId> = all.values().filter_map(|it| it.body.round).collect();
        let circles = self.circles(rounds.iter().copied()).await?;
        let reads = |it: &Stored<Idea>| {
            let object = circles.object(it.body.organisation, it.body.round, it.visibility);
            self.allow(visitor, Action::ReadPiece, &object).is_ok()
        };
        let readable: Vec<Stored<Idea>> = all.values().filter(|it| reads(it)).cloned().collect();
        let tree = family(all.values().map(|it| (it.id, &it.body)));
        let seen = self.family_ideas(visitor, &readable, &rounds).await?;
        Ok((branches(&tree, &seen), readable))
    }

    /// These ideas with everything they were made from and everything made from that: each once.
    async fn kin_of(&self, here: Vec<Stored<Idea>>) -> Result<BTreeMap<IdeaId, Stored<Idea>>, Trouble> {
        let mut all: BTreeMap<IdeaId, Stored<Idea>> = BTreeMap::new();
        let mut new: Vec<Stored<Idea>> = here;
        for _ in 0..GENERATIONS {
            new.retain(|it| !all.contains_key(&it.id));
            if new.is_empty() {
                break;
            }
            let ids: Vec<IdeaId> = new.iter().map(|it| it.id).collect();
            let above: Vec<IdeaId> = new.iter().filter_map(|it| it.body.parent).collect();
            all.extend(new.drain(..).map(|it| (it.id, it)));
            let above: Vec<IdeaId> = above.into_iter().filter(|id| !all.contains_key(id)).collect();
            new.extend(self.store.many::<Idea>(above).await?.into_values());
            new.extend(self.store.pointing_at_any::<Idea>("parent", ids).await?);
        }
        Ok(all)
    }

    /// What is shown of each idea in a family.
    async fn family_ideas(
        &self,
        visitor: Option<&Visitor>,
        readable: &[Stored<Idea>],
        rounds: &BTreeSet<RoundId>,
    ) -> Result<BTreeMap<IdeaId, FamilyIdea>, Trouble> {
        let names = self.organisation_names(readable.iter().map(|it| it.body.organisation)).await?;
        let rounds = self.store.many::<Round>(rounds.iter().copied()).await?;
        let dropped = self.dropped(visitor, readable).await?;
        let shown = |it: &Stored<Idea>| FamilyIdea {
            id: it.id,
            text: short(&it.body.text),
            organisation: it.body.organisation,
            place: names.get(&it.body.organisation).cloned().unwrap_or_default(),
            round: it.body.round,
            round_title: it
                .body
                .round
                .and_then(|id| rounds.get(&id))
                .map(|it| it.body.title.clone())
                .unwrap_or_default(),
            before: match &it.body.origin {
                Origin::History { organisation, round } => Some((organisation.clone(), round.clone())),
                _ => None,
            },
            gone: dropped.contains(&it.id),
        };
        Ok(readable.iter().map(|it| (it.id, shown(it))).collect())
    }

    /// The ideas that have been tried, and whose every try the visitor sees was dropped.
    async fn dropped(&self, visitor: Option<&Visitor>, ideas: &[Stored<Idea>]) -> Result<BTreeSet<IdeaId>, Trouble> {
        let ids: Vec<IdeaId> = ideas.iter().map(|it| it.id).collect();
        let cards = self.store.pointing_at_any::<Improvement>("idea", ids).await?;
        let cards = self.readable_cards(visitor, cards).await?;
        let (mut gone, mut lives) = (BTreeSet::new(), BTreeSet::new());
        for card in &cards {
            let of = if card.body.state == ImprovementState::Dropped { &mut gone } else { &mut lives };
            of.extend(card.body.idea);
        }
        Ok(gone.difference(&lives).copied().collect())
    }
}

/// The trees of more than one idea: what is not shown is a joint between others, and otherwise not there.
fn branches(tree: &Family, seen: &BTreeMap<IdeaId, FamilyIdea>) -> Vec<IdeaBranch> {
    let mut made: BTreeMap<IdeaId, Option<IdeaBranch>> = BTreeMap::new();
    // Each idea follows those it was made from: backwards, what was made from it is ready.
    for (id, _) in tree.walk().into_iter().rev() {
        let mut under: Vec<IdeaBranch> = Vec::new();
        for child in tree.kin.get(&id).into_iter().flat_map(|kin| &kin.children) {
            under.extend(made.remove(child).flatten());
        }
        let joint = under.len() == 1 && under.iter().all(|it| it.idea.is_none());
        made.insert(
            id,
            match seen.get(&id) {
                Some(idea) => Some(IdeaBranch { idea: Some(idea.clone()), under }),
                None if under.is_empty() => None,
                // Two in a row that are not shown are told as one.
                None if joint => under.pop(),
                None => Some(IdeaBranch { idea: None, under }),
            },
        );
    }
    tree.roots.iter().filter_map(|id| made.remove(id)?).filter(|it| !it.under.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use programme::Id;

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }

    /// The trees of ideas made from each other, of which the visitor sees some: "1(?(2))" is one with one made
    /// from another that is not shown.
    fn told(made: &[(u8, Option<u8>)], shown: &[u8]) -> String {
        let ideas: Vec<(IdeaId, Idea)> = made
            .iter()
            .map(|(n, parent)| {
                let parent = parent.map(id);
                (id(*n), Idea { organisation: id(99), round: None, text: "Idé".into(), origin: Origin::Own, parent })
            })
            .collect();
        let tree = family(ideas.iter().map(|(id, it)| (*id, it)));
        let seen = shown.iter().map(|n| {
            let idea = FamilyIdea {
                id: id(*n),
                text: n.to_string(),
                organisation: id(99),
                place: String::new(),
                round: None,
                round_title: String::new(),
                before: None,
                gone: false,
            };
            (idea.id, idea)
        });
        fn said(branch: &IdeaBranch) -> String {
            let name = branch.idea.as_ref().map_or("?", |it| it.text.as_str());
            let under: Vec<String> = branch.under.iter().map(said).collect();
            if under.is_empty() { name.to_owned() } else { format!("{name}({})", under.join(" ")) }
        }
        branches(&tree, &seen.collect()).iter().map(said).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_not_shown_joins_others_and_is_not_counted() {
        let chain = [(1, None), (2, Some(1)), (3, Some(2)), (4, Some(3)), (5, Some(1)), (6, None)];
        assert_eq!(told(&chain, &[1, 2, 3, 4, 5, 6]), "1(2(3(4)) 5)");
        // One in between is a joint; two in a row are told as one; at the end they are not there.
        assert_eq!(told(&chain, &[1, 3, 4, 5]), "1(?(3(4)) 5)");
        assert_eq!(told(&chain, &[1, 4]), "1(?(4))");
        assert_eq!(told(&chain, &[1]), "");
        // A beginning that is not shown joins those made from it, and tells of no others.
        assert_eq!(told(&chain, &[2, 5]), "?(2 5)");
        assert_eq!(told(&chain, &[3]), "?(3)");
        assert_eq!(told(&chain, &[]), "");
        assert_eq!(told(&[(1, None), (2, None)], &[1, 2]), "");
    }
}
