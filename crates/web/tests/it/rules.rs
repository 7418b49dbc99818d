//! The pages of the programme's rules say what the rules are, cell for cell.

use crate::pages::{all, parse, words};
use crate::site::{get, page};
use i18n::Lang;
use programme::public_record::NOTES;
use programme::retention::RULES;
use programme::{Role, Words, permit};

fn say(lang: Lang, words: Words) -> &'static str {
    lang.pick(words.sv, words.en)
}

/// The rows of the first table, cell by cell, without the marks where a word may be parted.
fn cells(html: &str) -> Vec<Vec<String>> {
    let doc = parse(html);
    let table = all(&doc, "table").next().unwrap();
    let rows = table.descendants().filter(|it| it.tag_name().name() == "tr");
    rows.map(|row| {
        let cells = row.children().filter(|it| ["th", "td"].contains(&it.tag_name().name()));
        cells.map(|cell| words(cell).replace('\u{ad}', "")).collect()
    })
    .collect()
}

#[tokio::test]
async fn the_permission_page_has_exactly_the_cells_of_the_table() {
    for (lang, address) in [(Lang::Sv, "/sv/vem-far-gora-vad"), (Lang::En, "/en/who-may-do-what")] {
        let html = page(address).await;
        let rows = cells(&html);
        assert_eq!(rows.len(), permit::TABLE.len() + 1);
        let roles: Vec<&str> = Role::ALL.iter().map(|role| say(lang, role.title())).collect();
        assert_eq!(rows[0][1..], roles);
        for (row, rule) in rows[1..].iter().zip(permit::TABLE) {
            let star = if rule.by_visibility { " *" } else { "" };
            assert_eq!(row[0], format!("{}{star}", say(lang, rule.title)));
            let scopes: Vec<&str> = rule.scopes.iter().map(|scope| say(lang, scope.words())).collect();
            assert_eq!(row[1..], scopes, "{}", row[0]);
        }
        let text = words(all(&parse(&html), "main").next().unwrap());
        for note in [permit::INTRO, permit::BY_VISIBILITY, permit::ALWAYS, permit::GIVING] {
            assert!(text.contains(say(lang, note)), "{address}: {}", say(lang, note));
        }
        for giver in Role::ALL {
            let given: Vec<&str> = permit::gives(giver).iter().map(|role| say(lang, role.title())).collect();
            assert!(text.contains(&given.join(", ")));
        }
    }
}

#[tokio::test]
async fn the_page_about_personal_data_holds_every_rule_and_note() {
    for (lang, address) in [(Lang::Sv, "/sv/personuppgifter"), (Lang::En, "/en/personal-data")] {
        let html = page(address).await;
        let rows = cells(&html);
        let told: Vec<[&str; 2]> = rows[1..].iter().map(|row| [row[1].as_str(), row[2].as_str()]).collect();
        let wanted: Vec<[&str; 2]> = RULES.iter().map(|rule| [say(lang, rule.text), say(lang, rule.ground)]).collect();
        assert_eq!(told, wanted);
        let text = words(all(&parse(&html), "main").next().unwrap());
        for note in NOTES {
            assert!(text.contains(say(lang, note.text)), "{}", note.form);
        }
    }
}

/// A new rule, note or role needs a name in `locales/*/programme.ftl`.
#[test]
fn every_rule_note_and_role_has_its_words() {
    for lang in Lang::ALL {
        let texts = i18n::texts(lang);
        let kept = RULES.iter().map(|rule| format!("kept-{}", rule.kind));
        let noted = NOTES.iter().map(|note| format!("noted-{}", note.form));
        let does = Role::ALL.iter().map(|role| format!("role-{}-does", role.code()));
        for key in kept.chain(noted).chain(does) {
            assert!(texts.has(&key), "{key} is missing in {lang}");
        }
    }
}

/// What the page about personal data promises.
#[tokio::test]
async fn open_pages_set_no_cookies() {
    for address in ["/sv/", "/sv/modeller", "/sv/personuppgifter", "/sv/modell/finns-inte"] {
        assert!(get(address).await.headers.get("set-cookie").is_none(), "{address}");
    }
}
