//! What the storage could not do, told in sentences a clerk understands.
//!
//! One list for pages and command line: title, sentence, what to do, exit code and HTTP status. What
//! the database said in its own words is for the log and for whoever runs the site: it is not here.

use i18n::{Lang, NBSP, Numbers};
use programme::{Problem, Rule, kind};
use storage::{Error, Head};

/// A situation in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Heading of the error page.
    pub title: String,
    /// What happened and what it means.
    pub sentence: String,
    /// What to do next.
    pub advice: String,
    /// 1 nothing found, 2 bad request, 3 bad data, 4 our fault.
    pub exit_code: u8,
    /// The HTTP status of the error page.
    pub status: u16,
}

/// The situation in the reader's language.
#[must_use]
pub fn said(error: &Error, lang: Lang) -> Said {
    let (exit_code, status) = codes(error);
    Said {
        title: title(error, lang).to_owned(),
        sentence: sentence(error, lang),
        advice: advice(error, lang).to_owned(),
        exit_code,
        status,
    }
}

const fn codes(error: &Error) -> (u8, u16) {
    match error {
        Error::DiskFull { .. } => (2, 507),
        Error::ReadOnly { .. }
        | Error::Disk { .. }
        | Error::Busy { .. }
        | Error::Unreachable { .. }
        | Error::Address { .. }
        | Error::File { .. } => (2, 503),
        Error::NoTables { .. } => (1, 503),
        // Another code than when nothing was changed: whoever calls us must be able to tell.
        Error::Unknown { .. } => (4, 503),
        Error::Gone { .. } => (1, 404),
        Error::Conflict(_)
        | Error::Taken { .. }
        | Error::Dangling { .. }
        | Error::InUse { .. }
        | Error::OwnerMoved { .. }
        | Error::NotEmpty
        | Error::Differs { .. } => (2, 409),
        Error::Invalid(_) => (2, 400),
        Error::TooLarge { .. } => (2, 413),
        Error::WrongType { .. } => (2, 415),
        Error::Used => (2, 410),
        Error::Damaged { .. } | Error::Newer { .. } => (3, 503),
        _ => (4, 500),
    }
}

fn title(error: &Error, lang: Lang) -> &'static str {
    let (sv, en) = match error {
        Error::DiskFull { .. } => ("Disken är full", "The disk is full"),
        Error::ReadOnly { .. } => ("Det går inte att skriva här", "Nothing can be written here"),
        Error::Disk { .. } => ("Disken gör inte som den ska", "The disk does not do as it should"),
        Error::Busy { .. } => ("Andra skriver just nu", "Others are writing just now"),
        Error::Unreachable { .. } => ("Databasen svarar inte", "The database does not answer"),
        Error::Unknown { .. } => ("Vi vet inte om det sparades", "We do not know whether it was saved"),
        Error::Address { .. } => ("Databasens adress stämmer inte", "The database's address is not right"),
        Error::NoTables { .. } => ("Här finns inga uppgifter", "There is no data here"),
        Error::Conflict(_) => ("Någon annan hann före", "Somebody else was there first"),
        Error::Gone { .. } => ("Det finns inte", "It is not there"),
        Error::Taken { .. } => ("Det finns redan", "It is there already"),
        Error::Dangling { .. } => ("Något som behövs saknas", "Something that is needed is missing"),
        Error::InUse { .. } => ("Det används fortfarande", "It is still in use"),
        Error::OwnerMoved { .. } => ("Det kan inte flyttas till någon annan", "It cannot be moved to somebody else"),
        Error::Invalid(_) => ("Något behöver rättas", "Something needs to be put right"),
        Error::TooLarge { .. } => ("Filen är för stor", "The file is too large"),
        Error::WrongType { .. } => ("Filen går inte att bifoga", "The file cannot be attached"),
        Error::Used => ("Länken gäller inte längre", "The link is no longer valid"),
        Error::LeaseLost => ("Någon annan tog över arbetet", "Somebody else took the work over"),
        Error::Damaged { .. } => ("Uppgifterna är skadade", "The data is damaged"),
        Error::Newer { .. } => ("Det är skrivet av en nyare version", "It was written by a newer version"),
        Error::NotEmpty => ("Databasen är inte tom", "The database is not empty"),
        Error::Differs { .. } => ("Det finns redan, men annorlunda", "It is there already, but different"),
        Error::File { .. } => ("Filen går inte att använda", "The file cannot be used"),
        _ => ("Något gick fel hos oss", "Something went wrong on our side"),
    };
    lang.pick(sv, en)
}

