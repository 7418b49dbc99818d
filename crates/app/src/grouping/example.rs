//! A round that runs, with remarks, to begin from: real places, invented wishes.

use i18n::Lang;

/// Everything in one file, TOML.
#[must_use]
pub const fn toml(lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => include_str!("example/sv.toml"),
        Lang::En => include_str!("example/en.toml"),
    }
}

/// The organisations alone, as a spreadsheet saves them.
#[must_use]
pub const fn csv(lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => include_str!("example/sv.csv"),
        Lang::En => include_str!("example/en.csv"),
    }
}
