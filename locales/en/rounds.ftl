# Rounds, applications and groups.

rounds = Rounds
rounds-lead = In a round municipalities and regions compare their work for gender equality with each other, step by step, and learn from each other.
rounds-none = There are no rounds yet.
rounds-history = The rounds 2015–2023
round-runs = you run the round
round-mine = you take part
round-new = New round
round-new-lead = The round becomes a draft that only you see. The model cannot be changed later: the round follows today's edition all the way.
round-add = Make the round
round-edit = Change the round
round-edit-title = Change { $name }
round-model = How the model works: { $name }
round-lead = Lead the round
round-meetings = Meetings
round-log = What has happened
round-log-all = Everything that has happened ({ $n } events)
round-log-title = What has happened in { $name }
round-log-none = Nothing has happened yet.
round-published = Results that participants have published
version = edition
kronor = SEK { $n }
choose = Choose
nobody = nobody

seen-round = everybody, even without an account. Who takes part is shown once the round is running.
seen-round-organiser = only you who run the round.
seen-judges = you who run the round.
seen-application-draft = your own organisation only. The organiser sees the application once you have sent it.
seen-application-sent = your own organisation and the organiser.
seen-group = the group, its mentors and the organiser.
seen-progress = you who run the round. Mentors see their group.

said-round-moved = The round has a new state.
said-taken-in = The organisation is in the round.
said-left = It is noted that the organisation leaves the round.
said-invoiced = The invoice is noted.
said-application-saved = The application is saved. It is not sent yet.
said-application-sent = The application is sent.
said-application-withdrawn = The application is withdrawn.
said-decided = The decision is made and letters are on their way to the applicant.
said-returned = The application is sent back to be completed.
said-recused = The conflict of interest is noted. You can no longer judge the application.
said-group-saved = The group is saved.
said-group-removed = The group is removed.

head-round = Round
head-state = State
head-for = For
head-starts = Begins
head-day = Day
head-as = As
head-group = Group
head-participants = Participants
head-mentor = Mentor
head-track = Track
head-sent = Sent
head-withdrawn = Withdrawn
head-lacks = Missing
head-promised-in = Promised in
head-promised = Promised on
head-mentored = Has mentored in

field-organiser = Organiser
field-model = Model
field-model-hint = The round is bound to this edition.
field-round-title = Name of the round
field-round-title-hint = For example Model municipalities 2027.
field-track-municipalities = For municipalities, city districts and associations of municipalities
field-track-regions = For regions
field-invited = Invitation goes out
field-opens = Applications open
field-closes = Last day to apply
field-answer = Answer by
field-starts = The round begins
field-ends = The round ends
field-fee = Fee in kronor
field-invitation = Invitation
field-invitation-hint = Shown on the page of the round and in the letter to those invited.
field-deadline = Days: { $name }
field-invoice-reference = Invoice reference
field-amount = Amount in kronor
field-why = Why
field-why-withdrawn-hint = The organiser reads what you write.
field-why-admitted-hint = The organiser and those in the round see what you write.
field-why-left-hint = Seen by you who run the round and by those who are in it.
field-replaces = In place of
field-replaces-hint = Who comes in their place gets the same seat in the group.
field-administration = One administration only
field-administration-hint = A region can take part with a single administration. Write which, or leave empty.
field-outcome = Decision
field-takes-place = Takes somebody’s place
field-reason = Reasons
field-reason-hint = As the applicant reads them, in the letter and here.
field-no-conflict = I have no conflict of interest in this case
field-lacking = What needs to be completed
field-until = By
field-conflict = Why you have a conflict of interest
field-group-name = Name of the group
field-theme = Theme
field-theme-hint = What the group wants to improve together, if it is decided.
field-group-participant = Participant { $n }
field-group-mentor = Mentor { $n }
field-group-support = Support for the mentor { $n }

standing-draft = The round is a draft. Only you who run it see this page.
standing-invited = The invitation is out. Applications open on { $day }.
standing-invited-undated = The invitation is out. It is not settled when applications open.
standing-open = Applications are open until and including { $day }.
standing-open-undated = Applications are open.
standing-shut = Applications are not taken now.
standing-admission = The applications are being judged. The answer comes by { $day }.
standing-admission-undated = The applications are being judged.
standing-running = The round has been running since { $day }.
standing-running-undated = The round is running.
standing-closed = The round is closed.
standing-archived = The round is archived. Everything is still there to read.

move-draft-invited = Send out the invitation
move-invited-open = Open for applications
move-invited-draft = Back to draft
move-open-admission = Close applications and begin to judge
move-open-invited = Close again: invitation out, applications not open
move-admission-running = Begin the round
move-admission-open = Open for applications again
move-running-closed = Close the round
move-running-admission = Back to admission
move-closed-archived = Archive the round
move-closed-running = Open the round again

