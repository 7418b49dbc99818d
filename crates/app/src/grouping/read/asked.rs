//! Rows become organisations, names become ids, and what was said of pairs becomes relations.

use super::super::places::{self, Spot};
use super::cell::{Cell, Reader, Row, number};
use super::column::{Column, likeliest};
use super::fault::{Fault, What};
use super::{Facts, Known, Origin, Read};
use grouping::{Companion, Id, Kind, Lock, Mentor, Mentored, Pair, Party, Place, Rules, Seats, Shape, Wishes};
use i18n::fold;
use std::collections::{BTreeMap, BTreeSet};

/// The most that is read of a count; what the solver takes is less and is its own to say.
const MOST: i64 = 1_000_000;
/// More people than live in the country.
const MOST_PEOPLE: i64 = 100_000_000;

/// A relation between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairKind {
    Conflicts,
    Together,
    Apart,
    Met,
    Had,
}

impl PairKind {
    pub const ALL: [Self; 5] = [Self::Conflicts, Self::Together, Self::Apart, Self::Met, Self::Had];

    /// The key in TOML.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Conflicts => "conflicts",
            Self::Together => "together",
            Self::Apart => "apart",
            Self::Met => "met",
            Self::Had => "had",
        }
    }

    /// The same in Swedish.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::Conflicts => "jäv",
            Self::Together => "tillsammans",
            Self::Apart => "isär",
            Self::Met => "träffat",
            Self::Had => "haft",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key || fold(it.swedish()) == fold(key))
    }

    /// Whether somebody who is not in the round may be named: what was before is no harm.
    const fn of_the_past(self) -> bool {
        matches!(self, Self::Met | Self::Had)
    }
}

/// Somebody as named somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub name: String,
    pub origin: Origin,
    pub column: String,
}

/// Something settled by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    pub members: Vec<Said>,
    pub mentor: Option<Said>,
    pub origin: Origin,
}

/// What all files say, before names become ids.
#[derive(Debug, Default)]
pub struct Gathered {
    pub title: String,
    pub shape: Shape,
    pub rules: Rules,
    pub wishes: Wishes,
    /// The least and the most that a score can be.
    pub scale: Scale,
    pub rows: Vec<Row>,
    pub pairs: Vec<(PairKind, Said, Said)>,
    pub locks: Vec<Joined>,
    /// The file that had rules.
    pub rules_in: Option<String>,
}

/// The least and the most that a score can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale(pub f64, pub f64);

impl Default for Scale {
    /// As in SKR's self-assessment since 2020.
    fn default() -> Self {
        Self(1.0, 4.0)
    }
}

impl Gathered {
    /// Makes what is asked of it.
    pub fn finish(mut self, facts: Option<&dyn Facts>, faults: &mut Vec<Fault>) -> Read {
        let mut read = Read { title: std::mem::take(&mut self.title), ..Read::default() };
        read.ask.shape = self.shape;
        read.ask.rules = std::mem::take(&mut self.rules);
        read.ask.wishes = std::mem::take(&mut self.wishes);
        let rows = std::mem::take(&mut self.rows);
        for row in &rows {
            self.row(row, facts, &mut read, faults);
        }
        let names = Names::of(&read);
        for (kind, one, other) in &self.pairs {
            pair(*kind, one, other, &names, &mut read, faults);
        }
        for joined in &self.locks {
            lock(joined, &names, &mut read, faults);
        }
        one_spelling(&mut read.ask);
        read
    }

