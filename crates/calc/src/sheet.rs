//! What a method reads: its options as columns, numbers and words.

use crate::option::Takes;
use crate::read::{Cell, Table, Unclear, number, unclear};
use crate::{Fault, Opt, Recipe};
use std::collections::BTreeMap;

/// A variable of a model: numbers, or levels of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// The column.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
}

/// What a variable holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Holds {
    /// A number a row.
    Numbers(Vec<f64>),
    /// The levels in order, and which of them each row has.
    Levels(Vec<String>, Vec<usize>),
}

/// Two groups of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoGroups {
    /// The first (women) and the second (men): answers are first minus second.
    pub names: [String; 2],
    /// For each row: in the first, in the second, or in neither.
    pub of: Vec<Option<usize>>,
}

impl TwoGroups {
    /// "women - men", as the file names them.
    #[must_use]
    pub fn difference(&self) -> String {
        format!("{} - {}", self.names[0], self.names[1])
    }

    /// "women / men".
    #[must_use]
    pub fn ratio(&self) -> String {
        format!("{} / {}", self.names[0], self.names[1])
    }

    /// The values of each group, in the order of the rows.
    #[must_use]
    pub fn split(&self, values: &[f64]) -> [Vec<f64>; 2] {
        let of = |wanted: usize| {
            self.of.iter().zip(values).filter(|(group, _)| **group == Some(wanted)).map(|(_, value)| *value).collect()
        };
        [of(0), of(1)]
    }
}

