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
    GiniLinearised,
    GiniJackknife,
    TheilT,
    TheilL,
    GeneralisedEntropyTwo,
    Atkinson,
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
            Self::GiniLinearised => "gini-linearised",
            Self::GiniJackknife => "gini-jackknife",
            Self::TheilT => "theil-t",
            Self::TheilL => "theil-l",
            Self::GeneralisedEntropyTwo => "ge2",
            Self::Atkinson => "atkinson",
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
            Self::GiniLinearised => ("Gini, linjäriserat medelfel", "Gini, linearised standard error"),
            Self::GiniJackknife => ("Gini, en person utelämnad i taget", "Gini, jackknife"),
            Self::TheilT => ("Theils T", "Theil's T"),
            Self::TheilL => ("Theils L", "Theil's L"),
            Self::GeneralisedEntropyTwo => ("Generaliserad entropi, GE(2)", "Generalised entropy, GE(2)"),
            Self::Atkinson => ("Atkinsons mått", "Atkinson's index"),
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
            Self::GiniLinearised => "Gini 1912; Langel & Tillé 2013, JRSS A 176:521–540",
            Self::GiniJackknife => "Gini 1912; Yitzhaki 1991, J Bus Econ Stat 9:235–239",
            Self::TheilT | Self::TheilL => "Theil 1967, Economics and Information Theory; Shorrocks 1980",
            Self::GeneralisedEntropyTwo => "Shorrocks 1980, Econometrica 48:613–625",
            Self::Atkinson => "Atkinson 1970, J Econ Theory 2:244–263",
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
