//! How long each kind of record is kept, as data: shown to readers, and followed by a job.

use jiff::{ToSpan, civil::Date};

use crate::Words;

/// What starts the time running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// The last assignment ended, or, without any, the record was last changed.
    LastAssignment,
    /// It was made.
    Made,
    /// It stopped being of use: expired, was used or revoked, the job was done.
    Finished,
    /// The last record that needs it was erased.
    Unused,
    /// Nothing does: kept as long as the instance.
    Never,
}

/// What happens then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Personal data is overwritten, also in the history; that there was somebody stays.
    Erase,
    /// The row is deleted.
    Delete,
    /// Nothing.
    Keep,
}

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Retention {
    /// The kind of record, or the table.
    pub kind: &'static str,
    /// What starts the time.
    pub after: After,
    /// How many months.
    pub months: i32,
    /// What happens then.
    pub then: Then,
    /// The rule in a sentence.
    pub text: Words,
    /// The legal ground.
    pub ground: Words,
}

impl Retention {
    /// Whether the time is over on `today`, begun on `since`.
    pub fn due(&self, since: Date, today: Date) -> bool {
        self.then != Then::Keep && since.checked_add(self.months.months()).is_ok_and(|end| end <= today)
    }
}

const PUBLIC_TASK: Words = Words::new(
    "Uppgift av allmänt intresse, artikel 6.1 e i dataskyddsförordningen. Inte längre än nödvändigt, artikel 5.1 e.",
    "Task carried out in the public interest, Article 6(1)(e) of the GDPR. No longer than necessary, Article 5(1)(e).",
);
const SECURITY: Words = Words::new(
    "Säkerhet i behandlingen, artikel 32 i dataskyddsförordningen.",
    "Security of processing, Article 32 of the GDPR.",
);
const NOT_PERSONAL: Words = Words::new("Är ingen personuppgift.", "Is not personal data.");

const CONSENT: Words = Words::new(
    "Du väljer själv om du skriver något här: uttryckligt samtycke, artikel 9.2 a i dataskyddsförordningen.",
    "You choose yourself whether to write anything here: explicit consent, Article 9(2)(a) of the GDPR.",
);

const fn rule(kind: &'static str, after: After, months: i32, then: Then, text: Words, ground: Words) -> Retention {
    Retention { kind, after, months, then, text, ground }
}

