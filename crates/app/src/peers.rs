//! Comparison groups: from the word in an address or on the command line to a list of areas.

use crate::Situation;
use crate::view::{AreaRef, Level, PeersChoice, PeersView};
use crate::world::{OVERALL, World};
use figures::{Area, AreaKind, AreaMatch};
use i18n::{Lang, fold, sort_names_by};

/// A comparison group, resolved for one area.
#[derive(Clone, Debug, PartialEq)]
pub struct Peers {
    /// The word that names it.
    pub key: String,
    /// Who they are.
    pub members: Vec<u16>,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Similar { field: String },
    Regions,
    County { name: String },
    Class { name: String },
    All,
    Named,
    Nobody,
}

/// How a page refers to an area.
#[must_use]
pub fn area_ref(area: &Area) -> AreaRef {
    AreaRef {
        code: area.id.as_str().to_owned(),
        name: area.title.clone(),
        level: match area.kind {
            AreaKind::Municipality => Level::Municipality,
            AreaKind::Region => Level::Region,
            AreaKind::Nation => Level::Nation,
        },
    }
}

/// The area somebody means by a code or a name.
///
/// # Errors
/// [`Situation::NoArea`] with names that look alike.
pub fn find_area(world: &World, asked: &str) -> Result<usize, Situation> {
    let none = |suggestions: Vec<AreaRef>| Situation::NoArea { asked: asked.to_owned(), suggestions };
    match world.snapshot.find_area(asked.trim()) {
        AreaMatch::One(area) => world.snapshot.area_index(area.id).ok_or_else(|| none(Vec::new())),
        AreaMatch::Several(areas) | AreaMatch::None(areas) => Err(none(areas.into_iter().map(area_ref).collect())),
    }
}

/// Reads a comparison group for an area; the similar municipalities overall when none is named.
///
/// # Errors
/// [`Situation::NoPeers`], [`Situation::NoArea`].
pub fn resolve(world: &World, area: usize, asked: Option<&str>) -> Result<Peers, Situation> {
    let asked = asked.map(str::trim).filter(|text| !text.is_empty());
    let Some(asked) = asked else { return Ok(usual(world, area)) };
    let unknown = || Situation::NoPeers { asked: asked.to_owned() };
    let own = world.snapshot.areas().get(area).ok_or_else(unknown)?;
    let same_kind = |other: &Area| other.kind == own.kind;
    let (word, rest) = asked.split_once(':').unwrap_or((asked, ""));
    let (what, members) = match fold(word).as_str() {
        "similar" | "liknande" if own.kind == AreaKind::Municipality => {
            let wanted = if rest.is_empty() { OVERALL } else { rest };
            let field = field_named(world, wanted).ok_or_else(unknown)?;
            let members = world.similar_of(&field, area);
            (What::Similar { field }, members)
        }
        "similar" | "liknande" if own.kind == AreaKind::Region => (What::Regions, world.others(area, same_kind)),
        "similar" | "liknande" => (What::Nobody, Vec::new()),
        "county" | "lan" | "lanet" => {
            let county = own.county.ok_or_else(unknown)?;
            let name = own.county_name.clone().unwrap_or_default();
            (What::County { name }, world.others(area, |other| other.county == Some(county)))
        }
        "class" | "klass" | "grupp" | "kommungrupp" => {
            let class = own.class.clone().ok_or_else(unknown)?;
            let name = own.class_name.clone().unwrap_or_else(|| class.clone());
            (What::Class { name }, world.others(area, |other| other.class.as_ref() == Some(&class)))
        }
        "all" | "alla" if own.kind == AreaKind::Region => (What::Regions, world.others(area, same_kind)),
        "all" | "alla" => (What::All, world.others(area, same_kind)),
        _ => {
            let mut members = Vec::new();
            for name in asked.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                // One word that is no area is more likely a misspelt group.
                let index =
                    find_area(world, name).map_err(|fault| if asked.contains(',') { fault } else { unknown() })?;
                if let (true, Ok(index)) = (index != area, u16::try_from(index)) {
                    members.push(index);
                }
            }
            members.sort_unstable();
            members.dedup();
            (What::Named, members)
        }
    };
    // The usual group may be empty (the nation); one that was asked for may not.
    if members.is_empty() && !matches!(what, What::Similar { .. } | What::Regions | What::Nobody) {
        return Err(unknown());
    }
    let key = match &what {
        What::Similar { field } if field == OVERALL => "similar".to_owned(),
        What::Similar { field } => format!("similar:{}", fold(field)),
        What::Regions | What::Nobody => "similar".to_owned(),
        What::County { .. } => "county".to_owned(),
        What::Class { .. } => "class".to_owned(),
        What::All => "all".to_owned(),
        What::Named => codes(world, &members),
    };
    Ok(Peers { key, members, what })
}