/// Options and columns of one computation.
pub struct Sheet<'a> {
    recipe: &'static Recipe,
    options: &'a BTreeMap<String, String>,
    table: Option<&'a Table>,
    rows: Vec<usize>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(
        recipe: &'static Recipe,
        options: &'a BTreeMap<String, String>,
        table: Option<&'a Table>,
        rows: Vec<usize>,
    ) -> Self {
        let mut sheet = Self { recipe, options, table, rows };
        if let Some(table) = table
            && options.get("missing").is_some_and(|it| it == "skip")
        {
            let used: Vec<usize> = sheet.used(table);
            sheet.rows.retain(|row| used.iter().all(|column| table.columns[*column][*row] != Cell::Empty));
        }
        sheet
    }

    /// The columns of the file that options name.
    fn used(&self, table: &Table) -> Vec<usize> {
        let of = |it: &Opt| {
            let text = self.options.get(it.name)?;
            Some(match it.takes {
                Takes::Numbers | Takes::Words => table.column(text).into_iter().collect(),
                Takes::Columns => text.split(',').filter_map(|name| table.column(name.trim())).collect(),
                _ => Vec::new(),
            })
        };
        self.recipe.every_option().filter_map(of).flatten().collect()
    }

    /// How many rows there are: of the file, or of the longest list written out.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.table.is_some() {
            return self.rows.len();
        }
        let listed = |it: &Opt| matches!(it.takes, Takes::Numbers | Takes::Words);
        let lengths = self.recipe.every_option().filter(|it| listed(it)).filter_map(|it| self.options.get(it.name));
        lengths.map(|text| text.split(',').count()).max().unwrap_or(0)
    }

    /// True where there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row in the file; the place in the list where there is no file.
    #[must_use]
    pub fn row(&self, at: usize) -> usize {
        self.table.map_or(at + 1, |table| self.rows.get(at).map_or(0, |row| table.rows[*row]))
    }

    /// The fault with the column and the row of the first number it can be about.
    pub(crate) fn located(&self, fault: Fault) -> Fault {
        let Fault::Numbers { error, row, part, column: None } = fault else { return fault };
        let suspect = |value: f64| match error {
            stats::Error::Negative { value: wrong, .. }
            | stats::Error::OutsideUnit { value: wrong, .. }
            | stats::Error::NotWhole { value: wrong, .. } => value == wrong,
            stats::Error::OutOfReach { .. } | stats::Error::NotANumber { .. } => value.abs() > 1e70,
            _ => false,
        };
        let found = self.table.and_then(|table| {
            let rows = || self.rows.iter().filter(|at| row.is_none_or(|row| table.rows[**at] == row));
            let at = |column: usize| rows().find(|at| number_at(table, column, **at).is_ok_and(suspect));
            let column = self.used(table).into_iter().find(|column| at(*column).is_some())?;
            Some((table.names[column].clone(), table.rows[*at(column)?]))
        });
        match found {
            Some((column, row)) => Fault::Numbers { error, row: Some(row), part, column: Some(column) },
            None => Fault::Numbers { error, row, part, column: None },
        }
    }

    /// True where the option was given.
    #[must_use]
    pub fn has(&self, option: &str) -> bool {
        self.options.contains_key(option)
    }

    fn said(&self, option: &'static str) -> Result<&str, Fault> {
        self.options.get(option).map(String::as_str).ok_or(Fault::Needed { option })
    }

    /// A column of numbers, or numbers written out.
    ///
    /// # Errors
    /// The option, the column or a cell of it.
    pub fn numbers(&self, option: &'static str) -> Result<Vec<f64>, Fault> {
        let text = self.said(option)?;
        match self.table {
            Some(table) => match table.column(text) {
                Some(column) => self.column_of_numbers(table, column),
                None => match number(text, false) {
                    Some(same) => Ok(vec![same; self.rows.len()]),
                    None => Err(no_column(option, text, table)),
                },
            },
            None => {
                let listed: Option<Vec<f64>> = text.split(',').map(|part| number(part, false)).collect();
                let listed =
                    listed.ok_or_else(|| Fault::NoFile { option: option.to_owned(), text: text.to_owned() })?;
                self.stretched(option, listed)
            }
        }
    }

    /// As [`Sheet::numbers`], none where the option was not given.
    ///
    /// # Errors
    /// As there.
    pub fn some_numbers(&self, option: &'static str) -> Result<Option<Vec<f64>>, Fault> {
        if self.has(option) { self.numbers(option).map(Some) } else { Ok(None) }
    }

    /// A column of numbers where cells may be empty.
    ///
    /// # Errors
    /// The option, the column or a cell that is neither empty nor a number.
    pub fn numbers_or_empty(&self, option: &'static str) -> Result<Vec<Option<f64>>, Fault> {
        let text = self.said(option)?;
        match self.table.and_then(|table| table.column(text).map(|column| (table, column))) {
            Some((table, column)) => {
                self.one_way_to_read(table, column)?;
                let one = |row: &usize| match &table.columns[column][*row] {
                    Cell::Empty => Ok(None),
                    _ => number_at(table, column, *row).map(Some),
                };
                self.rows.iter().map(one).collect()
            }
            None => Ok(self.numbers(option)?.into_iter().map(Some).collect()),
        }
    }

    /// A column of words where cells may be empty.
    ///
    /// # Errors
    /// The option or the column.
    pub fn words_or_empty(&self, option: &'static str) -> Result<Vec<Option<String>>, Fault> {
        let text = self.said(option)?;
        match self.table {
            Some(table) => {
                let column = table.column(text).ok_or_else(|| no_column(option, text, table))?;
                Ok(self.rows.iter().map(|row| word_at(table, column, *row).ok()).collect())
            }
            None => {
                Ok(self.words(option)?.into_iter().map(|word| Some(word).filter(|word| !word.is_empty())).collect())
            }
        }
    }

    /// Numbers of a list or of a column, however many: probabilities, scores.
    ///
    /// # Errors
    /// [`Fault::Needed`], [`Fault::BadOption`].
    pub fn list(&self, option: &'static str) -> Result<Vec<f64>, Fault> {
        let text = self.said(option)?;
        let listed: Option<Vec<f64>> = text.split(',').map(|part| number(part, false)).collect();
        listed.ok_or_else(|| bad(option, text, "tal med komma emellan", "numbers with commas between"))
    }

    /// Each value of a column of words with its rows, in the order they first appear.
    ///
    /// # Errors
    /// As [`Sheet::words`].
    pub fn groups(&self, option: &'static str) -> Result<Vec<(String, Vec<usize>)>, Fault> {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        for (at, word) in self.words(option)?.into_iter().enumerate() {
            let place = *places.entry(word.clone()).or_insert(groups.len());
            if place == groups.len() {
                groups.push((word, Vec::new()));
            }
            groups[place].1.push(at);
        }
        Ok(groups)
    }

    /// A column of words, or words written out.
    ///
    /// # Errors
    /// The option, the column or a cell of it.
    pub fn words(&self, option: &'static str) -> Result<Vec<String>, Fault> {
        let text = self.said(option)?;
        match self.table {
            Some(table) => {
                let column = table.column(text).ok_or_else(|| no_column(option, text, table))?;
                self.rows.iter().map(|row| word_at(table, column, *row)).collect()
            }
            None => self.stretched(option, text.split(',').map(|word| word.trim().to_owned()).collect()),
        }
    }

    /// As [`Sheet::words`], none where the option was not given.
    ///
    /// # Errors
    /// As there.
    pub fn some_words(&self, option: &'static str) -> Result<Option<Vec<String>>, Fault> {
        if self.has(option) { self.words(option).map(Some) } else { Ok(None) }
    }

    /// The names of the rows: the column given, else their numbers in the file.
    ///
    /// # Errors
    /// As [`Sheet::words`].
    pub fn names(&self) -> Result<Vec<String>, Fault> {
        Ok(match self.some_words("name")? {
            Some(names) => names,
            None => (0..self.len()).map(|at| self.row(at).to_string()).collect(),
        })
    }

    /// Several columns: numbers where every cell is one, else levels (in order of the alphabet).
    ///
    /// # Errors
    /// The option, a column or a cell of it.
    pub fn variables(&self, option: &'static str) -> Result<Vec<Variable>, Fault> {
        let text = self.said(option)?;
        let Some(table) = self.table else {
            return Err(Fault::NoFile { option: option.to_owned(), text: text.to_owned() });
        };
        let one = |name: &str| {
            let (name, levels) = name.strip_prefix("i.").map_or((name, false), |rest| (rest, true));
            let column = table.column(name).ok_or_else(|| no_column(option, name, table))?;
            let is_number = |row: &usize| match &table.columns[column][*row] {
                Cell::Text(text) => number(text, table.decimal_comma).is_some(),
                _ => true,
            };
            let holds = if !levels && self.rows.iter().all(is_number) {
                Holds::Numbers(self.column_of_numbers(table, column)?)
            } else {
                let words: Vec<String> =
                    self.rows.iter().map(|row| word_at(table, column, *row)).collect::<Result<_, _>>()?;
                levelled(&words)
            };
            Ok(Variable { name: table.names[column].clone(), holds })
        };
        text.split(',').map(|name| one(name.trim())).collect()
    }

    fn column_of_numbers(&self, table: &Table, column: usize) -> Result<Vec<f64>, Fault> {
        self.one_way_to_read(table, column)?;
        self.rows.iter().map(|row| number_at(table, column, *row)).collect()
    }

    /// Points and commas of a column mean one thing only.
    fn one_way_to_read(&self, table: &Table, column: usize) -> Result<(), Fault> {
        if !table.decimal_comma {
            return Ok(());
        }
        let cells: Vec<&Cell> = self.rows.iter().map(|row| &table.columns[column][*row]).collect();
        let name = || table.names[column].clone();
        let place = |at: usize| (table.rows[self.rows[at]], table.columns[column][self.rows[at]].clone());
        let text = |cell: Cell| if let Cell::Text(text) = cell { text.to_string() } else { String::new() };
        match unclear(&cells) {
            None => Ok(()),
            Some(Unclear::Thousands { point }) => {
                let (row, cell) = place(point);
                Err(Fault::PointOfThousands { column: name(), row, text: text(cell) })
            }
            Some(Unclear::Mixed { point, comma }) => {
                let (a, b) = (place(point), place(comma));
                Err(Fault::MixedSigns { column: name(), point: (a.0, text(a.1)), comma: (b.0, text(b.1)) })
            }
        }
    }

    fn stretched<T: Clone>(&self, option: &str, listed: Vec<T>) -> Result<Vec<T>, Fault> {
        let longest = self.len();
        match listed.as_slice() {
            [one] => Ok(vec![one.clone(); longest]),
            more if more.len() == longest => Ok(listed),
            fewer => {
                let is_longest = |it: &&Opt| {
                    matches!(it.takes, Takes::Numbers | Takes::Words)
                        && self.options.get(it.name).is_some_and(|text| text.split(',').count() == longest)
                };
                let other = self.recipe.every_option().find(is_longest).map_or("", |it| it.name);
                Err(Fault::Lengths { first: (option.to_owned(), fewer.len()), second: (other.to_owned(), longest) })
            }
        }
    }

    /// Options whose one number was taken for several rows: what to say of each, in Swedish and English.
    pub(crate) fn written_once(&self) -> Vec<(String, String)> {
        let all = self.len();
        if self.table.is_some() || all < 2 {
            return Vec::new();
        }
        let once = |it: &Opt| {
            let text = self.options.get(it.name).filter(|text| it.takes == Takes::Numbers && !text.contains(','))?;
            Some((
                format!("--{} är ett enda tal, {text}, och gäller därför alla {all}.", it.name),
                format!("--{} is one number only, {text}, and so counts for all {all}.", it.name),
            ))
        };
        self.recipe.every_option().filter_map(once).collect()
    }

    fn declared(&self, option: &str) -> Option<Takes> {
        self.recipe.every_option().find(|it| it.name == option).map(|it| it.takes)
    }

    /// One number; what the option falls back on where nothing is said.
    ///
    /// # Errors
    /// [`Fault::Needed`], [`Fault::BadOption`].
    pub fn number(&self, option: &'static str) -> Result<f64, Fault> {
        match (self.options.get(option), self.declared(option)) {
            (Some(text), _) => number(text, true).ok_or_else(|| bad(option, text, "ett tal", "a number")),
            (None, Some(Takes::Number(Some(usual)))) => Ok(usual),
            _ => Err(Fault::Needed { option }),
        }
    }

    /// As [`Sheet::number`], none where nothing is said.
    ///
    /// # Errors
    /// [`Fault::BadOption`].
    pub fn some_number(&self, option: &'static str) -> Result<Option<f64>, Fault> {
        if self.has(option) { self.number(option).map(Some) } else { Ok(None) }
    }

    /// A whole number, zero or more.
    ///
    /// # Errors
    /// [`Fault::Needed`], [`Fault::BadOption`].
    pub fn whole(&self, option: &'static str) -> Result<u64, Fault> {
        match (self.options.get(option), self.declared(option)) {
            (Some(text), _) => text
                .trim()
                .parse()
                .map_err(|_| bad(option, text, "ett heltal, noll eller mer", "a whole number, zero or more")),
            (None, Some(Takes::Whole(Some(usual)))) => Ok(usual),
            _ => Err(Fault::Needed { option }),
        }
    }

    /// One of the option's words.
    ///
    /// # Errors
    /// [`Fault::BadOption`].
    pub fn choice(&self, option: &'static str) -> Result<&'static str, Fault> {
        let Some(Takes::Choice(words)) = self.declared(option) else {
            return Err(Fault::Needed { option });
        };
        let usual = words.first().copied().ok_or(Fault::Needed { option })?;
        let Some(text) = self.options.get(option) else {
            return Ok(usual);
        };
        let all = words.join(", ");
        words.iter().copied().find(|word| *word == text.trim()).ok_or_else(|| bad(option, text, &all, &all))
    }

    /// Words as they were written.
    #[must_use]
    pub fn text(&self, option: &str) -> Option<&str> {
        self.options.get(option).map(String::as_str)
    }

    /// True where the flag was said.
    #[must_use]
    pub fn flag(&self, option: &str) -> bool {
        self.has(option)
    }

    /// The confidence.
    ///
    /// # Errors
    /// [`Fault::BadOption`] for what is no number; a method refuses what is no confidence.
    pub fn confidence(&self) -> Result<f64, Fault> {
        let given = self.number("confidence")?;
        // 95 and 99.8 are meant as per cent.
        Ok(if (50.0..100.0).contains(&given) { given / 100.0 } else { given })
    }

    /// The rows of each value of a column, in the order of the alphabet (numbers by size).
    pub(crate) fn parts(&self, option: &'static str) -> Result<Vec<(String, Vec<usize>)>, Fault> {
        let words = self.words(option)?;
        let mut parts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, word) in words.iter().enumerate() {
            parts.entry(word).or_default().push(self.rows.get(at).copied().unwrap_or(at));
        }
        let mut parts: Vec<(String, Vec<usize>)> =
            parts.into_iter().map(|(word, rows)| (word.to_owned(), rows)).collect();
        sort_words(&mut parts, |part| &part.0);
        Ok(parts)
    }

    /// Two groups of rows. `--groups A,B` says which and in which order; else women stand before men
    /// where the column says who is who, else the first in the file comes first. Two rows without
    /// `--group` are the first and the second.
    ///
    /// # Errors
    /// [`Fault::Groups`] where there are not two.
    pub fn two_groups(&self) -> Result<TwoGroups, Fault> {
        let Some(words) = self.some_words("group")? else {
            return match self.len() {
                2 => Ok(TwoGroups { names: ["1".to_owned(), "2".to_owned()], of: vec![Some(0), Some(1)] }),
                _ => Err(Fault::Needed { option: "group" }),
            };
        };
        let mut there: Vec<String> = Vec::new();
        for word in &words {
            if !there.contains(word) {
                there.push(word.clone());
            }
            if there.len() > 10 {
                break;
            }
        }
        let column = self.text("group").unwrap_or_default().to_owned();
        let names = match self.text("groups") {
            Some(said) => {
                let said: Vec<String> = said.split(',').map(|it| it.trim().to_owned()).collect();
                match <[String; 2]>::try_from(said) {
                    Ok(two) if two.iter().all(|it| words.contains(it)) => two,
                    _ => return Err(Fault::Groups { column, needed: 2, there, part: None }),
                }
            }
            None => <[String; 2]>::try_from(there)
                .map_err(|there| Fault::Groups { column: column.clone(), needed: 2, there, part: None })
                .map(|[first, second]| {
                    if is_men(&first, &column) && is_women(&second, &column) {
                        [second, first]
                    } else {
                        [first, second]
                    }
                })?,
        };
        let of = words.iter().map(|word| names.iter().position(|name| name == word)).collect();
        Ok(TwoGroups { names, of })
    }
}

