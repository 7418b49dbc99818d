//! Where organisations lie and what they are like, for forming groups: the door `office::Places` over the open
//! data and the map.

use app::App;
use office::{PlaceFacts, Places};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The map and the open data.
pub struct OnMap(pub Arc<App>);

impl Places for OnMap {
    fn facts(&self, area: &str) -> Option<PlaceFacts> {
        let it = self.0.lies(area)?;
        Some(PlaceFacts { lat: it.lat, lon: it.lon, people: it.people, class: it.class, profile: BTreeMap::new() })
    }

    fn similar(&self, area: &str) -> Vec<String> {
        self.0.lies(area).map(|it| it.similar).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_map_knows_comes_through_the_door() {
        let app = Arc::new(App::demo(1).unwrap());
        let door = OnMap(Arc::clone(&app));
        let (facts, lies) = (door.facts("9104").unwrap(), app.lies("9104").unwrap());
        assert_eq!((facts.lat, facts.lon, facts.people, facts.class), (lies.lat, lies.lon, lies.people, lies.class));
        assert_eq!(door.similar("9104"), lies.similar);
        assert_eq!(door.facts("finns inte"), None);
    }
}
