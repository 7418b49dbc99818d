//! The differences that are there, and nowhere else.

use crate::LAST_YEAR;

/// Whose values a planting moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Women and girls.
    Women,
    /// Men and boys.
    Men,
}

/// What has been planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The same difference in every municipality and year.
    Everywhere,
    /// A difference in one place, where there is none elsewhere.
    RealDifference,
    /// A difference in one place on top of the one that is everywhere.
    LargerThanPeers,
    /// The difference grows year by year.
    Growing,
    /// The difference closes because those worse off gain: a place to learn from.
    ClosingUp,
    /// The difference closes because those better off lose: nothing to praise.
    ClosingDown,
    /// Few persons, withheld values: a place where nothing can be told.
    TooSmall,
    /// A value measured every fourth year and repeated between: no change of its own.
    CarriedForward,
}

/// One planted truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Planted {
    /// The key figure; empty for a place as a whole ([`Kind::TooSmall`]).
    pub figure: &'static str,
    /// The code of the municipality; `None`: all of them.
    pub area: Option<&'static str>,
    /// What kind.
    pub kind: Kind,
    /// Whose values are moved.
    pub sex: Sex,
    /// Women minus men in the newest year as planted here, in the unit of the figure; for a
    /// municipality this comes on top of what is planted everywhere.
    pub size: f64,
    /// The last year untouched and the first year at full size; the same: always at full size.
    pub years: (i32, i32),
}

impl Planted {
    /// What is added to the values of [`Planted::sex`] in a year.
    #[must_use]
    pub fn shift(&self, year: i32) -> f64 {
        let (from, to) = self.years;
        let part = if to <= from { 1.0 } else { (f64::from(year - from) / f64::from(to - from)).clamp(0.0, 1.0) };
        match self.sex {
            Sex::Women => self.size * part,
            Sex::Men => -self.size * part,
        }
    }
}

const ALWAYS: (i32, i32) = (LAST_YEAR, LAST_YEAR);

/// Differences that hold everywhere: figure, women minus men.
const EVERYWHERE: [(&str, f64); 21] = [
    ("N00090", 2.4),
    ("N00206", -12.0),
    ("N00209", -15.0),
    ("N00404", 96.0),
    ("N00905", -58_000.0),
    ("N00906", -70_000.0),
    ("N00938", 5.6),
    ("N00957", 9.5),
    ("N01982", 14.0),
    ("N02267", -3.0),
    ("N15428", 3.5),
    ("N15452", 12.0),
    ("N15507", 24.0),
    ("N15508", 6.0),
    ("N17461", 8.0),
    ("N17473", 16.0),
    ("N21701", 2.6),
    ("N21704", 6.0),
    ("N23801", 4.5),
    ("N60986", 90.0),
    ("U09808", -8.0),
];

type Place = (&'static str, &'static str, Kind, Sex, f64, (i32, i32));

/// Differences of single places: figure, place, kind, whose values, women minus men, years.
const PLACES: [Place; 16] = [
    // Laxmora makes full time the norm: women's share rises until the difference is gone.
    ("N00206", "9106", Kind::ClosingUp, Sex::Women, 12.0, (2014, 2020)),
    ("N00209", "9106", Kind::ClosingUp, Sex::Women, 10.0, (2014, 2020)),
    // Rågköping has begun later and is not there yet.
    ("N00206", "9403", Kind::ClosingUp, Sex::Women, 8.0, (2017, 2022)),
    // Skärköping: more and more sick days among women.
    ("N00938", "9501", Kind::Growing, Sex::Women, 4.5, (2014, 2022)),
    ("N00957", "9501", Kind::Growing, Sex::Women, 6.0, (2014, 2022)),
    // Slättköping: home care that reaches far more women than men, more so than at similar.
    ("N21704", "9401", Kind::LargerThanPeers, Sex::Women, 7.0, ALWAYS),
    ("N21701", "9401", Kind::LargerThanPeers, Sex::Women, 2.5, ALWAYS),
    // Strömhärad: the difference in examinations closes because girls fall to boys' level.
    ("N17461", "9204", Kind::ClosingDown, Sex::Women, -9.0, (2015, 2021)),
    // Klöverhamra: boys' results rise towards girls'.
    ("N15507", "9408", Kind::ClosingUp, Sex::Men, -20.0, (2016, 2021)),
    // Kornhärad: young women, more than young men, without work or studies.
    ("N02797", "9404", Kind::RealDifference, Sex::Women, 4.0, ALWAYS),
    // Sjöhamra: women stay longer on social assistance.
    ("N31814", "9301", Kind::RealDifference, Sex::Women, 12.0, ALWAYS),
    // Tångköping: unemployment among women.
    ("N03920", "9502", Kind::RealDifference, Sex::Women, 2.5, ALWAYS),
    // Älvhamra: women are less content with home care.
    ("U21468", "9201", Kind::RealDifference, Sex::Women, -9.0, ALWAYS),
    // Bokhärad: young women far ahead of young men on the way to university.
    ("N17473", "9412", Kind::LargerThanPeers, Sex::Women, 11.0, ALWAYS),
    // Ejderhamra: shipping and commuting, men's incomes run away.
    ("N00906", "9503", Kind::LargerThanPeers, Sex::Men, -32_000.0, ALWAYS),
    // Granvattna: the labour market unit helps men into work, women less.
    ("U40455", "9104", Kind::RealDifference, Sex::Women, -17.0, ALWAYS),
];

/// All of them.
pub(crate) fn all() -> Vec<Planted> {
    let everywhere = EVERYWHERE.iter().map(|(figure, size)| Planted {
        figure,
        area: None,
        kind: Kind::Everywhere,
        sex: Sex::Women,
        size: *size,
        years: ALWAYS,
    });
    let places = PLACES.iter().map(|(figure, area, kind, sex, size, years)| Planted {
        figure,
        area: Some(area),
        kind: *kind,
        sex: *sex,
        size: *size,
        years: *years,
    });
    let quiet = [("", Some("9101"), Kind::TooSmall), ("N05401", None, Kind::CarriedForward)];
    let quiet = quiet.into_iter().map(|(figure, area, kind)| Planted {
        figure,
        area,
        kind,
        sex: Sex::Women,
        size: 0.0,
        years: ALWAYS,
    });
    everywhere.chain(places).chain(quiet).collect()
}
