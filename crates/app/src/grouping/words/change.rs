//! What an edit by hand costs, why one cannot be made, and what differs between two arrangements.

use super::{Teller, wish};
use grouping::explain::{Changed, Costs, Difference, Edit, EditFault, Where};
use grouping::{Group, Problem};
use i18n::Lang;

impl Teller {
    /// What an edit does, as advice or heading.
    #[must_use]
    pub fn edit(&self, edit: &Edit) -> String {
        match (edit, self.lang) {
            (Edit::Move { who, to: Where::With(with) }, Lang::Sv) => {
                format!("Flytta {} till gruppen med {}.", self.name(who), self.name(with))
            }
            (Edit::Move { who, to: Where::With(with) }, Lang::En) => {
                format!("Move {} to the group with {}.", self.name(who), self.name(with))
            }
            (Edit::Move { who, to: Where::Own }, Lang::Sv) => format!("Ge {} en egen grupp.", self.name(who)),
            (Edit::Move { who, to: Where::Own }, Lang::En) => format!("Give {} a group of its own.", self.name(who)),
            (Edit::Move { who, to: Where::Out }, Lang::Sv) => format!("Ta {} ur sin grupp.", self.name(who)),
            (Edit::Move { who, to: Where::Out }, Lang::En) => format!("Take {} out of its group.", self.name(who)),
            (Edit::Swap { one, other }, Lang::Sv) => {
                format!("Låt {} och {} byta plats.", self.name(one), self.name(other))
            }
            (Edit::Swap { one, other }, Lang::En) => {
                format!("Let {} and {} change places.", self.name(one), self.name(other))
            }
            (Edit::Mentor { of, mentor: Some(mentor) }, Lang::Sv) => {
                format!("Låt {} leda gruppen med {}.", self.name(mentor), self.name(of))
            }
            (Edit::Mentor { of, mentor: Some(mentor) }, Lang::En) => {
                format!("Let {} lead the group with {}.", self.name(mentor), self.name(of))
            }
            (Edit::Mentor { of, mentor: None }, Lang::Sv) => {
                format!("Ta bort mentorn från gruppen med {}.", self.name(of))
            }
            (Edit::Mentor { of, mentor: None }, Lang::En) => {
                format!("Take the mentor from the group with {}.", self.name(of))
            }
            (Edit::Support { of, support: Some(support) }, Lang::Sv) => {
                format!("Låt {} stå bakom mentorn i gruppen med {}.", self.name(support), self.name(of))
            }
            (Edit::Support { of, support: Some(support) }, Lang::En) => {
                format!("Let {} back the mentor of the group with {}.", self.name(support), self.name(of))
            }
            (Edit::Support { of, support: None }, Lang::Sv) => {
                format!("Ta bort den som står bakom mentorn i gruppen med {}.", self.name(of))
            }
            (Edit::Support { of, support: None }, Lang::En) => {
                format!("Take away who backs the mentor of the group with {}.", self.name(of))
            }
            (Edit::Lock { of }, Lang::Sv) => format!("Lås gruppen med {}.", self.name(of)),
            (Edit::Lock { of }, Lang::En) => format!("Lock the group with {}.", self.name(of)),
            (Edit::Unlock { of }, Lang::Sv) => format!("Lås upp gruppen med {}.", self.name(of)),
            (Edit::Unlock { of }, Lang::En) => format!("Unlock the group with {}.", self.name(of)),
            (Edit::Dissolve { of }, Lang::Sv) => format!("Upplös gruppen med {}.", self.name(of)),
            (Edit::Dissolve { of }, Lang::En) => format!("Dissolve the group with {}.", self.name(of)),
        }
    }

    /// Why an edit cannot be made.
    #[must_use]
    pub fn edit_fault(&self, fault: &EditFault) -> String {
        match (fault, self.lang) {
            (EditFault::NoParty { id }, Lang::Sv) => format!("{} är ingen deltagare i omgången.", self.name(id)),
            (EditFault::NoParty { id }, Lang::En) => format!("{} is no participant of the round.", self.name(id)),
            (EditFault::NoMentor { id }, Lang::Sv) => format!("{} är ingen mentor i omgången.", self.name(id)),
            (EditFault::NoMentor { id }, Lang::En) => format!("{} is no mentor of the round.", self.name(id)),
            (EditFault::NoGroup { id }, Lang::Sv) => format!("{} har ingen grupp.", self.name(id)),
            (EditFault::NoGroup { id }, Lang::En) => format!("{} has no group.", self.name(id)),
            (EditFault::Nothing, Lang::Sv) => "Så är det redan.".into(),
            (EditFault::Nothing, Lang::En) => "It is so already.".into(),
            (EditFault::BacksItself { id }, Lang::Sv) => {
                format!("{} kan inte både leda gruppen och stå bakom dess mentor.", self.name(id))
            }
            (EditFault::BacksItself { id }, Lang::En) => {
                format!("{} cannot both lead the group and back its mentor.", self.name(id))
            }
            (EditFault::NobodyToBack, Lang::Sv) => "Gruppen har ingen mentor att stå bakom.".into(),
            (EditFault::NobodyToBack, Lang::En) => "The group has no mentor to back.".into(),
        }
    }

