//! What is wrong with a file: where, and a sentence that says what to do.

use crate::text::Lang;
use serde::Serialize;
use std::fmt;

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The file, as the caller named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, in letters from 1.
    pub column: usize,
    /// What is wrong.
    pub kind: FaultKind,
}

impl Fault {
    /// What is wrong, in a sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        self.kind.sentence(lang)
    }

    /// File, line and sentence: `modell.toml rad 42: steget …`.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        format!("{} {} {}: {}", self.file, lang.pick("rad", "line"), self.line, self.sentence(lang))
    }
}

/// A thing that has an id, or a place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it; their words stand below")]
pub enum Thing {
    Model,
    Role,
    Team,
    Condition,
    Choice,
    Deadline,
    Material,
    Step,
    Task,
    Outcome,
    Module,
    Feedback,
    Field,
    Checklist,
    ChecklistItem,
    Status,
    Result,
    Instrument,
    Part,
    Block,
    Item,
    Mapping,
    Charter,
    Principle,
    Obligation,
    Signing,
    Area,
    Article,
    Decision,
    Heading,
    Question,
    Ending,
    Form,
    FormSection,
    FormField,
    Alternative,
    Column,
}

impl Thing {
    /// The thing in its definite form: "steget", "the step".
    #[must_use]
    pub const fn the(self, lang: Lang) -> &'static str {
        let (sv, en) = self.words();
        lang.pick(sv, en)
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Model => ("modellen", "the model"),
            Self::Role => ("rollen", "the role"),
            Self::Team => ("laget", "the team"),
            Self::Condition => ("villkoret", "the condition"),
            Self::Choice => ("valet", "the choice"),
            Self::Deadline => ("fristen", "the deadline"),
            Self::Material => ("materialet", "the material"),
            Self::Step => ("steget", "the step"),
            Self::Task => ("uppgiften", "the task"),
            Self::Outcome => ("resultatet", "the outcome"),
            Self::Module => ("modulen", "the module"),
            Self::Feedback => ("återkopplingen", "the feedback form"),
            Self::Field => ("frågan i återkopplingen", "the feedback question"),
            Self::Checklist => ("checklistan", "the checklist"),
            Self::ChecklistItem => ("punkten i checklistan", "the checklist item"),
            Self::Status => ("statusregeln", "the status rule"),
            Self::Result => ("det väntade resultatet", "the expected result"),
            Self::Instrument => ("självskattningen", "the self-assessment"),
            Self::Part => ("delen", "the part"),
            Self::Block => ("blocket", "the block"),
            Self::Item => ("punkten", "the item"),
            Self::Mapping => ("jämförelsen", "the mapping"),
            Self::Charter => ("deklarationen", "the Charter"),
            Self::Principle => ("principen", "the principle"),
            Self::Obligation => ("åtagandet", "the obligation"),
            Self::Signing => ("ledet i undertecknandet", "the part of signing"),
            Self::Area => ("området", "the area"),
            Self::Article => ("artikeln", "the article"),
            Self::Decision => ("beslutslistan", "the decision checklist"),
            Self::Heading => ("rubriken", "the heading"),
            Self::Question => ("frågan", "the question"),
            Self::Ending => ("utfallet", "the outcome"),
            Self::Form => ("mallen", "the form"),
            Self::FormSection => ("avsnittet", "the section"),
            Self::FormField => ("fältet", "the field"),
            Self::Alternative => ("alternativet", "the option"),
            Self::Column => ("kolumnen", "the column"),
        }
    }
}

/// What kind of value stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Shape {
    Text,
    Number,
    YesNo,
    List,
    Table,
    Date,
    Decimal,
}

