//! Why there is no arrangement, and what to relax.

use super::{Teller, rule};
use grouping::Rule;
use grouping::explain::{Contradiction, Demand, Proven, Relax, Relaxed, Scarce, Shortage, Standing};
use i18n::Lang;

/// More demands of one rule than this are not told one by one where all of them matter.
const MANY: usize = 5;

impl Teller {
    /// Whether the rules can hold, and why not: sentences.
    #[must_use]
    pub fn standing(&self, standing: &Standing) -> Vec<String> {
        match standing {
            Standing::Possible => {
                vec![
                    self.pick("Reglerna går att följa alla på en gång.", "The rules can all be kept at once.")
                        .to_owned(),
                ]
            }
            Standing::Impossible(contradiction) => self.contradiction(contradiction, &[]),
            Standing::Unknown => vec![
                self.pick(
                    "Det gick inte att avgöra i tid om alla regler går att följa på en gång.",
                    "It could not be told in time whether all rules can be kept at once.",
                )
                .to_owned(),
            ],
        }
    }

    /// That there are too few places, and why.
    #[must_use]
    pub fn shortage(&self, it: &Shortage) -> String {
        let [parties, wanted, groups, largest, places] =
            [it.parties, it.wanted, it.groups, it.largest, it.places()].map(|n| self.whole(n));
        let lead = match (it.wanted == it.parties, self.lang) {
            (true, Lang::Sv) => format!("Det finns {parties} deltagare men bara {places} platser"),
            (true, Lang::En) => format!("There are {parties} participants but only {places} places"),
            (false, Lang::Sv) => format!("Deltagarna tar {wanted} platser men det finns bara {places}"),
            (false, Lang::En) => format!("The participants take {wanted} places but there are only {places}"),
        };
        let one = it.groups == 1;
        let why = match (it.scarce, self.lang) {
            (Scarce::Groups, Lang::Sv) if one => format!("det får vara högst 1 grupp, med högst {largest}."),
            (Scarce::Groups, Lang::Sv) => format!("det får vara högst {groups} grupper, med högst {largest} i varje."),
            (Scarce::Groups, Lang::En) if one => format!("there may be at most 1 group, with at most {largest}."),
            (Scarce::Groups, Lang::En) => {
                format!("there may be at most {groups} groups, with at most {largest} in each.")
            }
            (Scarce::Mentors, Lang::Sv) if one => format!("mentorerna kan leda 1 grupp med högst {largest}."),
            (Scarce::Mentors, Lang::Sv) => format!("mentorerna kan leda {groups} grupper med högst {largest} i varje."),
            (Scarce::Mentors, Lang::En) if one => format!("the mentors can lead 1 group of at most {largest}."),
            (Scarce::Mentors, Lang::En) => format!("the mentors can lead {groups} groups of at most {largest} each."),
            (Scarce::Backing, Lang::Sv) => {
                format!("stödet till mentorer räcker till {groups} grupper, med högst {largest} i varje.")
            }
            (Scarce::Backing, Lang::En) => {
                format!("the backing for mentors is enough for {groups} groups, with at most {largest} in each.")
            }
        };
        format!("{lead}: {why}")
    }

    /// What contradicts what, and what is enough to relax; what groups cost then, of what was priced.
    #[must_use]
    pub fn contradiction(&self, it: &Contradiction, priced: &[Relaxed]) -> Vec<String> {
        let mut told = self.contradicts(it);
        told.extend(self.ways_out(it, priced));
        told
    }

