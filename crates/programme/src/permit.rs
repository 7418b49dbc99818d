//! The one place that says who may do what. A table of scopes (rows: actions, columns: roles),
//! printed in `docs/permissions.md`, and [`may`], which reads it.
//!
//! Nobody may do anything by default. A person acts through each of the assignments held that day
//! (a [`Standing`]); one that permits is enough. Reading asks twice: the role's scope and the
//! piece's [`Visibility`] must both reach as far as the reader stands from it.

use std::collections::BTreeSet;

use crate::{GroupId, OrganisationId, PersonId, Role, RoundId, Visibility, Words};

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Read a piece of work.
    ReadPiece,
    /// Make or change a piece of work.
    WritePiece,
    /// Show a piece to more, or withdraw it.
    MoveVisibility,
    /// Read who changed what and when.
    SeeHistory,
    /// Take back one's own last change.
    UndoOwn,
    /// Attach a file.
    Attach,
    /// Read an attached file.
    ReadAttachment,
    /// See that an organisation takes part.
    SeeOrganisation,
    /// Enter a new organisation.
    CreateOrganisation,
    /// Change an organisation's facts.
    EditOrganisation,
    /// Export all that belongs to an organisation.
    ExportOrganisation,
    /// Give somebody a role.
    InvitePerson,
    /// End somebody's role.
    EndAssignment,
    /// See somebody's work contact.
    SeeContact,
    /// Correct a person's data.
    EditPerson,
    /// Get everything kept about a person.
    ExportPerson,
    /// Erase a person's data.
    ErasePerson,
    /// See the benchmarking model.
    SeeModel,
    /// Change the benchmarking model.
    EditModel,
    /// Unlock and close accounts.
    ManageAccounts,
    /// See jobs and mail: state and errors, not content.
    SeeJobs,
    /// Try a failed job again.
    RetryJob,
    /// See the state of the storage; back up and verify.
    SeeStorage,
    /// Make a round, change it, lead it from state to state, set its groups and common meetings.
    ManageRound,
    /// Write and send an organisation's application.
    Apply,
    /// Read an application that was sent.
    ReadApplication,
    /// Send an application back, admit, put on the reserve list, decline.
    JudgeApplication,
    /// See who takes part in a round and how it is going on the whole.
    SeeRound,
    /// See how far every organisation has come, what is late.
    SeeProgress,
    /// See a meeting one is called to.
    SeeMeeting,
    /// Plan a group's meeting.
    PlanMeeting,
    /// Answer which times suit, register, give feedback.
    JoinMeeting,
    /// See what those who come need.
    SeeNeeds,
    /// Write notes, decisions and tasks of a group's meeting.
    WriteMinutes,
    /// Read the feedback after a meeting.
    ReadFeedback,
    /// Read what an organisation does in the steps, and the friendly questions about its answers. Writing
    /// and answering there is [`Action::WritePiece`].
    ReadWork,
    /// Answer the self-assessment for oneself, and read what the team has handed in.
    Assess,
    /// Settle the team's joint answer. Writing its draft is [`Action::WritePiece`], reading it
    /// [`Action::ReadPiece`].
    AgreeJoint,
    /// Fix what a round is to be held against, and read its evaluation.
    Evaluate,
    /// Set rules and wishes for the groups of a round, have proposals made, try them and publish one.
    FormGroups,
}

/// How far a role's permission reaches. Each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Not at all.
    No,
    /// What is one's own as a person.
    Self_,
    /// What is the own organisation's.
    Own,
    /// What belongs to an organisation in the same group.
    Group,
    /// What belongs to an organisation in the same round.
    Round,
    /// Everything.
    All,
}

