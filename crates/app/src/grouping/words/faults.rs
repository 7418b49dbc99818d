//! What is wrong with what is asked, and what to do.

use super::{Teller, wish};
use grouping::{Fault, List};
use i18n::Lang;

/// Which row of which list a fault is about, from 1.
#[must_use]
pub const fn row_of(fault: &Fault) -> Option<(List, usize)> {
    match fault {
        Fault::NoId { list, row }
        | Fault::Twice { list, row, .. }
        | Fault::Unknown { list, row, .. }
        | Fault::WithItself { list, row, .. }
        | Fault::WrongRole { list, row, .. }
        | Fault::BadPlace { list, row, .. }
        | Fault::NoPlace { list, row, .. }
        | Fault::BadScore { list, row, .. } => Some((*list, *row)),
        Fault::EmptyLock { row } => Some((List::Locks, *row)),
        Fault::LongLeg { row, .. } => Some((List::Legs, *row)),
        Fault::BadSeats { row, .. } => Some((List::Parties, *row)),
        Fault::NoCapacity { row, .. } => Some((List::Mentors, *row)),
        Fault::Nobody
        | Fault::TooMany { .. }
        | Fault::NoLegs { .. }
        | Fault::BadShape { .. }
        | Fault::TooHeavy { .. }
        | Fault::DearLeftOut { .. }
        | Fault::NoMentors => None,
    }
}

