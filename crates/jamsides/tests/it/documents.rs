//! Every form as a document to go on writing in, opened by LibreOffice and made into a PDF by it: what the
//! page shows stands there, heading by heading and cell by cell, as headings and tables.
//!
//! Where LibreOffice or poppler-utils are not installed nothing is compared, and that is said; with
//! `JAMSIDES_TOOLS=required`, which `./check` sets, the test fails instead.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    path::Path,
    process::Command,
    sync::{Arc, Mutex},
};

use ::storage::{Address, Store};
use i18n::Lang;
use jiff::Timestamp;
use method::FieldKind;
use office::{
    Caller, CellWritten, FieldWritten, FilledForm, FormFieldView, FormFile, FormKey, FormSaid, FormView, Office, Press,
    Settings, Surroundings, Visitor,
    markdown::{self, Block},
};
use programme::{KINDS, Role};
use testkit::Lots;

use crate::letters::Around;

const PROSE: &str = "Vi **mäter** för *få* & <b>frågar</b>.\n\n# Varför det är så\n\n- Det tar tid\n- Ingen frågar\n\n\
                     3. Först\n4. Sedan\n\n> Sagt i nämnden\n\nSe [planen](https://kommunen.example/plan) och \
                     `rapport 7`.\n\n<script>alert(1)</script>";

/// The demonstration with a printer.
async fn stage(folder: &Path) -> Office {
    let start: Timestamp = "2026-02-02T09:00:00Z".parse().unwrap();
    let around = Around { now: Mutex::new(start), lots: Mutex::new(Lots(1)) };
    let settings = Settings { address: "https://jamsides.example".parse().unwrap(), demonstration: true, posts: true };
    let store = Store::open(&Address::Sqlite(folder.join("demo.db")), KINDS, start).await.unwrap();
    let press = Arc::new(reports::Press::strict()) as Arc<dyn Press>;
    let office = Office::new(store, Arc::new(around) as Arc<dyn Surroundings>, settings).printing(press);
    office.set_the_stage().await.unwrap();
    office
}

/// A strategist in a round that goes on, and whose forms they fill in.
async fn somebody(office: &Office) -> (Visitor, FormKey) {
    let caller = Caller { address: "192.0.2.1".into(), agent: "Firefox".into() };
    for acted in office.cast().await.unwrap().into_iter().filter(|it| it.role == Role::Strategist) {
        let signed_in = office.act_as(acted.account, &caller).await.unwrap();
        let me = office.visitor(signed_in.token.as_str()).await.unwrap().unwrap();
        if let Some(place) = office.my_steps(&me).await.unwrap().first() {
            let key = FormKey { round: place.round, organisation: place.organisation, form: String::new() };
            return (me, key);
        }
    }
    unreachable!("nobody in the demonstration works in a round")
}

fn written(kind: FieldKind, options: &[(String, String)]) -> CellWritten {
    let value = match kind {
        FieldKind::Text => "Ett **svar** & <b>två</b>",
        FieldKind::Choice => options[0].0.as_str(),
        FieldKind::Number => "3",
        FieldKind::Date => "2026-02-02",
        _ => "En rad & <i>till</i>",
    };
    match kind {
        FieldKind::BySex => CellWritten { women: "40,5".into(), men: "31".into(), ..CellWritten::default() },
        _ => CellWritten { value: value.to_owned(), ..CellWritten::default() },
    }
}

/// Something in everything that is not known already.
fn answered(field: &FormFieldView) -> FieldWritten {
    let one = written(field.kind, &field.options);
    match field.kind {
        FieldKind::Text => FieldWritten { value: PROSE.to_owned(), ..FieldWritten::default() },
        FieldKind::People => FieldWritten { value: "Åsa Ek\nBo Lund".to_owned(), ..FieldWritten::default() },
        FieldKind::Several => FieldWritten {
            chosen: field.options.iter().take(2).map(|(id, _)| id.clone()).collect(),
            ..FieldWritten::default()
        },
        FieldKind::Table => {
            let row = || field.columns.iter().map(|it| (it.id.clone(), written(it.kind, &it.options))).collect();
            FieldWritten { rows: vec![row(), row()], ..FieldWritten::default() }
        }
        _ => FieldWritten { value: one.value, women: one.women, men: one.men, ..FieldWritten::default() },
    }
}

/// A part of a document: what it is (`H1`, `Table`, `TH`, `TD`, or `P` for the rest), and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    kind: String,
    text: String,
}