/// The rules, one for each kind of record and each table with personal data.
pub const RULES: &[Retention] = &[
    rule(
        "account",
        After::LastAssignment,
        12,
        Then::Delete,
        Words::new(
            "Kontot tas bort tolv månader efter det sista uppdraget.",
            "The account is removed twelve months after the last assignment.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "application",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Ansökningar sparas, också de som inte ledde till deltagande. Namnen står hos personerna och raderas där.",
            "Applications are kept, also those that were not admitted. Names stand with the persons and are erased there.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "assessment",
        After::Finished,
        12,
        Then::Erase,
        Words::new(
            "Dina egna svar i självskattningen raderas ett år efter att omgången är slut, eller tidigare om du ber om det. Lagets gemensamma svar sparas.",
            "Your own answers in the self-assessment are erased a year after the round has ended, or sooner if you ask. The team's joint answer is kept.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "assignment",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Att organisationen hade någon i rollen sparas. Namnet står hos personen och raderas där.",
            "That the organisation had somebody in the role is kept. The name stands with the person and is erased there.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "ceremony",
        After::Finished,
        1,
        Then::Delete,
        Words::new(
            "Inbjudningar och påbörjade inloggningar tas bort en månad efter att de har använts eller gått ut.",
            "Invitations and unfinished sign-ins are removed a month after they were used or expired.",
        ),
        SECURITY,
    ),
    rule(
        "check_in",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Vilka förändringar som lever kvar sparas. Skriv inga personuppgifter i kommentaren.",
            "Which changes live on is kept. Write no personal data in the comment.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "document",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Bifogade filer sparas tills organisationen tar bort dem. Följ er plan för vad som får gallras.",
            "Attached files are kept until the organisation removes them. Follow your own plan for what may be disposed of.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "edition",
        After::Never,
        0,
        Then::Keep,
        Words::new("Sparas så länge installationen finns.", "Kept as long as the instance."),
        NOT_PERSONAL,
    ),
    rule(
        "evaluation_plan",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Vilka nyckeltal en omgång utvärderas med, och när det bestämdes, sparas så länge installationen finns.",
            "Which key figures a round is evaluated by, and when that was decided, is kept as long as the instance.",
        ),
        NOT_PERSONAL,
    ),
    rule(
        "feedback",
        After::Made,
        24,
        Then::Erase,
        Words::new(
            "Återkopplingen raderas två år efter att den skrevs.",
            "Feedback is erased two years after it was written.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "filled",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Det ni skriver i en mall sparas. Namn som ni själva skriver där är en del av handlingen och står kvar, så skriv funktion där namnet inte ska sparas.",
            "What you write in a template is kept. Names you write there yourselves are part of the document and stay, so write the position where the name should not be kept.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "forming",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Förslag till grupper sparas med omgången, så att det går att se varför grupperna blev som de blev. De handlar om organisationer, inte om personer.",
            "Proposals of groups are kept with the round, so that one can see why the groups became what they are. They are about organisations, not about persons.",
        ),
        NOT_PERSONAL,
    ),
    rule(
        "forming_rules",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Regler och önskemål för att bilda grupper sparas med omgången.",
            "Rules and wishes for forming groups are kept with the round.",
        ),
        NOT_PERSONAL,
    ),
    rule(
        "group",
        After::Never,
        0,
        Then::Keep,
        Words::new("Sparas så länge installationen finns.", "Kept as long as the instance."),
        NOT_PERSONAL,
    ),
    rule(
        "hand_in",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Att organisationen lämnade in sparas; filen följer reglerna för bifogade filer.",
            "That the organisation handed it in is kept; the file follows the rules for attached files.",
        ),
        NOT_PERSONAL,
    ),
    rule(
        "idea",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Idéer sparas, så att det går att se var de kom ifrån. Skriv inga personuppgifter i dem.",
            "Ideas are kept, so that one can see where they came from. Write no personal data in them.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "improvement",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Förbättringar sparas. Namnet på den som håller i den står hos personen och raderas där.",
            "Improvements are kept. The name of who sees to it stands with the person and is erased there.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "job",
        After::Finished,
        3,
        Then::Delete,
        Words::new(
            "Jobb och utskickade brev tas bort tre månader efter att de är klara.",
            "Jobs and mails sent are removed three months after they are done.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "joint_answer",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Lagets gemensamma självskattning sparas. Namnen på dem som var överens står hos personerna och raderas där.",
            "The team's joint self-assessment is kept. The names of those who agreed stand with the persons and are erased there.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "journal",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Historiken sparas så länge det den handlar om. När en person raderas skrivs uppgifterna över också där.",
            "The history is kept as long as what it is about. When a person is erased, their data is overwritten there, too.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "measurement",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Mätningar sparas med förbättringen. De ska gälla grupper, inte enskilda personer.",
            "Measurements are kept with the improvement. They should be of groups, not of individuals.",
        ),
        NOT_PERSONAL,
    ),
    rule(
        "meeting",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Träffar sparas, också vem som enligt dagordningen leder en punkt. Skriv rollen om namnet inte ska sparas.",
            "Meetings are kept, also who leads a point of the agenda. Write the role where the name should not be kept.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "minutes",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Anteckningar sparas. Skriv inga personuppgifter i dem.",
            "Notes are kept. Write no personal data in them.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "needs",
        After::Finished,
        0,
        Then::Erase,
        Words::new(
            "Behov av hörslinga, mat och annat raderas dagen efter träffen.",
            "Needs such as a hearing loop or diet are erased the day after the meeting.",
        ),
        CONSENT,
    ),
    rule(
        "organisation",
        After::Never,
        0,
        Then::Keep,
        Words::new("Sparas så länge installationen finns.", "Kept as long as the instance."),
        NOT_PERSONAL,
    ),
    rule(
        "participation",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Att organisationen var med sparas, också skälet om den lämnade. Skriv inga personuppgifter i skälet.",
            "That the organisation took part is kept, also why it left. Write no personal data in the reason.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "person",
        After::LastAssignment,
        24,
        Then::Erase,
        Words::new(
            "Namn och kontaktuppgifter raderas två år efter det sista uppdraget, eller tidigare om personen ber om det.",
            "Name and contact are erased two years after the last assignment, or sooner if the person asks.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "point",
        After::Never,
        0,
        Then::Keep,
        Words::new("Beslut och uppgifter sparas.", "Decisions and tasks are kept."),
        PUBLIC_TASK,
    ),
    rule(
        "poll_answer",
        After::Made,
        12,
        Then::Erase,
        Words::new(
            "Svar om vilka tider som passar raderas efter ett år.",
            "Answers about which times suit are erased after a year.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "query",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Frågor om självskattningen och svaren på dem sparas med den. Namnet står hos personen och raderas där.",
            "Questions about the self-assessment and the answers to them are kept with it. The name stands with the person and is erased there.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "recusal",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Att någon inte har bedömt ett ärende sparas med ärendet. Namnet står hos personen och raderas där.",
            "That somebody did not judge a case is kept with the case. The name stands with the person and is erased there.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "registration",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Att organisationen var med, och i vilken roll, sparas. Namnet står hos personen och raderas där.",
            "That the organisation was there, and in which role, is kept. The name stands with the person and is erased there.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "round",
        After::Never,
        0,
        Then::Keep,
        Words::new("Sparas så länge installationen finns.", "Kept as long as the instance."),
        NOT_PERSONAL,
    ),
    rule(
        "session",
        After::Finished,
        1,
        Then::Delete,
        Words::new(
            "Uppgifter om inloggningar tas bort en månad efter utloggningen.",
            "Records of sign-ins are removed a month after signing out.",
        ),
        SECURITY,
    ),
    rule(
        "staff_answer",
        After::Finished,
        12,
        Then::Erase,
        Words::new(
            "Medarbetares svar sparas utan namn och raderas ett år efter att omgången är slut.",
            "The staff's answers are kept without names and erased a year after the round has ended.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "step_work",
        After::Never,
        0,
        Then::Keep,
        Words::new(
            "Vad som gjordes i varje steg sparas. Namnet på den som höll i det står hos personen och raderas där.",
            "What was done in each step is kept. The name of who saw to it stands with the person and is erased there.",
        ),
        PUBLIC_TASK,
    ),
    rule(
        "throttle",
        After::Made,
        1,
        Then::Delete,
        Words::new(
            "Räknare som bromsar upprepade försök tas bort efter en månad.",
            "Counters that slow down repeated attempts are removed after a month.",
        ),
        SECURITY,
    ),
];

/// The rule of a kind.
pub fn rule_of(kind: &str) -> Option<&'static Retention> {
    RULES.iter().find(|rule| rule.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KINDS;
    use jiff::civil::date;

    #[test]
    fn every_kind_has_a_rule() {
        for kind in KINDS {
            assert!(rule_of(kind.name).is_some(), "{}", kind.name);
        }
        assert!(RULES.windows(2).all(|pair| pair[0].kind < pair[1].kind));
    }

    #[test]
    fn the_time_is_over_on_the_day() {
        let person = rule_of("person").unwrap();
        assert!(!person.due(date(2024, 2, 29), date(2026, 2, 27)));
        assert!(person.due(date(2024, 2, 29), date(2026, 2, 28)));
        assert!(!rule_of("organisation").unwrap().due(date(1900, 1, 1), date(2026, 1, 1)));
    }
}
