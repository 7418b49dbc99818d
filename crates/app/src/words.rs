//! Sentences made from numbers, in Swedish and English.
//!
//! One function a thought; each gives a whole sentence or nothing. Women stand before men, a
//! difference is never a "gap", and nothing is said about why.

use crate::curated::{Curated, Direction};
use crate::numbers::Teller;
use findings::{Comparison, Course, Covers, Finding, Lesson, Mover, Reason, Row, Trend, Why};
use i18n::Lang;

/// `a, b och c`.
#[must_use]
pub fn list(items: &[&str], last_word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [start @ .., last] => format!("{} {last_word} {last}", start.join(", ")),
    }
}

/// The text with its first letter in upper case.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text with its first letter in lower case, for the middle of a sentence.
#[must_use]
pub fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Puts values into a curated sentence.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// What can be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It holds after control for many tests.
    Differs,
    /// It was tested and may be chance.
    MayBeChance,
    /// It was not tested: background, ended, or too little to test on. Nothing is said of chance.
    NotTested,
}

/// What can be said of a row.
#[must_use]
pub fn seen(row: &Row) -> Seen {
    if row.flagged {
        Seen::Differs
    } else if row.q.is_finite() {
        Seen::MayBeChance
    } else {
        Seen::NotTested
    }
}

/// Whether the difference of the year and the lasting difference point the same way.
#[must_use]
pub fn agrees(finding: &Finding) -> bool {
    finding.difference * finding.lasting > 0.0
}

/// The headline: who is higher, or that no difference can be seen, or that there is nothing to see it in.
#[must_use]
pub fn headline(teller: &Teller<'_>, finding: &Finding, seen: Seen) -> String {
    let (words, lang) = (teller.words, teller.lang);
    // Nothing published is no finding of no difference.
    if !finding.difference.is_finite() {
        return lang.pick("Uppgift saknas", "No value").to_owned();
    }
    let tells = match seen {
        Seen::Differs => agrees(finding),
        Seen::MayBeChance => false,
        // Without a test the published values speak for themselves.
        Seen::NotTested => finding.difference != 0.0,
    };
    let text = match tells {
        false => words.same(lang),
        true if finding.difference > 0.0 => words.more(lang),
        true => words.fewer(lang),
    };
    text.to_owned()
}

/// The two levels in a sentence.
#[must_use]
pub fn level(teller: &Teller<'_>, women: &str, men: &str, place: &str) -> String {
    fill(teller.words.level(teller.lang), &[("women", women), ("men", men), ("place", place)])
}

/// The level where the source has a total only.
#[must_use]
pub fn level_total(words: &Curated, lang: Lang, total: &str) -> String {
    fill(words.level_total(lang), &[("total", total)])
}

/// Limits of an interval, and what they cover.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Lower.
    pub low: f64,
    /// Upper.
    pub high: f64,
    /// What they are about: the lasting difference, or the year's own.
    pub covers: Covers,
}

impl Limits {
    /// Whether there is an interval.
    #[must_use]
    pub const fn is_given(&self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }
}

/// Why there is no difference to tell of, by what stands in the place of the two values.
#[must_use]
pub fn without(words: &Curated, lang: Lang, place: &str, women: figures::Cell, men: figures::Cell) -> String {
    let is = |state: figures::State| women.state == state || men.state == state;
    let (w, m) = (words.women(lang), words.men(lang));
    match lang {
        _ if women.get().is_some() != men.get().is_some() => {
            let (there, gone) = if women.get().is_some() { (w, m) } else { (m, w) };
            match lang {
                Lang::Sv => format!(
                    "I {place} finns ett värde för {there} men inte för {gone}. Därför går det inte att räkna någon skillnad."
                ),
                Lang::En => format!(
                    "In {place} there is a value for {there} but none for {gone}. So no difference can be computed."
                ),
            }
        }
        Lang::Sv if is(figures::State::Secret) => format!(
            "Värdena för {w} och {m} i {place} är sekretessbelagda. Så är det när så få personer ligger bakom dem att någon skulle kunna kännas igen."
        ),
        Lang::En if is(figures::State::Secret) => format!(
            "The values for {w} and {m} in {place} are secret. They are so when the people behind them are so few that somebody could be recognised."
        ),
        Lang::Sv if is(figures::State::NotApplicable) => format!("Måttet är inte tillämpligt i {place}."),
        Lang::En if is(figures::State::NotApplicable) => format!("The figure is not applicable in {place}."),
        Lang::Sv if is(figures::State::Deleted) => {
            format!("Källan har tagit bort värdena för {w} och {m} i {place}.")
        }
        Lang::En if is(figures::State::Deleted) => {
            format!("The source has withdrawn the values for {w} and {m} in {place}.")
        }
        Lang::Sv => format!(
            "Källan har inga värden för {w} och {m} i {place}. Det kan bero på att för få personer ligger bakom dem för att de ska få visas, eller på att ingen har lämnat uppgiften. Att uppgiften saknas betyder inte att skillnaden är liten."
        ),
        Lang::En => format!(
            "The source has no values for {w} and {m} in {place}. It may be because too few people are behind them for the values to be shown, or because nobody has reported. That there is no value does not mean that the difference is small."
        ),
    }
}

