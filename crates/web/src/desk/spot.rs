//! The addresses of the desk: where people work, signed in, and the ways there.

use i18n::Lang;
use std::fmt::Write as _;

/// A page or an action of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Address and password, a passkey, or in the demonstration a role.
    SignIn,
    /// The code after the password.
    Code,
    /// A question for a passkey to sign in with (JSON).
    KeyQuestion,
    /// Its answer.
    KeyAnswer,
    /// Out.
    SignOut,
    /// A forgotten password.
    Forgot,
    /// A new password, by a letter's link.
    Recover(String),
    /// Setting up how to sign in, by an invitation's link.
    Invitation(String),
    /// A question for a new passkey, by an invitation (JSON).
    InvitationKey(String),
    /// My pages.
    Mine,
    /// How I sign in, and where.
    Security,
    /// A question for a new passkey, signed in (JSON).
    SecurityKey,
    /// My data.
    MyData,
    /// My data as a file.
    MyDataFile,
    /// Every organisation.
    Organisations,
    /// A new organisation.
    NewOrganisation,
    /// An organisation: its people and files.
    Organisation(String),
    /// Its facts, to be changed.
    EditOrganisation(String),
    /// An invitation to it.
    Invite(String),
    /// Everything that belongs to it, as a file.
    OrganisationFile(String),
    /// Somebody's data, to be corrected by who is asked to.
    Person(String),
    /// An attached file.
    File(String),
    /// The history of anything.
    History(String),
    /// The operator's page.
    Operator,
    /// Every round one may know of; everybody's.
    Rounds,
    /// A new round.
    NewRound,
    /// A round; everybody's unless it is a draft.
    Round(String),
    /// A round, to be changed.
    EditRound(String),
    /// What has happened in a round; everybody's.
    RoundLog(String),
    /// Who promised before a round to mentor.
    Promises(String),
    /// An organisation's part in a round: the participation's id.
    Participation(String),
    /// The applications to a round.
    Applications(String),
    /// An application: the round's id, `_`, the organisation's.
    Application(String),
    /// A new group of a round.
    NewGroup(String),
    /// What is asked of the groups of a round, and the proposals that came of it.
    Forming(String),
    /// A proposal of groups.
    Proposal(String),
    /// Two of them side by side: their ids with `_` between.
    Proposals(String),
    /// A group.
    Group(String),
    /// A group, to be changed.
    EditGroup(String),
    /// How far everybody in a round has come.
    Progress(String),
    /// A new meeting of everybody in a round.
    NewMeeting(String),
    /// A new meeting of a group.
    NewGroupMeeting(String),
    /// What everybody in a round thought of its meetings.
    RoundFeedback(String),
    /// Who was at the meetings of a round, in numbers.
    RoundAttendance(String),
    /// A meeting.
    Meeting(String),
    /// A meeting, to be changed.
    EditMeeting(String),
    /// The notes of a meeting; everybody's where they are shown to all.
    Minutes(String),
    /// What people thought of a meeting.
    Feedback(String),
    /// A meeting as a calendar file.
    MeetingFile(String),
    /// Calendars to subscribe to.
    Feeds,
    /// One of them, for other programs: the account's id, a dot, a token, `.ics`.
    Feed(String),
    /// The steps of an organisation in a round: the round's id, `_`, the organisation's. One of them: `_`
    /// and the step's after that. A task of it: `_` and the task's. (Ids of the model hold no `_`.)
    Steps(String),
    /// The self-assessments of an organisation in a round: the round's id, `_`, the organisation's.
    Assessments(String),
    /// One's own answers: the same with `_` and the step's id, and a sheet after one more `_`.
    OwnAssessment(String),
    /// The joint answer, likewise.
    JointAssessment(String),
    /// An item of it: the key of its answers after one more `_`.
    JointItem(String),
    /// The questions about it.
    AssessQuestions(String),
    /// Where the staff is asked.
    AssessStaff(String),
    /// The form of the staff, to anybody with the address: the participation's id, a dot, a token.
    StaffForm(String),
    /// The improvements of an organisation in a round: the round's id, `_`, the organisation's.
    Improvements(String),
    /// An improvement; everybody's where it is shown to all.
    Improvement(String),
    /// The ideas of a round; everybody's as far as they are shown to all.
    Ideas(String),
    /// What lives on after a round: the round's id, `_`, the organisation's.
    CheckIn(String),
    /// The templates of an organisation in a round: the round's id, `_`, the organisation's.
    Forms(String),
    /// One of them: `_` and its id in the model after that. Everybody's where it is shown to all.
    Form(String),
    /// It as PDF.
    FormPdf(String),
    /// Its slides as PDF.
    FormSlides(String),
    /// It as a document to go on writing in.
    FormDocx(String),
    /// The organisations of a group side by side.
    Beside(String),
    /// They as PDF.
    BesidePdf(String),
    /// The joint answers of everybody in a round, for who runs it.
    RoundLevels(String),
    /// They as a table to save.
    RoundLevelsFile(String),
    /// The evaluation of a round, for its organiser.
    Evaluation(String),
    /// All of it as a file.
    EvaluationFile(String),
    /// It as PDF.
    EvaluationPdf(String),
    /// The results of a round; everybody's as far as they are published. With `_` and an organisation's id:
    /// those of that one.
    Results(String),
    /// The booklet of them as PDF; of an organisation its final report.
    ResultsPdf(String),
    /// What a successor needs: the round's id, `_`, the organisation's.
    Handover(String),
    /// It as PDF.
    HandoverPdf(String),
}

