//! What pages and papers show of a form: plain data in the reader's language.

use std::collections::BTreeMap;

use i18n::{Lang, Numbers};
use jiff::civil::Date;
use method::{Answer, Answers, Bound, BySex, Column, Field, FieldKind, Form, Given, Origin, When};
use programme::{FilledId, OrganisationId, RoundId, Visibility};

use super::{
    known::Knowledge,
    markdown::{self, Block},
    read::{self, FieldWritten},
};
use crate::rounds::told;

/// The forms of an organisation in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormsView {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What it is called.
    pub place: String,
    /// The forms the reader may see, in the order the model needs them.
    pub lines: Vec<FormsLine>,
    /// Whether the reader may write in them.
    pub may_write: bool,
}

/// A form in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormsLine {
    /// Its id in the model.
    pub form: String,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub summary: String,
    /// Where the model needs it.
    pub uses: Vec<FormUse>,
    /// Whether anybody has written in it.
    pub begun: bool,
    /// When it was finished.
    pub finished: Option<Date>,
    /// How much is missing that has to be answered.
    pub missing: usize,
    /// What that is called, in order.
    pub lacks: Vec<String>,
    /// Who can see it.
    pub visibility: Visibility,
}

/// Where the model needs a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormUse {
    /// The step's id.
    pub step: String,
    /// What it is called.
    pub name: String,
    /// What is done with the form there.
    pub task: Option<String>,
    /// When, where a task says so.
    pub when: Option<When>,
}

/// A form of an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct FormView {
    /// The record; `None`: nobody has written in it.
    pub id: Option<FilledId>,
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What it is called.
    pub place: String,
    /// The form's id in the model.
    pub form: String,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub summary: String,
    /// A remark on it: what is not confirmed.
    pub note: Option<String>,
    /// Its version; nought before anybody has written.
    pub version: i64,
    /// Who can see it.
    pub visibility: Visibility,
    /// How far it may be shown, narrow to wide.
    pub levels: Vec<Visibility>,
    /// When it was finished.
    pub finished: Option<Date>,
    /// Its sections, in order.
    pub sections: Vec<FormSectionView>,
    /// What has to be answered and is not, in order.
    pub missing: Vec<FormMissing>,
    /// Whether it has slides.
    pub has_slides: bool,
    /// Whether the reader may write in it.
    pub may_write: bool,
    /// Whether the reader may show it to more, or withdraw it.
    pub may_move: bool,
    /// Whether the reader may see its history.
    pub may_see_history: bool,
    /// Whether somebody prints.
    pub prints: bool,
}

/// Something that has to be answered and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormMissing {
    /// The field.
    pub field: String,
    /// What it is called.
    pub name: String,
    /// What its section is called.
    pub section: String,
}

/// A section.
#[derive(Debug, Clone, PartialEq)]
pub struct FormSectionView {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub name: String,
    /// What stands under it.
    pub text: String,
    /// A remark on it.
    pub note: Option<String>,
    /// Whether it becomes a slide.
    pub slide: bool,
    /// Its fields, in order.
    pub fields: Vec<FormFieldView>,
}

/// A field.
#[derive(Debug, Clone, PartialEq)]
pub struct FormFieldView {
    /// Its id.
    pub id: String,
    /// How it is answered.
    pub kind: FieldKind,
    /// Its heading, or the question.
    pub name: String,
    /// Its heading for who reads the answer.
    pub heading: String,
    /// Help to answer it.
    pub help: String,
    /// A remark on it.
    pub note: Option<String>,
    /// Whether the form is unfinished without it.
    pub required: bool,
    /// About how many words are enough.
    pub words: Option<u16>,
    /// What a number counts.
    pub unit: String,
    /// What to choose among: id and text.
    pub options: Vec<(String, String)>,
    /// The columns of a table.
    pub columns: Vec<FormColumnView>,
    /// The people to choose among; those named already as well.
    pub people: Vec<String>,
    /// What stands in it, as a form has it.
    pub written: FieldWritten,
    /// What is said, as it is read.
    pub said: Option<FormSaid>,
    /// Where that is known from, and of which day; nothing where somebody wrote it.
    pub source: Option<String>,
    /// What is known and is not what stands there, with its source.
    pub known: Option<(FormSaid, String)>,
    /// Whether it has to be answered and is not.
    pub missing: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormColumnView {
    /// Its id.
    pub id: String,
    /// How it is answered.
    pub kind: FieldKind,
    /// Its heading.
    pub name: String,
    /// What a number counts.
    pub unit: String,
    /// What to choose among: id and text.
    pub options: Vec<(String, String)>,
}

/// An answer as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormSaid {
    /// Text in Markdown.
    Text(Vec<Block>),
    /// One line.
    Line(String),
    /// Women, men, and what is counted.
    BySex(String, String, String),
    /// One thing a line.
    List(Vec<String>),
    /// A table.
    Table {
        /// The heads of its columns.
        heads: Vec<String>,
        /// Its rows; a cell for each head.
        rows: Vec<Vec<FormSaid>>,
    },
}

