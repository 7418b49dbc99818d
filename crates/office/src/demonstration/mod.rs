//! The demonstration's people: invented, one for each role, in invented organisations.

mod stage;

use std::{collections::BTreeMap, sync::atomic::Ordering};

use jiff::{Span, ToSpan};
use programme::{
    Account, AccountId, AreaCode, Assignment, Email, Language, Organisation, OrganisationId, OrganisationKind, Person,
    PersonId, Role,
};
use storage::{Author, Change};

use crate::{
    Office, SignedIn, Trouble,
    sign_in::{Caller, kind, signing_in},
};
use stage::{NEIGHBOURS, Stage};

/// Somebody one can sign in as, in the demonstration.
#[derive(Debug, Clone)]
pub struct Acted {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Where.
    pub organisation: String,
}

/// What everybody has handed in.
const PAPER: &str = "Ett påhittat underlag till demonstrationen.\n";

/// The author of the stage.
const STAGE: &str = "demonstration";

struct Place {
    name: &'static str,
    kind: OrganisationKind,
    /// The invented area of the figures, where there is one.
    area: Option<&'static str>,
}

const fn place(name: &'static str, kind: OrganisationKind, area: Option<&'static str>) -> Place {
    Place { name, kind, area }
}

/// Invented, like the municipalities of the figures.
const PLACES: [Place; 16] = [
    place("Förbundet Jämna län", OrganisationKind::Organiser, None),
    place("Laxmora kommun", OrganisationKind::Municipality, Some("9106")),
    place("Slättköpings kommun", OrganisationKind::Municipality, Some("9401")),
    place("Skärköpings kommun", OrganisationKind::Municipality, Some("9501")),
    place("Älvhamra kommun", OrganisationKind::Municipality, Some("9201")),
    place("Region Granmark", OrganisationKind::Region, None),
    place("Rågköpings kommun", OrganisationKind::Municipality, Some("9403")),
    place("Kornhärads kommun", OrganisationKind::Municipality, Some("9404")),
    place("Strömhärads kommun", OrganisationKind::Municipality, Some("9204")),
    place("Tångköpings kommun", OrganisationKind::Municipality, Some("9502")),
    place("Ejderhamra kommun", OrganisationKind::Municipality, Some("9503")),
    place("Sjöhamra kommun", OrganisationKind::Municipality, Some("9301")),
    place("Bokhärads kommun", OrganisationKind::Municipality, Some("9412")),
    place("Granvattna kommun", OrganisationKind::Municipality, Some("9104")),
    place("Klöverhamra kommun", OrganisationKind::Municipality, Some("9408")),
    place("Fjällvåga kommun", OrganisationKind::Municipality, Some("9101")),
];

struct Somebody {
    name: &'static str,
    title: &'static str,
    place: usize,
    role: Role,
    /// Days from today to the first day, and to the last where it is over.
    days: (i32, Option<i32>),
}

const fn somebody(name: &'static str, title: &'static str, place: usize, role: Role) -> Somebody {
    Somebody { name, title, place, role, days: (-200, None) }
}

