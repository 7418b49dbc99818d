//! The folder of cases that an operator points the server at (`serve --cases`): questions that were written down
//! beforehand in its `cases.toml`, answered once when the server starts, and shown on pages.
//!
//! Readers cannot ask anything of their own: with conditions to choose freely, one answer less another would tell
//! of single persons. Of the cases themselves nothing is kept but the sums.

use super::{CasesView, Made, cases, lang_of};
use crate::Ask;
use i18n::Lang;
use microdata::{Analysis, Asked, Cells, Codebook, Condition, Plan};
use serde::Deserialize;
use stats::explained::oaxaca::Reference;
use std::path::{Component, Path, PathBuf};

/// The file of questions.
pub const QUESTIONS: &str = "cases.toml";

/// Questions and their answers.
#[derive(Debug)]
pub struct CaseRoom {
    all: Vec<Case>,
}

/// A question that was answered.
#[derive(Debug)]
struct Case {
    question: Question,
    file: String,
    plan: Plan,
    asked: Asked,
    cells: Cells,
    answer: Analysis,
}

/// A question as it stands in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// The last part of its address: small letters, digits, hyphens.
    id: String,
    /// What it is called in Swedish.
    sv: String,
    /// And in English.
    en: String,
    /// Figures whose differences it may explain.
    #[serde(default)]
    figures: Vec<String>,
    /// The file or folder of cases, within the folder.
    files: String,
    /// The codebook, within the folder.
    codebook: Option<String>,
    outcome: String,
    #[serde(default = "by")]
    by: String,
    place: Option<String>,
    #[serde(default)]
    adjust: Vec<String>,
    cluster: Option<String>,
    weight: Option<String>,
    #[serde(default, rename = "where")]
    filter: Vec<String>,
    #[serde(default = "one_in_twenty")]
    bad_rows: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Questions {
    question: Vec<Question>,
}

fn by() -> String {
    "sex".to_owned()
}

const fn one_in_twenty() -> f64 {
    0.05
}

/// A way to an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLink {
    /// The last part of its address.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// Why a folder cannot be shown.
#[derive(Debug, PartialEq)]
pub enum RoomFault {
    /// There is no such file, it is not text, or it may not be read.
    Unreadable {
        /// The file.
        file: String,
    },
    /// The file of questions is not of its form.
    Questions {
        /// The file.
        file: String,
        /// Where and what, in the reader's own words (English).
        why: String,
    },
    /// Two questions have the same address, or one that is no address.
    Id {
        /// The id.
        id: String,
    },
    /// A file lies outside the folder.
    Outside {
        /// The question.
        id: String,
        /// The file.
        file: String,
    },
    /// A question has no answer.
    Cases {
        /// The question.
        id: String,
        /// Why.
        fault: microdata::Fault,
    },
}

impl RoomFault {
    /// What is wrong, in a sentence or two.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Unreadable { file }, Lang::Sv) => {
                format!(
                    "{file} går inte att läsa. Kontrollera att filen finns och att du får läsa den; den ska vara text i UTF-8."
                )
            }
            (Self::Unreadable { file }, Lang::En) => {
                format!(
                    "{file} cannot be read. See that it is there and that you may read it; it should be text in UTF-8."
                )
            }
            (Self::Questions { file, why }, Lang::Sv) => {
                format!("{file} går inte att läsa. Så ska den se ut: docs/cases.md. ({why})")
            }
            (Self::Questions { file, why }, Lang::En) => {
                format!("{file} cannot be read. What it should look like: docs/cases.md. ({why})")
            }
            (Self::Id { id }, Lang::Sv) => {
                format!(
                    "”{id}” kan inte vara frågans id. Använd små bokstäver a–z, siffror och bindestreck, och varje id en gång."
                )
            }
            (Self::Id { id }, Lang::En) => {
                format!(
                    "“{id}” cannot be the id of a question. Use small letters a–z, digits and hyphens, and each id once."
                )
            }
            (Self::Outside { id, file }, Lang::Sv) => {
                format!("Frågan {id}: {file} ska ligga i samma mapp som {QUESTIONS}, eller i en mapp i den.")
            }
            (Self::Outside { id, file }, Lang::En) => {
                format!("The question {id}: {file} should lie in the folder of {QUESTIONS}, or in a folder of that.")
            }
            (Self::Cases { id, fault }, Lang::Sv) => format!("Frågan {id}: {}", fault.sentence(lang_of(lang))),
            (Self::Cases { id, fault }, Lang::En) => format!("The question {id}: {}", fault.sentence(lang_of(lang))),
        }
    }
}

