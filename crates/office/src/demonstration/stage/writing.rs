//! The templates that are filled in: finished, half-way, shown and not. What was written in the round that
//! is over is in `finished`.

mod finished;

use std::collections::BTreeMap;

use jiff::civil::Date;
use method::{Answer, BySex, Id};
use programme::{Filled, FilledId, RoundId, Visibility};

use super::Stage;
use crate::Trouble;

type Written = BTreeMap<String, Answer>;

/// Texts by field.
fn texts(said: &[(&str, &str)]) -> Written {
    said.iter().map(|(field, text)| ((*field).to_owned(), Answer::Text((*text).into()))).collect()
}

fn choice(id: &str) -> Answer {
    Answer::Choice(Id::from(id))
}

/// Rows of a table: in each column a text, or one of the options where `chosen` names the column.
fn rows(columns: &[&str], chosen: &[&str], all: &[&[&str]]) -> Answer {
    let cell = |(column, said): (&&str, &&str)| {
        let answer = if chosen.contains(column) { choice(said) } else { Answer::Text((*said).into()) };
        (Id::from(*column), answer)
    };
    Answer::Rows(all.iter().map(|row| columns.iter().zip(row.iter()).map(cell).collect()).collect())
}

/// How far a form has come, and to whom it is shown.
struct Reached {
    /// Days from today to when it was finished.
    finished: Option<i64>,
    reach: Visibility,
}

const HALF: Reached = Reached { finished: None, reach: Visibility::Own };

impl Stage<'_> {
    /// The forms of everybody: in the round that is over, and in the running one.
    pub(super) fn write(&mut self, before: RoundId, round: RoundId) -> Result<(), Trouble> {
        self.reported(before)?;
        let to = |days: i64, reach| Reached { finished: Some(days), reach };
        let decided = self.day(-640);
        self.filled(round, "Laxmora kommun", "organisationsfakta", facts(decided), &to(-212, Visibility::Group))?;
        self.filled(round, "Laxmora kommun", "styrsystem", laxmora_steers(), &to(-112, Visibility::Group))?;
        self.filled(
            round,
            "Laxmora kommun",
            "presentation-styrning",
            laxmora_presents(),
            &to(-108, Visibility::Group),
        )?;
        let (from, until) = (self.day(-59), self.day(25));
        self.filled(round, "Laxmora kommun", "forbattringsplan", laxmora_plans(from, until), &HALF)?;
        self.filled(round, "Rågköpings kommun", "styrsystem", ragkoping_steers(), &to(-106, Visibility::Round))?;
        self.filled(round, "Skärköpings kommun", "styrsystem", skarkoping_steers(), &to(-67, Visibility::Group))?;
        self.filled(round, "Tångköpings kommun", "styrsystem", tangkoping_steers(), &HALF)
    }

    fn filled(
        &mut self,
        round: RoundId,
        name: &str,
        form: &str,
        written: Written,
        reached: &Reached,
    ) -> Result<(), Trouble> {
        let mut answers = BTreeMap::new();
        for (field, answer) in written {
            let value = serde_json::to_value(&answer).map_err(|why| Trouble::Ours(why.to_string()))?;
            answers.insert(field, value);
        }
        let body = Filled {
            round,
            organisation: self.place(name)?,
            form: form.into(),
            answers,
            finished: reached.finished.map(|days| self.day(days)),
        };
        let id: FilledId = self.office.id();
        self.change.insert(id, &body)?;
        if reached.reach != Visibility::Own {
            self.change.show(id, 1, reached.reach);
        }
        Ok(())
    }
}

