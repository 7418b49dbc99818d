//! Numbers of an answer as people read them: unit, decimals, interval.

use i18n::{Lang, NBSP, Numbers, decimals_for, place_for};
use microdata::{Analysis, Plan};
use serde::Serialize;
use stats::Estimate;
use stats::explained::oaxaca::Reference;

/// A number with its interval, as numbers and as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimated {
    /// The number; per cent or percentage points where the outcome is a share.
    pub value: f64,
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// How it was computed, by its stable name.
    pub method: &'static str,
    /// `−2,0`.
    pub short: String,
    /// `−2,0 (−2,3 till −1,7)`.
    pub text: String,
}

impl Estimated {
    /// Does the interval hold nought?
    #[must_use]
    pub fn may_be_nothing(&self) -> bool {
        self.lower <= 0.0 && self.upper >= 0.0
    }

    /// How far it lies from a level, in half the width of its interval with a spread (a standard deviation) added.
    /// Only for putting several in order.
    pub(super) fn in_errors(&self, level: f64, spread: f64) -> f64 {
        let half = 0.5 * (self.upper - self.lower);
        let away = (self.value - level).abs();
        // The spread is widened as the interval is, to 95 %.
        let reach = half.hypot(1.96 * spread);
        if reach > 0.0 { away / reach } else { 0.0 }
    }
}

/// A reference by its name on the command line.
#[must_use]
pub fn reference_key(it: Reference) -> &'static str {
    match it {
        Reference::Women => "women",
        Reference::Men => "men",
        Reference::Share(_) => "half",
        Reference::Cotton => "cotton",
        Reference::Neumark => "neumark",
        Reference::Pooled => "pooled",
    }
}

/// Writes the numbers of one answer.
pub(crate) struct Teller<'a> {
    pub lang: Lang,
    /// What the outcome is called in running text.
    pub outcome: String,
    pub unit: String,
    pub difference_unit: String,
    /// 100 for shares.
    pub scale: f64,
    decimals: usize,
    plan: &'a Plan,
}

impl<'a> Teller<'a> {
    pub fn new(plan: &'a Plan, answer: &Analysis, lang: Lang) -> Self {
        let unit = plan.book.about(&plan.outcome).and_then(|it| it.unit.clone()).unwrap_or_default();
        let (scale, unit, difference_unit) = if answer.binary {
            (100.0, "%".to_owned(), lang.pick("procentenheter", "percentage points").to_owned())
        } else {
            (1.0, unit.clone(), unit)
        };
        let typical = answer.means[0].abs().max(answer.means[1].abs()) * scale;
        let mut teller =
            Self { lang, outcome: String::new(), unit, difference_unit, scale, decimals: decimals_for(typical), plan };
        teller.outcome = teller.label(&plan.outcome);
        teller
    }

    /// What a column is called.
    pub fn label(&self, column: &str) -> String {
        let own = self.plan.book.about(column).and_then(|it| self.lang.pick(it.sv.as_ref(), it.en.as_ref()));
        own.cloned().unwrap_or_else(|| column.to_owned())
    }

    /// Does the outcome go by the name of its column, for want of one in the codebook?
    pub fn is_unnamed(&self) -> bool {
        let own = self.plan.book.about(&self.plan.outcome);
        own.and_then(|it| self.lang.pick(it.sv.as_ref(), it.en.as_ref())).is_none()
    }

    /// What a code is called.
    pub fn code(&self, column: &str, code: &str) -> String {
        let codes = self.plan.book.about(column).map(|it| &it.codes);
        let named = |code: &str| codes.and_then(|it| it.get(code)).cloned();
        // Levels that were put together are told one by one.
        named(code).unwrap_or_else(|| {
            code.split(" + ").map(|it| named(it).unwrap_or_else(|| it.to_owned())).collect::<Vec<_>>().join(" + ")
        })
    }

    /// What a place is called.
    pub fn place(&self, place: &str) -> String {
        self.plan.place.as_ref().map_or_else(|| place.to_owned(), |column| self.code(column, place))
    }

    /// A level of the outcome, without unit.
    pub fn number(&self, value: f64) -> String {
        Numbers::of(self.lang).fixed(value * self.scale, self.decimals)
    }

    /// A level with its unit.
    pub fn level(&self, value: f64) -> String {
        with_unit(self.number(value), &self.unit)
    }

    /// The mean of a number, or the share of a level.
    pub fn circumstance(&self, mean: Option<f64>, level: bool) -> String {
        let numbers = Numbers::of(self.lang);
        match mean {
            None => "–".to_owned(),
            Some(mean) if level => format!("{}{NBSP}%", numbers.fixed(100.0 * mean, 1)),
            Some(mean) => numbers.fixed(mean, decimals_for(mean).max(1)),
        }
    }

    /// `95 %`.
    pub fn percent(&self, share: f64) -> String {
        let value = 100.0 * share;
        let decimals = usize::from((value - value.round()).abs() >= 1e-9);
        format!("{}{NBSP}%", Numbers::of(self.lang).fixed(value, decimals))
    }

    /// A difference with its interval.
    pub fn estimate(&self, it: &Estimate) -> Estimated {
        let [value, lower, upper] = [it.value, it.lower, it.upper].map(|it| it * self.scale);
        let (numbers, place) = (Numbers::of(self.lang), place_for(0.5 * (upper - lower), self.decimals));
        let short = numbers.rounded_signed(value, place);
        let to = self.lang.pick("till", "to");
        let text = format!("{short} ({} {to} {})", numbers.rounded(lower, place), numbers.rounded(upper, place));
        Estimated { value, lower, upper, method: it.method.key(), short, text }
    }

    /// The decimal place that a difference is worth writing at by itself.
    pub fn place_of(&self, it: &Estimated) -> i32 {
        place_for(0.5 * (it.upper - it.lower), self.decimals)
    }

    /// The size of a difference with its unit: `2,0 timmar`.
    pub fn size(&self, it: &Estimated, place: i32) -> String {
        with_unit(Numbers::of(self.lang).rounded(it.value.abs(), place), &self.difference_unit)
    }

    /// The same with its sign.
    pub fn signed(&self, it: &Estimated, place: i32) -> String {
        with_unit(Numbers::of(self.lang).rounded_signed(it.value, place), &self.difference_unit)
    }

    /// `−2,3 till −1,7`.
    pub fn interval(&self, it: &Estimated, place: i32) -> String {
        let numbers = Numbers::of(self.lang);
        format!(
            "{} {} {}",
            numbers.rounded(it.lower, place),
            self.lang.pick("till", "to"),
            numbers.rounded(it.upper, place)
        )
    }

    /// A count of cases.
    pub fn count(&self, n: u64) -> String {
        Numbers::of(self.lang).count(usize::try_from(n).unwrap_or(usize::MAX))
    }
}

fn with_unit(number: String, unit: &str) -> String {
    if unit.is_empty() { number } else { format!("{number}{NBSP}{unit}") }
}
