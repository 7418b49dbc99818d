//! Templates that fill themselves: the list of an organisation's forms in a round, each of them to write in
//! or to read, and as PDF, slides and document.

use super::form::Sent;
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use askama::Template;
use method::When;
use office::markdown::{self, Span};
use office::{
    CellWritten, FieldWritten, FilledForm, FormColumnView, FormFieldView, FormFile, FormKey, FormSaid, FormSectionView,
    FormUse, FormView, FormsLine, FormsView, Trouble,
};
use programme::{OrganisationId, RoundId, Visibility};
use std::collections::BTreeMap;

/// The act of the form that everything is written in; also what the ids of its fields begin with.
const SAVE: &str = "save";
/// What a table's button sends before the field's id.
const ROW: &str = "row.";
/// What the button of a row that is taken away sends before the field's id and the row's place.
const DROP: &str = "drop.";
/// So many empty rows stand at the end of a table.
const EMPTY_ROWS: usize = 3;
/// More rows than any form holds are not read.
const MOST_ROWS: usize = 400;

/// The round and the organisation in an address.
fn read_ids(id: &str) -> Result<(RoundId, OrganisationId), Trouble> {
    let (round, organisation) = id.split_once('_').ok_or(Trouble::Nothing)?;
    Ok((read_id(round)?, organisation.parse().map_err(|_| Trouble::Nothing)?))
}

/// The form in an address.
fn read_key(id: &str) -> Result<FormKey, Trouble> {
    let (place, form) = id.rsplit_once('_').ok_or(Trouble::Nothing)?;
    let (round, organisation) = read_ids(place)?;
    Ok(FormKey { round, organisation, form: form.to_owned() })
}

/// The forms of an organisation in a round.
pub fn of_all(round: RoundId, organisation: OrganisationId) -> Spot {
    Spot::Forms(format!("{round}_{organisation}"))
}

/// A form.
pub fn of(key: &FormKey) -> Spot {
    Spot::Form(format!("{}_{}_{}", key.round, key.organisation, key.form))
}

/// The list.
pub async fn list(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let (round, organisation) = read_ids(id)?;
    let view = desk.office.forms(desk.visitor.as_ref(), round, organisation, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("forms-title", "name", &view.place));
    sheet.crumbs = vec![(desk.at(Spot::Round(round.to_string())), view.round_title.clone())];
    sheet.seen = desk.s(if view.may_write { "seen-forms" } else { "seen-forms-others" });
    sheet.lead = desk.s(match (view.lines.is_empty(), view.may_write) {
        (true, _) => "forms-none",
        (false, true) => "forms-lead",
        (false, false) => "forms-lead-read",
    });
    if view.lines.is_empty() {
        return Ok(sheet);
    }
    let heads = ["head-form", "head-form-use", "head-state", "head-seen-by"];
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.s("forms"),
        heads: heads.map(|key| desk.s(key)).into(),
        rows: view.lines.iter().map(|line| row(desk, &view, line)).collect(),
    }));
    Ok(sheet)
}

fn row(desk: &Desk, view: &FormsView, line: &FormsLine) -> Vec<Cell> {
    let key = FormKey { round: view.round, organisation: view.organisation, form: line.form.clone() };
    let state = match (line.finished, line.begun) {
        (Some(day), _) => desk.with("form-finished-on", "day", day.to_string()),
        (None, true) => desk.s("form-begun"),
        (None, false) => desk.s("form-not-begun"),
    };
    let missing = if line.finished.is_some() || line.missing == 0 {
        String::new()
    } else {
        desk.count("form-missing-n", line.missing)
    };
    vec![
        Cell::LinkTwo(desk.at(of(&key)), line.name.clone(), line.summary.clone()),
        Cell::List(line.uses.iter().map(|it| (None, used(desk, it))).collect()),
        if missing.is_empty() { Cell::Text(state) } else { Cell::Two(state, missing) },
        Cell::Text(desk.pair(line.visibility.who())),
    ]
}

