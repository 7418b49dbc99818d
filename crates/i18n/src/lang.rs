//! The two languages of the product.

use std::fmt;
use std::str::FromStr;

/// A language the product speaks. Swedish is the first and the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Swedish, as written in Sweden.
    #[default]
    Sv,
    /// British English.
    En,
}

impl Lang {
    /// Both languages, Swedish first.
    pub const ALL: [Self; 2] = [Self::Sv, Self::En];

    /// The code used in addresses and in `lang` attributes: `sv` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The other language, for the link that switches.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Sv => Self::En,
            Self::En => Self::Sv,
        }
    }

    /// Picks the text in this language from a pair.
    #[must_use]
    pub const fn pick<T: Copy>(self, sv: T, en: T) -> T {
        match self {
            Self::Sv => sv,
            Self::En => en,
        }
    }

    /// The first of our languages that an `Accept-Language` header asks for; Swedish when none is.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',') {
            let mut fields = part.trim().split(';');
            let tag = fields.next().unwrap_or("").trim().to_ascii_lowercase();
            let weight = fields
                .find_map(|field| field.trim().strip_prefix("q="))
                .and_then(|q| q.parse::<f32>().ok())
                .unwrap_or(1.0);
            let lang = match tag.split('-').next() {
                Some("sv") => Self::Sv,
                Some("en") => Self::En,
                _ => continue,
            };
            if weight > 0.0 && best.is_none_or(|(heaviest, _)| weight > heaviest) {
                best = Some((weight, lang));
            }
        }
        best.map_or(Self::Sv, |(_, lang)| lang)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text was neither `sv` nor `en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("språket heter sv eller en / the language is sv or en")]
pub struct UnknownLang;

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        match text {
            "sv" => Ok(Self::Sv),
            "en" => Ok(Self::En),
            _ => Err(UnknownLang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_picks_the_heaviest_of_ours() {
        for (header, expected) in [
            ("sv-SE,sv;q=0.9,en;q=0.8", Lang::Sv),
            ("en-GB,en;q=0.9,sv;q=0.8", Lang::En),
            ("de,fr;q=0.8", Lang::Sv),
            ("de,en;q=0.2,sv;q=0.1", Lang::En),
            ("en;q=0", Lang::Sv),
            ("", Lang::Sv),
        ] {
            assert_eq!(Lang::from_accept_language(header), expected, "{header}");
        }
    }
}
