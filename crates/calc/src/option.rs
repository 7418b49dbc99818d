//! What a method can be told: its options, what each takes, and the words for it.

use stats::Lang;

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Takes {
    /// The name of a column of numbers, or numbers written out: `--x 56,48`.
    Numbers,
    /// The names of several columns of numbers: `--x age,need`.
    Columns,
    /// The name of a column of words, or words written out: `--group kvinnor,män`.
    Words,
    /// One number.
    Number(Option<f64>),
    /// A whole number, zero or more.
    Whole(Option<u64>),
    /// One word of a list; the first is taken where nothing is said.
    Choice(&'static [&'static str]),
    /// Words as they are: groups to compare, a value that marks something.
    Text,
    /// Said or not.
    Flag,
}

/// Must an option be given?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing can be computed without it.
    Must,
    /// There is something to fall back on.
    May,
}

/// An option of a method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opt {
    /// Its name, without the two hyphens.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Must it be given?
    pub need: Need,
    /// What it is, in Swedish.
    pub sv: &'static str,
    /// What it is, in English.
    pub en: &'static str,
}

impl Opt {
    /// An option that must be given.
    #[must_use]
    pub const fn must(name: &'static str, takes: Takes, sv: &'static str, en: &'static str) -> Self {
        Self { name, takes, need: Need::Must, sv, en }
    }

    /// An option that may be given.
    #[must_use]
    pub const fn may(name: &'static str, takes: Takes, sv: &'static str, en: &'static str) -> Self {
        Self { name, takes, need: Need::May, sv, en }
    }

    /// The same with other words.
    #[must_use]
    pub const fn said(mut self, sv: &'static str, en: &'static str) -> Self {
        self.sv = sv;
        self.en = en;
        self
    }

    /// The same, but it may be left out.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.need = Need::May;
        self
    }

    /// Other names it answers to, as other programmes call it.
    #[must_use]
    pub fn also(&self) -> &'static [&'static str] {
        ALSO.iter().find(|it| it.0 == self.name).map_or(&[], |it| it.1)
    }

    /// What it is, what it can be told and what is taken where nothing is said.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        let words = self.words(lang);
        let known = words.contains("om inget sägs") || words.contains("unless said");
        let unless = |value: String| match known {
            true => String::new(),
            false => lang.pick(format!("; {value} om inget sägs"), format!("; {value} unless said")),
        };
        match self.takes {
            Takes::Choice(choices) => {
                let first = choices.first().map(|it| unless((*it).to_owned())).unwrap_or_default();
                // Words that explain every choice have named them all.
                let named = |choice: &&str| words.split(|c: char| !c.is_alphanumeric()).any(|word| word == *choice);
                if choices.iter().all(named) {
                    return format!("{words}{first}");
                }
                format!("{words}: {}{first}", choices.join(", "))
            }
            Takes::Whole(Some(value)) => format!("{words}{}", unless(value.to_string())),
            Takes::Number(Some(value)) => {
                let value = value.to_string();
                format!("{words}{}", unless(lang.pick(value.replace('.', ","), value.clone())))
            }
            _ => words.to_owned(),
        }
    }

    /// What it is, in the reader's language.
    #[must_use]
    pub fn words(&self, lang: Lang) -> &'static str {
        lang.pick(self.sv, self.en)
    }
}

/// Other names of options, taken where a method has no option of that name itself.
const ALSO: &[(&str, &[&str])] = &[
    ("x", &["events", "count", "numerator", "deaths", "observed", "cases"]),
    ("n", &["population", "total", "pop", "denominator", "persons", "trials", "exposure"]),
    ("value", &["y", "outcome", "values"]),
    ("group", &["sex", "kön", "gender"]),
    ("weight", &["weights", "w"]),
    ("strata", &["stratum", "by-strata"]),
    ("time", &["year", "t"]),
    ("unit", &["id", "place", "panel"]),
    ("cohort", &["first-treated", "gname", "start", "first"]),
    ("name", &["names", "label"]),
    ("std", &["standard", "stdpop"]),
    ("std-x", &["std-events", "reference-events"]),
    ("std-n", &["std-population", "reference-population"]),
    ("se", &["error", "stderr", "standard-error"]),
    ("confidence", &["conf", "conf-level"]),
    ("level", &["alpha", "q"]),
    ("reps", &["draws", "repetitions", "bootstrap"]),
    ("per", &["multiplier"]),
    ("expected", &["exp"]),
    ("quantile", &["tau", "prob", "probs", "probability", "q", "p"]),
    ("share", &["p", "proportion"]),
    ("score", &["scores", "dose"]),
    ("p", &["pvalue", "p-value"]),
    ("covariates", &["adjust", "known", "xformla"]),
    ("treated", &["treatment", "treat"]),
    ("reference", &["ref"]),
    ("control", &["against"]),
    ("where", &["filter"]),
];

