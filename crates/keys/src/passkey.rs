//! Passkeys (WebAuthn level 3), found by the key alone: who signs in writes no name, so nothing tells
//! who has an account. The person is verified by the device (a PIN, a finger), so a passkey is two
//! factors in one.

use programme::Id;
use serde_json::{Value, json};
use thiserror::Error;
use url::Url;
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Uuid, Webauthn, WebauthnBuilder,
};

/// Why a key was not taken.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The address people reach us by cannot have passkeys: it has no name, or is not https.
    #[error("no passkeys at this address: {0}")]
    Address(String),
    /// What the browser sent cannot be read.
    #[error("the browser's answer cannot be read: {0}")]
    Unreadable(String),
    /// The answer does not fit the question, or the signature is wrong.
    #[error("the key was not accepted: {0}")]
    Refused(String),
}

/// A question to the browser, and what must be remembered for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// What `navigator.credentials` takes, as JSON.
    pub question: String,
    /// What to remember, as JSON. Never leaves the server.
    pub state: String,
}

/// Whose key answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The account.
    pub account: Id,
    /// The key's own id, as [`Ring::key_id`] tells it.
    pub key: String,
}

/// The keys of one address.
#[derive(Debug, Clone)]
pub struct Ring {
    webauthn: Webauthn,
}

impl Ring {
    /// For the address people reach us by: `https://…`, or `http://localhost:…`.
    ///
    /// # Errors
    /// [`KeyError::Address`].
    pub fn new(address: &Url, service: &str) -> Result<Self, KeyError> {
        let bad = |why: &str| KeyError::Address(format!("{address}: {why}"));
        let host = address.domain().ok_or_else(|| bad("a number instead of a name"))?;
        if address.scheme() != "https" && host != "localhost" {
            return Err(bad("not https"));
        }
        let builder = WebauthnBuilder::new(host, address).map_err(|error| bad(&error.to_string()))?;
        let webauthn = builder.rp_name(service).build().map_err(|error| bad(&error.to_string()))?;
        Ok(Self { webauthn })
    }

    /// A question for a new key of an account that has these keys already.
    ///
    /// # Errors
    /// [`KeyError::Unreadable`] when a kept key cannot be read.
    pub fn start_new(&self, account: Id, name: &str, shown: &str, kept: &[String]) -> Result<Challenge, KeyError> {
        let mut known: Vec<CredentialID> = Vec::new();
        for key in kept {
            known.push(read::<Passkey>(key)?.cred_id().clone());
        }
        let (question, state) = self
            .webauthn
            .start_passkey_registration(uuid(account)?, name, shown, (!known.is_empty()).then_some(known))
            .map_err(refused)?;
        let mut question = value(&question)?;
        // The library asks for any key; signing in without a name needs one the device can find.
        question["publicKey"]["authenticatorSelection"]["residentKey"] = json!("required");
        question["publicKey"]["authenticatorSelection"]["requireResidentKey"] = json!(true);
        Ok(Challenge { question: question.to_string(), state: text(&state)? })
    }

    /// The new key, to be kept; `state` is what [`Ring::start_new`] said to remember.
    ///
    /// # Errors
    /// When the answer does not fit.
    pub fn finish_new(&self, state: &str, answer: &str) -> Result<String, KeyError> {
        let state: PasskeyRegistration = read(state)?;
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let key = self.webauthn.finish_passkey_registration(&answer, &state).map_err(refused)?;
        text(&key)
    }

    /// A question to whoever wants in.
    ///
    /// # Errors
    /// When the library refuses, which it has no reason to.
    pub fn start(&self) -> Result<Challenge, KeyError> {
        let (question, state) = self.webauthn.start_discoverable_authentication().map_err(refused)?;
        let mut question = value(&question)?;
        // Asked by a button, not offered while a name is written.
        if let Some(fields) = question.as_object_mut() {
            fields.remove("mediation");
        }
        Ok(Challenge { question: question.to_string(), state: text(&state)? })
    }

