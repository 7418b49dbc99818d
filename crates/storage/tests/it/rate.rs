//! How many changes a second: a measurement, run by hand.

use std::{
    sync::Arc,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use programme::OrganisationId;
use storage::{Author, Change};

use tokio::task::JoinSet;

use crate::rig::{Lots, Rig, municipality, on_both, start};

on_both! { #[ignore = "a measurement: cargo test --release -p storage rate -- --ignored --nocapture"] changes_a_second }

async fn changes_a_second(rig: Rig) {
    let rig = Arc::new(rig);
    for users in [1, 20] {
        let (done, began) = (Arc::new(AtomicU64::new(0)), Instant::now());
        let mut tasks = JoinSet::new();
        for user in 0..users {
            let (rig, done) = (rig.clone(), done.clone());
            tasks.spawn(async move {
                let mut lots = Lots(users * 1000 + user);
                let mut slowest = Duration::ZERO;
                while began.elapsed() < Duration::from_secs(5) {
                    let id = OrganisationId::new(start(), &mut lots);
                    let mut change = Change::new(Author::Operator, start(), &mut lots);
                    change.insert(id, &municipality(&id.to_string())).unwrap();
                    let at = Instant::now();
                    rig.store.write(&change).await.unwrap();
                    slowest = slowest.max(at.elapsed());
                    done.fetch_add(1, Ordering::Relaxed);
                }
                slowest
            });
        }
        let slowest = tasks.join_all().await.into_iter().max().unwrap();
        let rate = done.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64();
        println!("{:?}: {users} users, {rate:.0} changes a second, the slowest {slowest:?}", rig.engine);
    }
}