impl Shape {
    const fn words(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Self::Text => ("text inom citattecken", "text in quotes"),
            Self::Number => ("ett heltal", "a whole number"),
            Self::YesNo => ("true eller false", "true or false"),
            Self::List => ("en lista", "a list"),
            Self::Table => ("en tabell med nycklar", "a table with keys"),
            Self::Date => ("ett datum", "a date"),
            Self::Decimal => ("ett decimaltal", "a decimal number"),
        };
        lang.pick(sv, en)
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the sentences below say what each means")]
#[non_exhaustive]
pub enum FaultKind {
    TooLarge { bytes: usize, most: usize },
    NotToml { why: String },
    NoFormat,
    UnknownFormat { found: String, likeliest: Option<String>, known: Vec<String> },
    UnknownKey { key: String, likeliest: Option<String>, known: Vec<String> },
    MissingKey { key: String },
    MissingLanguage { key: String, missing: String },
    WrongShape { key: String, expected: Shape, found: Shape },
    UnknownValue { key: String, value: String, likeliest: Option<String>, known: Vec<String> },
    OutOfRange { key: String, value: i64, least: i64, most: i64 },
    NoId { key: String, value: String },
    Empty { key: String },
    EmptyList { key: String },
    Twice { thing: Thing, id: String, first: usize },
    TwiceInLibrary { thing: Thing, id: String, other: String },
    NoSuch { from: Thing, from_id: String, to: Thing, to_id: String, likeliest: Option<String> },
    NoteMissing { key: String },
    OnlyOneLanguageFile { there: String, missing: String },
    TextWithoutModel,
    Unreadable { why: String },
    // Rules of a model.
    NoTeam { organisation: String },
    TeamTwice { organisation: String },
    TeamNotAllowed { organisation: String },
    MemberNotParticipant { role: String },
    GroupBackwards { what: &'static str, least: u8, most: u8 },
    MeetingWithoutHolder { step: String },
    MeetingWithoutPeople { step: String },
    HeldButNoMeeting { step: String },
    DeadlineNoMeeting { deadline: String, step: String },
    DeadlineDuring { deadline: String },
    DeadlineElsewhere { step: String, task: String, deadline: String },
    DeadlineOtherSide { step: String, task: String, deadline: String },
    FeedbackNoMeeting { step: String },
    ChoicesMissing { condition: String },
    ChoicesUnused { condition: String },
    StatusScale { status: String, rule: u8, instrument: String, highest: u8 },
    StatusLevel { status: String, level: u8, highest: u8 },
    OneselfAsBase { model: String },
    BaseCycle { models: Vec<String> },
    // Rules of a self-assessment.
    ScaleBackwards { lowest: u8, highest: u8 },
    ScaleLevels { expected: Vec<u8>, found: Vec<u8> },
    NumberTwice { thing: Thing, number: u16 },
    AnchorMissing { item: String, level: u8, part: Option<String> },
    AnchorTwice { item: String, level: u8, part: Option<String> },
    AnchorLevel { item: String, level: u8, lowest: u8, highest: u8 },
    AnchorPart { item: String },
    // Rules of a mapping.
    MappingToItself { id: String },
    PairEmpty,
    PairRelation { item: String, both: bool },
    ItemUnmapped { item: String, instrument: String },
    PairTwice { from: String, to: String },
    ScalesDiffer { from: u8, to: u8 },
    // Rules of the Charter.
    ArticleNumber { article: String },
    ArticleOutside { article: String, count: u16 },
    ArticleCount { expected: u16, found: usize },
    NumberConfirmed { article: String },
    // Rules of a decision checklist.
    WayMissing { question: String, key: String },
    WayUnused { question: String, key: String },
    Circle { questions: Vec<String> },
    NeverAsked { thing: Thing, id: String },
    // Rules of a form.
    KeyUnfit { field: String, key: String, kind: String },
    OptionsMissing { field: String, column: Option<String> },
    ColumnsMissing { field: String },
    FromMissing { field: String },
    FromUnfit { field: String, from: String, kind: String },
    FromItself { field: String },
    FromOtherKind { field: String, from: String, found: String, kind: String },
    ColumnKind { field: String, column: String, from: String, kind: String },
    ColumnUnknown { field: String, column: String, from: String, likeliest: Option<String>, known: Vec<String> },
    AskedOfNobody { field: String },
    FormUnfit { material: String },
    NoSlides { material: String, form: String },
    FormLacks { form: String, field: String, thing: Thing, id: String },
}

impl FaultKind {
    /// What is wrong, in a sentence that says what to do.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::Sv => self.swedish(),
            Lang::En => self.english(),
        }
    }

