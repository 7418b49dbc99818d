//! How long rounds of all sizes take: to be looked at, not part of the suite
//! (`cargo test --release -p grouping pace -- --ignored --nocapture`).

use std::time::Instant;

use grouping::{Effort, Go, Problem, form, sample};

fn run(parties: usize, mentors: usize, leads: u32, seed: u64, steps: u64) {
    let problem = Problem::new(sample::round(seed, parties, mentors, leads)).unwrap();
    let start = Instant::now();
    let mut last = (grouping::Phase::Start, 0.0);
    let loud = std::env::var("LOUD").is_ok();
    let found = form(&problem, &Effort { steps, ..Effort::default() }, &mut |it| {
        let now = start.elapsed().as_secs_f64();
        if loud && (it.phase != last.0 || now - last.1 > 1.0) {
            println!("   {now:7.2} s {:?} best {:?} bound {} steps {}", it.phase, it.best, it.bound, it.done);
            last = (it.phase, now);
        }
        Go::On
    })
    .unwrap();
    println!(
        "{parties:4}/{mentors:3} x{leads} seed {seed}: total {} bound {} gap {:.3} % {} {:.2} s {:?}",
        found.score.total,
        found.bound,
        100.0 * found.gap(),
        if found.proven { "proven" } else { "open" },
        start.elapsed().as_secs_f64(),
        found.how
    );
}

#[test]
#[ignore = "takes minutes; to be looked at"]
fn pace() {
    let number = |name: &str| std::env::var(name).ok().and_then(|it| it.parse::<u64>().ok());
    let steps = number("STEPS").unwrap_or(Effort::default().steps);
    // A mentor leads one group, or two: so tight that each must, and with room.
    for (parties, mentors, leads) in
        [(12, 4, 1), (12, 3, 2), (40, 15, 1), (40, 9, 2), (120, 40, 1), (120, 25, 2), (290, 60, 2)]
    {
        let asked = number("SIZE").is_none_or(|it| it == parties as u64)
            && number("LEADS").is_none_or(|it| it == u64::from(leads));
        for seed in (1..=6).filter(|it| asked && number("SEED").is_none_or(|seed| seed == *it)) {
            run(parties, mentors, leads, seed, steps);
        }
    }
}