    fn row(&mut self, row: &Row, facts: Option<&dyn Facts>, read: &mut Read, faults: &mut Vec<Fault>) {
        let mut reader = Reader { row, faults };
        let mentor = is_mentor(&mut reader);
        let Some(who) = who(&mut reader) else { return };
        let known = match (facts, who.spot) {
            (Some(facts), Some(spot)) => facts.of(&spot.code),
            _ => Known::default(),
        };
        let mut profile = self.profile(&mut reader);
        let scored = profile.len();
        for (area, score) in &known.profile {
            if !profile.keys().any(|it| fold(it) == fold(area)) {
                profile.insert(area.clone(), *score);
            }
        }
        let mut filled = profile.len() > scored;
        self.relations(&mut reader, &who);
        let origin = Origin { file: row.file.clone(), line: row.line };
        let can_host = reader.flag(&Column::Host).unwrap_or(true);
        let languages = reader.list(&Column::Languages).into_iter().collect();
        let themes = reader.list(&Column::Themes).into_iter().collect();
        if mentor {
            let beside = reader.list(&Column::Beside).iter().map(|name| companion(name)).collect();
            let leads = count(&mut reader, &Column::Leads).unwrap_or(1);
            let backs = count(&mut reader, &Column::Backs).unwrap_or(0);
            let new = reader.flag(&Column::New).unwrap_or(false);
            let (id, name, place) = (who.id.clone(), who.name, who.place);
            read.ask.mentors.push(Mentor {
                id,
                name,
                beside,
                leads,
                backs,
                new,
                place,
                languages,
                themes,
                profile,
                can_host,
            });
            read.origins.mentors.push(origin);
        } else {
            mentors_only(&mut reader);
            let kind = kind(&mut reader, who.spot);
            let seats = reader.whole(&Column::Seats, 0, 255).and_then(|it| u8::try_from(it).ok());
            let said_size = reader.whole(&Column::Size, 0, MOST_PEOPLE);
            let said_class = reader.text(&Column::Class);
            let said_similar = reader.list(&Column::Similar);
            filled |= (said_size.is_none() && known.size.is_some())
                || (said_class.is_empty() && known.class.is_some())
                || (said_similar.is_empty() && !known.similar.is_empty());
            let similar =
                if said_similar.is_empty() { known.similar } else { said_similar.iter().map(|it| id_of(it)).collect() };
            read.ask.parties.push(Party {
                id: who.id.clone(),
                name: who.name,
                kind,
                seats: Seats(seats.unwrap_or(1)),
                place: who.place,
                size: said_size.or(known.size),
                class: if said_class.is_empty() { known.class.unwrap_or_default() } else { said_class },
                languages,
                themes,
                profile,
                similar: similar.into_iter().collect(),
                can_host,
            });
            read.origins.parties.push(origin);
        }
        if filled {
            read.filled.push(who.id);
        }
    }

    /// Scores on the scale of the round, as 0 to 100.
    fn profile(&self, reader: &mut Reader<'_>) -> BTreeMap<String, u8> {
        let Scale(low, high) = self.scale;
        let cells: Vec<Cell> = reader.row.cells.clone();
        let mut profile = BTreeMap::new();
        for cell in cells {
            let Column::Score(area) = &cell.column else { continue };
            #[expect(clippy::cast_possible_truncation, reason = "a scale is within a thousand")]
            match number(&cell.said, low.floor() as i64, high.ceil() as i64) {
                Ok(value) => {
                    let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
                    #[expect(clippy::cast_sign_loss, reason = "between 0 and 100")]
                    profile.insert(spelled(area, &cell.named), (100.0 * share).round() as u8);
                }
                Err(what) => reader.wrong(&cell, what),
            }
        }
        profile
    }

    /// What a row says of others.
    fn relations(&mut self, reader: &mut Reader<'_>, who: &Who) {
        let columns = [
            (Column::Conflicts, PairKind::Conflicts),
            (Column::Together, PairKind::Together),
            (Column::Apart, PairKind::Apart),
            (Column::Met, PairKind::Met),
            (Column::Had, PairKind::Had),
        ];
        for (column, kind) in columns {
            for other in reader.list(&column) {
                let (own, other) = (said(reader, &column, &who.id), said(reader, &column, &other));
                self.pairs.push((kind, own, other));
            }
        }
        let mentor = reader.text(&Column::Mentor);
        if !mentor.is_empty() {
            let origin = Origin { file: reader.row.file.clone(), line: reader.row.line };
            let members = vec![said(reader, &Column::Mentor, &who.id)];
            let mentor = Some(said(reader, &Column::Mentor, &mentor));
            self.locks.push(Joined { members, mentor, origin });
        }
    }
}

