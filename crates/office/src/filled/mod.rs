//! Templates that fill themselves: the forms of a model, filled in by an organisation in a round.
//!
//! A form is data of the model; what an organisation answers is one record a form ([`programme::Filled`]).
//! What is known already stands there with its source and its day before anybody has written. Nothing
//! that is missing keeps anybody from saving; a form is finished when nothing that has to be answered is.
//!
//! # Where things are
//! `known` is what is known already and who may know it, `read` turns what was sent into answers, `view`
//! is what pages and papers show, `markdown` the one place where texts become headings, lists and links,
//! `tell` a form's history in words.

mod known;
pub mod markdown;
mod read;
mod tell;
mod view;

use std::{collections::BTreeMap, sync::Arc};

use i18n::Lang;
use jiff::civil::Date;
use method::{Answers, Bound, Form, Material, Step};
use programme::{
    Capacity, Filled, FilledId, Group, Language, Organisation, OrganisationId, OrganisationKind, Participation, Round,
    RoundId, Visibility,
    permit::{Action, Object},
};
use storage::{Change, Stored};

use self::{
    known::Knowledge,
    view::{Drawing, paper},
};
use crate::{Office, Trouble, Visitor, evaluate::survey, rounds::told};

pub use known::{FiguresDoor, KnownFigures};
pub(crate) use known::{answers_of, began_from, item_name, to_show, whose};
pub use read::{CellWritten, FieldWritten, FilledForm};
pub use view::{
    FormColumnView, FormFieldView, FormMissing, FormPaper, FormSaid, FormSectionView, FormUse, FormView, FormsLine,
    FormsView, PaperField, PaperSection,
};
pub(crate) use view::{both_said, said, value};

/// A form of an organisation in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey {
    /// The round.
    pub round: RoundId,
    /// Whose.
    pub organisation: OrganisationId,
    /// The form, by its id in the model.
    pub form: String,
}

impl FormKey {
    /// It filled in.
    fn filled(&self, answers: BTreeMap<String, serde_json::Value>, finished: Option<Date>) -> Filled {
        let Self { round, organisation, form } = self.clone();
        Filled { round, organisation, form, answers, finished }
    }
}

/// An organisation's part in a round, as far as its forms need it.
pub(crate) struct FormSeat {
    /// The round.
    pub(crate) round: Stored<Round>,
    /// The model it follows.
    pub(crate) bound: Arc<Bound>,
    /// Whose it is.
    pub(crate) organisation: Stored<Organisation>,
    /// Whether it takes part today.
    pub(crate) there: bool,
    /// What the round has led to, where that is asked of it now: a form of no model.
    pub(crate) survey: Option<&'static Form>,
    /// What belongs to it in this round, to be asked about: seen by nobody else so far.
    pub(crate) object: Object,
}

impl FormSeat {
    /// A form as it is asked of the organisation.
    pub(crate) fn form(&self, id: &str) -> Result<Form, Trouble> {
        let survey = self.survey.filter(|form| form.id.as_str() == id);
        let form = self.bound.form(id).or(survey).ok_or(Trouble::Nothing)?;
        Ok(form.asked_of(kind(self.organisation.body.kind)))
    }

    /// What was filled in, to be asked about.
    pub(crate) fn of(&self, visibility: Visibility) -> Object {
        Object { visibility, ..self.object.clone() }
    }
}

/// A form and what was filled in, for who may write in it.
pub(crate) struct Writing {
    pub(crate) seat: FormSeat,
    pub(crate) form: Form,
    pub(crate) there: Option<Stored<Filled>>,
}

/// What a form is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormFile {
    /// The whole form, A4.
    Pdf,
    /// Its slides, A4 across.
    Slides,
    /// The whole form as a document to go on writing in.
    Docx,
}

