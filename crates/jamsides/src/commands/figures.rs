//! `figures`: which key figures there are, and what is known of each.

use super::Context;
use crate::args::Format;
use crate::failure::Failure;
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
        Format::Csv => context.out.text(&csv(&figures)),
        Format::Table => context.out.text(&table(&figures, context)),
        Format::Xlsx => Err(Failure::Bad("cli-bad-format", "table, json, csv".to_owned())),
    }
}

fn csv(figures: &[KnownFigure]) -> String {
    let mut text =
        String::from("kpi,kind,class,direction,design,theme,per,pooled_years,first_year,last_year,tested,title\n");
    for f in figures {
        let per = f.per.map(|per| per.to_string()).unwrap_or_default();
        let title = f.title.replace('"', "\"\"");
        text.push_str(&format!(
            "{},{},{},{},{},{},{per},{},{},{},{},\"{title}\"\n",
            f.kpi, f.kind, f.class, f.direction, f.design, f.theme, f.pooled_years, f.first_year, f.last_year, f.tested
        ));
    }
    text
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
