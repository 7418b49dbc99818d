//! Claim, evidence, outcome: the friendly questions that an agreed answer raises. They are the team's and
//! its mentor's; nobody else reads them, and the team's answer stays with the assessment.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use i18n::Lang;
use jiff::civil::Date;
use method::Instrument;
use programme::{
    Evidence, FigureRef, JointAnswer, Person, PersonId, Query, QueryId, Reason, Reply, Words, permit::Action, queries,
};
use storage::{Change, Stored};

use super::{
    AssessAt, AssessItem, AssessPlace, Seat, about,
    view::{item_of, place_of, sheet_name},
};
use crate::{Office, Trouble, Visitor, rounds::lines};

/// What has become of the differences between women and men: the figures, from outside.
pub trait Outcomes: Send + Sync {
    /// Those of these key figures, by their codes, in which the difference has grown in an area (by its
    /// code) beyond what may be chance: from which year to which, and how large it was.
    fn growing(&self, area: &str, kpis: &[String]) -> Vec<FigureRef>;
}

/// A question about an item.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessQuestion {
    /// Its id.
    pub id: QueryId,
    /// Its version.
    pub version: i64,
    /// The item.
    pub item: AssessItem,
    /// The sheet it stands on.
    pub sheet: String,
    /// The level that was agreed on.
    pub level: u8,
    /// What is asked.
    pub asks: Words,
    /// The figures it is about, where it is about figures.
    pub figures: Vec<FigureRef>,
    /// What the team has answered: the text, who wrote it (nothing where their data was erased), when.
    pub reply: Option<(String, String, Date)>,
}

impl AssessQuestion {
    /// Whether another asks the same and is answered the same.
    fn is_like(&self, other: &Self) -> bool {
        self.asks == other.asks && self.figures == other.figures && self.reply == other.reply
    }
}

/// A question that agreeing on an answer as it is would raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WouldAsk {
    /// The item.
    pub item: AssessItem,
    /// The sheet it stands on.
    pub sheet: String,
    /// Its level.
    pub level: u8,
    /// Whether it is asked because a difference grows in the figures; otherwise because nothing shows the level.
    pub grows: bool,
}

/// The questions of an occasion.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessQuestions {
    /// Where the page belongs.
    pub place: AssessPlace,
    /// The questions, as the items stand in the self-assessment.
    pub questions: Vec<AssessQuestion>,
    /// Whether the visitor may answer.
    pub may_reply: bool,
    /// Whether the visitor may read the answers they are about.
    pub opens: bool,
}

impl AssessQuestions {
    /// The questions, those that ask the same and are answered the same together, in the order of their firsts.
    pub fn alike(&self) -> Vec<Vec<&AssessQuestion>> {
        let mut all: Vec<Vec<&AssessQuestion>> = Vec::new();
        for it in &self.questions {
            match all.iter_mut().find(|group| group.first().is_some_and(|first| first.is_like(it))) {
                Some(group) => group.push(it),
                None => all.push(vec![it]),
            }
        }
        all
    }
}

impl Office {
    /// The questions about a joint answer, for the team and its mentor.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for everybody else.
    pub async fn assess_questions(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        lang: Lang,
    ) -> Result<AssessQuestions, Trouble> {
        let seat = self.sitting(at).await?;
        self.allow(Some(visitor), Action::ReadWork, &seat.object).map_err(|_| Trouble::Nothing)?;
        let instrument = seat.instrument()?;
        let asked = self.queries_of(&seat, Some(&at.step)).await?;
        let mut questions = self.questions_told(instrument, asked, lang).await?;
        questions.sort_by_key(|it| (it.reply.is_some(), it.item.number, it.item.code.clone()));
        let joint = self.joint_of(at).await?;
        Ok(AssessQuestions {
            place: place_of(&seat, Some(&at.step), lang)?,
            questions,
            may_reply: self.may_reply(visitor, &seat),
            opens: joint.is_some_and(|it| self.reads_joint(visitor, &seat, &it)),
        })
    }

    /// The question about an item of an occasion, for who reads them; and whether the visitor may answer it.
    pub(crate) async fn question_about(
        &self,
        visitor: &Visitor,
        (seat, step): (&Seat, &str),
        code: &str,
        lang: Lang,
    ) -> Result<Option<(AssessQuestion, bool)>, Trouble> {
        if !self.may(visitor, Action::ReadWork, &seat.object) {
            return Ok(None);
        }
        let mut asked = self.queries_of(seat, Some(step)).await?;
        asked.retain(|it| it.body.item == code);
        let question = self.questions_told(seat.instrument()?, asked, lang).await?.pop();
        Ok(question.map(|it| (it, self.may_reply(visitor, seat))))
    }

