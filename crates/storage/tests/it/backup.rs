//! Backup, restore, export, import: identical, whole, or refused.

use std::{fs, path::PathBuf};

use programme::{
    Assignment, AssignmentId, Document, DocumentId, Id, Organisation, OrganisationId, OrganisationKind, Person,
    PersonId, Role, Visibility,
};
use storage::{Error, Imported, NewJob, NewSecret, Scope, State, Store};

use crate::{
    contents::{document, pdf},
    records::join_all,
    rig::{Engine, Rig, municipality, on_both, person, with_area},
};

on_both! {
    a_backup_restores_identically_on_both
    one_organisation_travels
    a_damaged_file_is_refused_whole
    a_full_instance_is_not_restored_into
    a_backup_under_load_is_whole
}

struct Town {
    town: OrganisationId,
    district: OrganisationId,
    person: PersonId,
    document: DocumentId,
}

/// An instance with something of everything.
async fn fill(rig: &Rig) -> Town {
    let town: OrganisationId = rig.id();
    rig.write(|c| c.insert(town, &with_area("Kramfors", "2282")).unwrap()).await.unwrap();
    rig.write(|c| c.update(town, 1, &with_area("Kramfors kommun \"citat\" \u{1f600}", "2282")).unwrap()).await.unwrap();
    rig.write(|c| c.show(town, 2, Visibility::Group)).await.unwrap();
    let district: OrganisationId = rig.id();
    let body =
        Organisation { kind: OrganisationKind::CityDistrict, parent: Some(town), ..municipality("Ytterlännäs") };
    rig.write(|c| c.insert(district, &body).unwrap()).await.unwrap();
    let person_id = rig.person("Åsa Öberg").await;
    let (assignment, secret, job): (AssignmentId, Id, Id) = (rig.id(), rig.id(), rig.id());
    let body = Assignment {
        person: person_id,
        organisation: district,
        role: Role::Mentor,
        from: "2026-02-01".parse().unwrap(),
        to: Some("2026-12-31".parse().unwrap()),
    };
    rig.write(|c| {
        c.insert(assignment, &body).unwrap();
        c.put_secret(NewSecret {
            id: secret,
            record: person_id.into(),
            kind: "password",
            label: String::new(),
            value: "$argon2id$".into(),
            only_one: true,
        });
        c.enqueue(NewJob::new(job, "mail", &"Hej").unwrap().about(person_id).once("hello"));
    })
    .await
    .unwrap();
    let content = rig.store.put_content("Plan.pdf", &pdf(3, 400_000), rig.now()).await.unwrap();
    let document_id: DocumentId = rig.id();
    rig.write(|c| c.insert(document_id, &document(district, &content.hash)).unwrap()).await.unwrap();
    let gone = rig.organisation("Fel").await;
    rig.write(|c| c.remove(gone, 1)).await.unwrap();
    let erased = rig.person("Bo Ek").await;
    rig.write(|c| c.erase(erased)).await.unwrap();
    rig.store.count("password", "x", rig.now()).await.unwrap();
    Town { town, district, person: person_id, document: document_id }
}

async fn export(rig: &Rig, store: &Store, name: &str) -> (PathBuf, Vec<u8>) {
    let path = rig.folder.path().join(name);
    store.export(&path, crate::rig::start()).await.unwrap();
    let bytes = fs::read(&path).unwrap();
    (path, bytes)
}

async fn a_backup_restores_identically_on_both(rig: Rig) {
    fill(&rig).await;
    let (path, bytes) = export(&rig, &rig.store, "a.zip").await;
    assert_eq!(export(&rig, &rig.store, "again.zip").await.1, bytes);
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let other = Rig::new(engine).await;
        let imported = other.store.import(&path, &other.change()).await.unwrap();
        assert_eq!(imported, Imported { scope: Scope::Instance, records: 7, known: 0, reduced: 0 });
        assert!(export(&other, &other.store, "b.zip").await.1 == bytes, "restored on {engine:?} it differs");
        assert_eq!(other.store.verify().await.unwrap(), rig.store.verify().await.unwrap());
        // And goes on living.
        other.organisation("Ny").await;
        assert_eq!(other.store.verify().await.unwrap().findings, []);
    }
}

async fn one_organisation_travels(rig: Rig) {
    let Town { town, district, person: somebody, document } = fill(&rig).await;
    let path = rig.folder.path().join("district.zip");
    rig.store.export_organisation(district, &path, crate::rig::start()).await.unwrap();
    // Nothing of others but names, no secrets.
    let mut archive = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert!(!names.iter().any(|n| n.contains("secret") || n.contains("job") || n.contains("person")), "{names:?}");
    let mut pointed = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("pointed_at.ndjson").unwrap(), &mut pointed).unwrap();
    assert_eq!(pointed.lines().count(), 2);
    assert!(pointed.contains("Åsa Öberg") && !pointed.contains("kommun.se"));

    let other = Rig::seeded(Engine::Sqlite, 2).await;
    other.organisation("Härnösand").await;
    let imported = other.store.import(&path, &other.change()).await.unwrap();
    assert_eq!(imported, Imported { scope: Scope::Organisation, records: 3, known: 0, reduced: 2 });
    assert_eq!(other.store.get::<Organisation>(district).await.unwrap().unwrap().body.parent, Some(town));
    assert_eq!(other.store.get::<Document>(document).await.unwrap().unwrap().body.organisation, district);
    let content = other.store.get::<Document>(document).await.unwrap().unwrap().body.content;
    assert_eq!(other.store.content(&content).await.unwrap(), Some(pdf(3, 400_000)));
    let head = other.store.head(somebody).await.unwrap().unwrap();
    assert_eq!((head.state, head.name.as_str()), (State::Reduced, "Åsa Öberg"));
    assert_eq!(other.store.get::<Person>(somebody).await.unwrap(), None);
    // Out again the same, and in again nothing new.
    let back = other.folder.path().join("back.zip");
    other.store.export_organisation(district, &back, crate::rig::start()).await.unwrap();
    assert!(fs::read(&back).unwrap() == fs::read(&path).unwrap());
    let imported = other.store.import(&path, &other.change()).await.unwrap();
    assert_eq!((imported.records, imported.known, imported.reduced), (0, 3, 0));
    assert_eq!(other.store.verify().await.unwrap().findings, []);

    // The one pointed at comes itself, and takes the place of its name.
    let path = rig.folder.path().join("town.zip");
    rig.store.export_organisation(town, &path, crate::rig::start()).await.unwrap();
    other.store.import(&path, &other.change()).await.unwrap();
    assert_eq!(other.store.by_key::<Organisation>("area:2282").await.unwrap().unwrap().version, 3);
    assert_eq!(other.store.history(town).await.unwrap().len(), 3);

    // Changed here meanwhile: not overwritten.
    other.write(|c| c.update(town, 3, &municipality("Annat")).unwrap()).await.unwrap();
    let refused = other.store.import(&path, &other.change()).await;
    assert!(matches!(refused, Err(Error::Differs { id }) if id == town.into()), "{refused:?}");
    assert_eq!(other.store.verify().await.unwrap().findings, []);
}

