//! From values to what people read: decimals, units, and the words for having no value.

use crate::curated::Curated;
use crate::view::Shown;
use figures::{Cell, State};
use i18n::{Lang, NBSP, Numbers, decimals_for, place_for};

/// Writes the numbers of one key figure in one language.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// Language.
    pub lang: Lang,
    /// The figure's words.
    pub words: &'a Curated,
    decimals: usize,
    /// The last decimal place worth writing of means and lasting differences.
    place: i32,
}

impl<'a> Teller<'a> {
    /// A teller for a figure whose values are about as large as `typical`.
    #[must_use]
    pub fn new(lang: Lang, words: &'a Curated, typical: f64) -> Self {
        let decimals = words.decimals.unwrap_or_else(|| decimals_for(typical));
        Self { lang, words, decimals, place: place_for(f64::NAN, decimals) }
    }

    /// The same, for numbers as uncertain as this interval is wide: means and lasting differences
    /// get no more digits than it bears. Published values stay as published.
    #[must_use]
    pub fn within(self, lower: f64, upper: f64) -> Self {
        Self { place: place_for(0.5 * (upper - lower), self.decimals), ..self }
    }

    fn numbers(&self) -> &'static Numbers {
        Numbers::of(self.lang)
    }

    /// The unit of a level: `procent`.
    #[must_use]
    pub fn unit(&self) -> String {
        self.words.unit_word(self.lang).to_owned()
    }

    /// The words of a column head: the unit, or longer words where the unit says too little.
    #[must_use]
    pub fn head(&self) -> String {
        let head = self.words.head(self.lang);
        if head.is_empty() { self.unit() } else { head.to_owned() }
    }

    /// The unit of a difference: `procentenheter` where percentages are subtracted.
    #[must_use]
    pub fn difference_unit(&self) -> String {
        match self.words.per {
            _ if self.words.unit == "percent" => self.lang.pick("procentenheter", "percentage points").to_owned(),
            Some(per) if per > 1 => {
                let per = self.numbers().fixed(f64::from(per), 0);
                format!("{} per{NBSP}{per}", self.unit())
            }
            _ => self.unit(),
        }
    }

    /// A level, or why there is none.
    #[must_use]
    pub fn cell(&self, cell: Cell) -> Shown {
        match cell.get() {
            Some(value) => self.level(value),
            None => Self::nothing(self.lang, cell.state),
        }
    }

    /// A level.
    #[must_use]
    pub fn level(&self, value: f64) -> Shown {
        if !value.is_finite() {
            return Self::nothing(self.lang, State::Missing);
        }
        let text = self.numbers().fixed(value, self.decimals);
        Shown { value: Some(value), with_unit: self.join(&text, &self.unit()), text }
    }

    /// A level that is agreed, not measured: no decimals where it is whole.
    #[must_use]
    pub fn exact(&self, value: f64) -> Shown {
        let decimals = if value.fract() == 0.0 { 0 } else { self.decimals };
        let text = self.numbers().fixed(value, decimals);
        Shown { value: Some(value), with_unit: self.join(&text, &self.unit()), text }
    }

    /// A difference with its sign.
    #[must_use]
    pub fn difference(&self, value: f64) -> Shown {
        if !value.is_finite() {
            return Self::nothing(self.lang, State::Missing);
        }
        let text = self.numbers().signed(value, self.decimals_of_difference(value));
        Shown { value: Some(value), with_unit: self.join(&text, &self.difference_unit()), text }
    }

    /// The size of a difference, without sign, with its unit: `24 poäng`.
    #[must_use]
    pub fn size(&self, value: f64) -> String {
        let text = self.numbers().fixed(value.abs(), self.decimals_of_difference(value));
        self.join(&text, &self.difference_unit())
    }

    /// A mean level, with as many digits as it bears.
    #[must_use]
    pub fn mean(&self, value: f64) -> Shown {
        if !value.is_finite() {
            return Self::nothing(self.lang, State::Missing);
        }
        let text = self.numbers().rounded(value, self.place.max(place_for(f64::NAN, self.decimals)));
        Shown { value: Some(value), with_unit: self.join(&text, &self.unit()), text }
    }

    /// An uncertain difference with its sign, with as many digits as it bears.
    #[must_use]
    pub fn uncertain(&self, value: f64) -> Shown {
        if !value.is_finite() {
            return Self::nothing(self.lang, State::Missing);
        }
        let text = self.numbers().rounded_signed(value, self.place_of(value));
        Shown { value: Some(value), with_unit: self.join(&text, &self.difference_unit()), text }
    }

    /// A size that is an estimate, without sign: two digits say enough.
    #[must_use]
    pub fn about(&self, value: f64) -> Shown {
        let text = self.numbers().rounded(value.abs(), place_for(value.abs(), self.decimals));
        Shown { value: Some(value.abs()), with_unit: self.join(&text, &self.difference_unit()), text }
    }

    /// `−3,1 till 5,6`.
    #[must_use]
    pub fn range(&self, lower: f64, upper: f64) -> String {
        let place = self.place_of(lower).min(self.place_of(upper));
        let numbers = self.numbers();
        format!("{} {} {}", numbers.rounded(lower, place), self.lang.pick("till", "to"), numbers.rounded(upper, place))
    }

    /// Two places finer at most where the number would read as zero: which side of zero it lies on
    /// is what the reader asks.
    fn place_of(&self, value: f64) -> i32 {
        let vanishes = |place: i32| value != 0.0 && value.abs() < 0.5 * 10f64.powi(place);
        (self.place - 2..=self.place).rev().find(|place| !vanishes(*place)).unwrap_or(self.place - 2)
    }

    /// More decimals (two at most) where the figure's own would round a difference to nothing.
    fn decimals_of_difference(&self, value: f64) -> usize {
        let vanishes = |decimals: usize| value.abs() < 0.5 * 10f64.powi(-i32::try_from(decimals).unwrap_or(0));
        let enough = (self.decimals..self.decimals + 2).find(|decimals| value == 0.0 || !vanishes(*decimals));
        enough.unwrap_or(self.decimals + 2)
    }

    fn join(&self, number: &str, unit: &str) -> String {
        if unit.is_empty() { number.to_owned() } else { format!("{number}{NBSP}{unit}") }
    }

    /// Why there is no number.
    #[must_use]
    pub fn nothing(lang: Lang, state: State) -> Shown {
        let text = match state {
            State::Secret => lang.pick("sekretess", "secret"),
            State::NotApplicable => lang.pick("ej tillämpligt", "not applicable"),
            State::Deleted => lang.pick("borttagen av källan", "withdrawn by the source"),
            State::Absent => lang.pick("ingen uppgift", "no record"),
            State::Missing | State::Value => lang.pick("uppgift saknas", "missing"),
        };
        Shown { value: None, text: text.to_owned(), with_unit: text.to_owned() }
    }
}

