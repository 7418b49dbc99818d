//! The places: names that no Swedish municipality or town has, and where they lie.

use crate::DemoCounty;

/// The five counties.
pub(crate) const COUNTIES: [DemoCounty; 5] = [
    DemoCounty { code: "91", name: "Granmarks län" },
    DemoCounty { code: "92", name: "Älvhamra län" },
    DemoCounty { code: "93", name: "Sjöhärads län" },
    DemoCounty { code: "94", name: "Slättköpings län" },
    DemoCounty { code: "95", name: "Skärköpings län" },
];

/// The map: each letter a municipality of the county with that letter, in order of code.
const MAP: [&str; 10] = [
    "..AAAA..", ".AAAAA..", ".AAABBB.", ".BBBBBB.", "CCCBBBDD", "CCCCDDDD", "CCCCCDDD", ".EEEEDDD", ".EEEEE..",
    "..EEE...",
];

/// Name, people, class by SKR's grouping.
type Line = (&'static str, u32, &'static str);

const PLACES: [[Line; 12]; 5] = [
    [
        ("Fjällvåga", 2_500, "C9"),
        ("Myrlunda", 3_100, "C9"),
        ("Lodjursele", 4_300, "C9"),
        ("Granvattna", 74_000, "B3"),
        ("Tjäderfors", 9_700, "B5"),
        ("Laxmora", 18_200, "C8"),
        ("Ripmark", 5_600, "C9"),
        ("Hjortsele", 6_400, "C8"),
        ("Snövattna", 3_700, "C9"),
        ("Tallhärad", 12_400, "B5"),
        ("Orrvåga", 7_300, "C8"),
        ("Järvdal", 5_100, "C8"),
    ],
    [
        ("Älvhamra", 98_000, "B3"),
        ("Forsvattna", 14_300, "B5"),
        ("Timmervåga", 10_800, "C8"),
        ("Strömhärad", 41_500, "C6"),
        ("Bäverdal", 6_900, "C8"),
        ("Flottarby", 8_800, "C8"),
        ("Harrvattna", 4_700, "C9"),
        ("Näckhärad", 11_600, "B5"),
        ("Kvarnhärad", 15_900, "C7"),
        ("Brostrand", 26_300, "C6"),
        ("Sågarvik", 9_200, "C7"),
        ("Älvhärad", 20_700, "B4"),
    ],
    [
        ("Sjöhamra", 57_000, "B3"),
        ("Gäddhamra", 12_900, "B5"),
        ("Vasshärad", 10_200, "C7"),
        ("Almhärad", 16_800, "B4"),
        ("Segelvattna", 7_800, "C8"),
        ("Mörthult", 9_400, "C7"),
        ("Näckrosby", 11_100, "C7"),
        ("Kransköping", 33_500, "C6"),
        ("Ålhamra", 13_700, "C7"),
        ("Brinkhärad", 8_300, "C8"),
        ("Norsvattna", 6_100, "C8"),
        ("Ekhamra", 15_200, "B4"),
    ],
    [
        ("Slättköping", 160_000, "B3"),
        ("Vetehamra", 21_900, "B4"),
        ("Rågköping", 36_800, "C6"),
        ("Kornhärad", 46_300, "C6"),
        ("Lärkhärad", 13_300, "B4"),
        ("Vippeby", 8_600, "B5"),
        ("Havrelunda", 17_600, "B4"),
        ("Klöverhamra", 29_400, "C6"),
        ("Linhärad", 10_500, "C7"),
        ("Humlehärad", 7_100, "C8"),
        ("Rapsköping", 24_100, "B4"),
        ("Bokhärad", 64_500, "B3"),
    ],
    [
        ("Skärköping", 125_000, "B3"),
        ("Tångköping", 52_000, "B3"),
        ("Ejderhamra", 31_200, "B4"),
        ("Måsvåga", 5_800, "C9"),
        ("Fyrhamra", 14_700, "C7"),
        ("Salthärad", 19_300, "B4"),
        ("Vitskärby", 8_000, "C9"),
        ("Strandköping", 38_900, "C6"),
        ("Kobbvåga", 4_000, "C9"),
        ("Torskhamra", 11_900, "C7"),
        ("Musslevik", 9_900, "C9"),
        ("Briggeby", 16_300, "C7"),
    ],
];

/// A place before it has figures.
pub(crate) struct Place {
    pub(crate) code: String,
    pub(crate) name: &'static str,
    pub(crate) county: &'static str,
    pub(crate) people: u32,
    pub(crate) class: &'static str,
    pub(crate) tile: (i32, i32),
}

/// All places, by code.
pub(crate) fn all() -> Vec<Place> {
    let mut places = Vec::with_capacity(60);
    for ((county, lines), letter) in COUNTIES.iter().zip(&PLACES).zip("ABCDE".chars()) {
        let tiles = tiles(letter);
        for (n, ((name, people, class), tile)) in lines.iter().zip(tiles).enumerate() {
            places.push(Place {
                code: format!("{}{:02}", county.code, n + 1),
                name,
                county: county.code,
                people: *people,
                class,
                tile,
            });
        }
    }
    places
}

fn tiles(letter: char) -> Vec<(i32, i32)> {
    let mut tiles = Vec::new();
    for (row, line) in (0..).zip(MAP) {
        for (col, here) in (0..).zip(line.chars()) {
            if here == letter {
                tiles.push((col, row));
            }
        }
    }
    tiles
}
