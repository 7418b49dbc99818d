//! Protection of individuals in tables: what to hide, what can be worked out, controlled rounding.

use crate::sheet::Holds;
use crate::{Family, Fault, Line, Opt, Recipe, Sheet, Takes};
use disclosure::attack::Shown;
use disclosure::audit::{Finding, Limits, audit};
use disclosure::cube::{Cube, Dimension};
use disclosure::protect::{self, Cost};
use disclosure::rule::{Rule, primary};
use disclosure::{Cell, Equation, Table, round};
use std::collections::BTreeMap;

type Lines = Result<Vec<Line>, Fault>;

const COUNT: Opt = Opt::must("n", Takes::Numbers, "Antal personer i cellen (kolumn)", "Persons in the cell (column)");
const DIMS: Opt = Opt::must(
    "dims",
    Takes::Columns,
    "Kolumnerna som delar in tabellen: region,kön",
    "Columns that make up the table: region,sex",
);
const TOTAL: Opt = Opt::may(
    "total",
    Takes::Text,
    "Ordet för summan i kolumnerna (Totalt, Alla …); utan det känns de vanliga igen, och saknade summor räknas",
    "The word for the total in the columns (Total, All …); the usual ones are recognised, and missing totals computed",
);
const LEAST: Opt = Opt::may(
    "least",
    Takes::Number(Some(5.0)),
    "Minsta antal som får visas, 5 om inget sägs",
    "Smallest number that may be shown, 5 unless said",
);
const TWO_BY_FOUR: &str = "region,gender,freq\nA,female,2\nA,male,18\nB,female,19\nB,male,14\nC,female,10\nC,male,12\nD,female,14\nD,male,11\n";
const PUBLISHED: &str = "region,gender,freq\nA,female,\nA,male,18\nA,Total,20\nB,female,19\nB,male,14\nB,Total,33\nTotal,female,21\nTotal,male,32\nTotal,Total,53\n";

pub(super) static ALL: &[Recipe] = &[
    Recipe {
        key: "suppress",
        also: &["cell-suppression", "suppression", "hide"],
        family: Family::Disclosure,
        sv: "Vilka celler som ska döljas så att ingen kan räknas ut, med angriparens gränser",
        en: "Which cells to hide so that none can be worked out, with the attacker's limits",
        formula: "primary by threshold, dominance or p %; secondary so that every primary keeps its protection in all sums, proven by two tables that fit",
        reference: "Fischetti & Salazar 2000, Manage Sci 47:1008–1027; Hundepool et al. 2012, Statistical Disclosure Control",
        options: &[
            COUNT,
            DIMS,
            Opt::may(
                "value",
                Takes::Numbers,
                "Cellens belopp, om det är det som visas (kolumn)",
                "The amount of the cell, if that is what is shown (column)",
            ),
            Opt::may(
                "largest",
                Takes::Columns,
                "De största bidragen till beloppet, störst först: kolumner (för dominans och p %)",
                "The largest contributions to the amount, largest first: columns (for dominance and p %)",
            ),
            Opt::may(
                "tables",
                Takes::Text,
                "Länkade tabeller som visas tillsammans, i stället för den korsade: \"region,kön;region,ålder\"; celler de har gemensamt döljs i alla",
                "Linked tables shown together, instead of the crossed one: \"region,sex;region,age\"; cells they share are hidden in all",
            ),
            TOTAL,
            LEAST,
            Opt::may(
                "range",
                Takes::Number(Some(0.3)),
                "Hur osäker angriparen ska lämnas, som andel av värdet",
                "How uncertain the attacker must be left, as a share of the value",
            ),
            Opt::may(
                "dominance",
                Takes::Text,
                "Dominans: antal,andel – till exempel 1,0.75",
                "Dominance: number,share – 1,0.75 for instance",
            ),
            Opt::may(
                "percent",
                Takes::Number(None),
                "p-procentregeln, till exempel 0,1",
                "The p % rule, 0.1 for instance",
            ),
            Opt::may("zero", Takes::Flag, "Dölj också nollor", "Hide zeros too"),
            Opt::may(
                "cost",
                Takes::Choice(&["persons", "cells"]),
                "Vad som ska bli så litet som möjligt: dolda personer eller dolda celler",
                "What to keep as small as possible: hidden persons or hidden cells",
            ),
        ],
        example: "--n freq --dims region,gender --least 5",
        csv: Some(TWO_BY_FOUR),
        run: suppress,
    },
    Recipe {
        key: "audit",
        also: &["disclosure-audit", "attack"],
        family: Family::Disclosure,
        sv: "Vad en publicerad tabell röjer: varje dold cells gränser, och öppna små tal",
        en: "What a published table gives away: limits of each hidden cell, and small numbers shown",
        formula: "least and most of each hidden cell under all sums, whole numbers from 0 up",
        reference: "Fischetti & Salazar 2000, Manage Sci 47:1008–1027",
        options: &[
            COUNT.said(
                "Det publicerade talet; tomt där det är dolt (kolumn)",
                "The published number; empty where hidden (column)",
            ),
            DIMS.said(
                "Kolumnerna som delar in tabellen: region,kön; länkade tabeller i samma fil, med summans ord där en kolumn inte hör till",
                "Columns that make up the table: region,sex; linked tables in the same file, with the word for the total where a column does not belong",
            ),
            TOTAL,
            LEAST,
            Opt::may(
                "slack",
                Takes::Number(Some(0.0)),
                "Hur långt från sanningen ett visat tal kan ligga (avrundning), 0 om inget sägs",
                "How far from the truth a shown number can lie (rounding), 0 unless said",
            ),
            Opt::may("amounts", Takes::Flag, "Talen är inte hela antal", "The numbers are not whole counts"),
        ],
        example: "--n freq --dims region,gender",
        csv: Some(PUBLISHED),
        run: audited,
    },
    Recipe {
        key: "round",
        also: &["controlled-rounding", "rounding"],
        family: Family::Disclosure,
        sv: "Kontrollerad avrundning: alla tal i jämna steg, och alla summor stämmer",
        en: "Controlled rounding: all numbers in multiples, and all sums hold",
        formula: "each cell to a multiple of the base next to it, sums held, as near as possible",
        reference: "Causey, Cox & Ernst 1985, JASA 80:903–909",
        options: &[
            COUNT,
            DIMS,
            TOTAL,
            Opt::may("base", Takes::Number(Some(5.0)), "Steg, 5 om inget sägs", "Multiple, 5 unless said"),
        ],
        example: "--n freq --dims region,gender --base 5",
        csv: Some(TWO_BY_FOUR),
        run: rounded,
    },
];

