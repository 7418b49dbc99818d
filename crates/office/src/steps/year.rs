//! What an organisation does in a round, in one place: which of its pages the visitor may open.

use std::collections::BTreeSet;

use jiff::civil::Date;
use programme::{
    Group, GroupId, OrganisationId, Round, RoundId, due_checkins,
    permit::{Action, Object},
};
use storage::Stored;

use super::{StepsPlace, part::seat};
use crate::{Office, Trouble, Visitor, assess::occasions, results::closing};

/// An organisation in a round, and which of its pages the visitor may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationYear {
    /// Which, and what both are called.
    pub place: StepsPlace,
    /// The steps.
    pub steps: bool,
    /// The self-assessment.
    pub assessments: bool,
    /// The templates.
    pub forms: bool,
    /// The improvements.
    pub improvements: bool,
    /// The final report, handed in or not.
    pub results: bool,
    /// The group in which it compares itself, side by side with the others.
    pub beside: Option<GroupId>,
    /// The ideas of the round.
    pub ideas: bool,
    /// What lives on after the round.
    pub check_ins: bool,
    /// What a successor needs.
    pub handover: bool,
}

impl Office {
    /// The rounds of an organisation of which the visitor may open something, the newest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn years_of(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
    ) -> Result<Vec<OrganisationYear>, Trouble> {
        let worked = self.steps_of(visitor, organisation).await?;
        let improved = self.improvement_places(visitor, organisation).await?.into_iter().map(|it| StepsPlace {
            round: it.round,
            round_title: it.round_title,
            organisation,
            name: it.place,
        });
        self.years(visitor, worked, improved.collect()).await
    }

    /// Those of the visitor's organisations that are over, and after which it is asked what lives on: of them
    /// the check-ins alone.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn my_past_years(&self, visitor: &Visitor) -> Result<Vec<OrganisationYear>, Trouble> {
        let mine: BTreeSet<OrganisationId> = visitor.actor.standings.iter().map(|it| it.organisation).collect();
        let going_on = self.my_years(visitor).await?;
        let mut past = Vec::new();
        for organisation in mine {
            past.extend(self.years_of(visitor, organisation).await?);
        }
        past.retain(|it| it.check_ins && !going_on.iter().any(|known| known.place == it.place));
        let alone = |it: OrganisationYear| OrganisationYear {
            steps: false,
            assessments: false,
            forms: false,
            improvements: false,
            results: false,
            beside: None,
            ideas: false,
            handover: false,
            ..it
        };
        Ok(past.into_iter().map(alone).collect())
    }

    /// Those of the visitor's organisations that go on.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn my_years(&self, visitor: &Visitor) -> Result<Vec<OrganisationYear>, Trouble> {
        let worked = self.my_steps(visitor).await?;
        let improved = self.my_improvements(visitor).await?.into_iter().map(|it| StepsPlace {
            round: it.round,
            round_title: it.round_title,
            organisation: it.organisation,
            name: it.place,
        });
        self.years(visitor, worked, improved.collect()).await
    }

    /// Puts together where the visitor may read the steps, and where the improvements.
    async fn years(
        &self,
        visitor: &Visitor,
        worked: Vec<StepsPlace>,
        improved: Vec<StepsPlace>,
    ) -> Result<Vec<OrganisationYear>, Trouble> {
        let key = |it: &StepsPlace| (it.round, it.organisation);
        let steps: BTreeSet<(RoundId, OrganisationId)> = worked.iter().map(key).collect();
        let cards: BTreeSet<(RoundId, OrganisationId)> = improved.iter().map(key).collect();
        let mut places = worked;
        places.extend(improved.into_iter().filter(|it| !steps.contains(&key(it))));
        let rounds = self.store.many::<Round>(places.iter().map(|it| it.round)).await?;
        let groups = self.store.pointing_at_any::<Group>("member", places.iter().map(|it| it.organisation)).await?;
        let mut years = Vec::new();
        for place in places {
            let Some(round) = rounds.get(&place.round) else { continue };
            let bound = self.bound(round.body.edition).await?;
            let works = steps.contains(&key(&place));
            let inside = Object { owners: [place.organisation].into(), ..Object::default() };
            let own = works && self.may(visitor, Action::ReadPiece, &inside);
            let compares = |it: &&Stored<Group>| {
                let object = self.object_of_group(it.id, &it.body);
                it.body.round == place.round
                    && seat(&it.body, place.organisation, self.today())
                    && self.may(visitor, Action::SeeMeeting, &object)
            };
            let assesses = works && bound.instrument.is_some();
            let sits = assesses && !round.body.state.is_kept() && !occasions(&bound.model).is_empty();
            years.push(OrganisationYear {
                steps: works,
                assessments: assesses,
                forms: own,
                improvements: cards.contains(&key(&place)),
                results: own && closing(&bound).is_some(),
                beside: groups.iter().filter(|_| sits).find(compares).map(|it| it.id),
                ideas: works,
                check_ins: own && asked_after(&round.body, self.today()),
                handover: works,
                place,
            });
        }
        Ok(years)
    }
}

/// Whether it has been asked after a round what lives on.
fn asked_after(round: &Round, today: Date) -> bool {
    round.ended_on().is_some_and(|ended| !due_checkins(ended, today).is_empty())
}