async fn a_damaged_file_is_refused_whole(rig: Rig) {
    fill(&rig).await;
    let (path, bytes) = export(&rig, &rig.store, "a.zip").await;
    let mut other = Rig::new(rig.engine).await;
    let empty = other.store.verify().await.unwrap();
    let damaged = rig.folder.path().join("damaged.zip");
    let mut refused = 0;
    // Cut off anywhere, and one byte altered anywhere.
    let step = bytes.len() / 40;
    for at in (0..bytes.len()).step_by(step) {
        let mut altered = bytes.clone();
        altered[at] ^= 0x55;
        for content in [&bytes[..at], &altered] {
            fs::write(&damaged, content).unwrap();
            match other.store.import(&damaged, &other.change()).await {
                Err(Error::Damaged { what }) => {
                    assert!(what.contains("damaged.zip"), "{what}");
                    refused += 1;
                }
                // A byte that says nothing (a time stamp in a header) is no damage.
                Ok(_) if content.len() == bytes.len() => other = Rig::new(rig.engine).await,
                answer => panic!("{answer:?} at {at}"),
            }
            assert_eq!(other.store.verify().await.unwrap(), empty);
        }
    }
    assert!(refused > 60, "{refused}");
    // A file that is no archive, and one that is not there.
    fs::write(&damaged, "hej").unwrap();
    assert!(matches!(other.store.import(&damaged, &other.change()).await, Err(Error::Damaged { .. })));
    fs::remove_file(&damaged).unwrap();
    assert!(matches!(other.store.import(&damaged, &other.change()).await, Err(Error::File { .. })));
    // The right one still comes in.
    other.store.import(&path, &other.change()).await.unwrap();
}

async fn a_full_instance_is_not_restored_into(rig: Rig) {
    rig.organisation("Kramfors").await;
    let (path, _) = export(&rig, &rig.store, "a.zip").await;
    assert!(matches!(rig.store.import(&path, &rig.change()).await, Err(Error::NotEmpty)));
    // A folder that is not there: no file, and told so.
    let nowhere = rig.folder.path().join("no/such/folder/a.zip");
    assert!(matches!(rig.store.export(&nowhere, rig.now()).await, Err(Error::File { .. })));
}

/// Each change makes an organisation and a person who works there: a half one would show.
async fn a_backup_under_load_is_whole(rig: Rig) {
    let written = std::sync::atomic::AtomicUsize::new(0);
    let writers = (0..4).map(|writer| {
        let (rig, written) = (&rig, &written);
        async move {
            for turn in 0..25 {
                let (organisation, somebody, assignment): (OrganisationId, PersonId, AssignmentId) =
                    (rig.id(), rig.id(), rig.id());
                let body = Assignment {
                    person: somebody,
                    organisation,
                    role: Role::Reader,
                    from: "2026-02-01".parse().unwrap(),
                    to: None,
                };
                rig.write(|c| {
                    c.insert(organisation, &municipality(&format!("O {writer} {turn}"))).unwrap();
                    c.insert(somebody, &person(&format!("P {writer} {turn}"))).unwrap();
                    c.insert(assignment, &body).unwrap();
                })
                .await
                .unwrap();
                written.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            }
            Vec::new()
        }
    });
    let backups = async {
        let mut backups = Vec::new();
        while written.load(std::sync::atomic::Ordering::SeqCst) < 95 {
            let path = rig.folder.path().join(format!("{}.zip", backups.len()));
            rig.store.export(&path, rig.now()).await.unwrap();
            backups.push(path);
        }
        backups
    };
    let mut side_by_side: Vec<std::pin::Pin<Box<dyn Future<Output = Vec<PathBuf>> + '_>>> = vec![Box::pin(backups)];
    for writer in writers {
        side_by_side.push(Box::pin(writer));
    }
    let backups = join_all(side_by_side).await.concat();
    let mut sizes = Vec::new();
    for path in &backups {
        let other = Rig::new(Engine::Sqlite).await;
        other.store.import(path, &other.change()).await.unwrap();
        let report = other.store.verify().await.unwrap();
        assert_eq!(report.findings, []);
        assert_eq!(report.records, 3 * report.changes, "half a change");
        sizes.push(report.changes);
    }
    assert!(sizes.windows(2).all(|pair| pair[0] <= pair[1]) && sizes.last() > sizes.first(), "{sizes:?}");
}
