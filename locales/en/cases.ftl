### Case data: sentences, tables, picture. Read aloud before changing.

cases-heading = { $outcome }: women and men
cases-kind = Case data
cases-means = { $outcome }: { $women } on average for women ({ $n-women } cases) and { $men } for men ({ $n-men } cases).
cases-raw-more = Before adjustment the average for women is { $size } higher than for men ({ $interval }).
cases-raw-less = Before adjustment the average for women is { $size } lower than for men ({ $interval }).
cases-raw-chance = Before adjustment the difference is { $signed } ({ $interval }). It may be chance.
cases-explained-more = That women and men differ in { $variables } would by itself have given women { $size } more than men ({ $interval }).
cases-explained-less = That women and men differ in { $variables } would by itself have given women { $size } less than men ({ $interval }).
cases-explained-chance = That women and men differ in { $variables } explains no statistically significant difference: { $signed } ({ $interval }).
cases-explained-most = What matters most is { $variable }: { $signed } ({ $interval }).
cases-left-more = In the same situation the average for women is { $size } higher than for men ({ $interval }). That is not explained by { $variables }.
cases-left-less = In the same situation the average for women is { $size } lower than for men ({ $interval }). That is not explained by { $variables }.
cases-left-chance = In the same situation no statistically significant difference can be seen: it is { $signed } ({ $interval }) and may be chance.
cases-turned = Before adjustment the difference points one way, in the same situation the other. Comparing averages alone gives a different picture.
cases-standardised = Had both women and men had the same { $variables } as all cases together, the average would have been { $women } for women and { $men } for men.
cases-caution = “Explained” is arithmetic, not acquittal. If women and men are judged differently already in the setting of { $variables }, that difference hides in what counts as explained. What is left may in its turn be due to something that is not in the file.
cases-caution-raw = Nothing is explained here: women and men may have different needs. Choose with --adjust what they are to have in common when they are compared.
cases-places = Of { $all } areas shown, women are lower than men in the same situation, with statistical significance, in { $less } and higher in { $more }. In { $chance } the difference may be due to chance.
cases-places-one-less = Only one area is shown. There women are lower than men in the same situation, with statistical significance.
cases-places-one-more = Only one area is shown. There women are higher than men in the same situation, with statistical significance.
cases-places-one-chance = Only one area is shown. There the difference in the same situation cannot be told from chance.
cases-places-raw = Of { $all } areas shown, women are lower than men, with statistical significance, in { $less } and higher in { $more }. In { $chance } the difference may be due to chance.
cases-places-raw-one-less = Only one area is shown. There women are lower than men, with statistical significance.
cases-places-raw-one-more = Only one area is shown. There women are higher than men, with statistical significance.
cases-places-raw-one-chance = Only one area is shown. There the difference cannot be told from chance.
cases-false-alarms = So many are tested that some are pointed out by chance: at most about { $level } of those pointed out should be false alarms.
cases-places-below = Further down than the others, more than chance and the usual spread allow: { $names }.
cases-places-above = Further up than the others, more than chance and the usual spread allow: { $names }.
cases-places-alike = No area stands out from the others more than chance and the usual spread allow.
cases-places-none = No area can be shown by itself.
cases-places-without =
    { $number ->
        [one] In one area there are too few cases to compare the same situation; only the raw difference is shown there.
       *[other] In { $n } areas there are too few cases to compare the same situation; only the raw difference is shown there.
    }

cases-places-uncomputed =
    { $number ->
        [one] In one area nothing can be computed, because the weights are zero.
       *[other] In { $n } areas nothing can be computed, because the weights are zero.
    }

cases-and-more = { $names } and { $more } more
cases-kept =
    { $number ->
        [one] One area is not shown by itself, because it has fewer than { $least } cases of women or of men, or would otherwise disclose single persons. It is part of the whole.
       *[other] { $kept } areas are not shown by themselves, because they have fewer than { $least } cases of women or of men, or would otherwise disclose single persons. They are part of the whole.
    }

cases-kept-with =
    { $number ->
        [one] One area is not shown by itself, because it has fewer than { $least } cases of women or of men, or would otherwise disclose single persons.
       *[other] { $kept } areas are not shown by themselves, because they have fewer than { $least } cases of women or of men, or would otherwise disclose single persons.
    } { $more ->
        [one] Another one is kept back so that what is hidden cannot be worked out from the whole.
       *[other] Another { $with } are kept back so that what is hidden cannot be worked out from the whole.
    } All are part of the whole.

cases-rows-good = All { $rows } rows could be used.
cases-rows-bad =
    { $number ->
        [one] One of { $rows } rows could not be used: { $why }.
       *[other] { $bad } of { $rows } rows could not be used: { $why }.
    }

