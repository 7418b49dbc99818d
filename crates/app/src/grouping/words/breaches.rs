//! Why an arrangement is not allowed, one sentence a breach.

use super::Teller;
use grouping::{Breach, Pair, Problem};
use i18n::Lang;

impl Teller {
    /// What a group is called by its position: `Grupp 3`.
    #[must_use]
    pub fn group(&self, position: usize) -> String {
        format!("{} {}", self.pick("Grupp", "Group"), self.count(position + 1))
    }

    fn two(&self, pair: &Pair) -> String {
        self.list([pair.0.as_str(), pair.1.as_str()])
    }

    /// Why an arrangement is not allowed.
    #[must_use]
    pub fn breach(&self, problem: &Problem, breach: &Breach) -> String {
        match self.lang {
            Lang::Sv => self.breach_sv(problem, breach),
            Lang::En => self.breach_en(problem, breach),
        }
    }

    fn breach_sv(&self, problem: &Problem, breach: &Breach) -> String {
        match breach {
            Breach::Stranger { group: Some(group), id } => {
                format!(
                    "{}: {} kan inte stå här. Organisationen finns inte i omgången, eller har en annan roll.",
                    self.group(*group),
                    self.name(id)
                )
            }
            Breach::Stranger { group: None, id } => {
                format!("{} är utan grupp enligt indelningen men är ingen deltagare i omgången.", self.name(id))
            }
            Breach::Twice { id } => format!("{} står på två ställen.", self.name(id)),
            Breach::LeftOut { id } => format!("{} har ingen grupp.", self.name(id)),
            Breach::Size { group, seats, smallest, largest } => format!(
                "{} har {seats} {}, men ska ha {smallest} till {largest}.",
                self.group(*group),
                if *seats == 1 { "plats tagen" } else { "platser tagna" }
            ),
            Breach::NoMentor { group } => format!("{} har ingen mentor.", self.group(*group)),
            Breach::UnwantedMentor { group, id } => {
                format!("{} har {} som mentor, men grupperna ska inte ha någon.", self.group(*group), self.name(id))
            }
            Breach::NoSupport { group, mentor } => {
                format!("{}: ingen står bakom {} som mentor.", self.group(*group), self.name(mentor))
            }
            Breach::BacksNobody { group, id } => {
                format!(
                    "{}: {} kan inte stå bakom sig själv, eller bakom en grupp utan mentor.",
                    self.group(*group),
                    self.name(id)
                )
            }
            Breach::TooFar { group, pair, way, longest } => format!(
                "{}: mellan {} är det {}. Längst får det vara {}.",
                self.group(*group),
                self.two(pair),
                self.way(u64::from(*way)),
                self.way(u64::from(*longest))
            ),
            Breach::NoTheme { group } => format!("{}: deltagarna har inget tema gemensamt.", self.group(*group)),
            Breach::NoLanguage { group } => {
                format!("{}: de som träffas har inget språk gemensamt.", self.group(*group))
            }
            Breach::Mixed { group } => format!("{}: här sitter olika slags organisationer.", self.group(*group)),
            Breach::NoHost { group } => format!("{}: ingen kan ta emot alla de andra.", self.group(*group)),
            Breach::SameMentor { group, party, mentor } => {
                format!("{}: {} har redan haft {} som mentor.", self.group(*group), self.name(party), self.name(mentor))
            }
            Breach::Conflict { group, pair } => {
                format!("{}: det råder jäv mellan {}.", self.group(*group), self.two(pair))
            }
            Breach::NotApart { group, pair } => format!("{}: {} skulle vara isär.", self.group(*group), self.two(pair)),
            Breach::NotTogether { pair } => format!("{} skulle vara i samma grupp.", self.two(pair)),
            Breach::NotLocked { lock } => match self.lock(problem, *lock) {
                (members, Some(mentor)) => {
                    format!("Det är bestämt för hand att {mentor} leder {members}, men så är det inte.")
                }
                (members, None) => {
                    format!("Det är bestämt för hand att {members} sitter i samma grupp, men så är det inte.")
                }
            },
            Breach::LeadsTooMany { mentor, leads, most } => {
                format!("{} leder {leads} grupper, men kan leda högst {most}.", self.name(mentor))
            }
            Breach::BacksTooMany { mentor, backs, most } => {
                format!("{} står bakom {backs} grupper, men kan högst {most}.", self.name(mentor))
            }
            Breach::TooManyGroups { groups, most } => format!("Det är {groups} grupper, men får vara högst {most}."),
        }
    }