/// How large the difference is: as published, and as it lasts with its interval; and that it may
/// be chance when it may. Sizes are without sign where the headline says who is higher; where an interval passes
/// zero the signs are those of the tables, women minus men.
#[must_use]
pub fn size(teller: &Teller<'_>, finding: &Finding, limits: &Limits, seen: Seen) -> Option<String> {
    if !finding.difference.is_finite() {
        return None;
    }
    let (lang, year) = (teller.lang, finding.year);
    let signed = limits.is_given() && limits.low <= 0.0 && limits.high >= 0.0;
    let published = if signed {
        let (women, men) = (teller.words.women(lang), teller.words.men(lang));
        let difference = teller.difference(finding.difference).with_unit;
        match lang {
            Lang::Sv => format!("Skillnaden {year}, {women} minus {men}, är {difference}"),
            Lang::En => format!("The difference in {year}, {women} minus {men}, is {difference}"),
        }
    } else {
        let size = teller.size(finding.difference);
        match lang {
            Lang::Sv => format!("Skillnaden {year} är {size}"),
            Lang::En => format!("The difference in {year} is {size}"),
        }
    };
    let chance = match (seen, lang) {
        (Seen::MayBeChance, Lang::Sv) => "; det kan bero på slumpen",
        (Seen::MayBeChance, Lang::En) => "; it may be due to chance",
        _ => "",
    };
    // Without signs where both ends lie on one side of zero.
    let range = |value: f64| match value < 0.0 && !signed {
        true => teller.range(-limits.high, -limits.low),
        false => teller.range(limits.low, limits.high),
    };
    let interval = lang.pick("intervall", "interval");
    Some(match limits.covers {
        Covers::Sampling if limits.is_given() => {
            format!("{published} ({interval} {}){chance}.", range(finding.difference))
        }
        Covers::YearToYear if limits.is_given() => {
            let lasting = if signed {
                teller.uncertain(finding.lasting).text
            } else {
                teller.uncertain(finding.lasting.abs()).text.replace('+', "")
            };
            let other_way = finding.difference * finding.lasting < 0.0;
            let is = match (other_way, lang) {
                (false, Lang::Sv) => "är",
                (false, Lang::En) => "is",
                (true, Lang::Sv) => "går åt andra hållet och är",
                (true, Lang::En) => "goes the other way and is",
            };
            let lead = lang.pick(
                "Den bestående skillnaden, de senaste åren vägda samman,",
                "The lasting difference, recent years weighed together,",
            );
            format!("{published}. {lead} {is} {lasting} ({interval} {}){chance}.", range(finding.lasting))
        }
        _ => format!("{published}{chance}."),
    })
}

/// How the comparison group has it, and whether the difference is larger or smaller there.
#[must_use]
pub fn against(
    teller: &Teller<'_>,
    finding: &Finding,
    peers: &Comparison,
    group: &str,
    flagged: bool,
) -> Option<String> {
    if peers.n == 0 || !peers.peer_women.is_finite() || !peers.peer_men.is_finite() {
        return None;
    }
    let women = teller.mean(peers.peer_women).with_unit;
    let men = teller.mean(peers.peer_men).text;
    let (words, lang) = (teller.words, teller.lang);
    let levels = match lang {
        Lang::Sv => {
            format!("I {group} är det i snitt {women} för {} och {men} för {}", words.women(lang), words.men(lang))
        }
        Lang::En => {
            format!("In {group} it is on average {women} for {} and {men} for {}", words.women(lang), words.men(lang))
        }
    };
    let ending = match (flagged.then(|| beside_peers(finding.lasting, peers.excess)), lang) {
        (None, _) => "",
        (Some(Beside::Larger), Lang::Sv) => ". Den bestående skillnaden är större här, och det är knappast slump",
        (Some(Beside::Larger), Lang::En) => ". The lasting difference is larger here, and that is hardly chance",
        (Some(Beside::Smaller), Lang::Sv) => ". Den bestående skillnaden är mindre här, och det är knappast slump",
        (Some(Beside::Smaller), Lang::En) => ". The lasting difference is smaller here, and that is hardly chance",
        (Some(Beside::OtherWay), Lang::Sv) => {
            ". Här går den bestående skillnaden åt andra hållet, och det är knappast slump"
        }
        (Some(Beside::OtherWay), Lang::En) => {
            ". Here the lasting difference goes the other way, and that is hardly chance"
        }
    };
    Some(format!("{levels}{ending}."))
}

