//! The pages of the groups formed anew: every round by value, in both languages.

use crate::pages::{all, attribute, parse, words};
use crate::site::{get, page};
use app::regroup::{self, Outcome, Recomputed};
use axum::http::StatusCode;
use i18n::{Lang, Numbers};
use roxmltree::{Document, Node};

fn formed() -> impl Iterator<Item = &'static Recomputed> {
    regroup::all().iter().filter_map(Outcome::formed)
}

fn of(lang: Lang, id: &str) -> String {
    format!("/{}/{id}/{}", lang.pick("sv/historia/omgang", "en/history/round"), lang.pick("grupper", "groups"))
}

fn km(lang: Lang, km: u32) -> String {
    format!("{} km", Numbers::of(lang).fixed(f64::from(km), 0)).replace(i18n::NBSP, " ")
}

/// As people see it: a space is a space.
fn plain(text: &str) -> String {
    text.replace(i18n::NBSP, " ")
}

fn main_words(html: &str) -> String {
    plain(&words(all(&parse(html), "main").next().unwrap()))
}

/// The cells of each row of the table under a heading, but its head.
fn rows(doc: &Document<'_>, id: &str) -> Vec<Vec<String>> {
    let heading = doc.descendants().find(|node| node.attribute("id") == Some(id)).unwrap();
    let section = heading.ancestors().find(|it| it.tag_name().name() == "section").unwrap();
    let table = section.descendants().find(|it| it.tag_name().name() == "table").unwrap();
    let rows = table.descendants().filter(|it| it.tag_name().name() == "tr").skip(1);
    rows.map(|row| row.children().filter(Node::is_element).map(|it| plain(&words(it))).collect()).collect()
}

#[tokio::test]
async fn every_round_stands_with_its_ways_newest_first() {
    for lang in [Lang::Sv, Lang::En] {
        let html = page(lang.pick("/sv/historia/grupper", "/en/history/groups")).await;
        let doc = parse(&html);
        let rows = rows(&doc, "rounds");
        let unknown = lang.pick("inte känt", "not known");
        let wanted: Vec<Vec<String>> = formed()
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .map(|it| {
                let was = it.was.as_ref().map_or_else(|| unknown.to_owned(), |was| km(lang, was.km));
                vec![lang.pick(&it.round.name.sv, &it.round.name.en).clone(), was, km(lang, it.best.km)]
            })
            .collect();
        let told: Vec<Vec<String>> = rows.iter().map(|row| row[..3].to_vec()).collect();
        assert_eq!(told, wanted);
        let row = |name: &str| rows.iter().find(|row| row[0].contains(name)).unwrap().clone();
        assert_eq!(row("2017")[5], lang.pick("12 av 15", "12 of 15"));
        assert_eq!(row("2020")[5..], [lang.pick("4 av 4", "4 of 4"), lang.pick("2 av 2", "2 of 2")]);
        assert_eq!(row(lang.pick("Modellregioner", "Model regions"))[5], lang.pick("ingen mentor", "no mentor"));
        assert_eq!(row("2021")[3..], [unknown, unknown, unknown, unknown]);
        let text = main_words(&html);
        for sentence in [
            lang.pick("Det här är inget betyg på dem", "This is no verdict on those"),
            lang.pick("Alla var i en och samma grupp", "All were in one and the same group"),
            lang.pick("För lite är känt om deltagare", "Too little is known of participants"),
            lang.pick("och mellan deltagarna", "and between the participants"),
        ] {
            assert!(text.contains(sentence), "{sentence}: {text}");
        }
        for it in regroup::all() {
            let href = match it {
                Outcome::Formed(it) => of(lang, &it.round.id),
                Outcome::Nothing { round, .. } => {
                    format!("/{}/{}", lang.pick("sv/historia/omgang", "en/history/round"), round.id)
                }
            };
            assert!(all(&doc, "a").any(|a| attribute(a, "href") == href), "{href}");
        }
    }
}

