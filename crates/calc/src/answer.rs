//! Lines as a table: the columns there are, for machines (CSV, JSON, XLSX) and for people.

use crate::{Datum, Fault, Line};
use serde_json::{Map, Value, json};
use stats::Lang;

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Answer {
    /// From the lines of a method.
    #[must_use]
    pub fn new(lines: Vec<Line>) -> Self {
        Self { lines }
    }

    /// The keys of all lines, each once, in the order of the first that has them; `by` first, `notes` last.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        let mut add = |key: &str| {
            if !keys.iter().any(|own| own == key) {
                keys.push(key.to_owned());
            }
        };
        for (column, _) in self.lines.iter().filter_map(|line| line.by.as_ref()) {
            add(column);
        }
        for (key, _) in self.lines.iter().flat_map(|line| &line.data) {
            add(key);
        }
        if self.lines.iter().any(|line| !line.notes.is_empty()) {
            add("notes");
        }
        keys
    }

    /// The datum of a line under a key.
    #[must_use]
    pub fn datum(line: &Line, key: &str, lang: Lang) -> Option<Datum> {
        if let Some((_, datum)) = line.data.iter().find(|(own, _)| *own == key) {
            return Some(datum.clone());
        }
        if let Some((_, value)) = line.by.as_ref().filter(|(column, _)| column == key) {
            return Some(Datum::Text(value.clone()));
        }
        (key == "notes" && !line.notes.is_empty()).then(|| Datum::Text(line.said(lang)))
    }

    /// RFC 4180, full precision; infinite limits as `inf` and `-inf`.
    ///
    /// # Errors
    /// Never in practice: writing to memory.
    pub fn csv(&self, lang: Lang) -> Result<String, Fault> {
        let ours = |why: String| Fault::Own { sv: why.clone(), en: why };
        let keys = self.keys();
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        out.write_record(&keys).map_err(|why| ours(why.to_string()))?;
        for line in &self.lines {
            let cells = keys.iter().map(|key| match Self::datum(line, key, lang) {
                Some(Datum::Number(value)) => value.to_string(),
                Some(Datum::Text(text)) => text,
                None => String::new(),
            });
            out.write_record(cells).map_err(|why| ours(why.to_string()))?;
        }
        let bytes = out.into_inner().map_err(|why| ours(why.to_string()))?;
        String::from_utf8(bytes).map_err(|why| ours(why.to_string()))
    }

    /// One object a line; an infinite limit is null.
    #[must_use]
    pub fn json(&self, lang: Lang) -> Value {
        let one = |line: &Line| {
            let mut map = Map::new();
            if let Some((column, value)) = &line.by {
                map.insert("by".to_owned(), json!({ (column.as_str()): value }));
            }
            for (key, datum) in &line.data {
                let value = match datum {
                    Datum::Number(value) => json!(value),
                    Datum::Text(text) => json!(text),
                };
                map.insert((*key).to_owned(), value);
            }
            let notes: Vec<&str> = line.notes.iter().map(|(sv, en)| lang.pick(sv.as_str(), en.as_str())).collect();
            map.insert("notes".to_owned(), json!(notes));
            Value::Object(map)
        };
        Value::Array(self.lines.iter().map(one).collect())
    }

    /// A workbook with one sheet; infinite limits are words.
    ///
    /// # Errors
    /// More lines than a sheet holds.
    pub fn xlsx(&self, lang: Lang) -> Result<Vec<u8>, Fault> {
        let bad = |why: rust_xlsxwriter::XlsxError| Fault::Own { sv: why.to_string(), en: why.to_string() };
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let keys = self.keys();
        for (at, key) in keys.iter().enumerate() {
            let column = u16::try_from(at).unwrap_or(u16::MAX);
            sheet.write_string(0, column, key).map_err(bad)?;
            for (row, line) in self.lines.iter().enumerate() {
                let row = u32::try_from(row + 1).unwrap_or(u32::MAX);
                match Self::datum(line, key, lang) {
                    Some(Datum::Number(value)) if value.is_finite() => {
                        sheet.write_number(row, column, value).map_err(bad)?;
                    }
                    Some(Datum::Number(value)) => {
                        sheet.write_string(row, column, value.to_string()).map_err(bad)?;
                    }
                    Some(Datum::Text(text)) => {
                        sheet.write_string(row, column, text).map_err(bad)?;
                    }
                    None => {}
                }
            }
        }
        book.save_to_buffer().map_err(bad)
    }

    /// What a column is called, for people.
    #[must_use]
    pub fn head(key: &str, lang: Lang) -> String {
        let (sv, en) = match key {
            "what" => ("vad", "what"),
            "value" => ("värde", "value"),
            "lower" => ("undre", "lower"),
            "upper" => ("övre", "upper"),
            "confidence" => ("konfidens", "confidence"),
            "method" => ("metod", "method"),
            "statistic" => ("statistika", "statistic"),
            "df" => ("frihetsgrader", "df"),
            "test" => ("test", "test"),
            "publish" => ("får visas", "publish"),
            "notes" => ("att veta", "notes"),
            "first" => ("första", "first"),
            "second" => ("andra", "second"),
            "se" => ("medelfel", "se"),
            "expected" => ("väntat", "expected"),
            "weight" => ("vikt", "weight"),
            "crude" => ("ostandardiserat", "crude"),
            "variance" => ("varians", "variance"),
            "observed" => ("observerat", "observed"),
            "compared" => ("jämfört", "compared"),
            "target" => ("mitt", "target"),
            "outer-lower" => ("yttre undre", "outer lower"),
            "outer-upper" => ("yttre övre", "outer upper"),
            "standing" => ("läge", "standing"),
            "between" => ("mellan", "between"),
            "within" => ("inom", "within"),
            "own" => ("eget", "own"),
            "kept" => ("behåller", "kept"),
            "power" => ("styrka", "power"),
            "adjusted" => ("justerat p", "adjusted p"),
            "flagged" => ("flaggas", "flagged"),
            "family" => ("familj", "family"),
            "family-p" => ("familjens p", "family p"),
            "family-adjusted" => ("familjens justerade p", "family adjusted p"),
            "chosen" => ("vald", "chosen"),
            "quantile" => ("kvantil", "quantile"),
            "slope" => ("lutning", "slope"),
            "direction" => ("riktning", "direction"),
            "reweighted" => ("omvägd", "reweighted"),
            "odds-ratio" => ("oddskvot", "odds ratio"),
            "place" => ("ort", "place"),
            "edition" => ("utgåva", "edition"),
            "gap-only" => ("bara skillnad", "gap only"),
            "state" => ("visas", "state"),
            "finding" => ("fynd", "finding"),
            "sensitive" => ("känslig", "sensitive"),
            "number" => ("tal", "number"),
            "got" => ("vårt", "got"),
            "difference" => ("skillnad", "difference"),
            "agrees" => ("stämmer", "agrees"),
            "source" => ("källa", "source"),
            "median" => ("median", "median"),
            "useful" => ("användbara", "useful"),
            "longest-run" => ("längsta följd", "longest run"),
            "longest-allowed" => ("längsta tillåtna", "longest allowed"),
            "runs" => ("följder", "runs"),
            "crossings" => ("korsningar", "crossings"),
            "counted" => ("räknat", "counted"),
            "change" => ("ändring", "change"),
            "count" => ("antal", "count"),
            "way" => ("håll", "way"),
            "from" => ("från", "from"),
            "to" => ("till", "to"),
            "hidden" => ("dolda", "hidden"),
            "given-away" => ("röjda", "given away"),
            "small-shown" => ("små som visas", "small shown"),
            "sums" => ("summor", "sums"),
            "bottom" => ("längst ned", "bottom"),
            "band-lower" => ("bandets undre", "band lower"),
            "band-upper" => ("bandets övre", "band upper"),
            "band" => ("band", "band"),
            "intercept" => ("vid noll", "intercept"),
            "lack-of-fit" => ("avvikelse från linjen", "lack of fit"),
            "log-likelihood" => ("logaritmerad likelihood", "log-likelihood"),
            "share-of-persons" => ("andel av personerna", "share of persons"),
            "share-of-amounts" => ("andel av beloppen", "share of amounts"),
            "fewest-by-chance" => ("minst av en slump", "fewest by chance"),
            "most-by-chance" => ("mest av en slump", "most by chance"),
            "superiority" => ("överlägsenhet", "superiority"),
            "lags" => ("eftersläpningar", "lags"),
            "factor" => ("faktor", "factor"),
            "sd" => ("standardavvikelse", "sd"),
            "any" => ("något", "any"),
            "detectable" => ("minsta som syns", "detectable"),
            other => (other, other),
        };
        lang.pick(sv, en).to_owned()
    }

    /// A word of an answer for people: what is ours in the reader's language, names of the file as they are.
    #[must_use]
    pub fn word(key: &str, text: &str, lang: Lang) -> String {
        let ours = [
            "what",
            "standing",
            "direction",
            "state",
            "finding",
            "flagged",
            "chosen",
            "change",
            "way",
            "sensitive",
            "counted",
        ];
        // Two columns of numbers without names of their own.
        match (key, text) {
            ("what", "1 - 2") => return lang.pick("första minus andra", "first minus second").to_owned(),
            ("what", "1 / 2") => return lang.pick("första genom andra", "first over second").to_owned(),
            _ => {}
        }
        if lang == Lang::En || !ours.contains(&key) {
            return text.to_owned();
        }
        swedish(text)
    }

    /// A line's difference in a sentence, where it has one with an interval: whose, how large, and whether the
    /// interval leaves out nothing at all.
    #[must_use]
    pub fn sentence(line: &Line, lang: Lang) -> Option<String> {
        // A mean or a quantile of several is not told by itself.
        let (first, second) = line.word("what")?.split_once(" - ").filter(|it| !it.0.contains(": "))?;
        let value = Self::shown(line.number("value")?, lang);
        let own = |name: &str, sv: &str, en: &str| match name {
            "1" | "2" => lang.pick(sv, en).to_owned(),
            name => name.to_owned(),
        };
        let (first, second) = (own(first, "den första", "the first"), own(second, "den andra", "the second"));
        let place = line.by.as_ref().map_or_else(String::new, |(column, value)| format!("{column} = {value}: "));
        let told = lang.pick(
            format!("{place}Skillnaden, {first} minus {second}, är {value}"),
            format!("{place}The difference, {first} minus {second}, is {value}"),
        );
        let (Some(lower), Some(upper)) = (line.number("lower"), line.number("upper")) else {
            return Some(format!("{told}."));
        };
        let confidence = Self::shown(100.0 * line.number("confidence")?, lang);
        let [from, to] = [lower, upper].map(|it| Self::shown(it, lang));
        let interval = lang.pick(
            format!("{confidence} procents intervall {from} till {to}"),
            format!("{confidence} per cent interval {from} to {to}"),
        );
        let means = if lower > 0.0 {
            lang.pick(
                format!("Hela intervallet ligger över noll: talet är högre för {first}, och det är knappast slump."),
                format!(
                    "All of the interval is above zero: the number is higher for {first}, and that is hardly chance."
                ),
            )
        } else if upper < 0.0 {
            lang.pick(
                format!("Hela intervallet ligger under noll: talet är lägre för {first}, och det är knappast slump."),
                format!(
                    "All of the interval is below zero: the number is lower for {first}, and that is hardly chance."
                ),
            )
        } else {
            lang.pick(
                "Noll ligger i intervallet, så skillnaden kan bero på slumpen.".to_owned(),
                "Zero lies within the interval, so the difference may be due to chance.".to_owned(),
            )
        };
        Some(format!("{told}; {interval}. {means}"))
    }

    /// A number for people: four significant digits and no fewer than the whole number has, a comma in Swedish.
    #[must_use]
    pub fn shown(value: f64, lang: Lang) -> String {
        let whole = (1000.0..1e15).contains(&value.abs());
        let rounded = if whole { value.round() } else { format!("{value:.3e}").parse().unwrap_or(value) };
        Self::shown_in_full(rounded, lang)
    }

    /// The same with seven digits, for what is held against what was published.
    #[must_use]
    pub fn shown_in_full(value: f64, lang: Lang) -> String {
        if value.is_infinite() {
            return if value > 0.0 { "∞".to_owned() } else { "−∞".to_owned() };
        }
        let whole = value.fract() == 0.0 && value.abs() < 1e15;
        let rounded = if whole { value } else { format!("{value:.6e}").parse().unwrap_or(value) };
        let large = rounded != 0.0 && !(1e-5..1e15).contains(&rounded.abs());
        let text = if large { format!("{rounded:e}") } else { format!("{rounded}") };
        let text = text.replace('-', "−");
        lang.pick(text.replace('.', ","), text.clone())
    }
}

