//! The form of a definition, as it stands in its TOML file.

use serde::Deserialize;

use crate::measure::Measure;
use crate::{Error, Result};

/// How sure something in a definition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Read in the publisher's own text, or recomputed to the digits published.
    #[default]
    Verified,
    /// Worked out from published numbers that it fits.
    Inferred,
    /// Known from memory, not read again.
    Recalled,
}

/// Where something is published.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Author, year, title.
    pub title: String,
    /// What of the definition it supports, and how sure that is.
    pub certainty: Certainty,
    /// What was read or recalled.
    pub note: String,
}

/// How children become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregate {
    /// The weighted mean.
    #[default]
    Arithmetic,
    /// The weighted geometric mean.
    Geometric,
    /// The weighted harmonic mean.
    Harmonic,
}

/// An indicator (no children) or a part of the index.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Stable id, unique in the definition. For an indicator also its name in the data.
    pub id: String,
    /// Its name in Swedish.
    pub sv: String,
    /// Its name in English.
    pub en: String,
    /// Its weight among its siblings; weights are divided by their sum.
    #[serde(default = "one")]
    pub weight: f64,
    /// How the children are put together.
    #[serde(default)]
    pub aggregate: Aggregate,
    /// What turns women's and men's numbers into one score; absent where the numbers stay by sex, or are scores already.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// How sure this node is.
    #[serde(default)]
    pub certainty: Certainty,
    /// Its children.
    #[serde(default, rename = "part")]
    pub parts: Vec<Node>,
}

fn one() -> f64 {
    1.0
}

/// One edition of one index.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The edition's key, `gei-2013-2024`. Only scores with the same key are comparable.
    pub edition: String,
    /// The index it is an edition of, `gei`.
    pub index: String,
    /// Name in Swedish.
    pub sv: String,
    /// Name in English.
    pub en: String,
    /// False where the publisher does not compare years within the edition either (ranks among those there).
    #[serde(default = "yes")]
    pub years_comparable: bool,
    /// False where too little of the method is known to compute it; the definition then tells what is known.
    #[serde(default = "yes")]
    pub computable: bool,
    /// Where it is published.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// The whole.
    pub root: Node,
}

fn yes() -> bool {
    true
}

impl Definition {
    /// Reads and checks a definition.
    ///
    /// # Errors
    /// Not TOML of this form; a weight that is not above zero; an id used twice; a part without children and
    /// measure where one is needed.
    pub fn read(text: &str) -> Result<Self> {
        let definition: Self = toml::from_str(text).map_err(|error| Error::Unreadable { why: error.to_string() })?;
        let mut ids = std::collections::BTreeSet::new();
        check(&definition.root, &mut ids)?;
        if definition.sources.is_empty() {
            return Err(bad(&definition.root, "saknar källa", "has no source"));
        }
        Ok(definition)
    }

    /// The indicators, in their order.
    #[must_use]
    pub fn indicators(&self) -> Vec<&Node> {
        let mut found = Vec::new();
        collect(&self.root, &mut found);
        found
    }

    /// The least sure of all nodes and sources.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        fn of(node: &Node) -> Certainty {
            node.parts.iter().map(of).fold(node.certainty, Certainty::max)
        }
        self.sources.iter().map(|source| source.certainty).fold(of(&self.root), Certainty::max)
    }
}

fn collect<'a>(node: &'a Node, found: &mut Vec<&'a Node>) {
    if node.parts.is_empty() {
        found.push(node);
    }
    for part in &node.parts {
        collect(part, found);
    }
}

fn bad(node: &Node, sv: &'static str, en: &'static str) -> Error {
    Error::BadNode { node: node.id.clone(), sv, en }
}

fn check<'a>(node: &'a Node, ids: &mut std::collections::BTreeSet<&'a str>) -> Result<()> {
    if !ids.insert(&node.id) {
        return Err(bad(node, "finns två gånger", "is there twice"));
    }
    if !(node.weight.is_finite() && node.weight > 0.0) {
        return Err(bad(node, "har en vikt som inte är större än noll", "has a weight that is not above zero"));
    }
    if let Some(measure) = &node.measure {
        measure.check().map_err(|(sv, en)| bad(node, sv, en))?;
    }
    node.parts.iter().try_for_each(|part| check(part, ids))
}
