//! Organisations: they live across rounds.

use serde::{Deserialize, Serialize};

use crate::{Field, Id, OrganisationId, Problem, Record, Rule, Words, fold};

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// A municipality.
    Municipality,
    /// A region.
    Region,
    /// A district of a city, with a board of its own.
    CityDistrict,
    /// An association of municipalities.
    Association,
    /// Who runs rounds: SKR, a county association.
    Organiser,
}

impl OrganisationKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Municipality, Self::Region, Self::CityDistrict, Self::Association, Self::Organiser];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::Region => "region",
            Self::CityDistrict => "city_district",
            Self::Association => "association",
            Self::Organiser => "organiser",
        }
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Municipality => Words::new("kommun", "municipality"),
            Self::Region => Words::new("region", "region"),
            Self::CityDistrict => Words::new("stadsdel", "city district"),
            Self::Association => Words::new("kommunförbund", "association of municipalities"),
            Self::Organiser => Words::new("organisatör", "organiser"),
        }
    }
}

/// Kolada's code of an area: four digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AreaCode(String);

impl AreaCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for AreaCode {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text))
        } else {
            Err("an area code is four digits")
        }
    }
}

impl From<AreaCode> for String {
    fn from(code: AreaCode) -> Self {
        code.0
    }
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// What it is.
    pub kind: OrganisationKind,
    /// "Kramfors kommun".
    pub name: String,
    /// Kolada's code of its area, where there is one.
    pub area: Option<AreaCode>,
    /// The organisation it is part of: a city district's municipality.
    pub parent: Option<OrganisationId>,
}

impl Record for Organisation {
    type Id = OrganisationId;
    const KIND: &'static str = "organisation";

    fn owner(&self, id: OrganisationId) -> Option<OrganisationId> {
        Some(id)
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn keys(&self) -> Vec<String> {
        let mut keys = vec![format!("name:{}:{}", self.kind.code(), fold(&self.name))];
        keys.extend(self.area.as_ref().map(|area| format!("area:{}", area.as_str())));
        keys
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        self.parent.iter().map(|parent| ("parent", Id::from(*parent))).collect()
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("name"), &self.name, 200)?;
        let district = self.kind == OrganisationKind::CityDistrict;
        if district && self.parent.is_none() {
            return Err(Rule::Missing.of(Field("parent")));
        }
        let has_area = matches!(self.kind, OrganisationKind::Municipality | OrganisationKind::Region);
        if self.area.is_some() && !has_area {
            return Err(Rule::Unwanted.of(Field("area")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kramfors() -> Organisation {
        Organisation {
            kind: OrganisationKind::Municipality,
            name: "Kramfors  kommun".into(),
            area: Some(AreaCode("2282".into())),
            parent: None,
        }
    }

    #[test]
    fn one_organisation_of_a_name_and_of_an_area() {
        assert_eq!(kramfors().keys(), ["name:municipality:kramfors kommun", "area:2282"]);
    }

    #[test]
    fn rules() {
        assert_eq!(kramfors().check(), Ok(()));
        let with = |change: fn(&mut Organisation)| {
            let mut organisation = kramfors();
            change(&mut organisation);
            organisation.check().unwrap_err().to_string()
        };
        assert_eq!(with(|o| o.name = " ".into()), "name is empty");
        assert_eq!(with(|o| o.name = "x".repeat(201)), "name is longer than 200 signs");
        assert_eq!(with(|o| o.name = "a\u{7}".into()), "name holds signs that cannot be shown");
        assert_eq!(with(|o| o.kind = OrganisationKind::CityDistrict), "parent is missing");
        assert_eq!(with(|o| o.kind = OrganisationKind::Organiser), "area should not be there");
        assert!(serde_json::from_str::<AreaCode>("\"22a2\"").is_err());
    }
}