impl CaseRoom {
    /// Reads the questions of a folder and answers them all.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn open(folder: &Path) -> Result<Self, RoomFault> {
        let file = folder.join(QUESTIONS);
        let wrong = |why: String| RoomFault::Questions { file: file.display().to_string(), why };
        let text = read(&file)?;
        let read: Questions = toml::from_str(&text).map_err(|why| wrong(why.to_string().trim_end().to_owned()))?;
        let mut all: Vec<Case> = Vec::new();
        for question in read.question {
            let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            let taken = all.iter().any(|it| it.question.id == question.id);
            if question.id.is_empty() || !question.id.chars().all(plain) || taken {
                return Err(RoomFault::Id { id: question.id });
            }
            all.push(answered(folder, question)?);
        }
        Ok(Self { all })
    }

    /// All questions, in the order of the file.
    #[must_use]
    pub fn all(&self, lang: Lang) -> Vec<CaseLink> {
        self.all.iter().map(|it| it.link(lang)).collect()
    }

    /// Those that may explain a figure's difference.
    #[must_use]
    pub fn about(&self, kpi: &str, lang: Lang) -> Vec<CaseLink> {
        let about = |it: &&Case| it.question.figures.iter().any(|own| own == kpi);
        self.all.iter().filter(about).map(|it| it.link(lang)).collect()
    }

    /// An answer and what its question is called; `None`: there is no such question.
    #[must_use]
    pub fn answer(&self, id: &str, ask: &Ask) -> Option<(CaseLink, CasesView)> {
        let it = self.all.iter().find(|it| it.question.id == id)?;
        let made = Made { file: &it.file, plan: &it.plan, cells: &it.cells, asked: &it.asked, answer: &it.answer };
        Some((it.link(ask.lang), cases(&made, ask)))
    }
}

impl Case {
    fn link(&self, lang: Lang) -> CaseLink {
        let name = lang.pick(self.question.sv.as_str(), self.question.en.as_str()).to_owned();
        CaseLink { id: self.question.id.clone(), name }
    }
}

fn answered(folder: &Path, question: Question) -> Result<Case, RoomFault> {
    let id = question.id.clone();
    let within =
        |file: &str| inside(folder, file).ok_or_else(|| RoomFault::Outside { id: id.clone(), file: file.to_owned() });
    let bad = |fault: microdata::Fault| RoomFault::Cases { id: id.clone(), fault };
    let path = within(&question.files)?;
    let book = match &question.codebook {
        None => Codebook::default(),
        Some(file) => Codebook::read(&read(&within(file)?)?).map_err(bad)?,
    };
    let plan = Plan {
        outcome: question.outcome.clone(),
        by: question.by.clone(),
        place: question.place.clone(),
        cluster: question.cluster.clone(),
        weight: question.weight.clone(),
        adjust: question.adjust.clone(),
        conditions: question.filter.iter().map(|it| Condition::read(it)).collect::<Result<_, _>>().map_err(bad)?,
        sql: Vec::new(),
        bad_allowed: question.bad_rows,
        book,
    };
    let asked = Asked {
        confidence: 0.95,
        reference: Reference::Pooled,
        level: 0.05,
        clustered: plan.cluster.is_some(),
        repetitions: 0,
        seed: 1,
        rules: plan.book.protection(),
    };
    let cells = microdata::pass(&path, &plan).map_err(bad)?;
    let answer = microdata::analyse(&cells, &asked).map_err(bad)?;
    let file = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Case { question, file, plan, asked, cells, answer })
}

fn read(file: &Path) -> Result<String, RoomFault> {
    std::fs::read_to_string(file).map_err(|_| RoomFault::Unreadable { file: file.display().to_string() })
}

