//! What stands in the way of forming groups, in sentences.

use grouping::{Ask, Fault, List};
use i18n::Lang;

/// Something that has to be put right before groups can be formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormingFault {
    /// What `grouping` says, with the names of those it speaks of.
    Asked(Fault, Vec<String>),
    /// A row of the file with times that has not three columns.
    Columns {
        /// Which row, from 1.
        row: usize,
        /// How many columns it has.
        there: usize,
    },
    /// A time that is no whole number of minutes.
    NoMinutes {
        /// Which row, from 1.
        row: usize,
        /// What stands there.
        written: String,
    },
    /// A file with more rows than are read.
    LongFile {
        /// The most rows.
        most: usize,
    },
}

impl FormingFault {
    /// A fault of what is asked, with names in the place of ids.
    pub(super) fn of(fault: &Fault, ask: &Ask) -> Self {
        let name = |id: &String| {
            let party = ask.parties.iter().find(|it| it.id == *id).map(|it| it.name.clone());
            party.or_else(|| ask.mentors.iter().find(|it| it.id == *id).map(|it| it.name.clone()))
        };
        let ids: Vec<String> = match fault {
            Fault::NoLegs { pairs, .. } => pairs.iter().flat_map(|(one, other)| [one.clone(), other.clone()]).collect(),
            Fault::Twice { id, .. }
            | Fault::Unknown { id, .. }
            | Fault::WithItself { id, .. }
            | Fault::WrongRole { id, .. }
            | Fault::BadPlace { id, .. }
            | Fault::NoPlace { id, .. }
            | Fault::BadSeats { id, .. }
            | Fault::NoCapacity { id, .. }
            | Fault::BadScore { id, .. } => vec![id.clone()],
            _ => Vec::new(),
        };
        Self::Asked(fault.clone(), ids.iter().map(|id| name(id).unwrap_or_else(|| id.clone())).collect())
    }

    /// The fault in a sentence.
    pub fn said(&self, lang: Lang) -> String {
        match self {
            Self::Asked(fault, names) => asked(fault, names, lang),
            Self::Columns { row, there } => match lang {
                Lang::Sv => format!("Rad {row} har {there} kolumner. Det ska vara tre: från, till, minuter."),
                Lang::En => format!("Row {row} has {there} columns. There should be three: from, to, minutes."),
            },
            Self::NoMinutes { row, written } => match lang {
                Lang::Sv => format!("På rad {row} står ”{written}” där det ska stå ett helt antal minuter."),
                Lang::En => format!("Row {row} says “{written}” where a whole number of minutes should stand."),
            },
            Self::LongFile { most } => match lang {
                Lang::Sv => format!("Filen har fler än {most} rader. Ta bort dem som inte är med i omgången."),
                Lang::En => format!("The file has more than {most} rows. Take away those not in the round."),
            },
        }
    }
}

fn asked(fault: &Fault, names: &[String], lang: Lang) -> String {
    let who = names.first().map(String::as_str).unwrap_or_default();
    match fault {
        Fault::Nobody => lang
            .pick("Det finns inga deltagare att bilda grupper av.", "There are no participants to form groups of.")
            .into(),
        Fault::NoMentors => lang
            .pick(
                "Ingen kan leda en grupp. Ange hur många grupper varje mentor kan leda.",
                "Nobody can lead a group. Say how many groups each mentor can lead.",
            )
            .into(),
        Fault::NoPlace { .. } => match lang {
            Lang::Sv => format!("Det är inte känt var {who} ligger. Skriv områdeskoden på organisationens sida."),
            Lang::En => {
                format!("It is not known where {who} lies. Write the area code on the organisation's page.")
            }
        },
        Fault::NoLegs { all, .. } => {
            let between = names.chunks(2).take(3).map(|two| two.join(lang.pick(" och ", " and "))).collect::<Vec<_>>();
            let between = between.join("; ");
            match lang {
                Lang::Sv => format!("Filen med restider saknar {all} par, till exempel {between}."),
                Lang::En => format!("The file with travel times lacks {all} pairs, for example {between}."),
            }
        }
        Fault::LongLeg { row, value, most } => match lang {
            Lang::Sv => format!("Restid nummer {row} är {value}, och längre än {most} finns inte."),
            Lang::En => format!("Travel time number {row} is {value}, and none is longer than {most}."),
        },
        Fault::TooMany { list, most, there } => {
            let what = listed(*list, lang);
            match lang {
                Lang::Sv => format!("Det är {there} {what}. Fler än {most} går det inte att räkna på."),
                Lang::En => format!("There are {there} {what}. No more than {most} can be reckoned with."),
            }
        }
        Fault::WrongRole { .. } => match lang {
            Lang::Sv => format!("Ett par passar inte med vad {who} är i omgången. Två mentorer kan inte bindas ihop."),
            Lang::En => format!("A pair does not fit what {who} is in the round. Two mentors cannot be joined."),
        },
        Fault::WithItself { .. } | Fault::Twice { .. } | Fault::Unknown { .. } => match lang {
            Lang::Sv => format!("Ett par med {who} går inte att använda. Ta bort det och lägg till det på nytt."),
            Lang::En => format!("A pair with {who} cannot be used. Take it away and add it anew."),
        },
        Fault::EmptyLock { .. } => {
            lang.pick("Ett låst par har ingen deltagare.", "A locked pair has no participant.").into()
        }
        Fault::BadShape { smallest, largest, .. } => match lang {
            Lang::Sv => format!("Modellens grupper, {smallest} till {largest} deltagare, går inte att räkna på."),
            Lang::En => {
                format!("The groups of the model, {smallest} to {largest} participants, cannot be reckoned with.")
            }
        },
        Fault::TooHeavy { weight, most, .. } => match lang {
            Lang::Sv => format!("En vikt är {weight}. Den högsta är {most}."),
            Lang::En => format!("A weight is {weight}. The heaviest is {most}."),
        },
        Fault::NoId { .. }
        | Fault::BadPlace { .. }
        | Fault::BadSeats { .. }
        | Fault::NoCapacity { .. }
        | Fault::BadScore { .. }
        | Fault::DearLeftOut { .. } => match lang {
            Lang::Sv => format!("Uppgifterna om {who} går inte att räkna på ({}).", fault.key()),
            Lang::En => format!("What is known of {who} cannot be reckoned with ({}).", fault.key()),
        },
    }
}

fn listed(list: List, lang: Lang) -> &'static str {
    let (sv, en) = match list {
        List::Parties => ("deltagare", "participants"),
        List::Mentors => ("mentorer", "mentors"),
        List::Conflicts => ("par med jäv", "pairs in conflict"),
        List::Together => ("par som ska vara tillsammans", "pairs to be together"),
        List::Apart => ("par som inte ska vara tillsammans", "pairs to be apart"),
        List::Locks => ("låsta par", "locked pairs"),
        List::Legs => ("restider", "travel times"),
    };
    lang.pick(sv, en)
}
