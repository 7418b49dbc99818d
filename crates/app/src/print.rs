//! The door to documents: `reports` implements it, the binary wires it, `web` only calls it.

use crate::cases::CasesView;
use crate::view::{CompareView, FigureRow, FigureView, MunicipalityView};
use i18n::Lang;

/// Makes files out of views. Implemented by the crate `reports`.
pub trait Printer: Send + Sync {
    /// One page for the board or steering group: PDF/UA-1 and PDF/A-2a.
    ///
    /// # Errors
    /// When the document does not compile or breaks the profile; the text is for the log.
    fn board_sheet(&self, view: &MunicipalityView, lang: Lang) -> Result<Vec<u8>, String>;

    /// The whole comparison as a PDF.
    ///
    /// # Errors
    /// As [`Printer::board_sheet`].
    fn comparison(&self, view: &CompareView, lang: Lang) -> Result<Vec<u8>, String>;

    /// One figure as a PDF.
    ///
    /// # Errors
    /// As [`Printer::board_sheet`].
    fn figure(&self, view: &FigureView, lang: Lang) -> Result<Vec<u8>, String>;

    /// Rows as a workbook (XLSX), with a sheet that says what the columns mean and where the
    /// numbers come from.
    ///
    /// # Errors
    /// When the workbook cannot be written.
    fn workbook(&self, rows: &[FigureRow], lang: Lang) -> Result<Vec<u8>, String>;

    /// The answer of an analysis of case data as a PDF.
    ///
    /// # Errors
    /// As [`Printer::board_sheet`].
    fn cases(&self, view: &CasesView, lang: Lang) -> Result<Vec<u8>, String>;

    /// The same as a workbook: numbers on the first sheet, sentences on the second.
    ///
    /// # Errors
    /// When the workbook cannot be written.
    fn cases_workbook(&self, view: &CasesView, lang: Lang) -> Result<Vec<u8>, String>;
}
