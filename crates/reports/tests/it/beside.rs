//! Organisations side by side: on paper for the meeting.

use i18n::Lang;
use office::{
    AssessItem, AssessLevel, BesideCell, BesideChoice, BesideColumn, BesideDifference, BesideForm, BesidePaper,
    BesideRow, BesideSheet, BesideState, BesideTimeRow, BesideTimes, BesideView, Earlier, EvidenceLine, FormSaid,
    Press as _, SheetCode, Since,
};
use programme::{Capacity, Evidence, Movement, Visibility};
use reports::Press;

use crate::letter::{asked, structure};
use crate::paper::{is_tagged, keep, pages, says, text};
use crate::sample::HOSTILE;

const IDS: [&str; 3] = [
    "017f22e2-79b0-7800-bfff-ffffffffffff",
    "017f22e2-79b0-7800-bfff-fffffffffffe",
    "017f22e2-79b0-7800-bfff-fffffffffffd",
];

fn item(words: &str) -> AssessItem {
    let level =
        |level: u8| AssessLevel { level, name: format!("steg {level}"), means: format!("{words} syns {level}") };
    AssessItem {
        id: "statistik".into(),
        code: "overgripande/statistik".into(),
        number: 4,
        name: words.into(),
        text: format!("Har ni {words}?"),
        note: String::new(),
        block: String::new(),
        levels: (1..=4).map(level).collect(),
    }
}

fn column(which: usize, name: &str, capacity: Capacity, state: BesideState) -> BesideColumn {
    BesideColumn {
        organisation: IDS[which].parse().unwrap(),
        name: name.into(),
        capacity,
        own: which == 0,
        state,
        of: None,
        earlier: None,
        forms: Vec::new(),
        differences: Vec::new(),
        source: String::new(),
        times: None,
    }
}

fn time(title: &str, day: &str) -> Earlier {
    Earlier { title: title.into(), round: None, agreed: day.parse().unwrap(), instrument: None, why: None }
}

fn view(words: &str) -> BesideView {
    let agreed = BesideState::Agreed { on: "2026-03-01".parse().unwrap(), visibility: Visibility::Group };
    let mut own = column(0, "Härnösands kommun", Capacity::Participant, agreed);
    own.forms = vec![BesideForm {
        form: "styrsystem".into(),
        name: "Beskrivning av styrsystemet".into(),
        finished: true,
        said: vec![(format!("Hur styr ni {words}?"), FormSaid::Line(format!("Budgeten styr {words}.")))],
    }];
    own.differences = vec![BesideDifference {
        figure: "Heltid (procent)".into(),
        women: "61,2".into(),
        men: "78,0".into(),
        difference: "−16,8 procentenheter".into(),
        year: "2024".into(),
        verdict: "större än i liknande kommuner".into(),
    }];
    own.source = "Källa: Kolada, hämtad 2026-01-12.".into();
    own.times = Some(BesideTimes {
        times: vec![time("Styrning", "2026-01-01"), time("Uppföljning", "2026-03-01")],
        rows: vec![BesideTimeRow {
            item: item(words),
            cells: vec![(None, vec![("Frågan är en annan.".into(), None)]), (Some(3), Vec::new())],
        }],
    });
    let mentor = column(2, "Umeå kommun", Capacity::Mentor, agreed);
    let link = Evidence::Link { url: "https://kommunen.example/plan".into(), title: format!("Plan för {words}") };
    let said = BesideCell {
        answered: true,
        level: Some(3),
        comment: format!("Vi följer {words}."),
        evidence: vec![EvidenceLine { evidence: link, document: None, form: None }],
        since: vec![Since::Moved { how: Movement::Up, before: Some(2) }],
        ..BesideCell::default()
    };
    let near = BesideCell {
        then: vec![("Skalan är en annan.".into(), Some(("Statistik då".into(), 2)))],
        ..BesideCell::default()
    };
    let row = BesideRow { item: item(words), apart: true, cells: vec![said, BesideCell::default(), near] };
    BesideView {
        round: IDS[0].parse().unwrap(),
        round_title: "Modellkommuner 2026".into(),
        group: IDS[0].parse().unwrap(),
        group_name: "Norr".into(),
        instrument: "Självskattning 2023".into(),
        notes: Vec::new(),
        step: "traff-styrning".into(),
        title: "Lärandeträff".into(),
        steps: Vec::new(),
        parts: Vec::new(),
        items: Vec::new(),
        apart: false,
        members: Vec::new(),
        columns: vec![own, column(1, "Kramfors kommun", Capacity::Participant, BesideState::Hidden), mentor],
        sheets: vec![BesideSheet {
            code: SheetCode { part: "overgripande".into(), of: None },
            name: "Hela organisationen".into(),
            rows: vec![row],
        }],
        mine: Vec::new(),
        taken: Vec::new(),
        prints: true,
    }
}

fn paper(lang: Lang, view: BesideView) -> BesidePaper {
    BesidePaper { lang, date: "2026-03-02".into(), view, figures: std::collections::BTreeMap::new() }
}

