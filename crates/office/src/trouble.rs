//! What can go wrong, named after situations, told in sentences a clerk understands.

use i18n::Lang;
use jiff::Timestamp;
use keys::Weak;
use programme::permit::Denial;

use crate::{
    Said,
    said::{field_name, said},
    swedish,
};

/// Something that could not be done, and why.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The storage says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// Not permitted.
    #[error("not permitted: {0:?}")]
    Denied(Denial),
    /// Nobody is signed in, or the session has ended.
    #[error("not signed in")]
    SignIn,
    /// Signed in too long ago for this.
    #[error("signed in too long ago")]
    Stale,
    /// Address, password, code or key is wrong. Which, is not told.
    #[error("wrong address, password, code or key")]
    Wrong,
    /// The code from the phone is wrong.
    #[error("wrong code")]
    WrongCode,
    /// Not an area's code.
    #[error("not an area code")]
    NoArea,
    /// There is an account of that address, and of another name.
    #[error("an account of another name")]
    OtherName,
    /// Tried too often.
    #[error("tried too often, until {until}")]
    TooMany {
        /// When it may be tried again.
        until: Timestamp,
    },
    /// The link or the step was used before, or its time is over.
    #[error("the link was used or has expired")]
    Spent,
    /// The new password is not good enough.
    #[error("weak password: {0}")]
    Weak(Weak),
    /// The two new passwords differ.
    #[error("the two passwords differ")]
    Unlike,
    /// No work address.
    #[error("not an e-mail address: {0}")]
    NoEmail(String),
    /// Not a date.
    #[error("not a date: {0}")]
    NoDate(String),
    /// Something must be chosen or written.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// The browser's key was not taken.
    #[error("key: {0}")]
    Key(#[from] keys::KeyError),
    /// The last way to sign in cannot go.
    #[error("the last way to sign in")]
    LastWay,
    /// There is no such thing, or it is not for the asker to know.
    #[error("no such thing")]
    Nothing,
    /// There is nothing of one's own to undo.
    #[error("nothing to undo")]
    NothingToUndo,
    /// Somebody has been there since.
    #[error("changed since")]
    ChangedSince,
    /// Only in the demonstration.
    #[error("only in the demonstration")]
    OnlyDemonstration,
    /// The form came from somewhere else, or from a session that has ended.
    #[error("the form is not ours")]
    Forged,
    /// The form could not be read.
    #[error("the form cannot be read: {0}")]
    Form(String),
    /// Our own mistake.
    #[error("our own mistake: {0}")]
    Ours(String),
}

impl From<Denial> for Trouble {
    fn from(why: Denial) -> Self {
        match why {
            Denial::SignIn => Self::SignIn,
            other => Self::Denied(other),
        }
    }
}

impl Trouble {
    /// A form with a file larger than may be attached.
    pub fn too_large(bytes: u64) -> Self {
        Self::Storage(storage::Error::TooLarge { bytes, most: storage::MOST_BYTES })
    }

    /// What happened, what it means, what to do.
    pub fn said(&self, lang: Lang) -> Said {
        if let Self::Storage(error) = self {
            return said(error, lang);
        }
        let (title, sentence, advice) = self.words(lang);
        Said { title, sentence, advice, exit_code: self.exit_code(), status: self.status() }
    }

