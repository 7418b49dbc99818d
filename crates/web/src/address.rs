//! Addresses: what a reader asked for, and how to write a link to it.
//!
//! The Swedish and the English addresses say the same things with different words. Both are read
//! into the same [`Asked`], which can be written in the other language again: that is how every
//! page knows its twin.

use crate::desk::spot::Spot;
use i18n::Lang;
use std::fmt::Write as _;

/// A page, whatever the language and the format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The start page.
    Start,
    /// Results of a search.
    Search,
    /// One municipality, region or the nation, by code or name.
    Municipality(String),
    /// Every figure of one area, by theme.
    Everything(String),
    /// One key figure, by id.
    Figure(String),
    /// What could be examined about its difference.
    Explain(String),
    /// The questions about cases that the operator has the server answer.
    Cases,
    /// One of them, by id.
    Case(String),
    /// Two to four areas side by side.
    Compare,
    /// How we compute.
    How,
    /// About the data.
    Data,
    /// The accessibility statement.
    Accessibility,
    /// The models, self-assessments, charters and checklists.
    Models,
    /// One of them, by id.
    Model(String),
    /// What differs between two of them, by id.
    ModelDiff(String, String),
    /// The rounds since 2015, who mentored whom, what is not known.
    History,
    /// One round of it, by id.
    HistoryRound(String),
    /// What one organisation did in it, by id.
    HistoryOrganisation(String),
    /// Its rounds with their groups formed anew by distance.
    HistoryGroups,
    /// One of them, by id.
    HistoryRoundGroups(String),
    /// Who may do what.
    WhoMay,
    /// Which personal data is kept, and how long.
    PersonalData,
    /// Rows of figures for machines.
    ApiFigures,
    /// The areas there are, for machines.
    ApiAreas,
    /// Where people work, signed in: never kept, never the same for two.
    Desk(Spot),
}

/// What a page can be had as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A page.
    Html,
    /// Comma separated values.
    Csv,
    /// Rows as JSON.
    Json,
    /// A workbook.
    Xlsx,
    /// A document.
    Pdf,
}

impl Format {
    const FILES: [(Self, &'static str); 4] =
        [(Self::Csv, "csv"), (Self::Json, "json"), (Self::Xlsx, "xlsx"), (Self::Pdf, "pdf")];

    /// The end of the address: `pdf`; nothing for a page.
    #[must_use]
    pub fn extension(self) -> &'static str {
        Self::FILES.iter().find(|(format, _)| *format == self).map_or("", |(_, word)| word)
    }

    /// Parts `2282.pdf` into `2282` and the format; what is no format of ours stays in the name.
    fn split(segment: &str) -> (&str, Self) {
        segment
            .rsplit_once('.')
            .and_then(|(name, end)| {
                Self::FILES.iter().find(|(_, word)| *word == end).map(|(format, _)| (name, *format))
            })
            .unwrap_or((segment, Self::Html))
    }
}

/// What can be said after the question mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Words to search for.
    Words,
    /// An area; may be repeated.
    Area,
    /// The mentor of a comparison.
    Mentor,
    /// The comparison group.
    Peers,
    /// The year; in the API also `all`.
    Year,
    /// A key figure; may be repeated.
    Figure,
    /// The language of an answer to a machine.
    Lang,
    /// The one theme of a list.
    Theme,
    /// Which figures of a list.
    Which,
    /// In what order.
    Order,
    /// How many women stand behind a share.
    Women,
    /// How many men.
    Men,
    /// What was done just now.
    Said,
    /// Where to go after signing in.
    Next,
    /// The one of two models.
    From,
    /// The other.
    To,
    /// A step of a model, by its id.
    Step,
    /// An item of a self-assessment, by its id.
    Item,
    /// A part of one, by its id.
    Part,
    /// An organisation; may be repeated.
    Organisation,
    /// Whom a round is for.
    Track,
    /// The page of a long list, from 1.
    Page,
    /// Whether a figure is read with small numbers in mind.
    Small,
}

