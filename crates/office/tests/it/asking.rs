//! Who is asked to take part, with what, and what they pay: invitations, regions that limit themselves,
//! fees and invoices.

use std::{
    io::Read as _,
    sync::{Arc, Mutex},
};

use i18n::Lang;
use jiff::civil::date;
use office::{
    ApplicationForm, Judgement, Leaving, Letter, Office, Paper, ParticipantLine, Press, RoundForm, StorageError,
    Trouble, Visitor,
};
use programme::{
    Account, Application, ApplicationState, Assignment, Invoice, Language, Organisation, OrganisationKind,
    Participation, Person, PersonId, Problem, Role, RoundId, RoundState, Rule,
};
use serde_json::{Value, json};
use storage::Author;

use crate::{
    rig::{Rig, contains, on_both},
    rounds::{PDF, Team, World, apply, decide, form, lead, round_form},
};

on_both! {
    everybody_the_round_is_for_is_invited_once
    a_closed_account_is_not_invited
    a_region_limits_itself_to_one_administration
    what_is_to_be_paid_is_recorded
    an_invoice_is_not_told_to_others
}

/// The signs between thousands are spaces that do not break.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn names(letters: &[Letter]) -> Vec<&str> {
    let mut names: Vec<&str> = letters.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    names
}

/// Each of them twice.
fn twice<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().flat_map(|name| [*name; 2]).collect()
}

/// A round for these tracks, announced.
async fn announced(world: &World, title: &str, tracks: &[&str]) -> RoundId {
    let days = [("opens", "2026-09-01"), ("closes", "2026-10-30"), ("starts", "2027-01-20")];
    let form = RoundForm { fee: "20000".into(), ..round_form(title, tracks, &days) };
    let head = world.organiser().await;
    let round = world.rig.office.add_round(&head, world.organiser, &form).await.unwrap();
    lead(world, round, RoundState::Invited).await;
    round
}

async fn opened(world: &World, title: &str, tracks: &[&str]) -> RoundId {
    let round = announced(world, title, tracks).await;
    lead(world, round, RoundState::Open).await;
    round
}

/// Somebody reads English from now on.
async fn english(rig: &Rig, id: PersonId) {
    let person = rig.store.get::<Person>(id).await.unwrap().unwrap();
    let body = Person { language: Language::En, ..person.body };
    rig.write(|change| change.update(id, person.version, &body).unwrap()).await;
}

/// The one who takes part, as somebody (or nobody) signed in reads of it.
async fn line(office: &Office, who: Option<&Visitor>, round: RoundId, name: &str) -> ParticipantLine {
    let view = office.round(who, round, Lang::Sv).await.unwrap();
    view.participants.into_iter().find(|it| it.name == name).unwrap()
}

