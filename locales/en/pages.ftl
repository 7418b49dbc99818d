# See common.ftl. Texts of the pages, in the order of the pages. Swedish: ../sv/pages.ftl.

# Frame
skip = Skip to content
nav-label = Main menu
nav-start = Municipalities
nav-compare = Compare
nav-how = How we compute
nav-data = About the data
lang-other = Svenska
invented-label = Demonstration
invented-title = Invented municipalities and figures.
invented-text = This is a demonstration. Nothing here is about any real municipality.
foot-what = Jämsides puts results for women and men, girls and boys side by side, and says what is hardly chance.
foot-source = Source: Kolada. What we have computed from Kolada's data is marked as such.
foot-source-invented = The figures are made up by a program.
foot-version = Jämsides { $version }, free software under the EUPL 1.2.
crumbs = You are here
show = Show
and = and
nation = The country
where = Where
level-municipality = municipality
level-region = region
level-nation = country
problem-status = Error code { $status }

# Search
find-label = Search for a municipality, a region or a figure
find-short = Search
find-button = Search
find-hint = Write for example { $name }, { $code } or heltid (full time). You may leave out the dots over å, ä and ö.
search-title = Search
search-tab = Search for { $words }
search-empty = Municipalities, regions and figures that look like what you write will stand here.
search-none = We find nothing like “{ $words }”.
search-none-advice = Try a part of the name, the four-digit code or Kolada's id of a figure.
search-areas = Municipalities and regions
search-figures = Figures

# Start
start-tab = Women and men, side by side
start-title = Where do results differ between women and men?
start-lead = Find your municipality. One page shows where women and men, girls and boys get different results, whether the difference is real or may be chance, and whom you can learn from.
start-areas = All municipalities
start-larger = { $n ->
    [0] none larger
    [one] { $shown } larger
   *[other] { $shown } larger
}
start-findings = What says most about the country
start-themes = Themes
start-themes-text = { $n ->
    [one] { $shown } figure is split by sex. Here it is by theme, for the country.
   *[other] { $shown } figures are split by sex. Here they are by theme, for the country.
}
start-about = What is Jämsides?
start-about-1 = Every year Swedish municipalities and regions report hundreds of figures split by sex to Kolada. The differences are there, but not which of them mean something. Jämsides goes through them all, tells what is hardly chance from what may be, and compares with municipalities like yours.
start-about-2 = The pages are made for meetings: first a sentence, then a picture, then the table and how we know. Everything can be had as PDF, Excel and CSV.
start-about-3 = We give no marks. Where it is not clear whether a high value is good, we only say that there is a difference.

# Municipality
peers-label = Compare with
peers-who = See who is in it: { $group }
peers-mean = { $n ->
    [one] The comparison group ({ $shown })
   *[other] The comparison group, unweighted mean of { $shown }
}
search-site = Search the whole site
peers-weighted = The same, weighted by inhabitants
compare-link = Compare side by side with others
downloads-label = Download this page
pdf-board = PDF for the steering group
pdf-figure = PDF
pdf-compare = PDF for the meeting
findings-title = What says most
findings-none = We see no differences here that can be told from chance. That does not mean there are none, only that the figures are not enough to show them.
learn-title = What others can learn from { $area }
lessons-head = Learn from
themes-title = Themes
themes-caption = Number of figures in each theme, and in how many women and men differ in a way that is hardly chance.
theme-head = Theme
theme-figures = Figures
theme-differ = Differ
theme-counts = { $differ } of { $n } figures differ
all-link = { $n ->
    [one] See the only figure
   *[other] All { $shown } figures, by theme
}
sure-title = How sure are we?
sure-split = Figures split by sex with values here
sure-tested = Of them tested against chance
sure-differ = Women and men differ
sure-peers = The difference is not that of the comparison group
sure-false = of which at most { $n } are expected to be false alarms
sure-background = Background, such as age and education
sure-untested = Cannot be tested: too few years or no values

