//! What somebody has written in a form, read into answers; and answers as the fields of a form have them.

use std::collections::BTreeMap;

use i18n::Lang;
use method::{Answer, Answers, BySex, Column, Field, FieldKind, Form, Misfit, MisfitKind};

use crate::rounds::lines;

/// A form as it was sent, by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilledForm {
    /// What stands in each field.
    pub fields: BTreeMap<String, FieldWritten>,
}

/// What stands in a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldWritten {
    /// Text, a number, a day, the option chosen; of people: one name a line.
    pub value: String,
    /// The number for women.
    pub women: String,
    /// The number for men.
    pub men: String,
    /// The options chosen, or the people.
    pub chosen: Vec<String>,
    /// Of a table: what stands in each column of each row.
    pub rows: Vec<BTreeMap<String, CellWritten>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellWritten {
    /// Text, a number, a day, the option chosen.
    pub value: String,
    /// The number for women.
    pub women: String,
    /// The number for men.
    pub men: String,
}

/// Reads what was sent into answers.
///
/// # Errors
/// Everything that does not belong where it stands.
pub(crate) fn answers(form: &Form, sent: &FilledForm, lang: Lang) -> Result<Answers, Vec<Misfit>> {
    let mut answers = Answers::new();
    let mut wrong = Vec::new();
    for (id, said) in &sent.fields {
        let Some(field) = form.field(id) else {
            wrong.push(Misfit {
                field: id.as_str().into(),
                name: None,
                row: None,
                column: None,
                kind: MisfitKind::NoField,
            });
            continue;
        };
        match answer(field, said, lang) {
            Ok(Some(answer)) => {
                answers.insert(field.id.clone(), answer);
            }
            Ok(None) => {}
            Err(misfit) => wrong.push(misfit),
        }
    }
    wrong.extend(method::misfits(form, &answers));
    if wrong.is_empty() { Ok(answers) } else { Err(wrong) }
}

fn answer(field: &Field, said: &FieldWritten, lang: Lang) -> Result<Option<Answer>, Misfit> {
    let misfit =
        |kind| Misfit { field: field.id.clone(), name: Some(field.name.clone()), row: None, column: None, kind };
    if field.is_read_only() {
        return Err(misfit(MisfitKind::ReadOnly));
    }
    match field.kind {
        FieldKind::Several => {
            let chosen: Vec<method::Id> = said.chosen.iter().map(|id| id.as_str().into()).collect();
            Ok((!chosen.is_empty()).then_some(Answer::Several(chosen)))
        }
        FieldKind::People => {
            let mut names: Vec<String> = Vec::new();
            for name in said.chosen.iter().map(String::as_str).chain(said.value.lines()) {
                let name = printable(name.trim());
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
            Ok((!names.is_empty()).then_some(Answer::People(names)))
        }
        FieldKind::Table => {
            let mut rows = Vec::new();
            for (at, cells) in said.rows.iter().enumerate() {
                let row = row(field, at, cells, lang)?;
                // An emptied row is a row taken away.
                if !row.is_empty() {
                    rows.push(row);
                }
            }
            Ok((!rows.is_empty()).then_some(Answer::Rows(rows)))
        }
        kind => simple(kind, &said.value, &said.women, &said.men, lang).map_err(misfit),
    }
}

fn row(
    field: &Field,
    at: usize,
    cells: &BTreeMap<String, CellWritten>,
    lang: Lang,
) -> Result<BTreeMap<method::Id, Answer>, Misfit> {
    let misfit = |column: Option<&Column>, kind| Misfit {
        field: field.id.clone(),
        name: Some(field.name.clone()),
        row: Some(at + 1),
        column: column.map(|it| it.name.clone()),
        kind,
    };
    let mut row = BTreeMap::new();
    for (id, cell) in cells {
        let Some(column) = field.column(id) else {
            return Err(misfit(None, MisfitKind::NoColumn { id: id.as_str().into() }));
        };
        let answer = simple(column.kind.field(), &cell.value, &cell.women, &cell.men, lang);
        if let Some(answer) = answer.map_err(|kind| misfit(Some(column), kind))? {
            row.insert(column.id.clone(), answer);
        }
    }
    Ok(row)
}

fn simple(kind: FieldKind, value: &str, women: &str, men: &str, lang: Lang) -> Result<Option<Answer>, MisfitKind> {
    let said = !value.trim().is_empty();
    Ok(match kind {
        FieldKind::BySex => {
            let both = BySex { women: number(women, lang)?, men: number(men, lang)? };
            (both.women.is_some() || both.men.is_some()).then_some(Answer::BySex(both))
        }
        FieldKind::Number => number(value, lang)?.map(Answer::Number),
        FieldKind::Date if said => {
            let day = value.trim().parse().map_err(|_| MisfitKind::OtherKind { expected: FieldKind::Date })?;
            Some(Answer::Date(day))
        }
        FieldKind::Choice if said => Some(Answer::Choice(value.trim().into())),
        FieldKind::Date | FieldKind::Choice => None,
        _ => said.then(|| Answer::Text(printable(&lines(value)))),
    })
}

/// The text without signs that cannot be shown.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// A number as people write it: `12,5`, `1 234`, in English also `1,234`. Nothing is no number.
fn number(text: &str, lang: Lang) -> Result<Option<f64>, MisfitKind> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '−' { '-' } else { c }).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let plain = match lang {
        Lang::En if is_grouped(&plain) => plain.replace(',', ""),
        _ => plain.replacen(',', ".", 1),
    };
    // Only digits: no "inf", no "1e9".
    let written = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    let value = plain.parse::<f64>().ok().filter(|value| written && value.is_finite());
    value.map(Some).ok_or(MisfitKind::NoNumber)
}