/// The group when none is asked for: the similar municipalities overall; where the snapshot knows
/// none, the county; where it knows no county, all; and nobody where there is only one.
fn usual(world: &World, area: usize) -> Peers {
    let groups = ["similar", "county", "all"];
    let found = groups.iter().filter_map(|group| resolve(world, area, Some(group)).ok());
    let mut found = found.filter(|group| !group.members.is_empty());
    let nobody = Peers { key: "similar".to_owned(), members: Vec::new(), what: What::Nobody };
    found.next().unwrap_or(nobody)
}

fn codes(world: &World, members: &[u16]) -> String {
    let codes: Vec<&str> = members
        .iter()
        .filter_map(|index| world.snapshot.areas().get(usize::from(*index)))
        .map(|area| area.id.as_str())
        .collect();
    codes.join(",")
}

fn field_named(world: &World, wanted: &str) -> Option<String> {
    let wanted = fold(wanted);
    let fields = world.snapshot.similar_fields();
    fields
        .iter()
        .find(|(field, _)| fold(field) == wanted)
        .or_else(|| fields.iter().find(|(field, _)| fold(field).starts_with(&wanted)))
        .map(|(field, _)| (*field).to_owned())
}

impl Peers {
    /// The group's name, to stand in a sentence after "i"/"in": `liknande kommuner`.
    #[must_use]
    pub fn name(&self, world: &World, lang: Lang) -> String {
        match (&self.what, lang) {
            (What::Similar { .. }, Lang::Sv) => "liknande kommuner".to_owned(),
            (What::Similar { .. }, Lang::En) => "similar municipalities".to_owned(),
            (What::Regions, Lang::Sv) => "de andra regionerna".to_owned(),
            (What::Regions, Lang::En) => "the other regions".to_owned(),
            (What::County { name }, Lang::Sv) => format!("de andra kommunerna i {name}"),
            (What::County { name }, Lang::En) => format!("the other municipalities of {name}"),
            (What::Class { .. }, Lang::Sv) => "kommuner i samma grupp hos SKR".to_owned(),
            (What::Class { .. }, Lang::En) => "municipalities of the same SKR class".to_owned(),
            (What::All, Lang::Sv) => "alla andra kommuner".to_owned(),
            (What::All, Lang::En) => "all other municipalities".to_owned(),
            (What::Named, _) => {
                let names: Vec<&str> = self.areas(world).map(|area| area.title.as_str()).collect();
                crate::words::list(&names, lang.pick("och", "and"))
            }
            (What::Nobody, _) => String::new(),
        }
    }

    /// The name with how many they are and in what respect they are alike.
    #[must_use]
    pub fn label(&self, world: &World, lang: Lang) -> String {
        let n = self.members.len();
        match &self.what {
            What::Similar { field } if field != OVERALL => {
                format!("{}, {} ({n})", self.name(world, lang), field_name(world, field, lang))
            }
            What::Class { name } => format!("{}: {name} ({n})", self.name(world, lang)),
            What::Named => self.name(world, lang),
            _ => format!("{} ({n})", self.name(world, lang)),
        }
    }

