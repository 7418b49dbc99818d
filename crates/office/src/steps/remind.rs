//! Reminders of tasks: three days before their last day, and once when it is over. Of what is handed in
//! before a meeting there are reminders with the meeting (`meetings/remind.rs`), unless the organisation
//! has set a day of its own.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::civil::Date;
use method::Model;
use programme::{
    Account, Assignment, Capacity, HandIn, Meeting, Occasion, OrganisationId, Person, PersonId, Role, Round, StepWork,
};
use storage::{Change, Stored};

use super::part::{Item, Part, tasks_of};
use crate::{
    Office, Trouble,
    letters::{Letter, Page, letter, path},
    meetings::{day_said, deadlines, remind::JOB},
    rounds::{Held, told},
};

/// So many days before the last day.
const SOON: i64 = 3;
/// So many days after it a letter still makes sense: what has lain longer is talked about, not mailed.
const FRESH: i64 = 14;

/// Whether a letter is due about something with this last day: near it, or over it (`true`).
fn about(last: Date, today: Date) -> Option<bool> {
    match i64::from((last - today).get_days()) {
        left if (0..=SOON).contains(&left) => Some(false),
        left if (-FRESH..0).contains(&left) => Some(true),
        _ => None,
    }
}

/// Whether the model has a day for any task of those who take part that is not something to hand in.
fn has_days(model: &Model) -> bool {
    model.steps.iter().any(|step| {
        let handing = deadlines(model, &Occasion::Step(step.id.to_string()));
        let is_handed_in = |id: &method::Id| handing.iter().any(|it| it.id == *id);
        tasks_of(model, step).any(|task| task.deadline.as_ref().is_some_and(|id| !is_handed_in(id)))
    })
}

/// A task that a letter is due about: its last day, and whether that is over.
struct Due<'a> {
    part: &'a Part,
    item: Item<'a>,
    by: Date,
    late: bool,
}

/// The tasks of an organisation that a letter is due about today.
fn due_in(part: &Part, today: Date) -> Vec<Due<'_>> {
    let items = part.bound.model.steps.iter().flat_map(|step| part.items(step));
    let due = items.filter_map(|item| {
        let by = item.due().filter(|_| item.is_open() && !item.told_as_hand_in())?;
        Some(Due { part, item, by, late: about(by, today)? })
    });
    due.collect()
}

/// Who stands for organisations today, in the order they came, and those of them who can be written to.
#[derive(Default)]
struct Crew {
    standing: BTreeMap<OrganisationId, Vec<(PersonId, Role)>>,
    people: BTreeMap<PersonId, Held>,
}

impl Crew {
    /// Those of an organisation that are wanted, once each.
    fn of(&self, organisation: OrganisationId, wanted: impl Fn(PersonId, Role) -> bool) -> Vec<&Held> {
        let mut seen = BTreeSet::new();
        let there = self.standing.get(&organisation).into_iter().flatten();
        let there = there.filter(|(person, role)| wanted(*person, *role) && seen.insert(*person));
        there.filter_map(|(person, _)| self.people.get(person)).collect()
    }
}

impl Office {
    /// Puts the letters about tasks of a round that are due today into a change.
    pub(crate) async fn remind_of_work(&self, change: &mut Change, round: &Stored<Round>) -> Result<(), Trouble> {
        if !round.body.state.is_alive() {
            return Ok(());
        }
        let today = self.today();
        let bound = self.bound(round.body.edition).await?;
        let works = self.store.pointing_at::<StepWork>("round", round.id).await?;
        let set = |it: &Stored<StepWork>| it.body.due.is_some_and(|day| about(day, today).is_some());
        // Most days there is nothing: then nothing more is read.
        if !has_days(&bound.model) && !works.iter().any(set) {
            return Ok(());
        }
        let mut participations = self.participations_of(round.id).await?;
        participations.retain(|it| it.body.capacity == Capacity::Participant && it.body.holds(today));
        let groups = self.groups_of(round.id).await?;
        let meetings = self.store.pointing_at::<Meeting>("round", round.id).await?;
        let ids: Vec<_> = meetings.iter().map(|it| it.id).collect();
        let handed = self.store.pointing_at_any::<HandIn>("meeting", ids).await?;
        let mut by_owner: BTreeMap<OrganisationId, Vec<Stored<StepWork>>> = BTreeMap::new();
        for it in works {
            by_owner.entry(it.body.organisation).or_default().push(it);
        }
        let mut parts = Vec::new();
        for Stored { body: it, .. } in &participations {
            let theirs = by_owner.remove(&it.organisation).unwrap_or_default();
            parts.push(Part::new((round, &bound), it, &groups, &meetings, &handed, theirs, today));
        }
        let due: Vec<Due<'_>> = parts.iter().flat_map(|part| due_in(part, today)).collect();
        // Who sees to what is read once, however many are reminded.
        let crew = self.crew(due.iter().map(|it| it.part.organisation()).collect()).await?;
        for it in &due {
            self.remind_of_task(change, &crew, it)?;
        }
        Ok(())
    }

