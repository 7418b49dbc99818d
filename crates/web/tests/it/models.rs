//! The pages of the method: every model in full, what changed, what does not exist.

use crate::pages::{all, attribute, parse, words};
use crate::site::{get, page};
use axum::http::StatusCode;
use method::{Lang, Library, diff, diff_page, show};
use roxmltree::{Document, Node};

fn main_words(html: &str) -> String {
    words(all(&parse(html), "main").next().unwrap())
}

fn by_id<'a>(doc: &'a Document<'_>, id: &str) -> Node<'a, 'a> {
    doc.descendants().find(|node| node.attribute("id") == Some(id)).unwrap_or_else(|| panic!("no #{id}"))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every word that entries show.
fn told(entries: &[method::Entry], out: &mut Vec<String>) {
    for entry in entries {
        out.extend([entry.head.clone(), entry.text.clone()]);
        out.extend(entry.note.clone());
        told(&entry.under, out);
    }
}

#[tokio::test]
async fn the_list_holds_everything_with_an_id_and_the_newest_model_first() {
    let html = page("/sv/modeller").await;
    let doc = parse(&html);
    let links: Vec<&str> = all(&doc, "a").map(|a| attribute(a, "href")).collect();
    for id in Library::built_in().ids() {
        assert!(links.contains(&format!("/sv/modell/{id}").as_str()), "{id}");
    }
    let table = all(&doc, "table").next().unwrap();
    let heads: Vec<String> = table.descendants().filter(|it| attribute(*it, "scope") == "row").map(words).collect();
    let years: Vec<&str> = heads.iter().map(|head| head.rsplit(' ').next().unwrap()).collect();
    assert_eq!(years, ["2023", "2021", "2019", "2018", "2017"]);
    let row = table.descendants().filter(|it| it.tag_name().name() == "tr").nth(1).map(words).unwrap();
    let newest = Library::built_in().model("modell-2023").unwrap();
    let meetings = newest.steps.iter().filter(|step| step.kind == method::StepKind::Meeting).count();
    assert_eq!(
        row,
        format!(
            "Modellkonceptet 2023 Från februari 2023 24 månader {} {meetings} Självskattning 2023, tio punkter",
            newest.steps.len()
        )
    );
    // What changed, from each generation to the next.
    for (from, to) in [("2017", "2018"), ("2018", "2019"), ("2019", "2021"), ("2021", "2023")] {
        assert!(links.contains(&format!("/sv/modell/modell-{from}/jamfor/modell-{to}").as_str()), "{from} {to}");
    }
    assert!(links.contains(&"/sv/modell/cemr-2006/jamfor/cemr-2022"));
    assert!(main_words(&html).contains("Hur många lärandeträffar de två åren rymmer är inte bekräftat."));
}

#[tokio::test]
async fn a_model_page_names_each_step_in_order_with_all_that_is_shown_of_it() {
    for model in Library::built_in().models() {
        let html = page(&format!("/sv/modell/{}", model.id)).await;
        let doc = parse(&html);
        let table = all(&doc, "table").next().unwrap();
        let rows: Vec<_> = table.descendants().filter(|it| it.tag_name().name() == "tr").skip(1).collect();
        assert_eq!(rows.len(), model.steps.len(), "{}", model.id);
        let headings: Vec<String> = all(&doc, "h3").map(words).collect();
        let names: Vec<&str> = model.steps.iter().map(|step| step.name.sv.as_str()).collect();
        assert_eq!(headings, names, "{}", model.id);
        for (row, step) in rows.into_iter().zip(&model.steps) {
            let text = words(row);
            assert!(text.starts_with(step.name.sv.as_str()), "{text}");
            let kind = match step.kind {
                method::StepKind::Meeting => "Träff ",
                method::StepKind::Home => "Arbete hemma",
                method::StepKind::Course => "Kurs",
            };
            assert!(text.contains(kind), "{text}");
            assert_eq!(text.contains("obekräftat"), step.unconfirmed, "{text}");
            for deadline in model.deadlines.iter().filter(|it| it.steps.contains(&step.id)) {
                assert!(
                    text.contains(&format!("{} dagar", deadline.days)) && text.contains(&deadline.name.sv),
                    "{text}"
                );
            }
            let section = words(by_id(&doc, &format!("step-{}", step.id)).parent_element().unwrap());
            for task in &step.tasks {
                assert!(section.contains(&squeezed(&task.text.sv)), "{section}: {}", task.text.sv);
            }
        }
    }
}

