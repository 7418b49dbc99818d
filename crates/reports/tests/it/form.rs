//! Forms filled in: on paper, as slides, and as a document to go on writing in.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::process::Command;

use i18n::Lang;
use office::{FormPaper, FormSaid, PaperField, PaperSection, Press as _, markdown};
use reports::Press;

use crate::letter::{asked, structure};
use crate::paper::{is_tagged, keep, missing, pages, says, text};
use crate::sample::HOSTILE;

const PROSE: &str = "Vi **mäter** för *få*.\n\n# Varför\n\n- Det tar tid\n- Ingen frågar\n  - inte ens vi\n\n3. Först\n4. Sedan\n\n> Sagt i nämnden\n\nSe [planen](https://kommunen.example/plan) och `rapport 7`.";

fn prose(text: &str) -> FormSaid {
    FormSaid::Text(markdown::read(text))
}

fn line(text: &str) -> FormSaid {
    FormSaid::Line(text.to_owned())
}

fn field(heading: &str, said: Option<FormSaid>, source: &str) -> PaperField {
    PaperField { heading: heading.to_owned(), said, source: source.to_owned() }
}

fn filled(lang: Lang) -> FormPaper {
    let pair = |sv: &str, en: &str| lang.pick(sv, en).to_owned();
    let table = FormSaid::Table {
        heads: vec![pair("Vad", "What"), pair("Läge", "State"), pair("Antal", "Number")],
        rows: vec![
            vec![prose("Utbilda **alla**"), line(lang.pick("gjort", "done")), by_sex("12", "9")],
            vec![line("Mäta"), line(""), line("")],
        ],
    };
    FormPaper {
        lang,
        sender: "Härnösands kommun".to_owned(),
        heading: pair("Förbättringsplan", "Improvement plan"),
        about: "Modellkoncept 2026".to_owned(),
        date: "2026-03-02".to_owned(),
        draft: pair("Utkast: ett svar saknas.", "Draft: one answer is missing."),
        sections: vec![
            PaperSection {
                heading: pair("Nuläget", "The present state"),
                text: pair("Det ni vet redan.", "What you know already."),
                slide: true,
                fields: vec![
                    field(
                        &pair("Invånare", "Residents"),
                        Some(by_sex("12 340", "12 411")),
                        "Källa: Kolada, hämtad 2026-01-12.",
                    ),
                    field(&pair("Problemet", "The problem"), Some(prose(PROSE)), ""),
                    field(&pair("Vilka", "Who"), Some(FormSaid::List(vec!["Åsa Ek".into(), "Bo Lund".into()])), ""),
                ],
            },
            PaperSection {
                heading: pair("Arbetet", "The work"),
                text: String::new(),
                slide: false,
                fields: vec![
                    field(&pair("Ur stegen", "From the steps"), Some(table), "Källa: ert arbete i stegen, 2026-03-01."),
                    field(&pair("Tecken på framgång", "Signs of success"), None, ""),
                ],
            },
        ],
    }
}

fn by_sex(women: &str, men: &str) -> FormSaid {
    FormSaid::BySex(women.to_owned(), men.to_owned(), "personer".to_owned())
}

#[test]
fn a_form_is_an_accessible_document() {
    for lang in Lang::ALL {
        let pdf = Press::strict().print_form(&filled(lang)).unwrap();
        keep(&format!("form-{lang}.pdf"), &pdf);
        is_tagged(&pdf, lang, &["H1", "H2", "H3", "H4", "P", "L", "LI", "Table", "TR", "TH", "TD"]);
        says(
            &pdf,
            &[
                "Härnösands kommun",
                "2026-03-02",
                lang.pick("Förbättringsplan", "Improvement plan"),
                lang.pick("Utkast: ett svar saknas.", "Draft: one answer is missing."),
                lang.pick("Kvinnor 12 340, män 12 411 (personer)", "Women 12 340, men 12 411 (personer)"),
                "Källa: Kolada, hämtad 2026-01-12.",
                "Vi mäter för få.",
                "planen (https://kommunen.example/plan) och rapport 7.",
                "Utbilda alla",
                lang.pick("Inte besvarat.", "Not answered."),
                lang.pick("Sida 1 (", "Page 1 ("),
            ],
        );
        if let Some(about) = asked("pdfinfo", &["-enc", "UTF-8", "-isodates", "-"], &pdf) {
            assert!(
                about.contains(lang.pick("Förbättringsplan, Härnösands", "Improvement plan, Härnösands")),
                "{about}"
            );
            assert!(about.contains("2026-03-02") && about.contains("A4"), "{about}");
        }
    }
}

