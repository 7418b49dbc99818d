//! What was written in the round that is over: two final reports that everybody may read, with how it was
//! secured, one that only the round got, and all the templates of one organisation.

use method::{Answer, BySex, EVALUATION, Id};
use programme::{RoundId, Visibility};

use super::{Reached, Written, choice, rows, steers, texts};
use crate::{Trouble, demonstration::stage::Stage};

const ALVHAMRA: &str = "Älvhamra kommun";
const KLOVERHAMRA: &str = "Klöverhamra kommun";
const STROMHARAD: &str = "Strömhärads kommun";

impl Stage<'_> {
    /// The forms of the round that is over.
    pub(super) fn reported(&mut self, round: RoundId) -> Result<(), Trouble> {
        let to = |days: i64, reach| Reached { finished: Some(days), reach };
        let (begins, ends) = (self.day(-760), self.day(-640));
        let (plans, chain) = (dialogue_plans(), dialogue_steers());
        let planned = [("borjar", begins), ("slutar", ends)].map(|(field, day)| (field.to_owned(), Answer::Date(day)));
        let round_sees = Visibility::Round;
        for (form, written, days) in [
            ("organisationsfakta", dialogue_facts(), -970),
            ("styrsystem", chain, -880),
            ("intressentanalys", dialogue_tells(), -866),
            ("presentation-styrning", dialogue_presents(), -862),
            ("forbattringsplan", plans.into_iter().chain(planned).collect(), -772),
            ("presentation-forbattring", dialogue_improves(), -720),
            ("uppfoljning", dialogue_follows(), -630),
            ("presentation-uppfoljning", dialogue_counts(), -600),
        ] {
            self.filled(round, ALVHAMRA, form, written, &to(days, round_sees))?;
        }
        let everybody = Visibility::Public;
        self.filled(round, ALVHAMRA, "sakringsplan", dialogue_secures(), &to(-470, everybody))?;
        self.filled(round, ALVHAMRA, "slutrapport", dialogue_report(), &to(-432, everybody))?;
        self.filled(round, KLOVERHAMRA, "uppfoljning", school_follows(), &to(-540, round_sees))?;
        self.filled(round, KLOVERHAMRA, "sakringsplan", school_secures(), &to(-462, everybody))?;
        self.filled(round, KLOVERHAMRA, "slutrapport", school_report(), &to(-431, everybody))?;
        self.filled(round, STROMHARAD, "slutrapport", care_report(), &to(-430, round_sees))?;
        for (name, began, changed, days) in [(ALVHAMRA, "nej", "ja", -401), (KLOVERHAMRA, "ja", "ja", -398)] {
            self.filled(round, name, EVALUATION, led_to(began, changed), &to(days, Visibility::Own))?;
        }
        self.filled(round, STROMHARAD, EVALUATION, led_to("ja", "nej"), &to(-396, Visibility::Own))
    }
}

/// What the round has led to: whether it began something where nothing was, and whether it changed rules.
fn led_to(began: &str, changed: &str) -> Written {
    let said = [("borjat", began), ("utvecklat", "ja"), ("utbildat", "ja"), ("sett-over", "ja"), ("andrat", changed)];
    said.into_iter().map(|(field, answer)| (field.to_owned(), choice(answer))).collect()
}

fn several(ids: &[&str]) -> Answer {
    Answer::Several(ids.iter().map(|id| Id::from(*id)).collect())
}

/// The final report: what was done, in which services, how many were trained, and the texts.
fn report(done: &[&str], services: &[&str], (women, men): (f64, f64), said: &[(&str, &str)]) -> Written {
    let mut it = texts(said);
    it.insert("slag".into(), several(done));
    it.insert("kommunverksamheter".into(), several(services));
    it.insert("utbildade".into(), Answer::BySex(BySex { women: Some(women), men: Some(men) }));
    it
}

