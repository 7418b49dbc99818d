//! A number and what it rests on.

use crate::Lang;

/// How a number was computed. Its key is stable: it stands in JSON and in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the name of each method in both languages is its documentation")]
pub enum Method {
    Wilson,
    ClopperPearson,
    AgrestiCoull,
    Newcombe,
    MiettinenNurminen,
    Mee,
    AgrestiCaffo,
    KatzLog,
    AdjustedLog,
    KoopmanScore,
    WoolfLogit,
    GartLogit,
    Byar,
    ExactPoisson,
    RateRatioConditional,
    RateRatioScore,
    RateDifferenceMover,
    StudentT,
    WelchT,
    MannKendall,
    MannKendallExact,
    SenSlope,
    WeightedSlope,
    WeightedSlopeResidual,
    CochranArmitage,
    ChiSquared,
    KnownError,
    RunChartPerla,
    RunChartAnhoej,
    Permutation,
    PermutationDrawn,
    SignFlip,
    SignFlipDrawn,
    Sign,
    OaxacaClassical,
    OaxacaRobust,
    OaxacaClustered,
    OaxacaDrawn,
    Yun,
    Fairlie,
    Reweighted,
    Rif,
    Ipw,
    Ipwra,
    Aipw,
    CallawaySantAnna,
    Imputation,
    SyntheticControl,
    SyntheticDid,
    TwoWayDid,
}

