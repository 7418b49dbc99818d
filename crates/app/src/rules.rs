//! Words for the key figures nobody has curated: from `curated/rules.toml`.
//!
//! The format is described in `curated/README.md`. Within a section the first rule that fits wins;
//! `short` and `caveat` apply all that fit. Direction is never set here: no verdict without
//! curation.

use crate::curated::{Class, Curated, Design, Direction, Pattern};
use figures::KeyFigure;
use serde::Deserialize;
use std::collections::BTreeMap;

/// When a rule applies: every test it has must be passed.
#[derive(Debug, Clone, Default, Deserialize)]
struct When {
    title: Option<Test>,
    area: Option<Test>,
    text: Option<Test>,
}

/// What is known about a key figure when its words are made.
pub struct Known<'a> {
    /// Kolada's catalogue entry.
    figure: &'a KeyFigure,
    title: Vec<u8>,
    area: Vec<u8>,
    text: Vec<u8>,
}

impl<'a> Known<'a> {
    /// Of a key figure and Kolada's long description of it (empty where there is none).
    #[must_use]
    pub fn of(figure: &'a KeyFigure, description: &str) -> Self {
        Self {
            figure,
            title: plain(&figure.title),
            area: plain(figure.operating_area.as_deref().unwrap_or("")),
            text: plain(description),
        }
    }
}

impl Known<'_> {
    /// Per how many a rate is, as its title says: "antal/100 000 inv" is 100,000.
    #[must_use]
    pub fn per(&self) -> Option<u32> {
        let title: Vec<u8> = self.title.iter().copied().filter(|c| *c != b' ').collect();
        [(&b"/100000inv"[..], 100_000), (b"/10000inv", 10_000), (b"/1000inv", 1000)]
            .into_iter()
            .find_map(|(mark, per)| title.windows(mark.len()).any(|w| w == mark).then_some(per))
    }

    /// Calendar years that one value is made of, for a figure whose title or description says that
    /// years are pooled: "år T-4" is five, "treårsmedelvärde" three; three where no number stands.
    #[must_use]
    pub fn pooled_years(&self, words: &Curated) -> u16 {
        if words.design != Design::Pooled {
            return 1;
        }
        const SAID: [(&str, u16); 12] = [
            ("t-1", 2),
            ("t-2", 3),
            ("t-3", 4),
            ("t-4", 5),
            ("femAr", 5),
            ("fem Ar", 5),
            ("5-Ar", 5),
            ("5 Ar", 5),
            ("fyraAr", 4),
            ("4-Ar", 4),
            ("tvAAr", 2),
            ("2-Ar", 2),
        ];
        let says = |text: &[u8], mark: &str| text.windows(mark.len()).any(|w| w == mark.as_bytes());
        SAID.iter().find(|(mark, _)| says(&self.title, mark) || says(&self.text, mark)).map_or(3, |(_, years)| *years)
    }
}

impl When {
    fn fits(&self, known: &Known<'_>) -> bool {
        let passed = |test: &Option<Test>, text: &[u8]| test.as_ref().is_none_or(|test| test.0.is_match(text));
        passed(&self.title, &known.title) && passed(&self.area, &known.area) && passed(&self.text, &known.text)
    }
}

/// A regular expression tried on [`plain`] text. Its automaton gives up at the first letter outside
/// ASCII where a word may end, and the slower ones that take over cost a third of the start.
#[derive(Debug, Clone)]
struct Test(regex::bytes::Regex);

impl<'de> Deserialize<'de> for Test {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let text = String::deserialize(from)?;
        let pattern =
            text.strip_prefix("(?i)").ok_or_else(|| Error::custom(format!("a test begins with (?i): {text}")))?;
        regex::bytes::RegexBuilder::new(&plain_pattern(pattern)).unicode(false).build().map(Test).map_err(Error::custom)
    }
}

/// Text in ASCII: lower case, with capitals for the letters that are not in it.
fn plain(text: &str) -> Vec<u8> {
    text.chars().map(|c| plain_letter(c) as u8).collect()
}

fn plain_letter(c: char) -> char {
    match c {
        'å' | 'Å' => 'A',
        'ä' | 'Ä' => 'D',
        'ö' | 'Ö' => 'O',
        'é' | 'É' => 'E',
        'ü' | 'Ü' => 'U',
        '\u{a0}' => ' ',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        _ => '~',
    }
}

