//! The booklet of a round's results: its programme, a chapter for each report the reader may read, and who
//! has none. It shows nobody more than they may see where it comes from.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use i18n::Lang;
use method::{Answers, BySex, FieldKind, Form};
use programme::{Assignment, Improvement, ImprovementId, Measurement, OrganisationId, Role, RoundId, Visibility};
use storage::Stored;

use super::{Conference, closing, round::Reported};
use crate::{
    FormSaid, Office, PaperField, PaperSection, Trouble, Visitor,
    filled::{answers_of, began_from, both_said, kind, said, to_show, value},
    meetings::{slot_said, time_said},
    rounds::told,
};

/// The booklet as a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookletPaper {
    /// The language it is in.
    pub lang: Lang,
    /// Who runs the round.
    pub sender: String,
    /// What the round is called.
    pub heading: String,
    /// What the conference is called, when and where it is.
    pub about: String,
    /// The day it was made, ISO.
    pub date: String,
    /// The programme; `None`: not for the reader to see, or none is written.
    pub programme: Option<PaperSection>,
    /// The chapters, by name.
    pub chapters: Vec<BookletChapter>,
    /// The heading over those without a chapter.
    pub without_heading: String,
    /// Who has no chapter, by name.
    pub without: Vec<String>,
}

/// A chapter: one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookletChapter {
    /// What it is called.
    pub heading: String,
    /// Whom to ask: a role, no person.
    pub contact: String,
    /// What it says.
    pub sections: Vec<PaperSection>,
}

/// A card with what was measured first and last, as others may see it.
struct Told {
    card: Improvement,
    before: Option<BySex>,
    after: Option<BySex>,
    /// The key figure it began from: its code, the year, the values. It measures another thing than the team
    /// does, and is never set beside that.
    figure: Option<(String, u16, BySex)>,
    /// Where that is from.
    source: String,
}

impl Office {
    /// The booklet of a round as PDF, with the reports the visitor (or nobody signed in) may read: its name,
    /// what it is, its bytes.
    ///
    /// # Errors
    /// [`Trouble::Nothing`], or [`Trouble::SignIn`] for nobody, for what the visitor may not know of;
    /// [`Trouble::Nothing`] where no report is to be read, or nobody prints.
    pub async fn booklet(
        &self,
        visitor: Option<&Visitor>,
        round: RoundId,
        lang: Lang,
    ) -> Result<(String, String, Vec<u8>), Trouble> {
        let it = self.reported(visitor, round).await?;
        let press = self.press.as_ref().map(Arc::clone).ok_or(Trouble::Nothing)?;
        if it.readable.is_empty() {
            return Err(Trouble::Nothing);
        }
        let paper = self.booklet_paper(visitor, &it, lang).await?;
        let name = format!("{} {}.pdf", lang.pick("Resultat", "Results"), paper.heading);
        let printing = tokio::task::spawn_blocking(move || press.print_booklet(&paper));
        let bytes = printing.await.map_err(|why| Trouble::Ours(why.to_string()))?.map_err(Trouble::Ours)?;
        Ok((name.replace(['/', '\\'], "-"), "application/pdf".to_owned(), bytes))
    }

    async fn booklet_paper(
        &self,
        visitor: Option<&Visitor>,
        it: &Reported,
        lang: Lang,
    ) -> Result<BookletPaper, Trouble> {
        let closing = closing(&it.bound).ok_or(Trouble::Nothing)?;
        let conferences = self.conferences(visitor, &it.round, closing.step.id.as_str()).await?;
        let mut told_of = self.told_improvements(visitor, it, lang).await?;
        let contacts = self.contacts(it, lang).await?;
        let mut chapters = Vec::new();
        for (id, report) in &it.readable {
            let Some(there) = it.organisations.get(id) else { continue };
            let form = closing.form.asked_of(kind(there.kind));
            let mut sections = written(&form, &answers_of(&report.body), lang);
            let cards = told_of.remove(id).unwrap_or_default();
            if !cards.is_empty() {
                sections.insert(sections.len().min(1), improvements(&cards, lang));
            }
            let contact = contacts.get(id).cloned().unwrap_or_default();
            chapters.push(BookletChapter { heading: there.name.clone(), contact, sections });
        }
        chapters.sort_by(|a, b| i18n::compare_names(&a.heading, &b.heading));
        let (sv, en) = if it.inside {
            ("Har inte lämnat in någon rapport", "Have not handed in a report")
        } else {
            ("Har inte publicerat någon rapport", "Have not published a report")
        };
        Ok(BookletPaper {
            lang,
            sender: self.place_name(it.round.body.organiser).await?,
            heading: it.round.body.title.clone(),
            about: about(&told(&closing.step.name, lang), &conferences, lang),
            date: self.today().to_string(),
            programme: programme(&conferences, lang),
            chapters,
            without_heading: lang.pick(sv, en).to_owned(),
            without: it.without(),
        })
    }