fn dialogue_report() -> Written {
    report(
        &["styrning", "granskat", "riktlinjer", "statistik", "verksamhet"],
        &["samhallsbyggnad", "forskola-skola", "ledning"],
        (64.0, 38.0),
        &[
            (
                "sammanfattning",
                "Kvinnor och män kommer nu till tals ungefär lika mycket när kommunen frågar invånarna. Vi flyttade en del av dialogerna dit människor redan är. Nu planerar vi efter vad fler behöver.",
            ),
            (
                "rorelse",
                "Budgeten och uppföljningen har rört sig mest. Alla nämnder svarar på fyra frågor innan de får sina pengar. Det syns i budgethandlingarna. Statistiken om invånarna har rört sig minst.",
            ),
            (
                "resultat",
                "Vid elva dialoger före testet kom 131 kvinnor och 214 män. Till de tre dialogerna på förskolan kom 58 kvinnor och 49 män. De skriftliga synpunkterna från kvinnor blev fler än vid alla elva tillsammans. Om besluten blir bättre är för tidigt att säga.",
            ),
            (
                "gang",
                "1. Vi räknade vilka som kom och hur länge de talade.\n2. Vi frågade fjorton småbarnsföräldrar varför de inte kom.\n3. Vi prövade tre dialoger på en förskola vid hämtning, med lappar och tre frågor.\n4. Vi räknade igen och visade kommunstyrelsen båda tabellerna.\n5. Rutinen för dialoger skrevs om.",
            ),
            ("resurser", "En dag i veckan för strategen, fika för 2 100 kronor och en rektor som sa ja."),
            ("lyckades", "Att vi räknade först. Ingen trodde på siffrorna innan de hade räknat själva."),
            (
                "svart",
                "Att få dem som alltid hade kommit att inte känna sig bortvalda. Den senare bussen till läxhjälpen var också svår: den ägdes av någon annan.",
            ),
            ("gora-om", "Vi skulle skriva in det nya i avtal och rutiner från början, inte när testet var slut."),
            ("fran-andra", "Av Bokhärad tog vi med oss lapparna. De hade dem till elevrådet."),
            (
                "vidare",
                "Översiktsplanen är nästa stora dialog. Den börjar på förskolor, på en arbetsplats och i ett väntrum.",
            ),
            ("modellen", "Tiden mellan andra och tredje träffen borde vara längre. Ett test hinner inte bli klart."),
        ],
    )
}

fn dialogue_secures() -> Written {
    secures(
        &[
            &[
                "En del av varje dialog hålls där människor redan är.",
                "Rutin för medborgardialog",
                "Kommunikationschefen",
                "Varje höst i kommunstyrelsen",
            ],
            &[
                "Vi räknar vilka som kommer och vilka som talar.",
                "Mall för rapport från dialog",
                "Dialogsamordnaren",
                "Efter varje dialog",
            ],
        ],
        &[&["Dialogsamordnare", "Nämndsekreteraren", "En dag tillsammans med den som slutar"]],
        &[
            &["Översiktsplaneringen", "vanligt", "Samma sätt i detaljplanerna", "Planchefen"],
            &["Kultur och fritid", "borjat", "Pröva på biblioteket", "Kulturchefen"],
        ],
        (
            "I årsredovisningen, i tabellen om dialoger, delad på kvinnor och män.",
            "Kommunstyrelsens ordförande",
            "Att det fortfarande finns ett tillfälle utanför kommunhuset i varje dialog, och vilka som kom dit.",
        ),
    )
}

/// A plan for securing: where it stands, who takes over, how far each service has come, and who asks for it.
fn secures(
    stands: &[&[&str]],
    takes_over: &[&[&str]],
    services: &[&[&str]],
    (followed, asked, seen): (&str, &str, &str),
) -> Written {
    let mut it = texts(&[("uppfoljning", followed), ("efterfragar", asked), ("se-efter", seen)]);
    it.insert("arbetssatt".into(), rows(&["vad", "dokument", "ansvarig", "foljs-upp"], &[], stands));
    it.insert("roller".into(), rows(&["roll", "ersattare", "behover"], &[], takes_over));
    it.insert("verksamheter".into(), rows(&["verksamhet", "lage", "nasta", "ansvarig"], &["lage"], services));
    it
}