    /// Questions as pages tell them.
    async fn questions_told(
        &self,
        instrument: &Instrument,
        asked: Vec<Stored<Query>>,
        lang: Lang,
    ) -> Result<Vec<AssessQuestion>, Trouble> {
        let writers: Vec<PersonId> =
            asked.iter().filter_map(|it| it.body.reply.as_ref().map(|reply| reply.person)).collect();
        let people = self.store.many::<Person>(writers).await?;
        let mut questions: Vec<AssessQuestion> = Vec::new();
        for it in asked {
            // An item the edition does not have cannot be asked about.
            let Some((sheet, item)) = about(instrument, &it.body.item) else { continue };
            let reply = it.body.reply.map(|reply| {
                let who = people.get(&reply.person).map(|it| it.body.name.clone()).unwrap_or_default();
                (reply.text, who, reply.on)
            });
            let asks = it.body.reason.asks();
            let figures = match it.body.reason {
                Reason::DifferenceGrows { figures } => figures,
                Reason::LittleEvidence => Vec::new(),
            };
            questions.push(AssessQuestion {
                id: it.id,
                version: it.version,
                sheet: sheet_name(instrument, &sheet, lang),
                item: item_of(instrument, &sheet, item, lang),
                level: it.body.level,
                asks,
                figures,
                reply,
            });
        }
        Ok(questions)
    }

    /// Answers a question for the team; what was answered before is replaced.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who may not read it; when the visitor may not write for the organisation;
    /// [`Trouble::RoundRests`] once the round is archived.
    pub async fn answer_question(
        &self,
        visitor: &Visitor,
        id: QueryId,
        version: i64,
        text: &str,
    ) -> Result<AssessAt, Trouble> {
        self.answer_questions(visitor, &[(id, version)], text).await
    }

    /// Answers several questions of one occasion in the same words, each read at its version.
    ///
    /// # Errors
    /// As [`Office::answer_question`]; [`Trouble::Nothing`] also where they are not of one occasion, or there is
    /// none.
    pub async fn answer_questions(
        &self,
        visitor: &Visitor,
        ids: &[(QueryId, i64)],
        text: &str,
    ) -> Result<AssessAt, Trouble> {
        let asked: Vec<QueryId> = ids.iter().map(|(id, _)| *id).collect();
        let mut all = self.store.many::<Query>(asked).await?;
        let first = all.values().next().ok_or(Trouble::Nothing)?.body.clone();
        let seat = self.seat_of(first.round, first.organisation).await?;
        self.allow(Some(visitor), Action::ReadWork, &seat.object).map_err(|_| Trouble::Nothing)?;
        self.allow(Some(visitor), Action::WritePiece, &seat.object)?;
        if seat.round.body.state.is_kept() {
            return Err(Trouble::RoundRests(seat.round.body.state));
        }
        let at = seat.at(&first.step);
        let reply = Reply { text: lines(text), person: visitor.person, on: self.today() };
        let mut change = self.change(visitor.author());
        for (id, version) in ids {
            let it = all.remove(id).ok_or(Trouble::Nothing)?.body;
            if (it.round, it.organisation, &it.step) != (first.round, first.organisation, &first.step) {
                return Err(Trouble::Nothing);
            }
            change.update(*id, *version, &Query { reply: Some(reply.clone()), ..it })?;
        }
        self.store.write(&change).await?;
        Ok(at)
    }

    /// The questions about an organisation's answers in a round, of one occasion or of all.
    pub(crate) async fn queries_of(&self, seat: &Seat, step: Option<&str>) -> Result<Vec<Stored<Query>>, Trouble> {
        let mut asked = self.store.list_of::<Query>(seat.organisation).await?;
        asked.retain(|it| it.body.round == seat.round.id && step.is_none_or(|step| it.body.step == step));
        Ok(asked)
    }

    pub(crate) fn may_reply(&self, visitor: &Visitor, seat: &Seat) -> bool {
        !seat.round.body.state.is_kept()
            && self.may(visitor, Action::ReadWork, &seat.object)
            && self.may(visitor, Action::WritePiece, &seat.object)
    }

