# Forming groups: rules and wishes, proposals, changing by hand, comparing, publishing.

forming = Form groups
seen-forming = Only you who run the round
forming-lead = The program looks for the groups that answer best to your rules and wishes, and says why. Nothing holds until you publish a proposal.
forming-seeking = Participants to be given a group
forming-places = Groups the mentors can lead
forming-size = Participants in a group
forming-size-of = { $least } to { $most }
forming-faults = This has to be put right first
forming-has-groups = The round has groups already. Who is in a group cannot get another, so take the old groups away before you publish new ones.
forming-start = Make a proposal
forming-start-how = { $n ->
    [one] It takes a second at most.
   *[other] It takes { $shown } seconds at most. You can stop at any time.
  }
forming-proposals = Proposals
forming-proposal = Proposal { $n }
forming-head-proposal = Proposal
forming-head-made = Made
forming-head-good = How good
forming-state-running = being made
forming-state-lost = was never finished
forming-state-done = done
forming-state-changed = { $n ->
    [one] changed by hand once
   *[other] changed by hand { $shown } times
  }
forming-state-impossible = impossible
forming-state-stopped = stopped
forming-state-published = published
forming-rules = Rules and wishes
forming-save = Save rules and wishes
forming-hard = Rules that must hold
forming-hard-lead = Untick a rule to leave it out of account.
rule-everyone-how = Without the rule somebody may be left without a group when it is otherwise much worse for the others.
rule-capacity-how = The number stands with each mentor further down.
rule-support-how = Holds where the model has supporting mentors and somebody can be one.
rule-travel-how = Between all who meet: participants and mentor. Write the longest way below.
rule-same_mentor-how = By earlier rounds here and the published rounds since 2015.
rule-conflict-how = Those between whom there is a conflict never meet, and two such mentors do not back each other. Who backs a mentor does not meet the group, so a conflict with a participant does not prevent that.
rule-together-how = The pairs stand further down the page.
rule-apart-how = The pairs stand further down the page.
rule-locked-how = The pairs stand further down the page.
rule-kind-how = Municipalities by themselves and regions by themselves.
rule-language-how = Who has named no language speaks all.
rule-theme-how = A hard rule. Usually off, as the theme is a wish too.
forming-longest = Longest way
forming-longest-how = Kilometres as the crow flies, or minutes if you have uploaded travel times. Empty: any distance.
forming-wishes = Wishes
forming-wishes-lead = The weight says how far you would travel for a wish. At the same weight as travel a wish that is not met at all is as bad as 100 kilometres. 0: not counted.
wish-travel-how = Between all who meet. Usually { $usual }.
wish-theme-how = Those who want to work with the same thing come together. Usually { $usual }.
wish-size-how = By the number of inhabitants. Usually { $usual }.
wish-class-how = By SKR's grouping of municipalities. Usually { $usual }.
wish-similar-how = Those RKA counts as similar. Usually { $usual }.
wish-complement-how = The one is strong where the other is weak, so that there is something to learn. Usually { $usual }.
wish-acquaintance-how = Preferably not with those one has been in a group with before. Usually { $usual }.
wish-support-how = Between the mentor and who backs it. Usually { $usual }.
wish-fairness-how = Whoever is worst off counts once more for each unit. Usually { $usual }.
forming-known = What you know of each
forming-known-lead = Themes and languages are optional. What is wished for in the application, declared conflicts of interest, self-assessments that have been shown to you, size, position, similar municipalities and earlier mentors are fetched where they are known.
forming-seeking-fold = { $n ->
    [one] One participant
   *[other] { $shown } participants
  }
forming-offers-fold = { $n ->
    [one] One possible mentor
   *[other] { $shown } possible mentors
  }
forming-themes = Themes, with commas between
forming-language = Language of the group
forming-out = Is not to have a group now
forming-not-placed = Its position is not known, so ways cannot count without travel times from you.
forming-promised = Has promised but is not in the round yet. Comes in when you publish.
forming-leads = Groups to lead
forming-backs = Groups to back
forming-new = Has not mentored before
forming-seconds = Longest time to reckon, seconds
forming-seconds-how = At most { $most }. Large rounds may need more time for a proven best proposal.
forming-pairs = Pairs
forming-pairs-lead = Two who are to be together, are not to be, have a conflict of interest or are locked to each other.
forming-pair = { $one } and { $other }
forming-head-who = Who
forming-head-rule = What holds
forming-head-do = Change
forming-unpair = Take away
forming-unpair-of = Take away { $one } and { $other }
forming-pair-add = Add the pair
forming-one = The one
forming-kind = What holds
forming-other = The other
forming-mentor = { $name } (mentor)
pair-together = are to be in the same group
pair-apart = are not to be in the same group
pair-conflict = have a conflict of interest
pair-locked = are locked to each other
forming-matrix = Travel times
forming-matrix-none = Ways are reckoned as the crow flies between the middles of the municipalities. If you have travel times by car or train you can upload those instead.
forming-matrix-there = Your travel times are used.
forming-matrix-add = Upload travel times
forming-matrix-file = File with travel times
forming-matrix-how = CSV with a row of heads and three columns: from, to, minutes. Write the name or code of the municipality.
forming-matrix-away = Reckon as the crow flies again

