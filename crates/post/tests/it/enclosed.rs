//! A file that goes with a letter.

use office::{Enclosed, Letter, Post as _, PostError};
use testkit::Mailbox;

use crate::{
    id,
    receiver::{Opened, Part, Receiver},
    send, smtp, to_asa,
};

const PDF: &str = "application/pdf";

fn with(name: &str, media_type: &str, bytes: &[u8]) -> Letter {
    let content = "0".repeat(64).try_into().unwrap();
    let file = Enclosed { name: name.into(), media_type: media_type.into(), content, bytes: bytes.to_vec() };
    Letter { enclosed: Some(file), ..to_asa() }
}

/// Every byte there is, beside every other, and what a careless server would change or end at.
fn awkward() -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\r\n%\xE2\xE3\xCF\xD3\n".to_vec();
    for gap in 0..=255_u8 {
        bytes.extend((0..=255_u8).flat_map(|byte| [byte, byte.wrapping_add(gap)]));
    }
    bytes.extend_from_slice(b"\r\n.\r\n\n.\n\r.\rFrom nobody\n--\r\n\r\nquit\r\n%%EOF");
    bytes
}

async fn opened(receiver: &Receiver, letter: &Letter) -> Opened {
    smtp(&receiver.address()).send(id(1), letter).await.unwrap();
    receiver.last()
}

/// A text and a file, and nothing else in the letter.
fn holds(letter: &Opened, name: &str, kind: &str, bytes: &[u8]) {
    assert_eq!(letter.defects, Vec::<String>::new(), "{}", letter.raw);
    assert_eq!(letter.to, ["asa.oberg@kramfors.example"]);
    let [text, file] = letter.parts.as_slice() else { panic!("{:?}", letter.parts) };
    assert_eq!((text.kind.as_str(), text.disposition.as_str(), text.name.as_str()), ("text/plain", "", ""));
    assert_eq!(String::from_utf8_lossy(&text.bytes).replace("\r\n", "\n"), to_asa().text);
    // Not shown when it differs: it may be long.
    assert!(file.bytes == bytes, "{} bytes for {}", file.bytes.len(), bytes.len());
    let about = Part { bytes: Vec::new(), kind: kind.into(), disposition: "attachment".into(), name: name.into() };
    assert_eq!(Part { bytes: Vec::new(), ..file.clone() }, about);
    let mut headers: Vec<&str> = letter.headers.iter().map(|(name, _)| name.as_str()).collect();
    headers.sort_unstable();
    assert_eq!(
        headers,
        ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"],
        "{}",
        letter.raw
    );
    assert!(letter.raw.is_ascii());
}

#[tokio::test]
async fn a_file_arrives_beside_the_text() {
    let receiver = Receiver::start();
    for (name, bytes) in [("beslut-2026-03-02.pdf", awkward()), ("a.pdf", b"%".to_vec())] {
        let letter = opened(&receiver, &with(name, PDF, &bytes)).await;
        holds(&letter, name, PDF, &bytes);
        assert!(letter.header("Content-Type").unwrap().starts_with("multipart/mixed; boundary="), "{}", letter.raw);
        let message_id = format!("<{}@kommun.example>", id(1));
        for (name, expected) in [
            ("From", "Jämsides <post@kommun.example>"),
            ("To", "Åsa Öberg <asa.oberg@kramfors.example>"),
            ("Subject", "Välj ett nytt lösenord i Jämsides"),
            ("Date", "Mon, 02 Feb 2026 08:00:00 +0000"),
            ("Message-ID", message_id.as_str()),
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
        ] {
            assert_eq!(letter.header(name), Some(expected), "{name}");
        }
        assert!(letter.raw.lines().all(|line| line.len() < 100), "{}", letter.raw);
    }
}

