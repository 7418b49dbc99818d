//! A form as a document to go on writing in (Office Open XML, ECMA-376).
//!
//! Written here, part by part: of the libraries there are none writes all that a reader who hears the
//! document needs (the document's title and language, rows that head a table). It is small: headings,
//! paragraphs, lists, tables. Nothing in it is of a program's own, and the same form gives the same bytes.

use crate::date::Day;
use crate::table;
use i18n::{Lang, texts};
use office::markdown::{Block, Span};
use office::{FormPaper, FormSaid};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use unicode_normalization::UnicodeNormalization as _;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// The abstract lists: with points, and numbered.
const POINTS: u32 = 0;
const NUMBERS: u32 = 1;
/// Word knows nine levels of lists.
const LEVELS: usize = 9;
/// The width of what is written on a page, in twentieths of a point.
const ACROSS: usize = 9638;

/// The document of `paper`.
pub(crate) fn write(paper: &FormPaper) -> Result<Vec<u8>, String> {
    let day = Day::of(&paper.date).ok_or_else(|| format!("{:?}, the form's date, is no day", paper.date))?;
    let mut writing = Writing::default();
    let document = writing.document(paper);
    let lang = tag(paper.lang);
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(paper, day, lang)),
        ("docProps/app.xml", app(paper.lang)),
        ("word/document.xml", document),
        ("word/styles.xml", styles(lang)),
        ("word/numbering.xml", writing.numbering()),
        ("word/settings.xml", settings(lang)),
        ("word/_rels/document.xml.rels", writing.relations()),
    ];
    zipped(&parts).map_err(|why| why.to_string())
}

const fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => "sv-SE",
        Lang::En => "en-GB",
    }
}

