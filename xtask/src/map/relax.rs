//! Evens out the density: a country where every municipality takes the same room.

use super::geo::Country;

const ROUNDS: usize = 6000;

/// Sweden is three times as long as wide; a little denser and flatter fits a telephone better.
const FLAT: f64 = 0.68;
const NARROW: f64 = 0.88;

/// Places in tile widths: neighbours about one apart and still in their directions.
pub fn even(country: &Country) -> Vec<(f64, f64)> {
    let n = country.areas.len();
    // To begin with, as on the ground: 1,570 km to the height of the tiles.
    let mut at: Vec<(f64, f64)> = country.areas.iter().map(|a| (a.at.0 / 45.0, a.at.1 / 55.0)).collect();
    for round in 0..ROUNDS {
        let heat = 1.0 - 0.7 * round as f64 / ROUNDS as f64;
        let mut push = vec![(0.0, 0.0); n];
        for border in &country.borders {
            let (a, b) = (border.a, border.b);
            let (dx, dy) = (at[b].0 - at[a].0, at[b].1 - at[a].1);
            let want = if border.sea { 2.6 } else { 1.0 };
            // Towards the right direction and distance ...
            let (ex, ey) = (dx - border.toward.0 * want * NARROW, dy - border.toward.1 * want * FLAT);
            let k = 0.045;
            push[a].0 += k * ex;
            push[a].1 += k * ey;
            push[b].0 -= k * ex;
            push[b].1 -= k * ey;
        }
        for a in 0..n {
            for b in a + 1..n {
                let (dx, dy) = (at[b].0 - at[a].0, at[b].1 - at[a].1);
                if dx.abs() >= 1.0 || dy.abs() >= 1.0 {
                    continue;
                }
                let far = (dx * dx + dy * dy).sqrt().max(1e-6);
                // ... and never nearer than one tile.
                if far < 1.0 {
                    let k = 0.42 * (1.0 - far) / far;
                    push[a].0 -= k * dx;
                    push[a].1 -= k * dy;
                    push[b].0 += k * dx;
                    push[b].1 += k * dy;
                }
            }
        }
        for i in 0..n {
            at[i].0 += heat * push[i].0.clamp(-0.5, 0.5);
            at[i].1 += heat * push[i].1.clamp(-0.5, 0.5);
        }
    }
    let (cx, cy) = at.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / n as f64, y + p.1 / n as f64));
    at.iter().map(|(x, y)| (x - cx, y - cy)).collect()
}