fn said(reader: &Reader<'_>, column: &Column, name: &str) -> Said {
    let (line, named) =
        reader.cell(column).map_or((reader.row.line, String::new()), |cell| (cell.line, cell.named.clone()));
    Said { name: name.to_owned(), origin: Origin { file: reader.row.file.clone(), line }, column: named }
}

fn count(reader: &mut Reader<'_>, column: &Column) -> Option<u32> {
    reader.whole(column, 0, MOST).and_then(|it| u32::try_from(it).ok())
}

/// An area as somebody wrote it, after `score:` or `scores.`.
fn spelled(area: &str, named: &str) -> String {
    let tail = named.split_once([':', '.']).map_or(named, |it| it.1).trim();
    if fold(tail) == area { tail.to_owned() } else { area.to_owned() }
}

/// Words that differ only in capitals and accents become one, in the spelling with most of its letters: what is
/// compared has to be alike, and what is shown is to be spelled. The order of rows does not matter.
fn one_spelling(ask: &mut grouping::Ask) {
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    let mut see = |word: &String| {
        let best = spellings.entry(fold(word)).or_default();
        // Small letters come after capitals, and å, ä and ö after both.
        if *best < *word {
            best.clone_from(word);
        }
    };
    for it in &ask.parties {
        it.languages.iter().chain(&it.themes).chain(it.profile.keys()).for_each(&mut see);
    }
    for it in &ask.mentors {
        it.languages.iter().chain(&it.themes).chain(it.profile.keys()).for_each(&mut see);
    }
    let one = |word: String| spellings.get(&fold(&word)).cloned().unwrap_or(word);
    let words = |of: &mut BTreeSet<String>| *of = std::mem::take(of).into_iter().map(one).collect();
    let scores = |of: &mut BTreeMap<String, u8>| {
        *of = std::mem::take(of).into_iter().map(|(area, it)| (one(area), it)).collect()
    };
    for it in &mut ask.parties {
        words(&mut it.languages);
        words(&mut it.themes);
        scores(&mut it.profile);
    }
    for it in &mut ask.mentors {
        words(&mut it.languages);
        words(&mut it.themes);
        scores(&mut it.profile);
    }
}

fn is_mentor(reader: &mut Reader<'_>) -> bool {
    let role = reader.text(&Column::Role);
    match fold(&role).as_str() {
        "mentor" | "mentorkommun" => true,
        "" | "participant" | "deltagare" | "organisation" | "benchmarkingkommun" => false,
        _ => {
            if let Some(cell) = reader.cell(&Column::Role).cloned() {
                reader.wrong(&cell, What::NoSuchWord { value: role, words: vec!["deltagare", "mentor"] });
            }
            false
        }
    }
}

/// A participant leads nobody.
fn mentors_only(reader: &mut Reader<'_>) {
    for column in [Column::Leads, Column::Backs] {
        if count(reader, &column).is_some_and(|it| it > 0)
            && let Some(cell) = reader.cell(&column).cloned()
        {
            reader.wrong(&cell, What::MentorsOnly);
        }
    }
    if reader.flag(&Column::New) == Some(true)
        && let Some(cell) = reader.cell(&Column::New).cloned()
    {
        reader.wrong(&cell, What::MentorsOnly);
    }
    if let Some(cell) = reader.cell(&Column::Beside).cloned() {
        reader.wrong(&cell, What::MentorsOnly);
    }
}

fn kind(reader: &mut Reader<'_>, spot: Option<&Spot>) -> Kind {
    let usual = if spot.is_some_and(Spot::is_region) { Kind::Region } else { Kind::Municipality };
    let said = reader.text(&Column::Kind);
    match fold(&said).as_str() {
        "" => usual,
        "kommun" | "municipality" => Kind::Municipality,
        "region" => Kind::Region,
        "kommunforbund" | "forbund" | "association" => Kind::Association,
        "annan" | "annat" | "other" => Kind::Other,
        _ => {
            if let Some(cell) = reader.cell(&Column::Kind).cloned() {
                let words = vec!["kommun", "region", "förbund", "annan"];
                reader.wrong(&cell, What::NoSuchWord { value: said, words });
            }
            usual
        }
    }
}

