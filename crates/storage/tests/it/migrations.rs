//! The schema: from nothing, once, by whoever comes first.

use programme::{KINDS, Organisation};
use storage::{Error, Store};

use crate::{
    records::join_all,
    rig::{Rig, on_both, start, with_area},
};

on_both! {
    a_second_start_changes_nothing
    a_step_is_taken_on_what_is_there
    keys_come_to_what_is_there
    an_altered_step_is_told
    an_older_program_goes_on_beside_a_newer_schema
    a_newer_record_is_read_but_not_written
}

#[test]
fn eight_processes_start_at_once_on_nothing() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        for address in [folder.path().join("x.db").display().to_string(), testkit::Postgres::shared().database()] {
            let address = address.parse().unwrap();
            let opened = join_all((0..8).map(|_| Store::open(&address, KINDS, start())).collect()).await;
            for store in opened {
                store.unwrap().verify().await.unwrap();
            }
        }
    });
}

async fn a_second_start_changes_nothing(rig: Rig) {
    rig.organisation("Kramfors").await;
    let again = rig.another().await;
    assert_eq!(again.list::<Organisation>().await.unwrap().len(), 1);
    assert_eq!(again.verify().await.unwrap(), rig.store.verify().await.unwrap());
}

async fn an_altered_step_is_told(rig: Rig) {
    rig.tamper("UPDATE schema_migration SET sha256 = 'x'").await;
    let refused = Store::open(&rig.address, KINDS, start()).await.map(|_| ());
    assert!(matches!(&refused, Err(Error::Damaged { what }) if what.contains("step 1 (start)")), "{refused:?}");
}

/// As after a newer program's start: a step this one does not know, a column more, a table more.
async fn an_older_program_goes_on_beside_a_newer_schema(rig: Rig) {
    let id = rig.organisation("Kramfors").await;
    rig.tamper("ALTER TABLE record ADD COLUMN later TEXT NOT NULL DEFAULT 'x'; CREATE TABLE later (id TEXT NOT NULL PRIMARY KEY);
        INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (99, 'later', 'x', 0)")
        .await;
    rig.write(|c| c.update(id, 1, &crate::rig::municipality("Kramfors kommun")).unwrap()).await.unwrap();
    rig.organisation("Sollefteå").await;
    let again = rig.another().await;
    assert_eq!(again.list::<Organisation>().await.unwrap().len(), 2);
    assert_eq!(again.verify().await.unwrap().findings, []);
}

/// Format 2 of a kind this program knows as 1: its unknown field is not lost by writing.
async fn a_newer_record_is_read_but_not_written(rig: Rig) {
    let id = rig.organisation("Kramfors").await;
    rig.tamper("UPDATE record SET format = 2, body = replace(body, '}', ',\"later\":1}')").await;
    let read = rig.store.get::<Organisation>(id).await.unwrap().unwrap();
    assert_eq!(read.body.name, "Kramfors");
    let written = rig.write(|c| c.update(id, 1, &crate::rig::municipality("X")).unwrap()).await;
    assert!(matches!(&written, Err(Error::Newer { what }) if what.contains("organisation")), "{written:?}");
}

/// A database of before the second step: its records are all there afterwards, and the step is taken once.
async fn a_step_is_taken_on_what_is_there(rig: Rig) {
    rig.organisation("Kramfors").await;
    rig.tamper("DROP INDEX record_ref_by; DROP INDEX record_shown; DELETE FROM schema_migration WHERE number = 2")
        .await;
    let again = rig.another().await;
    let names: Vec<String> = again.list::<Organisation>().await.unwrap().into_iter().map(|it| it.body.name).collect();
    assert_eq!(names, ["Kramfors"]);
    assert_eq!(again.verify().await.unwrap().findings, []);
    // The indexes are back: dropping them once more succeeds.
    rig.tamper("DROP INDEX record_ref_by; DROP INDEX record_shown").await;
}

/// Records of before their kind had a key get it when the step is taken, and what is written then heeds it.
async fn keys_come_to_what_is_there(rig: Rig) {
    let id = rig.organisation("Kramfors").await;
    rig.tamper("DELETE FROM record_key; DELETE FROM schema_migration WHERE number = 3").await;
    assert_ne!(rig.store.verify().await.unwrap().findings, [], "without keys it is not as it should be");
    let again = rig.another().await;
    assert_eq!(again.verify().await.unwrap().findings, []);
    let taken =
        rig.write(|c| c.insert(rig.id::<programme::OrganisationId>(), &with_area("Kopian", "2282")).unwrap()).await;
    assert!(taken.is_ok(), "{taken:?}");
    let taken =
        rig.write(|c| c.insert(rig.id::<programme::OrganisationId>(), &with_area("Igen", "2282")).unwrap()).await;
    assert!(matches!(taken, Err(Error::Taken { .. })), "{taken:?}");
    assert_eq!(again.get::<Organisation>(id).await.unwrap().unwrap().body.name, "Kramfors");
}
