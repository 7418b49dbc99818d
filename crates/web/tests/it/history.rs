//! The pages of the history: every round and organisation by value, the picture and its table, what
//! does not exist.

use crate::pages::{all, attribute, parse, words};
use crate::site::{get, page};
use ::history::{History, Round, Text};
use axum::http::StatusCode;
use i18n::Lang;
use roxmltree::{Document, Node};

fn history() -> &'static History {
    History::built_in()
}

fn main_words(html: &str) -> String {
    words(all(&parse(html), "main").next().unwrap())
}

fn by_id<'a>(doc: &'a Document<'_>, id: &str) -> Node<'a, 'a> {
    doc.descendants().find(|node| node.attribute("id") == Some(id)).unwrap_or_else(|| panic!("no #{id}"))
}

/// The words of the section whose heading has this id.
fn section(doc: &Document<'_>, id: &str) -> String {
    words(by_id(doc, id).ancestors().find(|it| it.tag_name().name() == "section").unwrap())
}

/// The words without the spaces between them: where elements meet a space may come or go.
fn tight(text: &str) -> String {
    text.split_whitespace().collect()
}

#[track_caller]
fn holds(text: &str, wanted: &str) {
    assert!(tight(text).contains(&tight(wanted)), "{wanted}\n{text}");
}

fn says(text: &Text, lang: Lang) -> &str {
    lang.pick(&text.sv, &text.en)
}

fn both(sv: &str, en: &str) -> [(Lang, String); 2] {
    [(Lang::Sv, sv.to_owned()), (Lang::En, en.to_owned())]
}

fn links<'a>(doc: &'a Document<'_>) -> Vec<&'a str> {
    all(doc, "a").map(|a| attribute(a, "href")).collect()
}

/// The cells of each row of a table but its head.
fn rows(table: Node<'_, '_>) -> Vec<Vec<String>> {
    let rows = table.descendants().filter(|it| it.tag_name().name() == "tr").skip(1);
    rows.map(|row| row.children().filter(Node::is_element).map(words).collect()).collect()
}

#[tokio::test]
async fn history_shows_the_rounds_newest_first_with_their_sources() {
    for (lang, address) in both("/sv/historia", "/en/history") {
        let html = page(&address).await;
        let doc = parse(&html);
        let cards = by_id(&doc, "rounds").parent_element().unwrap();
        let names: Vec<String> = cards.descendants().filter(|it| it.tag_name().name() == "h3").map(words).collect();
        let wanted: Vec<&str> = history().rounds().rev().map(|round| says(&round.name, lang)).collect();
        assert_eq!(names, wanted);
        let text = words(cards);
        for round in history().rounds() {
            holds(&text, says(&round.summary, lang));
            for source in
                round.sources.iter().filter_map(|id| history().source(id)).filter_map(|it| it.address.as_deref())
            {
                assert!(links(&doc).contains(&source), "{source}");
            }
        }
        holds(&text, lang.pick("15 deltagare, 6 mentorer", "15 participants, 6 mentors"));
        holds(
            &text,
            lang.pick("14 deltagare, 1 var inte kvar till slutet", "14 participants, 1 did not stay to the end"),
        );
        // Everything leads on to a page of its own.
        for it in history().organisations() {
            let href = format!("/{}/organisation/{}", lang.pick("sv/historia", "en/history"), it.id);
            assert!(links(&doc).contains(&href.as_str()), "{href}");
        }
        let unknown = section(&doc, "unknown");
        history().rounds().flat_map(|it| &it.unknown).for_each(|line| holds(&unknown, says(line, lang)));
    }
}

#[tokio::test]
async fn history_tells_what_the_sources_disagree_about_and_what_is_shown() {
    for (lang, address) in both("/sv/historia", "/en/history") {
        let html = page(&address).await;
        let doc = parse(&html);
        let text = section(&doc, "disagreements");
        for it in history().disagreements() {
            for part in [&it.question, &it.shown, &it.why] {
                holds(&text, says(part, lang));
            }
            it.says.iter().for_each(|one| holds(&text, lang.pick(&one.sv, &one.en)));
        }
        assert!(history().disagreements().len() >= 7);
    }
}