fn told(error: &disclosure::Error, names: &[String]) -> Fault {
    let cell = match error {
        disclosure::Error::NotANumber { cell }
        | disclosure::Error::BelowBound { cell, .. }
        | disclosure::Error::CannotProtect { cell } => names.get(*cell).map(|it| format!("{it}: ")).unwrap_or_default(),
        _ => String::new(),
    };
    Fault::Own {
        sv: format!("{cell}{}", error.sentence(stats::Lang::Sv)),
        en: format!("{cell}{}", error.sentence(stats::Lang::En)),
    }
}

/// Is this the word for a total?
fn is_total(word: &str, said: Option<&str>) -> bool {
    match said {
        Some(said) => word == said,
        None => matches!(
            word.to_lowercase().as_str(),
            "total" | "totalt" | "alla" | "all" | "samtliga" | "summa" | "sum" | "tot" | "båda" | "t" | "riket"
        ),
    }
}

/// The categories of each dimension without its total, and where each row lies: category, or none for a total.
struct Layout {
    levels: Vec<Vec<String>>,
    places: Vec<Vec<Option<usize>>>,
}

impl Layout {
    fn read(sheet: &Sheet<'_>) -> Result<Self, Fault> {
        let said = sheet.text("total");
        let mut layout = Self { levels: Vec::new(), places: vec![Vec::new(); sheet.len()] };
        for variable in sheet.variables("dims")? {
            let words: Vec<String> = match variable.holds {
                Holds::Numbers(values) => values.iter().map(f64::to_string).collect(),
                Holds::Levels(levels, of) => of.iter().map(|at| levels[*at].clone()).collect(),
            };
            let mut own: Vec<String> = Vec::new();
            for (word, place) in words.iter().zip(&mut layout.places) {
                if is_total(word, said) {
                    place.push(None);
                    continue;
                }
                let at = own.iter().position(|it| it == word).unwrap_or_else(|| {
                    own.push(word.clone());
                    own.len() - 1
                });
                place.push(Some(at));
            }
            layout.levels.push(own);
        }
        Ok(layout)
    }