/// How an area's own difference stands beside its group's, when the two truly differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Larger, the same way.
    Larger,
    /// Smaller, the same way or as good as none.
    Smaller,
    /// The other way: women higher here and men there, or the reverse.
    OtherWay,
}

/// How an area's own lasting difference stands beside its group's, which it exceeds by `excess`.
#[must_use]
pub fn beside_peers(own: f64, excess: f64) -> Beside {
    let group = own - excess;
    // The other way: both have a difference worth the name, neither less than half of the other's.
    let alike = own.abs() > 0.5 * group.abs() && group.abs() > 0.5 * own.abs();
    if own * group < 0.0 && alike {
        Beside::OtherWay
    } else if own.abs() > group.abs() {
        Beside::Larger
    } else {
        Beside::Smaller
    }
}

/// Which of the sexes is worse off, where the direction is known: `true` for women.
#[must_use]
pub fn women_worse_off(direction: Direction, difference: f64) -> Option<bool> {
    match direction {
        _ if difference == 0.0 || !difference.is_finite() => None,
        Direction::High => Some(difference < 0.0),
        Direction::Low => Some(difference > 0.0),
        Direction::None => None,
    }
}

/// Which way the difference goes, and for whom it has become better or worse. Worse off is whoever
/// was so when the period began, as in [`findings::Mover`].
#[must_use]
pub fn trend(teller: &Teller<'_>, trend: &Trend) -> Option<String> {
    let (words, lang, from, to) = (teller.words, teller.lang, trend.from, trend.to);
    let course = match (trend.course, lang) {
        (Course::Unclear, _) => return None,
        (Course::Closing, Lang::Sv) => format!("Åren {from}–{to} har skillnaden minskat"),
        (Course::Closing, Lang::En) => format!("From {from} to {to} the difference has shrunk"),
        (Course::Widening, Lang::Sv) => format!("Åren {from}–{to} har skillnaden vuxit"),
        (Course::Widening, Lang::En) => format!("From {from} to {to} the difference has grown"),
        (Course::Crossing, Lang::Sv) => format!("Åren {from}–{to} har skillnaden bytt riktning"),
        (Course::Crossing, Lang::En) => format!("From {from} to {to} the difference has changed direction"),
    };
    let (worse, better) = match women_worse_off(words.direction, trend.first) {
        Some(true) => (words.women(lang), words.men(lang)),
        Some(false) => (words.men(lang), words.women(lang)),
        None => return Some(format!("{course}.")),
    };
    let why = match (trend.mover, lang) {
        (Mover::Unknown, _) => String::new(),
        (Mover::WorseOffGained, Lang::Sv) => format!(": det har blivit bättre för {worse}"),
        (Mover::WorseOffGained, Lang::En) => format!(": it has become better for {worse}"),
        (Mover::BetterOffLost, Lang::Sv) => format!(", men bara för att det har blivit sämre för {better}"),
        (Mover::BetterOffLost, Lang::En) => format!(", but only because it has become worse for {better}"),
        (Mover::BothGained, Lang::Sv) => {
            both("bättre", if trend.course == Course::Widening { better } else { worse }, lang)
        }
        (Mover::BothGained, Lang::En) => {
            both("better", if trend.course == Course::Widening { better } else { worse }, lang)
        }
        (Mover::BothLost, Lang::Sv) => {
            both("sämre", if trend.course == Course::Widening { worse } else { better }, lang)
        }
        (Mover::BothLost, Lang::En) => {
            both("worse", if trend.course == Course::Widening { worse } else { better }, lang)
        }
        (Mover::Met, Lang::Sv) => format!(": det har blivit bättre för {worse} och sämre för {better}"),
        (Mover::Met, Lang::En) => format!(": it has become better for {worse} and worse for {better}"),
        (Mover::WorseOffLost, Lang::Sv) => format!(": det har blivit sämre för {worse}"),
        (Mover::WorseOffLost, Lang::En) => format!(": it has become worse for {worse}"),
        (Mover::BetterOffGained, Lang::Sv) => format!(": det har blivit bättre för {better}, inte för {worse}"),
        (Mover::BetterOffGained, Lang::En) => format!(": it has become better for {better}, not for {worse}"),
        (Mover::Parted, Lang::Sv) => format!(": det har blivit sämre för {worse} och bättre för {better}"),
        (Mover::Parted, Lang::En) => format!(": it has become worse for {worse} and better for {better}"),
    };
    Some(format!("{course}{why}."))
}

