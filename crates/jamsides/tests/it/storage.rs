//! Backup, restore, verify, export and import of the programme's data: the program itself, on SQLite
//! and on PostgreSQL.

use crate::runner::{Ran, command, run, well};
use ::storage::{Address, Author, Change, NewJob, NewSecret, Store};
use jiff::Timestamp;
use programme::{
    AreaCode, Assignment, AssignmentId, ContentHash, Document, DocumentId, Email, Id, KINDS, Language, Organisation,
    OrganisationId, OrganisationKind, Person, PersonId, Role,
};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use testkit::Postgres;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

const BOTH: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// A place for databases and files; `data` is the program's data folder.
struct Rig {
    data: TempDir,
    files: TempDir,
}

impl Rig {
    fn new() -> Self {
        Self { data: tempfile::tempdir().unwrap(), files: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    fn file(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// A database that holds nothing: a file that is not there, or an empty database.
    fn database(&self, engine: Engine, name: &str) -> String {
        match engine {
            Engine::Sqlite => self.file(name),
            Engine::Postgres => Postgres::shared().database(),
        }
    }

    fn run(&self, args: &[&str]) -> Ran {
        run(self.data.path(), args)
    }

    fn well(&self, args: &[&str]) -> String {
        well(self.data.path(), args)
    }

    /// What lies in the folder of files.
    fn listed(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.files.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn wait_for<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn start() -> Timestamp {
    "2026-02-02T08:00:00Z".parse().unwrap()
}

/// Numbers that are never the same twice, from a seed.
fn lots(seed: u64) -> impl FnMut(&mut [u8]) + Send {
    let mut state = seed;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
    }
}

fn organisation(kind: OrganisationKind, name: &str, area: Option<&str>) -> Organisation {
    let area = area.map(|code| AreaCode::try_from(code.to_owned()).unwrap());
    Organisation { kind, name: name.into(), area, parent: None }
}

struct Filled {
    kramfors: OrganisationId,
    person: PersonId,
    content: ContentHash,
}

/// Something of everything: organisations, a person with an assignment and a password, an attached
/// file, a job.
fn fill(address: &str) -> Filled {
    let address: Address = address.parse().unwrap();
    wait_for(async {
        let store = Store::open(&address, KINDS, start()).await.unwrap();
        let mut random = lots(1);
        let content = store.put_content("Plan.pdf", b"%PDF-1.7 plan", start()).await.unwrap().hash;
        let kramfors = OrganisationId::new(start(), &mut random);
        let person = PersonId::new(start(), &mut random);
        let mut change = Change::new(Author::Operator, start(), &mut random);
        use OrganisationKind::{Association, Municipality, Region};
        change.insert(kramfors, &organisation(Municipality, "Kramfors kommun", Some("2282"))).unwrap();
        for (kind, name, area) in [
            (Municipality, "Sollefteå kommun", Some("2283")),
            (Region, "Västernorrland", Some("0022")),
            (Association, "Västernorrland", None),
        ] {
            change.insert(OrganisationId::new(start(), &mut random), &organisation(kind, name, area)).unwrap();
        }
        let asa = Person {
            name: "Åsa Öberg".into(),
            email: Email::try_from("asa.oberg@kramfors.example".to_owned()).unwrap(),
            phone: Some("0612-800 00".into()),
            title: None,
            language: Language::Sv,
        };
        change.insert(person, &asa).unwrap();
        let assignment = Assignment {
            person,
            organisation: kramfors,
            role: Role::Strategist,
            from: "2026-02-01".parse().unwrap(),
            to: None,
        };
        change.insert(AssignmentId::new(start(), &mut random), &assignment).unwrap();
        let document = Document {
            name: "Plan.pdf".into(),
            content: content.clone(),
            media_type: "application/pdf".into(),
            bytes: 13,
            organisation: kramfors,
            about: None,
        };
        change.insert(DocumentId::new(start(), &mut random), &document).unwrap();
        change.put_secret(NewSecret {
            id: Id::new(start(), &mut random),
            record: person.into(),
            kind: "password",
            label: String::new(),
            value: "$argon2id$".into(),
            only_one: true,
        });
        change.enqueue(NewJob::new(Id::new(start(), &mut random), "mail", &"Hej").unwrap());
        store.write(&change).await.unwrap();
        store.close().await;
        Filled { kramfors, person, content }
    })
}

/// Another name for an organisation.
fn rename(address: &str, id: OrganisationId, name: &str) {
    let address: Address = address.parse().unwrap();
    wait_for(async {
        let store = Store::open(&address, KINDS, start()).await.unwrap();
        let mut body = store.get::<Organisation>(id).await.unwrap().unwrap();
        body.body.name = name.into();
        let mut change = Change::new(Author::Operator, start(), &mut lots(77));
        change.update(id, body.version, &body.body).unwrap();
        store.write(&change).await.unwrap();
        store.close().await;
    });
}

/// A statement behind the program's back.
fn tamper(address: &str, sql: &'static str) {
    match address.parse().unwrap() {
        Address::Postgres(url) => {
            let name = url.split(['/', '?']).nth(3).unwrap();
            Postgres::shared().sql(name, sql);
        }
        Address::Sqlite(path) => wait_for(async {
            use sqlx::Connection as _;
            let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
            sqlx::raw_sql("PRAGMA foreign_keys = OFF").execute(&mut connection).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }),
    }
}

/// What a file holds, by name.
fn parts(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn manifest(parts: &BTreeMap<String, Vec<u8>>) -> serde_json::Value {
    serde_json::from_slice(&parts["manifest.json"]).unwrap()
}

/// The same, but for when it was made.
fn undated(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut parts = parts(path);
    let mut manifest = manifest(&parts);
    manifest["made_at"] = "".into();
    parts.insert("manifest.json".into(), manifest.to_string().into_bytes());
    parts
}

fn write(path: &Path, parts: &BTreeMap<String, Vec<u8>>) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

fn whole(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_backup_moves_to_the_other_database_and_back() {
    for (from, to) in [(Engine::Sqlite, Engine::Postgres), (Engine::Postgres, Engine::Sqlite)] {
        let rig = Rig::new();
        let (here, there) = (rig.database(from, "a.db"), rig.database(to, "b.db"));
        fill(&here);
        let (first, second) = (rig.file("1.zip"), rig.file("2.zip"));
        let told = whole(&rig.well(&["backup", &first, "--database", &here]));
        let shown = here.parse::<Address>().unwrap().to_string();
        assert_eq!(
            told,
            format!(
                "Säkerhetskopian av {shown} ligger i {first}. Den innehåller kodade lösenord och personuppgifter: \
                 förvara den lika säkert som databasen."
            )
        );
        let told = whole(&rig.well(&["restore", &first, "--database", &there]));
        let shown = there.parse::<Address>().unwrap().to_string();
        assert!(
            told.starts_with(&format!("Allt i {first} ligger nu i {shown} och är kontrollerat (poster: 7).")),
            "{told}"
        );
        rig.well(&["backup", &second, "--database", &there]);
        let (one, two) = (undated(Path::new(&first)), undated(Path::new(&second)));
        assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
        assert!(one == two, "from {from:?} to {to:?} something is another");
        assert!(one.contains_key("secrets.ndjson") && one.contains_key("records/person.ndjson"));
        let told = whole(&rig.well(&["verify", "--database", &there]));
        assert_eq!(
            told,
            format!(
                "Granskat i {shown}: ändringar 1, poster 7, rader i historiken 7, bifogade filer 1, jobb 1. \
                 Allt är som det ska."
            )
        );
        // What is there is not written over.
        let ran = rig.run(&["restore", &first, "--database", &there]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.starts_with("En säkerhetskopia läggs bara i en tom databas."), "{}", ran.err);
        let ran = rig.run(&["--lang", "en", "restore", &first, "--database", &there]);
        assert!(ran.err.starts_with("A backup is only put into an empty database."), "{}", ran.err);
        rig.well(&["backup", &second, "--force", "--database", &there]);
        assert!(undated(Path::new(&second)) == one);
    }
}

#[test]
fn the_database_lies_in_the_data_folder_or_where_the_environment_says() {
    let rig = Rig::new();
    let first = rig.file("1.zip");
    fill(&rig.data.path().join("programmet.db").display().to_string());
    rig.well(&["backup", &first]);
    // A new folder is made, as for figures.
    let other = rig.path("ny/mapp");
    well(&other, &["restore", &first]);
    assert!(other.join("programmet.db").is_file());
    let entries = std::fs::read_dir(&other).unwrap();
    let names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["programmet.db"]);
    let told = |set: &str| {
        let mut asked = command(rig.data.path());
        let output = asked.env("JAMSIDES_DATABASE", set).args(["verify", "--format", "json"]).output().unwrap();
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap_or_default()
    };
    let moved = other.join("programmet.db").display().to_string();
    assert_eq!(told(&moved)["database"], moved.as_str());
    assert_eq!(told("")["database"], rig.data.path().join("programmet.db").display().to_string());
    assert_eq!((&told(&moved)["records"], &told(&moved)["findings"]), (&7.into(), &serde_json::json!([])));
}

#[test]
fn a_database_that_is_not_there_is_told_and_not_made() {
    let rig = Rig::new();
    let (file, missing) = (rig.file("kopia.zip"), rig.file("saknas.db"));
    for args in [vec!["backup", &file], vec!["verify"], vec!["export", "Kramfors", &file]] {
        for place in [Some(missing.as_str()), None] {
            let database: Vec<&str> = place.iter().flat_map(|place| ["--database", place]).collect();
            let ran = rig.run(&[args.clone(), database.clone()].concat());
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
            let usual = rig.data.path().join("programmet.db").display().to_string();
            let place = place.unwrap_or(&usual);
            assert!(ran.err.starts_with(&format!("Det finns ingen databas i {place}. ")), "{}", ran.err);
            let ran = rig.run(&[args.clone(), database, vec!["--lang", "en"]].concat());
            assert!(ran.err.starts_with(&format!("There is no database in {place}. ")), "{}", ran.err);
        }
    }
    assert_eq!(rig.listed(), Vec::<String>::new());
    assert_eq!(std::fs::read_dir(rig.data.path()).unwrap().count(), 0);
    // Nothing was begun in an empty database, and nothing is: not by looking at it.
    let empty = Postgres::shared().database();
    for args in [vec!["backup", &file], vec!["verify"], vec!["export", "Kramfors", &file]] {
        let ran = rig.run(&[args, vec!["--database", &empty]].concat());
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.starts_with("I databasen finns inget som Jämsides har sparat: den är tom"), "{}", ran.err);
    }
    let name = empty.split(['/', '?']).nth(3).unwrap();
    let tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'";
    assert_eq!(Postgres::shared().sql(name, tables).trim(), "0");
    assert_eq!(rig.listed(), Vec::<String>::new());
}

#[test]
fn no_file_is_written_over_by_mistake() {
    let rig = Rig::new();
    let (database, file) = (rig.file("x.db"), rig.file("kopia.zip"));
    fill(&database);
    std::fs::write(&file, "viktigt").unwrap();
    for args in [vec!["backup", &file], vec!["export", "2282", &file]] {
        let ran = rig.run(&[args, vec!["--database", &database]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert_eq!(
            ran.err,
            format!("{file} finns redan och har lämnats som den är. Välj ett annat namn, eller skriv --force.\n")
        );
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "viktigt");
    let before = std::fs::read(&database).unwrap();
    let ran = rig.run(&["backup", &database, "--force", "--database", &database]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("är själva databasen och får inte skrivas över"), "{}", ran.err);
    assert_eq!(std::fs::read(&database).unwrap(), before);
    rig.well(&["backup", &file, "--force", "--database", &database]);
    assert!(parts(Path::new(&file)).contains_key("manifest.json"));
    // A folder, and a folder that is not there.
    let folder = rig.files.path().display().to_string();
    let ran = rig.run(&["backup", &folder, "--force", "--database", &database]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains(&folder), "{}", ran.err);
    let ran = rig.run(&["backup", &rig.file("saknas/kopia.zip"), "--database", &database]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("kopia.zip finns inte, eller så saknas mappen."), "{}", ran.err);
    assert_eq!(rig.listed(), ["kopia.zip", "x.db"]);
}

#[test]
fn damage_is_found_and_named() {
    for engine in BOTH {
        let rig = Rig::new();
        let database = rig.database(engine, "x.db");
        let filled = fill(&database);
        // One fault after the other, each beside the ones before.
        let kramfors = format!("organisation {}", filled.kramfors);
        let (person, content) = (format!("person {}", filled.person), filled.content.as_str().to_owned());
        let steps: [(&'static str, &str, String, String); 4] = [
            (
                "DELETE FROM content_part",
                "content",
                format!("✗ {content}: den bifogade filen saknas eller är ändrad."),
                format!("✗ {content}: the attached file is missing or altered."),
            ),
            (
                "DELETE FROM record_key WHERE key LIKE 'name:municipality:kramfors%'",
                "facts",
                format!("✗ {kramfors}: det som går att söka på stämmer inte med innehållet."),
                format!("✗ {kramfors}: what can be searched for is not what the content says."),
            ),
            (
                "UPDATE journal SET action = 'erased' WHERE record_id IN (SELECT id FROM record WHERE kind = 'person')",
                "journal",
                format!("✗ {person}: historiken är bruten eller ändrad."),
                format!("✗ {person}: the history is broken or altered."),
            ),
            (
                "UPDATE record SET body = '{}' WHERE kind = 'person'",
                "body",
                format!("✗ {person}: innehållet går inte att läsa."),
                format!("✗ {person}: the content cannot be read."),
            ),
        ];
        for (number, (sql, code, sv, en)) in steps.iter().enumerate() {
            tamper(&database, sql);
            let ran = rig.run(&["verify", "--database", &database]);
            assert_eq!((ran.code, ran.err.as_str()), (3, ""), "{sql}");
            let told = whole(&ran.out);
            assert!(told.contains(sv.as_str()), "{engine:?} {sql}: {told}");
            assert!(told.contains(&format!("Antal fel: {}. ", number + 1)), "{told}");
            assert!(!told.contains("Allt är som det ska"), "{told}");
            let ran = rig.run(&["verify", "--database", &database, "--lang", "en"]);
            assert!(whole(&ran.out).contains(en.as_str()), "{}", ran.out);
            assert!(whole(&ran.out).contains(&format!("Faults: {}. ", number + 1)), "{}", ran.out);
            let ran = rig.run(&["verify", "--database", &database, "--format", "json"]);
            let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
            let findings = rows["findings"].as_array().unwrap();
            assert_eq!((ran.code, findings.len()), (3, number + 1));
            assert!(findings.iter().any(|finding| finding["fault"] == *code), "{rows}");
        }
        assert_eq!(rig.run(&["verify", "--database", &database, "--format", "csv"]).code, 2);
    }
    // PostgreSQL guards its pointers itself.
    let rig = Rig::new();
    let database = rig.file("x.db");
    fill(&database);
    tamper(&database, "DELETE FROM change");
    let ran = rig.run(&["verify", "--database", &database]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("en hänvisning i tabellen leder ingenstans."), "{}", ran.out);
    // What is no database at all.
    let other = rig.file("brev.txt");
    std::fs::write(&other, "Hej! ".repeat(1000)).unwrap();
    let ran = rig.run(&["verify", "--database", &other]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.starts_with("Det som är sparat är inte som det ska vara"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "Hej! ".repeat(1000));
}

#[test]
fn a_file_that_is_not_right_is_refused_and_leaves_no_database() {
    let rig = Rig::new();
    let (database, good, town, bad) = (rig.file("x.db"), rig.file("a.zip"), rig.file("k.zip"), rig.file("b.zip"));
    fill(&database);
    rig.well(&["backup", &good, "--database", &database]);
    rig.well(&["export", "2282", &town, "--database", &database]);
    let bytes = std::fs::read(&good).unwrap();
    let mut newer = parts(Path::new(&good));
    let mut first = manifest(&newer);
    first["format"] = 2.into();
    newer.insert("manifest.json".into(), first.to_string().into_bytes());
    let mut altered = parts(Path::new(&good));
    altered.get_mut("records/person.ndjson").unwrap().push(b'\n');
    let damaged =
        "är skadad eller inte en fil från jamsides backup eller jamsides export. Ingenting ur den har tagits in.";
    type Make<'a> = Box<dyn Fn() + 'a>;
    let cases: [(&str, Make<'_>, i32, &str, &str); 6] = [
        (
            "cut",
            Box::new(|| std::fs::write(&bad, &bytes[..bytes.len() / 2]).unwrap()),
            3,
            damaged,
            "is damaged, or no file from jamsides backup",
        ),
        ("text", Box::new(|| std::fs::write(&bad, "hej").unwrap()), 3, damaged, "is damaged, or no file"),
        ("altered", Box::new(|| write(Path::new(&bad), &altered)), 3, "records/person.ndjson", "records/person.ndjson"),
        (
            "newer",
            Box::new(|| write(Path::new(&bad), &newer)),
            3,
            "En nyare version av programmet har skrivit det här.",
            "A newer version of the program wrote this.",
        ),
        (
            "town",
            Box::new(|| std::fs::write(&bad, std::fs::read(&town).unwrap()).unwrap()),
            2,
            "är en organisations uppgifter, ingen säkerhetskopia. Läs in den med: jamsides import programme",
            "is the data of one organisation, no backup.",
        ),
        (
            "missing",
            Box::new(|| std::fs::remove_file(&bad).unwrap()),
            2,
            "b.zip finns inte, eller så saknas mappen.",
            "b.zip is not there, or its folder is missing.",
        ),
    ];
    // On PostgreSQL the file of the first turn is still there, untouched.
    for engine in BOTH {
        std::fs::write(&bad, "").unwrap();
        let to = rig.database(engine, "ny.db");
        for (name, make, code, sv, en) in &cases {
            make();
            let ran = rig.run(&["restore", &bad, "--database", &to]);
            assert_eq!((ran.code, ran.out.as_str()), (*code, ""), "{name}: {}", ran.err);
            assert!(ran.err.contains(sv), "{name}: {}", ran.err);
            let ran = rig.run(&["restore", &bad, "--database", &to, "--lang", "en"]);
            assert!(ran.err.contains(en), "{name}: {}", ran.err);
            assert_eq!(rig.listed().contains(&"ny.db".to_owned()), engine == Engine::Postgres, "{name}");
        }
        let ran = rig.run(&["import", "programme", &good, "--database", &to]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("är en säkerhetskopia av allt."), "{}", ran.err);
        // What was refused left nothing in the way of what is right.
        rig.well(&["restore", &good, "--database", &to]);
    }
    assert_eq!(rig.listed(), ["a.zip", "k.zip", "ny.db", "x.db"]);
}

/// Whole by its manifest, but not by what `verify` looks at: refused inside the database.
#[test]
fn a_file_with_a_broken_history_is_refused_inside() {
    let rig = Rig::new();
    let (database, good) = (rig.file("x.db"), rig.file("a.zip"));
    fill(&database);
    tamper(&database, "UPDATE journal SET action = 'erased' WHERE version = 1");
    rig.well(&["backup", &good, "--database", &database]);
    for engine in BOTH {
        let to = rig.database(engine, "ny.db");
        let ran = rig.run(&["restore", &good, "--database", &to]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
        assert!(ran.err.contains("Ingenting ur den har tagits in."), "{}", ran.err);
        assert_eq!(rig.listed(), ["a.zip", "x.db"]);
    }
}

#[test]
fn one_organisation_is_found_and_travels() {
    for engine in BOTH {
        let rig = Rig::new();
        let (here, there) = (rig.database(engine, "a.db"), rig.database(engine, "b.db"));
        let filled = fill(&here);
        let file = rig.file("k.zip");
        let id = filled.kramfors.to_string();
        let mut seen = Vec::new();
        for asked in ["2282", " KRAMFORS   kommun", id.as_str()] {
            let told = whole(&rig.well(&["export", asked, &file, "--force", "--database", &here]));
            assert_eq!(
                told,
                format!(
                    "Uppgifterna för Kramfors kommun ligger i {file}, med historik och bifogade filer. Andras \
                     uppgifter är inte med, bara vad de heter."
                )
            );
            seen.push(undated(Path::new(&file)));
        }
        assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(manifest(&seen[0])["organisation"], id.as_str());
        let text: String = seen[0].values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
        assert!(text.contains("Kramfors kommun") && text.contains("Åsa Öberg"));
        assert!(!text.contains("Sollefteå") && !text.contains("argon2") && !text.contains("kramfors.example"));

        let told = whole(&rig.well(&["import", "programme", &file, "--database", &there]));
        assert!(told.ends_with("(poster: nya 3, kända sedan förut 0, bara till namnet 1)."), "{told}");
        let told = rig.well(&["import", "programme", &file, "--database", &there, "--lang", "en"]);
        assert!(whole(&told).ends_with("(records: new 0, known before 3, by name only 0)."), "{told}");
        rig.well(&["verify", "--database", &there]);
        let back = rig.file("back.zip");
        rig.well(&["export", "2282", &back, "--database", &there]);
        assert!(undated(Path::new(&back)) == seen[0]);
        // Changed here since: not written over.
        rename(&there, filled.kramfors, "Kramfors stad");
        let ran = rig.run(&["import", "programme", &file, "--database", &there]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.starts_with("Något i filen finns redan här och ser annorlunda ut."), "{}", ran.err);
        let told = rig.well(&["export", "Kramfors stad", &back, "--force", "--database", &there]);
        assert!(told.contains("Kramfors stad"), "{told}");
    }
}

#[test]
fn an_organisation_that_is_not_known_is_told_with_suggestions() {
    let rig = Rig::new();
    let database = rig.file("x.db");
    let filled = fill(&database);
    let file = rig.file("k.zip");
    let ask = |asked: &str, lang: &str| rig.run(&["--lang", lang, "export", asked, &file, "--database", &database]);
    for (asked, sv, en) in [
        ("Kramfros", "”Kramfros”. Menade du Kramfors kommun?", "“Kramfros”. Did you mean Kramfors kommun?"),
        ("solleftea", "”solleftea”. Menade du Sollefteå kommun?", "“solleftea”. Did you mean Sollefteå kommun?"),
        ("kommun", "Menade du Kramfors kommun eller Sollefteå kommun?", "Kramfors kommun or Sollefteå kommun?"),
        ("Göteborg", "har namnet, områdeskoden eller id:t ”Göteborg”.\n", "name, area code or id “Göteborg”.\n"),
        ("9999", "”9999”.\n", "“9999”.\n"),
        // The id of somebody is not that of an organisation.
        (&filled.person.to_string(), "Ingen organisation har", "No organisation has"),
    ] {
        let ran = ask(asked, "sv");
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{asked}");
        assert!(ran.err.contains(sv), "{}", ran.err);
        assert!(ask(asked, "en").err.contains(en), "{}", ask(asked, "en").err);
    }
    let ran = ask("Västernorrland", "sv");
    assert_eq!(ran.code, 2);
    let lead = "Fler än en organisation har det namnet. Skriv id:t i stället: ";
    assert!(ran.err.starts_with(lead), "{}", ran.err);
    for kind in ["region (", "kommunförbund ("] {
        assert!(ran.err.contains(kind), "{}", ran.err);
    }
    assert_eq!(rig.listed(), ["x.db"]);
}

#[test]
fn a_password_is_never_shown() {
    let rig = Rig::new();
    let server = Postgres::shared();
    let here = server.database();
    fill(&here);
    let with_password = here.replace("jamsides@", "jamsides:hemligt@");
    let file = rig.file("a.zip");
    // Nobody listens on the port: the listener is closed again.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = format!("postgres://jamsides:hemligt@{port}/j?password=hemligt");
    let unknown = server.address("finns_inte").replace("jamsides@", "jamsides:hemligt@");
    let out_of_reach = "Vi har väntat, men databasen svarar inte. Ingenting har ändrats.";
    let not_right = "Databasens adress går inte att använda, eller så släpper databasen inte in oss.";
    for (args, code, words) in [
        (vec!["backup", &file, "--database", &with_password], 0, "Säkerhetskopian av postgres://localhost/"),
        (vec!["verify", "--database", &with_password], 0, "Granskat i postgres://localhost/"),
        (vec!["verify", "--format", "json", "--database", &with_password], 0, "\"postgres://localhost/"),
        (vec!["verify", "--database", &nobody], 2, out_of_reach),
        (vec!["restore", &file, "--database", &nobody], 2, out_of_reach),
        (vec!["export", "2282", &file, "--force", "--database", &unknown], 2, not_right),
        (vec!["verify", "--database", "postgres:/jamsides:hemligt@server/j"], 2, not_right),
        (vec!["verify", "--database", "mysql://jamsides:hemligt@server/j"], 2, not_right),
        (vec!["verify", "--database", "postgres://jamsides:hemligt@server:port/j"], 2, not_right),
        (vec!["verify", &with_password], 2, "Vi förstår inte ”postgres://localhost/"),
        (vec!["verify", "--databas", &with_password], 2, "Vi förstår inte ”--databas”. Menade du --database?"),
        (vec!["backup", "--database", &with_password], 2, "Det saknas något: <FIL>."),
    ] {
        let ran = rig.run(&args);
        let told = whole(&format!("{} {}", ran.out, ran.err));
        assert_eq!(ran.code, code, "{args:?}: {told}");
        assert!(told.contains(words), "{args:?}: {told}");
        assert!(!told.contains("hemligt"), "{args:?}: {told}");
    }
    let mut asked = command(rig.data.path());
    let output = asked.env("JAMSIDES_DATABASE", &with_password).args(["verify", "--help"]).output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stdout).contains("hemligt"));
}

#[test]
fn where_nothing_can_be_written_it_is_told() {
    let rig = Rig::new();
    let (database, good) = (rig.file("x.db"), rig.file("a.zip"));
    fill(&database);
    rig.well(&["backup", &good, "--database", &database]);
    let read_only = Postgres::shared().database();
    let name = read_only.split(['/', '?']).nth(3).unwrap();
    Postgres::shared().sql("postgres", &format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
    let ran = rig.run(&["restore", &good, "--database", &read_only]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.err.starts_with("Disken eller databasen går att läsa men inte att skriva i. Ingenting har ändrats."),
        "{}",
        ran.err
    );
    let Some(disk) = Disk::mount() else {
        eprintln!("skipped: a small disk can be mounted as root only");
        return;
    };
    disk.remount("ro");
    let on_disk = |name: &str| disk.0.path().join(name).display().to_string();
    for (lang, words) in [
        ("sv", "Disken eller databasen går att läsa men inte att skriva i. Ingenting har ändrats."),
        ("en", "The disk or the database can be read but not written to. Nothing was changed."),
    ] {
        let ran = rig.run(&["--lang", lang, "backup", &on_disk("kopia.zip"), "--database", &database]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.starts_with(words) && ran.err.contains("kopia.zip"), "{}", ran.err);
    }
    let ran = rig.run(&["restore", &good, "--database", &on_disk("ny.db")]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("ny.db ligger på en disk som inte går att skriva på."), "{}", ran.err);
    assert_eq!(std::fs::read_dir(disk.0.path()).unwrap().count(), 0);
}

/// A small disk, gone with the test.
struct Disk(TempDir);

impl Disk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        mount(&["-t", "tmpfs", "-o", "size=1m", "jamsides-test"], folder.path()).then(|| Self(folder))
    }

    fn remount(&self, how: &str) {
        assert!(mount(&["-o", &format!("remount,{how}")], self.0.path()));
    }
}

fn mount(arguments: &[&str], place: &Path) -> bool {
    let mut command = std::process::Command::new("mount");
    command.args(arguments).arg(place).output().is_ok_and(|out| out.status.success())
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("--lazy").arg(self.0.path()).output();
    }
}
