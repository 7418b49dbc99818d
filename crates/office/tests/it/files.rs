//! Attached files: who reads them, and that each move is told.

use i18n::Lang;
use office::Trouble;
use programme::{Document, Role, Visibility};

use crate::rig::{Rig, on_both};

on_both! {
    own_then_shown_then_withdrawn
    taken_away_and_brought_back
    only_what_may_be_attached
}

const TEXT: &[u8] = b"Handlingsplan 2026\n";

async fn own_then_shown_then_withdrawn(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let elsewhere = rig.place("Laxmora kommun").await;
    let asa = rig.guest("Åsa Öberg", place, Role::Strategist).await;
    let colleague = rig.guest("Cia Lund", place, Role::Reader).await;
    let foreign = rig.guest("Bo Ek", elsewhere, Role::Strategist).await;
    let id = rig.office.attach(&asa, place, "C:\\mina filer\\plan.txt", TEXT).await.unwrap();
    let readers = async || {
        let mut read = Vec::new();
        for visitor in [Some(&asa), Some(&colleague), Some(&foreign), None] {
            read.push(match rig.office.document(visitor, id).await {
                Ok((name, media_type, bytes)) => {
                    assert_eq!((name.as_str(), bytes.as_slice()), ("plan.txt", TEXT));
                    assert!(media_type.starts_with("text/plain"), "{media_type}");
                    "reads"
                }
                Err(Trouble::Nothing) => "nothing",
                Err(Trouble::SignIn) => "sign in",
                Err(other) => panic!("{other:?}"),
            });
        }
        let listed = async |visitor| rig.office.organisation(visitor, place).await.unwrap().documents.len();
        assert_eq!(listed(&asa).await, 1);
        assert_eq!(listed(&foreign).await, usize::from(read[2] == "reads"));
        read
    };
    assert_eq!(readers().await, ["reads", "reads", "nothing", "sign in"]);

    let refused = rig.office.show_document(&foreign, id, 1, "public").await;
    assert!(matches!(refused, Err(Trouble::Nothing)), "{refused:?}");
    let refused = rig.office.show_document(&colleague, id, 1, "public").await;
    assert!(matches!(refused, Err(Trouble::Denied(_))), "{refused:?}");
    rig.office.show_document(&asa, id, 1, "public").await.unwrap();
    assert_eq!(readers().await, ["reads", "reads", "reads", "reads"]);
    // To read is not to take away.
    let refused = rig.office.remove_document(&foreign, id, 2).await;
    assert!(matches!(refused, Err(Trouble::Denied(_))), "{refused:?}");

    let boss = rig.guest("Disa Berg", place, Role::Manager).await;
    rig.office.show_document(&boss, id, 2, "own").await.unwrap();
    assert_eq!(readers().await, ["reads", "reads", "nothing", "sign in"]);

    let history = rig.office.history(&colleague, id.into(), Lang::Sv).await.unwrap();
    assert_eq!((history.name.as_str(), history.visibility, history.shown), ("plan.txt", Visibility::Own, true));
    let lines: Vec<_> = history.lines.iter().map(|l| (l.who.as_str(), l.what.sv, l.visibility, l.moved)).collect();
    assert_eq!(
        lines,
        [
            ("Disa Berg", "drogs tillbaka", Visibility::Own, true),
            ("Åsa Öberg", "visades för fler", Visibility::Public, true),
            ("Åsa Öberg", "lades till", Visibility::Own, false),
        ]
    );
    let refused = rig.office.history(&foreign, id.into(), Lang::Sv).await;
    assert!(matches!(refused, Err(Trouble::Nothing)), "{refused:?}");
    let odd = rig.office.show_document(&asa, id, 3, "everybody").await;
    assert!(matches!(odd, Err(Trouble::Missing("visibility"))), "{odd:?}");
}

async fn taken_away_and_brought_back(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let asa = rig.guest("Åsa Öberg", place, Role::KeyPerson).await;
    let id = rig.office.attach(&asa, place, "plan.txt", TEXT).await.unwrap();
    rig.office.remove_document(&asa, id, 1).await.unwrap();
    assert!(matches!(rig.office.document(Some(&asa), id).await, Err(Trouble::Nothing)));
    assert!(rig.store.get::<Document>(id).await.unwrap().is_none());
    let history = rig.office.history(&asa, id.into(), Lang::En).await.unwrap();
    rig.office.undo(&asa, history.lines[0].undo.unwrap()).await.unwrap();
    assert_eq!(rig.office.document(Some(&asa), id).await.unwrap().2, TEXT);
}

async fn only_what_may_be_attached(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let asa = rig.guest("Åsa Öberg", place, Role::Strategist).await;
    for (name, bytes) in [("x.exe", b"MZ\x90\0\x03\0\0\0\x04\0".as_slice()), ("x.pdf", TEXT)] {
        let refused = rig.office.attach(&asa, place, name, bytes).await;
        assert!(matches!(refused, Err(Trouble::Storage(storage::Error::WrongType { .. }))), "{name}: {refused:?}");
    }
    for name in ["", "folder/", " \\ "] {
        let refused = rig.office.attach(&asa, place, name, TEXT).await;
        assert!(matches!(refused, Err(Trouble::Missing("file"))), "{name}: {refused:?}");
    }
}