fn zipped(parts: &[(&str, String)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// How wide a cell is.
fn wide(width: usize) -> String {
    format!("<w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>")
}

/// Text that is text, also within quotes, of signs that XML can hold.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // Unseen signs that turn the reading about, and what is no sign at all.
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {}
            '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// How a run of text looks.
#[derive(Clone, Copy, Default)]
struct Look {
    bold: bool,
    italic: bool,
    code: bool,
    link: bool,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The list and its level, of the first paragraph of an item.
    item: Option<(u32, usize)>,
    /// How far in, in levels of lists.
    depth: usize,
    quoted: bool,
    /// In a table: headings are stressed lines.
    in_cell: bool,
}

/// A document as it grows: its lists and the addresses it leads to.
#[derive(Default)]
struct Writing {
    body: String,
    /// The lists, each of an abstract one, from a number.
    lists: Vec<(u32, u64)>,
    addresses: Vec<String>,
}

impl Writing {
    fn document(&mut self, paper: &FormPaper) -> String {
        let lang = paper.lang;
        self.heading(1, &paper.heading);
        self.styled("Subtitle", &format!("{}, {}", paper.sender, paper.date));
        self.styled("Subtitle", &paper.about);
        self.styled("Notice", &paper.draft);
        for section in &paper.sections {
            self.heading(2, &section.heading);
            self.styled("Subtitle", &section.text);
            for field in &section.fields {
                self.heading(3, &field.heading);
                match &field.said {
                    Some(said) => self.told(said, &field.heading, lang),
                    None => self.styled("Source", lang.pick("Inte besvarat.", "Not answered.")),
                }
                self.styled("Source", &field.source);
            }
        }
        format!(
            "{HEAD}<w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\"><w:body>{}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
             <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
            self.body
        )
    }

    fn heading(&mut self, level: u8, text: &str) {
        let text = if text.trim().is_empty() { "–" } else { text };
        self.styled(&format!("Heading{level}"), text);
    }

    /// A paragraph of a style; none where nothing is said.
    fn styled(&mut self, style: &str, text: &str) {
        if !text.trim().is_empty() {
            let _ = write!(self.body, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
            self.run(text, Look::default());
            self.body.push_str("</w:p>");
        }
    }

    fn told(&mut self, said: &FormSaid, heading: &str, lang: Lang) {
        match said {
            FormSaid::Text(blocks) => self.blocks(blocks, Place::default()),
            FormSaid::List(items) => {
                let list = self.list(None);
                for item in items {
                    self.paragraph(&[Span::Text(item.clone())], Place { item: Some((list, 0)), ..Place::default() });
                }
            }
            FormSaid::Table { heads, rows } if said.is_read_by_row(lang) => {
                for row in table::rows(heads, rows, lang) {
                    self.by_itself(&row, lang);
                }
            }
            FormSaid::Table { heads, rows } => self.table(heading, heads, rows, lang),
            said => self.paragraph(&[Span::Text(said.plain(lang))], Place::default()),
        }
    }

    /// A row read by itself: a heading, and each head with what is said.
    fn by_itself(&mut self, row: &table::Row<'_>, lang: Lang) {
        self.heading(4, &row.heading);
        for (head, said) in &row.said {
            let mut line = vec![Span::Strong(vec![Span::Text(format!("{head}: "))])];
            match said.as_ref() {
                FormSaid::Text(blocks) => match blocks.as_slice() {
                    [Block::Paragraph(only)] => {
                        line.extend(only.iter().cloned());
                        self.paragraph(&line, Place::default());
                    }
                    blocks => {
                        self.paragraph(&line, Place::default());
                        self.blocks(blocks, Place { in_cell: true, ..Place::default() });
                    }
                },
                said => {
                    line.push(Span::Text(said.plain(lang)));
                    self.paragraph(&line, Place::default());
                }
            }
        }
    }

    /// A table whose first row heads its columns and is repeated on every page.
    fn table(&mut self, heading: &str, heads: &[String], rows: &[Vec<FormSaid>], lang: Lang) {
        let _ = write!(
            self.body,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>\
             <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
            escape(heading)
        );
        let signs = table::widths(heads, rows, table::LINE, lang);
        let all = signs.iter().sum::<usize>().max(1);
        let widths: Vec<usize> = signs.iter().map(|it| it * ACROSS / all).collect();
        for width in &widths {
            let _ = write!(self.body, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.body.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        let bold = Look { bold: true, ..Look::default() };
        for (head, width) in heads.iter().zip(&widths) {
            let _ = write!(self.body, "<w:tc>{}<w:p>", wide(*width));
            self.run(head, bold);
            self.body.push_str("</w:p></w:tc>");
        }
        self.body.push_str("</w:tr>");
        for row in rows {
            self.body.push_str("<w:tr>");
            for (cell, width) in row.iter().zip(&widths) {
                self.cell(cell, *width, lang);
            }
            self.body.push_str("</w:tr>");
        }
        // Two tables that meet would become one.
        self.body.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Source\"/></w:pPr></w:p>");
    }

    fn cell(&mut self, said: &FormSaid, width: usize, lang: Lang) {
        let _ = write!(self.body, "<w:tc>{}", wide(width));
        let before = self.body.len();
        let place = Place { in_cell: true, ..Place::default() };
        match said {
            FormSaid::Text(blocks) => self.blocks(blocks, place),
            said => self.paragraph(&[Span::Text(said.plain(lang))], place),
        }
        // A cell holds a paragraph, if an empty one.
        if self.body.len() == before {
            self.body.push_str("<w:p/>");
        }
        self.body.push_str("</w:tc>");
    }

    fn blocks(&mut self, blocks: &[Block], mut place: Place) {
        for block in blocks {
            match block {
                Block::Heading(spans) if place.in_cell || place.item.is_some() || place.depth > 0 => {
                    self.paragraph(&[Span::Strong(spans.clone())], place);
                }
                Block::Heading(spans) => {
                    self.body.push_str("<w:p><w:pPr><w:pStyle w:val=\"Heading4\"/></w:pPr>");
                    self.spans(spans, Look::default());
                    self.body.push_str("</w:p>");
                }
                Block::Paragraph(spans) => self.paragraph(spans, place),
                Block::Quote(inner) => self.blocks(inner, Place { quoted: true, ..place }),
                Block::Code(text) => {
                    let mut spans = Vec::new();
                    for line in text.lines() {
                        if !spans.is_empty() {
                            spans.push(Span::Break);
                        }
                        spans.push(Span::Code(line.to_owned()));
                    }
                    self.paragraph(&spans, place);
                }
                Block::List(first, items) => {
                    let list = self.list(*first);
                    for item in items {
                        let inside =
                            Place { item: Some((list, place.depth.min(LEVELS - 1))), depth: place.depth + 1, ..place };
                        self.blocks(item, inside);
                    }
                }
            }
            // The rest of an item stands under its first paragraph.
            place.item = None;
        }
    }

    fn paragraph(&mut self, spans: &[Span], place: Place) {
        self.body.push_str("<w:p><w:pPr>");
        if place.quoted {
            self.body.push_str("<w:pStyle w:val=\"Quote\"/>");
        } else if place.depth > 0 || place.item.is_some() {
            self.body.push_str("<w:pStyle w:val=\"ListParagraph\"/>");
        }
        match place.item {
            Some((list, level)) => {
                let _ = write!(self.body, "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
            }
            None if place.depth > 0 => {
                let _ = write!(self.body, "<w:ind w:left=\"{}\"/>", 360 * place.depth.min(LEVELS));
            }
            None => {}
        }
        self.body.push_str("</w:pPr>");
        self.spans(spans, Look::default());
        self.body.push_str("</w:p>");
    }

    fn spans(&mut self, spans: &[Span], look: Look) {
        for span in spans {
            match span {
                Span::Text(text) => self.run(text, look),
                Span::Code(text) => self.run(text, Look { code: true, ..look }),
                Span::Strong(inner) => self.spans(inner, Look { bold: true, ..look }),
                Span::Emphasis(inner) => self.spans(inner, Look { italic: true, ..look }),
                Span::Break => self.body.push_str("<w:r><w:br/></w:r>"),
                Span::Link(address, inner) => {
                    self.addresses.push(address.clone());
                    let _ = write!(self.body, "<w:hyperlink r:id=\"rIdA{}\" w:history=\"1\">", self.addresses.len());
                    self.spans(inner, Look { link: true, ..look });
                    self.body.push_str("</w:hyperlink>");
                }
            }
        }
    }

    fn run(&mut self, text: &str, look: Look) {
        self.body.push_str("<w:r>");
        if look.bold || look.italic || look.code || look.link {
            self.body.push_str("<w:rPr>");
            for (on, mark) in [
                (look.link, "<w:rStyle w:val=\"Hyperlink\"/>"),
                (look.code, "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/>"),
                (look.bold, "<w:b/>"),
                (look.italic, "<w:i/>"),
            ] {
                if on {
                    self.body.push_str(mark);
                }
            }
            self.body.push_str("</w:rPr>");
        }
        let _ = write!(self.body, "<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
    }

    /// A new list, and its number. Each counts for itself.
    fn list(&mut self, first: Option<u64>) -> u32 {
        self.lists.push(match first {
            None => (POINTS, 1),
            Some(first) => (NUMBERS, first.min(1_000_000)),
        });
        u32::try_from(self.lists.len()).unwrap_or(u32::MAX)
    }

    fn numbering(&self) -> String {
        let mut out = format!("{HEAD}<w:numbering xmlns:w=\"{W}\">");
        for (kind, format, text) in [(POINTS, "bullet", "–"), (NUMBERS, "decimal", "")] {
            let _ =
                write!(out, "<w:abstractNum w:abstractNumId=\"{kind}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>");
            for level in 0..LEVELS {
                let text = if text.is_empty() { format!("%{}.", level + 1) } else { text.to_owned() };
                let _ = write!(
                    out,
                    "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
                     <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"360\"/></w:pPr></w:lvl>",
                    360 * (level + 1)
                );
            }
            out.push_str("</w:abstractNum>");
        }
        for (at, (kind, first)) in self.lists.iter().enumerate() {
            let _ = write!(out, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{kind}\"/>", at + 1);
            for level in 0..LEVELS {
                let _ = write!(
                    out,
                    "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride>"
                );
            }
            out.push_str("</w:num>");
        }
        out.push_str("</w:numbering>");
        out
    }

    fn relations(&self) -> String {
        let mut out = format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">");
        for (at, part) in ["styles", "numbering", "settings"].into_iter().enumerate() {
            let _ = write!(out, "<Relationship Id=\"rId{}\" Type=\"{R}/{part}\" Target=\"{part}.xml\"/>", at + 1);
        }
        for (at, address) in self.addresses.iter().enumerate() {
            let _ = write!(
                out,
                "<Relationship Id=\"rIdA{}\" Type=\"{R}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                at + 1,
                escape(address)
            );
        }
        out.push_str("</Relationships>");
        out
    }
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let package = "application/vnd.openxmlformats-package";
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{KINDS}\"><Default Extension=\"rels\" ContentType=\"{package}.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    for (part, kind) in [
        ("/word/document.xml", format!("{word}.document.main+xml")),
        ("/word/styles.xml", format!("{word}.styles+xml")),
        ("/word/numbering.xml", format!("{word}.numbering+xml")),
        ("/word/settings.xml", format!("{word}.settings+xml")),
        ("/docProps/core.xml", format!("{package}.core-properties+xml")),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()),
    ] {
        let _ = write!(out, "<Override PartName=\"{part}\" ContentType=\"{kind}\"/>");
    }
    out.push_str("</Types>");
    out
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{RELATIONS}\">\
         <Relationship Id=\"rId1\" Type=\"{R}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{R}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn core(paper: &FormPaper, day: Day, lang: &str) -> String {
    let title = escape(&format!("{}, {}", paper.heading, paper.sender));
    let author = escape(&paper.sender);
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>\
         <dc:language>{lang}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>"
    )
}

fn app(lang: Lang) -> String {
    let product = escape(&texts(lang).get("product"));
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>{product}</Application></Properties>"
    )
}

fn settings(lang: &str) -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{W}\"><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{lang}\"/></w:settings>"
    )
}

