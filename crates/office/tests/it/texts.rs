//! What letters say, in the language of who gets them.

use office::{Letter, NewInvitation, OrganisationFacts};
use programme::{Language, Role};

use crate::rig::{Rig, on_both, token_in};

on_both! {
    invitations_in_both_languages
    a_role_more_in_both_languages
}

fn without(letter: &Letter, token: &str) -> String {
    letter.text.replace(token, "TOKEN")
}

async fn invitations_in_both_languages(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let boss = rig.guest("Bo Ek", place, Role::Manager).await;
    let new = NewInvitation {
        name: "Åsa Öberg".into(),
        email: "asa@kramfors.example".into(),
        role: "strategist".into(),
        ..NewInvitation::default()
    };
    rig.office.invite(&boss, place, &new).await.unwrap();
    let letter = rig.new_letters().await.remove(0);
    assert_eq!((letter.to.as_str(), letter.name.as_str()), ("asa@kramfors.example", "Åsa Öberg"));
    assert_eq!(letter.subject, "Inbjudan till Jämsides");
    assert_eq!(
        without(&letter, &token_in(&letter)),
        "Hej Åsa Öberg,

Bo Ek bjuder in dig att arbeta i Jämsides för Kramfors kommun. I Jämsides jämför kommuner och regioner vad de gör för kvinnor och män, flickor och pojkar, och lär av varandra.

Välj hur du vill logga in här:
https://jamsides.example/sv/inbjudan/TOKEN

Länken gäller i fjorton dagar och bara en gång. Sidan finns på https://jamsides.example/

Vet du inte vad det här gäller kan du låta bli att svara. Då händer inget.

Vänliga hälsningar
Jämsides
"
    );

    let new = NewInvitation { name: "Ann Hill".into(), email: "ann@x.example".into(), language: Language::En, ..new };
    rig.office.invite(&boss, place, &new).await.unwrap();
    let letter = rig.new_letters().await.remove(0);
    assert_eq!(letter.subject, "Invitation to Jämsides");
    assert_eq!(
        without(&letter, &token_in(&letter)),
        "Hello Ann Hill,

Bo Ek invites you to work in Jämsides for Kramfors kommun. In Jämsides municipalities and regions compare what they do for women and men, girls and boys, and learn from each other.

Choose how you want to sign in here:
https://jamsides.example/en/invitation/TOKEN

The link holds for fourteen days and once only. The site is https://jamsides.example/

If you do not know what this is about, you need not answer. Nothing happens then.

Kind regards
Jämsides
"
    );
}

async fn a_role_more_in_both_languages(rig: Rig) {
    let organiser = rig.guest("Bo Ek", rig.place("Länsförbundet").await, Role::Organiser).await;
    let facts = OrganisationFacts { kind: "municipality".into(), name: "Kramfors kommun".into(), ..Default::default() };
    let place = rig.office.add_organisation(&organiser, &facts).await.unwrap();
    for (language, email, subject, text) in [
        (
            Language::Sv,
            "asa@x.example",
            "Nytt uppdrag i Jämsides",
            "Hej Å,\n\nBo Ek har gett dig ett uppdrag för Kramfors kommun: strateg.\n\nLogga in som vanligt:\nhttps://jamsides.example/sv/logga-in\n\nVänliga hälsningar\nJämsides\n",
        ),
        (
            Language::En,
            "ann@x.example",
            "A new role in Jämsides",
            "Hello Å,\n\nBo Ek has given you a role for Kramfors kommun: strategist.\n\nSign in as usual:\nhttps://jamsides.example/en/sign-in\n\nKind regards\nJämsides\n",
        ),
    ] {
        let new = NewInvitation {
            name: "Å".into(),
            email: email.into(),
            language,
            role: "strategist".into(),
            ..Default::default()
        };
        let (handed, _) = rig.office.create_user("Länsförbundet", &new, &[Role::Reader]).await.unwrap();
        rig.enrol(&crate::rig::token_of(&handed), crate::rig::PASSWORD).await;
        rig.new_letters().await;
        rig.office.invite(&organiser, place, &new).await.unwrap();
        let letter = rig.new_letters().await.remove(0);
        assert_eq!((letter.subject.as_str(), letter.text.as_str()), (subject, text));
    }
}
