//! What can go wrong, named after situations, told in sentences a clerk understands.

use i18n::Lang;
use jiff::Timestamp;
use keys::Weak;
use programme::{Capacity, MeetingState, RoundState, Stays, Track, permit::Denial};

use crate::{
    FormingFault, HandFault, Lack, PairFault, Said,
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
    /// Somebody else was there first, and what they did is not to be shown beside it.
    #[error("somebody else was first")]
    Overtaken,
    /// Only in the demonstration.
    #[error("only in the demonstration")]
    OnlyDemonstration,
    /// The model a round is bound to cannot be read any more.
    #[error("the model of the round cannot be read")]
    ModelLost,
    /// The round is not in a state in which that may change.
    #[error("the round is {}", .0.code())]
    RoundRests(RoundState),
    /// The round has begun: what it is to be held against stays as it is.
    #[error("the round has begun, its key figures stay as they are")]
    FiguresStay,
    /// Applications are not taken now.
    #[error("applications are not taken now")]
    NotOpen,
    /// Applications that nobody has decided on keep the round from beginning.
    #[error("{0} applications are undecided")]
    Undecided(usize),
    /// Meetings that have no day yet, or have not been, keep the round from closing.
    #[error("{0} meetings lie ahead")]
    MeetingsAhead(usize),
    /// A key figure that the figures do not have for the area.
    #[error("there is no key figure {0}")]
    NoFigure(String),
    /// A track in which somebody has applied or takes part.
    #[error("the track {} is in use", .0.code())]
    TrackInUse(Track),
    /// The application does not say all that the model asks for, so it is not sent.
    #[error("the application lacks {}", .0.len())]
    Lacking(Vec<Lack>),
    /// The application does not say all that the model asks for, so it is not admitted.
    #[error("the application is incomplete, it lacks {}", .0.len())]
    Incomplete(Vec<Lack>),
    /// Somebody with a conflict of interest wants to judge.
    #[error("conflict of interest")]
    Recused,
    /// Nobody has said whether there is a conflict of interest.
    #[error("no word on conflict of interest")]
    ConflictUnsaid,
    /// The organisation's kind takes part in no track of the round.
    #[error("no track for the organisation")]
    NoTrack,
    /// The organisation is there already, in that capacity.
    #[error("{0} is there already")]
    AlreadyThere(String),
    /// The organisation has applied, and its application waits: it is not taken in past that.
    #[error("{0} has applied")]
    HasApplied(String),
    /// Somebody took part as something else: their place is taken as that.
    #[error("the place is that of a {}", .0.code())]
    OtherCapacity(Capacity),
    /// Somebody else has come in that place.
    #[error("the place is taken")]
    PlaceTaken,
    /// Not in the round today, so it cannot be put into a group.
    #[error("{0} does not take part")]
    NotTakingPart(String),
    /// More of a capacity than the model lets a group have.
    #[error("more than {most} in a group")]
    TooManyInGroup {
        /// Of what.
        capacity: Capacity,
        /// The most.
        most: u8,
    },
    /// The group has meetings, held or planned: it is not taken away.
    #[error("the group has meetings")]
    GroupHasMet,
    /// Groups cannot be formed of what is asked: what is in the way.
    #[error("{} faults are in the way of forming groups", .0.len())]
    CannotForm(Vec<FormingFault>),
    /// A file with times by road or rail that cannot be read.
    #[error("the times cannot be read: {0:?}")]
    Matrix(FormingFault),
    /// There are no groups in the proposal to change or publish.
    #[error("no groups in the proposal")]
    NoProposal,
    /// Other proposals are being worked on: not many at a time, or all would be slow.
    #[error("other proposals are being worked on")]
    FormingBusy,
    /// The proposal breaks so many rules, and nobody has said why it is published all the same.
    #[error("{0} rules are broken")]
    BreaksRules(usize),
    /// Not a time of day.
    #[error("not a time: {0}")]
    NoTime(String),
    /// A number that is none, or too large.
    #[error("not a number: {0}")]
    NoNumber(String),
    /// A whole number in a field of a form that is none, or too large.
    #[error("{field}: {written} is no whole number to {most}")]
    NotInRange {
        /// The field, as the form names it.
        field: String,
        /// What was written.
        written: String,
        /// The largest.
        most: u16,
    },
    /// A change of groups by hand that cannot be done.
    #[error("the change cannot be done: {0:?}")]
    ByHand(HandFault),
    /// Two organisations that cannot be joined so.
    #[error("the two cannot be joined: {0:?}")]
    Pair(PairFault),
    /// A number with decimals that is none, or too large.
    #[error("not a decimal number: {0}")]
    NoDecimal(String),
    /// Answers that do not belong where they stand in a form.
    #[error("{} answers do not fit", .0.len())]
    Misfits(Vec<method::Misfit>),
    /// Something has to be answered before a form is finished.
    #[error("{} answers are missing", .0.len())]
    FormLacks(Vec<method::Missing>),
    /// The meeting is not in a state in which that can be done.
    #[error("the meeting is {}", .0.code())]
    MeetingRests(MeetingState),
    /// A meeting that ends before it begins.
    #[error("ends before it begins")]
    EndsFirst,
    /// The meeting has not begun, so nothing can be said of how it was.
    #[error("the meeting has not begun")]
    NotBegun,
    /// The meeting has begun: it is too late to register.
    #[error("the meeting has begun")]
    HasBegun,
    /// One's own answers are handed in, and so do not change.
    #[error("the answers are handed in")]
    HandedIn,
    /// So many items are unanswered, and nobody has said that the answers are handed in all the same.
    #[error("{0} items are unanswered")]
    ItemsOpen(usize),
    /// One's own answers are handed in and cannot be taken back.
    #[error("the answers stay handed in: {0:?}")]
    StaysHandedIn(Stays),
    /// The team has agreed on its joint answer.
    #[error("the joint answer is agreed on")]
    Agreed,
    /// The joint answer is a draft.
    #[error("the joint answer is a draft")]
    NotAgreed,
    /// The staff's answers are closed and shown.
    #[error("the staff's answers are shown")]
    StaffShown,
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
            Self::Overtaken => three(
                [
                    "Någon annan hann före",
                    "Någon annan ändrade samma sak medan du höll på. Inget av det du gjorde har sparats.",
                    "Läs sidan på nytt och gör om det, om det fortfarande behövs.",
                ],
                [
                    "Somebody else was first",
                    "Somebody else changed the same thing meanwhile. Nothing of what you did was saved.",
                    "Read the page anew and do it again, if it is still needed.",
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
            Self::ModelLost => three(
                [
                    "Omgångens modell går inte att läsa",
                    "Den utgåva av modellen som omgången följer saknas eller är skadad.",
                    "Säg till den som sköter driften: kontrollera lagringen (jamsides verify) och läs in en säkerhetskopia om det behövs.",
                ],
                [
                    "The round's model cannot be read",
                    "The edition of the model that the round follows is missing or damaged.",
                    "Tell whoever runs the program: check the storage (jamsides verify) and restore a backup if needed.",
                ],
            ),
            Self::RoundRests(state) => {
                let (title, sentence) = match lang {
                    Lang::Sv => (
                        "Omgången tar inte emot det nu".to_owned(),
                        format!("Omgångens läge är ”{}”. Inget har ändrats.", state.title().sv),
                    ),
                    Lang::En => (
                        "The round does not take that now".to_owned(),
                        format!("The state of the round is “{}”. Nothing was changed.", state.title().en),
                    ),
                };
                let advice = lang.pick(
                    "Fråga organisatören, som kan föra omgången vidare eller öppna den igen.",
                    "Ask the organiser, who can lead the round on or open it again.",
                );
                (title, sentence, advice.to_owned())
            }
            Self::FiguresStay => three(
                [
                    "Nyckeltalen kan inte ändras nu",
                    "Omgången har börjat. Vad den utvärderas med väljs innan, så att ingen kan välja efter utfallet. Inget har ändrats.",
                    "Andra nyckeltal går att följa på deras egna sidor, men de ingår inte i utvärderingen.",
                ],
                [
                    "The key figures cannot be changed now",
                    "The round has begun. What it is evaluated by is chosen before, so that nobody can choose by the outcome. Nothing was changed.",
                    "Other key figures can be followed on their own pages, but they are no part of the evaluation.",
                ],
            ),
            Self::NotOpen => three(
                [
                    "Det går inte att ansöka nu",
                    "Ansökan är inte öppen, eller så har tiden gått ut. Det som var sparat sedan tidigare finns kvar.",
                    "Se omgångens datum. Fråga organisatören om ni behöver mer tid.",
                ],
                [
                    "Applications are not taken now",
                    "Applications are not open, or the time is over. What was saved before is still there.",
                    "See the dates of the round. Ask the organiser if you need more time.",
                ],
            ),
            Self::Undecided(count) => (
                lang.pick("Det finns ansökningar kvar att besluta om", "There are applications to decide on").into(),
                match (lang, count) {
                    (Lang::Sv, 1) => "En ansökan har inget beslut, så omgången kan inte börja.".into(),
                    (Lang::Sv, n) => format!("{n} ansökningar har inget beslut, så omgången kan inte börja."),
                    (Lang::En, 1) => "One application has no decision, so the round cannot begin.".into(),
                    (Lang::En, n) => format!("{n} applications have no decision, so the round cannot begin."),
                },
                lang.pick("Besluta om dem först.", "Decide on them first.").into(),
            ),
            Self::NoFigure(kpi) => (
                lang.pick("Nyckeltalet finns inte", "There is no such key figure").into(),
                match lang {
                    Lang::Sv => format!("Det finns inget nyckeltal {kpi} för området. Ingenting har sparats."),
                    Lang::En => format!("There is no key figure {kpi} for the area. Nothing has been saved."),
                },
                lang.pick(
                    "Sök efter nyckeltalet, och skriv dess kod, till exempel N15428.",
                    "Search for the key figure, and write its code, for example N15428.",
                )
                .into(),
            ),
            Self::MeetingsAhead(count) => (
                lang.pick("Det finns träffar kvar", "There are meetings left").into(),
                match (lang, count) {
                    (Lang::Sv, 1) => {
                        "En träff har inte varit eller har ingen dag, så omgången kan inte avslutas.".into()
                    }
                    (Lang::Sv, n) => {
                        format!("{n} träffar har inte varit eller har ingen dag, så omgången kan inte avslutas.")
                    }
                    (Lang::En, 1) => "One meeting has not been or has no day, so the round cannot be closed.".into(),
                    (Lang::En, n) => {
                        format!("{n} meetings have not been or have no day, so the round cannot be closed.")
                    }
                },
                lang.pick(
                    "Ställ in dem, eller vänta tills de har varit.",
                    "Cancel them, or wait until they have been.",
                )
                .into(),
            ),
            Self::TrackInUse(track) => (
                lang.pick("Spåret används", "The track is in use").into(),
                match lang {
                    Lang::Sv => format!(
                        "Någon har sökt eller deltar i spåret ”{}”, så det kan inte tas bort. Inget har ändrats.",
                        track.title().sv
                    ),
                    Lang::En => format!(
                        "Somebody has applied or takes part in the track “{}”, so it cannot go. Nothing was changed.",
                        track.title().en
                    ),
                },
                lang.pick("Låt spåret vara med.", "Let the track stay.").into(),
            ),
            Self::Lacking(lacks) => (
                lang.pick("Ansökan är inte klar", "The application is not complete").into(),
                match lang {
                    Lang::Sv => format!("Det här saknas: {}.", listed(lacks, lang)),
                    Lang::En => format!("This is missing: {}.", listed(lacks, lang)),
                },
                lang.pick(
                    "Det ni har skrivit är sparat. Fyll i det som saknas och skicka igen.",
                    "What you have written is saved. Fill in what is missing and send again.",
                )
                .into(),
            ),
            Self::Incomplete(lacks) => (
                lang.pick("Ansökan kan inte antas som den är", "The application cannot be admitted as it is").into(),
                match lang {
                    Lang::Sv => {
                        format!("Ansökan saknar {}, den kan inte antas. Inget har ändrats.", listed(lacks, lang))
                    }
                    Lang::En => {
                        format!(
                            "The application lacks {}; it cannot be admitted. Nothing was changed.",
                            listed(lacks, lang)
                        )
                    }
                },
                lang.pick("Skicka tillbaka den för komplettering.", "Send it back to be completed.").into(),
            ),
            Self::Recused => three(
                [
                    "Du är jävig här",
                    "Jäv är anmält, eller så hör eller hörde du till organisationen. Du kan inte besluta om den.",
                    "Låt en kollega göra det.",
                ],
                [
                    "You have a conflict of interest here",
                    "A conflict of interest is declared, or you belong or belonged to the organisation. You cannot decide on it.",
                    "Let a colleague do it.",
                ],
            ),
            Self::ConflictUnsaid => three(
                [
                    "Säg först att du inte är jävig",
                    "Ett beslut kräver att du intygar att du inte är jävig. Inget har ändrats.",
                    "Kryssa i rutan, eller anmäl jäv så att en kollega tar ärendet.",
                ],
                [
                    "Say first that you have no conflict of interest",
                    "A decision asks you to confirm that you have no conflict of interest. Nothing was changed.",
                    "Tick the box, or declare the conflict so that a colleague takes the case.",
                ],
            ),
            Self::NoTrack => three(
                [
                    "Omgången är inte för er",
                    "Omgången vänder sig till en annan sorts organisation.",
                    "Se vilka omgången är öppen för, eller fråga organisatören.",
                ],
                [
                    "The round is not for you",
                    "The round is for another kind of organisation.",
                    "See whom the round is open to, or ask the organiser.",
                ],
            ),
            Self::AlreadyThere(name) => (
                match lang {
                    Lang::Sv => format!("{name} är redan med"),
                    Lang::En => format!("{name} is there already"),
                },
                lang.pick(
                    "En organisation kan bara vara med en gång åt gången. Inget har ändrats.",
                    "An organisation can only be there once at a time. Nothing was changed.",
                )
                .into(),
                lang.pick("Avsluta det andra först.", "End the other first.").into(),
            ),
            Self::HasApplied(name) => (
                match lang {
                    Lang::Sv => format!("{name} har sökt"),
                    Lang::En => format!("{name} has applied"),
                },
                lang.pick(
                    "Ansökan väntar på ett beslut eller står på reservlistan. Inget har ändrats.",
                    "The application waits for a decision or is on the reserve list. Nothing was changed.",
                )
                .into(),
                lang.pick(
                    "Fatta beslut om ansökan. Där går det att säga vems plats de får.",
                    "Decide on the application. There you can say whose place they get.",
                )
                .into(),
            ),
            Self::OtherCapacity(capacity) => (
                lang.pick("Platsen är av ett annat slag", "The place is of another kind").into(),
                match lang {
                    Lang::Sv => format!(
                        "Den som lämnade var med som {}, och platsen går bara att ta över som det. Inget har ändrats.",
                        capacity.title().sv
                    ),
                    Lang::En => format!(
                        "Who left was there as {}, and the place is only taken over as that. Nothing was changed.",
                        capacity.title().en
                    ),
                },
                lang.pick(
                    "Välj samma slag, eller ingen plats att ta över.",
                    "Choose the same, or no place to take over.",
                )
                .into(),
            ),
            Self::PlaceTaken => three(
                [
                    "Platsen är tagen",
                    "En annan organisation har redan kommit in i stället för den som lämnade. Inget har ändrats.",
                    "Läs omgångens sida på nytt, och välj en plats som är ledig.",
                ],
                [
                    "The place is taken",
                    "Another organisation has come in already in place of the one that left. Nothing was changed.",
                    "Read the page of the round anew, and choose a place that is free.",
                ],
            ),
            Self::NotTakingPart(name) => (
                match lang {
                    Lang::Sv => format!("{name} deltar inte i omgången"),
                    Lang::En => format!("{name} does not take part in the round"),
                },
                lang.pick(
                    "Bara den som deltar kan vara med i en grupp som deltagare. Inget har ändrats.",
                    "Only who takes part can be in a group as a participant. Nothing was changed.",
                )
                .into(),
                lang.pick(
                    "Anta organisationen, eller ta in den i stället för någon som lämnat.",
                    "Admit the organisation, or take it in for one that has left.",
                )
                .into(),
            ),
            Self::TooManyInGroup { capacity, most } => (
                lang.pick("Gruppen är för stor", "The group is too large").into(),
                match lang {
                    Lang::Sv => {
                        format!("Modellen tillåter högst {most} som {}. Inget har ändrats.", capacity.title().sv)
                    }
                    Lang::En => {
                        format!("The model allows at most {most} as {}. Nothing was changed.", capacity.title().en)
                    }
                },
                lang.pick("Gör en grupp till.", "Make another group.").into(),
            ),
            Self::GroupHasMet => three(
                [
                    "Gruppen har träffar",
                    "En grupp som har träffar, hållna eller planerade, kan inte tas bort. Då skulle historien gå förlorad.",
                    "Avsluta medlemmarnas tid i gruppen i stället.",
                ],
                [
                    "The group has meetings",
                    "A group that has meetings, held or planned, cannot be removed. Its history would be lost.",
                    "End the members' time in the group instead.",
                ],
            ),
            Self::CannotForm(_) => three(
                [
                    "Det går inte att bilda grupper än",
                    "Vad som är i vägen står på sidan för att bilda grupper.",
                    "Ordna det och försök igen.",
                ],
                [
                    "Groups cannot be formed yet",
                    "What is in the way stands on the page for forming groups.",
                    "Put that right and try again.",
                ],
            ),
            Self::Matrix(fault) => (
                lang.pick("Restiderna går inte att läsa", "The travel times cannot be read").into(),
                fault.said(lang).unwrap_or_default(),
                lang.pick(
                    "Rätta filen och ladda upp den igen. Inget har ändrats.",
                    "Put the file right and upload it again. Nothing was changed.",
                )
                .into(),
            ),
            Self::NoProposal => three(
                [
                    "Det finns inga grupper att ändra",
                    "Förslaget håller på att tas fram, har inga grupper eller är redan publicerat.",
                    "Ladda sidan på nytt för att se läget.",
                ],
                [
                    "There are no groups to change",
                    "The proposal is being worked on, has no groups, or is published already.",
                    "Load the page again to see how things are.",
                ],
            ),
            Self::FormingBusy => three(
                [
                    "Andra förslag tas fram just nu",
                    "Programmet räknar bara på ett par förslag åt gången, för att inte bli långsamt för alla.",
                    "Vänta tills något av dem är klart, eller avbryt det, och försök igen.",
                ],
                [
                    "Other proposals are being made just now",
                    "The program reckons on a couple of proposals at a time, so as not to be slow for everybody.",
                    "Wait until one of them is done, or stop it, and try again.",
                ],
            ),
            Self::BreaksRules(n) => (
                lang.pick("Förslaget bryter mot regler", "The proposal breaks rules").into(),
                match lang {
                    Lang::Sv if *n == 1 => "En regel hålls inte. Inget har publicerats.".into(),
                    Lang::Sv => format!("{n} regler hålls inte. Inget har publicerats."),
                    Lang::En if *n == 1 => "One rule is not kept. Nothing was published.".into(),
                    Lang::En => format!("{n} rules are not kept. Nothing was published."),
                },
                lang.pick(
                    "Ändra förslaget, eller skriv varför det ska gälla ändå.",
                    "Change the proposal, or write why it is to hold all the same.",
                )
                .into(),
            ),
            Self::NoTime(_) => three(
                ["Det är ingen tid", "En tid skrivs timmar och minuter: 09:30.", "Kontrollera tiden."],
                ["That is not a time", "A time is written hours and minutes: 09:30.", "Check the time."],
            ),
            Self::NoNumber(_) => three(
                ["Det är inget tal vi kan använda", "Skriv ett helt tal med siffror.", "Kontrollera talet."],
                ["That is not a number we can use", "Write a whole number in digits.", "Check the number."],
            ),
            Self::NotInRange { written, most, .. } => (
                lang.pick("Ett tal går inte att använda", "A number cannot be used").into(),
                match lang {
                    Lang::Sv => {
                        format!(
                            "Det står ”{written}”. Det ska vara ett helt tal från 0 till {most}. Inget har sparats."
                        )
                    }
                    Lang::En => {
                        format!("It says “{written}”. It should be a whole number from 0 to {most}. Nothing was saved.")
                    }
                },
                lang.pick(
                    "Fältet är markerat: rätta och spara igen.",
                    "The field is marked: put it right and save again.",
                )
                .into(),
            ),
            Self::ByHand(fault) => fault.said(lang),
            Self::Pair(fault) => fault.said(lang),
            Self::NoDecimal(_) => three(
                [
                    "Det är inget tal vi kan räkna med",
                    "Skriv talet med siffror, till exempel 31,5. Enheten står på kortet.",
                    "Kontrollera talet.",
                ],
                [
                    "That is not a number we can compute with",
                    "Write the number in digits, for example 31.5. Its unit stands on the card.",
                    "Check the number.",
                ],
            ),
            Self::Misfits(misfits) => (
                lang.pick("Något behöver rättas", "Something needs to be put right").into(),
                misfits.iter().map(|it| it.sentence(of_method(lang))).collect::<Vec<_>>().join(" "),
                lang.pick(
                    "Inget har sparats ännu. Det ni skrev står kvar: rätta och spara igen.",
                    "Nothing was saved yet. What you wrote is still there: put it right and save again.",
                )
                .into(),
            ),
            Self::FormLacks(missing) => {
                let names: Vec<String> = missing.iter().map(|it| quoted(it.name.get(of_method(lang)), lang)).collect();
                (
                    lang.pick("Det saknas något", "Something is missing").into(),
                    match lang {
                        Lang::Sv => format!("Mallen är inte färdig. Det här är inte besvarat: {}.", names.join("; ")),
                        Lang::En => {
                            format!("The template is not finished. This is not answered: {}.", names.join("; "))
                        }
                    },
                    lang.pick(
                        "Det ni har skrivit är sparat. Svara på det som saknas och försök igen.",
                        "What you have written is saved. Answer what is missing and try again.",
                    )
                    .into(),
                )
            }
            Self::MeetingRests(state) => (
                lang.pick("Träffen tar inte emot det nu", "The meeting does not take that now").into(),
                match lang {
                    Lang::Sv => format!("Träffens läge är ”{}”. Inget har ändrats.", state.title().sv),
                    Lang::En => format!("The state of the meeting is “{}”. Nothing was changed.", state.title().en),
                },
                lang.pick("Se träffens sida.", "See the page of the meeting.").into(),
            ),
            Self::EndsFirst => three(
                [
                    "Träffen slutar innan den börjar",
                    "Tiden den slutar är samma som, eller före, tiden den börjar. Inget har ändrats.",
                    "Kontrollera tiderna. Är träffen flera dagar, skriv också den sista dagen.",
                ],
                [
                    "The meeting ends before it begins",
                    "The time it ends is the same as, or before, the time it begins. Nothing was changed.",
                    "Check the times. If the meeting takes several days, write the last day as well.",
                ],
            ),
            Self::NotBegun => three(
                [
                    "Träffen har inte börjat",
                    "Det går först när träffen har börjat. Inget har ändrats.",
                    "Kom tillbaka då. Ska träffen vara en annan dag, ändra dagen.",
                ],
                [
                    "The meeting has not begun",
                    "That is possible once the meeting has begun. Nothing was changed.",
                    "Come back then. If the meeting is to be another day, change the day.",
                ],
            ),
            Self::HasBegun => three(
                [
                    "Träffen har redan börjat",
                    "Det går inte att anmäla sig längre. Inget har ändrats.",
                    "Hör av dig till värden eller den som leder träffen.",
                ],
                [
                    "The meeting has begun already",
                    "It is too late to register. Nothing was changed.",
                    "Get in touch with the host or whoever leads the meeting.",
                ],
            ),
            Self::HandedIn => three(
                [
                    "Dina svar är inlämnade",
                    "Så länge svaren är inlämnade ändras de inte: ni skulle svara var för sig. Inget har ändrats.",
                    "Har ingen annan lämnat in kan du ta tillbaka dem. Annars tar du upp det när ni enas om det gemensamma svaret.",
                ],
                [
                    "Your answers are handed in",
                    "As long as answers are handed in they do not change: you were to answer apart. Nothing was changed.",
                    "If nobody else has handed in you can take them back. Otherwise bring it up when you agree on the joint answer.",
                ],
            ),
            Self::ItemsOpen(count) => (
                match (lang, count) {
                    (Lang::Sv, 1) => "1 punkt är obesvarad".into(),
                    (Lang::Sv, n) => format!("{n} punkter är obesvarade"),
                    (Lang::En, 1) => "1 item is unanswered".into(),
                    (Lang::En, n) => format!("{n} items are unanswered"),
                },
                lang.pick("Svaren är sparade men inte inlämnade än.", "The answers are saved but not handed in yet.")
                    .into(),
                lang.pick("Svara på det som är kvar, eller lämna in ändå.", "Answer what is left, or hand in anyway.")
                    .into(),
            ),
            Self::StaysHandedIn(why) => (
                lang.pick("Svaren är kvar som inlämnade", "The answers stay handed in").into(),
                lang.pick(why.why().sv, why.why().en).into(),
                lang.pick(
                    "Ta upp det när ni enas om det gemensamma svaret.",
                    "Bring it up when you agree on the joint answer.",
                )
                .into(),
            ),
            Self::Agreed => three(
                [
                    "Ni är överens om svaret",
                    "Det gemensamma svaret är bestämt, så det går inte att svara eller ändra. Inget har ändrats.",
                    "Behöver ni ändra det kan en politiker, en chef eller en strateg hos er öppna det igen.",
                ],
                [
                    "You have agreed on the answer",
                    "The joint answer is settled, so nothing can be answered or changed. Nothing was changed.",
                    "If you need to change it, a politician, a manager or a strategist of yours can open it again.",
                ],
            ),
            Self::NotAgreed => three(
                [
                    "Ni är inte överens än",
                    "Det gemensamma svaret är ett utkast, och ett utkast visas inte för andra. Inget har ändrats.",
                    "Enas först om svaret.",
                ],
                [
                    "You have not agreed yet",
                    "The joint answer is a draft, and a draft is not shown to others. Nothing was changed.",
                    "Agree on the answer first.",
                ],
            ),
            Self::StaffShown => three(
                [
                    "Medarbetarnas svar är redan visade",
                    "Fler svar nu skulle avslöja vad de sista svarade. Inget har ändrats.",
                    "Fråga dem igen inför nästa tillfälle.",
                ],
                [
                    "The staff's answers have been shown",
                    "More answers now would tell what the last ones said. Nothing was changed.",
                    "Ask them again before the next occasion.",
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
            Self::NothingToUndo
            | Self::ChangedSince
            | Self::LastWay
            | Self::RoundRests(_)
            | Self::FiguresStay
            | Self::NotOpen
            | Self::Undecided(_)
            | Self::Overtaken
            | Self::MeetingsAhead(_)
            | Self::TrackInUse(_)
            | Self::Incomplete(_)
            | Self::HasApplied(_)
            | Self::PlaceTaken
            | Self::AlreadyThere(_)
            | Self::NotTakingPart(_)
            | Self::GroupHasMet
            | Self::CannotForm(_)
            | Self::NoProposal
            | Self::FormingBusy
            | Self::BreaksRules(_)
            | Self::MeetingRests(_)
            | Self::FormLacks(_)
            | Self::NotBegun
            | Self::HandedIn
            | Self::ItemsOpen(_)
            | Self::StaysHandedIn(_)
            | Self::Agreed
            | Self::NotAgreed
            | Self::StaffShown
            | Self::HasBegun => 409,
            Self::Recused => 403,
            Self::Ours(_) | Self::ModelLost => 500,
            Self::Wrong
            | Self::NoFigure(_)
            | Self::WrongCode
            | Self::NoArea
            | Self::OtherName
            | Self::Weak(_)
            | Self::Unlike
            | Self::NoEmail(_)
            | Self::NoDate(_)
            | Self::Missing(_)
            | Self::Lacking(_)
            | Self::ConflictUnsaid
            | Self::NoTrack
            | Self::OtherCapacity(_)
            | Self::TooManyInGroup { .. }
            | Self::NoTime(_)
            | Self::EndsFirst
            | Self::NoNumber(_)
            | Self::Misfits(_)
            | Self::Matrix(_)
            | Self::NoDecimal(_)
            | Self::NotInRange { .. }
            | Self::ByHand(_)
            | Self::Pair(_)
            | Self::Key(_)
            | Self::Form(_) => 422,
        }
    }

    /// The field of the form that is wrong, where it is one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::NotInRange { field, .. } => Some(field),
            _ => None,
        }
    }

    /// 1 nothing found, 2 bad request, 3 bad data, 4 our fault.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Storage(error) => said(error, Lang::Sv).exit_code,
            Self::Nothing => 1,
            Self::Ours(_) | Self::ModelLost => 4,
            _ => 2,
        }
    }
}

/// What is missing, one after the other.
fn listed(lacks: &[Lack], lang: Lang) -> String {
    lacks.iter().map(|lack| lack.said(lang)).collect::<Vec<_>>().join("; ")
}

/// The language as the models know it.
fn of_method(lang: Lang) -> method::Lang {
    lang.pick(method::Lang::Sv, method::Lang::En)
}

fn quoted(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Sv => format!("”{text}”"),
        Lang::En => format!("“{text}”"),
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
