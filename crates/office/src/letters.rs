//! Letters: what they say, and the door through which they leave.

use std::{future::Future, pin::Pin};

use i18n::Lang;
use jiff::civil::Date;
use programme::{Account, ContentHash, Email, Id, Language, OrganisationId, Person, PersonId, Role, Round};
use serde::{Deserialize, Serialize};
use storage::{Change, NewJob, Stored};

use crate::{Office, Paper, Trouble, swedish};

/// The job that sends one.
pub(crate) const JOB: &str = "letter";

/// A letter, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// The receiver's name.
    pub name: String,
    /// What it is about.
    pub subject: String,
    /// What it says: plain text.
    pub text: String,
    /// A file that goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enclosed: Option<Enclosed>,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// Its name.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// Where its content lies until it is sent.
    pub content: ContentHash,
    /// Its content, fetched for sending.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// Why a letter did not leave.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// It may go later: the server does not answer, or is busy.
    #[error("{0}")]
    Later(String),
    /// It never will: no such receiver.
    #[error("{0}")]
    Never(String),
}

/// Sends letters.
pub trait Post: Send + Sync {
    /// Sends one. `id` tells it from others: the same letter sent twice has the same.
    fn send<'a>(
        &'a self,
        id: Id,
        letter: &'a Letter,
    ) -> Pin<Box<dyn Future<Output = Result<(), PostError>> + Send + 'a>>;
}

/// A page that letters link to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// Accept an invitation.
    Invitation,
    /// Choose a new password.
    Recovery,
    /// Sign in.
    SignIn,
    /// A round.
    Round,
    /// An application: the round's id, `_`, the organisation's.
    Application,
    /// A group.
    Group,
    /// A meeting.
    Meeting,
    /// The feedback after a meeting.
    Feedback,
    /// The steps of an organisation in a round, one of them or a task: the round's id and the
    /// organisation's, then the step's and the task's, with `_` between.
    Steps,
}

/// The path of a page in a language, with its token.
pub fn path(language: Language, page: Page, token: &str) -> String {
    match (language, page) {
        (Language::Sv, Page::Invitation) => format!("/sv/inbjudan/{token}"),
        (Language::En, Page::Invitation) => format!("/en/invitation/{token}"),
        (Language::Sv, Page::Recovery) => format!("/sv/aterstall/{token}"),
        (Language::En, Page::Recovery) => format!("/en/recover/{token}"),
        (Language::Sv, Page::SignIn) => "/sv/logga-in".into(),
        (Language::En, Page::SignIn) => "/en/sign-in".into(),
        (Language::Sv, Page::Round) => format!("/sv/omgang/{token}"),
        (Language::En, Page::Round) => format!("/en/round/{token}"),
        (Language::Sv, Page::Application) => format!("/sv/ansokan/{token}"),
        (Language::En, Page::Application) => format!("/en/application/{token}"),
        (Language::Sv, Page::Group) => format!("/sv/grupp/{token}"),
        (Language::En, Page::Group) => format!("/en/group/{token}"),
        (Language::Sv, Page::Meeting) => format!("/sv/traff/{token}"),
        (Language::En, Page::Meeting) => format!("/en/meeting/{token}"),
        (Language::Sv, Page::Feedback) => format!("/sv/traff/{token}/aterkoppling"),
        (Language::En, Page::Feedback) => format!("/en/meeting/{token}/feedback"),
        (Language::Sv, Page::Steps) => format!("/sv/steg/{token}"),
        (Language::En, Page::Steps) => format!("/en/steps/{token}"),
    }
}

/// The language somebody reads, as texts know it.
pub(crate) fn lang(language: Language) -> Lang {
    match language {
        Language::Sv => Lang::Sv,
        Language::En => Lang::En,
    }
}

impl Office {
    /// Whether letters are sent from here at all.
    pub(crate) const fn sends_letters(&self) -> bool {
        self.settings.posts
    }

