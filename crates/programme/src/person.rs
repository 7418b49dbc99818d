//! People: name, role (in an [`crate::Assignment`]) and work contact, nothing more.

use serde::{Deserialize, Serialize};

use crate::{Field, OrganisationId, PersonId, Problem, Record, Rule};

/// The language somebody reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

/// A work e-mail address, as written. [`Email::folded`] tells whether two are the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Lower case: what an account is found by.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl TryFrom<String> for Email {
    type Error = &'static str;

    /// One "@" with something on each side, a dot in the domain, no space, at most 254 signs:
    /// whether post arrives is found out by sending.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = text.trim();
        let right = text.split_once('@').is_some_and(|(name, domain)| {
            !name.is_empty()
                && domain.contains('.')
                && !domain.contains('@')
                && domain.split('.').all(|part| !part.is_empty())
        });
        let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>,;\"()".contains(c));
        if right && plain && text.len() <= 254 { Ok(Self(text.to_owned())) } else { Err("not an e-mail address") }
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// First and last name.
    pub name: String,
    /// Work address.
    pub email: Email,
    /// Work telephone.
    pub phone: Option<String>,
    /// Title at work: "utvecklingsstrateg".
    pub title: Option<String>,
    /// The language of mails and of the first page.
    pub language: Language,
}

impl Record for Person {
    type Id = PersonId;
    const KIND: &'static str = "person";

    /// People come and go between organisations: their data belongs to none of them.
    fn owner(&self, _: PersonId) -> Option<OrganisationId> {
        None
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("name"), &self.name, 120)?;
        for (field, text, most) in [("phone", &self.phone, 40), ("title", &self.title, 120)] {
            if let Some(text) = text {
                Rule::text(Field(field), text, most)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let email = |text: &str| Email::try_from(text.to_owned());
        assert_eq!(email(" Åsa.Öberg@Kramfors.se ").unwrap().folded(), "åsa.öberg@kramfors.se");
        for bad in ["", "a", "@b.se", "a@", "a@b", "a@b..se", "a b@c.se", "a@b@c.se", "A <a@b.se>", "a@b.se,c@d.se"] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn rules() {
        let mut asa = Person {
            name: "Åsa Öberg".into(),
            email: Email("asa@x.se".into()),
            phone: Some("0612-800 00".into()),
            title: None,
            language: Language::Sv,
        };
        assert_eq!(asa.check(), Ok(()));
        asa.phone = Some(String::new());
        assert_eq!(asa.check().unwrap_err().to_string(), "phone is empty");
        assert_eq!(asa.keys(), Vec::<String>::new());
    }
}