async fn everybody_the_round_is_for_is_invited_once(rig: Rig) {
    let mut world = World::new(rig, date(2026, 9, 1)).await;
    let a = world.team("A kommun", OrganisationKind::Municipality).await;
    let b = world.team("B kommun", OrganisationKind::Municipality).await;
    let association = world.team("Förbundet F", OrganisationKind::Association).await;
    let region = world.team("Region R", OrganisationKind::Region).await;
    // A district of A's city.
    let district = world.rig.id();
    let body = Organisation {
        kind: OrganisationKind::CityDistrict,
        name: "Stadsdelen S".into(),
        area: None,
        parent: Some(a.id),
    };
    world.rig.write(|change| change.insert(district, &body).unwrap()).await;
    world.somebody("Stadsdelschefen", district, Role::Manager).await;
    // Those who are not asked: other roles, those who have left or have not begun, others who run rounds.
    for (name, role) in [
        ("Nyckelpersonen", Role::KeyPerson),
        ("Mentorn", Role::Mentor),
        ("Stödet", Role::MentorSupport),
        ("Läsaren", Role::Reader),
        ("Driften", Role::Operator),
    ] {
        world.somebody(name, a.id, role).await;
    }
    let elsewhere = world.place("Länsförbundet", OrganisationKind::Organiser).await;
    world.somebody("Chefen i länet", elsewhere, Role::Manager).await;
    let (former, coming, both) = (
        world.somebody("Förra strategen", a.id, Role::Reader).await,
        world.somebody("Nästa strateg", a.id, Role::Reader).await,
        a.people["chef"][0],
    );
    for (person, organisation, role, from, to) in [
        (former, a.id, Role::Strategist, date(2024, 1, 1), Some(date(2026, 8, 31))),
        (coming, a.id, Role::Strategist, date(2026, 9, 2), None),
        // A manager who is a strategist too, and in two places.
        (both, a.id, Role::Strategist, date(2026, 1, 1), None),
        (both, b.id, Role::Manager, date(2026, 1, 1), None),
    ] {
        let assignment = Assignment { person, organisation, role, from, to };
        let id = world.rig.id();
        world.rig.write(|change| change.insert(id, &assignment).unwrap()).await;
    }
    english(&world.rig, b.people["strateg"][0]).await;

    let asked = [
        "Stadsdelschefen",
        "chef 0 A kommun",
        "chef 0 B kommun",
        "chef 0 Förbundet F",
        "strateg 0 A kommun",
        "strateg 0 B kommun",
        "strateg 0 Förbundet F",
    ];

    // The announcement tells them, and says from which day one can apply.
    let round = announced(&world, "Kommuner 2027", &["municipalities"]).await;
    let letters = world.rig.new_letters().await;
    assert_eq!(names(&letters), asked);
    let first =
        "Ni är inbjudna till Kommuner 2027. Det går att ansöka från och med 2026-09-01 till och med 2026-10-30.";
    assert_eq!(letters.iter().filter(|it| it.text.contains(first)).count(), asked.len() - 1, "one reads English");
    lead(&world, round, RoundState::Open).await;
    let letters = world.rig.new_letters().await;
    assert_eq!(names(&letters), asked);
    // Each at their own address, with the days, what the organiser wrote and where to apply.
    for letter in &letters {
        let english = letter.name == "strateg 0 B kommun";
        assert_eq!(letter.subject, if english { "Invitation to apply" } else { "Inbjudan att ansöka" });
        let (first, link) = if english {
            (
                "Applications to Kommuner 2027 are open, until and including 2026-10-30.",
                format!("https://jamsides.example/en/round/{round}"),
            )
        } else {
            (
                "Nu går det att ansöka till Kommuner 2027, till och med 2026-10-30.",
                format!("https://jamsides.example/sv/omgang/{round}"),
            )
        };
        assert!(letter.text.contains(first), "{}", letter.text);
        assert!(letter.text.contains("Välkomna att söka."), "{}", letter.text);
        assert!(letter.text.lines().any(|it| it == link), "{}", letter.text);
    }
    let to = &letters.iter().find(|it| it.name == "chef 0 Förbundet F").unwrap().to;
    assert_eq!(*to, world.rig.email_of(association.people["chef"][0]).await);

    // Closed and opened again: only who has come since is asked.
    lead(&world, round, RoundState::Invited).await;
    world.somebody("Nya chefen", b.id, Role::Manager).await;
    lead(&world, round, RoundState::Open).await;
    assert_eq!(names(&world.rig.new_letters().await), ["Nya chefen"]);
    lead(&world, round, RoundState::Admission).await;
    lead(&world, round, RoundState::Open).await;
    assert_eq!(world.rig.new_letters().await, []);

    // A round for regions asks regions, and one for both asks everybody, also those asked to another: when
    // it is announced, and when it opens.
    let regions = opened(&world, "Regioner 2027", &["regions"]).await;
    let letters = world.rig.new_letters().await;
    assert_eq!(names(&letters), twice(&["chef 0 Region R", "chef 1 Region R", "strateg 0 Region R"]));
    assert!(letters.iter().all(|it| it.text.contains(&format!("/sv/omgang/{regions}"))));
    assert_eq!(region.people["chef"].len(), 2);
    opened(&world, "Alla 2028", &["municipalities", "regions"]).await;
    let mut all: Vec<&str> = asked.into();
    all.extend(["Nya chefen", "chef 0 Region R", "chef 1 Region R", "strateg 0 Region R"]);
    all.sort_unstable();
    assert_eq!(names(&world.rig.new_letters().await), twice(&all));
}