    #[allow(clippy::too_many_lines, reason = "one arm a sentence")]
    fn swedish(&self) -> String {
        match self {
            Self::TooLarge { bytes, most } => {
                format!("filen är för stor ({bytes} byte); den får vara högst {most} byte.")
            }
            Self::NotToml { why } => format!("raden går inte att läsa som TOML ({why})."),
            Self::NoFormat => "filen måste börja med format, till exempel format = \"model/1\".".to_owned(),
            Self::UnknownFormat { found, likeliest, known } => {
                format!("formatet ’{found}’ finns inte{}", instead(likeliest, known, Lang::Sv))
            }
            Self::UnknownKey { key, likeliest, known } => {
                format!("nyckeln ’{key}’ finns inte här{}", instead(likeliest, known, Lang::Sv))
            }
            Self::MissingKey { key } => format!("här saknas ’{key}’."),
            Self::MissingLanguage { key, missing } => {
                format!(
                    "’{key}’ saknar {}; lägg till {key}.{missing}.",
                    if missing == "sv" { "svensk text" } else { "engelsk text" }
                )
            }
            Self::WrongShape { key, expected, found } => {
                format!("’{key}’ ska vara {}, inte {}.", expected.words(Lang::Sv), found.words(Lang::Sv))
            }
            Self::UnknownValue { key, value, likeliest, known } => {
                format!("’{key}’ kan inte vara ’{value}’{}", instead(likeliest, known, Lang::Sv))
            }
            Self::OutOfRange { key, value, least, most } => {
                format!("’{key}’ är {value} men måste vara mellan {least} och {most}.")
            }
            Self::NoId { key, value } => format!(
                "’{value}’ går inte att använda som {key}; skriv små bokstäver a–z, siffror och enkla bindestreck, högst 64 tecken."
            ),
            Self::Empty { key } => format!("’{key}’ är tom; skriv något eller ta bort nyckeln."),
            Self::EmptyList { key } => format!("listan ’{key}’ är tom; den måste ha något i sig."),
            Self::Twice { thing, id, first } => {
                format!("{} ’{id}’ finns redan på rad {first}; ge en av dem ett annat id.", thing.the(Lang::Sv))
            }
            Self::TwiceInLibrary { thing, id, other } => {
                format!("{} ’{id}’ finns redan i {other}; välj ett annat id.", thing.the(Lang::Sv))
            }
            Self::NoSuch { from, from_id, to, to_id, likeliest } => format!(
                "{} ’{from_id}’ hänvisar till {} ’{to_id}’ som inte finns{}",
                from.the(Lang::Sv),
                to.the(Lang::Sv),
                instead(likeliest, &[], Lang::Sv)
            ),
            Self::NoteMissing { key } => {
                format!("{key} är märkt unconfirmed = true men saknar note; skriv vad som inte är bekräftat.")
            }
            Self::OnlyOneLanguageFile { there, missing } => {
                format!("{there} finns men inte {missing}; båda språken behövs.")
            }
            Self::TextWithoutModel => "texten hör inte till någon modell; lägg en model.toml i samma mapp.".to_owned(),
            Self::Unreadable { why } => format!("filen går inte att läsa ({why})."),
            Self::NoTeam { organisation } => format!(
                "modellen är öppen för {} men säger inte vilka som deltar; lägg till en [[team]].",
                organisation_words(organisation, Lang::Sv)
            ),
            Self::TeamTwice { organisation } => {
                format!("det finns två [[team]] för {}.", organisation_words(organisation, Lang::Sv))
            }
            Self::TeamNotAllowed { organisation } => format!(
                "det finns en [[team]] för {}, men modellen är inte öppen för dem.",
                organisation_words(organisation, Lang::Sv)
            ),
            Self::MemberNotParticipant { role } => {
                format!("rollen ’{role}’ kan inte vara med i ett lag; den har inte side = \"participant\".")
            }
            Self::GroupBackwards { what, least, most } => {
                format!("gruppen har minst {least} men högst {most} {}.", group_words(what, Lang::Sv))
            }
            Self::MeetingWithoutHolder { step } => {
                format!("steget ’{step}’ är en träff men säger inte vem som ordnar den; lägg till held_by.")
            }
            Self::MeetingWithoutPeople { step } => {
                format!("steget ’{step}’ är en träff men säger inte vilka som kommer; lägg till attends.")
            }
            Self::HeldButNoMeeting { step } => format!("steget ’{step}’ är ingen träff; ta bort held_by."),
            Self::DeadlineNoMeeting { deadline, step } => {
                format!("fristen ’{deadline}’ räknas från steget ’{step}’, som inte är en träff.")
            }
            Self::DeadlineDuring { deadline } => format!("fristen ’{deadline}’ måste vara before eller after."),
            Self::DeadlineElsewhere { step, task, deadline } => format!(
                "uppgiften ’{task}’ i steget ’{step}’ har fristen ’{deadline}’, men den gäller inte det steget."
            ),
            Self::DeadlineOtherSide { step, task, deadline } => {
                format!("uppgiften ’{task}’ i steget ’{step}’ görs på andra sidan om träffen än fristen ’{deadline}’.")
            }
            Self::FeedbackNoMeeting { step } => {
                format!("återkoppling kan inte lämnas efter steget ’{step}’, som inte är en träff.")
            }
            Self::ChoicesMissing { condition } => {
                format!("villkoret ’{condition}’ frågar efter choice men har inga val; lägg till [[condition.choice]].")
            }
            Self::ChoicesUnused { condition } => {
                format!("villkoret ’{condition}’ har val men frågar inte efter dem; lägg till choice i asks.")
            }
            Self::StatusScale { status, rule, instrument, highest } => format!(
                "statusregeln ’{status}’ är gjord för en skala till {rule}, men självskattningen ’{instrument}’ går till {highest}; de går inte att jämföra."
            ),
            Self::StatusLevel { status, level, highest } => {
                format!("statusregeln ’{status}’ talar om nivå {level}, men skalan går till {highest}.")
            }
            Self::OneselfAsBase { model } => format!("modellen ’{model}’ kan inte bygga på sig själv."),
            Self::BaseCycle { models } => format!("modellerna bygger på varandra i ring: {}.", models.join(" → ")),
            Self::ScaleBackwards { lowest, highest } => {
                format!("skalan går från {lowest} till {highest}; det högsta måste vara större än det lägsta.")
            }
            Self::ScaleLevels { expected, found } => {
                format!("skalan har nivåerna {} men ska ha {}, i ordning.", numbers(found), numbers(expected))
            }
            Self::NumberTwice { thing, number } => {
                format!("numret {number} står på två ställen; {} måste ha ett eget.", thing.the(Lang::Sv))
            }
            Self::AnchorMissing { item, level, part } => {
                format!("punkten ’{item}’ saknar beskrivning av nivå {level}{}.", of_part(part, Lang::Sv))
            }
            Self::AnchorTwice { item, level, part } => {
                format!("punkten ’{item}’ beskriver nivå {level}{} två gånger.", of_part(part, Lang::Sv))
            }
            Self::AnchorLevel { item, level, lowest, highest } => {
                format!("punkten ’{item}’ beskriver nivå {level}, men skalan går från {lowest} till {highest}.")
            }
            Self::AnchorPart { item } => {
                format!("punkten ’{item}’ har en beskrivning som inte säger vilken del den gäller; lägg till part.")
            }
            Self::MappingToItself { id } => format!("jämförelsen går från ’{id}’ till sig själv."),
            Self::PairEmpty => "paret har varken from eller to.".to_owned(),
            Self::PairRelation { item, both: true } => {
                format!("punkten ’{item}’ har en motsvarighet; relation kan inte vara none.")
            }
            Self::PairRelation { item, both: false } => {
                format!("punkten ’{item}’ saknar motsvarighet; relation måste vara none.")
            }
            Self::ItemUnmapped { item, instrument } => {
                format!("punkten ’{item}’ i ’{instrument}’ är inte med; säg vad den motsvarar, eller none.")
            }
            Self::PairTwice { from, to } => format!("paret ’{from}’ och ’{to}’ står två gånger."),
            Self::ScalesDiffer { from, to } => format!(
                "nivåerna kan inte jämföras när den ena skalan går till {from} och den andra till {to}; skriv levels_comparable = false."
            ),
            Self::ArticleNumber { article } => {
                format!("artikeln ’{article}’ ska ha number, eller number_from och number_to där numret inte är känt.")
            }
            Self::ArticleOutside { article, count } => {
                format!("artikeln ’{article}’ har ett nummer utanför 1–{count}.")
            }
            Self::ArticleCount { expected, found } => {
                format!("deklarationen ska ha {expected} artiklar men har {found}.")
            }
            Self::NumberConfirmed { article } => {
                format!("artikeln ’{article}’ har inget känt nummer och måste märkas unconfirmed = true.")
            }
            Self::WayMissing { question, key } => format!("frågan ’{question}’ leder ingenstans; lägg till {key}."),
            Self::WayUnused { question, key } => {
                format!("frågan ’{question}’ kan inte ha {key} med det sättet att svara.")
            }
            Self::Circle { questions } => format!("frågorna leder i ring: {}.", questions.join(" → ")),
            Self::NeverAsked { thing, id } => {
                format!("{} ’{id}’ nås aldrig från den första frågan.", thing.the(Lang::Sv))
            }
            Self::KeyUnfit { field, key, kind } => {
                format!("fältet ’{field}’ är av slaget {kind} och kan inte ha {key}.")
            }
            Self::OptionsMissing { field, column: None } => {
                format!("fältet ’{field}’ har inget att välja bland; lägg till [[section.field.option]].")
            }
            Self::OptionsMissing { field, column: Some(column) } => format!(
                "kolumnen ’{column}’ i fältet ’{field}’ har inget att välja bland; lägg till [[section.field.column.option]]."
            ),
            Self::ColumnsMissing { field } => {
                format!("fältet ’{field}’ har inga kolumner; lägg till [[section.field.column]].")
            }
            Self::FromMissing { field } => {
                format!("fältet ’{field}’ visar det som redan är känt men säger inte vad; lägg till from.")
            }
            Self::FromUnfit { field, from, kind } => {
                format!("fältet ’{field}’ är av slaget {kind} och kan inte fyllas från {from}.")
            }
            Self::FromItself { field } => {
                format!("fältet ’{field}’ kan inte fyllas från sin egen mall; from ska nämna en annan.")
            }
            Self::FromOtherKind { field, from, found, kind } => {
                format!(
                    "fältet ’{field}’ är av slaget {kind}, men {from} är av slaget {found}; gör dem lika, eller facts."
                )
            }
            Self::ColumnKind { field, column, from, kind } => {
                format!("kolumnen ’{column}’ i fältet ’{field}’ fylls från {from} och måste vara av slaget {kind}.")
            }
            Self::ColumnUnknown { field, column, from, likeliest, known } => format!(
                "kolumnen ’{column}’ i fältet ’{field}’ finns inte i {from}{}",
                instead(likeliest, known, Lang::Sv)
            ),
            Self::AskedOfNobody { field } => {
                format!("fältet ’{field}’ frågas av andra än avsnittet; ingen får svara på det.")
            }
            Self::FormUnfit { material } => {
                format!("materialet ’{material}’ kan inte ha form; det kan bara template och presentation.")
            }
            Self::NoSlides { material, form } => format!(
                "materialet ’{material}’ är en presentation, men mallen ’{form}’ har inga bilder; skriv slide = true i minst ett avsnitt."
            ),
            Self::FormLacks { form, field, thing, id } => format!(
                "mallen ’{form}’ behöver {} ’{id}’ till fältet ’{field}’, men modellen har ingen sådan; välj en annan mall eller lägg till den.",
                thing.the(Lang::Sv)
            ),
        }
    }

