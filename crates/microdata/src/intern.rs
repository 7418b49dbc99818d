//! Values of a column to small whole numbers, quickly.

#[allow(clippy::disallowed_types, reason = "looked up, never gone through: the numbers follow the rows")]
use std::collections::HashMap;

/// Numbers from 0 for the values seen, in the order seen.
#[allow(clippy::disallowed_types, reason = "as above")]
#[derive(Debug, Clone, Default)]
pub(crate) struct Intern {
    /// Whole numbers from 0 to 65,535 (municipality codes, years): looked up without hashing.
    small: Vec<u32>,
    large: HashMap<i64, u32>,
    words: HashMap<Box<str>, u32>,
    names: Vec<String>,
}

const NONE: u32 = u32::MAX;
const SMALL: usize = 1 << 16;

impl Intern {
    /// The number of a whole number.
    #[inline]
    pub fn whole(&mut self, value: i64) -> u32 {
        match usize::try_from(value).ok().and_then(|at| self.small.get(at)) {
            Some(found) if *found != NONE => *found,
            _ => self.new_whole(value),
        }
    }

    fn new_whole(&mut self, value: i64) -> u32 {
        if let Ok(at) = usize::try_from(value)
            && at < SMALL
        {
            let new = self.new_name(value.to_string());
            self.small.resize(SMALL, NONE);
            self.small[at] = new;
            return new;
        }
        if let Some(found) = self.large.get(&value) {
            return *found;
        }
        let new = self.new_name(value.to_string());
        self.large.insert(value, new);
        new
    }

    /// The number of a word.
    pub fn word(&mut self, value: &str) -> u32 {
        if let Some(found) = self.words.get(value) {
            return *found;
        }
        let new = self.new_name(value.to_owned());
        self.words.insert(value.into(), new);
        new
    }

    fn new_name(&mut self, name: String) -> u32 {
        self.names.push(name);
        u32::try_from(self.names.len() - 1).unwrap_or(NONE)
    }

    /// The values, by their numbers.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}