#[tokio::test]
async fn a_round_is_told_with_its_groups_and_everybodys_way() {
    fn name(id: &str) -> &str {
        ::history::History::built_in().name(id)
    }
    for (it, lang) in formed().flat_map(|it| [(it, Lang::Sv), (it, Lang::En)]) {
        let html = page(&of(lang, &it.round.id)).await;
        let doc = parse(&html);
        let groups = rows(&doc, "groups");
        assert_eq!(groups.len(), it.best.groups.len(), "{}", it.round.id);
        for (at, (row, best)) in groups.iter().zip(&it.best.groups).enumerate() {
            if let Some(mentor) = best.mentor {
                assert_eq!(row[0], name(mentor));
            }
            let members = |all: &[&str]| all.iter().map(|id| name(id)).collect::<Vec<_>>().join(" ");
            let mut wanted = vec![members(&best.members), km(lang, best.km)];
            if let Some(was) = it.was.as_ref().map(|was| &was.groups[at]) {
                wanted.splice(0..0, [members(&was.members), km(lang, was.km)]);
            }
            assert_eq!(row[1..], wanted, "{}", it.round.id);
        }
        let ways = rows(&doc, "organisations");
        for (row, way) in ways.iter().zip(&it.journeys) {
            let mut wanted = vec![name(way.organisation).to_owned(), km(lang, way.best)];
            if let Some(was) = way.was {
                wanted.insert(1, km(lang, was));
                let change = row.last().unwrap();
                let said = [("kortare", "shorter", was > way.best), ("längre", "longer", way.best > was)];
                for (sv, en, wanted) in said {
                    assert_eq!(change.contains(lang.pick(sv, en)), wanted, "{row:?}");
                }
            }
            assert_eq!(row[..wanted.len()], wanted);
        }
        assert_eq!(ways.len(), it.participants());
        let text = main_words(&html);
        for line in &it.round.unknown {
            assert!(text.contains(lang.pick(line.sv.as_str(), line.en.as_str())), "{line:?}");
        }
        assert!(text.contains(lang.pick("Inget betyg", "No verdict")));
    }
}

#[tokio::test]
async fn the_map_names_everybody_in_both_widths_and_marks_what_differs() {
    let html = page("/sv/historia/omgang/omgang-2017/grupper").await;
    let doc = parse(&html);
    let pictures: Vec<_> = all(&doc, "svg").filter(|it| attribute(*it, "class").contains("chart-ways")).collect();
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        let drawn = plain(&words(picture));
        assert!(drawn.contains("Omgången 2017: 2 820 km som det blev, 2 448 km med kortast väg"), "{drawn}");
        assert!(drawn.contains("3 av 15 deltagare byter grupp mellan kartorna"), "{drawn}");
        // In each map once as a name and once as what the mark says.
        let it = formed().find(|it| it.round.id == "omgang-2017").unwrap();
        for id in it.journeys.iter().map(|it| it.organisation).chain(it.best.groups.iter().filter_map(|it| it.mentor)) {
            let name = ::history::History::built_in().name(id);
            assert!(drawn.matches(name).count() >= 4, "{name}: {drawn}");
        }
        let dashed = picture.descendants().filter(|it| it.attribute("stroke-dasharray") == Some("7 4")).count();
        // Three ways in each map, and one in the key.
        assert_eq!(dashed, 7);
    }
    // One map where it is not known how it was.
    let html = page("/sv/historia/omgang/omgang-2021/grupper").await;
    let words = main_words(&html);
    assert!(words.contains("hur det blev är inte känt") && words.contains("Vem som ledde vem är inte känt"), "{words}");
    assert!(!html.contains("7 4\""));
}

#[tokio::test]
async fn the_history_leads_to_its_groups_and_back() {
    let has = |html: &str, href: &str| all(&parse(html), "a").any(|a| attribute(a, "href") == href);
    assert!(has(&page("/sv/historia").await, "/sv/historia/grupper"));
    assert!(has(&page("/en/history").await, "/en/history/groups"));
    assert!(has(&page("/en/history/round/kommuner-2019").await, "/en/history/round/kommuner-2019/groups"));
    // There is nothing to form where all were in one group: no link, but an answer to who asks.
    let pilot = page("/sv/historia/omgang/pilot-2015").await;
    assert!(!has(&pilot, "/sv/historia/omgang/pilot-2015/grupper"));
    let html = page("/sv/historia/omgang/pilot-2015/grupper").await;
    assert!(main_words(&html).contains("Alla var i en och samma grupp"));
    assert!(has(&html, "/sv/historia/omgang/pilot-2015") && has(&html, "/sv/historia/grupper"));
    for nowhere in
        ["/sv/historia/groups", "/en/history/round/kommuner-2019/grupper", "/sv/historia/omgang/2033/grupper"]
    {
        assert_eq!(get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}