/// A label of ours in Swedish: whole, by its parts ("alla: rate", "A / total"), or a word before numbers
/// ("year 2020"). Names of the file stay as they are.
fn swedish(text: &str) -> String {
    let ours = |word: &str| WORDS.iter().find(|it| it.0 == word).map(|it| it.1.to_owned());
    if let Some(word) = ours(text) {
        return word;
    }
    if let Some((before, after)) = text.split_once(": ") {
        return format!("{}: {}", swedish(before), swedish(after));
    }
    if text.split(" / ").any(|part| part == "total") {
        let part = |part: &str| if part == "total" { "totalt".to_owned() } else { part.to_owned() };
        return text.split(" / ").map(part).collect::<Vec<String>>().join(" / ");
    }
    let Some((word, numbers)) = text.split_once(' ') else { return text.to_owned() };
    let is_number = |it: &str| it.parse::<f64>().is_ok();
    if !numbers.split(' ').all(is_number) {
        return text.to_owned();
    }
    match (word, numbers.split_once(' ')) {
        ("att", Some((start, year))) => format!("start {start}, år {year}"),
        ("event", None) => format!("år sedan start: {}", numbers.replace('-', "−")),
        ("quantile", None) => format!("kvantil {}", numbers.replace('.', ",")),
        ("year", None) => format!("år {numbers}"),
        ("apart", None) => format!("skillnad år {numbers}"),
        _ => text.to_owned(),
    }
}