#[tokio::test]
async fn a_page_says_everything_that_is_shown_of_it() {
    let library = Library::built_in();
    for id in library.ids() {
        for (lang, address) in [(Lang::Sv, format!("/sv/modell/{id}")), (Lang::En, format!("/en/model/{id}"))] {
            let html = page(&address).await;
            let text = main_words(&html);
            let shown = show(library, id.as_str(), lang).unwrap();
            let mut wanted = vec![shown.title.clone(), shown.lead[0].clone()];
            wanted.extend(shown.note.clone());
            for section in &shown.sections {
                wanted.extend(section.note.clone());
                wanted.push(section.title.clone());
                // Pairs stand in a table of their own; an item's heads are its levels, in the columns,
                // and its block stands over it.
                if section.id == "pairs" {
                    continue;
                }
                let item = section.id.starts_with("item-");
                wanted.extend(section.lead.iter().take(if item { 1 } else { usize::MAX }).cloned());
                let mut entries = Vec::new();
                told(&section.entries, &mut entries);
                wanted.extend(entries);
            }
            for line in wanted.iter().map(|line| squeezed(line)) {
                // An id is shown as the name of what has it.
                if !library.ids().any(|id| id.as_str() == line) {
                    assert!(text.contains(&line), "{address}: {line}");
                }
            }
            // Remarks look like remarks, and each says first what it is.
            let doc = parse(&html);
            let word = lang.pick("Obekräftat", "Unconfirmed");
            for remark in doc.descendants().filter(|it| attribute(*it, "class").contains("remark-unconfirmed")) {
                assert!(words(remark).starts_with(word), "{}", words(remark));
            }
        }
    }
}

#[tokio::test]
async fn a_self_assessment_is_a_table_of_items_and_levels() {
    for it in Library::built_in().instruments() {
        let html = page(&format!("/sv/modell/{}", it.id)).await;
        let doc = parse(&html);
        let tables: Vec<_> = all(&doc, "table").collect();
        assert_eq!(tables.len(), it.parts.len());
        for (table, part) in tables.into_iter().zip(&it.parts) {
            let rows: Vec<_> = table.descendants().filter(|it| it.tag_name().name() == "tr").collect();
            assert_eq!(rows.len(), it.items.len() + 1);
            for (row, item) in rows.into_iter().skip(1).zip(&it.items) {
                let cells: Vec<String> = row.children().filter(|it| it.tag_name().name() == "td").map(words).collect();
                let wanted: Vec<String> = (it.scale.lowest..=it.scale.highest)
                    .map(|level| squeezed(it.anchor(item.id.as_str(), part.id.as_str(), level).unwrap().get(Lang::Sv)))
                    .collect();
                assert_eq!(cells, wanted, "{} {}", it.id, item.id);
            }
        }
    }
}

#[tokio::test]
async fn a_mapping_lists_every_pair() {
    for it in Library::built_in().mappings() {
        let html = page(&format!("/sv/modell/{}", it.id)).await;
        let doc = parse(&html);
        let rows: Vec<String> = all(&doc, "tr").skip(1).map(words).collect();
        assert_eq!(rows.len(), it.pairs.len());
        for (row, pair) in rows.iter().zip(&it.pairs) {
            assert!(row.ends_with(&squeezed(&pair.why.sv)), "{row}");
        }
    }
}

