//! How far a fetch or a search has come: a bar in a terminal, a plain line now and then elsewhere.

use crate::commands::Context;
use app::grouping::words::Teller;
use figures::kolada::Step;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::Cell;
use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Between two plain lines.
const SELDOM: Duration = Duration::from_secs(5);

/// Tells how far a fetch has come.
pub struct Progress<'a> {
    context: &'a Context,
    bar: Option<ProgressBar>,
    begun: Instant,
    told: Option<Instant>,
    from_before: u64,
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
        Self { context, bar, begun: Instant::now(), told: None, from_before: 0 }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn text(&self, step: &Step<'_>, left: &str) -> String {
        let rate = step
            .pages_per_second
            .map_or_else(|| "–".to_owned(), |rate| i18n::Numbers::of(self.context.lang).fixed(rate, 1));
        self.context.say("cli-import-pages", &[("pages", &step.pages.to_string()), ("rate", &rate), ("left", left)])
    }

    /// Time left by the parts done in this run; parts found on disk took none.
    fn left(&mut self, step: &Step<'_>) -> String {
        if step.resumed {
            self.from_before = step.parts_done;
        }
        let done = step.parts_done.saturating_sub(self.from_before);
        let Some(rest) = step.parts.map(|all| all.saturating_sub(step.parts_done)).filter(|_| done > 0) else {
            return "–".to_owned();
        };
        #[expect(clippy::cast_precision_loss, reason = "parts of a fetch are few")]
        let seconds = self.begun.elapsed().as_secs_f64() / done as f64 * rest as f64;
        minutes(seconds)
    }
}

impl figures::kolada::Progress for Progress<'_> {
    fn page(&mut self, step: &Step<'_>) {
        let left = self.left(step);
        let text = self.text(step, &left);
        match &self.bar {
            Some(bar) => {
                if let Some(all) = step.parts {
                    bar.set_length(all);
                }
                bar.set_position(step.parts_done);
                bar.set_message(text);
            }
            None if self.told.is_none_or(|told| told.elapsed() >= SELDOM) => {
                self.told = Some(Instant::now());
                crate::note(&text);
            }
            None => {}
        }
    }
}

/// Tells how far a search for groups has come, and stops it when the time is up or somebody presses Ctrl-C.
pub struct Search<'a> {
    teller: &'a Teller,
    bar: Option<ProgressBar>,
    begun: Instant,
    limit: Option<Duration>,
    told: Cell<Option<Instant>>,
    pressed: Arc<AtomicBool>,
}

/// Between two changes of the line in a terminal.
const OFTEN: Duration = Duration::from_millis(200);

impl<'a> Search<'a> {
    /// On standard error, for at most so many seconds.
    pub fn new(teller: &'a Teller, seconds: Option<u32>) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
                bar.set_style(style);
            }
            bar
        });
        let limit = seconds.map(|seconds| Duration::from_secs(u64::from(seconds)));
        Self { teller, bar, begun: Instant::now(), limit, told: Cell::new(None), pressed: listen() }
    }

    /// How far it has come, and whether to go on.
    pub fn tell(&self, progress: &grouping::Progress) -> grouping::Go {
        // The first seconds of a short search are not worth a line in a file.
        let before = self.told.get().unwrap_or(self.begun);
        let pause = if self.bar.is_some() { OFTEN } else { SELDOM };
        if before.elapsed() >= pause {
            self.told.set(Some(Instant::now()));
            let text = self.teller.progress(progress);
            match &self.bar {
                Some(bar) => {
                    bar.set_message(text);
                    bar.tick();
                }
                None => crate::note(&text),
            }
        }
        let late = self.limit.is_some_and(|limit| self.begun.elapsed() >= limit);
        if late || self.pressed.load(Ordering::Relaxed) { grouping::Go::Stop } else { grouping::Go::On }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Whether Ctrl-C has been pressed since.
fn listen() -> Arc<AtomicBool> {
    let pressed = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&pressed);
    // Where nobody can listen, Ctrl-C ends the program as ever.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    if let Ok(runtime) = runtime {
        std::thread::spawn(move || {
            if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
                heard.store(true, Ordering::Relaxed);
            }
        });
    }
    pressed
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