/// Whom a row is about.
struct Who {
    id: Id,
    name: String,
    spot: Option<&'static Spot>,
    place: Option<Place>,
}

fn who(reader: &mut Reader<'_>) -> Option<Who> {
    let code = reader.text(&Column::Code);
    // What a name holds is shown again: nothing in it may command a terminal.
    let name = reader.text(&Column::Name).replace(char::is_control, " ").trim().to_owned();
    let place = place(reader);
    if code.is_empty() && name.is_empty() {
        reader.faults.push(Fault::at(&reader.row.file, reader.row.line, None, What::NoName));
        return None;
    }
    // A spreadsheet eats the zero at the beginning: 114 is 0114.
    let padded = if code.chars().all(|it| it.is_ascii_digit()) { format!("{code:0>4}") } else { code.clone() };
    let by_code = places::by_code(&padded);
    let by_name = (!name.is_empty()).then(|| places::by_name(&name)).flatten();
    if !code.is_empty()
        && let Some(cell) = reader.cell(&Column::Code).cloned()
    {
        match (by_code, by_name) {
            (None, _) if place.is_none() => reader.wrong(&cell, What::UnknownCode { code: code.clone() }),
            (Some(one), Some(other)) if one.code != other.code => {
                let whose = one.name.clone();
                reader.wrong(&cell, What::CodeAndName { code: one.code.clone(), whose, name: name.clone() });
            }
            _ => {}
        }
    }
    if code.is_empty() && by_name.is_none() && place.is_none() {
        misspelt(reader, &name);
    }
    let spot = if code.is_empty() { by_name } else { by_code };
    let id = match spot {
        Some(spot) => spot.code.clone(),
        None if !code.is_empty() => code,
        None => slug(&name),
    };
    let name = if name.is_empty() { spot.map_or_else(|| id.clone(), |spot| spot.name.clone()) } else { name };
    Some(Who { id, name, spot, place: place.or_else(|| spot.map(Spot::place)) })
}

/// Tells of a name that is nearly that of a municipality or region. One of another kind may be called what it likes.
fn misspelt(reader: &mut Reader<'_>, name: &str) {
    let other = matches!(fold(&reader.text(&Column::Kind)).as_str(), "" | "kommun" | "municipality" | "region");
    let likely = if other { places::like(name) } else { Vec::new() };
    if let (Some(cell), false) = (reader.cell(&Column::Name).cloned(), likely.is_empty()) {
        let likely = likely.into_iter().map(str::to_owned).collect();
        reader.wrong(&cell, What::Misspelt { name: name.to_owned(), likely });
    }
}

fn place(reader: &mut Reader<'_>) -> Option<Place> {
    let (lat, lon) = (reader.number(&Column::Lat, -90, 90), reader.number(&Column::Lon, -180, 180));
    let (has_lat, has_lon) = (reader.cell(&Column::Lat).is_some(), reader.cell(&Column::Lon).is_some());
    if has_lat != has_lon
        && let Some(cell) = reader.cell(&Column::Lat).or_else(|| reader.cell(&Column::Lon)).cloned()
    {
        reader.wrong(&cell, What::HalfPlace);
    }
    Some(Place { lat: lat?, lon: lon? })
}

fn companion(name: &str) -> Companion {
    let spot = places::by_code(name).or_else(|| places::by_name(name));
    let called = spot.filter(|spot| spot.code == name).map_or_else(|| name.to_owned(), |spot| spot.name.clone());
    Companion { id: id_of(name), name: called, place: spot.map(Spot::place) }
}

/// The id of somebody by code or name, as a row about it would get.
pub fn id_of(name: &str) -> Id {
    let name = name.trim();
    places::by_code(name).or_else(|| places::by_name(name)).map_or_else(|| slug(name), |spot| spot.code.clone())
}

fn slug(name: &str) -> Id {
    fold(name).replace(' ', "-")
}

