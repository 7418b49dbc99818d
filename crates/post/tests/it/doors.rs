//! Encrypted doors: who is there is looked at, and nothing is said in the open.

use std::process::Command;

use office::{Post as _, PostError};
use testkit::{
    Mailbox,
    mailbox::{Door, PASSWORD},
};

use crate::{FROM, id, send, smtp, to_asa};

#[tokio::test]
async fn a_certificate_nobody_vouches_for_is_refused() {
    for door in [Door::Tls, Door::StartTls] {
        let mailbox = Mailbox::behind(door);
        let error = send(&mailbox, &to_asa()).await.unwrap_err();
        assert!(matches!(&error, PostError::Later(why) if why.contains("certificate")), "{door:?}: {error:?}");
        assert!(mailbox.letters().is_empty());
    }
}

#[tokio::test]
async fn nothing_is_said_in_the_open_where_encryption_was_asked_for() {
    let mailbox = Mailbox::start();
    for scheme in ["smtps", "smtp+starttls"] {
        let address = mailbox.address().replace("smtp://", &format!("{scheme}://bo:hemligt@"));
        let error = smtp(&address).send(id(1), &to_asa()).await.unwrap_err();
        assert!(matches!(error, PostError::Later(_)), "{scheme}: {error:?}");
        assert!(!format!("{error:?}").contains("hemligt"));
    }
    assert!(mailbox.letters().is_empty());
}

#[test]
fn the_password_is_never_shown() {
    let smtp = post::Smtp::new("smtp+starttls://bo:hemligt@mail.kommun.example", FROM).unwrap();
    assert_eq!(
        format!("{smtp} {smtp:?}"),
        "smtp+starttls://mail.kommun.example:587 Smtp (smtp+starttls://mail.kommun.example:587)"
    );
}

/// The certificates one trusts come from the system; a child process has a system of its own.
#[test]
fn who_is_vouched_for_gets_the_password_and_the_letter() {
    for (door, named) in [(Door::Tls, "tls"), (Door::StartTls, "starttls")] {
        let mailbox = Mailbox::behind(door);
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "doors::in_a_system_that_trusts", "--ignored", "--nocapture"])
            .env("SSL_CERT_FILE", mailbox.certificate())
            .env("JAMSIDES_TEST_DOOR", mailbox.address())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout);
        assert!(child.status.success(), "{named}: {said}{}", String::from_utf8_lossy(&child.stderr));
        assert!(said.contains("1 passed"), "{said}");
        assert_eq!(mailbox.letters().len(), 1, "{named}");
    }
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn in_a_system_that_trusts() {
    let address = std::env::var("JAMSIDES_TEST_DOOR").unwrap();
    smtp(&address).send(id(1), &to_asa()).await.unwrap();
    let (who, place) = address.split_once('@').unwrap();
    let (start, _) = who.rsplit_once(':').unwrap();
    let error = smtp(&format!("{start}:fel@{place}")).send(id(2), &to_asa()).await.unwrap_err();
    assert!(matches!(&error, PostError::Later(why) if why.contains("535")), "{error:?}");
    assert!(!format!("{error:?}").contains(PASSWORD));
    // Signing in is asked for: without, it is the operator's to put right, and the letter waits.
    let (scheme, _) = who.split_once("//").unwrap();
    let error = smtp(&format!("{scheme}//{place}")).send(id(2), &to_asa()).await.unwrap_err();
    assert!(matches!(&error, PostError::Later(why) if why.contains("530")), "{error:?}");
    // The right certificate at another name is somebody else's.
    let elsewhere = address.replace("localhost", "127.0.0.1");
    let error = smtp(&elsewhere).send(id(2), &to_asa()).await.unwrap_err();
    assert!(matches!(&error, PostError::Later(why) if why.contains("certificate")), "{error:?}");
}