const PEOPLE: [Somebody; 40] = [
    somebody("Solveig Granqvist", "projektledare", 0, Role::Organiser),
    somebody("Drago Ek", "it-tekniker", 0, Role::Operator),
    somebody("Birgitta Myrlund", "kommunalråd", 1, Role::Politician),
    somebody("Anders Laxvik", "kommundirektör", 1, Role::Manager),
    somebody("Ylva Orrheim", "utvecklingsstrateg", 1, Role::Strategist),
    somebody("Petter Hjortsberg", "controller", 1, Role::KeyPerson),
    somebody("Hamid Ripström", "kommunikatör", 1, Role::Reader),
    somebody("Gunilla Vassö", "kommunalråd", 2, Role::Politician),
    somebody("Mikael Almgård", "socialchef", 2, Role::Manager),
    somebody("Amina Slättman", "jämställdhetsstrateg", 2, Role::Strategist),
    somebody("Inger Skärvall", "hållbarhetschef", 3, Role::Manager),
    somebody("Johan Skärlund", "utredare", 3, Role::Strategist),
    somebody("Margareta Älvmo", "jämställdhetsstrateg", 4, Role::Mentor),
    somebody("Leo Forsvall", "utvecklingsledare", 4, Role::MentorSupport),
    somebody("Kerstin Granlid", "regionråd", 5, Role::Politician),
    somebody("Tage Forsgran", "regiondirektör", 5, Role::Manager),
    somebody("Maj Granefors", "strateg", 5, Role::Strategist),
    somebody("Lisbet Rågstam", "utvecklingsstrateg", 6, Role::Strategist),
    somebody("Ture Kornvall", "kvalitetschef", 7, Role::Strategist),
    somebody("Asta Strömvik", "jämställdhetsstrateg", 8, Role::Mentor),
    somebody("Elin Tångsten", "hållbarhetsstrateg", 9, Role::Strategist),
    somebody("Bo Ejderholm", "kommundirektör", 10, Role::Manager),
    somebody("Rut Sjöhag", "utredare", 11, Role::Mentor),
    somebody("Gösta Boklind", "strateg", 12, Role::MentorSupport),
    somebody("Karin Granvik", "kommunalråd", 13, Role::Politician),
    somebody("Sten Vattberg", "kommundirektör", 13, Role::Manager),
    somebody("Moa Granlöv", "strateg", 13, Role::Strategist),
    somebody("Ingrid Klöverud", "kommunalråd", 14, Role::Politician),
    somebody("Alf Klövestam", "förvaltningschef", 14, Role::Manager),
    somebody("Siv Hamrin-Klöv", "strateg", 14, Role::Strategist),
    somebody("Nils Fjällud", "kommunalråd", 15, Role::Politician),
    somebody("Berit Våglund", "kommundirektör", 15, Role::Manager),
    somebody("Ida Fjällvik", "utvecklare", 15, Role::Strategist),
    somebody("Hedvig Länberg", "handläggare", 0, Role::Organiser),
    somebody("Gudrun Rågbeck", "kommunalråd", 6, Role::Politician),
    somebody("Sven Rågdal", "kommundirektör", 6, Role::Manager),
    somebody("Elsa Skärsund", "kommunalråd", 3, Role::Politician),
    somebody("Roine Tångvik", "kommunalråd", 9, Role::Politician),
    somebody("Maud Tångren", "förvaltningschef", 9, Role::Manager),
    Somebody { name: "Rolf Tallvik", title: "utredare", place: 1, role: Role::Strategist, days: (-900, Some(-201)) },
];

impl Office {
    /// Puts down the invented organisations and people, in an empty store.
    ///
    /// # Errors
    /// [`Trouble::OnlyDemonstration`]; when the storage fails.
    pub async fn set_the_stage(&self) -> Result<(), Trouble> {
        if !self.settings.demonstration {
            return Err(Trouble::OnlyDemonstration);
        }
        let mut change = self.change(Author::System(STAGE.into()));
        let mut places = Vec::new();
        for place in PLACES.iter().chain(&NEIGHBOURS) {
            let id: OrganisationId = self.id();
            let area = place.area.map(|code| AreaCode::try_from(code.to_owned())).transpose();
            let area = area.map_err(|why| Trouble::Ours(why.into()))?;
            change.insert(id, &Organisation { kind: place.kind, name: place.name.into(), area, parent: None })?;
            places.push(id);
        }
        let mut people = BTreeMap::new();
        for somebody in &PEOPLE {
            let person = self.enter(&mut change, somebody, places[somebody.place])?;
            if somebody.days.1.is_none() {
                people.insert((places[somebody.place], somebody.role), person);
            }
        }
        let paper = self.new_document(places[0], None, ("Underlag.txt", PAPER.as_bytes())).await?;
        let places = PLACES.iter().chain(&NEIGHBOURS).map(|it| it.name).zip(places).collect();
        let mut stage = Stage { office: self, change, places, people, today: self.today(), paper };
        let forming = stage.put_up().await?;
        let day = stage.day(-1);
        self.store.write(&stage.change).await?;
        // A proposal is made of what is there by now.
        let made = day.at(9, 30, 0, 0).to_zoned(programme::sweden()).map_err(|e| Trouble::Ours(e.to_string()))?;
        let mut change = self.change(Author::System(STAGE.into()));
        self.stage_forming(&mut change, forming, made.timestamp()).await?;
        self.store.write(&change).await?;
        Ok(())
    }

