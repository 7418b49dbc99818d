//! Views written by hand: ordinary ones, and the worst that data can hold.

use app::view::*;
use charts::{
    Dumbbell, DumbbellRow, Frame, Lines, Series, Strip, StripDot, StripThis, Svg, Theme, Value, Who, YearPoint,
};

/// What data must never be able to do to a document.
pub const HOSTILE: &str = "#import \"x\" #panic() *fet* _kursiv_ $x^2$ <b>&amp; @ref `kod` \\ // inte /* heller */ 👩‍👩‍👧 漢字 \u{e000}\u{0}\u{202e} = Rubrik";

pub fn shown(value: f64, text: &str, unit: &str) -> Shown {
    Shown { value: Some(value), text: text.to_owned(), with_unit: format!("{text}\u{a0}{unit}") }
}

pub fn missing(text: &str) -> Shown {
    Shown { value: None, text: text.to_owned(), with_unit: text.to_owned() }
}

pub fn area(code: &str, name: &str) -> AreaRef {
    AreaRef { code: code.to_owned(), name: name.to_owned(), level: Level::Municipality }
}

fn theme(id: &str, name: &str) -> ThemeRef {
    ThemeRef { id: id.to_owned(), name: name.to_owned() }
}

pub fn source(kpi: &str) -> SourceLine {
    SourceLine {
        unchanged: format!("Källa: Kolada ({kpi}), hämtad 2024-08-30."),
        computed: "Skillnad, intervall och jämförelse: egen beräkning på uppgifter från Kolada.".to_owned(),
    }
}

fn tick(value: f64) -> String {
    format!("{value:.0}").replace('-', "−")
}

const FRAME: Frame<'static> = Frame { id: "c", theme: Theme::Print, width: charts::Width::Wide };

/// A chart of the crate `charts`; a plain one while that is not drawn yet.
fn or_plain(svg: Svg, title: &str) -> Svg {
    if svg.markup.contains("<svg") {
        return svg;
    }
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    let markup = format!(
        "<svg viewBox=\"0 0 430 90\" role=\"img\"><title>{title}</title><desc>Två rader.</desc><g font-family=\"Source Sans 3\"><text x=\"0\" y=\"34\" font-size=\"14\" font-weight=\"700\" fill=\"#14212B\">Kramfors</text><line x1=\"90\" x2=\"420\" y1=\"30\" y2=\"30\" stroke=\"#DDE1E4\"/><circle cx=\"370\" cy=\"30\" r=\"6\" fill=\"#5B2A86\"/><rect x=\"350\" y=\"24\" width=\"12\" height=\"12\" fill=\"#B85C00\"/></g></svg>"
    );
    Svg { markup, width: 430.0, height: 90.0, labels: Vec::new() }
}

fn dumbbell(title: &str, rows: &[(&str, f64, f64)]) -> Picture {
    let value = |v: f64| Some(Value { value: v, label: tick(v), interval: None });
    let chart = Dumbbell {
        title: title.to_owned(),
        desc: "Två värden per plats.".to_owned(),
        rows: rows
            .iter()
            .enumerate()
            .map(|(n, (name, women, men))| DumbbellRow {
                name: (*name).to_owned(),
                women: value(*women),
                men: value(*men),
                strong: n == 0,
                no_value: String::new(),
            })
            .collect(),
        ..Dumbbell::default()
    };
    Picture {
        title: title.to_owned(),
        wide: or_plain(charts::dumbbell(&chart, &FRAME, &tick), title),
        narrow: Some(charts::dumbbell(&chart, &Frame { width: charts::Width::Narrow, ..FRAME }, &tick)),
        caption: "● kvinnor ■ män, procent · 2022".to_owned(),
    }
}

fn lesson(name: &str) -> LessonView {
    LessonView {
        area: area("2283", name),
        relation: "partner".to_owned(),
        reason: "closed".to_owned(),
        since: Some(2018),
        women: shown(92.0, "92,0", "procent"),
        men: shown(92.5, "92,5", "procent"),
        text: ": mindre skillnad, och minst lika bra för kvinnor.".to_owned(),
        sentence: format!(
            "{name} hade samma skillnad 2014 och har stängt den sedan 2018, genom att kvinnornas andel steg till 92 procent."
        ),
    }
}