impl FormFile {
    /// The end of its name.
    const fn ending(self) -> &'static str {
        match self {
            Self::Pdf | Self::Slides => "pdf",
            Self::Docx => "docx",
        }
    }

    /// The name of the file. Slides have one of their own: they lie beside the whole form in a folder.
    fn name(self, form: &str, place: &str, lang: Lang) -> String {
        let which = if self == Self::Slides { lang.pick("-bilder", "-slides") } else { "" };
        format!("{form} {place}{which}.{}", self.ending()).replace(['/', '\\'], "-")
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf | Self::Slides => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

impl Office {
    /// The forms of an organisation in a round, as far as the visitor (or nobody signed in) may see them.
    ///
    /// # Errors
    /// [`Trouble::Nothing`], or [`Trouble::SignIn`] for nobody, also for what the visitor may not know of.
    pub async fn forms(
        &self,
        visitor: Option<&Visitor>,
        round: RoundId,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<FormsView, Trouble> {
        let seat = self.form_seat(visitor, round, organisation).await?;
        let own = self.allow(visitor, Action::ReadPiece, &seat.object).is_ok();
        let mut all = self.store.list_of::<Filled>(organisation).await?;
        all.retain(|it| {
            it.body.round == round && self.allow(visitor, Action::ReadPiece, &seat.of(it.visibility)).is_ok()
        });
        let filled: BTreeMap<&str, &Stored<Filled>> = all.iter().map(|it| (it.body.form.as_str(), it)).collect();
        let shown = |id: &str| own || filled.contains_key(id);
        let forms = seat.bound.forms.iter().chain(seat.survey).filter(|form| shown(form.id.as_str()));
        let forms: Vec<Form> = forms.map(|form| form.asked_of(kind(seat.organisation.body.kind))).collect();
        if forms.is_empty() && !own {
            return Err(hidden(visitor));
        }
        let known = self.knowledge(visitor, &seat, &forms, lang).await?;
        let mut lines: Vec<(usize, FormsLine)> = Vec::new();
        for form in &forms {
            let there = filled.get(form.id.as_str());
            let answers = there.map_or_else(|| method::begin(form, &known), |it| answers_of(&it.body));
            let (place, uses) = uses(&seat.bound, form, lang);
            let lacks: Vec<String> = method::missing(form, &answers).iter().map(|it| told(&it.name, lang)).collect();
            lines.push((
                place,
                FormsLine {
                    form: form.id.to_string(),
                    name: told(&form.name, lang),
                    summary: told(&form.summary, lang),
                    uses,
                    begun: there.is_some(),
                    finished: there.and_then(|it| it.body.finished),
                    missing: lacks.len(),
                    lacks,
                    visibility: there.map(|it| it.visibility).unwrap_or_default(),
                },
            ));
        }
        lines.sort_by_key(|(place, _)| *place);
        Ok(FormsView {
            round,
            round_title: seat.round.body.title.clone(),
            organisation,
            place: seat.organisation.body.name.clone(),
            lines: lines.into_iter().map(|(_, line)| line).collect(),
            may_write: self.may_fill(visitor, &seat),
        })
    }

    /// A form of an organisation: what is known is in already, with its source.
    ///
    /// # Errors
    /// [`Trouble::Nothing`], or [`Trouble::SignIn`] for nobody, also for what the visitor may not know of.
    pub async fn form(&self, visitor: Option<&Visitor>, key: &FormKey, lang: Lang) -> Result<FormView, Trouble> {
        let seat = self.form_seat(visitor, key.round, key.organisation).await?;
        let form = seat.form(&key.form).map_err(|_| hidden(visitor))?;
        let there = self.filled_in(&seat, &form).await?;
        let visibility = there.as_ref().map(|it| it.visibility).unwrap_or_default();
        self.allow(visitor, Action::ReadPiece, &seat.of(visibility)).map_err(|_| hidden(visitor))?;
        let known = self.knowledge(visitor, &seat, std::slice::from_ref(&form), lang).await?;
        Ok(self.drawn(visitor, &seat, &form, there.as_ref(), &known, lang))
    }

    fn drawn(
        &self,
        visitor: Option<&Visitor>,
        seat: &FormSeat,
        form: &Form,
        there: Option<&Stored<Filled>>,
        known: &Knowledge,
        lang: Lang,
    ) -> FormView {
        let given = method::fill(form, known);
        // Whoever has begun has seen what was known, and has kept it or taken it away.
        let answers = there.map_or_else(|| method::begin(form, known), |it| answers_of(&it.body));
        let visibility = there.map(|it| it.visibility).unwrap_or_default();
        let object = seat.of(visibility);
        let finished = there.and_then(|it| it.body.finished);
        let may_write = self.may_fill(visitor, seat);
        let drawing = Drawing { bound: &seat.bound, given: &given, answers: &answers, known, lang, writes: may_write };
        let sections = drawing.sections(form);
        let missing = method::missing(form, &answers).into_iter().map(|it| FormMissing {
            section: form.section(it.section.as_str()).map(|it| told(&it.name, lang)).unwrap_or_default(),
            name: told(&it.name, lang),
            field: it.field.to_string(),
        });
        let may = |action| self.allow(visitor, action, &object).is_ok();
        FormView {
            id: there.map(|it| it.id),
            round: seat.round.id,
            round_title: seat.round.body.title.clone(),
            organisation: seat.organisation.id,
            place: seat.organisation.body.name.clone(),
            form: form.id.to_string(),
            name: told(&form.name, lang),
            summary: told(&form.summary, lang),
            note: form.note.as_ref().filter(|_| form.unconfirmed).map(|note| told(note, lang)),
            version: there.map_or(0, |it| it.version),
            visibility,
            levels: Visibility::ALL.into(),
            finished,
            missing: missing.collect(),
            has_slides: form.slides().next().is_some(),
            sections,
            may_write,
            may_move: there.is_some() && may(Action::MoveVisibility),
            may_see_history: there.is_some() && may(Action::SeeHistory),
            prints: self.press.is_some(),
        }
    }

    /// Saves what was written in a form, read at `version` (nought: nobody had). Nothing needs to be
    /// complete. A form that was finished is under way again, and one that everybody could read is the
    /// round's alone: what is half written is published by nobody's saving.
    ///
    /// # Errors
    /// When the visitor may not write there, or the round is archived; [`Trouble::Misfits`] where an answer
    /// does not belong where it stands; a conflict when somebody else was there since.
    pub async fn save_form(
        &self,
        visitor: &Visitor,
        key: &FormKey,
        version: i64,
        sent: &FilledForm,
        lang: Lang,
    ) -> Result<FilledId, Trouble> {
        let writing = self.to_fill(visitor, key).await?;
        let answers = read::answers(&writing.form, sent, lang).map_err(Trouble::Misfits)?;
        let filled = key.filled(body(&answers)?, None);
        let mut change = self.change(visitor.author());
        let id = self.put_form(&mut change, &writing, version, &filled)?;
        if writing.there.as_ref().is_some_and(|it| it.body.finished.is_some()) {
            self.tick_report(&mut change, &writing.seat, &writing.form, false).await?;
        }
        self.write_ticking(&change).await?;
        Ok(id)
    }

    /// Marks a form as finished, read at `version`. One nobody has written in is saved with what is known.
    ///
    /// # Errors
    /// When the visitor may not write there, or the round is archived; [`Trouble::FormLacks`] while
    /// something is missing that has to be answered; a conflict when somebody else was there since.
    pub async fn finish_form(&self, visitor: &Visitor, key: &FormKey, version: i64) -> Result<(), Trouble> {
        let writing = self.to_fill(visitor, key).await?;
        let answers = match &writing.there {
            Some(there) => answers_of(&there.body),
            None => {
                let forms = std::slice::from_ref(&writing.form);
                let lang = match visitor.language {
                    Language::Sv => Lang::Sv,
                    Language::En => Lang::En,
                };
                method::begin(&writing.form, &self.knowledge(Some(visitor), &writing.seat, forms, lang).await?)
            }
        };
        let missing = method::missing(&writing.form, &answers);
        if !missing.is_empty() {
            return Err(Trouble::FormLacks(missing));
        }
        let filled = key.filled(body(&answers)?, Some(self.today()));
        let mut change = self.change(visitor.author());
        self.put_form(&mut change, &writing, version, &filled)?;
        // What the round could read before it was taken up again is handed in once it is finished.
        if writing.there.as_ref().is_some_and(|it| it.visibility >= Visibility::Round) {
            self.tick_report(&mut change, &writing.seat, &writing.form, true).await?;
        }
        self.write_ticking(&change).await?;
        Ok(())
    }

    /// Takes up a finished form again. One that everybody could read is the round's alone.
    ///
    /// # Errors
    /// When the visitor may not write there, or the round is archived; a conflict when somebody else was
    /// there since.
    pub async fn reopen_form(&self, visitor: &Visitor, key: &FormKey, version: i64) -> Result<(), Trouble> {
        let writing = self.to_fill(visitor, key).await?;
        let there = writing.there.as_ref().ok_or(Trouble::Nothing)?;
        let filled = Filled { finished: None, ..there.body.clone() };
        let mut change = self.change(visitor.author());
        self.put_form(&mut change, &writing, version, &filled)?;
        self.tick_report(&mut change, &writing.seat, &writing.form, false).await?;
        self.write_ticking(&change).await?;
        Ok(())
    }

    /// Shows a form to more, or withdraws it.
    ///
    /// # Errors
    /// When the visitor may not; a conflict when somebody else was there since.
    pub async fn show_form(&self, visitor: &Visitor, key: &FormKey, version: i64, to: &str) -> Result<(), Trouble> {
        let to = Visibility::from_code(to).ok_or(Trouble::Missing("visibility"))?;
        let seat = self.form_seat(Some(visitor), key.round, key.organisation).await?;
        let form = seat.form(&key.form)?;
        let there = self.filled_in(&seat, &form).await?.ok_or(Trouble::Nothing)?;
        let object = seat.of(there.visibility);
        self.allow(Some(visitor), Action::ReadPiece, &object).map_err(|_| Trouble::Nothing)?;
        self.allow(Some(visitor), Action::MoveVisibility, &object)?;
        let mut change = self.change(visitor.author());
        change.show(there.id, version, to);
        if there.body.finished.is_some() {
            self.tick_report(&mut change, &seat, &form, to >= Visibility::Round).await?;
        }
        self.write_ticking(&change).await?;
        Ok(())
    }

    /// A form as a file: its name, what it is, its bytes.
    ///
    /// # Errors
    /// As [`Office::form`]; [`Trouble::Nothing`] also where nobody prints, or of slides where there are none.
    pub async fn form_file(
        &self,
        visitor: Option<&Visitor>,
        key: &FormKey,
        as_what: FormFile,
        lang: Lang,
    ) -> Result<(String, String, Vec<u8>), Trouble> {
        let view = self.form(visitor, key, lang).await?;
        if as_what == FormFile::Slides && !view.has_slides {
            return Err(Trouble::Nothing);
        }
        let press = self.press.as_ref().map(Arc::clone).ok_or(Trouble::Nothing)?;
        let paper = paper(&view, self.today(), lang);
        let printing = tokio::task::spawn_blocking(move || match as_what {
            FormFile::Pdf => press.print_form(&paper),
            FormFile::Slides => press.print_slides(&paper),
            FormFile::Docx => press.print_docx(&paper),
        });
        let bytes = printing.await.map_err(|why| Trouble::Ours(why.to_string()))?.map_err(Trouble::Ours)?;
        Ok((as_what.name(&view.name, &view.place, lang), as_what.media_type().to_owned(), bytes))
    }

    /// An organisation's part in a round. That it has one is told to who may know of the round.
    pub(crate) async fn form_seat(
        &self,
        visitor: Option<&Visitor>,
        round: RoundId,
        organisation: OrganisationId,
    ) -> Result<FormSeat, Trouble> {
        let round = self.the_round(visitor, round).await?;
        let today = self.today();
        let there = self.store.get::<Organisation>(organisation).await?.ok_or_else(|| hidden(visitor))?;
        let mut parts = self.store.list_of::<Participation>(organisation).await?;
        parts.retain(|it| it.body.round == round.id);
        if parts.is_empty() {
            return Err(hidden(visitor));
        }
        let mut object = Object { owners: [organisation].into(), ..Object::default() };
        // What was shown to a group or a round is for it while the round is.
        if !round.body.state.is_kept() {
            object.rounds.insert(round.id);
            for group in self.store.pointing_at::<Group>("member", organisation).await? {
                let sits = group.body.of(Capacity::Participant, today).any(|it| it == organisation);
                if group.body.round == round.id && sits {
                    object.groups.insert(group.id);
                }
            }
        }
        let bound = self.bound(round.body.edition).await?;
        let holds = parts.iter().any(|it| it.body.holds(today));
        let compares = parts.iter().any(|it| it.body.capacity == Capacity::Participant);
        let survey = if compares { survey(&bound, &round.body, today) } else { None };
        Ok(FormSeat { round, bound, organisation: there, there: holds, survey, object })
    }

    pub(crate) async fn filled_in(&self, seat: &FormSeat, form: &Form) -> Result<Option<Stored<Filled>>, Trouble> {
        let key = Filled::key_of(seat.round.id, seat.organisation.id, form.id.as_str());
        Ok(self.store.by_key::<Filled>(&key).await?)
    }

    /// Whether the visitor may write in the forms of an organisation now.
    fn may_fill(&self, visitor: Option<&Visitor>, seat: &FormSeat) -> bool {
        let alive = seat.there && !seat.round.body.state.is_kept();
        alive && self.allow(visitor, Action::WritePiece, &seat.object).is_ok()
    }

    /// A form to write in.
    pub(crate) async fn to_fill(&self, visitor: &Visitor, key: &FormKey) -> Result<Writing, Trouble> {
        let seat = self.form_seat(Some(visitor), key.round, key.organisation).await?;
        let form = seat.form(&key.form)?;
        let there = self.filled_in(&seat, &form).await?;
        let visibility = there.as_ref().map(|it| it.visibility).unwrap_or_default();
        // That there is one is told to who may read it.
        self.allow(Some(visitor), Action::ReadPiece, &seat.of(visibility)).map_err(|_| Trouble::Nothing)?;
        self.allow(Some(visitor), Action::WritePiece, &seat.object)?;
        if seat.round.body.state.is_kept() {
            return Err(Trouble::RoundRests(seat.round.body.state));
        }
        if !seat.there {
            return Err(Trouble::NotTakingPart(seat.organisation.body.name));
        }
        Ok(Writing { seat, form, there })
    }

    /// Puts a form into a change: anew, or in place of the version that was read. A version of nought is
    /// another than any there is: what both wrote is shown side by side. To show it to fewer needs no
    /// permission of its own.
    fn put_form(
        &self,
        change: &mut Change,
        writing: &Writing,
        version: i64,
        filled: &Filled,
    ) -> Result<FilledId, Trouble> {
        match &writing.there {
            Some(there) => {
                change.update(there.id, version, filled)?;
                if filled.finished.is_none() && there.visibility == Visibility::Public {
                    // What is saved as it was has no version of its own.
                    let saved = if there.body == *filled { there.version } else { version + 1 };
                    change.show(there.id, saved, Visibility::Round);
                }
                Ok(there.id)
            }
            None => {
                let id = self.id();
                change.insert(id, filled)?;
                Ok(id)
            }
        }
    }
}

/// What an organisation of a kind has said in the slides of a form: the form's name, then headings and
/// answers. What fills itself is left out: it is asked for as the reader, elsewhere. `None`: no such form.
pub(crate) fn in_slides(
    bound: &Bound,
    of: OrganisationKind,
    filled: &Filled,
    lang: Lang,
) -> Option<(String, Vec<(String, FormSaid)>)> {
    let form = bound.form(&filled.form)?.asked_of(kind(of));
    let answers = answers_of(filled);
    let fields = form.slides().flat_map(|section| &section.fields).filter(|field| !field.is_read_only());
    let told_in = fields.filter_map(|field| {
        let answer = answers.get(&field.id)?;
        Some((told(field.heading(), lang), said(field, field, answer, lang)?))
    });
    Some((told(&form.name, lang), told_in.collect()))
}

/// To nobody signed in, what is hidden and what is not there look the same.
pub(crate) fn hidden(visitor: Option<&Visitor>) -> Trouble {
    if visitor.is_none() { Trouble::SignIn } else { Trouble::Nothing }
}

/// The kind of organisation a form asks by.
pub(crate) const fn kind(kind: OrganisationKind) -> method::Organisation {
    match kind {
        OrganisationKind::Municipality => method::Organisation::Municipality,
        OrganisationKind::Region => method::Organisation::Region,
        OrganisationKind::CityDistrict | OrganisationKind::Association | OrganisationKind::Organiser => {
            method::Organisation::Other
        }
    }
}

/// The answers as they are kept.
fn body(answers: &Answers) -> Result<BTreeMap<String, serde_json::Value>, Trouble> {
    let one = |(field, answer): (&method::Id, &method::Answer)| {
        // Texts, numbers and lists: always JSON.
        let value = serde_json::to_value(answer).map_err(|why| Trouble::Ours(why.to_string()))?;
        Ok((field.to_string(), value))
    };
    answers.iter().map(one).collect()
}

/// Where the model needs a form, and the place of the first of them in it, for sorting.
fn uses(bound: &Bound, form: &Form, lang: Lang) -> (usize, Vec<FormUse>) {
    let model = &bound.model;
    let of_form = |it: &&Material| it.form.as_ref() == Some(&form.id);
    let materials: Vec<&Material> = model.materials.iter().filter(of_form).collect();
    let mut first = usize::MAX;
    let mut uses = Vec::new();
    for (place, step) in model.steps.iter().enumerate() {
        let found = uses_in(step, &materials, lang);
        if !found.is_empty() {
            first = first.min(place);
        }
        uses.extend(found);
    }
    (first, uses)
}

/// What a step does with any of these materials: its tasks, or that it uses one.
fn uses_in(step: &Step, materials: &[&Material], lang: Lang) -> Vec<FormUse> {
    let is_one = |id: &method::Id| materials.iter().any(|it| it.id == *id);
    let of_step = |task, when| FormUse { step: step.id.to_string(), name: told(&step.name, lang), task, when };
    let tasks = step.tasks.iter().filter(|task| task.fills.as_ref().is_some_and(is_one));
    let mut uses: Vec<FormUse> = tasks.map(|task| of_step(Some(told(&task.text, lang)), Some(task.when))).collect();
    if uses.is_empty() && step.materials.iter().any(is_one) {
        uses.push(of_step(None, None));
    }
    uses
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::Library;

    #[test]
    fn no_two_files_of_a_form_have_the_same_name() {
        for (as_what, lang, name) in [
            (FormFile::Pdf, Lang::Sv, "Slutrapport A-B kommun.pdf"),
            (FormFile::Slides, Lang::Sv, "Slutrapport A-B kommun-bilder.pdf"),
            (FormFile::Slides, Lang::En, "Slutrapport A-B kommun-slides.pdf"),
            (FormFile::Docx, Lang::En, "Slutrapport A-B kommun.docx"),
        ] {
            assert_eq!(as_what.name("Slutrapport", "A/B kommun", lang), name);
        }
    }

    #[test]
    fn the_model_says_where_a_form_is_needed() {
        let library = Library::built_in();
        let edition = library.edition("modell-2023").unwrap();
        let bound = Bound::read(&library.edition_text("modell-2023").unwrap(), &edition.fingerprint).unwrap();
        let of = |id: &str| {
            let (place, uses) = uses(&bound, bound.form(id).unwrap(), Lang::Sv);
            (place, uses.iter().filter(|it| it.task.is_some()).count())
        };
        let (first, tasks) = of("organisationsfakta");
        let (last, _) = of("slutrapport");
        assert!(tasks > 0 && first < last && last < usize::MAX, "{first} {tasks} {last}");
    }
}
