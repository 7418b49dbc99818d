//! What rules and wishes are called, and what each means, for forms and lists.

use grouping::{Rule, Wish};
use i18n::Lang;

/// What a rule is called: short, as in a list.
#[must_use]
pub const fn rule(rule: Rule, lang: Lang) -> &'static str {
    let (sv, en) = match rule {
        Rule::Travel => ("Längsta väg", "Longest way"),
        Rule::Theme => ("Gemensamt tema", "A theme in common"),
        Rule::Language => ("Gemensamt språk", "A language in common"),
        Rule::Kind => ("Samma slags organisation", "The same kind of organisation"),
        Rule::Host => ("Någon att träffas hos", "Somebody to meet at"),
        Rule::SameMentor => ("Inte samma mentor igen", "Not the same mentor again"),
        Rule::Conflict => ("Inget jäv", "No conflict of interest"),
        Rule::Apart => ("Ska vara isär", "To be apart"),
        Rule::Together => ("Ska vara tillsammans", "To be together"),
        Rule::Locked => ("Bestämt för hand", "Settled by hand"),
        Rule::Capacity => ("Så mycket en mentor orkar", "As much as a mentor can take on"),
        Rule::MostGroups => ("Högsta antal grupper", "The most groups"),
        Rule::Support => ("Stöd till mentorer", "Backing for mentors"),
        Rule::Everyone => ("Alla får en grupp", "Everybody gets a group"),
    };
    pick(lang, sv, en)
}

/// What a rule means, in a sentence.
#[must_use]
pub const fn rule_means(rule: Rule, lang: Lang) -> &'static str {
    let (sv, en) = match rule {
        Rule::Travel => (
            "Ingen har längre till någon annan i gruppen än den väg ni anger.",
            "Nobody has further to anybody else in the group than the way you state.",
        ),
        Rule::Theme => (
            "De som sitter i samma grupp har minst ett tema gemensamt. Den som inte har angett något tema passar överallt.",
            "Those in a group have at least one theme in common. Who has stated no theme fits anywhere.",
        ),
        Rule::Language => (
            "Alla som träffas har ett språk gemensamt. Den som inte har angett något språk klarar alla.",
            "All who meet have a language in common. Who has stated no language speaks any.",
        ),
        Rule::Kind => (
            "Kommuner sitter med kommuner och regioner med regioner.",
            "Municipalities sit with municipalities, and regions with regions.",
        ),
        Rule::Host => (
            "Någon i gruppen kan ta emot de andra och ligger inom räckhåll.",
            "Somebody in the group can receive the others and is within reach.",
        ),
        Rule::SameMentor => ("Ingen får en mentor som den har haft förut.", "Nobody gets a mentor it has had before."),
        Rule::Conflict => (
            "De som det råder jäv mellan träffas aldrig, och två sådana mentorer stöder inte varandra. Den som stöder en mentor träffar inte gruppen.",
            "Those with a conflict of interest between them never meet, and two such mentors do not back each other. Who backs a mentor does not meet the group.",
        ),
        Rule::Apart => (
            "De som ni vill hålla isär sitter i olika grupper.",
            "Those you want to keep apart sit in different groups.",
        ),
        Rule::Together => {
            ("De som ni vill ha tillsammans sitter i samma grupp.", "Those you want together sit in the same group.")
        }
        Rule::Locked => ("Det ni har bestämt för hand ändras inte.", "What you have settled by hand is not changed."),
        Rule::Capacity => (
            "Ingen mentor leder eller stöder fler grupper än den har sagt.",
            "No mentor leads or backs more groups than it has said.",
        ),
        Rule::MostGroups => ("Det blir inte fler grupper än ni anger.", "There are no more groups than you state."),
        Rule::Support => (
            "De mentorer som ska ha en annan mentor bakom sig har det.",
            "The mentors who are to have another mentor behind them have one.",
        ),
        Rule::Everyone => ("Ingen blir utan grupp.", "Nobody is left without a group."),
    };
    pick(lang, sv, en)
}

/// A rule's key in Swedish, as it can be written in a file.
#[must_use]
pub const fn rule_key(rule: Rule) -> &'static str {
    match rule {
        Rule::Travel => "resväg",
        Rule::Theme => "tema",
        Rule::Language => "språk",
        Rule::Kind => "slag",
        Rule::Host => "värd",
        Rule::SameMentor => "samma_mentor",
        Rule::Conflict => "jäv",
        Rule::Apart => "isär",
        Rule::Together => "tillsammans",
        Rule::Locked => "låst",
        Rule::Capacity => "kapacitet",
        Rule::MostGroups => "flest_grupper",
        Rule::Support => "stöd",
        Rule::Everyone => "alla",
    }
}

/// A wish's key in Swedish, as it can be written in a file.
#[must_use]
pub const fn wish_key(wish: Wish) -> &'static str {
    match wish {
        Wish::Travel => "resväg",
        Wish::Theme => "tema",
        Wish::Size => "storlek",
        Wish::Class => "typ",
        Wish::Similar => "liknande",
        Wish::Complement => "lära",
        Wish::Acquaintance => "bekanta",
        Wish::Host => "värd",
        Wish::Support => "stöd",
        Wish::Fairness => "rättvisa",
    }
}