    fn remind_of_task(&self, change: &mut Change, crew: &Crew, due: &Due<'_>) -> Result<(), Trouble> {
        let Due { part, item, by, late } = due;
        let (organisation, word) = (part.organisation(), if *late { "late" } else { "soon" });
        let once = format!("{JOB}:{}:{organisation}:{}/{}:{by}:{word}", part.round.id, item.step.id, item.task.id);
        // Who sees to a task and has left the organisation is not written to about it.
        let owner = item.work.and_then(|work| work.body.owner);
        let mut receivers = crew.of(organisation, |person, _| Some(person) == owner);
        if receivers.is_empty() {
            receivers = crew.of(organisation, |_, role| role == Role::Strategist);
        }
        for held in receivers {
            let letter = self.letter_about_work(held, part, item, *by, *late);
            let person = held.person.id;
            self.enqueue_letter_once(change, person, &letter, &format!("{once}:{person}"))?;
        }
        Ok(())
    }

    /// Who stands for these organisations today and can be written to.
    async fn crew(&self, places: BTreeSet<OrganisationId>) -> Result<Crew, Trouble> {
        let today = self.today();
        let mut held = self.store.list_of_any::<Assignment>(places).await?;
        held.retain(|it| it.body.holds(today));
        let ids: BTreeSet<PersonId> = held.iter().map(|it| it.body.person).collect();
        let mut persons = self.store.many::<Person>(ids.iter().copied()).await?;
        let mut crew = Crew::default();
        for account in self.store.pointing_at_any::<Account>("person", ids).await? {
            if !account.body.closed
                && let Some(person) = persons.remove(&account.body.person)
            {
                crew.people.insert(person.id, Held { person, account });
            }
        }
        for Stored { body: it, .. } in held {
            crew.standing.entry(it.organisation).or_default().push((it.person, it.role));
        }
        Ok(crew)
    }

    fn letter_about_work(&self, to: &Held, part: &Part, it: &Item<'_>, by: Date, late: bool) -> Letter {
        let person = &to.person.body;
        let address = format!("{}_{}_{}_{}", part.round.id, part.organisation(), it.step.id, it.task.id);
        let link = self.link(&path(person.language, Page::Steps, &address));
        let said = |lang: Lang| {
            let (step, task, day) = (told(&it.step.name, lang), told(&it.task.text, lang), day_said(by, lang));
            let round = &part.round.body.title;
            match (lang, late) {
                (Lang::Sv, false) => format!(
                    "I {round}, {step}, ska det här vara klart senast {day}:\n\n{task}\n\nHar ni gjort det, eller är det inte relevant för er? Skriv det här:\n{link}"
                ),
                (Lang::Sv, true) => format!(
                    "I {round}, {step}, skulle det här ha varit klart {day}:\n\n{task}\n\nSkriv hur långt ni har kommit, eller sätt en ny dag, här:\n{link}"
                ),
                (Lang::En, false) => format!(
                    "In {round}, {step}, this should be done by {day}:\n\n{task}\n\nHave you done it, or is it not relevant for you? Say so here:\n{link}"
                ),
                (Lang::En, true) => format!(
                    "In {round}, {step}, this should have been done by {day}:\n\n{task}\n\nSay how far you have come, or set another day, here:\n{link}"
                ),
            }
        };
        let [sv, en] = [Lang::Sv, Lang::En].map(|lang| told(&it.step.name, lang));
        let subject = if late {
            [format!("Skulle ha varit klart: {sv}"), format!("Should have been done: {en}")]
        } else {
            [format!("Snart dags: {sv}"), format!("Due soon: {en}")]
        };
        letter(person, &to.account.body.email, [&subject[0], &subject[1]], [said(Lang::Sv), said(Lang::En)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use method::Library;

    #[test]
    fn each_letter_has_its_days() {
        let last = date(2026, 3, 20);
        for (today, expected) in [
            (date(2026, 3, 16), None),
            (date(2026, 3, 17), Some(false)),
            (last, Some(false)),
            (date(2026, 3, 21), Some(true)),
            (date(2026, 4, 3), Some(true)),
            (date(2026, 4, 4), None),
        ] {
            assert_eq!(about(last, today), expected, "{today}");
        }
    }

    #[test]
    fn only_what_is_not_handed_in_has_days_of_its_own() {
        let library = Library::built_in();
        for model in library.models() {
            assert!(!has_days(model), "{}", model.id);
        }
        let mut model = library.model("modell-2023").unwrap().clone();
        let step = model.steps.iter_mut().find(|step| step.id.as_str() == "traff-styrning").unwrap();
        let task = step.tasks.iter_mut().find(|task| task.id.as_str() == "plan").unwrap();
        task.deadline = Some("plan".into());
        assert!(has_days(&model));
    }
}