#[test]
fn a_reader_hears_headings_lists_and_heads_of_tables_in_order() {
    let Some(lines) = structure(&Press::strict().print_form(&filled(Lang::Sv)).unwrap()) else { return };
    let all = lines.join("\n");
    let mut from = 0;
    for part in [
        "H1",
        "Förbättringsplan",
        "H2",
        "Nuläget",
        "H3",
        "Invånare",
        "H3",
        "Problemet",
        "H4",
        "Varför",
        "Det tar tid",
        "Först",
        "H3",
        "Vilka",
        "Bo Lund",
        "H2",
        "Arbetet",
        "H3",
        "Ur stegen",
        "Table",
        "TH",
        "Läge",
        "Utbilda",
        "H3",
        "Tecken på framgång",
        "Inte besvarat.",
    ] {
        let at = all.get(from..).and_then(|rest| rest.find(part));
        from += at.unwrap_or_else(|| panic!("{part} is not there, or not in its place:\n{all}"));
    }
    let count = |kind: &str| lines.iter().filter(|line| line.split([' ', ':']).next() == Some(kind)).count();
    // Three heads of columns; a head for each row.
    assert_eq!((count("H1"), count("H2"), count("H3"), count("H4"), count("TH")), (1, 2, 5, 1, 5), "{all}");
    assert_eq!(all.matches("/Scope /Column").count(), 3, "{all}");
    assert_eq!(all.matches("/Scope /Row").count(), 2, "{all}");
}

#[test]
fn slides_hold_what_is_said_in_their_sections() {
    for lang in Lang::ALL {
        let mut paper = filled(lang);
        paper.draft = String::new();
        let pdf = Press::strict().print_slides(&paper).unwrap();
        keep(&format!("slides-{lang}.pdf"), &pdf);
        is_tagged(&pdf, lang, &["H1", "H2", "H3", "P", "L"]);
        assert!(pages(&pdf) >= 2);
        says(&pdf, &[lang.pick("Nuläget", "The present state"), "12 340", "Bo Lund"]);
        if let Some(text) = text(&pdf) {
            let hidden = lang.pick(["Arbetet", "Inte besvarat"], ["The work", "Not answered"]);
            assert!(!hidden.into_iter().any(|part| text.contains(part)), "{text}");
        }
        if let Some(about) = asked("pdfinfo", &["-"], &pdf) {
            assert!(about.contains("841.89 x 595.276"), "A4 across: {about}");
        }
        // Nothing said: no slide; in a draft one that says what is missing.
        paper.sections[0].fields.iter_mut().for_each(|field| field.said = None);
        paper.sections[0].fields[1].said = Some(prose("# \u{feff}"));
        assert_eq!(pages(&Press::strict().print_slides(&paper).unwrap()), 1);
        paper.draft = filled(lang).draft;
        let missing = lang.pick("Saknas än: Invånare; Problemet; Vilka", "Still missing: Residents; The problem; Who");
        let pdf = Press::strict().print_slides(&paper).unwrap();
        assert_eq!(pages(&pdf), 2);
        says(&pdf, &[lang.pick("Nuläget", "The present state"), missing]);
        paper.sections.clear();
        assert_eq!(pages(&Press::strict().print_slides(&paper).unwrap()), 1);
    }
}

