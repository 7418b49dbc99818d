//! Scripts in every way people know, in every box people write in and in the files they attach: the pages
//! hold the words and nothing that runs, and a file is saved, never opened in place.

use super::gatherings::Rounds;
use super::town::{Browser, between};
use axum::http::StatusCode;
use programme::{Document, OrganisationId, Role};
use storage::Stored;

const STEP: &str = "traff-styrning";

const SCRIPTS: [&str; 24] = [
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[![x](javascript:alert(1))](javascript:alert(1))",
    "[x](https://a.example \"onmouseover=alert(1)\")",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\"><base href=//a.example>",
    "<details open ontoggle=alert(1)><style>@import '//a.example'</style></details>",
];

/// An element's name and its attributes, as a browser reads them.
type Element = (String, Vec<(String, String)>);

/// Every element a page begins, read as browsers do.
fn elements(page: &str) -> Vec<Element> {
    let mut all = Vec::new();
    for part in page.split('<').skip(1) {
        if !part.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = part.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(part.len());
        all.push((part[..end].to_lowercase(), attributes(&part[end..])));
    }
    all
}

fn attributes(rest: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut rest = rest;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return all;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        // A sign that ends a name and begins one is part of it.
        let (name, after) = rest.split_at(end.max(1).min(rest.len()));
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(after) => match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
            },
        };
        all.push((name.to_lowercase(), value.to_lowercase()));
        rest = after;
    }
}

/// What we never make, whatever is written.
const NEVER: [&str; 15] = [
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "img",
    "math",
    "animate",
    "details-open",
    "video",
    "audio",
    "frame",
    "applet",
    "foreignobject",
    "marquee",
];

/// Nothing on the page runs but our own script, nor leads where a script is.
fn is_tame(page: &str, what: &str) {
    for (name, attributes) in elements(page) {
        assert!(!NEVER.contains(&name.as_str()), "{what}: <{name}> {attributes:?}");
        let get = |key: &str| attributes.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value.as_str());
        if name == "script" {
            assert!(get("src").starts_with("/static/"), "{what}: {attributes:?}");
        }
        assert!(name != "meta" || get("http-equiv") != "refresh", "{what}: {attributes:?}");
        for (key, value) in &attributes {
            assert!(!key.starts_with("on") && key != "srcdoc" && key != "style", "{what}: <{name} {key}>");
            let leads = matches!(key.as_str(), "href" | "src" | "action" | "formaction" | "data" | "xlink:href");
            // Only ways of our own and of the web, and nobody's picture.
            let ours = value.starts_with('/') || value.starts_with('#') || value.starts_with('?') || value.is_empty();
            let web = ["https://", "http://", "mailto:"].iter().any(|start| value.starts_with(start));
            assert!(!leads || ours || (web && name == "a") || name == "link", "{what}: <{name} {key}={value}>");
        }
    }
}