    fn name(&self, place: &[Option<usize>]) -> String {
        let of = |(level, at): (&Vec<String>, &Option<usize>)| match at {
            Some(at) => level[*at].clone(),
            None => "total".to_owned(),
        };
        self.levels.iter().zip(place).map(of).collect::<Vec<String>>().join(" / ")
    }

    /// The rows of the cells without totals, the last dimension running fastest.
    fn leaves(&self, sheet: &Sheet<'_>) -> Result<Vec<usize>, Fault> {
        let size = self.levels.iter().fold(1_usize, |size, it| size.saturating_mul(it.len()));
        let mut rows = BTreeMap::new();
        for (at, place) in self.places.iter().enumerate() {
            let inner: Option<Vec<usize>> = place.iter().copied().collect();
            if let Some(inner) = inner
                && let Some(other) = rows.insert(inner, at)
            {
                return Err(Fault::Own {
                    sv: format!("Rad {} och rad {} är samma cell.", sheet.row(other), sheet.row(at)),
                    en: format!("Row {} and row {} are the same cell.", sheet.row(other), sheet.row(at)),
                });
            }
        }
        if rows.len() != size {
            let missing = self.first_missing(&rows);
            return Err(Fault::Own {
                sv: format!("Cellen {missing} saknas. Skriv ut alla celler, också nollor."),
                en: format!("The cell {missing} is missing. Write out all cells, zeros too."),
            });
        }
        Ok(rows.into_values().collect())
    }

    fn first_missing(&self, rows: &BTreeMap<Vec<usize>, usize>) -> String {
        let mut at = vec![0; self.levels.len()];
        for _ in 0..=rows.len() {
            if !rows.contains_key(&at) {
                break;
            }
            for (place, level) in at.iter_mut().zip(&self.levels).rev() {
                *place += 1;
                if *place < level.len() {
                    break;
                }
                *place = 0;
            }
        }
        self.name(&at.into_iter().map(Some).collect::<Vec<Option<usize>>>())
    }

    /// A cube of these cells; the names of its cells, totals included.
    fn cube(&self, leaves: &[Cell]) -> Result<(Cube, Vec<String>), Fault> {
        let dimensions = self.levels.iter().map(|it| Dimension::flat(it.len())).collect();
        let cube = Cube::add_up(dimensions, leaves).map_err(|error| told(&error, &[]))?;
        let place = |categories: Vec<usize>| -> Vec<Option<usize>> {
            // A flat dimension's total stands after its categories.
            categories
                .into_iter()
                .zip(&self.levels)
                .map(|(it, levels)| Some(it).filter(|it| *it < levels.len()))
                .collect()
        };
        let names = (0..cube.table().cells().len()).map(|cell| self.name(&place(cube.categories(cell)))).collect();
        Ok((cube, names))
    }
}

