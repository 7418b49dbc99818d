//! Every figure of an area, by theme: the list a strategist reads with a pencil in hand. What
//! differs stands first, and what is folded is one press away; a theme, which figures and their
//! order are chosen in a plain form.

use super::{ask, html};
use crate::address::{Asked, Key, Place};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::Situation;
use app::selection::{self, BACKGROUND, Chosen, Order, Selection, Which};
use app::view::{FindingView, MunicipalityView};
use askama::Template;

/// How many figures with a larger difference than in the group stand before the themes.
const MOST_LARGER: usize = 10;

/// The page.
#[derive(Template)]
#[template(path = "everything.html", whitespace = "minimize")]
struct EverythingPage {
    /// The frame.
    shell: Shell,
    /// The area.
    view: MunicipalityView,
    /// What was asked for.
    selection: Selection,
    /// The figures with a larger difference than in the group, on the page as it first opens.
    larger: Vec<FindingView>,
    /// How many of those there are in all.
    larger_of: usize,
    /// What was chosen, by theme.
    chosen: Vec<Chosen>,
    /// Background figures that were chosen.
    background: Vec<FindingView>,
}

/// One line of a choice.
struct Choice {
    word: String,
    text: String,
    selected: bool,
}

impl EverythingPage {
    fn is_one_theme(&self) -> bool {
        self.selection.theme.is_some()
    }

    fn shown(&self) -> usize {
        self.chosen.iter().map(|chosen| chosen.theme.findings.len()).sum::<usize>() + self.background.len()
    }

    fn in_all(&self) -> usize {
        selection::in_all(&self.view, &self.selection)
    }

    /// This page with every figure instead of those that differ; none where that is what it shows.
    fn all_instead(&self) -> Option<String> {
        let fewer = self.selection.which == Which::Flagged && self.shown() < self.in_all();
        fewer.then(|| self.shell.own_but(Key::Which, Some(Which::All.word())))
    }

    /// How many of what differs may be false alarms, where all of it is shown.
    fn alarms(&self) -> Option<usize> {
        let whole = self.selection.which == Which::Flagged && self.selection.theme.is_none() && self.shown() > 0;
        let counts = &self.view.counts;
        // At most a few hundred: no figure is lost.
        whole.then(|| (counts.expected_false + counts.expected_false_peers).max(0.0).ceil() as usize)
    }

    fn themes(&self) -> Vec<Choice> {
        let wanted = self.selection.theme.as_deref();
        let mut choices =
            vec![Choice { word: String::new(), text: self.shell.s("all-themes"), selected: wanted.is_none() }];
        choices.extend(self.view.themes.iter().map(|theme| Choice {
            word: theme.theme.id.clone(),
            text: theme.theme.name.clone(),
            selected: wanted == Some(theme.theme.id.as_str()),
        }));
        if !self.view.background.is_empty() {
            let text = self.shell.s("background-title");
            choices.push(Choice { word: BACKGROUND.to_owned(), text, selected: wanted == Some(BACKGROUND) });
        }
        choices
    }

    fn which(&self) -> Vec<Choice> {
        let choice = |which: Which| Choice {
            word: which.word().to_owned(),
            text: self.shell.s(match which {
                Which::Flagged => "all-which-flagged",
                Which::All => "all-which-all",
            }),
            selected: self.selection.which == which,
        };
        Which::ALL.map(choice).into()
    }

    fn orders(&self) -> Vec<Choice> {
        let choice = |order: Order| Choice {
            word: order.word().to_owned(),
            text: self.shell.s(match order {
                Order::Verdict => "all-order-verdict",
                Order::Size => "all-order-size",
                Order::Name => "all-order-name",
            }),
            selected: self.selection.order == order,
        };
        Order::ALL.map(choice).into()
    }
}

/// `/sv/kommun/{code}/alla?tema=&visa=&ordna=`, `/en/municipality/{code}/all?theme=&show=&sort=`.
pub fn page(house: &House, asked: &Asked, area: &str) -> Result<Content, Problem> {
    let selection = selection_of(asked).ok_or(Situation::NoPage)?;
    let view = house.site.app.municipality(area, &ask(asked)?)?;
    if view.area.code != area {
        let place = Place::Everything(view.area.code);
        return Ok(Content::Moved(Asked { place, ..asked.clone() }.address()));
    }
    let chosen = selection::select(&view, &selection);
    let background = selection::background(&view, &selection);
    let first = selection == Selection::default();
    let mut larger = if first { selection::larger(&view) } else { Vec::new() };
    let larger_of = larger.len();
    larger.truncate(MOST_LARGER);
    let shell = Shell::new(house, asked, "");
    let title = shell.with("all-title", "area", &view.area.name);
    html(&EverythingPage { shell: shell.titled(title), view, selection, larger, larger_of, chosen, background })
}

/// What the address asks for; `None` for words that are none of ours.
fn selection_of(asked: &Asked) -> Option<Selection> {
    let which = match asked.first(Key::Which) {
        Some(word) => Which::ALL.into_iter().find(|which| which.word() == word)?,
        None => Which::default(),
    };
    let order = match asked.first(Key::Order) {
        Some(word) => Order::ALL.into_iter().find(|order| order.word() == word)?,
        None => Order::default(),
    };
    Some(Selection { theme: asked.first(Key::Theme).map(str::to_owned), which, order })
}
