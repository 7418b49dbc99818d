//! Passwords: argon2id (RFC 9106) with the parameters OWASP recommends (19 MiB, two passes, one
//! lane), kept as a PHC text. What a new password must be: long, and not made of what everybody
//! knows about its owner (NIST SP 800-63B; no rules about kinds of signs).

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use programme::{Random, fold};
use thiserror::Error;

/// The fewest signs of a new password.
pub const LEAST: usize = 12;

/// The most: a longer one would only cost time.
pub const MOST: usize = 128;

/// Fewer different signs are easily guessed.
const DIFFERENT: usize = 5;

/// Why a new password is not good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Weak {
    /// Fewer signs than [`LEAST`].
    #[error("too short")]
    Short,
    /// More signs than [`MOST`].
    #[error("too long")]
    Long,
    /// The same few signs again and again.
    #[error("too few different signs")]
    Monotonous,
    /// Holds a word that belongs to its owner or to us.
    #[error("holds a word that is easily guessed")]
    Known,
}

/// Whether a new password is good enough. `words`: what everybody knows of its owner (parts of the
/// name, the address, the organisation); those of fewer than four signs are not looked for.
///
/// # Errors
/// The first reason why not.
pub fn check_new(password: &str, words: &[&str]) -> Result<(), Weak> {
    let signs = password.chars().count();
    if signs < LEAST {
        return Err(Weak::Short);
    }
    if signs > MOST {
        return Err(Weak::Long);
    }
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < DIFFERENT {
        return Err(Weak::Monotonous);
    }
    let folded = fold(password);
    let ours = ["jämsides", "jamsides", "lösenord", "losenord", "password", "qwerty", "123456"];
    let mut rest = folded.clone();
    for word in words.iter().copied().chain(ours).map(fold).filter(|word| word.chars().count() >= 4) {
        rest = rest.replace(&word, "");
    }
    // A long password may hold known words, if it is long enough without them.
    let known = rest != folded && rest.chars().filter(|c| !c.is_whitespace()).count() < LEAST;
    if known { Err(Weak::Known) } else { Ok(()) }
}

/// The hash a password is kept by, with a salt of its own.
pub fn hash(password: &str, random: &mut dyn Random) -> String {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    // Refused are only salts and passwords longer than any of ours; an empty text verifies nothing.
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .unwrap_or_default()
}

/// Whether the password is the one of that hash. `None` takes as long and is false: so nobody can
/// tell by time whether there is an account.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    /// Of a password nobody has.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$Tm9ib2R5J3Mgc2FsdCEhIQ$ufXb8dS3l1ER0RIqxyWkCZqGSBTp0U4jXPoJG2v9hQ0";
    let parsed = PasswordHash::new(hash.unwrap_or(NOBODY));
    let right = parsed.is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    right && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seven(bytes: &mut [u8]) {
        bytes.fill(7);
    }

    #[test]
    fn only_the_right_password_opens() {
        let kept = hash("lång väg till Kramfors", &mut seven);
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("lång väg till Kramfors", Some(&kept)));
        for wrong in ["", "lång väg till kramfors", "lång väg till Kramfors "] {
            assert!(!verify(wrong, Some(&kept)), "{wrong}");
        }
        assert!(!verify("lång väg till Kramfors", None));
        assert!(!verify("", Some("")));
        assert!(
            PasswordHash::new(
                "$argon2id$v=19$m=19456,t=2,p=1$Tm9ib2R5J3Mgc2FsdCEhIQ$ufXb8dS3l1ER0RIqxyWkCZqGSBTp0U4jXPoJG2v9hQ0"
            )
            .is_ok()
        );
    }

    #[test]
    fn the_hash_is_that_of_the_reference_implementation() {
        // P-H-C/phc-winner-argon2, src/test.c: version 19, argon2id, t=2, m=2^16 KiB, p=1.
        let known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(verify("password", Some(known)));
        assert!(!verify("Password", Some(known)));
    }

    #[test]
    fn what_a_new_password_must_be() {
        let words = ["Åsa", "Öberg", "asa.oberg", "Kramfors"];
        for (password, expected) in [
            ("elva tecken", Err(Weak::Short)),
            ("tolv tecken!", Ok(())),
            (&"ab".repeat(8), Err(Weak::Monotonous)),
            (&"abcde ".repeat(22), Err(Weak::Long)),
            ("Kramfors2026", Err(Weak::Known)),
            ("asa.oberg-1-2-3", Err(Weak::Known)),
            ("jämsides1234", Err(Weak::Known)),
            ("Öberg Kramfors asa.oberg", Err(Weak::Known)),
            ("snö över höga kusten i Kramfors", Ok(())),
        ] {
            assert_eq!(check_new(password, &words), expected, "{password}");
        }
    }
}