# Tables
show-table = Show table
table-about = for { $what }
table-of = Table: { $what }
values-caption = { $figure }, { $unit }
women-head = Women
men-head = Men
total-head = Total
difference-head = Published difference
excess-head = Lasting difference minus the group's
peers-difference-head = Difference in the group
estimate-head = Lasting difference (95% interval)
lasting-head = Lasting difference
peers-lasting-head = Lasting difference in the group
totals-title = Figures not split by sex
totals-text = For these figures the source has one value, not one for women and one for men, or one figure for each sex. So there is no difference to test against chance. We show the value, what even would be, and how the group has it.
totals-caption = The value here, the value at which women and men are even, and the group's unweighted mean.
value-head = Value
even-head = Even would be
mean-head = Mean, { $group }
pair-difference = Difference, { $one } minus { $other }
verdict-head = Verdict
figure-head = Figure
year-head = Year
level-head = Level of those worse off
times-head = Times the usual difference
quarter-head = Quarter of the picture
standings-summary = { $n ->
    [one] Show table: { $shown } figure
   *[other] Show table: { $shown } figures
}
standings-caption = The figures of the picture, those uneven at a low level first. The difference is the women's value minus the men's. The usual difference is that of the median municipality.
drag-hint = Does the table not fit? Drag it sideways, or move into it and use the arrow keys.
no-interval = none
no-value = No data

# Everything
all-title = All figures for { $area }
all-crumb = All figures
all-lead = The difference is the women's value minus the men's, and is compared with { $group }.
all-themes = All themes
all-which = Show
all-which-flagged = Only where they differ
all-which-all = All figures
all-order = Order by
all-order-verdict = Larger than in the group first
all-order-size = Largest difference first
all-order-name = Name
all-shown = { $shown } of { $of } figures are shown.
all-alarms = { $n ->
    [one] We expect at most one false alarm among them.
   *[other] We expect at most { $shown } false alarms among them.
}
all-larger = A larger difference than in the comparison group
all-larger-some = The { $shown } clearest of { $of }. The rest stand first in their themes.
all-by-theme = By theme
all-none = No figures differ here in a way that is hardly chance.
rows-caption = Values for women and men, the difference with its interval, the difference in the comparison group, and the verdict.
background-title = Background
background-text = Figures that describe the population and the conditions. They explain, but are no results, and so get no verdict.

# Figure
figure-tab = { $figure } in { $area }
figure-area = Municipality
figure-none = Choose a municipality to see its values.
smallest-visible = The smallest difference that could have been seen here is { $size }.
lessons-title = Whom can you learn from?
relation-partner = partner
relation-similar = similar municipality
relation-other = other municipality
years-summary = Show table: every year
years-caption = { $place }, { $unit }. The difference is the women's value minus the men's.
carried = earlier value, not measured anew
areas-summary = { $n ->
    [one] Show table: { $shown } municipality
   *[other] Show table: { $shown } municipalities
}
areas-caption = All municipalities by difference, { $unit }.
peer-tag = compared
own-tag = chosen
areas-summary-regions = { $n ->
    [one] Show table: { $shown } region
   *[other] Show table: { $shown } regions
}
areas-caption-regions = All regions by difference, { $unit }.
small-title = Small numbers: what can be seen?
small-show = Show the figure for small numbers: several years together and every municipality in a funnel
small-hide = Show without the section on small numbers
small-own-caption = The difference read in several ways
small-way-head = Read like this
small-difference-head = Difference
small-range-head = 95% interval
small-visible-head = Smallest difference seen
small-summary = { $n ->
    [one] Show table: { $shown } municipality in the funnel
   *[other] Show table: { $shown } municipalities in the funnel
}
small-caption = All municipalities in the funnel by difference, { $unit }.
small-people-head = Inhabitants
small-years-head = Years
small-mean-head = Mean difference
small-margin-head = Margin of error ±
small-shrunk-head = Weighed with all
small-standing-head = Standing
people-summary = Do you know how many people are behind the values?
people-why = Kolada does not say how many people a share is built on. If you give the numbers, we work out how much of the difference may be due to who happened to be included, as in a sample. The interval is then about the year's difference, not the lasting one. The numbers are not stored; they stand only in the address.
people-label = Number of { $who }
people-button = Compute
people-told = Computed on { $women } and { $men }. The interval is about the uncertainty of the sample.
people-without = Compute without the numbers
people-missing = Write the number of { $who } too.
people-no-number = “{ $asked }” is no number of people. Write a whole number from 1, for example 120.
people-not-here = Numbers of people can only be used for a share in a municipality or region that has values. We have computed without them.
definition-title = What the figure is
direction-title = Is high good?
caveats-title = Things to know

