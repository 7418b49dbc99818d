//! Opening a snapshot and the national scan, timed: `cargo bench -p app -- DATA-FOLDER`.
//!
//! Prints one line a measure, in seconds, best of several; read by `cargo xtask bench`. Not a test:
//! nothing here fails because a machine is slow.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench prints, and stops when it cannot run")]

use app::App;
use std::path::PathBuf;
use std::time::Instant;

const TIMES: usize = 7;

fn main() {
    // Cargo itself adds `--bench`.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(folder) = folder.map(PathBuf::from) else {
        println!("give the data folder: cargo bench -p app -- FOLDER");
        return;
    };
    let (mut open, mut scan) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..TIMES {
        let start = Instant::now();
        let snapshot = figures::Store::open(&folder).latest().expect("a data folder").expect("a snapshot in it");
        open = open.min(start.elapsed().as_secs_f64());
        drop(snapshot);
        let app = App::open(&folder, None).expect("a snapshot");
        let start = Instant::now();
        app.warm();
        scan = scan.min(start.elapsed().as_secs_f64());
    }
    println!("open {open:.6}");
    println!("scan {scan:.6}");
}
