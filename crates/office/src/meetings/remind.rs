//! Reminders: letters before a meeting, before the last day to answer, before and after the last day to
//! hand something in, and after the meeting; those about tasks of the steps are in `steps/remind.rs`.
//! Planned once a day, each sent once, also when the program was down for some days.

use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use method::Lang;
use programme::{Comes, Meeting, MeetingState, Role, Round, RoundState};
use storage::{Author, Change, Claim, NewJob};

use super::{called::Gathering, hand_in::dues, letters::News, poll::has_answered};
use crate::{Office, Trouble};

pub(crate) const JOB: &str = "remind";
/// Letters go out from this hour on, in Sweden.
const FROM_HOUR: i8 = 7;
/// So many days before a meeting, or before the last day of something.
const WEEK: i64 = 7;
const DAY: i64 = 1;
const SOON: i64 = 3;
/// So long after a meeting it makes sense to ask what people thought.
const FRESH: i64 = 14;

/// Which of the letters before a meeting is due; the later goes before the earlier.
fn before_meeting(day: Date, today: Date) -> Option<News> {
    match days_between(today, day) {
        DAY => Some(News::Tomorrow),
        left if left > DAY && left <= WEEK => Some(News::InAWeek),
        _ => None,
    }
}

/// Whether a letter is due about something with this last day: near it, or over it (`true`).
fn about_last_day(last: Date, meeting: Option<Date>, today: Date) -> Option<bool> {
    let left = days_between(today, last);
    if (0..=SOON).contains(&left) {
        return Some(false);
    }
    (left < 0 && meeting.is_some_and(|day| today < day)).then_some(true)
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

impl Office {
    /// Sees to it that today's reminders are planned: at most once, whoever asks first.
    pub(crate) async fn plan_reminders(&self) -> Result<(), Trouble> {
        let today = self.today();
        {
            let mut planned = self.reminded.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if *planned == Some(today) {
                return Ok(());
            }
            *planned = Some(today);
        }
        let mut job = NewJob::new(self.id(), JOB, &today)?.once(format!("{JOB}:{today}"));
        // Nobody is woken by it; in Sweden there is always a seven o'clock.
        let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
        if let Ok(morning) = today.at(FROM_HOUR, 0, 0, 0).to_zoned(zone) {
            job = job.not_before(morning.timestamp());
        }
        let mut change = self.change(Author::System(JOB.into()));
        change.enqueue(job);
        self.store.write(&change).await.map(|_| ()).map_err(|error| {
            *self.reminded.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
            error.into()
        })
    }

    /// Sends the letters that are due today.
    pub(crate) async fn remind(&self, job: &Claim) -> Result<(), Trouble> {
        let mut change = self.change(Author::System(JOB.into()));
        change.finish(job);
        // A job of a day that is over leaves its work to today's, which waits for the morning.
        let of_today = serde_json::from_str::<Date>(&job.payload).is_ok_and(|day| day == self.today());
        // Where no letters leave there is nobody to remind.
        if of_today && self.settings.posts {
            let mut rounds = self.store.list::<Round>().await?;
            rounds
                .retain(|it| matches!(it.body.state, RoundState::Admission | RoundState::Running | RoundState::Closed));
            for round in &rounds {
                let mut meetings = self.store.pointing_at::<Meeting>("round", round.id).await?;
                meetings.retain(|it| is_near(&it.body, self.today()));
                for it in self.gathered_all(meetings, round).await? {
                    self.remind_of(&mut change, &it).await?;
                }
                self.remind_of_work(&mut change, round).await?;
            }
        }
        self.store.write(&change).await?;
        Ok(())
    }

    async fn remind_of(&self, change: &mut Change, it: &Gathering) -> Result<(), Trouble> {
        let today = self.today();
        let meeting = it.body();
        let alive = it.round.body.state.is_alive();
        match (meeting.state, meeting.when) {
            (MeetingState::Poll, _) if alive => self.remind_to_answer(change, it).await,
            (MeetingState::Fixed, Some(slot)) if today < slot.day() => {
                if alive {
                    if let Some(news) = before_meeting(slot.day(), today) {
                        self.remind_to_come(change, it, slot.day(), &news).await?;
                    }
                    self.remind_to_hand_in(change, it, slot.day()).await?;
                }
                Ok(())
            }
            (MeetingState::Fixed | MeetingState::Held, Some(slot)) if slot.end.date() < today => {
                self.ask_for_feedback(change, it).await
            }
            _ => Ok(()),
        }
    }

    /// A week and a day before: everybody called who has not said no.
    async fn remind_to_come(&self, change: &mut Change, it: &Gathering, day: Date, news: &News) -> Result<(), Trouble> {
        let bound = self.bound(it.round.body.edition).await?;
        let registered = self.registrations(it.id()).await?;
        let stays_away = |person| registered.iter().any(|one| one.body.person == person && one.body.comes == Comes::No);
        let what = if *news == News::Tomorrow { "day" } else { "week" };
        let once = format!("{JOB}:{}:{day}:{what}", it.id());
        for person in self.called_to(it, &bound).await? {
            if !stays_away(person.person) {
                self.tell(change, person.person, (it.id(), it.body()), news, Some(&once)).await?;
            }
        }
        Ok(())
    }

    /// Three days before the last day: those who have not said of every time whether it suits.
    async fn remind_to_answer(&self, change: &mut Change, it: &Gathering) -> Result<(), Trouble> {
        let Some(last) = it.body().answer_by else { return Ok(()) };
        if about_last_day(last, None, self.today()) != Some(false) {
            return Ok(());
        }
        let bound = self.bound(it.round.body.edition).await?;
        let answers = self.poll_answers(it.id()).await?;
        let once = format!("{JOB}:{}:{last}:poll", it.id());
        for person in self.called_to(it, &bound).await? {
            let answer = answers.iter().find(|one| one.body.person == person.person);
            if !has_answered(it.body(), answer.map(|one| &one.body)) {
                self.tell(change, person.person, (it.id(), it.body()), &News::AnswerSoon, Some(&once)).await?;
            }
        }
        Ok(())
    }

    /// Three days before the last day and the day after: the strategists of those who have not handed in.
    async fn remind_to_hand_in(&self, change: &mut Change, it: &Gathering, day: Date) -> Result<(), Trouble> {
        let bound = self.bound(it.round.body.edition).await?;
        let mut dues = dues(&bound, &it.round.body.deadlines, it.body());
        dues.retain(|due| due.on.is_some_and(|on| about_last_day(on, Some(day), self.today()).is_some()));
        if dues.is_empty() {
            return Ok(());
        }
        let handed = self.handed(it.id()).await?;
        for organisation in it.participants() {
            for due in &dues {
                let Some(by) = due.on else { continue };
                let Some(late) = about_last_day(by, Some(day), self.today()) else { continue };
                if handed.iter().any(|one| one.body.organisation == organisation && one.body.deadline == due.deadline) {
                    continue;
                }
                let what = [due.name.get(Lang::Sv).to_owned(), due.name.get(Lang::En).to_owned()];
                let (news, word) = if late {
                    (News::HandInLate { what, by }, "late")
                } else {
                    (News::HandInSoon { what, by }, "soon")
                };
                let once = format!("{JOB}:{}:{by}:{}:{word}:{organisation}", it.id(), due.deadline);
                for held in self.holders(organisation, &[Role::Strategist]).await? {
                    self.tell(change, held.person.id, (it.id(), it.body()), &news, Some(&once)).await?;
                }
            }
        }
        Ok(())
    }

    /// The day after: those who were there, or, where nobody has noted who was, those who had not said no.
    async fn ask_for_feedback(&self, change: &mut Change, it: &Gathering) -> Result<(), Trouble> {
        let Some(slot) = it.body().when else { return Ok(()) };
        let bound = self.bound(it.round.body.edition).await?;
        let registered = self.registrations(it.id()).await?;
        let noted = registered.iter().any(|one| one.body.attended.is_some());
        let once = format!("{JOB}:{}:{}:feedback", it.id(), slot.day());
        for person in self.called_to(it, &bound).await? {
            let said = registered.iter().find(|one| one.body.person == person.person).map(|one| &one.body);
            let was_there = if noted {
                said.is_some_and(|one| one.attended == Some(true))
            } else {
                said.is_none_or(|one| one.comes != Comes::No)
            };
            if was_there && self.feedback_by(it.id(), person.person).await?.is_none() {
                self.tell(change, person.person, (it.id(), it.body()), &News::Feedback, Some(&once)).await?;
            }
        }
        Ok(())
    }
}

/// Whether any letter about a meeting can be due: what lies far off is not looked into.
fn is_near(meeting: &Meeting, today: Date) -> bool {
    match (meeting.state, meeting.when) {
        (MeetingState::Cancelled, _) => false,
        (MeetingState::Poll, _) => meeting.answer_by.is_some_and(|last| today <= last),
        (_, Some(slot)) => {
            // The longest deadline a model may have is 366 days before.
            let earliest = slot.day().checked_sub(370.days()).unwrap_or(Date::MIN);
            earliest <= today && days_between(slot.end.date(), today) <= FRESH
        }
        (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_letter_has_its_days() {
        let day = date(2026, 4, 2);
        let due = |today| before_meeting(day, today);
        assert_eq!(due(date(2026, 3, 25)), None);
        assert_eq!(due(date(2026, 3, 26)), Some(News::InAWeek));
        assert_eq!(due(date(2026, 3, 31)), Some(News::InAWeek));
        assert_eq!(due(date(2026, 4, 1)), Some(News::Tomorrow));
        assert_eq!(due(day), None);
        let last = date(2026, 3, 1);
        let about = |today, meeting| about_last_day(last, meeting, today);
        assert_eq!(about(date(2026, 2, 25), None), None);
        assert_eq!(about(date(2026, 2, 26), None), Some(false));
        assert_eq!(about(last, None), Some(false));
        assert_eq!(about(date(2026, 3, 2), None), None);
        assert_eq!(about(date(2026, 3, 2), Some(date(2026, 3, 8))), Some(true));
        assert_eq!(about(date(2026, 3, 8), Some(date(2026, 3, 8))), None);
        // The 29th of February counts where there is one.
        assert_eq!(about_last_day(date(2024, 3, 1), None, date(2024, 2, 27)), Some(false));
        assert_eq!(about_last_day(date(2024, 3, 1), None, date(2024, 2, 26)), None);
        assert_eq!(about_last_day(date(2023, 3, 1), None, date(2023, 2, 26)), Some(false));
        assert_eq!(about_last_day(date(2023, 3, 1), None, date(2023, 2, 25)), None);
    }
}
