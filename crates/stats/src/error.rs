//! What can be wrong with the numbers handed in, as situations with a sentence each.

use std::fmt;

use crate::Lang;

/// Which of the numbers handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// A count of events or persons.
    Count,
    /// The number of persons (or cases) behind a share.
    Total,
    /// Person-years or another exposure.
    Exposure,
    /// The confidence of an interval.
    Confidence,
    /// The power of a test.
    Power,
    /// A share or a probability.
    Share,
    /// A p-value.
    PValue,
    /// An observed value.
    Value,
    /// A weight.
    Weight,
    /// A variance or a standard error.
    Spread,
    /// A point in time or a score.
    Time,
    /// How much weight inequality at the bottom is given.
    Aversion,
}

impl Input {
    /// The noun in a sentence.
    #[must_use]
    pub fn noun(self, lang: Lang) -> &'static str {
        match self {
            Self::Count => lang.pick("antalet händelser", "the count"),
            Self::Total => lang.pick("antalet personer", "the number of persons"),
            Self::Exposure => lang.pick("persontiden", "the person-time"),
            Self::Confidence => lang.pick("konfidensgraden", "the confidence"),
            Self::Power => lang.pick("styrkan", "the power"),
            Self::Share => lang.pick("andelen", "the share"),
            Self::PValue => lang.pick("p-värdet", "the p-value"),
            Self::Value => lang.pick("värdet", "the value"),
            Self::Weight => lang.pick("vikten", "the weight"),
            Self::Spread => lang.pick("spridningen", "the spread"),
            Self::Time => lang.pick("tidpunkten", "the point in time"),
            Self::Aversion => lang.pick("motviljan mot ojämlikhet", "the aversion to inequality"),
        }
    }
}

/// Why a number could not be computed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// Infinite or not a number.
    NotANumber {
        /// Which number.
        what: Input,
    },
    /// Below zero where that means nothing.
    Negative {
        /// Which number.
        what: Input,
        /// What it was.
        value: f64,
    },
    /// Zero where something must be divided by it.
    Zero {
        /// Which number.
        what: Input,
    },
    /// More events than persons.
    CountAboveTotal {
        /// The events.
        count: f64,
        /// The persons.
        total: f64,
    },
    /// Must lie between 0 and 1.
    OutsideUnit {
        /// Which number.
        what: Input,
        /// What it was.
        value: f64,
    },
    /// Too few values to say anything.
    TooFew {
        /// How many there must be.
        needed: usize,
        /// How many there were.
        got: usize,
    },
    /// Two lists that belong together differ in length.
    LengthsDiffer {
        /// The first list.
        first: usize,
        /// The second list.
        second: usize,
    },
    /// All values are the same: there is no chance variation to measure against.
    NoVariation,
    /// The values are the same within each group: nothing tells how far chance reaches.
    NoVariationWithin,
    /// All points lie at the same time (or have the same score): there is no direction to measure.
    OneTime,
    /// Nobody has the event, so a ratio of shares or rates does not exist.
    NoEvents,
    /// Everybody has the event, so a ratio of odds does not exist.
    NoRest,
    /// A group where nobody has the event, or everybody: the method divides by a number that is zero.
    EmptyCell {
        /// The group, 1 or 2.
        group: u8,
        /// True where it is everybody, false where it is nobody.
        everybody: bool,
        /// The methods that manage that, by their names on the command line.
        instead: &'static str,
    },
    /// Too few points of a run chart lie off its median to say anything about the number of runs.
    TooFewUseful {
        /// How many there must be.
        needed: usize,
        /// How many there were.
        got: usize,
    },
    /// A baseline of no points, or of more than the series has.
    Baseline {
        /// How many points it was to have.
        asked: usize,
        /// How many there are.
        got: usize,
    },
    /// A part of a person where only whole ones can be counted out.
    NotWhole {
        /// Which number.
        what: Input,
        /// What it was.
        value: f64,
    },
    /// So many that counting them out would take too long.
    TooMany {
        /// How many can be counted out.
        most: f64,
        /// How many there were.
        got: f64,
    },
    /// No stratum has both groups, and both those with and those without: nothing can be compared.
    NoStratum,
    /// A question of a tree stands before the one above it.
    ParentAfter {
        /// The place of the question above.
        parent: usize,
        /// The place of the question.
        child: usize,
    },
    /// So large or so small that sums, squares or quotients are no longer numbers.
    OutOfReach {
        /// Which number.
        what: Input,
    },
    /// A column that is not among those there are.
    NoColumn {
        /// The number of the column, from 0.
        column: usize,
        /// How many columns there are.
        width: usize,
    },
    /// More than can be gone through.
    MoreThan {
        /// The most there may be.
        most: usize,
        /// How many there were.
        got: usize,
    },
    /// What is known tells the groups (or the outcomes) apart completely, so a logit has no coefficients.
    Separated,
    /// A search for the best fit did not come to rest.
    NotSettled,
    /// No comparable persons, places or years to compare with.
    NoComparison,
    /// Points in time that must rise do not.
    NotRising,
}

