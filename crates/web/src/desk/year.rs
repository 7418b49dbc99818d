//! The year of an organisation: the ways to everything it does in a round, in one place.

use super::sheet::Block;
use super::spot::Spot;
use super::{Desk, filled, handover, improve, results, step};
use office::{OrganisationYear, StepsPlace, Trouble};
use programme::OrganisationId;

/// The years of an organisation, as far as the reader may look at them.
pub async fn of_organisation(desk: &Desk, id: OrganisationId) -> Result<Vec<Block>, Trouble> {
    let years = desk.office.years_of(desk.me()?, id).await?;
    Ok(years.iter().flat_map(|it| blocks(desk, it)).collect())
}

/// Those of one's own organisations that go on, and those after which it is asked what lives on.
pub async fn mine(desk: &Desk) -> Result<Vec<Block>, Trouble> {
    let years = desk.office.my_years(desk.me()?).await?;
    let past = desk.office.my_past_years(desk.me()?).await?;
    Ok(years.iter().chain(&past).flat_map(|it| blocks(desk, it)).collect())
}

/// The one to which the list of steps belongs.
pub async fn of_steps(desk: &Desk, place: &StepsPlace) -> Result<Vec<Block>, Trouble> {
    let years = desk.office.years_of(desk.me()?, place.organisation).await?;
    let here = years.into_iter().filter(|it| it.place.round == place.round);
    // The reader is there already.
    Ok(here.flat_map(|it| blocks(desk, &OrganisationYear { steps: false, ..it })).collect())
}

fn blocks(desk: &Desk, it: &OrganisationYear) -> Vec<Block> {
    let (round, organisation) = (it.place.round, it.place.organisation);
    let ways = [
        (it.steps, step::of_all(&it.place), "steps"),
        (it.assessments, super::assess::of_all(round, organisation), "year-assessment"),
        (it.forms, filled::of_all(round, organisation), "forms"),
        (it.improvements, improve::of(round, organisation), "improvements"),
        (it.results, results::of(round, organisation), "results"),
        (it.ideas, Spot::Ideas(round.to_string()), "ideas-link"),
        (it.check_ins, Spot::CheckIn(format!("{round}_{organisation}")), "check-ins-link"),
        (it.handover, handover::of(round, organisation), "handover"),
    ];
    let mut links: Vec<(String, String)> =
        ways.into_iter().filter(|(may, ..)| *may).map(|(_, spot, key)| (desk.at(spot), desk.s(key))).collect();
    if let Some(group) = it.beside {
        // After the self-assessment, whose answers stand there.
        let place = usize::from(it.steps) + usize::from(it.assessments);
        links.insert(place, (desk.at(Spot::Beside(group.to_string())), desk.s("beside")));
    }
    if links.is_empty() {
        return Vec::new();
    }
    let heading = desk.with2("year-in", ("name", &it.place.name), ("round", &it.place.round_title));
    vec![Block::Part(format!("year-{round}-{organisation}"), heading), Block::Links(links)]
}
