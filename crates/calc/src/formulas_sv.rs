//! The formulas that hold words, in Swedish. Those of symbols alone are the same in every language.

/// The formula of a method in Swedish; none where it needs no words.
pub(crate) fn formula(key: &str) -> Option<&'static str> {
    FORMULAS.iter().find(|it| it.0 == key).map(|it| it.1)
}

const FORMULAS: &[(&str, &str)] = &[
    // One group.
    ("byar", "x(1 − 1/(9x) − z/(3√x))³; övre gränsen med x + 1; delat med n, gånger per"),
    ("clopper-pearson", "P(X ≥ x | nedre) = P(X ≤ x | övre) = α/2"),
    ("exact-poisson", "χ²(α/2; 2x)/2, χ²(1 − α/2; 2x + 2)/2; delat med n, gånger per"),
    ("rate", "x/n × per; gränserna exakta (Garwood) under 10 händelser, annars Byars"),
    (
        "quantile",
        "typ enligt Hyndman och Fan; gränserna är observerade värden, valda med binomialfördelningen; med vikter Woodruffs",
    ),
    // Two groups.
    ("newcombe", "d − √((p₁ − l₁)² + (u₂ − p₂)²), d + √((u₁ − p₁)² + (p₂ − l₂)²), l och u är Wilsons gränser"),
    ("miettinen-nurminen", "{D : (p₁ − p₂ − D)² / (V(D) N/(N − 1)) ≤ z²}, V där andelarna är troligast givet D"),
    ("mee", "som Miettinen–Nurminen utan N/(N − 1)"),
    ("agresti-caffo", "Walds intervall när varje grupp fått en till med händelsen och en till utan"),
    ("koopman", "{R : poäng-χ² vid p₁ = R p₂ ≤ z²}"),
    ("adjusted-log", "som Katz med en halv lagd till antal och totaler"),
    ("odds-ratio-gart", "som Woolf med en halv lagd till varje cell"),
    ("odds-ratio-smoothed", "som Woolf med nᵢ₊n₊ⱼ/n² lagt två gånger till varje cell"),
    (
        "fisher",
        "ψ̂ löser E(S; ψ) = s; P(S ≥ s; nedre) = P(S ≤ s; övre) = α/2; p är summan av alla utfall som inte är troligare",
    ),
    ("two-rates", "x₁/n₁ − x₂/n₂; (x₁/n₁)/(x₂/n₂), där x₁ givet x₁ + x₂ är binomial"),
    ("welch", "x̄₁ − x̄₂ ∓ t(ν) √(s₁²/n₁ + s₂²/n₂), ν enligt Satterthwaite"),
    ("permutation", "andelen uppdelningar med minst lika stor |skillnad|; dragna: (b + 1)/(B + 1)"),
    ("paired-permutation", "andelen teckenbyten med minst lika stort |medelvärde|; dragna: (b + 1)/(B + 1)"),
    ("quantile-gap", "q₁(p) − q₂(p) ∓ z √(v₁ + v₂), v ur de ordnade värdena; bootstrap: percentiler"),
    ("rank-sum", "U = Σ [x₁ > x₂] + ½[x₁ = x₂]; förskjutning: medianen av alla x₁ − x₂; exakt där det går"),
    ("brunner-munzel", "P(x₁ > x₂) + ½P(x₁ = x₂), t med Satterthwaites frihetsgrader ur placeringarna"),
    ("sign", "andelen upp av upp + ned, exakt binomial; p mot andelen en halv"),
    // Standardised.
    (
        "standardise",
        "Σ w x/n / Σ w × per; DSR + √(Var/O) (gränserna för O − O), O = Σ x, Byars gränser (exakta under tio)",
    ),
    (
        "fay-feuer",
        "nedre v/2y χ²(α/2; 2y²/v); övre (v + m²)/2(y + m) χ²(1 − α/2; 2(y + m)²/(v + m²)), m det största w/n",
    ),
    (
        "standardise-indirect",
        "Σ x / Σ n r, r referensens tal; Byars gränser för Σ x, exakta under tio; gånger referensens råa tal",
    ),
    (
        "mantel-haenszel",
        "odds Σ(ad/N)/Σ(bc/N) (RBG); kvot Σ(a n₀/N)/Σ(c n₁/N); skillnad Σ(a n₀ − c n₁)/N / Σ n₁n₀/N; χ² = (|Σ(a − E)| − ½)²/ΣV; Breslow–Day Σ(a − A)²/V, minus (Σ(a − A))²/ΣV (Tarone)",
    ),
    (
        "slope-index",
        "vägd linje för värdet mot mitten av varje grupps andel av befolkningen; toppen − botten och toppen / botten; gränser ur dragna värden med frö",
    ),
    ("kitagawa", "Σ(P₁ − P₂)(r₁ + r₂)/2 och Σ(r₁ − r₂)(P₁ + P₂)/2, P storlekarna som andelar"),
    (
        "dasgupta",
        "varje faktors verkan i medeltal över alla ordningar att byta ut de andra; --factors: deras produkt, eller --formula av dem; --strata med --n och --rate: sammansättning efter varje indelning, och tal",
    ),
    // Explained.
    (
        "oaxaca",
        "ȳ₁ − ȳ₂ = (x̄₁ − x̄₂)′b* + x̄₁′(b₁ − b*) + x̄₂′(b* − b₂); i tre delar (x̄₁ − x̄₂)′b₂ + x̄₂′(b₁ − b₂) + (x̄₁ − x̄₂)′(b₁ − b₂)",
    ),
    ("yun", "F̄(X₁b*) − F̄(X₂b*) förklarat; en uppgifts del är (x̄₁ − x̄₂)b* delat med summan av dem"),
    (
        "fairlie",
        "hur F i medeltal ändras när den andra gruppens förutsättningar byts mot den förstas, en uppgift i taget i slumpad ordning",
    ),
    (
        "rif",
        "RIF = q + (p − 1{y ≤ q})/f(q) i varje grupp; sedan som oaxaca med den andra gruppens koefficienter; med --reweight också felen av modellen och av omvägningen",
    ),
    (
        "reweight",
        "ω = e/(1 − e) × P(andra)/P(första), e logit-sannolikheten att vara i första gruppen; förklarat: omvägd − andra",
    ),
    ("ols", "b = (X′WX)⁻¹X′Wy; HC0–HC3; grupper av rader med G/(G − 1) × (n − 1)/(n − k)"),
    ("logit", "största trolighet för P(y = 1) = 1/(1 + exp(−x′b)); oddskvoter exp(b)"),
    // Many places.
    (
        "funnel",
        "exakta binomialgränser kring Σx/Σn (eller målet); värden: målet ∓ z se; φ = Σz²/I; multiplikativt z√φ, additivt √(se² + τ²)",
    ),
    (
        "funnel-ratio",
        "exakta Poissongränser kring 1 (eller målet); överspridning på skalan ln(O/E), fel 1/√E, eller √(O/E), fel 1/(2√E)",
    ),
    ("empirical-bayes", "θᵢ = μ + (τ²/(τ² + sᵢ²))(yᵢ − μ); andelar med beta-binomialens moment, tal med gamma-Poisson"),
    ("james-stein", "θᵢ = ȳ + c(yᵢ − ȳ), c = 1 − (k − 3)s²/Σ(y − ȳ)²; s² = p̄(1 − p̄)/n för andelar"),
    (
        "detectable",
        "andelar: z₁ √(p̄q̄(1/n₁ + 1/n₂)) + z₂ √(p₁q₁/n₁ + p₂q₂/n₂) = |p₁ − p₂|; känt medelfel: (z₁ + z₂) se; medelvärden: (t₁ + t₂) sd √(1/n₁ + 1/n₂)",
    ),
    (
        "multiple",
        "bh: minsta m p(j)/j för j ≥ i; by: gånger Σ 1/j; holm: största (m − j + 1)p(j) för j ≤ i; bonferroni: m p",
    ),
    ("families", "Simes p för varje familj, bh över familjerna vid q; inom de valda bh vid q × valda/familjer"),
    ("tree", "bh vid q bland frågorna under varje utpekad fråga"),
    ("false-alarms", "m × nivån; sannolikheten för något falskt larm 1 − (1 − nivån)^m"),
    ("bh", "minsta m p(j)/j för j ≥ i"),
    ("by", "minsta m (Σ 1/k) p(j)/j för j ≥ i"),
    ("holm", "största (m − j + 1) p(j) för j ≤ i"),
    ("hochberg", "minsta (m − j + 1) p(j) för j ≥ i"),
    ("hommel", "det största av Simes p för alla urval av frågor som frågan är med i"),
    ("two-stage", "bh vid q/(1 + q) räknar de sanna nollorna m₀; sedan (1 + q) p m₀/i"),
    ("two-stage-bh", "bh vid q räknar de sanna nollorna m₀; sedan p m₀/i"),
    ("gbs", "nedstigande med gränserna iq/(m + 1 − i(1 − q))"),
    // Over time.
    ("sen", "medianen av (xⱼ − xᵢ)/(tⱼ − tᵢ); gränserna är lutningarna med rang (N ∓ z√Var S)/2"),
    (
        "hamed-rao",
        "Var S × (1 + 2/(n(n − 1)(n − 2)) Σ (n − k)(n − k − 1)(n − k − 2) ρₖ), ρₖ för rangerna när lutningen är borttagen",
    ),
    ("yue-wang", "Var S × (1 + 2 Σ (1 − k/n) ρₖ), ρₖ när lutningen är borttagen"),
    ("seasonal-kendall", "Σ över årstiderna av S och Var S; med det som årstider samma år har gemensamt: + Σ σ_gh"),
    ("trend-line", "b = Σw(t − t̄)y / Σw(t − t̄)²; w = 1/se² där medelfelen är kända"),
    (
        "fingertips",
        "andelar: χ² för trend; annars en linje vägd med 1/se², χ² för dess lutning; de fem senaste punkterna",
    ),
    (
        "run-chart",
        "median; skifte, trend och sviter (Perla); längsta svit round(log₂ n) + 3 och korsningar qbinom(0,05, n − 1, 0,5) (Anhøj)",
    ),
    // Effects.
    (
        "did",
        "ATT(g, t) = ändring sedan g − 1 mot dem man jämför med; i medeltal rakt av, efter år sedan start, efter start, efter år",
    ),
    ("did-imputation", "nivåer för enheter och år med minsta kvadrat över de oberörda; τ = y − båda; medelvärdet av τ"),
    (
        "synthetic-did",
        "(ȳ deltagare − Σω andra) efter − Σλ före; ω, λ minskar avståndet före så långt det går, med straffet ζ²Σω²",
    ),
    (
        "synthetic-control",
        "ω ≥ 0, Σω = 1, så litet avstånd mellan nivåerna före som går; verkan: deltagarnas medel − Σω andra efter",
    ),
    ("two-way-did", "(ȳ deltagare efter − före) − (ȳ andra efter − före)"),
    (
        "aipw",
        "linjer, och vikter efter sannolikheten för varje grupp på det som linjerna missar; som Statas teffects aipw",
    ),
    ("ipw", "medelvärden vägda med 1/e och 1/(1 − e), vikterna summerar till 1 (Hájek), e ur en logit"),
    ("aipw-normalised", "som aipw, vikterna summerar till 1"),
    ("ipwra", "en linje för varje grupp, anpassad med vikter efter sannolikheten för gruppen"),
    ("regression-adjustment", "en linje för varje grupp, och vad den säger om samma personer"),
    // Inequality.
    ("gini", "Σ Σ wᵢwⱼ|xᵢ − xⱼ| / (2W²μ); medelfel linjäriserade eller med jackknife"),
    ("theil", "Σ w (x/μ) ln(x/μ) / W; mellan grupper: detsamma för deras medelvärden"),
    ("theil-l", "Σ w ln(μ/x) / W; mellan grupper: detsamma för deras medelvärden"),
    ("atkinson", "1 − (Σ w x^(1−ε)/W)^(1/(1−ε))/μ; ε = 1: 1 − geometriskt medel/μ"),
    ("index", "som definitionen säger, del för del; mått och medelvärden står i docs/indices för varje utgåva"),
    // Disclosure.
    (
        "suppress",
        "först det som tröskel, dominans eller p % döljer; sedan så mycket mer att varje sådan cell behåller sitt skydd i alla summor, bevisat med två tabeller som stämmer",
    ),
    ("audit", "det minsta och det mesta varje dold cell kan vara enligt alla summor, hela tal från 0 och uppåt"),
    ("round", "varje cell till ett steg intill den, alla summor stämmer, så nära som det går"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipes;

    /// Words that the same formula may hold in both languages.
    const SAME: &[&str] = &["bonferroni", "byar", "exp", "per", "var", "simes", "holm", "wilson", "max", "min", "sign"];

    #[test]
    fn formulas_with_words_are_in_swedish_too() {
        for recipe in recipes() {
            let words = recipe.formula.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            let english: Vec<String> =
                words.filter(|it| it.len() > 2 && it.is_ascii() && !SAME.contains(&it.as_str())).collect();
            assert!(formula(recipe.key).is_some() || english.is_empty(), "{}: {english:?}", recipe.key);
            assert_ne!(formula(recipe.key), Some(recipe.formula), "{}", recipe.key);
        }
        for (key, text) in FORMULAS {
            assert!(recipes().any(|it| it.key == *key), "{key}");
            for english in [" the ", " of ", " and ", " with ", " where ", " by "] {
                assert!(!text.contains(english), "{key}: {text}");
            }
        }
        let suppress = crate::recipe("suppress").unwrap();
        assert!(suppress.formula_in(stats::Lang::Sv).starts_with("först det som tröskel"));
        assert!(suppress.formula_in(stats::Lang::En).starts_with("primary by threshold"));
        assert_eq!(
            crate::recipe("wilson").unwrap().formula_in(stats::Lang::Sv),
            crate::recipe("wilson").unwrap().formula
        );
    }
}