fn dialogue_facts() -> Written {
    let mut it = texts(&[
        (
            "om-oss",
            "En bruksort vid en älv och elva byar. Vi frågar invånarna ofta, och länge var det samma människor som svarade.",
        ),
        (
            "beslut",
            "Kommunstyrelsen beslutade att alla invånare ska kunna påverka, och att det ska synas vilka som gör det.",
        ),
        ("ansvarig", "Kommunikationschefen"),
        ("mal", "Alla invånare kan påverka sin vardag."),
        ("kommentar", "Att fler män talar på våra möten kände alla igen. Hur stor skillnaden var visste ingen."),
        ("tid", "En dag i veckan"),
        ("stod", "Kommunalrådet är med på träffarna och kommundirektören frågar efter läget varje kvartal."),
    ]);
    let can = rows(
        &["omrade", "vilka", "niva", "behov"],
        &["omrade", "niva"],
        &[
            &["kommunikation", "Kommunikatörerna", "lara-andra", "Att räkna medan mötet pågår"],
            &["statistik", "Utredaren", "en-person", "Någon som kan ta över"],
            &["normer", "Fritidsledarna", "nagra", "Att dela med sig till planerarna"],
        ],
    );
    it.insert("kompetenser".into(), can);
    it
}

fn dialogue_steers() -> Written {
    steers(
        &[
            (
                "modell",
                "Fullmäktige sätter mål i juni. Nämnderna svarar på fyra frågor i augusti, innan de får sin budget. De följer upp i april och oktober.",
            ),
            (
                "anvandning",
                "Den som ser en skillnad skriver en fråga till nämnden. Nämnden svarar i nästa delårsrapport.",
            ),
            ("brister", "Mellan budgeten och rutinerna. Handläggarna har aldrig sett de fyra frågorna."),
            ("vardagen", "En planerare: ’Vi ropar i kommunhuset och tror att det är invånarna som svarar.’"),
            ("laga-forst", "Rutinen för medborgardialog. Den är två sidor lång och ägs av kommunikationschefen."),
        ],
        &[
            &["mal", "Fullmäktiges mål", "tydligt", "Alla invånare kan påverka sin vardag.", "ja", "Fullmäktige"],
            &["budget", "Fyra frågor till nämnderna", "tydligt", "Vem når pengarna?", "ja", "Ekonomichefen"],
            &["rutin", "Rutin för medborgardialog", "saknas", "Inget.", "nej", "Kommunikationschefen"],
        ],
        ("ja", "ibland"),
        81.0,
    )
}

fn dialogue_tells() -> Written {
    let mut it = texts(&[("varfor", "För att kommunen planerar fel när den bara hör en del av invånarna.")]);
    let known = rows(
        &["vem", "beror", "installning", "inflytande", "behover"],
        &["installning", "inflytande"],
        &[
            &[
                "Småbarnsföräldrar",
                "De kan påverka utan barnvakt.",
                "for",
                "litet",
                "Att få veta vad som blev av svaren",
            ],
            &[
                "Pensionärsföreningen",
                "De är vana vid mötena på kvällen.",
                "avvaktar",
                "stort",
                "Att mötena finns kvar",
            ],
        ],
    );
    it.insert("intressenter".into(), known);
    let told = rows(
        &["vem", "vad", "hur", "avsandare", "lage"],
        &["lage"],
        &[&["Alla hushåll", "Vad dialogerna ledde till", "Kommunbladet", "Kommunalrådet", "gjort"]],
    );
    it.insert("insatser".into(), told);
    it
}

fn dialogue_presents() -> Written {
    texts(&[
        ("oense", "Om invånarna kan påverka. Politikern satte 4 och strategen 2. Vi räknade och enades om 3."),
        ("vardagen", "En planerare: ’Vi ropar i kommunhuset och tror att det är invånarna som svarar.’"),
        ("omraden", "1. Fyra frågor till varje nämnd\n2. Vilka som kommer till tals i dialogerna"),
        ("fraga", "Hur räknar ni vilka som talar, utan att det blir konstigt?"),
    ])
}

