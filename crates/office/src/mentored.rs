//! What a mentor sees to in their groups: the next meeting, which joint answers the group has been shown
//! before it, and which questions wait for an answer.
//!
//! Of an answer this tells only whether its organisation has shown it, and of questions how many are
//! unanswered to who may read them; what they say stands on pages of their own (`assess`).

use std::collections::BTreeSet;

use i18n::Lang;
use method::Step;
use programme::{
    Capacity, Group, GroupId, JointAnswer, Meeting, MeetingId, MeetingState, Occasion, OrganisationId, Query, Role,
    Round, RoundId, Slot,
    permit::{Action, Object},
};
use storage::Stored;

use crate::{
    AssessAt, Office, Trouble, Visitor,
    assess::occasions,
    rounds::told,
    steps::object_of_work,
    workspace::{Todo, TodoKind, TodoPlace},
};

/// How an organisation's joint answer of an occasion stands, as far as the visitor sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointAtHand {
    /// The occasion.
    pub at: AssessAt,
    /// What the model calls the step.
    pub name: String,
    /// Whether the joint answer is agreed on and shown to the visitor.
    pub shown: bool,
    /// How many questions about it are unanswered; `None`: they are not the visitor's to read.
    pub unanswered: Option<usize>,
}

/// The joint answers of some organisations in a round, and the questions about them; each read once.
#[derive(Default)]
pub(crate) struct Answered {
    joints: Vec<Stored<JointAnswer>>,
    asked: Vec<Stored<Query>>,
}

impl Answered {
    fn unanswered(&self, organisation: OrganisationId, step: &str) -> usize {
        let open = |it: &&Stored<Query>| {
            it.body.organisation == organisation && it.body.step == step && it.body.reply.is_none()
        };
        self.asked.iter().filter(open).count()
    }
}

impl Office {
    /// The joint answers of organisations in a round and the questions about them, whoever asks: what is told
    /// of them, the caller asks for each.
    pub(crate) async fn answered(&self, round: RoundId, organisations: &[OrganisationId]) -> Result<Answered, Trouble> {
        let mut joints = self.store.list_of_any::<JointAnswer>(organisations.iter().copied()).await?;
        joints.retain(|it| it.body.round == round);
        let mut asked = self.store.list_of_any::<Query>(organisations.iter().copied()).await?;
        asked.retain(|it| it.body.round == round);
        Ok(Answered { joints, asked })
    }

    /// Whether a joint answer is agreed on and shown to the visitor.
    fn shows_joint(&self, visitor: &Visitor, answered: &Answered, object: &Object, step: &str) -> bool {
        let theirs = |it: &&Stored<JointAnswer>| {
            object.owners.contains(&it.body.organisation) && it.body.step == step && it.body.agreed.is_some()
        };
        answered.joints.iter().find(theirs).is_some_and(|it| {
            let piece = Object { visibility: it.visibility, ..object.clone() };
            self.may(visitor, Action::ReadPiece, &piece)
        })
    }

    /// How the joint answers of an organisation stand, of the occasions whose meeting has a day.
    pub(crate) fn joints_at_hand<'a>(
        &self,
        visitor: &Visitor,
        answered: &Answered,
        (round, organisation, group): (&Stored<Round>, OrganisationId, Option<GroupId>),
        steps: impl Iterator<Item = &'a Step>,
        lang: Lang,
    ) -> Vec<JointAtHand> {
        let object = object_of_work(organisation, group, round);
        let reads = self.may(visitor, Action::ReadWork, &object);
        steps
            .map(|step| JointAtHand {
                at: AssessAt { round: round.id, organisation, step: step.id.to_string() },
                name: told(&step.name, lang),
                shown: self.shows_joint(visitor, answered, &object, step.id.as_str()),
                unanswered: reads.then(|| answered.unanswered(organisation, step.id.as_str())),
            })
            .collect()
    }

    /// What the groups wait for that the visitor mentors, or supports a mentor of.
    pub(crate) async fn mentor_todos(&self, todos: &mut Vec<Todo>, visitor: &Visitor) -> Result<(), Trouble> {
        let leads = visitor.actor.standings.iter().filter(|it| matches!(it.role, Role::Mentor | Role::MentorSupport));
        let ids: BTreeSet<GroupId> = leads.flat_map(|it| it.groups.iter().copied()).collect();
        let groups = self.store.many::<Group>(ids).await?;
        let rounds = self.store.many::<Round>(groups.values().map(|it| it.body.round)).await?;
        for group in groups.values() {
            if let Some(round) = rounds.get(&group.body.round).filter(|it| !it.body.state.is_kept()) {
                self.todos_of_group(todos, visitor, round, group).await?;
            }
        }
        Ok(())
    }

    async fn todos_of_group(
        &self,
        todos: &mut Vec<Todo>,
        visitor: &Visitor,
        round: &Stored<Round>,
        group: &Stored<Group>,
    ) -> Result<(), Trouble> {
        let next = self.next_of(group.id).await?;
        // Who has not registered is told of the meeting by that.
        let told = |id: MeetingId| todos.iter().any(|it| it.to == TodoPlace::Meeting(id));
        if let Some((id, meeting, when)) = next.as_ref().filter(|(id, ..)| !told(*id)) {
            todos.push(Todo {
                kind: TodoKind::Lead { title: meeting.title.clone(), when: *when },
                until: Some(when.day()),
                organisation: None,
                late: false,
                to: TodoPlace::Meeting(*id),
            });
        }
        let bound = self.bound(round.body.edition).await?;
        if bound.instrument.is_none() {
            return Ok(());
        }
        let there: Vec<OrganisationId> = group.body.of(Capacity::Participant, self.today()).collect();
        let answered = self.answered(round.id, &there).await?;
        for step in occasions(&bound.model) {
            let id = step.id.as_str();
            let meets = next.as_ref().filter(|(_, it, _)| matches!(&it.occasion, Occasion::Step(at) if at == id));
            if let Some((.., when)) = meets {
                let shown = |it: &&OrganisationId| {
                    self.shows_joint(visitor, &answered, &object_of_work(**it, Some(group.id), round), id)
                };
                let count = there.len() - there.iter().filter(shown).count();
                if count > 0 {
                    let kind = TodoKind::NotShown { group: group.body.name.clone(), step: step.name.clone(), count };
                    let to = TodoPlace::Group(group.id);
                    todos.push(Todo { kind, until: Some(when.day()), organisation: None, late: false, to });
                }
            }
            for organisation in &there {
                let count = answered.unanswered(*organisation, id);
                let object = object_of_work(*organisation, Some(group.id), round);
                if count > 0 && self.may(visitor, Action::ReadWork, &object) {
                    todos.push(Todo {
                        kind: TodoKind::Unanswered { step: step.name.clone(), count },
                        until: None,
                        organisation: Some(*organisation),
                        late: false,
                        to: TodoPlace::Questions(AssessAt {
                            round: round.id,
                            organisation: *organisation,
                            step: id.to_owned(),
                        }),
                    });
                }
            }
        }
        Ok(())
    }

    /// The next meeting of a group that has a day.
    async fn next_of(&self, group: GroupId) -> Result<Option<(MeetingId, Meeting, Slot)>, Trouble> {
        let meetings = self.store.pointing_at::<Meeting>("group", group).await?;
        let coming = meetings.into_iter().filter(|it| it.body.state == MeetingState::Fixed);
        let dated = coming.filter(|it| !self.has_begun(&it.body)).filter_map(|it| {
            let when = it.body.when?;
            Some((it.id, it.body, when))
        });
        Ok(dated.min_by_key(|(_, _, when)| *when))
    }
}
