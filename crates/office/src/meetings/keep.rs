//! What is kept of meetings and how long; what is a person's own; whose history it is.

use jiff::ToSpan as _;
use programme::{
    Application, Feedback, HandIn, Improvement, Meeting, MeetingId, MeetingState, Minutes, Needs, PersonId, Point,
    PollAnswer, Record, Recusal, Registration, StepWork,
    permit::{Action, Object},
};
use serde_json::{Value, json};
use storage::{Change, Head, State, Stored};

use crate::{Office, Trouble, Visitor, retain::rule, swedish};

/// The kinds that hang on a meeting.
const KINDS: [&str; 8] = [
    Meeting::KIND,
    PollAnswer::KIND,
    Registration::KIND,
    Needs::KIND,
    Minutes::KIND,
    Point::KIND,
    Feedback::KIND,
    HandIn::KIND,
];

impl Office {
    /// Erases what has been kept long enough: needs the day after the meeting, or when it is cancelled;
    /// feedback and answers about times when their time is over.
    pub(crate) async fn retain_meetings(&self, change: &mut Change) -> Result<(), Trouble> {
        let today = self.today();
        for needs in self.store.list::<Needs>().await? {
            let over = match self.store.get::<Meeting>(needs.body.meeting).await? {
                Some(meeting) => is_over(&meeting.body, |last| {
                    // The day after the last: the time of the rule runs from then.
                    last.checked_add(1.day()).is_ok_and(|since| rule(Needs::KIND).due(since, today))
                }),
                // Taken away: nobody comes to it.
                None => true,
            };
            if over {
                change.erase(needs.id);
            }
        }
        self.erase_old::<Feedback>(change).await?;
        self.erase_old::<PollAnswer>(change).await
    }

    /// Erases what was made long enough ago.
    async fn erase_old<T: Record>(&self, change: &mut Change) -> Result<(), Trouble> {
        for it in self.store.list::<T>().await? {
            if rule(T::KIND).due(swedish(it.created_at).date(), self.today()) {
                change.erase(it.id);
            }
        }
        Ok(())
    }

    /// Erases what somebody has said about meetings that is not their organisation's to keep.
    pub(crate) async fn erase_said(&self, change: &mut Change, person: PersonId) -> Result<(), Trouble> {
        for it in self.store.pointing_at::<Needs>("person", person).await? {
            change.erase(it.id);
        }
        for it in self.store.pointing_at::<Feedback>("person", person).await? {
            change.erase(it.id);
        }
        for it in self.store.pointing_at::<PollAnswer>("person", person).await? {
            change.erase(it.id);
        }
        self.erase_assessments(change, person).await
    }

    /// Everything that names a person beside their assignments, as JSON: kind, body, when it was made.
    pub(crate) async fn naming(&self, person: PersonId) -> Result<Vec<Value>, Trouble> {
        let mut all = Vec::new();
        for head in self.store.users_of(person).await? {
            if head.state != State::Live {
                continue;
            }
            let body = match head.kind.as_str() {
                Registration::KIND => self.body_of::<Registration>(&head).await?,
                Needs::KIND => self.body_of::<Needs>(&head).await?,
                PollAnswer::KIND => self.body_of::<PollAnswer>(&head).await?,
                Feedback::KIND => self.body_of::<Feedback>(&head).await?,
                Recusal::KIND => self.body_of::<Recusal>(&head).await?,
                // What an application says of others is theirs: only that one is named in it, and as what.
                Application::KIND => self.named_in(&head, person).await?,
                StepWork::KIND => self.seen_to(&head).await?,
                Improvement::KIND => self.sees_to(&head).await?,
                _ => self.named_in_assessment(&head, person).await?,
            };
            if let Some((made, body)) = body {
                let about = self.meeting_named(&body).await?;
                all.push(json!({ "kind": head.kind, "made_at": made, "meeting": about, "says": body }));
            }
        }
        Ok(all)
    }

    async fn body_of<T: Record>(&self, head: &Head) -> Result<Option<(jiff::Timestamp, Value)>, Trouble> {
        let there: Option<Stored<T>> = self.store.get::<T>(head.id.into()).await?;
        Ok(there.map(|it| (it.created_at, serde_json::to_value(&it.body).unwrap_or(Value::Null))))
    }

