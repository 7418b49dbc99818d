# Organisations side by side, and everybody in a round. Swedish: ../sv/beside.ftl.

beside = Side by side
beside-title = Side by side: { $name }
beside-lead = { $name }, as you answered before { $step }. Read what the others see at home, and ask each other.
beside-ask = Show
beside-step = Occasion
beside-part = Part
beside-every-part = All parts
beside-item = Item
beside-every-item = All items
beside-only-apart = Only where the answers differ by two levels or more
beside-members = Who is shown
beside-members-hint = Choose two to four.
beside-pdf = Download as PDF for the meeting
beside-who = Who stands here
beside-hidden = not shown yet
beside-of = answer of { $time }
beside-none = There is nothing to compare yet.
beside-none-apart = Nowhere do the answers differ by two levels.
beside-apart = Differs. { $text }
beside-not-comparable = cannot be compared
beside-differ = You saw this differently in the team. Only you see that.
beside-take = What could we take home?
beside-take-hint = Write what you want to try. It becomes an idea that only you see, with where it comes from.
beside-take-name = What could we take home? { $name }: { $item }
beside-describes = How they steer
beside-describes-lead = What each has chosen to show. The link leads to the whole template.
beside-describes-none = Nobody has shown how they steer yet.
beside-form-unfinished = { $name } (not finished)
beside-differences = Where women and men fare differently
beside-differences-of = Differences in { $name }
beside-figure = Key figure
beside-women = Women
beside-men = Men
beside-difference = Difference
beside-year = Year
beside-verdict = Verdict
beside-time = Over time
beside-time-lead = The level at each occasion. An answer to another self-assessment is shown only where the question and the scale are the same.
beside-time-of = Levels over time, { $name }
seen-beside = the group. Of each organisation only what it has chosen to show is seen.

levels = Self-assessments
levels-title = Self-assessments in { $name }
levels-lead = { $name }. Here is what those who take part have chosen to show the round.
levels-shown = Have shown an answer
levels-hidden = Have not shown any
levels-unanswered = Have not answered
levels-none = Nobody takes part just now.
levels-csv = Download the table (CSV)
levels-table = Levels in the round
levels-middle = The middle level is the one that half of the items are at or below.
levels-every-track = All tracks
levels-sort = Order
levels-sort-name = Name
levels-sort-level = Highest level first
levels-sort-movement = Most moved up first
levels-sort-missing = Those who have not answered first
levels-latest = Latest answer
levels-is-unanswered = not answered
levels-moved = Since last time
levels-over = Level at each occasion
levels-up-down = { $up } up, { $down } down
levels-known =
    { $n ->
        [one] { $shown } item
       *[other] { $shown } items
    }
levels-pictures = A picture of each
levels-pictures-lead = The middle level at each occasion, from the left: { $steps }. The same numbers are in the table and in the file.
levels-picture = { $name }: from level { $first } to { $last }
levels-picture-one = { $name }: level { $level }
levels-no-level = no level
levels-page = Page { $n } of { $all }
levels-before = Previous pictures
levels-after = Next pictures
seen-levels = you who run the round. You see only answers that are shown to the round or to everybody.
