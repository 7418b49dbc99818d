//! What is wrong in a file: where, what, and what to do.

use i18n::{Lang, Numbers};

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: Option<usize>,
    /// The column or key, as it is called in the file.
    pub column: Option<String>,
    /// What.
    pub what: What,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Nothing stands in it.
    Empty,
    /// It is larger than any round is.
    TooLarge {
        /// The most bytes.
        most: usize,
    },
    /// It is no UTF-8.
    NotUtf8,
    /// It is no TOML; what the reader says.
    NotToml {
        /// In the reader's words, English.
        words: String,
    },
    /// Two files have rules.
    SecondToml,
    /// The first line of a CSV names no column that is known.
    NoHead,
    /// A column, key or table that is not known.
    UnknownColumn {
        /// The likeliest, if one is like it.
        likeliest: Option<String>,
    },
    /// The same column twice.
    ColumnTwice,
    /// A row with more cells than there are columns.
    Ragged {
        /// How many cells it has.
        cells: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// A quoted cell that never ends, or something else no spreadsheet writes.
    BadCsv,
    /// A row about nobody.
    NoName,
    /// A code that no municipality or region has.
    UnknownCode {
        /// The code.
        code: String,
    },
    /// Code and name are those of two.
    CodeAndName {
        /// The code.
        code: String,
        /// Whose it is.
        whose: String,
        /// The name.
        name: String,
    },
    /// Not a number.
    NoNumber {
        /// What stands there.
        value: String,
    },
    /// Not a whole number.
    NotWhole {
        /// What stands there.
        value: String,
    },
    /// A number that is too small or too large.
    OutOfRange {
        /// What stands there.
        value: String,
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// Neither yes nor no.
    NoFlag {
        /// What stands there.
        value: String,
    },
    /// None of the words that can stand there.
    NoSuchWord {
        /// What stands there.
        value: String,
        /// What can.
        words: Vec<&'static str>,
    },
    /// Not of the sort it should be.
    WrongSort {
        /// What should stand there.
        wanted: Sort,
    },
    /// Only half of a place.
    HalfPlace,
    /// A participant that is to lead, to back or to be new to it.
    MentorsOnly,
    /// An organisation that is not among those of the round.
    NotHere {
        /// What it is called.
        name: String,
        /// The likeliest, if one is like it.
        likeliest: Option<String>,
    },
    /// A name that two have.
    Ambiguous {
        /// The name.
        name: String,
    },
    /// A matrix whose rows and columns cannot be told.
    NoMatrix,
    /// A square whose corner names no unit.
    NoUnit {
        /// What stands there.
        corner: String,
    },
    /// Two who are to lead, or back, the same group.
    SecondMentor {
        /// The group, as the file calls it.
        group: String,
        /// The second of them.
        name: String,
    },
    /// A name that no municipality or region has, and that is nearly that of one.
    Misspelt {
        /// The name.
        name: String,
        /// Whose it may be.
        likely: Vec<String>,
    },
    /// An arrangement in which nobody has a group.
    NoGroups,
    /// An answer of `groups form` that is none.
    NoArrangement {
        /// In the reader's words, English.
        words: String,
    },
}

/// What should stand somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A text.
    Text,
    /// A list of texts.
    List,
    /// A table of keys and values.
    Table,
    /// A list of tables, `[[so]]`.
    Tables,
    /// A list of pairs, `[["a", "b"]]`.
    Pairs,
    /// Two numbers, the lowest first.
    Scale,
}

impl Fault {
    /// About a whole file.
    #[must_use]
    pub fn of(file: &str, what: What) -> Self {
        Self { file: file.to_owned(), line: None, column: None, what }
    }

    /// Somewhere in it.
    #[must_use]
    pub fn at(file: &str, line: usize, column: Option<&str>, what: What) -> Self {
        Self { file: file.to_owned(), line: Some(line), column: column.map(str::to_owned), what }
    }

    /// Where it is, what it is and what to do: one line.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        format!("{}: {}", self.place(lang), self.sentence(lang))
    }

    /// Where it is: `omgang.csv, rad 4, kolumn invånare`.
    #[must_use]
    pub fn place(&self, lang: Lang) -> String {
        let mut text = self.file.clone();
        if let Some(line) = self.line {
            text += &format!(", {} {line}", lang.pick("rad", "line"));
        }
        if let Some(column) = &self.column {
            text += &format!(", {}", shortened(column));
        }
        text
    }

    /// What it is and what to do.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::Sv => self.what.sv(),
            Lang::En => self.what.en(),
        }
    }
}

impl What {
    /// Whether it is of a misspelt name that is to be this one.
    pub(super) fn means(&self, name: &str) -> bool {
        matches!(self, Self::Misspelt { likely, .. } if likely.iter().any(|it| i18n::fold(it) == i18n::fold(name)))
    }