#[tokio::test]
async fn other_kinds_of_files_keep_theirs() {
    let receiver = Receiver::start();
    for (name, kind) in [
        ("inbjudan.ics", "text/calendar"),
        ("tabell.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("okänd", "application/octet-stream"),
    ] {
        let letter = opened(&receiver, &with(name, kind, b"BEGIN\r\n\xE5\xE4\xF6\0\r\n.\r\nEND")).await;
        holds(&letter, name, kind, b"BEGIN\r\n\xE5\xE4\xF6\0\r\n.\r\nEND");
    }
}

#[tokio::test]
async fn the_name_of_a_file_is_a_name() {
    let receiver = Receiver::start();
    let long = "Beslut om antagning till Modellkoncept 2026, Härnösands kommun; åäö ".repeat(6);
    let (long, plain) = (format!("{long}.pdf"), format!("{}.pdf", "beslut \\\"1\\\"; x=y ".repeat(20)));
    let broken = |with: &str| format!("a.pdf{with}Bcc: x@ond.example{with}{with}--{with}Hej \"b\".pdf");
    for (name, expected) in [
        ("Beslut åäö ÅÄÖ – Härnösand ½ 🙂.pdf", "Beslut åäö ÅÄÖ – Härnösand ½ 🙂.pdf"),
        ("beslut \"slutligt\".pdf", "beslut \"slutligt\".pdf"),
        ("a\"; filename=\"b.exe", "a\"; filename=\"b.exe"),
        ("å\"; filename=\"b.exe", "å\"; filename=\"b.exe"),
        ("a\\\"b\\.pdf", "a\\\"b\\.pdf"),
        ("a.pdf\\", "a.pdf\\"),
        ("it's 100 % (utan); *stjärna*.pdf", "it's 100 % (utan); *stjärna*.pdf"),
        ("utf-8''%C3%A5.pdf", "utf-8''%C3%A5.pdf"),
        ("  a \t b.pdf ", "a b.pdf"),
        (long.as_str(), long.as_str()),
        (plain.as_str(), plain.as_str()),
        (broken("\r\n").as_str(), "a.pdf Bcc: x@ond.example -- Hej \"b\".pdf"),
        (broken("\n").as_str(), "a.pdf Bcc: x@ond.example -- Hej \"b\".pdf"),
        (broken("\r").as_str(), "a.pdf Bcc: x@ond.example -- Hej \"b\".pdf"),
        (broken("\r\n ").as_str(), "a.pdf Bcc: x@ond.example -- Hej \"b\".pdf"),
        (broken("\u{2028}").as_str(), "a.pdf Bcc: x@ond.example -- Hej \"b\".pdf"),
        (broken("\u{85}").as_str(), "a.pdf Bcc: x@ond.example -- Hej \"b\".pdf"),
        (broken("\0\n").as_str(), "a.pdf Bcc: x@ond.example -- Hej \"b\".pdf"),
        ("", ""),
        ("\r\n", ""),
    ] {
        let letter = opened(&receiver, &with(name, PDF, b"%PDF-1.7 \xFF")).await;
        holds(&letter, expected, PDF, b"%PDF-1.7 \xFF");
        assert!(!letter.raw.contains("\nBcc"), "{}", letter.raw);
        // RFC 5322 allows 998; none comes near.
        assert!(letter.raw.lines().all(|line| line.len() < 200), "{}", letter.raw);
    }
}

#[tokio::test]
async fn a_kind_of_file_is_no_header_either() {
    let receiver = Receiver::start();
    for kind in ["", "pdf", "application/pdf\r\nBcc: x@ond.example", "application/pdf\n\nHej", "application/p d f"] {
        let error = smtp(&receiver.address()).send(id(1), &with("a.pdf", kind, b"%PDF")).await.unwrap_err();
        assert!(matches!(error, PostError::Never(_)), "{kind:?}: {error:?}");
    }
    assert!(receiver.letters().is_empty());
}

/// Its owner has taken it away before the letter left.
#[tokio::test]
async fn a_letter_whose_file_is_gone_says_what_it_said() {
    let mailbox = Mailbox::start();
    for letter in [with("beslut.pdf", PDF, b""), with("\r\nBcc: x@ond.example", "\r\n", b""), to_asa()] {
        send(&mailbox, &letter).await.unwrap();
    }
    let letters = mailbox.letters();
    assert_eq!(letters.len(), 3);
    assert_eq!(letters[0].header("Content-Type"), Some("text/plain; charset=\"utf-8\""));
    assert_eq!(letters[0].text.replace("\r\n", "\n").trim_end(), to_asa().text.trim_end());
    // As if there had never been one, to the byte.
    assert!(letters.iter().all(|letter| letter.raw == letters[0].raw));
}

#[tokio::test]
async fn a_large_file_arrives_whole() {
    let receiver = Receiver::start();
    let bytes = awkward().repeat(40);
    assert!(bytes.len() > 5_000_000);
    holds(&opened(&receiver, &with("stor.pdf", PDF, &bytes)).await, "stor.pdf", PDF, &bytes);
}
