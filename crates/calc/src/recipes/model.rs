//! Rows for a model: the value, the two groups, the variables as columns, weights and clusters.

use crate::Fault;
use crate::sheet::{Holds, Sheet, TwoGroups, Variable};
use stats::explained::oaxaca::{Term, What};
use stats::propensity::Sample;
use std::collections::BTreeMap;

/// The variables as columns of numbers, and what each column is.
pub(super) struct Design {
    /// The terms, by columns.
    pub(super) terms: Vec<Term>,
    /// The name of each column: the variable, or variable=level.
    pub(super) names: Vec<String>,
    /// The name of each term.
    pub(super) variables: Vec<String>,
    /// The level left out of each term that is a category.
    pub(super) bases: Vec<Option<String>>,
    /// A row a row.
    pub(super) rows: Vec<Vec<f64>>,
}

impl Design {
    /// From the variables of an option; a category gives a column for every level but the first.
    pub(super) fn of(sheet: &Sheet<'_>, option: &'static str) -> Result<Self, Fault> {
        let mut design = Self {
            terms: Vec::new(),
            names: Vec::new(),
            variables: Vec::new(),
            bases: Vec::new(),
            rows: vec![Vec::new(); sheet.len()],
        };
        if sheet.has(option) {
            for variable in sheet.variables(option)? {
                design.add(variable);
            }
        }
        Ok(design)
    }

    fn add(&mut self, variable: Variable) {
        self.variables.push(variable.name.clone());
        match variable.holds {
            Holds::Numbers(values) => {
                self.terms.push(Term::Number(self.names.len()));
                self.names.push(variable.name);
                self.bases.push(None);
                self.rows.iter_mut().zip(values).for_each(|(row, value)| row.push(value));
            }
            Holds::Levels(levels, of) => {
                let first = self.names.len();
                self.terms.push(Term::Category((first..first + levels.len().saturating_sub(1)).collect()));
                self.bases.push(levels.first().map(|level| format!("{}={level}", variable.name)));
                for (number, level) in levels.iter().enumerate().skip(1) {
                    self.names.push(format!("{}={level}", variable.name));
                    self.rows.iter_mut().zip(&of).for_each(|(row, of)| row.push(f64::from(u8::from(*of == number))));
                }
            }
        }
    }

    /// What a line of an answer is about.
    pub(super) fn name(&self, what: What) -> String {
        let text = match what {
            What::Constant => None,
            What::All => Some("all"),
            What::Column(column) => self.names.get(column).map(String::as_str),
            What::Base(term) => self.bases.get(term).and_then(Option::as_deref),
            What::Category(term) => self.variables.get(term).map(String::as_str),
        };
        text.unwrap_or("constant").to_owned()
    }
}

/// Everything a model of two groups needs, rows of neither group left out.
pub(super) struct Rows {
    pub(super) groups: TwoGroups,
    pub(super) design: Design,
    pub(super) sample: Sample,
}

impl Rows {
    /// Reads value, group, x, weight and cluster.
    pub(super) fn read(sheet: &Sheet<'_>) -> Result<Self, Fault> {
        let values = sheet.numbers("value")?;
        let groups = sheet.two_groups()?;
        let mut design = Design::of(sheet, "x")?;
        let weights = weights(sheet)?;
        let clusters = clusters(sheet)?;
        let kept: Vec<usize> = (0..values.len()).filter(|at| groups.of[*at].is_some()).collect();
        let pick = |of: &[f64]| -> Vec<f64> {
            if of.is_empty() { Vec::new() } else { kept.iter().map(|at| of[*at]).collect() }
        };
        let rows = kept.iter().map(|at| std::mem::take(&mut design.rows[*at])).collect();
        let sample = Sample {
            rows,
            outcomes: pick(&values),
            first: kept.iter().map(|at| groups.of[*at] == Some(0)).collect(),
            weights: pick(&weights),
            clusters: if clusters.is_empty() { Vec::new() } else { kept.iter().map(|at| clusters[*at]).collect() },
        };
        Ok(Self { groups, design, sample })
    }
}

/// Weights; none where none are said.
pub(super) fn weights(sheet: &Sheet<'_>) -> Result<Vec<f64>, Fault> {
    Ok(sheet.some_numbers("weight")?.unwrap_or_default())
}

/// Clusters by number, in the order they appear; none where none are said.
pub(super) fn clusters(sheet: &Sheet<'_>) -> Result<Vec<u32>, Fault> {
    let Some(words) = sheet.some_words("cluster")? else { return Ok(Vec::new()) };
    let mut codes: BTreeMap<String, u32> = BTreeMap::new();
    let code = |word: String| {
        let next = u32::try_from(codes.len()).unwrap_or(u32::MAX);
        *codes.entry(word).or_insert(next)
    };
    Ok(words.into_iter().map(code).collect())
}
