//! From rule and meeting to a day.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use method::{DueFault, Id, Lang, Library, When, due_dates};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn days(meetings: &[(&str, Date)], changed: &[(&str, u16)]) -> Result<Vec<(String, String, String)>, DueFault> {
    let model = Library::built_in().model("modell-2019").unwrap();
    let meetings = meetings.iter().map(|(id, on)| (Id::from(*id), *on)).collect();
    let changed = changed.iter().map(|(id, days)| (Id::from(*id), *days)).collect();
    let all = due_dates(model, &meetings, &changed)?;
    Ok(all.into_iter().map(|due| (due.on.to_string(), due.step.to_string(), due.deadline.to_string())).collect())
}

fn rows(all: &[(String, String, String)]) -> Vec<(&str, &str, &str)> {
    all.iter().map(|(on, step, deadline)| (on.as_str(), step.as_str(), deadline.as_str())).collect()
}

#[test]
fn fourteen_seven_and_our_twenty_one() {
    let all = days(&[("uppstart", date(2019, 2, 7)), ("traff-styrning", date(2019, 4, 10))], &[]).unwrap();
    assert_eq!(
        rows(&all),
        [
            ("2019-01-17", "uppstart", "fakta"),
            ("2019-03-27", "traff-styrning", "kallelse"),
            ("2019-04-03", "traff-styrning", "presentation"),
        ]
    );
}

#[test]
fn leap_days_and_turns_of_the_year_are_counted() {
    let one = |on| days(&[("traff-styrning", on)], &[]).unwrap();
    assert_eq!(rows(&one(date(2020, 3, 10)))[0].0, "2020-02-25");
    assert_eq!(rows(&one(date(2019, 3, 10)))[0].0, "2019-02-24");
    assert_eq!(rows(&one(date(2020, 1, 5)))[1].0, "2019-12-29");
}

#[test]
fn a_round_may_change_what_the_model_lets_it_change() {
    let all = days(&[("uppstart", date(2019, 2, 7))], &[("fakta", 30)]).unwrap();
    assert_eq!(rows(&all), [("2019-01-08", "uppstart", "fakta")]);
    let all = days(&[("uppstart", date(2019, 2, 7))], &[("fakta", 0)]).unwrap();
    assert_eq!(rows(&all), [("2019-02-07", "uppstart", "fakta")]);
    let fault = days(&[], &[("kallelse", 10)]).unwrap_err();
    assert_eq!(fault, DueFault::Fixed("kallelse".into()));
    assert_eq!(fault.sentence(Lang::Sv), "En omgång får inte ändra fristen ’kallelse’.");
    assert_eq!(fault.sentence(Lang::En), "A round cannot change the deadline ‘kallelse’.");
    assert_eq!(days(&[], &[("fakta", 367)]), Err(DueFault::TooFar("fakta".into(), 367)));
    assert_eq!(days(&[], &[("nagot", 1)]), Err(DueFault::NoDeadline("nagot".into())));
}

#[test]
fn only_meetings_of_the_model_have_days() {
    assert_eq!(days(&[("nagot", date(2019, 1, 1))], &[]), Err(DueFault::NoMeeting("nagot".into())));
    assert_eq!(days(&[("hemma-styrning", date(2019, 1, 1))], &[]), Err(DueFault::NoMeeting("hemma-styrning".into())));
    assert_eq!(days(&[("uppstart", Date::MIN)], &[]), Err(DueFault::OutsideCalendar("fakta".into())));
    assert_eq!(days(&[], &[]), Ok(Vec::new()));
}

#[test]
fn a_deadline_after_the_meeting_comes_after_it() {
    let library = Library::built_in().with(&crate::changed(&[])).unwrap();
    let model = library.model("prov").unwrap();
    let meetings = BTreeMap::from([("start".into(), date(2026, 2, 2))]);
    let all = due_dates(model, &meetings, &BTreeMap::new()).unwrap();
    let all: Vec<(String, &str)> = all.iter().map(|due| (due.on.to_string(), due.deadline.as_str())).collect();
    assert_eq!(all, [("2026-01-19".to_owned(), "kallelse"), ("2026-02-09".to_owned(), "svar")]);
}

fn any_day() -> impl Strategy<Value = Date> {
    (1900_i16..2200, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day))
}

proptest! {
    /// Counting the days back from the deadline to the meeting gives the rule's number.
    #[test]
    fn the_days_between_are_the_rules(meeting in any_day(), number in 0_u16..=366, after in any::<bool>()) {
        let mut rule = Library::built_in().model("modell-2017").unwrap().deadlines[0].clone();
        rule.side = if after { When::After } else { When::Before };
        let on = rule.on(meeting, number).unwrap();
        let between = (on - meeting).get_days();
        prop_assert_eq!(between, if after { i32::from(number) } else { -i32::from(number) });
    }

    /// A meeting moved by some days moves all its deadlines as much, and the order of time is kept.
    #[test]
    fn deadlines_follow_their_meeting(start in any_day(), by in 0_i32..400, id in 0_usize..5) {
        let model = Library::built_in().models().nth(id).unwrap();
        let all = |by: i32| {
            let meetings = model.steps.iter().filter(|step| step.held_by.is_some());
            let meetings: BTreeMap<Id, Date> = meetings
                .enumerate()
                .map(|(at, step)| (step.id.clone(), start + (by + i32::try_from(at).unwrap() * 60).days()))
                .collect();
            due_dates(model, &meetings, &BTreeMap::new()).unwrap()
        };
        let (before, after) = (all(0), all(by));
        prop_assert_eq!(before.len(), after.len());
        for (one, other) in before.iter().zip(&after) {
            prop_assert_eq!((one.on + by.days(), &one.step, &one.deadline), (other.on, &other.step, &other.deadline));
        }
        prop_assert!(before.is_sorted_by_key(|due| due.on));
    }
}
