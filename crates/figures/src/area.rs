//! Areas: the nation, regions, municipalities.

use serde::{Deserialize, Serialize};

use crate::AreaId;

/// What an area is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaKind {
    /// Riket.
    Nation,
    /// A region (until 2019: landsting).
    Region,
    /// A municipality.
    Municipality,
}

/// Inhabitants on 31 December of `year`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Population {
    /// The year the counts are of.
    pub year: i16,
    /// Women and girls.
    pub women: u32,
    /// Men and boys.
    pub men: u32,
    /// Everybody, as published (need not be the sum).
    pub total: u32,
}

/// An area as the sources describe it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Four digits.
    pub id: AreaId,
    /// "Stockholm", "Region Skåne", "Riket".
    pub title: String,
    /// Nation, region or municipality.
    pub kind: AreaKind,
    /// Kolada's region of a municipality: `0001` for Stockholm County. `None` for nation and
    /// regions, and where no source told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<AreaId>,
    /// "Stockholms län".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county_name: Option<String>,
    /// Class in SKR's grouping of 2023, "A1" to "C9".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// "Pendlingskommun nära storstad".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_name: Option<String>,
    /// Inhabitants by sex; `None` where no source told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
}

impl Area {
    /// An area of which only code, name and kind are known.
    pub fn new(id: AreaId, title: impl Into<String>, kind: AreaKind) -> Self {
        Self {
            id,
            title: title.into(),
            kind,
            county: None,
            county_name: None,
            class: None,
            class_name: None,
            population: None,
        }
    }
}

/// What a typed name or code led to.
#[derive(Debug, Clone, PartialEq)]
pub enum AreaMatch<'a> {
    /// Exactly one area.
    One(&'a Area),
    /// Several areas the text could mean (a beginning shared by many).
    Several(Vec<&'a Area>),
    /// No area; these are spelt most alike, nearest first (may be empty).
    None(Vec<&'a Area>),
}
