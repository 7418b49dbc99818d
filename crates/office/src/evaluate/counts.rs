//! What was done in a round and what was answered about it: counted, out of all who took part.
//!
//! Numbers alone, as who runs the round sees the work in the steps. No text anybody wrote comes here.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use method::{Answer, EVALUATION, Field, FieldKind, Form};
use programme::{Filled, Improvement, ImprovementState, JointAnswer, OrganisationId, StepWork, WorkState};

use super::{Scene, known_form, survey};
use crate::{Office, Trouble, filled::answers_of, rounds::told};

/// Something that can be counted without anybody being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoneKind {
    /// A self-assessment was agreed on.
    Assessed,
    /// A task of a step was done.
    TaskDone,
    /// A template was finished.
    FormFinished,
    /// An improvement is tried or was tried and was not dropped.
    Tried,
    /// An improvement was secured.
    Secured,
    /// An improvement was dropped.
    Dropped,
}

impl DoneKind {
    /// Every kind, in the order they are shown.
    pub const ALL: [Self; 6] =
        [Self::Assessed, Self::TaskDone, Self::FormFinished, Self::Tried, Self::Secured, Self::Dropped];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Assessed => "assessed",
            Self::TaskDone => "task-done",
            Self::FormFinished => "form-finished",
            Self::Tried => "improvement-tried",
            Self::Secured => "improvement-secured",
            Self::Dropped => "improvement-dropped",
        }
    }
}

/// How much of something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoneLine {
    /// What.
    pub kind: DoneKind,
    /// By how many.
    pub by: usize,
    /// Of how many that took part.
    pub of: usize,
    /// How many there are in all.
    pub number: usize,
}

/// What was answered about what the round has led to.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Whether it has been asked.
    pub asked: bool,
    /// The form, by its id.
    pub form: String,
    /// How many took part.
    pub of: usize,
    /// Who has answered, by name.
    pub answered: Vec<String>,
    /// Who has not, by name.
    pub silent: Vec<String>,
    /// The questions.
    pub lines: Vec<SurveyLine>,
}

/// A question and how it was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyLine {
    /// What it is about, in a word.
    pub name: String,
    /// The question.
    pub question: String,
    /// How many chose what, in the order of the form: the text and the number.
    pub chosen: Vec<(String, usize)>,
    /// How many have answered this.
    pub answered: usize,
    /// The numbers that go with it.
    pub amounts: Vec<SurveyAmount>,
}

/// Numbers added up.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyAmount {
    /// What was asked.
    pub question: String,
    /// What is counted.
    pub unit: String,
    /// How many gave a number.
    pub given: usize,
    /// The sum, where it was not asked by sex.
    pub all: Option<f64>,
    /// The sums of women and men, where it was.
    pub by_sex: Option<(f64, f64)>,
}

impl Office {
    /// What was done in a round.
    pub(super) async fn done(&self, scene: &Scene) -> Result<Vec<DoneLine>, Trouble> {
        let round = scene.round.id;
        let ids: BTreeSet<OrganisationId> = scene.places.iter().map(|it| it.id).collect();
        let mut found: Vec<(DoneKind, OrganisationId)> = Vec::new();
        for it in self.store.list_of_any::<Improvement>(ids.iter().copied()).await? {
            if it.body.round == Some(round) {
                found.extend(improved(it.body.state).iter().map(|kind| (*kind, it.body.organisation)));
            }
        }
        for it in self.store.pointing_at::<StepWork>("round", round).await? {
            if it.body.state == WorkState::Done {
                found.push((DoneKind::TaskDone, it.body.organisation));
            }
        }
        for it in self.store.pointing_at::<Filled>("round", round).await? {
            // What the round has led to is counted for itself.
            if it.body.finished.is_some() && it.body.form != EVALUATION {
                found.push((DoneKind::FormFinished, it.body.organisation));
            }
        }
        for it in self.store.pointing_at::<JointAnswer>("round", round).await? {
            if it.body.agreed.is_some() {
                found.push((DoneKind::Assessed, it.body.organisation));
            }
        }
        found.retain(|(_, whose)| ids.contains(whose));
        let line = |kind: DoneKind| {
            let of_kind = || found.iter().filter(move |it| it.0 == kind).map(|it| it.1);
            DoneLine { kind, by: of_kind().collect::<BTreeSet<_>>().len(), of: ids.len(), number: of_kind().count() }
        };
        Ok(DoneKind::ALL.into_iter().map(line).collect())
    }

    /// What was answered about what the round has led to. Answers count once they are marked as finished.
    pub(super) async fn surveyed(&self, scene: &Scene, lang: Lang) -> Result<Survey, Trouble> {
        let own = scene.bound.form(EVALUATION).is_some();
        let asked = own || survey(&scene.bound, &scene.round.body, self.today()).is_some();
        let mut given: BTreeMap<OrganisationId, method::Answers> = BTreeMap::new();
        for it in self.store.pointing_at::<Filled>("round", scene.round.id).await? {
            if it.body.form == EVALUATION && it.body.finished.is_some() {
                given.insert(it.body.organisation, answers_of(&it.body));
            }
        }
        given.retain(|id, _| scene.places.iter().any(|place| place.id == *id));
        let all: Vec<&method::Answers> = given.values().collect();
        let form = known_form(&scene.bound, EVALUATION);
        Ok(Survey {
            asked,
            form: EVALUATION.to_owned(),
            of: scene.places.len(),
            answered: scene.names(|it| given.contains_key(&it.id)),
            silent: scene.names(|it| !given.contains_key(&it.id)),
            lines: form.map(|form| lines(form, &all, lang)).unwrap_or_default(),
        })
    }
}