    fn words(&self, lang: Lang) -> (String, String, String) {
        let three = |sv: [&str; 3], en: [&str; 3]| {
            let [title, sentence, advice] = lang.pick(sv, en);
            (title.to_owned(), sentence.to_owned(), advice.to_owned())
        };
        match self {
            Self::Storage(_) => three(["", "", ""], ["", "", ""]),
            Self::Denied(why) => {
                let (sv, en) = denied(*why);
                let who = lang.pick(
                    "Vem som får göra vad står på sidan Vem får göra vad. Fråga den som samordnar hos er.",
                    "Who may do what stands on the page Who may do what. Ask whoever coordinates at your organisation.",
                );
                (lang.pick("Det får du inte göra", "You may not do that").into(), lang.pick(sv, en).into(), who.into())
            }
            Self::SignIn => three(
                [
                    "Logga in först",
                    "Du är inte inloggad, eller så har din inloggning gått ut. Inget har ändrats.",
                    "Logga in och försök igen.",
                ],
                [
                    "Sign in first",
                    "You are not signed in, or your session has ended. Nothing was changed.",
                    "Sign in and try again.",
                ],
            ),
            Self::Stale => three(
                [
                    "Logga in igen",
                    "Det var ett tag sedan du loggade in. För att ändra hur du loggar in behöver du visa på nytt att det är du. Inget har ändrats.",
                    "Logga in igen, så kommer du tillbaka hit.",
                ],
                [
                    "Sign in again",
                    "It is a while since you signed in. To change how you sign in you need to show once more that it is you. Nothing was changed.",
                    "Sign in again, and you will come back here.",
                ],
            ),
            Self::Wrong => three(
                [
                    "Det stämde inte",
                    "E-postadressen, lösenordet eller koden är fel, eller så är kontot stängt.",
                    "Kontrollera och försök igen. Har du glömt lösenordet kan du få en länk för att välja ett nytt.",
                ],
                [
                    "That was not right",
                    "The e-mail address, the password or the code is wrong, or the account is closed.",
                    "Check and try again. If you have forgotten the password you can get a link to choose a new one.",
                ],
            ),
            Self::WrongCode => three(
                [
                    "Koden stämde inte",
                    "Koden är fel, använd redan eller för gammal.",
                    "Vänta tills telefonen visar en ny kod och skriv den. Kontrollera att telefonens klocka går rätt.",
                ],
                [
                    "The code was not right",
                    "The code is wrong, used already or too old.",
                    "Wait until the phone shows a new code and write that. Check that the phone's clock is right.",
                ],
            ),
            Self::OtherName => three(
                [
                    "Adressen hör till någon med ett annat namn",
                    "Det finns redan ett konto med den adressen, men namnet är ett annat. Ingen har bjudits in.",
                    "Kontrollera adressen, och skriv namnet som personen själv skriver det.",
                ],
                [
                    "The address belongs to somebody of another name",
                    "There is an account of that address already, but the name is another. Nobody was invited.",
                    "Check the address, and write the name as the person writes it.",
                ],
            ),
            Self::NoArea => three(
                [
                    "Områdeskoden är inte rätt skriven",
                    "En kod har fyra siffror, till exempel 2282.",
                    "Kontrollera koden, eller lämna fältet tomt.",
                ],
                [
                    "The area code is not right",
                    "A code has four digits, for example 2282.",
                    "Check the code, or leave the field empty.",
                ],
            ),
            Self::TooMany { until } => {
                let clock = swedish(*until).strftime("%H:%M").to_string();
                (
                    lang.pick("För många försök", "Too many attempts").into(),
                    match lang {
                        Lang::Sv => {
                            format!("Det har gjorts många försök på kort tid. Du kan försöka igen klockan {clock}.")
                        }
                        Lang::En => {
                            format!("There have been many attempts in a short time. You can try again at {clock}.")
                        }
                    },
                    lang.pick(
                        "Är det inte du som har försökt, så är kontot ändå säkert.",
                        "If it was not you who tried, the account is still safe.",
                    )
                    .into(),
                )
            }
            Self::Spent => three(
                [
                    "Länken gäller inte längre",
                    "Den har använts, ersatts av en nyare eller gått ut. Inget har ändrats.",
                    "Be om en ny: från inloggningssidan om du har ett konto, annars av den som bjöd in dig.",
                ],
                [
                    "The link is no longer valid",
                    "It was used, replaced by a newer one or has expired. Nothing was changed.",
                    "Ask for a new one: on the sign-in page if you have an account, otherwise from whoever invited you.",
                ],
            ),
            Self::Weak(why) => weak(*why, lang),
            Self::Unlike => three(
                [
                    "Lösenorden är olika",
                    "Det du skrev andra gången är inte samma som första gången.",
                    "Skriv lösenordet två gånger.",
                ],
                [
                    "The passwords differ",
                    "What you wrote the second time is not the same as the first.",
                    "Write the password twice.",
                ],
            ),
            Self::NoEmail(_) => three(
                ["Det är ingen e-postadress", "En adress ser ut så här: namn@kommunen.se.", "Kontrollera adressen."],
                [
                    "That is not an e-mail address",
                    "An address looks like this: name@municipality.se.",
                    "Check the address.",
                ],
            ),
            Self::NoDate(_) => three(
                ["Det är inget datum", "Ett datum skrivs år, månad, dag: 2026-02-28.", "Kontrollera datumet."],
                ["That is not a date", "A date is written year, month, day: 2026-02-28.", "Check the date."],
            ),
            Self::Missing(field) => {
                let name = field_name(field, lang);
                (
                    match lang {
                        Lang::Sv => format!("{name} saknas"),
                        Lang::En => format!("{name} is missing"),
                    },
                    lang.pick(
                        "Fältet är tomt, eller så finns inte det du valde.",
                        "The field is empty, or what you chose does not exist.",
                    )
                    .into(),
                    lang.pick("Fyll i fältet.", "Fill in the field.").into(),
                )
            }
            Self::Key(keys::KeyError::Address(_)) => three(
                [
                    "Här går det inte att använda nycklar",
                    "Nycklar behöver en adress med ett namn och https. Du kan logga in med lösenord och kod.",
                    "Säg till den som sköter driften: programmet ska startas med sin adress (--address).",
                ],
                [
                    "Passkeys cannot be used here",
                    "Passkeys need an address with a name and https. You can sign in with password and code.",
                    "Tell whoever runs the program: it should be started with its address (--address).",
                ],
            ),
            Self::Key(_) => three(
                [
                    "Nyckeln godtogs inte",
                    "Svaret från din webbläsare passade inte till frågan. Inget har ändrats.",
                    "Försök igen, eller logga in med lösenord och kod.",
                ],
                [
                    "The passkey was not accepted",
                    "The answer from your browser did not fit the question. Nothing was changed.",
                    "Try again, or sign in with password and code.",
                ],
            ),
            Self::LastWay => three(
                [
                    "Du måste kunna logga in",
                    "Det är ditt enda sätt att logga in, så det kan inte tas bort.",
                    "Lägg först till ett annat: en nyckel, eller lösenord med kod.",
                ],
                [
                    "You must be able to sign in",
                    "It is your only way to sign in, so it cannot be removed.",
                    "Add another first: a passkey, or a password with a code.",
                ],
            ),
            Self::Nothing => three(
                [
                    "Det finns inget här",
                    "Adressen leder inte till något som du kan se. Det kan vara borttaget, eller inte visat för dig.",
                    "Gå tillbaka till Mina sidor.",
                ],
                [
                    "There is nothing here",
                    "The address leads to nothing you can see. It may have been removed, or not shown to you.",
                    "Go back to My pages.",
                ],
            ),
            Self::NothingToUndo => three(
                [
                    "Det finns inget att ångra",
                    "Din senaste ändring går inte att ångra, eller är ångrad redan.",
                    "Ändra tillbaka för hand om det behövs.",
                ],
                [
                    "There is nothing to undo",
                    "Your last change cannot be undone, or has been undone already.",
                    "Change it back by hand if needed.",
                ],
            ),
            Self::ChangedSince => three(
                [
                    "Det har ändrats efter dig",
                    "Det du vill ångra har ändrats senare, så inget har ångrats.",
                    "Se historiken och ändra tillbaka för hand om det behövs.",
                ],
                [
                    "It has changed since",
                    "What you want to undo was changed later, so nothing was undone.",
                    "See the history and change it back by hand if needed.",
                ],
            ),
            Self::OnlyDemonstration => three(
                [
                    "Det går bara i demonstrationen",
                    "Här loggar man in med nyckel eller lösenord och kod.",
                    "Gå till inloggningen.",
                ],
                [
                    "That works only in the demonstration",
                    "Here one signs in with a passkey or a password and a code.",
                    "Go to the sign-in page.",
                ],
            ),
            Self::Forged => three(
                [
                    "Formuläret är för gammalt",
                    "Sidan hörde till en annan inloggning eller kom från en annan webbplats. Inget har ändrats.",
                    "Ladda om sidan och gör om det.",
                ],
                [
                    "The form is too old",
                    "The page belonged to another session or came from another site. Nothing was changed.",
                    "Reload the page and do it again.",
                ],
            ),
            Self::Form(_) => three(
                [
                    "Formuläret gick inte att läsa",
                    "Något i det som skickades är för stort eller trasigt. Inget har ändrats.",
                    "Ladda om sidan och försök igen.",
                ],
                [
                    "The form could not be read",
                    "Something in what was sent is too large or broken. Nothing was changed.",
                    "Reload the page and try again.",
                ],
            ),
            Self::Ours(what) => (
                lang.pick("Något gick fel hos oss", "Something went wrong on our side").into(),
                match lang {
                    Lang::Sv => {
                        format!("Felet är vårt, inte ditt. Inget har ändrats. Så här står det i loggen: {what}")
                    }
                    Lang::En => format!("The fault is ours, not yours. Nothing was changed. The log says: {what}"),
                },
                lang.pick("Försök igen.", "Try again.").into(),
            ),
        }
    }

