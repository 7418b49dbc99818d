//! How far everybody in a round has come, and what is late: for who runs it, and for mentors of their
//! own group.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::{ToSpan as _, civil::Date};
use method::Bound;
use programme::{
    Capacity, Group, GroupId, HandIn, Meeting, MeetingId, MeetingState, Occasion, OrganisationId, Participation, Point,
    Registration, Round, RoundId, StepWork, Tally, Visibility, permit::Action,
};
use storage::Stored;

use crate::{
    JointAtHand, Office, Trouble, Visitor,
    assess::occasions,
    meetings::dues,
    mentored::Answered,
    rounds::{object_of_round, told},
    steps::{at_hand, object_of_work, tally_of},
};

/// So many days before a meeting somebody should be registered.
const REGISTERED_DAYS: i64 = 7;

/// Something late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Late {
    /// Not handed in.
    HandIn {
        /// What.
        name: String,
        /// When it was due.
        due: Date,
    },
    /// A task from a meeting that is not done.
    Task {
        /// What was agreed on; `None`: not for the visitor to read.
        text: Option<String>,
        /// When it was due.
        due: Date,
    },
    /// Nobody is registered for a meeting that is near.
    Registration {
        /// When the meeting is.
        on: Date,
    },
}

/// Where an organisation is in the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Before this step: the next meeting it has not been to.
    Before {
        /// The step's place in the model, for sorting.
        place: usize,
        /// What it is called.
        name: String,
    },
    /// Every meeting of the model has been.
    AllHeld,
}

/// How far an organisation has come with the step it is at: numbers alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepAtHand {
    /// The round.
    pub round: RoundId,
    /// The step, by its id in the model.
    pub step: String,
    /// What it is called.
    pub name: String,
    /// How many tasks are in each state.
    pub tally: Tally,
    /// Whether the visitor may read more than the numbers.
    pub reads: bool,
}

/// An organisation's progress.
#[derive(Debug, Clone)]
pub struct ProgressLine {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its group.
    pub group: Option<(GroupId, String)>,
    /// Where it is.
    pub stage: Stage,
    /// The step at hand: of those between the last meeting and the next, the first with something left.
    pub at_hand: Option<StepAtHand>,
    /// The next meeting: id, name, day.
    pub next: Option<(MeetingId, String, Date)>,
    /// How its joint answers stand, of the occasions whose meeting has a day; of a group alone, not of a whole
    /// round.
    pub joints: Vec<JointAtHand>,
    /// What is late.
    pub late: Vec<Late>,
}

/// What is known of a round's meetings, read once.
struct Sight {
    round: Stored<Round>,
    bound: std::sync::Arc<Bound>,
    groups: Vec<Stored<Group>>,
    meetings: Vec<Stored<Meeting>>,
    /// Of the meetings that are set: what was handed in, and who is registered.
    handed_in: BTreeSet<(MeetingId, OrganisationId, String)>,
    registered: BTreeSet<(MeetingId, OrganisationId)>,
    points: Vec<Stored<Point>>,
    /// What was done in the steps, by organisation.
    works: BTreeMap<OrganisationId, Vec<StepWork>>,
    /// The joint answers and the questions about them, of a group.
    answered: Answered,
}

