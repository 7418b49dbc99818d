//! How often something may be tried: by address and by account, in windows of a quarter of an hour.
//! Who is unknown is counted as who is known, so a limit tells nothing.

use jiff::{Timestamp, ToSpan};

use crate::{Office, Trouble, visitor::after};

const WINDOW_SECONDS: i64 = 15 * 60;

/// Something that is limited.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    name: &'static str,
    most: i64,
}

/// Passwords and codes for one account.
pub(crate) const ACCOUNT: Limit = Limit { name: "sign-in by account", most: 10 };
/// Passwords, codes, keys and links from one address: a whole town hall may share one.
pub(crate) const ADDRESS: Limit = Limit { name: "sign-in by address", most: 100 };
/// Letters for forgotten passwords to one address of mail.
pub(crate) const RECOVERY: Limit = Limit { name: "recovery by account", most: 3 };
/// Invitations by one person.
pub(crate) const INVITING: Limit = Limit { name: "inviting", most: 60 };
/// Answers of the staff from one address: a whole town hall may share one, and answer in the same hour.
pub(crate) const STAFF_ADDRESS: Limit = Limit { name: "staff answer by address", most: 200 };
/// Answers of the staff by one link.
pub(crate) const STAFF_LINK: Limit = Limit { name: "staff answer by link", most: 400 };

impl Office {
    /// Counts one more, and refuses when there are too many.
    pub(crate) async fn limit(&self, limit: Limit, whom: &str) -> Result<(), Trouble> {
        let (start, end) = window(self.now());
        if self.store.count(limit.name, whom, start).await? > limit.most {
            return Err(Trouble::TooMany { until: end });
        }
        Ok(())
    }

    /// Forgets the attempts, as after a right one.
    pub(crate) async fn forgive(&self, limit: Limit, whom: &str) -> Result<(), Trouble> {
        Ok(self.store.clear_count(limit.name, whom).await?)
    }
}

fn window(now: Timestamp) -> (Timestamp, Timestamp) {
    let begun = now.as_second().div_euclid(WINDOW_SECONDS) * WINDOW_SECONDS;
    let start = Timestamp::from_second(begun).unwrap_or(Timestamp::MIN);
    (start, after(start, WINDOW_SECONDS.seconds()))
}
