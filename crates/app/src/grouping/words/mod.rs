//! Sentences about forming groups, in Swedish and English: for the command line and the pages alike.
//!
//! [`Teller`] knows the language and what everybody is called; each subject has a file of its own. Nothing is
//! worked out here: every number comes from the crate `grouping`.

mod breaches;
mod change;
mod contradiction;
mod explained;
mod faults;
mod names;
mod outcome;

pub use faults::row_of;
pub use names::{class, rule, rule_key, rule_means, wish, wish_key, wish_means};

use grouping::{Ask, Rule, Unit};
use i18n::{Lang, Numbers};
use std::collections::BTreeMap;

/// Who tells: the language, what everybody is called, and what ways are measured in.
#[derive(Clone, Debug)]
pub struct Teller {
    /// The language.
    pub lang: Lang,
    /// What ways are measured in.
    pub unit: Unit,
    /// Whether rules are told with their keys, for who writes files.
    keys: bool,
    names: BTreeMap<String, String>,
}

impl Teller {
    /// A teller about what was asked.
    #[must_use]
    pub fn new(lang: Lang, ask: &Ask) -> Self {
        let mut names = BTreeMap::new();
        let mut name = |id: &str, name: &str| {
            if !name.is_empty() {
                names.insert(id.to_owned(), name.to_owned());
            }
        };
        for party in &ask.parties {
            name(&party.id, &party.name);
        }
        for mentor in &ask.mentors {
            name(&mentor.id, &mentor.name);
            for beside in &mentor.beside {
                name(&beside.id, &beside.name);
            }
        }
        let unit = match &ask.travel {
            grouping::Travel::GreatCircle => Unit::Kilometres,
            grouping::Travel::Matrix { unit, .. } => *unit,
        };
        Self { lang, unit, keys: false, names }
    }

    /// The same for who writes files: rules are told with their keys.
    #[must_use]
    pub fn with_keys(mut self) -> Self {
        self.keys = true;
        self
    }

    /// A rule's name in quotation marks, with its key where that is wanted: `”Inget jäv” (jäv)`.
    fn rule(&self, of: Rule) -> String {
        let name = rule(of, self.lang);
        let name = match self.lang {
            Lang::Sv => format!("”{name}”"),
            Lang::En => format!("\"{name}\""),
        };
        let key = self.pick(rule_key(of), of.key());
        if self.keys { format!("{name} ({key})") } else { name }
    }

    /// What somebody is called; its id where nothing is known.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.names.get(id).map_or(id, String::as_str)
    }

    /// Several names: `a, b och c`.
    #[must_use]
    pub fn list<'a>(&'a self, ids: impl IntoIterator<Item = &'a str>) -> String {
        let names: Vec<&str> = ids.into_iter().map(|id| self.name(id)).collect();
        crate::words::list(&names, self.and())
    }

    /// `och` or `and`.
    #[must_use]
    pub const fn and(&self) -> &'static str {
        match self.lang {
            Lang::Sv => "och",
            Lang::En => "and",
        }
    }

    /// One of two texts.
    fn pick<'t>(&self, sv: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(sv, en)
    }

    /// A count.
    #[must_use]
    pub fn count(&self, n: usize) -> String {
        Numbers::of(self.lang).count(n)
    }

    /// A count of whole things that come as 32 or 64 bits.
    #[must_use]
    pub fn whole(&self, n: u64) -> String {
        self.count(usize::try_from(n).unwrap_or(usize::MAX))
    }

    /// An area of a profile: what the figures' theme is called within a sentence, or as it is written.
    #[must_use]
    pub fn area(&self, id: &str) -> String {
        crate::curated::Lists::theme_name(id, self.lang).map_or_else(|| id.to_owned(), crate::words::small)
    }

    /// A way: `87 km`, `65 minuter`.
    #[must_use]
    pub fn way(&self, long: u64) -> String {
        let unit = match (self.unit, long) {
            (Unit::Kilometres, _) => "km",
            (Unit::Minutes, 1) => self.pick("minut", "minute"),
            (Unit::Minutes, _) => self.pick("minuter", "minutes"),
        };
        format!("{}\u{a0}{unit}", self.whole(long))
    }
}