    fn enter(
        &self,
        change: &mut Change,
        somebody: &Somebody,
        organisation: OrganisationId,
    ) -> Result<PersonId, Trouble> {
        let address = programme::fold(somebody.name).replace(' ', ".");
        let plain: String = address
            .chars()
            .map(|c| match c {
                'å' | 'ä' => 'a',
                'ö' => 'o',
                other => other,
            })
            .collect();
        // RFC 2606: nobody's.
        let email = Email::try_from(format!("{plain}@exempel.example")).map_err(|why| Trouble::Ours(why.into()))?;
        let person: PersonId = self.id();
        let body = Person {
            name: somebody.name.into(),
            email: email.clone(),
            phone: None,
            title: Some(somebody.title.into()),
            language: Language::Sv,
        };
        change.insert(person, &body)?;
        let account: AccountId = self.id();
        change.insert(account, &Account { person, email, closed: false })?;
        // They have all signed in before; no password fits.
        change.put_secret(self.secret(account, kind::PASSWORD, "", "nobody's".into(), true));
        let day = |days: i32| {
            let span: Span = i64::from(days).days();
            self.today().checked_add(span).map_err(|e| Trouble::Ours(e.to_string()))
        };
        let assignment = Assignment {
            person,
            organisation,
            role: somebody.role,
            from: day(somebody.days.0)?,
            to: somebody.days.1.map(day).transpose()?,
        };
        change.insert(self.id(), &assignment)?;
        Ok(person)
    }

    /// Whom one can sign in as: everybody with a role today, in the order of roles.
    ///
    /// # Errors
    /// [`Trouble::OnlyDemonstration`].
    pub async fn cast(&self) -> Result<Vec<Acted>, Trouble> {
        if !self.settings.demonstration {
            return Err(Trouble::OnlyDemonstration);
        }
        let mut cast = Vec::new();
        for assignment in self.store.list::<Assignment>().await? {
            let Assignment { person, organisation, role, .. } = assignment.body;
            if !assignment.body.holds(self.today()) {
                continue;
            }
            let (account, person) = (self.account_of(person).await?, self.store.get::<Person>(person).await?);
            let there = self.store.get::<Organisation>(organisation).await?;
            if let (Some(account), Some(person), Some(there)) = (account, person, there) {
                let (name, organisation) = (person.body.name, there.body.name);
                cast.push(Acted { account: account.id, name, role, organisation });
            }
        }
        cast.sort_by_key(|acted| acted.role);
        Ok(cast)
    }

    /// Signs in as one of the invented people.
    ///
    /// # Errors
    /// [`Trouble::OnlyDemonstration`].
    pub async fn act_as(&self, account: AccountId, caller: &Caller) -> Result<SignedIn, Trouble> {
        if !self.settings.demonstration {
            return Err(Trouble::OnlyDemonstration);
        }
        let account = self.account(account).await?;
        let mut change = self.change(signing_in());
        let signed_in = self.session(&mut change, account.id, caller);
        self.store.write(&change).await?;
        Ok(signed_in)
    }

    /// Whether what is there was put there for a demonstration: real people are never acted.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn is_stage(&self) -> Result<bool, Trouble> {
        let Some(first) = self.store.list::<Account>().await?.into_iter().next() else { return Ok(true) };
        let history = self.store.history(first.id).await?;
        Ok(history.first().is_some_and(|entry| entry.author == Author::System(STAGE.into())))
    }

    /// Whether anybody has an account: where nobody has, the sign-in page tells how to begin.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn has_accounts(&self) -> Result<bool, Trouble> {
        // Once there is one there always is: the page that asks is everybody's.
        if !self.peopled.load(Ordering::Relaxed) && !self.store.list::<Account>().await?.is_empty() {
            self.peopled.store(true, Ordering::Relaxed);
        }
        Ok(self.peopled.load(Ordering::Relaxed))
    }
}