/// Signs in a row of a few columns, and of many: beyond these a row is read by itself.
const FULL_ROW: usize = 900;
const FULL_WIDE_ROW: usize = 240;

impl FormSaid {
    /// Whether it is a table whose rows say more than can be read beside each other. Then each row is read by
    /// itself, under a heading, with a line for each column.
    pub fn is_read_by_row(&self, lang: Lang) -> bool {
        let Self::Table { heads, rows } = self else { return false };
        let signs = |row: &Vec<Self>| row.iter().map(|cell| cell.plain(lang).chars().count()).sum::<usize>();
        let fullest = rows.iter().map(signs).max().unwrap_or_default();
        match heads.len() {
            0..=2 => false,
            3..=5 => FULL_ROW < fullest,
            6..=8 => FULL_WIDE_ROW < fullest,
            _ => true,
        }
    }

    /// The same in words on one line.
    pub fn plain(&self, lang: Lang) -> String {
        match self {
            Self::Text(blocks) => markdown::plain(blocks),
            Self::Line(text) => text.clone(),
            Self::BySex(women, men, unit) => by_sex(women, men, unit, lang),
            Self::List(items) => items.join("; "),
            Self::Table { rows, .. } => {
                let row = |cells: &Vec<Self>| {
                    let cells: Vec<String> = cells.iter().map(|cell| cell.plain(lang)).collect();
                    cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
                };
                rows.iter().map(row).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// "kvinnor 40, män 12 (personer)".
fn by_sex(women: &str, men: &str, unit: &str, lang: Lang) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    match lang {
        Lang::Sv => format!("kvinnor {women}, män {men}{unit}"),
        Lang::En => format!("women {women}, men {men}{unit}"),
    }
}

/// A form as a paper: what is printed, and what a document is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPaper {
    /// The language it is in.
    pub lang: Lang,
    /// Whose it is.
    pub sender: String,
    /// The heading.
    pub heading: String,
    /// In which round.
    pub about: String,
    /// The day, ISO.
    pub date: String,
    /// What it says where it is not finished; nothing where it is.
    pub draft: String,
    /// Its sections.
    pub sections: Vec<PaperSection>,
}

/// A section of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperSection {
    /// Its heading.
    pub heading: String,
    /// What stands under it.
    pub text: String,
    /// Whether it becomes a slide.
    pub slide: bool,
    /// Its fields.
    pub fields: Vec<PaperField>,
}

/// A field of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperField {
    /// Its heading.
    pub heading: String,
    /// What is said; `None`: nothing.
    pub said: Option<FormSaid>,
    /// Where it is known from; nothing where somebody wrote it.
    pub source: String,
}

/// Puts a view together.
pub(super) struct Drawing<'a> {
    /// The model's forms: some show what stands in others.
    pub(super) bound: &'a Bound,
    /// What is known of the form's fields.
    pub(super) given: &'a BTreeMap<method::Id, Given>,
    /// What stands in it.
    pub(super) answers: &'a Answers,
    /// Whose people can be named.
    pub(super) known: &'a Knowledge,
    /// The reader's language.
    pub(super) lang: Lang,
    /// Whether the reader writes: then what is known and not said is told as well.
    pub(super) writes: bool,
}

