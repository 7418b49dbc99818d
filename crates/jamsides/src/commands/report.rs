//! `report`: a document to take to a meeting.

use super::Context;
use crate::args::{Kind, Report};
use crate::failure::Failure;
use app::{Ask, Printer};
use reports::Press;

/// Does it.
pub fn run(asked: &Report, context: &Context) -> Result<(), Failure> {
    let app = context.app()?;
    let lang = context.lang;
    let ask = Ask { lang, peers: asked.peers.clone(), year: asked.year, print: true, ..Ask::default() };
    let press = Press::default();
    let document = match asked.kind {
        Kind::Board => press.board_sheet(&app.municipality(&asked.area, &ask)?, lang),
        Kind::Comparison => {
            if asked.with.is_empty() && asked.mentor.is_none() {
                return Err(Failure::Bad("cli-bad-with", String::new()));
            }
            let mut areas = vec![asked.area.clone()];
            areas.extend_from_slice(&asked.with);
            press.comparison(&app.compare(&areas, asked.mentor.as_deref(), &asked.kpi, &ask)?, lang)
        }
        Kind::Figure => {
            let [kpi] = asked.kpi.as_slice() else {
                return Err(Failure::Bad("cli-bad-kpi", String::new()));
            };
            press.figure(&app.figure(kpi, Some(&asked.area), &ask)?, lang)
        }
    };
    context.out.document(&document.map_err(Failure::Ours)?)?;
    if let Some(path) = context.out.path() {
        crate::note(&context.say("cli-report-written", &[("path", &path.display().to_string())]));
    }
    Ok(())
}
