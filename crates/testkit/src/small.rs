//! A few invented figures: enough for every kind of page the API has.

use figures::{Area, AreaId, AreaKind, Cell, Draft, Group, KeyFigure, KpiId, Level, Sex, Similar, State};

/// Years with values.
pub const YEARS: [i16; 3] = [2020, 2021, 2022];
/// Areas with values: nation, a region, municipalities.
const AREAS: [u16; 14] = [0, 1, 114, 180, 181, 1280, 1281, 1282, 1283, 1284, 2280, 2281, 2282, 2584];
/// Key figures of the group "Jämställdhet": more than fit into one part of an address.
const THEMED: usize = 27;

/// Fourteen areas, 28 key figures; N00209 and N15428 have values for all areas, with a hole and a
/// missing value, the rest for the nation.
///
/// # Panics
/// Never: the codes are well formed.
#[must_use]
pub fn draft() -> Draft {
    let mut draft = Draft::new();
    let areas: Vec<AreaId> = AREAS.iter().filter_map(|n| AreaId::from_number(i64::from(*n))).collect();
    draft.catalogue.areas.extend(areas.iter().map(|id| area(*id)));
    let mut codes = vec!["N00209".to_owned(), "N15428".to_owned()];
    codes.extend((0..THEMED - codes.len()).map(|i| format!("N5{i:04}")));
    let kpis: Vec<KpiId> = codes.iter().filter_map(|code| KpiId::new(code).ok()).collect();
    for kpi in &kpis {
        draft.catalogue.figures.push(figure(*kpi, true));
        draft.catalogue.descriptions.push((*kpi, format!("Så räknas {kpi}.")));
    }
    draft.catalogue.figures.extend(KpiId::new("N90000").ok().map(|kpi| figure(kpi, false)));
    for (number, kpi) in kpis.iter().enumerate() {
        let places = if number < 2 { areas.as_slice() } else { &areas[..1] };
        for (place, area) in places.iter().enumerate() {
            for year in YEARS.into_iter().filter(|year| (place, *year) != (3, 2021)) {
                put(&mut draft, *kpi, *area, year, (number, place));
            }
        }
    }
    let towns: Vec<AreaId> = areas[2..].to_vec();
    draft.catalogue.groups.push(Group {
        id: "G1".to_owned(),
        title: "Nätverket".to_owned(),
        members: towns[..3].to_vec(),
    });
    draft.catalogue.similar.extend(towns.iter().map(|town| Similar {
        field: "grundskola".to_owned(),
        year: 2022,
        municipality: *town,
        similar: towns.iter().copied().filter(|other| other != town).take(7).collect(),
    }));
    draft
}

fn area(id: AreaId) -> Area {
    match id.number() {
        0 => Area::new(id, "Riket", AreaKind::Nation),
        number if number < 100 => Area::new(id, format!("Region {id}"), AreaKind::Region),
        _ => Area::new(id, format!("Ort {id}"), AreaKind::Municipality),
    }
}

fn figure(kpi: KpiId, divided: bool) -> KeyFigure {
    let mut figure = KeyFigure::new(kpi, format!("Påhittat mått {kpi}, andel (%)"));
    figure.level = Some(Level::Both);
    figure.divided = divided;
    figure.auspice = Some("X".to_owned());
    if divided {
        figure.themes.push("Jämställdhet".to_owned());
    }
    figure
}

/// Women, men and total; one total is missing.
fn put(draft: &mut Draft, kpi: KpiId, area: AreaId, year: i16, (number, place): (usize, usize)) {
    let step = f64::from(year - YEARS[0]) / 4.0;
    let women = 50.0 + number as f64 + place as f64 / 8.0 + step;
    let men = women - 3.5;
    draft.set(kpi, area, year, Sex::Women, Cell::of(women));
    draft.set(kpi, area, year, Sex::Men, Cell::of(men));
    let total = if (place, year) == (5, 2022) { Cell::none(State::Missing) } else { Cell::of((women + men) / 2.0) };
    draft.set(kpi, area, year, Sex::Total, total);
}
