//! Input that means harm or has come to harm: refused whole, with place and advice.

use std::io::Write;

use figures::{Lang, import};
use proptest::prelude::*;

use crate::{kpi, now, read_text, real_data, store};

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
        (long, "f: line 2 is longer than 1 MiB, so this is no table with one row per value. Check the file."),
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