impl Teller {
    /// What a list is called in a sentence.
    #[must_use]
    pub const fn list_name(&self, list: List) -> &'static str {
        let (sv, en) = match list {
            List::Parties => ("organisationerna", "the organisations"),
            List::Mentors => ("mentorerna", "the mentors"),
            List::Conflicts => ("jäv", "conflicts of interest"),
            List::Together => ("ska vara tillsammans", "to be together"),
            List::Apart => ("ska vara isär", "to be apart"),
            List::Locks => ("bestämt för hand", "settled by hand"),
            List::Legs => ("restiderna", "the ways"),
        };
        match self.lang {
            Lang::Sv => sv,
            Lang::En => en,
        }
    }

    /// What there is too much of.
    const fn many(&self, list: List) -> &'static str {
        let (sv, en) = match list {
            List::Parties => ("organisationer", "organisations"),
            List::Mentors => ("mentorer", "mentors"),
            List::Conflicts => ("par med jäv", "pairs with a conflict of interest"),
            List::Together => ("par som ska vara tillsammans", "pairs to be together"),
            List::Apart => ("par som ska vara isär", "pairs to be apart"),
            List::Locks => ("saker bestämda för hand", "things settled by hand"),
            List::Legs => ("sträckor bland restiderna", "ways with a time"),
        };
        match self.lang {
            Lang::Sv => sv,
            Lang::En => en,
        }
    }

    /// A fault in what was asked: what is wrong and what to do. Where it stands is told beside it.
    #[must_use]
    pub fn fault(&self, fault: &Fault) -> String {
        match self.lang {
            Lang::Sv => self.fault_sv(fault),
            Lang::En => self.fault_en(fault),
        }
    }

    fn fault_sv(&self, fault: &Fault) -> String {
        match fault {
            Fault::Nobody => "Det finns ingen att bilda grupper av. Lägg till minst två deltagare.".into(),
            Fault::TooMany { list, most, there } => format!(
                "Det är {} {}, men det går att räkna på högst {}. Dela upp omgången.",
                self.count(*there),
                self.many(*list),
                self.count(*most)
            ),
            Fault::NoId { .. } => "Raden säger inte vem det gäller. Ange kod eller namn.".into(),
            Fault::Twice { id, .. } => format!(
                "{} står med två gånger. En organisation är antingen deltagare eller mentor, och bara en gång.",
                self.name(id)
            ),
            Fault::Unknown { id, list, .. } => format!(
                "{} nämns under {} men finns inte bland deltagare och mentorer. Lägg till organisationen eller ta bort uppgiften.",
                self.name(id),
                self.list_name(*list)
            ),
            Fault::WithItself { id, list, .. } => format!(
                "{} står i par med sig själv under {}. Ett par är två olika organisationer.",
                self.name(id),
                self.list_name(*list)
            ),
            Fault::WrongRole { id, list, .. } => format!(
                "{} har fel roll under {}. Två mentorer kan inte sitta i samma grupp, en mentor är ingen deltagare och en deltagare leder ingen grupp.",
                self.name(id),
                self.list_name(*list)
            ),
            Fault::EmptyLock { .. } => "Något är bestämt för hand utan att någon deltagare nämns. Ange minst en.".into(),
            Fault::BadPlace { id, .. } => format!(
                "{} ligger inte på jorden. Latitud går från −90 till 90 och longitud från −180 till 180.",
                self.name(id)
            ),
            Fault::NoPlace { id, .. } => format!(
                "Det är inte känt var {} ligger, men vägar räknas. Ange kommunkod eller lat och lon, lämna in en restidsmatris, eller sätt vikten för korta vägar till 0.",
                self.name(id)
            ),
            Fault::NoLegs { pairs, all } => format!(
                "Restidsmatrisen saknar {} {}: {}. Lägg till {}.",
                self.count(*all),
                if *all == 1 { "sträcka" } else { "sträckor" },
                self.pairs(pairs, *all),
                if *all == 1 { "den" } else { "dem" }
            ),
            Fault::LongLeg { value, most, .. } => format!(
                "En sträcka på {} är längre än någon i landet. Den får vara högst {}.",
                self.way(u64::from(*value)),
                self.way(u64::from(*most))
            ),
            Fault::BadSeats { id, seats, largest, .. } => format!(
                "{} tar {seats} platser. Den ska ta minst en och högst så många som finns i en grupp, {largest}.",
                self.name(id)
            ),
            Fault::NoCapacity { id, .. } => format!(
                "{} är mentor men varken leder eller stöder någon grupp. Ange hur många grupper den kan leda eller stödja, eller ta bort den.",
                self.name(id)
            ),
            Fault::BadScore { id, area, score, .. } => {
                format!("{} har {score} i {area}. Ett värde går från 0 till 100.", self.name(id))
            }
            Fault::BadShape { smallest, largest, most } => format!(
                "En grupp kan inte ha från {smallest} till {largest} platser. Minst en, och högst {most}, med det minsta först."
            ),
            Fault::TooHeavy { wish: of, weight, most } => format!(
                "Önskemålet ”{}” väger {}. Högst {} går att räkna med; 0 stänger av det.",
                wish(*of, self.lang),
                self.whole(u64::from(*weight)),
                self.whole(u64::from(*most))
            ),
            Fault::DearLeftOut { points, most } => format!(
                "Att någon blir utan grupp kostar {} poäng. Högst {} går att räkna med.",
                self.whole(u64::from(*points)),
                self.whole(u64::from(*most))
            ),
            Fault::NoMentors => {
                "Varje grupp ska ha en mentor, men ingen mentor kan leda någon. Lägg till mentorer, eller bilda grupper utan.".into()
            }
        }
    }

    fn fault_en(&self, fault: &Fault) -> String {
        match fault {
            Fault::Nobody => "There is nobody to form groups of. Add at least two participants.".into(),
            Fault::TooMany { list, most, there } => format!(
                "There are {} {}, but at most {} can be worked on. Divide the round.",
                self.count(*there),
                self.many(*list),
                self.count(*most)
            ),
            Fault::NoId { .. } => "The row does not say whom it is about. State a code or a name.".into(),
            Fault::Twice { id, .. } => format!(
                "{} is there twice. An organisation is either a participant or a mentor, and only once.",
                self.name(id)
            ),
            Fault::Unknown { id, list, .. } => format!(
                "{} is named under {} but is not among participants and mentors. Add the organisation or take that away.",
                self.name(id),
                self.list_name(*list)
            ),
            Fault::WithItself { id, list, .. } => format!(
                "{} is paired with itself under {}. A pair is two different organisations.",
                self.name(id),
                self.list_name(*list)
            ),
            Fault::WrongRole { id, list, .. } => format!(
                "{} has the wrong role under {}. Two mentors cannot be in one group, a mentor is no participant, and a participant leads no group.",
                self.name(id),
                self.list_name(*list)
            ),
            Fault::EmptyLock { .. } => {
                "Something is settled by hand without naming a participant. Name at least one.".into()
            }
            Fault::BadPlace { id, .. } => format!(
                "{} is not on the earth. Latitude goes from −90 to 90 and longitude from −180 to 180.",
                self.name(id)
            ),
            Fault::NoPlace { id, .. } => format!(
                "It is not known where {} lies, but ways count. State a municipality code or lat and lon, hand in a matrix of ways, or set the weight of short ways to 0.",
                self.name(id)
            ),
            Fault::NoLegs { pairs, all } => format!(
                "The matrix of ways lacks {} {}: {}. Add {}.",
                self.count(*all),
                if *all == 1 { "way" } else { "ways" },
                self.pairs(pairs, *all),
                if *all == 1 { "it" } else { "them" }
            ),
            Fault::LongLeg { value, most, .. } => format!(
                "A way of {} is longer than any in the country. It may be at most {}.",
                self.way(u64::from(*value)),
                self.way(u64::from(*most))
            ),
            Fault::BadSeats { id, seats, largest, .. } => format!(
                "{} takes {seats} places. It should take at least one and at most as many as there are in a group, {largest}.",
                self.name(id)
            ),
            Fault::NoCapacity { id, .. } => format!(
                "{} is a mentor but neither leads nor backs a group. State how many groups it can lead or back, or take it away.",
                self.name(id)
            ),
            Fault::BadScore { id, area, score, .. } => {
                format!("{} has {score} in {area}. A score goes from 0 to 100.", self.name(id))
            }
            Fault::BadShape { smallest, largest, most } => format!(
                "A group cannot have from {smallest} to {largest} places. At least one, and at most {most}, the smallest first."
            ),
            Fault::TooHeavy { wish: of, weight, most } => format!(
                "The wish “{}” weighs {}. At most {} can be reckoned with; 0 switches it off.",
                wish(*of, self.lang),
                self.whole(u64::from(*weight)),
                self.whole(u64::from(*most))
            ),
            Fault::DearLeftOut { points, most } => format!(
                "To leave somebody out costs {} points. At most {} can be reckoned with.",
                self.whole(u64::from(*points)),
                self.whole(u64::from(*most))
            ),
            Fault::NoMentors => {
                "Each group is to have a mentor, but no mentor can lead one. Add mentors, or form groups without."
                    .into()
            }
        }
    }

    /// The first pairs, and that there are more.
    fn pairs(&self, pairs: &[(String, String)], all: usize) -> String {
        let named: Vec<String> =
            pairs.iter().take(5).map(|(a, b)| format!("{}–{}", self.name(a), self.name(b))).collect();
        let rest = if all > named.len() { self.pick(" med flera", " and others") } else { "" };
        format!("{}{rest}", named.join(", "))
    }
}