apply-sign-in = Sign in to apply. If your municipality or region has no account, contact the organiser.
apply-for = Apply for { $name }
application-of = Application of { $name }: { $state }
applications = Applications
applications-title = Applications to { $name }
applications-none = No application has come in yet.
applications-decided = Every application has a decision or waits to be completed.
applications-one-waits = One application waits for a decision.
applications-wait = { $n } applications wait for a decision.
application-title = Application of { $name }
application-draft = A draft. You can save, go on another day and send until and including { $day }.
application-draft-undated = A draft. You can save, go on another day and send as long as applications are open.
application-draft-shut = A draft that is not sent. Applications are not taken now.
application-is-sent = The application was sent on { $day }. You will hear when it has been judged.
application-returned = The application needs to be completed by { $day }.
application-is-withdrawn = The application is withdrawn. You can send it again as long as applications are open.
application-admitted = You are admitted.
application-reserve = You have place { $n } on the reserve list.
application-declined = You are not admitted this time.
application-standing = State: { $state }. Received { $day }.
application-said = What the application says
application-lacks = This is missing
application-write = The application
application-too-late = What you wrote is not saved, because the application can no longer be changed. It still stands here, so that you can copy it.
application-save = Save without sending
application-send = Save and send
application-people = Is the person not in the list? Invite them first on the organisation's page.
attach-for = Document: { $name }
attach-other = Replace the document
ask-choice = What kind of decision
ask-date = Date
ask-reference = Reference number or minute item
ask-confirmation = Yes, that is so
ask-text = Tell us
ask-amount = Amount in kronor
ask-person = Who stands behind it
nothing-said = no answer
invoice = Invoice
invoice-lead = So that the invoice reaches the right place in your organisation.
returned-why = This needs to be completed
decided-why = The reasons
decided-by = Decided on { $day } by { $name }.
decision-letter = The decision as PDF
withdraw-application = Withdraw the application
withdraw-lead = You can withdraw the application. It stays, so that you can send it again.
withdraw-admitted = You are admitted. If you withdraw the application now you leave the round today.
judge = Judge the application
judge-lacks = The application does not meet this. It cannot be admitted so, but sent back to be completed.
decide = Decide
outcome-admitted = Admit
outcome-reserve = Put on the reserve list
outcome-declined = Do not admit
refer-back = Send back to be completed
recuse = Declare a conflict of interest
recused-you = You have a conflict of interest in this case. A colleague judges it.
recused-short = you have a conflict
reserve-place = place { $n }
complete-by = by { $day }
complete = nothing
lacks-n =
    { $n ->
        [one] { $shown } thing
       *[other] { $shown } things
    }

promises = Have promised to mentor
promises-lead = Those who promised in an earlier round to mentor others. Those who have not yet stand first.
promises-none = Nobody has promised anything in an earlier round.
promise-open = not yet
promised-on = Promised on { $day } to mentor
participants = Participants and mentors
participants-none = Nobody is admitted yet.
replaces = In place of { $name }
replaces-nobody = nobody
invoice-noted = Invoice: { $reference }
participation-title = { $name } in { $round }
head-invoice = Invoice
leave-lead = The organisation stays in the history, with its last day. It leaves its group at the same time.
last-day = Change the last day
last-day-lead = If the day was wrong. It changes in the group, too.
last-day-save = Save the last day
invoice-note = Note the invoice
leave = Leaves the round
leave-name = { $name } leaves the round
take-in = Take in an organisation
take-in-lead = A mentor, or somebody in place of one that has left. Participants who apply are admitted from the applications.
with-support = support: { $names }

groups = Groups
groups-none = There are no groups yet.
group-new = New group
group-new-lead = Choose participants, mentor and, where needed, support for the mentor. A mentor who is not in the round yet comes into it now.
group-edit = Change the group
group-edit-title = Change the group { $name }
group-edit-lead = Who you take out leaves the group today. The history stays.
group-remove = Remove the group
group-theme = Theme: { $theme }
group-misfit-participant =
    { $n ->
        [one] The model counts on at least { $shown } participant in a group.
       *[other] The model counts on at least { $shown } participants in a group.
    }
group-misfit-mentor =
    { $n ->
        [one] The model counts on at least { $shown } mentor in a group.
       *[other] The model counts on at least { $shown } mentors in a group.
    }
group-misfit-support =
    { $n ->
        [one] The model counts on at least { $shown } in support of the mentor in a group.
       *[other] The model counts on at least { $shown } in support of the mentor in a group.
    }
group-meetings = The group's meetings
group-meetings-none = The group has no meetings yet.
group-members = Who is in it
group-hosts = Hosts in turn: { $names }.

progress = How far everybody has come
progress-title = How { $name } is going
progress-lead = Those who need something stand first.
progress-none = Nobody takes part yet.
progress-step = Next step
progress-late = Late
progress-next = Next
progress-group = How the group is doing
progress-on-time = on time
progress-all-done = every meeting has been
progress-no-meeting = no meeting is set
progress-no-group = no group
late-hand-in = missing: “{ $name }” (by { $day })
late-task = “{ $text }” was due on { $day }
late-task-hidden = a task was due on { $day }
late-registration = nobody is registered for the meeting on { $day }
next-on = { $name } { $day }
mine-next = Next for you
mine-next-none = Nothing is waiting for you right now.
todo-late = late
todo-apply = Send the application to { $name }
todo-complete = Complete the application to { $name }
todo-judge =
    { $n ->
        [one] Judge one application to { $name }
       *[other] Judge { $shown } applications to { $name }
    }
head-todo = To do
head-until = By
head-whom = For
todo-you = you
mine-group = The group { $name }
mine-progress = How { $name } is going
todo-poll = Say which times suit: { $name }
todo-set-day = Set the day: { $name }
todo-register = Register: { $name }, { $when }
todo-hand-in = { $name }: { $what }
todo-note-held = Note that the meeting has been and who was there: { $name }
todo-feedback = Give feedback: { $name }
todo-task = { $text } (from { $name })
todo-lead = Lead the meeting: { $name }, { $when }
todo-fix-figures = Choose the key figures to evaluate { $name } against, before the round begins
progress-more = More about the round
mine-round = The round’s page