#[test]
fn a_comparison_is_an_accessible_document_across() {
    for lang in Lang::ALL {
        let pdf = Press::strict().print_beside(&paper(lang, view("statistik"))).unwrap();
        keep(&format!("beside-{lang}.pdf"), &pdf);
        is_tagged(&pdf, lang, &["H1", "H2", "H3", "P", "Table", "TR", "TH", "TD"]);
        says(
            &pdf,
            &[
                lang.pick("Sida vid sida: Norr", "Side by side: Norr"),
                "Självskattning 2023, Lärandeträff, Modellkommuner 2026, 2026-03-02",
                "Umeå kommun (mentor)",
                lang.pick("inte visad än", "not shown yet"),
                "3 steg 3",
                "statistik syns 3",
                "Vi följer statistik.",
                lang.pick("Sedan sist: upp från 2", "Since last time: up from 2"),
                lang.pick("kan inte jämföras", "cannot be compared"),
                "Statistik då",
                lang.pick("Underlag: Plan", "Evidence: Plan"),
                "Plan för statistik (https://kommunen.example/",
                "Budgeten styr statistik.",
                "större än i liknande kommuner",
                "Källa: Kolada, hämtad 2026-01-12.",
                lang.pick("Vad kan vi ta hem?", "What could we take home?"),
            ],
        );
        if let Some(about) = asked("pdfinfo", &["-"], &pdf) {
            assert!(about.contains("841.89 x 595.276"), "A4 across: {about}");
        }
    }
}

#[test]
fn rows_and_columns_have_heads() {
    let Some(lines) = structure(&Press::strict().print_beside(&paper(Lang::Sv, view("statistik"))).unwrap()) else {
        return;
    };
    let all = lines.join("\n");
    // Who (3 heads, 3 rows), the levels (4, 1), what they rest on (4, 1), the figures (6, 1), over time (3, 1).
    assert_eq!(all.matches("/Scope /Column").count(), 3 + 4 + 4 + 6 + 3, "{all}");
    assert_eq!(all.matches("/Scope /Row").count(), 3 + 1 + 1 + 1 + 1, "{all}");
}

/// Items of one part, and of a committee that has answered one of them.
fn whole(items: u16) -> BesideView {
    let words = "statistik som är uppdelad på kvinnor och män i alla nämnder och bolag";
    let mut it = view(words);
    let said = it.sheets[0].rows[0].cells[0].clone();
    let cell = BesideCell { comment: "Vi följer det varje år, men inte i bolagen. ".repeat(4), ..said };
    let row = |number: u16, answered: bool| BesideRow {
        item: AssessItem { id: format!("punkt-{number}"), number, ..item(words) },
        apart: false,
        cells: if answered { vec![cell.clone(); 3] } else { vec![BesideCell::default(); 3] },
    };
    it.sheets[0].rows = (1..=items).map(|number| row(number, true)).collect();
    let committee = SheetCode { part: "namnd".into(), of: Some("Socialnämnden".into()) };
    let rows = (1..=items).map(|number| row(number, number == 2)).collect();
    it.sheets.push(BesideSheet { code: committee, name: "Socialnämnden".into(), rows });
    it
}

#[test]
fn three_side_by_side_are_a_few_pages() {
    let pdf = Press::strict().print_beside(&paper(Lang::Sv, whole(10))).unwrap();
    keep("beside-whole.pdf", &pdf);
    assert!(pages(&pdf) <= 4, "{} pages", pages(&pdf));
    let Some(text) = text(&pdf) else { return };
    assert!(text.contains("Inget svar att visa: 1. statistik"), "{text}");
    // The question is asked once, though the committee answers it as well.
    assert_eq!(text.matches("Har ni statistik").count(), 10, "{text}");
    assert_eq!(text.matches("Det som svaren bygger på").count(), 2, "{text}");
}

#[test]
fn a_paper_says_what_was_chosen() {
    let chosen = |id: &str, name: &str| BesideChoice { id: id.into(), name: name.into(), chosen: true };
    let other = BesideChoice { chosen: false, ..chosen("namnd", "Nämnd") };
    let view = BesideView {
        parts: vec![chosen("overgripande", "Övergripande nivå"), other],
        items: vec![chosen("statistik", "4. Statistik")],
        apart: true,
        ..view("statistik")
    };
    let pdf = Press::strict().print_beside(&paper(Lang::Sv, view)).unwrap();
    let chosen = "Modellkommuner 2026, Övergripande nivå, 4. Statistik, bara där ni skiljer er åt, 2026-03-02";
    says(&pdf, &[chosen]);
}

#[test]
fn hostile_texts_and_nothing_at_all_are_documents() {
    for times in [1, 3] {
        let pdf = Press::strict().print_beside(&paper(Lang::Sv, view(&HOSTILE.repeat(times)))).unwrap();
        keep(&format!("beside-hostile-{times}.pdf"), &pdf);
        if let Some(text) = text(&pdf) {
            assert!(text.contains("#import"), "{text}");
        }
    }
    let nothing = BesideView { columns: Vec::new(), sheets: Vec::new(), group_name: String::new(), ..view("x") };
    let pdf = Press::strict().print_beside(&paper(Lang::En, nothing.clone())).unwrap();
    assert_eq!(pages(&pdf), 1);
    says(&pdf, &["Nobody has shown an answer to what you chose."]);
    assert!(Press::default().print_beside(&BesidePaper { date: "i dag".into(), ..paper(Lang::En, nothing) }).is_err());
}

#[test]
fn same_comparison_same_bytes() {
    let press = Press::default();
    let it = paper(Lang::Sv, view("statistik"));
    assert_eq!(press.print_beside(&it), press.print_beside(&it));
}
