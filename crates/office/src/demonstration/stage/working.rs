//! How far each has come with the steps: done, under way, looked at, nothing for them.

use method::{Library, When};
use programme::{Evidence, Role, RoundId, StepWork, StepWorkId, Visibility, WorkState};

use super::{MODEL, Stage, shown::Shown};
use crate::{Trouble, steps::tasks_of};

/// The form a model ends with.
const REPORT: &str = "slutrapport";

/// What an organisation has done with a task.
struct Work {
    step: &'static str,
    task: &'static str,
    state: WorkState,
    owner: Option<Role>,
    /// Days from today to the own last day.
    due: Option<i64>,
    /// Days from today to when it was done.
    done: Option<i64>,
    why: Option<&'static str>,
    shown: &'static [Shown],
}

const fn work(step: &'static str, task: &'static str, state: WorkState) -> Work {
    Work { step, task, state, owner: None, due: None, done: None, why: None, shown: &[] }
}

const fn done(step: &'static str, task: &'static str, owner: Role, days: i64, shown: &'static [Shown]) -> Work {
    Work { owner: Some(owner), done: Some(days), shown, ..work(step, task, WorkState::Done) }
}

const fn under_way(step: &'static str, task: &'static str, owner: Role, due: i64, shown: &'static [Shown]) -> Work {
    Work { owner: Some(owner), due: Some(due), shown, ..work(step, task, WorkState::UnderWay) }
}

const fn looked_at(step: &'static str, task: &'static str, owner: Role) -> Work {
    Work { owner: Some(owner), ..work(step, task, WorkState::LookedAt) }
}

const fn not_for_us(step: &'static str, task: &'static str, why: &'static str) -> Work {
    Work { why: Some(why), ..work(step, task, WorkState::NotRelevant) }
}

/// Nobody has begun, but somebody is to see to it by a day.
const fn asked(step: &'static str, task: &'static str, owner: Role, due: i64) -> Work {
    Work { owner: Some(owner), due: Some(due), ..work(step, task, WorkState::Untouched) }
}

/// Ahead: it has met once and prepares for the second time.
const LAXMORA: [Work; 32] = [
    done("webbkurs", "ga-kursen", Role::Strategist, -205, &[]),
    done(
        "uppstart",
        "utse",
        Role::Manager,
        -215,
        &[Shown::Decision(
            "Kommunstyrelsen utser laget och sätter av tjugo procent av strategens tid.",
            -230,
            "KS § 112",
        )],
    ),
    done("uppstart", "fakta", Role::Strategist, -212, &[]),
    done("uppstart", "samtal", Role::Politician, -190, &[]),
    done(
        "uppstart",
        "kommunikation",
        Role::Strategist,
        -186,
        &[Shown::Page("https://laxmora.example/jamna-laxmora", "Jämna Laxmora: så arbetar vi")],
    ),
    done("strategtraff-styrning", "fragor", Role::Strategist, -150, &[]),
    done("strategtraff-styrning", "forankra", Role::Strategist, -144, &[]),
    done("traff-styrning", "sjalvskattning", Role::Strategist, -110, &[]),
    done("traff-styrning", "film", Role::Politician, -120, &[]),
    looked_at("traff-styrning", "vagledning", Role::Manager),
    done(
        "traff-styrning",
        "nulage",
        Role::Strategist,
        -112,
        &[Shown::Paper("Styrkedjan i Laxmora.txt", Visibility::Group)],
    ),
    done(
        "traff-styrning",
        "siffror",
        Role::KeyPerson,
        -115,
        &[Shown::Figure("N21704", Some(2022)), Shown::Figure("N00206", None)],
    ),
    done(
        "traff-styrning",
        "omraden",
        Role::Politician,
        -108,
        &[Shown::Decision("Vi börjar med budgetprocessen och med biståndsbesluten i hemtjänsten.", -108, "KSAU § 41")],
    ),
    not_for_us(
        "traff-styrning",
        "intressenter",
        "Vi gjorde en genomgång av vilka som berörs inför det politiska beslutet, och den håller än.",
    ),
    done("traff-styrning", "presentation", Role::Strategist, -108, &[]),
    done("traff-styrning", "las-andras", Role::Manager, -102, &[]),
    done("traff-styrning", "jamfor", Role::Strategist, -100, &[]),
    done("traff-styrning", "ideer", Role::Strategist, -100, &[]),
    done(
        "traff-styrning",
        "plan",
        Role::Strategist,
        -93,
        &[Shown::Paper("Plan till nästa träff.txt", Visibility::Own)],
    ),
    looked_at("traff-styrning", "aterkoppling", Role::Politician),
    done("hemma-styrning", "valj-omrade", Role::Politician, -92, &[]),
    done("hemma-styrning", "fakta", Role::KeyPerson, -88, &[Shown::Figure("N21704", None)]),
    done(
        "hemma-styrning",
        "orsaker",
        Role::Strategist,
        -66,
        &[Shown::Paper("Samtal med biståndshandläggare.txt", Visibility::Own)],
    ),
    done("hemma-styrning", "planera-test", Role::Manager, -62, &[]),
    under_way("hemma-styrning", "testa", Role::Manager, 25, &[]),
    asked("hemma-styrning", "studera", Role::Strategist, 32),
    under_way(
        "hemma-styrning",
        "beratta",
        Role::Politician,
        40,
        &[Shown::Page("https://laxmora.example/nytt/hemtjanst-i-tid", "Hemtjänst i tid för alla")],
    ),
    done("strategtraff-forbattring", "fragor", Role::Strategist, -30, &[]),
    under_way("strategtraff-forbattring", "forankra", Role::Strategist, 6, &[]),
    under_way("traff-forbattring", "sjalvskattning", Role::Strategist, 5, &[]),
    done("traff-forbattring", "presentation", Role::Strategist, -1, &[]),
    asked("traff-forbattring", "las-andras", Role::Manager, 8),
];