impl Drawing<'_> {
    /// The sections of a form.
    pub(super) fn sections(&self, form: &Form) -> Vec<FormSectionView> {
        let lang = self.lang;
        form.sections
            .iter()
            .map(|section| FormSectionView {
                id: section.id.to_string(),
                name: told(&section.name, lang),
                text: section.text.as_ref().map(|text| told(text, lang)).unwrap_or_default(),
                note: section.note.as_ref().map(|note| told(note, lang)),
                slide: section.slide,
                fields: section.fields.iter().map(|field| self.field(field)).collect(),
            })
            .collect()
    }

    fn field(&self, field: &Field) -> FormFieldView {
        let lang = self.lang;
        let given = self.given.get(&field.id);
        let answer = if field.is_read_only() { given.map(|it| &it.answer) } else { self.answers.get(&field.id) };
        let said = answer.and_then(|answer| self.said(field, answer));
        let same = given.is_some_and(|it| Some(&it.answer) == answer);
        let known = given
            .filter(|_| self.writes && !same && !field.is_read_only())
            .and_then(|it| Some((self.said(field, &it.answer)?, source_line(it))));
        FormFieldView {
            id: field.id.to_string(),
            kind: if field.is_read_only() { FieldKind::Facts } else { field.kind },
            name: told(&field.name, lang),
            heading: told(field.heading(), lang),
            help: field.help.as_ref().map(|help| told(help, lang)).unwrap_or_default(),
            note: field.note.as_ref().map(|note| told(note, lang)),
            required: field.required,
            words: field.words,
            unit: unit(field.unit.as_ref(), lang),
            options: options(&field.options, lang),
            columns: field.columns.iter().map(|it| column(it, lang)).collect(),
            people: self.people(field, answer),
            written: answer.filter(|_| !field.is_read_only()).map(|it| read::written(it, lang)).unwrap_or_default(),
            missing: field.required && !field.is_read_only() && answer.is_none_or(Answer::is_empty),
            source: given.filter(|_| same && said.is_some()).map(source_line),
            said,
            known,
        }
    }

    /// Those of the role, and who is named already though of no role any more.
    fn people(&self, field: &Field, answer: Option<&Answer>) -> Vec<String> {
        if field.kind != FieldKind::People || field.is_read_only() {
            return Vec::new();
        }
        let mut names = self.known.names(field.role.as_ref().map(method::Id::as_str));
        if let Some(Answer::People(named)) = answer {
            for name in named {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        }
        names
    }

    /// An answer as it is read. What is shown of another form is of that form's kind.
    fn said(&self, field: &Field, answer: &Answer) -> Option<FormSaid> {
        let other = match &field.from {
            Some(Origin::Answer { form, field: other }) if field.is_read_only() => {
                self.bound.form(form.as_str()).and_then(|form| form.field(other.as_str()))
            }
            _ => None,
        };
        said(field, other.unwrap_or(field), answer, self.lang)
    }
}

/// An answer to a field as it is read; `None` where nothing is said. `of` is the field that was answered.
pub(crate) fn said(field: &Field, of: &Field, answer: &Answer, lang: Lang) -> Option<FormSaid> {
    let unit = unit(field.unit.as_ref().or(of.unit.as_ref()), lang);
    match answer {
        Answer::Rows(rows) => {
            let columns = if field.columns.is_empty() { &of.columns } else { &field.columns };
            table(columns, rows, lang)
        }
        Answer::Several(ids) => {
            let texts: Vec<String> =
                of.options.iter().filter(|it| ids.contains(&it.id)).map(|it| told(&it.text, lang)).collect();
            (!texts.is_empty()).then_some(FormSaid::List(texts))
        }
        Answer::People(names) => {
            let names: Vec<String> = names.iter().filter(|name| !name.trim().is_empty()).cloned().collect();
            (!names.is_empty()).then_some(FormSaid::List(names))
        }
        simple => one(of.kind, &of.options, &unit, simple, lang),
    }
}