impl Scope {
    /// What the table prints.
    pub const fn words(self) -> Words {
        match self {
            Self::No => Words::new("–", "–"),
            Self::Self_ => Words::new("sitt eget", "their own"),
            Self::Own => Words::new("egna organisationen", "own organisation"),
            Self::Group => Words::new("egna gruppen", "own group"),
            Self::Round => Words::new("egna omgången", "own round"),
            Self::All => Words::new("alla", "all"),
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// What people call it.
    pub title: Words,
    /// Whether the piece's visibility counts, too.
    pub by_visibility: bool,
    /// How far each role reaches, in the order of [`Role::ALL`].
    pub scopes: [Scope; 9],
}

const fn row(action: Action, sv: &'static str, en: &'static str, scopes: [Scope; 9]) -> Row {
    Row { action, title: Words::new(sv, en), by_visibility: false, scopes }
}

const fn reading(action: Action, sv: &'static str, en: &'static str, scopes: [Scope; 9]) -> Row {
    Row { action, title: Words::new(sv, en), by_visibility: true, scopes }
}

/// The table.
pub const TABLE: &[Row] = {
    use Action::*;
    use Scope::{All, Group, No, Own, Round, Self_};
    // organiser, politician, manager, strategist, key person, mentor, mentor support, reader, operator
    &[
        reading(ReadPiece, "läsa ett underlag", "read a piece", [All, All, All, All, All, All, All, All, No]),
        row(WritePiece, "skriva i ett underlag", "write in a piece", [Own, Own, Own, Own, Own, Own, Own, No, No]),
        row(
            MoveVisibility,
            "visa för fler eller dra tillbaka",
            "show to more, or withdraw",
            [Own, Own, Own, Own, No, Own, No, No, No],
        ),
        row(SeeHistory, "se historiken", "see the history", [Own, Own, Own, Own, Own, Own, Own, Own, No]),
        row(
            UndoOwn,
            "ångra sin senaste ändring",
            "undo one's last change",
            [Self_, Self_, Self_, Self_, Self_, Self_, Self_, Self_, No],
        ),
        row(Attach, "bifoga en fil", "attach a file", [Own, Own, Own, Own, Own, Own, Own, No, No]),
        reading(
            ReadAttachment,
            "läsa en bifogad fil",
            "read an attached file",
            [All, All, All, All, All, All, All, All, No],
        ),
        row(
            SeeOrganisation,
            "se att en organisation är med",
            "see that an organisation takes part",
            [All, All, All, All, All, All, All, All, All],
        ),
        row(
            CreateOrganisation,
            "lägga till en organisation",
            "add an organisation",
            [All, No, No, No, No, No, No, No, No],
        ),
        row(
            EditOrganisation,
            "ändra en organisations uppgifter",
            "change an organisation's facts",
            [All, No, Own, Own, No, Own, No, No, No],
        ),
        row(
            ExportOrganisation,
            "ta ut organisationens allt",
            "export all of the organisation's",
            [Own, No, Own, Own, No, Own, No, No, No],
        ),
        row(InvitePerson, "bjuda in en person", "invite a person", [All, No, Own, Own, No, Own, No, No, All]),
        row(
            EndAssignment,
            "avsluta ett uppdrag",
            "end an assignment",
            [All, Self_, Own, Own, Self_, Own, Self_, Self_, All],
        ),
        row(
            SeeContact,
            "se någons arbetskontakt",
            "see somebody's work contact",
            [Round, Group, Group, Round, Group, Round, Group, Own, Self_],
        ),
        row(
            EditPerson,
            "rätta personuppgifter",
            "correct personal data",
            [All, Self_, Self_, Self_, Self_, Self_, Self_, Self_, Self_],
        ),
        row(
            ExportPerson,
            "få ut sina personuppgifter",
            "get one's personal data",
            [Self_, Self_, Self_, Self_, Self_, Self_, Self_, Self_, Self_],
        ),
        row(
            ErasePerson,
            "få personuppgifter raderade",
            "have personal data erased",
            [All, Self_, Self_, Self_, Self_, Self_, Self_, Self_, Self_],
        ),
        row(SeeModel, "se modellen", "see the model", [All, All, All, All, All, All, All, All, All]),
        row(EditModel, "ändra modellen", "change the model", [All, No, No, No, No, No, No, No, No]),
        row(
            ManageAccounts,
            "låsa upp och stänga konton",
            "unlock and close accounts",
            [No, No, No, No, No, No, No, No, All],
        ),
        row(
            SeeJobs,
            "se jobb och utskick (inte innehållet)",
            "see jobs and mail (not their content)",
            [No, No, No, No, No, No, No, No, All],
        ),
        row(RetryJob, "försöka igen med ett jobb", "try a job again", [No, No, No, No, No, No, No, No, All]),
        row(
            SeeStorage,
            "se lagringen, säkerhetskopiera, kontrollera",
            "see the storage, back up, verify",
            [No, No, No, No, No, No, No, No, All],
        ),
        row(
            ManageRound,
            "leda en omgång: villkor, datum, grupper, gemensamma träffar",
            "run a round: conditions, dates, groups, common meetings",
            [Own, No, No, No, No, No, No, No, No],
        ),
        row(
            Apply,
            "skriva och skicka en ansökan",
            "write and send an application",
            [No, Own, Own, Own, No, Own, No, No, No],
        ),
        row(
            ReadApplication,
            "läsa en ansökan som är skickad",
            "read an application that was sent",
            [Round, Own, Own, Own, Own, Own, Own, Own, No],
        ),
        row(
            JudgeApplication,
            "bedöma ansökningar (inte vid jäv)",
            "judge applications (not in a conflict of interest)",
            [Round, No, No, No, No, No, No, No, No],
        ),
        row(
            SeeRound,
            "se vilka som deltar i omgången och när den träffas",
            "see who takes part in the round and when it meets",
            [Round, Round, Round, Round, Round, Round, Round, Round, No],
        ),
        row(
            SeeProgress,
            "se hur långt var och en har kommit",
            "see how far everybody has come",
            [Round, No, No, No, No, Group, Group, No, No],
        ),
        row(
            SeeMeeting,
            "se en träff man är kallad till",
            "see a meeting one is called to",
            [Round, Group, Group, Group, Group, Group, Group, Group, No],
        ),
        row(
            PlanMeeting,
            "planera en grupps träff",
            "plan a group's meeting",
            [Round, No, Group, Group, No, Group, Group, No, No],
        ),
        row(
            JoinMeeting,
            "svara om tider, anmäla sig, ge återkoppling",
            "answer about times, register, give feedback",
            [Round, Group, Group, Group, Group, Group, Group, No, No],
        ),
        row(
            SeeNeeds,
            "se vad de som kommer behöver (bara värden)",
            "see what those who come need (the host only)",
            [Own, No, Own, Own, Own, Own, Own, No, No],
        ),
        row(
            WriteMinutes,
            "skriva anteckningar, beslut och uppgifter i gruppen",
            "write notes, decisions and tasks in the group",
            [No, Group, Group, Group, Group, Group, Group, No, No],
        ),
        row(
            ReadFeedback,
            "läsa återkopplingen efter en träff",
            "read the feedback after a meeting",
            [Round, No, No, No, No, Group, Group, No, No],
        ),
        row(
            ReadWork,
            "läsa arbetet i stegen och frågorna om självskattningen",
            "read the work in the steps, and the questions about the self-assessment",
            [No, Own, Own, Own, Own, Group, Group, Own, No],
        ),
        row(
            Assess,
            "göra självskattningen för egen del och läsa lagets inlämnade svar",
            "make the self-assessment for oneself, and read the team's answers that are handed in",
            [No, Own, Own, Own, Own, No, No, No, No],
        ),
        row(
            AgreeJoint,
            "bestämma lagets gemensamma självskattning",
            "settle the team's joint self-assessment",
            [No, Own, Own, Own, No, No, No, No, No],
        ),
        row(
            Evaluate,
            "utvärdera en omgång: bestämma nyckeltal i förväg och läsa vad det blev",
            "evaluate a round: fix key figures in advance, and read what came of it",
            [Own, No, No, No, No, No, No, No, No],
        ),
        row(
            FormGroups,
            "bilda grupper: regler och önskemål, förslag, prova och publicera",
            "form groups: rules and wishes, proposals, trying and publishing",
            [Own, No, No, No, No, No, No, No, No],
        ),
    ]
};

/// Which roles a role may give and end.
pub const fn gives(giver: Role) -> &'static [Role] {
    use Role::{KeyPerson, Manager, Mentor, MentorSupport, Operator, Organiser, Politician, Reader, Strategist};
    match giver {
        Organiser => &[Organiser, Politician, Manager, Strategist, KeyPerson, Mentor, MentorSupport, Reader],
        Manager | Strategist | Mentor => &[Politician, Manager, Strategist, KeyPerson, Reader],
        Operator => &[Operator],
        Politician | KeyPerson | MentorSupport | Reader => &[],
    }
}

/// An assignment held today, with where its organisation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The role.
    pub role: Role,
    /// The groups the organisation is in, or mentors.
    pub groups: BTreeSet<GroupId>,
    /// The rounds the organisation is in, or runs.
    pub rounds: BTreeSet<RoundId>,
}