const RAGKOPING: [Work; 17] = [
    done("webbkurs", "ga-kursen", Role::Strategist, -196, &[]),
    done("uppstart", "utse", Role::Manager, -210, &[]),
    done("traff-styrning", "sjalvskattning", Role::Strategist, -109, &[]),
    done("traff-styrning", "nulage", Role::Manager, -106, &[]),
    done("traff-styrning", "siffror", Role::Strategist, -107, &[Shown::Figure("U09808", None)]),
    looked_at("traff-styrning", "film", Role::Manager),
    not_for_us(
        "traff-styrning",
        "las-andras",
        "Laxmoras underlag kom samma morgon. Vi gick igenom det tillsammans på träffen i stället.",
    ),
    done("traff-styrning", "jamfor", Role::Strategist, -100, &[]),
    done(
        "traff-styrning",
        "plan",
        Role::Strategist,
        -84,
        &[Shown::Decision(
            "Kultur- och fritidsnämnden ska få föreningsbidragen redovisade för flickor och pojkar.",
            -84,
            "KFN § 18",
        )],
    ),
    done("hemma-styrning", "valj-omrade", Role::Politician, -90, &[]),
    done(
        "hemma-styrning",
        "fakta",
        Role::Strategist,
        -70,
        &[Shown::Paper("Föreningsbidrag per aktivitet.txt", Visibility::Group)],
    ),
    under_way("hemma-styrning", "orsaker", Role::Strategist, 12, &[]),
    asked("hemma-styrning", "planera-test", Role::Manager, 14),
    done("hemma-styrning", "studera", Role::Strategist, -6, &[]),
    looked_at("hemma-styrning", "kompetens", Role::Manager),
    done("traff-forbattring", "sjalvskattning", Role::Strategist, -4, &[]),
    done("traff-forbattring", "summera", Role::Politician, -3, &[]),
];

/// It has lost somebody to compare with, and goes on.
const SKARKOPING: [Work; 12] = [
    done("webbkurs", "ga-kursen", Role::Manager, -180, &[]),
    done("traff-styrning", "sjalvskattning", Role::Strategist, -66, &[]),
    done("traff-styrning", "nulage", Role::Strategist, -67, &[]),
    done(
        "traff-styrning",
        "siffror",
        Role::Strategist,
        -68,
        &[Shown::Figure("N00938", None), Shown::Figure("N00090", Some(2022))],
    ),
    looked_at("traff-styrning", "intressenter", Role::Strategist),
    done(
        "traff-styrning",
        "omraden",
        Role::Politician,
        -62,
        &[Shown::Decision(
            "Sjukfrånvaron bland undersköterskor går först. Snöröjningen prövas i vinter.",
            -62,
            "KS § 7",
        )],
    ),
    done("hemma-styrning", "valj-omrade", Role::Manager, -55, &[]),
    done(
        "hemma-styrning",
        "orsaker",
        Role::Strategist,
        -48,
        &[Shown::Page("https://skarkoping.example/arbetsmiljo/fem-fragor", "Fem frågor efter fjorton dagar")],
    ),
    under_way("hemma-styrning", "testa", Role::Manager, 30, &[]),
    done(
        "hemma-styrning",
        "studera",
        Role::Strategist,
        -12,
        &[Shown::Paper("Snöröjningen, en utvärdering.txt", Visibility::Group)],
    ),
    not_for_us(
        "hemma-styrning",
        "sakra",
        "Det vi prövade i snöröjningen säkrar vi inte, och testet om sjukfrånvaron är inte klart.",
    ),
    asked("hemma-styrning", "beratta", Role::Politician, 45),
];