    /// Whose key answered. Proves nothing yet.
    ///
    /// # Errors
    /// [`KeyError::Unreadable`].
    pub fn who(&self, answer: &str) -> Result<Found, KeyError> {
        let answer: PublicKeyCredential = read(answer)?;
        let (account, key) = self.webauthn.identify_discoverable_authentication(&answer).map_err(refused)?;
        let account = account.hyphenated().to_string().parse().map_err(|_| KeyError::Unreadable("account".into()))?;
        Ok(Found { account, key: hex(key) })
    }

    /// Whether the key `kept` answers the question; the key as it is to be kept from now on.
    ///
    /// # Errors
    /// When it does not.
    pub fn finish(&self, state: &str, answer: &str, kept: &str) -> Result<String, KeyError> {
        let state: DiscoverableAuthentication = read(state)?;
        let answer: PublicKeyCredential = read(answer)?;
        let mut key: Passkey = read(kept)?;
        let result = self.webauthn.finish_discoverable_authentication_v2(&answer, state, &key).map_err(refused)?;
        // Keys that are kept in several devices do not count, and say nought.
        if key.update_credential(&result).is_none() {
            return Err(KeyError::Refused("another key".into()));
        }
        text(&key)
    }

    /// The id of a kept key, to be compared with [`Found::key`].
    ///
    /// # Errors
    /// [`KeyError::Unreadable`].
    pub fn key_id(kept: &str) -> Result<String, KeyError> {
        read::<Passkey>(kept).map(|key| hex(key.cred_id()))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn uuid(id: Id) -> Result<Uuid, KeyError> {
    Uuid::parse_str(&id.to_string()).map_err(|error| KeyError::Unreadable(error.to_string()))
}

fn read<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, KeyError> {
    serde_json::from_str(json).map_err(|error| KeyError::Unreadable(error.to_string()))
}

fn text(value: &impl serde::Serialize) -> Result<String, KeyError> {
    serde_json::to_string(value).map_err(|error| KeyError::Unreadable(error.to_string()))
}

fn value(value: &impl serde::Serialize) -> Result<Value, KeyError> {
    serde_json::to_value(value).map_err(|error| KeyError::Unreadable(error.to_string()))
}

fn refused(error: webauthn_rs::prelude::WebauthnError) -> KeyError {
    KeyError::Refused(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(address: &str) -> Result<Ring, KeyError> {
        Ring::new(&Url::parse(address).unwrap(), "Jämsides")
    }

    #[test]
    fn addresses_that_can_have_passkeys() {
        for good in ["https://jamsides.example.se/", "http://localhost:8080/"] {
            assert!(ring(good).is_ok(), "{good}");
        }
        for bad in ["http://127.0.0.1:8080/", "http://jamsides.example.se/", "https://[::1]/"] {
            assert!(matches!(ring(bad), Err(KeyError::Address(_))), "{bad}");
        }
    }

    #[test]
    fn the_questions_ask_for_a_key_the_device_can_find() {
        let ring = ring("https://jamsides.example.se/").unwrap();
        let account: Id = "017f22e2-79b0-7800-bfff-ffffffffffff".parse().unwrap();
        let new: Value =
            serde_json::from_str(&ring.start_new(account, "asa@x.se", "Åsa", &[]).unwrap().question).unwrap();
        let wanted = &new["publicKey"]["authenticatorSelection"];
        assert_eq!((&wanted["residentKey"], &wanted["userVerification"]), (&json!("required"), &json!("required")));
        assert_eq!(new["publicKey"]["rp"]["id"], "jamsides.example.se");
        let start: Value = serde_json::from_str(&ring.start().unwrap().question).unwrap();
        assert_eq!(start.get("mediation"), None);
        assert_eq!(start["publicKey"]["allowCredentials"], json!([]));
        for nonsense in ["", "{}", "[]", "{\"id\":1}"] {
            assert!(matches!(ring.who(nonsense), Err(KeyError::Unreadable(_))), "{nonsense}");
        }
    }
}
