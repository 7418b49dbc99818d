//! Synthetic cases of home care, to try everything on: invented, drawn from a seed.
//!
//! In them women get more hours on average, because they are older, need more and live alone more often,
//! but fewer hours than men in the same situation: a raw comparison gets the sign wrong. A few
//! municipalities treat women and men alike, a few differ more than the rest.

use crate::Fault;
use arrow_array::{ArrayRef, Float32Array, Int8Array, Int16Array, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::io::Write;
use std::sync::Arc;

/// Municipalities in the example, numbered from 1.
pub const PLACES: usize = 290;
/// Rows of a row group: what one thread reads at a time.
pub const GROUP: u64 = 250_000;
/// Hours a month that a woman gets less than a man in the same situation, in most municipalities.
pub const LESS: f64 = 2.0;
/// The same, in the municipalities where the difference is larger: every thirtieth.
pub const MUCH_LESS: f64 = 7.0;

/// Chance from a seed (splitmix64; Steele, Lea & Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    #[allow(clippy::cast_precision_loss, reason = "fifty-three bits fit")]
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.unit(), self.unit());
        libm::sqrt(-2.0 * libm::log(u)) * libm::cos(std::f64::consts::TAU * v)
    }
}

/// Where municipalities differ: how large, how generous.
struct Places {
    up_to: Vec<f64>,
    generous: Vec<f64>,
}

impl Places {
    fn new(seed: u64) -> Self {
        let mut chance = Chance(seed ^ 0x70_6c_61_63_65);
        let sizes: Vec<f64> = (0..PLACES).map(|_| libm::exp(0.9 * chance.normal())).collect();
        let all: f64 = sizes.iter().sum();
        let mut sum = 0.0;
        let up_to = sizes.iter().map(|size| {
            sum += size / all;
            sum
        });
        Self { up_to: up_to.collect(), generous: (0..PLACES).map(|_| 3.0 * chance.normal()).collect() }
    }

    fn draw(&self, chance: &mut Chance) -> usize {
        let at = chance.unit();
        self.up_to.partition_point(|up_to| *up_to <= at).min(PLACES - 1)
    }
}

/// What a woman gets less than a man in the same situation, in the municipality numbered `place` from 0.
#[must_use]
pub const fn less(place: usize) -> f64 {
    match place % 30 {
        0 => MUCH_LESS,
        15 => 0.0,
        _ => LESS,
    }
}

/// Writes the example as Parquet: `municipality`, `year`, `sex` (1 man, 2 woman), `age`, `need` (1 to 5),
/// `alone`, `granted`, `hours` a month. The same rows and seed give the same bytes.
///
/// # Errors
/// [`Fault::Unreadable`] where it cannot be written.
pub fn home_care<W: Write + Send>(to: W, rows: u64, seed: u64) -> Result<(), Fault> {
    let bad = |why: String| Fault::Unreadable { file: "home-care".to_owned(), why: (why.clone(), why) };
    let field = |name: &str, kind: DataType| Field::new(name, kind, false);
    let schema = Arc::new(Schema::new(vec![
        field("municipality", DataType::Int16),
        field("year", DataType::Int16),
        field("sex", DataType::Int8),
        field("age", DataType::Int8),
        field("need", DataType::Int8),
        field("alone", DataType::Int8),
        field("granted", DataType::Int8),
        field("hours", DataType::Float32),
    ]));
    let level = ZstdLevel::try_new(1).map_err(|why| bad(why.to_string()))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(usize::try_from(GROUP).ok())
        .build();
    let mut writer =
        ArrowWriter::try_new(to, Arc::clone(&schema), Some(properties)).map_err(|why| bad(why.to_string()))?;
    let places = Places::new(seed);
    let mut left = rows;
    let mut group = 0;
    while left > 0 {
        let now = left.min(GROUP);
        let batch = batch(&schema, &places, now, Chance(seed.wrapping_add(group).wrapping_mul(0xd134_2543_de82_ef95)))
            .map_err(&bad)?;
        writer.write(&batch).map_err(|why| bad(why.to_string()))?;
        left -= now;
        group += 1;
    }
    writer.close().map(|_| ()).map_err(|why| bad(why.to_string()))
}

/// One case.
struct Case {
    place: usize,
    year: i16,
    woman: bool,
    age: f64,
    need: f64,
    alone: bool,
    granted: bool,
    hours: f64,
}

#[allow(clippy::cast_possible_truncation, reason = "ages, needs and hours fit")]
fn batch(schema: &Arc<Schema>, places: &Places, rows: u64, mut chance: Chance) -> Result<RecordBatch, String> {
    let cases: Vec<Case> = (0..rows).map(|_| case(places, &mut chance)).collect();
    let small =
        |of: fn(&Case) -> i8| -> ArrayRef { Arc::new(cases.iter().map(|it| Some(of(it))).collect::<Int8Array>()) };
    let columns: Vec<ArrayRef> = vec![
        Arc::new(cases.iter().map(|it| i16::try_from(it.place + 1).ok()).collect::<Int16Array>()),
        Arc::new(cases.iter().map(|it| Some(it.year)).collect::<Int16Array>()),
        small(|it| if it.woman { 2 } else { 1 }),
        small(|it| it.age as i8),
        small(|it| it.need as i8),
        small(|it| i8::from(it.alone)),
        small(|it| i8::from(it.granted)),
        Arc::new(cases.iter().map(|it| Some(it.hours as f32)).collect::<Float32Array>()),
    ];
    RecordBatch::try_new(Arc::clone(schema), columns).map_err(|why| why.to_string())
}

fn case(places: &Places, chance: &mut Chance) -> Case {
    let place = places.draw(chance);
    let woman = chance.unit() < 0.63;
    let sex = f64::from(u8::from(woman));
    let age = libm::round((79.0 + 3.5 * sex + 7.5 * chance.normal()).clamp(65.0, 104.0));
    let need = libm::round((0.9 + 0.035 * (age - 65.0) + 0.4 * sex + 1.2 + 0.9 * chance.normal()).clamp(1.0, 5.0));
    let alone = chance.unit() < 0.30 + 0.012 * (age - 65.0) + 0.18 * sex;
    let wished = -14.0 + 0.30 * (age - 65.0) + 9.0 * need + 5.0 * f64::from(u8::from(alone)) + places.generous[place]
        - sex * less(place)
        + 7.0 * chance.normal();
    // Some are refused: the likelier, the fewer hours it would have been.
    let granted = chance.unit() < 1.0 / (1.0 + libm::exp(-(wished + 2.0) / 5.0));
    let hours = if granted { libm::round(2.0 * wished.max(0.5)) / 2.0 } else { 0.0 };
    let year = if chance.unit() < 0.5 { 2023 } else { 2024 };
    Case { place, year, woman, age, need, alone, granted, hours }
}
