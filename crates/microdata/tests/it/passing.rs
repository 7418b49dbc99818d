//! Files to sums.

use microdata::{Codebook, Condition, Fault, Key, Plan, Reason, Sex, example, pass};
use std::path::Path;

fn plan(outcome: &str, adjust: &[&str]) -> Plan {
    Plan {
        outcome: outcome.to_owned(),
        by: "sex".to_owned(),
        place: Some("municipality".to_owned()),
        cluster: None,
        weight: None,
        adjust: adjust.iter().map(|it| (*it).to_owned()).collect(),
        conditions: Vec::new(),
        sql: Vec::new(),
        book: Codebook::default(),
        bad_allowed: 0.05,
    }
}

fn write(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

const SMALL: &str = "municipality;sex;age;home;hours\n\
    0114;K;80;own;10,5\n0114;M;70;own;12\n0114;K;90;rented;20\n2482;M;75;rented;8\n2482;K;85;own;9\n2482;M;81;own;7\n";

#[test]
fn sums_are_those_worked_out_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "cases.csv", SMALL);
    let cells = pass(&path, &plan("hours", &["age", "home"])).unwrap();
    assert_eq!((cells.rows, cells.other, cells.unknown, cells.bad.len()), (6, 0, 0, 0));
    assert_eq!(cells.layout.adjust[1].levels, ["own", "rented"]);
    let [women, men] = cells.all().unwrap();
    assert_eq!((women.rows(), men.rows()), (3.0, 3.0));
    let outcome = cells.layout.outcome_at();
    assert!((women.mean(outcome) - 39.5 / 3.0).abs() < 1e-12, "{}", women.mean(outcome));
    assert!((men.mean(0) - 226.0 / 3.0).abs() < 1e-12);
    assert!((women.mean(1) - 1.0 / 3.0).abs() < 1e-12);
    // Σ(age − mean)(hours − mean) of the women: ages 80 90 85, hours 10.5 20 9.
    let mean = 39.5 / 3.0;
    let expected = -5.0 * (10.5 - mean) + 5.0 * (20.0 - mean);
    assert!((women.cross().get(0, outcome) - expected).abs() < 1e-9);
    let key = Key { place: "2482".to_owned(), cluster: "2482".to_owned() };
    assert_eq!(cells.cells[&key][1].rows(), 2.0);
    assert!(cells.cells.keys().any(|key| key.place == "0114"), "a leading nought is kept");
}

#[test]
fn a_folder_of_files_and_one_file_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let one = write(folder.path(), "all.csv", SMALL);
    let parts = folder.path().join("parts");
    std::fs::create_dir_all(parts.join("deeper")).unwrap();
    let (head, rows) = SMALL.split_once('\n').unwrap();
    for (at, row) in rows.lines().enumerate() {
        let name = if at % 2 == 0 { format!("{at}.csv") } else { format!("deeper/{at}.csv") };
        write(&parts, &name, &format!("{head}\n{row}\n"));
    }
    write(&parts, "README.txt", "not cases");
    let whole = pass(&one, &plan("hours", &["age", "home"])).unwrap();
    let split = pass(&parts, &plan("hours", &["age", "home"])).unwrap();
    assert_eq!(whole.layout, split.layout);
    for (key, sexes) in &whole.cells {
        for (a, b) in sexes.iter().zip(&split.cells[key]) {
            assert_eq!(a.rows(), b.rows());
            assert!(a.means().iter().zip(b.means()).all(|(x, y)| (x - y).abs() < 1e-12));
        }
    }
}