fn sentence(error: &Error, lang: Lang) -> String {
    let (sv, en) = match error {
        Error::DiskFull { .. } => (
            "Det finns inte plats på disken. Ingenting har ändrats och ingenting har gått förlorat.",
            "There is no room on the disk. Nothing was changed and nothing was lost.",
        ),
        Error::ReadOnly { .. } => (
            "Disken eller databasen går att läsa men inte att skriva i. Ingenting har ändrats.",
            "The disk or the database can be read but not written to. Nothing was changed.",
        ),
        Error::Disk { .. } => (
            "Det gick inte att läsa eller skriva på disken. Ingenting har ändrats.",
            "The disk could not be read or written to. Nothing was changed.",
        ),
        Error::Busy { .. } => (
            "Andra höll databasen upptagen så länge vi väntade. Ingenting har ändrats.",
            "Others kept the database busy for as long as we waited. Nothing was changed.",
        ),
        Error::Unreachable { .. } => (
            "Vi har väntat, men databasen svarar inte. Ingenting har ändrats.",
            "We have waited, but the database does not answer. Nothing was changed.",
        ),
        Error::Unknown { .. } => (
            "Databasen försvann medan vi sparade och har inte kommit tillbaka. Antingen sparades allt, eller ingenting; aldrig hälften.",
            "The database went away while we were saving and has not come back. Either everything was saved or nothing; never half of it.",
        ),
        Error::Address { .. } => (
            "Databasens adress går inte att använda, eller så släpper databasen inte in oss. Ingenting har ändrats.",
            "The database's address cannot be used, or the database does not let us in. Nothing was changed.",
        ),
        Error::NoTables { .. } => (
            "I databasen finns inget som Jämsides har sparat: den är tom, eller så hör den till något annat.",
            "The database holds nothing that Jämsides has saved: it is empty, or belongs to something else.",
        ),
        Error::Conflict(_) => (
            "Någon annan har ändrat samma uppgifter sedan du öppnade dem. Ingenting har skrivits över.",
            "Somebody else has changed the same data since you opened it. Nothing was overwritten.",
        ),
        Error::Gone { .. } => (
            "Det är borttaget eller raderat, eller har aldrig funnits. Ingenting har ändrats.",
            "It was removed or erased, or never was. Nothing was changed.",
        ),
        Error::Taken { kind, key, .. } => return taken(kind, key, lang),
        Error::Dangling { field, .. } => return dangling(field, lang),
        Error::InUse { by, .. } => return in_use(by, lang),
        Error::OwnerMoved { .. } => (
            "Uppgifter stannar hos den organisation som skrev dem, annars skulle andra få se dem utan att någon har visat dem. Ingenting har ändrats.",
            "Data stays with the organisation that wrote it, or others would see it without anybody having shown it. Nothing was changed.",
        ),
        Error::Invalid(problem) => return broken(*problem, lang),
        Error::TooLarge { bytes, most } => return too_large(*bytes, *most, lang),
        Error::WrongType { found, name } => return wrong_type(found, name, lang),
        Error::Used => (
            "Länken eller koden har redan använts, eller så har dess tid gått ut.",
            "The link or code has been used already, or its time has run out.",
        ),
        Error::LeaseLost => (
            "Det tog så lång tid att arbetet lämnades över. Det som gjordes här har inte sparats.",
            "It took so long that the work was handed over. What was done here was not saved.",
        ),
        Error::Damaged { .. } => (
            "Det som är sparat är inte som det ska vara, så vi rör det inte. Ingenting har ändrats.",
            "What is saved is not as it should be, so we do not touch it. Nothing was changed.",
        ),
        Error::Newer { .. } => (
            "En nyare version av programmet har skrivit det här. Den här versionen förstår inte allt och ändrar därför ingenting.",
            "A newer version of the program wrote this. This version does not understand all of it, and so changes nothing.",
        ),
        Error::NotEmpty => (
            "En säkerhetskopia läggs bara i en tom databas. Här finns redan uppgifter, och de är orörda.",
            "A backup is only put into an empty database. There is data here already, and it is untouched.",
        ),
        Error::Differs { .. } => (
            "Något i filen finns redan här och ser annorlunda ut. Inget ur filen har tagits in.",
            "Something in the file is here already and looks different. Nothing of the file was taken in.",
        ),
        Error::File { path, source } => return file(&path.display().to_string(), source, lang),
        _ => ("Felet är vårt, inte ditt. Ingenting har ändrats.", "The fault is ours, not yours. Nothing was changed."),
    };
    lang.pick(sv, en).to_owned()
}