    /// The cards of the reports' organisations that the visitor may read, with what was measured.
    async fn told_improvements(
        &self,
        visitor: Option<&Visitor>,
        it: &Reported,
        lang: Lang,
    ) -> Result<BTreeMap<OrganisationId, Vec<Told>>, Trouble> {
        let mut cards = self.store.pointing_at::<Improvement>("round", it.round.id).await?;
        cards.retain(|card| it.readable.contains_key(&card.body.organisation));
        // In the chapter of a report stands no more than in the report.
        cards.retain(|card| card.visibility >= Visibility::Round);
        let cards = self.readable_cards(visitor, cards).await?;
        let mut measured =
            self.store.pointing_at_any::<Measurement>("improvement", cards.iter().map(|card| card.id)).await?;
        measured.sort_by_key(|one| one.body.on);
        let mut by_card: BTreeMap<ImprovementId, Vec<Stored<Measurement>>> = BTreeMap::new();
        for one in measured {
            by_card.entry(one.body.improvement).or_default().push(one);
        }
        let figures = self.figures_by_sex(cards.iter().filter_map(|card| began_from(&card.body)).collect()).await;
        let source = self.source_of_figures(lang);
        let mut all: BTreeMap<OrganisationId, Vec<Told>> = BTreeMap::new();
        for card in cards {
            let mine = by_card.remove(&card.id).unwrap_or_default();
            let first = mine.first().filter(|_| mine.len() > 1).and_then(|one| to_show(&one.body));
            let figure = began_from(&card.body).and_then(|asked| {
                let both = figures.get(&asked).copied()?;
                Some((asked.0, asked.2, both))
            });
            let after = mine.last().and_then(|one| to_show(&one.body));
            all.entry(card.body.organisation).or_default().push(Told {
                card: card.body,
                before: first,
                after,
                figure,
                source: source.clone(),
            });
        }
        Ok(all)
    }

    /// Whom to ask in each organisation: the role that coordinates the work, or else who leads it.
    async fn contacts(&self, it: &Reported, lang: Lang) -> Result<BTreeMap<OrganisationId, String>, Trouble> {
        let today = self.today();
        let mut roles: BTreeMap<OrganisationId, BTreeSet<Role>> = BTreeMap::new();
        for held in self.store.list_of_any::<Assignment>(it.readable.keys().copied()).await? {
            if held.body.holds(today) {
                roles.entry(held.body.organisation).or_default().insert(held.body.role);
            }
        }
        let said = |(id, held): (OrganisationId, BTreeSet<Role>)| {
            let role =
                [Role::Strategist, Role::Manager, Role::Politician].into_iter().find(|role| held.contains(role))?;
            let title = role.title();
            let contact = match lang {
                Lang::Sv => format!("Kontakt: {}, {}", title.sv, it.name(id)),
                Lang::En => format!("Contact: {}, {}", title.en, it.name(id)),
            };
            Some((id, contact))
        };
        Ok(roles.into_iter().filter_map(said).collect())
    }
}

/// What is written in the sections that are shown: no tables and no names.
fn written(form: &Form, answers: &Answers, lang: Lang) -> Vec<PaperSection> {
    let mut sections = Vec::new();
    for section in form.sections.iter().filter(|it| it.slide) {
        let mut fields = Vec::new();
        for field in &section.fields {
            if field.is_read_only() || matches!(field.kind, FieldKind::People | FieldKind::Table) {
                continue;
            }
            let said = answers.get(&field.id).and_then(|answer| said(field, field, answer, lang));
            if said.is_some() {
                fields.push(PaperField { heading: told(field.heading(), lang), said, source: String::new() });
            }
        }
        if !fields.is_empty() {
            sections.push(PaperSection {
                heading: told(&section.name, lang),
                text: String::new(),
                slide: true,
                fields,
            });
        }
    }
    sections
}

/// The cards, each with how it was and how it is, for women and men.
fn improvements(cards: &[Told], lang: Lang) -> PaperSection {
    PaperSection {
        heading: lang.pick("Förbättringar", "Improvements").to_owned(),
        text: String::new(),
        slide: true,
        fields: cards.iter().flat_map(|it| [Some(improvement(it, lang)), began(it, lang)]).flatten().collect(),
    }
}