#[test]
fn bad_rows_are_counted_by_reason_and_refused_above_the_share() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "municipality,sex,age,hours\n1,K,80,10\n1,M,70,12\n1,K,,5\n1,M,70,many\n1,Q,70,1\n,K,70,1\n1,K,70,900\n1,3,70,4\n1,,70,4\n1,K,70\n1,K,81,11\n1,M,82,12\n";
    let path = write(folder.path(), "cases.csv", csv);
    let book = Codebook::read("[column.hours]\nleast = 0\nmost = 744").unwrap();
    let strict = Plan { book: book.clone(), ..plan("hours", &["age"]) };
    let Err(Fault::TooManyBad { rows, bad, .. }) = pass(&path, &strict) else { panic!("not refused") };
    assert_eq!(rows, 12);
    assert_eq!(bad.iter().map(|it| it.1).sum::<u64>(), 6);
    let cells = pass(&path, &Plan { bad_allowed: 0.6, ..strict }).unwrap();
    let mut reasons: Vec<Reason> = cells.bad.iter().map(|it| it.0.clone()).collect();
    reasons.sort();
    assert_eq!(
        reasons,
        [
            Reason::Empty("age".to_owned()),
            Reason::Empty("municipality".to_owned()),
            Reason::NotANumber("hours".to_owned()),
            Reason::OutOfRange("hours".to_owned()),
            Reason::UnknownCode("sex".to_owned()),
            Reason::Ragged,
        ]
    );
    assert_eq!((cells.other, cells.unknown), (1, 1));
    let [women, men] = cells.all().unwrap();
    assert_eq!((women.rows(), men.rows()), (2.0, 2.0));
}

#[test]
fn a_filter_takes_rows_and_what_is_asked_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "cases.csv", SMALL);
    let asked = |text: &str| Plan { conditions: vec![Condition::read(text).unwrap()], ..plan("hours", &["age"]) };
    let cells = pass(&path, &asked("home=own")).unwrap();
    assert_eq!(cells.rows, 4);
    assert_eq!(pass(&path, &asked("age>=81")).unwrap().rows, 3);
    for (plan, expected) in [
        (plan("minutes", &[]), "has no column “minutes”. It has: municipality, sex, age, home, hours."),
        (plan("hours", &["hours"]), "Column “hours” cannot be two things at once."),
        (asked("age>=86"), "Nothing is told of so few."),
        (asked("floor=1"), "has no column “floor”"),
    ] {
        let fault = pass(&path, &plan).unwrap_err();
        assert!(fault.to_string().contains(expected), "{fault}");
    }
    let fault = pass(&folder.path().join("none"), &plan("hours", &[])).unwrap_err();
    assert!(matches!(fault, Fault::Unreadable { .. }));
    let told = fault.sentence(stats::Lang::Sv);
    assert!(
        told.ends_with("går inte att läsa: den finns inte. Kontrollera namnet och i vilken mapp du står."),
        "{told}"
    );
    let pdf = folder.path().join("report.pdf");
    std::fs::write(&pdf, "%PDF-1.7\nsex,hours\n").unwrap();
    let told = pass(&pdf, &plan("hours", &[])).unwrap_err().sentence(stats::Lang::Sv);
    assert!(told.contains("report.pdf är en PDF och inte en fil med ärenden."), "{told}");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    assert!(matches!(pass(&empty, &plan("hours", &[])).unwrap_err(), Fault::NoFiles { .. }));
}

#[test]
fn the_example_is_the_same_bytes_and_the_same_sums_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let make = |seed| {
        let mut bytes = Vec::new();
        example::home_care(&mut bytes, 260_000, seed).unwrap();
        bytes
    };
    let bytes = make(7);
    assert_eq!(bytes, make(7));
    assert_ne!(bytes, make(8));
    let path = folder.path().join("cases.parquet");
    std::fs::write(&path, &bytes).unwrap();
    let asked = plan("hours", &["age", "need", "alone"]);
    let on = |threads| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| pass(&path, &asked).unwrap())
    };
    let one = on(1);
    assert_eq!(one, on(4));
    assert_eq!(one.rows, 260_000);
    let [women, men] = one.all().unwrap();
    assert_eq!(women.rows() + men.rows(), 260_000.0);
    let outcome = one.layout.outcome_at();
    assert!(women.mean(outcome) > men.mean(outcome) + 1.0, "{} {}", women.mean(outcome), men.mean(outcome));
    // The same by Neumaier's sum over rows would be slower; Σ weights and counts must agree exactly.
    assert_eq!(women.rows(), women.weight());
    assert_eq!(one.places().unwrap().len(), example::PLACES);
}

