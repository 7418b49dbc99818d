//! Accounts: what somebody signs in to. Passwords, keys and sessions lie in the storage, outside every
//! history; here is only whose account it is and whether it is open.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Email, Id, OrganisationId, PersonId, Problem, Record};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whose it is.
    pub person: PersonId,
    /// The address it is found by, and that letters about it go to.
    pub email: Email,
    /// Closed by the operator: nobody signs in.
    pub closed: bool,
}

impl Account {
    /// The key an account is found by.
    pub fn key_of(email: &Email) -> String {
        format!("email:{}", email.folded())
    }

    /// The key the account of a person is found by.
    pub fn key_of_person(person: PersonId) -> String {
        format!("person:{person}")
    }
}

impl Record for Account {
    type Id = AccountId;
    const KIND: &'static str = "account";

    fn owner(&self, _: AccountId) -> Option<OrganisationId> {
        None
    }

    /// Nothing personal: the name stands with the person.
    fn name(&self) -> String {
        "account".into()
    }

    /// One account an address, and one a person.
    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(&self.email), Self::key_of_person(self.person)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("person", self.person.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn found_by_address_and_person_whatever_the_case() {
        let person = PersonId::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(1));
        let email = Email::try_from("Asa.Oberg@X.se".to_owned()).unwrap();
        let account = Account { person, email: email.clone(), closed: false };
        assert_eq!(account.keys(), ["email:asa.oberg@x.se".to_owned(), format!("person:{person}")]);
        assert_eq!(account.keys(), [Account::key_of(&email), Account::key_of_person(person)]);
        assert_eq!(account.name(), "account");
    }
}