fn table(columns: &[Column], rows: &[BTreeMap<method::Id, Answer>], lang: Lang) -> Option<FormSaid> {
    let cell = |column: &Column, row: &BTreeMap<method::Id, Answer>| {
        let answer = row.get(&column.id);
        // What is counted stands in the head.
        let said = answer.and_then(|it| one(column.kind.field(), &column.options, "", it, lang));
        said.unwrap_or_else(|| FormSaid::Line(String::new()))
    };
    let head = |column: &Column| match unit(column.unit.as_ref(), lang) {
        unit if unit.is_empty() => told(&column.name, lang),
        unit => format!("{} ({unit})", told(&column.name, lang)),
    };
    (!columns.is_empty() && !rows.is_empty()).then(|| FormSaid::Table {
        heads: columns.iter().map(head).collect(),
        rows: rows.iter().map(|row| columns.iter().map(|column| cell(column, row)).collect()).collect(),
    })
}

/// What stands in a field of a simple kind.
fn one(kind: FieldKind, options: &[method::Outcome], unit: &str, answer: &Answer, lang: Lang) -> Option<FormSaid> {
    let line = |text: String| (!text.is_empty()).then_some(FormSaid::Line(text));
    match answer {
        Answer::Text(text) if kind == FieldKind::Text => {
            let blocks = markdown::read(text);
            (!blocks.is_empty()).then_some(FormSaid::Text(blocks))
        }
        Answer::Text(text) => line(text.trim().to_owned()),
        Answer::Number(value) => line(format!("{} {unit}", number(*value, lang)).trim_end().to_owned()),
        Answer::BySex(both) => {
            let said = both.women.is_some() || both.men.is_some();
            said.then(|| FormSaid::BySex(value(both.women, lang), value(both.men, lang), unit.to_owned()))
        }
        Answer::Choice(id) => line(options.iter().find(|it| it.id == *id).map(|it| told(&it.text, lang))?),
        Answer::Date(day) => line(day.to_string()),
        Answer::Several(_) | Answer::People(_) | Answer::Rows(_) => None,
    }
}

/// A number for women and one for men, in words.
pub(crate) fn both_said(both: BySex, lang: Lang) -> String {
    by_sex(&value(both.women, lang), &value(both.men, lang), "", lang)
}

/// A number, or that there is none.
pub(crate) fn value(value: Option<f64>, lang: Lang) -> String {
    value.map_or_else(|| lang.pick("uppgift saknas", "not known").to_owned(), |value| number(value, lang))
}

/// A number with as many decimals as it has, two at most.
fn number(value: f64, lang: Lang) -> String {
    let decimals = [0_usize, 1].into_iter().find(|&places| {
        let shown: f64 = format!("{value:.places$}").parse().unwrap_or(f64::NAN);
        (shown - value).abs() < 1e-9
    });
    Numbers::of(lang).fixed(value, decimals.unwrap_or(2))
}

fn unit(unit: Option<&method::Text>, lang: Lang) -> String {
    unit.map(|unit| told(unit, lang)).unwrap_or_default()
}

fn options(options: &[method::Outcome], lang: Lang) -> Vec<(String, String)> {
    options.iter().map(|it| (it.id.to_string(), told(&it.text, lang))).collect()
}

fn column(column: &Column, lang: Lang) -> FormColumnView {
    FormColumnView {
        id: column.id.to_string(),
        kind: column.kind.field(),
        name: told(&column.name, lang),
        unit: unit(column.unit.as_ref(), lang),
        options: options(&column.options, lang),
    }
}

/// Where something is known from, and of which day.
fn source_line(given: &Given) -> String {
    let source = given.source.clone().unwrap_or_default();
    match given.date {
        Some(day) if source.is_empty() => day.to_string(),
        Some(day) => format!("{}, {day}.", source.trim_end_matches('.')),
        None => source,
    }
}

/// The paper of a form.
pub(super) fn paper(view: &FormView, today: Date, lang: Lang) -> FormPaper {
    let field = |it: &FormFieldView| PaperField {
        heading: it.heading.clone(),
        said: it.said.clone(),
        source: it.source.clone().unwrap_or_default(),
    };
    let sections = view.sections.iter().map(|it| PaperSection {
        heading: it.name.clone(),
        text: it.text.clone(),
        slide: it.slide,
        fields: it.fields.iter().map(field).collect(),
    });
    FormPaper {
        lang,
        sender: view.place.clone(),
        heading: view.name.clone(),
        about: view.round_title.clone(),
        date: view.finished.unwrap_or(today).to_string(),
        draft: if view.finished.is_some() { String::new() } else { draft(view.missing.len(), lang) },
        sections: sections.collect(),
    }
}