fn advice(error: &Error, lang: Lang) -> &'static str {
    let (sv, en) = match error {
        Error::DiskFull { .. } => (
            "Gör plats på disken, eller be den som driver webbplatsen göra det, och försök igen.",
            "Make room on the disk, or ask whoever runs the site to, and try again.",
        ),
        Error::ReadOnly { .. } => (
            "Den som driver webbplatsen behöver se till att programmet får skriva i databasen, och i mappen där den eller filen ligger.",
            "Whoever runs the site needs to let the program write in the database, and in the folder where it or the file lies.",
        ),
        Error::Disk { .. } => (
            "Försök igen. Händer det igen behöver den som driver webbplatsen se efter om mappen finns och disken är hel.",
            "Try again. If it happens again, whoever runs the site needs to see whether the folder is there and the disk is sound.",
        ),
        Error::Busy { .. } => ("Vänta en stund och försök igen.", "Wait a while and try again."),
        Error::Unreachable { .. } => (
            "Försök igen om en stund. Händer det igen behöver den som driver webbplatsen se efter att databasen är i gång och att adressen stämmer.",
            "Try again in a while. If it happens again, whoever runs the site needs to see that the database is running and its address is right.",
        ),
        Error::Unknown { .. } => (
            "Se efter om ändringen finns där innan du gör om den.",
            "See whether the change is there before you make it again.",
        ),
        Error::Address { .. } => (
            "Den som driver webbplatsen behöver rätta adressen i --database eller JAMSIDES_DATABASE: en fil, eller postgres://användare:lösenord@server/databas.",
            "Whoever runs the site needs to correct the address in --database or JAMSIDES_DATABASE: a file, or postgres://user:password@server/database.",
        ),
        Error::NoTables { .. } => (
            "Se efter att --database eller JAMSIDES_DATABASE leder till rätt databas. En säkerhetskopia läggs in med: jamsides restore",
            "See that --database or JAMSIDES_DATABASE leads to the right database. A backup is put in with: jamsides restore",
        ),
        Error::Conflict(_) => (
            "Jämför de två versionerna, bestäm vad som ska gälla och spara igen.",
            "Compare the two versions, decide which is to hold and save again.",
        ),
        Error::Gone { .. } => ("Gå tillbaka och se efter vad som finns.", "Go back and see what there is."),
        Error::Taken { .. } => (
            "Använd det som redan finns, eller ändra det som är lika.",
            "Use what is there already, or change what is the same.",
        ),
        Error::Dangling { .. } => (
            "Välj något annat, eller ta först tillbaka det som togs bort.",
            "Choose something else, or first bring back what was removed.",
        ),
        Error::InUse { .. } => ("Ta bort eller flytta det först.", "Remove or move that first."),
        Error::OwnerMoved { .. } => {
            ("Skriv det på nytt hos den andra organisationen.", "Write it anew with the other organisation.")
        }
        Error::Invalid(_) => ("Rätta det och spara igen.", "Correct it and save again."),
        Error::TooLarge { .. } => (
            "Gör filen mindre, till exempel med bilder i lägre upplösning, eller dela upp den.",
            "Make the file smaller, for example with pictures of lower resolution, or split it.",
        ),
        Error::WrongType { .. } => (
            "Det går att bifoga PDF, bilder (PNG, JPEG, WebP), vanlig text och dokument utan makron från Word, Excel, PowerPoint eller OpenDocument. Namnet ska sluta på det som filen är, till exempel .pdf.",
            "You can attach PDF, pictures (PNG, JPEG, WebP), plain text and documents without macros from Word, Excel, PowerPoint or OpenDocument. The name must end in what the file is, for example .pdf.",
        ),
        Error::Used => ("Be om en ny.", "Ask for a new one."),
        Error::LeaseLost => ("Du behöver inte göra något.", "You need not do anything."),
        Error::Damaged { .. } => (
            "Den som driver webbplatsen ser vad som är fel med: jamsides verify. En säkerhetskopia läggs in i en tom databas med: jamsides restore",
            "Whoever runs the site sees what is wrong with: jamsides verify. A backup is put into an empty database with: jamsides restore",
        ),
        Error::Newer { .. } => ("Uppdatera programmet och försök igen.", "Update the program and try again."),
        Error::NotEmpty => (
            "Välj en tom databas med --database, till exempel en fil som inte finns ännu.",
            "Choose an empty database with --database, for example a file that is not there yet.",
        ),
        Error::Differs { .. } => (
            "Bestäm vad som ska gälla: ändra för hand här, eller läs in filen i en annan databas med --database.",
            "Decide what is to hold: change it by hand here, or import the file into another database with --database.",
        ),
        Error::File { .. } => (
            "Se efter att namnet och mappen stämmer, och att du får läsa och skriva där.",
            "See that the name and the folder are right, and that you may read and write there.",
        ),
        _ => (
            "Försök igen. Händer det igen, berätta vad du gjorde.",
            "Try again. If it happens again, tell us what you did.",
        ),
    };
    lang.pick(sv, en)
}

/// What people call a kind of record.
fn kind_name(name: &str, lang: Lang) -> &str {
    kind(name).map_or(name, |kind| lang.pick(kind.title.sv, kind.title.en))
}