fn facts(decided: Date) -> Written {
    let mut it = texts(&[
        (
            "om-oss",
            "Stor yta, få människor. Nio av tio i äldreomsorgen är kvinnor, nio av tio på tekniska är män. Vi är vana vid att alla känner alla, och det gör det svårare att tala om skillnader, inte lättare.",
        ),
        (
            "beslut",
            "Fullmäktige beslutade att all verksamhet ska jämställdhetsintegreras och att kommunstyrelsen följer upp det varje år.",
        ),
        ("diarienummer", "KF § 87"),
        ("ansvarig", "Kommundirektören"),
        ("mal", "Alla invånare får stöd efter behov. Kommunen är en arbetsplats att stanna på."),
        ("omraden", "1. Budgetprocessen\n2. Biståndsbesluten i hemtjänsten"),
        (
            "kommentar",
            "Heltiden känner vi igen: där har vi arbetat länge. Hemtjänsten överraskade oss. Vi trodde att skillnaden bara berodde på att kvinnor lever längre.",
        ),
        ("tid", "En dag i veckan, till och med omgångens slut"),
        (
            "stod",
            "Kommunalrådet är med på alla träffar. Kommundirektören tar upp arbetet på ledningsgruppen var tredje månad.",
        ),
        ("lara-forst", "Att skriva ett beslutsunderlag där rubriken betyder något."),
        ("berattat", "Alla chefer, facken och de två nämnder som börjar. Invånarna vet inte än."),
    ]);
    it.insert("beslutsdag".into(), Answer::Date(decided));
    it.insert("utbildade".into(), Answer::BySex(BySex { women: Some(41.0), men: Some(12.0) }));
    let can = rows(
        &["omrade", "vilka", "niva", "behov"],
        &["omrade", "niva"],
        &[
            &["styrning", "Kommundirektören och strategen", "nagra", "Två förvaltningschefer till"],
            &["statistik", "Controllern", "en-person", "Någon som kan ta över när han är borta"],
            &["analys", "Ingen", "saknas", "Att fråga varför, och stanna kvar i frågan"],
            &["beslut", "Nämndsekreterarna", "saknas", "Exempel från andra"],
            &["forbattring", "Äldreomsorgens enhetschefer", "lara-andra", "Att någon ber dem berätta"],
        ],
    );
    it.insert("kompetenser".into(), can);
    it
}

/// The columns of the steering chain.
const CHAIN: [&str; 6] = ["led", "dokument", "syns", "text", "konsuppdelat", "ansvarig"];
/// Those of them with options.
const CHAIN_CHOSEN: [&str; 3] = ["led", "syns", "konsuppdelat"];

fn steers(said: &[(&str, &str)], chain: &[&[&str]], (directives, consequences): (&str, &str), share: f64) -> Written {
    let mut it = texts(said);
    it.insert("led".into(), rows(&CHAIN, &CHAIN_CHOSEN, chain));
    it.insert("direktiv".into(), choice(directives));
    it.insert("konsekvenser".into(), choice(consequences));
    it.insert("andel".into(), Answer::Number(share));
    it
}

fn laxmora_steers() -> Written {
    steers(
        &[
            (
                "modell",
                "Fullmäktige beslutar om fyra mål i juni. Nämnderna får anvisningar i augusti, lämnar planer i oktober och följer upp efter fyra och åtta månader. Controllern läser allt, kommunstyrelsen läser sammanfattningen.",
            ),
            ("dokument", "Styrmodell för Laxmora kommun"),
            (
                "fordelning",
                "Det vet vi sedan i höstas för två nämnder. De svarade på vem pengarna når, och tekniska upptäckte att nio av tio timmar i ishallen går till pojklag.",
            ),
            ("saknas", "Hittills ingenting. Ordföranden har sagt att nästa underlag utan beskrivning går tillbaka."),
            (
                "anvandning",
                "Controllern ser skillnaden, socialchefen får den på mejl, och nämnden ser den i nästa delårsrapport. Frågan ’varför’ ställs av den som råkar vara nyfiken.",
            ),
            (
                "brister",
                "Mellan nämndens plan och handläggarens rutin. Målet säger stöd efter behov. Rutinen säger handlägg i den ordning ärendet kommer in, och då kommer den som ringer först.",
            ),
            (
                "vardagen",
                "En undersköterska: ’Vi märker att Greta behöver mer långt innan någon ändrar beslutet. Hennes granne har en fru som ringer.’",
            ),
            (
                "kanda-skillnader",
                "Kvinnor väntar längre på nytt beslut. Pojkar har mer istid. Män är borta färre dagar för vård av barn.",
            ),
            ("laga-forst", "Rutinen för omprövning. Den är på en sida och ägs av en enda chef."),
        ],
        &[
            &["mal", "Mål och budget", "namns", "Stöd efter behov, ’oavsett kön’.", "delvis", "Fullmäktige"],
            &[
                "budget",
                "Budgetanvisningar",
                "tydligt",
                "Vem når pengarna, och vad gör ni åt det som skiljer sig?",
                "ja",
                "Controllern",
            ],
            &["plan", "Socialnämndens plan", "namns", "Ett mål om väntetid för kvinnor och män.", "ja", "Socialchefen"],
            &[
                "beslut",
                "Mall för beslutsunderlag",
                "namns",
                "En rubrik som oftast besvaras med ’inga’.",
                "nej",
                "Nämndsekreterarna",
            ],
            &[
                "rutin",
                "Rutin för omprövning",
                "saknas",
                "Inget. Ärenden tas i den ordning de kommer.",
                "nej",
                "Enhetschefen",
            ],
            &[
                "uppfoljning",
                "Delårsrapporten",
                "tydligt",
                "Personalmåtten är uppdelade, från och med i år.",
                "delvis",
                "Controllern",
            ],
        ],
        ("ja", "aldrig"),
        76.5,
    )
}