    /// Puts a letter into a change: it leaves once that is saved, and only then.
    pub(crate) fn enqueue_letter(&self, change: &mut Change, person: PersonId, letter: &Letter) -> Result<(), Trouble> {
        if self.settings.posts {
            change.enqueue(NewJob::new(self.id(), JOB, letter)?.about(person));
        }
        Ok(())
    }

    /// The same, for a letter nobody should get twice: `once` tells it from all others.
    pub(crate) fn enqueue_letter_once(
        &self,
        change: &mut Change,
        person: PersonId,
        letter: &Letter,
        once: &str,
    ) -> Result<(), Trouble> {
        if self.settings.posts {
            change.enqueue(NewJob::new(self.id(), JOB, letter)?.about(person).once(once));
        }
        Ok(())
    }
}

pub(crate) fn letter(person: &Person, to: &Email, subject: [&str; 2], text: [String; 2]) -> Letter {
    let lang = lang(person.language);
    let [sv, en] = text;
    let (hello, end) = lang.pick(("Hej", "Vänliga hälsningar\nJämsides"), ("Hello", "Kind regards\nJämsides"));
    Letter {
        to: to.as_str().to_owned(),
        name: person.name.clone(),
        subject: lang.pick(subject[0], subject[1]).to_owned(),
        text: format!("{hello} {},\n\n{}\n\n{end}\n", person.name, lang.pick(&sv, &en)),
        enclosed: None,
    }
}

pub(crate) fn invitation(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    organisation: &str,
    link: &str,
    by: Option<&str>,
) -> Letter {
    let service = office.settings.address.as_str();
    let (sv_by, en_by) = match by {
        Some(name) => (format!("{name} bjuder in dig"), format!("{name} invites you")),
        None => ("Du är inbjuden".to_owned(), "You are invited".to_owned()),
    };
    letter(
        person,
        &account.body.email,
        ["Inbjudan till Jämsides", "Invitation to Jämsides"],
        [
            format!(
                "{sv_by} att arbeta i Jämsides för {organisation}. I Jämsides jämför kommuner och regioner vad de gör för kvinnor och män, flickor och pojkar, och lär av varandra.\n\nVälj hur du vill logga in här:\n{link}\n\nLänken gäller i fjorton dagar och bara en gång. Sidan finns på {service}\n\nVet du inte vad det här gäller kan du låta bli att svara. Då händer inget."
            ),
            format!(
                "{en_by} to work in Jämsides for {organisation}. In Jämsides municipalities and regions compare what they do for women and men, girls and boys, and learn from each other.\n\nChoose how you want to sign in here:\n{link}\n\nThe link holds for fourteen days and once only. The site is {service}\n\nIf you do not know what this is about, you need not answer. Nothing happens then."
            ),
        ],
    )
}

pub(crate) fn invitation_again(person: &Person, account: &Stored<Account>, link: &str) -> Letter {
    letter(
        person,
        &account.body.email,
        ["Ny länk till Jämsides", "A new link to Jämsides"],
        [
            format!(
                "Någon, troligen du, har bett om en länk för att logga in i Jämsides. Du har inte valt hur du loggar in ännu. Gör det här:\n{link}\n\nLänken gäller i fjorton dagar och bara en gång. Var det inte du kan du låta bli att svara."
            ),
            format!(
                "Somebody, probably you, has asked for a link to sign in to Jämsides. You have not chosen how you sign in yet. Do it here:\n{link}\n\nThe link holds for fourteen days and once only. If it was not you, you need not answer."
            ),
        ],
    )
}

