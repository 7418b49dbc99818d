//! What each form says about public records (allmän handling), in plain words. General guidance:
//! each authority decides for itself, and every note says whom to ask.

use crate::Words;

/// The note of a form.
#[derive(Debug, Clone, Copy)]
pub struct Note {
    /// The form.
    pub form: &'static str,
    /// What it says.
    pub text: Words,
}

/// The notes, by form.
pub const NOTES: &[Note] = &[
    Note {
        form: "account",
        text: Words::new(
            "Lösenord, nycklar och koder visas aldrig för någon och följer inte med när uppgifter lämnas ut.",
            "Passwords, keys and codes are never shown to anybody and do not follow when records are given out.",
        ),
    },
    Note {
        form: "assignment",
        text: Words::new(
            "Vem som har ett uppdrag för er kommun eller region är i regel en offentlig uppgift. Skriv bara namn, roll och kontaktuppgifter i arbetet.",
            "Who has an assignment for your municipality or region is as a rule public. Write only name, role and work contact.",
        ),
    },
    Note {
        form: "document",
        text: Words::new(
            "En fil som ni bifogar blir en allmän handling hos er när ni visar den för andra, och hos dem som tar emot den om de är en myndighet. Bifoga inget med uppgifter om enskilda personer.",
            "A file you attach becomes a public record with you when you show it to others, and with those who receive it if they are a public authority. Attach nothing with data about individuals.",
        ),
    },
    Note {
        form: "organisation",
        text: Words::new(
            "Uppgifterna om organisationen kan läsas av alla som är inloggade. De är inga personuppgifter.",
            "Everybody signed in can read these facts about the organisation. They are not personal data.",
        ),
    },
    Note {
        form: "person",
        text: Words::new(
            "Namn, titel och kontaktuppgifter i arbetet visas för dem som du arbetar med här. Hos en kommun eller region är de i regel offentliga. Skriv inget privat. Du kan när som helst rätta, ta ut och radera dina uppgifter.",
            "Name, title and work contact are shown to those you work with here. With a municipality or region they are as a rule public. Write nothing private. You can correct, export and erase your data at any time.",
        ),
    },
    Note {
        form: "piece",
        text: Words::new(
            "Utkast som bara er egen organisation ser är i regel arbetsmaterial. När ni visar underlaget för gruppen, omgången eller alla har ni lämnat det ifrån er, och då blir det en allmän handling hos er. Är ni osäkra, fråga er registrator.",
            "Drafts that only your own organisation sees are as a rule working material. When you show the piece to the group, the round or everybody, you have sent it out, and it becomes a public record with you. If in doubt, ask your registrar.",
        ),
    },
    Note {
        form: "visibility",
        text: Words::new(
            "Det ni visar för andra blir en allmän handling hos er. Ni kan dra tillbaka det här, men handlingen finns kvar, och andra kan redan ha läst eller sparat den.",
            "What you show to others becomes a public record with you. You can withdraw it here, but the record remains, and others may have read or saved it already.",
        ),
    },
];

/// The note of a form.
pub fn note(form: &str) -> Option<Words> {
    NOTES.iter().find(|note| note.form == form).map(|note| note.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KINDS;

    #[test]
    fn every_kind_people_fill_in_has_a_note() {
        for kind in KINDS {
            assert!(note(kind.name).is_some(), "{}", kind.name);
        }
        assert!(note("nothing").is_none());
    }
}