fn ragkoping_steers() -> Written {
    steers(
        &[
            (
                "modell",
                "Länets strategi och våra egna mål ligger bredvid varandra. Budgeten läggs i november av kommunstyrelsens presidium. Nämnderna följer upp pengar varje månad och verksamhet två gånger om året.",
            ),
            ("dokument", "Mål och resultatstyrning i Rågköping"),
            ("fordelning", "Det vet vi inte, utom för föreningsbidragen."),
            (
                "anvandning",
                "HR läser personalstatistiken och tar upp den med cheferna. Statistik om invånarna läses av den som har skrivit rapporten.",
            ),
            ("brister", "Målen sätts och följs sedan inte upp. I delårsrapporten finns ingen rad för dem."),
            (
                "vardagen",
                "Fritidsledaren: ’Flickorna slutar vid tretton. Vi vet det, men ingen frågar, och bidraget ser likadant ut.’",
            ),
            ("laga-forst", "En rad i delårsrapporten. Laxmora har visat hur den ser ut."),
        ],
        &[
            &["mal", "Fullmäktiges mål", "tydligt", "Flickor och pojkar ska ha lika god fritid.", "nej", "Fullmäktige"],
            &["budget", "Budgetskrivelsen", "saknas", "Inget.", "nej", "Ekonomichefen"],
            &[
                "plan",
                "Kultur- och fritidsnämndens plan",
                "namns",
                "Fler flickor i föreningslivet.",
                "delvis",
                "Fritidschefen",
            ],
            &["rutin", "Regler för föreningsbidrag", "saknas", "Stöd per träff.", "nej", "Handläggaren"],
            &["uppfoljning", "Delårsrapporten", "saknas", "Ingen rad.", "nej", "Ekonomichefen"],
        ],
        ("nej", "aldrig"),
        40.0,
    )
}

fn skarkoping_steers() -> Written {
    steers(
        &[
            (
                "modell",
                "Policyer som fullmäktige antar gäller tills de tas bort. Hållbarhetschefen samordnar fem av dem. Budgeten läggs av utskottet, och uppföljningen skrivs av förvaltningarna var för sig.",
            ),
            ("fordelning", "För egna anställda vet vi. Annars inte."),
            ("saknas", "I stora ärenden frågar hållbarhetschefen. I små ärenden händer inget."),
            (
                "anvandning",
                "Personalutskottet läser sjuktalen varje kvartal och ber om en förklaring. Den brukar handla om vilka som arbetar var.",
            ),
            (
                "brister",
                "Policyn når budgeten och stannar där. Avtalen med dem som utför arbetet skrivs av inköp, som aldrig har sett den.",
            ),
            (
                "vardagen",
                "Undersköterskan på Strandgården: ’Schemat kommer tio dagar före. Vi byter med varandra tills någon blir sjuk på riktigt.’",
            ),
            ("kanda-skillnader", "Kvinnors sjukdagar ökar. Fler kvinnor än män faller på gångvägar."),
            ("laga-forst", "Att schemat kommer en månad i förväg, och att avtalet om snöröjning ersätter gångvägar."),
        ],
        &[
            &[
                "mal",
                "Jämställdhetspolicyn",
                "tydligt",
                "Lika villkor för anställda och invånare.",
                "ja",
                "Fullmäktige",
            ],
            &["budget", "Budgeten", "namns", "Policyn räknas upp bland tolv andra.", "delvis", "Ekonomichefen"],
            &["plan", "Tekniska nämndens plan", "saknas", "Inget.", "nej", "Tekniska chefen"],
            &["rutin", "Avtal om snöröjning", "saknas", "Ersättning per kilometer bilväg.", "nej", "Inköp"],
            &["uppfoljning", "Personalbokslutet", "tydligt", "Sjuktal för kvinnor och män, yrke för yrke.", "ja", "HR"],
        ],
        ("delvis", "ibland"),
        68.0,
    )
}

