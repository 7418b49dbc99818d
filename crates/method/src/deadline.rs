//! From a rule and the day of a meeting to a day.

use crate::model::{Deadline, Model, StepKind, When};
use crate::text::{Id, Lang};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

impl Deadline {
    /// The day by which it must be done, counted in calendar days from the day of the meeting; weekends and
    /// holidays are not moved. `days` is the round's own number where it has changed it.
    /// `None`: outside the calendar.
    #[must_use]
    pub fn on(&self, meeting: Date, days: u16) -> Option<Date> {
        let span = i32::from(days).days();
        match self.side {
            When::Before => meeting.checked_sub(span).ok(),
            When::During => Some(meeting),
            When::After => meeting.checked_add(span).ok(),
        }
    }
}

/// A deadline with its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The day.
    pub on: Date,
    /// The meeting's step.
    pub step: Id,
    /// The deadline.
    pub deadline: Id,
    /// How many days before or after.
    pub days: u16,
}

/// Why days could not be worked out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DueFault {
    /// The model has no such meeting.
    #[error("the model has no meeting ‘{0}’")]
    NoMeeting(Id),
    /// The model has no such deadline.
    #[error("the model has no deadline ‘{0}’")]
    NoDeadline(Id),
    /// The model does not let a round change this deadline.
    #[error("a round cannot change the deadline ‘{0}’")]
    Fixed(Id),
    /// More than a year.
    #[error("the deadline ‘{0}’ can be at most 366 days from the meeting, not {1}")]
    TooFar(Id, u16),
    /// Outside the calendar.
    #[error("the deadline ‘{0}’ falls outside the calendar")]
    OutsideCalendar(Id),
}

impl DueFault {
    /// The fault in a sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return format!("{}.", capital(&self.to_string()));
        }
        match self {
            Self::NoMeeting(id) => format!("Modellen har ingen träff som heter ’{id}’."),
            Self::NoDeadline(id) => format!("Modellen har ingen frist som heter ’{id}’."),
            Self::Fixed(id) => format!("En omgång får inte ändra fristen ’{id}’."),
            Self::TooFar(id, days) => format!("Fristen ’{id}’ får vara högst 366 dagar från träffen, inte {days}."),
            Self::OutsideCalendar(id) => format!("Fristen ’{id}’ hamnar utanför kalendern."),
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The days of all deadlines, given the days of the meetings, in order of time. Meetings without a day yet
/// have none. `changed` holds the numbers of days the round has chosen for itself.
///
/// # Errors
/// A meeting or deadline that the model does not have, a change it does not allow, a day outside the
/// calendar.
pub fn due_dates(
    model: &Model,
    meetings: &BTreeMap<Id, Date>,
    changed: &BTreeMap<Id, u16>,
) -> Result<Vec<Due>, DueFault> {
    for id in meetings.keys() {
        let meeting = model.step(id.as_str()).is_some_and(|step| step.kind == StepKind::Meeting);
        if !meeting {
            return Err(DueFault::NoMeeting(id.clone()));
        }
    }
    for (id, days) in changed {
        let deadline = model.deadline(id.as_str()).ok_or_else(|| DueFault::NoDeadline(id.clone()))?;
        if !deadline.adjustable {
            return Err(DueFault::Fixed(id.clone()));
        }
        if *days > 366 {
            return Err(DueFault::TooFar(id.clone(), *days));
        }
    }
    let mut all = Vec::new();
    for deadline in &model.deadlines {
        let days = changed.get(&deadline.id).copied().unwrap_or(deadline.days);
        for step in &deadline.steps {
            let Some(meeting) = meetings.get(step) else { continue };
            let on = deadline.on(*meeting, days).ok_or_else(|| DueFault::OutsideCalendar(deadline.id.clone()))?;
            all.push(Due { on, step: step.clone(), deadline: deadline.id.clone(), days });
        }
    }
    // Stable: those of the same day stand as in the model.
    all.sort_by_key(|due| due.on);
    Ok(all)
}