    #[allow(clippy::too_many_lines, reason = "one arm a sentence")]
    fn english(&self) -> String {
        match self {
            Self::TooLarge { bytes, most } => {
                format!("the file is too large ({bytes} bytes); it may have at most {most}.")
            }
            Self::NotToml { why } => format!("the line cannot be read as TOML ({why})."),
            Self::NoFormat => "the file must begin with format, for example format = \"model/1\".".to_owned(),
            Self::UnknownFormat { found, likeliest, known } => {
                format!("there is no format ‘{found}’{}", instead(likeliest, known, Lang::En))
            }
            Self::UnknownKey { key, likeliest, known } => {
                format!("there is no key ‘{key}’ here{}", instead(likeliest, known, Lang::En))
            }
            Self::MissingKey { key } => format!("‘{key}’ is missing here."),
            Self::MissingLanguage { key, missing } => {
                format!(
                    "‘{key}’ has no {} text; add {key}.{missing}.",
                    if missing == "sv" { "Swedish" } else { "English" }
                )
            }
            Self::WrongShape { key, expected, found } => {
                format!("‘{key}’ should be {}, not {}.", expected.words(Lang::En), found.words(Lang::En))
            }
            Self::UnknownValue { key, value, likeliest, known } => {
                format!("‘{key}’ cannot be ‘{value}’{}", instead(likeliest, known, Lang::En))
            }
            Self::OutOfRange { key, value, least, most } => {
                format!("‘{key}’ is {value} but must be between {least} and {most}.")
            }
            Self::NoId { key, value } => format!(
                "‘{value}’ cannot be used as {key}; write small letters a–z, digits and single hyphens, at most 64 characters."
            ),
            Self::Empty { key } => format!("‘{key}’ is empty; write something or remove the key."),
            Self::EmptyList { key } => format!("the list ‘{key}’ is empty; it must hold something."),
            Self::Twice { thing, id, first } => {
                format!("{} ‘{id}’ already stands on line {first}; give one of them another id.", thing.the(Lang::En))
            }
            Self::TwiceInLibrary { thing, id, other } => {
                format!("{} ‘{id}’ already stands in {other}; choose another id.", thing.the(Lang::En))
            }
            Self::NoSuch { from, from_id, to, to_id, likeliest } => format!(
                "{} ‘{from_id}’ refers to {} ‘{to_id}’, which does not exist{}",
                from.the(Lang::En),
                to.the(Lang::En),
                instead(likeliest, &[], Lang::En)
            ),
            Self::NoteMissing { key } => {
                format!("{key} is marked unconfirmed = true but has no note; write what is not confirmed.")
            }
            Self::OnlyOneLanguageFile { there, missing } => {
                format!("there is {there} but no {missing}; both languages are needed.")
            }
            Self::TextWithoutModel => "the text belongs to no model; put a model.toml in the same folder.".to_owned(),
            Self::Unreadable { why } => format!("the file cannot be read ({why})."),
            Self::NoTeam { organisation } => format!(
                "the model is open to {} but does not say who takes part; add a [[team]].",
                organisation_words(organisation, Lang::En)
            ),
            Self::TeamTwice { organisation } => {
                format!("there are two [[team]] for {}.", organisation_words(organisation, Lang::En))
            }
            Self::TeamNotAllowed { organisation } => format!(
                "there is a [[team]] for {}, but the model is not open to them.",
                organisation_words(organisation, Lang::En)
            ),
            Self::MemberNotParticipant { role } => {
                format!("the role ‘{role}’ cannot be in a team; it does not have side = \"participant\".")
            }
            Self::GroupBackwards { what, least, most } => {
                format!("the group has at least {least} but at most {most} {}.", group_words(what, Lang::En))
            }
            Self::MeetingWithoutHolder { step } => {
                format!("the step ‘{step}’ is a meeting but does not say who arranges it; add held_by.")
            }
            Self::MeetingWithoutPeople { step } => {
                format!("the step ‘{step}’ is a meeting but does not say who comes; add attends.")
            }
            Self::HeldButNoMeeting { step } => format!("the step ‘{step}’ is no meeting; remove held_by."),
            Self::DeadlineNoMeeting { deadline, step } => {
                format!("the deadline ‘{deadline}’ counts from the step ‘{step}’, which is no meeting.")
            }
            Self::DeadlineDuring { deadline } => format!("the deadline ‘{deadline}’ must be before or after."),
            Self::DeadlineElsewhere { step, task, deadline } => format!(
                "the task ‘{task}’ of the step ‘{step}’ has the deadline ‘{deadline}’, which does not hold for that step."
            ),
            Self::DeadlineOtherSide { step, task, deadline } => format!(
                "the task ‘{task}’ of the step ‘{step}’ is done on the other side of the meeting than the deadline ‘{deadline}’."
            ),
            Self::FeedbackNoMeeting { step } => {
                format!("feedback cannot be given after the step ‘{step}’, which is no meeting.")
            }
            Self::ChoicesMissing { condition } => {
                format!("the condition ‘{condition}’ asks for a choice but has none; add [[condition.choice]].")
            }
            Self::ChoicesUnused { condition } => {
                format!("the condition ‘{condition}’ has choices but does not ask for them; add choice to asks.")
            }
            Self::StatusScale { status, rule, instrument, highest } => format!(
                "the status rule ‘{status}’ was made for a scale to {rule}, but the self-assessment ‘{instrument}’ goes to {highest}; they cannot be compared."
            ),
            Self::StatusLevel { status, level, highest } => {
                format!("the status rule ‘{status}’ speaks of level {level}, but the scale goes to {highest}.")
            }
            Self::OneselfAsBase { model } => format!("the model ‘{model}’ cannot be based on itself."),
            Self::BaseCycle { models } => {
                format!("the models are based on each other in a circle: {}.", models.join(" → "))
            }
            Self::ScaleBackwards { lowest, highest } => {
                format!("the scale goes from {lowest} to {highest}; the highest must be above the lowest.")
            }
            Self::ScaleLevels { expected, found } => {
                format!("the scale has the levels {} but should have {}, in order.", numbers(found), numbers(expected))
            }
            Self::NumberTwice { thing, number } => {
                format!("the number {number} stands in two places; {} must have its own.", thing.the(Lang::En))
            }
            Self::AnchorMissing { item, level, part } => {
                format!("the item ‘{item}’ has no description of level {level}{}.", of_part(part, Lang::En))
            }
            Self::AnchorTwice { item, level, part } => {
                format!("the item ‘{item}’ describes level {level}{} twice.", of_part(part, Lang::En))
            }
            Self::AnchorLevel { item, level, lowest, highest } => {
                format!("the item ‘{item}’ describes level {level}, but the scale goes from {lowest} to {highest}.")
            }
            Self::AnchorPart { item } => {
                format!("the item ‘{item}’ has a description that does not say which part it is for; add part.")
            }
            Self::MappingToItself { id } => format!("the mapping goes from ‘{id}’ to itself."),
            Self::PairEmpty => "the pair has neither from nor to.".to_owned(),
            Self::PairRelation { item, both: true } => {
                format!("the item ‘{item}’ has a counterpart; relation cannot be none.")
            }
            Self::PairRelation { item, both: false } => {
                format!("the item ‘{item}’ has no counterpart; relation must be none.")
            }
            Self::ItemUnmapped { item, instrument } => {
                format!("the item ‘{item}’ of ‘{instrument}’ is not there; say what it corresponds to, or none.")
            }
            Self::PairTwice { from, to } => format!("the pair ‘{from}’ and ‘{to}’ stands twice."),
            Self::ScalesDiffer { from, to } => format!(
                "levels cannot be compared when one scale goes to {from} and the other to {to}; write levels_comparable = false."
            ),
            Self::ArticleNumber { article } => format!(
                "the article ‘{article}’ should have number, or number_from and number_to where the number is not known."
            ),
            Self::ArticleOutside { article, count } => {
                format!("the article ‘{article}’ has a number outside 1–{count}.")
            }
            Self::ArticleCount { expected, found } => {
                format!("the Charter should have {expected} articles but has {found}.")
            }
            Self::NumberConfirmed { article } => {
                format!("the article ‘{article}’ has no known number and must be marked unconfirmed = true.")
            }
            Self::WayMissing { question, key } => format!("the question ‘{question}’ leads nowhere; add {key}."),
            Self::WayUnused { question, key } => {
                format!("the question ‘{question}’ cannot have {key} with that way of answering.")
            }
            Self::Circle { questions } => format!("the questions lead in a circle: {}.", questions.join(" → ")),
            Self::NeverAsked { thing, id } => {
                format!("{} ‘{id}’ is never reached from the first question.", thing.the(Lang::En))
            }
            Self::KeyUnfit { field, key, kind } => {
                format!("the field ‘{field}’ is of the kind {kind} and cannot have {key}.")
            }
            Self::OptionsMissing { field, column: None } => {
                format!("the field ‘{field}’ has nothing to choose among; add [[section.field.option]].")
            }
            Self::OptionsMissing { field, column: Some(column) } => format!(
                "the column ‘{column}’ of the field ‘{field}’ has nothing to choose among; add [[section.field.column.option]]."
            ),
            Self::ColumnsMissing { field } => {
                format!("the field ‘{field}’ has no columns; add [[section.field.column]].")
            }
            Self::FromMissing { field } => {
                format!("the field ‘{field}’ shows what is known already but does not say what; add from.")
            }
            Self::FromUnfit { field, from, kind } => {
                format!("the field ‘{field}’ is of the kind {kind} and cannot be filled from {from}.")
            }
            Self::FromItself { field } => {
                format!("the field ‘{field}’ cannot be filled from its own form; from should name another.")
            }
            Self::FromOtherKind { field, from, found, kind } => format!(
                "the field ‘{field}’ is of the kind {kind}, but {from} is of the kind {found}; make them alike, or facts."
            ),
            Self::ColumnKind { field, column, from, kind } => {
                format!(
                    "the column ‘{column}’ of the field ‘{field}’ is filled from {from} and must be of the kind {kind}."
                )
            }
            Self::ColumnUnknown { field, column, from, likeliest, known } => format!(
                "the column ‘{column}’ of the field ‘{field}’ is not in {from}{}",
                instead(likeliest, known, Lang::En)
            ),
            Self::AskedOfNobody { field } => {
                format!("the field ‘{field}’ is asked of others than its section; nobody gets to answer it.")
            }
            Self::FormUnfit { material } => {
                format!("the material ‘{material}’ cannot have form; only template and presentation can.")
            }
            Self::NoSlides { material, form } => format!(
                "the material ‘{material}’ is a presentation, but the form ‘{form}’ has no slides; write slide = true in at least one section."
            ),
            Self::FormLacks { form, field, thing, id } => format!(
                "the form ‘{form}’ needs {} ‘{id}’ for the field ‘{field}’, but the model has none; choose another form or add it.",
                thing.the(Lang::En)
            ),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Lang::En))
    }
}

