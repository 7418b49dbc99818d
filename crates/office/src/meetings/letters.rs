//! What letters about meetings say, each in the language its reader has chosen.

use i18n::Lang;
use jiff::civil::Date;
use programme::{Account, Language, Meeting, MeetingId, Person, PersonId, Slot};
use storage::{Change, Stored};

use super::{
    called::Called,
    when::{day_said, slot_said},
};
use crate::{
    Office, Trouble,
    letters::{Letter, Page, letter, path},
};

/// What a letter tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum News {
    /// Which times suit?
    Asked,
    /// The day is set.
    Set,
    /// The day is another.
    Moved {
        /// The one it was.
        from: Slot,
    },
    /// Place or link is another.
    Elsewhere,
    /// The host is another, and what the reader needs has been erased.
    NewHost,
    /// It will not be.
    Cancelled,
    /// It is in a week.
    InAWeek,
    /// It is tomorrow.
    Tomorrow,
    /// The last day to answer about times is near.
    AnswerSoon,
    /// Something is to be handed in soon.
    HandInSoon {
        /// What, in Swedish and English.
        what: [String; 2],
        /// The last day.
        by: Date,
    },
    /// Something should have been handed in.
    HandInLate {
        /// What, in Swedish and English.
        what: [String; 2],
        /// The last day.
        by: Date,
    },
    /// What did you think of it?
    Feedback,
}

impl News {
    /// The page the letter leads to.
    fn page(&self) -> Page {
        match self {
            Self::Feedback => Page::Feedback,
            _ => Page::Meeting,
        }
    }
}

/// A letter about a meeting.
pub(crate) fn about(
    office: &Office,
    person: &Person,
    account: &Stored<Account>,
    (id, meeting): (MeetingId, &Meeting),
    news: &News,
) -> Letter {
    let link = office.link(&path(person.language, news.page(), &id.to_string()));
    let title = &meeting.title;
    let (subject_sv, subject_en) = subject(title, meeting, news);
    let part = |lang: Lang| {
        let mut parts = vec![first(title, meeting, news, lang)];
        parts.extend(facts(meeting, news, lang));
        parts.push(format!("{}\n{link}", what_to_do(news, lang)));
        parts.join("\n\n")
    };
    letter(person, &account.body.email, [&subject_sv, &subject_en], [part(Lang::Sv), part(Lang::En)])
}

fn subject(title: &str, meeting: &Meeting, news: &News) -> (String, String) {
    let day = meeting.when.map(|slot| slot.day());
    let day = |lang| day.map(|day| day_said(day, lang)).unwrap_or_default();
    let (sv, en) = (day(Lang::Sv), day(Lang::En));
    match news {
        News::Asked => (format!("När kan du? {title}"), format!("When can you come? {title}")),
        News::Set => (format!("{title}: {sv}"), format!("{title}: {en}")),
        News::Moved { .. } => (format!("Ny tid: {title}, {sv}"), format!("New time: {title}, {en}")),
        News::Elsewhere => (format!("Ny plats: {title}, {sv}"), format!("New place: {title}, {en}")),
        News::NewHost => (format!("Ny värd: {title}"), format!("New host: {title}")),
        News::Cancelled => (format!("Inställd: {title}"), format!("Cancelled: {title}")),
        News::InAWeek | News::Tomorrow => (format!("Påminnelse: {title}, {sv}"), format!("Reminder: {title}, {en}")),
        News::AnswerSoon => (format!("Påminnelse: när kan du? {title}"), format!("Reminder: when can you? {title}")),
        News::HandInSoon { what: [sv, en], .. } => (format!("Snart dags: {sv}"), format!("Due soon: {en}")),
        News::HandInLate { what: [sv, en], .. } => (format!("Saknas: {sv}"), format!("Missing: {en}")),
        News::Feedback => (format!("Vad tyckte du? {title}"), format!("What did you think? {title}")),
    }
}

