//! One-time tokens: 256 bits of chance that come in a link, a form or a cookie. Kept only as a hash.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use programme::Random;
use sha2::{Digest as _, Sha256};

/// A token, as it is sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

impl Token {
    /// A new one.
    pub fn new(random: &mut dyn Random) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(BASE64_URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A token that came back.
    pub fn kept(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The token as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A code to keep on paper for the day the phone is lost: sixteen letters and digits in groups of
/// four (80 bits; none that look alike).
pub fn backup_code(random: &mut dyn Random) -> String {
    // Crockford's base32: without i, l, o and u.
    const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    let signs: Vec<char> = bytes.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect();
    signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What such a code is kept by, however it was written down and typed in.
pub fn backup_code_hash(code: &str) -> String {
    let plain: String = code
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    Sha256::digest(plain.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(bytes: &mut [u8]) {
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = i as u8;
        }
    }

    #[test]
    fn tokens_go_into_an_address_as_they_are() {
        let token = Token::new(&mut counting);
        assert_eq!(token.as_str(), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
        assert_eq!(format!("{token:?}"), "Token");
    }

    #[test]
    fn backup_codes_are_understood_as_people_write_them() {
        let code = backup_code(&mut counting);
        assert_eq!(code, "0123-4567-89ab-cdef");
        for written in ["0123-4567-89ab-cdef", "O123 4567 89AB CDEF", " oi23456789abcdef"] {
            assert_eq!(backup_code_hash(written), backup_code_hash(&code), "{written}");
        }
        assert_ne!(backup_code_hash("0123-4567-89ab-cdeg"), backup_code_hash(&code));
    }
}