impl Office {
    /// Everybody in a round: those with something late first, then by step.
    ///
    /// # Errors
    /// When the visitor does not run the round.
    pub async fn progress(&self, visitor: &Visitor, round: RoundId, lang: Lang) -> Result<Vec<ProgressLine>, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        self.allow(Some(visitor), Action::SeeProgress, &object_of_round(&round))?;
        let groups = self.groups_of(round.id).await?;
        self.lines(visitor, round, groups, None, lang).await
    }

    /// Everybody in a group.
    ///
    /// # Errors
    /// When the visitor neither mentors the group nor runs the round.
    pub async fn group_progress(
        &self,
        visitor: &Visitor,
        group: GroupId,
        lang: Lang,
    ) -> Result<Vec<ProgressLine>, Trouble> {
        let group = self.store.get::<Group>(group).await?.ok_or(Trouble::Nothing)?;
        let object = self.object_of_group(group.id, &group.body);
        self.allow(Some(visitor), Action::SeeProgress, &object).map_err(|_| Trouble::Nothing)?;
        let round = self.the_round(Some(visitor), group.body.round).await?;
        let there: Vec<OrganisationId> = group.body.of(Capacity::Participant, self.today()).collect();
        self.lines(visitor, round, vec![group], Some(&there), lang).await
    }

    async fn lines(
        &self,
        visitor: &Visitor,
        round: Stored<Round>,
        groups: Vec<Stored<Group>>,
        only: Option<&[OrganisationId]>,
        lang: Lang,
    ) -> Result<Vec<ProgressLine>, Trouble> {
        let today = self.today();
        let organisations = self.every_organisation().await?;
        let mut participations = self.participations_of(round.id).await?;
        participations.retain(|it| it.body.capacity == Capacity::Participant && it.body.holds(today));
        participations.retain(|it| only.is_none_or(|there| there.contains(&it.body.organisation)));
        let sight = self.sight(round, groups, only).await?;
        let mut lines = Vec::new();
        for it in &participations {
            let name = organisations.get(&it.body.organisation).map(|it| it.name.clone()).unwrap_or_default();
            let (mut line, steps) = line(&sight, visitor, &it.body, name, today, lang);
            let (organisation, group) = (line.organisation, line.group.as_ref().map(|(id, _)| *id));
            line.at_hand = self.step_at_hand(&sight, visitor, (organisation, group), &steps.held, lang);
            if only.is_some() && sight.bound.instrument.is_some() {
                let dated = occasions(&sight.bound.model).into_iter().filter(|it| steps.dated.contains(it.id.as_str()));
                let whose = (&sight.round, organisation, group);
                line.joints = self.joints_at_hand(visitor, &sight.answered, whose, dated, lang);
            }
            lines.push(line);
        }
        lines.sort_by(|a, b| {
            let rank = |it: &ProgressLine| match &it.stage {
                Stage::Before { place, .. } => *place,
                Stage::AllHeld => usize::MAX,
            };
            b.late
                .len()
                .cmp(&a.late.len())
                .then(rank(a).cmp(&rank(b)))
                .then_with(|| i18n::compare_names(&a.name, &b.name))
        });
        Ok(lines)
    }

    /// Reads what is needed of the meetings, each once.
    async fn sight(
        &self,
        round: Stored<Round>,
        groups: Vec<Stored<Group>>,
        only: Option<&[OrganisationId]>,
    ) -> Result<Sight, Trouble> {
        let here: BTreeSet<GroupId> = groups.iter().map(|it| it.id).collect();
        let mut meetings = self.store.pointing_at::<Meeting>("round", round.id).await?;
        meetings.retain(|it| it.body.group.is_none_or(|group| here.contains(&group)));
        let (mut handed_in, mut registered) = (BTreeSet::new(), BTreeSet::new());
        let set = || meetings.iter().filter(|it| it.body.state == MeetingState::Fixed).map(|it| it.id);
        for it in self.store.pointing_at_any::<HandIn>("meeting", set()).await? {
            handed_in.insert((it.body.meeting, it.body.organisation, it.body.deadline));
        }
        for it in self.store.pointing_at_any::<Registration>("meeting", set()).await? {
            registered.insert((it.body.meeting, it.body.organisation));
        }
        let bound = self.bound(round.body.edition).await?;
        let points = self.store.pointing_at::<Point>("round", round.id).await?;
        let works = self.works_by_organisation(round.id, only).await?;
        let answered = match only {
            Some(there) => self.answered(round.id, there).await?,
            None => Answered::default(),
        };
        Ok(Sight { round, bound, groups, meetings, handed_in, registered, points, works, answered })
    }

    /// What was done in the steps of a round, by these organisations or by all.
    async fn works_by_organisation(
        &self,
        round: RoundId,
        only: Option<&[OrganisationId]>,
    ) -> Result<BTreeMap<OrganisationId, Vec<StepWork>>, Trouble> {
        let works = match only {
            Some(there) => self.store.pointing_at_any::<StepWork>("organisation", there.iter().copied()).await?,
            None => self.store.pointing_at::<StepWork>("round", round).await?,
        };
        let mut by_organisation: BTreeMap<OrganisationId, Vec<StepWork>> = BTreeMap::new();
        for it in works.into_iter().filter(|it| it.body.round == round) {
            by_organisation.entry(it.body.organisation).or_default().push(it.body);
        }
        Ok(by_organisation)
    }

    /// The step an organisation is at, in numbers.
    fn step_at_hand(
        &self,
        sight: &Sight,
        visitor: &Visitor,
        (organisation, group): (OrganisationId, Option<GroupId>),
        held: &BTreeSet<&str>,
        lang: Lang,
    ) -> Option<StepAtHand> {
        let model = &sight.bound.model;
        let works = sight.works.get(&organisation).map_or(&[][..], Vec::as_slice);
        let (step, tally) = at_hand(model, |step| held.contains(step), |step| tally_of(model, step, works.iter()))?;
        let object = object_of_work(organisation, group, &sight.round);
        Some(StepAtHand {
            round: sight.round.id,
            step: step.id.to_string(),
            name: told(&step.name, lang),
            tally,
            reads: self.may(visitor, Action::ReadWork, &object),
        })
    }
}