fn improvement(it: &Told, lang: Lang) -> PaperField {
    let state = it.card.state.title();
    let state = lang.pick(state.sv, state.en);
    let mut said = Vec::new();
    said.extend((!it.card.result.trim().is_empty()).then(|| sentence(&it.card.result)));
    if !it.card.decision.trim().is_empty() {
        said.push(format!("{}: {}", lang.pick("Beslut", "Decision"), sentence(&it.card.decision)));
    }
    said.push(format!("{}: {state}.", lang.pick("Läge", "State")));
    let said = said.join(" ");
    let line = |text: String| FormSaid::Line(text);
    let known = it.before.is_some() || it.after.is_some();
    let table = known.then(|| {
        let what = if it.card.unit.is_empty() { lang.pick("Mått", "Measure") } else { it.card.unit.as_str() };
        let row = |name: &str, of: fn(BySex) -> Option<f64>| {
            let shown = |both: Option<BySex>| line(value(both.and_then(of), lang));
            vec![line(name.to_owned()), shown(it.before), shown(it.after)]
        };
        FormSaid::Table {
            heads: vec![what.to_owned(), lang.pick("Före", "Before").into(), lang.pick("Efter", "After").into()],
            rows: vec![
                row(lang.pick("Kvinnor och flickor", "Women and girls"), |both| both.women),
                row(lang.pick("Män och pojkar", "Men and boys"), |both| both.men),
            ],
        }
    });
    match table {
        Some(table) => PaperField { heading: it.card.problem.clone(), said: Some(table), source: said },
        None => PaperField { heading: it.card.problem.clone(), said: Some(line(said)), source: String::new() },
    }
}

/// The key figure that a card began from, with its source; `None`: it began from none.
fn began(it: &Told, lang: Lang) -> Option<PaperField> {
    let (kpi, year, both) = it.figure.as_ref()?;
    Some(PaperField {
        heading: match lang {
            Lang::Sv => format!("Utgångsläge: nyckeltalet {kpi}, {year}"),
            Lang::En => format!("Where it began: key figure {kpi}, {year}"),
        },
        said: Some(FormSaid::Line(both_said(*both, lang))),
        source: it.source.clone(),
    })
}

/// A text that ends as a sentence does.
fn sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.ends_with(['.', '!', '?', '…']) { text } else { format!("{text}.") }
}

/// The conference, when and where it is.
fn about(name: &str, conferences: &[Conference], lang: Lang) -> String {
    let Some(first) = conferences.iter().find(|it| it.when.is_some()) else { return name.to_owned() };
    let when = first.when.map(|slot| slot_said(&slot, lang)).unwrap_or_default();
    let parts = [name, when.as_str(), first.place.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The programme of each conference.
fn programme(conferences: &[Conference], lang: Lang) -> Option<PaperSection> {
    let fields: Vec<PaperField> =
        conferences.iter().filter(|it| !it.agenda.is_empty()).map(|it| points(it, lang)).collect();
    let heading = lang.pick("Program", "Programme").to_owned();
    (!fields.is_empty()).then_some(PaperSection { heading, text: String::new(), slide: true, fields })
}

fn points(it: &Conference, lang: Lang) -> PaperField {
    let line = |text: String| FormSaid::Line(text);
    let rows = it.agenda.iter().map(|point| {
        let at = point.at.map(time_said).unwrap_or_default();
        vec![line(point.title.clone()), line(at), line(point.leader.clone())]
    });
    let heads = lang.pick(["Punkt", "Tid", "Leds av"], ["Point", "Time", "Led by"]).map(str::to_owned);
    PaperField {
        heading: it.title.clone(),
        said: Some(FormSaid::Table { heads: heads.into(), rows: rows.collect() }),
        source: it.when.map(|slot| slot_said(&slot, lang)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use programme::{Baseline, Direction, Id, ImprovementState};

    #[test]
    fn a_key_figure_is_never_set_beside_what_was_measured() {
        let id = Id::new(jiff::Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(1));
        let card = Improvement {
            baseline: Some(Baseline::Figure { kpi: "N15428".into(), area: "2282".into(), year: 2022 }),
            state: ImprovementState::Testing,
            unit: "dagar".into(),
            good: Direction::Less,
            ..Improvement::planned(id.into(), None, "Flickor väntar längre")
        };
        let both = |women, men| Some(BySex { women: Some(women), men: Some(men) });
        let figure = both(61.5, 78.0).map(|both| ("N15428".to_owned(), 2022, both));
        let measured = Told { card, before: None, after: both(30.0, 28.0), figure, source: "Källa: Kolada".into() };
        let fields: [PaperField; 2] = improvements(&[measured], Lang::Sv).fields.try_into().unwrap();
        let [table, began] = fields;
        let Some(FormSaid::Table { rows, .. }) = &table.said else { panic!("{table:?}") };
        let cells: Vec<String> = rows.iter().flatten().map(|cell| cell.plain(Lang::Sv)).collect();
        assert_eq!(cells, ["Kvinnor och flickor", "uppgift saknas", "30", "Män och pojkar", "uppgift saknas", "28"]);
        assert_eq!(began.heading, "Utgångsläge: nyckeltalet N15428, 2022");
        assert_eq!(began.said.map(|it| it.plain(Lang::Sv)).as_deref(), Some("kvinnor 61,5, män 78"));
        assert_eq!(began.source, "Källa: Kolada");
    }
}