fn is_women(word: &str, column: &str) -> bool {
    let word = word.to_lowercase();
    matches!(
        word.as_str(),
        "k" | "kvinna"
            | "kvinnor"
            | "flicka"
            | "flickor"
            | "w"
            | "f"
            | "woman"
            | "women"
            | "female"
            | "females"
            | "girls"
            | "girl"
    ) || (word == "2" && is_sex(column))
}

fn is_men(word: &str, column: &str) -> bool {
    let word = word.to_lowercase();
    matches!(word.as_str(), "m" | "man" | "män" | "pojke" | "pojkar" | "men" | "male" | "males" | "boys" | "boy")
        || (word == "1" && is_sex(column))
}

/// Statistics Sweden writes 1 for men and 2 for women.
fn is_sex(column: &str) -> bool {
    matches!(column.to_lowercase().as_str(), "sex" | "kön" | "kon" | "gender")
}

fn bad(option: &str, text: &str, sv: &str, en: &str) -> Fault {
    Fault::BadOption { option: option.to_owned(), text: text.to_owned(), takes: (sv.to_owned(), en.to_owned()) }
}

fn no_column(option: &str, column: &str, table: &Table) -> Fault {
    Fault::NoColumn { option: option.to_owned(), column: column.to_owned(), there: table.names.clone() }
}

