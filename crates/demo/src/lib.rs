//! Fictional municipalities for the demonstration and for tests of the scan.
//!
//! Real places never get invented figures, so the demonstration has places of its own: sixty
//! municipalities in five counties, with levels, noise, rounding and gaps modelled on the real key
//! figures. Every difference between women and men is *planted* and listed ([`Demo::planted`]);
//! elsewhere the two have the same mean, and what differs is chance. A scan can therefore be asked
//! two things that real figures never answer: did it find what is there, and how often does it
//! raise a false alarm ([`Options::planted`] `false`: nothing is there at all)?
//!
//! Same seed, same bytes, on every machine.
//!
//! ```
//! let demo = demo::generate(1, demo::Options::default());
//! assert_eq!(demo.areas.len(), 60);
//! let full_time = demo.figure("N00206").unwrap();
//! assert!(full_time.row("9106", 2022).is_some());
//! ```

mod figures;
mod long;
mod make;
mod places;
mod planted;
mod readme;
mod rng;
mod similar;

pub use planted::{Kind, Planted, Sex};
pub use readme::readme;

/// The first year of the series.
pub const FIRST_YEAR: i32 = 2010;
/// The newest year.
pub const LAST_YEAR: i32 = 2022;

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Plant the differences of [`Demo::planted`]. Without them women and men have the same mean in
    /// every figure, municipality and year.
    pub planted: bool,
    /// Include the election figure, whose value is carried forward through the years between.
    pub carried: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { planted: true, carried: true }
    }
}

/// A country that does not exist.
#[derive(Clone, Debug, PartialEq)]
pub struct Demo {
    /// The seed it was made from.
    pub seed: u64,
    /// Counties, by code.
    pub counties: Vec<DemoCounty>,
    /// Municipalities, by code.
    pub areas: Vec<DemoArea>,
    /// Key figures, by id.
    pub figures: Vec<DemoFigure>,
    /// For each municipality, in the order of [`Demo::areas`], the seven most like it.
    pub similar: Vec<Similar>,
    /// Every difference there is in truth; empty without [`Options::planted`].
    pub planted: Vec<Planted>,
}

/// A county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoCounty {
    /// Two digits, 91–95: no Swedish county has them.
    pub code: &'static str,
    /// Its name, with "län".
    pub name: &'static str,
}

/// A municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoArea {
    /// Four digits, county first: no Swedish municipality has them.
    pub code: String,
    /// Its name.
    pub name: &'static str,
    /// The code of its county.
    pub county: &'static str,
    /// Women and girls in the newest year.
    pub population_women: u32,
    /// Men and boys in the newest year.
    pub population_men: u32,
    /// Class by SKR's grouping of 2023 (B3 … C9).
    pub skr_class: &'static str,
    /// Column and row on the hexagonal map; odd rows stand half a tile to the right.
    pub tile: (i32, i32),
}

/// A key figure with all its values.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoFigure {
    /// A real Kolada id, so that curated words and directions apply.
    pub id: &'static str,
    /// Kolada's title, with the unit at its end.
    pub title: &'static str,
    /// Kolada's operating area.
    pub operating_area: &'static str,
    /// What kind of number it is.
    pub unit: Unit,
    /// By municipality, then year.
    pub rows: Vec<Row>,
}

/// What kind of number a figure holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Per cent, 0–100.
    Share,
    /// A mean or rate: days, points, kronor, per 1,000.
    Mean,
    /// A number of people: the total is the sum.
    Count,
}

/// One municipality and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The code of the municipality.
    pub area: String,
    /// The year.
    pub year: i32,
    /// Women or girls.
    pub women: Cell,
    /// Men or boys.
    pub men: Cell,
    /// All.
    pub total: Cell,
}

/// A value, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A value.
    Value(f64),
    /// Not reported.
    Missing,
    /// Withheld: too few persons.
    Secret,
}

impl Cell {
    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Cell::Value(value) => Some(value),
            Cell::Missing | Cell::Secret => None,
        }
    }
}

/// The municipalities most like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// The code of the municipality.
    pub area: String,
    /// Seven codes, most similar first.
    pub peers: Vec<String>,
}

impl Demo {
    /// A figure by its id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&DemoFigure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// A municipality by its code.
    #[must_use]
    pub fn area(&self, code: &str) -> Option<&DemoArea> {
        self.areas.iter().find(|area| area.code == code)
    }

    /// Every value as a long table in Kolada's shape: `kpi,municipality,year,gender,value,status`.
    #[must_use]
    pub fn to_csv(&self) -> String {
        long::table(self)
    }
}

impl DemoFigure {
    /// The row of a municipality and year.
    #[must_use]
    pub fn row(&self, area: &str, year: i32) -> Option<&Row> {
        let at = self.rows.binary_search_by(|row| (row.area.as_str(), row.year).cmp(&(area, year))).ok()?;
        self.rows.get(at)
    }
}

/// Makes the country.
#[must_use]
pub fn generate(seed: u64, options: Options) -> Demo {
    let planted = if options.planted { planted::all() } else { Vec::new() };
    let places = places::all();
    let figures: Vec<DemoFigure> = figures::ALL
        .iter()
        .filter(|spec| options.carried || !spec.carried)
        .map(|spec| make::figure(seed, spec, &places, &planted))
        .collect();
    let population = figures.iter().find(|figure| figure.unit == Unit::Count);
    let areas: Vec<DemoArea> = places
        .iter()
        .map(|place| {
            let row = population.and_then(|figure| figure.row(&place.code, LAST_YEAR));
            let people = |cell: fn(&Row) -> Cell| {
                row.and_then(|row| cell(row).value()).map_or(place.people / 2, |value| value as u32)
            };
            DemoArea {
                code: place.code.clone(),
                name: place.name,
                county: place.county,
                population_women: people(|row| row.women),
                population_men: people(|row| row.men),
                skr_class: place.class,
                tile: place.tile,
            }
        })
        .collect();
    Demo { seed, counties: places::COUNTIES.to_vec(), similar: similar::all(&areas), areas, figures, planted }
}
