//! Everybody in a round, for who runs it: the latest levels that are shown to them, what has moved, who
//! has not answered. Whatever the number of organisations the storage is asked the same few questions.

use std::{cmp::Reverse, collections::BTreeMap};

use i18n::Lang;
use jiff::civil::Date;
use method::Instrument;
use programme::{
    Capacity, Group, GroupId, JointAnswer, Movement, OrganisationId, Participation, RoundId, Track,
    permit::{Action, Object},
};
use storage::Stored;

use super::view::BesideChoice;
use crate::{
    Office, Since, Trouble, Visitor,
    assess::{about, between, object_of, occasions},
    rounds::{object_of_round, told},
};

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LevelsSort {
    /// By name.
    #[default]
    Name,
    /// The highest level first.
    Level,
    /// What has moved up most first.
    Movement,
    /// Who has not answered first.
    Missing,
}

impl LevelsSort {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Name, Self::Level, Self::Movement, Self::Missing];

    /// The stable name, in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Level => "level",
            Self::Movement => "movement",
            Self::Missing => "missing",
        }
    }

    /// The order of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// What of a round is asked for. What is not there is left out, as if it had not been asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LevelsAsk {
    /// One item alone, by its id; otherwise all items of a part together.
    pub item: Option<String>,
    /// One track alone.
    pub track: Option<Track>,
    /// In which order.
    pub sort: LevelsSort,
}

/// Where an organisation is with its joint answers. That it has answered is progress, which who runs the
/// round sees anyway; what it has answered is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LevelsState {
    /// It has agreed on none.
    Unanswered,
    /// It has, and shows the visitor none.
    Hidden,
    /// It shows the visitor one or more.
    Shown,
}

impl LevelsState {
    /// The stable name, in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Hidden => "hidden",
            Self::Shown => "shown",
        }
    }
}

/// The levels of an organisation in a part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LevelsCell {
    /// The level in the middle, the lower where there are two: one that was said, never one between.
    pub level: Option<u8>,
    /// How many levels are behind it.
    pub known: usize,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelsLine {
    /// Which.
    pub organisation: OrganisationId,
    /// What it is called.
    pub name: String,
    /// In which track.
    pub track: Option<Track>,
    /// Its group.
    pub group: Option<(GroupId, String)>,
    /// Where it is.
    pub state: LevelsState,
    /// The latest occasion that is shown: what it is called, and when they agreed.
    pub latest: Option<(String, Date)>,
    /// Its levels then, part by part.
    pub cells: Vec<LevelsCell>,
    /// How many items have moved up and down since the occasion before it that is shown.
    pub moved: Option<(usize, usize)>,
    /// The level in the middle of the first part at each occasion.
    pub over: Vec<Option<u8>>,
}

/// Everybody in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelsView {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// What the self-assessment is called.
    pub instrument: String,
    /// The lowest and the highest level.
    pub scale: (u8, u8),
    /// The occasions.
    pub steps: Vec<String>,
    /// The parts of the self-assessment, as the cells of a line have them.
    pub parts: Vec<String>,
    /// Its items.
    pub items: Vec<BesideChoice>,
    /// The item that is shown alone.
    pub item: Option<String>,
    /// Whom the round is for.
    pub tracks: Vec<Track>,
    /// Those of the track that is asked for.
    pub lines: Vec<LevelsLine>,
    /// How many of them show a joint answer.
    pub shown: usize,
    /// How many have answered and show none.
    pub hidden: usize,
    /// How many have not answered.
    pub unanswered: usize,
}

/// What is read of a round once.
struct Field<'a> {
    instrument: &'a Instrument,
    steps: Vec<&'a str>,
    titles: Vec<String>,
    groups: &'a [Stored<Group>],
    only: Option<&'a str>,
    today: Date,
    lang: Lang,
}