# Compare
compare-title = Compare side by side
compare-lead = Choose two to four municipalities or regions. The address of the page can be shared: whoever opens it sees the same comparison.
compare-first = Your municipality
compare-other = { $n ->
    [one] Compare with
   *[other] Also compare with ({ $shown })
}
compare-mentor = Mentor, if you have one
compare-button = Compare
compare-unknown = No municipality or region is called “{ $asked }”.
compare-alike = Did you mean { $names }?
errors-title = Something is not right
bring-title = { $n ->
    [one] One thing to bring to the meeting
    [2] Two things to bring to the meeting
   *[other] Three things to bring to the meeting
}
compare-rest = All figures, by theme
mentor = mentor

# How we compute
how-lead = Two numbers are hardly ever equal. The question is whether the difference between them means something, or might as well have come out the other way. This is how we answer it.
toc = On this page
how-difference-title = Women against men, never against everybody
how-difference-1 = The difference is the women's value minus the men's. Where the values are shares, the difference is in percentage points. We never compare with “everybody”, because half of that comparison would be women with themselves.
how-difference-2 = We take the values as they stand in Kolada and do not change them. Missing, secret, not applicable and zero are four different things, and we keep them apart.
how-chance-title = What chance does
how-chance-1 = In a municipality with few pupils the difference between girls and boys may swing a good deal from one year to the next although nothing has happened. How much it usually swings can be seen in the figures themselves: we measure how the difference has changed from year to year in the whole country, for each figure, and how the swings go with the size of the municipality. The municipality's own swings count too, but only as far as the number of years allows.
how-chance-2 = From that we make two intervals. One is about next year's difference: it is to fall inside in 95 cases of 100, and that is what we check below. The other stands in the tables and is about the lasting difference, recent years weighed together. When a single figure is tested, the difference is hardly chance if that whole interval lies on one side of zero. When hundreds are tested at once more is asked, and a difference can be called possible chance though its interval does not reach zero.
how-chance-3 = Where we know how many people stand behind a value, as in a survey, we use the uncertainty of the sample instead. Beside each interval stands what it covers. If we cannot compute one, we say so and why. That two intervals overlap is no test of the difference; it has its own interval.
how-many-title = Many figures at once
how-many-1 = Whoever tests six hundred figures finds differences even where there are none. So we ask for more the more figures we test (the method of Benjamini and Hochberg), so that at most five per cent of what we point out is expected to be false alarms.
how-many-2 = How many false alarms there may be is printed beside the list. We do not know which they are.
how-similar-title = Compared with similar municipalities
how-similar-1 = The similar municipalities are the seven that the Council for the Promotion of Municipal Analyses (RKA) has chosen for each field, by conditions and not by results. You may also compare with the county, with SKR's class of municipalities, with all, or with those you name yourselves.
how-similar-2 = We compare your difference with the differences of the group, with an interval. The group's mean is unweighted unless we say otherwise: a small municipality counts as much as a large one.
how-time-title = Over time
how-time-1 = The trend is computed on the latest five to ten years with new values. A value that is only repeated, such as an election result between two elections, does not count as a new measurement.
how-time-2 = A difference may shrink in two ways: those who had it worse get it better, or those who had it better get it worse. We say which, and never praise the second.
how-learn-title = Whom you can learn from
how-learn-1 = For each difference we look for municipalities with a smaller difference at a level at least as good, or which have shrunk theirs because those who had it worse got it better. First among those you compare yourselves with, then among similar ones, then in the whole country. Their difference from you must be established in the same way as everything else.
how-direction-title = What is good
how-direction-1 = Whether a high value is good or bad is not settled by a formula. It stands in a list that people have written, with reasons. The list is open and comes with the program. It is an editor's proposal: nobody who works with the subjects has reviewed it yet.
how-direction-2 = Where the list is silent we only say that there is a difference, and the picture is neutral. Figures that describe the population, such as ages and education, are background and get no verdict.
how-small-title = Small numbers
how-small-1 = In a small municipality a difference must be larger to be seen. So each figure's page says how large a difference could at least have been seen. “May be chance” is not the same as “no difference”.
how-small-2 = Values that are secret because they are about few people are never worked out from other numbers.
how-limits-title = What we cannot say
how-limits-1 = The figures say that there is a difference, not why. They say nothing about those who are not seen in the statistics, and nothing about differences among women, or among men. If the way a figure is collected changes, the difference may change although nothing has happened.
how-limits-2 = Take the figures as a question to those who know: the people who work in the service and those who meet it.
promise-title = How often we have been right
promise-text = The promises can be tested. We have computed as if we stood in each year from { $from }, with only what was known then, and looked at what happened the year after, up to and including { $to }.
promise-caption = Share of the differences for which the promise held the year after.
promise-group = Group
promise-n = Number of differences
promise-95 = Within the 95% interval
promise-998 = Within the 99.8% interval
promise-flagged = Pointed out
promise-sign = Same direction the year after, pointed out
promise-unflagged = Same direction, not pointed out
promise-peers = Pointed out against similar
promise-peers-sign = Same direction against similar
promise-beside = For comparison
promise-none = The figures loaded are not enough to test the promises.
promise-soon = The test is being worked out right now, which takes a few seconds.
promise-again-link = Reload the page
promise-again = Anyone can repeat the test with the command