impl Key {
    /// Each key with its Swedish, its English and its API name.
    const NAMES: [(Self, &'static str, &'static str, &'static str); 23] = [
        (Self::Words, "q", "q", "q"),
        (Self::Area, "kommun", "municipality", "area"),
        (Self::Mentor, "mentor", "mentor", "mentor"),
        (Self::Peers, "jamfor", "peers", "peers"),
        (Self::Year, "ar", "year", "year"),
        (Self::Figure, "matt", "figure", "kpi"),
        (Self::Lang, "lang", "lang", "lang"),
        (Self::Theme, "tema", "theme", "theme"),
        (Self::Which, "visa", "show", "show"),
        (Self::Order, "ordna", "sort", "sort"),
        (Self::Women, "antal-kvinnor", "women", "n_women"),
        (Self::Men, "antal-man", "men", "n_men"),
        (Self::Said, "sagt", "said", "said"),
        (Self::Next, "vidare", "next", "next"),
        (Self::From, "fran", "from", "from"),
        (Self::To, "till", "to", "to"),
        (Self::Step, "tillfalle", "occasion", "occasion"),
        (Self::Item, "punkt", "item", "item"),
        (Self::Part, "del", "part", "part"),
        (Self::Organisation, "organisation", "organisation", "organisation"),
        (Self::Track, "spar", "track", "track"),
        (Self::Page, "sida", "page", "page"),
        (Self::Small, "sma-tal", "small-numbers", "small_numbers"),
    ];

    /// How the key is written in addresses of a language: `kommun`, `municipality`.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        Self::NAMES.iter().find(|(key, ..)| *key == self).map_or("", |(_, sv, en, _)| lang.pick(*sv, *en))
    }

    /// The key of a name in either language, so that a half-translated address still works.
    fn read(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, sv, en, api)| [*sv, *en, *api].contains(&name)).map(|(key, ..)| *key)
    }
}

/// What was asked for: one page, one format, one language, and the rest of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Language of the answer.
    pub lang: Lang,
    /// Which page.
    pub place: Place,
    /// As what.
    pub format: Format,
    /// What came after the question mark and was understood, in its order; empty values are kept
    /// (an empty search is a search).
    pub query: Vec<(Key, String)>,
}

/// Why an address could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It leads nowhere.
    NoPage,
    /// A `%` is not followed by two hexadecimal digits, or the bytes are no UTF-8.
    Broken,
}

impl Asked {
    /// A page with nothing after the question mark.
    #[must_use]
    pub const fn page(lang: Lang, place: Place) -> Self {
        Self { lang, place, format: Format::Html, query: Vec::new() }
    }