impl Piece {
    fn new(kind: &str, text: &str) -> Self {
        Self { kind: kind.to_owned(), text: squeezed(text) }
    }
}

/// The signs of a text alone: where lines end is the page's business.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}')).collect()
}

/// The structure of a PDF as poppler tells it, as a screen reader walks it.
fn pieces(told: &str) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    // How far in what is open stands, and which piece it is.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for line in told.lines() {
        let inner = line.trim_start();
        let far = line.len() - inner.len();
        while open.last().is_some_and(|(outer, _)| far <= *outer) {
            open.pop();
        }
        if let Some(text) = inner.strip_prefix('"') {
            let text = text.strip_suffix('"').unwrap_or(text);
            match open.last() {
                Some((_, at)) => all[*at].text += &squeezed(text),
                None => all.push(Piece::new("P", text)),
            }
        } else {
            let kind = inner.split([' ', ':']).next().unwrap_or_default();
            if matches!(kind, "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Table" | "TH" | "TD") {
                open.push((far, all.len()));
                all.push(Piece::new(kind, ""));
            }
        }
    }
    all
}

/// The headings and tables of a form, in order.
fn expected(view: &FormView, lang: Lang) -> Vec<Piece> {
    let mut all = vec![Piece::new("H1", &view.name)];
    for section in &view.sections {
        all.push(Piece::new("H2", &section.name));
        for field in &section.fields {
            all.push(Piece::new("H3", &field.heading));
            match &field.said {
                Some(FormSaid::Text(blocks)) => {
                    let headings = blocks.iter().filter_map(|block| match block {
                        Block::Heading(spans) => Some(Piece::new("H4", &markdown::plain_spans(spans))),
                        _ => None,
                    });
                    all.extend(headings);
                }
                // A row that says much is read by itself, under a heading.
                Some(said) if said.is_read_by_row(lang) => {
                    let FormSaid::Table { rows, .. } = said else { unreachable!("{said:?} has no rows") };
                    all.extend(rows.iter().map(|row| Piece::new("H4", &headed(row, lang))));
                }
                Some(FormSaid::Table { heads, rows }) => {
                    all.push(Piece::new("Table", ""));
                    all.extend(heads.iter().map(|head| Piece::new("TH", head)));
                    all.extend(rows.iter().flatten().map(|cell| Piece::new("TD", &cell.plain(lang))));
                }
                _ => {}
            }
        }
    }
    all
}

/// The heading of a row that is read by itself: the first paragraph of its first cell.
fn headed(row: &[FormSaid], lang: Lang) -> String {
    let name = match row.first() {
        Some(FormSaid::Text(blocks)) => match blocks.first() {
            Some(Block::Paragraph(spans)) => markdown::plain_spans(spans),
            other => unreachable!("{other:?}: a row begins with a paragraph"),
        },
        Some(it) => it.plain(lang),
        None => String::new(),
    };
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!((1..=120).contains(&name.chars().count()), "{name}: a heading of another length is not looked at here");
    name
}

/// What stands under each question, headings within answers and cells included.
fn under_questions(found: &[Piece]) -> Vec<String> {
    let mut all: Vec<Option<String>> = Vec::new();
    for piece in found {
        match piece.kind.as_str() {
            "H1" | "H2" => all.push(None),
            "H3" => all.push(Some(String::new())),
            _ => {
                if let Some(Some(text)) = all.last_mut() {
                    text.push_str(&piece.text);
                }
            }
        }
    }
    all.into_iter().flatten().collect()
}

/// Every word of an answer, one after the other; of a table its cells are compared.
fn words(said: Option<&FormSaid>, lang: Lang) -> Vec<String> {
    let text = match said {
        Some(FormSaid::List(items)) => items.join(" "),
        Some(FormSaid::Table { rows, .. }) if said.is_some_and(|it| it.is_read_by_row(lang)) => {
            rows.iter().flatten().map(|it| it.plain(lang)).collect::<Vec<_>>().join(" ")
        }
        Some(FormSaid::Table { .. }) => String::new(),
        Some(said) => said.plain(lang),
        None => lang.pick("Inte besvarat.", "Not answered.").to_owned(),
    };
    text.split_whitespace().map(squeezed).collect()
}

/// What a program says; `None` where it is not there and need not be.
fn run<S: AsRef<OsStr>>(program: &str, arguments: &[S]) -> Option<String> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(why) => {
            let required = std::env::var("JAMSIDES_TOOLS").as_deref() == Ok("required");
            assert!(!required, "JAMSIDES_TOOLS=required, but {program} does not run: {why}");
            eprintln!("SKIPPED: {program} is not installed, so no document is opened");
            None
        }
    }
}

