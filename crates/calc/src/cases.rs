//! Published cases, computed again: what is to come out, what comes out, and by how much they differ.
//!
//! A case is a few published numbers and their source, kept in `cases/*.toml`; larger published
//! tables are held in the tests of `stats`.

use crate::read::Table;
use crate::{Asked, Fault, recipe};
use serde::Deserialize;

/// The cases of one family, as they lie in a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// A published case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it is called.
    pub title: String,
    /// Where it is published.
    pub source: String,
    /// The method.
    pub method: String,
    /// Its arguments.
    pub args: String,
    /// The columns, as CSV, where there are more than arguments can hold.
    #[serde(default)]
    pub csv: Option<String>,
    /// What is published.
    pub expect: Vec<Expected>,
}

/// A published number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Which line of the answer, by its `what`; the first where nothing is said.
    #[serde(default)]
    pub what: Option<String>,
    /// Which number of it.
    pub key: String,
    /// What it is.
    pub value: f64,
    /// How far off it may be: half a unit of the last digit published.
    pub within: f64,
}

/// A published number beside ours.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The case's title.
    pub case: String,
    /// Where it is published.
    pub source: String,
    /// The method.
    pub method: String,
    /// Line and key.
    pub number: String,
    /// What is published.
    pub expected: f64,
    /// What comes out; none where nothing does.
    pub got: Option<f64>,
    /// How far off it may be.
    pub within: f64,
}

impl Checked {
    /// Ours minus what is published.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        self.got.map(|got| got - self.expected)
    }

    /// True where ours is what is published, to the digits published.
    #[must_use]
    pub fn agrees(&self) -> bool {
        // A published number rounds ours, so a difference of exactly half a unit is allowed, and its own binary tail.
        self.difference().is_some_and(|off| off.abs() <= self.within * (1.0 + 1e-9))
    }
}

static FILES: &[(&str, &str)] = &[
    ("one_group.toml", include_str!("../cases/one_group.toml")),
    ("two_groups.toml", include_str!("../cases/two_groups.toml")),
    ("standardised.toml", include_str!("../cases/standardised.toml")),
    ("explained.toml", include_str!("../cases/explained.toml")),
    ("many_places.toml", include_str!("../cases/many_places.toml")),
    ("time.toml", include_str!("../cases/time.toml")),
    ("inequality.toml", include_str!("../cases/inequality.toml")),
    ("disclosed.toml", include_str!("../cases/disclosed.toml")),
];

/// All published cases.
///
/// # Errors
/// A file of ours that cannot be read: our fault, told by its name.
pub fn cases() -> Result<Vec<Case>, Fault> {
    let mut all = Vec::new();
    for (name, text) in FILES {
        let file: File = toml::from_str(text).map_err(|why| Fault::NotThatKind {
            file: (*name).to_owned(),
            kind: "TOML",
            why: why.to_string(),
        })?;
        all.extend(file.case);
    }
    Ok(all)
}

impl Case {
    /// Computes it again.
    ///
    /// # Errors
    /// What the method says.
    pub fn check(&self) -> Result<Vec<Checked>, Fault> {
        let own = |text: String| Fault::Own { sv: text.clone(), en: text };
        let recipe = recipe(&self.method).ok_or_else(|| own(format!("{}: {}", self.title, self.method)))?;
        let table =
            self.csv.as_ref().map(|csv| Table::from_bytes(csv.clone().into_bytes(), &self.title)).transpose()?;
        let lines = Asked::new(recipe).args(&self.args)?.run(table.as_ref())?;
        let one = |it: &Expected| {
            let line = match &it.what {
                Some(what) => lines.iter().find(|line| line.word("what") == Some(what)),
                None => lines.first(),
            };
            Checked {
                case: self.title.clone(),
                source: self.source.clone(),
                method: self.method.clone(),
                number: it.what.as_ref().map_or_else(|| it.key.clone(), |what| format!("{what}: {}", it.key)),
                expected: it.value,
                got: line.and_then(|line| line.number(&it.key)),
                within: it.within,
            }
        };
        Ok(self.expect.iter().map(one).collect())
    }
}
