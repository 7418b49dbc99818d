//! How far a fetch has come: a bar in a terminal, a plain line now and then elsewhere.

use crate::commands::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

/// Between two plain lines.
const SELDOM: Duration = Duration::from_secs(5);

/// Tells how far a fetch has come.
pub struct Progress<'a> {
    context: &'a Context,
    bar: Option<ProgressBar>,
    begun: Instant,
    told: Option<Instant>,
}

impl<'a> Progress<'a> {
    /// On standard error.
    pub fn new(context: &'a Context) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {msg}") {
                bar.set_style(style.progress_chars("━╸─"));
            }
            bar
        });
        Self { context, bar, begun: Instant::now(), told: None }
    }

    /// So many pages of so many are here; some were here when the fetch began.
    pub fn pages(&mut self, done: u64, all: u64, from_before: u64) {
        let text = self.text(done, all, from_before);
        match &self.bar {
            Some(bar) => {
                bar.set_length(all);
                bar.set_position(done);
                bar.set_message(text);
            }
            None if done == all || self.told.is_none_or(|told| told.elapsed() >= SELDOM) => {
                self.told = Some(Instant::now());
                crate::note(&text);
            }
            None => {}
        }
    }

    /// Something to say that is not about how far.
    pub fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => crate::note(text),
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn text(&self, done: u64, all: u64, from_before: u64) -> String {
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        #[expect(clippy::cast_precision_loss, reason = "pages of an API are few")]
        let (new, rest) = (done.saturating_sub(from_before) as f64, all.saturating_sub(done) as f64);
        let rate = new / seconds;
        let left = if rate > 0.0 { minutes(rest / rate) } else { "–".to_owned() };
        let rate = i18n::Numbers::of(self.context.lang).fixed(60.0 * rate, 0);
        self.context.say(
            "cli-import-pages",
            &[("done", &done.to_string()), ("all", &all.to_string()), ("rate", &rate), ("left", &left)],
        )
    }
}

/// Seconds as `4 s`, `3 min` or `2 h 10 min`.
fn minutes(seconds: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "kept between zero and a day count")]
    let whole = seconds.clamp(0.0, 1e7).round() as u64;
    match whole {
        0..90 => format!("{whole} s"),
        90..5400 => format!("{} min", (whole + 30) / 60),
        _ => format!("{} h {} min", whole / 3600, whole % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn time_left_is_short() {
        assert_eq!(minutes(4.4), "4 s");
        assert_eq!(minutes(170.0), "3 min");
        assert_eq!(minutes(7800.0), "2 h 10 min");
    }
}
