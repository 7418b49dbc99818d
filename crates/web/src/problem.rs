//! What goes wrong, as a page or as JSON: what happened, what it means, what to do, and links.

use crate::address::{Asked, Format, Key, Place, Unreadable};
use crate::house::House;
use crate::reply::{Kind, once};
use crate::shell::Shell;
use crate::words::Words;
use app::Situation;
use askama::Template;
use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde::Serialize;

/// Something that could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The use cases say no.
    #[error(transparent)]
    Situation(#[from] Situation),
    /// The address holds broken percent signs or bytes.
    #[error("the address cannot be read")]
    Broken,
    /// Another method than GET and HEAD.
    #[error("only GET and HEAD")]
    Method,
    /// A form that another site sent, or that a proxy made look so.
    #[error("a form from elsewhere")]
    Elsewhere,
    /// The address is too long.
    #[error("the address is too long")]
    TooLong,
    /// More rows than one answer may hold, or no limit at all.
    #[error("more than {most} rows")]
    TooMuch {
        /// The most rows of one answer.
        most: usize,
    },
    /// Nothing of the method has this id.
    #[error("no model or the like: {asked}")]
    NoModel {
        /// What was asked for.
        asked: String,
        /// What may have been meant: id and name.
        suggestions: Vec<(String, String)>,
    },
    /// Nothing of the history has this id.
    #[error("no round or organisation: {asked}")]
    NoHistory {
        /// What was asked for.
        asked: String,
        /// What may have been meant: whether it is a round, and its id.
        suggestions: Vec<(bool, String)>,
    },
    /// Two things that cannot be told apart key by key, because they are of different kinds.
    #[error("different kinds: {}, {}", from.0, to.0)]
    Unlike {
        /// The id and the name of the one.
        from: (String, String),
        /// Of the other.
        to: (String, String),
    },
    /// A year that is no year.
    #[error("no year: {asked}")]
    Year {
        /// What stood there.
        asked: String,
    },
}

impl From<Unreadable> for Problem {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::NoPage => Self::Situation(Situation::NoPage),
            Unreadable::Broken => Self::Broken,
        }
    }
}

impl Problem {
    /// Our own fault, with a text for the log.
    pub fn ours(what: impl Into<String>) -> Self {
        Self::Situation(Situation::Ours { what: what.into() })
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Situation(situation) => {
                StatusCode::from_u16(situation.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::NoModel { .. } | Self::NoHistory { .. } => StatusCode::NOT_FOUND,
            Self::Broken | Self::TooMuch { .. } | Self::Year { .. } | Self::Unlike { .. } => StatusCode::BAD_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Elsewhere => StatusCode::FORBIDDEN,
            Self::TooLong => StatusCode::URI_TOO_LONG,
        }
    }

    /// Title, sentence, advice.
    fn told(&self, words: Words) -> [String; 3] {
        let three = |name: &str| ["title", "sentence", "advice"].map(|part| words.s(format!("problem-{name}-{part}")));
        match self {
            Self::Situation(situation) => {
                [situation.title(words.0), situation.sentence(words.0), situation.advice(words.0)]
            }
            Self::Broken => three("broken"),
            Self::Method => three("method"),
            Self::Elsewhere => three("elsewhere"),
            Self::TooLong => three("long"),
            Self::TooMuch { most } => {
                let [title, _, advice] = three("much");
                [title, words.count("problem-much-sentence", most), advice]
            }
            Self::NoModel { asked, .. } => {
                let [title, _, advice] = three("model");
                [title, words.with("problem-model-sentence", "asked", asked), advice]
            }
            Self::NoHistory { asked, .. } => {
                let [title, _, advice] = three("history");
                [title, words.with("problem-history-sentence", "asked", asked), advice]
            }
            Self::Unlike { from, to } => {
                let [title, _, advice] = three("unlike");
                [title, words.with2("problem-unlike-sentence", "from", &from.1, "to", &to.1), advice]
            }
            Self::Year { asked } => {
                let [title, _, advice] = three("year");
                [title, words.with("problem-year-sentence", "asked", asked), advice]
            }
        }
    }

    /// The answer, in the form that was asked for.
    pub fn response(&self, house: &House, asked: &Asked) -> Response<Body> {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(address = asked.address(), problem = %self, "could not answer");
        }
        let [title, sentence, advice] = self.told(Words(asked.lang));
        let mut response = if asked.format == Format::Json || matches!(asked.place, Place::ApiFigures | Place::ApiAreas)
        {
            let told = Told { status: status.as_u16(), title: &title, detail: &sentence, advice: &advice };
            once(status, Kind::ProblemJson, serde_json::to_string(&told).unwrap_or_default())
        } else {
            let shell = Shell::new(house, asked, title.as_str());
            let links = self.links(&shell);
            let page = ProblemPage { shell, title, sentence, advice, links, status: status.as_u16() };
            once(status, Kind::Html, page.render().unwrap_or_default())
        };
        if status == StatusCode::METHOD_NOT_ALLOWED {
            let allow = axum::http::HeaderValue::from_static("GET, HEAD");
            response.headers_mut().insert(axum::http::header::ALLOW, allow);
        }
        response
    }

