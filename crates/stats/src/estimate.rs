//! A number and what it rests on.

use crate::Lang;
use crate::error::{Error, Input, Result};

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
    QuantileBinomial,
    QuantileWoodruff,
    RankSum,
    RankSumExact,
    HodgesLehmann,
    BrunnerMunzel,
    PriceBonett,
    QuantileBootstrap,
    IndependenceSmoothed,
    ConditionalOdds,
    FisherExact,
    Dobson,
    DobsonNonIndependent,
    FayFeuer,
    StandardisedMover,
    RatioLog,
    MantelHaenszelOdds,
    MantelHaenszelRatio,
    MantelHaenszelDifference,
    MantelHaenszelDifferenceSato,
    StratifiedNewcombe,
    CochranMantelHaenszel,
    BreslowDay,
    BreslowDayTarone,
    SlopeIndex,
    RelativeIndex,
    FunnelExact,
    FunnelNormal,
    FunnelMultiplicative,
    FunnelAdditive,
    ShrunkDerSimonianLaird,
    ShrunkReml,
    JamesStein,
    BetaBinomial,
    GammaPoisson,
    SeasonalKendall,
    SeasonalKendallSerial,
    HamedRao,
    YueWang,
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
            Self::QuantileBinomial => "quantile-binomial",
            Self::QuantileWoodruff => "quantile-woodruff",
            Self::RankSum => "rank-sum",
            Self::RankSumExact => "rank-sum-exact",
            Self::HodgesLehmann => "hodges-lehmann",
            Self::BrunnerMunzel => "brunner-munzel",
            Self::PriceBonett => "price-bonett",
            Self::QuantileBootstrap => "quantile-bootstrap",
            Self::IndependenceSmoothed => "independence-smoothed",
            Self::ConditionalOdds => "conditional-odds",
            Self::FisherExact => "fisher-exact",
            Self::Dobson => "dobson",
            Self::DobsonNonIndependent => "dobson-non-independent",
            Self::FayFeuer => "fay-feuer",
            Self::StandardisedMover => "standardised-mover",
            Self::RatioLog => "ratio-log",
            Self::MantelHaenszelOdds => "mantel-haenszel-odds",
            Self::MantelHaenszelRatio => "mantel-haenszel-ratio",
            Self::MantelHaenszelDifference => "mantel-haenszel-difference",
            Self::MantelHaenszelDifferenceSato => "mantel-haenszel-difference-sato",
            Self::StratifiedNewcombe => "stratified-newcombe",
            Self::CochranMantelHaenszel => "cochran-mantel-haenszel",
            Self::BreslowDay => "breslow-day",
            Self::BreslowDayTarone => "breslow-day-tarone",
            Self::SlopeIndex => "slope-index",
            Self::RelativeIndex => "relative-index",
            Self::FunnelExact => "funnel-exact",
            Self::FunnelNormal => "funnel-normal",
            Self::FunnelMultiplicative => "funnel-multiplicative",
            Self::FunnelAdditive => "funnel-additive",
            Self::ShrunkDerSimonianLaird => "shrunk-dersimonian-laird",
            Self::ShrunkReml => "shrunk-reml",
            Self::JamesStein => "james-stein",
            Self::BetaBinomial => "beta-binomial",
            Self::GammaPoisson => "gamma-poisson",
            Self::SeasonalKendall => "seasonal-kendall",
            Self::SeasonalKendallSerial => "seasonal-kendall-serial",
            Self::HamedRao => "hamed-rao",
            Self::YueWang => "yue-wang",
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
            Self::QuantileBinomial => {
                ("Exakt binomialintervall för en kvantil", "Exact binomial interval for a quantile")
            }
            Self::QuantileWoodruff => {
                ("Woodruffs intervall för en vägd kvantil", "Woodruff interval for a weighted quantile")
            }
            Self::RankSum => ("Rangsummetest (Mann–Whitney)", "Rank-sum test (Mann–Whitney)"),
            Self::RankSumExact => ("Rangsummetest (Mann–Whitney), exakt", "Rank-sum test (Mann–Whitney), exact"),
            Self::HodgesLehmann => ("Hodges–Lehmanns förskjutning", "Hodges–Lehmann shift"),
            Self::BrunnerMunzel => ("Brunner–Munzels test", "Brunner–Munzel test"),
            Self::PriceBonett => (
                "Price–Bonetts intervall för skillnad mellan kvantiler",
                "Price–Bonett interval for a difference of quantiles",
            ),
            Self::QuantileBootstrap => {
                ("Skillnad mellan kvantiler, dragna urval (bootstrap)", "Difference of quantiles, bootstrap")
            }
            Self::IndependenceSmoothed => {
                ("Agrestis utjämnade intervall för oddskvoten", "Independence-smoothed logit interval")
            }
            Self::ConditionalOdds => ("Exakt betingad oddskvot", "Exact conditional odds ratio"),
            Self::FisherExact => ("Fishers exakta test", "Fisher's exact test"),
            Self::Dobson => ("Dobsons intervall för ett standardiserat tal", "Dobson interval for a standardised rate"),
            Self::DobsonNonIndependent => {
                ("Dobsons intervall, flera händelser per person", "Dobson interval, several events a person")
            }
            Self::FayFeuer => ("Fay–Feuers gammaintervall", "Fay–Feuer gamma interval"),
            Self::StandardisedMover => {
                ("Skillnad mellan standardiserade tal (MOVER)", "Difference of standardised rates (MOVER)")
            }
            Self::RatioLog => {
                ("Observerat genom förväntat, logaritmiskt intervall", "Observed over expected, log interval")
            }
            Self::MantelHaenszelOdds => ("Mantel–Haenszels oddskvot", "Mantel–Haenszel odds ratio"),
            Self::MantelHaenszelRatio => ("Mantel–Haenszels kvot av andelar", "Mantel–Haenszel risk ratio"),
            Self::MantelHaenszelDifference => {
                ("Mantel–Haenszels skillnad (Greenland–Robins)", "Mantel–Haenszel difference (Greenland–Robins)")
            }
            Self::MantelHaenszelDifferenceSato => {
                ("Mantel–Haenszels skillnad (Sato)", "Mantel–Haenszel difference (Sato)")
            }
            Self::StratifiedNewcombe => ("Newcombes intervall över strata", "Stratified Newcombe interval"),
            Self::CochranMantelHaenszel => ("Cochran–Mantel–Haenszels test", "Cochran–Mantel–Haenszel test"),
            Self::BreslowDay => ("Breslow–Days test", "Breslow–Day test"),
            Self::BreslowDayTarone => {
                ("Breslow–Days test med Tarones rättelse", "Breslow–Day test with Tarone's correction")
            }
            Self::SlopeIndex => ("Lutningsindex", "Slope index of inequality"),
            Self::RelativeIndex => ("Relativt lutningsindex", "Relative index of inequality"),
            Self::FunnelExact => ("Trattdiagram, exakta gränser", "Funnel plot, exact limits"),
            Self::FunnelNormal => ("Trattdiagram, normalgränser", "Funnel plot, normal limits"),
            Self::FunnelMultiplicative => {
                ("Trattdiagram, multiplikativ överspridning", "Funnel plot, multiplicative overdispersion")
            }
            Self::FunnelAdditive => ("Trattdiagram, additiv överspridning", "Funnel plot, additive overdispersion"),
            Self::ShrunkDerSimonianLaird => {
                ("Sammanvägt skattat värde (DerSimonian–Laird)", "Empirical Bayes (DerSimonian–Laird)")
            }
            Self::ShrunkReml => ("Sammanvägt skattat värde (REML)", "Empirical Bayes (REML)"),
            Self::JamesStein => ("James–Steins skattning", "James–Stein estimate"),
            Self::BetaBinomial => ("Sammanvägd andel (beta–binomial)", "Empirical Bayes share (beta-binomial)"),
            Self::GammaPoisson => ("Sammanvägt tal (gamma–Poisson)", "Empirical Bayes rate (gamma-Poisson)"),
            Self::SeasonalKendall => ("Säsongsvis Mann–Kendall", "Seasonal Kendall test"),
            Self::SeasonalKendallSerial => {
                ("Säsongsvis Mann–Kendall, beroende säsonger", "Seasonal Kendall test, dependent seasons")
            }
            Self::HamedRao => ("Mann–Kendall med Hamed–Raos rättelse", "Mann–Kendall with the Hamed–Rao correction"),
            Self::YueWang => ("Mann–Kendall med Yue–Wangs rättelse", "Mann–Kendall with the Yue–Wang correction"),
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
            Self::QuantileBinomial => {
                "Thompson 1936, Ann Math Stat 7:122–128; David & Nagaraja 2003, Order Statistics, 7.1"
            }
            Self::QuantileWoodruff => "Woodruff 1952, JASA 47:635–646",
            Self::RankSum => "Wilcoxon 1945, Biometrics Bull 1:80–83; Mann & Whitney 1947, Ann Math Stat 18:50–60",
            Self::RankSumExact => "Mann & Whitney 1947, Ann Math Stat 18:50–60; with ties: Streitberg & Röhmel 1986",
            Self::HodgesLehmann => "Hodges & Lehmann 1963, Ann Math Stat 34:598–611; Bauer 1972, JASA 67:687–690",
            Self::BrunnerMunzel => "Brunner & Munzel 2000, Biom J 42:17–25",
            Self::PriceBonett => "Price & Bonett 2002, J Stat Comput Simul 72:119–124",
            Self::QuantileBootstrap => "Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13",
            Self::IndependenceSmoothed => "Agresti 1999, Biometrics 55:597–602",
            Self::ConditionalOdds => {
                "Cornfield 1956; Gart 1970, Biometrika 57:471–475; Mehta, Patel & Gray 1985, JASA 80:969–973"
            }
            Self::FisherExact => "Fisher 1934, Statistical Methods for Research Workers, §21.02",
            Self::Dobson => "Dobson, Kuulasmaa, Eberle & Scherer 1991, Stat Med 10:457–462",
            Self::DobsonNonIndependent => "Dobson et al. 1991; Eayres 2008, APHO Technical Briefing 3",
            Self::FayFeuer => "Fay & Feuer 1997, Stat Med 16:791–801",
            Self::StandardisedMover => "Zou & Donner 2008, Stat Med 27:1693–1702",
            Self::RatioLog => "Breslow & Day 1987, Statistical Methods in Cancer Research II, ch. 2",
            Self::MantelHaenszelOdds => {
                "Mantel & Haenszel 1959; Robins, Breslow & Greenland 1986, Biometrics 42:311–323"
            }
            Self::MantelHaenszelRatio => "Greenland & Robins 1985, Biometrics 41:55–68",
            Self::MantelHaenszelDifference => "Greenland & Robins 1985, Biometrics 41:55–68",
            Self::MantelHaenszelDifferenceSato => "Sato 1989, Biometrics 45:1323–1324",
            Self::StratifiedNewcombe => "Yan & Su 2010, Stat Biopharm Res 2:329–335",
            Self::CochranMantelHaenszel => "Mantel & Haenszel 1959, J Natl Cancer Inst 22:719–748",
            Self::BreslowDay => "Breslow & Day 1980, Statistical Methods in Cancer Research I, p. 142",
            Self::BreslowDayTarone => "Tarone 1985, Biometrika 72:91–95",
            Self::SlopeIndex => "Low & Low 2004, Public Health 118:519–523; PHEindicatormethods, phe_sii",
            Self::RelativeIndex => "Kunst & Mackenbach 1995, Measuring socioeconomic inequalities in health; phe_sii",
            Self::FunnelExact => "Spiegelhalter 2005, Stat Med 24:1185–1202",
            Self::FunnelNormal => "Spiegelhalter 2005; PHEindicatormethods, calculate_funnel_limits",
            Self::FunnelMultiplicative => "Spiegelhalter 2005, Qual Saf Health Care 14:347–351",
            Self::FunnelAdditive => "Spiegelhalter 2005, Qual Saf Health Care 14:347–351",
            Self::ShrunkDerSimonianLaird => {
                "DerSimonian & Laird 1986, Control Clin Trials 7:177–188; Morris 1983, JASA 78:47–55"
            }
            Self::ShrunkReml => "Patterson & Thompson 1971; Morris 1983, JASA 78:47–55",
            Self::JamesStein => "James & Stein 1961; Efron & Morris 1975, JASA 70:311–319",
            Self::BetaBinomial => "Griffin & Krutchkoff 1971; Kleinman 1973, JASA 68:46–54",
            Self::GammaPoisson => "Clayton & Kaldor 1987, Biometrics 43:671–681",
            Self::SeasonalKendall => "Hirsch, Slack & Smith 1982, Water Resour Res 18:107–121",
            Self::SeasonalKendallSerial => "Hirsch & Slack 1984, Water Resour Res 20:727–732; Dietz & Killeen 1981",
            Self::HamedRao => "Hamed & Rao 1998, J Hydrol 204:182–196",
            Self::YueWang => "Yue & Wang 2004, Water Resour Manag 18:201–218",
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
    /// The standard error, where the interval was made from one.
    pub error: Option<f64>,
}

impl Estimate {
    /// Puts an estimate together from its parts.
    #[must_use]
    pub fn new(value: f64, lower: f64, upper: f64, confidence: f64, method: Method, n: f64) -> Self {
        Self { value, lower, upper, confidence, method, n, error: None }
    }

    /// The same, where all three are numbers (a limit may lie at infinity).
    ///
    /// # Errors
    /// What came in was so large or so small that a sum, a square or a quotient is no longer a number.
    pub fn checked(value: f64, lower: f64, upper: f64, confidence: f64, method: Method, n: f64) -> Result<Self> {
        if [value, lower, upper].iter().any(|it| it.is_nan()) {
            return Err(Error::OutOfReach { what: Input::Value });
        }
        Ok(Self::new(value, lower, upper, confidence, method, n))
    }

    /// With the standard error that its interval was made from.
    #[must_use]
    pub fn with_error(mut self, error: f64) -> Self {
        self.error = Some(error).filter(|it| it.is_finite());
        self
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
        self.error = self.error.map(|it| it * factor.abs());
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