    /// Reads the path and the query of an address, still percent-encoded.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(path: &str, query: &str) -> Result<Self, Unreadable> {
        let query = read_query(query)?;
        let mut parts = path.strip_prefix('/').ok_or(Unreadable::NoPage)?.split('/');
        let first = parts.next().unwrap_or("");
        let rest: Vec<&str> = parts.collect();
        if first == "api" {
            return Self::read_api(&rest, query);
        }
        let lang: Lang = first.parse().map_err(|_| Unreadable::NoPage)?;
        let (place, format) = read_place(lang, &rest)?;
        Ok(Self { lang, place, format, query })
    }

    fn read_api(rest: &[&str], query: Vec<(Key, String)>) -> Result<Self, Unreadable> {
        let ["v1", last] = rest else { return Err(Unreadable::NoPage) };
        let (name, format) = Format::split(last);
        let (place, format) = match (name, format) {
            ("figures", Format::Html) => (Place::ApiFigures, Format::Json),
            ("figures", Format::Json | Format::Csv | Format::Xlsx) => (Place::ApiFigures, format),
            ("areas", Format::Html | Format::Json) => (Place::ApiAreas, Format::Json),
            _ => return Err(Unreadable::NoPage),
        };
        let lang = query
            .iter()
            .find(|(key, _)| *key == Key::Lang)
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or_default();
        Ok(Self { lang, place, format, query })
    }

    /// The first value of a key that is not empty.
    #[must_use]
    pub fn first(&self, key: Key) -> Option<&str> {
        self.all(key).next()
    }

    /// Every value of a key that is not empty, without the spaces around it.
    pub fn all(&self, key: Key) -> impl Iterator<Item = &str> {
        self.query
            .iter()
            .filter(move |(name, _)| *name == key)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The same question with one key said anew (or no more).
    #[must_use]
    pub fn but(mut self, key: Key, value: Option<&str>) -> Self {
        self.query.retain(|(name, _)| *name != key);
        self.query.extend(value.map(|value| (key, value.to_owned())));
        self
    }

    /// The same question with one more value of a key.
    #[must_use]
    pub fn and(mut self, key: Key, value: &str) -> Self {
        self.query.push((key, value.to_owned()));
        self
    }

    /// The same question in another format.
    #[must_use]
    pub fn as_file(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The same question in the other language.
    #[must_use]
    pub fn twin(&self) -> Self {
        Self { lang: self.lang.other(), ..self.clone() }
    }

    /// The address: path, format and query, percent-encoded.
    #[must_use]
    pub fn address(&self) -> String {
        let mut text = path(self.lang, &self.place);
        if self.format != Format::Html {
            text.push('.');
            text.push_str(self.format.extension());
        }
        let mut sign = '?';
        for (key, value) in &self.query {
            text.push(sign);
            text.push_str(key.name(self.lang));
            text.push('=');
            encode(value, &mut text);
            sign = '&';
        }
        text
    }
}

/// The path of a page in a language, percent-encoded.
fn path(lang: Lang, place: &Place) -> String {
    let mut text = format!("/{lang}/");
    let second;
    let (sv, en, id, end) = match place {
        Place::Start => ("", "", "", ("", "")),
        Place::Search => ("sok", "search", "", ("", "")),
        Place::Municipality(code) => ("kommun/", "municipality/", code.as_str(), ("", "")),
        Place::Everything(code) => ("kommun/", "municipality/", code.as_str(), ("/alla", "/all")),
        Place::Figure(kpi) => ("matt/", "figure/", kpi.as_str(), ("", "")),
        Place::Explain(kpi) => ("matt/", "figure/", kpi.as_str(), ("/forklara", "/explain")),
        Place::Cases => ("arenden", "cases", "", ("", "")),
        Place::Case(id) => ("arenden/", "cases/", id.as_str(), ("", "")),
        Place::Compare => ("jamfor", "compare", "", ("", "")),
        Place::How => ("sa-raknar-vi", "how-we-compute", "", ("", "")),
        Place::Data => ("om-siffrorna", "about-the-data", "", ("", "")),
        Place::Accessibility => ("tillganglighet", "accessibility", "", ("", "")),
        Place::Models => ("modeller", "models", "", ("", "")),
        Place::Model(id) => ("modell/", "model/", id.as_str(), ("", "")),
        Place::ModelDiff(from, to) => {
            second = [encoded("/jamfor/", to), encoded("/compare/", to)];
            ("modell/", "model/", from.as_str(), (second[0].as_str(), second[1].as_str()))
        }
        Place::History => ("historia", "history", "", ("", "")),
        Place::HistoryRound(id) => ("historia/omgang/", "history/round/", id.as_str(), ("", "")),
        Place::HistoryOrganisation(id) => ("historia/organisation/", "history/organisation/", id.as_str(), ("", "")),
        Place::HistoryGroups => ("historia/grupper", "history/groups", "", ("", "")),
        Place::HistoryRoundGroups(id) => ("historia/omgang/", "history/round/", id.as_str(), ("/grupper", "/groups")),
        Place::WhoMay => ("vem-far-gora-vad", "who-may-do-what", "", ("", "")),
        Place::PersonalData => ("personuppgifter", "personal-data", "", ("", "")),
        Place::ApiFigures => return "/api/v1/figures".to_owned(),
        Place::ApiAreas => return "/api/v1/areas".to_owned(),
        Place::Desk(spot) => {
            spot.write(lang, &mut text);
            return text;
        }
    };
    text.push_str(lang.pick(sv, en));
    encode(id, &mut text);
    text.push_str(lang.pick(end.0, end.1));
    text
}

fn read_place(lang: Lang, rest: &[&str]) -> Result<(Place, Format), Unreadable> {
    let html = |place| Ok((place, Format::Html));
    let is = |word: &str, sv: &str, en: &str| word == lang.pick(sv, en);
    // Before the desk's: in English its history of a record begins with the same word.
    if let [word, last] = rest
        && is(word, "historia", "history")
        && is(last, "grupper", "groups")
    {
        return html(Place::HistoryGroups);
    }
    if let Some(spot) = Spot::read(lang, rest) {
        return html(Place::Desk(spot));
    }
    match rest {
        [""] => html(Place::Start),
        ["sok"] | ["search"] if is(rest[0], "sok", "search") => html(Place::Search),
        ["sa-raknar-vi"] | ["how-we-compute"] if is(rest[0], "sa-raknar-vi", "how-we-compute") => html(Place::How),
        ["om-siffrorna"] | ["about-the-data"] if is(rest[0], "om-siffrorna", "about-the-data") => html(Place::Data),
        [word] if is(word, "tillganglighet", "accessibility") => html(Place::Accessibility),
        [word] if is(word, "arenden", "cases") => html(Place::Cases),
        [kind, id] if is(kind, "arenden", "cases") && !id.is_empty() => html(Place::Case(decode(id, false)?)),
        [word] if is(word, "modeller", "models") => html(Place::Models),
        [word] if is(word, "historia", "history") => html(Place::History),
        [word, kind, id, last]
            if is(word, "historia", "history")
                && is(kind, "omgang", "round")
                && is(last, "grupper", "groups")
                && !id.is_empty() =>
        {
            html(Place::HistoryRoundGroups(decode(id, false)?))
        }
        [word, kind, id] if is(word, "historia", "history") && !id.is_empty() => match *kind {
            kind if is(kind, "omgang", "round") => html(Place::HistoryRound(decode(id, false)?)),
            "organisation" => html(Place::HistoryOrganisation(decode(id, false)?)),
            _ => Err(Unreadable::NoPage),
        },
        [word] if is(word, "vem-far-gora-vad", "who-may-do-what") => html(Place::WhoMay),
        [word] if is(word, "personuppgifter", "personal-data") => html(Place::PersonalData),
        [kind, id] if is(kind, "modell", "model") && !id.is_empty() => html(Place::Model(decode(id, false)?)),
        [kind, from, verb, to]
            if is(kind, "modell", "model") && is(verb, "jamfor", "compare") && !from.is_empty() && !to.is_empty() =>
        {
            html(Place::ModelDiff(decode(from, false)?, decode(to, false)?))
        }
        [word] => match Format::split(word) {
            (name, format) if is(name, "jamfor", "compare") => Ok((Place::Compare, format)),
            _ => Err(Unreadable::NoPage),
        },
        [kind, last] if !last.is_empty() => {
            let (name, format) = Format::split(last);
            let name = decode(name, false)?;
            if is(kind, "kommun", "municipality") {
                Ok((Place::Municipality(name), format))
            } else if is(kind, "matt", "figure") {
                Ok((Place::Figure(name), format))
            } else {
                Err(Unreadable::NoPage)
            }
        }
        [kind, area, all] if is(kind, "kommun", "municipality") && is(all, "alla", "all") && !area.is_empty() => {
            html(Place::Everything(decode(area, false)?))
        }
        [kind, kpi, last] if is(kind, "matt", "figure") && is(last, "forklara", "explain") && !kpi.is_empty() => {
            html(Place::Explain(decode(kpi, false)?))
        }
        _ => Err(Unreadable::NoPage),
    }
}

fn read_query(query: &str) -> Result<Vec<(Key, String)>, Unreadable> {
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        // What we do not know is not ours to refuse: links gather tracking words on their way.
        let Some(key) = Key::read(&decode(name, true)?) else { continue };
        pairs.push((key, decode(value, true)?));
    }
    Ok(pairs)
}