#[test]
fn a_category_by_the_codebook_and_an_identity_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "cases.csv", SMALL);
    let book = Codebook::read("[column.age]\nkind = \"category\"\nmissing = [\"70\"]").unwrap();
    let cells = pass(&path, &Plan { book, bad_allowed: 0.2, ..plan("hours", &["age"]) }).unwrap();
    assert_eq!(cells.layout.adjust[0].levels, ["75", "80", "81", "85", "90"]);
    assert_eq!(cells.bad, [(Reason::Empty("age".to_owned()), 1)]);
    let mut many = String::from("municipality,sex,id,hours\n");
    for at in 0..200 {
        many += &format!("1,{},case{at},3\n", if at % 2 == 0 { "K" } else { "M" });
    }
    let path = write(folder.path(), "many.csv", &many);
    let fault = pass(&path, &plan("hours", &["id"])).unwrap_err();
    assert!(matches!(fault, Fault::Levels { .. }), "{fault}");
}

#[test]
fn a_head_and_cells_as_old_windows_programs_write_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.csv");
    // `kön;ålder;ort;timmar`, `Malmö – söder` with Windows' own dash, in Windows-1252.
    let mut bytes = b"k\xf6n;\xe5lder;ort;timmar\n".to_vec();
    for at in 0..20 {
        bytes.extend(if at % 2 == 0 { b"K;80;Malm\xf6 \x96 s\xf6der;5\n" } else { b"M;81;Malm\xf6 \x96 s\xf6der;6\n" });
    }
    std::fs::write(&path, bytes).unwrap();
    let asked = Plan { by: "kön".into(), place: Some("ort".into()), ..plan("timmar", &["ålder"]) };
    let cells = pass(&path, &asked).unwrap();
    assert_eq!(cells.cells.keys().map(|key| key.place.as_str()).collect::<Vec<_>>(), ["Malmö – söder"]);
    assert_eq!(cells.all().unwrap().map(|it| it.mean(0)), [80.0, 81.0]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_itself_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "cases.csv", SMALL);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("cases.csv"), folder.path().join("zcopy.csv")).unwrap();
    assert_eq!(pass(folder.path(), &plan("hours", &["age"])).unwrap().rows, 6);
}

#[test]
fn the_filter_takes_no_text_nothing_empty_and_nothing_unanswered() {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = String::from("municipality,sex,age,need,hours\n");
    for at in 0..40 {
        let age = ["70", "okänd", "", "99"][at % 4];
        csv += &format!("A,{},{age},{},3\n", ["K", "M"][at / 4 % 2], ["1", "9", "2", ""][at / 8 % 4]);
    }
    let path = write(folder.path(), "cases.csv", &csv);
    let book =
        Codebook::read("[column.age]\nmissing = [\"99\"]\n[column.need]\nkind = \"category\"\nmissing = [\"9\"]")
            .unwrap();
    let rows = |condition: &str| {
        let conditions = vec![Condition::read(condition).unwrap()];
        pass(&path, &Plan { book: book.clone(), conditions, ..plan("hours", &[]) }).unwrap().rows
    };
    assert_eq!(rows("age>=65"), 10);
    assert_eq!(rows("age=70"), 10);
    assert_eq!(rows("need!=1"), 8);
}

#[test]
fn torn_rows_are_few_of_all_rows_not_of_those_the_filter_lets_through() {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = String::from("municipality,sex,year,hours\n");
    for at in 0..1000 {
        csv += &format!("A,{},{},3\n", ["K", "M"][at % 2], 2000 + at % 100);
    }
    csv += &"A,K,2000\n".repeat(20);
    let path = write(folder.path(), "cases.csv", &csv);
    let conditions = vec![Condition::read("year=2000").unwrap(), Condition::read("hours=3").unwrap()];
    let years = Plan { conditions, ..plan("hours", &[]) };
    assert!(matches!(pass(&path, &years), Err(Fault::TooFewToShow { .. } | Fault::Nobody { .. })));
    let conditions = vec![Condition::read("year<2020").unwrap()];
    let cells = pass(&path, &Plan { conditions, ..plan("hours", &[]) }).unwrap();
    assert_eq!((cells.rows, cells.bad), (220, vec![(Reason::Ragged, 20)]));
    let torn = csv + &"A,M\n".repeat(50);
    let path = write(folder.path(), "torn.csv", &torn);
    assert!(matches!(pass(&path, &plan("hours", &[])), Err(Fault::TooManyBad { .. })));
}