/// The sentence that says what has happened.
fn first(title: &str, meeting: &Meeting, news: &News, lang: Lang) -> String {
    let by = |day: Date| day_said(day, lang);
    let until = meeting.answer_by.map(by).unwrap_or_default();
    match (news, lang) {
        (News::Asked, Lang::Sv) => match meeting.answer_by {
            Some(_) => format!("Du är kallad till {title}. Säg vilka tider som passar dig, senast {until}."),
            None => format!("Du är kallad till {title}. Säg vilka tider som passar dig."),
        },
        (News::Asked, Lang::En) => match meeting.answer_by {
            Some(_) => format!("You are called to {title}. Say which times suit you, by {until}."),
            None => format!("You are called to {title}. Say which times suit you."),
        },
        (News::Set, Lang::Sv) => format!("Nu är det bestämt när {title} blir."),
        (News::Set, Lang::En) => format!("It is now settled when {title} will be."),
        (News::Moved { from }, Lang::Sv) => {
            format!(
                "{title} har fått en ny tid. Den skulle ha varit {}. Anmälningar till den tiden gäller inte längre.",
                slot_said(from, lang)
            )
        }
        (News::Moved { from }, Lang::En) => {
            format!(
                "{title} has a new time. It was to have been {}. Registrations for that time no longer hold.",
                slot_said(from, lang)
            )
        }
        (News::Elsewhere, Lang::Sv) => format!("{title} har en ny plats eller länk. Tiden är densamma."),
        (News::Elsewhere, Lang::En) => format!("{title} has a new place or link. The time is the same."),
        (News::NewHost, Lang::Sv) => format!(
            "{title} har fått en ny värd. Det du har skrivit om vad du behöver var till den förra värden och är \
             raderat. Skriv det igen om du vill att den nya ska veta."
        ),
        (News::NewHost, Lang::En) => format!(
            "{title} has a new host. What you have written about what you need was for the one before and has been \
             erased. Write it again if you want the new one to know."
        ),
        (News::Cancelled, Lang::Sv) => match meeting.when {
            Some(slot) => format!("{title} är inställd. Den skulle ha varit {}.", slot_said(&slot, lang)),
            None => format!("{title} är inställd."),
        },
        (News::Cancelled, Lang::En) => match meeting.when {
            Some(slot) => format!("{title} is cancelled. It was to have been {}.", slot_said(&slot, lang)),
            None => format!("{title} is cancelled."),
        },
        (News::InAWeek, Lang::Sv) => format!("Snart är det dags för {title}."),
        (News::InAWeek, Lang::En) => format!("{title} is coming up."),
        (News::Tomorrow, Lang::Sv) => format!("I morgon är det dags för {title}."),
        (News::Tomorrow, Lang::En) => format!("{title} is tomorrow."),
        (News::AnswerSoon, Lang::Sv) => {
            format!("Du har inte sagt vilka tider som passar dig för {title}. Sista dag att svara är {until}.")
        }
        (News::AnswerSoon, Lang::En) => {
            format!("You have not said which times suit you for {title}. The last day to answer is {until}.")
        }
        (News::HandInSoon { what: [what, _], by: day }, Lang::Sv) => {
            format!("Inför {title} ska det här vara klart senast {}: {}.", by(*day), small(what))
        }
        (News::HandInSoon { what: [_, what], by: day }, Lang::En) => {
            format!("Before {title} this should be done by {}: {}.", by(*day), small(what))
        }
        (News::HandInLate { what: [what, _], by: day }, Lang::Sv) => {
            format!("Inför {title} skulle det här ha varit klart {}: {}. Vi ser inget från er.", by(*day), small(what))
        }
        (News::HandInLate { what: [_, what], by: day }, Lang::En) => {
            format!(
                "Before {title} this should have been done by {}: {}. We see nothing from you.",
                by(*day),
                small(what)
            )
        }
        (News::Feedback, Lang::Sv) => {
            format!("Tack för {title}. Berätta kort vad som var bra, mindre bra och intressant. Ditt namn visas inte.")
        }
        (News::Feedback, Lang::En) => {
            format!(
                "Thank you for {title}. Say briefly what was good, less good and interesting. Your name is not shown."
            )
        }
    }
}

