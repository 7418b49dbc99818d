//! What the source says about its key figures, areas and groups.

use serde::{Deserialize, Serialize};

use crate::{Area, AreaId, KpiId, Unit, unit};

/// Whom a key figure is published for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Municipalities (`K`).
    #[serde(rename = "K")]
    Municipality,
    /// Regions (`L`).
    #[serde(rename = "L")]
    Region,
    /// Both (`A`).
    #[serde(rename = "A")]
    Both,
}

/// A key figure as the catalogue has it. The long description is read separately
/// ([`crate::Snapshot::description`]): it is most of the text and seldom needed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeyFigure {
    /// Code, `N15428`.
    pub id: KpiId,
    /// Title as published; the code itself where no catalogue told.
    pub title: String,
    /// Municipalities, regions or both; `None` where no catalogue told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The source's flag "divided by gender": a hint only, the values decide.
    #[serde(default, skip_serializing_if = "is_false")]
    pub divided: bool,
    /// Source of the figure at Kolada: T, X, E, P, O or A.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auspice: Option<String>,
    /// "Grundskola åk 0-9 inkl förskoleklass".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operating_area: Option<String>,
    /// "Kvalitet och resultat", "Resurser", "Volymer", "Övrigt".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perspective: Option<String>,
    /// Date of preliminary publication, ISO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prel_publication_date: Option<String>,
    /// Date of the next publication, ISO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication_date: Option<String>,
    /// Period that publication will be about, "2026".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publ_period: Option<String>,
    /// Whether there are values for single schools, homes and the like.
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_ou_data: bool,
    /// Groups of key figures it stands in: "Jämställdhet", "Agenda 2030 - 17 mål".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl KeyFigure {
    /// A key figure of which only code and title are known.
    pub fn new(id: KpiId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            level: None,
            divided: false,
            auspice: None,
            operating_area: None,
            perspective: None,
            prel_publication_date: None,
            publication_date: None,
            publ_period: None,
            has_ou_data: false,
            themes: Vec::new(),
        }
    }

    /// The unit guessed from the title.
    pub fn unit(&self) -> Unit {
        unit::unit_of(&self.title).0
    }

    /// The unit in the title's own words, "andel (%)".
    pub fn unit_words(&self) -> &str {
        unit::unit_of(&self.title).1
    }

    /// The last year, where the title says that the source stopped: "(-2021)".
    pub fn ended(&self) -> Option<i16> {
        unit::ended(&self.title)
    }
}

/// A group of areas the source publishes: a county, a size class, a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// `G114418`.
    pub id: String,
    /// "Fyrkommunsnätverket (ovägt medel)".
    pub title: String,
    /// Members, sorted.
    pub members: Vec<AreaId>,
}

/// RKA's similar municipalities of one municipality in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Similar {
    /// "grundskola", "socioekonomi", "övergripande" …
    pub field: String,
    /// Year of the grouping.
    pub year: i16,
    /// The municipality.
    pub municipality: AreaId,
    /// Up to seven, in the order of the source.
    pub similar: Vec<AreaId>,
}

/// Everything the sources say besides values. Every list is sorted by code (similar: by field,
/// year, municipality).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalogue {
    /// Key figures, with and without values.
    pub figures: Vec<KeyFigure>,
    /// Areas; the index into this list is the area index of every block.
    pub areas: Vec<Area>,
    /// Groups of areas.
    pub groups: Vec<Group>,
    /// Similar municipalities.
    pub similar: Vec<Similar>,
    /// Long descriptions by key figure, sorted by code.
    pub descriptions: Vec<(KpiId, String)>,
}