/// Begun: what had to be asked of somebody else is missing.
fn tangkoping_steers() -> Written {
    let mut it = texts(&[
        ("modell", "Vi styr med budget. Målen är från förra mandatperioden och ska göras om."),
        ("brister", "Det är svårt att säga var en kedja brister som inte hänger ihop."),
    ]);
    let chain: &[&[&str]] = &[&["budget", "Budget och plan", "saknas", "Inget.", "nej", "Ekonomichefen"]];
    it.insert("led".into(), rows(&CHAIN, &CHAIN_CHOSEN, chain));
    it.insert("direktiv".into(), choice("vet-inte"));
    it
}

fn laxmora_presents() -> Written {
    texts(&[
        (
            "oense",
            "Om politiken frågar efter resultat. Kommunalrådet satte 3, kommundirektören 1. Vi räknade i protokollen: två av elva ärenden. Det blev 2, och en nyttig timme.",
        ),
        ("dold-styrning", "Den som ringer får hjälp först. Det står inte i något dokument."),
        (
            "tolkning",
            "Vi trodde att fler kvinnor har hemtjänst för att de lever längre. Det förklarar en del, inte allt.",
        ),
        (
            "vardagen",
            "En undersköterska: ’Vi märker att Greta behöver mer långt innan någon ändrar beslutet. Hennes granne har en fru som ringer.’",
        ),
        ("politikern", "Att vi kan stå för hur pengarna fördelas när någon frågar."),
        (
            "chefen",
            "Jag frågar varje förvaltningschef vad som skiljer sig och vad de gör åt det, i mars och i september.",
        ),
        ("strategen", "Att ni två ställer frågan, också när jag inte är med."),
        ("omraden", "1. Två frågor i budgetanvisningarna\n2. Väntan på nytt beslut i hemtjänsten"),
        ("varfor", "Det första når alla nämnder. Det andra märks för en människa redan i vår."),
        ("fraga", "Hur får ni nämnder att svara på **varför**, och inte bara på hur mycket?"),
        ("erbjuda", "Hur vi gjorde heltid till norm, med mallar och misstag."),
    ])
}

/// Half-way: how one will see that it got better is still to be written.
fn laxmora_plans(from: Date, until: Date) -> Written {
    let mut it = texts(&[
        ("problem", "Kvinnor med hemtjänst väntar längre än män på ett nytt beslut när behovet har ökat."),
        ("verksamhet", "Biståndsenheten"),
        ("mal", "Alla invånare får stöd efter behov."),
        ("matt", "Tid från ändrat behov till nytt beslut"),
        ("enhet", "dagar, median"),
        ("kalla", "Uttag ur verksamhetssystemet, controllern"),
        ("fragat", "Sex handläggare, tre anhöriga, fjorton personer med hemtjänst."),
        ("ide", "Ringa själva tre veckor efter varje beslut och fråga om behovet har ändrats."),
        ("ide-fran", "En handläggare som redan gjorde så"),
        ("test", "Två handläggare ringer alla i sitt område, efter samma fem frågor."),
        ("var", "Norra området"),
        ("risker", "Att de som redan ringer får vänta. Vi mäter båda."),
    ]);
    it.insert("nulage".into(), Answer::BySex(BySex { women: Some(22.5), men: Some(14.5) }));
    it.insert("malvarde".into(), Answer::BySex(BySex { women: Some(14.0), men: Some(14.0) }));
    it.insert("matdag".into(), Answer::Date(from));
    it.insert("borjar".into(), Answer::Date(from));
    it.insert("slutar".into(), Answer::Date(until));
    let causes = rows(
        &["orsak", "vet", "sakert"],
        &["sakert"],
        &[
            &["Den som hör av sig får nytt beslut först.", "Vi gick igenom fyrtio ärenden.", "vet"],
            &["Kvinnor bor oftare ensamma och har ingen som ringer.", "Anhöriga och handläggare säger det.", "tror"],
            &["Kvinnor vill inte vara till besvär.", "Någon sa det på ett möte.", "gissar"],
        ],
    );
    it.insert("orsaker".into(), causes);
    it
}
