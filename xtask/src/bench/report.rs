//! `BENCHMARKS.md`: each section stands between two markers and is rewritten alone.

use crate::run::{read, root};
use std::process::Command;

const HEAD: &str = "# Speed and memory

Measured by `cargo xtask bench` (one part: `--only scan`, `pages`, `programme`, `groups`, `disclosure`, `cases` or
`build`), everything in one run on one machine. What stands between the markers is written by it.
";

/// Puts a section in its place, or at the end.
pub fn section(name: &str, text: &str) -> anyhow::Result<()> {
    let file = root().join("BENCHMARKS.md");
    let old = std::fs::read_to_string(&file).unwrap_or_else(|_| HEAD.to_owned());
    let text = format!("{}\n{}", text.trim_end(), machine());
    std::fs::write(&file, put(&old, name, &text))?;
    println!("{text}");
    Ok(())
}

fn put(old: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- bench:{name} -->"), format!("<!-- /bench:{name} -->"));
    let body = format!("{begin}\n{}\n{end}", text.trim());
    match (old.find(&begin), old.find(&end)) {
        (Some(from), Some(to)) if from < to => format!("{}{body}{}", &old[..from], &old[to + end.len()..]),
        _ => format!("{}\n\n## {name}\n\n{body}\n", old.trim_end()),
    }
}

/// Where and when.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("", |m| m.trim_start_matches([' ', '\t', ':']));
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?");
    let day = read(Command::new("date").arg("+%F")).unwrap_or_default();
    format!("\n{}, {cores} cores ({model}), load when written {load}.", day.trim())
}

#[cfg(test)]
mod tests {
    use super::put;

    #[test]
    fn a_section_is_added_and_then_replaced_alone() {
        let first = put("# Head\n", "scan", "one");
        let both = put(&first, "pages", "two");
        let again = put(&both, "scan", "three");
        assert!(again.contains("<!-- bench:scan -->\nthree\n<!-- /bench:scan -->"));
        assert!(again.contains("two") && !again.contains("one"));
        assert_eq!(put(&again, "scan", "three"), again);
    }
}
