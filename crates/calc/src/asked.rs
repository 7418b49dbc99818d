//! What was asked of a method: options as they were written, and the file's columns.

use crate::read::Table;
use crate::sheet::{Filter, Sheet};
use crate::{Fault, Line, Recipe};
use std::collections::BTreeMap;

/// A method with its options, not yet computed.
#[derive(Clone)]
pub struct Asked {
    recipe: &'static Recipe,
    options: BTreeMap<String, String>,
}

impl Asked {
    /// Asks for a method.
    #[must_use]
    pub fn new(recipe: &'static Recipe) -> Self {
        Self { recipe, options: BTreeMap::new() }
    }

    /// With an option, as it was written; by its own name or another it answers to.
    #[must_use]
    pub fn set(mut self, option: &str, text: &str) -> Self {
        let meant =
            self.recipe.every_option().find(|it| it.name == option || self.recipe.also_of(it).contains(&option));
        self.options.insert(meant.map_or(option, |it| it.name).to_owned(), text.to_owned());
        self
    }

    /// With the arguments of an example or a case: `--x 81 --n 263 --flag`. Values with spaces stand
    /// in double quotes.
    ///
    /// # Errors
    /// [`Fault::BadOption`] for a word that is no option.
    pub fn args(mut self, text: &str) -> Result<Self, Fault> {
        let mut words = words(text).into_iter().peekable();
        while let Some(word) = words.next() {
            let Some(option) = word.strip_prefix("--") else {
                return Err(Fault::BadOption {
                    option: self.recipe.key.to_owned(),
                    text: word,
                    takes: ("en väljare med --".to_owned(), "an option with --".to_owned()),
                });
            };
            if !self.recipe.every_option().any(|it| it.name == option || it.also().contains(&option)) {
                return Err(Fault::BadOption {
                    option: option.to_owned(),
                    text: words.next().unwrap_or_default(),
                    takes: (
                        "en väljare som metoden har; se --help".to_owned(),
                        "an option of the method; see --help".to_owned(),
                    ),
                });
            }
            let flag = self.recipe.every_option().any(|it| it.name == option && it.takes == crate::Takes::Flag);
            let value = if flag { String::new() } else { words.next().unwrap_or_default() };
            self = self.set(option, &value);
        }
        Ok(self)
    }

    /// Computes it, over the columns of `table` where there is a file.
    ///
    /// # Errors
    /// What is wrong with the options, the columns or the numbers.
    pub fn run(&self, table: Option<&Table>) -> Result<Vec<Line>, Fault> {
        let filter = Filter::new(self.options.get("where").map(String::as_str), table)?;
        let all = Sheet::new(self.recipe, &self.options, table, filter.rows(table));
        let Some(by) = self.options.get("by") else {
            let mut lines = (self.recipe.run)(&all).map_err(|fault| all.located(fault))?;
            if let Some(first) = lines.first_mut() {
                first.notes.extend(all.written_once());
            }
            return Ok(lines);
        };
        let mut lines = Vec::new();
        let (mut compared, mut alone) = (false, None);
        for (value, rows) in all.parts("by")? {
            let sheet = Sheet::new(self.recipe, &self.options, table, rows);
            let here = format!("{by} = {value}");
            let part = match (self.recipe.run)(&sheet) {
                Ok(part) => {
                    compared = true;
                    part
                }
                // A place without men, say, stops nothing for the others.
                Err(Fault::Groups { column, needed, there, .. }) if there.len() < needed => {
                    let line = not_compared(&here, &there);
                    alone.get_or_insert(Fault::Groups { column, needed, there, part: Some(here) });
                    vec![line]
                }
                Err(fault) => return Err(sheet.located(fault).part(&here)),
            };
            lines.extend(part.into_iter().map(|line| Line { by: Some((by.clone(), value.clone())), ..line }));
        }
        match alone {
            Some(fault) if !compared => Err(fault),
            _ => Ok(lines),
        }
    }
}

/// The line of a part where there are no two groups.
fn not_compared(here: &str, there: &[String]) -> Line {
    let (sv, en) = match there {
        [] => ("inga rader med grupp".to_owned(), "no rows with a group".to_owned()),
        there => (format!("bara en grupp, {}", there.join(", ")), format!("only one group, {}", there.join(", "))),
    };
    Line::of("not compared").note(
        format!("{here}: {sv}. Där finns inget att jämföra med, så den delen är inte räknad."),
        format!("{here}: {en}. There is nothing to compare with, so that part is not computed."),
    )
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut quoted, mut begun) = (false, false);
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                begun = true;
            }
            c if c.is_whitespace() && !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}