#[tokio::test]
async fn the_genealogy_is_drawn_twice_and_its_table_says_the_same() {
    let html = page("/sv/historia").await;
    let doc = parse(&html);
    let pictures: Vec<_> = all(&doc, "svg").filter(|it| attribute(*it, "class").contains("chart-genealogy")).collect();
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        let drawn = words(picture);
        holds(&drawn, &format!("{} organisationer i 4 led", history().organisations().len()));
        holds(&drawn, "Längst har det gått från Eskilstuna, som 9 andra har lärt av");
        for it in history().organisations() {
            holds(&drawn, &it.name);
        }
        assert!(!drawn.contains('…'), "{drawn}");
    }
    let rows = rows(all(&doc, "table").next().unwrap());
    assert_eq!(rows.len(), history().rounds().map(|round| round.groups.len()).sum::<usize>());
    let row = |mentor: &str| rows.iter().find(|row| row[1] == mentor).unwrap();
    assert_eq!(row("Vännäs")[0..3], ["Modellkommuner 2019", "Vännäs", "Umeå"]);
    holds(&row("Vännäs")[3], "Nordmaling Örnsköldsvik Robertsfors");
    holds(&row("Norrtälje")[3], "Östersund (inte kvar 2019-07, ersatt av Kalmar, vår slutsats)");
    let mixed = rows.iter().find(|row| row[0] == "Omgången 2021").unwrap();
    holds(&mixed[1], "Mentorn är inte känd: Region Värmland Region Västerbotten Region Norrbotten");
    // Who has reached furthest stands first.
    let reach = by_id(&doc, "reach").parent_element().unwrap();
    let table = reach.descendants().find(|it| it.tag_name().name() == "table").unwrap();
    let reach = self::rows(table);
    assert_eq!(reach[0], ["Eskilstuna", "1", "3", "9"]);
    assert_eq!(reach[1], ["Umeå", "1", "2", "7"]);
    assert!(reach.iter().any(|row| *row == ["Örnsköldsvik", "3", "2", "2"]));
}