impl Office {
    /// Everybody who takes part in a round today, with what each shows the visitor.
    ///
    /// # Errors
    /// When the visitor does not run the round; [`Trouble::Nothing`] where its model has no
    /// self-assessment.
    pub async fn round_levels(
        &self,
        visitor: &Visitor,
        round: RoundId,
        ask: &LevelsAsk,
        lang: Lang,
    ) -> Result<LevelsView, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        self.allow(Some(visitor), Action::SeeProgress, &object_of_round(&round))?;
        let bound = self.bound(round.body.edition).await?;
        let instrument = bound.instrument.as_ref().ok_or(Trouble::Nothing)?;
        let today = self.today();
        let mut there = self.participations_of(round.id).await?;
        there.retain(|it| it.body.capacity == Capacity::Participant && it.body.holds(today));
        there.retain(|it| ask.track.is_none() || it.body.track == ask.track);
        let names = self.organisation_names(there.iter().map(|it| it.body.organisation)).await?;
        let groups = self.groups_of(round.id).await?;
        let mut joints: BTreeMap<OrganisationId, Vec<Stored<JointAnswer>>> = BTreeMap::new();
        for it in self.store.pointing_at::<JointAnswer>("round", round.id).await? {
            // A draft is nobody's answer.
            if it.body.agreed.is_some() {
                joints.entry(it.body.organisation).or_default().push(it);
            }
        }
        let steps = occasions(&bound.model);
        let only = ask.item.as_deref().filter(|id| instrument.item(id).is_some());
        let field = Field {
            instrument,
            titles: steps.iter().map(|it| told(&it.name, lang)).collect(),
            steps: steps.iter().map(|it| it.id.as_str()).collect(),
            groups: &groups,
            only,
            today,
            lang,
        };
        let mut lines: Vec<LevelsLine> = Vec::new();
        for it in &there {
            let mine = joints.remove(&it.body.organisation).unwrap_or_default();
            let within = field.groups_of(it.body.organisation);
            let object = object_of(it.body.organisation, &round, &within.iter().map(|it| it.id).collect());
            let readable: Vec<&JointAnswer> = mine
                .iter()
                .filter(|it| {
                    let piece = Object { visibility: it.visibility, ..object.clone() };
                    self.may(visitor, Action::ReadPiece, &piece)
                })
                .map(|it| &it.body)
                .collect();
            let state = match (readable.is_empty(), mine.is_empty()) {
                (false, _) => LevelsState::Shown,
                (true, false) => LevelsState::Hidden,
                (true, true) => LevelsState::Unanswered,
            };
            let name = names.get(&it.body.organisation).cloned().unwrap_or_default();
            let group = within.first().map(|it| (it.id, it.body.name.clone()));
            lines.push(field.line(&it.body, (name, group), state, &readable));
        }
        sort(&mut lines, ask.sort);
        let count = |state: LevelsState| lines.iter().filter(|it| it.state == state).count();
        let choice = |it: &method::Item| BesideChoice {
            id: it.id.to_string(),
            name: format!("{}. {}", it.number, told(&it.name, lang)),
            chosen: only == Some(it.id.as_str()),
        };
        Ok(LevelsView {
            round: round.id,
            instrument: told(&instrument.name, lang),
            scale: (instrument.scale.lowest, instrument.scale.highest),
            parts: instrument.parts.iter().map(|it| told(&it.name, lang)).collect(),
            items: instrument.items.iter().map(choice).collect(),
            item: only.map(str::to_owned),
            shown: count(LevelsState::Shown),
            hidden: count(LevelsState::Hidden),
            unanswered: count(LevelsState::Unanswered),
            steps: field.titles.clone(),
            tracks: round.body.tracks.clone(),
            round_title: round.body.title,
            lines,
        })
    }
}

