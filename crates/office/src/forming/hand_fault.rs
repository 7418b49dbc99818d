//! Why a change by hand cannot be done, and why two cannot be joined: in sentences that say what to choose instead.

use i18n::Lang;

/// Why a change of groups by hand cannot be done. Organisations by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandFault {
    /// Somebody would change places with itself.
    Itself(String),
    /// Two that are in the same group would change places.
    SameGroup(String, String),
    /// Somebody is where it would move.
    There(String),
    /// The group has that mentor, or that back-up, already.
    SoAlready,
    /// Who backs the group's mentor would lead it too.
    BacksIt(String),
    /// Who leads the group would back itself.
    LeadsIt(String),
    /// There is no mentor to back.
    NobodyToBack,
    /// Somebody who cannot mentor in the round.
    NoMentor(String),
}

impl HandFault {
    /// Title, sentence, what to do.
    pub(crate) fn said(&self, lang: Lang) -> (String, String, String) {
        let sv = lang == Lang::Sv;
        let sentence = match self {
            Self::Itself(name) if sv => format!("{name} kan inte byta plats med sig själv."),
            Self::Itself(name) => format!("{name} cannot change places with itself."),
            Self::SameGroup(one, other) if sv => format!("{one} och {other} är redan i samma grupp."),
            Self::SameGroup(one, other) => format!("{one} and {other} are in the same group already."),
            Self::There(name) if sv => format!("{name} är redan i den gruppen."),
            Self::There(name) => format!("{name} is in that group already."),
            Self::SoAlready => lang.pick("Så är det redan i den gruppen.", "It is so already in that group.").into(),
            Self::BacksIt(name) if sv => {
                format!("{name} står redan bakom mentorn i den gruppen och kan inte också leda den.")
            }
            Self::BacksIt(name) => format!("{name} backs the mentor of that group already and cannot lead it too."),
            Self::LeadsIt(name) if sv => format!("{name} leder redan gruppen och kan inte stå bakom sig själv."),
            Self::LeadsIt(name) => format!("{name} leads the group already and cannot back itself."),
            Self::NobodyToBack => {
                lang.pick("Gruppen har ingen mentor att stå bakom.", "The group has no mentor to back.").into()
            }
            Self::NoMentor(name) if sv => format!("{name} kan inte vara mentor i omgången."),
            Self::NoMentor(name) => format!("{name} cannot mentor in the round."),
        };
        let advice = match self {
            Self::Itself(_) | Self::SameGroup(..) => {
                lang.pick("Välj två som är i olika grupper.", "Choose two that are in different groups.")
            }
            Self::There(_) => lang.pick("Välj en annan grupp.", "Choose another group."),
            Self::SoAlready | Self::NoMentor(_) => lang.pick("Välj någon annan.", "Choose somebody else."),
            Self::BacksIt(_) => lang.pick(
                "Låt först någon annan stå bakom mentorn, eller välj en annan mentor.",
                "Let somebody else back the mentor first, or choose another mentor.",
            ),
            Self::LeadsIt(_) => lang.pick(
                "Välj någon annan, eller ge först gruppen en annan mentor.",
                "Choose somebody else, or give the group another mentor first.",
            ),
            Self::NobodyToBack => lang.pick("Ge först gruppen en mentor.", "Give the group a mentor first."),
        };
        (lang.pick("Ändringen gick inte att göra", "The change could not be made").into(), sentence, advice.into())
    }
}

/// Why two organisations cannot be joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PairFault {
    /// It is one and the same.
    Itself(String),
    /// Both are mentors: they never meet in a group.
    Mentors(String, String),
    /// One of them is not in the round any more.
    Gone,
}

impl PairFault {
    /// Title, sentence, what to do.
    pub(crate) fn said(&self, lang: Lang) -> (String, String, String) {
        let sentence = match (self, lang) {
            (Self::Itself(name), Lang::Sv) => format!("Du valde {name} två gånger."),
            (Self::Itself(name), Lang::En) => format!("You chose {name} twice."),
            (Self::Mentors(one, other), Lang::Sv) => {
                format!("{one} och {other} är mentorer båda två och hamnar aldrig i samma grupp.")
            }
            (Self::Mentors(one, other), Lang::En) => {
                format!("{one} and {other} are both mentors and are never in the same group.")
            }
            (Self::Gone, Lang::Sv) => "En av dem är inte längre med i omgången.".into(),
            (Self::Gone, Lang::En) => "One of them is not in the round any more.".into(),
        };
        let advice = match self {
            Self::Itself(_) | Self::Gone => lang
                .pick("Välj två olika organisationer i omgången.", "Choose two different organisations of the round."),
            Self::Mentors(..) => {
                lang.pick("Minst en av dem ska vara deltagare.", "At least one should be a participant.")
            }
        };
        (lang.pick("De två går inte att koppla ihop så", "The two cannot be joined so").into(), sentence, advice.into())
    }
}
