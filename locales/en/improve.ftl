# Improvements, measurements, ideas and what lives on. Swedish: ../sv/improve.ftl.

improvements = Improvements
improvements-of = Improvements, { $name }
improvements-lead = A card for each improvement: the problem, a small test, measurements and what you decide. Begin with a sentence. The rest you fill in as you go.
improvements-lead-others = Here are the improvements that the organisation has chosen to show you.
improvements-none = There is no card here yet.
improvements-shown = Improvements that participants show
improvements-group = Improvements and ideas in the group
improvements-in =
    { $n ->
        [one] { $name }: { $shown } improvement
       *[other] { $name }: { $shown } improvements
    }
seen-improvements = your own organisation. Others see only the cards that you show.
seen-improvements-others = those to whom the organisation has shown the cards.

improvement-in = Improvement, { $name }
improvement-start = A new improvement
improvement-start-go = Begin
improvement-write = Write on the card
improvement-think = Cause and idea
improvement-on = Go on
improvement-baseline-how = A key figure, or own words where there is none. Not both.
improvement-show = Who can see the card
improvement-show-how = The measurements go with the card. Numbers with fewer than five people behind them are seen by you alone.
improvement-show-go = Change who can see it
improvement-hidden = an improvement that is not shown to you
improvement-figure = Key figure { $kpi }, { $year }.
improvement-figure-said = { $title }, { $place } { $year }: women { $women }, men { $men }.
improvement-figure-apart = The key figure is another measure than the measurements. It is not drawn in the run chart.
improvement-figure-none = no value
improvement-figure-link = See the key figure { $kpi }

improvement-next-test = Describe a small test
improvement-next-owner = Decide who sees to it
improvement-next-days = Decide when the test begins
improvement-next-begins = The test begins { $day }
improvement-next-begin = Begin the test
improvement-next-measure = Measure for the first time
improvement-next-measure-on = Go on measuring
improvement-next-result = The test is over: write what came of it
improvement-next-decide = Decide whether to keep it
improvement-next-spread = See where else it can be done

improvement-move-planned-testing = Begin the test
improvement-move-planned-dropped = Drop it without trying
improvement-move-testing-studied = The test has been studied
improvement-move-testing-planned = Back to planning
improvement-move-testing-dropped = Drop it
improvement-move-studied-secured = Secure: we keep it
improvement-move-studied-dropped = Drop it
improvement-move-studied-testing = Test once more
improvement-move-secured-studied = It did not hold: go back
improvement-move-dropped-planned = Take it up again

improvement-spread = Where it is done today
improvement-spread-add = Add a place

said-improvement-started = The card is begun. Only your own organisation sees it.
said-improvement-moved = The card is in a new state.
said-improvement-shown = Who can see the card has been changed.
said-measured = The measurement is saved.
said-taken-home = The idea is yours now. Only your own organisation sees it.
said-idea-shown = Who can see the idea has been changed.
said-checked-in = Thank you. The answers are saved, and everybody in the round can see them.

head-improvement = Improvement
head-next-step = Next step
head-women-n = Number of women, girls
head-men-n = Number of men, boys
head-remark = Comment
head-spread = Unit or service
head-since = Since
head-idea = Idea
head-whose = Whose it was
head-tried = Tried in
head-lives = Does it live on?

field-problem = The problem for women and men, girls and boys
field-problem-hint = One sentence. For example: Girls wait longer than boys for an assessment.
field-baseline = How it was
field-baseline-own = How it was, in your own words
field-baseline-own-hint = Leave empty if you have chosen a key figure.
field-kpi = Key figure in Kolada
field-kpi-hint = The code, for example N15428. It is shown on the key figure’s page.
field-kpi-year = Year of the key figure
field-cause = The cause
field-cause-hint = What you think it depends on, and how you know.
field-idea = The idea
field-new-idea = An idea that is not written down yet
field-new-idea-hint = Your own. If it comes from somebody else, write it among the ideas of the round.
field-test = The small test
field-test-hint = What you try, where and with whom. So small that you can begin soon.
field-card-owner = Who sees to it
field-test-starts = The test begins
field-test-ends = The test ends
field-unit = What is measured
field-unit-hint = And in what: days from application to decision, share in per cent.
field-good = What is better
field-result = What came of it
field-result-hint = For women and men, girls and boys. Also what did not work.
field-decision = The decision
field-decision-hint = Who decided what: The committee decided to …
field-spread-hint = Where it is done now, for example a unit or an administration.

measurements = Measurements
measurements-none = Nothing is measured yet. Measure some times before the test begins, and a change will show.
measure-add = Add the measurement
measure-correct = Correct
measure-correct-name = Correct the measurement { $day }
measure-few = fewer than five, not shown
measure-few-own = fewer than five, not shown to others
measure-few-means = Where fewer than five are behind a number it is shown to its own organisation only. The chart, and what is said of it, then leave it out.
field-measured-on = Day
field-women = Women, girls
field-women-hint = A number, for example 31.5.
field-women-n = Number of women, girls behind it
field-men = Men, boys
field-men-n = Number of men, boys behind it
field-n-hint = Leave empty if it is not about a number of people.
field-measure-note = Comment