impl Error {
    /// One plain sentence, with what to do where that is known.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match *self {
            Self::NotANumber { what } => {
                let noun = capital(what.noun(lang));
                lang.pick(format!("{noun} är inte ett tal."), format!("{noun} is not a number."))
            }
            Self::Negative { what, value } => {
                let noun = capital(what.noun(lang));
                lang.pick(
                    format!("{noun} är {value} men kan inte vara mindre än noll."),
                    format!("{noun} is {value} but cannot be below zero."),
                )
            }
            Self::Zero { what } => {
                let noun = capital(what.noun(lang));
                lang.pick(
                    format!("{noun} är noll; det finns inget att räkna på."),
                    format!("{noun} is zero; there is nothing to compute from."),
                )
            }
            Self::CountAboveTotal { count, total } => lang.pick(
                format!("Antalet händelser ({count}) är större än antalet personer ({total})."),
                format!("The count ({count}) is larger than the number of persons ({total})."),
            ),
            Self::OutsideUnit { what, value } => {
                let noun = capital(what.noun(lang));
                lang.pick(
                    format!("{noun} är {value} men ska ligga mellan 0 och 1."),
                    format!("{noun} is {value} but must lie between 0 and 1."),
                )
            }
            Self::TooFew { needed, got } => lang.pick(
                format!("Det behövs minst {needed} värden men finns {got}."),
                format!("At least {needed} values are needed but there are {got}."),
            ),
            Self::LengthsDiffer { first, second } => lang.pick(
                format!("Två listor som hör ihop är olika långa: {first} och {second}."),
                format!("Two lists that belong together differ in length: {first} and {second}."),
            ),
            Self::NoVariation => lang.pick(
                "Alla värden är lika; det finns ingen slumpvariation att jämföra med.".to_owned(),
                "All values are the same; there is no chance variation to compare with.".to_owned(),
            ),
            Self::NoVariationWithin => lang.pick(
                "Värdena är lika inom var och en av grupperna; det finns ingen slumpvariation att jämföra med."
                    .to_owned(),
                "Within each group the values are the same; there is no chance variation to compare with.".to_owned(),
            ),
            Self::OneTime => lang.pick(
                "Alla punkter har samma tid (eller steg); det finns ingen riktning att mäta.".to_owned(),
                "All points have the same time (or score); there is no direction to measure.".to_owned(),
            ),
            Self::NoRest => lang.pick(
                "Alla har händelsen, så en oddskvot finns inte; använd skillnaden.".to_owned(),
                "Everybody has the event, so an odds ratio does not exist; use the difference.".to_owned(),
            ),
            Self::EmptyCell { group, everybody, instead } => {
                let (who_sv, who_en) = if everybody { ("Alla", "Everybody") } else { ("Ingen", "Nobody") };
                let (group_sv, group_en) = if group == 1 { ("första", "first") } else { ("andra", "second") };
                lang.pick(
                    format!(
                        "{who_sv} i den {group_sv} gruppen har händelsen, och det klarar inte det här sättet; \
                         använd {instead}."
                    ),
                    format!(
                        "{who_en} in the {group_en} group has the event, which this method cannot manage; \
                         use {instead}."
                    ),
                )
            }
            Self::NoEvents => lang.pick(
                "Ingen har händelsen, så en kvot finns inte; använd skillnaden.".to_owned(),
                "Nobody has the event, so a ratio does not exist; use the difference.".to_owned(),
            ),
            Self::TooFewUseful { needed, got } => lang.pick(
                format!(
                    "Om antalet sviter går inget att säga än: det behövs minst {needed} punkter som inte ligger på \
                     medianen men finns {got}."
                ),
                format!(
                    "Nothing can be said yet about the number of runs: at least {needed} points off the median are \
                     needed but there are {got}."
                ),
            ),
            Self::Baseline { asked, got } => lang.pick(
                format!("Utgångsläget ska ha minst en punkt och högst alla {got}, inte {asked}."),
                format!("The baseline must have at least one point and at most all {got}, not {asked}."),
            ),
            Self::NotWhole { what, value } => {
                let noun = capital(what.noun(lang));
                lang.pick(
                    format!("{noun} är {value}, men det exakta sättet räknar hela; använd ett ungefärligt."),
                    format!("{noun} is {value}, but the exact method counts whole ones; use an approximate one."),
                )
            }
            Self::TooMany { most, got } => lang.pick(
                format!("Det exakta sättet klarar högst {most} steg, inte {got}; använd ett ungefärligt."),
                format!("The exact method manages at most {most} steps, not {got}; use an approximate one."),
            ),
            Self::NoStratum => lang.pick(
                "Inget stratum har båda grupperna, och både några med och några utan; det finns inget att jämföra."
                    .to_owned(),
                "No stratum has both groups, and both some with and some without; there is nothing to compare."
                    .to_owned(),
            ),
            Self::ParentAfter { parent, child } => lang.pick(
                format!("Fråga {child} i listan hör under fråga {parent}, som måste stå före den."),
                format!("Question {child} of the list belongs under question {parent}, which must stand before it."),
            ),
            Self::OutOfReach { what } => {
                let noun = capital(what.noun(lang));
                lang.pick(
                    format!("{noun} ligger så långt från allt rimligt att det inte går att räkna med."),
                    format!("{noun} is too large or too small to compute with."),
                )
            }
            Self::NoColumn { column, width } => lang.pick(
                format!("Kolumn {} finns inte; det finns {width}.", column.saturating_add(1)),
                format!("There is no column {}; there are {width}.", column.saturating_add(1)),
            ),
            Self::MoreThan { most, got } => lang.pick(
                format!("Det får vara högst {most} men är {got}."),
                format!("There may be at most {most} but there are {got}."),
            ),
            Self::Separated => lang.pick(
                "Bakgrunden skiljer grupperna åt helt, så det finns inga lika att jämföra; ta bort den uppgift som \
                 avgör."
                    .to_owned(),
                "What is known tells the groups apart completely, so there are no equals to compare; take out the \
                 column that decides."
                    .to_owned(),
            ),
            Self::NotSettled => lang.pick(
                "Beräkningen kom inte till ro; pröva med färre uppgifter eller fler rader.".to_owned(),
                "The calculation did not come to rest; try fewer columns or more rows.".to_owned(),
            ),
            Self::NoComparison => {
                lang.pick("Det finns inga att jämföra med.".to_owned(), "There is nothing to compare with.".to_owned())
            }
            Self::NotRising => lang.pick(
                "Åren ska stå i stigande ordning, vart och ett en gång.".to_owned(),
                "The years must stand in rising order, each once.".to_owned(),
            ),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for Error {}

/// Short for a result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

fn capital(noun: &str) -> String {
    let mut letters = noun.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A finite number.
pub(crate) fn finite(what: Input, value: f64) -> Result<()> {
    if value.is_finite() { Ok(()) } else { Err(Error::NotANumber { what }) }
}

/// A finite number, zero or more.
pub(crate) fn not_negative(what: Input, value: f64) -> Result<()> {
    finite(what, value)?;
    if value < 0.0 { Err(Error::Negative { what, value }) } else { Ok(()) }
}

/// A finite number above zero.
pub(crate) fn positive(what: Input, value: f64) -> Result<()> {
    not_negative(what, value)?;
    if value == 0.0 { Err(Error::Zero { what }) } else { Ok(()) }
}

/// Between 0 and 1, both included.
pub(crate) fn unit(what: Input, value: f64) -> Result<()> {
    finite(what, value)?;
    if (0.0..=1.0).contains(&value) { Ok(()) } else { Err(Error::OutsideUnit { what, value }) }
}

/// Strictly between 0 and 1.
pub(crate) fn confidence(value: f64) -> Result<()> {
    unit(Input::Confidence, value)?;
    if value > 0.0 && value < 1.0 { Ok(()) } else { Err(Error::OutsideUnit { what: Input::Confidence, value }) }
}

/// Two lists of the same length, at least `needed` long.
pub(crate) fn paired(first: usize, second: usize, needed: usize) -> Result<()> {
    if first != second {
        return Err(Error::LengthsDiffer { first, second });
    }
    at_least(needed, first)
}

/// Enough values.
pub(crate) fn at_least(needed: usize, got: usize) -> Result<()> {
    if got < needed { Err(Error::TooFew { needed, got }) } else { Ok(()) }
}

/// Nought, or from 10⁻⁷⁰ to 10⁷⁰: products and quotients of four such are still numbers.
pub(crate) fn within_reach(what: Input, value: f64) -> Result<()> {
    finite(what, value)?;
    if value == 0.0 || (1e-70..=1e70).contains(&value.abs()) { Ok(()) } else { Err(Error::OutOfReach { what }) }
}