async fn a_closed_account_is_not_invited(rig: Rig) {
    let mut world = World::new(rig, date(2026, 9, 1)).await;
    let team = world.team("A kommun", OrganisationKind::Municipality).await;
    let key = Account::key_of_person(team.people["chef"][0]);
    let account = world.rig.store.by_key::<Account>(&key).await.unwrap().unwrap();
    let closed = Account { closed: true, ..account.body };
    world.rig.write(|change| change.update(account.id, account.version, &closed).unwrap()).await;
    opened(&world, "Kommuner 2027", &["municipalities"]).await;
    assert_eq!(names(&world.rig.new_letters().await), twice(&["strateg 0 A kommun"]));
}

/// Keeps what it is given to print.
#[derive(Default)]
struct Witness(Mutex<Vec<Paper>>);

impl Press for Witness {
    fn print(&self, paper: &Paper) -> Result<Vec<u8>, String> {
        self.0.lock().unwrap().push(paper.clone());
        Ok(PDF.to_vec())
    }
}

async fn a_region_limits_itself_to_one_administration(rig: Rig) {
    let mut world = World::new(rig, date(2026, 9, 1)).await;
    let office = world.rig.office.clone();
    let round = opened(&world, "R", &["municipalities", "regions"]).await;
    let region = world.team("Region Granmark", OrganisationKind::Region).await;
    let whole = world.team("Region Hel", OrganisationKind::Region).await;
    let town = world.team("Laxmora kommun", OrganisationKind::Municipality).await;
    let association = world.team("Förbundet", OrganisationKind::Association).await;
    let limited = |team: &Team, name: &str| ApplicationForm { administration: name.into(), ..form(team) };

    // A municipality takes part as a whole, and so does an association; what was written is not kept.
    for team in [&town, &association] {
        let form = limited(team, "Socialförvaltningen");
        let refused = office.save_application(&team.strategist, round, team.id, 0, &form).await;
        let Err(Trouble::Storage(StorageError::Invalid(problem))) = refused else { panic!("{refused:?}") };
        assert_eq!(problem, Problem { field: "administration", rule: Rule::Unwanted });
        assert_eq!(office.application(&team.strategist, round, team.id, Lang::Sv).await.unwrap().id, None);
        // A field left blank says nothing.
        office.save_application(&team.strategist, round, team.id, 0, &limited(team, "  ")).await.unwrap();
        let view = office.application(&team.strategist, round, team.id, Lang::Sv).await.unwrap();
        assert_eq!(view.body.administration, None);
    }

    // A region says which, and may think again until it has sent: it is one application all the same.
    let me = &region.strategist;
    let id =
        office.save_application(me, round, region.id, 0, &limited(&region, " Regional utveckling ")).await.unwrap();
    let view = office.application(me, round, region.id, Lang::Sv).await.unwrap();
    assert_eq!((view.id, view.body.administration.as_deref()), (Some(id), Some("Regional utveckling")));
    let care = limited(&region, "Hälso- och sjukvård");
    assert_eq!(office.save_application(me, round, region.id, view.version, &care).await.unwrap(), id);
    office.attach_to_application(me, round, region.id, "politiskt-beslut", ("beslut.pdf", PDF)).await.unwrap();
    let version = office.application(me, round, region.id, Lang::Sv).await.unwrap().version;
    office.send_application(me, round, region.id, version).await.unwrap();
    assert_eq!(world.rig.store.list_of::<Application>(region.id).await.unwrap().len(), 1);
    let again = office.save_application(me, round, region.id, version + 1, &form(&region)).await;
    assert!(matches!(again, Err(Trouble::NotOpen)), "{again:?}");
    apply(&world, round, &whole).await;

    // The organiser sees it in the list and on the page.
    let head = world.organiser().await;
    let lines: Vec<_> =
        office.applications(&head, round).await.unwrap().into_iter().map(|it| (it.name, it.administration)).collect();
    let care = || Some("Hälso- och sjukvård".to_owned());
    assert_eq!(lines, [("Region Granmark".to_owned(), care()), ("Region Hel".to_owned(), None)]);
    let view = office.application(&head, round, region.id, Lang::Sv).await.unwrap();
    assert_eq!(view.body.administration, care());

    // The decision that is printed says what it is about.
    let witness = Arc::new(Witness::default());
    let printing = world.rig.another().await.printing(Arc::clone(&witness) as Arc<dyn Press>);
    let judgement = Judgement {
        outcome: ApplicationState::Admitted.code().into(),
        reason: "Villkoren är uppfyllda.".into(),
        no_conflict: true,
        ..Judgement::default()
    };
    printing.decide(&head, view.id.unwrap(), view.version, &judgement).await.unwrap();
    let papers = witness.0.lock().unwrap().clone();
    assert_eq!(papers.len(), 1, "one decision, one paper");
    let limits: Vec<&str> =
        papers[0].facts.iter().filter(|it| it.0 == "Avgränsat till").map(|it| it.1.as_str()).collect();
    assert_eq!(limits, ["Hälso- och sjukvård"]);
    decide(&world, round, &whole, ApplicationState::Admitted, "Villkoren är uppfyllda.").await;

    // It is kept on the participation, and shown to everybody once the round has begun.
    let kept = world.rig.store.list_of::<Participation>(region.id).await.unwrap();
    assert_eq!(kept.iter().map(|it| it.body.administration.clone()).collect::<Vec<_>>(), [care()]);
    lead(&world, round, RoundState::Admission).await;
    lead(&world, round, RoundState::Running).await;
    let neighbour = world.enter(whole.people["strateg"][0]).await;
    for who in [None, Some(&neighbour)] {
        assert_eq!(line(&office, who, round, "Region Granmark").await.administration, care());
        assert_eq!(line(&office, who, round, "Region Hel").await.administration, None);
    }
    // Who leaves leaves as what it was.
    let there = line(&office, None, round, "Region Granmark").await.id;
    office.leave(&head, there, &Leaving { last: "2026-09-01".into(), why: "Ny ledning.".into() }).await.unwrap();
    let left = line(&office, None, round, "Region Granmark").await;
    assert_eq!((left.administration, left.to), (care(), Some(date(2026, 9, 1))));
}