/// Who wants to do something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// The person signed in; `None`: a visitor.
    pub person: Option<PersonId>,
    /// The assignments held today.
    pub standings: Vec<Standing>,
}

/// What it is to be done with. Empty by default: nobody's, and seen by nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Object {
    /// The organisation it belongs to; for a person, those where they have an assignment.
    pub owners: BTreeSet<OrganisationId>,
    /// The person it is about or who made it.
    pub person: Option<PersonId>,
    /// The groups its owner is in, if it was made for them.
    pub groups: BTreeSet<GroupId>,
    /// The rounds its owner is in, likewise.
    pub rounds: BTreeSet<RoundId>,
    /// How far it is shown.
    pub visibility: Visibility,
    /// The role to give or end.
    pub role: Option<Role>,
}

/// Why it is permitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The piece is public.
    Published,
    /// A role reaches that far.
    Role {
        /// The role.
        role: Role,
        /// How near the object is.
        near: Scope,
    },
    /// It is one's own as a person.
    Own,
}

/// Why it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Denial {
    /// Nobody is signed in.
    SignIn,
    /// No assignment is held today.
    NoAssignment,
    /// No role held may do this.
    NotThisRole,
    /// A role held may, but not for an object this far away.
    TooFar {
        /// How far it reaches.
        reaches: Scope,
    },
    /// A role held may, but its owner has not shown it that far.
    NotShown,
    /// A role held may invite, but not to this role.
    NotGiven {
        /// The role to give or end.
        role: Role,
    },
}

