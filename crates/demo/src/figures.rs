//! The figures: ids and titles from Kolada; levels, spread and noise as the real ones of 2022 have
//! them (mean over 290 municipalities; noise at 15,000 inhabitants from successive years).

use crate::Unit;

/// How a figure behaves.
pub(crate) struct Spec {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) operating_area: &'static str,
    pub(crate) unit: Unit,
    /// National mean in 2016.
    pub(crate) level: f64,
    /// Change of the mean in a year.
    pub(crate) trend: f64,
    /// Spread of the level between municipalities (standard deviation).
    pub(crate) spread: f64,
    /// Shares: persons behind each sex at 15,000 inhabitants. Means: standard deviation of one
    /// sex's value there.
    pub(crate) chance: f64,
    /// Women's part of those the figure is about.
    pub(crate) women: f64,
    /// Decimals at the source; `None`: eight.
    pub(crate) decimals: Option<i32>,
    /// Rounded to whole multiples of this instead (100 kronor).
    pub(crate) step: f64,
    pub(crate) first_year: i32,
    /// Withheld below so many persons of either sex; 0: never.
    pub(crate) fewest: u32,
    /// An election figure: measured in 2010, 2014, 2018 and 2022, repeated between.
    pub(crate) carried: bool,
}

const BASE: Spec = Spec {
    id: "",
    title: "",
    operating_area: "",
    unit: Unit::Share,
    level: 50.0,
    trend: 0.0,
    spread: 1.0,
    chance: 100.0,
    women: 0.5,
    decimals: None,
    step: 0.0,
    first_year: 2010,
    fewest: 0,
    carried: false,
};