    /// What contradicts what.
    #[must_use]
    pub fn contradicts(&self, it: &Contradiction) -> Vec<String> {
        let names: Vec<String> = it.rules.iter().map(|of| self.rule(*of)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let names = crate::words::list(&names, self.and());
        let names = if self.lang == Lang::En { names.replace('”', "\"") } else { names };
        let one = it.rules.len() == 1;
        let mut told = vec![match (it.rules.len(), self.lang) {
            (0, Lang::Sv) => {
                "Gruppernas storlek och mentorernas antal räcker inte till, vilka regler som än gäller.".to_owned()
            }
            (0, Lang::En) => {
                "The size of groups and the number of mentors do not suffice, whatever the rules.".to_owned()
            }
            (_, Lang::Sv) if one => {
                format!("Regeln {names} går inte att följa för alla med de grupper och mentorer som finns.")
            }
            (_, Lang::En) if one => {
                format!("The rule {names} cannot be kept for all with the groups and mentors there are.")
            }
            (_, Lang::Sv) => format!("De här reglerna går inte att följa på en gång: {names}."),
            (_, Lang::En) => format!("These rules cannot be kept at once: {names}."),
        }];
        told.extend(self.proven(it.proven).map(str::to_owned));
        // A rule that holds for all alike has been named; of one with many demands, all of them, that says enough.
        let many = |rule: Rule| it.demands.iter().filter(|it| it.rule() == rule).count() > MANY;
        let named = |demand: &&Demand| {
            let told_whole = it.whole.contains(&demand.rule()) && many(demand.rule());
            !matches!(demand, Demand::Rule { .. }) && !told_whole
        };
        told.extend(it.demands.iter().filter(named).map(|demand| self.demand(demand)));
        told
    }

    fn ways_out(&self, it: &Contradiction, priced: &[Relaxed]) -> Vec<String> {
        if !it.relax.is_empty() {
            let lead = self.pick("Något av det här räcker:", "Any one of these is enough:").to_owned();
            let price = |relax: &Relax| priced.iter().find(|it| it.relax == *relax);
            let way = |relax| price(relax).map_or_else(|| self.relax(relax), |it| self.relaxed(it));
            return std::iter::once(lead).chain(it.relax.iter().map(|it| format!("• {}", way(it)))).collect();
        }
        if !it.together.is_empty() {
            let lead =
                self.pick("Det här måste ni släppa på tillsammans:", "All of these have to be let go of together:");
            let all = it.together.iter().map(|demand| format!("• {}", self.let_go(demand)));
            return std::iter::once(lead.to_owned()).chain(all).collect();
        }
        vec![self.no_way_out(it.tried).to_owned()]
    }

    /// What to do where no single thing is enough (`tried`), or where that could not be told in time.
    #[must_use]
    pub const fn no_way_out(&self, tried: bool) -> &'static str {
        match (tried, self.lang) {
            (false, Lang::Sv) => {
                "Det hann inte avgöras vad som räcker att släppa på. Prova att stänga av en av reglerna i taget."
            }
            (false, Lang::En) => {
                "It could not be told in time what is enough to let go of. Try switching off one of the rules at a time."
            }
            (true, Lang::Sv) => {
                "Det räcker inte att släppa på en sak. Lägg till mentorer, ändra gruppernas storlek eller ta bort flera regler."
            }
            (true, Lang::En) => {
                "It is not enough to let go of one thing. Add mentors, change the size of groups or take several rules away."
            }
        }
    }