/// What a type of municipality is called within a sentence, by its code in SKR's grouping (2017 and 2023); `None`: a
/// code of somebody else's.
#[must_use]
pub fn class(code: &str, lang: Lang) -> Option<&'static str> {
    let (sv, en) = match code {
        "A1" => ("storstäder", "large cities"),
        "A2" => ("pendlingskommuner nära storstad", "commuting municipalities near a large city"),
        "B3" => ("större städer", "medium-sized towns"),
        "B4" => ("pendlingskommuner nära större stad", "commuting municipalities near a medium-sized town"),
        "B5" => {
            ("lågpendlingskommuner nära större stad", "municipalities with little commuting near a medium-sized town")
        }
        "C6" => ("mindre städer eller tätorter", "small towns"),
        "C7" => ("pendlingskommuner nära mindre stad eller tätort", "commuting municipalities near a small town"),
        "C8" => ("landsbygdskommuner", "rural municipalities"),
        "C9" => ("landsbygdskommuner med besöksnäring", "rural municipalities with tourism"),
        _ => return None,
    };
    Some(pick(lang, sv, en))
}

/// What a wish is called: short, as in a list.
#[must_use]
pub const fn wish(wish: Wish, lang: Lang) -> &'static str {
    let (sv, en) = match wish {
        Wish::Travel => ("Korta vägar", "Short ways"),
        Wish::Theme => ("Gemensamt tema", "A theme in common"),
        Wish::Size => ("Ungefär lika stora", "Much the same size"),
        Wish::Class => ("Samma typ av kommun", "The same type of municipality"),
        Wish::Similar => ("Liknande kommuner", "Similar municipalities"),
        Wish::Complement => ("Något att lära av varandra", "Something to learn from each other"),
        Wish::Acquaintance => ("Nya bekantskaper", "New acquaintances"),
        Wish::Host => ("En värd inom räckhåll", "A host within reach"),
        Wish::Support => ("Mentorns stöd nära", "The mentor's backing nearby"),
        Wish::Fairness => ("Den som får det sämst", "Whoever is worst off"),
    };
    pick(lang, sv, en)
}

/// What a wish means, in a sentence.
#[must_use]
pub const fn wish_means(wish: Wish, lang: Lang) -> &'static str {
    let (sv, en) = match wish {
        Wish::Travel => ("De som träffas ska ha nära till varandra.", "Those who meet should be close to each other."),
        Wish::Theme => (
            "De som sitter i samma grupp ska vilja arbeta med samma sak.",
            "Those in a group should want to work with the same thing.",
        ),
        Wish::Size => (
            "De som sitter i samma grupp ska ha ungefär lika många invånare.",
            "Those in a group should have much the same number of inhabitants.",
        ),
        Wish::Class => (
            "De som sitter i samma grupp ska vara av samma typ enligt SKR:s indelning.",
            "Those in a group should be of the same type by SKR's classification.",
        ),
        Wish::Similar => (
            "De som sitter i samma grupp ska likna varandra enligt RKA:s liknande kommuner.",
            "Those in a group should resemble each other by RKA's similar municipalities.",
        ),
        Wish::Complement => (
            "Den ena ska vara stark där den andra är svag, så att det finns något att lära.",
            "One should be strong where the other is weak, so that there is something to learn.",
        ),
        Wish::Acquaintance => (
            "De som redan har suttit i samma grupp, eller haft samma mentor, ska få träffa nya.",
            "Those who have been in a group before, or had the same mentor, should meet new ones.",
        ),
        Wish::Host => (
            "Någon i gruppen ska kunna ta emot de andra utan att någon får för långt.",
            "Somebody in the group should be able to receive the others without anybody having too far.",
        ),
        Wish::Support => (
            "Den mentor som står bakom en ny mentor ska ligga nära den.",
            "The mentor behind a new mentor should be near it.",
        ),
        Wish::Fairness => (
            "Den som får det sämst räknas en gång till, så att ingen får betala för alla andra.",
            "Whoever is worst off counts once more, so that nobody pays for all the others.",
        ),
    };
    pick(lang, sv, en)
}

const fn pick(lang: Lang, sv: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Sv => sv,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_and_wish_has_a_name_and_a_meaning_of_its_own() {
        for lang in Lang::ALL {
            let rules: BTreeSet<&str> =
                Rule::ALL.iter().flat_map(|it| [rule(*it, lang), rule_means(*it, lang)]).collect();
            assert_eq!(rules.len(), 2 * Rule::ALL.len());
            let wishes: BTreeSet<&str> =
                Wish::ALL.iter().flat_map(|it| [wish(*it, lang), wish_means(*it, lang)]).collect();
            assert_eq!(wishes.len(), 2 * Wish::ALL.len());
            assert!(rules.iter().chain(&wishes).all(|text| text.chars().next().is_some_and(char::is_uppercase)));
        }
    }
}
