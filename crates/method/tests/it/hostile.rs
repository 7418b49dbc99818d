//! Files nobody would write on purpose, or only on purpose.

use crate::{changed, told};
use method::{File, Lang, Library, MOST_BYTES};
use proptest::prelude::*;
use std::fmt::Write as _;

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    let text = format!("format = \"model/1\"\n#{}", "x".repeat(MOST_BYTES));
    let all = told(&[File::new("m.toml", text.as_str())]);
    assert_eq!(
        all,
        [format!("m.toml rad 1: filen är för stor ({} byte); den får vara högst 2000000 byte.", text.len())]
    );
}

#[test]
fn deep_nesting_is_refused_and_does_not_overflow() {
    for text in [
        format!("format = \"model/1\"\nid = {}", "[".repeat(200_000)),
        format!("format = \"model/1\"\nid = {}1{}", "[".repeat(5_000), "]".repeat(5_000)),
        format!("format = \"model/1\"\nid = {}", "{a=".repeat(50_000)),
        format!("format = \"model/1\"\n{} = 1", vec!["a"; 50_000].join(".")),
        format!("format = \"model/1\"\n[{}]\n", vec!["a"; 50_000].join(".")),
    ] {
        let all = told(&[File::new("m.toml", text)]);
        assert!(!all.is_empty() && all[0].starts_with("m.toml rad "), "{}", all[0]);
    }
}

#[test]
fn a_long_circle_of_questions_is_found_without_recursion() {
    let (_, text) = Library::built_in_files().find(|(path, _)| path.ends_with("underlag-fyra-steg.toml")).unwrap();
    let mut text = text.replacen("id = \"underlag-fyra-steg\"", "id = \"egen\"", 1);
    let many = 8_000;
    for at in 0..many {
        let next = if at + 1 == many { "fraga-0".to_owned() } else { format!("fraga-{}", at + 1) };
        let _ = write!(
            text,
            "\n[[question]]\nid = \"fraga-{at}\"\nanswer = \"text\"\ntext.sv = \"a\"\ntext.en = \"b\"\nnext = \"{next}\"\n"
        );
    }
    let text = text.replacen("next = \"klart\"", "next = \"fraga-0\"", 1);
    let all = told(&[File::new("b.toml", text)]);
    assert!(all[0].contains("frågorna leder i ring: fraga-0 → fraga-1 → "), "{}", &all[0][..200]);
}

#[test]
fn many_things_with_the_same_id_are_told() {
    let mut files = changed(&[]);
    for _ in 0..300 {
        files[0].text.push_str("\n[[result]]\nid = \"samma\"\ntext.sv = \"a\"\ntext.en = \"b\"\n");
    }
    assert_eq!(told(&files).len(), 299);
}

#[test]
fn numbers_beyond_any_range_are_told() {
    for number in ["99999999999999999999999999", "9223372036854775807", "0xFFFFFFFFFF", "-1"] {
        let all = told(&changed(&[("days = 14", &format!("days = {number}"))]));
        assert!(all[0].contains("’days’") || all[0].contains("TOML"), "{number}: {all:?}");
    }
}

#[test]
fn odd_letters_do_not_shift_columns_or_stop_the_reader() {
    let files = changed(&[("version = 1", "\"ver\\u0000sion\" = \"👩‍👩‍👧\"\nversion = 1")]);
    let all = told(&files);
    assert!(all[0].contains("finns inte här"), "{all:?}");
    let all = told(&[File::new("m.toml", "\u{feff}format = \"model/1\"\n")]);
    assert!(!all.is_empty());
    assert!(told(&[File::new("m.toml", "format = \"model/1\"\r\nid = 3\r\n")])[0].starts_with("m.toml rad "));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is cut out of a sound file, the reader answers, and says where.
    #[test]
    fn a_torn_file_is_answered(at in 0_usize..8000, long in 1_usize..400, which in 0_usize..26) {
        let (path, text) = Library::built_in_files().filter(|(path, _)| path.ends_with(".toml")).nth(which).unwrap();
        let letters: Vec<char> = text.chars().collect();
        let at = at % letters.len();
        let torn: String = letters[..at].iter().chain(&letters[(at + long).min(letters.len())..]).collect();
        let lines = torn.matches('\n').count() + 1;
        if let Err(faults) = Library::from_files(&[File::new(path, torn)]) {
            for fault in faults {
                prop_assert!(fault.line >= 1 && fault.line <= lines && fault.column >= 1);
                prop_assert!(fault.sentence(Lang::Sv).ends_with(['.', '?']), "{}", fault.sentence(Lang::Sv));
                prop_assert!(fault.sentence(Lang::En).ends_with(['.', '?']), "{}", fault.sentence(Lang::En));
            }
        }
    }

    /// Any text at all.
    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        let _ = Library::from_files(&[File::new("m.toml", text.clone())]);
        let _ = Library::from_files(&[File::new("m.toml", format!("format = \"model/1\"\n{text}"))]);
    }
}
