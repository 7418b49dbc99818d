//! The self-assessments: apart, with disagreement; together, with what shows it; the staff's; the friendly
//! questions. What is said is in `answers`.

mod answers;

use std::collections::BTreeMap;

use method::Library;
use programme::{
    Assessment, AssessmentId, Given, ItemCode, Joint, JointAnswer, JointAnswerId, Query, QueryId, Reply, Role, RoundId,
    StaffAnswer, StaffAnswerId, Visibility, queries,
};

use self::answers::{Said, Theirs};
use super::{MODEL, Stage};
use crate::Trouble;

/// The part that is answered once for the organisation.
const WHOLE: &str = "overgripande";
/// The part that each committee answers.
const COMMITTEE: &str = "namnd";
/// The first occasion of the model, the second, and the last.
const OCCASIONS: [&str; 3] = ["traff-styrning", "traff-forbattring", "resultat"];
/// The trio of a team.
const TRIO: [Role; 3] = [Role::Politician, Role::Manager, Role::Strategist];

/// What everybody answers.
struct Asked {
    instrument: String,
    fingerprint: String,
    scale: std::ops::RangeInclusive<u8>,
}

/// An occasion of an organisation.
#[derive(Clone, Copy)]
struct At {
    round: RoundId,
    name: &'static str,
    step: &'static str,
}

/// A level as it is written on the stage: nought is "does not know".
fn level(written: u8) -> Option<u8> {
    (written > 0).then_some(written)
}

fn whole(item: &str) -> String {
    ItemCode { item, part: Some(WHOLE), of: None }.to_string()
}