impl Method {
    /// The stable name for machines.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::ClopperPearson => "clopper-pearson",
            Self::AgrestiCoull => "agresti-coull",
            Self::Newcombe => "newcombe",
            Self::MiettinenNurminen => "miettinen-nurminen",
            Self::Mee => "mee",
            Self::AgrestiCaffo => "agresti-caffo",
            Self::KatzLog => "katz-log",
            Self::AdjustedLog => "adjusted-log",
            Self::KoopmanScore => "koopman-score",
            Self::WoolfLogit => "woolf-logit",
            Self::GartLogit => "gart-logit",
            Self::Byar => "byar",
            Self::ExactPoisson => "exact-poisson",
            Self::RateRatioConditional => "rate-ratio-conditional",
            Self::RateRatioScore => "rate-ratio-score",
            Self::RateDifferenceMover => "rate-difference-mover",
            Self::StudentT => "student-t",
            Self::WelchT => "welch-t",
            Self::MannKendall => "mann-kendall",
            Self::MannKendallExact => "mann-kendall-exact",
            Self::SenSlope => "sen-slope",
            Self::WeightedSlope => "weighted-slope",
            Self::WeightedSlopeResidual => "weighted-slope-residual",
            Self::CochranArmitage => "cochran-armitage",
            Self::ChiSquared => "chi-squared",
            Self::KnownError => "known-error",
            Self::RunChartPerla => "run-chart-perla",
            Self::RunChartAnhoej => "run-chart-anhoej",
            Self::Permutation => "permutation",
            Self::PermutationDrawn => "permutation-drawn",
            Self::SignFlip => "sign-flip",
            Self::SignFlipDrawn => "sign-flip-drawn",
            Self::Sign => "sign",
            Self::OaxacaClassical => "oaxaca-classical",
            Self::OaxacaRobust => "oaxaca-robust",
            Self::OaxacaClustered => "oaxaca-clustered",
            Self::OaxacaDrawn => "oaxaca-drawn",
            Self::Yun => "yun",
            Self::Fairlie => "fairlie",
            Self::Reweighted => "reweighted",
            Self::Rif => "rif",
            Self::Ipw => "ipw",
            Self::Ipwra => "ipwra",
            Self::Aipw => "aipw",
            Self::CallawaySantAnna => "callaway-santanna",
            Self::Imputation => "imputation",
            Self::SyntheticControl => "synthetic-control",
            Self::SyntheticDid => "synthetic-did",
            Self::TwoWayDid => "two-way-did",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Self::Wilson => ("Wilsons intervall", "Wilson interval"),
            Self::ClopperPearson => {
                ("Exakt binomialintervall (Clopper–Pearson)", "Exact binomial interval (Clopper–Pearson)")
            }
            Self::AgrestiCoull => ("Agresti–Coulls intervall", "Agresti–Coull interval"),
            Self::Newcombe => ("Newcombes intervall för en skillnad", "Newcombe interval for a difference"),
            Self::MiettinenNurminen => ("Miettinen–Nurminens intervall", "Miettinen–Nurminen interval"),
            Self::Mee => ("Mees intervall", "Mee interval"),
            Self::AgrestiCaffo => ("Agresti–Caffos intervall", "Agresti–Caffo interval"),
            Self::KatzLog => ("Katz logaritmiska intervall", "Katz log interval"),
            Self::AdjustedLog => ("Justerat logaritmiskt intervall", "Adjusted log interval"),
            Self::KoopmanScore => ("Koopmans intervall", "Koopman score interval"),
            Self::WoolfLogit => ("Woolfs intervall", "Woolf logit interval"),
            Self::GartLogit => ("Garts intervall", "Gart adjusted logit interval"),
            Self::Byar => ("Byars intervall", "Byar interval"),
            Self::ExactPoisson => ("Exakt Poissonintervall", "Exact Poisson interval"),
            Self::RateRatioConditional => {
                ("Exakt betingat intervall för en kvot", "Exact conditional interval for a ratio")
            }
            Self::RateRatioScore => {
                ("Wilsons betingade intervall för en kvot", "Conditional Wilson interval for a ratio")
            }
            Self::RateDifferenceMover => ("Skillnad av tal (MOVER)", "Difference of rates (MOVER)"),
            Self::StudentT => ("Students t", "Student's t"),
            Self::WelchT => ("Welchs t", "Welch's t"),
            Self::MannKendall => ("Mann–Kendalls trendtest", "Mann–Kendall trend test"),
            Self::MannKendallExact => ("Mann–Kendalls trendtest, exakt", "Mann–Kendall trend test, exact"),
            Self::SenSlope => ("Sens lutning", "Sen's slope"),
            Self::WeightedSlope => ("Vägd rät linje, kända osäkerheter", "Weighted line, known uncertainties"),
            Self::WeightedSlopeResidual => {
                ("Vägd rät linje, spridning kring linjen", "Weighted line, scatter about the line")
            }
            Self::CochranArmitage => ("Cochran–Armitages trendtest", "Cochran–Armitage trend test"),
            Self::ChiSquared => ("Chitvåtest", "Chi-squared test"),
            Self::KnownError => ("Normalfördelning med känt medelfel", "Normal with a known standard error"),
            Self::RunChartPerla => {
                ("Seriediagram, Perla, Provost och Murrays regler", "Run chart, rules of Perla, Provost and Murray")
            }
            Self::RunChartAnhoej => ("Seriediagram, Anhøjs regler", "Run chart, Anhøj's rules"),
            Self::Permutation => ("Permutationstest av medelvärden, exakt", "Permutation test of means, exact"),
            Self::PermutationDrawn => {
                ("Permutationstest av medelvärden, dragna permutationer", "Permutation test of means, drawn")
            }
            Self::SignFlip => ("Permutationstest av par, exakt", "Permutation test of pairs, exact"),
            Self::SignFlipDrawn => {
                ("Permutationstest av par, dragna permutationer", "Permutation test of pairs, drawn")
            }
            Self::Sign => ("Teckentest, exakt", "Sign test, exact"),
            Self::OaxacaClassical => ("Oaxaca–Blinder, klassiska fel", "Oaxaca–Blinder, classical errors"),
            Self::OaxacaRobust => ("Oaxaca–Blinder, robusta fel", "Oaxaca–Blinder, robust errors"),
            Self::OaxacaClustered => ("Oaxaca–Blinder, klustrade fel", "Oaxaca–Blinder, clustered errors"),
            Self::OaxacaDrawn => ("Oaxaca–Blinder, dragna kluster", "Oaxaca–Blinder, cluster bootstrap"),
            Self::Yun => ("Uppdelning av andelar (Yun)", "Decomposition of shares (Yun)"),
            Self::Fairlie => ("Uppdelning av andelar (Fairlie)", "Decomposition of shares (Fairlie)"),
            Self::Reweighted => ("Omvägning (DFL), dragna rader", "Reweighting (DFL), bootstrap"),
            Self::Rif => ("Uppdelning vid kvantiler (RIF)", "Decomposition at quantiles (RIF)"),
            Self::Ipw => ("Invers sannolikhetsvägning", "Inverse probability weighting"),
            Self::Ipwra => ("Vägd regressionsjustering", "Weighted regression adjustment"),
            Self::Aipw => ("Dubbelt robust skattning", "Augmented inverse probability weighting"),
            Self::CallawaySantAnna => {
                ("Skillnad i skillnader, stegvis start", "Difference-in-differences, staggered starts")
            }
            Self::Imputation => ("Skillnad i skillnader, imputation", "Difference-in-differences, imputation"),
            Self::SyntheticControl => ("Syntetisk kontroll", "Synthetic control"),
            Self::SyntheticDid => ("Syntetisk skillnad i skillnader", "Synthetic difference-in-differences"),
            Self::TwoWayDid => ("Skillnad i skillnader", "Difference-in-differences"),
        };
        lang.pick(sv, en)
    }

    /// Where the method is published.
    #[must_use]
    pub fn reference(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson 1927, JASA 22:209–212",
            Self::ClopperPearson => "Clopper & Pearson 1934, Biometrika 26:404–413",
            Self::AgrestiCoull => "Agresti & Coull 1998, Am Stat 52:119–126",
            Self::Newcombe => "Newcombe 1998, Stat Med 17:873–890, method 10",
            Self::MiettinenNurminen => "Miettinen & Nurminen 1985, Stat Med 4:213–226",
            Self::Mee => "Mee 1984, Biometrics 40:1175–1176",
            Self::AgrestiCaffo => "Agresti & Caffo 2000, Am Stat 54:280–288",
            Self::KatzLog => "Katz et al. 1978, Biometrics 34:469–474",
            Self::AdjustedLog => "Walter 1975, Biometrika 62:371–374",
            Self::KoopmanScore => "Koopman 1984, Biometrics 40:513–517",
            Self::WoolfLogit => "Woolf 1955, Ann Hum Genet 19:251–253",
            Self::GartLogit => "Gart 1966, Biometrics 22:164–171",
            Self::Byar => "Breslow & Day 1987, Statistical Methods in Cancer Research II, p. 69",
            Self::ExactPoisson => "Garwood 1936, Biometrika 28:437–442",
            Self::RateRatioConditional => "Przyborowski & Wilenski 1940, Biometrika 31:313–323",
            Self::RateRatioScore => "Graham, Mengersen & Morton 2003, Stat Med 22:2071–2083",
            Self::RateDifferenceMover => "Li, Tang & Wong 2014, Biom J 56; Zou & Donner 2008",
            Self::StudentT => "Student 1908, Biometrika 6:1–25",
            Self::WelchT => "Welch 1947, Biometrika 34:28–35",
            Self::MannKendall | Self::MannKendallExact => "Mann 1945; Kendall 1975",
            Self::SenSlope => "Sen 1968, JASA 63:1379–1389",
            Self::WeightedSlope | Self::WeightedSlopeResidual => {
                "Draper & Smith 1998, Applied Regression Analysis, ch. 9"
            }
            Self::CochranArmitage => "Cochran 1954, Biometrics 10:417–451; Armitage 1955",
            Self::ChiSquared => "Pearson 1900",
            Self::KnownError => "normal approximation",
            Self::RunChartPerla => "Perla, Provost & Murray 2011, BMJ Qual Saf 20:46–51; Swed & Eisenhart 1943",
            Self::RunChartAnhoej => "Anhøj & Olesen 2014, PLoS ONE 9(11):e113825",
            Self::Permutation => "Pitman 1937, JRSS Suppl 4:119–130; Garthwaite 1996, Biometrics 52:1387–1393",
            Self::PermutationDrawn => "Pitman 1937; Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9(1):39",
            Self::SignFlip => "Fisher 1935, The Design of Experiments, §21; Garthwaite 1996",
            Self::SignFlipDrawn => "Fisher 1935; Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9(1):39",
            Self::Sign => "Dixon & Mood 1946, JASA 41:557–566",
            Self::OaxacaClassical => "Oaxaca 1973; Blinder 1973; Jann 2008, Stata J 8:453–479",
            Self::OaxacaRobust => "Oaxaca 1973; Blinder 1973; White 1980",
            Self::OaxacaClustered => "Oaxaca 1973; Blinder 1973; Liang & Zeger 1986",
            Self::OaxacaDrawn => "Oaxaca 1973; Blinder 1973; Cameron, Gelbach & Miller 2008",
            Self::Yun => "Yun 2004, Econ Lett 82:275–280",
            Self::Fairlie => "Fairlie 2005, J Econ Soc Meas 30:305–316",
            Self::Reweighted => "DiNardo, Fortin & Lemieux 1996, Econometrica 64:1001–1044",
            Self::Rif => "Firpo, Fortin & Lemieux 2009, Econometrica 77:953–973",
            Self::Ipw => "Hirano, Imbens & Ridder 2003, Econometrica 71:1161–1189",
            Self::Ipwra => "Wooldridge 2007, J Econometrics 141:1281–1301",
            Self::Aipw => "Robins, Rotnitzky & Zhao 1994, JASA 89:846–866",
            Self::CallawaySantAnna => "Callaway & Sant'Anna 2021, J Econometrics 225:200–230",
            Self::Imputation => "Borusyak, Jaravel & Spiess 2024, Rev Econ Stud 91:3253–3285",
            Self::SyntheticControl => "Abadie, Diamond & Hainmueller 2010, JASA 105:493–505",
            Self::SyntheticDid => "Arkhangelsky et al. 2021, AER 111:4088–4118",
            Self::TwoWayDid => "Card & Krueger 1994, AER 84:772–793",
        }
    }
}