fn number_at(table: &Table, column: usize, row: usize) -> Result<f64, Fault> {
    let place = || (table.names[column].clone(), table.rows[row]);
    match &table.columns[column][row] {
        Cell::Number(value) => Ok(*value),
        Cell::Text(text) => number(text, table.decimal_comma).ok_or_else(|| {
            let (column, row) = place();
            Fault::NotANumber { column, row, text: text.to_string() }
        }),
        Cell::Empty => {
            let (column, row) = place();
            Err(Fault::Missing { column, row })
        }
    }
}

fn word_at(table: &Table, column: usize, row: usize) -> Result<String, Fault> {
    match &table.columns[column][row] {
        Cell::Number(value) => Ok(value.to_string()),
        Cell::Text(text) => Ok(text.to_string()),
        Cell::Empty => Err(Fault::Missing { column: table.names[column].clone(), row: table.rows[row] }),
    }
}

fn levelled(words: &[String]) -> Holds {
    let mut levels: Vec<String> = words.to_vec();
    sort_words(&mut levels, |it| it);
    levels.dedup();
    let of = words.iter().map(|word| levels.iter().position(|level| level == word).unwrap_or(0)).collect();
    Holds::Levels(levels, of)
}

/// Numbers by size and before words; words by their letters.
fn sort_words<T>(list: &mut [T], word: impl Fn(&T) -> &str) {
    list.sort_by(|a, b| match (number(word(a), false), number(word(b), false)) {
        (Some(x), Some(y)) => x.total_cmp(&y),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => word(a).cmp(word(b)),
    });
}

