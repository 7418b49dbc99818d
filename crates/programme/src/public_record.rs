//! What each form says about public records (allmän handling), in plain words. General guidance:
//! each authority decides for itself, and every note says whom to ask.

use crate::Words;

/// The note of a form.
#[derive(Debug, Clone, Copy)]
pub struct Note {
    /// The form.
    pub form: &'static str,
    /// What it says.
    pub text: Words,
}

/// The notes, by form.
pub const NOTES: &[Note] = &[
    Note {
        form: "account",
        text: Words::new(
            "Lösenord, nycklar och koder visas aldrig för någon och följer inte med när uppgifter lämnas ut.",
            "Passwords, keys and codes are never shown to anybody and do not follow when records are given out.",
        ),
    },
    Note {
        form: "assignment",
        text: Words::new(
            "Vem som har ett uppdrag för er kommun eller region är i regel en offentlig uppgift. Skriv bara namn, roll och kontaktuppgifter i arbetet.",
            "Who has an assignment for your municipality or region is as a rule public. Write only name, role and work contact.",
        ),
    },
    Note {
        form: "document",
        text: Words::new(
            "En fil som ni bifogar blir en allmän handling hos er när ni visar den för andra, och hos dem som tar emot den om de är en myndighet. Bifoga inget med uppgifter om enskilda personer.",
            "A file you attach becomes a public record with you when you show it to others, and with those who receive it if they are a public authority. Attach nothing with data about individuals.",
        ),
    },
    Note {
        form: "organisation",
        text: Words::new(
            "Uppgifterna om organisationen kan läsas av alla som är inloggade. De är inga personuppgifter.",
            "Everybody signed in can read these facts about the organisation. They are not personal data.",
        ),
    },
    Note {
        form: "person",
        text: Words::new(
            "Namn, titel och kontaktuppgifter i arbetet visas för dem som du arbetar med här. Hos en kommun eller region är de i regel offentliga. Skriv inget privat. Du kan när som helst rätta, ta ut och radera dina uppgifter.",
            "Name, title and work contact are shown to those you work with here. With a municipality or region they are as a rule public. Write nothing private. You can correct, export and erase your data at any time.",
        ),
    },
    Note {
        form: "piece",
        text: Words::new(
            "Utkast som bara er egen organisation ser är i regel arbetsmaterial. När ni visar underlaget för gruppen, omgången eller alla har ni lämnat det ifrån er, och då blir det en allmän handling hos er. Är ni osäkra, fråga er registrator.",
            "Drafts that only your own organisation sees are as a rule working material. When you show the piece to the group, the round or everybody, you have sent it out, and it becomes a public record with you. If in doubt, ask your registrar.",
        ),
    },
    Note {
        form: "application",
        text: Words::new(
            "Er ansökan blir en allmän handling hos organisatören, om den är en myndighet, och hos er när ni har skickat den. Skriv inget om enskilda personer utöver namn, roll och kontakt i arbetet.",
            "Your application becomes a public record with you once it is sent, and with the organiser if that is a public authority. Write nothing about individuals but name, role and work contact.",
        ),
    },
    Note { form: "edition", text: Words::new("Modellen är offentlig.", "The model is public.") },
    Note {
        form: "evaluation_plan",
        text: Words::new(
            "Vilka nyckeltal en omgång ska utvärderas med är en allmän handling hos organisatören, om den är en myndighet.",
            "Which key figures a round is to be evaluated by is a public record with the organiser, if that is a public authority.",
        ),
    },
    Note {
        form: "feedback",
        text: Words::new(
            "Återkopplingen visas utan namn för gruppens mentor och organisatören. I en liten grupp kan andra ändå förstå vem som har skrivit. Namnet finns kvar i systemet tills svaret raderas efter två år.",
            "Feedback is shown without names to the group's mentor and the organiser. In a small group others may still understand who wrote it. The name stays in the system until the answer is erased after two years.",
        ),
    },
    Note {
        form: "forming",
        text: Words::new(
            "Förslag till grupper är i regel arbetsmaterial hos organisatören tills grupperna är bestämda. När ni publicerar ett förslag blir det en allmän handling, om organisatören är en myndighet. Skriv inget om enskilda personer.",
            "Proposals of groups are as a rule working material with the organiser until the groups are settled. When you publish one it becomes a public record, if the organiser is a public authority. Write nothing about individuals.",
        ),
    },
    Note {
        form: "forming_rules",
        text: Words::new(
            "Regler och önskemål är i regel arbetsmaterial hos organisatören tills grupperna är bestämda. Skriv inte varför det är jäv, och inget om enskilda personer.",
            "Rules and wishes are as a rule working material with the organiser until the groups are settled. Do not write why there is a conflict of interest, and nothing about individuals.",
        ),
    },
    Note {
        form: "group",
        text: Words::new(
            "Vilka som är med i en grupp är en offentlig uppgift när omgången pågår.",
            "Who is in a group is public once the round is running.",
        ),
    },
    Note {
        form: "hand_in",
        text: Words::new(
            "Det ni lämnar in visas för gruppen. Då har ni lämnat det ifrån er, och det blir en allmän handling hos er och hos dem i gruppen som är myndigheter.",
            "What you hand in is shown to the group. Then you have sent it out, and it becomes a public record with you and with those in the group that are public authorities.",
        ),
    },
    Note {
        form: "meeting",
        text: Words::new(
            "Tid, plats och dagordning visas för dem som är kallade. Inbjudan är en allmän handling när den är skickad.",
            "Time, place and agenda are shown to those called. The invitation is a public record once it is sent.",
        ),
    },
    Note {
        form: "minutes",
        text: Words::new(
            "Anteckningarna visas för gruppen. De blir allmän handling när de är färdiga eller lämnas till andra. Skriv vad ni kom fram till, inte vem som sa vad.",
            "The notes are shown to the group. They become a public record when they are finished or given to others. Write what you arrived at, not who said what.",
        ),
    },
    Note {
        form: "needs",
        text: Words::new(
            "Det du skriver här ser bara du och de som ordnar träffen hos värden. Det tas bort dagen efter träffen. Skriv bara det som de behöver veta.",
            "Only you and those who arrange the meeting at the host see what you write here. It is removed the day after the meeting. Write only what they need to know.",
        ),
    },
    Note {
        form: "participation",
        text: Words::new(
            "Vilka som deltar i en omgång är en offentlig uppgift.",
            "Who takes part in a round is public.",
        ),
    },
    Note {
        form: "point",
        text: Words::new(
            "Beslut och uppgifter visas för gruppen. De är i regel offentliga.",
            "Decisions and tasks are shown to the group. They are as a rule public.",
        ),
    },
    Note {
        form: "poll_answer",
        text: Words::new("Svaren visas för gruppen med namn.", "The answers are shown to the group with names."),
    },
    Note {
        form: "recusal",
        text: Words::new(
            "Att någon har anmält jäv antecknas i ärendet och är i regel offentligt.",
            "That somebody has declared a conflict of interest is noted in the case and is as a rule public.",
        ),
    },
    Note {
        form: "registration",
        text: Words::new(
            "Vem som kommer visas för dem som är kallade. Att en organisation var med, och med vilka roller, sparas.",
            "Who comes is shown to those called. That an organisation was there, and in which roles, is kept.",
        ),
    },
    Note {
        form: "round",
        text: Words::new(
            "Inbjudan och omgångens datum är offentliga så snart omgången inte längre är ett utkast.",
            "The invitation and the dates are public as soon as the round is no longer a draft.",
        ),
    },
    Note {
        form: "assessment",
        text: Words::new(
            "Dina svar ser bara du tills du lämnar in dem. Då ser ditt lag dem med ditt namn: politiker, chefer, strateg och nyckelpersoner, men ingen utanför organisationen. De är i regel arbetsmaterial, så länge ni inte tar in dem i ett ärende. Är ni osäkra, fråga er registrator.",
            "Only you see your answers until you hand them in. Then your team sees them with your name: politicians, managers, strategist and key persons, but nobody outside the organisation. They are as a rule working material, as long as you do not make them part of a case. If in doubt, ask your registrar.",
        ),
    },
    Note {
        form: "check_in",
        text: Words::new(
            "Det ni svarar visas för alla i omgången och organisatören. Då har ni lämnat det ifrån er, och det blir en allmän handling hos er.",
            "What you answer is shown to everybody in the round, and to the organiser. Then you have sent it out, and it becomes a public record with you.",
        ),
    },
    Note {
        form: "filled",
        text: Words::new(
            "En halvfärdig mall som bara er egen organisation ser är i regel arbetsmaterial. När den är färdig, eller när ni visar den för gruppen, omgången eller alla, är den en allmän handling hos er. Skriv funktion hellre än namn, och inget om enskilda personer i övrigt.",
            "A template under way that only your own organisation sees is as a rule working material. When it is finished, or shown to the group, the round or everybody, it is a public record with you. Write positions rather than names, and nothing else about individuals.",
        ),
    },
    Note {
        form: "idea",
        text: Words::new(
            "En idé som bara er egen organisation ser är i regel arbetsmaterial. När ni visar den för andra blir den en allmän handling hos er. Skriv från vilken organisation den kommer, inte från vilken person.",
            "An idea that only your own organisation sees is as a rule working material. When you show it to others it becomes a public record with you. Write which organisation it comes from, not which person.",
        ),
    },
    Note {
        form: "improvement",
        text: Words::new(
            "En förbättring som bara er egen organisation ser är i regel arbetsmaterial tills den är färdig. När ni visar den för andra, eller beslutar om den, blir den en allmän handling hos er. Skriv inget om enskilda personer.",
            "An improvement that only your own organisation sees is as a rule working material until it is finished. When you show it to others, or decide on it, it becomes a public record with you. Write nothing about individuals.",
        ),
    },
    Note {
        form: "joint_answer",
        text: Words::new(
            "Ert gemensamma svar är i regel arbetsmaterial tills ni är överens. Sedan är det en allmän handling hos er. Andra ser det bara så långt som ni själva visar det.",
            "Your joint answer is as a rule working material until you agree. Then it is a public record with you. Others see it only as far as you show it yourselves.",
        ),
    },
    Note {
        form: "measurement",
        text: Words::new(
            "Mät grupper, inte enskilda personer. Är det färre än fem bakom en siffra visas den inte för andra än er. I en allmän handling kan den ändå behöva lämnas ut efter en prövning.",
            "Measure groups, not individuals. A number with fewer than five behind it is shown to nobody but you. In a public record it may still have to be given out, after an examination.",
        ),
    },
    Note {
        form: "query",
        text: Words::new(
            "Frågan och ert svar visas för er och för gruppens mentor, aldrig för fler här. När ni har svarat är svaret en allmän handling hos er.",
            "The question and your answer are shown to you and to the group's mentor, and here never to more. Once you have answered, the answer is a public record with you.",
        ),
    },
    Note {
        form: "staff_answer",
        text: Words::new(
            "Du svarar utan namn, och inget i svaret leder till dig. Svaren visas bara tillsammans, och först när minst fem har svarat.",
            "You answer without a name, and nothing in the answer leads to you. The answers are shown only together, and only once at least five have answered.",
        ),
    },
    Note {
        form: "step_work",
        text: Words::new(
            "Det ni skriver här ser er egen organisation och gruppens mentorer. Organisatören ser bara hur långt ni har kommit. Det är i regel arbetsmaterial, men det som mentorn får se har ni lämnat ifrån er. Är ni osäkra, fråga er registrator.",
            "What you write here is seen by your own organisation and the group's mentors. The organiser sees only how far you have come. It is as a rule working material, but what the mentor is shown you have sent out. If in doubt, ask your registrar.",
        ),
    },
    Note {
        form: "visibility",
        text: Words::new(
            "Det ni visar för andra blir en allmän handling hos er. Ni kan dra tillbaka det här, men handlingen finns kvar, och andra kan redan ha läst eller sparat den.",
            "What you show to others becomes a public record with you. You can withdraw it here, but the record remains, and others may have read or saved it already.",
        ),
    },
];

/// The note of a form.
pub fn note(form: &str) -> Option<Words> {
    NOTES.iter().find(|note| note.form == form).map(|note| note.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KINDS;

    #[test]
    fn every_kind_people_fill_in_has_a_note() {
        for kind in KINDS {
            assert!(note(kind.name).is_some(), "{}", kind.name);
        }
        assert!(note("nothing").is_none());
    }
}
