//! Views and papers to files: PDF by Typst, XLSX, DOCX.
//!
//! Here live: the templates (`templates/*.typ`), the four print fonts, the world Typst sees (no
//! disk, no network, no clock) and the workbook. Not here: sentences about figures (`app`), what a
//! decision says (`office`), drawing (`charts`).
//!
//! A document is made in one direction: a view (`board`, `comparison`, `figure`) or a paper of the
//! programme (`letter`, `form`, `beside`, `booklet`, `handover`) becomes JSON, every text in it is cleaned
//! (`clean`), the template reads
//! the JSON as plain strings, and nothing in it is ever read as markup. What people write in Markdown
//! comes as a tree (`office::markdown`), not as text. Every PDF is compiled under PDF/UA-1 and PDF/A-2a
//! together; a document that breaks either is an error, not a file.
//!
//! Same view, same bytes: the creation date is the date on which the data was fetched; of a letter,
//! the day it is dated.

mod beside;
mod board;
mod booklet;
mod cases;
mod cases_workbook;
mod clean;
mod comparison;
mod date;
mod desk;
mod docx;
mod figure;
mod fonts;
mod form;
mod handover;
mod letter;
mod parts;
mod pdf;
mod table;
mod workbook;

use app::Printer;
use app::cases::CasesView;
use app::view::{CompareView, FigureRow, FigureView, MunicipalityView};
use i18n::Lang;
use office::{BesidePaper, BookletPaper, FormPaper, HandoverPaper, Paper};

/// Makes PDF and XLSX out of views, and PDF out of the programme's papers. Give it views asked for
/// with [`app::Ask::print`], so that the charts carry their own colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Press {
    strict: bool,
}

impl Press {
    /// A press that also refuses what Typst only warns of. For tests.
    #[must_use]
    pub const fn strict() -> Self {
        Self { strict: true }
    }
}

impl Printer for Press {
    fn board_sheet(&self, view: &MunicipalityView, lang: Lang) -> Result<Vec<u8>, String> {
        board::print(view, lang, self.strict)
    }

    fn comparison(&self, view: &CompareView, lang: Lang) -> Result<Vec<u8>, String> {
        comparison::print(view, lang, self.strict)
    }

    fn figure(&self, view: &FigureView, lang: Lang) -> Result<Vec<u8>, String> {
        figure::print(view, lang, self.strict)
    }

    fn workbook(&self, rows: &[FigureRow], lang: Lang) -> Result<Vec<u8>, String> {
        workbook::write(rows, lang)
    }

    fn cases(&self, view: &CasesView, lang: Lang) -> Result<Vec<u8>, String> {
        cases::print(view, lang, self.strict)
    }

    fn cases_workbook(&self, view: &CasesView, lang: Lang) -> Result<Vec<u8>, String> {
        cases_workbook::write(view, lang).map_err(|error| error.to_string())
    }
}

impl office::Press for Press {
    fn print(&self, paper: &Paper) -> Result<Vec<u8>, String> {
        letter::print(paper, self.strict)
    }

    fn print_form(&self, paper: &FormPaper) -> Result<Vec<u8>, String> {
        form::print(paper, self.strict)
    }

    fn print_slides(&self, paper: &FormPaper) -> Result<Vec<u8>, String> {
        form::slides(paper, self.strict)
    }

    fn print_docx(&self, paper: &FormPaper) -> Result<Vec<u8>, String> {
        docx::write(paper)
    }

    fn print_beside(&self, paper: &BesidePaper) -> Result<Vec<u8>, String> {
        beside::print(paper, self.strict)
    }

    fn print_booklet(&self, paper: &BookletPaper) -> Result<Vec<u8>, String> {
        booklet::print(paper, self.strict)
    }

    fn print_handover(&self, paper: &HandoverPaper) -> Result<Vec<u8>, String> {
        handover::print(paper, self.strict)
    }
}
