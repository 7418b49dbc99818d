//! Parts that all documents share: labels, charts, lines about method and source.

use crate::date::Day;
use crate::desk::chart_name;
use app::view::{FindingView, Picture, SourceLine};
use charts::Svg;
use i18n::{Arg, Lang, texts};
use serde_json::{Map, Value, json};

/// Where `TOO_LONG` characters end a text on a page that may be long.
pub(crate) const TOO_LONG: usize = 4000;

/// The charts of one document, in the order they are named.
#[derive(Default)]
pub(crate) struct Charts(Vec<String>);

impl Charts {
    /// Files a chart and gives what the template needs; null where there is nothing to show.
    pub(crate) fn add(&mut self, picture: Option<&Picture>) -> Value {
        picture.map_or(Value::Null, |picture| self.file(picture, &picture.wide))
    }

    /// As [`Charts::add`], in the narrow form where there is one: for a column beside text, where
    /// the wide form's letters would be too small.
    pub(crate) fn add_small(&mut self, picture: Option<&Picture>) -> Value {
        picture.map_or(Value::Null, |picture| self.file(picture, picture.narrow.as_ref().unwrap_or(&picture.wide)))
    }

    fn file(&mut self, picture: &Picture, svg: &Svg) -> Value {
        let markup = &svg.markup;
        if !markup.contains("<svg") {
            return Value::Null;
        }
        let title = element(markup, "title").unwrap_or_else(|| picture.title.clone());
        let alt = match element(markup, "desc") {
            Some(desc) if desc != title => format!("{title} {desc}"),
            _ => title,
        };
        let file = chart_name(self.0.len());
        self.0.push(with_namespace(markup));
        json!({ "file": file, "alt": alt, "caption": picture.caption, "title": picture.title, "across": svg.width })
    }

    /// The SVG files.
    pub(crate) fn into_files(self) -> Vec<String> {
        self.0
    }
}

/// A chart on a page needs no namespace, a file does.
fn with_namespace(markup: &str) -> String {
    let head = markup.split('>').next().unwrap_or_default();
    if head.contains("xmlns=") {
        markup.to_owned()
    } else {
        markup.replacen("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", 1)
    }
}

/// The text of the first `name` element, unescaped.
fn element(markup: &str, name: &str) -> Option<String> {
    let after = markup.split_once(&format!("<{name}"))?.1.split_once('>')?.1;
    let inner = after.split_once(&format!("</{name}>"))?.0;
    let text = inner
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    (!text.trim().is_empty()).then_some(text)
}

/// A picture whose caption holds the key to its marks.
pub(crate) fn keyed(picture: &Picture, women: &str, men: &str, lang: Lang) -> Picture {
    let words = [("women", women), ("men", men), ("caption", &picture.caption)];
    let caption =
        if picture.caption.contains('●') { picture.caption.clone() } else { say(lang, "picture-key", &words) };
    Picture { caption, ..picture.clone() }
}

/// The labels `names` of `locales/*/reports.ftl` (there called `report-…`), for the template.
pub(crate) fn labels(lang: Lang, names: &[&str]) -> Value {
    let texts = texts(lang);
    let mut map = Map::new();
    map.insert("product".to_owned(), json!(texts.get("product")));
    for name in names {
        map.insert((*name).to_owned(), json!(texts.get(&format!("report-{name}"))));
    }
    Value::Object(map)
}

/// The text `report-name` with values.
pub(crate) fn say(lang: Lang, name: &str, args: &[(&str, &str)]) -> String {
    let args: Vec<(&str, Arg<'_>)> = args.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
    texts(lang).with(&format!("report-{name}"), &args)
}

/// What every template reads: language, title, author, letters' size.
pub(crate) fn bare(lang: Lang, title: &str, author: &str, description: &str, size: f64) -> Map<String, Value> {
    let texts = texts(lang);
    let mut map = Map::new();
    for (key, value) in [
        ("lang", json!(lang.code())),
        ("region", json!(lang.pick("SE", "GB"))),
        ("title", json!(title)),
        ("author", json!(author)),
        ("description", json!(description)),
        ("keywords", json!([texts.get("report-keyword-equality"), texts.get("product")])),
        ("size", json!(size)),
    ] {
        map.insert(key.to_owned(), value);
    }
    map
}

/// What every template of figures reads: [`bare`], what kind of paper it is, where it comes from.
pub(crate) fn frame(
    lang: Lang,
    title: &str,
    description: &str,
    kind: &str,
    fetched: Option<Day>,
    size: f64,
) -> Map<String, Value> {
    let texts = texts(lang);
    let product = texts.get("product");
    let foot =
        fetched.map_or_else(|| say(lang, "foot-undated", &[]), |day| say(lang, "foot", &[("date", &day.to_string())]));
    let mut map = bare(lang, title, &product, description, size);
    for (key, value) in [
        ("keywords", json!([texts.get("report-keyword-equality"), "Kolada", product])),
        ("kind", json!(texts.get(&format!("report-kind-{kind}")))),
        ("foot", json!(foot)),
        ("notice", json!("")),
    ] {
        map.insert(key.to_owned(), value);
    }
    map
}

/// Source lines, without empty and repeated ones.
pub(crate) fn sources(lines: &[&SourceLine]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines.iter().map(|line| &line.unchanged).chain(lines.iter().map(|line| &line.computed)) {
        if !line.is_empty() && !out.contains(line) {
            out.push(line.clone());
        }
    }
    out
}

/// An estimate with its interval, or that there is none.
pub(crate) fn estimate(text: &str, lang: Lang) -> String {
    if text.is_empty() { say(lang, "no-interval", &[]) } else { text.to_owned() }
}

/// One finding in the columns of a table.
pub(crate) fn cells(finding: Option<&FindingView>, lang: Lang) -> Value {
    let Some(finding) = finding else {
        let none = say(lang, "no-value", &[]);
        return json!({ "missing": none, "women": "", "men": "", "difference": "", "interval": "", "lasting": "", "verdict": "", "sure": false, "sign": "" });
    };
    let tested = finding.interval.is_some();
    json!({
        "missing": "",
        "women": finding.women.text,
        "men": finding.men.text,
        "difference": finding.difference.text,
        "interval": estimate(&finding.estimate, lang),
        "lasting": finding.lasting.value.map_or("", |_| &finding.lasting.text),
        "verdict": finding.verdict.text,
        "sure": finding.flagged,
        "sign": match (tested, finding.flagged) { (_, true) => "●", (true, false) => "○", (false, false) => "" },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alt_text_is_title_and_description() {
        let picture = Picture {
            title: "Rubrik".to_owned(),
            wide: Svg {
                markup: "<svg viewBox=\"0 0 1 1\"><title id=\"a\">Å &lt;b&gt;</title><desc>D &amp; e</desc></svg>"
                    .to_owned(),
                ..Svg::default()
            },
            narrow: None,
            caption: String::new(),
        };
        let mut charts = Charts::default();
        let value = charts.add(Some(&picture));
        assert_eq!(value["alt"], "Å <b> D & e");
        assert!(charts.into_files()[0].starts_with("<svg xmlns="));
    }
}
