//! What every page shares: language, header, footer, and links.

use crate::address::{Asked, Format, Key, Place};
use crate::assets::{Assets, assets};
use crate::desk::spot::Spot;
use crate::house::House;
use crate::words::Words;
use i18n::Lang;
use std::ops::Deref;

/// The frame around a page. Gives templates the texts ([`Words`], by deref) and every link they
/// write, so that no template spells an address.
pub struct Shell {
    words: Words,
    /// The page itself, to know where in the menu we are and to link to its twin and its files.
    pub asked: Asked,
    /// What stands in the browser's tab, before the product's name.
    pub title: String,
    /// Addresses of style sheet, font and mark.
    pub assets: &'static Assets,
    /// Whether municipalities and figures are invented.
    pub invented: bool,
    /// The program's version.
    pub version: String,
    /// Whether there is a programme to sign in to.
    pub has_desk: bool,
    /// Whoever is signed in, on the pages of the desk.
    pub signed: Option<Signed>,
    /// The word of the session that forms carry.
    pub word: Option<String>,
    /// A municipality to name as an example: name and code.
    example: (String, String),
}

impl Deref for Shell {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

/// Whoever is signed in.
pub struct Signed {
    /// The name.
    pub name: String,
    /// Whether they keep the program running.
    pub operator: bool,
}

/// One line of the main menu.
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
    /// Whether the reader is there.
    pub here: bool,
}

impl Shell {
    /// The frame for an answer.
    pub fn new(house: &House, asked: &Asked, title: impl Into<String>) -> Self {
        Self {
            words: Words(asked.lang),
            asked: asked.clone(),
            title: title.into(),
            assets: assets(),
            invented: house.invented,
            version: house.site.version.clone(),
            has_desk: house.site.office.is_some(),
            signed: None,
            word: None,
            example: house.example.clone().map_or_else(Default::default, |area| (area.name, area.code)),
        }
    }

