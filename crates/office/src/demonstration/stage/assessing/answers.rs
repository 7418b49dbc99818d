//! What was said in the self-assessments on the stage: nought is "does not know".

use programme::Visibility;

use super::super::shown::Shown;

/// The items, as they stand in the self-assessment.
pub(super) const ITEMS: [&str; 10] = [
    "politiskt-beslut",
    "politisk-efterfragan",
    "chefer-ansvar",
    "styrkedjan",
    "statistik",
    "analys",
    "beslutsunderlag",
    "systematiskt-forbattringsarbete",
    "konkreta-forbattringar",
    "spridning",
];

/// A level and why.
pub(super) struct Said(pub(super) u8, pub(super) &'static str);

/// What a team said of an item: the politician, the manager, the strategist; then together.
pub(super) struct Theirs {
    pub(super) item: &'static str,
    /// The committee, where one answers.
    pub(super) of: Option<&'static str>,
    pub(super) apart: [Said; 3],
    pub(super) joint: u8,
    pub(super) why: &'static str,
    pub(super) shown: &'static [Shown],
    /// What it answers, should it be asked about it.
    pub(super) reply: Option<&'static str>,
}

const NOBODY: [Said; 3] = [Said(0, ""), Said(0, ""), Said(0, "")];

const fn of_all(item: &'static str, apart: [Said; 3], joint: u8, why: &'static str, shown: &'static [Shown]) -> Theirs {
    Theirs { item, of: None, apart, joint, why, shown, reply: None }
}

/// An answer with little behind it, and what they say when they are asked.
const fn bare(item: &'static str, apart: [Said; 3], joint: u8, why: &'static str, reply: &'static str) -> Theirs {
    Theirs { item, of: None, apart, joint, why, shown: &[], reply: Some(reply) }
}

const fn of_committee(
    of: &'static str,
    item: &'static str,
    joint: u8,
    why: &'static str,
    shown: &'static [Shown],
) -> Theirs {
    Theirs { item, of: Some(of), apart: NOBODY, joint, why, shown, reply: None }
}

const SOCIAL: &str = "Socialnämnden";

pub(super) const LAXMORA: &[Theirs] = &[
    of_all(
        "politiskt-beslut",
        [
            Said(4, "Fullmäktige var enigt, och det står i budgeten."),
            Said(3, "Beslutet finns. Bolagen nämns inte, och det borde de göra."),
            Said(3, "Pengarna räcker året ut. Sedan vet jag inte."),
        ],
        3,
        "Beslutet gäller alla nämnder. Ägardirektivet till bostadsbolaget säger inget om kvinnor och män, så vi kan inte säga att allt är på plats.",
        &[Shown::Decision(
            "All verksamhet ska jämställdhetsintegreras. Kommunstyrelsen följer upp varje år.",
            -640,
            "KF § 87",
        )],
    ),
    of_all(
        "politisk-efterfragan",
        [
            Said(3, "Vi frågar på varje budgetdialog."),
            Said(1, "Jag har inte fått en enda fråga det senaste året."),
            Said(2, "Två ledamöter frågar. Svaren skrivs inte ner."),
        ],
        2,
        "Här var vi mest oense. När vi gick igenom protokollen fanns frågan i två av elva ärenden. Det räknas, men det är ingen rutin.",
        &[Shown::Paper("Genomgång av protokoll.txt", Visibility::Own)],
    ),
    of_all(
        "chefer-ansvar",
        [
            Said(3, ""),
            Said(3, "Jag tar upp det med förvaltningscheferna var tredje månad."),
            Said(2, "Kommundirektören frågar. Enhetscheferna vet inte varför."),
        ],
        2,
        "Det finns tid avsatt och någon som samordnar. Längre ut i linjen är det oklart vad som väntas.",
        &[],
    ),
    of_all(
        "styrkedjan",
        [
            Said(2, ""),
            Said(3, "Budgetanvisningarna frågar efter könsuppdelade mål."),
            Said(2, "Kedjan brister mellan nämndens plan och biståndshandläggarens rutin."),
        ],
        3,
        "Målen, anvisningarna och delårsrapporten hänger ihop. I rutinerna nära invånaren tar det slut, och det vet vi om.",
        &[Shown::Page("https://laxmora.example/budgetanvisningar", "Budgetanvisningar, avsnittet om mål")],
    ),
    of_all(
        "statistik",
        [
            Said(0, "Jag vet inte hur stor del som är uppdelad."),
            Said(3, ""),
            Said(3, "62 av 81 mått. Kultur och fritid saknar nästan allt."),
        ],
        3,
        "Tre fjärdedelar av måtten om personer är uppdelade. Luckan finns i kultur och fritid.",
        &[Shown::Figure("N00206", Some(2022)), Shown::Figure("N21704", None)],
    ),
    of_all(
        "analys",
        [Said(2, ""), Said(2, "Siffrorna står i bilagan. Ingen skriver varför de ser ut som de gör."), Said(2, "")],
        2,
        "Vi redovisar skillnader men stannar där. Controllern har börjat fråga nämnderna efter orsaken.",
        &[],
    ),
    of_all(
        "beslutsunderlag",
        [
            Said(2, "Rubriken finns. Under den står det oftast ’inga konsekvenser’."),
            Said(2, ""),
            Said(1, "Av fyrtio underlag i våras hade tre en riktig beskrivning."),
        ],
        1,
        "Vi tog ett stickprov på fyrtio underlag. Tre hade beskrivit konsekvenser för kvinnor och män. Det är en rubrik, inte ett arbetssätt.",
        &[Shown::Paper("Stickprov beslutsunderlag.txt", Visibility::Group)],
    ),
    bare(
        "systematiskt-forbattringsarbete",
        [
            Said(3, "Förvaltningen arbetar så med allt."),
            Said(3, "Äldreomsorgen provar i liten skala och mäter."),
            Said(3, ""),
        ],
        3,
        "Äldreomsorgen prövar i liten skala innan något blir rutin.",
        "Frågan var bra. I äldreomsorgen syns det på tavlan i planeringsrummet: ett problem i taget, med datum. Skolan och tekniska arbetar inte så, och 3 var nog snällt. Vi tar med oss tavlan till nästa skattning.",
    ),
    of_all(
        "konkreta-forbattringar",
        [
            Said(3, "Heltiden är ju en succé."),
            Said(4, "Skillnaden i heltid är borta."),
            Said(2, "Heltid, ja. Annars har vi mest planer."),
        ],
        3,
        "Heltid som norm har gett resultat som går att se i siffrorna. Ett gott exempel är inte hela kommunen, därför 3.",
        &[Shown::Figure("N00206", None), Shown::Figure("N00209", None)],
    ),
    of_all(
        "spridning",
        [Said(2, ""), Said(2, ""), Said(1, "Ingen utanför äldreomsorgen har hört hur de gjorde.")],
        2,
        "Det som fungerar stannar där det uppstod. Vi har berättat på två chefsmöten, det är allt.",
        &[],
    ),
    of_committee(
        SOCIAL,
        "statistik",
        3,
        "Beslut, timmar och väntetid går att få fram för kvinnor och män. Avslag gör det inte.",
        &[Shown::Figure("N21701", Some(2022))],
    ),
    of_committee(
        SOCIAL,
        "analys",
        2,
        "Nämnden såg att kvinnor väntade längre på ändrade beslut och bad om en förklaring. Den kom efter ett halvår.",
        &[],
    ),
    of_committee(SOCIAL, "beslutsunderlag", 2, "Görs i ärenden om taxor, men inte när verksamhet flyttas.", &[]),
];

/// The second time; nobody has talked about it yet.
pub(super) const LAXMORA_AGAIN: &[Theirs] = &[
    of_all("politiskt-beslut", [Said(4, "Ägardirektivet ändrades i november."), Said(4, ""), Said(4, "")], 0, "", &[]),
    of_all(
        "politisk-efterfragan",
        [Said(3, "Frågan står på dagordningen för budgetdialogen."), Said(2, ""), Said(3, "Svaren antecknas nu.")],
        0,
        "",
        &[],
    ),
    of_all(
        "chefer-ansvar",
        [Said(3, ""), Said(3, ""), Said(3, "Enhetscheferna i äldreomsorgen vet vad som väntas.")],
        0,
        "",
        &[],
    ),
    of_all(
        "styrkedjan",
        [Said(3, ""), Said(4, "Rutinen för omprövning är ändrad."), Said(2, "En rutin är inte en kedja.")],
        0,
        "",
        &[],
    ),
    of_all("statistik", [Said(3, ""), Said(3, ""), Said(3, "Kultur och fritid är på väg.")], 0, "", &[]),
    of_all("analys", [Said(2, ""), Said(3, "Controllern frågar varför."), Said(2, "")], 0, "", &[]),
    of_all(
        "beslutsunderlag",
        [Said(2, ""), Said(0, "Jag har inte läst underlagen sedan i våras."), Said(2, "")],
        0,
        "",
        &[],
    ),
    of_all(
        "systematiskt-forbattringsarbete",
        [Said(3, ""), Said(3, ""), Said(2, "Se vårt svar till mentorn.")],
        0,
        "",
        &[],
    ),
    of_all(
        "konkreta-forbattringar",
        [Said(3, ""), Said(4, ""), Said(3, "Väntetiden har gått ner för kvinnor.")],
        0,
        "",
        &[],
    ),
    of_all("spridning", [Said(2, ""), Said(2, ""), Said(2, "")], 0, "", &[]),
];

pub(super) const RAGKOPING: &[Theirs] = &[
    of_all(
        "politiskt-beslut",
        [Said(2, "Jag trodde att vi hade ett eget beslut."), Said(2, ""), Said(2, "Vi lutar oss mot länets strategi.")],
        2,
        "Fullmäktige har antagit länets strategi. Vad den kräver av oss står ingenstans.",
        &[Shown::Decision("Fullmäktige ställer sig bakom länets strategi.", -900, "KF § 31")],
    ),
    of_all(
        "politisk-efterfragan",
        [Said(2, ""), Said(2, ""), Said(1, "Jag har läst ett år av protokoll. Noll frågor.")],
        1,
        "Strategen hade räknat och vi andra hade tyckt. Då fick räkningen avgöra.",
        &[],
    ),
    of_all(
        "chefer-ansvar",
        [Said(3, ""), Said(2, "Jag har inte bett någon redovisa."), Said(2, "")],
        2,
        "Kommundirektören är med i laget. Förvaltningscheferna har fått information men inget uppdrag.",
        &[],
    ),
    of_all(
        "styrkedjan",
        [Said(2, ""), Said(2, "Målen finns, men följs inte upp."), Said(2, "")],
        2,
        "Det finns mål i budgeten. I delårsrapporten är de borta.",
        &[],
    ),
    of_all(
        "statistik",
        [Said(0, ""), Said(3, "Personalstatistiken är uppdelad."), Said(1, "Personal ja. Invånarna nej.")],
        2,
        "Oenigheten handlade om vad ’all statistik’ är. Om våra anställda vet vi mycket, om dem vi är till för nästan inget.",
        &[Shown::Figure("N00206", Some(2022))],
    ),
    of_all("analys", [Said(1, ""), Said(2, ""), Said(1, "")], 1, "Ingen har frågat varför, så ingen har svarat.", &[]),
    of_all("beslutsunderlag", [Said(2, ""), Said(1, ""), Said(1, "")], 1, "Mallen har ingen rubrik för det.", &[]),
    of_all(
        "systematiskt-forbattringsarbete",
        [Said(2, ""), Said(2, ""), Said(2, "HR provar och mäter. Resten gör projekt.")],
        2,
        "HR har ett arbetssätt som andra kan låna.",
        &[],
    ),
    of_all(
        "konkreta-forbattringar",
        [Said(3, "Heltiden ökar."), Said(3, ""), Said(2, "Den ökar, men långsamt.")],
        3,
        "Fler kvinnor arbetar heltid än för fem år sedan. Vi är inte framme.",
        &[Shown::Figure("N00206", None)],
    ),
    of_all(
        "spridning",
        [Said(1, ""), Said(2, ""), Said(1, "")],
        1,
        "Vi har inte haft något att sprida förrän nu.",
        &[],
    ),
];

pub(super) const RAGKOPING_AGAIN: &[Theirs] = &[
    of_all(
        "politiskt-beslut",
        [Said(3, "Nu är det vårt eget."), Said(3, ""), Said(2, "Beslutet är taget, pengarna är det inte.")],
        3,
        "Fullmäktige har beslutat vad strategin betyder hos oss och vem som ansvarar. Bolagen är inte med.",
        &[Shown::Decision("Så genomför vi länets strategi i Rågköping.", -40, "KF § 9")],
    ),
    of_all(
        "politisk-efterfragan",
        [Said(3, ""), Said(2, ""), Said(2, "Tre frågor på ett halvår. Mot noll är det en revolution.")],
        2,
        "Kultur- och fritidsnämnden har frågat efter föreningsbidragen, och svaret gick att läsa.",
        &[Shown::Paper("Föreningsbidrag, svar till nämnden.txt", Visibility::Group)],
    ),
    of_all(
        "chefer-ansvar",
        [Said(2, ""), Said(2, ""), Said(2, "")],
        2,
        "Oförändrat. Uppdraget till cheferna är skrivet men inte lämnat.",
        &[],
    ),
    of_all(
        "styrkedjan",
        [Said(3, ""), Said(2, ""), Said(2, "")],
        2,
        "En rad i delårsrapporten är på väg, som hos Laxmora. Vi väntar med trean tills den har stått där.",
        &[],
    ),
    of_all(
        "statistik",
        [Said(2, ""), Said(3, ""), Said(2, "")],
        2,
        "Bidrag och bokningar är nu uppdelade. Skolskjuts, bibliotek och gator är det inte.",
        &[Shown::Figure("N09809", None)],
    ),
    of_all(
        "analys",
        [Said(2, ""), Said(2, ""), Said(2, "")],
        2,
        "Vi frågade elva föreningar varför flickorna slutar vid tretton.",
        &[],
    ),
    of_all(
        "beslutsunderlag",
        [Said(2, ""), Said(1, ""), Said(1, "")],
        1,
        "Ny mall från och med hösten. Ingen har använt den än.",
        &[],
    ),
    of_all(
        "systematiskt-forbattringsarbete",
        [Said(3, ""), Said(3, ""), Said(3, "")],
        3,
        "Två förvaltningar arbetar med små test nu. Testet om föräldraledighet gav inget, och det skrev vi upp.",
        &[],
    ),
    of_all(
        "konkreta-forbattringar",
        [Said(3, ""), Said(3, ""), Said(3, "")],
        3,
        "Heltiden ökar fortfarande.",
        &[Shown::Figure("N00209", None)],
    ),
    of_all(
        "spridning",
        [Said(1, ""), Said(2, ""), Said(2, "")],
        2,
        "HR visade sitt arbetssätt för kultur och fritid.",
        &[],
    ),
];

pub(super) const SKARKOPING: &[Theirs] = &[
    of_all(
        "politiskt-beslut",
        [Said(3, ""), Said(3, ""), Said(3, "")],
        3,
        "Beslutet är femton år gammalt men gäller. Hamnbolaget har det i sitt direktiv.",
        &[Shown::Page("https://skarkoping.example/jamstalldhetspolicy", "Policyn, antagen av fullmäktige")],
    ),
    of_all(
        "politisk-efterfragan",
        [Said(2, ""), Said(2, ""), Said(2, "Personalutskottet frågar om sjuktalen. Om invånarna frågar ingen.")],
        2,
        "Vi får frågor om oss själva som arbetsgivare men inte om dem vi är till för.",
        &[],
    ),
    bare(
        "chefer-ansvar",
        [Said(2, ""), Said(4, "Jag ansvarar och följer upp."), Said(2, "Vi behöver tala om det här.")],
        3,
        "Hållbarhetschefen har mandat mot alla förvaltningar.",
        "Mandatet står i delegationsordningen. Det har använts en gång, när tekniska fick i uppdrag att ändra ordningen i snöröjningen. Vi lägger till det som underlag.",
    ),
    of_all(
        "styrkedjan",
        [Said(2, ""), Said(3, ""), Said(2, "")],
        2,
        "Policyn når budgeten men inte verksamhetsplanerna.",
        &[],
    ),
    of_all(
        "statistik",
        [Said(2, ""), Said(3, ""), Said(3, "")],
        3,
        "All personalstatistik är uppdelad, och det mesta i skola och omsorg.",
        &[Shown::Figure("N00090", None), Shown::Figure("N00938", None)],
    ),
    of_all(
        "analys",
        [Said(1, ""), Said(2, ""), Said(3, "Vi vet en hel del om varför sjuktalen skiljer sig.")],
        2,
        "Om sjukfrånvaron vet vi något. Om resten tror vi.",
        &[],
    ),
    of_all(
        "beslutsunderlag",
        [Said(2, ""), Said(2, ""), Said(2, "")],
        2,
        "Rubriken används i stora ärenden. Snöröjningen var det första där den ändrade ett beslut.",
        &[],
    ),
    of_all(
        "systematiskt-forbattringsarbete",
        [Said(2, ""), Said(3, ""), Said(2, "")],
        2,
        "Vi startar bra och följer upp dåligt.",
        &[],
    ),
    of_all(
        "konkreta-forbattringar",
        [Said(1, ""), Said(2, ""), Said(1, "")],
        1,
        "Skillnaden i sjukdagar växer. Då har vi inte förbättrat något som märks.",
        &[],
    ),
    of_all("spridning", [Said(1, ""), Said(1, ""), Said(0, "Går inte att svara på.")], 1, "Inget att sprida än.", &[]),
];

pub(super) const TANGKOPING: &[Theirs] = &[
    of_all(
        "politiskt-beslut",
        [Said(2, ""), Said(2, ""), Said(1, "")],
        2,
        "Beslutet handlar om oss som arbetsgivare. Invånarna nämns inte.",
        &[],
    ),
    of_all(
        "politisk-efterfragan",
        [Said(3, "Jag frågar."), Said(2, ""), Said(1, "En person som frågar är ingen politik.")],
        1,
        "Vi kom fram till att frågan hänger på en person.",
        &[],
    ),
    of_all(
        "chefer-ansvar",
        [Said(2, ""), Said(2, ""), Said(2, "")],
        2,
        "Förvaltningschefen är med, hennes kollegor är det inte.",
        &[],
    ),
    of_all("styrkedjan", [Said(1, ""), Said(1, ""), Said(1, "")], 1, "Vi har inte börjat.", &[]),
    of_all(
        "statistik",
        [Said(0, ""), Said(2, ""), Said(2, "")],
        2,
        "Arbetsmarknadsenheten delar upp allt. Övriga gör det på begäran.",
        &[Shown::Figure("N03920", None)],
    ),
    of_all(
        "analys",
        [Said(1, ""), Said(2, ""), Said(1, "")],
        1,
        "Att fler kvinnor än män är arbetslösa förklarar vi med att fabriken söker folk. Det är ingen analys.",
        &[],
    ),
    of_all("beslutsunderlag", [Said(1, ""), Said(1, ""), Said(1, "")], 1, "Finns inte i mallen.", &[]),
    of_all(
        "systematiskt-forbattringsarbete",
        [Said(2, ""), Said(2, ""), Said(2, "")],
        2,
        "Kvalitetsarbete finns, men kön är aldrig med.",
        &[],
    ),
    of_all("konkreta-forbattringar", [Said(1, ""), Said(1, ""), Said(1, "")], 1, "Nej.", &[]),
    of_all("spridning", [Said(1, ""), Said(1, ""), Said(1, "")], 1, "Nej.", &[]),
];

/// The mentor, when it began.
pub(super) const ALVHAMRA: &[Theirs] = &[
    of_all("politiskt-beslut", NOBODY, 2, "Ett beslut utan pengar.", &[]),
    of_all("politisk-efterfragan", NOBODY, 2, "Två av sju nämnder frågar.", &[]),
    of_all("chefer-ansvar", NOBODY, 1, "Ingen hade frågat cheferna.", &[]),
    of_all("styrkedjan", NOBODY, 1, "Budgeten nämner inte kvinnor och män.", &[]),
    of_all("statistik", NOBODY, 2, "Ungefär hälften.", &[]),
    of_all("analys", NOBODY, 1, "Siffror i bilaga.", &[]),
    of_all("beslutsunderlag", NOBODY, 2, "Rubrik utan innehåll.", &[]),
    of_all("systematiskt-forbattringsarbete", NOBODY, 2, "I skolan.", &[]),
    of_all("konkreta-forbattringar", NOBODY, 1, "Inget vi kunde visa.", &[]),
    of_all("spridning", NOBODY, 1, "Inte påbörjat.", &[]),
];

/// The same at the end of its round.
pub(super) const ALVHAMRA_LAST: &[Theirs] = &[
    of_all(
        "politiskt-beslut",
        NOBODY,
        4,
        "Nytt beslut med pengar för hela mandatperioden, och bolagen är med.",
        &[Shown::Decision("Jämställdhet i alla nämnder och bolag, med medel till och med nästa val.", -520, "KF § 73")],
    ),
    of_all(
        "politisk-efterfragan",
        NOBODY,
        3,
        "Fyra frågor ställs till varje nämnd inför budgeten. Svaren är offentliga.",
        &[Shown::Page("https://alvhamra.example/fyra-fragor", "Fyra frågor till varje nämnd")],
    ),
    of_all("chefer-ansvar", NOBODY, 2, "Bättre i tre förvaltningar, som förut i resten.", &[]),
    of_all(
        "styrkedjan",
        NOBODY,
        3,
        "Frågorna i budgeten har gjort kedjan synlig. Rutinerna i hemtjänsten är kvar.",
        &[Shown::Page("https://alvhamra.example/budget", "Budgetanvisningar med frågor om kön")],
    ),
    of_all("statistik", NOBODY, 3, "Nio av tio mått.", &[Shown::Figure("U21468", None)]),
    of_all(
        "analys",
        NOBODY,
        2,
        "Vi ser att kvinnor är mindre nöjda med hemtjänsten och har inte förstått varför.",
        &[],
    ),
    of_all("beslutsunderlag", NOBODY, 2, "Oförändrat. Här valde vi bort, och det var rätt då.", &[]),
    of_all(
        "systematiskt-forbattringsarbete",
        NOBODY,
        3,
        "Små test i fyra förvaltningar, alla nedskrivna.",
        &[Shown::Page("https://alvhamra.example/sma-test", "Våra små test, också de som inte gick")],
    ),
    of_all(
        "konkreta-forbattringar",
        NOBODY,
        3,
        "Medborgardialogerna når nu lika många kvinnor som män.",
        &[Shown::Page("https://alvhamra.example/dialog", "Vilka som kom till dialogerna")],
    ),
    of_all("spridning", NOBODY, 2, "Två grannkommuner har hämtat frågorna till budgeten.", &[]),
];

/// What nine of the staff answered, item by item.
pub(super) const STAFF: [[u8; 10]; 9] = [
    [3, 2, 2, 2, 0, 2, 1, 2, 2, 1],
    [2, 1, 2, 1, 2, 1, 1, 2, 3, 1],
    [3, 2, 3, 2, 3, 2, 2, 3, 3, 2],
    [0, 1, 1, 1, 0, 0, 1, 1, 2, 1],
    [3, 2, 2, 2, 3, 2, 1, 3, 3, 1],
    [2, 2, 2, 1, 2, 1, 0, 2, 2, 1],
    [3, 0, 3, 2, 2, 2, 2, 3, 4, 2],
    [2, 1, 1, 1, 0, 1, 1, 2, 2, 1],
    [4, 2, 2, 2, 3, 2, 1, 2, 3, 1],
];