/// Whether `actor` may do `action` with `object`, and why.
///
/// # Errors
/// Why not: the reason of the standing that came nearest.
pub fn may(actor: &Actor, action: Action, object: &Object) -> Result<Ground, Denial> {
    let row = row_of(action);
    if row.by_visibility && object.visibility == Visibility::Public {
        return Ok(Ground::Published);
    }
    let Some(person) = actor.person else { return Err(Denial::SignIn) };
    let mine = object.person == Some(person);
    // Whoever has an account answers for their own data, with or without an assignment.
    if mine && row.scopes.iter().all(|scope| *scope >= Scope::Self_) {
        return Ok(Ground::Own);
    }
    let mut nearest = Denial::NoAssignment;
    for standing in &actor.standings {
        match by_standing(row, standing, mine, object) {
            Ok(ground) => return Ok(ground),
            Err(denial) => nearest = nearest.max(denial),
        }
    }
    Err(nearest)
}

/// The row of an action.
pub fn row_of(action: Action) -> &'static Row {
    // The table has a row for every action, in the order of the enum: a test asks for it.
    &TABLE[action as usize]
}

fn by_standing(row: &Row, standing: &Standing, mine: bool, object: &Object) -> Result<Ground, Denial> {
    let scope = row.scopes[standing.role as usize];
    if scope == Scope::No {
        return Err(Denial::NotThisRole);
    }
    // Having made a piece once gives no right to it from another organisation.
    let near = if mine && scope == Scope::Self_ { Scope::Self_ } else { distance(standing, object) };
    if near > scope {
        return Err(Denial::TooFar { reaches: scope });
    }
    if row.by_visibility && distance(standing, object) > shown_to(object.visibility) {
        return Err(Denial::NotShown);
    }
    match object.role {
        Some(role) if asks_for_role(row.action, mine) && !gives(standing.role).contains(&role) => {
            Err(Denial::NotGiven { role })
        }
        _ => Ok(Ground::Role { role: standing.role, near }),
    }
}

