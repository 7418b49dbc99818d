# Meetings: planning, finding a day, registering, taking notes, saying what one thought.

meetings = Meetings
meeting-new = Plan a meeting
meeting-new-lead = Write one time if the day is settled. Write several to ask which suit. Those called get a letter.
meeting-plan = Save and send the invitation
meeting-edit = Change the meeting
meeting-edit-title = Change { $name }
meeting-held-lead = The meeting has been. Notes and feedback are on its page.
meeting-host = host: { $name }
meeting-late = late: { $state }
meeting-missing =
    { $n ->
        [one] { $shown } hand-in missing
       *[other] { $shown } hand-ins missing
    }
meeting-answer-by = answer by { $day }
meeting-poll = The day is not set. Say which times suit you.
meeting-poll-until = The day is not set. Say which times suit you by { $day }.
meeting-cancelled = The meeting is cancelled. { $why }
meeting-was = Was to have been
meeting-for = For
meeting-for-round = everybody in the round
meeting-for-track = { $track } in the round
meeting-link = Link to take part remotely
meeting-file = Put the meeting into your calendar (file)
meeting-previous = The meeting before: { $title }
meeting-next = The meeting after: { $title }
meeting-hold = The meeting has been
meeting-people = Who comes
meeting-day = Set a day
meeting-day-lead = Swedish time. Those called get a letter.
meeting-revive = Will the meeting take place after all? Set a day. Those called get a letter.
meeting-ask-again = Ask for a new day
meeting-ask-lead = The day that was set then no longer holds. It goes from calendars, and those called get a letter.
meeting-ask-go = Ask
meeting-cancel = Cancel the meeting
seen-meeting-round = everybody who takes part in the round, and the organiser.
seen-feedback = you. Answers are shown without names to the group’s mentor and the organiser.

said-answered = Your answers are saved.
said-asked-again = Those called get the question.
said-attended = Attendance is saved.
said-cancelled = The meeting is cancelled. Those called get a letter.
said-day-set = The day is set. Those called get a letter.
said-feed-closed = The address leads nowhere any more.
said-feedback = Thank you. What you thought is saved.
said-handed-in = It is handed in. The group sees it.
said-held = It is noted that the meeting has been.
said-noted = The notes are saved.
said-planned = The meeting is planned.
said-point = It is added.
said-registered = Your registration is saved.
said-ticked = The task is updated.

head-meeting = Meeting
head-place = Place
head-meeting-state = How it stands
head-you = You
head-point = Item
head-minutes = Length
head-leader = Led by
head-handed-in = Handed in
head-by = By
head-comes = Comes
head-access = Access
head-diet = Food
head-other = Anything else
head-question = Question
head-answer = Answer
head-calendar = Calendar

field-occasion = What meeting
field-meeting-title = What the meeting is called
field-meeting-title-hint = Leave it empty to take the name of the model’s step.
field-place = Place
field-place-hint = Room and address, so that people find it.
field-link = Link for those who take part remotely
field-link-hint = The address begins with https://
field-host = Host
field-host-hint = The host sees what those who come need. The turn goes round the group.
field-pays = Who pays for what
field-meeting-invitation = To know before the meeting
field-meeting-invitation-hint = Stands on the page and in the letter.
field-agenda = Agenda
field-date = Day
field-start = Begins
field-end = Ends
field-last = Last day
field-last-hint = Only if the meeting takes several days.
field-answer-by = Last day to answer
field-answer-by-hint = When you ask about several times. Three days before, those who have not answered get a reminder.
field-comes = How do you take part?
field-hearing-loop = Hearing loop
field-wheelchair = Room for a wheelchair
field-diet = Food: what you do not eat
field-other = Anything else the host needs to know
field-file-shown = PDF, Word, PowerPoint, Excel, picture or text. At most 25 MB. Everybody at the meeting sees it.
field-why-cancelled = Why the meeting is cancelled
field-why-cancelled-hint = Stands in the letter to those called.
field-point = What
field-point-who = Who does it
field-by = By

times = Times
times-lead = Swedish time. One time: the day is set. Several: those called say which suit.
time-nth = Time { $n }
answer-by = When you need answers
agenda-lead = What, how many minutes and who leads. Empty rows are not saved.
agenda-title = Item { $n }
agenda-minutes = Minutes for item { $n }
agenda-leader = Who leads item { $n }
agenda-over =
    { $n ->
        [one] The agenda is { $shown } minute longer than the meeting.
       *[other] The agenda is { $shown } minutes longer than the meeting.
    }
