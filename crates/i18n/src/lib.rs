//! Texts, numbers and sorting in Swedish and English.
//!
//! Here live: the two languages, the Fluent texts of `locales/`, number formats and Swedish
//! alphabetical order. Not here: sentences about figures (crate `app`, from `curated/`), and no
//! file is read at run time: the texts are built into the program.
//!
//! Rule (design.md 8): Swedish first, English beside it; names are sorted the Swedish way in both;
//! machine exports (CSV, JSON, XLSX cells) are never localised.

mod lang;
mod number;
mod order;
mod texts;

pub use lang::{Lang, UnknownLang};
pub use number::{MINUS, NBSP, Numbers, decimals_for, no_break, place_for};
pub use order::{compare_names, fold, sort_names_by};
pub use texts::{Arg, Texts, texts};