fn suppress(sheet: &Sheet<'_>) -> Lines {
    let layout = Layout::read(sheet)?;
    let n = sheet.numbers("n")?;
    let rows = layout.leaves(sheet)?;
    let values = sheet.some_numbers("value")?;
    let largest = if sheet.has("largest") { super::only_numbers(sheet.variables("largest")?)? } else { Vec::new() };
    let cell = |at: &usize| match &values {
        Some(values) => Cell::amount(values[*at], n[*at], largest.iter().map(|column| column[*at]).collect()),
        None => Cell::count(n[*at]),
    };
    let (cube, names) = layout.cube(&rows.iter().map(cell).collect::<Vec<Cell>>())?;
    let range = sheet.number("range")?;
    let mut rules = vec![Rule::Threshold { least: sheet.number("least")?, range }];
    if sheet.flag("zero") {
        rules.push(Rule::Zero { range: 1.0 });
    }
    if sheet.has("dominance") {
        match sheet.list("dominance")?.as_slice() {
            [count, share] if *count >= 1.0 && *count < 100.0 => {
                rules.push(Rule::Dominance { n: *count as usize, share: *share });
            }
            _ => {
                return Err(Fault::BadOption {
                    option: "dominance".to_owned(),
                    text: sheet.text("dominance").unwrap_or_default().to_owned(),
                    takes: ("antal,andel".to_owned(), "number,share".to_owned()),
                });
            }
        }
    }
    if let Some(p) = sheet.some_number("percent")? {
        rules.push(Rule::Percent { p });
    }
    let cost = if sheet.choice("cost")? == "cells" { Cost::Cells } else { Cost::Persons };
    let (table, names, safe) = match linked(sheet, &cube)? {
        None => {
            let needs = primary(cube.table(), &rules).map_err(|error| told(&error, &names))?;
            let safe = protect::cube(&cube, &needs, cost).map_err(|error| told(&error, &names))?;
            (cube.table().clone(), names, safe)
        }
        Some((table, kept)) => {
            let names: Vec<String> = kept.into_iter().map(|cell| names[cell].clone()).collect();
            let needs = primary(&table, &rules).map_err(|error| told(&error, &names))?;
            let safe = protect::table(&table, &needs, cost).map_err(|error| told(&error, &names))?;
            (table, names, safe)
        }
    };
    let shown: Vec<Shown> = table
        .cells()
        .iter()
        .zip(&safe.hidden)
        .map(|(cell, hidden)| match hidden {
            true => Shown::Hidden { low: 0.0, high: f64::INFINITY },
            false => Shown::Value { value: cell.value, slack: 0.0 },
        })
        .collect();
    let attack = disclosure::attack::attack(&shown, table.equations(), values.is_none());
    let bounds: BTreeMap<usize, (f64, f64)> = attack.bounds.iter().map(|it| (it.cell, (it.low, it.high))).collect();
    let mut lines = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let state = match (safe.hidden[at], safe.primary.contains(&at)) {
            (false, _) => "shown",
            (true, true) => "primary",
            (true, false) => "secondary",
        };
        let value = table.cells()[at].value;
        let mut line = Line::of(name)
            .with("value", value)
            .text("state", state)
            .with_some("publish", Some(value).filter(|_| !safe.hidden[at]));
        if let Some((low, high)) = bounds.get(&at) {
            line = line.with("lower", *low).with("upper", *high);
        }
        lines.push(line);
    }
    if safe.hidden.contains(&true)
        && let Some(first) = lines.first_mut()
    {
        *first = std::mem::take(first).note(
            "Kolumnen ”värde” har också de dolda talen, och gränserna hjälper den som vill räkna ut dem: publicera \
             bara kolumnen ”får visas”.",
            "The column “value” has the hidden numbers, too, and the limits help whoever wants to work them out: \
             publish the column “publish” only.",
        );
    }
    Ok(lines)
}

/// The cells and sums of the tables asked for, and which cells of the cube they are; none where the whole
/// cube is shown.
fn linked(sheet: &Sheet<'_>, cube: &Cube) -> Result<Option<(Table, Vec<usize>)>, Fault> {
    let Some(text) = sheet.text("tables") else { return Ok(None) };
    let dims: Vec<String> = sheet.variables("dims")?.into_iter().map(|it| it.name).collect();
    let all = cube.table().cells().len();
    // The last cell is the total of everything: a category as high as any is a total.
    let totals = cube.categories(all - 1);
    let mut shown: Vec<Vec<bool>> = Vec::new();
    for table in text.split(';') {
        let columns: Vec<&str> = table.split(',').map(str::trim).collect();
        if let Some(wrong) = columns.iter().find(|it| dims.iter().all(|own| own != *it)) {
            return Err(Fault::BadOption {
                option: "tables".to_owned(),
                text: (*wrong).to_owned(),
                takes: (format!("någon av {}", dims.join(", ")), format!("one of {}", dims.join(", "))),
            });
        }
        shown.push(dims.iter().map(|it| columns.contains(&it.as_str())).collect());
    }
    let belongs = |cell: &usize| {
        let categories = cube.categories(*cell);
        shown.iter().any(|table| (0..totals.len()).all(|at| table[at] || categories[at] == totals[at]))
    };
    let kept: Vec<usize> = (0..all).filter(belongs).collect();
    let place: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(place, cell)| (*cell, place)).collect();
    let moved = |it: &Equation| {
        let parts: Option<Vec<usize>> = it.parts.iter().map(|part| place.get(part).copied()).collect();
        Some(Equation { total: *place.get(&it.total)?, parts: parts? })
    };
    let equations = cube.table().equations().iter().filter_map(moved).collect();
    let cells = kept.iter().map(|cell| cube.table().cells()[*cell].clone()).collect();
    let table = Table::new(cells, equations).map_err(|error| told(&error, &[]))?;
    Ok(Some((table, kept)))
}

