//! A template and its data to PDF, under PDF/UA-1 and PDF/A-2a together.

use crate::clean::{clean_all, clean_svg};
use crate::date::Day;
use crate::desk::Desk;
use crate::parts::Charts;
use serde_json::Value;
use typst::World;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// What a PDF is made of.
pub(crate) struct Draft {
    /// The text of the template.
    pub(crate) template: &'static str,
    /// What the template reads; cleaned here.
    pub(crate) data: Value,
    /// The charts it names.
    pub(crate) charts: Charts,
    /// The creation date it states.
    pub(crate) day: Day,
    /// Texts longer than this many characters are cut.
    pub(crate) limit: usize,
}

/// Makes the PDF; `None` when it has more than `max_pages`.
///
/// A warning is an error when `strict`, otherwise a line in the log.
pub(crate) fn print(mut draft: Draft, max_pages: usize, strict: bool) -> Result<Option<Vec<u8>>, String> {
    clean_all(&mut draft.data, draft.limit);
    let data = serde_json::to_vec(&draft.data).map_err(|error| error.to_string())?;
    let charts: Vec<String> = draft.charts.into_files().iter().map(|svg| clean_svg(svg)).collect();
    let desk = Desk::new(draft.template, data, &charts)?;
    let printed = compile(&desk, draft.day, max_pages, strict);
    // What Typst remembers between documents would grow without end; ten documents are enough.
    typst::comemo::evict(10);
    printed
}

fn compile(desk: &Desk, day: Day, max_pages: usize, strict: bool) -> Result<Option<Vec<u8>>, String> {
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|error| error.message().to_string())?;
    let timestamp = Datetime::from_ymd_hms(i32::from(day.year), day.month, day.day, 0, 0, 0)
        .or_else(|| Datetime::from_ymd_hms(i32::from(day.year), 1, 1, 0, 0, 0))
        .map(Timestamp::new_utc);
    let options = PdfOptions {
        creator: Smart::Custom(Some("Jämsides".to_owned())),
        timestamp,
        standards,
        ..PdfOptions::default()
    };
    let Warned { output, warnings } = typst::compile(desk);
    if !warnings.is_empty() {
        let text = told(desk, &warnings);
        if strict {
            return Err(text);
        }
        tracing::warn!(%text, "Typst warns");
    }
    // Typst's own type for a laid-out document is inferred from what `typst_pdf` asks for.
    let document = output.map_err(|errors| told(desk, &errors))?;
    let pdf = || typst_pdf::pdf(&document, &options).map_err(|errors| told(desk, &errors));
    if document.pages().len() > max_pages {
        return Ok(None);
    }
    pdf().map(Some)
}

/// Diagnostics as one text for the log: line of the template, message, hints.
fn told(desk: &Desk, diagnostics: &[SourceDiagnostic]) -> String {
    let one = |diagnostic: &SourceDiagnostic| {
        let mut text = place(desk, diagnostic).unwrap_or_default();
        text.push_str(&diagnostic.message);
        for hint in &diagnostic.hints {
            text.push_str(" (");
            text.push_str(&hint.v);
            text.push(')');
        }
        text
    };
    diagnostics.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn place(desk: &Desk, diagnostic: &SourceDiagnostic) -> Option<String> {
    use typst::WorldExt;
    let file = diagnostic.span.id()?;
    let start = desk.range(diagnostic.span)?.start;
    let source = desk.source(file).ok()?;
    let line = source.text().get(..start)?.lines().count();
    Some(format!("{:?} line {line}: ", file.get()))
}
