//! The text of `demo/README.md`, written from what is planted so that it cannot go stale.

use crate::{Demo, Kind, Options, Planted, Sex, generate};
use std::fmt::Write as _;

/// The whole text.
#[must_use]
pub fn readme() -> String {
    let demo = generate(1, Options::default());
    let mut out = String::from(HEAD);
    let _ = writeln!(
        out,
        "\n{} municipalities in {} counties, {} key figures, {}–{}.\n",
        demo.areas.len(),
        demo.counties.len(),
        demo.figures.len(),
        crate::FIRST_YEAR,
        crate::LAST_YEAR
    );
    out.push_str("## What is planted in single places\n\n| municipality | key figure | what | women − men, planted |\n|---|---|---|---|\n");
    for planted in demo.planted.iter().filter(|p| p.area.is_some()) {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            place(&demo, planted),
            title(&demo, planted.figure),
            what(planted),
            size(planted)
        );
    }
    out.push_str("\nThe planted difference comes on top of the one that holds everywhere, where there is one.\n\n## What is planted everywhere\n\n| key figure | women − men |\n|---|---|\n");
    for planted in demo.planted.iter().filter(|p| p.kind == Kind::Everywhere) {
        let _ = writeln!(out, "| {} | {} |", title(&demo, planted.figure), size(planted));
    }
    out.push_str("\n## Where there is no difference in truth\n\n");
    for figure in &demo.figures {
        let touched =
            demo.planted.iter().any(|p| p.figure == figure.id && p.area.is_none() && p.kind == Kind::Everywhere);
        if !touched {
            let but: Vec<&str> = demo
                .planted
                .iter()
                .filter(|p| p.figure == figure.id)
                .filter_map(|p| p.area)
                .filter_map(|code| demo.area(code).map(|area| area.name))
                .collect();
            let but = if but.is_empty() { String::new() } else { format!(", but for {}", but.join(" and ")) };
            let carried = demo.planted.iter().any(|p| p.figure == figure.id && p.kind == Kind::CarriedForward);
            let carried =
                if carried { " (measured every fourth year and repeated between: never a change)" } else { "" };
            let _ = writeln!(out, "- {}{but}{carried}", title(&demo, figure.id));
        }
    }
    out.push_str(FOOT);
    out
}

const HEAD: &str = "# The demonstration

`jamsides serve --demo` shows a country that does not exist. Real municipalities never get invented
figures; so these have names that no Swedish municipality or town has, and codes (9101–9512) that
Kolada does not use. The key figures carry real Kolada ids and titles, so that the words, directions
and pages are the ones you get with real figures. Every value is invented.

This page is written by the crate `demo` (`JAMSIDES_WRITE_README=1 cargo test -p demo`), and a test
fails when the two differ.
";

const FOOT: &str = "
## How it is made

1. *Level.* Each key figure has a national mean, a trend and a spread between municipalities as the
   real one had in Kolada up to 2022; each place its own level and a slow drift; each year something
   that happens to all. All of this is the same for women and men.
2. *Difference.* Only what stands in the tables above is added. A difference everywhere leaves the
   total where it is; a planted one moves the sex named.
3. *Chance.* Shares are counts: so many persons of each sex (fewer in smaller places), each with the
   same chance. Means and rates get noise whose variance is one over the population, of the size
   found between successive years of the real figure. Women and men get their own.
4. *The source.* Rounded as the source rounds (whole per cents in surveys, hundreds of kronor);
   about 1.5 per cent of the rows not reported; both sexes withheld where either has too few persons;
   turnout measured in 2010, 2014, 2018 and 2022 and repeated between.
5. *Similar municipalities.* The seven nearest in log population, another class counting as 0.4.

One seed gives one country, to the byte, on every machine. With `Options { planted: false, .. }`
nothing is planted and women and men have the same mean everywhere: whatever a scan then calls a
difference is a false alarm. That is how the promised level is tested, over many seeds.
";

fn title(demo: &Demo, id: &str) -> String {
    demo.figure(id).map_or_else(|| "all".to_owned(), |figure| format!("{id} {}", figure.title.replace("  ", " ")))
}

fn place(demo: &Demo, planted: &Planted) -> String {
    let area = planted.area.and_then(|code| demo.area(code));
    area.map_or_else(String::new, |area| format!("{} {}", area.code, area.name))
}

fn size(planted: &Planted) -> String {
    if planted.kind == Kind::TooSmall {
        return "–".to_owned();
    }
    let sign = if planted.size < 0.0 { "−" } else { "+" };
    format!("{sign}{}", planted.size.abs())
}

fn what(planted: &Planted) -> String {
    let who = match planted.sex {
        Sex::Women => "women (girls)",
        Sex::Men => "men (boys)",
    };
    let (from, to) = planted.years;
    match planted.kind {
        Kind::Everywhere => "everywhere".to_owned(),
        Kind::RealDifference => "a difference where there is none elsewhere".to_owned(),
        Kind::LargerThanPeers => "larger than elsewhere".to_owned(),
        Kind::Growing => format!("grows from {from} to {to}: {who} move"),
        Kind::ClosingUp => format!("closes from {from} to {to}: {who} gain"),
        Kind::ClosingDown => format!("closes from {from} to {to}: {who} lose"),
        Kind::TooSmall => "so few persons that hardly anything can be told".to_owned(),
        Kind::CarriedForward => "carried forward".to_owned(),
    }
}