/// Improvements with everything there is to say of them.
fn improvements() -> FormSaid {
    let heads =
        ["Problem", "Idé", "Idén kommer från", "Utgångsläge", "Senast", "Alla mätningar", "Vad det blev", "Beslut"];
    let idea = "Hemtjänsten ringer själv tre veckor efter varje beslut och frågar om behovet har ändrats. ".repeat(3);
    let row = |problem: &str| {
        let said = [line(problem), prose(&idea), line("oss själva"), by_sex("18", "13"), line("")];
        let then = [prose("2026-07-16: 23\n\n2026-07-23: 22"), line("Båda svarade."), line("")];
        said.into_iter().chain(then).collect()
    };
    FormSaid::Table { heads: heads.map(str::to_owned).into(), rows: vec![row("Kvinnor väntar"), row("Budgeten")] }
}

#[test]
fn a_row_that_says_much_is_read_by_itself() {
    let mut paper = filled(Lang::Sv);
    paper.sections[1].fields[0].said = Some(improvements());
    paper.sections[1].slide = true;
    let press = Press::strict();
    let pdf = press.print_form(&paper).unwrap();
    keep("form-rows.pdf", &pdf);
    // No word is broken where it stands: the text comes back as it was written.
    says(
        &pdf,
        &[
            "Kvinnor väntar Idé: Hemtjänsten ringer själv tre veckor",
            "Idén kommer från: oss själva",
            "Utgångsläge: Kvinnor 18, män 13",
            "Alla mätningar: 2026-07-16: 23 2026-07-23: 22",
            "Vad det blev: Båda svarade.",
            "Budgeten Idé: Hemtjänsten",
        ],
    );
    if let Some(text) = text(&pdf) {
        assert!(!text.contains("Beslut:") && !text.contains("Senast:"), "nothing is said there: {text}");
    }
    if let Some(lines) = structure(&pdf) {
        let count = |kind: &str| lines.iter().filter(|line| line.split([' ', ':']).next() == Some(kind)).count();
        // The heading within the prose, and two rows.
        assert_eq!((count("H4"), count("Table")), (3, 0), "{lines:?}");
    }
    is_tagged(&press.print_slides(&paper).unwrap(), Lang::Sv, &["H1", "H2", "H3"]);
    let parts = opened(&press.print_docx(&paper).unwrap());
    let document = &parts["word/document.xml"];
    assert_eq!((document.matches("\"Heading4\"").count(), document.matches("<w:tbl>").count()), (3, 0));
    assert_eq!(document.matches("Idén kommer från: ").count(), 2);
    assert!(!document.contains("Beslut: "), "{document}");
    assert!(is_well_formed(document), "{document}");
}

#[test]
fn an_address_stands_whole_in_its_column() {
    let mut paper = filled(Lang::Sv);
    let heads = ["Namn", "Roll", "Tid", "E-post i arbetet"].map(str::to_owned).into();
    let mail = "birgitta.myrlund@exempel.example";
    let row = vec![line("Birgitta Myrlund"), line("politiker"), line("2024-06-05 till och med 2026-05-05"), line(mail)];
    paper.sections[1].fields[0].said = Some(FormSaid::Table { heads, rows: vec![row] });
    let pdf = Press::strict().print_form(&paper).unwrap();
    keep("form-people.pdf", &pdf);
    says(&pdf, &["politiker", mail]);
    let widths: Vec<usize> = opened(&Press::strict().print_docx(&paper).unwrap())["word/document.xml"]
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    let [name, role, time, address] = widths[..] else { panic!("{widths:?}") };
    assert!(role < name && name < time && name < address, "{widths:?}");
    assert!(name + role + time + address <= 9638, "{widths:?}");
}

