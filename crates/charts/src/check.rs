//! What every chart must hold, whatever it is fed. Tests only.

use crate::Svg;

/// Swedish numbers, near enough for tests.
pub(crate) fn sv(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.').replace('.', ",");
    text.replace('-', "\u{2212}")
}

/// Sound: well-formed, no numbers that are none, nothing the security policy forbids, every text
/// inside the view box and none on top of another.
pub(crate) fn assert_sound(svg: &Svg) {
    well_formed(&svg.markup);
    for bad in ["NaN", "inf", "style=", "<style", "<script", " on"] {
        let outside: String = tags(&svg.markup).collect();
        assert!(!outside.contains(bad), "{bad} in {}", svg.markup);
    }
    assert!(svg.width > 0.0 && svg.height > 0.0 && svg.height.is_finite());
    for (i, a) in svg.labels.iter().enumerate() {
        let inside = a.left >= -0.5 && a.top >= -0.5 && a.right <= svg.width + 0.5 && a.bottom <= svg.height + 0.5;
        assert!(inside, "outside {} x {}: {a:?}", svg.width, svg.height);
        for b in svg.labels.iter().skip(i + 1) {
            let apart = a.right <= b.left + 0.5
                || b.right <= a.left + 0.5
                || a.bottom <= b.top + 1.5
                || b.bottom <= a.top + 1.5;
            assert!(apart, "on top of each other:\n{a:?}\n{b:?}");
        }
    }
}

/// The tags with the values of `href` and `aria-label` (which hold the caller's words) taken out.
fn tags(markup: &str) -> impl Iterator<Item = String> {
    markup.split('<').skip(1).filter_map(|part| part.split('>').next()).map(|tag| {
        let mut tag = format!("<{tag}");
        for key in ["href=\"", "aria-label=\""] {
            if let Some(at) = tag.find(key) {
                let end = tag[at + key.len()..].find('"').unwrap() + at + key.len();
                tag.replace_range(at..end, "");
            }
        }
        tag
    })
}

/// A small reader of XML: tags nest, attributes are quoted and unique, entities are known, ids are
/// unique and pointed to.
fn well_formed(markup: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    let mut pointers: Vec<&str> = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        text_ok(&rest[..at]);
        assert!(at == 0 || !open.is_empty(), "text outside the root");
        let end = rest.find('>').expect("an unclosed tag");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |t| (t, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
        let mut seen = Vec::new();
        while !attributes.is_empty() {
            let (key, more) = attributes.split_once("=\"").expect("an attribute without a value");
            let (value, more) = more.split_once('"').expect("an unclosed value");
            assert!(!seen.contains(&key), "{key} twice in {tag}");
            assert!(key.chars().all(|c| c.is_ascii_alphabetic() || c == '-' || c == '1' || c == '2'), "{key}");
            seen.push(key);
            text_ok(value);
            match key {
                "id" => {
                    assert!(!ids.contains(&value));
                    ids.push(value);
                }
                "aria-labelledby" | "aria-describedby" => pointers.push(value),
                _ => {}
            }
            attributes = more.trim_start();
        }
        if !empty {
            open.push(name);
        }
    }
    assert!(rest.is_empty() && open.is_empty());
    assert!(pointers.iter().all(|p| ids.contains(p)), "{pointers:?} {ids:?}");
}

fn text_ok(text: &str) {
    for (at, _) in text.match_indices('&') {
        assert!(["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].iter().any(|e| text[at..].starts_with(e)));
    }
    assert!(!text.chars().any(|c| c.is_control() || matches!(c, '<' | '\u{FFFE}' | '\u{FFFF}')));
}
