//! May a participant call itself a model? The rule, the answers, and why.

use crate::instrument::{Instrument, Levels};
use crate::model::{Criterion, Scope, Status};
use crate::text::{Id, Lang, Text};
use serde::Serialize;

/// The answers to one part of a self-assessment; for a repeated part those of one committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The part.
    pub part: Id,
    /// The committee or administration, where the part is repeated.
    pub of: Option<String>,
    /// The levels. What is absent is unanswered.
    pub levels: Levels,
}

/// What is known of a participant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its latest self-assessment.
    pub sheets: Vec<Sheet>,
    /// Has it completed a whole round?
    pub round_completed: bool,
    /// Has it mentored in a round after its own?
    pub mentored: bool,
}

/// Yes, no, or too little is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is so.
    Met,
    /// Not everything is answered, and the rest could tip it.
    CannotTell,
    /// It is not so.
    NotMet,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Of one criterion on one sheet.
    pub verdict: Verdict,
    /// The same in words.
    pub sentence: Text,
}

/// The answer, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// Met when all reasons are.
    pub verdict: Verdict,
    /// One for each criterion and sheet.
    pub reasons: Vec<Reason>,
}

/// Answers that do not belong to the self-assessment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    /// No such part.
    #[error("the self-assessment has no part ‘{0}’")]
    NoPart(Id),
    /// No such item.
    #[error("the self-assessment has no item ‘{0}’")]
    NoItem(Id),
    /// Outside the scale.
    #[error("the level {level} of ‘{item}’ is outside the scale")]
    OutsideScale {
        /// The item.
        item: Id,
        /// The level.
        level: u8,
    },
    /// A repeated part must say whose answers they are.
    #[error("the part ‘{0}’ is answered by each committee; say which")]
    WhoseAnswers(Id),
    /// Two sheets of the same part, by the same.
    #[error("the part ‘{0}’ has been answered twice")]
    Twice(Id),
    /// The rule was made for another scale.
    #[error("the rule was made for a scale to {rule}, and this one goes to {scale}")]
    OtherScale {
        /// The top of the rule's scale.
        rule: u8,
        /// The top of the self-assessment's.
        scale: u8,
    },
}

impl AnswerFault {
    /// The fault in a sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let sv = match self {
            Self::NoPart(id) => format!("Självskattningen har ingen del som heter ’{id}’."),
            Self::NoItem(id) => format!("Självskattningen har ingen punkt som heter ’{id}’."),
            Self::OutsideScale { item, level } => format!("Nivå {level} för ’{item}’ ligger utanför skalan."),
            Self::WhoseAnswers(id) => format!("Delen ’{id}’ besvaras av varje nämnd; säg vilken."),
            Self::Twice(id) => format!("Delen ’{id}’ är besvarad två gånger."),
            Self::OtherScale { rule, scale } => {
                format!(
                    "Regeln är gjord för en skala till {rule}, och den här går till {scale}; de går inte att jämföra."
                )
            }
        };
        let en = self.to_string();
        let en = en.replacen("the ", "The ", 1) + ".";
        match lang {
            Lang::Sv => sv,
            Lang::En => en,
        }
    }
}

/// Applies a rule to what is known of a participant.
///
/// # Errors
/// Answers that do not belong to the self-assessment, or a rule made for another scale.
pub fn judge(rule: &Status, instrument: &Instrument, standing: &Standing) -> Result<Judgement, AnswerFault> {
    examine(instrument, &standing.sheets)?;
    let sheets = looked_at(rule.scope, instrument, &standing.sheets);
    let mut reasons = Vec::new();
    for criterion in &rule.criterion {
        match *criterion {
            Criterion::NoItemAt { level, highest } => {
                same_scale(highest, instrument)?;
                reasons.extend(sheets.iter().map(|sheet| no_item_at(level, sheet, instrument)));
            }
            Criterion::MoreThan { percent, level, highest } => {
                same_scale(highest, instrument)?;
                reasons.extend(sheets.iter().map(|sheet| more_than(percent, level, sheet, instrument)));
            }
            Criterion::RoundCompleted => reasons.push(round_completed(standing.round_completed)),
            Criterion::Mentored => reasons.push(mentored(standing.mentored)),
        }
    }
    // Nothing asked is nothing met.
    let verdict = reasons.iter().map(|reason| reason.verdict).max().unwrap_or(Verdict::CannotTell);
    Ok(Judgement { verdict, reasons })
}

const fn same_scale(rule: u8, instrument: &Instrument) -> Result<(), AnswerFault> {
    let scale = instrument.scale.highest;
    if rule == scale { Ok(()) } else { Err(AnswerFault::OtherScale { rule, scale }) }
}

fn examine(instrument: &Instrument, sheets: &[Sheet]) -> Result<(), AnswerFault> {
    let scale = instrument.scale.lowest..=instrument.scale.highest;
    for (at, sheet) in sheets.iter().enumerate() {
        let part = instrument.part(sheet.part.as_str()).ok_or_else(|| AnswerFault::NoPart(sheet.part.clone()))?;
        if part.repeated && sheet.of.is_none() {
            return Err(AnswerFault::WhoseAnswers(sheet.part.clone()));
        }
        let same = |other: &Sheet| other.part == sheet.part && (!part.repeated || other.of == sheet.of);
        if sheets[..at].iter().any(same) {
            return Err(AnswerFault::Twice(sheet.part.clone()));
        }
        for (item, level) in &sheet.levels {
            if instrument.item(item.as_str()).is_none() {
                return Err(AnswerFault::NoItem(item.clone()));
            }
            if !scale.contains(level) {
                return Err(AnswerFault::OutsideScale { item: item.clone(), level: *level });
            }
        }
    }
    Ok(())
}