# About the data
data-lead = The figures are a snapshot taken on a certain day and never changed afterwards. So you can go back to the same numbers even when the source has corrected its own.
data-lead-invented = This is a demonstration. The municipalities and the figures are made up by a program, with differences planted in them to be found.
data-snapshot = The snapshot
data-sources = Sources
data-remarks = What looked odd
data-no-remarks = Nothing looked odd when the figures were read.
data-states = Where there is no number
data-states-text = Missing: nobody has reported. Secret: there is a value, but it is about too few people to be shown. Not applicable: the question does not arise here. Deleted: the source has removed the value. Zero is a number like any other. The total need not be women plus men; we show it as the source gives it.
data-machines = Get it as data
data-machines-text = Each municipality, figure and comparison can be had as CSV, Excel and JSON at the same address with .csv, .xlsx or .json at its end. For programs there is also:
data-machines-columns = A row is one figure in one area and year: values for women, men and total with their states, the difference with lower and upper limit, method and what the interval covers, the comparison with the group, the trend, the verdict and the source. Numbers have a decimal point in every language.

# Accessibility
a11y-title = Accessibility
a11y-heading = Accessibility statement for Jämsides
a11y-who = { $operator } is responsible for this website. We want as many people as possible to be able to use it. Here we describe how it meets the Swedish act on accessibility to digital public services, which faults we know of and how you can report more.
a11y-nobody = Here we describe how the program Jämsides meets the Swedish act on accessibility to digital public services. Whoever runs this installation has not yet given a name. A public body that uses Jämsides shall do so before the website is opened to the public.
a11y-how-title = How accessible is the website?
a11y-how = The website is partly compliant with the act on accessibility to digital public services. The faults are listed below.
a11y-lacks-title = Content that is not accessible
a11y-lacks = This we know is not fully accessible, or have not been able to test:
a11y-lack-1 = The website has not been tested together with people who use screen readers, magnification or voice control every day. There may be faults that our own tests do not see.
a11y-lack-2 = The definitions of the figures come from Kolada and exist in Swedish only. On the English pages they are marked as Swedish (criterion 3.1.2 is met, but the content is not translated).
a11y-lack-3 = The pictures have a heading, a description and a table, but single dots in pictures with many municipalities or figures cannot be reached with the keyboard. The same values and links stand in the table.
a11y-contact-title = Contact us if you find more faults
a11y-contact = Write to us if something on the site does not work for you, or if you need the content in another form. We answer as soon as we can.
a11y-contact-nobody = Turn to whoever runs the website. Contact details shall stand here when it is opened to the public.
a11y-authority-title = Contact the supervisory authority
a11y-authority = The Agency for Digital Government, Digg, supervises the act. If you are not satisfied with how we deal with your comments, you can tell Digg.
a11y-authority-link = Report lacking accessibility to Digg
a11y-tested-title = How we have tested the website
a11y-tested = We have assessed it ourselves. On 22 November 2026 every kind of page was tested in both languages, light and dark, in the browser Chromium: with axe (the rules for WCAG 2.1 and 2.2, levels A and AA) and with the keyboard alone. There were also automatic tests at a width of 320 pixels, with text at twice its size, in forced colours and in print, and we have looked at the main pages. They have not been tested together with people who use screen readers, nor in other browsers, nor by anybody from outside.
a11y-dates = The website was assessed on { $date }. The statement was updated on { $date }.
a11y-done-title = What we do
a11y-done = Everything works without JavaScript. Each picture has a heading, a description and a table with the same values. Nothing is told by colour alone: women are a circle and a solid line, men a square and a dashed line, and verdicts are words. Links, fields and tables can be reached with the keyboard, and the text can be enlarged. The PDF files are made to PDF/UA-1.
a11y-exempt-title = Content not covered, and disproportionate burden
a11y-exempt = We claim no exemption for disproportionate burden. The website has no content that the act exempts.