#[tokio::test]
async fn the_comparison_lists_what_the_command_lists() {
    let library = Library::built_in();
    for (from, to) in [
        ("modell-2021", "modell-2023"),
        ("modell-2017", "modell-2018"),
        ("sjalvskattning-2018", "sjalvskattning-2023"),
        ("cemr-2006", "cemr-2022"),
    ] {
        let html = page(&format!("/sv/modell/{from}/jamfor/{to}")).await;
        let text = main_words(&html);
        let difference = diff(library, from, to).unwrap();
        let shown = diff_page(library, &difference, Lang::Sv);
        assert!(text.contains(&format!("{} saker skiljer", difference.changes.len())), "{text}");
        let doc = parse(&html);
        let titles: Vec<String> = all(&doc, "h2").map(words).filter(|it| it != "På den här sidan").collect();
        let mut wanted: Vec<String> = shown.sections.iter().map(|it| it.title.clone()).collect();
        wanted.push("Jämför två andra".to_owned());
        assert_eq!(titles, wanted, "{from} {to}");
        for section in &shown.sections {
            let mut entries = Vec::new();
            told(&section.entries, &mut entries);
            for line in entries.iter().map(|line| squeezed(line)) {
                if !library.ids().any(|id| id.as_str() == line) {
                    assert!(text.contains(&line), "{from} {to}: {line}");
                }
            }
        }
    }
    let same = page("/sv/modell/modell-2023/jamfor/modell-2023").await;
    assert!(main_words(&same).contains("Ingenting skiljer."));
}

#[tokio::test]
async fn the_form_leads_to_the_comparison_and_keeps_a_half_choice() {
    let answer = get("/sv/modeller?fran=modell-2017&till=modell-2023").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/sv/modell/modell-2017/jamfor/modell-2023");
    let html = page("/en/models?from=modell-2018").await;
    let doc = parse(&html);
    let chosen: Vec<&str> =
        all(&doc, "option").filter(|it| it.attribute("selected").is_some()).map(|it| attribute(it, "value")).collect();
    assert_eq!(chosen, ["modell-2018", "modell-2023"]);
}

#[tokio::test]
async fn what_does_not_exist_is_told_with_what_may_be_meant() {
    for (address, suggested) in [
        ("/sv/modell/modell-2033", "modell-2023"),
        ("/sv/modell/CEMR", "cemr-2022"),
        ("/sv/modell/modell-2021/jamfor/modell-2033", "modell-2023"),
        ("/sv/modell/modell-2033.pdf", "modell-2023"),
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        let doc = parse(answer.text());
        let links: Vec<&str> = all(&doc, "a").map(|a| attribute(a, "href")).collect();
        assert!(links.contains(&format!("/sv/modell/{suggested}").as_str()), "{address}: {links:?}");
        assert!(words(all(&doc, "main").next().unwrap()).contains("Alla modeller"));
    }
    let unlike = get("/en/model/modell-2023/compare/cemr-2006").await;
    assert_eq!(unlike.status, StatusCode::BAD_REQUEST);
    assert!(unlike.text().contains("/en/model/cemr-2006"));
}

#[tokio::test]
async fn what_is_written_in_an_address_is_text() {
    for address in [
        "/sv/modell/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/en/model/modell-2023/compare/%22%3E%3Cimg%20src=x%3E",
        "/sv/modeller?fran=%3Cscript%3E&till=%3Cscript%3E",
        "/sv/modeller?fran=%22%3E%3Cscript%3E",
    ] {
        let answer = get(address).await;
        assert!(!answer.text().contains("<script") && !answer.text().contains("<img"), "{address}");
        if answer.status == StatusCode::SEE_OTHER {
            assert_eq!(answer.header("location"), "/sv/modell/%3Cscript%3E/jamfor/%3Cscript%3E");
        } else {
            parse(answer.text());
        }
    }
}