    fn breach_en(&self, problem: &Problem, breach: &Breach) -> String {
        match breach {
            Breach::Stranger { group: Some(group), id } => {
                format!(
                    "{}: {} cannot stand here. It is not in the round, or has another role.",
                    self.group(*group),
                    self.name(id)
                )
            }
            Breach::Stranger { group: None, id } => {
                format!("{} is left out by the arrangement but is no participant of the round.", self.name(id))
            }
            Breach::Twice { id } => format!("{} stands in two places.", self.name(id)),
            Breach::LeftOut { id } => format!("{} has no group.", self.name(id)),
            Breach::Size { group, seats, smallest, largest } => format!(
                "{} has {seats} {} taken, but should have {smallest} to {largest}.",
                self.group(*group),
                if *seats == 1 { "place" } else { "places" }
            ),
            Breach::NoMentor { group } => format!("{} has no mentor.", self.group(*group)),
            Breach::UnwantedMentor { group, id } => {
                format!("{} has {} as its mentor, but groups are to have none.", self.group(*group), self.name(id))
            }
            Breach::NoSupport { group, mentor } => {
                format!("{}: nobody backs {} as a mentor.", self.group(*group), self.name(mentor))
            }
            Breach::BacksNobody { group, id } => {
                format!("{}: {} cannot back itself, or a group without a mentor.", self.group(*group), self.name(id))
            }
            Breach::TooFar { group, pair, way, longest } => format!(
                "{}: between {} it is {}. At most it may be {}.",
                self.group(*group),
                self.two(pair),
                self.way(u64::from(*way)),
                self.way(u64::from(*longest))
            ),
            Breach::NoTheme { group } => format!("{}: the participants have no theme in common.", self.group(*group)),
            Breach::NoLanguage { group } => {
                format!("{}: those who meet have no language in common.", self.group(*group))
            }
            Breach::Mixed { group } => format!("{}: different kinds of organisations are in it.", self.group(*group)),
            Breach::NoHost { group } => format!("{}: nobody can receive all the others.", self.group(*group)),
            Breach::SameMentor { group, party, mentor } => {
                format!(
                    "{}: {} has had {} as its mentor before.",
                    self.group(*group),
                    self.name(party),
                    self.name(mentor)
                )
            }
            Breach::Conflict { group, pair } => {
                format!("{}: there is a conflict of interest between {}.", self.group(*group), self.two(pair))
            }
            Breach::NotApart { group, pair } => format!("{}: {} should be apart.", self.group(*group), self.two(pair)),
            Breach::NotTogether { pair } => format!("{} should be in the same group.", self.two(pair)),
            Breach::NotLocked { lock } => match self.lock(problem, *lock) {
                (members, Some(mentor)) => {
                    format!("It is settled by hand that {mentor} leads {members}, but that is not so.")
                }
                (members, None) => {
                    format!("It is settled by hand that {members} are in one group, but that is not so.")
                }
            },
            Breach::LeadsTooMany { mentor, leads, most } => {
                format!("{} leads {leads} groups, but can lead at most {most}.", self.name(mentor))
            }
            Breach::BacksTooMany { mentor, backs, most } => {
                format!("{} backs {backs} groups, but can back at most {most}.", self.name(mentor))
            }
            Breach::TooManyGroups { groups, most } => {
                format!("There are {groups} groups, but there may be at most {most}.")
            }
        }
    }

    /// Who is locked together, and led by whom.
    fn lock(&self, problem: &Problem, lock: usize) -> (String, Option<String>) {
        let lock = problem.ask().relations.locks.get(lock);
        let members = lock.map(|it| self.list(it.members.iter().map(String::as_str))).unwrap_or_default();
        (members, lock.and_then(|it| it.mentor.as_deref()).map(|it| self.name(it).to_owned()))
    }
}