/// A sheet as a rule sees it: a part that nobody has answered is there with nothing in it.
struct Seen<'a> {
    /// Whose, where there are several.
    of: Option<Text>,
    levels: Option<&'a Levels>,
}

impl Seen<'_> {
    fn level(&self, item: &Id) -> Option<u8> {
        self.levels.and_then(|levels| levels.get(item).copied())
    }

    fn told(&self, sv: String, en: String, verdict: Verdict) -> Reason {
        let sentence = match &self.of {
            None => Text::new(sv, en),
            Some(of) => Text::new(format!("{}: {sv}", of.sv), format!("{}: {en}", of.en)),
        };
        Reason { verdict, sentence }
    }
}

fn looked_at<'a>(scope: Scope, instrument: &Instrument, sheets: &'a [Sheet]) -> Vec<Seen<'a>> {
    let several = instrument.parts.len() > 1 && scope == Scope::Every;
    let mut seen = Vec::new();
    for part in &instrument.parts {
        let answered = || sheets.iter().filter(|sheet| sheet.part == part.id);
        if !part.repeated {
            let of = several.then(|| part.name.clone());
            seen.push(Seen { of, levels: answered().next().map(|sheet| &sheet.levels) });
        } else if scope == Scope::Every {
            seen.extend(answered().map(|sheet| {
                let name = sheet.of.clone().unwrap_or_default();
                Seen { of: Some(Text::new(name.clone(), name)), levels: Some(&sheet.levels) }
            }));
        }
    }
    seen
}

fn no_item_at(level: u8, sheet: &Seen<'_>, instrument: &Instrument) -> Reason {
    let there: Vec<&Text> =
        instrument.items.iter().filter(|item| sheet.level(&item.id) == Some(level)).map(|item| &item.name).collect();
    let open = instrument.items.iter().filter(|item| sheet.level(&item.id).is_none()).count();
    if !there.is_empty() {
        let (sv, en) = (items(there.len(), Lang::Sv), items(there.len(), Lang::En));
        let names = |lang| there.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join("; ");
        let stand = if there.len() == 1 { "stands" } else { "stand" };
        return sheet.told(
            format!("{sv} står på {level}: {}.", names(Lang::Sv)),
            format!("{en} {stand} at {level}: {}.", names(Lang::En)),
            Verdict::NotMet,
        );
    }
    if open > 0 {
        let (sv, en) = (unanswered(open, Lang::Sv), unanswered(open, Lang::En));
        return sheet.told(
            format!("Ingen besvarad punkt står på {level}, men {sv}."),
            format!("No answered item stands at {level}, but {en}."),
            Verdict::CannotTell,
        );
    }
    sheet.told(format!("Ingen punkt står på {level}."), format!("No item stands at {level}."), Verdict::Met)
}

fn more_than(percent: u8, level: u8, sheet: &Seen<'_>, instrument: &Instrument) -> Reason {
    let all = instrument.items.len();
    let there = instrument.items.iter().filter(|item| sheet.level(&item.id) == Some(level)).count();
    let open = instrument.items.iter().filter(|item| sheet.level(&item.id).is_none()).count();
    let enough = |count: usize| count * 100 > usize::from(percent) * all;
    let (share_sv, share_en) = match percent {
        50 => ("hälften".to_owned(), "half".to_owned()),
        _ => (format!("{percent} procent"), format!("{percent} per cent")),
    };
    let head_sv = format!("{there} av {all} punkter står på {level}");
    let head_en = format!("{there} of {all} items stand at {level}");
    if enough(there) {
        sheet.told(
            format!("{head_sv}. Det är mer än {share_sv}."),
            format!("{head_en}. That is more than {share_en}."),
            Verdict::Met,
        )
    } else if enough(there + open) {
        sheet.told(
            format!("{head_sv}, och {}. Det krävs mer än {share_sv}.", unanswered(open, Lang::Sv)),
            format!("{head_en}, and {}. More than {share_en} is needed.", unanswered(open, Lang::En)),
            Verdict::CannotTell,
        )
    } else {
        sheet.told(
            format!("{head_sv}. Det krävs mer än {share_sv}."),
            format!("{head_en}. More than {share_en} is needed."),
            Verdict::NotMet,
        )
    }
}

fn round_completed(done: bool) -> Reason {
    let (sentence, verdict) = if done {
        (Text::new("Omgången är genomförd.", "The round has been completed."), Verdict::Met)
    } else {
        (Text::new("Omgången är inte genomförd än.", "The round has not been completed yet."), Verdict::NotMet)
    };
    Reason { verdict, sentence }
}

fn mentored(done: bool) -> Reason {
    let (sentence, verdict) = if done {
        (Text::new("Ni har varit mentor i en senare omgång.", "You have mentored in a later round."), Verdict::Met)
    } else {
        let sentence =
            Text::new("Ni har inte varit mentor i en senare omgång än.", "You have not mentored in a later round yet.");
        (sentence, Verdict::NotMet)
    };
    Reason { verdict, sentence }
}

fn items(count: usize, lang: Lang) -> String {
    match count {
        1 => lang.pick("1 punkt", "1 item").to_owned(),
        _ => format!("{count} {}", lang.pick("punkter", "items")),
    }
}

fn unanswered(count: usize, lang: Lang) -> String {
    let (sv, en) =
        if count == 1 { ("är inte besvarad", "is unanswered") } else { ("är inte besvarade", "are unanswered") };
    format!("{} {}", items(count, lang), lang.pick(sv, en))
}
