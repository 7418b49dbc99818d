//! Options and columns: what is understood, and what is said where they are not.

use calc::{Asked, Fault, Line, Table, recipe};
use proptest::prelude::*;

fn table(csv: &str) -> Table {
    Table::from_bytes(csv.as_bytes().to_vec(), "x.csv").unwrap()
}

fn ask(method: &str, args: &str, csv: Option<&str>) -> Result<Vec<Line>, Fault> {
    let table = csv.map(table);
    Asked::new(recipe(method).unwrap()).args(args)?.run(table.as_ref())
}

fn close(line: &Line, key: &str, expected: f64) {
    let got = line.number(key).unwrap();
    assert!((got - expected).abs() < 5e-7, "{key}: {got} {expected}");
}

const CASES: &str =
    "kön;beviljad;timmar;kommun\nman;1;10,5;A\nkvinna;0;8;A\nkvinna;1;9;B\nman;1;12;B\nkvinna;1;7,5;A\n";

#[test]
fn women_stand_first_whoever_comes_first_in_the_file() {
    let lines = ask("newcombe", "--x beviljad --group kön", Some(CASES)).unwrap();
    assert_eq!(lines[0].word("what"), Some("kvinna - man"));
    close(&lines[0], "value", 2.0 / 3.0 - 1.0);
    let turned = ask("newcombe", "--x beviljad --group kön --groups man,kvinna", Some(CASES)).unwrap();
    close(&turned[0], "value", 1.0 / 3.0);
    let coded = ask("welch", "--value v --group sex", Some("sex,v\n1,4\n1,6\n2,5\n2,9\n")).unwrap();
    close(&coded[0], "value", 2.0);
}

#[test]
fn rows_of_cases_and_rows_of_sums_are_the_same() {
    let cases = ask("newcombe", "--x beviljad --group kön", Some(CASES)).unwrap();
    let sums = ask("newcombe", "--x x --n n --group kön", Some("kön,x,n\nkvinna,2,3\nman,2,2\n")).unwrap();
    let written = ask("newcombe", "--x 2,2 --n 3,2", None).unwrap();
    assert_eq!(cases[0].data, sums[0].data);
    assert_eq!(written[0].number("lower"), sums[0].number("lower"));
}

#[test]
fn by_and_where_choose_rows() {
    let lines = ask("mean", "--value timmar --by kommun", Some(CASES)).unwrap();
    let by: Vec<_> = lines.iter().map(|line| line.by.clone().unwrap().1).collect();
    assert_eq!(by, ["A", "B"]);
    close(&lines[0], "value", 26.0 / 3.0);
    close(&lines[1], "value", 10.5);
    let lines = ask("mean", "--value timmar --where \"timmar>=9; kommun=B\"", Some(CASES)).unwrap();
    close(&lines[0], "value", 10.5);
    assert_eq!(lines[0].number("n"), Some(2.0));
}

#[test]
fn a_fault_names_column_row_and_reason() {
    for (method, args, csv, expected) in [
        ("wilson", "--x x --n n", "x,n\n1,2\nfem,9\n", "Column “x”, row 3: “fem” is not a number."),
        (
            "wilson",
            "--x x --n n",
            "x,n\n1,2\n,9\n",
            "Column “x”, row 3 is empty. With --missing skip such rows are left out.",
        ),
        ("wilson", "--x x --n n", "x,n\n1,2\n9,5\n", "Row 3: The count (9) is larger than the number of persons (5)."),
        ("wilson", "--x y --n n", "x,n\n1,2\n", "The file has no column “y” (--x). It has: x, n."),
        ("wilson", "--n n", "x,n\n1,2\n", "--x is needed. See --help."),
        (
            "welch",
            "--value x --group n",
            "x,n\n1,a\n2,b\n3,c\n",
            "Column “n” must have 2 groups but has 3: a, b, c. Choose with --groups A,B.",
        ),
        ("wilson", "--x x --n n --confidence hög", "x,n\n1,2\n", "--confidence hög: must be a number."),
        (
            "wilson",
            "--x x --n n --where x~2",
            "x,n\n1,2\n",
            "The condition “x~2” cannot be read. Write column=value, or <, <=, >, >=, !=.",
        ),
        (
            "mean",
            "--value x --by n --where x>1",
            "x,n\n1,a\n2,b\n3,b\n4,c\n",
            "n = c: At least 2 values are needed but there are 1.",
        ),
    ] {
        let fault = ask(method, args, Some(csv)).unwrap_err();
        assert_eq!(fault.to_string(), expected, "{method} {args}");
    }
    assert_eq!(
        ask("wilson", "--x fem --n 9", None).unwrap_err().to_string(),
        "--x fem: is neither numbers nor a column, since no file is given."
    );
    assert_eq!(ask("wilson", "--x 1,2,3 --n 9,8", None).unwrap_err().to_string(), "--n has 2 values but --x has 3.");
}

#[test]
fn empty_cells_can_be_passed_over_in_the_columns_that_are_used() {
    let csv = "x,n,other\n1,2,\n,9,1\n3,NA,1\n4,8,1\n";
    let lines = ask("wilson", "--x x --n n --missing skip", Some(csv)).unwrap();
    assert_eq!(lines.iter().map(|line| line.word("what").unwrap().to_owned()).collect::<Vec<_>>(), ["2", "5"]);
    close(&lines[1], "value", 0.5);
}

#[test]
fn a_confidence_in_per_cent_is_understood() {
    let plain = ask("wilson", "--x 3 --n 9 --confidence 0.9", None).unwrap();
    let percent = ask("wilson", "--x 3 --n 9 --confidence 90", None).unwrap();
    assert_eq!(plain, percent);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_arguments_whatever_bring_a_method_down(
        which in 0usize..1000, x in "[-0-9a-z,.;=<>e ]{0,14}", n in "[-0-9a-z,.;]{0,14}", group in "[abkm,]{0,8}",
    ) {
        let all: Vec<_> = calc::recipes().collect();
        let recipe = all[which % all.len()];
        let mut asked = Asked::new(recipe);
        for option in recipe.every_option() {
            let text = match option.name { "x" | "value" => &x, "n" => &n, "group" => &group, _ => continue };
            asked = asked.set(option.name, text);
        }
        if let Ok(lines) = asked.run(None) {
            for line in lines {
                for (key, datum) in line.data {
                    if let calc::Datum::Number(value) = datum {
                        prop_assert!(!value.is_nan(), "{} {key}", recipe.key);
                    }
                }
            }
        }
        let csv = format!("{x}\n{n}\n{group}\n");
        if let Ok(table) = Table::from_bytes(csv.into_bytes(), "x") {
            let _ = asked.run(Some(&table));
        }
    }
}
