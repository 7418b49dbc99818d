//! Ideas, and where they come from: from whom in the group, from an earlier round. They have a family
//! tree across organisations and rounds.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Field, Id, IdeaId, OrganisationId, Problem, Record, RoundId, Rule};

/// Whose idea it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// One's own.
    Own,
    /// Seen with another organisation.
    Organisation {
        /// Which.
        id: OrganisationId,
        /// At which item of its self-assessment ([`crate::ItemCode`]).
        item: Option<String>,
    },
    /// From a round that was before this program, by the ids of the history.
    History {
        /// The organisation: "umea".
        organisation: String,
        /// The round: "pilot-2015".
        round: String,
    },
}

/// Something one could take home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idea {
    /// Who wants to try it.
    pub organisation: OrganisationId,
    /// In which round; `None`: outside any.
    pub round: Option<RoundId>,
    /// What.
    pub text: String,
    /// Whose it was.
    pub origin: Origin,
    /// The idea it was made from.
    pub parent: Option<IdeaId>,
}

impl Record for Idea {
    type Id = IdeaId;
    const KIND: &'static str = "idea";

    fn owner(&self, _: IdeaId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    /// Not the text: the name is shown also where only a pointer to it may be.
    fn name(&self) -> String {
        "idea".into()
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organisation", Id::from(self.organisation))];
        refs.extend(self.round.map(|id| ("round", id.into())));
        refs.extend(self.parent.map(|id| ("parent", id.into())));
        if let Origin::Organisation { id, .. } = &self.origin {
            refs.push(("origin", (*id).into()));
        }
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::lines(Field("text"), &self.text, 2_000)?;
        if self.text.trim().is_empty() {
            return Err(Rule::Empty.of(Field("text")));
        }
        match &self.origin {
            Origin::Own => Ok(()),
            Origin::Organisation { id, .. } if *id == self.organisation => Err(Rule::Unwanted.of(Field("origin"))),
            Origin::Organisation { item, .. } => Rule::line(Field("item"), item.as_deref().unwrap_or_default(), 400),
            Origin::History { organisation, round } => {
                Rule::text(Field("origin"), organisation, 100)?;
                Rule::text(Field("round"), round, 100)
            }
        }
    }
}

/// An idea's place in its family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kin {
    /// The idea it was made from, where that is in the tree.
    pub parent: Option<IdeaId>,
    /// The ideas made from it, the oldest first.
    pub children: Vec<IdeaId>,
    /// How many generations lie before it.
    pub depth: usize,
}

/// Something wrong with a family. The tree is drawn all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Knot {
    /// The idea it was made from is not among them: taken away, or not shown to who asks.
    NoParent {
        /// The idea, which begins a tree.
        idea: IdeaId,
        /// What it points at.
        parent: IdeaId,
    },
    /// Ideas made from each other in a ring. The oldest begins the tree.
    Cycle {
        /// They, each followed by one made from it, the oldest first.
        ideas: Vec<IdeaId>,
    },
}

/// Trees of ideas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Family {
    /// The ideas that begin a tree, the oldest first.
    pub roots: Vec<IdeaId>,
    /// The place of every idea.
    pub kin: BTreeMap<IdeaId, Kin>,
    /// What is wrong.
    pub knots: Vec<Knot>,
}

impl Family {
    /// Every idea with its depth, each followed by those made from it: a list that reads as the trees.
    pub fn walk(&self) -> Vec<(IdeaId, usize)> {
        let mut way = Vec::new();
        let mut waiting: Vec<IdeaId> = self.roots.iter().rev().copied().collect();
        while let Some(idea) = waiting.pop() {
            if let Some(kin) = self.kin.get(&idea) {
                way.push((idea, kin.depth));
                waiting.extend(kin.children.iter().rev());
            }
        }
        way
    }
}

