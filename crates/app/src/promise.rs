//! How often the promises have held: the check anyone can run.

use crate::view::{Fact, PromiseRow, PromiseView};
use crate::world::World;
use findings::{Class, FigureInput, Kind, Replication, Score, SizeClass};
use i18n::{Lang, NBSP, Numbers};

/// First year predicted.
pub const FROM: i16 = 2015;

/// The check, in three settings.
pub struct Kept {
    /// The method on every figure there is, whatever its class.
    all: Replication,
    /// Shares that are well filled, tested among themselves, the newest year predicted.
    shares: Score,
    /// How many such shares.
    shares_n: usize,
    /// As the pages flag: outcomes only.
    pages: Replication,
}

/// Fits on the past and looks at the next year, for every year from 2015. Takes some seconds.
#[must_use]
pub fn replicate(world: &World) -> Kept {
    let (country, similar) = (world.country(), world.similar_overall());
    let check =
        |inputs: &[FigureInput<'_>], from: i16| findings::replicate(inputs, &country, similar, from, world.newest);
    let classed: Vec<FigureInput<'_>> = world.figures.iter().map(|figure| world.input_always(figure)).collect();
    let every: Vec<FigureInput<'_>> =
        classed.iter().map(|input| FigureInput { class: Class::Outcome, ..*input }).collect();
    let shares: Vec<FigureInput<'_>> = every
        .iter()
        .filter(|input| input.kind == Kind::Share && findings::established(input, &country, world.newest))
        .copied()
        .collect();
    Kept {
        all: check(&every, FROM),
        shares_n: shares.len(),
        shares: check(&shares, world.newest).all,
        pages: check(&classed, FROM),
    }
}

/// The check in words and per cent.
#[must_use]
pub fn view(world: &World, kept: &Kept, lang: Lang) -> PromiseView {
    let all = &kept.all;
    let mut rows = vec![row(lang.pick("Alla mått", "All figures"), &all.all)];
    for (kind, score) in Kind::ALL.iter().zip(&all.by_kind) {
        rows.push(row(kind_name(*kind, lang), score));
    }
    for (size, score) in SizeClass::ALL.iter().zip(&all.by_size) {
        rows.push(row(size_name(*size, lang), score));
    }
    for (year, score) in &all.by_year {
        rows.push(row(&year.to_string(), score));
    }
    let year = world.newest;
    if let Some(score) = shares_of(all, year) {
        rows.push(row(&format!("{} {year}", lang.pick("Andelar, förutsagt", "Shares, predicted")), &score));
    }
    let n = kept.shares_n;
    rows.push(row(
        &match lang {
            Lang::Sv => format!("{n} andelar med minst 100 kommuner och tre år, prövade för sig, förutsagt {year}"),
            Lang::En => format!(
                "{n} shares with at least 100 municipalities and three years, tested by themselves, predicted {year}"
            ),
        },
        &kept.shares,
    ));
    rows.push(row(
        lang.pick("Som på sidorna: utan bakgrundsmått", "As on the pages: without background figures"),
        &kept.pages.all,
    ));
    rows.retain(|row| row.n > 0);
    PromiseView { from: i32::from(FROM), to: i32::from(year), rows, beside: beside(&all.all, lang) }
}

fn shares_of(replication: &Replication, year: i16) -> Option<Score> {
    let at = replication.by_year.iter().position(|(predicted, _)| *predicted == year)?;
    let kind = Kind::ALL.iter().position(|kind| *kind == Kind::Share)?;
    replication.by_kind_year.get(at).map(|scores| scores[kind])
}

fn row(label: &str, score: &Score) -> PromiseRow {
    let unflagged = score.tested - score.flagged;
    PromiseRow {
        label: label.to_owned(),
        n: usize::try_from(score.predictions).unwrap_or(usize::MAX),
        within_95: per_cent(score.within_95, score.predictions),
        within_998: per_cent(score.within_998, score.predictions),
        flagged: per_cent(score.flagged, score.tested),
        same_sign: per_cent(score.flagged_kept, score.flagged),
        same_sign_unflagged: per_cent(score.unflagged_kept, unflagged),
        peers_flagged: per_cent(score.similar_flagged, score.similar_tested),
        peers_same_sign: per_cent(score.similar_flagged_kept, score.similar_flagged),
    }
}

fn per_cent(part: u64, of: u64) -> f64 {
    if of == 0 { f64::NAN } else { 100.0 * part as f64 / of as f64 }
}

fn beside(all: &Score, lang: Lang) -> Vec<Fact> {
    let numbers = Numbers::of(lang);
    let shown = |part: u64, of: u64| match of {
        0 => "–".to_owned(),
        _ => format!("{}{NBSP}%", numbers.fixed(per_cent(part, of), 1)),
    };
    vec![
        Fact {
            label: lang
                .pick(
                    "Rangfärg: av kommunerna i den sämsta fjärdedelen är så många där även året efter",
                    "Rank colour: of the municipalities in the worst quarter, so many are there the next year too",
                )
                .to_owned(),
            value: shown(all.worst_again, all.worst_quarter),
        },
        Fact {
            label: lang
                .pick(
                    "Intervall bara ur kommunens egna år (95 % utlovat): så ofta höll det",
                    "Interval from the municipality's own years alone (95 % promised): so often it held",
                )
                .to_owned(),
            value: shown(all.plain_within_95, all.plain),
        },
    ]
}

fn kind_name(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Share => lang.pick("Andelar", "Shares"),
        Kind::Rate => lang.pick("Antal per invånare", "Rates"),
        Kind::Amount => lang.pick("Belopp", "Amounts"),
        Kind::Count => lang.pick("Antal", "Counts"),
        Kind::Score => lang.pick("Poäng och index", "Scores and indices"),
        Kind::Other => lang.pick("Övriga", "Other"),
    }
}

fn size_name(size: SizeClass, lang: Lang) -> &'static str {
    match size {
        SizeClass::Below7000 => lang.pick("Under 7 000 invånare", "Below 7,000 inhabitants"),
        SizeClass::To15000 => lang.pick("7 000–15 000 invånare", "7,000–15,000 inhabitants"),
        SizeClass::To40000 => lang.pick("15 000–40 000 invånare", "15,000–40,000 inhabitants"),
        SizeClass::Above40000 => lang.pick("Över 40 000 invånare", "Above 40,000 inhabitants"),
        SizeClass::Unknown => lang.pick("Okänt antal invånare", "Unknown number of inhabitants"),
        SizeClass::Region => lang.pick("Regioner", "Regions"),
    }
}