/// Every figure of the demonstration, by id.
pub(crate) const ALL: [Spec; 34] = [
    Spec {
        id: "N00090",
        title: "Sjukfrånvaro totalt bland anställda, kommun, andel (%)",
        operating_area: "Kommunen, övergripande",
        unit: Unit::Mean,
        level: 6.6,
        trend: 0.2,
        spread: 0.9,
        chance: 0.46,
        women: 0.78,
        decimals: Some(1),
        ..BASE
    },
    Spec {
        id: "N00206",
        title: "Heltidsanställda månadsavlönade, kommun, andel (%)",
        operating_area: "Kommunen, övergripande",
        level: 72.0,
        trend: 1.2,
        spread: 5.0,
        chance: 520.0,
        women: 0.78,
        decimals: Some(6),
        ..BASE
    },
    Spec {
        id: "N00209",
        title: "Heltidsarbetande månadsavlönade, kommun, andel (%)",
        operating_area: "Kommunen, övergripande",
        level: 64.0,
        trend: 1.0,
        spread: 5.0,
        chance: 500.0,
        women: 0.78,
        decimals: Some(6),
        ..BASE
    },
    Spec {
        id: "N00404",
        title: "Antibiotikaförsäljning, recept/1000 inv",
        operating_area: "Kommunen, övergripande",
        unit: Unit::Mean,
        level: 285.0,
        trend: -8.0,
        spread: 24.0,
        chance: 9.5,
        decimals: Some(5),
        ..BASE
    },
    Spec {
        id: "N00905",
        title: "Mediannettoinkomst, kr/inv 20+",
        operating_area: "Bakgrund,Landstinget, övergripande",
        unit: Unit::Mean,
        level: 232_000.0,
        trend: 6_200.0,
        spread: 22_000.0,
        chance: 1_500.0,
        step: 100.0,
        ..BASE
    },
    Spec {
        id: "N00906",
        title: "Sammanräknad förvärvsinkomst i åldern 20-64 år (median), kr",
        operating_area: "Kommunen, övergripande",
        unit: Unit::Mean,
        level: 308_000.0,
        trend: 9_000.0,
        spread: 24_000.0,
        chance: 2_200.0,
        step: 100.0,
        ..BASE
    },
    Spec {
        id: "N00938",
        title: "Sjukpenningtalet, dagar/registrerad försäkrad",
        operating_area: "Bakgrund",
        unit: Unit::Mean,
        level: 10.8,
        trend: 0.05,
        spread: 1.8,
        chance: 0.62,
        decimals: Some(2),
        ..BASE
    },
    Spec {
        id: "N00957",
        title: "Ohälsotal, dagar",
        operating_area: "Bakgrund,Landstinget, övergripande",
        unit: Unit::Mean,
        level: 30.0,
        trend: -0.7,
        spread: 4.6,
        chance: 0.68,
        decimals: Some(2),
        ..BASE
    },
    Spec {
        id: "N00973",
        title: "Lämnat etableringsuppdraget och börjat arbeta eller studera (status efter 90 dagar), andel (%)",
        operating_area: "Kommunen, övergripande",
        level: 35.0,
        trend: 0.3,
        spread: 6.0,
        chance: 24.0,
        first_year: 2015,
        fewest: 10,
        ..BASE
    },
    Spec {
        id: "N01951",
        title: "Invånare totalt, antal",
        operating_area: "Befolkning",
        unit: Unit::Count,
        decimals: Some(0),
        ..BASE
    },
    Spec {
        id: "N01982",
        title: "Invånare 25-64 år med eftergymnasial utbildning, andel (%)",
        operating_area: "Befolkning,Landstinget, övergripande",
        level: 34.0,
        trend: 0.6,
        spread: 7.5,
        chance: 9_000.0,
        decimals: Some(6),
        ..BASE
    },
    Spec {
        id: "N02267",
        title: "Sysselsättningsgrad 20-64 år, andel (%)",
        operating_area: "Befolkning,Landstinget, övergripande",
        level: 80.5,
        trend: 0.3,
        spread: 2.8,
        chance: 6_500.0,
        decimals: Some(1),
        ..BASE
    },
    Spec {
        id: "N02797",
        title: "Invånare 16-24 år som varken arbetar eller studerar, andel (%)",
        operating_area: "Befolkning",
        level: 6.4,
        trend: -0.1,
        spread: 1.0,
        chance: 700.0,
        decimals: Some(6),
        ..BASE
    },
    Spec {
        id: "N03920",
        title: "Arbetslöshet 18-65 år, årsmedelvärde, andel (%) av bef.",
        operating_area: "Bakgrund,Landstinget, övergripande",
        level: 6.2,
        trend: -0.1,
        spread: 1.4,
        chance: 4_400.0,
        decimals: Some(6),
        ..BASE
    },
    Spec {
        id: "N03921",
        title: "Arbetslöshet 16-24 år, årsmedelvärde, andel (%) av bef.",
        operating_area: "Bakgrund",
        level: 5.6,
        trend: -0.2,
        spread: 1.1,
        chance: 800.0,
        decimals: Some(6),
        ..BASE
    },
    Spec {
        id: "N05401",
        title: "Valdeltagande i senaste kommunalvalet, andel (%)",
        operating_area: "Valresultat,Valresultat landsting",
        level: 82.0,
        trend: 0.0,
        spread: 3.0,
        chance: 6_000.0,
        decimals: Some(0),
        carried: true,
        ..BASE
    },
    Spec {
        id: "N09809",
        title: "Aktiva låntagare i kommunala bibliotek, antal/1000 inv",
        operating_area: "Kultur",
        unit: Unit::Mean,
        level: 250.0,
        trend: -5.0,
        spread: 35.0,
        chance: 12.0,
        decimals: Some(6),
        first_year: 2014,
        ..BASE
    },
    Spec {
        id: "N15428",
        title: "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)",
        operating_area: "Grundskola åk 0-9 inkl förskoleklass",
        level: 84.5,
        trend: -0.2,
        spread: 4.0,
        chance: 80.0,
        fewest: 15,
        ..BASE
    },
    Spec {
        id: "N15452",
        title: "Elever i åk 3 som klarat alla delar av nationella proven för ämnesproven i svenska och svenska som andraspråk, kommunala skolor, andel (%)",
        operating_area: "Grundskola åk 0-9 inkl förskoleklass",
        level: 70.0,
        trend: -0.4,
        spread: 5.0,
        chance: 70.0,
        decimals: Some(1),
        fewest: 15,
        ..BASE
    },
    Spec {
        id: "N15454",
        title: "Elever i åk 3 som klarat alla delar av nationella proven för ämnesprovet i matematik, kommunala skolor, andel (%)",
        operating_area: "Grundskola åk 0-9 inkl förskoleklass",
        level: 64.0,
        trend: -0.3,
        spread: 6.0,
        chance: 70.0,
        decimals: Some(1),
        fewest: 15,
        ..BASE
    },
    Spec {
        id: "N15507",
        title: "Elever i åk 9, meritvärde, hemkommun, genomsnitt (17 ämnen)",
        operating_area: "Grundskola åk 0-9 inkl förskoleklass",
        unit: Unit::Mean,
        level: 218.0,
        trend: 0.6,
        spread: 11.0,
        chance: 9.0,
        decimals: Some(0),
        first_year: 2015,
        ..BASE
    },
    Spec {
        id: "N15508",
        title: "Elever i åk 9 som uppnått betygskriterierna i alla ämnen, hemkommun, andel (%)",
        operating_area: "Grundskola åk 0-9 inkl förskoleklass",
        level: 73.0,
        trend: -0.3,
        spread: 5.0,
        chance: 75.0,
        fewest: 15,
        ..BASE
    },
    Spec {
        id: "N17461",
        title: "Gymnasieelever med examen inom 4 år, hemkommun, andel (%)",
        operating_area: "Gymnasieskola åk 1-3",
        level: 71.0,
        trend: 0.4,
        spread: 4.0,
        chance: 70.0,
        first_year: 2015,
        fewest: 15,
        ..BASE
    },
    Spec {
        id: "N17473",
        title: "Gymnasieelever som uppnått grundläggande behörighet till universitet och högskola inom 3 år, hemkommun, andel (%)",
        operating_area: "Gymnasieskola åk 1-3",
        level: 49.0,
        trend: 0.1,
        spread: 6.0,
        chance: 65.0,
        first_year: 2014,
        fewest: 15,
        ..BASE
    },
    Spec {
        id: "N21701",
        title: "Invånare 65+ med hemtjänst i ordinärt boende, andel (%)",
        operating_area: "Ordinärt boende,Äldre och funktionshindrade",
        level: 7.4,
        trend: -0.1,
        spread: 0.9,
        chance: 3_600.0,
        women: 0.53,
        decimals: Some(6),
        first_year: 2015,
        ..BASE
    },
    Spec {
        id: "N21704",
        title: "Invånare 80+ med hemtjänst i ordinärt boende, andel (%)",
        operating_area: "Ordinärt boende,Äldre och funktionshindrade",
        level: 19.0,
        trend: -0.2,
        spread: 2.2,
        chance: 900.0,
        women: 0.58,
        decimals: Some(6),
        first_year: 2015,
        ..BASE
    },
    Spec {
        id: "N23801",
        title: "Invånare 80+ i särskilt boende, andel (%)",
        operating_area: "Särskilt boende,Vård och omsorg om äldre,Äldre och funktionshindrade",
        level: 12.0,
        trend: -0.25,
        spread: 1.5,
        chance: 1_200.0,
        women: 0.58,
        decimals: Some(6),
        ..BASE
    },
    Spec {
        id: "N31814",
        title: "Vuxna biståndsmottagare (18+ år) med långvarigt ekonomiskt bistånd, andel (%) av biståndsmottagare 18+ år",
        operating_area: "Ekonomiskt bistånd,Kommunen, övergripande",
        level: 36.0,
        trend: 0.4,
        spread: 6.0,
        chance: 300.0,
        fewest: 5,
        ..BASE
    },
    Spec {
        id: "N60986",
        title: "Skadade vårdade i slutenvård, antal/100 000 inv",
        operating_area: "Sluten primärvård",
        unit: Unit::Mean,
        level: 1_250.0,
        trend: -8.0,
        spread: 140.0,
        chance: 47.0,
        decimals: Some(1),
        ..BASE
    },
    Spec {
        id: "N74811",
        title: "Långtidssjukskrivna med psykiska sjukdomar och syndrom samt beteendestörningar, andel (%) (-2022)",
        operating_area: "Specialiserad psykiatrisk vård",
        level: 45.0,
        trend: 0.5,
        spread: 4.0,
        chance: 120.0,
        women: 0.64,
        fewest: 5,
        ..BASE
    },
    Spec {
        id: "U09808",
        title: "Deltagartillfällen i idrottsföreningar, antal/inv 13-20 år",
        operating_area: "Fritid",
        unit: Unit::Mean,
        level: 23.0,
        trend: -0.2,
        spread: 5.0,
        chance: 2.0,
        ..BASE
    },
    Spec {
        id: "U21468",
        title: "Brukarbedömning hemtjänst äldreomsorg -  helhetssyn, andel (%)",
        operating_area: "Ordinärt boende",
        level: 89.0,
        trend: -0.2,
        spread: 2.5,
        chance: 80.0,
        women: 0.62,
        decimals: Some(0),
        first_year: 2013,
        fewest: 10,
        ..BASE
    },
    Spec {
        id: "U21478",
        title: "Brukarbedömning hemtjänst äldreomsorg - besväras ofta av ensamhet, andel (%)",
        operating_area: "Ordinärt boende",
        level: 13.5,
        trend: 0.1,
        spread: 1.5,
        chance: 75.0,
        women: 0.62,
        decimals: Some(0),
        first_year: 2013,
        fewest: 10,
        ..BASE
    },
    Spec {
        id: "U40455",
        title: "Resultat vid avslut i kommunens arbetsmarknadsverksamhet, deltagare som börjat arbeta eller studera, andel (%)",
        operating_area: "Arbetsmarknadsåtgärder",
        level: 43.0,
        trend: 0.2,
        spread: 9.0,
        chance: 40.0,
        first_year: 2016,
        fewest: 5,
        ..BASE
    },
];