/// Takes the percent signs out; in a query a plus sign is a space.
fn decode(text: &str, plus_is_space: bool) -> Result<String, Unreadable> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit =
                    |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).ok_or(Unreadable::Broken);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                u8::try_from(high * 16 + low).map_err(|_| Unreadable::Broken)?
            }
            b'+' if plus_is_space => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| Unreadable::Broken)
}

/// A part of a path, with what comes before it.
fn encoded(before: &str, part: &str) -> String {
    let mut text = before.to_owned();
    encode(part, &mut text);
    text
}

/// Percent-encodes what is not plain in a path or a query; commas and colons stay readable.
fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:".contains(&byte) {
            into.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(into, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Result<Asked, Unreadable> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Asked::read(path, query)
    }

    #[test]
    fn every_address_is_read_back_and_has_a_twin() {
        for (sv, en) in [
            ("/sv/", "/en/"),
            ("/sv/sok?q=%C3%96rebro%20l%C3%A4n", "/en/search?q=%C3%96rebro%20l%C3%A4n"),
            ("/sv/kommun/2282", "/en/municipality/2282"),
            (
                "/sv/kommun/2282.pdf?jamfor=similar:grundskola&ar=2021",
                "/en/municipality/2282.pdf?peers=similar:grundskola&year=2021",
            ),
            ("/sv/kommun/2282/alla", "/en/municipality/2282/all"),
            (
                "/sv/kommun/2282/alla?tema=arbete&visa=all&ordna=name",
                "/en/municipality/2282/all?theme=arbete&show=all&sort=name",
            ),
            (
                "/sv/matt/N15428?kommun=2282&antal-kvinnor=92&antal-man=104",
                "/en/figure/N15428?municipality=2282&women=92&men=104",
            ),
            ("/sv/matt/N00206?kommun=2282", "/en/figure/N00206?municipality=2282"),
            ("/sv/matt/N00206?kommun=2282&sma-tal=no", "/en/figure/N00206?municipality=2282&small-numbers=no"),
            ("/sv/matt/N00206.csv", "/en/figure/N00206.csv"),
            (
                "/sv/jamfor?kommun=2282&kommun=2284&mentor=2284",
                "/en/compare?municipality=2282&municipality=2284&mentor=2284",
            ),
            ("/sv/jamfor.xlsx?kommun=2282&kommun=2284", "/en/compare.xlsx?municipality=2282&municipality=2284"),
            ("/sv/sa-raknar-vi", "/en/how-we-compute"),
            ("/sv/matt/N00206/forklara", "/en/figure/N00206/explain"),
            ("/sv/arenden", "/en/cases"),
            ("/sv/arenden/hemtjanst", "/en/cases/hemtjanst"),
            ("/sv/om-siffrorna", "/en/about-the-data"),
            ("/sv/tillganglighet", "/en/accessibility"),
            ("/sv/modeller?fran=a&till=b", "/en/models?from=a&to=b"),
            ("/sv/modell/modell-2023", "/en/model/modell-2023"),
            ("/sv/modell/%C3%A5%2Fb/jamfor/c%20d", "/en/model/%C3%A5%2Fb/compare/c%20d"),
            ("/sv/historia", "/en/history"),
            ("/sv/historia/omgang/kommuner-2019", "/en/history/round/kommuner-2019"),
            ("/sv/historia/organisation/%C3%A5%2Fb", "/en/history/organisation/%C3%A5%2Fb"),
            ("/sv/vem-far-gora-vad", "/en/who-may-do-what"),
            ("/sv/personuppgifter", "/en/personal-data"),
        ] {
            let asked = read(sv).unwrap();
            assert_eq!(asked.address(), sv);
            assert_eq!(asked.twin().address(), en);
            assert_eq!(read(en).unwrap().twin(), asked);
        }
    }

    #[test]
    fn what_leads_nowhere() {
        for address in [
            "/",
            "/sv",
            "/de/",
            "/sv/search",
            "/en/sok",
            "/sv/kommun/",
            "/sv/kommun/2282/all",
            "/sv/sok.pdf",
            "/sv/a/b/c/d",
            "/sv/modell/",
            "/sv/modell/a/compare/b",
            "/sv/modell/a/jamfor/",
            "/sv/history",
            "/sv/historia/",
            "/sv/historia/omgang",
            "/sv/historia/omgang/",
            "/sv/historia/round/a",
            "/en/history/omgang/a",
            "/sv/historia/organisation/a/b",
            "/api/v2/figures",
            "/api/v1/figures.pdf",
        ] {
            assert_eq!(read(address), Err(Unreadable::NoPage), "{address}");
        }
        for address in ["/sv/kommun/%", "/sv/kommun/%zz", "/sv/kommun/%ff", "/sv/sok?q=%C3"] {
            assert_eq!(read(address), Err(Unreadable::Broken), "{address}");
        }
    }

    #[test]
    fn unknown_keys_are_left_and_both_languages_are_understood() {
        let asked = read("/sv/matt/N00206?utm_source=x&municipality=2282&ar=+2020+").unwrap();
        assert_eq!(asked.first(Key::Area), Some("2282"));
        assert_eq!(asked.first(Key::Year), Some("2020"));
        assert_eq!(asked.query.len(), 2);
    }
}