/// In which step, and when in it.
fn used(desk: &Desk, it: &FormUse) -> String {
    match it.when {
        Some(When::Before) => desk.with("form-used-before", "step", &it.name),
        Some(When::After) => desk.with("form-used-after", "step", &it.name),
        Some(When::During) | None => it.name.clone(),
    }
}

/// A form: to write in, or to read.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let key = read_key(id)?;
    let view = desk.office.form(desk.visitor.as_ref(), &key, desk.lang()).await?;
    let mut sheet = desk.sheet(format!("{}, {}", view.name, view.place));
    sheet.crumbs = vec![
        (desk.at(Spot::Round(key.round.to_string())), view.round_title.clone()),
        (desk.at(of_all(key.round, key.organisation)), desk.with("forms-title", "name", &view.place)),
    ];
    sheet.seen = format!("{}.", desk.pair(view.visibility.who()));
    sheet.lead.clone_from(&view.summary);
    let blocks = &mut sheet.blocks;
    blocks.extend(desk.unconfirmed(view.note.as_slice()));
    blocks.push(Block::Text(standing(desk, &view)));
    ways(desk, id, &view, blocks);
    // What was written comes back also when it came too late, so that nobody loses it.
    let again = sent.get("act") == SAVE;
    if (view.may_write && view.finished.is_none()) || again {
        missing(desk, &view, blocks);
        blocks.push(Block::Quiet(desk.s("form-markdown")));
        blocks.push(Block::Form(writing(desk, id, &view, again.then(|| read(sent)))));
    } else {
        for section in &view.sections {
            reading(desk, section, blocks);
        }
    }
    acts(desk, id, &view, blocks);
    Ok(sheet)
}

/// Where it is, in a sentence.
fn standing(desk: &Desk, view: &FormView) -> String {
    match (view.finished, view.version, view.missing.len()) {
        (Some(day), ..) => desk.with("form-is-finished", "day", day.to_string()),
        (None, 0, _) if view.may_write => desk.s("form-is-new"),
        (None, 0, _) => desk.s("form-not-begun-yet"),
        (None, _, 0) => desk.s("form-nothing-missing"),
        (None, _, n) => desk.count("form-is-draft", n),
    }
}

fn ways(desk: &Desk, id: &str, view: &FormView, blocks: &mut Vec<Block>) {
    let mut links = Vec::new();
    if view.prints {
        links.push((desk.at(Spot::FormPdf(id.to_owned())), desk.s("form-pdf")));
        if view.has_slides {
            links.push((desk.at(Spot::FormSlides(id.to_owned())), desk.s("form-slides")));
        }
        links.push((desk.at(Spot::FormDocx(id.to_owned())), desk.s("form-docx")));
    }
    if let Some(record) = view.id.filter(|_| view.may_see_history) {
        links.push((desk.at(Spot::History(record.to_string())), desk.s("history")));
    }
    if !links.is_empty() {
        blocks.push(Block::Links(links));
    }
}

/// What is missing, each a link to where it is answered.
fn missing(desk: &Desk, view: &FormView, blocks: &mut Vec<Block>) {
    if view.missing.is_empty() {
        return;
    }
    let fields = || view.sections.iter().flat_map(|section| &section.fields);
    let links = view.missing.iter().map(|it| {
        let field = fields().find(|field| field.id == it.field);
        let name = field.map_or_else(|| format!("f.{}", it.field), anchor);
        (format!("#{SAVE}-{name}"), format!("{}: {}", it.section, it.name))
    });
    blocks.push(Block::Heading("missing", desk.s("form-missing")));
    blocks.push(Block::Links(links.collect()));
}

/// What of the id of the first box by which something is answered comes after the form's.
fn anchor(field: &FormFieldView) -> String {
    let id = &field.id;
    match field.kind {
        method::FieldKind::BySex => format!("w.{id}"),
        // The first of the boxes to tick.
        method::FieldKind::Several => format!("o.{id}-1"),
        method::FieldKind::People if !field.people.is_empty() => format!("o.{id}-1"),
        method::FieldKind::People => format!("n.{id}"),
        method::FieldKind::Table => match field.columns.first() {
            Some(column) if column.kind == method::FieldKind::BySex => format!("cw.{id}.0.{}", column.id),
            Some(column) => format!("c.{id}.0.{}", column.id),
            None => format!("t.{id}"),
        },
        _ => format!("f.{id}"),
    }
}