/// A round in which A is admitted and its invoice noted, with B beside it.
struct Paid {
    world: World,
    round: RoundId,
    a: Team,
    b: Team,
}

async fn paid(rig: Rig) -> Paid {
    let mut world = World::new(rig, date(2026, 9, 1)).await;
    let round = opened(&world, "R", &["municipalities"]).await;
    let a = world.team("A kommun", OrganisationKind::Municipality).await;
    let b = world.team("B kommun", OrganisationKind::Municipality).await;
    for team in [&a, &b] {
        apply(&world, round, team).await;
    }
    lead(&world, round, RoundState::Admission).await;
    english(&world.rig, a.people["politiker"][0]).await;
    world.rig.new_letters().await;
    for team in [&a, &b] {
        decide(&world, round, team, ApplicationState::Admitted, "Villkoren är uppfyllda.").await;
    }
    Paid { world, round, a, b }
}

async fn what_is_to_be_paid_is_recorded(rig: Rig) {
    let Paid { world, round, a, b } = paid(rig).await;
    let (office, rig) = (world.rig.office.clone(), &world.rig);
    let head = world.organiser().await;

    // The fee is the round's: set by who runs it, read by everybody.
    assert_eq!(office.round(None, round, Lang::Sv).await.unwrap().body.fee, Some(20_000));
    let (version, facts) = office.round_form(&head, round).await.unwrap();
    assert_eq!(facts.fee, "20000");
    let wrong = RoundForm { fee: "tjugo tusen".into(), ..facts.clone() };
    let refused = office.edit_round(&head, round, version, &wrong).await;
    assert!(matches!(&refused, Err(Trouble::NoNumber(text)) if text == "tjugo tusen"), "{refused:?}");
    assert!(matches!(office.edit_round(&a.strategist, round, version, &facts).await, Err(Trouble::Denied(_))));

    // What the invoice is to be marked with is the applicant's to say, and the organiser's to read.
    for who in [&a.strategist, &head] {
        let view = office.application(who, round, a.id, Lang::Sv).await.unwrap();
        assert_eq!(view.body.invoice_reference.as_deref(), Some("ZZ 4711"));
    }
    assert!(matches!(office.application(&b.strategist, round, a.id, Lang::Sv).await, Err(Trouble::Nothing)));

    // The decision says what it costs, to each in their language.
    let letters: Vec<Letter> = rig.new_letters().await;
    let decisions: Vec<&Letter> = letters.iter().filter(|it| it.name.ends_with("A kommun")).collect();
    assert_eq!(decisions.len(), 3);
    for letter in decisions {
        let said = if letter.name == "politiker 0 A kommun" {
            "The fee is SEK 20,000. It is invoiced with the reference you have given."
        } else {
            "Avgiften är 20 000 kronor. Den faktureras med den referens ni har angett."
        };
        assert!(plain(&letter.text).contains(said), "{}", letter.text);
    }

    // The organiser notes the invoice, and nobody else.
    world.on(date(2026, 11, 20));
    let head = world.organiser().await;
    let there = line(&office, Some(&head), round, "A kommun").await;
    assert_eq!(there.invoice, None);
    let (id, version) = (there.id, there.version);
    for who in [&a.strategist, &b.strategist] {
        let denied = office.note_invoice(who, id, version, "F-2026-118", "20000").await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    }
    let refused = office.note_invoice(&head, id, version, "F-2026-118", "tjugo").await;
    assert!(matches!(&refused, Err(Trouble::NoNumber(text)) if text == "tjugo"), "{refused:?}");
    let refused = office.note_invoice(&head, id, version, "  ", "20000").await;
    let Err(Trouble::Storage(StorageError::Invalid(problem))) = refused else { panic!("{refused:?}") };
    assert_eq!(problem, Problem { field: "reference", rule: Rule::Empty });
    let reached = office.note_invoice(&head, id, version, " F-2026-118 ", " 20000 ").await.unwrap();
    assert_eq!(reached, round);
    let noted = |amount: u32, on| Some(Invoice { reference: "F-2026-118".into(), amount, on });
    assert_eq!(line(&office, Some(&head), round, "A kommun").await.invoice, noted(20_000, date(2026, 11, 20)));
    assert_eq!(line(&office, Some(&head), round, "B kommun").await.invoice, None);
    // Somebody else was there since.
    let stale = office.note_invoice(&head, id, version, "F-2026-119", "1").await;
    assert!(matches!(stale, Err(Trouble::Storage(StorageError::Conflict(_)))), "{stale:?}");
    // Half of it is credited: the round has closed, which is no hindrance.
    lead(&world, round, RoundState::Running).await;
    world.on(date(2026, 12, 1));
    lead(&world, round, RoundState::Closed).await;
    let head = world.organiser().await;
    office.note_invoice(&head, id, version + 1, "F-2026-118", "10000").await.unwrap();
    assert_eq!(line(&office, Some(&head), round, "A kommun").await.invoice, noted(10_000, date(2026, 12, 1)));

    // The journal has who noted what and when.
    let entries = rig.store.history(id).await.unwrap();
    assert!(entries.iter().all(|it| it.author == Author::Person(head.person)), "{entries:?}");
    let invoices: Vec<Value> = entries
        .iter()
        .map(|it| serde_json::from_str::<Value>(it.after.as_deref().unwrap()).unwrap()["invoice"].clone())
        .collect();
    assert_eq!(
        invoices,
        [
            Value::Null,
            json!({ "reference": "F-2026-118", "amount": 20_000, "on": "2026-11-20" }),
            json!({ "reference": "F-2026-118", "amount": 10_000, "on": "2026-12-01" }),
        ]
    );
    // Those it is about read that history and take it out; those beside them do not know of it.
    let mine = world.enter(a.people["strateg"][0]).await;
    let history = office.history(&mine, id.into(), Lang::Sv).await.unwrap();
    let who: Vec<&str> = history.lines.iter().map(|it| it.who.as_str()).collect();
    assert_eq!(who, ["Organisatören"; 3]);
    let [shift] = history.lines[0].shifts.as_slice() else { panic!("{history:?}") };
    assert!(shift.before.contains("20000") && shift.before.contains("2026-11-20"), "{shift:?}");
    assert!(shift.after.contains("10000") && shift.after.contains("F-2026-118"), "{shift:?}");
    let others = world.enter(b.people["strateg"][0]).await;
    assert!(matches!(office.history(&others, id.into(), Lang::Sv).await, Err(Trouble::Nothing)));
    assert!(contains(&unpacked(&office.export_organisation(&mine, a.id).await.unwrap()), "F-2026-118"));
    assert!(!contains(&unpacked(&office.export_organisation(&others, b.id).await.unwrap()), "F-2026-118"));
    let denied = office.export_organisation(&others, a.id).await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");

    // Archived, it stays as it was.
    lead(&world, round, RoundState::Archived).await;
    let late = office.note_invoice(&head, id, version + 2, "F-2026-120", "1").await;
    assert!(matches!(late, Err(Trouble::RoundRests(RoundState::Archived))), "{late:?}");
    assert_eq!(line(&office, Some(&head), round, "A kommun").await.invoice, noted(10_000, date(2026, 12, 1)));
}

