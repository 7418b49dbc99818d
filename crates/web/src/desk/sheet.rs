//! A page of the desk as data: headings, facts, tables, forms. One template draws them all, so every
//! form has its labels, its errors and its word of the session, and every table its heads.

use crate::shell::Shell;
use askama::Template;
use office::Said;
use std::borrow::Cow;

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
    /// A link beside it.
    pub done_way: Option<(String, String)>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Address of the script, where the page needs one.
    pub script: Option<String>,
    /// After so many seconds the page is fetched again: something is being worked on, and it says how far that
    /// has come.
    pub refresh: Option<u32>,
}

impl Sheet {
    /// Marks the field of this name in the forms of the page as wrong, and unfolds what it is folded into: its id
    /// and its label, for a link to it. Fields of a page's forms that can be wrong have different names.
    pub fn mark(&mut self, name: &str) -> Option<(String, String)> {
        let forms = self.blocks.iter_mut().filter_map(|it| match it {
            Block::Form(form) => Some(form),
            _ => None,
        });
        forms.into_iter().find_map(|form| form.mark(name))
    }
}

/// A piece of a page.
pub enum Block {
    /// A heading and its anchor.
    Heading(&'static str, String),
    /// A heading whose anchor is made of something's id.
    Part(String, String),
    /// A heading under it.
    Sub(String),
    /// HTML that `office::markdown` or a template of ours has made.
    Rich(String),
    /// A paragraph.
    Text(String),
    /// A paragraph in a lower voice.
    Quiet(String),
    /// Text of several lines, as it was written.
    Lines(String),
    /// Points one after the other.
    Points(Vec<String>),
    /// Addresses and texts.
    Links(Vec<(String, String)>),
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// A table.
    Rows(Rows),
    /// A form.
    Form(Form),
    /// What follows can be folded away, under these words; whether it stands open.
    FoldBegins(String, bool),
    /// As far as here.
    FoldEnds,
    /// A question: a form that changes nothing, and whose answer has an address of its own.
    Ask(Form),
    /// Short codes to be kept.
    Codes(Vec<String>),
    /// A picture in SVG, with words for who does not see it.
    Picture(String, String),
    /// A chart in SVG, which holds its own name and description; its numbers stand in a table beside it.
    Chart(String),
    /// Small ones beside each other, all drawn alike; their numbers stand in a table on the page.
    Charts(Vec<String>),
    /// Lists within lists.
    Tree(Tree),
    /// A button that asks the browser for a passkey; hidden where there are no scripts.
    Passkey(Passkey),
}

/// A list whose points may have lists under them; renders itself, because lists stand within lists.
#[derive(Template)]
#[template(path = "desk_tree.html", whitespace = "minimize")]
pub struct Tree {
    /// Its points.
    pub branches: Vec<Branch>,
}

/// A point of a list.
pub struct Branch {
    /// Where it leads.
    pub href: Option<String>,
    /// What it says.
    pub text: String,
    /// A line under it.
    pub note: String,
    /// The list under it.
    pub under: Option<Tree>,
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
    /// Text that wants to be seen: something late.
    Mark(String),
    /// A name with a line under it.
    Two(String, String),
    /// A name that an address can lead to, by its id on the page, with a line under it.
    At(String, String, String),
    /// A link with a line under it.
    LinkTwo(String, String, String),
    /// Several texts one under the other; with an address, a link.
    List(Vec<(Option<String>, String)>),
    /// Links and small forms.
    Acts(Vec<(String, String)>, Vec<Form>),
    /// What somebody says: the gist, texts under it, points that may be links, small forms.
    Said(String, Vec<String>, Vec<(Option<String>, String)>, Vec<Form>),
}

impl Cell {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Whole(text) | Self::Mark(text) => text.is_empty(),
            Self::List(texts) => texts.is_empty(),
            Self::Acts(links, forms) => links.is_empty() && forms.is_empty(),
            Self::Link(..) | Self::Two(..) | Self::At(..) | Self::LinkTwo(..) | Self::Said(..) => false,
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
    /// Headings: before which field, what it says, what stands under it.
    pub parts: Vec<(usize, String, String)>,
    /// The level of these headings: 2, or 3 under a heading of the page.
    pub part_level: u8,
    /// What is said above the buttons.
    pub above: Vec<String>,
    /// Other buttons beside: what each sends as `also`, what it says.
    pub also: Vec<(String, String)>,
    /// Whether it stands open where it is folded: it comes back with what was written.
    pub open: bool,
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
            parts: Vec::new(),
            part_level: 2,
            above: Vec::new(),
            also: Vec::new(),
            open: false,
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