/// A field as it is called on forms.
pub(crate) fn field_name(field: &str, lang: Lang) -> &str {
    let (sv, en) = match field {
        "name" => ("Namn", "Name"),
        "email" => ("E-postadress", "E-mail address"),
        "phone" => ("Telefon", "Telephone"),
        "title" => ("Titel", "Title"),
        "from" => ("Från och med", "From"),
        "to" => ("Till och med", "Until"),
        "organisation" => ("Organisation", "Organisation"),
        "parent" => ("Hör till", "Belongs to"),
        "area" => ("Områdeskod", "Area code"),
        "person" => ("Person", "Person"),
        "role" => ("Roll", "Role"),
        "content" => ("Bifogad fil", "Attached file"),
        "media_type" => ("Filens slag", "Kind of file"),
        "about" => ("Bifogad till", "Attached to"),
        "kind" => ("Slag", "Kind"),
        "language" => ("Språk", "Language"),
        "closed" => ("Stängt", "Closed"),
        "bytes" => ("Storlek i byte", "Size in bytes"),
        "file" => ("Fil", "File"),
        "visibility" => ("Vem som kan se", "Who can see it"),
        "your_name" => ("Namnet som bekräftelse", "The name as confirmation"),
        // Rounds and applications.
        "reason" => ("Skäl", "Reasons"),
        "why" => ("Skäl", "Reason"),
        "until" => ("Sista dag", "Last day"),
        "outcome" => ("Beslut", "Decision"),
        "capacity" => ("Som", "As"),
        "replaces" => ("I stället för", "In place of"),
        "administration" => ("Förvaltning", "Administration"),
        "withdrawn" => ("Återtagen", "Withdrawn"),
        "letter" => ("Beslutsbrev", "Decision letter"),
        "state" => ("Läge", "State"),
        "moved" => ("Lägen hittills", "States so far"),
        "organiser" => ("Organisatör", "Organiser"),
        "edition" | "model" => ("Modell", "Model"),
        "tracks" => ("För vilka", "For whom"),
        "track" => ("Spår", "Track"),
        "calendar" => ("Dagar", "Days"),
        "fee" => ("Avgift", "Fee"),
        "invitation" => ("Inbjudan", "Invitation"),
        "deadlines" => ("Frister", "Deadlines"),
        "round" => ("Omgång", "Round"),
        "application" => ("Ansökan", "Application"),
        "answers" => ("Svar", "Answers"),
        "condition" => ("Villkor", "Condition"),
        "team" => ("Vilka som deltar", "Who takes part"),
        "invoice_reference" | "reference" => ("Referens", "Reference"),
        "invoice" => ("Faktura", "Invoice"),
        "amount" => ("Kronor", "SEK"),
        "sent" => ("Inskickad", "Sent"),
        "returned" => ("Tillbaka för komplettering", "Returned for completion"),
        "verdict" => ("Beslut", "Decision"),
        "promised" => ("Lovade att bli mentor", "Promised to mentor"),
        "mentoring" => ("Beslut om att bli mentor", "Decision whether to mentor"),
        "answer" => ("Svar", "Answer"),
        "group" => ("Grupp", "Group"),
        "theme" => ("Tema", "Theme"),
        "members" => ("Medlemmar", "Members"),
        "hosts" => ("Värdar i tur och ordning", "Hosts in turn"),
        "on" => ("Dag", "Day"),
        "kpis" => ("Nyckeltal", "Key figures"),
        "fixed" => ("Valda", "Chosen"),
        // Forming groups.
        "off" => ("Regler som inte gäller", "Rules switched off"),
        "longest" => ("Längsta väg", "Longest way"),
        "weights" => ("Vikter", "Weights"),
        "together" => ("Ska vara tillsammans", "To be together"),
        "apart" => ("Ska inte vara tillsammans", "To be apart"),
        "conflicts" => ("Jäv", "Conflicts of interest"),
        "wished" => ("Önskemål", "Wishes"),
        "mentors" => ("Mentorer", "Mentors"),
        "mentor" => ("Mentor", "Mentor"),
        "locked" => ("Låsta par", "Locked pairs"),
        "pairs" | "one" => ("Par", "Pairs"),
        "matrix" => ("Restider", "Travel times"),
        "seconds" => ("Sekunder", "Seconds"),
        "number" => ("Nummer", "Number"),
        "started" => ("Påbörjat", "Begun"),
        "found" => ("Grupperna som de blev", "The groups as found"),
        "steps" => ("Ändringar för hand", "Changes by hand"),
        "groups" => ("Grupper", "Groups"),
        "themes" => ("Teman", "Themes"),
        "published" => ("Publicerat", "Published"),
        "rule" => ("Regel", "Rule"),
        // Meetings.
        "occasion" => ("Vad för träff", "What meeting"),
        "date" => ("Dag", "Day"),
        "start" => ("Börjar", "Begins"),
        "end" => ("Slutar", "Ends"),
        "when" => ("Tid", "Time"),
        "asked" => ("Tider att välja mellan", "Times to choose from"),
        "answer_by" => ("Sista dag att svara", "Last day to answer"),
        "place" => ("Plats", "Place"),
        "link" => ("Länk", "Link"),
        "host" => ("Värd", "Host"),
        "pays" => ("Vem som betalar", "Who pays"),
        "agenda" => ("Dagordning", "Agenda"),
        "leader" => ("Vem som leder", "Who leads"),
        "minutes" => ("Minuter", "Minutes"),
        "suits" => ("Vad som passar", "What suits"),
        "comes" => ("Hur du är med", "How you take part"),
        "diet" => ("Mat", "Food"),
        "other" => ("Annat", "Anything else"),
        "text" => ("Text", "Text"),
        "by" => ("Senast", "By"),
        "done" => ("Klart", "Done"),
        "deadline" => ("Vad som lämnas in", "What is handed in"),
        "document" => ("Fil", "File"),
        "meeting" => ("Träff", "Meeting"),
        "sequence" => ("Ändringar i kalendern", "Changes in the calendar"),
        "attended" => ("Var med", "Was there"),
        "hearing_loop" => ("Hörslinga", "Hearing loop"),
        "wheelchair" => ("Rullstol", "Wheelchair"),
        // Forms.
        "finished" => ("Färdig", "Finished"),
        "feedback" => ("Återkoppling", "Feedback"),
        // The work in the steps.
        "owner" => ("Ansvarig", "Who sees to it"),
        "due" => ("Er egen sista dag", "Your own last day"),
        "evidence" => ("Underlag", "Evidence"),
        "joint" => ("Gemensamt svar", "Joint answer"),
        "form" => ("Mall", "Template"),
        "url" => ("Adress", "Address"),
        "kpi" => ("Nyckeltal", "Key figure"),
        "year" => ("År", "Year"),
        "step" => ("Steg", "Step"),
        "task" => ("Uppgift", "Task"),
        // Improvements and ideas.
        "problem" => ("Problemet", "The problem"),
        "baseline" => ("Hur det var", "How it was"),
        "cause" => ("Orsaken", "The cause"),
        "idea" => ("Idén", "The idea"),
        "new_idea" => ("Ny idé", "New idea"),
        "test" => ("Det lilla testet", "The small test"),
        "starts" => ("Första dagen", "First day"),
        "ends" => ("Sista dagen", "Last day"),
        "result" => ("Vad det blev", "What came of it"),
        "decision" => ("Beslutet", "The decision"),
        "spread" => ("Spridning", "Where it has spread"),
        "unit" => ("Vad som mäts", "What is measured"),
        "good" => ("Vad som är bättre", "What is better"),
        "improvement" => ("Förbättring", "Improvement"),
        "women" => ("Kvinnor och flickor", "Women and girls"),
        "men" => ("Män och pojkar", "Men and boys"),
        "women_n" => ("Antal kvinnor och flickor", "Number of women and girls"),
        "men_n" => ("Antal män och pojkar", "Number of men and boys"),
        "note" => ("Kommentar", "Comment"),
        "origin" => ("Vems idén var", "Whose idea it was"),
        "item" => ("Punkt i självskattningen", "Item of the self-assessment"),
        "past" => ("Tidigare omgång", "Earlier round"),
        "months" => ("Månader efter omgången", "Months after the round"),
        "lives" => ("Om det lever kvar", "Whether it lives on"),
        "comment" => ("Kommentar", "Comment"),
        "open" => ("Inte besvarat än", "Not answered yet"),
        // The self-assessment.
        "level" => ("Nivå", "Level"),
        "committee" => ("Nämnd eller förvaltning", "Committee or administration"),
        "handed" => ("Inlämnat", "Handed in"),
        "agreed" => ("Överens", "Agreed"),
        "first_agreed" => ("Överens första gången", "First agreed"),
        "agreed_by" => ("Vilka som är överens", "Who agrees"),
        "reply" => ("Ert svar", "Your answer"),
        other => (other, other),
    };
    lang.pick(sv, en)
}