impl Stage<'_> {
    /// The self-assessments of the archived round and of the running one.
    pub(super) async fn assess(&mut self, before: RoundId, running: RoundId) -> Result<(), Trouble> {
        let asked = asked()?;
        self.mentors(&asked, before).await?;
        let [first, second, _] = OCCASIONS;
        let at = |name, step| At { round: running, name, step };
        let laxmora = at("Laxmora kommun", first);
        self.apart(&asked, laxmora, answers::LAXMORA, [Some(-117), Some(-114), Some(-113)])?;
        self.together(&asked, laxmora, answers::LAXMORA, -110, Visibility::Group).await?;
        let ragkoping = at("Rågköpings kommun", first);
        self.apart(&asked, ragkoping, answers::RAGKOPING, [Some(-116), Some(-112), Some(-112)])?;
        self.together(&asked, ragkoping, answers::RAGKOPING, -109, Visibility::Round).await?;
        let skarkoping = at("Skärköpings kommun", first);
        self.apart(&asked, skarkoping, answers::SKARKOPING, [Some(-70), Some(-69), Some(-71)])?;
        self.together(&asked, skarkoping, answers::SKARKOPING, -66, Visibility::Round).await?;
        let tangkoping = at("Tångköpings kommun", first);
        self.apart(&asked, tangkoping, answers::TANGKOPING, [Some(-65), Some(-65), Some(-64)])?;
        self.together(&asked, tangkoping, answers::TANGKOPING, -63, Visibility::Own).await?;
        // The second time: one team has agreed, of another the politician has begun and not handed in.
        let again = at("Rågköpings kommun", second);
        self.apart(&asked, again, answers::RAGKOPING_AGAIN, [Some(-8), Some(-7), Some(-7)])?;
        self.together(&asked, again, answers::RAGKOPING_AGAIN, -4, Visibility::Group).await?;
        self.apart(&asked, at("Laxmora kommun", second), answers::LAXMORA_AGAIN, [None, Some(-2), Some(-3)])?;
        self.staff(&asked, &[(laxmora, &answers::STAFF[..]), (ragkoping, &answers::STAFF[..3])])
    }

    /// The mentor of the group that is ahead, when it took part itself: in the beginning and at the end.
    async fn mentors(&mut self, asked: &Asked, before: RoundId) -> Result<(), Trouble> {
        let [first, _, last] = OCCASIONS;
        for (step, said, days, reach) in [
            (first, answers::ALVHAMRA, -900, Visibility::Round),
            (last, answers::ALVHAMRA_LAST, -420, Visibility::Public),
        ] {
            self.together(asked, At { round: before, name: "Älvhamra kommun", step }, said, days, reach).await?;
        }
        Ok(())
    }

    /// What each of the trio answered, and so many days from today handed in; `None`: not yet, with the
    /// first answers saved.
    fn apart(&mut self, asked: &Asked, at: At, all: &[Theirs], handed: [Option<i64>; 3]) -> Result<(), Trouble> {
        let organisation = self.place(at.name)?;
        for (whose, role) in TRIO.into_iter().enumerate() {
            let (Some((person, _)), handed) = (self.person(organisation, &[role]), handed[whose]) else { continue };
            let so_far = if handed.is_some() { all.len() } else { all.len() / 3 };
            let mut answers = BTreeMap::new();
            for it in all[..so_far].iter().filter(|it| it.of.is_none()) {
                let Said(written, comment) = it.apart[whose];
                answers.insert(whole(it.item), Given { level: level(written), comment: comment.into() });
            }
            let body = Assessment {
                round: at.round,
                organisation,
                instrument: asked.instrument.clone(),
                fingerprint: asked.fingerprint.clone(),
                step: at.step.into(),
                person,
                role,
                answers,
                handed: handed.map(|days| self.day(days)),
            };
            let id: AssessmentId = self.office.id();
            self.change.insert(id, &body)?;
        }
        Ok(())
    }

    /// What a team agreed on, and the questions that raises, with the answers there are.
    async fn together(
        &mut self,
        asked: &Asked,
        at: At,
        all: &[Theirs],
        days: i64,
        reach: Visibility,
    ) -> Result<(), Trouble> {
        let organisation = self.place(at.name)?;
        let roles = TRIO.into_iter().chain([Role::Mentor, Role::MentorSupport]);
        let agreed_by = roles.filter_map(|role| self.person(organisation, &[role])).map(|(person, _)| person).collect();
        let mut answers = BTreeMap::new();
        for it in all {
            let code = match it.of {
                Some(of) => ItemCode { item: it.item, part: Some(COMMITTEE), of: Some(of) }.to_string(),
                None => whole(it.item),
            };
            let evidence = self.behind(at.name, it.shown)?;
            answers.insert(code, Joint { level: level(it.joint), open: false, comment: it.why.into(), evidence });
        }
        let body = JointAnswer {
            round: at.round,
            organisation,
            instrument: asked.instrument.clone(),
            fingerprint: asked.fingerprint.clone(),
            step: at.step.into(),
            answers,
            agreed: Some(self.day(days)),
            agreed_by,
            first_agreed: None,
        };
        let id: JointAnswerId = self.office.id();
        self.change.insert(id, &body)?;
        if reach != Visibility::Own {
            self.change.show(id, 1, reach);
        }
        self.questions(asked, &body, all, days).await
    }

    /// The questions that agreeing raises, as the office raises them.
    async fn questions(
        &mut self,
        asked: &Asked,
        joint: &JointAnswer,
        all: &[Theirs],
        days: i64,
    ) -> Result<(), Trouble> {
        let figures = self.office.grown(joint).await?;
        let strategist = self.person(joint.organisation, &[Role::Strategist, Role::Mentor]);
        for mut query in queries(joint, &asked.scale, &figures, []) {
            let reply = all.iter().find(|it| it.of.is_none() && whole(it.item) == query.item).and_then(|it| it.reply);
            query.reply = reply.zip(strategist).map(|(text, (person, _))| Reply {
                text: text.into(),
                person,
                on: self.day(days + 3),
            });
            let id: QueryId = self.office.id();
            self.change.insert::<Query>(id, &query)?;
        }
        Ok(())
    }

    /// What the staff answered: more than five in one organisation, fewer in another.
    fn staff(&mut self, asked: &Asked, all: &[(At, &[[u8; 10]])]) -> Result<(), Trouble> {
        let count: usize = all.iter().map(|(_, given)| given.len()).sum();
        // As everywhere without an order in time; sorted, so that the stage is the same every time.
        let mut ids: Vec<StaffAnswerId> = Vec::new();
        ids.resize_with(count, || StaffAnswerId::unordered(&mut self.office.chance()));
        ids.sort_unstable();
        let mut ids = ids.into_iter();
        for (at, given) in all {
            let organisation = self.place(at.name)?;
            for (levels, id) in given.iter().zip(ids.by_ref()) {
                let items = answers::ITEMS.iter().map(|item| whole(item));
                let body = StaffAnswer {
                    round: at.round,
                    organisation,
                    instrument: asked.instrument.clone(),
                    fingerprint: asked.fingerprint.clone(),
                    step: at.step.into(),
                    answers: items.zip(levels.iter().map(|written| level(*written))).collect(),
                };
                self.change.insert(id, &body)?;
            }
        }
        Ok(())
    }
}

/// The self-assessment of the model both rounds follow.
fn asked() -> Result<Asked, Trouble> {
    let library = Library::built_in();
    let missing = || Trouble::Missing("model");
    let model = library.model(MODEL).ok_or_else(missing)?;
    let instrument = library.instrument(model.instrument.as_str()).ok_or_else(missing)?;
    Ok(Asked {
        instrument: instrument.id.to_string(),
        fingerprint: library.edition(MODEL).ok_or_else(missing)?.fingerprint,
        scale: instrument.scale.lowest..=instrument.scale.highest,
    })
}