#[test]
fn hostile_texts_are_texts() {
    for times in [1, 3, 30] {
        let bad = HOSTILE.repeat(times);
        let written = format!("{bad}\n\n# {bad}\n\n- {bad}\n\n> {bad}\n\n```\n{bad}\n```\n\n<script>alert(1)</script>");
        let said = [
            prose(&written),
            line(&bad),
            FormSaid::BySex(bad.clone(), bad.clone(), bad.clone()),
            FormSaid::List(vec![bad.clone(); 2]),
            FormSaid::Table { heads: vec![bad.clone(); 3], rows: vec![vec![prose(&written), line(&bad), line("")]; 2] },
            FormSaid::Table { heads: vec![bad.clone(); 2], rows: vec![vec![line(&bad), prose(&written)]; 2] },
        ];
        let paper = FormPaper {
            sender: bad.clone(),
            heading: bad.clone(),
            about: bad.clone(),
            draft: bad.clone(),
            sections: vec![PaperSection {
                heading: bad.clone(),
                text: bad.clone(),
                slide: true,
                fields: said.into_iter().map(|said| field(&bad, Some(said), &bad)).collect(),
            }],
            ..filled(Lang::Sv)
        };
        let press = Press::strict();
        for (name, pdf) in
            [("form", press.print_form(&paper).unwrap()), ("slides", press.print_slides(&paper).unwrap())]
        {
            keep(&format!("{name}-hostile-{times}.pdf"), &pdf);
            is_tagged(&pdf, Lang::Sv, &["H1", "H2", "H3", "P", "Table"]);
            if let Some(text) = text(&pdf) {
                assert!(text.contains("#import") && text.contains("alert(1)"), "{text}");
                assert!(!text.contains(|c: char| c.is_control() || c == '\u{202e}'));
            }
        }
        let parts = opened(&press.print_docx(&paper).unwrap());
        assert!(!parts["word/document.xml"].contains("<script"));
    }
    let nothing = FormPaper {
        sender: "\u{200b}".into(),
        heading: String::new(),
        about: String::new(),
        draft: String::new(),
        sections: vec![PaperSection {
            heading: String::new(),
            text: String::new(),
            slide: true,
            fields: vec![field("", Some(prose("# \u{feff}")), "")],
        }],
        ..filled(Lang::En)
    };
    assert_eq!(pages(&Press::strict().print_form(&nothing).unwrap()), 1);
    assert!(Press::strict().print_slides(&nothing).is_ok());
    assert!(Press::default().print_form(&FormPaper { date: "i dag".into(), ..nothing }).is_err());
}

/// Whatever somebody writes, a document leads nowhere but to the web and holds nothing that runs.
#[test]
fn scripts_are_words_on_paper_too() {
    for script in [
        "[klicka](javascript:alert(1))",
        "[klicka](JaVaScRiPt:alert(1))",
        "[klicka](data:text/html;base64,PHNjcmlwdD4=)",
        "[klicka](file:///etc/passwd)",
        "![klicka](javascript:alert(1))",
        "klicka <a href=\"javascript:alert(1)\">här</a>",
        "klicka <svg onload=alert(1)>&#60;script&#62;</svg>",
        "klicka ]]></w:t></w:r><w:altChunk/><w:instrText>DDEAUTO</w:instrText>",
        "klicka #eval(\"1\") #read(\"/etc/passwd\") $x$",
    ] {
        let table = FormSaid::Table { heads: vec![script.into()], rows: vec![vec![prose(script)], vec![line(script)]] };
        let said = [prose(script), line(script), FormSaid::List(vec![script.into()]), table];
        let fields = said.into_iter().map(|said| field(script, Some(said), script)).collect();
        let section = PaperSection { heading: script.into(), text: script.into(), slide: true, fields };
        let paper = FormPaper { heading: script.into(), sections: vec![section], ..filled(Lang::Sv) };
        let press = Press::strict();
        for pdf in [press.print_form(&paper).unwrap(), press.print_slides(&paper).unwrap()] {
            let raw = String::from_utf8_lossy(&pdf);
            for never in
                ["/JavaScript", "/Launch", "/SubmitForm", "/EmbeddedFile", "/URI (javascript", "/URI(javascript"]
            {
                assert!(!raw.contains(never), "{script}: {never}");
            }
            says(&pdf, &["klicka"]);
        }
        let parts = opened(&press.print_docx(&paper).unwrap());
        for part in parts.values() {
            assert!(is_well_formed(part), "{script}: {part}");
            assert!(!part.contains("<w:altChunk") && !part.contains("<w:instrText"), "{script}: {part}");
        }
        let leads = &parts["word/_rels/document.xml.rels"];
        assert!(!leads.contains("TargetMode=\"External\""), "{script}: {leads}");
        assert!(parts["word/document.xml"].contains("klicka"));
    }
}