    /// Where the reader may have wanted to go: address and text.
    fn links(&self, shell: &Shell) -> Vec<(String, String)> {
        let html = || shell.asked.clone().as_file(Format::Html);
        match self {
            Self::Situation(Situation::NoArea { suggestions, .. }) => {
                suggestions.iter().map(|area| (shell.area(&area.code), area.name.clone())).collect()
            }
            Self::Situation(Situation::NoFigure { suggestions, .. }) => {
                suggestions.iter().map(|(id, name)| (shell.figure(id), format!("{name} ({id})"))).collect()
            }
            Self::Situation(Situation::NoYear { years, .. }) => years
                .iter()
                .take(5)
                .map(|year| year.to_string())
                .map(|year| (html().but(Key::Year, Some(&year)).address(), year))
                .collect(),
            Self::NoModel { suggestions, .. } => {
                let models = (shell.models(), shell.s("models-all"));
                suggestions.iter().map(|(id, name)| (shell.model(id), name.clone())).chain([models]).collect()
            }
            Self::NoHistory { suggestions, .. } => {
                let history = ::history::History::built_in();
                let link = |(is_round, id): &(bool, String)| match history.round(id).filter(|_| *is_round) {
                    Some(round) => {
                        (shell.history_round(id), shell.asked.lang.pick(&round.name.sv, &round.name.en).clone())
                    }
                    None => (shell.history_organisation(id), history.name(id).to_owned()),
                };
                suggestions.iter().map(link).chain([(shell.history(), shell.s("past-all-rounds"))]).collect()
            }
            Self::Unlike { from, to } => {
                let both = [from, to].map(|(id, name)| (shell.model(id), name.clone()));
                both.into_iter().chain([(shell.models(), shell.s("models-all"))]).collect()
            }
            Self::Year { .. } => {
                vec![(html().but(Key::Year, None).address(), shell.s("problem-newest"))]
            }
            Self::Situation(Situation::NoPeers { .. }) => {
                vec![(html().but(Key::Peers, None).address(), shell.s("problem-similar"))]
            }
            Self::Situation(Situation::HowMany { .. }) => {
                vec![(shell.compare(), shell.s("nav-compare"))]
            }
            _ => vec![(shell.start(), shell.s("problem-start"))],
        }
    }
}

/// A problem told to a machine (RFC 9457).
#[derive(Serialize)]
struct Told<'a> {
    status: u16,
    title: &'a str,
    detail: &'a str,
    advice: &'a str,
}

/// The error page.
#[derive(Template)]
#[template(path = "problem.html", whitespace = "minimize")]
struct ProblemPage {
    /// The frame.
    shell: Shell,
    /// What happened, in a few words.
    title: String,
    /// What happened and what it means.
    sentence: String,
    /// What to do.
    advice: String,
    /// Where the reader may have wanted to go.
    links: Vec<(String, String)>,
    /// The status, for those who report it.
    status: u16,
}
