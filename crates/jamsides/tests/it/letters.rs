//! Letters from end to end: an organiser decides and the daily job plans, the worker takes the jobs, the
//! real printer prints, `post` hands over, and a real mail server has them. On the demonstration's people.

use std::{
    collections::BTreeMap,
    io::Write as _,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

use ::storage::{Address, JobState, Store};
use i18n::Lang;
use jiff::{SignedDuration, Timestamp};
use office::{Caller, Judgement, MyData, Office, Press, Settings, Surroundings, Visitor};
use post::Smtp;
use programme::{ApplicationState, KINDS, RoundState};
use tempfile::TempDir;
use testkit::{Lots, Mailbox, mailbox::Received};

const FROM: &str = "Jämsides <post@lan.example>";

/// Half past six on a Monday in Sweden: before letters leave.
const START: &str = "2026-02-02T05:30:00Z";

/// A clock that goes a millisecond every time it is asked, besides being moved, and lots from a seed.
pub struct Around {
    pub now: Mutex<Timestamp>,
    pub lots: Mutex<Lots>,
}

impl Surroundings for Around {
    fn now(&self) -> Timestamp {
        let mut now = self.now.lock().unwrap();
        *now += SignedDuration::from_millis(1);
        *now
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.lots.lock().unwrap().fill(bytes);
    }
}

/// The demonstration with a printer and a mail server.
struct House {
    office: Office,
    store: Store,
    around: Arc<Around>,
    mailbox: Mailbox,
    /// How many letters have been read.
    read: Mutex<usize>,
    _folder: TempDir,
}

impl House {
    async fn new() -> Self {
        let start: Timestamp = START.parse().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let address = Address::Sqlite(folder.path().join("demo.db"));
        let around = Arc::new(Around { now: Mutex::new(start), lots: Mutex::new(Lots(1)) });
        let settings =
            Settings { address: "https://jamsides.example".parse().unwrap(), demonstration: true, posts: true };
        let store = Store::open(&address, KINDS, start).await.unwrap();
        let press = Arc::new(reports::Press::strict()) as Arc<dyn Press>;
        let office = Office::new(store, Arc::clone(&around) as Arc<dyn Surroundings>, settings).printing(press);
        office.set_the_stage().await.unwrap();
        let store = Store::open(&address, KINDS, start).await.unwrap();
        Self { office, store, around, mailbox: Mailbox::start(), read: Mutex::new(0), _folder: folder }
    }

    fn at(&self, time: &str) {
        *self.around.now.lock().unwrap() = time.parse().unwrap();
    }

    async fn enter(&self, name: &str) -> Visitor {
        let cast = self.office.cast().await.unwrap();
        let account = cast.iter().find(|it| it.name == name).unwrap().account;
        let caller = Caller { address: "192.0.2.1".into(), agent: "Firefox".into() };
        let signed_in = self.office.act_as(account, &caller).await.unwrap();
        self.office.visitor(signed_in.token.as_str()).await.unwrap().unwrap()
    }

    /// Somebody reads English from now on.
    async fn english(&self, name: &str) {
        let me = self.enter(name).await;
        let data = self.office.person_data(&me, me.person).await.unwrap();
        self.office.correct(&me, me.person, &MyData { language: "en".into(), ..data }).await.unwrap();
    }

    /// Does all that is due, and gives what has arrived since it was asked last, by receiver.
    async fn arrived(&self) -> BTreeMap<String, Vec<Received>> {
        let around = Arc::clone(&self.around);
        let smtp = Smtp::new(&self.mailbox.address(), FROM).unwrap().dated_by(move || around.now());
        while self.office.work_once("worker", Some(&smtp)).await.unwrap() {}
        let all = self.mailbox.letters();
        let mut read = self.read.lock().unwrap();
        let mut by_receiver: BTreeMap<String, Vec<Received>> = BTreeMap::new();
        for letter in &all[*read..] {
            let to = letter.header("To").unwrap().to_owned();
            by_receiver.entry(to).or_default().push(letter.clone());
        }
        *read = all.len();
        by_receiver
    }
}

/// The text as lines, with plain spaces between thousands.
fn plain(letter: &Received) -> String {
    letter.text.replace("\r\n", "\n").replace(['\u{a0}', '\u{202f}'], " ")
}

/// The second part of a letter: its headers on one line, and its bytes.
fn enclosed(letter: &Received) -> (String, Vec<u8>) {
    let raw = letter.raw.replace("\r\n", "\n");
    let (_, rest) = raw.split_once("boundary=\"").unwrap();
    let boundary = format!("--{}", rest.split('"').next().unwrap());
    let parts: Vec<&str> = raw.split(boundary.as_str()).collect();
    // The head, the text, the file, the end.
    assert_eq!(parts.len(), 4, "{}", letter.raw);
    let (head, body) = parts[2].trim_start().split_once("\n\n").unwrap();
    let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(head.contains("Content-Transfer-Encoding: base64"), "{head}");
    (head, bytes_of(body))
}

/// RFC 4648, section 4.
fn bytes_of(base64: &str) -> Vec<u8> {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for sign in base64.chars().filter(|sign| !sign.is_whitespace() && *sign != '=') {
        held = ((held << 6) | u32::try_from(SIGNS.find(sign).unwrap()).unwrap()) & 0x3FFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xFF).unwrap());
        }
    }
    bytes
}