/// The styles, by the names that Word and LibreOffice know: headings are headings in both.
fn styles(lang: &str) -> String {
    let mut out = format!(
        "{HEAD}<w:styles xmlns:w=\"{W}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>\
         <w:lang w:val=\"{lang}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
    );
    for (level, size, before) in [(1, 40, 0), (2, 30, 360), (3, 24, 240), (4, 22, 200)] {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr><w:keepNext/><w:spacing w:before=\"{before}\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
            level - 1
        );
    }
    for (id, name, paragraph, run) in [
        ("Subtitle", "Subtitle", "", "<w:color w:val=\"4F5B64\"/>"),
        ("Source", "Source", "", "<w:color w:val=\"4F5B64\"/><w:sz w:val=\"19\"/>"),
        (
            "Notice",
            "Notice",
            "<w:pBdr><w:left w:val=\"single\" w:sz=\"16\" w:space=\"6\" w:color=\"14212B\"/></w:pBdr>",
            "<w:b/>",
        ),
        ("Quote", "Quote", "<w:ind w:left=\"567\"/>", "<w:i/>"),
        ("ListParagraph", "List Paragraph", "", ""),
    ] {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        );
    }
    out.push_str(
        "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"0B5A6F\"/><w:u w:val=\"single\"/></w:rPr></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>",
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8A949B\"/>");
    }
    out.push_str("</w:tblBorders></w:tblPr></w:style></w:styles>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text() {
        assert_eq!(escape("<w:p> & \"x\"\u{0}\u{202e}\u{7}"), "&lt;w:p&gt; &amp; &quot;x&quot;");
        assert_eq!(escape("en\nrad\ttill"), "en rad till");
        assert_eq!(escape("a\u{308}ven"), "även");
    }

    #[test]
    fn lists_count_for_themselves() {
        let mut writing = Writing::default();
        writing.blocks(&office::markdown::read("3. tre\n\nmellan\n\n1. ett\n   - inne"), Place::default());
        let numbering = writing.numbering();
        assert!(numbering.contains("<w:startOverride w:val=\"3\"/>"));
        assert_eq!(writing.lists, [(NUMBERS, 3), (NUMBERS, 1), (POINTS, 1)]);
        assert!(writing.body.contains("<w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/>"), "{}", writing.body);
    }
}
