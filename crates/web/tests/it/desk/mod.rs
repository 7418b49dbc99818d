//! The desk from outside: forms and pages through the router, over a real SQLite store.
//!
//! `town` builds two municipalities with somebody in every role; `permits` holds every route and act
//! against the one table of permissions; `crawl` walks as each role and looks for what it may not
//! see; `forged` sends what should change nothing; `gatherings` does the same for meetings, `steps` for
//! the work in the steps, `improve` for improvements and ideas, `beside` for organisations side by side,
//! `forming` for the groups that the program forms,
//! `results` for reports, the decision to mentor and the handover;
//! `hostile` writes scripts wherever one writes.

mod assess;
mod beside;
mod crawl;
mod evaluate;
mod filled;
mod forged;
mod forming;
mod gatherings;
mod hostile;
mod improve;
mod permits;
mod results;
mod steps;
mod town;