/// What pdftotext reads, on one line; `None` (and a word about it) where that is not installed.
fn read(pdf: &[u8]) -> Option<String> {
    let child = Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        let required = std::env::var("JAMSIDES_TOOLS").as_deref() == Ok("required");
        assert!(!required, "JAMSIDES_TOOLS=required, but pdftotext is not installed");
        eprintln!("SKIPPED: pdftotext (poppler-utils) is not installed, so the text is not compared");
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap().replace('\u{200b}', "");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What the PDFs of `reports` are held against: tagged, PDF/UA-1 and PDF/A-2a, with language and title.
fn is_accessible(pdf: &[u8], lang: &str) {
    let raw = String::from_utf8_lossy(pdf);
    for part in [
        "/StructTreeRoot",
        "/Marked true",
        "/DisplayDocTitle true",
        "/OutputIntents",
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1<",
    ] {
        assert!(raw.contains(part), "{part}");
    }
    let tags = [format!("/Lang({lang})"), format!("/Lang ({lang})")];
    assert!(tags.iter().any(|tag| raw.contains(tag)), "the decision is not in {lang}");
    for tag in ["H1", "P", "Table", "TR", "TH", "TD"] {
        assert!(raw.contains(&format!("/S/{tag}")) || raw.contains(&format!("/S /{tag}")), "no {tag}");
    }
}

#[tokio::test]
async fn a_decision_arrives_with_its_pdf() {
    let house = House::new().await;
    let office = &house.office;
    house.english("Sten Vattberg").await;
    house.at("2026-02-02T09:00:00Z");
    // What the daily job has to say this morning is another story.
    house.arrived().await;
    let solveig = house.enter("Solveig Granqvist").await;
    let rounds = office.rounds(Some(&solveig)).await.unwrap();
    let round = rounds.iter().find(|it| it.state == RoundState::Open).unwrap();
    let applications = office.applications(&solveig, round.id).await.unwrap();
    let reason = "Styrgruppen har vägt in två saker:\n– beslutet är brett förankrat\n– tid och pengar är avsatta";
    for (name, outcome) in
        [("Granvattna kommun", ApplicationState::Admitted), ("Klöverhamra kommun", ApplicationState::Declined)]
    {
        let waiting = applications.iter().find(|it| it.name == name).unwrap();
        let version = office.application(&solveig, round.id, waiting.organisation, Lang::Sv).await.unwrap().version;
        let judgement = Judgement {
            outcome: outcome.code().into(),
            reason: reason.into(),
            no_conflict: true,
            ..Judgement::default()
        };
        // A decision without saying that there is no conflict of interest sends nothing.
        let silent = Judgement { no_conflict: false, ..judgement.clone() };
        assert!(office.decide(&solveig, waiting.id, version, &silent).await.is_err());
        office.decide(&solveig, waiting.id, version, &judgement).await.unwrap();
    }
    let arrived = house.arrived().await;
    let receivers: Vec<&str> = arrived.keys().map(String::as_str).collect();
    assert_eq!(
        receivers,
        [
            "Alf Klövestam <alf.klovestam@exempel.example>",
            "Ingrid Klöverud <ingrid.kloverud@exempel.example>",
            "Karin Granvik <karin.granvik@exempel.example>",
            "Moa Granlöv <moa.granlov@exempel.example>",
            "Siv Hamrin-Klöv <siv.hamrin-klov@exempel.example>",
            "Sten Vattberg <sten.vattberg@exempel.example>",
        ]
    );
    let mut papers: BTreeMap<bool, Vec<Vec<u8>>> = BTreeMap::new();
    for (to, letters) in &arrived {
        let [letter] = letters.as_slice() else { unreachable!("{to}: {letters:?}") };
        let (english, declined) = (to.starts_with("Sten"), to.contains("klov"));
        assert_eq!(letter.header("From"), Some(FROM));
        let address = to.split(['<', '>']).nth(1);
        assert_eq!(letter.header("X-Envelope-To"), address);
        let subject = if english { "Decision on your application" } else { "Beslut om er ansökan" };
        assert_eq!(letter.header("Subject"), Some(subject));
        // In the reader's language: hello, what was decided, why, by whom, where to read on.
        let text = plain(letter);
        let name = to.split(" <").next().unwrap();
        let title = &round.title;
        let at = if declined { "Klöverhamra kommun" } else { "Granvattna kommun" };
        let place = applications.iter().find(|it| it.name == at).unwrap().organisation;
        let said = if english {
            vec![
                format!("Hello {name},"),
                format!("Granvattna kommun is admitted to {title}."),
                "The fee is SEK 25,000. It is invoiced with the reference you have given.".to_owned(),
                "Decided by Solveig Granqvist, Förbundet Jämna län".to_owned(),
                format!("https://jamsides.example/en/application/{}_{place}", round.id),
            ]
        } else {
            let outcome = if declined {
                format!("Klöverhamra kommun är inte antagen till {title}.")
            } else {
                format!("Granvattna kommun är antagen till {title}.")
            };
            vec![
                format!("Hej {name},"),
                outcome,
                "Beslutat av Solveig Granqvist, Förbundet Jämna län".to_owned(),
                format!("https://jamsides.example/sv/ansokan/{}_{place}", round.id),
            ]
        };
        for part in said.iter().map(String::as_str).chain([reason]) {
            assert!(text.contains(part), "{part:?} is not in:\n{text}");
        }
        // Who is not admitted is told nothing of a fee.
        assert_eq!(text.contains("25 000 kronor") || text.contains("25,000"), !declined, "{text}");
        assert!(letter.header("Content-Type").unwrap().starts_with("multipart/mixed"), "{}", letter.raw);
        let (head, pdf) = enclosed(letter);
        assert!(head.contains("Content-Type: application/pdf"), "{head}");
        let file = if english { "decision-2026-02-02.pdf" } else { "beslut-2026-02-02.pdf" };
        assert!(head.contains(&format!("Content-Disposition: attachment; filename=\"{file}\"")), "{head}");
        assert!(pdf.starts_with(b"%PDF-1.7"), "{} bytes", pdf.len());
        is_accessible(&pdf, if english { "en-GB" } else { "sv-SE" });
        if let Some(text) = read(&pdf) {
            let (heading, sentence, signed) = match (english, declined) {
                (true, _) => ("You are admitted", "Granvattna kommun is admitted to", "Decided by"),
                (false, true) => {
                    ("Ni är inte antagna den här gången", "Klöverhamra kommun är inte antagen till", "Beslutat av")
                }
                (false, false) => ("Ni är antagna", "Granvattna kommun är antagen till", "Beslutat av"),
            };
            let signed = format!("{signed} Solveig Granqvist, Förbundet Jämna län");
            for part in [
                heading,
                sentence,
                title.as_str(),
                "2026-02-02",
                "Styrgruppen har vägt in två saker:",
                "– tid och pengar är avsatta",
                signed.as_str(),
            ] {
                assert!(text.contains(part), "{part:?} is not in:\n{text}");
            }
        }
        if !english {
            papers.entry(declined).or_default().push(pdf);
        }
    }
    // One paper in each language: the same to the byte to everybody who reads it, and the Swedish one with
    // the application, where nobody removes it.
    for (declined, who) in [(false, "Moa Granlöv"), (true, "Siv Hamrin-Klöv")] {
        let me = house.enter(who).await;
        let organisation = me.actor.standings[0].organisation;
        let kept = office.application(&me, round.id, organisation, Lang::Sv).await.unwrap().letter.unwrap();
        let (name, media_type, bytes) = office.document(Some(&me), kept).await.unwrap();
        assert_eq!((name.as_str(), media_type.as_str()), ("beslut-2026-02-02.pdf", "application/pdf"));
        let there = &papers[&declined];
        assert_eq!(there.len(), if declined { 3 } else { 2 });
        assert!(there.iter().all(|paper| *paper == bytes), "the letter of {who} is another paper");
    }
    // Sent once: nothing is left over, and nothing comes when the worker looks again.
    for state in [JobState::Waiting, JobState::Running, JobState::Dead] {
        let left = house.store.jobs(state, 100).await.unwrap();
        assert!(left.iter().all(|job| job.kind != "letter"), "{left:?}");
    }
    assert!(house.arrived().await.is_empty());
}

#[tokio::test]
async fn a_reminder_of_the_daily_job_arrives() {
    let house = House::new().await;
    house.english("Amina Slättman").await;
    // Before seven the job of the day is planned, and nobody is woken.
    assert!(house.arrived().await.is_empty());
    let waiting = house.store.jobs(JobState::Waiting, 100).await.unwrap();
    let kinds: Vec<&str> = waiting.iter().map(|job| job.kind.as_str()).collect();
    assert_eq!(kinds, ["remind"]);
    house.at("2026-02-02T06:00:00Z");
    let arrived = house.arrived().await;
    let reminded = |day: &str| {
        let mut there: Vec<(String, String)> = Vec::new();
        for (to, letters) in &arrived {
            for subject in letters.iter().filter_map(|it| it.header("Subject")).filter(|it| it.ends_with(day)) {
                there.push((to.split(" <").next().unwrap().to_owned(), subject.to_owned()));
            }
        }
        there
    };
    // The group whose first meeting is on Friday: those called in both municipalities, and the mentor.
    let swedish = |name: &str| (name.to_owned(), "Påminnelse: Träff om styrning, fredag 6 februari 2026".to_owned());
    assert_eq!(
        reminded("fredag 6 februari 2026"),
        [swedish("Asta Strömvik"), swedish("Gunilla Vassö"), swedish("Mikael Almgård"), swedish("Ture Kornvall")]
    );
    assert_eq!(
        reminded("Friday 6 February 2026"),
        [("Amina Slättman".to_owned(), "Reminder: Träff om styrning, Friday 6 February 2026".to_owned())]
    );
    let letter = |to: &str, start: &str| {
        let letters = &arrived[to];
        letters.iter().find(|it| it.header("Subject").unwrap().starts_with(start)).unwrap()
    };
    let amina = plain(letter("Amina Slättman <amina.slattman@exempel.example>", "Reminder"));
    for part in [
        "Hello Amina Slättman,",
        "Träff om styrning is coming up.",
        "Time: Friday 6 February 2026, 9.30–15.00",
        "Place: Kommunhuset, sal Tallen",
        "https://jamsides.example/en/meeting/",
    ] {
        assert!(amina.contains(part), "{part:?} is not in:\n{amina}");
    }
    let ture = letter("Ture Kornvall <ture.kornvall@exempel.example>", "Påminnelse");
    assert_eq!(ture.header("From"), Some(FROM));
    assert_eq!(ture.header("X-Envelope-To"), Some("ture.kornvall@exempel.example"));
    for part in [
        "Hej Ture Kornvall,",
        "Snart är det dags för Träff om styrning.",
        "Tid: fredag 6 februari 2026 kl. 9.30–15.00",
        "https://jamsides.example/sv/traff/",
    ] {
        assert!(plain(ture).contains(part), "{part:?} is not in:\n{}", plain(ture));
    }
    // What was to be handed in a week before is missing in both, and each reads it in their language.
    let of = |to: &str, start: &str| {
        let subjects = arrived[to].iter().filter_map(|it| it.header("Subject"));
        subjects.filter(|it| it.starts_with(start)).count()
    };
    assert_eq!(of("Amina Slättman <amina.slattman@exempel.example>", "Missing: "), 1);
    assert_eq!(of("Ture Kornvall <ture.kornvall@exempel.example>", "Saknas: "), 1);

    // Once, also when the day's job is looked for again; the day before the meeting there is another.
    assert!(house.arrived().await.is_empty());
    house.at("2026-02-05T07:00:00Z");
    let again = house.arrived().await;
    let subjects: Vec<&str> =
        again["Ture Kornvall <ture.kornvall@exempel.example>"].iter().filter_map(|it| it.header("Subject")).collect();
    assert_eq!(subjects, ["Påminnelse: Träff om styrning, fredag 6 februari 2026"]);
    let text = plain(&again["Ture Kornvall <ture.kornvall@exempel.example>"][0]);
    assert!(text.contains("I morgon är det dags för Träff om styrning."), "{text}");
}
