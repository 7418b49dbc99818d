//! What stands behind an answer or a thing done: a document, a link, a figure, a decision, a
//! form.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{AreaCode, DocumentId, Field, Id, Problem, Rule, Words};

/// The most pieces of evidence behind one thing: more is an archive, and belongs in a document.
pub const MOST_EVIDENCE: usize = 20;

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// An attached file. Its own visibility says who reads it.
    Document {
        /// The file.
        id: DocumentId,
    },
    /// A page on the web.
    Link {
        /// Its address, which begins with https://.
        url: String,
        /// What people call it.
        title: String,
    },
    /// A key figure.
    Figure {
        /// Its code in Kolada: "N15428".
        kpi: String,
        /// The code of the area: "2282".
        area: String,
        /// The year; `None`: the newest there is.
        year: Option<u16>,
    },
    /// Something that was decided.
    Decision {
        /// What.
        text: String,
        /// When.
        date: Option<Date>,
        /// Diary number, paragraph.
        reference: Option<String>,
    },
    /// A form of the same organisation in the same round. Its own visibility says who reads it.
    Form {
        /// The form, by its id in the model.
        form: String,
    },
}

impl Evidence {
    /// The stable name of what it is, as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Document { .. } => "document",
            Self::Link { .. } => "link",
            Self::Figure { .. } => "figure",
            Self::Decision { .. } => "decision",
            Self::Form { .. } => "form",
        }
    }

    /// What evidence can be: the stable name and what people call it.
    pub const KINDS: [(&'static str, Words); 5] = [
        ("document", Words::new("dokument", "document")),
        ("link", Words::new("länk", "link")),
        ("figure", Words::new("nyckeltal", "key figure")),
        ("decision", Words::new("beslut", "decision")),
        ("form", Words::new("mall", "template")),
    ];

    /// What people call what it is.
    pub const fn title(&self) -> Words {
        match self {
            Self::Document { .. } => Self::KINDS[0].1,
            Self::Link { .. } => Self::KINDS[1].1,
            Self::Figure { .. } => Self::KINDS[2].1,
            Self::Decision { .. } => Self::KINDS[3].1,
            Self::Form { .. } => Self::KINDS[4].1,
        }
    }

    /// The rules it can be held against by itself.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(&self) -> Result<(), Problem> {
        match self {
            Self::Document { .. } => Ok(()),
            Self::Link { url, title } => {
                Rule::text(Field("url"), url, 500)?;
                // Only addresses a browser opens safely: it becomes a link on the page.
                let host = url.strip_prefix("https://").unwrap_or_default();
                if host.is_empty() || host.starts_with('/') || url.contains(char::is_whitespace) {
                    return Err(Rule::NotHttps.of(Field("url")));
                }
                Rule::text(Field("title"), title, 200)
            }
            Self::Figure { kpi, area, .. } => figure(kpi, area),
            Self::Decision { text, reference, .. } => {
                Rule::text(Field("text"), text, 500)?;
                Rule::line(Field("reference"), reference.as_deref().unwrap_or_default(), 200)
            }
            Self::Form { form } => Rule::text(Field("form"), form, 64),
        }
    }

    /// Checks the evidence behind one thing: no more than [`MOST_EVIDENCE`], each once, each right.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check_all(evidence: &[Self]) -> Result<(), Problem> {
        if evidence.len() > MOST_EVIDENCE {
            return Err(Rule::TooLong { most: MOST_EVIDENCE }.of(Field("evidence")));
        }
        for (i, it) in evidence.iter().enumerate() {
            if evidence[..i].contains(it) {
                return Err(Rule::Twice.of(Field("evidence")));
            }
            it.check()?;
        }
        Ok(())
    }

    /// The records that the evidence behind one thing points at.
    pub fn refs(evidence: &[Self]) -> impl Iterator<Item = (&'static str, Id)> {
        evidence.iter().filter_map(|it| match it {
            Self::Document { id } => Some(("document", Id::from(*id))),
            Self::Link { .. } | Self::Figure { .. } | Self::Decision { .. } | Self::Form { .. } => None,
        })
    }
}

/// Checks the codes of a key figure (a letter, then letters and digits) and of an area (four digits).
pub(crate) fn figure(kpi: &str, area: &str) -> Result<(), Problem> {
    Rule::text(Field("kpi"), kpi, 15)?;
    if !kpi.starts_with(|c: char| c.is_ascii_alphabetic()) || !kpi.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Rule::Unprintable.of(Field("kpi")));
    }
    Rule::text(Field("area"), area, 4)?;
    AreaCode::try_from(area.to_owned()).map(drop).map_err(|_| Rule::Unprintable.of(Field("area")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};

    fn link(url: &str) -> Evidence {
        Evidence::Link { url: url.into(), title: "Handlingsplan".into() }
    }
    fn of(kpi: &str, area: &str) -> Evidence {
        Evidence::Figure { kpi: kpi.into(), area: area.into(), year: Some(2024) }
    }

    #[test]
    fn what_is_evidence_and_what_is_not() {
        let decision = |text: &str| Evidence::Decision {
            text: text.into(),
            date: Some(date(2026, 3, 1)),
            reference: Some("KS 2026/12 § 4".into()),
        };
        let form = |id: &str| Evidence::Form { form: id.into() };
        let page = link("https://umea.se/plan");
        for good in [page, of("N15428", "2480"), of("U00402", "0000"), decision("Antogs."), form("slutrapport")] {
            assert_eq!(good.check(), Ok(()), "{good:?}");
            let json = serde_json::to_string(&good).unwrap();
            assert!(json.starts_with(&format!("{{\"kind\":\"{}\"", good.code())), "{json}");
            assert!(Evidence::KINDS.contains(&(good.code(), good.title())), "{good:?}");
            assert_eq!(serde_json::from_str::<Evidence>(&json).unwrap(), good);
        }
        for (bad, field) in [
            (link("http://umea.se"), "url"),
            (link("javascript:alert(1)"), "url"),
            (link("https://"), "url"),
            (link("https:///plan"), "url"),
            (link("https://umea.se/en plan"), "url"),
            (link("HTTPS://umea.se"), "url"),
            (of("15428", "2480"), "kpi"),
            (of("N154/28", "2480"), "kpi"),
            (of("", "2480"), "kpi"),
            (of("N15428", "248"), "area"),
            (of("N15428", "24800"), "area"),
            (decision(" "), "text"),
            (form(""), "form"),
        ] {
            assert_eq!(bad.check().unwrap_err().field, field, "{bad:?}");
        }
    }

    #[test]
    fn each_once_and_not_too_many() {
        let many = |n: usize| -> Vec<Evidence> { (0..n).map(|i| link(&format!("https://a.se/{i}"))).collect() };
        assert_eq!(Evidence::check_all(&many(MOST_EVIDENCE)), Ok(()));
        assert_eq!(Evidence::check_all(&many(MOST_EVIDENCE + 1)).unwrap_err().field, "evidence");
        let twice = [of("N15428", "2480"), of("N15428", "2480")];
        assert_eq!(Evidence::check_all(&twice).unwrap_err().rule, Rule::Twice);
        let id = DocumentId::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(1));
        let refs: Vec<_> = Evidence::refs(&[link("https://a.se"), Evidence::Document { id }]).collect();
        assert_eq!(refs, [("document", Id::from(id))]);
    }
}