/// One finding. `women` and `men` are shares in per cent.
pub fn finding(
    kpi: &str,
    theme_name: &str,
    short: &str,
    headline: &str,
    sentences: &[&str],
    verdict: &str,
    women: f64,
    men: f64,
) -> FindingView {
    let text = |v: f64| format!("{v:.1}").replace('.', ",").replace('-', "−");
    let difference = women - men;
    FindingView {
        kpi: kpi.to_owned(),
        title: format!("{short}, andel (%)"),
        short: short.to_owned(),
        theme: theme(&theme_name.to_lowercase(), theme_name),
        year: 2022,
        unit: "procent".to_owned(),
        difference_unit: "procentenheter".to_owned(),
        women_word: "kvinnor".to_owned(),
        men_word: "män".to_owned(),
        headline: headline.to_owned(),
        sentences: sentences.iter().map(|s| (*s).to_owned()).collect(),
        verdict: Verdict { code: VerdictCode::LargerThanPeers, text: verdict.to_owned() },
        women: shown(women, &text(women), "procent"),
        men: shown(men, &text(men), "procent"),
        total: shown((women + men) / 2.0, &text((women + men) / 2.0), "procent"),
        difference: shown(difference, &text(difference), "procentenheter"),
        ratio: Some(women / men),
        lasting: shown(difference, &text(difference), "procentenheter"),
        interval: Some(Interval {
            lower: difference - 3.0,
            upper: difference + 3.0,
            text: format!("{} till {}", text(difference - 3.0), text(difference + 3.0)),
            confidence: 0.95,
            covers: "Intervallet täcker slump från år till år.".to_owned(),
        }),
        estimate_head: "Bestående skillnad (95 % intervall)".to_owned(),
        estimate: format!("{} ({} till {})", text(difference), text(difference - 3.0), text(difference + 3.0)),
        covers: "Intervallet täcker slump från år till år, inte fel i uppgifterna.".to_owned(),
        p: Some(0.001),
        flagged: difference.abs() > 3.0,
        smallest_visible: Some(shown(2.9, "2,9", "procentenheter")),
        peers: Some(AgainstPeers {
            n: 7,
            women: shown(80.0, "80,0", "procent"),
            men: shown(88.0, "88,0", "procent"),
            difference: shown(-8.0, "−8,0", "procentenheter"),
            difference_weighted: shown(-7.6, "−7,6", "procentenheter"),
            lasting: shown(-8.1, "−8,1", "procentenheter"),
            excess: shown(9.7, "9,7", "procentenheter"),
            interval: None,
            p: Some(0.002),
            flagged: true,
            percentile: Some(0.0),
            sentence: "I liknande kommuner (7) är skillnaden 8,0 procentenheter.".to_owned(),
        }),
        trend: Some(TrendView {
            from: 2013,
            to: 2022,
            n: 10,
            slope: shown(1.1, "1,1", "procentenheter"),
            p: Some(0.001),
            code: "closing-up".to_owned(),
            sentence:
                "Skillnaden har minskat med 1,1 procentenheter om året sedan 2013, för att kvinnornas andel steg."
                    .to_owned(),
        }),
        lessons: vec![lesson("Sollefteå"), lesson("Upplands-Bro")],
        caveats: vec!["Bara månadsavlönade räknas.".to_owned()],
        picture: Some(dumbbell(headline, &[("Kramfors", women, men), ("Liknande", 80.0, 88.0)])),
        source: source(kpi),
    }
}

fn three() -> Vec<FindingView> {
    vec![
        finding(
            "N00206",
            "Heltid",
            "Heltid",
            "Lika många kvinnor som män har heltid.",
            &[
                "Av kommunens månadsavlönade kvinnor har 95 procent heltidsanställning, av männen 93.",
                "I liknande kommuner är det 80 mot 88.",
                "Skillnaden försvann när kvinnornas andel steg, och har varit borta i fyra år.",
            ],
            "mindre än i liknande kommuner",
            95.1,
            93.4,
        ),
        finding(
            "U01413",
            "Trygghet",
            "Kränkande behandling",
            "Fler kvinnor än män möts av kränkningar.",
            &[
                "21 procent av kvinnorna och 12 procent av männen har känt sig kränkande behandlade de senaste tre månaderna.",
                "Skillnaden, 9 procentenheter, är något större än i liknande kommuner (6); det kan bero på slumpen.",
            ],
            "går inte att skilja från liknande kommuner",
            21.0,
            12.0,
        ),
        finding(
            "N15504",
            "Skola",
            "Meritvärde i årskurs 9",
            "Flickor lämnar grundskolan med högre betyg.",
            &[
                "Flickornas genomsnittliga meritvärde är 216 poäng, pojkarnas 192.",
                "Skillnaden, 24 poäng, är ungefär som i liknande kommuner och har halverats sedan 2019, mest för att flickornas betyg sjunkit.",
            ],
            "som i liknande kommuner",
            216.0,
            192.0,
        ),
    ]
}

