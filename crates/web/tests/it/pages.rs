//! Every page in both languages: structure, words, twins, links.

use crate::site::{a_kpi, app, fresh_router, get, page, read, three_codes};
use app::Ask;
use app::view::FindingView;
use axum::http::StatusCode;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};

/// Every page, as its Swedish address. A new page is added here once.
fn pages() -> Vec<(&'static str, String)> {
    let [a, b, c] = three_codes();
    let (kpi, share) = (a_kpi(), "N00206");
    vec![
        ("start", "/sv/".to_owned()),
        ("search", "/sv/sok?q=a".to_owned()),
        ("search-empty", "/sv/sok".to_owned()),
        ("search-nothing", "/sv/sok?q=xyzzyqwert".to_owned()),
        ("municipality", format!("/sv/kommun/{a}")),
        ("municipality-all", format!("/sv/kommun/{a}?jamfor=all")),
        ("nation", "/sv/kommun/0000".to_owned()),
        ("everything", format!("/sv/kommun/{a}/alla")),
        ("everything-all", format!("/sv/kommun/{a}/alla?visa=all&ordna=name")),
        ("figure", format!("/sv/matt/{kpi}?kommun={a}")),
        ("figure-nation", format!("/sv/matt/{kpi}")),
        ("figure-people", format!("/sv/matt/{share}?kommun={a}&antal-kvinnor=120&antal-man=95")),
        ("figure-people-wrong", format!("/sv/matt/{share}?kommun={a}&antal-kvinnor=tolv")),
        ("figure-small", format!("/sv/matt/{share}?kommun={a}&sma-tal=yes")),
        ("compare-form", "/sv/jamfor".to_owned()),
        ("compare-one", format!("/sv/jamfor?kommun={a}")),
        ("compare", format!("/sv/jamfor?kommun={a}&kommun={b}&kommun={c}&mentor={c}")),
        ("compare-unknown", format!("/sv/jamfor?kommun={a}&kommun=Xyzzy")),
        ("how", "/sv/sa-raknar-vi".to_owned()),
        ("data", "/sv/om-siffrorna".to_owned()),
        ("accessibility", "/sv/tillganglighet".to_owned()),
        ("models", "/sv/modeller".to_owned()),
        ("model", "/sv/modell/modell-2023".to_owned()),
        ("model-instrument", "/sv/modell/sjalvskattning-2023".to_owned()),
        ("model-mapping", format!("/sv/modell/{}", a_mapping())),
        ("model-charter", "/sv/modell/cemr-2022".to_owned()),
        ("model-decision", "/sv/modell/beslut-fem-steg".to_owned()),
        ("model-diff", "/sv/modell/modell-2021/jamfor/modell-2023".to_owned()),
        ("history", "/sv/historia".to_owned()),
        ("history-round", "/sv/historia/omgang/kommuner-2019".to_owned()),
        ("history-organisation", "/sv/historia/organisation/kalmar".to_owned()),
        ("history-groups", "/sv/historia/grupper".to_owned()),
        ("history-round-groups", "/sv/historia/omgang/omgang-2017/grupper".to_owned()),
        ("history-round-groups-unknown", "/sv/historia/omgang/omgang-2021/grupper".to_owned()),
        ("who-may", "/sv/vem-far-gora-vad".to_owned()),
        ("personal-data", "/sv/personuppgifter".to_owned()),
    ]
}

/// The id of the newest mapping between self-assessments.
fn a_mapping() -> String {
    method::Library::built_in().mappings().last().unwrap().id.to_string()
}

/// Our pages are well-formed XML too, so a strict parser reads them: an unclosed element or an
/// unescaped ampersand is a failure here, not a guess in a browser.
pub fn parse(html: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(html.trim_start(), options).unwrap_or_else(|fault| {
        let line = html.trim_start().lines().nth(fault.pos().row as usize - 1).unwrap_or("");
        let start = (fault.pos().col as usize).saturating_sub(200);
        let near: String = line.chars().skip(start).take(300).collect();
        panic!("{fault}: {near}")
    })
}

pub fn all<'a>(doc: &'a Document<'_>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    doc.descendants().filter(move |node| node.tag_name().name() == name)
}

pub fn words(node: Node<'_, '_>) -> String {
    let text: Vec<&str> = node
        .descendants()
        .filter(|it| it.is_text())
        .filter(|it| !it.ancestors().any(|up| up.tag_name().name() == "style"))
        .filter_map(|it| it.text())
        .collect();
    text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute(name).unwrap_or("")
}

