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
