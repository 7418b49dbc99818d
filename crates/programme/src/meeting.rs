//! Meetings: found by a poll or fixed, with place, host, agenda and the material that is due.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use crate::{Field, GroupId, Id, MeetingId, OrganisationId, Problem, Record, RoundId, Rule, Track, Words};

/// The time people live by.
pub fn sweden() -> TimeZone {
    // Bundled with the program, so it is always there.
    TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC)
}

/// From when to when, by the clock on the wall in Sweden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// The beginning.
    pub start: DateTime,
    /// The end.
    pub end: DateTime,
}

impl Slot {
    /// A slot.
    ///
    /// # Errors
    /// [`Rule::EndsBeforeItBegins`]; [`Rule::NoSuchTime`] where the clock is put forward over it in
    /// spring. In the hour that comes twice in autumn the first is meant.
    pub fn new(start: DateTime, end: DateTime) -> Result<Self, Problem> {
        if end <= start {
            return Err(Rule::EndsBeforeItBegins.of(Field("end")));
        }
        for (field, time) in [("start", start), ("end", end)] {
            if is_skipped(time) {
                return Err(Rule::NoSuchTime.of(Field(field)));
            }
        }
        Ok(Self { start, end })
    }

    /// The instants it begins and ends.
    pub fn instants(&self) -> (Timestamp, Timestamp) {
        let at = |time: DateTime| time.to_zoned(sweden()).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp());
        (at(self.start), at(self.end))
    }

    /// The day it begins.
    pub fn day(&self) -> Date {
        self.start.date()
    }
}

/// Whether the clock never shows this time: it is put forward over it.
fn is_skipped(time: DateTime) -> bool {
    time.to_zoned(sweden()).is_ok_and(|zoned| zoned.datetime() != time)
}

/// What a meeting is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// A step of the model, by its id.
    Step(String),
    /// The strategists, before the step.
    Strategists(String),
    /// Anything else.
    Other,
}

impl Occasion {
    /// The step of the model it is, or comes before.
    pub fn step(&self) -> Option<&str> {
        match self {
            Self::Step(step) | Self::Strategists(step) => Some(step),
            Self::Other => None,
        }
    }
}

/// Where a meeting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// Days are asked about.
    Poll,
    /// The day is set.
    Fixed,
    /// It has been.
    Held,
    /// It will not be.
    Cancelled,
}

impl MeetingState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Poll, Self::Fixed, Self::Held, Self::Cancelled];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Fixed => "fixed",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Poll => Words::new("dagen är inte bestämd", "the day is not set"),
            Self::Fixed => Words::new("bestämd", "set"),
            Self::Held => Words::new("har varit", "has been"),
            Self::Cancelled => Words::new("inställd", "cancelled"),
        }
    }

    /// Where it may go from here.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Poll => &[Self::Fixed, Self::Cancelled],
            // A new day, asked about or set.
            Self::Fixed => &[Self::Fixed, Self::Poll, Self::Held, Self::Cancelled],
            Self::Held => &[],
            Self::Cancelled => &[Self::Fixed, Self::Poll],
        }
    }
}

/// A point of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// What.
    pub title: String,
    /// How long.
    pub minutes: u16,
    /// Who leads it.
    pub leader: String,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The round.
    pub round: RoundId,
    /// Who runs the round.
    pub organiser: OrganisationId,
    /// The group; `None`: everybody in the round.
    pub group: Option<GroupId>,
    /// Of a round's meeting: the one track it is for; `None`: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Track>,
    /// What it is.
    pub occasion: Occasion,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub state: MeetingState,
    /// The times asked about.
    pub asked: Vec<Slot>,
    /// The last day to say which suit.
    pub answer_by: Option<Date>,
    /// The time set.
    pub when: Option<Slot>,
    /// Where, for those who come.
    pub place: String,
    /// Where, for those on screen.
    pub link: String,
    /// Who receives.
    pub host: Option<OrganisationId>,
    /// Who pays for what.
    pub pays: String,
    /// What is to be known before.
    pub invitation: String,
    /// The agenda.
    pub agenda: Vec<AgendaItem>,
    /// Goes up with every change a calendar must know of (RFC 5545, SEQUENCE).
    pub sequence: u32,
    /// Why it is cancelled.
    pub why: Option<String>,
}

impl Meeting {
    /// When each point of the agenda begins: one after the other from the meeting's start.
    pub fn schedule(&self) -> Vec<(DateTime, &AgendaItem)> {
        let Some(slot) = self.when else { return Vec::new() };
        let mut at = slot.start;
        let mut points = Vec::new();
        for item in &self.agenda {
            points.push((at, item));
            at = at.saturating_add(jiff::ToSpan::minutes(i64::from(item.minutes)));
        }
        points
    }

    /// How many minutes the agenda is longer than the meeting; less than nothing: shorter.
    pub fn over(&self) -> Option<i64> {
        let slot = self.when?;
        let (start, end) = slot.instants();
        let whole = (end.as_second() - start.as_second()) / 60;
        Some(self.agenda.iter().map(|item| i64::from(item.minutes)).sum::<i64>() - whole)
    }