/// The family trees of ideas. Every idea stands in one of them, once, whatever it points at.
pub fn family<'a>(ideas: impl IntoIterator<Item = (IdeaId, &'a Idea)>) -> Family {
    let mut parents: BTreeMap<IdeaId, Option<IdeaId>> = ideas.into_iter().map(|(id, it)| (id, it.parent)).collect();
    let known: BTreeSet<IdeaId> = parents.keys().copied().collect();
    let mut knots = Vec::new();
    for (idea, above) in &mut parents {
        if let Some(parent) = above.filter(|parent| !known.contains(parent)) {
            knots.push(Knot::NoParent { idea: *idea, parent });
            *above = None;
        }
    }
    cut_rings(&mut parents, &mut knots);
    let mut family = Family { knots, ..Family::default() };
    for (idea, parent) in &parents {
        family.kin.insert(*idea, Kin { parent: *parent, children: Vec::new(), depth: 0 });
    }
    for (idea, parent) in &parents {
        match parent.and_then(|parent| family.kin.get_mut(&parent)) {
            Some(kin) => kin.children.push(*idea),
            None => family.roots.push(*idea),
        }
    }
    let mut level = family.roots.clone();
    let mut depth = 0;
    while !level.is_empty() {
        let mut below = Vec::new();
        for idea in level {
            if let Some(kin) = family.kin.get_mut(&idea) {
                kin.depth = depth;
                below.extend_from_slice(&kin.children);
            }
        }
        level = below;
        depth += 1;
    }
    family
}