pub fn municipality() -> MunicipalityView {
    MunicipalityView {
        area: area("2282", "Kramfors"),
        county: Some(area("0022", "Västernorrlands län")),
        year: 2022,
        facts: vec!["Befolkning 2022: 17\u{a0}892".to_owned(), "Västernorrlands län".to_owned()],
        peers: PeersView {
            key: "similar:overgripande".to_owned(),
            label: "liknande kommuner (7)".to_owned(),
            members: ["Bollnäs", "Härnösand", "Ludvika", "Ljusdal", "Sollefteå", "Söderhamn", "Ånge"].iter().map(|n| area("0000", n)).collect(),
        },
        choices: vec![],
        counts: Counts { split: 612, tested: 540, differ: 148, expected_false: 7.0, differ_from_peers: 19, expected_false_peers: 1.0, background: 60, untested: 12 },
        lead: "Av 612 mått som är uppdelade på kön skiljer sig kvinnor och män åt i 148 på ett sätt som knappast är slump. Här är de tre som säger mest.".to_owned(),
        lead_false_alarms: "Vi räknar med högst sju falska larm bland de 148.".to_owned(),
        findings: three(),
        learn_from_us: vec![finding("N00206", "Heltid", "Heltid", "Lika många.", &[], "", 95.1, 93.4)],
        themes: vec![],
        background: vec![],
        totals: vec![],
        quarters: None,
        standings: vec![],
        intervals: None,
        source: source("N00206"),
        invented: false,
    }
}

/// The worst municipality: every text is long and hostile.
pub fn hostile_municipality(times: usize) -> MunicipalityView {
    let mut view = municipality();
    let long =
        format!("{} {}", HOSTILE, "Arbetsmarknadsutbildningsverksamhetsutvecklingsansvarig".repeat(3)).repeat(times);
    view.area.name = format!("Örnsköldsvik-{HOSTILE}");
    view.lead = long.clone();
    view.lead_false_alarms = long.clone();
    view.facts = vec![long.clone(); 3];
    view.peers.label = long.clone();
    view.source.unchanged = long.clone();
    view.invented = true;
    for finding in &mut view.findings {
        finding.headline = long.clone();
        finding.sentences = vec![long.clone(); 6];
        finding.verdict.text = long.clone();
        finding.theme.name = long.clone();
        finding.source = SourceLine { unchanged: long.clone(), computed: String::new() };
        for lesson in &mut finding.lessons {
            lesson.sentence = long.clone();
        }
        finding.picture = Some(dumbbell(HOSTILE, &[(HOSTILE, 95.0, 93.0), ("👩 漢", 80.0, 88.0)]));
    }
    view
}

fn row(
    kpi: &str,
    theme_name: &str,
    short: &str,
    values: &[Option<(f64, f64)>],
    picture: bool,
    names: &[&str],
) -> CompareRow {
    let cells: Vec<Option<FindingView>> = values
        .iter()
        .map(|pair| {
            pair.map(|(women, men)| {
                finding(
                    kpi,
                    theme_name,
                    short,
                    "",
                    &[],
                    if (women - men).abs() > 3.0 { "större än i liknande kommuner" } else { "kan bero på slumpen" },
                    women,
                    men,
                )
            })
        })
        .collect();
    let points: Vec<(&str, f64, f64)> =
        names.iter().zip(values).filter_map(|(name, pair)| pair.map(|(w, m)| (*name, w, m))).collect();
    CompareRow {
        kpi: kpi.to_owned(),
        short: short.to_owned(),
        theme: theme(&theme_name.to_lowercase(), theme_name),
        unit: "procent".to_owned(),
        difference_unit: "procentenheter".to_owned(),
        women_word: "kvinnor".to_owned(),
        men_word: "män".to_owned(),
        cells,
        sentence: format!(
            "Minst är skillnaden i {}; den skiljer sig från de andras på ett sätt som knappast är slump.",
            names[0]
        ),
        picture: picture.then(|| dumbbell(short, &points)),
    }
}