/// A number with its interval, its method and what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// The point estimate. Differences are women minus men, ratios women over men.
    pub value: f64,
    /// The lower limit; −∞ where there are too few values to bound it.
    pub lower: f64,
    /// The upper limit; +∞ for a ratio whose denominator may be zero.
    pub upper: f64,
    /// The confidence of the interval, 0.95 for 95 %.
    pub confidence: f64,
    /// How it was computed.
    pub method: Method,
    /// How many persons, cases, events or points it rests on.
    pub n: f64,
}

impl Estimate {
    /// Puts an estimate together from its parts.
    #[must_use]
    pub fn new(value: f64, lower: f64, upper: f64, confidence: f64, method: Method, n: f64) -> Self {
        Self { value, lower, upper, confidence, method, n }
    }

    /// True where the interval leaves out `null` (0 for a difference, 1 for a ratio).
    #[must_use]
    pub fn excludes(&self, null: f64) -> bool {
        self.lower > null || self.upper < null
    }

    /// The same in another unit: per cent with 100, per 100 000 with 100 000.
    #[must_use]
    pub fn times(mut self, factor: f64) -> Self {
        self.value *= factor;
        self.lower *= factor;
        self.upper *= factor;
        if factor < 0.0 {
            std::mem::swap(&mut self.lower, &mut self.upper);
        }
        self
    }
}

/// A test statistic and its two-sided p-value.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Test {
    /// z, t, χ², a difference or a count, see `method`.
    pub statistic: f64,
    /// Degrees of freedom, where the distribution has any.
    pub df: Option<f64>,
    /// The two-sided p-value.
    pub p: f64,
    /// How it was computed.
    pub method: Method,
    /// How many persons, cases or points it rests on.
    pub n: f64,
}
