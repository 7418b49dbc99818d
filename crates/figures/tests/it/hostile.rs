//! Input that means harm or has come to harm: refused whole, with place and advice.

use std::io::Write;

use figures::{Lang, import};
use proptest::prelude::*;
use testkit::real_data;

use crate::{area, kpi, now, read_text, store};

const HEAD: &str = "kpi,municipality,year,gender,value\n";

fn gz(text: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text).unwrap();
    packed.finish().unwrap()
}

#[test]
fn every_fault_has_its_sentence() {
    let long = [HEAD.as_bytes(), &vec![b'x'; 3 << 20]].concat();
    let row = |row: &str| format!("{HEAD}N1,0114,2020,T,1\n{row}\n").into_bytes();
    let cut = |end: &str| format!("{HEAD}N1,0114,2020,T,1\n{end}").into_bytes();
    let quoted = [&row("\"")[..], "x\n".repeat(1 << 20).as_bytes()].concat();
    let entry = |cell: &str| {
        format!(r#"{{"values":[{{"kpi":"N1","municipality":"0114","period":2020,"values":[{{{cell}}}]}}]}}"#)
            .into_bytes()
    };
    let list = |second: &str| {
        let first = String::from_utf8(entry(r#""gender":"K","value":1"#)).unwrap();
        format!("[{first},{second}]").into_bytes()
    };
    let good = gz(row("N1,0114,2020,K,1").as_slice());
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (row("N1,0114,20222,K,1"), "f, row 3, column year: the year 20222 lies outside 1900–2100. Correct the year."),
        (
            row("N1,0114,2020,F,1"),
            "f, row 3, column gender: the gender code \"F\" is unknown. Use K (women), M (men) or T (total).",
        ),
        (
            row("N1,0114,2020,K,NaN"),
            "f, row 3, column value: NaN and infinity are no values. Leave the field empty where there is no value.",
        ),
        (
            row("N1,0114,2020,K,inf"),
            "f, row 3, column value: NaN and infinity are no values. Leave the field empty where there is no value.",
        ),
        (
            row("N1,0114,2020,K,many"),
            "f, row 3, column value: \"many\" is no number. Write a number, or leave the field empty where there is no value.",
        ),
        (
            row("N1,01 14,2020,K,1"),
            "f, row 3, column municipality: \"01 14\" is no area code (four digits, such as 0114).",
        ),
        (row("1,0114,2020,K,1"), "f, row 3, column kpi: \"1\" is no key figure code (such as N15428)."),
        (
            row("N1,0114,2020,K"),
            "f, row 3, column value: the row has 4 fields but the header 5. Check separators and quotes.",
        ),
        (
            row("N1,0114,2020,T,2"),
            "f, row 3, column value: N1 0114 2020 T stands twice with different contents (1 and 2). Remove one of the rows.",
        ),
        (
            row("N1,0114,2020,T,"),
            "f, row 3, column value: N1 0114 2020 T stands twice with different contents (1 and missing). Remove one of the rows.",
        ),
        (
            [HEAD.as_bytes(), b"N1,0114,2020,K,\xe5\n"].concat(),
            "f, row 2, column value: the characters are not UTF-8 (probably Latin-1). Save the file as UTF-8.",
        ),
        (b"kpi,value\nN1,1\n".to_vec(), "f: lacks the columns municipality, year, gender. Add or rename them."),
        (HEAD.as_bytes().to_vec(), "f: has a header but no rows. Fetch the file again."),
        (Vec::new(), "f: is empty. Fetch the file again."),
        (
            long,
            "f: line 2 is longer than 1 MiB, so this is no table with one row per value. Check the file and its quotes.",
        ),
        (
            quoted,
            "f: line 3 is longer than 1 MiB, so this is no table with one row per value. Check the file and its quotes.",
        ),
        // Cut off: in the middle of a number, before one, inside quotes.
        (cut("N1,0114,2020,K,12"), CUT),
        (cut("N1,0114,2020,K,"), CUT),
        (cut("N1,0114,20"), CUT),
        (gz(&cut("N1,0114,2020,K,12")), CUT),
        (cut("N1,0114,2020,K,\"12"), CUT),
        (
            cut("N1,0114,2020,K,\"12\nN1,0114,2020,M,3\n"),
            "f: has a quotation mark on line 3 or later that is never closed. Correct it, or fetch the file again.",
        ),
        (
            b"id,title,type\n0114,\"Ort,K\n0180,B,K\n".to_vec(),
            "f: has a quotation mark on line 2 or later that is never closed. Correct it, or fetch the file again.",
        ),
        (
            b"kpi,municipality,year,gender,value,Value\nN1,0114,2020,K,1,2\n".to_vec(),
            "f: has the column value twice, or by two names. Remove one of them.",
        ),
        (
            b"kpi,municipality,year,period,gender,value\nN1,0114,2020,2021,K,1\n".to_vec(),
            "f: has the column period twice, or by two names. Remove one of them.",
        ),
        (
            entry(r#""gender":"K","value":1,"value":2"#),
            "f: has the name \"value\" twice in one object. Fetch the file again.",
        ),
        (
            entry(r#""gender":"K","value":1,"status":["secret"]"#),
            "f, row 1, column status: should be a text or null. Fetch the page again.",
        ),
        (
            br#"{"values":[{"id":"N1","title":"T","municipality_type":"K","auspice":{}}]}"#.to_vec(),
            "f, row 1, column auspice: should be a text or null. Fetch the page again.",
        ),
        // A broken page behind a good one.
        (
            list(r#"{"values":[{"kpi":"N1"}]}"#),
            "f, row 2, column values: is neither values, key figures, areas nor groups of Kolada's. Fetch the page again.",
        ),
        (list(r#"{"error":"x"}"#), "f: has a broken structure (page 2 lacks \"values\"). Fetch the file again."),
        (
            row("N1,0114,2020,K,1\u{1b}[2J"),
            "f, row 3, column value: \"1 [2J\" is no number. Write a number, or leave the field empty where there is no value.",
        ),
        (good[..good.len() - 9].to_vec(), "f: breaks off or is broken"),
        (br#"{"values":[{"kpi":"N1","municip"#.to_vec(), "f: breaks off or is broken"),
        (
            br#"{"values":[{"kpi":"N1","municipality":"0114","period":2020,"values":[{"gender":"K","value":"1"}]}]}"#
                .to_vec(),
            "f, row 1, column value: should be a number or null. Fetch the page again.",
        ),
        (
            br#"{"values":[{"kpi":"N1","municipality":"0114","period":2020,"values":{}}]}"#.to_vec(),
            "f, row 1, column values: should be a list. Fetch the page again.",
        ),
        (
            b"{\"values\":[{\"kpi\":\"N1\",\"x\":\"\xe5\"}]}".to_vec(),
            "f, row 1, column ?: the characters are not UTF-8 (probably Latin-1). Save the file as UTF-8.",
        ),
        (b"PAR1 and then nothing PAR1".to_vec(), "f: breaks off or is broken"),
        (
            b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
            "f: is not Kolada's: neither CSV, Parquet nor JSON. Give a file from Kolada.",
        ),
    ];
    for (contents, sentence) in cases {
        let shown = String::from_utf8_lossy(&contents[..contents.len().min(200)]).into_owned();
        match read_text("f", &contents) {
            Ok(_) => panic!("taken: {shown}"),
            Err(e) => {
                let said = e.sentence(Lang::En);
                assert!(
                    said == sentence || (sentence.ends_with("broken") && said.starts_with(sentence)),
                    "{shown}\n  said   {said}\n  wanted {sentence}"
                );
                assert_ne!(e.sentence(Lang::Sv), said);
            }
        }
    }
}

const CUT: &str = "f: ends in the middle of a line, so it may have been cut off. Fetch the file again, or end its last line with a line break if it is whole.";

/// Ten thousand invented areas, then a row for the last of them in ever new key figures and years:
/// two megabytes that would ask for twenty-seven thousand.
#[test]
fn a_small_file_asks_for_little_memory() {
    let mut text = HEAD.to_owned();
    for area in 0..10_000 {
        text.push_str(&format!("N1,{area:04},2020,K,1\n"));
    }
    let said = |text: &str| read_text("f", text.as_bytes()).unwrap_err().sentence(Lang::En);
    assert_eq!(
        said(&text),
        "f, row 1002, column municipality: the file has more than 1000 areas, and there are not that many. Check the area codes."
    );
    let mut text = HEAD.to_owned();
    for area in 0..1000 {
        text.push_str(&format!("N1,{area:04},2020,K,1\n"));
    }
    for kpi in 0..110 {
        for year in 1900..=2100 {
            text.push_str(&format!("N{},0999,{year},K,1\n", kpi + 2));
        }
    }
    assert!(text.len() < 1_000_000);
    let said = said(&text);
    assert!(said.ends_with("make more than 20000000 rows. Split the file."), "{said}");
}

#[test]
fn a_snapshot_holds_no_more_than_fits() {
    let mut draft = figures::Draft::new();
    for number in 0..2001 {
        let area = figures::AreaId::from_number(number).unwrap();
        draft.set(kpi("N1"), area, 2020, figures::Sex::Women, figures::Cell::of(1.0));
    }
    let error = draft.into_snapshot(now()).unwrap_err();
    assert_eq!(
        error.sentence(Lang::En),
        "2001 areas are more than the 2000 that fit. Import fewer, with --fresh if the old ones are not needed."
    );
    // Two rows a key figure, as far apart as they can be.
    let mut draft = figures::Draft::new();
    for number in 0..1000 {
        draft.set(
            kpi("N0"),
            figures::AreaId::from_number(number).unwrap(),
            2020,
            figures::Sex::Women,
            figures::Cell::of(1.0),
        );
    }
    for number in 1..200 {
        let code = kpi(&format!("N{number}"));
        draft.set(code, area("0999"), 1900, figures::Sex::Women, figures::Cell::of(1.0));
        draft.set(code, area("0999"), 2100, figures::Sex::Women, figures::Cell::of(1.0));
    }
    let error = draft.into_snapshot(now()).unwrap_err();
    assert!(matches!(error, figures::StoreError::TooMany { what: "rows", .. }), "{error}");
}

#[test]
fn names_of_a_source_do_not_command_the_terminal() {
    let text = "id,title,type\n0114,\"A\u{1b}]0;x\u{7}B\",K\n";
    let snapshot = crate::read_one("f", text.as_bytes());
    assert_eq!(snapshot.area(area("0114")).unwrap().title, "A ]0;x B");
}

/// The same column twice, in Parquet.
#[test]
fn a_parquet_header_with_a_column_twice_is_refused() {
    use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
    use arrow_schema::{DataType, Field, Schema};
    use std::sync::Arc;
    let text = |t: &str| Arc::new(StringArray::from(vec![t])) as ArrayRef;
    let number = |v: f64| Arc::new(Float64Array::from(vec![v])) as ArrayRef;
    let columns = [
        ("kpi", text("N1")),
        ("municipality", text("0114")),
        ("year", text("2020")),
        ("gender", text("K")),
        ("value", number(1.0)),
        ("Value", number(2.0)),
    ];
    let write = |columns: &[(&str, ArrayRef)]| {
        let fields: Vec<Field> = columns
            .iter()
            .map(|(name, c)| {
                Field::new(
                    *name,
                    if *c.data_type() == DataType::Utf8 { DataType::Utf8 } else { DataType::Float64 },
                    true,
                )
            })
            .collect();
        let schema = Arc::new(Schema::new(fields));
        let batch =
            RecordBatch::try_new(Arc::clone(&schema), columns.iter().map(|(_, c)| Arc::clone(c)).collect()).unwrap();
        let mut bytes = Vec::new();
        let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, schema, None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        bytes
    };
    read_text("f", &write(&columns[..5])).unwrap();
    let error = read_text("f", &write(&columns)).unwrap_err();
    assert_eq!(error.sentence(Lang::En), "f: has the column value twice, or by two names. Remove one of them.");
}

#[test]
fn a_refused_file_changes_nothing() {
    let (_dir, store) = store();
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.csv"), format!("{HEAD}N1,0114,2020,K,1\n")).unwrap();
    let (first, _) = import::import(&store, &[dir.path().to_owned()], &Default::default(), now()).unwrap();
    // The first file of the folder is good; the second is not.
    std::fs::write(dir.path().join("a.csv"), format!("{HEAD}N2,0114,2020,K,1\n")).unwrap();
    std::fs::write(dir.path().join("b.csv"), format!("{HEAD}N3,0114,2020,X,1\n")).unwrap();
    import::import(&store, &[dir.path().to_owned()], &Default::default(), now()).unwrap_err();
    let latest = store.latest().unwrap().unwrap();
    assert_eq!(latest.id(), &first);
    assert!(latest.figure(&kpi("N2")).is_none());
    assert_eq!(crate::names_in(&store.data().join("snapshots")), [first.to_string()]);
}

#[test]
fn a_truncated_or_bent_parquet_is_refused() {
    let Some(data) = real_data("a_truncated_or_bent_parquet_is_refused") else { return };
    let bytes = std::fs::read(data.join("kolada_total_only_core.parquet")).unwrap();
    for cut in [8, 100, bytes.len() / 2, bytes.len() - 1] {
        read_text("f.parquet", &bytes[..cut]).unwrap_err();
    }
    let mut bent = bytes.clone();
    for at in (4..bytes.len() / 2).step_by(1999) {
        bent[at] ^= 0x55;
    }
    read_text("f.parquet", &bent).unwrap_err();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn random_bytes_never_panic(head in prop::sample::select(vec![&b""[..], b"PAR1", b"\x1f\x8b\x08", b"{\"values\":[", b"[", b"kpi,municipality,year,gender,value\n", b"id,title,type\n"]), tail in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_text("f", &[head, tail.as_slice()].concat());
    }
    #[test]
    fn nearly_right_rows_never_panic(rows in prop::collection::vec("[NKMT0-9;,.\"\n\\-]{0,30}", 0..8)) {
        let _ = read_text("f", format!("{HEAD}{}", rows.join("\n")).as_bytes());
    }
    #[test]
    fn nearly_right_json_never_panics(value in "[0-9eE.+\\-]{1,8}|null|true|\"x\"|\\[\\]|\\{\\}", place in 0_usize..5) {
        let v = |i: usize, right: &str| if i == place { value.clone() } else { right.to_owned() };
        let text = format!(r#"{{"values":[{{"kpi":{},"municipality":{},"period":{},"values":[{{"gender":{},"value":{}}}]}}]}}"#,
            v(0, "\"N1\""), v(1, "\"0114\""), v(2, "2020"), v(3, "\"K\""), v(4, "1"));
        let _ = read_text("f", text.as_bytes());
    }
}