/// Everything in an export.
fn unpacked(zip: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut all = Vec::new();
    for i in 0..archive.len() {
        archive.by_index(i).unwrap().read_to_end(&mut all).unwrap();
    }
    all
}

/// What one organisation is invoiced is for it and for who runs the round: the page of the round, which
/// everybody reads, tells nobody else.
async fn an_invoice_is_not_told_to_others(rig: Rig) {
    let Paid { world, round, a, b } = paid(rig).await;
    let office = world.rig.office.clone();
    lead(&world, round, RoundState::Running).await;
    let head = world.organiser().await;
    let there = line(&office, Some(&head), round, "A kommun").await;
    office.note_invoice(&head, there.id, there.version, "F-2026-118", "20000").await.unwrap();
    let neighbour = world.enter(b.people["strateg"][0]).await;
    let lists = office.rounds(None).await.unwrap();
    assert!(!format!("{lists:?}").contains("F-2026-118"));
    for who in [None, Some(&neighbour)] {
        let view = office.round(who, round, Lang::Sv).await.unwrap();
        let told: Vec<Option<Invoice>> = view.participants.iter().map(|it| it.invoice.clone()).collect();
        assert_eq!(told, [None, None], "{:?}", who.map(|it| &it.name));
        assert!(!format!("{view:?}").contains("F-2026-118"));
    }
    // Nor what the applicant wrote for it.
    assert!(matches!(office.application(&neighbour, round, a.id, Lang::Sv).await, Err(Trouble::Nothing)));
}