/// One may end one's own assignment, whatever it is, but not give oneself one.
fn asks_for_role(action: Action, mine: bool) -> bool {
    action == Action::InvitePerson || (action == Action::EndAssignment && !mine)
}

/// How far the object is from the standing.
fn distance(standing: &Standing, object: &Object) -> Scope {
    if object.owners.contains(&standing.organisation) {
        Scope::Own
    } else if !standing.groups.is_disjoint(&object.groups) {
        Scope::Group
    } else if !standing.rounds.is_disjoint(&object.rounds) {
        Scope::Round
    } else {
        Scope::All
    }
}

fn shown_to(visibility: Visibility) -> Scope {
    match visibility {
        Visibility::Own => Scope::Own,
        Visibility::Group => Scope::Group,
        Visibility::Round => Scope::Round,
        Visibility::Public => Scope::All,
    }
}

/// What the table is called.
pub const TITLE: Words = Words::new("Vem får göra vad", "Who may do what");
/// What stands over it.
pub const INTRO: Words = Words::new(
    "Tabellen är den som programmet följer. Det som inte står här får ingen göra.",
    "This is the table the program goes by. What is not in it nobody may do.",
);
/// What more is asked where [`Row::by_visibility`] says so.
pub const BY_VISIBILITY: Words = Words::new(
    "Dessutom ska ägaren ha visat underlaget så långt som till läsaren. Det som är offentligt får alla läsa, även utan konto.",
    "And the owner must have shown the piece as far as to the reader. What is public everybody may read, even without an account.",
);
/// What holds whatever the role.
pub const ALWAYS: Words = Words::new(
    "Den som har ett konto får alltid rätta, ta ut och radera sina egna uppgifter.",
    "Whoever has an account may always correct, export and erase their own data.",
);
/// What stands over the lists of [`gives`].
pub const GIVING: Words = Words::new("Roller som man får ge och avsluta:", "Roles one may give and end:");

/// The table as Markdown, both languages one after the other.
pub fn markdown() -> String {
    let part = |pick: fn(Words) -> &'static str| {
        let roles: Vec<&str> = Role::ALL.iter().map(|role| pick(role.title())).collect();
        let mut out = format!(
            "## {}\n\n{}\n\n| | {} |\n|---|{}\n",
            pick(TITLE),
            pick(INTRO),
            roles.join(" | "),
            "---|".repeat(9)
        );
        for row in TABLE {
            let cells: Vec<&str> = row.scopes.iter().map(|scope| pick(scope.words())).collect();
            let star = if row.by_visibility { " *" } else { "" };
            out += &format!("| {}{star} | {} |\n", pick(row.title), cells.join(" | "));
        }
        out += &format!("\n\\* {} {}\n\n{}\n\n", pick(BY_VISIBILITY), pick(ALWAYS), pick(GIVING));
        for giver in Role::ALL {
            let given: Vec<&str> = gives(giver).iter().map(|role| pick(role.title())).collect();
            if !given.is_empty() {
                out += &format!("* {}: {}\n", pick(giver.title()), given.join(", "));
            }
        }
        out
    };
    let (sv, en) = (part(|words| words.sv), part(|words| words.en));
    format!("<!-- Printed from crates/programme/src/permit.rs: UPDATE_DOCS=1 cargo test -p programme -->\n\n{sv}\n{en}")
}

#[cfg(test)]
mod tests;