cases-few = fewer than { $least }
cases-rows-bad-few = { $rows } rows are counted. A few others could not be used: { $why }.
cases-sex-other = { $n } cases are about persons of a third legal sex. They are counted here but are not part of the comparison.
cases-sex-other-few = A few cases, fewer than { $least }, are about persons of a third legal sex. They are not part of the comparison.
cases-sex-unknown = In { $n } cases the sex is not known. They are not part of the comparison.
cases-sex-unknown-few = In a few cases, fewer than { $least }, the sex is not known. They are not part of the comparison.
cases-where = Only rows where { $conditions }.
cases-how-split = The difference is split after Oaxaca and Blinder: a part because women and men have different circumstances, a part because the same circumstances give different outcomes. All differences are women minus men.
cases-how-reference-women = Circumstances are valued as they are for women.
cases-how-reference-men = Circumstances are valued as they are for men.
cases-how-reference-half = Circumstances are valued half-way between women's and men's.
cases-how-reference-cotton = Circumstances are valued by how many women and men there are (Cotton).
cases-how-reference-neumark = Circumstances are valued as for all together, sex left aside (Neumark).
cases-how-reference-pooled = Circumstances are valued as for all together, sex taken into account (Jann).
cases-how-rows = Intervals are { $confidence } and take every case as independent of the others.
cases-how-clusters =
    { $number ->
        [one] Intervals are { $confidence } and allow for cases of the same group being correlated (one group).
       *[other] Intervals are { $confidence } and allow for cases of the same group being correlated ({ $n } groups).
    }

cases-how-drawn =
    { $number ->
        [one] Intervals are { $confidence }, from one draw of { $n } groups with replacement (seed { $seed }).
       *[other] Intervals are { $confidence }, from { $draws } draws of { $n } groups with replacement (seed { $seed }).
    }

cases-how-not-drawn = There are too few groups or too few draws to draw them anew. The intervals are computed by formula instead.
cases-how-few-clusters = There are fewer than { $least } groups. Intervals then easily become too narrow.
cases-how-together = { $column }: { $levels } are counted together, because fewer than { $least } women or men are in one of them.
cases-how-alike = { $column } is the same for all who are compared, and so explains nothing.
cases-how-failed =
    { $number ->
        [one] One draw could not be computed and is left out.
       *[other] { $n } draws could not be computed and are left out.
    }

cases-how-aliased = Cannot be told apart from the rest and is left out: { $columns }.
cases-how-places-split = Every area has a split of its own.
cases-how-places = Probabilities are adjusted for how many areas are tested (Benjamini and Hochberg, { $level }). The shrunken number moves uncertain areas towards what is common (empirical Bayes). An area stands out from the others if it lies further from what is common than chance and the areas' usual spread allow.
cases-how-weight = Rows are weighted.
cases-how-unnamed = Columns are called here as in the file. A codebook (--codebook) gives them names and a unit in Swedish and English; docs/cases.md says how it is written.
cases-standing-women-less = women lower
cases-standing-men-less = women higher
cases-standing-chance = may be chance
cases-apart-below = further down than the others
cases-apart-above = further up than the others
cases-picture-left = Difference in the same situation, area by area
cases-picture-raw = Difference before adjustment, area by area
cases-picture-caption = Women minus men, { $unit } with { $confidence } intervals. { $shown } of { $all } areas: those furthest from what is common, against what chance and the areas' usual spread allow. Hollow marks may be chance when so many areas are tested.
cases-picture-zero = no difference
cases-picture-men = higher for men
cases-picture-women = higher for women
cases-picture-certain = hardly chance
cases-picture-chance = may be chance
cases-head-found = What the cases show
cases-head-parts = What explains how much
cases-head-places = Area by area
cases-head-left-out = What is not included
cases-head-how = How it was computed
cases-col-what = What
cases-col-women = Women
cases-col-men = Men
cases-col-explained = Explained
cases-col-left = Left
cases-col-place = Area
cases-col-cases = Cases (w, m)
cases-col-raw = Before adjustment
cases-col-same = In the same situation
cases-col-shrunk = Shrunken
cases-col-verdict = Answer
cases-constant = The same for all (the constant)
cases-constant-note = The row “The same for all” is the difference that is left whatever the { $variables }. With what is left in the other rows it makes up “All together”. How it is split between the constant and the numbers depends on where the numbers have their zero: with age counted from 65 instead of from nought the rows become others. So read the row “All together”, which does not change with that.
cases-all-together = All together
cases-most-places = Here are { $shown } of { $all } areas: those where it is most certain that women and men differ, the most certain first. All are in --format csv, json or xlsx.
cases-foot = Case data computed by Jämsides. No single case is in this document.
cases-from = Source: { $file }.
cases-sheet-numbers = Numbers
cases-sheet-reading = How to read

cases-list-title = Cases
cases-list-lead = These are questions that whoever runs this service has put to cases of their own. The cases stay where they are; what is shown has been added up, and what could disclose single persons is kept back.
cases-here = There are cases
cases-here-lead = Whoever runs this service has cases of their own that may explain the difference. They have been gone through already.
cases-table = Show table: { $n } areas
cases-parts-table = Table of what explains how much