/// A pattern for plain text. What follows a backslash is grammar and stays.
fn plain_pattern(pattern: &str) -> String {
    let mut escaped = false;
    let letter = |c: char| {
        let kept = escaped;
        escaped = c == '\\' && !escaped;
        if kept { c } else { plain_letter(c) }
    };
    pattern.chars().map(letter).collect()
}

#[derive(Debug, Clone, Deserialize)]
struct Short {
    find: Pattern,
    put: String,
}

#[derive(Debug, Clone, Deserialize)]
struct ThemeRule {
    #[serde(flatten)]
    when: When,
    theme: String,
}

#[derive(Debug, Clone, Deserialize)]
struct UnitRule {
    #[serde(flatten)]
    when: When,
    kind: String,
    unit: String,
    unit_sv: String,
    unit_en: String,
    #[serde(default)]
    head_sv: String,
    #[serde(default)]
    head_en: String,
    decimals: Option<usize>,
}

#[derive(Debug, Clone, Deserialize)]
struct GroupRule {
    #[serde(flatten)]
    when: When,
    group: String,
}

#[derive(Debug, Clone, Deserialize)]
struct ClassRule {
    #[serde(flatten)]
    when: When,
    class: Class,
    #[serde(default)]
    why_sv: String,
    #[serde(default)]
    why_en: String,
}

#[derive(Debug, Clone, Deserialize)]
struct DesignRule {
    #[serde(flatten)]
    when: When,
    design: Design,
}

#[derive(Debug, Clone, Deserialize)]
struct ThresholdRule {
    #[serde(flatten)]
    when: When,
    threshold: u32,
}