fn facts_of(round: &Round, lang: Lang) -> Vec<String> {
    let mut all = vec![says(&round.name, lang), says(&round.summary, lang), says(&round.model.note, lang)];
    for event in &round.events {
        all.push(says(&event.what, lang));
    }
    for group in &round.groups {
        all.extend(group.theme.iter().chain(&group.note).map(|text| says(text, lang)));
        all.extend(group.participant.iter().filter_map(|it| it.note.as_ref()).map(|text| says(text, lang)));
        let ids = group.mentors.iter().chain(&group.support).chain(group.participant.iter().map(|it| &it.organisation));
        all.extend(ids.map(|id| history().name(id)));
    }
    all.extend(round.notes.iter().map(|it| lang.pick(it.sv.as_str(), it.en.as_str())));
    all.extend(round.unknown.iter().map(|it| says(it, lang)));
    all.extend(round.fee.iter().filter_map(|it| it.note.as_ref()).map(|it| says(it, lang)));
    all.into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_round_of_the_history_says_all_that_is_known_of_it_and_links_every_source() {
    for round in history().rounds() {
        for (lang, address) in
            both(&format!("/sv/historia/omgang/{}", round.id), &format!("/en/history/round/{}", round.id))
        {
            let html = page(&address).await;
            let (doc, text) = (parse(&html), main_words(&html));
            facts_of(round, lang).iter().for_each(|fact| holds(&text, fact));
            for source in round.all_sources().into_iter().filter_map(|id| history().source(id)) {
                holds(&text, says(&source.about, lang));
                match &source.address {
                    Some(address) => assert!(links(&doc).contains(&address.as_str()), "{address}"),
                    None => holds(&text, says(source.note.as_ref().unwrap(), lang)),
                }
            }
            if let Some(model) = &round.model.id {
                // The models are those of the other room.
                assert!(method::Library::built_in().model(model).is_some(), "{model}");
                let href = format!("/{}/{model}", lang.pick("sv/modell", "en/model"));
                assert!(links(&doc).contains(&href.as_str()), "{href}");
            }
            let table = rows(all(&doc, "table").next().unwrap());
            assert_eq!(table.len(), round.events.len());
        }
    }
    let html = page("/sv/historia/omgang/omgang-2020").await;
    holds(&main_words(&html), "50 000 kronor; ordinarie 80 000 kronor");
    let html = page("/en/history/round/kommuner-2019").await;
    holds(&main_words(&html), "2020-02-04 to 2020-02-05 Results conference in Jönköping.");
    for href in ["/en/history/round/regioner-2019", "/en/history/round/omgang-2020"] {
        assert!(links(&parse(&html)).contains(&href), "{href}");
    }
}

#[tokio::test]
async fn an_organisation_of_the_history_says_what_it_did_with_whom() {
    for it in history().organisations() {
        let story = history().story(&it.id).unwrap();
        for (lang, address) in
            both(&format!("/sv/historia/organisation/{}", it.id), &format!("/en/history/organisation/{}", it.id))
        {
            let html = page(&address).await;
            let doc = parse(&html);
            assert_eq!(words(all(&doc, "h1").next().unwrap()), it.name);
            let table = rows(all(&doc, "table").next().unwrap());
            let wanted: Vec<&str> = story.did.iter().map(|did| says(&did.round.name, lang)).collect();
            let found: Vec<&str> = table.iter().map(|row| row[0].as_str()).collect();
            assert_eq!(found, wanted, "{}", it.id);
            let mentors = section(&doc, "mentors");
            story.mentors.iter().for_each(|one| holds(&mentors, history().name(one.mentor)));
            let mentored = section(&doc, "mentored");
            story.mentored.iter().for_each(|one| holds(&mentored, history().name(one.participant)));
            // Every page says where it was read.
            assert!(section(&doc, "sources").len() > 40, "{}", it.id);
            // The figures of the demonstration are those of invented places: no way there.
            assert!(!links(&doc).iter().any(|href| href.contains("/kommun/") || href.contains("/municipality/")));
        }
    }
    let text = main_words(&page("/sv/historia/organisation/kalmar").await);
    for words in [
        "Kalmar var med första gången i piloten 2015. Organisationen har varit mentor i 1 omgång. 2 andra har lärt av den",
        "Kod i Kolada 0880",
        "Modellkommuner 2019 2019-02-07 till 2020-02-05 Deltagare Södertälje",
        "Norrtälje (Modellkommuner 2019)",
        "Karlskrona (Omgången 2020)",
        "Var de sju eller sex?",
    ] {
        holds(&text, words);
    }
    let text = main_words(&page("/en/history/organisation/enskede-arsta-vantor").await);
    holds(&text, "City district, part of Stockholm");
    holds(&text, "Eskilstuna (The round of 2017)");
    let text = main_words(&page("/sv/historia/organisation/region-varmland").await);
    holds(&text, "Lund (Omgången 2021, kan ha varit)");
    holds(&text, "Mentor för någon i gruppen");
}

#[tokio::test]
async fn the_history_is_real_also_where_figures_are_invented() {
    for (address, words) in [("/sv/historia", "handlar om verkliga organisationer"), ("/sv/modeller", "verklig kommun")]
    {
        holds(&words_of_all(&page(address).await), words);
    }
    // And everybody can see it.
    holds(&words_of_all(&page("/en/history/round/omgang-2017").await), "Can be seen by: everybody");
    // Reached from the foot of every page, and from the models.
    for address in ["/sv/", "/sv/modeller"] {
        assert!(links(&parse(&page(address).await)).contains(&"/sv/historia"));
    }
}

fn words_of_all(html: &str) -> String {
    words(parse(html).root_element())
}

#[tokio::test]
async fn what_the_history_does_not_hold_is_told_with_what_may_be_meant() {
    for (address, suggested) in [
        ("/sv/historia/omgang/kommuner-2033", None),
        ("/sv/historia/omgang/kommuner", Some("/sv/historia/omgang/kommuner-2019")),
        ("/sv/historia/organisation/Kalmar", Some("/sv/historia/organisation/kalmar")),
        ("/sv/historia/organisation/halm", Some("/sv/historia/organisation/halmstad")),
        ("/sv/historia/organisation/omgang-2017", Some("/sv/historia/omgang/omgang-2017")),
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        let doc = parse(answer.text());
        let links = links(&doc);
        assert!(links.contains(&"/sv/historia"));
        assert!(suggested.is_none_or(|href| links.contains(&href)), "{address}: {links:?}");
        holds(&main_words(answer.text()), "Alla omgångar");
    }
    let answer = get("/en/history/organisation/%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.text().contains("<script"));
    for address in ["/sv/historia/omgang", "/en/history/omgang/kommuner-2019", "/sv/historia/kommuner-2019"] {
        assert_eq!(get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}