type Make = fn(String) -> Spot;

/// Each address once: Swedish, English, what it is. `*` stands for an id or a token.
const TABLE: &[(&str, &str, Make)] = &[
    ("logga-in", "sign-in", |_| Spot::SignIn),
    ("logga-in/kod", "sign-in/code", |_| Spot::Code),
    ("logga-in/nyckel", "sign-in/passkey", |_| Spot::KeyQuestion),
    ("logga-in/nyckel/svar", "sign-in/passkey/answer", |_| Spot::KeyAnswer),
    ("logga-ut", "sign-out", |_| Spot::SignOut),
    ("glomt-losenord", "forgotten-password", |_| Spot::Forgot),
    ("aterstall/*", "recover/*", Spot::Recover),
    ("inbjudan/*", "invitation/*", Spot::Invitation),
    ("inbjudan/*/nyckel", "invitation/*/passkey", Spot::InvitationKey),
    ("mina-sidor", "my-pages", |_| Spot::Mine),
    ("mina-sidor/inloggning", "my-pages/sign-in", |_| Spot::Security),
    ("mina-sidor/inloggning/nyckel", "my-pages/sign-in/passkey", |_| Spot::SecurityKey),
    ("mina-sidor/uppgifter", "my-pages/data", |_| Spot::MyData),
    ("mina-sidor/uppgifter/fil", "my-pages/data/file", |_| Spot::MyDataFile),
    ("organisationer", "organisations", |_| Spot::Organisations),
    ("organisationer/ny", "organisations/new", |_| Spot::NewOrganisation),
    ("organisation/*", "organisation/*", Spot::Organisation),
    ("organisation/*/andra", "organisation/*/edit", Spot::EditOrganisation),
    ("organisation/*/bjud-in", "organisation/*/invite", Spot::Invite),
    ("organisation/*/fil", "organisation/*/file", Spot::OrganisationFile),
    ("person/*", "person/*", Spot::Person),
    ("fil/*", "file/*", Spot::File),
    ("historik/*", "history/*", Spot::History),
    ("drift", "operations", |_| Spot::Operator),
    ("omgangar", "rounds", |_| Spot::Rounds),
    ("omgangar/ny", "rounds/new", |_| Spot::NewRound),
    ("omgang/*", "round/*", Spot::Round),
    ("omgang/*/andra", "round/*/edit", Spot::EditRound),
    ("omgang/*/handelser", "round/*/events", Spot::RoundLog),
    ("omgang/*/mentorsloften", "round/*/mentor-promises", Spot::Promises),
    ("deltagande/*", "participation/*", Spot::Participation),
    ("omgang/*/ansokningar", "round/*/applications", Spot::Applications),
    ("omgang/*/ny-grupp", "round/*/new-group", Spot::NewGroup),
    ("omgang/*/bilda-grupper", "round/*/form-groups", Spot::Forming),
    ("gruppforslag/*", "group-proposal/*", Spot::Proposal),
    ("gruppforslag/*/jamfor", "group-proposal/*/compare", Spot::Proposals),
    ("omgang/*/laget", "round/*/progress", Spot::Progress),
    ("ansokan/*", "application/*", Spot::Application),
    ("grupp/*", "group/*", Spot::Group),
    ("grupp/*/andra", "group/*/edit", Spot::EditGroup),
    ("omgang/*/ny-traff", "round/*/new-meeting", Spot::NewMeeting),
    ("omgang/*/aterkoppling", "round/*/feedback", Spot::RoundFeedback),
    ("omgang/*/narvaro", "round/*/attendance", Spot::RoundAttendance),
    ("grupp/*/ny-traff", "group/*/new-meeting", Spot::NewGroupMeeting),
    ("traff/*", "meeting/*", Spot::Meeting),
    ("traff/*/andra", "meeting/*/edit", Spot::EditMeeting),
    ("traff/*/anteckningar", "meeting/*/notes", Spot::Minutes),
    ("traff/*/aterkoppling", "meeting/*/feedback", Spot::Feedback),
    ("traff/*/kalender", "meeting/*/calendar", Spot::MeetingFile),
    ("mina-sidor/kalender", "my-pages/calendar", |_| Spot::Feeds),
    ("kalender/*", "calendar/*", Spot::Feed),
    ("steg/*", "steps/*", Spot::Steps),
    ("skattning/*", "assessment/*", Spot::Assessments),
    ("skattning/*/egen", "assessment/*/own", Spot::OwnAssessment),
    ("skattning/*/gemensam", "assessment/*/joint", Spot::JointAssessment),
    ("skattning/*/punkt", "assessment/*/item", Spot::JointItem),
    ("skattning/*/fragor", "assessment/*/questions", Spot::AssessQuestions),
    ("skattning/*/personal", "assessment/*/staff", Spot::AssessStaff),
    ("personal/*", "staff/*", Spot::StaffForm),
    ("forbattringar/*", "improvements/*", Spot::Improvements),
    ("forbattring/*", "improvement/*", Spot::Improvement),
    ("ideer/*", "ideas/*", Spot::Ideas),
    ("uppfoljning/*", "check-in/*", Spot::CheckIn),
    ("mallar/*", "templates/*", Spot::Forms),
    ("mall/*", "template/*", Spot::Form),
    ("mall/*/pdf", "template/*/pdf", Spot::FormPdf),
    ("mall/*/bilder", "template/*/slides", Spot::FormSlides),
    ("mall/*/docx", "template/*/docx", Spot::FormDocx),
    ("sida-vid-sida/*", "side-by-side/*", Spot::Beside),
    ("sida-vid-sida/*/pdf", "side-by-side/*/pdf", Spot::BesidePdf),
    ("skattningar/*", "assessments/*", Spot::RoundLevels),
    ("skattningar/*/csv", "assessments/*/csv", Spot::RoundLevelsFile),
    ("utvardering/*", "evaluation/*", Spot::Evaluation),
    ("utvardering/*/fil", "evaluation/*/file", Spot::EvaluationFile),
    ("utvardering/*/pdf", "evaluation/*/pdf", Spot::EvaluationPdf),
    ("resultat/*", "results/*", Spot::Results),
    ("resultat/*/pdf", "results/*/pdf", Spot::ResultsPdf),
    ("overlamning/*", "handover/*", Spot::Handover),
    ("overlamning/*/pdf", "handover/*/pdf", Spot::HandoverPdf),
];