/// To who is to begin anew, when the operator has taken the old ways to sign in away.
pub(crate) fn started_over(person: &Person, account: &Stored<Account>, link: &str) -> Letter {
    letter(
        person,
        &account.body.email,
        ["Ny inbjudan till Jämsides", "A new invitation to Jämsides"],
        [
            format!(
                "Den som sköter driften har tagit bort dina gamla sätt att logga in i Jämsides och ger dig en ny inbjudan. Välj hur du vill logga in här:\n{link}\n\nLänken gäller i fjorton dagar och bara en gång. Har du inte bett om det: säg genast till den som sköter driften."
            ),
            format!(
                "Whoever runs the program has taken away your old ways to sign in to Jämsides and gives you a new invitation. Choose how you want to sign in here:\n{link}\n\nThe link holds for fourteen days and once only. If you have not asked for it: tell whoever runs the program at once."
            ),
        ],
    )
}

pub(crate) fn recovery(person: &Person, account: &Stored<Account>, link: &str) -> Letter {
    letter(
        person,
        &account.body.email,
        ["Välj ett nytt lösenord i Jämsides", "Choose a new password in Jämsides"],
        [
            format!(
                "Någon, troligen du, har glömt lösenordet till ditt konto i Jämsides. Välj ett nytt här:\n{link}\n\nDu behöver också en kod: från telefonen eller en av dem som du sparade på papper. Länken gäller i en timme och bara en gång. Var det inte du kan du låta bli att svara. Då ändras inget."
            ),
            format!(
                "Somebody, probably you, has forgotten the password of your account in Jämsides. Choose a new one here:\n{link}\n\nYou need a code as well: from the phone, or one of those you keep on paper. The link holds for an hour and once only. If it was not you, you need not answer. Nothing changes then."
            ),
        ],
    )
}

pub(crate) fn new_role(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    organisation: &str,
    roles: &[Role],
    by: Option<&str>,
) -> Letter {
    let lang = lang(person.language);
    let titles: Vec<&str> = roles.iter().map(|role| lang.pick(role.title().sv, role.title().en)).collect();
    let titles = titles.join(", ");
    let link = office.link(&path(person.language, Page::SignIn, ""));
    let (sv_by, en_by) = match by {
        Some(name) => (format!("{name} har gett dig"), format!("{name} has given you")),
        None => ("Du har fått".to_owned(), "You have been given".to_owned()),
    };
    letter(
        person,
        &account.body.email,
        ["Nytt uppdrag i Jämsides", "A new role in Jämsides"],
        [
            format!("{sv_by} ett uppdrag för {organisation}: {titles}.\n\nLogga in som vanligt:\n{link}"),
            format!("{en_by} a role for {organisation}: {titles}.\n\nSign in as usual:\n{link}"),
        ],
    )
}

/// To the owner, when a way to sign in has changed.
pub(crate) async fn changed_sign_in(office: &Office, account: &Stored<Account>) -> Result<Letter, Trouble> {
    let person = office.store.get::<Person>(account.body.person).await?.ok_or(Trouble::Nothing)?.body;
    let when = swedish(office.now()).strftime("%Y-%m-%d %H:%M").to_string();
    Ok(letter(
        &person,
        &account.body.email,
        ["Din inloggning i Jämsides har ändrats", "Your sign-in to Jämsides has changed"],
        [
            format!(
                "Sättet du loggar in på i Jämsides ändrades {when}: ett lösenord eller en nyckel lades till, byttes eller togs bort.\n\nVar det du behöver du inte göra något. Var det inte du: säg genast till den som sköter driften."
            ),
            format!(
                "The way you sign in to Jämsides was changed on {when}: a password or a passkey was added, replaced or removed.\n\nIf it was you, you need do nothing. If it was not: tell whoever runs the program at once."
            ),
        ],
    ))
}

/// To the old address, when the address has changed.
pub(crate) fn changed_address(person: &Person, old: &Email, new: &Email) -> Letter {
    letter(
        person,
        old,
        ["Din adress i Jämsides har ändrats", "Your address in Jämsides has changed"],
        [
            format!(
                "Adressen du loggar in med i Jämsides är nu {}. Var det inte du som ändrade den: säg genast till den som sköter driften.",
                new.as_str()
            ),
            format!(
                "The address you sign in to Jämsides with is now {}. If it was not you who changed it: tell whoever runs the program at once.",
                new.as_str()
            ),
        ],
    )
}

