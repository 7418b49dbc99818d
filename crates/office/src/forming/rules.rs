//! What an organiser asks of the groups of a round: shown, changed, saved.

use std::collections::{BTreeMap, BTreeSet};

use grouping::{Ask, Rule, Wish};
use programme::{
    FormingRules, FormingRulesId, MOST_SECONDS, MOST_WEIGHT, Mentors, OrganisationId, Pair, RoundId, Wished,
};
use storage::Stored;

use super::{FormingFault, PairFault, ProposalLine, ask, matrix, scene::Scene};
use crate::{Office, Trouble, Visitor};

/// The hard rules one can switch, in the order they are shown. A round has as many groups as its mentors can lead.
pub(super) const HARD: [Rule; 13] = [
    Rule::Everyone,
    Rule::Capacity,
    Rule::Support,
    Rule::Travel,
    Rule::Host,
    Rule::SameMentor,
    Rule::Conflict,
    Rule::Together,
    Rule::Apart,
    Rule::Locked,
    Rule::Kind,
    Rule::Language,
    Rule::Theme,
];

/// The wishes one can weigh, likewise.
const WISHES: [Wish; 10] = [
    Wish::Travel,
    Wish::Theme,
    Wish::Size,
    Wish::Class,
    Wish::Similar,
    Wish::Complement,
    Wish::Acquaintance,
    Wish::Host,
    Wish::Support,
    Wish::Fairness,
];

/// The longest way that can be asked for.
pub(super) const MOST_LONGEST: u16 = 9_999;
/// The most groups one mentor leads or backs.
const MOST_GROUPS: u16 = 20;

/// What joins two organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PairKind {
    /// They have to be in the same group.
    Together,
    /// They must not be.
    Apart,
    /// There is a conflict of interest between them.
    Conflict,
    /// The one mentors the other, whatever else is chosen.
    Locked,
}

impl PairKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Together, Self::Apart, Self::Conflict, Self::Locked];

    /// The stable name, as in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Apart => "apart",
            Self::Conflict => "conflict",
            Self::Locked => "locked",
        }
    }

    /// The kind of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    fn of(self, rules: &FormingRules) -> &BTreeSet<Pair> {
        match self {
            Self::Together => &rules.together,
            Self::Apart => &rules.apart,
            Self::Conflict => &rules.conflicts,
            Self::Locked => &rules.locked,
        }
    }

    fn of_mut(self, rules: &mut FormingRules) -> &mut BTreeSet<Pair> {
        match self {
            Self::Together => &mut rules.together,
            Self::Apart => &mut rules.apart,
            Self::Conflict => &mut rules.conflicts,
            Self::Locked => &mut rules.locked,
        }
    }
}

/// A hard rule, and whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HardLine {
    /// Which.
    pub rule: Rule,
    /// Its name in `grouping`.
    pub code: &'static str,
    /// Whether it holds.
    pub on: bool,
}

/// A wish, and how heavy it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WishLine {
    /// Which.
    pub wish: Wish,
    /// Its name in `grouping`.
    pub code: &'static str,
    /// How heavy it is; 0: switched off.
    pub weight: u16,
    /// How heavy it is where nobody has said.
    pub usual: u16,
}

/// Somebody whose group is to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeekingLine {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// What it wishes.
    pub wished: Wished,
    /// Whether it is known where it lies.
    pub placed: bool,
    /// What it has written in its application of the group it wishes for; empty: nothing.
    pub said: String,
}

/// Somebody who could mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferLine {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// What it can take on.
    pub can: Mentors,
    /// Whether it is in the round as a mentor already; otherwise it has promised.
    pub inside: bool,
    /// Whether it is known where it lies.
    pub placed: bool,
}

/// Two that something joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairLine {
    /// What.
    pub kind: PairKind,
    /// The two.
    pub pair: Pair,
    /// Their names.
    pub names: (String, String),
    /// Whether it follows from a recusal, so that it is not the organiser's to take away.
    pub follows: bool,
}