    /// Marks a field as wrong: its id and label. What it is folded into stands open, and a row's name comes first.
    fn mark(&mut self, name: &str) -> Option<(String, String)> {
        let at = self.fields.iter().position(|it| it.name == name)?;
        let (before, after) = self.fields.split_at_mut(at);
        let field = after.first_mut()?;
        field.wrong = true;
        let mut label = field.label.clone();
        if let Some(row) =
            within(before, |it| matches!(it, FieldKind::RowBegins), |it| matches!(it, FieldKind::RowEnds))
        {
            label = format!("{}, {label}", row.label);
        }
        let folds = |it: &FieldKind| matches!(it, FieldKind::FoldBegins(_));
        if let Some(fold) = within(before, folds, |it| matches!(it, FieldKind::FoldEnds)) {
            fold.kind = FieldKind::FoldBegins(true);
        }
        Some((self.field_id(&self.fields[at]), label))
    }

    /// The id of one of its fields: no two on a page are the same.
    pub fn field_id(&self, field: &Field) -> String {
        match field.place {
            0 => format!("{}{}-{}", self.act, self.key, field.name),
            place => format!("{}{}-{}-{place}", self.act, self.key, field.name),
        }
    }

    /// Whether another button comes before the one at the end.
    pub fn has_more(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.kind, FieldKind::More))
    }

    /// The heading that stands before a field.
    pub fn part_before(&self, field: &usize) -> Option<&(usize, String, String)> {
        self.parts.iter().find(|(before, ..)| before == field)
    }

    /// With a heading, and what stands under it, over the fields that follow.
    #[must_use]
    pub fn part(mut self, heading: impl Into<String>, lead: impl Into<String>) -> Self {
        self.parts.push((self.fields.len(), heading.into(), lead.into()));
        self
    }

    /// With another button beside, which sends `value` as `also`.
    #[must_use]
    pub fn also(mut self, value: impl Into<String>, text: impl Into<String>) -> Self {
        self.also.push((value.into(), text.into()));
        self
    }

    /// Whose headings stand under a heading of the page.
    #[must_use]
    pub fn under(mut self) -> Self {
        self.part_level = 3;
        self
    }

    /// With something said above the buttons.
    #[must_use]
    pub fn above(mut self, text: impl Into<String>) -> Self {
        self.above.push(text.into());
        self
    }

    /// Unfolded or not, where it is folded.
    #[must_use]
    pub fn open(mut self, open: bool) -> Self {
        self.open = open;
        self
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

/// What has begun among these fields and not ended.
fn within(
    fields: &mut [Field],
    begins: impl Fn(&FieldKind) -> bool,
    ends: impl Fn(&FieldKind) -> bool,
) -> Option<&mut Field> {
    let last = fields.iter_mut().rev().find(|it| begins(&it.kind) || ends(&it.kind))?;
    begins(&last.kind).then_some(last)
}

/// A field.
pub struct Field {
    /// Its name, and with the form's act its id.
    pub name: Cow<'static, str>,
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
    /// Whether it must be filled in some day, but not to be saved.
    pub later: bool,
    /// What the browser may fill in: `email`, `current-password`…
    pub auto: &'static str,
    /// Which of several of the same name, from 0.
    pub place: usize,
    /// Whether what stands in it cannot be used.
    pub wrong: bool,
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
    /// One of several, all of them shown: value, text, what it means (nothing where it says itself).
    Radio(Vec<(String, String, String)>),
    /// Any of several, all of them shown: value, text, whether it is ticked.
    Checks(Vec<(String, String, bool)>),
    /// Nothing to fill in: what is known, as HTML that `office::markdown` or a template of ours has made.
    Told(String),
    /// A button within the form: it sends the field's value as `also`. A hint is what it says to who hears
    /// it alone.
    More,
    /// Fields that can be folded away begin, under the label; whether they stand open.
    FoldBegins(bool),
    /// They end.
    FoldEnds,
    /// A row of fields begins, named by the label.
    RowBegins,
    /// It ends.
    RowEnds,
    /// Text of several lines; how many are shown.
    Lines(u8),
    /// A box to tick; `yes` when it is.
    Check,
    /// A whole number.
    Number,
}

impl Field {
    /// A field that must be filled in.
    pub fn new(name: impl Into<Cow<'static, str>>, label: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            kind,
            value: String::new(),
            required: true,
            later: false,
            auto: "off",
            place: 0,
            wrong: false,
        }
    }

    /// A line of text.
    pub fn text(name: impl Into<Cow<'static, str>>, label: impl Into<String>) -> Self {
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

    /// One of several of the same name.
    #[must_use]
    pub fn nth(mut self, place: usize) -> Self {
        self.place = place;
        self
    }

    /// Not asked of everybody.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Asked of everybody in the end, but not now.
    #[must_use]
    pub fn later(mut self) -> Self {
        (self.required, self.later) = (false, true);
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