/// The English twin's address, from the page itself.
fn twin(doc: &Document<'_>) -> String {
    let links: Vec<_> =
        all(doc, "a").filter(|a| attribute(*a, "class") == "lang").map(|a| attribute(a, "href").to_owned()).collect();
    assert_eq!(links.len(), 1);
    links[0].clone()
}

fn check(name: &str, lang: &str, html: &str) {
    let doc = parse(html);
    let at = format!("{name} ({lang})");
    assert_eq!(attribute(doc.root_element(), "lang"), lang, "{at}");
    let h1: Vec<String> = all(&doc, "h1").map(words).collect();
    assert_eq!(h1.len(), 1, "{at}: {h1:?}");
    assert!(!h1[0].is_empty(), "{at}");
    let titles: Vec<String> = all(&doc, "title")
        .filter(|t| t.parent_element().is_some_and(|p| p.tag_name().name() == "head"))
        .map(words)
        .collect();
    assert_eq!(titles.len(), 1, "{at}");
    assert!(titles[0].ends_with("Jämsides"), "{at}: {titles:?}");
    for place in ["main", "header", "footer"] {
        assert_eq!(all(&doc, place).count(), 1, "{at}: {place}");
    }

    // Headings do not jump over a level.
    let mut before = 0;
    for node in doc.descendants() {
        let level = match node.tag_name().name() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            "h4" => 4,
            "h5" => 5,
            _ => continue,
        };
        assert!(level <= before + 1, "{at}: h{level} after h{before}: {}", words(node));
        assert!(!words(node).is_empty(), "{at}: empty h{level}");
        before = level;
    }

    // Ids are unique, and everything that points to one finds it.
    let mut ids = BTreeSet::new();
    for node in doc.descendants().filter(Node::is_element) {
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id), "{at}: id {id} twice");
        }
    }
    for node in doc.descendants().filter(Node::is_element) {
        for name in ["for", "aria-labelledby", "aria-describedby", "list"] {
            for id in attribute(node, name).split_whitespace() {
                assert!(ids.contains(id), "{at}: {name}={id} points nowhere");
            }
        }
        if let Some(id) = attribute(node, "href").strip_prefix('#').filter(|id| !id.is_empty()) {
            assert!(ids.contains(id), "{at}: #{id} leads nowhere");
        }
        // The content security policy forbids them.
        assert!(node.attribute("style").is_none(), "{at}: inline style");
        assert!(!node.attributes().any(|it| it.name().starts_with("on")), "{at}: inline script");
    }

    // No text is missing its translation: Fluent gives the key back then.
    for text in doc.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()) {
        assert!(!is_key(text.trim()), "{at}: untranslated {text}");
    }
    for node in doc.descendants().filter(Node::is_element) {
        for name in ["aria-label", "placeholder", "title"] {
            assert!(!is_key(attribute(node, name)), "{at}: untranslated {}", attribute(node, name));
        }
    }

    // Forms: each field has a label; each table a caption and heads with a scope.
    let labels: BTreeSet<&str> = all(&doc, "label").map(|label| attribute(label, "for")).collect();
    for field in all(&doc, "input").chain(all(&doc, "select")).filter(|it| attribute(*it, "type") != "hidden") {
        assert!(labels.contains(attribute(field, "id")), "{at}: field without a label");
    }
    for table in all(&doc, "table") {
        assert!(
            table.children().any(|it| it.tag_name().name() == "caption" && !words(it).is_empty()),
            "{at}: table without caption"
        );
        for head in table.descendants().filter(|it| it.tag_name().name() == "th") {
            assert!(["col", "row"].contains(&attribute(head, "scope")), "{at}: th without scope");
        }
        let columns = table
            .descendants()
            .filter(|it| it.tag_name().name() == "tr")
            .map(|row| row.children().filter(Node::is_element).count());
        assert_eq!(columns.collect::<BTreeSet<_>>().len(), 1, "{at}: ragged table");
    }
    for link in all(&doc, "a") {
        let name = words(link);
        assert!(!name.is_empty() || !attribute(link, "aria-label").is_empty(), "{at}: link without words");
    }
    for svg in all(&doc, "svg") {
        let hidden = attribute(svg, "aria-hidden") == "true";
        let named = !attribute(svg, "aria-label").is_empty()
            || !attribute(svg, "aria-labelledby").is_empty()
            || svg.children().any(|it| it.tag_name().name() == "title");
        assert!(hidden || named, "{at}: picture without a name");
    }
}