/// The page of rules and wishes.
#[derive(Debug, Clone)]
pub struct FormingView {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub title: String,
    /// The version of what is saved; nought: nothing is.
    pub version: i64,
    /// Whether anything can be changed: the round does not rest.
    pub alive: bool,
    /// How many participants a group has: the fewest and the most.
    pub size: (u8, u8),
    /// Hard rules.
    pub hard: Vec<HardLine>,
    /// Wishes.
    pub wishes: Vec<WishLine>,
    /// The longest way between two who meet; `None`: any.
    pub longest: Option<u16>,
    /// How far a host may be; `None`: hosts are no matter.
    pub host_within: Option<u16>,
    /// How long to work at most.
    pub seconds: u16,
    /// Whose groups are to be found.
    pub seeking: Vec<SeekingLine>,
    /// Who could mentor.
    pub offers: Vec<OfferLine>,
    /// Who is joined to whom.
    pub pairs: Vec<PairLine>,
    /// Whether times by road or rail were uploaded.
    pub matrix: bool,
    /// What stands in the way of starting.
    pub faults: Vec<FormingFault>,
    /// What is asked as the round stands now; `None`: the file of ways cannot be used any more.
    pub ask: Option<Ask>,
    /// Whether groups have been set already.
    pub has_groups: bool,
    /// What has been made, the newest first.
    pub proposals: Vec<ProposalLine>,
}

/// Rules and wishes, as a form has them: numbers as text, organisations by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormingForm {
    /// The hard rules that hold.
    pub on: BTreeSet<String>,
    /// How heavy each wish is.
    pub weights: BTreeMap<String, String>,
    /// The longest way.
    pub longest: String,
    /// How far a host may be.
    pub host_within: String,
    /// How long to work at most.
    pub seconds: String,
    /// Themes, with commas between.
    pub themes: BTreeMap<String, String>,
    /// Languages.
    pub languages: BTreeMap<String, String>,
    /// Who is left out.
    pub out: BTreeSet<String>,
    /// How many groups each mentor leads.
    pub leads: BTreeMap<String, String>,
    /// How many it backs.
    pub backs: BTreeMap<String, String>,
    /// Who is new to it.
    pub new: BTreeSet<String>,
}

impl Office {
    /// The rules and wishes of a round.
    ///
    /// # Errors
    /// When the visitor does not run the round.
    pub async fn forming(&self, visitor: &Visitor, id: RoundId) -> Result<FormingView, Trouble> {
        let scene = self.scene(visitor, id).await?;
        let proposals = self.proposal_lines(id).await?;
        Ok(view(&scene, proposals))
    }

    /// Saves rules and wishes read at `version` (nought: none were saved).
    ///
    /// # Errors
    /// When the visitor does not run the round or it rests; [`Trouble::NotInRange`]; a conflict when somebody
    /// else was there since.
    pub async fn save_forming(
        &self,
        visitor: &Visitor,
        id: RoundId,
        version: i64,
        form: &FormingForm,
    ) -> Result<(), Trouble> {
        let scene = self.scene(visitor, id).await?;
        let mut rules = scene.rules.clone();
        fill(&mut rules, &scene, form)?;
        self.write_rules(visitor, &scene, version, &rules).await
    }