const TANGKOPING: [Work; 7] = [
    done("webbkurs", "ga-kursen", Role::Strategist, -175, &[]),
    done("traff-styrning", "sjalvskattning", Role::Strategist, -63, &[]),
    under_way("traff-styrning", "nulage", Role::Strategist, 21, &[]),
    looked_at("traff-styrning", "siffror", Role::Manager),
    done("hemma-styrning", "valj-omrade", Role::Manager, -40, &[]),
    done("hemma-styrning", "fakta", Role::Strategist, -33, &[Shown::Figure("N03920", Some(2022))]),
    asked("hemma-styrning", "orsaker", Role::Strategist, 18),
];

/// Late: the first meeting has a day at last.
const SLATTKOPING: [Work; 3] = [
    done("webbkurs", "ga-kursen", Role::Strategist, -60, &[]),
    looked_at("uppstart", "fakta", Role::Strategist),
    under_way("traff-styrning", "nulage", Role::Strategist, 30, &[]),
];

impl Stage<'_> {
    /// The work of everybody: in the round that is over, and in the running one.
    pub(super) fn work(&mut self, before: RoundId, round: RoundId) -> Result<(), Trouble> {
        for name in ["Älvhamra kommun", "Strömhärads kommun", "Klöverhamra kommun"] {
            self.all_done(before, name)?;
        }
        self.works(round, "Laxmora kommun", &LAXMORA)?;
        self.works(round, "Rågköpings kommun", &RAGKOPING)?;
        self.works(round, "Skärköpings kommun", &SKARKOPING)?;
        self.works(round, "Tångköpings kommun", &TANGKOPING)?;
        self.works(round, "Slättköpings kommun", &SLATTKOPING)
    }

    /// Everything that the model asks of who takes part, done step after step.
    fn all_done(&mut self, round: RoundId, name: &str) -> Result<(), Trouble> {
        let organisation = self.place(name)?;
        let owner = self.person(organisation, &[Role::Strategist, Role::Mentor]).map(|(person, _)| person);
        let model = Library::built_in().model(MODEL).ok_or(Trouble::Missing("model"))?;
        for (place, step) in (0_i64..).zip(&model.steps) {
            for task in tasks_of(model, step) {
                let days = -980 + 50 * place + if task.when == When::Before { 0 } else { 20 };
                let material = task.fills.as_ref().and_then(|id| model.material(id.as_str()));
                let form = material.and_then(|it| it.form.as_ref()).map(|id| id.as_str());
                let report = form.filter(|id| *id == REPORT);
                let body = StepWork {
                    state: WorkState::Done,
                    owner,
                    done: Some(self.day(days)),
                    evidence: report.map(|form| Evidence::Form { form: form.into() }).into_iter().collect(),
                    ..StepWork::untouched(round, organisation, step.id.as_str(), task.id.as_str())
                };
                let id: StepWorkId = self.office.id();
                self.change.insert(id, &body)?;
            }
        }
        Ok(())
    }

    fn works(&mut self, round: RoundId, name: &str, works: &[Work]) -> Result<(), Trouble> {
        let organisation = self.place(name)?;
        for it in works {
            let evidence = self.behind(name, it.shown)?;
            let owner = it.owner.and_then(|role| self.person(organisation, &[role])).map(|(person, _)| person);
            let body = StepWork {
                round,
                organisation,
                step: it.step.into(),
                task: it.task.into(),
                state: it.state,
                why: it.why.map(str::to_owned),
                owner,
                due: it.due.map(|days| self.day(days)),
                done: it.done.map(|days| self.day(days)),
                evidence,
                joint: None,
            };
            let id: StepWorkId = self.office.id();
            self.change.insert(id, &body)?;
        }
        Ok(())
    }
}