/// To managers and strategists, when a round is announced.
pub(crate) fn round_invited(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    round: &Stored<Round>,
    today: Date,
) -> Letter {
    let link = office.link(&path(person.language, Page::Round, &round.id.to_string()));
    let title = &round.body.title;
    let closes = round.body.calendar.closes;
    let (sv, en) = match (round.body.calendar.opens.filter(|day| today <= *day), closes) {
        (Some(opens), Some(closes)) => (
            format!("Det går att ansöka från och med {opens} till och med {closes}."),
            format!("Applications are open from {opens} until and including {closes}."),
        ),
        (Some(opens), None) => {
            (format!("Det går att ansöka från och med {opens}."), format!("Applications are open from {opens}."))
        }
        (None, Some(closes)) => (
            format!("Det går inte att ansöka ännu. Sista dagen blir {closes}. Ni får ett brev när det öppnar."),
            format!(
                "Applications are not open yet. The last day will be {closes}. You will get a letter when they open."
            ),
        ),
        (None, None) => (
            "Det går inte att ansöka ännu. Ni får ett brev när det öppnar.".to_owned(),
            "Applications are not open yet. You will get a letter when they open.".to_owned(),
        ),
    };
    let invitation = invitation_text(round);
    letter(
        person,
        &account.body.email,
        ["Inbjudan till en omgång", "Invitation to a round"],
        [
            format!("Ni är inbjudna till {title}. {sv}{invitation}\n\nLäs mer här:\n{link}"),
            format!("You are invited to {title}. {en}{invitation}\n\nRead more here:\n{link}"),
        ],
    )
}

/// What the organiser wrote, as a paragraph of its own.
fn invitation_text(round: &Stored<Round>) -> String {
    match round.body.invitation.as_str() {
        "" => String::new(),
        text => format!("\n\n{text}"),
    }
}

/// To managers and strategists, when a round opens for applications: now, or from its first day.
pub(crate) fn round_opens(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    round: &Stored<Round>,
    today: Date,
) -> Letter {
    let link = office.link(&path(person.language, Page::Round, &round.id.to_string()));
    let title = &round.body.title;
    let closes = round.body.calendar.closes.map(|day| day.to_string()).unwrap_or_default();
    let (sv, en) = match round.body.calendar.opens.filter(|day| today < *day) {
        Some(opens) => (
            format!("Från och med {opens} går det att ansöka till {title}, till och med {closes}."),
            format!("Applications to {title} are open from {opens}, until and including {closes}."),
        ),
        None => (
            format!("Nu går det att ansöka till {title}, till och med {closes}."),
            format!("Applications to {title} are open, until and including {closes}."),
        ),
    };
    let invitation = invitation_text(round);
    letter(
        person,
        &account.body.email,
        ["Inbjudan att ansöka", "Invitation to apply"],
        [
            format!("{sv}{invitation}\n\nLäs mer och ansök här:\n{link}"),
            format!("{en}{invitation}\n\nRead more and apply here:\n{link}"),
        ],
    )
}

/// The page of an organisation's application.
fn application_link(office: &Office, person: &Person, round: &Stored<Round>, organisation: OrganisationId) -> String {
    office.link(&path(person.language, Page::Application, &format!("{}_{organisation}", round.id)))
}

/// To those who judge, when an application is withdrawn.
pub(crate) fn application_withdrawn(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    round: &Stored<Round>,
    (organisation, applicant): (OrganisationId, &str),
    why: Option<&str>,
) -> Letter {
    let link = application_link(office, person, round, organisation);
    let title = &round.body.title;
    let why = why.map(|why| format!("\n\n{why}")).unwrap_or_default();
    letter(
        person,
        &account.body.email,
        ["En ansökan har dragits tillbaka", "An application has been withdrawn"],
        [
            format!("{applicant} har dragit tillbaka sin ansökan till {title}.{why}\n\nSe den här:\n{link}"),
            format!("{applicant} has withdrawn its application to {title}.{why}\n\nSee it here:\n{link}"),
        ],
    )
}