/// The stable word of a state in CSV, JSON and XLSX.
#[must_use]
pub const fn state_word(state: State) -> &'static str {
    match state {
        State::Absent => "absent",
        State::Value => "value",
        State::Missing => "missing",
        State::Secret => "secret",
        State::NotApplicable => "not-applicable",
        State::Deleted => "deleted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(decimals: usize) -> Curated {
        Curated {
            unit: "percent".to_owned(),
            unit_sv: "procent".to_owned(),
            unit_en: "per cent".to_owned(),
            decimals: Some(decimals),
            ..Curated::default()
        }
    }

    #[test]
    fn levels_and_differences_carry_their_units() {
        let words = words(0);
        let teller = Teller::new(Lang::Sv, &words, 90.0);
        assert_eq!(teller.level(95.08).with_unit, "95\u{a0}procent");
        assert_eq!(teller.difference(-8.2).with_unit, "\u{2212}8\u{a0}procentenheter");
        assert_eq!(teller.difference(0.31).text, "+0,3");
        assert_eq!(teller.size(-8.2), "8\u{a0}procentenheter");
        assert_eq!(teller.within(-3.2, 5.6).range(-3.2, 5.6), "\u{2212}3 till 6");
        assert_eq!(teller.within(0.2, 5.6).range(0.2, 5.6), "0,2 till 5,6");
        assert_eq!(teller.within(-0.3, 0.3).uncertain(0.26).text, "+0,3");
        assert_eq!(teller.about(-8.24).text, "8");
    }

    #[test]
    fn means_and_intervals_have_the_digits_they_bear() {
        let words = Curated { unit: "kronor".to_owned(), decimals: Some(0), ..Curated::default() };
        let teller = Teller::new(Lang::Sv, &words, 225_757.0).within(-41_900.0, -37_533.0);
        assert_eq!(teller.mean(225_757.3).text, "225\u{a0}800");
        assert_eq!(teller.range(-41_900.0, -37_533.0), "\u{2212}41\u{a0}900 till \u{2212}37\u{a0}500");
        assert_eq!(teller.uncertain(-39_716.4).text, "\u{2212}39\u{a0}700");
        assert_eq!(teller.level(225_757.0).text, "225\u{a0}757");
        assert_eq!(teller.about(4_367.0).text, "4\u{a0}400");
    }

    #[test]
    fn nothing_has_five_names_and_zero_is_a_number() {
        let words = words(1);
        let teller = Teller::new(Lang::Sv, &words, 1.0);
        assert_eq!(teller.cell(Cell::of(0.0)).text, "0,0");
        let mut names: Vec<String> = State::ALL
            .into_iter()
            .filter(|state| *state != State::Value)
            .map(|state| teller.cell(Cell::none(state)).text)
            .collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 5);
    }
}