impl Spot {
    /// Reads the parts of a path after the language; ids and tokens are plain in addresses.
    #[must_use]
    pub fn read(lang: Lang, parts: &[&str]) -> Option<Self> {
        TABLE.iter().find_map(|(sv, en, make)| {
            let mut pattern = lang.pick(*sv, *en).split('/');
            let mut id = String::new();
            for part in parts {
                match pattern.next()? {
                    "*" if is_plain(part) => id.push_str(part),
                    word if word == *part => {}
                    _ => return None,
                }
            }
            pattern.next().is_none().then(|| make(id))
        })
    }

    /// Writes the path after the language.
    pub fn write(&self, lang: Lang, into: &mut String) {
        let id = self.id();
        for (sv, en, make) in TABLE {
            if make(id.to_owned()) == *self {
                // Writing into a String cannot fail.
                let _ = write!(into, "{}", lang.pick(*sv, *en).replace('*', id));
                return;
            }
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Recover(id)
            | Self::Invitation(id)
            | Self::InvitationKey(id)
            | Self::Organisation(id)
            | Self::EditOrganisation(id)
            | Self::Invite(id)
            | Self::OrganisationFile(id)
            | Self::Person(id)
            | Self::File(id)
            | Self::Round(id)
            | Self::EditRound(id)
            | Self::RoundLog(id)
            | Self::Promises(id)
            | Self::Participation(id)
            | Self::Applications(id)
            | Self::Application(id)
            | Self::NewGroup(id)
            | Self::Forming(id)
            | Self::Proposal(id)
            | Self::Proposals(id)
            | Self::Group(id)
            | Self::EditGroup(id)
            | Self::Progress(id)
            | Self::NewMeeting(id)
            | Self::NewGroupMeeting(id)
            | Self::RoundFeedback(id)
            | Self::RoundAttendance(id)
            | Self::Meeting(id)
            | Self::EditMeeting(id)
            | Self::Minutes(id)
            | Self::Feedback(id)
            | Self::MeetingFile(id)
            | Self::Feed(id)
            | Self::Steps(id)
            | Self::Assessments(id)
            | Self::OwnAssessment(id)
            | Self::JointAssessment(id)
            | Self::JointItem(id)
            | Self::AssessQuestions(id)
            | Self::AssessStaff(id)
            | Self::StaffForm(id)
            | Self::Improvements(id)
            | Self::Improvement(id)
            | Self::Ideas(id)
            | Self::CheckIn(id)
            | Self::Forms(id)
            | Self::Form(id)
            | Self::FormPdf(id)
            | Self::FormSlides(id)
            | Self::FormDocx(id)
            | Self::Beside(id)
            | Self::BesidePdf(id)
            | Self::RoundLevels(id)
            | Self::RoundLevelsFile(id)
            | Self::Evaluation(id)
            | Self::EvaluationFile(id)
            | Self::EvaluationPdf(id)
            | Self::Results(id)
            | Self::ResultsPdf(id)
            | Self::Handover(id)
            | Self::HandoverPdf(id)
            | Self::History(id) => id,
            _ => "",
        }
    }