    async fn named_in(&self, head: &Head, person: PersonId) -> Result<Option<(jiff::Timestamp, Value)>, Trouble> {
        let Some(it) = self.store.get::<Application>(head.id.into()).await? else { return Ok(None) };
        let roles: Vec<&str> =
            it.body.team.iter().filter(|named| named.person == person).map(|named| named.role.as_str()).collect();
        let place = self.place_name(it.body.organisation).await?;
        Ok(Some((it.created_at, json!({ "organisation": place, "round": it.body.round, "named_as": roles }))))
    }

    async fn meeting_named(&self, body: &Value) -> Result<Option<String>, Trouble> {
        let id = body.get("meeting").and_then(Value::as_str).and_then(|id| id.parse::<MeetingId>().ok());
        let Some(id) = id else { return Ok(None) };
        Ok(self.store.get::<Meeting>(id).await?.map(|it| it.body.title))
    }

    /// Whether the visitor may see the history of something that hangs on a meeting; `None`: it does not.
    pub(crate) async fn may_see_meeting_history(
        &self,
        visitor: &Visitor,
        head: &Head,
    ) -> Result<Option<bool>, Trouble> {
        if !KINDS.contains(&head.kind.as_str()) {
            return Ok(None);
        }
        Ok(Some(match head.kind.as_str() {
            Meeting::KIND => match self.gathering(visitor, head.id.into()).await {
                Ok(it) => {
                    let (action, object) = it.planning();
                    self.may(visitor, action, &object)
                }
                Err(_) => false,
            },
            Minutes::KIND | Point::KIND => match self.meeting_of(head).await? {
                Some(id) => self.minutes(Some(visitor), id).await.is_ok_and(|it| it.may_write || it.may_move),
                None => false,
            },
            // What a person has said is theirs.
            Registration::KIND => {
                let there = self.store.get::<Registration>(head.id.into()).await?;
                there.is_some_and(|it| it.body.person == visitor.person)
            }
            PollAnswer::KIND => {
                let there = self.store.get::<PollAnswer>(head.id.into()).await?;
                there.is_some_and(|it| it.body.person == visitor.person)
            }
            HandIn::KIND => {
                let object = Object { owners: head.owner.into_iter().collect(), ..Object::default() };
                self.may(visitor, Action::SeeHistory, &object)
            }
            _ => false,
        }))
    }

    /// Whether the visitor may undo their last change of something that hangs on a meeting; `None`: it
    /// does not. A meeting is never undone: calendars and letters have told of it. Nor is what a person
    /// has said: they say it anew.
    pub(crate) async fn may_redo_meeting(&self, visitor: &Visitor, head: &Head) -> Result<Option<bool>, Trouble> {
        let meeting = match head.kind.as_str() {
            Minutes::KIND | Point::KIND => self.meeting_of(head).await?,
            HandIn::KIND => {
                let object = Object { owners: head.owner.into_iter().collect(), ..Object::default() };
                return Ok(Some(self.may(visitor, Action::Attach, &object)));
            }
            kind => return Ok(KINDS.contains(&kind).then_some(false)),
        };
        let Some(meeting) = meeting else { return Ok(Some(false)) };
        let Ok(there) = self.minutes(Some(visitor), meeting).await else { return Ok(Some(false)) };
        // The first showing comes with the writing; what comes later is an act of its own.
        let last = self.store.history(head.id).await?.last().map(|entry| entry.action);
        let moved = head.version > 2 && matches!(last, Some(storage::Action::Shown | storage::Action::Withdrawn));
        Ok(Some(if moved { there.may_move } else { there.may_write }))
    }

    /// The meeting that notes or a point hang on, also when they were taken away.
    async fn meeting_of(&self, head: &Head) -> Result<Option<MeetingId>, Trouble> {
        let named = |body: Option<&String>| {
            let body: Value = serde_json::from_str(body?).ok()?;
            body.get("meeting")?.as_str()?.parse().ok()
        };
        let entries = self.store.history(head.id).await?;
        Ok(entries.iter().rev().find_map(|entry| named(entry.after.as_ref()).or_else(|| named(entry.before.as_ref()))))
    }
}

fn is_over(meeting: &Meeting, due: impl Fn(jiff::civil::Date) -> bool) -> bool {
    // A day that was set before times are asked about anew is nobody's day.
    let when = meeting.when.filter(|_| meeting.state != MeetingState::Poll);
    meeting.state == MeetingState::Cancelled || when.is_some_and(|slot| due(slot.end.date()))
}
