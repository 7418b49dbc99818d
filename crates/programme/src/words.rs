//! A text in both languages.

/// Swedish first, English beside it. Who shows it picks one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Swedish.
    pub sv: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// A pair.
    pub const fn new(sv: &'static str, en: &'static str) -> Self {
        Self { sv, en }
    }
}