#[tokio::test]
async fn every_form_opens_in_libreoffice_with_its_headings_and_tables() {
    let folder = tempfile::tempdir().unwrap();
    let office = stage(folder.path()).await;
    let (me, place) = somebody(&office).await;
    let mut views: BTreeMap<String, (FormView, Lang)> = BTreeMap::new();
    for line in office.forms(Some(&me), place.round, place.organisation, Lang::Sv).await.unwrap().lines {
        let key = FormKey { form: line.form.clone(), ..place.clone() };
        let view = office.form(Some(&me), &key, Lang::Sv).await.unwrap();
        let fields = view.sections.iter().flat_map(|it| &it.fields).filter(|it| it.kind != FieldKind::Facts);
        let sent = FilledForm { fields: fields.map(|it| (it.id.clone(), answered(it))).collect() };
        office.save_form(&me, &key, view.version, &sent, Lang::Sv).await.unwrap();
        for lang in Lang::ALL {
            let view = office.form(Some(&me), &key, lang).await.unwrap();
            let (name, _, bytes) = office.form_file(Some(&me), &key, FormFile::Docx, lang).await.unwrap();
            assert!(name.ends_with(".docx"), "{name}");
            let file = format!("{}-{lang}", line.form);
            std::fs::write(folder.path().join(format!("{file}.docx")), bytes).unwrap();
            views.insert(file, (view, lang));
        }
    }
    // The survey is asked when a round nears its end; this one is half-way.
    let asked = method::Library::built_in().forms().filter(|it| it.id.as_str() != method::EVALUATION).count();
    assert_eq!(views.len(), 2 * asked, "every form, in both languages");

    // All at once, with a profile of its own: whatever else runs on the machine is left alone.
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let tagged = "pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"}}";
    let mut arguments = vec![profile, "--headless".into(), "--convert-to".into(), tagged.into(), "--outdir".into()];
    arguments.push(folder.path().display().to_string());
    arguments.extend(views.keys().map(|file| folder.path().join(format!("{file}.docx")).display().to_string()));
    if run("soffice", &arguments).is_none() {
        return;
    }
    let mut tables = 0;
    for (file, (view, lang)) in &views {
        let pdf = folder.path().join(format!("{file}.pdf"));
        assert!(pdf.exists(), "LibreOffice does not open {file}");
        let pdf = pdf.display().to_string();
        let Some(told) = run("pdfinfo", &["-enc", "UTF-8", "-struct-text", &pdf]) else { return };
        let found = pieces(&told);
        let expected = expected(view, *lang);
        let structure: Vec<Piece> = found.iter().filter(|it| it.kind != "P").cloned().collect();
        assert_eq!(structure, expected, "{file}");
        // The first row of every table heads its columns for who does not see it.
        let heads = expected.iter().filter(|it| it.kind == "TH").count();
        assert_eq!(told.matches("/Scope /Column").count(), heads, "{file}: {told}");
        tables += expected.iter().filter(|it| it.kind == "Table").count();

        // And under each question all that is said, in its order.
        let fields: Vec<&FormFieldView> = view.sections.iter().flat_map(|it| &it.fields).collect();
        let answers = under_questions(&found);
        assert_eq!(answers.len(), fields.len(), "{file}");
        for (field, text) in fields.iter().zip(&answers) {
            let mut rest = text.as_str();
            for word in words(field.said.as_ref(), *lang) {
                let Some(at) = rest.find(&word) else { unreachable!("{file}, {}: no {word} in {text}", field.name) };
                rest = &rest[at + word.len()..];
            }
            let source = field.source.as_deref().map(squeezed).unwrap_or_default();
            assert!(text.contains(&source), "{file}, {}: no {source} in {text}", field.name);
        }
        const SCRIPT: &str = "<script>alert(1)</script>";
        let scripts = answers.concat().matches(SCRIPT).count();
        // What is known may repeat what another form says.
        let said: usize = fields.iter().map(|it| format!("{:?}", it.said).matches(SCRIPT).count()).sum();
        let prose = fields.iter().filter(|it| it.kind == FieldKind::Text).count();
        assert_eq!(scripts, said, "{file}: what is written is text");
        assert!(prose <= scripts, "{file}");
    }
    assert!(tables > 0, "some form has a table");
}