/// Every sum along one dimension that the rows of the file make.
fn sums(layout: &Layout, sheet: &Sheet<'_>) -> Result<Vec<Equation>, Fault> {
    let mut cells: BTreeMap<&[Option<usize>], usize> = BTreeMap::new();
    for (at, place) in layout.places.iter().enumerate() {
        if let Some(other) = cells.insert(place, at) {
            return Err(Fault::Own {
                sv: format!("Rad {} och rad {} är samma cell.", sheet.row(other), sheet.row(at)),
                en: format!("Row {} and row {} are the same cell.", sheet.row(other), sheet.row(at)),
            });
        }
    }
    let mut equations = Vec::new();
    for (place, total) in &cells {
        for (dimension, levels) in layout.levels.iter().enumerate().filter(|it| place[it.0].is_none()) {
            let part = |level: usize| {
                let mut own = place.to_vec();
                own[dimension] = Some(level);
                cells.get(own.as_slice()).copied()
            };
            let parts: Option<Vec<usize>> = (0..levels.len()).map(part).collect();
            // A sum of which a part is not in the file binds nothing.
            if let Some(parts) = parts.filter(|it| !it.is_empty()) {
                equations.push(Equation { total: *total, parts });
            }
        }
    }
    Ok(equations)
}

fn audited(sheet: &Sheet<'_>) -> Lines {
    let layout = Layout::read(sheet)?;
    let values = sheet.numbers_or_empty("n")?;
    let names: Vec<String> = layout.places.iter().map(|place| layout.name(place)).collect();
    let slack = sheet.number("slack")?;
    let shown: Vec<Shown> = values
        .iter()
        .map(|it| match it {
            Some(value) => Shown::Value { value: *value, slack },
            None => Shown::Hidden { low: 0.0, high: f64::INFINITY },
        })
        .collect();
    let equations = sums(&layout, sheet)?;
    let limits = Limits { least: sheet.number("least")?, width: 1.0 };
    let whole = !sheet.flag("amounts");
    let it = audit(&shown, &equations, whole, limits).map_err(|error| told(&error, &names))?;
    let mut lines = Vec::new();
    for bound in &it.attack.bounds {
        let found = it.given_away.iter().find(|own| own.cell == bound.cell);
        let finding = match found.map(|own| own.finding) {
            None => "safe",
            Some(Finding::Exact) => "exact",
            Some(Finding::Nearly) => "nearly",
            Some(Finding::SurelySmall) => "surely small",
        };
        let sensitive = found.is_some_and(|own| own.sensitive(&limits));
        lines.push(
            Line::of(&names[bound.cell])
                .with("lower", bound.low)
                .with("upper", bound.high)
                .text("finding", finding)
                .text("sensitive", if sensitive { "yes" } else { "no" }),
        );
    }
    for cell in &it.small_published {
        let line = Line::of(&names[*cell]).with_some("value", values[*cell]);
        lines.push(line.text("finding", "small, shown").text("sensitive", "yes"));
    }
    let mut all = Line::of("table")
        .with("hidden", it.attack.bounds.len() as f64)
        .with("given-away", it.given_away.len() as f64)
        .with("small-shown", it.small_published.len() as f64)
        .with("sums", equations.len() as f64);
    if !it.attack.contradictions.is_empty() {
        let totals: Vec<String> =
            it.attack.contradictions.iter().map(|at| names[equations[*at].total].clone()).collect();
        all = all.note(
            format!("Summor som inte stämmer: {}.", totals.join("; ")),
            format!("Sums that do not add up: {}.", totals.join("; ")),
        );
    }
    lines.insert(0, all);
    Ok(lines)
}

fn rounded(sheet: &Sheet<'_>) -> Lines {
    let layout = Layout::read(sheet)?;
    let n = sheet.numbers("n")?;
    let rows = layout.leaves(sheet)?;
    let leaves: Vec<Cell> = rows.iter().map(|at| Cell::count(n[*at])).collect();
    let (cube, names) = layout.cube(&leaves)?;
    let found = round::controlled(cube.table(), sheet.number("base")?).map_err(|error| told(&error, &names))?;
    let cells = names.iter().zip(cube.table().cells()).zip(found);
    Ok(cells.map(|((name, cell), rounded)| Line::of(name).with("value", rounded).with("own", cell.value)).collect())
}