fn both(how: &str, most: &str, lang: Lang) -> String {
    match lang {
        Lang::Sv => format!(": det har blivit {how} för båda, mest för {most}"),
        Lang::En => format!(": it has become {how} for both, most for {most}"),
    }
}

/// The sentence for a trend that cannot be told from chance. Where the difference is known to be
/// smaller than it once was (`closed`), the question is only whether it goes on changing.
#[must_use]
pub fn no_trend(lang: Lang, trend: &Trend, closed: bool) -> String {
    if trend.n < 5 {
        return lang
            .pick(
                "Det finns för få år för att se om skillnaden ändras.",
                "There are too few years to see whether the difference changes.",
            )
            .to_owned();
    }
    let (from, to) = (trend.from, trend.to);
    match (lang, closed) {
        (Lang::Sv, false) => format!("Åren {from}–{to} går det inte att se någon säker förändring av skillnaden."),
        (Lang::En, false) => format!("From {from} to {to} no clear change of the difference can be seen."),
        (Lang::Sv, true) => format!(
            "Om den fortsätter att ändras går inte att säga: trenden räknas på åren {from}–{to}, och där är den för svag."
        ),
        (Lang::En, true) => format!(
            "Whether it goes on changing cannot be said: the trend is measured from {from} to {to}, and is too weak there."
        ),
    }
}

/// That a place has closed its own difference by raising those worse off, since when.
#[must_use]
pub fn closed(teller: &Teller<'_>, lesson: &Lesson) -> Option<String> {
    let Reason::Closed { since } = lesson.reason else { return None };
    let before = teller.about(lesson.before).with_unit;
    Some(match teller.lang {
        Lang::Sv => format!(
            "Förr var skillnaden {before}. Sedan {since} är den högst hälften så stor, genom att det blev bättre för dem som hade det sämre."
        ),
        Lang::En => format!(
            "The difference used to be {before}. Since {since} it has been at most half of that, because it became better for those worse off."
        ),
    })
}

/// What the lasting difference and its interval are: the one explanation, for every page, paper and
/// table.
#[must_use]
pub const fn interval_explained(lang: Lang) -> &'static str {
    lang.pick(
        "Den bestående skillnaden är de senaste åren vägda samman. Intervallet (95\u{a0}%) gäller den: så mycket kan slumpen från år till år ha flyttat den. Den publicerade skillnaden är årets värden som de står, och kan ligga utanför intervallet.",
        "The lasting difference is recent years weighed together. The interval (95%) is about it: so far chance from year to year can have moved it. The published difference is the year's values as they stand, and may lie outside the interval.",
    )
}

/// What an interval covers, or why there is none.
#[must_use]
pub fn covers(lang: Lang, covers: Covers) -> &'static str {
    match covers {
        Covers::YearToYear => interval_explained(lang),
        Covers::Sampling => lang.pick(
            "Intervallet (95\u{a0}%) gäller årets skillnad, och visar osäkerheten av att ett begränsat antal personer ligger bakom.",
            "The interval (95%) is about the year's difference, and shows the uncertainty that comes from a limited number of people.",
        ),
        Covers::Nothing(why) => match why {
            Why::NoValue => lang.pick(
                "Inget intervall: det saknas värde för kvinnor eller män.",
                "No interval: a value for women or men is missing.",
            ),
            Why::TooFewYears => lang.pick(
                "Inget intervall: måttet har för få år för att visa hur mycket det rör sig av slump.",
                "No interval: the figure has too few years to show how much it moves by chance.",
            ),
            Why::TooFewAreas => lang.pick(
                "Inget intervall: för få kommuner har måttet två år i rad.",
                "No interval: too few municipalities have the figure two years running.",
            ),
            Why::NeverMoves => lang.pick(
                "Inget intervall: skillnaden rör sig aldrig, så slumpen går inte att mäta.",
                "No interval: the difference never moves, so chance cannot be measured.",
            ),
            Why::NoPeers => lang.pick(
                "Ingen jämförelse: ingen i gruppen har ett värde.",
                "No comparison: nobody in the group has a value.",
            ),
        },
    }
}