    /// What comes of an edit: what it costs, for whom, and what is no longer allowed.
    #[must_use]
    pub fn changed(&self, problem: &Problem, changed: &Changed) -> Vec<String> {
        let mut told = self.costs(&changed.costs);
        told.extend(changed.new.iter().map(|it| self.breach(problem, it)));
        told
    }

    /// More, less or as much: `123 poäng mer`.
    fn by(&self, by: i64) -> String {
        let points = self.points(by.abs());
        match (by, self.lang) {
            (0, Lang::Sv) => "lika mycket".into(),
            (0, Lang::En) => "as much".into(),
            (1.., Lang::Sv) => format!("{points} mer"),
            (1.., Lang::En) => format!("{points} more"),
            (_, Lang::Sv) => format!("{points} mindre"),
            (_, Lang::En) => format!("{points} less"),
        }
    }

    /// What differs in cost: in all, by wish, for whom most.
    #[must_use]
    pub fn costs(&self, costs: &Costs) -> Vec<String> {
        let total = self.by(costs.total.by());
        let mut told = vec![match self.lang {
            Lang::Sv => format!("Det kostar {total}."),
            Lang::En => format!("It costs {total}."),
        }];
        let wishes: Vec<String> = costs
            .wishes
            .iter()
            .filter(|(_, shift)| shift.by() != 0)
            .map(|(of, shift)| format!("{} {}", crate::words::small(wish(*of, self.lang)), self.by(shift.by())))
            .collect();
        if !wishes.is_empty() {
            told.push(format!("{}: {}.", self.pick("Av det", "Of that"), wishes.join(", ")));
        }
        for (who, sv, en) in
            [(&costs.loses, "Utan grupp blir", "Left without a group"), (&costs.gains, "Får en grupp", "Gets a group")]
        {
            if !who.is_empty() {
                told.push(format!("{}: {}.", self.pick(sv, en), self.ids(who)));
            }
        }
        for (better, sv, en) in [(true, "Bättre får det", "Better off"), (false, "Sämre får det", "Worse off")] {
            let mut who: Vec<(&String, i64)> = costs.parties.iter().map(|(id, shift)| (id, shift.by())).collect();
            who.retain(|(_, by)| *by != 0 && (*by < 0) == better);
            who.sort_by_key(|(id, by)| (std::cmp::Reverse(by.abs()), *id));
            let named: Vec<String> =
                who.iter().take(5).map(|(id, by)| format!("{} ({})", self.name(id), self.points(by.abs()))).collect();
            if !named.is_empty() {
                let rest = if who.len() > named.len() { self.pick(" med flera", " and others") } else { "" };
                told.push(format!("{}: {}{rest}.", self.pick(sv, en), named.join(", ")));
            }
        }
        told
    }

    /// What differs between two arrangements.
    #[must_use]
    pub fn difference(&self, difference: &Difference) -> Vec<String> {
        if difference.is_empty() {
            return vec![self.pick("De två är samma indelning.", "The two are the same arrangement.").to_owned()];
        }
        let group = |it: &Group| self.seated(&it.members, it.mentor.as_deref(), it.support.as_deref());
        let same = difference.same.len();
        let mut told = vec![match self.lang {
            Lang::Sv => format!("{} {} är lika i båda.", self.count(same), if same == 1 { "grupp" } else { "grupper" }),
            Lang::En => {
                format!("{} {} the same in both.", self.count(same), if same == 1 { "group is" } else { "groups are" })
            }
        }];
        let lead = |words: &str, it: &Group| format!("{words}: {}", group(it));
        let first = self.pick("Bara i den första", "Only in the first");
        let second = self.pick("Bara i den andra", "Only in the second");
        let led = self.pick("Samma deltagare, men i den andra", "The same participants, but in the second");
        told.extend(difference.gone.iter().map(|it| lead(first, it)));
        told.extend(difference.new.iter().map(|it| lead(second, it)));
        told.extend(difference.led.iter().map(|it| lead(led, &it.after)));
        told.extend(self.costs(&difference.costs));
        let (before, after) =
            (self.way(difference.ways.before.unsigned_abs()), self.way(difference.ways.after.unsigned_abs()));
        told.push(match self.lang {
            Lang::Sv => format!("Alla vägar tillsammans: {before} i den första, {after} i den andra."),
            Lang::En => format!("All ways together: {before} in the first, {after} in the second."),
        });
        told
    }
}
