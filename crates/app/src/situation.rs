//! What can go wrong, named after situations, told in sentences a clerk understands.
//!
//! One list for web and command line: title, sentence, what to do, exit code and HTTP status.

use crate::view::AreaRef;
use figures::StoreError;
use i18n::Lang;

/// Something that could not be done, and why.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Situation {
    /// No area has this code or name.
    #[error("no area {asked}")]
    NoArea {
        /// What was asked for.
        asked: String,
        /// Names that look alike.
        suggestions: Vec<AreaRef>,
    },
    /// No key figure has this id.
    #[error("no key figure {asked}")]
    NoFigure {
        /// What was asked for.
        asked: String,
        /// Ids and short names that look alike.
        suggestions: Vec<(String, String)>,
    },
    /// The source publishes the figure for all together only.
    #[error("{kpi} is not split by sex")]
    NotBySex {
        /// Kolada's id.
        kpi: String,
        /// Kolada's title.
        title: String,
    },
    /// The figure or area has no values for the year.
    #[error("no values for {year}")]
    NoYear {
        /// What was asked for.
        year: i32,
        /// Years there are, newest first.
        years: Vec<i32>,
    },
    /// The comparison group could not be understood.
    #[error("no comparison group {asked}")]
    NoPeers {
        /// What was asked for.
        asked: String,
    },
    /// A comparison needs two to four areas.
    #[error("a comparison needs two to four areas, got {got}")]
    HowMany {
        /// How many were given.
        got: usize,
    },
    /// Nothing has been imported yet.
    #[error("no snapshot in {folder}")]
    NoSnapshot {
        /// The data folder.
        folder: String,
    },
    /// The data folder or a snapshot in it cannot be used.
    #[error("the data cannot be read: {why}")]
    BadData {
        /// What the figures room says, in both languages.
        why: String,
        /// The same in Swedish.
        why_sv: String,
    },
    /// The figures begin later than the day asked for.
    #[error("no snapshot as old as {asked}")]
    TooEarly {
        /// The day.
        asked: String,
        /// The day of the oldest snapshot.
        first: String,
    },
    /// No snapshot has this name.
    #[error("no snapshot {asked}")]
    NoSuchSnapshot {
        /// The name.
        asked: String,
    },
    /// The text is neither a day nor a snapshot's name.
    #[error("no such day or snapshot: {asked}")]
    NoSuchDay {
        /// What was asked for.
        asked: String,
    },
    /// No page, or no such download.
    #[error("no such page")]
    NoPage,
    /// Our own fault.
    #[error("{what}")]
    Ours {
        /// For the log and the reader's report, not for blame.
        what: String,
    },
}