/// The form to write in; with what was sent, where that comes back.
fn writing(desk: &Desk, id: &str, view: &FormView, sent: Option<FilledForm>) -> Form {
    let here = desk.at(Spot::Form(id.to_owned()));
    let mut form = Form::button(here, SAVE, desk.s("form-save")).with("version", view.version);
    for section in &view.sections {
        let lead = [Some(section.text.clone()), section.note.clone()];
        let lead: Vec<String> = lead.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        form = form.part(section.name.clone(), lead.join(" "));
        for field in &section.fields {
            let said = match &sent {
                Some(sent) => sent.fields.get(&field.id).cloned().unwrap_or_default(),
                None => field.written.clone(),
            };
            form = asked(desk, form, field, &said);
        }
    }
    form.also("finish", desk.s("form-save-finish")).noted(desk.note("filled"))
}

/// The fields by which something is answered.
fn asked(desk: &Desk, form: Form, field: &FormFieldView, said: &FieldWritten) -> Form {
    let label = labelled(&field.name, &field.unit);
    let hint = hint(desk, field);
    let id = &field.id;
    let one = |name: String, label: String, kind: FieldKind| {
        let it = Field::new(name, label, kind);
        if field.required { it.later() } else { it.optional() }
    };
    match field.kind {
        method::FieldKind::Facts => form.field(one(format!("f.{id}"), label, told(desk, field)).hint(hint)),
        method::FieldKind::Table => table(desk, form, field, said, hint),
        method::FieldKind::BySex => form
            .field(
                one(format!("w.{id}"), desk.with("form-women", "name", &label), decimal())
                    .value(&said.women)
                    .hint(hint),
            )
            .field(one(format!("m.{id}"), desk.with("form-men", "name", &label), decimal()).value(&said.men)),
        method::FieldKind::Several => {
            let options = field.options.iter().map(|(value, text)| {
                let ticked = said.chosen.contains(value);
                (value.clone(), text.clone(), ticked)
            });
            form.field(one(format!("o.{id}"), label, FieldKind::Checks(options.collect())).hint(hint))
        }
        method::FieldKind::People => people(desk, form, field, said, hint),
        kind => {
            form.field(one(format!("f.{id}"), label, simple(desk, kind, &field.options)).value(&said.value).hint(hint))
        }
    }
}

fn labelled(name: &str, unit: &str) -> String {
    if unit.is_empty() { name.to_owned() } else { format!("{name} ({unit})") }
}