/// Makes the oldest idea of every ring the beginning of a tree.
fn cut_rings(parents: &mut BTreeMap<IdeaId, Option<IdeaId>>, knots: &mut Vec<Knot>) {
    let mut settled: BTreeSet<IdeaId> = BTreeSet::new();
    let all: Vec<IdeaId> = parents.keys().copied().collect();
    for start in all {
        // Upwards until a beginning, an idea that is settled, or one that was met on this way.
        let mut way: Vec<IdeaId> = Vec::new();
        let mut at = Some(start);
        while let Some(idea) = at.filter(|idea| !settled.contains(idea)) {
            if let Some(met) = way.iter().position(|known| *known == idea) {
                let mut ring = way[met..].to_vec();
                let oldest = ring.iter().enumerate().min_by_key(|(_, idea)| **idea).map_or(0, |(i, _)| i);
                // The way went up; told downwards, from the oldest.
                ring.rotate_left(oldest + 1);
                ring.reverse();
                parents.insert(ring[0], None);
                knots.push(Knot::Cycle { ideas: ring });
                break;
            }
            way.push(idea);
            at = parents.get(&idea).copied().flatten();
        }
        settled.extend(way);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, kind};
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }
    fn idea(organisation: u8, text: &str, origin: Origin, parent: Option<u8>) -> Idea {
        Idea { organisation: id(organisation), round: None, text: text.into(), origin, parent: parent.map(id) }
    }
    fn seen_with(organisation: u8) -> Origin {
        Origin::Organisation { id: id(organisation), item: Some("mal".into()) }
    }

    #[test]
    fn umea_vannas_ornskoldsvik() {
        let (umea, vannas, ovik, kramfors) = (0x11, 0x12, 0x13, 0x14);
        let pilot = Origin::History { organisation: "umea".into(), round: "pilot-2015".into() };
        let ideas = [
            (1, idea(umea, "Jämställdhet i budgetdirektiven", pilot, None)),
            (2, idea(vannas, "Frågor om kön i varje nämnds budget", seen_with(umea), Some(1))),
            (3, idea(ovik, "Kön i mallen för budgeten", seen_with(vannas), Some(2))),
            (4, idea(kramfors, "Könsuppdelad uppföljning", seen_with(umea), Some(1))),
            (5, idea(ovik, "En egen", Origin::Own, None)),
        ];
        for (n, it) in &ideas {
            let facts = Facts::of(id(*n), it).unwrap();
            assert_eq!(facts.name, "idea");
            assert_eq!(kind("idea").unwrap().read(id(*n), &facts.body), Some(facts));
        }
        let tree = family(ideas.iter().map(|(n, it)| (id(*n), it)));
        assert_eq!(tree.roots, [id(1), id(5)]);
        assert_eq!(tree.walk(), [(1, 0), (2, 1), (3, 2), (4, 1), (5, 0)].map(|(n, depth)| (id(n), depth)));
        assert_eq!(tree.kin[&id(1)].children, [id(2), id(4)]);
        assert_eq!(tree.knots, []);
        // Vännäs has not let it be seen: Örnsköldsvik's begins a tree, and that is told.
        let tree = family(ideas.iter().filter(|(n, _)| *n != 2).map(|(n, it)| (id(*n), it)));
        assert_eq!(tree.roots, [id(1), id(3), id(5)]);
        assert_eq!(tree.knots, [Knot::NoParent { idea: id(3), parent: id(2) }]);
    }

    #[test]
    fn a_ring_is_told_and_cut_at_the_oldest() {
        let made = |of: u8| idea(9, "Idé", Origin::Own, Some(of));
        // 3 is made from 1, 1 from 4, 4 from 3; 2 from 4; 5 from itself.
        let ideas = [(1, made(4)), (2, made(4)), (3, made(1)), (4, made(3)), (5, made(5))];
        let tree = family(ideas.iter().map(|(n, it)| (id(*n), it)));
        let ring = Knot::Cycle { ideas: vec![id(1), id(3), id(4)] };
        assert_eq!(tree.knots, [ring, Knot::Cycle { ideas: vec![id(5)] }]);
        assert_eq!(tree.walk(), [(1, 0), (3, 1), (4, 2), (2, 3), (5, 0)].map(|(n, depth)| (id(n), depth)));
    }

    #[test]
    fn an_idea_says_something_and_is_not_seen_with_oneself() {
        assert_eq!(idea(1, " ", Origin::Own, None).check().unwrap_err().to_string(), "text is empty");
        assert_eq!(idea(1, "En idé", seen_with(1), None).check().unwrap_err().field, "origin");
        let nowhere = Origin::History { organisation: "umea".into(), round: String::new() };
        assert_eq!(idea(1, "En idé", nowhere, None).check().unwrap_err().field, "round");
    }

    proptest! {
        /// Whatever points at whatever: every idea once, a generation below its parent, and what is cut
        /// is told.
        #[test]
        fn every_idea_has_one_place(parents in proptest::collection::vec(proptest::option::of(0_u8..25), 0..20)) {
            let ideas: Vec<(IdeaId, Idea)> = parents.iter().zip(0_u8..)
                .map(|(parent, n)| (id(n), idea(99, "Idé", Origin::Own, *parent)))
                .collect();
            let tree = family(ideas.iter().map(|(id, it)| (*id, it)));
            let way = tree.walk();
            prop_assert_eq!(way.len(), ideas.len());
            prop_assert_eq!(way.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>().len(), ideas.len());
            let mut cut = 0;
            for (id, it) in &ideas {
                let kin = &tree.kin[id];
                match kin.parent {
                    Some(parent) => {
                        prop_assert_eq!(it.parent, Some(parent));
                        prop_assert_eq!(kin.depth, tree.kin[&parent].depth + 1);
                        prop_assert!(tree.kin[&parent].children.contains(id));
                    }
                    None => {
                        prop_assert_eq!(kin.depth, 0);
                        cut += usize::from(it.parent.is_some());
                    }
                }
            }
            prop_assert_eq!(tree.knots.len(), cut);
            for knot in &tree.knots {
                if let Knot::Cycle { ideas: ring } = knot {
                    for (i, made) in ring.iter().enumerate() {
                        let from = ring[(i + ring.len() - 1) % ring.len()];
                        let body = &ideas.iter().find(|(id, _)| id == made).unwrap().1;
                        prop_assert_eq!(body.parent, Some(from));
                    }
                }
            }
        }
    }
}