/// Whether commas part thousands: `20,000`, `1,234,567.8`.
fn is_grouped(text: &str) -> bool {
    let whole = text.trim_start_matches('-').split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|part| (1..=3).contains(&part.len()) && digits(part));
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|part| part.len() == 3 && digits(part))
}

/// An answer as the field of a form has it.
pub(crate) fn written(answer: &Answer, lang: Lang) -> FieldWritten {
    match answer {
        Answer::Several(ids) => {
            FieldWritten { chosen: ids.iter().map(ToString::to_string).collect(), ..FieldWritten::default() }
        }
        Answer::People(names) => FieldWritten { chosen: names.clone(), ..FieldWritten::default() },
        Answer::Rows(rows) => {
            let cells = |row: &BTreeMap<method::Id, Answer>| {
                row.iter().map(|(column, answer)| (column.to_string(), cell(answer, lang))).collect()
            };
            FieldWritten { rows: rows.iter().map(cells).collect(), ..FieldWritten::default() }
        }
        simple => {
            let CellWritten { value, women, men } = cell(simple, lang);
            FieldWritten { value, women, men, ..FieldWritten::default() }
        }
    }
}

fn cell(answer: &Answer, lang: Lang) -> CellWritten {
    let number = |value: Option<f64>| value.map(|value| digits(value, lang)).unwrap_or_default();
    let value = |value: String| CellWritten { value, ..CellWritten::default() };
    match answer {
        Answer::Text(text) => value(text.clone()),
        Answer::Number(it) => value(digits(*it, lang)),
        Answer::Choice(id) => value(id.to_string()),
        Answer::Date(day) => value(day.to_string()),
        Answer::BySex(both) => CellWritten { value: String::new(), women: number(both.women), men: number(both.men) },
        Answer::Several(_) | Answer::People(_) | Answer::Rows(_) => CellWritten::default(),
    }
}

