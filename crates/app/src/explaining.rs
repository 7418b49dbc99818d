//! What could be examined when a figure differs between women and men: the questions of its subject,
//! each with what it takes, the method and a command that runs, and the figures that stand beside it.
//!
//! The questions are data (`curated/explanations.toml`). Not here: arithmetic on cases (crate
//! `microdata`), methods by name (crate `calc`), and answers: the page asks, the municipality examines.

use crate::view::{ExplainView, FindingView, QuestionView};
use crate::{App, Ask, Situation};
use i18n::Lang;
use serde::Deserialize;
use std::sync::LazyLock;

/// The list as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The edition of the form.
    pub version: u32,
    /// Subjects; the last one is for figures of no other.
    pub subject: Vec<Subject>,
}

/// A subject: the questions that fit the figures of some themes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// `hemtjanst`.
    pub id: String,
    /// The themes of `figures.toml` whose figures it fits; none: those of no other subject.
    pub themes: Vec<String>,
    /// Its name in Swedish.
    pub sv: String,
    /// Its name in English.
    pub en: String,
    /// Figures to look at beside the one that differs, by id.
    pub beside: Vec<String>,
    /// What could be examined.
    pub question: Vec<Question>,
}

/// Something to examine.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub sv: String,
    /// In English.
    pub en: String,
    /// Why it is worth asking.
    pub why_sv: String,
    /// In English.
    pub why_en: String,
    /// What must be at hand.
    pub needs_sv: String,
    /// In English.
    pub needs_en: String,
    /// The method in words.
    pub way_sv: String,
    /// In English.
    pub way_en: String,
    /// The method's name: `analyse`, or as in `jamsides stats list`.
    pub method: String,
    /// A command that runs on a file with such columns.
    pub command: String,
}

static BUILT_IN: LazyLock<Result<Catalogue, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../curated/explanations.toml"))
        .map_err(|fault| format!("curated/explanations.toml: {fault}"))
});

impl Catalogue {
    /// The list built into the program.
    ///
    /// # Errors
    /// [`Situation::Ours`] when it is not of its form; a test sees that it never happens.
    pub fn built_in() -> Result<&'static Self, Situation> {
        BUILT_IN.as_ref().map_err(|what| Situation::Ours { what: what.clone() })
    }

    /// The subject of a theme's figures.
    #[must_use]
    pub fn of(&self, theme: &str) -> Option<&Subject> {
        let fits = |subject: &&Subject| subject.themes.iter().any(|id| id == theme);
        self.subject.iter().find(fits).or_else(|| self.subject.iter().find(|subject| subject.themes.is_empty()))
    }
}

impl Question {
    fn view(&self, lang: Lang) -> QuestionView {
        QuestionView {
            question: lang.pick(&self.sv, &self.en).clone(),
            why: lang.pick(&self.why_sv, &self.why_en).clone(),
            needs: lang.pick(&self.needs_sv, &self.needs_en).clone(),
            way: lang.pick(&self.way_sv, &self.way_en).clone(),
            method: self.method.clone(),
            command: self.command.clone(),
        }
    }
}

/// The page: the finding, what stands beside it, what could be examined.
///
/// # Errors
/// As [`App::figure`].
pub fn explain(app: &App, kpi: &str, area: Option<&str>, ask: &Ask) -> Result<ExplainView, Situation> {
    let figure = app.figure(kpi, area, ask)?;
    let subject = Catalogue::built_in()?
        .of(&figure.theme.id)
        .ok_or_else(|| Situation::Ours { what: "curated/explanations.toml: no subject for all".to_owned() })?;
    let place = figure.area.as_ref().map(|area| area.code.clone());
    let beside: Vec<FindingView> = subject
        .beside
        .iter()
        .filter(|id| **id != figure.kpi)
        // A database may hold fewer figures than there are words for.
        .filter_map(|id| app.figure(id, place.as_deref(), ask).ok()?.finding)
        .filter(|finding| finding.difference.value.is_some())
        .collect();
    Ok(ExplainView {
        kpi: figure.kpi,
        short: figure.short,
        theme: figure.theme,
        area: figure.area,
        finding: figure.finding,
        subject: ask.lang.pick(&subject.sv, &subject.en).clone(),
        beside,
        questions: subject.question.iter().map(|question| question.view(ask.lang)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curated::Lists;

    #[test]
    fn every_theme_and_figure_named_exists_and_each_theme_has_one_subject() -> Result<(), String> {
        let (list, lists) = (Catalogue::built_in().map_err(|fault| format!("{fault:?}"))?, Lists::built_in()?);
        let mut named: Vec<&str> = list.subject.iter().flat_map(|one| one.themes.iter().map(String::as_str)).collect();
        let all = named.len();
        named.sort_unstable();
        named.dedup();
        assert_eq!(named.len(), all, "a theme in two subjects");
        for theme in named {
            assert!(lists.theme(theme).is_some(), "{theme}");
        }
        for id in list.subject.iter().flat_map(|one| &one.beside) {
            assert!(lists.figure(id).is_some(), "{id}");
        }
        assert_eq!(list.of("aldreomsorg").map(|one| one.id.as_str()), Some("hemtjanst"));
        assert_eq!(list.of("ekonomi").map(|one| one.id.as_str()), Some("annat"));
        Ok(())
    }

    #[test]
    fn the_page_of_a_figure_of_the_demonstration() -> Result<(), Situation> {
        let app = App::demo(1)?;
        let view = explain(&app, "N00206", Some("9106"), &Ask::default())?;
        assert_eq!((view.subject.as_str(), view.kpi.as_str()), ("Kommunen och regionen som arbetsgivare", "N00206"));
        assert!(view.beside.iter().all(|one| one.kpi != "N00206" && one.difference.value.is_some()));
        assert!(view.beside.iter().any(|one| one.kpi == "N00090"), "sick leave stands beside full time");
        assert_eq!(view.questions[0].method, "kitagawa");
        let english = explain(&app, "N00206", None, &Ask { lang: Lang::En, ..Ask::default() })?;
        assert!(english.questions[0].question.starts_with("Is it because"), "{}", english.questions[0].question);
        Ok(())
    }
}
