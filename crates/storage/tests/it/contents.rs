//! Attached contents: by hash, checked, kept while needed.

use programme::{ContentHash, Document, DocumentId, OrganisationId};
use storage::{Error, Fault, MOST_BYTES};

use crate::rig::{Rig, on_both};

on_both! {
    a_content_comes_back
    what_may_not_be_attached
    a_content_stays_while_needed
    an_altered_content_is_found
}

pub fn document(organisation: OrganisationId, content: &ContentHash) -> Document {
    Document {
        name: "Plan.pdf".into(),
        content: content.clone(),
        media_type: "application/pdf".into(),
        bytes: 1,
        organisation,
        about: None,
    }
}

/// Some bytes that look like a PDF, more than two parts long.
pub fn pdf(seed: u8, bytes: usize) -> Vec<u8> {
    let mut content = b"%PDF-1.7\n".to_vec();
    content.extend((0..bytes).map(|i| (i as u8).wrapping_mul(31).wrapping_add(seed)));
    content
}

async fn a_content_comes_back(rig: Rig) {
    for bytes in [0, 192 * 1024 - 9, 192 * 1024 - 8, 500_000] {
        let content = pdf(1, bytes);
        let info = rig.store.put_content("Plan.pdf", &content, rig.now()).await.unwrap();
        assert_eq!((info.bytes, info.media_type.as_str()), (content.len() as u64, "application/pdf"));
        assert_eq!(rig.store.content(&info.hash).await.unwrap(), Some(content.clone()));
        // Once more is the same.
        assert_eq!(rig.store.put_content("Annan.pdf", &content, rig.now()).await.unwrap(), info);
        assert_eq!(rig.store.content_info(&info.hash).await.unwrap(), Some(info));
    }
    let nothing = ContentHash::try_from("0".repeat(64)).unwrap();
    assert_eq!(rig.store.content(&nothing).await.unwrap(), None);
}

async fn what_may_not_be_attached(rig: Rig) {
    let large = vec![b'x'; MOST_BYTES as usize + 1];
    let refused = rig.store.put_content("x.txt", &large, rig.now()).await;
    assert!(matches!(refused, Err(Error::TooLarge { bytes, most }) if bytes == most + 1), "{refused:?}");
    let refused = rig.store.put_content("x.pdf", b"MZ\x90\x00", rig.now()).await;
    assert!(matches!(refused, Err(Error::WrongType { .. })), "{refused:?}");
    assert_eq!(rig.store.verify().await.unwrap().contents, 0);
}

async fn a_content_stays_while_needed(rig: Rig) {
    let organisation = rig.organisation("Kramfors").await;
    let content = rig.store.put_content("Plan.pdf", &pdf(1, 10), rig.now()).await.unwrap();
    let id: DocumentId = rig.id();
    let missing = ContentHash::try_from("0".repeat(64)).unwrap();
    let dangling = rig.write(|c| c.insert(id, &document(organisation, &missing)).unwrap()).await;
    assert!(matches!(&dangling, Err(Error::Dangling { field, .. }) if field == "content"), "{dangling:?}");
    rig.write(|c| c.insert(id, &document(organisation, &content.hash)).unwrap()).await.unwrap();

    let later = rig.now() + jiff::SignedDuration::from_hours(48);
    assert_eq!(rig.store.prune(later, later).await.unwrap(), 0);
    rig.write(|c| c.erase(id)).await.unwrap();
    assert_eq!(rig.store.prune(later, later).await.unwrap(), 1);
    assert_eq!(rig.store.content(&content.hash).await.unwrap(), None);
    assert!(rig.store.verify().await.unwrap().findings.is_empty());
}

async fn an_altered_content_is_found(rig: Rig) {
    let content = rig.store.put_content("Plan.pdf", &pdf(1, 10), rig.now()).await.unwrap();
    rig.tamper("UPDATE content_part SET data = 'AAAA'").await;
    let read = rig.store.content(&content.hash).await;
    assert!(matches!(read, Err(Error::Damaged { .. })), "{read:?}");
    let findings = rig.store.verify().await.unwrap().findings;
    assert_eq!(findings.iter().map(|f| f.fault).collect::<Vec<_>>(), [Fault::Content]);
}