# Problems
problem-start = The start page
problem-newest = Show the newest year
problem-similar = Compare with similar municipalities
problem-broken-title = The address cannot be read
problem-broken-sentence = There is a per cent sign or a letter in the address that cannot be understood.
problem-broken-advice = Copy the address again, or search here.
problem-elsewhere-title = The form came from somewhere else
problem-elsewhere-sentence = The browser says that it was sent from another site. Nothing was changed.
problem-elsewhere-advice = Open the page here and fill in the form again. If it happens again: whoever runs the site must let Host and Origin pass untouched through the proxy.
problem-method-title = It cannot be done like this
problem-method-sentence = The pages can be read and downloaded, but nothing can be sent to them.
problem-method-advice = Open the address in the browser in the usual way.
problem-long-title = The address is too long
problem-long-sentence = The address is longer than any of our pages needs.
problem-long-advice = Take away the end of it, or search here.
problem-much-title = That is too much at once
problem-much-sentence = An answer holds at most { $shown } rows, and at least one figure or area must be named.
problem-much-advice = Name a figure (kpi) or an area (area), or divide the question.
problem-year-title = We do not understand the year
problem-year-sentence = “{ $asked }” is no year.
problem-year-advice = Write the year with four digits, for example 2022.

# What could be examined about a figure's difference
explain-link = Explain the difference
explain-title = Explain the difference: { $figure }
explain-mind = Before you begin
explain-mind-1 = The figures show that there is a difference, not why. The questions here have been worth asking, each with a method that fits.
explain-mind-2 = Explained is not the same as fair. If women and men are judged differently already when need, occupation or grades are set, that difference ends up in what is called explained.
explain-questions = { $subject }: what can be examined
explain-needs = What you need
explain-way = The method
explain-command = The command
explain-commands = The commands compute on a file of yours. Nothing leaves the computer. Put your own file and column names in their place. All methods and how to use them:
explain-beside = { $place }: figures that belong together
explain-beside-lead = Does the same pattern show beside it?
explain-beside-caption = Figures of the same subject, women and men
