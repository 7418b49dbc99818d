//! The organisations and their people: invented, each with an account nobody can sign in to.

use programme::{
    Account, AccountId, AreaCode, Assignment, ContentHash, Document, Edition, EditionId, Email, Id, Language,
    Organisation, OrganisationId, OrganisationKind, Person, PersonId, Role, Visibility,
};
use storage::{Author, ContentInfo, Error, NewSecret};

use super::{
    CALLED, PEOPLE, PLACES, ROUNDS, YEAR, at, day,
    rounds::Seating,
    writer::{Pen, Writer},
};

/// The model every round follows.
const MODEL: &str = "modell-2023";

const BEFORE: [&str; 29] = [
    "Ask", "Björk", "Ek", "Gran", "Hassel", "Lind", "Rönn", "Tall", "Alm", "Sälg", "Hägg", "Lönn", "Pil", "En", "Apel",
    "Lax", "Gädd", "Sik", "Öring", "Abborr", "Orr", "Järp", "Tjäder", "Häger", "Svan", "Älg", "Räv", "Järv", "Utter",
];
const AFTER: [&str; 10] = ["mora", "köping", "hamra", "härad", "vik", "sele", "torp", "lunda", "forsa", "bygden"];
const FIRST: [&str; 30] = [
    "Anna", "Björn", "Cecilia", "David", "Elin", "Fatima", "Gustav", "Hanna", "Ibrahim", "Johanna", "Karl", "Linnéa",
    "Maria", "Nils", "Olivia", "Per", "Rebecka", "Sara", "Tomas", "Ulrika", "Viktor", "Ylva", "Zahra", "Åsa", "Örjan",
    "Amira", "Erik", "Frida", "Göran", "Helena",
];
const LAST: [&str; 40] = [
    "Askrot", "Björkby", "Dalhag", "Ekmossa", "Forsvik", "Granby", "Hagskog", "Isberga", "Järnhed", "Kvarnby",
    "Lindhag", "Mosshed", "Norrvik", "Ovanå", "Palmlid", "Rågmark", "Sandhed", "Tallmo", "Udderyd", "Vikdal",
    "Åkerhed", "Älvdal", "Öhage", "Bergmo", "Dammsjö", "Enlid", "Fallvik", "Gärdeby", "Hedmark", "Insjö", "Kärrdal",
    "Lövby", "Myrhed", "Näslid", "Ormvik", "Röhed", "Stenmo", "Tvärå", "Utby", "Vallmo",
];
/// The content of everything handed in or attached, and of every decision.
const PAPER: &str = "Ett påhittat underlag. Kvinnor och män, nuläge, mål, uppföljning, vem som gör vad till när.\n";
const DECISION: &str = "%PDF-1.4\n% Ett påhittat beslut.\n";

/// Somebody with a role today.
#[derive(Debug, Clone)]
pub(super) struct Somebody {
    pub(super) person: PersonId,
    pub(super) account: AccountId,
    pub(super) organisation: OrganisationId,
    pub(super) role: Role,
}

/// An organisation.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) id: OrganisationId,
    pub(super) people: Vec<Somebody>,
}

impl Place {
    pub(super) fn as_a(&self, role: Role) -> Option<&Somebody> {
        self.people.iter().find(|it| it.role == role)
    }

    /// Everybody called to meetings.
    pub(super) fn called(&self) -> impl Iterator<Item = &Somebody> {
        self.people.iter().filter(|it| CALLED.contains(&it.role))
    }
}

/// Everybody and everything there is before the first round.
pub(super) struct Country {
    pub(super) organiser: OrganisationId,
    pub(super) organisers: Vec<Somebody>,
    pub(super) places: Vec<Place>,
    pub(super) edition: EditionId,
    /// The model every round follows, and the fingerprint of its edition.
    pub(super) model: String,
    pub(super) fingerprint: String,
    pub(super) paper: ContentInfo,
    pub(super) decision: ContentInfo,
}