/// Everybody who can be named, by what they can be called.
pub struct Names {
    ids: BTreeMap<String, BTreeSet<Id>>,
    shown: Vec<String>,
}

impl Names {
    /// Of those who were read.
    pub fn of(read: &Read) -> Self {
        let mut names = Self { ids: BTreeMap::new(), shown: Vec::new() };
        for party in &read.ask.parties {
            names.add(&party.id, &party.name);
        }
        for mentor in &read.ask.mentors {
            names.add(&mentor.id, &mentor.name);
            for beside in &mentor.beside {
                names.add(&beside.id, &beside.name);
            }
        }
        names
    }

    fn add(&mut self, id: &str, name: &str) {
        for call in [fold(id), fold(name)] {
            self.ids.entry(call).or_default().insert(id.to_owned());
        }
        self.shown.push(name.to_owned());
    }

    /// The id of somebody.
    pub fn find(&self, name: &str) -> Result<Id, What> {
        let direct = self.ids.get(&fold(name));
        let found = direct.or_else(|| self.ids.get(&id_of(name)));
        match found.map(|ids| (ids.len(), ids.first())) {
            Some((1, Some(id))) => Ok(id.clone()),
            Some((_, Some(_))) => Err(What::Ambiguous { name: name.to_owned() }),
            _ => {
                let likeliest = likeliest(name, self.shown.iter().map(String::as_str)).map(str::to_owned);
                Err(What::NotHere { name: name.to_owned(), likeliest })
            }
        }
    }

    fn find_or_tell(&self, said: &Said, faults: &mut Vec<Fault>) -> Option<Id> {
        match self.find(&said.name) {
            Ok(id) => Some(id),
            Err(what) => {
                // Whose own row is misspelt is told there.
                let told = faults.iter().any(|it| it.what.means(&said.name));
                if !told {
                    faults.push(Fault::at(&said.origin.file, said.origin.line, Some(&said.column), what));
                }
                None
            }
        }
    }
}

fn unknown(code: &str) -> bool {
    places::by_code(&format!("{code:0>4}")).is_none()
}

fn pair(kind: PairKind, one: &Said, other: &Said, names: &Names, read: &mut Read, faults: &mut Vec<Fault>) {
    if kind.of_the_past() {
        // Somebody who is not in the round is no harm; a year, or a code that nobody has, is a slip.
        let slip = [one, other].into_iter().find(|said| {
            said.name.chars().all(|it| it.is_ascii_digit()) && names.find(&said.name).is_err() && unknown(&said.name)
        });
        if let Some(said) = slip {
            let what = What::UnknownCode { code: said.name.clone() };
            faults.push(Fault::at(&said.origin.file, said.origin.line, Some(&said.column), what));
            return;
        }
        let id = |said: &Said| names.find(&said.name).unwrap_or_else(|_| id_of(&said.name));
        let (one, other) = (id(one), id(other));
        match kind {
            PairKind::Had => read.ask.relations.mentored.push(Mentored { party: one, mentor: other }),
            _ => read.ask.relations.met.push(Pair::of(one, other)),
        }
        return;
    }
    let origin = other.origin.clone();
    let (Some(one), Some(other)) = (names.find_or_tell(one, faults), names.find_or_tell(other, faults)) else { return };
    let (list, origins) = match kind {
        PairKind::Conflicts => (&mut read.ask.relations.conflicts, &mut read.origins.conflicts),
        PairKind::Together => (&mut read.ask.relations.together, &mut read.origins.together),
        _ => (&mut read.ask.relations.apart, &mut read.origins.apart),
    };
    list.push(Pair::of(one, other));
    origins.push(origin);
}

fn lock(joined: &Joined, names: &Names, read: &mut Read, faults: &mut Vec<Fault>) {
    let before = faults.len();
    let members: BTreeSet<Id> = joined.members.iter().filter_map(|said| names.find_or_tell(said, faults)).collect();
    let mentor = joined.mentor.as_ref().and_then(|said| names.find_or_tell(said, faults));
    if faults.len() == before {
        read.ask.relations.locks.push(Lock { members, mentor });
        read.origins.locks.push(joined.origin.clone());
    }
}
