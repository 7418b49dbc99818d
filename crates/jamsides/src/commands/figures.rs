//! `figures`: which key figures there are, and what is known of each.

use super::Context;
use crate::args::Format;
use crate::failure::Failure;
use crate::output::csv;
use crate::output::table::{Side, Table, room};
use app::view::KnownFigure;

/// Does it.
pub fn run(context: &Context) -> Result<(), Failure> {
    let figures = context.app()?.figures(context.lang);
    if figures.is_empty() {
        return Err(Failure::Nothing);
    }
    match context.format() {
        Format::Json => {
            let text = serde_json::to_string_pretty(&figures).map_err(|fault| Failure::Ours(fault.to_string()))?;
            context.out.text(&format!("{text}\n"))
        }
        Format::Csv => context.out.text(&rows(&figures)),
        Format::Table => context.out.text(&table(&figures, context)),
        Format::Xlsx => Err(Failure::Bad("cli-bad-format", "table, json, csv".to_owned())),
    }
}

fn rows(figures: &[KnownFigure]) -> String {
    let head = [
        "kpi",
        "kind",
        "class",
        "direction",
        "design",
        "theme",
        "per",
        "pooled_years",
        "first_year",
        "last_year",
        "tested",
        "name",
        "title",
    ];
    let row = |f: &KnownFigure| {
        vec![
            f.kpi.clone(),
            f.kind.to_owned(),
            f.class.to_owned(),
            f.direction.to_owned(),
            f.design.to_owned(),
            f.theme.clone(),
            f.per.map(|per| per.to_string()).unwrap_or_default(),
            f.pooled_years.to_string(),
            f.first_year.to_string(),
            f.last_year.to_string(),
            f.tested.to_string(),
            f.name.clone(),
            f.title.clone(),
        ]
    };
    csv::table(&head, figures.iter().map(row))
}

fn table(figures: &[KnownFigure], context: &Context) -> String {
    let texts = context.texts();
    let head = |key: &str, side| (texts.get(&format!("cli-col-{key}")), side);
    let mut table = Table::new([head("kpi", Side::Left), head("figure", Side::Left), head("years", Side::Left)]);
    for f in figures {
        table.row([f.kpi.clone(), f.name.clone(), format!("{}–{}", f.first_year, f.last_year)]);
    }
    table.text(room())
}