fn broken(problem: Problem, lang: Lang) -> String {
    let field = field_name(problem.field, lang);
    match (problem.rule, lang) {
        (Rule::Empty, Lang::Sv) => format!("”{field}” är tomt. Ingenting har sparats."),
        (Rule::Empty, Lang::En) => format!("“{field}” is empty. Nothing was saved."),
        (Rule::TooLong { most }, Lang::Sv) => format!("”{field}” är längre än {most} tecken. Ingenting har sparats."),
        (Rule::TooLong { most }, Lang::En) => format!("“{field}” is longer than {most} signs. Nothing was saved."),
        (Rule::Unprintable, Lang::Sv) => {
            format!(
                "I ”{field}” finns tecken som inte går att använda, till exempel en radbrytning. Ingenting har sparats."
            )
        }
        (Rule::Unprintable, Lang::En) => {
            format!("“{field}” holds signs that cannot be used, for example a line break. Nothing was saved.")
        }
        (Rule::EndsBeforeItBegins, Lang::Sv) => {
            format!("Dagen i ”{field}” ligger före den första dagen. Ingenting har sparats.")
        }
        (Rule::EndsBeforeItBegins, Lang::En) => {
            format!("The day in “{field}” lies before the first day. Nothing was saved.")
        }
        (Rule::Missing, Lang::Sv) => format!("”{field}” behöver fyllas i. Ingenting har sparats."),
        (Rule::Missing, Lang::En) => format!("“{field}” needs to be filled in. Nothing was saved."),
        (Rule::Unwanted, Lang::Sv) => format!("”{field}” ska vara tomt här. Ingenting har sparats."),
        (Rule::Unwanted, Lang::En) => format!("“{field}” should be empty here. Nothing was saved."),
        (Rule::Twice, Lang::Sv) => format!("I ”{field}” finns samma två gånger. Ingenting har sparats."),
        (Rule::Twice, Lang::En) => format!("“{field}” holds the same one twice. Nothing was saved."),
        (Rule::BeforeTheOneBefore, Lang::Sv) => {
            format!("”{field}” ligger före den dag som ska komma innan. Ingenting har sparats.")
        }
        (Rule::BeforeTheOneBefore, Lang::En) => {
            format!("“{field}” lies before the day that should come first. Nothing was saved.")
        }
        (Rule::NotFromHere, Lang::Sv) => {
            "Det går inte att ta det steget härifrån. Någon annan kan ha hunnit före. Ingenting har ändrats.".to_owned()
        }
        (Rule::NotFromHere, Lang::En) => {
            "That step cannot be taken from here. Somebody else may have been first. Nothing was changed.".to_owned()
        }
        (Rule::NoSuchTime, Lang::Sv) => {
            format!("Tiden i ”{field}” finns inte: klockan ställs fram den natten. Ingenting har sparats.")
        }
        (Rule::NoSuchTime, Lang::En) => {
            format!("The time in “{field}” does not exist: the clock is put forward that night. Nothing was saved.")
        }
        (Rule::NotHttps, Lang::Sv) => {
            format!("Adressen i ”{field}” ska börja med https://. Ingenting har sparats.")
        }
        (Rule::NotHttps, Lang::En) => {
            format!("The address in “{field}” should begin with https://. Nothing was saved.")
        }
    }
}

