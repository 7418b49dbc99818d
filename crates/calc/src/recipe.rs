//! The methods by name.

use crate::{Fault, Line, Opt, Sheet, recipes as all};
use stats::Lang;

/// What a method is for, as headings of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names in both languages are the documentation")]
pub enum Family {
    OneGroup,
    TwoGroups,
    Standardised,
    Explained,
    ManyPlaces,
    Time,
    Effects,
    Inequality,
    Disclosure,
}

impl Family {
    /// In the order of the list.
    pub const ALL: [Self; 9] = [
        Self::OneGroup,
        Self::TwoGroups,
        Self::Standardised,
        Self::Explained,
        Self::ManyPlaces,
        Self::Time,
        Self::Effects,
        Self::Inequality,
        Self::Disclosure,
    ];

    /// The heading.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Self::OneGroup => ("En grupp", "One group"),
            Self::TwoGroups => ("Två grupper", "Two groups"),
            Self::Standardised => ("Standardiserat och skiktat", "Standardised and stratified"),
            Self::Explained => ("Förklarade skillnader", "Explained differences"),
            Self::ManyPlaces => ("Många orter på en gång", "Many places at once"),
            Self::Time => ("Över tid", "Over time"),
            Self::Effects => ("Verkan av att vara med", "Effect of taking part"),
            Self::Inequality => ("Ojämlikhet och index", "Inequality and indices"),
            Self::Disclosure => ("Skydd för enskilda", "Disclosure control"),
        };
        lang.pick(sv, en)
    }
}

/// A method of the command line.
pub struct Recipe {
    /// Its name there.
    pub key: &'static str,
    /// Other names it answers to.
    pub also: &'static [&'static str],
    /// Where it stands in the list.
    pub family: Family,
    /// What it does, in Swedish.
    pub sv: &'static str,
    /// What it does, in English.
    pub en: &'static str,
    /// The formula, in plain characters.
    pub formula: &'static str,
    /// Where it is published.
    pub reference: &'static str,
    /// What it can be told, beside [`crate::option::COMMON`].
    pub options: &'static [Opt],
    /// Arguments that run by themselves: `--x 81 --n 263`.
    pub example: &'static str,
    /// The columns that the example reads, as CSV, where arguments alone cannot hold them.
    pub csv: Option<&'static str>,
    /// Computes it.
    pub run: fn(&Sheet<'_>) -> Result<Vec<Line>, Fault>,
}

impl Recipe {
    /// What it does, in the reader's language.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        lang.pick(self.sv, self.en)
    }

    /// The formula, its words in the reader's language.
    #[must_use]
    pub fn formula_in(&self, lang: Lang) -> &'static str {
        lang.pick(crate::formulas_sv::formula(self.key).unwrap_or(self.formula), self.formula)
    }

    /// What else should be known of it, a paragraph each: the indicators of the indices.
    #[must_use]
    pub fn more(&self, lang: Lang) -> Vec<String> {
        if self.key == "index" { all::indicators(lang) } else { Vec::new() }
    }

    /// Other names that an option of it answers to: those that no option of its own has.
    #[must_use]
    pub fn also_of(&self, option: &Opt) -> Vec<&'static str> {
        option.also().iter().copied().filter(|name| self.every_option().all(|it| it.name != *name)).collect()
    }

    /// Computes its example.
    ///
    /// # Errors
    /// As [`crate::Asked::run`].
    pub fn run_example(&'static self) -> Result<Vec<Line>, Fault> {
        let table = self.csv.map(|csv| crate::Table::from_bytes(csv.as_bytes().to_vec(), "example.csv")).transpose()?;
        crate::Asked::new(self).args(self.example)?.run(table.as_ref())
    }

    /// Every option, its own first.
    pub fn every_option(&self) -> impl Iterator<Item = &'static Opt> {
        self.options.iter().chain(crate::option::COMMON)
    }
}

/// All methods, in the order of the list.
pub fn recipes() -> impl Iterator<Item = &'static Recipe> {
    let all = || all::FAMILIES.iter().flat_map(|family| family.iter());
    Family::ALL.into_iter().flat_map(move |family| all().filter(move |it| it.family == family))
}

/// The method of this name.
#[must_use]
pub fn recipe(key: &str) -> Option<&'static Recipe> {
    recipes().find(|it| it.key == key || it.also.contains(&key))
}
