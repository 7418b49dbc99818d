//! Groups for people: what they cost, a table, what is broken, and why where that was asked for.

use super::finding::{column, heading, paragraph};
use super::table::{Side, Table, room, wrap};
use crate::commands::Context;
use app::grouping::answer::{Answer, Named};
use app::grouping::words::{Teller, wish};

/// A sentence, its further lines drawn in.
pub fn bullet(text: &str) -> String {
    let start = text.len() - text.trim_start_matches(' ').len();
    let marked = text.trim_start_matches(' ').starts_with(['•', '−', '+', '±']);
    let indent = " ".repeat(if marked { start + 2 } else { start });
    format!("{}\n", wrap(text, column(), &indent))
}

/// An answer about an arrangement.
pub fn answer(answer: &Answer, teller: &Teller, context: &Context) -> String {
    let mut text = if answer.title.is_empty() { String::new() } else { heading(&answer.title) };
    text += &paragraph(&answer.sentence);
    for breach in &answer.breaches {
        text += &bullet(&format!("• {}", breach.sentence));
    }
    for note in &answer.notes {
        text += &paragraph(note);
    }
    text.push('\n');
    text += &groups(answer, teller, context);
    text.push('\n');
    text += &wishes(answer, teller, context);
    text += &reasons(answer, teller, context);
    text
}

fn groups(answer: &Answer, teller: &Teller, context: &Context) -> String {
    let head = |key: &str, side| (context.texts().get(&format!("cli-col-groups-{key}")), side);
    let mut table = Table::new([
        head("number", Side::Right),
        head("members", Side::Left),
        head("mentor", Side::Left),
        head("support", Side::Left),
        head("way", Side::Right),
        head("points", Side::Right),
    ]);
    let name = |it: &Option<Named>| it.as_ref().map_or_else(|| "–".to_owned(), |it| it.name.clone());
    for group in &answer.groups {
        let members: Vec<&str> = group.members.iter().map(|it| it.name.as_str()).collect();
        table.row([
            group.number.to_string(),
            members.join(", "),
            name(&group.mentor),
            name(&group.support),
            group.longest.map_or_else(|| "–".to_owned(), |way| teller.way(u64::from(way))),
            teller.points(group.total),
        ]);
    }
    let mut text = table.text(room());
    let out: Vec<&str> =
        answer.organisations.iter().filter(|it| it.group.is_none()).map(|it| it.name.as_str()).collect();
    if !out.is_empty() {
        text += &paragraph(&context.say("cli-groups-out", &[("names", &out.join(", "))]));
    }
    text
}

/// What each wish costs, the heaviest first.
fn wishes(answer: &Answer, teller: &Teller, context: &Context) -> String {
    let mut costs: Vec<_> = answer.wishes.iter().filter(|(_, points)| **points != 0).collect();
    if costs.is_empty() && answer.left_out == 0 {
        return String::new();
    }
    costs.sort_by_key(|(of, points)| (std::cmp::Reverse(**points), **of));
    let head = |key: &str, side| (context.texts().get(&format!("cli-col-groups-{key}")), side);
    let mut table = Table::new([head("wish", Side::Left), head("points", Side::Right)]);
    for (of, points) in costs {
        table.row([wish(*of, teller.lang).to_owned(), teller.points(*points)]);
    }
    if answer.left_out != 0 {
        table.row([context.texts().get("cli-groups-left-out"), teller.points(answer.left_out)]);
    }
    table.text(room())
}

fn reasons(answer: &Answer, teller: &Teller, context: &Context) -> String {
    let mut text = String::new();
    for group in answer.groups.iter().filter(|it| !it.why.is_empty()) {
        let title = format!("{}. {}", teller.group(group.number - 1), members(&group.members, teller));
        text += &format!("\n{}", heading(&title));
        for line in group.why.iter().chain(&group.next) {
            text += &bullet(&format!("• {line}"));
        }
    }
    let told: Vec<_> = answer.organisations.iter().filter(|it| it.gave_up.is_some() || !it.fared.is_empty()).collect();
    if !told.is_empty() {
        text += &format!("\n{}", heading(&context.texts().get("cli-groups-fared")));
    }
    for organisation in told {
        text += &paragraph(&format!("{} ({})", organisation.name, teller.points(organisation.burden)));
        for line in organisation.gave_up.iter().chain(&organisation.fared) {
            text += &bullet(&format!("  • {line}"));
        }
    }
    text
}

fn members(members: &[Named], teller: &Teller) -> String {
    teller.list(members.iter().map(|it| it.id.as_str()))
}