pub fn compare(names: &[&str]) -> CompareView {
    let values = |seed: f64| -> Vec<Option<(f64, f64)>> {
        (0..names.len()).map(|n| Some((80.0 + seed + n as f64 * 2.5, 88.0 - seed + n as f64))).collect()
    };
    let mut holes = values(1.0);
    holes[1] = None;
    let themes = [
        ("Heltid", 6),
        ("Skola och förskola", 11),
        ("Omsorg om äldre och personer med funktionsnedsättning", 9),
        ("Trygghet", 5),
    ];
    CompareView {
        areas: names.iter().enumerate().map(|(n, name)| area(&format!("228{n}"), name)).collect(),
        mentor: Some(1),
        lead: "Av 86 mått som går att jämföra skiljer sig kommunerna åt i 23. Här är de tre där de skiljer sig mest."
            .to_owned(),
        lead_false_alarms: "Vi räknar med högst två falska larm bland de 23.".to_owned(),
        bring: vec![
            row("N00206", "Heltid", "Heltid", &values(4.0), true, names),
            row("U01413", "Trygghet", "Kränkande behandling", &holes, true, names),
            row("N15504", "Skola", "Meritvärde i årskurs 9", &values(-3.0), true, names),
        ],
        themes: themes
            .iter()
            .map(|(name, count)| {
                let rows = (0..*count)
                    .map(|n| {
                        row(
                            &format!("N{n:05}"),
                            name,
                            [
                                "Heltid",
                                "Sjukfrånvaro bland kommunanställda",
                                "Elever i årskurs 9 som är behöriga till yrkesprogram, kommunala skolor",
                            ][n % 3],
                            &if n == 2 { holes.clone() } else { values(n as f64 - 2.0) },
                            false,
                            names,
                        )
                    })
                    .collect();
                (theme("t", name), rows)
            })
            .collect(),
        source: source("N00206"),
    }
}

pub fn figure() -> FigureView {
    let own = finding(
        "N00206",
        "Heltid",
        "Heltid",
        "Lika många kvinnor som män har heltid.",
        &[
            "Av kommunens månadsavlönade kvinnor har 95 procent heltidsanställning, av männen 93.",
            "Skillnaden försvann när kvinnornas andel steg, och har varit borta i fyra år.",
        ],
        "mindre än i liknande kommuner",
        95.1,
        93.4,
    );
    let text = |v: f64| format!("{v:.1}").replace('.', ",").replace('-', "−");
    let series = |who, base: f64, slope: f64, label: &str| Series {
        who,
        strong: true,
        label: label.to_owned(),
        short: tick(base),
        points: (2009..=2022)
            .map(|year| YearPoint { year, value: Some(base + slope * f64::from(year - 2009)), ..YearPoint::default() })
            .collect(),
    };
    let over = Lines {
        title: "Heltid: så försvann skillnaden".to_owned(),
        desc: "Kvinnornas andel steg från 69 till 95 procent.".to_owned(),
        series: vec![
            series(Who::Women, 69.0, 2.0, "Kvinnor, Kramfors 95"),
            series(Who::Men, 81.0, 0.95, "Män, Kramfors 93"),
        ],
        unit: "procent".to_owned(),
        ..Lines::default()
    };
    let strip = Strip {
        title: "Skillnaden i alla kommuner".to_owned(),
        desc: "De flesta ligger under noll.".to_owned(),
        dots: (0..280)
            .map(|n| StripDot {
                value: -14.0 + f64::from(n % 37) * 0.4 + f64::from(n % 11) * 0.3,
                name: String::new(),
                peer: n % 40 == 0,
            })
            .collect(),
        this: Some(StripThis { value: 1.7, label: "Kramfors 1,7".to_owned(), interval: Some((-1.3, 4.7)) }),
        zero: "ingen skillnad".to_owned(),
        peer_key: "liknande kommuner".to_owned(),
        other_key: "andra kommuner".to_owned(),
        ..Strip::default()
    };
    let picture = |title: &str, svg: Svg, caption: &str| {
        Some(Picture { title: title.to_owned(), wide: or_plain(svg, title), narrow: None, caption: caption.to_owned() })
    };
    FigureView {
        kpi: "N00206".to_owned(),
        title: "Heltidsanställda månadsavlönade i kommunen, andel (%)".to_owned(),
        short: "Heltid".to_owned(),
        theme: theme("heltid", "Heltid"),
        owner: "Uppgiften kommer till Kolada från: SKR.".to_owned(),
        definition: "Antal månadsavlönade med heltidsanställning dividerat med antal månadsavlönade, multiplicerat med 100. Avser november. Källa: SKR.".to_owned(),
        direction: "Högt är bra: heltid ger lön och pension att leva på, och är målet i avtalet mellan SKR och Kommunal.".to_owned(),
        caveats: vec!["Bara månadsavlönade räknas; timavlönade är inte med.".to_owned(), "En anställning på heltid säger inte hur mycket någon arbetar.".to_owned()],
        share: true,
        small: None,
        small_offered: false,
        finding: Some(own),
        area: Some(area("2282", "Kramfors")),
        peers: None,
        choices: vec![],
        over_time: picture("Heltid: så försvann skillnaden", charts::lines(&over, &FRAME, &tick), "Heltidsanställda månadsavlönade i kommunen, procent"),
        everyone: picture("Skillnaden i alla kommuner", charts::strip(&strip, &FRAME, &tick), "Kvinnors andel minus mäns, procentenheter, 2022."),
        years: (2009..=2022)
            .rev()
            .map(|year| {
                let t = f64::from(year - 2009);
                let (women, men) = (69.0 + 2.0 * t, 81.0 + 0.95 * t);
                if year == 2011 {
                    return YearRow { year, women: missing("uppgift saknas"), men: missing("sekretess"), total: missing("uppgift saknas"), difference: missing("uppgift saknas"), peers_difference: shown(-8.0, "−8,0", ""), carried: false };
                }
                YearRow {
                    year,
                    women: shown(women, &text(women), "procent"),
                    men: shown(men, &text(men), "procent"),
                    total: shown(women, &text(women), "procent"),
                    difference: shown(women - men, &text(women - men), "procentenheter"),
                    peers_difference: shown(-8.0, "−8,0", "procentenheter"),
                    carried: year == 2015,
                }
            })
            .collect(),
        areas: ["Kramfors", "Bollnäs", "Härnösand", "Ludvika", "Ånge"]
            .iter()
            .enumerate()
            .map(|(n, name)| AreaRow {
                area: area("0000", name),
                women: shown(90.0, "90,0", "procent"),
                men: shown(91.0, "91,0", "procent"),
                difference: shown(-1.0, "−1,0", "procentenheter"),
                estimate: if n == 2 { String::new() } else { "−0,5 (−2,0 till 1,0)".to_owned() },
                relation: if n == 0 { "own" } else { "peer" }.to_owned(),
            })
            .collect(),
        unit: "procent".to_owned(),
        difference_unit: "procentenheter".to_owned(),
        women_word: "kvinnor".to_owned(),
        men_word: "män".to_owned(),
        source: source("N00206"),
    }
}

