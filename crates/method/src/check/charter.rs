//! Does an edition of the Charter hang together by itself?

use super::Findings;
use crate::charter::{Article, Charter};
use crate::fault::{FaultKind, Thing};
use crate::place::way;

/// Everything that does not.
pub(crate) fn charter(it: &Charter, out: &mut Findings) {
    out.unique(Thing::Principle, &way!["principle"], it.principles.iter().map(|it| &it.id));
    out.unique(Thing::Obligation, &way!["obligation"], it.obligations.iter().map(|it| &it.id));
    out.unique(Thing::Signing, &way!["signing"], it.signing.iter().map(|it| &it.id));
    out.unique(Thing::Area, &way!["area"], it.areas.iter().map(|it| &it.id));
    out.unique(Thing::Article, &way!["article"], it.articles.iter().map(|it| &it.id));
    for (at, article) in it.articles.iter().enumerate() {
        let from = (Thing::Article, article.id.as_str());
        let known = it.areas.iter().map(|area| &area.id);
        out.known(way!["article", at, "area"], from, (Thing::Area, &article.area), known);
        out.noted(&way!["article", at], article.id.as_str(), article.unconfirmed, article.note.as_ref());
        number(it, at, article, out);
    }
    if usize::from(it.article_count) != it.articles.len() {
        let kind = FaultKind::ArticleCount { expected: it.article_count, found: it.articles.len() };
        out.tell(way!["article_count"], kind);
    }
}

fn number(it: &Charter, at: usize, article: &Article, out: &mut Findings) {
    let id = || article.id.to_string();
    let inside = |number: u16| (1..=it.article_count).contains(&number);
    match (article.number, article.number_from, article.number_to) {
        (Some(number), None, None) => {
            if !inside(number) {
                let kind = FaultKind::ArticleOutside { article: id(), count: it.article_count };
                out.tell(way!["article", at, "number"], kind);
            }
            if it.articles[..at].iter().any(|other| other.number == Some(number)) {
                out.tell(way!["article", at, "number"], FaultKind::NumberTwice { thing: Thing::Article, number });
            }
        }
        (None, Some(from), Some(to)) if from <= to => {
            if !inside(from) || !inside(to) {
                let kind = FaultKind::ArticleOutside { article: id(), count: it.article_count };
                out.tell(way!["article", at, "number_from"], kind);
            }
            if !article.unconfirmed {
                out.tell(way!["article", at, "number_from"], FaultKind::NumberConfirmed { article: id() });
            }
        }
        _ => out.tell(way!["article", at, "id"], FaultKind::ArticleNumber { article: id() }),
    }
}