    fn sv(&self) -> String {
        let mean = |likeliest: &Option<String>| match likeliest {
            Some(likeliest) => format!(" Menade du {likeliest}?"),
            None => String::new(),
        };
        match self {
            Self::Empty => "Filen är tom. Se hur den ska se ut med jamsides groups example.".into(),
            Self::TooLarge { most } => format!("Filen är för stor. Högst {} MB läses.", most / 1024 / 1024),
            Self::NotUtf8 => {
                "Här finns tecken som inte är UTF-8. Spara om filen med teckenkodningen UTF-8 (i Excel heter det ”CSV UTF-8”).".into()
            }
            // The reader's own words are English.
            Self::NotToml { .. } => {
                "Det här går inte att läsa som TOML. Text ska stå inom citattecken, listor inom hakar, och ja och nej skrivs true och false.".into()
            }
            Self::SecondToml => "Regler och önskemål står redan i en annan fil. Ange bara en TOML-fil.".into(),
            Self::NoHead => {
                "Första raden ska ha kolumnernas namn, minst ”namn” eller ”kod”. Se jamsides groups example.".into()
            }
            Self::UnknownColumn { likeliest } => {
                format!("Det namnet är inte känt.{} Rätta det eller ta bort det.", mean(likeliest))
            }
            Self::ColumnTwice => "Kolumnen finns två gånger. Behåll en av dem.".into(),
            Self::Ragged { cells, columns } => {
                let word = if *columns == 1 { "kolumn" } else { "kolumner" };
                format!("Raden har {cells} celler, men det finns {columns} {word}. Har en cell ett skiljetecken i sig ska den stå inom citattecken.")
            }
            Self::BadCsv => "Raden går inte att läsa som CSV. Saknas ett citattecken?".into(),
            Self::NoName => "Raden säger inte vem det gäller. Ange kod eller namn.".into(),
            Self::UnknownCode { code } => {
                format!("Ingen kommun eller region har koden ”{}”. Rätta den, eller ta bort den och ange namn, lat och lon.", shortened(code))
            }
            Self::CodeAndName { code, whose, name } => {
                format!("Koden {code} är {whose}, men namnet är ”{}”. Rätta det ena.", shortened(name))
            }
            Self::NoNumber { value } => format!("”{}” är inget tal.", shortened(value)),
            Self::NotWhole { value } => format!("”{}” är inget heltal.", shortened(value)),
            Self::OutOfRange { value, least, most } => {
                format!("{} går inte. Talet ska vara från {} till {}.", shortened(value), number(*least, Lang::Sv), number(*most, Lang::Sv))
            }
            Self::NoFlag { value } => format!("”{}” är varken ja eller nej.", shortened(value)),
            Self::NoSuchWord { value, words } => {
                format!("”{}” går inte. Skriv något av: {}.", shortened(value), words.join(", "))
            }
            Self::WrongSort { wanted } => match wanted {
                Sort::Text => "Här ska stå en text, inom citattecken.",
                Sort::List => "Här ska stå en lista, till exempel [\"a\", \"b\"].",
                Sort::Table => "Här ska stå en tabell, till exempel { styrning = 3 }.",
                Sort::Tables => "Skriv en tabell för var och en, med dubbla hakar: [[organisation]].",
                Sort::Pairs => "Här ska stå par, till exempel [[\"Kramfors\", \"Sollefteå\"]].",
                Sort::Scale => "Här ska stå två tal med det lägsta först, till exempel [1, 4].",
            }
            .into(),
            Self::MentorsOnly => {
                "Bara en mentor leder, stöder eller är ny. Ge raden rollen mentor, eller ta bort uppgiften.".into()
            }
            Self::HalfPlace => "Ange både lat och lon, eller ingen av dem.".into(),
            Self::NotHere { name, likeliest } => format!(
                "”{}” finns inte bland omgångens deltagare och mentorer.{} Lägg till organisationen eller ta bort uppgiften.",
                shortened(name),
                mean(likeliest)
            ),
            Self::Ambiguous { name } => format!("Två heter ”{}”. Skriv koden i stället.", shortened(name)),
            Self::NoMatrix => {
                "Restiderna ska ha kolumnerna från, till och minuter (eller km), eller vara en tabell med namn överst och längst till vänster.".into()
            }
            Self::NoUnit { corner } => format!(
                "”{}” är inget mått. Skriv minuter eller km i hörnet längst upp till vänster.",
                shortened(corner)
            ),
            Self::SecondMentor { group, name } => format!(
                "Grupp {} har redan en med den rollen. Ge {} en annan roll eller en annan grupp.",
                shortened(group),
                shortened(name)
            ),
            Self::Misspelt { name, likely } => format!(
                "Ingen kommun eller region heter ”{}”. Menade du {}? Är det någon annan, ange lat och lon.",
                shortened(name),
                several(likely, "eller")
            ),
            Self::NoGroups => {
                "Ingen har någon grupp i filen. Skriv gruppens nummer eller namn i kolumnen ”grupp”, och vem det gäller i ”kod” eller ”namn”.".into()
            }
            // The reader's own words are English.
            Self::NoArrangement { .. } => String::from(
                "Filen är ingen indelning i grupper. Använd svaret från jamsides groups form --format json, eller skriv den som docs/groups.md visar."
            ),
        }
    }