/// What a paper says that is not finished.
fn draft(missing: usize, lang: Lang) -> String {
    match (lang, missing) {
        (Lang::Sv, 0) => "Utkast: inte markerad som färdig.".to_owned(),
        (Lang::Sv, 1) => "Utkast: ett svar saknas.".to_owned(),
        (Lang::Sv, n) => format!("Utkast: {n} svar saknas."),
        (Lang::En, 0) => "Draft: not marked as finished.".to_owned(),
        (Lang::En, 1) => "Draft: one answer is missing.".to_owned(),
        (Lang::En, n) => format!("Draft: {n} answers are missing."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::Library;

    #[test]
    fn answers_are_told_in_words() {
        let form = Library::built_in().form("organisationsfakta").unwrap();
        let tell = |id: &str, answer: Answer| {
            let field = form.field(id).unwrap();
            said(field, field, &answer, Lang::Sv).map(|it| it.plain(Lang::Sv))
        };
        let both = |women, men| Answer::BySex(BySex { women, men });
        let row = BTreeMap::from([
            ("omrade".into(), Answer::Choice("budget".into())),
            ("vilka".into(), Answer::Text("Åsa".into())),
        ]);
        for (id, answer, expected) in [
            ("om-oss", Answer::Text("Vi är *små*.".into()), Some("Vi är små.")),
            ("om-oss", Answer::Text(" \n".into()), None),
            ("beslutsdag", Answer::Date(jiff::civil::date(2026, 1, 12)), Some("2026-01-12")),
            ("utbildade", both(Some(1240.0), None), Some("kvinnor 1\u{a0}240, män uppgift saknas (personer)")),
            ("utbildade", both(None, None), None),
            ("uppdrag", Answer::Several(vec!["kultur".into(), "tandvard".into()]), Some("Tandvård; Kultur")),
            ("uppdrag", Answer::Several(vec!["finns-inte".into()]), None),
            ("lag", Answer::People(vec!["Åsa Ek".into()]), Some("Åsa Ek")),
            ("kompetenser", Answer::Rows(vec![row]), Some("Budget, Åsa")),
            ("kompetenser", Answer::Rows(Vec::new()), None),
        ] {
            assert_eq!(tell(id, answer).as_deref(), expected, "{id}");
        }
        for (value, shown) in [(40.0, "40"), (12.5, "12,5"), (0.126, "0,13"), (-3.0, "\u{2212}3")] {
            assert_eq!(number(value, Lang::Sv), shown);
        }
    }

    #[test]
    fn a_row_that_says_much_is_read_by_itself() {
        let table = |columns: usize, signs: usize| {
            let mut row = vec![FormSaid::Line("å".repeat(signs))];
            row.resize(columns, FormSaid::Line(String::new()));
            FormSaid::Table { heads: vec!["Vad".into(); columns], rows: vec![row.clone(), row] }
        };
        for (columns, signs, by_row) in [
            (2, 5000, false),
            (3, 900, false),
            (5, 901, true),
            (6, 240, false),
            (6, 241, true),
            (8, 240, false),
            (9, 10, true),
        ] {
            assert_eq!(table(columns, signs).is_read_by_row(Lang::Sv), by_row, "{columns} columns, {signs} signs");
        }
        assert!(!FormSaid::Line("å".repeat(5000)).is_read_by_row(Lang::Sv));
    }

    #[test]
    fn a_source_has_its_day() {
        let given = |source: Option<&str>, date| Given {
            answer: Answer::Text("x".into()),
            source: source.map(str::to_owned),
            date,
        };
        let day = Some(jiff::civil::date(2026, 1, 12));
        assert_eq!(source_line(&given(Some("Källa: Kolada."), None)), "Källa: Kolada.");
        assert_eq!(source_line(&given(Some("Källa: era uppdrag"), day)), "Källa: era uppdrag, 2026-01-12.");
        assert_eq!(source_line(&given(None, day)), "2026-01-12");
    }
}
