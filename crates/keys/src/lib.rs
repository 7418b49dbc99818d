//! What proves who somebody is: passwords, time-based codes, passkeys, one-time tokens.
//!
//! Here live the calls to the libraries that do the cryptography, and nothing of their types comes
//! out: callers keep texts. Not here: accounts, sessions, limits, sentences (crate `office`), and
//! where secrets lie (crate `storage`).
//!
//! Chance comes from the caller, as everywhere; only the challenges of passkeys and what the
//! libraries need within themselves come from the system.

mod code;
mod passkey;
mod password;
mod token;

pub use code::{Code, CodeKey};
pub use passkey::{Challenge, Found, KeyError, Ring};
pub use password::{LEAST, MOST, Weak, check_new, hash, verify};
pub use token::{Token, backup_code, backup_code_hash};
