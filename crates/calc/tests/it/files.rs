//! The same columns from CSV, Parquet and XLSX, and files that are not what they seem.

use calc::{Cell, Fault, Table};

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in ["kön", "timmar"].iter().enumerate() {
        sheet.write_string(0, u16::try_from(column).unwrap(), *name).unwrap();
    }
    for (row, (sex, hours)) in [("kvinnor", 3.5), ("män", 4.0)].iter().enumerate() {
        let row = u32::try_from(row).unwrap() + 1;
        sheet.write_string(row, 0, *sex).unwrap();
        sheet.write_number(row, 1, *hours).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_columns_with_the_rows_of_the_sheet() {
    let table = Table::from_bytes(workbook(), "x.xlsx").unwrap();
    assert_eq!(table.names, ["kön", "timmar"]);
    assert_eq!(table.rows, [2, 3]);
    assert_eq!(table.columns[0], [Cell::Text("kvinnor".into()), Cell::Text("män".into())]);
    assert_eq!(table.columns[1], [Cell::Number(3.5), Cell::Number(4.0)]);
}

#[test]
fn real_parquet_is_columns() {
    let path = std::path::Path::new("../../../shared/data/kolada_total_only_core.parquet");
    if !path.exists() {
        assert!(std::env::var_os("JAMSIDES_REAL_DATA").is_none(), "the real figures are missing");
        eprintln!("SKIPPED: no ../shared/data");
        return;
    }
    let table = Table::read(path).unwrap();
    assert!(table.rows.len() > 1_000, "{}", table.rows.len());
    assert!(table.columns.iter().all(|column| column.len() == table.rows.len()));
    assert!(table.column("KPI").is_some(), "{:?}", table.names);
}

#[test]
fn what_is_not_a_table_is_told_by_name() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "has no rows below its head"),
        (b"a,b\n", "has no rows below its head"),
        (b"a,a\n1,2\n", "Two columns are called “a”"),
        (b"a,b\n1,2,3\n", "Row 2 has 3 cells but the head 2"),
        (b"PAR1 and no more", "cannot be read as Parquet"),
        (b"PK\x03\x04 and no more", "cannot be read as XLSX"),
        (b"a,b\n\0,1\n", "cannot be read as CSV"),
    ];
    for (bytes, expected) in cases {
        let fault = Table::from_bytes(bytes.to_vec(), "x").unwrap_err();
        assert!(fault.to_string().contains(expected), "{fault} / {expected}");
    }
}

#[test]
fn no_bytes_whatever_bring_the_reader_down() {
    let good = workbook();
    for at in (0..good.len()).step_by(37) {
        let mut bad = good.clone();
        bad[at] ^= 0x5a;
        let _ = Table::from_bytes(bad, "x");
        let _ = Table::from_bytes(good[..at].to_vec(), "x");
    }
    let fault = Table::read(std::path::Path::new("no-such-file.csv")).unwrap_err();
    assert!(matches!(fault, Fault::Unreadable { .. }), "{fault}");
    assert_eq!(
        fault.sentence(calc::Lang::Sv),
        "Filen no-such-file.csv går inte att läsa: den finns inte. Kontrollera namnet och i vilken mapp du står."
    );
}