/// Help, how much is enough, what is not confirmed, and what is known.
fn hint(desk: &Desk, field: &FormFieldView) -> String {
    let mut parts = vec![field.help.clone()];
    parts.extend(field.words.map(|words| desk.with("form-words", "n", words.to_string())));
    parts.extend(field.note.clone());
    parts.extend(field.source.clone());
    parts.extend(
        field
            .known
            .as_ref()
            .map(|(said, source)| desk.with2("form-known", ("said", &said.plain(desk.lang())), ("source", source))),
    );
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn decimal() -> FieldKind {
    FieldKind::Input("text")
}

/// A field of a simple kind.
fn simple(desk: &Desk, kind: method::FieldKind, options: &[(String, String)]) -> FieldKind {
    match kind {
        method::FieldKind::Text => FieldKind::Lines(6),
        method::FieldKind::Date => FieldKind::Input("date"),
        method::FieldKind::Choice => {
            let mut choices = vec![(String::new(), desk.s("choose"))];
            choices.extend(options.iter().cloned());
            FieldKind::Choice(choices)
        }
        method::FieldKind::Number => decimal(),
        _ => FieldKind::Input("text"),
    }
}

/// What is known, to be read; that nothing is, where nothing is.
fn told(desk: &Desk, field: &FormFieldView) -> FieldKind {
    FieldKind::Told(match &field.said {
        Some(said) => html(desk, said, &field.name),
        None => paragraph(&desk.s("form-nothing-known")),
    })
}

/// Boxes for those with a role, and a place for other names.
fn people(desk: &Desk, form: Form, field: &FormFieldView, said: &FieldWritten, hint: String) -> Form {
    let (known, others): (Vec<&String>, Vec<&String>) =
        said.chosen.iter().partition(|name| field.people.contains(*name));
    let boxes: Vec<(String, String, bool)> =
        field.people.iter().map(|name| (name.clone(), name.clone(), known.contains(&name))).collect();
    let mut more: Vec<&str> = others.into_iter().map(String::as_str).collect();
    more.extend(said.value.lines());
    let mut form = form;
    if !boxes.is_empty() {
        let it = Field::new(format!("o.{}", field.id), field.name.clone(), FieldKind::Checks(boxes)).hint(&hint);
        form = form.field(if field.required { it.later() } else { it.optional() });
    }
    let alone = field.people.is_empty();
    let label = if alone { field.name.clone() } else { desk.with("form-others", "name", &field.name) };
    let hint = if alone { format!("{hint} {}", desk.s("form-others-hint")) } else { desk.s("form-others-hint") };
    let it = Field::new(format!("n.{}", field.id), label, FieldKind::Lines(3)).value(more.join("\n")).hint(hint.trim());
    form.field(if field.required && alone { it.later() } else { it.optional() })
}

/// A table: the rows there are and some empty ones, and a button for more.
fn table(desk: &Desk, form: Form, field: &FormFieldView, said: &FieldWritten, hint: String) -> Form {
    let hint = [hint, desk.s("form-table-hint")].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    let name = if field.required { field.name.clone() } else { format!("{} {}", field.name, desk.s("optional")) };
    let mut form = form.field(Field::new(format!("t.{}", field.id), name, FieldKind::Told(String::new())).hint(hint));
    let empty = BTreeMap::new();
    for (at, cells) in said.rows.iter().chain([&empty; EMPTY_ROWS]).enumerate() {
        let row = (at + 1).to_string();
        let begins =
            Field::new(format!("row.{}.{at}", field.id), desk.with("form-row", "row", &row), FieldKind::RowBegins);
        form = form.field(begins.optional());
        for column in &field.columns {
            form = cell(desk, form, &field.id, at, column, cells.get(&column.id));
        }
        let place = format!("{DROP}{}.{at}", field.id);
        if at < said.rows.len() {
            let drop = Field::new(place.clone(), desk.s("form-drop-row"), FieldKind::More);
            let aloud = desk.with2("form-drop-row-name", ("row", &row), ("name", &field.name));
            form = form.field(drop.value(&place).hint(aloud).optional());
        }
        form = form.field(Field::new(format!("end.{}.{at}", field.id), "", FieldKind::RowEnds).optional());
    }
    let more =
        Field::new(format!("more.{}", field.id), desk.with("form-more-rows", "name", &field.name), FieldKind::More);
    form.field(more.value(format!("{ROW}{}", field.id)).optional())
}

fn cell(desk: &Desk, form: Form, id: &str, at: usize, column: &FormColumnView, said: Option<&CellWritten>) -> Form {
    let label = labelled(&column.name, &column.unit);
    let written = said.cloned().unwrap_or_default();
    let named = |letters: &str| format!("{letters}.{id}.{at}.{}", column.id);
    // A row is as much as somebody knows: nothing in it is asked of anybody.
    let one = |name: String, label: String, kind: FieldKind| Field::new(name, label, kind).later();
    match column.kind {
        method::FieldKind::BySex => form
            .field(one(named("cw"), desk.with("form-women", "name", &label), decimal()).value(written.women))
            .field(one(named("cm"), desk.with("form-men", "name", &label), decimal()).value(written.men)),
        method::FieldKind::Text => form.field(one(named("c"), label, FieldKind::Lines(2)).value(written.value)),
        kind => form.field(one(named("c"), label, simple(desk, kind, &column.options)).value(written.value)),
    }
}

/// A section to be read.
pub fn reading(desk: &Desk, section: &FormSectionView, blocks: &mut Vec<Block>) {
    blocks.push(Block::Part(format!("section-{}", section.id), section.name.clone()));
    if !section.text.is_empty() {
        blocks.push(Block::Quiet(section.text.clone()));
    }
    for field in &section.fields {
        blocks.push(Block::Sub(field.heading.clone()));
        match &field.said {
            Some(said) => blocks.push(Block::Rich(html(desk, said, &field.heading))),
            None if field.kind == method::FieldKind::Facts => blocks.push(Block::Quiet(desk.s("form-nothing-known"))),
            None => blocks.push(Block::Quiet(desk.s("form-not-answered"))),
        }
        blocks.extend(field.source.clone().map(Block::Quiet));
    }
}

/// What is done with a form besides writing in it.
fn acts(desk: &Desk, id: &str, view: &FormView, blocks: &mut Vec<Block>) {
    let here = desk.at(Spot::Form(id.to_owned()));
    if view.may_write && view.finished.is_some() {
        blocks.push(Block::Heading("reopen", desk.s("form-reopen")));
        blocks.push(Block::Quiet(desk.s("form-reopen-lead")));
        if view.visibility == Visibility::Public {
            blocks.push(Block::Text(desk.s("form-reopen-published")));
        } else if view.visibility != Visibility::Own {
            blocks.push(Block::Text(desk.with("form-reopen-shown", "who", desk.pair(view.visibility.who()))));
        }
        blocks.push(Block::Form(
            Form::button(&here, "reopen", desk.s("form-reopen")).with("version", view.version).back(),
        ));
    }
    if view.may_move {
        let levels = view.levels.iter().map(|level: &Visibility| (level.code().to_owned(), desk.pair(level.who())));
        let field = Field::new("to", desk.s("field-visibility"), FieldKind::Choice(levels.collect()));
        blocks.push(Block::Heading("show", desk.s("form-show")));
        blocks.push(Block::Quiet(desk.s("form-show-lead")));
        blocks.push(Block::Form(
            Form::button(&here, "show", desk.s("seen-change"))
                .with("version", view.version)
                .field(field.value(view.visibility.code()))
                .aloud(desk.with("seen-change-name", "name", &view.name))
                .noted(desk.note("visibility"))
                .back(),
        ));
    }
}

/// A table of what is said.
#[derive(Template)]
#[template(path = "desk_said_table.html", whitespace = "minimize")]
struct SaidTable<'a> {
    caption: &'a str,
    heads: &'a [String],
    rows: Vec<Vec<String>>,
}