/// The key begins with what it is made of: `area:2282`.
fn taken(kind: &str, key: &str, lang: Lang) -> String {
    let (what, rest) = key.split_once(':').unwrap_or((key, ""));
    let title = kind_name(kind, lang);
    match (what, lang) {
        ("area", Lang::Sv) => {
            format!("Det finns redan en organisation med områdeskoden {rest}. Ingenting har ändrats.")
        }
        ("area", Lang::En) => {
            format!("There is an organisation with the area code {rest} already. Nothing was changed.")
        }
        ("email", Lang::Sv) => "E-postadressen används redan. Ingenting har ändrats.".to_owned(),
        ("email", Lang::En) => "The e-mail address is in use already. Nothing was changed.".to_owned(),
        ("name", Lang::Sv) => format!("Namnet finns redan ({title}). Ingenting har ändrats."),
        ("name", Lang::En) => format!("The name is there already ({title}). Nothing was changed."),
        (_, Lang::Sv) if kind == "assignment" => {
            "Personen har redan det uppdraget från samma dag. Ingenting har ändrats.".to_owned()
        }
        (_, Lang::En) if kind == "assignment" => {
            "The person has that assignment from the same day already. Nothing was changed.".to_owned()
        }
        (_, Lang::Sv) => format!("Det finns redan en likadan ({title}). Ingenting har ändrats."),
        (_, Lang::En) => format!("There is one like it already ({title}). Nothing was changed."),
    }
}

fn dangling(field: &str, lang: Lang) -> String {
    let field = field_name(field, lang);
    match lang {
        Lang::Sv => format!("Det som står i ”{field}” finns inte, eller har tagits bort. Ingenting har ändrats."),
        Lang::En => format!("What stands in “{field}” is not there, or was removed. Nothing was changed."),
    }
}

/// Kinds and numbers only: the reader may not be allowed to see the names.
fn in_use(by: &[Head], lang: Lang) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for head in by {
        let name = kind_name(&head.kind, lang);
        match kinds.iter_mut().find(|(known, _)| *known == name) {
            Some((_, number)) => *number += 1,
            None => kinds.push((name, 1)),
        }
    }
    let listed: Vec<String> = kinds.iter().map(|(name, number)| format!("{name} ({number})")).collect();
    let listed = listed.join(", ");
    match lang {
        Lang::Sv => format!("Det går inte att ta bort så länge annat hör till det: {listed}. Ingenting har ändrats."),
        Lang::En => format!("It cannot be removed while other things belong to it: {listed}. Nothing was changed."),
    }
}

fn too_large(bytes: u64, most: u64, lang: Lang) -> String {
    // Tenths of a megabyte: the file's upwards and the limit's downwards, so that they never look the same.
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let shown = |tenths: u64| format!("{}{NBSP}MB", Numbers::of(lang).fixed(tenths as f64 / 10.0, 1));
    let (size, most) = (shown(bytes.div_ceil(100_000)), shown(most / 100_000));
    match lang {
        Lang::Sv => format!("Filen är på {size}, och det största som går att bifoga är {most}. Den har inte sparats."),
        Lang::En => format!("The file has {size}, and the most that can be attached is {most}. It was not saved."),
    }
}

fn wrong_type(found: &str, name: &str, lang: Lang) -> String {
    // Names come from others: nothing in them may command the terminal.
    let name = name.replace(char::is_control, " ");
    let (sv, en, known) = content(found);
    match (known, lang) {
        (true, Lang::Sv) => format!("”{name}” är {sv}, men namnet säger något annat. Filen har inte sparats."),
        (true, Lang::En) => format!("“{name}” is {en}, but its name says something else. The file was not saved."),
        (false, Lang::Sv) => format!("”{name}” är {sv}. Sådant går inte att bifoga, och filen har inte sparats."),
        (false, Lang::En) => format!("“{name}” is {en}. Such files cannot be attached, and it was not saved."),
    }
}

