//! The columns of a CSV and the keys of a table in TOML: the same, in Swedish and English.

use super::super::places::distance;
use i18n::fold;

/// What a column is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Participant or mentor.
    Role,
    /// Code of the municipality or region.
    Code,
    /// Name.
    Name,
    /// Municipality, region, association.
    Kind,
    /// How many places it takes.
    Seats,
    /// Degrees north.
    Lat,
    /// Degrees east.
    Lon,
    /// Inhabitants.
    Size,
    /// SKR's type.
    Class,
    /// Languages it can meet in.
    Languages,
    /// What it wants to work with, or knows about.
    Themes,
    /// Whether it can host.
    Host,
    /// Whom it resembles.
    Similar,
    /// How many groups it can lead.
    Leads,
    /// How many it can back.
    Backs,
    /// Whether it is new as a mentor.
    New,
    /// Who mentors beside it.
    Beside,
    /// With whom there is a conflict of interest.
    Conflicts,
    /// With whom it must be.
    Together,
    /// With whom it must not be.
    Apart,
    /// With whom it has been in a group.
    Met,
    /// Which mentors it has had.
    Had,
    /// The mentor settled by hand.
    Mentor,
    /// A score of a self-assessment: in what.
    Score(String),
}

/// Every column but scores, with its name in English and in Swedish, and other ways to write it.
const NAMED: &[(Column, &str, &str, &[&str])] = &[
    (Column::Role, "role", "roll", &[]),
    (Column::Code, "code", "kod", &["kommunkod", "id"]),
    (Column::Name, "name", "namn", &["kommun", "organisation", "municipality"]),
    (Column::Kind, "kind", "slag", &[]),
    (Column::Seats, "seats", "platser", &[]),
    (Column::Lat, "lat", "lat", &["latitud", "latitude"]),
    (Column::Lon, "lon", "lon", &["longitud", "longitude", "long"]),
    (Column::Size, "inhabitants", "invånare", &["population", "folkmängd", "befolkning"]),
    (Column::Class, "class", "typ", &["kommungrupp", "type", "kommuntyp"]),
    (Column::Languages, "languages", "språk", &["language"]),
    (Column::Themes, "themes", "teman", &["tema", "theme"]),
    (Column::Host, "host", "värd", &["can_host", "kan vara värd"]),
    (Column::Similar, "similar", "liknande", &["liknande kommuner"]),
    (Column::Leads, "leads", "leder", &["capacity", "kapacitet"]),
    (Column::Backs, "backs", "stöder", &["stödjer"]),
    (Column::New, "new", "ny", &["ny mentor", "new mentor"]),
    (Column::Beside, "beside", "tillsammans som mentor", &["medmentor"]),
    (Column::Conflicts, "conflicts", "jäv", &["conflict"]),
    (Column::Together, "together", "tillsammans", &[]),
    (Column::Apart, "apart", "isär", &[]),
    (Column::Met, "met", "träffat", &["har träffat"]),
    (Column::Had, "had", "haft", &["haft mentor", "had mentor"]),
    (Column::Mentor, "mentor", "mentor", &["bestämd mentor"]),
];

/// What a column with a score begins with.
const SCORES: [&str; 4] = ["score:", "skattning:", "självskattning:", "poäng:"];

impl Column {
    /// The column of a name; a score is `score: area` or `skattning: område`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let wanted = fold(name).replace('_', " ");
        for begin in SCORES {
            if let Some(rest) = wanted.strip_prefix(&fold(begin)) {
                let rest = rest.trim();
                return (!rest.is_empty()).then(|| Self::Score(rest.to_owned()));
            }
        }
        let is = |text: &str| fold(text).replace('_', " ") == wanted;
        NAMED
            .iter()
            .find(|(_, en, sv, other)| is(en) || is(sv) || other.iter().any(|it| is(it)))
            .map(|(column, ..)| column.clone())
    }

    /// The name that is most like a word, if one is.
    #[must_use]
    pub fn likeliest(name: &str) -> Option<&'static str> {
        likeliest(name, NAMED.iter().flat_map(|(_, en, sv, _)| [*en, *sv]))
    }
}

/// The word that is most like another, if one is: at most a third of its letters differ.
pub fn likeliest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let wanted: String = fold(word).chars().take(60).collect();
    words
        .into_iter()
        .map(|it| (distance(&fold(it), &wanted), it))
        .filter(|(far, it)| *far <= (it.chars().count() / 3).max(1))
        .min_by_key(|(far, _)| *far)
        .map(|(_, it)| it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_name_leads_to_its_column_and_no_two_are_alike() {
        let mut seen = BTreeSet::new();
        for (column, en, sv, other) in NAMED {
            for name in [en, sv].into_iter().chain(*other) {
                assert_eq!(Column::named(&name.to_uppercase()).as_ref(), Some(column), "{name}");
                seen.insert((fold(name), column));
            }
        }
        let names: BTreeSet<&String> = seen.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), seen.len());
        assert_eq!(Column::named("Självskattning: Styrning"), Some(Column::Score("styrning".into())));
        assert_eq!(Column::named("score:"), None);
        assert_eq!(Column::likeliest("invonare"), Some("invånare"));
        assert_eq!(Column::likeliest("färg på huset"), None);
    }
}