    /// Raises the questions of an answer that is agreed on in this change. One that was asked when it was
    /// agreed on before and is unanswered goes where its reason is gone, since what was asked for is given; or
    /// where that or the level is another, and it is asked anew.
    pub(crate) async fn raise(&self, change: &mut Change, seat: &Seat, joint: &JointAnswer) -> Result<(), Trouble> {
        let (gone, new) = self.weigh(seat, joint).await?;
        for it in gone {
            change.remove(it.id, it.version);
        }
        // The record stays its owner's: that its mentor reads it, too, the table says (`ReadWork`), and no
        // act here ever shows it to more.
        for query in new {
            change.insert(self.id(), &query)?;
        }
        Ok(())
    }

    /// The questions that agreeing on a draft as it is would raise, as the items stand.
    pub(crate) async fn would_raise(
        &self,
        seat: &Seat,
        draft: &JointAnswer,
        lang: Lang,
    ) -> Result<Vec<WouldAsk>, Trouble> {
        let instrument = seat.instrument()?;
        let agreed = JointAnswer { agreed: Some(self.today()), ..draft.clone() };
        let (_, new) = self.weigh(seat, &agreed).await?;
        let told = |it: Query| {
            let (sheet, item) = about(instrument, &it.item)?;
            Some(WouldAsk {
                sheet: sheet_name(instrument, &sheet, lang),
                item: item_of(instrument, &sheet, item, lang),
                level: it.level,
                grows: matches!(it.reason, Reason::DifferenceGrows { .. }),
            })
        };
        let mut all: Vec<WouldAsk> = new.into_iter().filter_map(told).collect();
        all.sort_by_key(|it| (it.item.number, it.item.code.clone()));
        Ok(all)
    }

    /// The unanswered questions whose reason is gone with an answer that is agreed on, and those it raises.
    async fn weigh(&self, seat: &Seat, joint: &JointAnswer) -> Result<(Vec<Stored<Query>>, Vec<Query>), Trouble> {
        let instrument = seat.instrument()?;
        let scale = instrument.scale.lowest..=instrument.scale.highest;
        let figures = self.grown(joint).await?;
        let asked = self.queries_of(seat, Some(&joint.step)).await?;
        let due = queries(joint, &scale, &figures, []);
        let holds =
            |it: &Query| due.iter().any(|new| new.item == it.item && new.reason == it.reason && new.level == it.level);
        let (stay, gone): (Vec<Stored<Query>>, Vec<Stored<Query>>) =
            asked.into_iter().partition(|it| it.body.reply.is_some() || holds(&it.body));
        let new = queries(joint, &scale, &figures, stay.iter().map(|it| &it.body));
        Ok((gone, new))
    }

    /// The figures given as evidence in which the difference has grown, by item.
    pub(crate) async fn grown(&self, joint: &JointAnswer) -> Result<BTreeMap<String, Vec<FigureRef>>, Trouble> {
        let Some(outcomes) = self.outcomes.as_ref().map(Arc::clone) else { return Ok(BTreeMap::new()) };
        let given = |evidence: &[Evidence]| -> Vec<(String, String)> {
            let figure = |it: &Evidence| match it {
                Evidence::Figure { kpi, area, .. } => Some((area.clone(), kpi.clone())),
                Evidence::Document { .. }
                | Evidence::Link { .. }
                | Evidence::Decision { .. }
                | Evidence::Form { .. } => None,
            };
            evidence.iter().filter_map(figure).collect()
        };
        let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (area, kpi) in joint.answers.values().flat_map(|it| given(&it.evidence)) {
            wanted.entry(area).or_default().insert(kpi);
        }
        if wanted.is_empty() {
            return Ok(BTreeMap::new());
        }
        // Figures are worked out, and that may take a while.
        let work = move || -> Vec<FigureRef> {
            let ask = |(area, kpis): (String, BTreeSet<String>)| {
                let kpis: Vec<String> = kpis.into_iter().collect();
                outcomes.growing(&area, &kpis)
            };
            wanted.into_iter().flat_map(ask).collect()
        };
        let found = tokio::task::spawn_blocking(work).await.map_err(|why| Trouble::Ours(why.to_string()))?;
        let of = |evidence: &[Evidence]| -> Vec<FigureRef> {
            let there = given(evidence);
            let named = |it: &&FigureRef| there.iter().any(|(area, kpi)| *area == it.area && *kpi == it.kpi);
            found.iter().filter(named).cloned().collect()
        };
        Ok(joint.answers.iter().map(|(item, it)| (item.clone(), of(&it.evidence))).collect())
    }
}
