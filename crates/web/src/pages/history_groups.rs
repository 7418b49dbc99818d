//! The rounds of the history with their groups formed anew by distance: each in a row, and how it is
//! computed.

use super::history_parts::{Name, Past};
use super::html;
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::regroup::{self, Outcome, Recomputed, said};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "history_groups.html", whitespace = "minimize")]
struct GroupsPage {
    /// The frame.
    shell: Shell,
    /// The rounds that were formed anew, newest first.
    rows: Vec<RoundRow>,
    /// Those that were not, newest first, and why.
    others: Vec<(Name, String)>,
}

/// A round as a row of the table.
struct RoundRow {
    /// Its name, with a link to its page of groups.
    name: Name,
    /// The finding, in a sentence.
    headline: String,
    /// The way as it was.
    was: String,
    /// The shortest way.
    best: String,
    /// What that saves.
    saved: String,
    /// By drawing lots.
    lot: String,
    /// How many had the same mentor.
    mentor: String,
    /// How many pairs were together in both.
    pairs: String,
}

/// `/sv/historia/grupper`, `/en/history/groups`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let shell = Shell::new(house, asked, "");
    let title = shell.s("again-heading");
    let shell = shell.titled(title);
    let past = Past::new(&shell);
    let rows = regroup::all().iter().rev().filter_map(Outcome::formed).map(|it| row(&past, it)).collect();
    let others = regroup::all().iter().rev().filter_map(|it| match it {
        Outcome::Formed(_) => None,
        Outcome::Nothing { round, why } => Some((past.round(round), said::nothing(past.shell.asked.lang, *why))),
    });
    let others = others.collect();
    html(&GroupsPage { rows, others, shell })
}

fn row(past: &Past<'_>, it: &Recomputed) -> RoundRow {
    let (shell, lang) = (past.shell, past.shell.asked.lang);
    let unknown = || shell.s("again-not-known");
    let of = |it: Option<(usize, usize)>, none: &str| it.map_or_else(|| shell.s(none), |it| said::of(lang, it));
    let saved = it.saved_km().zip(it.saved_share());
    RoundRow {
        name: Name { href: shell.history_round_groups(&it.round.id), ..past.round(it.round) },
        headline: said::headline(lang, it),
        was: it.was.as_ref().map_or_else(unknown, |was| said::km(lang, was.km)),
        best: said::km(lang, it.best.km),
        saved: saved.map_or_else(unknown, |(km, share)| {
            shell.with2("again-saved", "km", said::km(lang, km), "percent", said::percent(lang, share))
        }),
        lot: it.by_lot_km.map_or_else(unknown, |km| said::km(lang, km)),
        mentor: match it.agreement {
            Some(agreement) => of(agreement.mentor, "again-no-mentors"),
            None => unknown(),
        },
        pairs: of(it.agreement.map(|it| it.pairs), "again-not-known"),
    }
}