    /// Joins two organisations, or parts them again where `join` is not.
    ///
    /// # Errors
    /// When the visitor does not run the round or it rests; [`Trouble::Pair`] for who is not in it, or
    /// one and the same.
    pub async fn pair_forming(
        &self,
        visitor: &Visitor,
        id: RoundId,
        version: i64,
        (kind, one, other): (PairKind, OrganisationId, OrganisationId),
        join: bool,
    ) -> Result<(), Trouble> {
        let scene = self.scene(visitor, id).await?;
        let known = |id: OrganisationId| {
            scene.taking.iter().any(|it| it.id == id) || scene.offering.iter().any(|it| it.id == id)
        };
        let takes_part = |id: OrganisationId| scene.taking.iter().any(|it| it.id == id);
        // Two mentors have nothing to be joined by but a conflict.
        let sensible = kind == PairKind::Conflict || takes_part(one) || takes_part(other);
        let fault = match () {
            () if !known(one) || !known(other) => Some(PairFault::Gone),
            () if one == other => Some(PairFault::Itself(scene.name(one))),
            () if !sensible => Some(PairFault::Mentors(scene.name(one), scene.name(other))),
            () => None,
        };
        if let Some(fault) = fault.filter(|_| join) {
            return Err(Trouble::Pair(fault));
        }
        let mut rules = scene.rules.clone();
        let pairs = kind.of_mut(&mut rules);
        if join {
            pairs.insert(Pair::of(one, other));
        } else {
            pairs.remove(&Pair::of(one, other));
        }
        self.write_rules(visitor, &scene, version, &rules).await
    }

    /// Takes in times by road or rail; nothing: the great circle holds again.
    ///
    /// # Errors
    /// When the visitor does not run the round or it rests; [`Trouble::Matrix`] with row and column when the
    /// file cannot be read.
    pub async fn matrix_forming(
        &self,
        visitor: &Visitor,
        id: RoundId,
        version: i64,
        bytes: &[u8],
    ) -> Result<(), Trouble> {
        let scene = self.scene(visitor, id).await?;
        let mut rules = scene.rules.clone();
        rules.matrix = String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned();
        if !rules.matrix.is_empty() {
            matrix::travel(&scene, &rules.matrix).map_err(Trouble::Matrix)?;
        }
        self.write_rules(visitor, &scene, version, &rules).await
    }