    const fn proven(&self, proven: Proven) -> Option<&'static str> {
        let (sv, en) = match proven {
            Proven::Smallest => return None,
            Proven::Irreducible => (
                "Inget av det kan tas bort utan att motsägelsen försvinner, men det kan finnas en kortare förklaring.",
                "None of it can be left out without the contradiction going away, but there may be a shorter explanation.",
            ),
            Proven::Contradictory => (
                "Det är säkert att det inte går, men allt som räknas upp behöver inte spela in.",
                "It is certain that it cannot be done, but not all that is listed need matter.",
            ),
        };
        Some(match self.lang {
            Lang::Sv => sv,
            Lang::En => en,
        })
    }

    /// One demand, in a sentence.
    #[must_use]
    pub fn demand(&self, demand: &Demand) -> String {
        match (demand, self.lang) {
            (Demand::Rule { rule: of }, _) => format!("{}.", rule(*of, self.lang)),
            (Demand::Pair { rule: of, pair }, lang) => {
                let two = self.list([pair.0.as_str(), pair.1.as_str()]);
                match (of, lang) {
                    (Rule::Conflict, Lang::Sv) => format!("Det råder jäv mellan {two}."),
                    (Rule::Conflict, Lang::En) => format!("There is a conflict of interest between {two}."),
                    (Rule::Apart, Lang::Sv) => format!("{two} ska vara isär."),
                    (Rule::Apart, Lang::En) => format!("{two} are to be apart."),
                    (_, Lang::Sv) => format!("{two} ska vara tillsammans."),
                    (_, Lang::En) => format!("{two} are to be together."),
                }
            }
            (Demand::Lock { lock }, lang) => {
                let who = self.list(lock.members.iter().map(String::as_str));
                match (&lock.mentor, lang) {
                    (Some(mentor), Lang::Sv) => {
                        format!("Det är bestämt för hand att {} leder {who}.", self.name(mentor))
                    }
                    (Some(mentor), Lang::En) => {
                        format!("It is settled by hand that {} leads {who}.", self.name(mentor))
                    }
                    (None, Lang::Sv) => format!("Det är bestämt för hand att {who} sitter i samma grupp."),
                    (None, Lang::En) => format!("It is settled by hand that {who} are in one group."),
                }
            }
            (Demand::Capacity { mentor }, Lang::Sv) => {
                format!("{} leder och stöder inte fler grupper än den har sagt.", self.name(mentor))
            }
            (Demand::Capacity { mentor }, Lang::En) => {
                format!("{} leads and backs no more groups than it has said.", self.name(mentor))
            }
            (Demand::Place { party }, Lang::Sv) => format!("{} ska ha en grupp.", self.name(party)),
            (Demand::Place { party }, Lang::En) => format!("{} is to have a group.", self.name(party)),
        }
    }

    /// What it is to let go of a demand.
    #[must_use]
    pub fn let_go(&self, demand: &Demand) -> String {
        match (demand, self.lang) {
            (Demand::Rule { rule: of }, _) => self.relax(&Relax::Off { rule: *of }),
            (Demand::Capacity { mentor }, Lang::Sv) => {
                format!("Låt {} leda eller stödja fler grupper.", self.name(mentor))
            }
            (Demand::Capacity { mentor }, Lang::En) => format!("Let {} lead or back more groups.", self.name(mentor)),
            (Demand::Place { party }, Lang::Sv) => format!("Låt {} vänta till nästa omgång.", self.name(party)),
            (Demand::Place { party }, Lang::En) => format!("Let {} wait for the next round.", self.name(party)),
            (other, Lang::Sv) => format!("Ta bort det här: {}", self.demand(other)),
            (other, Lang::En) => format!("Drop this: {}", self.demand(other)),
        }
    }

    /// What to relax, as advice.
    #[must_use]
    pub fn relax(&self, relax: &Relax) -> String {
        match (relax, self.lang) {
            (Relax::Drop { demand }, _) => self.let_go(demand),
            (Relax::Off { rule: of }, Lang::Sv) => format!("Stäng av regeln {}.", self.rule(*of)),
            (Relax::Off { rule: of }, Lang::En) => format!("Switch off the rule {}.", self.rule(*of)),
            (Relax::Longest { from, to }, Lang::Sv) => format!(
                "Låt den längsta vägen vara {} i stället för {}.",
                self.way(u64::from(*to)),
                self.way(u64::from(*from))
            ),
            (Relax::Longest { from, to }, Lang::En) => format!(
                "Let the longest way be {} instead of {}.",
                self.way(u64::from(*to)),
                self.way(u64::from(*from))
            ),
            (Relax::Largest { to }, Lang::Sv) => format!("Låt en grupp ha upp till {to} platser."),
            (Relax::Largest { to }, Lang::En) => format!("Let a group have up to {to} places."),
            (Relax::Smallest { to: 1 }, Lang::Sv) => "Tillåt grupper med en deltagare.".into(),
            (Relax::Smallest { to: 1 }, Lang::En) => "Allow groups of one.".into(),
            (Relax::Smallest { to }, Lang::Sv) => format!("Låt en grupp ha ner till {to} platser."),
            (Relax::Smallest { to }, Lang::En) => format!("Let a group have as few as {to} places."),
        }
    }

    /// What to relax, and what groups would cost then.
    #[must_use]
    pub fn relaxed(&self, it: &Relaxed) -> String {
        let relax = self.relax(&it.relax);
        match (&it.score, self.lang) {
            (Some(score), Lang::Sv) => format!("{relax} Då kostar grupperna {}.", self.points(score.total)),
            (Some(score), Lang::En) => format!("{relax} Then groups cost {}.", self.points(score.total)),
            (None, Lang::Sv) => format!("{relax} Vad grupperna kostar då hann inte räknas ut."),
            (None, Lang::En) => format!("{relax} What groups cost then could not be worked out in time."),
        }
    }
}