/// "; menade du ’x’?", or what it can be, or nothing; with the stop that ends the sentence.
fn instead(likeliest: &Option<String>, known: &[String], lang: Lang) -> String {
    match likeliest {
        Some(name) => lang.pick("; menade du ’@’?", "; did you mean ‘@’?").replace('@', name),
        None if known.is_empty() => ".".to_owned(),
        None => format!("; {} {}.", lang.pick("det kan vara", "it can be"), known.join(", ")),
    }
}

fn of_part(part: &Option<String>, lang: Lang) -> String {
    match part {
        Some(part) => lang.pick(" i delen ’@’", " in the part ‘@’").replace('@', part),
        None => String::new(),
    }
}

fn numbers(all: &[u8]) -> String {
    all.iter().map(u8::to_string).collect::<Vec<_>>().join(", ")
}

fn organisation_words(kind: &str, lang: Lang) -> &'static str {
    match kind {
        "municipality" => lang.pick("kommuner", "municipalities"),
        "region" => lang.pick("regioner", "regions"),
        _ => lang.pick("andra organisationer", "other organisations"),
    }
}

fn group_words(what: &str, lang: Lang) -> &'static str {
    match what {
        "mentors" => lang.pick("mentorer", "mentors"),
        _ => lang.pick("deltagare", "participants"),
    }
}

/// The known name that is most like the one written, where one is like enough to have been meant.
pub(crate) fn likeliest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if written.len() > 200 {
        return None;
    }
    let most = (written.chars().count() / 3).max(2);
    known
        .into_iter()
        .map(|name| (distance(&written.to_lowercase(), name), name))
        .filter(|(far, name)| *far <= most && *far < name.chars().count())
        .min()
        .map(|(_, name)| name.to_owned())
}

/// How many letters must be changed, added or taken away.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let keep = corner + usize::from(from != *to);
            corner = row[j + 1];
            row[j + 1] = keep.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood_and_another_word_is_not() {
        let known = ["politiker", "chef", "strateg"];
        assert_eq!(likeliest("strategg", known), Some("strateg".to_owned()));
        assert_eq!(likeliest("Chef", known), Some("chef".to_owned()));
        assert_eq!(likeliest("kommunalråd", known), None);
        assert_eq!(likeliest("", known), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }
}