    pub(super) async fn write_rules(
        &self,
        visitor: &Visitor,
        scene: &Scene,
        version: i64,
        rules: &FormingRules,
    ) -> Result<(), Trouble> {
        self.alive(&scene.round.body)?;
        let mut change = self.change(visitor.author());
        match scene.saved {
            Some((id, _)) => change.update(id, version, rules)?,
            None => change.insert(self.id::<FormingRulesId>(), rules)?,
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// The proposals of a round, the newest first.
    pub(super) async fn proposals_of(&self, round: RoundId) -> Result<Vec<Stored<programme::Forming>>, Trouble> {
        let mut all = self.store.pointing_at::<programme::Forming>("round", round).await?;
        all.sort_by_key(|it| std::cmp::Reverse(it.body.number));
        Ok(all)
    }
}

fn view(scene: &Scene, proposals: Vec<ProposalLine>) -> FormingView {
    let rules = &scene.rules;
    let shape = &scene.bound.model.group;
    let pairs = PairKind::ALL.into_iter().flat_map(|kind| {
        kind.of(rules).iter().map(move |pair| PairLine {
            kind,
            pair: *pair,
            names: (scene.name(pair.0), scene.name(pair.1)),
            follows: false,
        })
    });
    let here =
        |id: OrganisationId| scene.taking.iter().any(|it| it.id == id) || scene.offering.iter().any(|it| it.id == id);
    let follow = scene.recused.iter().filter(|it| here(it.0) && here(it.1) && !rules.conflicts.contains(it));
    let follow = follow.map(|pair| PairLine {
        kind: PairKind::Conflict,
        pair: *pair,
        names: (scene.name(pair.0), scene.name(pair.1)),
        follows: true,
    });
    FormingView {
        round: scene.round.id,
        title: scene.round.body.title.clone(),
        version: scene.saved.map_or(0, |(_, version)| version),
        alive: scene.round.body.state.is_alive(),
        size: (shape.participants_min, shape.participants_max),
        hard: HARD.iter().map(|it| HardLine { rule: *it, code: it.key(), on: !rules.off.contains(it.key()) }).collect(),
        wishes: WISHES.iter().map(|it| wish(rules, *it)).collect(),
        longest: rules.longest,
        host_within: rules.host_within,
        seconds: rules.seconds,
        seeking: scene
            .taking
            .iter()
            .map(|it| SeekingLine {
                id: it.id,
                name: it.name.clone(),
                wished: rules.wished.get(&it.id).cloned().unwrap_or_default(),
                placed: it.facts.is_some(),
                said: it.said.clone(),
            })
            .collect(),
        offers: scene
            .offering
            .iter()
            .map(|it| OfferLine {
                id: it.id,
                name: it.name.clone(),
                can: it.can,
                inside: it.inside,
                placed: it.facts.is_some(),
            })
            .collect(),
        pairs: pairs.chain(follow).collect(),
        matrix: !rules.matrix.is_empty(),
        faults: ask::faults(scene),
        ask: ask::ask(scene).ok(),
        has_groups: !scene.groups.is_empty(),
        proposals,
    }
}

fn wish(rules: &FormingRules, wish: Wish) -> WishLine {
    let usual = u16::try_from(wish.usual()).unwrap_or(u16::MAX);
    WishLine { wish, code: wish.key(), weight: rules.weights.get(wish.key()).copied().unwrap_or(usual), usual }
}

/// The rules with what a form says.
fn fill(rules: &mut FormingRules, scene: &Scene, form: &FormingForm) -> Result<(), Trouble> {
    for it in HARD {
        if form.on.contains(it.key()) {
            rules.off.remove(it.key());
        } else {
            rules.off.insert(it.key().to_owned());
        }
    }
    for it in WISHES {
        let Some(text) = form.weights.get(it.key()) else { continue };
        let weight = number(&format!("weight-{}", it.key()), text, MOST_WEIGHT)?;
        if u32::from(weight) == it.usual() {
            rules.weights.remove(it.key());
        } else {
            rules.weights.insert(it.key().to_owned(), weight);
        }
    }
    rules.longest = Some(number("longest", &form.longest, MOST_LONGEST)?).filter(|it| *it > 0);
    rules.host_within = Some(number("host_within", &form.host_within, MOST_LONGEST)?).filter(|it| *it > 0);
    rules.seconds = number("seconds", &form.seconds, MOST_SECONDS)?.max(1);
    let text = |of: &BTreeMap<String, String>, id: OrganisationId| of.get(&id.to_string()).cloned().unwrap_or_default();
    for it in &scene.taking {
        let themes = text(&form.themes, it.id);
        let mut themes: Vec<String> =
            themes.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect();
        themes.dedup();
        let language = text(&form.languages, it.id).trim().to_owned();
        let wished = Wished { themes, language, out: form.out.contains(&it.id.to_string()) };
        if wished == Wished::default() {
            rules.wished.remove(&it.id);
        } else {
            rules.wished.insert(it.id, wished);
        }
    }
    for it in &scene.offering {
        let count = |field: &str, of: &BTreeMap<String, String>, there: u8| match of.get(&it.id.to_string()) {
            Some(text) => {
                number(&format!("{field}-{}", it.id), text, MOST_GROUPS).map(|n| u8::try_from(n).unwrap_or(u8::MAX))
            }
            None => Ok(there),
        };
        let can = Mentors {
            leads: count("leads", &form.leads, it.can.leads)?,
            backs: count("backs", &form.backs, it.can.backs)?,
            new: form.new.contains(&it.id.to_string()),
        };
        rules.mentors.insert(it.id, can);
    }
    Ok(())
}

/// A whole number up to a limit; nothing written is nought. `field` is what the form calls it.
fn number(field: &str, text: &str, most: u16) -> Result<u16, Trouble> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(0);
    }
    let wrong = || Trouble::NotInRange { field: field.to_owned(), written: text.to_owned(), most };
    text.parse().ok().filter(|n| *n <= most).ok_or_else(wrong)
}
