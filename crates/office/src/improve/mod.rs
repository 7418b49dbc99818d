//! Improvements: cards, what is measured for them, ideas and their family, and which changes live on
//! afterwards.
//!
//! A card or an idea is its organisation's alone until somebody there shows it to the group, to the round
//! or to everybody; what is measured is read by whoever may read the card, but for numbers with few
//! people behind them, which are the organisation's alone whatever it shows. Whom something is for
//! follows from the round it was made in ([`Circles`]), never from another round its organisation has
//! come into since: nothing is shown to more than its owner has chosen.
//!
//! # Where things are
//! `card` writes and leads cards on, `measure` what is measured and what a run chart says of it, `ideas`
//! ideas and where they come from, `family` their trees, `checkin` what lives on, `view` what pages show.

mod card;
mod checkin;
mod family;
mod ideas;
mod measure;
mod view;

use std::collections::BTreeSet;

use jiff::civil::Date;
use programme::{
    Capacity, Group, OrganisationId, Participation, Problem, Round, RoundId, Visibility,
    permit::{Action, Object},
};
use storage::Stored;

use crate::{Office, Trouble, Visitor};

pub use card::{CardForm, MoveForm};
pub use checkin::{CheckInAsked, CheckInForm, CheckInView, LivesLine};
pub(crate) use checkin::{due as due_checkins, lives_said};
pub use family::{FamilyIdea, IdeaBranch};
pub use ideas::{IdeaForm, IdeaSource};
pub use measure::{FEWEST_BEFORE, MeasureForm, MeasureLine, MeasuredSex, RunFinding, RunFindingKind, RunReading};
pub use view::{
    CardIdea, CardView, IdeaLine, IdeaOrigin, IdeasView, ImprovementLine, ImprovementPlace, ImprovementStep,
    ImprovementsView, Taker,
};

/// Whom what organisations make in rounds is for: read once for many pieces.
#[derive(Debug)]
pub(crate) struct Circles {
    today: Date,
    groups: Vec<Stored<Group>>,
    there: BTreeSet<(RoundId, OrganisationId, Capacity)>,
}

impl Circles {
    /// A piece to be asked about: shown to the groups its organisation is in today in the round it was
    /// made in, while that is not archived, and to that round. Outside any round there is nobody between the
    /// organisation and all.
    pub(crate) fn object(&self, owner: OrganisationId, round: Option<RoundId>, visibility: Visibility) -> Object {
        let mut object = Object { owners: [owner].into(), visibility, ..Object::default() };
        if let Some(round) = round.filter(|it| self.has(*it, owner)) {
            object.rounds.insert(round);
            object.groups.extend(self.groups_of(round, owner).map(|it| it.id));
        }
        object
    }

    /// Whether an organisation takes part in a round today.
    fn has(&self, round: RoundId, organisation: OrganisationId) -> bool {
        Capacity::ALL.into_iter().any(|it| self.there.contains(&(round, organisation, it)))
    }

    /// Whether it does so to compare itself and improve.
    fn compares(&self, round: RoundId, organisation: OrganisationId) -> bool {
        self.there.contains(&(round, organisation, Capacity::Participant))
    }

    /// The groups of a round an organisation is in today.
    fn groups_of(&self, round: RoundId, organisation: OrganisationId) -> impl Iterator<Item = &Stored<Group>> {
        self.groups.iter().filter(move |it| it.body.round == round && it.body.has(organisation, self.today))
    }

    /// The others in an organisation's groups of a round today.
    fn others(&self, round: RoundId, organisation: OrganisationId) -> BTreeSet<OrganisationId> {
        self.groups_of(round, organisation)
            .flat_map(|it| it.body.members.iter())
            .filter(|it| it.holds(self.today) && it.organisation != organisation)
            .map(|it| it.organisation)
            .collect()
    }
}

impl Office {
    /// Who is in these rounds today, and in which groups.
    pub(crate) async fn circles(&self, rounds: impl IntoIterator<Item = RoundId>) -> Result<Circles, Trouble> {
        let rounds: BTreeSet<RoundId> = rounds.into_iter().collect();
        let today = self.today();
        let known = self.store.many::<Round>(rounds.iter().copied()).await?;
        let mut groups = self.store.pointing_at_any::<Group>("round", rounds.iter().copied()).await?;
        // What is shown to a group is for it while the round is.
        groups.retain(|it| known.get(&it.body.round).is_some_and(|round| !round.body.state.is_kept()));
        let parts = self.store.pointing_at_any::<Participation>("round", rounds.iter().copied()).await?;
        let there = parts
            .iter()
            .filter(|it| it.body.holds(today))
            .map(|it| (it.body.round, it.body.organisation, it.body.capacity))
            .collect();
        Ok(Circles { today, groups, there })
    }

    /// A round in which an organisation may begin something today, for who may write for it.
    async fn to_begin_improving(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
    ) -> Result<(Stored<Round>, Circles), Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        self.allow(Some(visitor), Action::WritePiece, &own(organisation))?;
        if round.body.state.is_kept() {
            return Err(Trouble::RoundRests(round.body.state));
        }
        let circles = self.circles([round.id]).await?;
        if !circles.has(round.id, organisation) {
            return Err(Trouble::NotTakingPart(self.place_name(organisation).await?));
        }
        Ok((round, circles))
    }
}

/// What is an organisation's own.
fn own(organisation: OrganisationId) -> Object {
    Object { owners: [organisation].into(), ..Object::default() }
}

/// How far something can be shown, narrow to wide: what was made outside any round to nobody in between.
fn levels(round: Option<RoundId>) -> Vec<Visibility> {
    match round {
        Some(_) => Visibility::ALL.into(),
        None => vec![Visibility::Own, Visibility::Public],
    }
}

/// A level that was chosen among those there are.
fn level(code: &str, round: Option<RoundId>) -> Result<Visibility, Trouble> {
    Visibility::from_code(code).filter(|it| levels(round).contains(it)).ok_or(Trouble::Missing("visibility"))
}

/// That there is something is told to nobody it is not shown to.
fn hidden(visitor: Option<&Visitor>) -> Trouble {
    if visitor.is_none() { Trouble::SignIn } else { Trouble::Nothing }
}

/// A rule that is broken.
fn broken(problem: Problem) -> Trouble {
    storage::Error::Invalid(problem).into()
}

/// A sentence on one line, whatever lines it was written in.
fn sentence(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