/// The steps of an organisation by what their meetings have come to.
struct Met<'a> {
    /// The meeting has been.
    held: BTreeSet<&'a str>,
    /// It has been, or has a day.
    dated: BTreeSet<&'a str>,
}

/// The progress of one organisation, without the step at hand and the joint answers; and its steps.
fn line<'a>(
    sight: &'a Sight,
    visitor: &Visitor,
    participation: &Participation,
    name: String,
    today: Date,
    lang: Lang,
) -> (ProgressLine, Met<'a>) {
    let organisation = participation.organisation;
    let group = sight.groups.iter().find(|it| it.body.has(organisation, today));
    let called = |it: &&Stored<Meeting>| it.body.is_for_part(group.map(|group| group.id), participation.track);
    let mine: Vec<&'a Stored<Meeting>> = sight.meetings.iter().filter(called).collect();
    let set = mine.iter().filter(|it| it.body.state == MeetingState::Fixed);
    let next = set
        .clone()
        .filter_map(|it| it.body.when.map(|slot| (it.id, it.body.title.clone(), slot.day())))
        .filter(|(_, _, day)| today <= *day)
        .min_by_key(|(_, _, day)| *day);
    let mut late = Vec::new();
    for meeting in set {
        late.extend(late_before(sight, meeting, organisation, today, lang));
    }
    for point in &sight.points {
        let theirs = point.body.organisation == Some(organisation) && point.body.is_open();
        if let Some(due) = point.body.by.filter(|due| theirs && *due < today) {
            // What a group has agreed on is its own: others see that something is late, not what.
            let reads = point.visibility >= Visibility::Round || in_group(visitor, point.body.group);
            late.push(Late::Task { text: reads.then(|| point.body.text.clone()), due });
        }
    }
    let held = met(&mine, &[MeetingState::Held]);
    let dated = met(&mine, &[MeetingState::Fixed, MeetingState::Held]);
    let line = ProgressLine {
        organisation,
        name,
        group: group.map(|it| (it.id, it.body.name.clone())),
        stage: stage(sight, &held, lang),
        at_hand: None,
        next,
        joints: Vec::new(),
        late,
    };
    (line, Met { held, dated })
}

fn in_group(visitor: &Visitor, group: Option<GroupId>) -> bool {
    group.is_some_and(|group| visitor.actor.standings.iter().any(|standing| standing.groups.contains(&group)))
}

/// What an organisation is late with before a meeting that is set.
fn late_before(
    sight: &Sight,
    meeting: &Stored<Meeting>,
    organisation: OrganisationId,
    today: Date,
    lang: Lang,
) -> Vec<Late> {
    let mut late = Vec::new();
    for due in dues(&sight.bound, &sight.round.body.deadlines, &meeting.body) {
        let there = sight.handed_in.contains(&(meeting.id, organisation, due.deadline.clone()));
        if let Some(on) = due.on.filter(|on| !there && *on < today) {
            late.push(Late::HandIn { name: told(&due.name, lang), due: on });
        }
    }
    let near = |day: Date| day.checked_sub(REGISTERED_DAYS.days()).is_ok_and(|from| from <= today && today <= day);
    if let Some(on) = meeting.body.when.map(|slot| slot.day()).filter(|day| near(*day))
        && !sight.registered.contains(&(meeting.id, organisation))
    {
        late.push(Late::Registration { on });
    }
    late
}

/// The steps with a meeting in one of these states.
fn met<'a>(mine: &[&'a Stored<Meeting>], states: &[MeetingState]) -> BTreeSet<&'a str> {
    let there = mine.iter().filter(|it| states.contains(&it.body.state));
    there
        .filter_map(|it| match &it.body.occasion {
            Occasion::Step(step) => Some(step.as_str()),
            _ => None,
        })
        .collect()
}

/// The first step with a meeting that has not been.
fn stage(sight: &Sight, held: &BTreeSet<&str>, lang: Lang) -> Stage {
    let steps = sight.bound.model.steps.iter().enumerate().filter(|(_, step)| step.kind == method::StepKind::Meeting);
    for (place, step) in steps {
        if !held.contains(step.id.as_str()) {
            return Stage::Before { place, name: told(&step.name, lang) };
        }
    }
    Stage::AllHeld
}