/// Our own words of answers, in English and Swedish. Machines (CSV, JSON, XLSX) get the English.
const WORDS: &[(&str, &str)] = &[
    ("mean", "medelvärde"),
    ("all", "alla"),
    ("total", "totalt"),
    ("rate", "tal"),
    ("gini", "gini"),
    ("too-few-runs", "för få följder"),
    ("too-many-runs", "för många följder"),
    ("shift", "förskjutning"),
    ("astronomical-candidate", "kan vara ett extremvärde"),
    ("yes", "ja"),
    ("no", "nej"),
    ("constant", "konstant"),
    ("odds ratio", "oddskvot"),
    ("odds ratio, exact", "oddskvot, exakt"),
    ("risk ratio", "kvot mellan andelar"),
    ("risk difference", "skillnad mellan andelar"),
    ("not compared", "inte jämfört"),
    ("test", "test"),
    ("test with continuity correction", "test med kontinuitetskorrektion"),
    ("Breslow-Day-Tarone", "Breslow-Day-Tarone"),
    ("slope index", "lutningsindex"),
    ("relative index", "relativt index"),
    ("composition", "sammansättning"),
    ("rates", "talen"),
    ("explained", "förklarat"),
    ("unexplained", "oförklarat"),
    ("unexplained, first group", "oförklarat, första gruppen"),
    ("unexplained, second group", "oförklarat, andra gruppen"),
    ("endowments", "omständigheter"),
    ("coefficients", "koefficienter"),
    ("interaction", "samspel"),
    ("specification", "linjens fel"),
    ("reweighting", "vikternas fel"),
    ("variance", "varians"),
    ("fit", "anpassning"),
    ("overdispersion", "överspridning"),
    ("common", "gemensamt"),
    ("difference", "skillnad"),
    ("down", "nedåt"),
    ("up", "uppåt"),
    ("far below", "långt under"),
    ("below", "under"),
    ("within", "inom"),
    ("above", "över"),
    ("far above", "långt över"),
    ("false alarms", "falska larm"),
    ("slope", "lutning"),
    ("slope, seasons hang together", "lutning, årstider hänger ihop"),
    ("seasons independent", "årstider oberoende"),
    ("seasons hang together", "årstider hänger ihop"),
    ("Mann-Kendall, exact", "Mann-Kendall, exakt"),
    ("trend", "trend"),
    ("homogeneity", "likhet"),
    ("rising", "stigande"),
    ("falling", "sjunkande"),
    ("no change", "ingen ändring"),
    ("run chart", "seriediagram"),
    ("runs", "följder"),
    ("crossings", "korsningar"),
    ("rank sum", "rangsumma"),
    ("rank sum, exact", "rangsumma, exakt"),
    ("share up", "andel upp"),
    ("overall", "sammantaget"),
    ("overall, by event", "sammantaget, efter år sedan start"),
    ("overall, by start", "sammantaget, efter start"),
    ("overall, by year", "sammantaget, efter år"),
    ("before the starts", "före starterna"),
    ("effect", "verkan"),
    ("weight", "vikt"),
    ("between", "mellan"),
    ("table", "tabell"),
    ("shown", "visas"),
    ("primary", "dold"),
    ("secondary", "dold för de andras skull"),
    ("safe", "skyddad"),
    ("exact", "helt röjd"),
    ("nearly", "nästan röjd"),
    ("surely small", "säkert liten"),
    ("small, shown", "liten, visas"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        for (value, sv) in [
            (0.1 + 0.2, "0,3"),
            (-1.860_813_467_486_85, "−1,861"),
            (0.052_431_47, "0,05243"),
            (2022.0, "2022"),
            (12_345_678.4, "12345678"),
            (123.456, "123,5"),
            (1_234_567.89, "1234568"),
            (f64::INFINITY, "∞"),
            (0.000_000_123_4, "1,234e−7"),
            (0.0, "0"),
        ] {
            assert_eq!(Answer::shown(value, Lang::Sv), sv);
        }
        assert_eq!(Answer::shown_in_full(0.052_431_472_4, Lang::Sv), "0,05243147");
    }

    #[test]
    fn a_difference_is_told_in_a_sentence() {
        let line = |what: &str, lower: f64| {
            let line = Line::of(what).with("value", 0.2).with("lower", lower).with("upper", 0.333_872_7);
            line.with("confidence", 0.95)
        };
        assert_eq!(
            Answer::sentence(&line("kvinnor - män", 0.052_431_47), Lang::Sv).unwrap(),
            "Skillnaden, kvinnor minus män, är 0,2; 95 procents intervall 0,05243 till 0,3339. Hela intervallet ligger över noll: talet är högre för kvinnor, och det är knappast slump."
        );
        assert_eq!(
            Answer::sentence(&line("1 - 2", -0.1), Lang::En).unwrap(),
            "The difference, the first minus the second, is 0.2; 95 per cent interval -0.1 to 0.3339. Zero lies within the interval, so the difference may be due to chance."
                .replace("-0.1", "−0.1")
        );
        assert_eq!(Answer::sentence(&line("odds ratio", 0.1), Lang::Sv), None);
        assert_eq!(Answer::word("what", "1 - 2", Lang::Sv), "första minus andra");
    }

    #[test]
    fn labels_of_ours_are_told_in_swedish() {
        for (en, sv) in [
            ("quantile 0.25: explained", "kvantil 0,25: förklarat"),
            ("gini: unexplained", "gini: oförklarat"),
            ("too-few-runs", "för få följder"),
            ("event -2", "år sedan start: −2"),
            ("att 2020 2019", "start 2020, år 2019"),
            ("year 2020", "år 2020"),
            ("apart 2015", "skillnad år 2015"),
            ("all: rate", "alla: tal"),
            ("A / total", "A / totalt"),
            ("Year End", "Year End"),
        ] {
            assert_eq!(Answer::word("what", en, Lang::Sv), sv);
            assert_eq!(Answer::word("what", en, Lang::En), en);
        }
    }

    #[test]
    fn no_example_shows_an_english_label_in_swedish() {
        let english = [
            "explained",
            "unexplained",
            "event",
            "att",
            "year",
            "apart",
            "rate",
            "total",
            "quantile",
            "mean",
            "shift",
            "runs",
            "crossings",
            "few",
            "many",
            "by",
            "within",
            "between",
            "all",
            "slope",
        ];
        for recipe in crate::recipes() {
            for line in recipe.run_example().unwrap() {
                let told = Answer::word("what", line.word("what").unwrap_or(""), Lang::Sv);
                let mut words = told.split(|c: char| !c.is_alphanumeric());
                assert!(!words.any(|word| english.contains(&word)), "{}: {told}", recipe.key);
            }
        }
    }

    #[test]
    fn columns_are_those_of_all_lines() {
        let lines = vec![
            Line { by: Some(("kommun".to_owned(), "A, B".to_owned())), ..Line::of("x").with("value", 1.5) },
            Line::of("y").with("p", f64::INFINITY).note("Få.", "Few."),
        ];
        let answer = Answer::new(lines);
        assert_eq!(answer.keys(), ["kommun", "what", "value", "p", "notes"]);
        assert_eq!(answer.csv(Lang::En).unwrap(), "kommun,what,value,p,notes\r\n\"A, B\",x,1.5,,\r\n,y,,inf,Few.\r\n");
        let json = answer.json(Lang::Sv);
        assert_eq!(json[0]["by"]["kommun"], "A, B");
        assert_eq!(json[1]["p"], Value::Null);
        assert_eq!(json[1]["notes"][0], "Få.");
        assert!(answer.xlsx(Lang::Sv).unwrap().starts_with(b"PK"));
    }
}
