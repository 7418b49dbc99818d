//! Days and times of meetings: as people write them in forms and as people read them.

use i18n::Lang;
use jiff::civil::{Date, Time, Weekday};
use programme::{Rule, Slot};

use crate::{Trouble, rounds::day};

/// A time as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SlotForm {
    /// The first day: 2026-03-12.
    pub date: String,
    /// When it begins: 09:30.
    pub start: String,
    /// When it ends: 15:00.
    pub end: String,
    /// The last day; empty: the same as the first.
    pub last: String,
}

impl SlotForm {
    /// A time, as a form shows it.
    #[must_use]
    pub fn of(slot: &Slot) -> Self {
        let clock = |time: Time| time.strftime("%H:%M").to_string();
        let (first, last) = (slot.start.date(), slot.end.date());
        Self {
            date: first.to_string(),
            start: clock(slot.start.time()),
            end: clock(slot.end.time()),
            last: if first == last { String::new() } else { last.to_string() },
        }
    }

    /// The time it says; `None`: nothing is written.
    ///
    /// # Errors
    /// [`Trouble::NoDate`], [`Trouble::NoTime`], [`Trouble::Missing`] where only a part is written; what
    /// [`Slot::new`] refuses.
    pub fn read(&self) -> Result<Option<Slot>, Trouble> {
        if [&self.date, &self.start, &self.end, &self.last].iter().all(|text| text.trim().is_empty()) {
            return Ok(None);
        }
        let first = day(&self.date)?.ok_or(Trouble::Missing("date"))?;
        let last = day(&self.last)?.unwrap_or(first);
        let (start, end) = (clock(&self.start, "start")?, clock(&self.end, "end")?);
        let slot = Slot::new(first.to_datetime(start), last.to_datetime(end));
        slot.map(Some).map_err(|problem| match problem.rule {
            Rule::EndsBeforeItBegins => Trouble::EndsFirst,
            _ => storage::Error::Invalid(problem).into(),
        })
    }
}

/// A written time of day: 09:30, and 9.30 as people write it.
fn clock(text: &str, field: &'static str) -> Result<Time, Trouble> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Trouble::Missing(field));
    }
    let wrong = || Trouble::NoTime(text.to_owned());
    let plain = text.replace('.', ":");
    let (hours, rest) = plain.split_once(':').ok_or_else(wrong)?;
    let minutes = rest.split(':').next().unwrap_or_default();
    let number = |part: &str| -> Option<i8> {
        (!part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let (hours, minutes) = number(hours).zip(number(minutes)).ok_or_else(wrong)?;
    Time::new(hours, minutes, 0, 0).map_err(|_| wrong())
}

const DAYS_SV: [&str; 7] = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_SV: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day as people read it: "torsdag 12 mars 2026".
#[must_use]
pub fn day_said(day: Date, lang: Lang) -> String {
    let weekday = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
    let month = usize::from(day.month().unsigned_abs()) - 1;
    let (days, months) = lang.pick((DAYS_SV, MONTHS_SV), (DAYS_EN, MONTHS_EN));
    debug_assert_eq!(day.weekday() == Weekday::Monday, weekday == 0);
    format!("{} {} {} {}", days[weekday], day.day(), months[month], day.year())
}

/// A time of day as people read it: "9.30".
fn clock_said(time: Time) -> String {
    format!("{}.{:02}", time.hour(), time.minute())
}

/// When a point of the agenda begins: "9.30".
#[must_use]
pub fn time_said(time: jiff::civil::DateTime) -> String {
    clock_said(time.time())
}

/// A time as people read it: "torsdag 12 mars 2026 kl. 9.30–15.00", "Thursday 12 March 2026, 9.30–15.00".
#[must_use]
pub fn slot_said(slot: &Slot, lang: Lang) -> String {
    let at = lang.pick(" kl. ", ", ");
    let (start, end) = (clock_said(slot.start.time()), clock_said(slot.end.time()));
    let first = day_said(slot.start.date(), lang);
    if slot.start.date() == slot.end.date() {
        return format!("{first}{at}{start}–{end}");
    }
    format!("{first}{at}{start} – {}{at}{end}", day_said(slot.end.date(), lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn form(date: &str, start: &str, end: &str, last: &str) -> SlotForm {
        SlotForm { date: date.into(), start: start.into(), end: end.into(), last: last.into() }
    }

    #[test]
    fn times_as_people_read_them() {
        let day = form("2026-03-12", "09:30", "15:00", "").read().unwrap().unwrap();
        assert_eq!(slot_said(&day, Lang::Sv), "torsdag 12 mars 2026 kl. 9.30–15.00");
        assert_eq!(slot_said(&day, Lang::En), "Thursday 12 March 2026, 9.30–15.00");
        let two = form("2020-02-04", "10.00", "15.30", "2020-02-05").read().unwrap().unwrap();
        assert_eq!(slot_said(&two, Lang::Sv), "tisdag 4 februari 2020 kl. 10.00 – onsdag 5 februari 2020 kl. 15.30");
        assert_eq!(slot_said(&two, Lang::En), "Tuesday 4 February 2020, 10.00 – Wednesday 5 February 2020, 15.30");
        assert_eq!(day_said(date(2024, 2, 29), Lang::Sv), "torsdag 29 februari 2024");
        assert_eq!(day_said(date(2026, 12, 6), Lang::En), "Sunday 6 December 2026");
        assert_eq!(SlotForm::of(&day), form("2026-03-12", "09:30", "15:00", ""));
        assert_eq!(SlotForm::of(&two), form("2020-02-04", "10:00", "15:30", "2020-02-05"));
    }

    #[test]
    fn what_is_written_wrongly_is_told() {
        assert!(matches!(form("", " ", "", "").read(), Ok(None)));
        let told = |form: SlotForm| form.read().unwrap_err().to_string();
        assert_eq!(told(form("", "09:30", "15:00", "")), "date is missing");
        assert_eq!(told(form("12 mars", "09:30", "15:00", "")), "not a date: 12 mars");
        assert_eq!(told(form("2026-03-12", "", "15:00", "")), "start is missing");
        assert_eq!(told(form("2026-03-12", "24:00", "15:00", "")), "not a time: 24:00");
        assert_eq!(told(form("2026-03-12", "nio", "15:00", "")), "not a time: nio");
        assert!(matches!(form("2026-03-12", "15:00", "15:00", "").read(), Err(Trouble::EndsFirst)));
        // The night the clock is put forward.
        assert!(told(form("2026-03-29", "02:30", "04:00", "")).contains("the clock never shows"));
    }
}