impl Situation {
    /// Heading of the error page.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        let (sv, en) = match self {
            Self::NoArea { .. } => {
                ("Vi hittar ingen sådan kommun eller region", "We find no such municipality or region")
            }
            Self::NoFigure { .. } => ("Vi hittar inget sådant mått", "We find no such figure"),
            Self::NotBySex { .. } => {
                ("Måttet är inte uppdelat på kvinnor och män", "The figure is not split by women and men")
            }
            Self::NoYear { .. } => ("Det finns inga värden för det året", "There are no values for that year"),
            Self::NoPeers { .. } => {
                ("Vi förstår inte vilka ni vill jämföra med", "We do not understand whom to compare with")
            }
            Self::HowMany { .. } => ("Välj två till fyra att jämföra", "Choose two to four to compare"),
            Self::NoSnapshot { .. } => ("Det finns inga siffror ännu", "There are no figures yet"),
            Self::BadData { .. } => ("Siffrorna går inte att läsa", "The figures cannot be read"),
            Self::TooEarly { .. } => ("Så gamla siffror finns inte", "There are no figures that old"),
            Self::NoSuchSnapshot { .. } => ("Det finns ingen sådan ögonblicksbild", "There is no such snapshot"),
            Self::NoSuchDay { .. } => ("Vi förstår inte vilken dag", "We do not understand which day"),
            Self::NoPage => ("Sidan finns inte", "The page does not exist"),
            Self::Ours { .. } => ("Något gick fel hos oss", "Something went wrong on our side"),
        };
        lang.pick(sv, en).to_owned()
    }

    /// What happened and what it means, in one or two sentences.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoArea { asked, suggestions }, Lang::Sv) => format!(
                "Ingen kommun, region eller kod heter ”{asked}”.{}",
                did_you_mean(lang, suggestions.iter().map(|area| area.name.as_str()))
            ),
            (Self::NoArea { asked, suggestions }, Lang::En) => format!(
                "No municipality, region or code is called “{asked}”.{}",
                did_you_mean(lang, suggestions.iter().map(|area| area.name.as_str()))
            ),
            (Self::NoFigure { asked, suggestions }, Lang::Sv) => format!(
                "Inget mått har beteckningen ”{asked}”.{}",
                did_you_mean(lang, suggestions.iter().map(|(id, _)| id.as_str()))
            ),
            (Self::NoFigure { asked, suggestions }, Lang::En) => format!(
                "No figure has the id “{asked}”.{}",
                did_you_mean(lang, suggestions.iter().map(|(id, _)| id.as_str()))
            ),
            (Self::NotBySex { kpi, title }, Lang::Sv) => {
                format!("{kpi} ({title}) redovisas bara för alla tillsammans, så det finns ingen skillnad att pröva.")
            }
            (Self::NotBySex { kpi, title }, Lang::En) => {
                format!("{kpi} ({title}) is published for all together only, so there is no difference to test.")
            }
            (Self::NoYear { year, years }, Lang::Sv) => {
                format!("Det finns inga värden för {year}.{}", span(lang, years))
            }
            (Self::NoYear { year, years }, Lang::En) => format!("There are no values for {year}.{}", span(lang, years)),
            (Self::NoPeers { asked }, Lang::Sv) => format!(
                "”{asked}” är ingen jämförelsegrupp. Skriv liknande, liknande:grundskola, länet, klass, alla eller kommuner med komma emellan."
            ),
            (Self::NoPeers { asked }, Lang::En) => format!(
                "“{asked}” is no comparison group. Write similar, similar:grundskola, county, class, all or municipalities with commas between."
            ),
            (Self::HowMany { got }, Lang::Sv) => {
                format!("En jämförelse görs mellan två, tre eller fyra. Nu är det {got}.")
            }
            (Self::HowMany { got }, Lang::En) => {
                format!("A comparison is made between two, three or four. Now there are {got}.")
            }
            (Self::NoSnapshot { folder }, Lang::Sv) => format!("Mappen {folder} har inga hämtade siffror."),
            (Self::NoSnapshot { folder }, Lang::En) => format!("The folder {folder} holds no figures."),
            (Self::BadData { why_sv, .. }, Lang::Sv) => why_sv.clone(),
            (Self::BadData { why, .. }, Lang::En) => why.clone(),
            (Self::TooEarly { asked, first }, Lang::Sv) => {
                format!("Den {asked} fanns inga hämtade siffror ännu. De första hämtades den {first}.")
            }
            (Self::TooEarly { asked, first }, Lang::En) => {
                format!("On {asked} no figures had been fetched yet. The first were fetched on {first}.")
            }
            (Self::NoSuchSnapshot { asked }, Lang::Sv) => format!("Ingen ögonblicksbild heter {asked}."),
            (Self::NoSuchSnapshot { asked }, Lang::En) => format!("No snapshot is called {asked}."),
            (Self::NoSuchDay { asked }, Lang::Sv) => {
                format!("”{asked}” är varken en dag (2024-08-30) eller namnet på en ögonblicksbild.")
            }
            (Self::NoSuchDay { asked }, Lang::En) => {
                format!("“{asked}” is neither a day (2024-08-30) nor the name of a snapshot.")
            }
            (Self::NoPage, Lang::Sv) => {
                "Adressen leder ingenstans. Den kan vara felskriven, eller så har sidan flyttats.".to_owned()
            }
            (Self::NoPage, Lang::En) => {
                "The address leads nowhere. It may be misspelt, or the page has moved.".to_owned()
            }
            (Self::Ours { what }, Lang::Sv) => format!("Felet är vårt, inte ditt. Så här står det i loggen: {what}"),
            (Self::Ours { what }, Lang::En) => format!("The fault is ours, not yours. The log says: {what}"),
        }
    }

    /// What to do next.
    #[must_use]
    pub fn advice(&self, lang: Lang) -> String {
        let (sv, en) = match self {
            Self::NoArea { .. } => {
                ("Sök på namnet eller den fyrsiffriga koden.", "Search for the name or the four-digit code.")
            }
            Self::NoFigure { .. } => (
                "Måtten har Koladas beteckningar, till exempel N00206.",
                "Figures have Kolada's ids, for example N00206.",
            ),
            Self::NotBySex { .. } => (
                "Välj ett mått som är uppdelat på kön. Källan kan ha ett närliggande.",
                "Choose a figure that is split by sex. The source may have a related one.",
            ),
            Self::NoYear { .. } => (
                "Välj ett annat år, eller låt året vara så får du det senaste.",
                "Choose another year, or leave the year out to get the newest.",
            ),
            Self::NoPeers { .. } => (
                "Lämna gruppen tom för att jämföra med liknande kommuner.",
                "Leave the group out to compare with similar municipalities.",
            ),
            Self::HowMany { .. } => ("Lägg till eller ta bort kommuner.", "Add or remove municipalities."),
            Self::NoSnapshot { .. } => (
                "Hämta dem med: jamsides import kolada --set jamstalldhet, eller prova med påhittade kommuner: jamsides serve --demo",
                "Fetch them with: jamsides import kolada --set jamstalldhet, or try invented municipalities: jamsides serve --demo",
            ),
            Self::BadData { .. } => (
                "Kontrollera med: jamsides snapshot verify. Läs annars in siffrorna igen.",
                "Check with: jamsides snapshot verify. Otherwise import the figures again.",
            ),
            Self::TooEarly { .. } | Self::NoSuchSnapshot { .. } | Self::NoSuchDay { .. } => {
                ("Se vilka som finns med: jamsides snapshot list", "See which there are with: jamsides snapshot list")
            }
            Self::NoPage => ("Börja om från startsidan.", "Start again from the start page."),
            Self::Ours { .. } => (
                "Försök igen. Händer det igen, berätta vad du gjorde och vad som står här.",
                "Try again. If it happens again, tell us what you did and what it says here.",
            ),
        };
        lang.pick(sv, en).to_owned()
    }

    /// 1 nothing found, 2 bad request, 3 bad data, 4 our fault.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::NoArea { .. }
            | Self::NoFigure { .. }
            | Self::NotBySex { .. }
            | Self::NoYear { .. }
            | Self::NoPage => 1,
            Self::NoPeers { .. }
            | Self::HowMany { .. }
            | Self::NoSnapshot { .. }
            | Self::TooEarly { .. }
            | Self::NoSuchSnapshot { .. }
            | Self::NoSuchDay { .. } => 2,
            Self::BadData { .. } => 3,
            Self::Ours { .. } => 4,
        }
    }

    /// The HTTP status of the error page.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::NoArea { .. }
            | Self::NoFigure { .. }
            | Self::NotBySex { .. }
            | Self::NoYear { .. }
            | Self::NoPage => 404,
            Self::NoPeers { .. }
            | Self::HowMany { .. }
            | Self::TooEarly { .. }
            | Self::NoSuchSnapshot { .. }
            | Self::NoSuchDay { .. } => 400,
            Self::NoSnapshot { .. } | Self::BadData { .. } => 503,
            Self::Ours { .. } => 500,
        }
    }
}

/// What the figures room says, as a situation.
impl From<StoreError> for Situation {
    fn from(fault: StoreError) -> Self {
        match fault {
            StoreError::NoSnapshot { id } => Self::NoSuchSnapshot { asked: id },
            fault => {
                Self::BadData { why: fault.sentence(figures::Lang::En), why_sv: fault.sentence(figures::Lang::Sv) }
            }
        }
    }
}

fn did_you_mean<'a>(lang: Lang, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.take(5).collect();
    if names.is_empty() {
        return String::new();
    }
    format!("{} {}?", lang.pick(" Menade du", " Did you mean"), crate::words::list(&names, lang.pick("eller", "or")))
}

fn span(lang: Lang, years: &[i32]) -> String {
    match (years.iter().min(), years.iter().max()) {
        (Some(first), Some(last)) => match lang {
            Lang::Sv => format!(" Det finns för {first}–{last}."),
            Lang::En => format!(" There are for {first}–{last}."),
        },
        _ => String::new(),
    }
}