/// Time, place, link, reason: what applies.
fn facts(meeting: &Meeting, news: &News, lang: Lang) -> Option<String> {
    let mut lines = Vec::new();
    let mut line = |sv: &str, en: &str, text: &str| {
        if !text.is_empty() {
            lines.push(format!("{}: {text}", lang.pick(sv, en)));
        }
    };
    match news {
        News::Asked | News::AnswerSoon => {
            for slot in &meeting.asked {
                line("Tid att ta ställning till", "Time to consider", &slot_said(slot, lang));
            }
        }
        News::Cancelled => line("Skäl", "Reason", meeting.why.as_deref().unwrap_or_default()),
        News::Feedback | News::HandInLate { .. } | News::HandInSoon { .. } => {}
        News::Set | News::Moved { .. } | News::Elsewhere | News::NewHost | News::InAWeek | News::Tomorrow => {
            line("Tid", "Time", &meeting.when.map(|slot| slot_said(&slot, lang)).unwrap_or_default());
            line("Plats", "Place", &meeting.place);
            line("Länk", "Link", &meeting.link);
        }
    }
    if *news == News::Asked || *news == News::Set {
        let written = meeting.invitation.trim();
        if !written.is_empty() {
            lines.push(format!("\n{written}"));
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn what_to_do(news: &News, lang: Lang) -> &'static str {
    match news {
        News::Asked | News::AnswerSoon => lang.pick("Svara här:", "Answer here:"),
        News::Set | News::Moved { .. } | News::NewHost => lang
            .pick("Säg om du kommer, och vad du behöver, här:", "Say whether you are coming, and what you need, here:"),
        News::Cancelled => lang.pick("Träffens sida:", "The page of the meeting:"),
        News::Elsewhere | News::InAWeek | News::Tomorrow => lang.pick(
            "Dagordning och material finns här. Där kan du också ändra din anmälan:",
            "Agenda and material are here. There you can also change your registration:",
        ),
        News::HandInSoon { .. } | News::HandInLate { .. } => lang.pick("Lämna in här:", "Hand it in here:"),
        News::Feedback => lang.pick("Skriv här:", "Write here:"),
    }
}

/// With a small letter first, inside a sentence.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Office {
    /// Puts a letter to everybody called into a change. `Person`s are read anew: the address may have
    /// changed.
    pub(crate) async fn tell_called(
        &self,
        change: &mut Change,
        called: &[Called],
        meeting: (MeetingId, &Meeting),
        news: &News,
    ) -> Result<(), Trouble> {
        for it in called {
            self.tell(change, it.person, meeting, news, None).await?;
        }
        Ok(())
    }

    /// Puts a letter to somebody into a change; `once`: what tells it from all others.
    pub(crate) async fn tell(
        &self,
        change: &mut Change,
        person: PersonId,
        meeting: (MeetingId, &Meeting),
        news: &News,
        once: Option<&str>,
    ) -> Result<(), Trouble> {
        let Some(account) = self.account_to_write_to(person).await? else { return Ok(()) };
        let Some(there) = self.store.get::<Person>(person).await? else { return Ok(()) };
        let letter = about(self, &there.body, &account, meeting, news);
        match once {
            Some(once) => self.enqueue_letter_once(change, person, &letter, &format!("{once}:{person}")),
            None => self.enqueue_letter(change, person, &letter),
        }
    }

    /// The address of a meeting's page.
    pub(crate) fn meeting_address(&self, language: Language, id: MeetingId) -> String {
        self.link(&path(language, Page::Meeting, &id.to_string()))
    }
}

/// Nothing is told of what is over: the past is entered, not announced.
pub(crate) fn worth_telling(slot: Option<Slot>, now: jiff::Timestamp) -> bool {
    slot.is_none_or(|slot| now < slot.instants().1)
}

/// The language of a reader, as languages of people are kept.
pub(crate) fn language(of: Lang) -> Language {
    match of {
        Lang::Sv => Language::Sv,
        Lang::En => Language::En,
    }
}