fn is_key(text: &str) -> bool {
    text.contains('-')
        && text.len() > 3
        && (i18n::texts(i18n::Lang::Sv).has(text) || text.starts_with("how-") || text.starts_with("problem-"))
}

#[tokio::test]
async fn every_page_is_sound_in_both_languages() {
    for (name, address) in pages() {
        let swedish = page(&address).await;
        check(name, "sv", &swedish);
        let other = twin(&parse(&swedish));
        let english = page(&other).await;
        check(name, "en", &english);
        assert_eq!(twin(&parse(&english)), address, "{name}");
        // A page that looked the same in both languages would be one that was not translated.
        let heads = [&swedish, &english].map(|html| words(all(&parse(html), "main").next().unwrap()));
        assert_ne!(heads[0], heads[1], "{name}");
    }
}

#[tokio::test]
async fn what_every_page_says() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (name, address) in pages() {
        let swedish = page(&address).await;
        let english = page(&twin(&parse(&swedish))).await;
        for (lang, html) in [("sv", swedish), ("en", english)] {
            let doc = parse(&html);
            let text = lines(all(&doc, "main").next().unwrap());
            settings.bind(|| insta::assert_snapshot!(format!("{name}-{lang}"), text));
        }
    }
}

/// The words of a part of a page, one block element a line; what is drawn counts as its title.
fn lines(node: Node<'_, '_>) -> String {
    const BLOCKS: [&str; 22] = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "li",
        "tr",
        "dt",
        "dd",
        "caption",
        "figcaption",
        "summary",
        "label",
        "option",
        "button",
        "div",
        "section",
        "article",
        "form",
        "title",
        "desc",
        "input",
    ];
    fn walk(node: Node<'_, '_>, out: &mut String) {
        let name = node.tag_name().name();
        // Long lists of names say nothing new.
        if name == "datalist" || (name == "text" && node.ancestors().any(|up| up.tag_name().name() == "svg")) {
            return;
        }
        if node.is_text() {
            out.push_str(node.text().unwrap_or(""));
            out.push(' ');
            return;
        }
        if ["title", "desc"].contains(&name) {
            out.push_str(if name == "title" { "\n[picture] " } else { "\n[described] " });
        } else if BLOCKS.contains(&name) {
            out.push('\n');
        }
        if ["th", "td"].contains(&name) {
            out.push_str("| ");
        }
        for child in node.children() {
            walk(child, out);
        }
        if BLOCKS.contains(&name) {
            out.push('\n');
        }
    }
    let mut out = String::new();
    walk(node, &mut out);
    let lines: Vec<String> = out
        .lines()
        .map(|line| line.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

#[tokio::test]
async fn every_link_of_our_own_leads_somewhere() {
    let mut asked: BTreeMap<String, String> = BTreeMap::new();
    for (name, address) in pages() {
        let html = page(&address).await;
        let doc = parse(&html);
        for node in all(&doc, "a").chain(all(&doc, "link")) {
            let href = attribute(node, "href").split('#').next().unwrap_or("");
            if href.starts_with('/') {
                asked.entry(href.to_owned()).or_insert_with(|| name.to_owned());
            }
        }
    }
    assert!(asked.len() > 60, "{}", asked.len());
    // One of a kind is enough where a list leads to every area.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (href, from) in asked {
        let kind: String = href.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let times = seen.entry(kind).or_default();
        *times += 1;
        if *times > 3 {
            continue;
        }
        let answer = get(&href).await;
        assert!(
            [StatusCode::OK, StatusCode::SEE_OTHER].contains(&answer.status),
            "{href} on {from}: {}",
            answer.status
        );
    }
}

/// A theme on a municipality's page leads to its figures, open.
#[tokio::test]
async fn themes_lead_to_their_figures() {
    let [a, ..] = three_codes();
    let html = page(&format!("/sv/kommun/{a}")).await;
    let doc = parse(&html);
    let links: Vec<String> =
        all(&doc, "a").map(|a| attribute(a, "href").to_owned()).filter(|href| href.contains("/alla?tema=")).collect();
    let view = app().municipality(&a, &Ask::default()).unwrap();
    assert_eq!(links.len(), view.themes.len());
    for (href, theme) in links.iter().zip(&view.themes) {
        assert_eq!(*href, format!("/sv/kommun/{a}/alla?tema={}", theme.theme.id));
        let there = page(href).await;
        let there = parse(&there);
        let folds: Vec<_> = all(&there, "details").filter(|it| attribute(*it, "class") == "fold").collect();
        let differ = theme.findings.iter().filter(|it| chosen(it)).count();
        assert_eq!(folds.len(), usize::from(differ > 0), "{href}");
        assert!(folds.iter().all(|it| attribute(*it, "open") == "open"));
        assert_eq!(
            all(&there, "tbody").map(|it| it.children().filter(Node::is_element).count()).sum::<usize>(),
            differ
        );
    }
}