impl Field<'_> {
    /// The groups in which an organisation compares itself today.
    fn groups_of(&self, organisation: OrganisationId) -> Vec<&Stored<Group>> {
        let compares = |it: &&Stored<Group>| it.body.of(Capacity::Participant, self.today).any(|id| id == organisation);
        self.groups.iter().filter(compares).collect()
    }

    fn line(
        &self,
        part: &Participation,
        (name, group): (String, Option<(GroupId, String)>),
        state: LevelsState,
        readable: &[&JointAnswer],
    ) -> LevelsLine {
        let at = |step: &str| readable.iter().find(|it| it.step == step).copied();
        let mut seen = self.steps.iter().enumerate().rev().filter_map(|(n, step)| Some((n, at(step)?)));
        let (last, before) = (seen.next(), seen.next());
        let levels = last.map(|(_, it)| it.levels()).unwrap_or_default();
        let moved = last.zip(before).map(|((_, now), (_, then))| self.moved(&then.levels(), &now.levels()));
        let first = self.instrument.parts.first().map(|it| it.id.as_str()).unwrap_or_default();
        let over = self.steps.iter().map(|step| self.middle(&at(step)?.levels(), first).level);
        LevelsLine {
            organisation: part.organisation,
            name,
            track: part.track,
            group,
            state,
            latest: last.and_then(|(n, it)| Some((self.titles.get(n)?.clone(), it.agreed?))),
            cells: self.instrument.parts.iter().map(|it| self.middle(&levels, it.id.as_str())).collect(),
            moved,
            over: over.collect(),
        }
    }

    /// The level in the middle of a part: of all its items, or of one in all committees.
    fn middle(&self, levels: &BTreeMap<String, u8>, part: &str) -> LevelsCell {
        let mut there: Vec<u8> = levels
            .iter()
            .filter(|(code, _)| {
                about(self.instrument, code)
                    .is_some_and(|(sheet, item)| sheet.part == part && self.wants(item.id.as_str()))
            })
            .map(|(_, level)| *level)
            .collect();
        LevelsCell { level: middle(&mut there), known: there.len() }
    }

    /// How many items have moved up and down.
    fn moved(&self, then: &BTreeMap<String, u8>, now: &BTreeMap<String, u8>) -> (usize, usize) {
        let (mut up, mut down) = (0, 0);
        for (code, said) in between((self.instrument, then), (self.instrument, now), self.lang) {
            if !about(self.instrument, &code).is_some_and(|(_, item)| self.wants(item.id.as_str())) {
                continue;
            }
            for one in said {
                match one {
                    Since::Moved { how: Movement::Up, .. } => up += 1,
                    Since::Moved { how: Movement::Down, .. } => down += 1,
                    Since::Moved { .. } | Since::Apart { .. } => {}
                }
            }
        }
        (up, down)
    }

    fn wants(&self, item: &str) -> bool {
        self.only.is_none_or(|only| only == item)
    }
}

/// The level in the middle, the lower where there are two.
fn middle(levels: &mut [u8]) -> Option<u8> {
    levels.sort_unstable();
    levels.get(levels.len().checked_sub(1)? / 2).copied()
}

fn sort(lines: &mut [LevelsLine], by: LevelsSort) {
    let net = |it: &LevelsLine| it.moved.map(|(up, down)| up as i64 - down as i64);
    lines.sort_by(|a, b| {
        let first = match by {
            LevelsSort::Name => std::cmp::Ordering::Equal,
            LevelsSort::Level => {
                let levels = |it: &LevelsLine| it.cells.iter().map(|it| it.level).collect::<Vec<_>>();
                Reverse(levels(a)).cmp(&Reverse(levels(b)))
            }
            LevelsSort::Movement => Reverse(net(a)).cmp(&Reverse(net(b))),
            LevelsSort::Missing => a.state.cmp(&b.state),
        };
        first.then_with(|| i18n::compare_names(&a.name, &b.name))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_a_level_that_was_said() {
        for (levels, expected) in [
            (vec![], None),
            (vec![3], Some(3)),
            (vec![4, 1], Some(1)),
            (vec![4, 1, 2], Some(2)),
            (vec![4, 4, 1, 3], Some(3)),
        ] {
            let mut sorted = levels.clone();
            assert_eq!(middle(&mut sorted), expected, "{levels:?}");
        }
        // Whatever is said: one of them, and at least half of them are not below it.
        for n in 0..4_u32.pow(4) {
            let mut levels: Vec<u8> = (0..4).map(|at| 1 + (n / 4_u32.pow(at) % 4) as u8).collect();
            let found = middle(&mut levels).unwrap();
            assert!(levels.contains(&found));
            assert!(levels.iter().filter(|it| **it >= found).count() * 2 >= levels.len(), "{levels:?}");
        }
    }

    #[test]
    fn an_order_is_read_back() {
        for it in LevelsSort::ALL {
            assert_eq!(LevelsSort::from_code(it.code()), Some(it));
        }
        assert_eq!(LevelsSort::from_code("x"), None);
    }
}