#[derive(Debug, Clone, Deserialize)]
struct CaveatRule {
    #[serde(flatten)]
    when: When,
    sv: String,
    en: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Sentences {
    level_sv: String,
    level_en: String,
    more_sv: String,
    more_en: String,
    fewer_sv: String,
    fewer_en: String,
    same_sv: String,
    same_en: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct GroupWords {
    women_sv: String,
    men_sv: String,
    women_en: String,
    men_en: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Variant {
    find: Pattern,
}

/// The rules.
#[derive(Debug, Clone, Deserialize)]
pub struct Rules {
    direction_why_sv: String,
    direction_why_en: String,
    short: Vec<Short>,
    theme: Vec<ThemeRule>,
    unit: Vec<UnitRule>,
    group: Vec<GroupRule>,
    class: Vec<ClassRule>,
    design: Vec<DesignRule>,
    threshold: Vec<ThresholdRule>,
    caveat: Vec<CaveatRule>,
    variant: Variant,
    sentence: BTreeMap<String, Sentences>,
    word: BTreeMap<String, GroupWords>,
}

impl Rules {
    /// Reads the rules built into the program.
    ///
    /// # Errors
    /// The parser's sentence, when they are not of their form; a test sees that it never happens.
    pub fn built_in() -> Result<Self, String> {
        toml::from_str(include_str!("../../../curated/rules.toml"))
            .map_err(|fault| format!("curated/rules.toml: {fault}"))
    }

    /// Words for a key figure.
    #[must_use]
    pub fn words(&self, known: &Known<'_>) -> Curated {
        let short = self.short(&known.figure.title);
        let mut words = Curated {
            id: known.figure.id.as_str().to_owned(),
            short_sv: short.clone(),
            short_en: short,
            direction: Direction::None,
            direction_why_sv: self.direction_why_sv.clone(),
            direction_why_en: self.direction_why_en.clone(),
            ..Curated::default()
        };
        if let Some(rule) = self.theme.iter().find(|rule| rule.when.fits(known)) {
            words.theme.clone_from(&rule.theme);
        }
        if let Some(rule) = self.class.iter().find(|rule| rule.when.fits(known)) {
            words.class = rule.class;
            words.class_why_sv.clone_from(&rule.why_sv);
            words.class_why_en.clone_from(&rule.why_en);
        }
        if let Some(rule) = self.design.iter().find(|rule| rule.when.fits(known)) {
            words.design = rule.design;
        }
        words.threshold = self.threshold.iter().find(|rule| rule.when.fits(known)).map(|rule| rule.threshold);
        let caveats: Vec<&CaveatRule> = self.caveat.iter().filter(|rule| rule.when.fits(known)).collect();
        words.caveat_sv = caveats.iter().map(|rule| rule.sv.as_str()).collect::<Vec<_>>().join(" ");
        words.caveat_en = caveats.iter().map(|rule| rule.en.as_str()).collect::<Vec<_>>().join(" ");
        self.group_words(known, &mut words);
        self.sentences(known, &mut words);
        words.unbroken()
    }

    /// A title without what makes variants of the same figure.
    #[must_use]
    pub fn stem(&self, title: &str) -> String {
        self.variant.find.0.replace_all(title, ",").into_owned()
    }

    fn short(&self, title: &str) -> String {
        let mut short = title.to_owned();
        for rule in &self.short {
            if rule.find.0.is_match(&short) {
                short = rule.find.0.replace_all(&short, rule.put.as_str()).into_owned();
            }
        }
        short.trim().to_owned()
    }

    fn group_words(&self, known: &Known<'_>, words: &mut Curated) {
        let Some(rule) = self.group.iter().find(|rule| rule.when.fits(known)) else { return };
        let Some(group) = self.word.get(&rule.group).cloned() else { return };
        words.women_sv = group.women_sv;
        words.men_sv = group.men_sv;
        words.women_en = group.women_en;
        words.men_en = group.men_en;
    }

    fn sentences(&self, known: &Known<'_>, words: &mut Curated) {
        let Some(rule) = self.unit.iter().find(|rule| rule.when.fits(known)) else { return };
        words.unit.clone_from(&rule.unit);
        words.unit_sv.clone_from(&rule.unit_sv);
        words.unit_en.clone_from(&rule.unit_en);
        words.head_sv.clone_from(&rule.head_sv);
        words.head_en.clone_from(&rule.head_en);
        words.decimals = rule.decimals;
        let Some(sentences) = self.sentence.get(&rule.kind) else { return };
        let sv = |template: &str| fill(template, &words.short_sv, &words.women_sv, &words.men_sv);
        let en = |template: &str| fill(template, &words.short_en, &words.women_en, &words.men_en);
        let made = (
            [sv(&sentences.level_sv), sv(&sentences.more_sv), sv(&sentences.fewer_sv), sv(&sentences.same_sv)],
            [en(&sentences.level_en), en(&sentences.more_en), en(&sentences.fewer_en), en(&sentences.same_en)],
        );
        [words.level_sv, words.more_sv, words.fewer_sv, words.same_sv] = made.0;
        [words.level_en, words.more_en, words.fewer_en, words.same_en] = made.1;
    }
}

fn fill(template: &str, short: &str, women: &str, men: &str) -> String {
    crate::words::fill(template, &[("short", short), ("women_word", women), ("men_word", men)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use figures::KpiId;

    #[test]
    fn years_pooled_and_inhabitants_of_a_rate_are_read() {
        let figure = |title| KeyFigure::new(KpiId::new("N02013").unwrap(), title);
        let pooled = Curated { design: Design::Pooled, ..Curated::default() };
        for (title, text, years, per) in [
            ("Lungcancer, dödlighet, 25+ år, antal/100 000 inv", "under perioden år T till år T-4.", 5, Some(100_000)),
            ("Fallskador bland 65+, 3-årsm, antal/1000 inv", "", 3, Some(1000)),
            ("Ohälsa, femårsmedelvärde, andel (%)", "", 5, None),
        ] {
            let figure = figure(title);
            let known = Known::of(&figure, text);
            assert_eq!((known.pooled_years(&pooled), known.per()), (years, per), "{title}");
            assert_eq!(known.pooled_years(&Curated::default()), 1);
        }
    }

    #[test]
    fn an_uncurated_figure_gets_words_and_no_direction() {
        let rules = Rules::built_in().unwrap();
        let mut figure = KeyFigure::new(KpiId::new("N15999").unwrap(), "Elever i åk 6 som trivs i skolan, andel (%)");
        figure.operating_area = Some("Grundskola åk 0-9 inkl förskoleklass".to_owned());
        let words = rules.words(&Known::of(&figure, ""));
        assert_eq!(words.theme, "skola");
        assert_eq!((words.women_sv.as_str(), words.men_sv.as_str()), ("flickor", "pojkar"));
        assert_eq!(words.direction, Direction::None);
        assert_eq!(words.level_sv, "Bland flickor är andelen {women}, bland pojkar {men}.");
        assert_eq!(words.more_sv, "Större andel bland flickor än bland pojkar: ”Elever i åk 6 som trivs i skolan”.");
    }
}