/// Whether a figure stands on the list as it first opens.
fn chosen(finding: &FindingView) -> bool {
    finding.flagged || finding.peers.as_ref().is_some_and(|peers| peers.flagged)
}

/// The ids of the figures in the folded tables of a page, in order.
fn listed(html: &str) -> Vec<String> {
    let doc = parse(html);
    all(&doc, "details")
        .filter(|it| attribute(*it, "class") == "fold")
        .flat_map(|it| it.descendants().filter(|it| it.tag_name().name() == "a").collect::<Vec<_>>())
        .filter_map(|a| attribute(a, "href").strip_prefix("/sv/matt/")?.split('?').next().map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn the_list_of_everything_is_filtered_and_sorted() {
    let [a, ..] = three_codes();
    let view = app().municipality(&a, &Ask::default()).unwrap();
    let outcomes = || view.themes.iter().flat_map(|theme| &theme.findings);
    let address = |rest: &str| format!("/sv/kommun/{a}/alla{rest}");

    let first = page(&address("")).await;
    assert!(!parse(&first).descendants().any(|it| it.attribute("open").is_some()), "everything is folded at first");
    let differ: Vec<String> = outcomes().filter(|it| chosen(it)).map(|it| it.kpi.clone()).collect();
    assert_eq!(listed(&first), differ);
    assert!(first.contains(&format!("Här visas {} av {} mått.", differ.len(), view.counts.split)));

    let every = listed(&page(&address("?visa=all")).await);
    assert_eq!(every.len(), outcomes().count() + view.background.len());
    assert_eq!(every.len(), view.counts.split);

    let theme = view.themes.iter().max_by_key(|theme| theme.findings.len()).unwrap();
    let name = |kpi: &String| outcomes().find(|it| it.kpi == *kpi).unwrap().short.clone();
    let by_name = listed(&page(&address(&format!("?tema={}&visa=all&ordna=name", theme.theme.id))).await);
    assert_eq!(by_name.len(), theme.findings.len());
    assert!(by_name.windows(2).all(|two| i18n::compare_names(&name(&two[0]), &name(&two[1])).is_le()));

    let by_size = listed(&page(&address(&format!("?tema={}&visa=all&ordna=size", theme.theme.id))).await);
    let size = |kpi: &String| {
        let ratio = outcomes().find(|it| it.kpi == *kpi).unwrap().ratio.filter(|ratio| *ratio >= 0.0);
        ratio.map_or(0.0, |ratio| ratio.max(1.0 / ratio))
    };
    assert!(by_size.windows(2).all(|two| size(&two[0]) >= size(&two[1])));
    assert_ne!(by_name, by_size);

    let background = listed(&page(&address("?tema=background")).await);
    assert_eq!(background.len(), view.background.len());
    let nothing = page(&address("?tema=xyzzy")).await;
    assert!(listed(&nothing).is_empty() && nothing.contains("Inga mått"));
    for strange in ["?visa=xyzzy", "?ordna=xyzzy"] {
        assert_eq!(get(&address(strange)).await.status, StatusCode::NOT_FOUND, "{strange}");
    }
}

#[tokio::test]
async fn dots_of_level_and_difference_lead_to_their_figures_and_stand_in_the_table() {
    let [a, ..] = three_codes();
    let view = app().municipality(&a, &Ask::default()).unwrap();
    assert!(view.standings.len() > 3);
    let html = page(&format!("/sv/kommun/{a}")).await;
    let doc = parse(&html);
    let hrefs = |node: Node<'_, '_>| -> BTreeSet<String> {
        let links = node.descendants().filter(|it| it.tag_name().name() == "a");
        links.map(|it| attribute(it, "href").to_owned()).collect()
    };
    let wanted: BTreeSet<String> =
        view.standings.iter().map(|row| format!("/sv/matt/{}?kommun={a}", row.kpi)).collect();
    let charts: Vec<_> = all(&doc, "svg").filter(|it| attribute(*it, "class").contains("chart-quarters")).collect();
    assert_eq!(charts.len(), 2);
    for chart in charts {
        assert_eq!(hrefs(chart), wanted);
        assert!(chart.descendants().any(|it| it.tag_name().name() == "a" && it.attribute("tabindex").is_none()));
    }
    let table = all(&doc, "details").find(|it| attribute(*it, "class") == "table long").unwrap();
    assert_eq!(hrefs(table), wanted);
    let rows: Vec<String> = table.descendants().filter(|it| it.tag_name().name() == "tr").skip(1).map(words).collect();
    for (row, told) in rows.iter().zip(&view.standings) {
        for part in [&told.short, &told.who, &told.times, &told.quarter] {
            assert!(row.contains(part.as_str()), "{row}: {part}");
        }
    }
}

#[tokio::test]
async fn a_comparison_brings_three_with_their_reasons_and_folds_the_rest() {
    let [a, b, c] = three_codes();
    let html = page(&format!("/sv/jamfor?kommun={a}&kommun={b}&kommun={c}")).await;
    let view = app().compare(&[a, b, c], None, &[], &Ask::default()).unwrap();
    assert_eq!(view.bring.len(), 3);
    let themes: BTreeSet<&str> = view.bring.iter().map(|row| row.theme.id.as_str()).collect();
    assert_eq!(themes.len(), 3);
    assert!(view.bring.iter().all(|row| row.sentence.starts_with("Valt för att ")), "{:?}", view.bring);
    let doc = parse(&html);
    assert!(words(doc.root_element()).contains(&view.lead_false_alarms));
    assert_eq!(all(&doc, "article").filter(|it| attribute(*it, "class") == "finding").count(), 3);
    let folded: usize = all(&doc, "details")
        .filter(|it| attribute(*it, "class") == "fold" && it.attribute("open").is_none())
        .map(|it| it.descendants().filter(|it| it.tag_name().name() == "article").count())
        .sum();
    assert_eq!(folded, view.themes.iter().map(|(_, rows)| rows.len()).sum::<usize>());
}

/// The demonstration's full time, in an area that has it: 80 of 100 women and so on.
#[tokio::test]
async fn the_numbers_of_people_behind_a_share_give_its_sampling_interval() {
    let [a, ..] = three_codes();
    let view = app().municipality(&a, &Ask::default()).unwrap();
    let share = view.themes.iter().flat_map(|theme| &theme.findings).find(|it| it.unit == "procent").unwrap();
    let address = format!("/sv/matt/{}?kommun={a}", share.kpi);
    let text = |html: &str| words(all(&parse(html), "main").next().unwrap());

    let plain = page(&address).await;
    assert!(parse(&plain).descendants().any(|it| it.attribute("id") == Some("people-women")));
    let given = page(&format!("{address}&antal-kvinnor=1%20200&antal-man=900")).await;
    let ask = Ask { n: Some((1200.0, 900.0)), ..Ask::default() };
    let sampled = app().figure(&share.kpi, Some(&a), &ask).unwrap().finding.unwrap();
    let interval = sampled.interval.clone().unwrap().text;
    assert_ne!(Some(&interval), share.interval.as_ref().map(|it| &it.text));
    let told = text(&given);
    assert!(told.contains("Årets skillnad (95 % intervall)") && told.contains(&interval), "{told}");
    assert!(told.contains("Räknat på 1 200"));
    let doc = parse(&given);
    let own = all(&doc, "tr").find(|it| attribute(*it, "class") == "own").unwrap();
    assert!(
        words(own).ends_with(&format!("({interval})")),
        "the interval is about the year's difference: {}",
        words(own)
    );

    for (rest, field) in [
        ("&antal-kvinnor=12", "people-men"),
        ("&antal-man=12", "people-women"),
        ("&antal-kvinnor=0&antal-man=12", "people-women"),
        ("&antal-kvinnor=12&antal-man=m%C3%A5nga", "people-men"),
    ] {
        let html = page(&format!("{address}{rest}")).await;
        let doc = parse(&html);
        let wrong: Vec<&str> = all(&doc, "input")
            .filter(|it| attribute(*it, "aria-invalid") == "true")
            .map(|it| attribute(it, "id"))
            .collect();
        assert_eq!(wrong, [field], "{rest}");
        assert!(all(&doc, "a").any(|it| attribute(it, "href") == format!("#{field}")), "{rest}");
        assert!(text(&html).contains(&share.interval.clone().unwrap().text), "counted without them: {rest}");
    }

    let amount = view.themes.iter().flat_map(|theme| &theme.findings).find(|it| it.unit != "procent").unwrap();
    let html = page(&format!("/sv/matt/{}?kommun={a}&antal-kvinnor=12&antal-man=12", amount.kpi)).await;
    assert!(text(&html).contains("Antal personer går bara att räkna med för en andel"));
}

#[tokio::test]
async fn the_promise_check_is_told_when_it_is_ready_and_not_waited_for() {
    let fresh = std::sync::Arc::new(app::App::demo(2).unwrap());
    let site = fresh_router(&fresh);
    let before = read(&site, "/sv/sa-raknar-vi").await;
    assert!(before.contains("Prövningen räknas just nu") && !before.contains("<table"));
    fresh.warm();
    let after = read(&site, "/sv/sa-raknar-vi").await;
    assert!(!after.contains("Prövningen räknas just nu") && after.contains("<table"));
    for nothing in ["–\u{a0}%", "– %", "NaN"] {
        assert!(!after.contains(nothing), "{nothing}");
    }
}

#[tokio::test]
async fn the_number_of_municipalities_is_the_same_everywhere_on_a_figures_page() {
    let [a, ..] = three_codes();
    let kpi = a_kpi();
    for address in [format!("/sv/matt/{kpi}?kommun={a}"), format!("/sv/matt/{kpi}")] {
        let html = page(&address).await;
        let view = app().figure(&kpi, address.contains('?').then_some(a.as_str()), &Ask::default()).unwrap();
        assert!(view.areas.iter().all(|row| row.area.level == app::view::Level::Municipality));
        let n = view.areas.len();
        let text = words(parse(&html).root_element());
        assert!(text.contains(&format!("Visa tabell: {n} kommuner")), "{address}");
        assert!(text.contains(&format!("Av {n} kommuner med värden")), "{address}");
    }
}

#[tokio::test]
async fn the_search_names_a_municipality_there_is() {
    let html = page("/sv/sok").await;
    let doc = parse(&html);
    let hint = all(&doc, "p").find(|it| attribute(*it, "id") == "find-hint").map(words).unwrap();
    let named = app().areas().into_iter().find(|area| hint.contains(&format!("{}, {}", area.name, area.code)));
    assert!(named.is_some_and(|area| area.level == app::view::Level::Municipality), "{hint}");
    assert!(!hint.contains("Kramfors"));
}

/// Every text of `pages.ftl` and `programme.ftl` is used, and every text used is there.
#[test]
fn texts_and_templates_agree() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut source = String::new();
    for folder in ["src", "src/pages", "templates"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                source.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let ftl = ["pages", "programme"]
        .map(|name| std::fs::read_to_string(root.join(format!("../../locales/sv/{name}.ftl"))).unwrap())
        .concat();
    let keys = ftl
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key);
    for key in keys {
        let made = ["problem-", "how-"].iter().any(|start| key.starts_with(start))
            && ["-title", "-sentence", "-advice"].iter().any(|end| key.ends_with(end))
            || (key.starts_with("role-") && key.ends_with("-does"))
            || ["kept-", "noted-"].iter().any(|start| key.starts_with(start));
        assert!(made || source.contains(&format!("\"{key}\"")), "{key} is used nowhere");
    }
    for part in source
        .split("shell.s(\"")
        .chain(source.split("shell.with(\""))
        .chain(source.split("shell.count(\""))
        .chain(source.split("shell.with2(\""))
        .skip(1)
    {
        let key = part.split('"').next().unwrap_or("");
        if !key.is_empty()
            && key.len() < 40
            && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        {
            for lang in i18n::Lang::ALL {
                assert!(i18n::texts(lang).has(key), "{key} is missing in {lang}");
            }
        }
    }
}

/// Renders every page to a folder, to be looked at: `JAMSIDES_LOOK=FOLDER cargo test -p web look`.
#[tokio::test]
async fn look() {
    let Some(folder) = std::env::var_os("JAMSIDES_LOOK").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    for (name, address) in pages() {
        let html = page(&address).await;
        let doc = parse(&html);
        let sheet = all(&doc, "link").find(|it| attribute(*it, "rel") == "stylesheet").unwrap();
        let href = attribute(sheet, "href").to_owned();
        let font = all(&doc, "link").find(|it| attribute(*it, "rel") == "preload").unwrap();
        let font = attribute(font, "href").to_owned();
        std::fs::write(folder.join("font.woff2"), get(&font).await.bytes).unwrap();
        let css = get(&href).await.text().replace(&font, "font.woff2");
        std::fs::write(folder.join("jamsides.css"), css).unwrap();
        let html = html.replace(&href, "jamsides.css");
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}