#[test]
fn same_form_same_bytes() {
    let press = Press::default();
    let paper = filled(Lang::Sv);
    assert_eq!(press.print_form(&paper), press.print_form(&paper));
    assert_eq!(press.print_slides(&paper), press.print_slides(&paper));
    assert_eq!(press.print_docx(&paper), press.print_docx(&paper));
}

/// The parts of a document by name.
fn opened(docx: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.insert(part.name().unwrap().into_owned(), text);
    }
    parts
}

#[test]
fn the_document_has_headings_lists_and_tables() {
    for (lang, tag) in [(Lang::Sv, "sv-SE"), (Lang::En, "en-GB")] {
        let docx = Press::strict().print_docx(&filled(lang)).unwrap();
        keep(&format!("form-{lang}.docx"), &docx);
        let parts = opened(&docx);
        let document = &parts["word/document.xml"];
        for (style, count) in [("Heading1", 1), ("Heading2", 2), ("Heading3", 5), ("Heading4", 1)] {
            assert_eq!(document.matches(&format!("<w:pStyle w:val=\"{style}\"/>")).count(), count, "{style}");
            assert!(parts["word/styles.xml"].contains(&format!("w:styleId=\"{style}\"")));
        }
        assert_eq!((document.matches("<w:tbl>").count(), document.matches("<w:tblHeader/>").count()), (1, 1));
        assert_eq!(document.matches("<w:tr>").count(), 3);
        assert_eq!(document.matches("<w:tc>").count(), 9);
        // Points, points within them, numbers; the people.
        assert_eq!(document.matches("<w:numPr>").count(), 2 + 1 + 2 + 2);
        assert!(parts["word/numbering.xml"].contains("<w:startOverride w:val=\"3\"/>"));
        assert!(document.contains("<w:b/></w:rPr><w:t xml:space=\"preserve\">mäter</w:t>"));
        assert!(parts["word/_rels/document.xml.rels"].contains("Target=\"https://kommunen.example/plan\""));
        assert!(parts["word/styles.xml"].contains(&format!("<w:lang w:val=\"{tag}\"/>")));
        let core = &parts["docProps/core.xml"];
        assert!(core.contains(&format!("<dc:language>{tag}</dc:language>")));
        assert!(core.contains(lang.pick("<dc:title>Förbättringsplan, ", "<dc:title>Improvement plan, ")), "{core}");
        assert!(core.contains("2026-03-02T00:00:00Z"));
        for part in parts.values() {
            assert!(is_well_formed(part), "{part}");
        }
    }
}

/// Whether every element that begins ends, in the right order.
fn is_well_formed(xml: &str) -> bool {
    let mut open = Vec::new();
    for piece in xml.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else { return false };
        if text.contains('>') {
            return false;
        }
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) if open.pop() == Some(name) => {}
            Some(_) => return false,
            None => open.push(tag.split(' ').next().unwrap_or_default()),
        }
    }
    open.is_empty()
}

/// The document opens in LibreOffice, and its headings and tables are there in the PDF it makes.
#[test]
fn libreoffice_opens_the_document() {
    let folder = std::env::temp_dir().join(format!("jamsides-docx-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("form.docx");
    std::fs::write(&file, Press::strict().print_docx(&filled(Lang::Sv)).unwrap()).unwrap();
    let asked = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args([
            "--headless",
            "--convert-to",
            "pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"}}",
        ])
        .arg("--outdir")
        .arg(&folder)
        .arg(&file)
        .output();
    match asked {
        Err(_) => missing("soffice (LibreOffice)"),
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let pdf = std::fs::read(folder.join("form.pdf")).unwrap();
            says(&pdf, &["Förbättringsplan", "Nuläget", "Vi mäter för få.", "Utbilda alla", "Inte besvarat."]);
            if let Some(lines) = structure(&pdf) {
                let all = lines.join("\n");
                for part in ["H1", "H2", "H3", "Table", "TR"] {
                    assert!(all.contains(part), "{part}: {all}");
                }
            }
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
