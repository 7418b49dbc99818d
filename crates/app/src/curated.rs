//! The curated lists (`curated/`): words, direction and class of the key figures, themes, and the
//! fields of similar municipalities. Built into the program; checked once when it starts.

use i18n::{Lang, no_break};
use regex::Regex;
use serde::Deserialize;
use std::sync::OnceLock;

/// Is a high value good for the people it is about?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// High is good.
    High,
    /// Low is good.
    Low,
    /// Nobody has decided, or it cannot be said: no judgement.
    #[default]
    None,
}

/// A result for residents, or background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Something the municipality answers for or works with.
    #[default]
    Outcome,
    /// Context: age shares, inhabitants' education and the like.
    Background,
}

/// How a figure is collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Design {
    /// A register of everybody.
    #[default]
    Register,
    /// Answers from a sample or from those who answered.
    Survey,
    /// The outcome of an election, repeated until the next.
    Election,
    /// Several years together.
    Pooled,
}

macro_rules! pairs {
    ($($(#[$doc:meta])* $name:ident: $sv:ident, $en:ident;)*) => {
        impl Curated {
            $($(#[$doc])* #[must_use] pub fn $name(&self, lang: Lang) -> &str { lang.pick(&self.$sv, &self.$en) })*

            /// The same with no-break spaces inside every number.
            #[must_use]
            pub fn unbroken(mut self) -> Self {
                $(self.$sv = no_break(&self.$sv); self.$en = no_break(&self.$en);)*
                self
            }
        }
    };
}

/// One key figure with the words people use for it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the format documented in curated/README.md")]
pub struct Curated {
    pub id: String,
    pub kolada_title: String,
    pub sets: Vec<String>,
    pub theme: String,
    pub unit: String,
    pub unit_sv: String,
    pub unit_en: String,
    pub head_sv: String,
    pub head_en: String,
    pub per: Option<u32>,
    pub decimals: Option<usize>,
    pub total_only: bool,
    pub total_of: String,
    pub equal_at: Option<f64>,
    pub pair_women: String,
    pub pair_men: String,
    pub direction: Direction,
    pub direction_why_sv: String,
    pub direction_why_en: String,
    pub class: Class,
    pub class_why_sv: String,
    pub class_why_en: String,
    pub women_sv: String,
    pub men_sv: String,
    pub women_en: String,
    pub men_en: String,
    pub short_sv: String,
    pub short_en: String,
    pub level_sv: String,
    pub level_en: String,
    pub level_total_sv: String,
    pub level_total_en: String,
    pub more_sv: String,
    pub more_en: String,
    pub fewer_sv: String,
    pub fewer_en: String,
    pub same_sv: String,
    pub same_en: String,
    pub caveat_sv: String,
    pub caveat_en: String,
    pub threshold: Option<u32>,
    pub design: Design,
    pub source_sv: String,
    pub source_en: String,
}

pairs! {
    /// Word for the column head: `procent`.
    unit_word: unit_sv, unit_en;
    /// Longer word for a column head, where it differs from the unit; may be empty.
    head: head_sv, head_en;
    /// Why high or low is good, or why we do not judge.
    direction_why: direction_why_sv, direction_why_en;
    /// Why it is background.
    class_why: class_why_sv, class_why_en;
    /// `kvinnor`.
    women: women_sv, women_en;
    /// `män`.
    men: men_sv, men_en;
    /// Short name.
    short: short_sv, short_en;
    /// Sentence of the level, with `{women}` and `{men}`.
    level: level_sv, level_en;
    /// Sentence of the level where the source has a total only, with `{total}`.
    level_total: level_total_sv, level_total_en;
    /// Headline when women's value is higher.
    more: more_sv, more_en;
    /// Headline when men's value is higher.
    fewer: fewer_sv, fewer_en;
    /// Headline when no difference can be seen.
    same: same_sv, same_en;
    /// What to watch out for.
    caveat: caveat_sv, caveat_en;
    /// Who collected the values, where the figure's description says it.
    owner: source_sv, source_en;
}

/// A theme, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Theme {
    /// `skola`.
    pub id: String,
    /// Swedish name.
    pub sv: String,
    /// English name.
    pub en: String,
}

/// A field of RKA's similar municipalities.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Field {
    /// The source's own word.
    pub id: String,
    /// Swedish name.
    pub sv: String,
    /// English name.
    pub en: String,
    /// Key figures that are best compared within it.
    #[serde(default)]
    pub figures: Vec<String>,
    /// Pattern of titles that are.
    #[serde(default)]
    pub title: Option<Pattern>,
    /// Themes that are.
    #[serde(default)]
    pub themes: Vec<String>,
}

/// A regular expression read from a list.
#[derive(Clone, Debug)]
pub struct Pattern(pub Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}
impl Eq for Pattern {}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Regex::new(&text).map(Pattern).map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
struct FieldsFile {
    field: Vec<Field>,
}

#[derive(Deserialize)]
struct FiguresFile {
    theme: Vec<Theme>,
    figure: Vec<Curated>,
}

/// All curated lists.
#[derive(Clone, Debug)]
pub struct Lists {
    /// Themes in the order pages show them.
    pub themes: Vec<Theme>,
    /// Key figures, sorted by id.
    pub figures: Vec<Curated>,
    /// Fields of similar municipalities, in the order they are tried.
    pub fields: Vec<Field>,
}

impl Lists {
    /// Reads the lists built into the program.
    ///
    /// # Errors
    /// The parser's sentence, when a list is not of its form; a test sees that it never happens.
    pub fn built_in() -> Result<Self, String> {
        Self::parse(include_str!("../../../curated/figures.toml"), include_str!("../../../curated/fields.toml"))
    }

    fn parse(figures: &str, fields: &str) -> Result<Self, String> {
        let file: FiguresFile = toml::from_str(figures).map_err(|fault| format!("curated/figures.toml: {fault}"))?;
        let mut figures: Vec<Curated> = file.figure.into_iter().map(Curated::unbroken).collect();
        figures.sort_by(|left, right| left.id.cmp(&right.id));
        let fields: FieldsFile = toml::from_str(fields).map_err(|fault| format!("curated/fields.toml: {fault}"))?;
        Ok(Self { themes: file.theme, figures, fields: fields.field })
    }

    /// The curated words of a key figure.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&Curated> {
        self.figures.binary_search_by(|figure| figure.id.as_str().cmp(id)).ok().and_then(|at| self.figures.get(at))
    }

    /// The field within which a figure is best compared; `None`: overall.
    #[must_use]
    pub fn field_of(&self, kpi: &str, title: &str, theme: &str) -> Option<&Field> {
        self.fields.iter().find(|field| {
            field.figures.iter().any(|id| id == kpi)
                || field.title.as_ref().is_some_and(|pattern| pattern.0.is_match(title))
                || field.themes.iter().any(|id| id == theme)
        })
    }

    /// What a theme is called, by its id, where nothing else of the lists is needed.
    #[must_use]
    pub fn theme_name(id: &str, lang: Lang) -> Option<&'static str> {
        static THEMES: OnceLock<Vec<Theme>> = OnceLock::new();
        let themes = THEMES.get_or_init(|| Self::built_in().map(|it| it.themes).unwrap_or_default());
        themes.iter().find(|theme| theme.id == id).map(|theme| lang.pick(theme.sv.as_str(), theme.en.as_str()))
    }

    /// A theme by id.
    #[must_use]
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == id)
    }
}
