//! What the columns of the files are, as far as the question needs to know.

use microdata::{Fault, Plan};

/// How a column lies in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Words; in CSV everything is.
    Words,
    /// Whole numbers.
    Whole,
    /// Floating point.
    Float,
    /// Whole numbers of a unit that is no whole one: 10.50.
    Decimal,
    /// True or false.
    Truth,
    /// A day, as the days since 1970 where a number is wanted.
    Day,
    /// Something that is neither a number nor a word, and what.
    Other(String),
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// How it lies in the file.
    pub kind: Kind,
}

/// The columns of the files together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the files are called in faults.
    pub name: String,
    /// The columns.
    pub fields: Vec<Field>,
    /// May `10,5` be ten and a half?
    pub comma: bool,
    /// Does the file itself say which columns hold words (Parquet), or not (CSV)?
    pub says_kinds: bool,
}

impl Table {
    /// A column by name.
    ///
    /// # Errors
    /// [`Fault::NoColumn`].
    pub fn field(&self, name: &str) -> Result<&Field, Fault> {
        self.fields.iter().find(|it| it.name == name).ok_or_else(|| Fault::NoColumn {
            file: self.name.clone(),
            column: name.to_owned(),
            there: self.fields.iter().map(|it| it.name.clone()).collect(),
        })
    }

    /// For each adjusting variable: is it a category? None where it depends on the values (CSV).
    ///
    /// # Errors
    /// [`Fault::NoColumn`].
    pub fn categories(&self, plan: &Plan) -> Result<Vec<(String, Option<bool>)>, Fault> {
        let of = |name: &String| {
            let field = self.field(name)?;
            let said = plan.book.about(name).and_then(|about| about.kind).map(|it| it == microdata::Kind::Category);
            let words = matches!(field.kind, Kind::Words | Kind::Truth);
            Ok((name.clone(), said.or_else(|| self.says_kinds.then_some(words))))
        };
        plan.adjust.iter().map(of).collect()
    }
}