/// Events, cases or persons with something.
pub const X: Opt = Opt::must(
    "x",
    Takes::Numbers,
    "Antal med händelsen (kolumn eller tal)",
    "How many have the event (column or numbers)",
);
/// Persons, or person-time.
pub const N: Opt = Opt::must("n", Takes::Numbers, "Antal personer (kolumn eller tal)", "Persons (column or numbers)");
/// Measured values.
pub const VALUE: Opt = Opt::must("value", Takes::Numbers, "Värden (kolumn eller tal)", "Values (column or numbers)");
/// Which of two or more groups a row belongs to.
pub const GROUP: Opt = Opt::must(
    "group",
    Takes::Words,
    "Grupp (kolumn eller ord); kvinnor minus män",
    "Group (column or words); women minus men",
);
/// Which two groups, in which order.
pub const GROUPS: Opt = Opt::may(
    "groups",
    Takes::Text,
    "Vilka två grupper, första minus andra: A,B",
    "Which two groups, first minus second: A,B",
);
/// Weights of rows.
pub const WEIGHT: Opt =
    Opt::may("weight", Takes::Numbers, "Vikt för varje rad (kolumn)", "Weight of each row (column)");
/// Rows that belong together.
pub const CLUSTER: Opt = Opt::may(
    "cluster",
    Takes::Words,
    "Rader som hör ihop, till exempel kommun (kolumn)",
    "Rows that belong together, a municipality for instance (column)",
);
/// Strata.
pub const STRATA: Opt = Opt::must(
    "strata",
    Takes::Words,
    "Skikt, till exempel åldersgrupp (kolumn)",
    "Strata, an age group for instance (column)",
);
/// Names of rows.
pub const NAME: Opt = Opt::may(
    "name",
    Takes::Words,
    "Radens namn, till exempel kommun (kolumn)",
    "Name of the row, a municipality for instance (column)",
);
/// Points in time.
pub const TIME: Opt = Opt::may(
    "time",
    Takes::Numbers,
    "Tidpunkt, till exempel år (kolumn eller tal)",
    "Point in time, a year for instance (column or numbers)",
);
/// Level of confidence.
pub const CONFIDENCE: Opt = Opt::may(
    "confidence",
    Takes::Number(Some(0.95)),
    "Konfidensgrad, 0,95 om inget sägs",
    "Confidence, 0.95 unless said",
);
/// Level of a test.
pub const LEVEL: Opt = Opt::may(
    "level",
    Takes::Number(Some(0.05)),
    "Nivå för fel larm, 0,05 om inget sägs",
    "Level of false alarms, 0.05 unless said",
);
/// Per so many.
pub const PER: Opt =
    Opt::may("per", Takes::Number(Some(1.0)), "Per så många, till exempel 100000", "Per so many, 100000 for instance");
/// Seed of random numbers.
pub const SEED: Opt = Opt::may(
    "seed",
    Takes::Whole(Some(1)),
    "Frö för slumptal; samma frö ger samma svar",
    "Seed of random numbers; the same seed gives the same answer",
);
/// Draws or replications.
pub const REPS: Opt = Opt::may("reps", Takes::Whole(Some(1000)), "Antal dragningar", "Number of draws");

/// Options every method knows.
pub const COMMON: &[Opt] = &[
    Opt::may(
        "by",
        Takes::Words,
        "Räkna för sig för varje värde i kolumnen",
        "Compute separately for each value of the column",
    ),
    Opt::may(
        "where",
        Takes::Text,
        "Bara rader där det gäller: år=2022, ålder>=65 (flera med ;)",
        "Only rows where it holds: year=2022, age>=65 (several with ;)",
    ),
    Opt::may(
        "missing",
        Takes::Choice(&["refuse", "skip"]),
        "Rader med tomma celler: refuse (säg till) eller skip (hoppa över)",
        "Rows with empty cells: refuse (say so) or skip",
    ),
];
