//! The evaluation on paper, to send to who wants to know what came of a round.

use std::sync::Arc;

use i18n::Lang;
use programme::RoundId;

use crate::{FormPaper, Office, PaperSection, Trouble, Visitor};

impl Office {
    /// What the page of a round's evaluation says, as PDF: its name, what it is, its bytes.
    ///
    /// # Errors
    /// As [`Office::evaluation`]; [`Trouble::Nothing`] also where nobody prints.
    pub async fn evaluation_file(
        &self,
        visitor: &Visitor,
        round: RoundId,
        sections: Vec<PaperSection>,
        lang: Lang,
    ) -> Result<(String, String, Vec<u8>), Trouble> {
        let round = self.to_evaluate(visitor, round).await?;
        let press = self.press.as_ref().map(Arc::clone).ok_or(Trouble::Nothing)?;
        let heading = lang.pick("Utvärdering", "Evaluation").to_owned();
        let name = format!("{heading} {}.pdf", round.body.title).replace(['/', '\\'], "-");
        let paper = FormPaper {
            lang,
            sender: self.place_name(round.body.organiser).await?,
            heading,
            about: round.body.title,
            date: self.today().to_string(),
            draft: String::new(),
            sections,
        };
        let printing = tokio::task::spawn_blocking(move || press.print_form(&paper));
        let bytes = printing.await.map_err(|why| Trouble::Ours(why.to_string()))?.map_err(Trouble::Ours)?;
        Ok((name, "application/pdf".to_owned(), bytes))
    }
}
