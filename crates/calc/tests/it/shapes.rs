//! The same case in the shapes people keep it in: rows of sums, rows of persons, 2×2 cells, CSV with
//! semicolons and decimal commas, XLSX; under other names of the options.

use calc::{Asked, Fault, Line, Table, recipe};

fn ask(method: &str, args: &str, table: Option<&Table>) -> Result<Vec<Line>, Fault> {
    Asked::new(recipe(method).unwrap()).args(args)?.run(table)
}

fn csv(text: &str) -> Table {
    Table::from_bytes(text.as_bytes().to_vec(), "x.csv").unwrap()
}

/// The same columns as a workbook: what is a number is one.
fn workbook(text: &str) -> Table {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(';')) {
            match cell.replace(',', ".").parse::<f64>() {
                Ok(value) => sheet.write_number(row, column, value).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    Table::from_bytes(book.save_to_buffer().unwrap(), "x.xlsx").unwrap()
}

fn number(lines: &[Line], what: &str, key: &str) -> f64 {
    let line = lines.iter().find(|line| line.word("what") == Some(what));
    line.and_then(|line| line.number(key)).unwrap_or_else(|| panic!("{what}: {key} in {lines:?}"))
}

/// Method, arguments, file, line, key, what comes out.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, f64);

const ROWS: &[Row] = &[
    // Benjamini–Hochberg by hand: 0.04 × 4/4 and 0.01 × 4/1.
    ("bh", "--p p --name namn", "namn;p\na;0,01\nb;0,02\nc;0,03\nd;0,04\n", "a", "adjusted", 0.04),
    ("multiple", "--p p --method holm --name namn", "namn;p\na;0,01\nb;0,04\n", "b", "adjusted", 0.04),
    // Direct standardisation by hand: (2 × 0.1 + 1 × 0.4) / 3.
    ("standardise", "--events x --population n --standard w", "x;n;w\n10;100;2\n40;100;1\n", "all", "value", 0.2),
    (
        "dsr",
        "--x x --n n --std w --sex kön --per 100",
        "kön;x;n;w\nmän;10;100;2\nmän;40;100;1\nkvinnor;20;100;2\nkvinnor;50;100;1\n",
        "kvinnor - män",
        "value",
        10.0,
    ),
    ("smr", "--x o --expected e --name ort", "ort;o;e\nA;12;8\nB;9;10\n", "A", "value", 1.5),
    // 30 × 5 + 70 × 10 against 60 × 4 + 40 × 12 per hundred.
    (
        "kitagawa",
        "--n n --rate r --group kön --strata s",
        "kön;s;n;r\nkvinnor;u;30;5\nkvinnor;ä;70;10\nmän;u;60;4\nmän;ä;40;12\n",
        "kvinnor - män",
        "value",
        1.3,
    ),
    ("dasgupta", "--group g --factors a,b", "g;a;b\nkvinnor;2;3\nmän;1;2\n", "a", "value", 2.5),
    (
        "dasgupta",
        "--group g --factors a,b --formula a/b",
        "g;a;b\nkvinnor;6;3\nmän;2;2\n",
        "kvinnor - män",
        "value",
        1.0,
    ),
    ("gini", "--value v", "v\n1\n2\n3\n6\n", "all", "value", 1.0 / 3.0),
    ("sen", "--value v --year år", "år;v\n2021;3,5\n2020;2,5\n2022;4,5\n", "slope", "value", 1.0),
    ("mann-kendall", "--value v --time år", "år;v\n2021;3,5\n2020;2,5\n2022;4,5\n", "Mann-Kendall", "S", 3.0),
    ("quantile", "--value v --quantile 0.5", "v\n4\n1\n3\n9\n2\n", "0.5", "value", 3.0),
    (
        "did",
        "--value y --unit ort --time år --cohort start --estimator reg",
        "ort;år;y;start\nA;2019;5;2021\nA;2020;6;2021\nA;2021;9;2021\nB;2019;4;2021\nB;2020;5,5;2021\nB;2021;8;2021\nC;2019;7;\nC;2020;8;\nC;2021;9,5;\nD;2019;3;0\nD;2020;4;0\nD;2021;4,5;0\n",
        "overall",
        "value",
        1.75,
    ),
    (
        "oaxaca",
        "--value y --group kön --x behov",
        "kön;behov;y\nkvinna;2;14\nkvinna;3;19\nkvinna;4;24\nkvinna;5;29\nman;1;10\nman;2;15\nman;3;20\nman;4;25\n",
        "explained",
        "value",
        5.0,
    ),
    ("ols", "--value y --x x", "x;y\n1;3\n2;5\n3;7,5\n4;8,5\n", "x", "value", 1.9),
    ("audit", "--n n --dims ort,kön", "ort;kön;n\nA;kvinna;\nA;man;18\nA;Totalt;20\n", "A / kvinna", "upper", 2.0),
];

#[test]
fn shapes_give_what_hand_and_books_give() {
    for (method, args, text, what, key, expected) in ROWS {
        for (kind, table) in [("csv", csv(text)), ("xlsx", workbook(text))] {
            let lines = ask(method, args, Some(&table)).unwrap_or_else(|fault| panic!("{method} {kind}: {fault}"));
            let got = number(&lines, what, key);
            assert!((got - expected).abs() < 1e-9, "{method} {kind} {what} {key}: {got} {expected}");
        }
    }
}

/// Penicillin in rabbits: a row a table, a row a group, a row an animal.
#[test]
fn strata_are_read_in_three_shapes() {
    let cells = [(0, 6, 0, 5), (3, 3, 0, 6), (6, 0, 2, 4), (5, 1, 6, 0), (2, 0, 5, 0)];
    let (mut wide, mut long, mut animals) =
        ("dos,a,b,c,d\n".to_owned(), "dos,sen,x,n\n".to_owned(), "dos,utfall,behandling,antal\n".to_owned());
    for (dose, (a, b, c, d)) in (1..).zip(cells) {
        wide += &format!("{dose},{a},{b},{c},{d}\n");
        long += &format!("{dose},nej,{a},{}\n{dose},ja,{c},{}\n", a + b, c + d);
        for (late, with, without) in [("nej", a, b), ("ja", c, d)] {
            animals += &format!("{dose},1,{late},1\n").repeat(with);
            animals += &format!("{dose},0,{late},1\n").repeat(without);
        }
    }
    let shapes = [
        ("--a a --b b --c c --d d --strata dos", wide),
        ("--x x --n n --group sen --strata dos", long),
        ("--x utfall --group behandling --groups nej,ja --strata dos", animals),
    ];
    for (args, text) in shapes {
        let lines = ask("mantel-haenszel", args, Some(&csv(&text))).unwrap();
        assert!((number(&lines, "odds ratio", "value") - 7.0).abs() < 1e-9, "{args}");
        assert!(
            (number(&lines, "test with continuity correction", "statistic") - 3.928_571_428_571).abs() < 1e-9,
            "{args}"
        );
    }
}

#[test]
fn faults_of_the_larger_methods_name_the_row() {
    for (method, args, text, expected) in [
        ("mann-kendall", "--value v --time t", "t,v\n1,2\n1,3\n2,4\n", "Row 2 and row 3 have the same time (1)."),
        (
            "did",
            "--value y --unit u --time t --cohort c",
            "u,t,y,c\nA,1,1,0\nA,2,1,2\n",
            "Row 3: A has two different starts.",
        ),
        ("did", "--value y --unit u --time t --cohort c", "u,t,y,c\nA,1,1,2\nA,2,1,2\nB,1,3,0\n", "B lacks 2."),
        ("suppress", "--n n --dims a,b", "a,b,n\nx,p,1\nx,q,2\ny,p,4\n", "The cell y / q is missing."),
        ("tree", "--p p --name n --parent o", "n,o,p\na,,0.1\nb,c,0.1\n", "Row 3: no question is called “c”."),
        ("bh", "--p p", "p\n0.1\n1.2\n", "Column “p”, row 3: "),
        (
            "dasgupta",
            "--group g --factors a,b --formula a*c",
            "g,a,b\nx,1,2\ny,3,4\n",
            "a formula with + - * / ( ) of a, b",
        ),
        ("standardise", "--x x --n n --std w", "x,n,w\n1,10,1\n2,-5,1\n", "Column “n”, row 3: "),
    ] {
        let fault = ask(method, args, Some(&csv(text))).unwrap_err().to_string();
        assert!(fault.contains(expected), "{method}: {fault}");
    }
    let unknown = ask("wilson", "--x 1 --n 2 --colour red", None).unwrap_err().to_string();
    assert_eq!(unknown, "--colour red: must be an option of the method; see --help.");
}