#[test]
fn what_is_left_out_for_being_few_cannot_be_taken_from_the_sum() {
    let bad = vec![(Reason::Empty("hours".to_owned()), 500), (Reason::UnknownCode("sex".to_owned()), 3)];
    let fault = Fault::TooManyBad { rows: 9000, bad: bad.clone(), allowed: 0.07, least: 10 };
    let told = fault.sentence(stats::Lang::Sv);
    assert!(told.contains("Minst 500 av 9000 rader") && told.contains("de 7 %") && !told.contains("503"), "{told}");
    let fault = Fault::TooManyBad { rows: 20, bad: bad[1..].to_vec(), allowed: 0.025, least: 10 };
    let told = fault.sentence(stats::Lang::Sv);
    assert!(told.contains("Några av 20 rader") && told.contains("de 2,5 %"), "{told}");
}

#[test]
fn rows_taken_by_a_quotation_mark_that_nobody_ended_are_bad_rows() {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = String::from("municipality,sex,hours\n");
    for at in 0..100 {
        let place = if at == 80 { "\"A" } else { "A" };
        csv += &format!("{place},{},{}\n", ["K", "M"][at % 2], 5 + at % 7);
    }
    let path = write(folder.path(), "cases.csv", &csv);
    let Err(Fault::TooManyBad { bad, .. }) = pass(&path, &plan("hours", &[])) else { panic!("not refused") };
    assert_eq!(bad, vec![(Reason::Ragged, 21)]);
}

#[test]
fn a_codebook_may_name_one_sex_or_the_unknown_only() {
    let sex = |book: &str, code: &str| Codebook::read(book).unwrap().sex(code);
    assert_eq!(sex("[sex]\nunknown = [\"4\"]", "4"), Some(Sex::Unknown));
    assert_eq!(sex("[sex]\nunknown = [\"4\"]", "K"), Some(Sex::Women));
    assert_eq!(sex("[sex]\nwomen = [\"1\"]", "1"), Some(Sex::Women));
    assert_eq!(sex("[sex]\nwomen = [\"1\"]", "M"), Some(Sex::Men));
    assert_eq!(sex("[sex]\nwomen = [\"1\"]", "K"), None);
    assert_eq!(sex("[sex]\nwomen = [\"1\"]\nmen = [\"0\"]", "9"), None);
}

#[test]
fn the_codebook_holds_for_weight_place_and_cluster_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = String::from("municipality,sex,w,hours\n");
    for at in 0..200 {
        let place = if at == 3 { "0000" } else { "0114" };
        let weight = if at == 7 { 99 } else { 1 };
        csv += &format!("{place},{},{weight},3\n", ["K", "M"][at % 2]);
    }
    let path = write(folder.path(), "cases.csv", &csv);
    let book = Codebook::read("[column.municipality]\nmissing = [\"0000\"]\n[column.w]\nmissing = [\"99\"]").unwrap();
    let cells = pass(&path, &Plan { book, weight: Some("w".into()), ..plan("hours", &[]) }).unwrap();
    assert_eq!(cells.bad, [(Reason::Empty("municipality".into()), 1), (Reason::Empty("w".into()), 1)]);
    assert_eq!(cells.all().unwrap().map(|it| it.weight()), [100.0, 98.0]);
}

#[test]
fn decimals_of_a_database_are_numbers() {
    use arrow_array::{ArrayRef, Decimal128Array, RecordBatch, StringArray};
    use std::sync::Arc;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.parquet");
    // 12.25 and 8.50, as a database writes them.
    let hours = Decimal128Array::from_iter_values((0..40).map(|at| if at % 2 == 0 { 1225 } else { 850 }));
    let columns: [(&str, ArrayRef); 3] = [
        ("municipality", Arc::new(StringArray::from(vec!["A"; 40]))),
        ("sex", Arc::new(StringArray::from_iter_values((0..40).map(|at| ["K", "M"][at % 2])))),
        ("hours", Arc::new(hours.with_precision_and_scale(8, 2).unwrap())),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let cells = pass(&path, &plan("hours", &[])).unwrap();
    assert_eq!(cells.all().unwrap().map(|it| it.mean(0)), [12.25, 8.5]);
}
