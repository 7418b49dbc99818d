//! The paper of a decision: what it says, and the door through which it is printed.

use std::sync::Arc;

use i18n::Lang;
use programme::{Application, ApplicationState, Organisation, Round, Verdict};

use crate::{BesidePaper, BookletPaper, FormPaper, HandoverPaper, Office, Trouble};

/// A paper to be printed: a letterhead, a heading, paragraphs, who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The language it is in.
    pub lang: Lang,
    /// Who sends it.
    pub sender: String,
    /// Whom it is to.
    pub receiver: String,
    /// The day, ISO.
    pub date: String,
    /// The heading.
    pub heading: String,
    /// What it is about: names and values.
    pub facts: Vec<(String, String)>,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Who decided.
    pub signed: String,
}

/// Prints papers.
pub trait Press: Send + Sync {
    /// The paper as an accessible PDF.
    ///
    /// # Errors
    /// Why it could not be printed, for the log.
    fn print(&self, paper: &Paper) -> Result<Vec<u8>, String>;

    /// A form as an accessible PDF.
    ///
    /// # Errors
    /// Why it could not be printed, for the log; also where nobody here prints forms.
    fn print_form(&self, _: &FormPaper) -> Result<Vec<u8>, String> {
        Err("nobody here prints forms".to_owned())
    }

    /// The slides of a form as an accessible PDF, across.
    ///
    /// # Errors
    /// As [`Press::print_form`].
    fn print_slides(&self, _: &FormPaper) -> Result<Vec<u8>, String> {
        Err("nobody here prints slides".to_owned())
    }

    /// A form as a document to go on writing in (DOCX).
    ///
    /// # Errors
    /// As [`Press::print_form`].
    fn print_docx(&self, _: &FormPaper) -> Result<Vec<u8>, String> {
        Err("nobody here writes documents".to_owned())
    }

    /// Organisations side by side as an accessible PDF, across.
    ///
    /// # Errors
    /// As [`Press::print_form`].
    fn print_beside(&self, _: &BesidePaper) -> Result<Vec<u8>, String> {
        Err("nobody here prints comparisons".to_owned())
    }

    /// The booklet of a round's results as an accessible PDF.
    ///
    /// # Errors
    /// As [`Press::print_form`].
    fn print_booklet(&self, _: &BookletPaper) -> Result<Vec<u8>, String> {
        Err("nobody here prints booklets".to_owned())
    }

    /// What a successor needs as an accessible PDF.
    ///
    /// # Errors
    /// As [`Press::print_form`].
    fn print_handover(&self, _: &HandoverPaper) -> Result<Vec<u8>, String> {
        Err("nobody here prints what is handed over".to_owned())
    }
}

impl Office {
    /// The paper as PDF; `None` where nobody prints.
    pub(crate) async fn printed(&self, paper: Paper) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(press) = self.press.as_ref().map(Arc::clone) else { return Ok(None) };
        let ours = |why: String| Trouble::Ours(why);
        let printing = tokio::task::spawn_blocking(move || press.print(&paper));
        printing.await.map_err(|why| ours(why.to_string()))?.map(Some).map_err(ours)
    }
}

/// The paper of a decision.
pub(crate) fn paper(
    organiser: &str,
    round: &Round,
    there: &Organisation,
    application: &Application,
    verdict: &Verdict,
    judge: &str,
    lang: Lang,
) -> Paper {
    let pair = |sv: &str, en: &str| lang.pick(sv, en).to_owned();
    let mut facts = vec![
        (pair("Omgång", "Round"), round.title.clone()),
        (pair("Sökande", "Applicant"), there.name.clone()),
        (pair("Spår", "Track"), lang.pick(application.track.title().sv, application.track.title().en).to_owned()),
    ];
    if let Some(name) = &application.administration {
        facts.push((pair("Avgränsat till", "Limited to"), name.clone()));
    }
    if let Some(sent) = application.sent {
        facts.push((pair("Ansökan inkom", "Application received"), sent.to_string()));
    }
    let mut paragraphs = vec![outcome(verdict, &there.name, &round.title, lang), verdict.reason.clone()];
    paragraphs.extend(next(verdict, round, lang));
    Paper {
        lang,
        sender: organiser.to_owned(),
        receiver: there.name.clone(),
        date: verdict.on.to_string(),
        heading: match verdict.outcome {
            ApplicationState::Admitted => pair("Ni är antagna", "You are admitted"),
            ApplicationState::Reserve => pair("Ni står på reservlistan", "You are on the reserve list"),
            _ => pair("Ni är inte antagna den här gången", "You are not admitted this time"),
        },
        facts,
        paragraphs,
        signed: match lang {
            Lang::Sv => format!("Beslutat av {judge}, {organiser}"),
            Lang::En => format!("Decided by {judge}, {organiser}"),
        },
    }
}

fn outcome(verdict: &Verdict, name: &str, title: &str, lang: Lang) -> String {
    match (verdict.outcome, lang) {
        (ApplicationState::Admitted, Lang::Sv) => format!("{name} är antagen till {title}."),
        (ApplicationState::Admitted, Lang::En) => format!("{name} is admitted to {title}."),
        (ApplicationState::Reserve, Lang::Sv) => format!(
            "{name} har plats {} på reservlistan till {title}. Ni får besked om en plats blir ledig.",
            verdict.place.unwrap_or(1)
        ),
        (ApplicationState::Reserve, Lang::En) => format!(
            "{name} has place {} on the reserve list of {title}. You will hear if a place becomes free.",
            verdict.place.unwrap_or(1)
        ),
        (_, Lang::Sv) => format!("{name} är inte antagen till {title}."),
        (_, Lang::En) => format!("{name} is not admitted to {title}."),
    }
}

/// What happens now, for who is admitted.
fn next(verdict: &Verdict, round: &Round, lang: Lang) -> Vec<String> {
    if verdict.outcome != ApplicationState::Admitted {
        return Vec::new();
    }
    let mut said = Vec::new();
    if let Some(starts) = round.calendar.starts {
        said.push(match lang {
            Lang::Sv => format!("Omgången börjar {starts}. Ni får en kallelse i god tid."),
            Lang::En => format!("The round begins on {starts}. You will be called in good time."),
        });
    }
    if let Some(fee) = round.fee {
        let fee = i18n::Numbers::of(lang).fixed(f64::from(fee), 0);
        said.push(match lang {
            Lang::Sv => format!("Avgiften är {fee} kronor. Den faktureras med den referens ni har angett."),
            Lang::En => format!("The fee is SEK {fee}. It is invoiced with the reference you have given."),
        });
    }
    said
}