    fn en(&self) -> String {
        let mean = |likeliest: &Option<String>| match likeliest {
            Some(likeliest) => format!(" Did you mean {likeliest}?"),
            None => String::new(),
        };
        match self {
            Self::Empty => "The file is empty. See what it should look like with jamsides groups example.".into(),
            Self::TooLarge { most } => format!("The file is too large. At most {} MB are read.", most / 1024 / 1024),
            Self::NotUtf8 => {
                "There are characters here that are not UTF-8. Save the file again with the encoding UTF-8 (in Excel: “CSV UTF-8”).".into()
            }
            Self::NotToml { words } => format!("This cannot be read as TOML: {words}."),
            Self::SecondToml => "Rules and wishes stand in another file already. Give only one TOML file.".into(),
            Self::NoHead => {
                "The first line should have the names of the columns, at least “name” or “code”. See jamsides groups example.".into()
            }
            Self::UnknownColumn { likeliest } => {
                format!("That name is not known.{} Correct it or take it away.", mean(likeliest))
            }
            Self::ColumnTwice => "The column is there twice. Keep one of them.".into(),
            Self::Ragged { cells, columns } => {
                let word = if *columns == 1 { "there is 1 column".to_owned() } else { format!("there are {columns} columns") };
                format!("The row has {cells} cells, but {word}. A cell with a separator in it should be quoted.")
            }
            Self::BadCsv => "The row cannot be read as CSV. Is a quotation mark missing?".into(),
            Self::NoName => "The row does not say whom it is about. State a code or a name.".into(),
            Self::UnknownCode { code } => {
                format!("No municipality or region has the code “{}”. Correct it, or take it away and state name, lat and lon.", shortened(code))
            }
            Self::CodeAndName { code, whose, name } => {
                format!("The code {code} is {whose}, but the name is “{}”. Correct one of them.", shortened(name))
            }
            Self::NoNumber { value } => format!("“{}” is no number.", shortened(value)),
            Self::NotWhole { value } => format!("“{}” is no whole number.", shortened(value)),
            Self::OutOfRange { value, least, most } => {
                format!("{} does not do. The number should be from {} to {}.", shortened(value), number(*least, Lang::En), number(*most, Lang::En))
            }
            Self::NoFlag { value } => format!("“{}” is neither yes nor no.", shortened(value)),
            Self::NoSuchWord { value, words } => {
                format!("“{}” does not do. Write one of: {}.", shortened(value), words.join(", "))
            }
            Self::WrongSort { wanted } => match wanted {
                Sort::Text => "A text should stand here, quoted.",
                Sort::List => "A list should stand here, such as [\"a\", \"b\"].",
                Sort::Table => "A table should stand here, such as { steering = 3 }.",
                Sort::Tables => "Write a table for each, with double brackets: [[organisation]].",
                Sort::Pairs => "Pairs should stand here, such as [[\"Kramfors\", \"Sollefteå\"]].",
                Sort::Scale => "Two numbers should stand here, the lowest first, such as [1, 4].",
            }
            .into(),
            Self::MentorsOnly => {
                "Only a mentor leads, backs or is new to it. Give the row the role mentor, or take that away.".into()
            }
            Self::HalfPlace => "State both lat and lon, or neither.".into(),
            Self::NotHere { name, likeliest } => format!(
                "“{}” is not among the round's participants and mentors.{} Add the organisation or take that away.",
                shortened(name),
                mean(likeliest)
            ),
            Self::Ambiguous { name } => format!("Two are called “{}”. Write the code instead.", shortened(name)),
            Self::NoMatrix => {
                "The ways should have the columns from, to and minutes (or km), or be a table with names along the top and the left.".into()
            }
            Self::NoUnit { corner } => format!(
                "“{}” is no unit. Write minutes or km in the corner at the top left.",
                shortened(corner)
            ),
            Self::SecondMentor { group, name } => format!(
                "Group {} already has somebody in that role. Give {} another role or another group.",
                shortened(group),
                shortened(name)
            ),
            Self::Misspelt { name, likely } => format!(
                "No municipality or region is called “{}”. Did you mean {}? If it is somebody else, state lat and lon.",
                shortened(name),
                several(likely, "or")
            ),
            Self::NoGroups => {
                "Nobody has a group in the file. Write the number or name of the group in the column “group”, and whom it is about in “code” or “name”.".into()
            }
            Self::NoArrangement { words } => format!(
                "The file is no arrangement of groups: {words}. Use the answer of jamsides groups form --format json, or write it as docs/groups.md shows."
            ),
        }
    }
}

fn several(names: &[String], or: &str) -> String {
    crate::words::list(&names.iter().map(String::as_str).collect::<Vec<_>>(), or)
}

fn number(value: i64, lang: Lang) -> String {
    let size = Numbers::of(lang).count(usize::try_from(value.unsigned_abs()).unwrap_or(usize::MAX));
    if value < 0 { format!("{}{size}", i18n::MINUS) } else { size }
}

/// What somebody has written, short enough to be told, and without what could command a terminal.
fn shortened(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if plain.chars().count() <= 60 {
        return plain;
    }
    plain.chars().take(59).chain(['…']).collect()
}
