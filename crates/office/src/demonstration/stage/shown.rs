//! What stands behind things on the stage: papers, pages, key figures, decisions.

use programme::{Document, DocumentId, Evidence, OrganisationId, Visibility};

use super::Stage;
use crate::{Trouble, demonstration::PLACES};

/// A piece of evidence of an organisation, before the organisation has an id.
pub(super) enum Shown {
    /// An attached file, and how far it is shown.
    Paper(&'static str, Visibility),
    /// A page on the web: address and title.
    Page(&'static str, &'static str),
    /// A key figure of the organisation's own area, in a year or the newest.
    Figure(&'static str, Option<u16>),
    /// What was decided, so many days from today, and the paragraph.
    Decision(&'static str, i64, &'static str),
}

/// Kolada's code of an organisation's area.
pub(super) fn area(name: &str) -> Result<String, Trouble> {
    let area = PLACES.iter().find(|it| it.name == name).and_then(|it| it.area);
    area.map(str::to_owned).ok_or_else(|| Trouble::Ours(format!("no area of {name} on the stage")))
}

impl Stage<'_> {
    /// What stands behind something of an organisation.
    pub(super) fn behind(&mut self, name: &str, shown: &[Shown]) -> Result<Vec<Evidence>, Trouble> {
        let mut pieces = Vec::new();
        for it in shown {
            pieces.push(self.piece(name, it)?);
        }
        Ok(pieces)
    }

    fn piece(&mut self, name: &str, shown: &Shown) -> Result<Evidence, Trouble> {
        Ok(match shown {
            Shown::Paper(file, reach) => {
                let id = self.file(self.place(name)?, file)?;
                if *reach != Visibility::Own {
                    self.change.show(id, 1, *reach);
                }
                Evidence::Document { id }
            }
            Shown::Page(url, title) => Evidence::Link { url: (*url).into(), title: (*title).into() },
            Shown::Figure(kpi, year) => Evidence::Figure { kpi: (*kpi).into(), area: area(name)?, year: *year },
            Shown::Decision(text, days, reference) => Evidence::Decision {
                text: (*text).into(),
                date: Some(self.day(*days)),
                reference: Some((*reference).into()),
            },
        })
    }

    /// A file of an organisation that is about nothing in particular.
    fn file(&mut self, organisation: OrganisationId, name: &str) -> Result<DocumentId, Trouble> {
        let id: DocumentId = self.office.id();
        let document = Document { name: name.into(), organisation, about: None, ..self.paper.clone() };
        self.change.insert(id, &document)?;
        Ok(id)
    }
}