fn dialogue_plans() -> Written {
    let mut it = texts(&[
        ("problem", "Fler män än kvinnor kommer till tals i våra medborgardialoger."),
        ("verksamhet", "Samhällsbyggnad"),
        ("matt", "Deltagare på en dialog, kvinnor och män"),
        ("fragat", "Fjorton småbarnsföräldrar, sex pensionärer och två planerare."),
        ("test", "Tre dialoger på förskolan vid hämtning, med en halv timme, fika och tre frågor på lappar."),
        ("tecken", "Minst lika många kvinnor som män kommer, och ingen av dem som brukar komma slutar."),
        ("fragar", "Kommunstyrelsens ordförande, i juni"),
    ]);
    let causes = rows(
        &["orsak", "vet", "sakert"],
        &["sakert"],
        &[
            &["Klockan 18 är föräldrar hemma.", "Elva av fjorton sa det.", "vet"],
            &["Man måste tala inför alla.", "Sex av fjorton sa det.", "tror"],
        ],
    );
    it.insert("orsaker".into(), causes);
    it
}

fn dialogue_improves() -> Written {
    texts(&[
        ("lage", "En dialog av tre är gjord. Det kom 20 kvinnor och 17 män."),
        ("rorelse", "De fyra frågorna till nämnderna. Alla har svarat, två av dem två gånger."),
        ("handelser", "Den första gången regnade det, och alla stod inne. Då blev det samtal."),
        ("gick-inte", "Att anteckna och bjuda på fika samtidigt. Det behövs två."),
        ("verksamhet", "Samhällsbyggnad"),
        ("vardagen", "Förskolans rektor: ’Föräldrarna frågade när ni kommer tillbaka.’"),
        ("plan", "Två dialoger till och en tabell till kommunstyrelsen."),
        ("fraga", "Hur gör ni för att de som brukar komma ska vara kvar?"),
    ])
}

fn dialogue_follows() -> Written {
    follows(
        "Våren lockar fler ut. Men på kvällsmötet samma vecka kom 21 män och 12 kvinnor, som förut.",
        "Rektorn blev sjuk en gång och vi flyttade dialogen en vecka.",
        "Skillnaden försvann vid alla tre tillfällena, och ingen av dem som brukar komma har slutat.",
    )
}

/// A follow-up of what got better and is to be secured.
fn follows(chance: &str, happened: &str, why: &str) -> Written {
    let mut it = texts(&[("slump", chance), ("handelser", happened), ("varfor", why)]);
    it.insert("resultat".into(), choice("battre"));
    it.insert("beslut".into(), choice("sakra"));
    it
}

fn dialogue_counts() -> Written {
    let mut it = texts(&[
        ("lage", "Testet är klart och kommunstyrelsen har beslutat att gå vidare."),
        ("rorelse", "Rapporten från varje dialog har nu en tabell med kvinnor och män."),
        ("redovisning", "I delårsrapporten, en tabell för varje nämnd. Presidierna går igenom den före mötet."),
        ("rutiner-i-vardagen", "I budgeten, alltid. Inför beslut beror det på vem som skriver."),
        ("exempel", "Tabellen över dialoger. När ordföranden såg den frågade han vad vi tänkte göra åt det."),
        ("plan", "Den nya rutinen används i översiktsplanen, och samordnaren lär upp planerarna."),
        ("fraga", "Hur håller ni liv i en rutin när den som skrev den har slutat?"),
    ]);
    it.insert("andel".into(), Answer::Number(88.0));
    for (field, said) in [("rutin-budget", "ja"), ("rutin-uppfoljning", "ja"), ("rutin-beslut", "delvis")] {
        it.insert(field.into(), choice(said));
    }
    it
}

