//! The beginning of a new model: files that pass the check, with explanations.

use crate::library::{File, Library};
use crate::text::{Id, Lang};

/// Why a new model could not be begun.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StarterFault {
    /// The id is none.
    #[error(
        "‘{0}’ cannot be used as an id; write small letters a–z, digits and single hyphens, at most 64 characters."
    )]
    NoId(String),
    /// The id is taken.
    #[error("there is already something called ‘{0}’; choose another id.")]
    Taken(String),
}

impl StarterFault {
    /// The fault in a sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, _) => self.to_string(),
            (Lang::Sv, Self::NoId(id)) => format!(
                "’{id}’ går inte att använda som id; skriv små bokstäver a–z, siffror och enkla bindestreck, högst 64 tecken."
            ),
            (Lang::Sv, Self::Taken(id)) => format!("Det finns redan något som heter ’{id}’; välj ett annat id."),
        }
    }
}

/// The files of a new model, in a folder named as its id.
///
/// # Errors
/// An id that is none, or that the library already has.
pub fn starter(id: &str, library: &Library) -> Result<Vec<File>, StarterFault> {
    if !Id::is_one(id) {
        return Err(StarterFault::NoId(id.chars().take(60).collect()));
    }
    if library.ids().any(|other| other.as_str() == id) {
        return Err(StarterFault::Taken(id.to_owned()));
    }
    Ok(vec![
        File::new(format!("{id}/model.toml"), include_str!("starter.toml").replace("@ID@", id)),
        File::new(
            format!("{id}/sv.md"),
            "# Vår modell\n\nBerätta här vad modellen är till för och hur den brukar gå till. Texten visas överst på modellens sida.\n",
        ),
        File::new(
            format!("{id}/en.md"),
            "# Our model\n\nSay here what the model is for and how it usually goes. The text is shown at the top of the model's page.\n",
        ),
    ])
}
