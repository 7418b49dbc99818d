# Results and afterwards: the final report, the results conference, the decision to mentor, the handover.

results = Results
results-title = Results: { $round }
results-lead = What those who took part have done and learnt. Here are the reports that are published.
results-lead-inside = The programme of the conference, the reports that are handed in, and those that are missing.
seen-results-inside = those who are in the round. Reports that are published are seen by everybody, even without an account.
results-mine = { $name }: your final report
results-booklet = Download the booklet (PDF)
results-programme = Programme
results-no-programme = The programme is not written yet.
results-to-meeting = Go to the conference page
results-reports = Reports
results-none = Nobody has handed in a report yet.
results-none-published = No report is published yet.
results-waiting = Have not handed in yet
results-none-ever = No report is published.
results-never = Handed in no report
results-published = Published results
head-final-finished = Finished

final-title = Results: { $name }
final-in-round = Final report of { $round }
final-published = published
final-handed-in = handed in
final-is-new = The report is not begun. Most of it fills itself: open it and write what is missing.
final-not-in = The report is not handed in yet.
final-never-in = The round is archived, and you handed in no report.
final-none-shown = The round is archived, and no report is published.
final-is-draft = The report is a draft. When nothing is missing you can hand it in.
final-is-finished = The report has been finished since { $day }, but is not handed in.
final-is-in = The report is handed in. It was finished on { $day }.
final-is-public = The report is published. It was finished on { $day }.
final-write = Open the template { $name }
final-read = Read the template { $name }
final-missing = This is missing before you can hand it in
final-hand-in = Hand in the report
final-hand-in-lead = Then the organiser and everybody in the round can read it, and it comes into the booklet for the conference.
final-publish = Publish the report
final-publish-lead = Then everybody can read it, even without an account. You can unpublish it at any time.
final-withdraw = Unpublish the report
final-withdraw-lead = Then only those in the round and the organiser can read it.
final-along = Also show the same readers
final-along-back = Also withdraw
final-along-hint = The report shows only what the reader may see of the self-assessment, the improvements and the ideas where they are. You choose yourselves what goes along.
final-piece = { $name } (seen now by: { $seen })

said-final-in = The report is handed in.
said-final-published = The report is published.
said-final-withdrawn = The report is unpublished.
said-mentoring-noted = The decision is saved.

mentoring = Mentor in the next round
mentoring-none = not decided
mentoring-does = mentors in { $rounds }
mentoring-said = Mentor in the next round: { $said }
mentoring-lead = Write what you have decided. The organiser sees the answer here and when the next round is prepared.
mentoring-save = Save the decision
mentoring-no-file = no file
head-mentoring = Decision to mentor
field-mentoring = Will you mentor?
field-mentoring-day = Day of the decision
field-mentoring-reference = Reference number or minute item
field-mentoring-reference-hint = For example KS 2027-05-03 § 41.
field-mentoring-why-hint = Always say why if the answer is no. Otherwise you can write conditions, or when you want to be asked again. Write no personal data.
field-mentoring-file = The decision as a file
field-mentoring-file-hint = Attach the file on the page of the organisation first. Show it to the round if the organiser is to be able to read it.

step-results = Results and final report

handover = Handover
handover-title = Handover: { $name }
handover-lead = A document from which a successor can start. It is put together from what you have written already, as it is today.
seen-handover = the organisation itself and the mentors of its group. Each gets what they may read.
handover-pdf = Download the handover (PDF)
handover-holds = What it holds
handover-use = When to use it
handover-use-1 = When somebody in the team leaves or changes assignment: give it to whoever takes over.
handover-use-2 = When the round has ended: keep it where you keep your records.
handover-use-3 = When the work rests for a while: it shows where you were.
handover-names = It holds names and work contacts. Give it only to those who need it.
handover-left = An assignment as { $role } ended on { $day }. Give the handover to whoever takes over.
handover-ended = The round has ended. Save the handover where you keep your records.
head-how-many = Number

todo-report = Hand in { $name } for { $round }
todo-mentoring = Decide whether you want to mentor after { $name }
todo-hand-over = Download the handover for { $name } and give it to whoever takes over