forming-proposal-title = Proposal { $n }: { $name }
forming-running-lead = The proposal is being made. The page fetches itself again until it is done.
forming-elapsed = So far
forming-elapsed-of = { $n } of { $most } seconds at most
forming-best = Best so far, points
forming-bound = Cannot be lower than, points
forming-reload = Fetch the page now
forming-stop = Stop and keep the best so far
forming-lost-lead = The proposal was never finished: the program was restarted while it was reckoning. Make a new one.
forming-stopped-lead = The work was stopped, or the time was up, before there were any groups. That does not mean that it is impossible. Try again with more time.
forming-back = To rules and wishes
forming-impossible-lead = There are no groups that keep all the rules. That is proven, so more time does not help.
forming-impossible-why = These rules contradict each other
forming-good-proven = Proven best
forming-good-gap = At most { $gap }% from the best
forming-good-unknown = Not known how far from the best
forming-good-breaks = { $n ->
    [one] Breaks one rule
   *[other] Breaks { $shown } rules
  }
forming-changed = This has happened since the proposal was made
forming-published-why = Published although rules are not kept: { $why }
forming-step = What your last change does
forming-head-wish = Wish
forming-sum = Sum, points (lower is better)
forming-worst = Whoever is worst off
forming-farthest = Longest way
forming-group = Group { $n }
forming-head-way = Longest way
forming-head-cost = Points
forming-breach = The rule is not kept: { $what }
forming-more = What was given up, and the next best
forming-fared = How it went for each
forming-fared-lead = What each organisation got of its wishes.
forming-hand = Change by hand
forming-hand-lead = Make one change at a time. You see at once what it costs, and can take it back.
forming-move = Move a participant
forming-move-do = Move
forming-who = Who
forming-to = To
forming-own-group = A group of its own
forming-swap = Let two participants change places
forming-swap-do = Change places
forming-with = With
forming-lead-other = Change mentor
forming-lead-do = Change mentor
forming-which = Group
forming-as = As
forming-as-mentor = mentor
forming-as-support = support for the mentor
forming-leader = Who is it to be
forming-undo = { $n ->
    [one] Take the change back
   *[other] Take the last of { $shown } changes back
  }
forming-publish = Publish
forming-publish-lead = The proposal becomes the groups of the round, and everybody in a group gets a letter. After that the groups can be changed as usual, one at a time.
forming-publish-do = Publish the groups and send letters
forming-why = Why is the proposal to hold all the same?
forming-why-how = { $n ->
    [one] One rule is not kept. The reason is kept with the proposal.
   *[other] { $shown } rules are not kept. The reason is kept with the proposal.
  }
forming-compare = { $one } and { $other }
forming-compare-lead = What differs, the points for each wish, and who is with whom.
forming-compare-cost = Points
forming-compare-who = Who is with whom
said-forming-started = The work has begun.
said-forming-stopped = The work is being stopped.
said-forming-relaxed = Your rules are changed. Make a new proposal.
said-forming-stepped = The change is made.
said-forming-undone = The change is taken back.
said-forming-published = The groups are published and the letters on their way.
forming-relax = How to get on
forming-relax-one = One of these is enough. The button changes your rules; after that you make a new proposal.
forming-relax-do = Let go of this
forming-relax-together = It is not enough to let go of one thing. These have to be let go of together.
forming-relax-all = Let go of all
forming-step-broken = Rules not kept: { $before } before, { $after } after. They cost no points.
forming-unplaced = Without a group
forming-map-title = The longest way is { $way }, between { $two }
forming-map-title-none = Nobody has any way to the others in the group
forming-map-lead = mentor
forming-map-member = participant
forming-map-way = way to the mentor
forming-map-way-none = way to the others
forming-compare-differs = What differs
forming-compare-other-rules = The proposals stand on different wishes or facts. Their points cannot be compared as they are.
forming-map-desc = { $n ->
    [one] Map of one group: the mentor as a square, participants as circles, with a line from each participant to the mentor. The table above says the same.
   *[other] Map of { $shown } groups: mentors as squares, participants as circles, with a line from each participant to the mentor. The table above says the same.
  }
forming-map-desc-none = { $n ->
    [one] Map of one group: participants as circles, with lines between them. The table above says the same.
   *[other] Map of { $shown } groups: participants as circles, with lines between those in the same group. The table above says the same.
  }
forming-many = { $n ->
    [one] What was given up and the next best are worked out only in rounds with at most one participant.
   *[other] What was given up and the next best are worked out only in rounds with at most { $shown } participants.
  }
rule-host-how = By the model everybody in the group can host when hosting goes round, otherwise the mentor. Write the longest way to the host below.
wish-host-how = Counts when you have written the longest way to the host. Usually { $usual }.
forming-host-within = Longest way to the host
forming-host-within-how = Kilometres, or minutes if you have uploaded travel times. Empty: it does not matter who hosts.
forming-said = In the application: “{ $text }”
forming-follows = Follows from a declared conflict
forming-broken = Rules that are not kept
forming-points = What the points are made of
forming-proposal-first = Proposal { $n } before you changed it
forming-compare-head = Compare
forming-compare-first = With how the proposal was before you changed it by hand
forming-compare-with = With proposal { $n }
forming-compare-where = Open a proposal to change it, compare it with another or publish it.
forming-compare-rules = The rules were not the same, but they cost no points, so the sums can be compared.
forming-compare-same = the same
forming-compare-by = Difference
forming-compare-still = No change for: { $names }.
forming-publish-unsent = The proposal becomes the groups of the round. No letters are sent from here, since sending is not switched on: tell those in the groups yourselves. After that the groups can be changed as usual, one at a time.
forming-publish-only = Publish the groups
forming-told = { $n ->
    [one] Who is concerned
   *[other] The { $shown } who are concerned
  }
said-forming-published-unsent = The groups are published. No letters were sent, since sending is not switched on.
forming-names = What the groups are called and work on
forming-no-ways = Ways are not counted, since it is not known where { $names } lies. Upload travel times, or state the organisation’s municipality or region.