fn fields<'a>(pairs: &[(&'a str, &str)]) -> Vec<(&'a str, String)> {
    pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

async fn sent(browser: &Browser, address: &str, pairs: &[(&str, &str)]) -> String {
    let answer = browser.post(address, &fields(pairs)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address} {pairs:?}: {}", answer.text);
    answer.location.split('?').next().unwrap().to_owned()
}

/// Looks at a page: tame, and what was written is there to be read.
async fn look(browser: &Browser, address: &str, mark: &str) {
    let page = browser.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    is_tame(&page.text, &format!("{address} {mark}"));
    assert!(page.text.contains(mark), "{mark} is not at {address}: {}", page.text);
}

#[test]
fn a_page_is_read_as_browsers_read_it() {
    let said = elements("<p class=\"a > b\">x</p><a href='javascript:x'>y</a><img/src=x onerror=\"alert(1)\">< b>");
    assert_eq!(said[0].0, "p");
    assert_eq!(said[1], ("a".into(), vec![("href".into(), "javascript:x".into())]));
    let image = vec![("src".to_owned(), "x".to_owned()), ("onerror".to_owned(), "alert(1)".to_owned())];
    assert_eq!(said[2], ("img".into(), image));
    assert_eq!(said.len(), 3);
    for bad in [SCRIPTS[0], SCRIPTS[3], SCRIPTS[5], SCRIPTS[7], SCRIPTS[9], SCRIPTS[22]] {
        assert!(std::panic::catch_unwind(|| is_tame(bad, "bad")).is_err(), "{bad}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn scripts_in_every_box_are_words() {
    let it = Rounds::new().await;
    let place = it.town.places[0].id;
    let me = it.town.browser(&it.town.places[0].people[&Role::Strategist]).await;
    let (here, whose) = (format!("{}_{place}", it.round), place.to_string());
    let own = format!("/sv/skattning/{here}_{STEP}/egen");
    let item = format!("/sv/skattning/{here}_{STEP}_overgripande.2fstatistik/punkt");
    let joint = format!("/sv/skattning/{here}_{STEP}/gemensam");
    let (step, task) = (format!("/sv/steg/{here}_{STEP}"), format!("/sv/steg/{here}_{STEP}_nulage"));
    let (cards, ideas) = (format!("/sv/forbattringar/{here}"), format!("/sv/ideer/{}", it.round));
    let form = format!("/sv/mall/{here}_organisationsfakta");
    let version = |page: &str| between(page, "name=\"version\" value=\"", "\"").unwrap_or("0").to_owned();
    for (n, script) in SCRIPTS.into_iter().enumerate() {
        let mark = format!("prov{n}slut");
        let bad = format!("{script} {mark}");
        // For oneself, and together.
        let answer = [
            ("act", "assess"),
            ("part", "overgripande"),
            ("level-statistik", "3"),
            ("comment-statistik", bad.as_str()),
        ];
        sent(&me, &own, &answer).await;
        look(&me, &own, &mark).await;
        let page = me.get(&item).await.text;
        let was = between(&page, "name=\"was\" value=\"", "\"").unwrap_or_default().to_owned();
        sent(&me, &item, &[("act", "answer"), ("was", was.as_str()), ("level", "3"), ("comment", bad.as_str())]).await;
        look(&me, &item, &mark).await;
        // A task of a step.
        let read = version(&me.get(&task).await.text);
        let why = [("act", "save"), ("version", read.as_str()), ("state", "not_relevant"), ("why", bad.as_str())];
        sent(&me, &task, &why).await;
        look(&me, &step, &mark).await;
        look(&me, &task, &mark).await;
        // A card with what is measured for it, where it has spread, its history.
        let card = sent(&me, &cards, &[("act", "start"), ("problem", bad.as_str())]).await;
        let save = [
            ("act", "save"),
            ("version", "1"),
            ("good", "more"),
            ("problem", bad.as_str()),
            ("baseline", bad.as_str()),
            ("cause", bad.as_str()),
            ("test", bad.as_str()),
        ];
        sent(&me, &card, &save).await;
        let mut measured = save.to_vec();
        measured[1] = ("version", "2");
        measured.extend([("also", "measure"), ("on", "2026-01-12"), ("women", "3"), ("note", bad.as_str())]);
        sent(&me, &card, &measured).await;
        sent(&me, &card, &[("act", "spread"), ("version", "2"), ("place", bad.as_str())]).await;
        look(&me, &card, &mark).await;
        look(&me, &card.replace("/sv/forbattring/", "/en/improvement/"), &mark).await;
        let history = me.get(&card.replace("/sv/forbattring/", "/sv/historik/")).await;
        assert_eq!(history.status, StatusCode::OK);
        is_tame(&history.text, &mark);
        // An idea.
        sent(&me, &ideas, &[("act", "add"), ("organisation", whose.as_str()), ("text", bad.as_str())]).await;
        // A template: Markdown, a line, a cell.
        let read = version(&me.get(&form).await.text);
        let filled = [
            ("act", "save"),
            ("version", read.as_str()),
            ("f.om-oss", bad.as_str()),
            ("f.tid", bad.as_str()),
            ("c.kompetenser.0.omrade", "budget"),
            ("c.kompetenser.0.vilka", bad.as_str()),
        ];
        sent(&me, &form, &filled).await;
        look(&me, &form, &mark).await;
        // Written in, it is the round's again: it is shown to all anew.
        let saved = version(&me.get(&form).await.text);
        sent(&me, &form, &[("act", "show"), ("version", saved.as_str()), ("to", "public")]).await;
        look(&it.town.visitor(), &form, &mark).await;
    }
    // The lists, with all of it at once, in both languages.
    for address in [&cards, &ideas, &joint] {
        let english = address
            .replace("/sv/forbattringar/", "/en/improvements/")
            .replace("/sv/ideer/", "/en/ideas/")
            .replace("/sv/skattning/", "/en/assessment/")
            .replace("/gemensam", "/joint");
        for address in [address, &english] {
            let page = me.get(address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            is_tame(&page.text, address);
        }
    }
    let page = me.get(&ideas).await.text;
    assert!((0..SCRIPTS.len()).all(|n| page.contains(&format!("prov{n}slut"))), "{page}");
}

async fn kept(it: &Rounds, place: OrganisationId) -> Vec<Stored<Document>> {
    it.town.store.list_of::<Document>(place).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_saved_and_never_opened_in_place() {
    let it = Rounds::new().await;
    let place = it.town.places[0].id;
    let me = it.town.browser(&it.town.places[0].people[&Role::Strategist]).await;
    let here = format!("/sv/organisation/{place}");
    let script = "<script>alert(1)</script><svg onload=alert(1)>";
    let before = kept(&it, place).await.len();
    // What a browser would take for a page, a drawing or a program is not taken in, whatever it is called.
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{script}</svg>");
    let xml = format!("\u{feff} <?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">{script}</html>");
    for (name, bytes) in [
        ("bild.svg", svg.as_bytes()),
        ("bild.png", svg.as_bytes()),
        ("sida.html", b"<!doctype html><script>alert(1)</script>".as_slice()),
        ("sida.txt", b"\n\t <!doctype html><script>alert(1)</script>"),
        ("sida.xml", xml.as_bytes()),
        ("sida.txt", xml.as_bytes()),
        ("plan.pdf.html", b"%PDF-1.7\n<script>alert(1)</script>"),
        ("kod.js", b"alert(1)"),
        ("sida.mhtml", b"MIME-Version: 1.0\nContent-Type: text/html\n\n<script>alert(1)</script>"),
        ("plan.pdf", b"\0\0%PDF-1.7\n"),
        ("plan.docx", b"PK\x03\x04<script>alert(1)</script>"),
        ("plan.txt", b"#!/bin/sh\nrm -rf /\n"),
    ] {
        let answer = me.post_file(&here, "attach", name, bytes).await;
        assert!(answer.status.is_client_error(), "{name}: {}", answer.status);
        is_tame(&answer.text, name);
        assert_eq!(kept(&it, place).await.len(), before, "{name}");
    }
    // What is two things at once is kept as the one it may be, and given as a file.
    let polyglots: [(&str, Vec<u8>, &str); 6] = [
        ("plan.pdf", format!("%PDF-1.7\n{script}\n%%EOF").into_bytes(), "application/pdf"),
        ("bild.png", [b"\x89PNG\r\n\x1a\n".as_slice(), script.as_bytes()].concat(), "image/png"),
        ("bild.jpg", [b"\xff\xd8\xff\xe0".as_slice(), script.as_bytes()].concat(), "image/jpeg"),
        ("gif.txt", format!("GIF89a/*{script}*/=1").into_bytes(), "text/plain; charset=utf-8"),
        ("hej.md", format!("# Hej {script}").into_bytes(), "text/plain; charset=utf-8"),
        ("<img src=x onerror=alert(1)>.csv", format!("=1+1;{script}").into_bytes(), "text/csv; charset=utf-8"),
    ];
    for (name, bytes, media_type) in polyglots {
        let answer = me.post_file(&here, "attach", name, &bytes).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {}", answer.text);
        let document = kept(&it, place).await.into_iter().find(|it| it.body.name == name).unwrap();
        let page = me.get(&here).await;
        is_tame(&page.text, name);
        assert!(page.text.contains(&format!("/sv/fil/{}", document.id)), "{name}");
        for address in [format!("/sv/fil/{}", document.id), format!("/en/file/{}", document.id)] {
            let answer = me.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{name}");
            let header = |key: &str| answer.headers[key].to_str().unwrap().to_owned();
            assert_eq!(header("content-type"), media_type, "{name}");
            assert!(header("content-disposition").starts_with("attachment; filename=\""), "{name}");
            assert_eq!(header("x-content-type-options"), "nosniff", "{name}");
            let policy = header("content-security-policy");
            assert!(policy.starts_with("sandbox; default-src 'none'") && !policy.contains("script-src"), "{policy}");
            assert_eq!(answer.headers.get_all("content-security-policy").iter().count(), 1, "{name}");
        }
    }
}