/// What an improvement counts as.
const fn improved(state: ImprovementState) -> &'static [DoneKind] {
    match state {
        ImprovementState::Planned => &[],
        ImprovementState::Testing | ImprovementState::Studied => &[DoneKind::Tried],
        ImprovementState::Secured => &[DoneKind::Tried, DoneKind::Secured],
        ImprovementState::Dropped => &[DoneKind::Dropped],
    }
}

/// The questions of a form that are answered by choosing, each with the numbers of its section.
fn lines(form: &Form, given: &[&method::Answers], lang: Lang) -> Vec<SurveyLine> {
    let mut lines = Vec::new();
    for section in &form.sections {
        let choices = section.fields.iter().filter(|field| field.kind == FieldKind::Choice);
        for (at, field) in choices.enumerate() {
            let amounts = section.fields.iter().filter(|_| at == 0).filter_map(|field| amount(field, given, lang));
            let said: Vec<&method::Id> = given.iter().filter_map(|it| chosen(field, it)).collect();
            let count = |id: &method::Id| said.iter().filter(|it| **it == id).count();
            lines.push(SurveyLine {
                name: told(&section.name, lang),
                question: told(&field.name, lang),
                chosen: field.options.iter().map(|it| (told(&it.text, lang), count(&it.id))).collect(),
                answered: said.len(),
                amounts: amounts.collect(),
            });
        }
    }
    lines
}

/// What was chosen, among what can be.
fn chosen<'a>(field: &Field, given: &'a method::Answers) -> Option<&'a method::Id> {
    match given.get(&field.id)? {
        Answer::Choice(id) => Some(id).filter(|id| field.options.iter().any(|it| it.id == **id)),
        _ => None,
    }
}

/// The numbers of a field added up; `None`: it asks for none.
fn amount(field: &Field, given: &[&method::Answers], lang: Lang) -> Option<SurveyAmount> {
    let answers = given.iter().filter_map(|it| it.get(&field.id));
    let (mut count, mut all, mut women, mut men) = (0, 0.0, 0.0, 0.0);
    for answer in answers {
        match answer {
            Answer::Number(n) => (count, all) = (count + 1, all + n),
            Answer::BySex(method::BySex { women: Some(w), men: Some(m) }) => {
                (count, women, men) = (count + 1, women + w, men + m);
            }
            _ => {}
        }
    }
    let (all, by_sex) = match field.kind {
        FieldKind::Number => (Some(all), None),
        FieldKind::BySex => (None, Some((women, men))),
        _ => return None,
    };
    Some(SurveyAmount {
        question: told(&field.name, lang),
        unit: field.unit.as_ref().map(|it| told(it, lang)).unwrap_or_default(),
        given: count,
        all,
        by_sex,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::{BySex, Library};

    #[test]
    fn answers_are_counted_out_of_those_who_gave_one() {
        let form = Library::built_in().form(EVALUATION).unwrap();
        let id = |text: &str| method::Id::from(text);
        let choice = |text: &str| Answer::Choice(id(text));
        let both = |women, men| Answer::BySex(BySex { women, men });
        let one = method::Answers::from([
            (id("borjat"), choice("ja")),
            (id("utbildat"), choice("ja")),
            (id("utbildade"), both(Some(30.0), Some(12.0))),
            (id("oversedda"), Answer::Number(4.0)),
        ]);
        let other = method::Answers::from([
            (id("borjat"), choice("vet-inte")),
            (id("utbildat"), choice("kanske")),
            // Half an answer is none.
            (id("utbildade"), both(Some(7.0), None)),
            (id("oversedda"), Answer::Number(2.0)),
        ]);
        let lines = lines(form, &[&one, &other], Lang::Sv);
        let names: Vec<&str> = lines.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["Börjat", "Utvecklat", "Utbildat", "Sett över", "Ändrat"]);
        let counts = |at: usize| lines[at].chosen.iter().map(|it| it.1).collect::<Vec<_>>();
        assert_eq!((counts(0), lines[0].answered), (vec![1, 0, 1], 2));
        assert_eq!((counts(1), lines[1].answered), (vec![0, 0, 0], 0));
        // Not among the options: not counted.
        assert_eq!((counts(2), lines[2].answered), (vec![1, 0, 0], 1));
        let trained = &lines[2].amounts[0];
        assert_eq!((trained.given, trained.by_sex, trained.all), (1, Some((30.0, 12.0)), None));
        assert_eq!(trained.unit, "personer");
        let reviewed = &lines[3].amounts[0];
        assert_eq!((reviewed.given, reviewed.all, reviewed.by_sex), (2, Some(6.0), None));
        assert!(lines[0].amounts.is_empty());
    }
}