/// To those who judge, when an application has come in.
pub(crate) fn application_sent(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    round: &Stored<Round>,
    (organisation, applicant): (OrganisationId, &str),
) -> Letter {
    let link = application_link(office, person, round, organisation);
    let title = &round.body.title;
    letter(
        person,
        &account.body.email,
        ["En ansökan har kommit in", "An application has come in"],
        [
            format!("{applicant} har skickat sin ansökan till {title}.\n\nLäs den här:\n{link}"),
            format!("{applicant} has sent its application to {title}.\n\nRead it here:\n{link}"),
        ],
    )
}

/// To the applicant, when an application is sent back.
pub(crate) fn to_complete(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    round: &Stored<Round>,
    (organisation, name): (OrganisationId, &str),
    reason: &str,
    until: Date,
) -> Letter {
    let link = application_link(office, person, round, organisation);
    let title = &round.body.title;
    letter(
        person,
        &account.body.email,
        ["Er ansökan behöver kompletteras", "Your application needs to be completed"],
        [
            format!(
                "Ansökan från {name} till {title} behöver kompletteras senast {until}:\n\n{reason}\n\nDet ni har skrivit finns kvar. Komplettera och skicka igen här:\n{link}"
            ),
            format!(
                "The application of {name} to {title} needs to be completed by {until}:\n\n{reason}\n\nWhat you have written is still there. Complete it and send again here:\n{link}"
            ),
        ],
    )
}

/// To the applicant, when it is decided.
pub(crate) fn decision(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    round: &Stored<Round>,
    organisation: OrganisationId,
    paper: &Paper,
) -> Letter {
    let link = application_link(office, person, round, organisation);
    let text = format!("{}\n\n{}\n\n{link}", paper.paragraphs.join("\n\n"), paper.signed);
    letter(person, &account.body.email, ["Beslut om er ansökan", "Decision on your application"], [text.clone(), text])
}

/// A group that has been settled, as a letter tells it: names by capacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    /// Its id.
    pub(crate) id: programme::GroupId,
    /// What it is called.
    pub(crate) name: String,
    /// What it works on together.
    pub(crate) theme: Option<String>,
    /// Who compare themselves in it.
    pub(crate) participants: Vec<String>,
    /// Who leads it, and who backs them.
    pub(crate) mentors: Vec<String>,
}

/// To everybody in a group, when the groups of a round have been settled.
pub(crate) fn grouped(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    round: &Stored<Round>,
    organisation: &str,
    group: &Settled,
) -> Letter {
    let link = office.link(&path(person.language, Page::Group, &group.id.to_string()));
    let (title, name) = (&round.body.title, &group.name);
    let (participants, mentors) = (group.participants.join(", "), group.mentors.join(", "));
    let (mut sv, mut en) = (
        format!("Grupperna i {title} är klara. {organisation} är med i gruppen {name}.\n\nDeltagare: {participants}"),
        format!(
            "The groups of {title} are settled. {organisation} is in the group {name}.\n\nParticipants: {participants}"
        ),
    );
    if !mentors.is_empty() {
        sv = format!("{sv}\nMentor: {mentors}");
        en = format!("{en}\nMentor: {mentors}");
    }
    if let Some(theme) = &group.theme {
        sv = format!("{sv}\nTema: {theme}");
        en = format!("{en}\nTheme: {theme}");
    }
    letter(
        person,
        &account.body.email,
        ["Er grupp är klar", "Your group is settled"],
        [format!("{sv}\n\nGruppens sida:\n{link}"), format!("{en}\n\nThe page of the group:\n{link}")],
    )
}