pub fn rows() -> Vec<FigureRow> {
    let full = FigureRow {
        kpi: "N00206".to_owned(),
        area: "2282".to_owned(),
        year: 2022,
        women: Some(95.123_456_789),
        men: Some(93.4),
        total: Some(94.9),
        women_state: "value",
        men_state: "value",
        total_state: "value",
        difference: Some(Difference {
            value: 1.723_456_789,
            lasting: Some(1.9),
            lower: Some(-1.3),
            upper: Some(4.7),
            confidence: 0.95,
            method: "year-to-year/1",
            covers: "year-to-year",
            se: Some(1.53),
            p: Some(0.26),
            q: Some(0.4),
            flagged: false,
            smallest_visible: Some(4.4),
        }),
        ratio: Some(1.018_452),
        peers: Some(PeersNumbers {
            n: 7,
            mean: -8.0,
            weighted_mean: Some(-7.6),
            lasting_mean: Some(-7.82),
            excess: 9.72,
            lower: Some(4.0),
            upper: Some(15.0),
            p: Some(0.002),
            q: Some(0.01),
            flagged: true,
            percentile: Some(0.0),
        }),
        trend: Some(TrendNumbers { n: 10, from: 2013, slope: 1.1, p: Some(0.001), code: "closing-up" }),
        total_only: None,
        verdict: Some("smaller-than-peers"),
        title: "Heltidsanställda månadsavlönade, kommun, andel (%)".to_owned(),
        area_name: "Kramfors".to_owned(),
        source: "Källa: Kolada (N00206), hämtad 2024-08-30.".to_owned(),
    };
    let bare = FigureRow {
        year: 2021,
        women: None,
        men: Some(0.0),
        total: None,
        women_state: "secret",
        men_state: "value",
        total_state: "missing",
        difference: None,
        ratio: None,
        peers: None,
        trend: None,
        verdict: None,
        source: "=HYPERLINK(\"http://evil\")".to_owned(),
        ..full.clone()
    };
    vec![full, bare]
}