/// A file within the folder; `None` where the name leads out of it.
fn inside(folder: &Path, file: &str) -> Option<PathBuf> {
    let path = Path::new(file);
    let plain = path.components().all(|it| matches!(it, Component::Normal(_) | Component::CurDir));
    plain.then(|| folder.join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(questions: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let cases = std::fs::File::create(folder.path().join("cases.parquet")).unwrap();
        microdata::example::home_care(cases, 60_000, 7).unwrap();
        std::fs::write(folder.path().join(QUESTIONS), questions).unwrap();
        folder
    }

    const HOURS: &str = r#"
        [[question]]
        id = "timmar"
        sv = "Hemtjänsttimmar"
        en = "Home-care hours"
        figures = ["N21002"]
        files = "cases.parquet"
        outcome = "hours"
        place = "municipality"
        adjust = ["age", "need", "alone"]
    "#;

    #[test]
    fn questions_of_a_folder_are_answered() {
        let folder = folder(HOURS);
        let room = CaseRoom::open(folder.path()).unwrap();
        assert_eq!(room.all(Lang::Sv), [CaseLink { id: "timmar".into(), name: "Hemtjänsttimmar".into() }]);
        assert_eq!(room.about("N21002", Lang::En)[0].name, "Home-care hours");
        assert_eq!(room.about("N00001", Lang::Sv), []);
        let (_, view) = room.answer("timmar", &Ask::default()).unwrap();
        assert!(view.raw.value > 0.0 && view.unexplained.unwrap().value < 0.0);
        assert!(room.answer("annat", &Ask::default()).is_none());
    }

    #[test]
    fn places_are_put_in_the_order_that_is_said() {
        let folder = folder(HOURS);
        let (_, view) = CaseRoom::open(folder.path()).unwrap().answer("timmar", &Ask::default()).unwrap();
        let certain = view.places.iter().filter(|it| it.certain()).count();
        assert!(view.most_certain().iter().take(certain).all(|it| it.certain()));
        let apart = |it: &&crate::cases::PlaceRow| matches!(it.apart, Some("below" | "above"));
        let away = view.furthest_away();
        let stand_out = away.iter().copied().filter(|it| apart(it)).count();
        assert!(away.iter().take(stand_out).all(apart));
        // Whoever sits at what is common is nowhere near the top.
        let common = view.common.as_ref().unwrap().value;
        let drawn = away.iter().take(24).filter_map(|it| it.unexplained.as_ref());
        assert!(drawn.map(|it| (it.value - common).abs()).fold(f64::INFINITY, f64::min) > 0.5);
        let constant = view.constant.as_ref().unwrap().value;
        let parts: f64 = view.parts.iter().filter(|it| it.level.is_none()).map(|it| it.unexplained.value).sum();
        assert!((parts + constant - view.unexplained.as_ref().unwrap().value).abs() < 1e-9);
    }

    #[test]
    fn what_is_wrong_is_told() {
        let told = |questions: &str| CaseRoom::open(folder(questions).path()).unwrap_err().sentence(Lang::Sv);
        assert!(told(&HOURS.repeat(2)).starts_with("”timmar” kan inte vara frågans id."));
        assert!(told(&HOURS.replace("\"timmar\"", "\"../timmar\"")).starts_with("”../timmar” kan inte"));
        let out = told(&HOURS.replace("\"cases.parquet\"", "\"../cases.parquet\""));
        assert_eq!(
            out,
            "Frågan timmar: ../cases.parquet ska ligga i samma mapp som cases.toml, eller i en mapp i den."
        );
        assert!(told(&HOURS.replace("\"hours\"", "\"timmar\"")).starts_with("Frågan timmar: "));
        let none = tempfile::tempdir().unwrap();
        let fault = CaseRoom::open(none.path()).unwrap_err();
        assert_eq!(fault, RoomFault::Unreadable { file: none.path().join(QUESTIONS).display().to_string() });
        assert!(told(&HOURS.replace("outcome", "utfall")).contains("unknown field `utfall`"));
    }
}