run-women = Women, girls
run-men = Men, boys
run-title = { $who }: { $text }
run-too-few =
    { $n ->
        [one] Too few measurements to say anything yet: { $shown } measurement, and at least ten are needed
       *[other] Too few measurements to say anything yet: { $shown } measurements, and at least ten off the median are needed
    }
run-same =
    { $n ->
        [one] Nothing suggests that anything has changed
       *[other] The { $shown } measurements vary, but nothing suggests that anything has changed
    }
run-shift-up =
    { $n ->
        [6] Six measurements in a row lie above the median: something has changed
        [7] Seven measurements in a row lie above the median: something has changed
        [8] Eight measurements in a row lie above the median: something has changed
       *[other] { $shown } measurements in a row lie above the median: something has changed
    }
run-shift-down =
    { $n ->
        [6] Six measurements in a row lie below the median: something has changed
        [7] Seven measurements in a row lie below the median: something has changed
        [8] Eight measurements in a row lie below the median: something has changed
       *[other] { $shown } measurements in a row lie below the median: something has changed
    }
run-trend-up =
    { $n ->
        [5] Five measurements in a row rise: something has changed
        [6] Six measurements in a row rise: something has changed
       *[other] { $shown } measurements in a row rise: something has changed
    }
run-trend-down =
    { $n ->
        [5] Five measurements in a row fall: something has changed
        [6] Six measurements in a row fall: something has changed
       *[other] { $shown } measurements in a row fall: something has changed
    }
run-too-few-runs = The measurements seldom cross the median: something has changed
run-too-many-runs = The measurements cross the median unusually often: perhaps two things are mixed
run-odd-up = One measurement lies far above the others: ask what happened then
run-odd-down = One measurement lies far below the others: ask what happened then
run-good = That is the right way.
run-bad = That is the wrong way.
run-means = A run chart tells a change from what always varies. It says that something has changed, not what changed it.
run-median = median { $value }
run-median-short = md { $value }
run-change = The test begins { $day }
run-desc = { $who }: { $n } measurements, from { $from } to { $to }.
run-desc-median = The median is { $value }.
run-desc-baseline = The median before the test is { $value }.

ideas = Ideas
ideas-of = Ideas, { $name }
ideas-link = The ideas of the round
ideas-lead = What you have seen others do and want to try at home, with where it came from.
ideas-none = No idea is shown here yet.
seen-ideas = those to whom each idea is shown. Your own are seen by you alone, until you show them.
idea-own = Own idea
idea-seen-with = Seen at { $name }
idea-seen-at = Seen at { $name }: { $item }
idea-from-before = From { $name }, { $round }
idea-hidden = The card tries an idea that is not shown to you.
idea-shown-less = The idea is shown to fewer than the card: { $who }.
idea-none-chosen = none chosen
idea-add = Write an idea
idea-edit = Change
idea-edit-name = Change the idea { $name }
idea-show-name = Change who can see it: the idea { $name }
idea-take = Take home
idea-take-name = Take home the idea { $name }
idea-take-how = The idea becomes yours, with { $name } as its origin. Only your own organisation sees it until you show it.
idea-words = The idea as you want to try it
idea-words-hint = Write it anew so that it fits you.
field-into = For
idea-where = Where the idea comes from
idea-where-how = Leave all of it empty if it is your own.
idea-nowhere = nobody else
idea-no-item = no item in particular
idea-no-past = no earlier round
field-idea-place = Seen at
field-idea-item = At which item of the self-assessment
field-idea-past = From a round before this program
idea-family = How the ideas are related
idea-family-lead = To the left where an idea began, to the right who has taken it home. What is not shown to you is counted but not seen.
idea-family-title =
    { $n ->
        [one] One idea has been taken home
       *[other] Ideas have been taken home { $shown } times
    }
idea-family-desc = The same trees stand as a list under the picture.
idea-one-hidden = an idea that is not shown to you
idea-gone = tried and dropped
idea-began = began with { $name }, { $round }

check-ins-link = What lives on after the round
check-ins-of = What lives on? { $name }
check-ins-lead = One, two and three years after the round we ask which changes are still alive. “Do not know” is an answer, too.
check-ins-running = The round is running. The first question comes a year after it has been closed.
check-ins-none = It is not time yet.
check-in-ended = The round was closed
check-in-next = Next question
check-in-next-on = { $months } months after, { $day }
check-in-months = { $months } months after
check-in-answered = Answered { $day }.
check-in-unanswered = Not answered. The question came { $day }.
check-in-unsaid = no answer
check-in-choose = choose an answer
check-in-go = Answer
check-in-correct = Correct the answers
field-check-in-comment = More to say
field-check-in-comment-hint = What has helped or hindered. Write nothing about individuals.
todo-check-in = Say what lives on { $months } months after { $name }
measure-new = A new measurement

check-in-seen = The answer can be seen by { $who }.
check-in-show-name = Change who can see it: the answer { $months } months after
said-checked-in-own = Thank you. The answers are saved. Others see them when somebody at your organisation who may show them does so.
said-check-in-shown = Who can see the answer is changed.
measurements-table =
    { $n ->
        [one] Show the measurement in a table
       *[other] Show { $shown } measurements in a table
    }
check-in-correct-months = Correct the answers { $months } months after
improvement-plan = The test: what, who and when
improvement-unit = What is measured
