//! A page of the desk as data: headings, facts, tables, forms. One template draws them all, so every
//! form has its labels, its errors and its word of the session, and every table its heads.

use crate::shell::Shell;
use askama::Template;
use office::Said;

/// A page.
#[derive(Template)]
#[template(path = "desk.html", whitespace = "minimize")]
pub struct Sheet {
    /// The frame.
    pub shell: Shell,
    /// Where we are: addresses and names from the top.
    pub crumbs: Vec<(String, String)>,
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub lead: String,
    /// Who can see the page.
    pub seen: String,
    /// What went wrong with what was sent.
    pub trouble: Option<Said>,
    /// A link beside the trouble.
    pub way: Option<(String, String)>,
    /// What was done just now.
    pub done: Option<String>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Address of the script, where the page needs one.
    pub script: Option<String>,
}

/// A piece of a page.
pub enum Block {
    /// A heading and its anchor.
    Heading(&'static str, String),
    /// A paragraph.
    Text(String),
    /// A paragraph in a lower voice.
    Quiet(String),
    /// Addresses and texts.
    Links(Vec<(String, String)>),
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// A table.
    Rows(Rows),
    /// A form.
    Form(Form),
    /// Short codes to be kept.
    Codes(Vec<String>),
    /// A picture in SVG, with words for who does not see it.
    Picture(String, String),
    /// A button that asks the browser for a passkey; hidden where there are no scripts.
    Passkey(Passkey),
}

/// A table.
pub struct Rows {
    /// What it is of.
    pub caption: String,
    /// The heads.
    pub heads: Vec<String>,
    /// The rows; the first cell is the row's head.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
pub enum Cell {
    /// Text.
    Text(String),
    /// Text that is not broken: a day, a time.
    Whole(String),
    /// A link.
    Link(String, String),
    /// A name with a line under it.
    Two(String, String),
    /// Links and small forms.
    Acts(Vec<(String, String)>, Vec<Form>),
}

impl Cell {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Whole(text) => text.is_empty(),
            Self::Acts(links, forms) => links.is_empty() && forms.is_empty(),
            Self::Link(..) | Self::Two(..) => false,
        }
    }
}

/// A form.
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// What it does, where a page has several.
    pub act: &'static str,
    /// Tells it from others of the same act on the page.
    pub key: String,
    /// What goes with it unseen.
    pub hidden: Vec<(&'static str, String)>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What the button says.
    pub submit: String,
    /// What the button says to who hears it alone: "Avsluta Ylva Orrheims uppdrag".
    pub aloud: String,
    /// Whether it stands back.
    pub quiet: bool,
    /// What it says of public records.
    pub note: Option<String>,
    /// Whether it sends a file.
    pub with_file: bool,
}

impl Form {
    /// A form of one button.
    pub fn button(action: impl Into<String>, act: &'static str, submit: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            act,
            key: String::new(),
            hidden: Vec::new(),
            fields: Vec::new(),
            submit: submit.into(),
            aloud: String::new(),
            quiet: false,
            note: None,
            with_file: false,
        }
    }

    /// With something unseen.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.hidden.push((name, value.to_string()));
        self
    }

    /// One of several of its act.
    #[must_use]
    pub fn keyed(mut self, key: impl ToString) -> Self {
        self.key = key.to_string();
        self
    }

    /// The id of one of its fields: no two on a page are the same.
    pub fn field_id(&self, field: &Field) -> String {
        format!("{}{}-{}", self.act, self.key, field.name)
    }

    /// With a field.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.with_file |= matches!(field.kind, FieldKind::File);
        self.fields.push(field);
        self
    }

    /// Standing back.
    #[must_use]
    pub fn back(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// What the button says when it is heard alone.
    #[must_use]
    pub fn aloud(mut self, text: impl Into<String>) -> Self {
        self.aloud = text.into();
        self
    }

    /// With a note about public records.
    #[must_use]
    pub fn noted(mut self, text: impl Into<String>) -> Self {
        self.note = Some(text.into());
        self
    }
}

/// A field.
pub struct Field {
    /// Its name, and with the form's act its id.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// A line of help.
    pub hint: String,
    /// What kind.
    pub kind: FieldKind,
    /// What stands in it.
    pub value: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// What the browser may fill in: `email`, `current-password`…
    pub auto: &'static str,
}

/// What kind of field.
pub enum FieldKind {
    /// `text`, `email`, `password`, `date`, `tel`.
    Input(&'static str),
    /// A code of digits or letters.
    Code,
    /// A file.
    File,
    /// One of several: value and text.
    Choice(Vec<(String, String)>),
}

impl Field {
    /// A field that must be filled in.
    pub fn new(name: &'static str, label: impl Into<String>, kind: FieldKind) -> Self {
        Self { name, label: label.into(), hint: String::new(), kind, value: String::new(), required: true, auto: "off" }
    }

    /// A line of text.
    pub fn text(name: &'static str, label: impl Into<String>) -> Self {
        Self::new(name, label, FieldKind::Input("text"))
    }

    /// Filled in.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// With help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Not asked of everybody.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// What the browser may fill in.
    #[must_use]
    pub fn auto(mut self, auto: &'static str) -> Self {
        self.auto = auto;
        self
    }
}

/// A passkey button.
pub struct Passkey {
    /// `get` to sign in, `create` for a new one.
    pub what: &'static str,
    /// Where the question comes from.
    pub question: String,
    /// The form that sends the answer: with a hidden field `answer` and one `token`.
    pub form: Form,
    /// Said where the browser has none.
    pub missing: String,
    /// Said when the reader stops, or the device says no.
    pub stopped: String,
}