    /// The same frame with a title made from its own texts.
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The language's code.
    pub fn lang(&self) -> &'static str {
        self.asked.lang.code()
    }

    /// The other language's code.
    pub fn other_lang(&self) -> &'static str {
        self.asked.lang.other().code()
    }

    /// This page in the other language.
    pub fn twin(&self) -> String {
        self.asked.twin().address()
    }

    /// This page.
    pub fn own(&self) -> String {
        self.asked.address()
    }

    /// The main menu.
    pub fn nav(&self) -> [NavItem; 5] {
        let item = |place: Place, key: &str, here: bool| NavItem { href: self.to(place), text: self.s(key), here };
        let place = &self.asked.place;
        let municipalities = matches!(
            place,
            Place::Start
                | Place::Search
                | Place::Municipality(_)
                | Place::Everything(_)
                | Place::Figure(_)
                | Place::Explain(_)
                | Place::Cases
                | Place::Case(_)
        );
        let in_rounds = matches!(
            place,
            Place::Desk(Spot::Rounds | Spot::Round(_))
                | Place::History
                | Place::HistoryRound(_)
                | Place::HistoryOrganisation(_)
                | Place::HistoryGroups
                | Place::HistoryRoundGroups(_)
        );
        [
            item(Place::Start, "nav-start", municipalities),
            item(Place::Compare, "nav-compare", *place == Place::Compare),
            item(Place::Models, "nav-models", matches!(place, Place::Models | Place::Model(_) | Place::ModelDiff(..))),
            // The method and the data have their links in the footer as well; rounds and work have none.
            if self.has_desk {
                item(Place::Desk(Spot::Rounds), "rounds", in_rounds)
            } else {
                item(Place::How, "nav-how", *place == Place::How)
            },
            if self.has_desk {
                item(Place::Desk(Spot::Mine), "my-pages", self.is_desk() && !in_rounds)
            } else {
                item(Place::Data, "nav-data", *place == Place::Data)
            },
        ]
    }

    /// What can be written in the search, with a municipality there is.
    pub fn find_hint(&self) -> String {
        self.with2("find-hint", "name", &self.example.0, "code", &self.example.1)
    }

    /// Whether this is the start page, which has its own large search.
    pub fn is_start(&self) -> bool {
        self.asked.place == Place::Start
    }

    fn to(&self, place: Place) -> String {
        Asked::page(self.asked.lang, place).address()
    }

    /// Address of the start page.
    pub fn start(&self) -> String {
        self.to(Place::Start)
    }

    /// Address for signing out.
    pub fn sign_out(&self) -> String {
        self.to(Place::Desk(Spot::SignOut))
    }

    /// Address of the operator's page.
    pub fn operations(&self) -> String {
        self.to(Place::Desk(Spot::Operator))
    }

    /// Whether the page is one of the desk.
    pub fn is_desk(&self) -> bool {
        matches!(self.asked.place, Place::Desk(_))
    }

    /// Address of the search.
    pub fn search(&self) -> String {
        self.to(Place::Search)
    }

    /// Address of the comparison.
    pub fn compare(&self) -> String {
        self.to(Place::Compare)
    }

    /// Address of the comparison with one area filled in.
    pub fn compare_with(&self, code: &str) -> String {
        Asked::page(self.asked.lang, Place::Compare).and(Key::Area, code).address()
    }

    /// Address of what could be examined about a figure's difference, with the place the reader looks at.
    pub fn explain(&self, kpi: &str) -> String {
        let page = Asked::page(self.asked.lang, Place::Explain(kpi.to_owned()));
        match self.asked.first(Key::Area) {
            Some(area) => page.and(Key::Area, area).address(),
            None => page.address(),
        }
    }

    /// Address of the questions about cases.
    pub fn cases(&self) -> String {
        self.to(Place::Cases)
    }

    /// Address of one of them.
    pub fn case(&self, id: &str) -> String {
        self.to(Place::Case(id.to_owned()))
    }

    /// Address of the method.
    pub fn how(&self) -> String {
        self.to(Place::How)
    }

    /// Address of the page about the data.
    pub fn data(&self) -> String {
        self.to(Place::Data)
    }

    /// Address of the accessibility statement.
    pub fn accessibility(&self) -> String {
        self.to(Place::Accessibility)
    }

    /// Address of the models.
    pub fn models(&self) -> String {
        self.to(Place::Models)
    }

    /// Address of whatever of the method has this id.
    pub fn model(&self, id: &str) -> String {
        self.to(Place::Model(id.to_owned()))
    }

    /// Address of what differs between two of them.
    pub fn model_diff(&self, from: &str, to: &str) -> String {
        self.to(Place::ModelDiff(from.to_owned(), to.to_owned()))
    }

    /// Address of the history.
    pub fn history(&self) -> String {
        self.to(Place::History)
    }

    /// Address of a round of the history.
    pub fn history_round(&self, id: &str) -> String {
        self.to(Place::HistoryRound(id.to_owned()))
    }

    /// Address of what an organisation did in the history.
    pub fn history_organisation(&self, id: &str) -> String {
        self.to(Place::HistoryOrganisation(id.to_owned()))
    }

    /// Address of the rounds with their groups formed anew.
    pub fn history_groups(&self) -> String {
        self.to(Place::HistoryGroups)
    }

    /// Address of one of them.
    pub fn history_round_groups(&self, id: &str) -> String {
        self.to(Place::HistoryRoundGroups(id.to_owned()))
    }

    /// What is said under "invented" where it is: the history is real, also in a demonstration.
    pub fn invented_text(&self) -> String {
        let real = matches!(
            self.asked.place,
            Place::History
                | Place::HistoryRound(_)
                | Place::HistoryOrganisation(_)
                | Place::HistoryGroups
                | Place::HistoryRoundGroups(_)
        );
        self.s(if real { "past-invented" } else { "invented-text" })
    }

    /// Address of the page that says who may do what.
    pub fn who_may(&self) -> String {
        self.to(Place::WhoMay)
    }

    /// Address of the page about personal data.
    pub fn personal_data(&self) -> String {
        self.to(Place::PersonalData)
    }

    /// Address of an area's page.
    pub fn area(&self, code: &str) -> String {
        self.to(Place::Municipality(code.to_owned()))
    }

    /// Address of an area's page, keeping comparison group and year of the page we are on.
    pub fn area_alike(&self, code: &str) -> String {
        self.alike(Asked::page(self.asked.lang, Place::Municipality(code.to_owned()))).address()
    }

    /// Address of everything about an area, keeping comparison group and year.
    pub fn everything(&self, code: &str) -> String {
        self.alike(Asked::page(self.asked.lang, Place::Everything(code.to_owned()))).address()
    }

    /// Address of everything about an area with nothing chosen, for a form.
    pub fn everything_plain(&self, code: &str) -> String {
        self.to(Place::Everything(code.to_owned()))
    }

    /// Address of one theme of everything about an area, keeping comparison group and year.
    pub fn everything_of(&self, code: &str, theme: &str) -> String {
        let place = Asked::page(self.asked.lang, Place::Everything(code.to_owned()));
        self.alike(place.and(Key::Theme, theme)).address()
    }

    /// This page with one thing said anew, or no more.
    pub fn own_but(&self, key: Key, value: Option<&str>) -> String {
        self.asked.clone().but(key, value).address()
    }

    /// Address of a figure for the nation.
    pub fn figure(&self, kpi: &str) -> String {
        self.to(Place::Figure(kpi.to_owned()))
    }

    /// Address of a figure with an area in focus, keeping comparison group and year.
    pub fn figure_in(&self, kpi: &str, code: &str) -> String {
        self.alike(Asked::page(self.asked.lang, Place::Figure(kpi.to_owned())).and(Key::Area, code)).address()
    }

    /// This page as a file.
    fn file(&self, format: Format) -> String {
        self.asked.clone().as_file(format).address()
    }

    /// This page as PDF.
    pub fn pdf(&self) -> String {
        self.file(Format::Pdf)
    }

    /// The rows behind this page as a workbook.
    pub fn xlsx(&self) -> String {
        self.file(Format::Xlsx)
    }

    /// The rows behind this page as CSV.
    pub fn csv(&self) -> String {
        self.file(Format::Csv)
    }

    /// The rows behind this page as JSON.
    pub fn json(&self) -> String {
        self.file(Format::Json)
    }

    /// How a field is called in this language's addresses.
    pub fn field_words(&self) -> &'static str {
        Key::Words.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_area(&self) -> &'static str {
        Key::Area.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_peers(&self) -> &'static str {
        Key::Peers.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_year(&self) -> &'static str {
        Key::Year.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_mentor(&self) -> &'static str {
        Key::Mentor.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_theme(&self) -> &'static str {
        Key::Theme.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_which(&self) -> &'static str {
        Key::Which.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_order(&self) -> &'static str {
        Key::Order.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_women(&self) -> &'static str {
        Key::Women.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_men(&self) -> &'static str {
        Key::Men.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_from(&self) -> &'static str {
        Key::From.name(self.asked.lang)
    }

    /// As [`Shell::field_words`].
    pub fn field_to(&self) -> &'static str {
        Key::To.name(self.asked.lang)
    }

    /// The comparison group the reader chose, when one was chosen.
    pub fn peers(&self) -> Option<&str> {
        self.asked.first(Key::Peers)
    }

    /// The year the reader chose, when one was chosen.
    pub fn year(&self) -> Option<&str> {
        self.asked.first(Key::Year)
    }

    fn alike(&self, mut target: Asked) -> Asked {
        for key in [Key::Peers, Key::Year] {
            if let Some(value) = self.asked.first(key) {
                target = target.and(key, value);
            }
        }
        target
    }

    /// The language of a name that is Swedish on an English page.
    pub fn is_english(&self) -> bool {
        self.asked.lang == Lang::En
    }
}