/// An answer as HTML: what people wrote is drawn by `office::markdown` alone.
pub fn html(desk: &Desk, said: &FormSaid, caption: &str) -> String {
    match said {
        FormSaid::Text(blocks) => markdown::html(blocks, 4),
        FormSaid::List(items) => {
            let item = |text: &String| vec![markdown::Block::Paragraph(vec![Span::Text(text.clone())])];
            markdown::html(&[markdown::Block::List(None, items.iter().map(item).collect())], 4)
        }
        FormSaid::Table { heads, rows } => {
            let cell = |said: &FormSaid| match said {
                FormSaid::Line(text) if text.is_empty() => String::new(),
                said => html(desk, said, caption),
            };
            let rows = rows.iter().map(|row| row.iter().map(&cell).collect()).collect();
            // A table of our own texts: it cannot fail.
            SaidTable { caption, heads, rows }.render().unwrap_or_default()
        }
        said => paragraph(&said.plain(desk.lang())),
    }
}

fn paragraph(text: &str) -> String {
    markdown::html(&[markdown::Block::Paragraph(vec![Span::Text(text.to_owned())])], 4)
}

/// What was written in the form.
fn read(sent: &Sent) -> FilledForm {
    let mut fields: BTreeMap<String, FieldWritten> = BTreeMap::new();
    let mut each = |prefix: &str, set: fn(&mut FieldWritten, String)| {
        for (id, value) in sent.beginning(prefix) {
            set(fields.entry(id).or_default(), value);
        }
    };
    each("f.", |it, value| it.value = value);
    each("w.", |it, value| it.women = value);
    each("m.", |it, value| it.men = value);
    each("o.", |it, value| it.chosen.push(value));
    each("n.", |it, value| it.value = value);
    let mut cells = |prefix: &str, set: fn(&mut CellWritten, String)| {
        for (place, value) in sent.beginning(prefix) {
            let mut parts = place.splitn(3, '.');
            let (Some(id), Some(at), Some(column)) = (parts.next(), parts.next(), parts.next()) else { continue };
            let Some(at) = at.parse::<usize>().ok().filter(|at| *at < MOST_ROWS) else { continue };
            let rows = &mut fields.entry(id.to_owned()).or_default().rows;
            if rows.len() <= at {
                rows.resize_with(at + 1, BTreeMap::new);
            }
            set(rows[at].entry(column.to_owned()).or_default(), value);
        }
    };
    cells("c.", |it, value| it.value = value);
    cells("cw.", |it, value| it.women = value);
    cells("cm.", |it, value| it.men = value);
    if let Some((field, at)) = dropped(sent)
        && let Some(said) = fields.get_mut(field).filter(|said| at < said.rows.len())
    {
        said.rows.remove(at);
    }
    // The empty rows at the end are nobody's.
    for field in fields.values_mut() {
        let said = |row: &BTreeMap<String, CellWritten>| {
            row.values().any(|it| !(it.value.trim().is_empty() && it.women.is_empty() && it.men.is_empty()))
        };
        field.rows.retain(said);
    }
    FilledForm { fields }
}

