//! The joint answers of everybody in a round, at three occasions: agreed on, with a comment and something
//! that shows it, and shown to the round by most, to the group by some, to nobody by a few.

use std::collections::BTreeMap;

use programme::{Evidence, ItemCode, Joint, JointAnswer, Role, Visibility};
use storage::{Author, Error};

use super::{country::Country, day, rounds::Run, writer::Writer};

/// The occasions, with days from the start of the round.
const OCCASIONS: [(&str, i64); 3] = [("traff-styrning", 100), ("traff-forbattring", 180), ("traff-uppfoljning", 235)];

/// Every organisation answers every item of the part that is answered once, each time a little higher.
pub(super) async fn all(writer: &mut Writer<'_>, country: &Country, run: &Run) -> Result<(), Error> {
    let library = method::Library::built_in();
    let missing = || Error::Newer { what: "the self-assessment of the model".into() };
    let model = library.model(&country.model).ok_or_else(missing)?;
    let instrument = library.instrument(model.instrument.as_str()).ok_or_else(missing)?;
    let part = instrument.parts.iter().find(|it| !it.repeated).ok_or_else(missing)?;
    let part = (instrument.parts.len() > 1).then(|| part.id.as_str());
    let (low, high) = (instrument.scale.lowest, instrument.scale.highest);
    for (time, (step, days)) in OCCASIONS.into_iter().enumerate() {
        let on = day(run.starts, days);
        let by = |index: usize| country.places.get(index).and_then(|it| it.as_a(Role::Politician)).map(|it| it.person);
        let mut pen = writer.pen(Author::Operator, on, 14);
        for (index, place) in country.places.iter().enumerate() {
            let Some(person) = by(index) else { continue };
            let mut answers = BTreeMap::new();
            for (n, item) in instrument.items.iter().enumerate() {
                let code = ItemCode { item: item.id.as_str(), part, of: None }.to_string();
                let above = u8::try_from((index + n) % 2 + time).unwrap_or(0);
                let title = format!("Underlag {}", n + 1);
                let link = Evidence::Link { url: format!("https://exempel.example/{index}/{n}"), title };
                let level = Some(low.saturating_add(above).min(high));
                let comment = "Vi ser det i budget och uppföljning, men inte i alla förvaltningar.".into();
                answers.insert(code, Joint { level, open: false, comment, evidence: vec![link] });
            }
            let mut kept = pen.put(JointAnswer {
                round: run.id(),
                organisation: place.id,
                instrument: instrument.id.to_string(),
                fingerprint: country.fingerprint.clone(),
                step: step.into(),
                answers,
                agreed: Some(on),
                agreed_by: vec![person],
                first_agreed: None,
            })?;
            match index % 10 {
                9 => {}
                8 => pen.show(&mut kept, Visibility::Group),
                _ => pen.show(&mut kept, Visibility::Round),
            }
        }
        writer.save(pen).await?;
    }
    Ok(())
}