/// A number as one writes it.
fn digits(value: f64, lang: Lang) -> String {
    let plain = value.to_string();
    match lang {
        Lang::Sv => plain.replace('.', ","),
        Lang::En => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::Library;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, sv, en) in [
            ("12", Some(12.0), Some(12.0)),
            ("12,5", Some(12.5), Some(12.5)),
            ("12.5", Some(12.5), Some(12.5)),
            (" 1 234 ", Some(1234.0), Some(1234.0)),
            ("1\u{a0}234,5", Some(1234.5), Some(1234.5)),
            ("20,000", Some(20.0), Some(20_000.0)),
            ("1,234,567.8", None, Some(1_234_567.8)),
            ("−3,1", Some(-3.1), Some(-3.1)),
            ("tolv", None, None),
            ("inf", None, None),
            ("1e3", None, None),
            ("1,2,3", None, None),
            ("--1", None, None),
        ] {
            for (lang, expected) in [(Lang::Sv, sv), (Lang::En, en)] {
                assert_eq!(number(text, lang).ok().flatten(), expected, "{text} {lang}");
            }
        }
        assert_eq!(number("  ", Lang::Sv), Ok(None));
        assert_eq!((digits(12.5, Lang::Sv), digits(12.5, Lang::En)), ("12,5".into(), "12.5".into()));
    }

    #[test]
    fn what_is_sent_comes_back_as_it_was() {
        let form = Library::built_in().form("organisationsfakta").unwrap();
        let value = |value: &str| FieldWritten { value: value.into(), ..FieldWritten::default() };
        let cell = |value: &str| CellWritten { value: value.into(), ..CellWritten::default() };
        let row = |omrade: &str, vilka: &str| {
            BTreeMap::from([("omrade".to_owned(), cell(omrade)), ("vilka".to_owned(), cell(vilka))])
        };
        let sent = FilledForm {
            fields: BTreeMap::from([
                ("om-oss".to_owned(), value("Vi är *små*.\r\nOch nya.")),
                ("beslutsdag".to_owned(), value("2026-01-12")),
                ("diarienummer".to_owned(), value(" ")),
                (
                    "kompetenser".to_owned(),
                    FieldWritten { rows: vec![row("budget", "Åsa"), row("", " ")], ..FieldWritten::default() },
                ),
                (
                    "utbildade".to_owned(),
                    FieldWritten { women: "40".into(), men: String::new(), ..FieldWritten::default() },
                ),
            ]),
        };
        let read = answers(form, &sent, Lang::Sv).unwrap();
        assert_eq!(read.len(), 4, "{read:?}");
        assert_eq!(read.get("om-oss"), Some(&Answer::Text("Vi är *små*.\nOch nya.".into())));
        let Some(Answer::Rows(rows)) = read.get("kompetenser") else { panic!("{read:?}") };
        assert_eq!(rows.len(), 1);
        assert_eq!(written(&read["utbildade"], Lang::Sv).women, "40");
        assert_eq!(written(&read["beslutsdag"], Lang::Sv).value, "2026-01-12");
        assert_eq!(written(&read["kompetenser"], Lang::Sv).rows, [row("budget", "Åsa")]);
    }

    #[test]
    fn what_does_not_fit_is_told_by_name() {
        let form = Library::built_in().form("organisationsfakta").unwrap();
        let one = |id: &str, said: FieldWritten| {
            let sent = FilledForm { fields: BTreeMap::from([(id.to_owned(), said)]) };
            answers(form, &sent, Lang::Sv).unwrap_err().remove(0)
        };
        let value = |value: &str| FieldWritten { value: value.into(), ..FieldWritten::default() };
        let cells =
            BTreeMap::from([("omrade".to_owned(), CellWritten { value: "x".into(), ..CellWritten::default() })]);
        for (misfit, kind, row) in [
            (one("finns-inte", value("x")), MisfitKind::NoField, None),
            (one("invanare", value("12")), MisfitKind::ReadOnly, None),
            // Who has a role is asked when somebody reads, and never kept.
            (one("lag", value("Åsa Ek")), MisfitKind::ReadOnly, None),
            (one("beslutsdag", value("i går")), MisfitKind::OtherKind { expected: FieldKind::Date }, None),
            (one("utbildade", FieldWritten { women: "många".into(), ..value("") }), MisfitKind::NoNumber, None),
            (
                one("kompetenser", FieldWritten { rows: vec![cells], ..value("") }),
                MisfitKind::NoOption { id: "x".into() },
                Some(1),
            ),
            (
                one("uppdrag", FieldWritten { chosen: vec!["x".into()], ..value("") }),
                MisfitKind::NoOption { id: "x".into() },
                None,
            ),
        ] {
            assert_eq!((misfit.kind.clone(), misfit.row), (kind, row), "{misfit:?}");
            assert!(!misfit.sentence(method::Lang::Sv).is_empty());
        }
    }
}