/// The table and the place of the row that is to be taken away.
fn dropped(sent: &Sent) -> Option<(&str, usize)> {
    let (field, at) = sent.get("also").strip_prefix(DROP)?.rsplit_once('.')?;
    Some((field, at.parse().ok()?))
}

/// A form as a file.
pub async fn file(desk: &Desk, id: &str, as_what: FormFile) -> Result<Reply, Trouble> {
    let key = read_key(id)?;
    let (name, kind, bytes) = desk.office.form_file(desk.visitor.as_ref(), &key, as_what, desk.lang()).await?;
    Ok(Reply::File(name, kind, bytes))
}

/// Whether everybody may read a form: then it is withdrawn by being written in, and that is said.
async fn is_published(desk: &Desk, key: &FormKey) -> bool {
    let view = desk.office.form(desk.visitor.as_ref(), key, desk.lang()).await;
    view.is_ok_and(|it| it.visibility == Visibility::Public)
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let key = read_key(id)?;
    let version = sent.number("version");
    let here = |said: &str| desk.at_done(Spot::Form(id.to_owned()), said);
    match sent.get("act") {
        SAVE => {
            let published = is_published(desk, &key).await;
            office.save_form(me, &key, version, &read(sent), desk.lang()).await?;
            let said = if published { "form-saved-withdrawn" } else { "form-saved" };
            match sent.get("also") {
                "finish" => {
                    // Saved first: what is written stays even where something is missing.
                    let saved = office.form(Some(me), &key, desk.lang()).await?;
                    office.finish_form(me, &key, saved.version).await?;
                    Ok(Reply::To(here(if published { said } else { "form-finished" })))
                }
                also => {
                    let table = also.strip_prefix(ROW).or_else(|| dropped(sent).map(|(field, _)| field));
                    Ok(Reply::To(match table.filter(|id| method::Id::is_one(id)) {
                        Some(field) => format!("{}#{SAVE}-t.{field}", here(said)),
                        None => here(said),
                    }))
                }
            }
        }
        "reopen" => {
            let published = is_published(desk, &key).await;
            office.reopen_form(me, &key, version).await?;
            Ok(Reply::To(here(if published { "form-reopened-withdrawn" } else { "form-reopened" })))
        }
        "show" => {
            office.show_form(me, &key, version, sent.get("to")).await?;
            Ok(Reply::To(here("form-shown")))
        }
        _ => Err(Trouble::Nothing),
    }
}
