//! The loop of the work at home between two meetings. Not a record: what is written in a phase is kept
//! where it belongs (an improvement, a figure, a decision).

use serde::{Deserialize, Serialize};

use crate::Words;

/// A phase of the work at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Choose one problem.
    Choose,
    /// Gather what is known.
    Gather,
    /// Find causes.
    FindCauses,
    /// Plan a small test.
    PlanTest,
    /// Test.
    Test,
    /// Study what came of it.
    Study,
    /// Secure what works.
    Secure,
    /// Spread it.
    Spread,
}

impl Phase {
    /// Every phase, in the order they come.
    pub const ALL: [Self; 8] = [
        Self::Choose,
        Self::Gather,
        Self::FindCauses,
        Self::PlanTest,
        Self::Test,
        Self::Study,
        Self::Secure,
        Self::Spread,
    ];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Choose => "choose",
            Self::Gather => "gather",
            Self::FindCauses => "find_causes",
            Self::PlanTest => "plan_test",
            Self::Test => "test",
            Self::Study => "study",
            Self::Secure => "secure",
            Self::Spread => "spread",
        }
    }

    /// The phase of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Choose => Words::new("välj", "choose"),
            Self::Gather => Words::new("samla", "gather"),
            Self::FindCauses => Words::new("hitta orsaker", "find causes"),
            Self::PlanTest => Words::new("planera ett litet test", "plan a small test"),
            Self::Test => Words::new("testa", "test"),
            Self::Study => Words::new("studera", "study"),
            Self::Secure => Words::new("säkra", "secure"),
            Self::Spread => Words::new("sprid", "spread"),
        }
    }

    /// What is asked in it.
    pub const fn asks(self) -> Words {
        match self {
            Self::Choose => Words::new(
                "Vilket problem för kvinnor och män, flickor och pojkar tar ni er an först?",
                "Which problem for women and men, girls and boys do you take on first?",
            ),
            Self::Gather => Words::new(
                "Vad vet ni redan, uppdelat på kön, och vad behöver ni ta reda på?",
                "What do you know already, by sex, and what do you need to find out?",
            ),
            Self::FindCauses => Words::new(
                "Varför är det så, ända ner till något som ni själva kan ändra?",
                "Why is it so, all the way down to something you can change yourselves?",
            ),
            Self::PlanTest => Words::new(
                "Vad prövar ni i liten skala, vem gör det, från när till när, och hur ser ni om det blev bättre?",
                "What do you try on a small scale, who does it, from when to when, and how will you see whether it got better?",
            ),
            Self::Test => Words::new(
                "Vad hände när ni prövade, för kvinnor och för män?",
                "What happened when you tried, for women and for men?",
            ),
            Self::Study => Words::new(
                "Blev det som ni trodde, och vad har ni lärt er?",
                "Did it turn out as you thought, and what have you learnt?",
            ),
            Self::Secure => Words::new(
                "Vad behöver beslutas, skrivas in och läras ut för att det ska leva kvar utan er som drev det?",
                "What must be decided, written down and taught for it to live on without those who drove it?",
            ),
            Self::Spread => Words::new(
                "Var behövs det mer, och vem berättar om det där?",
                "Where else is it needed, and who tells of it there?",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phase_asks_one_thing() {
        for phase in Phase::ALL {
            assert_eq!(Phase::from_code(phase.code()), Some(phase));
            assert_eq!(serde_json::to_string(&phase).unwrap(), format!("\"{}\"", phase.code()));
            for sentence in [phase.asks().sv, phase.asks().en] {
                // One sentence, and it asks.
                assert_eq!(sentence.matches(['.', '?', '!']).count(), 1, "{sentence}");
                assert!(sentence.ends_with('?'), "{sentence}");
            }
        }
    }
}