    /// Every spot, with `id` where one is needed: for tests that walk through all of them.
    #[must_use]
    pub fn all(id: &str) -> Vec<Self> {
        TABLE.iter().map(|(_, _, make)| make(id.to_owned())).collect()
    }
}

/// A dot stands in the address of a calendar, never first: no part is `.` or `..`.
fn is_plain(part: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_' || b == b'.';
    !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spot_is_read_back_in_both_languages() {
        for spot in Spot::all("0190-ab_C") {
            for lang in Lang::ALL {
                let mut path = String::new();
                spot.write(lang, &mut path);
                let parts: Vec<&str> = path.split('/').collect();
                assert_eq!(Spot::read(lang, &parts), Some(spot.clone()), "{path}");
            }
        }
        for nothing in ["", "organisation", "organisation/", "organisation/a%2Fb", "logga-in/x", "sign-in"] {
            let parts: Vec<&str> = nothing.split('/').collect();
            assert_eq!(Spot::read(Lang::Sv, &parts), None, "{nothing}");
        }
    }

    #[test]
    fn letters_link_to_pages_there_are() {
        use office::{LetterPage, letter_path};
        use programme::Language;
        for (language, lang) in [(Language::Sv, Lang::Sv), (Language::En, Lang::En)] {
            for (page, spot) in [
                (LetterPage::Invitation, Spot::Invitation("x".into())),
                (LetterPage::Recovery, Spot::Recover("x".into())),
                (LetterPage::SignIn, Spot::SignIn),
                (LetterPage::Round, Spot::Round("x".into())),
                (LetterPage::Application, Spot::Application("x".into())),
                (LetterPage::Group, Spot::Group("x".into())),
                (LetterPage::Meeting, Spot::Meeting("x".into())),
                (LetterPage::Feedback, Spot::Feedback("x".into())),
                (LetterPage::Steps, Spot::Steps("x".into())),
            ] {
                let mut path = format!("/{lang}/");
                spot.write(lang, &mut path);
                assert_eq!(letter_path(language, page, "x"), path);
            }
        }
    }
}