minutes-long = { $n } min

poll = Which times suit you?
poll-send = Save my answers
poll-unsaid = no answer
poll-best = suits most
poll-sum = How the times suit
poll-everybody = Everybody’s answers
poll-set = Set the day
poll-set-name = Set the day: { $time }
suits-yes = Can
suits-maybe = If need be
suits-no = Cannot

register = Are you coming?
register-lead = Say whether you are coming. You can change it until the meeting begins.
register-done = You are registered like this. You can change it until the meeting begins.
comes-in_room = I come
comes-remote = I take part remotely
comes-no = I do not come
comes-unsaid = has not answered
needs = What you need
needs-lead = Only you and those who arrange the meeting at the host see this. It is removed the day after the meeting.
needs-of-all = What those who come need
needs-none = Nobody has said that they need anything in particular.
needs-seen = Only you who host see this. It is removed the day after the meeting. Do not keep it elsewhere.
was-there = was there
was-not-there = was not there

count-called = Called
count-in-room = Registered, in the room
count-remote = Registered, remote
count-no = Not coming
count-silent = Not answered
count-attended = Were there
count-answered = Have answered

hand-in = To hand in before the meeting
hand-in-by = { $name }: by { $day }
hand-in-some-day = { $name }: the day follows once the meeting is set
hand-in-go = Hand in
hand-in-anew = Hand in anew
hand-in-go-name = Hand in for { $name }: { $what }
hand-in-anew-name = Hand in anew for { $name }: { $what }
hand-in-missing = missing
hand-in-not-yet = not yet
handed-in-on = { $day }
handed-in-late = { $day }, late
material = Material
material-none = Material for the meeting is collected here. There is none yet.

carried-over = Left from earlier meetings
carried-over-lead = Tasks that are not done come along to the next meeting.
notes = Notes
notes-title = Notes: { $title }
notes-none = Nothing is noted yet.
notes-write = Take notes
notes-read = Read the notes
notes-page = To the notes
notes-hint = Write what you arrived at, not who said what.
notes-shown = Notes that are shown to more
notes-show = Who can see it
notes-show-go = Change who can see it
points = Decisions and tasks
point-add = Add a decision or a task
point-all = everybody
point-done = Done
point-undone = Not done
point-done-on = done { $day }
point-late = should have been done { $day }

attendance = Who was there?
attendance-page = Attendance
attendance-save = Save attendance
attendance-title = Attendance in { $name }
attendance-lead = All meetings together, first by role and last by organisation. Who was at a meeting stands on the meeting’s own page.
attendance-by-role = By role
attendance-by-meeting = By meeting
attendance-by-organisation = By organisation
attendance-none = No meeting has a day yet.

feedback = Feedback
feedback-title = Feedback: { $title }
feedback-lead = Answer briefly, preferably the same day.
feedback-done = You have answered like this. You can change it, or take it away by emptying the fields.
feedback-early = You can answer once the meeting has begun.
feedback-send = Save
feedback-give = Say what you thought
feedback-read = Read the feedback
feedback-sum = What everybody thought
feedback-no-answers = No answers yet.
feedback-round-title = Feedback in { $name }
feedback-round-lead = Every meeting that has been, group by group. Answers are shown without names.
feedback-round-none = No meeting has been yet.
feedback-by-meeting = Answers by meeting
feedback-answers = The answers
feedback-newest = Here are the answers of the { $shown } latest meetings of { $all } that have any. The others are on the meetings’ own pages, in the table above.

feeds = Calendars
feeds-lead = Subscribe to the meetings in your usual calendar. When a meeting changes, it changes there too. Who comes and what anybody needs does not stand in the calendar.
feeds-note = The address is a secret: whoever has it sees the meetings without signing in. Make a new one if somebody else has got it, and the old one stops working.
feed-mine = Every meeting you are called to
feed-group = The group { $name }
feed-open = Make an address
feed-anew = Make a new address
feed-close = Stop
feed-address = The address of the calendar
feed-address-lead = Copy the address and add it to your calendar program as a subscription. It is shown only now.
