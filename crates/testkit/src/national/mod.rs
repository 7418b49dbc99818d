//! A national round with ten years behind it: 290 organisations, 1,200 people, ten rounds of which the
//! newest is in its middle, and one more that is open with an application from everybody.
//!
//! Used by `cargo xtask bench --only programme`. The same day and the same seed give the same records, ids
//! and all. What retention would have erased by now is erased here, too, so that a server that starts on it
//! has nothing left to do. Everybody takes part, and a part of them mentors another group than their own, so
//! that every list has all 290: more than a round would hold.
//!
//! A change holds a step of a whole round (all polls answered, all registered) rather than one person's act:
//! records and journal are as long as if each had acted, only the changes are fewer.

mod country;
mod gather;
mod levels;
mod pages;
mod rounds;
mod writer;

use std::collections::BTreeMap;

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, time},
};
use programme::{Organisation, Role, RoundState, sweden};
use serde_json::{Value, json};
use storage::{Error, Store};

use country::Country;
use rounds::Run;
use writer::Writer;

/// How many organisations.
const PLACES: usize = 290;
/// How many people.
const PEOPLE: usize = 1_200;
/// How many rounds with meetings, one a year: what the benchmark is measured on.
pub const ROUNDS: i64 = 10;
/// Days from one round to the next.
const YEAR: i64 = 365;
/// How long ago the newest of them began.
const BEGAN: i64 = 240;

/// What was put down, and what is worth measuring on it.
#[derive(Debug)]
pub struct Filled {
    /// How many records of each kind were ever made, erased ones too; journal entries; changes.
    pub numbers: BTreeMap<String, u64>,
    /// Who has a session, with the cookie's value and the pages: see [`Filled::json`].
    visitors: Vec<Value>,
}

impl Filled {
    /// Everything as JSON: `numbers`, and `visitors` with `who`, `cookie` (or null) and `pages` of `what`
    /// and `path`.
    pub fn json(&self) -> Value {
        json!({ "numbers": self.numbers, "visitors": self.visitors })
    }
}

/// Fills an empty store with so many rounds, at least two, and the open one.
///
/// # Errors
/// When the storage fails, or a record breaks a rule.
pub async fn fill(store: &Store, today: Date, seed: u64, rounds: i64, tell: impl Fn(&str)) -> Result<Filled, Error> {
    if !store.list::<Organisation>().await?.is_empty() {
        return Err(Error::NotEmpty);
    }
    let mut writer = Writer::new(store, today, seed);
    let country = Country::put_up(&mut writer).await?;
    tell("organisations and people");
    let mut runs = Vec::new();
    for number in 0..=rounds {
        let starts = day(today, if number == rounds { 100 } else { -BEGAN - YEAR * (rounds - 1 - number) });
        let state = match rounds - number {
            0 => RoundState::Open,
            1 => RoundState::Running,
            _ => RoundState::Archived,
        };
        let run = Run::through(&mut writer, &country, number, starts, state).await?;
        tell(&run.title());
        // Three are looked at.
        if rounds - number < 3 {
            runs.push(run);
        }
    }
    let visitors = match (runs.pop(), runs.pop(), runs.pop()) {
        (Some(open), Some(running), Some(archived)) => {
            pages::visitors(&mut writer, &country, &pages::Rounds { archived, running, open }).await?
        }
        _ => Vec::new(),
    };
    Ok(Filled { numbers: writer.numbers(), visitors })
}

/// The middle of a day in Sweden.
pub fn noon(day: Date) -> Timestamp {
    at(day, 12)
}

/// A day so many days from another.
fn day(from: Date, days: i64) -> Date {
    from.saturating_add(days.days())
}

/// A time of the day in Sweden.
fn at(day: Date, hour: i8) -> Timestamp {
    day.to_datetime(time(hour, 0, 0, 0)).to_zoned(sweden()).map_or(Timestamp::UNIX_EPOCH, |it| it.timestamp())
}

/// The roles of those called to a meeting.
const CALLED: [Role; 6] =
    [Role::Politician, Role::Manager, Role::Strategist, Role::KeyPerson, Role::Mentor, Role::MentorSupport];