    /// Whether they are partners somebody named, rather than a group made from statistics.
    #[must_use]
    pub fn are_partners(&self) -> bool {
        self.what == What::Named
    }

    /// The partners somebody named; none where the group is made from statistics.
    #[must_use]
    pub fn partners(&self) -> &[u16] {
        if self.are_partners() { &self.members } else { &[] }
    }

    fn areas<'a>(&'a self, world: &'a World) -> impl Iterator<Item = &'a Area> {
        self.members.iter().filter_map(|index| world.snapshot.areas().get(usize::from(*index)))
    }

    /// The group as pages show it.
    #[must_use]
    pub fn view(&self, world: &World, lang: Lang) -> PeersView {
        let mut members: Vec<AreaRef> = self.areas(world).map(area_ref).collect();
        sort_names_by(&mut members, |area| &area.name);
        PeersView { key: self.key.clone(), label: self.label(world, lang), members }
    }
}

/// The name of a field of similar municipalities.
fn field_name(world: &World, field: &str, lang: Lang) -> String {
    let known = world.lists.fields.iter().find(|known| known.id == field);
    crate::words::small(known.map_or(field, |known| lang.pick(known.sv.as_str(), known.en.as_str())))
}

/// Every group an area can be compared with; the field that fits a figure best (`fitting`) stands
/// first among the fields.
#[must_use]
pub fn choices(world: &World, area: usize, chosen: &Peers, fitting: Option<&str>, lang: Lang) -> Vec<PeersChoice> {
    let Some(own) = world.snapshot.areas().get(area) else { return Vec::new() };
    let mut all: Vec<(String, String)> = Vec::new();
    match own.kind {
        AreaKind::Municipality => {
            all.push(("similar".to_owned(), lang.pick("Liknande kommuner", "Similar municipalities").to_owned()));
            let mut fields = world.snapshot.similar_fields();
            fields.sort_by_key(|(field, _)| Some(*field) != fitting);
            for (field, _) in fields {
                if field != OVERALL && !world.snapshot.similar(field, own.id).is_empty() {
                    let label = format!(
                        "{}: {}",
                        lang.pick("Liknande kommuner", "Similar municipalities"),
                        field_name(world, field, lang)
                    );
                    all.push((format!("similar:{}", fold(field)), label));
                }
            }
            if let Some(name) = &own.county_name {
                all.push((
                    "county".to_owned(),
                    lang.pick("Andra kommuner i ", "Other municipalities of ").to_owned() + name,
                ));
            }
            if let Some(name) = &own.class_name {
                all.push((
                    "class".to_owned(),
                    format!("{}: {name}", lang.pick("Samma grupp hos SKR", "Same SKR class")),
                ));
            }
            all.push(("all".to_owned(), lang.pick("Alla kommuner", "All municipalities").to_owned()));
        }
        AreaKind::Region => {
            all.push(("similar".to_owned(), lang.pick("De andra regionerna", "The other regions").to_owned()))
        }
        AreaKind::Nation => {}
    }
    if chosen.are_partners() {
        all.insert(0, (chosen.key.clone(), chosen.name(world, lang)));
    }
    all.into_iter().map(|(key, label)| PeersChoice { selected: key == chosen.key, key, label }).collect()
}

/// The kind of areas that one stands among on the page of a figure: its own; for the nation and
/// without a focus municipalities, or regions where the figure is theirs alone.
pub fn kind_among(world: &World, focus: Option<usize>, has_value: impl Fn(usize) -> bool) -> AreaKind {
    let areas = world.snapshot.areas();
    match focus.and_then(|index| areas.get(index)).map(|area| area.kind) {
        Some(kind @ (AreaKind::Municipality | AreaKind::Region)) => kind,
        _ if areas.iter().enumerate().any(|(index, area)| area.kind == AreaKind::Municipality && has_value(index)) => {
            AreaKind::Municipality
        }
        _ => AreaKind::Region,
    }
}