/// What a content is, and whether it could be attached under another name.
fn content(found: &str) -> (&'static str, &'static str, bool) {
    match found {
        "application/pdf" => ("en PDF", "a PDF", true),
        "text/plain; charset=utf-8" => ("vanlig text", "plain text", true),
        "a program" => ("ett program", "a program", false),
        "a document with macros" => ("ett dokument med makron", "a document with macros", false),
        "an archive" => ("ett arkiv med filer", "an archive of files", false),
        "a damaged archive" => ("skadad", "damaged", false),
        "a page or a drawing" => ("en webbsida eller en teckning", "a web page or a drawing", false),
        picture if picture.starts_with("image/") => ("en bild", "a picture", true),
        other if other.contains("wordprocessing") || other.ends_with("opendocument.text") => {
            ("ett textdokument", "a text document", true)
        }
        other if other.contains("spreadsheet") => ("ett kalkylblad", "a spreadsheet", true),
        other if other.contains("presentation") => ("en presentation", "a presentation", true),
        _ => ("något vi inte känner igen", "something we do not recognise", false),
    }
}

fn file(path: &str, source: &std::io::Error, lang: Lang) -> String {
    use std::io::ErrorKind as Kind;
    let path = path.replace(char::is_control, " ");
    match (source.kind(), lang) {
        (Kind::NotFound, Lang::Sv) => format!("{path} finns inte, eller så saknas mappen."),
        (Kind::NotFound, Lang::En) => format!("{path} is not there, or its folder is missing."),
        (Kind::PermissionDenied, Lang::Sv) => format!("Du får inte läsa eller skriva {path}."),
        (Kind::PermissionDenied, Lang::En) => format!("You may not read or write {path}."),
        (Kind::ReadOnlyFilesystem, Lang::Sv) => format!("{path} ligger på en disk som inte går att skriva på."),
        (Kind::ReadOnlyFilesystem, Lang::En) => format!("{path} lies on a disk that cannot be written to."),
        (Kind::StorageFull, Lang::Sv) => format!("Disken är full, så {path} har inte skrivits."),
        (Kind::StorageFull, Lang::En) => format!("The disk is full, so {path} was not written."),
        (Kind::IsADirectory, Lang::Sv) => format!("{path} är en mapp, inte en fil."),
        (Kind::IsADirectory, Lang::En) => format!("{path} is a folder, not a file."),
        (Kind::NotADirectory, Lang::Sv) => format!("{path} ligger inte i en mapp utan i en fil."),
        (Kind::NotADirectory, Lang::En) => format!("{path} lies not in a folder but in a file."),
        (_, Lang::Sv) => format!("{path} gick inte att läsa eller skriva: {source}."),
        (_, Lang::En) => format!("{path} could not be read or written: {source}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use programme::{Id, Visibility};
    use std::io;
    use storage::{Author, Conflict, State};

    fn id() -> Id {
        "017f22e2-79b0-7800-bfff-ffffffffffff".parse().unwrap()
    }

    fn head(kind: &str) -> Head {
        Head {
            id: id(),
            kind: kind.into(),
            owner: None,
            visibility: Visibility::Own,
            state: State::Live,
            version: 1,
            name: "Åsa Öberg".into(),
            changed_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn conflict() -> Error {
        Error::Conflict(Box::new(Conflict {
            id: id(),
            kind: "person".into(),
            yours: "{\"name\":\"A\"}".into(),
            theirs: "{\"name\":\"B\"}".into(),
            base: None,
            version: 2,
            by: Author::Operator,
            at: jiff::Timestamp::UNIX_EPOCH,
        }))
    }

    fn invalid(field: &'static str, rule: Rule) -> Error {
        Error::Invalid(Problem { field, rule })
    }

    fn broken_file(kind: io::ErrorKind) -> Error {
        Error::File { path: "kopia.zip".into(), source: kind.into() }
    }

    /// One of each, with its codes.
    fn each() -> Vec<(Error, u8, u16)> {
        let detail = || "SQLSTATE geheim".to_owned();
        vec![
            (Error::DiskFull { detail: detail() }, 2, 507),
            (Error::ReadOnly { detail: detail() }, 2, 503),
            (Error::Disk { detail: detail() }, 2, 503),
            (Error::Busy { detail: detail() }, 2, 503),
            (Error::Unreachable { detail: detail() }, 2, 503),
            (Error::Unknown { change: id() }, 4, 503),
            (Error::Address { detail: detail() }, 2, 503),
            (Error::NoTables { detail: detail() }, 1, 503),
            (conflict(), 2, 409),
            (Error::Gone { id: id() }, 1, 404),
            (Error::Taken { kind: "organisation", key: "area:2282".into(), by: id() }, 2, 409),
            (Error::Dangling { field: "parent".into(), target: detail() }, 2, 409),
            (Error::InUse { id: id(), by: vec![head("assignment")] }, 2, 409),
            (Error::OwnerMoved { id: id() }, 2, 409),
            (invalid("name", Rule::Empty), 2, 400),
            (Error::TooLarge { bytes: 30_000_000, most: storage::MOST_BYTES }, 2, 413),
            (Error::WrongType { found: "a program".into(), name: "x.pdf".into() }, 2, 415),
            (Error::Used, 2, 410),
            (Error::LeaseLost, 4, 500),
            (Error::Damaged { what: detail() }, 3, 503),
            (Error::Newer { what: detail() }, 3, 503),
            (Error::NotEmpty, 2, 409),
            (Error::Differs { id: id() }, 2, 409),
            (broken_file(io::ErrorKind::NotFound), 2, 503),
            (Error::Bug { detail: detail() }, 4, 500),
        ]
    }

    #[test]
    fn every_situation_has_sentences_of_its_own_in_both_languages() {
        let mut seen = std::collections::BTreeSet::new();
        for lang in Lang::ALL {
            for (error, exit_code, status) in each() {
                let told = said(&error, lang);
                assert_eq!((told.exit_code, told.status), (exit_code, status), "{error}");
                for text in [&told.title, &told.sentence, &told.advice] {
                    assert!(text.starts_with(|c: char| c.is_uppercase() || "”“k".contains(c)), "{text}");
                    // The database's own words, ids and names of people are not for everybody.
                    assert!(!text.contains("geheim") && !text.contains("Åsa") && !text.contains("017f"), "{text}");
                }
                assert!(told.sentence.ends_with('.') && !told.title.ends_with('.'), "{told:?}");
                assert!(seen.insert((lang, told.title.clone())), "twice: {}", told.title);
                assert!(seen.insert((lang, told.sentence.clone())), "twice: {}", told.sentence);
            }
        }
        assert_eq!(seen.len(), 2 * 2 * each().len());
    }

    #[test]
    fn a_field_is_named_as_on_the_form() {
        for (field, rule, sv, en) in [
            ("name", Rule::Empty, "”Namn” är tomt.", "“Name” is empty."),
            (
                "phone",
                Rule::TooLong { most: 40 },
                "”Telefon” är längre än 40 tecken.",
                "“Telephone” is longer than 40 signs.",
            ),
            ("title", Rule::Unprintable, "I ”Titel” finns tecken", "“Title” holds signs"),
            ("email", Rule::Missing, "”E-postadress” behöver fyllas i.", "“E-mail address” needs to be filled in."),
            (
                "to",
                Rule::EndsBeforeItBegins,
                "Dagen i ”Till och med” ligger före den första dagen.",
                "The day in “Until” lies before the first day.",
            ),
            ("area", Rule::Unwanted, "”Områdeskod” ska vara tomt här.", "“Area code” should be empty here."),
        ] {
            let told = |lang| said(&invalid(field, rule), lang).sentence;
            assert!(
                told(Lang::Sv).starts_with(sv) && told(Lang::Sv).ends_with("Ingenting har sparats."),
                "{}",
                told(Lang::Sv)
            );
            assert!(
                told(Lang::En).starts_with(en) && told(Lang::En).ends_with("Nothing was saved."),
                "{}",
                told(Lang::En)
            );
        }
    }

    /// A field that no form has a name for would be shown as it is called in the program.
    #[test]
    fn every_field_records_point_with_has_a_name() {
        for field in ["organisation", "person", "parent", "about", "content", "joint"] {
            for lang in Lang::ALL {
                assert_ne!(field_name(field, lang), field);
            }
        }
    }

    #[test]
    fn sizes_contents_and_what_is_in_the_way() {
        let sv = |error: &Error| said(error, Lang::Sv).sentence;
        let en = |error: &Error| said(error, Lang::En).sentence;
        let large = Error::TooLarge { bytes: storage::MOST_BYTES + 1, most: storage::MOST_BYTES };
        assert_eq!(
            sv(&large),
            "Filen är på 26,3\u{a0}MB, och det största som går att bifoga är 26,2\u{a0}MB. Den har inte sparats."
        );
        assert!(en(&large).contains("26.3\u{a0}MB"), "{}", en(&large));
        let wrong = |found: &str| Error::WrongType { found: found.into(), name: "plan.pdf".into() };
        assert_eq!(
            sv(&wrong("image/png")),
            "”plan.pdf” är en bild, men namnet säger något annat. Filen har inte sparats."
        );
        assert_eq!(
            sv(&wrong("a document with macros")),
            "”plan.pdf” är ett dokument med makron. Sådant går inte att bifoga, och filen har inte sparats."
        );
        let office = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
        assert!(en(&wrong(office)).contains("is a presentation, but its name"), "{}", en(&wrong(office)));
        assert!(sv(&wrong("of no kind that is known")).contains("något vi inte känner igen"));
        let used = Error::InUse { id: id(), by: vec![head("assignment"), head("document"), head("assignment")] };
        assert!(sv(&used).contains(": uppdrag (2), bifogad fil (1)."), "{}", sv(&used));
        let taken = |kind, key: &str| sv(&Error::Taken { kind, key: key.into(), by: id() });
        assert_eq!(
            taken("organisation", "area:2282"),
            "Det finns redan en organisation med områdeskoden 2282. Ingenting har ändrats."
        );
        assert_eq!(
            taken("organisation", "name:region:skåne"),
            "Namnet finns redan (organisation). Ingenting har ändrats."
        );
        assert!(taken("assignment", "a:b:mentor:2026-02-01").starts_with("Personen har redan det uppdraget"));
        let folder = broken_file(io::ErrorKind::IsADirectory);
        assert_eq!(sv(&folder), "kopia.zip är en mapp, inte en fil.");
        assert_eq!(en(&broken_file(io::ErrorKind::NotFound)), "kopia.zip is not there, or its folder is missing.");
    }
}
