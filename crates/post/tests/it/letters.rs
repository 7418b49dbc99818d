//! What arrives, and what does not.

use office::{Letter, Post as _, PostError};
use testkit::Mailbox;

use crate::{id, send, smtp, to_asa};

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let mailbox = Mailbox::start();
    let long = "Kvinnor och män, flickor och pojkar; åäö ÅÄÖ – ½ 🙂. ".repeat(60);
    let text = format!("Hej Åsa Öberg,\n\n{long}\n.en rad som börjar med punkt\n.\n\nslut\n");
    send(&mailbox, &Letter { text: text.clone(), ..to_asa() }).await.unwrap();

    let letters = mailbox.letters();
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert_eq!(letter.text.replace("\r\n", "\n"), text);
    let message_id = format!("<{}@kommun.example>", id(1));
    for (name, expected) in [
        ("X-Envelope-From", "post@kommun.example"),
        ("X-Envelope-To", "asa.oberg@kramfors.example"),
        ("From", "Jämsides <post@kommun.example>"),
        ("To", "Åsa Öberg <asa.oberg@kramfors.example>"),
        ("Subject", "Välj ett nytt lösenord i Jämsides"),
        ("Date", "Mon, 02 Feb 2026 08:00:00 +0000"),
        ("Message-ID", message_id.as_str()),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Type", "text/plain; charset=\"utf-8\""),
    ] {
        assert_eq!(letter.header(name), Some(expected), "{name}");
    }
    // Every server takes it, and nothing in it tells who sent it with what.
    assert!(letter.raw.is_ascii());
    assert!(letter.raw.lines().all(|line| line.len() < 100), "{}", letter.raw);
    let names: Vec<&str> =
        letter.headers.iter().map(|(name, _)| name.as_str()).filter(|n| !n.starts_with("X-Env")).collect();
    assert_eq!(
        names,
        [
            "Date",
            "Message-ID",
            "From",
            "To",
            "Subject",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding"
        ]
    );
}

#[tokio::test]
async fn the_same_letter_twice_has_the_same_id() {
    let mailbox = Mailbox::start();
    let smtp = smtp(&mailbox.address());
    for seed in [1, 1, 2] {
        smtp.send(id(seed), &to_asa()).await.unwrap();
    }
    let ids: Vec<String> =
        mailbox.letters().iter().map(|letter| letter.header("Message-ID").unwrap().to_owned()).collect();
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
}

#[tokio::test]
async fn nobody_writes_a_header_by_name_or_subject() {
    let mailbox = Mailbox::start();
    for break_ in ["\r\n", "\n", "\r", "\r\n ", "\u{2028}", "\u{85}", "\0\n"] {
        let letter = Letter {
            name: format!("Åsa{break_}Bcc: x@ond.example{break_}{break_}Hej"),
            subject: format!("Hej{break_}Bcc: x@ond.example{break_}{break_}Hej"),
            ..to_asa()
        };
        send(&mailbox, &letter).await.unwrap();
        let arrived = mailbox.letters().pop().unwrap();
        assert_eq!(arrived.header("Bcc"), None, "{break_:?}\n{}", arrived.raw);
        assert_eq!(arrived.header("X-Envelope-To"), Some("asa.oberg@kramfors.example"));
        assert_eq!(arrived.text.replace("\r\n", "\n").trim_end(), to_asa().text.trim_end());
        assert!(!arrived.raw.contains("\nBcc"), "{}", arrived.raw);
    }
    for to in ["a@b.example\r\nRCPT TO:<x@ond.example>", "a@b.example>\r\nDATA", "a@b.example, x@ond.example", "a@", ""]
    {
        let error = send(&mailbox, &Letter { to: to.into(), ..to_asa() }).await.unwrap_err();
        assert!(matches!(error, PostError::Never(_)), "{to:?}: {error:?}");
    }
    assert_eq!(mailbox.letters().len(), 7);
}

#[tokio::test]
async fn names_and_addresses_of_all_kinds() {
    let mailbox = Mailbox::start();
    for (name, to, expected) in [
        ("Öberg, Åsa (vik.) \"Å\"", "a@b.example", "\"Öberg, Åsa (vik.) \\\"Å\\\"\" <a@b.example>"),
        ("Bo Ek", "bo@b.example", "Bo Ek <bo@b.example>"),
        ("", "bo@b.example", "bo@b.example"),
        ("Åre", "post@åre.example", "Åre <post@xn--re-xia.example>"),
        ("Åsa", "åsa@b.example", "Åsa <åsa@b.example>"),
    ] {
        send(&mailbox, &Letter { name: name.into(), to: to.into(), ..to_asa() }).await.unwrap();
        assert_eq!(mailbox.letters().pop().unwrap().header("To"), Some(expected), "{name}");
    }
    let long = "Åsa-Märta Öberg af ".repeat(6);
    send(&mailbox, &Letter { name: long.clone(), subject: long.repeat(3), ..to_asa() }).await.unwrap();
    let arrived = mailbox.letters().pop().unwrap();
    assert_eq!(arrived.header("Subject").map(str::trim), Some(long.repeat(3).trim()));
    // RFC 5322 allows 998; none comes near.
    assert!(arrived.raw.lines().all(|line| line.len() < 200), "{}", arrived.raw);
}

#[tokio::test]
async fn busy_is_later_and_unknown_is_never() {
    let mailbox = Mailbox::start();
    mailbox.busy(true);
    let error = send(&mailbox, &to_asa()).await.unwrap_err();
    assert!(matches!(&error, PostError::Later(why) if why.contains("Greylisted")), "{error:?}");
    mailbox.busy(false);
    mailbox.refuse(&to_asa().to);
    let error = send(&mailbox, &to_asa()).await.unwrap_err();
    assert!(matches!(&error, PostError::Never(why) if why.contains("No such user")), "{error:?}");
    send(&mailbox, &Letter { to: "bo@b.example".into(), ..to_asa() }).await.unwrap();
    assert_eq!(mailbox.letters().len(), 1);
}

#[tokio::test]
async fn nobody_there_is_later() {
    let mailbox = Mailbox::start();
    mailbox.stop();
    let error = send(&mailbox, &to_asa()).await.unwrap_err();
    assert!(matches!(error, PostError::Later(_)), "{error:?}");
    mailbox.resume();
    send(&mailbox, &to_asa()).await.unwrap();
    assert_eq!(mailbox.letters().len(), 1);
}

/// Somebody listens but never says a word.
#[tokio::test(start_paused = true)]
async fn silence_is_later() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let begun = tokio::time::Instant::now();
    let error = smtp(&address).send(id(1), &to_asa()).await.unwrap_err();
    assert!(matches!(&error, PostError::Later(why) if why.contains("no answer within 20 s")), "{error:?}");
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