impl Country {
    pub(super) async fn put_up(writer: &mut Writer<'_>) -> Result<Self, Error> {
        let long_ago = day(writer.today, -YEAR * (ROUNDS + 1));
        let now = at(long_ago, 8);
        let paper = writer.store.put_content("Underlag.txt", PAPER.repeat(40).as_bytes(), now).await?;
        let decision = writer.store.put_content("beslut.pdf", DECISION.repeat(400).as_bytes(), now).await?;
        let mut pen = writer.pen(Author::Operator, long_ago, 9);
        let library = method::Library::built_in();
        let missing = || Error::Newer { what: format!("the model {MODEL}") };
        let known = library.edition(MODEL).ok_or_else(missing)?;
        let text = library.edition_text(MODEL).ok_or_else(missing)?;
        let edition =
            Edition { model: known.model.to_string(), version: known.version, fingerprint: known.fingerprint, text };
        let fingerprint = edition.fingerprint.clone();
        let edition = pen.put(edition)?.id;
        let kind = OrganisationKind::Organiser;
        let skr = pen.put(Organisation { kind, name: "Nationella rundan".into(), area: None, parent: None })?.id;
        let mut number = 0;
        let mut organisers = Vec::new();
        for role in [Role::Organiser, Role::Organiser, Role::Organiser, Role::Operator] {
            organisers.push(enter(&mut pen, &mut number, skr, role, long_ago)?);
        }
        writer.save(pen).await?;
        let (model, places) = (MODEL.to_owned(), Vec::new());
        let mut country = Self { organiser: skr, organisers, places, edition, model, fingerprint, paper, decision };
        // Who mentors or backs a mentor in the newest round has the role today.
        let (mentors, supports) = Seating::of(ROUNDS - 1).leaders();
        let mut readers = PEOPLE - number - 4 * PLACES - supports.len();
        for index in 0..PLACES {
            let mut pen = writer.pen(Author::Operator, day(long_ago, index as i64 % 14), 10);
            let name = format!("{}{} kommun", BEFORE[index % BEFORE.len()], AFTER[index / BEFORE.len()]);
            let area = AreaCode::try_from(format!("{:04}", 9_700 + index)).ok();
            let kind = OrganisationKind::Municipality;
            let id = pen.put(Organisation { kind, name, area, parent: None })?.id;
            let fourth = if mentors.contains(&index) { Role::Mentor } else { Role::KeyPerson };
            let mut roles = vec![Role::Politician, Role::Manager, Role::Strategist, fourth];
            if supports.contains(&index) {
                roles.push(Role::MentorSupport);
            } else if readers > 0 {
                roles.push(Role::Reader);
                readers -= 1;
            }
            let mut people = Vec::new();
            for role in roles {
                people.push(enter(&mut pen, &mut number, id, role, long_ago)?);
            }
            writer.save(pen).await?;
            country.places.push(Place { id, people });
        }
        country.policies(writer).await?;
        Ok(country)
    }

    /// A file of everybody's own, each year; every fifth shows one of them to all.
    async fn policies(&self, writer: &mut Writer<'_>) -> Result<(), Error> {
        for year in 0..ROUNDS {
            let mut pen = writer.pen(self.author(), day(writer.today, -YEAR * (ROUNDS - year)), 11);
            for (index, place) in self.places.iter().enumerate() {
                let mut file = pen.put(self.document(&format!("Plan {year}.txt"), place.id, None))?;
                if year + 1 == ROUNDS && index % 5 == 0 {
                    pen.show(&mut file, Visibility::Public);
                }
            }
            writer.save(pen).await?;
        }
        Ok(())
    }

    /// An attached file with the one content.
    pub(super) fn document(&self, name: &str, organisation: OrganisationId, about: Option<Id>) -> Document {
        let hash: ContentHash = self.paper.hash.clone();
        let media_type = self.paper.media_type.clone();
        Document { name: name.into(), content: hash, media_type, bytes: self.paper.bytes, organisation, about }
    }

    /// The one who runs the rounds.
    pub(super) fn author(&self) -> Author {
        self.organisers.first().map_or(Author::Operator, |it| Author::Person(it.person))
    }
}

/// Somebody comes into an organisation; every third was a key person first.
fn enter(
    pen: &mut Pen,
    number: &mut usize,
    organisation: OrganisationId,
    role: Role,
    from: jiff::civil::Date,
) -> Result<Somebody, Error> {
    let n = *number;
    *number += 1;
    let bad = |why: &'static str| Error::Newer { what: why.into() };
    let email = Email::try_from(format!("person.{n}@exempel.example")).map_err(bad)?;
    let person = Person {
        name: format!("{} {}", FIRST[n % FIRST.len()], LAST[n / FIRST.len() % LAST.len()]),
        email: email.clone(),
        phone: Some(format!("010-{:06}", 100_000 + n)),
        title: Some(role.title().sv.into()),
        language: if n % 50 == 49 { Language::En } else { Language::Sv },
    };
    let mut kept = pen.put(person)?;
    if n.is_multiple_of(4) {
        pen.amend(&mut kept, |it| it.phone = Some(format!("010-{:06}", 200_000 + n)))?;
    }
    let person = kept.id;
    let account: AccountId = pen.put(Account { person, email, closed: false })?.id;
    // They can all sign in; no password fits.
    let secret = NewSecret {
        id: pen.id(),
        record: account.into(),
        kind: "password",
        label: String::new(),
        value: "nobody's".into(),
        only_one: true,
    };
    pen.change.put_secret(secret);
    let mut since = from;
    if n.is_multiple_of(3) {
        let last = day(from, 700);
        pen.put(Assignment { person, organisation, role: Role::Reader, from, to: Some(last) })?;
        since = day(last, 1);
    }
    pen.put(Assignment { person, organisation, role, from: since, to: None })?;
    Ok(Somebody { person, account, organisation, role })
}