fn school_report() -> Written {
    report(
        &["statistik", "maltexter", "verksamhet", "kunskap"],
        &["forskola-skola"],
        (37.0, 16.0),
        &[
            (
                "sammanfattning",
                "Pojkar i nian får veta i tid om de riskerar att inte nå målen. Deras meritvärde steg, och flickornas med. Samtalen i oktober är nu för alla i årskurs nio.",
            ),
            (
                "rorelse",
                "Uppföljningen. Nämnden får resultaten för flickor och pojkar i oktober, när det går att göra något, och inte bara i juni.",
            ),
            (
                "resultat",
                "I de två klasserna steg pojkarnas meritvärde från 203 till 214 och flickornas från 231 till 235. Det är få elever och ett läsår. Vi följer hela årskullen i två år till innan vi säger att det beror på samtalen.",
            ),
            (
                "gang",
                "1. Vi lade resultaten för flickor och pojkar bredvid varandra, ämne för ämne.\n2. Vi frågade elva pojkar när de förstod att de låg efter.\n3. Två klasser fick samtalen i oktober i stället för i januari, med ett enda nästa steg för varje elev.\n4. Lärarna träffades en gång i månaden.\n5. Nämnden lade samtalen i oktober för alla.",
            ),
            ("resurser", "Två timmar i månaden för fyra lärare, och en rektor som tog bort ett annat möte."),
            ("lyckades", "Ett enda nästa steg. Tidigare fick eleverna nio, och gjorde inget av dem."),
            (
                "svart",
                "Att tala om pojkar utan att alla pojkar blev ett problem. Flickornas oro fick mindre plats än den borde.",
            ),
            ("gora-om", "Vi skulle fråga flickorna också, från första början."),
            ("fran-andra", "Älvhamras fyra frågor till nämnden. Vi använder två av dem."),
            (
                "vidare",
                "Samtalen börjar redan i årskurs 8. Vi ser efter om de flickor som mår sämst också får hjälp i tid.",
            ),
        ],
    )
}

fn school_follows() -> Written {
    follows(
        "Två klasser är få elever. Ett läsår kan vara ett bra läsår. I de andra klasserna ändrades ingenting.",
        "En av de fyra lärarna slutade, och en vikarie fortsatte efter samma mall.",
        "Pojkarna fick veta i tid, flickorna förlorade inget på det och lärarna vill inte gå tillbaka.",
    )
}

fn school_secures() -> Written {
    secures(
        &[
            &[
                "Samtal i oktober med ett nästa steg för varje elev i årskurs nio.",
                "Skolornas läsårsplan",
                "Rektorerna",
                "I november, av skolchefen",
            ],
            &[
                "Resultaten visas för flickor och pojkar var för sig.",
                "Mall för kvalitetsrapport",
                "Skolans utredare",
                "I nämnden i oktober och i juni",
            ],
        ],
        &[&["Den som leder lärarnas träffar", "Biträdande rektor", "Mallen och förra årets anteckningar"]],
        &[
            &["Årskurs 9", "vanligt", "Följa hela årskullen i två år", "Skolchefen"],
            &["Årskurs 8", "borjat", "Samtal före jul", "Rektorerna"],
        ],
        (
            "I nämndens kvalitetsrapport i oktober, för flickor och pojkar.",
            "Barn- och utbildningsnämndens ordförande",
            "Att samtalen hölls i oktober, och om de elever som riskerar mest har ett nästa steg.",
        ),
    )
}

fn care_report() -> Written {
    report(
        &["granskat", "statistik"],
        &["aldreomsorg"],
        (22.0, 4.0),
        &[
            (
                "sammanfattning",
                "Vi vet nu hur många timmar kvinnor och män får i hemtjänsten efter samma bedömning. Skillnaden var mindre än vi trodde. Arbetet med att förstå den har börjat.",
            ),
            ("rorelse", "Statistiken. Förut visste vi hur många som hade hemtjänst, nu vet vi hur mycket de får."),
            (
                "resultat",
                "Det är för tidigt att säga. Vi har räknat i trettio ärenden och prövat en ny ordning i ett område. Där ändrades ingenting som vi kan se.",
            ),
            (
                "gang",
                "1. Vi läste trettio beslut två och två.\n2. Vi räknade timmarna för kvinnor och män.\n3. Vi prövade en gemensam checklista i ett område.\n4. Vi räknade igen efter fyra månader.",
            ),
            ("lyckades", "Att två läste samma beslut. Det var då vi började tala om hur vi tänker."),
            ("svart", "Halva laget byttes ut mitt i omgången. Vi stod still i fem månader."),
            ("gora-om", "Vi skulle skriva ner varför vi valde det vi valde, så att de nya hade något att börja från."),
            ("vidare", "Checklistan prövas i två områden till, och vi räknar igen om ett år."),
        ],
    )
}