/// Which rows to take: `year=2022;age>=65`.
pub(crate) struct Filter {
    conditions: Vec<Condition>,
}

struct Condition {
    column: usize,
    sign: &'static str,
    value: String,
}

impl Filter {
    pub(crate) fn new(text: Option<&str>, table: Option<&Table>) -> Result<Self, Fault> {
        let Some(text) = text else { return Ok(Self { conditions: Vec::new() }) };
        let Some(table) = table else {
            return Err(Fault::NoFile { option: "where".to_owned(), text: text.to_owned() });
        };
        let one = |text: &str| {
            // The longer signs first: ">=" holds ">".
            let (sign, at) = ["!=", ">=", "<=", "==", "=", ">", "<"]
                .iter()
                .filter_map(|sign| text.find(sign).map(|at| (*sign, at)))
                .min_by_key(|(sign, at)| (*at, std::cmp::Reverse(sign.len())))
                .ok_or_else(|| Fault::Condition { text: text.to_owned() })?;
            let (name, value) = (text[..at].trim(), text[at + sign.len()..].trim());
            let column = table.column(name).ok_or_else(|| no_column("where", name, table))?;
            let ordered = matches!(sign, ">=" | "<=" | ">" | "<");
            if value.is_empty() || (ordered && number(value, true).is_none()) {
                return Err(Fault::Condition { text: text.to_owned() });
            }
            Ok(Condition { column, sign, value: value.to_owned() })
        };
        Ok(Self {
            conditions: text
                .split(';')
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .map(one)
                .collect::<Result<_, _>>()?,
        })
    }

    pub(crate) fn rows(&self, table: Option<&Table>) -> Vec<usize> {
        let Some(table) = table else { return Vec::new() };
        (0..table.rows.len()).filter(|row| self.conditions.iter().all(|it| it.holds(table, *row))).collect()
    }
}

impl Condition {
    /// An empty cell fulfils nothing but `!=`.
    fn holds(&self, table: &Table, row: usize) -> bool {
        let asked = number(&self.value, true);
        let there = number_at(table, self.column, row).ok();
        let same = match (asked, there) {
            (Some(asked), Some(there)) => asked == there,
            _ => word_at(table, self.column, row).is_ok_and(|word| word == self.value),
        };
        match (self.sign, asked, there) {
            ("=" | "==", _, _) => same,
            ("!=", _, _) => !same,
            (">=", Some(asked), Some(there)) => there >= asked,
            ("<=", Some(asked), Some(there)) => there <= asked,
            (">", Some(asked), Some(there)) => there > asked,
            ("<", Some(asked), Some(there)) => there < asked,
            _ => false,
        }
    }
}
