//! The demonstration's people: invented, one for each role, in invented organisations.

use std::sync::atomic::Ordering;

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
const PLACES: [Place; 6] = [
    place("Förbundet Jämna län", OrganisationKind::Organiser, None),
    place("Laxmora kommun", OrganisationKind::Municipality, Some("9106")),
    place("Slättköpings kommun", OrganisationKind::Municipality, Some("9401")),
    place("Skärköpings kommun", OrganisationKind::Municipality, Some("9501")),
    place("Älvhamra kommun", OrganisationKind::Municipality, Some("9201")),
    place("Region Granmark", OrganisationKind::Region, None),
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

const PEOPLE: [Somebody; 16] = [
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
        for place in &PLACES {
            let id: OrganisationId = self.id();
            let area = place.area.map(|code| AreaCode::try_from(code.to_owned())).transpose();
            let area = area.map_err(|why| Trouble::Ours(why.into()))?;
            change.insert(id, &Organisation { kind: place.kind, name: place.name.into(), area, parent: None })?;
            places.push(id);
        }
        for somebody in &PEOPLE {
            self.enter(&mut change, somebody, places[somebody.place])?;
        }
        self.store.write(&change).await?;
        Ok(())
    }

    fn enter(&self, change: &mut Change, somebody: &Somebody, organisation: OrganisationId) -> Result<(), Trouble> {
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
        Ok(())
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
