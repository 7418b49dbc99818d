//! What is shown of a model, a self-assessment or a difference: headings, paragraphs and entries in one
//! language, ready for a terminal or a page.

use serde::Serialize;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Its heading.
    pub title: String,
    /// What stands under it.
    pub lead: Vec<String>,
    /// A remark on all of it. Begins with a word that says so where something is not confirmed.
    pub note: Option<String>,
    /// Is something not confirmed?
    pub unconfirmed: bool,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A section of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What it is about, for links to it: `conditions`, `step-uppstart`. The same in both languages. Empty
    /// where a text has headings of its own.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What stands under it.
    pub lead: Vec<String>,
    /// A remark. Begins with a word that says so where something is not confirmed.
    pub note: Option<String>,
    /// Is something not confirmed?
    pub unconfirmed: bool,
    /// What it lists.
    pub entries: Vec<Entry>,
}

/// One thing in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its name.
    pub head: String,
    /// What is said of it. May be nothing.
    pub text: String,
    /// A remark. Begins with a word that says so where something is not confirmed.
    pub note: Option<String>,
    /// Is something not confirmed?
    pub unconfirmed: bool,
    /// What belongs to it.
    pub under: Vec<Entry>,
}

impl Entry {
    /// A name and what is said of it.
    #[must_use]
    pub fn new(head: impl Into<String>, text: impl Into<String>) -> Self {
        Self { head: head.into(), text: text.into(), ..Self::default() }
    }
}

impl Page {
    /// The page as plain text, folded at `width` columns.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let mut out = String::new();
        heading(&mut out, &self.title, '═');
        for line in self.lead.iter().chain(&self.note) {
            fold(&mut out, line, 0, "", width);
        }
        for section in &self.sections {
            out.push('\n');
            heading(&mut out, &section.title, '─');
            for line in section.lead.iter().chain(&section.note) {
                fold(&mut out, line, 0, "", width);
            }
            for entry in &section.entries {
                self::entry(&mut out, entry, 0, width);
            }
        }
        out
    }
}

fn heading(out: &mut String, title: &str, rule: char) {
    out.push_str(title);
    out.push('\n');
    out.extend(std::iter::repeat_n(rule, title.chars().count()));
    out.push('\n');
}

fn entry(out: &mut String, entry: &Entry, depth: usize, width: usize) {
    let text = match (entry.head.is_empty(), entry.text.is_empty()) {
        // After a question no colon.
        (false, false) if entry.head.ends_with('?') => format!("{} {}", entry.head, entry.text),
        (false, false) => format!("{}: {}", entry.head, entry.text),
        (false, true) => entry.head.clone(),
        (true, _) => entry.text.clone(),
    };
    fold(out, &text, depth * 2, "• ", width);
    if let Some(note) = &entry.note {
        fold(out, note, depth * 2 + 2, "", width);
    }
    for under in &entry.under {
        self::entry(out, under, depth + 1, width);
    }
}

/// A paragraph in lines of at most `width` columns, indented, with a mark before the first.
fn fold(out: &mut String, text: &str, indent: usize, mark: &str, width: usize) {
    let hang = indent + mark.chars().count();
    let mut column = hang;
    out.extend(std::iter::repeat_n(' ', indent));
    out.push_str(mark);
    for (at, word) in text.split_whitespace().enumerate() {
        let long = word.chars().count();
        if at > 0 && column + 1 + long > width.max(hang + 20) {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', hang));
            column = hang;
        } else if at > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += long;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_folded_and_indented() {
        let mut top = Entry::new("Steg", "ett två tre fyra fem sex sju");
        top.note = Some("Obekräftat: inte säkert.".to_owned());
        top.under = vec![Entry::new("", "under")];
        let page = Page {
            title: "Å".to_owned(),
            lead: vec!["Inledning.".to_owned()],
            sections: vec![Section { title: "Del".to_owned(), entries: vec![top], ..Section::default() }],
            ..Page::default()
        };
        assert_eq!(
            page.text(24),
            "Å\n═\nInledning.\n\nDel\n───\n• Steg: ett två tre fyra\n  fem sex sju\n  Obekräftat: inte\n  säkert.\n  • under\n"
        );
    }
}