    /// Whether it is for those of a track; `None`: for somebody of no one track.
    pub fn is_for(&self, track: Option<Track>) -> bool {
        self.track.is_none() || track.is_none() || self.track == track
    }

    /// Whether it is for an organisation that is in this group and on this track: a group's meeting is the group's.
    pub fn is_for_part(&self, group: Option<GroupId>, track: Option<Track>) -> bool {
        match self.group {
            Some(_) => self.group == group,
            None => self.is_for(track),
        }
    }

    /// The meeting in another state.
    ///
    /// # Errors
    /// [`Rule::NotFromHere`].
    pub fn moved_to(&self, to: MeetingState) -> Result<Self, Problem> {
        if self.state.next().contains(&to) {
            Ok(Self { state: to, sequence: self.sequence + 1, ..self.clone() })
        } else {
            Err(Rule::NotFromHere.of(Field("state")))
        }
    }
}

impl Record for Meeting {
    type Id = MeetingId;
    const KIND: &'static str = "meeting";
    const FORMAT: i64 = 2;

    fn owner(&self, _: MeetingId) -> Option<OrganisationId> {
        Some(self.organiser)
    }

    fn name(&self) -> String {
        self.title.clone()
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organiser", Id::from(self.organiser)), ("round", self.round.into())];
        refs.extend(self.group.map(|id| ("group", id.into())));
        refs.extend(self.host.map(|id| ("host", id.into())));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("title"), &self.title, 200)?;
        if self.group.is_some() && self.track.is_some() {
            return Err(Rule::Unwanted.of(Field("track")));
        }
        Rule::line(Field("place"), &self.place, 300)?;
        Rule::line(Field("link"), &self.link, 500)?;
        // Only addresses a browser opens safely: the link becomes one on the page.
        if !self.link.is_empty() && !self.link.starts_with("https://") {
            return Err(Rule::NotHttps.of(Field("link")));
        }
        Rule::line(Field("pays"), &self.pays, 300)?;
        Rule::lines(Field("invitation"), &self.invitation, 5_000)?;
        for item in &self.agenda {
            Rule::text(Field("agenda"), &item.title, 200)?;
            Rule::line(Field("leader"), &item.leader, 200)?;
        }
        let timed = matches!(self.state, MeetingState::Fixed | MeetingState::Held);
        if timed && self.when.is_none() {
            return Err(Rule::Missing.of(Field("when")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};
    use proptest::prelude::*;

    #[test]
    fn summer_time() {
        // Sweden puts the clock forward on 29 March 2026 at two, and back on 25 October at three.
        let at = |d: Date, h: i8| d.at(h, 30, 0, 0);
        let spring = date(2026, 3, 29);
        assert_eq!(
            Slot::new(at(spring, 2), at(spring, 4)).unwrap_err().to_string(),
            "start is a time the clock never shows"
        );
        assert_eq!(Slot::new(at(spring, 1), at(spring, 2)).unwrap_err().field, "end");
        // Half past one to half past three is one hour that night.
        let night = Slot::new(at(spring, 1), at(spring, 3)).unwrap().instants();
        assert_eq!(night.1.as_second() - night.0.as_second(), 3600);
        let autumn = Slot::new(at(date(2026, 10, 25), 1), at(date(2026, 10, 25), 3)).unwrap().instants();
        assert_eq!(autumn.1.as_second() - autumn.0.as_second(), 3 * 3600);
        let winter = Slot::new(datetime(2026, 3, 27, 9, 0, 0, 0), datetime(2026, 3, 27, 10, 0, 0, 0)).unwrap();
        let summer = Slot::new(datetime(2026, 3, 30, 9, 0, 0, 0), datetime(2026, 3, 30, 10, 0, 0, 0)).unwrap();
        assert_eq!(winter.instants().0.to_string(), "2026-03-27T08:00:00Z");
        assert_eq!(summer.instants().0.to_string(), "2026-03-30T07:00:00Z");
    }

    proptest! {
        /// A slot that is taken comes back from its instants as the same time on the wall, on any day
        /// of a leap year and across both changes of the clock; what never shows is refused.
        #[test]
        fn times_come_back(day in 0_i64..1461, start in 0_i64..1380, long in 1_i64..600) {
            let from = datetime(2024, 1, 1, 0, 0, 0, 0)
                .checked_add(jiff::ToSpan::days(day)).unwrap()
                .checked_add(jiff::ToSpan::minutes(start)).unwrap();
            let to = from.checked_add(jiff::ToSpan::minutes(long)).unwrap();
            match Slot::new(from, to) {
                Ok(slot) => {
                    let (first, last) = slot.instants();
                    prop_assert!(first < last);
                    prop_assert_eq!(first.to_zoned(sweden()).datetime(), from);
                    prop_assert_eq!(last.to_zoned(sweden()).datetime(), to);
                }
                Err(problem) => {
                    prop_assert_eq!(problem.rule, Rule::NoSuchTime);
                    // Only within the hour that is jumped over on the last Sunday of March.
                    let time = if problem.field == "start" { from } else { to };
                    prop_assert_eq!((time.month(), time.hour()), (3, 2));
                    prop_assert!(time.day() >= 25);
                }
            }
        }
    }
}