    /// The HTTP status of the page.
    pub fn status(&self) -> u16 {
        match self {
            Self::Storage(error) => said(error, Lang::Sv).status,
            Self::Denied(_) | Self::Stale | Self::Forged | Self::OnlyDemonstration => 403,
            Self::SignIn => 401,
            Self::TooMany { .. } => 429,
            Self::Spent => 410,
            Self::Nothing => 404,
            Self::NothingToUndo | Self::ChangedSince | Self::LastWay => 409,
            Self::Ours(_) => 500,
            Self::Wrong
            | Self::WrongCode
            | Self::NoArea
            | Self::OtherName
            | Self::Weak(_)
            | Self::Unlike
            | Self::NoEmail(_)
            | Self::NoDate(_)
            | Self::Missing(_)
            | Self::Key(_)
            | Self::Form(_) => 422,
        }
    }

    /// 1 nothing found, 2 bad request, 3 bad data, 4 our fault.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Storage(error) => said(error, Lang::Sv).exit_code,
            Self::Nothing => 1,
            Self::Ours(_) => 4,
            _ => 2,
        }
    }
}

fn denied(why: Denial) -> (&'static str, &'static str) {
    match why {
        Denial::SignIn => ("Du är inte inloggad.", "You are not signed in."),
        Denial::NoAssignment => (
            "Du har inget uppdrag i dag, så du kan bara se och ändra dina egna uppgifter.",
            "You hold no assignment today, so you can only see and change your own data.",
        ),
        Denial::NotThisRole => ("Ingen av dina roller får göra det.", "None of your roles may do that."),
        Denial::TooFar { .. } => (
            "Din roll får göra det, men inte för den här organisationen eller personen.",
            "Your role may do that, but not for this organisation or person.",
        ),
        Denial::NotShown => {
            ("Den som äger underlaget har inte visat det för er.", "Its owner has not shown this to you.")
        }
        Denial::NotGiven { .. } => (
            "Din roll får ge och avsluta uppdrag, men inte den rollen.",
            "Your role may give and end assignments, but not that one.",
        ),
    }
}

fn weak(why: Weak, lang: Lang) -> (String, String, String) {
    let (sv, en) = match why {
        Weak::Short => ("Lösenordet är för kort.", "The password is too short."),
        Weak::Long => ("Lösenordet är längre än 128 tecken.", "The password is longer than 128 characters."),
        Weak::Monotonous => ("Lösenordet upprepar samma få tecken.", "The password repeats the same few characters."),
        Weak::Known => (
            "Lösenordet innehåller ditt namn, din adress eller ett ord som många använder.",
            "The password holds your name, your address or a word that many use.",
        ),
    };
    (
        lang.pick("Välj ett starkare lösenord", "Choose a stronger password").into(),
        lang.pick(sv, en).into(),
        lang.pick(
            "Minst tolv tecken. Tre eller fyra ord efter varandra är lätta att minnas och svåra att gissa.",
            "At least twelve characters. Three or four words in a row are easy to remember and hard to guess.",
        )
        .into(),
    )
}
